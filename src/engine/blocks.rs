//! Lines and paragraphs with a role, and the sentences inside them.

use super::{Token, TokenKind, lexicon};
use crate::document::{Block, Quote, Role, Span};

/// A sentence: a run of tokens inside one block. Sentences tile the tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, as an index range.
    pub tokens: std::ops::Range<u32>,
    /// Index of its block.
    pub block: u32,
}

/// Most words of a line that can be a heading.
const HEADING_WORDS: usize = 25;
/// Most words of a line that can be page furniture.
const FURNITURE_WORDS: usize = 14;
/// Most words of a picture's caption.
const CAPTION_WORDS: usize = 40;
/// Where the credit in a caption begins, counted in tokens from its end.
const CREDIT_TOKENS: usize = 12;

/// Divides the text into blocks at line ends. A line that goes on in lower case is joined with the one before it.
/// `whole` takes no line with words for page furniture.
#[must_use]
pub fn divide(text: &str, tokens: &[Token], whole: bool) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut from = 0;
    while from < tokens.len() {
        let mut to = from + 1;
        while to < tokens.len() && !breaks_block(text, tokens, to) {
            to += 1;
        }
        let span = Span { start: tokens[from].span.start, end: tokens[to - 1].span.end };
        let role = role(text, &tokens[from..to], span, blocks.is_empty(), whole);
        blocks.push(Block { span, role });
        from = to;
    }
    blocks
}

/// Whether a new block begins at token `i`.
fn breaks_block(text: &str, tokens: &[Token], i: usize) -> bool {
    let gap = &text[tokens[i - 1].span.end as usize..tokens[i].span.start as usize];
    let ends =
        gap.matches(['\n', '\u{2028}', '\u{2029}']).count() + gap.replace("\r\n", "").matches('\r').count();
    if ends == 0 {
        return false;
    }
    let goes_on = tokens[i].span.of(text).starts_with(char::is_lowercase);
    let open = !is_terminal(text, &tokens[i - 1]) && tokens[i - 1].kind != TokenKind::Mark;
    !(ends == 1 && goes_on && open)
}

fn is_terminal(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Punct && token.span.of(text).starts_with(['.', '!', '?', '…', ':'])
}

fn role(text: &str, tokens: &[Token], span: Span, first: bool, whole: bool) -> Role {
    let words = tokens.iter().filter(|t| t.kind == TokenKind::Word).count();
    let line = span.of(text);
    if words == 0 {
        return if line.chars().any(|c| c.is_ascii_digit()) { Role::Byline } else { Role::Furniture };
    }
    let aside = || {
        words <= FURNITURE_WORDS && is_furniture(line) || words <= CAPTION_WORDS && is_caption(text, tokens)
    };
    if !whole && aside() {
        return Role::Furniture;
    }
    if is_byline(text, tokens, words) {
        return Role::Byline;
    }
    let ends_open =
        tokens.iter().rev().find(|t| t.kind != TokenKind::Mark).is_some_and(|t| !is_terminal(text, t));
    let limit = if first { HEADING_WORDS } else { HEADING_WORDS / 2 };
    if ends_open && words <= limit && !line.starts_with(['-', '–', '—', '•', '*']) {
        Role::Headline
    } else {
        Role::Body
    }
}

/// A picture's line that ends in its credit: "The square at noon. Image: Ada Lark."
fn is_caption(text: &str, tokens: &[Token]) -> bool {
    let credit = |i: usize| {
        let word = tokens[i].span.of(text);
        matches!(word, "Image" | "Photo" | "Photograph" | "Picture" | "Credit" | "IMAGE" | "PHOTO")
            && tokens.get(i + 1).is_some_and(|t| matches!(t.span.of(text), ":" | "by"))
    };
    (tokens.len().saturating_sub(CREDIT_TOKENS)..tokens.len()).any(credit)
}

fn is_furniture(line: &str) -> bool {
    let lower = line.to_lowercase();
    let line = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '(');
    lexicon::FURNITURE.iter().any(|entry| match entry.strip_suffix('*') {
        Some(start) => line.starts_with(start) && !line[start.len()..].starts_with(char::is_alphanumeric),
        None => line == *entry,
    })
}

/// "By Ada Lark", "Monday, 3 June 2019", "Updated 14:05": short, without a verb that a list could miss.
fn is_byline(text: &str, tokens: &[Token], words: usize) -> bool {
    const DATE_WORDS: [&str; 42] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sep.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
        "updated",
        "published",
        "posted",
        "utc",
    ];
    if words > 10 {
        return false;
    }
    let mut lower =
        tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(text).to_lowercase());
    if text[tokens[0].span.range()].eq("By") || text[tokens[0].span.range()].eq("BY") {
        let capital = |t: &Token| t.span.of(text).starts_with(char::is_uppercase);
        return !is_terminal(text, &tokens[tokens.len() - 1]) && tokens.get(1).is_some_and(capital);
    }
    let has_number = tokens.iter().any(|t| t.kind == TokenKind::Number);
    has_number
        && lower.all(|w| {
            DATE_WORDS.contains(&w.as_str())
                || matches!(
                    w.as_str(),
                    "at" | "on" | "am" | "pm" | "a.m." | "p.m." | "gmt" | "est" | "edt" | "bst" | "et"
                )
        })
}

/// Divides the blocks into sentences.
#[must_use]
pub fn sentences(text: &str, tokens: &[Token], blocks: &[Block], _quotes: &[Quote]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        let block_end = from + tokens[from..].partition_point(|t| t.span.start < block.span.end);
        for i in from + 1..block_end {
            if breaks_sentence(text, &tokens[..block_end], i) {
                sentences.push(Sentence { tokens: from as u32..i as u32, block: index as u32 });
                from = i;
            }
        }
        if from < block_end {
            sentences.push(Sentence { tokens: from as u32..block_end as u32, block: index as u32 });
        }
        from = block_end;
    }
    sentences
}

/// Whether a new sentence begins at token `i`: after a terminal and its closing signs, before something that can begin one.
fn breaks_sentence(text: &str, tokens: &[Token], i: usize) -> bool {
    let glued = tokens[i - 1].span.end == tokens[i].span.start;
    let word = tokens[i].span.of(text);
    let closes = |t: &Token| {
        t.kind == TokenKind::Mark && !text[t.span.end as usize..].starts_with(char::is_alphanumeric)
            || matches!(t.span.of(text), ")" | "]" | "}")
    };
    if glued && (closes(&tokens[i]) || is_terminal(text, &tokens[i])) {
        return false;
    }
    // Walk back over at most a few closing signs to the terminal.
    let mut back = i - 1;
    for _ in 0..4 {
        if back > 0 && closes(&tokens[back]) {
            back -= 1;
        }
    }
    let last = &tokens[back];
    let stop = last.span.of(text);
    let abbreviation = last.kind == TokenKind::Word && stop.ends_with('.');
    if !(last.kind == TokenKind::Punct && stop.starts_with(['.', '!', '?', '…']) || abbreviation) {
        return false;
    }
    if glued && back == i - 1 && tokens[i].kind != TokenKind::Mark {
        return false;
    }
    let capital = word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    if abbreviation {
        // "U.S. The" breaks, "U.S. Senate" and "Mr. Ode" do not: only a word that rarely stands inside a name may begin a sentence.
        let single =
            stop.matches('.').count() == 1 && !matches!(stop, "etc." | "Inc." | "Corp." | "Co." | "Ltd.");
        return !single && begins_sentence(word);
    }
    capital
        || tokens[i].kind == TokenKind::Mark && !word_after_mark_is_lower(text, tokens, i)
        || word.starts_with(['(', '[', '-', '–', '—', '•'])
}

fn word_after_mark_is_lower(text: &str, tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_some_and(|t| t.span.of(text).starts_with(char::is_lowercase))
}

/// Words that begin sentences far more often than they stand capitalised inside a name.
fn begins_sentence(word: &str) -> bool {
    const STARTERS: [&str; 38] = [
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "In",
        "On",
        "At",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "His",
        "Her",
        "Its",
        "Their",
        "There",
        "When",
        "While",
        "After",
        "Before",
        "As",
        "For",
        "If",
        "However",
        "Some",
        "Many",
        "Most",
        "Earlier",
        "Later",
        "According",
        "You",
    ];
    STARTERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::document::Role;
    use crate::engine::Structure;

    fn sentences(text: &str) -> Vec<&str> {
        let s = Structure::new(text);
        s.sentences
            .iter()
            .map(|x| s.span_of(x.tokens.start as usize, x.tokens.end as usize).of(text))
            .collect()
    }

    #[test]
    fn sentences_survive_abbreviations_and_closing_marks() {
        for (text, expected) in [
            ("Mr. Ode left. He paid 5.7 million.", vec!["Mr. Ode left.", "He paid 5.7 million."]),
            ("“Go!” he said. “Now.” Then rain.", vec!["“Go!” he said.", "“Now.”", "Then rain."]),
            (
                "The U.S. Senate met. It left the U.S. The end.",
                vec!["The U.S. Senate met.", "It left the U.S.", "The end."],
            ),
            ("“We wait ...” She left.", vec!["“We wait ...”", "She left."]),
            ("J. K. Ruiz spoke (twice.) Then not.", vec!["J. K. Ruiz spoke (twice.)", "Then not."]),
            ("\"Stop.\" \"Why?\"", vec!["\"Stop.\"", "\"Why?\""]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn roles_of_lines() {
        let text = "Mayor rejects claims\n\nMonday, 3 June 2019\n\nBy Ada Lark\n\nThe mayor spoke at length and\nwent home.\n\nThe bridge at noon. Image: Ada Lark.\n\nRelated Article\n\n\nLeave a Comment";
        let s = Structure::new(text);
        let roles: Vec<Role> = s.blocks.iter().map(|b| b.role).collect();
        assert_eq!(
            roles,
            [
                Role::Headline,
                Role::Byline,
                Role::Byline,
                Role::Body,
                Role::Furniture,
                Role::Furniture,
                Role::Furniture
            ]
        );
    }

    #[test]
    fn put_back_furniture_is_read_like_the_rest() {
        let text =
            "Mayor rejects claims\n\nThe mayor spoke at length.\n\nRelated: “No,” said Ada Lark.\n\n* * *";
        let roles = |s: Structure| s.blocks.iter().map(|b| b.role).skip(2).collect::<Vec<Role>>();
        assert_eq!(roles(Structure::new(text)), [Role::Furniture, Role::Furniture]);
        assert_eq!(roles(Structure::whole(text)), [Role::Body, Role::Furniture]);
    }
}
