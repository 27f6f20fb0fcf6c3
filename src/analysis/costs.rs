//! What is spent, planned and actual, and what suppliers ask for the same.

use crate::model::kind::{
    COST_ACTUAL, COST_OF, COST_ON, COST_PLANNED, COSTS, OFFER_FOR, OFFER_ONCE, OFFER_YEARLY, OFFER_YEARS,
    OFFERS, SUPPLIERS,
};
use crate::model::{Id, SortedMap, fold, in_order_of};
use crate::workspace::{Described, Tables, Values};

/// For how many years an offer counts where nobody says.
const USUAL_YEARS: i64 = 3;

/// What is planned and what was spent, in hundredths of the currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Of what: an initiative, or a month.
    pub of: String,
    /// What was meant to be spent.
    pub planned: i64,
    /// What was spent.
    pub actual: i64,
}

fn sums(tables: &Tables, product: Id, of: impl Fn(&Described) -> String) -> Vec<Spent> {
    let mut found: SortedMap<String, Spent> = SortedMap::new();
    for cost in tables.described_of(&COSTS, product) {
        let name = of(cost);
        let sum = found.entry(name.clone()).or_insert_with(|| Spent { of: name, ..Spent::default() });
        sum.planned = sum.planned.saturating_add(cost.number(&COST_PLANNED).unwrap_or(0));
        sum.actual = sum.actual.saturating_add(cost.number(&COST_ACTUAL).unwrap_or(0));
    }
    found.into_values().collect()
}

/// What each initiative costs, by name; what is for none stands under an empty one.
pub fn spent_by_initiative(tables: &Tables, product: Id) -> Vec<Spent> {
    sums(tables, product, |cost| {
        let initiative = cost.linked(&COST_OF).first().and_then(|(_, id)| tables.initiatives.get(*id));
        initiative.map(|it| it.name.clone()).unwrap_or_default()
    })
}

/// What each month costs, as `2026-11`, in their order; what has no month stands first.
pub fn spent_by_month(tables: &Tables, product: Id) -> Vec<Spent> {
    sums(tables, product, |cost| {
        cost.day(&COST_ON).map(|day| day.to_string().chars().take(7).collect()).unwrap_or_default()
    })
}

/// What a supplier asks in all, in hundredths of the currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// For what.
    pub of: String,
    /// The supplier.
    pub supplier: Id,
    /// What it is called.
    pub name: String,
    /// What is paid once, and each year for so many years.
    pub parts: (i64, i64, i64),
    /// All of it.
    pub total: i64,
}

/// Every offer, those for the same beside each other and the cheapest of them first.
pub fn offers(tables: &Tables, product: Id) -> Vec<Offer> {
    let read = |supplier: &Described| {
        let rows = supplier.rows(&OFFERS).into_iter().map(Values);
        let offer = |row: Values<'_>| {
            let number = |field| row.number(field).unwrap_or(0);
            let years = row.number(&OFFER_YEARS).unwrap_or(USUAL_YEARS);
            let (once, yearly) = (number(&OFFER_ONCE), number(&OFFER_YEARLY));
            Offer {
                of: row.words(&OFFER_FOR).to_owned(),
                supplier: supplier.meta.id,
                name: supplier.name().to_owned(),
                parts: (once, yearly, years),
                total: once.saturating_add(yearly.saturating_mul(years)),
            }
        };
        rows.map(offer).collect::<Vec<Offer>>()
    };
    let all = tables.described_of(&SUPPLIERS, product).into_iter().flat_map(read).collect();
    in_order_of(all, |offer: &Offer| (fold(&offer.of), offer.total))
}
