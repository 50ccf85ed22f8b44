//! From document to what is drawn: pure, without any web crate, so that all of it is tested natively.
//!
//! ```text
//!  text ──layout──► paragraphs ──runs (with the document)──► flat runs, rails      the article column
//!  document ──lines──► cards, matrix, voice, transcript, check                     the panel
//!  State + Action ──reduce──► State                                               everything that can change
//! ```
//!
//! The layout is made from the text alone, so that marks arrive without moving a line.

pub mod bounds;
pub mod cards;
pub mod encoding;
pub mod find;
pub mod keys;
pub mod layout;
pub mod lines;
pub mod markdown;
pub mod matrix;
pub mod palette;
pub mod reading;
pub mod reduce;
pub mod runs;
pub mod share;
pub mod shelf;
pub mod state;
pub mod voice;

pub use lines::{Line, Lines, PartyRef};
pub use palette::Slot;

#[cfg(test)]
mod tests;
