//! The registry: a table for each kind of record.

use schemars::{Schema, SchemaGenerator};

use super::described::{Described, EVERYWHERE};
use super::known::kinds;
use super::table::AnyTable;
use super::typed::Table;
use crate::model::kind::{FIELDS, FORMULAS, Kind, OwnFields, Owner, formula_field, own_field};
use crate::model::{
    Goal, Id, Initiative, Item, Label, Metric, Person, Product, Record, Release, SavedView, SortedMap, Vision,
};

/// What storage calls the steps it has folded, where it names tables; no table is called so.
pub const HISTORY: &str = "history";

/// Whether a table can have this name; that of a later build's kind can be any of them.
pub fn is_table_name(name: &str) -> bool {
    const LONGEST: usize = 40;
    let fits = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_');
    name.len() <= LONGEST
        && name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name.chars().all(fits)
        && name != HISTORY
}

/// A kind of record that has a table in [`Tables`].
pub trait Registered: Record {
    /// Its table.
    fn table(tables: &Tables) -> &Table<Self>;
    /// Its table, to be changed.
    fn table_mut(tables: &mut Tables) -> &mut Table<Self>;
}

macro_rules! registry {
    ($($table:ident: $kind:ty,)*) => {
        /// The tables of everything.
        #[derive(Clone, Debug, Default)]
        pub struct Tables {
            $(#[doc = concat!("All ", stringify!($table), ".")] pub $table: Table<$kind>,)*
            /// Those of described kinds that have records, and those this build knows nothing of.
            named: SortedMap<String, AnyTable>,
        }

        impl Tables {
            /// The tables of the registry in its order, then the others by name.
            pub fn all(&self) -> impl Iterator<Item = &AnyTable> {
                let known: Vec<&AnyTable> = vec![$(&self.$table.any),*];
                known.into_iter().chain(self.named.values())
            }

            /// The table of this name.
            pub fn any(&self, name: &str) -> Option<&AnyTable> {
                match name {
                    $(<$kind>::TABLE => Some(&self.$table.any),)*
                    _ => self.named.get(name),
                }
            }

            /// The table of this name; one that is not there is begun.
            pub fn any_mut(&mut self, name: &str) -> &mut AnyTable {
                match name {
                    $(<$kind>::TABLE => &mut self.$table.any,)*
                    _ => self.named.entry(name.to_owned()).or_insert_with(|| AnyTable::named(name)),
                }
            }
        }

        $(impl Registered for $kind {
            fn table(tables: &Tables) -> &Table<Self> {
                &tables.$table
            }
            fn table_mut(tables: &mut Tables) -> &mut Table<Self> {
                &mut tables.$table
            }
        })*

        /// The name of each table of a type of its own with the schema of one of its records.
        pub fn record_schemas(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
            vec![$((<$kind>::TABLE, generator.subschema_for::<$kind>())),*]
        }
    };
}

impl Tables {
    /// Whether there is a product.
    pub fn has_product(&self) -> bool {
        self.products.iter().next().is_some()
    }

    /// A record of a described kind, unless it is in Trash.
    pub fn described(&self, kind: &Kind, id: Id) -> Option<&Described> {
        self.any(kind.table)?.described(id)
    }

    /// Whether a product has a record of a described kind, or the workspace.
    pub fn has_described(&self, kind: &Kind, product: Id) -> bool {
        match kind.owner {
            Owner::Workspace => !self.described_of(kind, product).is_empty(),
            Owner::Product => self.any(kind.table).is_some_and(|table| table.count(product) > 0),
        }
    }

    /// The fields records have besides those of their type.
    pub fn own_fields(&self) -> OwnFields {
        let table = self.any(FIELDS.table);
        let kept = table.into_iter().flat_map(|table| {
            table.in_order(EVERYWHERE).filter_map(|id| own_field(table.described(id)?.fields()))
        });
        let formulas = self.described_of(&FORMULAS, EVERYWHERE).into_iter();
        let formulas = formulas.map(|it| (Item::TABLE, formula_field(it.meta.id, it.name())));
        OwnFields::with(kept.chain(formulas))
    }

    /// The records of a described kind that a product has, or the workspace, in their order.
    pub fn described_of(&self, kind: &Kind, product: Id) -> Vec<&Described> {
        let scope = if kind.owner == Owner::Workspace { EVERYWHERE } else { product };
        let Some(table) = self.any(kind.table) else { return Vec::new() };
        // A list and no iterator: each caller would carry the code of the walk.
        let kept = table.in_order(scope).filter_map(|id| table.described(id));
        let is_here = |kept: &&Described| {
            kind.owner == Owner::Product || kept.sample().is_none_or(|sample| sample == product)
        };
        kept.filter(is_here).collect()
    }
}

kinds!(registry);
