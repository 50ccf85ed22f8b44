//! Small numbers, flags and lengths through the arithmetic coder, with probabilities that learn as they go.

use super::coder::Coder;

const EVEN: u32 = 1 << 15;

/// The probability of one yes-or-no question.
#[derive(Clone, Copy)]
pub struct Flag(u16);

impl Flag {
    /// A question whose answer is `true` once in `1 / one` times, in 65536ths.
    pub fn new(one: u16) -> Self {
        Self(one)
    }

    /// Codes an answer and learns from it.
    pub fn code(&mut self, coder: &mut dyn Coder, bit: bool) -> bool {
        let bit = coder.bit(bit, u32::from(self.0).clamp(64, 65536 - 64));
        if bit {
            self.0 += (65535 - self.0) >> 4;
        } else {
            self.0 -= self.0 >> 4;
        }
        bit
    }
}

/// One of `2^BITS` kinds, learned as a binary tree of [`Flag`]s.
#[derive(Clone)]
pub struct Choice<const BITS: u32> {
    nodes: Vec<Flag>,
}

impl<const BITS: u32> Choice<BITS> {
    /// All kinds equally likely.
    pub fn new() -> Self {
        Self { nodes: vec![Flag::new(EVEN as u16); 1 << BITS] }
    }

    /// Codes a kind below `2^BITS`.
    pub fn code(&mut self, coder: &mut dyn Coder, kind: u32) -> u32 {
        let mut node = 1;
        for place in (0..BITS).rev() {
            let bit = self.nodes[node].code(coder, kind >> place & 1 == 1);
            node = node << 1 | usize::from(bit);
        }
        node as u32 - (1 << BITS)
    }
}

/// Numbers of which small ones are likelier: their length in bits is learned, then the bits follow.
#[derive(Clone)]
pub struct Number(Choice<6>);

impl Number {
    /// Any length equally likely.
    pub fn new() -> Self {
        Self(Choice::new())
    }

    /// Codes a number.
    pub fn code(&mut self, coder: &mut dyn Coder, number: u32) -> u32 {
        let length = self.0.code(coder, 32 - number.leading_zeros()).min(32);
        if length == 0 {
            return 0;
        }
        1u32.wrapping_shl(length - 1) | bits(coder, length - 1, number)
    }
}

/// Codes the lowest `count` bits of `number`, each as likely as not.
pub fn bits(coder: &mut dyn Coder, count: u32, number: u32) -> u32 {
    let mut read = 0;
    for place in (0..count).rev() {
        read = read << 1 | u32::from(coder.bit(number >> place & 1 == 1, EVEN));
    }
    read
}

/// Codes `number`, which is below `limit`, with all values about equally likely.
pub fn below(coder: &mut dyn Coder, limit: u32, number: u32) -> u32 {
    let (mut low, mut high) = (0, limit.max(1));
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let one = (u64::from(high - middle) << 16) / u64::from(high - low);
        if coder.bit(number >= middle, (one as u32).clamp(1, 65535)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}
