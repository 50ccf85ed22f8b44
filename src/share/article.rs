//! The stream of a full link: length of the text, text with a small check after 256 bytes, each 1024 and at its end,
//! about, what the sender saw, corrections.

use super::coder::Coder;
use super::frame::{Fnv, end, length};
use super::log::LogCoder;
use super::numbers::{Flag, Number, bits};
use super::seen::{self, Seen};
use super::text::Text;
use super::trained;
use super::{Content, LinkError, MAX_BYTES, Missing, Opened, Payload};
use crate::document::About;

/// What came out of a stream, complete or not.
pub(super) struct Read {
    payload: Payload,
    /// Declared length of the text.
    length: usize,
    /// Text as far as it was read.
    text: Vec<u8>,
}

/// Writes `payload`, or reads another one; reads no more than `limit` bytes of text.
pub(super) fn stream(coder: &mut dyn Coder, payload: &Payload, limit: usize) -> Result<Read, LinkError> {
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
    read.payload.whole = Flag::new(2_000).code(coder, payload.whole);
    read.payload.seen = seen(coder, &mut model, &payload.seen, article)?;
    if coder.lost() {
        read.payload = Payload::default();
        return Ok(read);
    }
    let mut log = LogCoder::new(article, &mut model);
    read.payload.corrections = log.code(coder, &payload.corrections).ok_or(LinkError::Changed)?;
    end(coder)?;
    Ok(read)
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
        if checked && bits(coder, 6, hash.small(6)) != hash.small(6) && !coder.lost() {
            return Err(LinkError::Changed);
        }
    }
    Ok(read)
}

/// Codes what is said about an article.
pub(super) fn about(coder: &mut dyn Coder, model: &mut Text, about: &About) -> Result<About, LinkError> {
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

/// Codes the name of the engine: versions are three numbers, anything else is spelled out.
pub(super) fn engine(coder: &mut dyn Coder, model: &mut Text, engine: &str) -> Result<String, LinkError> {
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

/// Codes what the sender saw: a digest of all, then for each paragraph whether somebody speaks in it, and if so a
/// small digest.
fn seen(coder: &mut dyn Coder, model: &mut Text, given: &Seen, text: &str) -> Result<Seen, LinkError> {
    let mut read = Seen { engine: engine(coder, model, &given.engine)?, ..Seen::default() };
    if !Flag::new(1 << 15).code(coder, given.digest != 0) || coder.lost() {
        return Ok(read);
    }
    read.digest = bits(coder, seen::DIGEST_BITS, given.digest);
    let mut speaks = Flag::new(1 << 15);
    for paragraph in 0..seen::paragraphs(text).count() {
        let digest = given.paragraphs.get(paragraph).copied().unwrap_or(0);
        let digest = match speaks.code(coder, digest > 0) {
            true => 1 + bits(coder, seen::PARAGRAPH_BITS, u32::from(digest.saturating_sub(1))) as u8,
            false => 0,
        };
        if coder.lost() {
            break;
        }
        read.paragraphs.push(digest);
    }
    Ok(read)
}

/// What the reader gets to see of what was read.
pub(super) fn open(read: Read, whole: bool) -> Result<Opened, LinkError> {
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
    Ok(Opened { content: Content::Article(payload), missing: (!whole).then_some(missing) })
}

/// Where the last word that is surely complete ends; scripts without spaces keep all of it.
fn whole_words(text: &str) -> usize {
    match text.rfind(char::is_whitespace) {
        Some(at) if text.len() - at <= 40 => text[..at].trim_end().len(),
        _ => text.len(),
    }
}
