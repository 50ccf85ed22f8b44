//! What layout proves: transcripts ("NAME: words"), lists of quotations with a dash and a name.

use super::{Structure, TokenKind};
use crate::document::{Attribution, AttributionType, Role, Span};
use crate::order::Order;

/// A speaker's name before a colon is at most this many tokens long.
const NAME_TOKENS: usize = 6;
/// So many lines must have the form before it is taken for a transcript.
const TRANSCRIPT_LINES: usize = 3;

/// Adds what the layout proves in place of what the model proposes for the same words; attributions that stand inside a
/// speaker's turn stay.
pub fn add(structure: &Structure, attributions: &mut Vec<Attribution>) {
    let mut proven: Vec<Attribution> =
        structure.blocks.iter().filter_map(|b| turn(structure, b.role, b.span)).collect();
    if proven.len() < TRANSCRIPT_LINES {
        proven.clear();
    }
    proven.extend((0..structure.blocks.len()).filter_map(|index| signed(structure, index)));
    proven.order_by_key(|a| a.content[0]);
    let is_proven = |span: Span| {
        let after = proven.partition_point(|p| p.content[0].end <= span.start);
        proven.get(after).is_some_and(|p| p.content[0].overlaps(span) && 2 * span.len() > p.content[0].len())
    };
    attributions.retain(|a| !a.content.iter().any(|&c| is_proven(c)));
    attributions.extend(proven);
}

/// A line of a transcript: a capitalised name, a colon, words.
fn turn(structure: &Structure, role: Role, block: Span) -> Option<Attribution> {
    let mut tokens = structure.tokens_in(block);
    // A whole transcript may stand in quotation marks.
    tokens.start += usize::from(structure.tokens[tokens.start].kind == TokenKind::Mark);
    let colon = tokens.clone().take(NAME_TOKENS + 1).find(|&i| structure.word(i) == ":")?;
    let name = tokens.start..colon;
    let is_name = |i: usize| {
        structure.tokens[i].kind == TokenKind::Word && structure.word(i).starts_with(char::is_uppercase)
            || matches!(structure.word(i), "-" | "'" | "’" | "." | "of" | "de" | "(" | ")")
    };
    let shouted = name.clone().all(|i| !structure.word(i).chars().any(char::is_lowercase));
    if role == Role::Furniture || name.is_empty() || !name.clone().all(is_name) || colon + 1 >= tokens.end {
        return None;
    }
    // "Update: ..." and "Note: ..." are no names; a name in capitals or of two words is.
    if !shouted && name.len() < 2 {
        return None;
    }
    Some(Attribution {
        source: Some(structure.span_of(name.start, name.end)),
        cue: Some(structure.tokens[colon].span),
        content: vec![structure.span_of(colon + 1, tokens.end)],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 90,
        source_confidence: 95,
    })
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
