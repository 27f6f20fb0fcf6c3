//! What a survey says: computed from its raw answers, by segment, beside the time before.

use leptos::prelude::*;

use crate::analysis::survey::{
    Answer, Answers, COLUMN_PARTS, ColumnPart, Kano, KanoResult, NeedResult, Nps, Share, answers_of,
    columns_of, content, firsts, is_share_changed, pairs,
};
use crate::browser;
use crate::command;
use crate::format::survey_form;
use crate::model::kind::{
    ANSWER_COLUMNS, CSAT, FEEDBACK, KANO, NEED_SURVEY, NPS, QUESTION, SURVEY_ASKS, SURVEY_TO, SURVEYS,
};
use crate::model::{Id, Product, RecordRef, decimal, fold, sorted_names};
use crate::ui::action::save_file;
use crate::ui::app::{App, use_app};
use crate::ui::reactive::Memo;
use crate::view::count;
use crate::workspace::{Described, Tables};

/// So many answers that cannot be read are named.
const UNREAD_MOST: usize = 5;

/// A number with one digit behind the point.
fn tenths(number: f64) -> String {
    decimal(number, 1)
}

fn per_cent(share: f64) -> String {
    format!("{} %", tenths(share * 100.0))
}

/// What one answer says of others.
fn of_one(answers: &[Answer]) -> &'static str {
    if answers.len() == 1 { ", of one answer" } else { "" }
}

/// What answers say, in words, by the key of what was asked for.
fn result(asks: &str, answers: &[Answer]) -> Option<String> {
    Some(match asks {
        NPS => {
            let nps = Nps::of(&firsts(answers))?;
            let margin = nps
                .margin()
                .map_or(of_one(answers).to_owned(), |margin| format!(", give or take {}", tenths(margin)));
            format!("{}{margin}", tenths(nps.score))
        }
        CSAT => {
            let ratings = firsts(answers);
            let share = Share::of(content(&ratings), ratings.len())?;
            format!(
                "{} content, between {} and {}{}",
                per_cent(share.share),
                per_cent(share.low),
                per_cent(share.high),
                of_one(answers)
            )
        }
        KANO => {
            let kano = KanoResult::of(&pairs(answers))?;
            let coefficients = kano.better_worse.map_or(String::new(), |(better, worse)| {
                format!(": {} better with it, {} without", decimal(better, 2), decimal(worse, 2))
            });
            format!("{}{coefficients}{}", kano.most.name(), of_one(answers))
        }
        _ => {
            let need = NeedResult::of(&pairs(answers))?;
            let [score, matters, content] = [need.score(), need.importance, need.satisfaction].map(tenths);
            let short = if need.satisfaction < need.importance {
                format!(" + ({matters} − {content})")
            } else {
                String::new()
            };
            let [(low, high), (least, most)] = need.ranges().map(|(low, high)| (tenths(low), tenths(high)));
            let margins =
                format!("importance between {low} and {high}, satisfaction between {least} and {most}");
            format!("{matters}{short} = {score}{}: {margins}", of_one(answers))
        }
    })
}

/// Whether what was asked changed since the survey before that asked for the same, in words.
fn change(tables: &Tables, product: Id, survey: &Described, answers: &Answers) -> Option<String> {
    let asks = answers.only()?.asks;
    let until = survey.words(&SURVEY_TO);
    let before = tables.described_of(&SURVEYS, product).into_iter();
    let before = before.filter(|it| it.meta.id != survey.meta.id);
    let before = before.filter(|it| !it.words(&SURVEY_TO).is_empty() && it.words(&SURVEY_TO) < until);
    let before = before.map(|it| (it, answers_of(it)));
    let before = before.filter(|(_, answers)| answers.only().is_some_and(|it| it.asks == asks));
    let (before, then) = before.max_by_key(|(it, _)| it.words(&SURVEY_TO).to_owned())?;
    let (now, then) = (firsts(&answers.read), firsts(&then.read));
    let is_real = match asks {
        NPS => Nps::of(&now)?.is_changed_from(Nps::of(&then)?),
        CSAT => is_share_changed((content(&now), now.len()), (content(&then), then.len())),
        _ => return None,
    };
    let (sure, name) = (
        if is_real { "has changed for real" } else { "is no change that can be told from chance" },
        before.name(),
    );
    Some(format!("Since “{name}” this {sure}."))
}

/// The results, and what is done with a survey.
#[component]
pub fn SurveyResult(id: Id) -> impl IntoView {
    let app = use_app();
    let body = move || {
        app.track_content();
        let product = app.product.get()?;
        app.read(|workspace| {
            let tables = workspace.tables();
            let survey = tables.described(&SURVEYS, id)?;
            let answers = answers_of(survey);
            if answers.read.is_empty() {
                return Some(view! { <p class="say">"No data yet: paste the answers below, one a line."</p> {unread(&answers)} }.into_any());
            }
            // A segment that is written in several ways is one, as it is in the inbox.
            let names = sorted_names(answers.read.iter().map(|it| it.segment.clone()).filter(|name| !name.is_empty()).collect());
            let mut names: Vec<String> = names;
            names.dedup_by(|one, other| fold(one) == fold(other));
            let row = |asks: &str, name: &str, class: &'static str, of: &[Answer]| {
                let words = result(asks, of).unwrap_or_else(|| "No data".to_owned());
                view! { <tr><td class=class>{name.to_owned()}</td><td class="num">{of.len()}</td><td>{words}</td></tr> }.into_any()
            };
            let by_segment = |asks: &str, class, all: &[Answer]| {
                let of_each = names.iter().map(|name| {
                    let of = all.iter().filter(|it| fold(&it.segment) == fold(name)).cloned().collect::<Vec<_>>();
                    (!of.is_empty()).then(|| row(asks, name, class, &of))
                });
                of_each.collect_view().into_any()
            };
            let asked = |asks: &str| answers.questions.iter().any(|it| it.asks == asks);
            let to = match (asked(KANO), asked(NEED_SURVEY)) {
                (true, true) => Some("Give it to the needs and items"),
                (true, false) => Some("Give the class to the items"),
                (false, true) => Some("Give it to the needs"),
                _ => None,
            };
            let give = to.map(|to| view! {
                <button class="btn" data-kind="edge" on:click=move |_| give(app, id)>{to}</button>
            });
            let Some(only) = answers.only() else {
                let rows = answers.questions.iter().enumerate().flat_map(|(place, question)| {
                    let of = answers.to(place);
                    [row(question.asks, &question.name, "", &of), by_segment(question.asks, "sub", &of)]
                });
                return Some(view! {
                    {table("By question", "Question", rows.collect::<Vec<_>>().into_any())}
                    {unread(&answers)} {give}
                }
                .into_any());
            };
            let asks = only.asks;
            let whole = result(asks, &answers.read);
            let by = by_segment(asks, "", &answers.read);
            let counts = (asks == KANO).then(|| KanoResult::of(&pairs(&answers.read))).flatten().map(|kano| {
                let words: Vec<String> = Kano::ALL.into_iter().zip(kano.counts).filter(|(_, number)| *number > 0)
                    .map(|(kano, number)| format!("{} {number}", kano.name().to_lowercase())).collect();
                view! { <p class="say">{words.join(", ")}</p> }
            });
            let changed = change(tables, product, survey, &answers).map(|words| view! { <p class="say">{words}</p> });
            Some(view! {
                <p class="big">{whole}</p>
                <p class="say">{count(answers.read.len(), "answer")}</p>
                {counts} {changed}
                {(!names.is_empty()).then(|| table("By segment", "Segment", by))}
                {unread(&answers)} {give}
            }
            .into_any())
        })
    };
    view! {
        <section aria-label="Result">
            <h3>"Result"</h3>
            {body}
            <Columns id />
            <div class="begin">
                <button class="btn" data-kind="edge" on:click=move |_| save_form(app, id)>"Save the form…"</button>
                <button class="btn" data-kind="edge" on:click=move |_| to_inbox(app, id)>"What was said, into the inbox"</button>
            </div>
        </section>
    }
}

/// Results under their heads.
fn table(label: &'static str, first: &'static str, rows: AnyView) -> AnyView {
    view! {
        <table class="table" aria-label=label><thead><tr><th>{first}</th><th><span class="aloud">"Answers"</span></th><th>"Result"</th></tr></thead><tbody>{rows}</tbody></table>
    }
    .into_any()
}

/// What each column of the answers is: known by its heading and its numbers until a person says otherwise.
#[component]
fn Columns(id: Id) -> impl IntoView {
    let app = use_app();
    let columns = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| workspace.tables().described(&SURVEYS, id).map(columns_of).unwrap_or_default())
    });
    let choose = move |column: usize, event: &leptos::ev::Event| {
        let mut parts: Vec<&str> = columns.with(|columns| columns.iter().map(|(_, part)| part.key).collect());
        let chosen = event_target_value(event);
        let (Some(part), Some(name)) =
            (parts.get_mut(column), columns.with(|columns| Some(columns.get(column)?.0.clone())))
        else {
            return;
        };
        *part = &chosen;
        let value = parts.join(";").into();
        let survey = RecordRef { table: SURVEYS.table, id };
        app.edit(format!("What “{name}” is"), |tx| {
            command::set_field(tx, survey, &ANSWER_COLUMNS, Some(value))
        });
        browser::focus_soon(format!("#column-{column}"));
    };
    let rows = move || {
        let row = |(at, (name, part)): (usize, (String, ColumnPart))| {
            let option = |it: ColumnPart| {
                view! { <option value=it.key selected=it == part>{it.name}</option> }.into_any()
            };
            let options: Vec<AnyView> = COLUMN_PARTS.into_iter().map(option).collect();
            view! {
                <label><span>{name}</span><select class="boxed" id=format!("column-{at}") on:change=move |event| choose(at, &event)>{options}</select></label>
            }
            .into_any()
        };
        columns.get().into_iter().enumerate().map(row).collect::<Vec<AnyView>>()
    };
    let is_hidden = move || columns.with(Vec::is_empty);
    view! { <details class="columns" hidden=is_hidden><summary>"What each column is"</summary>{rows}</details> }
}

/// What cannot be read of the answers.
fn unread(answers: &Answers) -> Option<AnyView> {
    let more = answers.unread.len().saturating_sub(UNREAD_MOST);
    let lines: Vec<String> = answers
        .unread
        .iter()
        .take(UNREAD_MOST)
        .map(|(line, why)| format!("Line {line}: {why}."))
        .chain((more > 0).then(|| format!("And {more} more.")))
        .collect();
    (!lines.is_empty()).then(|| view! { <p class="say" data-t="warn">{lines.join(" ")}</p> }.into_any())
}

fn save_form(app: App, id: Id) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let form = app.read(|workspace| {
        let survey = workspace.tables().described(&SURVEYS, id)?;
        Some((
            survey.name().to_owned(),
            survey_form(&product.name, survey.words(&SURVEY_ASKS), survey.words(&QUESTION)),
        ))
    });
    if let Some((name, html)) = form {
        let file = format!("{}-survey-{}.html", product.key.to_address(), browser::file_time());
        save_file(app, &format!("the form of {name}"), &file, "text/html", &html);
    }
}

fn give(app: App, id: Id) {
    let Some(product) = app.product.get_untracked() else { return };
    let name = app.read(|workspace| Some(workspace.tables().described(&SURVEYS, id)?.name().to_owned()));
    let label = format!("What “{}” measured", name.unwrap_or_default());
    if let Some(given) = app.edit(label.clone(), |tx| command::use_survey(tx, product, id)) {
        app.say_done(format!("{label}, given to {}", count(given, "record")));
    }
}

fn to_inbox(app: App, id: Id) {
    let Some(product) = app.product.get_untracked() else { return };
    let added =
        app.edit("What a survey said, into the inbox", |tx| command::survey_to_inbox(tx, product, id));
    match added {
        Some(0) => app.say("Nothing was said in it that is not in the inbox already."),
        Some(added) => {
            app.say_done(format!("{} came into the inbox", FEEDBACK.count(added)));
        }
        None => {}
    }
}
