//! What the inspector shows of a record of a described kind: its fields, its prose, its rows.

use leptos::prelude::*;
use serde_json::Value;

use super::business::{LaunchPlan, PromisesBeside, Returns, StagePlan};
use super::facts::{Fact, Facts};
use super::role::RoleAdvice;
use super::survey::SurveyResult;
use super::voices::{MuchLikeIt, OfFeedback, Promote, Voices, has_voices};
use super::weigh::{ReviewOf, Weighing};
use crate::analysis::score::{Scorable, banded, score_in};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{
    ABOUT, ACTION_ITEM, ACTION_TEXT, ACTIONS, ANSWER_COLUMNS, ANSWERED_ON, BUILT, BUSINESS_CASES, CAME_TRUE,
    CLOSED_ON, CRITERIA, DECISIONS, DESCRIPTION, DIFFERS, EXPERIMENTS, FEEDBACK, FITS, FIXED_ON, FROZEN,
    Field, HANDOVER, HEARD, HEARD_QUOTE, HEARD_WORDS, Holds, INITIATIVE_GOAL, INITIATIVE_OUTCOME,
    KEY_RESULTS, Kind, LABELS, LAUNCHES, MOVES, NEEDS, OPPORTUNITIES, OPTIONS, OWN_CHOICES, OWN_HOLDS,
    PUT_AWAY, QUOTE, RELEASE_OUTCOME, REPORTS, ROLE_CHECKS, SCORE_LOG, SEEN_IMPACT, SEEN_MONTHS, SEEN_REACH,
    SERVED_BY, STAGES, SURVEYS, THEMES, THRESHOLD, TOLD_OF_IT, VISION, WAITS_FOR, WENT_OUT, is_idle,
    is_scoring, row_id,
};
use crate::model::{Id, RecordRef, capitalised};
use crate::ui::action::{add_row_of, change_field, go_to_tab, lost_with, record_of_link, set_row_field};
use crate::ui::app::{App, register, use_app};
use crate::ui::component::{Icon, TextField, each_id};
use crate::ui::reactive::Memo;
use crate::view::{Cell, ListRow, Place, Tab, table_glyph, value_cell};
use crate::workspace::{Fields, Tables, Values};

/// The fields that stand in the list of facts: all but prose, rows and what has a section of its own; what the line has, too.
fn is_fact(kind: &Kind, field: &'static Field) -> bool {
    let on_line = [
        &HANDOVER,
        &INITIATIVE_GOAL,
        &INITIATIVE_OUTCOME,
        &KEY_RESULTS,
        &MOVES,
        &RELEASE_OUTCOME,
        &SERVED_BY,
        &VISION,
    ];
    !matches!(field.holds, Holds::Prose | Holds::Rows(_) | Holds::Log(_))
        && field.key != "name"
        && *field != ANSWER_COLUMNS
        && !(BUILT.contains(&kind) && on_line.contains(&field))
}

/// The facts of a record: its own fields, then its labels.
pub fn facts(app: App, record: RecordRef, kind: &'static Kind) -> Memo<Vec<Fact>> {
    let id = record.id;
    Memo::new(move |_| {
        // How much work is done follows from items.
        app.track_content();
        let Some(product) = untrack(|| app.home_product()) else { return Vec::new() };
        app.read(|workspace| {
            let register = register(workspace.tables(), kind, product);
            let Some(kept) = register.record(id) else { return Vec::new() };
            let labels = kind.common.iter().copied().filter(|field| **field == LABELS);
            let fields = kind.fields.iter().copied().chain(labels).filter(|field| is_fact(kind, field));
            // What is noted by what is done stands there once it was.
            let is_quiet = |field: &&Field| {
                [&ANSWERED_ON, &TOLD_OF_IT, &PUT_AWAY, &DIFFERS, &WENT_OUT, &CLOSED_ON].contains(field)
                    && kept.value(field).is_none()
            };
            let fields = fields.filter(|field| !is_quiet(field) && !is_idle(field, kept.words(&OWN_HOLDS)));
            fields.map(|field| fact(app, record, kept.values(), field, register.cell(kept, field))).collect()
        })
    })
}

/// The facts of a record in the fields a person added.
pub fn own_facts(app: App, record: RecordRef) -> Memo<Vec<Fact>> {
    facts_in_own(app, record, move |own, tables, values| {
        let fact = |field| fact(app, record, values, field, value_cell(tables, values, field));
        own.into_iter().filter(|field| !is_scoring(field)).map(fact).collect()
    })
}

/// Facts told from the fields that were added to a kind of record, the tables and the values of one; tracked.
fn facts_in_own(
    app: App,
    record: RecordRef,
    tell: impl Fn(Vec<&'static Field>, &Tables, Values<'_>) -> Vec<Fact> + Send + Sync + 'static,
) -> Memo<Vec<Fact>> {
    Memo::new(move |_| {
        app.track_content();
        let own = app.own.with(|own| own.of(record.table));
        app.read(|workspace| {
            let tables = workspace.tables();
            let values = tables.any(record.table).and_then(|table| table.values(record.id));
            values.map(|values| tell(own, tables, values)).unwrap_or_default()
        })
    })
}

/// The facts a record is scored by, as far as they are written; once work was committed, what was seen is asked for.
pub fn score_facts(app: App, record: RecordRef) -> Memo<Vec<Fact>> {
    facts_in_own(app, record, move |own, tables, values| {
        let Some(subject) = Scorable::of(tables, record) else { return Vec::new() };
        let is_committed = values.rows(&SCORE_LOG).into_iter().any(|row| row.contains_key(FROZEN.key));
        let is_asked = |field: &Field| {
            is_committed && [&SEEN_REACH, &SEEN_IMPACT, &SEEN_MONTHS, &CAME_TRUE].contains(&field)
        };
        let fact = |field: &'static Field| {
            let cell = match field.holds {
                Holds::ComputedNumber => {
                    let score = score_in(tables, field, &subject);
                    Cell::Text(score.map(|score| banded(field, &subject, score)).unwrap_or_default())
                }
                _ => value_cell(tables, values, field),
            };
            let is_empty = matches!(&cell, Cell::Text(text) if text.is_empty());
            (!is_empty || is_asked(field)).then(|| fact(app, record, values, field, cell))
        };
        own.into_iter().filter(|field| is_scoring(field)).filter_map(fact).collect()
    })
}

fn fact(app: App, record: RecordRef, values: Values<'_>, field: &'static Field, cell: Cell) -> Fact {
    let (icon, words, is_warning) = match cell {
        Cell::Word(glyph, words, is_warning) => (glyph, words, is_warning),
        cell => {
            let words = cell.words(&ListRow::new(record.id, String::new()), browser::ON_SCREEN);
            ("", words, false)
        }
    };
    let written = |kind: &'static str| {
        let value = values.value(field).map(|value| field.written(value)).unwrap_or_default();
        Fact::written(field.label, value, kind, move |text: String| {
            app.try_edit(field.label, |tx| command::write_field(tx, record, field, &text))
        })
    };
    let fact = match field.holds {
        Holds::Line | Holds::Number { .. } | Holds::Measure(_) => written("text"),
        Holds::Day | Holds::Due => written("date"),
        Holds::Computed(_) | Holds::ComputedNumber => Fact::shown(field.label, words).with_icon(icon),
        _ => {
            let pick = move |at: Anchor| change_field(app, vec![record], field, at);
            Fact::picked(field.label, words, pick).with_icon(icon)
        }
    };
    fact.with_help(field.help).warning(is_warning)
}

/// Prose and rows of a record, in the order of its fields, and what it is about.
#[component]
pub fn DescribedBody(record: RecordRef, kind: &'static Kind) -> impl IntoView {
    let app = use_app();
    let sections = kind.fields.iter().copied().filter_map(move |field| match field.holds {
        Holds::Prose if *field == QUOTE => None,
        Holds::Prose => Some(view! { <Prose record field /> }.into_any()),
        Holds::Rows(_) if *field == OPTIONS => Some(view! { <Weighing record /> }.into_any()),
        // Weighed with the options, and judged in the matrix.
        Holds::Rows(_) if *field == CRITERIA || *field == FITS => None,
        Holds::Rows(inner) if *field == OWN_CHOICES => {
            let is_choice = app.watch(record.id, move |workspace| {
                let kept = workspace.tables().described(kind, record.id);
                kept.is_some_and(|kept| !is_idle(field, kept.words(&OWN_HOLDS)))
            });
            let choices = move || is_choice.get().then(|| view! { <RowList record kind field inner /> });
            Some(choices.into_any())
        }
        Holds::Rows(inner) => Some(view! { <RowList record kind field inner /> }.into_any()),
        _ => None,
    });
    let has = |field: &'static Field| kind.common.contains(&field);
    let review = (*kind == DECISIONS).then(|| view! { <ReviewOf record /> });
    let description = has(&DESCRIPTION).then(|| view! { <Prose record field=&DESCRIPTION /> });
    let (id, is) = (record.id, |these: &[&Kind]| these.contains(&kind));
    let made = is(&[&THEMES, &NEEDS, &OPPORTUNITIES]).then(|| view! { <Promote record kind /> });
    let feedback = is(&[&FEEDBACK]).then(|| view! { <OfFeedback id /> });
    let alike = is(&[&FEEDBACK]).then(|| view! { <MuchLikeIt id /> });
    let fixing = is(&[&EXPERIMENTS]).then(|| view! { <FixBar record /> });
    let survey = is(&[&SURVEYS]).then(|| view! { <SurveyResult id /> });
    let role = is(&[&ROLE_CHECKS]).then(|| view! { <RoleAdvice id /> });
    let returns = is(&[&BUSINESS_CASES]).then(|| view! { <Returns id /> });
    let launch = is(&[&LAUNCHES]).then(|| view! { <LaunchPlan record /> });
    let stage = is(&[&STAGES]).then(|| view! { <StagePlan record /> });
    let promises = is(&[&DECISIONS]).then(|| view! { <PromisesBeside id /> });
    let report = is(&[&REPORTS]).then(|| open_report(app, id));
    let voices = has_voices(kind.table).then(|| view! { <Voices record /> });
    let about = has(&ABOUT).then(|| view! { <About record kind /> });
    view! { {report} {feedback} {made} {fixing} {survey} {role} {returns} {launch} {stage} {review} {sections.collect_view()} {promises} {description} {alike} {voices} {about} }
}

/// Shows a report as it was kept.
fn open_report(app: App, id: Id) -> AnyView {
    let open = move |_| {
        app.reporting.update(|at| at.kept = Some(id));
        go_to_tab(app, Place::Communicate, Tab::Report);
    };
    view! { <section class="begin" aria-label="The report"><button class="btn" data-kind="edge" on:click=open>"Open the report"</button></section> }.into_any()
}

/// Fixes what an experiment is measured by, once that is written.
#[component]
fn FixBar(record: RecordRef) -> impl IntoView {
    let app = use_app();
    let can_fix = app.watch(record.id, move |workspace| {
        let kept = workspace.tables().described(&EXPERIMENTS, record.id);
        kept.is_some_and(|it| !it.words(&THRESHOLD).is_empty() && it.day(&FIXED_ON).is_none())
    });
    let fix = move |_| {
        let today = Value::from(browser::today().to_string());
        let label = "Hypothesis, measure and threshold are fixed";
        if app.edit(label, |tx| command::set_field(tx, record, &FIXED_ON, Some(today))).is_some() {
            app.say_done(label);
            browser::focus_soon("#record-more");
        }
    };
    move || {
        can_fix.get().then(|| view! {
            <section class="begin" aria-label="Experiment"><button class="btn" data-kind="edge" on:click=fix>"Fix what counts"</button></section>
        })
    }
}

/// The rows of a field of a record that has a type of its own.
#[component]
pub fn RowsOf(record: RecordRef, kind: &'static Kind, field: &'static Field) -> impl IntoView {
    let Holds::Rows(inner) = field.holds else { return ().into_any() };
    view! { <RowList record kind field inner /> }.into_any()
}

/// Prose of a record, and what it is.
#[component]
pub fn Prose(
    record: RecordRef,
    field: &'static Field,
    #[prop(default = "writing short")] class: &'static str,
) -> impl IntoView {
    let app = use_app();
    let text = app.watch(record.id, move |workspace| {
        let kept = workspace.tables().any(record.table).and_then(|table| table.described(record.id));
        kept.map(|kept| kept.words(field).to_owned()).unwrap_or_default()
    });
    let save = move |text: String| {
        app.edit(field.label, |tx| command::write_field(tx, record, field, &text));
    };
    view! {
        <section>
            <h3>{field.label} <span>{field.help}</span></h3>
            <TextField label=field.label class value=text is_prose=true placeholder="Write…" on_save=save />
        </section>
    }
}

/// What a record is about: each node opens, and can be taken off.
#[component]
fn About(record: RecordRef, kind: &'static Kind) -> impl IntoView {
    let app = use_app();
    let nodes = Memo::new(move |_| {
        app.track_shared();
        app.read(|workspace| {
            let kept = workspace.tables().described(kind, record.id)?;
            let node = |text: &str| {
                let node = record_of_link(text)?;
                let title = workspace.tables().any(node.table)?.title(node.id)?.to_owned();
                Some((node, title, workspace.key_of(node).unwrap_or_default()))
            };
            let all = kept.value(&ABOUT)?.as_array()?.iter().filter_map(Value::as_str);
            Some(all.filter_map(node).collect::<Vec<_>>())
        })
        .unwrap_or_default()
    });
    let rows = move || {
        nodes
            .get()
            .into_iter()
            .map(|(node, title, key)| {
                let said = format!("Take off: {title}");
                let off = move |_| {
                    app.edit("No longer about it", |tx| command::set_link(tx, record, &ABOUT, node, false));
                    browser::focus_soon("#add-about");
                };
                view! {
                    <li>
                        <Icon name=table_glyph(node.table) />
                        <button class="t" on:click=move |_| app.go_to_record(node)>{title}</button>
                        <span class="meta">{key}</span>
                        <button class="btn quiet" data-kind="icon" aria-label=said on:click=off><Icon name="x" /></button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section>
            <h3>
                "About"
                <button class="link" id="add-about" aria-haspopup="dialog" on:click=move |_| change_field(app, vec![record], &ABOUT, Anchor::of("add-about"))>"Link"</button>
            </h3>
            <ul class="rows links">{rows}</ul>
        </section>
    }
}

/// One row in words: the first of its texts, and the first of its days.
fn summary(app: App, kind: &'static Kind, row: &Fields, inner: &[&'static Field]) -> (String, String) {
    let product = untrack(|| app.home_product());
    app.read(|workspace| {
        let Some(product) = product else { return (String::new(), String::new()) };
        let register = register(workspace.tables(), kind, product);
        let is_day = |field: &&&Field| matches!(field.holds, Holds::Day);
        let day = inner.iter().find(is_day).and_then(|field| row.get(field.key)?.as_str()?.parse().ok());
        let texts = inner.iter().filter(|field| !matches!(field.holds, Holds::Day | Holds::Rows(_)));
        // A bare number says nothing without its name.
        let words = texts.filter_map(|field| {
            let words = register.row_words(row, field);
            let is_bare = matches!(field.holds, Holds::Measure(_));
            let named =
                if is_bare { format!("{} {words}", field.label.to_lowercase()) } else { words.clone() };
            (!words.is_empty()).then_some(named)
        });
        let words: Vec<String> = words.collect();
        (words.join(". "), day.map(browser::day_text).unwrap_or_default())
    })
}

/// The rows of a field, the newest on top where they are of days: each opens to be changed where it stands.
#[component]
fn RowList(
    record: RecordRef,
    kind: &'static Kind,
    field: &'static Field,
    inner: &'static [&'static Field],
) -> impl IntoView {
    let app = use_app();
    let open = RwSignal::new(None::<Id>);
    let rows = app.watch(record.id, move |workspace| {
        let kept = workspace.tables().described(kind, record.id);
        kept.map(|kept| kept.rows(field).into_iter().cloned().collect::<Vec<Fields>>()).unwrap_or_default()
    });
    let of_days = inner.iter().find(|field| matches!(field.holds, Holds::Day)).copied();
    let in_order = move || {
        let mut rows = rows.get();
        if let Some(day) = of_days {
            let key = |row: &Fields| row.get(day.key).and_then(Value::as_str).unwrap_or_default().to_owned();
            rows = crate::model::in_order_of(rows, |row| std::cmp::Reverse(key(row)));
        }
        rows
    };
    let add = move |_| {
        // What is about one record is begun by choosing it.
        if let ([first, ..], true) = (inner, *field == WAITS_FOR)
            && let Holds::Link(tables) = first.holds
        {
            let anchor = Anchor::of(&format!("add-{}", field.key));
            return add_row_of(app, record, field, first, tables, Vec::new(), anchor);
        }
        let today = of_days.map(|day| (day, Value::from(browser::today().to_string())));
        let values: Vec<(&Field, Value)> = today.iter().map(|(day, value)| (*day, value.clone())).collect();
        let label = format!("Add to {}", field.label.to_lowercase());
        if let Some(id) = app.edit(label, |tx| command::add_row(tx, record, &[], field, None, &values)) {
            open.set(Some(id));
            browser::focus_soon(format!("#row-{id} input, #row-{id} .select"));
        }
    };
    let add_id = format!("add-{}", field.key);
    let back_to = format!("#{add_id}");
    // Keyed by their ids: what cannot be saved stays in its field while others of the row are written.
    let row = move |id: Id| {
        let now = move || {
            rows.with(|rows| rows.iter().find(|row| row_id(row) == Some(id)).cloned()).unwrap_or_default()
        };
        let summed = Memo::new(move |_| {
            let (words, day) = summary(app, kind, &now(), inner);
            (if words.is_empty() { "Not written yet".to_owned() } else { words }, day)
        });
        let said = move || summed.with(|(said, _)| said.clone());
        let is_open = move || open.get() == Some(id);
        let facts = Memo::new(move |_| row_facts(app, record, kind, field, id, &now(), inner));
        let back_to = back_to.clone();
        let remove = move |_| {
            let label = format!("Remove from {}: {}", field.label.to_lowercase(), untrack(said));
            let said = [label.clone(), lost_with(app, &[record], Some(id))].concat();
            if app.edit(label.clone(), |tx| command::remove_row(tx, record, field, id)).is_some() {
                app.say_done(said);
                browser::focus_soon(back_to.clone());
            }
        };
        let follows = move || {
            let row = now();
            // What was heard and is feedback already has its link; what somebody is to do can become an item.
            if *field == HEARD && !row.contains_key(HEARD_QUOTE.key) && row.contains_key(HEARD_WORDS.key) {
                let make = move |_| {
                    let Some(product) = app.product.get_untracked() else { return };
                    let label = "Make feedback of what was heard";
                    let made = app.edit(label, |tx| command::heard_to_feedback(tx, product, record, id));
                    if made.is_some() {
                        app.say_done("Made feedback: an item’s evidence can use it");
                    }
                };
                let said = format!("Make feedback of: {}", said());
                Some(
                    view! { <button class="link" aria-label=said on:click=make>"Feedback"</button> }
                        .into_any(),
                )
            } else if *field == ACTIONS
                && !row.contains_key(ACTION_ITEM.key)
                && row.contains_key(ACTION_TEXT.key)
            {
                let make = move |_| {
                    let label = "Make an item of an action";
                    if app.edit(label, |tx| command::action_to_item(tx, record, id)).is_some() {
                        app.say_done("Made an item: it stands first in the backlog");
                    }
                };
                let said = format!("Make an item of: {}", said());
                Some(view! { <button class="link" aria-label=said on:click=make>"Item"</button> }.into_any())
            } else {
                None
            }
        };
        let day = move || summed.with(|(_, day)| day.clone());
        let of = format!("-{id}");
        view! {
            <li id=format!("row-{id}") data-open=move || is_open().then_some("")>
                <button class="t" aria-expanded=move || is_open().to_string() on:click=move |_| open.set((!is_open()).then_some(id))>{said}</button>
                <time>{day} {follows}</time>
                <button class="btn quiet" data-kind="icon" aria-label=move || format!("Remove: {}", said()) on:click=remove><Icon name="x" /></button>
                {move || is_open().then(|| view! { <Facts facts of=of.clone() /> })}
            </li>
        }
        .into_any()
    };
    let ids = move || in_order().iter().filter_map(row_id).collect();
    view! {
        <section>
            <h3>
                {field.label}
                <span>{move || rows.with(|rows| (!rows.is_empty()).then_some(rows.len()))}</span>
                <button class="link" id=add_id on:click=add>"Add"</button>
            </h3>
            <ul class="events record-rows">{each_id(ids, row)}</ul>
        </section>
    }
}

fn row_facts(
    app: App,
    record: RecordRef,
    kind: &'static Kind,
    field: &'static Field,
    id: Id,
    row: &Fields,
    inner: &[&'static Field],
) -> Vec<Fact> {
    let fact = |inner: &&'static Field| {
        let inner = *inner;
        let written = |as_kind: &'static str| {
            let value = row.get(inner.key).map(|value| inner.written(value)).unwrap_or_default();
            Fact::written(inner.label, value, as_kind, move |text: String| {
                app.try_edit(inner.label, |tx| {
                    command::write_in_row(tx, record, &[(field, id)], inner, &text)
                })
            })
        };
        match inner.holds {
            Holds::Rows(_) => None,
            Holds::Day | Holds::Due => Some(written("date")),
            Holds::Choice(_) | Holds::State(_) | Holds::Scale(..) | Holds::Link(_) | Holds::Links(_) => {
                let product = untrack(|| app.home_product())?;
                let words =
                    app.read(|workspace| register(workspace.tables(), kind, product).row_words(row, inner));
                let pick = move |at: Anchor| set_row_field(app, record, (field, id), inner, at);
                Some(Fact::picked(inner.label, capitalised(&words), pick))
            }
            _ => Some(written("text")),
        }
    };
    inner.iter().filter_map(fact).collect()
}
