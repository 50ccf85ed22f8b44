//! PolNeAR as it is on disk: texts, annotations, and their tokens.

use crate::shell::files;
use partyline::document::Span;
use std::fs;
use std::ops::Range;
use std::path::Path;

/// One annotated attribution; byte ranges of the text.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// A text with its attributions.
pub struct Article {
    pub name: String,
    pub text: String,
    pub gold: Vec<Gold>,
}

/// Articles of a compartment (`text/*.txt`, `attributions/*.ann`) in the order of their names; of several annotators
/// the first by name.
pub fn read(compartment: &Path) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    let annotations = files(&compartment.join("attributions"), "ann")?;
    for path in files(&compartment.join("text"), "txt")? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(file) = annotations.iter().find(|a| {
            let stem = a.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            stem.strip_prefix(&name).is_some_and(|rest| rest.len() == 5 && rest.starts_with('_'))
        }) else {
            continue;
        };
        let text = load(&path)?;
        let gold = annotation(&text, &load(file)?);
        articles.push(Article { name, text, gold });
    }
    if articles.is_empty() {
        return Err(format!(
            "{}: no annotated articles; expected text/*.txt and attributions/*.ann",
            compartment.display()
        ));
    }
    Ok(articles)
}

pub fn load(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Byte offset of every code point of `text`, and its length at the end.
pub fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
}

/// Reads brat standoff; lines that lack fields are passed over.
fn annotation(text: &str, ann: &str) -> Vec<Gold> {
    let offsets = offsets(text);
    let mut spans: Vec<(&str, Vec<Range<usize>>)> = Vec::new();
    let mut gold = Vec::new();
    for line in ann.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let Some((_, positions)) = body.split_once(' ') else { continue };
            let ranges: Option<Vec<Range<usize>>> = positions
                .split(';')
                .map(|p| {
                    let (from, to) = p.split_once(' ')?;
                    Some(
                        *offsets.get(from.parse::<usize>().ok()?)?
                            ..*offsets.get(to.parse::<usize>().ok()?)?,
                    )
                })
                .collect();
            if let Some(ranges) = ranges {
                spans.push((id, ranges));
            }
        } else if id.starts_with('E') {
            let mut one = Gold::default();
            for part in body.split_whitespace() {
                let Some((role, target)) = part.split_once(':') else { continue };
                let Some((_, ranges)) = spans.iter().find(|(id, _)| *id == target) else { continue };
                let into = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => &mut one.source,
                    "Cue" => &mut one.cue,
                    "Content" => &mut one.content,
                    _ => continue,
                };
                into.extend(ranges.iter().cloned());
            }
            if !one.content.is_empty() {
                gold.push(one);
            }
        }
    }
    gold
}

/// Articles annotated to the project's own guidelines (`ID.txt`, `ID.json`, offsets in code points).
pub fn gold(folder: &Path) -> Result<Vec<Article>, String> {
    let ranges = |spans: &[Span]| spans.iter().map(|s| s.range()).collect();
    let articles = crate::score::gold::read(folder)?;
    Ok(articles
        .into_iter()
        .map(|a| {
            let gold = a
                .attributions()
                .iter()
                .map(|g| Gold {
                    source: ranges(g.source.as_slice()),
                    cue: ranges(g.cue.as_slice()),
                    content: ranges(&g.content),
                })
                .collect();
            Article { name: String::new(), text: a.text, gold }
        })
        .collect())
}
