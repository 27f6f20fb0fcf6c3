//! What is done on the line from the vision to what is measured.

use throughline::analysis::Joint;
use throughline::command::{self, Destination, KeyResultDraft, OpenItems, VisionDraft};
use throughline::model::kind::{
    HANDOVER, INITIATIVE_END, INITIATIVE_START, INITIATIVES, METRICS, RELEASE_PLANNED, RELEASE_STATE,
    RELEASES, VISION, WENT_OUT,
};
use throughline::model::{
    Goal, Horizon, Initiative, Item, Metric, Record, RecordRef, Release, ReleaseState, Vision,
};

use super::pick;
use crate::support::Desk;

/// The tables of the line, besides items.
const LINE: [&str; 4] = [Goal::TABLE, Initiative::TABLE, Release::TABLE, Metric::TABLE];

/// A day up to the one of the desk, and past it for the last few numbers.
pub(super) fn day(n: usize) -> String {
    format!("2026-11-{:02}", 1 + n % 25)
}

impl Desk {
    pub(super) fn name(&mut self, n: usize, word: &str) {
        let product = self.product;
        self.attempt(|tx| command::add_named(tx, LINE[n % LINE.len()], product, word));
    }

    pub(super) fn join(&mut self, n: usize, to: usize) {
        const JOINTS: [(&str, Joint, &str); 7] = [
            (Item::TABLE, Joint::Initiative, Initiative::TABLE),
            (Item::TABLE, Joint::Goal, Goal::TABLE),
            (Item::TABLE, Joint::Epic, Item::TABLE),
            (Item::TABLE, Joint::Release, Release::TABLE),
            (Initiative::TABLE, Joint::Goal, Goal::TABLE),
            (Initiative::TABLE, Joint::Metric, Metric::TABLE),
            (Release::TABLE, Joint::Metric, Metric::TABLE),
        ];
        let (from, joint, target) = JOINTS[(n + to) % JOINTS.len()];
        if let (Some(from), target) = (self.keyed(from, n), self.keyed(target, to)) {
            self.attempt(|tx| command::join(tx, from, joint, target.map(|it| it.id)));
        }
    }

    pub(super) fn write_vision(&mut self, how: usize, word: &str) {
        let product = self.product;
        let draft = VisionDraft { statement: word.into(), need: word.into(), ..VisionDraft::default() };
        self.attempt(|tx| command::write_vision(tx, product, &draft, how.is_multiple_of(3)));
    }

    /// The key results of a goal and their check-ins.
    pub(super) fn change_goal(&mut self, n: usize, how: usize, word: &str) {
        let Some(goal) = self.one::<Goal>(n) else { return };
        let id = goal.meta.id;
        let result = pick(&goal.key_results, n);
        let known = result.map(|it| it.id);
        let seen = result.and_then(|it| pick(&it.check_ins, how)).map(|it| it.id);
        let draft = KeyResultDraft {
            name: word.into(),
            unit: if n.is_multiple_of(2) { "%".into() } else { String::new() },
            baseline: n.to_string(),
            target: how.to_string(),
            due: if n.is_multiple_of(3) { "2026-12-31".into() } else { String::new() },
            metric: self.one::<Metric>(how).filter(|_| n.is_multiple_of(4)).map(|it| it.meta.id),
            ..KeyResultDraft::default()
        };
        match (known, how % 8) {
            (_, 7) => {
                self.attempt(|tx| command::close_goal(tx, id, n.is_multiple_of(2), word));
            }
            (_, 6) => {
                let Some(vision) = self.one::<Vision>(n).map(|it| it.meta.id) else { return };
                let (goal, to) = (RecordRef::to::<Goal>(id), RecordRef::to::<Vision>(vision));
                self.attempt(|tx| command::set_link(tx, goal, &VISION, to, n.is_multiple_of(3)));
            }
            (None, _) | (_, 0) => {
                self.attempt(|tx| command::write_key_result(tx, id, None, &draft));
            }
            (_, 1) => {
                self.attempt(|tx| command::write_key_result(tx, id, known, &draft));
            }
            (Some(known), 2) => self.edit(|tx| command::remove_key_result(tx, id, known)),
            (Some(known), 3) if seen.is_some() => {
                let seen = seen.into_iter();
                self.edit(|tx| seen.for_each(|seen| command::remove_check_in(tx, id, known, seen)));
            }
            (Some(known), _) => {
                self.attempt(|tx| command::check_in(tx, id, known, &how.to_string(), &day(n)));
            }
        }
    }

    pub(super) fn change_metric(&mut self, n: usize, how: usize) {
        let Some(metric) = self.one::<Metric>(n) else { return };
        let (id, value) = (metric.meta.id, how.to_string());
        let (product, other) = (self.product, self.one::<Metric>(how).map(|it| it.meta.id));
        let record = RecordRef::to::<Metric>(id);
        match how % 8 {
            0 => {
                self.attempt(|tx| command::set_metric_value(tx, id, n.is_multiple_of(2), &value));
            }
            1 => self.edit(|tx| command::set_north_star(tx, product, other)),
            2 => {
                let form = METRICS.field("form").unwrap();
                self.attempt(|tx| {
                    command::write_field(tx, record, form, ["NPS", "Conversion", "Number"][n % 3])
                });
            }
            3 => {
                let to = RecordRef::to::<Metric>(other.unwrap_or(id));
                let parent = METRICS.field("parent").unwrap();
                self.attempt(|tx| command::set_link(tx, record, parent, to, n.is_multiple_of(3)));
            }
            4 => {
                let text = format!("{} {value} of 90\n{};{value}/2/3\n{} {n}", day(n), day(how), day(n + 1));
                self.attempt(|tx| command::paste_readings(tx, id, &text));
            }
            5 => {
                let field = METRICS.fields[n % METRICS.fields.len()];
                self.attempt(|tx| command::write_field(tx, record, field, &value));
            }
            _ => {
                self.attempt(|tx| command::add_reading(tx, id, &value, &day(n + how)));
            }
        }
    }

    pub(super) fn change_release(&mut self, n: usize, how: usize) {
        let Some(release) = self.one::<Release>(n) else { return };
        let id = release.meta.id;
        let record = RecordRef::to::<Release>(id);
        match how % 5 {
            0 => self.attempt(|tx| command::write_field(tx, record, &RELEASE_PLANNED, &day(n))),
            1 => self.attempt(|tx| command::write_field(tx, record, &WENT_OUT, &day(n))),
            2 => {
                let state = RELEASE_STATE.choices()[n % 3].name;
                self.attempt(|tx| command::write_field(tx, record, &RELEASE_STATE, state))
            }
            3 => self.attempt(|tx| {
                command::set_field(tx, record, RELEASES.fields[n % RELEASES.fields.len()], None)
            }),
            _ => self.attempt(|tx| {
                let open = [
                    OpenItems::Stay,
                    OpenItems::Refuse,
                    OpenItems::Go(None),
                    OpenItems::Go(command::next_release(tx.tables(), id)),
                ];
                command::set_release_state(tx, id, ReleaseState::ALL[n % 3], open[how % 4])
            }),
        };
    }

    pub(super) fn change_initiative(&mut self, n: usize, how: usize, word: &str) {
        let Some(initiative) = self.one::<Initiative>(n) else { return };
        let (id, product) = (initiative.meta.id, self.product);
        let record = RecordRef::to::<Initiative>(id);
        match how % 7 {
            0 | 1 => {
                self.edit(|tx| {
                    command::move_initiative(
                        tx,
                        id,
                        Horizon::ALL[n % 3],
                        n.is_multiple_of(2).then_some(Destination::Top),
                    )
                });
            }
            2 => {
                let sure = INITIATIVES.field("confidence_percent").unwrap();
                self.attempt(|tx| command::write_field(tx, record, sure, &n.to_string()));
            }
            3 => {
                let field = if n.is_multiple_of(2) { &INITIATIVE_START } else { &INITIATIVE_END };
                self.attempt(|tx| command::write_field(tx, record, field, &day(n)));
            }
            4 => {
                let state = HANDOVER.choices()[n % 3].name;
                self.attempt(|tx| command::write_field(tx, record, &HANDOVER, state));
            }
            5 => {
                self.attempt(|tx| command::hand_over(tx, id, word));
            }
            _ => {
                self.attempt(|tx| command::draft_roadmap(tx, product));
            }
        }
    }
}
