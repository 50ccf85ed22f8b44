//! The start screen: a box to paste into, and other ways to bring an article.

use super::model::emit;
use super::{dom, intake, sample, store};
use crate::view::reduce::counted;
use crate::view::state::{Action, Article, Message, Recent, Tone};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`Start`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StartProps {
    /// The words in the box, when an article is edited.
    pub draft: Option<Rc<str>>,
    /// Whether an article is on its way, e.g. from a link.
    pub busy: bool,
    /// Articles on this device.
    pub recent: Rc<Vec<Recent>>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// The box, the file button, the sample, the list.
#[component]
pub fn Start(props: &StartProps) -> Html {
    let on = &props.on;
    let field = use_node_ref();
    let typed = use_state(|| props.draft.clone().unwrap_or_else(|| "".into()));
    let editing = props.draft.is_some();
    let open = {
        let on = on.clone();
        Callback::from(move |text: Rc<str>| {
            if !text.trim().is_empty() {
                on.emit(if editing {
                    Action::Revise(text)
                } else {
                    Action::Open(Rc::new(Article::of(&text)))
                });
            }
        })
    };
    let oninput = {
        let (typed, open) = (typed.clone(), open.clone());
        Callback::from(move |event: InputEvent| {
            let now: Rc<str> = event.target_unchecked_into::<HtmlTextAreaElement>().value().into();
            let arrived = !editing && arrives_at_once(&typed, &now);
            typed.set(now.clone());
            if arrived {
                open.emit(now);
            }
        })
    };
    let submit = {
        let (typed, open) = (typed.clone(), open.clone());
        Callback::from(move |_: MouseEvent| open.emit((*typed).clone()))
    };
    let onkeydown = {
        let (typed, open) = (typed.clone(), open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                open.emit((*typed).clone());
            }
        })
    };
    let from_clipboard = {
        let (on, field) = (on.clone(), field.clone());
        Callback::from(move |_: MouseEvent| {
            let (on, field) = (on.clone(), field.clone());
            spawn_local(async move {
                match dom::clipboard().await.filter(|text| !text.trim().is_empty()) {
                    Some(text) => on.emit(Action::Open(Rc::new(Article::of(&text)))),
                    None => {
                        if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                            let _gone = field.focus();
                        }
                        let words = "The clipboard cannot be read from here. Press Ctrl V (on a Mac ⌘ V), or hold a finger on the box and choose Paste.";
                        on.emit(Action::Tell(Message { tone: Tone::Note, words: words.into() }));
                    }
                }
            });
        })
    };
    let onfile = {
        let on = on.clone();
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                open_files(&files, &on);
            }
            input.set_value("");
        })
    };
    html! {
        <main id="article" class="start" tabindex="-1">
            <h1>{ if editing { "Edit the article" } else { "Who says what, about whom" } }</h1>
            <p class="lead">{ if editing {
                "Your corrections are carried over to the new text."
            } else {
                "Paste a news article. Every quotation and paraphrase is marked with who said it, and each party’s position is gathered in its own words."
            } }</p>
            <label class="box">
                <span class="unseen">{ "Article text" }</span>
                <textarea id="input" ref={field} placeholder="Paste an article here, or drop a file" value={typed.to_string()}
                    {oninput} {onkeydown} spellcheck="false" disabled={props.busy} />
            </label>
            <div class="row ways">
                if editing {
                    <button class="primary" onclick={submit}>{ "Read again" }</button>
                    <button onclick={on.reform(|_| Action::Escape)}>{ "Back to the article" }</button>
                } else {
                    if !typed.trim().is_empty() { <button class="primary" onclick={submit}>{ "Read it" }</button> }
                    <button onclick={from_clipboard}>{ "Paste from clipboard" }</button>
                    <label class="button" for="file">{ "Open a file" }</label>
                    <input id="file" class="unseen" type="file" accept=".txt,.md,.markdown,.html,.htm,text/plain,text/html,text/markdown" multiple=true onchange={onfile} />
                    <button onclick={on.reform(|_| Action::Open(Rc::new(Article::of(sample::TEXT))))}>{ "Try the sample" }</button>
                }
            </div>
            <p class="promise">{ "Nothing is sent anywhere: the article stays on this device." }</p>
            if !editing && !props.recent.is_empty() { <RecentList recent={props.recent.clone()} on={on.clone()} /> }
        </main>
    }
}

/// Whether so much was put in at once that it was pasted: at least two words more than before.
fn arrives_at_once(before: &str, now: &str) -> bool {
    now.len() >= before.len() + 8 && now.trim().contains(char::is_whitespace)
}

/// Opens the first of several files and keeps the others in the list of this device.
pub fn open_files(files: &web_sys::FileList, on: &Callback<Action>) {
    for n in (0..files.length()).rev() {
        let Some(file) = files.get(n) else { continue };
        let on = on.clone();
        spawn_local(async move {
            match intake::from_file(file).await {
                Ok(article) => on.emit(Action::Open(article)),
                Err(words) => on.emit(Action::Tell(Message { tone: Tone::Error, words: words.into() })),
            }
        });
    }
}

/// Properties of [`RecentList`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct RecentProps {
    recent: Rc<Vec<Recent>>,
    on: Callback<Action>,
}

/// Articles on this device, each with a way to forget it.
#[component]
fn RecentList(props: &RecentProps) -> Html {
    let on = &props.on;
    let forget =
        |key: Option<String>| on.reform(move |_: MouseEvent| Action::Recent(store::forget(key.as_deref())));
    html! {
        <section class="recent" aria-labelledby="recent-title">
            <header>
                <h2 id="recent-title">{ "On this device" }</h2>
                <button class="quiet" onclick={forget(None)}>{ "Forget all" }</button>
            </header>
            <ul>
                { for props.recent.iter().map(|recent| {
                    let key = recent.key.clone();
                    let open = emit(on, move |_: MouseEvent| {
                        let (article, log) = store::open(&key)?;
                        Some(Action::Resume(article, log, false))
                    });
                    let mut facts = counted(recent.words as usize, "word");
                    if recent.corrections > 0 {
                        facts.push_str(", ");
                        facts.push_str(&counted(recent.corrections, "correction"));
                    }
                    html! {
                        <li>
                            <button class="entry" onclick={open}><span>{ recent.title.clone() }</span><small>{ facts }</small></button>
                            <button class="icon" aria-label={format!("Forget: {}", recent.title)} onclick={forget(Some(recent.key.clone()))}>{ "×" }</button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
