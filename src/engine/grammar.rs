//! Noun phrases and clauses around a verb, read off the parts of speech that the model gives.

use super::{Structure, TokenKind};
use std::ops::Range;

/// How far back or ahead a phrase is followed, in tokens.
const REACH: usize = 40;

/// A text's structure with the part of speech (Penn Treebank) of each token.
#[derive(Clone, Copy, Debug)]
pub struct Grammar<'s, 't> {
    /// Tokens, sentences, quotes.
    pub structure: &'s Structure<'t>,
    tags: &'s [&'s str],
}

impl<'s, 't> Grammar<'s, 't> {
    /// `tags` has one entry a token; missing ones count as unknown.
    #[must_use]
    pub fn new(structure: &'s Structure<'t>, tags: &'s [&'s str]) -> Self {
        Self { structure, tags }
    }

    /// The part of speech of token `i`; empty if unknown.
    #[must_use]
    pub fn tag(&self, i: usize) -> &'s str {
        self.tags.get(i).copied().unwrap_or("")
    }

    /// The words of token `i`; none past the last.
    #[must_use]
    pub fn word(&self, i: usize) -> &'t str {
        if i < self.structure.tokens.len() { self.structure.word(i) } else { "" }
    }

    /// The tokens of the sentence of token `i`.
    #[must_use]
    pub fn sentence(&self, i: usize) -> Range<usize> {
        let tokens = &self.structure.sentences[self.structure.sentence_of(i)].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// "said", "has", "would": a verb with a subject.
    #[must_use]
    pub fn is_finite(&self, i: usize) -> bool {
        matches!(self.tag(i), "VBD" | "VBZ" | "VBP" | "MD")
    }

    /// A verb in use as one: "reported" in "had reported", but not in "a reported death" or "was reported".
    #[must_use]
    pub fn is_active(&self, i: usize) -> bool {
        match self.tag(i) {
            "VBD" | "VBZ" | "VBP" => i == 0 || !matches!(self.tag(i - 1), "DT" | "PRP$" | "POS"),
            "VB" => true,
            "VBN" => (i.saturating_sub(4)..i)
                .rev()
                .take_while(|&k| self.tag(k) == "RB" || is_auxiliary(self.word(k)))
                .any(|k| matches!(self.word(k), "has" | "have" | "had" | "'ve" | "’ve" | "'d" | "’d")),
            _ => false,
        }
    }

    /// Whether token `i` can end a noun phrase.
    #[must_use]
    pub fn is_nominal(&self, i: usize) -> bool {
        let tag = self.tag(i);
        tag.starts_with("NN")
            || matches!(tag, "PRP" | "CD" | "FW")
            || matches!(self.word(i), ")" | "others" | "some" | "many" | "both")
    }

    /// The noun phrase that ends before `verb`, its adverbs and auxiliaries; with a description between commas. None if
    /// something else stands there. `low` bounds it on the left.
    #[must_use]
    pub fn subject_before(&self, low: usize, verb: usize) -> Option<Range<usize>> {
        let low = low.max(verb.saturating_sub(REACH));
        let mut end = verb;
        while end > low && (self.tag(end - 1) == "RB" || is_auxiliary(self.word(end - 1))) {
            end -= 1;
        }
        if end > low && matches!(self.word(end - 1), "who" | "which") {
            return Some(end - 1..end);
        }
        let mut described = end;
        if end > low + 2 && self.word(end - 1) == "," {
            described = end - 1;
            end = (low..described).rev().find(|&i| self.word(i) == ",")?;
        }
        let start = self.noun_phrase_start(low, end)?;
        Some(start..described)
    }

    /// The noun phrase that ends before token `end`.
    #[must_use]
    pub fn noun_phrase_before(&self, low: usize, end: usize) -> Option<Range<usize>> {
        self.noun_phrase_start(low.max(end.saturating_sub(REACH)), end).map(|start| start..end)
    }

    /// Where the noun phrase begins that ends before token `end`.
    fn noun_phrase_start(&self, low: usize, end: usize) -> Option<usize> {
        if end <= low || !self.is_nominal(end - 1) && self.word(end - 1) != "that" {
            return None;
        }
        if matches!(self.tag(end - 1), "PRP") {
            return Some(end - 1);
        }
        let verb_before = (low..end).find(|&i| self.is_finite(i)).unwrap_or(end);
        let mut start = end;
        while start > low {
            let i = start - 1;
            let after_noun = i > low && self.is_nominal(i - 1);
            let inside = match self.tag(i) {
                "IN" => after_noun && matches!(self.word(i), "of" | "for" | "from" | "in" | "at" | "within"),
                "CC" => after_noun && i < verb_before,
                "DT" | "PRP$" | "POS" | "CD" | "$" | "FW" | "VBN" | "VBG" | "HYPH" | "PDT" => true,
                tag if tag.starts_with("NN") || tag.starts_with("JJ") => true,
                _ => matches!(self.word(i), "-" | "'" | "’" | "&" | "(" | ")" | "." | "/") && i > low,
            };
            if !inside {
                break;
            }
            start -= 1;
        }
        while start < end
            && (self.structure.tokens[start].kind == TokenKind::Punct
                || matches!(self.tag(start), "POS" | "CC" | "IN"))
        {
            start += 1;
        }
        (start < end).then_some(start)
    }

    /// Where the noun phrase ends that begins at token `start`; `start` if none does. Another phrase right behind it,
    /// as in "told reporters the dam", is told apart by its article or by its capital.
    #[must_use]
    pub fn noun_phrase_end(&self, start: usize, end: usize) -> usize {
        let end = end.min(start + REACH);
        let mut i = start;
        while i < end {
            let tag = self.tag(i);
            let begun = i > start && self.is_nominal(i - 1);
            let inside = match tag {
                "PRP" | "EX" => i == start,
                "DT" | "PRP$" | "PDT" => !begun,
                "NNP" | "NNPS" => !(begun && matches!(self.tag(i - 1), "NN" | "NNS") && self.lower(i - 1)),
                "IN" => {
                    begun
                        && matches!(self.word(i), "of" | "for" | "from" | "in" | "at" | "by" | "on")
                        && i + 1 < end
                }
                "CC" => begun && i + 1 < end,
                "POS" | "CD" | "$" | "VBN" | "VBG" | "FW" | "HYPH" => true,
                _ if tag.starts_with("NN") || tag.starts_with("JJ") => true,
                _ => matches!(self.word(i), "-" | "'" | "’" | "&" | "(" | ")" | "." | "/"),
            };
            if !inside || tag == "PRP" {
                i += usize::from(inside);
                break;
            }
            i += 1;
        }
        while i > start
            && (self.structure.tokens[i - 1].kind == TokenKind::Punct && self.word(i - 1) != ")"
                || matches!(self.tag(i - 1), "IN" | "CC"))
        {
            i -= 1;
        }
        i
    }

    /// Whether the tokens are a clause: "that" or a quotation mark, or a subject and its finite verb, with at most a
    /// description between them.
    #[must_use]
    pub fn is_clause(&self, tokens: Range<usize>) -> bool {
        let first = tokens.start;
        if first >= tokens.end {
            return false;
        }
        if self.word(first) == "that" || self.structure.tokens[first].kind == TokenKind::Mark {
            return tokens.len() > 2;
        }
        let mut verb = self.noun_phrase_end(first, tokens.end);
        if verb == first {
            return false;
        }
        if verb < tokens.end && self.word(verb) == "," {
            let close = (verb + 1..tokens.end.min(verb + REACH)).find(|&i| self.word(i) == ",");
            verb = close.map_or(verb, |close| close + 1);
        }
        while verb < tokens.end && self.tag(verb) == "RB" {
            verb += 1;
        }
        verb < tokens.end && self.is_finite(verb)
    }

    fn lower(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_lowercase)
    }
}

/// Words between a subject and its verb.
#[must_use]
pub fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "later"
            | "then"
            | "did"
            | "does"
            | "do"
            | "would"
            | "will"
            | "could"
            | "was"
            | "were"
            | "is"
            | "are"
            | "been"
            | "not"
            | "n't"
            | "n’t"
            | "further"
            | "once"
            | "'ve"
            | "’ve"
            | "'d"
            | "’d"
    )
}
