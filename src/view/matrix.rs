//! Who speaks how about whom.

use super::lines::{Line, Lines, PartyRef};
use crate::document::{Document, Stance};
use crate::order::Order;
use std::rc::Rc;

/// Speakers by rows, those spoken about by columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Those somebody speaks about.
    pub targets: Vec<PartyRef>,
    /// Those who speak, each with one cell a target.
    pub rows: Vec<(PartyRef, Vec<Cell>)>,
    /// Pairs in which one party asserts what another denies, or said otherwise earlier.
    pub contradictions: Vec<(Rc<Line>, Rc<Line>)>,
}

/// What one party says about another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The stances in it, most frequent first, with their numbers.
    pub stances: Vec<(Stance, usize)>,
    /// The statements, in text order.
    pub lines: Vec<Rc<Line>>,
}

/// Builds the matrix.
#[must_use]
pub fn matrix(document: &Document, lines: &Lines) -> Matrix {
    let speaks =
        |party: &PartyRef| lines.shown.iter().any(|line| line.party.id == party.id && line.target.is_some());
    let spoken = |party: &PartyRef| lines.shown.iter().any(|line| line.target.as_ref() == Some(party));
    let targets: Vec<PartyRef> = lines.parties.iter().filter(|party| spoken(party)).cloned().collect();
    let row = |party: &PartyRef| {
        let cells = targets.iter().map(|target| cell(lines, party, target)).collect();
        (party.clone(), cells)
    };
    let pair = |c: &crate::document::Contradiction| {
        Some((lines.get(c.asserts)?.clone(), lines.get(c.denies)?.clone()))
    };
    Matrix {
        rows: lines.parties.iter().filter(|party| speaks(party)).map(row).collect(),
        contradictions: document.contradictions.iter().filter_map(pair).collect(),
        targets,
    }
}

fn cell(lines: &Lines, party: &PartyRef, target: &PartyRef) -> Cell {
    let mut cell = Cell::default();
    for line in &lines.shown {
        if line.party.id != party.id || line.target.as_ref() != Some(target) {
            continue;
        }
        match cell.stances.iter_mut().find(|(stance, _)| *stance == line.stance) {
            Some((_, count)) => *count += 1,
            None => cell.stances.push((line.stance, 1)),
        }
        cell.lines.push(line.clone());
    }
    cell.stances.order_by_key(|(_, count)| std::cmp::Reverse(*count));
    cell
}
