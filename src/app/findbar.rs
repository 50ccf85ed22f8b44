//! Find in the article.

use super::dom;
use crate::view::find::{Hit, find};
use crate::view::reading::Reading;
use crate::view::state::{Action, Place};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`FindBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FindProps {
    /// The words looked for.
    pub words: Rc<str>,
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// A box, the number of places, next and previous.
#[component]
pub fn FindBar(props: &FindProps) -> Html {
    let at = use_state(|| 0_usize);
    let hits = use_memo((props.words.clone(), props.reading.paragraphs.clone()), |(words, paragraphs)| {
        find(paragraphs, words)
    });
    {
        let (hits, at) = (hits.clone(), *at);
        use_effect_with((hits, at), |(hits, at)| {
            paint(hits, *at);
            || paint(&[], 0)
        });
    }
    let go = {
        let (at, hits, on) = (at.clone(), hits.clone(), props.on.clone());
        Callback::from(move |forward: bool| {
            if hits.is_empty() {
                return;
            }
            let next = (*at + if forward { 1 } else { hits.len() - 1 }) % hits.len();
            at.set(next);
            on.emit(Action::Go(Place::Paragraph(hits[next].paragraph)));
        })
    };
    let oninput = {
        let at = at.clone();
        props.on.reform(move |event: InputEvent| {
            at.set(0);
            Action::Find(Some(event.target_unchecked_into::<HtmlInputElement>().value().into()))
        })
    };
    let onkeydown = {
        let go = go.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                go.emit(!event.shift_key());
            }
        })
    };
    let count = match (props.words.trim().is_empty(), hits.len()) {
        (true, _) => String::new(),
        (false, 0) => "not found".to_owned(),
        (false, most) => format!("{} of {most}", (*at + 1).min(most)),
    };
    html! {
        <search class="find">
            <input id="find" type="search" aria-label="Find in the article" placeholder="Find" value={props.words.to_string()} {oninput} {onkeydown} autocomplete="off" />
            <span role="status">{ count }</span>
            <button class="icon" aria-label="Previous place" onclick={go.reform(|_| false)}>{ "↑" }</button>
            <button class="icon" aria-label="Next place" onclick={go.reform(|_| true)}>{ "↓" }</button>
            <button class="icon" aria-label="Close the search" onclick={props.on.reform(|_| Action::Find(None))}>{ "×" }</button>
        </search>
    }
}

/// Paints the places found; the one in hand looks different.
fn paint(hits: &[Hit], at: usize) {
    let range = |hit: &Hit| dom::range(hit.paragraph, hit.start, hit.end);
    dom::paint("found", hits.iter().enumerate().filter(|(n, _)| *n != at).filter_map(|(_, hit)| range(hit)));
    dom::paint("found-here", hits.get(at).and_then(range));
}
