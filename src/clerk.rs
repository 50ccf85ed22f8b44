//! The clerk: a second worker, started when it is first needed, which makes and opens links and files. Its
//! program holds the link codec with its statistics, encryption, QR codes and all file formats, which most visits never
//! need.

mod seal;
mod words;

use crate::corrections::{Anchor, Outline};
use crate::export::files::{Annotations, Brought, bring};
use crate::export::{Article, ImportError, Imported, json};
use crate::port::{answer, listen};
use crate::protocol::{Answer, Call, Contents, EngineError, Opened, Request};
use crate::share::{self, Alphabet, Content, LinkError, Payload, Seen, Thin};
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    /// What was opened last: what the page asks for once there is an article.
    static OPENED: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// What waits for an article.
enum Held {
    /// What a link carried, or a file with all that a link carries.
    Content(Content),
    /// A file's annotations.
    Annotations(Annotations),
}

/// Listens for calls and greets the page.
pub fn serve() {
    listen(|Call { id, request }| {
        spawn_local(async move {
            answer(id, perform(request).await.map_err(EngineError::Link));
        });
    });
}

/// The answer, or a sentence for the reader.
async fn perform(request: Request) -> Result<Answer, String> {
    let words = |why: LinkError| why.to_string();
    match request {
        Request::Encode { thin, contents, passphrase, qr } => {
            encode(content(thin, *contents), &passphrase, qr).await.map_err(words)
        }
        Request::Decode { link, passphrase } => {
            open(&link, &passphrase).await.map(Answer::Opened).map_err(words)
        }
        Request::Import { files, here } => import(&files, here.as_deref()).map(Answer::Opened),
        Request::Place { contents } => OPENED.with_borrow(|opened| match opened {
            Some(Held::Content(Content::Thin(thin))) => Ok(words::placed(&thin.outline, &contents.text)),
            Some(Held::Annotations(annotations)) if annotations.text == contents.text => annotations
                .compare(&contents.machine)
                .map(|(difference, count)| words::taken(difference, count))
                .map_err(|why| why.to_string()),
            _ => Err(words(LinkError::Forgotten)),
        }),
        Request::Compare { contents } => Ok(OPENED.with_borrow(|opened| {
            let differences = match opened {
                Some(Held::Content(Content::Article(sent))) if sent.text == contents.text => {
                    sent.seen.differences(&contents.text, &contents.machine)
                }
                _ => None,
            };
            let here = &contents.machine.engine;
            differences.map_or(Answer::Compared(String::new(), Vec::new()), |d| words::compared(d, here))
        })),
        Request::Export { format, contents } => {
            let Contents { text, about, whole, machine, log } = &*contents;
            let article = Article { whole: *whole, ..Article::new(text, about, machine, log) };
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
            words: missing.map(words::missing),
            ..Opened::default()
        },
        Content::Thin(sent) => Opened {
            about: sent.about.clone(),
            corrections: sent.outline.log.entries.len() as u32,
            waits: true,
            ..Opened::default()
        },
        Content::Sealed(_) => return Err(LinkError::Changed),
    };
    OPENED.set(Some(Held::Content(content)).filter(|_| missing.is_none()));
    Ok(opened)
}

/// A file with everything opens as a link does; annotations wait until the engine has read their text.
fn import(files: &[String], here: Option<&Contents>) -> Result<Opened, String> {
    let named = |file: &[String]| (file[0].clone(), file[1].clone());
    let files: Vec<(String, String)> = files.chunks_exact(2).map(named).collect();
    let (opened, held) = match bring(&files, here.map(|here| (here.text.as_str(), &here.about)), own)? {
        Brought::Article(all) => {
            let Imported { text, about, whole, document, log } = *all;
            let opened = Opened {
                text: Some(text.clone()),
                about: about.clone(),
                whole,
                log: log.clone(),
                corrections: log.entries.len() as u32,
                ..Opened::default()
            };
            let seen = Seen::of(&text, &document);
            (opened, Held::Content(Content::Article(Payload { text, about, corrections: log, whole, seen })))
        }
        Brought::Annotations(annotations) => {
            let (text, about) = (annotations.text.clone(), annotations.about.clone());
            let whole = here.is_some_and(|here| here.whole && here.text == text);
            let opened = Opened { text: Some(text), about, whole, waits: true, ..Opened::default() };
            (opened, Held::Annotations(annotations))
        }
    };
    OPENED.set(Some(held));
    Ok(opened)
}

/// A file of our own. Its values come through the browser, by which all of them come from the page already: that spares
/// this program a second reader of them.
fn own(file: &str) -> Result<Imported, ImportError> {
    json::import_by(file, |file| {
        let value = js_sys::JSON::parse(file).ok().map(serde_wasm_bindgen::from_value);
        value
            .and_then(Result::ok)
            .ok_or_else(|| ImportError::Wrong("it has another shape than its version".to_owned()))
    })
}
