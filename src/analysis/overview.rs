//! One walk over a product: what hangs on what, and what is missing.

use super::{Gap, Outcome, Station, category_of, is_over, outcome, up};
use crate::model::{Category, Estimate, Id, Item, ItemType};
use crate::workspace::Tables;

/// Work counted: stories, bugs, chores and spikes that were not dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted.
    pub done: usize,
    /// Accepted or not.
    pub all: usize,
    /// The points of what is not accepted, in tenths.
    pub open_tenths: u32,
}

impl Tally {
    /// An item, which is its own work.
    pub fn of(item: &Item, is_done: bool) -> Self {
        let open_tenths = item.estimate.filter(|_| !is_done).map_or(0, Estimate::tenths);
        Self { done: usize::from(is_done), all: 1, open_tenths }
    }

    /// Counts other work, too.
    pub fn add(&mut self, other: Self) {
        self.done += other.done;
        self.all += other.all;
        self.open_tenths += other.open_tenths;
    }
}

/// What hangs on what in a product, and every gap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The records with each kind of gap; kinds nobody has are left out.
    pub gaps: Vec<(Gap, Vec<Id>)>,
    /// Work not yet done.
    pub open_stories: usize,
    /// Work not yet done that hangs on a goal.
    pub with_goal: usize,
    /// Work not yet done that hangs on an initiative.
    pub with_initiative: usize,
    /// The points of work not yet done, in tenths.
    pub open_tenths: u32,
    /// Of these, those that hang on a goal.
    pub goal_tenths: u32,
    /// Of these, those that hang on an initiative.
    pub initiative_tenths: u32,
    /// Work not yet done that is joined from the vision to its acceptance.
    pub joined: usize,
    /// Open stories with acceptance criteria.
    pub with_criteria: usize,
    /// Epics not yet done.
    pub epics: usize,
    by_initiative: Vec<(Id, Tally)>,
    by_goal: Vec<(Id, Tally)>,
    by_release: Vec<(Id, Tally)>,
    initiatives_of_goal: Vec<(Id, usize)>,
    /// Goals that an open epic names itself.
    epic_goals: Vec<Id>,
}

fn change<T: Default>(list: &mut Vec<(Id, T)>, id: Id, change: impl Fn(&mut T)) {
    match list.iter_mut().find(|(other, _)| *other == id) {
        Some((_, value)) => change(value),
        None => {
            let mut value = T::default();
            change(&mut value);
            list.push((id, value));
        }
    }
}

fn found<T: Copy + Default>(list: &[(Id, T)], id: Id) -> T {
    list.iter().find(|(other, _)| *other == id).map(|(_, value)| *value).unwrap_or_default()
}

impl Overview {
    /// Walks over a product once.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let mut overview = Self::default();
        let visions = tables.visions.iter().filter(|vision| vision.product == product);
        let has_vision = visions.count() > 0;
        if !has_vision {
            overview.note(Gap::Vision, product);
        }
        for initiative in tables.initiatives.of(product) {
            if initiative.goal.is_none() {
                overview.note(Gap::InitiativeGoal, initiative.meta.id);
            }
            for goal in initiative.goal.iter().chain(&initiative.other_goals) {
                change(&mut overview.initiatives_of_goal, *goal, |count| *count += 1);
            }
        }
        for item in tables.items.of(product) {
            overview.add_item(tables, item, category_of(tables, item));
        }
        for goal in tables.goals.of(product) {
            if has_vision && goal.vision.is_none() {
                overview.note(Gap::GoalVision, goal.meta.id);
            }
            if !overview.has_work(goal.meta.id) {
                overview.note(Gap::GoalWork, goal.meta.id);
            }
        }
        for release in tables.releases.of(product) {
            match outcome(tables, release) {
                Outcome::Unnamed => overview.note(Gap::ReleaseMetric, release.meta.id),
                Outcome::Unchecked(..) => overview.note(Gap::ReleaseCheck, release.meta.id),
                Outcome::Awaited(_) | Outcome::Checked(..) => {}
            }
        }
        overview
    }

    fn add_item(&mut self, tables: &Tables, item: &Item, category: Category) {
        let (is_done, is_dropped) = (category == Category::Done, category == Category::Cancelled);
        if is_dropped || item.kind == ItemType::Task {
            return;
        }
        let id = item.meta.id;
        let up = up(tables, item);
        if item.kind == ItemType::Epic {
            if !is_done {
                self.epics += 1;
                if item.initiative.is_none() && item.goal.is_none() {
                    self.note(Gap::EpicInitiative, id);
                }
                self.epic_goals.extend(item.goal);
            }
            return;
        }
        let work = Tally::of(item, is_done);
        for (list, target) in [
            (&mut self.by_initiative, up.initiative),
            (&mut self.by_goal, up.goal),
            (&mut self.by_release, item.release),
        ] {
            if let Some(target) = target {
                change(list, target, |tally: &mut Tally| tally.add(work));
            }
        }
        if is_done {
            if item.release.is_none() {
                self.note(Gap::StoryRelease, id);
            }
            return;
        }
        self.open_stories += 1;
        self.with_goal += usize::from(up.goal.is_some());
        self.with_initiative += usize::from(up.initiative.is_some());
        let tenths = item.estimate.map_or(0, Estimate::tenths);
        self.open_tenths += tenths;
        self.goal_tenths += if up.goal.is_some() { tenths } else { 0 };
        self.initiative_tenths += if up.initiative.is_some() { tenths } else { 0 };
        let has_criteria = !item.criteria.is_empty();
        self.with_criteria += usize::from(has_criteria);
        self.joined += usize::from(has_criteria && up.vision.is_some());
        let above = item.parent.and_then(|parent| tables.items.get(parent));
        // What hangs under an open item is that item's to mend; what hangs under nothing open is its own.
        let has_open_above =
            above.is_some_and(|above| above.kind != ItemType::Task && !is_over(tables, above));
        if !has_open_above && up.initiative.is_none() && up.goal.is_none() {
            self.note(Gap::StoryGoal, id);
        }
        if !has_criteria && category != Category::Idea {
            self.note(Gap::StoryCriteria, id);
        }
    }

    fn note(&mut self, gap: Gap, id: Id) {
        match self.gaps.iter_mut().find(|(other, _)| *other == gap) {
            Some((_, ids)) => ids.push(id),
            None => {
                let place = self.gaps.partition_point(|(other, _)| *other < gap);
                self.gaps.insert(place, (gap, vec![id]));
            }
        }
    }

    /// The records with this gap, in their order.
    pub fn lacking(&self, gap: Gap) -> &[Id] {
        self.gaps.iter().find(|(other, _)| *other == gap).map_or(&[], |(_, ids)| ids)
    }

    /// The gaps counted at a station.
    pub fn gaps_at(&self, station: Station) -> impl Iterator<Item = (Gap, usize)> {
        self.gaps.iter().filter(move |(gap, _)| gap.station() == station).map(|(gap, ids)| (*gap, ids.len()))
    }

    /// The work under an initiative.
    pub fn initiative(&self, id: Id) -> Tally {
        found(&self.by_initiative, id)
    }

    /// Counts open work under an initiative.
    #[cfg(test)]
    pub(super) fn count_open(&mut self, initiative: Id, tenths: u32) {
        change(&mut self.by_initiative, initiative, |tally| tally.open_tenths += tenths);
    }

    /// The work that serves a goal.
    pub fn goal(&self, id: Id) -> Tally {
        found(&self.by_goal, id)
    }

    /// The work that goes out with a release.
    pub fn release(&self, id: Id) -> Tally {
        found(&self.by_release, id)
    }

    /// How many initiatives serve a goal.
    pub fn initiatives_of(&self, goal: Id) -> usize {
        found(&self.initiatives_of_goal, goal)
    }

    /// Whether anything serves a goal.
    pub fn has_work(&self, goal: Id) -> bool {
        self.initiatives_of(goal) > 0 || self.goal(goal).all > 0 || self.epic_goals.contains(&goal)
    }
}
