//! What a program weighs that does nothing with a string: `cargo xtask links` takes it off the codec's weight.

use std::hint::black_box;

fn main() {
    let _nothing = black_box(black_box(String::new()).into_bytes());
}
