//! A field for somebody's name, with the names that the article has.

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

/// Enter takes what is written, as the button does.
#[component]
pub fn NameField(props: &NameProps) -> Html {
    let field = use_node_ref();
    let take = {
        let (field, take, disabled) = (field.clone(), props.take.clone(), props.disabled);
        Callback::from(move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>().filter(|_| !disabled) {
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
                <input ref={field} type="text" value={props.value.clone()} {onkeydown} autocomplete="off"
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
