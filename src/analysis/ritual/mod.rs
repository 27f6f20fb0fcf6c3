//! Rituals: when each is due, and which of its steps are done by what happened.

mod list;

use super::flow::monday_of;
use super::plan::weekday;
use super::sign::{Shows, Sighting, Sign, seen_by};
use super::sprint;
use crate::model::kind::{
    LAUNCH_ON, LAUNCH_STATE, LAUNCHES, RITUAL, RITUAL_FINISHED, RITUAL_LATER, RITUAL_ON, RITUAL_RUNS,
    RITUAL_STATE, RITUAL_UNTIL, RITUALS,
};
use crate::model::{Day, Id, Instant, Lens, in_order_of};
use crate::workspace::{Described, Tables};

/// How many days before a launch its ritual is due.
const BEFORE_LAUNCH: i32 = 7;
/// After so many minutes a run was left, and does not go on.
const LEFT_AFTER: i64 = 12 * 60;
const MINUTE: i64 = 60_000;
/// How far the clock of a person may be before UTC, in milliseconds.
const SOON_AFTER: i64 = 180 * MINUTE;

/// Something that a person goes through again and again.
#[derive(Debug)]
pub struct Ritual {
    /// Its word in records.
    pub key: &'static str,
    /// Which hat leads.
    pub hat: Lens,
    /// Its time box.
    pub minutes: i64,
    /// When it comes.
    pub rhythm: Rhythm,
    /// What it goes through.
    pub steps: &'static [RitualStep],
}

/// A step of a ritual.
#[derive(Debug)]
pub struct RitualStep {
    /// What is done.
    pub name: &'static str,
    /// What to look at.
    pub ask: &'static str,
    /// The page it is done on, as addresses have it after the product.
    pub page: &'static str,
    /// What shows that it is done; without any, that the page was looked at.
    pub signs: &'static [Sign],
}

impl RitualStep {
    /// Whether it is the choice of what matters.
    pub fn is_focus(&self) -> bool {
        self.signs.iter().any(|sign| matches!(sign.shows, Shows::Focus))
    }
}

/// When a ritual comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// On each working day.
    EachDay,
    /// At the beginning of each week.
    EachMonday,
    /// So many days after the last time.
    Each(i32),
    /// When no sprint runs, or the next begins.
    SprintBegins,
    /// When the sprint that runs is over.
    SprintEnds,
    /// Before something goes out.
    BeforeLaunch,
}

impl Rhythm {
    /// How a person says it.
    pub fn words(self) -> &'static str {
        match self {
            Self::EachDay => "every working day",
            Self::EachMonday => "every Monday",
            Self::Each(7) => "every week",
            Self::Each(14) => "every two weeks",
            Self::Each(30) => "every month",
            Self::Each(91) => "every quarter",
            Self::Each(_) => "every half year",
            Self::SprintBegins => "when a sprint begins",
            Self::SprintEnds => "when a sprint ends",
            Self::BeforeLaunch => "a week before a launch",
        }
    }

    /// About how many days lie between two times.
    fn days(self) -> i32 {
        match self {
            Self::EachDay => 1,
            Self::EachMonday => 7,
            Self::Each(days) => days,
            // What is tied to an event waits for nothing else.
            Self::SprintBegins | Self::SprintEnds | Self::BeforeLaunch => i32::MAX,
        }
    }
}

impl Ritual {
    /// Every ritual, those that come most often first.
    pub fn all() -> &'static [Self] {
        &list::ALL
    }

    /// The ritual with this word.
    pub fn of(key: &str) -> Option<&'static Self> {
        list::ALL.iter().find(|it| it.key == key)
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        RITUAL.word(self.key).map_or("", |word| word.name)
    }
}

/// The run that goes on, the last that was begun.
pub fn running_ritual(tables: &Tables, product: Id) -> Option<(&'static Ritual, &Described)> {
    let runs = tables.described_of(&RITUALS, product).into_iter();
    let run = runs.filter(|it| it.words(&RITUAL_STATE) == RITUAL_RUNS).max_by_key(|it| it.meta.created_at)?;
    Some((Ritual::of(run.words(&RITUAL))?, run))
}

/// The day a ritual is due next; none while what it waits for is not there. Before the first time it counts from the day the
/// product was made.
pub fn ritual_due(tables: &Tables, product: Id, ritual: &Ritual, today: Day) -> Option<Day> {
    let owner = tables.products.get(product)?;
    // On its first day a product has other needs; the sample is there to be looked at.
    // The day of a moment is that of UTC: what was made soon after midnight would be of the day before.
    let made = Day::of(Instant(owner.meta.created_at.0 + SOON_AFTER));
    let made = made.plus(if owner.is_sample { -6 } else { 1 });
    let runs = tables.described_of(&RITUALS, product).into_iter();
    // What was gone through today stands for the smallest one, too.
    let is_any = ritual.rhythm == Rhythm::EachDay;
    let counts = |it: &&Described| {
        it.words(&RITUAL) == ritual.key || is_any && it.day(&RITUAL_FINISHED) == Some(today)
    };
    let runs: Vec<&Described> = runs.filter(counts).collect();
    let put_off = runs.iter().filter(|it| it.words(&RITUAL_STATE) == RITUAL_LATER);
    let until = put_off.filter_map(|it| it.day(&RITUAL_UNTIL)).max();
    let through = runs.iter().filter(|it| it.words(&RITUAL_STATE) != RITUAL_LATER);
    let last = through.filter_map(|it| it.day(&RITUAL_FINISHED).or_else(|| it.day(&RITUAL_ON))).max();
    let last = last.map(|day| day.min(today));
    let due = match ritual.rhythm {
        Rhythm::EachDay => {
            let mut day = last.map_or(made, |last| last.plus(1)).max(today);
            for _ in 0..7 {
                if !owner.rest_days.contains(&(weekday(day) as u8 + 1)) {
                    break;
                }
                day = day.plus(1);
            }
            day
        }
        Rhythm::EachMonday => {
            let next = last.map_or_else(|| monday_of(made.plus(6)), |last| monday_of(last).plus(7));
            next.max(monday_of(today))
        }
        Rhythm::Each(days) => last.unwrap_or(made).plus(days),
        Rhythm::SprintBegins => match sprint::running(tables, product) {
            Some(_) => return None,
            None => {
                let (first, _) = sprint::span(sprint::planned(tables, product)?)?;
                not_since(last, first)?
            }
        },
        Rhythm::SprintEnds => {
            let (_, end) = sprint::span(sprint::running(tables, product)?)?;
            not_since(last, end)?
        }
        Rhythm::BeforeLaunch => {
            let launches = tables.described_of(&LAUNCHES, product).into_iter();
            let ahead = launches.filter(|it| !["launched", "reviewed"].contains(&it.words(&LAUNCH_STATE)));
            let days = ahead.filter_map(|it| it.day(&LAUNCH_ON)).filter(|on| *on >= today);
            not_since(last, days.min()?.plus(-BEFORE_LAUNCH))?
        }
    };
    Some(until.map_or(due, |until| until.max(due)))
}

/// A day, unless it was done on it or later.
fn not_since(last: Option<Day>, day: Day) -> Option<Day> {
    last.is_none_or(|last| last < day).then_some(day)
}

/// The ritual to do on a day, for a hat: of those that are due the one that comes most rarely.
pub fn ritual_of_day(tables: &Tables, product: Id, lens: Lens, today: Day) -> Option<&'static Ritual> {
    let fits = |it: &&&Ritual| lens == Lens::Both || it.hat == Lens::Both || it.hat == lens;
    let all: Vec<&'static Ritual> = Ritual::all().iter().collect();
    let due = all
        .iter()
        .filter(fits)
        .filter(|it| ritual_due(tables, product, it, today).is_some_and(|due| due <= today));
    in_order_of(due.copied().collect(), |it: &&Ritual| -i64::from(it.rhythm.days())).into_iter().next()
}

/// What was seen of each step of a run since it was begun.
pub fn steps_seen(tables: &Tables, run: &Described, ritual: &Ritual, today: Day) -> Vec<Option<Sighting>> {
    let Some(product) = run.product() else { return Vec::new() };
    let start = run.meta.created_at;
    let groups: Vec<&[Sign]> = ritual.steps.iter().map(|step| step.signs).collect();
    let since_start =
        |found| Some(Sighting::joined(found)).filter(|it| it.last.is_some_and(|last| last.at >= start));
    seen_by(tables, product, &groups, today, today).into_iter().map(since_start).collect()
}

/// How much time a run has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeLeft {
    /// So many minutes, which may be over.
    Minutes(i64),
    /// It was left, on another day or half a day ago.
    Left,
    /// The clock shows a time before it was begun.
    Unknown,
}

/// How much time a run has at a moment.
pub fn time_left(run: &Described, ritual: &Ritual, now: Instant) -> TimeLeft {
    match (now.0 - run.meta.created_at.0).div_euclid(MINUTE) {
        ..0 => TimeLeft::Unknown,
        spent if spent >= LEFT_AFTER => TimeLeft::Left,
        spent => TimeLeft::Minutes(ritual.minutes - spent),
    }
}

/// What is kept of a run, in Markdown: its steps, and what showed that each was done. `passed` are those that were looked at.
pub fn ritual_note(tables: &Tables, run: &Described, ritual: &Ritual, passed: &[bool], today: Day) -> String {
    let seen = steps_seen(tables, run, ritual, today);
    let mut lines = vec![format!("## {}", ritual.name()), String::new()];
    for (at, step) in ritual.steps.iter().enumerate() {
        let last = seen.get(at).copied().flatten().and_then(|it| it.last);
        let is_done = last.is_some() || passed.get(at) == Some(&true);
        let record = last.filter(|last| last.record.id != run.product().unwrap_or(last.record.id));
        let name = record.and_then(|last| tables.any(last.record.table)?.title(last.record.id));
        let mark = if is_done { "x" } else { " " };
        let focus = tables.products.get(run.product().unwrap_or(run.meta.id)).filter(|_| step.is_focus());
        let focus = focus.map(|product| {
            let titles = product.focus.iter().filter_map(|id| tables.items.get(*id));
            titles.map(|item| item.shown_title().into_owned()).collect::<Vec<_>>().join("; ")
        });
        let name = focus.as_deref().or(name);
        lines.push(match name.filter(|name| !name.is_empty()) {
            Some(name) => format!("- [{mark}] {}: {name}", step.name),
            None => format!("- [{mark}] {}", step.name),
        });
    }
    lines.join("\n")
}
