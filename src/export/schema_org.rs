//! schema.org `Quotation` as JSON-LD: the words inside quotation marks and to whom the article attributes them.
//! Paraphrases are no quotations and are left out.

use super::{Article, one_line};
use crate::document::{PartyId, PartyKind, Statement};
use serde_json::{Map, Value, json};

/// The file: the article and its quotations.
#[must_use]
pub fn export(article: &Article) -> String {
    let about = article.about;
    let mut news = Map::new();
    news.insert("@type".to_owned(), json!("NewsArticle"));
    news.insert("@id".to_owned(), json!("#article"));
    news.insert("headline".to_owned(), json!(one_line(article.title())));
    let mut known = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            news.insert(key.to_owned(), value);
        }
    };
    let address = about.address.as_deref().map(str::trim);
    known("url", address.filter(|a| is_web_address(a)).map(|a| json!(a)));
    let date = about.date.as_deref().map(str::trim);
    known("datePublished", date.filter(|d| is_date(d)).map(|d| json!(d)));
    known("publisher", about.outlet.as_ref().map(|o| json!({ "@type": "Organization", "name": o })));
    let quotations = article.document().statements.iter().filter_map(|s| quotation(article, s));
    let graph: Vec<Value> = std::iter::once(Value::Object(news)).chain(quotations).collect();
    let file = json!({ "@context": "https://schema.org", "@graph": graph });
    format!("{file:#}\n")
}

/// Whether a date is one of ISO 8601, as schema.org wants it; a time may follow.
fn is_date(date: &str) -> bool {
    let (day, time) = date.split_once('T').unwrap_or((date, ""));
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    digits(parts[0], 4)
        && parts.len() <= 3
        && parts[1..].iter().all(|part| digits(part, 2))
        && time.bytes().all(|b| b.is_ascii_digit() || b":.,+-Z".contains(&b))
}

/// Whether an address may be written where programs follow it.
pub(super) fn is_web_address(address: &str) -> bool {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    };
    host.is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) && address.chars().all(plain)
}

fn quotation(article: &Article, s: &Statement) -> Option<Value> {
    let words: Vec<String> = article
        .verbatim(s)
        .into_iter()
        .filter(|(_, verbatim)| *verbatim)
        .map(|(span, _)| one_line(span.of(article.text)))
        .filter(|words| words.contains(char::is_alphanumeric))
        .collect();
    if words.is_empty() {
        return None;
    }
    let mut value = json!({
        "@type": "Quotation",
        "@id": format!("#statement-{}", s.id + 1),
        "text": words.join(" … "),
        "isPartOf": { "@id": "#article" },
    });
    let mut speakers: Vec<Value> = s.party.iter().chain(&s.also).map(|&id| agent(article, id)).collect();
    if speakers.is_empty()
        && let Some(source) = s.source
    {
        speakers.push(json!({ "@type": "Organization", "name": one_line(source.of(article.text)) }));
    }
    match speakers.len() {
        0 => {}
        1 => value["spokenByCharacter"] = speakers.remove(0),
        _ => value["spokenByCharacter"] = Value::Array(speakers),
    }
    if let Some(target) = s.target {
        value["about"] = agent(article, target);
    }
    Some(value)
}

fn agent(article: &Article, id: PartyId) -> Value {
    let kind = article.document().parties.get(id as usize).map(|p| p.kind);
    let kind = match kind {
        Some(PartyKind::Person) => "Person",
        Some(PartyKind::State) => "GovernmentOrganization",
        _ => "Organization",
    };
    json!({ "@type": kind, "name": article.name(id) })
}
