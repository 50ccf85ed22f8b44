//! The store of this device: articles with their corrections. One that is full, forbidden or of a newer version is
//! told once; the work goes on in memory. A damaged list is kept aside and made anew from the articles.

use super::{dom, sample};
use crate::corrections::Log;
use crate::view::keys::Keys;
use crate::view::reduce::counted;
use crate::view::shelf::{self, Found, Kept, VERSION};
use crate::view::state::{Action, Article, Message, Recent, State, Tone};
use gloo::events::EventListener;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};
use yew::prelude::*;

/// Key of the list.
const LIST: &str = "partyline/list";
/// What the keys of articles begin with.
const ARTICLES: &str = "partyline/article/";
/// What the keys of lists begin with that cannot be read.
const ASIDE: &str = "partyline/aside/";
/// Key of the reader's own keys.
const KEYS: &str = "partyline/keys";

/// The list as it is written.
#[derive(Default, Serialize, Deserialize)]
struct List {
    version: u32,
    /// Newest first.
    articles: Vec<Recent>,
}

/// Why nothing can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives no store, e.g. in a private window.
    Forbidden,
    /// There is no room left.
    Full,
    /// A newer version of the page wrote what is there.
    Newer,
    /// What is there cannot be read.
    Damaged,
}

impl Trouble {
    fn words(self) -> &'static str {
        match self {
            Trouble::Forbidden => {
                "This browser lets the page keep nothing on this device. Your work goes on and is lost when the page closes: share a link or export it to keep it."
            }
            Trouble::Full => {
                "There is no room left on this device for this article. Your work goes on and is lost when the page closes: forget some articles of the list, or share a link to keep it."
            }
            Trouble::Damaged => {
                "The list of articles on this device was damaged. It is made anew from the articles that can be read; nothing is deleted."
            }
            Trouble::Newer => {
                "The articles on this device were kept by a newer version of this page, and stay as they are. Reload the page to get that version; until then nothing new is kept."
            }
        }
    }
}

thread_local! {
    /// The stamp of each record as this tab last read or wrote it.
    static SEEN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    /// Whether the reader was told that nothing can be kept.
    static TOLD: Cell<bool> = const { Cell::new(false) };
    /// Whether a damaged list was made anew and the reader does not know yet.
    static MENDED: Cell<bool> = const { Cell::new(false) };
}

fn storage() -> Result<Storage, Trouble> {
    dom::window().local_storage().ok().flatten().ok_or(Trouble::Forbidden)
}

/// What is written under a key, if this version can read it. The inner one is none where nothing is.
fn read<T: DeserializeOwned>(storage: &Storage, key: &str) -> Result<Option<T>, Trouble> {
    let Some(json) = storage.get_item(key).map_err(|_| Trouble::Forbidden)? else { return Ok(None) };
    let value = js_sys::JSON::parse(&json).map_err(|_| Trouble::Damaged)?;
    let version = js_sys::Reflect::get(&value, &"version".into()).ok().and_then(|version| version.as_f64());
    if version.is_some_and(|version| version > f64::from(VERSION)) {
        return Err(Trouble::Newer);
    }
    serde_wasm_bindgen::from_value(value).map(Some).map_err(|_| Trouble::Damaged)
}

fn write<T: Serialize>(storage: &Storage, key: &str, value: &T) -> Result<(), Trouble> {
    let value = value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok();
    let json = value.and_then(|value| js_sys::JSON::stringify(&value).ok());
    json.and_then(|json| storage.set_item(key, &String::from(json)).ok()).ok_or(Trouble::Full)
}

fn look(storage: &Storage, key: &str) -> Found {
    match read::<Kept>(storage, &entry(key)) {
        Ok(None) => Found::Nothing,
        Ok(Some(kept)) => Found::Article(Box::new(kept)),
        Err(_) => Found::Foreign,
    }
}

fn load(storage: &Storage) -> Result<List, Trouble> {
    match read(storage, LIST) {
        Err(Trouble::Damaged) => mend(storage),
        found => Ok(found?.unwrap_or_default()),
    }
}

/// Puts a list that cannot be read aside, and makes it anew from the articles that can.
fn mend(storage: &Storage) -> Result<List, Trouble> {
    let damaged = storage.get_item(LIST).ok().flatten().unwrap_or_default();
    let aside = format!("{ASIDE}{}", now());
    storage.set_item(&aside, &damaged).map_err(|_| Trouble::Full)?;
    let kept = keys_of(storage, ARTICLES).into_iter().filter_map(|key| {
        let key = key.strip_prefix(ARTICLES)?;
        match look(storage, key) {
            Found::Article(kept) => Some(shelf::listed(key, &kept)),
            _ => None,
        }
    });
    let list = List { version: VERSION, articles: shelf::newest_first(kept.collect()) };
    write(storage, LIST, &list)?;
    MENDED.set(true);
    Ok(list)
}

fn keys_of(storage: &Storage, begin: &str) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let keys = (0..count).filter_map(|n| storage.key(n).ok().flatten());
    keys.filter(|key| key.starts_with(begin)).collect()
}

fn now() -> u64 {
    js_sys::Date::now() as u64
}

fn entry(key: &str) -> String {
    format!("{ARTICLES}{key}")
}

/// The list, newest first.
///
/// # Errors
/// The store is forbidden or newer.
pub fn list() -> Result<Vec<Recent>, Trouble> {
    Ok(load(&storage()?)?.articles)
}

/// Keeps an article as the newest one. Returns its key, whether it had to go beside one that another tab changed, and
/// the list.
///
/// # Errors
/// It cannot be kept; what was kept before stays.
pub fn keep(article: &Article, log: &Log) -> Result<(String, bool, Vec<Recent>), Trouble> {
    let storage = storage()?;
    let mut list = load(&storage)?;
    let kept = Kept {
        version: VERSION,
        stamp: format!("{} {}", now(), (js_sys::Math::random() * f64::from(u32::MAX)) as u32),
        text: article.text.to_string(),
        about: article.about.clone(),
        whole: article.whole,
        log: log.clone(),
    };
    let place = SEEN.with_borrow(|seen| shelf::place(&kept, &article.key, seen, |key| look(&storage, key)));
    if place.write {
        write(&storage, &entry(&place.key), &kept)?;
        SEEN.with_borrow_mut(|seen| seen.insert(place.key.clone(), kept.stamp.clone()));
    } else if let Found::Article(kept) = look(&storage, &place.key) {
        SEEN.with_borrow_mut(|seen| seen.insert(place.key.clone(), kept.stamp));
    }
    let at = list.articles.iter().position(|recent| recent.key == place.key);
    if place.write || at.is_none() {
        at.map(|at| list.articles.remove(at));
        list.articles.insert(0, shelf::listed(&place.key, &kept));
        list.version = VERSION;
        write(&storage, LIST, &list)?;
    }
    Ok((place.key, place.beside, list.articles))
}

/// The reader's own keys, as kept.
fn keys() -> Option<Keys> {
    read(&storage().ok()?, KEYS).ok()?
}

/// Keeps the reader's own keys; without a store they hold until the page is left.
fn keep_keys(keys: &Keys) {
    if let Ok(storage) = storage() {
        let _kept = write(&storage, KEYS, keys);
    }
}

/// An article of the list with its corrections; none if it cannot be read.
#[must_use]
pub fn open(key: &str) -> Option<(Rc<Article>, Log)> {
    let Found::Article(kept) = look(&storage().ok()?, key) else { return None };
    let kept = *kept;
    SEEN.with_borrow_mut(|seen| seen.insert(key.to_owned(), kept.stamp));
    let article = Article { key: key.to_owned(), whole: kept.whole, ..Article::new(&kept.text, kept.about) };
    Some((Rc::new(article), kept.log))
}

/// Forgets one article, or all. Returns the list.
#[must_use]
pub fn forget(key: Option<&str>) -> Vec<Recent> {
    TOLD.set(false);
    let Ok(storage) = storage() else { return Vec::new() };
    let Ok(mut list) = load(&storage) else { return Vec::new() };
    list.articles.retain(|recent| key.is_some_and(|key| recent.key != key));
    match key {
        Some(key) => drop(storage.remove_item(&entry(key))),
        None => {
            for key in [ARTICLES, ASIDE].into_iter().flat_map(|begin| keys_of(&storage, begin)) {
                let _gone = storage.remove_item(&key);
            }
        }
    }
    if write(&storage, LIST, &list).is_err() {
        let _gone = storage.remove_item(LIST);
    }
    list.articles
}

/// Puts an article from outside on the page: with its corrections, if this device knows the text.
pub fn arrive(article: Rc<Article>, on: &Callback<Action>) {
    let Some((known, log)) = open(&shelf::key(&article.text)).filter(|(known, _)| known.text == article.text)
    else {
        return on.emit(Action::Open(article));
    };
    let corrections = log.entries.len();
    on.emit(Action::Resume(known, log, false));
    if corrections > 0 {
        let words = format!(
            "This device knows this article: it is shown with your {}.",
            counted(corrections, "correction")
        );
        on.emit(Action::Tell(Message { tone: Tone::Note, words: words.into() }));
    }
}

/// Keeps an article that is not on the page, corrections of an earlier time left as they are. Returns whether it could.
#[must_use]
pub fn add(article: &Article) -> bool {
    let known = open(&shelf::key(&article.text)).is_some_and(|(known, _)| known.text == article.text);
    known || keep(article, &Log::default()).is_ok()
}

/// Words in the box that are not read yet: they outlive a reload of this tab. `of` is the text that they change.
#[must_use]
pub fn draft(of: &str) -> Option<String> {
    dom::window().session_storage().ok()??.get_item(&drafts(of)).ok()?
}

/// Keeps or, if there are none, forgets words in the box.
pub fn keep_draft(of: &str, words: &str) {
    if let Some(storage) = dom::window().session_storage().ok().flatten() {
        let _full = match words.trim().is_empty() {
            true => storage.remove_item(&drafts(of)),
            false => storage.set_item(&drafts(of), words),
        };
    }
}

fn drafts(of: &str) -> String {
    format!("partyline/draft/{}", shelf::key(of))
}

/// Says that the list was made anew.
fn tell_mended(on: &Callback<Action>) {
    if MENDED.take() {
        on.emit(Action::Tell(Message { tone: Tone::Warning, words: Trouble::Damaged.words().into() }));
    }
}

/// Says once why nothing is kept.
fn tell(trouble: Trouble, on: &Callback<Action>) {
    if !TOLD.replace(true) {
        on.emit(Action::Tell(Message { tone: Tone::Warning, words: trouble.words().into() }));
    }
}

/// Keeps articles and corrections on this device, and hears what other tabs do there.
#[hook]
pub fn use_store(state: &State, on: &Callback<Action>) {
    let own = use_mut_ref(String::new);
    *own.borrow_mut() = state.article.as_ref().map(|article| article.key.clone()).unwrap_or_default();
    {
        let on = on.clone();
        use_effect_with((), move |()| {
            match list() {
                Ok(recent) => on.emit(Action::Recent(recent)),
                Err(Trouble::Newer) => tell(Trouble::Newer, &on),
                Err(_) => {}
            }
            tell_mended(&on);
            if let Some(keys) = keys() {
                on.emit(Action::Keys(keys));
            }
            let listener = EventListener::new(&dom::window(), "storage", move |event| {
                let changed = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
                heard(changed.as_deref(), &own.borrow(), &on);
            });
            move || drop(listener)
        });
    }
    use_effect_with(state.keys.clone(), |own| {
        if **own != Keys::default() || keys().is_some() {
            keep_keys(own);
        }
    });
    let on = on.clone();
    let kept = state.article.clone().map(|article| (article, state.history.clone()));
    use_effect_with(kept, move |kept| {
        let Some((article, history)) = kept else { return };
        let log = history.log();
        if article.key.is_empty() && log.entries.is_empty() && *article.text == *sample::TEXT {
            return;
        }
        match keep(article, log) {
            Ok((key, beside, list)) => {
                on.emit(Action::Recent(list));
                on.emit(Action::Kept(article.clone(), key));
                if beside {
                    let words = "Another tab changed this article as well. Both are kept: what you do here now goes into a copy in the list.";
                    on.emit(Action::Tell(Message { tone: Tone::Warning, words: words.into() }));
                }
            }
            Err(trouble) => tell(trouble, &on),
        }
        tell_mended(&on);
    });
}

/// Another tab wrote: the list is drawn anew, and if it was the article in hand, the reader is told.
fn heard(changed: Option<&str>, own: &str, on: &Callback<Action>) {
    if let Ok(recent) = list() {
        on.emit(Action::Recent(recent));
    }
    if own.is_empty() || changed != Some(entry(own).as_str()) {
        return;
    }
    let known = SEEN.with_borrow(|seen| seen.get(own).cloned());
    let there = storage().map(|storage| look(&storage, own));
    if let Ok(Found::Article(kept)) = there
        && known.as_ref() != Some(&kept.stamp)
    {
        let words = "This article was just changed in another tab. What you change here from now on is kept as a copy beside it.";
        on.emit(Action::Tell(Message { tone: Tone::Note, words: words.into() }));
    }
}
