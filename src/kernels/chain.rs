//! Linear-chain conditional random field: the best tags, and the probability of each tag at each token.
//!
//! The scores of all tags stand side by side, and are added up in the order of the tags: the same bits everywhere.

use super::math::{exp, exp4};
use wide::{CmpGt, f32x4};

/// Most tags of a chain.
pub const MOST_TAGS: usize = 8;

/// A number for each tag; those beyond the last tag are of no account.
type Row = [f32x4; MOST_TAGS / 4];

/// Scores of a chain. Scores below -5000 mean "cannot be".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    tags: usize,
    /// For each tag the scores of those after it.
    steps: Vec<Row>,
    /// Of the first tag.
    start: Row,
    /// e to the power of the scores: for each tag of those after it, for each tag of those before it, of the first.
    power_after: Vec<Row>,
    power_before: Vec<Row>,
    power_start: Row,
}

/// Steps with a lower score do not happen.
const NEVER: f32 = -5e3;
/// Score of the tags beyond the last.
const BEYOND: f32 = -1e30;

impl Chain {
    /// A chain of at most [`MOST_TAGS`] tags: `steps[from * tags + to]` is the score of `to` after `from`, `start[tag]`
    /// that of the first tag.
    #[must_use]
    pub fn new(tags: usize, steps: &[f32], start: &[f32]) -> Self {
        let power = |score: f32| if score < NEVER { 0.0 } else { exp(score) };
        let powers = |row: &[f32]| row.iter().map(|&score| power(score)).collect::<Vec<f32>>();
        let after: Vec<&[f32]> = steps.chunks_exact(tags.max(1)).collect();
        let before = (0..tags).map(|to| after.iter().map(|row| row[to]).collect::<Vec<f32>>());
        Self {
            tags,
            steps: after.iter().map(|row| padded(row, BEYOND)).collect(),
            start: padded(start, BEYOND),
            power_after: after.iter().map(|row| padded(&powers(row), 0.0)).collect(),
            power_before: before.map(|row| padded(&powers(&row), 0.0)).collect(),
            power_start: padded(&powers(start), 0.0),
        }
    }

    /// The best tags for the rows of `emissions`; ties go to the lower tag.
    #[must_use]
    pub fn best(&self, emissions: &[f32]) -> Vec<u8> {
        let mut rows = emissions.chunks_exact(self.tags).map(|row| padded(row, BEYOND));
        let Some(first) = rows.next() else { return Vec::new() };
        let mut score = add(self.start, first);
        // For each token but the first, and each of its tags, the tag before.
        let mut back: Vec<Row> = Vec::with_capacity(emissions.len() / self.tags);
        for row in rows {
            let before = flat(score);
            let mut top = add([f32x4::splat(before[0]); 2], self.steps[0]);
            let mut from = [f32x4::ZERO; 2];
            for (tag, steps) in self.steps.iter().enumerate().skip(1) {
                for i in 0..2 {
                    let other = f32x4::splat(before[tag]) + steps[i];
                    let better = other.cmp_gt(top[i]);
                    top[i] = better.blend(other, top[i]);
                    from[i] = better.blend(f32x4::splat(tag as f32), from[i]);
                }
            }
            back.push(from);
            score = add(top, row);
        }
        let score = flat(score);
        let mut tag = (1..self.tags).fold(0, |best, tag| if score[tag] > score[best] { tag } else { best });
        let mut tags = vec![tag as u8];
        for from in back.into_iter().rev() {
            tag = flat(from)[tag] as usize;
            tags.push(tag as u8);
        }
        tags.reverse();
        tags
    }

    /// The probability of every tag at every token, one row a token.
    #[must_use]
    pub fn marginals(&self, emissions: &[f32]) -> Vec<f32> {
        let emit: Vec<Row> = emissions.chunks_exact(self.tags).map(emit).collect();
        let mut forward: Vec<Row> = Vec::with_capacity(emit.len());
        for &emit in &emit {
            let reached = forward.last().map_or(self.power_start, |&before| sum(before, &self.power_after));
            forward.push(normal(times(reached, emit)));
        }
        let mut backward = [f32x4::splat(1.0); 2];
        let mut out = vec![0.0; emissions.len()];
        for (t, out) in out.chunks_exact_mut(self.tags).enumerate().rev() {
            if let Some(&emit) = emit.get(t + 1) {
                backward = normal(sum(times(backward, emit), &self.power_before));
            }
            out.copy_from_slice(&flat(normal(times(forward[t], backward)))[..self.tags]);
        }
        out
    }
}

/// Powers of a token's scores, the highest of them 1.
fn emit(scores: &[f32]) -> Row {
    let top = scores.iter().copied().fold(scores[0], |a, b| if b > a { b } else { a });
    padded(scores, BEYOND).map(|four| exp4(four - f32x4::splat(top)))
}

/// The sum of `rows`, each times its number of `x`.
fn sum(x: Row, rows: &[Row]) -> Row {
    let mut sums = [f32x4::ZERO; 2];
    for (x, row) in flat(x).into_iter().zip(rows) {
        sums = add(sums, times([f32x4::splat(x); 2], *row));
    }
    sums
}

/// Scaled to a sum of one; if everything vanished, the first entry takes all.
fn normal(row: Row) -> Row {
    let sum = flat(row).iter().fold(0.0, |sum, v| sum + v);
    if sum > 1e-30 {
        row.map(|four| four / f32x4::splat(sum))
    } else {
        [f32x4::new([1.0, 0.0, 0.0, 0.0]), f32x4::ZERO]
    }
}

fn add([a, b]: Row, [c, d]: Row) -> Row {
    [a + c, b + d]
}

fn times([a, b]: Row, [c, d]: Row) -> Row {
    [a * c, b * d]
}

fn padded(values: &[f32], with: f32) -> Row {
    let mut all = [with; MOST_TAGS];
    all[..values.len()].copy_from_slice(values);
    let [a, b, c, d, e, f, g, h] = all;
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

fn flat([low, high]: Row) -> [f32; MOST_TAGS] {
    let ([a, b, c, d], [e, f, g, h]) = (low.to_array(), high.to_array());
    [a, b, c, d, e, f, g, h]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All tag sequences tried one by one.
    #[test]
    fn agrees_with_trying_everything() {
        let steps = [0.1, 0.5, -1e4, -0.3, 0.2, 0.9, 0.4, -0.6, 0.7];
        let start = [0.2, 0.0, -1e4];
        let chain = Chain::new(3, &steps, &start);
        let emissions: Vec<f32> = (0..12).map(|i| ((i * 7) % 5) as f32 * 0.4 - 0.7).collect();
        let (mut best, mut top, mut total) = (vec![], f32::MIN, 0.0f64);
        let mut sums = vec![0.0f64; 12];
        for code in 0..81 {
            let tags: Vec<usize> = (0..4).map(|t| code / 3usize.pow(t) % 3).collect();
            let mut score = start[tags[0]];
            for t in 0..4 {
                score += emissions[t * 3 + tags[t]];
                if t > 0 {
                    score += steps[tags[t - 1] * 3 + tags[t]];
                }
            }
            let p = if score < NEVER { 0.0 } else { f64::from(score).exp() };
            total += p;
            (0..4).for_each(|t| sums[t * 3 + tags[t]] += p);
            if score > top {
                top = score;
                best = tags.iter().map(|&t| t as u8).collect();
            }
        }
        assert_eq!(chain.best(&emissions), best);
        for (got, sum) in chain.marginals(&emissions).iter().zip(sums) {
            assert!((f64::from(*got) - sum / total).abs() < 1e-4);
        }
    }
}
