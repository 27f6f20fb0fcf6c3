//! Burndown and burnup of a sprint: what is left, or done, at the end of each working day.

use super::frame::{Frame, LINE, line, room_of};
use super::{Figure, Point};
use crate::analysis::sprint::{BurnDay, Burndown};
use crate::model::{Day, Estimate};

/// The room for the names of the lines.
const NAMES: i32 = 92;

/// Which way it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burn {
    /// What is left, against an even pace.
    Down,
    /// What is done, against all there is.
    Up,
}

/// Whole points, for places in a chart.
fn whole(tenths: u32) -> i32 {
    (tenths as i32 + 5) / 10
}

/// The days of a sprint, laid out for a width; `days` are its working days, `text` writes one.
pub fn burn_chart(
    burn: Burn,
    sprint: &Burndown,
    days: &[Day],
    width: i32,
    text: fn(Day) -> String,
) -> Figure {
    let most = sprint.days.iter().map(|day| day.scope).max().unwrap_or(0).max(sprint.committed);
    let frame = Frame::new(width, NAMES, whole(most).into());
    let last = sprint.length as i32;
    let mut chart = frame.chart();
    let at = |place: usize, tenths: u32| (frame.x(place as i32, last), frame.y(whole(tenths).into()));
    let along = |first: u32, value: fn(&BurnDay) -> u32| {
        let rest = sprint.days.iter().enumerate().map(|(place, day)| at(place + 1, value(day)));
        std::iter::once(at(0, first)).chain(rest).collect::<Vec<_>>()
    };
    let scope = along(sprint.committed, |day| day.scope);
    let main = match burn {
        Burn::Down => along(sprint.committed, BurnDay::left),
        Burn::Up => along(0, |day| day.done),
    };
    let even = match burn {
        Burn::Down => [at(0, sprint.committed), at(sprint.length, 0)],
        Burn::Up => [at(0, 0), at(sprint.length, sprint.committed)],
    };
    chart.draw("s0", line(even));
    chart.draw("s1", line(scope.iter().copied()));
    chart.draw("step", line(main.iter().copied()));
    let now = sprint.now();
    let number = Estimate::from_tenths;
    let (name, value) = match burn {
        Burn::Down => ("Left", now.left()),
        Burn::Up => ("Done", now.done),
    };
    let mut names = vec![(whole(value), format!("{name} {}", number(value)))];
    names.push((whole(now.scope), format!("Scope {}", number(now.scope))));
    let mut floor = i32::MIN;
    for (points, words) in crate::model::in_order_of(names, |(points, _)| i64::from(-points)) {
        let y = (frame.y(points.into()) + 4).max(floor);
        floor = y + LINE;
        chart.write((frame.right() + 8, y), "start", "lab", words);
    }
    let room = days.iter().map(|day| room_of(&text(*day))).max().unwrap_or(1);
    let nth = (room * last.max(1) / frame.plot_width().max(1) + 1) as usize;
    for (place, day) in days.iter().enumerate().step_by(nth) {
        chart.write((frame.x(place as i32 + 1, last), frame.foot() + 18), "middle", "", text(*day));
    }
    let mut rows = Vec::new();
    for (place, day) in sprint.days.iter().enumerate() {
        let said = format!(
            "{}, day {} of {}: {} left, {} done of {}, {} would be even",
            text(day.day),
            place + 1,
            sprint.length,
            number(day.left()),
            number(day.done),
            number(day.scope),
            number(day.even)
        );
        let spot = main.get(place + 1).copied().unwrap_or_default();
        chart.points.push(Point { at: spot, said });
        let cells = [day.left(), day.done, day.scope, day.even].map(|tenths| number(tenths).to_string());
        rows.push(std::iter::once(text(day.day)).chain(cells).collect());
    }
    let finding = finding(burn, sprint, now);
    Figure { chart, finding, heads: vec!["Day", "Left", "Done", "Scope", "Even"], rows }
}

fn finding(burn: Burn, sprint: &Burndown, now: BurnDay) -> String {
    let number = Estimate::from_tenths;
    if sprint.days.is_empty() {
        return "It has not begun.".to_owned();
    }
    match burn {
        Burn::Up => {
            let moved = match now.scope.cmp(&sprint.committed) {
                std::cmp::Ordering::Equal => "as committed".to_owned(),
                std::cmp::Ordering::Greater => {
                    format!("{} more than committed", number(now.scope - sprint.committed))
                }
                std::cmp::Ordering::Less => {
                    format!("{} less than committed", number(sprint.committed - now.scope))
                }
            };
            format!("{} of {} points are done; the scope is {moved}.", number(now.done), number(now.scope))
        }
        Burn::Down => {
            let (left, even) = (now.left(), now.even);
            let pace = match left.cmp(&even) {
                std::cmp::Ordering::Equal => "just the even pace".to_owned(),
                std::cmp::Ordering::Greater => format!("{} behind an even pace", number(left - even)),
                std::cmp::Ordering::Less => format!("{} ahead of an even pace", number(even - left)),
            };
            format!(
                "{} points are left after day {} of {}: {pace}.",
                number(left),
                sprint.days.len(),
                sprint.length
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_from_what_was_committed_to_today() {
        let first = Day::new(2026, 11, 2).unwrap();
        let days: Vec<Day> = (0..10).map(|place| first.plus(place)).collect();
        let day = |place: usize, scope, done| BurnDay {
            day: days[place],
            scope,
            done,
            even: 200 - 20 * (place as u32 + 1),
        };
        let sprint = Burndown {
            committed: 200,
            length: 10,
            days: vec![day(0, 200, 0), day(1, 250, 30), day(2, 250, 50), day(3, 250, 80)],
        };
        let down = burn_chart(Burn::Down, &sprint, &days, 400, |day| day.to_string());
        assert_eq!(down.finding, "17 points are left after day 4 of 10: 5 behind an even pace.");
        assert_eq!(down.rows[3], ["2026-11-05", "17", "8", "25", "12"]);
        assert_eq!(down.chart.points.len(), 4);
        let up = burn_chart(Burn::Up, &sprint, &days, 400, |day| day.to_string());
        assert_eq!(up.finding, "8 of 25 points are done; the scope is 5 more than committed.");
        let none = burn_chart(Burn::Down, &Burndown::default(), &[], 300, |day| day.to_string());
        assert_eq!(none.finding, "It has not begun.");
    }
}
