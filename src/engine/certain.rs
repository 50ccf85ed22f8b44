//! Attributions whose words leave no doubt, where the model found none: "according to", "as the memo put it", "reportedly",
//! and verbs of saying with a subject before them and a clause behind them, also inside what somebody else says.

use super::TokenKind;
use super::grammar::{Grammar, is_auxiliary};
use super::lexicon::cues::{self, Cue, Frame, Part};
use crate::document::{Attribution, AttributionType, Role, Span, Stance};
use crate::order::Order;
use std::ops::Range;

/// Verbs that say what the clause behind them holds and can hardly mean anything else.
const SAYING: [&str; 24] = [
    "say",
    "state",
    "claim",
    "report",
    "announce",
    "allege",
    "argue",
    "assert",
    "maintain",
    "insist",
    "warn",
    "note",
    "add",
    "confirm",
    "testify",
    "tell",
    "explain",
    "concede",
    "acknowledge",
    "admit",
    "contend",
    "reiterate",
    "declare",
    "indicate",
];

/// A sentence is looked at from so many tokens before a cue ...
const BACK: usize = 80;
/// ... to so many behind it; it keeps time linear on hostile text.
const AHEAD: usize = 160;
/// What a verb takes besides its object begins within so many tokens: "accused Ashmoor on Monday of theft".
const ADJUNCT: usize = 16;
/// A source with words that describe it ends at a comma within so many tokens.
const PHRASE: usize = 20;

/// Adds them; `attributions` may come in any order.
pub fn add(grammar: &Grammar, attributions: &mut Vec<Attribution>) {
    let mut cues: Vec<Span> = attributions.iter().filter_map(|a| a.cue).collect();
    cues.order();
    let mut contents: Vec<Span> = attributions.iter().flat_map(|a| a.content.iter().copied()).collect();
    contents.order_by_key(|c| (c.start, std::cmp::Reverse(c.end)));
    let known = Known { cues, contents };
    let structure = grammar.structure;
    // Cues that mean what is said here and nothing else, in order.
    let mut put: Vec<Span> = Vec::new();
    let proposed = attributions.len();
    for sentence in &structure.sentences {
        if !matches!(structure.blocks[sentence.block as usize].role, Role::Body | Role::Headline) {
            continue;
        }
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        for i in tokens.clone() {
            let span = structure.tokens[i].span;
            if structure.tokens[i].kind != TokenKind::Word || !may_attribute(grammar.word(i)) {
                continue;
            }
            let known_cue = known.is_cue(span) && !matches!(grammar.word(i), "put" | "puts");
            if known_cue || structure.quotes_over(span).next().is_some() {
                continue;
            }
            let outer = known.content_around(span);
            let near = i.saturating_sub(BACK)..i + AHEAD;
            let bounds =
                meet(outer.map_or(tokens.clone(), |o| meet(structure.tokens_in(o), tokens.clone())), near);
            let found = match grammar.word(i) {
                "according" | "According"
                    if structure.tokens.len() > i + 2 && grammar.word(i + 1) == "to" =>
                {
                    according(grammar, bounds, i..i + 2)
                }
                "put" | "puts" => {
                    let found = put_it(grammar, bounds, i);
                    if found.is_some() {
                        put.push(span);
                    }
                    found
                }
                "Per" | "PER" if i == tokens.start => according(grammar, bounds, i..i + 1),
                "reportedly" | "allegedly" | "purportedly" | "Reportedly" | "Allegedly" | "Purportedly" => {
                    if outer.is_some() {
                        None
                    } else {
                        hearsay(grammar, bounds, i)
                    }
                }
                _ if is_saying(grammar.word(i)) => saying(grammar, bounds, i, &known),
                _ => acting(grammar, bounds, i, &known).filter(|_| outer.is_none()),
            };
            attributions.extend(found);
        }
    }
    let mut at = 0;
    attributions.retain(|a| {
        at += 1;
        let first = a.cue.map_or(0, |cue| put.partition_point(|p| p.end <= cue.start));
        at > proposed || !a.cue.zip(put.get(first)).is_some_and(|(cue, p)| cue.overlaps(*p))
    });
}

/// A quick look that spares most words the rest.
fn may_attribute(word: &str) -> bool {
    matches!(
        word,
        "according"
            | "According"
            | "Per"
            | "put"
            | "puts"
            | "reportedly"
            | "allegedly"
            | "purportedly"
            | "Reportedly"
            | "Allegedly"
            | "Purportedly"
    ) || word.starts_with(char::is_lowercase)
        && cues::lookup_as(word, Part::Verb).is_some_and(|cue| is_act(cue) || SAYING.contains(&cue.words))
}

fn is_saying(word: &str) -> bool {
    cues::lookup_as(word, Part::Verb).is_some_and(|cue| SAYING.contains(&cue.words))
}

/// "Accuse", "urge", "condemn": a verb that takes a side by itself.
fn is_act(cue: &Cue) -> bool {
    cue.firm && cue.kind == AttributionType::Communication && cue.stance != Stance::States
}

/// What the attributions so far cover.
struct Known {
    /// In order.
    cues: Vec<Span>,
    /// In order, wider ones first.
    contents: Vec<Span>,
}

impl Known {
    fn is_cue(&self, span: Span) -> bool {
        let before = self.cues.partition_point(|c| c.start < span.end);
        self.cues[..before].iter().rev().take(4).any(|c| c.overlaps(span))
    }

    /// The innermost of the contents that begin shortly before `span` and hold it.
    fn content_around(&self, span: Span) -> Option<Span> {
        let before = self.contents.partition_point(|c| c.start <= span.start);
        self.contents[..before].iter().rev().take(8).find(|c| c.contains(span)).copied()
    }
}

fn meet(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end).max(a.start.max(b.start))
}

/// `bounds` without punctuation at either end that is not part of what is said.
fn trim(grammar: &Grammar, mut range: Range<usize>) -> Range<usize> {
    let stop = |i: usize| matches!(grammar.word(i), "." | "," | ";" | ":" | "—" | "–" | "?" | "!");
    let joins = |i: usize| matches!(grammar.word(i), "and" | "but");
    while range.start < range.end && (stop(range.start) || joins(range.start)) {
        range.start += 1;
    }
    while range.start < range.end && stop(range.end - 1) {
        range.end -= 1;
    }
    range
}

fn spans(grammar: &Grammar, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Span> {
    let pieces = ranges.into_iter().map(|r| trim(grammar, r)).filter(|r| !r.is_empty());
    pieces.map(|r| grammar.structure.span_of(r.start, r.end)).collect()
}

fn attribution(source: Option<Span>, cue: Span, content: Vec<Span>) -> Option<Attribution> {
    (!content.is_empty()).then_some(Attribution {
        source,
        cue: Some(cue),
        content,
        continues: None,
        kind: AttributionType::Communication,
        confidence: 60,
        source_confidence: 80,
    })
}

/// "According to the ministry, work has begun", "Work has begun, according to the ministry, on two piers".
fn according(grammar: &Grammar, bounds: Range<usize>, cue: Range<usize>) -> Option<Attribution> {
    let word = |i: usize| grammar.word(i);
    let mut end = grammar.noun_phrase_end(cue.end, bounds.end);
    if end == cue.end || matches!(word(cue.end), "which" | "whom" | "what") {
        return None;
    }
    let start = (bounds.start..cue.start).rev().find(|&i| word(i) == ";").map_or(bounds.start, |i| i + 1);
    let before = trim(grammar, start..cue.start);
    let initial = before.len() < 3 || word(before.end - 1) == "that";
    // "Per the rules set by the council, ..."
    let comma = (end..bounds.end.min(end + PHRASE)).find(|&i| word(i) == "," || grammar.is_finite(i));
    if let Some(comma) = comma.filter(|&i| initial && word(i) == ",") {
        end = comma;
    }
    let rest = end..bounds.end.max(end);
    let stop = rest.clone().find(|&i| word(i) == ";").unwrap_or(rest.end);
    let goes_on = end < stop && word(end) == "," && !matches!(grammar.tag(end + 1), "CC" | "WDT" | "WP" | "");
    let content = [(!initial).then_some(before), (initial || goes_on).then_some(end..stop)];
    let source = grammar.structure.span_of(cue.end, end);
    attribution(
        Some(source),
        grammar.structure.span_of(cue.start, cue.end),
        spans(grammar, content.into_iter().flatten()),
    )
}

/// "The plan is dead, as the memo put it", "As the memo puts it, the plan is dead".
fn put_it(grammar: &Grammar, bounds: Range<usize>, verb: usize) -> Option<Attribution> {
    let word = |i: usize| grammar.word(i);
    if verb + 1 >= bounds.end || word(verb + 1) != "it" {
        return None;
    }
    let from = bounds.start.max(verb.saturating_sub(PHRASE));
    let conjunction = (from..verb).rev().find(|&i| matches!(word(i), "as" | "As"))?;
    let content = if conjunction == bounds.start {
        verb + 2..bounds.end
    } else {
        let start = (bounds.start..conjunction).rev().find(|&i| word(i) == ";");
        start.map_or(bounds.start, |i| i + 1)..conjunction
    };
    if conjunction + 1 == verb || !grammar.is_clause(trim(grammar, content.clone())) {
        return None;
    }
    let source = grammar.structure.span_of(conjunction + 1, verb);
    let cue = grammar.structure.span_of(verb, verb + 2);
    attribution(Some(source), cue, spans(grammar, Some(content)))
}

/// "The pier reportedly cost more": nobody is named, the rest of the clause is the content.
fn hearsay(grammar: &Grammar, bounds: Range<usize>, adverb: usize) -> Option<Attribution> {
    let word = |i: usize| grammar.word(i);
    let stop = (adverb + 1..bounds.end).find(|&i| word(i) == ";").unwrap_or(bounds.end);
    let boundary = |i: usize| {
        matches!(word(i), ";" | ":" | "—" | "–" | "while" | "but" | "though" | "although" | "because")
            || word(i) == "and" && grammar.is_nominal(adverb - 1)
            || word(i) == "," && (i + 1..adverb).any(|k| grammar.is_nominal(k) || grammar.is_finite(k))
    };
    let start = if adverb == bounds.start || word(adverb - 1) == "," {
        adverb
    } else if matches!(word(adverb - 1), "who" | "which") {
        let relative = adverb - 1;
        let before =
            if relative > bounds.start && word(relative - 1) == "," { relative - 1 } else { relative };
        let phrase = grammar.subject_before(bounds.start, before);
        let head = phrase.map(|p| p.start..before);
        // A clause between commas ends at the second.
        let close = (adverb + 1..stop).find(|&i| word(i) == ",").filter(|_| before < relative);
        let pieces = [head.unwrap_or(relative..relative), adverb + 1..close.unwrap_or(stop)];
        return attribution(None, grammar.structure.tokens[adverb].span, spans(grammar, pieces));
    } else {
        (bounds.start..adverb).rev().find(|&i| boundary(i)).map_or(bounds.start, |i| i + 1)
    };
    attribution(
        None,
        grammar.structure.tokens[adverb].span,
        spans(grammar, [start..adverb, adverb + 1..stop]),
    )
}

/// A verb of saying with its subject and a clause.
fn saying(grammar: &Grammar, bounds: Range<usize>, verb: usize, known: &Known) -> Option<Attribution> {
    if !grammar.is_active(verb) || verb + 2 >= bounds.end || verb <= bounds.start {
        return None;
    }
    let word = |i: usize| grammar.word(i);
    let subject = grammar.subject_before(bounds.start, verb)?;
    let mut from = verb + 1;
    if cues::lookup_as(word(verb), Part::Verb).is_some_and(|c| c.words == "tell") {
        from = grammar.noun_phrase_end(from, bounds.end);
    }
    // "said on Monday", "announced via its website,": a clause follows the comma.
    if matches!(grammar.tag(from), "IN" | "RB" | "TO") && word(from) != "that" {
        let comma = (from..bounds.end.min(from + 10)).find(|&i| word(i) == ",");
        let that = (from..bounds.end.min(from + 10)).find(|&i| word(i) == "that");
        from = that.or(comma.map(|c| c + 1))?;
    }
    let end = clause_end(grammar, from, bounds.end, known);
    if from >= end || !grammar.is_clause(from..end) {
        return None;
    }
    let mut head = verb;
    while head > subject.end && is_auxiliary(word(head - 1)) {
        head -= 1;
    }
    let source = grammar.structure.span_of(subject.start, subject.end);
    let cue = grammar.structure.span_of(head, verb + 1);
    attribution(Some(source), cue, spans(grammar, Some(from..end)))
}

/// "Norland accused Ashmoor on Monday of theft": a verb that takes a side, its subject and its object.
fn acting(grammar: &Grammar, bounds: Range<usize>, verb: usize, known: &Known) -> Option<Attribution> {
    // The model may take "accused" for a participle; with an object and no other verb in its sentence it is none.
    let alone = || grammar.tag(verb) == "VBN" && !bounds.clone().any(|i| grammar.is_finite(i));
    let finite = matches!(grammar.tag(verb), "VBD" | "VBZ" | "VBP" | "VBN") && grammar.is_active(verb);
    if !(finite || alone()) || verb <= bounds.start {
        return None;
    }
    let words: Vec<String> =
        (verb..bounds.end.min(verb + 3)).map(|i| grammar.word(i).to_lowercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (cue, length) = cues::phrase(&words).filter(|(cue, _)| is_act(cue))?;
    let from = verb + length;
    let object = grammar.noun_phrase_end(from, bounds.end);
    let end = clause_end(grammar, from, bounds.end, known);
    // A day or a place may stand between.
    let mut behind = from + 1..end.min(from + ADJUNCT);
    let fits = cue.takes(Frame::ObjectOf) && behind.clone().any(|i| grammar.word(i) == "of")
        || cue.takes(Frame::ObjectFor) && behind.clone().any(|i| grammar.word(i) == "for")
        || (cue.takes(Frame::HearerTo) || cue.takes(Frame::OnTo))
            && behind.any(|i| grammar.word(i) == "to" && grammar.tag(i + 1) == "VB");
    if from == object || !fits {
        return None;
    }
    let subject =
        grammar.subject_before(bounds.start, verb).filter(|s| !grammar.tag(s.start).starts_with('W'))?;
    let mut head = verb;
    while head > subject.end && is_auxiliary(grammar.word(head - 1)) {
        head -= 1;
    }
    let source = grammar.structure.span_of(subject.start, subject.end);
    attribution(Some(source), grammar.structure.span_of(head, from), spans(grammar, Some(from..end)))
}

/// The end of a clause: of its sentence, before a semicolon, or before another cue that is joined with "and" or a comma.
fn clause_end(grammar: &Grammar, from: usize, end: usize, known: &Known) -> usize {
    let word = |i: usize| grammar.word(i);
    let joined = |i: usize| {
        matches!(word(i), "and" | "but")
            && grammar.structure.tokens.get(i + 1).is_some_and(|t| known.is_cue(t.span))
    };
    let contrast =
        |i: usize| word(i) == "," && i + 1 < end && matches!(word(i + 1), "while" | "although" | "though");
    (from..end).find(|&i| matches!(word(i), ";") || joined(i) || contrast(i)).unwrap_or(end)
}
