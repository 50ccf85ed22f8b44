//! `partyline annotate`: one JSON annotation per line, offsets in Unicode code points.

use crate::document::{AttributionType, CodePoints, Document, Party, Reason, Span, Statement};
use serde_json::{Value, json};

/// The annotation of one file as a line of JSON, with a line end.
///
/// `only` keeps statements of one attribution type; parties' lists then name only statements that are printed.
#[must_use]
pub fn line(file: &str, text: &str, document: &Document, only: Option<AttributionType>) -> String {
    let points = Points(CodePoints::new(text));
    let keep = |s: &&Statement| only.is_none_or(|only| s.attribution == only);
    let kept: Vec<u32> = document.statements.iter().filter(keep).map(|s| s.id).collect();
    let value = json!({
        "doc": file,
        "engine": document.engine,
        "parties": document.parties.iter().map(|p| points.party(p, &kept)).collect::<Vec<_>>(),
        "statements": document.statements.iter().filter(keep).map(|s| points.statement(s)).collect::<Vec<_>>(),
        "contradictions": document.contradictions,
        "notices": document.notices,
    });
    format!("{value}\n")
}

struct Points<'t>(CodePoints<'t>);

impl Points<'_> {
    fn span(&self, span: Span) -> Value {
        json!([self.0.at(span.start), self.0.at(span.end)])
    }

    fn spans(&self, spans: &[Span]) -> Value {
        spans.iter().map(|&s| self.span(s)).collect()
    }

    fn reason(&self, reason: &Reason) -> Value {
        json!({ "aspect": reason.aspect, "words": reason.words, "evidence": self.spans(&reason.evidence) })
    }

    fn party(&self, party: &Party, kept: &[u32]) -> Value {
        let kept = |ids: &[u32]| {
            ids.iter().copied().filter(|id| kept.binary_search(id).is_ok()).collect::<Vec<u32>>()
        };
        json!({
            "id": party.id,
            "name": party.name,
            "letters": party.letters,
            "kind": party.kind,
            "aliases": party.aliases.iter().map(|a| json!({"words": a.words, "reason": self.reason(&a.reason)})).collect::<Vec<_>>(),
            "mentions": self.spans(&party.mentions),
            "statements": kept(&party.statements),
            "position": kept(&party.position),
            "words": party.words,
        })
    }

    fn statement(&self, s: &Statement) -> Value {
        json!({
            "id": s.id,
            "type": s.attribution,
            "kind": s.kind,
            "source": s.source.map(|x| self.span(x)),
            "source_class": s.source_class,
            "cue": s.cue.map(|x| self.span(x)),
            "content": self.spans(&s.content),
            "parent": s.parent,
            "party": s.party,
            "also": s.also,
            "stance": s.stance,
            "target": s.target,
            "confidence": s.confidence,
            "reasons": s.reasons.iter().map(|r| self.reason(r)).collect::<Vec<_>>(),
        })
    }
}
