//! What happens outside of the state: the worker, the keyboard, scrolling. Paste and drop are in `intake.rs`, the store
//! in `store.rs`.

use super::client::{Client, Event as FromWorker};
use super::export::Export;
use super::model::Model;
use super::{dom, link, trail};
use crate::export::Format;
use crate::protocol::{Answer, CallId, EngineError, Request};
use crate::view::keys::{self, Stroke};
use crate::view::share::{Kind, Link, Made, Picture};
use crate::view::state::{Action, Dialog, Extent, Files, Message, Place, State, Tone, Work};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, ScrollLogicalPosition};
use yew::prelude::*;

/// What a call to a worker was for; numbers are editions of the article, or versions of what is shared.
#[derive(Clone, PartialEq)]
pub enum Asked {
    /// The article annotated.
    Annotate(u32),
    /// A link.
    Share(u32, Kind),
    /// A link as a QR code.
    Draw(u32, Kind),
    /// A link opened, with a passphrase or an empty one.
    Open(Rc<str>, Rc<str>),
    /// Files opened.
    Import(Files),
    /// What was opened without its article put in place.
    Place(u32),
    /// What the sender of a link saw differently.
    Compare(u32),
    /// A file of this name.
    Save(Format, String),
}

/// A worker, and what it was asked.
#[derive(Clone)]
struct Desk {
    client: Client,
    /// Few are open at a time.
    calls: Rc<RefCell<Vec<(CallId, Asked)>>>,
}

impl Desk {
    /// The worker of that name; `idle` hears of failures that no call waits for.
    fn new(worker: &str, on: &Callback<Action>, idle: fn(EngineError, &Callback<Action>)) -> Self {
        let calls = Rc::<RefCell<Vec<(CallId, Asked)>>>::default();
        let (told, on) = (calls.clone(), on.clone());
        let asked = move |id: CallId| {
            let mut calls = told.borrow_mut();
            let at = calls.iter().position(|(call, _)| *call == id)?;
            Some(calls.swap_remove(at).1)
        };
        let client = Client::new(&super::program(worker), move |event| match event {
            FromWorker::Ready => {}
            FromWorker::Weights(received, total) => {
                on.emit(Action::Working(Work::Loading(received, total)));
            }
            FromWorker::Done(id, answer) => {
                if let Some(asked) = asked(id) {
                    done(asked, answer, &on);
                }
            }
            FromWorker::Failed(id, error) => match id.and_then(&asked) {
                Some(asked) => failed(asked, error, &on),
                None => idle(error, &on),
            },
        });
        Self { client, calls }
    }

    fn ask(&self, request: Request, asked: Asked) {
        let id = self.client.send(request);
        self.calls.borrow_mut().push((id, asked));
    }
}

/// Keeps the workers, and asks them for what the state needs. Returns where to ask for files.
#[hook]
pub fn use_workers(state: &State, on: &Callback<Action>) -> Callback<Export> {
    let desks = use_memo((), |()| (Desk::new("worker", on, stopped), Desk::new("clerk", on, |_, _| {})));
    {
        let desks = desks.clone();
        let on = on.clone();
        use_effect_with((), move |()| {
            desks.0.client.start();
            let open = move || open_link(&desks.1, &on);
            open();
            let listener = EventListener::new(&dom::window(), "hashchange", move |_| open());
            move || drop(listener)
        });
    }
    {
        let desks = desks.clone();
        let (article, cancelled) = (state.article.clone(), state.work == Work::Cancelled);
        let extent = state.extent;
        use_effect_with((state.edition, cancelled), move |&(edition, cancelled)| {
            let Some(article) = article else { return };
            let text = match extent {
                Extent::All => &article.text,
                Extent::First(end) => article.text.get(..end).unwrap_or(&article.text),
                Extent::Ask => return,
            };
            if cancelled {
                desks.0.client.cancel();
            } else {
                let request = Request::Annotate { text: text.to_string(), whole: article.whole };
                desks.0.ask(request, Asked::Annotate(edition));
            }
        });
    }
    {
        let (desks, state, asked) = (desks.clone(), state.clone(), use_mut_ref(Vec::<Asked>::new));
        use_effect(move || {
            let wanted = link::wanted(&state);
            for new in wanted.iter().filter(|new| !asked.borrow().contains(new)) {
                if let Some(request) = link::request(&state, new) {
                    desks.1.ask(request, new.clone());
                }
            }
            asked.replace(wanted);
        });
    }
    use_callback((), move |Export { name, format, contents }, ()| {
        desks.1.ask(Request::Export { format, contents }, Asked::Save(format, name));
    })
}

fn done(asked: Asked, answer: Answer, on: &Callback<Action>) {
    match (asked, answer) {
        (Asked::Annotate(edition), Answer::Document(document)) => {
            // A long document took its time to be read: drawing it is the next task.
            let on = on.clone();
            Timeout::new(0, move || on.emit(Action::Annotated(edition, Rc::new(document)))).forget();
        }
        (Asked::Share(version, kind), Answer::Link(fragment)) => {
            on.emit(Action::Made(version, link::made(kind, &fragment)));
        }
        (Asked::Draw(version, _), Answer::Qr(qr)) => {
            let picture = Picture { size: qr.size, path: qr.path.into() };
            on.emit(Action::Made(version, Made::Picture(Ok(picture))));
        }
        (Asked::Open(link, _), Answer::Opened(opened)) => link::opened(link, opened, on),
        (Asked::Import(_), Answer::Opened(opened)) => link::opened("".into(), opened, on),
        (Asked::Place(edition), Answer::Placed(log, words, whole)) => {
            let tone = if whole { Tone::Note } else { Tone::Warning };
            on.emit(Action::Placed(edition, log, Message { tone, words: words.into() }));
        }
        (Asked::Compare(edition), Answer::Compared(words, paragraphs)) if !words.is_empty() => {
            on.emit(Action::Differs(edition, words.into(), paragraphs));
        }
        (Asked::Save(format, name), Answer::File(content)) => dom::save(&name, format.media_type(), &content),
        _ => {}
    }
}

fn failed(asked: Asked, error: EngineError, on: &Callback<Action>) {
    let words: Rc<str> = error.to_string().into();
    match asked {
        Asked::Annotate(_) => stopped(error, on),
        Asked::Share(version, kind) => on.emit(Action::Made(version, Made::Link(kind, Link::Failed(words)))),
        Asked::Draw(version, _) => on.emit(Action::Made(version, Made::Picture(Err(words)))),
        Asked::Open(link, passphrase) if !passphrase.is_empty() => on.emit(Action::Lock(link, Some(words))),
        Asked::Open(..) => link::refused(words, on),
        Asked::Import(_) | Asked::Place(_) | Asked::Save(..) => {
            on.emit(Action::Tell(Message { tone: Tone::Error, words }))
        }
        // What is shown is right without it.
        Asked::Compare(_) => {}
    }
}

fn stopped(error: EngineError, on: &Callback<Action>) {
    on.emit(Action::Working(Work::Failed(error.to_string(), error.can_retry())));
}

fn open_link(clerk: &Desk, on: &Callback<Action>) {
    let hash = dom::window().location().hash().unwrap_or_default();
    if hash.len() >= 2 {
        on.emit(Action::Working(Work::Reading));
        let asked = Asked::Open(hash.as_str().into(), "".into());
        clerk.ask(Request::Decode { link: hash, passphrase: String::new() }, asked);
    }
}

/// Back from an article leads to the start screen, back from a jump to the place before it.
#[hook]
pub fn use_history(state: &State, on: &Callback<Action>) {
    let on = on.clone();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&dom::window(), "popstate", move |_| match trail::here() {
            None => {
                dom::leave_field();
                // What was written is kept before the article goes.
                let on = on.clone();
                Timeout::new(0, move || on.emit(Action::Close(false))).forget();
            }
            Some(place) => trail::return_to(&place, &on),
        });
        move || drop(listener)
    });
    use_effect_with(state.article.is_some(), |reads| {
        if *reads && trail::here().is_none() {
            trail::push();
        }
    });
}

/// Scrolls to and focuses the place that the state names, and keeps the window's title.
#[hook]
pub fn use_places(state: &State) {
    let title = state.article.as_ref().map(|article| article.title.clone());
    let own = use_mut_ref(|| None::<String>);
    use_effect_with(title, move |title| {
        let own = own.borrow_mut().get_or_insert_with(|| dom::document().title()).clone();
        dom::document()
            .set_title(&title.as_ref().map_or_else(|| own.clone(), |title| format!("{title} – {own}")));
    });
    let before = use_mut_ref(|| state.tab);
    {
        let before = before.clone();
        use_effect_with(state.jump, move |jump| {
            if let Some(jump) = jump {
                if matches!(jump.to, Place::Text(_) | Place::Card(_)) {
                    trail::leave(*before.borrow());
                }
                go(jump.to);
            }
        });
    }
    use_effect_with(state.tab, move |tab| *before.borrow_mut() = *tab);
}

fn go(to: Place) {
    match to {
        Place::Text(id) | Place::Next(id) => {
            if let Some(mark) = dom::mark_of(id) {
                dom::reveal(&mark, ScrollLogicalPosition::Center);
                dom::focus(&mark);
            }
        }
        Place::Card(id) | Place::Peek(id) => {
            let Some(line) = dom::by_id(&format!("line-{id}")) else { return };
            dom::reveal(&line, ScrollLogicalPosition::Nearest);
            if matches!(to, Place::Card(_))
                && let Ok(Some(button)) = line.query_selector("button.quote")
            {
                dom::focus(&button);
            }
        }
        Place::Party(id) => {
            if let Some(card) = dom::by_id(&format!("party-{id}")) {
                dom::reveal(&card, ScrollLogicalPosition::Start);
                dom::focus(&card);
            }
        }
        Place::Paragraph(0) => {
            dom::window().scroll_to_with_x_and_y(0.0, 0.0);
            // Whoever searches goes on writing.
            if let Some(article) = dom::by_id("article").filter(|_| dom::by_id("find").is_none()) {
                dom::focus(&article);
            }
        }
        Place::Paragraph(index) => {
            let found = dom::document().query_selector(&format!("[data-paragraph='{index}']"));
            if let Ok(Some(paragraph)) = found {
                dom::reveal(&paragraph, ScrollLogicalPosition::Center);
                if dom::by_id("find").is_none() {
                    dom::focus(&paragraph);
                }
            }
        }
        Place::Input | Place::Find => {
            let id = if to == Place::Find { "find" } else { "input" };
            let focus = move || dom::by_id(id).is_some_and(|field| field.focus().is_ok());
            // At once, so that a letter typed after “/” is a letter of the search.
            if !focus() {
                Timeout::new(0, move || {
                    let _there = focus();
                })
                .forget();
            }
        }
    }
}

/// The keyboard.
#[hook]
pub fn use_keys(model: &UseReducerHandle<Model>, on: &Callback<Action>) {
    let latest = use_mut_ref(|| model.clone());
    *latest.borrow_mut() = model.clone();
    let on = on.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&dom::document(), "keydown", options, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let model = latest.borrow().clone();
            if event.default_prevented() || event.alt_key() {
                return;
            }
            if event.key() == "F6" {
                event.prevent_default();
                return next_region(event.shift_key());
            }
            if let Some(action) = pressed(event, &model.0) {
                event.prevent_default();
                if action == Action::Escape && model.0.reads() {
                    dom::leave_field();
                }
                on.emit(action);
            }
        });
        move || drop(listener)
    });
}

fn pressed(event: &KeyboardEvent, state: &State) -> Option<Action> {
    let writing = dom::is_writing(event.target());
    let control = event.ctrl_key() || event.meta_key();
    let free = dom::is_free(event.target()) && !writing;
    let key = if free && !control { state.keys.meaning(&event.key())? } else { event.key() };
    let stroke = Stroke { key: &key, control, shift: event.shift_key(), free, writing };
    if stroke.free && !stroke.control && state.dialog.is_none() {
        let target = dom::element(event.target());
        let on_mark = target.as_ref().is_some_and(|element| element.has_attribute("data-stop"));
        let line = target.as_ref().and_then(|element| element.closest("[data-line]").ok().flatten());
        match key.as_str() {
            "a" => {
                let span = dom::selected(&state.reading.paragraphs)?;
                let span = crate::view::bounds::snapped(&state.article.as_ref()?.text, span)?;
                return Some(Action::Ask(Dialog::Add(span)));
            }
            "Enter" if on_mark => return state.current.map(|id| Action::Go(Place::Card(id))),
            "s" if line.is_some() => {
                let id = line?.get_attribute("data-line")?.parse().ok()?;
                return Some(Action::Go(Place::Text(id)));
            }
            "ArrowDown" | "ArrowUp" | "ArrowLeft" | "ArrowRight"
                if target.as_ref().is_some_and(|e| e.closest("#panel").ok().flatten().is_some()) =>
            {
                return None;
            }
            _ => {}
        }
    }
    keys::action(stroke, state)
}

/// F6: article, panel, toolbar in turn.
fn next_region(back: bool) {
    const REGIONS: [&str; 3] = ["article", "panel", "toolbar"];
    let active = dom::document().active_element();
    let inside = |id: &str| {
        active.as_ref().is_some_and(|element| element.closest(&format!("#{id}")).ok().flatten().is_some())
    };
    let at = REGIONS.iter().position(|id| inside(id));
    let step = if back { REGIONS.len() - 1 } else { 1 };
    for n in 1..=REGIONS.len() {
        let next = at.map_or(n - 1, |at| (at + n * step) % REGIONS.len());
        let id = if REGIONS[next] == "panel" { "tabpanel" } else { REGIONS[next] };
        if let Some(element) = dom::by_id(id) {
            let _gone = element.focus();
            return;
        }
    }
}
