//! Trash: what was deleted in the last 30 days, by the act that deleted it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::{Batch, TRASH_DAYS, Trashed, days_left, trash};
use crate::browser;
use crate::command;
use crate::model::{Id, Instant, Item, Record, RecordRef};
use crate::ui::app::{App, Confirm, Overlay, use_app};
use crate::ui::component::{EmptyState, Icon};
use crate::ui::reactive::Memo;
use crate::view::{count, record_glyph, table_glyph};

/// How many records of one act are listed; more are counted.
const LISTED_MOST: usize = 20;
/// How many acts are listed.
const BATCHES_MOST: usize = 50;

/// The page.
#[component]
pub fn Trash() -> impl IntoView {
    let app = use_app();
    let batches = Memo::new(move |_| {
        app.track_content();
        app.read(trash)
    });
    move || {
        let batches = batches.get();
        if batches.is_empty() {
            return view! {
                <EmptyState heading="Trash is empty" words="What you delete rests here for 30 days and can be taken back. The sample leaves without a trace." />
            }
            .into_any();
        }
        let all: usize = batches.iter().map(|batch| batch.records.len()).sum();
        let older = batches.len().checked_sub(BATCHES_MOST).filter(|older| *older > 0);
        let older = older.map(|older| view! { <p class="say">{format!("and what was deleted {} before", count_times(older))}</p> });
        let now = browser::now();
        let shown =
            batches.into_iter().take(BATCHES_MOST).map(|batch| batch_of(app, batch, now)).collect_view();
        view! {
            <div class="stack short">
                <section class="sec">
                    <header><h2>"Trash"</h2><span class="n">{all}</span></header>
                    <div class="line">
                        <div><b>{format!("What you delete rests here for {TRASH_DAYS} days")}</b><p>"Then it leaves by itself. What is restored gets its links back, unless they were changed since."</p></div>
                        <button class="btn" data-kind="danger" on:click=move |_| empty(app, all)>"Empty Trash…"</button>
                    </div>
                </section>
                {shown}
                {older}
            </div>
        }
        .into_any()
    }
}

fn count_times(times: usize) -> String {
    if times == 1 { "once".into() } else { format!("{times} times") }
}

fn batch_of(app: App, batch: Batch, now: Instant) -> AnyView {
    let total = batch.records.len();
    let ids: Vec<(String, Id)> = batch.records.iter().map(|it| (it.table.clone(), it.id)).collect();
    let left = count(usize::try_from(days_left(batch.at, now)).unwrap_or(0), "day");
    let all = (total > 1).then(|| {
        view! {
            <button class="link" on:click=move |_| take_back(app, &ids, batch.at, count(total, "record"))>"Restore all"</button>
        }
    });
    let more = total.checked_sub(LISTED_MOST).filter(|more| *more > 0);
    let more = more.map(|more| view! { <li class="meta">{format!("and {more} more")}</li> });
    let rows = batch.records.into_iter().take(LISTED_MOST).map(|it| row(app, it, batch.at)).collect_view();
    view! {
        <section class="sec">
            <header>
                <h2>{browser::day_and_clock_text(batch.at)}</h2>
                <span class="n">{format!("{left} left")}</span>
                {all}
            </header>
            <ul class="rows">{rows}{more}</ul>
        </section>
    }
    .into_any()
}

fn row(app: App, record: Trashed, at: Instant) -> AnyView {
    let title = if record.title.is_empty() { format!("A {}", record.noun) } else { record.title };
    let along = (record.along > 0).then(|| format!("with {}", count(record.along, "record")));
    let meta: Vec<String> = record.key.into_iter().chain(along).collect();
    let glyph = if record.table == Item::TABLE {
        app.read(|workspace| record_glyph(workspace.tables(), RecordRef::to::<Item>(record.id)))
    } else {
        table_glyph(&record.table)
    };
    let said = format!("Restore {title}");
    let words = format!("“{title}”");
    let place = [(record.table.clone(), record.id)];
    view! {
        <li>
            <Icon name=glyph />
            <span class="t">{title}</span>
            <span class="meta">{meta.join(", ")}</span>
            <span class="end"><button class="link" aria-label=said on:click=move |_| take_back(app, &place, at, words.clone())>"Restore"</button></span>
        </li>
    }
    .into_any()
}

fn take_back(app: App, records: &[(String, Id)], at: Instant, words: String) {
    let label = format!("Restore {words}");
    let deletions: Vec<_> = app.read(|workspace| workspace.undo_stack().deletions(at).cloned().collect());
    let done = app.edit(label, |tx| command::restore_trashed(tx, records, &deletions));
    if done.is_some() {
        app.say_done(format!("Restored {words}"));
    }
}

fn empty(app: App, all: usize) {
    let words = count(all, "record");
    let run = move || {
        app.back_up("Before a deletion");
        let emptied = app.edit("Empty Trash", |tx| {
            let now = tx.now();
            tx.empty_trash(now);
            Ok(())
        });
        if emptied.is_some() {
            app.say_done("Emptied Trash");
        }
    };
    app.overlay.set(Overlay::Confirm(Confirm {
        title: "Empty Trash?".into(),
        text: format!("{words} will be gone for good. Undo still takes it back."),
        others: Vec::new(),
        button: "Empty Trash",
        run: Arc::new(run),
    }));
}
