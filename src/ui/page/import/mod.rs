//! Bringing work in: choose, look at what will happen, let it count.

mod mapping;
mod merge;
mod preview;
mod reading;
mod staged;
mod takeout;
mod work;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser;
use crate::command::{Decisions, ImportReport, OnConflict, restore};
use crate::format::{FILE_LARGEST, decode};
use crate::model::kind::{FEEDBACK, Kind};
use crate::model::{Id, Pace, Product};
use crate::ui::action::{add_pieces, export_everything, go_to_step};
use crate::ui::app::{App, Brought, Overlay, use_app};
use crate::ui::component::{Dialog, DialogKind, Icon, drop_target};
use crate::ui::listen::listen_here;
use crate::ui::reactive::effect;
use crate::view::{Place, Route, Tab, count};
use preview::Preview;
use reading::read_all;
use staged::{Content, Forecast, Refusal, Staged, import_into, rehearse, restoring};
use takeout::TakeoutSteps;
use work::{ImportTask, ImportWork, Progress};

/// Of so many kinds of lists it is known what their columns mean.
const MAPPINGS_MOST: usize = 20;

/// How backups are called: who opens one wants to go back to it.
const BACKUP: &str = "throughline-backup-";

/// The button that brings in.
const BRING_IN: &str = "#bring-in";

/// The sheet.
#[component]
pub fn ImportSheet(
    /// What was pasted or dropped on the page.
    brought: Vec<Brought>,
) -> impl IntoView {
    let app = use_app();
    let staged = RwSignal::new(None::<Staged>);
    let refusal = RwSignal::new(None::<Refusal>);
    let on_conflict = RwSignal::new(OnConflict::NewerWins);
    let decisions = RwSignal::new(Decisions::default());
    // What is on the screen: what was read, and what would come of it.
    let shown = RwSignal::new(None::<(Staged, Result<Forecast, Refusal>)>);
    let work = ImportWork::new(app);
    let look = move |known: Staged, on_conflict: OnConflict| {
        let staged_now = known.clone();
        let looked = move |forecast: Result<Forecast, Refusal>| match forecast {
            Err(reason) if !matches!(known.content, Content::Sheet { .. }) => {
                refuse(app, refusal, reason);
                staged.set(None);
            }
            forecast => {
                // What is drawn anew has lost the focus; what was just chosen gets it with the next frame.
                let is_first = shown.with_untracked(Option::is_none);
                let at = browser::focused_id().map(|id| format!("#{id}"));
                shown.set(Some((known, forecast)));
                if let Some(at) = if is_first { Some(".sheet h2".to_owned()) } else { at } {
                    browser::focus_soon(at);
                }
            }
        };
        work.begin(ImportTask::Looking, |pace| {
            Box::pin(async move {
                let forecast = rehearse(app, &staged_now, on_conflict, &pace).await;
                Box::new(move || looked(forecast)) as Box<dyn FnOnce()>
            })
        });
    };
    effect(move |_: Option<()>| match (staged.get(), on_conflict.get()) {
        (Some(known), on_conflict) => look(known, on_conflict),
        (None, _) => shown.set(None),
    });
    // Lists that wait until the one before them is in.
    let waiting = StoredValue::new(Vec::<(String, Content)>::new());
    let stage_next = move || {
        let next = waiting.try_update_value(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)));
        decisions.set(Decisions::default());
        staged.set(next.flatten().map(|(name, mut content)| {
            recall_mapping(app, &mut content);
            if name.starts_with(BACKUP) {
                on_conflict.set(OnConflict::PutBack);
            }
            Staged { name, content, into: untrack(|| app.home_product()) }
        }));
        shown.set(None);
    };
    let take = move |brought: Vec<Brought>| {
        let (page, own) = (app.kind(), app.own.get_untracked());
        let then = move |read: Result<Vec<(String, Content)>, Refusal>| match read {
            Ok(all) => {
                refusal.set(None);
                waiting.set_value(all);
                stage_next();
            }
            Err(reason) => refuse(app, refusal, reason),
        };
        work.begin(ImportTask::Reading, |pace| {
            Box::pin(async move {
                let read = read_all(brought, page, own, &pace).await;
                Box::new(move || then(read)) as Box<dyn FnOnce()>
            })
        });
    };
    if !brought.is_empty() {
        take(brought);
    }
    let take_files = move |files: Vec<web_sys::File>| {
        leptos::task::spawn_local(async move {
            match read_brought(files).await {
                Ok(brought) => take(brought),
                Err(reason) => refuse(app, refusal, reason),
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
    let is_bringing_in = move || work.task.get() == Some(ImportTask::BringingIn);
    let steps = move || {
        let (is_staged, is_last) = (staged.with(Option::is_some), is_bringing_in());
        view! {
            {step(is_staged, !is_staged, "Choose")}
            {step(is_last, is_staged && !is_last, "Look")}
            {step(false, is_last, "Bring in")}
        }
    };
    let body = move || match shown.get() {
        Some((known, forecast)) => {
            view! { <Preview staged=known forecast on_conflict decisions remap=staged /> }.into_any()
        }
        None => view! { <Choose take_files take=move |text: String| take(vec![Brought::pasted(&text)]) /> }
            .into_any(),
    };
    let of_forecast = move |holds: fn(&Forecast) -> bool| {
        shown.with(|shown| matches!(shown, Some((_, Ok(forecast))) if holds(forecast)))
    };
    let can_bring_in = move || of_forecast(Forecast::does_something);
    // Stops what is under way; what was looked at stays on the screen.
    let stop = move || {
        match work.task.get_untracked() {
            Some(ImportTask::BringingIn) => browser::focus_soon(BRING_IN),
            Some(_) => {
                staged.set(None);
                browser::focus_soon(".sheet h2");
            }
            None => return,
        }
        work.stop();
        app.announce("Cancelled. Nothing was changed.");
    };
    let more = move || {
        staged.track();
        let waiting = waiting.with_value(Vec::len);
        (waiting > 0).then(|| format!("{} to look at after this one", count(waiting, "file")))
    };
    let bring_in_this = move || {
        let Some(staged) = staged.get_untracked() else { return };
        let (on_conflict, decided) = (on_conflict.get_untracked(), decisions.get_untracked());
        let of = staged.clone();
        let done = move |brought: Result<Done, String>| match brought {
            Ok(done) => {
                keep_mapping(app, &of.content);
                if waiting.with_value(Vec::is_empty) {
                    leave(app, &of, done);
                } else {
                    stage_next();
                    app.say_done(done.words);
                }
            }
            Err(reason) => refuse(app, refusal, format!("{}: {reason}", of.name)),
        };
        work.begin(ImportTask::BringingIn, |pace| {
            Box::pin(async move {
                let brought = bring_in(app, &staged, on_conflict, decided, &pace).await;
                Box::new(move || done(brought)) as Box<dyn FnOnce()>
            })
        });
    };
    let foot = move || {
        let words = if shown.with(Option::is_none) {
            "Nothing is changed until you have seen what will happen."
        } else if shown.with(|shown| matches!(shown, Some((_, Err(_))))) {
            "Say which column it is, and you see what will happen."
        } else if let Some(words) = shown.with(|shown| undecided(shown.as_ref(), &decisions.read())) {
            return words;
        } else if can_bring_in() {
            "One undo takes all of it back."
        } else if of_forecast(Forecast::keeps_something) {
            "What differs is newer here and stays. “Take the file’s” brings it in all the same."
        } else {
            "Everything in the file is here already. There is nothing to bring in."
        };
        words.to_owned()
    };
    let refused = move || {
        refusal.get().map(|reason| {
            view! {
                <div class="refusal" role="alert">
                    <Icon name="warn" />
                    <p>{reason} " Nothing was changed."</p>
                </div>
            }
        })
    };
    view! {
        <Dialog
            label="Import"
            kind=DialogKind::Sheet
            stop=Callback::new(move |()| {
                let is_stopped = work.task.get_untracked() == Some(ImportTask::BringingIn);
                if is_stopped {
                    stop();
                }
                is_stopped
            })
        >
            // The sheet fills a narrow screen: its head is not a second banner of the page.
            <header role="presentation">
                <h2 tabindex="-1">"Import"</h2>
                <span class="meta">{move || staged.with(|staged| staged.as_ref().map(|staged| staged.name.clone()))}</span>
                <span class="meta">{more}</span>
                <ol class="steps push">{steps}</ol>
                <span class="push"></span>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| app.overlay.set(Overlay::None)>
                    <Icon name="x" />
                </button>
            </header>
            // With nothing in it that takes the focus it is still to be scrolled by keys.
            <div class="in" tabindex=move || if is_bringing_in() { "0" } else { "-1" }>
                <div class="page" inert=is_bringing_in>
                    {refused}
                    {body}
                </div>
            </div>
            <footer>
                <Progress work stop=Callback::new(move |()| stop()) />
                <span>{foot}</span>
                {move || {
                    (can_bring_in() && !is_bringing_in() && app.backup().changes > 0).then(|| {
                        view! { <button class="link" on:click=move |_| export_everything(app)>"Save what is here to a file first"</button> }
                    })
                }}
                <span class="push"></span>
                <Show when=move || staged.with(Option::is_some)>
                    <button class="btn" disabled=Signal::derive(is_bringing_in) on:click=move |_| { refusal.set(None); work.stop(); waiting.set_value(Vec::new()); staged.set(None); }>"Back"</button>
                    {move || {
                        more().map(|_| view! { <button class="btn" on:click=move |_| stage_next()>"Leave this one out"</button> })
                    }}
                    <button
                        class="btn"
                        data-kind="primary"
                        id=BRING_IN.trim_start_matches('#')
                        disabled=Signal::derive(move || work.task.get().is_some() || !can_bring_in())
                        on:click=move |_| bring_in_this()
                    >
                        "Bring in"
                    </button>
                </Show>
            </footer>
        </Dialog>
    }
}

/// How much is left to decide, and what happens where nobody does.
fn undecided(shown: Option<&(Staged, Result<Forecast, Refusal>)>, decisions: &Decisions) -> Option<String> {
    let Some((_, Ok(Forecast::Document(report, ..)))) = shown else { return None };
    let left = report.conflicts.iter().filter(|conflict| !decisions.has(conflict)).count();
    match left {
        0 => None,
        1 => Some("One is open. Left so, what is here stands, on both devices.".into()),
        left => Some(format!("{left} are open. Left so, what is here stands, on both devices.")),
    }
}

/// Reads files that were chosen or dropped, or says why one cannot be read.
async fn read_brought(files: Vec<web_sys::File>) -> Result<Vec<Brought>, String> {
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        all.push(read_one(file).await?);
    }
    Ok(all)
}

async fn read_one(file: web_sys::File) -> Result<Brought, String> {
    let name = file.name();
    let saved_at = Some(browser::saved_at(&file));
    if file.size() > FILE_LARGEST as f64 {
        let megabytes = (file.size() / 1_000_000.0) as usize;
        return Err(format!(
            "{name}: The file has {megabytes} MB; 50 MB is the most that is read. Nothing was read."
        ));
    }
    match browser::read_file(file).await {
        Some(bytes) => Ok(Brought::of(name, bytes, saved_at)),
        None => Err(format!("{name}: The browser could not read the file. Choose it again.")),
    }
}

/// Takes what is dropped on the page: mails and notes on the inbox are pieces of feedback, everything else is brought in by
/// the sheet.
pub fn take_dropped(app: App) {
    listen_here(ev::dragover, |event| {
        if browser::has_files(&event) {
            event.prevent_default();
        }
    });
    listen_here(ev::drop, move |event| {
        let files = browser::files_of(&event);
        // What is open may have something written in it.
        if event.default_prevented() || files.is_empty() || !app.overlay.with_untracked(Overlay::is_none) {
            return;
        }
        event.prevent_default();
        leptos::task::spawn_local(async move {
            let all = match read_brought(files).await {
                Ok(all) => all,
                Err(reason) => return app.say(reason),
            };
            // Notes are feedback where that is looked at, mails are nothing else anywhere.
            let said: &[&str] = if app.kind() == Some(&FEEDBACK) {
                &[".eml", ".mbox", ".txt", ".md"]
            } else {
                &[".eml", ".mbox"]
            };
            let is_said = |it: &Brought| said.iter().any(|end| it.name.to_lowercase().ends_with(end));
            if app.product.get_untracked().is_some() && all.iter().all(is_said) {
                let texts: Vec<String> = all.iter().map(|it| decode(&it.take_bytes()).0).collect();
                return add_pieces(app, &texts);
            }
            app.overlay.set(Overlay::Import(all));
        });
    });
}

fn refuse(app: App, refusal: RwSignal<Option<Refusal>>, reason: Refusal) {
    app.announce_now(reason.clone());
    refusal.set(Some(reason));
}

#[component]
fn Choose(
    take_files: impl Fn(Vec<web_sys::File>) + Copy + Send + 'static,
    take: impl Fn(String) + Copy + Send + 'static,
) -> impl IntoView {
    let headings = use_app().kind().map(|kind| {
        let columns = kind.columns.iter().filter(|field| field.is_read());
        [kind.name()].iter().chain(columns).map(|field| field.label).collect::<Vec<_>>().join(",")
    });
    let placeholder = headings.unwrap_or_else(|| "Title,Type,Status,Estimate,Labels".into());
    let pasted = RwSignal::new(String::new());
    view! {
        <div class="choose">
            <label
                class="drop"
                {..drop_target(move |event| {
                    let files = browser::files_of(event);
                    if !files.is_empty() {
                        take_files(files);
                    }
                })}
            >
                <Icon name="upload" />
                <b>"Choose files, or drop them here"</b>
                <span>"A file of Throughline’s own, or of Jira, Linear, Trello, GitHub and any other tool: JSON, CSV, Excel, or a zip of them. Columns are known by their headings."</span>
                <input
                    type="file"
                    class="aloud"
                    aria-label="File to import"
                    accept=".json,.csv,.tsv,.txt,.md,.xlsx,.zip,application/json,text/csv"
                    multiple
                    on:change=move |event| {
                        let input = event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
                        if let Some(files) = input.as_ref().and_then(web_sys::HtmlInputElement::files) {
                            take_files((0..files.length()).filter_map(|place| files.get(place)).collect());
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
                    placeholder=placeholder
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </label>
            <div>
                <button
                    class="btn"
                    data-kind="edge"
                    disabled=Signal::derive(move || pasted.with(|text| text.trim().is_empty()))
                    on:click=move |_| take(pasted.get_untracked())
                >
                    "Look at these rows"
                </button>
            </div>
            <TakeoutSteps />
        </div>
    }
}

/// What was brought in: the product it went into, and what was done in words.
struct Done {
    product: Option<Id>,
    words: String,
}

/// Brings it in.
async fn bring_in(
    app: App,
    staged: &Staged,
    on_conflict: OnConflict,
    decisions: Decisions,
    pace: &Pace,
) -> Result<Done, String> {
    let brought = app.edit_in_slices(
        "Import",
        async |tx| match &staged.content {
            Content::Document(document) => {
                let restoring = restoring(app, on_conflict, decisions);
                let report = restore(tx, document, &restoring).map_err(|error| error.to_string())?;
                let words = format!("{} came in", count(report.came(), "record"));
                Ok(Done { product: report.product, words })
            }
            Content::Sheet { sheet, .. } => {
                let brought = import_into(tx, staged, sheet, on_conflict, pace).await;
                let (product, report) = brought.map_err(|error| error.to_string())?;
                Ok(Done { product: Some(product), words: came_in(&report, sheet.kind()) })
            }
        },
        pace,
    );
    brought.await
}

/// Goes to where what came in is.
fn leave(app: App, staged: &Staged, done: Done) {
    app.overlay.set(Overlay::None);
    let is_first_step =
        app.route.with_untracked(|route| matches!(route, Route::Product(at) if at.tab == Tab::FirstPaste));
    if is_first_step {
        go_to_step(app, Tab::FirstOrder);
    } else if let Some(product) =
        done.product.or(app.product.get_untracked()).and_then(|id| app.get::<Product>(id))
    {
        let of_kind =
            |kind: &'static Kind| kind.kept_in().map_or_else(|| Place::of_list(kind), Place::of_table);
        let (place, tab) = staged.kind().map_or((Place::Backlog, Tab::First), of_kind);
        app.go(&Route::tab(product.key.as_str(), place, tab));
    }
    app.say_done(done.words);
    browser::focus_soon("h1");
}

/// Lets the columns of a list mean what they meant when one with the same headings was brought in.
fn recall_mapping(app: App, content: &mut Content) {
    if let Content::Sheet { sheet, .. } = content
        && let Some(headings) = sheet.headings()
        && let Some(names) = app.device.with_untracked(|device| device.mappings.get(&headings).cloned())
    {
        Arc::make_mut(sheet).set_mapping(&names);
    }
}

/// Keeps what the columns of a list mean, for the next with the same headings.
fn keep_mapping(app: App, content: &Content) {
    if let Content::Sheet { sheet, .. } = content
        && let Some(headings) = sheet.headings()
    {
        app.device.update(|device| {
            if device.mappings.len() >= MAPPINGS_MOST && !device.mappings.contains_key(&headings) {
                let first = device.mappings.keys().next().cloned();
                first.and_then(|first| device.mappings.remove(&first));
            }
            device.mappings.insert(headings, sheet.mapping());
        });
    }
}

/// What an import did, in words.
fn came_in(report: &ImportReport, kind: Option<&Kind>) -> String {
    let count = |number| kind.map_or_else(|| count(number, "item"), |kind| kind.count(number));
    match (report.new, report.changed) {
        (new, 0) => format!("{} came in", count(new)),
        (0, changed) => format!("{} changed", count(changed)),
        (new, changed) => format!("{} came in, {changed} changed", count(new)),
    }
}
