//! The logistic function and its inverse in whole numbers.
//!
//! Probabilities are 65536ths; their logits count 256ths of a natural logarithm's unit and stay within ±2047, as in
//! the PAQ family of compressors (Mahoney 2005).

/// Largest logit.
pub const MOST: i32 = 2047;

/// 65536 / (1 + e^-x) at every half unit from -8 to 8.
const KNOTS: [i32; 33] = [
    22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768, 40793,
    47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514,
];

/// The probability of a logit, in 65536ths: 22 to 65514.
pub fn squash(logit: i32) -> i32 {
    let x = logit.clamp(-MOST, MOST) + 2048;
    let (knot, rest) = ((x >> 7) as usize, x & 127);
    (KNOTS[knot] * (128 - rest) + KNOTS[knot + 1] * rest + 64) >> 7
}

/// Logits of probabilities, by their upper twelve bits.
pub struct Stretch(Vec<i16>);

impl Stretch {
    /// Inverts [`squash`].
    pub fn new() -> Self {
        let mut logits = Vec::with_capacity(4096);
        let mut logit = -MOST;
        for step in 0..4096 {
            while logit < MOST && squash(logit) < step * 16 + 8 {
                logit += 1;
            }
            logits.push(logit as i16);
        }
        Self(logits)
    }

    /// The logit of a probability in 65536ths.
    pub fn of(&self, probability: i32) -> i32 {
        i32::from(self.0[(probability >> 4) as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretch_undoes_squash() {
        let stretch = Stretch::new();
        for logit in (-1500..=1500).step_by(10) {
            let back = stretch.of(squash(logit));
            assert!((back - logit).abs() <= 60, "{logit} came back as {back}");
        }
    }
}
