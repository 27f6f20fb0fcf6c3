//! Looking back: everything as of a moment, and what of it is brought into the present.

use leptos::prelude::*;

use super::work::refusal;
use super::{App, Overlay};
use crate::browser;
use crate::command;
use crate::model::{Instant, RecordRef};
use crate::storage::Refused;
use crate::workspace::Stamp;

/// A moment of the past: when a transaction had been made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Past {
    /// The transaction.
    pub stamp: Stamp,
    /// When it was made.
    pub at: Instant,
}

/// What history is read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryOf {
    /// All there is.
    Everything,
    /// One record.
    Record(RecordRef),
}

impl App {
    /// Shows everything as of a moment; none is the present.
    pub fn look_at(self, past: Option<Past>) {
        if self.past.get_untracked() == past {
            return;
        }
        // What is being written belongs to the present.
        self.save_drafts();
        self.desk.update_value(|desk| match past {
            Some(past) => desk.look_back(past.stamp),
            None => desk.look_at_now(),
        });
        browser::see(past.map(|past| past.at));
        batch(|| {
            self.past.set(past);
            self.notify_all();
        });
        // What had the focus may have been drawn anew.
        browser::focus_when_drawn(|| {
            if browser::body_has_focus() {
                browser::focus_first("h1");
            }
        });
        self.announce(match past {
            Some(past) => format!("As of {}", moment_text(past.at)),
            None => "Back to now".into(),
        });
    }

    /// Whether the past is looked at, where nothing is written; and says so.
    pub fn refuses_to_write(self) -> bool {
        let is_past = self.past.with_untracked(Option::is_some);
        if is_past {
            self.say(refusal(Refused::Past));
        }
        is_past
    }

    /// Brings one record, or all of them, back as they were at the moment a person looks at: a step of the present.
    pub fn restore_past(self, record: Option<RecordRef>) {
        let Some(past) = self.past.get_untracked() else { return };
        let differences = self.read_desk(super::Desk::differences);
        let what = match record {
            Some(record) => self.read(|workspace| {
                let title = workspace.tables().any(record.table).and_then(|table| table.title(record.id));
                format!("“{}”", title.unwrap_or_default())
            }),
            None => "everything".into(),
        };
        if !differences.iter().any(|it| record.is_none_or(|record| record.id == it.id)) {
            return self.say(format!("Nothing to restore: {what} is as it was."));
        }
        self.overlay.set(Overlay::None);
        self.look_at(None);
        let label = format!("Restore {what} as of {}", browser::day_and_clock_text(past.at));
        let done = self.edit(label.clone(), |tx| match record {
            Some(record) => command::restore_record(tx, record.id, &differences),
            None => command::restore_past(tx, &differences),
        });
        if done.is_some() {
            self.say_done(label);
        }
    }
}

/// A moment as a person reads it: “Monday 23 November, 18:20”.
pub fn moment_text(at: Instant) -> String {
    format!("{}, {}", browser::weekday_of(at), browser::clock_text(at))
}
