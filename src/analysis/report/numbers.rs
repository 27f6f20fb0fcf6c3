//! The numbers of a report: each as it was on the first day, and as it is on the last.

use super::{ReportLine, ReportOf, line};
use crate::analysis::{WHOLE, even_share, metric_behind, share_come, values_seen};
use crate::model::{Day, format_measure};

/// How far below an even pace a number counts as behind, in ten-thousandths.
const SLACK: i64 = 1_000;
/// A unit of more letters is a phrase.
const LONG_UNIT: usize = 4;

impl ReportOf<'_> {
    pub(super) fn add_numbers(&self, lines: &mut Vec<ReportLine>) {
        let (first, last) = (self.days.0, self.as_of());
        let mut number = |name: &str,
                          unit: &str,
                          seen: &[(Day, i64)],
                          ends: (Option<i64>, Option<i64>, Option<(Day, Day)>),
                          of: String| {
            let by = |day: Day| seen.iter().filter(|(on, _)| *on <= day).max_by_key(|(on, _)| *on).copied();
            let Some((_, now)) = by(last) else { return };
            // A unit of several words stands once, with the name.
            let is_long = unit.chars().count() > LONG_UNIT;
            let (name, unit) =
                if is_long { (format!("{name}, {unit}"), "") } else { (name.to_owned(), unit) };
            let measure = |value: i64| format_measure(value, unit);
            let (from, to, days) = ends;
            let from = from.or(seen.iter().min_by_key(|(on, _)| *on).map(|(_, value)| *value));
            let text = |value: Option<i64>| value.map(measure).unwrap_or_default();
            let values = [text(from), text(by(first).map(|(_, value)| value)), measure(now), text(to)];
            let come = from.zip(to).and_then(|(from, to)| share_come(now, from, to));
            let even = days.map(|(start, due)| even_share(start, due, last));
            let pace = match (come, even) {
                (Some(WHOLE), _) => ", reached",
                (Some(come), Some(even)) if come + SLACK < even => ", behind an even pace",
                (Some(_), Some(_)) => ", on track",
                _ => "",
            };
            lines.push(ReportLine { values: Some(values), ..line("numbers", format!("{name}{pace}"), of) });
        };
        for metric in self.tables.metrics.of(self.product) {
            let seen: Vec<(Day, i64)> = metric.readings.iter().map(|it| (it.on, it.value)).collect();
            let start = seen.iter().map(|(on, _)| *on).min();
            let ends = (metric.baseline, metric.target, start.zip(metric.due));
            number(&metric.name, &metric.unit, &seen, ends, String::new());
        }
        for goal in self.tables.goals.of(self.product) {
            // What is read off a metric stands there already.
            for result in goal.key_results.iter().filter(|it| metric_behind(self.tables, it).is_none()) {
                let seen = values_seen(self.tables, result);
                let start = result.start.unwrap_or_else(|| Day::of(goal.meta.created_at));
                let days = result.due.map(|due| (start, due));
                let ends = (Some(result.baseline), Some(result.target), days);
                number(&result.name, &result.unit, &seen, ends, format!("G{}", goal.number));
            }
        }
    }
}
