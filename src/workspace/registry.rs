//! The registry: one line a kind of record.

use std::collections::BTreeMap;

use schemars::{Schema, SchemaGenerator};

use super::table::{AnyTable, Table, UnknownTable};
use crate::model::{Goal, Initiative, Item, Label, Metric, Product, Record, Release};

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
            unknown: BTreeMap<String, UnknownTable>,
        }

        impl Tables {
            /// The known tables in the order of the registry, then the unknown ones by name.
            pub fn all(&self) -> impl Iterator<Item = &dyn AnyTable> {
                let known: Vec<&dyn AnyTable> = vec![$(&self.$table),*];
                known.into_iter().chain(self.unknown.values().map(|table| table as &dyn AnyTable))
            }

            /// The table of this name.
            pub fn any(&self, name: &str) -> Option<&dyn AnyTable> {
                match name {
                    $(<$kind>::TABLE => Some(&self.$table),)*
                    _ => self.unknown.get(name).map(|table| table as &dyn AnyTable),
                }
            }

            /// The table of this name; one this build has no kind for is begun.
            pub fn any_mut(&mut self, name: &str) -> &mut dyn AnyTable {
                match name {
                    $(<$kind>::TABLE => &mut self.$table,)*
                    _ => self.unknown.entry(name.to_owned()).or_insert_with(|| UnknownTable::new(name)),
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

        /// Each known table's name with the schema of one of its records.
        pub fn record_schemas(generator: &mut SchemaGenerator) -> Vec<(&'static str, Schema)> {
            vec![$((<$kind>::TABLE, generator.subschema_for::<$kind>())),*]
        }
    };
}

registry! {
    products: Product,
    goals: Goal,
    initiatives: Initiative,
    items: Item,
    releases: Release,
    metrics: Metric,
    labels: Label,
}
