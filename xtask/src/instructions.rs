//! `cargo xtask instructions`: how many machine instructions reading a text takes, counted by valgrind's callgrind and
//! held against `benches/instructions.tsv`. Counts do not depend on what else the machine does; times do.
//!
//! The golden articles are held to their count; hostile texts are counted at two lengths and held to growing as the length does.
//! `--write` writes the count of today.

#[path = "../../tests/support/shapes.rs"]
mod shapes;

use crate::shell::{program, root, run, say};
use crate::tools;
use std::fs;
use std::path::Path;

/// How far the count may move, in either direction, in per cent: less is good news to be written down.
const TOLERANCE: f64 = 3.0;
/// How many times as much a byte of the longer text may cost; a cost of the square would be four.
const GROWTH: f64 = 1.25;
/// The two lengths of a hostile text, in bytes.
const LENGTHS: [usize; 2] = [6_000, 24_000];
/// Shapes that once cost the square of their length, or would if a bound were lost.
const HOSTILE: &[&str] = &[
    "opening marks",
    "nested brackets",
    "names in one sentence",
    "one long sentence",
    "accusations and denials",
    "claims in claims",
];
const COUNTS: &str = "benches/instructions.tsv";
const HEAD: &str = "# Instructions of reading a text; written by `cargo xtask instructions --write`.\n";

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let write = match arguments {
        [] => false,
        [option] if option == "--write" => true,
        _ => return Err("usage: cargo xtask instructions [--write]".to_owned()),
    };
    tools::valgrind()?;
    std::env::set_current_dir(root()).map_err(|error| error.to_string())?;
    say("Counting the instructions of reading the golden articles and hostile texts (two minutes)");
    run(
        program("cargo").args(["build", "--quiet", "--release", "--locked", "--bin", "partyline"]),
        "The compiler's message above says what is wrong.",
    )?;
    let start = count("", "start")?;
    let articles: String = shapes::ARTICLES.iter().map(|article| format!("{article}\n\n")).collect();
    let now = count(&articles, "articles")? - start;
    let mut faults = Vec::new();
    for name in HOSTILE {
        let shape =
            shapes::SHAPES.iter().find(|s| s.0 == *name).ok_or_else(|| format!("{name}: no shape"))?;
        let [short, long] = LENGTHS.map(|length| shapes::of(shape, length));
        let per_byte = |text: &str| Ok::<_, String>((count(text, name)? - start) as f64 / text.len() as f64);
        let growth = per_byte(&long)? / per_byte(&short)?;
        println!("    {name}: {growth:.2} times as many a byte at {} bytes as at {}", LENGTHS[1], LENGTHS[0]);
        if growth > GROWTH {
            faults.push(format!("{name} grows faster than its length: {growth:.2} (at most {GROWTH})"));
        }
    }
    if write {
        fs::write(COUNTS, format!("{HEAD}articles\t{now}\n"))
            .map_err(|error| format!("{COUNTS}: {error}"))?;
    }
    let kept = fs::read_to_string(COUNTS).map_err(|error| format!("{COUNTS}: {error}"))?;
    let kept = kept.lines().find_map(|line| line.strip_prefix("articles\t")?.parse::<u64>().ok());
    let kept = kept.ok_or_else(|| format!("{COUNTS}: there is no count of the articles"))?;
    let moved = (now as f64 / kept as f64 - 1.0) * 100.0;
    println!("    articles: {now} instructions, {moved:+.2} % of {kept}");
    if moved.abs() > TOLERANCE {
        faults.push(format!("the articles' count moved by {moved:+.1} %: find out why, then `cargo xtask instructions --write`"));
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("; ")) }
}

/// Instructions of `partyline annotate` on one text, from start to end.
fn count(text: &str, name: &str) -> Result<u64, String> {
    let folder = root().join("target").join("instructions");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let file = folder.join("text.txt");
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    let output = program("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(root().join("target/release/partyline"))
        .arg("annotate")
        .arg(Path::new("target/instructions/text.txt"))
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let told = String::from_utf8_lossy(&output.stderr);
    let collected = told.lines().find_map(|line| line.split("Collected :").nth(1));
    collected
        .and_then(|number| number.trim().parse().ok())
        .ok_or_else(|| format!("{name}: valgrind did not count: {told}"))
}
