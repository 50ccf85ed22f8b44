//! Byte offsets of a document and a log turned into code points, and back.

use crate::corrections::{Anchor, Correction, Log};
use crate::document::{CodePoints, Document, Reason, Span};

/// Code point offsets of one text turned into bytes.
pub(super) struct Bytes {
    /// The byte where each code point begins, and where the text ends.
    starts: Vec<u32>,
}

impl Bytes {
    pub fn new(text: &str) -> Self {
        let starts = text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]);
        Self { starts: starts.collect() }
    }

    /// The stretch between two code points; none if it ends before it begins or beyond the text.
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let byte = |point: u32| self.starts.get(point as usize).copied();
        (start <= end).then_some(Span { start: byte(start)?, end: byte(end)? })
    }
}

/// The same stretch, counted in code points.
pub(super) fn in_points(points: &CodePoints, span: Span) -> Span {
    Span { start: points.at(span.start), end: points.at(span.end) }
}

/// Replaces every span of a document; none if `f` has no answer for one of them.
pub(super) fn map_document(document: &mut Document, f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    for block in &mut document.blocks {
        block.span = f(block.span)?;
    }
    all(&mut document.sentences, f)?;
    for quote in &mut document.quotes {
        quote.span = f(quote.span)?;
        quote.inner = f(quote.inner)?;
    }
    for statement in &mut document.statements {
        one(&mut statement.source, f)?;
        one(&mut statement.subject, f)?;
        one(&mut statement.cue, f)?;
        all(&mut statement.content, f)?;
        reasons(&mut statement.reasons, f)?;
    }
    for party in &mut document.parties {
        all(&mut party.mentions, f)?;
        for alias in &mut party.aliases {
            all(&mut alias.reason.evidence, f)?;
        }
    }
    Some(())
}

/// The log with every span replaced, without the entries for which `f` has no answer.
pub(super) fn map_log(log: &Log, f: &mut impl FnMut(Span) -> Option<Span>) -> Log {
    let mut moved = |entry: &Correction| {
        let entry = entry.with_anchors(&mut |a| Some(Anchor { span: f(a.span)?, ..a }))?;
        entry.with_spans(f)
    };
    Log { entries: log.entries.iter().filter_map(&mut moved).collect() }
}

fn one(span: &mut Option<Span>, f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    if let Some(span) = span {
        *span = f(*span)?;
    }
    Some(())
}

fn all(spans: &mut [Span], f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    for span in spans {
        *span = f(*span)?;
    }
    Some(())
}

fn reasons(reasons: &mut [Reason], f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    for reason in reasons {
        all(&mut reason.evidence, f)?;
    }
    Some(())
}
