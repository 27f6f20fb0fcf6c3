//! What will happen when it counts.

use std::sync::Arc;

use leptos::prelude::*;

use super::staged::{Content, Forecast, Staged};
use crate::browser;
use crate::command::{ImportReport, OnConflict};
use crate::format::{Column, SharedKeys, Sheet};
use crate::model::{Id, ItemType, Product, capitalised, clean_line, set_of};
use crate::ui::app::use_app;
use crate::ui::component::{Icon, SplitBar, StatusMark};
use crate::view::{ListRow, count};

/// How many changed items are listed on the screen.
const CHANGES_SHOWN: usize = 12;

/// What was read, what would come of it, and what happens to what is here already.
#[component]
pub fn Preview(
    staged: Staged,
    forecast: Result<Forecast, String>,
    on_conflict: RwSignal<OnConflict>,
    /// Where a changed meaning of columns and values goes.
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let hint = staged.hint();
    let unknown = match &forecast {
        Ok(Forecast::Sheet(report, ..)) => report.unknown.clone(),
        _ => Vec::new(),
    };
    let keys = match (&staged.content, &forecast) {
        (Content::Sheet { sheet, .. }, Ok(Forecast::Sheet(report, ..))) => {
            Some(view! { <Keys sheet=Arc::clone(sheet) report=report.clone() remap /> })
        }
        _ => None,
    };
    let mapping = match &staged.content {
        Content::Sheet { sheet, .. } => Some(view! {
            <IntoProduct into=staged.into name=staged.product_name() remap />
            <Headings sheet=Arc::clone(sheet) remap />
            {keys}
            <Columns sheet=Arc::clone(sheet) remap />
            <Meanings sheet=Arc::clone(sheet) unknown remap />
        }),
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
        Forecast::Sheet(_, rows, _) if !rows.is_empty() => Some(first_rows(rows)),
        _ => None,
    };
    let text = forecast.text(&staged);
    let save_report = move |_| {
        // A report that cannot be saved can still be read here.
        let _ = browser::download("import-report.txt", "text/plain", &text);
    };
    let tables = match &forecast {
        Forecast::Document(report) if !report.tables.is_empty() => {
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
    let counts = forecast.counts();
    let all: usize = counts.iter().map(|(_, _, number)| number).sum();
    let parts = counts.iter().map(|(tone, _, number)| (*tone, *number)).collect();
    let legend = counts
        .iter()
        .map(|(tone, name, number)| view! { <li><i data-tone=*tone></i><span>{*name}</span><b>{*number}</b></li> })
        .collect_view();
    let errors = forecast.errors();
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
                {(more > 0).then(|| view! { <p class="when">{format!("and {} more", count(more, "item"))}</p> })}
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
            <div class="stack">
                <section class="sec">
                    <header><h2>"What will happen"</h2><span class="n">{count(all, forecast.noun())}</span><button class="link" on:click=save_report>"Save report"</button></header>
                    <div class="body"><SplitBar parts /></div>
                    <ul class="legend" data-cols="2">{legend}</ul>
                </section>
                {listed}
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
    .into_any()
}

/// Which product the list goes into, to be said otherwise.
#[component]
fn IntoProduct(into: Option<Id>, name: String, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let app = use_app();
    let products = app.read(|workspace| {
        let products = workspace.tables().products.iter();
        products.map(|product| (product.meta.id.to_string(), product.name.clone())).collect::<Vec<_>>()
    });
    let fresh = (String::new(), format!("A new product, {name}"));
    let current = into.map(|id| id.to_string()).unwrap_or_default();
    let options = products.into_iter().chain([fresh]).collect();
    let change = |staged: &mut Staged, chosen: String| {
        staged.into = chosen.parse().ok();
        // States are a product's own.
        staged.change_sheet(|sheet| sheet.meanings.clear());
    };
    let choice = choice_of("into".to_owned(), "Into".to_owned(), options, current, remap, change);
    view! { <label class="into"><span>"Into"</span> {choice}</label> }
}

/// The first rows as they will look in the backlog.
fn first_rows(rows: &[ListRow]) -> AnyView {
    let lines = rows
        .iter()
        .map(|row| {
            view! {
                <tr>
                    <td><span class="title"><Icon name=row.glyph() /><span>{row.title.clone()}</span></span></td>
                    <td><StatusMark glyph=row.status_glyph name=row.status_word().to_owned() /></td>
                    <td class="sub">{row.labels.join(", ")}</td>
                    <td class="num">{row.estimate.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sec">
            <header><h2>"As they will look"</h2><span class="n">{format!("the first {}", rows.len())}</span></header>
            <div class="scroll" tabindex="0" role="region" aria-label="As they will look">
                <table class="table" data-kind="preview" aria-label="As they will look">
                    <thead><tr><th>"Title"</th><th>"Status"</th><th>"Labels"</th><th class="num">"Estimate"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Changes what is staged.
fn change_staged(remap: RwSignal<Option<Staged>>, change: impl FnOnce(&mut Staged)) {
    remap.update(|staged| {
        if let Some(staged) = staged {
            change(staged);
        }
    });
}

/// Which row is the headings, to be said otherwise.
#[component]
fn Headings(sheet: Arc<Sheet>, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let none = (String::new(), "None: every row is an item".to_owned());
    let rows = sheet.first_rows().map(|(number, cells)| {
        let words: String = clean_line(&cells.join(", ")).chars().take(60).collect();
        (number.to_string(), format!("Row {number}: {words}"))
    });
    let options = std::iter::once(none).chain(rows).collect();
    let current = sheet.heading().map(|row| row.to_string()).unwrap_or_default();
    let change = |staged: &mut Staged, chosen: String| {
        staged.change_sheet(|sheet| sheet.set_heading(chosen.parse().ok()));
    };
    let choice = choice_of("headings".to_owned(), "Headings".to_owned(), options, current, remap, change);
    view! { <label class="into"><span>"Headings"</span> {choice}</label> }
}

/// What the keys of the rows leave open: what becomes of rows that share one, and which list plain numbers are of.
#[component]
fn Keys(sheet: Arc<Sheet>, report: ImportReport, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let shared = (!report.shared_keys.is_empty()).then(|| {
        let options = [("each", "Keep each as an item"), ("last", "Take the last")];
        let options = options.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
        let current = if sheet.shared_keys == SharedKeys::TakeLast { "last" } else { "each" };
        let change = |staged: &mut Staged, chosen: String| {
            let shared = if chosen == "last" { SharedKeys::TakeLast } else { SharedKeys::KeepEach };
            staged.change_sheet(|sheet| sheet.shared_keys = shared);
        };
        let label = "Rows that share a key";
        let choice =
            choice_of("shared-keys".to_owned(), label.to_owned(), options, current.to_owned(), remap, change);
        view! { <label class="into"><span>{label}</span> {choice}</label> }
    });
    let list = report.list.filter(|(_, others)| !others.is_empty()).map(|(current, others)| {
        let lists = set_of(others.into_iter().chain([current.clone(), sheet.list.clone()]));
        let options = lists.into_iter().map(|list| (list.clone(), format!("The list “{list}”"))).collect();
        let change = |staged: &mut Staged, chosen: String| {
            staged.change_sheet(|sheet| {
                sheet.list = chosen;
                sheet.is_list_said = true;
            });
        };
        let choice = choice_of("list".to_owned(), "Keys are of".to_owned(), options, current, remap, change);
        view! { <label class="into"><span>"Keys are of"</span> {choice}</label> }
    });
    (shared, list)
}

/// A list of choices that changes the staged list, and keeps the focus.
fn choice_of(
    id: String,
    label: String,
    options: Vec<(String, String)>,
    current: String,
    remap: RwSignal<Option<Staged>>,
    change: impl Fn(&mut Staged, String) + Send + 'static,
) -> AnyView {
    let options = options
        .into_iter()
        .map(|(value, name)| {
            let is_current = value == current;
            view! { <option value=value selected=is_current>{name}</option> }
        })
        .collect_view();
    let back_to = format!("#{id}");
    view! {
        <select
            class="boxed"
            id=id
            aria-label=label
            on:change=move |event| {
                let value = event_target_value(&event);
                change_staged(remap, |staged| change(staged, value));
                browser::focus_soon(back_to.clone());
            }
        >
            {options}
        </select>
    }
    .into_any()
}

/// Values of types and states that are not known here, and what each is to mean.
#[component]
fn Meanings(
    sheet: Arc<Sheet>,
    unknown: Vec<(Column, String, usize)>,
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let app = use_app();
    let into = remap.with_untracked(|staged| staged.as_ref().and_then(|staged| staged.into));
    let product = into.and_then(|id| app.get::<Product>(id));
    let workflow = product.map(|product| product.workflow.clone()).unwrap_or_default();
    let mut values: Vec<(Column, String, String)> = unknown
        .into_iter()
        .filter(|(column, _, _)| matches!(column, Column::Status | Column::Type))
        .map(|(column, value, rows)| (column, value, count(rows, "row")))
        .collect();
    values.extend(sheet.meanings.keys().map(|(column, value)| (*column, value.clone(), String::new())));
    let lines = values
        .iter()
        .enumerate()
        .map(|(place, (column, value, rows))| {
            let known = sheet.meanings.get(&(*column, value.clone())).cloned().unwrap_or_default();
            let mut options = match column {
                Column::Status => {
                    let states = workflow.0.iter().map(|state| (state.id.clone(), state.name.clone()));
                    states.chain([("blocked".to_owned(), "Blocked".to_owned())]).collect::<Vec<_>>()
                }
                _ => ItemType::ALL.iter().map(|kind| (kind.name().to_owned(), kind.name().to_owned())).collect(),
            };
            options.insert(0, (String::new(), "Not known here".into()));
            let key = (*column, value.clone());
            let change = move |staged: &mut Staged, chosen: String| {
                staged.change_sheet(|sheet| {
                    if chosen.is_empty() {
                        sheet.meanings.remove(&key);
                    } else {
                        sheet.meanings.insert(key.clone(), chosen);
                    }
                });
            };
            let label = format!("{} “{value}” means", column.name());
            let choice = choice_of(format!("meaning-{place}"), label, options, known, remap, change);
            view! { <tr><td>{column.name()}</td><td>{value.clone()}</td><td>{choice}</td><td class="num sub">{rows.clone()}</td></tr> }
        })
        .collect_view();
    (!values.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="Values to say what they mean">
                <table class="table" data-kind="columns">
                    <thead><tr><th>"Field"</th><th>"Value in the file"</th><th>"Means here"</th><th class="num">"In"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
    })
}

#[component]
fn Columns(sheet: Arc<Sheet>, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let rows: Vec<&[String]> = sheet.rows().filter_map(|row| row.cells.ok()).collect();
    let lines = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(place, (name, column))| {
            let values = rows
                .iter()
                .filter_map(|row| row.get(place))
                .map(|cell| cell.trim())
                .filter(|value| !value.is_empty());
            let first: Vec<String> =
                values.clone().take(3).map(|value| clean_line(value).chars().take(60).collect()).collect();
            let options =
                Column::ALL.map(|column| (column.name().to_owned(), column.name().to_owned())).to_vec();
            let change = move |staged: &mut Staged, chosen: String| {
                if let Some(column) = Column::ALL.into_iter().find(|it| it.name() == chosen) {
                    staged.change_sheet(|sheet| sheet.set_column(place, column));
                }
            };
            let label = format!("Field for the column {name}");
            let choice =
                choice_of(format!("column-{place}"), label, options, column.name().to_owned(), remap, change);
            view! {
                <tr>
                    <td>{name.clone()}</td>
                    <td>{choice}</td>
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
