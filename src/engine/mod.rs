//! Text in, document out: pure, total, deterministic. One stage, one file; data flows downwards.

pub mod attributions;
pub mod blocks;
mod bounds;
mod certain;
pub mod doubt;
mod earlier;
mod entities;
mod grammar;
mod layout;
mod lexicon;
mod marks;
mod mentions;
pub mod model;
mod naming;
mod nominal;
mod notices;
mod offices;
pub mod parties;
pub mod positions;
pub mod quotes;
pub mod session;
#[cfg(feature = "weights")]
mod shipped;
mod sides;
mod speakers;
pub mod stances;
pub mod statements;
pub mod structure;
pub mod tokens;

pub use blocks::Sentence;
pub use lexicon::weights::GROUPS;
pub use session::Session;
pub use structure::Structure;
pub use tokens::{Token, TokenKind};

pub use model::ModelError;

use crate::document::{Attribution, Document};
use model::{Memory, Model};

/// Longest text that is analysed, in bytes; [`crate::document::Span`] counts in `u32`.
pub const MAX_BYTES: usize = 64 << 20;

/// The engine with its model, read once and used for any number of texts.
#[derive(Clone, Debug)]
pub struct Engine {
    model: Model,
}

impl Engine {
    /// Reads the model from the bytes of `model/weights.bin`.
    ///
    /// # Errors
    /// Bytes that are damaged, cut, or of another version.
    pub fn new(weights: &[u8]) -> Result<Self, ModelError> {
        Ok(Self { model: Model::read(weights)? })
    }

    /// The model, for measuring it alone.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The whole pipeline: text to document.
    #[must_use]
    pub fn annotate(&self, text: &str) -> Document {
        self.read(&Structure::new(text), &mut Memory::default())
    }

    /// The same, with lines that look like page furniture read as well.
    #[must_use]
    pub fn annotate_whole(&self, text: &str) -> Document {
        self.read(&Structure::whole(text), &mut Memory::default())
    }

    fn read(&self, structure: &Structure, memory: &mut Memory) -> Document {
        let attributions = attributions::complete(structure, self.model.reading_again(structure, memory));
        understand(structure, &attributions)
    }
}

/// The second half of the pipeline: what given attributions mean. Measured with hand-annotated attributions by
/// `cargo xtask score --oracle`.
#[must_use]
pub fn understand(structure: &Structure, attributions: &[Attribution]) -> Document {
    let cast = parties::cast(structure, attributions);
    let judgements = stances::judge(structure, attributions, &cast);
    statements::assemble(structure, attributions, &cast, judgements)
}
