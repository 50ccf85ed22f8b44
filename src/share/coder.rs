//! Arithmetic coding straight into the letters and digits of a link: no bytes in between, nothing lost to padding.
//!
//! A binary arithmetic coder (Witten, Neal and Cleary 1987) whose output digits are base 62, or base 43 in a QR
//! code. An interval `low..=high` of a ten-digit number is split in proportion to the probability of each decision;
//! digits on which both ends agree are written. The reader needs no length: when the last decision is known, so is
//! the number of digits, and whatever follows them is not looked at.

/// One side of the coder; writer and reader run the same code, so that they cannot drift apart.
pub trait Coder {
    /// Codes one decision. `one` is the probability of `true` in 65536ths, 1 to 65535. The writer codes `bit` and
    /// returns it; the reader ignores `bit` and returns what was written.
    fn bit(&mut self, bit: bool, one: u32) -> bool;

    /// Whether the digits ran out: what is read from here on is not what was written.
    fn lost(&self) -> bool;
}

/// Most digits of base `base` whose number stays below 2^62.
const fn digits_of(base: u64) -> u32 {
    let mut digits = 0;
    while base.pow(digits) < (1 << 62) / base {
        digits += 1;
    }
    digits
}

/// The part of the coder that writer and reader share.
#[derive(Clone)]
struct Interval<const BASE: u64> {
    low: u64,
    high: u64,
    /// Digits that are settled.
    settled: usize,
}

impl<const BASE: u64> Interval<BASE> {
    const DIGITS: u32 = digits_of(BASE);
    const TOP: u64 = BASE.pow(Self::DIGITS - 1);

    fn new() -> Self {
        Self { low: 0, high: BASE.pow(Self::DIGITS) - 1, settled: 0 }
    }

    /// The last number that stands for `true`.
    fn split(&self, one: u32) -> u64 {
        let range = self.high - self.low;
        let one = u64::from(one);
        self.low + (range >> 16) * one + (((range & 0xffff) * one) >> 16)
    }

    fn narrow(&mut self, bit: bool, split: u64) {
        if bit {
            self.high = split;
        } else {
            self.low = split + 1;
        }
    }

    /// The leading digit once both ends agree on it.
    fn shift(&mut self) -> Option<u64> {
        let digit = self.low / Self::TOP;
        if digit != self.high / Self::TOP {
            return None;
        }
        self.low = (self.low - digit * Self::TOP) * BASE;
        self.high = (self.high - digit * Self::TOP) * BASE + (BASE - 1);
        self.settled += 1;
        Some(digit)
    }

    /// The fewest digits after the settled ones that keep every continuation inside the interval, as a number and
    /// a count.
    fn ending(&self) -> (u64, u32) {
        for digits in 0..Self::DIGITS {
            let unit = BASE.pow(Self::DIGITS - digits);
            let number = self.low.div_ceil(unit);
            if (number + 1) * unit - 1 <= self.high {
                return (number, digits);
            }
        }
        (self.low, Self::DIGITS)
    }
}

/// Writes decisions as digits below `BASE`.
pub struct Writer<const BASE: u64> {
    interval: Interval<BASE>,
    digits: Vec<u8>,
}

impl<const BASE: u64> Writer<BASE> {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self { interval: Interval::new(), digits: Vec::new() }
    }

    /// The digits, of which any continuation reads the same.
    pub fn finish(mut self) -> Vec<u8> {
        let (number, count) = self.interval.ending();
        for place in (0..count).rev() {
            self.digits.push((number / BASE.pow(place) % BASE) as u8);
        }
        self.digits
    }
}

impl<const BASE: u64> Coder for Writer<BASE> {
    fn bit(&mut self, bit: bool, one: u32) -> bool {
        let split = self.interval.split(one);
        self.interval.narrow(bit, split);
        while let Some(digit) = self.interval.shift() {
            self.digits.push(digit as u8);
        }
        bit
    }

    fn lost(&self) -> bool {
        false
    }
}

/// Reads decisions from digits below `BASE`.
///
/// When digits are missing, every number that could have stood there is kept in mind; a decision on which they
/// disagree is where the link is lost.
pub struct Reader<'d, const BASE: u64> {
    interval: Interval<BASE>,
    digits: &'d [u8],
    next: usize,
    least: u64,
    most: u64,
    lost: bool,
}

impl<'d, const BASE: u64> Reader<'d, BASE> {
    /// Reads `digits`, each below `BASE`.
    pub fn new(digits: &'d [u8]) -> Self {
        let mut reader = Self { interval: Interval::new(), digits, next: 0, least: 0, most: 0, lost: false };
        for _ in 0..Interval::<BASE>::DIGITS {
            reader.take();
        }
        reader
    }

    /// How many digits the decisions read so far took, were they the last.
    pub fn used(&self) -> usize {
        self.interval.settled + self.interval.ending().1 as usize
    }

    fn take(&mut self) {
        let (least, most) = match self.digits.get(self.next) {
            Some(&digit) => (u64::from(digit), u64::from(digit)),
            None => (0, BASE - 1),
        };
        self.next += 1;
        self.least = self.least % Interval::<BASE>::TOP * BASE + least;
        self.most = self.most % Interval::<BASE>::TOP * BASE + most;
    }
}

impl<const BASE: u64> Coder for Reader<'_, BASE> {
    fn bit(&mut self, _bit: bool, one: u32) -> bool {
        let split = self.interval.split(one);
        let bit = self.least <= split;
        self.lost |= bit != (self.most <= split);
        self.interval.narrow(bit, split);
        while self.interval.shift().is_some() {
            self.take();
        }
        bit
    }

    fn lost(&self) -> bool {
        self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(decisions: &[(bool, u16)]) -> Vec<u8> {
        let mut writer = Writer::<62>::new();
        for &(bit, one) in decisions {
            writer.bit(bit, u32::from(one.max(1)));
        }
        writer.finish()
    }

    proptest! {
        #[test]
        fn any_decisions_read_back_whatever_follows(
            decisions in proptest::collection::vec(any::<(bool, u16)>(), 0..600),
            tail in proptest::collection::vec(0u8..62, 0..20),
        ) {
            let mut digits = written(&decisions);
            let length = digits.len();
            digits.extend(tail);
            let mut reader = Reader::<62>::new(&digits);
            for &(bit, one) in &decisions {
                prop_assert_eq!(reader.bit(false, u32::from(one.max(1))), bit);
            }
            prop_assert!(!reader.lost());
            prop_assert_eq!(reader.used(), length);
        }

        #[test]
        fn cut_digits_read_right_until_they_are_lost(
            decisions in proptest::collection::vec(any::<(bool, u16)>(), 1..300),
            keep in 0usize..100,
        ) {
            let digits = written(&decisions);
            let kept = &digits[..digits.len() * keep / 100];
            let mut reader = Reader::<62>::new(kept);
            for &(bit, one) in &decisions {
                let read = reader.bit(false, u32::from(one.max(1)));
                if reader.lost() {
                    break;
                }
                prop_assert_eq!(read, bit);
            }
        }
    }

    #[test]
    fn fair_coins_cost_what_they_must() {
        let decisions: Vec<(bool, u16)> = (0..5954u32).map(|i| (i % 3 == 0, 1 << 15)).collect();
        assert!(written(&decisions).len() <= 1001);
    }
}
