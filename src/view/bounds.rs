//! Moves the bounds of a statement, word by word or to a place under a finger.

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

/// `content` with one end at the word nearest to byte `at`, inside `frame`; unchanged where no word would be left. Pieces
/// that would lie outside go.
#[must_use]
pub fn placed(text: &str, frame: Span, content: &[Span], end: End, at: u32) -> Vec<Span> {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return Vec::new() };
    let mut hull = first.cover(*last);
    let words = words(text, frame);
    let edges = words.iter().map(|word| if end == End::Start { word.start } else { word.end });
    let Some(edge) = edges.min_by_key(|edge| edge.abs_diff(at)) else { return content.to_vec() };
    let (outer, fits) = match end {
        End::Start => (edge < hull.start, edge < hull.end),
        End::Stop => (edge > hull.end, edge > hull.start),
    };
    if !fits {
        return content.to_vec();
    }
    match end {
        End::Start => hull.start = edge,
        End::Stop => hull.end = edge,
    }
    let cut = |span: &Span| Span { start: span.start.max(hull.start), end: span.end.min(hull.end) };
    let mut content: Vec<Span> = content.iter().map(cut).filter(|span| span.start < span.end).collect();
    match end {
        End::Start if outer => content[0].start = edge,
        End::Stop if outer => {
            let last = content.len() - 1;
            content[last].end = edge;
        }
        _ => {}
    }
    if content.is_empty() { vec![hull] } else { content }
}

/// Stretches between white space, without a comma at their end.
fn words(text: &str, frame: Span) -> Vec<Span> {
    let mut words = Vec::new();
    let mut start = None;
    for (i, c) in frame.of(text).char_indices() {
        let at = frame.start as usize + i;
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push(word(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| word(text, from, frame.end as usize)));
    words.retain(|word| !word.is_empty());
    words
}

fn word(text: &str, from: usize, to: usize) -> Span {
    Span::new(from, from + text[from..to].trim_end_matches([',', ';', ':']).len())
}

/// `span` without white space and without half words: grown to whole words, as a reader means it who drags a mouse.
#[must_use]
pub fn snapped(text: &str, span: Span) -> Option<Span> {
    let whole = Span::new(0, text.len());
    let inside: Vec<Span> = words(text, whole).into_iter().filter(|word| word.overlaps(span)).collect();
    let (first, last) = (inside.first()?, inside.last()?);
    Some(first.cover(*last))
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
    fn an_end_under_a_finger_snaps_to_words_and_never_crosses_the_other() {
        let frame = Span::new(0, TEXT.len());
        let at = |end, at| {
            let content = placed(TEXT, frame, &[Span::new(4, 15)], end, at);
            content.iter().map(|span| span.of(TEXT)).collect::<Vec<_>>().join("|")
        };
        assert_eq!(at(End::Stop, 22), "ferry stops at noon");
        assert_eq!(at(End::Stop, 8), "ferry");
        assert_eq!(at(End::Stop, 0), "ferry stops");
        assert_eq!(at(End::Start, 2), "The ferry stops");
        assert_eq!(at(End::Start, 11), "stops");
        assert_eq!(at(End::Start, 33), "ferry stops");
        let split = [Span::new(0, 9), Span::new(16, 23)];
        assert_eq!(placed(TEXT, frame, &split, End::Stop, 15), [Span::new(0, 9)]);
        assert_eq!(placed(TEXT, frame, &split, End::Start, 10), [Span::new(16, 23)]);
    }

    #[test]
    fn a_selection_grows_to_whole_words_without_a_comma() {
        assert_eq!(snapped(TEXT, Span::new(6, 21)).map(|s| s.of(TEXT)), Some("ferry stops at noon"));
        assert_eq!(snapped(TEXT, Span::new(9, 10)), None);
    }
}
