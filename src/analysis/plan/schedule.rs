//! The critical path: when each thing can begin at the earliest and at the latest, by what it waits for.
//!
//! Source: J. E. Kelley and M. R. Walker, “Critical-Path Planning and Scheduling”, 1959. Forward: earliest start = the
//! latest earliest finish of what is waited for, plus the days between; backward: latest finish = the earliest latest
//! start of what waits. Total slack = latest − earliest start; free slack = the earliest start of what waits − the earliest
//! finish. Critical is what has no slack.

/// A thing of the plan: it begins no earlier than `start`, and takes `length`; both in days of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanTask {
    /// The earliest it is meant to begin.
    pub start: i32,
    /// How long it takes.
    pub length: i32,
}

/// One thing has to be over before another begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The place of what has to be over.
    pub from: usize,
    /// The place of what waits.
    pub to: usize,
    /// So many days lie between.
    pub lag: i32,
}

/// When a thing can be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScheduleSlot {
    /// The earliest it can begin.
    pub early: i32,
    /// The latest it can begin without moving the end of everything.
    pub late: i32,
    /// By how much it can move without moving anything that waits for it.
    pub free: i32,
}

impl ScheduleSlot {
    /// By how much it can move without moving the end of everything.
    pub fn total(self) -> i32 {
        self.late - self.early
    }

    /// Whether the end of everything hangs on it.
    pub fn is_critical(self) -> bool {
        self.total() <= 0
    }
}

/// Things that wait for each other in a ring, in that order; none of them can ever begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring(pub Vec<usize>);

/// The arcs of each place: those that leave it, or those that come to it.
fn by_place(places: usize, arcs: &[Arc], place: impl Fn(&Arc) -> usize) -> Vec<Vec<Arc>> {
    let mut lists = vec![Vec::new(); places];
    for arc in arcs {
        if let Some(list) = lists.get_mut(place(arc)) {
            list.push(*arc);
        }
    }
    lists
}

/// The order in which all can be done; else a ring.
fn order(places: usize, arcs: &[Arc]) -> Result<Vec<usize>, Ring> {
    let out = by_place(places, arcs, |arc| arc.from);
    let mut waits: Vec<usize> = by_place(places, arcs, |arc| arc.to).iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..places).filter(|place| waits.get(*place) == Some(&0)).collect();
    let mut done = 0;
    while let Some(place) = order.get(done).copied() {
        done += 1;
        for arc in out.get(place).into_iter().flatten() {
            if let Some(left) = waits.get_mut(arc.to) {
                *left -= 1;
                if *left == 0 {
                    order.push(arc.to);
                }
            }
        }
    }
    if order.len() == places {
        return Ok(order);
    }
    // Whoever is left waits for another that is left: going back from one of them comes round.
    let is_left = |place: usize| waits.get(place).is_some_and(|left| *left > 0);
    let into = by_place(places, arcs, |arc| arc.to);
    let mut way: Vec<usize> = Vec::new();
    let mut at = (0..places).find(|place| is_left(*place)).unwrap_or(0);
    while !way.contains(&at) {
        way.push(at);
        let before = into.get(at).and_then(|arcs| arcs.iter().find(|arc| is_left(arc.from)));
        at = before.map_or(at, |arc| arc.from);
    }
    let begin = way.iter().position(|place| *place == at).unwrap_or(0);
    let mut ring: Vec<usize> = way.into_iter().skip(begin).collect();
    ring.reverse();
    Err(Ring(ring))
}

/// What waits for what, without a ring: made once, and asked for as many lengths of its tasks as one likes.
pub struct Network {
    /// The places, in an order in which all can be done.
    order: Vec<usize>,
    /// The arcs that leave each place.
    out: Vec<Vec<Arc>>,
}

impl Network {
    /// Reads the arcs between so many places; refused where some wait for each other in a ring. An arc to or from a place
    /// that is not there counts for nothing.
    pub fn of(places: usize, arcs: &[Arc]) -> Result<Self, Ring> {
        let arcs: Vec<Arc> = arcs.iter().filter(|arc| arc.from.max(arc.to) < places).copied().collect();
        Ok(Self { order: order(places, &arcs)?, out: by_place(places, &arcs, |arc| arc.from) })
    }

    /// When each of the tasks can be done.
    pub fn slots(&self, tasks: &[PlanTask]) -> Vec<ScheduleSlot> {
        let length = |place: usize| tasks.get(place).map_or(0, |task| task.length);
        let mut early: Vec<i32> = tasks.iter().map(|task| task.start).collect();
        for place in self.order.iter().copied() {
            let finish = early.get(place).copied().unwrap_or(0) + length(place);
            for arc in self.out.get(place).into_iter().flatten() {
                if let Some(next) = early.get_mut(arc.to) {
                    *next = (*next).max(finish + arc.lag);
                }
            }
        }
        let finish = |place: usize| early.get(place).copied().unwrap_or(0) + length(place);
        let end = (0..tasks.len()).map(finish).max().unwrap_or(0);
        let mut slots: Vec<ScheduleSlot> =
            early.iter().map(|early| ScheduleSlot { early: *early, late: *early, free: 0 }).collect();
        for place in self.order.iter().copied().rev() {
            let (mut latest, mut next) = (end, end);
            for arc in self.out.get(place).into_iter().flatten() {
                let after = slots.get(arc.to).copied().unwrap_or_default();
                latest = latest.min(after.late - arc.lag);
                next = next.min(after.early - arc.lag);
            }
            let late = latest - length(place);
            if let Some(slot) = slots.get_mut(place) {
                (slot.late, slot.free) = (late, next - finish(place));
            }
        }
        slots
    }
}

/// When each of the tasks can be done; refused where some wait for each other in a ring. An arc to or from a place that is
/// not there counts for nothing.
pub fn schedule(tasks: &[PlanTask], arcs: &[Arc]) -> Result<Vec<ScheduleSlot>, Ring> {
    Ok(Network::of(tasks.len(), arcs)?.slots(tasks))
}

/// The way from one thing to another along what waits, both ends included; none where there is none.
pub fn way(places: usize, arcs: &[Arc], from: usize, to: usize) -> Option<Vec<usize>> {
    let out = by_place(places, arcs, |arc| arc.from);
    let mut before: Vec<Option<usize>> = vec![None; places];
    let mut reached = vec![from];
    let mut at = 0;
    while let Some(place) = reached.get(at).copied() {
        at += 1;
        if place == to {
            let mut way = vec![to];
            while let Some(earlier) =
                way.last().filter(|last| **last != from).and_then(|last| *before.get(*last)?)
            {
                way.push(earlier);
            }
            way.reverse();
            return Some(way);
        }
        for arc in out.get(place).into_iter().flatten() {
            if arc.to != from
                && let Some(known @ None) = before.get_mut(arc.to)
            {
                *known = Some(place);
                reached.push(arc.to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn task(length: i32) -> PlanTask {
        PlanTask { start: 0, length }
    }

    fn arc(from: usize, to: usize) -> Arc {
        Arc { from, to, lag: 0 }
    }

    /// Activities on arcs between numbered events, as textbooks draw them.
    fn of_events(arrows: &[(usize, usize, i32)]) -> (Vec<PlanTask>, Vec<Arc>) {
        let tasks = arrows.iter().map(|(_, _, length)| task(*length)).collect();
        let mut arcs = Vec::new();
        for (place, (_, end, _)) in arrows.iter().enumerate() {
            for (next, (begin, _, _)) in arrows.iter().enumerate() {
                if begin == end {
                    arcs.push(arc(place, next));
                }
            }
        }
        (tasks, arcs)
    }

    #[test]
    fn a_published_network_of_events() {
        let (tasks, arcs) =
            of_events(&[(1, 2, 7), (1, 3, 10), (2, 4, 6), (3, 4, 5), (3, 5, 4), (4, 5, 3), (5, 6, 2)]);
        let slots = schedule(&tasks, &arcs).unwrap();
        assert_eq!(slots[6].early + 2, 20);
        let total: Vec<i32> = slots.iter().map(|slot| slot.total()).collect();
        assert_eq!(total, [2, 0, 2, 0, 4, 0, 0]);
        let critical: Vec<bool> = slots.iter().map(|slot| slot.is_critical()).collect();
        assert_eq!(critical, [false, true, false, true, false, true, true]);
    }

    #[test]
    fn a_published_network_of_tasks() {
        // A7 B8 C3(A) D1(A) E4(B) F5(B) G11(C,E) H7(D,F)
        let tasks = [7, 8, 3, 1, 4, 5, 11, 7].map(task);
        let arcs = [arc(0, 2), arc(0, 3), arc(1, 4), arc(1, 5), arc(2, 6), arc(4, 6), arc(3, 7), arc(5, 7)];
        let slots = schedule(&tasks, &arcs).unwrap();
        let total: Vec<i32> = slots.iter().map(|slot| slot.total()).collect();
        assert_eq!(total, [2, 0, 2, 8, 0, 3, 0, 3]);
        assert_eq!(slots[6].early + 11, 23);
    }

    #[test]
    fn free_slack_ends_where_the_next_begins() {
        let slots = schedule(&[task(2), task(5), task(1)], &[arc(0, 2), arc(1, 2)]).unwrap();
        assert_eq!((slots[0].total(), slots[0].free), (3, 3));
        let chain = schedule(&[task(2), task(1), task(9)], &[arc(0, 1)]).unwrap();
        assert_eq!((chain[0].total(), chain[0].free), (6, 0), "the one after moves with it");
        let lagged = schedule(&[task(2), task(1)], &[Arc { from: 0, to: 1, lag: 3 }]).unwrap();
        assert_eq!(lagged[1].early, 5);
        let kept = schedule(&[task(2), PlanTask { start: 9, length: 1 }], &[arc(0, 1)]).unwrap();
        assert_eq!((kept[1].early, kept[0].free), (9, 7), "what is meant to begin later begins later");
    }

    #[test]
    fn a_ring_is_named_in_its_order() {
        let ring = schedule(&[task(1); 4], &[arc(0, 1), arc(1, 2), arc(2, 3), arc(3, 1)]).unwrap_err();
        assert_eq!(ring, Ring(vec![2, 3, 1]));
        assert_eq!(schedule(&[task(1)], &[arc(0, 0)]).unwrap_err(), Ring(vec![0]));
        assert_eq!(way(4, &[arc(0, 1), arc(1, 2), arc(0, 2)], 0, 2), Some(vec![0, 2]));
        assert_eq!(way(4, &[arc(0, 1)], 1, 0), None);
        assert_eq!(schedule(&[], &[arc(0, 1)]), Ok(Vec::new()));
    }

    /// Networks without a ring: arcs go from a smaller place to a greater.
    fn networks() -> impl Strategy<Value = (Vec<PlanTask>, Vec<Arc>)> {
        prop::collection::vec((0i32..6, 0i32..9), 1..9).prop_flat_map(|tasks| {
            let places = tasks.len();
            let tasks: Vec<PlanTask> =
                tasks.into_iter().map(|(start, length)| PlanTask { start, length }).collect();
            let arcs = prop::collection::vec((0..places, 0..places, 0i32..4), 0..14);
            arcs.prop_map(move |arcs| {
                let arcs = arcs.into_iter().filter(|(one, two, _)| one != two);
                let arcs = arcs.map(|(one, two, lag)| Arc { from: one.min(two), to: one.max(two), lag });
                (tasks.clone(), arcs.collect())
            })
        })
    }

    /// The longest way to the end of each, by trying all.
    fn longest(tasks: &[PlanTask], arcs: &[Arc], place: usize) -> i32 {
        let into = arcs.iter().filter(|arc| arc.to == place);
        let begin = into.map(|arc| longest(tasks, arcs, arc.from) + arc.lag).max();
        begin.map_or(tasks[place].start, |begin| begin.max(tasks[place].start)) + tasks[place].length
    }

    proptest! {
        #[test]
        fn no_slack_is_negative_and_the_end_is_the_longest_way((tasks, arcs) in networks()) {
            let slots = schedule(&tasks, &arcs).unwrap();
            let end = (0..tasks.len()).map(|place| longest(&tasks, &arcs, place)).max().unwrap();
            for (place, slot) in slots.iter().enumerate() {
                prop_assert!(slot.total() >= 0 && slot.free >= 0 && slot.free <= slot.total());
                prop_assert_eq!(slot.early + tasks[place].length, longest(&tasks, &arcs, place));
                prop_assert!(slot.late + tasks[place].length <= end);
            }
            prop_assert!(slots.iter().any(|slot| slot.is_critical()));
        }

        #[test]
        fn the_order_of_what_comes_in_changes_nothing((tasks, arcs) in networks()) {
            let backwards: Vec<Arc> = arcs.iter().rev().copied().collect();
            prop_assert_eq!(schedule(&tasks, &arcs), schedule(&tasks, &backwards));
            let places = tasks.len();
            let turned: Vec<PlanTask> = tasks.iter().rev().copied().collect();
            let turn = |place: usize| places - 1 - place;
            let arcs_turned: Vec<Arc> =
                arcs.iter().map(|arc| Arc { from: turn(arc.from), to: turn(arc.to), lag: arc.lag }).collect();
            let mut slots = schedule(&turned, &arcs_turned).unwrap();
            slots.reverse();
            prop_assert_eq!(schedule(&tasks, &arcs).unwrap(), slots);
        }
    }
}
