//! The kinds of record with a type of their own, a line each, and the names of all tables this build knows.

use crate::model::kind::Kind;
use crate::model::{
    Goal, Initiative, Item, Label, Metric, Person, Product, Record, Release, SavedView, Vision,
};

/// Gives the kinds, each with its table, to a macro.
macro_rules! kinds {
    ($take:ident) => {
        $take! {
            products: Product,
            visions: Vision,
            goals: Goal,
            initiatives: Initiative,
            items: Item,
            releases: Release,
            metrics: Metric,
            labels: Label,
            views: SavedView,
            people: Person,
        }
    };
}
pub(super) use kinds;

macro_rules! known {
    ($($table:ident: $kind:ty,)*) => {
        /// The name of a table this build knows.
        pub fn known_table(name: &str) -> Option<&'static str> {
            match name {
                $(<$kind>::TABLE => Some(<$kind>::TABLE),)*
                _ => Kind::of_table(name).map(|kind| kind.table),
            }
        }
    };
}

kinds!(known);
