//! A source as a reader names it: the noun phrase without the description after it, and the person for whom "who" stands.
//!
//! The corpora mark the whole subject of the cue, descriptions included; so does [`Attribution::source`].

use super::{Structure, TokenKind};
use crate::document::{Attribution, Span};
use std::ops::Range;

/// An antecedent is looked for so many tokens back.
const REACH: usize = 16;

/// The source inside or before the `subject` of an attribution. Cue and content stay apart from it.
#[must_use]
pub fn source(structure: &Structure, subject: Span, attribution: &Attribution) -> Span {
    let meant = referent(structure, subject, attribution);
    if meant != subject {
        return meant;
    }
    let tokens = structure.tokens_in(subject);
    let end = description(structure, tokens.clone()).unwrap_or(tokens.end);
    if end > tokens.start { structure.span_of(tokens.start, end) } else { subject }
}

/// Whom `subject` stands for if it is "who" or "which", else itself. Cue and content stay apart from it.
#[must_use]
pub fn referent(structure: &Structure, subject: Span, attribution: &Attribution) -> Span {
    let tokens = structure.tokens_in(subject);
    if tokens.len() != 1 || !matches!(structure.word(tokens.start), "who" | "which") {
        return subject;
    }
    let apart = |span: &Span| !attribution.cue.iter().chain(&attribution.content).any(|s| s.overlaps(*span));
    antecedent(structure, tokens.start).filter(apart).unwrap_or(subject)
}

/// The first token of what only describes the source: after a comma, or a relative clause.
fn description(structure: &Structure, tokens: Range<usize>) -> Option<usize> {
    let inner = tokens.start + 1..tokens.end;
    let relative = inner.clone().find(|&i| matches!(structure.word(i), "who" | "whose" | "which"));
    let comma = inner
        .clone()
        .find(|&i| structure.word(i) == "," && describes(structure, tokens.start..i, i + 1..tokens.end));
    let end = [relative, comma].into_iter().flatten().min()?;
    let glued =
        |i: usize| structure.word(i) == "," || matches!(structure.word(i), "of" | "for" | "to" | "with");
    let mut end = end;
    while end > tokens.start + 1 && glued(end - 1) {
        end -= 1;
    }
    Some(end)
}

/// Whether `rest`, behind a comma, describes `named` before it rather than naming the source or the next of a list.
fn describes(structure: &Structure, named: Range<usize>, rest: Range<usize>) -> bool {
    let Some(first) = rest.clone().next() else { return true };
    let word = structure.word(first);
    if matches!(word, "and" | "or" | "as" | "Jr." | "Sr." | "&" | "Inc." | "Ltd.") {
        return false;
    }
    let is_name = |i: usize| {
        structure.tokens[i].kind == TokenKind::Word && structure.word(i).starts_with(char::is_uppercase)
    };
    let article = |i: usize| {
        matches!(structure.word(i), "A" | "An" | "The" | "One" | "Another" | "a" | "an" | "the" | "one")
    };
    let has_name = named.clone().any(|i| is_name(i) && !article(i));
    let next_comma = rest.clone().find(|&i| structure.word(i) == ",").unwrap_or(rest.end);
    if !is_name(first) {
        let opens = matches!(
            word,
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "who"
                | "whose"
                | "which"
                | "where"
                | "including"
                | "of"
                | "from"
                | "in"
                | "at"
                | "for"
                | "with"
                | "on"
                | "now"
                | "then"
                | "one"
                | "another"
                | "also"
                | "both"
        ) || structure.tokens[first].kind == TokenKind::Number
            || word.ends_with("ing");
        // "doctors, nurses and teachers" is a list; "Lark, spokeswoman for the mayor" is not.
        let listed = rest.clone().any(|i| structure.word(i) == "and") && !has_name;
        // "The judge in the case, the honourable Ada Lark": the name comes last.
        let named_after =
            !has_name && article(first) && rest.clone().skip(1).any(is_name) && next_comma - first <= 6;
        return (opens || !listed) && !named_after;
    }
    if !has_name {
        return false;
    }
    // Names side by side are a list if "and" joins the last one; a title behind a name has "of", "for", "in" or "at".
    let segment = first..next_comma;
    let title =
        segment.clone().any(|i| matches!(structure.word(i), "of" | "for" | "in" | "In" | "at" | "to"));
    let joined = rest.clone().any(|i| matches!(structure.word(i), "and" | "or"));
    let several = named.clone().filter(|&i| is_name(i)).count() > 1;
    several && (title || !joined)
}

/// The noun phrase before a relative pronoun: "the mayor, who said".
fn antecedent(structure: &Structure, pronoun: usize) -> Option<Span> {
    let sentence = structure.sentences[structure.sentence_of(pronoun)].tokens.start as usize;
    let low = sentence.max(pronoun.saturating_sub(REACH));
    let mut end = pronoun;
    if end > low && structure.word(end - 1) == "," {
        end -= 1;
        // "Thomas Lark, 24, who said"
        if end > low + 1
            && structure.tokens[end - 1].kind == TokenKind::Number
            && structure.word(end - 2) == ","
        {
            end -= 2;
        }
    }
    end = apposed(structure, low, end).unwrap_or(end);
    let mut start = end;
    while start > low {
        let word = structure.word(start - 1);
        let joins = matches!(word, "'s" | "’s" | "'" | "’" | "-" | "&" | "." | "of");
        if !(joins || structure.tokens[start - 1].kind == TokenKind::Word && belongs(word)) {
            break;
        }
        start -= 1;
        if matches!(
            word,
            "the" | "a" | "an" | "The" | "A" | "An" | "one" | "One" | "his" | "her" | "its" | "their"
        ) {
            break;
        }
    }
    while start < end && !structure.word(start).starts_with(char::is_alphanumeric) {
        start += 1;
    }
    (start < end).then(|| structure.span_of(start, end))
}

/// "Ada Lark, a doctor at the harbour, who said": where the name ends that an apposition up to `end` describes.
fn apposed(structure: &Structure, low: usize, end: usize) -> Option<usize> {
    let comma = (low..end).rev().find(|&i| structure.word(i) == ",").filter(|&i| i > low)?;
    let opens = matches!(structure.word(comma + 1), "a" | "an" | "the" | "one" | "his" | "her" | "former");
    let named = structure.word(comma - 1).starts_with(char::is_uppercase);
    (opens && named).then_some(comma)
}

/// Whether a word can stand inside a noun phrase, as far as its form tells.
fn belongs(word: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase);
    let lower = word.to_lowercase();
    let particle = matches!(
        lower.as_str(),
        "by" | "as"
            | "with"
            | "from"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "and"
            | "or"
            | "but"
            | "was"
            | "were"
            | "is"
            | "are"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "said"
            | "says"
            | "told"
            | "that"
            | "than"
            | "like"
            | "while"
            | "after"
            | "before"
            | "when"
            | "include"
            | "includes"
            | "among"
            | "about"
            | "against"
            | "met"
            | "not"
    );
    !particle && (capital || !(lower.ends_with("ed") || lower.ends_with("ing")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::AttributionType;

    #[test]
    fn a_source_ends_before_its_description() {
        for (subject, expected) in [
            ("Ada Lark, the mayor of Selwyn,", "Ada Lark"),
            ("Ada Lark, 41, of Selwyn", "Ada Lark"),
            ("Dr Ada Lark, Chair in Harbour Law at Selwyn,", "Dr Ada Lark"),
            ("Tom Bruun, Selwyn’s envoy to Norland,", "Tom Bruun"),
            ("Tom Bruun, head of the ferry union,", "Tom Bruun"),
            ("port officials, speaking on the quay", "port officials"),
            ("port officials, some from Norland", "port officials"),
            ("A member of the council, Ada Lark", "A member of the council, Ada Lark"),
            ("Norland, Sudmark and Estavia", "Norland, Sudmark and Estavia"),
            ("doctors, nurses and drivers", "doctors, nurses and drivers"),
            ("Ada Lark, Tom Bruun and Ida Roe", "Ada Lark, Tom Bruun and Ida Roe"),
            ("the ferry company", "the ferry company"),
            ("The captain who steered", "The captain"),
            ("She", "She"),
        ] {
            let text = format!("{subject} said it would rain.");
            let structure = Structure::new(&text);
            let subject = Span::new(0, subject.len());
            assert_eq!(source(&structure, subject, &attribution(subject)).of(&text), expected);
        }
    }

    #[test]
    fn who_is_the_one_named_before() {
        for (text, expected) in [
            ("It was drafted by Ada Lark who said so.", "Ada Lark"),
            ("Others, such as former mayor Ada Lark, who said so, left.", "former mayor Ada Lark"),
            ("One was the driver Tom Bruun, 24, who said so.", "the driver Tom Bruun"),
            ("The work began, according to police, who said so.", "police"),
            ("It was led by Ada Lark, a diver and teacher at Selwyn, who said so.", "Ada Lark"),
            ("who said so.", "who"),
        ] {
            let structure = Structure::new(text);
            let at = text.find("who said").unwrap_or(0);
            let subject = Span::new(at, at + 3);
            assert_eq!(source(&structure, subject, &attribution(subject)).of(text), expected);
        }
    }

    fn attribution(subject: Span) -> Attribution {
        Attribution {
            source: Some(subject),
            cue: None,
            content: Vec::new(),
            continues: None,
            kind: AttributionType::Communication,
            confidence: 90,
            source_confidence: 90,
        }
    }
}
