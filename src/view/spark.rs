//! The geometry of a small line of values.

use crate::model::{Day, in_order_of};

/// Width and height it is drawn in, with room for the last point.
const WIDTH: i64 = 67;
const HEIGHT: i64 = 12;
const EDGE: i64 = 2;

/// The path through values by their days in a box of 72 × 16, and the place of the last; none for less than two.
pub fn spark_path(points: &[(Day, i64)]) -> Option<(String, String, String)> {
    let points = in_order_of(points.to_vec(), |(day, _)| i64::from(Day::first().days_until(*day)));
    let (first, last) = (points.first()?.0, points.last()?.0);
    let days = i64::from(first.days_until(last));
    if days == 0 {
        return None;
    }
    let low = points.iter().map(|(_, value)| *value).min()?;
    let high = points.iter().map(|(_, value)| *value).max()?;
    let place = |(day, value): &(Day, i64)| {
        let x = 1 + (WIDTH - 1) * i64::from(first.days_until(*day)) / days;
        let y = match high - low {
            0 => EDGE + HEIGHT / 2,
            range => {
                EDGE + HEIGHT - (i128::from(HEIGHT) * i128::from(value - low) / i128::from(range)) as i64
            }
        };
        (x, y)
    };
    let path: Vec<String> = points.iter().map(place).map(|(x, y)| format!("{x} {y}")).collect();
    let (x, y) = place(points.last()?);
    Some((format!("M{}", path.join("L")), x.to_string(), y.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_runs_from_the_first_day_to_the_last_and_from_the_lowest_value_to_the_highest() {
        let day = |day| Day::new(2026, 11, day).unwrap();
        let points = [(day(11), 300), (day(1), 100), (day(6), 200)];
        let (path, x, y) = spark_path(&points).unwrap();
        assert_eq!(path, "M1 14L34 8L67 2");
        assert_eq!((x.as_str(), y.as_str()), ("67", "2"));
        assert_eq!(spark_path(&points[..1]), None);
    }
}
