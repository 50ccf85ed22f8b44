//! What the encoder is told about each token: rows of embedding tables. Training and inference both read them here.

use crate::document::{Role, Span};
use crate::engine::{Structure, TokenKind};
use crate::order::Order;

/// Rows of the affix table: prefixes of three letters, suffixes of two and of three, hashed.
pub const AFFIX_ROWS: usize = PREFIX_ROWS + SUFFIX2_ROWS + SUFFIX3_ROWS;
const PREFIX_ROWS: usize = 1024;
const SUFFIX2_ROWS: usize = 512;
const SUFFIX3_ROWS: usize = 2048;

/// Rows of the surface table: shape, quotation state, place in sentence and block, role of the block.
pub const SURFACE_ROWS: usize = SHAPES + 9 + 4 + 4 + 2 + 3 + 2 + CUE_CLASSES;
const SHAPES: usize = 48;
const CUE_CLASSES: usize = 21;

/// Rows of the surface table that one token adds up.
pub const SURFACE_FEATURES: usize = 8;

/// The words and stems that have a row of their own, as sorted 32-bit hashes (row 0 stands for every other word), and
/// the words that attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Hashes of lower-cased words with digits folded.
    pub words: Vec<u32>,
    /// Hashes of stems.
    pub stems: Vec<u32>,
    /// Hashes of the words that attribute, sorted, each with its class from 1 to 20.
    pub classes: Vec<(u32, u8)>,
}

impl Vocabulary {
    /// Sorts and dedupes the hashes.
    #[must_use]
    pub fn new(mut words: Vec<u32>, mut stems: Vec<u32>, mut classes: Vec<(u32, u8)>) -> Self {
        for list in [&mut words, &mut stems] {
            list.order();
            list.dedup();
        }
        classes.order();
        classes.dedup_by_key(|c| c.0);
        Self { words, stems, classes }
    }

    /// Class of a word that attributes, 0 for any other.
    fn class(&self, hash: u32) -> usize {
        let found = self.classes.binary_search_by_key(&hash, |c| c.0);
        // A class beyond the table's can only come from a foreign file.
        found.map_or(0, |i| usize::from(self.classes[i].1)).min(CUE_CLASSES - 1)
    }
}

/// The rows of one token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    /// Row of the word table; 0 if unknown.
    pub word: u32,
    /// Row of the stem table; 0 if unknown.
    pub stem: u32,
    /// Rows of the affix table.
    pub affixes: [u32; 3],
    /// Rows of the surface table.
    pub surface: [u32; SURFACE_FEATURES],
}

/// Where a token stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Index of its sentence.
    pub sentence: u32,
    /// Index of its block.
    pub block: u32,
    /// The outermost quotation around it, counted from 1; 0 outside quotations.
    pub quote: u32,
    /// How many quotations are around it.
    pub depth: u8,
    /// Whether it is an opening (1) or closing (2) quotation mark.
    pub mark: u8,
}

/// Where each token of the text stands, one entry a token.
#[must_use]
pub fn places(structure: &Structure) -> Vec<Place> {
    let mut places = vec![Place::default(); structure.tokens.len()];
    for (index, sentence) in structure.sentences.iter().enumerate() {
        for place in &mut places[sentence.tokens.start as usize..sentence.tokens.end as usize] {
            place.sentence = index as u32;
            place.block = sentence.block;
        }
    }
    for (index, quote) in structure.quotes.iter().enumerate() {
        let range = structure.tokens_in(quote.span);
        if quote.depth > 1 {
            continue;
        }
        for i in range {
            let place = &mut places[i];
            place.depth = place.depth.max(quote.depth + 1);
            if quote.depth == 0 {
                place.quote = index as u32 + 1;
            }
            let token = structure.tokens[i].span;
            if token.end <= quote.inner.start {
                place.mark = 1;
            } else if token.start >= quote.inner.end {
                place.mark = 2;
            }
        }
    }
    places
}

/// The features of every token of the text.
#[must_use]
pub fn features(structure: &Structure, places: &[Place], vocabulary: &Vocabulary) -> Vec<Features> {
    let mut continued = vec![false; structure.blocks.len()];
    for quote in structure.quotes.iter().filter(|q| q.continues.is_some()) {
        let block = structure.blocks.partition_point(|b| b.span.end <= quote.span.start);
        if let Some(flag) = continued.get_mut(block) {
            *flag = true;
        }
    }
    let mut quoted = vec![0; structure.sentences.len()];
    for place in places {
        if let Some(state) = quoted.get_mut(place.sentence as usize) {
            *state |= if place.depth > 0 { 1 } else { 2 };
        }
    }
    let mut word = String::new();
    (0..structure.tokens.len())
        .map(|i| {
            let token = structure.tokens[i];
            normalize(token.span.of(structure.text), &mut word);
            let word_hash = hash(&word);
            let place = places[i];
            let role = structure.blocks.get(place.block as usize).map(|b| b.role);
            let starts = |of: fn(&Place) -> u32| i == 0 || of(&places[i - 1]) != of(&place);
            let ends = i + 1 == places.len() || places[i + 1].sentence != place.sentence;
            let position = if starts(|p| p.block) {
                0
            } else if starts(|p| p.sentence) {
                1
            } else if ends {
                2
            } else {
                3
            };
            let mut surface = [
                shape(structure, token.span, token.kind),
                usize::from(place.depth.min(2)) * 3 + usize::from(place.mark),
                position,
                usize::from(quoted.get(place.sentence as usize).copied().unwrap_or(0u8)),
                usize::from(role == Some(Role::Headline)),
                match () {
                    () if i == 0 => 0,
                    () if structure.tokens[i - 1].span.end == token.span.start => 1,
                    () => 2,
                },
                usize::from(continued.get(place.block as usize).copied().unwrap_or(false)),
                vocabulary.class(word_hash),
            ];
            let mut offset = 0;
            for (value, rows) in surface.iter_mut().zip([SHAPES, 9, 4, 4, 2, 3, 2, CUE_CLASSES]) {
                *value += offset;
                offset += rows;
            }
            Features {
                word: row(&vocabulary.words, word_hash),
                stem: row(&vocabulary.stems, hash(&stem(&word))),
                affixes: affixes(&word),
                surface: surface.map(|row| row as u32),
            }
        })
        .collect()
}

/// Lower case, digits folded to `0`, curly apostrophes straight; what the vocabulary counts.
pub fn normalize(word: &str, into: &mut String) {
    into.clear();
    for c in word.chars().take(40) {
        match c {
            '0'..='9' => into.push('0'),
            '’' | '‘' => into.push('\''),
            'A'..='Z' => into.push(c.to_ascii_lowercase()),
            c if c.is_ascii() => into.push(c),
            c => into.extend(c.to_lowercase()),
        }
    }
}

/// The common part of a word's forms: `denies`, `denied`, `denying` and `deny` have one stem. Rough on purpose.
#[must_use]
pub fn stem(word: &str) -> String {
    if let Ok(i) = IRREGULAR.binary_search_by_key(&word, |&(form, _)| form) {
        return IRREGULAR[i].1.to_owned();
    }
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let (mut base, cut) = match word {
        _ if word.ends_with("ies") || word.ends_with("ied") => {
            (format!("{}y", &word[..word.len() - 3]), false)
        }
        _ if word.len() > 5 && word.ends_with("ing") => (word[..word.len() - 3].to_owned(), true),
        _ if word.len() > 4 && word.ends_with("ed") => (word[..word.len() - 2].to_owned(), true),
        _ if word.ends_with('s') && !word.ends_with("ss") => (word[..word.len() - 1].to_owned(), false),
        _ => (word.to_owned(), false),
    };
    let bytes = base.as_bytes();
    let n = bytes.len();
    if n > 3 && bytes[n - 1] == b'e'
        || cut && n > 3 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b'l' | b's')
    {
        base.pop();
    }
    base
}

/// Irregular forms of common verbs and their stems, sorted by form.
const IRREGULAR: [(&str, &str); 59] = [
    ("'d", "'d"),
    ("are", "be"),
    ("been", "be"),
    ("began", "begin"),
    ("begun", "begin"),
    ("brought", "bring"),
    ("came", "com"),
    ("chose", "choos"),
    ("chosen", "choos"),
    ("did", "do"),
    ("does", "do"),
    ("done", "do"),
    ("felt", "feel"),
    ("fought", "fight"),
    ("found", "find"),
    ("gave", "giv"),
    ("given", "giv"),
    ("goes", "go"),
    ("gone", "go"),
    ("got", "get"),
    ("had", "have"),
    ("has", "have"),
    ("heard", "hear"),
    ("held", "hold"),
    ("is", "be"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("laid", "lay"),
    ("led", "lead"),
    ("left", "leav"),
    ("lost", "los"),
    ("made", "mak"),
    ("meant", "mean"),
    ("met", "meet"),
    ("said", "say"),
    ("saw", "see"),
    ("seen", "see"),
    ("shown", "show"),
    ("sought", "seek"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("stood", "stand"),
    ("swore", "swear"),
    ("sworn", "swear"),
    ("taken", "tak"),
    ("taught", "teach"),
    ("thought", "think"),
    ("told", "tell"),
    ("took", "tak"),
    ("understood", "understand"),
    ("was", "be"),
    ("went", "go"),
    ("were", "be"),
    ("withdrew", "withdraw"),
    ("won", "win"),
    ("wore", "wear"),
    ("written", "writ"),
    ("wrote", "writ"),
];

/// FNV-1a, its halves mixed.
#[must_use]
pub fn hash(word: &str) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for b in word.bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3);
    }
    (h ^ (h >> 32)) as u32
}

fn row(sorted: &[u32], hash: u32) -> u32 {
    sorted.binary_search(&hash).map_or(0, |i| i as u32 + 1)
}

fn affixes(word: &str) -> [u32; 3] {
    let tail = |n: usize| word.char_indices().rev().nth(n - 1).map_or(word, |(i, _)| &word[i..]);
    let head = word.char_indices().nth(3).map_or(word, |(i, _)| &word[..i]);
    [
        hash(head) % PREFIX_ROWS as u32,
        PREFIX_ROWS as u32 + hash(tail(2)) % SUFFIX2_ROWS as u32,
        (PREFIX_ROWS + SUFFIX2_ROWS) as u32 + hash(tail(3)) % SUFFIX3_ROWS as u32,
    ]
}

/// Upper and lower case, digits and signs in the order of the word, runs shortened, as one of `SHAPES` buckets.
fn shape(structure: &Structure, span: Span, kind: TokenKind) -> usize {
    let mut pattern = String::new();
    for c in span.of(structure.text).chars().take(24) {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => '0',
            _ => c,
        };
        if !pattern.ends_with(class) || pattern.len() == 1 {
            pattern.push(class);
        }
        if pattern.len() >= 6 {
            break;
        }
    }
    const COMMON: [&str; 16] =
        ["xx", "Xx", "x", ".", ",", "XX", "X", "0", "00", "'x", "-", "X.", "Xx.", "XXx", "X.X.", "'"];
    match COMMON.iter().position(|&c| c == pattern) {
        Some(i) => i,
        None => {
            let rest = match kind {
                TokenKind::Word => 12,
                TokenKind::Number => 4,
                TokenKind::Punct => 12,
                TokenKind::Mark => 4,
            };
            let base = match kind {
                TokenKind::Word => 16,
                TokenKind::Number => 28,
                TokenKind::Punct => 32,
                TokenKind::Mark => 44,
            };
            base + (hash(&pattern) as usize) % rest
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_share_a_stem() {
        for forms in [
            &["deny", "denies", "denied", "denying"][..],
            &["argue", "argues", "argued", "arguing"],
            &["say", "says", "said", "saying"],
            &["admit", "admits", "admitted", "admitting"],
            &["tell", "tells", "told", "telling"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn irregular_forms_are_sorted() {
        assert!(IRREGULAR.windows(2).all(|w| w[0].0 < w[1].0));
    }
}
