//! Base forms of English words: "denied" is "deny", "claims" is "claim".
//!
//! Irregular forms stand in `irregular.txt`; the rest follows from the spelling. Where the spelling leaves two
//! readings ("noted" could come from "not" or "note"), callers that own a list try all of [`bases`].

use super::{lines, list, table::Table};
use std::borrow::Cow;
use std::sync::LazyLock;

static IRREGULAR: LazyLock<Table<&str>> =
    LazyLock::new(|| lines(list!("irregular.txt")).filter_map(|line| line.split_once('\t')).collect());

/// Every base form that the spelling of `word` (lower case) allows, likeliest first; the word itself is one of them.
#[must_use]
pub fn bases(word: &str) -> Vec<Cow<'_, str>> {
    let straight =
        if word.contains('’') { Cow::Owned(word.replace('’', "'")) } else { Cow::Borrowed(word) };
    if let Some(base) = IRREGULAR.get(straight.as_ref()) {
        let base = Cow::Borrowed(*base);
        return if base == straight { vec![base] } else { vec![base, straight] };
    }
    // What inflected forms end in.
    if !word.ends_with(['s', 'd', 'g']) {
        return vec![straight];
    }
    let mut found = Vec::new();
    let mut add = |stem: &str, ending: &str| found.push(Cow::Owned([stem, ending].concat()));
    let long = |stem: &str| stem.len() > 1 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(stem) = word.strip_suffix("ies").or(word.strip_suffix("ied")).filter(|s| s.len() > 1) {
        add(stem, "y");
        add(stem, "ie");
    } else if let Some(stem) = word.strip_suffix("ed").or(word.strip_suffix("ing")).filter(|s| long(s)) {
        let endings = if wants_e(stem) { ["e", ""] } else { ["", "e"] };
        let single = undoubled(stem);
        if let Some(single) = single.filter(|_| !stem.ends_with(['l', 's', 'z', 'f'])) {
            add(single, "");
        }
        endings.iter().for_each(|e| add(stem, e));
        single.iter().for_each(|s| add(s, ""));
    } else if let Some(stem) = word.strip_suffix("es").filter(|s| s.len() > 1) {
        let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end));
        let mute = ["as", "es", "is", "us", "ns", "rs", "z"].iter().any(|end| stem.ends_with(end));
        let endings = if hisses && !mute { ["", "e"] } else { ["e", ""] };
        endings.iter().for_each(|e| add(stem, e));
    } else if let Some(stem) =
        word.strip_suffix('s').filter(|s| long(s) && !s.ends_with(['s', 'u', 'i', '\'']))
    {
        add(stem, "");
    }
    found.push(straight);
    found
}

/// The likeliest base form of `word` (lower case).
#[must_use]
pub fn lemma(word: &str) -> Cow<'_, str> {
    bases(word).swap_remove(0)
}

/// "stopp" as "stop", if a consonant is doubled at the end.
fn undoubled(stem: &str) -> Option<&str> {
    let [.., a, b] = stem.as_bytes() else { return None };
    (a == b && b.is_ascii_lowercase() && !b"aeiou".contains(b)).then(|| &stem[..stem.len() - 1])
}

/// Whether a stem that lost "-ed" or "-ing" ended in a mute e: "accus", "not", "declar".
fn wants_e(stem: &str) -> bool {
    const ENDINGS: [&str; 34] = [
        "c", "v", "u", "iz", "yz", "rg", "dg", "ag", "eng", "ang", "rs", "ns", "as", "is", "us", "os", "at",
        "ut", "ot", "id", "ad", "ud", "ced", "ok", "ak", "um", "ar", "ir", "ur", "plor", "gnor", "bl", "tl",
        "gl",
    ];
    let bytes = stem.as_bytes();
    let vowel = |i: usize| b"aeiou".contains(&bytes[i]);
    let n = bytes.len();
    if n < 2 || vowel(n - 1) && bytes[n - 1] != b'u' || b"wxy".contains(&bytes[n - 1]) {
        return false;
    }
    let vowels = (0..n).filter(|&i| vowel(i)).count();
    if n >= 3 && vowel(n - 2) && vowel(n - 3) && stem != "argu" && !stem.ends_with(['s', 'v', 'c', 'z']) {
        return stem.ends_with("creat") || stem.ends_with("rogat");
    }
    vowels == 1 && vowel(n - 2) || ENDINGS.iter().any(|end| stem.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        for (word, base) in [
            ("said", "say"),
            ("denied", "deny"),
            ("denies", "deny"),
            ("accused", "accuse"),
            ("accuses", "accuse"),
            ("accusing", "accuse"),
            ("called", "call"),
            ("calling", "call"),
            ("admitted", "admit"),
            ("stopping", "stop"),
            ("announced", "announce"),
            ("noted", "note"),
            ("urged", "urge"),
            ("condemned", "condemn"),
            ("declared", "declare"),
            ("explained", "explain"),
            ("repeated", "repeat"),
            ("offered", "offer"),
            ("decided", "decide"),
            ("pressed", "press"),
            ("presses", "press"),
            ("watches", "watch"),
            ("criticised", "criticise"),
            ("criticized", "criticize"),
            ("argued", "argue"),
            ("promises", "promise"),
            ("claims", "claim"),
            ("allegations", "allegation"),
            ("refuted", "refute"),
            ("mentioned", "mention"),
            ("swore", "swear"),
            ("focused", "focus"),
            ("n’t", "not"),
            ("speech", "speech"),
            ("thing", "thing"),
            ("red", "red"),
            ("this", "this"),
            ("", ""),
        ] {
            assert_eq!(lemma(word), base, "{word}");
        }
    }
}
