//! Byte offsets turned into what other programs count, and documents with other offsets.

use super::{Document, Reason, Span};

/// Byte offsets of one text turned into Unicode code points, for exporters and the command line.
///
/// ```
/// use partyline::document::CodePoints;
/// let text = "“No,” she said";
/// assert_eq!(CodePoints::new(text).at(6), 4);
/// ```
pub struct CodePoints<'t>(Counter<'t>);

/// Byte offsets of one text turned into UTF-16 code units, as JavaScript counts.
pub struct Utf16<'t>(Counter<'t>);

impl<'t> CodePoints<'t> {
    /// Walks `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self(Counter::new(text, |byte| u32::from(byte & 0xc0 != 0x80)))
    }

    /// Code points before byte `byte`, which lies on a `char` boundary.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        self.0.at(byte)
    }
}

impl<'t> Utf16<'t> {
    /// Walks `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self(Counter::new(text, |byte| u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0)))
    }

    /// Code units before byte `byte`, which lies on a `char` boundary.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        self.0.at(byte)
    }
}

struct Counter<'t> {
    text: &'t [u8],
    /// Units of a character that the byte begins, 0 of one that goes on.
    units: fn(u8) -> u32,
    /// Units before byte `i * STEP`.
    table: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Counter<'t> {
    fn new(text: &'t str, units: fn(u8) -> u32) -> Self {
        let text = text.as_bytes();
        let mut before = 0;
        let count = |part: &[u8]| {
            let here = before;
            before += part.iter().map(|&byte| units(byte)).sum::<u32>();
            here
        };
        Self { text, units, table: text.chunks(STEP).map(count).collect() }
    }

    fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let step = (byte / STEP).min(self.table.len().saturating_sub(1));
        let rest = self.text[step * STEP..byte].iter().map(|&byte| (self.units)(byte)).sum::<u32>();
        self.table.get(step).map_or(0, |before| before + rest)
    }
}

impl Document {
    /// Replaces every span; none, and the document half done, if `f` has no answer for one of them.
    pub fn map_spans(&mut self, f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
        for block in &mut self.blocks {
            block.span = f(block.span)?;
        }
        all(&mut self.sentences, f)?;
        for quote in &mut self.quotes {
            quote.span = f(quote.span)?;
            quote.inner = f(quote.inner)?;
        }
        for statement in &mut self.statements {
            one(&mut statement.source, f)?;
            one(&mut statement.subject, f)?;
            one(&mut statement.cue, f)?;
            one(&mut statement.earlier, f)?;
            all(&mut statement.content, f)?;
            reasons(&mut statement.reasons, f)?;
        }
        for party in &mut self.parties {
            all(&mut party.mentions, f)?;
            for alias in &mut party.aliases {
                all(&mut alias.reason.evidence, f)?;
            }
        }
        Some(())
    }
}

fn one(span: &mut Option<Span>, f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    if let Some(span) = span {
        *span = f(*span)?;
    }
    Some(())
}

fn all(spans: &mut [Span], f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    for span in spans {
        *span = f(*span)?;
    }
    Some(())
}

fn reasons(reasons: &mut [Reason], f: &mut impl FnMut(Span) -> Option<Span>) -> Option<()> {
    for reason in reasons {
        all(&mut reason.evidence, f)?;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{CodePoints, Utf16};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "([a-z]|[“é€𝄞]){0,900}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32), count as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
            let units = Utf16::new(&text);
            for (byte, _) in text.char_indices() {
                prop_assert_eq!(units.at(byte as u32) as usize, text[..byte].encode_utf16().count());
            }
        }
    }
}
