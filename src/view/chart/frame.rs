//! The frame of a chart: where values and days lie, nice ticks, and the texts of paths.

use std::fmt::Write as _;

use super::Chart;
use crate::analysis::flow::monday_of;
use crate::model::Day;

/// How high charts are, and what is kept free at their edges for labels.
const HEIGHT: i32 = 176;
const TOP: i32 = 20;
const FOOT: i32 = 152;
const LEFT: i32 = 28;
/// How far apart lines of text have to be.
pub(super) const LINE: i32 = 16;

/// The plot of a chart: from its left to its right edge, and values from 0 up, or from what lies below it.
pub(super) struct Frame {
    width: i32,
    left: i32,
    right: i32,
    ticks: Vec<i64>,
    tick_text: fn(i64) -> String,
}

impl Frame {
    /// A frame in which whole values up to `most` fit, with so much room at the right end.
    pub fn new(width: i32, end: i32, most: i64) -> Self {
        Self::spanning(width, end, (0, most), |tick| tick.to_string())
    }

    /// A frame in which values from the least to the most fit, and 0; `tick_text` writes one at the axis.
    pub fn spanning(width: i32, end: i32, (least, most): (i64, i64), tick_text: fn(i64) -> String) -> Self {
        let width = width.max(160);
        let ticks = ticks(least, most);
        let label = ticks.iter().map(|tick| room_of(&tick_text(*tick))).max().unwrap_or(0);
        Self { width, left: LEFT.max(label - 3), right: width - end, ticks, tick_text }
    }

    /// Where the plot begins.
    pub fn left(&self) -> i32 {
        self.left
    }

    /// How wide the plot is.
    pub fn plot_width(&self) -> i32 {
        self.right - self.left
    }

    /// Where the plot ends.
    pub fn right(&self) -> i32 {
        self.right
    }

    /// Where the lowest value lies.
    pub fn foot(&self) -> i32 {
        FOOT
    }

    /// Where one of so many places lies, from edge to edge.
    pub fn x(&self, place: i32, last: i32) -> i32 {
        self.left + self.plot_width() * place / last.max(1)
    }

    /// Where a value lies.
    pub fn y(&self, value: i64) -> i32 {
        let (floor, top) =
            self.ticks.first().zip(self.ticks.last()).map_or((0, 1), |(one, two)| (*one, *two));
        let share = i128::from(FOOT - TOP) * i128::from(value - floor) / i128::from((top - floor).max(1));
        FOOT - share as i32
    }

    /// A chart with the axis and the ticks of its values.
    pub fn chart(&self) -> Chart {
        let mut chart = Chart { size: (self.width, HEIGHT), ..Chart::default() };
        chart.draw("axis", format!("M{} {}.5H{}", self.left, self.y(0), self.right));
        for tick in &self.ticks {
            chart.write((self.left - 9, self.y(*tick) + 4), "end", "", (self.tick_text)(*tick));
        }
        chart
    }

    /// Writes the days below the axis: Mondays, as many as have room.
    pub fn days(&self, chart: &mut Chart, first: Day, last: Day, text: fn(Day) -> String) {
        let days = first.days_until(last);
        let monday = first.days_until(monday_of(first.plus(6)));
        let label = room_of(&text(first)).max(room_of(&text(last)));
        let room = (self.plot_width() / label).max(1);
        let weeks = [1, 2, 4, 13, 26, 52].into_iter().find(|weeks| days / 7 / weeks < room).unwrap_or(104);
        for place in (monday..=days).step_by(weeks as usize * 7) {
            let x = self.x(place, days);
            // The last one has to end where the plot does.
            let anchor = if x + label / 2 > self.width { "end" } else { "start" };
            chart.write((x, FOOT + 18), anchor, "", text(first.plus(place)));
        }
    }
}

/// The room a label takes beside others: a letter is at most so wide, and a gap follows.
pub(super) fn room_of(label: &str) -> i32 {
    label.chars().count() as i32 * 7 + 16
}

/// Ticks from the last at or below `least`, and at most 0, to the first at or above `most`: at most seven, at 1, 2 or 5 times
/// a power of ten.
pub(super) fn ticks(least: i64, most: i64) -> Vec<i64> {
    let (least, most) = (least.min(0), most.max(0));
    let powers = (0..17).map(|power| 10_i64.pow(power));
    let mut steps = powers.flat_map(|power| [power, power * 2, power * 5]);
    let step = steps.find(|step| most - least <= step * 4).unwrap_or(most);
    let first = -((-least + step - 1) / step);
    let last = if first < 0 { (most + step - 1) / step } else { (most.max(1) - 1) / step + 1 };
    (first..=last).map(|place| place * step).collect()
}

/// A line through places.
pub(super) fn line(places: impl IntoIterator<Item = (i32, i32)>) -> String {
    let mut path = String::new();
    for (x, y) in places {
        let _ = write!(path, "{}{x} {y}", if path.is_empty() { 'M' } else { 'L' });
    }
    path
}

/// The area between an upper and a lower line.
pub(super) fn area(upper: &[(i32, i32)], lower: &[(i32, i32)]) -> String {
    let round = upper.iter().chain(lower.iter().rev()).copied();
    format!("{}Z", line(round))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(ticks(0, 0), [0, 1]);
        assert_eq!(ticks(0, 3), [0, 1, 2, 3]);
        assert_eq!(ticks(0, 7), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(5, 12), [0, 5, 10, 15]);
        assert_eq!(ticks(0, 40), [0, 10, 20, 30, 40]);
        assert_eq!(ticks(0, 130), [0, 50, 100, 150]);
        assert_eq!(ticks(-30, 60), [-50, 0, 50, 100]);
        assert_eq!(ticks(-7, -3), [-8, -6, -4, -2, 0]);
    }

    #[test]
    fn a_line_and_an_area_are_paths() {
        assert_eq!(line([(0, 5), (10, 2)]), "M0 5L10 2");
        assert_eq!(area(&[(0, 2), (9, 1)], &[(0, 5), (9, 5)]), "M0 2L9 1L9 5L0 5Z");
    }

    #[test]
    fn days_are_written_at_mondays_that_have_room() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let frame = Frame::new(320, 0, 4);
        let mut chart = frame.chart();
        frame.days(&mut chart, day("2026-10-28"), day("2026-11-24"), |day| day.to_string());
        let days: Vec<&str> = chart.labels.iter().skip(5).map(|label| label.text.as_str()).collect();
        assert_eq!(days, ["2026-11-02", "2026-11-16"], "three of them have room");
        let mut long = frame.chart();
        frame.days(&mut long, day("2023-11-24"), day("2026-11-24"), |day| day.to_string());
        assert!((2..=5).contains(&(long.labels.len() - 5)));
    }

    proptest! {
        #[test]
        fn ticks_reach_over_the_most_and_under_the_least(least in -1_000_000_000_000i64..10, most in 0i64..1_000_000_000_000) {
            let ticks = ticks(least, most);
            prop_assert!((2..=7).contains(&ticks.len()));
            prop_assert!(*ticks.first().unwrap() <= least.min(0) && *ticks.last().unwrap() >= most);
        }
    }
}
