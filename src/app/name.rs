//! A field for somebody's name, with the names that the article has.

use super::store;
use crate::view::Lines;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`NameField`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NameProps {
    /// Whose name.
    pub label: AttrValue,
    /// What the button says.
    pub button: AttrValue,
    /// What it is a name for: tells drafts apart.
    pub of: AttrValue,
    /// The name it is now.
    #[prop_or_default]
    pub value: AttrValue,
    /// Names to choose from.
    #[prop_or_default]
    pub names: Vec<AttrValue>,
    /// Whether the button does nothing yet.
    #[prop_or_default]
    pub disabled: bool,
    /// Where the name goes.
    pub take: Callback<String>,
}

/// What is written in a field, at first `known`, and what hears of it. A draft outlives its field, and a reload of this
/// tab, until it is forgotten; `of` tells drafts apart.
#[hook]
pub fn use_draft(of: &str, known: &str) -> (UseStateHandle<String>, Callback<InputEvent>) {
    let written = use_state(|| known.to_owned());
    {
        let (written, of) = (written.clone(), of.to_owned());
        use_effect_with((), move |()| {
            if let Some(draft) = store::draft(&of) {
                written.set(draft);
            }
        });
    }
    let oninput = {
        let (written, of) = (written.clone(), of.to_owned());
        Callback::from(move |event: InputEvent| {
            let now = event.target_unchecked_into::<HtmlInputElement>().value();
            store::keep_draft(&of, &now);
            written.set(now);
        })
    };
    (written, oninput)
}

/// Enter takes what is written, as the button does.
#[component]
pub fn NameField(props: &NameProps) -> Html {
    let of = format!("{} {}", props.label, props.of);
    let (written, oninput) = use_draft(&of, &props.value);
    let take = {
        let (written, take, disabled) = (written.clone(), props.take.clone(), props.disabled);
        Callback::from(move |()| {
            if !disabled {
                store::keep_draft(&of, "");
                take.emit((*written).clone());
            }
        })
    };
    let onkeydown = {
        let take = take.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
                event.prevent_default();
                take.emit(());
            }
        })
    };
    html! {
        <div class="row">
            <label class="field"><span>{ props.label.clone() }</span>
                <input type="text" value={(*written).clone()} {oninput} {onkeydown} autocomplete="off"
                    list={(!props.names.is_empty()).then_some("names")} /></label>
            <button disabled={props.disabled} onclick={take.reform(|_| ())}>{ props.button.clone() }</button>
            if !props.names.is_empty() {
                <datalist id="names">{ for props.names.iter().map(|name| html! { <option value={name.clone()} /> }) }</datalist>
            }
        </div>
    }
}

/// How the article names its sources, each once, in their order.
#[must_use]
pub fn sources(lines: &Lines) -> Vec<AttrValue> {
    let mut names: Vec<AttrValue> = Vec::new();
    for source in lines.all.iter().filter_map(|line| line.source.as_ref()) {
        if source.contains(char::is_uppercase) && !names.iter().any(|name| **name == **source) {
            names.push(source.clone().into());
        }
    }
    names
}
