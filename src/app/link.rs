//! Share links, as the worker makes and reads them.

use super::dom;
use crate::protocol::EngineError;
use crate::share::{Opened, Payload};
use crate::view::state::{Action, Article, Link, Message, State, Tone, Work};
use std::rc::Rc;
use yew::Callback;

/// What a link to this article carries.
#[must_use]
pub fn payload(state: &State) -> Option<Payload> {
    let article = state.article.as_ref()?;
    Some(Payload {
        text: article.text.to_string(),
        about: article.about.clone(),
        corrections: state.history.log().clone(),
        engine: state.machine.as_ref().map(|document| document.engine.clone()).unwrap_or_default(),
        digest: 0,
    })
}

/// The whole address of a link with this fragment.
#[must_use]
pub fn made(fragment: &str) -> Link {
    let here = dom::window().location().href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    Link::Ready(format!("{page}#{fragment}").into())
}

/// Puts the article of a link on the page, and says what of it did not arrive.
pub fn opened(opened: Opened, on: &Callback<Action>) {
    let Opened { payload, missing } = opened;
    let article = Article::new(&payload.text, payload.about);
    on.emit(Action::Resume(Rc::new(article), payload.corrections, true));
    let words = match missing {
        None => return,
        Some(missing) if missing.per_cent > 0 => format!(
            "The last {} % of this article was lost on the way: the link was cut, often by a chat program. Ask for the link again, or for a file.",
            missing.per_cent
        ),
        Some(_) => "The end of this link was lost on the way. The article is complete; corrections or its address may be missing.".to_owned(),
    };
    on.emit(Action::Tell(Message { tone: Tone::Warning, words: words.into() }));
}

/// Says what is wrong with a link; nothing else is shown in its place.
pub fn refused(error: &EngineError, on: &Callback<Action>) {
    on.emit(Action::Working(Work::Idle));
    on.emit(Action::Tell(Message { tone: Tone::Error, words: error.to_string().into() }));
}
