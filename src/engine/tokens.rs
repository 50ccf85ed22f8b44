//! Text to tokens: words, numbers, punctuation, quotation marks.
//!
//! Clitics are tokens of their own (`Zealand` `'s`, `did` `n't`), hyphenated words are split at the hyphen,
//! initials and abbreviations keep their full stops (`U.S.`, `Mr.`), numbers keep theirs (`5.7`, `1,000`).

use super::lexicon;
use crate::document::Span;

/// A word, number, mark or other sign of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes and full stops that belong to them; also `@names` and addresses.
    Word,
    /// Begins with a digit.
    Number,
    /// Full stops, commas, brackets, dashes and every other sign.
    Punct,
    /// A sign that can be a quotation mark. [`super::quotes`] settles which of them are.
    Mark,
}

/// The signs that can open or close a quotation.
#[must_use]
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '″'
            | '＂'
    )
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '´' | '`')
}

/// White space, control and invisible format characters: never part of a token, except between word characters.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{300}'..='\u{36f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Splits `text` into tokens: disjoint, in order, leaving out only blanks. Linear in the length of `text`.
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if is_blank(c) {
            at += c.len_utf8();
            continue;
        }
        let end = if c.is_ascii_digit() {
            number_end(text, at)
        } else if is_word_char(c) {
            word_end(text, at)
        } else if matches!(c, '@' | '#') && starts_word(text, at + 1) {
            word_end(text, at + 1)
        } else if is_apostrophe(c) && clitic_length(text, at) > 0 && follows_word(&tokens, at) {
            at + clitic_length(text, at)
        } else {
            sign_end(text, at, c)
        };
        let kind = if c.is_ascii_digit() {
            TokenKind::Number
        } else if is_word_char(c)
            || end > at + c.len_utf8() && text[at + c.len_utf8()..end].chars().any(char::is_alphabetic)
        {
            TokenKind::Word
        } else if is_mark(c) {
            TokenKind::Mark
        } else {
            TokenKind::Punct
        };
        push(&mut tokens, text, at, end, kind);
        at = end;
    }
    tokens
}

/// Adds a token; `n't` at the end of a word becomes one of its own.
fn push(tokens: &mut Vec<Token>, text: &str, start: usize, end: usize, kind: TokenKind) {
    let word = &text[start..end];
    let bytes = word.as_bytes();
    let tail = if word.ends_with("n't") || word.ends_with("N'T") {
        3
    } else if word.ends_with("n’t") || word.ends_with("N’T") {
        5
    } else {
        0
    };
    if kind == TokenKind::Word && tail > 0 && bytes.len() > tail {
        tokens.push(Token { span: Span::new(start, end - tail), kind });
        tokens.push(Token { span: Span::new(end - tail, end), kind });
    } else {
        tokens.push(Token { span: Span::new(start, end), kind });
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

fn follows_word(tokens: &[Token], at: usize) -> bool {
    tokens
        .last()
        .is_some_and(|t| t.span.end as usize == at && matches!(t.kind, TokenKind::Word | TokenKind::Number))
}

/// Bytes of the clitic that begins with the apostrophe at `at` (`'s`, `'re`), 0 if there is none.
fn clitic_length(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let Some(apostrophe) = rest.chars().next() else { return 0 };
    let letters = &rest[apostrophe.len_utf8()..];
    for clitic in ["s", "re", "ve", "ll", "d", "m"] {
        let ends = |s: &str| !letters[s.len()..].chars().next().is_some_and(is_word_char);
        if letters.get(..clitic.len()).is_some_and(|l| l.eq_ignore_ascii_case(clitic)) && ends(clitic) {
            return apostrophe.len_utf8() + clitic.len();
        }
    }
    0
}

/// Where the word that begins at `at` ends.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut letters = 0usize;
    let mut stopped = false;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let here = at + offset;
        let next = chars.peek().map(|&(_, n)| n);
        if is_word_char(c) {
            letters += 1;
            end = here + c.len_utf8();
        } else if is_apostrophe(c)
            && next.is_some_and(char::is_alphabetic)
            && letters > 0
            && clitic_length(text, here) == 0
        {
            // O'Brien, d'Ivoire, didn't: the apostrophe stands between letters.
            end = here + c.len_utf8();
        } else if c == '.' && letters == 1 && single_letter(text, at, end) {
            // U.S., J.: single letters each with a full stop.
            stopped = true;
            letters = 0;
            end = here + 1;
        } else {
            break;
        }
    }
    if text[end..].starts_with('.') && !stopped {
        let word = text[at..end].to_lowercase();
        if lexicon::ABBREVIATIONS.contains(word.as_str()) && abbreviates(text, at, end) {
            return end + 1;
        }
    }
    end
}

/// Whether the word so far ends in a letter that stands alone, at its start or after a full stop.
fn single_letter(text: &str, at: usize, end: usize) -> bool {
    let mut back = text[at..end].chars().rev();
    let last = back.next();
    last.is_some_and(char::is_alphabetic) && matches!(back.next(), None | Some('.'))
        // "I." at the end of a sentence is the pronoun, but "U.S. I." cannot be told from it.
        && !(text[at..end].chars().nth(1).is_none() && last == Some('I') && text[end + 1..].trim_start_matches(' ').starts_with(is_mark))
}

/// Short words such as `no` or `mar` abbreviate only where a capital or a digit shows it.
fn abbreviates(text: &str, at: usize, end: usize) -> bool {
    let after = text[end + 1..].trim_start_matches([' ', '\u{a0}']).chars().next();
    match text[at..end].to_lowercase().as_str() {
        "no" | "nos" | "fig" | "vol" => after.is_some_and(|c| c.is_ascii_digit()),
        "etc" | "inc" | "corp" | "co" | "ltd" | "bros" | "jr" | "sr" => after.is_some_and(|c| !is_blank(c)),
        "v" | "est" | "ed" | "det" | "st" | "ft" | "rd" | "sept" | "mar" | "dec" | "jan" | "fr" | "mt" => {
            after.is_some_and(char::is_alphanumeric)
        }
        _ => after.is_some(),
    }
}

/// Where the number that begins at `at` ends: digits with inner full stops and commas, and letters that follow (`5th`).
fn number_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let digit_next = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if bytes[end].is_ascii_digit() || matches!(bytes[end], b'.' | b',' | b':') && digit_next {
            end += 1;
        } else {
            break;
        }
    }
    let suffix = text[end..].chars().take_while(|&c| is_word_char(c)).map(char::len_utf8).sum::<usize>();
    end + suffix
}

/// Where the sign at `at` ends: repeated full stops and dashes are one token, so are `''` and ` `` `.
fn sign_end(text: &str, at: usize, c: char) -> usize {
    let rest = &text[at..];
    match c {
        '.' | '-' | '!' | '?' | '*' | '=' | '_' | '–' | '—' => {
            at + rest.chars().take_while(|&n| n == c).map(char::len_utf8).sum::<usize>()
        }
        '\'' | '`' | '‘' | '’' | '‚' if rest[c.len_utf8()..].starts_with(c) => at + 2 * c.len_utf8(),
        _ => at + c.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_and_their_clitics() {
        for (text, expected) in [
            ("New Zealand’s claim", vec!["New", "Zealand", "’s", "claim"]),
            ("didn't O'Brien", vec!["did", "n't", "O'Brien"]),
            ("the farmers' vote", vec!["the", "farmers", "'", "vote"]),
            ("state-backed", vec!["state", "-", "backed"]),
            ("Mr. Ode of the U.S. Senate.", vec!["Mr.", "Ode", "of", "the", "U.S.", "Senate", "."]),
            ("J. K. Ruiz", vec!["J.", "K.", "Ruiz"]),
            ("5.7 million, 1,000 and 4:00", vec!["5.7", "million", ",", "1,000", "and", "4:00"]),
            ("the 5th ...", vec!["the", "5th", "..."]),
            ("''Yes,'' she said", vec!["''", "Yes", ",", "''", "she", "said"]),
            ("he said no. Then", vec!["he", "said", "no", ".", "Then"]),
            ("“We’ll”", vec!["“", "We", "’ll", "”"]),
            ("@ada wrote", vec!["@ada", "wrote"]),
            ("\u{feff}a\u{0}b", vec!["a", "b"]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
