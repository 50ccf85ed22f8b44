//! The bar at the top.

use crate::view::reduce::counted;
use crate::view::state::{Action, Dialog, Marks, State};
use yew::prelude::*;

/// Properties of [`Toolbar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ToolbarProps {
    /// Whether an article is on the page.
    pub reads: bool,
    /// Its title.
    pub title: AttrValue,
    /// How much of the marks is shown.
    pub marks: Marks,
    /// Number of corrections.
    pub corrections: usize,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// Where actions go.
    pub on: Callback<Action>,
}

impl ToolbarProps {
    /// What the bar shows of the state.
    #[must_use]
    pub fn of(state: &State, on: Callback<Action>) -> Self {
        Self {
            reads: state.reads(),
            title: state.article.as_ref().map(|article| article.title.clone()).unwrap_or_default().into(),
            marks: state.marks,
            corrections: state.history.log().entries.len(),
            can_undo: state.history.can_undo(),
            can_redo: state.history.can_redo(),
            on,
        }
    }
}

/// Name, title, marks, undo, find, export, share.
#[component]
pub fn Toolbar(props: &ToolbarProps) -> Html {
    let on = &props.on;
    let ask = |dialog: Dialog| on.reform(move |_: MouseEvent| Action::Ask(dialog.clone()));
    html! {
        <header class="bar" id="toolbar" tabindex="-1">
            <button class="brand" onclick={on.reform(|_| Action::Close(false))} aria-label="Partyline: start with another article">
                <span class="logo" aria-hidden="true"><i></i><i></i></span><span class="name">{ "Partyline" }</span>
            </button>
            if props.reads {
                <p class="title" aria-hidden="true">{ props.title.clone() }</p>
                <div class="segments" role="group" aria-label="Marks">
                    { for Marks::ALL.iter().map(|&marks| html! {
                        <button aria-pressed={(marks == props.marks).to_string()} onclick={on.reform(move |_| Action::Marks(marks))}>
                            { marks.label() }
                        </button>
                    }) }
                </div>
                <div class="tools">
                    if props.can_undo || props.can_redo {
                    <button class="icon" onclick={on.reform(|_| Action::Undo)} disabled={!props.can_undo} aria-label="Undo" title="Undo (Ctrl Z)">{ icon("undo") }</button>
                    <button class="icon redo" onclick={on.reform(|_| Action::Redo)} disabled={!props.can_redo} aria-label="Redo" title="Redo (Ctrl Shift Z)">{ icon("redo") }</button>
                    }
                    if props.corrections > 0 {
                        <button class="quiet" onclick={ask(Dialog::Changes)}>{ counted(props.corrections, "change") }</button>
                    }
                    <button class="icon" onclick={on.reform(|_| Action::Find(Some("".into())))} aria-label="Find in the article" title="Find ( / )">{ icon("find") }</button>
                    <button class="quiet" aria-label="Edit text" onclick={on.reform(|_| Action::Close(true))}>{ long_or_short("Edit text", "edit") }</button>
                    <button class="quiet" aria-label="Export" onclick={ask(Dialog::Export)}>{ long_or_short("Export", "export") }</button>
                    <button class="primary" onclick={ask(Dialog::Share)}>{ "Share" }</button>
                    <button class="icon" onclick={ask(Dialog::Keys)} aria-label="Keys and help" title="Keys and help ( ? )">{ "?" }</button>
                </div>
            } else {
                <div class="tools">
                    <button class="quiet" onclick={ask(Dialog::Help)}>{ "How it works" }</button>
                </div>
            }
        </header>
    }
}

/// A word on wide screens, a sign on narrow ones.
fn long_or_short(long: &'static str, short: &'static str) -> Html {
    html! { <><span class="long">{ long }</span><span class="short">{ icon(short) }</span></> }
}

/// A sign that the style sheet draws.
fn icon(name: &'static str) -> Html {
    html! { <i class="glyph" data-glyph={name} aria-hidden="true"></i> }
}
