//! Byte offsets of a log turned into code points, and back.

use crate::corrections::{Anchor, Correction, Log};
use crate::document::{CodePoints, Span};

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

/// The log with every span replaced, without the entries for which `f` has no answer.
pub(super) fn map_log(log: &Log, f: &mut impl FnMut(Span) -> Option<Span>) -> Log {
    let mut moved = |entry: &Correction| {
        let entry = entry.with_anchors(&mut |a| Some(Anchor { span: f(a.span)?, ..a }))?;
        entry.with_spans(f)
    };
    Log { entries: log.entries.iter().filter_map(&mut moved).collect() }
}
