//! A party's card.

use super::badge::Badge;
use super::line::StatementLine;
use crate::document::{PartyId, StatementId};
use crate::view::cards::{Card, Chip};
use crate::view::reduce::counted;
use crate::view::state::{Action, Dialog, Place};
use std::rc::Rc;
use yew::prelude::*;

/// Statements that are shown more at a time.
const PIECE: usize = 40;

/// Properties of [`PartyCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PartyProps {
    /// What to show.
    pub card: Rc<Card>,
    /// The statement in hand, if it is this party's.
    pub current: Option<StatementId>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Who, how much, its position in its own words, what it does to whom, all its statements, its other names.
#[component]
pub fn PartyCard(props: &PartyProps) -> Html {
    let card = &props.card;
    let on = &props.on;
    let id = card.id;
    let open = use_state(|| 0);
    let names = use_state(|| false);
    let filtered = props.filter == Some(id);
    let aside = props.filter.is_some() && !filtered;
    let line = |line: &Rc<crate::view::Line>| {
        html! {
            <StatementLine key={line.id} line={line.clone()} current={props.current == Some(line.id)} home={line.party.id == Some(id)} lettered={line.party.id != Some(id)} on={on.clone()} />
        }
    };
    let rest: Vec<_> =
        card.statements.iter().filter(|s| card.position.iter().all(|p| p.id != s.id)).collect();
    // The statement in hand is always there, and long lists come piece by piece.
    let shown: Vec<_> =
        rest.iter().enumerate().filter(|(n, s)| *n < *open || props.current == Some(s.id)).collect();
    let left = (rest.len() - shown.len()).min(PIECE);
    let more = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(if left == 0 { 0 } else { *open + PIECE }))
    };
    html! {
        <article class={classes!("party", aside.then_some("aside"), card.statements.is_empty().then_some("mute"))}
            id={format!("party-{id}")} data-party={id.to_string()} data-slot={card.party.slot.name()}
            aria-labelledby={format!("party-{id}-name")} tabindex="-1">
            <header>
                <Badge party={card.party.clone()} />
                <div class="who">
                    <h2 id={format!("party-{id}-name")}>{ card.party.name.clone() }</h2>
                    <p class="count">{ count(card) }</p>
                </div>
                <div class="tools">
                    if !card.statements.is_empty() {
                        <button class="tool" aria-pressed={filtered.to_string()}
                            aria-label={format!("Show only {}", card.party.name)}
                            onclick={on.reform(move |_| Action::Filter(Some(id)))}>{ "Only" }</button>
                    }
                    <button class="tool" aria-label={format!("Edit party {}", card.party.name)}
                        onclick={on.reform(move |_| Action::Ask(Dialog::Party(id)))}>{ "Edit" }</button>
                </div>
            </header>
            if !card.position.is_empty() {
                <ul class="position" aria-label={format!("Position of {}", card.party.name)}>
                    { for card.position.iter().map(line) }
                </ul>
            }
            if !card.chips.is_empty() {
                <ul class="chips" aria-label="What it does, and about whom">
                    { for card.chips.iter().map(|chip| html! { <StanceChip chip={chip.clone()} on={on.clone()} /> }) }
                </ul>
            }
            if !shown.is_empty() {
                <ul class="statements" aria-label={format!("Further statements of {}", card.party.name)}>
                    { for shown.into_iter().map(|(_, each)| line(each)) }
                </ul>
            }
            if left > 0 || *open > 0 {
                <button class="more" aria-expanded={(*open > 0).to_string()} onclick={more}>
                    { if left == 0 { "Show fewer".to_owned() } else { format!("Show {left} more") } }
                </button>
            }
            if !card.aliases.is_empty() {
                <p class="aliases">
                    { "also: " }
                    { card.aliases.iter().map(|(words, _)| &**words).collect::<Vec<_>>().join(" · ") }
                    { " " }
                    <button class="why" aria-expanded={names.to_string()} onclick={toggle(&names, *names)}
                        aria-label={format!("Why these names are {}", card.party.name)}>{ "why?" }</button>
                </p>
                if *names {
                    <dl class="reasons">
                        { for card.aliases.iter().map(|(words, why)| html! { <><dt>{ words.clone() }</dt><dd>{ why.clone() }</dd></> }) }
                    </dl>
                }
            }
        </article>
    }
}

fn toggle(state: &UseStateHandle<bool>, shown: bool) -> Callback<MouseEvent> {
    let state = state.clone();
    Callback::from(move |_| state.set(!shown))
}

fn count(card: &Card) -> String {
    if card.statements.is_empty() {
        return format!("{}, not quoted; mentioned {}", card.kind, times(card.mentions));
    }
    format!(
        "{}, {}, {}",
        card.kind,
        counted(card.statements.len(), "statement"),
        counted(card.words as usize, "word")
    )
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

/// Properties of [`StanceChip`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct ChipProps {
    chip: Chip,
    on: Callback<Action>,
}

/// A stance with its target; leads to the first of its statements, then to the next with each press.
#[component]
fn StanceChip(props: &ChipProps) -> Html {
    let chip = &props.chip;
    let turn = use_mut_ref(|| 0);
    let onclick = {
        let ids = chip.statements.clone();
        props.on.reform(move |_| {
            let mut turn = turn.borrow_mut();
            *turn = (*turn + 1) % ids.len();
            Action::Go(Place::Text(ids[(*turn + ids.len() - 1) % ids.len()]))
        })
    };
    html! {
        <li>
            <button class="chip" {onclick}>
                <span class="stance">{ chip.stance.label() }</span>
                if let Some(target) = &chip.target {
                    { " " }<Badge party={target.clone()} /><span class="about">{ target.name.clone() }</span>
                }
                if chip.statements.len() > 1 { <span class="times">{ format!("×{}", chip.statements.len()) }</span> }
            </button>
        </li>
    }
}
