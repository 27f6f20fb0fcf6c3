//! What makes a struct a kind of record: from this one trait come table, document, journal, undo, merge, search
//! and integrity checks.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Id, Meta, Rank};

/// How two changes of the same field, made apart, come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeClass {
    /// One value: the later stamp wins.
    Scalar,
    /// Elements without order: additions and removals join.
    Set,
    /// Elements with an `id`, in an order: element by element, the later stamp wins.
    List,
    /// A number that only grows: the larger wins, and undo leaves it alone.
    Counter,
    /// Prose: the later stamp wins among one device's tabs, a conflict between devices.
    LongText,
}

/// A record that another record names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The field that holds the link, for sentences and repairs.
    pub field: &'static str,
    /// The table of the record named.
    pub table: &'static str,
    /// The record named.
    pub id: Id,
}

/// A record, by its table and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// Its table.
    pub table: &'static str,
    /// Its id.
    pub id: Id,
}

impl RecordRef {
    /// The record of this kind with this id.
    pub fn to<T: Record>(id: Id) -> Self {
        Self { table: T::TABLE, id }
    }
}

/// Where a record stands among its siblings.
#[derive(Clone, Copy, Debug)]
pub struct Position<'a> {
    /// Whose list it is: the product.
    pub scope: Id,
    /// The ordering key in that list.
    pub rank: &'a Rank,
}

/// A kind of record: a struct with [`Meta`], in a file of its own and with a line in the registry.
pub trait Record: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Table in the workspace and in the document, `snake_case` plural.
    const TABLE: &'static str;
    /// What one of them is called in a sentence.
    const NOUN: &'static str;
    /// What stands before the number in its key: `I` in `SPK-I4`.
    const LETTER: &'static str = "";

    /// Identity and times.
    fn meta(&self) -> &Meta;
    /// Identity and times, to be changed.
    fn meta_mut(&mut self) -> &mut Meta;
    /// What a person calls this record.
    fn name(&self) -> &str;

    /// How concurrent changes of a top-level field come together.
    fn merge_class(_field: &str) -> MergeClass {
        MergeClass::Scalar
    }
    /// The product it belongs to and cannot be without.
    fn owner(&self) -> Option<Id> {
        None
    }
    /// The records it names, besides its owner.
    fn links(&self) -> Vec<Link> {
        Vec::new()
    }
    /// Forgets every link to `target`.
    fn unlink(&mut self, _target: Id) {}
    /// Its place in its product's order, for kinds that have one.
    fn place(&self) -> Option<Position<'_>> {
        None
    }
    /// The record of the same kind above it, for kinds that form a tree.
    fn parent(&self) -> Option<Id> {
        None
    }
    /// Hangs it under another record, for kinds that form a tree.
    fn set_parent(&mut self, _parent: Option<Id>) {}
    /// The numbers after its product's key, the current one first.
    fn numbers(&self) -> Vec<u32> {
        Vec::new()
    }
    /// Whether `needle`, already folded, stands in its words.
    fn contains(&self, needle: &str) -> bool {
        super::fold::contains_folded(self.name(), needle)
    }
}

/// What every kind answers alike, inside its `impl Record`: table, noun, meta and the field that is its name.
macro_rules! identity {
    ($table:literal, $noun:literal, $name:ident) => {
        const TABLE: &'static str = $table;
        const NOUN: &'static str = $noun;

        fn meta(&self) -> &Meta {
            &self.meta
        }
        fn meta_mut(&mut self) -> &mut Meta {
            &mut self.meta
        }
        fn name(&self) -> &str {
            &self.$name
        }
    };
}

/// The same for what belongs to a product and has a number and a place in an order there.
macro_rules! belonging {
    ($letter:literal) => {
        const LETTER: &'static str = $letter;

        fn owner(&self) -> Option<Id> {
            Some(self.product)
        }
        fn place(&self) -> Option<Position<'_>> {
            Some(Position { scope: self.product, rank: &self.rank })
        }
        fn numbers(&self) -> Vec<u32> {
            std::iter::once(self.number).chain(self.former_numbers.iter().copied()).collect()
        }
    };
}

/// The merge class of a field of what belongs to a product: prose and former numbers are the same for all, lists and
/// further sets are the kind's own.
pub(super) fn class_of(field: &str, lists: &[&str], sets: &[&str]) -> MergeClass {
    match field {
        "description" => MergeClass::LongText,
        "former_numbers" => MergeClass::Set,
        _ if lists.contains(&field) => MergeClass::List,
        _ if sets.contains(&field) => MergeClass::Set,
        _ => MergeClass::Scalar,
    }
}

pub(super) use {belonging, identity};
