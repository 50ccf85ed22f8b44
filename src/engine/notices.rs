//! What the reader should know about the text as a whole: another language, a stub, nobody who speaks.

use super::{Structure, TokenKind, lexicon};
use crate::document::{AttributionType, Notice, Role, Span, Statement};
use std::collections::BTreeMap;

/// Words from the beginning that tell the language.
const SAMPLE: usize = 2_000;
/// Fewest words that tell it.
const FEWEST: usize = 15;
/// English text has more small English words than this, in per cent.
const ENGLISH: usize = 14;
/// Another language is named if its own small words are at least this many, in per cent.
const NAMED: usize = 14;
/// A text of fewer words in which nobody speaks is a scrap.
const SCRAP: u32 = 40;
/// An article of fewer words under an invitation to pay is a stub.
const STUB: u32 = 300;
/// Reporting verbs that are shown where nobody speaks.
const MOST_VERBS: usize = 50;

/// The notices of one text.
#[must_use]
pub fn notices(structure: &Structure, statements: &[Statement]) -> Vec<Notice> {
    let mut notices = Vec::new();
    if let Some(language) = foreign(structure) {
        notices.push(Notice::NotEnglish(language));
    }
    notices.extend(extent(structure, statements.is_empty()));
    if statements.is_empty() {
        notices.push(Notice::NoStatements(verbs(structure)));
    }
    notices
}

/// Headline only, stub or scrap.
fn extent(structure: &Structure, silent: bool) -> Option<Notice> {
    let body = || structure.blocks.iter().filter(|b| b.role == Role::Body);
    if body().next().is_none() {
        let headline = structure.blocks.iter().any(|b| b.role == Role::Headline);
        return headline.then_some(Notice::HeadlineOnly);
    }
    let words: u32 = body().map(|b| b.span.words(structure.text)).sum();
    if words < STUB && structure.blocks.iter().skip(1).any(|b| invites(b.span.of(structure.text))) {
        return Some(Notice::Paywall);
    }
    (silent && words < SCRAP).then_some(Notice::TooShort)
}

/// Whether a line asks the reader to pay or sign in.
fn invites(line: &str) -> bool {
    const LONGEST: usize = 400;
    let lower = if line.len() <= LONGEST { line.to_lowercase() } else { return false };
    let mut rest = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    while !rest.is_empty() {
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if lexicon::PAYWALL.get(word).is_some_and(|phrases| phrases.iter().any(|p| rest.starts_with(p))) {
            return true;
        }
        rest = rest[word.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    false
}

/// Whether most of the text is not English, and the language if its small words or letters tell it.
fn foreign(structure: &Structure) -> Option<Option<String>> {
    let words = structure.tokens.iter().filter(|t| t.kind == TokenKind::Word).take(SAMPLE);
    let mut spelled = Vec::new();
    let mut count = 0;
    let mut scripts: BTreeMap<&str, usize> = BTreeMap::new();
    for token in words {
        let word = token.span.of(structure.text);
        count += 1;
        if let Some(script) = word.chars().next().and_then(script) {
            *scripts.entry(script).or_default() += 1;
        } else {
            spelled.push(word.to_lowercase());
        }
    }
    if let Some((language, _)) = scripts.into_iter().find(|(_, n)| n * 2 > count) {
        return Some(Some(language.to_owned()));
    }
    let enough = |hits: usize, share: usize| hits * 100 >= count * share;
    let hits = |language: usize| {
        let words = lexicon::LANGUAGES.get(language).map(|(_, words)| words);
        words.map_or(0, |words| spelled.iter().filter(|word| words.contains(word)).count())
    };
    let english = hits(0);
    if count < FEWEST || enough(english, ENGLISH) {
        return None;
    }
    let hits: Vec<usize> = (0..lexicon::LANGUAGES.len()).map(hits).collect();
    // The first of several that have equally many.
    let best = (1..hits.len()).rev().max_by_key(|&i| hits[i])?;
    if hits[best] <= hits[0] {
        return None;
    }
    let name = lexicon::LANGUAGES.get(best).map(|(name, _)| (*name).to_owned());
    Some(name.filter(|_| enough(hits[best], NAMED)))
}

/// The language of a letter that only one has, or one above all.
fn script(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{370}'..='\u{3ff}' => "Greek",
        '\u{590}'..='\u{5ff}' => "Hebrew",
        '\u{600}'..='\u{6ff}' => "Arabic",
        '\u{900}'..='\u{97f}' => "Hindi",
        '\u{3040}'..='\u{30ff}' => "Japanese",
        '\u{4e00}'..='\u{9fff}' => "Chinese",
        '\u{ac00}'..='\u{d7af}' => "Korean",
        _ => return None,
    })
}

/// Words that report speech and found nothing that is said.
fn verbs(structure: &Structure) -> Vec<Span> {
    let words = structure.tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span);
    let speaks = |span: &Span| {
        let word = span.of(structure.text).to_lowercase();
        lexicon::cues::lookup_as(&word, lexicon::cues::Part::Verb)
            .is_some_and(|cue| cue.kind == AttributionType::Communication)
    };
    words.filter(speaks).take(MOST_VERBS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Notice> {
        notices(&Structure::new(text), &[])
    }

    #[test]
    fn other_languages_are_named_where_they_can_be_told() {
        for (text, language) in [
            (
                "Le ministre de la mer a rejeté l’accusation lundi. « Nous n’avons pas fermé le détroit », a-t-il dit à la presse dans la capitale, et il ne le fera pas.",
                "French",
            ),
            (
                "Die Ministerin hat die Vorwürfe am Montag zurückgewiesen. „Wir haben die Fähre nicht angehalten“, sagte sie vor der Presse in der Hauptstadt, und das werde auch so bleiben.",
                "German",
            ),
            (
                "El ministro rechazó el lunes la acusación de que el barco había cerrado el paso. «No lo hicimos», dijo a la prensa en la capital, y no lo hará en el futuro.",
                "Spanish",
            ),
            (
                "O ministro negou na segunda que o barco da marinha tenha fechado a passagem. “Não fizemos isso”, disse ele para a imprensa na capital, e não o fará no futuro.",
                "Portuguese",
            ),
            (
                "Il ministro ha respinto lunedì l’accusa che la nave della marina abbia chiuso il passaggio. «Non lo abbiamo fatto», ha detto alla stampa nella capitale, e non lo farà.",
                "Italian",
            ),
            (
                "De minister heeft maandag ontkend dat het schip van de marine de doorgang had gesloten. “Dat is niet gebeurd”, zei hij in de hoofdstad, en het zal ook niet gebeuren.",
                "Dutch",
            ),
            (
                "Ministern förnekade på måndagen att båten hade stängt sundet. ”Det gjorde vi inte”, sade han i huvudstaden, och det kommer inte att ske i framtiden, enligt honom.",
                "Swedish",
            ),
            (
                "Minister odrzucił w poniedziałek zarzut, że statek zamknął cieśninę. „Nie zrobiliśmy tego”, powiedział w stolicy, i nie jest to możliwe, jak dodał po chwili, na pewno nie teraz.",
                "Polish",
            ),
            (
                "Министр в понедельник отверг обвинение в том, что корабль закрыл пролив. «Мы этого не делали», сказал он в столице, и это не изменится, как он добавил.",
                "Russian",
            ),
            ("部长 周一 否认 了 这艘船 关闭 海峡 的 指控", "Chinese"),
        ] {
            assert_eq!(of(text).first(), Some(&Notice::NotEnglish(Some(language.to_owned()))), "{text}");
        }
        let english = "The minister rejected the charge on Monday that the boat had closed the strait. It was a quiet day in the capital, and nobody was at the quay.";
        assert!(!of(english).iter().any(|n| matches!(n, Notice::NotEnglish(_))));
        let names = "Merrow, Castellan, Ohm, Lark, Brel, Lindqvist, Tarn, Ashmoor, Norland, Ostrava, Brune, Mirrow, Vell, Dray, Quill, Fenn";
        assert!(!of(names).iter().any(|n| matches!(n, Notice::NotEnglish(_))));
    }

    #[test]
    fn headlines_scraps_and_stubs_are_told_apart() {
        assert_eq!(
            of("Mayor rejects ferry"),
            [Notice::HeadlineOnly, Notice::NoStatements(vec![Span::new(6, 13)])]
        );
        assert_eq!(of("It rained all day on the shore."), [Notice::TooShort, Notice::NoStatements(vec![])]);
        let stub = "Mayor rejects claims\n\nThe mayor spoke at length on Monday, and the hall was full.\n\nSubscribe to continue reading this story.";
        assert_eq!(of(stub).first(), Some(&Notice::Paywall));
        assert_eq!(of(""), [Notice::NoStatements(vec![])]);
    }
}
