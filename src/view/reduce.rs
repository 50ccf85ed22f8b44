//! The transitions: one function from state and action to state.

use super::layout;
use super::reading::Reading;
use super::state::{
    Action, Article, Extent, Jump, Locked, Marks, Message, Offer, Place, State, Tab, Tone, Work,
};
use crate::corrections::{Anchor, Correction, History, Log, propose, reanchor, snap};
use crate::document::{About, Document, PartyId, StatementId};
use std::rc::Rc;

/// How many words of a book are its beginning.
const BEGINNING: u32 = 20_000;

impl State {
    /// What `action` makes of this state.
    #[must_use]
    pub fn reduce(mut self, action: Action) -> State {
        match action {
            Action::Open(article) => match self.awaited.take() {
                Some(awaited) => {
                    self.open(Rc::new(awaited.article(&article)), Log::default(), None);
                    self.awaited = Some(awaited);
                }
                None => self.open(article, Log::default(), None),
            },
            Action::Resume(article, log, received) => {
                let sent = received.then(|| Rc::new(log.clone()));
                self.open(article, log, sent);
            }
            Action::Revise(text) => self.revise(&text),
            Action::Close(keep) => self.close(keep),
            Action::Working(work) => self.working(work),
            Action::Annotated(edition, document) if edition == self.edition => self.annotated(document),
            Action::Annotated(..) => {}
            Action::Cancel => {
                self.work = Work::Cancelled;
                self.say("Analysis stopped.");
            }
            Action::Retry => {
                self.edition += 1;
                self.messages = Rc::default();
                self.work = Work::Reading;
            }
            Action::Focus(id) => self.current = id,
            Action::Go(place) => self.go(place),
            Action::Step(forward) => self.step(forward),
            Action::StepDoubt(forward) => self.step_doubt(forward),
            Action::StepParagraph(forward) => self.step_paragraph(forward),
            Action::StepFilter(forward) => self.step_filter(forward),
            Action::Filter(party) => self.filter(party),
            Action::Show(tab) => self.tab = tab,
            Action::Marks(marks) => self.set_marks(marks),
            Action::Attitudes => {
                self.attitudes = !self.attitudes;
                self.redraw();
                let now = if self.attitudes { "shown" } else { "left out" };
                self.say(&format!("What is only thought is {now}."));
            }
            Action::Edit(id) => {
                self.dialog = None;
                self.current = Some(id);
                self.editing = Some(id);
            }
            Action::Ask(dialog) => {
                self.dialog = Some(dialog);
                self.renew_links();
            }
            Action::Wish(wish, kind, address) => self.wish(wish, kind, &address),
            Action::Draw(kind) => {
                self.sharing.drawing = kind;
                self.sharing.picture = None;
            }
            Action::Made(version, made) => self.made(version, made),
            Action::Differs(edition, words, spans) if edition == self.edition => self.differ(words, &spans),
            Action::Placed(edition, log, told) if edition == self.edition => self.placed(log, told),
            Action::Differs(..) | Action::Placed(..) => {}
            Action::Await(awaited) => {
                self.close(false);
                self.awaited = awaited;
            }
            Action::Lock(link, problem) => {
                self.work = Work::Idle;
                self.say("This link opens with a passphrase.");
                self.locked = Some(Locked { link, passphrase: None, problem });
            }
            Action::Unlock(passphrase) => {
                if let Some(locked) = &mut self.locked {
                    locked.passphrase = Some(passphrase);
                }
            }
            Action::Import(files) => self.files = Some(files),
            Action::Escape => self.escape(),
            Action::Find(words) => {
                if words.is_some() && self.find.is_none() {
                    self.jump(Place::Find);
                }
                self.find = words;
            }
            Action::Tell(message) => {
                // If it is that they could not be opened: they may be brought again.
                self.files = None;
                self.tell(message.tone, &message.words);
            }
            Action::Dismiss(index) => {
                let messages = Rc::make_mut(&mut self.messages);
                if index < messages.len() {
                    messages.remove(index);
                }
            }
            Action::Recent(recent) => self.recent = Rc::new(recent),
            Action::Keys(keys) => self.keys = Rc::new(keys),
            Action::Kept(article, key) => {
                if self.article.as_ref().is_some_and(|own| Rc::ptr_eq(own, &article)) {
                    self.article = Some(Rc::new(Article { key, ..(*article).clone() }));
                }
            }
            Action::About(about) => self.describe(about),
            Action::Whole(whole) => self.put_back(whole),
            Action::Extent(all) => {
                let Some(article) = &self.article else { return self };
                self.extent = if all {
                    Extent::All
                } else {
                    Extent::First(layout::first_words(&article.text, BEGINNING))
                };
                self.edition += 1;
                self.working(Work::Reading);
            }
            correction => self.correct(correction),
        }
        self
    }

    fn open(&mut self, article: Rc<Article>, log: Log, received: Option<Rc<Log>>) {
        let book = layout::book(&article.text).is_some();
        *self = State {
            edition: self.edition + 1,
            extent: if book { Extent::Ask } else { Extent::All },
            work: if book { Work::Idle } else { Work::Reading },
            reading: Rc::new(Reading::plain(&article.text)),
            history: Rc::new(History::new(log)),
            received,
            sharing: self.sharing.closed(),
            tab: self.tab,
            marks: Marks::All,
            attitudes: self.attitudes,
            keys: self.keys.clone(),
            recent: self.recent.clone(),
            jump: self.jump,
            said: if book { "This is as long as a book." } else { "Reading the article." }.into(),
            article: Some(article),
            ..State::default()
        };
        self.jump(Place::Paragraph(0));
    }

    /// Corrections are carried over to the new text; those whose words are gone are counted and told.
    fn revise(&mut self, text: &str) {
        let Some(article) = self.article.clone() else {
            return self.open(Rc::new(Article::of(text)), Log::default(), None);
        };
        let (log, lost) = reanchor(self.history.log(), &article.text, text);
        let revised = Article { whole: article.whole, ..Article::new(text, article.about.clone()) };
        self.open(Rc::new(revised), log, None);
        if !lost.is_empty() {
            let words = format!("{} about words that are gone left out.", counted(lost.len(), "correction"));
            self.tell(Tone::Warning, &words);
        }
    }

    fn describe(&mut self, about: About) {
        let Some(article) = &self.article else { return };
        let described = Article::new(&article.text, about);
        self.article =
            Some(Rc::new(Article { title: described.title, about: described.about, ..(**article).clone() }));
        self.renew_links();
    }

    /// The marks that are there stay until the new ones come.
    fn put_back(&mut self, whole: bool) {
        let Some(article) = &self.article else { return };
        self.article = Some(Rc::new(Article { whole, ..(**article).clone() }));
        self.edition += 1;
        self.renew_links();
        self.working(Work::Reading);
    }

    fn close(&mut self, keep: bool) {
        match &self.article {
            Some(article) if keep => self.draft = Some(article.text.clone()),
            _ => {
                *self = State {
                    edition: self.edition + 1,
                    sharing: self.sharing.closed(),
                    tab: self.tab,
                    attitudes: self.attitudes,
                    keys: self.keys.clone(),
                    recent: self.recent.clone(),
                    jump: self.jump,
                    ..State::default()
                };
            }
        }
        self.jump(Place::Input);
    }

    /// While the model is on its way and nobody waits for marks, there is nothing to tell.
    fn working(&mut self, work: Work) {
        let waits = self.article.is_some() && matches!(self.work, Work::Reading | Work::Loading(..));
        if !waits && matches!(work, Work::Loading(..)) {
            return;
        }
        match &work {
            Work::Failed(why, _) => {
                let words = why.clone();
                self.tell(Tone::Error, &words);
                self.say("The analysis stopped.");
            }
            Work::Reading if self.work != Work::Reading => self.say("Reading the article."),
            _ => {}
        }
        self.work = work;
    }

    fn annotated(&mut self, document: Rc<Document>) {
        let log = snap(self.history.log(), &document);
        if log != *self.history.log() {
            self.received = self.received.take().map(|_| Rc::new(log.clone()));
            self.history = Rc::new(History::new(log));
        }
        self.machine = Some(document.clone());
        self.work = Work::Done;
        self.renew_links();
        self.redraw();
        let found = self.reading.lines.shown.len();
        let speaking = self.reading.cards.iter().filter(|card| !card.statements.is_empty()).count();
        let mut words = match found {
            0 => "No quotations found.".to_owned(),
            _ => format!("{} by {}.", counted(found, "statement"), counted_parties(speaking)),
        };
        if !self.reading.doubtful.is_empty() {
            words.push_str(&format!(" {} to check.", self.reading.doubtful.len()));
        }
        self.say(&words);
    }

    /// Makes everything that is drawn anew from text, document and corrections.
    pub(super) fn redraw(&mut self) {
        if let (Some(article), Some(machine)) = (&self.article, &self.machine) {
            self.reading = Rc::new(Reading::new(&article.text, machine, self.history.log(), self.attitudes));
            let parties = self.reading.lines.parties.len();
            self.current = self.current.filter(|&id| self.reading.lines.shows(id));
            self.editing = None;
            self.filter = self.filter.filter(|&id| (id as usize) < parties);
        }
    }

    fn go(&mut self, place: Place) {
        self.editing = None;
        match place {
            Place::Text(id) | Place::Next(id) | Place::Card(id) | Place::Peek(id) => {
                self.current = Some(id);
                if matches!(place, Place::Card(_)) && self.tab != Tab::Transcript {
                    self.tab = Tab::Parties;
                }
            }
            Place::Party(_) => self.tab = Tab::Parties,
            Place::Paragraph(_) | Place::Input | Place::Find => {}
        }
        self.jump(place);
    }

    fn step(&mut self, forward: bool) {
        let next = match (self.current, forward) {
            (None, true) => self.shown().next(),
            (None, false) => self.shown().next_back(),
            (Some(id), true) => self.shown().find(|&next| next > id),
            (Some(id), false) => self.shown().rfind(|&next| next < id),
        };
        if let Some(id) = next {
            self.go(Place::Next(id));
        }
    }

    fn step_doubt(&mut self, forward: bool) {
        let doubtful = self.reading.doubtful.clone();
        let here = self.current;
        let next = if forward {
            doubtful.iter().find(|&&id| here.is_none_or(|at| id > at)).or(doubtful.first())
        } else {
            doubtful.iter().rev().find(|&&id| here.is_none_or(|at| id < at)).or(doubtful.last())
        };
        match next {
            Some(&id) => self.go(Place::Next(id)),
            None => self.say("Nothing left to check."),
        }
    }

    fn step_paragraph(&mut self, forward: bool) {
        let here = match self.jump {
            Some(Jump { to: Place::Paragraph(index), .. }) => Some(index),
            _ => self.current.and_then(|id| self.reading.lines.get(id)).map(|line| line.paragraph - 1),
        };
        let last = self.reading.paragraphs.len().saturating_sub(1);
        let next = match (here, forward) {
            (None, _) => 0,
            (Some(index), true) => (index + 1).min(last),
            (Some(index), false) => index.saturating_sub(1),
        };
        self.go(Place::Paragraph(next));
    }

    fn step_filter(&mut self, forward: bool) {
        let speaking: Vec<PartyId> = self
            .reading
            .cards
            .iter()
            .filter(|card| !card.statements.is_empty())
            .map(|card| card.id)
            .collect();
        let at = self.filter.and_then(|id| speaking.iter().position(|&other| other == id));
        let next = match (at, forward) {
            (None, true) => speaking.first(),
            (None, false) => speaking.last(),
            (Some(at), true) => speaking.get(at + 1),
            (Some(at), false) => at.checked_sub(1).and_then(|at| speaking.get(at)),
        };
        self.filter = next.copied();
        self.say_filter();
    }

    fn filter(&mut self, party: Option<PartyId>) {
        self.filter = if self.filter == party { None } else { party };
        self.say_filter();
    }

    fn say_filter(&mut self) {
        match self.filter {
            Some(id) => {
                let party = self.reading.lines.party(Some(id));
                self.say(&format!("Only {} is shown. Escape shows all.", party.name));
            }
            None => self.say("All parties are shown."),
        }
    }

    fn set_marks(&mut self, marks: Marks) {
        self.marks = if self.marks == marks { Marks::All } else { marks };
        self.say(match self.marks {
            Marks::All => "All marks are shown.",
            Marks::Skim => "Only sentences in which somebody speaks are shown.",
            Marks::Verbatim => "Only words in quotation marks stand out.",
            Marks::Off => "Marks are off.",
        });
    }

    fn escape(&mut self) {
        if self.dialog.take().is_some() {
            return self.renew_links();
        }
        if let Some(id) = self.editing.take() {
            return self.jump(Place::Next(id));
        }
        if self.locked.take().is_some() || self.find.take().is_some() || self.offer.take().is_some() {
            return;
        }
        if self.draft.take().is_some() {
            return self.jump(Place::Paragraph(0));
        }
        if self.filter.is_some() {
            return self.filter(self.filter);
        }
        self.current = None;
    }

    fn correct(&mut self, action: Action) {
        match action {
            Action::Undo => self.rewind("Undone.", "Nothing to undo.", History::undo),
            Action::Redo => self.rewind("Done again.", "Nothing to redo.", History::redo),
            Action::Reset(index) => self.rewrite("Taken back.", |history| history.reset(index)),
            Action::ResetAll => self.rewrite("All corrections are taken back.", History::reset_all),
            Action::Decline => self.offer = None,
            Action::Accept => {
                if let Some(offer) = self.offer.take() {
                    let words = format!("Applied to {}.", counted(offer.corrections.len(), "more statement"));
                    self.rewrite(&words, |history| history.push(offer.corrections.iter().cloned()));
                }
            }
            action => self.push(&action),
        }
    }

    fn push(&mut self, action: &Action) {
        let Some((correction, words)) = self.correction(action) else { return };
        let anchor = self.current.and_then(|id| self.reading.anchor(id));
        let offer = self.offer(&correction);
        // A note is kept when its field is left, and there may be more to do.
        if !matches!(correction, Correction::Note(..)) {
            self.dialog = None;
        }
        self.rewrite(&words, |history| history.push([correction.clone()]));
        self.offer = offer.map(Rc::new);
        self.current = anchor.and_then(|anchor| self.find_anchor(anchor));
        if let (Correction::Bounds(..), Some(id)) = (&correction, self.current) {
            self.jump(Place::Next(id));
        }
    }

    /// Like corrections, offered and never made unasked.
    fn offer(&self, correction: &Correction) -> Option<Offer> {
        let corrections = propose(self.reading.applied.as_ref()?, &self.article.as_ref()?.text, correction);
        let words = format!("Apply to {} of the same source?", counted(corrections.len(), "other statement"));
        (!corrections.is_empty()).then_some(Offer { words, corrections })
    }

    fn find_anchor(&self, anchor: Anchor) -> Option<StatementId> {
        self.reading.applied.as_ref()?.find(anchor)
    }

    /// The entry of the log that an action means, and what the status region says of it.
    fn correction(&self, action: &Action) -> Option<(Correction, String)> {
        let reading = &self.reading;
        let title = |party: Option<PartyId>| reading.lines.party(party).name;
        let name = |party: Option<PartyId>| party.and_then(|id| reading.name(id));
        Some(match action {
            Action::Assign(id, party) => (
                Correction::Party(reading.anchor(*id)?, name(*party)),
                format!("Now said by {}.", title(*party)),
            ),
            Action::AssignNew(id, new) => {
                let new = clean(new)?;
                (Correction::Party(reading.anchor(*id)?, Some(new.clone())), format!("Now said by {new}."))
            }
            Action::Stance(id, stance) => {
                (Correction::Stance(reading.anchor(*id)?, *stance), format!("Stance: {}.", stance.label()))
            }
            Action::Target(id, party) => {
                (Correction::Target(reading.anchor(*id)?, name(*party)), format!("About {}.", title(*party)))
            }
            Action::Type(id, kind) => {
                (Correction::Type(reading.anchor(*id)?, *kind), format!("Now counts as {}.", kind.label()))
            }
            Action::Remove(id) => {
                (Correction::Remove(reading.anchor(*id)?), "No longer a statement.".to_owned())
            }
            Action::Bounds(id, spans) => {
                (Correction::Bounds(reading.anchor(*id)?, spans.clone()), "Words changed.".to_owned())
            }
            Action::Add(span, party) => {
                (Correction::Add(vec![*span], name(*party)), format!("Added, said by {}.", title(*party)))
            }
            Action::AddNew(span, new) => {
                let new = clean(new)?;
                (Correction::Add(vec![*span], Some(new.clone())), format!("Added, said by {new}."))
            }
            Action::Confirm(id) => (Correction::Confirm(reading.anchor(*id)?), "Confirmed.".to_owned()),
            Action::Note(id, words) => {
                (Correction::Note(reading.anchor(*id)?, words.trim().to_owned()), "Note kept.".to_owned())
            }
            Action::Merge(from, into) => (
                Correction::Merge(reading.name(*from)?, reading.name(*into)?),
                format!("{} is now {}.", title(Some(*from)), title(Some(*into))),
            ),
            Action::Split(ids, new) => {
                let anchors = ids.iter().filter_map(|&id| reading.anchor(id)).collect();
                let new = clean(new)?;
                (Correction::Split(anchors, new.clone()), format!("{new} has a card of its own."))
            }
            Action::Rename(party, new) => {
                let new = clean(new)?;
                (Correction::Rename(reading.name(*party)?, new.clone()), format!("Now called {new}."))
            }
            Action::NotParty(party) => (
                Correction::NotParty(reading.name(*party)?),
                format!("{} is no longer a party.", title(Some(*party))),
            ),
            _ => return None,
        })
    }

    fn rewind(&mut self, done: &str, nothing: &str, turn: impl Fn(&mut History) -> bool) {
        if turn(Rc::make_mut(&mut self.history)) {
            self.corrected(done);
        } else {
            self.say(nothing);
        }
    }

    fn rewrite(&mut self, done: &str, write: impl FnOnce(&mut History)) {
        write(Rc::make_mut(&mut self.history));
        self.corrected(done);
    }

    fn corrected(&mut self, words: &str) {
        self.offer = None;
        self.renew_links();
        self.redraw();
        self.say(words);
    }

    fn say(&mut self, words: &str) {
        self.said = words.into();
    }

    pub(super) fn tell(&mut self, tone: Tone, words: &str) {
        let message = Message { tone, words: words.into() };
        let messages = Rc::make_mut(&mut self.messages);
        if !messages.contains(&message) {
            messages.push(message);
        }
    }

    fn jump(&mut self, to: Place) {
        let count = self.jump.map_or(0, |jump| jump.count) + 1;
        self.jump = Some(Jump { count, to });
    }
}

impl Article {
    /// An article of which only the text is known.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::new(text, About::default())
    }

    /// An article and what is known beside its text.
    #[must_use]
    pub fn new(text: &str, about: About) -> Self {
        let title = about.title.as_deref().unwrap_or(text);
        Self { title: layout::title(title), text: text.into(), about, ..Self::default() }
    }
}

fn clean(name: &str) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// `1 statement`, `2 statements`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn counted_parties(count: usize) -> String {
    match count {
        0 => "nobody named".to_owned(),
        1 => "1 party".to_owned(),
        _ => format!("{count} parties"),
    }
}
