//! `partyline annotate`: one JSON annotation per line, offsets in Unicode code points.

use crate::document::{
    Aspect, AttributionType, CodePoints, Confidence, Contradiction, Document, Kind, Notice, Party, PartyId,
    PartyKind, Reason, SourceClass, Span, Stance, Statement, StatementId,
};
use serde::Serialize;

/// The annotation of one file as a line of JSON, with a line end.
///
/// With `only`, the statements of one attribution type as a reader sees them; parties' lists then name only statements
/// that are printed. Without, all attribution relations as the corpora count them: a quotation that resumes after its
/// cue's sentence belongs to one relation with its beginning.
#[must_use]
pub fn line(file: &str, text: &str, document: &Document, only: Option<AttributionType>) -> String {
    let points = CodePoints::new(text);
    let mut statements = if only.is_none() { document.relations() } else { document.statements.clone() };
    statements.retain(|s| only.is_none_or(|only| s.attribution == only));
    let kept: Vec<StatementId> = statements.iter().map(|s| s.id).collect();
    let annotation = Annotation {
        doc: file,
        engine: &document.engine,
        parties: document.parties.iter().map(|p| PartyLine::new(p, &kept, &points)).collect(),
        statements: statements.iter().map(|s| StatementLine::new(s, &points)).collect(),
        contradictions: &document.contradictions,
        notices: &document.notices,
    };
    let mut line = serde_json::to_string(&annotation).unwrap_or_default();
    line.push('\n');
    line
}

#[derive(Serialize)]
struct Annotation<'d> {
    doc: &'d str,
    engine: &'d str,
    parties: Vec<PartyLine<'d>>,
    statements: Vec<StatementLine<'d>>,
    contradictions: &'d [Contradiction],
    notices: &'d [Notice],
}

#[derive(Serialize)]
struct PartyLine<'d> {
    id: PartyId,
    name: &'d str,
    letters: &'d str,
    kind: PartyKind,
    aliases: Vec<AliasLine<'d>>,
    mentions: Vec<(u32, u32)>,
    statements: Vec<StatementId>,
    position: Vec<StatementId>,
    words: u32,
}

#[derive(Serialize)]
struct AliasLine<'d> {
    words: &'d str,
    reason: ReasonLine<'d>,
}

#[derive(Serialize)]
struct ReasonLine<'d> {
    aspect: Aspect,
    words: &'d str,
    evidence: Vec<(u32, u32)>,
}

#[derive(Serialize)]
struct StatementLine<'d> {
    id: StatementId,
    r#type: AttributionType,
    kind: Kind,
    source: Option<(u32, u32)>,
    source_class: SourceClass,
    cue: Option<(u32, u32)>,
    content: Vec<(u32, u32)>,
    parent: Option<StatementId>,
    continues: Option<StatementId>,
    party: Option<PartyId>,
    also: &'d [PartyId],
    earlier: Option<(u32, u32)>,
    stance: Stance,
    target: Option<PartyId>,
    confidence: Confidence,
    reasons: Vec<ReasonLine<'d>>,
}

fn span(span: Span, points: &CodePoints) -> (u32, u32) {
    (points.at(span.start), points.at(span.end))
}

fn spans(spans: &[Span], points: &CodePoints) -> Vec<(u32, u32)> {
    spans.iter().map(|&s| span(s, points)).collect()
}

impl<'d> PartyLine<'d> {
    fn new(party: &'d Party, kept: &[StatementId], points: &CodePoints) -> Self {
        let kept =
            |ids: &[StatementId]| ids.iter().copied().filter(|id| kept.binary_search(id).is_ok()).collect();
        let alias = |words, reason| AliasLine { words, reason: ReasonLine::new(reason, points) };
        Self {
            id: party.id,
            name: &party.name,
            letters: &party.letters,
            kind: party.kind,
            aliases: party.aliases.iter().map(|a| alias(&a.words, &a.reason)).collect(),
            mentions: spans(&party.mentions, points),
            statements: kept(&party.statements),
            position: kept(&party.position),
            words: party.words,
        }
    }
}

impl<'d> ReasonLine<'d> {
    fn new(reason: &'d Reason, points: &CodePoints) -> Self {
        Self { aspect: reason.aspect, words: &reason.words, evidence: spans(&reason.evidence, points) }
    }
}

impl<'d> StatementLine<'d> {
    fn new(s: &'d Statement, points: &CodePoints) -> Self {
        Self {
            id: s.id,
            r#type: s.attribution,
            kind: s.kind,
            source: s.source.map(|x| span(x, points)),
            source_class: s.source_class,
            cue: s.cue.map(|x| span(x, points)),
            content: spans(&s.content, points),
            parent: s.parent,
            continues: s.continues,
            party: s.party,
            also: &s.also,
            earlier: s.earlier.map(|x| span(x, points)),
            stance: s.stance,
            target: s.target,
            confidence: s.confidence,
            reasons: s.reasons.iter().map(|r| ReasonLine::new(r, points)).collect(),
        }
    }
}
