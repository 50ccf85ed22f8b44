//! The clerk: a second worker, started when it is first needed, which makes and opens links and makes files. Its
//! program holds the link codec with its statistics, encryption, QR codes and all file formats, which most visits never
//! need.

mod seal;
mod words;

use crate::corrections::{Anchor, Outline};
use crate::export::Article;
use crate::port::{answer, listen};
use crate::protocol::{Answer, Call, Contents, EngineError, Opened, Request};
use crate::share::{self, Alphabet, Content, LinkError, Payload, Seen, Thin};
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// The link that was opened last: what the page asks for once there is an article.
    static OPENED: RefCell<Option<Content>> = const { RefCell::new(None) };
}

/// Listens for calls and greets the page.
pub fn serve() {
    listen(|Call { id, request }| {
        spawn_local(async move {
            answer(id, perform(request).await.map_err(|why| EngineError::Link(why.to_string())))
        });
    });
}

async fn perform(request: Request) -> Result<Answer, LinkError> {
    match request {
        Request::Encode { thin, contents, passphrase, qr } => {
            encode(content(thin, *contents), &passphrase, qr).await
        }
        Request::Decode { link, passphrase } => open(&link, &passphrase).await.map(Answer::Opened),
        Request::Place { text } => OPENED.with_borrow(|opened| match opened {
            Some(Content::Thin(thin)) => Ok(words::placed(&thin.outline, &text)),
            _ => Err(LinkError::Forgotten),
        }),
        Request::Compare { contents } => Ok(OPENED.with_borrow(|opened| {
            let differences = match opened {
                Some(Content::Article(sent)) if sent.text == contents.text => {
                    sent.seen.differences(&contents.text, &contents.machine)
                }
                _ => None,
            };
            let here = &contents.machine.engine;
            differences.map_or(Answer::Compared(String::new(), Vec::new()), |d| words::compared(d, here))
        })),
        Request::Export { format, contents } => {
            let article = Article::new(&contents.text, &contents.about, &contents.machine, &contents.log);
            Ok(Answer::File(format.export(&article)))
        }
        Request::Annotate { .. } => wasm_bindgen::throw_str("the clerk does not annotate"),
    }
}

/// What a full or a thin link carries.
fn content(thin: bool, contents: Contents) -> Content {
    let Contents { text, about, whole, machine, log } = contents;
    if thin {
        let anchors = machine.statements.iter().filter_map(|s| Anchor::of(&s.content));
        let statements: Vec<_> = anchors.map(|anchor| anchor.span).collect();
        let outline = Outline::new(&text, &log, &statements);
        Content::Thin(Thin { about, engine: machine.engine, outline })
    } else {
        let seen = Seen::of(&text, &machine);
        Content::Article(Payload { text, about, corrections: log, whole, seen })
    }
}

async fn encode(content: Content, passphrase: &str, qr: Option<String>) -> Result<Answer, LinkError> {
    let content = match passphrase {
        "" => content,
        _ => Content::Sealed(seal::seal(&content, passphrase).await?),
    };
    match qr {
        None => share::encode(&content, Alphabet::Text).map(Answer::Link),
        Some(page) => share::qr(&page, &share::encode(&content, Alphabet::Qr)?).map(Answer::Qr),
    }
}

async fn open(link: &str, passphrase: &str) -> Result<Opened, LinkError> {
    let share::Opened { mut content, missing } = share::decode(link)?;
    if let Content::Sealed(sealed_content) = &content {
        let sealed = |words| Opened { sealed: true, words, ..Opened::default() };
        if passphrase.is_empty() {
            return Ok(sealed(None));
        }
        content = match seal::open(sealed_content, passphrase).await {
            Err(wrong @ LinkError::Passphrase) => return Ok(sealed(Some(wrong.to_string()))),
            content => content?,
        };
    }
    let opened = match &content {
        Content::Article(sent) => Opened {
            text: Some(sent.text.clone()),
            about: sent.about.clone(),
            whole: sent.whole,
            log: sent.corrections.clone(),
            corrections: sent.corrections.entries.len() as u32,
            sealed: false,
            words: missing.map(words::missing),
        },
        Content::Thin(sent) => Opened {
            about: sent.about.clone(),
            corrections: sent.outline.log.entries.len() as u32,
            ..Opened::default()
        },
        Content::Sealed(_) => return Err(LinkError::Changed),
    };
    OPENED.set(Some(content).filter(|_| missing.is_none()));
    Ok(opened)
}
