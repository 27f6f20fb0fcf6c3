//! Cycle times as points by the day they ended, with the lines under which half and 85 in a hundred lie.

use std::fmt::Write as _;

use super::frame::{Frame, LINE};
use super::{Figure, Point};
use crate::analysis::flow::percentile;
use crate::model::Day;
use crate::view::count;

/// The room for the names of the lines.
const NAMES: i32 = 108;

/// Something that was done, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dot {
    /// What it is called.
    pub name: String,
    /// The day it was done.
    pub on: Day,
    /// Days it took, the first and the last included.
    pub days: u32,
}

/// The points from `first` to `last`, laid out for a width; `text` writes a day.
pub fn scatter_chart(dots: &[Dot], (first, last): (Day, Day), width: i32, text: fn(Day) -> String) -> Figure {
    let times: Vec<u32> = dots.iter().map(|dot| dot.days).collect();
    let (half, most) = (percentile(&times, 50).unwrap_or(0), percentile(&times, 85).unwrap_or(0));
    let longest = times.iter().max().copied().unwrap_or(0) as i32;
    let frame = Frame::new(width, NAMES, longest.into());
    let mut chart = frame.chart();
    let mut free = i32::MIN;
    for (percent, days) in [(85, most), (50, half)] {
        let y = frame.y(i64::from(days));
        chart.draw("s0", format!("M{} {y}H{}", frame.x(0, 1), frame.right()));
        let y = (y + 4).max(free);
        free = y + LINE;
        let text = format!("{percent} % in {}", count(days as usize, "day"));
        chart.write((frame.right() + 8, y), "start", "lab", text);
    }
    let mut circles = String::new();
    for dot in dots {
        let at = (frame.x(first.days_until(dot.on), first.days_until(last)), frame.y(i64::from(dot.days)));
        let _ = write!(circles, "M{} {}a3 3 0 1 0 6 0a3 3 0 1 0-6 0", at.0 - 3, at.1);
        let said = format!("{}: {}, done {}", dot.name, count(dot.days as usize, "day"), text(dot.on));
        chart.points.push(Point { at, said });
    }
    chart.draw("dots", circles);
    frame.days(&mut chart, first, last, text);
    let finding = if dots.is_empty() {
        "Nothing that was begun has been done in this time.".to_owned()
    } else {
        format!("Half are done in {}, 85 in a hundred in {most}.", count(half as usize, "day"))
    };
    let row = |dot: &Dot| vec![dot.name.clone(), text(dot.on), dot.days.to_string()];
    let rows = dots.iter().map(row).collect();
    Figure { chart, finding, heads: vec!["Item", "Done", "Days"], rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_by_day_and_by_time_under_their_lines() {
        let first = Day::new(2026, 11, 2).unwrap();
        let dot = |place: i32, days| Dot { name: format!("SPK-{place}"), on: first.plus(place), days };
        let dots: Vec<Dot> = (0..=9).map(|place| dot(place, place as u32 + 1)).collect();
        let figure = scatter_chart(&dots, (first, first.plus(9)), 306, |day| day.to_string());
        assert_eq!(figure.finding, "Half are done in 5 days, 85 in a hundred in 9.");
        let chart = &figure.chart;
        assert_eq!((chart.points[0].at.0, chart.points[9].at.0), (28, 198));
        assert!(chart.points.windows(2).all(|pair| pair[0].at.1 > pair[1].at.1), "longer is higher");
        assert_eq!(chart.points[1].said, "SPK-1: 2 days, done 2026-11-03");
        assert_eq!(figure.rows[0], ["SPK-0", "2026-11-02", "1"]);
        let none = scatter_chart(&[], (first, first), 300, |day| day.to_string());
        assert!(none.chart.points.is_empty() && none.finding.starts_with("Nothing"));
    }
}
