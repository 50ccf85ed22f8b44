//! Articles kept on this device: what is written, and where, so that no article and no correction is overwritten.
//! `app::store` has the browser's side.

use super::layout;
use super::state::{Article, Recent};
use crate::corrections::Log;
use crate::document::About;
use crate::order::Order;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of what is written. What a newer version of the page wrote is read by nobody here and never overwritten.
pub const VERSION: u32 = 1;

/// An article as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// [`VERSION`] of the page that wrote it.
    pub version: u32,
    /// When it was written, in milliseconds since 1970, and a number by chance: differs with each writing, so that a tab
    /// knows by it whether another one wrote in between.
    pub stamp: String,
    /// The text.
    pub text: String,
    /// What is known beside it.
    pub about: About,
    /// Whether its page furniture is read as well.
    pub whole: bool,
    /// The reader's corrections.
    pub log: Log,
}

impl Kept {
    /// Whether both hold the same, whoever wrote it and when.
    #[must_use]
    pub fn same(&self, other: &Kept) -> bool {
        (&self.text, &self.about, self.whole, &self.log)
            == (&other.text, &other.about, other.whole, &other.log)
    }
}

/// What the list says of an article that is kept under `key`.
#[must_use]
pub fn listed(key: &str, kept: &Kept) -> Recent {
    Recent {
        key: key.to_owned(),
        title: Article::new(&kept.text, kept.about.clone()).title,
        outlet: kept.about.outlet.clone().unwrap_or_default(),
        words: layout::words(&kept.text),
        corrections: kept.log.entries.len(),
        saved: kept.stamp.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0),
    }
}

/// A list in its order.
#[must_use]
pub fn newest_first(mut list: Vec<Recent>) -> Vec<Recent> {
    list.order_by_key(|recent| std::cmp::Reverse(recent.saved));
    list
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// An article.
    Article(Box<Kept>),
    /// Something that this version cannot read.
    Foreign,
}

/// Where an article goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key.
    pub key: String,
    /// Whether it must be written; otherwise it stands there as it is.
    pub write: bool,
    /// Whether somebody else changed what stood under its own key, so that it goes beside it.
    pub beside: bool,
}

/// Finds the place of `new`. `own` is the key it had so far, empty for a new one; `seen` has the stamp of each record
/// as this tab last read or wrote it.
#[must_use]
pub fn place(new: &Kept, own: &str, seen: &BTreeMap<String, String>, look: impl Fn(&str) -> Found) -> Place {
    let at = |key: &str, write, beside| Place { key: key.to_owned(), write, beside };
    if !own.is_empty() {
        match look(own) {
            Found::Nothing => return at(own, true, false),
            Found::Article(kept) if kept.same(new) => return at(own, false, false),
            Found::Article(kept) if seen.get(own) == Some(&kept.stamp) => return at(own, true, false),
            Found::Article(_) | Found::Foreign => {}
        }
    }
    let base = key(&new.text);
    let mut next = base.clone();
    let mut number = 1;
    loop {
        match look(&next) {
            Found::Nothing => return at(&next, true, !own.is_empty()),
            Found::Article(kept) if kept.same(new) => return at(&next, false, !own.is_empty()),
            Found::Article(_) | Found::Foreign => {}
        }
        number += 1;
        next = format!("{base}-{number}");
    }
}

/// The first key of a text: FNV-1a, 64 bits.
#[must_use]
pub fn key(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// The number of a record among those of one text, from 1.
#[must_use]
pub fn number(key: &str) -> u32 {
    key.split_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::Correction;

    /// A store shared by tabs.
    #[derive(Default)]
    struct Shelf(BTreeMap<String, Kept>);

    #[derive(Default)]
    struct Tab {
        seen: BTreeMap<String, String>,
        own: String,
    }

    fn kept(text: &str, corrections: usize) -> Kept {
        let entry = |n| Correction::Rename("Tarn".to_owned(), format!("Tarn {n}"));
        let log = Log { entries: (0..corrections).map(entry).collect() };
        Kept { version: VERSION, text: text.to_owned(), log, ..Kept::default() }
    }

    impl Shelf {
        fn look(&self, key: &str) -> Found {
            self.0.get(key).map_or(Found::Nothing, |kept| Found::Article(Box::new(kept.clone())))
        }

        fn keep(&mut self, tab: &mut Tab, new: &Kept) -> Place {
            let place = place(new, &tab.own, &tab.seen, |key| self.look(key));
            if place.write {
                let stamp = format!("stamp {}", self.0.values().map(|k| k.stamp.len()).sum::<usize>());
                self.0.insert(place.key.clone(), Kept { stamp, ..new.clone() });
            }
            tab.own.clone_from(&place.key);
            tab.seen.insert(place.key.clone(), self.0[&place.key].stamp.clone());
            place
        }
    }

    #[test]
    fn an_article_keeps_its_place_while_it_is_corrected() {
        let (mut shelf, mut tab) = (Shelf::default(), Tab::default());
        let first = shelf.keep(&mut tab, &kept("Tarn objects", 0));
        let second = shelf.keep(&mut tab, &kept("Tarn objects", 1));
        assert_eq!((first.key.as_str(), second.write, second.beside), (second.key.as_str(), true, false));
        assert!(!shelf.keep(&mut tab, &kept("Tarn objects", 1)).write);
        assert_eq!(shelf.0.len(), 1);
    }

    #[test]
    fn two_tabs_with_one_article_do_not_overwrite_each_other() {
        let mut shelf = Shelf::default();
        let (mut one, mut two) = (Tab::default(), Tab::default());
        shelf.keep(&mut one, &kept("Tarn objects", 0));
        assert!(!shelf.keep(&mut two, &kept("Tarn objects", 0)).write);
        shelf.keep(&mut one, &kept("Tarn objects", 1));
        let moved = shelf.keep(&mut two, &kept("Tarn objects", 2));
        assert!(moved.beside && moved.write);
        assert_eq!(number(&moved.key), 2);
        assert!(!shelf.keep(&mut two, &kept("Tarn objects", 3)).beside);
        let all: Vec<usize> = shelf.0.values().map(|kept| kept.log.entries.len()).collect();
        assert_eq!(all, [1, 3]);
    }

    #[test]
    fn a_link_with_other_corrections_goes_beside_the_readers_own() {
        let (mut shelf, mut tab) = (Shelf::default(), Tab::default());
        shelf.keep(&mut tab, &kept("Tarn objects", 2));
        tab.own.clear();
        let received = shelf.keep(&mut tab, &kept("Tarn objects", 1));
        assert!(received.write && !received.beside);
        assert_eq!(shelf.0.len(), 2);
    }

    #[test]
    fn a_list_can_be_made_of_what_is_kept() {
        let stamped = |stamp: &str| Kept { stamp: stamp.to_owned(), ..kept("Tarn objects\n\nIt rained.", 2) };
        let list =
            [("a", "7 1"), ("b", "9 0"), ("c", "8 5")].map(|(key, stamp)| listed(key, &stamped(stamp)));
        let list = newest_first(list.to_vec());
        assert_eq!(list.iter().map(|recent| recent.key.as_str()).collect::<String>(), "bca");
        let first = &list[0];
        assert_eq!((first.title.as_str(), first.words, first.corrections), ("Tarn objects", 4, 2));
    }

    #[test]
    fn what_a_newer_version_wrote_stays() {
        let look = |key: &str| if key.contains('-') { Found::Nothing } else { Found::Foreign };
        let place = place(&kept("Tarn objects", 0), "", &BTreeMap::new(), look);
        assert_eq!((number(&place.key), place.write), (2, true));
    }
}
