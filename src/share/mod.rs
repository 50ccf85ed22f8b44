//! Text and corrections to a link's fragment and back.
//!
//! ```text
//!  Payload ─► frame: text, about, engine, corrections ─► numbers, text model ─► coder ─► digits ─► check, letters
//!  Opened  ◄──────────────────────────────────── the same code, reading ◄──────────────────────────┘
//! ```
//!
//! A fragment is a version, a checksum, and digits of an arithmetic coder, all letters and digits without accents: chat
//! apps leave those alone. It knows its own end, so that whatever is appended to it is ignored; a link that was cut
//! opens up to the cut. Nothing here looks at a clock, a hash map or a floating-point number: the same payload is the
//! same link everywhere, and every released version's links decode for ever (`tests/links/`).

mod coder;
mod digest;
mod error;
mod frame;
mod log;
mod numbers;
mod text;
mod trained;
pub mod training;

pub use digest::digest;
pub use error::LinkError;

use crate::corrections::Log;
use crate::document::About;
use serde::{Deserialize, Serialize};

/// Longest text that a link carries, in bytes.
pub const MAX_BYTES: usize = 4 << 20;

/// What a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// The article, exactly.
    pub text: String,
    /// What the sender says about it; nothing of it is checked.
    pub about: About,
    /// The sender's corrections.
    pub corrections: Log,
    /// The engine that annotated it, e.g. `0.1.0`.
    pub engine: String,
    /// Digest of the annotation the sender saw; 0 for none.
    pub digest: u32,
}

/// What was read from a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What arrived.
    pub payload: Payload,
    /// If the link was cut: how much did not arrive.
    pub missing: Option<Missing>,
}

/// How much of a link that was cut did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Bytes of the article that did not arrive, in per cent of the whole, rounded up; 0 if the article is complete
    /// and only something after it (corrections, where it is from) is missing.
    pub per_cent: u8,
    /// Corrections that did arrive; whether there were more is not known.
    pub corrections: usize,
}

/// The fragment of a link to this payload, without `#`: letters and digits only.
///
/// # Errors
/// [`LinkError::TooLong`] if the text is longer than [`MAX_BYTES`] or there are too many corrections.
pub fn encode(payload: &Payload) -> Result<String, LinkError> {
    frame::encode(payload)
}

/// Reads a fragment, with or without `#` or the address before it, whatever was appended to it.
///
/// # Errors
/// Every [`LinkError`] but `TooLong`. A link that was merely cut is no error: see [`Opened::missing`].
pub fn decode(link: &str) -> Result<Opened, LinkError> {
    frame::decode(link)
}
