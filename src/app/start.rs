//! The start screen: a box to paste into, and other ways to bring an article.

use super::bookmark::Bookmark;
use super::recent::RecentList;
use super::{dom, intake, sample, store};
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
    /// Where the reader was in the draft, in bytes: there the caret stands.
    pub at: u32,
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
    let base = props.draft.clone().unwrap_or_else(|| "".into());
    {
        let (typed, base, field, at) = (typed.clone(), base.clone(), field.clone(), props.at as usize);
        use_effect_with((), move |()| {
            let before = base.get(..at).unwrap_or_default().encode_utf16().count() as u32;
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                let _kept = field.set_selection_range(before, before);
            }
            if let Some(draft) = store::draft(&base) {
                typed.set(draft.into());
            }
        });
    }
    let open = {
        let (on, base) = (on.clone(), base.clone());
        Callback::from(move |text: Rc<str>| {
            if !text.trim().is_empty() {
                store::keep_draft(&base, "");
                match editing {
                    true => on.emit(Action::Revise(text)),
                    false => intake::receive(Some(Article::of(&text)), &on),
                }
            }
        })
    };
    let oninput = {
        let (typed, open) = (typed.clone(), open.clone());
        Callback::from(move |event: InputEvent| {
            let now: Rc<str> = event.target_unchecked_into::<HtmlTextAreaElement>().value().into();
            let arrived = !editing && arrives_at_once(&typed, &now);
            typed.set(now.clone());
            store::keep_draft(&base, if now == base { "" } else { &now });
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
                let text = dom::clipboard().await;
                if let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) {
                    return intake::receive(Some(Article::of(text)), &on);
                }
                if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                    let _gone = field.focus();
                }
                let words = match text {
                    Some(_) => "There are no words on the clipboard. Copy the article first.".to_owned(),
                    None => format!(
                        "The clipboard may not be read from here. The box is ready: {}.",
                        dom::paste_key()
                    ),
                };
                on.emit(Action::Tell(Message { tone: Tone::Note, words: words.into() }));
            });
        })
    };
    let onfile = {
        let on = on.clone();
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            if let Some(files) = input.files() {
                intake::open_files(&files, &on);
            }
            input.set_value("");
        })
    };
    html! {
        <main id="article" class={classes!("start", editing.then_some("editing"))} tabindex="-1">
            <h1>{ if editing { "Edit the article" } else { "Who says what, about whom" } }</h1>
            <p class="lead">{ if editing {
                "Your corrections are carried over to the new text. The old one stays in the list of this device."
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
                    <input id="file" class="unseen" type="file" accept=".txt,.md,.markdown,.html,.htm,.json,.jsonld,.ann,.xml,text/plain,text/html,text/markdown" multiple=true onchange={onfile} />
                    <button onclick={on.reform(|_| Action::Open(Rc::new(Article::of(sample::TEXT))))}>{ "Try the sample" }</button>
                }
            </div>
            <p class="promise">{ "Nothing is sent anywhere: the article stays on this device." }</p>
            if !editing {
                if !props.recent.is_empty() { <RecentList recent={props.recent.clone()} on={on.clone()} /> }
                <Bookmark on={on.clone()} />
            }
        </main>
    }
}

/// Whether so much was put in at once that it was pasted: at least two words more than before.
fn arrives_at_once(before: &str, now: &str) -> bool {
    now.len() >= before.len() + 8 && now.trim().contains(char::is_whitespace)
}
