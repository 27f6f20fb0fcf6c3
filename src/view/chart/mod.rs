//! The geometry of charts: what is drawn where, in CSS pixels, and what it says in words and as a table.
//!
//! A chart is paths, labels and points; one drawing (`ui/chart`) knows how they look. Text is as large as elsewhere at any
//! width, so a chart is laid out for the width it gets.

mod bars;
mod burn;
mod cumulative;
mod frame;
mod scatter;
mod series;

pub use bars::{Bar, bar_chart, bar_chart_to};
pub use burn::{Burn, burn_chart};
pub use cumulative::cumulative_chart;
pub use scatter::{Dot, scatter_chart};
pub use series::{DayMark as SeriesMark, Series, series_chart};

/// What is drawn with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its look, a class of the style sheet.
    pub look: &'static str,
    /// The path, as SVG writes it.
    pub path: String,
}

/// A text in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// Where it is anchored, and its baseline.
    pub at: (i32, i32),
    /// Which end of it is there: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Its look; empty for the quiet one.
    pub look: &'static str,
    /// What it says.
    pub text: String,
}

/// Something a person can step to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Where it is.
    pub at: (i32, i32),
    /// What it says.
    pub said: String,
}

/// A chart laid out for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// How wide and how high it is.
    pub size: (i32, i32),
    /// What is drawn, the lowest first.
    pub marks: Vec<Mark>,
    /// What is written.
    pub labels: Vec<Caption>,
    /// What can be stepped to, in reading order.
    pub points: Vec<Point>,
}

impl Chart {
    /// The point that is nearest to a place.
    pub fn nearest(&self, (x, y): (i32, i32)) -> Option<usize> {
        let far = |point: &Point| {
            let (dx, dy) = (i64::from(point.at.0 - x), i64::from(point.at.1 - y));
            dx * dx + dy * dy
        };
        self.points.iter().enumerate().min_by_key(|(_, point)| far(point)).map(|(place, _)| place)
    }

    fn draw(&mut self, look: &'static str, path: String) {
        self.marks.push(Mark { look, path });
    }

    fn write(&mut self, at: (i32, i32), anchor: &'static str, look: &'static str, text: impl Into<String>) {
        self.labels.push(Caption { at, anchor, look, text: text.into() });
    }
}

/// A chart with what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The drawing.
    pub chart: Chart,
    /// What it shows, in a sentence.
    pub finding: String,
    /// The headings of its table.
    pub heads: Vec<&'static str>,
    /// The rows of its table.
    pub rows: Vec<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_point_is_found() {
        let point = |x, y| Point { at: (x, y), said: String::new() };
        let chart = Chart { points: vec![point(0, 0), point(10, 0), point(10, 40)], ..Chart::default() };
        assert_eq!(chart.nearest((9, 30)), Some(2));
        assert_eq!(chart.nearest((6, 5)), Some(1));
        assert_eq!(Chart::default().nearest((0, 0)), None);
    }
}
