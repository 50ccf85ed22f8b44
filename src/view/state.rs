//! Everything that can change on the page, and the actions that change it. `reduce.rs` has the transitions.

use super::keys::Keys;
use super::reading::Reading;
use super::share::{Awaited, Differs, Kind, Made, Sharing, Wish};
use crate::corrections::{Correction, History, Log};
use crate::document::{About, AttributionType, Document, PartyId, Span, Stance, StatementId};
use std::rc::Rc;

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The article that is read; none on the start screen.
    pub article: Option<Rc<Article>>,
    /// The words in the box of the start screen, when an article is being edited.
    pub draft: Option<Rc<str>>,
    /// Counts articles and edits, so that a late answer for an earlier one is not taken.
    pub edition: u32,
    /// How the analysis goes.
    pub work: Work,
    /// How much of the article is analysed.
    pub extent: Extent,
    /// What the engine found; none while it works.
    pub machine: Option<Rc<Document>>,
    /// What the reader changed.
    pub history: Rc<History>,
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The statement in hand.
    pub current: Option<StatementId>,
    /// Where the page should scroll and focus next.
    pub jump: Option<Jump>,
    /// The party that alone is shown.
    pub filter: Option<PartyId>,
    /// The tab of the panel.
    pub tab: Tab,
    /// How much of the marks is shown.
    pub marks: Marks,
    /// Whether what is only thought is shown as well.
    pub attitudes: bool,
    /// The statement whose words are being changed.
    pub editing: Option<StatementId>,
    /// What lies over the page.
    pub dialog: Option<Dialog>,
    /// Links to this article.
    pub sharing: Sharing,
    /// The article came with a link or a file: the corrections its sender made.
    pub received: Option<Rc<Log>>,
    /// The sender of the link saw other marks.
    pub differs: Option<Rc<Differs>>,
    /// A thin link was opened and its article is not there yet, or a file's annotations are being put in place.
    pub awaited: Option<Rc<Awaited>>,
    /// A link that only a passphrase opens, and the passphrase to try.
    pub locked: Option<Locked>,
    /// Files with annotations that are being opened.
    pub files: Option<Files>,
    /// Messages to the reader, oldest first.
    pub messages: Rc<Vec<Message>>,
    /// Corrections that follow from the last one, offered to the reader.
    pub offer: Option<Rc<Offer>>,
    /// Search in the article.
    pub find: Option<Rc<str>>,
    /// What the status region says.
    pub said: Rc<str>,
    /// Articles kept on this device.
    pub recent: Rc<Vec<Recent>>,
    /// The reader's own keys.
    pub keys: Rc<Keys>,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its text, as it was pasted.
    pub text: Rc<str>,
    /// Its title for lists and the browser's tab: the one that is known, else its first line, cut.
    pub title: String,
    /// What is known beside the text: from the paste, or from the reader.
    pub about: About,
    /// Whether lines that look like page furniture are read as well.
    pub whole: bool,
    /// Its record on this device; empty before there is one.
    pub key: String,
}

/// How the analysis goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Nothing to do.
    #[default]
    Idle,
    /// The model is on its way: bytes received and bytes there are, 0 when unknown.
    Loading(u32, u32),
    /// The engine reads.
    Reading,
    /// All marks are there.
    Done,
    /// The analysis stopped; the words say why, the flag whether trying again can help.
    Failed(String, bool),
    /// The reader stopped it.
    Cancelled,
}

/// The tabs of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Cards of the parties.
    #[default]
    Parties,
    /// Who speaks how about whom.
    Matrix,
    /// Share of voice.
    Voice,
    /// One doubtful statement at a time.
    Check,
    /// The article as party, how, words.
    Transcript,
}

impl Tab {
    /// In their order on the page.
    pub const ALL: [Tab; 5] = [Tab::Parties, Tab::Matrix, Tab::Voice, Tab::Check, Tab::Transcript];

    /// Its name on the page.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Tab::Parties => "Parties",
            Tab::Matrix => "Matrix",
            Tab::Voice => "Share of voice",
            Tab::Check => "Check",
            Tab::Transcript => "Transcript",
        }
    }

    /// Its name in ids.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Tab::Parties => "parties",
            Tab::Matrix => "matrix",
            Tab::Voice => "voice",
            Tab::Check => "check",
            Tab::Transcript => "transcript",
        }
    }
}

/// How much of the marks is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// The whole article, all marks.
    #[default]
    All,
    /// Only sentences in which somebody speaks.
    Skim,
    /// Only words in quotation marks; the rest stands back.
    Verbatim,
    /// No marks.
    Off,
}

impl Marks {
    /// In their order on the page.
    pub const ALL: [Marks; 4] = [Marks::All, Marks::Skim, Marks::Verbatim, Marks::Off];

    /// Its name on the page.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Marks::All => "All marks",
            Marks::Skim => "Skim",
            Marks::Verbatim => "Verbatim",
            Marks::Off => "Marks off",
        }
    }

    /// Its name in attributes.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Marks::All => "all",
            Marks::Skim => "skim",
            Marks::Verbatim => "verbatim",
            Marks::Off => "off",
        }
    }
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The link.
    Share,
    /// Files and print.
    Export,
    /// The keys.
    Keys,
    /// Machine against reader.
    Changes,
    /// What the marks mean, and that nothing is sent.
    Help,
    /// Everything about one statement that can be changed.
    Statement(StatementId),
    /// Rename, merge, not a party.
    Party(PartyId),
    /// A statement that the engine missed.
    Add(Span),
}

/// Names and contents of files, in turn.
pub type Files = Rc<Vec<String>>;

/// A link that only a passphrase opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The link's fragment.
    pub link: Rc<str>,
    /// The passphrase to try, once there is one.
    pub passphrase: Option<Rc<str>>,
    /// What is wrong with the last one.
    pub problem: Option<Rc<str>>,
}

/// A message to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How it looks and how it is announced.
    pub tone: Tone,
    /// What happened and what to do.
    pub words: Rc<str>,
}

/// How a message looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Note,
    /// Something may be wrong.
    Warning,
    /// Something failed.
    Error,
}

/// Corrections that follow from the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// E.g. `Apply to 3 other statements by “the embassy”?`
    pub words: String,
    /// What would be done.
    pub corrections: Vec<Correction>,
}

/// An article kept on this device.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recent {
    /// Key in the store.
    pub key: String,
    /// Title, or first line.
    pub title: String,
    /// Who published it; empty if that is not known.
    pub outlet: String,
    /// Words of the article.
    pub words: u32,
    /// Number of corrections.
    pub corrections: usize,
    /// When it was last changed, in milliseconds since 1970.
    pub saved: u64,
}

/// How much of the article is analysed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    All,
    /// The first bytes, up to the end of a paragraph.
    First(usize),
    /// It is as long as a book: the reader is asked first.
    Ask,
}

/// Where the page should scroll and focus next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Counts, so that the same jump twice is two jumps.
    pub count: u32,
    /// To what.
    pub to: Place,
}

/// A place on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A statement's first words in the article; Back returns from there.
    Text(StatementId),
    /// The same, as a step through the article.
    Next(StatementId),
    /// A statement in the panel.
    Card(StatementId),
    /// A party's card.
    Party(PartyId),
    /// A paragraph of the article.
    Paragraph(usize),
    /// The box of the start screen.
    Input,
    /// The search box.
    Find,
    /// The place in hand, softly: scrolls without moving the focus.
    Peek(StatementId),
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// An article is there: pasted, dropped, opened, or the sample.
    Open(Rc<Article>),
    /// An article with corrections is there: from a link (true) or from this device's list.
    Resume(Rc<Article>, Log, bool),
    /// The article's text is changed; corrections are taken along.
    Revise(Rc<str>),
    /// Back to the start screen; true keeps the text in the box for editing.
    Close(bool),
    /// The worker says how it goes, for this edition.
    Working(Work),
    /// The engine is done with this edition.
    Annotated(u32, Rc<Document>),
    /// The reader stops the analysis.
    Cancel,
    /// The reader tries again.
    Retry,
    /// A statement is in hand, or none.
    Focus(Option<StatementId>),
    /// Go to a place, and take the statement there in hand.
    Go(Place),
    /// Next (true) or previous statement among those shown.
    Step(bool),
    /// Next or previous statement to check.
    StepDoubt(bool),
    /// Next or previous paragraph.
    StepParagraph(bool),
    /// Next or previous party as filter.
    StepFilter(bool),
    /// Show this party alone; again shows all.
    Filter(Option<PartyId>),
    /// Open a tab.
    Show(Tab),
    /// How much of the marks is shown.
    Marks(Marks),
    /// Show what is only thought, or leave it out again.
    Attitudes,
    /// Open a dialog.
    Ask(Dialog),
    /// Close what is open: dialog, search, filter, statement in hand, in this order.
    Escape,
    /// Open the search with these words.
    Find(Option<Rc<str>>),
    /// The statement is this party's.
    Assign(StatementId, Option<PartyId>),
    /// The statement is that of somebody who has no card yet.
    AssignNew(StatementId, String),
    /// The statement does this.
    Stance(StatementId, Stance),
    /// The statement is aimed at this party.
    Target(StatementId, Option<PartyId>),
    /// The statement is said, or only thought.
    Type(StatementId, AttributionType),
    /// Not a statement.
    Remove(StatementId),
    /// Change the words of this statement.
    Edit(StatementId),
    /// The statement's content is these spans.
    Bounds(StatementId, Vec<Span>),
    /// A statement that the engine missed.
    Add(Span, Option<PartyId>),
    /// A statement that the engine missed, by somebody who has no card yet.
    AddNew(Span, String),
    /// The reader found a doubtful statement right.
    Confirm(StatementId),
    /// A note on a statement.
    Note(StatementId, String),
    /// The first party is the second.
    Merge(PartyId, PartyId),
    /// These statements leave their party for a new one.
    Split(Vec<StatementId>, String),
    /// Another name on the card.
    Rename(PartyId, String),
    /// A place or thing, no party.
    NotParty(PartyId),
    /// Take the offer.
    Accept,
    /// Leave the offer.
    Decline,
    /// Take the last correction back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Take one entry of the log back.
    Reset(usize),
    /// Take all back.
    ResetAll,
    /// What the sender wants in the link, the kind chosen, and the article's address.
    Wish(Wish, Option<Kind>, String),
    /// Draw this link as a QR code.
    Draw(Option<Kind>),
    /// A link was made, for this version of the wish.
    Made(u32, Made),
    /// The sender of the link saw other marks in these stretches of this edition, said in words.
    Differs(u32, Rc<str>, Vec<Span>),
    /// The corrections of a thin link or a file are in place in this edition; the message says how well.
    Placed(u32, Log, Message),
    /// A thin link was opened, or a file whose annotations wait; or nobody waits for the article any more.
    Await(Option<Rc<Awaited>>),
    /// A link needs a passphrase; with words, those say what is wrong with the last one.
    Lock(Rc<str>, Option<Rc<str>>),
    /// Try this passphrase.
    Unlock(Rc<str>),
    /// Files with annotations are there.
    Import(Files),
    /// Tell the reader.
    Tell(Message),
    /// Put a message away.
    Dismiss(usize),
    /// The list of articles on this device.
    Recent(Vec<Recent>),
    /// The reader's own keys.
    Keys(Keys),
    /// This article has a record on this device, under this key.
    Kept(Rc<Article>, String),
    /// What is known beside the text.
    About(About),
    /// Lines that look like page furniture are read as well, or left out again.
    Whole(bool),
    /// An article as long as a book is read to its end (true), or its beginning alone.
    Extent(bool),
}

impl State {
    /// Statements that can be stepped through: all, or those of the filtered party.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = StatementId> + '_ {
        let filter = self.filter;
        let lines = self.reading.lines.shown.iter();
        lines.filter(move |line| filter.is_none_or(|party| line.is_of(party))).map(|line| line.id)
    }

    /// Whether the article is on the page.
    #[must_use]
    pub fn reads(&self) -> bool {
        self.article.is_some() && self.draft.is_none()
    }
}
