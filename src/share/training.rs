//! What `cargo xtask prime` needs to train the codec; nothing else uses it.

pub use super::coder::Coder;
pub use super::text::ngrams::{Counted, Id, Ngrams, STRANGERS, level};
pub use super::text::prior::Prior;
pub use super::text::tokens::Tokens;
pub use super::text::{Pace, Start, Text};
pub use super::trained::{PACE, Trained};
