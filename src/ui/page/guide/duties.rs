//! The 67 duties: what is live, stale or was never used, and which hat is neglected.

use leptos::prelude::*;

use super::balance::{ahead_body, week_body};
use super::{Facts, facts, product_key};
use crate::analysis::{DUTY_COUNT, DutyReach, DutyState, Standing, in_need, neglect, tally};
use crate::model::Lens;
use crate::ui::action::{NO_COPY, copy_text};
use crate::ui::app::{App, use_app};
use crate::ui::component::{Icon, SplitBar};
use crate::ui::reactive::Memo;
use crate::view::{count, duty_route};

/// The hats in the order of the page: name, glyph, whose.
static HATS: [(Lens, &str, &str); 3] = [
    (Lens::Pm, "Product manager", "pm"),
    (Lens::Both, "Both hats", "both"),
    (Lens::Po, "Product owner", "po"),
];
static REACHES: [DutyReach; 3] = [DutyReach::Short, DutyReach::Medium, DutyReach::Long];

/// What the page is narrowed to: the place of a hat and of a horizon from 1, and 0 for all; the duty that is explained.
#[derive(Clone, Copy)]
struct Narrowed {
    hat: RwSignal<usize>,
    reach: RwSignal<usize>,
    open: RwSignal<usize>,
}

/// How long ago, in a cell.
fn days_words(it: &Standing) -> String {
    match (it.last, it.days) {
        (None, _) => "–".to_owned(),
        (_, 0) => "today".to_owned(),
        (_, days) => count(days.unsigned_abs() as usize, "day"),
    }
}

/// The duties the address names; none for all.
fn named(app: App) -> Vec<u8> {
    let search = app.route.with(|route| route.at().map(|at| at.search.clone())).unwrap_or_default();
    search.split(' ').filter_map(|word| word.trim_start_matches('D').parse().ok()).collect()
}

/// The page.
#[component]
pub fn Duties() -> impl IntoView {
    let app = use_app();
    let facts = facts(app);
    let narrowed = Narrowed { hat: RwSignal::new(0), reach: RwSignal::new(0), open: RwSignal::new(0) };
    let chip = move || {
        let all = named(app);
        (!all.is_empty()).then(|| {
            let words: Vec<String> = all.iter().map(|number| format!("D{number}")).collect();
            view! { <button class="chip" aria-label="Show all duties" on:click=move |_| app.search_for("")>{words.join(", ")}<Icon name="x" /></button> }
        })
    };
    let is_known = Memo::new(move |_| facts.with(|facts| !facts.all.is_empty()));
    let page = move || {
        let table = move || facts.with(|facts| bodies(app, &facts.all, narrowed));
        let copy = move |_| {
            let text = facts.with_untracked(|facts| as_text(app, &facts.all));
            copy_text(app, text, "Copied 67 duties.".into(), NO_COPY.into());
        };
        view! {
            <div class="page"><div class="two">
                <section class="sec">
                    <header><h2>"Duties"</h2><span class="n">"67, those in need first"</span><button class="link" on:click=copy>"Copy as table"</button></header>
                    <table class="table goals duties" aria-label="Duties by hat">
                        <colgroup><col class="col-key" /><col /><col class="col-to" /><col class="col-last" /><col class="col-value" /></colgroup>
                        <thead><tr><th colspan="2">"Duty"</th><th>"State"</th><th class="num">"Last done"</th><th>"Where"</th></tr></thead>
                        {table}
                    </table>
                </section>
                <div class="stack">{move || facts.with(|facts| beside(app, facts))}</div>
            </div></div>
        }
    };
    view! {
        <div class="viewbar">
            {seg("Hat", &["All", "Manager", "Both hats", "Owner"], narrowed.hat)}
            {seg("Horizon", &["Any horizon", "Short", "Medium", "Long"], narrowed.reach)}
            {chip}
        </div>
        {move || is_known.get().then(page)}
    }
}

/// One of some.
fn seg(label: &'static str, names: &'static [&'static str], chosen: RwSignal<usize>) -> AnyView {
    let choice = |(place, name): (usize, &&'static str)| {
        let is_on = move || (chosen.get() == place).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| chosen.set(place)>{*name}</button> }.into_any()
    };
    let all: Vec<AnyView> = names.iter().enumerate().map(choice).collect();
    view! { <div class="seg" role="group" aria-label=label>{all}</div> }.into_any()
}

/// The rows, hat by hat.
fn bodies(app: App, all: &[Standing], narrowed: Narrowed) -> Vec<AnyView> {
    let (hat, reach, named) = (narrowed.hat.get(), narrowed.reach.get(), named(app));
    let key = product_key(app);
    let fits = |it: &Standing| {
        (reach == 0 || REACHES.get(reach - 1) == Some(&it.duty.reach))
            && (named.is_empty() || named.contains(&it.duty.number))
    };
    let body = |(place, (lens, name, glyph)): (usize, &(Lens, &'static str, &'static str))| {
        let of_it: Vec<Standing> =
            all.iter().filter(|it| it.duty.hat == *lens && fits(it)).copied().collect();
        if of_it.is_empty() || hat != 0 && hat != place + 1 {
            return None;
        }
        let number = of_it.len();
        let counts = counts_words(&of_it);
        let rows: Vec<AnyView> =
            in_need(of_it).into_iter().map(|it| row(app, &key, it, narrowed.open)).collect();
        Some(view! {
            <tbody>
                <tr class="group"><th colspan="2" scope="rowgroup"><span class="title"><Icon name=*glyph /><span>{*name}</span><span class="n">{number}</span></span></th><th colspan="3"><span class="n">{counts}</span></th></tr>
                {rows}
            </tbody>
        }
        .into_any())
    };
    HATS.iter().enumerate().filter_map(body).collect()
}

fn counts_words(all: &[Standing]) -> String {
    let [live, stale, never] = tally(all, None);
    format!("{live} live, {stale} stale, {never} never used")
}

fn row(app: App, key: &str, it: Standing, open: RwSignal<usize>) -> AnyView {
    let number = usize::from(it.duty.number);
    let (word, glyph) = it.state().word();
    let (route, place) = duty_route(it.duty, key);
    let href = route.href();
    let tone = (it.state() == DutyState::Stale).then_some("warn");
    let is_open = move || open.get() == number;
    let explained = move || {
        is_open().then(|| {
            view! { <tr class="explained"><td></td><td colspan="4">{explain(app, it)}</td></tr> }
        })
    };
    let toggle = move |_| open.update(|open| *open = if *open == number { 0 } else { number });
    view! {
        <tr id=format!("duty-{number}")>
            <td class="key"><button title=it.duty.how aria-expanded=move || is_open().to_string() aria-label=format!("What counts as D{number}") on:click=toggle>{format!("D{number}")}</button></td>
            <td><a href=href>{it.duty.name}</a></td>
            <td><span class="state" data-t=tone><Icon name=glyph />{word}</span></td>
            <td class="num sub">{days_words(&it)}</td>
            <td class="sub">{place}</td>
        </tr>
        {explained}
    }
    .into_any()
}

/// What counts, and why the duty is as it is.
fn explain(app: App, it: Standing) -> String {
    let reason = app.read(|workspace| it.reason(workspace.tables()));
    if it.last.is_some() { format!("{} {reason}", it.duty.how) } else { reason }
}

/// What stands beside the table.
fn beside(app: App, facts: &Facts) -> AnyView {
    let neglect = neglect(&facts.all);
    let whose = match neglect.as_ref().map(|it| it.hat) {
        None => "not known yet",
        Some(Lens::Pm) => "the manager’s",
        Some(Lens::Po) => "the owner’s",
        Some(Lens::Both) => "both alike",
    };
    let key = product_key(app);
    let asks: Vec<AnyView> = neglect.iter().flat_map(|it| &it.most).map(|it| ask(app, *it, &key)).collect();
    let [live, stale, never] = tally(&facts.all, None);
    let parts = vec![("2", live), ("warn", stale), ("4", never)];
    let counts = counts_words(&facts.all);
    view! {
        <section class="sec"><header><h2>"Which hat am I neglecting?"</h2><span class="n">{whose}</span></header><ol class="asks">{asks}</ol></section>
        <section class="sec"><header><h2>"Balance of the week"</h2></header>{week_body(&facts.week)}</section>
        <section class="sec">
            <header><h2>"All duties"</h2><span class="n">{DUTY_COUNT}</span></header>
            <div class="body"><SplitBar parts /><p class="say">{counts}". Stale is more than three weeks, or twice its own rhythm. A hat is neglected when fewer of the duties it leads are live."</p></div>
        </section>
        <section class="sec"><header><h2>"Effort by horizon"</h2></header>{ahead_body(facts)}</section>
    }
    .into_any()
}

/// A duty that lies, why, and the way to it.
fn ask(app: App, it: Standing, key: &str) -> AnyView {
    let reason = app.read(|workspace| it.reason(workspace.tables()));
    let (route, place) = duty_route(it.duty, key);
    view! { <li><b>{it.duty.name}</b><p>{reason}</p><a class="btn" data-kind="edge" href=route.href()>{place}</a></li> }
        .into_any()
}

/// Every duty as a spreadsheet takes it.
fn as_text(app: App, all: &[Standing]) -> String {
    let key = product_key(app);
    let mut text = "Duty\tName\tHat\tState\tLast done\tWhere".to_owned();
    for it in all {
        let hat = HATS.iter().find(|(lens, ..)| *lens == it.duty.hat).map_or("", |(_, name, _)| name);
        let (state, days) = (it.state().word().0, days_words(it));
        let place = duty_route(it.duty, &key).1;
        let row = format!("\nD{}\t{}\t{hat}\t{state}\t{days}\t{place}", it.duty.number, it.duty.name);
        text.push_str(&row);
    }
    text
}
