//! TEI P5: the text as it is, with an anchor wherever a statement's words begin or end, and all about the statements in
//! `standOff`, because statements overlap as elements may not.
//!
//! A statement is a `spanGrp type="attribution"` of `span`s of type source, cue and content between two anchors. Its
//! `ana` points at the categories of its stance, type, kind and source class (declared in the header), the `ana` of its
//! `span type="party"`, `"also"` and `"about"` at persons and organisations.

use super::loose::{Loose, LooseParty, LooseStatement};
use super::offsets::Bytes;
use super::schema_org::is_web_address;
use super::xml::escape;
use super::{Article, ImportError, labels};
use crate::corrections::Log;
use crate::document::{
    About, AttributionType, CodePoints, Document, Kind, Party, PartyKind, Role, SourceClass, Span, Stance,
    Statement,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const NAMESPACE: &str = "http://www.tei-c.org/ns/1.0";

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"{NAMESPACE}\">\n");
    header(&mut out, article);
    let points = CodePoints::new(article.text);
    let document = article.document();
    // An empty one is not valid.
    if !(document.parties.is_empty() && document.statements.is_empty()) {
        out.push_str("<standOff>\n");
        parties(&mut out, article);
        for s in &document.statements {
            statement(&mut out, &points, s, article);
        }
        out.push_str("</standOff>\n");
    }
    out.push_str("<text xml:lang=\"en\">\n");
    body(&mut out, &points, article);
    out.push_str("\n</text>\n</TEI>\n");
    out
}

fn header(out: &mut String, article: &Article) {
    let about = article.about;
    let title = escape(&super::one_line(article.title()));
    let _ = write!(out, "<teiHeader>\n<fileDesc>\n<titleStmt><title>{title}</title></titleStmt>\n");
    out.push_str("<publicationStmt><p>Annotated by Partyline in a reader’s browser.</p></publicationStmt>\n<sourceDesc><bibl>");
    let mut known = |tag: &str, value: &Option<String>| {
        if let Some(value) = value {
            let _ = write!(out, "<{tag}>{}</{tag}>", escape(value));
        }
    };
    known("title", &about.title);
    known("publisher", &about.outlet);
    known("date", &about.date);
    if let Some(address) = &about.address {
        let target =
            if is_web_address(address) { format!(" target=\"{}\"", escape(address)) } else { String::new() };
        let _ = write!(out, "<ref{target}>{}</ref>", escape(address));
    }
    if *about == About::default() {
        out.push_str("An article of unknown origin.");
    }
    let version = &article.document().engine;
    let numbers = version.split('.').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let version = if numbers { version.as_str() } else { "0" };
    let _ = write!(
        out,
        "</bibl></sourceDesc>\n</fileDesc>\n<encodingDesc>\n<appInfo><application ident=\"partyline\" version=\"{version}\"><label>Partyline</label></application></appInfo>\n<classDecl>\n"
    );
    let stances = Stance::ALL.map(Stance::label);
    let types = [
        AttributionType::Communication,
        AttributionType::Attitude,
        AttributionType::Factive,
        AttributionType::Control,
    ];
    let kinds = [Kind::Direct, Kind::Indirect, Kind::Mixed];
    let classes = [
        SourceClass::Named,
        SourceClass::Official,
        SourceClass::Document,
        SourceClass::Unnamed,
        SourceClass::None,
    ];
    taxonomy(out, "stance", &stances);
    taxonomy(out, "type", &types.map(AttributionType::label));
    taxonomy(out, "kind", &kinds.map(Kind::label));
    taxonomy(out, "source", &classes.map(SourceClass::label));
    out.push_str("</classDecl>\n</encodingDesc>\n</teiHeader>\n");
}

fn taxonomy(out: &mut String, name: &str, labels: &[&str]) {
    let _ = write!(out, "<taxonomy xml:id=\"{name}\">");
    for label in labels {
        let _ = write!(out, "<category xml:id=\"{name}.{label}\"><catDesc>{label}</catDesc></category>");
    }
    out.push_str("</taxonomy>\n");
}

fn parties(out: &mut String, article: &Article) {
    let (persons, others): (Vec<&Party>, Vec<&Party>) =
        article.document().parties.iter().partition(|p| p.kind == PartyKind::Person);
    let write = |out: &mut String, tag: &str, name: &str, p: &Party| {
        let kind = match p.kind {
            PartyKind::Person => String::new(),
            kind => format!(" type=\"{}\"", kind.label()),
        };
        let (letters, words) = (escape(&p.letters), escape(&p.name));
        let _ = write!(out, "<{tag} xml:id=\"p{}\" n=\"{letters}\"{kind}><{name}>{words}</{name}>", p.id);
        for alias in &p.aliases {
            let _ = write!(out, "<{name} type=\"alias\">{}</{name}>", escape(&alias.words));
        }
        let _ = writeln!(out, "</{tag}>");
    };
    if !persons.is_empty() {
        out.push_str("<listPerson>\n");
        persons.iter().for_each(|p| write(out, "person", "persName", p));
        out.push_str("</listPerson>\n");
    }
    if !others.is_empty() {
        out.push_str("<listOrg>\n");
        others.iter().for_each(|p| write(out, "org", "orgName", p));
        out.push_str("</listOrg>\n");
    }
}

fn statement(out: &mut String, points: &CodePoints, s: &Statement, article: &Article) {
    let _ = writeln!(
        out,
        "<spanGrp xml:id=\"s{}\" type=\"attribution\" ana=\"#stance.{} #type.{} #kind.{} #source.{}\">",
        s.id,
        s.stance.label(),
        s.attribution.label(),
        s.kind.label(),
        s.source_class.label()
    );
    let mut between = |role: &str, span: Span| {
        let (from, to) = (points.at(span.start), points.at(span.end));
        let _ = writeln!(out, "<span type=\"{role}\" from=\"#c{from}\" to=\"#c{to}\"/>");
    };
    s.source.iter().for_each(|span| between("source", *span));
    s.cue.iter().for_each(|span| between("cue", *span));
    s.content.iter().for_each(|span| between("content", *span));
    let mut pointer = |role: &str, party: u32| {
        let _ = writeln!(out, "<span type=\"{role}\" ana=\"#p{party}\"/>");
    };
    s.party.iter().for_each(|p| pointer("party", *p));
    s.also.iter().for_each(|p| pointer("also", *p));
    s.target.iter().for_each(|p| pointer("about", *p));
    if let Some(note) = article.note(s) {
        let _ = writeln!(out, "<span type=\"note\">{}</span>", escape(note));
    }
    out.push_str("</spanGrp>\n");
}

/// The text, all of it, white space between paragraphs too.
fn body(out: &mut String, points: &CodePoints, article: &Article) {
    let mut anchors: BTreeSet<u32> = BTreeSet::new();
    for s in &article.document().statements {
        for span in s.content.iter().chain(&s.source).chain(&s.cue) {
            anchors.extend([span.start, span.end]);
        }
    }
    let mut at = 0;
    let mut upto = |out: &mut String, end: u32, anchors: &BTreeSet<u32>, last: bool| {
        for &anchor in anchors.range(at..end + u32::from(last)) {
            let _ = write!(
                out,
                "{}<anchor xml:id=\"c{}\"/>",
                escape(&article.text[at as usize..anchor as usize]),
                points.at(anchor)
            );
            at = anchor;
        }
        out.push_str(&escape(&article.text[at as usize..end as usize]));
        at = end;
    };
    out.push_str("<body xml:space=\"preserve\">");
    let mut left = anchors;
    // A body of nothing but a heading is not valid.
    let heads = article.document().blocks.len() > 1;
    for (i, block) in article.document().blocks.iter().enumerate() {
        upto(out, block.span.start, &left, false);
        left = left.split_off(&block.span.start);
        let (open, close) = match block.role {
            Role::Headline if i == 0 && heads => ("<head>", "</head>"),
            Role::Headline => ("<ab type=\"headline\">", "</ab>"),
            Role::Byline => ("<ab type=\"byline\">", "</ab>"),
            Role::Body => ("<p>", "</p>"),
            Role::Furniture => ("<ab type=\"furniture\">", "</ab>"),
        };
        out.push_str(open);
        upto(out, block.span.end, &left, true);
        left = left.split_off(&(block.span.end + 1));
        out.push_str(close);
    }
    if article.document().blocks.is_empty() {
        out.push_str("<p/>");
    }
    upto(out, article.text.len() as u32, &left, true);
    out.push_str("</body>");
}

/// What a TEI file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Tei {
    /// The text of its body, exactly.
    pub text: String,
    /// What its header says about the source.
    pub about: About,
    loose: Loose,
}

impl Tei {
    /// The document, and the notes as corrections. `base` is the engine's document of [`Tei::text`].
    ///
    /// # Errors
    /// More statements than any article has.
    pub fn into_document(self, base: &Document) -> Result<(Document, Log), ImportError> {
        self.loose.into_document(&self.text, base)
    }
}

/// Reads a file that Partyline wrote, or another TEI file with `spanGrp`s of the same make.
///
/// # Errors
/// No well-formed XML, or a TEI file without text.
pub fn import(file: &str) -> Result<Tei, ImportError> {
    ImportError::check_length(file)?;
    let xml = roxmltree::Document::parse(file).map_err(|error| ImportError::Xml(error.to_string()))?;
    let named = |name: &'static str| xml.descendants().find(move |n| n.has_tag_name((NAMESPACE, name)));
    let no_tei = || ImportError::Xml("it has no TEI body".to_owned());
    let (text, anchors) = named("body").map(read_body).ok_or_else(no_tei)?;
    let bytes = Bytes::new(&text);
    let parties = parties_of(&xml);
    let groups = xml
        .descendants()
        .filter(|n| n.has_tag_name((NAMESPACE, "spanGrp")) && n.attribute("type") == Some("attribution"));
    let statements = groups.filter_map(|group| read_statement(group, &anchors, &bytes, &parties)).collect();
    let about = named("bibl").map(read_about).unwrap_or_default();
    let parties = parties.into_values().collect();
    Ok(Tei { text, about, loose: Loose { statements, parties } })
}

type Node<'a, 'i> = roxmltree::Node<'a, 'i>;

fn words_of(node: Node) -> String {
    node.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect()
}

/// The text and the code point of each anchor.
fn read_body<'a>(body: Node<'a, '_>) -> (String, BTreeMap<&'a str, u32>) {
    let (mut text, mut points, mut anchors) = (String::new(), 0, BTreeMap::new());
    for node in body.descendants() {
        if node.is_text() {
            let words = node.text().unwrap_or_default();
            points += words.chars().count() as u32;
            text.push_str(words);
        } else if node.has_tag_name((NAMESPACE, "anchor"))
            && let Some(id) = id_of(node)
        {
            anchors.insert(id, points);
        }
    }
    (text, anchors)
}

fn id_of<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "id"))
}

fn read_about(bibl: Node) -> About {
    let child = |name: &str| bibl.children().find(|n| n.has_tag_name((NAMESPACE, name))).map(words_of);
    About { title: child("title"), address: child("ref"), outlet: child("publisher"), date: child("date") }
}

fn parties_of<'a>(xml: &'a roxmltree::Document) -> BTreeMap<&'a str, LooseParty> {
    let mut parties = BTreeMap::new();
    for node in xml
        .descendants()
        .filter(|n| n.has_tag_name((NAMESPACE, "person")) || n.has_tag_name((NAMESPACE, "org")))
    {
        let names = || {
            node.children()
                .filter(|n| n.has_tag_name((NAMESPACE, "persName")) || n.has_tag_name((NAMESPACE, "orgName")))
        };
        let (Some(id), Some(name)) = (id_of(node), names().find(|n| n.attribute("type") != Some("alias")))
        else {
            continue;
        };
        parties.insert(
            id,
            LooseParty {
                name: words_of(name),
                letters: node.attribute("n").map(str::to_owned),
                kind: node.attribute("type").and_then(labels::party_kind).unwrap_or(PartyKind::Person),
                mentions: Vec::new(),
                aliases: names().filter(|n| n.attribute("type") == Some("alias")).map(words_of).collect(),
            },
        );
    }
    parties
}

fn read_statement(
    group: Node,
    anchors: &BTreeMap<&str, u32>,
    bytes: &Bytes,
    parties: &BTreeMap<&str, LooseParty>,
) -> Option<LooseStatement> {
    let mut loose = LooseStatement::default();
    for category in group.attribute("ana").unwrap_or_default().split_whitespace() {
        match category.trim_start_matches('#').split_once('.') {
            Some(("stance", label)) => loose.stance = labels::stance(label).unwrap_or_default(),
            Some(("type", label)) => loose.attribution = labels::attribution(label).unwrap_or_default(),
            Some(("source", label)) => loose.source_class = labels::source_class(label),
            _ => {}
        }
    }
    for span in group.children().filter(|n| n.has_tag_name((NAMESPACE, "span"))) {
        let anchor = |end| anchors.get(span.attribute(end)?.trim_start_matches('#')).copied();
        let stretch = || bytes.span(anchor("from")?, anchor("to")?).filter(|s| !s.is_empty());
        let party = || Some(parties.get(span.attribute("ana")?.trim_start_matches('#'))?.name.clone());
        match span.attribute("type") {
            Some("source") => loose.source = stretch(),
            Some("cue") => loose.cue = stretch(),
            Some("content") => loose.content.extend(stretch()),
            Some("party") => loose.party = party(),
            Some("also") => loose.also.extend(party()),
            Some("about") => loose.target = party(),
            Some("note") => loose.note = Some(words_of(span)),
            _ => {}
        }
    }
    (!loose.content.is_empty()).then_some(loose)
}
