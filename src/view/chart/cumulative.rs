//! Cumulative flow as stacked areas, the done at the foot.

use super::frame::{Frame, LINE, area, line};
use super::{Figure, Point};
use crate::analysis::flow::Counts;
use crate::model::{Category, Day};
use crate::view::count;

/// The bands from the foot up: what they are of, their name and their look. Ideas are not agreed to and lie outside, and
/// so does what was dropped.
const BANDS: [(Category, &str, &str); 4] = [
    (Category::Done, "Done", "fill-2"),
    (Category::Review, "Review", "fill-1"),
    (Category::Active, "Active", "hatch"),
    (Category::Open, "Open", ""),
];
/// The room for the name of a band and its number.
const NAMES: i32 = 80;
/// From so many days on the table and the points have weeks.
const MANY_DAYS: usize = 100;

/// The counts of days from `first` on, laid out for a width; `text` writes a day.
pub fn cumulative_chart(first: Day, days: &[Counts], width: i32, text: fn(Day) -> String) -> Figure {
    let stacked = |day: &Counts, top: usize| BANDS.iter().take(top).map(|(of, ..)| day.of(*of)).sum::<i32>();
    let most = days.iter().map(|day| stacked(day, BANDS.len())).max().unwrap_or(0);
    let frame = Frame::new(width, NAMES, most.into());
    let last = days.len() as i32 - 1;
    let edge = |top: usize| -> Vec<(i32, i32)> {
        let at =
            |(place, day): (usize, &Counts)| (frame.x(place as i32, last), frame.y(stacked(day, top).into()));
        days.iter().enumerate().map(at).collect()
    };
    let mut chart = frame.chart();
    let mut lower = edge(0);
    // From the top down, so that no name stands on another.
    let mut names = Vec::new();
    for (place, (category, name, look)) in BANDS.into_iter().enumerate() {
        let upper = edge(place + 1);
        match category {
            Category::Open => chart.draw("s0", line(upper.iter().copied())),
            _ => chart.draw(look, area(&upper, &lower)),
        }
        if let Some((day, (high, low))) = days.last().zip(upper.last().zip(lower.last())) {
            names.push((i32::midpoint(high.1, low.1) + 4, format!("{name} {}", day.of(category))));
        }
        lower = upper;
    }
    chart.draw("step", line(edge(1)));
    chart.draw("s1", line(edge(3)));
    let mut free = i32::MIN;
    let mut floor = frame.foot() + 4 - LINE * (names.len() as i32 - 1);
    for (y, name) in names.into_iter().rev() {
        let y = y.max(free).min(floor);
        (free, floor) = (y + LINE, floor + LINE);
        chart.write((frame.right() + 8, y), "start", "lab", name);
    }
    frame.days(&mut chart, first, first.plus(last), text);
    let step = if days.len() > MANY_DAYS { 7 } else { 1 };
    let picked = days.iter().enumerate().rev().step_by(step).collect::<Vec<_>>().into_iter().rev();
    let mut rows = Vec::new();
    for (place, day) in picked {
        let on = text(first.plus(place as i32));
        let numbers = BANDS.iter().rev().map(|(category, name, _)| (day.of(*category), *name));
        let said: Vec<String> =
            numbers.map(|(number, name)| format!("{number} {}", name.to_lowercase())).collect();
        let at = (frame.x(place as i32, last), frame.y(stacked(day, 3).into()));
        chart.points.push(Point { at, said: format!("{on}: {}", said.join(", ")) });
        let numbers = BANDS.iter().rev().map(|(category, ..)| day.of(*category).to_string());
        rows.push([on].into_iter().chain(numbers).collect());
    }
    let finding = finding(first, days, text);
    Figure { chart, finding, heads: vec!["Day", "Open", "Active", "Review", "Done"], rows }
}

fn finding(first: Day, days: &[Counts], text: fn(Day) -> String) -> String {
    let Some((then, now)) = days.first().zip(days.last()) else { return "Nothing is known yet.".to_owned() };
    let (before, in_work) = (then.in_work(), now.in_work());
    let is = if in_work == 1 { "is" } else { "are" };
    let change = match in_work - before {
        0 => "as many as".to_owned(),
        more @ 1.. => format!("{more} more than"),
        fewer => format!("{} fewer than", -fewer),
    };
    format!("{} {is} in work, {change} on {}.", count(in_work.max(0) as usize, "item"), text(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::flow::{Track, cumulative};
    use crate::model::{Ids, Instant, Item, Meta, Rank, StatusChange, Workflow};

    #[test]
    fn the_areas_lie_on_each_other_and_the_names_beside_them() {
        let mut ids = Ids::seeded(1);
        let first = Day::new(2026, 11, 2).unwrap();
        let mut item = Item::new(
            Meta::new(ids.next_id(), Instant(0)),
            ids.next_id(),
            1,
            "It".into(),
            "draft".into(),
            Rank::first(),
        );
        for (days, to) in [(0, "draft"), (1, "doing"), (2, "accepted")] {
            let change = StatusChange {
                id: ids.next_id(),
                at: Instant(0),
                on: first.plus(days),
                from: None,
                to: to.into(),
            };
            item.status_log.push(change);
        }
        let track = Track::of(&Workflow::default(), &item, first.plus(9));
        let days = cumulative(&[track], first, first.plus(2));
        let figure = cumulative_chart(first, &days, 300, |day| day.to_string());
        let look =
            |look: &str| figure.chart.marks.iter().find(|mark| mark.look == look).unwrap().path.clone();
        assert_eq!(look("fill-2"), "M28 152L124 152L220 20L220 152L124 152L28 152Z");
        assert_eq!(look("hatch"), "M28 152L124 20L220 20L220 20L124 152L28 152Z");
        assert_eq!(look("s0"), "M28 20L124 20L220 20");
        let names: Vec<i32> =
            figure.chart.labels.iter().filter(|it| it.look == "lab").map(|it| it.at.1).collect();
        assert!(names.windows(2).all(|pair| pair[1] - pair[0] >= LINE), "{names:?}");
        assert_eq!(figure.chart.points[1].said, "2026-11-03: 0 open, 1 active, 0 review, 0 done");
        assert_eq!(figure.finding, "0 items are in work, as many as on 2026-11-02.");
        assert_eq!(figure.rows[2], ["2026-11-04", "0", "0", "0", "1"]);
        assert!(cumulative_chart(first, &[], 300, |day| day.to_string()).rows.is_empty());
    }
}
