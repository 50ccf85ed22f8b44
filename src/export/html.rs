//! The report: one HTML file without scripts or anything to load, for reading, printing and keeping. What differs in
//! colour differs in letters, patterns and line styles as well, so that black and white lose nothing.

use super::schema_org::is_web_address;
use super::xml::escape;
use super::{Article, matrix, one_line, transcript};
use crate::document::{Party, PartyId, Role, Span, Statement, StatementId};
use crate::order::Order;
use std::fmt::Write;

/// The report's style sheet.
const STYLE: &str = include_str!("../../static/report.css");

/// The file.
#[must_use]
pub fn export(article: &Article) -> String {
    let title = escape(&one_line(article.title()));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}: who says what</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"kicker\">Who says what, about whom</p>\n<h1>{title}</h1>\n"
    );
    provenance(&mut out, article);
    out.push_str("</header>\n<main>\n");
    shares(&mut out, article);
    positions(&mut out, article);
    about_whom(&mut out, article);
    pairs(&mut out, article);
    sources(&mut out, article);
    changes(&mut out, article);
    full_text(&mut out, article);
    let engine = escape(&article.document().engine);
    let _ = write!(
        out,
        "</main>\n<footer><p>Found by Partyline {engine} on the reader’s own device. The machine errs: check against the article.</p></footer>\n</body>\n</html>\n"
    );
    out
}

fn provenance(out: &mut String, article: &Article) {
    let known = article.provenance().into_iter().map(|line| {
        let shown = escape(&one_line(line));
        if is_web_address(line) {
            format!("<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>")
        } else {
            shown
        }
    });
    let known: Vec<String> = known.collect();
    if !known.is_empty() {
        let _ = writeln!(out, "<p class=\"source\">{}</p>", known.join(" · "));
    }
}

/// A table with a caption; cells are HTML.
fn table(out: &mut String, caption: &str, head: &[String], rows: &[Vec<String>]) {
    let _ = write!(out, "<div class=\"wide\"><table>\n<caption>{caption}</caption>\n<thead><tr>");
    for (i, cell) in head.iter().enumerate() {
        let number = rows.first().and_then(|row| row.get(i)).is_some_and(|cell| is_number(cell));
        let class = if number { " class=\"number\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{cell}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            match (i, is_number(cell)) {
                (0, _) => {
                    let _ = write!(out, "<th scope=\"row\">{cell}</th>");
                }
                (_, true) => {
                    let _ = write!(out, "<td class=\"number\">{cell}</td>");
                }
                _ => {
                    let _ = write!(out, "<td>{cell}</td>");
                }
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit() || b" %".contains(&b))
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

fn shares(out: &mut String, article: &Article) {
    let shares = matrix::shares(article);
    out.push_str("<section>\n<h2>Share of voice</h2>\n");
    if shares.is_empty() {
        out.push_str("<p>No statements were found.</p>\n</section>\n");
        return;
    }
    let reporter = matrix::reporter(article);
    let all = (shares.iter().map(|s| s.words).sum::<u32>() + reporter).max(1);
    out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
    let voices = shares.iter().map(|s| (slot(s.party), s.words)).chain([("reporter", reporter)]);
    for (slot, words) in voices.filter(|(_, words)| *words > 0) {
        let _ = write!(out, "<i data-slot=\"{slot}\" style=\"flex-grow:{words}\"></i>");
    }
    out.push_str("</div>\n");
    let row = |name: String, statements: String, words: u32| {
        let percent = (u64::from(words) * 200 + u64::from(all)) / (2 * u64::from(all));
        vec![name, statements, words.to_string(), format!("{percent} %")]
    };
    let mut rows: Vec<Vec<String>> = Vec::new();
    for share in &shares {
        let name = match share.party {
            Some(party) => named(&article.document().parties[party as usize]),
            None => format!("{}No party", badge("nobody", "–")),
        };
        rows.push(row(name, share.statements.to_string(), share.words));
    }
    rows.push(row(format!("{}The reporter’s own words", badge("reporter", "")), String::new(), reporter));
    table(
        out,
        "Words and statements of each party",
        &strings(&["Who", "Statements", "Words", "Share"]),
        &rows,
    );
    let silent: Vec<String> = matrix::silent(article).into_iter().map(escape).collect();
    if !silent.is_empty() {
        let _ = writeln!(out, "<p class=\"how\">Talked about, but not heard: {}.</p>", silent.join(", "));
    }
    out.push_str("</section>\n");
}

/// Colour and pattern, as the page gives them: the first six parties have their own.
fn slot(party: Option<PartyId>) -> &'static str {
    match party {
        Some(id) => ["0", "1", "2", "3", "4", "5"].get(id as usize).copied().unwrap_or("other"),
        None => "nobody",
    }
}

/// Pattern and letters.
fn badge(slot: &str, letters: &str) -> String {
    format!("<span class=\"badge\" data-slot=\"{slot}\">{}</span>", escape(letters))
}

fn named(party: &Party) -> String {
    format!("{}{}", badge(slot(Some(party.id)), &party.letters), escape(&party.name))
}

fn positions(out: &mut String, article: &Article) {
    let document = article.document();
    out.push_str("<section>\n<h2>Positions</h2>\n");
    for party in document.parties.iter().filter(|p| !p.statements.is_empty()) {
        let _ = writeln!(out, "<h3>{}</h3>", named(party));
        for s in party.position.iter().filter_map(|&id| document.statements.get(id as usize)) {
            quotation(out, article, s);
        }
        let aliases: Vec<String> = party.aliases.iter().map(|a| escape(&one_line(&a.words))).collect();
        if !aliases.is_empty() {
            let _ = writeln!(out, "<p class=\"how\">Also named as: {}</p>", aliases.join("; "));
        }
    }
    out.push_str("</section>\n");
}

fn quotation(out: &mut String, article: &Article, s: &Statement) {
    let how = escape(&transcript::how(article, s));
    let _ = writeln!(
        out,
        "<p class=\"how\"><a href=\"#s{0}\">{0}</a> {how}</p>\n<blockquote data-slot=\"{1}\">{2}</blockquote>",
        s.id + 1,
        slot(s.party),
        escape(&article.words(&s.content))
    );
    if let Some(note) = article.note(s) {
        let _ = writeln!(out, "<p class=\"how\">Note: {}</p>", escape(note).replace('\n', "<br>"));
    }
}

fn about_whom(out: &mut String, article: &Article) {
    let parties = &article.document().parties;
    let rows: Vec<&Party> = parties.iter().filter(|p| !p.statements.is_empty()).collect();
    let about = |target: &&Party| rows.iter().any(|p| !matrix::cell(article, p.id, target.id).is_empty());
    let columns: Vec<&Party> = parties.iter().filter(about).collect();
    if columns.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Who speaks how about whom</h2>\n");
    let head: Vec<String> = std::iter::once("Speaks".to_owned())
        .chain(columns.iter().map(|p| format!("about {}", escape(&p.name))))
        .collect();
    let cell = |row: &Party, column: &Party| {
        let cell = matrix::cell(article, row.id, column.id);
        let cell: Vec<String> = cell.iter().map(|(stance, n)| format!("{} {n}", stance.label())).collect();
        if cell.is_empty() { "–".to_owned() } else { cell.join(", ") }
    };
    let body: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            std::iter::once(named(row)).chain(columns.iter().map(|column| cell(row, column))).collect()
        })
        .collect();
    table(out, "Rows speak about columns", &head, &body);
    out.push_str("</section>\n");
}

/// Where parties contradict each other, and themselves.
fn pairs(out: &mut String, article: &Article) {
    let document = article.document();
    let words = |id: StatementId| {
        let s = document.statements.get(id as usize)?;
        Some(format!("{}: {}", escape(&article.speaker(s)), escape(&article.words(&s.content))))
    };
    let party = |id: StatementId| document.statements.get(id as usize).map(|s| s.party);
    let of = |itself: bool| -> Vec<Vec<String>> {
        let pairs =
            document.contradictions.iter().filter(|c| (party(c.asserts) == party(c.denies)) == itself);
        pairs.filter_map(|c| Some(vec![words(c.asserts)?, words(c.denies)?])).collect()
    };
    section(out, "Contradictions", "One asserts what another denies", &["Asserts", "Denies"], of(false));
    section(out, "Said otherwise earlier", "One party, then and now", &["Earlier", "Now"], of(true));
}

/// A table under a heading of its own, if it has rows.
fn section(out: &mut String, heading: &str, caption: &str, head: &[&str], rows: Vec<Vec<String>>) {
    if !rows.is_empty() {
        let _ = writeln!(out, "<section>\n<h2>{heading}</h2>");
        table(out, caption, &strings(head), &rows);
        out.push_str("</section>\n");
    }
}

fn sources(out: &mut String, article: &Article) {
    let rows: Vec<Vec<String>> =
        matrix::ladder(article).into_iter().map(|(name, n)| vec![name.to_owned(), n.to_string()]).collect();
    out.push_str("<section>\n<h2>Sources</h2>\n");
    table(out, "How sources are named", &strings(&["Source", "Statements"]), &rows);
    let unsourced: Vec<&Statement> =
        matrix::spoken(article).filter(|s| s.party.is_none() && s.source.is_none()).collect();
    if !unsourced.is_empty() {
        out.push_str("<h3>Claims without a source</h3>\n");
        for s in unsourced {
            quotation(out, article, s);
        }
    }
    out.push_str("</section>\n");
}

fn changes(out: &mut String, article: &Article) {
    if article.applied.changes.is_empty() {
        return;
    }
    let shown =
        |words: &str| if words.trim().is_empty() { "nothing".to_owned() } else { escape(&one_line(words)) };
    let row = |change: &crate::corrections::Change| {
        let which =
            change.statement.map_or_else(String::new, |id| format!("<a href=\"#s{0}\">{0}</a>", id + 1));
        vec![which, change.what.label().to_owned(), shown(&change.was), shown(&change.now)]
    };
    let rows: Vec<Vec<String>> = article.applied.changes.iter().map(row).collect();
    out.push_str("<section>\n<h2>Changed by a reader</h2>\n");
    table(out, "Machine against reader", &strings(&["Statement", "What", "Was", "Now"]), &rows);
    out.push_str("</section>\n");
}

/// The article with its statements underlined: solid what stands in quotation marks, dotted what does not, with a
/// double line below what stands inside another statement. Each begins with its number and its party's letters.
fn full_text(out: &mut String, article: &Article) {
    out.push_str("<section class=\"text\">\n<h2>Full text</h2>\n<p class=\"key\">Solid line: words in quotation marks. Dotted line: paraphrase. Double line: inside another statement. The letters say whose words, the small numbers are the statements’.</p>\n");
    let mut pieces: Vec<Piece> = Vec::new();
    for s in &article.document().statements {
        for (i, (span, verbatim)) in article.verbatim(s).into_iter().enumerate() {
            pieces.push(Piece { span, verbatim, first: i == 0, id: s.id });
        }
    }
    pieces.order_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end), p.id));
    let mut next = 0;
    let mut open: Vec<&Piece> = Vec::new();
    for (number, block) in article.paragraphs().enumerate() {
        let tag = if block.role == Role::Headline { "h3" } else { "p" };
        let _ = write!(out, "<{tag}><span class=\"n\">{}</span> ", number + 1);
        let mut at = block.span.start;
        while at < block.span.end {
            open.retain(|p| p.span.end > at);
            while let Some(piece) = pieces.get(next).filter(|p| p.span.start <= at) {
                next += 1;
                if piece.first {
                    label(out, article, piece.id);
                }
                if piece.span.end > at {
                    open.push(piece);
                }
            }
            let ends = open.iter().map(|p| p.span.end);
            let end = ends.chain(pieces.get(next).map(|p| p.span.start)).chain([block.span.end]).min();
            let end = end.unwrap_or(block.span.end).clamp(at + 1, block.span.end);
            run(out, article, Span { start: at, end }, &open);
            at = end;
        }
        let _ = writeln!(out, "</{tag}>");
    }
    let read = article.document().blocks.last().map_or(0, |b| b.span.end as usize);
    if article.text[read..].contains(char::is_alphanumeric) {
        out.push_str("<p class=\"how\">The text goes on; only this much of it was read.</p>\n");
    }
    out.push_str("</section>\n");
}

/// A stretch of one statement that stands wholly inside quotation marks, or wholly outside.
struct Piece {
    span: Span,
    verbatim: bool,
    first: bool,
    id: StatementId,
}

fn label(out: &mut String, article: &Article, id: StatementId) {
    let s = &article.document().statements[id as usize];
    let letters =
        s.party.and_then(|p| article.document().parties.get(p as usize)).map_or("–", |p| &p.letters);
    let slot = slot(s.party);
    let _ = write!(out, "<sup id=\"s{0}\" data-slot=\"{slot}\">{1} {0}</sup>", id + 1, escape(letters));
}

fn run(out: &mut String, article: &Article, span: Span, open: &[&Piece]) {
    let words = escape(span.of(article.text));
    let Some(innermost) = open.last() else {
        out.push_str(&words);
        return;
    };
    let slot = slot(article.document().statements[innermost.id as usize].party);
    let line = if innermost.verbatim { "v" } else { "q" };
    let nested = if open.iter().any(|p| p.id != innermost.id) { " in" } else { "" };
    let _ = write!(out, "<span class=\"{line}{nested}\" data-slot=\"{slot}\">{words}</span>");
}
