//! Putting items in the order a person asks for.

use super::facet::Places;
use super::{Look, SortBy};
use crate::analysis::score::{Scorable, Scorer};
use crate::model::{Item, Product, in_order_by, in_order_of, sort_key};
use crate::view::cell::Token;
use crate::view::value::value_key;
use crate::workspace::{Tables, Values};

/// Sorts by all keys; what has no value stands last whichever way, equals stay in the order they came in.
pub fn sort<'a>(tables: &Tables, mut items: Vec<&'a Item>, look: &Look, product: &Product) -> Vec<&'a Item> {
    // The last key first: each sort leaves equals as they are.
    for sort in look.sort.iter().rev() {
        let numbers = numbers(tables, &items, sort.by, product);
        let turned = |number: &Option<i64>| match number {
            None => i64::MAX,
            // Turned round without overflow.
            Some(number) if sort.is_down => !number,
            Some(number) => *number,
        };
        let keyed: Vec<(i64, &Item)> = numbers.iter().map(turned).zip(items).collect();
        items = in_order_of(keyed, |(key, _)| *key).into_iter().map(|(_, item)| item).collect();
    }
    items
}

/// What each item is sorted by, as a number.
fn numbers(tables: &Tables, items: &[&Item], by: SortBy, product: &Product) -> Vec<Option<i64>> {
    // Titles count as their place among all titles.
    let titles = match by {
        SortBy::Title => in_order_by(items.iter().map(|item| sort_key(&item.title)).collect(), Ord::cmp),
        _ => Vec::new(),
    };
    let key_of = |item: &Item, field| value_key(tables, Values(&item.meta.unknown), field);
    // So do the values of a person's own fields.
    let keys = match by {
        SortBy::Field(field) if Scorer::of(tables, field).is_none() => {
            in_order_by(items.iter().filter_map(|item| key_of(item, field)).collect(), Ord::cmp)
        }
        _ => Vec::new(),
    };
    let scorer = match by {
        SortBy::Field(field) => Scorer::of(tables, field),
        _ => None,
    };
    let places = match by {
        SortBy::Facet(facet) => Some(Places::of(tables, product.meta.id, facet)),
        _ => None,
    };
    let number = |item: &&Item| match by {
        SortBy::Key => Some(i64::from(item.number)),
        SortBy::Title => {
            let title = sort_key(&item.title);
            Some(titles.partition_point(|other| *other < title) as i64)
        }
        SortBy::Status => {
            product.workflow.0.iter().position(|state| state.id == item.status).map(|place| place as i64)
        }
        SortBy::Estimate => item.estimate.map(|points| i64::from(points.tenths())),
        SortBy::Value => item.value.map(i64::from),
        SortBy::Effort => item.effort.map(i64::from),
        SortBy::ValueForEffort => {
            let effort = item.effort.filter(|effort| *effort > 0)?;
            item.value.map(|value| i64::from(value) * 1_000 / i64::from(effort))
        }
        // The largest age is the earliest beginning; what is over has none.
        SortBy::Age if product.workflow.is_over(&item.status) => None,
        SortBy::Age => Some(!item.since().0),
        SortBy::Created => Some(item.meta.created_at.0),
        SortBy::Changed => Some(item.meta.updated_at.0),
        SortBy::Field(_) if scorer.is_some() => {
            let score = scorer.as_ref()?.score(&Scorable::item(item)).number()?;
            // Finer than hundredths, so that what differs at all differs here.
            Some((score * 1e6).round() as i64)
        }
        SortBy::Field(field) => {
            key_of(item, field).map(|key| keys.partition_point(|other| *other < key) as i64)
        }
        // In the order the values stand in everywhere: goals and releases in theirs, labels by name.
        SortBy::Facet(_) => {
            let places = places.as_ref()?;
            let first = places.of_item(item).first().copied()?;
            let has_one = places.values.get(first).is_some_and(|value| value.token != Token::None);
            has_one.then_some(first as i64)
        }
    };
    items.iter().map(number).collect()
}
