//! How a goal stands, as its list says it.

use super::computed::Computed;
use super::progress::{GoalPace, goal_pace, goal_score, is_served};
use crate::model::kind::{CLOSED_ON, Field, GOAL_DUE, GOAL_SCORE, GOAL_STATE, KEY_RESULTS, SERVED_BY};
use crate::model::{Day, Goal};
use crate::workspace::Tables;

/// The word of how a goal stands; `has_work` says whether anything serves it.
pub fn goal_state(tables: &Tables, goal: &Goal, has_work: bool, today: Day) -> &'static str {
    if goal.closed_on.is_some() {
        return "closed";
    }
    match goal_pace(tables, goal, has_work, today) {
        GoalPace::OnTrack => "on_track",
        GoalPace::NoDay => "no_day",
        GoalPace::Behind => "behind",
        GoalPace::NoWork => "no_work",
        GoalPace::NoMeasure => "no_measure",
        GoalPace::Unchecked => "unchecked",
    }
}

/// What a computed field of a goal has.
pub(super) fn goal_value(tables: &Tables, goal: &Goal, field: &Field, today: Day) -> Option<Computed> {
    let id = goal.meta.id;
    if *field == GOAL_STATE {
        return Some(Computed::Word(goal_state(tables, goal, is_served(tables, id), today)));
    }
    if *field == GOAL_SCORE {
        let score = if goal.closed_on.is_some() { goal.score } else { goal_score(tables, goal) };
        return score.map(|score| Computed::Sum(score / 100));
    }
    if *field == GOAL_DUE {
        return goal.key_results.iter().filter_map(|it| it.due).max().map(Computed::Day);
    }
    if *field == CLOSED_ON {
        return goal.closed_on.map(Computed::Day);
    }
    let number = match field {
        it if *it == KEY_RESULTS => goal.key_results.len(),
        it if *it == SERVED_BY => tables.initiatives.any.naming(id).len(),
        _ => 0,
    };
    (number > 0).then_some(Computed::Number(number as i64))
}
