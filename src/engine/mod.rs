//! Text in, document out: pure, total, deterministic. One stage, one file; data flows downwards.

pub mod attributions;
pub mod blocks;
mod entities;
mod layout;
mod lexicon;
mod marks;
mod mentions;
mod offices;
pub mod model;
pub mod parties;
pub mod positions;
pub mod quotes;
mod sides;
mod speakers;
pub mod stances;
pub mod statements;
pub mod structure;
pub mod tokens;

pub use blocks::Sentence;
pub use structure::Structure;
pub use tokens::{Token, TokenKind};

use crate::document::{Attribution, Document};

/// Longest text that is analysed, in bytes; [`crate::document::Span`] counts in `u32`.
pub const MAX_BYTES: usize = 64 << 20;

/// The whole pipeline: text to document.
#[must_use]
pub fn annotate(text: &str) -> Document {
    let structure = Structure::new(text);
    let attributions = attributions::complete(&structure, Vec::new());
    understand(&structure, &attributions)
}

/// The second half of the pipeline: what given attributions mean. Measured with hand-annotated attributions by
/// `cargo xtask score --oracle`.
#[must_use]
pub fn understand(structure: &Structure, attributions: &[Attribution]) -> Document {
    let cast = parties::cast(structure, attributions);
    let judgements = stances::judge(structure, attributions, &cast);
    statements::assemble(structure, attributions, &cast, judgements)
}
