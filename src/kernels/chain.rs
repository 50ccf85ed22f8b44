//! Linear-chain conditional random field: the best tags, and the probability of each tag at each token.

use super::math::exp;

/// Scores of a chain: `steps[from * tags + to]` and `start[tag]`. Scores below -5000 mean "cannot be".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// Number of tags.
    pub tags: usize,
    /// Score of `to` after `from`.
    pub steps: Vec<f32>,
    /// Score of the first tag.
    pub start: Vec<f32>,
}

/// Steps with a lower score do not happen.
const NEVER: f32 = -5e3;

impl Chain {
    /// The best tags for the rows of `emissions`; ties go to the lower tag.
    #[must_use]
    pub fn best(&self, emissions: &[f32]) -> Vec<u8> {
        let k = self.tags;
        let n = emissions.len() / k;
        if n == 0 {
            return Vec::new();
        }
        let mut back = vec![0u8; n * k];
        let mut score: Vec<f32> = (0..k).map(|j| self.start[j] + emissions[j]).collect();
        let mut next = vec![0.0; k];
        for t in 1..n {
            for to in 0..k {
                let (mut top, mut from) = (score[0] + self.steps[to], 0);
                for (f, before) in score.iter().enumerate().skip(1) {
                    let s = before + self.steps[f * k + to];
                    if s > top {
                        (top, from) = (s, f);
                    }
                }
                next[to] = top + emissions[t * k + to];
                back[t * k + to] = from as u8;
            }
            std::mem::swap(&mut score, &mut next);
        }
        let mut tag = 0;
        for j in 1..k {
            if score[j] > score[tag] {
                tag = j;
            }
        }
        let mut tags = vec![0; n];
        for t in (0..n).rev() {
            tags[t] = tag as u8;
            tag = usize::from(back[t * k + tag]);
        }
        tags
    }

    /// The probability of every tag at every token, one row a token.
    #[must_use]
    pub fn marginals(&self, emissions: &[f32]) -> Vec<f32> {
        let k = self.tags;
        let n = emissions.len() / k;
        if n == 0 {
            return Vec::new();
        }
        let power = |s: &f32| if *s < NEVER { 0.0 } else { exp(*s) };
        let steps: Vec<f32> = self.steps.iter().map(power).collect();
        let start: Vec<f32> = self.start.iter().map(power).collect();
        let mut emit = Vec::with_capacity(n * k);
        for row in emissions.chunks_exact(k) {
            let top = row.iter().copied().fold(row[0], |a, b| if b > a { b } else { a });
            emit.extend(row.iter().map(|e| exp(e - top)));
        }
        let mut alpha = vec![0.0; n * k];
        for t in 0..n {
            let (before, now) = alpha.split_at_mut(t * k);
            let now = &mut now[..k];
            if t == 0 {
                now.copy_from_slice(&start);
            } else {
                for (from, &p) in before[(t - 1) * k..].iter().enumerate() {
                    now.iter_mut().zip(&steps[from * k..(from + 1) * k]).for_each(|(a, s)| *a += p * s);
                }
            }
            now.iter_mut().zip(&emit[t * k..(t + 1) * k]).for_each(|(a, e)| *a *= e);
            normalize(now);
        }
        let mut beta = vec![1.0; k];
        let mut out = alpha;
        for t in (0..n).rev() {
            if t + 1 < n {
                let step: Vec<f32> = beta.iter().zip(&emit[(t + 1) * k..]).map(|(b, e)| b * e).collect();
                for (from, b) in beta.iter_mut().enumerate() {
                    *b = steps[from * k..(from + 1) * k]
                        .iter()
                        .zip(&step)
                        .fold(0.0, |sum, (s, x)| sum + s * x);
                }
                normalize(&mut beta);
            }
            let row = &mut out[t * k..(t + 1) * k];
            row.iter_mut().zip(&beta).for_each(|(a, b)| *a *= b);
            normalize(row);
        }
        out
    }
}

/// Scales to a sum of one; if everything vanished, the first entry takes all.
fn normalize(row: &mut [f32]) {
    let sum = row.iter().fold(0.0, |sum, v| sum + v);
    if sum > 1e-30 {
        row.iter_mut().for_each(|v| *v /= sum);
    } else {
        row.fill(0.0);
        row[0] = 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All tag sequences tried one by one.
    #[test]
    fn agrees_with_trying_everything() {
        let chain = Chain {
            tags: 3,
            steps: vec![0.1, 0.5, -1e4, -0.3, 0.2, 0.9, 0.4, -0.6, 0.7],
            start: vec![0.2, 0.0, -1e4],
        };
        let emissions: Vec<f32> = (0..12).map(|i| ((i * 7) % 5) as f32 * 0.4 - 0.7).collect();
        let (mut best, mut top, mut total) = (vec![], f32::MIN, 0.0f64);
        let mut sums = vec![0.0f64; 12];
        for code in 0..81 {
            let tags: Vec<usize> = (0..4).map(|t| code / 3usize.pow(t) % 3).collect();
            let mut score = chain.start[tags[0]];
            for t in 0..4 {
                score += emissions[t * 3 + tags[t]];
                if t > 0 {
                    score += chain.steps[tags[t - 1] * 3 + tags[t]];
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
