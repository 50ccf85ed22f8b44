//! What the words of a statement do: `acts.txt` with typed access.

use super::{lemmas::bases, lines, list, table::Table};
use crate::order::Order;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What a word or phrase does; the head of `acts.txt` says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// "baseless".
    False,
    /// "out of the question".
    Refusal,
    /// "irresponsible".
    Negative,
    /// "disappointed".
    Emotion,
    /// "bribery".
    Wrong,
    /// "shelled".
    Harm,
    /// "responsible for".
    Blame,
    /// "excellent".
    Positive,
    /// "good".
    Good,
    /// "thank".
    Side,
    /// "must".
    Must,
    /// "have to".
    Need,
    /// "should".
    Should,
    /// "please".
    Plea,
    /// "determined to".
    Promise,
    /// "could lead to".
    Danger,
    /// "consequences".
    Threat,
    /// "sorry".
    Sorry,
    /// "stop", where a quoted sentence begins.
    Order,
}

const CLASSES: [(&str, Class); 19] = [
    ("false", Class::False),
    ("refusal", Class::Refusal),
    ("negative", Class::Negative),
    ("emotion", Class::Emotion),
    ("wrong", Class::Wrong),
    ("harm", Class::Harm),
    ("blame", Class::Blame),
    ("positive", Class::Positive),
    ("good", Class::Good),
    ("side", Class::Side),
    ("must", Class::Must),
    ("need", Class::Need),
    ("should", Class::Should),
    ("plea", Class::Plea),
    ("promise", Class::Promise),
    ("danger", Class::Danger),
    ("threat", Class::Threat),
    ("sorry", Class::Sorry),
    ("order", Class::Order),
];

struct Entry {
    rest: Vec<&'static str>,
    class: Class,
}

/// Entries by their first word, longest first.
static ACTS: LazyLock<Table<Vec<Entry>>> = LazyLock::new(|| {
    let mut acts: Table<Vec<Entry>> = Table::new();
    for (words, class) in lines(list!("acts.txt")).filter_map(parse) {
        let (first, rest) = (words[0], words[1..].to_vec());
        acts.entry(first, Vec::new()).push(Entry { rest, class });
    }
    acts.values_mut()
        .iter_mut()
        .for_each(|entries| entries.order_by_key(|e| std::cmp::Reverse(e.rest.len())));
    acts
});

fn parse(line: &'static str) -> Option<(Vec<&'static str>, Class)> {
    let (words, class) = line.split_once('\t')?;
    let class = CLASSES.iter().find(|(name, _)| *name == class)?.1;
    let words: Vec<&str> =
        words.split(' ').flat_map(|w| w.split_inclusive('-')).flat_map(split_hyphen).collect();
    (!words.is_empty()).then_some((words, class))
}

/// "non-" as "non" and "-", as the tokens of the text are.
fn split_hyphen(part: &'static str) -> impl Iterator<Item = &'static str> {
    let stem = part.strip_suffix('-').unwrap_or(part);
    std::iter::once(stem).chain((stem.len() < part.len()).then_some("-")).filter(|w| !w.is_empty())
}

/// A word (lower case) with every base form it can have.
#[derive(Clone, Debug)]
pub struct Form<'w> {
    /// As it stands in the text, in lower case, with straight apostrophes.
    pub word: &'w str,
    bases: Vec<Cow<'w, str>>,
}

impl<'w> Form<'w> {
    /// Reads a word in lower case.
    #[must_use]
    pub fn new(word: &'w str) -> Self {
        Self { word, bases: bases(word) }
    }

    /// Whether it can be the past of a verb: "lost", "asked".
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.bases.len() > 1 && !self.word.ends_with(['s', 'g'])
    }

    /// Whether it can be a form of `base`.
    #[must_use]
    pub fn is(&self, base: &str) -> bool {
        self.word == base || self.bases.iter().any(|b| b == base)
    }
}

/// The longest phrase of the list with which `forms` begin: its class and how many words it takes.
#[must_use]
pub fn find(forms: &[Form]) -> Option<(Class, usize)> {
    let first = forms.first()?;
    first
        .bases
        .iter()
        .filter_map(|base| ACTS.get(base.as_ref()))
        .flatten()
        .filter(|entry| {
            entry.rest.len() < forms.len()
                && entry.rest.iter().zip(&forms[1..]).all(|(word, form)| form.is(word))
        })
        .max_by_key(|entry| entry.rest.len())
        .map(|entry| (entry.class, entry.rest.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in lines(list!("acts.txt")) {
            assert!(parse(line).is_some(), "not understood: {line}");
        }
    }

    #[test]
    fn phrases_are_found_in_every_form() {
        for (words, found) in [
            ("lied to us", Some((Class::Wrong, 1))),
            ("non - starter", Some((Class::Refusal, 3))),
            ("no evidence at all", Some((Class::False, 2))),
            ("could lead to war", Some((Class::Danger, 3))),
            ("bicycles", None),
        ] {
            let forms: Vec<Form> = words.split(' ').map(Form::new).collect();
            assert_eq!(find(&forms), found, "{words}");
        }
    }
}
