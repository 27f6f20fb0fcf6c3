//! The life of a product: what each stage begins with, and whether to invest, hold, harvest or retire.

use serde_json::Value;

use super::{add_described, add_row, remove_row_in, set_field, set_link};
use crate::analysis::{sign_words, signs_of_decline};
use crate::command::CommandError;
use crate::model::kind::{
    ABOUT, CRITERIA, CRITERION_NAME, CRITERION_WEIGHT, DECISION_STATE, DECISIONS, DESCRIPTION, OPTION_NAME,
    OPTIONS, STAGE_CRITERIA, STAGE_IS, STAGE_ON, STAGE_PART, STAGE_TEXT, STAGES, TASK_DONE, row_id,
};
use crate::model::{Day, Id, Metric, Product, Record, RecordRef};
use crate::workspace::{Described, Tx, Values};

/// What is usually to be met to enter a stage, to do in it, and to be met to leave it.
const USUAL: [(&str, &str, &str); 36] = [
    ("conception", "entry", "Somebody has a problem worth solving"),
    ("conception", "to_do", "Talk to ten people who have it"),
    ("conception", "to_do", "Look at what they use today"),
    ("conception", "exit", "The riskiest assumptions are tested"),
    ("conception", "exit", "A business case says what it is worth"),
    ("development", "entry", "Vision and first goals are written"),
    ("development", "entry", "Money and people are agreed"),
    ("development", "to_do", "Find the smallest version that helps somebody"),
    ("development", "to_do", "Let first users try it"),
    ("development", "exit", "First users do with it what it is for"),
    ("development", "exit", "Price, support and terms are ready"),
    ("introduction", "entry", "The launch is decided"),
    ("introduction", "to_do", "Mend what stops people in their first week"),
    ("introduction", "to_do", "Ask those who left why"),
    ("introduction", "exit", "People come back without being reminded"),
    ("introduction", "exit", "It is known what a customer costs and brings"),
    ("growth", "entry", "Use or sales keep rising"),
    ("growth", "to_do", "Find out what brings people in, and what keeps them"),
    ("growth", "to_do", "Be ready for ten times the load"),
    ("growth", "to_do", "Watch what competitors copy"),
    ("growth", "exit", "Growth slows, and nothing is in its way"),
    ("growth", "exit", "Most who need it know it"),
    ("maturity", "entry", "Use and sales hold"),
    ("maturity", "to_do", "Lower what it costs to run"),
    ("maturity", "to_do", "Look for another segment or another use"),
    ("maturity", "exit", "A sign of decline holds for a quarter"),
    ("decline", "entry", "Metrics fall, and the cause is known"),
    ("decline", "to_do", "Stop what no longer pays"),
    ("decline", "to_do", "Tell those who build on it"),
    ("decline", "exit", "Invest, hold, harvest or retire is decided"),
    ("retired", "entry", "The last day is agreed and told"),
    ("retired", "to_do", "Show customers the way to what replaces it"),
    ("retired", "to_do", "Hand over, keep or erase data as agreed"),
    ("retired", "to_do", "End contracts and suppliers"),
    ("retired", "exit", "Nobody uses it any more"),
    ("retired", "exit", "What was learned is written down"),
];
/// What can be done with a product, and what that means.
const WAYS: [(&str, &str); 4] = [
    ("Invest", "put more in, to grow again"),
    ("Hold", "put in what keeps it where it is"),
    ("Harvest", "put in less, and take what it still gives"),
    ("Retire", "end it, on a day that is told"),
];
/// By what that is weighed, and how much each counts.
const WEIGHED_BY: [(&str, i64); 4] = [
    ("What it brings beside what it costs", 5),
    ("What the market still gives", 4),
    ("Fit with our goals", 3),
    ("What users and promises need", 3),
];

/// What a stage has from the beginning: today, and the word and the criteria of the stage it is named after.
pub(in crate::command) fn begin_stage(tx: &mut Tx<'_>, id: Id, name: &str) -> Result<(), CommandError> {
    let record = RecordRef { table: STAGES.table, id };
    let today = Value::from(tx.today().to_string());
    set_field(tx, record, &STAGE_ON, Some(today))?;
    // Any other name is as good: the stage is chosen later.
    match STAGE_IS.read(name) {
        Ok(word) => set_field(tx, record, &STAGE_IS, word),
        Err(_) => Ok(()),
    }
}

/// Gives a stage what it usually asks for, in place of what another asked for and nobody changed.
pub(in crate::command) fn begin_criteria(tx: &mut Tx<'_>, record: RecordRef) -> Result<(), CommandError> {
    let kept = tx.tables().described(&STAGES, record.id).ok_or(CommandError::Missing(STAGES.noun))?;
    let stage = kept.words(&STAGE_IS).to_owned();
    let (mut idle, mut there) = (Vec::new(), Vec::new());
    for row in kept.rows(&STAGE_CRITERIA) {
        let (text, is_done) = (Values(row).words(&STAGE_TEXT), !Values(row).words(&TASK_DONE).is_empty());
        let of_other = USUAL.iter().any(|(other, _, usual)| *other != stage && *usual == text);
        if of_other && !is_done {
            idle.extend(row_id(row));
        } else {
            there.push(text.to_owned());
        }
    }
    for row in idle {
        remove_row_in(tx, record, &[], &STAGE_CRITERIA, row)?;
    }
    let usual = USUAL.iter().filter(|(of, _, text)| *of == stage && !there.iter().any(|it| it == text));
    for (_, part, text) in usual {
        let row = [(&STAGE_TEXT, (*text).into()), (&STAGE_PART, (*part).into())];
        add_row(tx, record, &[], &STAGE_CRITERIA, None, &row)?;
    }
    Ok(())
}

/// Asks whether to invest in a product, hold, harvest or retire it: a decision to be weighed, with the signs of decline by its
/// question and the metrics that have them beside it. One that is open already goes on.
pub fn invest_or_retire(tx: &mut Tx<'_>, product: Id, day: fn(Day) -> String) -> Result<Id, CommandError> {
    let name = &tx.get::<Product>(product).ok_or(CommandError::Missing(Product::NOUN))?.name;
    let question = format!("Invest in {name}, hold, harvest or retire it?");
    let is_open = |it: &&Described| it.name() == question && it.words(&DECISION_STATE) == "open";
    let known = tx.tables().described_of(&DECISIONS, product).into_iter().find(is_open);
    if let Some(known) = known {
        return Ok(known.meta.id);
    }
    let (signs, unknown) = signs_of_decline(tx.tables(), product);
    let mut text: Vec<String> = signs
        .iter()
        .map(|(metric, sign)| format!("- {}: {}", metric.name, sign_words(metric, sign, day)))
        .collect();
    if text.is_empty() {
        text.push("No metric shows a sign of decline.".into());
    }
    if unknown > 0 {
        text.push(format!("\nMetrics with too few readings to say: {unknown}."));
    }
    text.push(String::new());
    text.extend(WAYS.iter().map(|(way, means)| format!("- {way}: {means}.")));
    let metrics: Vec<Id> = signs.iter().map(|(metric, _)| metric.meta.id).collect();
    let id = add_described(tx, DECISIONS.table, product, &question)?;
    let decision = RecordRef { table: DECISIONS.table, id };
    set_field(tx, decision, &DESCRIPTION, Some(text.join("\n").into()))?;
    for metric in metrics {
        set_link(tx, decision, &ABOUT, RecordRef::to::<Metric>(metric), true)?;
    }
    for (way, _) in WAYS {
        add_row(tx, decision, &[], &OPTIONS, None, &[(&OPTION_NAME, way.into())])?;
    }
    for (by, weight) in WEIGHED_BY {
        let row = [(&CRITERION_NAME, by.into()), (&CRITERION_WEIGHT, weight.into())];
        add_row(tx, decision, &[], &CRITERIA, None, &row)?;
    }
    Ok(id)
}
