//! What quotation marks prove: where quoted contents begin and end, and that a quoted sentence is somebody's.

use super::grammar::{Grammar, is_auxiliary};
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

/// Gives each quotation with its own cue behind it to that cue alone, where the attribution of an earlier sentence runs on
/// into it; and takes `"A" and "B"` apart, so that contents in quotation marks are what stands in them.
pub fn own(grammar: &Grammar, attributions: &mut [Attribution]) {
    let structure = grammar.structure;
    let mut cues: Vec<(Span, usize)> =
        attributions.iter().enumerate().filter_map(|(i, a)| a.cue.map(|cue| (cue, i))).collect();
    cues.order();
    let spans = |(i, a): (usize, &Attribution)| a.content.iter().map(|&c| (c, i)).collect::<Vec<_>>();
    let mut contents: Vec<(Span, usize)> = attributions.iter().enumerate().flat_map(spans).collect();
    contents.order();
    for quote in structure.quotes.iter().filter(|q| q.depth == 0 && q.closed && is_sentence(structure, q)) {
        let Some(cue) = cue_behind(grammar, quote) else { continue };
        let at = structure.tokens[cue].span;
        let before = cues.partition_point(|(c, _)| c.start < at.end);
        let Some(&(_, owner)) = cues[..before].last().filter(|(c, _)| c.overlaps(at)) else { continue };
        let before = contents.partition_point(|(c, _)| c.start < quote.span.end);
        for &(content, other) in
            contents[..before].iter().rev().take(8).filter(|(c, _)| c.overlaps(quote.span))
        {
            let far = attributions[other].cue.is_some_and(|c| c.end < sentence_start(grammar, cue));
            if other == owner || !far || content == quote.span {
                continue;
            }
            let parts = |c: &Span| {
                let (left, right) = (
                    Span { start: c.start, end: quote.span.start.max(c.start) },
                    Span { start: quote.span.end.min(c.end), end: c.end },
                );
                if c.overlaps(quote.span) { vec![left, right] } else { vec![*c] }
            };
            let rest: Vec<Span> = attributions[other]
                .content
                .iter()
                .flat_map(parts)
                .filter_map(|c| trimmed(structure, c))
                .collect();
            if rest.is_empty() {
                continue;
            }
            attributions[other].content = rest;
            let mine = &mut attributions[owner].content;
            if !mine.iter().any(|c| c.overlaps(quote.span)) {
                mine.push(quote.span);
                mine.order();
            }
        }
    }
    for attribution in attributions {
        attribution.content = attribution.content.iter().flat_map(|&c| apart(structure, c)).collect();
    }
}

/// Gives an interrupted quotation back to its cue, where an aside behind the cue has taken the second half:
/// `"A," she said, pointing at the map, "and b."` An aside that says nothing else is none.
pub fn reunite(structure: &Structure, attributions: &mut Vec<Attribution>) {
    /// How many cues before the aside may be the quotation's.
    const NEAR: usize = 3;
    let word = |span: Span| structure.word(structure.tokens_in(span).start);
    let comma_before = |at: u32| {
        let token = structure.tokens.partition_point(|t| t.span.start < at).checked_sub(1);
        token.is_some_and(|i| structure.word(i) == ",")
    };
    let mut cues: Vec<(Span, usize)> =
        attributions.iter().enumerate().filter_map(|(i, a)| a.cue.map(|cue| (cue, i))).collect();
    cues.order();
    for at in 1..cues.len() {
        let (cue, aside) = cues[at];
        // What is "added" may be a quotation of its own.
        let says = cues::lookup_as(word(cue), Part::Verb).is_some();
        if says || !(word(cue).ends_with("ing") && comma_before(cue.start)) {
            continue;
        }
        let Some(&last) = attributions[aside].content.last() else { continue };
        let second = overlapping(structure, last).last().map(|q| q.span);
        let Some(second) = second.filter(|q| q.end == last.end && cue.end < q.start && comma_before(q.start))
        else {
            continue;
        };
        let halved = |&&(said, i): &&(Span, usize)| {
            let first = attributions[i].content.last().copied();
            let first = first.and_then(|c| overlapping(structure, c).last()).map(|q| q.inner);
            first.is_some_and(|inner| inner.end < said.start && comma_before(inner.end))
                && structure.sentence_of(structure.tokens_in(said).start)
                    == structure.sentence_of(structure.tokens_in(cue).start)
        };
        if let Some(&(_, whole)) = cues[..at].iter().rev().take(NEAR).find(halved) {
            let rest = Span { start: last.start, end: second.start.max(last.start) };
            attributions[aside].content.pop();
            attributions[aside].content.extend(trimmed(structure, rest));
            attributions[whole].content.push(second);
        }
    }
    attributions.retain(|a| !a.content.is_empty());
}

/// First byte of the sentence of token `i`.
fn sentence_start(grammar: &Grammar, i: usize) -> u32 {
    grammar.structure.tokens[grammar.sentence(i).start].span.start
}

/// `span` from its first word to its last; none if it has none.
fn trimmed(structure: &Structure, span: Span) -> Option<Span> {
    let tokens = structure.tokens_in(span);
    let part = |i: &usize| structure.tokens[*i].kind != TokenKind::Punct;
    let (first, last) = (tokens.clone().find(part)?, tokens.rev().find(part)?);
    Some(structure.span_of(first, last + 1))
}

/// The quotations of a content that is nothing but quoted sentences joined with "and" or "but".
fn apart(structure: &Structure, content: Span) -> Vec<Span> {
    let quotes: Vec<&Quote> = structure.quotes_over(content).collect();
    let (Some(first), Some(last)) = (quotes.first(), quotes.last()) else { return vec![content] };
    let whole = first.span.start == content.start && last.span.end == content.end;
    let joined = quotes.windows(2).all(|pair| {
        let between = structure.tokens_in(Span { start: pair[0].span.end, end: pair[1].span.start });
        !between.is_empty() && between.clone().all(|i| matches!(structure.word(i), "and" | "but" | ","))
    });
    if whole && joined && quotes.iter().all(|q| q.closed && is_sentence(structure, q)) {
        return quotes.iter().map(|q| q.span).collect();
    }
    vec![content]
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
pub fn add_missing(grammar: &Grammar, attributions: &mut Vec<Attribution>) {
    let structure = grammar.structure;
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
        if let Some(attribution) = with_cue(grammar, quote) {
            speaking = Some((attributions.len(), block));
            attributions.push(attribution);
        } else if let Some((speaker, _)) = continuing.filter(|_| is_sentence(structure, quote)) {
            attributions[speaker].content.push(quote.span);
            speaking = Some((speaker, block));
        } else if is_sentence(structure, quote) && fills(structure, quote, block) {
            speaking = Some((attributions.len(), block));
            attributions.push(announced(grammar, quote, block).unwrap_or_else(|| uncued(quote.span)));
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
fn with_cue(grammar: &Grammar, quote: &Quote) -> Option<Attribution> {
    let structure = grammar.structure;
    let tokens = structure.tokens_in(quote.span);
    let (first, after) = (tokens.start, tokens.end);
    let end = grammar.sentence(after.saturating_sub(1)).end;
    if let Some(cue) = cue_behind(grammar, quote) {
        // "Told Reuters" names a hearer.
        let told = cues::lookup_as(grammar.word(cue), Part::Verb).is_some_and(|c| c.words == "tell");
        let behind = || subject_after(structure, cue, end).filter(|_| !told);
        let source = subject_before(grammar, after, cue).or_else(behind);
        return source.map(|source| cued(structure, quote, cue, source));
    }
    let start = grammar.sentence(first).start;
    let reach = start.max(first.saturating_sub(4));
    let cue = (reach..first).rev().find(|&i| speaks(grammar, i))?;
    subject_before(grammar, start, cue).map(|source| cued(structure, quote, cue, source))
}

/// The verb of speech behind a quotation, in its sentence and with nothing but a name between.
fn cue_behind(grammar: &Grammar, quote: &Quote) -> Option<usize> {
    let tokens = &grammar.structure.tokens;
    let after = grammar.structure.tokens_in(quote.span).end;
    let end = grammar.sentence(after.checked_sub(1)?).end;
    let cue = (after..end.min(after + CUE_REACH))
        .take_while(|&i| tokens[i].kind != TokenKind::Mark)
        .find(|&i| grammar.tag(i) != "VBG" && speaks(grammar, i));
    cue.filter(|&cue| joined(grammar, after, cue))
}

/// The attribution of a quotation that is a paragraph of its own, announced by the one before: `He wrote:`.
fn announced(grammar: &Grammar, quote: &Quote, block: usize) -> Option<Attribution> {
    let structure = grammar.structure;
    let before = structure.tokens_in(structure.blocks.get(block.checked_sub(1)?)?.span);
    let last = before.end.checked_sub(1)?;
    if structure.word(last) != ":" {
        return None;
    }
    let start = grammar.sentence(last).start;
    let cue = (start..last).rev().take(CUE_REACH).find(|&i| speaks(grammar, i))?;
    subject_before(grammar, start, cue).map(|source| cued(structure, quote, cue, source))
}

fn cued(structure: &Structure, quote: &Quote, cue: usize, source: Span) -> Attribution {
    Attribution { source: Some(source), cue: Some(structure.tokens[cue].span), ..uncued(quote.span) }
}

fn speaks(grammar: &Grammar, i: usize) -> bool {
    let word = grammar.word(i);
    let verb = grammar.is_active(i) || grammar.tag(i) == "VBG";
    verb && word.starts_with(char::is_lowercase)
        && cues::lookup_as(word, Part::Verb).is_some_and(|c| {
            c.kind == AttributionType::Communication && (c.takes(Frame::Clause) || c.takes(Frame::Hearer))
        })
}

/// Whether nothing but a name, commas and auxiliaries stands between the quotation and the verb.
fn joined(grammar: &Grammar, from: usize, cue: usize) -> bool {
    let mut verb = cue;
    while verb > from && (grammar.tag(verb - 1) == "RB" || is_auxiliary(grammar.word(verb - 1))) {
        verb -= 1;
    }
    (from..verb).all(|i| match grammar.structure.tokens[i].kind {
        TokenKind::Punct => matches!(grammar.word(i), "," | "-" | "." | "'" | "(" | ")"),
        _ => !grammar.is_finite(i),
    })
}

/// The noun phrase that ends before the verb.
fn subject_before(grammar: &Grammar, from: usize, cue: usize) -> Option<Span> {
    grammar.subject_before(from, cue).map(|subject| grammar.structure.span_of(subject.start, subject.end))
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
