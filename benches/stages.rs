//! Tokens per second of every stage of the engine, beside a floor that only walks the words of the text.
//!
//! `cargo bench --bench stages -- FILE...`; without files it reads the golden articles.

use partyline::document::Document;
use partyline::engine::{Engine, Structure, attributions, parties, stances, statements};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Every stage runs over all texts this often; the fastest round counts.
const ROUNDS: usize = 5;

fn main() {
    let named = std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(std::path::PathBuf::from);
    let mut files: Vec<_> = named.collect();
    if files.is_empty() {
        let folder = std::fs::read_dir("tests/golden").expect("run it from the repository's root");
        files = folder
            .flatten()
            .map(|e| e.path())
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .collect();
    }
    let texts: Vec<String> =
        files.iter().map(|f| std::fs::read_to_string(f).expect("a readable file")).collect();
    let engine = Engine::shipped();
    let structures: Vec<Structure> = texts.iter().map(|t| Structure::new(t)).collect();
    let proposed: Vec<_> = structures.iter().map(|s| engine.model().reading(s)).collect();
    let completed: Vec<_> =
        structures.iter().zip(&proposed).map(|(s, p)| attributions::complete(s, p.clone())).collect();
    let casts: Vec<_> = structures.iter().zip(&completed).map(|(s, a)| parties::cast(s, a)).collect();
    let tokens: usize = structures.iter().map(|s| s.tokens.len()).sum();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} texts, {bytes} bytes, {tokens} tokens\n", texts.len());
    println!("| stage | ms | tokens per second | of the floor |\n|---|---|---|---|");
    let floor = fastest(|| texts.iter().map(|t| t.split_whitespace().count()).sum::<usize>());
    let row = |name: &str, time: Duration| {
        let rate = tokens as f64 / time.as_secs_f64();
        let times = time.as_secs_f64() / floor.as_secs_f64();
        println!("| {name} | {:.2} | {rate:.0} | {times:.0} |", time.as_secs_f64() * 1e3);
    };
    row("words (floor)", floor);
    row("structure", fastest(|| texts.iter().map(|t| Structure::new(t).tokens.len()).sum::<usize>()));
    row("model", fastest(|| structures.iter().map(|s| engine.model().attributions(s).len()).sum::<usize>()));
    let pairs = || structures.iter().zip(&proposed);
    row(
        "attributions",
        fastest(|| pairs().map(|(s, p)| attributions::complete(s, p.clone()).len()).sum::<usize>()),
    );
    let pairs = || structures.iter().zip(&completed);
    row("parties", fastest(|| pairs().map(|(s, a)| parties::cast(s, a).sides.len()).sum::<usize>()));
    let triples = || pairs().zip(&casts).map(|((s, a), c)| (s, a, c));
    row("stances", fastest(|| triples().map(|(s, a, c)| stances::judge(s, a, c).len()).sum::<usize>()));
    let assemble = |(s, a, c): (&Structure, &Vec<_>, &_)| -> Document {
        statements::assemble(s, a, c, stances::judge(s, a, c))
    };
    row("stances and positions", fastest(|| triples().map(|t| assemble(t).parties.len()).sum::<usize>()));
    row("all", fastest(|| texts.iter().map(|t| engine.annotate(t).statements.len()).sum::<usize>()));
}

fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    let mut round = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}
