//! Everything that is drawn of one article: the document with the reader's corrections, and what follows from it.

use super::cards::{self, Card};
use super::lines::{Edits, Lines};
use super::matrix::{self, Matrix};
use super::runs::{self, Paragraph};
use super::voice::{self, Voice};
use crate::corrections::{Anchor, Applied, Changed, Log, apply};
use crate::document::{Document, PartyId, StatementId};
use std::rc::Rc;

/// One article as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The article column.
    pub paragraphs: Rc<Vec<Rc<Paragraph>>>,
    /// What the engine found, as the reader corrected it; none before the analysis is there.
    pub applied: Option<Rc<Applied>>,
    /// Statements and parties as lists show them.
    pub lines: Rc<Lines>,
    /// The cards of the panel.
    pub cards: Rc<Vec<Rc<Card>>>,
    /// Who speaks how about whom.
    pub matrix: Rc<Matrix>,
    /// Share of voice.
    pub voice: Rc<Voice>,
    /// Statements that the machine asks the reader to check, in text order.
    pub doubtful: Rc<Vec<StatementId>>,
}

impl Reading {
    /// The article alone.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { paragraphs: Rc::new(runs::plain(text)), ..Self::default() }
    }

    /// The article with what the engine found and the reader changed; `attitudes` shows what is only thought as well.
    #[must_use]
    pub fn new(text: &str, machine: &Document, log: &Log, attitudes: bool) -> Self {
        let applied = apply(log, text, machine);
        let edits = edits(&applied);
        let document = &applied.document;
        let lines = Lines::new(text, document, &edits, attitudes);
        let changed = edits.changes.keys().copied().collect();
        let paragraphs = runs::paragraphs(text, document, &lines, &changed);
        let doubtful = lines.shown.iter().filter(|line| line.check).map(|line| line.id).collect();
        Self {
            cards: Rc::new(cards::cards(document, &lines)),
            matrix: Rc::new(matrix::matrix(document, &lines)),
            voice: Rc::new(voice::voice(&lines, &paragraphs)),
            doubtful: Rc::new(doubtful),
            paragraphs: Rc::new(paragraphs),
            lines: Rc::new(lines),
            applied: Some(Rc::new(applied)),
        }
    }

    /// The document as corrected.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.applied.as_ref().map(|applied| &applied.document)
    }

    /// The name for good of a statement.
    #[must_use]
    pub fn anchor(&self, id: StatementId) -> Option<Anchor> {
        self.applied.as_ref()?.anchors.get(id as usize).copied()
    }

    /// The name for good of a party.
    #[must_use]
    pub fn name(&self, id: PartyId) -> Option<String> {
        self.applied.as_ref()?.names.get(id as usize).cloned()
    }
}

fn edits(applied: &Applied) -> Edits {
    let mut edits = Edits::default();
    for change in &applied.changes {
        let Some(id) = change.statement else { continue };
        let words = match change.what {
            Changed::Added => "added by a reader".to_owned(),
            Changed::Confirmed => "confirmed by a reader".to_owned(),
            Changed::Note => continue,
            what => format!("{}: was {}, now {}", what.label(), or_none(&change.was), or_none(&change.now)),
        };
        edits.changes.entry(id).or_default().push(words.into());
    }
    for note in &applied.notes {
        edits.notes.insert(note.statement, note.words.as_str().into());
    }
    edits
}

/// Words for a list of changes; an empty value reads as "none".
#[must_use]
pub fn or_none(words: &str) -> &str {
    if words.is_empty() { "none" } else { words }
}
