//! The heads: syntax off the convolutions, tag sequences and pairs off the recurrent layer, each with its loss.

#![allow(clippy::too_many_arguments)] // a backward pass takes weights, values and gradients of everything it touches

use super::crf;
use super::examples::{Cue, Example, HEADS, NONE};
use super::layers::Shape;
use super::layout::{HEAD, HEAD_BIAS, LABEL, LABEL_BIAS, Layout};
use super::linear;
use partyline::engine::model::weights::{ENCODING, PAIR, PAIR_TAGS, Tensor, WIDTH, relation};

/// Picks the targets of one auxiliary task.
type Targets = fn(&Example) -> &[u8];

/// Part of speech, dependency label, distance to the head and entity, read off the convolutions.
pub fn auxiliary(
    layout: &Layout,
    weights: &[f32],
    batch: &[&Example],
    shape: &Shape,
    h: &[f32],
    weight: f32,
    gradient: &mut [f32],
    d_h: &mut [f32],
) -> f32 {
    let n = shape.rows();
    let mut loss = 0.0;
    let heads: [(usize, usize, usize, Targets); 4] = [
        (Tensor::Pos as usize, Tensor::PosBias as usize, layout.sizes.pos, |e| &e.syntax.pos),
        (LABEL, LABEL_BIAS, layout.labels, |e| &e.syntax.label),
        (HEAD, HEAD_BIAS, HEADS, |e| &e.syntax.head),
        (Tensor::Entity as usize, Tensor::EntityBias as usize, layout.sizes.entities, |e| &e.syntax.entity),
    ];
    for (matrix, bias, classes, targets) in heads {
        let mut y = vec![0.0; n * classes];
        linear::forward(n, WIDTH, classes, h, layout.tensor(weights, matrix), 0.0, &mut y);
        linear::add_bias(&mut y, layout.tensor(weights, bias));
        let targets = (0..n).map(|row| {
            let (t, b) = (row / shape.size, row % shape.size);
            targets(batch[b]).get(t).copied().unwrap_or(NONE)
        });
        loss += linear::softmax_loss(&mut y, classes, targets, weight);
        linear::gradient(n, WIDTH, classes, &y, h, layout.tensor_mut(gradient, matrix));
        linear::bias_gradient(&y, layout.tensor_mut(gradient, bias));
        linear::backward(n, WIDTH, classes, &y, layout.tensor(weights, matrix), 1.0, d_h);
    }
    loss
}

/// A conditional random field over every chunk.
pub fn sequence(
    layout: &Layout,
    weights: &[f32],
    [matrix, bias, steps, start]: [Tensor; 4],
    tags: usize,
    batch: &[&Example],
    shape: &Shape,
    wanted: fn(&Example) -> &crf::Counts,
    h: &[f32],
    gradient: &mut [f32],
    d_h: &mut [f32],
) -> f32 {
    let n = shape.rows();
    let mut y = vec![0.0; n * tags];
    linear::forward(n, ENCODING, tags, h, layout.tensor(weights, matrix as usize), 0.0, &mut y);
    linear::add_bias(&mut y, layout.tensor(weights, bias as usize));
    let chain = crf::Chain {
        tags,
        trans: layout.tensor(weights, steps as usize),
        start: layout.tensor(weights, start as usize),
    };
    let mut d_y = vec![0.0; n * tags];
    let mut d_trans = vec![0.0; tags * tags];
    let mut d_start = vec![0.0; tags];
    let mut loss = 0.0;
    for (b, example) in batch.iter().enumerate() {
        let emissions = shape.gather(&y, tags, b);
        let (one, d) = crf::loss(&chain, &emissions, wanted(example), &mut d_trans, &mut d_start);
        loss += one;
        for (t, row) in d.chunks_exact(tags).enumerate() {
            d_y[(t * shape.size + b) * tags..][..tags].copy_from_slice(row);
        }
    }
    add(layout.tensor_mut(gradient, steps as usize), &d_trans);
    add(layout.tensor_mut(gradient, start as usize), &d_start);
    linear::gradient(n, ENCODING, tags, &d_y, h, layout.tensor_mut(gradient, matrix as usize));
    linear::bias_gradient(&d_y, layout.tensor_mut(gradient, bias as usize));
    linear::backward(n, ENCODING, tags, &d_y, layout.tensor(weights, matrix as usize), 1.0, d_h);
    loss
}

pub fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
}

/// Each token of a chunk beside one cue: hidden values and scores of the tags.
pub fn compare(
    layout: &Layout,
    weights: &[f32],
    tokens: &[f32],
    cue: &[f32],
    rows: &[[usize; 3]],
) -> (Vec<f32>, Vec<f32>) {
    let relations = layout.tensor(weights, Tensor::PairRelation as usize);
    let mut hidden = tokens.to_vec();
    for (hidden, rows) in hidden.chunks_exact_mut(PAIR).zip(rows) {
        add(hidden, cue);
        for row in rows {
            add(hidden, &relations[row * PAIR..(row + 1) * PAIR]);
        }
        hidden.iter_mut().for_each(|v| *v = v.max(0.0));
    }
    let mut emissions = vec![0.0; rows.len() * PAIR_TAGS];
    let w = layout.tensor(weights, Tensor::PairTag as usize);
    linear::forward(rows.len(), PAIR, PAIR_TAGS, &hidden, w, 0.0, &mut emissions);
    linear::add_bias(&mut emissions, layout.tensor(weights, Tensor::PairTagBias as usize));
    (hidden, emissions)
}

/// For every cue, a conditional random field over its chunk: what is its source, what its content.
pub fn pairs(
    layout: &Layout,
    weights: &[f32],
    batch: &[&Example],
    shape: &Shape,
    h: &[f32],
    gradient: &mut [f32],
    d_h: &mut [f32],
) -> f32 {
    let n = shape.rows();
    let w = |t: Tensor| layout.tensor(weights, t as usize);
    let mut a = vec![0.0; n * PAIR];
    linear::forward(n, ENCODING, PAIR, h, w(Tensor::PairToken), 0.0, &mut a);
    linear::add_bias(&mut a, w(Tensor::PairBias));
    let mut d_a = vec![0.0; n * PAIR];

    // The cues of the batch: the mean encoding of their tokens.
    let cues: Vec<(usize, &Cue)> =
        batch.iter().enumerate().flat_map(|(b, e)| e.cues.iter().map(move |c| (b, c))).collect();
    let mut c = vec![0.0; cues.len() * ENCODING];
    for ((b, cue), c) in cues.iter().zip(c.chunks_exact_mut(ENCODING)) {
        for t in cue.tokens.0..cue.tokens.1 {
            add(c, &h[(t * shape.size + b) * ENCODING..][..ENCODING]);
        }
        let count = (cue.tokens.1 - cue.tokens.0) as f32;
        c.iter_mut().for_each(|v| *v /= count);
    }
    let mut p = vec![0.0; cues.len() * PAIR];
    linear::forward(cues.len(), ENCODING, PAIR, &c, w(Tensor::PairCue), 0.0, &mut p);
    let mut d_p = vec![0.0; cues.len() * PAIR];

    let chain = crf::Chain { tags: PAIR_TAGS, trans: w(Tensor::PairSteps), start: w(Tensor::PairStart) };
    let mut d_trans = vec![0.0; PAIR_TAGS * PAIR_TAGS];
    let mut d_start = vec![0.0; PAIR_TAGS];
    let mut d_relation = vec![0.0; w(Tensor::PairRelation).len()];
    let mut d_tag = vec![0.0; PAIR_TAGS * PAIR];
    let mut d_tag_bias = vec![0.0; PAIR_TAGS];
    let mut loss = 0.0;
    for (k, &(b, cue)) in cues.iter().enumerate() {
        let example = batch[b];
        let length = example.len();
        let at = &example.places[cue.tokens.0];
        let p = &p[k * PAIR..(k + 1) * PAIR];
        let rows: Vec<[usize; 3]> =
            (0..length).map(|t| relation(t, &example.places[t], cue.tokens, at)).collect();
        let (hidden, emissions) = compare(layout, weights, &shape.gather(&a, PAIR, b), p, &rows);
        let (one, d) = crf::loss(&chain, &emissions, &cue.tags, &mut d_trans, &mut d_start);
        loss += one;
        linear::gradient(length, PAIR, PAIR_TAGS, &d, &hidden, &mut d_tag);
        linear::bias_gradient(&d, &mut d_tag_bias);
        let mut d_hidden = vec![0.0; length * PAIR];
        linear::backward(length, PAIR, PAIR_TAGS, &d, w(Tensor::PairTag), 0.0, &mut d_hidden);
        for t in 0..length {
            let d = &mut d_hidden[t * PAIR..(t + 1) * PAIR];
            d.iter_mut().zip(&hidden[t * PAIR..(t + 1) * PAIR]).for_each(|(d, v)| {
                if *v <= 0.0 {
                    *d = 0.0;
                }
            });
            add(&mut d_a[(t * shape.size + b) * PAIR..][..PAIR], d);
            add(&mut d_p[k * PAIR..(k + 1) * PAIR], d);
            for row in rows[t] {
                add(&mut d_relation[row * PAIR..(row + 1) * PAIR], d);
            }
        }
    }
    add(layout.tensor_mut(gradient, Tensor::PairSteps as usize), &d_trans);
    add(layout.tensor_mut(gradient, Tensor::PairStart as usize), &d_start);
    add(layout.tensor_mut(gradient, Tensor::PairRelation as usize), &d_relation);
    add(layout.tensor_mut(gradient, Tensor::PairTag as usize), &d_tag);
    add(layout.tensor_mut(gradient, Tensor::PairTagBias as usize), &d_tag_bias);
    linear::gradient(
        cues.len(),
        ENCODING,
        PAIR,
        &d_p,
        &c,
        layout.tensor_mut(gradient, Tensor::PairCue as usize),
    );
    let mut d_c = vec![0.0; c.len()];
    linear::backward(cues.len(), ENCODING, PAIR, &d_p, w(Tensor::PairCue), 0.0, &mut d_c);
    for ((b, cue), d_c) in cues.iter().zip(d_c.chunks_exact_mut(ENCODING)) {
        let count = (cue.tokens.1 - cue.tokens.0) as f32;
        d_c.iter_mut().for_each(|v| *v /= count);
        for t in cue.tokens.0..cue.tokens.1 {
            add(&mut d_h[(t * shape.size + b) * ENCODING..][..ENCODING], d_c);
        }
    }
    linear::gradient(n, ENCODING, PAIR, &d_a, h, layout.tensor_mut(gradient, Tensor::PairToken as usize));
    linear::bias_gradient(&d_a, layout.tensor_mut(gradient, Tensor::PairBias as usize));
    linear::backward(n, ENCODING, PAIR, &d_a, w(Tensor::PairToken), 1.0, d_h);
    loss
}
