//! What a reader changed: an ordered log over the engine's document.
//!
//! ```text
//!  Log ──apply (over the engine's Document)──► Applied { document, anchors, names, notes, changes, skipped }
//!   ▲ │                                          │
//!   │ ├──reanchor (old text, new text)──► Log    └──propose (one correction)──► more of the same
//!   │ └──outline (without a text) ──place (any text)──► Log, and what is lost
//!   ├── History: push, undo, redo, reset one, reset all
//!   └── difference (the engine's document, another one of the same text) ──► Log
//! ```
//!
//! The engine's document is never edited; a log is applied to it. Entries name statements by where their words stood
//! when the engine (or a reader) first found them, and parties by the name they then had: both stay the same
//! whatever later entries do, so that any entry can be taken back alone, the log survives a newer engine and,
//! re-anchored, an edited text.

mod apply;
mod assemble;
#[cfg(feature = "export")]
mod difference;
mod draft;
mod history;
mod log;
mod outline;
mod propose;
mod reanchor;

pub use apply::{Applied, Change, Changed, MAX_ENTRIES, Note, apply};
#[cfg(feature = "export")]
pub(crate) use assemble::rebuild;
#[cfg(feature = "export")]
pub use difference::{Difference, difference};
pub use history::History;
pub use log::{Anchor, Correction, Log, PartyName};
pub use outline::{MAX_QUOTATIONS, Outline, Placed, Quotation};
pub use propose::propose;
pub use reanchor::{reanchor, snap};

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
#[cfg(all(test, feature = "export"))]
pub(crate) use tests::logs;
