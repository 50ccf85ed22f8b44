//! Statements, parties, stances, targets and positions against the gold articles.
//!
//! A predicted and a gold statement match when their contents share words at F1 of 0.5 or more. A predicted party is the
//! gold party whose accepted names or aliases hold its name. `position` wants party, stance and target all right. A
//! flagged statement is wrong if it matches none, or differs from its match in party or source.

use super::gold::{Article, GoldParty, GoldStatement};
use super::words::{Set, one_to_one, overlap, prf, words};
use super::{Measure, closed_quotes, inside_marks};
use partyline::document::{AttributionType, CodePoints, Document, PartyId, Span, Statement, StatementId};
use std::collections::{BTreeMap, BTreeSet};

fn fold(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    name.strip_prefix("the ").map(str::to_owned).unwrap_or(name)
}

#[derive(Default)]
struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    fn add(&mut self, key: &'static str, on: bool) {
        *self.0.entry(key).or_default() += usize::from(on);
    }

    fn of(&self, key: &str) -> usize {
        self.0.get(key).copied().unwrap_or(0)
    }
}

/// Scores documents, one for each article in the same order; only communication counts.
pub fn score(articles: &[Article], documents: &[Document]) -> Vec<Measure> {
    let mut c = Counts::default();
    for (article, document) in articles.iter().zip(documents) {
        count(&mut c, article, document);
    }
    let share = |name, hits: &str, of: &str| Measure::share(name, c.of(hits), c.of(of));
    let f1 = |name, hits: &str, predicted: &str, gold: &str| {
        Measure::f1(name, prf(c.of(hits), c.of(predicted), c.of(gold)))
    };
    vec![
        f1("statements", "match", "predicted", "gold"),
        share("source given match", "source", "source of"),
        share("cue given match", "cue", "cue of"),
        share("kind given match", "kind", "match"),
        share("party given match", "party", "match"),
        f1("same-party pairs", "pair", "pair predicted", "pair gold"),
        share("stance given match", "stance", "match"),
        f1("targets", "target", "target predicted", "target gold"),
        share("key statement first", "key first", "key of"),
        share("key statement in top three", "key three", "key of"),
        f1("party and stance", "party and stance", "predicted", "gold"),
        f1("position", "all", "predicted", "gold"),
        share("contents inside marks", "inside exact", "inside"),
        share("flagged to check", "flagged", "predicted"),
        share("wrong among the flagged", "flagged wrong", "flagged"),
        share("speaker right among the others", "others right", "others"),
    ]
}

/// How one found statement of type communication compares with the gold article.
pub struct Outcome {
    pub id: StatementId,
    /// No gold statement, or another party or source than its.
    pub wrong: bool,
    /// Whether the party is right, if there is a gold statement.
    pub speaker: Option<bool>,
}

/// What a document says and what the gold article says, with the statements that match (index into each).
pub struct Compared<'a> {
    pub article: &'a Article,
    pub document: &'a Document,
    names: Names<'a>,
    pub mine: Vec<&'a Statement>,
    mine_words: Vec<Set>,
    gold_words: Vec<Set>,
    pub matches: Vec<(usize, usize)>,
}

impl<'a> Compared<'a> {
    pub fn new(article: &'a Article, document: &'a Document) -> Self {
        let mine: Vec<&Statement> =
            document.statements.iter().filter(|s| s.attribution == AttributionType::Communication).collect();
        let text: Vec<char> = article.text.chars().collect();
        let points = CodePoints::new(&article.text);
        let set = |spans: &[Span]| words(&text, &spans.iter().map(|s| pair(s, &points)).collect::<Vec<_>>());
        let mine_words: Vec<Set> = mine.iter().map(|s| set(&s.content)).collect();
        let gold_words: Vec<Set> = article.gold.statements.iter().map(|s| words(&text, &s.content)).collect();
        let matches = matches(&mine_words, &gold_words);
        Self {
            article,
            document,
            names: Names::new(article, document),
            mine,
            mine_words,
            gold_words,
            matches,
        }
    }

    /// Whether a party of the document is the gold party.
    pub fn is(&self, mine: Option<PartyId>, gold: Option<&str>) -> bool {
        self.names.is(mine, gold)
    }

    /// Whether party, stance and target of a match are right.
    pub fn right(&self, m: &Statement, g: &GoldStatement) -> (bool, bool, bool) {
        let target = g.target.as_deref();
        let target = if target.is_none() { m.target.is_none() } else { self.is(m.target, target) };
        (self.names.party(m, g), m.stance.label() == g.stance, target)
    }

    /// The outcome of each of the document's statements.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let text: Vec<char> = self.article.text.chars().collect();
        let points = CodePoints::new(&self.article.text);
        let outcome = |(i, m): (usize, &&Statement)| {
            let found = self.matches.iter().find(|x| x.0 == i).map(|x| &self.article.gold.statements[x.1]);
            let speaker = found.map(|g| self.names.party(m, g));
            let source = found.and_then(|g| g.source).is_none_or(|source| {
                let found = m.source.map(|s| words(&text, &[pair(&s, &points)]));
                found.is_some_and(|s| overlap(&s, &words(&text, &[source])) >= 0.5)
            });
            Outcome { id: m.id, wrong: speaker != Some(true) || !source, speaker }
        };
        self.mine.iter().enumerate().map(outcome).collect()
    }
}

/// Whether readers would take `name` for the title of the gold party `id`.
pub fn is_called(article: &Article, id: &str, name: &str) -> bool {
    let party = article.gold.parties.iter().find(|p| p.id == id);
    party.is_some_and(|p| {
        [&p.name].into_iter().chain(&p.accept).chain(&p.aliases).any(|n| fold(n) == fold(name))
    })
}

fn pair(span: &Span, points: &CodePoints) -> (usize, usize) {
    (points.at(span.start) as usize, points.at(span.end) as usize)
}

/// One-to-one matches of contents.
fn matches(mine: &[Set], gold: &[Set]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, a) in mine.iter().enumerate() {
        for (j, b) in gold.iter().enumerate() {
            let f = overlap(a, b);
            if f >= 0.5 {
                pairs.push((true, f, i, j));
            }
        }
    }
    one_to_one(pairs).into_iter().map(|(_, i, j)| (i, j)).collect()
}

struct Names<'a> {
    gold: BTreeMap<&'a str, BTreeSet<String>>,
    mine: Vec<String>,
}

impl<'a> Names<'a> {
    fn new(article: &'a Article, document: &Document) -> Self {
        let all_names = |p: &GoldParty| {
            [&p.name].into_iter().chain(&p.accept).chain(&p.aliases).map(|n| fold(n)).collect()
        };
        Self {
            gold: article.gold.parties.iter().map(|p| (p.id.as_str(), all_names(p))).collect(),
            mine: document.parties.iter().map(|p| fold(&p.name)).collect(),
        }
    }

    /// Whether a statement's party is the gold one's, or one of those that speak with it.
    fn party(&self, m: &Statement, g: &GoldStatement) -> bool {
        match g.party {
            None => m.party.is_none(),
            Some(_) => g.party.iter().chain(&g.also).any(|s| self.is(m.party, Some(s))),
        }
    }

    fn is(&self, mine: Option<PartyId>, gold: Option<&str>) -> bool {
        match (mine, gold) {
            (Some(mine), Some(gold)) => self.gold[gold].contains(&self.mine[mine as usize]),
            _ => false,
        }
    }
}

fn count(c: &mut Counts, article: &Article, document: &Document) {
    let compared = Compared::new(article, document);
    let text: Vec<char> = article.text.chars().collect();
    let points = CodePoints::new(&article.text);
    let set = |spans: &[Span]| words(&text, &spans.iter().map(|s| pair(s, &points)).collect::<Vec<_>>());
    let Compared { mine, matches, mine_words, gold_words, .. } = &compared;
    let gold = &article.gold.statements;
    let quotes = closed_quotes(document, &points);
    for &(i, j) in matches {
        let inside = inside_marks(&gold_words[j], &quotes);
        c.add("inside", inside);
        c.add("inside exact", inside && mine_words[i] == gold_words[j]);
    }
    for outcome in compared.outcomes() {
        let check = document.statements[outcome.id as usize].confidence.check;
        c.add("flagged", check);
        c.add("flagged wrong", check && outcome.wrong);
        c.add("others", !check && outcome.speaker.is_some());
        c.add("others right", !check && outcome.speaker == Some(true));
    }
    *c.0.entry("predicted").or_default() += mine.len();
    *c.0.entry("gold").or_default() += gold.len();
    for g in gold {
        c.add("target gold", g.target.is_some());
    }
    for m in mine {
        c.add("target predicted", m.target.is_some());
    }
    for &(i, j) in matches {
        let (m, g) = (mine[i], &gold[j]);
        count_match(c, &compared, m, g);
        if let Some(source) = g.source {
            c.add("source of", true);
            c.add("source", m.source.is_some_and(|s| overlap(&set(&[s]), &words(&text, &[source])) >= 0.5));
        }
        if let Some(cue) = g.cue {
            c.add("cue of", true);
            c.add(
                "cue",
                m.cue.is_some_and(|s| set(&[s]).intersection(&words(&text, &[cue])).next().is_some()),
            );
        }
    }
    for (x, &(i, j)) in matches.iter().enumerate() {
        for &(k, l) in &matches[..x] {
            if gold[j].party.is_some() && gold[l].party.is_some() {
                let a = mine[i].party.is_some() && mine[i].party == mine[k].party;
                let b = gold[j].party == gold[l].party;
                c.add("pair predicted", a);
                c.add("pair gold", b);
                c.add("pair", a && b);
            }
        }
    }
    for party in article.gold.parties.iter().filter(|p| !p.key.is_empty()) {
        let card = document.parties.iter().find(|p| compared.is(Some(p.id), Some(&party.id)));
        let position: &[u32] = card.map_or(&[], |p| &p.position);
        let is_key = |id: &u32| {
            let index = mine.iter().position(|s| s.id == *id);
            let matched = index.and_then(|i| matches.iter().find(|m| m.0 == i));
            matched.is_some_and(|&(_, j)| party.key.contains(&gold[j].id))
        };
        c.add("key of", true);
        c.add("key first", position.first().is_some_and(is_key));
        c.add("key three", position.iter().take(3).any(is_key));
    }
}

fn count_match(c: &mut Counts, compared: &Compared, m: &Statement, g: &GoldStatement) {
    c.add("match", true);
    let kind = format!("{:?}", m.kind).to_lowercase();
    c.add("kind", kind == g.kind);
    let (party, stance, target) = compared.right(m, g);
    c.add("party", party);
    c.add("stance", stance);
    c.add("target", g.target.is_some() && target);
    c.add("party and stance", party && stance);
    c.add("all", party && stance && target);
}
