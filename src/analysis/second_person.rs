//! Whether the work asks for a second person: signs in the data, each with its threshold.

use super::flow::past_weeks;
use super::{Attention, Overview, attention, is_over, time_split};
use crate::model::{Day, Id, set_of};
use crate::workspace::Tables;

/// A sign that the work asks for a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// What is counted.
    pub words: &'static str,
    /// What was seen; none where there is no data.
    pub seen: Option<i64>,
    /// From more than which number on it is a sign.
    pub most: i64,
}

impl Threshold {
    /// Whether the sign is there.
    pub fn is_there(&self) -> bool {
        self.seen.is_some_and(|seen| seen > self.most)
    }
}

/// The signs that a product asks for a second person, each with its threshold.
pub fn second_person(tables: &Tables, product: Id, today: Day) -> Vec<Threshold> {
    let time = time_split(tables, product, today);
    let hours = (time.all > 0).then(|| time.per_week(time.all) / 60);
    let overview = Overview::of(tables, product);
    let weeks = past_weeks(tables, product, today);
    let lately: Vec<i64> = weeks.iter().rev().take(8).map(|done| i64::from(*done)).collect();
    let done: i64 = lately.iter().sum();
    let ahead = (done > 0).then(|| overview.open_stories as i64 * lately.len() as i64 / done);
    let open = |id: Id| tables.items.of(id).any(|item| !is_over(tables, item));
    let products = tables.products.iter().filter(|it| !it.is_sample || it.meta.id == product);
    let products = products.filter(|it| open(it.meta.id)).count();
    let delegates = tables.items.of(product).filter(|item| !is_over(tables, item));
    let people = set_of(delegates.filter_map(|item| item.delegate));
    let over = attention(tables, product, &overview, today).into_iter();
    let over = over.filter(|it| {
        matches!(
            it,
            Attention::FollowUp { .. }
                | Attention::Due { .. }
                | Attention::Talk { .. }
                | Attention::Overdue { .. }
                | Attention::Unread { .. }
        )
    });
    let sign = |words, seen, most| Threshold { words, seen, most };
    vec![
        sign("Hours a week you logged", hours, 45),
        sign("Weeks of open work at this pace", ahead, 26),
        sign("Products with open work", Some(products as i64), 3),
        sign("People who do open work", Some(people.len() as i64), 9),
        sign("Follow-ups and check-ins over their day", Some(over.count() as i64), 10),
    ]
}
