use std::fmt;

/// Why a link cannot be made or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// More than a link carries.
    TooLong,
    /// More than a QR code holds.
    QrTooLong,
    /// No link of ours.
    NotALink,
    /// A link of a version that this one does not know; its letter.
    Newer(char),
    /// So little of it arrived that nothing can be read.
    TooShort,
    /// It was cut, and it is of a kind that opens only whole.
    Cut,
    /// Its characters are not those that were sent.
    Changed,
    /// The passphrase is not the sender's.
    Passphrase,
    /// The browser has no cryptography for this page.
    NoCryptography,
    /// The link's corrections are asked for, but the program that read it was started anew since.
    Forgotten,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => f.write_str(
                "The article or its corrections are too long for a link; share the file instead.",
            ),
            Self::QrTooLong => {
                f.write_str("This is more than a QR code holds; show the thin link as one, or send the link itself.")
            }
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
            Self::Cut => f.write_str(
                "An app on the way cut this link off, and a link of this kind opens only whole; ask the sender to send it again.",
            ),
            Self::Passphrase => {
                f.write_str("This is not the passphrase that the link was made with; try again, or ask the sender.")
            }
            Self::NoCryptography => f.write_str(
                "This browser offers no encryption here; open the page with https:// or in another browser.",
            ),
            Self::Forgotten => {
                f.write_str("The link’s corrections are no longer at hand; open the link again, then paste the article.")
            }
            Self::Changed => f.write_str(
                "An app on the way, or a typing mistake, changed this link; ask the sender to send it again, as a file if need be.",
            ),
        }
    }
}

impl std::error::Error for LinkError {}
