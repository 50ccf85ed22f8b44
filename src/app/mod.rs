//! The page.

pub mod client;

use crate::protocol::{Answer, Request};
use client::{Client, Event};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Mounts the root component into the element `app`.
pub fn mount() {
    let document = gloo_document();
    if let Some(root) = document.get_element_by_id("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

fn gloo_document() -> web_sys::Document {
    web_sys::window()
        .and_then(|window| window.document())
        .unwrap_or_else(|| wasm_bindgen::throw_str("no document"))
}

/// Address of the worker's program: the boot script's `data-worker`.
fn worker_address() -> String {
    gloo_document()
        .get_element_by_id("boot")
        .and_then(|boot| boot.get_attribute("data-worker"))
        .unwrap_or_else(|| "./worker_boot.js".to_owned())
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let status = use_state(|| "Loading".to_owned());
    let client = use_mut_ref(|| None::<Client>);
    {
        let status = status.clone();
        let client = client.clone();
        use_effect_with((), move |()| {
            let report = move |event| {
                status.set(match event {
                    Event::Ready => "Ready".to_owned(),
                    Event::Weights(received, total) => format!("{received} of {total} bytes"),
                    Event::Done(_, Answer::Document(document)) => {
                        format!(
                            "{} statements by {} parties",
                            document.statements.len(),
                            document.parties.len()
                        )
                    }
                    Event::Done(..) => String::new(),
                    Event::Failed(_, error) => error.to_string(),
                });
            };
            *client.borrow_mut() = Some(Client::new(&worker_address(), report));
        });
    }
    let oninput = Callback::from(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
        if let Some(client) = client.borrow().as_ref() {
            client.send(Request::Annotate { text });
        }
    });
    html! {
        <main>
            <h1>{ "Partyline" }</h1>
            <textarea aria-label="Article text" {oninput} />
            <p role="status">{ &*status }</p>
        </main>
    }
}
