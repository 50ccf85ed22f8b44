//! What the share dialog shows: the links, what the sender wants in them, and where a link of some length arrives whole.

use super::state::{Article, Dialog, Message, State};
use crate::corrections::{Correction, Log, snap};
use crate::document::{About, Span};
use std::rc::Rc;

/// Longest link of each place, in characters, as their users found out; chat programs cut what is longer.
const PLACES: [(&str, usize); 6] = [
    ("Discord", 2_000),
    ("Teams", 2_048),
    ("Slack", 4_000),
    ("X", 4_088),
    ("e-mail", 8_000),
    ("any browser’s address bar", 64_000),
];

/// Longest link that works everywhere, in characters.
pub const EVERYWHERE: usize = 2_000;

/// Places where a link of `length` characters works, and those that would cut it.
#[must_use]
pub fn fits(length: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let names = |fits: bool| {
        PLACES.iter().filter(|(_, most)| (length <= *most) == fits).map(|(name, _)| *name).collect()
    };
    (names(true), names(false))
}

/// The same in words.
#[must_use]
pub fn fits_in_words(length: usize) -> String {
    match fits(length) {
        (_, cut) if cut.is_empty() => {
            "fits everywhere: Discord, Teams, Slack, X, WhatsApp, e-mail".to_owned()
        }
        (works, cut) if works.is_empty() => format!("too long for {}", cut.join(", ")),
        (works, cut) => format!("fits {}; {} would cut it", works.join(", "), cut.join(", ")),
    }
}

/// The kinds of sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A link with the whole article.
    Full,
    /// A link with the corrections and where the article is.
    Thin,
    /// A file.
    File,
}

/// What the sender wants to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Corrections, notes aside.
    pub corrections: bool,
    /// Notes.
    pub notes: bool,
    /// Whether the links are encrypted: not made before there is a passphrase.
    pub protects: bool,
    /// The passphrase. Kept nowhere else, and only until the dialog closes.
    pub passphrase: Rc<str>,
}

impl Default for Wish {
    fn default() -> Self {
        Self { corrections: true, notes: false, protects: false, passphrase: "".into() }
    }
}

impl Wish {
    /// The part of a log that is sent.
    #[must_use]
    pub fn of(&self, log: &Log) -> Log {
        let wanted = |entry: &&Correction| match entry {
            Correction::Note(..) => self.notes,
            _ => self.corrections,
        };
        Log { entries: log.entries.iter().filter(wanted).cloned().collect() }
    }

    /// Whether enough is known to make a link.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.protects || !self.passphrase.is_empty()
    }
}

/// A link to the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not asked for, or out of date.
    #[default]
    None,
    /// Being made.
    Making,
    /// The whole address.
    Ready(Rc<str>),
    /// It could not be made.
    Failed(Rc<str>),
}

impl Link {
    /// Its length in characters, once it is there.
    #[must_use]
    pub fn length(&self) -> Option<usize> {
        match self {
            Link::Ready(address) => Some(address.chars().count()),
            _ => None,
        }
    }
}

/// A QR code, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Modules on each side.
    pub size: u32,
    /// The dark modules as the path of an SVG.
    pub path: Rc<str>,
}

/// Everything the share dialog shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Counts what was asked for, so that a late answer to an earlier wish is not taken.
    pub version: u32,
    /// What the sender wants.
    pub wish: Wish,
    /// The kind that was chosen; none as long as the best is shown.
    pub kind: Option<Kind>,
    /// The full link.
    pub full: Link,
    /// The thin link; none where the article has no address.
    pub thin: Link,
    /// The link to draw as a QR code.
    pub drawing: Option<Kind>,
    /// The drawing.
    pub picture: Option<Result<Picture, Rc<str>>>,
}

/// Something that was made for the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// A link.
    Link(Kind, Link),
    /// A QR code, or why there is none.
    Picture(Result<Picture, Rc<str>>),
}

impl Sharing {
    /// All links are out of date.
    fn renew(&mut self, thin: bool) {
        let (wish, kind) = (std::mem::take(&mut self.wish), self.kind);
        let thin = if thin { Link::Making } else { Link::None };
        *self = Self { version: self.version + 1, wish, kind, full: Link::Making, thin, ..Self::default() };
    }

    /// After the dialog: nothing is kept, least of all a passphrase.
    pub(super) fn closed(&self) -> Self {
        Self { version: self.version + 1, ..Self::default() }
    }

    /// The kind to offer first: what arrives whole everywhere.
    #[must_use]
    pub fn best(&self) -> Kind {
        let short = |link: &Link| link.length().is_some_and(|length| length <= EVERYWHERE);
        match (&self.full, &self.thin) {
            (Link::None | Link::Making, _) => Kind::Full,
            (full, _) if short(full) => Kind::Full,
            (_, thin) if short(thin) => Kind::Thin,
            _ => Kind::File,
        }
    }
}

impl State {
    /// What is shared changed: makes links anew if somebody looks at them.
    pub(super) fn renew_links(&mut self) {
        if self.dialog == Some(Dialog::Share) {
            let address = self.article.as_ref().and_then(|article| article.about.address.as_deref());
            self.sharing.renew(address.is_some_and(is_web_address));
        } else {
            self.sharing = self.sharing.closed();
        }
    }

    /// What the sender wants, and where the article was published.
    pub(super) fn wish(&mut self, wish: Wish, kind: Option<Kind>, address: &str) {
        let address = Some(address.trim()).filter(|address| !address.is_empty());
        let Some(article) = &mut self.article else { return };
        let known = article.about.address.as_deref() == address;
        self.sharing.kind = kind;
        if known && wish == self.sharing.wish {
            return;
        }
        if !known {
            Rc::make_mut(article).about.address = address.map(str::to_owned);
        }
        self.sharing.wish = wish;
        self.renew_links();
    }

    pub(super) fn made(&mut self, version: u32, made: Made) {
        if version != self.sharing.version {
            return;
        }
        match made {
            Made::Link(Kind::Full, link) => self.sharing.full = link,
            Made::Link(_, link) => self.sharing.thin = link,
            Made::Picture(picture) => self.sharing.picture = Some(picture),
        }
    }
}

/// Whether an address may be followed.
#[must_use]
pub fn is_web_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The address of an article that leads to some of its words, by a text fragment.
#[must_use]
pub fn check_address(address: &str, words: Option<&str>) -> Option<String> {
    if !is_web_address(address) {
        return None;
    }
    let Some(words) = words.map(first_words).filter(|words| !words.is_empty()) else {
        return Some(address.to_owned());
    };
    let mut found = address.to_owned();
    found.push_str(if address.contains('#') { ":~:text=" } else { "#:~:text=" });
    for byte in words.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'.' | b'_' | b'~' => found.push(byte.into()),
            _ => found.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(found)
}

/// Enough of a quotation to find it, and not so much that a changed word hides it.
fn first_words(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    let all: Vec<&str> = line.split_whitespace().take(8).collect();
    all.join(" ").trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// How what is shown differs from what the sender of a link saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differs {
    /// In words.
    pub words: Rc<str>,
    /// Numbers of paragraphs with other marks, as far as they are known.
    pub paragraphs: Vec<usize>,
}

/// A thin link whose article is not there yet, or one or a file whose corrections are being put in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// What the sender says about the article.
    pub about: About,
    /// How many corrections the link brings.
    pub corrections: usize,
}

impl Awaited {
    /// The article that was brought, with what its sender says about it.
    #[must_use]
    pub fn article(&self, brought: &Article) -> Article {
        let (here, sent) = (brought.about.clone(), self.about.clone());
        let about = About {
            title: here.title.or(sent.title),
            address: here.address.or(sent.address),
            outlet: here.outlet.or(sent.outlet),
            date: here.date.or(sent.date),
        };
        Article { whole: brought.whole, ..Article::new(&brought.text, about) }
    }
}

impl State {
    /// The sender's corrections are in place in this edition of the article, or in none.
    pub(super) fn placed(&mut self, log: Log, told: Message) {
        self.awaited = None;
        let log = self.machine.as_ref().map_or(log.clone(), |machine| snap(&log, machine));
        self.received = Some(Rc::new(log.clone()));
        Rc::make_mut(&mut self.history).replace(log);
        self.redraw();
        self.tell(told.tone, &told.words);
    }

    /// The sender of the link saw other marks in these paragraphs.
    pub(super) fn differ(&mut self, words: Rc<str>, spans: &[Span]) {
        let paragraphs = self.reading.paragraphs.iter();
        let other = paragraphs.filter(|p| spans.iter().any(|span| span.overlaps(p.span)));
        let paragraphs = other.map(|paragraph| paragraph.index).collect();
        self.differs = Some(Rc::new(Differs { words, paragraphs }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::Anchor;

    #[test]
    fn a_link_fits_where_it_is_short_enough() {
        assert_eq!(fits(2_000).1, Vec::<&str>::new());
        assert_eq!(fits(2_001).1, ["Discord"]);
        assert_eq!(fits(5_000).0, ["e-mail", "any browser’s address bar"]);
        assert_eq!(
            fits_in_words(5_000),
            "fits e-mail, any browser’s address bar; Discord, Teams, Slack, X would cut it"
        );
    }

    #[test]
    fn the_kind_offered_first_arrives_whole() {
        let link = |length| Link::Ready("x".repeat(length).into());
        let best = |full, thin| Sharing { full, thin, ..Sharing::default() }.best();
        assert_eq!(best(link(2_000), link(200)), Kind::Full);
        assert_eq!(best(link(2_001), link(200)), Kind::Thin);
        assert_eq!(best(link(2_001), Link::None), Kind::File);
        assert_eq!(best(Link::Failed("".into()), link(200)), Kind::Thin);
        assert_eq!(best(Link::Making, link(200)), Kind::Full);
    }

    #[test]
    fn only_what_is_wanted_is_sent() {
        let anchor = Anchor { span: Span { start: 0, end: 3 }, nth: 0 };
        let (remove, note) = (Correction::Remove(anchor), Correction::Note(anchor, "Hm".to_owned()));
        let log = Log { entries: vec![remove.clone(), note.clone()] };
        let wish = |corrections, notes| Wish { corrections, notes, ..Wish::default() }.of(&log).entries;
        assert_eq!(wish(true, true), log.entries);
        assert_eq!(wish(true, false), [remove]);
        assert_eq!(wish(false, true), [note]);
    }

    #[test]
    fn only_web_addresses_are_followed_and_words_are_escaped() {
        let words = Some("We said no-one, “really”, would go & come back again, not even once.\nLater");
        assert_eq!(
            check_address("https://news.example/a?b=1", words).as_deref(),
            Some(
                "https://news.example/a?b=1#:~:text=We%20said%20no%2Done%2C%20%E2%80%9Creally%E2%80%9D%2C%20would%20go%20%26%20come"
            )
        );
        assert_eq!(
            check_address("http://a.example/#s", Some("No")).as_deref(),
            Some("http://a.example/#s:~:text=No")
        );
        for address in
            ["javascript:alert(1)", "ftp://a.example", "https://", "https://a b", "data:text/html,x"]
        {
            assert_eq!(check_address(address, None), None, "{address}");
        }
    }
}
