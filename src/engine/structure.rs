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
    /// Indices of the outermost quotes: disjoint and in order, so that a byte's quote is one binary search away.
    outermost: Vec<u32>,
}

impl<'t> Structure<'t> {
    /// Reads the surface of `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self::read(text, false)
    }

    /// The same, but no line with words is taken for page furniture.
    #[must_use]
    pub fn whole(text: &'t str) -> Self {
        Self::read(text, true)
    }

    fn read(text: &'t str, whole: bool) -> Self {
        let mut tokens = tokens::tokenize(text);
        let blocks = blocks::divide(text, &tokens, whole);
        let quotes = quotes::pair(text, &mut tokens, &blocks);
        let sentences = blocks::sentences(text, &tokens, &blocks, &quotes);
        let outermost = (0..quotes.len() as u32).filter(|&i| quotes[i as usize].depth == 0).collect();
        Self { text, tokens, blocks, sentences, quotes, outermost }
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

    /// The outermost quotes that share bytes with `span`, in order.
    pub fn quotes_over(&self, span: Span) -> impl Iterator<Item = &Quote> {
        let from = self.outermost.partition_point(|&i| self.quotes[i as usize].span.end <= span.start);
        let quotes = self.outermost[from..].iter().map(|&i| &self.quotes[i as usize]);
        quotes.take_while(move |q| q.span.start < span.end)
    }

    /// Index of the sentence that holds token `i`.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end as usize <= i)
    }
}
