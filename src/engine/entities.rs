//! Names to entities: which names are one person, body or state, and which offices people hold.

use super::Structure;
use super::lexicon::cues;
use super::lexicon::world::{self, Class, Gender, Name};
use super::mentions::{Phrase, What, is_honorific};
use crate::document::{Alias, Aspect, AttributionType, Reason};
use crate::order::Order;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody or something that the article names.
#[derive(Clone, Debug)]
pub struct Entity {
    /// The fullest name in the text.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// For a person, if a name, title or office shows it.
    pub gender: Option<Gender>,
    /// Offices held, as the text gives them.
    pub offices: Vec<Office>,
    /// The state it belongs to, if the text says so.
    pub home: Option<u16>,
    /// For a person with an office, the state named last before it in the paragraph.
    pub near: Option<u16>,
    /// The body or province it belongs to, if the text says so.
    pub body: Option<usize>,
    /// The legislature that it is an officer of, if only a common noun names it.
    pub chamber: Option<&'static str>,
    /// How often it is named.
    pub count: u32,
    /// How often only as where something is.
    pub there: u32,
    /// Whether more than a capital letter shows that it is somebody.
    pub proven: bool,
    /// Other names and why they were merged.
    pub aliases: Vec<Alias>,
}

/// What an [`Entity`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A state and its government.
    State(u16),
    /// A province or constituent country.
    Part,
    /// A body of the given class.
    Body(Class),
    /// A news medium.
    Outlet,
    /// A person.
    Person,
    /// People who act together.
    Group,
}

/// An office or occupation of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// What it stands for.
    pub class: Class,
    /// The noun, e.g. `prime minister`.
    pub word: &'static str,
    /// Whether the text says that it is over.
    pub former: bool,
}

/// All entities of a text, and which phrase names which.
pub struct Registry<'s, 't> {
    s: &'s Structure<'t>,
    /// In order of discovery.
    pub entities: Vec<Entity>,
    /// The entity that each phrase names; none for nouns and pronouns.
    pub of_phrase: Vec<Option<usize>>,
    /// The state that most of the article is about.
    pub stage: Option<u16>,
    /// All states that the article names, the one that most of it is about first.
    pub stages: Vec<u16>,
    keys: BTreeMap<String, usize>,
    surnames: BTreeMap<String, Vec<usize>>,
    other_words: BTreeMap<String, usize>,
    beginnings: BTreeMap<String, usize>,
    endings: BTreeMap<String, usize>,
    initials: BTreeMap<String, usize>,
    /// Lone capitalised words that the text has more than once, in lower case.
    repeated: BTreeSet<String>,
}

/// Entities among which a church is looked for.
const LISTED_CHURCHES: usize = 200;

/// Entities among which whose initials stand before an answer is looked for.
const MOST_CALLED: usize = 100;

/// Most people with one surname that are told apart.
const NAMESAKES: usize = 6;

impl<'s, 't> Registry<'s, 't> {
    /// Reads the entities of a text from its phrases.
    #[must_use]
    pub fn new(s: &'s Structure<'t>, phrases: &[Phrase]) -> Self {
        let mut r = Self {
            s,
            entities: Vec::new(),
            of_phrase: vec![None; phrases.len()],
            stage: None,
            stages: Vec::new(),
            keys: BTreeMap::new(),
            surnames: BTreeMap::new(),
            other_words: BTreeMap::new(),
            beginnings: BTreeMap::new(),
            endings: BTreeMap::new(),
            initials: BTreeMap::new(),
            repeated: BTreeSet::new(),
        };
        let mut seen = BTreeSet::new();
        for p in phrases.iter().filter(|p| p.what == What::Proper && p.to == p.from + 1) {
            let key = s.word(p.from).to_lowercase();
            if !seen.insert(key.clone()) {
                r.repeated.insert(key);
            }
        }
        r.stages = stages(phrases);
        r.stage = r.stages.first().copied();
        for (i, p) in phrases.iter().enumerate() {
            r.of_phrase[i] = r.listed(phrases, i, p);
        }
        r.name_states(phrases);
        for (i, p) in phrases.iter().enumerate() {
            if p.what == What::Proper && !p.weak && r.words(p) > 1 {
                r.of_phrase[i] = r.unlisted(phrases, i);
            }
        }
        for (i, p) in phrases.iter().enumerate() {
            if p.what == What::Proper && r.of_phrase[i].is_none() {
                r.of_phrase[i] = r.short(phrases, i);
            }
        }
        for i in 0..phrases.len() {
            if let Some(e) = r.of_phrase[i] {
                r.entities[e].count += 1;
                r.entities[e].there += u32::from(r.is_place(&phrases[i]));
                if r.entities[e].kind == Kind::Person {
                    r.offices(phrases, i, e);
                }
            }
        }
        r
    }

    /// The words of a phrase, white space made plain.
    pub fn text(&self, from: usize, to: usize) -> String {
        let span = self.s.span_of(from, to);
        let words: Vec<&str> = span.of(self.s.text).split_whitespace().collect();
        words.join(" ").replace('’', "'")
    }

    fn words(&self, p: &Phrase) -> usize {
        self.s.span_of(p.from, p.to).of(self.s.text).split_whitespace().count()
    }

    /// Adds an entity, or finds the one with this key.
    pub fn intern(&mut self, key: String, name: &str, kind: Kind) -> usize {
        if let Some(&e) = self.keys.get(&key) {
            return e;
        }
        let e = self.entities.len();
        self.entities.push(Entity {
            name: name.to_owned(),
            kind,
            gender: None,
            offices: Vec::new(),
            home: None,
            near: None,
            body: None,
            chamber: None,
            count: 0,
            there: 0,
            proven: false,
            aliases: Vec::new(),
        });
        self.keys.insert(key, e);
        e
    }

    /// The entity of a state.
    pub fn state(&mut self, id: u16) -> usize {
        let state = world::state(id);
        let e = self.intern(format!("state {}", state.code), state.name, Kind::State(id));
        self.entities[e].home = Some(id);
        e
    }

    /// The church for which somebody with this office speaks: the pope's, else the one that the text names.
    pub fn church(&mut self, office: &str) -> Option<usize> {
        const CATHOLIC: &str = "Catholic Church";
        if matches!(office, "pope" | "pontiff" | "cardinal") {
            return Some(self.intern("body catholic church".to_owned(), CATHOLIC, Kind::Body(Class::Body)));
        }
        let is_church = |e: &Entity| e.name.ends_with(CATHOLIC) || e.name.contains("Church of ");
        self.entities.iter().take(LISTED_CHURCHES).position(is_church)
    }

    /// Gives each state the name that the text uses, unless that is an abbreviation.
    fn name_states(&mut self, phrases: &[Phrase]) {
        let mut seen: BTreeMap<usize, Option<String>> = BTreeMap::new();
        for (p, e) in phrases.iter().zip(&self.of_phrase) {
            let (What::Known(Name::State(id)), Some(e)) = (p.what, *e) else { continue };
            let text = self.text(p.from, p.to);
            let entry = seen.entry(e).or_default();
            if text == world::state(id).name || entry.is_none() && text.contains(char::is_lowercase) {
                *entry = Some(text);
            }
        }
        for (e, name) in seen {
            if let Some(name) = name {
                self.entities[e].name = name;
            }
        }
    }

    /// Notes that `words` is another name of `e`.
    pub fn alias(&mut self, e: usize, words: &str, why: String, phrase: &Phrase) {
        let entity = &mut self.entities[e];
        if entity.name == words
            || entity.aliases.len() > 40
            || entity.aliases.iter().any(|a| a.words == words)
        {
            return;
        }
        let evidence = vec![self.s.span_of(phrase.from, phrase.to)];
        let reason = Reason { aspect: Aspect::Party, words: why, evidence };
        entity.aliases.push(Alias { words: words.to_owned(), reason });
    }

    /// Names that lists know, and names built on a noun.
    fn listed(&mut self, phrases: &[Phrase], i: usize, p: &Phrase) -> Option<usize> {
        let text = self.text(p.from, p.to);
        match p.what {
            What::Known(Name::State(id)) => {
                let e = self.state(id);
                self.alias(e, &text, format!("“{text}” is a name of {}.", world::state(id).name), p);
                Some(e)
            }
            What::Known(Name::Adjective(id)) => Some(self.state(id)),
            What::Known(Name::Seat(id)) => {
                if !self.is_metonym(phrases, i) {
                    return None;
                }
                let e = self.state(id);
                let name = world::state(id).name;
                self.alias(e, &text, format!("“{text}” stands for the government of {name} here."), p);
                Some(e)
            }
            What::Known(Name::Part(id)) => {
                let name = world::part(id);
                Some(self.intern(format!("part {name}"), name, Kind::Part))
            }
            What::Known(Name::Body(id)) => {
                let name = world::body(id);
                let e = self.intern(format!("body {}", name.to_lowercase()), name, Kind::Body(Class::Body));
                self.entities[e].proven = true;
                self.alias(e, &text, format!("“{text}” is a name of {name}."), p);
                Some(e)
            }
            What::Known(Name::Outlet(id)) => {
                let name = world::outlet(id);
                let e = self.intern(format!("outlet {name}"), name, Kind::Outlet);
                self.entities[e].home = world::outlet_state(id);
                self.alias(e, &text, format!("“{text}” is a name of {name}."), p);
                Some(e)
            }
            What::Body { class, state, core } => Some(self.built(phrases, i, class, state, core)),
            What::Proper | What::Noun(_) | What::Pronoun(_) => None,
        }
    }

    /// "Foreign Ministry", "Harbour Workers' Union", "New Zealand Cybersecurity Agency".
    fn built(
        &mut self,
        phrases: &[Phrase],
        i: usize,
        class: Class,
        state: Option<u16>,
        core: usize,
    ) -> usize {
        let p = &phrases[i];
        let core = core.min(p.to - 1);
        let state = state.or_else(|| self.home_before(phrases, i));
        let text = self.text(p.from, p.to);
        let core_text = self.text(core, p.to);
        if let (Class::Organ, Some(id), true) = (class, state, self.is_plain_organ(core, p.to)) {
            let e = self.state(id);
            self.alias(e, &text, format!("“{text}” is part of the state {}.", world::state(id).name), p);
            return e;
        }
        let plain = self.is_plain_organ(core, p.to);
        let class = if class == Class::Organ && !plain { Class::Agency } else { class };
        // "think tank Red Council": the noun before the name knows better than the one inside it.
        let before = i.checked_sub(1).map(|k| phrases[k]).filter(|q| q.to == p.from);
        let class = match before.map(|q| q.what) {
            Some(What::Noun(n)) if n.class.is_body() && n.class != Class::Organ && !n.plural => n.class,
            _ => class,
        };
        let key = core_text.to_lowercase();
        let short = self.keys.get(&format!("body {key}")).or_else(|| self.endings.get(&key)).copied();
        let e = match short {
            Some(e) => e,
            None => self.intern(format!("body {key}"), &text, Kind::Body(class)),
        };
        self.entities[e].home = self.entities[e].home.or(state);
        self.entities[e].proven = true;
        if text.len() > self.entities[e].name.len() && self.entities[e].name.eq_ignore_ascii_case(&core_text)
        {
            self.entities[e].name.clone_from(&text);
        }
        self.alias(e, &text, format!("“{text}” is the same name, longer or shorter."), p);
        self.index_body(e, &core_text, p);
        e
    }

    /// Whether a body's name says no more than that it is a ministry, an army and so on.
    fn is_plain_organ(&self, from: usize, to: usize) -> bool {
        let text = self.text(from, to).to_lowercase();
        let at = |k: usize| (from + k < to).then(|| self.s.word(from + k));
        world::noun(at).is_some_and(|(length, _)| from + length == to)
            || ["ministry", "department", "embassy", "treasury", "government"]
                .iter()
                .any(|w| text.starts_with(w) || text.ends_with(w))
    }

    fn index_body(&mut self, e: usize, name: &str, p: &Phrase) {
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() > 1 {
            for n in 1..words.len() {
                let begin = words[..n].join(" ");
                if world::given(words[0]).is_none() {
                    self.beginnings.entry(begin.to_lowercase()).or_insert(e);
                }
                let end = words[words.len() - n..].join(" ").to_lowercase();
                // "the Church of the Lantern" is also "the Lantern".
                let of = words[words.len() - n - 1] == "of" && words[0] == "Church";
                if n > 1 || of {
                    self.endings.entry(end).or_insert(e);
                }
            }
            let initials: String = words
                .iter()
                .flat_map(|w| w.split(['-', '–']))
                .filter_map(|w| w.chars().next())
                .filter(|c| c.is_uppercase())
                .collect();
            if initials.chars().count() > 1 {
                self.initials.entry(initials).or_insert(e);
            }
        }
        if let Some(acronym) = self.bracketed(p.to) {
            self.initials.insert(acronym.clone(), e);
            let why = format!("“{acronym}” stands in brackets after “{name}”.");
            self.alias(e, &acronym, why, p);
        }
    }

    /// The acronym in brackets that begins at token `i`.
    fn bracketed(&self, i: usize) -> Option<String> {
        if i + 2 >= self.s.tokens.len() || self.s.word(i) != "(" {
            return None;
        }
        let close = (i + 1..(i + 6).min(self.s.tokens.len())).find(|&j| self.s.word(j) == ")")?;
        // Nothing may stand between them.
        if close == i + 1 {
            return None;
        }
        let inner = self.text(i + 1, close);
        let short = inner.chars().filter(|c| c.is_uppercase()).count() > 1 && !inner.contains(' ');
        (short && inner.chars().count() <= 8).then_some(inner)
    }

    /// A name of several words that no list knows.
    fn unlisted(&mut self, phrases: &[Phrase], i: usize) -> Option<usize> {
        let p = phrases[i];
        if self.is_portfolio(phrases, i) {
            return None;
        }
        let text = self.text(p.from, p.to);
        let key = text.to_lowercase();
        if let Some(&e) = self.keys.get(&format!("body {key}")).or_else(|| self.beginnings.get(&key)) {
            self.alias(e, &text, format!("“{text}” is {} in short.", self.entities[e].name), &p);
            return Some(e);
        }
        let ending = world::ending(&self.s.word(p.to - 1).to_lowercase());
        let thing = world::ending(&self.s.word(p.from).to_lowercase()) == Some(false);
        let person = self.words(&p) == 2 && world::given(self.s.word(p.from)).is_some();
        if (ending == Some(false) || thing) && !person {
            return None;
        }
        let body = ending == Some(true) || text.contains("'s ") || text.contains("s' ");
        if let Some(class) = self.body_class(phrases, i).or(body.then_some(Class::Body)) {
            let outlet = world::is_outlet_ending(&self.s.word(p.to - 1).to_lowercase());
            let kind = if outlet { Kind::Outlet } else { Kind::Body(class) };
            let e = self.intern(format!("body {key}"), &text, kind);
            self.entities[e].home = self.entities[e].home.or(self.home_before(phrases, i));
            self.entities[e].proven = true;
            self.index_body(e, &text, &p);
            return Some(e);
        }
        if self.words(&p) > 6 {
            return None;
        }
        let e = self.person(&text, &p);
        let given = world::given(self.s.word(p.from)).is_some();
        self.entities[e].proven |= given || self.is_titled(phrases, i);
        Some(e)
    }

    /// "Rural Affairs" in "Rural Affairs Minister Aya Moss" or "Minister of Rural Affairs": part of a title.
    fn is_portfolio(&self, phrases: &[Phrase], i: usize) -> bool {
        let minister = |q: &Phrase| {
            let title = |w: &str| w.ends_with("minister") || w.ends_with("secretary");
            matches!(q.what, What::Noun(n) if title(n.word))
        };
        let p = phrases[i];
        let directly = |k: usize| phrases.get(k + 1).is_some_and(|q| q.from == phrases[k].to && minister(q));
        // "Road Transport and Bridges Minister".
        let joined = |q: &Phrase| q.from == p.to + 1 && matches!(self.s.word(p.to), "and" | "&" | ",");
        let after = directly(i) || phrases.get(i + 1).is_some_and(joined) && directly(i + 1);
        let link = p.from.checked_sub(1).is_some_and(|k| matches!(self.s.word(k), "of" | "for"));
        let before = i.checked_sub(1).is_some_and(|k| phrases[k].to + 1 == p.from && minister(&phrases[k]));
        after || link && before
    }

    /// What kind of body the surroundings of an unknown name say it is, if they do.
    fn body_class(&self, phrases: &[Phrase], i: usize) -> Option<Class> {
        let p = phrases[i];
        let before = i.checked_sub(1).map(|k| phrases[k]).filter(|q| q.to == p.from);
        if let Some(What::Noun(noun)) = before.map(|q| q.what) {
            return match noun.class {
                Class::Group if noun.word == "militia" => Some(Class::Body),
                class if class.is_person() => None,
                // "Business partner Ada Lark", "broadcaster Ada Lark": these are people as well.
                _ if matches!(noun.word, "partner" | "developer" | "broadcaster") && self.words(&p) == 2 => {
                    None
                }
                class if class.is_body() && !noun.plural => Some(class),
                _ => None,
            };
        }
        let word_before = p.from.checked_sub(1).map_or("", |k| self.s.word(k));
        if is_honorific(word_before) {
            return None;
        }
        let first = self.s.word(p.from);
        // "Red Lantern president Aya Moss": the name before an office is a body.
        let mut after = p.to;
        if self.bracketed(after).is_some() || after < self.s.tokens.len() && self.s.word(after) == "(" {
            let end = (after + 12).min(self.s.tokens.len());
            after = (after..end).find(|&k| self.s.word(k) == ")").map_or(after, |k| k + 1);
        }
        let next = phrases.get(i + 1).filter(|q| q.from == after);
        if let Some((to, What::Noun(noun))) = next.map(|q| (q.to, q.what)) {
            let adjective = ["ic", "an", "ish", "ese", "ist"].iter().any(|end| first.ends_with(end));
            let office = noun.class.is_person()
                && !noun.plural
                && noun.class != Class::Group
                && !(adjective && p.to == p.from + 1);
            if office && phrases.get(i + 2).is_some_and(|r| r.from == to && r.what == What::Proper) {
                return Some(Class::Body);
            }
        }
        let given = world::given(first).is_some();
        // "the Red Lantern", "the ruling Red Lantern".
        let article = (1..=3).take_while(|&n| p.from >= n).find_map(|n| {
            let word = self.s.word(p.from - n);
            match word {
                "the" | "The" => Some(true),
                _ if word.starts_with(char::is_lowercase) && !world::FUNCTION_WORDS.contains(word) => None,
                _ => Some(false),
            }
        });
        if article == Some(true) && !given {
            return Some(Class::Body);
        }
        let capitals = first.len() > 1 && first.chars().all(|c| c.is_uppercase() || c == '.');
        (capitals && self.words(&p) == 1).then_some(Class::Body)
    }

    /// The person of this full name, new or known.
    fn person(&mut self, text: &str, p: &Phrase) -> usize {
        let mut name = text;
        while let Some((rest, _)) =
            name.rsplit_once(' ').filter(|(rest, last)| is_post_nominal(last) && rest.contains(' '))
        {
            name = rest;
        }
        let surname = surname(name);
        let same = self
            .surnames
            .get(&surname)
            .and_then(|list| list.iter().copied().find(|&e| are_compatible(&self.entities[e].name, name)));
        if let Some(e) = same {
            if name.len() > self.entities[e].name.len() {
                let old = std::mem::replace(&mut self.entities[e].name, name.to_owned());
                self.alias(e, &old, format!("“{old}” is {name} in short."), p);
            } else {
                self.alias(e, name, format!("“{name}” has the same surname and fits the given names."), p);
            }
            return e;
        }
        let e = self.intern(format!("person {}", name.to_lowercase()), name, Kind::Person);
        let words: Vec<&str> = name.split_whitespace().collect();
        self.entities[e].gender = words.first().and_then(|w| world::given(w.split('-').next()?)).flatten();
        let list = self.surnames.entry(surname).or_default();
        if list.len() < NAMESAKES && !list.contains(&e) {
            list.push(e);
        }
        for word in &words {
            self.other_words.entry(word.to_lowercase()).or_insert(e);
        }
        e
    }

    /// "Star of David": a given name that ends the name of something else.
    fn names_a_thing(&self, p: &Phrase) -> bool {
        let Some(head) = p.from.checked_sub(2).filter(|_| self.s.word(p.from - 1) == "of") else {
            return false;
        };
        let word = self.s.word(head);
        world::given(self.s.word(p.from)).is_some()
            && word.starts_with(char::is_uppercase)
            && world::given(word).is_none()
            && world::noun(|k| (k == 0).then_some(word)).is_none()
    }

    /// A single capitalised word: a surname, an acronym, a short name, or something new.
    fn short(&mut self, phrases: &[Phrase], i: usize) -> Option<usize> {
        let p = phrases[i];
        if self.is_portfolio(phrases, i) {
            return None;
        }
        let text = self.text(p.from, p.to);
        let key = text.to_lowercase();
        if let Some(list) = self.surnames.get(&surname(&text)) {
            let full = |e: &&usize| self.entities[**e].name.contains(' ') && self.words(&p) == 1;
            let e = list.iter().filter(full).max_by_key(|&&e| (self.entities[e].count, std::cmp::Reverse(e)));
            if let Some(&e) = e {
                self.alias(e, &text, format!("“{text}” is the surname of {}.", self.entities[e].name), &p);
                return Some(e);
            }
        }
        if let Some(&e) = self.endings.get(&key).filter(|_| self.words(&p) == 1) {
            self.alias(e, &text, format!("“{text}” is {} in short.", self.entities[e].name), &p);
            return Some(e);
        }
        if let Some(&e) = self.initials.get(&text.replace('.', "")) {
            let why = format!("“{text}” are the initials of {}.", self.entities[e].name);
            self.alias(e, &text, why, &p);
            return Some(e);
        }
        // "AL:" before the answer of Ada Lark.
        let answers =
            p.to < self.s.tokens.len() && self.s.word(p.to) == ":" && !text.contains(char::is_lowercase);
        let called = |e: &&Entity| {
            let initials = e.name.split([' ', '-']).filter_map(|w| w.chars().next());
            e.kind == Kind::Person && initials.eq(text.chars())
        };
        let person = self.entities.iter().take(MOST_CALLED).position(|e| answers && called(&e));
        if let Some(e) = person {
            self.alias(e, &text, format!("“{text}” are the initials of {}.", self.entities[e].name), &p);
            return Some(e);
        }
        let begun = || self.beginnings.get(&key).filter(|_| !self.is_place(&p));
        if let Some(&e) = self.keys.get(&format!("body {key}")).or_else(begun) {
            self.alias(e, &text, format!("“{text}” is {} in short.", self.entities[e].name), &p);
            return Some(e);
        }
        if let Some(&e) = self.other_words.get(&key) {
            self.alias(e, &text, format!("“{text}” is part of the name {}.", self.entities[e].name), &p);
            return Some(e);
        }
        if p.weak && self.words(&p) > 1 {
            return None;
        }
        if self.words(&p) == 1 && (self.is_plain_word(&key, p.to) || self.names_a_thing(&p)) {
            return None;
        }
        let before = i.checked_sub(1).map(|k| phrases[k]).filter(|q| q.to == p.from);
        let titled = self.is_titled(phrases, i);
        if let Some(e) = self.misspelt(&text) {
            let why =
                format!("“{text}” is written almost like {}, and nobody else is.", self.entities[e].name);
            self.alias(e, &text, why, &p);
            return Some(e);
        }
        if p.weak && !(self.words(&p) == 1 && self.acts(&key, p.to)) {
            return None;
        }
        if world::ending(&key) == Some(false) && self.words(&p) == 1 {
            return None;
        }
        if titled || world::given(&text).is_some() && self.body_class(phrases, i).is_none() {
            // "Pope Leo", "Queen Ada": the title is part of the name.
            let regnal = before.filter(|q| matches!(q.what, What::Noun(n) if is_regnal(n.word)));
            let name = regnal.map_or(text.clone(), |q| self.text(q.from, p.to));
            let e = self.person(&name, &p);
            self.entities[e].proven = true;
            self.alias(e, &text, format!("“{text}” is {name} in short."), &p);
            return Some(e);
        }
        let class = self.body_class(phrases, i);
        let e = self.intern(format!("body {key}"), &text, Kind::Body(class.unwrap_or(Class::Body)));
        self.entities[e].proven |= class.is_some();
        self.entities[e].home = self.entities[e].home.or(self.home_before(phrases, i));
        self.index_body(e, &text, &p);
        Some(e)
    }

    /// "In Tarn", "Tarn, Arland": a name that only says where.
    fn is_place(&self, p: &Phrase) -> bool {
        let before = p.from.checked_sub(1).map_or("", |k| self.s.word(k));
        matches!(before, "in" | "In" | "at" | "At" | "near" | "Near" | "from" | "outside" | "around" | "to")
    }

    /// Whether the word at `to` shows that what stands before it owns or says something: "Norland's", "Norland accuses".
    fn acts(&self, key: &str, to: usize) -> bool {
        if to >= self.s.tokens.len() {
            return false;
        }
        let word = self.s.word(to);
        let verb = || {
            cues::lookup_as(&word.to_lowercase(), cues::Part::Verb)
                .is_some_and(|cue| cue.kind == AttributionType::Communication && cue.words != word)
        };
        let noun = || world::noun(|k| (k == 0).then_some(word)).is_some();
        matches!(word, "'s" | "’s")
            || self.repeated.contains(key)
                && word.starts_with(char::is_lowercase)
                && !word.ends_with("ing")
                && verb()
                && !noun()
    }

    /// Whether an office or "Mr" stands right before a name.
    fn is_titled(&self, phrases: &[Phrase], i: usize) -> bool {
        let from = phrases[i].from;
        let before = i.checked_sub(1).map(|k| phrases[k]).filter(|q| q.to == from);
        matches!(before.map(|q| q.what), Some(What::Noun(n)) if n.class.is_person() && !n.plural)
            || from.checked_sub(1).is_some_and(|k| is_honorific(self.s.word(k)))
    }

    /// The state in "Ruritanian gas producer NAME".
    fn home_before(&self, phrases: &[Phrase], i: usize) -> Option<u16> {
        let noun = phrases[i.checked_sub(1)?];
        if !matches!(noun.what, What::Noun(n) if n.class.is_body()) || noun.to != phrases[i].from {
            return None;
        }
        phrases[..i - 1].iter().rev().take(3).take_while(|q| q.to + 5 >= noun.from).find_map(|q| {
            match q.what {
                What::Known(Name::State(id) | Name::Adjective(id)) => Some(id),
                _ => None,
            }
        })
    }

    /// Whether a lone capitalised word is a month or an adjective before its noun: "Federal courts", "in April".
    fn is_plain_word(&self, key: &str, to: usize) -> bool {
        let noun = to < self.s.tokens.len() && self.s.word(to).starts_with(char::is_lowercase);
        let glued =
            to < self.s.tokens.len() && self.s.tokens[to].span.start == self.s.tokens[to - 1].span.end;
        let adjective =
            ["ic", "al", "ary", "ish", "ese", "like", "ous", "ive"].iter().any(|end| key.ends_with(end));
        let verb = noun
            && matches!(self.s.word(to), "has" | "had" | "is" | "was" | "will" | "would" | "said" | "says");
        matches!(key, "april" | "may" | "june" | "august") || adjective && noun && !verb && !glued
    }

    /// The person whose surname differs from `text` by one letter, if there is just one.
    fn misspelt(&self, text: &str) -> Option<usize> {
        let key = surname(text);
        let start: String = key.chars().take(3).collect();
        if key.chars().count() < 5 || start.chars().count() < 3 {
            return None;
        }
        let mut near = self
            .surnames
            .range(start.clone()..)
            .take_while(|(name, _)| name.starts_with(&start))
            .take(8)
            .filter(|(name, _)| is_one_edit(name, &key));
        let (_, list) = near.next()?;
        (near.next().is_none() && list.len() == 1).then(|| list[0])
    }

    /// Whether a capital or palace stands for its government.
    fn is_metonym(&self, phrases: &[Phrase], i: usize) -> bool {
        let p = phrases[i];
        let word = |k: usize| self.s.tokens.get(k).map_or("", |_| self.s.word(k));
        let mut before = p.from.checked_sub(1).map_or("", word);
        let article = matches!(before, "the" | "The");
        if article {
            before = p.from.checked_sub(2).map_or("", word);
        }
        let place = matches!(
            before,
            "in" | "In"
                | "at"
                | "At"
                | "near"
                | "Near"
                | "outside"
                | "Outside"
                | "around"
                | "across"
                | "into"
                | "inside"
                | "mayor"
                | "through"
                | "visited"
                | "left"
                | "capital"
                | "of"
                | "over"
                | ","
        ) || !article && matches!(before, "from" | "From" | "reach" | "for" | "via");
        let next = word(p.to);
        if matches!(
            next,
            "headquarters"
                | "airport"
                | "suburb"
                | "area"
                | "street"
                | "streets"
                | "office"
                | "bureau"
                | "metropolitan"
        ) {
            return false;
        }
        let continues = matches!(next, "-" | "," | "–")
            && phrases.get(i + 1).is_none_or(|q| q.from != p.to + 1 || matches!(q.what, What::Known(_)));
        let first = p.from == 0;
        let dateline = first && matches!(next, "(" | "—" | "–" | "-");
        !place && !continues && !dateline
    }

    /// The state named last before phrase `i` in its block.
    fn state_before(&self, phrases: &[Phrase], i: usize) -> Option<u16> {
        /// Phrases that are gone back through.
        const BACK: usize = 30;
        let block = |token: usize| self.s.sentences[self.s.sentence_of(token)].block;
        let here = block(phrases[i].from);
        let before = phrases[i.saturating_sub(BACK)..i].iter().rev();
        before.take_while(|q| block(q.from) == here).find_map(|q| match q.what {
            What::Known(Name::State(id) | Name::Adjective(id) | Name::Seat(id)) => Some(id),
            _ => None,
        })
    }

    /// Notes offices, state and body that the words around a person's name give.
    fn offices(&mut self, phrases: &[Phrase], i: usize, e: usize) {
        let p = phrases[i];
        if p.from > 0 {
            match self.s.word(p.from - 1) {
                "Mr" | "Mr." | "Sir" => self.entities[e].gender = Some(Gender::Male),
                "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Dame" | "Lady" => {
                    self.entities[e].gender = Some(Gender::Female);
                }
                _ => {}
            }
        }
        let found = super::offices::around(self.s, phrases, &self.of_phrase, &self.entities, i);
        for found in found {
            let near = found.office.and_then(|_| self.state_before(phrases, i));
            let entity = &mut self.entities[e];
            entity.near = entity.near.or(near);
            if let Some(office) = found.office {
                if !entity.offices.iter().any(|o| o.word == office.word) {
                    entity.offices.push(office);
                }
                entity.gender = entity.gender.or(gender_of(office.word));
            }
            entity.home = entity.home.or(found.home);
            entity.chamber = entity.chamber.or(found.chamber);
            entity.proven |= found.office.is_some();
            if found.body.is_some_and(|b| b != e) {
                entity.body = entity.body.or(found.body);
            }
        }
    }
}

/// States that many names and adjectives point to, early ones more; ties go to the first.
fn stages(phrases: &[Phrase]) -> Vec<u16> {
    let mut points: BTreeMap<u16, (u32, usize)> = BTreeMap::new();
    for (i, p) in phrases.iter().enumerate() {
        let (id, weight) = match p.what {
            What::Known(Name::State(id) | Name::Adjective(id)) => (id, 2),
            What::Known(Name::Seat(id)) => (id, 1),
            What::Body { state: Some(id), .. } => (id, 2),
            _ => continue,
        };
        let first = if points.is_empty() { 6 } else { 0 };
        let entry = points.entry(id).or_insert((first, i));
        entry.0 += weight + if p.from < 120 { 4 } else { 0 };
    }
    let mut order: Vec<(u16, (u32, usize))> = points.into_iter().collect();
    order.order_by_key(|&(_, (points, first))| (std::cmp::Reverse(points), first));
    // A state named in passing is no stage.
    let most = order.first().map_or(0, |&(_, (points, _))| points);
    order.retain(|&(_, (points, _))| 4 * points >= most);
    order.into_iter().map(|(id, _)| id).collect()
}

fn is_regnal(office: &str) -> bool {
    matches!(
        office,
        "pope"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "emperor"
            | "empress"
            | "patriarch"
            | "sheikh"
            | "lord"
            | "baroness"
    )
}

/// What stands behind a name and is no part of it.
fn is_post_nominal(word: &str) -> bool {
    matches!(
        word,
        "Jr."
            | "Jr"
            | "Sr."
            | "Sr"
            | "QC"
            | "KC"
            | "MP"
            | "MEP"
            | "MSP"
            | "OBE"
            | "MBE"
            | "CBE"
            | "PhD"
            | "MD"
    )
}

fn gender_of(office: &str) -> Option<Gender> {
    if office.ends_with("woman")
        || matches!(office, "queen" | "princess" | "empress" | "baroness" | "mother" | "actress")
    {
        Some(Gender::Female)
    } else if office.ends_with("man")
        || matches!(office, "king" | "prince" | "emperor" | "pope" | "father" | "sheikh")
    {
        Some(Gender::Male)
    } else {
        None
    }
}

/// The last word of a name without Arabic articles, lower case.
fn surname(name: &str) -> String {
    let last = name.split_whitespace().next_back().unwrap_or(name).to_lowercase();
    let bare = ["al-", "el-", "ul-"].iter().find_map(|article| last.strip_prefix(article));
    bare.map(str::to_owned).unwrap_or(last)
}

/// Whether two full names with one surname can be one person: no given name or initial contradicts.
fn are_compatible(a: &str, b: &str) -> bool {
    let given = |name: &str| -> Vec<String> {
        let words: Vec<&str> = name.split_whitespace().collect();
        words[..words.len().saturating_sub(1)]
            .iter()
            .map(|w| w.trim_end_matches('.').to_lowercase())
            .collect()
    };
    let (a, b) = (given(a), given(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    short.iter().all(|word| {
        long.iter().any(|other| {
            other == word
                || (word.chars().count() == 1 || other.chars().count() == 1)
                    && other.chars().next() == word.chars().next()
        })
    })
}

/// Whether one letter put in, left out or changed makes `a` into `b`.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_end =
        a[same_start..].iter().rev().zip(b[same_start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let rest = |n: usize| n - same_start - same_end;
    a != b && rest(a.len()) <= 1 && rest(b.len()) <= 1
}
