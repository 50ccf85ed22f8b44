//! The page's side of a worker: starts it, waits until it listens, gives it one call at a time, and reports whatever
//! goes wrong as an [`EngineError`].
//!
//! An article that is analysed while the reader already pasted the next one is not worth waiting for: the newer call
//! replaces it, and when the old one takes long the worker is ended and started anew.

use crate::protocol::{Answer, Call, CallId, EngineError, Message, Request, VERSION};
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, Event as DomEvent, MessageEvent, Worker};

/// Without a sign of life for this long the worker is taken for dead, in milliseconds.
const SILENCE_MS: u32 = 30_000;
/// What each byte of text may add to it: ten times what a slow phone needs.
const SILENCE_MS_PER_KB: u32 = 20;
/// How long a call that nobody waits for may go on before the worker is ended, in milliseconds.
const STALE_MS: u32 = 1_000;

/// What the page is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The worker listens.
    Ready,
    /// The model is on its way: bytes that arrived, and bytes there are (0 when unknown).
    Weights(u32, u32),
    /// A call is answered.
    Done(CallId, Answer),
    /// A call failed; without a number, the worker failed while nothing was asked of it.
    Failed(Option<CallId>, EngineError),
}

/// The page's handle on the worker; clones share it.
#[derive(Clone)]
pub struct Client(Rc<Shared>);

impl PartialEq for Client {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Shared {
    address: String,
    report: Box<dyn Fn(Event)>,
    running: RefCell<Option<Running>>,
    waiting: RefCell<VecDeque<Call>>,
    last: Cell<CallId>,
}

struct Running {
    worker: Worker,
    ready: bool,
    current: Option<Current>,
    watchdog: Option<Timeout>,
    _handlers: Handlers,
}

/// The call the worker has in hand.
struct Current {
    id: CallId,
    bytes: usize,
    annotates: bool,
    /// Runs out when nobody waits for the answer any more.
    stale: Option<Timeout>,
}

struct Handlers {
    message: Closure<dyn Fn(MessageEvent)>,
    garbled: Closure<dyn Fn(MessageEvent)>,
    error: Closure<dyn Fn(DomEvent)>,
}

impl Client {
    /// Knows the worker whose program is at `address` (relative to the document's base) and reports to `report`. The
    /// first call starts it, or [`Client::start`].
    #[must_use]
    pub fn new(address: &str, report: impl Fn(Event) + 'static) -> Client {
        Client(Rc::new(Shared {
            address: address.to_owned(),
            report: Box::new(report),
            running: RefCell::new(None),
            waiting: RefCell::new(VecDeque::new()),
            last: Cell::new(0),
        }))
    }

    /// Asks the worker; what comes of it is reported under the returned number. A newer [`Request::Annotate`] replaces
    /// an older one, whose answer is then never reported.
    pub fn send(&self, request: Request) -> CallId {
        let id = self.0.last.get() + 1;
        self.0.last.set(id);
        if annotates(&request) {
            self.abandon_annotating();
        }
        self.0.waiting.borrow_mut().push_back(Call { id, request });
        if self.0.running.borrow().is_none() {
            self.start();
        }
        self.next();
        id
    }

    /// Ends the annotating in hand and what waits of it, and with them a worker that does not get to it; nothing is
    /// reported of them.
    pub fn cancel(&self) {
        self.0.waiting.borrow_mut().retain(|call| !annotates(&call.request));
        let busy = self
            .0
            .running
            .borrow()
            .as_ref()
            .is_some_and(|r| !r.ready || r.current.as_ref().is_some_and(|c| c.annotates));
        if busy {
            self.restart();
        }
    }

    fn abandon_annotating(&self) {
        self.0.waiting.borrow_mut().retain(|call| !annotates(&call.request));
        let client = self.clone();
        if let Some(Running { current: Some(current), .. }) = self.0.running.borrow_mut().as_mut()
            && current.annotates
            && current.stale.is_none()
        {
            current.stale = Some(Timeout::new(STALE_MS, move || client.restart()));
        }
    }

    fn restart(&self) {
        self.stop();
        self.start();
    }

    fn stop(&self) {
        if let Some(running) = self.0.running.take() {
            running.worker.set_onmessage(None);
            running.worker.set_onmessageerror(None);
            running.worker.set_onerror(None);
            running.worker.terminate();
        }
    }

    /// Starts the worker ahead of its first call.
    pub fn start(&self) {
        match Worker::new(&self.0.address) {
            Ok(worker) => {
                let handlers = self.handlers();
                worker.set_onmessage(Some(handlers.message.as_ref().unchecked_ref()));
                worker.set_onmessageerror(Some(handlers.garbled.as_ref().unchecked_ref()));
                worker.set_onerror(Some(handlers.error.as_ref().unchecked_ref()));
                *self.0.running.borrow_mut() = Some(Running {
                    worker,
                    ready: false,
                    current: None,
                    watchdog: None,
                    _handlers: handlers,
                });
                self.watch();
            }
            Err(error) => self.fail(EngineError::Load(words(&error))),
        }
    }

    fn handlers(&self) -> Handlers {
        let weak = Rc::downgrade(&self.0);
        let on = move |act: &dyn Fn(&Client)| {
            if let Some(shared) = weak.upgrade() {
                act(&Client(shared));
            }
        };
        Handlers {
            message: Closure::new({
                let on = on.clone();
                move |event: MessageEvent| on(&|client| client.receive(event.data()))
            }),
            garbled: Closure::new({
                let on = on.clone();
                move |_: MessageEvent| {
                    on(&|client| client.fail(EngineError::Garbled("unreadable message".to_owned())))
                }
            }),
            error: Closure::new(move |event: DomEvent| {
                event.prevent_default();
                on(&|client| client.died(&event));
            }),
        }
    }

    fn receive(&self, data: JsValue) {
        match serde_wasm_bindgen::from_value::<Message>(data) {
            Ok(Message::Ready { version }) if version == VERSION => {
                if let Some(running) = self.0.running.borrow_mut().as_mut() {
                    running.ready = true;
                }
                (self.0.report)(Event::Ready);
                self.next();
            }
            Ok(Message::Ready { version }) => {
                self.fail(EngineError::Version { page: VERSION.to_owned(), worker: version });
            }
            Ok(Message::Weights { received, total }) => {
                self.watch();
                (self.0.report)(Event::Weights(received, total));
            }
            Ok(Message::Failed { error }) => (self.0.report)(Event::Failed(None, error)),
            Ok(Message::Answer { id, result }) => self.answered(id, result),
            Err(error) => self.fail(EngineError::Garbled(error.to_string())),
        }
    }

    fn answered(&self, id: CallId, result: Result<Answer, EngineError>) {
        let current = self.0.running.borrow_mut().as_mut().and_then(|running| running.current.take());
        self.next();
        if current.is_some_and(|current| current.id == id && current.stale.is_none()) {
            (self.0.report)(match result {
                Ok(answer) => Event::Done(id, answer),
                Err(error) => Event::Failed(Some(id), error),
            });
        }
    }

    /// Gives the worker its next call, if it is free and there is one.
    fn next(&self) {
        let mut refused = None;
        if let Some(running) = self.0.running.borrow_mut().as_mut()
            && running.ready
            && running.current.is_none()
            && let Some(call) = self.0.waiting.borrow_mut().pop_front()
        {
            running.current = Some(Current {
                id: call.id,
                bytes: size(&call.request),
                annotates: annotates(&call.request),
                stale: None,
            });
            let posted = serde_wasm_bindgen::to_value(&call)
                .map_err(JsValue::from)
                .and_then(|value| running.worker.post_message(&value));
            refused = posted.err();
        }
        match refused {
            Some(error) => self.fail(EngineError::Garbled(words(&error))),
            None => self.watch(),
        }
    }

    /// Sets the watchdog anew: no sign of life in time means that the worker hangs.
    fn watch(&self) {
        if let Some(running) = self.0.running.borrow_mut().as_mut() {
            let bytes = running.current.as_ref().map_or(0, |current| current.bytes);
            let idle = running.ready && running.current.is_none();
            running.watchdog = (!idle).then(|| {
                let kilobytes = u32::try_from(bytes / 1024).unwrap_or(u32::MAX);
                let patience = SILENCE_MS.saturating_add(kilobytes.saturating_mul(SILENCE_MS_PER_KB));
                let client = self.clone();
                Timeout::new(patience, move || client.fail(EngineError::Silent(patience / 1000)))
            });
        }
    }

    fn died(&self, event: &DomEvent) {
        let ready = self.0.running.borrow().as_ref().is_some_and(|running| running.ready);
        let words = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
        let error = if ready {
            EngineError::Stopped(if words.is_empty() { "no reason given".to_owned() } else { words })
        } else {
            EngineError::Load(if words.is_empty() { "its program did not load".to_owned() } else { words })
        };
        self.fail(error);
    }

    /// Ends the worker and answers everything that is asked of it with `error`. The next call starts a new one.
    fn fail(&self, error: EngineError) {
        let current = self.0.running.borrow_mut().as_mut().and_then(|running| running.current.take());
        self.stop();
        let mut calls: Vec<CallId> =
            current.into_iter().filter(|c| c.stale.is_none()).map(|c| c.id).collect();
        calls.extend(self.0.waiting.take().into_iter().map(|call| call.id));
        if calls.is_empty() {
            (self.0.report)(Event::Failed(None, error));
        } else {
            for id in calls {
                (self.0.report)(Event::Failed(Some(id), error.clone()));
            }
        }
    }
}

fn annotates(request: &Request) -> bool {
    matches!(request, Request::Annotate { .. })
}

/// Bytes of text that the worker has to work through.
fn size(request: &Request) -> usize {
    match request {
        Request::Annotate { text, .. } => text.len(),
        Request::Decode { link, .. } => link.len(),
        Request::Import { files, .. } => files.iter().map(String::len).sum(),
        Request::Place { contents }
        | Request::Encode { contents, .. }
        | Request::Compare { contents }
        | Request::Export { contents, .. } => contents.text.len(),
    }
}

fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| format!("{error:?}"), |error| String::from(error.message()))
}
