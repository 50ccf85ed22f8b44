//! The parts of input vectors that come again and again, and what each adds to the first convolution.
//!
//! The input of a token is the sum of its form (word, stem, affixes) and its surroundings (surface), and the first
//! convolution is linear in it up to its gate. So what a part adds is computed once; a token of known parts costs
//! additions alone. Sums are exact integers: the result is the same bits with and without.

use super::encoder::STEPS;
use super::features::{Features, SURFACE_FEATURES};
use super::file::Weights;
use super::weights::{INPUT, PARTS, WIDTH};
use partyline_kernels::layers;

/// A part by its rows of the embedding tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Word, stem and affixes.
    Form([u32; 5]),
    /// Rows of the surface table.
    Surroundings([u32; SURFACE_FEATURES]),
}

/// Parts that are kept; with more, all are forgotten at the next chunk. Each takes 3 KB.
const MOST: usize = 4096;
/// Places of the index, a power of two, most of them free.
const PLACES: usize = 4 * MOST;
/// Length of the part that is a word's form.
const FORM: usize = INPUT - PARTS[3];
/// Sums of a part: before a token, at it, after it.
const SUMS: usize = 3 * 2 * WIDTH;

/// Parts seen before.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Numbers of parts, at the hash of their rows or after it; 0 where there is none.
    index: Vec<u32>,
    /// The parts by number; number 0 adds nothing.
    parts: Vec<Part>,
    /// [`SUMS`] numbers for each part.
    sums: Vec<i32>,
}

impl Parts {
    /// The form and the surroundings of each token, as numbers of parts.
    pub fn of(&mut self, weights: &Weights, features: &[Features]) -> Vec<[u32; layers::PARTS]> {
        if self.parts.is_empty() || self.parts.len() > MOST {
            self.index = vec![0; PLACES];
            self.parts = vec![Part::Form([u32::MAX; 5])];
            self.sums = vec![0; SUMS];
        }
        let numbers = |f: &Features| {
            let [prefix, two, three] = f.affixes;
            let form = Part::Form([f.word, f.stem, prefix, two, three]);
            [self.number(weights, form), self.number(weights, Part::Surroundings(f.surface))]
        };
        features.iter().map(numbers).collect()
    }

    /// What all parts add, by number.
    pub fn sums(&self) -> &[i32] {
        &self.sums
    }

    /// The number of a part, found or new.
    fn number(&mut self, weights: &Weights, part: Part) -> u32 {
        let mut place = part.hash() % PLACES;
        while self.index[place] > 0 {
            if self.parts[self.index[place] as usize] == part {
                return self.index[place];
            }
            place = (place + 1) % PLACES;
        }
        let number = self.parts.len();
        self.index[place] = number as u32;
        self.parts.push(part);
        self.sums.resize((number + 1) * SUMS, 0);
        let vector = part.vector(weights);
        let first = if matches!(part, Part::Form(_)) { 0 } else { FORM };
        for (at, sums) in self.sums[number * SUMS..].chunks_exact_mut(2 * WIDTH).enumerate() {
            weights.neighbours.sums(at * INPUT + first, &vector, sums);
        }
        number as u32
    }
}

impl Part {
    fn hash(&self) -> usize {
        let (seed, rows) = match self {
            Self::Form(rows) => (1, &rows[..]),
            Self::Surroundings(rows) => (2, &rows[..]),
        };
        rows.iter().fold(seed, |h: u32, row| (h ^ row).wrapping_mul(0x9e37_79b1).rotate_left(15)) as usize
    }

    /// Its stretch of a token's input vector, in units of `1 / STEPS`.
    fn vector(&self, weights: &Weights) -> Vec<i16> {
        let [words, stems, affixes, surface] = &weights.tables;
        match self {
            Self::Form([word, stem, rest @ ..]) => {
                [words.sum(&[*word], STEPS), stems.sum(&[*stem], STEPS), affixes.sum(rest, STEPS)].concat()
            }
            Self::Surroundings(rows) => surface.sum(rows, STEPS),
        }
    }
}
