//! The matrix tab: who speaks how about whom.

use super::badge::Badge;
use super::line::StatementLine;
use crate::view::matrix::{Cell, Matrix};
use crate::view::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`MatrixTab`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MatrixProps {
    /// What to show.
    pub matrix: Rc<Matrix>,
    /// Where actions go.
    pub on: Callback<Action>,
}

/// A real table; each filled cell is a button that opens its words below.
#[component]
pub fn MatrixTab(props: &MatrixProps) -> Html {
    let matrix = &props.matrix;
    let chosen = use_state(|| None::<(usize, usize)>);
    let pairs = html! {
        <>
            { pairs("One says it, another denies it", matrix, false, &props.on) }
            { pairs("Said otherwise earlier", matrix, true, &props.on) }
        </>
    };
    if matrix.rows.is_empty() {
        return html! {
            <>
                <div class="empty">
                    <h2>{ "Nobody speaks about another party" }</h2>
                    <p>{ "The statements of this article are not aimed at anybody in it." }</p>
                </div>
                { pairs }
            </>
        };
    }
    let button = |row: usize, column: usize, cell: &Cell| {
        let pressed = *chosen == Some((row, column));
        let onclick = {
            let chosen = chosen.clone();
            Callback::from(move |_| chosen.set((!pressed).then_some((row, column))))
        };
        html! {
            <button aria-expanded={pressed.to_string()} {onclick}>
                { for cell.stances.iter().map(|(stance, count)| html! { <span>{ format!("{} ", stance.label()) }<b>{ *count }</b></span> }) }
            </button>
        }
    };
    let open = chosen.and_then(|(row, column)| {
        let (party, cells) = matrix.rows.get(row)?;
        Some((party.clone(), matrix.targets.get(column)?.clone(), cells.get(column)?.clone()))
    });
    html! {
        <div class="matrix">
            <div class="wide">
                <table>
                    <caption>{ "Who speaks how about whom" }</caption>
                    <thead>
                        <tr>
                            <td class="corner">{ "about" }<span aria-hidden="true">{ " →" }</span></td>
                            { for matrix.targets.iter().map(|target| html! {
                                <th scope="col"><Badge party={target.clone()} />{ target.name.clone() }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for matrix.rows.iter().enumerate().map(|(row, (party, cells))| html! {
                            <tr>
                                <th scope="row"><Badge party={party.clone()} />{ party.name.clone() }</th>
                                { for cells.iter().enumerate().map(|(column, cell)| if cell.lines.is_empty() {
                                    let own = matrix.targets[column].id == party.id;
                                    html! { <td class="none">{ if own { "" } else { "nothing" } }</td> }
                                } else {
                                    html! { <td>{ button(row, column, cell) }</td> }
                                }) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            <ul class="narrow" aria-label="Who speaks how about whom">
                { for matrix.rows.iter().enumerate().flat_map(|(row, (party, cells))| {
                    let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.lines.is_empty());
                    filled.map(move |(column, cell)| (row, party, column, cell)).collect::<Vec<_>>()
                }).map(|(row, party, column, cell)| {
                    let target = &matrix.targets[column];
                    html! {
                        <li>
                            <p><Badge party={party.clone()} />{ party.name.clone() }{ " about " }<Badge party={target.clone()} />{ target.name.clone() }</p>
                            { button(row, column, cell) }
                        </li>
                    }
                }) }
            </ul>
            if let Some((party, target, cell)) = open {
                <section class="words-of" aria-live="polite">
                    <h2>{ format!("{} about {}", party.name, target.name) }</h2>
                    <ul class="statements">
                        { for cell.lines.iter().map(|line| html! {
                            <StatementLine key={line.id} line={line.clone()} on={props.on.clone()} />
                        }) }
                    </ul>
                </section>
            }
            { pairs }
        </div>
    }
}

/// The contradictions between parties, or those of one with itself; nothing if there are none.
fn pairs(heading: &'static str, matrix: &Matrix, itself: bool, on: &Callback<Action>) -> Html {
    let mut pairs = matrix.contradictions.iter().filter(|(a, b)| (a.party == b.party) == itself).peekable();
    if pairs.peek().is_none() {
        return Html::default();
    }
    html! {
        <section class="pairs">
            <h2>{ heading }</h2>
            { for pairs.map(|(first, second)| html! {
                <ul class="statements pair">
                    <StatementLine line={first.clone()} lettered=true on={on.clone()} />
                    <StatementLine line={second.clone()} lettered=true on={on.clone()} />
                </ul>
            }) }
        </section>
    }
}
