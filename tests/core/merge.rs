//! Merging the fields of one record: scalars, sets, and lists in elements of lists.

use proptest::prelude::*;
use serde_json::{Value, json};
use throughline::model::{MergeClass, SortedMap};
use throughline::workspace::{Delta, Fields, Stamp, Stamps, StampsOf, TabId};

type Deltas = SortedMap<String, Delta>;

fn class(field: &str) -> MergeClass {
    match field {
        "labels" => MergeClass::Set,
        "results" => MergeClass::List,
        "last" => MergeClass::Counter,
        _ => MergeClass::Scalar,
    }
}

fn fields(value: Value) -> Fields {
    serde_json::from_value(value).unwrap()
}

fn stamp(clock: u64) -> Stamp {
    Stamp { clock, tab: TabId(1) }
}

fn between(before: &Fields, after: &Fields) -> Deltas {
    Delta::between_records(before, after, class)
}

/// A record as one tab has it, what that tab did to it, and how much it has heard of the other.
#[derive(Clone, Debug, PartialEq)]
struct Copy {
    record: Fields,
    stamps: Stamps,
    clock: u64,
    done: Vec<(Stamp, Deltas)>,
    heard: usize,
}

impl Copy {
    fn of(record: &Fields) -> Self {
        let stamps = Stamps::made(Stamp { clock: 1, tab: TabId(0) });
        Self { record: record.clone(), stamps, clock: 1, done: Vec::new(), heard: 0 }
    }

    fn apply(&mut self, deltas: &Deltas, written: StampsOf<'_>) {
        for (field, delta) in deltas {
            delta.apply(field, class(field), &mut self.record, &mut self.stamps, written);
        }
    }

    /// Does to it what leads to another state, as a transaction does.
    fn edit(&mut self, tab: u32, to: &Fields) -> Deltas {
        self.clock += 1;
        let stamp = Stamp { clock: self.clock, tab: TabId(tab) };
        let mut deltas = between(&self.record, to);
        deltas.iter_mut().for_each(|(field, delta)| delta.stamp(field, &mut self.stamps, stamp));
        self.record.clone_from(to);
        self.done.push((stamp, deltas.clone()));
        deltas
    }

    fn hear(&mut self, other: &[(Stamp, Deltas)]) {
        for (stamp, deltas) in other.iter().skip(self.heard) {
            self.clock = self.clock.max(stamp.clock);
            self.apply(deltas, StampsOf::At(*stamp));
        }
        self.heard = other.len();
    }

    /// Brings another browser's record in: what its document has, and what the stamps of both say.
    fn import(&mut self, other: &Self) {
        let deltas = between(&self.record, &other.record);
        self.apply(&deltas, StampsOf::As(&other.stamps));
        self.stamps.join(&other.stamps);
    }

    /// What came of one id in two browsers at once stands where each has it.
    fn unordered(&self) -> Fields {
        let mut record = self.record.clone();
        record.values_mut().for_each(sort);
        record
    }

    fn content(&self) -> Fields {
        let mut record = self.record.clone();
        if let Some(Value::Array(labels)) = record.get_mut("labels") {
            labels.sort_by_key(ToString::to_string);
        }
        record
    }
}

fn sort(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.iter_mut().for_each(sort);
            list.sort_by_key(ToString::to_string);
        }
        Value::Object(fields) => fields.values_mut().for_each(sort),
        _ => {}
    }
}

/// A list of elements with some of three ids, in any order.
fn any_list(element: impl Strategy<Value = Value>) -> impl Strategy<Value = Vec<Value>> {
    let ids = Just(vec!["1", "2", "3"]).prop_shuffle();
    (ids, prop::collection::vec(element, 0..4)).prop_map(|(ids, elements)| {
        let with_id = |(id, mut element): (&str, Value)| {
            element["id"] = id.into();
            element
        };
        ids.into_iter().zip(elements).map(with_id).collect()
    })
}

fn put(fields: &mut Value, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        fields[name] = list.into();
    }
}

prop_compose! {
    fn any_note()(text in "[ab]") -> Value {
        json!({"text": text})
    }
}

prop_compose! {
    fn any_check_in()(value in 0..2, notes in any_list(any_note()), tags in prop::collection::vec("[ab]", 0..2)) -> Value {
        let mut check_in = json!({"value": value});
        put(&mut check_in, "notes", notes);
        put(&mut check_in, "tags", tags.into_iter().map(Value::from).collect());
        check_in
    }
}

prop_compose! {
    fn any_result()(name in "[ab]{0,1}", check_ins in any_list(any_check_in())) -> Value {
        let mut result = json!({"name": name});
        put(&mut result, "check_ins", check_ins);
        result
    }
}

prop_compose! {
    fn any_record()(
        title in "[ab]{0,2}",
        labels in prop::collection::btree_set("[a-d]", 0..4),
        results in any_list(any_result()),
    ) -> Fields {
        let mut record = json!({"title": title});
        put(&mut record, "labels", labels.into_iter().map(Value::from).collect());
        put(&mut record, "results", results);
        fields(record)
    }
}

/// What one of two tabs does: to lead its record to a state, to one it had before, or to listen.
#[derive(Clone, Debug)]
enum Step {
    Edit(Fields),
    Back(usize),
    Hear,
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any_record().prop_map(Step::Edit),
        2 => (0usize..20).prop_map(Step::Back),
        2 => Just(Step::Hear),
    ]
}

proptest! {
    #[test]
    fn a_difference_leads_there_and_its_inverse_back(before in any_record(), after in any_record()) {
        let deltas = between(&before, &after);
        let mut copy = Copy::of(&before);
        copy.apply(&deltas, StampsOf::At(stamp(2)));
        prop_assert_eq!(copy.content(), after);
        let back: Deltas = deltas.into_iter().map(|(field, delta)| (field, delta.inverse())).collect();
        copy.apply(&back, StampsOf::At(stamp(3)));
        prop_assert_eq!(copy.content(), before);
    }

    #[test]
    fn a_delta_survives_being_written(before in any_record(), after in any_record()) {
        let mut copy = Copy::of(&before);
        let deltas = copy.edit(1, &after);
        let text = serde_json::to_string(&deltas).unwrap();
        prop_assert_eq!(serde_json::from_str::<Deltas>(&text).unwrap(), deltas);
    }

    #[test]
    fn undo_leads_back_where_nothing_else_wrote(before in any_record(), after in any_record()) {
        let mut record = after.clone();
        for (field, delta) in between(&before, &after) {
            let (back, was_changed) = delta.inverse_where_unchanged(after.get(&field));
            prop_assert!(!was_changed);
            back.unwrap().write(&field, &mut record);
        }
        let mut copy = Copy::of(&record);
        prop_assert_eq!(copy.content(), before.clone());
        copy.edit(1, &before);
    }

    #[test]
    fn two_changes_converge_whichever_comes_first(base in any_record(), one in any_record(), two in any_record()) {
        let (mut first, mut second) = (Copy::of(&base), Copy::of(&base));
        first.edit(1, &one);
        second.edit(2, &two);
        let (done, other) = (first.done.clone(), second.done.clone());
        first.hear(&other);
        second.hear(&done);
        prop_assert_eq!((first.content(), &first.stamps), (second.content(), &second.stamps));
        let once = first.clone();
        first.heard = 0;
        first.hear(&other);
        prop_assert_eq!(first, once);
    }

    #[test]
    fn two_tabs_converge_whatever_they_do_and_whenever_they_hear(
        base in any_record(),
        steps in prop::collection::vec((any::<bool>(), any_step()), 1..20),
    ) {
        let mut tabs = [Copy::of(&base), Copy::of(&base)];
        let mut states = vec![base];
        for (is_second, step) in steps {
            let (own, other) = (usize::from(is_second), usize::from(!is_second));
            let done = tabs[other].done.clone();
            match step {
                Step::Edit(to) => drop(tabs[own].edit(own as u32, &to)),
                Step::Back(to) => drop(tabs[own].edit(own as u32, &states[to % states.len()])),
                Step::Hear => tabs[own].hear(&done),
            }
            states.push(tabs[own].record.clone());
        }
        let done = tabs.each_ref().map(|tab| tab.done.clone());
        tabs[0].hear(&done[1]);
        tabs[1].hear(&done[0]);
        prop_assert_eq!((tabs[0].content(), &tabs[0].stamps), (tabs[1].content(), &tabs[1].stamps));
        let twice = tabs[0].clone();
        for (stamp, deltas) in done.iter().flatten() {
            tabs[0].apply(deltas, StampsOf::At(*stamp));
        }
        prop_assert_eq!(
            (tabs[0].content(), &tabs[0].stamps),
            (twice.content(), &twice.stamps),
            "applying twice is not the same as once"
        );
    }

    #[test]
    fn two_browsers_that_exchange_files_end_with_the_same(base in any_record(), one in any_record(), two in any_record()) {
        let (mut first, mut second) = (Copy::of(&base), Copy::of(&base));
        first.edit(1, &one);
        second.edit(2, &two);
        let before = first.clone();
        first.import(&second);
        second.import(&before);
        prop_assert_eq!(first.unordered(), second.unordered());
        let once = first.clone();
        first.import(&second);
        prop_assert_eq!(first.unordered(), once.unordered());
    }
}

fn with_results(results: Value) -> Fields {
    fields(json!({"results": results}))
}

fn result_with(name: &str, check_ins: &[&str]) -> Value {
    let check_ins: Vec<Value> = check_ins.iter().map(|id| json!({"id": id, "value": 1})).collect();
    json!({"id": "1", "name": name, "check_ins": check_ins})
}

#[test]
fn what_two_tabs_add_within_an_element_stands_beside_its_new_name() {
    let base = with_results(json!([result_with("old", &["a"])]));
    let (mut one, mut two) = (Copy::of(&base), Copy::of(&base));
    one.edit(1, &with_results(json!([result_with("new", &["a", "b"])])));
    two.edit(2, &with_results(json!([result_with("old", &["a", "c"])])));
    one.hear(&two.done.clone());
    two.hear(&one.done.clone());
    assert_eq!(one.record, with_results(json!([result_with("new", &["a", "b", "c"])])));
    assert_eq!(one.record, two.record);
}

#[test]
fn a_change_within_an_element_is_written_without_the_rest_of_it() {
    let many: Vec<String> = (0..200).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let base = with_results(json!([result_with("name", &many)]));
    let mut copy = Copy::of(&base);
    let deltas = copy.edit(1, &with_results(json!([result_with("name", &[&many[..], &["new"]].concat())])));
    assert_eq!(
        serde_json::to_string(&deltas).unwrap(),
        r#"{"results":{"elements":[{"id":"1","fields":{"check_ins":{"elements":[{"id":"new","new":{"id":"new","value":1}}]}},"of":"1.00000000"}]}}"#
    );
}

#[test]
fn an_element_that_went_takes_along_what_was_changed_in_it_meanwhile() {
    let base = with_results(json!([result_with("old", &["a"])]));
    let (mut one, mut two) = (Copy::of(&base), Copy::of(&base));
    one.edit(1, &fields(json!({})));
    // Whether the change is older or newer than the removal makes no difference.
    for name in ["b", "c", "d"] {
        two.edit(2, &with_results(json!([result_with(name, &["a", name])])));
    }
    let mut again = one.clone();
    again.edit(1, &base);
    for mut one in [one, again] {
        let mut two = two.clone();
        let expected = one.record.clone();
        one.hear(&two.done.clone());
        two.hear(&one.done.clone());
        assert_eq!((&one.record, &two.record), (&expected, &expected));
        assert_eq!(one.stamps, two.stamps);
    }
}

#[test]
fn what_an_earlier_build_wrote_whole_still_applies() {
    let written = r#"{"results":{"elements":[{"id":"1",
        "old":{"id":"1","name":"old","check_ins":[{"id":"a","value":1}]},
        "new":{"id":"1","name":"new","check_ins":[{"id":"a","value":1},{"id":"b","value":1}]}}]}}"#;
    let deltas: Deltas = serde_json::from_str(written).unwrap();
    let mut copy = Copy::of(&with_results(json!([result_with("old", &["a"])])));
    copy.apply(&deltas, StampsOf::At(stamp(5)));
    assert_eq!(copy.record, with_results(json!([result_with("new", &["a", "b"])])));
    let stamps = r#"{"":"1.00000000","results/1":"5.00000001","results/1@":"1.00000000"}"#;
    assert_eq!(serde_json::to_string(&copy.stamps).unwrap(), stamps);
    // What is within the element is as old as the element.
    let older = r#"{"results":{"elements":[{"id":"1","fields":{"name":{"old":"old","new":"older"}}}]}}"#;
    copy.apply(&serde_json::from_str(older).unwrap(), StampsOf::At(stamp(4)));
    assert_eq!(copy.record["results"][0]["name"], "new");
    let later = with_results(json!([result_with("new", &["a", "b", "c"])]));
    copy.clock = 5;
    let mut other = copy.clone();
    other.edit(2, &later);
    copy.hear(&other.done);
    assert_eq!((&copy.record, &copy.stamps), (&later, &other.stamps));
}

#[test]
fn undo_leaves_only_the_field_of_an_element_that_was_written_since() {
    let before = with_results(json!([result_with("old", &["a"])]));
    let after = with_results(json!([result_with("new", &["a", "b"])]));
    let mut now = with_results(json!([result_with("theirs", &["a", "b", "c"])]));
    let delta = between(&before, &after).remove("results").unwrap();
    let (back, was_changed) = delta.inverse_where_unchanged(now.get("results"));
    assert!(was_changed);
    back.unwrap().write("results", &mut now);
    assert_eq!(now, with_results(json!([result_with("theirs", &["a", "c"])])));
}

#[test]
fn a_written_null_is_not_an_absent_field() {
    let deltas = between(&fields(json!({})), &fields(json!({"x": null})));
    let text = serde_json::to_string(&deltas).unwrap();
    assert_eq!(text, r#"{"x":{"new":null}}"#);
    assert_eq!(serde_json::from_str::<Deltas>(&text).unwrap(), deltas);
}

#[test]
fn a_counter_never_goes_back() {
    let mut copy = Copy::of(&fields(json!({"last": 9})));
    let delta = Delta::Value { old: Some(3.into()), new: Some(4.into()) };
    copy.apply(&SortedMap::from([("last".into(), delta)]), StampsOf::At(stamp(5)));
    assert_eq!(copy.record["last"], 9);
}
