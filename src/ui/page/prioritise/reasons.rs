//! Why the list is in this order: what would change it, where the methods disagree, how it is computed, what speaks against it.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::{by, listed, rounded};
use crate::analysis::score::{
    Moscow, QUADRANTS, RankPlace, RankShift, Scorable, Score, Scorer, changes, formula, off_scale, parts,
    without_a_one,
};
use crate::browser;
use crate::model::kind::{FORMULA, FORMULAS, Field, Holds, MOSCOW, Method, Way, formula_id};
use crate::model::{Id, Pace, RecordRef};
use crate::ui::action::name_of;
use crate::ui::app::{App, SearchTask, pace, search_at_rest, use_app};
use crate::ui::reactive::Memo;
use crate::view::{Ranking, count, disagreements, name_of_score, points_words};
use crate::workspace::{Tables, Workspace};

/// How long work rests before the reasons are worked out, in milliseconds.
const REST_MS: u64 = 250;
/// So many places under the top are looked at.
const NEAR: usize = 45;
/// So many dots are drawn.
const DOTS_MOST: usize = 200;
/// From this width on, in CSS pixels, the reasons stand beside the list.
const WIDE: f64 = 1384.0;
/// So many places at the top can be looked at.
const TOPS: [usize; 4] = [5, 10, 20, 50];
/// So many other methods are set against the one in use: the most at odds.
const METHODS_MOST: usize = 3;
/// So many changes are named.
const CHANGES_MOST: usize = 6;

/// Why the order is so, in words; and the picture of it.
#[derive(Clone, Default, PartialEq)]
struct Reasons {
    /// What speaks for or against the scores, and whether it warns.
    says: Vec<(bool, String)>,
    /// By how much the last of the top holds its place; none where nothing can be said.
    holds: Option<String>,
    /// How many are the top.
    top: usize,
    /// What would change the top: whom, and what.
    changes: Vec<(Id, String)>,
    /// How much each other method agrees, and whose rank differs most.
    apart: Vec<(String, Vec<(Id, String)>)>,
    /// Each with its rank, its work and its worth, of a method that divides the one by the other.
    dots: Vec<(Id, usize, f64, f64)>,
    /// What work is called there.
    work: String,
    /// The least and the most on both axes, where work and worth have a scale.
    scale: Option<(i64, i64)>,
}

impl Reasons {
    async fn of(of: Of<'_>, field: &'static Field, top: usize, pace: &Pace) -> Self {
        let mut reasons = Self { says: says(of, field), ..Self::default() };
        pace.step().await;
        if let Some(scorer) = Scorer::of(of.tables(), field) {
            reasons.weigh(of, &scorer, top);
        }
        let here = name_of_score(field);
        let apart = disagreements(of.tables(), of.table, of.ranking, field, pace).await;
        let apart = apart.into_iter().take(METHODS_MOST).map(|it| {
            let words = |(id, one, two): (Id, usize, usize)| {
                let (one, two) = (place_words(one), place_words(two));
                (id, format!("{} is {one} by {here}, {two} by {}", of.key(id), it.other.name))
            };
            let over = count(it.of, of.noun);
            let agrees =
                format!("{} agrees by {} over {over} (Kendall’s tau)", it.other.name, rounded(it.tau));
            (agrees, it.items.into_iter().map(words).collect())
        });
        reasons.apart = apart.collect();
        reasons
    }

    /// What would change the top, and the picture.
    fn weigh(&mut self, of: Of<'_>, scorer: &Scorer, top: usize) {
        let order = &of.ranking.order;
        let top = top.min(order.len().saturating_sub(1));
        let part = |id: Id| parts(scorer, &of.subject(id)?);
        // What stands far below comes in by nothing small.
        let near = order.get(..order.len().min(top + NEAR)).unwrap_or_default();
        self.top = top;
        let edge = top.checked_sub(1).and_then(|last| near.get(last)).zip(near.get(top));
        if let Some((last, next)) = edge {
            self.holds = Some(format!(
                "{} holds its place by a score of {}.",
                of.key(last.id),
                rounded(last.score - next.score)
            ));
            let words = |change: RankShift| {
                let (input, verb) = (change.input, if change.comes_in { "comes in" } else { "drops out" });
                let (then, now) = (value_words(input, change.then), value_words(input, change.now));
                let input = input.label.to_lowercase();
                (change.id, format!("{} {verb} at {input} {then}, now {now}", of.key(change.id)))
            };
            let found = changes(scorer, near, top, &part).into_iter().take(CHANGES_MOST);
            self.changes = found.map(words).collect();
        }
        if let Scorer::Method(method) = scorer
            && method.divides_by() > 0
        {
            let dot = |place: &RankPlace| {
                let (inputs, factor) = part(place.id)?;
                let work = *inputs.last()?;
                Some((place.id, place.rank, work, place.score * work / factor.max(1e-9)))
            };
            self.dots = order.iter().take(DOTS_MOST).filter_map(dot).collect();
            let work = method.inputs.last();
            self.work = work.map(|field| field.label.to_lowercase()).unwrap_or_default();
            self.scale = work.and_then(|field| match field.holds {
                Holds::Scale(least, most) => Some((least, most)),
                _ => None,
            });
        }
    }
}

/// What is in order, and how: records of a table with their ranks.
#[derive(Clone, Copy)]
struct Of<'a> {
    workspace: &'a Workspace,
    table: &'static str,
    noun: &'static str,
    ranking: &'a Ranking,
}

impl<'a> Of<'a> {
    fn tables(self) -> &'a Tables {
        self.workspace.tables()
    }

    fn subject(self, id: Id) -> Option<Scorable<'a>> {
        Scorable::of(self.tables(), RecordRef { table: self.table, id })
    }

    fn key(self, id: Id) -> String {
        self.workspace.address_of(RecordRef { table: self.table, id }).unwrap_or_default()
    }

    /// “1 item has”, “2 items have”.
    fn have(self, number: usize) -> String {
        [count(number, self.noun), if number == 1 { " has" } else { " have" }.to_owned()].concat()
    }
}

/// Why this order: what would change it, where the methods disagree, how it is computed, and what came of it.
#[component]
pub fn Why() -> impl IntoView {
    let app = use_app();
    // Beside the list where there is room, else over it, folded away until somebody asks.
    let asked = RwSignal::new(None::<bool>);
    let most = RwSignal::new(5usize);
    let is_open = move || asked.get().unwrap_or_else(|| browser::view_width() >= WIDE);
    let (reasons, set) = Memo::set_later(Reasons::default());
    let asked_for = move || (is_open(), app.ranking.get(), by(app), most.get());
    let search = move || -> Option<SearchTask> {
        let (is_open, ranking, field, most) = untrack(asked_for);
        let Some(field) = field.filter(|_| is_open) else {
            set(Reasons::default());
            return None;
        };
        let ((table, noun), workspace) = (listed(app), app.read(Workspace::clone));
        Some(Box::pin(async move {
            let of = Of { workspace: &workspace, table, noun, ranking: &ranking };
            set(Reasons::of(of, field, most, &pace()).await);
        }))
    };
    search_at_rest(app, Duration::from_millis(REST_MS), move || drop(asked_for()), Rc::new(search));
    let how = move || {
        let by = by(app)?;
        let method = Method::of_score(by);
        let how = method.map_or_else(|| own_formula(app, by), |method| method.how.to_owned());
        let risk = method.is_none_or(|method| method.way != Way::Words);
        let risk = risk.then_some(" A risk to the experience takes its share of every score. The range says where each may stand if every score is off: by what confidence is short of 100 %, where it counts, else by a fifth.");
        Some(view! { <p class="say">{how} {risk}</p> })
    };
    let rows = move |rows: Vec<(Id, String)>| {
        let row = |(id, words): (Id, String)| {
            view! { <li><button class="t" on:click=move |_| app.inspect_record(app.listed(id))>{words}</button></li> }
        };
        view! { <ul class="rows">{rows.into_iter().map(row).collect_view()}</ul> }
    };
    let heading = move || match reasons.with(|reasons| reasons.top) {
        0 => format!("What would change the top {}", most.get()),
        top => format!("What would change the top {top}"),
    };
    let tops = TOPS.map(|top| {
        let is_on = move || (most.get() == top).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| most.set(top)>{top}</button> }
    });
    let top = move || {
        let (holds, changes) = reasons.with(|reasons| (reasons.holds.clone(), reasons.changes.clone()));
        let holds = holds.unwrap_or_else(|| {
            "With two or more that a method scores by numbers, you see how little would change the order."
                .to_owned()
        });
        view! { <p class="say">{holds}</p> {rows(changes)} }
    };
    let apart = move || {
        let apart = reasons.with(|reasons| reasons.apart.clone());
        let none = apart.is_empty().then(|| {
            view! { <p class="say">"Score four by two methods, and you see where they disagree."</p> }
        });
        let one = |(agrees, items): (String, Vec<(Id, String)>)| view! { <p class="say">{agrees}</p> {rows(items)} };
        view! { {none} {apart.into_iter().map(one).collect_view()} }
    };
    let says = move || {
        let says = reasons.with(|reasons| reasons.says.clone());
        let say = |(warns, line): (bool, String)| view! { <p class="say" data-t=warns.then_some("warn")>{line}</p> };
        says.into_iter().map(say).collect_view()
    };
    let toggle = move |_| {
        let is_seen = browser::by_id("reasons").is_some_and(|body| body.offset_height() > 0);
        asked.set(Some(!is_seen));
    };
    view! {
        <div class="drawing reasons" data-asked=move || asked.get().map(|asked| asked.to_string())>
            <button class="btn" aria-expanded=move || is_open().to_string() aria-controls="reasons" on:click=toggle>"Why this order"</button>
            <div id="reasons">
                {move || reasons.with(|reasons| picture(app, reasons))}
                <section aria-label="What would change the top"><h2>{heading}</h2><div class="seg" role="group" aria-label="How many are the top">{tops.collect_view()}</div>{top}</section>
                <section aria-label="Where the methods disagree"><h2>"Where the methods disagree"</h2>{apart}</section>
                <section aria-label="How it is computed"><h2>"How it is computed"</h2>{how}{says}</section>
            </div>
        </div>
    }
}

/// A formula as it is written.
fn own_formula(app: App, field: &Field) -> String {
    let text = app.read(|workspace| {
        let kept = workspace.tables().described(&FORMULAS, formula_id(field)?)?;
        Some(kept.words(&FORMULA).to_owned())
    });
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| "nothing yet".to_owned());
    format!("{} = {text}.", field.label)
}

/// What speaks for or against the scores in view, and whether it warns.
fn says(of: Of<'_>, field: &'static Field) -> Vec<(bool, String)> {
    let (tables, ranking) = (of.tables(), of.ranking);
    let mut lines: Vec<String> = Vec::new();
    if let Some(Err(error)) = formula_id(field).and_then(|id| formula(tables, id)) {
        lines.push(format!("{}: {error} Change the formula in Guide, Own formulas.", field.label));
    }
    let all = ranking.order.iter().map(|place| place.id).chain(ranking.unscored.iter().copied());
    let all: Vec<Id> = all.collect();
    if let Some(scorer) = Scorer::of(tables, field) {
        let unscored = ranking.unscored.iter().filter_map(|id| of.subject(*id));
        let by_zero = unscored.filter(|subject| scorer.score(subject) == Score::ByZero).count();
        if by_zero > 0 {
            lines.push(format!("{} no score: nothing can be divided by 0.", of.have(by_zero)));
        }
    }
    if let Some(method) = Method::of_score(field) {
        let off = |id: &Id| Some((*id, off_scale(method, &of.subject(*id)?)?));
        let off: Vec<_> = all.iter().filter_map(off).collect();
        if let Some((id, (field, scale))) = off.first() {
            let more = if off.len() > 1 { format!(", and {} more", off.len() - 1) } else { String::new() };
            lines.push(format!("{}: {} is none of {scale}{more}.", of.key(*id), field.label));
        }
        let subjects: Vec<Scorable<'_>> = all.iter().filter_map(|id| of.subject(*id)).collect();
        lines.extend(without_a_one(method, &subjects).into_iter().map(|field| {
            format!("{} has no 1: give the smallest in view a 1 and judge the others beside it.", field.label)
        }));
    }
    let mut shares = None;
    if *field == MOSCOW {
        let spread = Moscow::of(all.iter().filter_map(|id| tables.items.get(*id)));
        let all: u64 = spread.tenths.iter().sum();
        shares = spread.shares().map(|(musts, coulds)| {
            let all = points_words(all as u32);
            let words = format!("Musts are {musts} % of {all} in view, coulds {coulds} %: up to 60 % and about 20 % leave room.");
            (!Moscow::is_sound((musts, coulds)), words)
        });
        if spread.unestimated > 0 {
            lines.push(format!("{} no estimate and do not count.", of.have(spread.unestimated)));
        }
    }
    shares.into_iter().chain(lines.into_iter().map(|line| (true, line))).collect()
}

/// A value of an input as a person reads it.
fn value_words(field: &Field, value: f64) -> String {
    match field.holds {
        Holds::Number { unit: "%", .. } => format!("{} %", rounded(value * 100.0)),
        _ => rounded(value),
    }
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
    // Without a scale the middle is half of the most.
    let (least, right, top) = match reasons.scale {
        Some((least, most)) => (least as f64, most as f64, most as f64),
        None => (0.0, most(|dot| dot.2), most(|dot| dot.3)),
    };
    let share = |value: f64, most: f64| (value - least) / (most - least);
    let [first, second, third, fourth] =
        if reasons.scale.is_some() { QUADRANTS } else { ["do first", "plan", "fill gaps", "leave"] };
    let marks = reasons.dots.iter().map(|(id, rank, work, worth)| {
        let (x, y) = ((24.0 + share(*work, right) * 250.0).round() as i32, (170.0 - share(*worth, top) * 150.0).round() as i32);
        let first = *rank <= reasons.top;
        let title = name_of(app, app.listed(*id));
        let name = first.then(|| view! { <text x=x + 7 y=y + 4>{rank.to_string()}</text> });
        view! { <g data-first=first.then_some("")><circle cx=x cy=y r="4"><title>{title}</title></circle>{name}</g> }
    });
    let marks = marks.collect_view();
    let work = reasons.work.clone();
    let said =
        format!("Worth against {work}, the first {} with their ranks. The list says the same.", reasons.top);
    (!reasons.dots.is_empty()).then(|| {
        view! {
            <section aria-label="Worth and work">
                <h2>"Worth and work"</h2>
                <svg class="worth" viewBox="0 0 300 196" role="img" aria-label=said>
                    <path d="M20 10V174H290"></path>
                    <path class="cut" d="M149 10V174M20 95H290"></path>
                    <text x="26" y="20">{first}</text><text x="286" y="20" text-anchor="end">{second}</text>
                    <text x="26" y="168">{third}</text><text x="286" y="168" text-anchor="end">{fourth}</text>
                    {marks}
                    <text x="155" y="190" text-anchor="middle">{work}</text>
                </svg>
            </section>
        }
        .into_any()
    })
}
