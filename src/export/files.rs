//! Files that were opened together: what they are is told by their names and contents.

use super::{Format, ImportError, Imported, brat, tei, web_annotation};
use crate::corrections::{Difference, Log, difference};
use crate::document::{About, Document};

/// What files hold that were opened together.
#[derive(Clone, Debug, PartialEq)]
pub enum Brought {
    /// An article with everything, from a file of our own.
    Article(Box<Imported>),
    /// An article and statements that a file has about it.
    Annotations(Annotations),
}

/// A file with annotations, and the text they are about.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotations {
    /// The article's text.
    pub text: String,
    /// What is known beside it.
    pub about: About,
    format: Format,
    file: String,
}

/// How the names of files end that hold annotations, and not only an article's words.
pub const ANNOTATED: [&str; 4] = [".json", ".jsonld", ".ann", ".xml"];

/// Reads files, each with its name, of which one has annotations. `here` is the article that is read already: one that
/// comes without a text is about that. Our own JSON is read by `json`.
///
/// # Errors
/// A sentence for the reader: what is wrong with the files, and what to do.
pub fn bring(
    files: &[(String, String)],
    here: Option<(&str, &About)>,
    json: impl Fn(&str) -> Result<Imported, ImportError>,
) -> Result<Brought, String> {
    let annotated = |(name, _): &&(String, String)| {
        let name = name.to_ascii_lowercase();
        ANNOTATED.iter().any(|end| name.ends_with(end))
    };
    let (annotated, texts): (Vec<_>, Vec<_>) = files.iter().partition(annotated);
    let [(name, file)] = annotated[..] else {
        return Err(
            "Open one file with annotations at a time, together with its text if it has none of its own."
                .to_owned(),
        );
    };
    let wrong = |why: ImportError| format!("“{name}” was not opened: {why}.");
    let lower = name.to_ascii_lowercase();
    if lower.ends_with(".json") || lower.ends_with(".jsonld") {
        match json(file) {
            Err(ImportError::NotPartyline) => match web_annotation::import(file, "", &Document::default()) {
                Err(ImportError::OtherText) | Ok(_) => {}
                Err(why) => return Err(wrong(why)),
            },
            read => return read.map(|all| Brought::Article(Box::new(all))).map_err(wrong),
        }
    }
    let (format, text, about) = if lower.ends_with(".xml") {
        let tei = tei::import(file).map_err(wrong)?;
        (Format::Tei, tei.text, tei.about)
    } else {
        let format = if lower.ends_with(".ann") { Format::Brat } else { Format::WebAnnotation };
        let (text, about) = match (&texts[..], here) {
            ([(_, text)], _) => (text.clone(), About::default()),
            ([], Some((text, about))) => (text.to_owned(), about.clone()),
            _ => {
                return Err(format!(
                    "“{name}” holds annotations without the article. Open the article first, or both files together."
                ));
            }
        };
        (format, text, about)
    };
    let annotations = Annotations { text, about, format, file: file.clone() };
    let _sound = annotations.read(&Document::default()).map_err(wrong)?;
    Ok(Brought::Annotations(annotations))
}

impl Annotations {
    /// What leads from the engine's document of the text to the file's, and how many statements the file has.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn compare(&self, machine: &Document) -> Result<(Difference, usize), ImportError> {
        let (wanted, notes) = self.read(machine)?;
        // What Partyline wrote holds every statement there is, and all about it; others may have marked a few words.
        let complete = match self.format {
            Format::Brat => self.file.contains("\tStance E"),
            Format::WebAnnotation => self.file.contains("\"partyline:statement\""),
            _ => true,
        };
        Ok((difference(&self.text, machine, &wanted, &notes, complete), wanted.statements.len()))
    }

    fn read(&self, base: &Document) -> Result<(Document, Log), ImportError> {
        match self.format {
            Format::Brat => brat::import(&self.file, &self.text, base),
            Format::WebAnnotation => web_annotation::import(&self.file, &self.text, base),
            _ => tei::import(&self.file)?.into_document(base),
        }
    }
}
