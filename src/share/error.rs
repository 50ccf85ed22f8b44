use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a link cannot be made or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkError {
    /// More than a link carries.
    TooLong,
    /// No link of ours.
    NotALink,
    /// A link of a version that this one does not know; its letter.
    Newer(char),
    /// So little of it arrived that nothing can be read.
    TooShort,
    /// Its characters are not those that were sent.
    Changed,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str(
                "The article or its corrections are too long for a link; share the file instead.",
            ),
            Self::NotALink => {
                f.write_str("This is not a Partyline link; ask the sender to copy the whole address again.")
            }
            Self::Newer(version) => write!(
                f,
                "This link was made by a newer Partyline (version “{version}”); reload the page to get it.",
            ),
            Self::TooShort => f.write_str(
                "An app on the way cut this link off after its first characters; ask the sender for the file instead.",
            ),
            Self::Changed => f.write_str(
                "An app on the way, or a typing mistake, changed this link; ask the sender to send it again, as a file if need be.",
            ),
        }
    }
}

impl std::error::Error for LinkError {}
