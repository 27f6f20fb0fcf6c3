//! History: every step that is still known, any page as it was after one, and the way back into the present.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::model::{RecordRef, capitalised, in_order_of};
use crate::ui::app::{App, Confirm, Desk, HistoryOf, Overlay, Past, moment_text, use_app};
use crate::ui::component::{Dialog, DialogKind, Icon};
use crate::ui::reactive::Memo;
use crate::view::{changed, count};
use crate::workspace::{Difference, Entry, MERGED, RecordChange, Role, open_tables};

/// How many steps are listed at first, and how many more each time.
const STEPS_MOST: usize = 60;
/// How many records are named of one kind.
const RECORDS_MOST: usize = 20;

/// A step as it is listed.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    past: Past,
    label: String,
}

/// What is listed of history.
#[derive(Clone, Debug, Default, PartialEq)]
struct Listed {
    /// The steps, oldest first.
    steps: Vec<Step>,
    /// The kinds of records that were changed in any.
    tables: Vec<String>,
    /// How far back it reaches, and why.
    reach: String,
}

impl Step {
    fn of(entry: &Entry) -> Self {
        let label = match entry.role {
            Role::Joined(number) => count(number, "change"),
            Role::Undo(_) => format!("Undo: {}", entry.label),
            Role::Redo(_) => format!("Redo: {}", entry.label),
            _ => entry.label.clone(),
        };
        Self { past: Past { stamp: entry.stamp, at: entry.at }, label }
    }
}

impl Listed {
    fn read(app: App, of: HistoryOf, table: &str) -> Self {
        let (known, damaged) = app.read_desk(|desk| desk.store.transactions());
        let mut tables: Vec<String> = Vec::new();
        for (name, _) in known.iter().flat_map(|entry| &entry.changes).map(RecordChange::target) {
            if name != MERGED && !tables.iter().any(|it| it == name) {
                tables.push(name.to_owned());
            }
        }
        let tables = in_order_of(tables, String::clone);
        let is_of = |change: &RecordChange| match of {
            HistoryOf::Record(record) => change.target() == (record.table, record.id),
            HistoryOf::Everything => table.is_empty() || change.target().0 == table,
        };
        let steps = known.iter().filter(|entry| entry.changes.iter().any(is_of)).map(Step::of).collect();
        let reach = known.first().map_or_else(String::new, |first| {
            let day = browser::day_text(browser::day_of(first.at));
            if !damaged.is_empty() {
                format!("A part of history cannot be read: it reaches back to {day}, with gaps.")
            } else if first.stamp.clock == 1 {
                format!("History reaches back to {day}, when the work here began.")
            } else {
                format!("History reaches back to {day}: older steps gave way to newer ones, and those of some days ago are kept by the hour, then by the day.")
            }
        });
        Self { steps, tables, reach }
    }

    /// Where the moment that is looked at stands among them; past the last for now.
    fn place(&self, past: Option<Past>) -> usize {
        let until =
            |past: Past| self.steps.partition_point(|step| step.past.stamp <= past.stamp).saturating_sub(1);
        past.map_or(self.steps.len(), until)
    }
}

/// The panel: a slider over the steps, and the steps day by day.
#[component]
pub fn History(of: HistoryOf) -> impl IntoView {
    let app = use_app();
    let (table, most) = (RwSignal::new(String::new()), RwSignal::new(STEPS_MOST));
    // Looking back reads nothing anew.
    let clock = Memo::new(move |_| {
        app.track_content();
        app.read_desk(|desk| desk.workspace.clock())
    });
    let all = Memo::new(move |_| {
        clock.track();
        table.with(|table| Listed::read(app, of, table))
    });
    let look = move |place: usize| {
        app.look_at(all.with_untracked(|all| all.steps.get(place).map(|step| step.past)));
    };
    let close = move || {
        app.history.set(None);
        browser::focus_first("h1");
    };
    let when = move |past: Option<Past>| {
        past.map_or_else(
            || format!("{}, now", browser::weekday_of(browser::now())),
            |past| moment_text(past.at),
        )
    };
    browser::focus_drawn(".history input");
    // The moment under the thumb, before it is let go.
    let slid = RwSignal::new(None);
    let heading = move || slid.get().unwrap_or_else(|| when(app.past.get()));
    let last = move || all.with(|all| all.steps.len()).to_string();
    let place = move || all.with(|all| all.place(app.past.get())).to_string();
    let kinds = move || {
        let tables = all.with(|all| all.tables.clone());
        let option = |table: String| {
            let name = capitalised(&table.replace('_', " "));
            view! { <option value=table>{name}</option> }
        };
        view! { <option value="">"Everything"</option> {tables.into_iter().map(option).collect_view()} }
    };
    let days = move || {
        let most = most.get();
        let steps = all.with(|all| all.steps.iter().rev().take(most).cloned().collect::<Vec<_>>());
        steps
            .chunk_by(|one, next| browser::day_of(one.past.at) == browser::day_of(next.past.at))
            .map(|day| day_of_steps(app, day))
            .collect_view()
    };
    let more = move || {
        let more = all.with(|all| all.steps.len().saturating_sub(most.get()));
        (more > 0).then(|| view! { <button class="link" on:click=move |_| most.update(|most| *most += STEPS_MOST)>{format!("{more} more")}</button> })
    };
    view! {
        <aside
            class="insp history"
            aria-label="History"
            on:keydown=move |event| {
                if event.key() == "Escape" && app.past.with_untracked(Option::is_none) {
                    event.prevent_default();
                    close();
                }
            }
        >
            <header>
                <Icon name="clock" />
                <span>{if of == HistoryOf::Everything { "History" } else { "History of this" }}</span>
                <span class="push"></span>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| close()><Icon name="x" /></button>
            </header>
            <section>
                <h2>{heading}</h2>
                <p class="prose">"Slide back to see any page as it was. Nothing changes until you restore."</p>
                <input
                    type="range"
                    aria-label="Moment"
                    min="0"
                    max=last
                    prop:value=place
                    aria-valuetext=heading
                    on:input=move |event| {
                        let place: usize = event_target_value(&event).parse().unwrap_or_default();
                        let past = all.with_untracked(|all| all.steps.get(place).map(|step| step.past));
                        slid.set(Some(when(past)));
                    }
                    on:change=move |event| {
                        slid.set(None);
                        look(event_target_value(&event).parse().unwrap_or_default());
                    }
                />
                <p class="ends">
                    <span>{move || all.with(|all| all.steps.first().map(|step| browser::day_text(browser::day_of(step.past.at))))}</span>
                    <span>{move || all.with(|all| count(all.steps.len(), "step"))}</span>
                    <span>"Now"</span>
                </p>
                {(of == HistoryOf::Everything).then(|| view! {
                    <select class="boxed" aria-label="Steps of" on:change=move |event| table.set(event_target_value(&event))>{kinds}</select>
                })}
            </section>
            <section>{days} {more} <p class="hint">{move || all.with(|all| all.reach.clone())}</p></section>
        </aside>
    }
}

/// The steps of one day, newest first.
fn day_of_steps(app: App, steps: &[Step]) -> AnyView {
    let at = steps.first().map_or_else(browser::now, |step| step.past.at);
    let name = match browser::day_of(at).days_until(browser::day_of(browser::now())) {
        0 => "Today".into(),
        1 => "Yesterday".into(),
        _ => browser::weekday_of(at),
    };
    let line = |step: &Step| {
        let (past, label) = (step.past, step.label.clone());
        let current = move || (app.past.get() == Some(past)).then_some("true");
        view! {
            <li>
                <button class="t" aria-current=current on:click=move |_| app.look_at(Some(past))>{label}</button>
                <time>{browser::clock_text(past.at)}</time>
            </li>
        }
    };
    let lines = steps.iter().map(line).collect_view();
    view! { <h3>{name}<span class="n">{steps.len()}</span></h3><ul class="events">{lines}</ul> }.into_any()
}

/// Says over the page that it shows the past, and what can be done with that.
#[component]
pub fn PastNotice() -> impl IntoView {
    let app = use_app();
    let button = move |words: &'static str, run: fn(App)| {
        view! { <button class="btn" data-kind="edge" on:click=move |_| run(app)>{words}</button> }.into_any()
    };
    move || {
        let at = app.past.get()?.at;
        let one = app
            .open_record()
            .map(|_| button("Restore this record", |app| app.restore_past(untrack(|| app.open_record()))));
        Some(view! {
            <section class="notice" data-quiet="" aria-label="The past">
                <Icon name="clock" />
                <p><strong>{format!("As of {}. ", moment_text(at))}</strong>"You can look at everything, and change nothing."</p>
                {button("Compare with now", |app| app.overlay.set(Overlay::Comparison))}
                {one}
                {button("Restore everything…", ask_to_restore)}
                {button("Back to now", |app| app.look_at(None))}
            </section>
        })
    }
}

fn ask_to_restore(app: App) {
    let differences = app.read_desk(Desk::differences);
    let lying = differences.iter().filter(|it| it.then.is_none()).count();
    let back = count(differences.len() - lying, "record");
    let trashed = match lying {
        0 => String::new(),
        _ => format!(" {} made since go into Trash.", count(lying, "record")),
    };
    let at = app.past.with_untracked(|past| past.map_or_else(String::new, |past| moment_text(past.at)));
    app.overlay.set(Overlay::Confirm(Confirm {
        title: "Restore everything?".into(),
        text: format!("{back} will be as of {at}.{trashed} Undo takes it back in one step."),
        others: Vec::new(),
        button: "Restore everything",
        run: Arc::new(move || app.restore_past(None)),
    }));
}

/// What differs between the past that is looked at and the present, by kind.
#[component]
pub fn Comparison() -> impl IntoView {
    let app = use_app();
    let all = app.read_desk(Desk::differences);
    let groups =
        ["Changed since", "New since", "Gone since"].into_iter().enumerate().map(|(group, words)| {
            let place = |it: &Difference| match (&it.then, it.is_here) {
                (Some(_), true) => 0,
                (None, _) => 1,
                (Some(_), false) => 2,
            };
            let of_group: Vec<&Difference> = all.iter().filter(|it| place(it) == group).collect();
            of_group
                .chunk_by(|one, next| one.table == next.table)
                .map(|of_kind| differing(app, words, of_kind))
                .collect_view()
        });
    let groups = groups.collect_view();
    let nothing = all.is_empty().then(|| view! { <p>"Nothing differs: everything is as it was."</p> });
    view! {
        <Dialog label="Compared with now" kind=DialogKind::Dialog>
            <header><h2>"Compared with now"</h2></header>
            <div class="narrow compared">
                {nothing} {groups}
                <div class="go">
                    <button class="btn" data-kind="edge" autofocus on:click=move |_| app.overlay.set(Overlay::None)>"Close"</button>
                </div>
            </div>
        </Dialog>
    }
}

/// Records of one kind that are different in one way.
fn differing(app: App, words: &'static str, of_kind: &[&Difference]) -> AnyView {
    let (mut kind, more) = (String::new(), of_kind.len().saturating_sub(RECORDS_MOST));
    let line = |it: &&Difference| {
        let is_new = it.then.is_none();
        let title = app.read_desk(|desk| {
            let workspace = if is_new { &desk.workspace } else { desk.seen() };
            let table = workspace.tables().any(&it.table)?;
            kind = count(of_kind.len(), table.noun());
            Some(table.title(it.id)?.to_owned())
        });
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| "Untitled".into());
        let record = open_tables()
            .into_iter()
            .find(|table| *table == it.table)
            .map(|table| RecordRef { table, id: it.id });
        let what = (it.then.is_some() && it.is_here).then(|| {
            let target = (it.table.clone(), it.id);
            let (_, words) =
                app.read_desk(|desk| changed(desk.seen().tables(), desk.workspace.tables(), &target));
            view! { <span class="sub">{words}</span> }
        });
        let Some(record) = record else { return view! { <li>{title}" "{what}</li> }.into_any() };
        let open = move |_| {
            app.overlay.set(Overlay::None);
            // What is new is there now alone.
            if is_new {
                app.look_at(None);
            }
            app.go_to_record(record);
        };
        view! { <li><button class="link" on:click=open>{title}</button>" "{what}</li> }.into_any()
    };
    let lines = of_kind.iter().take(RECORDS_MOST).map(line).collect_view();
    let more = (more > 0).then(|| view! { <li>{format!("and {more} more")}</li> });
    view! { <h3>{format!("{words}: {kind}")}</h3><ul>{lines}{more}</ul> }.into_any()
}
