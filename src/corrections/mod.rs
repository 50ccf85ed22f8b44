//! What a reader changed: an ordered log over the engine's document.
//!
//! The engine's document is never edited; a log is applied to it. Entries name statements by where their words
//! stand in the text and parties by name, so that a log survives a newer engine and, re-anchored, an edited text.

use crate::document::{Span, Stance};
use serde::{Deserialize, Serialize};

/// A reader's changes, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// The changes that are in force, oldest first.
    pub entries: Vec<Correction>,
}

/// A statement, named by the bytes from its first content byte to its last.
pub type Anchor = Span;

/// A party, named as its card is named at the time of the correction; `None` is the reporter or nobody.
pub type PartyName = Option<String>;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Correction {
    /// The statement is another party's. A name that no party has yet makes a new party.
    Party(Anchor, PartyName),
    /// The statement's source is this noun phrase, or none.
    Source(Anchor, Option<Span>),
    /// The statement's content is these spans.
    Bounds(Anchor, Vec<Span>),
    /// Not a statement at all.
    Remove(Anchor),
    /// A statement that the engine missed.
    Add(Span, PartyName),
    /// What the statement does.
    Stance(Anchor, Stance),
    /// At whom it is aimed.
    Target(Anchor, PartyName),
    /// The first party is the second.
    Merge(String, String),
    /// These statements leave their party for a new one of this name.
    Split(Vec<Anchor>, String),
    /// The party's card has another name.
    Rename(String, String),
    /// A place or thing, no party: its statements lose their party, its targets go.
    NotParty(String),
    /// The reader's own words about a statement; empty words delete the note.
    Note(Anchor, String),
    /// The reader looked at a doubtful statement and found it right.
    Confirm(Anchor),
}
