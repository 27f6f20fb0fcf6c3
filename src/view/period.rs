//! Times a report is of: a week, a month, a quarter, a year, or any days.

use crate::analysis::Audience;
use crate::analysis::flow::monday_of;
use crate::model::{Day, Id};

/// How long a time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeriodLength {
    /// From Monday to Sunday.
    #[default]
    Week,
    /// A month of the calendar.
    Month,
    /// Three of them.
    Quarter,
    /// Twelve of them.
    Year,
}

impl PeriodLength {
    /// All of them, the shortest first.
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

    fn months(self) -> i16 {
        match self {
            Self::Week => 0,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The first day and the last of the time a day lies in, or of one so many further on.
    pub fn around(self, day: Day, further: i32) -> (Day, Day) {
        let length = self.months();
        if length == 0 {
            let monday = monday_of(day).plus(further * 7);
            return (monday, monday.plus(6));
        }
        let month = day.year() * 12 + i16::from(day.month()) - 1;
        let first = month / length * length + length * further.clamp(-500, 500) as i16;
        // Past the days there are, the time ends where they do.
        let day_of = |month: i16| Day::new(month / 12, (month % 12) as i8 + 1, 1).unwrap_or(day);
        (day_of(first), day_of(first + length).plus(-1))
    }
}

/// Which report is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reporting {
    /// For whom.
    pub audience: Audience,
    /// How long the time is.
    pub span: PeriodLength,
    /// A day in it; nothing for the last that is worth telling of.
    pub day: Option<Day>,
    /// The release whose notes are written; nothing for the latest.
    pub release: Option<Id>,
    /// A report that was kept.
    pub kept: Option<Id>,
}

impl Default for Reporting {
    fn default() -> Self {
        Self { audience: Audience::Team, span: PeriodLength::Week, day: None, release: None, kept: None }
    }
}

impl Reporting {
    /// The time it is of. Until Wednesday one writes of the week before.
    pub fn days(self, today: Day) -> (Day, Day) {
        self.span.around(self.day.unwrap_or(today.plus(-3)), 0)
    }

    /// The same of the time so many further on.
    pub fn further(self, today: Day, by: i32) -> Self {
        let (first, _) = self.span.around(self.days(today).0, by);
        Self { day: Some(first), kept: None, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn times_are_those_of_the_calendar() {
        let around = |span: PeriodLength, text, further| {
            let (first, last) = span.around(day(text), further);
            format!("{first} {last}")
        };
        assert_eq!(around(PeriodLength::Week, "2026-11-22", 0), "2026-11-16 2026-11-22");
        assert_eq!(around(PeriodLength::Week, "2026-11-23", -1), "2026-11-16 2026-11-22");
        assert_eq!(around(PeriodLength::Month, "2026-12-31", 1), "2027-01-01 2027-01-31");
        assert_eq!(around(PeriodLength::Quarter, "2026-11-30", 0), "2026-10-01 2026-12-31");
        assert_eq!(around(PeriodLength::Quarter, "2026-02-01", -1), "2025-10-01 2025-12-31");
        assert_eq!(around(PeriodLength::Year, "2026-02-01", 0), "2026-01-01 2026-12-31");
    }

    #[test]
    fn on_monday_one_writes_of_the_week_before_and_on_friday_of_this_one() {
        let of = |text| Reporting::default().days(day(text)).0.to_string();
        assert_eq!(of("2026-11-23"), "2026-11-16");
        assert_eq!(of("2026-11-27"), "2026-11-23");
        let next = Reporting::default().further(day("2026-11-23"), -1);
        assert_eq!(next.days(day("2026-11-23")).0, day("2026-11-09"));
    }
}
