//! The entries of a log.

use crate::document::{AttributionType, PartyKind, Span, Stance};
use serde::{Deserialize, Serialize};

/// A reader's changes, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Log {
    /// The changes that are in force, oldest first.
    pub entries: Vec<Correction>,
}

/// Names a statement for good: by the bounds it had when the engine found it or a reader added it. Later changes of
/// its bounds leave its anchor alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// The bytes from its first content byte to its last.
    pub span: Span,
    /// 0 for the first statement with these bounds, 1 for the second, and so on: the engine's in their order, then
    /// the added ones in theirs.
    pub nth: u8,
}

/// A party, named for good: by the name the engine or the correction that made it gave it, whatever its card shows
/// now. `None` is the reporter or nobody.
pub type PartyName = Option<String>;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correction {
    /// The statement is another party's, and nobody speaks jointly. A name that no party has yet makes a new party.
    Party(Anchor, PartyName),
    /// These further parties speak jointly.
    Also(Anchor, Vec<String>),
    /// The statement's source is this noun phrase, or none.
    Source(Anchor, Option<Span>),
    /// The words that attribute it are these, or none.
    Cue(Anchor, Option<Span>),
    /// The statement's content is these spans.
    Bounds(Anchor, Vec<Span>),
    /// Not a statement at all.
    Remove(Anchor),
    /// A statement that the engine missed, by this party.
    Add(Vec<Span>, PartyName),
    /// What the statement does.
    Stance(Anchor, Stance),
    /// At whom it is aimed.
    Target(Anchor, PartyName),
    /// Speech, or a private attitude.
    Type(Anchor, AttributionType),
    /// The first party is the second.
    Merge(String, String),
    /// These statements leave their party for a new one of this name.
    Split(Vec<Anchor>, String),
    /// The party's card shows another name: first its name for good, then the new one.
    Rename(String, String),
    /// What the party is.
    Kind(String, PartyKind),
    /// A place or thing, no party: its statements lose their party, targets at it go.
    NotParty(String),
    /// The reader's own words about a statement; empty words delete the note.
    Note(Anchor, String),
    /// The reader looked at a doubtful statement and found it right.
    Confirm(Anchor),
}

impl Anchor {
    /// The first statement with these content spans; they must not be empty.
    #[must_use]
    pub fn of(content: &[Span]) -> Option<Self> {
        let first = *content.first()?;
        Some(Self { span: content.iter().fold(first, |hull, s| hull.cover(*s)), nth: 0 })
    }
}

impl Correction {
    /// The statements it is about: none for a change of parties or an addition.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        match self {
            Self::Party(anchor, _)
            | Self::Also(anchor, _)
            | Self::Source(anchor, _)
            | Self::Cue(anchor, _)
            | Self::Bounds(anchor, _)
            | Self::Remove(anchor)
            | Self::Stance(anchor, _)
            | Self::Target(anchor, _)
            | Self::Type(anchor, _)
            | Self::Note(anchor, _)
            | Self::Confirm(anchor) => std::slice::from_ref(anchor),
            Self::Split(anchors, _) => anchors,
            Self::Add(..) | Self::Merge(..) | Self::Rename(..) | Self::Kind(..) | Self::NotParty(_) => &[],
        }
    }

    /// The same change with its anchors replaced; none if `f` has no answer for it, or for none of
    /// several.
    pub(crate) fn with_anchors(&self, f: &mut impl FnMut(Anchor) -> Option<Anchor>) -> Option<Self> {
        let mut changed = self.clone();
        match &mut changed {
            Self::Party(anchor, _)
            | Self::Also(anchor, _)
            | Self::Source(anchor, _)
            | Self::Cue(anchor, _)
            | Self::Bounds(anchor, _)
            | Self::Remove(anchor)
            | Self::Stance(anchor, _)
            | Self::Target(anchor, _)
            | Self::Type(anchor, _)
            | Self::Note(anchor, _)
            | Self::Confirm(anchor) => *anchor = f(*anchor)?,
            Self::Split(anchors, _) => {
                *anchors = anchors.iter().filter_map(|anchor| f(*anchor)).collect();
                if anchors.is_empty() {
                    return None;
                }
            }
            Self::Add(..) | Self::Merge(..) | Self::Rename(..) | Self::Kind(..) | Self::NotParty(_) => {}
        }
        Some(changed)
    }

    /// The same change with its spans replaced, anchors aside; none if `f` has no answer for one of them.
    pub(crate) fn with_spans(&self, f: &mut impl FnMut(Span) -> Option<Span>) -> Option<Self> {
        let mut changed = self.clone();
        match &mut changed {
            Self::Source(_, Some(span)) | Self::Cue(_, Some(span)) => *span = f(*span)?,
            Self::Bounds(_, spans) | Self::Add(spans, _) => {
                for span in spans {
                    *span = f(*span)?;
                }
            }
            _ => {}
        }
        Some(changed)
    }
}
