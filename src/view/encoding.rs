//! What the bytes of a file are: text, and in which encoding, or something else.

/// Bytes from the beginning that are looked at.
const SAMPLE: usize = 4096;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text in the encoding of this label (WHATWG Encoding).
    Text(String),
    /// No text; what it is, with its article, for the reader: `a PDF`.
    Other(&'static str),
}

/// Looks at the bytes: a byte order mark, then what the file declares itself, then what the bytes allow.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Content {
    let text = |label: &str| Content::Text(label.to_owned());
    for (start, what) in OTHERS {
        if bytes.starts_with(start) {
            return Content::Other(what);
        }
    }
    for (mark, label) in MARKS {
        if bytes.starts_with(mark) {
            return text(label);
        }
    }
    let head = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(label) = wide(head) {
        return text(label);
    }
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if head.iter().filter(control).count() * 100 > head.len() {
        return Content::Other("not a text file");
    }
    if is_utf8(bytes) {
        return text("utf-8");
    }
    Content::Text(declared(head).unwrap_or_else(|| "windows-1252".to_owned()))
}

const MARKS: [(&[u8], &str); 3] =
    [(&[0xef, 0xbb, 0xbf], "utf-8"), (&[0xff, 0xfe], "utf-16le"), (&[0xfe, 0xff], "utf-16be")];

const OTHERS: [(&[u8], &str); 7] = [
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Pages or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
];

/// UTF-16 without a mark: mostly Latin letters, every second byte of which is zero.
fn wide(head: &[u8]) -> Option<&'static str> {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    match half {
        0 | 1 => None,
        _ if odd * 10 > half * 6 && even * 10 < half => Some("utf-16le"),
        _ if even * 10 > half * 6 && odd * 10 < half => Some("utf-16be"),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, whole or damaged in places: other encodings seldom make one of its longer characters by
/// chance, so that more whole ones than damaged places tell it.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut damaged) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    damaged == 0 || whole > damaged
}

/// `<meta charset="…">` or the old form of it.
fn declared(head: &[u8]) -> Option<String> {
    let ascii: String = head.iter().map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let (_, rest) = ascii.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_mark_declaration_or_bytes() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (bytes, label) in [
            (b"Tarn objects".to_vec(), "utf-8"),
            ("“No,” she said".as_bytes().to_vec(), "utf-8"),
            (b"\xef\xbb\xbfTarn".to_vec(), "utf-8"),
            (utf16("\u{feff}Tarn"), "utf-16le"),
            (utf16("Tarn objects to it"), "utf-16le"),
            ("Tarn objects".encode_utf16().flat_map(u16::to_be_bytes).collect(), "utf-16be"),
            (b"\x93No,\x94 she said".to_vec(), "windows-1252"),
            (b"<meta charset=\"ISO-8859-2\"><p>\xb1".to_vec(), "iso-8859-2"),
            (b"<meta content='text/html; charset=koi8-r'>\xc1".to_vec(), "koi8-r"),
            ("<meta charset=iso-8859-1>“".as_bytes().to_vec(), "utf-8"),
            ([b"\x80\xff", "“No,” she said".as_bytes()].concat(), "windows-1252"),
            (["“No,” she said, “nor café".as_bytes(), b"\xff ", "“ever”".as_bytes()].concat(), "utf-8"),
            (["“No,” said Tarn, “".as_bytes(), b"\xe2\x80"].concat(), "utf-8"),
        ] {
            assert_eq!(sniff(&bytes), Content::Text(label.to_owned()), "{bytes:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(sniff(b"%PDF-1.7"), Content::Other("a PDF"));
        assert_eq!(sniff(&[0, 1, 2, 3, 4, 5, 6, 7, 1, 2, 3]), Content::Other("not a text file"));
        assert_eq!(sniff(b""), Content::Text("utf-8".to_owned()));
    }
}
