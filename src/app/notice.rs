//! The one place where the reader is told that something went wrong, or is worth knowing.

use crate::view::state::{Action, Message, Tone};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Notices`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NoticesProps {
    /// Oldest first.
    pub messages: Rc<Vec<Message>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Messages, each until the reader puts it away. Errors are announced at once.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    html! {
        <div class="notices">
            { for props.messages.iter().enumerate().map(|(index, message)| {
                let (tone, role) = match message.tone {
                    Tone::Note => ("note", None),
                    Tone::Warning => ("warning", None),
                    Tone::Error => ("error", Some("alert")),
                };
                html! {
                    <div class="notice" data-tone={tone} {role}>
                        <p>{ message.words.clone() }</p>
                        <button class="icon" aria-label="Put this message away" onclick={props.on.reform(move |_| Action::Dismiss(index))}>{ "×" }</button>
                    </div>
                }
            }) }
        </div>
    }
}
