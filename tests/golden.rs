//! Goldens: short articles, one for each phenomenon, and what the engine makes of them, drawn under the text.
//!
//! Under each line: `=` words in quotation marks, `-` paraphrase, `s` source, `c` cue. Then the statements, one a line,
//! and each party's position. To add one, put a text into `tests/golden/` and run the tests with `INSTA_UPDATE=always`;
//! read the new `.snap` file before committing it.

use partyline::document::{Document, Span};
use partyline::engine::Engine;
use std::fmt::Write as _;

/// Columns after which a drawn line is broken.
const WIDTH: usize = 100;

#[test]
fn articles_are_annotated_as_drawn() {
    let engine = Engine::shipped();
    insta::glob!("golden/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("a golden is UTF-8");
        let document = engine.annotate(&text);
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "golden" }, {
            insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), draw(&text, &document));
        });
    });
}

fn draw(text: &str, document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        for line in wrap(text, block.span) {
            let marks: String =
                line.of(text).char_indices().map(|(i, _)| mark(document, line.start + i as u32)).collect();
            let _ = writeln!(out, "{}", line.of(text));
            if !marks.trim().is_empty() {
                let _ = writeln!(out, "{}", marks.trim_end());
            }
        }
        out.push('\n');
    }
    let name = |id: Option<u32>| id.map_or("-", |id| &document.parties[id as usize].name);
    for s in &document.statements {
        let words: Vec<&str> = s.content.iter().map(|c| c.of(text)).collect();
        let target = s.target.map_or(String::new(), |t| format!(" {}", name(Some(t))));
        let _ = writeln!(
            out,
            "{} {:?} {:?}: {} {}{target}: {}",
            s.id,
            s.attribution,
            s.kind,
            name(s.party),
            s.stance.label(),
            words.join(" … ").replace('\n', " ")
        );
    }
    for p in &document.parties {
        let _ = writeln!(out, "{} {} ({:?}): position {:?}", p.letters, p.name, p.kind, p.position);
    }
    out
}

/// What byte `at` belongs to; statements nested in another one show through only where the outer one has no mark.
fn mark(document: &Document, at: u32) -> char {
    let holds = |span: &Span| span.start <= at && at < span.end;
    let outer = || document.statements.iter().filter(|s| s.parent.is_none());
    if outer().any(|s| s.cue.as_ref().is_some_and(holds)) {
        'c'
    } else if outer().any(|s| s.source.as_ref().is_some_and(holds)) {
        's'
    } else if !document.statements.iter().any(|s| s.content.iter().any(&holds)) {
        ' '
    } else if document.quotes.iter().any(|q| holds(&q.span)) {
        '='
    } else {
        '-'
    }
}

fn wrap(text: &str, block: Span) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = block.start as usize;
    let mut columns = 0;
    let mut last_blank = None;
    for (i, c) in text[block.range()].char_indices() {
        let at = block.start as usize + i;
        columns += 1;
        if c == ' ' || c == '\n' {
            last_blank = Some(at);
        }
        if let Some(blank) = last_blank.filter(|_| columns > WIDTH || c == '\n') {
            lines.push(Span::new(start, blank));
            start = blank + 1;
            columns = at - blank;
            last_blank = None;
        }
    }
    lines.push(Span::new(start, block.end as usize));
    lines
}
