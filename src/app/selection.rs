//! What appears when words of the article are selected: whose are they?

use super::choose::PartyChips;
use super::dom;
use crate::document::Span;
use crate::view::bounds::snapped;
use crate::view::reading::Reading;
use crate::view::state::{Action, Dialog};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long a selection must rest before the button comes, in milliseconds.
const REST_MS: u32 = 250;

/// Properties of [`SelectionBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SelectionProps {
    /// What is drawn.
    pub reading: Rc<Reading>,
    /// The article.
    pub text: Rc<str>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// One button a party, and one for everything else, below the selected words, where the system's own menu is not.
#[component]
pub fn SelectionBar(props: &SelectionProps) -> Html {
    let selected = use_state(|| None::<Span>);
    let bar = use_node_ref();
    {
        let selected = selected.setter();
        let (paragraphs, text) = (props.reading.paragraphs.clone(), props.text.clone());
        use_effect_with((props.reading.clone(), props.text.clone()), move |_| {
            let waiting = Rc::new(std::cell::RefCell::new(None::<Timeout>));
            let listener = EventListener::new(&dom::document(), "selectionchange", move |_| {
                let (selected, paragraphs, text) = (selected.clone(), paragraphs.clone(), text.clone());
                let read =
                    move || selected.set(dom::selected(&paragraphs).and_then(|span| snapped(&text, span)));
                *waiting.borrow_mut() = Some(Timeout::new(REST_MS, read));
            });
            move || drop(listener)
        });
    }
    {
        let bar = bar.clone();
        use_effect_with(*selected, move |selected| {
            if let (Some(_), Some(bar)) = (selected, bar.cast::<web_sys::HtmlElement>()) {
                dom::place_below_selection(&bar);
            }
        });
    }
    let Some(span) = *selected else { return Html::default() };
    if props.reading.applied.is_none() {
        return Html::default();
    }
    let add = props.on.reform(move |_: MouseEvent| Action::Ask(Dialog::Add(span)));
    let keep = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div ref={bar} class="selection" role="group" aria-label="The selected words" onmousedown={keep}>
            <button class="primary" onclick={add}>{ "Add statement" }<kbd aria-hidden="true">{ "A" }</kbd></button>
            <PartyChips parties={props.reading.lines.parties.clone()} keyed=false chosen={Some(u32::MAX)} label="Add it as words of"
                choose={props.on.reform(move |party| Action::Add(span, party))} />
        </div>
    }
}
