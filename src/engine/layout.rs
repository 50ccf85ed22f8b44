//! What layout proves: transcripts and interviews ("NAME: words", "((NAME)) words"), lists of quotations with a dash and a
//! name.

use super::{Structure, TokenKind};
use crate::document::{Attribution, AttributionType, Role, Span};
use crate::order::Order;
use std::ops::Range;

/// A speaker's name before a colon is at most this many tokens long.
const NAME_TOKENS: usize = 6;
/// So many lines must have the form before it is taken for a transcript.
const TRANSCRIPT_LINES: usize = 3;

/// The turns of a transcript or interview, in text order.
#[derive(Default)]
pub struct Turns(Vec<Attribution>);

impl Turns {
    /// Finds them.
    #[must_use]
    pub fn new(structure: &Structure) -> Self {
        let turns: Vec<Attribution> =
            structure.blocks.iter().filter_map(|b| turn(structure, b.role, b.span)).collect();
        if turns.len() < TRANSCRIPT_LINES { Self::default() } else { Self(turns) }
    }

    /// The turn that `span` lies in.
    fn around(&self, span: Span) -> Option<&Attribution> {
        let after = self.0.partition_point(|t| t.content[0].end <= span.start);
        self.0.get(after).filter(|t| t.content[0].overlaps(span))
    }

    /// Leaves of what was found in a turn only the turn itself: it is one statement, as a quotation is, and what the
    /// speaker tells of others belongs to it. Who mostly asks states nothing.
    pub fn settle(&self, structure: &Structure, attributions: &mut Vec<Attribution>) {
        let name = |a: &Attribution| a.source.map_or("", |s| s.of(structure.text));
        let question = |a: &Attribution| a.content[0].of(structure.text).ends_with('?');
        let mut turns: Vec<(&str, bool)> = self.0.iter().map(|t| (name(t), question(t))).collect();
        turns.order();
        let asks = |turn: &Attribution| {
            let from = turns.partition_point(|t| *t < (name(turn), false));
            let questions = turns.partition_point(|t| *t < (name(turn), true));
            let to = turns.partition_point(|t| *t <= (name(turn), true));
            to - questions >= questions - from
        };
        attributions.retain(|a| match self.around(a.content[0]) {
            Some(turn) => a.content == turn.content && a.source == turn.source && !asks(turn),
            None => true,
        });
    }
}

/// Adds what the layout proves in place of what the model proposes for the same words.
pub fn add(structure: &Structure, turns: &Turns, attributions: &mut Vec<Attribution>) {
    let mut proven = turns.0.clone();
    proven.extend((0..structure.blocks.len()).filter_map(|index| signed(structure, index)));
    proven.order_by_key(|a| a.content[0]);
    let is_proven = |span: Span| {
        let after = proven.partition_point(|p| p.content[0].end <= span.start);
        proven.get(after).is_some_and(|p| p.content[0].overlaps(span) && 2 * span.len() > p.content[0].len())
    };
    attributions.retain(|a| !a.content.iter().any(|&c| is_proven(c)));
    attributions.extend(proven);
}

/// A line of a transcript: a capitalised name and a colon, or a name in brackets; then words.
fn turn(structure: &Structure, role: Role, block: Span) -> Option<Attribution> {
    let mut tokens = structure.tokens_in(block);
    // A whole transcript may stand in quotation marks.
    tokens.start += usize::from(structure.tokens[tokens.start].kind == TokenKind::Mark);
    let (name, said) =
        bracketed(structure, tokens.clone()).or_else(|| labelled(structure, tokens.clone()))?;
    let is_name = |i: usize| {
        structure.tokens[i].kind == TokenKind::Word && structure.word(i).starts_with(char::is_uppercase)
            || matches!(structure.word(i), "-" | "'" | "’" | "." | "of" | "de" | "(" | ")")
    };
    if role == Role::Furniture || name.is_empty() || !name.clone().all(is_name) || said >= tokens.end {
        return None;
    }
    let colon = (name.end..said).find(|&i| structure.word(i) == ":");
    Some(Attribution {
        source: Some(structure.span_of(name.start, name.end)),
        cue: colon.map(|i| structure.tokens[i].span),
        content: vec![structure.span_of(said, tokens.end)],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 90,
        source_confidence: 95,
    })
}

/// "NAME: words": the name and where the words begin.
fn labelled(structure: &Structure, tokens: Range<usize>) -> Option<(Range<usize>, usize)> {
    let colon = tokens.clone().take(NAME_TOKENS + 1).find(|&i| structure.word(i) == ":")?;
    let name = tokens.start..colon;
    // "Update: ..." and "Note: ..." are no names; a name in capitals or of two words is.
    let shouted = name.clone().all(|i| !structure.word(i).chars().any(char::is_lowercase));
    (shouted || name.len() > 1).then_some((name, colon + 1))
}

/// "((NAME)) words", "[NAME]: words": the name and where the words begin.
fn bracketed(structure: &Structure, tokens: Range<usize>) -> Option<(Range<usize>, usize)> {
    let opens = |i: &usize| matches!(structure.word(*i), "(" | "[");
    let closes = |i: &usize| matches!(structure.word(*i), ")" | "]");
    let start = tokens.start + tokens.clone().take_while(opens).count();
    let reach = start..tokens.end.min(start + NAME_TOKENS + 1);
    let end = reach.clone().find(closes).filter(|_| start > tokens.start)?;
    let mut said = end + (end..tokens.end).take_while(closes).count();
    said += usize::from(said < tokens.end && structure.word(said) == ":");
    Some((start..end, said))
}

/// A quotation signed with a dash and a name, in the same block or the next.
fn signed(structure: &Structure, index: usize) -> Option<Attribution> {
    let block = structure.blocks[index].span;
    let from = structure.quotes.partition_point(|q| q.span.start < block.start);
    let quote = structure.quotes.get(from).filter(|q| q.span.start == block.start && q.closed)?;
    let rest = structure.tokens_in(Span { start: quote.span.end, end: block.end });
    let signature = if rest.is_empty() {
        let next = structure.blocks.get(index + 1)?;
        structure.tokens_in(next.span)
    } else {
        rest
    };
    let dash = matches!(structure.word(signature.start), "-" | "--" | "–" | "—" | "―");
    let name = signature.start + 1..signature.end;
    let capital = name.clone().next().is_some_and(|i| structure.word(i).starts_with(char::is_uppercase));
    if !dash || !capital || name.len() > 3 * NAME_TOKENS {
        return None;
    }
    let comma = name.clone().find(|&i| matches!(structure.word(i), "," | "(" | ";" | "."));
    Some(Attribution {
        source: Some(structure.span_of(name.start, comma.unwrap_or(name.end).max(name.start + 1))),
        cue: Some(structure.tokens[signature.start].span),
        content: vec![quote.span],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 90,
        source_confidence: 90,
    })
}
