//! The gold articles: statements, parties, stances and targets annotated by hand (offsets in code points).

use crate::shell::files;
use partyline::document::{Attribution, AttributionType, Span};
use serde::Deserialize;
use std::path::Path;

/// One annotated article.
pub struct Article {
    pub name: String,
    pub text: String,
    pub gold: Gold,
}

#[derive(Deserialize)]
pub struct Gold {
    pub parties: Vec<GoldParty>,
    pub statements: Vec<GoldStatement>,
}

#[derive(Deserialize)]
pub struct GoldParty {
    pub id: String,
    pub name: String,
    pub accept: Vec<String>,
    pub aliases: Vec<String>,
    #[serde(default)]
    pub key: Vec<String>,
}

#[derive(Deserialize)]
pub struct GoldStatement {
    pub id: String,
    pub kind: String,
    pub source: Option<(usize, usize)>,
    pub cue: Option<(usize, usize)>,
    pub content: Vec<(usize, usize)>,
    pub party: Option<String>,
    #[serde(default)]
    pub also: Vec<String>,
    pub stance: String,
    pub target: Option<String>,
}

/// Reads `ID.txt` and `ID.json` pairs of a folder, in order of their names.
pub fn read(folder: &Path) -> Result<Vec<Article>, String> {
    let mut articles = Vec::new();
    for json in files(folder, "json")? {
        let text = super::read(&json.with_extension("txt"))?;
        let gold =
            serde_json::from_str(&super::read(&json)?).map_err(|e| format!("{}: {e}", json.display()))?;
        let name = json.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        articles.push(Article { name, text, gold });
    }
    if articles.is_empty() {
        return Err(format!("{}: no .json files; give the folder of the gold articles", folder.display()));
    }
    Ok(articles)
}

impl Article {
    /// The hand-made attributions in the engine's form: what its second half is measured with.
    pub fn attributions(&self) -> Vec<Attribution> {
        let bytes = super::byte_offsets(&self.text);
        let span = |&(s, e): &(usize, usize)| Span::new(bytes[s], bytes[e]);
        let attribution = |s: &GoldStatement| Attribution {
            source: s.source.as_ref().map(span),
            cue: s.cue.as_ref().map(span),
            content: s.content.iter().map(span).collect(),
            continues: None,
            kind: AttributionType::Communication,
            confidence: 100,
            source_confidence: 100,
        };
        let mut attributions: Vec<Attribution> = self.gold.statements.iter().map(attribution).collect();
        attributions.sort_by_key(|a| a.content[0]);
        attributions
    }
}
