//! Where paragraphs begin and end, from the text alone: the article stands on the page before anything is analysed,
//! and stays as it stands when marks arrive.

use crate::document::Span;

/// Most words of a first line that is set as the title.
const TITLE_WORDS: usize = 25;

/// Most paragraphs that are divided at line ends: books have fewer, and a browser draws many more too slowly.
const MOST: usize = 20_000;

/// The longest paragraph, in bytes: what is drawn as one piece takes a browser more than twice as long when it is twice
/// as long.
const LONGEST: usize = 10_000;

/// A paragraph as the page sets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its bytes in the article, without surrounding white space; never empty.
    pub span: Span,
    /// Whether it is set as the title.
    pub title: bool,
}

/// Divides a text at line ends. A single line end before a small letter, where the line before ends in the middle of
/// a sentence, comes from a hard-wrapped file and divides nothing. Nobody reads a paragraph longer than the longest, or
/// more of them than the most, but the page has to live through a text that has them.
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
            let full = places.len() == MOST;
            match places.last_mut() {
                Some(last) if full || (goes_on && !ends_sentence(last.span.of(text))) => {
                    last.span = last.span.cover(span);
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
    if places.iter().any(|place| place.span.len() > LONGEST) {
        places = shorter(text, &places);
    }
    places
}

/// The same with those that are too long cut into pieces.
fn shorter(text: &str, places: &[Place]) -> Vec<Place> {
    let mut pieces = Vec::new();
    for place in places {
        let title = place.title && place.span.len() <= LONGEST;
        let mut from = place.span.start as usize;
        let mut words = place.span.of(text);
        while !words.is_empty() {
            let (piece, rest) = words.split_at(cut(words));
            pieces.push(Place { span: Span::new(from, from + piece.trim_end().len()), title });
            let rest = rest.trim_start();
            from += words.len() - rest.len();
            words = rest;
        }
    }
    pieces
}

/// Where the first piece of a paragraph ends: after a sentence, else between words, else anywhere.
fn cut(words: &str) -> usize {
    let end = boundary(words, LONGEST);
    if end == words.len() {
        return end;
    }
    let head = &words.as_bytes()[..end];
    let sentence = head.windows(2).rposition(|pair| pair == b". ").map(|at| at + 1);
    sentence.or_else(|| head.iter().rposition(|&byte| byte == b' ')).unwrap_or(end)
}

/// The last place between two characters that is at most so many bytes from the beginning.
fn boundary(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
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

/// An article with more words than this is as long as a book.
const BOOK: u32 = 100_000;

/// So many bytes are taken for a word, however few words there are.
const WORD: usize = 20;

/// How long a text is that is as long as a book: words, or characters where there are few words.
#[must_use]
pub fn book(text: &str) -> Option<(u32, &'static str)> {
    match words(text) {
        words if words > BOOK => Some((words, "words")),
        _ if text.len() > BOOK as usize * WORD => Some((characters(text), "characters")),
        _ => None,
    }
}

/// Characters: bytes that do not go on with one.
fn characters(text: &str) -> u32 {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count() as u32
}

/// Words: stretches between white space with at least one letter or digit.
#[must_use]
pub fn words(text: &str) -> u32 {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u32
}

/// Where the paragraph ends that holds the last of the first `count` words, in bytes; a paragraph that is very long
/// is cut, and so is a text of very long words.
#[must_use]
pub fn first_words(text: &str, count: u32) -> usize {
    const MORE: u32 = 1_000;
    let most = count as usize * WORD;
    let (mut end, mut seen) = (0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        if end + piece.len() > most {
            return boundary(text, most);
        }
        if seen >= count + MORE || (seen >= count && text[..end].ends_with(['\n', '\r'])) {
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
        assert_eq!(first_words(&"“".repeat(100_000), 500), 9_999);
    }

    #[test]
    fn a_book_has_many_words_or_is_very_long_without_them() {
        assert_eq!(book(&"a ".repeat(100_000)), None);
        assert_eq!(book(&"a ".repeat(100_001)), Some((100_001, "words")));
        assert_eq!(book(&"“".repeat(700_000)), Some((700_000, "characters")));
    }

    #[test]
    fn a_paragraph_of_any_length_is_cut_after_sentences_or_words_and_nothing_is_lost() {
        let sentences = "He said no. ".repeat(2_000);
        let pieces = read(&sentences);
        assert!(pieces.len() == 3 && pieces.iter().all(|piece| piece.ends_with("no.")));
        assert!(read(&"word ".repeat(5_000)).iter().all(|piece| piece.ends_with("word")));
        let marks = "“".repeat(1_000_000);
        assert!(!places(&format!("{marks}\n\nNo.")).iter().any(|place| place.title));
        assert!(places(&marks).iter().all(|place| place.span.len() <= LONGEST));
        assert_eq!(read(&marks).concat(), marks);
    }

    #[test]
    fn a_text_of_any_number_of_lines_is_a_bounded_number_of_paragraphs() {
        let lines = "A\n\n".repeat(1_000_000);
        let pieces = read(&lines);
        assert!(pieces.len() <= MOST + lines.len() / LONGEST + 1, "{} paragraphs", pieces.len());
        assert_eq!(pieces.concat().matches('A').count(), 1_000_000);
    }

    #[test]
    fn a_title_is_cut_between_words() {
        let long = "word ".repeat(40);
        assert!(title(&long).ends_with("word…"));
        assert_eq!(title("\n  Short \nnext"), "Short");
    }
}
