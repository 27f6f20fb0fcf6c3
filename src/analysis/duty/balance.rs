//! The two hats beside each other: what was touched, what lies, where the time went, how far the plan reaches.

use super::{DutyState, Standing};
use crate::analysis::Overview;
use crate::analysis::sign::Sign;
use crate::analysis::time::minutes_by_hat;
use crate::model::{Day, Horizon, Id, Lens};
use crate::workspace::Tables;

/// How many days are looked at.
const WEEK: i32 = 7;

/// The hat whose work it is to touch the records of a table; what is of both says nothing.
static HATS: [(&[&str], Lens); 2] = [
    (
        &[
            "visions",
            "goals",
            "initiatives",
            "releases",
            "milestones",
            "metrics",
            "outcome_checks",
            "organisation_goals",
            "opportunities",
            "claims",
            "swot",
            "competitors",
            "capabilities",
            "business_cases",
            "costs",
            "suppliers",
            "requests",
            "options",
            "contacts",
            "stakeholders",
            "decisions",
            "launches",
            "promises",
            "terms",
            "stages",
        ],
        Lens::Pm,
    ),
    (&["items", "sprints", "impediments", "meetings", "reports"], Lens::Po),
];

/// The two hats over the last seven days: the product manager’s first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// How many records of each were touched.
    pub touched: [usize; 2],
    /// How many duties of each are stale.
    pub stale: [usize; 2],
    /// How many minutes were logged for each.
    pub minutes: [i64; 2],
}

/// The first of the days that are looked at.
pub(super) fn week_before(today: Day) -> Day {
    today.plus(1 - WEEK)
}

/// What shows that a record of either hat was touched.
pub(super) fn touched_signs() -> [Vec<Sign>; 2] {
    HATS.map(|(of, _)| of.iter().map(|table| Sign::touched(table)).collect())
}

/// What the last seven days were spent on, in which so many records of either hat were touched.
pub(super) fn balance(
    tables: &Tables,
    product: Id,
    all: &[Standing],
    touched: [usize; 2],
    today: Day,
) -> Balance {
    let since = week_before(today);
    let stale = |hat| {
        let lies = |it: &&Standing| it.duty.hat == hat && it.state() == DutyState::Stale;
        all.iter().filter(lies).count()
    };
    Balance {
        touched,
        stale: HATS.map(|(_, hat)| stale(hat)),
        minutes: minutes_by_hat(tables, product, since, today),
    }
}

/// What lies in a horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HorizonWork {
    /// The horizon.
    pub horizon: Horizon,
    /// How many initiatives.
    pub initiatives: usize,
    /// The points still open under them, in tenths.
    pub open_tenths: u32,
}

/// How much is planned for now, next and later.
pub fn ahead(tables: &Tables, product: Id, overview: &Overview) -> [HorizonWork; 3] {
    Horizon::ALL.map(|horizon| {
        let mut ahead = HorizonWork { horizon, initiatives: 0, open_tenths: 0 };
        for it in tables.initiatives.of(product).filter(|it| it.horizon == horizon) {
            ahead.initiatives += 1;
            ahead.open_tenths += overview.initiative(it.meta.id).open_tenths;
        }
        ahead
    })
}

impl HorizonWork {
    /// What is wrong where nothing is planned.
    pub fn warning(self) -> Option<&'static str> {
        let words = match self.horizon {
            Horizon::Now => "Nothing is under way now.",
            Horizon::Next => "Nothing comes next.",
            Horizon::Later => "Nothing is meant for later.",
        };
        (self.initiatives == 0).then_some(words)
    }
}
