//! Where a product is in its life, what is still to be met there, and the signs of decline in its metrics.

use super::metric::{is_real_change, read_by};
use super::{LaunchTask, done_of};
use crate::model::kind::{
    STAGE_CRITERIA, STAGE_IS, STAGE_ON, STAGE_PART, STAGE_TEXT, STAGES, TASK_DONE, Word, row_id,
};
use crate::model::{Day, Direction, Id, Metric, Reading, format_measure, in_order_of};
use crate::workspace::{Described, Tables, Values};

/// So often in a row a reading has to be worse than the one before.
const RUN: usize = 3;
/// The days of a quarter.
const QUARTER: i32 = 91;

/// The stage a product is in: the one entered last, by today.
pub fn stage_now(tables: &Tables, product: Id, today: Day) -> Option<&Described> {
    let stages = tables.described_of(&STAGES, product).into_iter();
    stages.filter(|it| it.day(&STAGE_ON).is_some_and(|on| on <= today)).max_by_key(|it| it.day(&STAGE_ON))
}

/// What a stage is called: by its word where it has one.
pub fn stage_name(stage: &Described) -> &str {
    STAGE_IS.word(stage.words(&STAGE_IS)).map_or(stage.name(), |word| word.name)
}

/// The stage that usually comes after one.
pub fn stage_after(stage: &Described) -> Option<&'static Word> {
    let words = STAGE_IS.choices();
    let at = words.iter().position(|word| word.key == stage.words(&STAGE_IS))?;
    words.get(at + 1)
}

/// What a stage asks for: to enter it, to do in it, to leave it, as far as it asks for that.
pub fn stage_lanes(stage: &Described) -> Vec<(&'static str, Vec<LaunchTask>)> {
    let parts = STAGE_PART.choices().iter().map(|word| (word.key, word.name)).chain([("", "Besides")]);
    let lane = |(key, name): (&'static str, &'static str)| {
        let tasks = criteria_of(stage, key);
        (!tasks.is_empty()).then_some((name, tasks))
    };
    parts.filter_map(lane).collect()
}

/// The criteria of a stage that are for one part of it.
pub fn criteria_of(stage: &Described, part: &str) -> Vec<LaunchTask> {
    let rows = stage.rows(&STAGE_CRITERIA).into_iter();
    let task = |row| {
        let values = Values(row);
        let is_of_it = values.words(&STAGE_PART) == part;
        is_of_it.then(|| LaunchTask {
            id: row_id(row).unwrap_or(Id::FIRST),
            text: values.words(&STAGE_TEXT).to_owned(),
            function: String::new(),
            by: None,
            is_done: !values.words(&TASK_DONE).is_empty(),
        })
    };
    rows.filter_map(task).collect()
}

/// How many criteria of a stage are met: “3 of 7”; none without any.
pub fn met_words(stage: &Described) -> Option<String> {
    let (met, all) = done_of(stage, &STAGE_CRITERIA)?;
    Some(format!("{met} of {all}"))
}

/// The readings by which a metric got worse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclineSign {
    /// The one it got worse from.
    pub from: (Day, i64),
    /// The newest.
    pub to: (Day, i64),
    /// How often in a row it got worse; none where it is compared with a quarter before.
    pub run: Option<usize>,
}

/// What the readings of a metric say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trend {
    /// There are too few.
    Unknown,
    /// Nothing speaks of decline.
    Holds,
    /// It gets worse.
    Worse(DeclineSign),
}

/// Whether a metric gets worse: its last readings did three times in a row, or the newest is worse than the one a quarter before
/// by more than chance, where that can be known.
pub fn trend(metric: &Metric) -> Trend {
    let all = in_order_of(metric.readings.iter().collect(), |it: &&Reading| (it.on, it.at));
    let mut readings: Vec<&Reading> = Vec::new();
    for reading in all {
        // What is read twice on a day was corrected.
        readings.pop_if(|last| last.on == reading.on);
        readings.push(reading);
    }
    let is_worse = |before: &Reading, after: &Reading| match metric.direction {
        Direction::Up => after.value < before.value,
        Direction::Down => after.value > before.value,
    };
    let Some(last) = readings.last() else { return Trend::Unknown };
    let pairs = readings.iter().rev().skip(1).zip(readings.iter().rev());
    let run = pairs.take_while(|(before, after)| is_worse(before, after)).count();
    let sign = |from: &Reading, run| {
        Trend::Worse(DeclineSign { from: (from.on, from.value), to: (last.on, last.value), run })
    };
    if let Some(first) = readings.iter().rev().nth(run).filter(|_| run >= RUN) {
        return sign(first, Some(run));
    }
    let before = read_by(metric, last.on.plus(-QUARTER));
    let is_real = before.and_then(|before| is_real_change(metric.form, before, last));
    match before {
        Some(before) if is_real == Some(true) && is_worse(before, last) => sign(before, None),
        _ if is_real.is_some() || readings.len() > RUN => Trend::Holds,
        _ => Trend::Unknown,
    }
}

/// The signs of decline in the metrics of a product, and how many of its metrics have too few readings to say.
pub fn signs_of_decline(tables: &Tables, product: Id) -> (Vec<(&Metric, DeclineSign)>, usize) {
    let (mut signs, mut unknown) = (Vec::new(), 0);
    for metric in tables.metrics.of(product) {
        match trend(metric) {
            Trend::Worse(sign) => signs.push((metric, sign)),
            Trend::Unknown => unknown += 1,
            Trend::Holds => {}
        }
    }
    (signs, unknown)
}

/// From which readings a metric got worse.
pub fn sign_words(metric: &Metric, sign: &DeclineSign, day: fn(Day) -> String) -> String {
    let said = |(on, value): (Day, i64)| format!("{} on {}", format_measure(value, &metric.unit), day(on));
    let how = match sign.run {
        Some(times) => format!("worse {times} times in a row"),
        None => "worse than a quarter before by more than chance".to_owned(),
    };
    format!("{how}: {}, then {}", said(sign.from), said(sign.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ids, Instant, Meta, MetricForm, Rank};

    fn metric(form: MetricForm, readings: &[(i32, i64, &[u32])]) -> Metric {
        let mut ids = Ids::seeded(1);
        let id = ids.next_id();
        let mut metric = Metric::new(Meta::new(id, Instant(0)), id, 1, "Bookings".into(), Rank::first());
        metric.form = form;
        let reading = |(on, value, counts): &(i32, i64, &[u32])| Reading {
            id: ids.next_id(),
            at: Instant(0),
            on: Day::first().plus(*on),
            value: *value,
            counts: counts.to_vec(),
        };
        metric.readings = readings.iter().map(reading).collect();
        metric
    }

    fn numbers(values: &[i64]) -> Metric {
        let readings: Vec<(i32, i64, &[u32])> =
            values.iter().enumerate().map(|(at, value)| (at as i32 * 7, *value, &[][..])).collect();
        metric(MetricForm::Number, &readings)
    }

    #[test]
    fn three_times_worse_in_a_row_is_a_sign() {
        let falls = numbers(&[900, 1_000, 900, 800, 700]);
        let from = (Day::first().plus(7), 1_000);
        let sign = DeclineSign { from, to: (Day::first().plus(28), 700), run: Some(3) };
        assert_eq!(trend(&falls), Trend::Worse(sign.clone()));
        let words = "worse 3 times in a row: 10 on 1900-01-08, then 7 on 1900-01-29";
        assert_eq!(sign_words(&falls, &sign, |day| day.to_string()), words);
        assert_eq!(trend(&numbers(&[1_000, 900, 900, 800, 700])), Trend::Holds, "it held in between");
        let rises = Metric { direction: Direction::Down, ..numbers(&[1, 2, 3, 4]) };
        assert!(matches!(trend(&rises), Trend::Worse(DeclineSign { run: Some(3), .. })), "less is better");
    }

    #[test]
    fn too_few_readings_say_nothing() {
        for values in [&[][..], &[5], &[5, 4], &[5, 4, 3]] {
            assert_eq!(trend(&numbers(values)), Trend::Unknown, "{values:?}");
        }
        assert_eq!(trend(&numbers(&[5, 4, 3, 3])), Trend::Holds);
    }

    #[test]
    fn worse_than_a_quarter_before_counts_beyond_chance() {
        let read = |now: u32| {
            metric(
                MetricForm::Conversion,
                &[(0, 1_400, &[140, 1_000]), (100, i64::from(now) * 10, &[now, 1_000])],
            )
        };
        assert!(matches!(trend(&read(100)), Trend::Worse(DeclineSign { run: None, .. })));
        assert_eq!(trend(&read(135)), Trend::Holds, "that may be chance");
        assert_eq!(trend(&read(180)), Trend::Holds, "it got better");
        let plain = metric(MetricForm::Number, &[(0, 1_400, &[]), (100, 100, &[])]);
        assert_eq!(trend(&plain), Trend::Unknown, "nobody knows how much of it is chance");
    }

    #[test]
    fn the_later_reading_of_a_day_counts() {
        let mut metric = numbers(&[4, 3, 2]);
        let mut corrected = metric.readings.clone();
        for reading in &mut corrected {
            (reading.at, reading.value) = (Instant(1), reading.value - 1);
        }
        metric.readings.extend(corrected);
        assert_eq!(trend(&metric), Trend::Unknown, "three days, and three readings");
    }
}
