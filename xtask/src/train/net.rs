//! The network: forward and backward pass of one batch, written out by hand.
//!
//! Rows are time-major: row `t * batch + b` is token `t` of chunk `b`.

use super::crf;
use super::examples::{Example, HEADS};
use super::linear::{self, Random};
use partyline::engine::model::math::{sigmoid, tanh};
use partyline::engine::model::weights::{
    CUE_TAGS, ENCODING, INPUT, PAIR, PAIR_TAGS, PARTS, Sizes, TAGS, TENSORS, Tensor, WIDTH, may_follow,
    relation,
};
use std::ops::Range;

/// Tensors that only training needs: heads for dependency label and distance to the head.
const LABEL: usize = TENSORS.len();
const LABEL_BIAS: usize = LABEL + 1;
const HEAD: usize = LABEL + 2;
const HEAD_BIAS: usize = LABEL + 3;
const COUNT: usize = LABEL + 4;

/// Where each tensor lies in the flat parameter vector.
#[derive(Clone)]
pub struct Layout {
    pub sizes: Sizes,
    labels: usize,
    shapes: Vec<(usize, usize)>,
    ranges: Vec<Range<usize>>,
}

impl Layout {
    pub fn new(sizes: Sizes, labels: usize) -> Self {
        let mut shapes: Vec<(usize, usize)> = TENSORS.iter().map(|&t| sizes.of(t)).collect();
        shapes.extend([(labels, WIDTH), (1, labels), (HEADS, WIDTH), (1, HEADS)]);
        let mut ranges = Vec::with_capacity(COUNT);
        let mut at = 0;
        for (rows, cols) in &shapes {
            ranges.push(at..at + rows * cols);
            at += rows * cols;
        }
        Self { sizes, labels, shapes, ranges }
    }

    pub fn len(&self) -> usize {
        self.ranges[COUNT - 1].end
    }

    /// The ranges of all tensors, in order.
    pub fn all(&self) -> Vec<Range<usize>> {
        self.ranges.clone()
    }

    pub fn range(&self, tensor: Tensor) -> Range<usize> {
        self.ranges[tensor as usize].clone()
    }

    /// Whether weight decay applies: matrices and tables, not biases and transitions.
    pub fn decays(&self, index: usize) -> bool {
        let tensor = self.ranges.partition_point(|r| r.end <= index);
        self.shapes[tensor].0 > 20
    }

    /// Fresh weights.
    pub fn initial(&self, seed: u64) -> Vec<f32> {
        let mut random = Random(seed);
        let mut data = vec![0.0; self.len()];
        for (i, &(rows, cols)) in self.shapes.iter().enumerate() {
            let table = i <= Tensor::Surface as usize || i == Tensor::PairRelation as usize;
            let bound = match rows {
                1 => 0.0,
                _ if i == Tensor::TagSteps as usize
                    || i == Tensor::CueSteps as usize
                    || i == Tensor::PairSteps as usize =>
                {
                    0.0
                }
                _ if table => 0.15,
                _ => (6.0 / (rows + cols) as f32).sqrt().min(0.2),
            };
            for v in &mut data[self.ranges[i].clone()] {
                *v = (random.unit() * 2.0 - 1.0) * bound;
            }
        }
        for bias in [Tensor::ForwardBias, Tensor::BackwardBias] {
            let start = self.range(bias).start;
            data[start + WIDTH..start + 2 * WIDTH].fill(1.0);
        }
        self.forbid(&mut data);
        data
    }

    /// Sets the scores of transitions that may not happen.
    pub fn forbid(&self, data: &mut [f32]) {
        for (steps, start, tags) in [
            (Tensor::TagSteps, Tensor::TagStart, TAGS),
            (Tensor::CueSteps, Tensor::CueStart, CUE_TAGS),
            (Tensor::PairSteps, Tensor::PairStart, PAIR_TAGS),
        ] {
            let (steps, start) = (self.range(steps).start, self.range(start).start);
            for to in 0..tags {
                if !may_follow(0, to) {
                    data[start + to] = crf::NEVER;
                }
                for from in 0..tags {
                    if !may_follow(from, to) {
                        data[steps + from * tags + to] = crf::NEVER;
                    }
                }
            }
        }
    }

    fn tensor<'a>(&self, data: &'a [f32], index: usize) -> &'a [f32] {
        &data[self.ranges[index].clone()]
    }

    fn tensor_mut<'a>(&self, data: &'a mut [f32], index: usize) -> &'a mut [f32] {
        &mut data[self.ranges[index].clone()]
    }
}

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

fn multiply(x: &mut [f32], by: &[f32]) {
    x.iter_mut().zip(by).for_each(|(a, b)| *a *= b);
}

fn join(out: &mut [f32], left: &[f32], right: &[f32]) {
    for ((o, l), r) in
        out.chunks_exact_mut(ENCODING).zip(left.chunks_exact(WIDTH)).zip(right.chunks_exact(WIDTH))
    {
        o[..WIDTH].copy_from_slice(l);
        o[WIDTH..].copy_from_slice(r);
    }
}

fn split(x: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let (mut left, mut right) = (Vec::with_capacity(x.len() / 2), Vec::with_capacity(x.len() / 2));
    for row in x.chunks_exact(ENCODING) {
        left.extend_from_slice(&row[..WIDTH]);
        right.extend_from_slice(&row[WIDTH..]);
    }
    (left, right)
}

/// Number of chunks and their lengths.
struct Shape {
    size: usize,
    lengths: Vec<usize>,
}

impl Shape {
    fn steps(&self) -> usize {
        self.lengths.iter().copied().max().unwrap_or(0)
    }

    fn rows(&self) -> usize {
        self.size * self.steps()
    }

    /// The rows of chunk `b`.
    fn gather(&self, x: &[f32], width: usize, b: usize) -> Vec<f32> {
        (0..self.lengths[b]).flat_map(|t| &x[(t * self.size + b) * width..][..width]).copied().collect()
    }

    /// Every chunk's rows in reverse order; padding stays where it is.
    fn turn(&self, x: &[f32], width: usize) -> Vec<f32> {
        let mut out = x.to_vec();
        for (b, &length) in self.lengths.iter().enumerate() {
            for t in 0..length {
                let (to, from) = ((t * self.size + b) * width, ((length - 1 - t) * self.size + b) * width);
                out[to..to + width].copy_from_slice(&x[from..from + width]);
            }
        }
        out
    }
}

/// Table rows of each token (offsets into the flat parameters come later): word, stem, three affixes, surface.
struct Rows {
    tokens: Vec<Option<partyline::engine::model::features::Features>>,
}

fn input_rows(batch: &[&Example], shape: &Shape, drop: f32, random: &mut Random) -> Rows {
    let mut tokens = vec![None; shape.rows()];
    for (b, example) in batch.iter().enumerate() {
        for (t, features) in example.features.iter().enumerate() {
            let mut features = *features;
            if random.unit() < drop {
                features.word = 0;
                if random.unit() < 0.5 {
                    features.stem = 0;
                }
            }
            tokens[t * shape.size + b] = Some(features);
        }
    }
    Rows { tokens }
}

/// Calls `each(tensor, row, column where its values go)` for every table row of a token.
fn table_rows(
    features: &partyline::engine::model::features::Features,
    mut each: impl FnMut(Tensor, u32, usize),
) {
    each(Tensor::Word, features.word, 0);
    each(Tensor::Stem, features.stem, PARTS[0]);
    for row in features.affixes {
        each(Tensor::Affix, row, PARTS[0] + PARTS[1]);
    }
    for row in features.surface {
        each(Tensor::Surface, row, PARTS[0] + PARTS[1] + PARTS[2]);
    }
}

fn embed(layout: &Layout, weights: &[f32], rows: &Rows, x: &mut [f32]) {
    for (x, features) in x.chunks_exact_mut(INPUT).zip(&rows.tokens) {
        let Some(features) = features else { continue };
        table_rows(features, |tensor, row, column| {
            let width = layout.shapes[tensor as usize].1;
            let start = layout.range(tensor).start + row as usize * width;
            x[column..column + width]
                .iter_mut()
                .zip(&weights[start..start + width])
                .for_each(|(x, w)| *x += w);
        });
    }
}

fn embed_gradient(layout: &Layout, rows: &Rows, d_x: &[f32], gradient: &mut [f32]) {
    for (d, features) in d_x.chunks_exact(INPUT).zip(&rows.tokens) {
        let Some(features) = features else { continue };
        table_rows(features, |tensor, row, column| {
            let width = layout.shapes[tensor as usize].1;
            let start = layout.range(tensor).start + row as usize * width;
            gradient[start..start + width]
                .iter_mut()
                .zip(&d[column..column + width])
                .for_each(|(g, d)| *g += d);
        });
    }
}

/// A convolution over three tokens with a gate: `a * sigmoid(g)`.
struct Conv {
    columns: Vec<f32>,
    /// Linear part and gate after the logistic function, side by side in each row.
    values: Vec<f32>,
}

impl Conv {
    fn forward(shape: &Shape, x: &[f32], width: usize, reach: usize, w: &[f32], bias: &[f32]) -> Self {
        let n = shape.rows();
        let mut columns = vec![0.0; n * 3 * width];
        for (b, &length) in shape.lengths.iter().enumerate() {
            for t in 0..length {
                let row = (t * shape.size + b) * 3 * width;
                for k in 0..3 {
                    let Some(from) = (t + k * reach).checked_sub(reach).filter(|&f| f < length) else {
                        continue;
                    };
                    let from = (from * shape.size + b) * width;
                    columns[row + k * width..row + (k + 1) * width].copy_from_slice(&x[from..from + width]);
                }
            }
        }
        let mut values = vec![0.0; n * 2 * WIDTH];
        linear::forward(n, 3 * width, 2 * WIDTH, &columns, w, 0.0, &mut values);
        linear::add_bias(&mut values, bias);
        for row in values.chunks_exact_mut(2 * WIDTH) {
            row[WIDTH..].iter_mut().for_each(|g| *g = sigmoid(*g));
        }
        Self { columns, values }
    }

    fn output(&self) -> Vec<f32> {
        let mut out = Vec::with_capacity(self.values.len() / 2);
        for row in self.values.chunks_exact(2 * WIDTH) {
            out.extend(row[..WIDTH].iter().zip(&row[WIDTH..]).map(|(a, g)| a * g));
        }
        out
    }

    fn backward(
        &self,
        layout: &Layout,
        weights: &[f32],
        [matrix, bias]: [Tensor; 2],
        shape: &Shape,
        width: usize,
        reach: usize,
        d_output: &[f32],
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let n = shape.rows();
        let mut d = vec![0.0; n * 2 * WIDTH];
        for ((d, v), o) in d
            .chunks_exact_mut(2 * WIDTH)
            .zip(self.values.chunks_exact(2 * WIDTH))
            .zip(d_output.chunks_exact(WIDTH))
        {
            let (da, dg) = d.split_at_mut(WIDTH);
            let (a, g) = v.split_at(WIDTH);
            for j in 0..WIDTH {
                da[j] = o[j] * g[j];
                dg[j] = o[j] * a[j] * g[j] * (1.0 - g[j]);
            }
        }
        linear::gradient(
            n,
            3 * width,
            2 * WIDTH,
            &d,
            &self.columns,
            layout.tensor_mut(gradient, matrix as usize),
        );
        linear::bias_gradient(&d, layout.tensor_mut(gradient, bias as usize));
        let mut d_columns = vec![0.0; n * 3 * width];
        linear::backward(
            n,
            3 * width,
            2 * WIDTH,
            &d,
            layout.tensor(weights, matrix as usize),
            0.0,
            &mut d_columns,
        );
        let mut d_x = vec![0.0; n * width];
        for (b, &length) in shape.lengths.iter().enumerate() {
            for t in 0..length {
                let row = (t * shape.size + b) * 3 * width;
                for k in 0..3 {
                    let Some(to) = (t + k * reach).checked_sub(reach).filter(|&f| f < length) else {
                        continue;
                    };
                    let to = (to * shape.size + b) * width;
                    let from = &d_columns[row + k * width..row + (k + 1) * width];
                    d_x[to..to + width].iter_mut().zip(from).for_each(|(x, d)| *x += d);
                }
            }
        }
        d_x
    }
}

/// Long short-term memory; gates in the order input, forget, candidate, output.
struct Lstm {
    gates: Vec<f32>,
    cells: Vec<f32>,
    h: Vec<f32>,
}

impl Lstm {
    fn forward(shape: &Shape, x: &[f32], input: &[f32], state: &[f32], bias: &[f32]) -> Self {
        let (n, size) = (shape.rows(), shape.size);
        let mut gates = vec![0.0; n * 4 * WIDTH];
        linear::forward(n, WIDTH, 4 * WIDTH, x, input, 0.0, &mut gates);
        linear::add_bias(&mut gates, bias);
        let mut cells = vec![0.0; n * WIDTH];
        let mut h = vec![0.0; n * WIDTH];
        for t in 0..shape.steps() {
            let rows = t * size..(t + 1) * size;
            let z = &mut gates[rows.start * 4 * WIDTH..rows.end * 4 * WIDTH];
            if t > 0 {
                let before = &h[(rows.start - size) * WIDTH..rows.start * WIDTH];
                linear::forward(size, WIDTH, 4 * WIDTH, before, state, 1.0, z);
            }
            for (b, z) in z.chunks_exact_mut(4 * WIDTH).enumerate() {
                let row = (rows.start + b) * WIDTH;
                let (i, z) = z.split_at_mut(WIDTH);
                let (f, z) = z.split_at_mut(WIDTH);
                let (g, o) = z.split_at_mut(WIDTH);
                i.iter_mut().for_each(|v| *v = sigmoid(*v));
                f.iter_mut().for_each(|v| *v = sigmoid(*v));
                g.iter_mut().for_each(|v| *v = tanh(*v));
                o.iter_mut().for_each(|v| *v = sigmoid(*v));
                let (before, now) = cells.split_at_mut(row);
                let now = &mut now[..WIDTH];
                if t == 0 {
                    for j in 0..WIDTH {
                        now[j] = i[j] * g[j];
                    }
                } else {
                    let before = &before[row - size * WIDTH..][..WIDTH];
                    for j in 0..WIDTH {
                        now[j] = i[j] * g[j] + f[j] * before[j];
                    }
                }
                let h = &mut h[row..row + WIDTH];
                for j in 0..WIDTH {
                    h[j] = o[j] * tanh(now[j]);
                }
            }
        }
        Self { gates, cells, h }
    }

    fn backward(
        self,
        layout: &Layout,
        weights: &[f32],
        [input, state, bias]: [Tensor; 3],
        shape: &Shape,
        x: &[f32],
        mut d_h: Vec<f32>,
        gradient: &mut [f32],
        d_x: &mut [f32],
    ) {
        let (n, size) = (shape.rows(), shape.size);
        let mut d = self.gates;
        let mut d_cell = vec![0.0; size * WIDTH];
        for t in (0..shape.steps()).rev() {
            let rows = t * size..(t + 1) * size;
            for b in 0..size {
                let row = rows.start + b;
                let z = &mut d[row * 4 * WIDTH..(row + 1) * 4 * WIDTH];
                let (i, z) = z.split_at_mut(WIDTH);
                let (f, z) = z.split_at_mut(WIDTH);
                let (g, o) = z.split_at_mut(WIDTH);
                let cell = &self.cells[row * WIDTH..(row + 1) * WIDTH];
                let zero = [0.0; WIDTH];
                let before = if t == 0 {
                    &zero[..]
                } else {
                    &self.cells[(row - size) * WIDTH..(row - size + 1) * WIDTH]
                };
                let dh = &d_h[row * WIDTH..(row + 1) * WIDTH];
                let dc = &mut d_cell[b * WIDTH..(b + 1) * WIDTH];
                for j in 0..WIDTH {
                    let squashed = tanh(cell[j]);
                    let d_out = dh[j] * squashed;
                    let d_c = dc[j] + dh[j] * o[j] * (1.0 - squashed * squashed);
                    dc[j] = d_c * f[j];
                    let (vi, vf, vg, vo) = (i[j], f[j], g[j], o[j]);
                    i[j] = d_c * vg * vi * (1.0 - vi);
                    f[j] = d_c * before[j] * vf * (1.0 - vf);
                    g[j] = d_c * vi * (1.0 - vg * vg);
                    o[j] = d_out * vo * (1.0 - vo);
                }
            }
            if t > 0 {
                let dz = &d[rows.start * 4 * WIDTH..rows.end * 4 * WIDTH];
                let before = &mut d_h[(rows.start - size) * WIDTH..rows.start * WIDTH];
                linear::backward(
                    size,
                    WIDTH,
                    4 * WIDTH,
                    dz,
                    layout.tensor(weights, state as usize),
                    1.0,
                    before,
                );
            }
        }
        linear::gradient(n, WIDTH, 4 * WIDTH, &d, x, layout.tensor_mut(gradient, input as usize));
        linear::gradient(
            n - size,
            WIDTH,
            4 * WIDTH,
            &d[size * 4 * WIDTH..],
            &self.h,
            layout.tensor_mut(gradient, state as usize),
        );
        linear::bias_gradient(&d, layout.tensor_mut(gradient, bias as usize));
        linear::backward(n, WIDTH, 4 * WIDTH, &d, layout.tensor(weights, input as usize), 1.0, d_x);
    }
}

/// Part of speech, dependency label, distance to the head and entity, read off the convolutions.
fn auxiliary(
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
    let heads: [(usize, usize, usize, fn(&Example) -> &[u8]); 4] = [
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
            targets(batch[b]).get(t).copied().unwrap_or(super::examples::NONE)
        });
        loss += linear::softmax_loss(&mut y, classes, targets, weight);
        linear::gradient(n, WIDTH, classes, &y, h, layout.tensor_mut(gradient, matrix));
        linear::bias_gradient(&y, layout.tensor_mut(gradient, bias));
        linear::backward(n, WIDTH, classes, &y, layout.tensor(weights, matrix), 1.0, d_h);
    }
    loss
}

/// A conditional random field over every chunk.
fn sequence(
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

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
}

/// Each token of a chunk beside one cue: hidden values and scores of the tags.
fn compare(
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

/// For every cue, a conditional random field over its chunk: what is its source, what its content.
fn pairs(
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
    let cues: Vec<(usize, &super::examples::Cue)> =
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

#[cfg(test)]
mod tests {
    use super::super::examples::{Cue, Syntax};
    use super::*;
    use partyline::engine::Structure;
    use partyline::engine::model::features::{Vocabulary, features, places};

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
