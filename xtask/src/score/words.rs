//! Tokens as the measures count them: word starts or all signs, in code points, and how sets of them overlap.

use std::collections::BTreeSet;

pub type Set = BTreeSet<usize>;

/// Start offsets (code points) of the tokens of a text: runs of word characters, and every other sign if `signs`.
pub fn starts(text: &str, signs: bool) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut inside = false;
    for (i, c) in text.chars().enumerate() {
        let word = c.is_alphanumeric() || c == '_';
        if word && !inside || signs && !word && !c.is_whitespace() {
            starts.push(i);
        }
        inside = word;
    }
    starts
}

/// The tokens that begin inside the spans.
pub fn inside(starts: &[usize], spans: &[(usize, usize)]) -> Set {
    let mut set = Set::new();
    for &(s, e) in spans {
        let from = starts.partition_point(|&t| t < s);
        set.extend(starts[from..].iter().take_while(|&&t| t < e));
    }
    set
}

/// The words that overlap the spans, by where their part inside begins, as a regular expression bounded by the span finds them.
pub fn words(text: &[char], spans: &[(usize, usize)]) -> Set {
    let mut set = Set::new();
    for &(s, e) in spans {
        let mut inside = false;
        for (i, c) in text.iter().enumerate().take(e).skip(s) {
            let word = c.is_alphanumeric() || *c == '_';
            if word && !inside {
                set.insert(i);
            }
            inside = word;
        }
    }
    set
}

/// Precision, recall and F1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prf {
    pub p: f64,
    pub r: f64,
    pub f1: f64,
}

pub fn prf(hits: usize, predicted: usize, gold: usize) -> Prf {
    let p = if predicted == 0 { 0.0 } else { hits as f64 / predicted as f64 };
    let r = if gold == 0 { 0.0 } else { hits as f64 / gold as f64 };
    Prf { p, r, f1: harmonic(p, r) }
}

pub fn harmonic(p: f64, r: f64) -> f64 {
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

/// F1 of two sets.
pub fn overlap(a: &Set, b: &Set) -> f64 {
    prf(a.intersection(b).count(), a.len(), b.len()).f1
}

/// Takes the best pairs first, each side used once; ties go to the smaller indices.
pub fn one_to_one(mut pairs: Vec<(bool, f64, usize, usize)>) -> Vec<(bool, usize, usize)> {
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
    let (mut used_a, mut used_b, mut kept) = (Set::new(), Set::new(), Vec::new());
    for (right, _, a, b) in pairs {
        if !used_a.contains(&a) && !used_b.contains(&b) {
            used_a.insert(a);
            used_b.insert(b);
            kept.push((right, a, b));
        }
    }
    kept
}
