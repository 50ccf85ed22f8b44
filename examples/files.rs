//! Reads a file and writes it in every format: what `cargo xtask links` takes off the weight of the same with the codec.

use partyline::export::{Article, Format, json};
use std::hint::black_box;

/// Nobody calls it: the program is only weighed.
pub fn main() {
    if let Ok(all) = json::import(&black_box(String::new())) {
        let article = Article::new(&all.text, &all.about, &all.document, &all.log);
        for format in Format::ALL {
            let _file = black_box(format.export(&article));
        }
    }
}
