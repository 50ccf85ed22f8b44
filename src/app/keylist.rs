//! The list of keys, which can be changed here, and what the marks mean.

use super::legend::Legend;
use super::modal::Modal;
use crate::document::capital;
use crate::view::keys::{Keys, LIST, changeable};
use crate::view::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`KeyList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct KeysProps {
    /// The reader's own keys.
    pub keys: Rc<Keys>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// What `?` shows. A key is a button: the next key pressed takes its place.
#[component]
pub fn KeyList(props: &KeysProps) -> Html {
    let waiting = use_state(|| None::<&'static str>);
    let switch = {
        let keys = props.keys.clone();
        props.on.reform(move |_: Event| Action::Keys(Keys { off: !keys.off, own: keys.own.clone() }))
    };
    let onkeydown = {
        let (waiting, keys, on) = (waiting.clone(), props.keys.clone(), props.on.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(key) = *waiting else { return };
            let pressed = event.key();
            if pressed == "Tab" {
                return waiting.set(None);
            }
            event.prevent_default();
            event.stop_propagation();
            if pressed == "Escape" {
                waiting.set(None);
            } else if changeable(&pressed) && pressed != " " {
                let mut own = (*keys).clone();
                own.assign(key, &pressed);
                on.emit(Action::Keys(own));
                waiting.set(None);
            }
        })
    };
    let row = |(key, does): &(&'static str, &'static str)| {
        let key = *key;
        let shown = if *waiting == Some(key) {
            "press a key".to_owned()
        } else if changeable(key) {
            props.keys.pressed(key).chars().map(capital).collect()
        } else {
            key.to_owned()
        };
        let wait = {
            let waiting = waiting.clone();
            Callback::from(move |_: MouseEvent| waiting.set(Some(key)))
        };
        html! {
            <tr>
                <td>
                    if changeable(key) {
                        <button class="key" disabled={props.keys.off} aria-label={format!("Change the key {shown}: {does}")} onclick={wait}><kbd>{ shown.clone() }</kbd></button>
                    } else {
                        <kbd>{ shown.clone() }</kbd>
                    }
                </td>
                <th scope="row">{ *does }</th>
            </tr>
        }
    };
    html! {
        <Modal title="Keys and marks" on={props.on.clone()}>
            <Legend />
            <div class="row">
                <label class="switch"><input type="checkbox" checked={!props.keys.off} onchange={switch} />{ "Single keys" }</label>
                if !props.keys.own.is_empty() {
                    <button onclick={props.on.reform(|_| Action::Keys(Keys::default()))}>{ "The keys as they were" }</button>
                }
            </div>
            <p class="fine">{ "Single keys act while the focus is in the article or the panel. Press a key of the list to choose another." }</p>
            <table class="keys" {onkeydown}>
                <caption class="unseen">{ "Keys" }</caption>
                <thead class="unseen"><tr><th scope="col">{ "Key" }</th><th scope="col">{ "What it does" }</th></tr></thead>
                <tbody>{ for LIST.iter().map(row) }</tbody>
            </table>
        </Modal>
    }
}
