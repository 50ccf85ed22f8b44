//! The statistics that come with the program, and how they are packed.

use super::coder::{Coder, Reader, Writer};
use super::text::ngrams::Ngrams;
use super::text::prior::Prior;
use super::text::{Pace, Start, Text};
use std::sync::OnceLock;

/// Made by `cargo xtask prime`; see `MODEL.md`.
const PACKED: &[u8] = include_bytes!("text/prime.bin");

/// How fast a single article is learned from.
pub const PACE: Pace = Pace { meaning: 7, mixers: 5, last: 2 };

/// Word statistics and starting point.
#[derive(Clone)]
pub struct Trained {
    /// How often words follow one another.
    pub ngrams: Ngrams,
    /// Where the text model starts.
    pub prior: Prior,
}

impl Trained {
    /// Bytes that words, pairs and triples of words, and the prior take when packed alone.
    #[must_use]
    pub fn sizes(&self) -> [usize; 2] {
        let mut words = Writer::<256>::new();
        Ngrams::code(&mut words, &self.ngrams);
        let mut prior = Writer::<256>::new();
        Prior::code(&mut prior, &self.prior);
        [words.finish().len(), prior.finish().len()]
    }

    /// Packed for shipping.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut writer = Writer::<256>::new();
        code(&mut writer, self);
        writer.finish()
    }

    /// As it will be after shipping.
    #[must_use]
    pub fn unpack(packed: &[u8]) -> Self {
        let nothing = Self { ngrams: Ngrams::new(&[], &[], &[]), prior: Prior::default() };
        if packed.is_empty() { nothing } else { code(&mut Reader::<256>::new(packed), &nothing) }
    }
}

fn code(coder: &mut dyn Coder, given: &Trained) -> Trained {
    Trained { ngrams: Ngrams::code(coder, &given.ngrams), prior: Prior::code(coder, &given.prior) }
}

/// A model about to read an article.
pub(super) fn text() -> Text<'static> {
    static TRAINED: OnceLock<(Trained, Start)> = OnceLock::new();
    let (trained, start) = TRAINED.get_or_init(|| {
        let trained = Trained::unpack(PACKED);
        let start = Start::new(&trained.ngrams);
        (trained, start)
    });
    Text::new(&trained.ngrams, start, trained.prior.clone(), PACE)
}
