//! The readings of a metric over time, with its target, an even pace, and what happened on the way.

use super::frame::{Frame, line, room_of};
use super::{Figure, Point};
use crate::model::{Day, format_measure, in_order_of};

/// The room for the names of the lines.
const NAMES: i32 = 84;

/// A day on which something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayMark {
    /// The day.
    pub on: Day,
    /// What it is called.
    pub name: String,
    /// Whether it is still to come.
    pub is_planned: bool,
}

/// What is drawn of a metric.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// The unit of its values.
    pub unit: String,
    /// Its values by day, in hundredths of the unit.
    pub points: Vec<(Day, i64)>,
    /// Between which values each point lies with 95 %, where that is known; as many as there are points, or none.
    pub margins: Vec<Option<(i64, i64)>>,
    /// Where an even pace begins.
    pub baseline: Option<i64>,
    /// Where it is to be, in hundredths of the unit.
    pub target: Option<i64>,
    /// When.
    pub due: Option<Day>,
    /// Whether less is better.
    pub is_down: bool,
    /// What happened on the way, and what is to come.
    pub marks: Vec<DayMark>,
}

impl Series {
    /// The value an even pace would have on a day, between its first reading and its target's day.
    fn even(&self, first: Day, day: Day) -> Option<i64> {
        let (from, to, due) = (self.baseline?, self.target?, self.due?);
        let days = i64::from(first.days_until(due)).max(1);
        let gone = i64::from(first.days_until(day)).clamp(0, days);
        let even = from + ((i128::from(to - from) * i128::from(gone)) / i128::from(days)) as i64;
        let grain = self.grain();
        Some((even + grain / 2).div_euclid(grain) * grain)
    }

    /// How finely its values are read, in hundredths: what is worked out of them is said no finer.
    fn grain(&self) -> i64 {
        let are = |grain: i64| self.points.iter().all(|(_, value)| value % grain == 0);
        [100, 10].into_iter().find(|grain| are(*grain)).unwrap_or(1)
    }
}

/// A metric laid out for a width; `text` writes a day.
pub fn series_chart(series: &Series, width: i32, text: fn(Day) -> String) -> Figure {
    let measure = |value: i64| format_measure(value, &series.unit);
    let paired = series
        .points
        .iter()
        .copied()
        .enumerate()
        .map(|(at, (on, value))| (on, value, series.margins.get(at).copied().flatten()));
    let points = in_order_of(paired.collect(), |(on, ..)| i64::from(Day::first().days_until(*on)));
    let Some((&(first, start, _), &(last, now, margin))) = points.first().zip(points.last()) else {
        return Figure { finding: "No reading yet.".to_owned(), ..Figure::default() };
    };
    let marks: Vec<&DayMark> = series.marks.iter().filter(|mark| mark.on >= first).collect();
    let ends = marks.iter().map(|mark| mark.on).chain(series.due).chain([last]);
    let end = ends.max().unwrap_or(last).max(first.plus(1));
    let series = &Series { baseline: series.baseline.or(Some(start)), ..series.clone() };
    let values = points.iter().flat_map(|(_, value, margin)| {
        let (low, high) = margin.unwrap_or((*value, *value));
        [low, high, *value]
    });
    let values: Vec<i64> = values.chain(series.target).chain(series.baseline).collect();
    let (least, most) = (values.iter().min().copied(), values.iter().max().copied());
    let span = (least.unwrap_or(0), most.unwrap_or(0));
    let frame = Frame::spanning(width, NAMES, span, |tick| format_measure(tick, ""));
    let mut chart = frame.chart();
    let days = first.days_until(end);
    let x = |day: Day| frame.x(first.days_until(day), days);
    let mut free = i32::MIN;
    for mark in &marks {
        let at = x(mark.on);
        chart.draw(if mark.is_planned { "s0" } else { "axis" }, format!("M{at} 18V{}", frame.foot()));
        // A name stands where the one before has ended.
        let half = room_of(&mark.name) / 2 - 6;
        if at - half > free && at + half < width {
            chart.write((at, 12), "middle", "", mark.name.clone());
            free = at + half;
        }
    }
    if let Some((target, due)) = series.target.zip(series.due).filter(|(_, due)| *due > first) {
        chart.draw(
            "s0",
            line([(x(first), frame.y(series.baseline.unwrap_or(start))), (x(due), frame.y(target))]),
        );
    }
    if let Some(target) = series.target {
        let y = frame.y(target);
        chart.draw("step", format!("M{} {y}H{}", frame.left(), frame.right()));
        chart.write((frame.right() + 8, y + 4), "start", "lab", measure(target));
    }
    for (on, _, margin) in &points {
        if let Some((low, high)) = margin {
            chart.draw("axis", format!("M{} {}V{}", x(*on), frame.y(*low), frame.y(*high)));
        }
    }
    chart.draw("s1", line(points.iter().map(|(on, value, _)| (x(*on), frame.y(*value)))));
    let here = (x(last), frame.y(now));
    chart.draw("dot", format!("M{} {}a4 4 0 1 0 8 0a4 4 0 1 0-8 0", here.0 - 4, here.1));
    let is_near_target = series.target.is_some_and(|target| (frame.y(target) - here.1).abs() < 16);
    if !(is_near_target && here.0 + 60 > frame.right()) {
        chart.write((here.0 + 9, here.1 - 9), "start", "lab", measure(now));
    }
    chart.write((frame.left(), frame.foot() + 18), "start", "", text(first));
    if days > 0 {
        let at = x(last);
        let room = room_of(&text(last));
        if at - frame.left() > room && frame.right() - at > room {
            chart.write((at, frame.foot() + 18), "middle", "", text(last));
        }
        chart.write((frame.right(), frame.foot() + 18), "end", "", text(end));
    }
    let mut rows = Vec::new();
    for (on, value, margin) in &points {
        let between = margin.map(|(low, high)| format!("{} to {}", measure(low), measure(high)));
        let off = between.as_ref().map(|between| format!(", between {between}")).unwrap_or_default();
        let said = format!("{}: {}{off}", text(*on), measure(*value));
        chart.points.push(Point { at: (x(*on), frame.y(*value)), said });
        rows.push(vec![text(*on), measure(*value), between.unwrap_or_default()]);
    }
    let sure =
        margin.map(|(low, high)| format!(", between {} and {} with 95 %", measure(low), measure(high)));
    let even = series.even(first, last).map(|even| {
        let ahead = if series.is_down { even - now } else { now - even };
        let words = match ahead {
            0 => "just that".to_owned(),
            1.. => format!("{} ahead", format_measure(ahead, "")),
            _ => format!("{} behind", format_measure(-ahead, "")),
        };
        format!(" where {} would be even: {words}", format_measure(even, ""))
    });
    let finding = format!("{}{}{}.", measure(now), sure.unwrap_or_default(), even.unwrap_or_default());
    Figure { chart, finding, heads: vec!["Day", "Value", "Between"], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_metric_is_drawn_with_its_pace_and_what_happened() {
        let day = |day: i32| Day::new(2026, 7, 1).unwrap().plus(day);
        let series = Series {
            unit: "%".into(),
            points: vec![(day(50), 1_120), (day(0), 1_400), (day(20), 1_300)],
            target: Some(600),
            due: Some(day(100)),
            is_down: true,
            marks: vec![DayMark { on: day(10), name: "2.4".into(), is_planned: false }],
            ..Series::default()
        };
        let figure = series_chart(&series, 400, |day| day.to_string());
        assert_eq!(figure.finding, "11.2 % where 10 would be even: 1.2 behind.");
        assert_eq!(figure.rows.first().map(|row| row[1].as_str()), Some("14 %"));
        assert!(figure.chart.labels.iter().any(|label| label.text == "2.4"));
        assert_eq!(series_chart(&Series::default(), 400, |day| day.to_string()).finding, "No reading yet.");
        let one = Series { points: vec![(day(1), -50)], margins: vec![Some((-90, 10))], ..Series::default() };
        assert_eq!(
            series_chart(&one, 400, |day| day.to_string()).finding,
            "−0.5, between −0.9 and 0.1 with 95 %."
        );
    }
}
