//! Buy-in: how much of the power of all stakeholders is for the vision, and whom to win next.

use super::stance;
use crate::model::kind::{FUNCTION, INTEREST, POWER, STAKEHOLDERS, STANCE_IS, Word};
use crate::model::{Id, map_of};
use crate::workspace::{Described, Tables};

/// The key of the stance that counts as buy-in.
const FOR: &str = "for";
/// That of who was not asked: nobody knows how he stands.
const UNAWARE: &str = "unaware";

/// How the stakeholders stand in a product, each weighed by power from 1 to 5. Who has no power noted does not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuyIn {
    /// The power of all.
    pub all: i64,
    /// The power behind each stance, in the order of the stances; who has none counts as unaware.
    pub by_stance: Vec<(&'static str, i64)>,
    /// The functions that have power, and of those the ones where more than half of it is for the vision.
    pub groups: (usize, usize),
    /// The functions where more of it is against than for.
    pub against: Vec<&'static str>,
    /// How many have no power noted.
    pub unweighed: usize,
    /// Whom to win next: of those not for it the most powerful, of these the most interested.
    pub next: Option<Next>,
}

/// Somebody to win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The stakeholder.
    pub id: Id,
    /// As one calls them.
    pub name: String,
    /// What buy-in would be, in per cent.
    pub per_cent: i64,
}

/// A share in whole per cent, rounded half up.
fn per_cent(part: i64, all: i64) -> i64 {
    if all == 0 { 0 } else { (part * 200 + all) / (all * 2) }
}

impl BuyIn {
    /// How the stakeholders stand in a product.
    pub fn of(tables: &Tables, product: Id) -> Self {
        let mut buy_in = Self {
            by_stance: STANCE_IS.choices().iter().map(|word| (word.key, 0)).collect(),
            ..Self::default()
        };
        let mut groups: Vec<(&str, i64, i64, i64)> = Vec::new();
        let mut others: Vec<(i64, i64, &Described)> = Vec::new();
        for person in tables.described_of(&STAKEHOLDERS, product) {
            let Some(power) = person.number(&POWER) else {
                buy_in.unweighed += 1;
                continue;
            };
            let stance = stance(tables, product, person).map_or(UNAWARE, |word: &Word| word.key);
            buy_in.all += power;
            for (_, sum) in buy_in.by_stance.iter_mut().filter(|(key, _)| *key == stance) {
                *sum += power;
            }
            if stance != FOR {
                others.push((power, person.number(&INTEREST).unwrap_or(0), person));
            }
            let function = person.words(&FUNCTION);
            if function.is_empty() {
                continue;
            }
            let place = groups.iter().position(|(key, ..)| *key == function).unwrap_or_else(|| {
                groups.push((function, 0, 0, 0));
                groups.len() - 1
            });
            if let Some((_, all, is_for, is_against)) = groups.get_mut(place) {
                *all += power;
                *is_for += if stance == FOR { power } else { 0 };
                *is_against += if stance == "against" { power } else { 0 };
            }
        }
        buy_in.groups = (groups.len(), groups.iter().filter(|(_, all, is_for, _)| is_for * 2 > *all).count());
        let names = map_of(FUNCTION.choices().iter().map(|word| (word.key, word.name)));
        let against = groups.iter().filter(|(_, _, is_for, is_against)| is_against > is_for);
        buy_in.against = against.filter_map(|(key, ..)| names.get(key).copied()).collect();
        // Of equals the first in the list.
        let next = others.iter().rev().max_by_key(|(power, interest, _)| (*power, *interest));
        buy_in.next = next.map(|(power, _, person)| Next {
            id: person.meta.id,
            name: person.name().to_owned(),
            per_cent: per_cent(buy_in.power_for() + power, buy_in.all),
        });
        buy_in
    }

    /// The power that is for the vision.
    pub fn power_for(&self) -> i64 {
        self.by_stance.iter().find(|(key, _)| *key == FOR).map_or(0, |(_, sum)| *sum)
    }

    /// Buy-in in per cent of the power of all.
    pub fn per_cent(&self) -> i64 {
        per_cent(self.power_for(), self.all)
    }

    /// The power behind a stance in per cent.
    pub fn share(&self, sum: i64) -> i64 {
        per_cent(sum, self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!((per_cent(31, 50), per_cent(10, 50), per_cent(4, 50), per_cent(5, 50)), (62, 20, 8, 10));
        assert_eq!((per_cent(1, 200), per_cent(1, 201), per_cent(0, 0)), (1, 0, 0));
    }
}
