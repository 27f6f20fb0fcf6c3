//! How old the last saved file is, and when to say so.

use super::words::count;
use crate::model::{Instant, by_word};

const DAY_MS: i64 = 86_400_000;
/// So many changes are worth a file before the days are over.
const CHANGES_MOST: u64 = 200;

/// After how long a person wants to hear that a file is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reminder {
    /// Each day with changes.
    Daily,
    /// After a week, or 200 changes.
    #[default]
    Weekly,
    /// After 30 days, or 200 changes.
    Monthly,
    /// Never.
    Off,
}

by_word!(Reminder, Daily = "daily", Weekly = "weekly", Monthly = "monthly", Off = "off");

impl Reminder {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Daily, Self::Weekly, Self::Monthly, Self::Off];

    /// The word on its button.
    pub fn name(self) -> &'static str {
        match self {
            Self::Daily => "A day",
            Self::Weekly => "A week",
            Self::Monthly => "A month",
            Self::Off => "Off",
        }
    }

    fn days(self) -> Option<i64> {
        match self {
            Self::Daily => Some(1),
            Self::Weekly => Some(7),
            Self::Monthly => Some(30),
            Self::Off => None,
        }
    }
}

/// How far what is in this browser has gone on from the last saved file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was saved, if ever.
    pub saved: Option<Instant>,
    /// When the work began.
    pub begun: Instant,
    /// How many transactions there were since.
    pub changes: u64,
}

impl Backup {
    /// Whether a file is due.
    pub fn is_due(self, reminder: Reminder, now: Instant) -> bool {
        let Some(days) = reminder.days() else { return false };
        let age = now.0 - self.saved.unwrap_or(self.begun).0;
        self.changes > 0 && (age >= days * DAY_MS || self.changes >= CHANGES_MOST)
    }

    /// How it stands, in a sentence.
    pub fn words(self, now: Instant) -> String {
        let Some(saved) = self.saved else {
            return "Never saved to a file. This browser has the only copy.".to_owned();
        };
        let age = match (now.0 - saved.0) / DAY_MS {
            ..=0 => "Saved to a file today".to_owned(),
            1 => "Saved to a file a day ago".to_owned(),
            days => format!("Saved to a file {days} days ago"),
        };
        match usize::try_from(self.changes).unwrap_or(usize::MAX) {
            0 => format!("{age}. Nothing has changed since."),
            changes => format!("{age}, {} since.", count(changes, "change")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_due_by_days_or_by_changes_and_never_without_changes() {
        let day = |day: i64| Instant(day * DAY_MS);
        let backup = |saved: Option<i64>, changes| Backup { saved: saved.map(day), begun: day(0), changes };
        assert!(!backup(None, 199).is_due(Reminder::Weekly, day(6)));
        assert!(backup(None, 1).is_due(Reminder::Weekly, day(7)));
        assert!(!backup(Some(1), 1).is_due(Reminder::Weekly, Instant(day(8).0 - 1)));
        assert!(backup(Some(1), 1).is_due(Reminder::Weekly, day(8)));
        assert!(backup(Some(1), 200).is_due(Reminder::Monthly, day(1)));
        assert!(!backup(Some(1), 0).is_due(Reminder::Daily, day(99)));
        assert!(!backup(Some(1), 999).is_due(Reminder::Off, day(99)));
        assert_eq!(backup(Some(1), 1).words(day(4)), "Saved to a file 3 days ago, 1 change since.");
        assert_eq!(backup(Some(1), 0).words(day(1)), "Saved to a file today. Nothing has changed since.");
    }
}
