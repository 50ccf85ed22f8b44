//! What followed the last time the text read like this: the longest recent repetition.

/// Bytes that must agree before a repetition counts.
const LEAST: usize = 5;
/// Lengths from here on are all the same.
const MOST: u32 = 32;
const BITS: u32 = 14;

/// Follows a repetition through the text.
#[derive(Clone)]
pub struct Matches {
    last: Vec<u32>,
    /// Where the repetition goes on, if there is one.
    at: usize,
    length: u32,
}

impl Matches {
    /// Number of different [`Matches::confidence`] values.
    pub const LEVELS: usize = 16;

    /// No text yet.
    pub fn new() -> Self {
        Self { last: vec![0; 1 << BITS], at: 0, length: 0 }
    }

    /// Takes note of the byte just added to `past`.
    pub fn learn(&mut self, past: &[u8]) {
        let Some(&byte) = past.last() else { return };
        if self.length > 0 && past.get(self.at) == Some(&byte) {
            self.length = (self.length + 1).min(MOST);
            self.at += 1;
        } else {
            self.length = 0;
        }
        let Some(recent) = past.last_chunk::<LEAST>() else { return };
        let hash = recent.iter().fold(0u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(0x0100_0193));
        let slot = (hash.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize;
        if self.length == 0 && self.last[slot] > 0 {
            self.at = self.last[slot] as usize;
            let earlier = past[..self.at].iter().rev();
            self.length =
                past.iter().rev().zip(earlier).take(MOST as usize).take_while(|(a, b)| a == b).count() as u32;
        }
        self.last[slot] = past.len() as u32;
    }

    /// The bit that the repetition foretells, given the bits of this byte so far (with a leading 1).
    pub fn expected(&self, past: &[u8], partial: usize) -> Option<bool> {
        let byte = usize::from(*past.get(self.at).filter(|_| self.length > 0)?) | 256;
        let known = partial.ilog2();
        (byte >> (8 - known) == partial).then_some(byte >> (7 - known) & 1 == 1)
    }

    /// How long the repetition is: 0 for none, to `LEVELS - 1`.
    pub fn confidence(&self) -> usize {
        match self.length {
            0..=7 => self.length as usize,
            8..=15 => 6 + self.length as usize / 4 * 2 / 2,
            16..=23 => 11,
            24..=31 => 12,
            _ => 13,
        }
    }
}
