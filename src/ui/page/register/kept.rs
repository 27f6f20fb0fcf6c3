//! How often promises were kept, in a sentence for each band of odds.

use leptos::prelude::*;

use crate::analysis::kept_by_odds;
use crate::ui::app::use_app;
use crate::view::count;

/// The brief over the list of promises.
#[component]
pub fn KeptBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let bands = app.read(|workspace| kept_by_odds(workspace.tables(), product));
        let (kept, ended) = bands.iter().fold((0, 0), |sum, band| (sum.0 + band.kept, sum.1 + band.ended));
        let heading = match ended {
            0 => "No promise has ended yet".to_owned(),
            _ => format!("{kept} of {} kept", count(ended, "promise")),
        };
        let lines = bands.iter().map(|band| {
            let of = match band.odds {
                Some((least, most)) => format!("told with {least} to {most} %"),
                None => "told without odds".to_owned(),
            };
            format!("{} of {} {of}", band.kept, band.ended)
        });
        let words = match ended {
            0 => "Say of each whether it was kept or late: then you see how far your odds can be trusted."
                .to_owned(),
            _ => format!("Kept: {}.", lines.collect::<Vec<_>>().join(", ")),
        };
        Some(view! {
            <section class="brief" aria-label="Promises kept"><div><h2>{heading}</h2><p>{words}</p></div></section>
        })
    }
}
