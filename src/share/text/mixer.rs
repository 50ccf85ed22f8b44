//! Logistic mixing: a weighted sum of the predictors' logits, with weights that learn online (Mahoney 2005).

use super::logistic::{MOST, squash};

/// One weight for each input in each of several situations.
#[derive(Clone)]
pub struct Mixer {
    /// Number of inputs.
    pub inputs: usize,
    /// Weights, 65536ths, situation by situation.
    pub weights: Vec<i32>,
    situation: usize,
    logit: i32,
}

impl Mixer {
    /// The same weight everywhere.
    pub fn new(inputs: usize, situations: usize, weight: i32) -> Self {
        Self { inputs, weights: vec![weight; inputs * situations], situation: 0, logit: 0 }
    }

    /// The logit of the mix in a situation.
    pub fn mix(&mut self, inputs: &[i32], situation: usize) -> i32 {
        self.situation = situation * self.inputs;
        let weights = &self.weights[self.situation..self.situation + self.inputs];
        let sum: i64 = inputs.iter().zip(weights).map(|(x, w)| i64::from(*x) * i64::from(*w)).sum();
        self.logit = (sum >> 16).clamp(-i64::from(MOST), i64::from(MOST)) as i32;
        self.logit
    }

    /// Moves the weights of the situation last mixed towards those that would have foretold `bit`; `rate` is at
    /// most 12.
    pub fn learn(&mut self, inputs: &[i32], bit: bool, rate: i32) {
        let error = ((i32::from(bit) << 16) - squash(self.logit)) * rate;
        let weights = &mut self.weights[self.situation..self.situation + self.inputs];
        for (input, weight) in inputs.iter().zip(weights) {
            let step = (*input * error + (1 << 17)) >> 18;
            *weight = (*weight + step).clamp(-(1 << 20), 1 << 20);
        }
    }
}
