//! A statement as every list, card and cell of the page shows it.

use super::layout;
use super::palette::Slot;
use super::runs::hull;
use crate::document::{
    AttributionType, Document, Kind, PartyId, SourceClass, Span, Stance, Statement, StatementId,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A party by what is always shown together: letters, pattern, colour and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRef {
    /// Which party; none for nobody's words.
    pub id: Option<PartyId>,
    /// Colour and pattern.
    pub slot: Slot,
    /// One or two capitals; `–` for nobody.
    pub letters: Rc<str>,
    /// Its name; "No party" for nobody.
    pub name: Rc<str>,
}

/// Some words of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: Rc<str>,
    /// Whether they stand in quotation marks.
    pub verbatim: bool,
}

/// A statement, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which statement.
    pub id: StatementId,
    /// Who speaks.
    pub party: PartyRef,
    /// Who speaks jointly.
    pub also: Vec<PartyRef>,
    /// What it does.
    pub stance: Stance,
    /// At whom.
    pub target: Option<PartyRef>,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// Said, or only thought, known or meant.
    pub attribution: AttributionType,
    /// The source as the article names it.
    pub source: Option<Rc<str>>,
    /// The cue as it stands in the article.
    pub cue: Option<Rc<str>>,
    /// The words that place it before the occasion the article reports.
    pub earlier: Option<Rc<str>>,
    /// How named the source is.
    pub class: SourceClass,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// Why it was decided so.
    pub reasons: Vec<Rc<str>>,
    /// Those around it, outermost first, each with what it does; empty when it is nested in none.
    pub inside: Vec<(PartyRef, Stance)>,
    /// Paragraph of its first words, from 1.
    pub paragraph: usize,
    /// From its first content byte to its last.
    pub hull: Span,
    /// Words in its content.
    pub words: u32,
    /// Whether the machine asks for a look.
    pub check: bool,
    /// What a reader changed about it: `was … now …`.
    pub changes: Vec<Rc<str>>,
    /// The reader's own words about it.
    pub note: Option<Rc<str>>,
}

/// What the reader changed, by statement of the corrected document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// `was … now …`.
    pub changes: BTreeMap<StatementId, Vec<Rc<str>>>,
    /// Notes.
    pub notes: BTreeMap<StatementId, Rc<str>>,
}

/// All statements and parties of a document in the form in which they are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// `parties[i].id == Some(i)`.
    pub parties: Rc<Vec<PartyRef>>,
    /// `all[i].id == i`.
    pub all: Vec<Rc<Line>>,
    /// Those that the page shows, in text order: what is said, and what is only thought if the reader asks for it.
    pub shown: Vec<Rc<Line>>,
}

impl Lines {
    /// Reads a document of `text`; `attitudes` shows what is only thought as well.
    #[must_use]
    pub fn new(text: &str, document: &Document, edits: &Edits, attitudes: bool) -> Self {
        let parties = document.parties.iter().map(|party| PartyRef {
            id: Some(party.id),
            slot: Slot::of(Some(party.id)),
            letters: party.letters.as_str().into(),
            name: party.name.as_str().into(),
        });
        let mut lines = Self { parties: Rc::new(parties.collect()), ..Self::default() };
        let places = layout::places(text);
        for statement in &document.statements {
            let hull = hull(statement);
            let line = Line {
                id: statement.id,
                party: lines.party(statement.party),
                also: statement.also.iter().map(|&id| lines.party(Some(id))).collect(),
                stance: statement.stance,
                target: statement.target.map(|id| lines.party(Some(id))),
                kind: statement.kind,
                attribution: statement.attribution,
                source: statement.source.map(|span| span.of(text).into()),
                cue: statement.cue.map(|span| span.of(text).into()),
                earlier: statement.earlier.map(|span| span.of(text).into()),
                class: statement.source_class,
                pieces: pieces(text, document, statement),
                reasons: statement.reasons.iter().map(|reason| reason.words.as_str().into()).collect(),
                inside: lines.around(document, statement),
                paragraph: places.partition_point(|place| place.span.start <= hull.start).max(1),
                hull,
                words: statement.content.iter().map(|span| layout::words(span.of(text))).sum(),
                check: statement.confidence.check,
                changes: edits.changes.get(&statement.id).cloned().unwrap_or_default(),
                note: edits.notes.get(&statement.id).cloned(),
            };
            lines.all.push(Rc::new(line));
        }
        lines.shown = lines.all.iter().filter(|line| attitudes || line.said()).cloned().collect();
        lines
    }

    /// A party by what is shown of it.
    #[must_use]
    pub fn party(&self, id: Option<PartyId>) -> PartyRef {
        id.and_then(|id| self.parties.get(id as usize).cloned()).unwrap_or_else(|| PartyRef {
            id: None,
            slot: Slot::Nobody,
            letters: "–".into(),
            name: "No party".into(),
        })
    }

    /// Whether the page shows a statement.
    #[must_use]
    pub fn shows(&self, id: StatementId) -> bool {
        self.shown.binary_search_by_key(&id, |line| line.id).is_ok()
    }

    /// A statement.
    #[must_use]
    pub fn get(&self, id: StatementId) -> Option<&Rc<Line>> {
        self.all.get(id as usize)
    }

    /// What a screen reader says of a statement, e.g. `China, mixed, rejects`.
    #[must_use]
    pub fn spoken(&self, id: StatementId) -> Rc<str> {
        self.get(id).map_or_else(|| "".into(), |line| line.spoken().into())
    }

    fn around(&self, document: &Document, statement: &Statement) -> Vec<(PartyRef, Stance)> {
        let mut around = Vec::new();
        let mut inner = statement;
        while let Some(outer) = inner.parent.and_then(|id| document.statements.get(id as usize)) {
            around.insert(0, (self.party(outer.party), outer.stance));
            inner = outer;
            if around.len() > document.statements.len() {
                break;
            }
        }
        around
    }
}

impl Line {
    /// Whether it is speech.
    #[must_use]
    pub fn said(&self) -> bool {
        self.attribution == AttributionType::Communication
    }

    /// Whether it is this party's, alone or jointly.
    #[must_use]
    pub fn is_of(&self, party: PartyId) -> bool {
        self.party.id == Some(party) || self.also.iter().any(|other| other.id == Some(party))
    }

    /// Who, how, what it does: `China, mixed, rejects`.
    #[must_use]
    pub fn spoken(&self) -> String {
        let mut words = format!("{}, {}, {}", self.party.name, kind(self.kind), self.stance.label());
        if let Some(target) = &self.target {
            words.push_str(", about ");
            words.push_str(&target.name);
        }
        if self.check {
            words.push_str(", please check");
        }
        words
    }

    /// All its words.
    #[must_use]
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| &*piece.text).collect()
    }

    /// The readings of a nested statement in one line, e.g. `China rejects: New Zealand accuses`.
    #[must_use]
    pub fn unwound(&self) -> Option<String> {
        if self.inside.is_empty() {
            return None;
        }
        let mut steps: Vec<String> =
            self.inside.iter().map(|(party, stance)| format!("{} {}", party.name, stance.label())).collect();
        steps.push(format!("{} {}", self.party.name, self.stance.label()));
        Some(steps.join(": "))
    }
}

/// `direct`, `indirect` or `mixed`, as `data-kind` has it.
#[must_use]
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "direct",
        Kind::Indirect => "indirect",
        Kind::Mixed => "mixed",
    }
}

/// How a reader calls a rung of the source ladder.
#[must_use]
pub fn class(class: SourceClass) -> &'static str {
    match class {
        SourceClass::Named => "named",
        SourceClass::Official => "unnamed official",
        SourceClass::Document => "document",
        SourceClass::Unnamed => "unnamed",
        SourceClass::None => "no source",
    }
}

/// The content cut where quotation marks open and close; an ellipsis stands where the cue interrupts.
fn pieces(text: &str, document: &Document, statement: &Statement) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, &span) in statement.content.iter().enumerate() {
        if n > 0 {
            pieces.push(Piece { text: " … ".into(), verbatim: false });
        }
        let mut here = span.start;
        for quote in document.quotes.iter().filter(|q| q.depth == 0 && q.span.overlaps(span)) {
            let (start, end) = (quote.span.start.max(here), quote.span.end.min(span.end));
            if start > here {
                pieces
                    .push(Piece { text: Span { start: here, end: start }.of(text).into(), verbatim: false });
            }
            if end > start {
                pieces.push(Piece { text: Span { start, end }.of(text).into(), verbatim: true });
                here = end;
            }
        }
        if here < span.end {
            pieces.push(Piece { text: Span { start: here, end: span.end }.of(text).into(), verbatim: false });
        }
    }
    pieces
}
