//! TEI P5: elements, what each may hold and which attributes it may have, as the Guidelines' schema says for those that we
//! use; identifiers are there once and pointers point at something. `python3 tests/exports/tei.py` validates files
//! against the Consortium's whole schema.

use crate::{Sample, between, exported};
use partyline::export::{Article, Format};
use roxmltree::Node;
use std::collections::BTreeMap;

const TEI: &str = "http://www.tei-c.org/ns/1.0";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// An element, its attributes, the elements that may be in it, and whether text may.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str], bool);

/// What may have an `xml:id`, an `n` or an `ana` is everything; here it is what we give one.
const RULES: &[Rule] = &[
    ("TEI", &[], &["teiHeader", "standOff", "text"], false),
    ("teiHeader", &[], &["fileDesc", "encodingDesc"], false),
    ("fileDesc", &[], &["titleStmt", "publicationStmt", "sourceDesc"], false),
    ("titleStmt", &[], &["title"], false),
    ("title", &[], &[], true),
    ("publicationStmt", &[], &["p"], false),
    ("sourceDesc", &[], &["bibl"], false),
    ("bibl", &[], &["title", "publisher", "date", "ref"], true),
    ("publisher", &[], &[], true),
    ("date", &[], &[], true),
    ("ref", &["target"], &[], true),
    ("encodingDesc", &[], &["appInfo", "classDecl"], false),
    ("appInfo", &[], &["application"], false),
    ("application", &["ident", "version"], &["label"], false),
    ("label", &[], &[], true),
    ("classDecl", &[], &["taxonomy"], false),
    ("taxonomy", &["id"], &["category"], false),
    ("category", &["id"], &["catDesc"], false),
    ("catDesc", &[], &[], true),
    ("standOff", &[], &["listPerson", "listOrg", "spanGrp"], false),
    ("listPerson", &[], &["person"], false),
    ("listOrg", &[], &["org"], false),
    ("person", &["id", "n"], &["persName"], false),
    ("org", &["id", "n", "type"], &["orgName"], false),
    ("persName", &["type"], &[], true),
    ("orgName", &["type"], &[], true),
    ("spanGrp", &["id", "type", "ana"], &["span"], false),
    ("span", &["type", "from", "to", "ana"], &[], true),
    ("text", &["lang"], &["body"], false),
    ("body", &["space"], &["head", "p", "ab", "anchor"], false),
    ("head", &[], &["anchor"], true),
    ("p", &[], &["anchor"], true),
    ("ab", &["type"], &["anchor"], true),
    ("anchor", &["id"], &[], false),
];

/// Elements that must have something in them.
const NEVER_EMPTY: &[&str] =
    &["standOff", "listPerson", "listOrg", "person", "org", "taxonomy", "category", "titleStmt"];

#[test]
fn files_are_tei_and_every_pointer_has_an_aim() {
    for (sample, article, file) in exported(Format::Tei) {
        println!("{}", sample.name);
        let xml = roxmltree::Document::parse(&file).expect("well-formed");
        let mut ids = BTreeMap::new();
        for node in xml.descendants().filter(Node::is_element) {
            element(node);
            if let Some(id) = node.attribute((XML, "id")) {
                let name = id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                    && id.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
                assert!(name, "{id} is no XML name");
                assert!(ids.insert(id, node).is_none(), "{id} twice");
            }
        }
        for node in xml.descendants().filter(Node::is_element) {
            for attribute in ["from", "to", "ana"] {
                let pointers = node.attribute(attribute).unwrap_or_default();
                assert!(attribute == "ana" || pointers.split(' ').count() == 1, "{pointers}");
                for pointer in pointers.split_whitespace() {
                    let id = pointer.strip_prefix('#').expect("a pointer into the file");
                    assert!(ids.contains_key(id), "{pointer} points nowhere");
                }
            }
            assert!(node.attribute("to").is_none() || node.attribute("from").is_some());
        }
        body(&xml);
        words(sample, &article, &xml);
    }
}

fn element(node: Node) {
    let name = node.tag_name();
    assert_eq!(name.namespace(), Some(TEI), "{name:?}");
    let rule = RULES.iter().find(|rule| rule.0 == name.name());
    let &(name, attributes, children, text) = rule.unwrap_or_else(|| panic!("no element for us: {name:?}"));
    for attribute in node.attributes() {
        assert!(attributes.contains(&attribute.name()), "{name} with {}", attribute.name());
    }
    for child in node.children() {
        if child.is_text() {
            assert!(text || child.text().unwrap_or_default().trim().is_empty(), "words in {name}");
        } else {
            assert!(children.contains(&child.tag_name().name()), "{:?} in {name}", child.tag_name());
        }
    }
    assert!(!NEVER_EMPTY.contains(&name) || node.children().any(|c| c.is_element()), "{name} is empty");
}

/// Headings first, then at least one paragraph.
fn body(xml: &roxmltree::Document) {
    let body = xml.descendants().find(|n| n.has_tag_name((TEI, "body"))).expect("a body");
    let names: Vec<&str> = body.children().filter(Node::is_element).map(|n| n.tag_name().name()).collect();
    let blocks: Vec<&str> = names.into_iter().filter(|name| *name != "anchor").collect();
    assert!(blocks.iter().any(|name| *name != "head"), "{blocks:?}");
    assert!(!blocks.iter().skip(1).any(|name| *name == "head"), "{blocks:?}");
}

/// The text of the body is the article, and what stands between two anchors is what the statement says.
fn words(sample: &Sample, article: &Article, xml: &roxmltree::Document) {
    let body = xml.descendants().find(|n| n.has_tag_name((TEI, "body"))).expect("a body");
    let (mut text, mut anchors) = (String::new(), BTreeMap::new());
    for node in body.descendants() {
        if let Some(id) = node.attribute((XML, "id")) {
            anchors.insert(format!("#{id}"), text.chars().count());
        }
        text.extend(node.text().filter(|_| node.is_text()));
    }
    let known =
        |c: char| if matches!(c, '\t' | '\n' | '\r') || c >= ' ' && c != '\u{fffe}' { c } else { '\u{fffd}' };
    assert_eq!(text, sample.text.chars().map(known).collect::<String>());
    let groups = xml.descendants().filter(|n| n.has_tag_name((TEI, "spanGrp")));
    let statements = &article.document().statements;
    assert_eq!(groups.clone().count(), statements.len());
    for (group, s) in groups.zip(statements) {
        let contents = group.children().filter(|n| n.attribute("type") == Some("content"));
        let read = |n: Node| {
            between(&sample.text, anchors[n.attribute("from").unwrap()], anchors[n.attribute("to").unwrap()])
        };
        let ours: Vec<&str> = s.content.iter().map(|c| c.of(&sample.text)).collect();
        assert_eq!(contents.map(read).collect::<Vec<_>>(), ours);
    }
}
