//! The noun phrase of a source: its head, and who that is.

use super::{LOOK_AHEAD, Reader, Voice, capitalised, family, group_family, is_study, word_of};
use crate::document::{Aspect, Reason, Role, SourceClass, Span};
use crate::engine::TokenKind;
use crate::engine::entities::Kind;
use crate::engine::lexicon::world::{self, Class, Name, Noun};
use crate::engine::mentions::{Phrase, Pronoun, What};

impl Reader<'_, '_, '_> {
    /// Reads the noun phrase of a source.
    pub(super) fn source(&mut self, span: Span, upto: usize) -> Voice {
        let range = self.s.tokens_in(span);
        let from = self.phrases[..upto].partition_point(|p| p.from < range.start);
        let mut to = from;
        while to < upto && self.phrases[to].from < range.end {
            to += 1;
        }
        let voice = self.noun_phrase(range.clone(), from, to);
        if let (true, Some(e)) = (voice.reasons.is_empty(), voice.entity) {
            let (source, name) = (span.of(self.s.text), self.name(e));
            let words = match source == name {
                true => format!("The text names {name} as the source."),
                false => format!("“{source}” is {name}."),
            };
            let reasons = vec![Reason { aspect: Aspect::Party, words, evidence: vec![span] }];
            return Voice { reasons, ..voice };
        }
        voice
    }

    /// The voice of the tokens `range`, which hold the phrases `from..to`.
    pub(super) fn noun_phrase(&mut self, range: std::ops::Range<usize>, from: usize, to: usize) -> Voice {
        if from == to {
            return self.unknown(range);
        }
        if self.is_only_there(&range, from, to) || self.is_part(&range, from, to) {
            return self.unknown(range);
        }
        let head_end = self.head_end(&range, from, to);
        let mut head = from;
        while head + 1 < to && self.phrases[head + 1].from < head_end {
            head += 1;
        }
        let mut voice = match self.phrases[head].what {
            // "His neighbours" are not he.
            What::Pronoun(Pronoun::He | Pronoun::She) if self.phrases[head].to < head_end => {
                self.unknown(range.clone())
            }
            What::Pronoun(_) => self.named(self.resolved[head], 80),
            What::Noun(noun) => self.description(&range, from, head, to, noun),
            _ => self.name_head(&range, from, head, to, head_end),
        };
        if voice.entity.is_none() {
            // "The author of the study Ada Lind".
            let last = self.ends_in_person(&range, to - 1);
            voice = last.map_or(voice, |e| self.named(Some(e), 80));
        }
        if voice.entity.is_some() && voice.entity == self.experts {
            return voice;
        }
        self.joint(voice, &range, head, to)
    }

    /// The person whose name ends the noun phrase, right behind a noun.
    fn ends_in_person(&self, range: &std::ops::Range<usize>, last: usize) -> Option<usize> {
        let p = self.phrases[last];
        let before = self.word(p.from.checked_sub(1).filter(|&t| t >= range.start)?);
        let noun = before.starts_with(char::is_lowercase) && !world::FUNCTION_WORDS.contains(before);
        let e = self.resolved[last].filter(|&e| self.kind(e) == Kind::Person)?;
        (p.to == range.end && noun).then_some(e)
    }

    /// "Criticism within Norway" is not Norway's: whether the first name only says where unlisted words are.
    fn is_only_there(&self, range: &std::ops::Range<usize>, from: usize, to: usize) -> bool {
        let Some(name) = self.first_name(from, to).map(|k| self.phrases[k]) else { return false };
        let there = |t| matches!(self.word(t), "in" | "within" | "across" | "inside" | "throughout");
        matches!(name.what, What::Known(Name::State(_) | Name::Part(_)))
            && (range.start + 1..name.from).any(there)
    }

    /// "The participants in her study" are not she: whether unlisted people stand before the first phrase.
    fn is_part(&self, range: &std::ops::Range<usize>, from: usize, to: usize) -> bool {
        let Some(first) = self.first_name(from, to) else { return false };
        let link =
            |&t: &usize| matches!(self.word(t), "of" | "in" | "at" | "among" | "for" | "with" | "against");
        let people = |t: usize| {
            let word = self.word(t);
            word.ends_with('s') && !word.ends_with("ss") && word.len() > 3
        };
        // Associates of Ada Lark may well speak for her.
        let whose = self.kind_of(first) == Some(Kind::Person) && self.is_name(first);
        !whose && (range.start + 1..self.phrases[first].from).rev().find(link).is_some_and(|t| people(t - 1))
    }

    /// The first phrase among `from..to`, a capital left out that the start of a sentence explains.
    fn first_name(&self, from: usize, to: usize) -> Option<usize> {
        let explained = self.phrases[from].weak && self.resolved[from].is_none();
        (from + usize::from(explained) < to).then_some(from + usize::from(explained))
    }

    pub(super) fn named(&self, entity: Option<usize>, confidence: u8) -> Voice {
        let class = if entity.is_some() { SourceClass::Named } else { SourceClass::Unnamed };
        Voice {
            entity,
            class,
            confidence: if entity.is_some() { confidence } else { 50 },
            ..Voice::default()
        }
    }

    /// Where the words before the first preposition, comma or participle end.
    pub(super) fn head_end(&self, range: &std::ops::Range<usize>, from: usize, to: usize) -> usize {
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
                    | "via"
                    | "within"
                    | "across"
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
            // "US-based" says where a company is, not who.
            let compound = t > 0 && self.word(t - 1) == "-";
            let participle = self.word(t).ends_with("ed")
                && !compound
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
    pub(super) fn continues_modifier(&self, t: usize, end: usize) -> bool {
        let lower = |k: usize| self.word(k).starts_with(char::is_lowercase);
        t > 0
            && t + 1 < end
            && lower(t - 1)
            && lower(t + 1)
            && !self.ends_phrase(t)
            && self.word(t + 1) != "other"
            && self.word(t + 1) != "others"
    }

    pub(super) fn ends_phrase(&self, t: usize) -> bool {
        let k = self.phrases.partition_point(|p| p.to < t);
        self.phrases.get(k).is_some_and(|p| p.to == t)
    }

    pub(super) fn before_noun(&self, t: usize, end: usize) -> bool {
        let k = self.phrases.partition_point(|p| p.from <= t);
        self.phrases.get(k).is_some_and(|p| p.from == t + 1 && p.to <= end)
    }

    /// A source whose head is a name.
    pub(super) fn name_head(
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
                // "Egyptologists": a capital that only the start of the sentence explains.
                if p.weak && p.to == p.from + 1 && self.word(p.from).ends_with('s') {
                    return self.group(p.from, p.to);
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
    pub(super) fn unknown(&mut self, range: std::ops::Range<usize>) -> Voice {
        let first = self.word(range.start).to_lowercase();
        if matches!(first.as_str(), "this" | "that" | "these" | "those") && range.len() == 1 {
            return self.named(self.last.and_then(|l| l.entity), 50);
        }
        // "The archive" after "the Tarn Film Archive".
        if first == "the" && range.len() == 2 {
            let known = self.by_word.get(self.word(range.start + 1)).copied();
            if known.is_some() {
                return self.named(known, 70);
            }
        }
        Voice { class: SourceClass::Unnamed, confidence: 60, ..Voice::default() }
    }

    /// People named only by what they are: a group of its own.
    pub(super) fn group(&mut self, from: usize, to: usize) -> Voice {
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
    pub(super) fn description(
        &mut self,
        range: &std::ops::Range<usize>,
        from: usize,
        head: usize,
        to: usize,
        noun: Noun,
    ) -> Voice {
        let p = self.phrases[head];
        // An apposed name says who it is: "The militant group, the Red Lantern".
        // "Critics, like Ada Lark," are more than she.
        let among = matches!(self.word(p.to + 1), "like" | "including" | "such" | "among");
        if noun.plural && among && self.word(p.to) == "," && p.to < range.end {
            return self.description(&(range.start..p.to), from, head, head + 1, noun);
        }
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
            let portfolio = self.resolved[k - 1].is_none()
                && matches!(self.phrases[k - 1].what, What::Proper | What::Known(_));
            let last = titled || self.phrases[k].to == range.end;
            let joined = titled && (named || portfolio) && k > head + 1
                || last && self.joined(p.to, self.phrases[k].from);
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
            Class::Journalist if owner.is_some_and(|e| self.kind(e) == Kind::Outlet) => self.named(owner, 80),
            Class::Outlet if owner.is_none() && definite && self.last_outlet.is_some() => {
                self.named(self.last_outlet, 80)
            }
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
                    if of.entity.is_some_and(|e| matches!(self.kind(e), Kind::Body(_) | Kind::Group)) {
                        return of;
                    }
                }
                let modifier = (from..head).find_map(|k| match self.phrases[k].what {
                    What::Noun(n) if n.class == Class::Group && noun.plural => Some((k, n)),
                    _ => None,
                });
                let of = self.affiliation(range, head, to).filter(|_| noun.class == Class::Expert);
                match (known, noun.class) {
                    (Some(e), _) => self.named(Some(e), 80),
                    // "Scientists from the University of Tarn", afterwards "the researchers".
                    (None, Class::Expert) if noun.plural && of.is_some() => {
                        let voice = self.group(range.start, of.unwrap_or(p.to));
                        self.experts = voice.entity;
                        voice
                    }
                    (None, Class::Expert) if definite && noun.plural && self.experts.is_some() => {
                        self.named(self.experts, 70)
                    }
                    (None, Class::Expert) if modifier.is_some() => {
                        let key = modifier.map_or("", |(_, n)| group_family(n.word));
                        match self.by_group.get(key) {
                            Some(&e) => self.named(Some(e), 60),
                            None => self.group(range.start, p.to),
                        }
                    }
                    (None, Class::Judge | Class::Legislator) => self.group(range.start, p.to),
                    // "The authors", "the parents": people the article has spoken of.
                    (None, Class::Expert | Class::Private) if definite && noun.plural => {
                        self.group(range.start, p.to)
                    }
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

    /// "From the University of Tarn and Tarn Hospital" behind the noun at phrase `head`: where the names of whose it is end.
    fn affiliation(&self, range: &std::ops::Range<usize>, head: usize, to: usize) -> Option<usize> {
        let noun = self.phrases[head].to;
        let link = |t: usize| matches!(self.word(t), "from" | "at" | "of" | "in");
        let article = |t: usize| t + usize::from(self.word(t) == "the");
        // "Mostly from" links too.
        let linked = (noun..noun + 2).find(|&t| link(t))?;
        let whose = |k: usize, from: usize| {
            let body = matches!(self.kind_of(k), Some(Kind::Body(_) | Kind::State(_) | Kind::Part));
            let p = self.phrases[k];
            (k < to && body && p.from == article(from) && p.to <= range.end).then_some(p.to)
        };
        let mut end = whose(head + 1, linked + 1)?;
        let mut k = head + 2;
        loop {
            // "China's Tarn University", "Tarn College London".
            let goes_on =
                |&q: &Phrase| k < to && q.from == end + usize::from(matches!(self.word(end), "'s" | "’s"));
            end = if let Some(q) = self.phrases.get(k).filter(|q| goes_on(q)) {
                q.to
            } else if let Some(next) = (self.word(end) == "and").then(|| whose(k, end + 1)).flatten() {
                next
            } else {
                return Some(end);
            };
            k += 1;
        }
    }

    /// Whether nothing but further titles stands between: "trader and party donor NAME".
    pub(super) fn joined(&self, from: usize, to: usize) -> bool {
        let link = |t| {
            matches!(self.word(t), "," | "of" | "for" | "in" | "at" | "by" | "to" | "with" | "from" | "the")
        };
        self.word(from) == "and" && !(from..to).any(link)
    }

    pub(super) fn block_of(&self, token: usize) -> u32 {
        self.s.sentences[self.s.sentence_of(token)].block
    }

    pub(super) fn is_headline(&self, token: usize) -> bool {
        let sentence = &self.s.sentences[self.s.sentence_of(token)];
        self.s.blocks[sentence.block as usize].role == Role::Headline
    }

    /// A described source that nobody is named with.
    pub(super) fn unowned(
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
                let general =
                    (range.start..self.phrases[head].from).all(|t| is_general_modifier(self.word(t)));
                let stage = self.registry.stage.filter(|_| general);
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

    pub(super) fn first_body(&self) -> Option<usize> {
        self.voices
            .iter()
            .take(LOOK_AHEAD)
            .filter_map(|v| v.entity)
            .find(|&e| matches!(self.kind(e), Kind::Body(_)))
    }

    pub(super) fn kind_of(&self, k: usize) -> Option<Kind> {
        self.resolved[k].map(|e| self.kind(e))
    }

    pub(super) fn is_name(&self, k: usize) -> bool {
        matches!(self.phrases[k].what, What::Known(_) | What::Body { .. } | What::Proper)
            && self.resolved[k].is_some()
    }

    /// Whether phrase `k` is a platform on which others write.
    fn is_platform(&self, k: usize) -> bool {
        let p = self.phrases[k];
        p.to == p.from + 1
            && matches!(
                self.word(p.from),
                "Twitter" | "Facebook" | "Instagram" | "YouTube" | "Telegram" | "WhatsApp"
            )
    }

    /// A statement, report or website speaks for whoever issued it.
    pub(super) fn document(
        &mut self,
        range: &std::ops::Range<usize>,
        from: usize,
        head: usize,
        to: usize,
    ) -> Voice {
        let p = self.phrases[head];
        for k in (from..head).rev() {
            if self.is_platform(k) {
                continue;
            }
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
                if matches!(noun.class, Class::Organ | Class::Force) && !noun.plural {
                    let entity = self.recall(noun, k);
                    return self.named(entity, 70);
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
        let sign = matches!(family(word_of(p.what)), "sign" | "banner" | "placard" | "poster" | "slogan");
        let plural = matches!(p.what, What::Noun(noun) if noun.plural);
        if plural && !sign && !opens_definite(self.word(range.start)) {
            // "Reports", "local news reports": nobody's.
            return Voice { class: SourceClass::Document, confidence: 60, ..Voice::default() };
        }
        if matches!(family(word_of(p.what)), "website" | "site" | "blog") && self.last_outlet.is_some() {
            return self.named(self.last_outlet, 70);
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
        let group = self.last_group.filter(|_| sign);
        // A suit speaks for who brought it, and not for whom the sentence names.
        let suit = family(word_of(p.what)) == "lawsuit";
        let near = here.or(self.paragraph.1).or(self.last.and_then(|l| l.entity)).filter(|_| !suit);
        let entity = group.or(speaker).or(near);
        if let Some(e) = entity {
            self.by_noun.insert(family(word_of(p.what)), e);
        }
        Voice { class: SourceClass::Document, ..self.named(entity, 60) }
    }

    /// "Some of the protesters", "several", "critics".
    pub(super) fn vague(&mut self, range: &std::ops::Range<usize>, head: usize, to: usize) -> Voice {
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
    pub(super) fn joint(
        &mut self,
        mut voice: Voice,
        range: &std::ops::Range<usize>,
        head: usize,
        to: usize,
    ) -> Voice {
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
}

/// "local", "senior": words that leave officials those of the state that the article is about.
fn is_general_modifier(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "the"
            | "a"
            | "an"
            | "some"
            | "several"
            | "two"
            | "local"
            | "state"
            | "government"
            | "regional"
            | "provincial"
            | "federal"
            | "national"
            | "city"
            | "district"
            | "senior"
            | "top"
            | "high"
            | "-"
            | "ranking"
    )
}

/// Whether a noun phrase that begins with `word` points at something known.
fn opens_definite(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(word.as_str(), "the" | "these" | "those" | "his" | "her" | "its" | "their" | "both")
}
