//! The statements that differ from the gold ones, one line each, to be read by people.

use super::gold::{Article, GoldStatement};
use super::positions::Compared;
use partyline::document::{Document, PartyId, Span, Statement};

/// What went wrong where, at most `most` lines.
pub fn list(articles: &[Article], documents: &[Document], most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (article, document) in articles.iter().zip(documents) {
        of(&Compared::new(article, document), &mut lines);
    }
    lines.truncate(most);
    lines
}

fn of(c: &Compared, lines: &mut Vec<String>) {
    let gold = &c.article.gold.statements;
    for (i, m) in c.mine.iter().enumerate() {
        if !c.matches.iter().any(|x| x.0 == i) {
            lines.push(format!("{} extra {} [{}]", c.article.name, shown(c, m), words(c, &m.content)));
        }
    }
    for (j, g) in gold.iter().enumerate() {
        let Some(&(i, _)) = c.matches.iter().find(|x| x.1 == j) else {
            lines.push(format!("{} missed {} [{}]", c.article.name, wanted(c, g), gold_words(c, g)));
            continue;
        };
        let m = c.mine[i];
        let (party, stance, target) = c.right(m, g);
        let wrong: Vec<&str> = [(party, "party"), (stance, "stance"), (target, "target")]
            .into_iter()
            .filter_map(|(right, name)| (!right).then_some(name))
            .collect();
        if !wrong.is_empty() {
            let part = |span: Option<Span>| span.map_or("", |span| span.of(&c.article.text));
            let (source, cue) = (part(m.source), part(m.cue));
            lines.push(format!(
                "{} {}: {} instead of {} “{source}” “{cue}” [{}]",
                c.article.name,
                wrong.join(" "),
                shown(c, m),
                wanted(c, g),
                words(c, &m.content)
            ));
        }
    }
}

/// "Arland rejects Brill" as the engine has it.
fn shown(c: &Compared, s: &Statement) -> String {
    let name = |id: Option<PartyId>| id.map_or("nobody", |id| &c.document.parties[id as usize].name);
    format!("{} {} {}", name(s.party), s.stance.label(), name(s.target))
}

fn wanted(c: &Compared, s: &GoldStatement) -> String {
    let name = |id: Option<&String>| {
        let party = c.article.gold.parties.iter().find(|p| Some(&p.id) == id);
        party.map_or("nobody", |p| p.name.as_str())
    };
    format!("{} {} {}", name(s.party.as_ref()), s.stance, name(s.target.as_ref()))
}

fn words(c: &Compared, spans: &[Span]) -> String {
    let all: Vec<&str> = spans.iter().flat_map(|s| s.of(&c.article.text).split_whitespace()).collect();
    all.join(" ")
}

fn gold_words(c: &Compared, s: &GoldStatement) -> String {
    let text: Vec<char> = c.article.text.chars().collect();
    let of = |&(from, to): &(usize, usize)| text[from..to].iter().collect::<String>();
    s.content.iter().map(of).collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
