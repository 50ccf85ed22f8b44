//! The share-of-voice tab: bars with a table beside them that says the same.

use super::badge::Badge;
use super::line::StatementLine;
use crate::document::StatementId;
use crate::view::lines::{self, Lines};
use crate::view::state::Action;
use crate::view::voice::{Share, Voice, percent};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`VoiceTab`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VoiceProps {
    /// What to show.
    pub voice: Rc<Voice>,
    /// The statements behind the numbers.
    pub lines: Rc<Lines>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// By words, by statements, and the source ladder. Every number opens its words.
#[component]
pub fn VoiceTab(props: &VoiceProps) -> Html {
    let voice = &props.voice;
    let chosen = use_state(|| None::<(String, Vec<StatementId>)>);
    let open = |title: String, ids: Vec<StatementId>, words: String| {
        let pressed = chosen.as_ref().is_some_and(|(other, _)| *other == title);
        let chosen = chosen.clone();
        let onclick = Callback::from(move |_| chosen.set((!pressed).then(|| (title.clone(), ids.clone()))));
        html! { <button class="number" aria-expanded={pressed.to_string()} {onclick}>{ words }</button> }
    };
    let parts = |of: fn(&Share) -> u32| {
        let part = move |share: &Share| (share.party.slot.name(), share.party.letters.clone(), of(share));
        voice.shares.iter().map(part).collect::<Vec<_>>()
    };
    let mut by_words = parts(|share| share.words);
    by_words.push(("reporter", "R".into(), voice.reporter));
    let by_statements = parts(|share| share.statements.len() as u32);
    let statements = voice.statements as u32;
    html! {
        <div class="voice">
            <h2>{ "By words" }</h2>
            { bar(&by_words) }
            <h2>{ "By statements" }</h2>
            { bar(&by_statements) }
            <table>
                <caption class="unseen">{ "Share of voice" }</caption>
                <thead><tr><th scope="col">{ "Who" }</th><th scope="col">{ "Words" }</th><th scope="col">{ "Statements" }</th></tr></thead>
                <tbody>
                    { for voice.shares.iter().map(|share| html! {
                        <tr>
                            <th scope="row"><Badge party={share.party.clone()} />{ share.party.name.clone() }</th>
                            <td>{ format!("{} ({} %)", share.words, percent(share.words, voice.words)) }</td>
                            <td>{ open(share.party.name.to_string(), share.statements.clone(),
                                format!("{} ({} %)", share.statements.len(), percent(share.statements.len() as u32, statements))) }</td>
                        </tr>
                    }) }
                    <tr>
                        <th scope="row"><span class="badge" data-slot="reporter" aria-hidden="true">{ "R" }</span>{ "The reporter’s own words" }</th>
                        <td>{ format!("{} ({} %)", voice.reporter, percent(voice.reporter, voice.words)) }</td>
                        <td>{ "–" }</td>
                    </tr>
                </tbody>
            </table>
            <p class="fine">{ "Words of one party inside another’s count for both." }</p>
            <h2>{ "How named the sources are" }</h2>
            <table>
                <caption class="unseen">{ "Source ladder" }</caption>
                <thead class="unseen"><tr><th scope="col">{ "Source" }</th><th scope="col">{ "Statements" }</th></tr></thead>
                <tbody>
                    { for voice.ladder.iter().map(|(class, ids)| {
                        let name = lines::class(*class);
                        html! {
                            <tr>
                                <th scope="row">{ name }</th>
                                <td>{ open(name.to_owned(), ids.clone(), format!("{} ({} %)", ids.len(), percent(ids.len() as u32, statements))) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
            if let Some((title, ids)) = &*chosen {
                <section class="words-of" aria-live="polite">
                    <h2>{ title }</h2>
                    <ul class="statements">
                        { for ids.iter().filter_map(|&id| props.lines.get(id)).map(|line| html! {
                            <StatementLine key={line.id} line={line.clone()} lettered=true on={props.on.clone()} />
                        }) }
                    </ul>
                </section>
            }
        </div>
    }
}

/// `12.5%` of 125 thousandths.
fn points(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Segments with their letters, as far as there is room; the table beside it says the same.
fn bar(parts: &[(&str, Rc<str>, u32)]) -> Html {
    const ROOM: u32 = 7;
    let total: u32 = parts.iter().map(|(_, _, part)| part).sum::<u32>().max(1);
    let mut sum = 0;
    let segment = |(slot, letters, part): &(&str, Rc<str>, u32)| {
        let from = sum * 1000 / total;
        sum += part;
        let width = sum * 1000 / total - from;
        html! {
            <g data-slot={(*slot).to_owned()}>
                <rect class="fill" x={points(from)} y="0" width={points(width)} height="100%" />
                if part * 100 / total >= ROOM {
                    <text x={points(from + width / 2)} y="50%">{ letters.clone() }</text>
                }
            </g>
        }
    };
    html! { <svg class="bar" aria-hidden="true">{ for parts.iter().map(segment) }</svg> }
}
