//! Words and what stands between them, byte by byte.
//!
//! A token is a word with the space before it, or a run of anything else between words: `" said"`, `", "`, `".\n\n"`.
//! After such a run a word has no space of its own; it still counts as the same token.

/// What a byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Word,
    Between,
}

/// Cuts text into tokens as its bytes arrive.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Bytes of the token that is growing, a word always with its space.
    token: Vec<u8>,
    class: Class,
}

impl Default for Tokens {
    /// The start of a text.
    fn default() -> Self {
        Self { token: Vec::new(), class: Class::Between }
    }
}

impl Tokens {
    /// Adds a byte; gives the token that ended before it.
    pub fn push(&mut self, byte: u8) -> Option<Vec<u8>> {
        let class = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            0x80..0xC0 => self.class,
            // Punctuation and signs: U+0080 to U+00BF, U+2000 to U+2FFF.
            0..0x80 | 0xC2 | 0xE2 => Class::Between,
            _ => Class::Word,
        };
        let spaced = self.token == b" " && class == Class::Word;
        let ended = (class != self.class && !spaced && !self.token.is_empty())
            .then(|| std::mem::take(&mut self.token));
        if class == Class::Word && self.token.is_empty() {
            self.token.push(b' ');
        }
        self.class = class;
        self.token.push(byte);
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_their_space_along() {
        let mut tokens = Tokens::default();
        let mut ended: Vec<String> = Vec::new();
        for byte in "Ohm, of course: “No é-mail!”\n\nShe isn’t 9.".bytes() {
            ended.extend(tokens.push(byte).map(|t| String::from_utf8(t).unwrap()));
        }
        let expected = [
            " Ohm", ", ", " of", " course", ": “", " No", " é", "-", " mail", "!”\n\n", " She", " isn", "’",
            " t", " 9",
        ];
        assert_eq!(ended, expected);
    }
}
