//! The rules of a product: workflow, Definition of Ready and of Done, and going past them with a reason.

use throughline::analysis::{Attention, Gate, Overview, attention, meets, up};
use throughline::command::{
    self, CommandError, ItemChange, NoteChange, NoteList, RuleChange, Which, WorkflowChange,
};
use throughline::model::{
    Category, Check, EntryRule, Handover, Horizon, Id, Initiative, Item, ItemType, Product,
};

use throughline::workspace::Workspace;

use crate::support::{Desk, contents};

fn product(desk: &Desk) -> &Product {
    desk.workspace.tables().products.get(desk.product).unwrap()
}

fn states(desk: &Desk) -> Vec<&str> {
    product(desk).workflow.0.iter().map(|state| state.name.as_str()).collect()
}

fn workflow(desk: &mut Desk, change: WorkflowChange) -> Result<(), CommandError> {
    let id = desk.product;
    desk.edit(|tx| command::change_workflow(tx, id, &change))
}

fn gate(desk: &Desk, ids: &[Id], state: &str) -> Gate {
    Gate::before(desk.workspace.tables(), ids, state)
}

#[test]
fn states_are_made_named_ordered_and_removed_with_their_items_kept() {
    let mut desk = Desk::new();
    let id = desk.add("a");
    workflow(&mut desk, WorkflowChange::Add("Testing".into())).unwrap();
    assert_eq!(
        states(&desk),
        ["Idea", "Draft", "Ready", "Doing", "In review", "Testing", "Accepted", "Dropped"]
    );
    let testing = product(&desk).workflow.0[5].id.clone();
    workflow(&mut desk, WorkflowChange::Name(testing.clone(), "Trying".into())).unwrap();
    workflow(&mut desk, WorkflowChange::Step(testing.clone(), -1)).unwrap();
    assert_eq!(states(&desk)[4], "Trying");
    assert_eq!(
        workflow(&mut desk, WorkflowChange::Name(testing.clone(), "doing".into())),
        Err(CommandError::TakenState("doing".into()))
    );
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status(testing.clone())));
    let before = contents(&desk.workspace);
    assert_eq!(
        workflow(&mut desk, WorkflowChange::Remove(testing.clone(), testing.clone())),
        Err(CommandError::SameState)
    );
    workflow(&mut desk, WorkflowChange::Remove(testing.clone(), "doing".into())).unwrap();
    let item: &Item = desk.workspace.tables().items.get(id).unwrap();
    assert_eq!(item.status, "doing");
    assert_eq!(item.status_log.last().unwrap().from.as_deref(), Some(testing.as_str()));
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn items_of_a_state_that_comes_to_mean_done_wait_for_nothing() {
    let mut desk = Desk::new();
    let (waits, elsewhere) = (desk.add("waits"), desk.add("elsewhere"));
    for (id, state) in [(waits, "review"), (elsewhere, "doing")] {
        desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status(state.into())));
        desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Block("a part".into())));
    }
    let block =
        |desk: &Desk, id| desk.workspace.tables().items.get(id).and_then(|item: &Item| item.block().cloned());
    let before = contents(&desk.workspace);
    for end in [Category::Done, Category::Cancelled] {
        workflow(&mut desk, WorkflowChange::Category("review".into(), end)).unwrap();
        assert_eq!(block(&desk, waits), None);
        assert!(block(&desk, elsewhere).is_some());
        let item: &Item = desk.workspace.tables().items.get(waits).unwrap();
        assert_eq!(item.blocked[0].until, Some(desk.context.now), "what it waited for is still told");
        assert_eq!(item.status_log.len(), 2, "it has entered no other state");
        desk.undo();
        assert_eq!(contents(&desk.workspace), before);
    }
    workflow(&mut desk, WorkflowChange::Category("review".into(), Category::Open)).unwrap();
    assert!(block(&desk, waits).is_some(), "what is still to be done goes on waiting");
}

#[test]
fn a_workflow_always_has_a_beginning_and_an_end() {
    let mut desk = Desk::new();
    let end = WorkflowChange::Category("accepted".into(), Category::Active);
    assert_eq!(workflow(&mut desk, end), Err(CommandError::NoEnds));
    assert_eq!(
        workflow(&mut desk, WorkflowChange::Remove("accepted".into(), "doing".into())),
        Err(CommandError::NoEnds)
    );
    workflow(&mut desk, WorkflowChange::Remove("draft".into(), "ready".into())).unwrap();
    assert_eq!(
        workflow(&mut desk, WorkflowChange::Remove("ready".into(), "doing".into())),
        Err(CommandError::NoEnds)
    );
}

#[test]
fn what_is_not_ready_is_kept_out_until_it_is_or_a_reason_is_given() {
    let mut desk = Desk::new();
    let (id, other) = (desk.add("a"), desk.add("b"));
    assert!(gate(&desk, &[id], "ready").is_open());
    workflow(&mut desk, WorkflowChange::Entry("ready".into(), EntryRule::Ready)).unwrap();
    let product = desk.product;
    let definition = |desk: &mut Desk, change| {
        desk.edit(|tx| command::change_definition(tx, product, Which::Ready, &change)).unwrap();
    };
    for rule in ["hangs-on-a-goal", "is-estimated", "says-for-whom-and-why"] {
        definition(&mut desk, RuleChange::Remove(rule.into()));
    }
    definition(&mut desk, RuleChange::Add(Check::ByHand, "Shown to support".into()));
    assert_eq!(
        gate(&desk, &[id, other], "ready").lacking,
        [id, other].map(|id| (id, vec!["Has acceptance criteria".to_owned(), "Shown to support".to_owned()]))
    );
    let rule = product_rule(&desk);
    desk.edit(|tx| command::confirm_rule(tx, id, &rule, true));
    desk.edit(|tx| command::change_notes(tx, id, NoteList::Criteria, &NoteChange::Add("x".into())));
    assert!(gate(&desk, &[id], "ready").is_open());
    desk.edit(|tx| command::change_notes(tx, id, NoteList::Questions, &NoteChange::Add("When?".into())));
    assert_eq!(gate(&desk, &[id], "ready").lacking[0].1, ["Has no open question"]);
    assert_eq!(
        desk.edit(|tx| command::enter_anyway(tx, &[other], "ready", " ")),
        Err(CommandError::NoReason)
    );
    desk.edit(|tx| command::enter_anyway(tx, &[other], "ready", "A fair in two days")).unwrap();
    desk.edit(|tx| command::enter_anyway(tx, &[other], "ready", "Again")).unwrap();
    let past = desk.workspace.tables().items.get(other).unwrap();
    assert_eq!((past.status.as_str(), past.overrides[0].reason.as_str()), ("ready", "A fair in two days"));
    assert_eq!(past.overrides.len(), 1, "what is there already does not enter");
    assert_eq!(past.overrides[0].lacking, ["Has acceptance criteria", "Shown to support"]);
}

fn product_rule(desk: &Desk) -> String {
    product(desk).ready.0.last().unwrap().id.clone()
}

#[test]
fn a_state_takes_no_more_than_its_limit() {
    let mut desk = Desk::new();
    let ids = ["a", "b", "c"].map(|title| desk.add(title));
    workflow(&mut desk, WorkflowChange::Limit("doing".into(), Some(2))).unwrap();
    assert!(gate(&desk, &ids[..2], "doing").is_open());
    desk.edit(|tx| command::change_items(tx, &ids[..2], &ItemChange::Status("doing".into())));
    assert!(gate(&desk, &ids[..2], "doing").is_open(), "what is in it already does not come");
    assert_eq!(gate(&desk, &ids, "doing").over, Some((3, 2)));
    workflow(&mut desk, WorkflowChange::Limit("doing".into(), Some(0))).unwrap();
    assert!(gate(&desk, &ids, "doing").is_open());
}

#[test]
fn done_means_criteria_met_and_nothing_open_under_it() {
    let mut desk = Desk::new();
    let (id, task) = (desk.add("a"), desk.add("task"));
    desk.edit(|tx| tx.edit(task, |task: &mut Item| task.parent = Some(id)));
    desk.edit(|tx| command::change_notes(tx, id, NoteList::Criteria, &NoteChange::Add("x".into())));
    let unmet = |desk: &Desk| -> Vec<String> {
        let item = desk.workspace.tables().items.get(id).unwrap();
        let rules = product(desk).done.0.iter().filter(|rule| !meets(desk.workspace.tables(), item, rule));
        rules.map(|rule| rule.text.clone()).collect()
    };
    assert_eq!(unmet(&desk), ["All criteria are met", "Everything under it is done"]);
    let criterion = desk.workspace.tables().items.get(id).unwrap().criteria[0].id;
    desk.edit(|tx| command::change_notes(tx, id, NoteList::Criteria, &NoteChange::Tick(criterion, true)));
    desk.edit(|tx| command::change_items(tx, &[task], &ItemChange::Status("dropped".into())));
    assert!(unmet(&desk).is_empty());
}

#[test]
fn an_initiative_is_handed_over_as_an_epic_with_stories_and_its_links() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_named(tx, "goals", product, "No empty stand")).unwrap();
    let initiative = desk.edit(|tx| command::add_initiative(tx, product, "Reminders", Horizon::Now)).unwrap();
    desk.edit(|tx| tx.edit(initiative, |it: &mut Initiative| it.goal = Some(goal)));
    desk.add("Old story");
    let waits = |desk: &Desk| {
        let tables = desk.workspace.tables();
        let found = attention(tables, product, &Overview::of(tables, product), desk.context.today);
        found.iter().any(|it| matches!(it, Attention::ToHandOver { .. }))
    };
    assert!(!waits(&desk));
    desk.edit(|tx| tx.edit(initiative, |it: &mut Initiative| it.handover = Handover::Agreed));
    assert!(waits(&desk), "what is agreed asks to be handed over");
    let before = contents(&desk.workspace);
    let stories = "Send one\n  Choose a time\nStop them";
    let epic = desk.edit(|tx| command::hand_over(tx, initiative, stories)).unwrap();
    let tables = desk.workspace.tables();
    let titles: Vec<&str> =
        desk.items().iter().map(|id| tables.items.get(*id).unwrap().title.as_str()).collect();
    assert_eq!(titles, ["Reminders", "Send one", "Choose a time", "Stop them", "Old story"]);
    let kinds: Vec<ItemType> = desk.items().iter().map(|id| tables.items.get(*id).unwrap().kind).collect();
    assert_eq!(kinds[..4], [ItemType::Epic, ItemType::Story, ItemType::Task, ItemType::Story]);
    for id in &desk.items()[..4] {
        assert_eq!(up(tables, tables.items.get(*id).unwrap()).goal, Some(goal));
    }
    assert_eq!(tables.initiatives.get(initiative).unwrap().handover, Handover::HandedOver);
    assert!(!waits(&desk));
    desk.undo();
    assert_eq!(contents(&desk.workspace), before);
    desk.redo();
    // More stories come under the same epic.
    assert_eq!(desk.edit(|tx| command::hand_over(tx, initiative, "Later one")), Ok(epic));
    let tables = desk.workspace.tables();
    assert_eq!(tables.items.get(desk.items()[4]).unwrap().title, "Later one");
}

#[test]
fn shares_count_stories_and_points_and_a_follow_up_comes_on_its_day() {
    let mut desk = Desk::new();
    let product = desk.product;
    let goal = desk.edit(|tx| command::add_named(tx, "goals", product, "No empty stand")).unwrap();
    let (one, two) = (desk.add("one"), desk.add("two"));
    desk.edit(|tx| {
        command::change_items(tx, &[one], &ItemChange::Estimate("3".parse().ok()));
        command::change_items(tx, &[two], &ItemChange::Estimate("1".parse().ok()));
        tx.edit(one, |item: &mut Item| item.goal = Some(goal));
        let mira = command::person_named(tx, "Mira");
        command::change_items(tx, &[two], &ItemChange::Delegate(mira));
        command::change_items(tx, &[two], &ItemChange::FollowUp("2026-11-20".parse().ok()));
        command::change_items(tx, &[one], &ItemChange::FollowUp("2026-11-22".parse().ok()));
    });
    let overview = Overview::of(desk.workspace.tables(), product);
    assert_eq!((overview.with_goal, overview.open_stories, overview.with_initiative), (1, 2, 0));
    assert_eq!((overview.goal_tenths, overview.open_tenths, overview.initiative_tenths), (30, 40, 0));
    let today = desk.context.today;
    let due = |desk: &Desk| {
        let found = attention(desk.workspace.tables(), product, &overview, today);
        found.into_iter().find(|it| matches!(it, Attention::FollowUp { .. }))
    };
    let (title, who) = ("two".to_owned(), "Mira".to_owned());
    assert_eq!(due(&desk), Some(Attention::FollowUp { item: two, title, who, days: 1 }));
    desk.edit(|tx| command::change_items(tx, &[two], &ItemChange::Status("accepted".into())));
    assert_eq!(due(&desk), None);
}

#[test]
fn an_emptied_definition_stays_empty_and_comes_back_by_undo() {
    let mut desk = Desk::new();
    let id = desk.product;
    for rule in product(&desk).ready.0.clone() {
        desk.edit(|tx| command::change_definition(tx, id, Which::Ready, &RuleChange::Remove(rule.id)))
            .unwrap();
    }
    let mut replayed = Workspace::default();
    for entry in &desk.entries {
        replayed.apply(&serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap()).unwrap();
    }
    assert!(replayed.tables().products.get(id).unwrap().ready.0.is_empty());
    for _ in 0..5 {
        desk.undo();
    }
    assert!(product(&desk).ready.is_usual_ready());
}
