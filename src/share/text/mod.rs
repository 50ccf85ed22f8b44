//! The text model: how likely each next bit of English news text is.
//!
//! ```text
//!  past ─► contexts (1-6 bytes, words) ─► bit histories ─► logits ┐
//!       └► repetitions ───────────────────────────────► logit    ├─► mixers ─► probability
//! ```
//!
//! Context mixing after PAQ and lpaq (Mahoney 2005, 2007), in whole numbers throughout.

mod history;
mod logistic;
mod matches;
mod mixer;
mod table;

use super::coder::Coder;
use history::Histories;
use logistic::{Stretch, squash};
use matches::Matches;
use mixer::Mixer;
use table::Table;

const CONTEXTS: usize = 9;
const INPUTS: usize = CONTEXTS + 3;
const TABLE_BITS: u32 = 17;
const SETS: [usize; 3] = [Matches::LEVELS, 256, 256];

/// Predicts and codes text byte by byte, learning from each.
pub struct Text {
    histories: Histories,
    stretch: Stretch,
    table: Table,
    /// Probability of a one after each history, by context; last the histories of single bytes without context.
    meaning: Vec<u16>,
    alone: Vec<u8>,
    repeats: Vec<u16>,
    mixers: Vec<Mixer>,
    last: Mixer,
    past: Vec<u8>,
    partial: usize,
    contexts: [u32; CONTEXTS],
    cells: [usize; CONTEXTS],
    inputs: [i32; INPUTS],
    outputs: [i32; SETS.len()],
    matches: Matches,
    word: u32,
    before: [u32; 2],
}

impl Text {
    /// A model that has read nothing but what it was trained on.
    pub fn new() -> Self {
        let stretch = Stretch::new();
        let mut text = Self {
            histories: Histories::new(),
            stretch,
            table: Table::new(TABLE_BITS),
            meaning: vec![1 << 15; Histories::COUNT * (CONTEXTS + 1)],
            alone: vec![history::NEW; 256],
            repeats: vec![1 << 15; Matches::LEVELS],
            mixers: SETS.iter().map(|&n| Mixer::new(INPUTS, n, 20000)).collect(),
            last: Mixer::new(SETS.len(), 1, 65536 / 3),
            past: Vec::new(),
            partial: 1,
            contexts: [0; CONTEXTS],
            cells: [0; CONTEXTS],
            inputs: [0; INPUTS],
            outputs: [0; SETS.len()],
            matches: Matches::new(),
            word: 0,
            before: [0; 2],
        };
        text.turn();
        text
    }

    /// Codes one byte.
    pub fn code(&mut self, coder: &mut impl Coder, byte: u8) -> u8 {
        for place in (0..8).rev() {
            let one = self.predict();
            let bit = coder.bit(byte >> place & 1 == 1, one);
            self.learn(bit);
        }
        self.past.last().copied().unwrap_or(0)
    }

    /// Codes a text of `length` bytes; stops early where the coder is lost.
    pub fn code_all(&mut self, coder: &mut impl Coder, text: &[u8], length: usize) -> Vec<u8> {
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
        self.turn();
    }

    fn predict(&mut self) -> u32 {
        let node = self.node();
        for context in 0..CONTEXTS {
            let history = self.table.history(self.cells[context], node);
            let one = self.meaning[context * Histories::COUNT + history as usize];
            self.inputs[context] = self.stretch.of(i32::from(one));
        }
        let history = self.alone[self.partial];
        let one = self.meaning[CONTEXTS * Histories::COUNT + history as usize];
        self.inputs[CONTEXTS] = self.stretch.of(i32::from(one));
        self.inputs[CONTEXTS + 1] = match self.matches.expected(&self.past, self.partial) {
            Some(bit) => {
                let logit = self.stretch.of(i32::from(self.repeats[self.matches.confidence()]));
                if bit { logit } else { -logit }
            }
            None => 0,
        };
        self.inputs[CONTEXTS + 2] = 256;
        let situations = self.situations();
        for (set, mixer) in self.mixers.iter_mut().enumerate() {
            self.outputs[set] = mixer.mix(&self.inputs, situations[set]);
        }
        let logit = self.last.mix(&self.outputs, 0);
        squash(logit).clamp(1, 65535) as u32
    }

    fn situations(&self) -> [usize; SETS.len()] {
        let repeat = match self.matches.expected(&self.past, self.partial) {
            Some(_) => self.matches.confidence(),
            None => 0,
        };
        [repeat, self.partial, self.past.last().copied().unwrap_or(b'\n').into()]
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

    fn learn(&mut self, bit: bool) {
        let node = self.node();
        let target = if bit { 65535 } else { 0 };
        for context in 0..CONTEXTS {
            let history = self.table.history(self.cells[context], node);
            nudge(&mut self.meaning[context * Histories::COUNT + history as usize], target, 6);
            self.table.learn(self.cells[context], node, bit, &self.histories);
        }
        let history = &mut self.alone[self.partial];
        nudge(&mut self.meaning[CONTEXTS * Histories::COUNT + *history as usize], target, 6);
        *history = self.histories.after(*history, bit);
        if let Some(expected) = self.matches.expected(&self.past, self.partial) {
            let hit = if bit == expected { 65535 } else { 0 };
            nudge(&mut self.repeats[self.matches.confidence()], hit, 6);
        }
        for mixer in &mut self.mixers {
            mixer.learn(&self.inputs, bit, 6);
        }
        self.last.learn(&self.outputs, bit, 2);
        self.partial = self.partial << 1 | usize::from(bit);
        if self.partial >= 256 {
            self.past.push(self.partial as u8);
            self.partial = 1;
            self.turn();
        } else if self.partial >> 4 == 1 {
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
        for context in 0..CONTEXTS {
            let key = mingle(self.contexts[context], self.partial as u32 | 256);
            self.cells[context] = self.table.find(key, &self.histories);
        }
    }
}

fn nudge(probability: &mut u16, target: i32, rate: u32) {
    let step = (target - i32::from(*probability)) >> rate;
    *probability = (i32::from(*probability) + step) as u16;
}

fn mingle(a: u32, b: u32) -> u32 {
    let hash = (a ^ b.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
    hash ^ hash >> 15
}
