//! Contents and cues that break off too early or run on too long, put right by the words around them.

use super::grammar::{Grammar, is_auxiliary};
use super::mentions::is_calendar;
use crate::document::{Attribution, Span};
use crate::order::Order;

/// A description in the middle of a content is followed so many tokens far.
const REACH: usize = 40;

/// Completes cues that are only auxiliaries ("had" of "had said"), and contents that end at a description of their own
/// subject: "said the dam, which is old, would hold".
pub fn mend(grammar: &Grammar, attributions: &mut [Attribution]) {
    let mut starts: Vec<u32> =
        attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue)).map(|s| s.start).collect();
    starts.order();
    for attribution in attributions {
        whose(grammar, attribution);
        lead(grammar, attribution);
        complete_cue(grammar, attribution);
        complete_content(grammar, attribution, &starts);
        go_on(grammar, attribution, &starts);
    }
}

/// "In her years at the port, Lark said, it rained": what stands before the source is no part of what she said behind it;
/// in "The harbour master, Ada Lark, said" it is a part of the source.
fn lead(grammar: &Grammar, attribution: &mut Attribution) {
    let structure = grammar.structure;
    let (Some(source), Some(cue), &[first, second, ..]) =
        (attribution.source, attribution.cue, attribution.content.as_slice())
    else {
        return;
    };
    let in_order = first.end <= source.start && source.end <= cue.start && cue.end <= second.start;
    let tokens = structure.tokens_in(first);
    if !in_order || structure.quotes_over(first).next().is_some() || grammar.word(tokens.end) != "," {
        return;
    }
    let circumstance = matches!(grammar.tag(tokens.start), "IN" | "WRB" | "VBG");
    let quoted = structure.quotes_over(second).next().is_some_and(|q| q.span.start == second.start);
    let title = quoted
        && tokens.end + 1 == structure.tokens_in(source).start
        && grammar.is_nominal(tokens.end - 1)
        && !tokens.clone().any(|i| grammar.is_finite(i));
    if title && !circumstance {
        attribution.source = Some(first.cover(source));
    }
    if title || circumstance {
        attribution.content.remove(0);
    }
}

/// Ends a content that no quotation carries on with the block it begins in, and takes whom something was told for no
/// part of it: “It is late,” Lark told the crew.
pub fn mend_content(grammar: &Grammar, attribution: &mut Attribution) {
    /// Longest hearer, in tokens.
    const HEARER: usize = 4;
    let structure = grammar.structure;
    let blocks = &structure.blocks;
    for content in &mut attribution.content {
        let block = &blocks[blocks.partition_point(|b| b.span.end <= content.start).min(blocks.len() - 1)];
        let carried = structure.quotes_over(*content).any(|q| q.span.end > block.span.end);
        if content.end > block.span.end && content.start < block.span.end && !carried {
            let tokens = structure.tokens_in(Span { start: content.start, end: block.span.end });
            if !tokens.is_empty() {
                *content = structure.span_of(tokens.start, tokens.end);
            }
        }
    }
    let (Some(cue), &[first, second]) = (attribution.cue, attribution.content.as_slice()) else { return };
    let hearer = structure.tokens_in(second);
    let told = structure.tokens_in(cue).end == hearer.start && hearer.len() <= HEARER;
    let quoted = |span: Span| structure.quotes_over(span).next().is_some();
    if told
        && first.end <= cue.start
        && quoted(first)
        && !quoted(second)
        && !hearer.into_iter().any(|i| grammar.is_finite(i))
    {
        attribution.content.truncate(1);
    }
}

/// Leaves out of the source what only says when or how.
pub fn mend_source(grammar: &Grammar, attribution: &mut Attribution) {
    day(grammar, attribution);
    circumstance(grammar, attribution);
}

/// "On Thursday officials said": the day is no part of who said it.
fn day(grammar: &Grammar, attribution: &mut Attribution) {
    let Some(source) = attribution.source else { return };
    let tokens = grammar.structure.tokens_in(source);
    let on = tokens.start.checked_sub(1).is_some_and(|i| matches!(grammar.word(i), "On" | "on"));
    if on && tokens.len() > 1 && is_calendar(&grammar.word(tokens.start).to_lowercase()) {
        attribution.source = Some(grammar.structure.span_of(tokens.start + 1, tokens.end));
    }
}

/// "However, as a part of her ruling, Judge Lark said": the source comes last.
fn circumstance(grammar: &Grammar, attribution: &mut Attribution) {
    let Some(source) = attribution.source else { return };
    let tokens = grammar.structure.tokens_in(source);
    let opens = matches!(grammar.tag(tokens.start), "IN" | "RB" | "WRB" | "VBG" | "VBN");
    let comma = tokens.clone().rev().find(|&i| grammar.word(i) == ",").filter(|&i| i + 1 < tokens.end);
    if let Some(comma) =
        comma.filter(|&i| opens && grammar.is_nominal(tokens.end - 1) && grammar.word(i + 1) != "and")
    {
        attribution.source = Some(grammar.structure.span_of(comma + 1, tokens.end));
    }
}

/// "They signed a treaty, according to which the dam stays": the treaty says so.
fn whose(grammar: &Grammar, attribution: &mut Attribution) {
    let structure = grammar.structure;
    let Some(cue) = attribution.cue.filter(|c| c.of(structure.text) == "according to") else { return };
    let tokens = structure.tokens_in(cue);
    let sentence = grammar.sentence(tokens.start);
    let clause = tokens.end + 1;
    if clause >= sentence.end || grammar.word(tokens.end) != "which" {
        return;
    }
    let before =
        tokens.start - usize::from(tokens.start > sentence.start && grammar.word(tokens.start - 1) == ",");
    let Some(source) = grammar.noun_phrase_before(sentence.start, before) else { return };
    let last = sentence.end - usize::from(grammar.word(sentence.end - 1) == ".");
    if clause < last {
        attribution.source = Some(structure.span_of(source.start, source.end));
        attribution.content = vec![structure.span_of(clause, last)];
    }
}

fn complete_cue(grammar: &Grammar, attribution: &mut Attribution) {
    let Some(cue) = attribution.cue else { return };
    let tokens = grammar.structure.tokens_in(cue);
    let perfect = |i: usize| matches!(grammar.word(i), "has" | "have" | "had" | "did");
    if !tokens.clone().any(perfect) || !tokens.clone().all(|i| is_auxiliary(grammar.word(i))) {
        return;
    }
    let end = grammar.sentence(tokens.start).end;
    let verb = (tokens.end..end).take(3).find(|&i| grammar.tag(i) != "RB");
    let Some(verb) = verb.filter(|&i| grammar.tag(i).starts_with("VB")) else { return };
    let cue = grammar.structure.span_of(tokens.start, verb + 1);
    if attribution.source.is_some_and(|s| s.overlaps(cue)) {
        return;
    }
    let left = |c: &Span| Span { start: if c.overlaps(cue) { cue.end } else { c.start }, end: c.end };
    let content: Vec<Span> = attribution.content.iter().map(left).filter(|c| c.start < c.end).collect();
    // White space and commas at the new start are no part of the content.
    let whole = |c: Span| {
        let tokens = grammar.structure.tokens_in(c);
        let first = tokens.clone().find(|&i| grammar.word(i) != ",")?;
        Some(grammar.structure.span_of(first, tokens.end))
    };
    let content: Vec<Span> = content.into_iter().filter_map(whole).collect();
    if !content.is_empty() {
        attribution.cue = Some(cue);
        attribution.content = content;
    }
}

/// `starts` are the first bytes of all sources and cues, in order.
fn complete_content(grammar: &Grammar, attribution: &mut Attribution, starts: &[u32]) {
    let structure = grammar.structure;
    let (Some(cue), &[content]) = (attribution.cue, attribution.content.as_slice()) else { return };
    let tokens = structure.tokens_in(content);
    let open = tokens.end;
    let Some(first) = tokens.clone().find(|&i| grammar.word(i) != "that") else { return };
    let end = grammar.sentence(tokens.start).end;
    let mark = if open < end { grammar.word(open) } else { "" };
    // A verb right behind such an insertion can only have its subject before it.
    let inserted = matches!(mark, "—" | "–")
        || open + 1 < end && matches!(grammar.word(open + 1), "which" | "who" | "whose" | "where");
    if cue.start > content.start
        || !matches!(mark, "," | "—" | "–")
        || structure.quotes_over(content).next().is_some()
        || !grammar.is_nominal(open - 1)
        // Without a verb of its own what stands there is a subject, and its verb follows the description.
        || !inserted && (first..open).any(|i| grammar.is_finite(i))
    {
        return;
    }
    let close = (open + 1..end.min(open + REACH)).find(|&i| grammar.word(i) == mark);
    let Some(close) = close.filter(|&c| c + 2 < end && grammar.is_finite(c + 1)) else { return };
    attribution.content = vec![structure.span_of(tokens.start, clause_end(grammar, close + 1, starts))];
}

/// A content that stops at a word that cannot end one ("a deal whereby"), or before the verb of its only subject
/// ("according to police, the men" before "fled"), goes on to the end of its clause.
fn go_on(grammar: &Grammar, attribution: &mut Attribution, starts: &[u32]) {
    let structure = grammar.structure;
    let (Some(cue), &[content]) = (attribution.cue, attribution.content.as_slice()) else { return };
    let tokens = structure.tokens_in(content);
    let end = grammar.sentence(tokens.start).end;
    if cue.start > content.start || tokens.end + 1 >= end || structure.quotes_over(content).next().is_some() {
        return;
    }
    let opens = matches!(
        grammar.word(tokens.end - 1),
        "whereby" | "which" | "who" | "that" | "of" | "the" | "and" | "or"
    );
    let according = matches!(cue.of(structure.text).to_lowercase().as_str(), "according to" | "per");
    let subject = according
        && grammar.is_nominal(tokens.end - 1)
        && grammar.is_finite(tokens.end)
        && !tokens.clone().any(|i| grammar.is_finite(i));
    if opens || subject {
        let last = clause_end(grammar, tokens.end, starts);
        attribution.content = vec![structure.span_of(tokens.start, last)];
    }
}

/// Where the clause ends that goes on at token `from`: its sentence, or before the next source or cue; `starts` are the
/// first bytes of those.
fn clause_end(grammar: &Grammar, from: usize, starts: &[u32]) -> usize {
    let structure = grammar.structure;
    let end = grammar.sentence(from).end;
    let next =
        starts[starts.partition_point(|&s| s < structure.tokens[from - 1].span.start)..].first().copied();
    let stop = (from..end).find(|&i| {
        matches!(grammar.word(i), ";" | "?" | "!")
            || next.is_some_and(|n| structure.tokens[i].span.start >= n)
    });
    let mut last = stop.unwrap_or(end);
    while last > from + 1 && matches!(grammar.word(last - 1), "." | "," | "and" | "but" | ";" | "while") {
        last -= 1;
    }
    last
}

/// Ends a content before a relative clause that says what somebody else or the same one holds, and before another verb of
/// its own subject: "the dam would hold, which she said was a miracle", "said it would hold and accused the press of lies".
pub fn part(grammar: &Grammar, attributions: &mut [Attribution]) {
    attributions.order_by_key(|a| a.content.first().copied());
    for b in 0..attributions.len() {
        let (Some(source), Some(cue)) = (attributions[b].source, attributions[b].cue) else { continue };
        let structure = grammar.structure;
        let quoted = structure.quotes_over(cue).any(|q| q.inner.contains(cue));
        let from = structure.tokens_in(source).start;
        let verb = structure.tokens_in(cue).start;
        let relative = from > 2
            && grammar.word(from - 1) == "which"
            && grammar.word(from - 2) == ","
            && source.start < cue.start;
        let joined = verb > 2 && matches!(grammar.word(verb - 1), "and" | "but") && grammar.is_finite(verb);
        let end = match (relative, joined) {
            (true, _) => from - 2,
            (_, true) => verb - 1 - usize::from(grammar.word(verb - 2) == ","),
            _ => continue,
        };
        let end = structure.tokens[end - 1].span.end;
        let near = attributions.iter_mut().enumerate().filter(|(a, _)| *a != b && a.abs_diff(b) <= 4);
        // "Said it would rain and accused the port", but not "said he had met the port and accused it".
        let tense = |a: &Attribution| a.cue.map(|cue| grammar.tag(structure.tokens_in(cue).start));
        let other = |c: &Span| {
            let inner = structure.tokens_in(*c).take_while(|&i| i < verb).find(|&i| grammar.is_finite(i));
            inner.is_some_and(|i| {
                grammar.tag(i) == "MD" || matches!(grammar.word(i), "was" | "were" | "is" | "are")
            })
        };
        let same = |a: &Attribution| {
            a.source == Some(source) && tense(a) == Some(grammar.tag(verb)) && a.content.iter().any(other)
        };
        for a in near.map(|(_, a)| a).filter(|a| !quoted && (relative || same(a))) {
            let holds = |c: &&mut Span| c.contains(cue) && c.start < end;
            a.content.iter_mut().filter(holds).for_each(|content| content.end = end);
        }
    }
}
