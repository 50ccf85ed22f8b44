/// Byte offsets of one text turned into Unicode code points, for exporters and the command line.
///
/// ```
/// use partyline::document::CodePoints;
/// let text = "“No,” she said";
/// assert_eq!(CodePoints::new(text).at(6), 4);
/// ```
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`, or before the first `char` boundary after it.
    table: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Walks `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut table = Vec::with_capacity(text.len() / STEP + 1);
        for (points, (byte, _)) in text.char_indices().enumerate() {
            while table.len() * STEP <= byte {
                table.push(points as u32);
            }
        }
        Self { text, table }
    }

    /// Code points before byte `byte`, which lies on a `char` boundary.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if self.table.is_empty() {
            return 0;
        }
        let step = (byte / STEP).min(self.table.len() - 1);
        let mut from = step * STEP;
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        self.table[step] + self.text[from.min(byte)..byte].chars().count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting(text in "([a-z]|[“é€𝄞]){0,900}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(byte as u32), count as u32);
            }
            prop_assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
