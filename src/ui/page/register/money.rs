//! What money says over its lists: what is spent of what was planned, which offer is the cheapest, which case is worth most.

use leptos::prelude::*;

use crate::analysis::{Flows, Spent, offers, spent_by_initiative, spent_by_month};
use crate::browser;
use crate::model::kind::{BUSINESS_CASES, SUPPLIERS};
use crate::model::{Id, RecordRef, fold, format_measure, in_order_of};
use crate::ui::app::use_app;
use crate::ui::component::{TableCell, brief, read_table};
use crate::view::count;

fn sum(hundredths: i64) -> String {
    format_measure(hundredths, "")
}

/// A month, given as `2026-11`, as a person reads it.
fn month_name(month: String) -> String {
    format!("{month}-01").parse().map_or(month, |day| browser::month_text(day, true))
}

/// What is spent, by initiative and by month.
#[component]
pub fn CostsBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let (by_initiative, by_month) = app.read(|workspace| {
            let tables = workspace.tables();
            (spent_by_initiative(tables, product), spent_by_month(tables, product))
        });
        let (planned, actual) = by_month.iter().fold((0_i64, 0_i64), |all, it| {
            (all.0.saturating_add(it.planned), all.1.saturating_add(it.actual))
        });
        let left = planned - actual;
        let words = if left < 0 {
            format!("{} more than planned.", sum(-left))
        } else {
            format!("{} of it left.", sum(left))
        };
        let rows = |all: Vec<Spent>, none: &'static str, named: fn(String) -> String| {
            let row = |it: Spent| {
                let left = it.planned - it.actual;
                let name = if it.of.is_empty() { none.to_owned() } else { named(it.of) };
                vec![
                    TableCell::words(name),
                    TableCell::number(sum(it.planned)),
                    TableCell::number(sum(it.actual)),
                    TableCell::number(sum(left)),
                ]
            };
            all.into_iter().map(row).collect::<Vec<_>>()
        };
        Some(view! {
            {brief("Costs", format!("{} spent of {} planned", sum(actual), sum(planned)), words)}
            <div class="two" data-kind="equal">
                {read_table("Costs by initiative", &["Initiative", "Planned", "Actual", "Left"], rows(by_initiative, "No initiative", |name| name))}
                {read_table("Costs by month", &["Month", "Planned", "Actual", "Left"], rows(by_month, "No month", month_name))}
            </div>
        })
    }
}

/// Offers for the same beside each other.
#[component]
pub fn OffersBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let all = app.read(|workspace| offers(workspace.tables(), product));
        let first = all.first()?.clone();
        let mut cheapest = (fold(&first.of), first.total);
        let row = |offer: crate::analysis::Offer| {
            if fold(&offer.of) != cheapest.0 {
                cheapest = (fold(&offer.of), offer.total);
            }
            let more = offer.total - cheapest.1;
            let (once, yearly, years) = offer.parts;
            let more = if more == 0 { "–".to_owned() } else { format!("{} more", sum(more)) };
            vec![
                TableCell::record(offer.name, RecordRef { table: SUPPLIERS.table, id: offer.supplier }),
                TableCell::words(offer.of),
                TableCell::number(sum(once)),
                TableCell::number(format!("{} × {years}", sum(yearly))),
                TableCell::number(sum(offer.total)),
                TableCell::words(more),
            ]
        };
        let rows = all.into_iter().map(row).collect();
        Some(read_table(
            "Offers",
            &["Supplier", "For what", "Once", "Yearly", "In all", "Beside the cheapest"],
            rows,
        ))
    }
}

/// Which business case comes first, and whether it depends on how one counts.
#[component]
pub fn CasesBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let cases: Vec<(Id, String, Flows)> = app.read(|workspace| {
            let all = workspace.tables().described_of(&BUSINESS_CASES, product).into_iter();
            all.filter_map(|it| Some((it.meta.id, it.name().to_owned(), Flows::of(it)?))).collect()
        });
        let first_by = |worth: fn(&Flows) -> Option<f64>| {
            let ranked = cases.iter().filter_map(|(_, name, flows)| Some((worth(flows)?, name.as_str())));
            let ranked = in_order_of(ranked.collect(), |(worth, _): &(f64, &str)| (-worth * 1e6) as i64);
            ranked.first().map(|(_, name)| (*name).to_owned())
        };
        let by = [
            ("NPV", first_by(|flows| flows.npv(flows.rate))),
            ("ROI", first_by(Flows::roi)),
            ("IRR", first_by(|flows| flows.irr().first().copied().filter(|_| flows.irr().len() == 1))),
        ];
        let named: Vec<String> =
            by.iter().filter_map(|(how, name)| Some(format!("by {how} “{}”", name.as_ref()?))).collect();
        let firsts: Vec<&String> = by.iter().filter_map(|(_, name)| name.as_ref()).collect();
        let first = firsts.first()?;
        if cases.len() < 2 {
            return None;
        }
        let agree = firsts.iter().all(|other| other == first);
        let (heading, words) = if agree {
            (
                format!("“{first}” comes first"),
                format!("By NPV, ROI and IRR, of {}.", count(cases.len(), "case")),
            )
        } else {
            (
                "It depends on how you count".to_owned(),
                format!(
                    "First comes {}. NPV says which leaves more money; ROI and IRR favour what is small and quick.",
                    named.join(", ")
                ),
            )
        };
        Some(brief("Business cases", heading, words))
    }
}
