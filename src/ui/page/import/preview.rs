//! What will happen when it counts.

use std::sync::Arc;

use leptos::prelude::*;

use super::mapping::Mapping;
use super::merge::{ToDecide, both_sides};
use super::staged::{Content, Forecast, PreviewRow, Staged};
use crate::browser;
use crate::command::{Decisions, OnConflict};
use crate::model::capitalised;
use crate::model::kind::Kind;
use crate::ui::component::{Icon, SplitBar, StatusMark};
use crate::view::{Cell, Column, count};

/// How many changed items are listed on the screen.
const CHANGES_SHOWN: usize = 12;

/// What was read, what would come of it, and what happens to what is here already.
#[component]
pub fn Preview(
    staged: Staged,
    forecast: Result<Forecast, String>,
    on_conflict: RwSignal<OnConflict>,
    /// What is decided about what both devices changed.
    decisions: RwSignal<Decisions>,
    /// Where a changed meaning of columns and values goes.
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let hint = staged.hint();
    let report = match &forecast {
        Ok(Forecast::Sheet(report, ..)) => Some(report.clone()),
        _ => None,
    };
    let mapping = match &staged.content {
        Content::Sheet { sheet, .. } => {
            Some(view! { <Mapping staged=staged.clone() sheet=Arc::clone(sheet) report remap /> })
        }
        Content::Document(_) => None,
    };
    let forecast = match forecast {
        Ok(forecast) => forecast,
        Err(reason) => {
            return view! {
                <div class="refusal" role="alert"><Icon name="warn" /><p>{reason} " Nothing was changed."</p></div>
                <section><p class="say">{hint}</p>{mapping}</section>
            }
            .into_any();
        }
    };
    let rows = match &forecast {
        Forecast::Sheet(_, rows, _) if !rows.is_empty() => Some(first_rows(rows, staged.kind())),
        _ => None,
    };
    let text = forecast.text(&staged);
    let save_report = move |_| {
        // A report that cannot be saved can still be read here.
        let _ = browser::download("import-report.txt", "text/plain", text.as_bytes());
    };
    let tables = match &forecast {
        Forecast::Document(report, ..) if !report.tables.is_empty() => {
            let rows = report
                .tables
                .iter()
                .map(|(table, number)| view! { <tr><td>{capitalised(&table.replace('_', " "))}</td><td class="num sub">{*number}</td></tr> })
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
    let is_document = matches!(forecast, Forecast::Document(..));
    let noun = if is_document { "record" } else { "item" };
    let counts = forecast.counts();
    let all: usize = counts.iter().map(|(_, _, number)| number).sum();
    let parts = counts.iter().map(|(tone, _, number)| (*tone, *number)).collect();
    let legend = counts
        .iter()
        .map(|(tone, name, number)| view! { <li><i data-tone=*tone></i><span>{*name}</span><b>{*number}</b></li> })
        .collect_view();
    let left_out = by_row("Rows left out", forecast.errors());
    let unread = by_row("Cells left out", forecast.cells());
    let changes = forecast.changes();
    let more = forecast.changed().saturating_sub(CHANGES_SHOWN);
    let listed = changes.iter().take(CHANGES_SHOWN).cloned();
    let listed =
        listed.map(|(key, words)| view! { <li><span class="row-n">{key}</span><span>{words}</span></li> });
    let listed = (!changes.is_empty()).then(|| {
        view! {
            <section class="sec">
                <header><h2>"What changes"</h2></header>
                <ul class="notes">{listed.collect_view()}</ul>
                {(more > 0).then(|| view! { <p class="when">{format!("and {} more", staged.kind().map_or_else(|| count(more, noun), |kind| kind.count(more)))}</p> })}
            </section>
        }
    });
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
    let to_decide = match &forecast {
        Forecast::Document(_, records, _) if !records.is_empty() => Some(ToDecide::new(records, decisions)),
        _ => None,
    };
    let happens = view! {
        <section class="sec">
            <header><h2>"What will happen"</h2><span class="n">{count(all, forecast.noun())}</span><button class="link" on:click=save_report>"Save report"</button></header>
            <div class="body"><SplitBar parts /></div>
            <ul class="legend" data-cols="2">{legend}</ul>
        </section>
        {listed}
        {left_out}
        {unread}
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
                {rule(OnConflict::NewerWins, if is_document { "Merge" } else { "Newer wins" })}
                {rule(OnConflict::KeepMine, "Keep mine")}
                {rule(OnConflict::TakeTheirs, "Take the file’s")}
                {is_document.then(|| rule(OnConflict::PutBack, "Put everything back"))}
            </fieldset>
        </section>
    }
    .into_any();
    if let Some(to_decide) = to_decide {
        return both_sides(to_decide, &hint, happens);
    }
    view! {
        <div class="two">
            <div class="stack">
                <section>
                    <p class="say">{hint}</p>
                    {mapping}
                    {tables}
                </section>
                {rows}
            </div>
            <div class="stack">{happens}</div>
        </div>
    }
    .into_any()
}

/// What of the list stays out, and why.
fn by_row(heading: &'static str, reasons: Vec<(String, String)>) -> Option<AnyView> {
    let reason =
        |(row, why): (String, String)| view! { <li><span class="row-n">{row}</span><span>{why}</span></li> };
    (!reasons.is_empty()).then(|| {
        view! {
            <section class="sec">
                <header><h2>{heading}</h2></header>
                <ul class="notes">{reasons.into_iter().map(reason).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// The first rows as they will look in their list.
fn first_rows(rows: &[PreviewRow], kind: Option<&'static Kind>) -> AnyView {
    let class = |column: Column| if column.is_number() { "num" } else { "" };
    let heads = rows.first().into_iter().flat_map(|(_, cells)| cells);
    let heads =
        heads.map(|(column, _)| view! { <th class=class(*column)>{column.name()}</th> }).collect_view();
    let lines = rows
        .iter()
        .map(|(row, cells)| {
            let glyph = kind.map_or_else(|| row.glyph(), |kind| kind.glyph);
            let cells = cells.iter().map(|(column, cell)| {
                let cell = match cell {
                    Cell::Status => {
                        view! { <StatusMark glyph=row.status_glyph name=row.status_word().to_owned() /> }
                            .into_any()
                    }
                    Cell::Word(glyph, word, _) if !glyph.is_empty() => {
                        view! { <StatusMark glyph=*glyph name=word.clone() /> }.into_any()
                    }
                    Cell::Text(text) | Cell::Word(_, text, _) => text.clone().into_any(),
                    Cell::Day(day) => browser::day_text(*day).into_any(),
                    Cell::Goal(_) | Cell::At(_) | Cell::Since(..) => ().into_any(),
                };
                view! { <td class=class(*column)>{cell}</td> }
            });
            view! {
                <tr>
                    <td><span class="title"><Icon name=glyph /><span>{row.title.clone()}</span></span></td>
                    {cells.collect_view()}
                </tr>
            }
        })
        .collect_view();
    let title = kind.map_or("Title", |kind| kind.name().label);
    view! {
        <section class="sec">
            <header><h2>"As they will look"</h2><span class="n">{format!("the first {}", rows.len())}</span></header>
            <div class="scroll" tabindex="0" role="region" aria-label="As they will look">
                <table class="table" data-kind="preview" aria-label="As they will look">
                    <thead><tr><th>{title}</th>{heads}</tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
