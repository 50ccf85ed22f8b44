//! Search in the article.

use super::runs::Paragraph;
use crate::document::small;
use std::rc::Rc;

/// A place where the words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The paragraph.
    pub paragraph: usize,
    /// First UTF-16 unit in the paragraph's text, as the DOM counts.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Most places that are shown.
pub const MOST: usize = 1_000;

/// Where `words` stand, in text order, without regard to case. Empty words stand nowhere.
#[must_use]
pub fn find(paragraphs: &[Rc<Paragraph>], words: &str) -> Vec<Hit> {
    let wanted: Vec<char> = words.trim().chars().map(small).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for paragraph in paragraphs {
        let mut units = 0;
        let mut text: Vec<(char, u32, u32)> = Vec::new();
        for c in paragraph.runs.iter().flat_map(|run| run.text.chars()) {
            let end = units + c.len_utf16() as u32;
            text.push((small(c), units, end));
            units = end;
        }
        let mut at = 0;
        while at + wanted.len() <= text.len() && hits.len() < MOST {
            if (0..wanted.len()).all(|i| text[at + i].0 == wanted[i]) {
                let end = text[at + wanted.len() - 1].2;
                hits.push(Hit { paragraph: paragraph.index, start: text[at].1, end });
                at += wanted.len();
            } else {
                at += 1;
            }
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::super::runs::plain;
    use super::*;

    #[test]
    fn places_are_counted_as_the_dom_counts() {
        let paragraphs = plain("Ferry\n\n𝄞 The FERRY and the ferry.");
        let hits = find(&paragraphs, " ferry ");
        let places: Vec<_> = hits.iter().map(|hit| (hit.paragraph, hit.start, hit.end)).collect();
        assert_eq!(places, [(0, 0, 5), (1, 7, 12), (1, 21, 26)]);
        assert!(find(&paragraphs, "  ").is_empty());
    }
}
