//! Two devices that worked apart: what comes of their files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use throughline::command::{
    self, Conflict, Decisions, ItemChange, NoteChange, NoteList, OnConflict, RestoreReport, Restoring, Side,
};
use throughline::format::{Document, write_document};
use throughline::model::{Estimate, Id, Instant, Lens, MergeClass};
use throughline::workspace::{Before, Entry, MERGED, Workspace};

use crate::support::{Act, Desk, any_act, shared};

/// What stays with a device, and what the later one settles without a question.
const QUIET: [&str; 10] = [
    "updated_at",
    "rank",
    "source",
    "number",
    "former_numbers",
    "former_keys",
    "focus",
    "focus_at",
    "lens",
    "deleted_at",
];

fn file(desk: &Desk) -> Document {
    Document::parse(&write_document(&desk.workspace, None, "test", Instant(9))).unwrap()
}

fn merge_with(
    desk: &mut Desk,
    document: &Document,
    restoring: &Restoring,
) -> (RestoreReport, Option<Arc<Entry>>) {
    desk.context.now.0 += 1;
    let merged =
        desk.workspace.edit(&mut desk.context, "Merge", |tx| command::restore(tx, document, restoring));
    let (report, entry) = merged.unwrap();
    desk.entries.extend(entry.clone());
    (report, entry)
}

/// What a device still knows of what was done at it.
fn known(desk: &Desk) -> Vec<Entry> {
    desk.entries.iter().map(|entry| Entry::clone(entry)).collect()
}

fn merge(desk: &mut Desk, document: &Document) -> RestoreReport {
    let restoring = Restoring { history: known(desk), ..Restoring::default() };
    merge_with(desk, document, &restoring).0
}

/// Two devices of one ancestor, and what each did since.
fn apart(before: &[Act], here: &[Act], there: &[Act]) -> (Desk, Desk) {
    let mut first = Desk::new();
    before.iter().for_each(|act| first.act(act));
    let mut second = Desk::of_tab(first.workspace.clone(), 2);
    second.files.clone_from(&first.files);
    second.context.now = first.context.now;
    here.iter().for_each(|act| first.act(act));
    there.iter().for_each(|act| second.act(act));
    (first, second)
}

fn paths(conflicts: &[Conflict]) -> BTreeSet<(String, Id, String)> {
    conflicts.iter().map(|it| (it.record.0.clone(), it.record.1, it.path.clone())).collect()
}

/// What both devices show; what was deleted for good on one may lie in Trash on the other.
fn shown(workspace: &Workspace) -> BTreeMap<String, String> {
    let mut shown = shared(workspace);
    shown.retain(|_, fields| !fields.contains("\"deleted_at\""));
    shown
}

fn acts(most: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(any_act(), 1..most)
}

#[test]
fn merging_again_changes_nothing_where_one_renamed_what_the_other_took_out_of_a_list() {
    let before = [Act::Add("a".into())];
    let rename = Act::Workflow(43, 8, "a".into());
    let remove = Act::Workflow(22, 6, "a".into());
    let (mut first, second) = apart(&before, &[rename], &[remove]);
    let theirs = file(&second);
    merge(&mut first, &theirs);
    assert!(merge_with(&mut first, &theirs, &OnConflict::NewerWins.into()).1.is_none());
}

#[test]
fn what_was_changed_and_changed_back_is_no_question_where_the_other_took_it_away() {
    let before = [Act::Add("a".into()), Act::Note(0, 28, "a".into())];
    let there = [Act::Add("a".into()), Act::Note(2, 20, "b".into()), Act::Undo];
    let (mut first, mut second) = apart(&before, &[Act::Split(0)], &there);
    let (of_first, of_second) = (file(&first), file(&second));
    assert_eq!(paths(&merge(&mut first, &of_second).conflicts), BTreeSet::new());
    assert_eq!(paths(&merge(&mut second, &of_first).conflicts), BTreeSet::new());
}

proptest! {
    #[test]
    fn ones_own_file_changes_nothing(acts in acts(40)) {
        let mut desk = Desk::new();
        acts.iter().for_each(|act| desk.act(act));
        let own = file(&desk);
        let (report, entry) = merge_with(&mut desk, &own, &OnConflict::NewerWins.into());
        prop_assert!(entry.is_none(), "{:?}", entry);
        prop_assert_eq!(report.new + report.changed + report.trashed + report.conflicts.len(), 0);
    }

    #[test]
    fn what_is_asked_is_the_same_whichever_way_round(before in acts(25), here in acts(12), there in acts(12)) {
        let (mut first, mut second) = apart(&before, &here, &there);
        let (of_first, of_second) = (file(&first), file(&second));
        let asked = paths(&merge(&mut first, &of_second).conflicts);
        let asked_there = paths(&merge(&mut second, &of_first).conflicts);
        prop_assert_eq!(&asked, &asked_there);
        // Links to what is deleted or not go by the answer.
        prop_assume!(asked.iter().all(|(.., path)| !path.is_empty() && path != "deleted_at"));
        let is_asked = |key: &str| asked.iter().any(|(table, id, _)| key == format!("{table} {id}"));
        let [first, second] = [&first, &second].map(|desk| {
            let mut shown = shown(&desk.workspace);
            shown.retain(|key, _| !is_asked(key));
            shown
        });
        prop_assert_eq!(first, second);
    }

    #[test]
    fn merging_both_ways_ends_in_the_same_and_again_in_nothing(
        before in acts(25), here in acts(12), there in acts(12),
    ) {
        let (mut first, mut second) = apart(&before, &here, &there);
        let theirs = file(&second);
        merge(&mut first, &theirs);
        let again = merge_with(&mut first, &theirs, &OnConflict::NewerWins.into());
        prop_assert!(again.1.is_none(), "{:?}", again);
        let ours = file(&first);
        let back = merge(&mut second, &ours);
        prop_assert_eq!(paths(&back.conflicts), BTreeSet::new());
        prop_assert_eq!(shown(&first.workspace), shown(&second.workspace));
    }

    #[test]
    fn apart_in_fields_or_records_there_is_nothing_to_ask(
        before in acts(25),
        titles in prop::collection::vec((0usize..50, "[a-c]{1,3}"), 0..12),
        points in prop::collection::vec((0usize..50, 1u32..9), 0..12),
    ) {
        let (mut first, mut second) = apart(&before, &[], &[]);
        let items = first.items();
        let item = |n: &usize| items.get(n % items.len().max(1)).copied();
        for (id, title) in titles.iter().filter_map(|(n, title)| Some((item(n)?, title))) {
            rename(&mut first, id, title);
        }
        for (id, points) in points.iter().filter_map(|(n, points)| Some((item(n)?, points))) {
            let estimate = Some(Estimate::from_tenths(points * 10));
            second.edit(|tx| command::change_items(tx, &[id], &ItemChange::Estimate(estimate)));
        }
        let (of_first, of_second) = (file(&first), file(&second));
        prop_assert_eq!(paths(&merge(&mut first, &of_second).conflicts), BTreeSet::new());
        prop_assert_eq!(paths(&merge(&mut second, &of_first).conflicts), BTreeSet::new());
        prop_assert_eq!(shown(&first.workspace), shown(&second.workspace));
    }

    #[test]
    fn nothing_either_side_holds_is_lost(before in acts(25), here in acts(12), there in acts(12)) {
        let (mut first, second) = apart(&before, &here, &there);
        let mut ancestor = Desk::new();
        before.iter().for_each(|act| ancestor.act(act));
        let mine = first.workspace.clone();
        let report = merge(&mut first, &file(&second));
        let asked = paths(&report.conflicts);
        for table in second.workspace.tables().all().filter(|table| table.name() != MERGED) {
            let known = |workspace: &Workspace, id: Id| workspace.tables().any(table.name()).and_then(|it| it.fields(id));
            for id in table.ids() {
                let is_asked = |path: &str| asked.contains(&(table.name().to_owned(), id, path.to_owned()));
                let theirs = table.fields(id).unwrap();
                let Some(result) = known(&first.workspace, id) else {
                    // It was deleted for good here, and not touched there, or lay in Trash there.
                    prop_assert!(known(&ancestor.workspace, id).is_some() || known(&mine, id).is_none());
                    continue;
                };
                let (old, own) = (known(&ancestor.workspace, id), known(&mine, id));
                let (Some(old), Some(own)) = (old, own) else { continue };
                for (field, value) in theirs.iter().filter(|(field, _)| !QUIET.contains(&field.as_str())) {
                    let is_scalar = matches!(table.merge_class(field), MergeClass::Scalar | MergeClass::LongText);
                    if !is_scalar || Some(value) == old.get(field) {
                        continue;
                    }
                    let stands = result.get(field);
                    let is_mine_untouched = own.get(field) == old.get(field);
                    prop_assert!(
                        stands == Some(value) || is_asked(field) || !report.mended.is_empty(),
                        "{} {id} {field}: {value} is neither there ({stands:?}) nor asked; untouched: {is_mine_untouched}",
                        table.name(),
                    );
                }
            }
        }
    }
}

fn rename(desk: &mut Desk, id: Id, title: &str) {
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Title(title.into())));
}

fn title(desk: &Desk, id: Id) -> String {
    desk.workspace.tables().items.get(id).unwrap().title.clone()
}

/// Two devices that have one item.
fn pair() -> (Desk, Desk, Id) {
    let mut first = Desk::new();
    let id = first.add("Confirm");
    let second = Desk::of_tab(first.workspace.clone(), 2);
    (first, second, id)
}

#[test]
fn what_one_side_changed_after_it_had_seen_the_other_is_taken_without_a_question() {
    let (mut first, mut second, id) = pair();
    rename(&mut first, id, "Confirm by mail");
    merge(&mut second, &file(&first));
    rename(&mut second, id, "Confirm by text");
    let report = merge(&mut first, &file(&second));
    assert_eq!((report.changed, report.conflicts.len()), (1, 0));
    assert_eq!(title(&first, id), "Confirm by text");
}

#[test]
fn what_both_changed_stays_until_somebody_decides_and_is_decided_for_both() {
    let (mut first, mut second, id) = pair();
    rename(&mut first, id, "Mine");
    rename(&mut second, id, "Theirs");
    let theirs = file(&second);
    let mut rehearsed = Desk::of_tab(first.workspace.clone(), 3);
    let report = merge(&mut rehearsed, &theirs);
    assert_eq!(title(&rehearsed, id), "Mine");
    let [conflict] = &report.conflicts[..] else { panic!("{:?}", report.conflicts) };
    assert_eq!((&conflict.mine, &conflict.theirs), (&Some("Mine".into()), &Some("Theirs".into())));
    let mut decisions = Decisions::default();
    decisions.decide(conflict, Side::Theirs);
    let restoring = Restoring { decisions, ..Restoring::default() };
    merge_with(&mut first, &theirs, &restoring);
    assert_eq!(title(&first, id), "Theirs");
    rename(&mut first, id, "Theirs, and mine");
    let report = merge(&mut second, &file(&first));
    assert_eq!((report.conflicts.len(), title(&second, id).as_str()), (0, "Theirs, and mine"));
}

#[test]
fn both_may_stay_and_theirs_becomes_an_item_of_its_own() {
    let (mut first, mut second, id) = pair();
    rename(&mut first, id, "Mine");
    rename(&mut second, id, "Theirs");
    let mut decisions = Decisions::default();
    decisions.keep_both(&("items".into(), id));
    merge_with(&mut first, &file(&second), &Restoring { decisions, ..Restoring::default() });
    let items: Vec<_> =
        first.workspace.tables().items.iter().map(|it| (it.number, it.title.clone())).collect();
    assert_eq!(items, [(1, "Mine".to_owned()), (2, "Theirs".to_owned())]);
    let copy = first.workspace.tables().items.iter().find(|it| it.number == 2).unwrap();
    assert!(copy.related.contains(&id));
    let report = merge(&mut second, &file(&first));
    assert_eq!((report.new, report.conflicts.len()), (1, 0));
}

#[test]
fn a_deletion_that_did_not_know_of_a_change_is_asked() {
    let (mut first, mut second, id) = pair();
    first.edit(|tx| command::delete_items(tx, &[id]));
    rename(&mut second, id, "Needed");
    let report = merge(&mut first, &file(&second));
    assert_eq!(paths(&report.conflicts), BTreeSet::from([("items".into(), id, "deleted_at".into())]));
    // Mine stands: it stays in Trash, with what the other wrote.
    let kept = first.workspace.tables().items.get_kept(id).unwrap();
    assert!(kept.meta.deleted_at.is_some() && kept.title == "Needed");
    let (mut third, fourth, id) = pair();
    let mut fourth = fourth;
    fourth.edit(|tx| command::delete_items(tx, &[id]));
    rename(&mut third, id, "Needed");
    let report = merge(&mut third, &file(&fourth));
    assert_eq!((report.conflicts.len(), title(&third, id).as_str()), (1, "Needed"));
}

#[test]
fn what_was_deleted_for_good_comes_to_trash_if_it_was_not_touched_and_does_not_come_back() {
    let (mut first, mut second, id) = pair();
    let other = first.add("Later");
    merge(&mut second, &file(&first));
    first.edit(|tx| command::delete_items(tx, &[id, other]));
    first.edit(|tx| tx.empty_trash(tx.now()));
    let report = merge(&mut second, &file(&first));
    assert_eq!((report.trashed, report.conflicts.len()), (2, 0));
    assert!(report.touched.contains(&("items".into(), other)), "what goes to Trash is named");
    assert!(second.workspace.tables().items.get(id).is_none());
    let (_, untouched, _) = pair();
    let report = merge(&mut first, &file(&untouched));
    assert_eq!((report.new, report.gone), (0, 1));
    second.undo();
    // What was written there since comes to Trash, and is asked about.
    rename(&mut second, id, "Wanted");
    let report = merge(&mut first, &file(&second));
    assert_eq!(
        paths(&report.conflicts),
        BTreeSet::from([id, other].map(|id| ("items".into(), id, String::new())))
    );
    assert!(first.workspace.tables().items.get_kept(id).unwrap().meta.deleted_at.is_some());
}

#[test]
fn a_file_of_one_product_says_nothing_about_another() {
    let (mut first, mut second, id) = pair();
    let other = second.edit(|tx| command::create_product(tx, "Wheel", "WHL", Lens::default()).unwrap());
    merge(&mut first, &file(&second));
    let text = write_document(&second.workspace, Some(other), "test", Instant(9));
    let report = merge(&mut first, &Document::parse(&text).unwrap());
    assert_eq!((report.trashed, report.conflicts.len()), (0, 0));
    assert!(first.workspace.tables().items.get(id).is_some());
}

#[test]
fn what_history_knows_to_be_as_it_was_is_not_asked() {
    let (mut first, mut second, id) = pair();
    rename(&mut second, id, "Theirs");
    let theirs = file(&second);
    merge(&mut first, &theirs);
    first.undo();
    assert_eq!(title(&first, id), "Confirm");
    let restoring = Restoring { history: known(&first), ..Restoring::default() };
    let (report, _) = merge_with(&mut first, &theirs, &restoring);
    assert_eq!((report.changed, report.conflicts.len()), (1, 0));
    assert_eq!(title(&first, id), "Theirs");
}

#[test]
fn before_a_conflict_history_knows_what_stood_there() {
    let (mut first, mut second, id) = pair();
    rename(&mut first, id, "Mine");
    rename(&mut second, id, "Theirs");
    let restoring = Restoring { history: known(&first), ..Restoring::default() };
    let (report, _) = merge_with(&mut first, &file(&second), &restoring);
    assert_eq!(report.conflicts[0].base, Some(Before(Some("Confirm".into()))));
}

#[test]
fn a_clock_a_year_ahead_wins_nothing() {
    let (mut first, mut second, id) = pair();
    second.context.now.0 += 366 * 86_400_000;
    rename(&mut second, id, "Theirs");
    rename(&mut first, id, "Mine");
    let report = merge(&mut first, &file(&second));
    assert_eq!((report.conflicts.len(), title(&first, id).as_str()), (1, "Mine"));
}

#[test]
fn elements_of_a_list_join_and_one_that_both_wrote_is_asked_by_itself() {
    let (mut first, mut second, id) = pair();
    let note = |desk: &mut Desk, change: NoteChange| {
        desk.edit(|tx| command::change_notes(tx, id, NoteList::Criteria, &change));
    };
    let criteria = |desk: &Desk| desk.workspace.tables().items.get(id).unwrap().criteria.clone();
    note(&mut first, NoteChange::Add("Rings".into()));
    let rings = criteria(&first)[0].id;
    merge(&mut second, &file(&first));
    note(&mut first, NoteChange::Add("Mine".into()));
    note(&mut second, NoteChange::Add("Theirs".into()));
    note(&mut first, NoteChange::Text(rings, "Rings twice".into()));
    note(&mut second, NoteChange::Tick(rings, true));
    assert_eq!(paths(&merge(&mut first, &file(&second)).conflicts), BTreeSet::new());
    let texts: BTreeSet<String> = criteria(&first).into_iter().map(|it| it.text).collect();
    assert_eq!(texts, ["Rings twice", "Mine", "Theirs"].map(str::to_owned).into());
    merge(&mut second, &file(&first));
    note(&mut first, NoteChange::Text(rings, "Rings loud".into()));
    note(&mut second, NoteChange::Text(rings, "Rings low".into()));
    let asked = paths(&merge(&mut first, &file(&second)).conflicts);
    assert_eq!(asked, BTreeSet::from([("items".into(), id, format!("criteria/{rings}/text"))]));
}

#[test]
fn a_file_that_somebody_wrote_in_is_asked_about() {
    let (mut first, second, id) = pair();
    let text = write_document(&second.workspace, None, "test", Instant(9)).replace("Confirm", "Written in");
    let report = merge(&mut first, &Document::parse(&text).unwrap());
    assert_eq!(paths(&report.conflicts), BTreeSet::from([("items".into(), id, "title".into())]));
    assert_eq!(title(&first, id), "Confirm");
}

#[test]
fn merging_touches_what_differs() {
    let mut first = Desk::new();
    let ids: Vec<Id> = (0..300).map(|n| first.add(&format!("Item {n}"))).collect();
    let mut second = Desk::of_tab(first.workspace.clone(), 2);
    for id in ids.iter().step_by(100) {
        rename(&mut second, *id, "Theirs");
    }
    let theirs = file(&second);
    let restoring = Restoring { history: known(&first), ..Restoring::default() };
    let (report, entry) = merge_with(&mut first, &theirs, &restoring);
    // Three items, and what is known of the other device.
    assert_eq!((report.changed, entry.unwrap().changes.len()), (3, 4));
}

#[test]
fn a_label_made_on_both_under_one_name_is_one_on_both() {
    let (mut first, mut second, id) = pair();
    let other = second.add("Lamps");
    let mark = |desk: &mut Desk, item: Id, name: &str| {
        desk.edit(|tx| command::change_items(tx, &[item], &ItemChange::AddLabel(name.into())));
    };
    mark(&mut first, id, "urgent");
    mark(&mut second, other, "Urgent");
    merge(&mut first, &file(&second));
    merge(&mut second, &file(&first));
    for desk in [&first, &second] {
        let tables = desk.workspace.tables();
        let [label] = tables.labels.iter().collect::<Vec<_>>()[..] else { panic!("more than one label") };
        for item in [id, other] {
            assert!(tables.items.get(item).unwrap().labels.contains(&label.meta.id));
        }
    }
}
