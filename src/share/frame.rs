//! What stands where in a fragment.
//!
//! ```text
//!  1    version
//!  4    checksum of the digits that follow, base 62
//!  ...  one stream of the arithmetic coder: length of the text, text with a small check after 256 bytes, each
//!       1024 and at its end, about, engine, digest, corrections
//! ```

use super::coder::{Coder, Reader, Writer};
use super::log::LogCoder;
use super::numbers::{Flag, Number, bits};
use super::text::Text;
use super::trained;
use super::{LinkError, MAX_BYTES, Missing, Opened, Payload};
use crate::document::About;

const BASE: u64 = 62;
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const VERSION: char = '1';
const CHECK_DIGITS: usize = 4;
/// Bytes of text for one digit at most; more is either padded (by us) or a trap.
const MOST_RATIO: usize = 16;

/// See [`super::encode`].
pub fn encode(payload: &Payload) -> Result<String, LinkError> {
    if payload.text.len() > MAX_BYTES {
        return Err(LinkError::TooLong);
    }
    let mut writer = Writer::<BASE>::new();
    stream(&mut writer, payload, usize::MAX).map_err(|_| LinkError::TooLong)?;
    let mut digits = writer.finish();
    let check = checksum(&digits);
    digits.resize(digits.len().max(payload.text.len().div_ceil(MOST_RATIO)), 0);
    let letters = check.iter().chain(&digits).map(|d| char::from(LETTERS[*d as usize]));
    Ok(std::iter::once(VERSION).chain(letters).collect())
}

/// See [`super::decode`].
pub fn decode(link: &str) -> Result<Opened, LinkError> {
    let fragment = link.trim().split_once('#').map_or(link.trim(), |(_, fragment)| fragment);
    let mut letters = fragment.chars().filter(|c| !is_break(*c));
    match letters.next() {
        Some(VERSION) => {}
        Some(c) if c.is_ascii_alphanumeric() => return Err(LinkError::Newer(c)),
        _ => return Err(LinkError::NotALink),
    }
    let digits: Vec<u8> = letters.map_while(digit).take(MAX_BYTES * 2).collect();
    let Some((check, digits)) = digits.split_at_checked(CHECK_DIGITS) else {
        return Err(LinkError::TooShort);
    };
    let mut reader = Reader::<BASE>::new(digits);
    let read = stream(&mut reader, &Payload::default(), digits.len() * MOST_RATIO)?;
    let whole = !reader.lost() && reader.used() <= digits.len();
    if whole && checksum(&digits[..reader.used()]) != check {
        return Err(LinkError::Changed);
    }
    open(read, whole)
}

/// Characters that mail programs put into long words.
fn is_break(c: char) -> bool {
    matches!(c, '\r' | '\n' | '\t' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        'A'..='Z' => Some(c as u8 - b'A' + 10),
        'a'..='z' => Some(c as u8 - b'a' + 36),
        _ => None,
    }
}

fn checksum(digits: &[u8]) -> [u8; CHECK_DIGITS] {
    let mut hash = Fnv::default();
    digits.iter().for_each(|d| hash.add(*d));
    let mut rest = hash.0;
    [(); CHECK_DIGITS].map(|()| {
        let digit = rest % BASE as u32;
        rest /= BASE as u32;
        digit as u8
    })
}

/// Fowler, Noll and Vo's hash, 32 bits, 1a.
struct Fnv(u32);

impl Default for Fnv {
    fn default() -> Self {
        Self(0x811C_9DC5)
    }
}

impl Fnv {
    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }

    /// Six bits that depend on all of it.
    fn small(&self) -> u32 {
        (self.0.wrapping_mul(0x9E37_79B1)) >> 26
    }
}

/// What came out of a stream, complete or not.
struct Read {
    payload: Payload,
    /// Declared length of the text.
    length: usize,
    /// Text as far as it was read.
    text: Vec<u8>,
}

/// Writes `payload`, or reads another one; reads no more than `limit` bytes of text.
fn stream(coder: &mut dyn Coder, payload: &Payload, limit: usize) -> Result<Read, LinkError> {
    let mut model = trained::text();
    let length = length(coder, payload.text.len());
    if coder.lost() {
        return Err(LinkError::TooShort);
    }
    if length > MAX_BYTES {
        return Err(LinkError::Changed);
    }
    let text = article(coder, &mut model, payload.text.as_bytes(), length, limit)?;
    let mut read = Read { payload: Payload::default(), length, text };
    if coder.lost() || read.text.len() < length {
        return Ok(read);
    }
    let article = std::str::from_utf8(&read.text).map_err(|_| LinkError::Changed)?;
    read.payload.about = about(coder, &mut model, &payload.about)?;
    read.payload.engine = engine(coder, &mut model, &payload.engine)?;
    read.payload.digest = digest(coder, payload.digest);
    if coder.lost() {
        read.payload = Payload::default();
        return Ok(read);
    }
    let mut log = LogCoder::new(article, &mut model);
    read.payload.corrections = log.code(coder, &payload.corrections).ok_or(LinkError::Changed)?;
    Ok(read)
}

fn length(coder: &mut dyn Coder, length: usize) -> usize {
    let digits = bits(coder, 5, 32 - (length as u32).leading_zeros());
    match digits {
        0 => 0,
        _ => 1 << (digits - 1) | bits(coder, digits - 1, length as u32) as usize,
    }
}

fn article(
    coder: &mut dyn Coder,
    model: &mut Text,
    text: &[u8],
    length: usize,
    limit: usize,
) -> Result<Vec<u8>, LinkError> {
    let mut read = Vec::new();
    let mut hash = Fnv::default();
    while read.len() < length {
        if read.len() == limit {
            return Err(LinkError::Changed);
        }
        let byte = model.code(coder, text.get(read.len()).copied().unwrap_or(0));
        if coder.lost() {
            break;
        }
        read.push(byte);
        hash.add(byte);
        let checked = read.len() == 256 || read.len() % 1024 == 0 || read.len() == length;
        if checked && bits(coder, 6, hash.small()) != hash.small() && !coder.lost() {
            return Err(LinkError::Changed);
        }
    }
    Ok(read)
}

fn about(coder: &mut dyn Coder, model: &mut Text, about: &About) -> Result<About, LinkError> {
    if !Flag::new(1 << 15).code(coder, *about != About::default()) {
        return Ok(About::default());
    }
    Ok(About {
        title: line(coder, model, about.title.as_deref())?,
        address: line(coder, model, about.address.as_deref())?,
        outlet: line(coder, model, about.outlet.as_deref())?,
        date: line(coder, model, about.date.as_deref())?,
    })
}

fn line(coder: &mut dyn Coder, model: &mut Text, given: Option<&str>) -> Result<Option<String>, LinkError> {
    if !Flag::new(1 << 15).code(coder, given.is_some()) || coder.lost() {
        return Ok(None);
    }
    let given = given.unwrap_or_default();
    let length = length(coder, given.len());
    if length > MAX_BYTES / 64 {
        return Err(LinkError::Changed);
    }
    model.pause();
    let bytes = model.code_all(coder, given.as_bytes(), length);
    if coder.lost() {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| LinkError::Changed)
}

/// Versions are three numbers; anything else is spelled out.
fn engine(coder: &mut dyn Coder, model: &mut Text, engine: &str) -> Result<String, LinkError> {
    let numbers: Vec<u32> = engine.split('.').filter_map(|part| part.parse().ok()).collect();
    let plain = matches!(numbers[..], [a, b, c] if format!("{a}.{b}.{c}") == engine);
    if !Flag::new(62000).code(coder, plain) {
        return Ok(line(coder, model, (!engine.is_empty()).then_some(engine))?.unwrap_or_default());
    }
    let [a, b, c] = [0, 1, 2].map(|at| {
        let number = numbers.get(at).copied().unwrap_or(0);
        if Flag::new(1 << 15).code(coder, number < 8) {
            bits(coder, 3, number)
        } else {
            Number::new().code(coder, number)
        }
    });
    Ok(format!("{a}.{b}.{c}"))
}

fn digest(coder: &mut dyn Coder, digest: u32) -> u32 {
    if Flag::new(1 << 15).code(coder, digest != 0) { bits(coder, 32, digest) } else { 0 }
}

/// What the reader gets to see of what was read.
fn open(read: Read, whole: bool) -> Result<Opened, LinkError> {
    let Read { mut payload, length, mut text } = read;
    let complete = text.len() == length;
    let certain = match std::str::from_utf8(&text) {
        Ok(certain) => certain,
        Err(error) if !complete && error.error_len().is_none() => {
            std::str::from_utf8(&text[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return Err(LinkError::Changed),
    };
    let end = if complete { certain.len() } else { whole_words(certain) };
    text.truncate(end);
    if !complete && text.is_empty() {
        return Err(LinkError::TooShort);
    }
    let per_cent = ((length - text.len()) * 100).div_ceil(length.max(1)) as u8;
    payload.text = String::from_utf8(text).map_err(|_| LinkError::Changed)?;
    let missing = Missing { per_cent, corrections: payload.corrections.entries.len() };
    Ok(Opened { payload, missing: (!whole).then_some(missing) })
}

/// Where the last word that is surely complete ends; scripts without spaces keep all of it.
fn whole_words(text: &str) -> usize {
    match text.rfind(char::is_whitespace) {
        Some(at) if text.len() - at <= 40 => text[..at].trim_end().len(),
        _ => text.len(),
    }
}
