//! The life of products: stages with what they ask for, signs of decline and what follows, and products in an order.

use throughline::analysis::{
    Weighed, criteria_of, met_words, portfolio, products_in_order, signs_of_decline, stage_after,
    stage_lanes, stage_now,
};
use throughline::command;
use throughline::model::kind::{
    ABOUT, CHOICE, COST_ACTUAL, COST_PLANNED, COSTS, DECISION_STATE, DECISIONS, DESCRIPTION, IMPACT,
    LIKELIHOOD, REVIEW_ON, RISK_STATE, RISKS, SPENT_MINUTES, STAGE_CRITERIA, STAGE_IS, STAGE_ON, STAGE_TEXT,
    STAGES,
};
use throughline::model::{Day, Goal, Id, Lens, RecordRef, link_text};
use throughline::workspace::{Described, Tables, Values};

use crate::support::Desk;
use serde_json::json;

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn stage(desk: &mut Desk, name: &str) -> RecordRef {
    let product = desk.product;
    let id = desk.edit(|tx| command::add_described(tx, "stages", product, name).unwrap());
    RecordRef { table: STAGES.table, id }
}

fn kept(desk: &Desk, stage: RecordRef) -> &Described {
    tables(desk).described(&STAGES, stage.id).unwrap()
}

fn texts(desk: &Desk, stage: RecordRef) -> Vec<String> {
    let rows = kept(desk, stage).rows(&STAGE_CRITERIA);
    rows.into_iter().map(|row| Values(row).words(&STAGE_TEXT).to_owned()).collect()
}

#[test]
fn a_stage_begins_with_what_it_usually_asks_for() {
    let mut desk = Desk::new();
    let growth = stage(&mut desk, "growth");
    let of_growth = texts(&desk, growth);
    assert_eq!(kept(&desk, growth).words(&STAGE_IS), "growth", "it is named after it");
    assert_eq!(kept(&desk, growth).day(&STAGE_ON), Some(desk.context.today));
    let lanes = stage_lanes(kept(&desk, growth));
    assert_eq!(
        lanes.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["To enter it", "To do in it", "To leave it"]
    );
    assert_eq!(met_words(kept(&desk, growth)).unwrap(), format!("0 of {}", of_growth.len()));
    let exit = criteria_of(kept(&desk, growth), "exit")[0].id;
    desk.edit(|tx| command::do_task(tx, growth, &STAGE_CRITERIA, exit, true).unwrap());
    assert_eq!(met_words(kept(&desk, growth)).unwrap(), format!("1 of {}", of_growth.len()));
    assert_eq!(stage_after(kept(&desk, growth)).unwrap().name, "Maturity");
    let own = stage(&mut desk, "The long plateau");
    assert_eq!((texts(&desk, own).len(), kept(&desk, own).words(&STAGE_IS)), (0, ""), "any name will do");
    for word in STAGE_IS.choices() {
        let it = stage(&mut desk, word.name);
        for part in ["entry", "to_do", "exit"] {
            assert!(!criteria_of(kept(&desk, it), part).is_empty(), "{} has nothing {part}", word.name);
        }
    }
}

#[test]
fn another_stage_asks_for_other_things_and_keeps_what_was_written_or_met() {
    let mut desk = Desk::new();
    let it = stage(&mut desk, "Growth");
    let met = criteria_of(kept(&desk, it), "entry")[0].clone();
    desk.edit(|tx| {
        command::do_task(tx, it, &STAGE_CRITERIA, met.id, true).unwrap();
        command::add_row(tx, it, &[], &STAGE_CRITERIA, None, &[(&STAGE_TEXT, "Ours".into())]).unwrap();
        command::set_field(tx, it, &STAGE_IS, Some("maturity".into())).unwrap();
    });
    let after = texts(&desk, it);
    assert!(after.contains(&met.text) && after.contains(&"Ours".to_owned()));
    assert!(after.contains(&"Use and sales hold".to_owned()));
    assert!(!after.contains(&"Most who need it know it".to_owned()), "nobody changed it");
    desk.edit(|tx| command::set_field(tx, it, &STAGE_IS, Some("maturity".into())).unwrap());
    assert_eq!(texts(&desk, it), after, "nothing comes twice");
    assert!(desk.undo());
    assert_eq!(kept(&desk, it).words(&STAGE_IS), "growth");
}

#[test]
fn a_product_is_in_the_stage_it_entered_last() {
    let mut desk = Desk::new();
    let (product, today) = (desk.product, desk.context.today);
    assert!(stage_now(tables(&desk), product, today).is_none());
    let stages = ["Introduction", "Growth", "Maturity"].map(|name| stage(&mut desk, name));
    for (stage, on) in stages.iter().zip(["2026-03-01", "2026-01-01", "2027-01-01"]) {
        desk.edit(|tx| command::set_field(tx, *stage, &STAGE_ON, Some(on.into())).unwrap());
    }
    let now = |desk: &Desk, day| stage_now(tables(desk), product, day).map(|it| it.meta.id);
    assert_eq!(now(&desk, today), Some(stages[0].id), "by day, and not by the list");
    assert_eq!(now(&desk, "2027-01-01".parse().unwrap()), Some(stages[2].id));
    assert_eq!(now(&desk, "2025-12-31".parse().unwrap()), None, "it was in none yet");
}

fn falling(desk: &mut Desk, name: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| {
        let id = command::add_named(tx, "metrics", product, name).unwrap();
        for (value, on) in
            [("40", "2026-08-01"), ("31", "2026-09-01"), ("30", "2026-10-01"), ("22", "2026-11-01")]
        {
            command::add_reading(tx, id, value, on).unwrap();
        }
        id
    })
}

#[test]
fn whether_to_go_on_is_weighed_as_any_decision() {
    let mut desk = Desk::new();
    let product = desk.product;
    let bookings = falling(&mut desk, "Bookings");
    desk.edit(|tx| command::add_named(tx, "metrics", product, "Never read").unwrap());
    let (signs, unknown) = signs_of_decline(tables(&desk), product);
    assert_eq!((signs.len(), signs[0].0.meta.id, unknown), (1, bookings, 1));
    let ask = |desk: &mut Desk| {
        desk.edit(|tx| command::invest_or_retire(tx, product, |day: Day| day.to_string()).unwrap())
    };
    let id = ask(&mut desk);
    let decision = RecordRef { table: DECISIONS.table, id };
    let kept = tables(&desk).described(&DECISIONS, id).unwrap();
    let names: Vec<String> = Weighed::of(kept).options.into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["Invest", "Hold", "Harvest", "Retire"]);
    let text = kept.words(&DESCRIPTION);
    assert!(
        text.contains("- Bookings: worse 3 times in a row: 40 on 2026-08-01, then 22 on 2026-11-01"),
        "{text}"
    );
    assert!(text.contains("too few readings to say: 1"), "{text}");
    assert_eq!(kept.linked(&ABOUT), [("metrics", bookings)]);
    assert_eq!(ask(&mut desk), id, "it is asked once while it is open");
    let option = Weighed::of(tables(&desk).described(&DECISIONS, id).unwrap()).options[2].id;
    desk.edit(|tx| command::choose_option(tx, decision, option).unwrap());
    let kept = tables(&desk).described(&DECISIONS, id).unwrap();
    assert_eq!((kept.words(&CHOICE), kept.words(&DECISION_STATE)), ("Harvest", "decided"));
    assert!(kept.day(&REVIEW_ON).is_some(), "it comes back");
    assert_ne!(ask(&mut desk), id, "what was decided is asked anew");
}

#[test]
fn products_stand_in_an_order_of_their_own() {
    let mut desk = Desk::new();
    let ids = [desk.product, product(&mut desk, "Other", "OTH"), product(&mut desk, "Third", "THI")];
    let [first, second, third] = ids;
    let order =
        |desk: &Desk| -> Vec<Id> { products_in_order(tables(desk)).iter().map(|it| it.meta.id).collect() };
    assert_eq!(order(&desk), ids, "the oldest first until one is moved");
    desk.edit(|tx| command::move_product(tx, third, -1).unwrap());
    assert_eq!(order(&desk), [first, third, second]);
    desk.edit(|tx| command::move_product(tx, third, -1).unwrap());
    desk.edit(|tx| command::move_product(tx, first, 1).unwrap());
    assert_eq!(order(&desk), [third, second, first]);
    let fourth = product(&mut desk, "Fourth", "FOU");
    assert_eq!(order(&desk), [third, second, first, fourth], "what is new comes last");
    desk.edit(|tx| command::move_product(tx, fourth, -1).unwrap());
    assert_eq!(order(&desk), [third, second, fourth, first]);
    let before = order(&desk);
    let beyond = desk.attempt(|tx| command::move_product(tx, third, -1));
    assert!(beyond.is_none() && order(&desk) == before);
    for _ in 0..5 {
        assert!(desk.undo());
    }
    assert_eq!(order(&desk), ids, "each move is one step back");
}

fn product(desk: &mut Desk, name: &str, key: &str) -> Id {
    desk.edit(|tx| command::create_product(tx, name, key, Lens::Both).unwrap())
}

#[test]
fn products_stand_beside_each_other() {
    let mut desk = Desk::new();
    let (own, today) = (desk.product, desk.context.today);
    let other = product(&mut desk, "Other", "OTH");
    let empty = &portfolio(tables(&desk), today)[0];
    assert_eq!((&empty.stage, &empty.risk, empty.cost, empty.minutes), (&None, &None, None, None));
    stage(&mut desk, "Growth");
    let (low, high, over) = desk.edit(|tx| {
        let risks =
            ["Low", "High", "Over"].map(|name| command::add_described(tx, "risks", own, name).unwrap());
        for (risk, likelihood) in risks.into_iter().zip([2, 4, 5]) {
            let risk = RecordRef { table: RISKS.table, id: risk };
            command::set_field(tx, risk, &LIKELIHOOD, Some(likelihood.into())).unwrap();
            command::set_field(tx, risk, &IMPACT, Some(4.into())).unwrap();
        }
        for (planned, actual) in [(100_000, 40_000), (50_000, 70_000)] {
            let id = command::add_described(tx, "costs", own, "Hosting").unwrap();
            let cost = RecordRef { table: COSTS.table, id };
            command::set_field(tx, cost, &COST_PLANNED, Some(planned.into())).unwrap();
            command::set_field(tx, cost, &COST_ACTUAL, Some(actual.into())).unwrap();
        }
        (risks[0], risks[1], risks[2])
    });
    let over = RecordRef { table: RISKS.table, id: over };
    desk.edit(|tx| command::set_field(tx, over, &RISK_STATE, Some("closed".into())).unwrap());
    let goal = desk.edit(|tx| {
        command::add_goal(tx, own, "Closed").unwrap();
        command::add_goal(tx, own, "Open").unwrap()
    });
    desk.edit(|tx| tx.edit(goal, |goal: &mut Goal| goal.closed_on = Some(today)));
    let found = portfolio(tables(&desk), today);
    let own_found = &found[0];
    assert_eq!(own_found.stage.as_deref(), Some("Growth"));
    let (record, name, exposure) = own_found.risk.clone().unwrap();
    assert_eq!((record.id, name.as_str(), exposure), (high, "High", 16));
    assert_ne!(record.id, low);
    assert_eq!(own_found.cost, Some((150_000, 110_000)));
    assert_eq!((own_found.goals, own_found.behind), (1, 0));
    assert_eq!((found[1].product, found[1].goals, found[1].minutes), (other, 0, None));
}

#[test]
fn time_of_four_weeks_is_shared_out_among_products() {
    let mut desk = Desk::new();
    let (own, today) = (desk.product, desk.context.today);
    let other = product(&mut desk, "Other", "OTH");
    let entries = [(own, 0, 90), (own, -27, 30), (other, -3, 40), (own, -28, 600), (other, 1, 600)];
    desk.edit(|tx| {
        for (product, days, minutes) in entries {
            let about = link_text("products", product);
            let id = tx.new_id();
            let entry = json!({ "id": id.to_string(), "name": "Talk", "on": today.plus(days).to_string(), "minutes": minutes, "about": [about] });
            tx.put("time_entries", id, entry.as_object().unwrap()).unwrap();
        }
    });
    let item = desk.add("An item of the first");
    desk.edit(|tx| {
        for about in [json!([link_text("items", item)]), json!([])] {
            let id = tx.new_id();
            let entry = json!({ "id": id.to_string(), "name": "Work", "on": today.to_string(), "minutes": 0, "about": about });
            tx.put("time_entries", id, entry.as_object().unwrap()).unwrap();
            let record = RecordRef { table: "time_entries", id };
            command::set_field(tx, record, &SPENT_MINUTES, Some(120.into())).unwrap();
        }
    });
    let found = portfolio(tables(&desk), today);
    assert_eq!((found[0].minutes, found[0].share), (Some(240), 86));
    assert_eq!((found[1].minutes, found[1].share), (Some(40), 14));
}
