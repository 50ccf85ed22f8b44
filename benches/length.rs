//! Whether cost grows as the text does: nanoseconds per byte and peak memory of the whole engine on texts of growing
//! length, articles and hostile ones. And what a keystroke costs in a long article, as a share of reading it anew.
//!
//! `cargo bench --bench length -- [--most BYTES] [SHAPE...]`; without arguments up to a megabyte of every shape.

#[path = "../tests/support/shapes.rs"]
mod shapes;

use partyline::engine::{Engine, Session, Structure, attributions, parties, stances, statements};
use shapes::{ARTICLES, SHAPES};
use std::time::{Duration, Instant};

/// What one length may take before longer ones of its shape are left out.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let mut most = 1_000_000;
    let mut wanted = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    while let Some(argument) = arguments.next() {
        if argument == "--most" {
            most = arguments.next().and_then(|n| n.parse().ok()).expect("--most BYTES");
        } else {
            wanted.push(argument);
        }
    }
    let engine = Engine::shipped();
    // Word lists are made ready once, when they are first needed: that is no part of any length's cost.
    let _ready = engine.annotate(&ARTICLES[0]);
    println!(
        "| text | bytes | ns per byte | structure | model | attributions | parties | stances | rest | peak MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for shape in SHAPES.iter().filter(|s| wanted.is_empty() || wanted.iter().any(|w| w == s.0)) {
        let mut length = 10_000;
        while length <= most {
            let text = shapes::of(shape, length);
            let start = Instant::now();
            let stages = stages(&engine, &text);
            let spent = start.elapsed();
            let per_byte = |t: Duration| format!("{:.0}", t.as_nanos() as f64 / text.len() as f64);
            let stages = stages.map(per_byte).join(" | ");
            println!("| {} | {} | {} | {stages} | {} |", shape.0, text.len(), per_byte(spent), peak());
            if spent > PATIENCE {
                break;
            }
            length *= 10;
        }
    }
    keystrokes(engine);
}

/// A letter typed at many places of an article of some 10,000 words, each time beside reading the article anew.
fn keystrokes(engine: Engine) {
    const PLACES: usize = 100;
    let article = shapes::of(&SHAPES[0], 60_000);
    let mut session = Session::new(engine.clone());
    let mut typed = Vec::with_capacity(PLACES);
    let mut anew = Duration::MAX;
    for place in 0..PLACES {
        let at = article.len() * place / PLACES;
        let at = (at..).find(|&at| article.is_char_boundary(at)).unwrap_or_default();
        let edited = format!("{}x{}", &article[..at], &article[at..]);
        let _before = session.annotate(&article);
        let start = Instant::now();
        let _after = session.annotate(&edited);
        typed.push(start.elapsed());
        if place < 10 {
            let start = Instant::now();
            let _fresh = engine.annotate(&edited);
            anew = anew.min(start.elapsed());
        }
    }
    typed.sort();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let share = |time: Duration| time.as_secs_f64() / anew.as_secs_f64() * 100.0;
    println!(
        "\nA keystroke in {} words: {:.1} ms at the median of {PLACES} places ({:.0} % of reading all, {:.0} ms), {:.1} ms \
         at most ({:.0} %).",
        article.split_whitespace().count(),
        milliseconds(typed[PLACES / 2]),
        share(typed[PLACES / 2]),
        milliseconds(anew),
        milliseconds(typed[PLACES - 1]),
        share(typed[PLACES - 1]),
    );
}

/// Time of each stage, in the order of the pipeline.
fn stages(engine: &Engine, text: &str) -> [Duration; 6] {
    let mut last = Instant::now();
    let mut lap = || {
        let before = std::mem::replace(&mut last, Instant::now());
        last - before
    };
    let structure = Structure::new(text);
    let a = lap();
    let proposed = engine.model().reading(&structure);
    let b = lap();
    let attributions = attributions::complete(&structure, proposed);
    let c = lap();
    let cast = parties::cast(&structure, &attributions);
    let d = lap();
    let judgements = stances::judge(&structure, &attributions, &cast);
    let e = lap();
    let document = statements::assemble(&structure, &attributions, &cast, judgements);
    let f = lap();
    drop(document);
    [a, b, c, d, e, f]
}

/// Most memory this process has held so far, in megabytes; empty where the system does not say.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kilobytes.map_or(String::new(), |kb| (kb / 1000).to_string())
}
