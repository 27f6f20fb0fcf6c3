//! The radar: each fault that is planted is found, and a backlog without any gives none.

use throughline::analysis::{Flaw, Radar, STALE_DAYS, Titles, alike, duplicates, to_refine};
use throughline::command::{self, ItemChange, NoteChange, NoteList, Relation, RuleChange, Which};
use throughline::model::kind::PERSONAS;
use throughline::model::{Check, Id, Item, ItemType, Pace, Product, finish, next_slice};
use throughline::workspace::Tx;

use crate::support::Desk;

/// So many clean items stand beside what is planted.
const TITLES: [&str; 3] = ["Confirm from the reminder", "Price range at booking", "Print the whole day"];

fn note(desk: &mut Desk, id: Id, list: NoteList, words: &str) {
    desk.edit(|tx| command::change_notes(tx, id, list, &NoteChange::Add(words.into())));
}

fn write(desk: &mut Desk, id: Id, change: impl FnOnce(&mut Item)) {
    desk.edit(|tx| tx.edit(id, change));
}

/// A story that lacks nothing.
fn ready(desk: &mut Desk, title: &str) -> Id {
    let (id, product) = (desk.add(title), desk.product);
    let goal = desk.workspace.tables().goals.in_order(product).next();
    let goal = goal.unwrap_or_else(|| desk.edit(|tx| command::add_goal(tx, product, "On time")).unwrap());
    let persona = desk.edit(|tx| command::described_named(tx, &PERSONAS, product, "Rider"));
    write(desk, id, |item| {
        (item.kind, item.goal, item.persona) = (ItemType::Story, Some(goal), persona);
        (item.want, item.benefit) = ("to answer the reminder".into(), "I need not call".into());
        item.estimate = "3".parse().ok();
    });
    note(desk, id, NoteList::Criteria, "The booking shows Confirmed");
    desk.edit(|tx| command::say_of(tx, id, "I would rather answer the text")).unwrap();
    id
}

/// A backlog of clean items, with enough that is done for a usual size.
fn clean() -> (Desk, Vec<Id>) {
    let mut desk = Desk::new();
    let product = desk.product;
    desk.context.now = desk.context.today.noon();
    for (title, size) in ["Oil", "Brake", "Wheel", "Lamp", "Bell"].iter().zip(["1", "2", "3", "3", "5"]) {
        let id = desk.add(title);
        write(&mut desk, id, |item| item.estimate = size.parse().ok());
        desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Status("accepted".into())));
    }
    let by_hand = RuleChange::Add(Check::ByHand, "Sketch agreed".into());
    desk.edit(|tx| command::change_definition(tx, product, Which::Ready, &by_hand)).unwrap();
    let ids: Vec<Id> = TITLES.iter().map(|title| ready(&mut desk, title)).collect();
    for id in &ids {
        agree(&mut desk, *id);
    }
    (desk, ids)
}

/// A person says that the rule to tick is met.
fn agree(desk: &mut Desk, id: Id) {
    let rules = desk.workspace.tables().products.get(desk.product).unwrap().ready.0.clone();
    let rule = rules.iter().find(|rule| rule.check == Check::ByHand).unwrap();
    desk.edit(|tx| command::confirm_rule(tx, id, &rule.id, true));
}

/// What is in the queue, each with its flaws.
fn queue(desk: &Desk) -> Vec<(Id, Vec<Flaw>)> {
    let tables = desk.workspace.tables();
    let product = tables.products.get(desk.product).unwrap();
    let pairs = alike(&duplicates(tables, desk.product, 99));
    let radar = Radar::of(tables, product, &pairs, desk.context.today);
    let flaws = |id: Id| (id, radar.flaws(tables.items.get(id).unwrap()));
    to_refine(tables, product, &desk.items(), (&pairs, desk.context.today)).into_iter().map(flaws).collect()
}

#[test]
fn a_clean_backlog_gives_none() {
    let (mut desk, ids) = clean();
    assert_eq!((queue(&desk), ids.len()), (Vec::new(), TITLES.len()));
    // What is begun, done or an epic is not asked about, whatever it lacks.
    let begun = desk.add("Something bare");
    desk.edit(|tx| command::change_items(tx, &[begun], &ItemChange::Status("doing".into())));
    let epic = desk.add("Frame");
    write(&mut desk, epic, |item| item.kind = ItemType::Epic);
    assert_eq!(queue(&desk), []);
}

/// A fault: what is done to a clean item, and the names of what is then found.
type Planted = (&'static str, fn(&mut Desk, Id), &'static [&'static str]);

const PLANTED: [Planted; 22] = [
    ("no goal", |desk, id| write(desk, id, |item| item.goal = None), &["left:goal"]),
    ("for nobody", |desk, id| write(desk, id, |item| item.persona = None), &["left:story"]),
    ("no reason", |desk, id| write(desk, id, |item| item.benefit.clear()), &["left:story"]),
    ("no estimate", |desk, id| write(desk, id, |item| item.estimate = None), &["left:estimate"]),
    (
        "larger than 85 in 100",
        |desk, id| write(desk, id, |item| item.estimate = "8".parse().ok()),
        &["left:large"],
    ),
    ("no criteria", |desk, id| write(desk, id, |item| item.criteria.clear()), &["left:criteria"]),
    (
        "no evidence",
        |desk, id| {
            let quotes = throughline::analysis::quotes_of(desk.workspace.tables(), id);
            let quotes: Vec<Id> = quotes.iter().map(|quote| quote.meta.id).collect();
            desk.edit(|tx| tx.trash(throughline::model::kind::FEEDBACK.table, &quotes));
        },
        &["left:evidence"],
    ),
    (
        "an open question",
        |desk, id| note(desk, id, NoteList::Questions, "By text or by mail?"),
        &["left:questions"],
    ),
    (
        "it waits",
        |desk, id| {
            let other = desk.add("Something under way");
            desk.edit(|tx| command::change_items(tx, &[other], &ItemChange::Status("doing".into())));
            desk.edit(|tx| command::relate(tx, id, Relation::WaitsFor, other, true)).unwrap();
        },
        &["left:waits"],
    ),
    (
        "two needs",
        |desk, id| {
            write(desk, id, |item| {
                item.want = "a warning when a day is full and to move one of the jobs".into();
            });
        },
        &["left:needs"],
    ),
    ("vague", |desk, id| criterion(desk, id, "It comes quickly"), &["left:quickly"]),
    ("no When", |desk, id| criterion(desk, id, "Given a job\nThen it shows"), &["left:no-when"]),
    ("no Then", |desk, id| criterion(desk, id, "Given a job\nWhen it moves"), &["left:no-then"]),
    (
        "out of order",
        |desk, id| criterion(desk, id, "When it moves\nGiven a job\nThen it shows"),
        &["left:order"],
    ),
    (
        "two Whens",
        |desk, id| criterion(desk, id, "Given a job\nWhen it moves\nWhen it ends\nThen it shows"),
        &["left:two-whens"],
    ),
    (
        "a loose And",
        |desk, id| criterion(desk, id, "And a job\nWhen it moves\nThen it shows"),
        &["left:loose-and"],
    ),
    (
        "no example",
        |desk, id| {
            let text = "Scenario Outline: Jobs\nGiven <number> jobs\nWhen one moves\nThen it shows";
            criterion(desk, id, text);
        },
        &["left:number"],
    ),
    (
        "a rule to tick",
        |desk, id| write(desk, id, |item| item.confirmed.clear()),
        // It is the id of the rule.
        &[""],
    ),
    (
        "a rule that is read off it",
        |desk, id| {
            let rule = RuleChange::Add(Check::Checklist, String::new());
            let product = desk.product;
            desk.edit(|tx| command::change_definition(tx, product, Which::Ready, &rule)).unwrap();
            note(desk, id, NoteList::Checklist, "Ask the workshop");
        },
        &["left:"],
    ),
    (
        "a bug without criteria, where the definition asks for them",
        |desk, id| {
            write(desk, id, |item| {
                item.kind = ItemType::Bug;
                item.criteria.clear();
            });
        },
        &["left:has-acceptance-criteria"],
    ),
    (
        "nobody touched it",
        |desk, id| {
            desk.context.today = desk.context.today.plus(STALE_DAYS);
            let now = desk.context.today.noon();
            let others = desk.items().into_iter().filter(|other| *other != id).collect::<Vec<Id>>();
            desk.context.now = now;
            for other in others {
                write(desk, other, |item| item.description.push('.'));
            }
        },
        &["left:stale"],
    ),
    (
        "everything at once is said at one item",
        |desk, id| {
            note(desk, id, NoteList::Questions, "By text?");
            write(desk, id, |item| (item.estimate, item.goal) = (None, None));
        },
        &["left:questions", "left:goal", "left:estimate"],
    ),
];

fn criterion(desk: &mut Desk, id: Id, text: &str) {
    note(desk, id, NoteList::Criteria, text);
}

#[test]
fn every_planted_fault_is_found_alone_and_can_be_left() {
    for (name, plant, expected) in PLANTED {
        let (mut desk, ids) = clean();
        plant(&mut desk, ids[1]);
        let found = queue(&desk);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        let (id, flaws) = &found[0];
        let keys: Vec<String> = flaws.iter().map(Flaw::key).collect();
        assert!(*id == ids[1] && keys.len() == expected.len(), "{name}: {flaws:?}");
        assert!(keys.iter().zip(expected).all(|(key, name)| key.starts_with(name)), "{name}: {keys:?}");
        for key in keys {
            desk.edit(|tx| command::confirm_rule(tx, ids[1], &key, true));
        }
        assert_eq!(queue(&desk), [], "{name}: what is left alone is not said again");
    }
}

#[test]
fn look_alikes_stand_at_both_until_they_are_settled() {
    let (mut desk, ids) = clean();
    let twin = ready(&mut desk, "Confirm it from the reminders");
    agree(&mut desk, twin);
    assert_eq!(
        queue(&desk),
        [(ids[0], vec![Flaw::Alike(twin, 2, 2)]), (twin, vec![Flaw::Alike(ids[0], 2, 2)])]
    );
    let differ = |tx: &mut Tx<'_>| tx.edit(twin, |item: &mut Item| item.distinct_from.extend([ids[0]]));
    // Between two searches it counts at once.
    let pairs = alike(&duplicates(desk.workspace.tables(), desk.product, 99));
    desk.edit(differ);
    let tables = desk.workspace.tables();
    let product: &Product = tables.products.get(desk.product).unwrap();
    assert!(to_refine(tables, product, &desk.items(), (&pairs, desk.context.today)).is_empty());
    assert!(desk.undo());
    desk.edit(|tx| command::merge_items(tx, ids[0], &[twin])).unwrap();
    assert_eq!(queue(&desk), []);
}

#[test]
fn pairs_are_the_same_in_slices() {
    let (mut desk, _) = clean();
    for number in 0..60 {
        desk.add(&format!("Job {} at stand {}", number % 7, number % 11));
    }
    let titles = || Titles::of(desk.workspace.tables(), desk.product);
    let whole = finish(titles().pairs(99, &Pace::whole()));
    assert!(!whole.is_empty());
    let pace = Pace::of(5);
    let mut work = Box::pin(titles().pairs(99, &pace));
    let mut slices = 0;
    let found = loop {
        slices += 1;
        if let Some(found) = next_slice(&mut work) {
            break found;
        }
    };
    assert!(found == whole && slices > 10, "{slices}");
}
