//! A log told without the text it is about, for links that carry no article, and put in place again in whatever text
//! the recipient has: word positions, and small hashes of the words and of their neighbours.

use super::{Anchor, Correction, Log};
use crate::document::Span;
use crate::order::Order;
use std::collections::BTreeMap;

/// Most quotations that are looked for: nobody makes more by hand.
pub const MAX_QUOTATIONS: usize = 4_096;
/// Quotations kept though no correction is about them: they tell whether it is the right article.
const WITNESSES: usize = 8;
/// Neighbouring words on each side that are hashed.
const CONTEXT: usize = 2;
/// How far from its expected place a changed quotation is looked for, in words.
const NEAR: usize = 80;
/// How near its expected place a quotation without a known neighbour must stand, in words.
const BESIDE: usize = 5;
/// Places that may be looked at altogether.
const BUDGET: usize = 100_000_000;

/// Where a stretch of an article stands, without its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// Number of its first word in the article, from 0.
    pub first: u32,
    /// How many words it has, at least one.
    pub words: u32,
    /// Characters that belong to it before its first and after its last word, at most 3 each.
    pub slack: [u8; 2],
    /// Hash of its words, 12 bits.
    pub hash: u16,
    /// Hash of the words before it.
    pub before: u8,
    /// Hash of the words after it.
    pub after: u8,
}

/// A log without its text: spans are numbers of quotations, `start` the number and `end` one more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Where the log's spans, and some statements, stand.
    pub quotations: Vec<Quotation>,
    /// The log.
    pub log: Log,
}

/// An outline put in place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The log, with spans of the text.
    pub log: Log,
    /// Corrections whose words are not there; their spans mean nothing.
    pub lost: Vec<Correction>,
    /// Quotations that were found.
    pub found: usize,
    /// Quotations that were looked for.
    pub of: usize,
}

impl Outline {
    /// Takes `log` off its `text`. `statements` are stretches of it, of which some are kept as witnesses. Corrections
    /// about stretches without any word are left out.
    #[must_use]
    pub fn new(text: &str, log: &Log, statements: &[Span]) -> Self {
        let words = Words::new(text);
        let mut spans: Vec<Span> = Vec::new();
        for entry in &log.entries {
            spans.extend(entry.anchors().iter().map(|anchor| anchor.span));
            let _all = entry.with_spans(&mut |span| {
                spans.push(span);
                Some(span)
            });
        }
        let step = statements.len().div_ceil(WITNESSES).max(1);
        spans.extend(statements.iter().step_by(step));
        spans.order();
        spans.dedup();
        let known: Vec<(Span, Quotation)> =
            spans.into_iter().filter_map(|span| Some((span, words.quotation(text, span)?))).collect();
        let numbers: BTreeMap<Span, u32> =
            known.iter().enumerate().map(|(i, (s, _))| (*s, i as u32)).collect();
        let number = |span: Span| numbers.get(&span).map(|&i| Span { start: i, end: i + 1 });
        let (log, _) = moved(log, &mut |span| number(span));
        Self { quotations: known.into_iter().map(|(_, quotation)| quotation).collect(), log }
    }

    /// Puts the log in place in `text`, which may be another version of the article, or another article.
    #[must_use]
    pub fn place(&self, text: &str) -> Placed {
        let words = Words::new(text);
        let (mut shift, mut budget) = (0, BUDGET);
        let looked_for = &self.quotations[..self.quotations.len().min(MAX_QUOTATIONS)];
        let mut places: Vec<Option<Span>> = Vec::with_capacity(looked_for.len());
        for quotation in looked_for {
            let found = words.find(quotation, shift, &mut budget);
            if let Some((from, _)) = found {
                shift = from as i64 - i64::from(quotation.first);
            }
            places.push(found.map(|(from, to)| words.span(text, from, to, quotation.slack)));
        }
        let (log, lost) = moved(&self.log, &mut |span| places.get(span.start as usize).copied().flatten());
        Placed { log, lost, found: places.iter().flatten().count(), of: self.quotations.len() }
    }
}

/// The log with other spans, and the corrections that have none.
fn moved(log: &Log, place: &mut impl FnMut(Span) -> Option<Span>) -> (Log, Vec<Correction>) {
    let (mut kept, mut lost) = (Log::default(), Vec::new());
    for entry in &log.entries {
        let anchored = entry.with_anchors(&mut |anchor| Some(Anchor { span: place(anchor.span)?, ..anchor }));
        match anchored.and_then(|entry| entry.with_spans(place)) {
            Some(entry) => kept.entries.push(entry),
            None => lost.push(entry.clone()),
        }
    }
    (kept, lost)
}

/// The words of a text: letters and digits, whatever their case; what stands between does not count.
struct Words {
    spans: Vec<Span>,
    /// Running polynomial of the words' hashes, from 0, and the powers of its base.
    sums: Vec<u64>,
    powers: Vec<u64>,
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

impl Words {
    fn new(text: &str) -> Self {
        let mut words = Self { spans: Vec::new(), sums: vec![0], powers: vec![1] };
        let mut open: Option<(usize, u64)> = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if c.is_alphanumeric() {
                let (start, mut hash) = open.unwrap_or((at, 0xCBF2_9CE4_8422_2325));
                hash = (hash ^ u64::from(u32::from(c.to_ascii_lowercase()))).wrapping_mul(0x0100_0000_01B3);
                open = Some((start, hash));
            } else if let Some((start, hash)) = open.take() {
                words.spans.push(Span::new(start, at));
                let (sum, power) = (words.sums[words.spans.len() - 1], words.powers[words.spans.len() - 1]);
                words.sums.push(sum.wrapping_mul(BASE).wrapping_add(hash));
                words.powers.push(power.wrapping_mul(BASE));
            }
        }
        words
    }

    fn len(&self) -> usize {
        self.spans.len()
    }

    /// A hash of the words in `from..to`.
    fn hash(&self, from: usize, to: usize) -> u64 {
        let sum = self.sums[to].wrapping_sub(self.sums[from].wrapping_mul(self.powers[to - from]));
        (sum ^ sum >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32
    }

    fn exact(&self, from: usize, to: usize) -> u16 {
        (self.hash(from, to) & 0xFFF) as u16
    }

    fn before(&self, from: usize) -> u8 {
        self.hash(from.saturating_sub(CONTEXT), from) as u8
    }

    fn after(&self, to: usize) -> u8 {
        self.hash(to, (to + CONTEXT).min(self.len())) as u8
    }

    fn quotation(&self, text: &str, span: Span) -> Option<Quotation> {
        let from = self.spans.partition_point(|word| word.end <= span.start);
        let to = self.spans.partition_point(|word| word.start < span.end);
        if from >= to {
            return None;
        }
        let characters = |from: u32, to: u32| {
            text.get(from as usize..to as usize).map_or(0, |between| between.chars().count().min(3) as u8)
        };
        Some(Quotation {
            first: from as u32,
            words: (to - from) as u32,
            slack: [
                characters(span.start, self.spans[from].start),
                characters(self.spans[to - 1].end, span.end),
            ],
            hash: self.exact(from, to),
            before: self.before(from),
            after: self.after(to),
        })
    }

    /// The words that a quotation quotes, as a range. `shift` is how far the quotation before it had moved.
    fn find(&self, quotation: &Quotation, shift: i64, budget: &mut usize) -> Option<(usize, usize)> {
        let length = quotation.words as usize;
        let expected = usize::try_from(i64::from(quotation.first) + shift).unwrap_or(0).min(self.len());
        let last = (self.len() + 1).checked_sub(length).filter(|_| length > 0);
        *budget = budget.checked_sub(self.len())?;
        let known = |from: usize, to: usize| {
            u8::from(self.before(from) == quotation.before) + u8::from(self.after(to) == quotation.after)
        };
        let same = (0..last.unwrap_or(0))
            .filter(|&from| self.exact(from, from + length) == quotation.hash)
            .map(|from| (known(from, from + length), from))
            .filter(|&(known, from)| known > 0 || from.abs_diff(expected) <= BESIDE)
            .max_by_key(|&(known, from)| (known, std::cmp::Reverse(from.abs_diff(expected))));
        if let Some((_, from)) = same {
            return Some((from, from + length));
        }
        // Other words between the same neighbours.
        let spare = (length / 3).max(2);
        let starts = expected.saturating_sub(NEAR)..(expected + NEAR).min(self.len());
        let changed = starts.filter(|&from| self.before(from) == quotation.before).flat_map(|from| {
            let ends =
                (from + length.saturating_sub(spare)).max(from + 1)..=(from + length + spare).min(self.len());
            ends.filter(|&to| self.after(to) == quotation.after).map(move |to| (from, to))
        });
        changed.min_by_key(|(from, to)| (to - from).abs_diff(length) + from.abs_diff(expected))
    }

    /// The bytes of a range of words, with the characters around them that belong to it.
    fn span(&self, text: &str, from: usize, to: usize, slack: [u8; 2]) -> Span {
        let (start, end) = (self.spans[from].start as usize, self.spans[to - 1].end as usize);
        let between = |c: &char| !c.is_alphanumeric();
        let left = text[..start].chars().rev().take_while(between).take(slack[0].into());
        let right = text[end..].chars().take_while(between).take(slack[1].into());
        let left: usize = left.map(char::len_utf8).sum();
        let right: usize = right.map(char::len_utf8).sum();
        Span::new(start - left, end + right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Stance;
    use proptest::prelude::*;

    const TEXT: &str = "Harbour council rejects ferry plan\n\nThe harbour council has rejected a plan by Norrland \
        Ferries, calling it “a gamble with the fish”.\n\n“We have waited nine years for a timetable that works,” the \
        company’s director, Ada Lindqvist, told reporters. She said the council had never answered her letters.\n";

    fn at(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("in the text");
        Span::new(start, start + words.len())
    }

    fn anchor(text: &str, words: &str) -> Anchor {
        Anchor { span: at(text, words), nth: 0 }
    }

    fn log(text: &str, words: &[&str]) -> Log {
        let stance = |words: &&str| Correction::Stance(anchor(text, words), Stance::Accuses);
        Log { entries: words.iter().map(stance).collect() }
    }

    #[test]
    fn the_same_text_gives_the_same_log() {
        let mut log = log(TEXT, &["a gamble with the fish", "the council had never answered her letters."]);
        log.entries.push(Correction::Add(vec![at(TEXT, "“We have waited nine years")], None));
        log.entries.push(Correction::Rename("Harbour council".to_owned(), "The council".to_owned()));
        let placed = Outline::new(TEXT, &log, &[at(TEXT, "rejects ferry plan")]).place(TEXT);
        assert_eq!(placed, Placed { log, lost: Vec::new(), found: 4, of: 4 });
    }

    #[test]
    fn small_changes_do_no_harm() {
        let log = log(TEXT, &["a gamble with the fish", "the council had never answered her letters"]);
        let outline = Outline::new(TEXT, &log, &[]);
        let edited = TEXT
            .replace("“", "\"")
            .replace("”", "\"")
            .replace("a gamble with the fish", "a gamble with all the fish")
            .replace(
                "Harbour council rejects",
                "Advertisement\n\nBy our reporter\n\nHarbour council rejects",
            );
        let placed = outline.place(&edited);
        assert_eq!(placed.lost, []);
        let words: Vec<&str> = placed.log.entries.iter().map(|e| e.anchors()[0].span.of(&edited)).collect();
        assert_eq!(words, ["a gamble with all the fish", "the council had never answered her letters"]);
    }

    #[test]
    fn what_is_not_there_is_lost_and_counted() {
        let log = log(TEXT, &["a gamble with the fish", "the council had never answered her letters"]);
        let outline = Outline::new(TEXT, &log, &[]);
        let placed =
            outline.place("Something else entirely was said about the weather on the coast that day.");
        assert_eq!((placed.lost.len(), placed.found, placed.of), (2, 0, 2));
        assert_eq!(outline.place("").lost.len(), 2);
    }

    proptest! {
        #[test]
        fn any_text_and_any_outline_do(
            text in "\\PC{0,80}",
            quotations in proptest::collection::vec(any::<(u32, u32, u16, u8, u8)>(), 0..6),
            number in 0u32..8,
        ) {
            let quotations = quotations.into_iter().map(|(first, words, hash, before, after)| Quotation {
                first, words: words % 9, slack: [1, 3], hash: hash & 0xFFF, before, after,
            });
            let span = Span { start: number, end: number + 1 };
            let log = Log { entries: vec![Correction::Remove(Anchor { span, nth: 0 })] };
            let placed = Outline { quotations: quotations.collect(), log }.place(&text);
            for entry in &placed.log.entries {
                let span = entry.anchors()[0].span;
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
        }
    }
}
