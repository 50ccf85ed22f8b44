//! Opens a link and makes it again: what `cargo xtask links` weighs.

use partyline::share::{Alphabet, decode, encode};
use std::hint::black_box;

fn main() {
    if let Ok(opened) = decode(&black_box(String::new())) {
        let _link = black_box(encode(&opened.content, Alphabet::Text));
    }
}
