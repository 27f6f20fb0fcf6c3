//! How far a quarter reaches down the list of initiatives, in the order it stands in.

use leptos::prelude::*;

use crate::model::{Estimate, Initiative, Product};
use crate::ui::app::use_app;
use crate::view::count;

/// How many months are looked at.
const MONTHS: u32 = 3;

/// The brief over the list: what fits into a quarter, and where the line falls.
#[component]
pub fn CutLine() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get().and_then(|id| app.get::<Product>(id))?;
        let list = app.list.get();
        let open = app.overview.with(|overview| {
            list.ids.iter().map(|id| overview.initiative(*id).open_tenths).collect::<Vec<u32>>()
        });
        let all: u32 = open.iter().sum();
        let Some(capacity) = product.capacity else {
            let words = format!(
                "{} open points under these. Say what a month holds, and the line shows what fits.",
                Estimate::from_tenths(all)
            );
            return (all > 0).then(|| view! {
                <section class="brief" aria-label="What fits"><div><h2>"How much of it fits?"</h2><p>{words} " " <a class="link" href="#/settings/workflow">"Working days and capacity"</a></p></div></section>
            }.into_any());
        };
        let holds = capacity.saturating_mul(MONTHS);
        let (mut sum, mut fitting) = (0, 0usize);
        for tenths in &open {
            if sum + tenths > holds {
                break;
            }
            sum += tenths;
            fitting += 1;
        }
        let last =
            fitting.checked_sub(1).and_then(|at| list.ids.get(at)).and_then(|id| app.get::<Initiative>(*id));
        let number = Estimate::from_tenths;
        let heading = match last {
            _ if fitting == list.ids.len() => "All of it fits into a quarter".to_owned(),
            Some(last) => format!("A quarter reaches down to “{}”", last.name),
            None => "The first does not fit into a quarter".to_owned(),
        };
        let below = list.ids.len() - fitting;
        let words = format!(
            "In this order, {} of {} open points fit into the {} of three months; {} below the line.",
            number(sum),
            number(all),
            number(holds),
            count(below, "initiative"),
        );
        Some(view! { <section class="brief" aria-label="What fits"><div><h2>{heading}</h2><p>{words}</p></div></section> }.into_any())
    }
}
