//! Text and corrections to a link's fragment and back.
//!
//! ```text
//!  Content ─► article | thin | sealed: what is said in which order ─► numbers, text model ─► coder ─► digits
//!                                                                                     frame: kind, check, letters
//!  Opened  ◄──────────────────────────────────── the same code, reading ◄──────────────────────────┘
//! ```
//!
//! A fragment is a kind, a checksum, and digits of an arithmetic coder, all letters and digits without accents: chat
//! apps leave those alone. It knows its own end, so that whatever is appended to it is ignored; a full link that was
//! cut opens up to the cut. Nothing here looks at a clock, a hash map or a floating-point number: the same content is
//! the same link everywhere, and every released version's links decode for ever (`tests/links/`).
//!
//! How links may grow: each stream ends in a flag that is never set in version 1, and each link begins with a letter.
//! What is new goes behind the flag or under a new letter; older programs then say that they are too old.

mod article;
mod coder;
mod error;
mod frame;
mod log;
mod numbers;
mod qr;
mod sealed;
mod seen;
mod text;
mod thin;
mod trained;
pub mod training;

pub use error::LinkError;
pub use qr::Qr;
#[cfg(feature = "qr")]
pub use qr::qr;
pub use seen::{Differences, Seen};

use crate::corrections::{Log, Outline};
use crate::document::About;

/// Longest text that a link carries, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A full link: the article and everything about it.
    Article(Payload),
    /// A thin link: where the article is, not the article.
    Thin(Thin),
    /// Either of them, encrypted with a passphrase.
    Sealed(Sealed),
}

/// An article with what a reader made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payload {
    /// The article, exactly.
    pub text: String,
    /// What the sender says about it; nothing of it is checked.
    pub about: About,
    /// The sender's corrections.
    pub corrections: Log,
    /// Whether lines that look like page furniture were read as well.
    pub whole: bool,
    /// What the sender saw.
    pub seen: Seen,
}

/// Where an article is, and a reader's corrections of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thin {
    /// What the sender says about it; without an address it is of little use.
    pub about: About,
    /// The sender's engine, e.g. `0.1.0`.
    pub engine: String,
    /// The sender's corrections, and where they belong.
    pub outline: Outline,
}

/// A link's content, encrypted: AES-GCM, with key and nonce derived from a passphrase by PBKDF2 with SHA-256.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    /// Rounds of the derivation.
    pub rounds: u32,
    /// Made anew for every link, so that no key is used twice.
    pub salt: [u8; 16],
    /// What [`pack`] gave, encrypted, and its tag.
    pub body: Vec<u8>,
}

/// In which characters a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// Letters and digits, for messages.
    Text,
    /// Upper-case letters, digits and signs that take little room in a QR code.
    Qr,
}

/// What was read from a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What arrived.
    pub content: Content,
    /// If the link was cut: how much did not arrive.
    pub missing: Option<Missing>,
}

/// How much of a link that was cut did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Bytes of the article that did not arrive, in per cent of the whole, rounded up; 0 if the article is complete
    /// and only something after it (corrections, where it is from) is missing.
    pub per_cent: u8,
    /// Corrections that did arrive; whether there were more is not known.
    pub corrections: usize,
}

/// The fragment of a link with this content, without `#`.
///
/// # Errors
/// [`LinkError::TooLong`] if the text is longer than [`MAX_BYTES`] or there are too many corrections.
pub fn encode(content: &Content, alphabet: Alphabet) -> Result<String, LinkError> {
    frame::encode(content, alphabet)
}

/// Reads a fragment, with or without `#` or the address before it, whatever was appended to it.
///
/// # Errors
/// Every [`LinkError`] but `TooLong` and those about passphrases. A full link that was merely cut is no error: see
/// [`Opened::missing`].
pub fn decode(link: &str) -> Result<Opened, LinkError> {
    frame::decode(link)
}

/// Content as bytes, to be encrypted.
///
/// # Errors
/// As [`encode`].
pub fn pack(content: &Content) -> Result<Vec<u8>, LinkError> {
    frame::pack(content)
}

/// Reads what [`pack`] made.
///
/// # Errors
/// [`LinkError::Changed`] and [`LinkError::Newer`].
pub fn unpack(packed: &[u8]) -> Result<Content, LinkError> {
    frame::unpack(packed)
}
