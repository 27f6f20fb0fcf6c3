//! What a survey says: computed from its raw answers, by segment, beside the time before.

use leptos::prelude::*;

use crate::analysis::survey::{
    Answer, Answers, Kano, KanoResult, NeedResult, Nps, Scale, Share, content, firsts, is_share_changed,
    pairs, read_answers,
};
use crate::browser;
use crate::command;
use crate::format::survey_form;
use crate::model::kind::{
    ANSWERS, CSAT, FEEDBACK, KANO, NEED_SURVEY, NPS, QUESTION, SURVEY_ASKS, SURVEY_TO, SURVEYS,
};
use crate::model::{Id, Product, decimal, fold, sorted_names};
use crate::ui::action::save_file;
use crate::ui::app::{App, use_app};
use crate::view::count;
use crate::workspace::{Described, Tables};

/// So many answers that cannot be read are named.
const UNREAD_MOST: usize = 5;

fn answers_of(survey: &Described) -> Answers {
    read_answers(survey.words(&ANSWERS), Scale::of(survey.words(&SURVEY_ASKS)))
}

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
    let asks = survey.words(&SURVEY_ASKS);
    let until = survey.words(&SURVEY_TO);
    let before = tables.described_of(&SURVEYS, product).into_iter();
    let before = before.filter(|it| it.meta.id != survey.meta.id && it.words(&SURVEY_ASKS) == asks);
    let before = before.filter(|it| !it.words(&SURVEY_TO).is_empty() && it.words(&SURVEY_TO) < until);
    let before = before.max_by_key(|it| it.words(&SURVEY_TO).to_owned())?;
    let then = answers_of(before);
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
            let asks = survey.words(&SURVEY_ASKS);
            let Some(whole) = result(asks, &answers.read) else {
                return Some(view! { <p class="say">"No data yet: paste the answers below, one a line."</p> {unread(&answers)} }.into_any());
            };
            // A segment that is written in several ways is one, as it is in the inbox.
            let names = sorted_names(answers.read.iter().map(|it| it.segment.clone()).filter(|name| !name.is_empty()).collect());
            let mut names: Vec<String> = names;
            names.dedup_by(|one, other| fold(one) == fold(other));
            let row = |name: &str, class: &'static str, of: &[Answer]| {
                let words = result(asks, of).unwrap_or_else(|| "No data".to_owned());
                view! { <tr><td class=class>{name.to_owned()}</td><td class="num">{of.len()}</td><td>{words}</td></tr> }.into_any()
            };
            let by_segment = |class, all: &[Answer]| {
                let of_each = names.iter().map(|name| {
                    let of = all.iter().filter(|it| fold(&it.segment) == fold(name)).cloned().collect::<Vec<_>>();
                    (!of.is_empty()).then(|| row(name, class, &of))
                });
                of_each.collect_view().into_any()
            };
            let give = [KANO, NEED_SURVEY].contains(&asks).then(|| view! {
                <button class="btn" data-kind="edge" on:click=move |_| give(app, id)>{if asks == KANO { "Give the class to the items" } else { "Give it to the needs" }}</button>
            });
            if !answers.questions.is_empty() {
                let rows = answers.questions.iter().enumerate().flat_map(|(place, name)| {
                    let of = answers.to(place);
                    [row(name, "", &of), by_segment("sub", &of)]
                });
                return Some(view! {
                    <table class="table" aria-label="By question"><tbody>{rows.collect::<Vec<_>>()}</tbody></table>
                    {unread(&answers)} {give}
                }
                .into_any());
            }
            let by = by_segment("", &answers.read);
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
                <table class="table" aria-label="By segment"><tbody>{by}</tbody></table>
                {unread(&answers)} {give}
            }
            .into_any())
        })
    };
    view! {
        <section aria-label="Result">
            <h3>"Result"</h3>
            {body}
            <div class="begin">
                <button class="btn" data-kind="edge" on:click=move |_| save_form(app, id)>"Save the form…"</button>
                <button class="btn" data-kind="edge" on:click=move |_| to_inbox(app, id)>"What was said, into the inbox"</button>
            </div>
        </section>
    }
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
