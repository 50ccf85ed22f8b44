//! The table, read as spreadsheets of any country read it.

use crate::exported;
use partyline::export::Format;

/// The rows' cells, as a reader with this separator sees them.
fn read(file: &str, separator: u8, even: bool) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader =
        reader.delimiter(separator).flexible(!even).has_headers(false).from_reader(file.as_bytes());
    reader
        .records()
        .map(|row| row.expect("a row as long as the first").iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn a_row_is_a_statement_and_its_cells_say_what_the_document_says() {
    for (sample, article, file) in exported(Format::Csv) {
        println!("{}", sample.name);
        let rows = read(&file, b',', true);
        let [head, rows @ ..] = rows.as_slice() else { panic!("no head") };
        let column = |name: &str| head.iter().position(|cell| cell == name).expect("a column of this name");
        let document = article.document();
        assert_eq!((head[0].as_str(), rows.len()), ("statement", document.statements.len()));
        for (row, s) in rows.iter().zip(&document.statements) {
            let number = |name: &str| row[column(name)].parse::<usize>().expect("a number");
            assert_eq!(number("statement"), s.id as usize + 1);
            let words = crate::between(&sample.text, number("start"), number("end"));
            assert!(words.starts_with(s.content[0].of(&sample.text)));
            assert!(words.ends_with(s.content[s.content.len() - 1].of(&sample.text)));
            assert_eq!(row[column("stance")], s.stance.label());
            let about = s.target.map_or("", |id| &document.parties[id as usize].name);
            assert_eq!(row[column("about")].trim_start_matches('\''), about);
        }
    }
}

/// Where the comma is the decimal sign, spreadsheets separate cells by semicolons, and who pastes separates them by tabs.
#[test]
fn no_cell_is_a_formula_for_any_separator() {
    for (sample, _, file) in exported(Format::Csv) {
        for separator in [b',', b';', b'\t'] {
            for cell in read(&file, separator, separator == b',').iter().flatten() {
                let first = cell.trim_start().chars().next();
                assert!(!first.is_some_and(|c| "=+-@＝＋－＠".contains(c)), "{}: {cell:?}", sample.name);
            }
        }
    }
}
