//! The whole page: the state, what it is drawn with, and nothing else. `effects.rs` has what happens outside of it.

use super::add::AddDialog;
use super::advice::{Advice, Book, Furniture};
use super::article::ArticleColumn;
use super::bounds::BoundsEditor;
use super::card::StatementCard;
use super::changes::ChangesDialog;
use super::details::Details;
use super::export::{Export, ExportDialog};
use super::findbar::FindBar;
use super::help::HelpDialog;
use super::keylist::KeyList;
use super::model::Model;
use super::notice::Notices;
use super::panel::Panel;
use super::received;
use super::selection::SelectionBar;
use super::share::ShareDialog;
use super::start::Start;
use super::statement::StatementDialog;
use super::surgery::PartyDialog;
use super::toolbar::{Toolbar, ToolbarProps};
use super::update::UpdateNotice;
use super::{effects, intake, store};
use crate::document::{Span, StatementId};
use crate::view::layout;
use crate::view::state::{Action, Dialog, Extent, State, Tab, Work};
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn Page() -> Html {
    let model = use_reducer(Model::default);
    let on = {
        let dispatcher = model.dispatcher();
        use_callback((), move |action: Action, ()| dispatcher.dispatch(action))
    };
    let save = effects::use_workers(&model.0, &on);
    effects::use_places(&model.0);
    effects::use_history(&model.0, &on);
    effects::use_keys(&model, &on);
    intake::use_intake(&on);
    store::use_store(&model.0, &on);
    html! { <Screen state={model.0.clone()} {save} {on} /> }
}

/// Properties of [`Screen`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ScreenProps {
    /// The state.
    pub state: State,
    /// Where files are asked for.
    pub save: Callback<Export>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// What a state looks like. Nothing here asks the browser anything, so that tests can draw it natively.
#[component]
pub fn Screen(props: &ScreenProps) -> Html {
    let (state, on) = (&props.state, &props.on);
    let reads = state.reads();
    html! {
        <div class={classes!("page", if reads { "reading" } else { "starting" })}>
            <a class="skip" href="#article" onclick={skip("article")}>{ "Skip to the article" }</a>
            if reads {
                <a class="skip" href="#panel" onclick={skip("tabpanel")}>{ "Skip to the parties" }</a>
                <a class="skip" href="#panel" onclick={transcript(on)}>{ "Read as a transcript" }</a>
            }
            <Toolbar ..ToolbarProps::of(state, on.clone()) />
            <div class="news">
                <div class="told">
                    <p class="status" role="status">if state.draft.is_none() { { state.said.clone() } }</p>
                    if reads { <Furniture reading={state.reading.clone()} whole={state.article.as_ref().is_some_and(|a| a.whole)} on={on.clone()} /> }
                </div>
                if let Some(offer) = &state.offer {
                    <div class="notice offer" data-tone="note">
                        <p>{ offer.words.clone() }</p>
                        <button onclick={on.reform(|_| Action::Accept)}>{ "Apply" }</button>
                        <button class="icon" aria-label="Do not apply" onclick={on.reform(|_| Action::Decline)}>{ "×" }</button>
                    </div>
                }
                <Notices messages={state.messages.clone()} on={on.clone()} />
                if reads {
                    <Advice key={state.edition} reading={state.reading.clone()} book={book(state)} text={text(state)} on={on.clone()} />
                }
                <UpdateNotice />
            </div>
            if reads {
                { reading(state, on) }
            } else {
                if let Some(awaited) = &state.awaited { { received::awaited(awaited, on) } }
                <Start key={state.draft.is_some().to_string()} draft={state.draft.clone()} at={place(state)} busy={state.work == Work::Reading && state.article.is_none()}
                    recent={state.recent.clone()} on={on.clone()} />
            }
            { dialog(state, &props.save, on) }
            if let Some(locked) = &state.locked { { received::unlock(locked, on) } }
        </div>
    }
}

/// Where the statement in hand begins in the text, in bytes; the beginning without one.
fn place(state: &State) -> u32 {
    state.current.and_then(|id| state.reading.lines.get(id)).map_or(0, |line| line.hull.start)
}

/// The article's text; empty without one.
fn text(state: &State) -> Rc<str> {
    state.article.as_ref().map_or_else(|| "".into(), |article| article.text.clone())
}

/// The length of an article as long as a book, while it is not read to its end.
fn book(state: &State) -> Option<Book> {
    if state.extent == Extent::All {
        return None;
    }
    let (count, unit) = layout::book(&text(state))?;
    Some(Book { count, unit, extent: state.extent })
}

fn skip(id: &'static str) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        if let Some(element) = super::dom::by_id(id) {
            let _gone = element.focus();
        }
    })
}

/// The plainest way to read, for whoever listens to the page.
fn transcript(on: &Callback<Action>) -> Callback<MouseEvent> {
    on.reform(|event: MouseEvent| {
        event.prevent_default();
        if let Some(panel) = super::dom::by_id("tabpanel") {
            let _gone = panel.focus();
        }
        Action::Show(Tab::Transcript)
    })
}

fn reading(state: &State, on: &Callback<Action>) -> Html {
    let busy = matches!(state.work, Work::Reading | Work::Loading(..));
    html! {
        <div class="columns">
            <div class="left">
                { received::banner(state, on) }
                if let Some(article) = &state.article {
                    <Details about={article.about.clone()} title={article.title.clone()} on={on.clone()} />
                }
                if let Some(words) = &state.find { <FindBar words={words.clone()} reading={state.reading.clone()} on={on.clone()} /> }
                <div id="stage">
                    <ArticleColumn reading={state.reading.clone()} current={state.current} filter={state.filter}
                        marks={state.marks} {busy} on={on.clone()} />
                    if let Some((id, frame, content)) = state.editing.and_then(|id| Some((id, frame(state, id)?, content(state, id)?))) {
                        <BoundsEditor key={id} {id} {frame} {content} text={text(state)} reading={state.reading.clone()} on={on.clone()} />
                    } else {
                        <StatementCard reading={state.reading.clone()} current={state.current} on={on.clone()} />
                    }
                    <SelectionBar reading={state.reading.clone()} text={text(state)} on={on.clone()} />
                </div>
            </div>
            <Panel reading={state.reading.clone()} current={state.current} filter={state.filter} tab={state.tab}
                work={state.work.clone()} on={on.clone()} />
        </div>
    }
}

fn dialog(state: &State, save: &Callback<Export>, on: &Callback<Action>) -> Html {
    let on = on.clone();
    let lines = || state.reading.lines.clone();
    match &state.dialog {
        None => Html::default(),
        Some(Dialog::Share) => match &state.article {
            Some(article) => html! {
                <ShareDialog sharing={state.sharing.clone()} article={article.clone()} machine={state.machine.clone()}
                    log={state.history.log().clone()} save={save.clone()} {on} />
            },
            None => Html::default(),
        },
        Some(Dialog::Export) => match &state.article {
            Some(article) => html! {
                <ExportDialog article={article.clone()} machine={state.machine.clone()} log={state.history.log().clone()} save={save.clone()} {on} />
            },
            None => Html::default(),
        },
        Some(Dialog::Keys) => html! { <KeyList keys={state.keys.clone()} {on} /> },
        Some(Dialog::Help) => html! { <HelpDialog {on} /> },
        Some(Dialog::Changes) => html! { <ChangesDialog reading={state.reading.clone()} {on} /> },
        Some(Dialog::Add(span)) => {
            html! { <AddDialog span={*span} text={text(state)} lines={lines()} {on} /> }
        }
        Some(Dialog::Party(id)) => match state.reading.cards.iter().find(|card| card.id == *id) {
            Some(card) => {
                html! { <PartyDialog card={card.clone()} parties={lines().parties.clone()} {on} /> }
            }
            None => Html::default(),
        },
        Some(Dialog::Statement(id)) => match state.reading.lines.get(*id) {
            Some(line) => html! { <StatementDialog line={line.clone()} lines={lines()} {on} /> },
            None => Html::default(),
        },
    }
}

/// The paragraphs that a statement's words may reach into.
fn frame(state: &State, id: StatementId) -> Option<Span> {
    let hull = state.reading.lines.get(id)?.hull;
    let spans = state.reading.paragraphs.iter().map(|paragraph| paragraph.span);
    spans.filter(|span| span.overlaps(hull)).reduce(|frame, span| frame.cover(span))
}

fn content(state: &State, id: StatementId) -> Option<Vec<Span>> {
    Some(state.reading.document()?.statements.get(id as usize)?.content.clone())
}
