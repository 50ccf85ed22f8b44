//! The network: forward and backward pass of one batch, written out by hand.
//!
//! Rows are time-major: row `t * batch + b` is token `t` of chunk `b`.

use super::crf;
use super::examples::Example;
use super::heads::{add, auxiliary, compare, pairs, sequence};
use super::layers::{Conv, Lstm, Shape, embed, embed_gradient, input_rows, join, multiply, split};
use super::layout::Layout;
use super::linear::{self, Random};
use partyline::engine::model::weights::{
    CUE_TAGS, ENCODING, INPUT, PAIR, PAIR_TAGS, TAGS, Tensor, WIDTH, relation,
};

/// Rates of the noise added in training, and weights of the losses.
#[derive(Clone, Copy)]
pub struct Noise {
    pub words: f32,
    pub input: f32,
    pub middle: f32,
    pub output: f32,
    pub auxiliary: f32,
}

/// Losses of a batch, each summed over tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Losses {
    pub tokens: usize,
    pub tags: f32,
    pub cues: f32,
    pub pairs: f32,
    pub auxiliary: f32,
}

impl Losses {
    pub fn add(&mut self, other: Losses) {
        self.tokens += other.tokens;
        self.tags += other.tags;
        self.cues += other.cues;
        self.pairs += other.pairs;
        self.auxiliary += other.auxiliary;
    }
}

/// Forward and backward pass over `batch`; gradients of the summed loss are added to `gradient`.
pub fn pass(
    layout: &Layout,
    weights: &[f32],
    batch: &[&Example],
    noise: &Noise,
    random: &mut Random,
    gradient: &mut [f32],
) -> Losses {
    let shape = Shape { size: batch.len(), lengths: batch.iter().map(|e| e.len()).collect() };
    let n = shape.rows();
    let w = |t: Tensor| layout.tensor(weights, t as usize);
    let mut losses = Losses { tokens: shape.lengths.iter().sum(), ..Losses::default() };

    // Input vectors.
    let rows = input_rows(batch, &shape, noise.words, random);
    let mut x = vec![0.0; n * INPUT];
    embed(layout, weights, &rows, &mut x);
    let input_mask = random.mask(n * INPUT, noise.input);
    multiply(&mut x, &input_mask);

    // Two gated convolutions, the second around a residual.
    let conv1 = Conv::forward(&shape, &x, INPUT, 1, w(Tensor::Conv1), w(Tensor::Conv1Bias));
    let mut h1 = conv1.output();
    let mask1 = random.mask(n * WIDTH, noise.middle * 0.5);
    multiply(&mut h1, &mask1);
    let conv2 = Conv::forward(&shape, &h1, WIDTH, 2, w(Tensor::Conv2), w(Tensor::Conv2Bias));
    let mut h2 = conv2.output();
    h2.iter_mut().zip(&h1).for_each(|(a, b)| *a += b);
    let mask2 = random.mask(n * WIDTH, noise.middle);
    multiply(&mut h2, &mask2);

    let mut d_h2 = vec![0.0; n * WIDTH];
    losses.auxiliary = auxiliary(layout, weights, batch, &shape, &h2, noise.auxiliary, gradient, &mut d_h2);

    if !batch[0].tags.tags.is_empty() {
        // Recurrent layer in both directions.
        let forward = Lstm::forward(
            &shape,
            &h2,
            w(Tensor::ForwardInput),
            w(Tensor::ForwardState),
            w(Tensor::ForwardBias),
        );
        let turned = shape.turn(&h2, WIDTH);
        let backward = Lstm::forward(
            &shape,
            &turned,
            w(Tensor::BackwardInput),
            w(Tensor::BackwardState),
            w(Tensor::BackwardBias),
        );
        let mut h3 = vec![0.0; n * ENCODING];
        join(&mut h3, &forward.h, &shape.turn(&backward.h, WIDTH));
        let mask3 = random.mask(n * ENCODING, noise.output);
        multiply(&mut h3, &mask3);

        let mut d_h3 = vec![0.0; n * ENCODING];
        losses.tags = sequence(
            layout,
            weights,
            [Tensor::Tag, Tensor::TagBias, Tensor::TagSteps, Tensor::TagStart],
            TAGS,
            batch,
            &shape,
            |e| &e.tags,
            &h3,
            gradient,
            &mut d_h3,
        );
        losses.cues = sequence(
            layout,
            weights,
            [Tensor::Cue, Tensor::CueBias, Tensor::CueSteps, Tensor::CueStart],
            CUE_TAGS,
            batch,
            &shape,
            |e| &e.cue_tags,
            &h3,
            gradient,
            &mut d_h3,
        );
        losses.pairs = pairs(layout, weights, batch, &shape, &h3, gradient, &mut d_h3);

        multiply(&mut d_h3, &mask3);
        let (d_forward, d_backward) = split(&d_h3);
        forward.backward(
            layout,
            weights,
            [Tensor::ForwardInput, Tensor::ForwardState, Tensor::ForwardBias],
            &shape,
            &h2,
            d_forward,
            gradient,
            &mut d_h2,
        );
        let mut d_turned = vec![0.0; n * WIDTH];
        backward.backward(
            layout,
            weights,
            [Tensor::BackwardInput, Tensor::BackwardState, Tensor::BackwardBias],
            &shape,
            &turned,
            shape.turn(&d_backward, WIDTH),
            gradient,
            &mut d_turned,
        );
        d_h2.iter_mut().zip(shape.turn(&d_turned, WIDTH)).for_each(|(a, b)| *a += b);
    }

    multiply(&mut d_h2, &mask2);
    let mut d_h1 = conv2.backward(
        layout,
        weights,
        [Tensor::Conv2, Tensor::Conv2Bias],
        &shape,
        WIDTH,
        2,
        &d_h2,
        gradient,
    );
    d_h1.iter_mut().zip(&d_h2).for_each(|(a, b)| *a += b);
    multiply(&mut d_h1, &mask1);
    let mut d_x = conv1.backward(
        layout,
        weights,
        [Tensor::Conv1, Tensor::Conv1Bias],
        &shape,
        INPUT,
        1,
        &d_h1,
        gradient,
    );
    multiply(&mut d_x, &input_mask);
    embed_gradient(layout, &rows, &d_x, gradient);
    losses
}

/// What a trained network expects of a chunk: counts of the tag sequence, of the cues, and for each cue of the example
/// of its source and content.
pub struct Expected {
    pub tags: crf::Counts,
    pub cue_tags: crf::Counts,
    pub cues: Vec<crf::Counts>,
}

/// Runs the network forward over one chunk.
pub fn expect(layout: &Layout, weights: &[f32], example: &Example) -> Expected {
    let shape = Shape { size: 1, lengths: vec![example.len()] };
    let n = example.len();
    let w = |t: Tensor| layout.tensor(weights, t as usize);
    let rows = input_rows(&[example], &shape, 0.0, &mut Random(0));
    let mut x = vec![0.0; n * INPUT];
    embed(layout, weights, &rows, &mut x);
    let h1 = Conv::forward(&shape, &x, INPUT, 1, w(Tensor::Conv1), w(Tensor::Conv1Bias)).output();
    let mut h2 = Conv::forward(&shape, &h1, WIDTH, 2, w(Tensor::Conv2), w(Tensor::Conv2Bias)).output();
    add(&mut h2, &h1);
    let forward =
        Lstm::forward(&shape, &h2, w(Tensor::ForwardInput), w(Tensor::ForwardState), w(Tensor::ForwardBias));
    let turned = shape.turn(&h2, WIDTH);
    let backward = Lstm::forward(
        &shape,
        &turned,
        w(Tensor::BackwardInput),
        w(Tensor::BackwardState),
        w(Tensor::BackwardBias),
    );
    let mut h3 = vec![0.0; n * ENCODING];
    join(&mut h3, &forward.h, &shape.turn(&backward.h, WIDTH));
    let head = |tags: usize, [matrix, bias, steps, start]: [Tensor; 4]| {
        let mut y = vec![0.0; n * tags];
        linear::forward(n, ENCODING, tags, &h3, w(matrix), 0.0, &mut y);
        linear::add_bias(&mut y, w(bias));
        crf::expect(&crf::Chain { tags, trans: w(steps), start: w(start) }, &y).0
    };
    let mut tokens = vec![0.0; n * PAIR];
    linear::forward(n, ENCODING, PAIR, &h3, w(Tensor::PairToken), 0.0, &mut tokens);
    linear::add_bias(&mut tokens, w(Tensor::PairBias));
    let chain = crf::Chain { tags: PAIR_TAGS, trans: w(Tensor::PairSteps), start: w(Tensor::PairStart) };
    let of_cue = |cue: &super::examples::Cue| {
        let mut mean = vec![0.0; ENCODING];
        for t in cue.tokens.0..cue.tokens.1 {
            add(&mut mean, &h3[t * ENCODING..(t + 1) * ENCODING]);
        }
        mean.iter_mut().for_each(|v| *v /= (cue.tokens.1 - cue.tokens.0) as f32);
        let mut p = vec![0.0; PAIR];
        linear::forward(1, ENCODING, PAIR, &mean, w(Tensor::PairCue), 0.0, &mut p);
        let at = &example.places[cue.tokens.0];
        let rows: Vec<[usize; 3]> = (0..n).map(|t| relation(t, &example.places[t], cue.tokens, at)).collect();
        crf::expect(&chain, &compare(layout, weights, &tokens, &p, &rows).1).0
    };
    Expected {
        tags: head(TAGS, [Tensor::Tag, Tensor::TagBias, Tensor::TagSteps, Tensor::TagStart]),
        cue_tags: head(CUE_TAGS, [Tensor::Cue, Tensor::CueBias, Tensor::CueSteps, Tensor::CueStart]),
        cues: example.cues.iter().map(of_cue).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::HEADS;
    use super::super::examples::{Cue, Syntax};
    use super::super::layout::COUNT;
    use super::*;
    use partyline::engine::Structure;
    use partyline::engine::model::features::{Vocabulary, features, places};
    use partyline::engine::model::weights::Sizes;

    fn example(text: &str) -> Example {
        let structure = Structure::new(text);
        let places = places(&structure);
        let features = features(&structure, &places, &Vocabulary::default());
        let n = features.len();
        let wave = |k: usize| (0..n).map(|i| (i % k) as u8).collect::<Vec<u8>>();
        let mut tags = vec![0; n];
        tags[0] = 5;
        tags[1] = 1;
        tags[2] = 2;
        tags[3] = 9;
        let mut cue_tags = vec![0; n];
        cue_tags[1] = 1;
        cue_tags[2] = 2;
        let mut pair = vec![0; n];
        pair[0] = 1;
        pair[3] = 3;
        pair[4] = 4;
        let pair = crf::Counts::of(&pair, PAIR_TAGS);
        Example {
            features,
            places,
            tags: crf::Counts::of(&tags, TAGS),
            cue_tags: crf::Counts::of(&cue_tags, CUE_TAGS),
            cues: vec![Cue { tokens: (1, 3), tags: pair.clone() }, Cue { tokens: (4, 5), tags: pair }],
            syntax: Syntax { pos: wave(3), label: wave(2), head: wave(HEADS), entity: wave(2) },
        }
    }

    /// Each analytic gradient against the change of the loss.
    #[test]
    fn gradients_agree_with_differences() {
        let batch = [example("Mayor Ode said it would rain ."), example("“No”, he told us all .")];
        let batch: Vec<&Example> = batch.iter().collect();
        let layout = Layout::new(Sizes { words: 0, stems: 0, pos: 3, entities: 2 }, 2);
        let mut weights = layout.initial(7);
        let noise = Noise { words: 0.0, input: 0.0, middle: 0.0, output: 0.0, auxiliary: 0.5 };
        let total = |weights: &[f32], gradient: &mut [f32]| {
            let l = pass(&layout, weights, &batch, &noise, &mut Random(1), gradient);
            f64::from(l.tags) + f64::from(l.cues) + f64::from(l.pairs) + f64::from(l.auxiliary)
        };
        let mut gradient = vec![0.0; layout.len()];
        total(&weights, &mut gradient);
        let mut random = Random(3);
        for tensor in 0..COUNT {
            let range = layout.ranges[tensor].clone();
            // Of each tensor, the entry with the largest gradient and a few at random.
            let top = range.clone().max_by(|&a, &b| gradient[a].abs().total_cmp(&gradient[b].abs())).unwrap();
            let some = (0..4).map(|_| range.start + random.below(range.len())).collect::<Vec<_>>();
            for at in some.into_iter().chain([top]) {
                if weights[at] <= crf::NEVER / 2.0 {
                    continue;
                }
                let (kept, step) = (weights[at], 5e-4);
                let mut unused = vec![0.0; layout.len()];
                weights[at] = kept + step;
                let above = total(&weights, &mut unused);
                weights[at] = kept - step;
                let below = total(&weights, &mut unused);
                weights[at] = kept;
                let expected = (above - below) / (2.0 * f64::from(step));
                let got = f64::from(gradient[at]);
                assert!(
                    (got - expected).abs() < 2e-2 + 0.03 * expected.abs(),
                    "tensor {tensor} entry {at}: {got} {expected}"
                );
            }
        }
    }
}
