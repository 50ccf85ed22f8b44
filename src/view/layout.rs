//! Where paragraphs begin and end, from the text alone: the article stands on the page before anything is analysed,
//! and stays as it stands when marks arrive.

use crate::document::Span;

/// Most words of a first line that is set as the title.
const TITLE_WORDS: usize = 25;

/// A paragraph as the page sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its bytes in the article, without surrounding white space; never empty.
    pub span: Span,
    /// Whether it is set as the title.
    pub title: bool,
}

/// Divides a text at line ends. A single line end before a small letter, where the line before ends in the middle of
/// a sentence, comes from a hard-wrapped file and divides nothing.
#[must_use]
pub fn places(text: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut blank = true;
    let mut from = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            blank |= !(line == "\n" && text[..from].ends_with('\r'));
        } else {
            let start = from + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            let goes_on = !blank && trimmed.starts_with(char::is_lowercase);
            match places.last_mut() {
                Some(last) if goes_on && !ends_sentence(last.span.of(text)) => {
                    last.span = last.span.cover(span)
                }
                _ => places.push(Place { span, title: false }),
            }
            blank = false;
        }
        from += line.len();
    }
    if places.len() > 1
        && let Some(first) = places.first_mut()
    {
        let line = first.span.of(text);
        first.title = line.split_whitespace().count() <= TITLE_WORDS && !line.ends_with(['.', ':', ';', ',']);
    }
    places
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', ':', '"', '”', '»', '\'', '’'])
}

/// The title of an article for lists and the browser's tab: its first line, cut after about 80 characters.
#[must_use]
pub fn title(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    match line.char_indices().nth(80) {
        Some((end, _)) => {
            let head = &line[..end];
            format!("{}…", head.rsplit_once(' ').map_or(head, |(words, _)| words))
        }
        None => line.to_owned(),
    }
}

/// Words: stretches between white space with at least one letter or digit.
#[must_use]
pub fn words(text: &str) -> u32 {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u32
}

/// Where the paragraph ends that holds the last of the first `count` words, in bytes; a paragraph that is very long
/// is cut.
#[must_use]
pub fn first_words(text: &str, count: u32) -> usize {
    const LONGEST: u32 = 1_000;
    let (mut end, mut seen) = (0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        if seen >= count + LONGEST || (seen >= count && text[..end].ends_with(['\n', '\r'])) {
            break;
        }
        seen += u32::from(piece.contains(char::is_alphanumeric));
        end += piece.len();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        places(text).iter().map(|place| place.span.of(text)).collect()
    }

    #[test]
    fn lines_are_paragraphs_and_hard_wraps_are_not() {
        assert_eq!(read("A title\n\nOne.\nTwo.\r\n\r\n Three. "), ["A title", "One.", "Two.", "Three."]);
        assert_eq!(
            read("The mayor said\nthat it was late.\n\nand went"),
            ["The mayor said\nthat it was late.", "and went"]
        );
        assert_eq!(read(" \n\n"), Vec::<&str>::new());
    }

    #[test]
    fn the_first_line_is_the_title_unless_it_is_a_sentence_or_alone() {
        assert!(places("Ferry stops\n\nIt stopped.")[0].title);
        assert!(!places("It stopped.\n\nIt went on.")[0].title);
        assert!(!places("Ferry stops")[0].title);
    }

    #[test]
    fn the_beginning_of_a_book_ends_with_a_paragraph() {
        let text = "one two three\nfour five\nsix seven\n";
        assert_eq!(&text[..first_words(text, 4)], "one two three\nfour five\n");
        assert_eq!(first_words(text, 90), text.len());
        let long = "word ".repeat(3_000);
        assert_eq!(words(&long[..first_words(&long, 500)]), 1_500);
    }

    #[test]
    fn a_title_is_cut_between_words() {
        let long = "word ".repeat(40);
        assert!(title(&long).ends_with("word…"));
        assert_eq!(title("\n  Short \nnext"), "Short");
    }
}
