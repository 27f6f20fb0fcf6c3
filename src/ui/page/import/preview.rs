//! What will happen when it counts.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::component::Icon;
use super::staged::{Content, Forecast, Staged, capitalised};
use crate::browser;
use crate::command::OnConflict;
use crate::format::{Column, Sheet};
use crate::model::clean_line;
use crate::view::count;

/// What was read, what would come of it, and what happens to what is here already.
#[component]
pub fn Preview(staged: Staged, forecast: Forecast, on_conflict: RwSignal<OnConflict>) -> impl IntoView {
    let hint = staged.hint();
    let columns = match &staged.content {
        Content::Sheet { sheet, .. } => Some(view! { <Columns sheet=Arc::clone(sheet) /> }),
        Content::Document(_) => None,
    };
    let tables = match &forecast {
        Forecast::Document(report) if !report.tables.is_empty() => {
            let rows = report
                .tables
                .iter()
                .map(|(table, number)| view! { <tr><td>{capitalised(table)}</td><td class="num sub">{*number}</td></tr> })
                .collect_view();
            Some(view! {
                <table class="table" aria-label="New records">
                    <thead><tr><th>"Kind"</th><th class="num">"New"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            })
        }
        _ => None,
    };
    let counts = forecast.counts();
    let all: usize = counts.iter().map(|(_, _, number)| number).sum();
    let bars = counts
        .iter()
        .filter(|(_, _, number)| *number > 0)
        .map(|(tone, _, number)| {
            let bar = NodeRef::<leptos::html::I>::new();
            let number = *number;
            bar.on_load(move |bar| browser::set_property(&bar, "--v", &number.to_string()));
            view! { <i node_ref=bar data-tone=*tone></i> }
        })
        .collect_view();
    let legend = counts
        .iter()
        .map(|(tone, name, number)| view! { <li><i data-tone=*tone></i><span>{*name}</span><b>{*number}</b></li> })
        .collect_view();
    let errors = forecast.errors();
    let notes = forecast.notes(&staged);
    let rule = move |rule: OnConflict, name: &'static str| {
        view! {
            <label class="choice" data-checked=Signal::derive(move || (on_conflict.get() == rule).then_some(""))>
                <input type="radio" name="conflict" class="aloud" checked=on_conflict.get_untracked() == rule on:change=move |_| on_conflict.set(rule) />
                <b>{name}</b>
                <Icon name="check" />
            </label>
        }
    };
    view! {
        <div class="two">
            <div class="stack">
                <section>
                    <p class="say">{hint}</p>
                    {columns}
                    {tables}
                </section>
            </div>
            <div class="stack">
                <section class="sec">
                    <header><h2>"What will happen"</h2><span class="n">{count(all, forecast.noun())}</span></header>
                    <div class="body"><div class="split" aria-hidden="true">{bars}</div></div>
                    <ul class="legend" data-cols="2">{legend}</ul>
                </section>
                {(!errors.is_empty()).then(|| view! {
                    <section class="sec">
                        <header><h2>"Rows left out"</h2></header>
                        <ul class="notes">{errors.into_iter().map(|(row, why)| view! { <li><span class="row-n">{row}</span><span>{why}</span></li> }).collect_view()}</ul>
                    </section>
                })}
                {(!notes.is_empty()).then(|| view! {
                    <section class="sec">
                        <header><h2>"To know"</h2></header>
                        <ul class="notes">{notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}</ul>
                    </section>
                })}
                <section class="sec">
                    <header><h2>"When it is here already"</h2></header>
                    <fieldset class="opts">
                        <legend class="aloud">"When it is here already"</legend>
                        {rule(OnConflict::NewerWins, "Newer wins")}
                        {rule(OnConflict::KeepMine, "Keep mine")}
                        {rule(OnConflict::TakeTheirs, "Take the file’s")}
                    </fieldset>
                </section>
            </div>
        </div>
    }
}

#[component]
fn Columns(sheet: Arc<Sheet>) -> impl IntoView {
    let rows: Vec<&Vec<String>> = sheet.rows.iter().filter_map(|row| row.cells.as_ref().ok()).collect();
    let lines = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(place, (name, column))| {
            let values = rows.iter().map(|row| row[place].trim()).filter(|value| !value.is_empty());
            let first: Vec<String> =
                values.clone().take(3).map(|value| clean_line(value).chars().take(60).collect()).collect();
            let is_kept = (*column == Column::Other).then_some("none");
            view! {
                <tr>
                    <td>{name.clone()}</td>
                    <td class=is_kept>{column.name()}</td>
                    <td class="sub">{first.join(", ")}</td>
                    <td class="num sub">{values.count()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Columns of the file">
            <table class="table" data-kind="columns">
                <thead>
                    <tr><th>"Column in the file"</th><th>"Field here"</th><th>"First values"</th><th class="num">"Filled"</th></tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}
