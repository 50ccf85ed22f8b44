//! A field for somebody's name, with the names that the article has, or for words about it.

use super::store;
use crate::view::Lines;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`NameField`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NameProps {
    /// Whose name.
    pub label: AttrValue,
    /// What the button says.
    #[prop_or_default]
    pub button: AttrValue,
    /// Whether there is room for more than a name; then there is no button.
    #[prop_or_default]
    pub long: bool,
    /// What it is a name for: tells drafts apart.
    pub of: AttrValue,
    /// The name, or the words, it is now.
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

/// What is written outlives its field, and a reload of this tab, until it is taken. Enter takes a name, as the button
/// does; longer words are taken when the reader leaves them.
#[component]
pub fn NameField(props: &NameProps) -> Html {
    let field = use_node_ref();
    let of = [&*props.label, &*props.of].concat();
    // The field's own words are never written over: nothing else knows them.
    let words = {
        let field = field.clone();
        move || field.get().map(JsCast::unchecked_into::<HtmlInputElement>)
    };
    {
        let (words, of, value) = (words.clone(), of.clone(), props.value.clone());
        use_effect_with((), move |()| {
            if let Some(field) = words() {
                field.set_value(&store::draft(&of).unwrap_or_else(|| value.to_string()));
            }
        });
    }
    let keep = {
        let (words, of) = (words.clone(), of.clone());
        Callback::from(move |_: InputEvent| {
            if let Some(field) = words() {
                store::keep_draft(&of, &field.value());
            }
        })
    };
    let take = {
        let (take, disabled) = (props.take.clone(), props.disabled);
        Callback::from(move |()| {
            if let Some(field) = words().filter(|_| !disabled) {
                store::keep_draft(&of, "");
                take.emit(field.value());
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
                if props.long {
                    <textarea ref={field} rows="2" oninput={keep} onchange={take.reform(|_| ())} />
                } else {
                    <input ref={field} type="text" oninput={keep} {onkeydown} autocomplete="off"
                        list={(!props.names.is_empty()).then_some("names")} />
                }
            </label>
            if !props.long {
                <button disabled={props.disabled} onclick={take.reform(|_| ())}>{ props.button.clone() }</button>
            }
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
