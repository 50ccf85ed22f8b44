//! What each party holds: which of its statements show it best, and where two parties contradict each other.

use super::Structure;
use crate::document::{Contradiction, Party, Statement, StatementId};

/// The one to three statements of `party` that best show its position on the main dispute, best first.
#[must_use]
pub fn choose(_structure: &Structure, _statements: &[Statement], party: &Party) -> Vec<StatementId> {
    party.statements.iter().copied().take(3).collect()
}

/// Pairs of statements in which one party asserts what another denies.
#[must_use]
pub fn contradictions(
    _structure: &Structure,
    _statements: &[Statement],
    _parties: &[Party],
) -> Vec<Contradiction> {
    Vec::new()
}
