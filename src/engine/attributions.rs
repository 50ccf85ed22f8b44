//! Cues, contents and sources: who is said to hold what.

use super::Structure;
use crate::document::Attribution;

/// Finds the attributions of a text, in order of their first content byte.
#[must_use]
pub fn read(_structure: &Structure) -> Vec<Attribution> {
    Vec::new()
}
