//! Attributions, speakers and judgements put together: the document.

use super::parties::{Cast, Side, Speaker};
use super::stances::Judgement;
use super::{Structure, TokenKind, positions};
use crate::document::{
    Attribution, AttributionType, Confidence, Document, Kind, Notice, Party, PartyId, Role, Span, Statement,
    StatementId,
};

/// Builds the document. `cast.speakers` and `judgements` have one entry for each attribution.
#[must_use]
pub fn assemble(
    structure: &Structure,
    attributions: &[Attribution],
    cast: &Cast,
    judgements: Vec<Judgement>,
) -> Document {
    let mut statements: Vec<Statement> = Vec::with_capacity(attributions.len());
    for ((attribution, speaker), judgement) in attributions.iter().zip(&cast.speakers).zip(judgements) {
        statements.push(statement(
            structure,
            statements.len() as StatementId,
            attribution,
            speaker,
            judgement,
        ));
    }
    nest(&mut statements);
    let order = order(structure, &statements, cast.sides.len());
    let mut renumbered = vec![0; cast.sides.len()];
    for (id, &side) in order.iter().enumerate() {
        renumbered[side] = id as PartyId;
    }
    let renumber = |id: &mut PartyId| *id = renumbered[*id as usize];
    for s in &mut statements {
        s.party.iter_mut().for_each(renumber);
        s.target.iter_mut().for_each(renumber);
        s.also.iter_mut().for_each(renumber);
    }
    let mut parties: Vec<Party> = order
        .iter()
        .enumerate()
        .map(|(id, &side)| {
            party(structure, id as PartyId, &cast.sides[side], &statements, mentions(cast, side))
        })
        .collect();
    for party in &mut parties {
        party.position = positions::choose(structure, &statements, party);
    }
    Document {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        blocks: structure.blocks.clone(),
        sentences: structure
            .sentences
            .iter()
            .map(|s| structure.span_of(s.tokens.start as usize, s.tokens.end as usize))
            .collect(),
        quotes: structure.quotes.clone(),
        contradictions: positions::contradictions(structure, &statements, &parties),
        notices: notices(structure, &statements),
        statements,
        parties,
    }
}

fn statement(
    structure: &Structure,
    id: StatementId,
    attribution: &Attribution,
    speaker: &Speaker,
    judgement: Judgement,
) -> Statement {
    let speaker_confidence = u32::from(attribution.source_confidence) * u32::from(speaker.confidence) / 100;
    Statement {
        id,
        kind: kind(structure, &attribution.content),
        source: attribution.source,
        cue: attribution.cue,
        content: attribution.content.clone(),
        attribution: attribution.kind,
        parent: None,
        party: speaker.side.map(|s| s as PartyId),
        also: speaker.also.iter().map(|&s| s as PartyId).collect(),
        source_class: speaker.class,
        stance: judgement.stance,
        target: judgement.target.map(|t| t as PartyId),
        confidence: Confidence {
            statement: attribution.confidence,
            speaker: speaker_confidence as u8,
            check: false,
        },
        reasons: speaker.reasons.iter().cloned().chain(judgement.reasons).collect(),
    }
}

/// Direct if every word stands in quotation marks, indirect if none does.
#[must_use]
pub fn kind(structure: &Structure, content: &[Span]) -> Kind {
    let quoted = |span: Span| structure.quotes.iter().any(|q| q.inner.contains(span));
    let (mut inside, mut outside) = (false, false);
    for &span in content {
        for token in &structure.tokens[structure.tokens_in(span)] {
            if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                if quoted(token.span) { inside = true } else { outside = true }
            }
        }
    }
    match (inside, outside) {
        (true, false) => Kind::Direct,
        (true, true) => Kind::Mixed,
        _ => Kind::Indirect,
    }
}

/// Sets `parent` of each statement to the innermost other one whose content holds all of its content.
fn nest(statements: &mut [Statement]) {
    let hull = |s: &Statement| s.content[0].cover(s.content[s.content.len() - 1]);
    let hulls: Vec<Span> = statements.iter().map(hull).collect();
    let mut open: Vec<usize> = Vec::new();
    let mut by_start: Vec<usize> = (0..statements.len()).collect();
    by_start.sort_by_key(|&i| (hulls[i].start, std::cmp::Reverse(hulls[i].end), i));
    for i in by_start {
        while open.last().is_some_and(|&o| hulls[o].end <= hulls[i].start) {
            open.pop();
        }
        let parent = open
            .iter()
            .rev()
            .find(|&&o| statements[o].content.iter().any(|c| c.contains(hulls[i]) && *c != hulls[i]));
        statements[i].parent = parent.map(|&p| p as StatementId);
        open.push(i);
    }
}

/// Sides by words spoken, most first; ties by first mention.
fn order(structure: &Structure, statements: &[Statement], sides: usize) -> Vec<usize> {
    let mut words = vec![0; sides];
    for s in statements {
        if let Some(party) = s.party {
            words[party as usize] += count_words(structure, s);
        }
    }
    let mut order: Vec<usize> = (0..sides).collect();
    order.sort_by_key(|&side| (std::cmp::Reverse(words[side]), side));
    order
}

fn count_words(structure: &Structure, statement: &Statement) -> u32 {
    statement.content.iter().map(|span| span.words(structure.text)).sum()
}

fn mentions(cast: &Cast, side: usize) -> Vec<Span> {
    cast.mentions.iter().filter(|m| m.side == side).map(|m| m.span).collect()
}

fn party(
    structure: &Structure,
    id: PartyId,
    side: &Side,
    statements: &[Statement],
    mentions: Vec<Span>,
) -> Party {
    let own = || {
        statements
            .iter()
            .filter(move |s| s.party == Some(id) && s.attribution == AttributionType::Communication)
    };
    Party {
        id,
        name: side.name.clone(),
        letters: side.letters.clone(),
        kind: side.kind,
        aliases: side.aliases.clone(),
        mentions,
        statements: own().map(|s| s.id).collect(),
        position: Vec::new(),
        words: own().map(|s| count_words(structure, s)).sum(),
    }
}

fn notices(structure: &Structure, statements: &[Statement]) -> Vec<Notice> {
    let mut notices = Vec::new();
    let body = structure.blocks.iter().any(|b| b.role == Role::Body);
    if !body && structure.blocks.iter().any(|b| b.role == Role::Headline) {
        notices.push(Notice::HeadlineOnly);
    }
    if statements.is_empty() {
        notices.push(Notice::NoStatements);
    }
    notices
}
