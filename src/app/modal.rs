//! A dialog over the page: the browser's own, which keeps the focus inside and gives it back.

use super::dom;
use crate::view::state::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Modal`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ModalProps {
    /// Its heading.
    pub title: AttrValue,
    /// What is in it.
    pub children: Html,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Heading, a button to close it, and what is in it.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _shown = dialog.show_modal();
            }
            // It gives the focus back when it is closed, not when it is taken away.
            move || {
                if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                    dialog.close();
                }
            }
        });
    }
    let oncancel = props.on.reform(|event: Event| {
        event.prevent_default();
        dom::leave_field();
        Action::Escape
    });
    let close = props.on.reform(|_: MouseEvent| Action::Escape);
    html! {
        <dialog ref={dialog} class="modal" aria-labelledby="modal-title" {oncancel}>
            <header>
                <h2 id="modal-title" tabindex="-1" autofocus=true>{ props.title.clone() }</h2>
                <button class="icon" onclick={close} aria-label="Close">{ "×" }</button>
            </header>
            <div class="inside">{ props.children.clone() }</div>
        </dialog>
    }
}
