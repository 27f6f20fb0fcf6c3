//! Buy-in in a sentence: how much of the power is for the vision, who is against, whom to win next.

use leptos::prelude::*;

use crate::analysis::{BuyIn, current_vision};
use crate::model::RecordRef;
use crate::model::kind::{STAKEHOLDERS, STANCE_IS};
use crate::ui::app::use_app;
use crate::ui::component::SplitBar;
use crate::ui::reactive::Memo;
use crate::view::count;

/// The stances in the order of the bar.
const FROM_THE_BEST: [&str; 4] = ["for", "neutral", "unaware", "against"];

/// The brief over the list of stakeholders.
#[component]
pub fn BuyInBrief() -> impl IntoView {
    let app = use_app();
    let buy_in = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get()?;
        Some(app.read(|workspace| {
            let version = current_vision(workspace.tables(), product).map(|vision| vision.number);
            (BuyIn::of(workspace.tables(), product), version)
        }))
    });
    move || {
        let (buy_in, version) = buy_in.get()?;
        if buy_in.all == 0 {
            return Some(view! {
                <section class="brief" aria-label="Buy-in">
                    <div><h2>"Buy-in is not known yet"</h2><p>"Note how much power each stakeholder has, from 1 to 5, and how each stands."</p></div>
                </section>
            }
            .into_any());
        }
        let what = version.map_or("the vision".to_owned(), |version| format!("version {version}"));
        let (groups, groups_for) = buy_in.groups;
        let against = if buy_in.against.is_empty() {
            String::new()
        } else {
            format!(", {} against", buy_in.against.join(" and ").to_lowercase())
        };
        let by_group =
            (groups > 0).then(|| format!(" {groups_for} of {} for it{against}.", count(groups, "group")));
        let unweighed = (buy_in.unweighed > 0)
            .then(|| format!(" {} not counted: no power noted.", count(buy_in.unweighed, "stakeholder")));
        let next = buy_in.next.clone().map(|next| {
            let record = RecordRef { table: STAKEHOLDERS.table, id: next.id };
            view! {
                " Win "
                <button class="link" on:click=move |_| app.inspect_record(record)>{next.name}</button>
                {format!(" next: buy-in would be {} %.", next.per_cent)}
            }
        });
        let tone = |key: &str| match key {
            "for" => "2",
            "neutral" => "3",
            "unaware" => "4",
            _ => "warn",
        };
        let sum = |key: &str| buy_in.by_stance.iter().find(|(it, _)| *it == key).map_or(0, |(_, sum)| *sum);
        let parts = FROM_THE_BEST.map(|key| (key, sum(key)));
        let bars = parts.map(|(key, sum)| (tone(key), usize::try_from(sum).unwrap_or(0))).to_vec();
        let named = parts.into_iter().filter(|(_, sum)| *sum > 0).map(|(key, sum)| {
            let name = STANCE_IS.word(key).map_or("", |word| word.name).to_lowercase();
            format!("{name} {} %", buy_in.share(sum))
        });
        let words: Vec<String> = named.collect();
        Some(view! {
            <section class="brief" aria-label="Buy-in">
                <div>
                    <h2>{format!("{} % of the power is for {what}", buy_in.per_cent())}</h2>
                    <p>{format!("{} of {}.", buy_in.power_for(), buy_in.all)}{by_group}{next}{unweighed}</p>
                </div>
                <div class="buyin push"><SplitBar parts=bars /><span class="n">{words.join(", ")}</span></div>
            </section>
        }
        .into_any())
    }
}
