//! Quotation marks paired: nested, multi-paragraph, unclosed, mixed styles. Apostrophes and inches are sorted out first.

use super::Token;
use crate::document::{Block, Quote};

/// Pairs the marks of `text`; tokens that turn out to be apostrophes or inches lose the kind `Mark`.
#[must_use]
pub fn pair(_text: &str, _tokens: &mut [Token], _blocks: &[Block]) -> Vec<Quote> {
    Vec::new()
}
