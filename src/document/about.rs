use serde::{Deserialize, Serialize};

/// What is known about an article beside its text. Whatever the reader typed or a paste brought along.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it was published, a web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// When, as it was written, at best `2026-03-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}
