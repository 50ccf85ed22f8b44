//! What the surface of the text proves, before any model looks at it.

use super::{Sentence, Token, blocks, quotes, tokens};
use crate::document::{Block, Quote, Span};

/// Tokens, blocks, sentences and paired quotation marks of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure<'t> {
    /// The text, unaltered.
    pub text: &'t str,
    /// Words, numbers, punctuation and marks in text order; white space is left out.
    pub tokens: Vec<Token>,
    /// Lines and paragraphs in text order.
    pub blocks: Vec<Block>,
    /// Sentences in text order; they tile the tokens and never cross a block.
    pub sentences: Vec<Sentence>,
    /// Paired quotation marks in order of their opening mark.
    pub quotes: Vec<Quote>,
}

impl<'t> Structure<'t> {
    /// Reads the surface of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut tokens = tokens::tokenize(text);
        let blocks = blocks::divide(text, &tokens);
        let quotes = quotes::pair(text, &mut tokens, &blocks);
        let sentences = blocks::sentences(text, &tokens, &blocks, &quotes);
        Self { text, tokens, blocks, sentences, quotes }
    }

    /// The words of token `i`.
    #[must_use]
    pub fn word(&self, i: usize) -> &'t str {
        self.tokens[i].span.of(self.text)
    }

    /// The tokens that begin inside `span`, as an index range.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }

    /// The bytes from token `from` up to token `to` (exclusive); `from < to`.
    #[must_use]
    pub fn span_of(&self, from: usize, to: usize) -> Span {
        Span { start: self.tokens[from].span.start, end: self.tokens[to - 1].span.end }
    }

    /// Index of the sentence that holds token `i`.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end as usize <= i)
    }
}
