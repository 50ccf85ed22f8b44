//! The Web Annotation Data Model: the classes of the Recommendation with the properties that each must and may have, and
//! selectors that select.

use crate::{Sample, between, exported};
use partyline::export::Format;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Classes that we use, with the properties that each must and may have (Recommendation, 3.1, 3.2.4, 3.3.5, 4, 4.2.4,
/// 4.2.5, 5.1 and 5.2). Terms of ours, under a prefix that the context names, may stand everywhere.
const CLASSES: &[(&str, &[&str], &[&str])] = &[
    ("AnnotationCollection", &["id", "total", "first"], &["label", "last", "creator", "created"]),
    ("AnnotationPage", &["id", "items"], &["partOf", "startIndex", "next", "prev"]),
    (
        "Annotation",
        &["id", "target"],
        &["body", "motivation", "creator", "created", "generator", "generated"],
    ),
    ("Software", &[], &["id", "name", "nickname", "homepage"]),
    ("TextualBody", &["value"], &["id", "purpose", "format", "language", "textDirection"]),
    ("SpecificResource", &["source"], &["id", "selector", "purpose", "state", "scope"]),
    ("TextQuoteSelector", &["exact"], &["prefix", "suffix", "refinedBy"]),
    ("TextPositionSelector", &["start", "end"], &["refinedBy"]),
];

/// The motivations of the Recommendation (3.3.5).
const MOTIVATIONS: &[&str] = &[
    "assessing",
    "bookmarking",
    "classifying",
    "commenting",
    "describing",
    "editing",
    "highlighting",
    "identifying",
    "linking",
    "moderating",
    "questioning",
    "replying",
    "reviewing",
    "tagging",
];

const OURS: &str = "partyline:";

#[test]
fn annotations_are_of_the_model() {
    for (sample, article, file) in exported(Format::WebAnnotation) {
        println!("{}", sample.name);
        let root: Value = serde_json::from_str(&file).unwrap();
        assert_eq!(root["@context"][0], "http://www.w3.org/ns/anno.jsonld");
        assert!(root["@context"][1][OURS.trim_end_matches(':')].as_str().is_some_and(is_iri));
        let mut ids = BTreeSet::new();
        let mut classes = Vec::new();
        check(&root, &mut ids, &mut classes);
        let items = root["first"]["items"].as_array().unwrap();
        assert_eq!(items.len(), article.document().statements.len());
        assert_eq!(root["total"], items.len());
        assert_eq!(root["first"]["partOf"], root["id"]);
        assert_eq!(root["last"], root["first"]["id"]);
        assert_eq!(classes.iter().filter(|c| *c == "Annotation").count(), items.len());
        for (item, s) in items.iter().zip(&article.document().statements) {
            let contents: Vec<String> = targets(sample, item, "content");
            let ours: Vec<&str> = s.content.iter().map(|c| c.of(&sample.text)).collect();
            assert_eq!(contents, ours);
            let cue = s.cue.map(|c| c.of(&sample.text).to_owned());
            assert_eq!(targets(sample, item, "cue"), Vec::from_iter(cue));
        }
    }
}

/// What the targets of one role select: both selectors, each by itself, the same words.
fn targets(sample: &Sample, annotation: &Value, role: &str) -> Vec<String> {
    let all = annotation["target"].as_array().unwrap();
    let words = |target: &Value| {
        let [quote, position] = target["selector"].as_array().unwrap().as_slice() else { panic!("{target}") };
        let part = |key: &str| quote[key].as_str().unwrap().to_owned();
        let number = |key: &str| position[key].as_u64().unwrap() as usize;
        let (start, end) = (number("start"), number("end"));
        let words = between(&sample.text, start, end);
        assert_eq!(part("exact"), words);
        let whole = part("prefix") + &words + &part("suffix");
        let before = part("prefix").chars().count();
        let after = part("suffix").chars().count();
        assert_eq!(whole, between(&sample.text, start - before, end + after));
        assert!(before > 0 || start == 0, "there is context where there are words");
        assert!(after > 0 || end == sample.text.chars().count());
        words
    };
    all.iter().filter(|target| target["partyline:role"] == role).map(words).collect()
}

/// Whether an object and all in it is of a class that there is, with what the class must have and nothing that it may
/// not.
fn check(value: &Value, ids: &mut BTreeSet<String>, classes: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| check(value, ids, classes)),
        Value::Object(object) => {
            let class = object.get("type").map(|class| class.as_str().expect("one class"));
            if let Some(class) = class {
                of_class(class, object);
                classes.push(class.to_owned());
            }
            if let Some(id) = object.get("id") {
                let id = id.as_str().expect("an IRI");
                assert!(is_iri(id), "{id}");
                assert!(ids.insert(id.to_owned()), "{id} twice");
            }
            for (key, value) in object {
                // Without a class only what says of itself whose it is; foaf:name fits everything.
                let known = class.is_some() || key.starts_with(OURS) || key == "name";
                assert!(known, "{key} means nothing where no class is given");
                match (key.as_str(), value) {
                    ("@context", _) => {}
                    ("purpose" | "motivation", value) => {
                        assert!(MOTIVATIONS.contains(&value.as_str().unwrap()), "{value}");
                    }
                    ("source" | "partOf" | "last", value) => {
                        assert!(is_iri(value.as_str().unwrap()), "{value}")
                    }
                    ("format", value) => assert!(value.as_str().is_some_and(|f| f.contains('/'))),
                    ("start" | "end" | "total" | "startIndex", value) => assert!(value.is_u64(), "{key}"),
                    ("exact" | "prefix" | "suffix" | "value" | "name" | "label", value) => {
                        assert!(value.is_string(), "{key}");
                    }
                    (_, value) => check(value, ids, classes),
                }
            }
        }
        _ => {}
    }
}

fn of_class(class: &str, object: &Map<String, Value>) {
    let (_, must, may) =
        CLASSES.iter().find(|(name, ..)| *name == class).unwrap_or_else(|| panic!("{class}"));
    for key in *must {
        assert!(object.contains_key(*key), "{class} without {key}");
    }
    for key in object.keys().map(String::as_str) {
        let known = key == "type" || key == "@context" || key.starts_with(OURS);
        assert!(known || must.contains(&key) || may.contains(&key), "{class} with {key}");
    }
}

fn is_iri(words: &str) -> bool {
    let scheme = words.split(':').next().unwrap_or_default();
    words.len() > scheme.len() + 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && !words.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}
