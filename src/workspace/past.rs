//! Going back: everything as it was when a transaction had been made.
//!
//! What is known of a record that was touched after that moment is taken back, newest first, and then done again up to the
//! moment, in its order. Of two tabs that wrote the same without hearing each other, each knows what it found there itself:
//! only what is done again leaves behind what the earlier one wrote, and not what stood there before both.

use super::delta::{Delta, Fields};
use super::entry::{Entry, RecordChange, Role, checksum};
use super::stamp::{Stamp, Stamps};
use super::{AnyTable, MERGED, Workspace};
use crate::model::{Id, Instant, MergeClass, SortedMap};

/// What is known of one record: the transactions that touched it, oldest first, and what each did to it.
type Course<'a> = Vec<(&'a Entry, &'a RecordChange)>;

/// What is known of each of the records that some changes are of.
fn courses<'a>(known: &'a [Entry], of: &'a [Entry]) -> SortedMap<(&'a str, Id), Course<'a>> {
    let mut courses: SortedMap<(&str, Id), Course<'_>> = SortedMap::new();
    for change in of.iter().flat_map(|entry| &entry.changes) {
        courses.entry(change.target()).or_default();
    }
    for entry in known {
        for change in &entry.changes {
            if let Some(course) = courses.get_mut(&change.target()) {
                course.push((entry, change));
            }
        }
    }
    courses
}

impl Workspace {
    /// Everything as it was when the transaction with this stamp had been made, and none after it. `known` are the
    /// transactions that are known, oldest first. A record that was last changed before them has the time it was made as
    /// that of its last change.
    pub fn as_of(&self, until: Stamp, known: &[Entry]) -> Self {
        let later = known.partition_point(|entry| entry.stamp <= until);
        let mut past = Self { tables: self.tables.clone(), clock: until.clock, ..Self::default() };
        for ((table, id), course) in &courses(known, known.get(later..).unwrap_or_default()) {
            past.take_back(table, *id, course, until, &mut |_, _| {});
        }
        past
    }

    /// Joins the first of the transactions that are known, so many each time: what each leaves behind is the same, and what
    /// was in between is no longer known.
    pub fn join(&self, known: &[Entry], runs: &[usize]) -> Vec<Entry> {
        let mut joined: Vec<Entry> = Vec::with_capacity(runs.len());
        let mut rest = known;
        for run in runs {
            let Some((run, later)) = rest.split_at_checked(*run) else { break };
            rest = later;
            let number =
                run.iter().map(|entry| if let Role::Joined(number) = entry.role { number } else { 1 }).sum();
            joined
                .extend(run.last().map(|last| Entry { role: Role::Joined(number), ..last.with(Vec::new()) }));
        }
        let Some(until) = joined.last().map(|last| last.stamp) else { return joined };
        let old = known.get(..known.len() - rest.len()).unwrap_or_default();
        let mut past = Self { tables: self.tables.clone(), ..Self::default() };
        for ((name, id), course) in &courses(known, old) {
            // What it was like before each run that touched it, and after the last of them.
            let mut states: Vec<(usize, State)> = Vec::new();
            past.take_back(name, *id, course, until, &mut |past, next| {
                let run =
                    next.map_or(joined.len(), |next| joined.partition_point(|it| it.stamp < next.stamp));
                if states.last().is_none_or(|(last, _)| *last != run) {
                    states.push((run, past.state(name, *id)));
                }
            });
            for pair in states.windows(2) {
                let [(run, before), (_, after)] = pair else { continue };
                if let (Some(entry), Some(table)) = (joined.get_mut(*run), past.tables.any(name)) {
                    entry.changes.extend(difference(table, *id, before, after));
                }
            }
        }
        joined.retain(|entry| !entry.changes.is_empty());
        joined
    }

    fn state(&self, name: &str, id: Id) -> State {
        let table = self.tables.any(name)?;
        Some((table.fields(id)?, table.stamps(id)?.life()))
    }

    /// Takes one record back to where it was when a transaction had been made; `before` hears of each that is done again
    /// before that is so, and at last of the end.
    fn take_back(
        &mut self,
        name: &str,
        id: Id,
        course: &Course<'_>,
        until: Stamp,
        before: &mut dyn FnMut(&Self, Option<&Entry>),
    ) {
        let mut fields = self.tables.any(name).and_then(|table| table.fields(id));
        // What it was like each time it came: of what is folded, only that it came is known.
        let mut came = Vec::new();
        for (_, change) in course.iter().rev() {
            match change {
                RecordChange::Made { .. } | RecordChange::Born { .. } => came.push(fields.take()),
                RecordChange::Gone { record, .. } => fields = serde_json::from_str(record.get()).ok(),
                RecordChange::Edited { fields: deltas, .. } => {
                    let Some(fields) = &mut fields else { continue };
                    for (field, delta) in deltas {
                        delta.clone().inverse().write(field, fields);
                    }
                }
            }
        }
        self.tables.any_mut(name).take_lives(id);
        if let Some(mut fields) = fields {
            let made_at = fields.get("created_at").cloned();
            fields.extend(made_at.map(|at| ("updated_at".to_owned(), at)));
            self.tables.any_mut(name).put_again(&fields, course, None);
        }
        for (place, (entry, change)) in course.iter().enumerate() {
            if entry.stamp > until {
                break;
            }
            before(self, Some(entry));
            let rest = course.get(place + 1..).unwrap_or_default();
            let table = self.tables.any_mut(name);
            match change {
                RecordChange::Made { .. } | RecordChange::Born { .. } => {
                    let born = came.pop().flatten();
                    if let (Some(fields), RecordChange::Born { .. }) = (born, change) {
                        table.put_again(&fields, rest, Some(entry.at));
                    } else {
                        self.apply_known(entry, change);
                    }
                }
                RecordChange::Edited { fields: deltas, .. } if entry.role.is_joined() => {
                    let Some(mut fields) = table.fields(id) else { continue };
                    for (field, delta) in deltas {
                        delta.write(field, &mut fields);
                    }
                    table.put_again(&fields, rest, Some(entry.at));
                }
                RecordChange::Gone { .. } if entry.role.is_joined() => drop(table.take_lives(id)),
                _ => self.apply_known(entry, change),
            }
        }
        before(self, None);
    }

    /// What cannot be applied was not applied then.
    fn apply_known(&mut self, entry: &Entry, change: &RecordChange) {
        let _ = self.apply_change(entry, change);
    }
}

/// A record and the life it is in, where it is there.
type State = Option<(Fields, Option<Stamp>)>;

/// The change that leads from one state of a record to another.
fn difference(table: &AnyTable, id: Id, before: &State, after: &State) -> Option<RecordChange> {
    let name = table.name().to_owned();
    match (before, after) {
        (None, None) => None,
        (None, Some((fields, _))) => {
            Some(RecordChange::Born { table: name, id, sum: checksum(table, fields) })
        }
        (Some((fields, life)), None) => {
            let record = serde_json::value::to_raw_value(fields).ok()?;
            Some(RecordChange::Gone { table: name, id, record, lives: life.iter().copied().collect() })
        }
        (Some((before, _)), Some((after, life))) => {
            let fields = Delta::between_records(before, after, |field| table.merge_class(field));
            let change = RecordChange::Edited { table: name, id, fields, adopted: None, life: *life };
            (before != after).then_some(change)
        }
    }
}

impl AnyTable {
    /// Puts a record of which nobody knows any more when its fields were written.
    fn put_again(&mut self, fields: &Fields, rest: &[(&Entry, &RecordChange)], at: Option<Instant>) {
        let stamps = life_in(rest)
            .map_or(Stamps::made(Stamp::NEVER), |life| Stamps::made(Stamp::NEVER).in_life_of(life));
        // It was a record of its kind, and is one again.
        let _ = self.put_in_life(fields, stamps, at);
    }
}

/// A record in which two moments differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Its table.
    pub table: String,
    /// Its id.
    pub id: Id,
    /// What it was like; none where it was not there, or lay in Trash.
    pub then: Option<Fields>,
    /// Whether it is there now, and not in Trash.
    pub is_here: bool,
}

impl Workspace {
    /// The records that are not as they were at a moment of the past.
    pub fn differences(&self, past: &Self) -> Vec<Difference> {
        let mut differences = Vec::new();
        // What files said is known stays known.
        for then in past.tables.all().filter(|table| table.name() != MERGED) {
            let Some(now) = self.tables.any(then.name()) else { continue };
            let gone = then.ids().into_iter().filter(|id| !now.has(*id));
            for id in now.ids().into_iter().chain(gone).filter(|id| !now.shares(then, *id)) {
                let live = |table: &AnyTable| table.has_live(id).then(|| table.fields(id)).flatten();
                let (old, mut new) = (live(then), live(now));
                // Times of last changes are not all known, and numbers given out stay given out.
                let is_left =
                    |name: &str| name == "updated_at" || now.merge_class(name) == MergeClass::Counter;
                if let (Some(old), Some(new)) = (&old, &mut new) {
                    new.retain(|name, _| !is_left(name));
                    let left = old.iter().filter(|(name, _)| is_left(name));
                    new.extend(left.map(|(name, value)| (name.clone(), value.clone())));
                }
                if old != new {
                    let (table, is_here) = (then.name().to_owned(), new.is_some());
                    differences.push(Difference { table, id, then: old, is_here });
                }
            }
        }
        differences
    }
}

/// The life of a record that the next of these changes was of.
fn life_in(course: &[(&Entry, &RecordChange)]) -> Option<Stamp> {
    let life = |(_, change): &(&Entry, &RecordChange)| match change {
        RecordChange::Edited { life, .. } => Some(*life),
        RecordChange::Gone { lives, .. } => Some(lives.last().copied()),
        _ => None,
    };
    course.iter().find_map(life).flatten()
}
