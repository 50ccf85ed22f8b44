//! What quotation marks prove: where quoted contents begin and end, and that a quoted sentence is somebody's.

use super::lexicon::cues::{self, Frame, Part};
use super::{Structure, TokenKind};
use crate::document::{Attribution, AttributionType, Quote, Role, Span};
use crate::order::Order;

/// A quoted stretch of fewer words is taken for a title or a scare quote unless a cue stands beside it.
const SENTENCE_WORDS: usize = 5;
/// How many tokens away from a quotation its cue may stand.
const CUE_REACH: usize = 14;
/// A content that leaves out at most this many words of a quotation means all of it.
const SNAP_WORDS: usize = 2;

/// Moves content bounds that fall a little inside or outside a quotation onto its marks.
pub fn snap(structure: &Structure, attributions: &mut [Attribution]) {
    for attribution in attributions {
        let fixed = [attribution.source, attribution.cue];
        for span in &mut attribution.content {
            for quote in overlapping(structure, *span) {
                let Some(wider) = snapped(structure, *span, quote) else { continue };
                if !fixed.iter().flatten().any(|f| f.overlaps(wider) && !f.overlaps(*span)) {
                    *span = wider;
                }
            }
        }
    }
}

/// `span` with the rest of `quote`, if it holds all but a few words of the part it begins or ends in.
fn snapped(structure: &Structure, span: Span, quote: &Quote) -> Option<Span> {
    if span.contains(quote.span) {
        return None;
    }
    let missing_before = words(structure, Span { start: quote.inner.start.min(span.start), end: span.start });
    let missing_after = words(structure, Span { start: span.end, end: quote.inner.end.max(span.end) });
    let starts_inside = span.start > quote.span.start && span.start < quote.span.end;
    let ends_inside = span.end < quote.span.end && span.end > quote.span.start;
    let before = !starts_inside || missing_before <= SNAP_WORDS;
    let after = !ends_inside || missing_after <= SNAP_WORDS;
    (before && after).then(|| span.cover(quote.span))
}

/// The outermost quotes that share bytes with `span`.
fn overlapping<'s>(structure: &'s Structure, span: Span) -> impl Iterator<Item = &'s Quote> {
    let from = structure.quotes.partition_point(|q| q.span.start < span.start);
    // Quotes are sorted by their opening mark, and outermost ones are disjoint: only the last one before can reach in.
    let before = structure.quotes[..from].iter().rev().find(|q| q.depth == 0);
    let rest = structure.quotes[from..].iter().take_while(move |q| q.span.start < span.end);
    before.into_iter().chain(rest).filter(move |q| q.depth == 0 && q.span.overlaps(span))
}

fn words(structure: &Structure, span: Span) -> usize {
    let tokens = &structure.tokens[structure.tokens_in(span)];
    tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count()
}

/// Adds the quotations that no attribution covers: with the cue beside them, or as the continuation of the one before.
pub fn add_missing(structure: &Structure, attributions: &mut Vec<Attribution>) {
    attributions.order_by_key(|a| a.content.first().copied());
    let mut covered: Vec<Span> = attributions.iter().flat_map(|a| a.content.iter().copied()).collect();
    covered.order();
    let covered = reach(covered);
    let mut block = 0;
    // The attribution whose words a quotation without a cue goes on with, and the block it stands in.
    let mut speaking: Option<(usize, usize)> = None;
    let mut next = 0;
    let proposed = attributions.len();
    for quote in structure.quotes.iter().filter(|q| q.depth == 0) {
        while block + 1 < structure.blocks.len() && structure.blocks[block + 1].span.start <= quote.span.start
        {
            block += 1;
        }
        while next < proposed && attributions[next].content[0].start < quote.span.start {
            let attribution = &attributions[next];
            if attribution.content.iter().any(|&c| overlapping(structure, c).next().is_some()) {
                let at = attribution.content[attribution.content.len() - 1];
                speaking = Some((next, structure.blocks.partition_point(|b| b.span.end < at.end)));
            }
            next += 1;
        }
        if structure.blocks[block].role == Role::Headline || is_covered(&covered, quote.span) {
            continue;
        }
        let continuing = speaking.filter(|&(_, b)| b == block || b + 1 == block && quote.continues.is_some());
        if let Some(attribution) = with_cue(structure, quote) {
            speaking = Some((attributions.len(), block));
            attributions.push(attribution);
        } else if let Some((speaker, _)) = continuing.filter(|_| is_sentence(structure, quote)) {
            attributions[speaker].content.push(quote.span);
            speaking = Some((speaker, block));
        } else if is_sentence(structure, quote) && fills(structure, quote, block) {
            speaking = Some((attributions.len(), block));
            attributions.push(announced(structure, quote, block).unwrap_or_else(|| uncued(quote.span)));
        }
    }
}

/// For each covered span in order, the furthest end so far: whether a quote is covered is then one binary search.
fn reach(mut covered: Vec<Span>) -> Vec<Span> {
    let mut end = 0;
    for span in &mut covered {
        end = end.max(span.end);
        span.end = end;
    }
    covered
}

fn is_covered(covered: &[Span], span: Span) -> bool {
    let before = covered.partition_point(|c| c.start < span.end);
    before > 0 && covered[before - 1].end > span.start
}

/// A quoted sentence rather than a title or a scare quote.
fn is_sentence(structure: &Structure, quote: &Quote) -> bool {
    let inner = quote.inner.of(structure.text).trim_end();
    let ends = inner.ends_with(['.', '!', '?', ',', '…', ';']);
    let capital = inner.starts_with(|c: char| c.is_uppercase() || c == '[');
    let count = words(structure, quote.inner);
    count >= SENTENCE_WORDS && (ends || capital) || ends && capital && count > 1
}

/// Whether the quotation is most of its block: a quotation set as a paragraph of its own.
fn fills(structure: &Structure, quote: &Quote, block: usize) -> bool {
    2 * words(structure, quote.span) > words(structure, structure.blocks[block].span)
}

fn uncued(content: Span) -> Attribution {
    Attribution {
        source: None,
        cue: None,
        content: vec![content],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 70,
        source_confidence: 70,
    }
}

/// The attribution of a quotation with a verb of speech beside it: `"...," NAME said`, `"...," said NAME`, `NAME said: "..."`.
fn with_cue(structure: &Structure, quote: &Quote) -> Option<Attribution> {
    let tokens = structure.tokens_in(quote.span);
    let (first, after) = (tokens.start, tokens.end);
    let sentence = &structure.sentences[structure.sentence_of(after.saturating_sub(1))];
    let end = (sentence.tokens.end as usize).min(after + CUE_REACH);
    let cue_after = (after..end)
        .take_while(|&i| structure.tokens[i].kind != TokenKind::Mark)
        .find(|&i| speaks(structure, i));
    if let Some(cue) = cue_after.filter(|&cue| joined(structure, after, cue)) {
        let source = subject_before(structure, after, cue)
            .or_else(|| subject_after(structure, cue, sentence.tokens.end as usize));
        return source.map(|source| cued(structure, quote, cue, source));
    }
    let start = structure.sentences[structure.sentence_of(first)].tokens.start as usize;
    let reach = start.max(first.saturating_sub(4));
    let cue = (reach..first).rev().find(|&i| speaks(structure, i))?;
    subject_before(structure, start, cue).map(|source| cued(structure, quote, cue, source))
}

/// The attribution of a quotation that is a paragraph of its own, announced by the one before: `He wrote:`.
fn announced(structure: &Structure, quote: &Quote, block: usize) -> Option<Attribution> {
    let before = structure.tokens_in(structure.blocks.get(block.checked_sub(1)?)?.span);
    let last = before.end.checked_sub(1)?;
    if structure.word(last) != ":" {
        return None;
    }
    let start = structure.sentences[structure.sentence_of(last)].tokens.start as usize;
    let cue = (start..last).rev().find(|&i| speaks(structure, i))?;
    subject_before(structure, start, cue).map(|source| cued(structure, quote, cue, source))
}

fn cued(structure: &Structure, quote: &Quote, cue: usize, source: Span) -> Attribution {
    Attribution { source: Some(source), cue: Some(structure.tokens[cue].span), ..uncued(quote.span) }
}

fn speaks(structure: &Structure, i: usize) -> bool {
    let word = structure.word(i);
    structure.tokens[i].kind == TokenKind::Word
        && word.starts_with(char::is_lowercase)
        && cues::lookup_as(word, Part::Verb).is_some_and(|c| {
            c.kind == AttributionType::Communication && (c.takes(Frame::Clause) || c.takes(Frame::Hearer))
        })
}

/// Whether nothing but a name and commas stands between the quotation and the verb.
fn joined(structure: &Structure, from: usize, cue: usize) -> bool {
    (from..cue).all(|i| {
        structure.tokens[i].kind != TokenKind::Punct || matches!(structure.word(i), "," | "-" | "." | "'")
    })
}

/// The noun phrase that ends before the verb.
fn subject_before(structure: &Structure, from: usize, cue: usize) -> Option<Span> {
    let mut start = from;
    while start < cue && structure.tokens[start].kind == TokenKind::Punct {
        start += 1;
    }
    let comma = (start..cue).find(|&i| matches!(structure.word(i), "," | ";" | ":" | "—" | "–"));
    let mut end = comma.unwrap_or(cue);
    while end > start && is_auxiliary(structure.word(end - 1)) {
        end -= 1;
    }
    (end > start).then(|| structure.span_of(start, end))
}

/// The noun phrase that follows an inverted verb.
fn subject_after(structure: &Structure, cue: usize, end: usize) -> Option<Span> {
    let start = cue + 1;
    let stop = |i: &usize| {
        let word = structure.word(*i);
        structure.tokens[*i].kind == TokenKind::Punct && word != "-"
            || structure.tokens[*i].kind == TokenKind::Mark
            || matches!(
                word,
                "in" | "on"
                    | "at"
                    | "after"
                    | "during"
                    | "as"
                    | "when"
                    | "while"
                    | "about"
                    | "to"
                    | "by"
                    | "who"
                    | "that"
            )
    };
    let end = (start..end).find(stop).unwrap_or(end);
    (end > start).then(|| structure.span_of(start, end))
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "later"
            | "then"
            | "did"
            | "would"
            | "was"
            | "is"
            | "not"
            | "n't"
            | "further"
            | "once"
    )
}
