//! Why a file cannot be read.

use std::fmt;

/// Why a file cannot be read. Each message says what is wrong with the file and, where it helps, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Longer than [`ImportError::MAX_BYTES`].
    TooLong,
    /// Not JSON, cut off, or JSON of another shape. Lines and columns count from 1.
    Json {
        /// Where it went wrong.
        line: usize,
        /// Where it went wrong.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// JSON, but none of Partyline's.
    NotPartyline,
    /// Written by a later Partyline than this one.
    Newer(u32),
    /// A number in it does not fit the text or the rest of the file.
    Wrong(String),
    /// A line of a brat file, counted from 1, that is none.
    Line {
        /// Which line.
        line: usize,
        /// What is wrong with it.
        message: &'static str,
    },
    /// None of its annotations is about this text.
    OtherText,
    /// Not well-formed XML, or no TEI: what the parser says.
    Xml(String),
}

impl ImportError {
    /// Longest file that is read, in bytes.
    pub const MAX_BYTES: usize = 64 << 20;

    /// Refuses files that nobody means to open.
    pub(super) fn check_length(file: &str) -> Result<(), Self> {
        if file.len() > Self::MAX_BYTES { Err(Self::TooLong) } else { Ok(()) }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "the file is longer than 64 MiB; open a single article"),
            Self::Json { line, column, message } => {
                write!(f, "the file is damaged or of another kind (line {line}, column {column}: {message})")
            }
            Self::NotPartyline => write!(f, "the file is JSON, but Partyline did not write it"),
            Self::Newer(version) => {
                write!(
                    f,
                    "the file has format version {version}, which is newer than this Partyline; reload or update it"
                )
            }
            Self::Wrong(what) => write!(f, "the file contradicts itself or its text: {what}"),
            Self::Line { line, message } => write!(f, "line {line} is no brat annotation: {message}"),
            Self::OtherText => {
                write!(
                    f,
                    "none of the annotations is about this text; open the article they were made for first"
                )
            }
            Self::Xml(message) => write!(f, "the file is no TEI that Partyline can read ({message})"),
        }
    }
}

impl std::error::Error for ImportError {}

impl From<serde_json::Error> for ImportError {
    fn from(error: serde_json::Error) -> Self {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Self::Json { line: error.line(), column: error.column(), message }
    }
}
