//! Word lists that a non-programmer can edit, with typed access.
//!
//! Files hold one entry a line, lower case; `#` begins a comment; columns are separated by tabs.

pub mod acts;
pub mod cues;
mod lemmas;
mod table;
pub mod weights;

pub mod world;

use std::sync::LazyLock;
use table::{Set, Table};

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

/// Abbreviations that keep their full stop, without it: `mr`, `gen`, `inc`.
pub static ABBREVIATIONS: LazyLock<Set> = LazyLock::new(|| lines(list!("abbreviations.txt")).collect());

/// Adverbs beside a verb of speech that place it before the occasion an article reports.
pub static EARLIER: LazyLock<Vec<&str>> = LazyLock::new(|| lines(list!("earlier.txt")).collect());

/// What a page says where an article stops for those who have not paid or signed in, by the first word.
pub static PAYWALL: LazyLock<Table<Vec<&str>>> = LazyLock::new(|| {
    let mut phrases = Table::new();
    for phrase in lines(list!("paywall.txt")) {
        phrases.entry(phrase.split(' ').next().unwrap_or(""), Vec::new()).push(phrase);
    }
    phrases
});

/// Languages by name with their small words; English first.
pub static LANGUAGES: LazyLock<Vec<(&str, Set)>> = LazyLock::new(|| {
    let entries = lines(list!("languages.tsv")).filter_map(|line| line.split_once('\t'));
    entries.map(|(name, words)| (name, words.split(' ').collect())).collect()
});

/// Lines that are page furniture; `*` at the end allows more words after it.
pub static FURNITURE: LazyLock<Vec<&str>> = LazyLock::new(|| lines(list!("furniture.txt")).collect());
