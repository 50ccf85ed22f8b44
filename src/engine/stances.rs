//! What each statement does, and at whom it is aimed.

use super::{Structure, parties::Cast};
use crate::document::{Attribution, Reason, Stance};

/// Stance and target of one attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// What it does.
    pub stance: Stance,
    /// At whom it is aimed: index into [`Cast::sides`].
    pub target: Option<usize>,
    /// Why, in plain words.
    pub reasons: Vec<Reason>,
}

/// Judges every attribution; the result has one entry for each.
#[must_use]
pub fn judge(_structure: &Structure, attributions: &[Attribution], _cast: &Cast) -> Vec<Judgement> {
    vec![Judgement::default(); attributions.len()]
}
