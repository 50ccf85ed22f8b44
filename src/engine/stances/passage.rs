//! The words of one attribution, as the judge reads them: forms, quotation marks, who is meant.

use super::super::lexicon::acts::Form;
use super::super::parties::{Cast, Mention, Speaker};
use super::super::{Structure, TokenKind};
use crate::document::{PartyKind, Span};
use crate::order::Order;
use std::cmp::Reverse;

/// Most tokens of one content that are read; what comes later rarely changes the stance, and cost stays linear.
const LONGEST: usize = 240;

/// Mentions that show that a long article is about a side; one statement shows it as well.
const SALIENT: u32 = 3;

/// So many of the sides mentioned most take part in a dispute even if they are silent.
const LEADING: usize = 3;

/// The whole article, prepared once.
pub struct Article<'a, 't> {
    /// The surface of the text.
    pub structure: &'a Structure<'t>,
    /// Who is in the story.
    pub cast: &'a Cast,
    /// Whether each token stands in quotation marks.
    quoted: Vec<bool>,
    /// How often each side is mentioned; speaking counts as well.
    salience: Vec<u32>,
    /// How much of it a side needs: less where no side is mentioned often.
    salient: u32,
    /// Whether each side takes part in the dispute: it speaks, or nearly all the article is about it.
    involved: Vec<bool>,
    /// The sides mentioned most, most first.
    leading: Vec<usize>,
    /// Whether each side speaks.
    speaks: Vec<bool>,
}

impl<'a, 't> Article<'a, 't> {
    /// Marks the quoted tokens.
    #[must_use]
    pub fn new(structure: &'a Structure<'t>, cast: &'a Cast) -> Self {
        let mut quoted = vec![false; structure.tokens.len()];
        for quote in structure.quotes.iter().filter(|q| q.depth == 0) {
            quoted[structure.tokens_in(quote.inner)].fill(true);
        }
        let mut salience = vec![0; cast.sides.len()];
        cast.mentions.iter().for_each(|m| salience[m.side] += 1);
        let salient = (salience.iter().copied().max().unwrap_or(0) / SALIENT).clamp(1, SALIENT);
        let mut order: Vec<usize> = (0..cast.sides.len()).collect();
        order.order_by_key(|&side| (Reverse(salience[side]), side));
        let mut involved = vec![false; cast.sides.len()];
        order.truncate(LEADING);
        for &side in &order {
            // Silent crowds are talked about, seldom to.
            involved[side] = cast.sides[side].kind != PartyKind::Group;
        }
        let mut speaks = vec![false; cast.sides.len()];
        for side in cast.speakers.iter().filter_map(|s| s.side) {
            salience[side] += SALIENT;
            involved[side] = true;
            speaks[side] = true;
        }
        Self { structure, cast, quoted, salience, salient, involved, leading: order, speaks }
    }

    /// Whether the article is about `side` rather than naming it in passing.
    #[must_use]
    pub fn is_salient(&self, side: usize) -> bool {
        self.salience[side] >= self.salient
    }

    /// Whether `side` takes part in the dispute: it speaks, or is one of those mentioned most.
    #[must_use]
    pub fn is_involved(&self, side: usize) -> bool {
        self.involved[side]
    }

    /// The sides mentioned most, most first.
    #[must_use]
    pub fn leading(&self) -> &[usize] {
        &self.leading
    }

    /// Whether a statement of `side` is reported.
    #[must_use]
    pub fn speaks(&self, side: usize) -> bool {
        self.speaks[side]
    }

    /// Mentions that begin inside `span`.
    #[must_use]
    pub fn mentions_in(&self, span: Span) -> &'a [Mention] {
        let from = self.cast.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.cast.mentions.partition_point(|m| m.span.start < span.end);
        &self.cast.mentions[from..to.max(from)]
    }

    /// Whether the word at `span` begins with a capital.
    #[must_use]
    pub fn is_capitalised(&self, span: Span) -> bool {
        span.of(self.structure.text).starts_with(char::is_uppercase)
    }

    /// The token at `i` in lower case with straight apostrophes.
    #[must_use]
    pub fn lower(&self, i: usize) -> String {
        self.structure.word(i).to_lowercase().replace(['’', '‘'], "'")
    }
}

/// A word of the content.
pub struct Word<'w> {
    /// Its possible base forms.
    pub form: Form<'w>,
    /// Where it stands.
    pub span: Span,
    /// Whether it is the speaker's own wording.
    pub quoted: bool,
    /// Whether a sentence or quotation begins with it.
    pub first: bool,
    /// Whether it ends a clause: full stop, semicolon, colon, dash.
    pub stop: bool,
    /// The side it names, if any, and the whole name.
    pub mention: Option<(usize, Span)>,
}

/// The lower-case tokens of a content with what [`words`] needs of them; owns the text that forms borrow.
pub struct Tokens(Vec<(String, usize, bool)>);

/// The tokens of `contents` without quotation marks.
#[must_use]
pub fn tokens(article: &Article, contents: &[Span]) -> Tokens {
    let mut found = Vec::new();
    for &span in contents {
        let mut first = true;
        for i in article.structure.tokens_in(span) {
            if found.len() == LONGEST {
                return Tokens(found);
            }
            if article.structure.tokens[i].kind == TokenKind::Mark {
                first = true;
                continue;
            }
            let lower = article.lower(i);
            let ends = lower.starts_with(['.', '!', '?']);
            found.push((lower, i, first));
            first = ends;
        }
    }
    Tokens(found)
}

/// The words of a content.
#[must_use]
pub fn words<'w>(article: &Article, tokens: &'w Tokens) -> Vec<Word<'w>> {
    let mut words: Vec<Word> = tokens
        .0
        .iter()
        .map(|(lower, i, first)| Word {
            form: Form::new(lower),
            span: article.structure.tokens[*i].span,
            quoted: article.quoted[*i],
            first: *first,
            stop: lower.starts_with(['.', '!', '?', ';', ':', '–', '—']),
            mention: None,
        })
        .collect();
    let mut at = 0;
    for (_, _, run) in runs(&words) {
        for mention in article.mentions_in(run) {
            while at < words.len() && words[at].span.start < mention.span.start {
                at += 1;
            }
            let inside = words[at..].iter_mut().take_while(|w| w.span.end <= mention.span.end);
            inside.for_each(|w| w.mention = Some((mention.side, mention.span)));
        }
    }
    words
}

/// Runs of words that follow each other in the text: first word, one past the last, and the bytes they cover.
fn runs(words: &[Word]) -> Vec<(usize, usize, Span)> {
    const GAP: u32 = 8;
    let mut runs: Vec<(usize, usize, Span)> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        match runs.last_mut() {
            Some((_, to, span)) if word.span.start >= span.end && word.span.start - span.end <= GAP => {
                *to = i + 1;
                *span = span.cover(word.span);
            }
            _ => runs.push((i, i + 1, word.span)),
        }
    }
    runs
}

/// Whether `side` is one for which the speaker speaks.
#[must_use]
pub fn own(speaker: &Speaker, side: usize) -> bool {
    speaker.side == Some(side) || speaker.also.contains(&side)
}

/// Who does what the word at `k` says: the nearest name or pronoun before it in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The speaker, or the speaker's side.
    Own,
    /// Another side.
    Other(usize),
    /// Whoever is spoken to.
    You,
    /// "he", "she" or "they" of a quotation: somebody other than the speaker.
    Third,
    /// Somebody or something else.
    Unknown,
}

/// Finds the [`Subject`] of the word at `k`.
#[must_use]
pub fn subject(words: &[Word], speaker: &Speaker, k: usize) -> Subject {
    const REACH: usize = 10;
    subject_within(words, speaker, k, REACH)
}

/// The same, among the `reach` words before `k` only.
#[must_use]
pub fn subject_within(words: &[Word], speaker: &Speaker, k: usize, reach: usize) -> Subject {
    for j in (k.saturating_sub(reach)..k).rev() {
        let word = &words[j];
        if word.stop {
            break;
        }
        // "When fish abound, they": a clause before it may have brought in somebody else.
        if word.form.word == "they" && !word.quoted && j > 1 && words[j - 1].form.word == "," {
            return Subject::Unknown;
        }
        if let Some((side, _)) = word.mention {
            return if own(speaker, side) { Subject::Own } else { Subject::Other(side) };
        }
        match word.form.word {
            "i" | "we" | "my" | "our" if word.quoted => return Subject::Own,
            "i" | "we" | "our" => return Subject::Own,
            "he" | "she" | "they" if !word.quoted => return Subject::Own,
            "it" | "its" | "his" | "her" | "their" if !word.quoted && j <= 2 => return Subject::Own,
            "you" | "your" => return Subject::You,
            "he" | "she" | "they" | "his" | "her" | "their" if word.quoted => return Subject::Third,
            "he" | "she" | "they" | "it" | "that" | "this" | "who" | "which" | "there" | "nobody" => {
                return Subject::Unknown;
            }
            _ => {}
        }
    }
    Subject::Unknown
}

/// Whether one of the `reach` words before `k` denies it.
#[must_use]
pub fn negated(words: &[Word], k: usize, reach: usize) -> bool {
    let near = &words[k.saturating_sub(reach)..k];
    let clause =
        near.iter().rposition(|w| w.stop || w.form.word == "," || w.form.word == "but").map_or(0, |p| p + 1);
    near[clause..].iter().any(is_negator)
}

/// "not", "never", "nobody" and their like.
#[must_use]
pub fn is_negator(word: &Word) -> bool {
    matches!(
        word.form.word,
        "not"
            | "n't"
            | "never"
            | "no"
            | "nobody"
            | "nothing"
            | "none"
            | "neither"
            | "nor"
            | "without"
            | "cannot"
            | "hardly"
    )
}
