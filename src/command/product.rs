//! Making, naming and removing products.

use super::CommandError;
use crate::analysis::products_in_order;
use crate::model::{Id, Lens, Meta, Product, ProductKey, Rank, Record, SortedSet, clean_line, set_of};
use crate::workspace::{AnyTable, SAMPLE, Tables, Tx};

/// Makes a product; its key must be free.
pub fn create_product(tx: &mut Tx<'_>, name: &str, key: &str, lens: Lens) -> Result<Id, CommandError> {
    let name = named(name)?;
    let key = free_key(tx, key, None)?;
    let id = tx.new_id();
    let now = tx.now();
    tx.insert(Product::new(id, now, name, key, lens));
    Ok(id)
}

/// Gives a product another name or key; the former key goes on resolving.
pub fn rename_product(tx: &mut Tx<'_>, id: Id, name: &str, key: &str) -> Result<(), CommandError> {
    let name = named(name)?;
    let key = free_key(tx, key, Some(id))?;
    tx.edit(id, |product: &mut Product| {
        product.name = name;
        if product.key != key {
            let former = std::mem::replace(&mut product.key, key);
            product.former_keys.retain(|known| *known != product.key && *known != former);
            let place = product.former_keys.partition_point(|known| *known < former);
            product.former_keys.insert(place, former);
        }
    });
    Ok(())
}

/// Says which hat comes first.
pub fn set_lens(tx: &mut Tx<'_>, id: Id, lens: Lens) {
    tx.edit(id, |product: &mut Product| product.lens = lens);
}

/// Moves a product up or down among all products; whether it could go there.
pub fn move_product(tx: &mut Tx<'_>, id: Id, by: isize) -> Result<(), CommandError> {
    let all: Vec<(Id, Option<Rank>)> =
        products_in_order(tx.tables()).into_iter().map(|it| (it.meta.id, it.rank.clone())).collect();
    let from = all.iter().position(|(it, _)| *it == id).ok_or(CommandError::Missing(Product::NOUN))?;
    let to = from.checked_add_signed(by).filter(|to| *to < all.len()).ok_or(CommandError::AtTheEnd)?;
    // Until one is moved they have no ranks; two tabs may have given two products the same.
    let is_ranked = all.iter().zip(all.iter().skip(1)).all(|(one, two)| one.1.is_some() && one.1 < two.1);
    let mut ranks: Vec<Option<Rank>> = all.iter().map(|(_, rank)| rank.clone()).collect();
    if !is_ranked {
        ranks = Rank::spread(None, None, all.len()).into_iter().map(Some).collect();
        for ((other, _), rank) in all.iter().zip(&ranks) {
            tx.edit(*other, |product: &mut Product| product.rank.clone_from(rank));
        }
    }
    let rank_at = |at: Option<usize>| at.and_then(|at| ranks.get(at)?.as_ref());
    let (before, after) = if by > 0 { (Some(to), Some(to + 1)) } else { (to.checked_sub(1), Some(to)) };
    let between = Rank::between(rank_at(before), rank_at(after));
    tx.edit(id, |product: &mut Product| product.rank = Some(between));
    Ok(())
}

/// Puts a product and everything that belongs to it into Trash; the sample goes without a trace.
pub fn delete_product(tx: &mut Tx<'_>, id: Id) {
    let is_sample = tx.get::<Product>(id).is_some_and(|product| product.is_sample);
    let mut owned: Vec<(String, Vec<Id>)> = Vec::new();
    let named = if is_sample { named_elsewhere(tx.tables(), id) } else { SortedSet::new() };
    for table in tx.tables().all() {
        // What came with the sample and belongs to the workspace goes with it, unless something else names it by now.
        let in_sample = |record: Id| {
            let of =
                table.values(record).filter(|_| is_sample).and_then(|values| values.0.get(SAMPLE)?.as_str());
            of.is_some_and(|of| of.parse() == Ok(id)) && !named.contains(&record)
        };
        let belongs = |record: &Id| {
            let owner = table.owner(*record);
            (*record == id || owner == Some(id) || in_sample(*record))
                && (is_sample || table.has_live(*record))
        };
        owned.push((table.name().to_owned(), table.ids().into_iter().filter(belongs).collect()));
    }
    for (table, records) in owned {
        if is_sample {
            for record in records {
                tx.remove(&table, record);
            }
        } else {
            tx.trash_with_owner(&table, &records);
        }
    }
}

/// What records name that neither belong to the sample nor came with it.
fn named_elsewhere(tables: &Tables, sample: Id) -> SortedSet<Id> {
    let is_other = |table: &AnyTable, id: &Id| {
        let with_it = table.values(*id).and_then(|values| values.0.get(SAMPLE)?.as_str().map(str::to_owned));
        table.owner(*id).or(with_it.and_then(|of| of.parse().ok())) != Some(sample)
    };
    let links = tables.all().flat_map(|table| {
        let others = table.ids().into_iter().filter(|id| is_other(table, id));
        others.flat_map(|id| table.links(id)).collect::<Vec<_>>()
    });
    set_of(links.map(|link| link.id))
}

fn named(name: &str) -> Result<String, CommandError> {
    let name = clean_line(name);
    if name.is_empty() { Err(CommandError::NoName(Product::NOUN)) } else { Ok(name) }
}

fn free_key(tx: &Tx<'_>, key: &str, own: Option<Id>) -> Result<ProductKey, CommandError> {
    let key: ProductKey = key.parse()?;
    let mut others = tx.tables().products.iter().filter(|product| Some(product.meta.id) != own);
    match others.find(|product| product.answers_to(&key)) {
        Some(owner) => Err(CommandError::TakenKey { key, owner: owner.name.clone() }),
        None => Ok(key),
    }
}

/// The meta of a record made in this transaction.
pub(super) fn new_meta(tx: &mut Tx<'_>) -> Meta {
    let id = tx.new_id();
    Meta::new(id, tx.now())
}
