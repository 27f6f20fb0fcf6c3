//! Writing items: the story sentence, lists, relations, splitting, merging, duplicates, what people said.

use throughline::analysis::words_said;
use throughline::analysis::{duplicates, is_waiting, like, named_by};
use throughline::command::{self, CommandError, ItemChange, NoteChange, NoteList, Relation};
use throughline::model::kind::{FEEDBACK, Field, PERSONAS, SAID_ON, SEGMENT, SEGMENTS, SOURCE, SPEAKS_FOR};
use throughline::model::{Day, Goal, Id, Item, ItemType, RecordRef, set_of};
use throughline::workspace::{Search, find_problems};

use crate::support::{Desk, contents};

fn item(desk: &Desk, id: Id) -> &Item {
    desk.workspace.tables().items.get(id).unwrap()
}

fn add_notes(desk: &mut Desk, id: Id, list: NoteList, texts: &[&str]) {
    for text in texts {
        desk.edit(|tx| command::change_notes(tx, id, list, &NoteChange::Add((*text).to_owned())));
    }
}

/// The piece of feedback there is.
fn voice(desk: &Desk) -> &throughline::workspace::Described {
    desk.workspace.tables().described_of(&FEEDBACK, desk.product).first().copied().unwrap()
}

#[test]
fn the_story_is_taken_out_of_the_description() {
    let mut desk = Desk::new();
    let id = desk.add("Cancel by text");
    let text = "As a rider, I want to cancel by text so that I need not call.\n\nSee the mock.";
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Description(text.into())));
    assert!(desk.edit(|tx| command::take_story(tx, id)));
    let story = item(&desk, id);
    assert_eq!(
        (story.want.as_str(), story.benefit.as_str(), story.description.as_str()),
        ("to cancel by text", "I need not call", "See the mock.")
    );
    let persona = story.persona.unwrap();
    assert_eq!(desk.workspace.tables().described(&PERSONAS, persona).unwrap().name(), "rider");
    let product = desk.product;
    assert_eq!(desk.edit(|tx| command::described_named(tx, &PERSONAS, product, " Rider ")), Some(persona));
    assert_eq!(desk.edit(|tx| command::described_named(tx, &PERSONAS, product, " ")), None);
}

#[test]
fn a_ring_of_waiting_is_refused_with_the_way_round() {
    let mut desk = Desk::new();
    let [a, b, c] = ["a", "b", "c"].map(|title| desk.add(title));
    let relate =
        |desk: &mut Desk, from, relation, to| desk.edit(|tx| command::relate(tx, from, relation, to, true));
    relate(&mut desk, a, Relation::WaitsFor, b).unwrap();
    relate(&mut desk, c, Relation::Blocks, b).unwrap();
    let ring = relate(&mut desk, c, Relation::WaitsFor, a);
    assert_eq!(
        ring.unwrap_err().to_string(),
        "They would wait for each other: SPK-1, which waits for SPK-2, which waits for SPK-3."
    );
    assert_eq!(relate(&mut desk, a, Relation::WaitsFor, a), Err(CommandError::SameItem));
    assert!(is_waiting(desk.workspace.tables(), item(&desk, a)));
    assert_eq!(named_by(desk.workspace.tables(), desk.product, b)[0], [a]);
    desk.edit(|tx| command::change_items(tx, &[b], &ItemChange::Status("accepted".into())));
    assert!(!is_waiting(desk.workspace.tables(), item(&desk, a)));
    desk.edit(|tx| command::delete_items(tx, &[b]));
    assert!(item(&desk, a).blocked_by.is_empty());
}

#[test]
fn of_two_that_say_the_same_one_is_the_duplicate() {
    let mut desk = Desk::new();
    let [a, b] = ["a", "b"].map(|title| desk.add(title));
    desk.edit(|tx| command::relate(tx, a, Relation::DuplicateOf, b, true)).unwrap();
    desk.edit(|tx| command::relate(tx, b, Relation::DuplicateOf, a, true)).unwrap();
    assert_eq!((item(&desk, a).duplicate_of, item(&desk, b).duplicate_of), (None, Some(a)));
    desk.edit(|tx| command::relate(tx, a, Relation::HasDuplicate, b, false)).unwrap();
    assert_eq!(item(&desk, b).duplicate_of, None);
}

#[test]
fn a_split_shares_the_criteria_out_and_one_undo_puts_it_back() {
    let mut desk = Desk::new();
    let id = desk.add("Warn and move");
    add_notes(&mut desk, id, NoteList::Criteria, &["one", "two", "three"]);
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::AddLabel("day".into())));
    desk.edit(|tx| command::say_of(tx, id, "We promise by feeling.")).unwrap();
    let before = contents(&desk.workspace);
    let moved = [item(&desk, id).criteria[0].id, item(&desk, id).criteria[2].id];
    let part = desk.edit(|tx| command::split_item(tx, id, "Move a job", &moved)).unwrap();
    let texts = |id: Id| item(&desk, id).criteria.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    assert_eq!(
        (texts(id), texts(part)),
        (vec!["two".to_owned()], vec!["one".to_owned(), "three".to_owned()])
    );
    assert_eq!(item(&desk, part).labels, item(&desk, id).labels);
    assert_eq!(desk.items(), [id, part]);
    let quote = voice(&desk).linked(&SPEAKS_FOR);
    assert_eq!(set_of(quote), [("items", id), ("items", part)].into());
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(desk.edit(|tx| command::split_item(tx, id, " ", &[])), Err(CommandError::NoName("item")));
}

#[test]
fn a_merge_keeps_what_is_written_and_who_names_whom() {
    let mut desk = Desk::new();
    let [kept, gone, task, waiting] = ["Kept", "Gone", "Task", "Waiting"].map(|title| desk.add(title));
    add_notes(&mut desk, kept, NoteList::Criteria, &["same", "own"]);
    add_notes(&mut desk, gone, NoteList::Criteria, &["same", "other"]);
    add_notes(&mut desk, gone, NoteList::Comments, &["said"]);
    add_notes(&mut desk, gone, NoteList::Questions, &["When?"]);
    desk.edit(|tx| command::change_items(tx, &[gone], &ItemChange::Description("More.".into())));
    desk.edit(|tx| command::change_items(tx, &[gone], &ItemChange::Value(Some(4))));
    desk.edit(|tx| command::change_items(tx, &[task], &ItemChange::Kind(ItemType::Task)));
    desk.edit(|tx| tx.edit(task, |task: &mut Item| task.parent = Some(gone)));
    desk.edit(|tx| command::relate(tx, waiting, Relation::WaitsFor, gone, true)).unwrap();
    desk.edit(|tx| command::relate(tx, kept, Relation::RelatesTo, gone, true)).unwrap();
    desk.edit(|tx| command::say_of(tx, gone, "I had to call twice.")).unwrap();
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::merge_items(tx, kept, &[gone])).unwrap();
    let merged = item(&desk, kept);
    let texts: Vec<&str> = merged.criteria.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["same", "own", "other"]);
    assert_eq!((merged.comments.len(), merged.questions.len(), merged.value), (1, 1, Some(4)));
    assert_eq!(merged.description, "*From SPK-2, “Gone”:*\n\nMore.");
    assert!(merged.related.is_empty());
    assert_eq!(item(&desk, task).parent, Some(kept));
    assert_eq!(item(&desk, waiting).blocked_by, [kept].into());
    assert!(voice(&desk).linked(&SPEAKS_FOR).contains(&("items", kept)));
    assert!(desk.workspace.tables().items.get(gone).is_none());
    assert!(find_problems(desk.workspace.tables()).is_empty());
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(desk.edit(|tx| command::merge_items(tx, kept, &[kept])), Err(CommandError::SameItem));
}

#[test]
fn an_item_merged_with_what_stands_above_it_does_not_stand_under_itself() {
    let mut desk = Desk::new();
    let [epic, story, task] = ["Epic", "Story", "Task"].map(|title| desk.add(title));
    desk.edit(|tx| {
        tx.edit(epic, |it: &mut Item| it.kind = ItemType::Epic);
        tx.edit(story, |it: &mut Item| it.parent = Some(epic));
        tx.edit(task, |it: &mut Item| it.parent = Some(story));
    });
    desk.edit(|tx| command::merge_items(tx, task, &[epic, story])).unwrap();
    assert_eq!(item(&desk, task).parent, None);
    assert!(find_problems(desk.workspace.tables()).is_empty());
}

#[test]
fn titles_of_the_same_words_are_found_until_one_says_they_differ() {
    let mut desk = Desk::new();
    let first = desk.add("Send a reminder to the rider");
    desk.add("Move a job off a full day");
    let second = desk.add("Send riders reminders by text");
    let over = desk.add("Send a rider a reminder");
    desk.edit(|tx| command::change_items(tx, &[over], &ItemChange::Status("dropped".into())));
    let tables = desk.workspace.tables();
    let found = duplicates(tables, desk.product, 9);
    assert_eq!(
        found.iter().map(|it| (it.first, it.second, it.same, it.of)).collect::<Vec<_>>(),
        [(first, second, 3, 4)]
    );
    assert_eq!(like(tables, item(&desk, second), 9), found);
    // What is done already counts where all words are the same.
    desk.edit(|tx| command::change_items(tx, &[over], &ItemChange::Status("accepted".into())));
    let found = like(desk.workspace.tables(), item(&desk, first), 9);
    assert_eq!(found.iter().map(|it| (it.same, it.of)).collect::<Vec<_>>(), [(3, 3), (3, 4)]);
    desk.edit(|tx| command::change_items(tx, &[over], &ItemChange::Status("dropped".into())));
    desk.edit(|tx| tx.edit(first, |it: &mut Item| it.distinct_from.extend([second])));
    assert!(duplicates(desk.workspace.tables(), desk.product, 9).is_empty());
}

#[test]
fn a_search_shows_first_what_fits_best() {
    let mut desk = Desk::new();
    let [told, inside, begins, other] =
        ["Something else", "Send a reminder", "Reminder by text", "Unlike"].map(|title| desk.add(title));
    desk.edit(|tx| command::change_items(tx, &[told], &ItemChange::Description("A reminder.".into())));
    let found = |desk: &Desk, text: &str| Search::parse(text).run(desk.workspace.tables(), desk.product);
    assert_eq!(found(&desk, "reminder"), [begins, inside, told]);
    assert_eq!(found(&desk, "spk-4"), [other]);
    assert_eq!(found(&desk, ""), [told, inside, begins, other]);
}

#[test]
fn a_search_finds_what_stands_beside_the_title() {
    let mut desk = Desk::new();
    let [blocked, quoted, labelled, marked] = ["a", "b", "c", "Café für alle"].map(|title| desk.add(title));
    desk.edit(|tx| command::change_items(tx, &[blocked], &ItemChange::Block("Waits for the lawyer".into())));
    desk.edit(|tx| command::say_of(tx, quoted, "We promise by feeling.")).unwrap();
    desk.edit(|tx| command::change_items(tx, &[labelled], &ItemChange::AddLabel("Überall".into())));
    let goal = desk.edit(|tx| {
        let goal = command::add_goal(tx, tx.tables().items.get(marked)?.product, "A goal").ok()?;
        tx.edit(goal, |goal: &mut Goal| goal.description = "Riders come back".into());
        Some(goal)
    });
    let found = |text: &str| Search::parse(text).run(desk.workspace.tables(), desk.product);
    assert_eq!(found("lawyer"), [blocked]);
    assert_eq!(found("FEELING"), [quoted]);
    assert_eq!(found("uberall"), [labelled]);
    assert_eq!(found("cafe fur"), [marked]);
    for (list, text) in [(NoteList::Criteria, "Nobody rings twice"), (NoteList::Comments, "Seen with Ana")] {
        add_notes(&mut desk, labelled, list, &[text]);
    }
    desk.edit(|tx| {
        let mira = command::person_named(tx, "Mira");
        tx.edit(quoted, |item: &mut Item| item.delegate = mira);
        tx.edit(blocked, |item: &mut Item| item.benefit = "I sleep well".into());
        tx.edit(blocked, |item: &mut Item| item.description = "As on paper".into());
    });
    let found = |text: &str| Search::parse(text).run(desk.workspace.tables(), desk.product);
    assert_eq!([found("rings"), found("ana"), found("mira")], [[labelled], [labelled], [quoted]]);
    assert_eq!([found("sleep"), found("paper")], [[blocked], [blocked]]);
    desk.edit(|tx| {
        let draft = command::KeyResultDraft {
            name: "Calls a day".into(),
            baseline: "22".into(),
            target: "12".into(),
            ..command::KeyResultDraft::default()
        };
        command::write_key_result(tx, goal.unwrap(), None, &draft).unwrap();
    });
    let goals = &desk.workspace.tables().goals.any;
    assert!(Search::parse("calls").is_in(goals, goal.unwrap()));
    assert!(Search::parse("come riders").is_in(goals, goal.unwrap()));
    assert!(!Search::parse("come riders home").is_in(goals, goal.unwrap()));
}

#[test]
fn what_people_said_is_dated_and_sorted_and_never_from_tomorrow() {
    let mut desk = Desk::new();
    let id = desk.add("a");
    let quote = desk.edit(|tx| command::say_of(tx, id, " We promise by feeling. ")).unwrap();
    let said = RecordRef { table: FEEDBACK.table, id: quote };
    let write = |desk: &mut Desk, field: &Field, text: &str| {
        desk.edit(|tx| command::write_field(tx, said, field, text))
    };
    write(&mut desk, &SOURCE, "Visit").unwrap();
    write(&mut desk, &SAID_ON, "2026-11-12").unwrap();
    let tomorrow = Day::new(2026, 11, 22).unwrap();
    assert_eq!(write(&mut desk, &SAID_ON, "2026-11-22"), Err(CommandError::Future(tomorrow)));
    let product = desk.product;
    desk.edit(|tx| {
        let id = command::described_named(tx, &SEGMENTS, product, "Small workshops").unwrap();
        assert_eq!(command::described_named(tx, &SEGMENTS, product, "small Workshops"), Some(id));
        command::set_link(tx, said, &SEGMENT, RecordRef { table: SEGMENTS.table, id }, true).unwrap();
    });
    assert_eq!(
        (words_said(voice(&desk)), voice(&desk).words(&SAID_ON)),
        ("We promise by feeling.", "2026-11-12")
    );
    desk.edit(|tx| command::rewrite_feedback(tx, quote, "It is late.\nEvery time.")).unwrap();
    assert_eq!((voice(&desk).name(), words_said(voice(&desk))), ("It is late.", "It is late.\nEvery time."));
    desk.edit(|tx| command::rewrite_feedback(tx, quote, " ")).unwrap();
    assert!(desk.workspace.tables().described(&FEEDBACK, quote).is_none());
}

#[test]
fn lists_are_written_ticked_answered_and_moved() {
    let mut desk = Desk::new();
    let id = desk.add("a");
    add_notes(&mut desk, id, NoteList::Checklist, &["- one\n- two"]);
    add_notes(&mut desk, id, NoteList::Questions, &["By when?", " "]);
    let (one, two) = (item(&desk, id).checklist[0].id, item(&desk, id).checklist[1].id);
    let asked = item(&desk, id).questions[0].id;
    let mut change = |list, change| desk.edit(|tx| command::change_notes(tx, id, list, &change));
    change(NoteList::Checklist, NoteChange::Tick(two, true));
    change(NoteList::Checklist, NoteChange::Step(two, -5));
    change(NoteList::Checklist, NoteChange::Text(one, "first".into()));
    change(NoteList::Questions, NoteChange::Answer(asked, "Friday".into()));
    let texts: Vec<(&str, bool)> =
        item(&desk, id).checklist.iter().map(|it| (it.text.as_str(), it.done)).collect();
    assert_eq!(texts, [("two", true), ("first", false)]);
    assert_eq!(item(&desk, id).questions.len(), 1);
    assert!(item(&desk, id).questions[0].answered_at.is_some());
    desk.edit(|tx| command::change_notes(tx, id, NoteList::Checklist, &NoteChange::Text(two, " ".into())));
    assert_eq!(item(&desk, id).checklist.len(), 1);
}

#[test]
fn a_merge_makes_no_ring_of_parents_and_none_of_waiting() {
    let mut desk = Desk::new();
    let [epic, story, task, waiting] = ["Epic", "Story", "Task", "Waiting"].map(|title| desk.add(title));
    desk.edit(|tx| {
        tx.edit(epic, |it: &mut Item| it.kind = ItemType::Epic);
        tx.edit(story, |it: &mut Item| it.parent = Some(epic));
        tx.edit(task, |it: &mut Item| it.parent = Some(story));
    });
    desk.edit(|tx| command::relate(tx, waiting, Relation::WaitsFor, task, true)).unwrap();
    desk.edit(|tx| command::merge_items(tx, epic, &[task])).unwrap();
    assert_eq!((item(&desk, epic).parent, item(&desk, story).parent), (None, Some(epic)));
    assert_eq!(item(&desk, waiting).blocked_by, [epic].into());
    let [a, b, c] = ["a", "b", "c"].map(|title| desk.add(title));
    desk.edit(|tx| command::relate(tx, a, Relation::WaitsFor, b, true)).unwrap();
    desk.edit(|tx| command::relate(tx, b, Relation::WaitsFor, c, true)).unwrap();
    desk.edit(|tx| command::merge_items(tx, c, &[a])).unwrap();
    assert!(item(&desk, c).blocked_by.is_empty());
    assert_eq!(item(&desk, b).blocked_by, [c].into());
    assert!(find_problems(desk.workspace.tables()).is_empty());
}

#[test]
fn whoever_takes_an_item_back_need_not_ask_how_it_goes() {
    let mut desk = Desk::new();
    let [given, own] = ["given", "own"].map(|title| desk.add(title));
    let person = desk.edit(|tx| command::person_named(tx, "Kim").unwrap());
    let day = Day::new(2026, 12, 1).unwrap();
    desk.edit(|tx| command::change_items(tx, &[given, own], &ItemChange::FollowUp(Some(day))));
    desk.edit(|tx| command::change_items(tx, &[given], &ItemChange::Delegate(Some(person))));
    assert_eq!(item(&desk, given).follow_up, Some(day));
    desk.edit(|tx| command::change_items(tx, &[given, own], &ItemChange::Delegate(None)));
    assert_eq!(item(&desk, given).follow_up, None);
    assert_eq!(item(&desk, own).follow_up, Some(day), "nothing was taken back there");
}
