//! `cargo xtask size`: what a first visit transfers, held against its budget.
//!
//! Counted is what a reader waits for who opens the page and pastes an article: everything but the model, which comes
//! after the text is there, the clerk, which is fetched when a link or a file is made or opened, what takes an article
//! over from another page or program, and the pictures for the home screen. Once the page is there, the service worker
//! fetches those too, for use without a network; a visit from a link waits for the clerk as well. Both sums are printed.
//! The module for other pages is listed and counts for nothing.

use crate::bundle::MODULE;
use crate::page;
use crate::shell::say;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;

/// Most that page, worker and data may weigh, in kilobytes of gzip.
const PAGE_KB: f64 = 600.0;
/// Most that the model may weigh, in kilobytes as transferred.
const MODEL_KB: f64 = 3_000.0;
/// What the model's file is called, hash and ending left out.
const MODEL: &str = "weights";
/// The second worker's files, hash and ending left out.
const CLERK: &str = "clerk";
/// What takes an article over from a bookmark or a share menu.
const HANDED: &str = "handed";
/// What no visit waits for: pictures for the home screen.
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
    let (mut page, mut model, mut clerk, mut later) = (0.0, 0.0, 0.0, 0.0);
    println!("    {:>9} {:>9}", "plain", "gzip");
    for (name, plain, gzip) in &files {
        let (plain, gzip) = (kilobytes(*plain), kilobytes(*gzip));
        let note = if name.starts_with(MODEL) {
            model += gzip;
            " (model, fetched after the page is there)"
        } else if name.starts_with(CLERK) {
            clerk += gzip;
            " (fetched for a link or a file)"
        } else if name.starts_with(HANDED) {
            later += gzip;
            " (fetched when another page or program hands an article over)"
        } else if LATER.contains(&name.as_str()) {
            later += gzip;
            " (no visit waits for it)"
        } else if MODULE.contains(&name.as_str()) {
            " (the module, for other pages)"
        } else {
            page += gzip;
            ""
        };
        println!("    {plain:>9.1} {gzip:>9.1}  {name}{note}");
    }
    println!("    page, worker and data: {page:.1} of {PAGE_KB:.0}; model: {model:.1} of {MODEL_KB:.0}");
    println!("    with the clerk, for a visit from a link: {:.1}", page + clerk);
    println!("    all that is kept for use without a network: {:.1}", page + clerk + model + later);
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
