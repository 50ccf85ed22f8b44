//! Adds a statement that the engine missed.

use super::choose::PartyChips;
use super::modal::Modal;
use super::name::{NameField, sources};
use crate::document::Span;
use crate::view::Lines;
use crate::view::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`AddDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AddProps {
    /// The words.
    pub span: Span,
    /// The article.
    pub text: Rc<str>,
    /// All statements and parties.
    pub lines: Rc<Lines>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The words and whose they are.
#[component]
pub fn AddDialog(props: &AddProps) -> Html {
    let on = &props.on;
    let span = props.span;
    html! {
        <Modal title="Add a statement" on={on.clone()}>
            <blockquote class="large">{ span.of(&props.text).to_owned() }</blockquote>
            <h3>{ "Whose words are these?" }</h3>
            <PartyChips parties={props.lines.parties.clone()} chosen={Some(u32::MAX)} nobody=true label="Whose words are these?"
                choose={on.reform(move |party| Action::Add(span, party))} />
            <NameField label="Somebody else" button="It is theirs" of={span.of(&props.text).to_owned()} names={sources(&props.lines)}
                take={on.reform(move |name| Action::AddNew(span, name))} />
        </Modal>
    }
}
