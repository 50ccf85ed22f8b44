//! Articles kept on this device, with their corrections. A store that is full or forbidden is told once; the work
//! goes on in memory.

use crate::corrections::Log;
use crate::document::About;
use crate::view::keys::Keys;
use crate::view::layout;
use crate::view::state::{Article, Recent};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use std::rc::Rc;

/// Key of the list.
const LIST: &str = "partyline/recent";
/// Key of the reader's own keys.
const KEYS: &str = "partyline/keys";
/// Most articles that are kept; older ones go.
const MOST: usize = 30;

#[derive(Serialize, Deserialize)]
struct Kept {
    text: String,
    about: About,
    log: Log,
}

/// The list, newest first. Nothing where there is no store.
#[must_use]
pub fn list() -> Vec<Recent> {
    get(LIST).unwrap_or_default()
}

/// Keeps an article as the newest one. Returns the list, or nothing if it cannot be kept.
#[must_use]
pub fn keep(article: &Article, log: &Log) -> Option<Vec<Recent>> {
    let key = key(&article.text);
    let kept = Kept { text: article.text.to_string(), about: article.about.clone(), log: log.clone() };
    set(&entry(&key), &kept)?;
    let mut list = list();
    list.retain(|recent| recent.key != key);
    let (words, corrections) = (layout::words(&article.text), log.entries.len());
    list.insert(0, Recent { key, title: article.title.clone(), words, corrections });
    for old in list.drain(MOST.min(list.len())..) {
        delete(&entry(&old.key));
    }
    set(LIST, &list)?;
    Some(list)
}

/// The reader's own keys, as kept.
#[must_use]
pub fn keys() -> Option<Keys> {
    get(KEYS)
}

/// Keeps the reader's own keys; without a store they hold until the page is left.
pub fn keep_keys(keys: &Keys) {
    let _kept = set(KEYS, keys);
}

/// An article of the list with its corrections.
#[must_use]
pub fn open(key: &str) -> Option<(Rc<Article>, Log)> {
    let kept: Kept = get(&entry(key))?;
    Some((Rc::new(Article::new(&kept.text, kept.about)), kept.log))
}

/// Forgets one article, or all. Returns the list.
#[must_use]
pub fn forget(key: Option<&str>) -> Vec<Recent> {
    let (gone, stay): (Vec<Recent>, Vec<Recent>) =
        list().into_iter().partition(|recent| key.is_none_or(|key| recent.key == key));
    for recent in gone {
        delete(&entry(&recent.key));
    }
    if set(LIST, &stay).is_none() {
        delete(LIST);
    }
    stay
}

/// The browser's store, where it lets us.
fn storage() -> Option<web_sys::Storage> {
    super::dom::window().local_storage().ok()?
}

/// What is kept under a key. The browser reads and writes the JSON, and messages to the workers have the code between
/// its objects and ours already: a JSON reader of our own would be ten kilobytes more.
fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let text = storage()?.get_item(key).ok()??;
    serde_wasm_bindgen::from_value(js_sys::JSON::parse(&text).ok()?).ok()
}

fn set(key: &str, value: &impl Serialize) -> Option<()> {
    let value = value.serialize(&Serializer::json_compatible()).ok()?;
    let text = js_sys::JSON::stringify(&value).ok()?;
    storage()?.set_item(key, &String::from(text)).ok()
}

fn delete(key: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(key);
    }
}

fn entry(key: &str) -> String {
    format!("partyline/article/{key}")
}

/// One key for one text: FNV-1a, 64 bits.
fn key(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
