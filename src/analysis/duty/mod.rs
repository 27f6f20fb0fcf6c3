//! Duties: which are done, which lie, and which hat is neglected.

mod balance;
mod list;

pub use balance::{Balance, HorizonWork, ahead};
pub use list::{DUTIES, DUTY_COUNT, Duty};

use super::sign::{Done, Sighting, Sign, seen_by};
use crate::model::{Day, Id, Lens, in_order_of};
use crate::workspace::Tables;
use balance::{balance, touched_signs, week_before};

/// After how many days a duty without a rhythm of its own is stale.
pub const STALE_AFTER: i32 = 21;
/// The only duty that is done when all its signs are there: it looks at each horizon.
const EACH_HORIZON: u8 = 66;
/// How many neglected duties are named.
const NAMED: usize = 3;
/// Before so many duties were ever done, none is neglected: one has only begun.
const BEGUN: usize = 8;

/// How far ahead a duty looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyReach {
    /// Days and weeks.
    Short,
    /// Weeks and months.
    Medium,
    /// Quarters and years.
    Long,
}

/// How a duty stands, the one most in need first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyState {
    /// It was done, and too long ago.
    Stale,
    /// Nothing shows that it ever was.
    Never,
    /// It was done lately.
    Live,
}

impl DutyState {
    /// Its word and its glyph.
    pub fn word(self) -> (&'static str, &'static str) {
        match self {
            Self::Stale => ("Stale", "clock"),
            Self::Never => ("Never used", "s-idea"),
            Self::Live => ("Live", "tick"),
        }
    }
}

/// A duty in a product on a day.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The duty.
    pub duty: &'static Duty,
    /// When it was last done, and where that shows.
    pub last: Option<Done>,
    /// How many days ago.
    pub days: i32,
}

impl PartialEq for Standing {
    fn eq(&self, other: &Self) -> bool {
        (self.duty.number, self.last, self.days) == (other.duty.number, other.last, other.days)
    }
}

impl Duty {
    /// How many days may pass until it is stale.
    pub fn limit(&self) -> i32 {
        if self.every == 0 { STALE_AFTER } else { 2 * self.every }
    }
}

impl Standing {
    /// Whether it was done, and lately.
    pub fn state(&self) -> DutyState {
        match self.last {
            None => DutyState::Never,
            Some(_) if self.days > self.duty.limit() => DutyState::Stale,
            Some(_) => DutyState::Live,
        }
    }

    /// Why it is as it is, in a sentence or two.
    pub fn reason(&self, tables: &Tables) -> String {
        let Some(last) = self.last else { return format!("Never used. {}", self.duty.how) };
        let name = tables.any(last.record.table).and_then(|table| table.title(last.record.id));
        let ago = match self.days {
            0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            days => format!("{days} days ago"),
        };
        let rhythm = match self.duty.every {
            0 => "it is stale after three weeks".to_owned(),
            every => format!("its rhythm is {every} days"),
        };
        format!("Last done {ago} (“{}”); {rhythm}.", name.unwrap_or_default())
    }
}

/// How each duty stands in a product, in the order of their numbers, and what the last seven days were spent on: one walk over
/// each table for both.
pub fn weigh_duties(tables: &Tables, product: Id, today: Day) -> (Vec<Standing>, Balance) {
    let [of_pm, of_po] = touched_signs();
    let duties = DUTIES.iter().map(|duty| duty.signs);
    let groups: Vec<&[Sign]> = duties.chain([of_pm.as_slice(), of_po.as_slice()]).collect();
    let mut all = seen_by(tables, product, &groups, week_before(today), today);
    let (po, pm) = (all.pop(), all.pop());
    let touched = [pm, po].map(|all| Sighting::joined(all.unwrap_or_default()).times);
    let standing = standing_of(all, today);
    let week = balance(tables, product, &standing, touched, today);
    (standing, week)
}

fn standing_of(found: Vec<Vec<Sighting>>, today: Day) -> Vec<Standing> {
    let standing = |(duty, mut found): (&'static Duty, Vec<Sighting>)| {
        if duty.number == EACH_HORIZON {
            // The one that lies longest, as long as none is missing.
            found = found.into_iter().min_by_key(|seen| seen.last.map(|last| last.on)).into_iter().collect();
        }
        let whole = Sighting::joined(found);
        let days = whole.last.map_or(0, |last| last.on.days_until(today).max(0));
        Standing { duty, last: whole.last, days }
    };
    DUTIES.iter().zip(found).map(standing).collect()
}

/// How many are live, stale and never used.
pub fn tally(all: &[Standing], hat: Option<Lens>) -> [usize; 3] {
    let of_it = |it: &&Standing| hat.is_none_or(|hat| it.duty.hat == hat);
    let count = |state| all.iter().filter(of_it).filter(|it| it.state() == state).count();
    [count(DutyState::Live), count(DutyState::Stale), count(DutyState::Never)]
}

/// Those in need first: the stale by how often their time has passed, then those never used, then the live.
pub fn in_need(all: Vec<Standing>) -> Vec<Standing> {
    let passed = |it: &Standing| {
        if it.state() == DutyState::Stale { it.days * 100 / it.duty.limit() } else { 0 }
    };
    in_order_of(all, |it| (it.state(), -passed(it), it.duty.number))
}

/// The hat that is neglected, and what of it most.
#[derive(Clone, Debug, PartialEq)]
pub struct Neglect {
    /// The hat of whose duties fewer are live; both, where it is equal.
    pub hat: Lens,
    /// The duties that lie most: the stale by how often their time has passed, then those never used.
    pub most: Vec<Standing>,
}

/// Which hat is neglected; not known where hardly anything was done yet.
pub fn neglect(all: &[Standing]) -> Option<Neglect> {
    if all.iter().filter(|it| it.last.is_some()).count() < BEGUN {
        return None;
    }
    // Shares of unequal numbers: a of b is less than c of d where a × d < c × b.
    let [(pm, pms), (po, pos)] = [Lens::Pm, Lens::Po].map(|hat| {
        let counts = tally(all, Some(hat));
        (counts[0], counts.iter().sum::<usize>())
    });
    let hat = match (pm * pos).cmp(&(po * pms)) {
        std::cmp::Ordering::Less => Lens::Pm,
        std::cmp::Ordering::Greater => Lens::Po,
        std::cmp::Ordering::Equal => Lens::Both,
    };
    let leads = |it: &&Standing| it.duty.hat == hat || hat == Lens::Both && it.duty.hat != Lens::Both;
    let lie = all.iter().filter(leads).filter(|it| it.state() != DutyState::Live).copied().collect();
    let mut most = in_need(lie);
    most.truncate(NAMED);
    Some(Neglect { hat, most })
}
