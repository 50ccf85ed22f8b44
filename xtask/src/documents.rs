//! Documents of the sample texts as the native engine makes them, for comparison with those of the browser.

use crate::shell::{files, root};
use partyline::document::Document;
use partyline::engine::Engine;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};

/// One text with what the engine finds in it.
#[derive(Serialize)]
struct Sample {
    name: String,
    text: String,
    document: Document,
}

/// Texts that no file holds: nothing, one mark, signs beyond the basic plane, broken lines, brackets in hundreds.
const AWKWARD: &[&str] = &[
    "",
    "\"",
    "\u{1F600} “Zo\u{308}e” said \u{202E}she\u{202C}.",
    "a\r\n\r\n\r\nb\u{0}c\u{2028}d",
    "\u{FEFF}«»‹›„“”‚‘’",
];

/// Writes the documents of all golden texts, of awkward ones, and of further files, to a file: a line of JSON for each.
pub fn write(path: &Path, further: &[PathBuf]) -> Result<(), String> {
    let weights = root().join("src/engine/model/weights.bin");
    let bytes = fs::read(&weights).map_err(|error| format!("{}: {error}", weights.display()))?;
    let engine = Engine::new(&bytes).map_err(|error| format!("{}: {error}", weights.display()))?;
    let mut samples = Vec::new();
    for file in files(&root().join("tests/golden"), "txt")?.iter().chain(further) {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        samples.push((file.display().to_string(), text));
    }
    samples.extend(
        AWKWARD.iter().enumerate().map(|(number, text)| (format!("awkward {number}"), (*text).to_owned())),
    );
    samples.push(("many brackets".to_owned(), "(“".repeat(500)));
    let mut lines = String::new();
    for (name, text) in samples {
        let sample = Sample { document: engine.annotate(&text), name, text };
        lines += &serde_json::to_string(&sample).map_err(|error| error.to_string())?;
        lines.push('\n');
    }
    fs::write(path, lines).map_err(|error| format!("{}: {error}", path.display()))
}
