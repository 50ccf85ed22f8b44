//! `partyline link`: how long the link to an article is.

use crate::engine::Engine;
use crate::share::{Alphabet, Content, Payload, Seen, encode};

/// One line: the file, characters of the link's fragment, characters of deflate (level 9) in base64url of the same
/// text, and the first in per cent of the second, separated by tabs. A text too long for a link has its message.
#[must_use]
pub fn line(engine: &Engine, file: &str, text: &str) -> String {
    let payload =
        Payload { text: text.to_owned(), seen: Seen::of(text, &engine.annotate(text)), ..Payload::default() };
    let ours = match encode(&Content::Article(payload), Alphabet::Text) {
        Ok(link) => link.len(),
        Err(error) => return format!("{file}\t{error}\n"),
    };
    let deflate = deflated(text);
    format!("{file}\t{ours}\t{deflate}\t{}\n", ours * 100 / deflate.max(1))
}

/// What the usual tools make: deflate at its best, in base64url.
fn deflated(text: &str) -> usize {
    (miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 9).len() * 4).div_ceil(3)
}
