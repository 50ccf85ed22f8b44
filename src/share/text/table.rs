//! Bit histories by hashed context.

use super::history::{Histories, NEW};

/// Histories of the 15 decisions of one half byte, under one context.
pub type Cell = [u8; 16];

/// A hash table of [`Cell`]s. A context that does not fit takes the place of one that has seen less.
#[derive(Clone)]
pub struct Table {
    checks: Vec<u16>,
    cells: Vec<Cell>,
}

impl Table {
    /// An empty table of `2^bits` cells.
    pub fn new(bits: u32) -> Self {
        Self { checks: vec![0; 1 << bits], cells: vec![[NEW; 16]; 1 << bits] }
    }

    /// Where the cell of a context is; an unknown context gets a new one.
    pub fn find(&mut self, context: u32, histories: &Histories) -> usize {
        let check = (context >> 16) as u16;
        let home = (context.wrapping_mul(0x9E37_79B1) >> 8) as usize & (self.cells.len() - 1);
        for at in [home, home ^ 1, home ^ 2] {
            if self.checks[at] == check && self.cells[at][1] != NEW {
                return at;
            }
        }
        let seen = |at: &usize| histories.seen(self.cells[*at][1]);
        let at = [home, home ^ 1, home ^ 2].into_iter().min_by_key(seen).unwrap_or(home);
        self.checks[at] = check;
        self.cells[at] = [NEW; 16];
        at
    }

    /// The history of one decision in a cell.
    pub fn history(&self, cell: usize, node: usize) -> u8 {
        self.cells[cell][node]
    }

    /// Remembers one more bit.
    pub fn learn(&mut self, cell: usize, node: usize, bit: bool, histories: &Histories) {
        let history = &mut self.cells[cell][node];
        *history = histories.after(*history, bit);
    }
}
