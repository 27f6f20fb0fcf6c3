//! A table that is read: one drawing for every page that lays figures side by side.

use leptos::prelude::*;

use crate::model::RecordRef;
use crate::ui::app::use_app;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableCell {
    /// What it says.
    pub text: String,
    /// Whether it stands at the end of its column, as numbers do.
    pub is_number: bool,
    /// The record that a press on it opens.
    pub opens: Option<RecordRef>,
}

impl TableCell {
    /// Words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number.
    pub fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: true, opens: None }
    }

    /// What a record is called; a press opens it.
    pub fn record(text: impl Into<String>, record: RecordRef) -> Self {
        Self { text: text.into(), is_number: false, opens: Some(record) }
    }
}

/// Rows under headings; a heading stands as the cells below it do.
pub fn read_table(label: &'static str, heads: &[&'static str], rows: Vec<Vec<TableCell>>) -> AnyView {
    let app = use_app();
    let kinds: Vec<bool> = rows.first().into_iter().flatten().map(|cell| cell.is_number).collect();
    let class = |is_number: bool| if is_number { "num" } else { "" };
    let named: Vec<AnyView> = heads
        .iter()
        .enumerate()
        .map(|(at, head)| {
            view! { <th class=class(kinds.get(at).copied().unwrap_or(false))>{*head}</th> }.into_any()
        })
        .collect();
    let cell = |(cell, head): (TableCell, &'static str)| {
        match cell.opens {
        Some(record) => view! {
            <th scope="row"><button class="title" on:click=move |_| app.inspect_record(record)><span>{cell.text}</span></button></th>
        }
        .into_any(),
        None => view! { <td class=class(cell.is_number) data-head=cell.is_number.then_some(head)>{cell.text}</td> }.into_any(),
    }
    };
    let row = |cells: Vec<TableCell>| {
        let cells: Vec<AnyView> = cells.into_iter().zip(heads.iter().copied()).map(cell).collect();
        view! { <tr>{cells}</tr> }.into_any()
    };
    let rows: Vec<AnyView> = rows.into_iter().map(row).collect();
    view! {
        <section class="scroll drawn-table" tabindex="0" role="region" aria-label=label>
            <table class="table goals" data-kind="lines" aria-label=label>
                <thead><tr>{named}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// What stands over a list: a finding, and what it says in a sentence or two.
pub fn brief(label: &'static str, heading: String, words: String) -> AnyView {
    view! { <section class="brief" aria-label=label><div><h2>{heading}</h2><p>{words}</p></div></section> }
        .into_any()
}
