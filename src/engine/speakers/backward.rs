//! What points back: pronouns, and descriptions such as "the minister" or "his ministry".

use super::{Reader, capitalised, family, family_of, group_family, is_general, is_head};
use crate::engine::TokenKind;
use crate::engine::entities::Kind;
use crate::engine::lexicon::world::{self, Class, Gender, Noun};
use crate::engine::mentions::Pronoun;

impl Reader<'_, '_, '_> {
    /// Whom a pronoun outside quotations stands for; `i` is the phrase that holds it alone.
    pub(super) fn pronoun(&self, pronoun: Pronoun, i: usize) -> Option<usize> {
        /// Phrases that are gone back through for somebody else than who acts.
        const BACK: usize = 40;
        let at = self.phrases[i].from;
        let actor = self.actor(at);
        let sentence = self.s.sentence_of(at);
        let block = self.s.sentences[sentence].block;
        let fits = |e: &usize| {
            let entity = &self.registry.entities[*e];
            match pronoun {
                _ if actor == Some(*e) => false,
                Pronoun::First => false,
                Pronoun::He => entity.kind == Kind::Person && entity.gender != Some(Gender::Female),
                Pronoun::She => entity.kind == Kind::Person && entity.gender != Some(Gender::Male),
                Pronoun::It => !matches!(entity.kind, Kind::Person | Kind::Group),
                Pronoun::They => true,
            }
        };
        let here = match pronoun {
            Pronoun::It => self.here.last_thing,
            Pronoun::They => self.here.group.or(self.here.thing).or(self.here.person),
            _ => self.here.person,
        };
        let before = match pronoun {
            Pronoun::It => self.before.thing,
            Pronoun::They => self.before.group.or(self.before.thing).or(self.before.person),
            _ => self.before.person,
        };
        let before = before.filter(|_| self.before.sentence + 1 == sentence);
        let last = self.last.filter(|l| l.block + 1 >= block);
        let speaker = last.and_then(|l| l.entity);
        let recent = match pronoun {
            Pronoun::He => self.recent[0],
            Pronoun::She => self.recent[1],
            Pronoun::It => self.last_body,
            _ => None,
        };
        let close = last.is_some_and(|l| l.sentence + 1 >= sentence && l.block == block);
        let same = here.filter(fits);
        let order = if close { [same, speaker, before, recent] } else { [same, before, speaker, recent] };
        let other = || {
            let person = |e: &usize| self.registry.entities[*e].kind == Kind::Person && fits(e);
            let back = self.resolved[i.saturating_sub(BACK)..i].iter().rev().copied().flatten();
            actor.and_then(|_| back.into_iter().find(person))
        };
        order.into_iter().flatten().find(fits).or_else(other)
    }

    /// Who does something to the pronoun at token `at`, and so is not meant by it: "Lark accused him of lying".
    fn actor(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let next = self.word(at + 1);
        let object = match word {
            "him" | "them" => true,
            // "accused her of lying", not "accused her party of lying".
            "her" => !next.starts_with(char::is_alphabetic) || world::FUNCTION_WORDS.contains(next),
            _ => false,
        };
        let last = self.last.filter(|_| object)?;
        let attribution = &self.attributions[last.attribution];
        let first = attribution.content[0].start == self.s.tokens[at].span.start;
        last.entity.filter(|_| first && attribution.cue.is_some())
    }

    /// A description that points back: "the minister", "his ministry", "the Chinese embassy".
    pub(super) fn definite(&mut self, i: usize, noun: Noun) -> Option<usize> {
        let p = self.phrases[i];
        let start = self.noun_phrase_start(i);
        let opener = self.word(start).to_lowercase();
        if noun.class == Class::Group {
            let key = group_family(noun.word);
            if !noun.plural || self.by_group.contains_key(key) {
                return self.by_group.get(key).copied();
            }
            let e = self.group(start, p.to).entity?;
            self.by_group.insert(key.to_owned(), e);
            return Some(e);
        }
        let owner = self.owner_before(i, start);
        if let Some(owner) = owner {
            return self.owned(noun, owner);
        }
        if !matches!(opener.as_str(), "the" | "this" | "that") && start == p.from && p.from > 0 {
            let bare = noun.class == Class::Force
                || noun.class == Class::Legislature && self.word(p.from).starts_with(char::is_uppercase);
            return if bare { self.recall(noun, i) } else { None };
        }
        matches!(opener.as_str(), "the" | "this" | "that").then(|| self.recall(noun, i)).flatten()
    }

    /// First token of the noun phrase that ends in phrase `i`.
    pub(super) fn noun_phrase_start(&self, i: usize) -> usize {
        let p = self.phrases[i];
        let low = self.s.sentences[self.s.sentence_of(p.from)].tokens.start as usize;
        let low = low.max(p.from.saturating_sub(8));
        let mut at = p.from;
        while at > low {
            let word = self.word(at - 1);
            if matches!(word, "the" | "The" | "a" | "A" | "an" | "An" | "this" | "This" | "that" | "That") {
                return at - 1;
            }
            let pronoun = matches!(word, "his" | "her" | "its" | "their" | "His" | "Her" | "Its" | "Their");
            if pronoun {
                return at - 1;
            }
            let glue = matches!(word, "-" | "–" | "'s" | "’s" | "'" | "’" | "&");
            let shouted = word.len() > 1 && !word.contains(char::is_lowercase);
            let inner = self.s.tokens[at - 1].kind == TokenKind::Word
                && (shouted || !world::FUNCTION_WORDS.contains(word.to_lowercase().as_str()));
            if !(glue || inner) {
                break;
            }
            at -= 1;
        }
        // Without an article only capitalised words and listed nouns belong to it for certain.
        let mut from = p.from;
        let mut k = i;
        while k > 0 && self.phrases[k - 1].from >= at && self.phrases[k - 1].to + 3 > from {
            k -= 1;
            from = self.phrases[k].from;
        }
        from
    }

    /// The state, body or person named inside the noun phrase `start..` before its head `i`.
    pub(super) fn owner_before(&self, i: usize, start: usize) -> Option<usize> {
        let mut k = i;
        let mut found = None;
        while k > 0 && self.phrases[k - 1].from >= start {
            k -= 1;
            if let Some(e) = self.resolved[k] {
                let person = self.kind(e) == Kind::Person;
                let adjacent = self.phrases[k].to + 4 >= self.phrases[i].from;
                if !person || adjacent {
                    found = Some(e);
                    break;
                }
            }
        }
        found
    }

    /// What "X's ministry", "the X campaign", "X officials" means, given the entity of X.
    pub(super) fn owned(&mut self, noun: Noun, owner: usize) -> Option<usize> {
        let minister = noun.class == Class::Government && noun.word.contains("minister");
        let state_like = minister || matches!(noun.class, Class::Organ | Class::Force | Class::Legislature);
        if state_like && self.kind(owner) == Kind::Body(Class::Body) && !self.registry.entities[owner].proven
        {
            // What has a government or police of its own is a place.
            self.registry.entities[owner].kind = Kind::Part;
        }
        let kind = self.kind(owner);
        match noun.class {
            Class::Government
            | Class::Lawyer
            | Class::Spokes
            | Class::Leader
            | Class::Organ
            | Class::Military
            | Class::Document => Some(owner),
            Class::Agency | Class::Officer if !matches!(kind, Kind::State(_) | Kind::Part) => Some(owner),
            Class::Agency => self.by_noun.get(family(noun.word)).copied().or(Some(owner)),
            Class::Police | Class::Force => Some(self.institution("police", owner, Class::Force)),
            Class::Legislature | Class::Court => Some(self.institution(noun.word, owner, noun.class)),
            Class::Company | Class::Body | Class::Faction if matches!(kind, Kind::Body(_) | Kind::Outlet) => {
                Some(owner)
            }
            Class::Company | Class::Body | Class::Faction => {
                let home = self.registry.entities[owner].home;
                let known = self
                    .by_class
                    .get(&noun.class)
                    .copied()
                    .or_else(|| self.by_noun.get(family(noun.word)).copied());
                let same = |e: &usize| home.is_none() || self.registry.entities[*e].home == home;
                known.filter(same).or_else(|| home.and_then(|id| self.by_home.get(&id)).copied())
            }
            _ => None,
        }
    }

    /// The police, parliament or courts of an owner.
    pub(super) fn institution(&mut self, word: &str, owner: usize, class: Class) -> usize {
        let home = self.registry.entities[owner].home.or(self.registry.stage);
        let small = |w: &str| matches!(w, "of" | "and" | "the");
        let words: Vec<String> =
            word.split(' ').map(|w| if small(w) { w.to_owned() } else { capitalised(w) }).collect();
        let name = words.join(" ");
        if let Some(&e) = self.by_noun.get(family_of(word))
            && self.registry.entities[e].home == home
        {
            return e;
        }
        let code = home.map_or("", |id| world::state(id).code);
        let e =
            self.registry.intern(format!("institution {code} {}", family_of(word)), &name, Kind::Body(class));
        self.registry.entities[e].home = home;
        e
    }

    /// Whether "the hospital" can mean the body `e`: not if its name says that it is a museum.
    fn can_be(&self, noun: Noun, e: usize) -> bool {
        let name = self.registry.entities[e].name.to_lowercase();
        let mut nouns = name.split(' ').filter_map(|word| world::noun(|k| (k == 0).then_some(word)));
        is_any_body(noun.word) || nouns.all(|(_, other)| !other.class.is_body() || is_any_body(other.word))
    }

    /// Whom "the minister", "the company", "the embassy" points back to.
    pub(super) fn recall(&mut self, noun: Noun, _i: usize) -> Option<usize> {
        if let Some(&e) = self.by_noun.get(family(noun.word)) {
            return Some(e);
        }
        let stage = self.registry.stage;
        match noun.class {
            Class::Company | Class::Body | Class::Faction | Class::Court => {
                self.by_class.get(&noun.class).copied().filter(|&e| self.can_be(noun, e))
            }
            Class::Agency => {
                let agency = self.by_class.get(&Class::Agency).or_else(|| self.by_class.get(&Class::Organ));
                agency.copied().filter(|&e| self.can_be(noun, e))
            }
            Class::Clergy => self.registry.church(noun.word),
            Class::Outlet => None,
            Class::Organ if is_general(noun.word) => stage.map(|id| self.registry.state(id)),
            Class::Organ => stage.map(|id| self.registry.state(id)),
            Class::Government if is_head(noun.word) => stage.map(|id| self.registry.state(id)),
            Class::Force => {
                let owner = stage.map(|id| self.registry.state(id))?;
                Some(self.institution("police", owner, Class::Force))
            }
            Class::Legislature => {
                let owner = stage.map(|id| self.registry.state(id))?;
                Some(self.institution(noun.word, owner, Class::Legislature))
            }
            _ => None,
        }
    }
}

/// Nouns that say no more than that something is a body.
fn is_any_body(word: &str) -> bool {
    matches!(
        word,
        "agency"
            | "organisation"
            | "organization"
            | "institution"
            | "group"
            | "team"
            | "body"
            | "network"
            | "company"
            | "firm"
            | "business"
            | "corporation"
            | "enterprise"
            | "department"
            | "office"
            | "service"
            | "party"
            | "nonprofit"
            | "non-profit"
            | "court"
    )
}
