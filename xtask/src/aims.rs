//! `cargo xtask aims --gold DIR,...`: learns the points by which `engine::stances` decides at whom a statement is aimed,
//! from annotated articles, and writes them into the engine's lists.
//!
//! One choice among the candidates of every statement, as a conditional logistic regression: each sign has a weight for all
//! stances and one more for each group of stances. Statements are seen twice, with the annotated attributions and with those
//! the engine finds. What is reached is measured article by article, each left out of learning in turn.

use crate::score::gold::{self, Article};
use crate::score::positions::{Compared, is_called};
use partyline::document::{Attribution, Stance};
use partyline::engine::{self, Engine, GROUPS, Structure, parties, stances};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const WEIGHTS: &str = "src/engine/model/weights.bin";
const LIST: &str = "src/engine/lexicon/aims.txt";
/// Points for one unit of log-odds.
const UNIT: f64 = 20.0;
/// How firmly beliefs are held for all stances, and for one group: the factor of squared differences beside the loss.
const RIDGE: [f64; 2] = [0.7, 3.0];
/// How much each of the two readings of an article counts.
const SHARE: f64 = 0.5;
/// What is believed before anything is seen: whoever is hostile to a side elsewhere is so here, and most name nobody.
const BELIEFS: [(&str, &str, f64); 28] = [
    ("nobody", "*", 0.5),
    ("opponent", "hostile", 0.5),
    ("opponent-alone", "hostile", 0.5),
    ("opponent-else", "hostile", 0.25),
    ("opponent", "denying", 0.5),
    ("opponent-alone", "denying", 0.5),
    ("opponent-else", "denying", 0.25),
    ("attacked", "hostile", 0.5),
    ("attacked-alone", "hostile", 0.5),
    ("attacked-else", "hostile", 0.25),
    ("attacked", "denying", 0.5),
    ("attacked-alone", "denying", 0.5),
    ("attacked-else", "denying", 0.25),
    ("attacks", "hostile", 0.5),
    ("attacks-alone", "hostile", 0.5),
    ("attacks-else", "hostile", 0.25),
    ("attacks", "denying", 0.5),
    ("attacks-alone", "denying", 0.5),
    ("attacks-else", "denying", 0.25),
    ("answered", "hostile", 0.5),
    ("answered-alone", "hostile", 0.5),
    ("answered-else", "hostile", 0.25),
    ("answered", "denying", 0.5),
    ("answered-alone", "denying", 0.5),
    ("answered-else", "denying", 0.25),
    ("claimed", "denying", 1.0),
    ("claimed-alone", "denying", 1.5),
    ("claimed-else", "denying", 1.0),
];
/// How much the articles of each folder after the first count beside those of the first.
const FURTHER: f64 = 0.5;
/// How much is taken from the weight of nobody at the end: F1 is best where the likelier of two is not always chosen.
const LEAN: f64 = 0.6;
const ROUNDS: usize = 500;
const RATE: f64 = 0.01;
const MOMENTUM: f64 = 0.9;

/// A statement that has a gold one, with everybody at whom it may be aimed; or one that has none.
struct Sample {
    article: usize,
    /// How much it counts.
    share: f64,
    /// Whether the attributions are the annotated ones.
    given: bool,
    /// For each candidate its weights (index), whether it is somebody, and whether it is the right one.
    candidates: Vec<(Vec<usize>, bool, bool)>,
    /// Whether there is a gold statement, and whether that has a target.
    gold: Option<bool>,
}

/// The weights: a sign for all stances, or for a group of them.
#[derive(Default)]
struct Names(BTreeMap<(String, &'static str), usize>);

impl Names {
    fn index(&mut self, sign: &str, group: &'static str) -> usize {
        let next = self.0.len();
        *self.0.entry((sign.to_owned(), group)).or_insert(next)
    }
}

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let usage = "usage: cargo xtask aims --gold DIR,...";
    let [flag, folders] = arguments else { return Err(usage.to_owned()) };
    if flag != "--gold" {
        return Err(usage.to_owned());
    }
    let bytes = std::fs::read(WEIGHTS).map_err(|e| format!("{WEIGHTS}: {e}"))?;
    let engine = Engine::new(&bytes).map_err(|e| format!("{WEIGHTS}: {e}"))?;
    let mut names = Names::default();
    assert_eq!(BELIEFS[0].0, "nobody", "LEAN is taken from the first weight");
    for (sign, group, _) in BELIEFS {
        names.index(sign, group);
    }
    let mut samples = Vec::new();
    let mut sets = Vec::new();
    for folder in folders.split(',') {
        let first = sets.len();
        for article in gold::read(Path::new(folder))? {
            let number = sets.len();
            sets.push(first);
            let share = SHARE * if first == 0 { 1.0 } else { FURTHER };
            let structure = Structure::new(&article.text);
            let found = engine::attributions::complete(&structure, engine.model().reading(&structure));
            for (given, attributions) in [(true, article.attributions()), (false, found)] {
                read(&article, &structure, &attributions, &mut names, |candidates, gold| {
                    samples.push(Sample { article: number, share, given, candidates, gold });
                });
            }
        }
    }
    println!("{} articles, {} statements, {} weights", sets.len(), samples.len(), names.0.len());
    let before = beliefs(&names);
    let whole = rounded(&learn(&samples, &before, None));
    let held_out: Vec<Vec<f64>> =
        (0..sets.len()).map(|article| rounded(&learn(&samples, &before, Some(article)))).collect();
    let mut firsts = sets.clone();
    firsts.dedup();
    for (&first, folder) in firsts.iter().zip(folders.split(',')) {
        for given in [true, false] {
            let those = || samples.iter().filter(|s| sets[s.article] == first && s.given == given);
            let with = if given { "annotated" } else { "found" };
            println!("{folder}, attributions {with}: fitted {}", tally(those().map(|s| (s, &whole[..]))));
            println!(
                "{folder}, attributions {with}: each article left out {}",
                tally(those().map(|s| (s, &held_out[s.article][..])))
            );
        }
    }
    std::fs::write(LIST, list(&names, &whole)).map_err(|e| format!("{LIST}: {e}"))
}

/// Reads one article with given attributions.
fn read(
    article: &Article,
    structure: &Structure,
    attributions: &[Attribution],
    names: &mut Names,
    mut add: impl FnMut(Vec<(Vec<usize>, bool, bool)>, Option<bool>),
) {
    let cast = parties::cast(structure, attributions);
    let considered = stances::considered(structure, attributions, &cast);
    let document = engine::understand(structure, attributions);
    let compared = Compared::new(article, &document);
    for (i, statement) in compared.mine.iter().enumerate() {
        let matched = compared.matches.iter().find(|m| m.0 == i).map(|m| &article.gold.statements[m.1]);
        let (stance, candidates) = &considered[statement.id as usize];
        let candidates = candidates.iter().map(|c| {
            let signs = c.signs.iter().flat_map(|sign| [(sign, "*"), (sign, group(*stance))]);
            let indices = signs.map(|(sign, group)| names.index(sign, group)).collect();
            let name = c.side.map(|side| &cast.sides[side].name);
            let right = matched.is_some_and(|gold| match (&gold.target, name) {
                (Some(target), Some(name)) => is_called(article, target, name),
                (target, name) => target.is_none() && name.is_none(),
            });
            (indices, name.is_some(), right)
        });
        add(candidates.collect(), matched.map(|gold| gold.target.is_some()));
    }
}

fn group(stance: Stance) -> &'static str {
    GROUPS.iter().find(|group| group.1.contains(&stance)).map_or("*", |group| group.0)
}

/// For each weight, what it is believed to be and how firmly.
fn beliefs(names: &Names) -> Vec<(f64, f64)> {
    let mut beliefs = vec![(0.0, 0.0); names.0.len()];
    for ((sign, group), &i) in &names.0 {
        let known = BELIEFS.iter().find(|b| b.0 == sign && b.1 == *group);
        beliefs[i] = (known.map_or(0.0, |b| b.2), RIDGE[usize::from(*group != "*")]);
    }
    beliefs
}

/// Fits to all samples but those of one article.
fn learn(samples: &[Sample], beliefs: &[(f64, f64)], without: Option<usize>) -> Vec<f64> {
    let usable = |s: &&Sample| Some(s.article) != without && s.candidates.iter().any(|c| c.2);
    let samples: Vec<&Sample> = samples.iter().filter(usable).collect();
    let mut weights: Vec<f64> = beliefs.iter().map(|b| b.0).collect();
    let mut speed = vec![0.0; weights.len()];
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> =
            weights.iter().zip(beliefs).map(|(w, (belief, firm))| 2.0 * firm * (w - belief)).collect();
        for sample in &samples {
            let powers: Vec<f64> = sample.candidates.iter().map(|c| worth(&weights, &c.0).exp()).collect();
            let all: f64 = powers.iter().sum();
            let right: f64 = sample.candidates.iter().zip(&powers).filter(|(c, _)| c.2).map(|(_, p)| p).sum();
            for ((indices, _, is_right), power) in sample.candidates.iter().zip(&powers) {
                let error = power / all - if *is_right { power / right } else { 0.0 };
                indices.iter().for_each(|&i| slope[i] += sample.share * error);
            }
        }
        for ((w, v), s) in weights.iter_mut().zip(&mut speed).zip(&slope) {
            *v = MOMENTUM * *v - RATE * s;
            *w += *v;
        }
    }
    weights[0] -= LEAN;
    weights
}

fn worth(weights: &[f64], indices: &[usize]) -> f64 {
    indices.iter().map(|&i| weights[i]).sum()
}

fn rounded(weights: &[f64]) -> Vec<f64> {
    weights.iter().map(|w| (w * UNIT).round()).collect()
}

/// F1 of targets among the statements found, as far as they have gold ones.
fn tally<'s>(choices: impl Iterator<Item = (&'s Sample, &'s [f64])>) -> String {
    let (mut hits, mut named, mut wanted) = (0, 0, 0);
    for (sample, weights) in choices {
        let points = |c: &&(Vec<usize>, bool, bool)| worth(weights, &c.0);
        let best = sample.candidates.iter().rev().max_by(|a, b| points(a).total_cmp(&points(b)));
        let Some(best) = best else { continue };
        wanted += usize::from(sample.gold == Some(true));
        named += usize::from(best.1);
        hits += usize::from(best.1 && best.2);
    }
    let share = |of: usize| hits as f64 / of.max(1) as f64;
    let f1 = 2.0 * hits as f64 / (named + wanted).max(1) as f64;
    format!("P {:.3} R {:.3} F1 {f1:.3}", share(named), share(wanted))
}

fn list(names: &Names, weights: &[f64]) -> String {
    let mut out = String::from(
        "# How much a sign speaks for a side as the target of a statement: sign TAB stances TAB points. Written by\n# `cargo xtask aims`; the signs are explained in stances/aims.rs, the groups of stances in weights.rs.\n",
    );
    for ((sign, group), &i) in &names.0 {
        if weights[i] != 0.0 {
            let _ = writeln!(out, "{sign}\t{group}\t{}", weights[i]);
        }
    }
    out
}
