//! Passphrases: the browser's own cryptography, nothing of ours.
//!
//! PBKDF2 with SHA-256 makes a key of passphrase and salt. Every link has a salt of its own and so a key of its own,
//! which encrypts once: its nonce can be zero.

use crate::port::scope;
use crate::share::{self, Content, LinkError, Sealed};
use js_sys::{Array, JsString, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Rounds of new links: what OWASP recommends for PBKDF2 with SHA-256 (2023), about a second on a slow phone.
const ROUNDS: u32 = 600_000;
/// More than any link of ours has: a trap.
const MOST_ROUNDS: u32 = 10_000_000;

/// Encrypts `content`.
///
/// # Errors
/// [`LinkError::TooLong`], or [`LinkError::NoCryptography`] where the page is not served securely.
pub(super) async fn seal(content: &Content, passphrase: &str) -> Result<Sealed, LinkError> {
    let packed = share::pack(content)?;
    let mut salt = [0; 16];
    let crypto = scope().crypto().map_err(|_| LinkError::NoCryptography)?;
    crypto.get_random_values_with_u8_array(&mut salt).map_err(|_| LinkError::NoCryptography)?;
    let (subtle, key) = key(passphrase, &salt, ROUNDS, "encrypt").await?;
    let sealing = subtle.encrypt_with_object_and_u8_array(&cipher(), &key, &packed);
    let body = wait(sealing).await.ok_or(LinkError::NoCryptography)?;
    Ok(Sealed { rounds: ROUNDS, salt, body: Uint8Array::new(&body).to_vec() })
}

/// Decrypts a link.
///
/// # Errors
/// [`LinkError::Passphrase`] if it is the wrong one, and what [`share::unpack`] says.
pub(super) async fn open(sealed: &Sealed, passphrase: &str) -> Result<Content, LinkError> {
    if sealed.rounds > MOST_ROUNDS || sealed.rounds == 0 {
        return Err(LinkError::Changed);
    }
    let (subtle, key) = key(passphrase, &sealed.salt, sealed.rounds, "decrypt").await?;
    let opening = subtle.decrypt_with_object_and_u8_array(&cipher(), &key, &sealed.body);
    let packed = wait(opening).await.ok_or(LinkError::Passphrase)?;
    share::unpack(&Uint8Array::new(&packed).to_vec())
}

/// The same letters typed on another keyboard are the same passphrase.
async fn key(
    passphrase: &str,
    salt: &[u8],
    rounds: u32,
    usage: &str,
) -> Result<(SubtleCrypto, CryptoKey), LinkError> {
    let subtle = scope().crypto().map_err(|_| LinkError::NoCryptography)?.subtle();
    if subtle.is_undefined() {
        return Err(LinkError::NoCryptography);
    }
    let passphrase = String::from(JsString::from(passphrase).normalize("NFKC"));
    let words = Uint8Array::from(passphrase.as_bytes());
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt).into()),
        ("iterations", rounds.into()),
    ]);
    let usages = |usage: &str| Array::of1(&usage.into());
    let imported = subtle.import_key_with_str("raw", &words, "PBKDF2", false, &usages("deriveKey"));
    let secret: CryptoKey = wait(imported).await.ok_or(LinkError::NoCryptography)?.unchecked_into();
    let aes = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    let derived = subtle.derive_key_with_object_and_object(&how, &secret, &aes, false, &usages(usage));
    let key = wait(derived).await.ok_or(LinkError::NoCryptography)?.unchecked_into();
    Ok((subtle, key))
}

fn cipher() -> Object {
    object(&[("name", "AES-GCM".into()), ("iv", Uint8Array::new_with_length(12).into())])
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        let _set = Reflect::set(&object, &(*key).into(), value);
    }
    object
}

async fn wait(promise: Result<js_sys::Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}
