//! What the sheet is doing at this moment: reading, looking, bringing in, slice by slice.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;

use crate::browser;
use crate::model::{Pace, PaceStage};
use crate::ui::app::{App, in_slices, pace};
use crate::ui::reactive::Memo;

/// What is done at once is not spoken of, in milliseconds.
const SHOWN_AFTER_MS: f64 = 150.0;

/// Work in slices that ends in what is to be done then.
pub type Job = Pin<Box<dyn Future<Output = Box<dyn FnOnce()>>>>;

/// What a person waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportTask {
    /// A file is read.
    Reading,
    /// It is seen what bringing it in would do.
    Looking,
    /// It is brought in.
    BringingIn,
}

/// The work of the sheet: one at a time, the last that was begun.
#[derive(Clone, Copy)]
pub struct ImportWork {
    app: App,
    number: StoredValue<u64>,
    /// What is being done.
    pub task: RwSignal<Option<ImportTask>>,
    /// How far that is, once it takes a while.
    progress: RwSignal<Option<(PaceStage, usize, usize)>>,
}

impl ImportWork {
    /// No work yet.
    pub fn new(app: App) -> Self {
        Self { app, number: StoredValue::new(0), task: RwSignal::new(None), progress: RwSignal::new(None) }
    }

    /// Stops what is being done: it leaves nothing behind.
    pub fn stop(self) {
        self.number.update_value(|number| *number += 1);
        self.task.set(None);
        self.progress.set(None);
    }

    /// Begins something in place of what is being done; what comes of it is what is done then, unless it was stopped. It is
    /// boxed: this stands once in the code.
    pub fn begin(self, task: ImportTask, work: impl FnOnce(Rc<Pace>) -> Job) {
        self.stop();
        self.task.set(Some(task));
        let pace = Rc::new(pace());
        let number = self.number.get_value();
        leptos::task::spawn_local(self.run((task, number), work(Rc::clone(&pace)), pace));
    }

    async fn run(self, (task, number): (ImportTask, u64), job: Job, pace: Rc<Pace>) {
        let begun = browser::now_ms();
        let goes_on = || {
            if self.number.try_get_value() != Some(number) {
                return false;
            }
            if browser::now_ms() - begun > SHOWN_AFTER_MS {
                if self.progress.with_untracked(Option::is_none) {
                    self.app.announce(format!("{}…", words(task)));
                    if task != ImportTask::Looking {
                        browser::focus_soon("#import-stop");
                    }
                }
                self.progress.set(Some(pace.progress()));
            }
            true
        };
        let then = in_slices(job, goes_on).await;
        if task == ImportTask::BringingIn {
            // What other tabs have written meanwhile.
            self.app.catch_up();
        }
        if let Some(then) = then.filter(|_| self.number.try_get_value() == Some(number)) {
            self.stop();
            then();
        }
    }
}

fn words(task: ImportTask) -> &'static str {
    match task {
        ImportTask::Reading => "Reading",
        ImportTask::Looking => "Looking",
        ImportTask::BringingIn => "Bringing in",
    }
}

/// A number as people write it: 4,200.
fn grouped(number: usize) -> String {
    match number / 1_000 {
        0 => number.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), number % 1_000),
    }
}

/// How far the work is, and a way to stop it; nothing while there is none that takes a while.
#[component]
pub fn Progress(
    work: ImportWork,
    /// Stops it.
    #[prop(into)]
    stop: Callback<()>,
) -> impl IntoView {
    let at = Memo::new(move |_| {
        let (stage, done, of) = work.progress.get()?;
        let task = work.task.get()?;
        let percent = done.min(of) * 100 / of.max(1);
        let said = match stage {
            PaceStage::Reading | PaceStage::Knowing | PaceStage::Making => {
                let rows = if stage == PaceStage::Reading { "lines" } else { "rows" };
                let verb = if stage == PaceStage::Knowing { "Reading" } else { words(task) };
                format!("{verb} {} of {} {rows}", grouped(done.min(of)), grouped(of))
            }
            PaceStage::Closing | PaceStage::Packing => format!("Putting it together: {percent} %"),
            PaceStage::Writing => format!("Writing it down: {percent} %"),
        };
        Some((words(task), said, percent))
    });
    let is_shown = Memo::new(move |_| at.with(Option::is_some));
    let name = move || at.get().map_or("", |it| it.0);
    let percent = move || at.get().map_or(0, |it| it.2);
    view! {
        <Show when=move || is_shown.get()>
            <div class="working">
                <span
                    class="meter"
                    role="progressbar"
                    aria-label=name
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=percent
                    aria-valuetext=move || at.get().map(|it| it.1)
                >
                    <i class="come" style:inline-size=move || format!("{}%", percent())></i>
                </span>
                <span>{move || at.get().map(|it| it.1)}</span>
            </div>
            <button id="import-stop" class="btn" data-kind="edge" on:click=move |_| stop.run(())>"Cancel"</button>
        </Show>
    }
}
