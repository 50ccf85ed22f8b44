//! The list of keys, and what the marks mean.

use super::legend::Legend;
use super::modal::Modal;
use crate::view::keys::LIST;
use crate::view::state::Action;
use yew::prelude::*;

/// Properties of [`KeyList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KeysProps {
    /// Where actions go.
    pub on: Callback<Action>,
}

/// What `?` shows.
#[component]
pub fn KeyList(props: &KeysProps) -> Html {
    html! {
        <Modal title="Keys and marks" on={props.on.clone()}>
            <Legend />
            <p>{ "Single keys act while the focus is in the article or the panel." }</p>
            <table class="keys">
                <caption class="unseen">{ "Keys" }</caption>
                <thead class="unseen"><tr><th scope="col">{ "Key" }</th><th scope="col">{ "What it does" }</th></tr></thead>
                <tbody>
                    { for LIST.iter().map(|(key, does)| html! { <tr><th scope="row"><kbd>{ *key }</kbd></th><td>{ *does }</td></tr> }) }
                </tbody>
            </table>
        </Modal>
    }
}
