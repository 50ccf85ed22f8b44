//! Positions, matrix and statements as CommonMark with tables. Whatever comes from the article is escaped: none of its
//! characters is read as markup.

use super::{Article, matrix, one_line, transcript};
use std::fmt::Write;

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let mut out = format!("# {}\n", plain(article.title()));
    let provenance: Vec<String> = article.provenance().into_iter().map(plain).collect();
    if !provenance.is_empty() {
        let _ = writeln!(out, "\n{}", provenance.join(", "));
    }
    positions(&mut out, article);
    shares(&mut out, article);
    table(&mut out, article);
    statements(&mut out, article);
    changes(&mut out, article);
    let _ =
        writeln!(out, "\nFound by Partyline {} in the reader’s browser.", plain(&article.document().engine));
    out
}

fn positions(out: &mut String, article: &Article) {
    let document = article.document();
    out.push_str("\n## Positions\n");
    for party in document.parties.iter().filter(|p| !p.statements.is_empty()) {
        let _ = writeln!(out, "\n### {} ({})\n", plain(&party.name), plain(&party.letters));
        for &id in &party.position {
            let Some(s) = document.statements.get(id as usize) else { continue };
            let how = plain(&transcript::how(article, s));
            let _ = writeln!(out, "- {how}: {}", plain(&article.words(&s.content)));
        }
        let aliases: Vec<String> = party.aliases.iter().map(|a| plain(&a.words)).collect();
        if !aliases.is_empty() {
            let _ = writeln!(out, "\nAlso named as: {}", aliases.join("; "));
        }
    }
    let silent: Vec<String> = matrix::silent(article).into_iter().map(plain).collect();
    if !silent.is_empty() {
        let _ = writeln!(out, "\nTalked about, but not heard: {}", silent.join(", "));
    }
}

fn shares(out: &mut String, article: &Article) {
    let shares = matrix::shares(article);
    if shares.is_empty() {
        return;
    }
    out.push_str("\n## Share of voice\n\n| party | statements | words |\n|---|---:|---:|\n");
    for share in shares {
        let name = share.party.map_or_else(|| "no side".to_owned(), |p| plain(article.name(p)));
        let _ = writeln!(out, "| {name} | {} | {} |", share.statements, share.words);
    }
}

/// Who speaks how about whom; rows speak.
fn table(out: &mut String, article: &Article) {
    let parties = &article.document().parties;
    let rows = parties.iter().filter(|p| !p.statements.is_empty());
    let about = |target| rows.clone().any(|p| !matrix::cell(article, p.id, target).is_empty());
    let columns: Vec<_> = parties.iter().filter(|p| about(p.id)).collect();
    if columns.is_empty() {
        return;
    }
    out.push_str("\n## Who speaks how about whom\n\n| speaks ↓ about → |");
    for p in &columns {
        let _ = write!(out, " {} |", plain(&p.name));
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(columns.len()));
    for row in rows.clone() {
        let _ = write!(out, "| {} |", plain(&row.name));
        for column in &columns {
            let cell = matrix::cell(article, row.id, column.id);
            let cell: Vec<String> =
                cell.iter().map(|(stance, n)| format!("{} {n}", stance.label())).collect();
            let _ = write!(out, " {} |", cell.join(", "));
        }
        out.push('\n');
    }
}

fn statements(out: &mut String, article: &Article) {
    out.push_str("\n## Statements\n\n");
    for s in &article.document().statements {
        let speaker = plain(&article.speaker(s));
        let how = plain(&transcript::how(article, s));
        let _ = writeln!(out, "{}. **{speaker}** {how}: {}", s.id + 1, plain(&article.words(&s.content)));
        if let Some(note) = article.note(s) {
            let _ = writeln!(out, "   - Note: {}", plain(note));
        }
    }
    if article.document().statements.is_empty() {
        out.push_str("No statements were found.\n");
    }
}

fn changes(out: &mut String, article: &Article) {
    if article.applied.changes.is_empty() {
        return;
    }
    out.push_str("\n## Changed by a reader\n\n");
    for change in &article.applied.changes {
        let which = change.statement.map(|id| format!("Statement {}, ", id + 1)).unwrap_or_default();
        let _ = writeln!(
            out,
            "- {which}{}: was {}, now {}",
            change.what.label(),
            shown(&change.was),
            shown(&change.now)
        );
    }
}

fn shown(words: &str) -> String {
    if words.trim().is_empty() { "nothing".to_owned() } else { format!("“{}”", plain(words)) }
}

/// Words on one line with every character escaped that CommonMark or its common extensions could read as markup.
fn plain(words: &str) -> String {
    let words = one_line(words);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let mut escaped = String::with_capacity(words.len() + 8);
    for (i, c) in words.chars().enumerate() {
        let markup = matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '$'
                | '!'
                | '^'
                | '{'
                | '}'
        );
        let leading =
            i == 0 && matches!(c, '-' | '+' | '=') || digits > 0 && i == digits && matches!(c, '.' | ')');
        if markup || leading {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
