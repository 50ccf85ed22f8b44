//! What the workers have in common: they listen, greet, and answer.

use crate::protocol::{Answer, Call, CallId, EngineError, Message, VERSION};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Takes the page's calls from now on, and tells the page so.
pub fn listen(perform: fn(Call)) {
    let listener =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| receive(event.data(), perform));
    scope().set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    post(&Message::Ready { version: VERSION.to_owned() });
}

/// A call that cannot be read is thrown: it has no number to answer to, and the page hears of it as an error event.
fn receive(data: JsValue, perform: fn(Call)) {
    match serde_wasm_bindgen::from_value::<Call>(data) {
        Ok(call) => perform(call),
        Err(error) => wasm_bindgen::throw_str(&format!("a call could not be read: {error}")),
    }
}

/// Tells the page what came of a call.
pub fn answer(id: CallId, result: Result<Answer, EngineError>) {
    post(&Message::Answer { id, result });
}

/// Sends a message to the page.
pub fn post(message: &Message) {
    let posted = serde_wasm_bindgen::to_value(message)
        .map_err(JsValue::from)
        .and_then(|value| scope().post_message(&value));
    if let Err(error) = posted {
        wasm_bindgen::throw_val(error);
    }
}

/// The worker's own global object.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
