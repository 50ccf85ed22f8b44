//! The list of articles on this device.

use super::store;
use crate::view::reduce::counted;
use crate::view::shelf;
use crate::view::state::{Action, Message, Recent, Tone};
use js_sys::{Date, Object, Reflect};
use std::rc::Rc;
use yew::prelude::*;

/// How many are shown at first.
const FIRST: usize = 6;

/// What is said of an article that cannot be read.
const UNREADABLE: &str = "This article cannot be read: it is damaged, or a newer version of this page kept it. It stays as it is. Reload the page and try again, or forget it.";

/// Properties of [`RecentList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RecentProps {
    /// Newest first.
    pub recent: Rc<Vec<Recent>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// Articles on this device, each with a way to forget it.
#[component]
pub fn RecentList(props: &RecentProps) -> Html {
    let on = &props.on;
    let all = use_state(|| false);
    let sure = use_state(|| false);
    let forget =
        |key: Option<String>| on.reform(move |_: MouseEvent| Action::Recent(store::forget(key.as_deref())));
    let set = |state: &UseStateHandle<bool>, to| {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(to))
    };
    let shown = if *all { props.recent.len() } else { FIRST.min(props.recent.len()) };
    html! {
        <section class="recent" aria-labelledby="recent-title">
            <header>
                <h2 id="recent-title">{ "On this device" }</h2>
                if *sure {
                    <span>
                        <button class="quiet" onclick={set(&sure, false)}>{ "Keep them" }</button>
                        <button onclick={forget(None)}>{ format!("Forget {} with all corrections", counted(props.recent.len(), "article")) }</button>
                    </span>
                } else {
                    <button class="quiet" onclick={set(&sure, true)}>{ "Forget all" }</button>
                }
            </header>
            <ul>
                { for props.recent[..shown].iter().map(|recent| {
                    let key = recent.key.clone();
                    let open = on.reform(move |_: MouseEvent| match store::open(&key) {
                        Some((article, log)) => Action::Resume(article, log, false),
                        None => Action::Tell(Message { tone: Tone::Warning, words: UNREADABLE.into() }),
                    });
                    html! {
                        <li key={recent.key.clone()}>
                            <button class="entry" onclick={open}><span>{ recent.title.clone() }</span><small>{ facts(recent) }</small></button>
                            <button class="icon" aria-label={format!("Forget: {}", recent.title)} onclick={forget(Some(recent.key.clone()))}>{ "×" }</button>
                        </li>
                    }
                }) }
            </ul>
            if shown < props.recent.len() {
                <button class="more" onclick={set(&all, true)}>{ format!("Show all {}", props.recent.len()) }</button>
            }
        </section>
    }
}

/// Outlet, words, corrections, when, and which copy.
fn facts(recent: &Recent) -> String {
    let mut facts = vec![counted(recent.words as usize, "word")];
    if !recent.outlet.is_empty() {
        facts.insert(0, recent.outlet.clone());
    }
    if recent.corrections > 0 {
        facts.push(counted(recent.corrections, "correction"));
    }
    facts.push(when(recent.saved));
    let copy = shelf::number(&recent.key);
    if copy > 1 {
        facts.push(format!("copy {copy}"));
    }
    facts.join(" · ")
}

/// The time of day for today, else the day.
fn when(saved: u64) -> String {
    let then = Date::new(&(saved as f64).into());
    let options = Object::new();
    let set = |key: &str, value: &str| drop(Reflect::set(&options, &key.into(), &value.into()));
    let today = then.to_date_string() == Date::new_0().to_date_string();
    if today {
        set("timeStyle", "short");
        then.to_locale_time_string_with_options("default", &options).into()
    } else {
        set("dateStyle", "medium");
        then.to_locale_date_string("default", &options).into()
    }
}
