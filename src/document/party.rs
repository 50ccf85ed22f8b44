use super::{Reason, Span, StatementId};
use serde::{Deserialize, Serialize};

/// Position of a party in [`super::Document::parties`].
pub type PartyId = u32;

/// A side in the story: on whose behalf sources speak, or whom statements are aimed at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its position in the document.
    pub id: PartyId,
    /// The name for its card, e.g. `New Zealand`.
    pub name: String,
    /// One or two capitals for badges: a country code, else initials.
    pub letters: String,
    /// What it is.
    pub kind: PartyKind,
    /// Every other way the article names it or somebody who speaks for it, and why it was merged.
    pub aliases: Vec<Alias>,
    /// Where the article mentions it, in text order (pronouns included).
    pub mentions: Vec<Span>,
    /// Its statements, in text order.
    pub statements: Vec<StatementId>,
    /// The one to three statements that best show its position, best first; a subset of `statements`.
    pub position: Vec<StatementId>,
    /// Words in its statements' contents.
    pub words: u32,
}

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// A state or its government.
    State,
    /// A company, court, church, agency, international body.
    Organisation,
    /// A person speaking for themselves.
    Person,
    /// Protesters, residents, a party's members.
    Group,
}

impl PartyKind {
    /// The label as exports and the page write it, e.g. `organisation`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            PartyKind::State => "state",
            PartyKind::Organisation => "organisation",
            PartyKind::Person => "person",
            PartyKind::Group => "group",
        }
    }
}

/// Another way the article names a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// As it stands in the text, e.g. `the diplomatic mission`.
    pub words: String,
    /// Why it is the same party.
    pub reason: Reason,
}
