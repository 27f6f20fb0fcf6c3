//! The market as a matrix: what products of it must be able to do, and how good each is at it.

use leptos::prelude::*;

use crate::analysis::{Rated, latest_ratings, standing, unproven};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{
    CAPABILITIES, CAPABILITY_WEIGHT, COMPETITORS, Field, OURS, RATED, RATED_ON, RATING, RATINGS,
};
use crate::model::{Id, RecordRef, link_text};
use crate::ui::action::{change_field, go_to_tab, make_described};
use crate::ui::app::{App, MenuItem, use_app};
use crate::view::{Place, Tab, count};
use crate::workspace::Values;

/// Notes how good a competitor is at a capability today.
fn rate(app: App, capability: RecordRef, who: Id, rating: i64) {
    let values: [(&Field, serde_json::Value); 3] = [
        (&RATED, link_text(COMPETITORS.table, who).into()),
        (&RATING, rating.into()),
        (&RATED_ON, browser::today().to_string().into()),
    ];
    let label = format!("Rating: {rating}");
    if app.edit(label.clone(), |tx| command::add_row(tx, capability, &[], &RATINGS, None, &values)).is_some()
    {
        app.announce(label);
    }
}

fn rate_menu(app: App, capability: RecordRef, who: Id, current: Option<i64>, anchor: Anchor) {
    let words = ["not there", "poor", "good", "better than anybody asks"];
    let item = |(rating, words): (i64, &str)| {
        let item =
            MenuItem::new("", format!("{rating}, {words}"), move || rate(app, capability, who, rating));
        MenuItem { checked: Some(current == Some(rating)), ..item }
    };
    let items = (0..).zip(words).map(item).collect();
    app.offer("How good are they at it?", anchor, items);
}

/// Where a rating moved since an earlier day, what it was, to be seen and in words.
fn moved(rated: Rated) -> (Option<String>, String) {
    let Some((before, on)) = rated.before.filter(|(before, _)| *before != rated.now) else {
        return Default::default();
    };
    let day = on.map_or(String::new(), |on| format!(" on {}", browser::day_text(on)));
    (Some(format!("{before} →")), format!(", {before}{day}"))
}

/// The matrix, and where we stand.
#[component]
pub fn Market() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let (weights, competitors) = app.read(|workspace| {
            let tables = workspace.tables();
            let all = tables.described_of(&COMPETITORS, product).into_iter();
            (standing(tables, product), all.map(|it| (it.meta.id, it.name().to_owned())).collect::<Vec<_>>())
        });
        let [behind, level, ahead] = weights;
        let all: i64 = weights.iter().sum();
        let heading = if all == 0 {
            "Where you stand is not known yet".to_owned()
        } else {
            format!("Behind in {} % of what counts", (behind * 100 + all / 2) / all)
        };
        let words = if all == 0 {
            "Rate yourself and each competitor from 0 to 3.".to_owned()
        } else {
            format!("By weight: {behind} behind, {level} level, {ahead} ahead.")
        };
        let heads = competitors.iter().map(|(id, name)| {
            let record = RecordRef { table: COMPETITORS.table, id: *id };
            view! { <th class="num"><button class="link" on:click=move |_| app.inspect_record(record)>{name.clone()}</button></th> }
        });
        let heads = heads.collect_view();
        let rows = app.read(|workspace| {
            let all = workspace.tables().described_of(&CAPABILITIES, product);
            let row = |it: &crate::workspace::Described| {
                let record = RecordRef { table: CAPABILITIES.table, id: it.meta.id };
                let latest = latest_ratings(it);
                let best = latest.values().map(|it| it.now).max();
                let ours = it.number(&OURS);
                let own = format!("ours-{}", it.meta.id);
                let at = own.clone();
                let tone = ours.zip(best).is_some_and(|(ours, best)| ours < best).then_some("warn");
                let name = it.name().to_owned();
                let cells = competitors.iter().map(|(who, rival)| {
                    let (who, rated) = (*who, latest.get(who).copied());
                    let rating = rated.map(|it| it.now);
                    let id = format!("rate-{}-{who}", record.id);
                    let at = id.clone();
                    let rows = it.rows(&RATINGS).into_iter().map(Values);
                    let days: Vec<String> = rows
                        .filter(|row| row.linked(&RATED).first().is_some_and(|(_, id)| *id == who))
                        .filter_map(|row| Some(format!("{} on {}", row.number(&RATING)?, browser::day_text(row.day(&RATED_ON)?))))
                        .collect();
                    let (before, was) = rated.map(moved).unwrap_or_default();
                    let said = format!("{rival} at {name}: {}{was}", rating.map_or("not rated".to_owned(), |it| it.to_string()));
                    view! {
                        <td class="num" data-head=rival.clone()><button class="cell sub" id=id aria-haspopup="menu" aria-label=said title=days.join(", then ") on:click=move |_| rate_menu(app, record, who, rating, Anchor::of(&at))>{before.map(|before| view! { <span class="n">{before}</span> " " })}{rating.map_or("–".to_owned(), |it| it.to_string())}</button></td>
                    }
                });
                let cells = cells.collect_view();
                let said = format!("Ours at {name}: {}", ours.map_or("not rated".to_owned(), |it| it.to_string()));
                view! {
                    <tr data-open=move || app.open_mark(record)>
                        <th scope="row"><button class="title" on:click=move |_| app.inspect_record(record)><span>{name.clone()}</span></button></th>
                        <td class="num sub" data-head="Weight">{it.number(&CAPABILITY_WEIGHT)}</td>
                        <td class="num" data-head="Ours"><button class="cell state" id=own aria-haspopup="menu" data-t=tone aria-label=said on:click=move |_| change_field(app, vec![record], &OURS, Anchor::of(&at))>{ours.map_or("–".to_owned(), |it| it.to_string())}</button></td>
                        {cells}
                    </tr>
                }
            };
            all.into_iter().map(row).collect_view()
        });
        Some(view! {
            <section class="brief" aria-label="Where we stand">
                <div><h2>{heading}</h2><p>{words}</p></div>
                <button class="btn" on:click=move |_| go_to_tab(app, Place::Discovery, Tab::Kind(&COMPETITORS))>{count(competitors.len(), "competitor")}</button>
                <button class="btn" data-kind="edge" on:click=move |_| make_described(app, &COMPETITORS)>"Add competitor"</button>
            </section>
            <section class="scroll drawn-table" tabindex="0" role="region" aria-label="Capabilities and competitors">
                <table class="table goals" data-kind="lines" aria-label="Capabilities and competitors">
                    <thead><tr><th>"Capability"</th><th class="num">"Weight"</th><th class="num">"Ours"</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        })
    }
}

/// How many claims nothing proves.
#[component]
pub fn ClaimsBrief() -> impl IntoView {
    let app = use_app();
    move || {
        app.track_content();
        let product = app.product.get()?;
        let bare = app.read(|workspace| unproven(workspace.tables(), product)).len();
        let heading = if bare == 0 {
            "Everything that is said has its proof".to_owned()
        } else {
            format!("{} without proof", count(bare, "claim"))
        };
        Some(view! {
            <section class="brief" aria-label="Claims"><div><h2>{heading}</h2><p>"What makes a claim true is an item, an initiative or a release: planned until it is out."</p></div></section>
        })
    }
}
