//! Who a noun phrase refers to where it stands: descriptions, pronouns and sources of attributions, in text order.

use super::entities::{Kind, Registry};
use super::lexicon::world::{Class, Gender, Name, Noun};
use super::mentions::{Phrase, Pronoun, What};
use super::{Structure, TokenKind};
use crate::document::{Aspect, Attribution, Reason, Role, SourceClass, Span};
use std::collections::BTreeMap;

/// Who speaks in one attribution, as an entity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    /// The entity; none for unnamed sources.
    pub entity: Option<usize>,
    /// Further entities that speak jointly.
    pub also: Vec<usize>,
    /// How named the source is.
    pub class: SourceClass,
    /// Probability that it is right, in per cent.
    pub confidence: u8,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// The result of reading a text in order.
pub struct Reading {
    /// The entity that each phrase refers to.
    pub resolved: Vec<Option<usize>>,
    /// One for each attribution.
    pub voices: Vec<Voice>,
}

/// Resolves all phrases and sources of a text.
pub fn read<'s, 't>(
    s: &'s Structure<'t>,
    phrases: &[Phrase],
    registry: &mut Registry<'s, 't>,
    attributions: &[Attribution],
) -> Reading {
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    let anchor = |a: &Attribution| a.source.map_or(a.content[0].start, |source| source.end);
    order.sort_by_key(|&i| (anchor(&attributions[i]), i));
    let resolved = registry.of_phrase.clone();
    let mut reader = Reader {
        s,
        phrases,
        quoted: quoted(s),
        resolved,
        voices: vec![Voice::default(); attributions.len()],
        attributions,
        registry,
        by_noun: BTreeMap::new(),
        by_class: BTreeMap::new(),
        by_group: BTreeMap::new(),
        by_home: BTreeMap::new(),
        last_group: None,
        last: None,
        last_body: None,
        here: Focus::default(),
        before: Focus::default(),
        recent: [None; 2],
        paragraph: (u32::MAX, None),
    };
    let mut next = 0;
    for (i, phrase) in phrases.iter().enumerate() {
        while next < order.len() && anchor(&attributions[order[next]]) <= s.tokens[phrase.from].span.start {
            reader.attribution(order[next], i);
            next += 1;
        }
        reader.phrase(i);
    }
    while next < order.len() {
        reader.attribution(order[next], phrases.len());
        next += 1;
    }
    reader.headlines();
    Reading { resolved: reader.resolved, voices: reader.voices }
}

/// Whether each token stands inside a quotation.
fn quoted(s: &Structure) -> Vec<bool> {
    let mut quoted = vec![false; s.tokens.len()];
    let mut reached = 0;
    for q in s.quotes.iter() {
        let range = s.tokens_in(q.inner);
        for flag in &mut quoted[range.start.max(reached).min(range.end)..range.end] {
            *flag = true;
        }
        reached = reached.max(range.end);
    }
    quoted
}

/// Who a sentence is about.
#[derive(Clone, Copy, Debug, Default)]
struct Focus {
    sentence: usize,
    person: Option<usize>,
    thing: Option<usize>,
    last_thing: Option<usize>,
    group: Option<usize>,
}

/// The last speaker.
#[derive(Clone, Copy, Debug)]
struct Last {
    entity: Option<usize>,
    attribution: usize,
    sentence: usize,
    block: u32,
}

struct Reader<'a, 's, 't> {
    s: &'a Structure<'t>,
    phrases: &'a [Phrase],
    quoted: Vec<bool>,
    resolved: Vec<Option<usize>>,
    voices: Vec<Voice>,
    attributions: &'a [Attribution],
    registry: &'a mut Registry<'s, 't>,
    by_noun: BTreeMap<&'static str, usize>,
    by_class: BTreeMap<Class, usize>,
    by_group: BTreeMap<String, usize>,
    by_home: BTreeMap<u16, usize>,
    last_group: Option<usize>,
    last: Option<Last>,
    last_body: Option<usize>,
    here: Focus,
    before: Focus,
    recent: [Option<usize>; 2],
    /// The current block and the first entity named in it.
    paragraph: (u32, Option<usize>),
}

impl Reader<'_, '_, '_> {
    fn word(&self, i: usize) -> &str {
        if i < self.s.tokens.len() { self.s.word(i) } else { "" }
    }

    fn kind(&self, e: usize) -> Kind {
        self.registry.entities[e].kind
    }

    fn name(&self, e: usize) -> String {
        self.registry.entities[e].name.clone()
    }

    /// Resolves one phrase and notes what it brings into view.
    fn phrase(&mut self, i: usize) {
        let p = self.phrases[i];
        let sentence = self.s.sentence_of(p.from);
        if sentence != self.here.sentence {
            self.before = self.here;
            self.here = Focus { sentence, ..Focus::default() };
        }
        let block = self.s.sentences[sentence].block;
        if self.paragraph.0 != block {
            self.paragraph = (block, None);
        }
        match p.what {
            What::Pronoun(pronoun) if !self.quoted[p.from] => {
                self.resolved[i] = self.pronoun(pronoun, p.from);
            }
            What::Noun(noun) if self.resolved[i].is_none() => {
                self.resolved[i] = self.definite(i, noun);
            }
            _ => {}
        }
        if let Some(e) = self.resolved[i] {
            self.notice(i, e);
        }
    }

    /// Remembers that `e` was mentioned by phrase `i`.
    fn notice(&mut self, i: usize, e: usize) {
        let p = self.phrases[i];
        if let What::Noun(noun) = p.what {
            self.by_noun.insert(family(noun.word), e);
        }
        if let What::Body { class, core, .. } = p.what {
            let at = |k: usize| (core + k < p.to).then(|| self.word(core + k));
            if let Some((_, noun)) = super::lexicon::world::noun(at) {
                self.by_noun.insert(family(noun.word), e);
            }
            let word = self.word(p.to - 1).to_lowercase();
            if let Some((_, noun)) = super::lexicon::world::noun(|k| (k == 0).then_some(word.as_str())) {
                self.by_noun.insert(family(noun.word), e);
            }
            self.by_class.insert(class, e);
        }
        if let What::Known(Name::Outlet(_) | Name::Body(_)) = p.what {
            let word = self.word(p.to - 1).to_lowercase();
            if let Some((_, noun)) = super::lexicon::world::noun(|k| (k == 0).then_some(word.as_str())) {
                self.by_noun.insert(family(noun.word), e);
            }
        }
        if self.quoted[p.from] {
            return;
        }
        if matches!(p.what, What::Pronoun(_)) {
            return;
        }
        self.paragraph.1 = self.paragraph.1.or(Some(e));
        let adjective = matches!(p.what, What::Known(Name::Adjective(_)));
        let owner = matches!(self.word(p.to), "'s" | "’s" | "'" | "’");
        match self.kind(e) {
            Kind::Person => {
                self.here.person = self.here.person.or(Some(e));
                let g = usize::from(self.registry.entities[e].gender == Some(Gender::Female));
                if self.registry.entities[e].gender.is_none() {
                    self.recent = [Some(e); 2];
                } else {
                    self.recent[g] = Some(e);
                }
                for office in self.registry.entities[e].offices.clone() {
                    if !office.former {
                        self.by_noun.insert(family(office.word), e);
                        if let Some((_, last)) = office.word.rsplit_once(' ')
                            && let Some((_, noun)) = super::lexicon::world::noun(|k| (k == 0).then_some(last))
                        {
                            self.by_noun.insert(family(noun.word), e);
                        }
                    }
                }
            }
            Kind::Group => {
                self.here.group = self.here.group.or(Some(e));
                self.last_group = Some(e);
            }
            Kind::State(_) | Kind::Part if adjective || owner => {}
            Kind::Body(class) => {
                if self.registry.entities[e].proven {
                    self.by_class.insert(class, e);
                    self.last_body = Some(e);
                }
                if let Some(id) = self.registry.entities[e].home {
                    self.by_home.insert(id, e);
                }
                if !self.after_preposition(p.from) {
                    self.here.thing = self.here.thing.or(Some(e));
                    self.here.last_thing = Some(e);
                }
            }
            _ => {
                if !self.after_preposition(p.from) {
                    self.here.thing = self.here.thing.or(Some(e));
                    self.here.last_thing = Some(e);
                }
            }
        }
    }

    fn after_preposition(&self, from: usize) -> bool {
        let mut k = from;
        if k > 0 && matches!(self.word(k - 1), "the" | "The") {
            k -= 1;
        }
        k > 0
            && matches!(
                self.word(k - 1),
                "in" | "In"
                    | "of"
                    | "at"
                    | "At"
                    | "from"
                    | "From"
                    | "with"
                    | "to"
                    | "on"
                    | "for"
                    | "against"
                    | "between"
                    | "by"
                    | "into"
                    | "near"
            )
    }

    /// Whom a pronoun outside quotations stands for.
    fn pronoun(&self, pronoun: Pronoun, at: usize) -> Option<usize> {
        let sentence = self.s.sentence_of(at);
        let block = self.s.sentences[sentence].block;
        let fits = |e: &usize| {
            let entity = &self.registry.entities[*e];
            match pronoun {
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
        order.into_iter().flatten().find(fits)
    }

    /// A description that points back: "the minister", "his ministry", "the Chinese embassy".
    fn definite(&mut self, i: usize, noun: Noun) -> Option<usize> {
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
    fn noun_phrase_start(&self, i: usize) -> usize {
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
                && (shouted || !super::lexicon::world::FUNCTION_WORDS.contains(word.to_lowercase().as_str()));
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
    fn owner_before(&self, i: usize, start: usize) -> Option<usize> {
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
    fn owned(&mut self, noun: Noun, owner: usize) -> Option<usize> {
        let state_like = matches!(noun.class, Class::Organ | Class::Force | Class::Legislature);
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
    fn institution(&mut self, word: &str, owner: usize, class: Class) -> usize {
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
        let code = home.map_or("", |id| super::lexicon::world::state(id).code);
        let e =
            self.registry.intern(format!("institution {code} {}", family_of(word)), &name, Kind::Body(class));
        self.registry.entities[e].home = home;
        e
    }

    /// Whom "the minister", "the company", "the embassy" points back to.
    fn recall(&mut self, noun: Noun, _i: usize) -> Option<usize> {
        if let Some(&e) = self.by_noun.get(family(noun.word)) {
            return Some(e);
        }
        let stage = self.registry.stage;
        match noun.class {
            Class::Company | Class::Body | Class::Faction | Class::Court => {
                self.by_class.get(&noun.class).copied()
            }
            Class::Agency => {
                self.by_class.get(&Class::Agency).or_else(|| self.by_class.get(&Class::Organ)).copied()
            }
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

    /// Decides who speaks in attribution `a`; phrases before `upto` are resolved.
    fn attribution(&mut self, a: usize, upto: usize) {
        let attribution = &self.attributions[a];
        let at = self.s.tokens_in(attribution.source.unwrap_or(attribution.content[0])).start;
        let sentence = self.s.sentence_of(at.min(self.s.tokens.len().saturating_sub(1)));
        let block = self.s.sentences.get(sentence).map_or(0, |s| s.block);
        let voice = match attribution.source {
            Some(source) => self.source(source, upto),
            None => self.unsourced(a, sentence, block),
        };
        if let Some(e) = voice.entity {
            if attribution.source.is_some() || self.last.is_none_or(|l| l.entity.is_none()) {
                self.last = Some(Last { entity: Some(e), attribution: a, sentence, block });
            } else if let Some(last) = &mut self.last {
                last.sentence = sentence;
                last.block = block;
            }
        } else if attribution.source.is_some() {
            self.last = Some(Last { entity: None, attribution: a, sentence, block });
        }
        self.voices[a] = voice;
    }

    /// A quotation that goes on, a participle that inherits, or nobody.
    fn unsourced(&self, a: usize, sentence: usize, block: u32) -> Voice {
        let attribution = &self.attributions[a];
        let Some(last) = self.last else { return Voice::default() };
        let cue = attribution.cue.map(|c| c.of(self.s.text));
        let inherits = match cue {
            None => last.block + 1 >= block,
            Some(cue) => {
                let first = cue.split_whitespace().next().unwrap_or("");
                let (length, noun) = super::lexicon::world::noun(|k| (k == 0).then_some(first))
                    .unwrap_or((0, Noun { word: "", class: Class::Text, plural: false }));
                let sign =
                    length > 0 && matches!(noun.word, "sign" | "banner" | "poster" | "placard" | "slogan");
                first.ends_with("ing") && last.sentence + 1 >= sentence || sign
            }
        };
        if !inherits {
            return Voice::default();
        }
        let voice = &self.voices[last.attribution];
        let words = match voice.entity {
            Some(e) => format!("It goes on from the statement of {} before it.", self.name(e)),
            None => "It goes on from the unnamed source before it.".to_owned(),
        };
        let evidence = self.attributions[last.attribution].source.into_iter().collect();
        Voice {
            confidence: voice.confidence.saturating_sub(10),
            reasons: vec![Reason { aspect: Aspect::Party, words, evidence }],
            ..voice.clone()
        }
    }

    /// Reads the noun phrase of a source.
    fn source(&mut self, span: Span, upto: usize) -> Voice {
        let range = self.s.tokens_in(span);
        let from = self.phrases[..upto].partition_point(|p| p.from < range.start);
        let mut to = from;
        while to < upto && self.phrases[to].from < range.end {
            to += 1;
        }
        let voice = self.noun_phrase(range.clone(), from, to);
        if let (true, Some(e)) = (voice.reasons.is_empty(), voice.entity) {
            let words = format!("“{}” is {}.", span.of(self.s.text), self.name(e));
            let reasons = vec![Reason { aspect: Aspect::Party, words, evidence: vec![span] }];
            return Voice { reasons, ..voice };
        }
        voice
    }

    /// The voice of the tokens `range`, which hold the phrases `from..to`.
    fn noun_phrase(&mut self, range: std::ops::Range<usize>, from: usize, to: usize) -> Voice {
        if from == to {
            return self.unknown(range);
        }
        let head_end = self.head_end(&range, from, to);
        let mut head = from;
        while head + 1 < to && self.phrases[head + 1].from < head_end {
            head += 1;
        }
        let voice = match self.phrases[head].what {
            What::Pronoun(_) => self.named(self.resolved[head], 80),
            What::Noun(noun) => self.description(&range, from, head, to, noun),
            _ => self.name_head(&range, from, head, to, head_end),
        };
        self.joint(voice, &range, head, to)
    }

    fn named(&self, entity: Option<usize>, confidence: u8) -> Voice {
        let class = if entity.is_some() { SourceClass::Named } else { SourceClass::Unnamed };
        Voice {
            entity,
            class,
            confidence: if entity.is_some() { confidence } else { 50 },
            ..Voice::default()
        }
    }

    /// Where the words before the first preposition, comma or participle end.
    fn head_end(&self, range: &std::ops::Range<usize>, from: usize, to: usize) -> usize {
        let first = self.phrases[from].to;
        let mut k = from;
        for t in range.clone() {
            while k < to && self.phrases[k].to <= t {
                k += 1;
            }
            if k < to && self.phrases[k].from <= t {
                continue;
            }
            let edge = matches!(
                self.word(t),
                "of" | "for"
                    | "by"
                    | "from"
                    | "in"
                    | "with"
                    | "at"
                    | "to"
                    | "on"
                    | "about"
                    | "including"
                    | "who"
                    | "that"
                    | "which"
                    | "near"
                    | "between"
                    | ","
                    | "("
                    | "and"
                    | "or"
                    | "as"
                    | "dated"
                    | "titled"
            );
            let coordinated = self.word(t) == "and" && self.continues_modifier(t, range.end);
            let edge = edge && t >= first;
            let participle = self.word(t).ends_with("ed")
                && self.word(t).starts_with(char::is_lowercase)
                && t >= first
                && !self.before_noun(t, range.end);
            if edge && !coordinated || participle {
                return t;
            }
        }
        range.end
    }

    /// "trade and industry commissioner": "and" between lower-case words inside a noun phrase.
    fn continues_modifier(&self, t: usize, end: usize) -> bool {
        let lower = |k: usize| self.word(k).starts_with(char::is_lowercase);
        t > 0
            && t + 1 < end
            && lower(t - 1)
            && lower(t + 1)
            && !self.ends_phrase(t)
            && self.word(t + 1) != "other"
            && self.word(t + 1) != "others"
    }

    fn ends_phrase(&self, t: usize) -> bool {
        let k = self.phrases.partition_point(|p| p.to < t);
        self.phrases.get(k).is_some_and(|p| p.to == t)
    }

    fn before_noun(&self, t: usize, end: usize) -> bool {
        let k = self.phrases.partition_point(|p| p.from <= t);
        self.phrases.get(k).is_some_and(|p| p.from == t + 1 && p.to <= end)
    }

    /// A source whose head is a name.
    fn name_head(
        &mut self,
        range: &std::ops::Range<usize>,
        from: usize,
        head: usize,
        to: usize,
        head_end: usize,
    ) -> Voice {
        let p = self.phrases[head];
        let entity = self.resolved[head];
        let adjective = matches!(p.what, What::Known(Name::Adjective(_)));
        if p.to < head_end && !matches!(self.word(p.to), "'s" | "’s" | "'" | "’")
            || adjective && p.to >= head_end && head_end < range.end
        {
            // Words after the last name: an unlisted noun ("European nations", "Chinese tourists").
            if let Some(e) = entity.filter(|_| !adjective) {
                return self.named(Some(e), 70);
            }
            return self.group(range.start, head_end);
        }
        if matches!(self.word(p.to), "'s" | "’s") && p.to + 1 < head_end {
            return self.named(entity, 60);
        }
        match entity {
            Some(e) => self.named(Some(e), 95),
            None => {
                // A name that only this place knows.
                let later = (head + 1..to).chain(from..head).find_map(|k| self.resolved[k]);
                if later.is_some() {
                    return self.named(later, 70);
                }
                let seat = matches!(p.what, What::Known(Name::Seat(_)));
                let e = match p.what {
                    What::Known(Name::Seat(id)) => self.registry.state(id),
                    _ => {
                        let name = self.registry.text(p.from, p.to);
                        self.registry.intern(
                            format!("body {}", name.to_lowercase()),
                            &name,
                            Kind::Body(Class::Body),
                        )
                    }
                };
                self.resolved[head] = Some(e);
                self.named(Some(e), if seat { 80 } else { 50 })
            }
        }
    }

    /// A source without any listed word.
    fn unknown(&mut self, range: std::ops::Range<usize>) -> Voice {
        let first = self.word(range.start).to_lowercase();
        if matches!(first.as_str(), "this" | "that" | "these" | "those") && range.len() == 1 {
            return self.named(self.last.and_then(|l| l.entity), 50);
        }
        Voice { class: SourceClass::Unnamed, confidence: 60, ..Voice::default() }
    }

    /// People named only by what they are: a group of its own.
    fn group(&mut self, from: usize, to: usize) -> Voice {
        let mut from = from;
        while from + 1 < to
            && (matches!(
                self.word(from).to_lowercase().as_str(),
                "the"
                    | "a"
                    | "an"
                    | "some"
                    | "many"
                    | "several"
                    | "most"
                    | "other"
                    | "two"
                    | "three"
                    | "four"
                    | "one"
                    | "over"
                    | "more"
                    | "than"
                    | "about"
                    | "these"
                    | "those"
            ) || self.s.tokens[from].kind == TokenKind::Number)
        {
            from += 1;
        }
        let text = self.registry.text(from, to);
        let e =
            self.registry.intern(format!("group {}", text.to_lowercase()), &capitalised(&text), Kind::Group);
        self.named(Some(e), 60)
    }

    /// A source whose head is a noun.
    fn description(
        &mut self,
        range: &std::ops::Range<usize>,
        from: usize,
        head: usize,
        to: usize,
        noun: Noun,
    ) -> Voice {
        let p = self.phrases[head];
        // An apposed name says who it is: "The militant group, the Red Lantern".
        if self.word(p.to) == "," || self.word(p.to) == "(" {
            let named = (head + 1..to).find(|&k| self.is_name(k) && self.phrases[k].from <= p.to + 3);
            if let Some(k) = named {
                return self.named(self.resolved[k], 95);
            }
        }
        let person_after = (head + 1..to).find(|&k| {
            let before = self.word(self.phrases[k].from.saturating_sub(1));
            let titled = self.phrases[k - 1].to == self.phrases[k].from;
            let named = titled && self.is_name(k - 1) && self.kind_of(k - 1) != Some(Kind::Person);
            let joined = titled && (named && k > head + 1 || self.joined(p.to, self.phrases[k].from));
            (before == "," || joined) && self.resolved[k].is_some_and(|e| self.kind(e) == Kind::Person)
        });
        if let (Some(k), true) = (person_after, noun.class.is_person()) {
            return self.named(self.resolved[k], 95);
        }
        let before = (from..head).rev().find_map(|k| self.resolved[k].map(|e| (k, e)));
        let after =
            (head + 1..to).find(|&k| self.resolved[k].is_some()).map(|k| (k, self.resolved[k].unwrap_or(0)));
        let owner = before.map(|(_, e)| e);
        let opener = self.word(range.start).to_lowercase();
        let definite = matches!(opener.as_str(), "the" | "this" | "that" | "his" | "her" | "its" | "their")
            || self.is_name(from);
        match noun.class {
            Class::Text => Voice { class: SourceClass::Document, confidence: 70, ..Voice::default() },
            Class::Document => self.document(range, from, head, to),
            Class::Unnamed => self.vague(range, head, to),
            Class::Lawyer if owner.is_none() => {
                Voice { class: SourceClass::Unnamed, confidence: 60, ..Voice::default() }
            }
            Class::Expert
            | Class::Journalist
            | Class::Private
            | Class::Local
            | Class::Judge
            | Class::Legislator => {
                let known = if definite && !noun.plural {
                    self.by_noun.get(family(noun.word)).copied()
                } else {
                    None
                };
                if noun.plural && noun.class == Class::Legislator && self.word(p.to) == "of" && head + 1 < to
                {
                    let of = self.noun_phrase(p.to + 1..range.end, head + 1, to);
                    if of.entity.is_some_and(|e| matches!(self.kind(e), Kind::Body(_))) {
                        return of;
                    }
                }
                let modifier = (from..head).find_map(|k| match self.phrases[k].what {
                    What::Noun(n) if n.class == Class::Group && noun.plural => Some((k, n)),
                    _ => None,
                });
                match (known, noun.class) {
                    (Some(e), _) => self.named(Some(e), 80),
                    (None, Class::Expert) if modifier.is_some() => {
                        let key = modifier.map_or("", |(_, n)| group_family(n.word));
                        match self.by_group.get(key) {
                            Some(&e) => self.named(Some(e), 60),
                            None => self.group(range.start, p.to),
                        }
                    }
                    (None, Class::Judge | Class::Legislator) => self.group(range.start, p.to),
                    _ => Voice { class: SourceClass::Unnamed, confidence: 70, ..Voice::default() },
                }
            }
            Class::Group => {
                if let Some(e) = owner.filter(|&e| matches!(self.kind(e), Kind::Body(_))) {
                    return self.named(Some(e), 70);
                }
                match self.resolved[head] {
                    Some(e) => self.named(Some(e), 75),
                    None if !noun.plural => {
                        Voice { class: SourceClass::Unnamed, confidence: 60, ..Voice::default() }
                    }
                    None => self.group(range.start, p.to),
                }
            }
            Class::Organ if noun.plural && matches!(noun.word, "country" | "nation" | "state") => {
                let including = (p.to..range.end).any(|t| self.word(t) == "including");
                match after.filter(|_| including) {
                    Some((_, e)) => self.named(Some(e), 60),
                    None => self.group(range.start, p.to),
                }
            }
            Class::Agency if self.is_headline(p.from) && opener != "the" => self.group(range.start, p.to),
            Class::Organ if owner.is_none() && self.is_headline(p.from) && head > from => {
                self.group(range.start, p.to)
            }
            _ => {
                let entity = match owner {
                    Some(owner) => self.owned(noun, owner),
                    None => after.and_then(|(k, e)| {
                        let near = self.phrases[k].from <= p.to + 6;
                        near.then(|| self.owned(noun, e)).flatten()
                    }),
                };
                let entity = entity.or_else(|| self.unowned(range, head, noun, definite));
                match entity {
                    Some(e) => self.named(Some(e), 80),
                    None if noun.class == Class::Government => {
                        Voice { class: SourceClass::Official, confidence: 60, ..Voice::default() }
                    }
                    None if noun.class == Class::Leader && noun.plural => self.group(range.start, p.to),
                    None if noun.class.is_person() => {
                        Voice { class: SourceClass::Unnamed, confidence: 60, ..Voice::default() }
                    }
                    None => self.group(range.start, p.to),
                }
            }
        }
    }

    /// Whether nothing but further titles stands between: "trader and party donor NAME".
    fn joined(&self, from: usize, to: usize) -> bool {
        let link = |t| {
            matches!(self.word(t), "," | "of" | "for" | "in" | "at" | "by" | "to" | "with" | "from" | "the")
        };
        self.word(from) == "and" && !(from..to).any(link)
    }

    fn block_of(&self, token: usize) -> u32 {
        self.s.sentences[self.s.sentence_of(token)].block
    }

    fn is_headline(&self, token: usize) -> bool {
        let sentence = &self.s.sentences[self.s.sentence_of(token)];
        self.s.blocks[sentence.block as usize].role == Role::Headline
    }

    /// A described source that nobody is named with.
    fn unowned(
        &mut self,
        range: &std::ops::Range<usize>,
        head: usize,
        noun: Noun,
        definite: bool,
    ) -> Option<usize> {
        let speaker = self.last.and_then(|l| l.entity);
        match noun.class {
            Class::Spokes => speaker.filter(|&e| self.kind(e) != Kind::Outlet).or(self.last_body),
            Class::Government if noun.word == "official" => {
                let government = (range.start..self.phrases[head].from)
                    .any(|t| matches!(self.word(t), "government" | "state"));
                let stage = self.registry.stage.filter(|_| government);
                stage.map(|id| self.registry.state(id))
            }
            Class::Leader if noun.plural => {
                self.by_group.get("protester").copied().or_else(|| self.first_body())
            }
            Class::Leader
            | Class::Government
            | Class::Officer
            | Class::Military
            | Class::Police
            | Class::Clergy
                if definite =>
            {
                self.recall(noun, head)
            }
            Class::Force | Class::Organ | Class::Legislature => self.recall(noun, head),
            _ if definite => self.recall(noun, head),
            _ => None,
        }
    }

    fn first_body(&self) -> Option<usize> {
        self.voices.iter().filter_map(|v| v.entity).find(|&e| matches!(self.kind(e), Kind::Body(_)))
    }

    fn kind_of(&self, k: usize) -> Option<Kind> {
        self.resolved[k].map(|e| self.kind(e))
    }

    fn is_name(&self, k: usize) -> bool {
        matches!(self.phrases[k].what, What::Known(_) | What::Body { .. } | What::Proper)
            && self.resolved[k].is_some()
    }

    /// A statement, report or website speaks for whoever issued it.
    fn document(&mut self, range: &std::ops::Range<usize>, from: usize, head: usize, to: usize) -> Voice {
        let p = self.phrases[head];
        for k in (from..head).rev() {
            if let Some(e) = self.resolved[k] {
                let owns = matches!(self.word(self.phrases[k].to), "'s" | "’s" | "'" | "’");
                if matches!(self.kind(e), Kind::State(_)) && !owns && is_study(word_of(p.what)) {
                    return Voice { class: SourceClass::Document, confidence: 60, ..Voice::default() };
                }
                return self.named(Some(e), 85);
            }
            if let What::Noun(noun) = self.phrases[k].what {
                if noun.class == Class::Unnamed || noun.class == Class::Expert {
                    return Voice { class: SourceClass::Unnamed, confidence: 70, ..Voice::default() };
                }
                if noun.class == Class::Private {
                    return self.group(self.phrases[k].from, self.phrases[k].to);
                }
            }
        }
        let by = (p.to..range.end).find(|&t| matches!(self.word(t), "by" | "from" | "of"));
        if let Some(by) = by {
            let k = (head + 1..to).find(|&k| self.phrases[k].from > by);
            if let Some(k) = k {
                let rest = by + 1..range.end;
                return self.noun_phrase(rest, k, to);
            }
        }
        if let Some(e) = self.resolved[head] {
            return self.named(Some(e), 75);
        }
        let speaker = self.last.filter(|l| l.block == self.block_of(p.from)).and_then(|l| l.entity);
        if is_study(word_of(p.what)) {
            let entity = speaker.filter(|&e| !matches!(self.kind(e), Kind::State(_)));
            return Voice { class: SourceClass::Document, ..self.named(entity, 50) };
        }
        let sentence = self.s.sentence_of(p.from);
        let here = self
            .here
            .group
            .or(self.here.person)
            .or(self.here.thing)
            .filter(|_| self.here.sentence == sentence);
        let sign = matches!(family(word_of(p.what)), "sign" | "banner" | "placard" | "poster" | "slogan");
        let group = self.last_group.filter(|_| sign);
        let entity = group.or(speaker).or(here).or(self.paragraph.1).or(self.last.and_then(|l| l.entity));
        if let Some(e) = entity {
            self.by_noun.insert(family(word_of(p.what)), e);
        }
        Voice { class: SourceClass::Document, ..self.named(entity, 60) }
    }

    /// "Some of the protesters", "several", "critics".
    fn vague(&mut self, range: &std::ops::Range<usize>, head: usize, to: usize) -> Voice {
        let p = self.phrases[head];
        if self.word(p.to) == "of" && head + 1 < to {
            return self.noun_phrase(p.to + 1..range.end, head + 1, to);
        }
        let counts = matches!(word_of(p.what), "some" | "several" | "many" | "other" | "most" | "few");
        let last = self
            .last
            .and_then(|l| l.entity)
            .filter(|&e| matches!(self.kind(e), Kind::Group | Kind::Body(Class::Legislature)));
        if let (true, 1, Some(e)) = (counts, range.len(), last) {
            return self.named(Some(e), 60);
        }
        Voice { class: SourceClass::Unnamed, confidence: 80, ..Voice::default() }
    }

    /// Adds the others of "X and Y", "X, Y and Z", "neighbours including X and Y".
    fn joint(&mut self, mut voice: Voice, range: &std::ops::Range<usize>, head: usize, to: usize) -> Voice {
        let after = (self.phrases[head].to..range.end).any(|t| self.word(t) == "and");
        let including = (range.start..range.end).any(|t| matches!(self.word(t), "including" | "of"));
        if !after || voice.entity.is_none() {
            return voice;
        }
        let mut others = Vec::new();
        for k in head + 1..to {
            let Some(e) = self.resolved[k] else { continue };
            let before = self.word(self.phrases[k].from.saturating_sub(1));
            let article = before == "the";
            let before = if article { self.word(self.phrases[k].from.saturating_sub(2)) } else { before };
            let state = matches!(self.kind(e), Kind::State(_));
            let listed = matches!(before, "and" | "," | "including") || including && state && before == "of";
            let title = self.kind(e) == Kind::Person && self.s.word(self.phrases[k].from) != "of";
            if (listed || title) && self.is_name(k) && Some(e) != voice.entity && !others.contains(&e) {
                others.push(e);
            }
        }
        voice.also = others;
        voice
    }

    /// Headlines name nobody yet: "Ministry denies claims" means the first ministry that speaks below.
    fn headlines(&mut self) {
        for a in 0..self.attributions.len() {
            let Some(source) = self.attributions[a].source else { continue };
            let sentence = self.s.sentence_of(self.s.tokens_in(source).start.min(self.s.tokens.len() - 1));
            let headline = self
                .s
                .sentences
                .get(sentence)
                .is_some_and(|s| self.s.blocks[s.block as usize].role == Role::Headline);
            let vague = self.voices[a].entity.is_none_or(|e| self.registry.entities[e].count == 0);
            if !headline || !vague || self.voices[a].class == SourceClass::Document {
                continue;
            }
            let below = (a + 1..self.attributions.len()).find(|&b| {
                let other =
                    self.attributions[b].source.map_or(0, |s| self.s.sentence_of(self.s.tokens_in(s).start));
                other != sentence && self.voices[b].entity.is_some()
            });
            if let Some(e) = below.and_then(|b| self.voices[b].entity) {
                let words = format!("The headline means {}, who speaks first below it.", self.name(e));
                self.voices[a] = Voice {
                    entity: Some(e),
                    class: SourceClass::Named,
                    confidence: 60,
                    reasons: vec![Reason { aspect: Aspect::Party, words, evidence: vec![source] }],
                    also: Vec::new(),
                };
            }
        }
    }
}

fn word_of(what: What) -> &'static str {
    match what {
        What::Noun(noun) => noun.word,
        _ => "",
    }
}

/// Documents that find something out; others announce what their issuer wants.
fn is_study(word: &str) -> bool {
    matches!(
        word,
        "study"
            | "research"
            | "survey"
            | "poll"
            | "paper"
            | "analysis"
            | "data"
            | "figure"
            | "number"
            | "statistic"
            | "estimate"
            | "result"
            | "finding"
            | "article"
            | "account"
            | "record"
    )
}

/// Nouns that can vary each other: one word for all of them.
fn family(word: &'static str) -> &'static str {
    match word {
        "embassy" | "diplomatic mission" | "mission" | "consulate" | "high commission" => "embassy",
        "prime minister" | "premier" => "prime minister",
        "house" | "house of representatives" | "lower house" => "house",
        "senate" | "upper house" => "senate",
        "agency" | "news agency" => "agency",
        "organisation" | "organization" | "militant group" => "organisation",
        "company" | "firm" | "corporation" | "manufacturer" | "maker" | "business" | "enterprise" => {
            "company"
        }
        "police" | "police force" | "police department" | "police service" | "cop" => "police",
        "spokesman" | "spokeswoman" | "spokesperson" | "spox" => "spokesperson",
        "chairman" | "chairwoman" | "chairperson" | "chair" => "chair",
        _ => word,
    }
}

fn family_of(word: &str) -> &str {
    match word {
        "house of representatives" | "lower house" => "house",
        "upper house" => "senate",
        "police force" | "police department" => "police",
        _ => word,
    }
}

/// Groups whose members are called many things.
fn group_family(word: &str) -> &str {
    match word {
        "protester" | "protestor" | "demonstrator" | "marcher" | "rioter" | "interviewee" | "picketer" => {
            "protester"
        }
        _ => word,
    }
}

/// Organs that mean the state as a whole.
fn is_general(word: &str) -> bool {
    matches!(
        word,
        "government"
            | "state"
            | "administration"
            | "country"
            | "nation"
            | "authorities"
            | "regime"
            | "cabinet"
    )
}

/// Offices of which a state has one.
fn is_head(word: &str) -> bool {
    matches!(
        word,
        "president"
            | "prime minister"
            | "premier"
            | "chancellor"
            | "king"
            | "queen"
            | "monarch"
            | "emperor"
            | "vice president"
    )
}

/// With a capital first letter.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}
