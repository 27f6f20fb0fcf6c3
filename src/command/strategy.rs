//! The vision, goals, key results and check-ins.

use super::CommandError;
use super::described::make;
use super::metric::{Noted, optional_day, past_day};
use super::metric::{add_reading, remove_reading};
use super::product::new_meta;
use crate::analysis::{current_vision, goal_score};
use crate::model::kind::GOALS;
use crate::model::{
    CheckIn, Goal, Id, KeyResult, Product, Record, Vision, clean_line, clean_text, format_measure,
    parse_measure,
};
use crate::workspace::Tx;

/// The parts of a vision, as a person writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisionDraft {
    /// What will be so, in a sentence.
    pub statement: String,
    /// For whom the product is.
    pub audience: String,
    /// What they need.
    pub need: String,
    /// What kind of thing the product is.
    pub category: String,
    /// What is used instead of it.
    pub alternative: String,
    /// What it does that nothing else does.
    pub difference: String,
    /// When it is to be so.
    pub horizon: String,
}

impl VisionDraft {
    /// The parts of a version that stands.
    pub fn of(vision: &Vision) -> Self {
        Self {
            statement: vision.statement.clone(),
            audience: vision.audience.clone(),
            need: vision.need.clone(),
            category: vision.category.clone(),
            alternative: vision.alternative.clone(),
            difference: vision.difference.clone(),
            horizon: vision.horizon.clone(),
        }
    }

    fn write_to(&self, vision: &mut Vision) {
        vision.statement = clean_line(&self.statement);
        vision.audience = clean_line(&self.audience);
        vision.need = clean_line(&self.need);
        vision.category = clean_line(&self.category);
        vision.alternative = clean_line(&self.alternative);
        vision.difference = clean_line(&self.difference);
        vision.horizon = clean_line(&self.horizon);
    }
}

/// Writes the vision: into the current version, or as the next one, which the goals that served the current one go on
/// to serve. The first version is served by every goal that serves none.
pub fn write_vision(
    tx: &mut Tx<'_>,
    product: Id,
    draft: &VisionDraft,
    is_new_version: bool,
) -> Result<Id, CommandError> {
    if clean_line(&draft.statement).is_empty() {
        return Err(CommandError::NoVision);
    }
    let current = current_vision(tx.tables(), product).map(|vision| vision.meta.id);
    if let Some(current) = current.filter(|_| !is_new_version) {
        tx.edit(current, |vision: &mut Vision| draft.write_to(vision));
        return Ok(current);
    }
    if tx.get::<Product>(product).is_none() {
        return Err(CommandError::Missing(Product::NOUN));
    }
    let number = tx.take_number(Vision::TABLE, product);
    let meta = new_meta(tx);
    let id = meta.id;
    let mut vision = Vision {
        meta,
        product,
        number,
        since: tx.today(),
        statement: String::new(),
        audience: String::new(),
        need: String::new(),
        category: String::new(),
        alternative: String::new(),
        difference: String::new(),
        horizon: String::new(),
    };
    draft.write_to(&mut vision);
    tx.insert(vision);
    let goes_on = |goal: &&Goal| goal.product == product && goal.vision == current;
    let goals: Vec<Id> = tx.tables().goals.iter().filter(goes_on).map(|goal| goal.meta.id).collect();
    for goal in goals {
        tx.edit(goal, |goal: &mut Goal| goal.vision = Some(id));
    }
    Ok(id)
}

/// Makes a goal at the end of the product's; it serves the current vision.
pub fn add_goal(tx: &mut Tx<'_>, product: Id, name: &str) -> Result<Id, CommandError> {
    let id = make(tx, &GOALS, product, name)?;
    let vision = current_vision(tx.tables(), product).map(|vision| vision.meta.id);
    tx.edit(id, |goal: &mut Goal| goal.vision = vision);
    Ok(id)
}

/// A key result as a person writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyResultDraft {
    /// What is measured.
    pub name: String,
    /// The unit of its values.
    pub unit: String,
    /// Where it starts.
    pub baseline: String,
    /// Where it is to be.
    pub target: String,
    /// Since when; empty for the day the goal was written.
    pub start: String,
    /// When it is to be there; may be empty.
    pub due: String,
    /// The metric whose readings are its values.
    pub metric: Option<Id>,
}

/// Makes a key result of a goal, or changes the one given.
pub fn write_key_result(
    tx: &mut Tx<'_>,
    goal: Id,
    key_result: Option<Id>,
    draft: &KeyResultDraft,
) -> Result<Id, CommandError> {
    let name = clean_line(&draft.name);
    if name.is_empty() {
        return Err(CommandError::NoName("key result"));
    }
    let unit = clean_line(&draft.unit);
    let value = |name: &'static str, written: &str| {
        let is_empty = written.trim().is_empty();
        if is_empty { Err(CommandError::NoNumber(name)) } else { Ok(parse_measure(written, &unit)?) }
    };
    let (baseline, target) = (value("From", &draft.baseline)?, value("To", &draft.target)?);
    if baseline == target {
        return Err(CommandError::NoWay);
    }
    let (start, due) = (optional_day(&draft.start)?, optional_day(&draft.due)?);
    if start.zip(due).is_some_and(|(start, due)| due < start) {
        return Err(CommandError::EndBeforeStart);
    }
    if tx.get::<Goal>(goal).is_none() {
        return Err(CommandError::Missing(Goal::NOUN));
    }
    let id = key_result.unwrap_or_else(|| tx.new_id());
    tx.edit(goal, |goal: &mut Goal| {
        let known = goal.key_results.iter_mut().find(|it| it.id == id);
        let check_ins = known.as_ref().map(|it| it.check_ins.clone()).unwrap_or_default();
        let metric = draft.metric;
        let written = KeyResult { id, name, unit, baseline, target, start, due, metric, check_ins };
        match known {
            Some(known) => *known = written,
            None => goal.key_results.push(written),
        }
    });
    Ok(id)
}

/// Takes a key result, and its check-ins, out of its goal.
pub fn remove_key_result(tx: &mut Tx<'_>, goal: Id, key_result: Id) {
    tx.edit(goal, |goal: &mut Goal| goal.key_results.retain(|it| it.id != key_result));
}

/// Closes a goal with what it has come to, and what was learned by it; or opens it again.
pub fn close_goal(tx: &mut Tx<'_>, id: Id, is_closed: bool, learned: &str) -> Result<(), CommandError> {
    let goal = tx.get::<Goal>(id).ok_or(CommandError::Missing(Goal::NOUN))?;
    let score = goal_score(tx.tables(), goal).filter(|_| is_closed);
    let (today, learned) = (tx.today(), clean_text(learned));
    tx.edit(id, |goal: &mut Goal| {
        goal.closed_on = is_closed.then_some(today);
        goal.score = score;
        goal.learned = learned;
    });
    Ok(())
}

fn find_key_result<'a>(tx: &'a Tx<'_>, goal: Id, key_result: Id) -> Option<&'a KeyResult> {
    tx.get::<Goal>(goal)?.key_results.iter().find(|it| it.id == key_result)
}

/// Writes down a value of a key result; one of the same day is replaced. Where a metric gives its values, it is a reading of
/// that.
pub fn check_in(
    tx: &mut Tx<'_>,
    goal: Id,
    key_result: Id,
    value: &str,
    on: &str,
) -> Result<Noted, CommandError> {
    let known = find_key_result(tx, goal, key_result).ok_or(CommandError::Missing("key result"))?;
    if let Some(metric) = known.metric {
        return add_reading(tx, metric, value, on);
    }
    let unit = known.unit.clone();
    let value = parse_measure(value, &unit)?;
    let on = past_day(tx, on)?;
    let replaced = known.check_ins.iter().find(|it| it.on == on).map(|it| format_measure(it.value, &unit));
    let check_in = CheckIn { id: tx.new_id(), at: tx.now(), on, value };
    tx.edit(goal, |goal: &mut Goal| {
        if let Some(key_result) = goal.key_results.iter_mut().find(|it| it.id == key_result) {
            key_result.check_ins.retain(|it| it.on != on);
            key_result.check_ins.push(check_in);
        }
    });
    Ok(Noted { on, value: format_measure(value, &unit), replaced })
}

/// Takes a value out of a key result, or out of the metric that gives its values.
pub fn remove_check_in(tx: &mut Tx<'_>, goal: Id, key_result: Id, check_in: Id) {
    if let Some(metric) = find_key_result(tx, goal, key_result).and_then(|known| known.metric) {
        return remove_reading(tx, metric, check_in);
    }
    tx.edit(goal, |goal: &mut Goal| {
        if let Some(key_result) = goal.key_results.iter_mut().find(|it| it.id == key_result) {
            key_result.check_ins.retain(|it| it.id != check_in);
        }
    });
}
