//! What changed in one field, by its merge class: found, applied where newer, and turned round.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::Stamps;
use super::stamp::{Stamp, Tab};
use crate::model::MergeClass;

/// A record as its top-level fields.
pub type Fields = Map<String, Value>;

/// Fields that no transaction writes: identity, and the time that every change sets anyway.
const OWN_FIELDS: [&str; 2] = ["id", "updated_at"];

/// The change of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Delta {
    /// A list of elements with ids.
    List {
        /// Elements that came, went or changed.
        elements: Vec<ElementDelta>,
        /// The ids in order, where the order cannot be told from the elements alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
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
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        old: Option<Value>,
        /// After.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        new: Option<Value>,
    },
}

/// The change of one element of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ElementDelta {
    /// The element's id.
    pub id: String,
    /// Before; none when it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// After; none when it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
}

/// The order of a list before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderDelta {
    /// Ids before.
    pub old: Vec<String>,
    /// Ids after.
    pub new: Vec<String>,
}

/// Keeps a written `null` apart from an absent side.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn elements(value: Option<&Value>) -> Option<Vec<Value>> {
    match value {
        None => Some(Vec::new()),
        Some(Value::Array(elements)) => Some(elements.clone()),
        Some(_) => None,
    }
}

fn element_id(element: &Value) -> Option<&str> {
    element.get("id").and_then(Value::as_str)
}

fn ids(elements: &[Value]) -> Vec<String> {
    elements.iter().filter_map(element_id).map(str::to_owned).collect()
}

fn replace_elements(list: &mut Vec<Value>, changes: &[ElementDelta]) {
    for change in changes {
        let place = list.iter().position(|element| element_id(element) == Some(&change.id));
        match (place, &change.new) {
            (Some(place), Some(new)) => list[place] = new.clone(),
            (Some(place), None) => drop(list.remove(place)),
            (None, Some(new)) => list.push(new.clone()),
            (None, None) => {}
        }
    }
}

impl Delta {
    /// The deltas that lead from one state of a record to another, by field.
    pub fn between_records(
        before: &Fields,
        after: &Fields,
        class: impl Fn(&str) -> MergeClass,
    ) -> BTreeMap<String, Self> {
        let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
        let mut deltas = BTreeMap::new();
        for name in names.filter(|name| !OWN_FIELDS.contains(&name.as_str())) {
            let (old, new) = (before.get(name), after.get(name));
            if old != new {
                deltas.insert(name.clone(), Self::between(old, new, class(name)));
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
            MergeClass::List if before.iter().chain(&after).all(|it| element_id(it).is_some()) => {
                Self::between_lists(&before, &after)
            }
            _ => whole(),
        }
    }

    fn between_lists(before: &[Value], after: &[Value]) -> Self {
        let find = |list: &[Value], id: &str| list.iter().find(|it| element_id(it) == Some(id)).cloned();
        let (old_ids, new_ids) = (ids(before), ids(after));
        let all = old_ids.iter().chain(new_ids.iter().filter(|id| !old_ids.contains(id)));
        let elements: Vec<ElementDelta> = all
            .map(|id| ElementDelta { id: id.clone(), old: find(before, id), new: find(after, id) })
            .filter(|change| change.old != change.new)
            .collect();
        let implied = |from: &[Value], changes: &[ElementDelta]| {
            let mut list = from.to_vec();
            replace_elements(&mut list, changes);
            ids(&list)
        };
        let back: Vec<ElementDelta> = elements.iter().cloned().map(ElementDelta::inverse).collect();
        let is_implied = implied(before, &elements) == new_ids && implied(after, &back) == old_ids;
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
                let before = changes.len();
                let mut changes = changes;
                changes.retain(|change| {
                    let now = list.iter().find(|element| element_id(element) == Some(&change.id));
                    now == change.new.as_ref()
                });
                let was_changed = changes.len() < before;
                (Some(Self::List { elements: changes, order }.inverse()), was_changed)
            }
        }
    }

    /// Writes it whatever stands there.
    pub fn write(&self, field: &str, record: &mut Fields) {
        let never = Stamp { clock: 0, tab: Tab(0) };
        let now = Stamp { clock: 1, tab: Tab(0) };
        self.apply_as(field, MergeClass::Scalar, record, &mut Stamps::made(never), &|_| now, false);
    }

    /// The delta that leads back.
    pub fn inverse(self) -> Self {
        match self {
            Self::Value { old, new } => Self::Value { old: new, new: old },
            Self::Set { added, removed } => Self::Set { added: removed, removed: added },
            Self::List { elements, order } => Self::List {
                elements: elements.into_iter().map(ElementDelta::inverse).collect(),
                order: order.map(|OrderDelta { old, new }| OrderDelta { old: new, new: old }),
            },
        }
    }

    /// Notes a transaction's stamp at everything this delta wrote.
    pub fn stamp(&self, field: &str, stamps: &mut Stamps, stamp: Stamp) {
        match self {
            Self::Value { .. } => stamps.set(field, stamp),
            Self::Set { added, removed } => {
                let elements = added.iter().chain(removed);
                elements.for_each(|element| stamps.set(&element_path(field, element), stamp));
            }
            Self::List { elements, order } => {
                for change in elements {
                    change.stamp(field, stamps, stamp);
                }
                if let Some(order) = order {
                    stamps.set(&format!("{field}/"), stamp);
                    order.stamp(field, stamps, stamp);
                }
            }
        }
    }

    /// Writes what is newer than the record into it; `stamp_of` gives the stamp of a path of this delta.
    pub fn apply(
        &self,
        field: &str,
        class: MergeClass,
        record: &mut Fields,
        stamps: &mut Stamps,
        stamp_of: &dyn Fn(&str) -> Stamp,
    ) {
        self.apply_as(field, class, record, stamps, stamp_of, true);
    }

    /// `is_shared` says that others apply it too, and that all have to come to the same order.
    fn apply_as(
        &self,
        field: &str,
        class: MergeClass,
        record: &mut Fields,
        stamps: &mut Stamps,
        stamp_of: &dyn Fn(&str) -> Stamp,
        is_shared: bool,
    ) {
        match self {
            Self::Value { new, .. } if class == MergeClass::Counter => {
                let number = |value: Option<&Value>| value.and_then(Value::as_u64).unwrap_or(0);
                let larger = number(record.get(field)).max(number(new.as_ref()));
                record.insert(field.to_owned(), larger.into());
                stamps.advance(field, stamp_of(field));
            }
            Self::Value { new, .. } => {
                if stamps.advance(field, stamp_of(field)) {
                    match new {
                        Some(value) => record.insert(field.to_owned(), value.clone()),
                        None => record.remove(field),
                    };
                }
            }
            Self::Set { added, removed } => {
                let mut set = elements(record.get(field)).unwrap_or_default();
                for (element, comes) in
                    added.iter().map(|it| (it, true)).chain(removed.iter().map(|it| (it, false)))
                {
                    let path = element_path(field, element);
                    if stamps.advance(&path, stamp_of(&path)) {
                        set.retain(|it| it != element);
                        if comes {
                            set.push(element.clone());
                        }
                    }
                }
                store_elements(record, field, set);
            }
            Self::List { elements: changes, order } => {
                let mut list = elements(record.get(field)).unwrap_or_default();
                let is_newer = |change: &&ElementDelta| {
                    let path = format!("{field}/{}", change.id);
                    change.stamp(field, stamps, stamp_of(&path))
                };
                let newer: Vec<ElementDelta> = changes.iter().filter(is_newer).cloned().collect();
                replace_elements(&mut list, &newer);
                let order_path = format!("{field}/");
                let stamp = stamp_of(&order_path);
                if let Some(order) = order {
                    stamps.advance(&order_path, stamp);
                    order.stamp(field, stamps, stamp);
                }
                let index = |element: &Value| {
                    let id = element_id(element);
                    order.as_ref()?.new.iter().position(|it| Some(it.as_str()) == id)
                };
                list.sort_by_cached_key(|element| {
                    if !is_shared {
                        return (stamp, order.as_ref().map(|_| index(element).unwrap_or(usize::MAX)));
                    }
                    // Elements of one stamp came together, and stay as they stand or as they were put.
                    let path = format!("{field}/{}", element_id(element).unwrap_or_default());
                    let place = stamps.place_of(&path);
                    (place, index(element).filter(|_| place == stamp))
                });
                store_elements(record, field, list);
            }
        }
    }
}

impl ElementDelta {
    /// Notes when it was written, and says whether it is newer than what is known.
    fn stamp(&self, field: &str, stamps: &mut Stamps, stamp: Stamp) -> bool {
        let path = format!("{field}/{}", self.id);
        if self.old.is_none() { stamps.came(&path, stamp) } else { stamps.changed(&path, stamp) }
    }

    fn inverse(self) -> Self {
        Self { id: self.id, old: self.new, new: self.old }
    }
}

impl OrderDelta {
    fn stamp(&self, field: &str, stamps: &mut Stamps, stamp: Stamp) {
        self.new.iter().for_each(|id| stamps.placed(&format!("{field}/{id}"), stamp));
    }
}

fn element_path(field: &str, element: &Value) -> String {
    element.as_str().map_or_else(|| format!("{field}/{element}"), |text| format!("{field}/{text}"))
}

fn store_elements(record: &mut Fields, field: &str, elements: Vec<Value>) {
    if elements.is_empty() {
        record.remove(field);
    } else {
        record.insert(field.to_owned(), Value::Array(elements));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn class(field: &str) -> MergeClass {
        match field {
            "labels" => MergeClass::Set,
            "criteria" => MergeClass::List,
            "last" => MergeClass::Counter,
            _ => MergeClass::Scalar,
        }
    }

    fn fields(value: Value) -> Fields {
        serde_json::from_value(value).unwrap()
    }

    fn stamp(clock: u64) -> Stamp {
        Stamp { clock, tab: Tab(1) }
    }

    fn apply_all(record: &mut Fields, stamps: &mut Stamps, deltas: &BTreeMap<String, Delta>, at: Stamp) {
        for (field, delta) in deltas {
            delta.apply(field, class(field), record, stamps, &|_| at);
        }
    }

    prop_compose! {
        fn any_record()(
            title in "[ab]{0,2}",
            labels in prop::collection::btree_set("[a-d]", 0..4),
            criteria in Just(vec!["1", "2", "3", "4"]).prop_shuffle(),
            kept in 0usize..4,
            met in any::<bool>(),
        ) -> Fields {
            let criteria: Vec<Value> =
                criteria.into_iter().take(kept).map(|id| json!({"id": id, "met": met && id == "1"})).collect();
            let mut record = fields(json!({"title": title}));
            store_elements(&mut record, "labels", labels.into_iter().map(Value::from).collect());
            store_elements(&mut record, "criteria", criteria);
            record
        }
    }

    proptest! {
        #[test]
        fn a_difference_leads_there_and_its_inverse_back(before in any_record(), after in any_record()) {
            let deltas = Delta::between_records(&before, &after, class);
            let mut record = before.clone();
            let mut stamps = Stamps::made(stamp(1));
            apply_all(&mut record, &mut stamps, &deltas, stamp(2));
            let sorted = |record: &Fields| {
                let mut record = record.clone();
                if let Some(Value::Array(labels)) = record.get_mut("labels") {
                    labels.sort_by_key(ToString::to_string);
                }
                record
            };
            prop_assert_eq!(sorted(&record), sorted(&after));
            let back = deltas.into_iter().map(|(field, delta)| (field, delta.inverse())).collect();
            apply_all(&mut record, &mut stamps, &back, stamp(3));
            prop_assert_eq!(sorted(&record), sorted(&before));
        }

        #[test]
        fn two_changes_converge_whichever_comes_first(base in any_record(), one in any_record(), two in any_record()) {
            let (first, second) = (Delta::between_records(&base, &one, class), Delta::between_records(&base, &two, class));
            let run = |order: [(&BTreeMap<String, Delta>, u64); 2]| {
                let mut record = base.clone();
                let mut stamps = Stamps::made(stamp(1));
                for (deltas, clock) in order {
                    apply_all(&mut record, &mut stamps, deltas, stamp(clock));
                }
                let mut titles_and_sets = (record.get("title").cloned(), ids(&elements(record.get("criteria")).unwrap()));
                titles_and_sets.1.sort();
                let mut labels = elements(record.get("labels")).unwrap();
                labels.sort_by_key(ToString::to_string);
                (titles_and_sets, labels)
            };
            prop_assert_eq!(run([(&first, 2), (&second, 3)]), run([(&second, 3), (&first, 2)]));
        }

        #[test]
        fn a_delta_survives_being_written(before in any_record(), after in any_record()) {
            let deltas = Delta::between_records(&before, &after, class);
            let text = serde_json::to_string(&deltas).unwrap();
            prop_assert_eq!(serde_json::from_str::<BTreeMap<String, Delta>>(&text).unwrap(), deltas);
        }
    }

    #[test]
    fn a_written_null_is_not_an_absent_field() {
        let deltas = Delta::between_records(&fields(json!({})), &fields(json!({"x": null})), class);
        let text = serde_json::to_string(&deltas).unwrap();
        assert_eq!(text, r#"{"x":{"new":null}}"#);
        assert_eq!(serde_json::from_str::<BTreeMap<String, Delta>>(&text).unwrap(), deltas);
    }

    #[test]
    fn a_counter_never_goes_back() {
        let mut record = fields(json!({"last": 9}));
        let delta = Delta::Value { old: Some(3.into()), new: Some(4.into()) };
        delta.apply("last", MergeClass::Counter, &mut record, &mut Stamps::made(stamp(1)), &|_| stamp(5));
        assert_eq!(record["last"], 9);
    }
}
