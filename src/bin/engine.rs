//! The engine as a JavaScript module: see `src/module.rs`, whose functions it exports.

fn main() {
    console_error_panic_hook::set_once();
}

pub use partyline::module::{annotate, load, version};
