//! Noun phrases as the surface shows them: names, nouns that stand for people and bodies, pronouns.
//!
//! Nothing is decided here about who is who; [`super::parties`] does that.

use super::lexicon::world::{self, Class, Name, Noun};
use super::{Structure, TokenKind};
use crate::document::Role;
use std::collections::BTreeSet;

/// A stretch of tokens that can refer to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// What it is on its face.
    pub what: What,
    /// Whether only another mention can prove that it is a name: a capital that the start of a sentence or a headline explains.
    pub weak: bool,
}

/// What a [`Phrase`] is on its face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A listed name.
    Known(Name),
    /// A name that ends in, or goes on from, a noun such as "Ministry" or "Union".
    Body {
        /// What the noun says it is.
        class: Class,
        /// A state named at its beginning or end.
        state: Option<u16>,
        /// First token after a state at the beginning.
        core: usize,
    },
    /// Other capitalised words: most often a person.
    Proper,
    /// A noun that stands for a person or body, capitalised or not.
    Noun(Noun),
    /// A personal or possessive pronoun.
    Pronoun(Pronoun),
}

/// Person, number and gender of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// I, we and their forms.
    First,
    /// he
    He,
    /// she
    She,
    /// it
    It,
    /// they
    They,
}

/// Most tokens of a name: a longer row of capitals is a list or a headline. It also bounds what names cost, since
/// every beginning of a name is kept.
const LONGEST_NAME: usize = 16;

/// Finds the phrases of a text, in order and disjoint.
#[must_use]
pub fn read(structure: &Structure) -> Vec<Phrase> {
    let reader = Reader::new(structure);
    let mut pieces = Vec::new();
    let mut i = 0;
    while i < structure.tokens.len() {
        match reader.piece(i) {
            Some(piece) => {
                i = piece.to;
                pieces.push(piece);
            }
            None => i += 1,
        }
    }
    let mut phrases = reader.spelled(reader.compose(&pieces));
    reader.namesakes(&mut phrases);
    phrases
}

struct Reader<'s, 't> {
    s: &'s Structure<'t>,
    /// Sentence of each token.
    sentence: Vec<u32>,
    /// Words that the text also writes without a capital.
    lower: BTreeSet<&'t str>,
    /// Words in "-ing" that it writes with a capital inside a sentence.
    inner: BTreeSet<&'t str>,
    /// Whether the capitals of each sentence mean nothing.
    shouting: Vec<bool>,
}

impl<'s, 't> Reader<'s, 't> {
    fn new(s: &'s Structure<'t>) -> Self {
        let mut sentence = vec![0; s.tokens.len()];
        let mut shouting = Vec::with_capacity(s.sentences.len());
        let (mut lower, mut inner) = (BTreeSet::new(), BTreeSet::new());
        for (index, one) in s.sentences.iter().enumerate() {
            let (mut capitals, mut words) = (0, 0);
            let range = one.tokens.start as usize..one.tokens.end as usize;
            sentence[range.clone()].fill(index as u32);
            for i in range {
                let word = s.word(i);
                if s.tokens[i].kind == TokenKind::Word && word.len() > 3 {
                    words += 1;
                    capitals += usize::from(word.starts_with(char::is_uppercase));
                }
                if word.starts_with(char::is_lowercase) {
                    lower.insert(word);
                } else if i > one.tokens.start as usize && word.ends_with("ing") {
                    inner.insert(word);
                }
            }
            let headline = s.blocks[one.block as usize].role == Role::Headline;
            shouting.push(headline && words >= 4 && capitals * 10 > words * 7);
        }
        Self { s, sentence, lower, inner, shouting }
    }

    /// Token `i + k` if it stands in the same sentence as `i`.
    fn ahead(&self, i: usize) -> impl Fn(usize) -> Option<&'t str> + '_ {
        let here = self.sentence.get(i);
        move |k| (here.is_some() && self.sentence.get(i + k) == here).then(|| self.s.word(i + k))
    }

    fn is_capital(&self, i: usize) -> bool {
        self.s.tokens[i].kind == TokenKind::Word && self.s.word(i).starts_with(char::is_uppercase)
    }

    /// Whether a capital at `i` may be due to its place: first in a sentence, quote or after a colon.
    fn is_first(&self, i: usize) -> bool {
        i == 0
            || self.sentence[i - 1] != self.sentence[i]
            || self.s.tokens[i - 1].kind == TokenKind::Mark
            || matches!(self.s.word(i - 1), ":" | "-" | "–" | "—" | "•" | "(" | "[" | "]")
                && self.s.tokens[i - 1].span.end != self.s.tokens[i].span.start
    }

    fn glued(&self, i: usize) -> bool {
        self.s.tokens[i].span.end == self.s.tokens[i + 1].span.start
    }

    fn piece(&self, i: usize) -> Option<Phrase> {
        let token = self.s.tokens[i];
        if token.kind != TokenKind::Word {
            return None;
        }
        let word = self.s.word(i);
        let next_is_name = self.ahead(i)(1).is_some()
            && self.is_capital(i + 1)
            && world::name(self.ahead(i + 1)).is_none()
            && world::noun(self.ahead(i + 1)).is_none();
        // "Prime minister of India Ada Lind": after "of" it is the place that some people are named after.
        let there = i > 0 && matches!(self.s.word(i - 1), "of" | "in" | "for" | "from" | "to");
        let given = world::given(word).is_some() && next_is_name && !(there && self.is_place_name(i));
        let weak = self.shouting[self.sentence[i] as usize];
        let ahead = self.ahead(i);
        let genitive = opens_genitive(word)
            && matches!(ahead(1), Some("'s" | "’s" | "'" | "’"))
            && ahead(2).is_some_and(|w| w.starts_with(char::is_uppercase));
        if !given {
            if let Some((length, name)) = world::name(self.ahead(i)) {
                let shouted = word.len() > 1 && !word.contains(char::is_lowercase);
                let common = length == 1
                    && !shouted
                    && self.is_first(i)
                    && self.lower.contains(word.to_lowercase().as_str());
                if !common {
                    return Some(Phrase { from: i, to: i + length, what: What::Known(name), weak: false });
                }
            }
            if let Some((length, noun)) = world::noun(self.ahead(i)).filter(|_| !genitive) {
                return Some(Phrase { from: i, to: i + length, what: What::Noun(noun), weak });
            }
        }
        if let Some(pronoun) = pronoun(word) {
            return Some(Phrase { from: i, to: i + 1, what: What::Pronoun(pronoun), weak: false });
        }
        if !self.is_capital(i) {
            return None;
        }
        let lower = word.to_lowercase();
        let function = world::FUNCTION_WORDS.contains(lower.as_str());
        let plain =
            self.is_first(i) || lower.len() < 4 || is_calendar(&lower) || self.lower.contains(lower.as_str());
        if function && plain || is_honorific(word) {
            return None;
        }
        self.proper(i, weak)
    }

    fn is_place_name(&self, i: usize) -> bool {
        matches!(world::name(self.ahead(i)), Some((_, Name::State(_) | Name::Seat(_) | Name::Part(_))))
    }

    /// Capitalised words that no list knows, from `i` on.
    fn proper(&self, i: usize, weak: bool) -> Option<Phrase> {
        let first = self.is_first(i);
        let lower = self.s.word(i).to_lowercase();
        // "Volcanologist Ada Lind": any science makes such a word.
        let scholar = lower.ends_with("ologist") || lower.ends_with("ographer");
        // "Regarding Tarn": no name that the text has elsewhere.
        let participle = lower.ends_with("ing") && !self.inner.contains(self.s.word(i));
        let common = scholar
            || first
                && (participle || self.lower.contains(lower.as_str()))
                && world::given(self.s.word(i)).is_none();
        let mut to = i + 1;
        while let Some(next) = self.proper_goes_on(i, to).filter(|_| to < i + LONGEST_NAME) {
            to = next;
        }
        if common || to > i + 2 && self.is_trade(i) {
            // "Police officers ...": only what follows the first word can be a name.
            return (to > i + 1 && self.is_capital(i + 1)).then_some(Phrase {
                from: i + 1,
                to,
                what: What::Proper,
                weak,
            });
        }
        if first && to == i + 1 && ["ly", "ing", "ed"].iter().any(|end| lower.ends_with(end)) {
            return None;
        }
        let weak = weak || first && to == i + 1;
        Some(Phrase { from: i, to, what: What::Proper, weak })
    }

    /// "Diver Ada Lark": whether a word that says what somebody does stands before a given name.
    fn is_trade(&self, i: usize) -> bool {
        let word = self.s.word(i);
        ["er", "or", "ist", "ian", "man", "woman"].iter().any(|end| word.ends_with(end))
            && world::given(word).is_none()
            && world::given(self.s.word(i + 1)).is_some()
    }

    /// Where a name from `i` that reaches `to` goes on, if it does.
    fn proper_goes_on(&self, i: usize, to: usize) -> Option<usize> {
        let ahead = self.ahead(to);
        let word = ahead(0).filter(|_| self.sentence[to] == self.sentence[i])?;
        if matches!(word, "-" | "–" | "‑") && self.glued(to - 1) && ahead(1).is_some() && self.glued(to) {
            let part = self.s.word(to + 1);
            // "Fourteen-year-old Ada".
            if part == "year" {
                return None;
            }
            // "Tarn-based", "Tarn-backed" describe somebody else.
            let describes = part.len() > 3 && part.starts_with(char::is_lowercase) && ahead(2) != Some("-");
            let letters = self.s.tokens[to + 1].kind == TokenKind::Word;
            return (letters && !describes).then_some(to + 2);
        }
        if is_particle(word) {
            let hyphen = usize::from(matches!(ahead(1), Some("-")));
            let after = to + 1 + hyphen;
            return (ahead(1 + hyphen).is_some() && self.is_capital(after)).then_some(after + 1);
        }
        if word == "I" || is_honorific(word) {
            return None;
        }
        // "P&O", "Gull & Tern": initials or words joined to one name.
        if word == "&" && ahead(1).is_some() && self.is_capital(to + 1) {
            return Some(to + 2);
        }
        // "Minister of Education Ada Lind": the portfolio ends where the given name begins.
        let portfolio = i > 0 && matches!(self.s.word(i - 1), "of" | "for");
        if portfolio && world::given(word).is_some() && world::given(self.s.word(i)).is_none() {
            return None;
        }
        if portfolio && self.holds(i, to) {
            return None;
        }
        if matches!(word, "'s" | "’s" | "'" | "’") && opens_genitive(self.s.word(to - 1)) {
            return (ahead(1).is_some() && self.is_capital(to + 1)).then_some(to + 2);
        }
        if !self.is_capital(to) {
            return None;
        }
        if opens_genitive(word)
            && matches!(ahead(1), Some("'s" | "’s" | "'" | "’"))
            && ahead(2).is_some_and(|w| w.starts_with(char::is_uppercase))
        {
            return Some(to + 2);
        }
        if is_calendar(&word.to_lowercase()) || world::name(self.ahead(to)).is_some() {
            return None;
        }
        if let Some((length, noun)) = world::noun(self.ahead(to)) {
            // "Stephen King": a title as a surname.
            let surname = to == i + 1
                && length == 1
                && noun.class.is_person()
                && !noun.plural
                && world::given(self.s.word(i)).is_some()
                && !(ahead(1).is_some() && self.is_capital(to + 1));
            return surname.then_some(to + 1);
        }
        Some(to + 1)
    }

    /// "Mayor of Tarn Sefu Olan", "Minister of Foreign Affairs Sefu Olan": whether what an office is of reaches from `i` to
    /// `to`, and two unknown names or more follow it.
    fn holds(&self, i: usize, to: usize) -> bool {
        const OFFICES: [&str; 6] = ["minister", "secretary", "mayor", "governor", "bishop", "archbishop"];
        /// Second words of portfolios.
        const SECOND: [&str; 8] =
            ["Affairs", "Development", "Resources", "Security", "Relations", "Services", "Planning", "Works"];
        let office = i.checked_sub(2).map(|k| self.s.word(k).to_lowercase());
        if !office.is_some_and(|office| OFFICES.contains(&office.as_str()))
            || SECOND.contains(&self.s.word(to))
        {
            return false;
        }
        let rest = (to..self.s.tokens.len()).take_while(|&k| {
            self.sentence[k] == self.sentence[i] && self.is_capital(k) && k < to + LONGEST_NAME
        });
        let known = |k: usize| {
            let ahead = || self.ahead(k);
            world::given(self.s.word(k)).is_some()
                || world::noun(ahead()).is_some()
                || world::name(ahead()).is_some()
        };
        let particle = self.ahead(to)(1).is_some_and(is_particle);
        (particle || rest.clone().count() > 1) && !rest.into_iter().any(known)
    }

    /// Joins pieces into names of bodies; the others stay as they are.
    fn compose(&self, pieces: &[Phrase]) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(pieces.len());
        let mut k = 0;
        while k < pieces.len() {
            let run = self.run(pieces, k);
            match self.body(pieces, k, run) {
                Some(body) => {
                    phrases.push(body);
                    k += 1;
                    while k < pieces.len() && pieces[k].to <= body.to {
                        k += 1;
                    }
                    // A piece that the name ends in goes on after it.
                    if let Some(piece) = pieces.get(k).filter(|p| p.from < body.to) {
                        phrases.push(Phrase { from: body.to, ..*piece });
                        k += 1;
                    }
                }
                None => {
                    let mut phrase = pieces[k];
                    k += 1;
                    // "Harbour News": a listed name that goes on with a word such as "News".
                    if let (What::Known(Name::Outlet(_) | Name::Body(_)), Some(next)) =
                        (phrase.what, pieces.get(k))
                    {
                        let word = self.s.word(next.from).to_lowercase();
                        let one =
                            next.what == What::Proper && next.to == next.from + 1 && next.from == phrase.to;
                        if one && world::ending(&word) == Some(true) {
                            phrase.to = next.to;
                            k += 1;
                        }
                    }
                    phrases.push(phrase);
                }
            }
        }
        phrases
    }

    /// "Ferries for Tarn (FfT)": words whose initials stand in brackets after them are one body's name.
    fn spelled(&self, phrases: Vec<Phrase>) -> Vec<Phrase> {
        let mut joined: Vec<Phrase> = Vec::with_capacity(phrases.len());
        for phrase in phrases {
            joined.push(phrase);
            let from = self.spelling(phrase.to).unwrap_or(phrase.to);
            // One phrase is a name already; one that reaches beyond says more than the initials.
            let inner = joined.iter().rev().take_while(|p| p.from >= from).count();
            if inner > 1 {
                joined.truncate(joined.len() - inner);
                let what = What::Body { class: Class::Body, state: None, core: from };
                joined.push(Phrase { from, to: phrase.to, what, weak: false });
            }
        }
        joined
    }

    /// Where the name begins whose initials stand in brackets from token `open` on.
    fn spelling(&self, open: usize) -> Option<usize> {
        let ahead = self.ahead(open.checked_sub(1)?);
        let initials = ahead(2).filter(|_| ahead(1) == Some("(") && ahead(3) == Some(")"))?;
        let capitals = initials.chars().filter(|c| c.is_uppercase()).count();
        if capitals > 1 { self.spells(initials, open) } else { None }
    }

    /// The first of the words before token `end` that `initials` stand for; small words may be left out or have a small
    /// letter.
    fn spells(&self, initials: &str, end: usize) -> Option<usize> {
        let mut letters = initials.chars().rev().peekable();
        for i in (end.saturating_sub(LONGEST_NAME)..end).rev() {
            if matches!(self.s.word(i), "'" | "’" | "'s" | "’s") {
                continue;
            }
            let same = self.sentence[i] == self.sentence[end] && self.s.tokens[i].kind == TokenKind::Word;
            let word = self.s.word(i).chars().next().filter(|_| same)?;
            let letter = *letters.peek()?;
            match word.is_uppercase() {
                true if !letter.to_lowercase().eq(word.to_lowercase()) => return None,
                true => drop(letters.next()),
                false if !world::FUNCTION_WORDS.contains(self.s.word(i)) => return None,
                false => drop(letters.next_if(|&letter| letter == word)),
            }
            if letters.peek().is_none() {
                return word.is_uppercase().then_some(i);
            }
        }
        None
    }

    /// "Ada Paris": a place after a given name is a surname, and so it is where it stands alone later.
    fn namesakes(&self, phrases: &mut Vec<Phrase>) {
        let place = |p: &Phrase| {
            matches!(p.what, What::Known(Name::State(_) | Name::Seat(_) | Name::Part(_)))
                && p.to == p.from + 1
        };
        let mut surnames: BTreeSet<&str> = BTreeSet::new();
        for k in 1..phrases.len() {
            let (first, last) = (phrases[k - 1], phrases[k]);
            let titled = || {
                let before = k.checked_sub(2).map(|j| phrases[j]).filter(|q| q.to == first.from);
                before.is_some_and(|q| matches!(q.what, What::Noun(n) if n.class.is_person() && !n.plural))
            };
            let aged = || {
                let ahead = self.ahead(last.to - 1);
                let number = ahead(2).is_some_and(|w| w.len() == 2 && w.bytes().all(|b| b.is_ascii_digit()));
                ahead(1) == Some(",") && number && ahead(3) == Some(",")
            };
            let full = first.what == What::Proper
                && first.to == last.from
                && place(&last)
                && first.to <= first.from + 2
                && self.sentence[first.from] == self.sentence[last.from]
                && (world::given(self.s.word(first.from)).is_some() || titled() || aged());
            if full {
                phrases[k - 1].to = last.to;
                phrases[k - 1].weak = false;
                phrases[k].to = last.from;
                surnames.insert(self.s.word(last.from));
            }
        }
        phrases.retain(|p| p.from < p.to);
        for p in phrases {
            let before = p.from.checked_sub(1).map_or("", |i| self.s.word(i));
            let there = matches!(before, "in" | "In" | "to" | "from" | "near" | "of" | ",");
            if place(p) && !there && surnames.contains(self.s.word(p.from)) {
                p.what = What::Proper;
            }
        }
    }

    /// One past the last piece of the capitalised run that begins with piece `k`.
    fn run(&self, pieces: &[Phrase], k: usize) -> usize {
        if !self.is_capital(pieces[k].from) {
            return k;
        }
        let mut end = k + 1;
        while end < pieces.len()
            && end < k + 12
            && (pieces[end].from == pieces[end - 1].to || self.joins(pieces, k, end))
            && self.sentence[pieces[end].from] == self.sentence[pieces[k].from]
            && self.is_capital(pieces[end].from)
            && !matches!(pieces[end].what, What::Pronoun(_))
        {
            end += 1;
        }
        end
    }

    /// "Northshire Fire and Rescue Service": whether "and" before piece `end` stands inside the name of a body.
    fn joins(&self, pieces: &[Phrase], k: usize, end: usize) -> bool {
        let body = |p: &Phrase| matches!(p.what, What::Noun(n) if n.class.is_body() && !n.plural);
        let one_word = |p: &Phrase| p.what == What::Proper && p.to == p.from + 1;
        let (last, next) = (&pieces[end - 1], &pieces[end]);
        let unnamed = world::given(self.s.word(last.from)).is_none();
        let longer = last.to > last.from + 1 && unnamed;
        // "The Rescue and Harbour Agency", "Norland's Rescue and Harbour Agency".
        let before = pieces[k].from.checked_sub(1).map_or("", |i| self.s.word(i));
        let opened = matches!(before, "the" | "The" | "'s" | "’s") && unnamed;
        (end > k + 1 || longer || opened)
            && next.from == last.to + 1
            && self.s.word(last.to) == "and"
            && self.is_capital(next.from)
            && (one_word(last) || last.what == What::Proper)
            && one_word(next)
            && pieces.get(end + 1).is_some_and(|p| p.from == next.to && self.is_capital(p.from) && body(p))
            && !pieces[k..end].iter().any(|p| matches!(p.what, What::Noun(n) if n.class.is_person()))
    }

    /// The name of a body that begins with piece `k` of the run `k..end`.
    fn body(&self, pieces: &[Phrase], k: usize, end: usize) -> Option<Phrase> {
        let class_of = |p: &Phrase| match p.what {
            What::Noun(noun) => Some(noun.class),
            _ => None,
        };
        if end == k || matches!(pieces[k].what, What::Pronoun(_)) {
            return None;
        }
        let limit = (k..end)
            .find(|&i| {
                class_of(&pieces[i])
                    .is_some_and(|c| c.is_person() && !matches!(c, Class::Military | Class::Group))
            })
            .unwrap_or(end);
        let head = (k..limit).rev().find(|&i| class_of(&pieces[i]).is_some_and(Class::is_body));
        let Some(head) = head else { return self.national(pieces, k, limit) };
        let class = class_of(&pieces[head])?;
        let mut to = pieces[head].to;
        let mut state = match pieces[k].what {
            What::Known(Name::State(s) | Name::Adjective(s)) => Some(s),
            _ => None,
        };
        let core = if state.is_some() { pieces[k].to } else { pieces[k].from };
        // "Directorate General of Ports".
        let general = to + usize::from(self.ahead(to - 1)(1) == Some("General"));
        let (reach, tail_state) = self.tail(general);
        to = if reach > general { reach } else { to };
        state = state.or(tail_state);
        // "Task Force Northern Shield": unknown words that no title introduces belong to the name.
        if head + 1 < limit && limit == end && to == pieces[head].to && !pieces[head + 1].weak {
            let rest = pieces[head + 1];
            let person = (rest.from..rest.to).any(|t| world::given(self.s.word(t)).is_some());
            if rest.what == What::Proper && !person && head > k {
                to = pieces[limit - 1].to;
            }
        }
        if head == k && to == pieces[head].to {
            return None;
        }
        let weak = pieces[k..=head].iter().any(|p| p.weak);
        Some(Phrase { from: pieces[k].from, to, what: What::Body { class, state, core }, weak })
    }

    /// "Ruritania Mail", "the Ruritanian Energy Forum": a state's name before words that are no person's name.
    fn national(&self, pieces: &[Phrase], k: usize, limit: usize) -> Option<Phrase> {
        let (p, next) = (pieces[k], pieces[..limit].get(k + 1)?);
        // "Fisheries Norway": unknown words right before a state's name.
        if let (What::Proper, false, What::Known(Name::State(id))) = (p.what, p.weak, next.what)
            && !self.is_first(p.from)
            && next.to == p.to + 1
            && world::given(self.s.word(p.from)).is_none()
        {
            let what = What::Body { class: Class::Agency, state: Some(id), core: p.from };
            return Some(Phrase { from: p.from, to: next.to, what, weak: false });
        }
        let word = self.s.word(p.from);
        let article = p.from > 0 && matches!(self.s.word(p.from - 1), "the" | "The");
        let ending = world::ending(&self.s.word(next.to - 1).to_lowercase());
        // "the ambassador to the United States Ada Lind": a title before a name.
        let abroad = article && p.from > 1 && self.s.word(p.from - 2) == "to";
        let named = article && !abroad || ending == Some(true);
        let (state, core) = match p.what {
            What::Known(Name::State(id)) if named && word.contains(char::is_lowercase) => (Some(id), p.from),
            What::Known(Name::Part(_)) if named => (None, p.from),
            // "The Tallinn Mail".
            What::Known(Name::Seat(_)) if ending == Some(true) => (None, p.from),
            What::Known(Name::Adjective(id)) if article => (Some(id), p.to),
            _ => return None,
        };
        let person = world::given(self.s.word(next.from)).is_some();
        (next.what == What::Proper && !next.weak && !person && limit == k + 2).then_some(Phrase {
            from: p.from,
            to: next.to,
            what: What::Body { class: Class::Body, state, core },
            weak: false,
        })
    }

    /// "of the Interior", "for Health and Safety" after a body's noun: where it ends, and a state it names.
    fn tail(&self, from: usize) -> (usize, Option<u16>) {
        let (mut to, mut state) = (from, None);
        for _ in 0..4 {
            let ahead = self.ahead(to.saturating_sub(1));
            let Some(link) = ahead(1) else { break };
            let joins = matches!(link, "of" | "for" | "on" | "against" | "&")
                || to > from && state.is_none() && matches!(link, "and");
            if !joins {
                break;
            }
            let skip = 1 + usize::from(ahead(2) == Some("the"));
            let start = to + skip;
            if ahead(1 + skip).is_none() || !self.is_capital(start) {
                break;
            }
            if is_calendar(&self.s.word(start).to_lowercase()) {
                break;
            }
            if let Some((length, name)) = world::name(self.ahead(start)) {
                if link == "of" {
                    if let Name::State(s) | Name::Seat(s) = name {
                        state = Some(s);
                    }
                    to = start + length;
                }
                break;
            }
            let body = |(_, noun): (usize, Noun)| noun.class.is_body();
            let another = world::given(self.s.word(start)).is_some()
                || world::noun(self.ahead(start)).is_some_and(body);
            if link == "and" && another {
                break;
            }
            let mut end = start + 1;
            while self.sentence.get(end) == Some(&self.sentence[start])
                && self.is_capital(end)
                && end < start + LONGEST_NAME
            {
                end += 1;
            }
            to = end;
        }
        (to, state)
    }
}

/// "Mr", "Sen.": before a name, never part of it.
#[must_use]
pub fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mr."
            | "Mrs"
            | "Mrs."
            | "Ms"
            | "Ms."
            | "Miss"
            | "Sir"
            | "Dame"
            | "Lady"
            | "Dr"
            | "Dr."
            | "Prof."
            | "Sen."
            | "Rep."
            | "Gov."
            | "Gen."
            | "Col."
            | "Lt."
            | "Sgt."
            | "Capt."
            | "Rev."
            | "Hon."
    )
}

/// Small words inside a name: "van", "bin", "al".
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "della"
            | "dela"
            | "delos"
            | "der"
            | "von"
            | "van"
            | "bin"
            | "bint"
            | "ibn"
            | "da"
            | "di"
            | "du"
            | "dos"
            | "la"
            | "le"
            | "al"
            | "el"
            | "ul"
            | "ter"
            | "ten"
            | "zu"
    )
}

/// Days and months; "May" and names of people among them are left out.
#[must_use]
pub fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "july"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Words whose genitive opens a name: "People's Front", "Workers' Union".
fn opens_genitive(word: &str) -> bool {
    matches!(
        word,
        "People"
            | "Peoples"
            | "Bishops"
            | "Children"
            | "Women"
            | "Men"
            | "Workers"
            | "Worker"
            | "Teachers"
            | "Farmers"
            | "Writers"
            | "Doctors"
            | "Nurses"
            | "Veterans"
            | "Students"
            | "Players"
            | "Actors"
            | "Lawyers"
            | "Mothers"
            | "Jehovah"
            | "Lloyd"
            | "McDonald"
            | "Moody"
            | "Consumers"
            | "Residents"
            | "Patients"
            | "Taxpayers"
    )
}

fn pronoun(word: &str) -> Option<Pronoun> {
    Some(match word {
        "I" | "me" | "my" | "My" | "mine" | "myself" | "we" | "We" | "us" | "our" | "Our" | "ours"
        | "ourselves" => Pronoun::First,
        "he" | "He" | "him" | "his" | "His" | "himself" => Pronoun::He,
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Pronoun::She,
        "it" | "It" | "its" | "Its" | "itself" => Pronoun::It,
        "they" | "They" | "them" | "their" | "Their" | "theirs" | "themselves" => Pronoun::They,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(text: &str) -> Vec<usize> {
        read(&Structure::new(text)).iter().map(|p| p.to - p.from).collect()
    }

    #[test]
    fn a_name_ends_with_its_sentence() {
        assert_eq!(lengths(&"Merrow\n\n".repeat(40)), [1; 40]);
        assert_eq!(lengths("Ferries left Tarn\n\nMerrow Castellan stayed."), [1, 1, 2]);
    }

    #[test]
    fn a_row_of_capitals_is_no_endless_name() {
        for text in ["Merrow ".repeat(1000), "Ministry of ".to_owned() + &"Merrow ".repeat(1000)] {
            let longest = lengths(&text).into_iter().max().unwrap_or(0);
            assert!(longest <= 2 * LONGEST_NAME, "{longest} tokens");
        }
    }
}
