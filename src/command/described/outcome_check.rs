//! Saying what something is to change before it is built, fixing that when work is committed, and what follows once somebody
//! has looked.

use serde_json::Value;

use super::decision::keep_decision;
use super::{add_described, revise, set, set_field, set_link};
use crate::analysis::{check_state, expected_words, seen_words, up};
use crate::command::CommandError;
use crate::model::kind::{
    ABOUT, CHECK_EXPECTED, CHECK_FIXED, CHECK_FROM, CHECK_LEAST, CHECK_METRIC, CHECK_ON, CHECK_THEN, Field,
    OUTCOME_CHECKS,
};
use crate::model::{Day, Id, Initiative, Item, Metric, Product, Record, RecordRef, Release, set_of};
use crate::workspace::{Described, Tables, Tx};

/// After how many days something that is out is looked at, where no day is said.
const CHECK_DAYS: i32 = 28;

/// The metric a record is to move, its own or that of what stands above it.
fn metric_behind(tables: &Tables, record: RecordRef) -> Option<Id> {
    match record.table {
        Initiative::TABLE => tables.initiatives.get(record.id)?.metric,
        Release::TABLE => tables.releases.get(record.id)?.metric,
        Item::TABLE => {
            let item = tables.items.get(record.id)?;
            let above = up(tables, item).initiative.and_then(|id| tables.initiatives.get(id));
            let release = item.release.and_then(|id| tables.releases.get(id));
            above.and_then(|it| it.metric).or(release.and_then(|it| it.metric))
        }
        _ => None,
    }
}

/// Makes an outcome check of an item, an initiative or a release, with the metric it is to move.
pub fn expect_of(tx: &mut Tx<'_>, record: RecordRef) -> Result<Id, CommandError> {
    let table = tx.tables().any(record.table).ok_or(CommandError::Missing("record"))?;
    let (product, title) = (table.owner(record.id), table.title(record.id).unwrap_or_default().to_owned());
    let product = product.ok_or(CommandError::Missing(table.noun()))?;
    let metric = metric_behind(tx.tables(), record);
    let id = add_described(tx, OUTCOME_CHECKS.table, product, &title)?;
    let check = RecordRef { table: OUTCOME_CHECKS.table, id };
    set_link(tx, check, &ABOUT, record, true)?;
    if let Some(metric) = metric {
        set_link(tx, check, &CHECK_METRIC, RecordRef::to::<Metric>(metric), true)?;
    }
    Ok(id)
}

/// The checks that are about a record.
fn checks_about(tx: &Tx<'_>, record: RecordRef) -> Vec<Id> {
    let kept = tx.tables().any(OUTCOME_CHECKS.table);
    kept.into_iter().flat_map(|kept| kept.naming(record.id).iter().copied()).collect()
}

/// Fixes what is expected of a record, as work on it is committed: expected value and threshold stay, and what the metric is
/// now is what it was before.
pub(in crate::command) fn fix_checks(tx: &mut Tx<'_>, record: RecordRef) {
    let today = tx.today().to_string();
    for id in checks_about(tx, record) {
        let Some(check) = tx.tables().described(&OUTCOME_CHECKS, id) else { continue };
        if check.day(&CHECK_FIXED).is_some() || check.number(&CHECK_EXPECTED).is_none() {
            continue;
        }
        let metric = check.linked(&CHECK_METRIC).first().and_then(|(_, id)| tx.get::<Metric>(*id));
        let now = metric.and_then(Metric::latest).map(|it| it.value);
        let from = check.number(&CHECK_FROM).or(now);
        revise(tx, RecordRef { table: OUTCOME_CHECKS.table, id }, |fields| {
            set(fields, &CHECK_FIXED, Some(today.clone().into()));
            set(fields, &CHECK_FROM, from.map(Value::from));
        });
    }
}

/// Says when to look at what a release was to change, as it goes out.
pub(in crate::command) fn set_check_days(tx: &mut Tx<'_>, release: Id, out: Day) {
    let tables = tx.tables();
    let Some(product) = tables.releases.get(release).map(|it| it.product) else { return };
    let items = tables.items.of(product).filter(|item| item.release == Some(release));
    let mut about = vec![RecordRef::to::<Release>(release)];
    for item in items {
        about.push(RecordRef::to::<Item>(item.meta.id));
        about.extend(item.parent.map(RecordRef::to::<Item>));
        about.extend(up(tables, item).initiative.map(RecordRef::to::<Initiative>));
    }
    let about = set_of(about);
    let day = Value::from(out.plus(CHECK_DAYS).to_string());
    for id in about.into_iter().flat_map(|record| checks_about(tx, record)).collect::<Vec<Id>>() {
        let open = |it: &Described| check_state(it) == "open" && it.day(&CHECK_ON).is_none();
        if tx.tables().described(&OUTCOME_CHECKS, id).is_some_and(open) {
            let record = RecordRef { table: OUTCOME_CHECKS.table, id };
            revise(tx, record, |fields| set(fields, &CHECK_ON, Some(day.clone())));
        }
    }
}

/// The unit of the metric that the values of a record are of.
pub(in crate::command) fn unit_in(tables: &Tables, record: RecordRef) -> Option<&str> {
    let metric = match record.table {
        Metric::TABLE => record.id,
        table if table == OUTCOME_CHECKS.table => {
            tables.described(&OUTCOME_CHECKS, record.id)?.linked(&CHECK_METRIC).first()?.1
        }
        _ => return None,
    };
    tables.metrics.get(metric).map(|metric| metric.unit.as_str())
}

/// Refuses to move the bar after the jump.
pub(in crate::command) fn check_bar(
    tx: &Tx<'_>,
    record: RecordRef,
    field: &Field,
) -> Result<(), CommandError> {
    let is_bar = [&CHECK_METRIC, &CHECK_EXPECTED, &CHECK_LEAST, &CHECK_FROM, &CHECK_FIXED].contains(&field);
    let fixed = tx.tables().described(&OUTCOME_CHECKS, record.id).and_then(|it| it.day(&CHECK_FIXED));
    match fixed.filter(|_| is_bar) {
        Some(on) => Err(CommandError::FixedCheck(on)),
        None => Ok(()),
    }
}

/// Keeps what follows from a check as a decision, about the check and what it is of.
pub(in crate::command) fn conclude(tx: &mut Tx<'_>, record: RecordRef) -> Result<(), CommandError> {
    let tables = tx.tables();
    let Some(check) = tables.described(&OUTCOME_CHECKS, record.id) else { return Ok(()) };
    let Some(word) = CHECK_THEN.word(check.words(&CHECK_THEN)) else { return Ok(()) };
    let product = check.product().ok_or(CommandError::Missing(Product::NOUN))?;
    let question = format!("What follows from “{}”?", check.name());
    let texts = [expected_words(tables, check), seen_words(tables, check)];
    let about: Vec<RecordRef> = check
        .linked(&ABOUT)
        .into_iter()
        .filter_map(|(table, id)| Some(RecordRef { table: crate::workspace::known_table(table)?, id }))
        .collect();
    let decision = keep_decision(tx, product, &question, record, word.name)?;
    let [expected, happened] = texts;
    for (key, text) in [("expected", expected), ("happened", happened)] {
        if let Some((field, text)) = crate::model::kind::DECISIONS.field(key).zip(text) {
            set_field(tx, decision, field, Some(text.into()))?;
        }
    }
    about.into_iter().try_for_each(|to| set_link(tx, decision, &ABOUT, to, true))
}
