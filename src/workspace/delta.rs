//! What changed in one field, by its merge class: found, and turned round.

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::{Map, Value};

use super::stamp::Stamp;
use crate::model::{MergeClass, SortedMap, SortedSet, map_of};

/// A record as its top-level fields.
pub type Fields = Map<String, Value>;

/// Fields that no transaction writes: identity, and the time that every change sets anyway.
const OWN_FIELDS: [&str; 2] = ["id", "updated_at"];

/// The change of one field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Delta {
    /// A list of elements with ids.
    List {
        /// Elements that came, went or changed.
        elements: Vec<ElementDelta>,
        /// The ids in order, where the order cannot be told from the elements alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        order: Option<OrderDelta>,
    },
    /// A set.
    Set {
        /// Elements that came.
        added: Vec<Value>,
        /// Elements that went.
        removed: Vec<Value>,
    },
    /// One value; an absent side says the field was or is empty.
    Value {
        /// Before.
        #[serde(skip_serializing_if = "Option::is_none")]
        old: Option<Value>,
        /// After.
        #[serde(skip_serializing_if = "Option::is_none")]
        new: Option<Value>,
    },
}

/// The change of one element of a list: it came, it went, or some of its fields changed.
///
/// Earlier builds wrote an element that changed as a whole, before and after; so is one that has no fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ElementDelta {
    /// The element's id.
    pub id: String,
    /// Before; none when it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// After; none when it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// What changed within an element that stays, by field: a list in it by its own elements.
    #[serde(skip_serializing_if = "SortedMap::is_empty")]
    pub fields: SortedMap<String, Delta>,
    /// When the element had come that the fields are of: one that went and was put again is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Stamp>,
}

/// The order of a list before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrderDelta {
    /// Ids before.
    pub old: Vec<String>,
    /// Ids after.
    pub new: Vec<String>,
}

impl<'de> Deserialize<'de> for Delta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        Self::read(written).ok_or_else(|| de::Error::custom("a change of a field that lacks something"))
    }
}

/// Takes the elements of a list out of fields, read each.
fn take_list<T>(fields: &mut Fields, name: &str, read: impl FnMut(Value) -> Option<T>) -> Option<Vec<T>> {
    match fields.remove(name)? {
        Value::Array(elements) => elements.into_iter().map(read).collect(),
        _ => None,
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn object(value: Value) -> Option<Fields> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// The elements of a list or set, which is not written where it is empty.
fn elements(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        None => Some(&[]),
        Some(Value::Array(elements)) => Some(elements),
        Some(_) => None,
    }
}

pub(super) fn element_id(element: &Value) -> Option<&str> {
    element.get("id").and_then(Value::as_str)
}

pub(super) fn find<'a>(list: &'a [Value], id: &str) -> Option<&'a Value> {
    list.iter().find(|element| element_id(element) == Some(id))
}

/// Whether elements can be told apart: each has an id of its own that can stand in a path.
fn have_ids(list: &[Value]) -> bool {
    let mut seen = SortedSet::new();
    list.iter().all(|element| element_id(element).is_some_and(|id| !id.contains('/') && seen.insert(id)))
}

fn ids(list: &[Value]) -> Vec<String> {
    list.iter().filter_map(element_id).map(str::to_owned).collect()
}

/// The ids in the order that follows from what came and went.
fn implied(before: &[String], after: &[String]) -> Vec<String> {
    let stay = before.iter().filter(|id| after.contains(id));
    stay.chain(after.iter().filter(|id| !before.contains(id))).cloned().collect()
}

impl Delta {
    fn read(written: Value) -> Option<Self> {
        let mut parts = object(written)?;
        Some(if parts.contains_key("elements") {
            let elements = take_list(&mut parts, "elements", ElementDelta::read)?;
            let order = parts.remove("order").and_then(object).map(OrderDelta::read);
            Self::List { elements, order }
        } else if parts.contains_key("added") {
            let mut values = |name| take_list(&mut parts, name, Some);
            Self::Set { added: values("added")?, removed: values("removed")? }
        } else {
            Self::Value { old: parts.remove("old"), new: parts.remove("new") }
        })
    }

    /// The deltas that lead from one state of a record to another, by field.
    pub fn between_records(
        before: &Fields,
        after: &Fields,
        class: impl Fn(&str) -> MergeClass,
    ) -> SortedMap<String, Self> {
        Self::between_fields(before, after, &|name| (!OWN_FIELDS.contains(&name)).then(|| class(name)))
    }

    fn between_fields(
        before: &Fields,
        after: &Fields,
        class: &dyn Fn(&str) -> Option<MergeClass>,
    ) -> SortedMap<String, Self> {
        let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
        let mut deltas = SortedMap::new();
        for name in names {
            let (old, new) = (before.get(name), after.get(name));
            if old != new
                && let Some(class) = class(name)
            {
                deltas.insert(name.clone(), Self::between(old, new, class));
            }
        }
        deltas
    }

    fn between(old: Option<&Value>, new: Option<&Value>, class: MergeClass) -> Self {
        let whole = || Self::Value { old: old.cloned(), new: new.cloned() };
        let (Some(before), Some(after)) = (elements(old), elements(new)) else { return whole() };
        match class {
            MergeClass::Set => Self::Set {
                added: after.iter().filter(|it| !before.contains(it)).cloned().collect(),
                removed: before.iter().filter(|it| !after.contains(it)).cloned().collect(),
            },
            MergeClass::List if before.len() + after.len() > 0 && have_ids(before) && have_ids(after) => {
                Self::between_lists(before, after)
            }
            _ => whole(),
        }
    }

    fn between_lists(before: &[Value], after: &[Value]) -> Self {
        let (old_ids, new_ids) = (ids(before), ids(after));
        let all = old_ids.iter().chain(new_ids.iter().filter(|id| !old_ids.contains(id)));
        let elements = all.filter_map(|id| ElementDelta::between(id, find(before, id), find(after, id)));
        let elements = elements.collect();
        let is_implied = implied(&old_ids, &new_ids) == new_ids && implied(&new_ids, &old_ids) == old_ids;
        let order = (!is_implied).then_some(OrderDelta { old: old_ids, new: new_ids });
        Self::List { elements, order }
    }

    /// The delta that leads back from what this one wrote, leaving alone what something else wrote since; and
    /// whether there was such a thing.
    pub fn inverse_where_unchanged(self, current: Option<&Value>) -> (Option<Self>, bool) {
        match self {
            Self::Value { old, new } if current == new.as_ref() => {
                (Some(Self::Value { old: new, new: old }), false)
            }
            Self::Value { .. } => (None, true),
            Self::Set { .. } => (Some(self.inverse()), false),
            Self::List { elements: changes, order } => {
                let list = elements(current).unwrap_or_default();
                let mut was_changed = false;
                let back = changes.into_iter().filter_map(|change| {
                    let now = find(list, &change.id);
                    let (back, is_other) = change.inverse_where_unchanged(now);
                    was_changed |= is_other;
                    back
                });
                let back = back.collect();
                (Some(Self::List { elements: back, order: order.map(OrderDelta::inverse) }), was_changed)
            }
        }
    }

    /// The delta that leads back.
    pub fn inverse(self) -> Self {
        match self {
            Self::Value { old, new } => Self::Value { old: new, new: old },
            Self::Set { added, removed } => Self::Set { added: removed, removed: added },
            Self::List { elements, order } => Self::List {
                elements: elements.into_iter().map(ElementDelta::inverse).collect(),
                order: order.map(OrderDelta::inverse),
            },
        }
    }
}

impl ElementDelta {
    fn read(written: Value) -> Option<Self> {
        let mut parts = object(written)?;
        let fields = parts.remove("fields").and_then(object).unwrap_or_default();
        let fields = fields.into_iter().map(|(name, delta)| Some((name, Delta::read(delta)?)));
        Some(Self {
            id: text(parts.remove("id")?)?,
            fields: fields.collect::<Option<_>>()?,
            of: parts.get("of").and_then(Value::as_str).and_then(|of| of.parse().ok()),
            old: parts.remove("old").filter(|old| !old.is_null()),
            new: parts.remove("new").filter(|new| !new.is_null()),
        })
    }

    fn between(id: &str, old: Option<&Value>, new: Option<&Value>) -> Option<Self> {
        if old == new {
            return None;
        }
        let change = Self { id: id.to_owned(), old: None, new: None, fields: SortedMap::new(), of: None };
        Some(match (old, new) {
            // What a list in an element holds says whether it merges by elements: whatever else there is, is one value.
            (Some(Value::Object(before)), Some(Value::Object(after))) => {
                let fields = Delta::between_fields(before, after, &|_| Some(MergeClass::List));
                Self { fields, ..change }
            }
            _ => Self { old: old.cloned(), new: new.cloned(), ..change },
        })
    }

    fn inverse_where_unchanged(self, current: Option<&Value>) -> (Option<Self>, bool) {
        if self.fields.is_empty() {
            let is_same = current == self.new.as_ref();
            return (is_same.then(|| self.inverse()), !is_same);
        }
        let Some(current) = current else { return (None, true) };
        let (mut fields, mut was_changed) = (SortedMap::new(), false);
        for (name, delta) in self.fields {
            let (back, is_other) = delta.inverse_where_unchanged(current.get(&name));
            was_changed |= is_other;
            fields.extend(back.map(|back| (name, back)));
        }
        let is_empty = fields.is_empty();
        ((!is_empty).then_some(Self { fields, ..self }), was_changed)
    }

    fn inverse(self) -> Self {
        let fields = map_of(self.fields.into_iter().map(|(name, delta)| (name, delta.inverse())));
        Self { id: self.id, old: self.new, new: self.old, fields, of: self.of }
    }
}

impl OrderDelta {
    fn read(mut parts: Fields) -> Self {
        let mut ids = |name| take_list(&mut parts, name, text).unwrap_or_default();
        Self { old: ids("old"), new: ids("new") }
    }

    fn inverse(self) -> Self {
        Self { old: self.new, new: self.old }
    }
}
