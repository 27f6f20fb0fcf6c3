//! Items that are put under others and taken out again, and what they get where they are dropped.

use std::collections::BTreeMap;

use throughline::analysis::Joint;
use throughline::command::{self, Destination, ItemChange, joined_itself, roots_of};
use throughline::model::{Horizon, Id, Item, ItemType, RecordRef};
use throughline::view::{Column, Facet, Token, can_be_emptied, empty_cell, give, give_filtered};

use crate::support::{Desk, rows};

fn item(desk: &Desk, id: Id) -> &Item {
    desk.workspace.tables().items.get(id).unwrap()
}

fn epic(desk: &mut Desk, title: &str) -> Id {
    let id = desk.add(title);
    desk.edit(|tx| command::change_items(tx, &[id], &ItemChange::Kind(ItemType::Epic)));
    id
}

#[test]
fn what_is_moved_takes_along_what_stands_under_it() {
    let mut desk = Desk::new();
    let [epic, one, two] = [epic(&mut desk, "Reminders"), desk.add("One"), desk.add("Two")];
    desk.edit(|tx| command::put_under(tx, &[one], Some(epic), None).unwrap());
    assert_eq!(roots_of(desk.workspace.tables(), &[one, two, epic]), [two, epic]);
    let before = rows(&desk.workspace);
    let refused = desk.workspace.edit(&mut desk.context, "Try", |tx| {
        command::put_under(tx, &[epic], Some(one), Some(Destination::Top))
    });
    assert!(refused.is_err());
    assert_eq!(rows(&desk.workspace), before, "what stands under itself changes nothing");
}

#[test]
fn what_is_taken_out_stands_right_after_and_keeps_what_it_served() {
    let mut desk = Desk::new();
    let product = desk.product;
    let [epic, other] = [epic(&mut desk, "Reminders"), epic(&mut desk, "Booking")];
    let [one, two] = [desk.add("One"), desk.add("Two")];
    let initiative = desk.edit(|tx| command::add_initiative(tx, product, "No-shows", Horizon::Now).unwrap());
    desk.edit(|tx| {
        command::join(tx, RecordRef::to::<Item>(epic), Joint::Initiative, Some(initiative))?;
        command::put_under(tx, &[one, two], Some(epic), None)
    })
    .unwrap();
    desk.edit(|tx| command::take_out(tx, &[one, two]).unwrap());
    assert_eq!(desk.items(), [epic, one, two, other]);
    for id in [one, two] {
        assert_eq!(item(&desk, id).parent, None);
        let record = RecordRef::to::<Item>(id);
        assert_eq!(joined_itself(desk.workspace.tables(), record, Joint::Initiative), Some(initiative));
    }
    assert!(desk.undo());
    assert_eq!([one, two].map(|id| item(&desk, id).parent), [Some(epic); 2]);
}

#[test]
fn every_value_a_facet_has_can_be_given_and_taken_away() {
    let mut desk = Desk::new();
    let product = desk.product;
    let [epic, one] = [epic(&mut desk, "Reminders"), desk.add("One")];
    let goal = desk.edit(|tx| command::add_goal(tx, product, "Riders come").unwrap());
    let initiative = desk.edit(|tx| command::add_initiative(tx, product, "No-shows", Horizon::Now).unwrap());
    let release = desk.edit(|tx| command::add_named(tx, "releases", product, "1.0").unwrap());
    let given = [
        (Facet::Goal, Token::Record(goal), Column::Goal),
        (Facet::Initiative, Token::Record(initiative), Column::Initiative),
        (Facet::Epic, Token::Record(epic), Column::Epic),
        (Facet::Release, Token::Record(release), Column::Release),
        (Facet::Estimate, Token::Word("5".into()), Column::Estimate),
    ];
    for (facet, token, column) in given {
        let before = rows(&desk.workspace);
        desk.edit(|tx| give(tx, &[one], facet, &token).unwrap());
        assert_ne!(rows(&desk.workspace), before, "{facet:?}");
        assert!(can_be_emptied(column) && facet.is_given());
        desk.edit(|tx| empty_cell(tx, &[one], column).unwrap());
        let without_time = |rows: crate::support::Rows| -> BTreeMap<_, _> {
            rows.into_iter()
                .map(|(key, row)| (key, row.split("\"updated_at\"").next().unwrap().to_owned()))
                .collect()
        };
        assert_eq!(without_time(rows(&desk.workspace)), without_time(before), "{column:?}");
    }
    desk.edit(|tx| give(tx, &[one], Facet::Status, &Token::Word("ready".into())).unwrap());
    assert_eq!(item(&desk, one).status, "ready");
    for column in [Column::Status, Column::Created] {
        assert!(!can_be_emptied(column), "{column:?}");
    }
    assert!(!Facet::Blocked.is_given());
}

#[test]
fn what_filters_ask_for_is_given_as_far_as_nothing_stands_against_it() {
    let mut desk = Desk::new();
    let one = desk.add("One");
    let label = desk.edit(|tx| command::label_named(tx, "Phone").unwrap());
    let given = [
        (Facet::Label, Token::Record(label)),
        (Facet::Goal, Token::None),
        (Facet::Status, Token::Word("ready".into())),
    ];
    desk.edit(|tx| give_filtered(tx, one, &given).unwrap());
    assert!(item(&desk, one).labels.contains(&label));
    assert_eq!((item(&desk, one).goal, item(&desk, one).status.as_str()), (None, "ready"));
}
