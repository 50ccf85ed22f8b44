//! A document from what other formats carry: statements with spans and names, no more. Everything else follows.

use super::ImportError;
use crate::corrections::{Anchor, Correction, Log, rebuild};
use crate::document::{
    Alias, Aspect, AttributionType, Confidence, Document, Kind, Party, PartyKind, Reason, SourceClass, Span,
    Stance, Statement,
};
use crate::order::Order;
use std::collections::BTreeMap;

/// Most statements that are read.
const MAX_STATEMENTS: usize = 10_000;

/// A statement as another format gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LooseStatement {
    pub source: Option<Span>,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub attribution: AttributionType,
    pub party: Option<String>,
    pub also: Vec<String>,
    pub target: Option<String>,
    pub stance: Stance,
    pub source_class: Option<SourceClass>,
    pub note: Option<String>,
}

/// A party as another format gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LooseParty {
    pub name: String,
    pub letters: Option<String>,
    pub kind: PartyKind,
    pub mentions: Vec<Span>,
    pub aliases: Vec<String>,
}

impl Default for LooseParty {
    fn default() -> Self {
        let kind = PartyKind::Person;
        Self { name: String::new(), letters: None, kind, mentions: Vec::new(), aliases: Vec::new() }
    }
}

/// What another format gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Loose {
    pub statements: Vec<LooseStatement>,
    pub parties: Vec<LooseParty>,
}

impl Loose {
    /// The document. `base` is the engine's document of the same text: paragraphs, sentences and quotation marks are
    /// taken from it, statements are not, nor are parties but those that the file only names.
    ///
    /// # Errors
    /// More statements than any article has.
    pub fn into_document(mut self, text: &str, base: &Document) -> Result<(Document, Log), ImportError> {
        if self.statements.len() > MAX_STATEMENTS {
            return Err(ImportError::Wrong(format!("it has more than {MAX_STATEMENTS} statements")));
        }
        for statement in &mut self.statements {
            statement.content.retain(|span| !span.is_empty());
            statement.content.order();
        }
        self.statements.retain(|s| !s.content.is_empty());
        self.statements.order_by_key(|s| s.content[0].start);
        let mut ids: BTreeMap<String, u32> = BTreeMap::new();
        for party in std::mem::take(&mut self.parties) {
            self.enter(&mut ids, party);
        }
        let known = |name: &String| {
            let party = base.parties.iter().find(|party| party.name == *name)?;
            let aliases = party.aliases.iter().map(|alias| alias.words.clone()).collect();
            let (letters, mentions) = (Some(party.letters.clone()), party.mentions.clone());
            Some(LooseParty { name: name.clone(), letters, kind: party.kind, mentions, aliases })
        };
        for i in 0..self.statements.len() {
            let s = &self.statements[i];
            let names: Vec<String> = s.party.iter().chain(&s.also).chain(&s.target).cloned().collect();
            for name in names {
                let party = known(&name).unwrap_or_else(|| LooseParty { name, ..LooseParty::default() });
                self.enter(&mut ids, party);
            }
        }
        let id = |name: &String| ids.get(name).copied();
        let statement = |(i, s): (usize, &LooseStatement)| Statement {
            id: i as u32,
            kind: Kind::Indirect,
            source: s.source,
            subject: None,
            cue: s.cue,
            content: s.content.clone(),
            continues: None,
            attribution: s.attribution,
            parent: None,
            party: s.party.as_ref().and_then(id),
            also: s.also.iter().filter_map(id).collect(),
            earlier: None,
            source_class: s.source_class.unwrap_or(match s.source {
                Some(_) if s.party.is_some() => SourceClass::Named,
                Some(_) => SourceClass::Unnamed,
                None => SourceClass::None,
            }),
            stance: s.stance,
            target: s.target.as_ref().and_then(id),
            confidence: Confidence { statement: 100, speaker: 100, check: false },
            reasons: Vec::new(),
        };
        let statements: Vec<Statement> = self.statements.iter().enumerate().map(statement).collect();
        let parties = self.parties.iter().enumerate().map(|(i, p)| party(i as u32, p)).collect();
        let raw = Document { statements, parties, contradictions: Vec::new(), ..base.clone() };
        let applied = rebuild(text, raw);
        let notes = applied.anchors.iter().zip(&self.statements);
        let note = |(anchor, s): (&Anchor, &LooseStatement)| {
            s.note.clone().map(|words| Correction::Note(*anchor, words))
        };
        Ok((applied.document, Log { entries: notes.filter_map(note).collect() }))
    }

    /// Takes a party in unless there is one of its name.
    fn enter(&mut self, ids: &mut BTreeMap<String, u32>, party: LooseParty) {
        if !ids.contains_key(&party.name) {
            ids.insert(party.name.clone(), self.parties.len() as u32);
            self.parties.push(party);
        }
    }
}

fn party(id: u32, p: &LooseParty) -> Party {
    let initials = || p.name.split_whitespace().filter_map(|w| w.chars().next()).take(2).collect::<String>();
    let alias = |words: &String| Alias {
        words: words.clone(),
        reason: Reason { aspect: Aspect::Party, words: "The file says so.".to_owned(), evidence: Vec::new() },
    };
    Party {
        id,
        name: p.name.clone(),
        letters: p.letters.clone().unwrap_or_else(initials),
        kind: p.kind,
        aliases: p.aliases.iter().map(alias).collect(),
        mentions: p.mentions.clone(),
        statements: Vec::new(),
        position: Vec::new(),
        words: 0,
    }
}
