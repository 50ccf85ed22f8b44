//! States, seats, organisations, outlets, given names and the nouns that stand for people and bodies.

use super::table::{Set, Table};
use super::{lines, list};
use crate::engine::tokens;
use std::sync::LazyLock;

/// What a known name stands for; the number is a position in the list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// A state: [`STATES`].
    State(u16),
    /// "Chinese", "Britons": [`STATES`].
    Adjective(u16),
    /// A capital, palace or street: [`STATES`].
    Seat(u16),
    /// A province or constituent country: [`PARTS`].
    Part(u16),
    /// An organisation: [`BODIES`].
    Body(u16),
    /// A news medium: [`OUTLETS`].
    Outlet(u16),
}

/// What a noun stands for; `nouns.tsv` explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Class {
    Government,
    Leader,
    Spokes,
    Lawyer,
    Officer,
    Legislator,
    Local,
    Police,
    Military,
    Clergy,
    Judge,
    Expert,
    Journalist,
    Private,
    Organ,
    Agency,
    Force,
    Legislature,
    Court,
    Company,
    Body,
    Faction,
    Outlet,
    Group,
    Unnamed,
    Document,
    Text,
}

impl Class {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "government" => Self::Government,
            "leader" => Self::Leader,
            "spokes" => Self::Spokes,
            "lawyer" => Self::Lawyer,
            "officer" => Self::Officer,
            "legislator" => Self::Legislator,
            "local" => Self::Local,
            "police" => Self::Police,
            "military" => Self::Military,
            "clergy" => Self::Clergy,
            "judge" => Self::Judge,
            "expert" => Self::Expert,
            "journalist" => Self::Journalist,
            "private" => Self::Private,
            "organ" => Self::Organ,
            "agency" => Self::Agency,
            "force" => Self::Force,
            "legislature" => Self::Legislature,
            "court" => Self::Court,
            "company" => Self::Company,
            "body" => Self::Body,
            "faction" => Self::Faction,
            "outlet" => Self::Outlet,
            "group" => Self::Group,
            "unnamed" => Self::Unnamed,
            "document" => Self::Document,
            "text" => Self::Text,
            _ => return None,
        })
    }

    /// Whether it is said of one person or several, not of a body.
    #[must_use]
    pub fn is_person(self) -> bool {
        self <= Self::Private || self == Self::Group
    }

    /// Whether a capitalised noun of this class can be the head of an organisation's name.
    #[must_use]
    pub fn is_body(self) -> bool {
        (Self::Organ..=Self::Outlet).contains(&self)
    }
}

/// A noun of `nouns.tsv` as found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// The singular, as in the list.
    pub word: &'static str,
    /// What it stands for.
    pub class: Class,
    /// Whether the text has the plural.
    pub plural: bool,
}

/// Grammatical gender of the person that a name or noun suggests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// he
    Male,
    /// she
    Female,
}

/// A state with its code and card name.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// The name for its card.
    pub name: &'static str,
}

/// Phrases of one or more tokens, found longest first.
struct Phrases<T> {
    entries: Table<T>,
    /// Tokens of the longest phrase that begins with a word.
    longest: Table<usize>,
}

impl<T: Copy> Phrases<T> {
    fn new() -> Self {
        Self { entries: Table::new(), longest: Table::new() }
    }

    /// Adds a phrase unless it is there already.
    fn add(&mut self, phrase: &str, value: T) {
        let tokens = tokens::tokenize(phrase);
        let mut key = String::new();
        for (i, token) in tokens.iter().enumerate() {
            extend(&mut key, token.span.of(phrase), false);
            if i == 0 {
                let longest = self.longest.entry(&key, 0);
                *longest = tokens.len().max(*longest);
            }
        }
        if !key.is_empty() {
            self.entries.entry(&key, value);
        }
    }

    /// The longest phrase that begins with the first of `words`.
    fn find<'w>(&self, words: impl Fn(usize) -> Option<&'w str>, lower: bool) -> Option<(usize, T)> {
        let mut key = String::new();
        extend(&mut key, words(0)?, lower);
        let longest = *self.longest.get(&key)?;
        let mut best = None;
        for length in 1..=longest {
            if length > 1 {
                let Some(next) = words(length - 1) else { break };
                extend(&mut key, next, lower);
            }
            if let Some(&value) = self.entries.get(&key) {
                best = Some((length, value));
            }
        }
        best
    }
}

/// Puts a word at the end of a key, typographic apostrophes made straight.
fn extend(key: &mut String, word: &str, lower: bool) {
    if !key.is_empty() {
        key.push(' ');
    }
    if word.is_ascii() {
        key.push_str(word);
        if lower {
            let start = key.len() - word.len();
            key[start..].make_ascii_lowercase();
        }
    } else {
        let word = word.replace('’', "'");
        key.push_str(&if lower { word.to_lowercase() } else { word });
    }
}

struct Names {
    states: Vec<State>,
    parts: Vec<&'static str>,
    bodies: Vec<&'static str>,
    outlets: Vec<(&'static str, Option<u16>)>,
    phrases: Phrases<Name>,
}

static NAMES: LazyLock<Names> = LazyLock::new(read_names);

fn read_names() -> Names {
    let columns = |line: &'static str| line.split('\t').map(str::trim).collect::<Vec<_>>();
    let at = |row: &[&'static str], i: usize| row.get(i).copied().unwrap_or("");
    let each = |list: &'static str| list.split(';').map(str::trim).filter(|s| !s.is_empty());
    let mut n = Names {
        states: Vec::new(),
        parts: Vec::new(),
        bodies: Vec::new(),
        outlets: Vec::new(),
        phrases: Phrases::new(),
    };
    let countries: Vec<_> = lines(list!("countries.tsv")).map(columns).collect();
    let places: Vec<_> = lines(list!("places.tsv")).map(columns).collect();
    for row in &countries {
        n.states.push(State { code: at(row, 0), name: at(row, 1) });
    }
    let mut seats: Vec<(&'static str, Name)> = Vec::new();
    for row in lines(list!("organisations.tsv")).map(columns) {
        let id = Name::Body(n.bodies.len() as u16);
        n.bodies.push(at(&row, 0));
        n.phrases.add(at(&row, 0), id);
        each(at(&row, 1)).for_each(|name| n.phrases.add(name, id));
    }
    for (id, row) in countries.iter().enumerate() {
        n.phrases.add(at(row, 1), Name::State(id as u16));
        each(at(row, 2)).for_each(|name| n.phrases.add(name, Name::State(id as u16)));
        each(at(row, 3)).for_each(|name| n.phrases.add(name, Name::Adjective(id as u16)));
        each(at(row, 4)).for_each(|name| seats.push((name, Name::Seat(id as u16))));
    }
    for row in &places {
        let (owner, kind) = (at(row, 0), at(row, 1));
        let state = n.states.iter().position(|s| s.code == owner);
        let body = n.bodies.iter().position(|&b| b == owner);
        let names = each(at(row, 2));
        match (kind, state, body) {
            ("part", ..) => {
                let id = Name::Part(n.parts.len() as u16);
                n.parts.push(owner);
                n.phrases.add(owner, id);
                names.for_each(|name| n.phrases.add(name, id));
            }
            ("adj", Some(s), _) => names.for_each(|name| n.phrases.add(name, Name::Adjective(s as u16))),
            ("seat", Some(s), _) => names.for_each(|name| seats.push((name, Name::Seat(s as u16)))),
            ("name", Some(s), _) => names.for_each(|name| n.phrases.add(name, Name::State(s as u16))),
            (_, _, Some(b)) => names.for_each(|name| n.phrases.add(name, Name::Body(b as u16))),
            _ => {}
        }
    }
    for (name, id) in seats {
        n.phrases.add(name, id);
    }
    for row in lines(list!("outlets.tsv")).map(columns) {
        let id = Name::Outlet(n.outlets.len() as u16);
        let owner = n.states.iter().position(|s| s.code == at(&row, 2));
        n.outlets.push((at(&row, 0), owner.map(|s| s as u16)));
        for name in std::iter::once(at(&row, 0)).chain(each(at(&row, 1))) {
            n.phrases.add(name, id);
        }
    }
    n
}

static NOUNS: LazyLock<Phrases<Noun>> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for line in lines(list!("nouns.tsv")) {
        let mut columns = line.split('\t').map(str::trim);
        let (Some(word), Some(class)) = (columns.next(), columns.next().and_then(Class::parse)) else {
            continue;
        };
        phrases.add(word, Noun { word, class, plural: word.ends_with("people") });
        let plural = plural(word);
        phrases.add(&plural, Noun { word, class, plural: true });
    }
    phrases
});

fn plural(word: &str) -> String {
    let hissing = ["s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end));
    if let Some(stem) = word.strip_suffix("man") {
        format!("{stem}men")
    } else if let Some(stem) = word.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u'])) {
        format!("{stem}ies")
    } else if word.ends_with("wife") {
        word.replace("wife", "wives")
    } else if hissing {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// As `build.rs` packs them.
static GIVEN: LazyLock<Table<Option<Gender>>> = LazyLock::new(|| {
    let mut given = Table::new();
    let mut genders = [Some(Gender::Male), Some(Gender::Female), None].into_iter();
    let mut gender = genders.next().flatten();
    let mut name = String::new();
    // A capital or `=` ends the name before it, and says how much of it stays.
    for letter in list!("given.tsv").chars() {
        let stays = match letter {
            '=' => 0,
            'A'..='Z' => letter as usize - 'A' as usize,
            _ => {
                name.push(if name.is_empty() { letter.to_ascii_uppercase() } else { letter });
                continue;
            }
        };
        if !name.is_empty() {
            given.entry(&name, gender);
        }
        name.truncate(stays);
        if letter == '=' {
            gender = genders.next().flatten();
        }
    }
    given
});

static ENDINGS: LazyLock<Table<bool>> = LazyLock::new(|| {
    let rows = lines(list!("name_endings.tsv")).filter_map(|line| line.split_once('\t'));
    rows.map(|(word, kind)| (word.trim(), kind.trim() != "thing")).collect()
});

static OUTLET_ENDINGS: LazyLock<Set> = LazyLock::new(|| {
    let outlets = lines(list!("name_endings.tsv")).filter_map(|line| line.split_once('\t'));
    outlets.filter(|(_, kind)| kind.trim() == "outlet").map(|(word, _)| word.trim()).collect()
});

/// Whether a name that ends in `word` (lower case) is a newspaper's or broadcaster's: "Herald".
#[must_use]
pub fn is_outlet_ending(word: &str) -> bool {
    OUTLET_ENDINGS.contains(word) || [".com", ".net"].iter().any(|end| word.ends_with(end))
}

/// Whether a name that ends in `word` (lower case) is a body's (`true`), a thing's (`false`) or perhaps a person's (none).
pub fn ending(word: &str) -> Option<bool> {
    ENDINGS.get(word).copied()
}

/// Words that are never names when they begin a sentence, lower case.
pub static FUNCTION_WORDS: LazyLock<Set> = LazyLock::new(|| lines(list!("function_words.txt")).collect());

/// The longest known name that begins with the first of `words`, and its length in tokens.
pub fn name<'w>(words: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Name)> {
    NAMES.phrases.find(words, false)
}

/// The longest listed noun that begins with the first of `words`, and its length in tokens.
pub fn noun<'w>(words: impl Fn(usize) -> Option<&'w str>) -> Option<(usize, Noun)> {
    NOUNS.find(words, true)
}

/// Whether `word` is a given name, and of which gender if that is clear.
pub fn given(word: &str) -> Option<Option<Gender>> {
    GIVEN.get(word).copied()
}

/// A state by its position.
pub fn state(id: u16) -> State {
    NAMES.states[usize::from(id)]
}

/// The name of a province or constituent country.
pub fn part(id: u16) -> &'static str {
    NAMES.parts[usize::from(id)]
}

/// The name of an organisation.
pub fn body(id: u16) -> &'static str {
    NAMES.bodies[usize::from(id)]
}

/// The name of a news medium.
pub fn outlet(id: u16) -> &'static str {
    NAMES.outlets[usize::from(id)].0
}

/// The state that owns a news medium, if it speaks for one.
pub fn outlet_state(id: u16) -> Option<u16> {
    NAMES.outlets[usize::from(id)].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_given_name_arrives_with_its_gender() {
        let rows = lines(include_str!("given.tsv")).filter_map(|row| row.split_once('\t'));
        let mut count = 0;
        for (name, gender) in rows {
            let expected = match gender {
                "m" => Some(Gender::Male),
                "f" => Some(Gender::Female),
                _ => None,
            };
            assert_eq!(given(name), Some(expected), "{name}");
            count += 1;
        }
        assert_eq!(GIVEN.clone().values_mut().len(), count);
    }
}
