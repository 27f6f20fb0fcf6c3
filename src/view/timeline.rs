//! The plan laid out in time: how far apart days are, which marks the scale has, and how arrows go from bar to bar.

use crate::model::{Day, by_word};

/// How near the days are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// Single days, under their weeks.
    Week,
    /// Weeks, under their months.
    Month,
    /// Months, under their quarters.
    #[default]
    Quarter,
    /// Quarters, under their years.
    Year,
}

by_word!(Zoom, Week = "week", Month = "month", Quarter = "quarter", Year = "year");

/// What is moved of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarPart {
    /// Both ends.
    Whole,
    /// The first day.
    Start,
    /// The last day.
    End,
}

impl BarPart {
    /// A first and a last day, moved by so many days.
    pub fn moved(self, (first, last): (Day, Day), by: i32) -> (Day, Day) {
        match self {
            Self::Whole => (first.plus(by), last.plus(by)),
            Self::Start => (first.plus(by), last),
            Self::End => (first, last.plus(by)),
        }
    }
}

/// What a mark of the scale begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// A week, on a Monday.
    Week,
    /// A month.
    Month,
    /// A quarter, 1 to 4.
    Quarter(u8),
    /// A year.
    Year,
}

/// A mark of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// How many days after the first one.
    pub at: i32,
    /// The day.
    pub day: Day,
    /// What begins there.
    pub begins: Begin,
    /// Whether it stands in the upper line.
    pub is_upper: bool,
}

impl Zoom {
    /// All of them, the nearest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "Week",
            Self::Month => "Month",
            Self::Quarter => "Quarter",
            Self::Year => "Year",
        }
    }

    /// How wide a day is, in tenths of a CSS pixel.
    pub fn tenths(self) -> i32 {
        match self {
            Self::Week => 240,
            Self::Month => 90,
            Self::Quarter => 28,
            Self::Year => 10,
        }
    }

    /// How wide so many days are, in CSS pixels.
    pub fn width(self, days: i32) -> i32 {
        days * self.tenths() / 10
    }

    /// How many days so many CSS pixels are, to the nearest.
    pub fn days(self, width: i32) -> i32 {
        let tenths = self.tenths();
        (width * 10 + tenths / 2).div_euclid(tenths)
    }

    /// By how many days a bar moves at a time.
    pub fn step(self) -> i32 {
        match self {
            Self::Week | Self::Month => 1,
            Self::Quarter | Self::Year => 7,
        }
    }

    /// The zoom one nearer, or one farther.
    pub fn beside(self, by: isize) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(Self::ALL.len() - 1);
        Self::ALL.get(to).copied().unwrap_or(self)
    }

    /// The nearest zoom in which so many days fit in a width.
    pub fn that_fits(days: i32, width: i32) -> Self {
        Self::ALL.into_iter().find(|zoom| zoom.width(days) <= width).unwrap_or(Self::Year)
    }

    fn marks(self, day: Day) -> [Option<Begin>; 2] {
        let is_monday = Day::first().days_until(day).rem_euclid(7) == 0;
        let is_first = day.day() == 1;
        let quarter =
            (is_first && day.month() % 3 == 1).then(|| Begin::Quarter((day.month() as u8).div_ceil(3)));
        let year = (is_first && day.month() == 1).then_some(Begin::Year);
        match self {
            Self::Week | Self::Month => [is_first.then_some(Begin::Month), is_monday.then_some(Begin::Week)],
            Self::Quarter => [quarter, is_first.then_some(Begin::Month)],
            Self::Year => [year, quarter],
        }
    }

    /// The marks of the days from `from` to `to`, both counted from the first one.
    pub fn ticks(self, first: Day, from: i32, to: i32) -> Vec<Tick> {
        let marks = |at: i32| {
            let day = first.plus(at);
            let [upper, lower] = self.marks(day);
            let tick = move |begins, is_upper| Tick { at, day, begins, is_upper };
            [upper.map(|begins| tick(begins, true)), lower.map(|begins| tick(begins, false))]
        };
        (from..=to).flat_map(marks).flatten().collect()
    }
}

/// The days a timeline shows, in which all of `ends` lie and today: whole quarters, and room before and behind. What lies
/// farther away than plans reach for is cut off: 5 years back, 10 ahead.
pub fn span_of(ends: Option<(Day, Day)>, today: Day) -> (Day, Day) {
    let (first, last) = ends.unwrap_or((today, today));
    let first = first.min(today).max(today.plus(-5 * 365));
    let last = last.max(today.plus(180)).min(today.plus(10 * 365)).max(today);
    let quarter = (first.month() - 1) / 3 * 3 + 1;
    let first = Day::new(first.year(), quarter, 1).unwrap_or(first);
    (first, last.plus(60))
}

/// Where an arrow begins or ends: so many CSS pixels from the left, and the middle of the row.
pub type Spot = (i32, i32);

/// The way of an arrow from the end of one bar to the begin of another, as SVG writes it: around corners, and where the
/// other begins before, back between the rows.
pub fn arrow((x, y): Spot, (to_x, to_y): Spot, row: i32) -> String {
    const OUT: i32 = 8;
    if to_x >= x + 2 * OUT {
        return format!("M{x} {y}H{}V{to_y}H{}", to_x - OUT, to_x - 1);
    }
    // Down or up to between the rows, back, and in.
    let between = if to_y > y { to_y - row / 2 } else { to_y + row / 2 };
    format!("M{x} {y}h{OUT}V{between}H{}V{to_y}H{}", to_x - OUT, to_x - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_quarter_has_its_months_and_a_month_its_mondays() {
        let first = day("2026-10-01");
        let ticks = Zoom::Quarter.ticks(first, 0, 100);
        let at: Vec<(i32, bool)> = ticks.iter().map(|tick| (tick.at, tick.is_upper)).collect();
        assert_eq!(at, [(0, true), (0, false), (31, false), (61, false), (92, true), (92, false)]);
        assert_eq!(ticks[4].begins, Begin::Quarter(1));
        let weeks = Zoom::Month.ticks(first, 0, 14);
        assert_eq!(weeks.iter().map(|tick| tick.at).collect::<Vec<_>>(), [0, 4, 11]);
        let years = Zoom::Year.ticks(first, 0, 100);
        assert_eq!(years.iter().filter(|tick| tick.begins == Begin::Year).count(), 1);
    }

    #[test]
    fn days_and_widths_are_each_others_way_back() {
        for zoom in Zoom::ALL {
            for days in [-400, -7, 0, 1, 31, 3_650] {
                assert_eq!(zoom.days(zoom.width(days)), days, "{zoom:?}");
            }
        }
        assert_eq!(Zoom::that_fits(30, 800), Zoom::Week);
        assert_eq!(Zoom::that_fits(270, 800), Zoom::Quarter);
        assert_eq!(Zoom::that_fits(90_000, 800), Zoom::Year);
        assert_eq!((Zoom::Week.beside(-1), Zoom::Week.beside(1)), (Zoom::Week, Zoom::Month));
    }

    #[test]
    fn the_days_shown_begin_with_a_quarter_and_have_an_end() {
        let today = day("2026-11-23");
        assert_eq!(span_of(None, today), (day("2026-10-01"), today.plus(240)));
        let far = span_of(Some((day("1900-01-01"), day("2199-12-31"))), today);
        assert_eq!(far, (day("2021-10-01"), today.plus(3_710)));
        let past = span_of(Some((day("2020-02-01"), day("2020-03-01"))), today);
        assert!(past.0 <= today && past.1 > today);
    }

    #[test]
    fn an_arrow_goes_forward_or_back_between_the_rows() {
        assert_eq!(arrow((100, 18), (160, 90), 36), "M100 18H152V90H159");
        assert_eq!(arrow((100, 18), (60, 90), 36), "M100 18h8V72H52V90H59");
        assert_eq!(arrow((100, 90), (60, 18), 36), "M100 90h8V36H52V18H59");
    }
}
