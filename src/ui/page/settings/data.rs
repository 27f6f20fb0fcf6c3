//! Where the work is, how to keep it, what takes the room, and whether all of it can be read.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, LocalDisk};
use crate::model::{Instant, Product, in_order_of};
use crate::storage::{Copy, drop_set_aside, set_aside};
use crate::ui::action::{export_everything, export_product};
use crate::ui::app::{App, Confirm, HistoryOf, Overlay, use_app};
use crate::ui::component::{Icon, SplitBar};
use crate::ui::reactive::Memo;
use crate::view::{Reminder, count, megabytes};
use crate::workspace::{AnyTable, Finding, find_problems, mend_all};

/// How many transactions are listed.
const HISTORY_MOST: usize = 12;
/// How many findings of a check are listed.
const FINDINGS_MOST: usize = 20;

/// The page.
#[component]
pub fn Data() -> impl IntoView {
    let app = use_app();
    view! {
        <div class="two">
            <div class="stack">
                <section class="lead">
                    <h2 class="big">"Your work is in this browser, and only here."</h2>
                    <p class="prose">
                        "No server has a copy. If you clear this site’s data or lose this computer, it is gone, unless you have saved a file. Saving one takes a second."
                    </p>
                </section>
                <Keep />
                <Storage />
                <Check />
                <section class="sec">
                    <header><h2>"What “Saved” promises"</h2></header>
                    <p class="say line">{move || promise(app.copy.get())}</p>
                </section>
                <section class="sec">
                    <header><h2>"What can remove it"</h2></header>
                    <p class="say line">
                        {format!("It lies in the storage of this browser for {}, in the profile you use now. Clearing the data of this site removes it, and so does closing a private window. Safari removes it after seven days in which you did not come.", browser::host())}
                    </p>
                </section>
                <section class="sec">
                    <header><h2>"Erase"</h2></header>
                    <div class="line">
                        <div>
                            <b>"Remove everything from this browser"</b>
                            <p>"You type a word first, so that it does not happen by accident. Files you have saved stay yours."</p>
                        </div>
                        <button class="btn" data-kind="danger" on:click=move |_| app.overlay.set(Overlay::Erase)>
                            "Erase everything…"
                        </button>
                    </div>
                </section>
            </div>
            <div class="stack">
                <section class="sec">
                    <header>
                        <h2>"History"</h2>
                        <button class="link" on:click=move |_| app.history.set(Some(HistoryOf::Everything))>"See a past day"</button>
                    </header>
                    {move || history(app)}
                </section>
                <section class="sec">
                    <header><h2>"Backups"</h2></header>
                    {move || backups(app)}
                </section>
                <Aside />
            </div>
        </div>
    }
}

/// What is shown as saved survives this.
fn promise(copy: Copy) -> &'static str {
    match copy {
        Copy::There => {
            "What is shown as saved is on the disk: closing the tab, a crash, quitting or killing the browser and a power cut take nothing of it. The last hours lie there twice, and the next start fetches from the second copy what the first lacks."
        }
        Copy::Unknown | Copy::Missing => {
            "This browser does not tell the page when something is on the disk. What is shown as saved survives closing the tab and a crash of this page. The browser itself writes to the disk a little later: after a minute of rest within 10 seconds, in steady work within 65, after a large import within half an hour. If it is quit or killed, or the power fails, before then, those last changes can be lost."
        }
    }
}

/// Saving to a file, bringing in, and when to be reminded.
#[component]
fn Keep() -> impl IntoView {
    let app = use_app();
    let contents = move || {
        app.track_content();
        app.read(|workspace| {
            let tables = workspace.tables();
            let products = count(tables.products.iter().count(), "product");
            format!("{products}, {}", count(tables.items.iter().count(), "item"))
        })
    };
    let product = move || {
        let product = app.home_product().and_then(|id| app.get::<Product>(id))?;
        let words = format!("{} alone, as a file that Import takes", product.name);
        Some(view! {
            <div class="line">
                <div><b>"One product"</b><p>{words}</p></div>
                <button class="btn" data-kind="edge" on:click=move |_| export_product(app)>
                    <Icon name="download" />
                    "Export this product"
                </button>
            </div>
        })
    };
    let reminders = Reminder::ALL
        .map(|reminder| {
            let is_chosen = move || app.device.with(|device| device.reminder == reminder).to_string();
            view! {
                <button
                    aria-pressed=Signal::derive(is_chosen)
                    on:click=move |_| app.device.update(|device| device.reminder = reminder)
                >
                    {reminder.name()}
                </button>
            }
        })
        .collect_view();
    view! {
        <section class="sec">
            <header><h2>"Backup"</h2></header>
            <div class="line">
                <div><b>{move || app.backup().words(browser::now())}</b><p>{contents}</p></div>
                <button class="btn" data-kind="primary" on:click=move |_| export_everything(app)>
                    <Icon name="download" />
                    "Export everything"
                </button>
            </div>
            {product}
            {move || app.home_product().map(|_| view! {
                <div class="line">
                    <div>
                        <b>"For another tool"</b>
                        <p>"Excel, Jira, Linear, Trello, GitHub, GitLab, Azure Boards, Markdown, a calendar"</p>
                    </div>
                    <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Export)>
                        <Icon name="download" />
                        "Export…"
                    </button>
                </div>
            })}
            {move || file(app)}
            <div class="line">
                <div>
                    <b>"Bring work in"</b>
                    <p>"A Throughline file, or CSV and TSV of any tool. You see it before it counts."</p>
                </div>
                <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Import(Vec::new()))>
                    <Icon name="upload" />
                    "Import…"
                </button>
            </div>
            <div class="line">
                <div><b>"Say when a file is due"</b><p>"On Today, after this long or after 200 changes"</p></div>
                <div class="seg" role="group" aria-label="Say when a file is due">{reminders}</div>
            </div>
        </section>
    }
}

/// What takes the room.
#[component]
fn Storage() -> impl IntoView {
    let app = use_app();
    let drawn = move || {
        app.track_content();
        let (usage, limit) = app.read_desk(|desk| (desk.store.usage(), desk.store.limit()));
        let records = app.read(|workspace| workspace.tables().all().map(AnyTable::len).sum());
        let used = usage.total();
        let advice = match used * 100 / limit.max(1) {
            ..70 => "There is room for years of work.",
            70..85 => "Space is getting short. Export, then delete products and items you no longer need.",
            _ => {
                "Almost full. Export everything now, then delete what you no longer need: a large import may not fit any more."
            }
        };
        let rows = [
            ("1", "Products, goals, items and all that belongs to them", usage.records, Some(records)),
            ("2", "History", usage.history, Some(usage.folded)),
            ("3", "Latest changes", usage.journal, Some(usage.waiting)),
            ("4", "Kept for safety: the state before, and room for the last edits", usage.safety, None),
            ("", "Other pages of this address", usage.others, None),
        ];
        let free = limit.saturating_sub(used);
        let parts = rows.iter().map(|(tone, _, units, _)| (*tone, *units)).chain([("free", free)]).collect();
        let legend = rows
            .into_iter()
            .filter(|(tone, _, units, _)| !tone.is_empty() || *units > 0)
            .map(|(tone, name, units, number)| {
                view! { <li><i data-tone=tone></i><span>{name}</span><span>{megabytes(units)}" MB"</span><span>{number}</span></li> }
            })
            .collect_view();
        view! {
            <header><h2>"Storage"</h2><span class="n">{format!("{} of {} MB", megabytes(used), megabytes(limit))}</span></header>
            <div class="body"><SplitBar parts /></div>
            <ul class="legend" data-cols="3">{legend}</ul>
            <p class="say">{advice}</p>
        }
    };
    view! { <section class="sec">{drawn}</section> }
}

/// What a look at everything has found.
#[derive(Clone)]
struct Report {
    records: usize,
    parts: usize,
    /// What can no longer be read on the disk.
    damaged: Vec<String>,
    /// What does not fit together.
    findings: Vec<String>,
}

fn look(app: App) -> Report {
    app.read_desk(|desk| {
        let tables = desk.workspace.tables();
        let (parts, damaged) = desk.store.look_through();
        Report {
            records: tables.all().map(AnyTable::len).sum(),
            parts,
            damaged: damaged.into_iter().map(|it| it.words).collect(),
            findings: find_problems(tables).iter().map(Finding::sentence).collect(),
        }
    })
}

/// Looks at everything there is, and offers to mend it.
#[component]
fn Check() -> impl IntoView {
    let app = use_app();
    let report = RwSignal::new(None::<Report>);
    let check = move || report.set(Some(look(app)));
    let mend = move || {
        let mended = app.edit("Mend what does not fit", |tx| {
            mend_all(tx);
            Ok(())
        });
        if mended.is_some() {
            app.say_done("Mended what did not fit");
            check();
        }
    };
    let write_again = move || {
        app.write_damaged_again();
        check();
    };
    let found = move || {
        let Report { records, parts, damaged, findings } = report.get()?;
        let seen =
            format!("{} and {} on the disk were looked at.", count(records, "record"), count(parts, "part"));
        if damaged.is_empty() && findings.is_empty() {
            let words = format!("Everything fits, and everything can be read. {seen}");
            return Some(view! { <p class="say line" role="status">{words}</p> }.into_any());
        }
        let list = |sentences: Vec<String>, words: &'static str, button: &'static str, run: Callback<()>| {
            let more = sentences.len().checked_sub(FINDINGS_MOST).filter(|more| *more > 0);
            let more = more.map(|more| view! { <li>{format!("and {more} more")}</li> });
            (!sentences.is_empty()).then(|| {
                let lines = sentences.into_iter().take(FINDINGS_MOST).map(|it| view! { <li>{it}</li> });
                view! {
                    <ul class="notes">{lines.collect_view()}{more}</ul>
                    <div class="line">
                        <div><p>{words}</p></div>
                        <button class="btn" data-kind="edge" on:click=move |_| run.run(())>{button}</button>
                    </div>
                }
            })
        };
        let on_disk = list(
            damaged,
            "This page still has all of it. Writing it again keeps the damaged part aside.",
            "Write it again",
            Callback::new(move |()| write_again()),
        );
        let in_tables = list(
            findings,
            "Nothing is changed until you say so, and Undo takes it back.",
            "Mend all of it",
            Callback::new(move |()| mend()),
        );
        Some(view! { <div role="status"><p class="say line">{seen}</p>{on_disk}{in_tables}</div> }.into_any())
    };
    view! {
        <section class="sec">
            <header><h2>"Check"</h2></header>
            <div class="line">
                <div><b>"Look at everything"</b><p>"Whether all that is stored can be read, and whether it fits together"</p></div>
                <button class="btn" data-kind="edge" on:click=move |_| check()>"Check my data"</button>
            </div>
            {found}
        </section>
    }
}

fn history(app: App) -> AnyView {
    app.track_content();
    let lines: Vec<_> = app.read_desk(|desk| {
        let stack = desk.workspace.undo_stack();
        let all = stack.past().iter().chain(stack.mended());
        let newest = in_order_of(all.cloned().collect(), |entry| -entry.at.0);
        newest.into_iter().take(HISTORY_MOST).map(|entry| (entry.label.clone(), entry.at)).collect()
    });
    if lines.is_empty() {
        return view! { <p class="say line">"Nothing was changed since this page was opened."</p> }
            .into_any();
    }
    let lines = lines
        .into_iter()
        .map(|(label, at)| view! { <li><span class="t">{label}</span><time>{browser::day_and_clock_text(at)}</time></li> })
        .collect_view();
    view! { <ul class="events">{lines}</ul> }.into_any()
}

/// The file that is kept up to date, as `web/file.js` says it.
fn file(app: App) -> Option<AnyView> {
    let state = app.kept.with(|kept| kept.file.clone());
    let mut lines = state.lines().map(str::to_owned);
    let (title, words) = (lines.next()?, lines.next()?);
    let button = |name: String| {
        let shown = name.clone();
        view! { <button class="btn" data-kind="edge" on:click=move |_| browser::tell("throughline:file", &name)>{shown}</button> }
    };
    let buttons = lines.map(button).collect_view();
    Some(view! { <div class="line"><div><b>{title}</b><p>{words}</p></div>{buttons}</div> }.into_any())
}

/// What this browser keeps of everything beside the store.
fn backups(app: App) -> AnyView {
    let row = |line: &str| {
        let (at, before) = line.split_once(' ')?;
        let when = browser::day_and_clock_text(Instant(at.parse().ok()?));
        let words = if before.is_empty() { when } else { format!("{before}, {when}") };
        let button = |name: &'static str, event: &'static str| {
            let (at, label) = (at.to_owned(), format!("{name}: {words}"));
            view! { <button class="link" aria-label=label on:click=move |_| browser::tell(event, &at)>{name}</button> }
        };
        let download = button("Download", "throughline:download-backup");
        let restore = button("Restore", "throughline:restore-backup");
        Some(
            view! { <li><span class="t">{words.clone()}</span><span class="end">{download}" "{restore}</span></li> },
        )
    };
    let rows = app.kept.with(|kept| kept.backups.lines().filter_map(row).collect_view());
    let words = if rows.is_empty() {
        "One is made on each day you come, and before an import or a large deletion. There is none yet, or this browser lets the page keep none."
    } else {
        "Of the last seven days you came, and from before imports and large deletions. Restore shows what would change first: everything is as it was, and what was added since goes to Trash, unless you choose otherwise. They are gone when this site’s data is cleared."
    };
    view! { <ul class="rows">{rows}</ul><p class="say">{words}</p> }.into_any()
}

/// What was damaged or set aside, as long as there is any.
#[component]
fn Aside() -> impl IntoView {
    let app = use_app();
    let removed = RwSignal::new(());
    let kept = Memo::new(move |_| {
        removed.track();
        app.track_content();
        set_aside(&LocalDisk).len()
    });
    let remove = move || {
        let run = move || {
            drop_set_aside(&LocalDisk);
            removed.set(());
        };
        app.overlay.set(Overlay::Confirm(Confirm {
            title: "Remove what was set aside?".into(),
            text: "It cannot be taken back. Download it first if someone may still read something out of it."
                .into(),
            others: Vec::new(),
            button: "Remove",
            run: Arc::new(run),
        }));
    };
    move || {
        (kept.get() > 0).then(|| {
            view! {
                <section class="sec">
                    <header><h2>"Set aside"</h2><span class="n">{count(kept.get(), "part")}</span></header>
                    <p class="say line">"What was damaged, or what you put aside. Nothing reads it any more; it is kept in case something can be saved from it."</p>
                    <div class="line">
                        <button class="btn" data-kind="edge" on:click=|_| browser::download_raw()>"Download raw data"</button>
                        <button class="btn" data-kind="danger" on:click=move |_| remove()>"Remove…"</button>
                    </div>
                </section>
            }
        })
    }
}
