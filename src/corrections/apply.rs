//! A log applied to a document. Total: an entry that makes no sense any more is skipped and reported.

use super::draft::{Draft, clean_note};
use super::{Anchor, Correction, Log, assemble};
use crate::document::{Document, PartyId, PartyKind, SourceClass, Span, StatementId};

/// Entries beyond this many are skipped: nobody makes them by hand.
pub const MAX_ENTRIES: usize = 10_000;

/// A document as a reader left it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The corrected document, with all of a document's invariants.
    pub document: Document,
    /// How corrections name each statement of `document`.
    pub anchors: Vec<Anchor>,
    /// How corrections name each party of `document`.
    pub names: Vec<String>,
    /// The reader's notes, in order of their statements.
    pub notes: Vec<Note>,
    /// What the entries changed, in their order: machine against reader.
    pub changes: Vec<Change>,
    /// Indices of entries that did nothing: their statement or party is gone, or they cannot be.
    pub skipped: Vec<usize>,
}

/// The reader's own words about a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The statement in the corrected document.
    pub statement: StatementId,
    /// Plain text, may have several lines.
    pub words: String,
}

/// One difference between machine and reader, for a list a person can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Index of the entry that made it.
    pub entry: usize,
    /// The statement in the corrected document; none for a removed statement and for changes of a party.
    pub statement: Option<StatementId>,
    /// What changed.
    pub what: Changed,
    /// Before the entry, in words: a party's name, words of the article, a label.
    pub was: String,
    /// After it.
    pub now: String,
}

/// What a [`Change`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Whose statement it is.
    Party,
    /// Who speaks jointly.
    Also,
    /// The words that name the speaker.
    Source,
    /// The words that attribute.
    Cue,
    /// What is attributed.
    Bounds,
    /// It is no statement.
    Removed,
    /// The engine missed it.
    Added,
    /// What it does.
    Stance,
    /// At whom it is aimed.
    Target,
    /// Speech or a private attitude.
    Type,
    /// Two parties are one.
    Merged,
    /// A party's name.
    Renamed,
    /// What a party is.
    Kind,
    /// It is no party.
    NotParty,
    /// A note.
    Note,
    /// Looked at and found right.
    Confirmed,
}

impl Changed {
    /// For lists and files, e.g. `speaker`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Party => "speaker",
            Self::Also => "joint speakers",
            Self::Source => "source words",
            Self::Cue => "cue",
            Self::Bounds => "words",
            Self::Removed => "not a statement",
            Self::Added => "added",
            Self::Stance => "stance",
            Self::Target => "about whom",
            Self::Type => "said or thought",
            Self::Merged => "merged",
            Self::Renamed => "name",
            Self::Kind => "kind",
            Self::NotParty => "not a party",
            Self::Note => "note",
            Self::Confirmed => "confirmed",
        }
    }
}

/// Applies `log` to the engine's `document` of `text`. An empty log changes nothing.
#[must_use]
pub fn apply(log: &Log, text: &str, document: &Document) -> Applied {
    let mut draft = Draft::new(text, document);
    let mut skipped = Vec::new();
    for (entry, correction) in log.entries.iter().enumerate() {
        if entry >= MAX_ENTRIES || draft.take(entry, correction).is_none() {
            skipped.push(entry);
        }
    }
    let changed = skipped.len() < log.entries.len();
    let reshaped = |what: &Changed| assemble::reshapes(*what) || *what == Changed::Removed;
    let renest = draft.entries.iter().any(|e| e.touched.iter().any(reshaped));
    let mut applied = assemble::assemble(draft, renest);
    applied.skipped = skipped;
    if !changed {
        applied.document = document.clone();
    }
    applied
}

impl Applied {
    /// How corrections name a statement of the corrected document.
    #[must_use]
    pub fn anchor(&self, id: StatementId) -> Option<Anchor> {
        self.anchors.get(id as usize).copied()
    }

    /// How corrections name a party of the corrected document.
    #[must_use]
    pub fn name(&self, id: PartyId) -> Option<&str> {
        self.names.get(id as usize).map(String::as_str)
    }

    /// The statement of the corrected document that `anchor` names.
    #[must_use]
    pub fn find(&self, anchor: Anchor) -> Option<StatementId> {
        self.anchors.iter().position(|&a| a == anchor).map(|i| i as StatementId)
    }

    /// What a reader changed about one statement: the machine's value and the last one, each aspect once.
    #[must_use]
    pub fn differences(&self, id: StatementId) -> Vec<Change> {
        let mut found: Vec<Change> = Vec::new();
        for change in self.changes.iter().filter(|c| c.statement == Some(id)) {
            match found.iter_mut().find(|c| c.what == change.what) {
                Some(first) => first.now.clone_from(&change.now),
                None => found.push(change.clone()),
            }
        }
        found.retain(|c| c.was != c.now);
        found
    }
}

impl Draft<'_> {
    /// Applies one entry; `None` if it makes no sense here.
    fn take(&mut self, entry: usize, correction: &Correction) -> Option<()> {
        match correction {
            Correction::Party(anchor, name) => {
                let i = self.find(anchor)?;
                let party = self.named(name)?;
                self.set_party(entry, i, party);
            }
            Correction::Also(anchor, names) => {
                let i = self.find(anchor)?;
                let mut also = Vec::new();
                for name in names.iter().take(16) {
                    let side = self.side_or_new(name, PartyKind::Person)? as PartyId;
                    if !also.contains(&side) {
                        also.push(side);
                    }
                }
                let was = self.list(&self.entries[i].statement.also);
                self.entries[i].statement.also = also;
                let now = self.list(&self.entries[i].statement.also);
                self.record(entry, Some(i), Changed::Also, was, now);
            }
            Correction::Source(anchor, span) => {
                let i = self.find(anchor)?;
                self.set_source(entry, i, *span)?;
            }
            Correction::Cue(anchor, span) => {
                let i = self.find(anchor)?;
                let taken = self.entries[i].statement.source;
                let cue = self.phrase(*span, taken.as_slice())?;
                let content = self.content(&self.entries[i].statement.content, cue.as_slice())?;
                let was = self.words(self.entries[i].statement.cue.as_slice());
                self.entries[i].statement.content = content;
                self.entries[i].statement.cue = cue;
                self.record(entry, Some(i), Changed::Cue, was, self.words(cue.as_slice()));
            }
            Correction::Bounds(anchor, spans) => {
                let i = self.find(anchor)?;
                let statement = &self.entries[i].statement;
                let taken: Vec<Span> = statement.source.into_iter().chain(statement.cue).collect();
                let content = self.content(spans, &taken)?;
                let was = self.words(&statement.content);
                let now = self.words(&content);
                self.entries[i].statement.content = content;
                self.record(entry, Some(i), Changed::Bounds, was, now);
            }
            Correction::Remove(anchor) => {
                let i = self.find(anchor)?;
                let was = self.words(&self.entries[i].statement.content);
                self.entries[i].gone = true;
                self.record(entry, Some(i), Changed::Removed, was, String::new());
            }
            Correction::Add(spans, name) => {
                self.content(spans, &[])?;
                let party = self.named(name)?;
                let i = self.add(spans, party)?;
                let now = self.words(&self.entries[i].statement.content);
                self.record(entry, Some(i), Changed::Added, String::new(), now);
            }
            Correction::Stance(anchor, stance) => {
                let i = self.find(anchor)?;
                let was = std::mem::replace(&mut self.entries[i].statement.stance, *stance);
                self.record(entry, Some(i), Changed::Stance, was.label().into(), stance.label().into());
            }
            Correction::Target(anchor, name) => {
                let i = self.find(anchor)?;
                let target = self.named(name)?;
                let was = self.shown(self.entries[i].statement.target);
                self.entries[i].statement.target = target;
                self.record(entry, Some(i), Changed::Target, was, self.shown(target));
            }
            Correction::Type(anchor, kind) => {
                let i = self.find(anchor)?;
                let was = std::mem::replace(&mut self.entries[i].statement.attribution, *kind);
                self.record(entry, Some(i), Changed::Type, was.label().into(), kind.label().into());
            }
            Correction::Merge(one, other) => {
                let (one, other) = (self.side(one)?, self.side(other)?);
                if one == other {
                    return None;
                }
                let was = self.shown(Some(one as PartyId));
                self.sides[one].into = Some(other);
                self.record(entry, None, Changed::Merged, was, self.shown(Some(other as PartyId)));
            }
            Correction::Split(anchors, name) => {
                let found: Vec<usize> =
                    anchors.iter().take(MAX_ENTRIES).filter_map(|a| self.find(a)).collect();
                let old = self.entries[*found.first()?].statement.party;
                let kind = old.map_or(PartyKind::Person, |p| self.sides[self.root(p as usize)].party.kind);
                let side = self.side_or_new(name, kind)? as PartyId;
                for i in found {
                    self.set_party(entry, i, Some(side));
                }
            }
            Correction::Rename(party, name) => {
                let side = self.side(party)?;
                let was = self.shown(Some(side as PartyId));
                self.rename(side, name).then_some(())?;
                self.record(entry, None, Changed::Renamed, was, self.shown(Some(side as PartyId)));
            }
            Correction::Kind(party, kind) => {
                let side = self.side(party)?;
                let was = std::mem::replace(&mut self.sides[side].party.kind, *kind);
                let shown = |kind: PartyKind| format!("{}: {}", self.sides[side].party.name, kind.label());
                let (was, now) = (shown(was), shown(*kind));
                self.record(entry, None, Changed::Kind, was, now);
            }
            Correction::NotParty(party) => {
                let side = self.side(party)?;
                let was = self.shown(Some(side as PartyId));
                self.sides[side].gone = true;
                self.record(entry, None, Changed::NotParty, was, String::new());
            }
            Correction::Note(anchor, words) => {
                let i = self.find(anchor)?;
                let note = clean_note(words).unwrap_or_default();
                let was = std::mem::replace(&mut self.entries[i].note, note.clone());
                self.record(entry, Some(i), Changed::Note, was, note);
            }
            Correction::Confirm(anchor) => {
                let i = self.find(anchor)?;
                self.record(entry, Some(i), Changed::Confirmed, "unsure".to_owned(), "right".to_owned());
            }
        }
        Some(())
    }

    /// The side a correction names: `Some(None)` is nobody, `None` a name that cannot be one.
    fn named(&mut self, name: &Option<String>) -> Option<Option<PartyId>> {
        match name {
            Some(name) => self.side_or_new(name, PartyKind::Person).map(|side| Some(side as PartyId)),
            None => Some(None),
        }
    }

    fn set_party(&mut self, entry: usize, i: usize, party: Option<PartyId>) {
        let was = self.shown(self.entries[i].statement.party);
        let statement = &mut self.entries[i].statement;
        statement.party = party;
        statement.also.clear();
        self.record(entry, Some(i), Changed::Party, was, self.shown(party));
    }

    /// Content and cue make room for a new source.
    fn set_source(&mut self, entry: usize, i: usize, span: Option<Span>) -> Option<()> {
        let source = self.phrase(span, &[])?;
        let taken = source.as_slice();
        let content = self.content(&self.entries[i].statement.content, taken)?;
        let cue = self.entries[i].statement.cue;
        let cue = cue
            .and_then(|cue| self.content(&[cue], taken))
            .and_then(|rest| rest.into_iter().max_by_key(Span::len));
        let was = self.words(self.entries[i].statement.source.as_slice());
        let capital = |span: Span| self.text[span.range()].contains(char::is_uppercase);
        let class =
            match source {
                None if self.entries[i].statement.party.is_none() => SourceClass::None,
                Some(span) if self.entries[i].statement.source_class == SourceClass::None => {
                    if capital(span) { SourceClass::Named } else { SourceClass::Unnamed }
                }
                _ => self.entries[i].statement.source_class,
            };
        let statement = &mut self.entries[i].statement;
        statement.source_class = class;
        statement.source = source;
        statement.subject = None;
        statement.cue = cue;
        statement.content = content;
        self.record(entry, Some(i), Changed::Source, was, self.words(source.as_slice()));
        Some(())
    }

    /// A source or cue: trimmed, in one piece, clear of `taken`. `None` if it cannot be one.
    fn phrase(&self, span: Option<Span>, taken: &[Span]) -> Option<Option<Span>> {
        match span {
            None => Some(None),
            Some(span) => match self.content(&[span], taken)?[..] {
                [phrase] => Some(Some(phrase)),
                _ => None,
            },
        }
    }

    fn record(&mut self, entry: usize, i: Option<usize>, what: Changed, was: String, now: String) {
        if let Some(i) = i {
            self.entries[i].touched.push(what);
        }
        if was != now {
            self.changes.push(Change { entry, statement: i.map(|i| i as StatementId), what, was, now });
        }
    }

    /// The words of the article, pieces joined by an ellipsis.
    fn words(&self, spans: &[Span]) -> String {
        let pieces: Vec<&str> = spans.iter().map(|s| s.of(self.text)).collect();
        pieces.join(" … ")
    }

    fn list(&self, sides: &[PartyId]) -> String {
        let names: Vec<String> = sides.iter().map(|&s| self.shown(Some(s))).collect();
        names.join(", ")
    }
}
