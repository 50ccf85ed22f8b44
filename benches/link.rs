//! `cargo bench --bench link FILE...`: what a link costs in time, beside deflate on the same text in the same run.
//!
//! Without files, an invented text of about 1,000 words.

use partyline::share::{Alphabet, Content, LinkError, Payload, decode};
use std::hint::black_box;
use std::time::Instant;

fn encode(payload: &Payload) -> Result<String, LinkError> {
    partyline::share::encode(&Content::Article(payload.clone()), Alphabet::Text)
}

fn main() {
    let files: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let read = |file: &String| std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}"));
    let texts = if files.is_empty() { vec![invented()] } else { files.iter().map(read).collect() };
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let payloads: Vec<Payload> =
        texts.iter().map(|text| Payload { text: text.clone(), ..Payload::default() }).collect();
    let first = milliseconds(1, || drop(black_box(encode(&Payload::default()))));
    let links: Vec<String> = payloads.iter().map(|p| encode(p).expect("short enough")).collect();
    let writing = milliseconds(10, || payloads.iter().for_each(|p| drop(black_box(encode(p)))));
    let reading = milliseconds(10, || links.iter().for_each(|l| drop(black_box(decode(l)))));
    let deflate = milliseconds(10, || {
        texts.iter().for_each(|t| drop(black_box(miniz_oxide::deflate::compress_to_vec(t.as_bytes(), 9))));
    });
    let per = |time: f64| time * 1000.0 / words.max(1) as f64;
    println!("{words} words; milliseconds:");
    println!("  {first:8.2}  unpacking the statistics, once");
    println!("  {:8.2}  encode 1,000 words", per(writing));
    println!("  {:8.2}  decode 1,000 words", per(reading));
    println!("  {:8.2}  deflate 1,000 words, level 9", per(deflate));
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

fn invented() -> String {
    let names = ["Ada Lindqvist", "the harbour council", "Per Ohm", "Norrland Ferries", "the port authority"];
    let verbs = ["said", "denied", "warned", "announced", "told reporters", "insisted"];
    let ends = [
        "the line would close in March if nothing changed",
        "every letter had been answered within a week",
        "the timetable was “a gamble with the fish”",
        "more than 4,200 people cross the sound each day",
        "nobody had been invited to the hearings about the second ferry",
        "its members would vote against a third pier, whatever the price of it",
        "a new tunnel would cost the town less than the storm of last autumn",
    ];
    let sentence = |i: usize| {
        let pick = |all: &[&'static str], step: usize| all[i * step % all.len()];
        format!("On day {i}, {} {} that {}.\n", pick(&names, 3), pick(&verbs, 5), pick(&ends, 4))
    };
    (0..65).map(sentence).collect()
}
