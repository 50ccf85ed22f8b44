//! How it works, in a few words.

use super::legend::Legend;
use super::modal::Modal;
use crate::view::state::Action;
use yew::prelude::*;

/// Properties of [`HelpDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct HelpProps {
    /// Where actions go.
    pub on: Callback<Action>,
}

/// What Partyline does and does not do.
#[component]
pub fn HelpDialog(props: &HelpProps) -> Html {
    html! {
        <Modal title="How it works" on={props.on.clone()}>
            <p>{ "Paste a news article. Partyline finds every quotation and paraphrase, says who speaks and how it knows, and gathers each party’s position in its own words." }</p>
            <Legend />
            <p>{ "It does not judge who is right. It makes mistakes: a question mark in the margin says where a look is worth it, and every decision can be changed in two steps." }</p>
            <p>{ "Everything happens on this device. Nothing is sent anywhere; a shared link holds the article itself." }</p>
        </Modal>
    }
}
