//! Attributions, speakers and judgements put together: the document.

use super::parties::{Cast, Side, Speaker};
use super::stances::Judgement;
use super::{Structure, TokenKind, doubt, earlier, naming, notices, positions};
use crate::document::{
    Attribution, AttributionType, Confidence, Document, Kind, Party, PartyId, Span, Statement, StatementId,
};
use crate::order::{self, Order};

/// Statements nested deeper than this are not looked through; it bounds the time on hostile text.
const MAX_NESTING: usize = 16;

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
    let mut parties = parties(structure, cast, &mut statements);
    for party in &mut parties {
        party.position = positions::choose(structure, &statements, party);
    }
    let mut contradictions = positions::contradictions(structure, &statements, &parties);
    contradictions.extend(earlier::changes(structure, &statements));
    Document {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        blocks: structure.blocks.clone(),
        sentences: structure
            .sentences
            .iter()
            .map(|s| structure.span_of(s.tokens.start as usize, s.tokens.end as usize))
            .collect(),
        quotes: structure.quotes.clone(),
        contradictions,
        notices: notices::notices(structure, &statements),
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
    let source = attribution.source.map(|subject| naming::source(structure, subject, attribution));
    let speaker_confidence = u32::from(attribution.source_confidence) * u32::from(speaker.confidence) / 100;
    Statement {
        id,
        kind: kind(structure, &attribution.content),
        source,
        subject: attribution.source.filter(|_| attribution.source != source),
        cue: attribution.cue,
        content: attribution.content.clone(),
        continues: attribution.continues.map(|index| index as StatementId),
        attribution: attribution.kind,
        parent: None,
        party: speaker.side.map(|s| s as PartyId),
        also: speaker.also.iter().map(|&s| s as PartyId).collect(),
        earlier: earlier::marked(structure, attribution),
        source_class: speaker.class,
        stance: judgement.stance,
        target: judgement.target.map(|t| t as PartyId),
        confidence: Confidence {
            statement: attribution.confidence,
            speaker: speaker_confidence as u8,
            check: doubt::doubtful(&doubt::facts(structure, attribution, speaker)),
        },
        reasons: speaker.reasons.iter().cloned().chain(judgement.reasons).collect(),
    }
}

/// Direct if every word stands in quotation marks, indirect if none does.
#[must_use]
pub fn kind(structure: &Structure, content: &[Span]) -> Kind {
    let quoted = |span: Span| structure.quotes_over(span).any(|q| q.inner.contains(span));
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

/// Sets `parent` of each statement to the innermost other one that has it wholly inside one of its contents.
fn nest(statements: &mut [Statement]) {
    let mut spans: Vec<(Span, usize)> = Vec::new();
    for (i, s) in statements.iter().enumerate() {
        spans.extend(s.content.iter().map(|&span| (span, i)));
    }
    spans.order_by_key(|&(span, i)| (span.start, std::cmp::Reverse(span.end), i));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut first = vec![true; statements.len()];
    for (span, i) in spans {
        while open.last().is_some_and(|o| o.0.end <= span.start) {
            open.pop();
        }
        if std::mem::take(&mut first[i]) {
            let hull = span.cover(statements[i].content[statements[i].content.len() - 1]);
            let holds = |o: &&(Span, usize)| o.1 != i && o.0.contains(hull) && o.0 != hull;
            let parent = open.iter().rev().take(MAX_NESTING).find(holds);
            statements[i].parent = parent.map(|o| o.1 as StatementId);
        }
        open.push((span, i));
    }
}

/// The parties with their mentions and statements, by words spoken, most first, ties by first mention; numbers the
/// statements' parties accordingly.
fn parties(structure: &Structure, cast: &Cast, statements: &mut [Statement]) -> Vec<Party> {
    let mut parties: Vec<Party> = cast.sides.iter().map(silent).collect();
    for mention in &cast.mentions {
        parties[mention.side].mentions.push(mention.span);
    }
    for s in statements.iter().filter(|s| s.attribution == AttributionType::Communication) {
        if let Some(side) = s.party {
            let party = &mut parties[side as usize];
            party.statements.push(s.id);
            party.words += s.content.iter().map(|span| span.words(structure.text)).sum::<u32>();
        }
    }
    // A card is for those who speak or are spoken to; the others are only names in the text.
    let heard =
        order::set(statements.iter().flat_map(|s| s.party.iter().chain(&s.target).chain(&s.also)).copied());
    let mut order: Vec<usize> = heard.iter().map(|&id| id as usize).collect();
    order.order_by_key(|&side| (std::cmp::Reverse(parties[side].words), side));
    let mut number = vec![0; parties.len()];
    for (id, &side) in order.iter().enumerate() {
        number[side] = id as PartyId;
        parties[side].id = id as PartyId;
    }
    let renumber = |id: &mut PartyId| *id = number[*id as usize];
    for s in statements {
        s.party.iter_mut().for_each(renumber);
        s.target.iter_mut().for_each(renumber);
        s.also.iter_mut().for_each(renumber);
    }
    order.into_iter().map(|side| std::mem::replace(&mut parties[side], silent(&cast.sides[side]))).collect()
}

/// A side's card before any statement is on it.
fn silent(side: &Side) -> Party {
    Party {
        id: 0,
        name: side.name.clone(),
        letters: side.letters.clone(),
        kind: side.kind,
        aliases: side.aliases.clone(),
        mentions: Vec::new(),
        statements: Vec::new(),
        position: Vec::new(),
        words: 0,
    }
}
