//! What training leaves behind besides word counts: what bit histories, repetitions and statistics are worth, and
//! whom to trust when. Every text starts from it and goes on learning.

use super::history::Histories;
use super::logistic::{Stretch, squash};
use super::matches::Matches;
use super::mixer::Mixer;
use crate::share::coder::Coder;
use crate::share::numbers::Number;

/// Contexts of bit histories: orders 1 to 6, three of words, and none.
pub const CONTEXTS: usize = 10;
/// Statistics of words: one, two, three in a row.
pub const STATISTICS: usize = 3;
/// Inputs of the mixers: contexts, the repetition, statistics as they are and as experience corrects them, and a
/// constant.
pub const INPUTS: usize = CONTEXTS + 1 + 2 * STATISTICS + 1;
/// Situations of each first mixer.
pub const SETS: [usize; 4] = [Matches::LEVELS, 256, 256, 64];
/// Knots of a correction curve.
pub const KNOTS: usize = 24;
/// Weights of evidence that have a correction curve of their own.
pub const WEIGHTS: usize = 12;

/// The starting point.
#[derive(Clone)]
pub struct Prior {
    /// Probability of a one after each history, by context.
    pub meaning: Vec<u16>,
    /// Probability that a repetition goes on, by its confidence.
    pub repeats: Vec<u16>,
    /// Correction curves of the statistics by their weight of evidence.
    pub curves: Vec<u16>,
    /// The first layer of mixers.
    pub mixers: Vec<Mixer>,
    /// The second, by how many statistics of words know anything.
    pub last: Mixer,
}

impl Default for Prior {
    /// No experience.
    fn default() -> Self {
        let knot = |i: usize| squash((i % KNOTS) as i32 * 178 - 2047) as u16;
        Self {
            meaning: vec![1 << 15; Histories::COUNT * CONTEXTS],
            repeats: vec![1 << 15; Matches::LEVELS],
            curves: (0..STATISTICS * WEIGHTS * KNOTS).map(knot).collect(),
            mixers: SETS.iter().map(|&n| Mixer::new(INPUTS, n, 14000)).collect(),
            last: Mixer::new(SETS.len(), STATISTICS + 1, 65536 / SETS.len() as i32),
        }
    }
}

impl Prior {
    /// Writes or reads the prior; probabilities are kept to a 16th of a unit of their logit's 256, weights to 512
    /// 65536ths, so what is read is not quite what was given, but reads and writes the same from then on.
    pub fn code(coder: &mut dyn Coder, given: &Self) -> Self {
        let stretch = Stretch::new();
        let mut prior = Self::default();
        let start = Self::default();
        for (read, given, start) in [
            (&mut prior.meaning, &given.meaning, &start.meaning),
            (&mut prior.repeats, &given.repeats, &start.repeats),
            (&mut prior.curves, &given.curves, &start.curves),
        ] {
            let mut number = Number::new();
            for ((read, given), start) in read.iter_mut().zip(given).zip(start) {
                let start = stretch.of((*start).into()) >> 4;
                let step = signed(coder, &mut number, (stretch.of((*given).into()) >> 4) - start);
                *read = squash((start + step).clamp(-127, 127) << 4) as u16;
            }
        }
        let mixers = prior.mixers.iter_mut().chain([&mut prior.last]);
        for (read, given) in mixers.zip(given.mixers.iter().chain([&given.last])) {
            let inputs = read.inputs;
            let mut numbers = vec![Number::new(); inputs];
            for (at, (read, given)) in read.weights.iter_mut().zip(&given.weights).enumerate() {
                let number = &mut numbers[at % inputs];
                let start = *read >> 9;
                *read = (start + signed(coder, number, (*given >> 9) - start)).clamp(-2048, 2048) << 9;
            }
        }
        prior
    }
}

/// A number that may be negative: 0, -1, 1, -2, 2 ...
fn signed(coder: &mut dyn Coder, number: &mut Number, given: i32) -> i32 {
    let folded = number.code(coder, (given << 1 ^ given >> 31) as u32);
    (folded >> 1) as i32 ^ -((folded & 1) as i32)
}
