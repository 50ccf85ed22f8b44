//! What the content does: signs in its words, each worth points for some stances (`lexicon/weights.txt`).

use super::super::lexicon::acts::{self, Class, Form};
use super::super::lexicon::cues::{Cue, Frame, Part, is_claim, lookup_as};
use super::super::parties::Speaker;
use super::cue::{Act, turned};
use super::passage::{Subject, Word, is_negator, negated, own, subject, subject_within};
use crate::document::{SourceClass, Span, Stance};

/// Something in the content that speaks for a stance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// Its name in `weights.txt`.
    pub name: &'static str,
    /// The words; none for what is missing rather than there.
    pub span: Option<Span>,
}

/// The signs of a content, in text order; each name at most twice.
#[must_use]
pub fn signs(words: &[Word], speaker: &Speaker, act: Option<&Act>) -> Vec<Sign> {
    let mut reader = Reader { words, speaker, signs: Vec::new() };
    reader.circumstances(act);
    let forms: Vec<Form> = words.iter().map(|w| w.form.clone()).collect();
    let mut taken = 0;
    for k in 0..words.len() {
        reader.promises(k);
        reader.denials(k, act);
        reader.performs(k);
        reader.told(k);
        reader.wants(k);
        if k < taken {
            continue;
        }
        if let Some((class, length)) = acts::find(&forms[k..]) {
            taken = k + length;
            reader.vocabulary(k, class, words[k].span.cover(words[taken - 1].span));
        }
    }
    if let Some(act) = act {
        reader.object(act);
        reader.form(act);
    }
    // "Sympathy and regrets" mourn with somebody and admit nothing.
    if reader.has("side") {
        reader.signs.retain(|s| !matches!(s.name, "sorry" | "sorry-self"));
    }
    reader.signs
}

/// So many words of an answer without quotation marks are a sign that it only explains.
const LENGTHY: usize = 30;

struct Reader<'w> {
    words: &'w [Word<'w>],
    speaker: &'w Speaker,
    signs: Vec<Sign>,
}

impl Reader<'_> {
    fn add(&mut self, name: &'static str, span: Span) {
        const MOST: usize = 2;
        if self.signs.iter().filter(|s| s.name == name).count() < MOST {
            self.signs.push(Sign { name, span: Some(span) });
        }
    }

    fn has(&self, name: &str) -> bool {
        self.signs.iter().any(|s| s.name == name)
    }

    /// Whether the word at `k` is one of `list`.
    fn is(&self, k: usize, list: &[&str]) -> bool {
        self.words.get(k).is_some_and(|w| list.contains(&w.form.word))
    }

    /// Who speaks, and of whom.
    fn circumstances(&mut self, act: Option<&Act>) {
        let mut silent = |name| self.signs.push(Sign { name, span: None });
        if !self.words.iter().any(|w| w.quoted) {
            silent("unquoted");
        }
        // Long answers hold a word of every class by chance.
        if act.is_none() && self.words.first().is_some_and(|w| !w.quoted) {
            (LENGTHY..self.words.len()).step_by(LENGTHY).for_each(|_| silent("lengthy"));
        }
        if self.speaker.side.is_none() {
            silent("no-side");
        }
        if self.speaker.class == SourceClass::Document {
            silent("document");
        }
        let other = |w: &Word| w.mention.filter(|(side, _)| !own(self.speaker, *side));
        if let Some((_, span)) = self.words.iter().find_map(other) {
            self.add("names-other", span);
        }
        if act.is_some_and(|a| a.stance == Stance::Commits && !a.firm) {
            self.announcement();
        }
    }

    /// Announcing what has happened, or what somebody else does, binds nobody.
    fn announcement(&mut self) {
        const REACH: usize = 30;
        let finite = self.words.iter().take(REACH).position(|w| {
            matches!(
                w.form.word,
                "will" | "would" | "is" | "are" | "was" | "were" | "has" | "have" | "had" | "can" | "could"
            )
        });
        let Some(verb) = finite else { return };
        let span = self.words[verb].span;
        match subject(self.words, self.speaker, verb) {
            Subject::Other(_) => self.add("other-announced", span),
            _ if self.is(verb, &["was", "were", "has", "have", "had"]) => self.add("past", span),
            _ => {}
        }
    }

    /// A word of a class, with who does it and whether it is denied.
    fn vocabulary(&mut self, k: usize, class: Class, span: Span) {
        let word = &self.words[k];
        let subject = subject(self.words, self.speaker, k);
        let own = subject == Subject::Own;
        let other = matches!(subject, Subject::Other(_) | Subject::You | Subject::Third);
        let reach = if matches!(class, Class::Negative | Class::Emotion | Class::Wrong) { 2 } else { 4 };
        let negated = negated(self.words, k, reach);
        let near = subject_within(self.words, self.speaker, k, 3);
        let doer = matches!(near, Subject::Other(_) | Subject::You | Subject::Third);
        let conditional = ["will", "would", "could", "might", "may", "'ll"];
        let ahead = !own
            && ((k.saturating_sub(5)..k).any(|j| self.is(j, &conditional))
                || (k + 1..k + 7).any(|j| self.is(j, &["if", "unless"])));
        if ahead && !negated && matches!(class, Class::Negative | Class::Danger) {
            self.add("harm-ahead", span);
        }
        match (class, negated) {
            (Class::False, false) => self.add("false", span),
            (Class::Refusal, false) if !other => self.add("refusal", span),
            (Class::Negative, false) => self.add("negative", span),
            (Class::Emotion, false) => self.add("emotion", span),
            (Class::Wrong | Class::Blame, true) if own => self.add("denial-self", span),
            (Class::Wrong, false) if !own => {
                self.add("wrong", span);
                if other || self.by_other(k) {
                    self.add("wrong-by-other", span);
                }
            }
            (Class::Harm | Class::Threat, false) if own && self.is_future(k, 2) => {
                self.add("threat-self", span)
            }
            (Class::Harm, false) if doer || self.by_other(k) => self.add("harm-by-other", span),
            (Class::Blame, false) => self.add(if other { "blame-other" } else { "blame" }, span),
            (Class::Positive, false) => self.add("positive", span),
            (Class::Good, false) => self.add("good", span),
            (Class::Positive | Class::Good, true) => self.add("not-positive", span),
            (Class::Side, false) if own || !other && word.quoted => self.add("side", span),
            (Class::Side, true) if own => self.add("not-side", span),
            (Class::Must, _) if own => self.add("must-self", span),
            (Class::Must, _) => self.add(if other { "must-other" } else { "must" }, span),
            (Class::Need, false) if own => self.add("need-self", span),
            (Class::Need, false) => self.add(if other { "need-other" } else { "need" }, span),
            (Class::Should, _) => self.add("should", span),
            (Class::Plea, false) if own => self.add("plea-self", span),
            (Class::Plea, false) => self.add("plea", span),
            (Class::Promise, false) => self
                .add(if own && !word.form.word.ends_with("ing") { "promise-self" } else { "promise" }, span),
            (Class::Danger, false) => self.add("danger", span),
            (Class::Threat, false) => self.add("threat", span),
            (Class::Sorry, false) => self.add(if own { "sorry-self" } else { "sorry" }, span),
            (Class::Order, _) if word.first && word.quoted && !word.form.word.ends_with("ing") => {
                self.add("order", span)
            }
            _ => {}
        }
    }

    /// "Was beaten by Brill": whether the passive verb at `k` names another side as the one who did it.
    fn by_other(&self, k: usize) -> bool {
        const NEAR: usize = 5;
        let end = self.words.len().min(k + NEAR);
        let by = (k + 1..end).take_while(|&j| !self.words[j].stop).find(|&j| self.is(j, &["by"]));
        let near = |by: usize| self.words[by + 1..].iter().take(NEAR).find_map(|w| w.mention);
        by.and_then(near).is_some_and(|(side, _)| !own(self.speaker, side))
    }

    /// Whether "will" or "would" is one of the `reach` words before `k`.
    fn is_future(&self, k: usize, reach: usize) -> bool {
        (k.saturating_sub(reach)..k).any(|j| self.is(j, &["will", "would", "'ll", "shall"]))
    }

    /// "We warn", "I applaud", "it condemned": the speaker says what the speaker does.
    fn performs(&mut self, k: usize) {
        const NEAR: usize = 3;
        let word = &self.words[k];
        let Some(cue) =
            lookup_as(word.form.word, Part::Verb).filter(|cue| cue.firm && cue.stance != Stance::States)
        else {
            return;
        };
        let pronoun =
            (k.saturating_sub(NEAR)..k).any(|j| self.is(j, &["i", "we", "he", "she", "they", "it"]));
        // "She was forced to sign": it was done to the speaker.
        let passive = ["was", "were", "been", "being", "is", "are", "be"];
        let done_to = k > 0 && self.is(k - 1, &passive) && !word.form.word.ends_with("ing");
        let mine = pronoun && !done_to && subject_within(self.words, self.speaker, k, NEAR) == Subject::Own;
        if !mine || self.is(k - 1, &["to", "my", "our", "his", "her", "their", "its"]) {
            return;
        }
        let stance = if negated(self.words, k, NEAR) { turned(cue.stance) } else { cue.stance };
        if stance != Stance::States {
            self.add(performs_sign(stance), word.span);
        }
    }

    /// "His ministry had met the envoy and expressed concern": the speaker tells of an act of the speaker's own.
    fn told(&mut self, k: usize) {
        const NEAR: usize = 4;
        let takes = |cue: &Cue| cue.takes(Frame::Act);
        if !lookup_as(self.words[k].form.word, Part::Verb).is_some_and(takes) || negated(self.words, k, NEAR)
        {
            return;
        }
        // The second of two verbs has the subject of the first.
        let first = self.words[..k].iter().position(|w| is_finite(w.form.word) || w.form.is_past());
        let verb = first.filter(|_| k > 0 && self.is(k - 1, &["and"])).unwrap_or(k);
        if subject(self.words, self.speaker, verb) != Subject::Own {
            return;
        }
        let nouns = self.words[k + 1..].iter().take(NEAR).filter_map(|w| lookup_as(w.form.word, Part::Noun));
        if let Some(noun) = nouns.into_iter().find(|noun| noun.stance != Stance::States) {
            self.add(performs_sign(noun.stance), self.words[k].span);
        }
    }

    /// "They wanted the mayor to resign".
    fn wants(&mut self, k: usize) {
        let other_to = !self.is(k + 1, &["to"]) && (k + 2..k + 7).any(|j| self.is(j, &["to"]));
        if self.words[k].form.is("want") && other_to && subject(self.words, self.speaker, k) == Subject::Own {
            self.add("wants", self.words[k].span);
        }
    }

    /// "We will", "she would", "they are to", "we are going to".
    fn promises(&mut self, k: usize) {
        let word = &self.words[k];
        let future = self.is(k, &["will", "'ll", "shall", "wo"])
            || self.is(k, &["going"]) && self.is(k + 1, &["to"])
            || self.is(k, &["is", "are", "was", "were"]) && self.is(k + 1, &["to"]) && !word.quoted
            || self.is(k, &["would"])
                && !word.quoted
                && !self.is(k + 1, &["be", "have", "like", "prefer", "rather"]);
        if !future {
            return;
        }
        let owned = |w: &Word| w.mention.is_some_and(|(side, _)| own(self.speaker, side));
        let first_own = || !word.quoted && self.words.iter().take(2).any(owned);
        let mine = match subject(self.words, self.speaker, k) {
            Subject::Own if word.quoted => (k.saturating_sub(4)..k).any(|j| self.is(j, &["i", "we", "our"])),
            Subject::Own => true,
            Subject::Unknown => first_own(),
            _ => false,
        };
        if mine {
            let not = (k.saturating_sub(2)..k + 4).any(|j| self.words.get(j).is_some_and(is_negator));
            self.add(if not { "will-not-self" } else { "will-self" }, word.span);
        }
    }

    /// "I did not", "we never", "there is no".
    fn denials(&mut self, k: usize, act: Option<&Act>) {
        const MIND: [&str; 16] = [
            "know",
            "think",
            "want",
            "believe",
            "understand",
            "see",
            "need",
            "remember",
            "feel",
            "expect",
            "yet",
            "only",
            "just",
            "one",
            "single",
            "sure",
        ];
        let word = &self.words[k];
        if word.form.word == "?" && word.quoted {
            self.add("question", word.span);
        }
        if !is_negator(word) {
            return;
        }
        if word.quoted && word.first && k.checked_sub(1).is_none_or(|j| self.words[j].stop) {
            self.add("denial-first", word.span);
            // "Nobody can force us": all of it is denied.
            if self.is(k, &["nobody", "nothing", "none"]) {
                self.add("denial-first", word.span);
            }
            return;
        }
        let mind = (k.saturating_sub(1)..k + 3)
            .any(|j| self.words.get(j).is_some_and(|w| MIND.iter().any(|m| w.form.is(m))));
        let after =
            ["did", "does", "was", "were", "am", "are", "'m", "'re", "have", "has", "had", "'ve", "'d", "is"];
        let plain = self.is(k, &["never"]) || k > 0 && self.is(k - 1, &after);
        let contested = act.is_some_and(|act| act.cue.takes(Frame::Against));
        let nothing = (word.quoted || contested) && self.is(k, &["no", "nothing", "nobody", "without"]);
        if !mind && (plain || nothing) {
            if contested {
                self.add("denial-contested", word.span);
            }
            match subject(self.words, self.speaker, k) {
                Subject::Own => self.add("denial-self", word.span),
                _ => self.add("denial", word.span),
            }
        }
    }

    /// What a cue does depends on how its content goes on: "told them to go", "suggested that it was late".
    fn form(&mut self, act: &Act) {
        /// The first words say how the content goes on; whom it is about stands nearer.
        const REACH: usize = 12;
        const NEAR: usize = 5;
        let Some(first) = self.words.first().filter(|w| !w.quoted) else { return };
        let word = |j: usize| self.words.get(j).filter(|w| !w.stop).map_or("", |w| w.form.word);
        // "The driver lost control", but not "a limited truce".
        let past = |j: usize| {
            let form = self.words.get(j).filter(|w| j > 0 && !w.stop).map(|w| &w.form);
            form.is_some_and(Form::is_past) && !matches!(word(j - 1), "a" | "an" | "the")
        };
        let clause = (0..REACH).take_while(|&j| !word(j).is_empty()).any(|j| is_finite(word(j)) || past(j));
        let to =
            (0..NEAR).find(|&j| word(j) == "to" && !self.words[..j].iter().any(|w| is_finite(w.form.word)));
        match act.cue.words {
            "tell" if to.is_some() => self.add("told-to", first.span),
            "ask" if to.is_some() => self.add("plea", first.span),
            "suggest" if clause && !self.has("should") => self.add("suggested-fact", first.span),
            "ask"
                if matches!(
                    first.form.word,
                    "whether" | "if" | "why" | "how" | "what" | "who" | "when" | "where"
                ) =>
            {
                self.add("suggested-fact", first.span);
            }
            // "Ruled the ban unconstitutional".
            "rule" | "find" | "declare" => {
                let void = ["unconstitutional", "illegal", "unlawful", "invalid", "void"];
                let not = self.words.iter().take(REACH).any(is_negator);
                let struck = (0..self.words.len().min(REACH)).find(|&k| self.is(k, &void));
                if let Some(k) = struck.filter(|_| !not) {
                    self.add("struck-down", self.words[k].span);
                }
            }
            "claim" | "allege" => {
                let subject = self.words.iter().take(NEAR).find_map(|w| w.mention);
                if let Some((_, span)) = subject.filter(|(side, _)| !own(self.speaker, *side)) {
                    self.add("claimed-of-other", span);
                }
            }
            "attribute" => {
                let harm = |class| matches!(class, Class::Harm | Class::Wrong);
                let forms: Vec<Form> = self.words.iter().take(REACH).map(|w| w.form.clone()).collect();
                let done =
                    (0..forms.len()).any(|k| acts::find(&forms[k..]).is_some_and(|(class, _)| harm(class)));
                if done {
                    self.add("blame-other", first.span);
                }
            }
            _ => {}
        }
    }

    /// What the cue's object adds: "expressed concern", "called the claims absurd".
    fn object(&mut self, act: &Act) {
        /// The noun stands among the first few words of the object.
        const NEAR: usize = 6;
        let noun = |w: &Word| Some((lookup_as(w.form.word, Part::Noun)?, w.span));
        let nouns: Vec<_> = self.words.iter().take(NEAR).filter_map(noun).collect();
        if act.cue.takes(Frame::Act)
            && !act.negated
            && !self.is(0, &["that"])
            && let Some((noun, span)) = nouns.iter().find(|(noun, _)| noun.stance != Stance::States)
        {
            self.add(act_sign(noun.stance), *span);
        }
        let faulted = self.has("negative") || self.has("not-positive") || self.has("wrong");
        if act.cue.takes(Frame::ObjectAs) && faulted {
            let claim = nouns.iter().find(|(noun, _)| is_claim(noun.words)).map(|n| n.1);
            match (claim, self.signs.iter().find(|s| s.name == "wrong").and_then(|s| s.span)) {
                (Some(claim), _) => self.add("faulted-claim", claim),
                (None, Some(wrong)) => self.add("called-wrong", wrong),
                (None, None) => {}
            }
        }
        let praise = self.signs.iter().find(|s| s.name == "positive").and_then(|s| s.span);
        if let Some(span) = praise.filter(|_| act.cue.takes(Frame::ObjectAs) && !faulted) {
            self.add("called-good", span);
        }
        if act.cue.takes(Frame::Of)
            && let Some(span) =
                self.signs.iter().find(|s| matches!(s.name, "wrong" | "harm-by-other")).and_then(|s| s.span)
        {
            self.add("wrong-claimed", span);
        }
    }
}

/// Verbs that show by themselves that a subject stands before them.
fn is_finite(word: &str) -> bool {
    matches!(
        word,
        "was" | "were" | "is" | "are" | "had" | "has" | "have" | "would" | "may" | "might" | "could" | "will"
    )
}

/// The sign of a noun after a cue: "expressed concern".
fn act_sign(stance: Stance) -> &'static str {
    const NAMES: [&str; 10] = [
        "act-states",
        "act-supports",
        "act-commits",
        "act-appeals",
        "act-demands",
        "act-criticises",
        "act-accuses",
        "act-rejects",
        "act-warns",
        "act-concedes",
    ];
    NAMES[stance as usize]
}

/// The sign of a verb of which the speaker is the subject: "we warn".
fn performs_sign(stance: Stance) -> &'static str {
    const NAMES: [&str; 10] = [
        "performs-states",
        "performs-supports",
        "performs-commits",
        "performs-appeals",
        "performs-demands",
        "performs-criticises",
        "performs-accuses",
        "performs-rejects",
        "performs-warns",
        "performs-concedes",
    ];
    NAMES[stance as usize]
}
