//! A log carried over to an edited text: by position, by quotation with its context, and by likeness.

use super::{Anchor, Correction, Log};
use crate::document::{Document, Span};
use crate::order::Order;
use std::collections::BTreeMap;

/// Bytes of context compared on each side of a quotation.
const CONTEXT: usize = 48;
/// How far from its expected place a short or changed quotation is looked for, in bytes.
const NEAR: usize = 20_000;
/// Shortest quotation, in bytes, that is looked for in the whole text.
const TELLING: usize = 12;
/// Bytes that searches of the whole text may read altogether.
const BUDGET: usize = 256 << 20;

/// Carries `log` from `old` to `new`. The second part lists what could not be placed, as it was.
///
/// A quotation is looked for exactly, first where it must be if only the edited stretch changed, then where its
/// neighbours are most alike and its place nearest; a changed quotation between its old neighbours, and last among
/// the words around its expected place.
#[must_use]
pub fn reanchor(log: &Log, old: &str, new: &str) -> (Log, Vec<Correction>) {
    if old == new {
        return (log.clone(), Vec::new());
    }
    let mut search = Search::new(old, new);
    let mut added: BTreeMap<Span, Option<Span>> = BTreeMap::new();
    for entry in &log.entries {
        if let (Correction::Add(content, _), Some(anchor)) = (entry, hull(entry)) {
            let content = content.iter().map(|&s| search.place(s, Some(anchor))).collect::<Option<Vec<_>>>();
            added.insert(anchor, content.and_then(|c| Anchor::of(&c)).map(|a| a.span));
        }
    }
    let mut kept = Log::default();
    let mut lost = Vec::new();
    for entry in &log.entries {
        let mut anchor = |anchor: Anchor| {
            let span = added.get(&anchor.span).copied().unwrap_or_else(|| search.place(anchor.span, None))?;
            Some(Anchor { span, ..anchor })
        };
        let moved = match entry {
            Correction::Add(..) => Some(entry.clone()),
            _ => entry.with_anchors(&mut anchor),
        };
        let moved = moved.and_then(|c| c.with_spans(&mut |span| search.place(span, hull(entry))));
        match moved {
            Some(moved) => kept.entries.push(moved),
            None => lost.push(entry.clone()),
        }
    }
    (kept, lost)
}

/// Lets entries whose statement has other bounds in `document` name the statement that shares most of their words:
/// after re-anchoring, or when a newer engine drew the bounds differently. Entries about added statements stay.
#[must_use]
pub fn snap(log: &Log, document: &Document) -> Log {
    let mut known: Vec<Span> =
        document.statements.iter().filter_map(|s| Anchor::of(&s.content)).map(|a| a.span).collect();
    known.order();
    let added = log.entries.iter().filter(|c| matches!(c, Correction::Add(..))).filter_map(hull);
    let mut exact: Vec<Span> = known.iter().copied().chain(added).collect();
    exact.order();
    let mut nearest = |anchor: Anchor| {
        if exact.binary_search(&anchor.span).is_ok() {
            return Some(anchor);
        }
        let shared = |s: &Span| s.end.min(anchor.span.end).saturating_sub(s.start.max(anchor.span.start));
        let best = known.iter().max_by_key(|s| (shared(s), std::cmp::Reverse(s.end.saturating_sub(s.start))));
        // At least half of both.
        let alike = |s: &&Span| {
            u64::from(shared(s)) * 2
                >= u64::from(s.end - s.start).max(u64::from(anchor.span.end - anchor.span.start))
        };
        Some(best.filter(alike).map_or(anchor, |&span| Anchor { span, nth: 0 }))
    };
    let entries = log.entries.iter().map(|c| c.with_anchors(&mut nearest).unwrap_or_else(|| c.clone()));
    Log { entries: entries.collect() }
}

/// The stretch an entry is about: what its other spans are looked for next to.
fn hull(entry: &Correction) -> Option<Span> {
    match entry {
        Correction::Add(content, _) => Anchor::of(content).map(|a| a.span),
        _ => entry.anchors().first().map(|a| a.span),
    }
}

/// Finds stretches of the old text in the new one.
struct Search<'t> {
    old: &'t str,
    new: &'t str,
    /// Bytes that both texts begin with, and end with.
    prefix: usize,
    suffix: usize,
    found: BTreeMap<Span, Option<Span>>,
    budget: usize,
}

impl<'t> Search<'t> {
    fn new(old: &'t str, new: &'t str) -> Self {
        let prefix = common(old.chars(), new.chars());
        let suffix = common(old[prefix..].chars().rev(), new[prefix..].chars().rev());
        Self { old, new, prefix, suffix, found: BTreeMap::new(), budget: BUDGET }
    }

    /// Where `span` of the old text stands in the new one. `near` is the stretch that it belongs to.
    fn place(&mut self, span: Span, near: Option<Span>) -> Option<Span> {
        if let Some(&known) = self.found.get(&span) {
            return known;
        }
        let around = near.filter(|&n| n != span).and_then(|n| Some((n, self.place(n, None)?)));
        let placed = self.search(span, around);
        self.found.insert(span, placed);
        placed
    }

    fn search(&mut self, span: Span, around: Option<(Span, Span)>) -> Option<Span> {
        let words = self.old.get(span.start as usize..span.end as usize).filter(|w| !w.trim().is_empty())?;
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= self.prefix {
            return Some(span);
        }
        if start >= self.old.len() - self.suffix {
            return Some(Span::new(self.mirrored(start), self.mirrored(end)));
        }
        let expected = match around {
            Some((was, is)) => is.start as usize + start.saturating_sub(was.start as usize),
            None => self.expected(start),
        };
        self.exact(words, span, expected)
            .or_else(|| self.between(words, span, expected))
            .or_else(|| alike(self.new, words, self.window(expected)))
    }

    /// The byte of the new text that is as far from its end as `byte` is from the old one's.
    fn mirrored(&self, byte: usize) -> usize {
        self.new.len() - (self.old.len() - byte)
    }

    /// Where a byte of the edited stretch stands if all of the stretch grew evenly.
    fn expected(&self, byte: usize) -> usize {
        let was = (self.old.len() - self.prefix - self.suffix).max(1);
        let is = self.new.len() - self.prefix - self.suffix;
        let inside = byte.saturating_sub(self.prefix).min(was);
        self.prefix + (inside as u64 * is as u64 / was as u64) as usize
    }

    /// The stretch of the new text around `byte` that is searched.
    fn window(&self, byte: usize) -> (usize, usize) {
        let floor = |mut at: usize| {
            at = at.min(self.new.len());
            while !self.new.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        (floor(byte.saturating_sub(NEAR)), floor(byte.saturating_add(NEAR)))
    }

    /// The same words: where most of their neighbours stand too, else nearest to the expected place.
    fn exact(&mut self, words: &str, span: Span, expected: usize) -> Option<Span> {
        let before = &self.old[..span.start as usize];
        let after = &self.old[span.end as usize..];
        let score = |at: usize| {
            let left = common(before.chars().rev().take(CONTEXT), self.new[..at].chars().rev());
            let right = common(after.chars().take(CONTEXT), self.new[at + words.len()..].chars());
            (left + right, std::cmp::Reverse(at.abs_diff(expected)))
        };
        let (from, to) = self.window(expected);
        let best = self.new[from..to].match_indices(words).map(|(i, _)| from + i).max_by_key(|&at| score(at));
        // Neighbours alike on both sides settle it; otherwise a better place may stand further off.
        let settled = best.is_some_and(|at| score(at).0 >= CONTEXT);
        let best = if !settled && words.len() >= TELLING && self.budget >= self.new.len() {
            let everywhere = self.new.match_indices(words).map(|(i, _)| i).max_by_key(|&at| score(at));
            self.budget -= self.new.len();
            everywhere
        } else {
            best
        };
        // A short word without any neighbour of its own may be another one.
        let best = best.filter(|&at| words.len() >= TELLING || score(at).0 >= 4);
        best.map(|at| Span::new(at, at + words.len()))
    }

    /// Other words between the old neighbours.
    fn between(&self, words: &str, span: Span, expected: usize) -> Option<Span> {
        let (from, to) = self.window(expected);
        let near = &self.new[from..to];
        let left: String = self.old[..span.start as usize].chars().rev().take(CONTEXT / 2).collect();
        let left: String = left.chars().rev().collect();
        let right: String = self.old[span.end as usize..].chars().take(CONTEXT / 2).collect();
        if left.len() < 4 || right.len() < 4 {
            return None;
        }
        let start = near.find(&left)? + left.len();
        let length = near[start..].find(&right)?;
        let inside = &near[start..start + length];
        let trimmed = inside.trim();
        let start = from + start + (inside.len() - inside.trim_start().len());
        let fits = trimmed.len() <= 2 * words.len() + CONTEXT && shared(words, trimmed) * 3 >= count(words);
        (fits && !trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
    }
}

/// Bytes of the characters that both begin with.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Words of `one` that `other` has too, each as often as both have it.
fn shared(one: &str, other: &str) -> usize {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in one.split_whitespace() {
        *left.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in other.split_whitespace() {
        if let Some(n) = left.get_mut(word).filter(|n| **n > 0) {
            *n -= 1;
            shared += 1;
        }
    }
    shared
}

fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// The stretch of `window` with as many words as `words` that shares most of them, at least 7 in 10, cut to its first
/// and last shared word. Each word of the window is looked at twice.
fn alike(new: &str, words: &str, window: (usize, usize)) -> Option<Span> {
    let wanted: Vec<&str> = words.split_whitespace().collect();
    if wanted.len() < 3 {
        return None;
    }
    let mut left: BTreeMap<&str, i32> = BTreeMap::new();
    for &word in &wanted {
        *left.entry(word).or_default() += 1;
    }
    let near = &new[window.0..window.1];
    let here: Vec<&str> = near.split_whitespace().collect();
    let (mut shared, mut best) = (0, (0, 0));
    for i in 0..here.len() {
        if let Some(n) = left.get_mut(here[i]) {
            shared += usize::from(*n > 0);
            *n -= 1;
        }
        if i >= wanted.len()
            && let Some(n) = left.get_mut(here[i - wanted.len()])
        {
            *n += 1;
            shared -= usize::from(*n > 0);
        }
        if shared > best.0 {
            best = (shared, (i + 1).saturating_sub(wanted.len()));
        }
    }
    if best.0 * 10 < wanted.len() * 7 {
        return None;
    }
    let stretch = &here[best.1..(best.1 + wanted.len()).min(here.len())];
    let first = stretch.iter().find(|w| left.contains_key(**w))?;
    let last = stretch.iter().rev().find(|w| left.contains_key(**w))?;
    let byte = |word: &str| word.as_ptr() as usize - new.as_ptr() as usize;
    Some(Span::new(byte(first), byte(last) + last.len()))
}
