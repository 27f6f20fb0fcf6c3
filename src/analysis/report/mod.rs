//! A report drafted from what really happened: what was done in a time, what comes next, what is at risk, what has to be
//! decided, and the numbers. Of a past time it says what was known then, as far as days were kept.

mod ahead;
mod done;
mod notes;
mod numbers;

pub use notes::release_notes;

use crate::model::kind::Kind;
use crate::model::{Day, Id, Item, capitalised};
use crate::workspace::{Described, Tables};

/// What a line is of that tells a decision.
const DECISION: &str = "decision";

/// Who gets a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Those who do the work.
    Team,
    /// Those who pay for it.
    Management,
}

/// A line of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportLine {
    /// The key of the section it stands in.
    pub section: &'static str,
    /// What it says.
    pub text: String,
    /// What it is of, in a word.
    pub of: String,
    /// Whether it is left out unless somebody wants it.
    pub is_out: bool,
    /// Of a number: where it began, what it was on the first day and on the last, and where it is to be.
    pub values: Option<[String; 4]>,
}

/// A draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportDraft {
    /// What it comes to, in a sentence or two.
    pub gist: String,
    /// Its lines, section by section.
    pub lines: Vec<ReportLine>,
}

/// What a report is of.
#[derive(Clone, Copy)]
pub struct ReportOf<'a> {
    /// Everything.
    pub tables: &'a Tables,
    /// The product.
    pub product: Id,
    /// The first day and the last.
    pub days: (Day, Day),
    /// Who gets it.
    pub audience: Audience,
    /// The civil date.
    pub today: Day,
    /// Writes a day as a person reads it.
    pub day_text: fn(Day) -> String,
}

fn days_words(days: i32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// A title in quotes.
fn quoted(title: &str) -> String {
    format!("“{title}”")
}

fn line(section: &'static str, text: String, of: impl Into<String>) -> ReportLine {
    ReportLine { section, text, of: of.into(), ..ReportLine::default() }
}

impl ReportOf<'_> {
    /// Why nothing can be said of this time; none where something can.
    pub fn refusal(&self) -> Option<String> {
        let owner = self.tables.products.get(self.product)?;
        let made = Day::of(owner.meta.created_at);
        let (first, last) = self.days;
        if first <= self.today && last >= made {
            return None;
        }
        let items = self.tables.items.of(self.product).filter_map(|item| item.status_log.first());
        let began = items.map(|change| change.on).min().unwrap_or(self.today).min(made);
        if first > self.today {
            return Some(format!("{} has not come yet.", (self.day_text)(first)));
        }
        let text = (self.day_text)(began);
        (last < began)
            .then(|| format!("{} is known from {text} on: before that there is nothing to tell.", owner.name))
    }

    fn in_time(&self, day: Option<Day>) -> bool {
        day.is_some_and(|day| (self.days.0..=self.days.1).contains(&day))
    }

    /// The last day of the time that has come.
    fn as_of(&self) -> Day {
        self.days.1.min(self.today)
    }

    /// Whether the report tells of the present, and so may tell what nobody keeps of the past.
    fn is_now(&self) -> bool {
        self.days.1.days_until(self.today) < 7
    }

    fn kept<'b>(&'b self, kind: &Kind) -> impl Iterator<Item = &'b Described> {
        let as_of = self.as_of();
        let made = move |it: &&Described| Day::of(it.meta.created_at) <= as_of.plus(1);
        self.tables.described_of(kind, self.product).into_iter().filter(made)
    }

    /// The number of a record after the letter of its kind; empty for what has none.
    fn key_of(&self, record: &Described, letter: &str) -> String {
        let number = record.fields().get("number").and_then(serde_json::Value::as_u64);
        number.map(|number| format!("{letter}-{number}")).unwrap_or_default()
    }

    /// Everything, drafted anew.
    pub fn draft(&self) -> ReportDraft {
        let mut lines = Vec::new();
        // In no order: walking in the order of the backlog takes twice as long.
        let items: Vec<&Item> =
            self.tables.items.iter().filter(|item| item.product == self.product).collect();
        self.add_done(&mut lines, &items);
        self.add_next(&mut lines);
        self.add_risks(&mut lines, &items);
        self.add_decisions(&mut lines);
        self.add_numbers(&mut lines);
        let gist = self.gist(lines.iter().filter(|it| !it.is_out).map(|it| (it.section, it.of.as_str())));
        ReportDraft { gist, lines }
    }

    /// A line that is left out for management.
    fn team_only(&self, it: ReportLine) -> ReportLine {
        let is_out = self.audience == Audience::Management;
        let of = if is_out { "team only".to_owned() } else { it.of };
        ReportLine { of, is_out, ..it }
    }

    /// What it comes to: what went out, what may be late, what has to be decided; by the lines that are in, each with its section and
    /// what it is of.
    pub fn gist<'b>(&self, lines: impl Iterator<Item = (&'b str, &'b str)>) -> String {
        let (mut done, mut risks, mut decide) = (0, 0, 0);
        for (section, of) in lines {
            match section {
                "done" if of != DECISION => done += 1,
                "risk" => risks += 1,
                "decide" => decide += 1,
                _ => {}
            }
        }
        let out = self.tables.releases.of(self.product).filter(|it| self.in_time(it.actual));
        let out: Vec<&str> = out.map(|it| it.name.as_str()).collect();
        let first = match (out.as_slice(), done) {
            ([], 0) => "Nothing was finished".to_owned(),
            ([], 1) => "One thing was finished".to_owned(),
            ([], done) => format!("{done} things were finished"),
            ([one], _) => format!("{one} is out"),
            (many, _) => format!("{} are out", many.join(" and ")),
        };
        let second = match risks {
            0 => "nothing is known to be at risk".to_owned(),
            1 => "one thing is at risk".to_owned(),
            many => format!("{many} things are at risk"),
        };
        let third = match decide {
            0 => String::new(),
            1 => " One decision is needed.".to_owned(),
            many => format!(" {many} decisions are needed."),
        };
        capitalised(&format!("{first}; {second}.{third}"))
    }
}
