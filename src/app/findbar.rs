//! Find in the article.

use super::dom;
use crate::view::find::{Hit, find};
use crate::view::reading::Reading;
use crate::view::state::{Action, Place};
use js_sys::{Array, Function, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlInputElement, Range};
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

/// Paints places with the browser's custom highlights, which change no element; where it has none, nothing is painted.
fn paint(hits: &[Hit], at: usize) {
    let _unsupported = try_paint(hits, at);
}

fn try_paint(hits: &[Hit], at: usize) -> Result<(), JsValue> {
    let window = dom::window();
    let registry = Reflect::get(&Reflect::get(&window, &"CSS".into())?, &"highlights".into())?;
    let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
    let highlight: Function = Reflect::get(&window, &"Highlight".into())?.dyn_into()?;
    let (here, others): (Vec<_>, Vec<_>) = hits.iter().enumerate().partition(|(n, _)| *n == at);
    for (name, hits) in [("found", others), ("found-here", here)] {
        let ranges: Array = hits.into_iter().filter_map(|(_, hit)| range(hit)).collect();
        let painted = Reflect::construct(&highlight, &ranges)?;
        set.call2(&registry, &name.into(), &painted)?;
    }
    Ok(())
}

fn range(hit: &Hit) -> Option<Range> {
    let selector = format!("[data-paragraph='{}'] .words", hit.paragraph);
    let words = dom::document().query_selector(&selector).ok()??;
    let range = dom::document().create_range().ok()?;
    let (mut start_set, mut units) = (false, 0);
    let walker = dom::document().create_tree_walker_with_what_to_show(&words, 4).ok()?;
    while let Some(node) = walker.next_node().ok().flatten() {
        let length = node.text_content().unwrap_or_default().encode_utf16().count() as u32;
        if !start_set && hit.start < units + length {
            range.set_start(&node, hit.start - units).ok()?;
            start_set = true;
        }
        if hit.end <= units + length {
            range.set_end(&node, hit.end - units).ok()?;
            return Some(range);
        }
        units += length;
    }
    None
}
