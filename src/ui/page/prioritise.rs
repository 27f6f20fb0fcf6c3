//! Over the list in the order of a score: by which method, how sure the order is, what would change it, and what came of it.

use std::time::Duration;

use leptos::prelude::*;

use super::Backlog;
use crate::analysis::score::{
    Change, Moscow, Place, Score, Scorer, Subject, changes, formula, hindsight, hundredths, off_scale, parts,
    score_words, without_a_one,
};
use crate::analysis::sprint::{range, velocity};
use crate::browser::{self, Anchor, day_text};
use crate::command;
use crate::model::kind::{FORMULAS, Field, Holds, METHODS, MOSCOW, Method, Way, formula_id};
use crate::model::{Estimate, Id, Item, RecordRef};
use crate::ui::action::{change_field, make_described, name_of, weight_menu};
use crate::ui::app::{App, at_rest, use_app};
use crate::view::{
    Column, Look, Ranking, count, disagreements, is_score, missing_input, points_words, score_field,
};
use crate::workspace::Tables;

/// How long work rests before the reasons are worked out, in milliseconds.
const REST_MS: u64 = 250;
/// So many places under the top are looked at.
const NEAR: usize = 45;
/// So many dots are drawn.
const DOTS_MOST: usize = 200;
/// From this width on, in CSS pixels, the reasons stand beside the list.
const WIDE: f64 = 1200.0;
/// So many places at the top are looked at.
const TOP: usize = 5;
/// So many other methods are set against the one in use: the most at odds.
const METHODS_MOST: usize = 3;
/// So many changes are named.
const CHANGES_MOST: usize = 6;

/// The page.
#[component]
pub fn Prioritise() -> impl IntoView {
    let app = use_app();
    let has_items = move || {
        app.track_content();
        app.product
            .get()
            .is_some_and(|product| app.read(|workspace| workspace.tables().items.count(product) > 0))
    };
    let has_items = Memo::new(move |_| has_items());
    view! {
        <div class="prioritise">
            <div id="whole">{move || has_items.get().then(|| view! { <Head /> <Why /> })}</div>
            <Backlog />
        </div>
    }
}

/// What the list is in the order of; tracked.
fn by(app: App) -> &'static Field {
    app.route
        .with(|route| route.at().map_or_else(|| score_field(&Look::default()), |at| score_field(&at.look)))
}

/// What a score is called: a method by its name.
fn name_of_score(field: &'static Field) -> &'static str {
    Method::of_score(field).map_or(field.label, |method| method.name)
}

#[component]
fn Head() -> impl IntoView {
    let app = use_app();
    let fields = move || {
        app.own.with(|own| own.of("items").into_iter().filter(|field| is_score(field)).collect::<Vec<_>>())
    };
    // As they stand in menus: the methods in their order, then a person's own.
    let choice = move |field: &'static Field| {
        let is_on = move || (by(app) == field).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| choose(app, field)>{name_of_score(field)}</button> }
    };
    let methods = move || {
        let of_methods = METHODS.iter().map(|method| method.score);
        let own = fields().into_iter().filter(|field| formula_id(field).is_some());
        of_methods.chain(own).map(choice).collect_view()
    };
    let tally = move || {
        app.ranking.with(|ranking| match ranking.unscored.len() {
            0 => format!("{} scored", ranking.order.len()),
            rest => format!("{} scored, {rest} not", ranking.order.len()),
        })
    };
    let next = move || app.ranking.with(|ranking| !ranking.unscored.is_empty());
    let ordered = move || app.ranking.with(|ranking| !ranking.order.is_empty());
    view! {
        <section class="brief" aria-label="Prioritise">
            <div class="seg" role="group" aria-label="Method">{methods}</div>
            <button class="btn" on:click=move |_| make_described(app, &FORMULAS)>"Own formula…"</button>
            <span class="push" role="status" aria-label="Scored">{tally}</span>
            {move || next().then(|| view! { <button class="btn" data-kind="edge" id="score-next" on:click=move |_| score_next(app)>"Score next"</button> })}
            {move || ordered().then(|| view! { <button class="btn" data-kind="edge" on:click=move |_| order_like_this(app)>"Order the backlog like this"</button> })}
        </section>
    }
}

/// Puts the list in the order of another score.
fn choose(app: App, field: &'static Field) {
    let first = score_field(&Look::default());
    app.look(|look| {
        look.by = (field != first).then_some(field);
        look.sort.clear();
        look.columns = None;
    });
}

/// Asks for the first input that is missing, of the first item that has no score.
fn score_next(app: App) {
    let field = untrack(|| by(app));
    let found = app.ranking.with_untracked(|ranking| {
        ranking.unscored.iter().find_map(|id| {
            let missing = app.read(|workspace| {
                let tables = workspace.tables();
                missing_input(tables, field, tables.items.get(*id)?)
            });
            Some((*id, missing?))
        })
    });
    let Some((id, missing)) = found else {
        return app.say("What is left has a 0 by which nothing can be divided.");
    };
    app.go_to(id);
    // The row has to be there before anything opens at it.
    browser::after_paint(move || {
        let anchor = Anchor::of(&format!("row-{id}"));
        let column = crate::view::column_of(missing);
        match column {
            Column::Value => {
                weight_menu(app, vec![id], column.name(), command::ItemChange::Value, Some(anchor));
            }
            Column::Effort => {
                weight_menu(app, vec![id], column.name(), command::ItemChange::Effort, Some(anchor));
            }
            _ => change_field(app, vec![RecordRef::to::<Item>(id)], missing, anchor),
        }
    });
}

fn order_like_this(app: App) {
    let Some(product) = app.product.get_untracked() else { return };
    let ids: Vec<Id> =
        app.ranking.with_untracked(|ranking| ranking.order.iter().map(|place| place.id).collect());
    let name = untrack(|| name_of_score(by(app)));
    let label = format!("Order {} by {name}", count(ids.len(), "item"));
    match app.edit(label.clone(), |tx| Ok(command::order_like(tx, product, &ids))) {
        Some(true) => {
            app.say_done(format!("{label}: the rest of the backlog follows"));
        }
        Some(false) => app.say("The backlog is in this order already."),
        None => {}
    }
}

/// Why the order is so, in words; and the picture of it.
#[derive(Clone, Default, PartialEq)]
struct Reasons {
    warnings: Vec<String>,
    fits: Option<String>,
    /// By how much the last of the top holds its place; none where nothing can be said.
    holds: Option<String>,
    /// What would change the top: whom, and what.
    changes: Vec<(Id, String)>,
    /// How much each other method agrees, and whose rank differs most.
    apart: Vec<(String, Vec<(Id, String)>)>,
    /// Each with its rank, its work and its worth, of a method that divides the one by the other.
    dots: Vec<(Id, usize, f64, f64)>,
    /// What work is called there.
    work: String,
}

impl Reasons {
    fn of(tables: &Tables, product: Id, ranking: &Ranking, field: &'static Field) -> Self {
        let mut reasons = Self { warnings: warnings(tables, ranking, field), ..Self::default() };
        reasons.fits = fits(tables, product, ranking);
        if let Some(method) = Method::of_score(field) {
            reasons.weigh(tables, ranking, method);
        }
        let key = |id: Id| tables.item_key(id).unwrap_or_default();
        let here = name_of_score(field);
        let apart = disagreements(tables, ranking, field).into_iter().take(METHODS_MOST).map(|it| {
            let words = |(id, one, two): (Id, usize, usize)| {
                let (one, two) = (place_words(one), place_words(two));
                (id, format!("{} is {one} by {here}, {two} by {}", key(id), it.other.name))
            };
            let of = count(it.of, "item");
            let agrees = format!("{} agrees by {} over {of} (Kendall’s tau)", it.other.name, rounded(it.tau));
            (agrees, it.items.into_iter().map(words).collect())
        });
        reasons.apart = apart.collect();
        reasons
    }

    /// What would change the top, and the picture.
    fn weigh(&mut self, tables: &Tables, ranking: &Ranking, method: &'static Method) {
        let top = TOP.min(ranking.order.len().saturating_sub(1));
        let part = |id: Id| parts(method, &Subject::item(tables.items.get(id)?));
        let key = |id: Id| tables.item_key(id).unwrap_or_default();
        // What stands far below comes in by nothing small.
        let near = ranking.order.get(..ranking.order.len().min(top + NEAR)).unwrap_or_default();
        let edge = top.checked_sub(1).and_then(|last| near.get(last)).zip(near.get(top));
        if let Some((last, next)) = edge {
            self.holds =
                Some(format!("{} holds its place by {}.", key(last.id), rounded(last.score - next.score)));
            let words = |change: Change| {
                let (input, verb) = (change.input, if change.comes_in { "comes in" } else { "drops out" });
                let (then, now) = (value_words(input, change.then), value_words(input, change.now));
                let of = input.label.to_lowercase();
                (change.id, format!("{} {verb} at {of} {then}, now {now}", key(change.id)))
            };
            let found = changes(method, near, top, &part).into_iter().take(CHANGES_MOST);
            self.changes = found.map(words).collect();
        }
        if method.divides_by() > 0 {
            let dot = |place: &Place| {
                let (inputs, factor) = part(place.id)?;
                let work = *inputs.last()?;
                Some((place.id, place.rank, work, place.score * work / factor.max(1e-9)))
            };
            self.dots = ranking.order.iter().take(DOTS_MOST).filter_map(dot).collect();
            self.work = method.inputs.last().map(|field| field.label.to_lowercase()).unwrap_or_default();
        }
    }
}

/// Why this order: what would change it, where the methods disagree, how it is computed, and what came of it.
#[component]
fn Why() -> impl IntoView {
    let app = use_app();
    let reasons = at_rest(
        Duration::from_millis(REST_MS),
        move || {
            app.track_content();
            (app.product.get(), app.ranking.get(), by(app))
        },
        move |(product, ranking, field)| {
            product
                .map(|product| {
                    app.read(|workspace| Reasons::of(workspace.tables(), product, &ranking, field))
                })
                .unwrap_or_default()
        },
    );
    let how = move || {
        let method = Method::of_score(by(app));
        let how = method.map_or("A formula of your own over the fields you keep.", |method| method.how);
        let risk = method.is_none_or(|method| method.way != Way::Words);
        let risk = risk.then_some(" A risk to the experience takes its share of every score. The range says where an item may stand if every score is off: by what confidence is short of 100 %, where it counts, else by a fifth.");
        view! { <p class="say">{how} {risk}</p> }
    };
    let rows = move |rows: Vec<(Id, String)>| {
        let row = |(id, words): (Id, String)| {
            view! { <li><button class="t" on:click=move |_| app.inspect(id)>{words}</button></li> }
        };
        view! { <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul> }
    };
    let top = move || {
        let (holds, changes) = reasons.with(|reasons| (reasons.holds.clone(), reasons.changes.clone()));
        let holds = holds.unwrap_or_else(|| {
            "Score two items or more by numbers, and you see how little would change the order.".to_owned()
        });
        view! { <p class="say">{holds}</p> {rows(changes)} }
    };
    let apart = move || {
        let apart = reasons.with(|reasons| reasons.apart.clone());
        let none = apart.is_empty().then(|| {
            view! { <p class="say">"Score four items by two methods, and you see where they disagree."</p> }
        });
        let one = |(agrees, items): (String, Vec<(Id, String)>)| view! { <p class="say">{agrees}</p> {rows(items)} };
        view! { {none} {apart.into_iter().map(one).collect_view()} }
    };
    let says = move || {
        let (warnings, fits) = reasons.with(|reasons| (reasons.warnings.clone(), reasons.fits.clone()));
        let warning = |line: String| view! { <p class="say" data-t="warn">{line}</p> };
        view! { {warnings.into_iter().map(warning).collect_view()} {fits.map(|fits| view! { <p class="say">{fits}</p> })} }
    };
    // Beside the list where there is room, else over it, folded away.
    let is_open = browser::view_width() >= WIDE;
    view! {
        <details class="drawing reasons" open=is_open>
            <summary>"Why this order"</summary>
            {move || reasons.with(|reasons| picture(app, reasons))}
            <section aria-label="What would change the top"><h2>{format!("What would change the top {TOP}")}</h2>{top}</section>
            <section aria-label="Where the methods disagree"><h2>"Where the methods disagree"</h2>{apart}</section>
            <section aria-label="How it is computed"><h2>"How it is computed"</h2>{how}{says}</section>
        </details>
        <CameOfIt />
    }
}

/// What speaks against the scores in view.
fn warnings(tables: &Tables, ranking: &Ranking, field: &'static Field) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(Err(error)) = formula_id(field).and_then(|id| formula(tables, id)) {
        lines.push(format!("{}: {error} Change the formula in Guide, Own formulas.", field.label));
    }
    let all = ranking.order.iter().map(|place| place.id).chain(ranking.unscored.iter().copied());
    let items: Vec<&Item> = all.filter_map(|id| tables.items.get(id)).collect();
    if let Some(scorer) = Scorer::of(tables, field) {
        let unscored = ranking.unscored.iter().filter_map(|id| tables.items.get(*id));
        let by_zero = unscored.filter(|item| scorer.score(&Subject::item(item)) == Score::ByZero).count();
        if by_zero > 0 {
            lines.push(format!("{} no score: nothing can be divided by 0.", have(by_zero)));
        }
    }
    if let Some(method) = Method::of_score(field) {
        let off =
            |item: &&Item| Some((item.shown_title().into_owned(), off_scale(method, &Subject::item(item))?));
        let off: Vec<_> = items.iter().filter_map(off).collect();
        if let Some((title, (field, scale))) = off.first() {
            let more = if off.len() > 1 { format!(", and {} more", off.len() - 1) } else { String::new() };
            lines.push(format!("“{title}”: {} is none of {scale}{more}.", field.label));
        }
        let subjects: Vec<Subject<'_>> = items.iter().map(|item| Subject::item(item)).collect();
        lines.extend(without_a_one(method, &subjects).into_iter().map(|field| {
            format!("{} has no 1: give the smallest in view a 1 and judge the others beside it.", field.label)
        }));
    }
    if *field == MOSCOW {
        let spread = Moscow::of(items.into_iter());
        let all: u64 = spread.tenths.iter().sum();
        if let Some(musts) = spread.musts() {
            let much = if musts > 60 { "more than the 60 % that leave room" } else { "no more than 60 %" };
            lines.push(format!("Musts are {musts} % of {} in view: {much}.", points_words(all as u32)));
        }
        if spread.unestimated > 0 {
            lines.push(format!("{} no estimate and do not count.", have(spread.unestimated)));
        }
    }
    lines
}

fn have(number: usize) -> String {
    if number == 1 { "1 item has".to_owned() } else { format!("{number} items have") }
}

/// How far down the order the points of a sprint reach.
fn fits(tables: &Tables, product: Id, ranking: &Ranking) -> Option<String> {
    let usual = range(&velocity(tables, product))?.middle;
    let sizes = ranking.order.iter().filter_map(|place| tables.items.get(place.id));
    let sizes: Vec<u32> = sizes.map(|item| item.estimate.map_or(0, Estimate::tenths)).collect();
    let reach = |sprints: u32| {
        let mut left = usual.saturating_mul(sprints);
        sizes.iter().take_while(|size| left.checked_sub(**size).map(|rest| left = rest).is_some()).count()
    };
    let (one, two, points) = (reach(1), reach(2), points_words(usual));
    let words = format!(
        "At your {points} a sprint, the first {one} fit into one sprint and the first {two} into two."
    );
    (usual > 0 && !sizes.is_empty()).then_some(words)
}

/// A value of an input as a person reads it.
fn value_words(field: &Field, value: f64) -> String {
    match field.holds {
        Holds::Number { unit: "%", .. } => format!("{} %", rounded(value * 100.0)),
        _ => rounded(value),
    }
}

fn rounded(value: f64) -> String {
    score_words(hundredths(value))
}

/// “1st”, “2nd”, “11th”.
fn place_words(place: usize) -> String {
    let end = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{end}")
}

/// What is worth how much for which work; the list says the same.
fn picture(app: App, reasons: &Reasons) -> Option<AnyView> {
    let most = |which: fn(&(Id, usize, f64, f64)) -> f64| reasons.dots.iter().map(which).fold(1e-9, f64::max);
    let (right, top) = (most(|dot| dot.2), most(|dot| dot.3));
    let marks = reasons.dots.iter().map(|(id, rank, work, worth)| {
        let (x, y) = ((24.0 + work / right * 250.0).round() as i32, (170.0 - worth / top * 150.0).round() as i32);
        let first = *rank <= TOP;
        let title = name_of(app, RecordRef::to::<Item>(*id));
        let name = first.then(|| view! { <text x=x + 7 y=y + 4>{rank.to_string()}</text> });
        view! { <g data-first=first.then_some("")><circle cx=x cy=y r="4"><title>{title}</title></circle>{name}</g> }
    });
    let marks = marks.collect_view();
    let work = reasons.work.clone();
    let said = format!("Worth against {work}, the first {TOP} with their ranks. The list says the same.");
    (!reasons.dots.is_empty()).then(|| {
        view! {
            <section aria-label="Worth and work">
                <h2>"Worth and work"</h2>
                <svg class="worth" viewBox="0 0 300 196" role="img" aria-label=said>
                    <path d="M20 10V174H290"></path>
                    <path class="cut" d="M149 10V174M20 95H290"></path>
                    <text x="26" y="20">"do first"</text><text x="286" y="20" text-anchor="end">"plan"</text>
                    <text x="26" y="168">"fill gaps"</text><text x="286" y="168" text-anchor="end">"leave"</text>
                    {marks}
                    <text x="155" y="190" text-anchor="middle">{work}</text>
                </svg>
            </section>
        }
        .into_any()
    })
}

/// What was expected when work was committed, beside what came.
#[component]
fn CameOfIt() -> impl IntoView {
    let app = use_app();
    let seen = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        product
            .map(|product| app.read(|workspace| hindsight(workspace.tables(), product)))
            .unwrap_or_default()
    });
    move || {
        let hindsight = seen.get();
        if hindsight.seen.is_empty() {
            return None;
        }
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), rounded);
        let rows = hindsight.seen.iter().take(20).map(|seen| {
            let id = seen.id;
            let each = seen.each.map(|(expected, came)| view! { <td class="num">{format!("{} → {}", cell(expected), cell(came))}</td> });
            let sure = seen.sure.0.map_or_else(|| "–".to_owned(), |sure| format!("{} %", rounded(sure * 100.0)));
            let came = match seen.sure.1 {
                Some(true) => "came true",
                Some(false) => "did not",
                None => "–",
            };
            view! {
                <tr>
                    <th scope="row"><button class="title" on:click=move |_| app.inspect(id)><span>{name_of(app, RecordRef::to::<Item>(id))}</span></button></th>
                    <td>{seen.on.map(day_text)}</td>
                    {each.into_iter().collect_view()}
                    <td class="num">{sure}", "{came}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let bias = hindsight.bias.iter().map(|bias| {
            let (field, ratio, of) = (bias.field, bias.ratio, bias.of);
            let words = format!(
                "{} came to {} times what was expected, over {}.",
                field.label,
                rounded(ratio),
                count(of, "item")
            );
            let take = move |_| {
                let Some(product) = app.product.get_untracked() else { return };
                let label = format!("{} × {} for all that is not begun", field.label, rounded(ratio));
                match app.edit(label.clone(), |tx| command::correct_input(tx, product, field, ratio)) {
                    Some(0) => app.say("Nothing that is not begun has this input."),
                    Some(number) => {
                        app.say_done(format!("{label}: {}", count(number, "item")));
                    }
                    None => {}
                }
            };
            let off = (ratio - 1.0).abs() > 0.05;
            let said = format!("Correct {} by it", field.label.to_lowercase());
            let button = off.then(
                || view! { <button class="link" aria-label=said on:click=take>"Correct by it"</button> },
            );
            view! { <li><span class="t">{words}</span><span class="end">{button}</span></li> }
        });
        let bias = bias.collect_view();
        let brier = hindsight.brier.map(|(brier, of)| {
            format!(
                "Brier score {} over {}: 0 is always right, 0.25 is always saying 50 %.",
                rounded(brier),
                count(of, "item")
            )
        });
        Some(view! {
            <details class="drawing">
                <summary>"What came of it"</summary>
                <section class="scroll drawn-table" tabindex="0" role="region" aria-label="What came of it">
                    <table class="table goals" data-kind="lines" aria-label="What came of it">
                        <thead><tr><th>"Committed"</th><th>"On"</th><th class="num">"Reach"</th><th class="num">"Impact"</th><th class="num">"Person-months"</th><th class="num">"Confidence"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </section>
                <ul class="rows">{bias}</ul>
                <p class="say">{brier}</p>
            </details>
        })
    }
}
