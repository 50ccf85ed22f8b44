//! Changes the words of a statement where they stand: two handles to drag or to move with the arrow keys, and a button
//! for everything that they do.

use super::dom;
use super::line::start_of;
use crate::document::{Span, StatementId};
use crate::view::bounds::{End, moved, placed};
use crate::view::reading::Reading;
use crate::view::state::Action;
use gloo::events::EventListener;
use std::rc::Rc;
use web_sys::{DomRect, HtmlElement, PointerEvent};
use yew::prelude::*;

/// Properties of [`BoundsEditor`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BoundsProps {
    /// The statement.
    pub id: StatementId,
    /// Its content.
    pub content: Vec<Span>,
    /// The article.
    pub text: Rc<str>,
    /// The paragraphs that its words may reach into.
    pub frame: Span,
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// What moves the words.
enum Move {
    /// By a word, forward or not.
    Step(End, bool),
    /// To a place of the window.
    To(End, f64, f64),
}

/// The handles, the bar under the words, and the highlight between the handles.
#[component]
pub fn BoundsEditor(props: &BoundsProps) -> Html {
    let content = use_state(|| props.content.clone());
    let held = use_state(|| false);
    let (first, last, bar) = (use_node_ref(), use_node_ref(), use_node_ref());
    {
        let last = last.clone();
        use_effect_with(props.id, move |id| {
            if let Some(mark) = dom::mark_of(*id) {
                dom::reveal(&mark, web_sys::ScrollLogicalPosition::Nearest);
            }
            if let Some(handle) = last.cast::<HtmlElement>() {
                dom::focus(&handle);
            }
        });
    }
    {
        let nodes = [first.clone(), last.clone(), bar.clone()];
        let (text, reading) = (props.text.clone(), props.reading.clone());
        use_effect_with((*content).clone(), move |content| {
            let content = content.clone();
            let draw = move || draw(&text, &reading, &content, &nodes);
            draw();
            let resized = EventListener::new(&dom::window(), "resize", move |_| draw());
            move || {
                drop(resized);
                dom::paint("editing", []);
            }
        });
    }
    let go = {
        let (content, text, frame) = (content.clone(), props.text.clone(), props.frame);
        let paragraphs = props.reading.paragraphs.clone();
        Callback::from(move |step: Move| {
            let next = match step {
                Move::Step(end, forward) => moved(&text, frame, &content, end, forward),
                Move::To(end, x, y) => match dom::byte_under(&paragraphs, x, y) {
                    Some(at) => placed(&text, frame, &content, end, at),
                    None => return,
                },
            };
            content.set(next);
        })
    };
    let id = props.id;
    let take = {
        let content = content.clone();
        props.on.reform(move |()| Action::Bounds(id, (*content).clone()))
    };
    let handle = |node: &NodeRef, end: End| {
        let label = if end == End::Start { "Start of the words" } else { "End of the words" };
        html! {
            <button ref={node.clone()} class={classes!("grab", if end == End::Start { "first" } else { "last" })}
                aria-label={label} title="Drag, or press ← and →"
                onpointerdown={Callback::from(grab)} onpointermove={drag(end, &go)} onkeydown={press(end, &go, &take)} />
        }
    };
    let step = |label: &'static str, end: End, forward: bool| {
        let sign = if forward { "→" } else { "←" };
        html! { <button class="icon" aria-label={label} title={label} onclick={go.reform(move |_| Move::Step(end, forward))}>{ sign }</button> }
    };
    let hold = |now: bool| {
        let held = held.setter();
        Callback::from(move |_: PointerEvent| held.set(now))
    };
    let words: Vec<&str> = content.iter().map(|span| span.of(&props.text)).collect();
    html! {
        <div class="bounds" role="group" aria-label="Change the words" data-held={held.then_some("")}
            ongotpointercapture={hold(true)} onlostpointercapture={hold(false)}>
            { handle(&first, End::Start) }
            { handle(&last, End::Stop) }
            <div class="bounds-bar" ref={bar}>
                <span class="unseen" role="status">{ ends_of(&words.join(" … ")) }</span>
                <span class="end" aria-hidden="true">{ "Start" }</span>
                { step("Start one word earlier", End::Start, false) }
                { step("Start one word later", End::Start, true) }
                <span class="end" aria-hidden="true">{ "End" }</span>
                { step("End one word earlier", End::Stop, false) }
                { step("End one word later", End::Stop, true) }
                <button class="primary" disabled={*content == props.content} onclick={take.reform(|_| ())}>{ "Take these words" }</button>
                <button class="quiet" onclick={props.on.reform(|_| Action::Escape)}>{ "Cancel" }</button>
            </div>
        </div>
    }
}

/// The first and the last words, as a screen reader says them.
fn ends_of(words: &str) -> String {
    let last: Vec<&str> = words.split_whitespace().rev().take(4).collect();
    let last: Vec<&str> = last.into_iter().rev().collect();
    format!("{} … to: {}", start_of(words), last.join(" "))
}

/// Keeps the pointer's events at the handle until it is let go.
fn grab(event: PointerEvent) {
    if let Some(handle) = dom::element(event.target()) {
        let _gone = handle.set_pointer_capture(event.pointer_id());
    }
}

/// The handle hangs under its line: what counts is the line, not the finger.
fn drag(end: End, go: &Callback<Move>) -> Callback<PointerEvent> {
    const UP: f64 = 20.0;
    let go = go.clone();
    Callback::from(move |event: PointerEvent| {
        if event.buttons() != 0 {
            event.prevent_default();
            go.emit(Move::To(end, f64::from(event.client_x()), f64::from(event.client_y()) - UP));
        }
    })
}

fn press(end: End, go: &Callback<Move>, take: &Callback<()>) -> Callback<KeyboardEvent> {
    let (go, take) = (go.clone(), take.clone());
    Callback::from(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => go.emit(Move::Step(end, true)),
            "ArrowLeft" | "ArrowUp" => go.emit(Move::Step(end, false)),
            "Enter" => take.emit(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}

/// Paints the words, and puts the handles at their ends and the bar under them.
fn draw(text: &str, reading: &Reading, content: &[Span], nodes: &[NodeRef; 3]) {
    let ranges = |span: &Span| dom::ranges(text, &reading.paragraphs, *span);
    dom::paint("editing", content.iter().flat_map(ranges));
    let rects = |span: Option<&Span>| -> Vec<DomRect> {
        let lists = span.into_iter().flat_map(ranges).filter_map(|range| range.get_client_rects());
        lists.flat_map(|list| (0..list.length()).filter_map(move |n| list.item(n))).collect()
    };
    let (from, to) = (rects(content.first()), rects(content.last()));
    let (Some(from), Some(to), Some(stage)) = (from.first(), to.last(), dom::by_id("stage")) else { return };
    let frame = stage.get_bounding_client_rect();
    let put = |node: &NodeRef, left: f64, top: f64| {
        if let Some(element) = node.cast::<HtmlElement>() {
            dom::put(&element, left - frame.left(), top - frame.top());
        }
    };
    put(&nodes[0], from.left(), from.bottom());
    put(&nodes[1], to.right(), to.bottom());
    let width = nodes[2].cast::<HtmlElement>().map_or(0.0, |bar| f64::from(bar.offset_width()));
    put(&nodes[2], to.left().min(frame.right() - width).max(frame.left()), to.bottom() + 44.0);
}
