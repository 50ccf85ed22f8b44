use super::*;
use crate::corrections::sample::{TEXT, at, document};
use crate::corrections::{Anchor, Correction, Log, logs};
use crate::document::{About, PartyKind, Stance};
use proptest::prelude::*;

fn about() -> About {
    About {
        title: Some("=Norland & <b>the dam</b>".to_owned()),
        address: Some("https://news.example/dam?a=1&b=2".to_owned()),
        outlet: Some("The \"Ostra\" Post".to_owned()),
        date: Some("2026-03-31".to_owned()),
    }
}

fn anchor(id: usize) -> Anchor {
    Anchor::of(&document().statements[id].content).unwrap()
}

fn log() -> Log {
    Log {
        entries: vec![
            Correction::Party(anchor(7), Some("<script>alert(1)</script>".into())),
            Correction::Also(anchor(4), vec!["River Council".into()]),
            Correction::Note(anchor(7), "=cmd|' /C calc'!A0\nsecond line & more".into()),
            Correction::Bounds(anchor(3), vec![at("These are fairy tales", 0), at("Estavia knows", 0)]),
            Correction::Remove(anchor(0)),
            Correction::Kind("River Council".into(), PartyKind::Group),
            Correction::Stance(anchor(6), Stance::Warns),
        ],
    }
}

/// A file of this format about the sample as a reader left it.
fn file(format: Format) -> String {
    format.export(&Article::new(TEXT, &about(), &document(), &log()))
}

/// Every statement and party as far as other formats carry them.
fn essence(document: &Document) -> Vec<String> {
    let name = |id: u32| document.parties[id as usize].name.clone();
    let statement = |s: &Statement| {
        let also: Vec<String> = s.also.iter().map(|&id| name(id)).collect();
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {also:?} {:?} {:?} {:?}",
            s.source,
            s.cue,
            s.content,
            s.kind,
            s.attribution,
            s.stance,
            s.party.map(name),
            s.target.map(name),
            s.source_class,
            s.parent
        )
    };
    let party = |p: &crate::document::Party| {
        let aliases: Vec<&str> = p.aliases.iter().map(|a| a.words.as_str()).collect();
        format!("{} {} {:?} {aliases:?} {:?} {}", p.name, p.letters, p.kind, p.statements, p.words)
    };
    document.statements.iter().map(statement).chain(document.parties.iter().map(party)).collect()
}

fn corrected() -> Document {
    crate::corrections::apply(&log(), TEXT, &document()).document
}

fn note_survives((document, log): &(Document, Log)) {
    let applied = crate::corrections::apply(log, TEXT, document);
    assert_eq!(applied.notes.len(), 1);
    assert_eq!(applied.notes[0].words, "=cmd|' /C calc'!A0\nsecond line & more");
}

#[test]
fn json_comes_back_exactly() {
    let imported = json::import(&file(Format::Json)).unwrap();
    assert_eq!(
        imported,
        Imported { text: TEXT.into(), about: about(), whole: false, document: document(), log: log() }
    );
    let plain = Format::Json.export(&Article::new(TEXT, &About::default(), &document(), &Log::default()));
    assert!(!plain.contains("\"machine\"") && !plain.contains("\"corrections\""));
    assert_eq!(json::import(&plain).unwrap().document, document());
}

#[test]
fn json_counts_code_points() {
    let value: serde_json::Value = serde_json::from_str(&file(Format::Json)).unwrap();
    let text: Vec<char> = value["text"].as_str().unwrap().chars().collect();
    let span = &value["document"]["statements"][6]["content"][0];
    let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "the water rose within an hour");
}

#[test]
fn web_annotations_come_back() {
    let imported = web_annotation::import(&file(Format::WebAnnotation), TEXT, &document()).unwrap();
    assert_eq!(essence(&imported.0), essence(&corrected()));
    note_survives(&imported);
}

#[test]
fn web_annotations_of_others_are_found_by_their_quotations() {
    // Positions in UTF-16, as browsers count: the boat before these words takes two units.
    let theirs = r#"{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x", "type": "Annotation",
        "body": {"type": "TextualBody", "value": "Who says so?"},
        "target": {"source": "https://news.example/", "selector": [
            {"type": "TextPositionSelector", "start": 503, "end": 513},
            {"type": "TextQuoteSelector", "exact": "said", "prefix": "Witnesses ", "suffix": " the water"}]}}"#;
    let (document, log) = web_annotation::import(theirs, TEXT, &document()).unwrap();
    assert_eq!(document.statements[0].content, [at("said", 3)]);
    assert_eq!(log.entries.len(), 1, "their comment is a note");
    let error = web_annotation::import(theirs, "Another text.", &Document::default()).unwrap_err();
    assert_eq!(error, ImportError::OtherText);
}

#[test]
fn brat_comes_back() {
    let written = file(Format::Brat);
    let imported = brat::import(&written, TEXT, &document()).unwrap();
    assert_eq!(essence(&imported.0), essence(&corrected()));
    note_survives(&imported);
    assert!(
        written.contains("\tAttribution 104 116\thas rejected\n") || written.contains("\thas rejected\n")
    );
    assert_eq!(imported.0.parties[0].mentions, corrected().parties[0].mentions);
}

#[test]
fn brat_writes_stretches_over_line_ends_as_pieces() {
    let text = "“No,\n\nnever,” she said.";
    let mut document = document();
    document.parties.clear();
    document.statements.truncate(1);
    let s = &mut document.statements[0];
    (s.source, s.cue, s.party, s.target) = (None, Some(Span::new(20, 24)), None, None);
    s.content = vec![Span::new(0, text.find(" she").unwrap())];
    s.cue = text.find("said").map(|at| Span::new(at, at + 4));
    let content = s.content.clone();
    let written = brat::export(&Article::new(text, &About::default(), &document, &Log::default()));
    assert!(written.contains("T2\tContent 0 4;6 13\t“No, never,”\n"), "{written}");
    let (back, _) = brat::import(&written, text, &document).unwrap();
    assert_eq!(back.statements[0].content, content);
}

#[test]
fn tei_comes_back_with_its_text() {
    let imported = tei::import(&file(Format::Tei)).unwrap();
    assert_eq!((imported.text.as_str(), &imported.about), (TEXT, &about()));
    let imported = imported.into_document(&document()).unwrap();
    assert_eq!(essence(&imported.0), essence(&corrected()));
    note_survives(&imported);
}

#[test]
fn csv_holds_no_formulas() {
    let written = file(Format::Csv);
    let mut rows = written.split("\r\n");
    assert!(rows.next().unwrap().starts_with("\u{feff}statement,party,stance,about,"));
    assert_eq!(rows.clone().filter(|r| !r.is_empty()).count(), 7);
    assert!(written.contains(",\"'=cmd|' /C calc'!A0\nsecond line & more\"\r\n"), "{written}");
    assert!(written.contains("3,Norland,criticises,Estavia,direct,These are fairy tales … Estavia knows,"));
}

#[test]
fn markdown_reads_nothing_of_the_article_as_markup() {
    let written = file(Format::Markdown);
    assert!(written.starts_with("# \\=Norland \\& \\<b\\>the dam\\</b\\>\n"), "{written}");
    assert!(written.match_indices('<').all(|(i, _)| written[..i].ends_with('\\')));
    assert!(written.contains("| Norland |"));
    assert!(written.contains("- Statement 3, words: was “"));
}

#[test]
fn the_report_has_all_parts_and_no_scripts() {
    let written = file(Format::Html);
    for part in [
        "Share of voice",
        "Positions",
        "Who speaks how about whom",
        "Contradictions",
        "Sources",
        "Changed by a reader",
        "Full text",
    ] {
        assert!(written.contains(&format!("<h2>{part}</h2>")), "{part}");
    }
    assert!(!written.contains("<script") && !written.contains("<b>the dam"));
    assert!(written.contains("</span>The reporter’s own words</th>"));
    assert!(written.len() < 80_000 + TEXT.len());
    let written = ["0", "1", "2", "3", "4", "5", "other", "nobody"]
        .iter()
        .fold(written, |written, slot| written.replace(&format!(" data-slot=\"{slot}\""), ""));
    assert!(written.contains("<sup id=\"s3\">NO 3</sup><span class=\"v\">These are fairy tales</span>"));
    assert!(written.contains("rejected <sup id=\"s1\">NO 1</sup><span class=\"q\">Estavia’s claim </span><sup id=\"s2\">ES 2</sup><span class=\"q in\">that its"));
    let bare: String = written
        .split("Full text")
        .last()
        .unwrap()
        .split('>')
        .filter_map(|part| part.split('<').next())
        .collect();
    for words in ["Witnesses said the water rose", "for the flooded fields. He called"] {
        assert!(
            bare.contains(words) || bare.replace("S 7", "").replace("ES 5", "").contains(words),
            "{bare}"
        );
    }
}

#[test]
fn quotations_are_what_stands_in_quotation_marks() {
    let value: serde_json::Value = serde_json::from_str(&file(Format::SchemaOrg)).unwrap();
    let graph = value["@graph"].as_array().unwrap();
    let read: Vec<_> =
        graph[1..].iter().map(|q| (q["text"].as_str().unwrap(), q["spokenByCharacter"].clone())).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].0, "These are fairy tales … Estavia knows");
    assert_eq!(read[1].0, "every last crown");
    assert_eq!(read[0].1["@type"], "GovernmentOrganization");
    assert_eq!(read[1].1[1]["name"], "River Council");
}

#[test]
fn a_date_is_given_as_one_only_where_programs_can_read_it() {
    for (date, given) in [
        ("2026-03-31", true),
        ("2026-03", true),
        (" 2026-03-31T09:30:00+02:00 ", true),
        ("31 March 2026", false),
        ("2026-3-31", false),
        ("2026-03-31T<b>", false),
    ] {
        let about = About { date: Some(date.to_owned()), ..About::default() };
        let written = Format::SchemaOrg.export(&Article::new(TEXT, &about, &document(), &Log::default()));
        assert_eq!(written.contains("datePublished"), given, "{date}");
    }
}

#[test]
fn the_transcript_reads_as_a_list() {
    let written =
        Format::Transcript.export(&Article::new(TEXT, &About::default(), &document(), &Log::default()));
    let expected = "\
Norland rejects Estavia’s claim over the river dam

Norland rejects, about Estavia (indirect, paragraph 1)
  Estavia’s claim over the river dam

Norland rejects, about Estavia (indirect, paragraph 2)
  Estavia’s claim that its engineers opened the dam at night

    Estavia accuses, about Norland (indirect, paragraph 2)
      that its engineers opened the dam at night

Norland criticises, about Estavia (direct, paragraph 2)
  “These are fairy tales,” … “and Estavia knows it.”
";
    assert!(written.starts_with(expected), "{written}");
}

#[test]
fn broken_files_say_what_is_wrong() {
    let newer = file(Format::Json).replacen("\"version\": 1", "\"version\": 2", 1);
    let outside =
        file(Format::Json).replacen("\"start\"", "", 1).replace("\"text\": \"Norland", "\"text\": \"N");
    let message = |file: &str| json::import(file).unwrap_err().to_string();
    assert_eq!(
        message(&newer),
        "the file has format version 2, which is newer than this Partyline; reload or update it"
    );
    assert_eq!(
        message("[1]"),
        "the file is damaged or of another kind (line 1, column 2: invalid type: integer `1`, expected a string)"
    );
    assert_eq!(message("{}"), "the file is JSON, but Partyline did not write it");
    assert_eq!(
        message(&outside),
        "the file contradicts itself or its text: an offset lies outside of the text"
    );
    assert!(message(&file(Format::Json)[..200]).starts_with("the file is damaged or of another kind (line"));
    let brat = |file: &str| brat::import(file, TEXT, &document()).unwrap_err().to_string();
    assert_eq!(
        brat("T1\tContent 5 9999\tx"),
        "line 1 is no brat annotation: its offsets lie outside of the text"
    );
    assert_eq!(brat("what"), "line 1 is no brat annotation: it has no tab after its id");
    assert_eq!(brat(""), "the file contradicts itself or its text: there are no events with content in it");
    assert!(
        tei::import("<TEI><a></TEI>")
            .unwrap_err()
            .to_string()
            .starts_with("the file is no TEI that Partyline can read (")
    );
    assert!(tei::import("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>").is_err());
}

#[test]
fn names_of_formats_are_found_again() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
        let same = Format::ALL.into_iter().filter(|other| other.extension() == format.extension());
        assert_eq!(same.count(), 1, "{}", format.extension());
    }
    assert_eq!(Format::named("pdf"), None);
}

/// Whether `value` has the shape `schema` describes; every key must be described.
fn fits(
    root: &serde_json::Value,
    schema: &serde_json::Value,
    value: &serde_json::Value,
    path: &str,
) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/$defs/").ok_or("a reference elsewhere")?;
        return fits(root, &root["$defs"][name], value, path);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|c| fits(root, c, value, path).is_ok()).count();
        return if fitting == 1 {
            Ok(())
        } else {
            Err(format!("{path}: fits {fitting} of the choices: {value}"))
        };
    }
    let kinds = match &schema["type"] {
        serde_json::Value::String(kind) => vec![kind.as_str()],
        serde_json::Value::Array(kinds) => kinds.iter().filter_map(|k| k.as_str()).collect(),
        _ => vec![],
    };
    let kind = match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "boolean",
        serde_json::Value::Number(_) => "integer",
        serde_json::Value::String(_) => "string",
        serde_json::Value::Array(_) => "array",
        serde_json::Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) {
        return Err(format!("{path} is {kind}, not {kinds:?}"));
    }
    if let Some(allowed) = schema["enum"].as_array().filter(|allowed| !allowed.contains(value)) {
        return Err(format!("{path} is {value}, not one of {allowed:?}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return Err(format!("{path} is {value}"));
    }
    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
        let of_its_own = schema["prefixItems"].get(i);
        fits(root, of_its_own.unwrap_or(&schema["items"]), item, &format!("{path}/{i}"))?;
    }
    for (key, item) in value.as_object().into_iter().flatten() {
        let described = schema["properties"].get(key).ok_or(format!("{path}/{key} is not described"))?;
        fits(root, described, item, &format!("{path}/{key}"))?;
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(|k| k.as_str());
    let missing: Vec<&str> = required.filter(|key| value.is_object() && value.get(key).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("{path} lacks {missing:?}")) }
}

fn fits_the_schema(file: &str) -> Result<(), String> {
    let schema = include_str!("../../static/schema/partyline-1.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    fits(&schema, &schema, &serde_json::from_str(file).unwrap(), "")
}

#[test]
fn json_is_as_its_schema_says() {
    fits_the_schema(&file(Format::Json)).unwrap();
    assert_eq!(
        fits_the_schema(&file(Format::Json).replace("\"rejects\"", "\"refuses\"")),
        Err("/document/statements/0/stance is \"refuses\", not one of [String(\"states\"), String(\"supports\"), \
             String(\"commits\"), String(\"appeals\"), String(\"demands\"), String(\"criticises\"), \
             String(\"accuses\"), String(\"rejects\"), String(\"warns\"), String(\"concedes\")]".to_owned())
    );
}

/// What corrections make of the engine's document that lead to the file's, and what they miss.
fn compared(format: Format, log: &Log) -> (crate::corrections::Difference, Vec<String>, Vec<String>) {
    let about = about();
    let machine = document();
    let article = Article::new(TEXT, &about, &machine, log);
    let annotations = ("dam.txt".to_owned(), TEXT.to_owned());
    let name = format!("dam.{}", format.extension());
    let mut brought = vec![(name, format.export(&article))];
    if format != Format::Tei {
        brought.push(annotations);
    }
    let files::Brought::Annotations(annotations) = files::bring(&brought, None, json::import).unwrap() else {
        panic!("an article")
    };
    let (difference, _) = annotations.compare(&machine).unwrap();
    let shown = crate::corrections::apply(&difference.log, TEXT, &machine);
    let notes = |applied: &Applied| {
        applied.notes.iter().map(|n| format!("{} {}", n.statement, n.words)).collect::<Vec<_>>()
    };
    let mut all = [said(&shown.document), said(article.document())];
    all[0].extend(notes(&shown));
    all[1].extend(notes(&article.applied));
    let [shown, wanted] = all;
    (difference, shown, wanted)
}

/// Who says what about whom.
fn said(document: &Document) -> Vec<String> {
    let name = |id: u32| document.parties[id as usize].name.clone();
    let statement = |s: &Statement| {
        let also: Vec<String> = s.also.iter().map(|&id| name(id)).collect();
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {also:?} {:?}",
            s.source,
            s.cue,
            s.content,
            s.kind,
            s.attribution,
            s.stance,
            s.party.map(name),
            s.target.map(name)
        )
    };
    document.statements.iter().map(statement).collect()
}

const ANNOTATIONS: [Format; 3] = [Format::WebAnnotation, Format::Brat, Format::Tei];

#[test]
fn a_file_without_a_log_becomes_corrections() {
    let names = |document: &Document| {
        document.parties.iter().map(|p| format!("{} {:?}", p.name, p.kind)).collect::<Vec<_>>()
    };
    let mut corrections = log();
    corrections.entries.extend([
        Correction::Rename("Norland".into(), "The Norland cabinet".into()),
        Correction::Merge("River Council".into(), "Estavia".into()),
        Correction::Target(anchor(4), None),
        Correction::Add(vec![at("OSTRA", 0)], Some("Norland".into())),
        Correction::Source(anchor(5), Some(at("Tomas Brel", 0))),
    ]);
    for format in ANNOTATIONS {
        let (difference, shown, wanted) = compared(format, &corrections);
        assert_eq!(shown, wanted, "{format:?}");
        assert_eq!(difference.missed, 0, "{format:?}");
        let machine = document();
        let [here, there] = [&difference.log, &corrections]
            .map(|log| names(&crate::corrections::apply(log, TEXT, &machine).document));
        assert_eq!(here, there, "{format:?}");
        let (difference, ..) = compared(format, &Log::default());
        assert_eq!(difference, crate::corrections::Difference::default(), "{format:?}");
    }
}

#[test]
fn annotations_of_others_leave_the_rest_alone() {
    let theirs = "T1\tClaim 0 7\tNorland\nE1\tClaim:T1 Content:T2\nT2\tContent 8 15\trejects\n";
    let brought = [("x.ann".to_owned(), theirs.to_owned())];
    let here = About::default();
    let files::Brought::Annotations(read) =
        files::bring(&brought, Some((TEXT, &here)), json::import).unwrap()
    else {
        panic!("an article")
    };
    let (difference, count) = read.compare(&document()).unwrap();
    let added = Correction::Add(vec![at("rejects", 0)], None);
    let anchor = Anchor { span: at("rejects", 0), nth: 0 };
    let cue = Correction::Cue(anchor, Some(at("Norland", 0)));
    assert_eq!((difference.log.entries, count), (vec![added, cue], 1));
}

#[test]
fn files_are_told_apart_and_say_what_is_missing() {
    let name = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let message = |files: &[(String, String)]| files::bring(files, None, json::import).unwrap_err();
    let brat = name("dam.ann", &file(Format::Brat));
    assert_eq!(
        message(std::slice::from_ref(&brat)),
        "“dam.ann” holds annotations without the article. Open the article first, or both files together."
    );
    assert_eq!(
        message(&[brat.clone(), name("dam.partyline.json", "{}")]),
        "Open one file with annotations at a time, together with its text if it has none of its own."
    );
    assert_eq!(
        message(&[brat, name("dam.txt", "Another article.")]),
        "“dam.ann” was not opened: line 1 is no brat annotation: its offsets lie outside of the text."
    );
    assert_eq!(
        message(&[name("dam.JSON", "{\"format\"")]),
        "“dam.JSON” was not opened: the file is damaged or of another kind (line 1, column 9: EOF while parsing an object)."
    );
    let json = files::bring(&[name("dam.partyline.json", &file(Format::Json))], None, json::import).unwrap();
    assert!(matches!(json, files::Brought::Article(all) if all.log == log() && all.text == TEXT));
}

#[test]
fn json_says_whether_furniture_was_read() {
    let (about, machine, log) = (about(), document(), log());
    let article = Article { whole: true, ..Article::new(TEXT, &about, &machine, &log) };
    let written = Format::Json.export(&article);
    fits_the_schema(&written).unwrap();
    assert!(json::import(&written).unwrap().whole);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_missed_is_counted(log in logs(), format in 0..3usize) {
        let (difference, shown, wanted) = compared(ANNOTATIONS[format], &log);
        prop_assert!(difference.missed > 0 || shown == wanted, "{shown:#?}\n{wanted:#?}");
    }

    #[test]
    fn every_format_takes_any_corrections(log in logs(), title in "\\PC{0,20}") {
        let about = About { title: Some(title), ..About::default() };
        let machine = document();
        let article = Article::new(TEXT, &about, &machine, &log);
        for format in Format::ALL {
            prop_assert!(format.export(&article).ends_with('\n'));
        }
        let imported = json::import(&Format::Json.export(&article)).unwrap();
        prop_assert_eq!(&imported.document, &machine);
        prop_assert_eq!(fits_the_schema(&Format::Json.export(&article)), Ok(()));
        let reapplied = crate::corrections::apply(&imported.log, TEXT, &machine);
        prop_assert_eq!(&reapplied.document, article.document());
        let (back, _) = tei::import(&Format::Tei.export(&article)).unwrap().into_document(&machine).unwrap();
        prop_assert_eq!(back.statements.len(), article.document().statements.len());
    }

    #[test]
    fn no_damaged_file_panics(format in 0..4usize, at in any::<prop::sample::Index>(), with in "\\PC{0,3}|[0-9\"{}\\[\\]<>/:#\t\n]{0,3}", cut in any::<bool>()) {
        let mut damaged: Vec<char> = file([Format::Json, Format::WebAnnotation, Format::Brat, Format::Tei][format]).chars().collect();
        let at = at.index(damaged.len());
        if cut { damaged.truncate(at) }
        damaged.splice(at..(at + 1).min(damaged.len()), with.chars());
        let damaged: String = damaged.into_iter().collect();
        let base = document();
        let _ = json::import(&damaged).map(|i| crate::corrections::apply(&i.log, &i.text, &i.document));
        let _ = web_annotation::import(&damaged, TEXT, &base);
        let _ = brat::import(&damaged, TEXT, &base);
        let _ = tei::import(&damaged).map(|t| t.into_document(&base));
    }
}
