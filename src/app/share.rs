//! The share dialog.

use super::dom;
use super::modal::Modal;
use crate::view::reduce::counted;
use crate::view::share::fits;
use crate::view::state::{Action, Link};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`ShareDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ShareProps {
    /// The link.
    pub link: Link,
    /// Number of corrections that travel in it.
    pub corrections: usize,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The link, a button to copy it, its length, and where it fits.
#[component]
pub fn ShareDialog(props: &ShareProps) -> Html {
    let copied = use_state(|| false);
    let field = use_node_ref();
    let copy = {
        let (copied, field) = (copied.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            field.select();
            let copied = copied.clone();
            let address = field.value();
            wasm_bindgen_futures::spawn_local(async move {
                copied.set(dom::copy(&address).await);
            });
        })
    };
    let body = match &props.link {
        Link::Failed(why) => html! { <p class="problem" role="alert">{ why.clone() }</p> },
        Link::None | Link::Making => html! { <p role="status">{ "Making the link …" }</p> },
        Link::Ready(address) => {
            let length = address.chars().count();
            let (works, cut) = fits(length);
            html! {
                <>
                    <label class="field">
                        <span>{ "Link" }</span>
                        <input ref={field} type="text" readonly=true value={address.to_string()} autocomplete="off" spellcheck="false" />
                    </label>
                    <div class="row">
                        <button class="primary" onclick={copy}>{ if *copied { "Copied" } else { "Copy link" } }</button>
                        <p class="length">{ counted(length, "character") }</p>
                    </div>
                    <p>{ format!("Works in: {}.", works.join(", ")) }</p>
                    if !cut.is_empty() { <p class="problem">{ format!("Too long for: {}. They would cut it.", cut.join(", ")) }</p> }
                    if props.corrections > 0 {
                        <p>{ format!("{} of yours in it.", counted(props.corrections, "correction")) }</p>
                    }
                </>
            }
        }
    };
    html! {
        <Modal title="Share" on={props.on.clone()}>
            <p>{ "The whole article and its marks are in the link itself. Whoever opens it sees what you see." }</p>
            { body }
            <p class="fine">{ "No server of ours sees this: the part after # is never sent. Apps you paste it into do see it." }</p>
        </Modal>
    }
}
