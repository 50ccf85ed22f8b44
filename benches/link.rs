//! `cargo bench --bench link FILE...`: what a link costs in time, beside deflate on the same text in the same run, and in
//! memory.
//!
//! Without files, sample articles of our own.

#[path = "../tests/support/shapes.rs"]
mod shapes;

use partyline::share::{Alphabet, Content, LinkError, Payload, decode};
use std::hint::black_box;
use std::time::Instant;

fn encode(payload: &Payload) -> Result<String, LinkError> {
    partyline::share::encode(&Content::Article(payload.clone()), Alphabet::Text)
}

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let read = |file: &String| std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}"));
    let texts = if files.is_empty() {
        vec![shapes::of(&shapes::SHAPES[0], 6_000)]
    } else {
        files.iter().map(read).collect()
    };
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let payloads: Vec<Payload> =
        texts.iter().map(|text| Payload { text: text.clone(), ..Payload::default() }).collect();
    let before = peak();
    let first = milliseconds(1, || drop(black_box(encode(&Payload::default()))));
    let links: Vec<String> = payloads.iter().map(|p| encode(p).expect("short enough")).collect();
    let writing = milliseconds(10, || payloads.iter().for_each(|p| drop(black_box(encode(p)))));
    let reading = milliseconds(10, || links.iter().for_each(|l| drop(black_box(decode(l)))));
    let after = peak();
    let deflate = milliseconds(10, || {
        texts.iter().for_each(|t| drop(black_box(miniz_oxide::deflate::compress_to_vec(t.as_bytes(), 9))));
    });
    let row = |what: &str, time: f64| {
        let per = time * 1000.0 / words.max(1) as f64;
        println!("| {what} 1,000 words | {per:.2} | {:.0} |", time / deflate);
    };
    println!("The fastest of ten rounds over {words} words in {} texts.\n", texts.len());
    println!("| | ms | of deflate's time |\n|---|---|---|");
    row("encode", writing);
    row("decode", reading);
    row("deflate 9,", deflate);
    println!("\nUnpacking the statistics takes {first:.1} ms, once.");
    if let (Some(before), Some(after)) = (before, after) {
        let megabytes = |kilobytes: u64| kilobytes as f64 / 1e3;
        println!(
            "The process held at most {:.1} MB while it coded, {:.1} MB before.",
            megabytes(after),
            megabytes(before)
        );
    }
}

/// Most memory that this process has held so far, in kilobytes, where the system says.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}

/// The fastest of several runs.
fn milliseconds(runs: u32, mut job: impl FnMut()) -> f64 {
    let run = |_| {
        let start = Instant::now();
        job();
        start.elapsed().as_secs_f64() * 1000.0
    };
    (0..runs).map(run).fold(f64::INFINITY, f64::min)
}
