//! What the page asks of the clerk about links, and what it does with the answers. The clerk makes and reads them.

use super::dom;
use super::effects::Asked;
use crate::corrections::Log;
use crate::document::Document;
use crate::protocol::{Contents, Opened, Request};
use crate::view::share::{Awaited, Kind, Link, Made};
use crate::view::state::{Action, Article, Dialog, Message, State, Tone, Work};
use std::rc::Rc;
use yew::Callback;

/// The page's address, without what a link put behind it.
fn page() -> String {
    let here = dom::window().location().href().unwrap_or_default();
    here.split('#').next().unwrap_or_default().to_owned()
}

/// What links and files are made of.
#[must_use]
pub fn contents(article: &Article, machine: Option<&Document>, log: Log) -> Box<Contents> {
    Box::new(Contents {
        text: article.text.to_string(),
        about: article.about.clone(),
        whole: article.whole,
        machine: machine.cloned().unwrap_or_default(),
        log,
    })
}

/// All that the state waits for from the clerk.
#[must_use]
pub fn wanted(state: &State) -> Vec<Asked> {
    let mut wanted = Vec::new();
    let sharing = &state.sharing;
    if state.dialog == Some(Dialog::Share) && sharing.wish.is_complete() {
        for (kind, link) in [(Kind::Full, &sharing.full), (Kind::Thin, &sharing.thin)] {
            if *link == Link::Making {
                wanted.push(Asked::Share(sharing.version, kind));
            }
        }
        wanted.extend(sharing.drawing.map(|kind| Asked::Draw(sharing.version, kind)));
    }
    if let Some(locked) = &state.locked {
        wanted.extend(locked.passphrase.clone().map(|words| Asked::Open(locked.link.clone(), words)));
    }
    wanted.extend(state.files.clone().map(Asked::Import));
    if state.machine.is_some() {
        if state.awaited.is_some() {
            wanted.push(Asked::Place(state.edition));
        } else if state.received.is_some() {
            wanted.push(Asked::Compare(state.edition));
        }
    }
    wanted
}

/// The call for something that is wanted.
#[must_use]
pub fn request(state: &State, asked: &Asked) -> Option<Request> {
    let (article, machine) = (state.article.as_ref(), state.machine.as_deref());
    let link = |kind: Kind, qr| {
        let wish = &state.sharing.wish;
        Some(Request::Encode {
            thin: kind == Kind::Thin,
            contents: contents(article?, machine, wish.of(state.history.log())),
            passphrase: if wish.protects { wish.passphrase.to_string() } else { String::new() },
            qr,
        })
    };
    let here = || Some(contents(article?, machine, Log::default()));
    match asked {
        Asked::Share(_, kind) => link(*kind, None),
        Asked::Draw(_, kind) => link(*kind, Some(page())),
        Asked::Open(link, passphrase) => {
            Some(Request::Decode { link: link.to_string(), passphrase: passphrase.to_string() })
        }
        Asked::Import(files) => Some(Request::Import { files: (**files).clone(), here: here() }),
        Asked::Place(_) => Some(Request::Place { contents: here()? }),
        Asked::Compare(_) => Some(Request::Compare { contents: here()? }),
        Asked::Annotate(_) | Asked::Save(..) => None,
    }
}

/// The whole address of a link with this fragment.
#[must_use]
pub fn made(kind: Kind, fragment: &str) -> Made {
    Made::Link(kind, Link::Ready(format!("{}#{fragment}", page()).into()))
}

/// Puts the article of a link or a file on the page, and says what of it did not arrive.
pub fn opened(link: Rc<str>, opened: Opened, on: &Callback<Action>) {
    let Opened { text, about, whole, log, waits, corrections, sealed, words } = opened;
    let words: Option<Rc<str>> = words.map(Rc::from);
    if sealed {
        return on.emit(Action::Lock(link, words));
    }
    if waits {
        let awaited = Awaited { about: about.clone(), corrections: corrections as usize };
        on.emit(Action::Await(Some(Rc::new(awaited))));
    }
    let Some(text) = text else { return };
    let article = Rc::new(Article { whole, ..Article::new(&text, about) });
    on.emit(if waits { Action::Open(article) } else { Action::Resume(article, log, true) });
    if let Some(words) = words {
        on.emit(Action::Tell(Message { tone: Tone::Warning, words }));
    }
}

/// Says what is wrong with a link; nothing else is shown in its place.
pub fn refused(words: Rc<str>, on: &Callback<Action>) {
    on.emit(Action::Working(Work::Idle));
    on.emit(Action::Tell(Message { tone: Tone::Error, words }));
}
