//! Merging: what a change wrote later than what is here is taken over, field by field and element by element, at every
//! depth of lists in elements of lists.
//!
//! Whether an element is there is settled by when it last came or went. What changed within it counts for that element
//! alone: an element that went takes along what others changed in it meanwhile, and comes again as it was put.

use serde_json::Value;

use super::Stamps;
use super::delta::{Delta, ElementDelta, Fields, OrderDelta, element_id};
use super::stamp::{Stamp, TabId};
use crate::model::{MergeClass, in_order_of};

/// Where the stamps of a change are.
#[derive(Clone, Copy, Debug)]
pub enum StampsOf<'a> {
    /// It is a transaction, and has one stamp.
    At(Stamp),
    /// It is what differs from another state of the record, and has the stamps of that.
    As(&'a Stamps),
    /// It is written whatever stands there, and nobody else hears of it.
    Here,
}

/// The stamps that what has none of its own goes by, here and in the change: those of the record or element around it.
#[derive(Clone, Copy)]
struct Around {
    here: Stamp,
    there: Stamp,
}

struct Merge<'a> {
    stamps: &'a mut Stamps,
    written: StampsOf<'a>,
}

impl Delta {
    /// Writes it whatever stands there.
    pub fn write(&self, field: &str, record: &mut Fields) {
        self.apply(field, MergeClass::Scalar, record, &mut Stamps::made(Stamp::NEVER), StampsOf::Here);
    }

    /// Writes what is newer than the record into it.
    pub fn apply(
        &self,
        field: &str,
        class: MergeClass,
        record: &mut Fields,
        stamps: &mut Stamps,
        written: StampsOf<'_>,
    ) {
        let here = stamps.base();
        let there = match written {
            StampsOf::As(own) => own.base(),
            StampsOf::At(_) | StampsOf::Here => here,
        };
        let mut merge = Merge { stamps, written };
        match self {
            Self::Value { new, .. } if class == MergeClass::Counter => {
                let number = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0);
                let larger = number(record.get(field)).max(number(new.as_ref()));
                record.insert(field.to_owned(), larger.into());
                let stamp = merge.stamp_of(field, there);
                merge.stamps.advance(field, here, stamp);
            }
            delta => merge.field(delta, record, field, field, Around { here, there }),
        }
    }

    /// Notes a transaction's stamp at everything this delta wrote, and which elements it found there.
    pub fn stamp(&mut self, field: &str, stamps: &mut Stamps, stamp: Stamp) {
        let around = stamps.base();
        self.stamp_within(field, around, stamps, stamp);
    }

    fn stamp_within(&mut self, path: &str, around: Stamp, stamps: &mut Stamps, stamp: Stamp) {
        match self {
            Self::Value { .. } => stamps.set(path, stamp),
            Self::Set { added, removed } => {
                let elements = added.iter().chain(&*removed);
                elements.for_each(|element| stamps.set(&set_path(path, element), stamp));
            }
            Self::List { elements, order } => {
                for change in elements {
                    let element = format!("{path}/{}", change.id);
                    if change.fields.is_empty() {
                        change.note(&element, around, stamps, stamp);
                        continue;
                    }
                    let known = stamps.known(&element, around);
                    change.of = Some(known);
                    for (name, delta) in change.fields.iter_mut() {
                        delta.stamp_within(&format!("{element}/{name}"), known, stamps, stamp);
                    }
                }
                if let Some(order) = order {
                    stamps.set(&format!("{path}/"), stamp);
                    order.note(path, around, stamps, stamp);
                }
            }
        }
    }
}

impl ElementDelta {
    /// Notes that it was written as a whole, and says whether that is newer than what is known.
    fn note(&self, path: &str, around: Stamp, stamps: &mut Stamps, stamp: Stamp) -> bool {
        let is_newer = if self.old.is_none() {
            stamps.came(path, around, stamp)
        } else {
            stamps.changed(path, around, stamp)
        };
        if is_newer {
            stamps.forget_within(path);
        }
        is_newer
    }
}

impl OrderDelta {
    fn note(&self, path: &str, around: Stamp, stamps: &mut Stamps, stamp: Stamp) {
        stamps.put_in_order(path, around, &self.new, stamp);
    }
}

impl Merge<'_> {
    /// When the change wrote what is at a path.
    fn stamp_of(&self, path: &str, around: Stamp) -> Stamp {
        match self.written {
            StampsOf::At(stamp) => stamp,
            StampsOf::As(own) => own.known(path, around),
            StampsOf::Here => Stamp { clock: 1, tab: TabId(0) },
        }
    }

    fn field(&mut self, delta: &Delta, fields: &mut Fields, name: &str, path: &str, around: Around) {
        match delta {
            Delta::Value { new, .. } => {
                let stamp = self.stamp_of(path, around.there);
                if self.stamps.advance(path, around.here, stamp) {
                    match new {
                        Some(value) => fields.insert(name.to_owned(), value.clone()),
                        None => fields.remove(name),
                    };
                }
            }
            Delta::Set { added, removed } => {
                let mut set = take_elements(fields, name);
                let added = added.iter().map(|element| (element, true));
                for (element, comes) in added.chain(removed.iter().map(|element| (element, false))) {
                    let path = set_path(path, element);
                    let stamp = self.stamp_of(&path, around.there);
                    if self.stamps.advance(&path, around.here, stamp) {
                        set.retain(|it| it != element);
                        if comes {
                            set.push(element.clone());
                        }
                    }
                }
                // Two that heard of the same in different orders have the same.
                store_elements(fields, name, in_order_of(set, ToString::to_string));
            }
            Delta::List { elements, order } => {
                let mut list = take_elements(fields, name);
                for change in elements {
                    self.element(change, &mut list, &format!("{path}/{}", change.id), around);
                }
                self.put_in_order(&mut list, order.as_ref(), path, around);
                store_elements(fields, name, list);
            }
        }
    }

    fn element(&mut self, change: &ElementDelta, list: &mut Vec<Value>, path: &str, around: Around) {
        let place = list.iter().position(|element| element_id(element) == Some(&change.id));
        let there = self.stamp_of(path, around.there);
        if change.fields.is_empty() {
            if change.note(path, around.here, self.stamps, there) {
                // What came together stands as it came, also where some of it was here.
                let is_placed = self.stamps.place_of(path, around.here) == there;
                match (place.and_then(|place| list.get_mut(place)), &change.new) {
                    (Some(element), Some(new)) if !is_placed => *element = new.clone(),
                    (_, new) => {
                        list.retain(|element| element_id(element) != Some(&change.id));
                        list.extend(new.clone());
                    }
                }
            }
            return;
        }
        let here = self.stamps.known(path, around.here);
        // Of what stood there before all that is known, nobody knows when it came.
        let is_known = matches!(self.written, StampsOf::At(_)) && here != Stamp::NEVER;
        let is_other = is_known && change.of.is_some_and(|of| of != here);
        if let Some(Value::Object(element)) = place.and_then(|place| list.get_mut(place))
            && !is_other
        {
            for (name, delta) in &change.fields {
                self.field(delta, element, name, &format!("{path}/{name}"), Around { here, there });
            }
        }
    }

    /// All that hear of the same changes have to come to the same order.
    fn put_in_order(
        &mut self,
        list: &mut Vec<Value>,
        order: Option<&OrderDelta>,
        path: &str,
        around: Around,
    ) {
        let order_path = format!("{path}/");
        let stamp = self.stamp_of(&order_path, around.there);
        if let Some(order) = order {
            self.stamps.advance(&order_path, around.here, stamp);
            match self.written {
                // Another state of the record has put in order what it had, and perhaps not all of this.
                StampsOf::As(own) => {
                    for id in &order.new {
                        let element = format!("{path}/{id}");
                        let placed = own.place_of(&element, around.there);
                        self.stamps.placed(&element, around.here, placed);
                    }
                }
                StampsOf::At(_) | StampsOf::Here => order.note(path, around.here, self.stamps, stamp),
            }
        }
        let index = |element: &Value| {
            let id = element_id(element);
            order.and_then(|order| order.new.iter().position(|it| Some(it.as_str()) == id))
        };
        let is_shared = !matches!(self.written, StampsOf::Here);
        let key = |element: &Value| {
            if !is_shared {
                return (stamp, order.map(|_| index(element).unwrap_or(usize::MAX)));
            }
            // Elements of one stamp came together, and stay as they stand or as they were put.
            let element_path = format!("{path}/{}", element_id(element).unwrap_or_default());
            let place = self.stamps.place_of(&element_path, around.here);
            let put = element_id(element).and_then(|id| self.stamps.place_at(path, id, place));
            (place, put.or_else(|| index(element).filter(|_| place == stamp)))
        };
        *list = in_order_of(std::mem::take(list), key);
    }
}

fn set_path(path: &str, element: &Value) -> String {
    element.as_str().map_or_else(|| format!("{path}/{element}"), |text| format!("{path}/{text}"))
}

fn take_elements(fields: &mut Fields, name: &str) -> Vec<Value> {
    match fields.get_mut(name) {
        Some(Value::Array(elements)) => std::mem::take(elements),
        _ => Vec::new(),
    }
}

/// An empty list is not written: neither is it by a record.
fn store_elements(fields: &mut Fields, name: &str, elements: Vec<Value>) {
    if elements.is_empty() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), Value::Array(elements));
    }
}
