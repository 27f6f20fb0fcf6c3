//! What a list is taken to mean, to be said otherwise: what its rows are, where they go, and what columns and values mean.

use std::sync::Arc;

use leptos::prelude::*;

use super::recall_mapping;
use super::staged::Staged;
use crate::browser;
use crate::command::ImportReport;
use crate::format::{Cells, DayOrder, SharedKeys, Sheet, SheetColumn};
use crate::model::kind::{Field, Holds, Kind, Owner};
use crate::model::{Id, ItemType, Product, Workflow, capitalised, clean_line, in_order_of, set_of};
use crate::ui::app::use_app;
use crate::view::count;

/// The first values of a column are looked for in so many rows.
const FIRST_FROM: usize = 1_000;

/// All that a list is taken to mean.
#[component]
pub fn Mapping(
    staged: Staged,
    sheet: Arc<Sheet>,
    /// What came of it; none where it cannot come in like this.
    report: Option<ImportReport>,
    /// Where a changed meaning goes.
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let unknown = report.as_ref().map(|report| report.unknown.clone()).unwrap_or_default();
    let keys = report.map(|report| view! { <Keys sheet=Arc::clone(&sheet) report remap /> });
    view! {
        <OfKind kind=sheet.kind() remap />
        <IntoProduct kind=sheet.kind() into=staged.into name=staged.product_name() remap />
        <Headings sheet=Arc::clone(&sheet) remap />
        <Days sheet=Arc::clone(&sheet) remap />
        {keys}
        <Columns sheet=Arc::clone(&sheet) remap />
        <Meanings sheet unknown remap />
    }
}

/// What the rows are, to be said otherwise.
#[component]
fn OfKind(kind: Option<&'static Kind>, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let app = use_app();
    let kinds = Kind::all_imported().map(|kind| (kind.table.to_owned(), capitalised(kind.plural)));
    let options = std::iter::once((String::new(), "Items".to_owned())).chain(kinds).collect();
    let current = kind.map_or("", |kind| kind.table).to_owned();
    let change = move |staged: &mut Staged, chosen: String| {
        staged.change_sheet(|sheet| sheet.set_kind(Kind::all_imported().find(|kind| kind.table == chosen)));
        recall_mapping(app, &mut staged.content);
    };
    let choice = choice_of("of-kind".to_owned(), "These are".to_owned(), options, current, remap, change);
    view! { <label class="into"><span>"These are"</span> {choice}</label> }
}

/// Which product the list goes into, to be said otherwise; what is of the workspace goes into none.
#[component]
fn IntoProduct(
    kind: Option<&'static Kind>,
    into: Option<Id>,
    name: String,
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let app = use_app();
    if into.is_some() && kind.is_some_and(|kind| kind.owner == Owner::Workspace) {
        return None;
    }
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
    Some(view! { <label class="into"><span>"Into"</span> {choice}</label> })
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
    let none = (String::new(), "None: every row comes in".to_owned());
    let rows = sheet.first_rows().map(|(number, cells)| {
        let cells: Vec<&str> = cells.iter().collect();
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

/// Which of two numbers of a day is the month, where no day of the list says it.
#[component]
fn Days(sheet: Arc<Sheet>, remap: RwSignal<Option<Staged>>) -> impl IntoView {
    let open = sheet.open_day()?.to_owned();
    let orders =
        [("", "Not said: they stay out"), ("day", "Day, month, year"), ("month", "Month, day, year")];
    let options = orders.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
    let current = match sheet.day_order_said {
        Some(DayOrder::DayFirst) => "day",
        Some(DayOrder::MonthFirst) => "month",
        _ => "",
    };
    let change = |staged: &mut Staged, chosen: String| {
        let order = match chosen.as_str() {
            "day" => Some(DayOrder::DayFirst),
            "month" => Some(DayOrder::MonthFirst),
            _ => None,
        };
        staged.change_sheet(|sheet| sheet.day_order_said = order);
    };
    let label = format!("Days such as {open} are");
    let choice = choice_of("days".to_owned(), label.clone(), options, current.to_owned(), remap, change);
    Some(view! { <label class="into"><span>{label}</span> {choice}</label> })
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

/// What a value of a column can mean, where it is one of few, and the name of each.
fn known_values(column: SheetColumn, workflow: &Workflow) -> Vec<(String, String)> {
    match column {
        SheetColumn::Status => {
            let states = workflow.0.iter().map(|state| (state.id.clone(), state.name.clone()));
            states.chain([("blocked".to_owned(), "Blocked".to_owned())]).collect()
        }
        SheetColumn::Type => {
            ItemType::ALL.map(|kind| (kind.name().to_owned(), kind.name().to_owned())).to_vec()
        }
        SheetColumn::Field(Field { holds: Holds::Scale(least, most), .. }) => {
            (*least..=*most).map(|step| (step.to_string(), step.to_string())).collect()
        }
        SheetColumn::Field(field) => {
            field.choices().iter().map(|word| (word.key.to_owned(), word.name.to_owned())).collect()
        }
        _ => Vec::new(),
    }
}

/// Values of types, states and other choices that are not known here, and what each is to mean.
#[component]
fn Meanings(
    sheet: Arc<Sheet>,
    unknown: Vec<(SheetColumn, String, usize)>,
    remap: RwSignal<Option<Staged>>,
) -> impl IntoView {
    let app = use_app();
    let into = remap.with_untracked(|staged| staged.as_ref().and_then(|staged| staged.into));
    let product = into.and_then(|id| app.get::<Product>(id));
    let workflow = product.map(|product| product.workflow.clone()).unwrap_or_default();
    let mut values: Vec<(SheetColumn, String, String)> = unknown
        .into_iter()
        .filter(|(column, _, _)| !known_values(*column, &workflow).is_empty())
        .map(|(column, value, rows)| (column, value, count(rows, "row")))
        .collect();
    values.extend(sheet.meanings.keys().map(|(column, value)| (*column, value.clone(), String::new())));
    // What was just said stays where it stood.
    let values = in_order_of(values, |(column, value, _)| (*column, value.clone()));
    let lines = values
        .iter()
        .enumerate()
        .map(|(place, (column, value, rows))| {
            let known = sheet.meanings.get(&(*column, value.clone())).cloned().unwrap_or_default();
            let mut options = known_values(*column, &workflow);
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
    let rows: Vec<Cells<'_>> = sheet.rows().filter_map(|row| row.cells.ok()).take(FIRST_FROM).collect();
    let lines = sheet
        .columns
        .iter()
        .enumerate()
        .map(|(place, (name, column))| {
            let values = rows.iter().filter_map(|row| row.get(place)).map(str::trim);
            let first: Vec<String> = values
                .filter(|value| !value.is_empty())
                .take(3)
                .map(|value| clean_line(value).chars().take(60).collect())
                .collect();
            let all = sheet.meanings_of_columns();
            let options = all.iter().map(|column| (column.name().to_owned(), column.name().to_owned()));
            let options = options.collect();
            let change = move |staged: &mut Staged, chosen: String| {
                if let Some(column) = all.iter().find(|it| it.name() == chosen) {
                    staged.change_sheet(|sheet| sheet.set_column(place, *column));
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
                    <td class="num sub">{sheet.filled(place)}</td>
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
