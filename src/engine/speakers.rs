//! Who a noun phrase refers to where it stands: descriptions, pronouns and sources of attributions, in text order.

mod backward;
mod sources;

use super::Structure;
use super::entities::{Kind, Office, Registry};
use super::lexicon::world::{Class, Gender, Name, Noun};
use super::mentions::{Phrase, What};
use super::naming;
use crate::document::{Aspect, Attribution, Reason, Role, SourceClass, capital};
use crate::order::Order;
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
    order.order_by_key(|&i| (anchor(&attributions[i]), i));
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
        by_word: BTreeMap::new(),
        by_group: BTreeMap::new(),
        by_home: BTreeMap::new(),
        experts: None,
        last_group: None,
        last: None,
        last_body: None,
        last_outlet: None,
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

/// Most attributions that a headline or a vague source is compared with.
const LOOK_AHEAD: usize = 200;

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
    /// Bodies by the last word of their names, in lower case.
    by_word: BTreeMap<String, usize>,
    by_group: BTreeMap<String, usize>,
    /// Scientists of some institution.
    experts: Option<usize>,
    by_home: BTreeMap<u16, usize>,
    last_group: Option<usize>,
    last: Option<Last>,
    last_body: Option<usize>,
    last_outlet: Option<usize>,
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
                self.resolved[i] = self.pronoun(pronoun, i);
            }
            What::Noun(noun) if self.resolved[i].is_none() => {
                self.resolved[i] = self.definite(i, noun);
            }
            _ => {}
        }
        if let Some(e) = self.resolved[i] {
            self.employ(i, e);
            self.notice(i, e);
        }
    }

    /// "Its foreign minister, NAME": whose minister the person named next is.
    fn employ(&mut self, i: usize, owner: usize) {
        let p = self.phrases[i];
        let What::Noun(noun) = p.what else { return };
        let possessive =
            p.from > 0 && matches!(self.word(p.from - 1), "its" | "Its" | "their" | "Their" | "whose");
        let gap = usize::from(self.word(p.to) == ",");
        let Some(next) = self.phrases.get(i + 1).filter(|q| q.from == p.to + gap) else { return };
        let Some(person) = self.resolved[i + 1].filter(|&e| self.kind(e) == Kind::Person) else { return };
        if !possessive || noun.plural || !noun.class.is_person() || person == owner || next.weak {
            return;
        }
        let (home, kind) = (self.registry.entities[owner].home, self.kind(owner));
        let entity = &mut self.registry.entities[person];
        if entity.home.is_none() && entity.body.is_none() {
            entity.home = home;
            entity.body = (!matches!(kind, Kind::State(_) | Kind::Person)).then_some(owner);
            if entity.offices.is_empty() {
                entity.offices.push(Office { class: noun.class, word: noun.word, former: false });
            }
        }
    }

    /// Remembers that `e` was mentioned by phrase `i`.
    fn notice(&mut self, i: usize, e: usize) {
        let p = self.phrases[i];
        if let What::Noun(noun) = p.what
            && !self.quoted[p.from]
        {
            self.by_noun.insert(family(noun.word), e);
        }
        if let What::Body { class, core, .. } = p.what {
            // "The Royal Academy of Letters" is "the academy", "a Court of Appeals" "the appeals court".
            let mut at = core;
            while at < p.to {
                let word = |k: usize| (at + k < p.to).then(|| self.word(at + k));
                let found = super::lexicon::world::noun(word).filter(|(_, n)| n.class.is_body());
                if let Some((_, noun)) = found {
                    self.by_noun.insert(family(noun.word), e);
                }
                at += found.map_or(1, |(length, _)| length);
            }
            self.by_class.insert(class, e);
        }
        if let What::Known(Name::Outlet(_) | Name::Body(_)) = p.what {
            let word = self.word(p.to - 1).to_lowercase();
            if let Some((_, noun)) = super::lexicon::world::noun(|k| (k == 0).then_some(word.as_str())) {
                self.by_noun.insert(family(noun.word), e);
            }
        }
        if self.kind(e) == Kind::Outlet {
            self.last_outlet = Some(e);
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
                if p.to > p.from + 1 {
                    self.by_word.insert(self.word(p.to - 1).to_lowercase(), e);
                }
                // "Accused Norland of closing the Sound": what is only acted upon is no body that a noun points back to.
                let acted_on = p.what == What::Proper && self.here.thing.is_some_and(|thing| thing != e);
                if self.registry.entities[e].proven {
                    if !acted_on {
                        self.by_class.insert(class, e);
                    }
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

    /// Decides who speaks in attribution `a`; phrases before `upto` are resolved.
    fn attribution(&mut self, a: usize, upto: usize) {
        let attribution = &self.attributions[a];
        let at = self.s.tokens_in(attribution.source.unwrap_or(attribution.content[0])).start;
        let sentence = self.s.sentence_of(at.min(self.s.tokens.len().saturating_sub(1)));
        let block = self.s.sentences.get(sentence).map_or(0, |s| s.block);
        let voice = match attribution.source {
            Some(source) => self.source(naming::referent(self.s, source, attribution), upto),
            None => self.unsourced(a, sentence, block),
        };
        if let Some(e) = voice.entity {
            if self.sues(a) {
                self.by_noun.insert(family("lawsuit"), e);
            }
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

    /// "Sued", "filed a lawsuit": whether attribution `a` is what "the complaint" and "the suit" mean afterwards.
    fn sues(&self, a: usize) -> bool {
        const OBJECT: usize = 3;
        let Some(cue) = self.attributions[a].cue else { return false };
        let tokens = self.s.tokens_in(cue);
        (tokens.start..tokens.end + OBJECT).any(|t| {
            matches!(
                self.word(t),
                "sue" | "sues" | "sued" | "suing" | "lawsuit" | "lawsuits" | "suit" | "complaint"
            )
        })
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
                let near = last.sentence + 1 >= sentence;
                // "This was announced in a statement": whoever said what "this" is.
                let points_back = matches!(self.content(a), "This" | "That" | "It");
                near && (first.ends_with("ing") || points_back) || sign
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

    /// The words of attribution `a`'s first content.
    fn content(&self, a: usize) -> &str {
        self.attributions[a].content[0].of(self.s.text)
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
            let below = (a + 1..self.attributions.len()).take(LOOK_AHEAD).find(|&b| {
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
        "appeals court" | "court of appeal" | "court of appeals" => "appeals court",
        "complaint" | "lawsuit" | "suit" => "lawsuit",
        "police" | "police force" | "police department" | "police service" | "cop" => "police",
        "spokesman" | "spokeswoman" | "spokesperson" | "spox" => "spokesperson",
        "foreign secretary" => "foreign minister",
        "home secretary" => "interior minister",
        "defense minister" => "defence minister",
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
    chars.next().map_or(String::new(), |c| std::iter::once(capital(c)).chain(chars).collect())
}
