//! From encodings to attributions: cues first, then for each cue its source and content.

use super::encoder::Encoding;
use super::features::Place;
use super::file::Weights;
use super::weights::{CUE_TAGS, ENCODING, PAIR, PAIR_TAGS, relation};
use crate::order::Order;
use partyline_kernels::chain::Chain;
use partyline_kernels::layers::{STATE_UNIT, rows, score};
use partyline_kernels::matrix::Matrix;
use std::ops::Range;

/// An attribution in tokens of a chunk, with probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The words that attribute.
    pub cue: Range<usize>,
    /// Who, if the chunk says so.
    pub source: Option<Range<usize>>,
    /// What, in order; never empty.
    pub content: Vec<Range<usize>>,
    /// Probability that the cue is one.
    pub cue_probability: f32,
    /// Probability of the source, or of there being none.
    pub source_probability: f32,
    /// Probability of the content's bounds.
    pub content_probability: f32,
}

/// A cue is tried from this probability of its first token on.
const CUE_THRESHOLD: f32 = 0.35;
/// An attribution is kept if cue, source and content together are this probable. Both values are the best of a small
/// grid on PolNeAR dev.
const FOUND_THRESHOLD: f32 = 0.25;

impl Found {
    /// Probability of cue and content.
    #[must_use]
    pub fn probability(&self) -> f32 {
        self.cue_probability * self.content_probability
    }
}

/// The attributions of one chunk, in order of their cues.
#[must_use]
pub fn decode(weights: &Weights, encoding: &Encoding, places: &[Place]) -> Vec<Found> {
    let n = places.len();
    let states = &encoding.states;
    let emissions = project(&weights.cue, states, n);
    let cue_marginals = weights.cue_chain.marginals(&emissions);
    let cues = cues(&weights.cue_chain, &emissions, &cue_marginals);
    if cues.is_empty() {
        return Vec::new();
    }
    let tokens = project(&weights.pair_token, states, n);
    let found = cues
        .into_iter()
        .filter_map(|(cue, probability)| {
            let emissions = compare(weights, states, &tokens, places, &cue);
            let tags = weights.pair_chain.best(&emissions);
            let marginals = weights.pair_chain.marginals(&emissions);
            assemble(cue, probability, &tags, &marginals)
        })
        .filter(|found| found.probability() * found.source_probability >= FOUND_THRESHOLD)
        .collect();
    share_out(found, n)
}

/// Gives each token to the content of at most one attribution, the likeliest, except that one attribution may lie
/// inside the content of another. A run of content that is less than half taken keeps its first free stretch, others
/// are lost, and attributions without content with them.
fn share_out(mut found: Vec<Found>, n: usize) -> Vec<Found> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.order_by(|&a, &b| found[b].probability().total_cmp(&found[a].probability()).then(a.cmp(&b)));
    let mut owners = vec![0; n];
    let mut settled: Vec<usize> = Vec::new();
    for i in order {
        let runs = std::mem::take(&mut found[i].content);
        let inside = |outer: &Found, run: &Range<usize>| {
            let holds = |c: &Range<usize>, r: &Range<usize>| c.start <= r.start && r.end <= c.end;
            outer.content.iter().any(|c| holds(c, run) && holds(c, &found[i].cue))
        };
        let mut kept = Vec::new();
        for run in runs {
            // Tokens of attributions that this one lies in, or that lie in it, are free.
            let apart = |o: usize| {
                o > 0 && {
                    let other = &found[settled[o - 1]];
                    let around = run.start <= other.cue.start && other.cue.end <= run.end;
                    !inside(other, &run) && !around
                }
            };
            let taken: Vec<bool> = owners[run.clone()].iter().map(|&o| apart(o)).collect();
            kept.extend(free_part(run, &taken));
        }
        settled.push(i);
        for run in &kept {
            owners[run.clone()].fill(settled.len());
        }
        found[i].content = kept;
    }
    found.retain(|f| !f.content.is_empty());
    found
}

/// The first free stretch of `run`; none if half of it or more is taken.
fn free_part(run: Range<usize>, taken: &[bool]) -> Option<Range<usize>> {
    let busy = taken.iter().filter(|t| **t).count();
    if busy * 2 >= run.len() {
        return None;
    }
    let skip = taken.iter().position(|t| !t)?;
    let length = taken[skip..].iter().position(|t| *t).unwrap_or(run.len() - skip);
    Some(run.start + skip..run.start + skip + length)
}

/// `matrix` times every encoding.
fn project(matrix: &Matrix, states: &[i16], n: usize) -> Vec<f32> {
    let mut out = vec![0.0; n * matrix.rows()];
    matrix.apply(states, STATE_UNIT, &mut out);
    out
}

/// Cues of the best tag sequence, and likely ones that it leaves out.
fn cues(chain: &Chain, emissions: &[f32], marginals: &[f32]) -> Vec<(Range<usize>, f32)> {
    let mut tags = chain.best(emissions);
    for t in 0..tags.len() {
        if marginals[t * CUE_TAGS + 1] >= CUE_THRESHOLD {
            tags[t] = 1;
        }
    }
    runs(&tags, 1)
        .into_iter()
        .map(|run| (run.clone(), marginals[run.start * CUE_TAGS + 1]))
        .filter(|(_, p)| *p >= CUE_THRESHOLD)
        .collect()
}

/// Scores of every token's tag in respect of one cue.
fn compare(
    weights: &Weights,
    states: &[i16],
    tokens: &[f32],
    places: &[Place],
    cue: &Range<usize>,
) -> Vec<f32> {
    let mut sum = vec![0i32; ENCODING];
    for row in states[cue.start * ENCODING..cue.end * ENCODING].chunks_exact(ENCODING) {
        sum.iter_mut().zip(row).for_each(|(s, v)| *s += i32::from(*v));
    }
    let mean: Vec<i16> = sum.iter().map(|s| (s / cue.len() as i32) as i16).collect();
    let mut about = [0.0; PAIR];
    weights.pair_cue.apply(&mean, STATE_UNIT, &mut about);
    let (about, tokens, relations) = (&rows(&about)[0], rows(tokens), rows(&weights.pair_relation));
    let tags = rows(&weights.pair_tag);
    let mut out = weights.pair_tag_bias.repeat(places.len());
    for (t, (place, scores)) in places.iter().zip(out.chunks_exact_mut(PAIR_TAGS)).enumerate() {
        let [distance, sentence, quotation] = relation(t, place, (cue.start, cue.end), &places[cue.start]);
        let parts = [about, &tokens[t], &relations[distance], &relations[sentence], &relations[quotation]];
        score(parts, tags, scores);
    }
    out
}

/// Maximal runs that begin with the tag `begin` and go on with `begin + 1`.
fn runs(tags: &[u8], begin: u8) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (t, &tag) in tags.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if tag == begin + 1 && run.end == t => run.end = t + 1,
            _ if tag == begin => runs.push(t..t + 1),
            _ => {}
        }
    }
    runs
}

fn assemble(cue: Range<usize>, cue_probability: f32, tags: &[u8], marginals: &[f32]) -> Option<Found> {
    let outside = |run: &Range<usize>| run.end <= cue.start || cue.end <= run.start;
    let at = |t: usize, tag: usize| marginals[t * PAIR_TAGS + tag];
    let content: Vec<Range<usize>> = runs(tags, 3).into_iter().filter(outside).collect();
    let first = content.first()?;
    let mut content_probability = at(first.start, 3);
    for run in &content {
        // The end is certain as far as the last token is inside and the next one is not.
        let end = at(run.end - 1, 3) + at(run.end - 1, 4);
        let beyond = if run.end < tags.len() { 1.0 - at(run.end, 4) } else { 1.0 };
        let p = end * beyond;
        content_probability = if p < content_probability { p } else { content_probability };
    }
    // Of several, the likeliest.
    let source =
        runs(tags, 1).into_iter().filter(outside).fold(None, |best: Option<Range<usize>>, run| match best {
            Some(b) if at(b.start, 1) >= at(run.start, 1) => Some(b),
            _ => Some(run),
        });
    let source_probability = match &source {
        Some(run) => at(run.start, 1) * (at(run.end - 1, 1) + at(run.end - 1, 2)),
        None => (0..tags.len()).fold(1.0, |p, t| p * (1.0 - at(t, 1))),
    };
    Some(Found { cue, source, content, cue_probability, source_probability, content_probability })
}
