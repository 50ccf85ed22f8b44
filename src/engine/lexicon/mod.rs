//! Word lists that a non-programmer can edit, with typed access.
//!
//! Files hold one entry a line, lower case; `#` begins a comment; columns are separated by tabs.

pub mod acts;
pub mod cues;
mod lemmas;
pub mod weights;

pub mod world;

use crate::order;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A list file as `build.rs` leaves it.
macro_rules! list {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name))
    };
}
use list;

/// The entries of a list file, comments and blank lines left out.
pub fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

/// A list file as a set.
fn set(file: &'static str) -> BTreeSet<&'static str> {
    order::set(lines(file))
}

/// Abbreviations that keep their full stop, without it: `mr`, `gen`, `inc`.
pub static ABBREVIATIONS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| set(list!("abbreviations.txt")));

/// What a page says where an article stops for those who have not paid or signed in.
pub static PAYWALL: LazyLock<Vec<&str>> = LazyLock::new(|| lines(list!("paywall.txt")).collect());

/// Languages by name with their small words; English first.
pub static LANGUAGES: LazyLock<Vec<(&str, BTreeSet<&str>)>> = LazyLock::new(|| {
    let entries = lines(list!("languages.tsv")).filter_map(|line| line.split_once('\t'));
    entries.map(|(name, words)| (name, order::set(words.split(' ')))).collect()
});

/// Lines that are page furniture; `*` at the end allows more words after it.
pub static FURNITURE: LazyLock<Vec<&str>> = LazyLock::new(|| lines(list!("furniture.txt")).collect());
