//! Over the list of what is not ready: the item at the cursor, what is to be mended, and how far it is.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::Backlog;
use super::delivery::Timer;
use crate::analysis::{Flaw, Joint, Radar, Titles, alike, meets};
use crate::browser::{self, Anchor, day_text};
use crate::command;
use crate::model::{Category, Estimate, Id, Item, Product, RecordRef, in_order_by};
use crate::ui::action::{copy_text, differ, estimate_at, mend, name_of, quote_picker, set_status};
use crate::ui::app::{App, Overlay, at_rest, in_slices, pace, use_app};
use crate::ui::component::{EmptyState, Icon};
use crate::ui::reactive::Memo;
use crate::view::{count, status_glyph};

/// So many pairs of look-alikes are asked about; more come when these are settled.
const PAIRS_MOST: usize = 99;
/// How long work rests before look-alikes are searched for.
const REST: Duration = Duration::from_millis(500);

/// The page.
#[component]
pub fn Refine() -> impl IntoView {
    let app = use_app();
    let is_done = Memo::new(move |_| {
        app.list.with(|list| list.ids.is_empty())
            && app
                .route
                .with(|route| route.at().is_some_and(|at| at.look.filters.is_empty() && at.search.is_empty()))
    });
    let began = browser::now();
    find_alike(app);
    move || {
        if is_done.get() {
            return view! {
                <EmptyState heading="Everything is ready" words="Nothing that is not begun lacks a goal, an estimate, criteria or evidence, waits, looks like another, or lay untouched for long.">
                    <button class="btn" data-kind="edge" on:click=move |_| copy_note(app, began)>"Copy what was refined"</button>
                </EmptyState>
            }
            .into_any();
        }
        view! { <div id="whole"><Queue began /> <AtCursor /></div> <Backlog /> }.into_any()
    }
}

/// Finds what looks alike whenever work rests, slice by slice.
fn find_alike(app: App) {
    let round = StoredValue::new(0u32);
    let find = move |()| {
        let Some(product) = app.product.get_untracked() else { return };
        let titles = app.read(|workspace| Titles::of(workspace.tables(), product));
        round.update_value(|round| *round += 1);
        let number = round.get_value();
        leptos::task::spawn_local(async move {
            let work = async move { titles.pairs(PAIRS_MOST, &pace()).await };
            let found = in_slices(Box::pin(work), || round.try_get_value() == Some(number)).await;
            let found = found.map(|pairs| Arc::new(alike(&pairs)));
            if let Some(found) = found.filter(|found| app.alike.with_untracked(|known| known != found)) {
                app.alike.set(found);
            }
        });
    };
    at_rest(REST, move || app.track_content(), find);
}

#[component]
fn Queue(began: crate::model::Instant) -> impl IntoView {
    let app = use_app();
    let left = move || count(app.list.with(|list| list.ids.len()), "item");
    let alike = move || {
        // Each stands at both of its items.
        let pairs = app.alike.with(|alike| alike.values().map(Vec::len).sum::<usize>() / 2);
        let pairs = Some(pairs).filter(|pairs| *pairs > 0)?;
        let words =
            if pairs == 1 { "1 pair looks alike".to_owned() } else { format!("{pairs} pairs look alike") };
        Some(
            view! { <button class="link" on:click=move |_| app.overlay.set(Overlay::Duplicates)>{words}</button> },
        )
    };
    view! {
        <section class="brief" aria-label="Refinement">
            <div><h2>{left}" to refine"</h2><p>"J and K go through them; what is mended leaves the list. " {alike}</p></div>
            <button class="btn push" on:click=move |_| copy_note(app, began)>"Copy what was refined"</button>
        </section>
        <div class="refine-timer"><Timer event=4 /></div>
    }
}

/// The item at the cursor, else the first of the list; tracked.
fn at_cursor(app: App) -> Option<Id> {
    let cursor = app.rows.selection.with(|selection| selection.cursor);
    app.list.with(|list| cursor.filter(|id| list.place(*id).is_some()).or_else(|| list.ids.first().copied()))
}

/// The item that is shown: the one at the cursor. One whose last flaw is mended leaves the list, and stays until somebody goes
/// on, which `steps` counts.
fn shown(app: App, steps: RwSignal<u32>) -> Signal<Option<Id>> {
    // The item, the one the cursor came to when it left the list, and the steps by then.
    let held = Memo::new(move |before: Option<&(Option<Id>, Option<Id>, u32)>| {
        let (now, step) = (at_cursor(app), steps.get());
        let (shown, heir, last) = before.copied().unwrap_or_default();
        let is_gone =
            |id: Id| app.list.with(|list| list.place(id).is_none()) && app.get::<Item>(id).is_some();
        let stays = shown.is_some_and(is_gone) && step == last && heir.is_none_or(|heir| now == Some(heir));
        if stays && now != shown { (shown, now, step) } else { (now, None, step) }
    });
    Signal::derive(move || held.get().0)
}

#[component]
fn AtCursor() -> impl IntoView {
    let app = use_app();
    let steps = RwSignal::new(0);
    let id = shown(app, steps);
    move || {
        app.track_content();
        let id = id.get()?;
        let (today, alike) = (browser::today(), app.alike.get());
        app.read(|workspace| {
            let tables = workspace.tables();
            let item = tables.items.get(id)?;
            let product = tables.products.get(item.product)?;
            let flaws = Radar::of(tables, product, &alike, today).flaws(item);
            let rules = product.ready.0.iter().map(|rule| (rule.text.clone(), meets(tables, item, rule)));
            let rules: Vec<(String, bool)> = rules.collect();
            let met = rules.iter().filter(|(_, is_met)| *is_met).count();
            let state = product.workflow.state(&item.status).map(|state| state.name.clone()).unwrap_or_default();
            let glyph = status_glyph(product, &item.status);
            let key = format!("{}-{}", product.key, item.number);
            let ready = ready_state(product).filter(|state| *state != item.status);
            let is_clean = flaws.is_empty();
            let found = flaws.into_iter().map(|flaw| flaw_row(app, id, flaw)).collect_view();
            let number = rules.len();
            let rules = rules.into_iter().map(|(text, is_met)| {
                let (glyph, said) = if is_met { ("s-accepted", "met") } else { ("s-idea", "not met") };
                view! { <li data-met=is_met.then_some("")><Icon name=glyph /><span>{text}<span class="aloud">{format!(", {said}")}</span></span></li> }
            });
            let rules = rules.collect_view();
            let mark = ready.map(|state| view! { <button class="btn" data-kind="primary" on:click=move |_| set_status(app, &[id], &state)>"Mark ready"</button> });
            Some(view! {
                <section class="refine" aria-label="At the cursor">
                    <div>
                        <h2><Icon name=glyph /> <span class="n">{key}</span> <button class="link" on:click=move |_| app.inspect(id)>{item.shown_title().into_owned()}</button> <span class="n">{state}</span></h2>
                        <ul class="rows flaws">{found}</ul>
                        {is_clean.then(|| view! { <p class="say">"Nothing is left to mend here."</p> })}
                    </div>
                    <div>
                        <h3>"Ready when " <span class="n">{format!("{met} of {number}")}</span></h3>
                        <ul class="ready">{rules}</ul>
                        <div class="begin">{mark}<button class="btn" on:click=move |_| skip(app, id, steps)>{if is_clean { "Next" } else { "Skip" }}</button></div>
                    </div>
                </section>
            })
        })
    }
}

/// The state in which what can be begun waits: the last that is open.
fn ready_state(product: &Product) -> Option<String> {
    product
        .workflow
        .0
        .iter()
        .rev()
        .find(|state| state.category == Category::Open)
        .map(|state| state.id.clone())
}

/// Goes on: to the one after it, or where it left the list to the one that took its place.
fn skip(app: App, shown: Id, steps: RwSignal<u32>) {
    let next = app.list.with_untracked(|list| match list.place(shown) {
        Some(place) => list.ids.get(place + 1).or(list.ids.first()).copied(),
        None => untrack(|| at_cursor(app)),
    });
    steps.update(|steps| *steps += 1);
    if let Some(next) = next {
        app.go_to(next);
    }
}

/// A flaw: what it is, what mends it, and leaving it.
fn flaw_row(app: App, id: Id, flaw: Flaw) -> AnyView {
    let item = RecordRef::to::<Item>(id);
    let number = Estimate::from_tenths;
    let (glyph, words) = match &flaw {
        Flaw::NoGoal => ("goal", "It serves no goal.".to_owned()),
        Flaw::NoStory => ("story", "It does not say for whom and why.".to_owned()),
        Flaw::NoEvidence => ("quote", "Nobody said that they need it.".to_owned()),
        Flaw::NoEstimate => ("points", "It has no estimate.".to_owned()),
        Flaw::TooLarge(size, usual) => (
            "points",
            format!(
                "{} points are more than 85 in 100 of what you finished: {}.",
                number(*size),
                number(*usual)
            ),
        ),
        Flaw::NoCriteria => ("tick", "It does not say when it is done.".to_owned()),
        Flaw::Criterion(finding) => ("tick", finding.words()),
        Flaw::TwoNeeds(one, other) => ("warn", format!("Two needs in one story: “{one}”, and “{other}”.")),
        Flaw::Questions(open) => ("help", format!("{} open.", count(*open, "question"))),
        Flaw::Waits => ("link", "It waits for something that is not done.".to_owned()),
        Flaw::Stale(days) => {
            ("clock", format!("Nobody touched it for {}. Is it still wanted?", count(*days as usize, "day")))
        }
        Flaw::Alike(other, same, of) => {
            let title =
                app.get::<Item>(*other).map(|item| item.shown_title().into_owned()).unwrap_or_default();
            let key = name_of(app, RecordRef::to::<Item>(*other));
            ("copy", format!("Much like {key}, “{title}”: {same} of {of} words are the same."))
        }
        Flaw::Rule(_, text) => ("tick", format!("{text}: nobody said so yet.")),
        Flaw::NotMet(_, text) => ("tick", format!("{text}: not so yet.")),
    };
    let anchor = format!("mend-{}", flaw.key().replace(|it: char| !it.is_ascii_alphanumeric(), "-"));
    let at = anchor.clone();
    let verb = match flaw {
        Flaw::NoGoal => "Choose a goal",
        Flaw::NoEvidence => "Use a quote",
        Flaw::NoEstimate => "Estimate",
        Flaw::TooLarge(..) | Flaw::TwoNeeds(..) => "Split in two",
        Flaw::Stale(_) => "Drop it",
        Flaw::Alike(..) => "Merge…",
        Flaw::Rule(..) => "It is so",
        Flaw::NotMet(..) => "Open",
        _ => "Write",
    };
    let (flawed, left) = (flaw.clone(), flaw.key());
    let act = move |_| {
        let anchor = Anchor::of(&at);
        match &flawed {
            Flaw::NoGoal => mend(app, item, Joint::Goal, anchor),
            Flaw::NoEvidence => quote_picker(app, id, anchor),
            Flaw::NoEstimate => estimate_at(app, vec![id], Some(anchor)),
            Flaw::TooLarge(..) | Flaw::TwoNeeds(..) => app.overlay.set(Overlay::Split(id)),
            Flaw::Stale(_) => drop_item(app, id),
            Flaw::Alike(other, ..) => {
                app.overlay.set(Overlay::Merge { ids: vec![id, *other], is_found: false });
            }
            Flaw::Rule(rule, _) => {
                let rule = rule.clone();
                app.edit("A rule of the Definition of Ready is met", |tx| {
                    command::confirm_rule(tx, id, &rule, true);
                    Ok(())
                });
            }
            flaw => {
                app.inspect(id);
                browser::focus_drawn(match flaw {
                    Flaw::NoStory => "#persona-of-story".to_owned(),
                    Flaw::Questions(_) => ".insp [aria-label='Answer'], #add-questions".to_owned(),
                    Flaw::Waits | Flaw::NotMet(..) => ".insp h2".to_owned(),
                    _ => "#add-criteria".to_owned(),
                });
            }
        }
    };
    let other = if let Flaw::Alike(other, ..) = flaw { Some(other) } else { None };
    let leave = move |_| {
        // What had the focus goes.
        browser::focus_soon(".flaws .btn, .refine .begin .btn");
        if let Some(other) = other {
            return differ(app, id, other);
        }
        let label = format!("Leave it: {}", name_of(app, item));
        if app
            .edit(label.clone(), |tx| {
                command::confirm_rule(tx, id, &left, true);
                Ok(())
            })
            .is_some()
        {
            app.say_done(label);
        }
    };
    let is_rule = matches!(flaw, Flaw::Rule(..));
    let left_as = if other.is_some() { "Not the same" } else { "Leave it" };
    let said = format!("{left_as}: {words}");
    let leave =
        (!is_rule).then(|| view! { <button class="link" aria-label=said on:click=leave>{left_as}</button> });
    view! {
        <li>
            <Icon name=glyph />
            <span class="t">{words}</span>
            <span class="end"><button class="btn" data-kind="edge" id=anchor on:click=act>{verb}</button> {leave}</span>
        </li>
    }
    .into_any()
}

fn drop_item(app: App, id: Id) {
    let state = app.get::<Item>(id).and_then(|item| app.get::<Product>(item.product)).and_then(|product| {
        let dropped = product.workflow.first(Category::Cancelled);
        dropped.map(|state| state.id.clone())
    });
    if let Some(state) = state {
        set_status(app, &[id], &state);
    }
}

/// Copies what was touched since the page was opened, with state and size.
fn copy_note(app: App, began: crate::model::Instant) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let lines = app.read(|workspace| {
        let items = workspace.tables().items.of(product.meta.id);
        let touched: Vec<&Item> = items.filter(|item| item.meta.updated_at >= began).collect();
        let touched = in_order_by(touched, |a, b| a.meta.updated_at.cmp(&b.meta.updated_at));
        let line = |item: &Item| {
            let state =
                product.workflow.state(&item.status).map(|state| state.name.as_str()).unwrap_or_default();
            let size = item.estimate.map(|size| format!(", {size} pt")).unwrap_or_default();
            format!(
                "- {}-{} {}: {}{size}",
                product.key,
                item.number,
                item.shown_title(),
                state.to_lowercase()
            )
        };
        touched.into_iter().map(line).collect::<Vec<String>>()
    });
    if lines.is_empty() {
        return app.say("Nothing was changed since this page was opened.");
    }
    let text = format!("Refinement, {}\n\n{}\n", day_text(browser::today()), lines.join("\n"));
    copy_text(app, text, "Copied what was refined".into(), crate::ui::action::NO_COPY.into());
}
