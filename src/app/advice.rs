//! What the reader should know about the text as a whole, and what can be done about it.

use crate::document::{Notice, Span, lower};
use crate::view::reading::Reading;
use crate::view::reduce::counted;
use crate::view::state::{Action, Extent, Place};
use std::rc::Rc;
use yew::prelude::*;

/// Most reporting verbs that are named.
const NAMED: usize = 4;

/// Properties of [`Advice`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AdviceProps {
    /// The article as it is drawn.
    pub reading: Rc<Reading>,
    /// An article as long as a book.
    pub book: Option<Book>,
    /// The article's text.
    pub text: Rc<str>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// How long an article is that is as long as a book, and how much of it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Book {
    /// How long.
    pub count: u32,
    /// Words or characters.
    pub unit: &'static str,
    /// How much of it is read.
    pub extent: Extent,
}

/// Another language, a stub, no quotations, as long as a book: each says what it means and what to do. A reader who has
/// seen it puts it away.
#[component]
pub fn Advice(props: &AdviceProps) -> Html {
    let gone = use_state(Vec::<usize>::new);
    let seen = use_state(|| 0);
    let on = &props.on;
    let notices = props.reading.document().map(|document| document.notices.as_slice()).unwrap_or_default();
    let told: Vec<_> =
        notices.iter().enumerate().filter_map(|(i, n)| Some((i, n, words(n, notices, props)?))).collect();
    html! {
        <div class="notices">
            if let Some(length) = props.book { { book(length, on) } }
            { for told.into_iter().filter(|(i, ..)| !gone.contains(i)).map(|(i, notice, words)| {
                let away = {
                    let gone = gone.clone();
                    Callback::from(move |_: MouseEvent| gone.set([gone.as_slice(), &[i]].concat()))
                };
                html! {
                    <div class="notice" data-tone="warning">
                        <p>{ words }</p>
                        if let Notice::NoStatements(verbs) = notice {
                            { show_next(verbs, props, &seen) }
                        }
                        <button class="icon" aria-label="Put this message away" onclick={away}>{ "×" }</button>
                    </div>
                }
            }) }
        </div>
    }
}

fn book(Book { count, unit, extent }: Book, on: &Callback<Action>) -> Html {
    let choose = |all: bool| on.reform(move |_: MouseEvent| Action::Extent(all));
    let part = if unit == "words" { "first 20,000 words" } else { "beginning" };
    html! {
        <div class="notice" data-tone="note">
            if extent == Extent::Ask {
                <p>{ format!("This is as long as a book: {} {unit}. How much of it should be read?", grouped(count)) }</p>
                <button class="primary" onclick={choose(false)}>{ "The " }{ part }</button>
            } else {
                <p>{ format!("Read so far: the {part} of {} {unit}.", grouped(count)) }</p>
            }
            <button onclick={choose(true)}>{ "All of it" }</button>
        </div>
    }
}

/// `132,000`.
fn grouped(number: u32) -> String {
    match number / 1000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1000),
    }
}

/// The sentence of a notice; none where another one says enough.
fn words(notice: &Notice, all: &[Notice], props: &AdviceProps) -> Option<String> {
    Some(match notice {
        Notice::NotEnglish(language) => {
            let looks = match language {
                Some(language) => format!("This looks like {language}."),
                None => "This does not look like English.".to_owned(),
            };
            format!("{looks} Partyline reads English: words in quotation marks are still found, but who says them may be wrong.")
        }
        Notice::HeadlineOnly => {
            "This is a headline and nothing under it. Paste the article’s text as well to see who says what.".to_owned()
        }
        Notice::TooShort => {
            "This is only a few words, and nobody speaks in them. Paste the whole article: Ctrl A on its page selects all, what is not part of it is left out.".to_owned()
        }
        Notice::Paywall => {
            "This seems to be the beginning of an article that goes on behind a paywall. Only what was pasted is read; paste the rest if you can see it.".to_owned()
        }
        Notice::NoStatements(verbs) if !verbs.is_empty() && !all.iter().any(is_scrap) => no_statements(verbs, &props.text),
        Notice::NoStatements(_) => return None,
    })
}

fn is_scrap(notice: &Notice) -> bool {
    matches!(notice, Notice::HeadlineOnly | Notice::TooShort)
}

fn no_statements(verbs: &[Span], text: &str) -> String {
    let mut named: Vec<String> = Vec::new();
    for verb in verbs {
        let verb = format!("“{}”", lower(verb.of(text)));
        if named.len() < NAMED && !named.contains(&verb) {
            named.push(verb);
        }
    }
    let were = if verbs.len() == 1 { "was" } else { "were" };
    format!(
        "No quotations found. {} {were} seen ({}), but nothing that anybody says with {}.",
        counted(verbs.len(), "reporting verb"),
        named.join(", "),
        if verbs.len() == 1 { "it" } else { "them" }
    )
}

/// Goes to the paragraph of one reporting verb after the other.
fn show_next(verbs: &[Span], props: &AdviceProps, seen: &UseStateHandle<usize>) -> Html {
    let paragraphs = &props.reading.paragraphs;
    let mut places: Vec<usize> =
        verbs.iter().filter_map(|verb| paragraphs.iter().position(|p| p.span.contains(*verb))).collect();
    places.dedup();
    let Some(&place) = places.get(**seen % places.len().max(1)) else { return Html::default() };
    let (seen, on, many) = (seen.clone(), props.on.clone(), places.len() > 1);
    let show = Callback::from(move |_: MouseEvent| {
        seen.set(*seen + 1);
        on.emit(Action::Go(Place::Paragraph(place)));
    });
    html! { <button onclick={show}>{ if many { "Show next" } else { "Show" } }</button> }
}

/// Properties of [`Furniture`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FurnitureProps {
    /// The article as it is drawn.
    pub reading: Rc<Reading>,
    /// Whether such lines are read as well.
    pub whole: bool,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Page furniture stays where it stands, in grey. This says so, leads to it, and has it read after all.
#[component]
pub fn Furniture(props: &FurnitureProps) -> Html {
    let on = &props.on;
    if props.whole {
        return html! {
            <p class="furnishing">
                { "Page furniture is read as well." }
                <button class="link" onclick={on.reform(|_| Action::Whole(false))}>{ "Leave it out" }</button>
            </p>
        };
    }
    let mut lines = props.reading.paragraphs.iter().filter(|paragraph| paragraph.furniture);
    let Some(first) = lines.next() else { return Html::default() };
    let (index, count) = (first.index, 1 + lines.count());
    let looks = if count == 1 { "looks" } else { "look" };
    html! {
        <p class="furnishing">
            <span>{ format!("Left out {}", counted(count, "line")) }<span class="long">{ format!(" that {looks} like page furniture") }</span></span>
            <button class="link" onclick={on.reform(move |_| Action::Go(Place::Paragraph(index)))}>{ "Show" }</button>
            <button class="link" onclick={on.reform(|_| Action::Whole(true))}>{ "Put back" }</button>
        </p>
    }
}
