//! What a page says about itself: title, outlet, address and date, from its metadata, as plain text.

use super::dom;
use crate::document::About;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Document;

/// Longest value that is taken, in bytes.
const LONGEST: usize = 500;

/// What a parsed page says about itself: its own metadata first, then what it shows.
#[must_use]
pub fn about(page: &Document) -> About {
    let data = linked_data(page);
    let meta = |name: &str| {
        ["property", "name"]
            .iter()
            .find_map(|key| attribute(page, &format!("meta[{key}='{name}']"), "content"))
    };
    About {
        title: said(&data, "headline")
            .or_else(|| meta("og:title"))
            .or_else(|| clean(page.query_selector("h1").ok()??.text_content()?)),
        address: attribute(page, "link[rel=canonical]", "href")
            .or_else(|| meta("og:url"))
            .or_else(|| said(&data, "url"))
            .filter(|address| address.starts_with("https://") || address.starts_with("http://")),
        outlet: meta("og:site_name")
            .or_else(|| said(&Reflect::get(&data, &"publisher".into()).ok()?, "name")),
        date: said(&data, "datePublished")
            .or_else(|| meta("article:published_time"))
            .or_else(|| meta("date"))
            .or_else(|| attribute(page, "time[datetime]", "datetime"))
            .map(|date| day(&date)),
    }
}

/// `2026-03-31` of `2026-03-31T08:15:00Z`; other ways to write a date stay.
fn day(date: &str) -> String {
    match date.split_once('T') {
        Some((day, _)) if day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-') => {
            day.to_owned()
        }
        _ => date.to_owned(),
    }
}

fn attribute(page: &Document, selector: &str, attribute: &str) -> Option<String> {
    clean(page.query_selector(selector).ok()??.get_attribute(attribute)?)
}

/// On one line; none if nothing is left or it is too long to be what it should be.
fn clean(value: String) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty() && value.len() < LONGEST).then_some(value)
}

/// The schema.org article among the page's linked data.
fn linked_data(page: &Document) -> JsValue {
    let scripts = dom::list(page.query_selector_all("script[type='application/ld+json']"));
    let parsed = scripts.iter().filter_map(|script| JSON::parse(&script.text_content()?).ok());
    parsed.flat_map(things).find(is_article).unwrap_or(JsValue::NULL)
}

/// A value, the values of a list, or those of its graph.
fn things(value: JsValue) -> Vec<JsValue> {
    let graph = Reflect::get(&value, &"@graph".into()).unwrap_or_default();
    let list = [&value, &graph]
        .into_iter()
        .find(|list| Array::is_array(list))
        .map(|list| Array::from(list).to_vec());
    list.unwrap_or_else(|| vec![value])
}

fn is_article(thing: &JsValue) -> bool {
    let kind = Reflect::get(thing, &"@type".into()).unwrap_or_default();
    Array::from(&if Array::is_array(&kind) { kind } else { Array::of1(&kind).into() }).iter().any(|kind| {
        kind.as_string().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
    })
}

fn said(thing: &JsValue, key: &str) -> Option<String> {
    clean(Reflect::get(thing, &key.into()).ok()?.as_string()?)
}
