//! Offices: what the words around a person's name say he or she is, of which state or body.

use super::Structure;
use super::entities::{Entity, Kind, Office};
use super::lexicon::world::{Class, Name, Noun};
use super::mentions::{Phrase, What, is_honorific};

/// One description of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The office, if a noun names one.
    pub office: Option<Office>,
    /// The state it belongs to.
    pub home: Option<u16>,
    /// The body it belongs to.
    pub body: Option<usize>,
    /// The legislature that a common noun names: "Speaker of the House".
    pub chamber: Option<&'static str>,
}

/// Farthest that an affiliation stands from its office, in tokens.
const REACH: usize = 12;

struct Around<'a, 't> {
    s: &'a Structure<'t>,
    phrases: &'a [Phrase],
    of_phrase: &'a [Option<usize>],
    entities: &'a [Entity],
}

/// The descriptions before and after the person named by phrase `i`.
#[must_use]
pub fn around(
    s: &Structure,
    phrases: &[Phrase],
    of_phrase: &[Option<usize>],
    entities: &[Entity],
    i: usize,
) -> Vec<Found> {
    let a = Around { s, phrases, of_phrase, entities };
    [a.before(i), a.after(i)].into_iter().flatten().collect()
}

impl Around<'_, '_> {
    fn word(&self, k: usize) -> &str {
        if k < self.s.tokens.len() { self.s.word(k) } else { "" }
    }

    fn office(&self, k: usize) -> Option<Noun> {
        match self.phrases[k].what {
            What::Noun(noun) if noun.class.is_person() => Some(noun),
            _ => None,
        }
    }

    /// "New Zealand's Foreign Minister NAME", "the president of the League, NAME", "Ambassador to the UN NAME".
    fn before(&self, i: usize) -> Option<Found> {
        let honorific = |t: usize| t > 0 && is_honorific(self.word(t - 1));
        let from = self.phrases[i].from;
        let from = if honorific(from) { from - 1 } else { from };
        let apposed = from > 0 && self.word(from - 1) == ",";
        let edge = if apposed { from - 1 } else { from };
        let mut k = i.checked_sub(1)?;
        if self.phrases[k].to + 1 == from && matches!(self.word(from - 1), "'s" | "’s") {
            return self.owned(k);
        }
        if self.phrases[k].to != edge && !self.is_small_gap(self.phrases[k].to, edge) {
            return None;
        }
        let mut found = Found::default();
        // Step back over "of the X" to the office.
        let mut steps = 0;
        while self.office(k).is_none() {
            let link = self.link_before(self.phrases[k].from)?;
            // An ambassador to a state is another state's.
            let sent = self.word(link) == "to" && matches!(self.phrases[k].what, What::Known(Name::State(_)));
            if !sent {
                self.affiliate(k, &mut found);
            }
            let before = k.checked_sub(1)?;
            steps += 1;
            if self.phrases[before].to != link || steps > 2 {
                return None;
            }
            k = before;
        }
        let noun = self.office(k)?;
        if noun.plural {
            return None;
        }
        if apposed && steps == 0 && !self.opens_with_article(self.phrases[k].from) {
            return None;
        }
        let former = self.scan_left(k, &mut found);
        found.office = Some(Office { class: self.class(k, noun), word: noun.word, former });
        Some(found)
    }

    /// "The Harbour Union's NAME" speaks for it, if that is a body.
    fn owned(&self, k: usize) -> Option<Found> {
        let body = |&e: &usize| matches!(self.entities[e].kind, Kind::Body(_));
        let body = self.of_phrase[k].filter(body)?;
        Some(Found { body: Some(body), ..Found::default() })
    }

    /// Whether only a misspelt or unknown title stands between.
    fn is_small_gap(&self, from: usize, to: usize) -> bool {
        from + 1 == to && matches!(self.word(from), "-" | "elect" | "designate")
            || from + 2 == to && self.word(from) == "-"
    }

    /// The token of "of", "for", "to" before `from`, an article skipped.
    fn link_before(&self, from: usize) -> Option<usize> {
        let mut k = from.checked_sub(1)?;
        for _ in 0..3 {
            if matches!(self.word(k), "of" | "for" | "to" | "at" | "with" | "in" | "from") {
                return Some(k);
            }
            if !matches!(self.word(k), "the") && !self.word(k).starts_with(char::is_lowercase) {
                return None;
            }
            k = k.checked_sub(1)?;
        }
        None
    }

    /// Whether a noun phrase that ends in the noun at `from` begins with an article or a sentence.
    fn opens_with_article(&self, from: usize) -> bool {
        (from.saturating_sub(6)..from)
            .rev()
            .any(|k| matches!(self.word(k), "the" | "The" | "a" | "A" | "an" | "An" | "'s" | "’s"))
            || self.s.sentences[self.s.sentence_of(from)].tokens.start as usize == from
    }

    /// Reads state and body to the left of the office at phrase `k`; whether it is a former one.
    fn scan_left(&self, k: usize, found: &mut Found) -> bool {
        let start = self.s.sentences[self.s.sentence_of(self.phrases[k].from)].tokens.start as usize;
        let low = start.max(self.phrases[k].from.saturating_sub(REACH));
        let mut at = self.phrases[k].from;
        let mut next = k;
        let (mut unknown, mut former) = (0, false);
        while at > low {
            let t = at - 1;
            if next > 0 && self.phrases[next - 1].to == at {
                next -= 1;
                let person = self.of_phrase[next].is_some_and(|e| self.entities[e].kind == Kind::Person);
                if person && matches!(self.phrases[k].what, What::Noun(n) if n.class == Class::Spokes) {
                    found.body = found.body.or(self.of_phrase[next]);
                }
                if person || matches!(self.phrases[next].what, What::Pronoun(_)) {
                    break;
                }
                self.affiliate(next, found);
                at = self.phrases[next].from;
                continue;
            }
            let word = self.word(t);
            match word {
                _ if is_past(word) => former = true,
                "the" | "The" | "a" | "A" | "an" | "An" => break,
                "-" | "–" | "'s" | "’s" | "'" | "’" | "and" | "&" | "of" | "for" => {}
                ")" => {
                    let open = (low..t).rev().find(|&q| self.word(q) == "(");
                    let Some(open) = open else { break };
                    at = open;
                    while next > 0 && self.phrases[next - 1].from >= open {
                        next -= 1;
                    }
                    continue;
                }
                _ if word.starts_with(char::is_alphabetic) => {
                    unknown += 1;
                    if unknown > 3 || found.home.is_some() && unknown > 1 || is_edge(word) {
                        break;
                    }
                }
                _ => break,
            }
            at = t;
        }
        former
    }

    /// Adds what phrase `k` says about state or body.
    fn affiliate(&self, k: usize, found: &mut Found) {
        let p = self.phrases[k];
        match p.what {
            What::Known(Name::State(id) | Name::Adjective(id) | Name::Seat(id)) => {
                found.home = found.home.or(Some(id));
            }
            What::Noun(noun) if noun.class == Class::Legislature => {
                found.chamber = found.chamber.or(Some(noun.word));
            }
            What::Body { state: Some(id), .. } => {
                found.home = found.home.or(Some(id));
                found.body = found.body.or(self.of_phrase[k]);
            }
            _ => {
                let body = self.of_phrase[k].filter(|&e| self.entities[e].kind != Kind::Person);
                found.body = found.body.or(body);
            }
        }
    }

    /// "NAME, the Speaker of the House,", "NAME of the Harbour Union".
    fn after(&self, i: usize) -> Option<Found> {
        let p = self.phrases[i];
        let end = self.s.sentences[self.s.sentence_of(p.from)].tokens.end as usize;
        let mut found = Found::default();
        match self.word(p.to) {
            "of" | "from" | "at" => {
                let k = i + 1;
                let q = self.phrases.get(k)?;
                if q.from > p.to + 4 || q.from >= end {
                    return None;
                }
                let mut last = k;
                let owned = |k: usize| usize::from(matches!(self.word(self.phrases[k].to), "'s" | "’s"));
                while self
                    .phrases
                    .get(last + 1)
                    .is_some_and(|r| r.from == self.phrases[last].to + owned(last))
                {
                    last += 1;
                }
                // "Of Blue Lantern fame" is past.
                if self.word(self.phrases[last].to) == "fame" {
                    return None;
                }
                (k..=last).rev().for_each(|k| self.affiliate(k, &mut found));
                Some(found)
            }
            "," => self.apposition(i + 1, p.to + 1, end, found),
            _ => None,
        }
    }

    /// Reads the description that begins at token `from`, first phrase `k`.
    fn apposition(&self, k: usize, from: usize, end: usize, mut found: Found) -> Option<Found> {
        let first = self.word(from);
        let mut former = false;
        let opens = match first {
            "the" | "a" | "an" | "who" | "his" | "her" | "its" | "now" | "one" => true,
            "former" | "acting" | "outgoing" | "incoming" | "current" | "then" | "deputy" | "senior" => true,
            _ => self.phrases.get(k).is_some_and(|q| q.from == from && !matches!(q.what, What::Pronoun(_))),
        };
        if !opens {
            return None;
        }
        let stop = (from..end.min(from + 16))
            .find(|&t| matches!(self.word(t), "," | ";" | "." | "(" | "—"))
            .unwrap_or(end.min(from + 16));
        let mut office = None;
        let mut at = k;
        while let Some(q) = self.phrases.get(at).filter(|q| q.to <= stop) {
            match q.what {
                What::Noun(noun) if noun.class.is_person() && !noun.plural && q.from <= from + 8 => {
                    office = Some((at, noun));
                    break;
                }
                What::Proper if self.of_phrase[at].is_some_and(|e| self.entities[e].kind == Kind::Person) => {
                    return None;
                }
                What::Pronoun(_) => {}
                _ => self.affiliate(at, &mut found),
            }
            at += 1;
        }
        let (at, noun) = office?;
        // "According to Lind, a clerk for the union was paid": the clerk is somebody else.
        let clause =
            (self.phrases[at].to..stop).take_while(|&t| !matches!(self.word(t), "who" | "that" | "which"));
        if clause.into_iter().any(|t| is_auxiliary(self.word(t))) {
            return None;
        }
        for t in from..self.phrases[at].from {
            former |= is_past(self.word(t)) || matches!(self.word(t), "was" | "had");
            if is_verb_of_speech(self.word(t)) {
                return None;
            }
        }
        let link =
            matches!(self.word(self.phrases[at].to), "of" | "for" | "at" | "to" | "in" | "with" | "from");
        if link || noun.word.ends_with(" for") {
            let mut k = at + 1;
            let near = self.phrases.get(k).is_some_and(|q| q.from <= self.phrases[at].to + 5 && q.to <= stop);
            if near && noun.class == Class::Spokes {
                found.body =
                    found.body.or(self.of_phrase[k].filter(|&e| self.entities[e].kind == Kind::Person));
            }
            while near
                && self
                    .phrases
                    .get(k)
                    .is_some_and(|q| q.to <= stop && (k == at + 1 || q.from == self.phrases[k - 1].to))
            {
                self.affiliate(k, &mut found);
                k += 1;
            }
        }
        found.office = Some(Office { class: self.class(at, noun), word: noun.word, former });
        Some(found)
    }

    /// A "regional president" speaks for no state.
    fn class(&self, k: usize, noun: Noun) -> Class {
        let before = self.phrases[k].from.checked_sub(1).map_or("", |t| self.word(t));
        let local = matches!(
            before,
            "regional" | "provincial" | "municipal" | "county" | "city" | "district" | "student" | "club"
        );
        if local && noun.class == Class::Government { Class::Local } else { noun.class }
    }
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "was" | "were" | "is" | "are" | "has" | "had" | "have" | "will" | "would" | "could" | "did"
    )
}

fn is_verb_of_speech(word: &str) -> bool {
    matches!(word, "said" | "says" | "told" | "added" | "wrote" | "tweeted")
}

/// "Former", "retired": who was something once.
fn is_past(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "former" | "ex" | "then" | "late" | "ousted" | "deposed" | "retired" | "onetime"
    )
}

/// Words that a description does not reach across.
fn is_edge(word: &str) -> bool {
    super::lexicon::world::FUNCTION_WORDS.contains(word.to_lowercase().as_str()) || is_verb_of_speech(word)
}

/// Whether somebody with this office speaks for the state or body that he or she belongs to.
#[must_use]
pub fn speaks_for_others(class: Class) -> bool {
    matches!(
        class,
        Class::Government
            | Class::Leader
            | Class::Spokes
            | Class::Police
            | Class::Military
            | Class::Clergy
            | Class::Officer
    )
}
