//! The text model: how likely each next bit of English news text is.
//!
//! ```text
//!  past ─► contexts (1-6 bytes, words) ─► bit histories ─► logits ┐
//!       ├► repetitions ───────────────────────────────► logit    ├─► mixers ─► probability
//!       └► tokens ─► foresight (trained word statistics) ─► logits┘
//! ```
//!
//! Context mixing after PAQ and lpaq (Mahoney 2005, 2007) with an interpolated trigram model of words as one more
//! source, in whole numbers throughout. `MODEL.md` says what it was trained on and how.

mod foresight;
mod history;
mod logistic;
mod matches;
mod mixer;
pub mod ngrams;
pub mod prior;
mod table;
pub mod tokens;

use super::coder::Coder;
use foresight::{Chance, Foresight};
use history::{Histories, NEW};
use logistic::{MOST, Stretch, squash};
use matches::Matches;
use ngrams::Ngrams;
use prior::{CONTEXTS, INPUTS, KNOTS, Prior, SETS, STATISTICS, WEIGHTS};
use std::sync::OnceLock;
use table::Table;

const TABLE_BITS: u32 = 17;
/// Contexts looked up in the table; the last context is the bits of this byte alone.
const HASHED: usize = CONTEXTS - 1;

/// How fast each part learns: shifts of a probability's error, or a mixer's rate.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Meanings of histories, repetitions, correction curves.
    pub meaning: u32,
    /// First mixers.
    pub mixers: i32,
    /// Last mixer.
    pub last: i32,
}

/// Predicts and codes text byte by byte, learning from each.
pub struct Text<'n> {
    ngrams: &'n Ngrams,
    prior: Prior,
    pace: Pace,
    fixed: &'static Fixed,
    table: Table,
    alone: Vec<u8>,
    past: Vec<u8>,
    partial: usize,
    contexts: [u32; HASHED],
    cells: [usize; HASHED],
    inputs: [i32; INPUTS],
    outputs: [i32; SETS.len()],
    matches: Matches,
    foresight: Foresight,
    chances: [Chance; STATISTICS],
    support: usize,
    word: u32,
    before: [u32; 2],
}

/// Bit histories that know how words are spelled: the vocabulary, read once, rare words first.
#[derive(Clone)]
pub struct Start {
    table: Table,
    alone: Vec<u8>,
}

/// Contexts that the vocabulary says something about: up to four letters, and the word so far.
const SPELLING: [usize; 5] = [0, 1, 2, 3, 6];

impl Start {
    /// Reads the vocabulary.
    #[must_use]
    pub fn new(ngrams: &Ngrams) -> Self {
        let mut text = Text::blank(ngrams, Prior::default(), Pace { meaning: 1, mixers: 0, last: 0 });
        for id in ngrams.by_level() {
            for &byte in ngrams.token(id).iter().chain(b" ") {
                text.turn();
                for place in (0..8).rev() {
                    text.spell(byte >> place & 1 == 1);
                }
                text.past.push(byte);
                text.partial = 1;
            }
        }
        Self { table: text.table, alone: text.alone }
    }
}

/// Tables that are the same for every text.
struct Fixed {
    histories: Histories,
    stretch: Stretch,
}

impl Fixed {
    fn get() -> &'static Self {
        static FIXED: OnceLock<Fixed> = OnceLock::new();
        FIXED.get_or_init(|| Self { histories: Histories::new(), stretch: Stretch::new() })
    }
}

impl<'n> Text<'n> {
    /// A model that has read nothing but what it was trained on.
    pub fn new(ngrams: &'n Ngrams, start: &Start, prior: Prior, pace: Pace) -> Self {
        let mut text = Self::blank(ngrams, prior, pace);
        text.table.clone_from(&start.table);
        text.alone.clone_from(&start.alone);
        text.turn();
        text
    }

    fn blank(ngrams: &'n Ngrams, prior: Prior, pace: Pace) -> Self {
        Self {
            ngrams,
            prior,
            pace,
            fixed: Fixed::get(),
            table: Table::new(TABLE_BITS),
            alone: vec![NEW; 256],
            past: Vec::new(),
            partial: 1,
            contexts: [0; HASHED],
            cells: [0; HASHED],
            inputs: [0; INPUTS],
            outputs: [0; SETS.len()],
            matches: Matches::new(),
            foresight: Foresight::new(ngrams),
            chances: [Chance::default(); STATISTICS],
            support: 0,
            word: 0,
            before: [0; 2],
        }
    }

    /// What reading this text has made of the prior: the training's step.
    pub fn into_prior(self) -> Prior {
        self.prior
    }

    /// Codes one byte.
    pub fn code(&mut self, coder: &mut dyn Coder, byte: u8) -> u8 {
        for place in (0..8).rev() {
            let one = self.predict();
            let bit = coder.bit(byte >> place & 1 == 1, one);
            self.learn(bit);
        }
        self.past.last().copied().unwrap_or(0)
    }

    /// Codes a text of `length` bytes; stops early where the coder is lost.
    pub fn code_all(&mut self, coder: &mut dyn Coder, text: &[u8], length: usize) -> Vec<u8> {
        let mut read = Vec::new();
        for at in 0..length {
            let byte = self.code(coder, text.get(at).copied().unwrap_or(0));
            if coder.lost() {
                break;
            }
            read.push(byte);
        }
        read
    }

    /// Ends a text: what follows starts on a new line.
    pub fn pause(&mut self) {
        self.past.push(b'\n');
        self.foresight.pass(self.ngrams, b'\n');
        self.turn();
    }

    fn predict(&mut self) -> u32 {
        let node = self.node();
        for context in 0..CONTEXTS {
            let history = self.history(context, node);
            let one = self.prior.meaning[context * Histories::COUNT + history as usize];
            self.inputs[context] = self.fixed.stretch.of(i32::from(one));
        }
        self.inputs[CONTEXTS] = match self.matches.expected(&self.past, self.partial) {
            Some(bit) => {
                let logit = self.fixed.stretch.of(i32::from(self.prior.repeats[self.matches.confidence()]));
                if bit { logit } else { -logit }
            }
            None => 0,
        };
        (self.chances, self.support) = self.foresight.chances(self.ngrams, self.partial);
        for order in 0..STATISTICS {
            let at = CONTEXTS + 1 + 2 * order;
            let chance = self.chances[order];
            if chance.weight == 0 {
                self.inputs[at..at + 2].fill(0);
                continue;
            }
            let logit = self.fixed.stretch.of(chance.one);
            let (knot, rest) = self.knot(order);
            let curve = &self.prior.curves[knot..knot + 2];
            let corrected = (i32::from(curve[0]) * (178 - rest) + i32::from(curve[1]) * rest) / 178;
            self.inputs[at] = logit;
            self.inputs[at + 1] = self.fixed.stretch.of(corrected);
        }
        self.inputs[INPUTS - 1] = 256;
        let situations = self.situations();
        for (set, mixer) in self.prior.mixers.iter_mut().enumerate() {
            self.outputs[set] = mixer.mix(&self.inputs, situations[set]);
        }
        let logit = self.prior.last.mix(&self.outputs, self.support);
        squash(logit).clamp(1, 65535) as u32
    }

    /// Place of a statistic's chance on its correction curve.
    fn knot(&self, order: usize) -> (usize, i32) {
        let chance = self.chances[order];
        let logit = self.fixed.stretch.of(chance.one) + MOST;
        let weight = (chance.weight as usize / 2).min(WEIGHTS - 1);
        let knot = (logit / 178).min(KNOTS as i32 - 2);
        ((order * WEIGHTS + weight) * KNOTS + knot as usize, logit - knot * 178)
    }

    fn situations(&self) -> [usize; SETS.len()] {
        let repeat = match self.matches.expected(&self.past, self.partial) {
            Some(_) => self.matches.confidence(),
            None => 0,
        };
        let weight = self.chances[self.support.saturating_sub(1)].weight as usize / 2;
        [
            repeat,
            self.partial,
            self.past.last().copied().unwrap_or(b'\n').into(),
            self.support * 16 + weight.min(15),
        ]
    }

    /// Number of the next decision within its half byte, 1 to 15.
    fn node(&self) -> usize {
        match self.partial {
            0..16 => self.partial,
            partial => {
                let known = partial.ilog2() - 4;
                1 << known | partial & ((1 << known) - 1)
            }
        }
    }

    fn history(&self, context: usize, node: usize) -> u8 {
        if context < HASHED {
            self.table.history(self.cells[context], node)
        } else {
            self.alone[self.partial]
        }
    }

    fn learn(&mut self, bit: bool) {
        let node = self.node();
        let pace = self.pace;
        let target = if bit { 65535 } else { 0 };
        for context in 0..CONTEXTS {
            let history = self.history(context, node);
            nudge(
                &mut self.prior.meaning[context * Histories::COUNT + history as usize],
                target,
                pace.meaning,
            );
        }
        for cell in self.cells {
            self.table.learn(cell, node, bit, &self.fixed.histories);
        }
        self.alone[self.partial] = self.fixed.histories.after(self.alone[self.partial], bit);
        if let Some(expected) = self.matches.expected(&self.past, self.partial) {
            let hit = if bit == expected { 65535 } else { 0 };
            nudge(&mut self.prior.repeats[self.matches.confidence()], hit, pace.meaning);
        }
        for order in 0..STATISTICS {
            if self.chances[order].weight > 0 {
                let (knot, rest) = self.knot(order);
                let nearer = knot + usize::from(rest >= 89);
                nudge(&mut self.prior.curves[nearer], target, pace.meaning);
            }
        }
        for mixer in &mut self.prior.mixers {
            mixer.learn(&self.inputs, bit, pace.mixers);
        }
        self.prior.last.learn(&self.outputs, bit, pace.last);
        self.foresight.learn_bit(bit);
        self.partial = self.partial << 1 | usize::from(bit);
        if self.partial >= 256 {
            let byte = self.partial as u8;
            self.past.push(byte);
            self.partial = 1;
            self.foresight.learn_byte(self.ngrams, byte);
            self.turn();
        } else if self.partial >> 4 == 1 {
            self.look_up();
        }
    }

    /// Remembers one more bit of a word of the vocabulary.
    fn spell(&mut self, bit: bool) {
        let node = self.node();
        for context in SPELLING {
            self.table.learn(self.cells[context], node, bit, &self.fixed.histories);
        }
        self.partial = self.partial << 1 | usize::from(bit);
        if self.partial >> 4 == 1 {
            self.look_up();
        }
    }

    /// Takes the contexts of the next byte.
    fn turn(&mut self) {
        self.matches.learn(&self.past);
        if let Some(&byte) = self.past.last() {
            if byte.is_ascii_alphanumeric() || byte >= 0x80 {
                self.word = (self.word ^ u32::from(byte.to_ascii_lowercase())).wrapping_mul(0x2F0B_4C47);
            } else if self.word != 0 {
                self.before = [self.word, self.before[0]];
                self.word = 0;
            }
        }
        let mut hash = 0u32;
        for order in 0..6 {
            let byte = self.past.len().checked_sub(order + 1).map_or(0, |at| self.past[at]);
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193).rotate_left(7) ^ order as u32;
            self.contexts[order] = mingle(hash, order as u32);
        }
        let last = self.past.last().copied().map_or(0, u32::from);
        self.contexts[6] = mingle(self.word ^ last << 24, 6);
        self.contexts[7] = mingle(self.word ^ self.before[0].rotate_left(11), 7);
        self.contexts[8] = mingle(self.word ^ self.before[1].rotate_left(17), 8);
        self.look_up();
    }

    fn look_up(&mut self) {
        for context in 0..HASHED {
            let key = mingle(self.contexts[context], self.partial as u32 | 256);
            self.cells[context] = self.table.find(key, &self.fixed.histories);
        }
    }
}

fn nudge(probability: &mut u16, target: i32, rate: u32) {
    let step = (target - i32::from(*probability)) >> rate;
    *probability = (i32::from(*probability) + step).clamp(32, 65503) as u16;
}

fn mingle(a: u32, b: u32) -> u32 {
    let hash = (a ^ b.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
    hash ^ hash >> 15
}
