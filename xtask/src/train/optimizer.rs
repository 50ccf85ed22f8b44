//! AdamW with a warm-up and a cosine schedule, and a running average of the weights.

use super::layout::Layout;
use std::path::Path;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.98;
const DECAY: f32 = 0.02;
const CLIP: f32 = 1.0;
/// Share of the old average that is kept at each step.
const KEEP: f32 = 0.997;
const WARM_UP: usize = 150;
const MAGIC: u32 = 0x504c_5433;

pub struct Optimizer {
    weights: Vec<f32>,
    average: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    step: usize,
    steps: usize,
    rate: f32,
}

/// The averaged weights of a checkpoint.
pub fn average(path: &Path, layout: &Layout) -> Result<Vec<f32>, String> {
    match Optimizer::resume(path, layout)? {
        Some((state, _)) => Ok(state.average),
        None => Err(format!("{}: no such checkpoint", path.display())),
    }
}

impl Optimizer {
    /// `steps` an epoch, for `epochs`, at most at `rate`.
    pub fn new(weights: Vec<f32>, steps: usize, epochs: usize, rate: f32) -> Self {
        let n = weights.len();
        Self {
            average: weights.clone(),
            weights,
            first: vec![0.0; n],
            second: vec![0.0; n],
            step: 0,
            steps: steps * epochs,
            rate,
        }
    }

    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// The averaged weights: those to measure and to ship.
    pub fn average(&self) -> &[f32] {
        &self.average
    }

    /// One step along `gradient`, which is the sum over `tokens`.
    pub fn step(&mut self, layout: &Layout, gradient: &mut [f32], tokens: f32) {
        self.step += 1;
        let norm = gradient.iter().map(|g| f64::from(*g) * f64::from(*g)).sum::<f64>().sqrt() as f32 / tokens;
        let scale = (CLIP / norm.max(1e-12)).min(1.0) / tokens;
        let progress = self.step as f32 / self.steps as f32;
        let shape = 0.5 * (1.0 + (std::f32::consts::PI * progress.min(1.0)).cos());
        let warm = (self.step as f32 / WARM_UP as f32).min(1.0);
        let rate = self.rate * warm * (0.01 + 0.99 * shape);
        let correct1 = 1.0 - BETA1.powi(self.step as i32);
        let correct2 = 1.0 - BETA2.powi(self.step as i32);
        let keep = KEEP.min((1.0 + self.step as f32) / (10.0 + self.step as f32));
        for range in layout.all() {
            let decay = if layout.decays(range.start) { DECAY * rate } else { 0.0 };
            for i in range {
                let g = gradient[i] * scale;
                self.first[i] += (1.0 - BETA1) * (g - self.first[i]);
                self.second[i] += (1.0 - BETA2) * (g * g - self.second[i]);
                let update = self.first[i] / correct1 / ((self.second[i] / correct2).sqrt() + 1e-8);
                self.weights[i] -= rate * update + decay * self.weights[i];
            }
        }
        layout.forbid(&mut self.weights);
        for (a, w) in self.average.iter_mut().zip(&self.weights) {
            *a += (1.0 - keep) * (w - *a);
        }
        layout.forbid(&mut self.average);
    }

    /// Writes everything that continuing needs.
    pub fn save(&self, path: &Path, epoch: usize) -> Result<(), String> {
        let mut bytes = Vec::with_capacity(16 * self.weights.len() + 32);
        for number in [MAGIC, self.weights.len() as u32, epoch as u32, self.step as u32, self.steps as u32] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.rate.to_le_bytes());
        for list in [&self.weights, &self.average, &self.first, &self.second] {
            bytes.extend(list.iter().flat_map(|v| v.to_le_bytes()));
        }
        let part = path.with_extension("part");
        std::fs::write(&part, bytes)
            .and_then(|()| std::fs::rename(&part, path))
            .map_err(|e| format!("{}: {e}", path.display()))
    }

    /// The state of a checkpoint and the epochs it has seen; none if there is no such file.
    pub fn resume(path: &Path, layout: &Layout) -> Result<Option<(Self, usize)>, String> {
        let Ok(bytes) = std::fs::read(path) else { return Ok(None) };
        let n = layout.len();
        let word = |i: usize| bytes.get(i * 4..i * 4 + 4).map_or([0; 4], |b| [b[0], b[1], b[2], b[3]]);
        let number = |i| u32::from_le_bytes(word(i)) as usize;
        if number(0) != MAGIC as usize || number(1) != n || bytes.len() != 24 + 16 * n {
            return Err(format!(
                "{}: a checkpoint of another model; remove it to begin anew",
                path.display()
            ));
        }
        let list = |k: usize| (0..n).map(|i| f32::from_le_bytes(word(6 + k * n + i))).collect();
        let state = Self {
            weights: list(0),
            average: list(1),
            first: list(2),
            second: list(3),
            step: number(3),
            steps: number(4),
            rate: f32::from_le_bytes(word(5)),
        };
        Ok(Some((state, number(2))))
    }
}
