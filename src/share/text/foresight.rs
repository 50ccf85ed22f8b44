//! What the word statistics expect of the next bit.

use super::ngrams::{Id, Ngrams, View};
use super::tokens::Tokens;

/// Follows a text through the statistics.
#[derive(Clone)]
pub struct Foresight {
    tokens: Tokens,
    before: Id,
    last: Id,
    depth: usize,
    /// Tokens that begin with the bytes of the growing one.
    view: View,
    /// Where the growing token may end here: the share of it that does, and what may follow.
    ending: Option<([u64; 3], View)>,
    /// Place of the next byte in the tokens that may follow.
    follow_depth: usize,
    /// What is left of `view` and of what may follow after a zero, and after a one.
    halves: [(View, View); 2],
}

/// Chances of the next bit being one under one statistic.
#[derive(Clone, Copy, Default)]
pub struct Chance {
    /// In 65536ths.
    pub one: i32,
    /// How much speaks for it: 0 nothing, else the binary logarithm of a count.
    pub weight: u32,
}

impl Foresight {
    /// The start of a text.
    pub fn new(ngrams: &Ngrams) -> Self {
        let start = ngrams.id(b"\n\n");
        let mut foresight = Self {
            tokens: Tokens::default(),
            before: start,
            last: start,
            depth: 0,
            view: View::default(),
            ending: None,
            follow_depth: 0,
            halves: Default::default(),
        };
        if ngrams.size() > 0 {
            foresight.start(ngrams);
        }
        foresight
    }

    fn start(&mut self, ngrams: &Ngrams) {
        self.view = ngrams.view(self.before, self.last);
        self.depth = usize::from(!ngrams.is_word(self.last));
        self.ending = None;
    }

    /// The chances of the next bit under the three statistics, and how many of them know anything; `partial` is the
    /// byte's bits so far, with a leading one.
    pub fn chances(&mut self, ngrams: &Ngrams, partial: usize) -> ([Chance; 3], usize) {
        if ngrams.size() == 0 {
            return Default::default();
        }
        let byte = (partial as u32 * 2 + 1) << (7 - partial.ilog2()) & 255;
        self.halves[0] = ngrams.split(&self.view, self.depth, byte);
        let here = ngrams.masses(&self.view);
        let ones = ngrams.masses(&self.halves[0].1);
        let mut support = ngrams.support(&self.view);
        let (mut ending, mut ending_ones) = ([0; 3], [0; 3]);
        if let Some((share, follow)) = &self.ending {
            self.halves[1] = ngrams.split(follow, self.follow_depth, byte);
            let whole = follow.whole[2].max(1);
            let part = (ngrams.masses(follow)[2] << 16) / whole;
            let part_ones = (ngrams.masses(&self.halves[1].1)[2] << 16) / whole;
            ending = share.map(|s| (s * part) >> 16);
            ending_ones = share.map(|s| (s * part_ones) >> 16);
            support = support.max(1);
        }
        let chances = [0, 1, 2].map(|order| {
            let all = here[order] + ending[order];
            let ones = ones[order] + ending_ones[order];
            if all == 0 {
                return Chance::default();
            }
            let shift = (64 - all.leading_zeros()).saturating_sub(44);
            let one = ((ones >> shift) << 16) / (all >> shift).max(1);
            let weight = (64 - all.leading_zeros()).saturating_sub(if order == 0 { 0 } else { 12 });
            Chance { one: one.clamp(16, 65520) as i32, weight }
        });
        (chances, support)
    }

    /// Takes note of the bit whose chances were last asked for.
    pub fn learn_bit(&mut self, bit: bool) {
        let half = |(zeros, ones): &(View, View)| if bit { *ones } else { *zeros };
        self.view = half(&self.halves[0]);
        if let Some((_, follow)) = &mut self.ending {
            *follow = half(&self.halves[1]);
        }
    }

    /// Takes note of a whole byte.
    pub fn learn_byte(&mut self, ngrams: &Ngrams, byte: u8) {
        if ngrams.size() == 0 {
            return;
        }
        if let Some(token) = self.tokens.push(byte) {
            self.before = self.last;
            self.last = ngrams.id(&token);
            self.start(ngrams);
            self.narrow(ngrams, byte);
        }
        self.depth += 1;
        self.ending = None;
        if let Some((id, alone, others)) = ngrams.ending(&self.view, self.depth) {
            let follow = ngrams.view(self.last, id);
            self.follow_depth = usize::from(!ngrams.is_word(id));
            self.ending = Some((ngrams.masses(&alone), follow));
            self.view = others;
        }
    }

    /// Takes note of a byte of which no bit was asked for.
    pub fn pass(&mut self, ngrams: &Ngrams, byte: u8) {
        if ngrams.size() > 0 {
            self.narrow(ngrams, byte);
        }
        self.learn_byte(ngrams, byte);
    }

    fn narrow(&mut self, ngrams: &Ngrams, byte: u8) {
        let from = ngrams.split(&self.view, self.depth, byte.into()).1;
        self.view = ngrams.split(&from, self.depth, u32::from(byte) + 1).0;
    }
}
