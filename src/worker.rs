//! The worker: takes the page's calls, runs the engine, answers.

use crate::engine;
use crate::protocol::{Answer, Call, Message, Request, VERSION};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens for calls, then greets the page.
pub fn serve() {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| receive(event.data()));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&Message::Ready { version: VERSION.to_owned() });
}

/// A call that cannot be read is thrown: it has no number to answer to, and the page hears of it as an error event.
fn receive(data: JsValue) {
    match serde_wasm_bindgen::from_value::<Call>(data) {
        Ok(call) => post(&Message::Answer { id: call.id, result: Ok(perform(call.request)) }),
        Err(error) => wasm_bindgen::throw_str(&format!("a call could not be read: {error}")),
    }
}

fn perform(request: Request) -> Answer {
    match request {
        Request::Annotate { text } => Answer::Document(engine::annotate(&text)),
    }
}

fn post(message: &Message) {
    let posted = serde_wasm_bindgen::to_value(message)
        .map_err(JsValue::from)
        .and_then(|value| scope().post_message(&value));
    if let Err(error) = posted {
        wasm_bindgen::throw_val(error);
    }
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
