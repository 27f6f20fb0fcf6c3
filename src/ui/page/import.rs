//! Bringing work in: choose, look at what will happen, let it count.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::app::{App, use_app};
use super::super::component::{Dialog, DialogKind, Icon};
use super::super::overlay::Overlay;
use crate::browser;
use crate::command::{
    self, CommandError, ImportReport, OnConflict, RestoreError, RestoreReport, import_sheet, restore,
};
use crate::format::{Column, Document, FILE_LARGEST, Sheet, decode, parse_sheet};
use crate::model::{Id, Lens, Product, ProductKey, clean_line};
use crate::view::{Place, Route, count};
use crate::workspace::Tx;

/// How many errors are listed one by one.
const ERRORS_MOST: usize = 12;

/// What was read, and is not in the work yet.
#[derive(Clone)]
enum Content {
    Document(Arc<Document>),
    Sheet { sheet: Arc<Sheet>, encoding: &'static str },
}

/// What bringing it in would do.
#[derive(Clone)]
enum Forecast {
    Document(RestoreReport),
    Sheet(ImportReport),
}

#[derive(Clone)]
struct Staged {
    name: String,
    content: Content,
}

/// Why a file cannot come in: a sentence that names the file.
type Refusal = String;

/// The sheet.
#[component]
pub fn ImportSheet() -> impl IntoView {
    let app = use_app();
    let staged = RwSignal::new(None::<Staged>);
    let refusal = RwSignal::new(None::<Refusal>);
    let on_conflict = RwSignal::new(OnConflict::NewerWins);
    let forecast = Memo::new_with_compare(
        move |_| {
            let on_conflict = on_conflict.get();
            staged.with(|staged| staged.as_ref().map(|staged| rehearse(app, staged, on_conflict)))
        },
        |_, _| true,
    );
    let take = move |name: String, bytes: Vec<u8>| match read(&name, &bytes) {
        Ok(content) => {
            refusal.set(None);
            staged.set(Some(Staged { name, content }));
            browser::focus_soon(".sheet h2");
        }
        Err(reason) => refuse(app, refusal, reason),
    };
    let take_file = move |file: web_sys::File| {
        let name = file.name();
        if file.size() > FILE_LARGEST as f64 {
            let megabytes = (file.size() / 1_000_000.0) as usize;
            let reason = format!(
                "{name}: The file has {megabytes} MB; 50 MB is the most that is read. Nothing was read."
            );
            return refuse(app, refusal, reason);
        }
        leptos::task::spawn_local(async move {
            match browser::read_file(file).await {
                Some(bytes) => take(name, bytes),
                None => refuse(
                    app,
                    refusal,
                    format!("{name}: The browser could not read the file. Choose it again."),
                ),
            }
        });
    };
    let step = move |done: bool, is_here: bool, name: &'static str| {
        let icon = if done {
            "s-accepted"
        } else if is_here {
            "s-doing"
        } else {
            "s-draft"
        };
        view! {
            <li data-done=done.then_some("") aria-current=is_here.then_some("step")>
                <Icon name=icon />
                {name}
            </li>
        }
    };
    let steps = move || {
        let is_staged = staged.with(Option::is_some);
        view! {
            {step(is_staged, !is_staged, "Choose")}
            {step(false, is_staged, "Look")}
            {step(false, false, "Bring in")}
        }
    };
    let body = move || {
        match (staged.get(), forecast.get()) {
        (Some(staged), Some(Ok(forecast))) => view! { <Preview staged forecast on_conflict /> }.into_any(),
        (Some(_), Some(Err(reason))) => {
            refuse(app, refusal, reason);
            staged.set(None);
            ().into_any()
        }
        _ => view! { <Choose refusal take_file take=move |text: String| take("Pasted rows".into(), text.into_bytes()) /> }.into_any(),
    }
    };
    let can_bring_in =
        move || forecast.with(|forecast| matches!(forecast, Some(Ok(forecast)) if forecast.does_something()));
    let foot = move || {
        if staged.with(Option::is_none) {
            return "Nothing is changed until you have seen what will happen.";
        }
        if can_bring_in() {
            "One undo takes all of it back."
        } else {
            "Everything in the file is here already. There is nothing to bring in."
        }
    };
    view! {
        <Dialog label="Import" kind=DialogKind::Sheet>
            <header>
                <h2 tabindex="-1">"Import"</h2>
                <span class="meta">{move || staged.with(|staged| staged.as_ref().map(|staged| staged.name.clone()))}</span>
                <ol class="steps push">{steps}</ol>
                <span class="push"></span>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| app.overlay.set(Overlay::None)>
                    <Icon name="x" />
                </button>
            </header>
            <div class="in" tabindex="-1">
                <div class="page">{body}</div>
            </div>
            <footer>
                <span>{foot}</span>
                <span class="push"></span>
                <Show when=move || staged.with(Option::is_some)>
                    <button class="btn" on:click=move |_| staged.set(None)>"Back"</button>
                    <button
                        class="btn"
                        data-kind="primary"
                        disabled=move || !can_bring_in()
                        on:click=move |_| {
                            if let Some(staged) = staged.get_untracked() {
                                bring_in(app, &staged, on_conflict.get_untracked(), refusal);
                            }
                        }
                    >
                        "Bring in"
                    </button>
                </Show>
            </footer>
        </Dialog>
    }
}

fn refuse(app: App, refusal: RwSignal<Option<Refusal>>, reason: Refusal) {
    app.announce_now(reason.clone());
    refusal.set(Some(reason));
}

#[component]
fn Choose(
    refusal: RwSignal<Option<Refusal>>,
    take_file: impl Fn(web_sys::File) + Copy + Send + 'static,
    take: impl Fn(String) + Copy + Send + 'static,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let pasted = RwSignal::new(String::new());
    view! {
        <div class="choose">
            {move || {
                refusal.get().map(|reason| {
                    view! {
                        <div class="refusal" role="alert">
                            <Icon name="warn" />
                            <p>{reason} " Nothing was changed."</p>
                        </div>
                    }
                })
            }}
            <label
                class="drop"
                data-over=move || is_over.get().then_some("")
                on:dragover=move |event| {
                    event.prevent_default();
                    is_over.set(true);
                }
                on:dragleave=move |_| is_over.set(false)
                on:drop=move |event| {
                    event.prevent_default();
                    is_over.set(false);
                    if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                        take_file(file);
                    }
                }
            >
                <Icon name="upload" />
                <b>"Choose a file, or drop it here"</b>
                <span>"Throughline (JSON), or a list of any tool as CSV or TSV: columns are known by their headings."</span>
                <input
                    type="file"
                    class="aloud"
                    aria-label="File to import"
                    accept=".json,.csv,.tsv,.txt,application/json,text/csv"
                    on:change=move |event| {
                        let input = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
                        if let Some(file) = input.as_ref().and_then(|input| input.files()).and_then(|files| files.get(0)) {
                            take_file(file);
                        }
                        if let Some(input) = input {
                            // The same file can be chosen again after it was mended.
                            input.set_value("");
                        }
                    }
                />
            </label>
            <label class="field">
                <span>"Or paste rows, the headings first"</span>
                <textarea
                    rows="6"
                    spellcheck="false"
                    placeholder="Title,Type,Status,Estimate,Labels"
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </label>
            <div>
                <button
                    class="btn"
                    data-kind="edge"
                    disabled=move || pasted.with(|text| text.trim().is_empty())
                    on:click=move |_| take(pasted.get_untracked())
                >
                    "Look at these rows"
                </button>
            </div>
        </div>
    }
}

#[component]
fn Preview(staged: Staged, forecast: Forecast, on_conflict: RwSignal<OnConflict>) -> impl IntoView {
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
            <label class="choice" data-checked=move || (on_conflict.get() == rule).then_some("")>
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

impl Staged {
    fn hint(&self) -> String {
        match &self.content {
            Content::Document(document) => {
                let when =
                    document.exported_at.get(..10).map(|day| format!(", saved {day}")).unwrap_or_default();
                format!("An export of Throughline: {}{when}.", count(document.len(), "record"))
            }
            Content::Sheet { sheet, encoding } => format!(
                "A list: {}, {}, {}, {encoding}, headings in the first row.",
                count(sheet.rows.len(), "row"),
                count(sheet.columns.len(), "column"),
                sheet.delimiter
            ),
        }
    }

    /// A name for the product a list makes where there is none: the file's, without its ending.
    fn product_name(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        let name = clean_line(&stem.replace(['-', '_'], " "));
        if name.is_empty() || name == "Pasted rows" { "My product".into() } else { name }
    }
}

impl Forecast {
    fn noun(&self) -> &'static str {
        match self {
            Self::Document(_) => "record",
            Self::Sheet(_) => "row",
        }
    }

    fn does_something(&self) -> bool {
        match self {
            Self::Document(report) => report.new + report.changed > 0,
            Self::Sheet(report) => report.new + report.changed > 0,
        }
    }

    fn counts(&self) -> Vec<(&'static str, &'static str, usize)> {
        match self {
            Self::Document(report) => vec![
                ("1", "New", report.new),
                ("2", "Changed", report.changed),
                ("3", "The same, left alone", report.same),
            ],
            Self::Sheet(report) => vec![
                ("1", "New", report.new),
                ("2", "Changed", report.changed),
                ("3", "The same, left alone", report.same),
                ("4", "Skipped, in Trash here", report.skipped),
                ("bad", "Errors", report.errors.len()),
            ],
        }
    }

    fn errors(&self) -> Vec<(String, String)> {
        let Self::Sheet(report) = self else { return Vec::new() };
        let mut errors: Vec<(String, String)> = report
            .errors
            .iter()
            .take(ERRORS_MOST)
            .map(|(row, why)| (format!("Row {row}"), why.clone()))
            .collect();
        if report.errors.len() > ERRORS_MOST {
            errors.push((String::new(), format!("and {} more", report.errors.len() - ERRORS_MOST)));
        }
        errors
    }

    fn notes(&self, staged: &Staged) -> Vec<String> {
        let mut notes = match (self, &staged.content) {
            (Self::Document(report), Content::Document(document)) => {
                document.notes.iter().chain(&report.mended).cloned().collect()
            }
            (Self::Sheet(report), _) => report.notes.clone(),
            (Self::Document(report), _) => report.mended.clone(),
        };
        let surplus = notes.len().saturating_sub(ERRORS_MOST);
        if surplus > 0 {
            notes.truncate(ERRORS_MOST);
            notes.push(format!("and {surplus} more"));
        }
        notes
    }
}

fn capitalised(table: &str) -> String {
    let words = table.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn read(name: &str, bytes: &[u8]) -> Result<Content, Refusal> {
    let (text, encoding) = decode(bytes);
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let is_json = start.starts_with(['{', '['])
        || std::path::Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    if is_json {
        let document = Document::parse(&text).map_err(|error| format!("{name}: {error}"))?;
        return Ok(Content::Document(Arc::new(document)));
    }
    let sheet = parse_sheet(&text).map_err(|error| format!("{name}: {error}"))?;
    Ok(Content::Sheet { sheet: Arc::new(sheet), encoding })
}

/// Where a list comes in: the product of the place, else the last one, else a new one named after the file.
fn target(app: App) -> Option<Id> {
    app.product.get_untracked().or_else(|| {
        let last = app.device.with_untracked(|device| Route::parse(&device.last_place));
        app.read(|workspace| match last {
            Route::Product { key, .. } => workspace.product_by_key(&key),
            _ => None,
        })
    })
}

fn import_into(
    tx: &mut Tx<'_>,
    target: Option<Id>,
    staged: &Staged,
    sheet: &Sheet,
    on_conflict: OnConflict,
) -> Result<(Id, ImportReport), CommandError> {
    let product = match target {
        Some(product) => product,
        None => {
            let name = staged.product_name();
            let is_taken =
                |key: &ProductKey| tx.tables().products.iter().any(|product| product.answers_to(key));
            let key =
                ProductKey::propose(&name, is_taken).or_else(|| ProductKey::propose("Product", is_taken));
            let key = key.map(|key| key.to_string()).unwrap_or_default();
            command::create_product(tx, &name, &key, Lens::Both)?
        }
    };
    Ok((product, import_sheet(tx, product, sheet, on_conflict)?))
}

fn rehearse(app: App, staged: &Staged, on_conflict: OnConflict) -> Result<Forecast, Refusal> {
    let name = &staged.name;
    let target = target(app);
    let forecast = app.rehearse(|tx| match &staged.content {
        Content::Document(document) => restore(tx, document, on_conflict)
            .map(Forecast::Document)
            .map_err(|error: RestoreError| error.to_string()),
        Content::Sheet { sheet, .. } => import_into(tx, target, staged, sheet, on_conflict)
            .map(|(_, report)| Forecast::Sheet(report))
            .map_err(|error| error.to_string()),
    });
    forecast.unwrap_or_else(|| Err("The page is closing.".into())).map_err(|error| format!("{name}: {error}"))
}

fn bring_in(app: App, staged: &Staged, on_conflict: OnConflict, refusal: RwSignal<Option<Refusal>>) {
    let target = target(app);
    let brought = match &staged.content {
        Content::Document(document) => {
            app.try_edit("Import", |tx| restore(tx, document, on_conflict)).map(|report| {
                (report.product, format!("{} came in", count(report.new + report.changed, "record")))
            })
        }
        Content::Sheet { sheet, .. } => app
            .try_edit("Import", |tx| import_into(tx, target, staged, sheet, on_conflict))
            .map(|(product, report)| {
                (Some(product), format!("{} came in", count(report.new + report.changed, "item")))
            }),
    };
    match brought {
        Ok((product, words)) => {
            app.overlay.set(Overlay::None);
            let is_here = app.product.get_untracked();
            if let Some(product) = is_here.or(product).and_then(|id| app.get::<Product>(id)) {
                app.go(&Route::place(product.key.as_str(), Place::Backlog));
            }
            app.say_done(words);
            browser::focus_soon("h1");
        }
        Err(reason) => {
            refuse(app, refusal, format!("{}: {reason}", staged.name));
            app.say(reason);
        }
    }
}
