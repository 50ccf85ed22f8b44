//! Words with what is known of each: a hash table, made once and looked up for every word of a text. Less code and
//! fewer comparisons than a tree, and as deterministic: nothing goes through it in its own order.

use crate::engine::model::features::hash;

/// Values by word.
#[derive(Clone, Debug)]
pub struct Table<V> {
    words: Words,
    values: Vec<V>,
}

/// A set of words.
pub type Set = Table<()>;

/// Words by number, and where each is found.
#[derive(Clone, Debug, Default)]
struct Words {
    /// The words one after the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Numbers of words plus one, at the hash of the word or after it; 0 where there is none. A power of two of them, at
    /// least half of them free.
    slots: Vec<u32>,
}

impl<V> Table<V> {
    /// No words yet.
    pub fn new() -> Self {
        Self { words: Words::default(), values: Vec::new() }
    }

    /// What is known of `word`.
    pub fn get(&self, word: &str) -> Option<&V> {
        self.words.number(word).map(|number| &self.values[number])
    }

    /// Whether `word` is there.
    pub fn contains(&self, word: &str) -> bool {
        self.words.number(word).is_some()
    }

    /// What is known of `word`; `new` if nothing was.
    pub fn entry(&mut self, word: &str, new: V) -> &mut V {
        let number = self.words.add(word);
        if number == self.values.len() {
            self.values.push(new);
        }
        &mut self.values[number]
    }

    /// All values, in the order in which their words came.
    pub fn values_mut(&mut self) -> &mut [V] {
        &mut self.values
    }
}

/// The last value of each word stays.
impl<'w, V> FromIterator<(&'w str, V)> for Table<V> {
    fn from_iter<I: IntoIterator<Item = (&'w str, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        for (word, value) in entries {
            let number = table.words.add(word);
            match table.values.get_mut(number) {
                Some(before) => *before = value,
                None => table.values.push(value),
            }
        }
        table
    }
}

impl<'w> FromIterator<&'w str> for Set {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

impl Words {
    fn number(&self, word: &str) -> Option<usize> {
        self.slots.get(self.slot(word)).filter(|&&number| number > 0).map(|&number| number as usize - 1)
    }

    /// The number of `word`, the next one if it is new.
    fn add(&mut self, word: &str) -> usize {
        if self.slots.len() <= 2 * self.ends.len() {
            self.slots = vec![0; (4 * self.ends.len()).next_power_of_two().max(8)];
            for number in 0..self.ends.len() {
                let slot = self.slot(self.word(number));
                self.slots[slot] = number as u32 + 1;
            }
        }
        let slot = self.slot(word);
        if self.slots[slot] == 0 {
            self.text.push_str(word);
            self.ends.push(self.text.len() as u32);
            self.slots[slot] = self.ends.len() as u32;
        }
        self.slots[slot] as usize - 1
    }

    /// Where `word` is, or would be.
    fn slot(&self, word: &str) -> usize {
        let last = self.slots.len().wrapping_sub(1);
        let mut slot = hash(word) as usize & last;
        while let Some(&number @ 1..) = self.slots.get(slot) {
            if self.word(number as usize - 1) == word {
                break;
            }
            slot = (slot + 1) & last;
        }
        slot
    }

    fn word(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_finds_what_a_tree_finds(words in prop::collection::vec("[a-c]{0,3}", 0..100), sought in "[a-c]{0,3}") {
            let table: Table<usize> = words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect();
            let tree: BTreeMap<_, _> = words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect();
            for word in words.iter().chain([&sought]) {
                prop_assert_eq!(table.get(word), tree.get(word.as_str()));
                prop_assert_eq!(table.contains(word), tree.contains_key(word.as_str()));
            }
        }
    }
}
