use super::Span;
use serde::{Deserialize, Serialize};

/// A stretch in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Opening mark to closing mark, both included. An unclosed quote ends where its paragraph does.
    pub span: Span,
    /// The words between the marks.
    pub inner: Span,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// 0 for an outermost quote, 1 for a quote inside it, and so on.
    pub depth: u8,
    /// Which marks it uses.
    pub style: QuoteStyle,
    /// Index of the quote that this one continues: an unclosed quote whose next paragraph opens anew.
    pub continues: Option<u32>,
}

/// Which marks a quote uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteStyle {
    /// `"…"`, `“…”`, `„…“`, or two single marks `''…''`.
    Double,
    /// `'…'`, `‘…’`, `‚…‘`.
    Single,
    /// `«…»`, `‹…›` or `»…«`.
    Guillemet,
    /// Opening and closing mark of different styles.
    Mixed,
}
