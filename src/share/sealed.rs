//! The stream of a sealed link: how its key is derived from the passphrase, and what was encrypted.

use super::coder::Coder;
use super::frame::length;
use super::numbers::{Number, bits};
use super::{LinkError, Sealed};

/// Writes `given`, or reads another one; reads no more than `limit` encrypted bytes.
pub(super) fn stream(coder: &mut dyn Coder, given: &Sealed, limit: usize) -> Result<Sealed, LinkError> {
    let rounds = Number::new().code(coder, given.rounds);
    let mut byte = |byte: u8| bits(coder, 8, byte.into()) as u8;
    let salt = given.salt.map(&mut byte);
    let length = length(coder, given.body.len());
    if coder.lost() {
        return Err(LinkError::Cut);
    }
    if length > limit {
        return Err(LinkError::Cut);
    }
    let mut body = Vec::with_capacity(length);
    for at in 0..length {
        body.push(bits(coder, 8, given.body.get(at).copied().unwrap_or(0).into()) as u8);
    }
    Ok(Sealed { rounds, salt, body })
}
