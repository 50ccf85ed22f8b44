//! The worker: fetches the model and annotates what the page asks for.

use crate::engine::{Engine, Session};
use crate::port::{answer, listen, post, scope};
use crate::protocol::{Answer, Call, EngineError, Message, Request};
use js_sys::{Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStreamDefaultReader, Response};

/// How often the page hears of the model's progress, in bytes.
const PROGRESS_BYTES: usize = 128 << 10;

thread_local! {
    static WORKER: RefCell<Worker> = const { RefCell::new(Worker { weights: String::new(), state: State::Idle }) };
}

/// All that the worker keeps between two events.
struct Worker {
    /// Where the model is.
    weights: String,
    state: State,
}

enum State {
    /// No model, and none on its way: nobody asked yet, or the last try failed.
    Idle,
    /// The model is on its way; these calls wait for it.
    Loading(Vec<Call>),
    Ready(Box<Session>),
}

/// Listens for calls, greets the page, and fetches the model from `weights`, an address relative to the worker's own.
pub fn serve(weights: &str) {
    WORKER.with_borrow_mut(|worker| weights.clone_into(&mut worker.weights));
    listen(perform);
    load(Vec::new());
}

fn perform(call: Call) {
    match call.request {
        Request::Annotate { .. } => annotate(call),
        #[cfg(feature = "clerk")]
        _ => wasm_bindgen::throw_str("the worker only annotates"),
    }
}

/// Annotates, at once if the model is there.
fn annotate(call: Call) {
    let result = WORKER.with_borrow_mut(|worker| match (&mut worker.state, &call.request) {
        (State::Ready(session), Request::Annotate { text, whole: false }) => {
            Ok((call.id, session.annotate(text)))
        }
        (State::Ready(session), Request::Annotate { text, .. }) => {
            Ok((call.id, session.annotate_whole(text)))
        }
        (State::Loading(waiting), _) => {
            waiting.push(call);
            Err(None)
        }
        _ => Err(Some(call)),
    });
    match result {
        Ok((id, document)) => answer(id, Ok(Answer::Document(document))),
        Err(Some(call)) => load(vec![call]),
        Err(None) => {}
    }
}

/// Fetches the model; `waiting` are answered when it is there, or when it cannot be had.
fn load(waiting: Vec<Call>) {
    let address = WORKER.with_borrow_mut(|worker| {
        worker.state = State::Loading(waiting);
        worker.weights.clone()
    });
    spawn_local(async move {
        let engine = match fetch(&address).await {
            Ok(bytes) => Engine::new(&bytes).map_err(|error| error.to_string()),
            Err(error) => Err(error
                .dyn_ref::<js_sys::Error>()
                .map_or_else(|| format!("{error:?}"), |e| e.message().into())),
        };
        let (state, failure) = match engine {
            Ok(engine) => (State::Ready(Box::new(Session::new(engine))), None),
            Err(why) => (State::Idle, Some(EngineError::Weights(why))),
        };
        let before = WORKER.with_borrow_mut(|worker| std::mem::replace(&mut worker.state, state));
        let waiting = if let State::Loading(waiting) = before { waiting } else { Vec::new() };
        match failure {
            None => waiting.into_iter().for_each(annotate),
            Some(error) if waiting.is_empty() => post(&Message::Failed { error }),
            Some(error) => waiting.into_iter().for_each(|call| answer(call.id, Err(error.clone()))),
        }
    });
}

/// All bytes at an address; the page is told how far they are.
async fn fetch(address: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(scope().fetch_with_str(address)).await?.unchecked_into();
    if !response.ok() {
        return Err(js_sys::Error::new(&format!("the host answered {}", response.status())).into());
    }
    let header = |name| response.headers().get(name).ok().flatten();
    // The length of a compressed answer is not that of what arrives here.
    let total = match header("content-encoding") {
        Some(_) => 0,
        None => header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0),
    };
    let body = response.body().ok_or_else(|| js_sys::Error::new("the answer was empty"))?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let (mut bytes, mut told) = (Vec::with_capacity(total), 0);
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            break;
        }
        let start = bytes.len();
        let part: Uint8Array = Reflect::get(&chunk, &"value".into())?.unchecked_into();
        bytes.resize(start + part.length() as usize, 0);
        part.copy_to(&mut bytes[start..]);
        if bytes.len() >= told + PROGRESS_BYTES {
            told = bytes.len();
            progress(told, total);
        }
    }
    progress(bytes.len(), bytes.len());
    Ok(bytes)
}

fn progress(received: usize, total: usize) {
    let count = |bytes| u32::try_from(bytes).unwrap_or(u32::MAX);
    post(&Message::Weights { received: count(received), total: count(total) });
}
