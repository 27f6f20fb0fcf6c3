//! All products beside each other: in whose order, and where each stands.

use super::time::TIME_DAYS;
use super::{GoalPace, Overview, exposure, goal_pace, spent_by_initiative, stage_name, stage_now};
use crate::model::kind::{ABOUT, RISK_STATE, RISKS, SPENT_MINUTES, SPENT_ON, TIME_ENTRIES};
use crate::model::{Day, Id, Product, Record, RecordRef, in_order_of};
use crate::workspace::Tables;

/// The products as a person put them; those nobody moved come after them, the oldest first.
pub fn products_in_order(tables: &Tables) -> Vec<&Product> {
    in_order_of(tables.products.iter().collect(), |it: &&Product| {
        (it.rank.is_none(), it.rank.clone(), it.meta.created_at.0)
    })
}

/// Where a product stands beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortfolioRow {
    /// The product.
    pub product: Id,
    /// The stage it is in.
    pub stage: Option<String>,
    /// Its open goals.
    pub goals: usize,
    /// Of these, those behind an even pace.
    pub behind: usize,
    /// The highest of its risks that are open or being tested: what it is called, and its exposure.
    pub risk: Option<(RecordRef, String, i64)>,
    /// What was meant to be spent, and what was, in hundredths; none where nobody wrote a cost.
    pub cost: Option<(i64, i64)>,
    /// The minutes written down for it in the last four weeks; none where none says of which product it is.
    pub minutes: Option<i64>,
    /// These of all that was written down, in per cent.
    pub share: i64,
    /// Work not yet done.
    pub open_stories: usize,
    /// Links of the line that are missing.
    pub gaps: usize,
}

/// Where each product stands, in their order.
pub fn portfolio(tables: &Tables, today: Day) -> Vec<PortfolioRow> {
    let time = time_written(tables, today);
    let all: i64 = time.iter().map(|(_, minutes)| minutes).sum();
    let of = |product: &Product| {
        let id = product.meta.id;
        let minutes = time.iter().filter(|(of, _)| *of == id).map(|(_, minutes)| minutes).sum::<i64>();
        let mut standing = standing(tables, id, today);
        if all > 0 {
            (standing.minutes, standing.share) = (Some(minutes), (minutes * 200 + all) / (2 * all));
        }
        standing
    };
    products_in_order(tables).into_iter().map(of).collect()
}

fn standing(tables: &Tables, product: Id, today: Day) -> PortfolioRow {
    let overview = Overview::of(tables, product);
    let (mut goals, mut behind) = (0, 0);
    for goal in tables.goals.of(product).filter(|it| it.closed_on.is_none()) {
        goals += 1;
        // Whether there is work makes nothing less behind.
        behind += usize::from(goal_pace(tables, goal, true, today) == GoalPace::Behind);
    }
    let risks = tables.described_of(&RISKS, product).into_iter();
    let open = risks.filter(|it| ["open", "testing"].contains(&it.words(&RISK_STATE)));
    let highest = open.filter_map(|it| Some((exposure(it)?, it))).max_by_key(|(exposure, _)| *exposure);
    let costs = spent_by_initiative(tables, product);
    let sum = |of: fn(&super::Spent) -> i64| costs.iter().map(of).fold(0, i64::saturating_add);
    PortfolioRow {
        product,
        stage: stage_now(tables, product, today).map(|it| stage_name(it).to_owned()),
        goals,
        behind,
        risk: highest.map(|(exposure, it)| {
            (RecordRef { table: RISKS.table, id: it.meta.id }, it.name().to_owned(), exposure)
        }),
        cost: (!costs.is_empty()).then(|| (sum(|it| it.planned), sum(|it| it.actual))),
        minutes: None,
        share: 0,
        open_stories: overview.open_stories,
        gaps: overview.gaps.iter().map(|(_, ids)| ids.len()).sum(),
    }
}

/// The minutes of each entry of the last four weeks that is about a product, or about something in one.
fn time_written(tables: &Tables, today: Day) -> Vec<(Id, i64)> {
    let Some(table) = tables.any(TIME_ENTRIES.table) else { return Vec::new() };
    let read = |id: Id| {
        let entry = table.described(id)?;
        let is_recent = (0..TIME_DAYS).contains(&entry.day(&SPENT_ON)?.days_until(today));
        let minutes = entry.number(&SPENT_MINUTES).filter(|_| is_recent)?;
        // Of several only the first counts: no minute is shared out twice.
        let (of, id) = *entry.linked(&ABOUT).first()?;
        let product = if of == Product::TABLE { id } else { tables.any(of)?.owner(id)? };
        Some((product, minutes))
    };
    table.ids().into_iter().filter_map(read).collect()
}
