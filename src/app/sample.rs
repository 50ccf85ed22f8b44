//! An article to try, written for this project: its countries, companies and people are invented.

/// The article.
pub const TEXT: &str = include_str!("../../static/sample.txt");
