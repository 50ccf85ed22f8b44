//! The way back: each jump leaves an entry in the browser's history that knows where the page stood.

use super::dom;
use crate::view::state::{Action, Tab};
use gloo::timers::callback::Timeout;
use web_sys::{Element, History};
use yew::Callback;

/// What an entry knows: how far, in whole pixels, the article and the panel were scrolled, the panel's tab, and what had the focus.
pub struct Place {
    article: i32,
    panel: i32,
    tab: Tab,
    focus: String,
}

/// An article's first entry, before anything is known of where the reader is.
pub fn push() {
    if let Some(history) = history() {
        let _full = history.push_state(&"0|0|parties|".into(), "");
    }
}

/// Notes in the entry where the page stands, and begins another.
pub fn leave(tab: Tab) {
    let Some(history) = history() else { return };
    let article = dom::window().scroll_y().unwrap_or(0.0) as i32;
    let panel = dom::by_id("tabpanel").map_or(0, |panel| panel.scroll_top());
    let focus = dom::document().active_element().and_then(|element| name(&element)).unwrap_or_default();
    let place = format!("{article}|{panel}|{}|{focus}", tab.key());
    let _full = history.replace_state(&place.into(), "");
    push();
}

/// What the entry that the browser is at knows; none at the start screen's.
pub fn here() -> Option<Place> {
    let words = history()?.state().ok()?.as_string()?;
    let mut parts = words.splitn(4, '|');
    Some(Place {
        article: parts.next()?.parse().ok()?,
        panel: parts.next()?.parse().ok()?,
        tab: parts.next().and_then(|key| Tab::ALL.into_iter().find(|tab| tab.key() == key))?,
        focus: parts.next()?.to_owned(),
    })
}

/// Puts the page where it stood.
pub fn return_to(place: &Place, on: &Callback<Action>) {
    on.emit(Action::Show(place.tab));
    let (article, panel, focus) = (place.article, place.panel, place.focus.clone());
    // The tab has to be drawn before it can be scrolled.
    let put = move || {
        dom::window().scroll_to_with_x_and_y(0.0, article.into());
        if let Some(sheet) = dom::by_id("tabpanel") {
            sheet.set_scroll_top(panel);
        }
        if let Some(element) = dom::document().query_selector(&focus).ok().flatten() {
            dom::focus(&element);
        }
    };
    Timeout::new(0, put).forget();
}

/// A selector for an element that can be found again: a statement in the panel or in the article.
fn name(element: &Element) -> Option<String> {
    if let Some(stop) = element.get_attribute("data-stop") {
        return Some(format!("mark[data-stop='{stop}']"));
    }
    let line = element.closest("[data-line]").ok()??.get_attribute("data-line")?;
    Some(format!("#tabpanel [data-line='{line}'] button"))
}

fn history() -> Option<History> {
    dom::window().history().ok()
}
