//! Where each tensor lies in the flat vector of parameters, and how it begins.

use super::crf;
use super::examples::HEADS;
use super::linear::Random;
use partyline::engine::model::weights::{
    CUE_TAGS, PAIR_TAGS, Sizes, TAGS, TENSORS, Tensor, WIDTH, may_follow,
};
use std::ops::Range;

/// Tensors that only training needs: heads for dependency label and distance to the head.
pub const LABEL: usize = TENSORS.len();
pub const LABEL_BIAS: usize = LABEL + 1;
pub const HEAD: usize = LABEL + 2;
pub const HEAD_BIAS: usize = LABEL + 3;
pub const COUNT: usize = LABEL + 4;

/// Where each tensor lies in the flat parameter vector.
#[derive(Clone)]
pub struct Layout {
    pub sizes: Sizes,
    pub labels: usize,
    pub shapes: Vec<(usize, usize)>,
    pub ranges: Vec<Range<usize>>,
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

    pub fn tensor<'a>(&self, data: &'a [f32], index: usize) -> &'a [f32] {
        &data[self.ranges[index].clone()]
    }

    pub fn tensor_mut<'a>(&self, data: &'a mut [f32], index: usize) -> &'a mut [f32] {
        &mut data[self.ranges[index].clone()]
    }
}
