//! What each party holds: which of its statements show it best, and where two parties contradict each other.

use super::lexicon::cues::{is_claim, lemma};
use super::{Structure, TokenKind};
use crate::document::{
    AttributionType, Contradiction, Kind, Party, PartyId, Role, Stance, Statement, StatementId,
};
use crate::order::{self, Order};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most statements that show a position.
const MOST: usize = 3;

/// The one to three statements of `party` that best show its position on the main dispute, best first.
///
/// A statement that takes a stance tells more than a report, one aimed at another party more than one aimed at nobody,
/// the party's own wording more than a paraphrase, the body more than the headline that repeats it.
#[must_use]
pub fn choose(structure: &Structure, statements: &[Statement], party: &Party) -> Vec<StatementId> {
    let mut ranked: Vec<(Reverse<i32>, StatementId)> = party
        .statements
        .iter()
        .filter_map(|&id| statements.get(id as usize))
        .map(|s| (Reverse(weight(structure, statements, s)), s.id))
        .collect();
    ranked.order();
    ranked.truncate(MOST);
    ranked.into_iter().map(|(_, id)| id).collect()
}

/// How well a statement shows its party's position.
fn weight(structure: &Structure, statements: &[Statement], statement: &Statement) -> i32 {
    /// Fewer words than this rarely say anything by themselves.
    const SHORT: usize = 4;
    let stance = match statement.stance {
        Stance::Rejects | Stance::Accuses | Stance::Demands => 8,
        Stance::Criticises | Stance::Warns => 7,
        Stance::Supports | Stance::Commits | Stance::Appeals => 6,
        Stance::Concedes => 3,
        Stance::States => 2,
    };
    let aimed = if statement.target.is_some() { 3 } else { 0 };
    let worded = if statement.kind == Kind::Indirect { 0 } else { 2 };
    let headline = if in_headline(structure, statement) { -3 } else { 0 };
    let short = if words(structure, statement).count() < SHORT { -3 } else { 0 };
    let parent = statement.parent.and_then(|id| statements.get(id as usize));
    let retold = if parent.is_some_and(|p| p.party != statement.party) { -3 } else { 0 };
    stance + aimed + worded + headline + short + retold
}

fn in_headline(structure: &Structure, statement: &Statement) -> bool {
    let start = statement.content[0].start;
    let block = structure.blocks.partition_point(|b| b.span.end <= start);
    structure.blocks.get(block).is_some_and(|b| b.role == Role::Headline)
}

/// Pairs of statements in which one party asserts what another denies: they share words, or the denial speaks of the
/// other's claim. Each denial is paired once, with the assertion that shares most.
#[must_use]
pub fn contradictions(
    structure: &Structure,
    statements: &[Statement],
    _parties: &[Party],
) -> Vec<Contradiction> {
    let topics: Vec<BTreeSet<String>> = statements.iter().map(|s| topics(structure, s)).collect();
    let assertions = Assertions::new(statements, &topics);
    statements
        .iter()
        .filter(|s| s.stance == Stance::Rejects && s.attribution == AttributionType::Communication)
        .filter_map(|denial| {
            let claim = words(structure, denial).any(|w| is_claim(&w.to_lowercase()));
            let asserts = assertions.answered_by(denial, &topics[denial.id as usize], claim)?;
            Some(Contradiction { asserts, denies: denial.id })
        })
        .collect()
}

/// What is asserted, by the words used and by who accuses whom.
struct Assertions<'s> {
    statements: &'s [Statement],
    by_topic: BTreeMap<&'s str, Vec<StatementId>>,
    accusations: BTreeMap<(PartyId, PartyId), StatementId>,
}

impl<'s> Assertions<'s> {
    fn new(statements: &'s [Statement], topics: &'s [BTreeSet<String>]) -> Self {
        /// A word that more statements share says nothing about any of them; this also bounds the cost.
        const COMMON: usize = 24;
        let mut by_topic: BTreeMap<&str, Vec<StatementId>> = BTreeMap::new();
        let mut accusations = BTreeMap::new();
        for s in statements.iter().filter(|s| asserts(s)) {
            for topic in &topics[s.id as usize] {
                let ids = by_topic.entry(topic).or_default();
                if ids.len() < COMMON {
                    ids.push(s.id);
                }
            }
            if let (Some(from), Some(to), Stance::Accuses) = (s.party, s.target, s.stance) {
                accusations.entry((from, to)).or_insert(s.id);
            }
        }
        Self { statements, by_topic, accusations }
    }

    /// The assertion of another party that `denial` answers.
    fn answered_by(&self, denial: &Statement, topics: &BTreeSet<String>, claim: bool) -> Option<StatementId> {
        /// Shared words that make two statements speak of the same thing.
        const SHARED: usize = 2;
        let party = denial.party?;
        let mut shared: BTreeMap<StatementId, usize> = BTreeMap::new();
        for id in topics.iter().filter_map(|t| self.by_topic.get(t.as_str())).flatten() {
            *shared.entry(*id).or_default() += 1;
        }
        let fits = |id: StatementId| {
            let other = &self.statements[id as usize];
            other.party.is_some_and(|p| p != party && denial.target.is_none_or(|target| target == p))
        };
        let best = shared
            .into_iter()
            .filter(|&(id, n)| n >= SHARED && fits(id))
            .max_by_key(|&(id, n)| (n, self.statements[id as usize].target == Some(party), Reverse(id)));
        let accusation = || {
            let target = denial.target.filter(|_| claim)?;
            self.accusations.get(&(target, party)).copied()
        };
        best.map(|(id, _)| id).or_else(accusation)
    }
}

/// Whether a statement asserts something that can be denied.
fn asserts(statement: &Statement) -> bool {
    statement.attribution == AttributionType::Communication
        && matches!(statement.stance, Stance::States | Stance::Accuses | Stance::Criticises | Stance::Warns)
}

fn words<'t>(structure: &Structure<'t>, statement: &Statement) -> impl Iterator<Item = &'t str> {
    let tokens = statement.content.iter().flat_map(|&span| structure.tokens_in(span));
    let words = tokens.filter(|&i| structure.tokens[i].kind == TokenKind::Word).map(|i| structure.word(i));
    words.collect::<Vec<_>>().into_iter()
}

/// The base forms of the words of a statement that are long enough to mean something.
pub(super) fn topics(structure: &Structure, statement: &Statement) -> BTreeSet<String> {
    /// Most words of one statement that are compared.
    const READ: usize = 120;
    const SHORTEST: usize = 5;
    let words = words(structure, statement)
        .take(READ)
        .filter(|w| w.len() >= SHORTEST && !is_claim(&w.to_lowercase()));
    order::set(words.map(|w| lemma(&w.to_lowercase()).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Confidence, PartyKind, SourceClass, Span};

    /// A statement of `party` whose content is `words`.
    fn statement(
        text: &str,
        id: StatementId,
        party: PartyId,
        words: &str,
        stance: Stance,
        target: Option<PartyId>,
    ) -> Statement {
        let at = text.find(words).unwrap_or_else(|| panic!("not in the text: {words}"));
        Statement {
            id,
            kind: if words.starts_with('“') { Kind::Direct } else { Kind::Indirect },
            source: None,
            subject: None,
            cue: None,
            content: vec![Span::new(at, at + words.len())],
            attribution: AttributionType::Communication,
            continues: None,
            parent: None,
            party: Some(party),
            also: Vec::new(),
            earlier: None,
            source_class: SourceClass::Named,
            stance,
            target,
            confidence: Confidence::default(),
            reasons: Vec::new(),
        }
    }

    fn party(id: PartyId, statements: Vec<StatementId>) -> Party {
        Party {
            id,
            name: String::new(),
            letters: String::new(),
            kind: PartyKind::State,
            aliases: Vec::new(),
            mentions: Vec::new(),
            statements,
            position: Vec::new(),
            words: 0,
        }
    }

    const TEXT: &str = "Arland said the voyage lasted nine days. Arland said Brill sank the grain barge at night. \
        “We never touched a barge loaded with grain,” Brill said. Brill called the allegation absurd.";

    fn dispute() -> Vec<Statement> {
        vec![
            statement(TEXT, 0, 0, "the voyage lasted nine days", Stance::States, None),
            statement(TEXT, 1, 0, "Brill sank the grain barge at night", Stance::Accuses, Some(1)),
            statement(TEXT, 2, 1, "“We never touched a barge loaded with grain,”", Stance::Rejects, Some(0)),
            statement(TEXT, 3, 1, "the allegation absurd", Stance::Rejects, Some(0)),
        ]
    }

    #[test]
    fn a_stance_shows_a_position_better_than_a_report() {
        let structure = Structure::new(TEXT);
        assert_eq!(choose(&structure, &dispute(), &party(0, vec![0, 1])), [1, 0]);
        assert_eq!(choose(&structure, &dispute(), &party(1, vec![2, 3])), [2, 3]);
        assert!(choose(&structure, &dispute(), &party(2, vec![])).is_empty());
    }

    #[test]
    fn a_denial_is_paired_with_what_it_denies() {
        let structure = Structure::new(TEXT);
        let found = contradictions(&structure, &dispute(), &[]);
        assert_eq!(found, [Contradiction { asserts: 1, denies: 2 }, Contradiction { asserts: 1, denies: 3 }]);
    }
}
