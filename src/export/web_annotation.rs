//! W3C Web Annotation Data Model (Recommendation of 23 February 2017): a collection with one page, an annotation for
//! each statement.
//!
//! Each stretch of words is a target with a quotation and a position selector, both in Unicode code points (4.2.4: "in
//! terms of unicode code points, not in terms of code units"). Bodies name the party (`identifying`), the stance
//! (`classifying`) and the reader's note (`commenting`), which any client shows; what else Partyline knows stands under
//! `partyline:` terms, which others may ignore; without the prefix a JSON-LD processor would drop them, or take a `type`
//! for a class.

use super::loose::{Loose, LooseParty, LooseStatement};
use super::offsets::{Bytes, in_points};
use super::schema_org::is_web_address;
use super::{Article, ImportError, labels};
use crate::corrections::Log;
use crate::document::{CodePoints, Document, PartyKind, Span, Statement};
use serde_json::{Map, Value, json};

/// Code points of context on each side of a quotation.
const CONTEXT: usize = 32;
/// Bytes that searches for quotations may read altogether.
const BUDGET: usize = 256 << 20;

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let document = article.document();
    let points = CodePoints::new(article.text);
    let names = Names::new(article.text);
    let address = article.about.address.as_deref().map(str::trim).filter(|a| is_web_address(a));
    let source = address.map_or_else(|| names.of("text"), str::to_owned);
    let page = names.of("page");
    let collection = names.of("collection");
    let items: Vec<Value> =
        document.statements.iter().map(|s| annotation(article, &points, &names, &source, s)).collect();
    let parties: Vec<Value> = document
        .parties
        .iter()
        .map(|p| {
            let aliases: Vec<&str> = p.aliases.iter().map(|a| a.words.as_str()).collect();
            json!({
                "name": p.name,
                "partyline:letters": p.letters,
                "partyline:kind": p.kind.label(),
                "partyline:aliases": aliases,
            })
        })
        .collect();
    let file = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "partyline": "urn:x-partyline:" }],
        "id": collection,
        "type": "AnnotationCollection",
        "label": super::one_line(article.title()),
        "total": items.len(),
        "partyline:parties": parties,
        "last": page,
        "first": { "id": page, "type": "AnnotationPage", "partOf": collection, "startIndex": 0, "items": items },
    });
    format!("{file:#}\n")
}

fn annotation(article: &Article, points: &CodePoints, names: &Names, source: &str, s: &Statement) -> Value {
    let body = |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value });
    let mut bodies = vec![body("classifying", s.stance.label())];
    if let Some(party) = s.party {
        bodies.insert(0, body("identifying", article.name(party)));
    }
    if let Some(note) = article.note(s) {
        bodies.push(body("commenting", note));
    }
    let roles = s.content.iter().map(|c| ("content", *c));
    let roles = roles.chain(s.source.map(|x| ("source", x))).chain(s.cue.map(|x| ("cue", x)));
    let targets: Vec<Value> = roles
        .map(|(role, span)| {
            json!({
                "type": "SpecificResource",
                "source": source,
                "partyline:role": role,
                "selector": selectors(article.text, points, span),
            })
        })
        .collect();
    let also: Vec<&str> = s.also.iter().map(|&p| article.name(p)).collect();
    json!({
        "id": names.of(&format!("statement {}", s.id)),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": { "type": "Software", "name": format!("Partyline {}", article.document().engine) },
        "body": bodies,
        "target": targets,
        "partyline:statement": {
            "partyline:type": s.attribution.label(),
            "partyline:kind": s.kind.label(),
            "partyline:sourceClass": s.source_class.label(),
            "partyline:also": also,
            "partyline:about": s.target.map(|t| article.name(t)),
        },
    })
}

fn selectors(text: &str, points: &CodePoints, span: Span) -> Value {
    let before: Vec<char> = text[..span.start as usize].chars().rev().take(CONTEXT).collect();
    let prefix: String = before.into_iter().rev().collect();
    let suffix: String = text[span.end as usize..].chars().take(CONTEXT).collect();
    let position = in_points(points, span);
    json!([
        { "type": "TextQuoteSelector", "exact": span.of(text), "prefix": prefix, "suffix": suffix },
        { "type": "TextPositionSelector", "start": position.start, "end": position.end },
    ])
}

/// Names for the parts of a file that are the same whenever it is written: UUIDs (RFC 9562, version 8) made of an
/// FNV-1a hash (offset basis and prime of its 128-bit form) of the text and the part's name.
struct Names(u128);

impl Names {
    fn new(text: &str) -> Self {
        Self(hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, text))
    }

    fn of(&self, part: &str) -> String {
        let hash = hash(hash(self.0, "\0"), part);
        let hash = hash & !(0xf << 76) & !(0x3 << 62) | 8 << 76 | 2 << 62;
        let hex = format!("{hash:032x}");
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }
}

fn hash(seed: u128, words: &str) -> u128 {
    let step = |hash: u128, byte| (hash ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
    words.bytes().fold(seed, step)
}

/// Reads annotations of `text`: a collection, a page, a list or a single one, by Partyline or any other program.
/// `base` is the engine's document of the text. Annotations that are not found in the text are left out.
///
/// # Errors
/// No JSON, no annotations in it, or none that is about this text.
pub fn import(file: &str, text: &str, base: &Document) -> Result<(Document, Log), ImportError> {
    ImportError::check_length(file)?;
    let root: Value = serde_json::from_str(file)?;
    let annotations = annotations(&root);
    if annotations.is_empty() {
        return Err(ImportError::Wrong("there are no Web Annotations in it".to_owned()));
    }
    let mut finder = Finder { text, bytes: Bytes::new(text), budget: BUDGET };
    let read = |a: &&Map<String, Value>| statement(a, &mut finder);
    let statements: Vec<LooseStatement> = annotations.iter().filter_map(read).collect();
    if statements.is_empty() {
        return Err(ImportError::OtherText);
    }
    let parties = root
        .get("partyline:parties")
        .map_or(Vec::new(), |p| list(p).iter().filter_map(|p| party(p)).collect());
    Loose { statements, parties }.into_document(text, base)
}

/// A JSON-LD value that may be one thing or several.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(values) => values.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

fn annotations(root: &Value) -> Vec<&Map<String, Value>> {
    let items = match root {
        Value::Array(_) => Some(root),
        _ => root.get("items").or_else(|| root.get("first")?.get("items")),
    };
    let is_annotation =
        |v: &&Value| v.get("type").is_some_and(|t| list(t).iter().any(|t| *t == "Annotation"));
    let found = items.map_or_else(|| vec![root], list).into_iter().filter(is_annotation);
    found.filter_map(Value::as_object).collect()
}

fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

fn statement(annotation: &Map<String, Value>, finder: &mut Finder) -> Option<LooseStatement> {
    let mut loose = LooseStatement::default();
    for target in list(annotation.get("target")?) {
        let Some(span) = target.get("selector").and_then(|s| finder.find(&list(s))) else { continue };
        match text_of(target, "partyline:role") {
            Some("source") => loose.source = Some(span),
            Some("cue") => loose.cue = Some(span),
            _ => loose.content.push(span),
        }
    }
    if loose.content.is_empty() {
        return None;
    }
    for body in annotation.get("body").map_or(Vec::new(), list) {
        let value = body.as_str().or_else(|| text_of(body, "value")).map(str::trim).filter(|v| !v.is_empty());
        let Some(value) = value else { continue };
        match text_of(body, "purpose") {
            Some("classifying") => loose.stance = labels::stance(value).unwrap_or_default(),
            Some("identifying" | "tagging") => loose.party = Some(value.to_owned()),
            _ => loose.note = Some(value.to_owned()),
        }
    }
    if let Some(more) = annotation.get("partyline:statement") {
        loose.attribution = text_of(more, "partyline:type").and_then(labels::attribution).unwrap_or_default();
        loose.source_class = text_of(more, "partyline:sourceClass").and_then(labels::source_class);
        loose.target = text_of(more, "partyline:about").map(str::to_owned);
        let also = more.get("partyline:also").map_or(Vec::new(), list);
        loose.also = also.iter().filter_map(|name| name.as_str()).map(str::to_owned).collect();
    }
    Some(loose)
}

fn party(value: &Value) -> Option<LooseParty> {
    let aliases = value.get("partyline:aliases").map_or(Vec::new(), list);
    Some(LooseParty {
        name: text_of(value, "name")?.to_owned(),
        letters: text_of(value, "partyline:letters").map(str::to_owned),
        kind: text_of(value, "partyline:kind").and_then(labels::party_kind).unwrap_or(PartyKind::Person),
        mentions: Vec::new(),
        aliases: aliases.iter().filter_map(|a| a.as_str()).map(str::to_owned).collect(),
    })
}

/// Finds what selectors select.
struct Finder<'t> {
    text: &'t str,
    bytes: Bytes,
    budget: usize,
}

impl Finder<'_> {
    /// The position if the quotation stands there or none is given, else the place of the quotation whose neighbours
    /// fit best. Other programs count in UTF-16; their quotations put that right.
    fn find(&mut self, selectors: &[&Value]) -> Option<Span> {
        let of = |kind: &str| selectors.iter().copied().find(|s| text_of(s, "type") == Some(kind));
        let number =
            |s: &Value, key: &str| s.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        let position =
            of("TextPositionSelector").and_then(|s| self.bytes.span(number(s, "start")?, number(s, "end")?));
        let position = position.filter(|span| !span.is_empty());
        let Some(quote) = of("TextQuoteSelector") else { return position };
        let exact = text_of(quote, "exact").filter(|exact| !exact.is_empty())?;
        if position.is_some_and(|span| span.of(self.text) == exact) {
            return position;
        }
        if self.budget < self.text.len() {
            return None;
        }
        self.budget -= self.text.len();
        let (prefix, suffix) =
            (text_of(quote, "prefix").unwrap_or(""), text_of(quote, "suffix").unwrap_or(""));
        let near = position.map_or(0, |p| p.start as usize);
        let alike = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
            one.zip(other).take_while(|(a, b)| a == b).count()
        };
        let score = |at: usize| {
            let left = alike(&mut prefix.chars().rev(), &mut self.text[..at].chars().rev());
            let right = alike(&mut suffix.chars(), &mut self.text[at + exact.len()..].chars());
            (left + right, std::cmp::Reverse(at.abs_diff(near)))
        };
        let best = self.text.match_indices(exact).map(|(at, _)| at).max_by_key(|&at| score(at))?;
        Some(Span::new(best, best + exact.len()))
    }
}
