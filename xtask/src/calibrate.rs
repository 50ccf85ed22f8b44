//! `cargo xtask calibrate --gold DIR,... --polnear DIR`: learns the points by which `engine::doubt` asks the reader to
//! check a statement, from annotated articles, and writes them into the engine.
//!
//! A logistic regression over the values of the facts, those that are degrees held monotone. Gold articles say whether
//! statement, source and party are right; PolNeAR only whether there is such a statement with such a source, so each of
//! its statements counts less. What is reached is measured article by article, each left out of learning in turn.

use crate::score::positions::Compared;
use crate::score::{attributions, gold};
use partyline::document::Document;
use partyline::engine::doubt::{DEGREES, FACTS, Facts, VALUES, facts};
use partyline::engine::{self, Engine, Structure, parties};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const WEIGHTS: &str = "src/engine/model/weights.bin";
const POINTS: &str = "src/engine/doubt/points.rs";
/// Weight of a statement of PolNeAR beside one of the gold articles.
const SHARE: f64 = 0.1;
/// How many of the gold statements may be flagged.
const FLAGGED: f64 = 0.14;
/// Points for one unit of log-odds.
const UNIT: f64 = 16.0;
const ROUNDS: usize = 1500;
const RATE: f64 = 1.0;
/// Weight of the squared parameters beside the mean loss.
const RIDGE: f64 = 0.002;

/// A statement with what is known of it.
struct Sample {
    facts: Facts,
    wrong: bool,
    /// Whether the party is right; none without a gold statement.
    speaker: Option<bool>,
    article: usize,
}

type Points = [[f64; VALUES]; FACTS];

/// Runs the command.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let value = |flag: &str| {
        arguments.iter().position(|a| a == flag).and_then(|i| arguments.get(i + 1)).map(String::as_str)
    };
    let folders = value("--gold").ok_or("usage: cargo xtask calibrate --gold DIR,... --polnear DIR")?;
    let bytes = std::fs::read(WEIGHTS).map_err(|e| format!("{WEIGHTS}: {e}"))?;
    let engine = Engine::new(&bytes).map_err(|e| format!("{WEIGHTS}: {e}"))?;
    let mut samples = Vec::new();
    let mut articles = 0;
    for folder in folders.split(',') {
        for article in gold::read(Path::new(folder))? {
            let (document, facts) = read(&engine, &article.text);
            for o in Compared::new(&article, &document).outcomes() {
                let facts = facts[o.id as usize];
                samples.push(Sample { facts, wrong: o.wrong, speaker: o.speaker, article: articles });
            }
            articles += 1;
        }
    }
    let mut silver = Vec::new();
    if let Some(folder) = value("--polnear").map(PathBuf::from) {
        for (text, outcomes) in attributions::outcomes(&folder, &|text| read(&engine, text).0)? {
            let (_, facts) = read(&engine, &text);
            silver.extend(outcomes.iter().map(|&(id, right)| Sample {
                facts: facts[id as usize],
                wrong: !right,
                speaker: None,
                article: usize::MAX,
            }));
        }
    }
    println!("{articles} articles, {} statements; {} of PolNeAR", samples.len(), silver.len());
    let whole = learn(&samples, &silver, None);
    let (points, threshold) = (rounded(&whole), threshold(&whole, &samples, None));
    report("fitted", &samples, |s| doubt(&points, &s.facts) >= threshold);
    report("PolNeAR", &silver, |s| doubt(&points, &s.facts) >= threshold);
    let held_out: Vec<bool> = (0..articles)
        .flat_map(|a| {
            let fit = learn(&samples, &silver, Some(a));
            let (points, threshold) = (rounded(&fit), self::threshold(&fit, &samples, Some(a)));
            samples.iter().filter(move |s| s.article == a).map(move |s| doubt(&points, &s.facts) >= threshold)
        })
        .collect();
    let mut flags = held_out.into_iter();
    report("held out", &samples, |_| flags.next().unwrap_or_default());
    std::fs::write(POINTS, source(&points, threshold)).map_err(|e| format!("{POINTS}: {e}"))
}

/// The document of a text and the facts of its statements.
fn read(engine: &Engine, text: &str) -> (Document, Vec<Facts>) {
    let structure = Structure::new(text);
    let found = engine::attributions::complete(&structure, engine.model().reading(&structure));
    let cast = parties::cast(&structure, &found);
    let facts = found.iter().zip(&cast.speakers).map(|(a, s)| facts(&structure, a, s)).collect();
    (engine::understand(&structure, &found), facts)
}

/// Fits to all samples but those of one article.
fn learn(samples: &[Sample], silver: &[Sample], without: Option<usize>) -> Points {
    let all: Vec<(&Sample, f64)> = samples
        .iter()
        .filter(|s| Some(s.article) != without)
        .map(|s| (s, 1.0))
        .chain(silver.iter().map(|s| (s, SHARE)))
        .collect();
    let total: f64 = all.iter().map(|s| s.1).sum();
    let mut points = [[0.0; VALUES]; FACTS];
    let mut base = -1.0;
    for _ in 0..ROUNDS {
        let mut slope = [[0.0; VALUES]; FACTS];
        let mut base_slope = 0.0;
        for (s, weight) in &all {
            let odds: f64 = base + s.facts.iter().zip(&points).map(|(&v, p)| p[usize::from(v)]).sum::<f64>();
            let error = (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(s.wrong))) * weight / total;
            base_slope += error;
            s.facts.iter().zip(&mut slope).for_each(|(&v, slope)| slope[usize::from(v)] += error);
        }
        base -= RATE * base_slope;
        for (points, slope) in points.iter_mut().zip(&slope) {
            for (p, s) in points.iter_mut().zip(slope) {
                *p -= RATE * (s + RIDGE * *p);
            }
        }
        points[..DEGREES].iter_mut().for_each(fall);
    }
    points
}

/// Makes a sequence fall, by averaging neighbours that do not.
fn fall(points: &mut [f64; VALUES]) {
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for &p in points.iter() {
        runs.push((p, 1));
        while let [.., a, b] = runs[..] {
            if a.0 >= b.0 {
                break;
            }
            runs.truncate(runs.len() - 2);
            runs.push(((a.0 * a.1 as f64 + b.0 * b.1 as f64) / (a.1 + b.1) as f64, a.1 + b.1));
        }
    }
    let values = runs.into_iter().flat_map(|(p, n)| std::iter::repeat_n(p, n));
    points.iter_mut().zip(values).for_each(|(p, v)| *p = v);
}

fn rounded(points: &Points) -> [[i8; VALUES]; FACTS] {
    points.map(|values| values.map(|v| (v * UNIT).round().clamp(-127.0, 127.0) as i8))
}

fn doubt(points: &[[i8; VALUES]; FACTS], facts: &Facts) -> i32 {
    facts.iter().zip(points).map(|(&v, p)| i32::from(p[usize::from(v)])).sum()
}

/// The lowest threshold at which no more than the allowed share is flagged.
fn threshold(points: &Points, samples: &[Sample], without: Option<usize>) -> i32 {
    let points = rounded(points);
    let mut doubts: Vec<i32> =
        samples.iter().filter(|s| Some(s.article) != without).map(|s| doubt(&points, &s.facts)).collect();
    doubts.sort_unstable_by_key(|d| std::cmp::Reverse(*d));
    let allowed = (doubts.len() as f64 * FLAGGED) as usize;
    doubts.get(allowed).map_or(0, |d| d + 1)
}

fn report(name: &str, samples: &[Sample], mut flagged: impl FnMut(&Sample) -> bool) {
    let (mut flags, mut wrong, mut others, mut misheard, mut all_wrong) = (0, 0, 0, 0, 0);
    for s in samples {
        all_wrong += usize::from(s.wrong);
        if flagged(s) {
            flags += 1;
            wrong += usize::from(s.wrong);
        } else if let Some(right) = s.speaker {
            others += 1;
            misheard += usize::from(!right);
        }
    }
    let share = |a: usize, b: usize| 100.0 * a as f64 / b.max(1) as f64;
    println!(
        "{name}: {:.1} % of all wrong; {:.1} % flagged, {:.1} % of them wrong; of {others} others with a gold statement {:.1} % have another speaker",
        share(all_wrong, samples.len()),
        share(flags, samples.len()),
        share(wrong, flags),
        share(misheard, others)
    );
}

fn source(points: &[[i8; VALUES]; FACTS], threshold: i32) -> String {
    let mut out = String::from(
        "//! Written by `cargo xtask calibrate`.\n\nuse super::{FACTS, VALUES};\n\n/// Points of every value of every fact.\npub const POINTS: [[i8; VALUES]; FACTS] = [\n",
    );
    for values in points {
        let _ = writeln!(out, "    {values:?},");
    }
    let _ = write!(
        out,
        "];\n\n/// From so many points on, a statement should be checked.\npub const THRESHOLD: i32 = {threshold};\n"
    );
    out
}
