//! A document taken apart so that it can be changed: statements and sides that keep their place whatever happens.

use super::{Anchor, Change, Changed};
use crate::document::{
    AttributionType, Confidence, Document, Kind, Party, PartyKind, SourceClass, Span, Stance, Statement,
    capital,
};
use crate::order::Order;
use std::collections::BTreeMap;

/// Longest party name and note that are taken, in code points.
const MAX_NAME: usize = 120;
const MAX_NOTE: usize = 4000;
/// Most spans in one content.
const MAX_SPANS: usize = 64;

/// The state between two entries of a log.
pub(super) struct Draft<'t> {
    pub text: &'t str,
    pub machine: &'t Document,
    /// The engine's statements in their order, then the added ones.
    pub entries: Vec<Entry>,
    /// The engine's parties in their order, then new ones. Statements' party, also and target are indices here.
    pub sides: Vec<Side>,
    pub changes: Vec<Change>,
    index: BTreeMap<Anchor, usize>,
    names: BTreeMap<String, usize>,
}

/// A statement on its way.
pub(super) struct Entry {
    pub anchor: Anchor,
    pub statement: Statement,
    pub gone: bool,
    pub note: String,
    /// What a reader changed about it.
    pub touched: Vec<Changed>,
}

/// A party on its way.
pub(super) struct Side {
    /// Its name for good.
    pub name: String,
    pub party: Party,
    pub gone: bool,
    /// The side that it was found to be.
    pub into: Option<usize>,
}

impl<'t> Draft<'t> {
    pub fn new(text: &'t str, machine: &'t Document) -> Self {
        let mut draft = Self {
            text,
            machine,
            entries: Vec::with_capacity(machine.statements.len()),
            sides: Vec::with_capacity(machine.parties.len()),
            changes: Vec::new(),
            index: BTreeMap::new(),
            names: BTreeMap::new(),
        };
        for (i, party) in machine.parties.iter().enumerate() {
            draft.names.entry(party.name.clone()).or_insert(i);
            let mut party = party.clone();
            party.mentions.retain(|&m| draft.holds(m));
            draft.sides.push(Side { name: party.name.clone(), party, gone: false, into: None });
        }
        for statement in &machine.statements {
            draft.enter(statement.clone());
        }
        draft
    }

    /// Takes in a statement of the engine's, or what of it makes sense in this text.
    fn enter(&mut self, mut statement: Statement) {
        let sides = self.sides.len() as u32;
        statement.content.retain(|&span| self.holds(span));
        statement.source = statement.source.filter(|&span| self.holds(span));
        statement.subject = statement.subject.filter(|&span| self.holds(span));
        statement.cue = statement.cue.filter(|&span| self.holds(span));
        statement.party = statement.party.filter(|&p| p < sides);
        statement.target = statement.target.filter(|&p| p < sides);
        statement.also.retain(|&p| p < sides);
        let anchor = Anchor::of(&statement.content);
        let gone = anchor.is_none();
        let anchor = self.place(anchor.map_or(Span { start: 0, end: 0 }, |a| a.span));
        self.index.entry(anchor).or_insert(self.entries.len());
        self.entries.push(Entry { anchor, statement, gone, note: String::new(), touched: Vec::new() });
    }

    /// The next free anchor at these bounds. The 256th statement with the same bounds shares the 255th's.
    fn place(&self, span: Span) -> Anchor {
        let taken = self.index.range(Anchor { span, nth: 0 }..=Anchor { span, nth: u8::MAX }).next_back();
        Anchor { span, nth: taken.map_or(0, |(last, _)| last.nth.saturating_add(1)) }
    }

    /// Whether `span` is a non-empty stretch of the text.
    pub fn holds(&self, span: Span) -> bool {
        span.start < span.end && self.text.get(span.start as usize..span.end as usize).is_some()
    }

    /// The statement that an anchor names, if it is still there.
    pub fn find(&self, anchor: &Anchor) -> Option<usize> {
        self.index.get(anchor).copied().filter(|&i| !self.entries[i].gone)
    }

    /// The side that a name names, after merges.
    pub fn side(&self, name: &str) -> Option<usize> {
        let name = clean(name, MAX_NAME)?;
        self.names.get(&name).map(|&i| self.root(i)).filter(|&i| !self.sides[i].gone)
    }

    /// The same; a name that nobody has makes a new side.
    pub fn side_or_new(&mut self, name: &str, kind: PartyKind) -> Option<usize> {
        let name = clean(name, MAX_NAME)?;
        if let Some(side) = self.side(&name) {
            return Some(side);
        }
        let party = Party {
            id: 0,
            letters: self.letters(&name),
            name: name.clone(),
            kind,
            aliases: Vec::new(),
            mentions: Vec::new(),
            statements: Vec::new(),
            position: Vec::new(),
            words: 0,
        };
        self.sides.push(Side { name: name.clone(), party, gone: false, into: None });
        self.names.insert(name, self.sides.len() - 1);
        Some(self.sides.len() - 1)
    }

    /// Where the merges of a side lead.
    pub fn root(&self, mut side: usize) -> usize {
        while let Some(into) = self.sides[side].into {
            side = into;
        }
        side
    }

    /// What a card shows for a side; `None` is nobody.
    pub fn shown(&self, side: Option<u32>) -> String {
        let side = side.map(|s| self.root(s as usize)).filter(|&s| !self.sides[s].gone);
        side.map_or_else(|| "nobody named".to_owned(), |s| self.sides[s].party.name.clone())
    }

    /// Gives a side another name to show. Fails if that is another side's.
    pub fn rename(&mut self, side: usize, name: &str) -> bool {
        let Some(name) = clean(name, MAX_NAME) else { return false };
        match self.side(&name) {
            Some(other) if other != side => return false,
            Some(_) => {}
            None => {
                self.names.insert(name.clone(), side);
            }
        }
        self.sides[side].party.name = name;
        true
    }

    /// Adds a statement. Fails if no words are left or the bounds have been used 255 times.
    pub fn add(&mut self, spans: &[Span], party: Option<u32>) -> Option<usize> {
        let anchor = self.place(Anchor::of(spans)?.span);
        if self.index.contains_key(&anchor) {
            return None;
        }
        let content = self.content(spans, &[])?;
        let statement = Statement {
            id: 0,
            kind: Kind::Indirect,
            source: None,
            subject: None,
            cue: None,
            content,
            continues: None,
            attribution: AttributionType::Communication,
            parent: None,
            party,
            also: Vec::new(),
            earlier: None,
            source_class: SourceClass::None,
            stance: Stance::States,
            target: None,
            confidence: Confidence { statement: 100, speaker: 100, check: false },
            reasons: Vec::new(),
        };
        self.index.insert(anchor, self.entries.len());
        let touched = vec![Changed::Added];
        self.entries.push(Entry { anchor, statement, gone: false, note: String::new(), touched });
        Some(self.entries.len() - 1)
    }

    /// `spans` as a content: in order, disjoint, without white space around, without the words of `except`.
    /// None if a span is no stretch of the text, there are too many, or nothing is left.
    pub fn content(&self, spans: &[Span], except: &[Span]) -> Option<Vec<Span>> {
        if spans.len() > MAX_SPANS || !spans.iter().all(|&s| self.holds(s)) {
            return None;
        }
        let mut sorted = spans.to_vec();
        sorted.order();
        let mut joined: Vec<Span> = Vec::new();
        for span in sorted {
            match joined.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.cover(span),
                _ => joined.push(span),
            }
        }
        for &hole in except {
            joined = joined.into_iter().flat_map(|span| without(span, hole)).collect();
        }
        let content: Vec<Span> = joined.into_iter().filter_map(|span| trimmed(self.text, span)).collect();
        (!content.is_empty()).then_some(content)
    }

    /// Capitals for the badge of a new side: initials, or the first two letters, whichever is free.
    fn letters(&self, name: &str) -> String {
        let capitals = |s: &str, most: usize| -> String {
            s.chars().filter(|c| c.is_alphanumeric()).map(capital).take(most).collect()
        };
        let initials: String = name.split_whitespace().map(|word| capitals(word, 1)).take(2).collect();
        let first_two = capitals(name, 2);
        let free = |s: &String| !s.is_empty() && self.sides.iter().all(|side| side.party.letters != *s);
        [initials.clone(), first_two].into_iter().find(free).unwrap_or(initials)
    }
}

/// A note as it is kept; `None` deletes it.
pub(super) fn clean_note(words: &str) -> Option<String> {
    let words: String = words.chars().filter(|c| !c.is_control() || *c == '\n').take(MAX_NOTE).collect();
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// One line without control characters, at most `max` code points.
fn clean(words: &str, max: usize) -> Option<String> {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(max).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What is left of `span` outside `hole`.
fn without(span: Span, hole: Span) -> Vec<Span> {
    if !span.overlaps(hole) {
        return vec![span];
    }
    let before = Span { start: span.start, end: hole.start.max(span.start) };
    let after = Span { start: hole.end.min(span.end), end: span.end };
    [before, after].into_iter().filter(|s| !s.is_empty()).collect()
}

/// `span` without the white space at its ends; none if nothing else is in it.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.range())?;
    let start = span.start as usize + (words.len() - words.trim_start().len());
    let words = words.trim();
    (!words.is_empty()).then(|| Span::new(start, start + words.len()))
}
