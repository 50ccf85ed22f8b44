//! What a context has seen so far, in one byte: how many zeros, how many ones, and which came last.
//!
//! As in PAQ's bit histories, counts are bounded, and a bit that surprises a one-sided history cuts the other count
//! down: recent text says more about what comes than old text.

/// Larger count that is still told apart, by the smaller count.
const BOUNDS: [u8; 5] = [30, 30, 12, 6, 5];

/// A history that has seen nothing.
pub const NEW: u8 = 0;

/// How histories follow one another.
pub struct Histories {
    next: Vec<[u8; 2]>,
    seen: Vec<u8>,
}

impl Histories {
    /// Number of different histories.
    pub const COUNT: usize = 241;

    /// Lists every history and where each bit leads.
    pub fn new() -> Self {
        let mut all = Vec::new();
        for total in 0..=60u8 {
            for zeros in 0..=total {
                let ones = total - zeros;
                if allowed(zeros, ones) {
                    all.push((zeros, ones, ones > 0 && zeros == 0));
                    if zeros > 0 && ones > 0 {
                        all.push((zeros, ones, true));
                    }
                }
            }
        }
        let at = |history| all.iter().position(|h| *h == history).unwrap_or(0) as u8;
        let next = all
            .iter()
            .map(|&(zeros, ones, _)| {
                let (z, o) = follow(zeros, ones);
                let (o2, z2) = follow(ones, zeros);
                [at((z, o, o > 0 && z == 0)), at((z2, o2, true))]
            })
            .collect();
        let seen = all.iter().map(|&(zeros, ones, _)| zeros + ones).collect();
        Self { next, seen }
    }

    /// The history after one more bit.
    pub fn after(&self, history: u8, bit: bool) -> u8 {
        self.next[history as usize][usize::from(bit)]
    }

    /// How many bits a history remembers.
    pub fn seen(&self, history: u8) -> u8 {
        self.seen[history as usize]
    }
}

fn allowed(zeros: u8, ones: u8) -> bool {
    let (less, more) = (zeros.min(ones), zeros.max(ones));
    BOUNDS.get(less as usize).is_some_and(|&bound| more <= bound)
}

/// Counts of the bit just seen and of the other, after it.
fn follow(same: u8, other: u8) -> (u8, u8) {
    let mut other = if other > 2 { (other.ilog2() + 1) as u8 } else { other };
    let mut same = same + 1;
    while !allowed(same, other) {
        if same > other || other == 0 {
            same -= 1;
        } else {
            other -= 1;
        }
    }
    (same, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_history_has_its_byte() {
        let histories = Histories::new();
        assert_eq!(histories.next.len(), Histories::COUNT);
    }

    #[test]
    fn a_steady_bit_is_remembered_and_a_surprise_forgets() {
        let histories = Histories::new();
        let ten = (0..10).fold(NEW, |h, _| histories.after(h, true));
        assert_eq!(histories.seen(ten), 10);
        assert_eq!(histories.seen(histories.after(ten, false)), 5);
    }
}
