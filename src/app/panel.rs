//! The side panel: tabs, and what each shows. On a phone it is a sheet at the bottom with three stops.

use super::badge::Badge;
use super::check::CheckTab;
use super::matrix::MatrixTab;
use super::model::emit;
use super::party::PartyCard;
use super::transcript::TranscriptTab;
use super::voice::VoiceTab;
use crate::document::{PartyId, StatementId};
use crate::view::cards::Card;
use crate::view::reading::Reading;
use crate::view::reduce::counted;
use crate::view::state::{Action, Tab, Work};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Panel`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PanelProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
    /// The tab.
    pub tab: Tab,
    /// How the analysis goes.
    pub work: Work,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The panel.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let stop = use_state(|| 0_u8);
    let found = use_late(props.reading.applied.is_some());
    let (up, down) = ((*stop + 1).min(2), stop.saturating_sub(1));
    let set = |to: u8| {
        let stop = stop.clone();
        Callback::from(move |_: MouseEvent| stop.set(to))
    };
    let raise = {
        let stop = stop.clone();
        props.on.reform(move |action| {
            if *stop == 0 {
                stop.set(1);
            }
            action
        })
    };
    let onkeydown = {
        let tab = props.tab;
        emit(&props.on, move |event: KeyboardEvent| {
            let at = Tab::ALL.iter().position(|&other| other == tab)?;
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % Tab::ALL.len(),
                "ArrowLeft" => (at + Tab::ALL.len() - 1) % Tab::ALL.len(),
                "Home" => 0,
                "End" => Tab::ALL.len() - 1,
                _ => return None,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(button) = super::dom::by_id(&format!("tab-{}", Tab::ALL[to].key())) {
                super::dom::focus(&button);
            }
            Some(Action::Show(Tab::ALL[to]))
        })
    };
    html! {
        <aside id="panel" class="panel" aria-label="Parties" data-sheet={["peek", "half", "full"][usize::from(*stop)]}>
            <div class="handle">
                <button onclick={set(down)} disabled={*stop == 0} aria-label="Lower the panel">{ "▾" }</button>
                <div class="peek" role="group" aria-label="Show only one party">{ for props.reading.cards.iter().filter(|card| !card.statements.is_empty()).map(|card| peek(card, props)) }</div>
                <button onclick={set(up)} disabled={*stop == 2} aria-label="Raise the panel">{ "▴" }</button>
            </div>
            <div class="tabs" role="tablist" aria-label="Views" {onkeydown}>
                { for Tab::ALL.iter().map(|&tab| tab_button(tab, props, &raise)) }
            </div>
            <div class="sheet" id="tabpanel" role="tabpanel" aria-labelledby={format!("tab-{}", props.tab.key())} tabindex="0">
                { body(props, found) }
            </div>
        </aside>
    }
}

/// A party in the handle of the sheet: letters and number of statements; shows it alone.
fn peek(card: &Card, props: &PanelProps) -> Html {
    let id = card.id;
    let only = props.filter == Some(id);
    let count = card.statements.len();
    let of = if count == 1 { " statement of " } else { " statements of " };
    html! {
        <button key={id} aria-pressed={only.to_string()} onclick={props.on.reform(move |_| Action::Filter(Some(id)))}>
            <Badge party={card.party.clone()} />{ count }<span class="unseen">{ of }{ card.party.name.clone() }</span>
        </button>
    }
}

fn tab_button(tab: Tab, props: &PanelProps, on: &Callback<Action>) -> Html {
    let selected = tab == props.tab;
    let doubtful = props.reading.doubtful.len();
    html! {
        <button role="tab" id={format!("tab-{}", tab.key())} aria-selected={selected.to_string()} aria-controls="tabpanel"
            tabindex={if selected { "0" } else { "-1" }} onclick={on.reform(move |_| Action::Show(tab))}>
            { tab.label() }
            if tab == Tab::Check && doubtful > 0 { { " " }<span class="number">{ doubtful }</span> }
        </button>
    }
}

/// Whether it is, told a task later: what a long article has found is made in one task and drawn in the next.
#[hook]
fn use_late(is: bool) -> bool {
    let known = use_state(|| is);
    let set = known.setter();
    use_effect_with(is, move |&is| {
        let later = Timeout::new(0, move || set.set(is));
        move || drop(later)
    });
    is && *known
}

fn body(props: &PanelProps, found: bool) -> Html {
    let on = &props.on;
    if !found {
        return html! { <Waiting work={props.work.clone()} on={on.clone()} /> };
    }
    if props.reading.lines.shown.is_empty() {
        return html! {
            <div class="empty">
                <h2>{ "No quotations found" }</h2>
                <p>{ "Nobody is quoted or paraphrased here, as far as Partyline can see. It looks for words in quotation marks and for verbs such as “said”, “denied” or “according to”." }</p>
                <p>{ "If somebody does speak: select the words in the article and press “Add statement”, or the key A." }</p>
            </div>
        };
    }
    match props.tab {
        Tab::Parties => html! {
            <div class="cards">
                { for props.reading.cards.iter().filter(|card| !card.statements.is_empty()).map(|card| party(card, props)) }
                { unattributed(props) }
                { silent(props) }
                { attitudes(props) }
            </div>
        },
        Tab::Matrix => html! { <MatrixTab matrix={props.reading.matrix.clone()} on={on.clone()} /> },
        Tab::Voice => html! {
            <VoiceTab voice={props.reading.voice.clone()} lines={props.reading.lines.clone()} on={on.clone()} />
        },
        Tab::Check => {
            html! { <CheckTab reading={props.reading.clone()} current={props.current} on={on.clone()} /> }
        }
        Tab::Transcript => html! {
            <>
                <TranscriptTab lines={props.reading.lines.clone()} current={props.current} filter={props.filter} on={on.clone()} />
                { attitudes(props) }
            </>
        },
    }
}

fn party(card: &Rc<Card>, props: &PanelProps) -> Html {
    let current = props.current.filter(|&id| card.statements.iter().any(|line| line.id == id));
    html! { <PartyCard key={card.id} card={card.clone()} filter={props.filter} on={props.on.clone()} {current} /> }
}

/// Parties that are talked about and never speak.
fn silent(props: &PanelProps) -> Html {
    let mut silent = props.reading.cards.iter().filter(|card| card.statements.is_empty()).peekable();
    if silent.peek().is_none() {
        return Html::default();
    }
    html! {
        <section class="silent-parties" aria-labelledby="silent-name">
            <h2 id="silent-name">{ "Talked about, not quoted" }</h2>
            { for silent.map(|card| party(card, props)) }
        </section>
    }
}

/// What is only thought is left out unless the reader asks for it.
fn attitudes(props: &PanelProps) -> Html {
    let thought = props.reading.lines.all.iter().filter(|line| !line.said()).count();
    if thought == 0 {
        return Html::default();
    }
    let shown = props.reading.lines.shown.len() == props.reading.lines.all.len();
    html! {
        <label class="switch">
            <input type="checkbox" checked={shown} onchange={props.on.reform(|_| Action::Attitudes)} />
            { format!("Show what is only thought, hoped or known, too ({thought})") }
        </label>
    }
}

/// Statements of nobody's party: unnamed sources without a side.
fn unattributed(props: &PanelProps) -> Html {
    let lines: Vec<_> = props.reading.lines.shown.iter().filter(|line| line.party.id.is_none()).collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="party nobody" data-slot="nobody" aria-labelledby="nobody-name">
            <header>
                <span class="badge" data-slot="nobody" aria-hidden="true">{ "–" }</span>
                <div class="who">
                    <h2 id="nobody-name">{ "No party" }</h2>
                    <p class="count">{ format!("{} by unnamed sources or nobody in particular", counted(lines.len(), "statement")) }</p>
                </div>
            </header>
            <ul class="statements" aria-label="Statements of no party">
                { for lines.into_iter().map(|line| html! {
                    <super::line::StatementLine key={line.id} line={line.clone()} home=true current={props.current == Some(line.id)} on={props.on.clone()} />
                }) }
            </ul>
        </section>
    }
}

/// Properties of [`Waiting`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct WaitingProps {
    work: Work,
    on: Callback<Action>,
}

/// The panel before the marks are there.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let on = &props.on;
    match &props.work {
        Work::Failed(_, again) => html! {
            <div class="empty">
                <h2>{ "The analysis stopped" }</h2>
                <p>{ "The article stays on the page and can be read." }</p>
                if *again { <button class="primary" onclick={on.reform(|_| Action::Retry)}>{ "Try again" }</button> }
            </div>
        },
        Work::Cancelled => html! {
            <div class="empty">
                <h2>{ "Analysis stopped" }</h2>
                <p>{ "The article can be read without marks." }</p>
                <button class="primary" onclick={on.reform(|_| Action::Retry)}>{ "Analyse again" }</button>
            </div>
        },
        work => html! {
            <div class="waiting">
                <p>{ match work {
                    Work::Loading(received, total) if received < total =>
                        format!("Loading the language model: {} of {} KB", received / 1024, total / 1024),
                    Work::Loading(_, 0) => "Loading the language model".to_owned(),
                    Work::Idle => "Choose above how much of it is read.".to_owned(),
                    _ => "Finding out who says what".to_owned(),
                } }</p>
                if *work != Work::Idle {
                <div class="ghost" aria-hidden="true"><i></i><i></i><i></i></div>
                <div class="ghost" aria-hidden="true"><i></i><i></i></div>
                <button class="quiet" onclick={on.reform(|_| Action::Cancel)}>{ "Cancel" }</button>
                }
            </div>
        },
    }
}
