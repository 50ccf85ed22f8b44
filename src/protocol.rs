//! All that the page and its two workers say to each other. Messages are plain data; `serde-wasm-bindgen` makes
//! JavaScript objects of them. The worker annotates; the clerk, started when it is first needed, makes links and files.
//! What the clerk does is known to page and clerk alone, so that the worker's program stays small.
//!
//! A worker greets with [`Message::Ready`] once it listens; what is posted before is lost. From then on each
//! [`Call`] gets exactly one [`Message::Answer`] of the same number, unless the worker dies, which the page notices.

#[cfg(feature = "clerk")]
use crate::corrections::Log;
use crate::document::Document;
#[cfg(feature = "clerk")]
use crate::document::{About, Span};
#[cfg(feature = "clerk")]
use crate::export::Format;
#[cfg(feature = "clerk")]
use crate::share::Qr;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Page and worker must agree on it, letter for letter: engine version, then version of these messages.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/4");

/// Number of a call, unique within one page.
pub type CallId = u32;

/// From page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Comes back with the answer.
    pub id: CallId,
    /// What to do.
    pub request: Request,
}

/// What the workers can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Annotate an article; answered by [`Answer::Document`].
    Annotate {
        /// The article, as the reader pasted it.
        text: String,
        /// Whether lines that look like page furniture are read as well.
        #[serde(default)]
        whole: bool,
    },
    /// Make a link; answered by [`Answer::Link`], or by [`Answer::Qr`].
    #[cfg(feature = "clerk")]
    Encode {
        /// A thin link: the article's address and where the corrections belong, but not the article.
        thin: bool,
        /// The article and all about it.
        contents: Box<Contents>,
        /// Encrypts the link, unless it is empty.
        passphrase: String,
        /// The page's address: draws the whole link as a QR code.
        qr: Option<String>,
    },
    /// Open a link; answered by [`Answer::Opened`].
    #[cfg(feature = "clerk")]
    Decode {
        /// The fragment, or the whole address.
        link: String,
        /// Decrypts it, unless it is empty.
        passphrase: String,
    },
    /// Put in place what was opened last and needs an article: the corrections of a thin link, or the annotations of a
    /// file; answered by [`Answer::Placed`].
    #[cfg(feature = "clerk")]
    Place {
        /// The article, or whatever the reader took for it, as it is annotated here.
        contents: Box<Contents>,
    },
    /// Compare an annotation with what the sender of the link that was opened last saw; answered by [`Answer::Compared`].
    #[cfg(feature = "clerk")]
    Compare {
        /// The article of that link as it is annotated here.
        contents: Box<Contents>,
    },
    /// Open files together, at least one of them with annotations; answered by [`Answer::Opened`].
    #[cfg(feature = "clerk")]
    Import {
        /// Names and contents, in turn.
        files: Vec<String>,
        /// The article on the page, which annotations without a text are about.
        here: Option<Box<Contents>>,
    },
    /// Make a file; answered by [`Answer::File`].
    #[cfg(feature = "clerk")]
    Export {
        /// Of what format.
        format: Format,
        /// What it holds.
        contents: Box<Contents>,
    },
}

/// What links and files are made of.
#[cfg(feature = "clerk")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contents {
    /// The article.
    pub text: String,
    /// What is known beside it.
    pub about: About,
    /// Whether lines that look like page furniture were read as well.
    pub whole: bool,
    /// The engine's document.
    pub machine: Document,
    /// What the reader changed.
    pub log: Log,
}

/// From worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Message {
    /// The worker listens. The shape of this message never changes, so that any two versions can tell each other apart.
    Ready {
        /// The worker's [`VERSION`].
        version: String,
    },
    /// The model is on its way.
    Weights {
        /// Bytes that arrived.
        received: u32,
        /// Bytes there are; 0 when the host does not say. Both are equal once it is complete.
        total: u32,
    },
    /// Something failed that no call waits for: the model, fetched ahead. The next call tries again.
    Failed {
        /// What failed.
        error: EngineError,
    },
    /// What came of a call.
    Answer {
        /// Which call.
        id: CallId,
        /// The result, or why there is none.
        result: Result<Answer, EngineError>,
    },
}

/// The result of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The annotated article.
    Document(Document),
    /// The fragment of a link, without `#`.
    #[cfg(feature = "clerk")]
    Link(String),
    /// A whole link as a QR code.
    #[cfg(feature = "clerk")]
    Qr(Qr),
    /// What was read from a link or from files.
    #[cfg(feature = "clerk")]
    Opened(Opened),
    /// The corrections of a thin link or a file that have a place in an article, what became of all of them in words, and whether
    /// everything was found.
    #[cfg(feature = "clerk")]
    Placed(Log, String, bool),
    /// How what is shown differs from what the sender of a link saw, in words, none if it does not; and paragraphs with
    /// other marks, as far as they are known.
    #[cfg(feature = "clerk")]
    Compared(String, Vec<Span>),
    /// What stands in a file.
    #[cfg(feature = "clerk")]
    File(String),
}

/// What was read from a link or from files.
#[cfg(feature = "clerk")]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The article, as far as it arrived; a thin link has none.
    pub text: Option<String>,
    /// What the sender says about it.
    pub about: About,
    /// Whether lines that look like page furniture are read as well.
    pub whole: bool,
    /// The sender's corrections.
    pub log: Log,
    /// Whether there are others that stay with the clerk until there is an article to put them into.
    pub waits: bool,
    /// How many corrections there are.
    pub corrections: u32,
    /// Whether the link opens with a passphrase, and was not opened.
    pub sealed: bool,
    /// What the reader should know: what did not arrive, or what is wrong with the passphrase.
    pub words: Option<String>,
}

/// Why there is no result. Each says to the reader what happened and what to do; the text in the page is never lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EngineError {
    /// The worker's program did not start: not found on the host, no connection, or blocked by the browser.
    Load(String),
    /// Page and worker are of different versions: the site changed while the page was open.
    Version {
        /// The page's [`VERSION`].
        page: String,
        /// The worker's.
        worker: String,
    },
    /// The model could not be fetched or is damaged.
    Weights(String),
    /// The worker stopped in the middle: a defect of ours, or no memory left.
    Stopped(String),
    /// The worker did not answer for this many seconds and was ended.
    Silent(u32),
    /// A message could not be read.
    Garbled(String),
    /// A link cannot be made or opened, or a file not be opened, for this reason.
    Link(String),
}

impl EngineError {
    /// Whether asking the same again can help.
    #[must_use]
    pub fn can_retry(&self) -> bool {
        !matches!(self, EngineError::Version { .. } | EngineError::Garbled(_) | EngineError::Link(_))
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::Load(why) => {
                write!(
                    f,
                    "A part of this page could not be started ({why}). Check the connection and try again."
                )
            }
            EngineError::Version { page, worker } => {
                write!(
                    f,
                    "This page is version {page}, its analysis {worker}. Reload the page to get one version."
                )
            }
            EngineError::Weights(why) => {
                write!(
                    f,
                    "The language model could not be loaded ({why}). Check the connection and try again."
                )
            }
            EngineError::Stopped(why) => {
                write!(f, "The analysis stopped ({why}). Your text is still here: try again, or shorten it.")
            }
            EngineError::Silent(seconds) => {
                write!(
                    f,
                    "The analysis did not answer for {seconds} seconds and was ended. Try again, or shorten the text."
                )
            }
            EngineError::Garbled(why) => {
                write!(f, "Page and analysis did not understand each other ({why}). Reload the page.")
            }
            EngineError::Link(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for EngineError {}
