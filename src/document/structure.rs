use super::Span;
use serde::{Deserialize, Serialize};

/// A line or paragraph of the article: text between line ends, white space trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its bytes, without surrounding white space; never empty.
    pub span: Span,
    /// What it is for.
    pub role: Role,
}

/// What a [`Block`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The article's title or a heading inside it: no full stop at its end.
    Headline,
    /// Date, place or author line.
    Byline,
    /// Running text.
    Body,
    /// "Related Article", "Leave a Comment", share bars: left out of the analysis, never out of the text.
    Furniture,
}
