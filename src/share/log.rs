//! A reader's corrections through the arithmetic coder.
//!
//! Every correction has a kind and, by its kind, statements, spans, names and a label. Spans nearly always begin and
//! end where words do, so they are told by the number of the word; names are coded by the text model, which has just
//! read the article they come from. Kinds are numbered for good: a new kind takes a new number.

use super::coder::Coder;
use super::numbers::{Choice, Flag, Number, below};
use super::text::Text;
use crate::corrections::{Anchor, Correction, Log};
use crate::document::{AttributionType, PartyKind, Span, Stance};

/// Most corrections, statements, spans, and bytes of names, all together, in one link.
const MOST_PARTS: u32 = 1 << 18;

/// How often something stands in a correction of some kind.
#[derive(Clone, Copy, PartialEq)]
enum Times {
    Never,
    Once,
    Perhaps,
    Twice,
    Any,
}

/// What belongs to a kind: statements, spans, names, and whether there is a label.
type Shape = (Times, Times, Times, bool);

use Times::{Any, Never, Once, Perhaps, Twice};

/// By number.
const SHAPES: [Shape; 17] = [
    (Once, Never, Perhaps, false), // Party
    (Once, Perhaps, Never, false), // Source
    (Once, Any, Never, false),     // Bounds
    (Once, Never, Never, false),   // Remove
    (Never, Any, Perhaps, false),  // Add
    (Once, Never, Never, true),    // Stance
    (Once, Never, Perhaps, false), // Target
    (Never, Never, Twice, false),  // Merge
    (Any, Never, Once, false),     // Split
    (Never, Never, Twice, false),  // Rename
    (Never, Never, Once, false),   // NotParty
    (Once, Never, Once, false),    // Note
    (Once, Never, Never, false),   // Confirm
    (Once, Never, Any, false),     // Also
    (Once, Perhaps, Never, false), // Cue
    (Once, Never, Never, true),    // Type
    (Never, Never, Once, true),    // Kind
];

/// A correction taken apart.
#[derive(Default)]
struct Parts {
    kind: u32,
    statements: Vec<Anchor>,
    spans: Vec<Span>,
    names: Vec<String>,
    label: u32,
}

/// Codes whole logs.
pub struct LogCoder<'t, 'n> {
    words: Words,
    text: &'t mut Text<'n>,
    kinds: Choice<5>,
    more: Flag,
    given: Flag,
    counts: Number,
    labels: Choice<4>,
    first: Flag,
    lengths: Number,
    at_word: Flag,
    span_words: Number,
    raw: Number,
    left: u32,
}

impl<'t, 'n> LogCoder<'t, 'n> {
    /// For corrections of `article`, which `text` has just coded.
    pub fn new(article: &str, text: &'t mut Text<'n>) -> Self {
        Self::over(Words::new(article), text)
    }

    /// For corrections whose spans are numbers of `count` quotations.
    pub fn of_quotations(count: usize, text: &'t mut Text<'n>) -> Self {
        Self::over(Words { edges: (0..=count as u32).collect() }, text)
    }

    fn over(words: Words, text: &'t mut Text<'n>) -> Self {
        Self {
            words,
            text,
            kinds: Choice::new(),
            more: Flag::new(1 << 14),
            given: Flag::new(60000),
            counts: Number::new(),
            labels: Choice::new(),
            first: Flag::new(64000),
            lengths: Number::new(),
            at_word: Flag::new(63000),
            span_words: Number::new(),
            raw: Number::new(),
            left: MOST_PARTS,
        }
    }

    /// Codes the entries of `log`; the reader gives an empty one. Stops where the coder is lost, before the entry in
    /// question. `None`: too many corrections, or what is read is no log.
    pub fn code(&mut self, coder: &mut dyn Coder, log: &Log) -> Option<Log> {
        let mut read = Log::default();
        loop {
            let next = log.entries.get(read.entries.len());
            if !self.more.code(coder, next.is_some()) || coder.lost() {
                return Some(read);
            }
            let parts = self.parts(coder, next.map(take_apart).unwrap_or_default());
            if coder.lost() {
                return Some(read);
            }
            read.entries.push(put_together(parts?)?);
        }
    }

    fn parts(&mut self, coder: &mut dyn Coder, given: Parts) -> Option<Parts> {
        self.spend(1)?;
        let kind = self.kinds.code(coder, given.kind);
        let (statements, spans, names, label) = *SHAPES.get(kind as usize)?;
        let mut parts = Parts { kind, ..Parts::default() };
        for at in 0..self.times(coder, statements, given.statements.len())? {
            let anchor = given.statements.get(at).copied();
            let anchor =
                self.anchor(coder, anchor.unwrap_or(Anchor { span: Span { start: 0, end: 0 }, nth: 0 }));
            parts.statements.push(anchor);
            if coder.lost() {
                return Some(parts);
            }
        }
        for at in 0..self.times(coder, spans, given.spans.len())? {
            let span = given.spans.get(at).copied().unwrap_or(Span { start: 0, end: 0 });
            parts.spans.push(self.span(coder, span));
            if coder.lost() {
                return Some(parts);
            }
        }
        for at in 0..self.times(coder, names, given.names.len())? {
            let name = given.names.get(at).map_or("", String::as_str);
            let name = self.name(coder, name)?;
            if coder.lost() {
                return Some(parts);
            }
            parts.names.push(name);
        }
        if label {
            parts.label = self.labels.code(coder, given.label);
        }
        Some(parts)
    }

    fn spend(&mut self, parts: u32) -> Option<()> {
        self.left = self.left.checked_sub(parts)?;
        Some(())
    }

    fn times(&mut self, coder: &mut dyn Coder, times: Times, given: usize) -> Option<usize> {
        Some(match times {
            Never => 0,
            Once => 1,
            Twice => 2,
            Perhaps => self.given.code(coder, given > 0).into(),
            Any => {
                let count = self.counts.code(coder, given as u32);
                self.spend(count)?;
                count as usize
            }
        })
    }

    fn anchor(&mut self, coder: &mut dyn Coder, anchor: Anchor) -> Anchor {
        let span = self.span(coder, anchor.span);
        let first = self.first.code(coder, anchor.nth == 0);
        let nth =
            if first { 0 } else { below(coder, 255, u32::from(anchor.nth).saturating_sub(1)) as u8 + 1 };
        Anchor { span, nth }
    }

    fn span(&mut self, coder: &mut dyn Coder, span: Span) -> Span {
        let known = self.words.number(span);
        if !self.at_word.code(coder, known.is_some()) {
            return Span { start: self.raw.code(coder, span.start), end: self.raw.code(coder, span.end) };
        }
        let (from, to) = known.unwrap_or((0, 0));
        let from = below(coder, self.words.edges.len() as u32, from);
        let length = self.span_words.code(coder, to.wrapping_sub(from));
        let last = self.words.edges.len() - 1;
        let to = (from as usize).saturating_add(length as usize).min(last);
        Span { start: self.words.edges[from as usize], end: self.words.edges[to] }
    }

    fn name(&mut self, coder: &mut dyn Coder, name: &str) -> Option<String> {
        let length = self.lengths.code(coder, name.len() as u32);
        self.spend(length)?;
        self.text.pause();
        let bytes = self.text.code_all(coder, name.as_bytes(), length as usize);
        if coder.lost() {
            return Some(String::new());
        }
        String::from_utf8(bytes).ok()
    }
}

/// The places in an article where words begin or end.
struct Words {
    edges: Vec<u32>,
}

impl Words {
    fn new(article: &str) -> Self {
        let mut edges = vec![0];
        let mut before = None;
        for (at, c) in article.char_indices() {
            let class =
                if c.is_ascii_alphanumeric() || c.len_utf8() == 2 { 1 } else { 2 + u32::from(c == ' ') };
            if before.is_some_and(|b| b != class) {
                edges.push(at as u32);
            }
            before = Some(class);
        }
        if !article.is_empty() {
            edges.push(article.len() as u32);
        }
        Self { edges }
    }

    fn number(&self, span: Span) -> Option<(u32, u32)> {
        let from = self.edges.binary_search(&span.start).ok()?;
        let to = self.edges.binary_search(&span.end).ok()?;
        (from <= to).then_some((from as u32, to as u32))
    }
}

fn take_apart(correction: &Correction) -> Parts {
    let mut parts = Parts { statements: correction.anchors().to_vec(), ..Parts::default() };
    match correction {
        Correction::Party(_, name) => parts.names.extend(name.clone()),
        Correction::Source(_, span) => (parts.kind, parts.spans) = (1, Vec::from_iter(*span)),
        Correction::Bounds(_, spans) => (parts.kind, parts.spans) = (2, spans.clone()),
        Correction::Remove(_) => parts.kind = 3,
        Correction::Add(spans, name) => {
            (parts.kind, parts.spans, parts.names) = (4, spans.clone(), Vec::from_iter(name.clone()));
        }
        Correction::Stance(_, stance) => (parts.kind, parts.label) = (5, number_of(&Stance::ALL, stance)),
        Correction::Target(_, name) => (parts.kind, parts.names) = (6, Vec::from_iter(name.clone())),
        Correction::Merge(from, into) => (parts.kind, parts.names) = (7, vec![from.clone(), into.clone()]),
        Correction::Split(_, name) => (parts.kind, parts.names) = (8, vec![name.clone()]),
        Correction::Rename(from, to) => (parts.kind, parts.names) = (9, vec![from.clone(), to.clone()]),
        Correction::NotParty(name) => (parts.kind, parts.names) = (10, vec![name.clone()]),
        Correction::Note(_, words) => (parts.kind, parts.names) = (11, vec![words.clone()]),
        Correction::Confirm(_) => parts.kind = 12,
        Correction::Also(_, names) => (parts.kind, parts.names) = (13, names.clone()),
        Correction::Cue(_, span) => (parts.kind, parts.spans) = (14, Vec::from_iter(*span)),
        Correction::Type(_, kind) => (parts.kind, parts.label) = (15, number_of(&TYPES, kind)),
        Correction::Kind(name, kind) => {
            (parts.kind, parts.names, parts.label) = (16, vec![name.clone()], number_of(&PARTY_KINDS, kind));
        }
    }
    parts
}

/// In the order of their numbers in a link.
const TYPES: [AttributionType; 4] = [
    AttributionType::Communication,
    AttributionType::Attitude,
    AttributionType::Factive,
    AttributionType::Control,
];

/// In the order of their numbers in a link.
const PARTY_KINDS: [PartyKind; 4] =
    [PartyKind::State, PartyKind::Organisation, PartyKind::Person, PartyKind::Group];

fn number_of<T: PartialEq>(all: &[T], one: &T) -> u32 {
    all.iter().position(|t| t == one).unwrap_or(0) as u32
}

fn put_together(parts: Parts) -> Option<Correction> {
    let anchor = parts.statements.first().copied();
    let span = parts.spans.first().copied();
    let label = parts.label as usize;
    let mut names = parts.names.into_iter();
    Some(match parts.kind {
        0 => Correction::Party(anchor?, names.next()),
        1 => Correction::Source(anchor?, span),
        2 => Correction::Bounds(anchor?, parts.spans),
        3 => Correction::Remove(anchor?),
        4 => Correction::Add(parts.spans, names.next()),
        5 => Correction::Stance(anchor?, *Stance::ALL.get(label)?),
        6 => Correction::Target(anchor?, names.next()),
        7 => Correction::Merge(names.next()?, names.next()?),
        8 => Correction::Split(parts.statements, names.next()?),
        9 => Correction::Rename(names.next()?, names.next()?),
        10 => Correction::NotParty(names.next()?),
        11 => Correction::Note(anchor?, names.next()?),
        12 => Correction::Confirm(anchor?),
        13 => Correction::Also(anchor?, names.collect()),
        14 => Correction::Cue(anchor?, span),
        15 => Correction::Type(anchor?, *TYPES.get(label)?),
        16 => Correction::Kind(names.next()?, *PARTY_KINDS.get(label)?),
        _ => return None,
    })
}
