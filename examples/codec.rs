//! The same as `files`, and opens a link and makes it again: what `cargo xtask links` weighs.

#[path = "files.rs"]
mod files;

use partyline::share::{Alphabet, decode, encode};
use std::hint::black_box;

fn main() {
    files::main();
    if let Ok(opened) = decode(&black_box(String::new())) {
        let _link = black_box(encode(&opened.content, Alphabet::Text));
    }
}
