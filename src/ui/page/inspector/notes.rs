//! The lists that are written at an item: acceptance criteria, steps, questions, comments.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::lint_criterion;
use crate::browser;
use crate::command::{self, NoteChange, NoteList};
use crate::model::{Id, Instant, Item, Question, capitalised};
use crate::ui::app::{App, use_app};
use crate::ui::component::{AddField, Icon, LineMenu, TextField, each_id, step_by_key};
use crate::ui::reactive::Memo;
use crate::view::{count, run_words};

/// One entry, as it is shown.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: Id,
    text: String,
    /// Whether it is ticked, for entries that can be.
    is_ticked: Option<bool>,
    /// The answer, for entries that can have one.
    answer: Option<String>,
    /// When it was written, or how long it has been open.
    when: String,
    /// What a person may want to mend about it.
    findings: Vec<String>,
}

/// The words a list is spoken of with.
struct Words {
    segment: &'static str,
    heading: &'static str,
    noun: &'static str,
    add: &'static str,
}

fn words(list: NoteList) -> Words {
    let words = |segment, heading, noun, add| Words { segment, heading, noun, add };
    match list {
        NoteList::Criteria => words(
            "criteria",
            "Acceptance criteria",
            "acceptance criterion",
            "Add a criterion, or paste several",
        ),
        NoteList::Checklist => words("checklist", "Checklist", "step", "Add a step"),
        NoteList::Questions => words("questions", "Questions", "question", "Ask a question"),
        NoteList::Comments => words("comments", "Comments", "comment", "Write a comment"),
    }
}

/// By which the place of a list is known in the page.
pub fn note_segment(list: NoteList) -> &'static str {
    words(list).segment
}

fn lines(item: &Item, list: NoteList, now: Instant) -> Vec<Line> {
    let plain = |id: Id, text: &String| Line {
        id,
        text: text.clone(),
        is_ticked: None,
        answer: None,
        when: String::new(),
        findings: Vec::new(),
    };
    match list {
        NoteList::Criteria => {
            let line = |it: &crate::model::Criterion| {
                let findings =
                    lint_criterion(&it.text).iter().map(crate::analysis::CriterionFlaw::words).collect();
                // The last trial says more than the tick.
                let when = it.runs.last().map(|run| run_words(run, browser::day_text)).unwrap_or_default();
                Line { is_ticked: Some(it.met), findings, when, ..plain(it.id, &it.text) }
            };
            item.criteria.iter().map(line).collect()
        }
        NoteList::Checklist => {
            let line = |it: &crate::model::Step| Line { is_ticked: Some(it.done), ..plain(it.id, &it.text) };
            item.checklist.iter().map(line).collect()
        }
        NoteList::Questions => {
            let line = |it: &Question| Line {
                answer: Some(it.answer.clone()),
                when: waited(it, now),
                ..plain(it.id, &it.text)
            };
            item.questions.iter().map(line).collect()
        }
        NoteList::Comments => {
            let line = |it: &crate::model::Comment| Line {
                when: browser::day_and_clock_text(it.at),
                ..plain(it.id, &it.text)
            };
            item.comments.iter().map(line).collect()
        }
    }
}

/// How long a question was open, or is, in civil days.
fn waited(question: &Question, now: Instant) -> String {
    let until = question.answered_at.unwrap_or(now);
    let days = browser::day_of(question.asked_at).days_until(browser::day_of(until)).max(0) as usize;
    match (question.answered_at, days) {
        (Some(_), 0) => "Answered the same day".into(),
        (Some(_), days) => format!("Answered after {}", count(days, "day")),
        (None, 0) => "Asked today".into(),
        (None, days) => format!("Open for {}", count(days, "day")),
    }
}

/// What stands beside the heading: how many of them are met, done or answered.
fn tally(lines: &[Line]) -> Option<String> {
    let ticks: Vec<bool> = lines
        .iter()
        .filter_map(|line| line.is_ticked.or(line.answer.as_ref().map(|answer| !answer.is_empty())))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let ticked = ticks.iter().filter(|is_ticked| **is_ticked).count();
    Some(if ticks.is_empty() { lines.len().to_string() } else { format!("{ticked} of {}", ticks.len()) })
}

/// A list of an item, and the field for another entry.
#[component]
pub fn Notes(id: Id, list: NoteList) -> impl IntoView {
    let app = use_app();
    let item = app.record::<Item>(id);
    let all = Memo::new(move |_| {
        item.with(|item| item.as_ref().map(|item| lines(item, list, browser::now())).unwrap_or_default())
    });
    let Words { segment, heading, noun, add } = words(list);
    let label = if noun.starts_with('a') { format!("Add an {noun}") } else { format!("Add a {noun}") };
    let add_one = Arc::new(move |text: String| write(app, id, list, &label, &NoteChange::Add(text)));
    view! {
        <section data-notes=segment>
            <h3>{heading} <span>{move || all.with(|lines| tally(lines))}</span></h3>
            <ul class="criteria">
                {each_id(
                    move || all.with(|lines| lines.iter().map(|line| line.id).collect()),
                    move |line| view! { <NoteLine item=id list id=line all /> }.into_any(),
                )}
            </ul>
            <AddField id=format!("add-{segment}") label=format!("New {noun}") placeholder=add add=add_one />
        </section>
    }
}

fn write(app: App, item: Id, list: NoteList, label: &str, change: &NoteChange) -> bool {
    let done = app.edit(label, |tx| {
        command::change_notes(tx, item, list, change);
        Ok(())
    });
    done.is_some()
}

#[component]
fn NoteLine(item: Id, list: NoteList, id: Id, all: Memo<Vec<Line>>) -> impl IntoView {
    let app = use_app();
    let line = Memo::new(move |_| all.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
    let text =
        Signal::derive(move || line.with(|line| line.as_ref().map(|it| it.text.clone()).unwrap_or_default()));
    let is_ticked = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.is_ticked)));
    let has_answer = line.with_untracked(|line| line.as_ref().is_some_and(|line| line.answer.is_some()));
    let answer = Signal::derive(move || {
        line.with(|line| line.as_ref().and_then(|line| line.answer.clone()).unwrap_or_default())
    });
    let passes =
        move || is_ticked.get() == Some(true) || has_answer && answer.with(|answer| !answer.is_empty());
    let Words { segment, noun, .. } = words(list);
    let say =
        move |verb: &str, change: NoteChange| write(app, item, list, &format!("{verb}: {noun}"), &change);
    let write = move |verb: &str, change: NoteChange| {
        say(verb, change);
    };
    let title = capitalised(noun);
    let field = title.clone();
    let tick = move || {
        is_ticked.get().map(|ticked| {
            let said = if list == NoteList::Criteria { "Met" } else { "Done" };
            let verb = match (list == NoteList::Criteria, ticked) {
                (true, true) => "Not met",
                (true, false) => "Met",
                (false, true) => "Not done",
                (false, false) => "Done",
            };
            view! {
                <button
                    class="glyph"
                    role="checkbox"
                    aria-checked=ticked.to_string()
                    aria-label=move || format!("{said}: {}", text.get())
                    on:click=move |_| write(verb, NoteChange::Tick(id, !ticked))
                >
                    <Icon name=if ticked { "tick" } else { "ring" } />
                </button>
            }
        })
    };
    let notes = move || {
        line.with(|line| {
            line.as_ref().map(|line| {
                let findings = line.findings.iter().map(|words| {
                    view! { <p class="finding"><Icon name="warn" /> {words.clone()}</p> }
                });
                let when = (!line.when.is_empty()).then(|| view! { <p class="when">{line.when.clone()}</p> });
                view! { {findings.collect_view()} {when} }
            })
        })
    };
    let remove = move || {
        if say("Remove", NoteChange::Remove(id)) {
            app.say_done(format!("Removed the {noun}"));
            // Not into a field: there, the keys of Undo would be for writing.
            browser::focus_soon(format!("[data-notes={segment}] li > .btn, .insp h2"));
        }
    };
    let step = move |by| write("Move", NoteChange::Step(id, by));
    let place = move || {
        all.with_untracked(|lines| {
            (lines.iter().position(|line| line.id == id).unwrap_or_default(), lines.len())
        })
    };
    view! {
        <li on:keydown=move |event| step_by_key(&event, step) data-pass=Signal::derive(move || passes().then_some("")) data-plain=is_ticked.get_untracked().is_none().then_some("")>
            {tick}
            <TextField
                label=field
                class="cell"
                value=text
                on_save=move |text| write("Edit", NoteChange::Text(id, text))
            />
            <LineMenu label=title id=format!("note-{id}") place step remove />
            {has_answer.then(|| view! {
                <TextField
                    label="Answer"
                    class="answer"
                    value=answer
                    placeholder="Answer"
                    on_save=move |text| write("Answer", NoteChange::Answer(id, text))
                />
            })}
            <div class="beside">{notes}</div>
        </li>
    }
}
