//! How far goals and initiatives are.

use super::up;
use crate::model::{Category, Day, Goal, Id, Item, ItemType, KeyResult, Metric, SortedSet, in_order_of};
use crate::workspace::Tables;

/// A share of one, in ten-thousandths.
pub const WHOLE: i64 = 10_000;
/// How far a value may lie under its even pace before it counts as behind, in ten-thousandths.
const SLACK: i64 = 1_000;

/// How a goal stands against an even pace from its start to its due day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoalPace {
    /// At or near it.
    OnTrack,
    /// No day is named to measure it by.
    NoDay,
    /// More than a tenth of the way short of it.
    Behind,
    /// Nothing serves the goal.
    NoWork,
    /// Nothing measures the goal.
    NoMeasure,
    /// What measures it was never checked.
    Unchecked,
}

/// The metric a key result takes its values from.
pub fn metric_behind<'a>(tables: &'a Tables, key_result: &KeyResult) -> Option<&'a Metric> {
    tables.metrics.get(key_result.metric?)
}

/// The values seen of a key result, each with its day: the readings of its metric where it names one, else its check-ins.
pub fn values_seen(tables: &Tables, key_result: &KeyResult) -> Vec<(Day, i64)> {
    match metric_behind(tables, key_result) {
        Some(metric) => metric.readings.iter().map(|it| (it.on, it.value)).collect(),
        None => key_result.check_ins.iter().map(|it| (it.on, it.value)).collect(),
    }
}

/// The newest value seen of a key result, by the day it speaks of; none before the first.
pub fn last_seen(tables: &Tables, key_result: &KeyResult) -> Option<(Day, i64)> {
    match metric_behind(tables, key_result) {
        Some(metric) => metric.latest().map(|it| (it.on, it.value)),
        None => key_result.check_ins.iter().max_by_key(|it| (it.on, it.at)).map(|it| (it.on, it.value)),
    }
}

/// The newest value seen of a key result, else its baseline, in hundredths of its unit.
pub fn current_value(tables: &Tables, key_result: &KeyResult) -> i64 {
    last_seen(tables, key_result).map_or(key_result.baseline, |(_, value)| value)
}

/// How much of the way from `from` to `to` a value has come, in ten-thousandths: clamp((value − from) ÷ (to − from), −1, 1),
/// also when `to` lies below. Below nothing it went the wrong way. None where both are the same. Source: the convention of
/// `OKR` in the project's formulas, which counts the wrong way as nothing: [`goal_score`] does.
pub fn share_come(value: i64, from: i64, to: i64) -> Option<i64> {
    let way = i128::from(to) - i128::from(from);
    if way == 0 {
        return None;
    }
    let come = i128::from(value) - i128::from(from);
    i64::try_from((come * i128::from(WHOLE) / way).clamp(-i128::from(WHOLE), i128::from(WHOLE))).ok()
}

/// How much of its way a key result has come, in ten-thousandths; below nothing where it went the wrong way.
pub fn key_result_score(tables: &Tables, key_result: &KeyResult) -> Option<i64> {
    share_come(current_value(tables, key_result), key_result.baseline, key_result.target)
}

/// The mean of the scores of a goal's key results, in ten-thousandths; none without any.
pub fn goal_score(tables: &Tables, goal: &Goal) -> Option<i64> {
    mean(goal.key_results.iter().filter_map(|result| Some(key_result_score(tables, result)?.max(0))))
}

/// How much of the way an even pace would have come by `today`, in ten-thousandths; none without a due day.
pub fn share_due(goal: &Goal, key_result: &KeyResult, today: Day) -> Option<i64> {
    let start = key_result.start.unwrap_or_else(|| Day::of(goal.meta.created_at));
    Some(even_share(start, key_result.due?, today))
}

/// How much of the time from one day to another has gone by, in ten-thousandths.
pub fn even_share(start: Day, due: Day, today: Day) -> i64 {
    let days = i64::from(start.days_until(due));
    if days <= 0 {
        return WHOLE;
    }
    (i64::from(start.days_until(today)) * WHOLE / days).clamp(0, WHOLE)
}

/// Whether a value has come too little of its way: more than a tenth of all of it short of an even pace.
pub fn is_behind(score: i64, due: i64) -> bool {
    score + SLACK < due
}

/// How a goal stands; `has_work` says whether anything serves it. That nothing does hides no falling behind.
pub fn goal_pace(tables: &Tables, goal: &Goal, has_work: bool, today: Day) -> GoalPace {
    let pace = |it: &KeyResult| Some((key_result_score(tables, it)?, share_due(goal, it, today)?));
    let paces = goal.key_results.iter().filter_map(pace);
    let (scores, dues): (Vec<i64>, Vec<i64>) = paces.unzip();
    let is_checked = goal.key_results.iter().any(|it| last_seen(tables, it).is_some());
    match (goal_score(tables, goal), mean(scores.into_iter()).zip(mean(dues.into_iter()))) {
        (Some(_), Some((score, due))) if is_checked && is_behind(score, due) => GoalPace::Behind,
        _ if !has_work => GoalPace::NoWork,
        (None, _) => GoalPace::NoMeasure,
        _ if !is_checked => GoalPace::Unchecked,
        (_, Some(_)) => GoalPace::OnTrack,
        (_, None) => GoalPace::NoDay,
    }
}

fn mean(values: impl Iterator<Item = i64>) -> Option<i64> {
    let (sum, count) = values.fold((0, 0), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / count)
}

/// The category of an item's status; a status its product does not have counts as open.
pub fn category_of(tables: &Tables, item: &Item) -> Category {
    let product = tables.products.get(item.product);
    let state = product.and_then(|product| product.workflow.state(&item.status));
    state.map_or(Category::Open, |state| state.category)
}

/// Whether an item is being worked on, or waits to be judged.
pub fn is_begun(tables: &Tables, item: &Item) -> bool {
    matches!(category_of(tables, item), Category::Active | Category::Review)
}

/// Whether nothing more is done about an item.
pub fn is_over(tables: &Tables, item: &Item) -> bool {
    category_of(tables, item).is_over()
}

/// The stories, bugs, chores and spikes under an initiative that were not dropped, in order: id and whether it is done.
pub fn initiative_items(tables: &Tables, initiative: Id) -> Vec<(Id, bool)> {
    let work = work_under(tables, &[initiative], &|item| up(tables, item).initiative == Some(initiative));
    let work = in_order_of(work, |(item, _): &(&Item, bool)| item.rank.clone());
    work.into_iter().map(|(item, is_done)| (item.meta.id, is_done)).collect()
}

/// How many of the stories, bugs, chores and spikes that go out with a release, or serve a goal, are done, and how many there
/// are that were not dropped.
pub fn work_done(tables: &Tables, record: Id) -> (usize, usize) {
    let work = if tables.goals.get(record).is_some() {
        let mut above = tables.initiatives.any.naming(record).to_vec();
        above.push(record);
        work_under(tables, &above, &|item| up(tables, item).goal == Some(record))
    } else {
        work_under(tables, &[record], &|item| item.release == Some(record))
    };
    (work.iter().filter(|(_, is_done)| *is_done).count(), work.len())
}

/// Whether anything serves a goal: an initiative, an open epic, or work that was not dropped. `Overview::has_work` says the same of all
/// goals at once.
pub fn is_served(tables: &Tables, goal: Id) -> bool {
    let is_open_epic = |id: &Id| {
        let item = tables.items.get(*id).filter(|item| item.kind == ItemType::Epic);
        item.is_some_and(|item| item.goal == Some(goal) && !is_over(tables, item))
    };
    !tables.initiatives.any.naming(goal).is_empty()
        || tables.items.any.naming(goal).iter().any(is_open_epic)
        || work_done(tables, goal).1 > 0
}

/// The work that names one of these records or hangs under what does, as far as it is of them, each with whether it is done;
/// epics, tasks and what was dropped do not count.
fn work_under<'a>(tables: &'a Tables, above: &[Id], is_of: &dyn Fn(&Item) -> bool) -> Vec<(&'a Item, bool)> {
    let all = &tables.items.any;
    let mut under: Vec<Id> = above.iter().flat_map(|id| all.naming(*id)).copied().collect();
    let mut seen = SortedSet::new();
    let mut work = Vec::new();
    while let Some(id) = under.pop() {
        if !seen.insert(id) {
            continue;
        }
        under.extend(all.children(id));
        let Some(item) = tables.items.get(id) else { continue };
        let category = category_of(tables, item);
        let is_work = !matches!(item.kind, ItemType::Epic | ItemType::Task);
        if is_work && category != Category::Cancelled && is_of(item) {
            work.push((item, category == Category::Done));
        }
    }
    work
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CheckIn, Ids, Instant, Meta, Rank};

    fn measured(baseline: i64, target: i64, current: i64) -> KeyResult {
        let mut ids = Ids::seeded(1);
        let on = Day::new(2026, 11, 1).unwrap();
        let check_in = CheckIn { id: ids.next_id(), at: Instant(0), on, value: current };
        KeyResult {
            id: ids.next_id(),
            name: "Orders".into(),
            unit: String::new(),
            baseline,
            target,
            start: None,
            due: None,
            metric: None,
            check_ins: vec![check_in],
        }
    }

    #[test]
    fn published_scores() {
        let none = Tables::default();
        assert_eq!(key_result_score(&none, &measured(0, 600, 300)), Some(5_000));
        assert_eq!(
            key_result_score(&none, &measured(1000, 400, 700)),
            Some(5_000),
            "the target may lie below"
        );
        assert_eq!(key_result_score(&none, &measured(0, 100, 250)), Some(WHOLE));
        assert_eq!(key_result_score(&none, &measured(100, 200, 50)), Some(-5_000), "the wrong way");
        assert_eq!(
            key_result_score(&none, &measured(420, 150, 450)),
            Some(-1_111),
            "and where less is better"
        );
        assert_eq!(key_result_score(&none, &measured(5, 5, 5)), None);
        assert_eq!(mean([5_000, 10_000, 6_000].into_iter()), Some(7_000));
    }

    #[test]
    fn behind_is_more_than_a_tenth_of_the_way_short_of_an_even_pace() {
        let none = Tables::default();
        let mut ids = Ids::seeded(2);
        let mut goal =
            Goal::new(Meta::new(ids.next_id(), Instant(0)), ids.next_id(), 1, "G".into(), Rank::first());
        assert_eq!(goal_pace(&none, &goal, false, Day::first()), GoalPace::NoWork);
        assert_eq!(goal_pace(&none, &goal, true, Day::first()), GoalPace::NoMeasure);
        let mut result = measured(0, 100, 41);
        result.start = Some(Day::new(2026, 1, 1).unwrap());
        goal.key_results.push(result);
        assert_eq!(goal_pace(&none, &goal, true, Day::new(2026, 1, 7).unwrap()), GoalPace::NoDay);
        goal.key_results[0].due = Some(Day::new(2026, 1, 11).unwrap());
        let day = |day| Day::new(2026, 1, day).unwrap();
        assert_eq!(share_due(&goal, &goal.key_results[0], day(6)), Some(5_000));
        assert_eq!(goal_pace(&none, &goal, true, day(6)), GoalPace::OnTrack);
        assert_eq!(goal_pace(&none, &goal, true, day(7)), GoalPace::Behind);
        assert_eq!(goal_pace(&none, &goal, false, day(6)), GoalPace::NoWork);
        assert_eq!(
            goal_pace(&none, &goal, false, day(7)),
            GoalPace::Behind,
            "that nothing serves it hides nothing"
        );
        goal.key_results[0].check_ins[0].value = -20;
        assert_eq!(
            goal_pace(&none, &goal, true, day(1)),
            GoalPace::Behind,
            "the wrong way is behind from the first day"
        );
        assert_eq!(goal_score(&none, &goal), Some(0));
    }
}
