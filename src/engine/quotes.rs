//! Quotation marks paired: nested, multi-paragraph, unclosed, mixed styles.
//!
//! Apostrophes, feet and inches are sorted out on the way: such tokens lose the kind `Mark`. Whether a mark opens or
//! closes is read off its glyph and the blanks around it; pairing uses a stack for each block. An opening mark that is
//! never closed runs to the end of its block; if the next block opens anew, it continues there, as newspapers set long
//! quotations. Time is linear: the stack is at most eight deep.

use super::{Token, TokenKind};
use crate::document::{Block, Quote, QuoteStyle, Role, Span};

/// Deeper nesting is no longer told apart.
const MAX_DEPTH: usize = 8;

/// The family of a mark; marks close only marks of their own family, except in mixed pairs of double marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
}

/// A mark with what its glyph and surroundings allow.
#[derive(Clone, Copy, Debug)]
struct Mark {
    token: usize,
    family: Family,
    glyph: char,
    opens: bool,
    closes: bool,
}

/// An opening mark that waits for its closing one.
struct Open {
    mark: Mark,
    quote: usize,
}

/// Pairs the marks of `text`; tokens that turn out to be apostrophes or inches lose the kind `Mark`.
#[must_use]
pub fn pair(text: &str, tokens: &mut [Token], blocks: &[Block]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The last unclosed outermost quote and the block after which it may go on.
    let mut unclosed: Option<(usize, usize)> = None;
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        let to = from + tokens[from..].partition_point(|t| t.span.start < block.span.end);
        if block.role == Role::Furniture || block.role == Role::Byline {
            from = to;
            continue;
        }
        let first_new = quotes.len();
        let continuing = unclosed.take().filter(|&(_, next)| next == index).map(|(quote, _)| quote);
        let open = pair_block(text, tokens, from..to, block.span, &mut quotes, continuing);
        if let (Some(previous), Some(quote)) = (continuing, quotes.get_mut(first_new))
            && quote.span.start == block.span.start
            && quote.depth == 0
        {
            quote.continues = Some(previous as u32);
        }
        if let Some(quote) = open {
            let text = |&b: &usize| matches!(blocks[b].role, Role::Body | Role::Headline);
            let next = (index + 1..blocks.len()).find(text).filter(|&b| blocks[b].role == Role::Body);
            unclosed = next.map(|next| (quote, next));
        }
        from = to;
    }
    quotes
}

/// Pairs the marks of one block and appends its quotes; returns the outermost one that stays unclosed.
fn pair_block(
    text: &str,
    tokens: &mut [Token],
    range: std::ops::Range<usize>,
    block: Span,
    quotes: &mut Vec<Quote>,
    continuing: Option<usize>,
) -> Option<usize> {
    let marks = marks(text, tokens, range.clone());
    let mut closers_left: usize = marks.iter().filter(|m| m.family == Family::Single && m.closes).count();
    let mut stack: Vec<Open> = Vec::new();
    let mut plain: Vec<usize> = Vec::new();
    let first = quotes.len();
    let mut may_continue = continuing.is_some();
    for (i, mark) in marks.iter().enumerate() {
        if mark.family == Family::Single && mark.closes {
            closers_left -= 1;
        }
        let partner = stack.iter().rposition(|o| closes(mark, &o.mark));
        let waits = partner.is_some_and(|p| {
            mark.family == Family::Single
                && possessive(text, tokens, mark)
                && closers_left > 0
                && p + 1 == stack.len()
        });
        match partner {
            Some(p) if !waits && !prefers_opening(mark, &stack[p].mark, p + 1 == stack.len()) => {
                for open in stack.drain(p + 1..) {
                    plain.push(open.mark.token);
                }
                if let Some(open) = stack.pop() {
                    close(tokens, quotes, &open, mark);
                }
            }
            _ if mark.opens && stack.len() < MAX_DEPTH && !inches(text, tokens, mark, &stack) => {
                let start = tokens[mark.token].span;
                let style = style(mark.family);
                let whole = Span { start: start.start, end: block.end };
                let inner = Span { start: start.end, end: block.end };
                stack.push(Open { mark: *mark, quote: quotes.len() });
                quotes.push(Quote { span: whole, inner, closed: false, depth: 0, style, continues: None });
            }
            _ if may_continue && i == 0 && mark.family == Family::Double && mark.closes => {
                // The paragraph before opened a quotation; this one closes it without opening anew.
                let end = tokens[mark.token].span;
                let span = Span { start: block.start, end: end.end };
                let inner = Span { start: block.start, end: end.start };
                quotes.push(Quote {
                    span,
                    inner,
                    closed: true,
                    depth: 0,
                    style: QuoteStyle::Double,
                    continues: None,
                });
            }
            _ => plain.push(mark.token),
        }
        may_continue = false;
    }
    // Single marks without a partner are apostrophes; of the double ones only the outermost is a quotation that goes on.
    let mut kept = None;
    for (level, open) in stack.iter().enumerate() {
        if level == 0 && open.mark.family != Family::Single {
            kept = Some(open.quote);
        } else {
            plain.push(open.mark.token);
        }
    }
    for token in plain {
        tokens[token].kind = TokenKind::Punct;
    }
    let mut result = None;
    let mut write = first;
    for read in first..quotes.len() {
        if quotes[read].closed || Some(read) == kept {
            if Some(read) == kept {
                result = Some(write);
            }
            quotes.swap(write, read);
            write += 1;
        }
    }
    quotes.truncate(write);
    set_depths(&mut quotes[first..]);
    result
}

fn style(family: Family) -> QuoteStyle {
    match family {
        Family::Double => QuoteStyle::Double,
        Family::Single => QuoteStyle::Single,
        Family::Guillemet | Family::SingleGuillemet => QuoteStyle::Guillemet,
    }
}

fn close(tokens: &[Token], quotes: &mut [Quote], open: &Open, mark: &Mark) {
    let end = tokens[mark.token].span;
    let quote = &mut quotes[open.quote];
    quote.span.end = end.end;
    quote.inner.end = end.start.max(quote.inner.start);
    quote.closed = true;
    if mark.family != open.mark.family {
        quote.style = QuoteStyle::Mixed;
    }
}

/// Sets the depth of quotes that are sorted by opening mark and nest or are disjoint.
fn set_depths(quotes: &mut [Quote]) {
    let mut ends: Vec<u32> = Vec::new();
    for quote in quotes {
        while ends.last().is_some_and(|&end| end <= quote.span.start) {
            ends.pop();
        }
        quote.depth = ends.len() as u8;
        ends.push(quote.span.end);
    }
}

/// The marks of a block. Tokens that cannot be quotation marks there become punctuation at once.
fn marks(text: &str, tokens: &mut [Token], range: std::ops::Range<usize>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for i in range.clone() {
        if tokens[i].kind != TokenKind::Mark {
            continue;
        }
        let here = tokens[i].span;
        let word = here.of(text);
        let glyph = word.chars().next().unwrap_or('"');
        let doubled = word.chars().nth(1).is_some();
        let before = i > range.start && tokens[i - 1].span.end == here.start;
        let after = i + 1 < range.end && tokens[i + 1].span.start == here.end;
        let wordy = |t: &Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
        let opening_before = before
            && (tokens[i - 1].kind == TokenKind::Mark
                || matches!(tokens[i - 1].span.of(text), "(" | "[" | "{" | "—" | "–" | "--" | "-" | "/"));
        let word_after = after
            && (wordy(&tokens[i + 1])
                || tokens[i + 1].kind == TokenKind::Mark
                || matches!(
                    tokens[i + 1].span.of(text),
                    "(" | "[" | "..." | "…" | "$" | "£" | "€" | "-" | "—" | "–" | "@"
                ));
        let space_opens = (!before || opening_before)
            && (word_after || after && !closing_sign(tokens[i + 1].span.of(text)));
        let space_closes = before && !(opening_before && word_after && tokens[i - 1].kind != TokenKind::Mark);
        let neither = !before && !after;
        let family = match glyph {
            '«' | '»' => Family::Guillemet,
            '‹' | '›' => Family::SingleGuillemet,
            '\'' | '`' | '´' | '‘' | '’' | '‚' | '‛' if !doubled => Family::Single,
            _ => Family::Double,
        };
        let (opens, closes) = match (glyph, family) {
            ('“' | '‟', _) | ('`' | '‘', Family::Double) => {
                (!before || word_after, before && !word_after || neither)
            }
            ('„', _) | ('‚', _) => (true, false),
            ('”', _) | ('’' | '´', Family::Double) => (space_opens && !before, true),
            ('«' | '»' | '‹' | '›', _) => (!before || after, before || !after),
            ('‘' | '`' | '‛', _) => (after && (!before || opening_before), before && !after),
            ('’' | '´', _) => (false, before && !(after && wordy(&tokens[i + 1]))),
            ('\'', Family::Single) => (space_opens && after, before && !(after && wordy(&tokens[i + 1]))),
            ('″', _) => (space_opens && !before, before),
            _ => (space_opens || neither || before && after, space_closes || neither || before && after),
        };
        let elided = family == Family::Single && opens && after && elision(tokens[i + 1].span.of(text));
        if elided || !opens && !closes {
            tokens[i].kind = TokenKind::Punct;
        } else {
            marks.push(Mark { token: i, family, glyph, opens, closes });
        }
    }
    marks
}

fn closing_sign(word: &str) -> bool {
    matches!(word, "." | "," | ";" | ":" | "!" | "?" | ")" | "]" | "}")
}

/// `'90s`, `'em`, `'til`: an apostrophe for letters left out.
fn elision(word: &str) -> bool {
    let decade =
        word.len() == 3 && word.ends_with('s') && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    decade
        || matches!(
            word.to_ascii_lowercase().as_str(),
            "em" | "til" | "twas" | "tis" | "cause" | "n" | "bout" | "round"
        )
}

/// Whether `mark` may close `open`.
fn closes(mark: &Mark, open: &Mark) -> bool {
    if !mark.closes {
        return false;
    }
    match (open.family, mark.family) {
        // Typewriter and curly double marks are mixed in one text often enough; two single marks count as a double one.
        (Family::Double, Family::Double) => mark.glyph != '„' && !(mark.glyph == '“' && open.glyph == '”'),
        (Family::Guillemet, Family::Guillemet) | (Family::SingleGuillemet, Family::SingleGuillemet) => {
            mark.glyph != open.glyph
        }
        (a, b) => a == b,
    }
}

/// A mark that could do both opens when its surroundings speak for it and the pair would be nested.
fn prefers_opening(mark: &Mark, open: &Mark, top: bool) -> bool {
    if !mark.opens {
        return false;
    }
    match mark.glyph {
        '“' => open.glyph != '„' && !mark.closes,
        '«' | '»' | '‹' | '›' => false,
        _ => top && !mark.closes,
    }
}

/// `the farmers' vote` inside single marks: an apostrophe after a plural, with a better closing mark still to come.
fn possessive(text: &str, tokens: &[Token], mark: &Mark) -> bool {
    let i = mark.token;
    i > 0
        && tokens[i - 1].span.of(text).ends_with(['s', 'S'])
        && tokens.get(i + 1).is_some_and(|t| {
            t.kind == TokenKind::Word
                && t.span.start > tokens[i].span.end
                && t.span.of(text).starts_with(char::is_lowercase)
        })
}

/// `6'2"`: a mark straight after a number while nothing is open.
fn inches(text: &str, tokens: &[Token], mark: &Mark, stack: &[Open]) -> bool {
    let i = mark.token;
    let glued =
        i > 0 && tokens[i - 1].span.end == tokens[i].span.start && tokens[i - 1].kind == TokenKind::Number;
    glued && stack.is_empty() && matches!(tokens[i].span.of(text), "\"" | "'" | "″" | "''")
}

#[cfg(test)]
mod tests {
    use crate::document::Quote;
    use crate::engine::Structure;
    use proptest::prelude::*;

    fn quoted(text: &str) -> Vec<&str> {
        Structure::new(text).quotes.iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn marks_pair_in_every_style() {
        for (text, expected) in [
            ("He said \"no\" and \"yes.\"", vec!["no", "yes."]),
            ("“One,” she said, “two.”", vec!["One,", "two."]),
            ("''So be it,'' he said.", vec!["So be it,"]),
            ("``So be it,'' he said.", vec!["So be it,"]),
            (
                "'We go,' she said. 'It's the farmers' vote that counts.'",
                vec!["We go,", "It's the farmers' vote that counts."],
            ),
            ("‘We can’t,’ he said.", vec!["We can’t,"]),
            ("«Nein», sagte er, und »Doch«.", vec!["Nein", "Doch"]),
            ("„Nein“, sagte er.", vec!["Nein"]),
            ("“He told me ‘never’ twice.”", vec!["He told me ‘never’ twice.", "never"]),
            ("the farmers' vote, the '90s and rock 'n' roll", vec![]),
            ("He is 6'2\" tall.", vec![]),
            ("a 12\" disc and \"more\"", vec!["more"]),
            ("(\"Brackets\") and—\"dashes\"", vec!["Brackets", "dashes"]),
            ("“Mixed marks\" happen.", vec!["Mixed marks"]),
            (
                "said “when we ask. “We wait.” , and go on. ”.",
                vec!["when we ask. “We wait.” , and go on. ", "We wait."],
            ),
            ("\"Unclosed runs on", vec!["Unclosed runs on"]),
            ("It stays ” stray.", vec![]),
        ] {
            assert_eq!(quoted(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_continues_over_paragraphs() {
        let text = "“First part of it.\n\n“Second part.”\n\nThen she left.";
        let s = Structure::new(text);
        let shape: Vec<(&str, bool, Option<u32>)> =
            s.quotes.iter().map(|q| (q.inner.of(text), q.closed, q.continues)).collect();
        assert_eq!(shape, [("First part of it.", false, None), ("Second part.", true, Some(0))]);
        assert_eq!(
            quoted("“First part.\n\nNo new mark here.”\n\nEnd."),
            ["First part.", "No new mark here."]
        );
    }

    fn nest_or_disjoint(quotes: &[Quote]) -> bool {
        quotes.windows(2).all(|w| w[0].span.start <= w[1].span.start)
            && quotes.iter().enumerate().all(|(i, a)| {
                quotes[i + 1..].iter().all(|b| !a.span.overlaps(b.span) || a.inner.contains(b.span))
            })
    }

    proptest! {
        #[test]
        fn quotes_nest_or_are_disjoint(text in r#"([a-zA-Z]{1,3}|[ \n.,]|["'“”‘’„«»]|''){0,40}"#) {
            let s = Structure::new(&text);
            prop_assert!(nest_or_disjoint(&s.quotes), "{:?}", s.quotes);
            for q in &s.quotes {
                prop_assert!(q.span.contains(q.inner));
                prop_assert!(text.is_char_boundary(q.inner.start as usize) && text.is_char_boundary(q.inner.end as usize));
            }
        }

        #[test]
        fn tokens_and_sentences_tile_any_text(text in "\\PC{0,60}|.{0,60}") {
            let s = Structure::new(&text);
            for pair in s.tokens.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            let mut next = 0;
            for sentence in &s.sentences {
                prop_assert_eq!(sentence.tokens.start, next);
                prop_assert!(sentence.tokens.end > sentence.tokens.start);
                next = sentence.tokens.end;
            }
            prop_assert_eq!(next as usize, s.tokens.len());
        }
    }
}
