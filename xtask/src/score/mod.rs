//! `cargo xtask score --gold DIR --polnear DIR`: the measures of accuracy, as a table, held against the floors file.
//!
//! `--oracle` gives the second half of the engine the gold articles' own attributions, to measure it alone; `--errors N`
//! lists up to N statements that differ from the gold ones.

pub mod attributions;
mod errors;
pub mod gold;
pub mod positions;
mod words;

use partyline::document::{CodePoints, Document};
use partyline::engine::{self, Engine, Structure};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The model that is measured, unless `--weights FILE` names another.
const WEIGHTS: &str = "src/engine/model/weights.bin";
/// Where the table goes.
const TABLE: &str = "benches/scores.md";
/// The lowest value each measure may have: a line `set TAB measure TAB value`.
const FLOORS: &str = "benches/floors.tsv";

/// One row of a table.
pub struct Measure {
    pub name: &'static str,
    pub value: f64,
    pub detail: String,
}

impl Measure {
    fn f1(name: &'static str, x: words::Prf) -> Self {
        Self { name, value: x.f1, detail: format!("P {:.3}, R {:.3}", x.p, x.r) }
    }

    fn share(name: &'static str, hits: usize, of: usize) -> Self {
        Self { name, value: hits as f64 / of.max(1) as f64, detail: format!("{hits} of {of}") }
    }
}

/// Runs the command. Fails when a measure lies below its floor.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let path = |flag: &str| {
        let at = arguments.iter().position(|a| a == flag);
        at.and_then(|i| arguments.get(i + 1)).map(PathBuf::from)
    };
    let oracle = arguments.iter().any(|a| a == "--oracle");
    let weights = path("--weights").unwrap_or_else(|| WEIGHTS.into());
    let bytes = std::fs::read(&weights).map_err(|e| format!("{}: {e}", weights.display()))?;
    let engine = Engine::new(&bytes).map_err(|e| format!("{}: {e}", weights.display()))?;
    let mut sets: Vec<(&str, Vec<Measure>)> = Vec::new();
    if let Some(folder) = path("--gold") {
        let articles = gold::read(&folder)?;
        let annotate = |a: &gold::Article| match oracle {
            true => engine::understand(&Structure::new(&a.text), &a.attributions()),
            false => engine.annotate(&a.text),
        };
        let documents: Vec<_> = articles.iter().map(annotate).collect();
        sets.push(("gold", positions::score(&articles, &documents)));
        if let Some(most) = path("--errors").and_then(|n| n.to_str()?.parse().ok()) {
            errors::list(&articles, &documents, most).iter().for_each(|line| println!("{line}"));
        }
    }
    if let Some(folder) = path("--polnear") {
        sets.push(("polnear", attributions::score(&folder, &|text| engine.annotate(text))?));
    }
    if sets.is_empty() {
        return Err("usage: cargo xtask score [--oracle] [--errors N] --gold DIR --polnear DIR (a folder with text/ and attributions/)".to_owned());
    }
    let table = table(&sets);
    print!("{table}");
    if oracle {
        return Ok(());
    }
    if sets.len() == 2 {
        std::fs::write(TABLE, table).map_err(|e| format!("{TABLE}: {e}"))?;
    }
    check(&sets, &read(Path::new(FLOORS))?)
}

fn table(sets: &[(&str, Vec<Measure>)]) -> String {
    let mut out = String::from(
        "# Accuracy\n\nWritten by `cargo xtask score`; the measures are described in `xtask/src/score/`.\n",
    );
    for (set, measures) in sets {
        let _ = write!(out, "\n## {set}\n\n| measure | value | |\n|---|---|---|\n");
        for m in measures {
            let _ = writeln!(out, "| {} | {:.3} | {} |", m.name, m.value, m.detail);
        }
    }
    out
}

fn check(sets: &[(&str, Vec<Measure>)], floors: &str) -> Result<(), String> {
    let mut below = Vec::new();
    for line in floors.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, name, floor] = fields[..] else {
            return Err(format!("{FLOORS}: not three columns: {line}"));
        };
        let floor: f64 = floor.parse().map_err(|e| format!("{FLOORS}: {line}: {e}"))?;
        let Some((_, measures)) = sets.iter().find(|s| s.0 == set) else { continue };
        let Some(m) = measures.iter().find(|m| m.name == name) else {
            return Err(format!("{FLOORS}: there is no measure “{name}”"));
        };
        if m.value < floor {
            below.push(format!("{set} {name}: {:.3} is below its floor {floor:.3}", m.value));
        }
    }
    if below.is_empty() { Ok(()) } else { Err(below.join("\n")) }
}

/// Code points between which the outermost closed quotations lie, marks included.
fn closed_quotes(document: &Document, points: &CodePoints) -> Vec<(usize, usize)> {
    let outer = document.quotes.iter().filter(|q| q.closed && q.depth == 0);
    outer.map(|q| (points.at(q.span.start) as usize, points.at(q.span.end) as usize)).collect()
}

/// Whether every token stands in one of the quotations.
fn inside_marks(tokens: &words::Set, quotes: &[(usize, usize)]) -> bool {
    !tokens.is_empty() && tokens.iter().all(|&t| quotes.iter().any(|&(s, e)| s <= t && t < e))
}

/// Byte offset of every code point, and of the end.
pub fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}
