//! Days as lists of other programs write them: with strokes, in either order, or with the name of the month.

use super::Sheet;
use crate::model::kind::Holds;

use super::Column;

/// Which of the two comes first where a day is written with strokes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// No day of the list says so.
    Unknown,
    /// Some days can only be read one way, and some only the other.
    Mixed,
}

/// The three numbers of a day that ends with its year, written with strokes or dashes.
fn parts(written: &str) -> Option<(u32, u32, u32)> {
    let mut numbers = written.trim().split(['/', '-']).map(|part| part.trim().parse::<u32>());
    let (first, second, year) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    (numbers.next().is_none() && year >= 1_000).then_some((first, second, year))
}

/// A day that begins with its year, written with strokes.
fn year_first(written: &str) -> Option<String> {
    let numbers: Vec<u32> = written.trim().split('/').map_while(|part| part.trim().parse().ok()).collect();
    let [year, month, day] = numbers[..] else { return None };
    (year >= 1_000).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The months by the first three letters of their English names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day with the name of its month: “5 Jan 2027”, “January 5, 2027”.
fn named(written: &str) -> Option<String> {
    let words: Vec<String> =
        written.split([' ', ',', '.', '-']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let [one, two, year] = &words[..] else { return None };
    let month = |word: &String| {
        let place = MONTHS.iter().position(|month| word.starts_with(month))?;
        word.chars().all(char::is_alphabetic).then_some(place + 1)
    };
    let (day, month) = match (month(one), month(two)) {
        (Some(month), None) => (two, month),
        (None, Some(month)) => (one, month),
        _ => return None,
    };
    let (day, year) = (day.parse::<u32>().ok()?, year.parse::<u32>().ok().filter(|year| *year >= 1_000)?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

impl DayOrder {
    /// The order that days of a list can be read in.
    pub fn of<'a>(days: impl Iterator<Item = &'a str>) -> Self {
        let mut order = Self::Unknown;
        for (first, second, _) in days.filter_map(parts) {
            let says = match (first > 12, second > 12) {
                (true, false) => Self::DayFirst,
                (false, true) => Self::MonthFirst,
                _ => continue,
            };
            order = if order == Self::Unknown || order == says { says } else { Self::Mixed };
        }
        order
    }

    /// A day as it is written here, such as `2027-01-05`; what is written otherwise than with strokes or a month's name
    /// stays. Refused where it can be read in two ways.
    pub fn read(self, written: &str) -> Result<String, String> {
        if let Some(day) = named(written) {
            return Ok(day);
        }
        if let Some(day) = year_first(written) {
            return Ok(day);
        }
        let Some((first, second, year)) = parts(written) else { return Ok(written.to_owned()) };
        let (day, month) = match self {
            _ if first > 12 || first == second => (first, second),
            _ if second > 12 => (second, first),
            Self::DayFirst => (first, second),
            Self::MonthFirst => (second, first),
            Self::Unknown | Self::Mixed => {
                return Err(format!(
                    "“{}” can be two days: write it as {year:04}-{second:02}-{first:02} or {year:04}-{first:02}-{second:02}.",
                    written.trim()
                ));
            }
        };
        Ok(format!("{year:04}-{month:02}-{day:02}"))
    }
}

impl Sheet {
    /// The order in which the days of its columns are written.
    pub fn day_order(&self) -> DayOrder {
        let is_day = |column: &Column| matches!(column, Column::Field(field) if matches!(field.holds, Holds::Day | Holds::Due));
        let places: Vec<usize> = (0..)
            .zip(&self.columns)
            .filter(|(_, (_, column))| is_day(column))
            .map(|(place, _)| place)
            .collect();
        let rows = self.rows().filter_map(|row| row.cells.ok());
        DayOrder::of(rows.flat_map(|cells| places.iter().filter_map(move |place| cells.get(*place))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_that_can_only_be_read_one_way_says_it_for_all() {
        let order = DayOrder::of(["05/01/2027", "26/02/2027", ""].into_iter());
        assert_eq!(order, DayOrder::DayFirst);
        assert_eq!(order.read("05/01/2027"), Ok("2027-01-05".into()));
        assert_eq!(DayOrder::of(["02/26/2027"].into_iter()).read("05/01/2027"), Ok("2027-05-01".into()));
        assert_eq!(DayOrder::of(["26/02/2027", "02/26/2027"].into_iter()), DayOrder::Mixed);
    }

    #[test]
    fn what_can_be_two_days_is_asked_about_and_what_is_one_is_read() {
        let unknown = DayOrder::of(["05/01/2027"].into_iter());
        assert_eq!(
            unknown.read("05/01/2027").unwrap_err(),
            "“05/01/2027” can be two days: write it as 2027-01-05 or 2027-05-01."
        );
        for (written, read) in [
            ("31/12/2026", "2026-12-31"),
            ("12/31/2026", "2026-12-31"),
            ("7/7/2027", "2027-07-07"),
            ("5 Jan 2027", "2027-01-05"),
            ("September 14, 2027", "2027-09-14"),
            ("2027-01-05", "2027-01-05"),
            ("24.12.2026", "24.12.2026"),
            ("2027/01/05", "2027-01-05"),
            ("05-Jan-27", "05-Jan-27"),
            ("soon", "soon"),
            ("1/2/27", "1/2/27"),
        ] {
            assert_eq!(unknown.read(written).as_deref(), Ok(read), "{written}");
        }
    }
}
