//! Moves the bounds of a statement word by word.

use crate::document::Span;

/// Which end moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The first word.
    Start,
    /// The last word.
    Stop,
}

/// `content` with one end moved by a word inside `frame` (its paragraphs); unchanged where there is no word to move
/// to or none would be left.
#[must_use]
pub fn moved(text: &str, frame: Span, content: &[Span], end: End, forward: bool) -> Vec<Span> {
    let mut content = content.to_vec();
    let words = words(text, frame);
    let changed = match end {
        End::Start => content.first_mut().and_then(|span| {
            let at = words.partition_point(|word| word.start < span.start);
            let start = if forward { words.get(at + 1)?.start } else { words.get(at.checked_sub(1)?)?.start };
            (start < span.end).then(|| span.start = start)
        }),
        End::Stop => content.last_mut().and_then(|span| {
            let at = words.partition_point(|word| word.end < span.end);
            let stop = if forward {
                let next = words.get(at).filter(|word| word.end > span.end).or_else(|| words.get(at + 1))?;
                next.end
            } else {
                words.get(at.checked_sub(1)?)?.end
            };
            (stop > span.start).then(|| span.end = stop)
        }),
    };
    debug_assert!(changed.is_none() || content.iter().all(|span| span.start < span.end));
    content
}

/// Stretches between white space.
fn words(text: &str, frame: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in frame.of(text).char_indices() {
        let at = frame.start as usize + i;
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| Span::new(from, frame.end as usize)));
    words
}

/// `span` without white space and without half words: grown to whole words, as a reader means it who drags a mouse.
#[must_use]
pub fn snapped(text: &str, span: Span) -> Option<Span> {
    let whole = Span::new(0, text.len());
    let inside: Vec<Span> = words(text, whole).into_iter().filter(|word| word.overlaps(span)).collect();
    let (first, last) = (inside.first()?, inside.last()?);
    let mut snapped = first.cover(*last);
    let trimmed = snapped.of(text).trim_end_matches([',', ';', ':']);
    snapped.end = snapped.start + trimmed.len() as u32;
    (!snapped.is_empty()).then_some(snapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The ferry stops at noon, he said.";

    fn read(content: &[Span]) -> &str {
        content[0].of(TEXT)
    }

    #[test]
    fn either_end_moves_by_words_and_stays_inside() {
        let frame = Span::new(0, TEXT.len());
        let content = [Span::new(4, 15)];
        assert_eq!(read(&content), "ferry stops");
        let step = |end, forward| moved(TEXT, frame, &content, end, forward);
        assert_eq!(read(&step(End::Stop, true)), "ferry stops at");
        assert_eq!(read(&step(End::Stop, false)), "ferry");
        assert_eq!(read(&step(End::Start, true)), "stops");
        assert_eq!(read(&step(End::Start, false)), "The ferry stops");
        let one = [Span::new(0, 3)];
        assert_eq!(moved(TEXT, frame, &one, End::Start, false), one);
        assert_eq!(moved(TEXT, frame, &one, End::Start, true), one);
    }

    #[test]
    fn a_selection_grows_to_whole_words_without_a_comma() {
        assert_eq!(snapped(TEXT, Span::new(6, 21)).map(|s| s.of(TEXT)), Some("ferry stops at noon"));
        assert_eq!(snapped(TEXT, Span::new(9, 10)), None);
    }
}
