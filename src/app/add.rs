//! Adds a statement that the engine missed.

use super::choose::PartyChips;
use super::modal::Modal;
use super::model::emit;
use crate::document::Span;
use crate::view::lines::PartyRef;
use crate::view::state::Action;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`AddDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AddProps {
    /// The words.
    pub span: Span,
    /// The article.
    pub text: Rc<str>,
    /// All parties.
    pub parties: Rc<Vec<PartyRef>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The words and whose they are.
#[component]
pub fn AddDialog(props: &AddProps) -> Html {
    let on = &props.on;
    let span = props.span;
    let name = use_node_ref();
    let someone = {
        let name = name.clone();
        emit(on, move |_: MouseEvent| Some(Action::AddNew(span, name.cast::<HtmlInputElement>()?.value())))
    };
    html! {
        <Modal title="Add a statement" on={on.clone()}>
            <blockquote class="large">{ span.of(&props.text).to_owned() }</blockquote>
            <h3>{ "Whose words are these?" }</h3>
            <PartyChips parties={props.parties.clone()} chosen={Some(u32::MAX)} nobody=true label="Whose words are these?"
                choose={on.reform(move |party| Action::Add(span, party))} />
            <div class="row">
                <label class="field"><span>{ "Somebody else" }</span><input ref={name} type="text" autocomplete="off" /></label>
                <button onclick={someone}>{ "It is theirs" }</button>
            </div>
        </Modal>
    }
}
