//! `cargo xtask size`: what a first visit transfers, held against its budget.

use crate::page;
use crate::shell::say;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;

/// Most that page, worker and data may weigh, in kilobytes of gzip; the model, which comes after, left out. The aim is
/// 600; until it is reached, this keeps what has been reached.
const PAGE_KB: f64 = 830.0;
/// Most that the model may weigh, in kilobytes as transferred.
const MODEL_KB: f64 = 3_000.0;
/// What the model's file is called, hash and ending left out.
const MODEL: &str = "weights";
/// What is not fetched by a first visit: pictures for the home screen.
const LATER: &[&str] = &["icon-192.png", "icon-512.png", "icon-maskable.png"];

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    say("Size of a first visit, in kilobytes (1000 bytes)");
    let entries =
        fs::read_dir(page::dist()).map_err(|_| "dist/ is not there: run `cargo xtask page` first")?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.is_file() {
            let content = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, content.len(), gzipped(&content)?));
        }
    }
    files.sort_by_key(|(_, _, gzip)| std::cmp::Reverse(*gzip));
    let (mut page, mut model) = (0.0, 0.0);
    println!("    {:>9} {:>9}", "plain", "gzip");
    for (name, plain, gzip) in &files {
        let (plain, gzip) = (kilobytes(*plain), kilobytes(*gzip));
        let note = if name.starts_with(MODEL) {
            model += gzip;
            " (model, fetched after the page is there)"
        } else if LATER.contains(&name.as_str()) {
            " (not fetched by a visit)"
        } else {
            page += gzip;
            ""
        };
        println!("    {plain:>9.1} {gzip:>9.1}  {name}{note}");
    }
    println!("    page, worker and data: {page:.1} of {PAGE_KB:.0}; model: {model:.1} of {MODEL_KB:.0}");
    if page > PAGE_KB || model > MODEL_KB {
        return Err(
            "the budget is exceeded: find what grew with `cargo xtask size` on an older commit".to_owned()
        );
    }
    Ok(())
}

fn gzipped(content: &[u8]) -> Result<usize, String> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).map_err(|error| error.to_string())?;
    encoder.finish().map(|bytes| bytes.len()).map_err(|error| error.to_string())
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
