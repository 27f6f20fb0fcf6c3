//! Changing a field of records of described kinds: in a menu of few, in a box that is typed in, or by choosing records.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::release::ask_open_items;
use super::target::{names, title_and_key};
use crate::browser::{self, Anchor};
use crate::command::{self, CommandError};
use crate::model::kind::{Field, Holds};
use crate::model::{Id, RecordRef, SortedMap, SortedSet, link_text, read_link, set_of};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{Matches, fuzzy_match, table_glyph};
use crate::workspace::{Tx, open_tables};

/// Writes a value in a field, or none, and says so; what would leave work behind asks first.
pub fn set_field(
    app: App,
    records: &[RecordRef],
    field: &'static Field,
    label: String,
    value: Option<Value>,
) {
    let left = app.read(|workspace| {
        let left =
            |record: &RecordRef| command::items_left(workspace.tables(), *record, field, value.as_ref());
        records.iter().map(left).sum()
    });
    if left > 0 {
        return ask_open_items(app, records, field, &label, value.as_ref(), left);
    }
    let done = app.edit(label.clone(), |tx| {
        records.iter().try_for_each(|record| command::set_field(tx, *record, field, value.clone()))
    });
    if done.is_some() {
        if records.len() > 1 {
            app.say_done(label);
        } else {
            app.announce(label);
        }
    }
}

/// Asks for another value of a field of these records.
pub fn change_field(app: App, records: Vec<RecordRef>, field: &'static Field, anchor: Anchor) {
    let label = format!("{} of {}", field.label, names(app, &records));
    match field.holds {
        _ if field.has_menu() => menu(app, records, field, label, anchor),
        Holds::Link(tables) | Holds::Links(tables) => link_picker(app, records, field, tables, label, anchor),
        _ => text_box(app, records, field, label, anchor),
    }
}

/// The value all of the records have in a field, as it is written.
fn common(app: App, records: &[RecordRef], field: &Field) -> Option<String> {
    app.read(|workspace| {
        let mut values = records.iter().map(|record| {
            let values = workspace.tables().any(record.table)?.values(record.id)?;
            Some(match (field.holds, values.value(field)) {
                (Holds::State(_), _) => values.words(field).to_owned(),
                (_, Some(Value::String(text))) => text.clone(),
                (_, Some(value)) => field.written(value),
                (_, None) => String::new(),
            })
        });
        let first = values.next()?;
        values.all(|other| other == first).then_some(first).flatten()
    })
}

/// The values of a field that is chosen in a menu: each as it is written, as it is kept, its words and its glyph.
fn values_of(field: &Field) -> Vec<(String, Value, String, &'static str)> {
    match field.holds {
        Holds::Scale(least, most) => {
            (least..=most).map(|step| (step.to_string(), step.into(), step.to_string(), "")).collect()
        }
        _ => {
            let words = field.choices().iter();
            words.map(|it| (it.key.to_owned(), it.key.into(), it.name.to_owned(), it.glyph)).collect()
        }
    }
}

fn menu(app: App, records: Vec<RecordRef>, field: &'static Field, label: String, anchor: Anchor) {
    let current = common(app, &records, field);
    let values = values_of(field);
    let records: Arc<[RecordRef]> = records.into();
    let entry = |glyph, words: String, value: Option<Value>, is_on: bool, hint: String| {
        let (records, said) = (Arc::clone(&records), format!("{label}: {}", words.to_lowercase()));
        let run = move || set_field(app, &records, field, said.clone(), value.clone());
        MenuItem { hint, checked: Some(is_on), ..MenuItem::new(glyph, words, run) }
    };
    let mut items: Vec<MenuItem> = Vec::new();
    for (place, (key, value, words, glyph)) in values.into_iter().enumerate() {
        let is_on = current.as_deref() == Some(key.as_str());
        // A step of a scale is its own key.
        let hint = match field.holds {
            Holds::Scale(..) => String::new(),
            _ if place < 9 => (place + 1).to_string(),
            _ => String::new(),
        };
        items.push(entry(glyph, words, Some(value), is_on, hint));
    }
    if !matches!(field.holds, Holds::State(_) | Holds::Latest { .. }) && current.as_deref() != Some("") {
        let none = entry("x", "None".into(), None, false, String::new());
        items.push(MenuItem { starts_group: true, checked: None, ..none });
    }
    app.offer(label, anchor, items);
}

/// Days that are named without counting, each with how far off it is.
const NEAR_DAYS: [(&str, i32); 4] =
    [("Today", 0), ("In a week", 7), ("In a month", 30), ("In three months", 91)];

fn text_box(app: App, records: Vec<RecordRef>, field: &'static Field, label: String, anchor: Anchor) {
    let current = common(app, &records, field).unwrap_or_default();
    let records: Arc<[RecordRef]> = records.into();
    let is_day = matches!(field.holds, Holds::Day | Holds::Due);
    let said = label.clone();
    let answers = move |typed: &str| {
        let choice = |words: String, icon, value: Option<Value>| {
            let (records, label) = (Arc::clone(&records), format!("{said}: {words}"));
            let run = move || set_field(app, &records, field, label.clone(), value.clone());
            Choice::new(words, icon, run)
        };
        let near = |typed: &str| {
            let near =
                NEAR_DAYS.into_iter().filter(|(words, _)| is_day && fuzzy_match(typed, words).is_some());
            near.map(|(words, days)| {
                let day = browser::today().plus(days);
                choice(words.into(), "clock", Some(day.to_string().into())).with_hint(browser::day_text(day))
            })
            .collect::<Vec<Choice>>()
        };
        let typed = typed.trim();
        if typed.is_empty() {
            let mut choices = near("");
            if !current.is_empty() && field.key != "name" {
                // Enter alone changes nothing.
                let kept = Choice { run: Arc::new(|| ()), ..choice(current.clone(), "check", None) };
                choices.insert(0, kept);
                choices.push(choice("None".into(), "x", None));
            }
            return choices;
        }
        match field.read(typed) {
            Ok(value) => vec![choice(typed.to_owned(), "check", value)],
            Err(error) => {
                let near = near(typed);
                if near.is_empty() { vec![choice_of_error(app, error.to_string())] } else { near }
            }
        }
    };
    let placeholder = if is_day { "A day, such as 2026-12-24" } else { field.label };
    app.ask(label, placeholder, anchor, answers);
}

/// What cannot be stands where the answers do; chosen, it is said, and nothing changes.
pub(super) fn choice_of_error(app: App, reason: String) -> Choice {
    let said = reason.clone();
    Choice::new(reason, "warn", move || app.say(said.clone()))
}

/// The records of some tables, or of any, that answer what was typed: all but those it goes `without`; until something is typed,
/// those that are `chosen` stand first.
fn linkable<'a>(
    app: App,
    product: Option<Id>,
    tables: &'static [&'static str],
    typed: &'a str,
    without: &dyn Fn(RecordRef) -> bool,
    chosen: &dyn Fn(RecordRef) -> bool,
) -> Matches<'a> {
    let all: Vec<&'static str> = if tables.is_empty() { open_tables() } else { tables.to_vec() };
    let (mut found, key_typed) = (Matches::to(typed), typed.trim());
    app.read(|workspace| {
        for table in all {
            let Some(kept) = workspace.tables().any(table) else { continue };
            let here = kept.live_in(product).into_iter().map(|id| RecordRef { table, id });
            for record in here.filter(|record| !without(*record)) {
                let is_key =
                    || workspace.key_of(record).is_some_and(|key| key.eq_ignore_ascii_case(key_typed));
                if !key_typed.is_empty() && is_key() {
                    found.offer_first(record);
                } else {
                    found.offer(kept.title(record.id).unwrap_or_default(), chosen(record), record);
                }
            }
        }
    });
    found
}

fn link_picker(
    app: App,
    records: Vec<RecordRef>,
    field: &'static Field,
    tables: &'static [&'static str],
    label: String,
    anchor: Anchor,
) {
    let records: Arc<[RecordRef]> = records.into();
    let is_many = matches!(field.holds, Holds::Links(_));
    let said = label.clone();
    let answers = move |typed: &str| {
        // How many of the records name each, counted once.
        let mut counts: SortedMap<Id, usize> = SortedMap::new();
        app.read(|workspace| {
            for record in records.iter() {
                let kept = workspace.tables().any(record.table).and_then(|it| it.values(record.id));
                for (_, id) in kept.map(|kept| kept.linked(field)).unwrap_or_default() {
                    *counts.entry(id).or_insert(0) += 1;
                }
            }
        });
        let linked = |to: RecordRef| counts.get(&to.id).copied().unwrap_or(0);
        let product = app.product.get_untracked();
        let themselves: SortedSet<Id> = set_of(records.iter().map(|record| record.id));
        let found =
            linkable(app, product, tables, typed, &|it| themselves.contains(&it.id), &|it| linked(it) > 0);
        let all = Arc::clone(&records);
        let new = new_record(app, &found, product, tables, &said, move |tx, to| {
            all.iter().try_for_each(|record| command::set_link(tx, *record, field, to, true))
        });
        let new = new.map(|new| Choice { stays: is_many, ..new });
        let mut choices = Vec::new();
        for to in found.best() {
            let (title, key) = title_and_key(app, to);
            let (number, of) = (linked(to), records.len());
            let is_on = number == of;
            let (records, label) = (Arc::clone(&records), format!("{said}: {title}"));
            let run = move || {
                let done = app.edit(label.clone(), |tx| {
                    records.iter().try_for_each(|record| command::set_link(tx, *record, field, to, !is_on))
                });
                if done.is_some() {
                    app.announce(label.clone());
                }
            };
            let choice = Choice::to_check(title, is_on, run).held_by(number, of);
            choices.push(Choice { hint: key, stays: is_many, ..choice });
        }
        choices.extend(new);
        choices
    };
    app.ask(label, "Choose, by name or key", anchor, answers);
}

/// The choice that makes a record of what was typed and links it, where that names none and records of the one table can be
/// named; `said` is what the edit is called before its name.
fn new_record(
    app: App,
    found: &Matches<'_>,
    product: Option<Id>,
    tables: &'static [&'static str],
    said: &str,
    link: impl Fn(&mut Tx<'_>, RecordRef) -> Result<(), CommandError> + Send + Sync + 'static,
) -> Option<Choice> {
    let (name, [table]) = (found.new_name()?, tables) else { return None };
    let product = product.filter(|_| command::can_be_named(table))?;
    let (new, label) = (name.to_owned(), format!("{said}: {name}"));
    let run = move || {
        app.edit(label.clone(), |tx| match command::record_named(tx, table, product, &new) {
            Some(id) => link(tx, RecordRef { table, id }),
            None => Ok(()),
        });
    };
    Some(Choice::to_make(format!("New: “{name}”"), false, run))
}

/// Chooses the record a new row of a field is about; without a choice there is no row.
pub fn add_row_of(
    app: App,
    record: RecordRef,
    field: &'static Field,
    inner: &'static Field,
    tables: &'static [&'static str],
    more: Vec<(&'static Field, Value)>,
    anchor: Anchor,
) {
    let answers = move |typed: &str| {
        let product = untrack(|| app.home_product());
        let found = linkable(app, product, tables, typed, &|it| it == record, &|_| false);
        let more = more.clone();
        record_choices(app, field, found, move |label, to| {
            let link = (inner, Value::from(link_text(to.table, to.id)));
            let values: Vec<(&Field, Value)> = [link].into_iter().chain(more.iter().cloned()).collect();
            app.edit(label, |tx| command::add_row(tx, record, &[], field, None, &values));
        })
    };
    app.ask(field.label, "Choose, by name or key", anchor, answers);
}

/// The records that were found, to choose for a field: `run` is given what the edit is called, and the record.
fn record_choices(
    app: App,
    field: &'static Field,
    found: Matches<'_>,
    run: impl Fn(&str, RecordRef) + Send + Sync + 'static,
) -> Vec<Choice> {
    let run = Arc::new(run);
    let choice = |to: RecordRef| {
        let (title, key) = title_and_key(app, to);
        let (label, run) = (format!("{}: {title}", field.label), Arc::clone(&run));
        Choice::new(title, table_glyph(to.table), move || run(&label, to)).with_hint(key)
    };
    found.best().into_iter().map(choice).collect()
}

/// The record a link text means.
pub fn record_of_link(text: &str) -> Option<RecordRef> {
    let (table, id) = read_link(text)?;
    Some(RecordRef { table: crate::workspace::known_table(table)?, id })
}

/// Asks for another value of a field of a row: one of some words, a step, or a record.
pub fn set_row_field(
    app: App,
    record: RecordRef,
    row: (&'static Field, Id),
    field: &'static Field,
    anchor: Anchor,
) {
    let set = move |label: String, value: Option<Value>| {
        app.edit(label, |tx| command::set_in_row(tx, record, &[row], field, value));
    };
    if let Holds::Link(tables) | Holds::Links(tables) = field.holds {
        let answers = move |typed: &str| {
            let product = untrack(|| app.home_product());
            let found = linkable(app, product, tables, typed, &|_| false, &|_| false);
            let new = new_record(app, &found, product, tables, field.label, move |tx, to| {
                command::set_in_row(tx, record, &[row], field, Some(link_text(to.table, to.id).into()))
            });
            let none = typed.trim().is_empty().then(|| {
                Choice::new("None".into(), "x", move || set(format!("{}: none", field.label), None))
            });
            let mut choices = record_choices(app, field, found, move |label, to| {
                set(label.to_owned(), Some(link_text(to.table, to.id).into()));
            });
            choices.extend(new.or(none));
            choices
        };
        return app.ask(field.label, "Choose, by name or key", anchor, answers);
    }
    let items = values_of(field).into_iter().map(|(_, value, words, glyph)| {
        let label = format!("{}: {}", field.label, words.to_lowercase());
        MenuItem::new(glyph, words, move || set(label.clone(), Some(value.clone())))
    });
    let mut items: Vec<MenuItem> = items.collect();
    let none = MenuItem::new("x", "None", move || set(format!("{}: none", field.label), None));
    items.push(MenuItem { starts_group: true, ..none });
    app.offer(field.label, anchor, items);
}
