//! Where time goes: by activity and by hat over the last weeks, beside the split one means to have.

use serde_json::Value;

use crate::model::kind::{
    ACTIVITIES, HAT, SPENT_ACTIVITY, SPENT_MINUTES, SPENT_ON, TIME_ENTRIES, TIME_TARGET, TIMER, TIMER_AT,
};
use crate::model::{Day, Id, Instant, in_order_of};
use crate::workspace::{Described, Tables};

/// Over how many days time is added up, today among them.
pub const TIME_DAYS: i32 = 28;
/// The minutes of a day.
pub const DAY_MINUTES: i64 = 24 * 60;
/// After how many minutes a timer was forgotten.
pub const TIMER_MOST: i64 = 12 * 60;

/// The time of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeRow {
    /// The activity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Whose work it is, by the key of its word; empty where that is not said.
    pub hat: String,
    /// The minutes of the last weeks.
    pub minutes: i64,
    /// How much of the week it is to be, in per cent.
    pub target: Option<i64>,
}

/// Where time went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimeSplit {
    /// By activity, the most first.
    pub rows: Vec<TimeRow>,
    /// All minutes, those without an activity among them.
    pub all: i64,
    /// How many weeks they are of.
    pub weeks: i64,
    /// The sum of the targets; none where none is set.
    pub targets: Option<i64>,
    /// Days with more than 24 hours, and their minutes.
    pub too_long: Vec<(Day, i64)>,
}

impl TimeSplit {
    /// So many of its minutes, a week.
    pub fn per_week(&self, minutes: i64) -> i64 {
        minutes / self.weeks.max(1)
    }

    /// The share of so many minutes in all, in per cent; none where nothing was logged.
    pub fn share(&self, minutes: i64) -> Option<i64> {
        (minutes * 100 + self.all / 2).checked_div(self.all)
    }

    /// The minutes of a hat, by the key of its word.
    pub fn of_hat(&self, hat: &str) -> i64 {
        self.rows.iter().filter(|row| row.hat == hat).map(|row| row.minutes).sum()
    }
}

/// The minutes of an entry, and their day.
fn spent(entry: &Described) -> Option<(Day, i64)> {
    Some((entry.day(&SPENT_ON)?, entry.number(&SPENT_MINUTES)?))
}

/// Where the time of the last four weeks went.
pub fn time_split(tables: &Tables, product: Id, today: Day) -> TimeSplit {
    let first = today.plus(1 - TIME_DAYS);
    let entries = tables.described_of(&TIME_ENTRIES, product);
    let mut split = TimeSplit::default();
    let activities = tables.described_of(&ACTIVITIES, product).into_iter();
    let row = |it: &Described| TimeRow {
        id: it.meta.id,
        name: it.name().to_owned(),
        hat: it.words(&HAT).to_owned(),
        minutes: 0,
        target: it.number(&TIME_TARGET),
    };
    let mut rows: Vec<TimeRow> = activities.map(row).collect();
    let mut earliest = today;
    let mut days: Vec<(Day, i64)> = Vec::new();
    for entry in &entries {
        let Some((on, minutes)) = spent(entry) else { continue };
        match days.iter_mut().find(|(day, _)| *day == on) {
            Some((_, sum)) => *sum += minutes,
            None => days.push((on, minutes)),
        }
        if on < first || on > today {
            continue;
        }
        earliest = earliest.min(on);
        split.all += minutes;
        let of = entry.linked(&SPENT_ACTIVITY).first().map(|(_, id)| *id);
        if let Some(row) = rows.iter_mut().find(|row| Some(row.id) == of) {
            row.minutes += minutes;
        }
    }
    split.weeks = i64::from(earliest.days_until(today)) / 7 + 1;
    let targets: Vec<i64> = rows.iter().filter_map(|row| row.target).collect();
    split.targets = (!targets.is_empty()).then(|| targets.iter().sum());
    split.rows = in_order_of(rows, |row| -row.minutes);
    days.retain(|(_, minutes)| *minutes > DAY_MINUTES);
    split.too_long = days;
    split
}

/// The minutes of some days by the hat of their activity, the product manager’s first; what is of both or of none is left out.
pub(super) fn minutes_by_hat(tables: &Tables, product: Id, first: Day, last: Day) -> [i64; 2] {
    let (mut pm, mut po) = (0, 0);
    for entry in tables.described_of(&TIME_ENTRIES, product) {
        let Some((_, minutes)) = spent(entry).filter(|(on, _)| first <= *on && *on <= last) else { continue };
        let of = entry.linked(&SPENT_ACTIVITY).first().and_then(|(_, id)| tables.described(&ACTIVITIES, *id));
        match of.map(|it| it.words(&HAT)) {
            Some("pm") => pm += minutes,
            Some("po") => po += minutes,
            _ => {}
        }
    }
    [pm, po]
}

/// The minutes of a day in all entries but one.
pub fn minutes_on(tables: &Tables, product: Id, day: Day, but: Option<Id>) -> i64 {
    let entries = tables.described_of(&TIME_ENTRIES, product).into_iter();
    let others = entries.filter(|entry| Some(entry.meta.id) != but);
    others.filter_map(spent).filter(|(on, _)| *on == day).map(|(_, minutes)| minutes).sum()
}

/// A timer that runs: its entry, and when it began.
pub fn running_timer(tables: &Tables, product: Id) -> Option<(&Described, Instant)> {
    tables.described_of(&TIME_ENTRIES, product).into_iter().find_map(|entry| {
        let began = entry.rows(&TIMER).first()?.get(TIMER_AT.key).and_then(Value::as_i64)?;
        entry.number(&SPENT_MINUTES).is_none().then_some((entry, Instant(began)))
    })
}

/// How many minutes a timer has run, at least one.
pub fn minutes_run(began: Instant, now: Instant) -> i64 {
    ((now.0 - began.0 + 30_000) / 60_000).max(1)
}

/// Minutes in words: “45 min”, “1 h”, “1 h 30”.
pub fn minutes_words(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest:02}"),
    }
}

/// Reads how long something was: “1h 30”, “1:30”, “45m”, “1.5”; a bare number is hours up to 12, and minutes beyond.
pub fn read_minutes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let end = text.find(|it: char| !it.is_ascii_digit() && it != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let amount = read_amount(number)?;
    let hours = |amount: f64| (amount * 60.0).round() as i64;
    let is_in = |unit: &str, units: &[&str]| units.contains(&unit);
    let minutes = match rest.trim_start() {
        "" if number.contains('.') || amount <= 12.0 => hours(amount),
        "" => amount as i64,
        unit if is_in(unit, &["m", "min", "minutes"]) => amount as i64,
        unit if is_in(unit, &["h", "hour", "hours"]) => hours(amount),
        more => {
            let more = more.trim_start_matches(|it: char| it.is_ascii_alphabetic() || it == ':');
            let more = more.trim().trim_end_matches(|it: char| it.is_ascii_alphabetic()).trim_end();
            let rest: i64 = more.parse().ok().filter(|rest| (0..60).contains(rest))?;
            if number.contains('.') || !text.contains(['h', ':']) {
                return None;
            }
            hours(amount) + rest
        }
    };
    (minutes > 0 && minutes <= DAY_MINUTES).then_some(minutes)
}

/// Reads digits that may have a point. What reads any floating point number there is would be 12 kB of tables.
fn read_amount(number: &str) -> Option<f64> {
    const PLACES_MOST: usize = 9;
    let (whole, places) = number.split_once('.').unwrap_or((number, ""));
    if places.contains('.') {
        return None;
    }
    let places = places.get(..PLACES_MOST).unwrap_or(places);
    let digits: i64 = format!("{whole}{places}").parse().ok()?;
    let scale = places.chars().fold(1.0, |scale, _| scale * 10.0);
    Some(digits as f64 / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_people_write_it() {
        let read = [
            ("1h 30", Some(90)),
            ("1h30m", Some(90)),
            ("1 h 30 min", Some(90)),
            ("1:30", Some(90)),
            ("45m", Some(45)),
            ("45", Some(45)),
            ("1.5", Some(90)),
            ("1,5 h", Some(90)),
            (".5", Some(30)),
            ("1.", Some(60)),
            ("0.175", Some(11)),
            ("1.33333333333333333333", Some(80)),
            ("1.5.2", None),
            (".", None),
            ("99999999999999999999", None),
            ("2", Some(120)),
            ("24h", Some(1_440)),
            ("25h", None),
            ("0", None),
            ("1h 75", None),
            ("1.5h 20", None),
            ("soon", None),
            ("", None),
            ("3 days", None),
            ("1h é", None),
        ];
        for (text, minutes) in read {
            assert_eq!(read_minutes(text), minutes, "{text}");
        }
        assert_eq!([45, 60, 95].map(minutes_words), ["45 min", "1 h", "1 h 35"]);
        for minutes in 1..=DAY_MINUTES {
            assert_eq!(read_minutes(&minutes_words(minutes)), Some(minutes));
        }
    }
}
