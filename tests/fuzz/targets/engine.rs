//! Any text gives a sound document.
#![no_main]

#[path = "../../support/invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use partyline::engine::Engine;
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::shipped);

fuzz_target!(|text: &str| invariants::check(text, &ENGINE.annotate(text)));
