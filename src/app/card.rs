//! The card beside the statement under the pointer or in hand: who, how, why, and the keys that put it right.
//!
//! It keeps what is under the pointer to itself, so that hovering draws nothing else anew; the words under the pointer
//! light up at once, the card waits until the pointer rests.

use super::badge::Badge;
use super::choose::PartyChips;
use super::dom;
use crate::document::StatementId;
use crate::view::lines::{self, Line};
use crate::view::reading::Reading;
use crate::view::state::{Action, Dialog, Place};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long the pointer must rest before the card follows it, in milliseconds; long enough to cross a line.
const REST_MS: u32 = 220;
/// How long the card waits for the pointer to reach it.
const LEAVE_MS: u32 = 350;

/// Properties of [`StatementCard`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CardProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The card and the highlight of the statement it is about.
#[component]
pub fn StatementCard(props: &CardProps) -> Html {
    let hovered = use_state(|| None::<StatementId>);
    let card = use_node_ref();
    {
        let hovered = hovered.setter();
        use_effect_with((), move |()| follow_pointer(hovered));
    }
    let shown = (*hovered).or(props.current).and_then(|id| props.reading.lines.get(id).cloned());
    {
        let (card, hovers) = (card.clone(), hovered.is_some());
        let id = shown.as_ref().map(|line| line.id);
        use_effect_with((id, props.reading.clone()), move |(id, _)| {
            highlight(*id);
            if let (Some(id), Some(card)) = (id, card.cast::<web_sys::HtmlElement>()) {
                place(*id, &card, !hovers);
            }
        });
    }
    let Some(line) = shown else { return Html::default() };
    let id = line.id;
    let on = &props.on;
    let close = {
        let hovered = hovered.clone();
        on.reform(move |_: MouseEvent| {
            hovered.set(None);
            Action::Focus(None)
        })
    };
    html! {
        <aside ref={card} id="card" class="card" aria-label="This statement" data-slot={line.party.slot.name()}>
            <header>
                <Badge party={line.party.clone()} />
                <strong>{ line.party.name.clone() }</strong>
                { for line.also.iter().map(|party| html! { <>{ " and " }<strong>{ party.name.clone() }</strong></> }) }
                <span key={id} class="kind">{ lines::kind(line.kind) }</span>
                <span class="steps">
                    <button class="icon" aria-label="Previous statement" onclick={on.reform(|_| Action::Step(false))}>{ "‹" }</button>
                    <button class="icon" aria-label="Next statement" onclick={on.reform(|_| Action::Step(true))}>{ "›" }</button>
                    <button class="icon" aria-label="Close the card" onclick={close}>{ "×" }</button>
                </span>
            </header>
            // Another statement's words are new ones, not these at another place. The header stays for whoever steps on.
            <div key={id}>
                { facts(&line, line.note.clone()) }
                <PartyChips parties={props.reading.lines.parties.clone()} chosen={line.party.id} nobody=true
                    label="Whose words are these?" choose={on.reform(move |party| Action::Assign(id, party))} />
                <div class="row">
                    if line.check {
                        <button class="primary" onclick={on.reform(move |_| Action::Confirm(id))}>{ "Right" }<kbd aria-hidden="true">{ "Y" }</kbd></button>
                    }
                    <button onclick={on.reform(move |_| Action::Ask(Dialog::Statement(id)))}>{ "More" }<kbd aria-hidden="true">{ "B" }</kbd></button>
                    <button onclick={on.reform(move |_| Action::Edit(id))}>{ "Words" }<kbd aria-hidden="true">{ "E" }</kbd></button>
                    <button onclick={on.reform(move |_| Action::Remove(id))}>{ "Not a quotation" }<kbd aria-hidden="true">{ "X" }</kbd></button>
                    <button onclick={on.reform(move |_| Action::Go(Place::Card(id)))}>{ "In the panel" }<kbd aria-hidden="true">{ "S" }</kbd></button>
                </div>
            </div>
        </aside>
    }
}

/// What it does, how the article attributes it, why the machine thinks so, and the note to show with it.
pub fn facts(line: &Line, note: Option<Rc<str>>) -> Html {
    let source =
        line.source.as_ref().map_or_else(|| "Not named here".to_owned(), |source| format!("“{source}”"));
    html! {
        <dl class="facts">
            <dt>{ "Does" }</dt>
            <dd>
                { line.stance.label() }
                if let Some(target) = &line.target { { format!(", about {}", target.name) } }
                if !line.said() { { format!(" ({}, not said)", line.attribution.label()) } }
            </dd>
            if let Some(unwound) = line.unwound() { <dt>{ "Inside" }</dt><dd>{ unwound }</dd> }
            <dt>{ "Source" }</dt>
            <dd>{ source }{ format!(" · {}", lines::class(line.class)) }if let Some(cue) = &line.cue { { format!(" · “{cue}”") } }</dd>
            if !line.reasons.is_empty() { <dt>{ "Why" }</dt><dd>{ each(&line.reasons) }</dd> }
            if !line.changes.is_empty() { <dt>{ "Changed" }</dt><dd>{ each(&line.changes) }</dd> }
            if let Some(note) = note { <dt>{ "Note" }</dt><dd>{ note }</dd> }
        </dl>
    }
}

fn each(words: &[Rc<str>]) -> Html {
    html! { { for words.iter().map(|words| html! { <span class="reason">{ words.clone() }</span> }) } }
}

/// Listens to the pointer over the article; what it returns ends that.
fn follow_pointer(hovered: UseStateSetter<Option<StatementId>>) -> impl FnOnce() {
    let waiting = Rc::new(std::cell::RefCell::new(None::<Timeout>));
    let listener = EventListener::new(&dom::document(), "mouseover", move |event| {
        let over_card =
            dom::element(event.target()).is_some_and(|e| e.closest("#card").ok().flatten().is_some());
        if over_card {
            waiting.take();
            return;
        }
        let id = dom::statement_at(event.target());
        if id.is_some() {
            highlight(id);
        }
        let hovered = hovered.clone();
        let wait = if id.is_some() { REST_MS } else { LEAVE_MS };
        *waiting.borrow_mut() = Some(Timeout::new(wait, move || hovered.set(id)));
    });
    move || drop(listener)
}

/// Gives the fragments, cue and source of one statement the class `hot`, and nothing else.
fn highlight(id: Option<StatementId>) {
    for element in dom::all("#article .hot") {
        let _gone = element.class_list().remove_1("hot");
    }
    if let Some(id) = id {
        let selector = format!(
            "#article [data-statement~='{id}'], #article [data-cue~='{id}'], #article [data-source~='{id}']"
        );
        for element in dom::all(&selector) {
            let _gone = element.class_list().add_1("hot");
        }
    }
}

/// Puts the card under its statement, inside the article column; above it where there is no room below. If it covers the
/// words all the same, the page may be scrolled for a card that was asked for, never for one under the pointer.
fn place(id: StatementId, card: &web_sys::HtmlElement, may_scroll: bool) {
    const GAP: f64 = 10.0;
    let marks = dom::all(&format!("#article mark[data-statement~='{id}']"));
    let (Some(head), Some(tail), Some(column)) = (marks.first(), marks.last(), dom::by_id("stage")) else {
        return;
    };
    let frame = column.get_bounding_client_rect();
    let (first, last) = (head.get_bounding_client_rect(), tail.get_bounding_client_rect());
    let line = head.get_client_rects().item(0).unwrap_or_else(|| first.clone());
    let height = f64::from(card.offset_height());
    let room = dom::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(0.0);
    let (above, below) = (first.top() - height - GAP, last.bottom() + GAP);
    let top = if below + height > room && above > 56.0 { above } else { below.min(room - GAP) };
    let widest = (frame.width() - f64::from(card.offset_width()) - 8.0).max(0.0);
    let left = (line.left() - frame.left()).clamp(0.0, widest);
    dom::put(card, left, top - frame.top());
    let covered = card.get_bounding_client_rect();
    if may_scroll && first.top() < covered.bottom() && line.bottom() > covered.top() {
        dom::window().scroll_by_with_x_and_y(0.0, first.top() - 96.0);
    }
}
