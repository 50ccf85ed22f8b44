//! What stands where in a fragment.
//!
//! ```text
//!  1    kind and version: see `KINDS`; in a QR code a Q before it
//!  4    checksum of the digits that follow
//!  ...  digits of the arithmetic coder: one stream, which knows its own end
//! ```

use super::coder::{Coder, Reader, Writer};
use super::numbers::{Flag, bits};
use super::{Alphabet, Content, LinkError, MAX_BYTES, Opened, Payload, Sealed, Thin};
use super::{article, sealed, thin};

/// Letters and digits only: nothing that a chat program cuts, marks up or escapes.
const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// What a QR code holds in 5½ bits a character, without the space and the per cent sign.
const QR_LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:";
/// Stands before the kind in a QR code.
const QR: char = 'Q';
/// Full, thin and sealed links of version 1. A new version takes other letters.
const KINDS: [char; 3] = ['1', 'T', 'P'];
const CHECK_DIGITS: usize = 4;
/// Bytes of text for one digit at most; more is either padded (by us) or a trap.
const MOST_RATIO: usize = 16;

/// See [`super::encode`].
pub fn encode(content: &Content, alphabet: Alphabet) -> Result<String, LinkError> {
    match alphabet {
        Alphabet::Text => letters::<62>(content, LETTERS),
        Alphabet::Qr => letters::<43>(content, QR_LETTERS).map(|link| format!("{QR}{link}")),
    }
}

fn letters<const BASE: u64>(content: &Content, letters: &[u8]) -> Result<String, LinkError> {
    let mut digits = digits::<BASE>(content)?;
    let kind = KINDS[number(content)];
    let check = checksum::<BASE>(kind, &digits);
    pad(content, &mut digits);
    let letters = check.iter().chain(&digits).map(|d| char::from(letters[*d as usize]));
    Ok(std::iter::once(kind).chain(letters).collect())
}

fn number(content: &Content) -> usize {
    match content {
        Content::Article(_) => 0,
        Content::Thin(_) => 1,
        Content::Sealed(_) => 2,
    }
}

fn digits<const BASE: u64>(content: &Content) -> Result<Vec<u8>, LinkError> {
    let mut writer = Writer::<BASE>::new();
    let written = match content {
        Content::Article(payload) if payload.text.len() > MAX_BYTES => return Err(LinkError::TooLong),
        Content::Article(payload) => article::stream(&mut writer, payload, usize::MAX).map(|_| ()),
        Content::Thin(given) => thin::stream(&mut writer, given).map(|_| ()),
        Content::Sealed(given) => sealed::stream(&mut writer, given, usize::MAX).map(|_| ()),
    };
    written.map_err(|_| LinkError::TooLong)?;
    Ok(writer.finish())
}

/// Makes a link long enough for its reader to believe its text's length.
fn pad(content: &Content, digits: &mut Vec<u8>) {
    if let Content::Article(payload) = content {
        digits.resize(digits.len().max(payload.text.len().div_ceil(MOST_RATIO)), 0);
    }
}

/// See [`super::decode`].
pub fn decode(link: &str) -> Result<Opened, LinkError> {
    let fragment = link.trim().split_once('#').map_or(link.trim(), |(_, fragment)| fragment);
    let mut letters = fragment.chars().filter(|c| !is_break(*c));
    match letters.next() {
        Some(QR) => {
            let kind = kind(letters.next())?;
            let digits: Vec<u8> = letters.map_while(|c| place(QR_LETTERS, c)).take(MAX_BYTES * 2).collect();
            read::<43>(kind, &digits)
        }
        first => {
            let kind = kind(first)?;
            let digits: Vec<u8> = letters.map_while(|c| place(LETTERS, c)).take(MAX_BYTES * 2).collect();
            read::<62>(kind, &digits)
        }
    }
}

fn kind(letter: Option<char>) -> Result<char, LinkError> {
    match letter {
        Some(c) if KINDS.contains(&c) => Ok(c),
        Some(c) if c.is_ascii_alphanumeric() => Err(LinkError::Newer(c)),
        _ => Err(LinkError::NotALink),
    }
}

/// Characters that mail programs put into long words.
fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\t' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn place(letters: &[u8], c: char) -> Option<u8> {
    letters.iter().position(|l| char::from(*l) == c).map(|at| at as u8)
}

fn read<const BASE: u64>(kind: char, digits: &[u8]) -> Result<Opened, LinkError> {
    let Some((check, digits)) = digits.split_at_checked(CHECK_DIGITS) else {
        return Err(LinkError::TooShort);
    };
    let mut reader = Reader::<BASE>::new(digits);
    let (content, whole) = contents(kind, &mut reader, digits.len())?;
    if whole {
        let used = reader.used().min(digits.len());
        if checksum::<BASE>(kind, &digits[..used]) != check {
            return Err(LinkError::Changed);
        }
    }
    match content {
        Read::Article(read) => article::open(read, whole),
        _ if !whole => Err(LinkError::Cut),
        Read::Other(content) => Ok(Opened { content, missing: None }),
    }
}

enum Read {
    Article(article::Read),
    Other(Content),
}

/// What the digits say, and whether all of them were there.
fn contents<const BASE: u64>(
    kind: char,
    reader: &mut Reader<BASE>,
    digits: usize,
) -> Result<(Read, bool), LinkError> {
    let read = match kind {
        'T' => Read::Other(Content::Thin(thin::stream(reader, &Thin::default())?)),
        'P' => Read::Other(Content::Sealed(sealed::stream(reader, &Sealed::default(), digits)?)),
        _ => Read::Article(article::stream(reader, &Payload::default(), digits * MOST_RATIO)?),
    };
    Ok((read, !reader.lost() && reader.used() <= digits))
}

/// See [`super::pack`].
pub fn pack(content: &Content) -> Result<Vec<u8>, LinkError> {
    let mut packed = vec![KINDS[number(content)] as u8];
    let mut digits = digits::<256>(content)?;
    pad(content, &mut digits);
    packed.extend(digits);
    Ok(packed)
}

/// See [`super::unpack`].
pub fn unpack(packed: &[u8]) -> Result<Content, LinkError> {
    let (&first, digits) = packed.split_first().ok_or(LinkError::Changed)?;
    let kind = kind(Some(first.into()))?;
    match contents(kind, &mut Reader::<256>::new(digits), digits.len())? {
        (_, false) => Err(LinkError::Changed),
        (Read::Article(read), _) => article::open(read, true).map(|opened| opened.content),
        (Read::Other(Content::Sealed(_)), _) => Err(LinkError::Changed),
        (Read::Other(content), _) => Ok(content),
    }
}

fn checksum<const BASE: u64>(kind: char, digits: &[u8]) -> [u8; CHECK_DIGITS] {
    let mut hash = Fnv::default();
    hash.add(kind as u8);
    digits.iter().for_each(|d| hash.add(*d));
    let mut rest = hash.0;
    [(); CHECK_DIGITS].map(|()| {
        let digit = rest % BASE as u32;
        rest /= BASE as u32;
        digit as u8
    })
}

/// Fowler, Noll and Vo's hash, 32 bits, 1a.
pub(super) struct Fnv(pub u32);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x811C_9DC5)
    }
}

impl Fnv {
    /// Takes a byte in.
    pub fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    /// Its `bits` bits that depend most on all of it.
    pub fn small(&self, bits: u32) -> u32 {
        self.0.wrapping_mul(0x9E37_79B1) >> (32 - bits)
    }
}

/// A length of up to 2^31: the number of its bits, then the bits.
pub(super) fn length(coder: &mut dyn Coder, length: usize) -> usize {
    let digits = bits(coder, 5, 32 - (length as u32).leading_zeros());
    match digits {
        0 => 0,
        _ => 1 << (digits - 1) | bits(coder, digits - 1, length as u32) as usize,
    }
}

/// The end of a stream: what a later version adds stands after it, and this one says that it cannot read that.
pub(super) fn end(coder: &mut dyn Coder) -> Result<(), LinkError> {
    match Flag::new(64).code(coder, false) && !coder.lost() {
        true => Err(LinkError::Newer('+')),
        false => Ok(()),
    }
}
