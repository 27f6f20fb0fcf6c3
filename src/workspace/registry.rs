//! The registry: one line a kind of record.

use std::collections::BTreeMap;

use schemars::{Schema, SchemaGenerator};

use super::table::{AnyTable, Table};
use crate::model::{
    Feedback, Goal, Initiative, Item, Label, Metric, Person, Persona, Product, Record, Release, SavedView,
    Segment, Vision,
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
            unknown: BTreeMap<String, AnyTable>,
        }

        impl Tables {
            /// The known tables in the order of the registry, then the unknown ones by name.
            pub fn all(&self) -> impl Iterator<Item = &AnyTable> {
                let known: Vec<&AnyTable> = vec![$(&self.$table.any),*];
                known.into_iter().chain(self.unknown.values())
            }

            /// The table of this name.
            pub fn any(&self, name: &str) -> Option<&AnyTable> {
                match name {
                    $(<$kind>::TABLE => Some(&self.$table.any),)*
                    _ => self.unknown.get(name),
                }
            }

            /// The table of this name; one this build has no kind for is begun.
            pub fn any_mut(&mut self, name: &str) -> &mut AnyTable {
                match name {
                    $(<$kind>::TABLE => &mut self.$table.any,)*
                    _ => self.unknown.entry(name.to_owned()).or_insert_with(|| AnyTable::unknown(name)),
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
    visions: Vision,
    goals: Goal,
    initiatives: Initiative,
    items: Item,
    releases: Release,
    metrics: Metric,
    labels: Label,
    views: SavedView,
    personas: Persona,
    segments: Segment,
    people: Person,
    feedback: Feedback,
}
