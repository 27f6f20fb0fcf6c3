//! The line: gaps appear where links go, and nowhere else.

use throughline::analysis::{
    Gap, Joint, Overview, Station, StopState, Trace, TraceNode, attention, category_of, current_value,
    line_of,
};
use throughline::command::{self, CommandError, ItemChange, KeyResultDraft, OpenItems, VisionDraft};
use throughline::format::{RoadmapBy, roadmap_markdown};
use throughline::model::kind::INITIATIVE_START;
use throughline::model::{
    Category, Goal, Horizon, Id, Initiative, Item, ItemType, Metric, Record, RecordRef, Release, ReleaseState,
};
use throughline::workspace::find_problems;

use crate::support::{Desk, contents};

fn sample() -> (Desk, Id) {
    let mut desk = Desk::new();
    let product = desk.edit(|tx| command::create_sample(tx).unwrap());
    (desk, product)
}

fn overview(desk: &Desk, product: Id) -> Overview {
    Overview::of(desk.workspace.tables(), product)
}

/// The stations of a record's line where something is missing.
fn missing(desk: &Desk, record: RecordRef) -> Vec<Station> {
    let line = line_of(desk.workspace.tables(), record);
    line.into_iter().filter(|stop| stop.state == StopState::Missing).map(|stop| stop.station).collect()
}

#[test]
fn the_sample_is_the_one_of_the_pictures() {
    let (desk, product) = sample();
    let tables = desk.workspace.tables();
    let overview = overview(&desk, product);
    assert_eq!(find_problems(tables), vec![]);
    assert_eq!((overview.open_stories, overview.with_goal, overview.with_criteria), (62, 48, 38));
    assert_eq!(overview.lacking(Gap::StoryGoal).len(), 14);
    assert_eq!(overview.lacking(Gap::ReleaseCheck).len(), 1);
    let counts =
        Horizon::ALL.map(|horizon| tables.initiatives.iter().filter(|it| it.horizon == horizon).count());
    assert_eq!(counts, [3, 5, 9]);
    let reminders = tables.initiatives.iter().find(|it| it.name == "Two-way reminders").unwrap();
    let work = overview.initiative(reminders.meta.id);
    assert_eq!((work.done, work.all), (2, 9));
    let markdown = roadmap_markdown(
        tables,
        product,
        RoadmapBy::Horizon,
        desk.context.today,
        |day: throughline::model::Day| day.to_string(),
    );
    assert!(markdown.contains("- **Two-way reminders** – No-shows fall from 14 to 6 in a hundred bookings.  \n  No bike, no empty stand · 2026-10-31 to 2027-01-12 · 2 of 9 done · committed, 85 %"), "{markdown}");
    assert!(markdown.ends_with("Only what is committed is promised._\n"), "{markdown}");
    let by_goal = roadmap_markdown(
        tables,
        product,
        RoadmapBy::Goal,
        desk.context.today,
        |day: throughline::model::Day| day.to_string(),
    );
    assert!(
        by_goal
            .contains("## No bike, no empty stand\n\nBehind: Booked riders who do not come 11.2 % → 6 %, "),
        "{by_goal}"
    );
    assert!(by_goal.contains("27 % → 50 %\n\n- **Two-way reminders**"), "{by_goal}");
    assert!(by_goal.contains(" · 2 of 9 done · committed, 85 %"), "{by_goal}");
    let releases = roadmap_markdown(
        tables,
        product,
        RoadmapBy::Release,
        desk.context.today,
        |day: throughline::model::Day| day.to_string(),
    );
    assert!(releases.contains("- **2.4 Prices on the booking page** – released, 20"), "{releases}");
    assert!(releases.contains("  \n  7 of 7 done · Calls a day, 22 → 18, closer\n"), "{releases}");
}

#[test]
fn the_sample_goes_without_a_trace_and_comes_back_by_undo() {
    let mut desk = Desk::new();
    desk.add("my own");
    let before = contents(&desk.workspace);
    let product = desk.edit(|tx| command::create_sample(tx).unwrap());
    let with = contents(&desk.workspace);
    desk.edit(|tx| command::delete_product(tx, product));
    assert_eq!(contents(&desk.workspace), before);
    desk.undo();
    assert_eq!(contents(&desk.workspace), with);
}

#[test]
fn adding_and_deleting_the_sample_are_both_taken_back() {
    let mut desk = Desk::new();
    desk.add("my own");
    let before = contents(&desk.workspace);
    let product = desk.edit(|tx| command::create_sample(tx).unwrap());
    let with = contents(&desk.workspace);
    desk.edit(|tx| command::delete_product(tx, product));
    desk.undo();
    assert_eq!(contents(&desk.workspace), with);
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
    desk.redo();
    assert_eq!(contents(&desk.workspace), with);
}

/// Takes one link out, checks that exactly this gap came, and puts it back.
fn check_cut(
    desk: &mut Desk,
    product: Id,
    record: RecordRef,
    station: Station,
    gap: Option<Gap>,
    cut: impl FnOnce(&mut throughline::workspace::Tx<'_>),
) {
    let (before, was_missing) = (overview(desk, product), missing(desk, record));
    assert!(!was_missing.contains(&station), "{record:?} is whole at {station:?}");
    desk.edit(cut);
    let after = overview(desk, product);
    let mut now_missing = missing(desk, record);
    now_missing.retain(|it| !was_missing.contains(it));
    assert_eq!(now_missing, [station], "the line of {record:?}");
    for kind in Gap::ALL {
        let mut expected = before.lacking(kind).to_vec();
        if gap == Some(kind) {
            expected.push(record.id);
        }
        let mut found = after.lacking(kind).to_vec();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{kind:?} after cutting {station:?} of {record:?}");
    }
    desk.undo();
    assert_eq!(overview(desk, product), before);
}

#[test]
fn cutting_any_one_link_of_the_sample_makes_exactly_that_gap() {
    let (mut desk, product) = sample();
    let tables = desk.workspace.tables().clone();
    let mut cuts = 0;
    let mut cut = |desk: &mut Desk, record: RecordRef, joint: Joint, station: Station, gap: Option<Gap>| {
        check_cut(desk, product, record, station, gap, |tx| command::join(tx, record, joint, None).unwrap());
        cuts += 1;
    };
    for goal in tables.goals.iter() {
        cut(
            &mut desk,
            RecordRef::to::<Goal>(goal.meta.id),
            Joint::Vision,
            Station::Vision,
            Some(Gap::GoalVision),
        );
    }
    for initiative in tables.initiatives.iter() {
        let record = RecordRef::to::<Initiative>(initiative.meta.id);
        if initiative.goal.is_some() {
            // What is above the goal is no longer reached, but nothing is missing there.
            cut(&mut desk, record, Joint::Goal, Station::Goal, Some(Gap::InitiativeGoal));
        }
        if initiative.metric.is_some() {
            cut(&mut desk, record, Joint::Metric, Station::Outcome, None);
        }
    }
    for release in
        tables.releases.iter().filter(|it| it.metric.is_some() && it.state == ReleaseState::Planned)
    {
        cut(
            &mut desk,
            RecordRef::to::<Release>(release.meta.id),
            Joint::Metric,
            Station::Outcome,
            Some(Gap::ReleaseMetric),
        );
    }
    for item in tables.items.iter() {
        let record = RecordRef::to::<Item>(item.meta.id);
        let product = tables.products.get(item.product).unwrap();
        let category = product.workflow.state(&item.status).unwrap().category;
        if item.kind == ItemType::Epic && item.initiative.is_some() {
            let stories = tables.items.any.children(item.meta.id).count();
            assert!(stories > 0);
            // The goal came through the initiative: both are reached no longer, and one link mends both.
            let before = overview(&desk, item.product);
            desk.edit(|tx| command::join(tx, record, Joint::Initiative, None).unwrap());
            assert_eq!(missing(&desk, record), [Station::Goal, Station::Initiative]);
            assert_eq!(overview(&desk, item.product).lacking(Gap::EpicInitiative), [item.meta.id]);
            assert_eq!(overview(&desk, item.product).lacking(Gap::StoryGoal), before.lacking(Gap::StoryGoal));
            desk.undo();
        }
        if item.release.is_some() {
            let gap = (category == Category::Done).then_some(Gap::StoryRelease);
            check_release(&mut desk, item, record, gap);
        }
        if !item.criteria.is_empty() {
            let gap = (!matches!(category, Category::Done | Category::Idea)).then_some(Gap::StoryCriteria);
            check_cut(&mut desk, item.product, record, Station::Acceptance, gap, |tx| {
                tx.edit(record.id, |item: &mut Item| item.criteria.clear());
            });
        }
    }
    assert!(cuts > 20);
}

/// A release takes the outcome along that it alone was to move.
fn check_release(desk: &mut Desk, item: &Item, record: RecordRef, gap: Option<Gap>) {
    let before = overview(desk, item.product);
    let was_missing = missing(desk, record);
    desk.edit(|tx| command::join(tx, record, Joint::Release, None).unwrap());
    assert!(missing(desk, record).contains(&Station::Release));
    assert!(!was_missing.contains(&Station::Release));
    for kind in Gap::ALL {
        let came = overview(desk, item.product).lacking(kind).len() - before.lacking(kind).len();
        assert_eq!(came, usize::from(gap == Some(kind)), "{kind:?}");
    }
    desk.undo();
}

#[test]
fn a_deleted_record_leaves_gaps_and_no_dangling_link() {
    let (mut desk, product) = sample();
    let find = |desk: &Desk, name: &str| {
        desk.workspace.tables().initiatives.iter().find(|it| it.name == name).unwrap().meta.id
    };
    let reminders = find(&desk, "Two-way reminders");
    let whole = contents(&desk.workspace);
    desk.edit(|tx| tx.trash(Initiative::TABLE, &[reminders]));
    let cut = overview(&desk, product);
    assert_eq!(cut.lacking(Gap::EpicInitiative).len(), 1);
    let metric = desk.workspace.tables().metrics.iter().find(|it| it.name == "Empty stands").unwrap().meta.id;
    desk.edit(|tx| tx.trash(Metric::TABLE, &[metric]));
    assert_eq!(overview(&desk, product).lacking(Gap::ReleaseMetric).len(), 2);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
    desk.undo();
    desk.undo();
    assert_eq!(contents(&desk.workspace), whole);
}

#[test]
fn what_needs_care_is_said_the_most_urgent_first() {
    let (desk, product) = sample();
    let overview = overview(&desk, product);
    let needs = attention(desk.workspace.tables(), product, &overview, desk.context.today);
    let said = format!("{needs:?}");
    assert!(said.starts_with("[Blocked { item"), "an impediment blocks what it names: {said}");
    assert!(said.contains("days: 7 }, Unchecked"), "{said}");
    assert!(said.contains("Late cancellations filled again"), "23 days without a check-in: {said}");
    assert!(!said.contains("\"Riders book without calling\""), "on track: {said}");
    assert!(said.contains("Behind { goal"), "{said}");
}

#[test]
fn goals_go_on_to_serve_the_next_version_of_the_vision() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_goal(tx, product, "Before the vision").unwrap());
    let draft = |statement: &str| VisionDraft { statement: statement.into(), ..VisionDraft::default() };
    let first = desk.edit(|tx| command::write_vision(tx, product, &draft("One"), false).unwrap());
    assert_eq!(desk.workspace.tables().goals.get(goal).unwrap().vision, Some(first));
    assert_eq!(desk.edit(|tx| command::write_vision(tx, product, &draft("One!"), false).unwrap()), first);
    let second = desk.edit(|tx| command::write_vision(tx, product, &draft("Two"), true).unwrap());
    assert_eq!(desk.workspace.tables().goals.get(goal).unwrap().vision, Some(second));
    assert_eq!(desk.workspace.tables().visions.get(second).unwrap().number, 2);
    let empty = desk.edit(|tx| command::write_vision(tx, product, &draft("  "), true));
    assert_eq!(empty, Err(CommandError::NoVision));
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_goal(tx, product, "G").unwrap());
    let draft = |baseline: &str, target: &str, start: &str, due: &str| KeyResultDraft {
        name: "K".into(),
        unit: "%".into(),
        baseline: baseline.into(),
        target: target.into(),
        start: start.into(),
        due: due.into(),
        metric: None,
    };
    let before = contents(&desk.workspace);
    let mut refused = |draft: KeyResultDraft| {
        desk.edit(|tx| command::write_key_result(tx, goal, None, &draft)).unwrap_err().to_string()
    };
    assert!(refused(draft("41", "41 %", "", "")).starts_with("From and to are the same"));
    assert!(refused(draft("x", "2", "", "")).starts_with("“x” is not a number"));
    assert_eq!(refused(draft("1", "2", "", "2200-01-01")), "2200-01-01 lies outside of 1900 to 2199");
    assert_eq!(refused(draft("1", "2", "2026-02-02", "2026-01-01")), "The end lies before the start.");
    assert_eq!(contents(&desk.workspace), before);
    let result = desk.edit(|tx| command::write_key_result(tx, goal, None, &draft("1", "2", "", "")).unwrap());
    let future = desk.edit(|tx| command::check_in(tx, goal, result, "1.5", "2026-11-22")).unwrap_err();
    assert_eq!(future.to_string(), "2026-11-22 has not come yet. Choose today or an earlier day.");
    desk.edit(|tx| command::check_in(tx, goal, result, "1.5", "2026-11-20").unwrap());
    desk.edit(|tx| command::check_in(tx, goal, result, "1.6", "2026-11-20").unwrap());
    let goal = desk.workspace.tables().goals.get(goal).unwrap();
    assert_eq!(goal.key_results[0].check_ins.len(), 1, "one value a day");
    assert_eq!(current_value(desk.workspace.tables(), &goal.key_results[0]), 160);
    let (of, check_in) = (goal.meta.id, goal.key_results[0].check_ins[0].id);
    desk.edit(|tx| command::remove_check_in(tx, of, result, check_in));
    assert!(desk.workspace.tables().goals.get(of).unwrap().key_results[0].check_ins.is_empty());

    let release = desk.edit(|tx| command::add_named(tx, Release::TABLE, product, "1.0").unwrap());
    let item = desk.add("open");
    desk.edit(|tx| command::join(tx, RecordRef::to::<Item>(item), Joint::Release, Some(release)).unwrap());
    let over_open = desk
        .edit(|tx| command::set_release_state(tx, release, ReleaseState::Released, OpenItems::Refuse))
        .unwrap_err();
    assert_eq!(over_open.to_string(), "1 item of this release is neither accepted nor dropped.");
    desk.edit(|tx| command::set_release_state(tx, release, ReleaseState::Released, OpenItems::Stay).unwrap());
    assert_eq!(desk.workspace.tables().releases.get(release).unwrap().actual, Some(desk.context.today));
    // What is open can go on into the next release that is not out, or into none.
    let [out, next] = ["1.1", "1.2"]
        .map(|name| desk.edit(|tx| command::add_named(tx, Release::TABLE, product, name).unwrap()));
    let go = |desk: &mut Desk, release, to| {
        desk.edit(|tx| {
            command::set_release_state(tx, release, ReleaseState::Open, OpenItems::Refuse).unwrap();
        });
        let to = OpenItems::Go(to);
        desk.edit(|tx| command::set_release_state(tx, release, ReleaseState::Released, to).unwrap());
        desk.workspace.tables().items.get(item).unwrap().release
    };
    go(&mut desk, out, None);
    assert_eq!(command::next_release(desk.workspace.tables(), release), Some(next));
    assert_eq!(go(&mut desk, release, Some(next)), Some(next));
    assert_eq!(go(&mut desk, next, None), None);

    let other = desk.add("other");
    let record = RecordRef::to::<Item>(item);
    desk.edit(|tx| command::join(tx, RecordRef::to::<Item>(other), Joint::Epic, Some(item)).unwrap());
    assert_eq!(desk.edit(|tx| command::join(tx, record, Joint::Epic, Some(other))), Err(CommandError::Ring));
    assert_eq!(desk.edit(|tx| command::join(tx, record, Joint::Epic, Some(item))), Err(CommandError::Ring));
}

#[test]
fn an_initiative_moves_between_columns_and_keeps_its_dates() {
    let (mut desk, product) = sample();
    let id_of = |desk: &Desk, name: &str| {
        desk.workspace.tables().initiatives.iter().find(|it| it.name == name).unwrap().meta.id
    };
    let column = |desk: &Desk, horizon: Horizon| -> Vec<String> {
        let table = &desk.workspace.tables().initiatives;
        let all = table.of(product);
        all.filter(|it| it.horizon == horizon).map(|it| it.name.clone()).collect()
    };
    let (day_board, waiting) = (id_of(&desk, "Day board"), id_of(&desk, "Waiting list"));
    desk.edit(|tx| {
        command::write_field(tx, RecordRef::to::<Initiative>(waiting), &INITIATIVE_START, "2027-01-04")
            .unwrap();
    });
    let before = command::Destination::Before(day_board);
    assert!(desk.edit(|tx| command::move_initiative(tx, waiting, Horizon::Now, Some(before))));
    assert_eq!(
        column(&desk, Horizon::Now),
        ["Two-way reminders", "Booking page", "Waiting list", "Day board"]
    );
    let moved = desk.workspace.tables().initiatives.get(waiting).unwrap();
    assert_eq!(moved.start.unwrap().to_string(), "2027-01-04");
    assert!(
        !desk.edit(|tx| command::move_initiative(tx, waiting, Horizon::Now, Some(before))),
        "it stands there already"
    );
    desk.edit(|tx| command::move_initiative(tx, day_board, Horizon::Now, Some(command::Destination::Top)));
    assert_eq!(column(&desk, Horizon::Now)[0], "Day board");
}

#[test]
fn pasted_lines_become_a_tree_an_order_and_a_roadmap() {
    let mut desk = Desk::new();
    let product = desk.product;
    let text = "Reminders\n  Send one\n  Stop them\nBooking page\n  Choose a time\nLoose wish";
    let made = desk.edit(|tx| command::paste_outline(tx, product, text, true).unwrap());
    let titles = |desk: &Desk| -> Vec<String> {
        let items = &desk.workspace.tables().items;
        items.of(product).map(|item| item.title.clone()).collect()
    };
    assert_eq!(
        titles(&desk),
        ["Reminders", "Send one", "Stop them", "Booking page", "Choose a time", "Loose wish"]
    );
    let items = &desk.workspace.tables().items;
    assert_eq!(
        (items.get(made[0]).unwrap().kind, items.get(made[1]).unwrap().parent),
        (ItemType::Epic, Some(made[0]))
    );
    let stories = [made[1], made[2], made[4], made[5]];
    desk.edit(|tx| {
        for (id, value, effort) in
            [(stories[0], 3, 3), (stories[1], 2, 5), (stories[2], 5, 2), (stories[3], 5, 5)]
        {
            command::change_items(tx, &[id], &ItemChange::Value(Some(value)));
            command::change_items(tx, &[id], &ItemChange::Effort(Some(effort)));
        }
        command::change_items(tx, &[stories[3]], &ItemChange::Value(Some(9)));
        command::order_by_value(tx, &stories);
    });
    // The epics come along: the tree leads with the same one as the list.
    assert_eq!(
        titles(&desk)[..6],
        ["Booking page", "Choose a time", "Loose wish", "Reminders", "Send one", "Stop them"]
    );
    desk.edit(|tx| command::draft_roadmap(tx, product).unwrap());
    let table = &desk.workspace.tables().initiatives;
    let roadmap: Vec<_> = table.of(product).map(|it| (it.name.as_str(), it.horizon)).collect();
    assert_eq!(
        roadmap,
        [("Booking page", Horizon::Now), ("Loose wish", Horizon::Next), ("Reminders", Horizon::Later)]
    );
    assert_eq!(overview(&desk, product).initiative(table.in_order(product).next().unwrap()).all, 1);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

#[test]
fn the_vision_has_no_key_that_is_an_items() {
    let (desk, product) = sample();
    let vision = desk.workspace.tables().visions.iter().find(|vision| vision.product == product).unwrap();
    let record = RecordRef::to::<throughline::model::Vision>(vision.meta.id);
    assert_eq!(desk.workspace.key_of(record), None);
}

#[test]
fn an_open_story_under_a_closed_epic_is_a_gap_again() {
    let (mut desk, product) = sample();
    let epic = desk.edit(|tx| {
        let draft =
            command::Draft { title: "Loose epic".into(), kind: ItemType::Epic, ..command::Draft::default() };
        let epic = command::add_item(tx, product, draft, command::Destination::Top).unwrap();
        let draft = command::Draft { title: "Open".into(), parent: Some(epic), ..command::Draft::default() };
        command::add_item(tx, product, draft, command::Destination::Top).unwrap();
        epic
    });
    let before = overview(&desk, product).lacking(Gap::StoryGoal).len();
    desk.edit(|tx| command::change_items(tx, &[epic], &ItemChange::Status("accepted".into())));
    assert_eq!(overview(&desk, product).lacking(Gap::StoryGoal).len(), before + 1);
}

fn ids(branches: &[TraceNode]) -> Vec<Id> {
    branches.iter().flat_map(|branch| [vec![branch.record.id], ids(&branch.under)].concat()).collect()
}

/// Where a record hangs in the tree, from the top; empty where it is not drawn.
fn path_to(branches: &[TraceNode], id: Id) -> Vec<Id> {
    branches
        .iter()
        .find_map(|branch| {
            let own = branch.record.id;
            let below = path_to(&branch.under, id);
            (own == id || !below.is_empty()).then(|| [vec![own], below].concat())
        })
        .unwrap_or_default()
}

#[test]
fn the_tree_has_everything_once_and_each_at_what_it_serves() {
    let (mut desk, product) = sample();
    let lonely = desk.add("Lonely");
    let item = |desk: &Desk, title: &str| {
        desk.workspace.tables().items.iter().find(|item| item.title == title).unwrap().clone()
    };
    let epic = desk.workspace.tables().items.iter().find(|item| item.kind == ItemType::Epic).unwrap().clone();
    let below =
        desk.workspace.tables().items.iter().find(|it| it.parent == Some(epic.meta.id)).unwrap().clone();
    let goals: Vec<Id> = desk.workspace.tables().goals.in_order(product).collect();
    let tree = Trace::of(desk.workspace.tables(), product);
    let tables = desk.workspace.tables();
    let mut drawn = [ids(&tree.goals), ids(&tree.initiatives), ids(&tree.items)].concat();
    let counted = tables.items.iter().filter(|item| {
        item.product == product
            && item.kind != ItemType::Task
            && category_of(tables, item) != Category::Cancelled
    });
    let mut wanted: Vec<Id> = counted.map(|item| item.meta.id).collect();
    wanted.extend(tables.goals.in_order(product));
    wanted.extend(tables.initiatives.in_order(product));
    drawn.sort();
    wanted.sort();
    assert_eq!(drawn, wanted);
    let home = path_to(&tree.goals, below.meta.id);
    assert!(home.ends_with(&[epic.meta.id, below.meta.id]) && home.len() == 4, "{home:?}");
    assert_eq!(item(&desk, "Lonely").product == product, ids(&tree.items).contains(&lonely));

    // A story that names another goal than its epic hangs there.
    let other = *goals.iter().find(|goal| **goal != home[0]).unwrap();
    desk.edit(|tx| {
        command::join(tx, RecordRef::to::<Item>(below.meta.id), Joint::Goal, Some(other)).unwrap();
    });
    let tree = Trace::of(desk.workspace.tables(), product);
    assert_eq!(path_to(&tree.goals, below.meta.id), [other, below.meta.id]);
}

#[test]
fn the_tree_has_initiatives_as_the_roadmap_has_them() {
    let mut desk = Desk::new();
    let product = desk.product;
    let made = desk.edit(|tx| {
        let goal = command::add_goal(tx, product, "Riders book alone").unwrap();
        [Horizon::Later, Horizon::Now, Horizon::Next, Horizon::Now].map(|horizon| {
            let id = command::add_initiative(tx, product, "A bet", horizon).unwrap();
            tx.edit(id, |it: &mut Initiative| it.goal = Some(goal));
            id
        })
    });
    let tree = Trace::of(desk.workspace.tables(), product);
    let [later, now, next, also_now] = made;
    assert_eq!(ids(&tree.goals[0].under), [now, also_now, next, later]);
}

#[test]
fn what_shares_a_key_can_be_put_in_any_order() {
    let (mut desk, product) = sample();
    let goals: Vec<Id> = desk.workspace.tables().goals.in_order(product).collect();
    let same = desk.workspace.tables().goals.get(goals[0]).unwrap().rank.clone();
    desk.edit(|tx| {
        for goal in &goals {
            tx.edit(*goal, |goal: &mut Goal| goal.rank = same.clone());
        }
    });
    let order = |desk: &Desk| desk.workspace.tables().goals.in_order(product).collect::<Vec<Id>>();
    for by in [-1, 1] {
        for place in 0..goals.len() {
            let before = order(&desk);
            let goal = RecordRef::to::<Goal>(before[place]);
            let moved = desk.edit(|tx| command::step_in_order(tx, goal, by));
            let mut wanted = before.clone();
            let to = place.saturating_add_signed(by).min(goals.len() - 1);
            wanted.swap(place, to);
            assert_eq!(order(&desk), wanted);
            assert_eq!(moved, to != place);
            desk.undo();
        }
    }
}

#[test]
fn a_story_put_under_an_epic_follows_the_epics_initiative() {
    let (mut desk, product) = sample();
    let id_of = |desk: &Desk, name: &str| {
        desk.workspace.tables().items.iter().find(|it| it.title == name).unwrap().meta.id
    };
    let epic = id_of(&desk, "Booking page");
    let story = desk.edit(|tx| {
        let draft = command::Draft { title: "Alone".into(), ..command::Draft::default() };
        command::add_item(tx, product, draft, command::Destination::Top).unwrap()
    });
    let record = RecordRef::to::<Item>(story);
    let tables = desk.workspace.tables();
    let of_epic = throughline::analysis::up(tables, tables.items.get(epic).unwrap()).initiative;
    let other = tables.initiatives.iter().map(|it| it.meta.id).find(|id| Some(*id) != of_epic);
    desk.edit(|tx| command::join(tx, record, Joint::Initiative, other).unwrap());
    desk.edit(|tx| command::join(tx, record, Joint::Epic, Some(epic)).unwrap());
    let tables = desk.workspace.tables();
    let item = tables.items.get(story).unwrap();
    assert_eq!((item.initiative, throughline::analysis::up(tables, item).initiative), (None, of_epic));
    assert!(of_epic.is_some() && other.is_some());
}
