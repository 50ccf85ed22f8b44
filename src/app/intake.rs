//! Articles from outside: pasted, dropped, opened. HTML is read by the browser's inert parser and becomes text;
//! nothing of it reaches the page as markup.

use crate::document::About;
use crate::view::markdown;
use crate::view::state::Article;
use js_sys::Promise;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, Document, DomParser, Element, File, Node, SupportedType};

/// The largest file that is read, in bytes.
const MOST_BYTES: f64 = 20_000_000.0;

/// Elements whose words are no part of an article.
const DROPPED: [&str; 18] = [
    "SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "NAV", "FOOTER", "FORM", "BUTTON", "SELECT", "TEXTAREA",
    "SVG", "IFRAME", "OBJECT", "VIDEO", "AUDIO", "CANVAS", "HEAD", "MENU",
];

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 28] = [
    "P",
    "DIV",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "LI",
    "UL",
    "OL",
    "DL",
    "DT",
    "DD",
    "BLOCKQUOTE",
    "PRE",
    "SECTION",
    "ARTICLE",
    "MAIN",
    "ASIDE",
    "HEADER",
    "FIGURE",
    "FIGCAPTION",
    "TABLE",
    "TR",
    "TD",
    "HR",
    "BODY",
];

/// What a paste or a drop holds, if it holds words.
#[must_use]
pub fn from_transfer(data: &DataTransfer) -> Option<Rc<Article>> {
    let html = data.get_data("text/html").unwrap_or_default();
    let plain = data.get_data("text/plain").unwrap_or_default();
    let article = if html.trim().is_empty() { None } else { from_html(&html) };
    article
        .filter(|article| !article.text.trim().is_empty())
        .or_else(|| (!plain.trim().is_empty()).then(|| Article::of(&plain)))
        .map(Rc::new)
}

/// The words of an HTML text, a blank line between paragraphs, and what it says about itself.
#[must_use]
pub fn from_html(html: &str) -> Option<Article> {
    let parsed = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let body = parsed.body()?;
    let root: Element = ["article", "main", "[role=main]"]
        .iter()
        .find_map(|selector| {
            let found = parsed.query_selector_all(selector).ok().filter(|list| list.length() == 1)?;
            found.item(0)?.dyn_into::<Element>().ok()
        })
        .unwrap_or_else(|| body.into());
    let mut paragraphs = Paragraphs::default();
    paragraphs.read(&root);
    let text = paragraphs.finish();
    let about = About {
        title: None,
        outlet: meta(&parsed, "meta[property='og:site_name']", "content"),
        address: meta(&parsed, "link[rel=canonical]", "href")
            .or_else(|| meta(&parsed, "meta[property='og:url']", "content")),
        date: meta(&parsed, "meta[property='article:published_time']", "content")
            .or_else(|| meta(&parsed, "time[datetime]", "datetime")),
    };
    Some(Article::new(&text, about))
}

fn meta(parsed: &Document, selector: &str, attribute: &str) -> Option<String> {
    let value = parsed.query_selector(selector).ok()??.get_attribute(attribute)?;
    let value = value.trim();
    (!value.is_empty() && value.len() < 500).then(|| value.to_owned())
}

#[derive(Default)]
struct Paragraphs {
    done: Vec<String>,
    open: String,
}

impl Paragraphs {
    fn read(&mut self, node: &Node) {
        let mut child = node.first_child();
        while let Some(node) = child {
            self.visit(&node);
            child = node.next_sibling();
        }
    }

    fn visit(&mut self, node: &Node) {
        match node.node_type() {
            Node::TEXT_NODE => self.open.push_str(&node.text_content().unwrap_or_default()),
            Node::ELEMENT_NODE => {
                let name = node.node_name().to_ascii_uppercase();
                if DROPPED.contains(&name.as_str()) {
                    return;
                }
                if name == "BR" {
                    return self.close();
                }
                let block = BLOCKS.contains(&name.as_str());
                if block {
                    self.close();
                }
                self.read(node);
                if block {
                    self.close();
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let words = self.open.split_whitespace().collect::<Vec<_>>().join(" ");
        self.open.clear();
        if !words.is_empty() {
            self.done.push(words);
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.done.join("\n\n")
    }
}

/// The article in a file.
///
/// # Errors
/// A sentence for the reader: too large, not text, or not readable.
pub async fn from_file(file: File) -> Result<Rc<Article>, String> {
    let name = file.name();
    if file.size() > MOST_BYTES {
        return Err(format!("“{name}” is larger than 20 MB. Paste the part you want to read."));
    }
    let promise: Promise = file.text();
    let text = JsFuture::from(promise).await.ok().and_then(|text: JsValue| text.as_string());
    let Some(text) = text else {
        return Err(format!("“{name}” could not be read. Try to paste its text."));
    };
    if text.contains('\0') {
        return Err(format!(
            "“{name}” is not a text file. Open a .txt, .md or .html file, or paste the text."
        ));
    }
    let lower = name.to_lowercase();
    let article = if lower.ends_with(".html") || lower.ends_with(".htm") {
        from_html(&text)
    } else if lower.ends_with(".md") || lower.ends_with(".markdown") {
        Some(Article::of(&markdown::plain(&text)))
    } else {
        Some(Article::of(&text))
    };
    article
        .filter(|article| !article.text.trim().is_empty())
        .map(Rc::new)
        .ok_or_else(|| format!("There are no words in “{name}”."))
}
