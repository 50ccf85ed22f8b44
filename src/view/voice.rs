//! Share of voice: who gets how many of the article's words and statements, and how named the sources are. What is
//! only thought is nobody's voice and is not counted.

use super::layout;
use super::lines::{Line, Lines, PartyRef};
use super::runs::{Mark, Paragraph};
use crate::document::{SourceClass, StatementId};
use std::rc::Rc;

/// Words and statements of everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Those who speak, most words first, then words of nobody's party.
    pub shares: Vec<Share>,
    /// Words that are nobody's statement: the reporter's own voice.
    pub reporter: u32,
    /// Words of the article without page furniture.
    pub words: u32,
    /// Number of statements.
    pub statements: usize,
    /// Statements by how named their source is, from named to none.
    pub ladder: Vec<(SourceClass, Vec<StatementId>)>,
}

/// One party's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub party: PartyRef,
    /// Words in its statements.
    pub words: u32,
    /// Its statements.
    pub statements: Vec<StatementId>,
}

/// Counts.
#[must_use]
pub fn voice(lines: &Lines, paragraphs: &[Rc<Paragraph>]) -> Voice {
    let mut shares: Vec<Share> = lines.parties.iter().map(|party| share(party.clone(), lines)).collect();
    shares.push(share(lines.party(None), lines));
    shares.retain(|share| !share.statements.is_empty());
    let runs = || paragraphs.iter().filter(|p| !p.furniture).flat_map(|p| &p.runs);
    let words = runs().map(|run| layout::words(&run.text)).sum();
    let said = |mark: &Mark| mark.statements.iter().any(|&id| lines.get(id).is_some_and(|line| line.said()));
    let own = runs().filter(|run| !run.mark.as_ref().is_some_and(said));
    let reporter = own.map(|run| layout::words(&run.text)).sum();
    let rung = |class: SourceClass| {
        let ids = spoken(lines).filter(|line| line.class == class).map(|line| line.id);
        (class, ids.collect::<Vec<_>>())
    };
    Voice {
        shares,
        reporter,
        words,
        statements: spoken(lines).count(),
        ladder: [
            SourceClass::Named,
            SourceClass::Official,
            SourceClass::Document,
            SourceClass::Unnamed,
            SourceClass::None,
        ]
        .into_iter()
        .map(rung)
        .filter(|(_, ids)| !ids.is_empty())
        .collect(),
    }
}

fn spoken(lines: &Lines) -> impl Iterator<Item = &Rc<Line>> {
    lines.all.iter().filter(|line| line.said())
}

fn share(party: PartyRef, lines: &Lines) -> Share {
    let own = |line: &&Rc<Line>| line.party.id == party.id;
    Share {
        words: spoken(lines).filter(own).map(|line| line.words).sum(),
        statements: spoken(lines).filter(own).map(|line| line.id).collect(),
        party,
    }
}

/// `part` of `whole` in per cent, rounded.
#[must_use]
pub fn percent(part: u32, whole: u32) -> u32 {
    if whole == 0 { 0 } else { ((u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole) * 2)) as u32 }
}
