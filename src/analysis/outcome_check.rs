//! Whether what is shipped did what it was to do: expected beside seen.

use super::up;
use crate::model::kind::{
    ABOUT, CHECK_BY_HAND, CHECK_EXPECTED, CHECK_FROM, CHECK_LEAST, CHECK_METRIC, CHECK_ON, CHECK_THEN,
};
use crate::model::{
    Day, Direction, Id, Initiative, Item, Metric, Record, Release, ReleaseState, format_measure,
};
use crate::workspace::{Described, Tables};

/// The day what a check is about went out: the first of the releases that it is about, or that have its items.
pub fn shipped_on(tables: &Tables, check: &Described) -> Option<Day> {
    let released = |id: Id| {
        let release = tables.releases.get(id).filter(|it| it.state == ReleaseState::Released);
        release.and_then(|it| it.actual)
    };
    let of_items = |is_in: &dyn Fn(&Item) -> bool| {
        let items = tables.items.of(check.product()?).filter(|item| is_in(item));
        items.filter_map(|item| released(item.release?)).min()
    };
    let days = check.linked(&ABOUT).into_iter().filter_map(|(table, id)| match table {
        Release::TABLE => released(id),
        Item::TABLE => {
            let own = tables.items.get(id).and_then(|item| released(item.release?));
            own.or_else(|| of_items(&|item: &Item| item.parent == Some(id)))
        }
        Initiative::TABLE => of_items(&|item: &Item| up(tables, item).initiative == Some(id)),
        _ => None,
    });
    days.min()
}

/// The metric a check is read off.
fn metric_of<'a>(tables: &'a Tables, check: &Described) -> Option<&'a Metric> {
    let (_, id) = check.linked(&CHECK_METRIC).into_iter().next()?;
    tables.metrics.get(id)
}

fn unit_of<'a>(tables: &'a Tables, check: &Described) -> &'a str {
    metric_of(tables, check).map_or("", |metric| &metric.unit)
}

/// Whether less is better: that follows from what was expected, else from the metric.
fn is_down(tables: &Tables, check: &Described, expected: i64) -> bool {
    match check.number(&CHECK_FROM).or(check.number(&CHECK_LEAST)) {
        Some(from) => expected < from,
        None => metric_of(tables, check).is_some_and(|metric| metric.direction == Direction::Down),
    }
}

/// What was expected, in words: “14 % → 12 %, at most 13 %”.
pub fn expected_words(tables: &Tables, check: &Described) -> Option<String> {
    let measure = |value: i64| format_measure(value, unit_of(tables, check));
    let expected = check.number(&CHECK_EXPECTED)?;
    let from = check.number(&CHECK_FROM).map(|from| format!("{} → ", measure(from)));
    let bar = if is_down(tables, check, expected) { "at most" } else { "at least" };
    let least = check.number(&CHECK_LEAST).map(|least| format!(", {bar} {}", measure(least)));
    let name = metric_of(tables, check).map(|metric| format!("{}: ", metric.name));
    Some(
        [name.unwrap_or_default(), from.unwrap_or_default(), measure(expected), least.unwrap_or_default()]
            .concat(),
    )
}

/// What was seen: the value and the day it was seen on; none of a value that was written by hand.
///
/// It is the first reading on or after the day of the check; before there is one, the newest since it is out.
fn seen(tables: &Tables, check: &Described) -> Option<(i64, Option<Day>)> {
    if let Some(value) = check.number(&CHECK_BY_HAND) {
        return Some((value, None));
    }
    let out = shipped_on(tables, check)?;
    let readings = || metric_of(tables, check).into_iter().flat_map(|metric| &metric.readings);
    let due = check.day(&CHECK_ON);
    let at_check = readings().filter(|it| due.is_some_and(|due| it.on >= due)).min_by_key(|it| it.on);
    let since = readings().filter(|it| it.on >= out).max_by_key(|it| it.on);
    at_check.or(since).map(|it| (it.value, Some(it.on)))
}

/// What was seen, in words: “12.7 %, 7 weeks on”.
pub fn seen_words(tables: &Tables, check: &Described) -> Option<String> {
    let (value, on) = seen(tables, check)?;
    let out = shipped_on(tables, check);
    let since = on.zip(out).map(|(on, out)| match out.days_until(on) {
        1 => ", a day on".to_owned(),
        days @ ..14 => format!(", {days} days on"),
        days => format!(", {} weeks on", days / 7),
    });
    Some(format!("{}{}", format_measure(value, unit_of(tables, check)), since.unwrap_or_default()))
}

/// Whether it worked, by the key of a word of the field.
pub fn check_verdict(tables: &Tables, check: &Described, today: Day) -> &'static str {
    let Some(expected) = check.number(&CHECK_EXPECTED) else { return "unsaid" };
    let is_due = check.day(&CHECK_ON).is_some_and(|due| due <= today);
    let Some((value, on)) = seen(tables, check) else { return if is_due { "unread" } else { "early" } };
    if on.is_some_and(|on| check.day(&CHECK_ON).is_none_or(|due| on < due)) {
        return if is_due { "unread" } else { "early" };
    }
    let is_down = is_down(tables, check, expected);
    let better = |value: i64| if is_down { -value } else { value };
    let half = check.number(&CHECK_FROM).map(|from| i64::midpoint(from, expected));
    let least = check.number(&CHECK_LEAST).or(half);
    match better(value) {
        value if value >= better(expected) => "yes",
        value if least.is_some_and(|least| value >= better(least)) => "mostly",
        _ => "no",
    }
}

/// Whether somebody still has to say what follows.
pub fn check_state(check: &Described) -> &'static str {
    if check.words(&CHECK_THEN).is_empty() { "open" } else { "answered" }
}
