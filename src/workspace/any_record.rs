//! A record whatever its kind: what tables do with all of them alike.

use std::any::Any;
use std::sync::Arc;

use super::index::IndexKeys;
use super::values::{Values, forget_own_links, own_contains, own_links};
use crate::model::{Id, Instant, Link, Meta, Record, SortedSet};

/// A record whose kind is known to its table alone.
pub(super) trait AnyRecord: Any + Send + Sync {
    fn meta(&self) -> &Meta;
    /// Its fields as descriptions read them; of a type of its own, those it does not know, a person's own among them.
    fn values(&self) -> Values<'_>;
    fn name(&self) -> &str;
    fn contains(&self, needle: &str) -> bool;
    fn owner(&self) -> Option<Id>;
    fn parent(&self) -> Option<Id>;
    fn links(&self) -> Vec<Link>;
    fn keys(&self) -> IndexKeys;
    fn json(&self) -> Option<String>;
    fn revised(&self, revision: &Revision<'_>) -> Arc<dyn AnyRecord>;
    fn as_any(&self) -> &dyn Any;
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

impl<T: Record> AnyRecord for T {
    fn meta(&self) -> &Meta {
        Record::meta(self)
    }
    fn values(&self) -> Values<'_> {
        Values(&Record::meta(self).unknown)
    }
    fn name(&self) -> &str {
        Record::name(self)
    }
    fn contains(&self, needle: &str) -> bool {
        Record::contains(self, needle) || own_contains(&Record::meta(self).unknown, needle)
    }
    fn owner(&self) -> Option<Id> {
        Record::owner(self)
    }
    fn parent(&self) -> Option<Id> {
        Record::parent(self)
    }
    fn links(&self) -> Vec<Link> {
        let mut links = Record::links(self);
        links.extend(own_links(&Record::meta(self).unknown));
        links
    }
    fn keys(&self) -> IndexKeys {
        let is_live = Record::meta(self).deleted_at.is_none();
        IndexKeys {
            id: Record::meta(self).id,
            owner: Record::owner(self),
            numbers: self.numbers(),
            place: self.place().filter(|_| is_live).map(|place| (place.scope, place.rank.clone())),
            parent: Record::parent(self).filter(|_| is_live),
        }
    }
    fn json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
    fn revised(&self, revision: &Revision<'_>) -> Arc<dyn AnyRecord> {
        let mut record = self.clone();
        match *revision {
            Revision::Updated(at) => record.meta_mut().updated_at = at,
            Revision::Trashed(at) => record.meta_mut().deleted_at = at,
            Revision::Unlinked(targets) => {
                for target in targets {
                    record.unlink(*target);
                    forget_own_links(&mut record.meta_mut().unknown, *target);
                }
            }
            Revision::Lifted(parent) => record.set_parent(parent),
        }
        Arc::new(record)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// A change that records of every kind can take.
pub(super) enum Revision<'a> {
    /// Another time of its last change.
    Updated(Instant),
    /// Into Trash, or out of it.
    Trashed(Option<Instant>),
    /// No link to any of these records.
    Unlinked(&'a SortedSet<Id>),
    /// Under another record of its kind, or under none.
    Lifted(Option<Id>),
}
