//! Any log of corrections leaves a sound document, and one that another text can take over.
#![no_main]

#[path = "../../support/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use partyline::corrections::{Log, apply, reanchor};
use partyline::document::Document;
use partyline::engine::Engine;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../golden/accuse-and-deny.txt");

static DOCUMENT: LazyLock<Document> = LazyLock::new(|| Engine::shipped().annotate(TEXT));

fuzz_target!(|entries: &str| {
    let Ok(log) = serde_json::from_str::<Log>(entries) else { return };
    invariants::check(TEXT, &apply(&log, TEXT, &DOCUMENT).document);
    let edited = TEXT.replacen(". ", ".\n\nA new line. ", 1);
    let moved = reanchor(&log, TEXT, &edited);
    let _applied = apply(&moved.0, &edited, &Document::default());
});
