//! The cards of the panel: each party with its position in its own words.

use super::lines::{Line, Lines, PartyRef};
use crate::document::{Document, PartyId, PartyKind, Stance, StatementId};
use crate::order::Order;
use std::rc::Rc;

/// A party's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Letters, pattern, colour and name.
    pub party: PartyRef,
    /// Its place in the document.
    pub id: PartyId,
    /// What it is.
    pub kind: &'static str,
    /// Every other way the article names it, and why it is the same.
    pub aliases: Vec<(Rc<str>, Rc<str>)>,
    /// The one to three statements that best show its position.
    pub position: Vec<Rc<Line>>,
    /// All its statements, in text order.
    pub statements: Vec<Rc<Line>>,
    /// Its stances, most frequent first, with their targets.
    pub chips: Vec<Chip>,
    /// Words it speaks.
    pub words: u32,
    /// How often the article mentions it.
    pub mentions: usize,
}

/// What a party does toward another, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it does.
    pub stance: Stance,
    /// At whom.
    pub target: Option<PartyRef>,
    /// The statements that do.
    pub statements: Vec<StatementId>,
}

/// The cards in the order of the document's parties: those that speak, then those only talked about.
#[must_use]
pub fn cards(document: &Document, lines: &Lines) -> Vec<Rc<Card>> {
    let card = |id: PartyId| {
        let party = &document.parties[id as usize];
        let statements: Vec<_> = lines.shown.iter().filter(|line| line.is_of(id)).cloned().collect();
        Rc::new(Card {
            party: lines.party(Some(id)),
            id,
            kind: kind(party.kind),
            aliases: aliases(document, id),
            position: party.position.iter().filter_map(|&id| lines.get(id).cloned()).collect(),
            chips: chips(&statements),
            words: party.words,
            mentions: party.mentions.len(),
            statements,
        })
    };
    let mut cards: Vec<Rc<Card>> = document.parties.iter().map(|party| card(party.id)).collect();
    cards.order_by_key(|card| card.statements.is_empty());
    cards
}

fn kind(kind: PartyKind) -> &'static str {
    match kind {
        PartyKind::State => "state",
        PartyKind::Organisation => "organisation",
        PartyKind::Person => "person",
        PartyKind::Group => "group",
    }
}

fn aliases(document: &Document, id: PartyId) -> Vec<(Rc<str>, Rc<str>)> {
    let aliases = &document.parties[id as usize].aliases;
    aliases.iter().map(|alias| (alias.words.as_str().into(), alias.reason.words.as_str().into())).collect()
}

/// Stances counted by target, most frequent first; "states" without a target says nothing and is left out.
fn chips(statements: &[Rc<Line>]) -> Vec<Chip> {
    let mut chips: Vec<Chip> = Vec::new();
    for line in statements {
        if line.stance == Stance::States && line.target.is_none() {
            continue;
        }
        match chips.iter_mut().find(|chip| chip.stance == line.stance && chip.target == line.target) {
            Some(chip) => chip.statements.push(line.id),
            None => chips.push(Chip {
                stance: line.stance,
                target: line.target.clone(),
                statements: vec![line.id],
            }),
        }
    }
    chips.order_by_key(|chip| std::cmp::Reverse(chip.statements.len()));
    chips
}
