//! Everything about one statement that can be changed.

use super::badge::Badge;
use super::card::facts;
use super::choose::PartyChips;
use super::modal::Modal;
use super::model::emit;
use crate::document::{Span, Stance};
use crate::view::Line;
use crate::view::bounds::{End, moved};
use crate::view::lines::PartyRef;
use crate::view::state::Action;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`StatementDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatementProps {
    /// The statement.
    pub line: Rc<Line>,
    /// Its content.
    pub content: Vec<Span>,
    /// The article.
    pub text: Rc<str>,
    /// The paragraphs that its words may reach into.
    pub frame: Span,
    /// All parties.
    pub parties: Rc<Vec<PartyRef>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Speaker, words, stance, target, note.
#[component]
pub fn StatementDialog(props: &StatementProps) -> Html {
    let line = &props.line;
    let on = &props.on;
    let id = line.id;
    let name = use_node_ref();
    let note = use_node_ref();
    let someone = {
        let name = name.clone();
        emit(on, move |_: MouseEvent| Some(Action::AssignNew(id, name.cast::<HtmlInputElement>()?.value())))
    };
    let keep_note = {
        let note = note.clone();
        emit(on, move |_: MouseEvent| Some(Action::Note(id, note.cast::<HtmlTextAreaElement>()?.value())))
    };
    html! {
        <Modal title="This statement" on={on.clone()}>
            <p class="verdict"><Badge party={line.party.clone()} /><strong>{ line.party.name.clone() }</strong></p>
            { facts(line) }
            <h3>{ "Whose words are these?" }</h3>
            <PartyChips parties={props.parties.clone()} chosen={line.party.id} nobody=true
                label="Whose words are these?" choose={on.reform(move |party| Action::Assign(id, party))} />
            <div class="row">
                <label class="field"><span>{ "Somebody else" }</span><input ref={name} type="text" autocomplete="off" /></label>
                <button onclick={someone}>{ "It is theirs" }</button>
            </div>
            <Words content={props.content.clone()} text={props.text.clone()} frame={props.frame}
                apply={on.reform(move |spans| Action::Bounds(id, spans))} />
            <h3>{ "What does it do?" }</h3>
            <div class="choices" role="group" aria-label="Stance">
                { for Stance::ALL.iter().map(|&stance| html! {
                    <button class="choice" aria-pressed={(stance == line.stance).to_string()}
                        onclick={on.reform(move |_| Action::Stance(id, stance))}>{ stance.label() }</button>
                }) }
            </div>
            <h3>{ "About whom?" }</h3>
            <PartyChips parties={props.parties.clone()} chosen={line.target.as_ref().and_then(|t| t.id)} nobody=true none="Nobody"
                label="About whom?" choose={on.reform(move |party| Action::Target(id, party))} />
            <label class="field"><span>{ "Note" }</span>
                <textarea ref={note} rows="2" value={line.note.as_ref().map(ToString::to_string).unwrap_or_default()} />
            </label>
            <div class="row">
                <button onclick={keep_note}>{ "Keep the note" }</button>
                <button onclick={on.reform(move |_| Action::Remove(id))}>{ "Not a quotation" }</button>
            </div>
        </Modal>
    }
}

/// Properties of [`Words`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct WordsProps {
    content: Vec<Span>,
    text: Rc<str>,
    frame: Span,
    apply: Callback<Vec<Span>>,
}

/// The words in their paragraph, with both ends movable by buttons and by Shift and arrows.
#[component]
fn Words(props: &WordsProps) -> Html {
    let content = use_state(|| props.content.clone());
    let step = {
        let (content, text, frame) = (content.clone(), props.text.clone(), props.frame);
        Callback::from(move |(end, forward): (End, bool)| {
            content.set(moved(&text, frame, &content, end, forward))
        })
    };
    let button = |label: &'static str, end: End, forward: bool, sign: &'static str| {
        html! {
            <button class="icon" aria-label={label} title={label} onclick={step.reform(move |_| (end, forward))}>{ sign }</button>
        }
    };
    let onkeydown = {
        let step = step.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match (event.shift_key(), event.key().as_str()) {
                (true, "ArrowRight") => (End::Stop, true),
                (true, "ArrowLeft") => (End::Stop, false),
                (true, "ArrowDown") => (End::Start, true),
                (true, "ArrowUp") => (End::Start, false),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            step.emit(to);
        })
    };
    let mut pieces = Vec::new();
    let mut here = props.frame.start;
    for span in content.iter() {
        pieces.push(html! { { Span { start: here, end: span.start }.of(&props.text).to_owned() } });
        pieces.push(html! { <b>{ span.of(&props.text).to_owned() }</b> });
        here = span.end;
    }
    pieces.push(html! { { Span { start: here, end: props.frame.end }.of(&props.text).to_owned() } });
    let apply = {
        let content = content.clone();
        props.apply.reform(move |_: MouseEvent| (*content).clone())
    };
    html! {
        <>
            <h3>{ "Which words?" }</h3>
            <p class="context" tabindex="0" aria-label="The words in their paragraph. Shift with left and right moves the end, with up and down the start." role="group" {onkeydown}>{ for pieces }</p>
            <div class="row">
                <span>{ "Start" }</span>
                { button("Start one word earlier", End::Start, false, "←") }
                { button("Start one word later", End::Start, true, "→") }
                <span>{ "End" }</span>
                { button("End one word earlier", End::Stop, false, "←") }
                { button("End one word later", End::Stop, true, "→") }
                <button onclick={apply} disabled={*content == props.content}>{ "Take these words" }</button>
            </div>
        </>
    }
}
