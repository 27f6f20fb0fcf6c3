//! Making, naming and removing products.

use super::CommandError;
use crate::model::{Id, Lens, Meta, Product, ProductKey, Record, clean_line};
use crate::workspace::{Described, Tx};

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
            product.former_keys.retain(|former| *former != key);
            product.former_keys.push(std::mem::replace(&mut product.key, key));
        }
    });
    Ok(())
}

/// Says which hat comes first.
pub fn set_lens(tx: &mut Tx<'_>, id: Id, lens: Lens) {
    tx.edit(id, |product: &mut Product| product.lens = lens);
}

/// Puts a product and everything that belongs to it into Trash; the sample goes without a trace.
pub fn delete_product(tx: &mut Tx<'_>, id: Id) {
    let is_sample = tx.get::<Product>(id).is_some_and(|product| product.is_sample);
    let mut owned: Vec<(String, Vec<Id>)> = Vec::new();
    for table in tx.tables().all() {
        let in_sample = |record: Id| {
            let kept = table.described(record).filter(|_| is_sample);
            kept.and_then(Described::sample) == Some(id)
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
