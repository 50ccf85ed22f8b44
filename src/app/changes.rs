//! Machine against reader: what was changed, with a way back for each.

use super::line::start_of;
use super::modal::Modal;
use crate::corrections::Changed;
use crate::view::reading::{Reading, or_none};
use crate::view::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ChangesDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChangesProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// A table of changes.
#[component]
pub fn ChangesDialog(props: &ChangesProps) -> Html {
    let on = &props.on;
    let changes = props.reading.applied.as_ref().map(|applied| applied.changes.clone()).unwrap_or_default();
    html! {
        <Modal title="Changes" on={on.clone()}>
            if changes.is_empty() {
                <p>{ "Nothing is changed: the page shows what the machine found." }</p>
            } else {
                <table class="changes">
                    <caption class="unseen">{ "Changes by readers" }</caption>
                    <thead><tr>
                        <th scope="col">{ "What" }</th><th scope="col">{ "Machine" }</th><th scope="col">{ "Reader" }</th>
                        <th scope="col"><span class="unseen">{ "Take back" }</span></th>
                    </tr></thead>
                    <tbody>
                        { for changes.iter().map(|change| {
                            let entry = change.entry;
                            let line = change.statement.and_then(|id| props.reading.lines.get(id));
                            let words = line.filter(|_| !matches!(change.what, Changed::Bounds | Changed::Added));
                            html! {
                                <tr>
                                    <th scope="row">{ change.what.label() }if let Some(line) = words { <small>{ start_of(&line.text()) }</small> }</th>
                                    <td>{ or_none(&change.was).to_owned() }</td>
                                    <td>{ or_none(&change.now).to_owned() }</td>
                                    <td><button onclick={on.reform(move |_| Action::Reset(entry))}
                                        aria-label={format!("Take back: {} {}", change.what.label(), or_none(&change.now))}>{ "Take back" }</button></td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
                <div class="row"><button onclick={on.reform(|_| Action::ResetAll)}>{ "Take all back" }</button></div>
            }
        </Modal>
    }
}
