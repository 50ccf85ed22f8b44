//! Any text is divided into blocks, sentences and quotations soundly; the model is left out, so this goes faster.
#![no_main]

#[path = "../../support/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use partyline::engine::{Structure, understand};

fuzz_target!(|text: &str| {
    for structure in [Structure::new(text), Structure::whole(text)] {
        invariants::check(text, &understand(&structure, &[]));
    }
});
