//! What waits for what, in words: what does not fit first, and how much room there is elsewhere.

use leptos::prelude::*;

use crate::analysis::flow::past_weeks;
use crate::analysis::plan::{Dependency, Fit, Plan, RUNS, Shares, critical_shares};
use crate::browser::{self, day_text, span_text};
use crate::model::{Id, RecordRef, in_order_of};
use crate::ui::action::move_to_fit;
use crate::ui::app::{App, use_app};
use crate::ui::component::{EmptyState, Icon};
use crate::ui::reactive::Memo;
use crate::view::{count, table_glyph};

/// The list.
#[component]
pub fn Dependencies() -> impl IntoView {
    let app = use_app();
    let plan = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let plan = Plan::of(tables, product)?;
            let today = browser::today();
            let shares = critical_shares(&plan, &past_weeks(tables, product, today), today);
            Some((plan, shares))
        })
    });
    move || {
        let Some((plan, shares)) = plan.get().filter(|(plan, _)| !plan.dependencies.is_empty()) else {
            return view! {
                <EmptyState heading="Nothing waits for anything yet" words="Open an initiative, a release or a milestone, and add to “Waits for” what has to be over first. The timeline draws it, says where the days do not fit, and what the end of the plan hangs on." />
            }
            .into_any();
        };
        let order = |it: &Dependency| match plan.fit(it) {
            Fit::Early(days, _) => i64::from(-days),
            Fit::Unknown => i64::MAX,
            Fit::Spare(days) => i64::from(days) + 1,
        };
        let how = match &shares {
            Ok(_) => format!(
                "“Critical in … % of runs”: {RUNS} times, each initiative takes as long as its work would in weeks drawn from your own past ones; the share is how often the end of the plan hangs on it."
            ),
            Err(reason) => format!("How often the end would hang on each is not known: {reason}"),
        };
        let shares = shares.unwrap_or_default();
        let rows = in_order_of(plan.dependencies.clone(), order);
        let rows = rows.into_iter().map(|it| row(app, &plan, &shares, it)).collect_view();
        view! {
            <section class="scroll" tabindex="0" aria-label="Dependencies">
                <table class="table goals" data-kind="lines" aria-label="Dependencies">
                    <colgroup><col /><col /><col class="col-to" /><col class="col-fit" /></colgroup>
                    <thead><tr><th>"What waits"</th><th>"Until this is over"</th><th>"Days between"</th><th>"Does it fit?"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="say">{how}</p>
            </section>
        }
        .into_any()
    }
}

/// In how many runs the end of the plan hangs on a record; all or none say no more than the critical path does.
pub fn share_words(shares: &Shares, id: Id) -> Option<String> {
    let share = shares.get(&id).filter(|share| (1..100).contains(*share))?;
    Some(format!("critical in {share} % of runs"))
}

/// A thing, with its days.
fn thing(app: App, plan: &Plan, shares: &Shares, place: usize) -> Option<AnyView> {
    let thing = plan.things.get(place)?;
    let record: RecordRef = thing.record;
    let days = thing.days.map_or_else(|| "no days yet".to_owned(), span_text);
    let critical = plan.is_critical(record.id).then_some(", critical");
    let share = share_words(shares, record.id).map(|words| format!(", {words}"));
    Some(
        view! {
            <span class="with-days">
                <button class="title" on:click=move |_| app.inspect_record(record)>
                    <Icon name=table_glyph(record.table) />
                    <span>{thing.name.clone()}</span>
                </button>
                <span class="n">{days} {critical} {share}</span>
            </span>
        }
        .into_any(),
    )
}

fn row(app: App, plan: &Plan, shares: &Shares, it: Dependency) -> AnyView {
    let fits = match plan.fit(&it) {
        Fit::Unknown => view! { <span class="sub">"Not known: one has no days."</span> }.into_any(),
        Fit::Spare(0) => view! { <span class="sub">"Just so"</span> }.into_any(),
        Fit::Spare(days) => {
            view! { <span class="sub">{format!("{} to spare", count(days as usize, "working day"))}</span> }
                .into_any()
        }
        Fit::Early(days, first) => {
            let record = plan.things.get(it.to).map(|thing| thing.record);
            let shift = move |_| {
                if let Some(record) = record {
                    move_to_fit(app, record, first);
                }
            };
            view! {
                <span class="state" data-t="bad"><Icon name="warn" />{format!("{} too early", count(days as usize, "day"))}</span>
                " "
                <button class="link" on:click=shift>{format!("Shift to {}", day_text(first))}</button>
            }
            .into_any()
        }
    };
    let lag = (it.lag != 0).then(|| it.lag.to_string());
    view! { <tr><td>{thing(app, plan, shares, it.to)}</td><td>{thing(app, plan, shares, it.from)}</td><td class="sub">{lag}</td><td>{fits}</td></tr> }
        .into_any()
}
