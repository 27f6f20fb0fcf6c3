//! Days as lists of other programs write them: in either order, with the name of the month, with a time, as a number.

use crate::model::{Day, Instant};

/// Which of the two comes first where a day is written in numbers.
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

/// The months by the first three letters of their English names.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a day is written with, its time apart.
enum Written {
    /// Year, month and day.
    Plain(u32, u32, u32),
    /// Two numbers of which either may be the month, and the year.
    Either(u32, u32, u32),
}

/// The words of a day, without its time.
fn words(written: &str) -> impl Iterator<Item = &str> {
    let words =
        written.split([' ', ',', '/', '-', '.', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty());
    words.take_while(|word| !word.contains(':'))
}

/// A year of two digits, as spreadsheets read it.
fn whole_year(year: u32) -> u32 {
    match year {
        ..70 => 2_000 + year,
        70..100 => 1_900 + year,
        _ => year,
    }
}

fn take_apart(written: &str) -> Option<Written> {
    let written = written.trim().trim_start_matches('@');
    // 2026-11-30T18:32: the day ends where its time begins.
    let (day, rest) = written.split_once('T').unwrap_or((written, ""));
    let written = if rest.starts_with(|it: char| it.is_ascii_digit()) { day } else { written };
    let (mut month, mut numbers) = (None, Vec::new());
    for word in words(written) {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if let Ok(number) = digits.parse::<u32>() {
            numbers.push((number, digits.len()));
        } else if let Some(start) = word.get(..3).map(str::to_lowercase) {
            month = month.or_else(|| MONTHS.iter().position(|month| *month == start));
        }
    }
    Some(match (month, &numbers[..]) {
        (Some(month), [(day, ..=2), (year, _), ..] | [(year, 4), (day, ..=2), ..]) => {
            Written::Plain(whole_year(*year), month as u32 + 1, *day)
        }
        (None, [(year, 4), (month, ..=2), (day, ..=2), ..]) => Written::Plain(*year, *month, *day),
        (None, [(day, ..=2), (month, ..=2), (year, 2 | 4), ..]) if written.contains('.') => {
            Written::Plain(whole_year(*year), *month, *day)
        }
        (None, [(first, ..=2), (second, ..=2), (year, 2 | 4), ..]) => {
            Written::Either(*first, *second, whole_year(*year))
        }
        _ => return None,
    })
}

/// A day as a number: days as spreadsheets count them, seconds or milliseconds since 1970.
fn counted(written: &str) -> Option<Instant> {
    const DAY: i64 = 86_400_000;
    /// 1970-01-01 as spreadsheets count days.
    const SINCE_1900: i64 = 25_569;
    let written = written.trim();
    let whole = written.split_once('.').map_or(written, |(whole, _)| whole);
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        5 if (20_000..80_000).contains(&number) => Some(Instant((number - SINCE_1900) * DAY + DAY / 2)),
        10 => Some(Instant(number * 1_000)),
        13 => Some(Instant(number)),
        _ => None,
    }
}

/// The time of a day in milliseconds; none where only the day is said.
fn time_of(written: &str) -> Option<i64> {
    let lower = written.to_lowercase();
    let clock = lower.split([' ', 't', '\u{a0}', '\u{202f}']).find(|word| word.contains(':'))?;
    let number = |part: &str| {
        let digits = part.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        digits.get(..2).unwrap_or(digits).parse::<i64>().ok()
    };
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().and_then(number).unwrap_or(0);
    let hour = match (lower.contains("pm"), lower.contains("am")) {
        (true, _) => hour % 12 + 12,
        (_, true) => hour % 12,
        _ => hour,
    };
    (hour < 24 && minute < 60).then_some((hour * 3_600 + minute * 60 + second) * 1_000)
}

impl DayOrder {
    /// The order that days of a list can be read in.
    pub fn of<'a>(days: impl Iterator<Item = &'a str>) -> Self {
        let mut order = Self::Unknown;
        for day in days {
            let Some(Written::Either(first, second, _)) = take_apart(day) else { continue };
            let says = match (first > 12, second > 12) {
                (true, false) => Self::DayFirst,
                (false, true) => Self::MonthFirst,
                _ => continue,
            };
            order = if order == Self::Unknown || order == says { says } else { Self::Mixed };
        }
        order
    }

    /// Whether a day can be read in two ways, and this order does not say which.
    pub fn leaves_open(self, written: &str) -> bool {
        let is_open = matches!(self, Self::Unknown | Self::Mixed);
        matches!(take_apart(written), Some(Written::Either(first, second, _))
            if is_open && first <= 12 && second <= 12 && first != second)
    }

    /// The day that is written; none where there is none to read, or it can be read in two ways.
    pub fn day(self, written: &str) -> Option<Day> {
        if let Some(at) = counted(written) {
            return Some(Day::of(at));
        }
        let (year, month, day) = match take_apart(written)? {
            Written::Plain(year, month, day) => (year, month, day),
            Written::Either(..) if self.leaves_open(written) => return None,
            Written::Either(first, second, year) => {
                let is_month_first = second > 12 || first <= 12 && self == Self::MonthFirst;
                if is_month_first { (year, first, second) } else { (year, second, first) }
            }
        };
        Day::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
    }

    /// The moment that is written, and the day as it stands there; noon where no time is said.
    pub fn moment(self, written: &str) -> Option<(Instant, Day)> {
        let day = self.day(written)?;
        let at = counted(written).or_else(|| Instant::latest_of(written).filter(|_| written.contains(':')));
        let time = || time_of(written).map(|time| Instant(day.noon().0 - 43_200_000 + time));
        Some((at.or_else(time).unwrap_or(day.noon()), day))
    }

    /// A day as it is written here, such as `2027-01-05`; what is no day stays. Refused where it can be read in two ways.
    pub fn read(self, written: &str) -> Result<String, String> {
        match take_apart(written) {
            Some(Written::Either(first, second, year)) if self.leaves_open(written) => Err(format!(
                "“{}” can be two days: write it as {year:04}-{second:02}-{first:02} or {year:04}-{first:02}-{second:02}.",
                written.trim()
            )),
            _ => Ok(self.day(written).map_or_else(|| written.to_owned(), |day| day.to_string())),
        }
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
            ("24.12.2026", "2026-12-24"),
            ("2027/01/05", "2027-01-05"),
            ("05-Jan-27", "2027-01-05"),
            ("09/Jan/24 3:54 PM", "2024-01-09"),
            ("Mon Apr 21 2025 10:17:06 GMT+0000 (GMT)", "2025-04-21"),
            ("@December 1, 2024 9:00 AM", "2024-12-01"),
            ("Wednesday, April 3rd 2024, 3:12:06 pm -04:00", "2024-04-03"),
            ("2024-01-08T14:10:00.000+0000", "2024-01-08"),
            ("31.12.26", "2026-12-31"),
            ("45292", "2024-01-01"),
            ("1704708600000", "2024-01-08"),
            ("Sep 2026", "Sep 2026"),
            ("soon", "soon"),
            ("2/13/27", "2027-02-13"),
            ("7", "7"),
        ] {
            assert_eq!(unknown.read(written).as_deref(), Ok(read), "{written}");
        }
    }

    #[test]
    fn a_time_is_read_where_one_is_said() {
        let at = |written: &str| DayOrder::Unknown.moment(written).map(|(at, _)| at.to_rfc3339());
        assert_eq!(at("09/Jan/24 3:54 PM").as_deref(), Some("2024-01-09T15:54:00Z"));
        assert_eq!(at("09/Jan/24 12:05 AM").as_deref(), Some("2024-01-09T00:05:00Z"));
        assert_eq!(at("Dec 19, 2011").as_deref(), Some("2011-12-19T12:00:00Z"));
        assert_eq!(at("2024-01-08T14:10:05.000+02:00").as_deref(), Some("2024-01-08T12:10:05Z"));
        assert_eq!(at("soon"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9@/.: aApPmMT,-]{0,24}|.{0,24}") {
            let _ = (DayOrder::Unknown.moment(&text), DayOrder::MonthFirst.read(&text));
        }
    }
}
