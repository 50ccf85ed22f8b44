//! The card beside the statement under the pointer or in hand: who, how, why, and the keys that put it right.
//!
//! It keeps what is under the pointer to itself, so that hovering draws nothing else anew.

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
const REST_MS: u32 = 60;
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
        let card = card.clone();
        let id = shown.as_ref().map(|line| line.id);
        use_effect_with((id, props.reading.clone()), move |(id, _)| {
            highlight(*id);
            if let (Some(id), Some(card)) = (id, card.cast::<web_sys::HtmlElement>()) {
                place(*id, &card);
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
                <span class="kind">{ lines::kind(line.kind) }</span>
                <span class="steps">
                    <button class="icon" aria-label="Previous statement" onclick={on.reform(|_| Action::Step(false))}>{ "‹" }</button>
                    <button class="icon" aria-label="Next statement" onclick={on.reform(|_| Action::Step(true))}>{ "›" }</button>
                    <button class="icon" aria-label="Close the card" onclick={close}>{ "×" }</button>
                </span>
            </header>
            { facts(&line) }
            <PartyChips parties={Rc::new(props.reading.lines.parties.clone())} chosen={line.party.id} nobody=true
                label="Whose words are these?" choose={on.reform(move |party| Action::Assign(id, party))} />
            <div class="row">
                <button onclick={on.reform(move |_| Action::Ask(Dialog::Statement(id)))}>{ "More" }<kbd aria-hidden="true">{ "B" }</kbd></button>
                <button onclick={on.reform(move |_| Action::Remove(id))}>{ "Not a quotation" }<kbd aria-hidden="true">{ "X" }</kbd></button>
                if line.check {
                    <button onclick={on.reform(move |_| Action::Confirm(id))}>{ "Right" }<kbd aria-hidden="true">{ "Y" }</kbd></button>
                }
                <button onclick={on.reform(move |_| Action::Go(Place::Card(id)))}>{ "In the panel" }<kbd aria-hidden="true">{ "S" }</kbd></button>
            </div>
        </aside>
    }
}

/// Source, cue, stance and reasons of a statement.
pub fn facts(line: &Line) -> Html {
    html! {
        <dl class="facts">
            <dt>{ "Source" }</dt>
            <dd>{ line.source.clone().map_or_else(|| "not named in this sentence".into(), |s| format!("“{s}”")) }{ format!(" ({})", lines::class(line.class)) }</dd>
            if let Some(cue) = &line.cue { <dt>{ "Cue" }</dt><dd>{ format!("“{cue}”") }</dd> }
            <dt>{ "Stance" }</dt>
            <dd>{ line.stance.label() }if let Some(target) = &line.target { { format!(", about {}", target.name) } }</dd>
            if let Some(unwound) = line.unwound() { <dt>{ "Nested" }</dt><dd>{ unwound }</dd> }
            if !line.reasons.is_empty() {
                <dt>{ "Why" }</dt>
                <dd>{ for line.reasons.iter().map(|reason| html! { <span class="reason">{ reason.clone() }</span> }) }</dd>
            }
            if !line.changes.is_empty() {
                <dt>{ "Changed" }</dt>
                <dd>{ for line.changes.iter().map(|change| html! { <span class="reason">{ change.clone() }</span> }) }</dd>
            }
            if let Some(note) = &line.note { <dt>{ "Note" }</dt><dd>{ note.clone() }</dd> }
        </dl>
    }
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

/// Puts the card under the first line of its statement, inside the article column; above it where there is no room.
fn place(id: StatementId, card: &web_sys::HtmlElement) {
    let Some(mark) = dom::mark_of(id) else { return };
    let Some(column) = dom::by_id("stage") else { return };
    let frame = column.get_bounding_client_rect();
    let rects = mark.get_client_rects();
    let last =
        rects.item(rects.length().saturating_sub(1)).unwrap_or_else(|| mark.get_bounding_client_rect());
    let first = rects.item(0).unwrap_or_else(|| mark.get_bounding_client_rect());
    let height = f64::from(card.offset_height());
    let room = dom::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(0.0);
    let below = last.bottom() + 10.0;
    let top = if below + height > room && first.top() - height - 10.0 > 56.0 {
        first.top() - height - 10.0
    } else {
        below
    };
    let widest = (frame.width() - f64::from(card.offset_width()) - 8.0).max(0.0);
    let left = (first.left() - frame.left()).clamp(0.0, widest);
    let style = card.style();
    let _set = style.set_property("top", &format!("{}px", (top - frame.top()).round()));
    let _set = style.set_property("left", &format!("{}px", left.round()));
    let covered = card.get_bounding_client_rect();
    if first.top() < covered.bottom() && last.bottom() > covered.top() {
        dom::window().scroll_by_with_x_and_y(0.0, first.top() - 96.0);
    }
}
