//! The learned attribution engine: features, encoder, decoding. `MODEL.md` says what it learned from and how well.
//!
//! ```text
//!  Structure ─chunks─► features ─encoder─► encoding of each token ─┬─ cue head ──► cues
//!                                   │                              └─ pair head ─► source and content of each cue
//!                                   └─ head for part of speech
//! ```
//!
//! Weights are 8 bits wide, activations 16, sums exact; what remains are `+ - * /` on floats in a fixed order. So the
//! same text gives the same bits natively and in wasm.

pub mod chunks;
mod decode;
mod encoder;
pub mod features;
pub mod file;
mod memory;
mod parts;
pub mod weights;

pub use file::ModelError;
pub use memory::Memory;

use super::Structure;
use crate::document::{Attribution, AttributionType};
use crate::order::Order;
use features::{Features, Place};
use file::Weights;
use memory::Read;
use parts::Parts;
use std::ops::Range;

/// A model ready for use.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    weights: Weights,
}

/// What the model sees in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<'m> {
    /// In order of their first content byte.
    pub attributions: Vec<Attribution>,
    /// Part of speech of each token (Penn Treebank); empty for tokens of furniture and bylines.
    pub pos: Vec<&'m str>,
}

impl Model {
    /// Reads a weights file. Damaged or foreign bytes are an error, never a panic.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        file::read(bytes).map(|weights| Self { weights })
    }

    /// Finds the attributions of a text, in order of their first content byte.
    #[must_use]
    pub fn attributions(&self, structure: &Structure) -> Vec<Attribution> {
        self.reading(structure).attributions
    }

    /// Reads a text: attributions and parts of speech. Time is linear in its length.
    #[must_use]
    pub fn reading(&self, structure: &Structure) -> Reading<'_> {
        self.reading_again(structure, &mut Memory::default())
    }

    /// The same, but what `memory` holds of the text before costs next to nothing.
    #[must_use]
    pub fn reading_again(&self, structure: &Structure, memory: &mut Memory) -> Reading<'_> {
        let places = features::places(structure);
        let features = features::features(structure, &places, &self.weights.vocabulary);
        let mut reading = Reading { attributions: Vec::new(), pos: vec![""; structure.tokens.len()] };
        memory.turn();
        for chunk in chunks::chunks(structure) {
            let (features, places) = (&features[chunk.clone()], &places[chunk.clone()]);
            let read = memory
                .reading(memory::seen(features, places), |parts| self.read_chunk(features, places, parts));
            for (&pos, out) in read.pos.iter().zip(&mut reading.pos[chunk.clone()]) {
                *out = self.weights.pos_names.get(usize::from(pos)).map_or("", |name| name);
            }
            reading
                .attributions
                .extend(read.found.iter().map(|found| attribution(structure, chunk.start, found)));
        }
        reading.attributions.order_by_key(|a| (a.content[0], a.cue));
        reading
    }

    fn read_chunk(&self, features: &[Features], places: &[Place], parts: &mut Parts) -> Read {
        let encoding = encoder::encode(&self.weights, parts, features);
        let found = decode::decode(&self.weights, &encoding, places);
        Read { found, pos: self.parts_of_speech(&encoding.middle) }
    }

    /// A number over every bit of the encodings and attributions of `text`, to compare platforms.
    #[must_use]
    pub fn fingerprint(&self, text: &str) -> u32 {
        let structure = Structure::new(text);
        let places = features::places(&structure);
        let features = features::features(&structure, &places, &self.weights.vocabulary);
        let (mut parts, mut bytes) = (Parts::default(), Vec::new());
        for chunk in chunks::chunks(&structure) {
            let encoding = encoder::encode(&self.weights, &mut parts, &features[chunk]);
            bytes.extend(encoding.states.iter().chain(&encoding.middle).flat_map(|v| v.to_le_bytes()));
        }
        for a in self.attributions(&structure) {
            let spans = a.content.iter().chain(&a.cue).chain(&a.source);
            bytes.extend(spans.flat_map(|s| [s.start.to_le_bytes(), s.end.to_le_bytes()].concat()));
            bytes.extend([a.confidence, a.source_confidence]);
        }
        file::checksum(&bytes)
    }

    /// The likeliest part of speech of each token.
    fn parts_of_speech(&self, middle: &[i16]) -> Vec<u8> {
        let head = &self.weights.pos;
        let mut scores = vec![0.0; middle.len() / weights::WIDTH * head.rows()];
        head.apply(middle, encoder::MIDDLE_UNIT, &mut scores);
        let best =
            |row: &[f32]| (1..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best }) as u8;
        scores.chunks_exact(head.rows().max(1)).map(best).collect()
    }
}

/// From tokens of a chunk to bytes of the text. The type is left to the rules that know words.
fn attribution(structure: &Structure, offset: usize, found: &decode::Found) -> Attribution {
    let span = |run: &Range<usize>| structure.span_of(offset + run.start, offset + run.end);
    Attribution {
        source: found.source.as_ref().map(span),
        cue: Some(span(&found.cue)),
        content: found.content.iter().map(span).collect(),
        continues: None,
        kind: AttributionType::default(),
        confidence: percent(found.probability()),
        source_confidence: percent(found.source_probability),
    }
}

fn percent(p: f32) -> u8 {
    (p * 100.0 + 0.5).clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const WEIGHTS: &[u8] = include_bytes!("weights.bin");

    static MODEL: LazyLock<Model> =
        LazyLock::new(|| Model::read(WEIGHTS).expect("the weights in the repository"));

    const ARTICLE: &str = "Harbour plan divides Port Selwyn\n\nMayor Ada Lark said on Monday that the new pier would \
        open in May.\n\n“We will not pay for it,” fishing union leader Tom Bruun told reporters. “It is a gift to the \
        ferries.”\n\nThe ferry company denied the claim. According to the harbour office, work has begun.";

    /// Of the weights in the repository; changes with them.
    const FINGERPRINT: u32 = 3_613_249_470;

    /// `source | cue | content` of each attribution.
    fn lines(text: &str) -> Vec<String> {
        let structure = Structure::new(text);
        let words = |spans: &[crate::document::Span]| {
            spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" ... ")
        };
        let found = MODEL.attributions(&structure);
        found
            .iter()
            .map(|a| {
                let (source, cue) = (words(a.source.as_slice()), words(a.cue.as_slice()));
                format!("{source} | {cue} | {}", words(&a.content))
            })
            .collect()
    }

    #[test]
    fn a_plain_article_is_read() {
        let lines = lines(ARTICLE);
        for expected in [
            "Mayor Ada Lark | said | that the new pier would open in May",
            "the harbour office | According to | work has begun",
        ] {
            assert!(lines.iter().any(|l| l == expected), "{expected}\nnot among\n{}", lines.join("\n"));
        }
    }

    #[test]
    fn words_get_their_part_of_speech() {
        let structure = Structure::new(ARTICLE);
        let reading = MODEL.reading(&structure);
        let pos_of = |word: &str| {
            let i = (0..structure.tokens.len()).find(|&i| structure.word(i) == word);
            i.map_or("", |i| reading.pos[i])
        };
        assert_eq!(pos_of("said"), "VBD");
        assert_eq!(pos_of("that"), "IN");
        assert_eq!(pos_of("May"), "NNP");
    }

    /// Wasm must give the same number: see the browser tests.
    #[test]
    fn the_same_bits_everywhere() {
        assert_eq!(MODEL.fingerprint(ARTICLE), FINGERPRINT);
    }

    /// What the model is told about each chunk of a text.
    fn chunks_of(text: &str) -> Vec<memory::Seen> {
        let structure = Structure::new(text);
        let places = features::places(&structure);
        let features = features::features(&structure, &places, &MODEL.weights.vocabulary);
        let seen = |chunk: Range<usize>| memory::seen(&features[chunk.clone()], &places[chunk]);
        chunks::chunks(&structure).into_iter().map(seen).collect()
    }

    #[test]
    fn after_a_keystroke_one_chunk_is_read_again() {
        let paragraph = |i| format!("Mayor Ada Lark said on day {i} that the pier was ready.\n\n");
        let article: String = (0..60).map(paragraph).collect();
        let before = chunks_of(&article);
        let after = chunks_of(&article.replacen("day 31", "dax 31", 1));
        let changed = after.iter().filter(|chunk| !before.contains(chunk)).count();
        assert!(before.len() > 3 && changed == 1, "{changed} of {}", after.len());
    }

    #[test]
    fn damaged_weights_are_an_error() {
        assert_eq!(Model::read(b"").err(), Some(ModelError::Truncated));
        assert_eq!(Model::read(b"<!doctype html>").err(), Some(ModelError::Magic));
        assert_eq!(Model::read(&WEIGHTS[..1000]).err(), Some(ModelError::Checksum));
        let mut bytes = WEIGHTS.to_vec();
        bytes[5000] ^= 1;
        assert_eq!(Model::read(&bytes).err(), Some(ModelError::Checksum));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn spans_are_sound(text in text()) {
            let structure = Structure::new(&text);
            let reading = MODEL.reading(&structure);
            prop_assert_eq!(reading.pos.len(), structure.tokens.len());
            prop_assert!(reading.attributions.is_sorted_by_key(|a| a.content[0]));
            for a in reading.attributions {
                prop_assert!(!a.content.is_empty());
                let mut spans: Vec<_> = a.content.iter().chain(&a.source).chain(&a.cue).collect();
                spans.order();
                for s in &spans {
                    prop_assert!(text.get(s.range()).is_some_and(|words| !words.is_empty()));
                }
                prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
                prop_assert!(a.confidence <= 100 && a.source_confidence <= 100);
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Model::read(&bytes);
            bytes.splice(0..0, file::MAGIC);
            let sum = file::checksum(&bytes);
            bytes.extend(sum.to_le_bytes());
            prop_assert!(Model::read(&bytes).is_err());
        }
    }

    /// News-like words and marks in any order, and now and then anything.
    fn text() -> impl Strategy<Value = String> {
        let words = proptest::sample::select(vec![
            "said ",
            "“",
            "”",
            "\"",
            "''",
            "Lark ",
            "she ",
            "that ",
            "the ",
            "told ",
            "claim ",
            ". ",
            ", ",
            "\n\n",
            "denied ",
            "according to ",
            "É",
            "日",
            "— ",
            ": ",
            "not ",
            "rain ",
            "\u{200b}",
        ]);
        let piece = prop_oneof![9 => words.prop_map(str::to_owned), 1 => ".{0,4}".prop_map(|s: String| s)];
        proptest::collection::vec(piece, 0..400).prop_map(|pieces| pieces.concat())
    }
}
