//! The state machine and the drawing, on an article written by hand.

use super::runs::Paragraph;
use super::state::{Action, Article, Dialog, Marks, Message, Place, State, Tab, Tone, Work};
use super::{Slot, layout, matrix, runs, voice};
use crate::document::{
    About, Alias, Aspect, Block, Confidence, Document, Kind, Party, PartyKind, Quote, QuoteStyle, Reason,
    Role, Span, Stance, Statement,
};
use proptest::prelude::*;
use std::rc::Rc;

const TEXT: &str = "Port denies claim\n\nThe port of Ashmoor denied that the island of Tarn had warned it.\n\n\
    “We told nobody,” it said.\n\nIt rained.\n\nShare this";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words stand in the text");
    Span::new(start, start + words.len())
}

fn statement(id: u32, kind: Kind, content: &str, party: Option<u32>) -> Statement {
    Statement {
        id,
        kind,
        source: None,
        subject: None,
        cue: None,
        content: vec![span(content)],
        attribution: Default::default(),
        parent: None,
        party,
        also: Vec::new(),
        earlier: None,
        source_class: Default::default(),
        stance: Stance::States,
        target: None,
        confidence: Confidence { statement: 90, speaker: 90, check: false },
        reasons: Vec::new(),
        continues: None,
    }
}

fn party(id: u32, name: &str, statements: Vec<u32>, position: Vec<u32>) -> Party {
    let alias = Alias {
        words: format!("the {name}"),
        reason: Reason { aspect: Aspect::Party, words: "Same name.".to_owned(), evidence: Vec::new() },
    };
    Party {
        id,
        name: name.to_owned(),
        letters: name[..2].to_uppercase(),
        kind: PartyKind::State,
        aliases: vec![alias],
        mentions: Vec::new(),
        words: statements.len() as u32 * 5,
        statements,
        position,
    }
}

/// Ashmoor denies (0) that Tarn warned (1), and is quoted (2), doubtfully.
fn document() -> Document {
    let mut denies = statement(0, Kind::Indirect, "that the island of Tarn had warned it", Some(0));
    denies.cue = Some(span("denied"));
    denies.source = Some(span("The port of Ashmoor"));
    denies.stance = Stance::Rejects;
    denies.target = Some(1);
    let mut warned = statement(1, Kind::Indirect, "warned it", Some(1));
    warned.cue = None;
    warned.parent = Some(0);
    warned.stance = Stance::Warns;
    warned.target = Some(0);
    let mut told = statement(2, Kind::Direct, "“We told nobody,”", Some(0));
    told.confidence.check = true;
    let quote = span("“We told nobody,”");
    let blocks = layout::places(TEXT).into_iter().enumerate().map(|(n, place)| Block {
        span: place.span,
        role: [Role::Headline, Role::Body, Role::Body, Role::Body, Role::Furniture][n],
    });
    Document {
        engine: "0".to_owned(),
        sentences: layout::places(TEXT).into_iter().map(|place| place.span).collect(),
        blocks: blocks.collect(),
        quotes: vec![Quote {
            span: quote,
            inner: Span { start: quote.start + 3, end: quote.end - 3 },
            closed: true,
            depth: 0,
            style: QuoteStyle::Double,
            continues: None,
        }],
        statements: vec![denies, warned, told],
        parties: vec![party(0, "Ashmoor", vec![0, 2], vec![2]), party(1, "Tarn", vec![1], vec![1])],
        ..Document::default()
    }
}

fn read() -> State {
    let state = State::default().reduce(Action::Open(Rc::new(Article::of(TEXT))));
    let edition = state.edition;
    state.reduce(Action::Annotated(edition, Rc::new(document())))
}

/// One run a line: words, then innermost statement first, verbatim, lines.
fn drawn(paragraph: &Paragraph) -> String {
    let run = |run: &runs::Run| match &run.mark {
        None => format!("{}\n", run.text),
        Some(mark) => {
            let lines: Vec<&str> = mark.lines.iter().flatten().map(|slot| slot.name()).collect();
            let how = if mark.verbatim { "=" } else { "." };
            format!("{} <{:?} {how} {}>\n", run.text, mark.statements, lines.join("/"))
        }
    };
    paragraph.runs.iter().map(run).collect()
}

#[test]
fn nested_statements_share_a_run_with_a_line_each() {
    let state = read();
    assert_eq!(
        drawn(&state.reading.paragraphs[1]),
        "The port of Ashmoor\n \ndenied\n \nthat the island of Tarn had  <[0] . 0>\nwarned it <[1, 0] . 0/1>\n.\n"
    );
    assert_eq!(drawn(&state.reading.paragraphs[2]), "“We told nobody,” <[2] = 0>\n it said.\n");
}

#[test]
fn the_layout_is_the_same_before_and_after_the_marks() {
    let before = State::default().reduce(Action::Open(Rc::new(Article::of(TEXT))));
    let place = |p: &Rc<Paragraph>| (p.index, p.span, p.title);
    let after = read();
    assert!(before.reading.paragraphs.iter().map(place).eq(after.reading.paragraphs.iter().map(place)));
    assert!(after.reading.paragraphs[4].furniture);
}

#[test]
fn rails_name_each_party_once_and_say_what_to_check() {
    let state = read();
    let rails: Vec<(Slot, bool)> =
        state.reading.paragraphs[1].rails.iter().map(|r| (r.slot, r.check)).collect();
    assert_eq!(rails, [(Slot::Party(0), false), (Slot::Party(1), false)]);
    assert!(state.reading.paragraphs[2].rails[0].check);
    assert!(state.reading.paragraphs[3].rails.is_empty());
}

#[test]
fn sentences_without_speech_are_quiet() {
    let state = read();
    let quiet = |n: usize| state.reading.paragraphs[n].runs.iter().all(|run| run.quiet);
    assert!(quiet(3) && !quiet(1) && !quiet(2));
}

#[test]
fn cards_lead_with_the_position_and_count_stances() {
    let state = read();
    let card = &state.reading.cards[0];
    assert_eq!(card.position[0].text(), "“We told nobody,”");
    assert_eq!((card.chips[0].stance, card.chips[0].statements.as_slice()), (Stance::Rejects, &[0][..]));
    assert_eq!(state.reading.lines.all[1].unwound().as_deref(), Some("Ashmoor rejects: Tarn warns"));
    assert_eq!(state.reading.lines.all[0].spoken(), "Ashmoor, indirect, rejects, about Tarn");
}

#[test]
fn the_matrix_has_a_cell_for_each_pair() {
    let state = read();
    let cells: Vec<Vec<usize>> = state
        .reading
        .matrix
        .rows
        .iter()
        .map(|(_, cells)| cells.iter().map(|c| c.lines.len()).collect())
        .collect();
    assert_eq!(cells, [[0, 1], [1, 0]]);
    assert_eq!(
        state.reading.matrix,
        Rc::new(matrix::matrix(state.reading.document().expect("annotated"), &state.reading.lines))
    );
}

#[test]
fn the_reporters_voice_is_what_nobody_says() {
    let voice = read().reading.voice.clone();
    assert_eq!((voice.words, voice.reporter), (23, 12));
    assert_eq!(voice.shares.iter().map(|s| s.statements.len()).sum::<usize>(), voice.statements);
    assert_eq!(voice::percent(1, 3), 33);
}

#[test]
fn a_late_answer_for_an_earlier_article_is_not_taken() {
    let first = State::default().reduce(Action::Open(Rc::new(Article::of(TEXT))));
    let late = first.edition;
    let second = first.reduce(Action::Open(Rc::new(Article::of("Another article."))));
    let after = second.clone().reduce(Action::Annotated(late, Rc::new(document())));
    assert_eq!(after, second);
}

#[test]
fn stepping_goes_through_the_shown_statements_and_stops_at_the_ends() {
    let mut state = read();
    let mut seen = Vec::new();
    for _ in 0..4 {
        state = state.reduce(Action::Step(true));
        seen.push(state.current);
    }
    assert_eq!(seen, [Some(0), Some(1), Some(2), Some(2)]);
    state = state.reduce(Action::Filter(Some(0))).reduce(Action::Step(false));
    assert_eq!(state.current, Some(0));
    assert_eq!(state.jump.map(|jump| jump.to), Some(Place::Next(0)));
}

#[test]
fn a_correction_moves_a_statement_and_can_be_undone_and_done_again() {
    let state = read().reduce(Action::Focus(Some(2))).reduce(Action::Assign(2, Some(1)));
    let whose = |state: &State| {
        state.reading.lines.get(state.current.expect("kept in hand")).map(|l| l.party.name.to_string())
    };
    assert_eq!(whose(&state).as_deref(), Some("Tarn"));
    assert_eq!(&*state.said, "Now said by Tarn.");
    let undone = state.reduce(Action::Undo);
    assert_eq!(undone.reading.lines.all[2].party.name.as_ref(), "Ashmoor");
    let again = undone.reduce(Action::Redo);
    assert_eq!(again.history.log().entries.len(), 1);
    assert!(again.reduce(Action::Reset(0)).history.log().entries.is_empty());
}

#[test]
fn confirming_settles_a_doubt() {
    let state = read();
    assert_eq!(state.reading.doubtful.as_slice(), [2]);
    let state = state.reduce(Action::Confirm(2));
    assert!(state.reading.doubtful.is_empty());
    assert_eq!(&*state.reduce(Action::StepDoubt(true)).said, "Nothing left to check.");
}

#[test]
fn a_model_on_its_way_is_told_to_who_waits_and_ends_no_cancel() {
    let loading = || Action::Working(Work::Loading(1, 2));
    let waiting = State::default().reduce(Action::Open(Rc::new(Article::of(TEXT))));
    assert_eq!(waiting.clone().reduce(loading()).work, Work::Loading(1, 2));
    assert_eq!(waiting.reduce(Action::Cancel).reduce(loading()).work, Work::Cancelled);
    assert_eq!(read().reduce(loading()).work, Work::Done);
    assert_eq!(State::default().reduce(loading()).work, Work::Idle);
}

#[test]
fn escape_closes_one_thing_at_a_time() {
    let state = read()
        .reduce(Action::Go(Place::Text(1)))
        .reduce(Action::Filter(Some(1)))
        .reduce(Action::Find(Some("port".into())))
        .reduce(Action::Ask(Dialog::Keys));
    let open = |s: &State| (s.dialog.is_some(), s.find.is_some(), s.filter.is_some(), s.current.is_some());
    let state = state.reduce(Action::Escape);
    assert_eq!(open(&state), (false, true, true, true));
    let state = state.reduce(Action::Escape);
    assert_eq!(open(&state), (false, false, true, true));
    let state = state.reduce(Action::Escape);
    assert_eq!(open(&state), (false, false, false, true));
    assert_eq!(open(&state.reduce(Action::Escape)), (false, false, false, false));
}

#[test]
fn modes_and_tabs_switch_and_the_same_mode_again_shows_all() {
    let state = read().reduce(Action::Marks(Marks::Skim)).reduce(Action::Show(Tab::Matrix));
    assert_eq!((state.marks, state.tab), (Marks::Skim, Tab::Matrix));
    assert_eq!(state.reduce(Action::Marks(Marks::Skim)).marks, Marks::All);
}

#[test]
fn editing_the_text_takes_corrections_along() {
    let state = read().reduce(Action::Assign(2, Some(1)));
    let edited = TEXT.replace("It rained.", "It snowed.");
    let state = state.reduce(Action::Close(true)).reduce(Action::Revise(edited.as_str().into()));
    assert!(state.draft.is_none() && state.work == Work::Reading);
    assert_eq!(state.history.log().entries.len(), 1);
}

#[test]
fn corrections_put_in_place_are_one_step() {
    let awaited = super::share::Awaited { about: About::default(), corrections: 0 };
    let article = Article { whole: true, ..Article::of(TEXT) };
    let state = read().reduce(Action::Await(Some(Rc::new(awaited)))).reduce(Action::Open(Rc::new(article)));
    assert!(state.awaited.is_some() && state.article.as_ref().is_some_and(|article| article.whole));
    let edition = state.edition;
    let state = state.reduce(Action::Annotated(edition, Rc::new(document())));
    let sent = read().reduce(Action::Assign(2, Some(1))).history.log().clone();
    let told = Message { tone: Tone::Note, words: "All in place.".into() };
    let state = state.reduce(Action::Placed(edition, sent.clone(), told));
    assert_eq!((state.received.as_deref(), state.history.log()), (Some(&sent), &sent));
    assert!(state.awaited.is_none());
    let undone = state.reduce(Action::Undo);
    assert!(undone.history.log().entries.is_empty());
    assert_eq!(undone.reduce(Action::Redo).history.log(), &sent);
}

proptest! {
    #[test]
    fn runs_concatenate_to_the_paragraphs_for_any_spans(
        text in "[a-zé “”\n.]{0,80}",
        cuts in proptest::collection::vec((0_usize..80, 0_usize..80), 0..6),
    ) {
        let at = |n: usize| (0..=n.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let mut document = Document::default();
        for (id, (a, b)) in cuts.into_iter().enumerate() {
            let (a, b) = (at(a.min(b)), at(a.max(b)));
            if a < b {
                let mut one = statement(0, Kind::Indirect, "It rained", None);
                one.id = document.statements.len() as u32;
                one.content = vec![Span::new(a, b)];
                if id % 2 == 0 { one.source = Some(Span::new(0, a)); }
                document.statements.push(one);
            }
        }
        let lines = super::lines::Lines::new(&text, &document, &Default::default(), true);
        let paragraphs = runs::paragraphs(&text, &document, &lines, &Default::default());
        for paragraph in &paragraphs {
            let joined: String = paragraph.runs.iter().map(|run| &*run.text).collect();
            prop_assert_eq!(joined.as_str(), paragraph.span.of(&text));
        }
        prop_assert_eq!(paragraphs.len(), layout::places(&text).len());
    }
}
