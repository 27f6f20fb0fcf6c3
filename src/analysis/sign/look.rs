//! What shows in one record.

use serde_json::Value;

use super::{Done, Shows, Sighting};
use crate::analysis::up;
use crate::model::{Day, Goal, Instant, Item, Meta, Product, RecordRef};
use crate::workspace::{Fields, Tables};

/// From which day on it is counted, and the last day that has come.
pub(super) struct Span {
    pub since: Day,
    pub from: Instant,
    pub today: Day,
}

/// A record that is looked at, and what is found in it.
pub(super) struct Examined<'a> {
    pub span: &'a Span,
    pub record: RecordRef,
    pub meta: &'a Meta,
    pub seen: &'a mut Sighting,
}

/// The end of a day, wherever the person is.
fn end_of(day: Day) -> Instant {
    Instant(day.noon().0 + 26 * 3_600_000)
}

/// A moment that is earlier than a day, wherever the person is.
pub(super) fn day_before(day: Day) -> Instant {
    Instant(day.noon().0 - 26 * 3_600_000)
}

impl Examined<'_> {
    fn hear(&mut self, on: Day, at: Instant) {
        self.seen.times += usize::from(on >= self.span.since);
        self.seen.take(Done { on, at, record: self.record });
    }

    /// A moment. A clock that was set back does not make it one to come.
    fn at(&mut self, at: Instant) {
        if at >= self.span.from || self.seen.last.is_none_or(|last| at > last.at) {
            self.hear(Day::of(at).min(self.span.today), at);
        }
    }

    /// A day with its moment.
    fn logged(&mut self, on: Day, at: Instant) {
        self.hear(on.min(self.span.today), at);
    }

    /// A day that a person wrote.
    fn day(&mut self, on: Day, at: Option<Instant>) {
        if on <= self.span.today {
            self.hear(on, at.unwrap_or_else(|| self.meta.updated_at.min(end_of(on))));
        }
    }

    fn touched_if(&mut self, is_so: bool) {
        if is_so {
            self.at(self.meta.updated_at);
        }
    }

    /// What shows in a record of any kind.
    pub fn any(&mut self, shows: Shows, fields: &Fields) {
        let day_of = |fields: &Fields, key: &str| fields.get(key)?.as_str()?.parse::<Day>().ok();
        match shows {
            Shows::Made => self.at(self.meta.created_at),
            Shows::Touched => self.at(self.meta.updated_at),
            Shows::Changed => self.touched_if(self.meta.updated_at > self.meta.created_at),
            Shows::Filled(key) => self.touched_if(fields.contains_key(key)),
            Shows::On(key) => {
                if let Some(on) = day_of(fields, key) {
                    self.day(on, None);
                }
            }
            Shows::Rows(rows, key) => {
                for row in fields.get(rows).and_then(Value::as_array).into_iter().flatten() {
                    let Some(row) = row.as_object() else { continue };
                    if let Some(on) = day_of(row, key) {
                        self.day(on, row.get("at").and_then(Value::as_i64).map(Instant));
                    }
                }
            }
            _ => {}
        }
    }

    pub fn item(&mut self, shows: Shows, item: &Item, tables: &Tables, done: &[&str]) {
        match shows {
            Shows::MadeAs(kinds) => {
                if kinds.contains(&item.kind) {
                    self.at(self.meta.created_at);
                }
            }
            Shows::Tried => {
                for run in item.criteria.iter().flat_map(|criterion| &criterion.runs) {
                    self.logged(run.on, run.at);
                }
            }
            Shows::Criteria => self.touched_if(!item.criteria.is_empty()),
            Shows::Estimated => self.touched_if(item.estimate.is_some()),
            Shows::Waits => self.touched_if(!item.blocked_by.is_empty()),
            Shows::Delegated => self.touched_if(item.delegate.is_some()),
            // What made an item moved it nowhere.
            Shows::Moved | Shows::Done | Shows::DoneForGoal => {
                for change in item.status_log.iter().filter(|change| change.from.is_some()) {
                    let is_done = || done.contains(&change.to.as_str());
                    let serves = || {
                        let up = up(tables, item);
                        up.initiative.or(up.goal).is_some()
                    };
                    let is_so = match shows {
                        Shows::Moved => true,
                        Shows::Done => is_done(),
                        _ => is_done() && serves(),
                    };
                    if is_so {
                        self.logged(change.on, change.at);
                    }
                }
            }
            Shows::Freed => {
                for block in &item.blocked {
                    if let Some(at) = block.until {
                        self.logged(block.until_on.unwrap_or_else(|| Day::of(at)), at);
                    }
                }
            }
            Shows::Answered => {
                for at in item.questions.iter().filter_map(|question| question.answered_at) {
                    self.at(at);
                }
            }
            Shows::Remarked => {
                for comment in &item.comments {
                    self.at(comment.at);
                }
            }
            Shows::Pulled => {
                for change in item.sprint_log.iter().filter(|change| change.to.is_some()) {
                    self.logged(change.on, change.at);
                }
            }
            _ => self.any(shows, &self.meta.unknown),
        }
    }

    pub fn goal(&mut self, shows: Shows, goal: &Goal) {
        match shows {
            Shows::KeyResult => {
                for result in &goal.key_results {
                    match result.start {
                        Some(start) => self.day(start, None),
                        None => self.at(self.meta.created_at),
                    }
                }
            }
            Shows::CheckIn => {
                for check in goal.key_results.iter().flat_map(|result| &result.check_ins) {
                    self.day(check.on, Some(check.at));
                }
            }
            _ => self.any(shows, &self.meta.unknown),
        }
    }

    pub fn product(&mut self, shows: Shows, product: &Product, is_own: bool) {
        let on = match shows {
            Shows::Focus => {
                return product.focus_at.filter(|_| is_own).into_iter().for_each(|at| self.at(at));
            }
            Shows::Another => return self.touched_if(!is_own && !product.is_sample),
            Shows::Rules if is_own => product.rules_on,
            Shows::Capacity if is_own => product.capacity_on,
            _ => None,
        };
        if let Some(on) = on {
            self.logged(on, self.meta.updated_at.min(end_of(on)));
        }
    }
}
