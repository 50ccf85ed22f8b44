//! `cargo xtask peers`: speed and size beside other libraries that do language work in a browser, and beside a floor.
//!
//! One run on one machine over one set of texts: the built page's worker and each library in a worker of headless
//! Chromium, and the engine's stages natively. Writes `benches/peers.md`.

use crate::shell::{bench, files, machine, output, program, root, say};
use crate::{page, tools};
use partyline::engine::tokens::tokenize;
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What each subject gives for its time.
const GIVES: &[(&str, &str)] = &[
    ("words only", "the number of words: the floor"),
    (
        "Partyline",
        "quotations and paraphrases with source, cue, party, stance and target; parties with positions",
    ),
    ("compromise", "quotations, people, places, organisations"),
    ("wink-nlp", "sentences, parts of speech, entities (dates, numbers, money; no people)"),
];

/// What was measured of one subject; times are in milliseconds.
#[derive(Deserialize)]
struct Measured {
    name: String,
    /// Bytes fetched for it, gzip.
    transfer: usize,
    /// From nothing to the annotation of the first text, of 10 KB.
    first: f64,
    /// All articles, one by one.
    articles: f64,
    lengths: Vec<Length>,
}

#[derive(Deserialize)]
struct Length {
    bytes: usize,
    ms: f64,
}

/// The command.
pub fn command(arguments: &[String]) -> Result<(), String> {
    let folder = match arguments {
        [] => None,
        [flag, folder] if flag == "--texts" => Some(PathBuf::from(folder)),
        _ => return Err("there is only --texts DIR".to_owned()),
    };
    tools::for_building()?;
    let browser = tools::for_testing()?;
    tools::node_packages(&root().join("benches/peers"))?;
    page::build()?;
    let chosen = folder.clone().unwrap_or_else(|| root().join("tests/golden"));
    let files = files(&chosen, "txt")?;
    if files.is_empty() {
        return Err(format!("{}: there is no .txt file", chosen.display()));
    }
    let texts: Vec<String> = files
        .iter()
        .map(|file| fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display())))
        .collect::<Result<_, _>>()?;
    say("In headless Chromium: each library annotates the same texts (minutes)");
    let measured = in_browser(&browser.program, &texts)?;
    say("Natively: every stage beside a floor, and growth with length");
    let named: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let stages = bench("stages", &named)?;
    let growth = bench("length", &["--most", "10000000", "articles"].map(str::to_owned))?;
    let report = report(&texts, folder.is_some(), &measured, &stages, &growth);
    println!("{report}");
    let path = root().join("benches/peers.md");
    fs::write(&path, report).map_err(|error| format!("{}: {error}", path.display()))
}

fn in_browser(browser: &Path, texts: &[String]) -> Result<Vec<Measured>, String> {
    let list = root().join("target/peers-texts.json");
    let json = serde_json::to_string(texts).map_err(|error| error.to_string())?;
    fs::write(&list, json).map_err(|error| format!("{}: {error}", list.display()))?;
    let mut node = program("node");
    node.arg("run.mjs")
        .current_dir(root().join("benches/peers"))
        .env("PARTYLINE_DIST", page::dist())
        .env("PARTYLINE_CHROMIUM", browser)
        .env("PARTYLINE_TEXTS", list)
        .stderr(std::process::Stdio::inherit());
    let printed = output(&mut node).ok_or("node benches/peers/run.mjs failed: its message is above")?;
    serde_json::from_str(&printed).map_err(|error| format!("benches/peers/run.mjs: {error}"))
}

fn report(texts: &[String], given: bool, measured: &[Measured], stages: &str, growth: &str) -> String {
    let tokens: usize = texts.iter().map(|text| tokenize(text).len()).sum();
    let bytes: usize = texts.iter().map(String::len).sum();
    let rate = |one: &Measured| tokens as f64 / one.articles * 1e3;
    let ours = measured.iter().find(|one| one.name == "Partyline").map_or(f64::NAN, rate);
    let mut report = String::from("# Speed and size beside others\n\n");
    let set = if given { "texts given by path" } else { "sample articles of our own" };
    let _ = writeln!(
        report,
        "Made by `cargo xtask peers` in one run on {}. {} {set}, {bytes} bytes, {tokens} tokens as we count them. \
         The machine may have been busy: read ratios, not absolutes.\n",
        machine(),
        texts.len()
    );
    report += "## In headless Chromium, each in a worker\n\n\
        | | transfer, KB gzip | first annotation, ms | tokens per second | of Partyline's | ms per KB at 10 KB | 100 KB | 1 MB | gives |\n\
        |---|---|---|---|---|---|---|---|---|\n";
    for one in measured {
        let gives = GIVES.iter().find(|(name, _)| *name == one.name).map_or("", |(_, gives)| gives);
        let growth: Vec<String> = (0..3)
            .map(|at| {
                one.lengths
                    .get(at)
                    .map_or("over a minute".to_owned(), |l| format!("{:.2}", l.ms / l.bytes as f64 * 1e3))
            })
            .collect();
        let _ = writeln!(
            report,
            "| {} | {:.1} | {:.0} | {:.0} | {:.2} | {} | {gives} |",
            one.name,
            one.transfer as f64 / 1e3,
            one.first,
            rate(one),
            rate(one) / ours,
            growth.join(" | "),
        );
    }
    report += "\nPartyline's transfer is its worker, engine and model; the first annotation is counted from the start of the \
        worker and is of a text of 10 KB. Articles are annotated one by one, all of them again and again: the engine knows \
        their words after the first round, but not their sentences. Versions are those of \
        `benches/peers/package.json`.\n\n## Natively, every stage beside a floor\n\n";
    report += stages;
    report += "\n\n## Natively, growth with length\n\n";
    report += growth;
    report.push('\n');
    report
}
