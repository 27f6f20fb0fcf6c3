//! What follows from a record of a described kind: how a stakeholder stands, when he was last talked to, how large a risk
//! is.

use super::advisor::{advice, answers_of};
use super::computed::Computed;
use super::goal::goal_value;
use super::score::{Scorable, score_in};
use super::sprint::{SprintResult, came_to, sprint_state};
use super::voice::triage;
use super::{
    Flows, check_state, check_verdict, current_vision, expected_words, irr_words, met_words, outcome_words,
    periods_words, pulse_mean, readiness, seen_words, skill_gap, skill_level, time_split, up, work_done,
};
use crate::model::kind::{
    ABOUT, ASSUMPTION, CASE_IRR, CASE_NPV, CASE_PAYBACK, CASE_ROI, CHANGED, CHECK_SEEN, CHECK_STATE,
    CHECK_VERDICT, CHECK_WORDS, COMMITTED, CONTACT_ON, CONTACTED, COST_ACTUAL, COST_LEFT, COST_PLANNED,
    CREATED, EVERY, EXPOSURE, FINISHED, Field, IMPACT, IMPEDED_DAYS, IMPEDED_SINCE, IMPEDIMENT_STATE, Kind,
    LAST_CONTACT, LAUNCH_READY, LIKELIHOOD, PULSE_MEAN, RELEASE_OUTCOME, RESOLVED_ON, RISK_STATE, RISK_TYPE,
    RISKS, ROLE_RESULT, RUNNING, SKILL_GAP, SKILL_LEVEL, SPRINT_COMMITTED, SPRINT_DONE, SPRINT_STATE,
    STAGE_MET, STANCE, STANCE_IS, STANCE_ON, STANCE_TOWARDS, STANCES, TIME_SHARE, TRIAGE, WORK_DONE, Word,
};
use crate::model::{Confidence, Day, Id, Initiative, Item, Record, Vision};
use crate::workspace::{Described, Fields, Tables, links_in};

/// What a computed field of a record has, seen from a product.
pub fn computed(
    tables: &Tables,
    product: Id,
    record: &Described,
    field: &Field,
    today: Day,
) -> Option<Computed> {
    // Asked of every piece of an inbox.
    if *field == TRIAGE {
        return Some(Computed::Word(triage(tables, record)));
    }
    if *field == STANCE {
        return stance(tables, product, record).map(|word| Computed::Word(word.key));
    }
    if *field == LAST_CONTACT {
        let every = record.number(&EVERY);
        return match last_contact(record) {
            Some(on) => {
                let is_late = every.is_some_and(|every| i64::from(on.days_until(today)) > every);
                Some(Computed::Since(on, is_late))
            }
            None => every.map(|_| Computed::Never),
        };
    }
    if *field == EXPOSURE {
        return exposure(record).map(Computed::Number);
    }
    if *field == COMMITTED {
        return is_under_committed(tables, record).then_some(Computed::Word("yes"));
    }
    if *field == SPRINT_STATE {
        return Some(Computed::Word(sprint_state(record)));
    }
    if *field == SPRINT_COMMITTED || *field == SPRINT_DONE {
        let result = SprintResult::of(record);
        let (state, tenths) =
            if *field == SPRINT_DONE { (FINISHED, result.done) } else { (RUNNING, result.committed) };
        return came_to(record, state).map(|_| Computed::Points(tenths));
    }
    if *field == IMPEDIMENT_STATE {
        return Some(Computed::Word(impediment_state(record)));
    }
    if *field == IMPEDED_DAYS {
        let since = record.day(&IMPEDED_SINCE)?;
        let until = record.day(&RESOLVED_ON).unwrap_or(today);
        return Some(Computed::Number(i64::from(since.days_until(until).max(0))));
    }
    if *field == CHECK_WORDS {
        return expected_words(tables, record).map(Computed::Text);
    }
    if *field == CHECK_SEEN {
        return seen_words(tables, record).map(Computed::Text);
    }
    if *field == CHECK_VERDICT {
        return Some(Computed::Word(check_verdict(tables, record, today)));
    }
    if *field == CHECK_STATE {
        return Some(Computed::Word(check_state(record)));
    }
    if *field == COST_LEFT {
        return Some(Computed::Sum(record.number(&COST_PLANNED)? - record.number(&COST_ACTUAL).unwrap_or(0)));
    }
    if *field == LAUNCH_READY {
        return readiness(record).map(|(done, all)| Computed::Number((done * 100 / all) as i64));
    }
    if *field == STAGE_MET {
        return met_words(record).map(Computed::Text);
    }
    if [&CASE_NPV, &CASE_ROI, &CASE_IRR, &CASE_PAYBACK].contains(&field) {
        return case_value(record, field);
    }
    if *field == ROLE_RESULT {
        return Some(Computed::Word(advice(&answers_of(record))));
    }
    if *field == SKILL_LEVEL {
        return skill_level(record).map(Computed::Number);
    }
    if *field == SKILL_GAP {
        return skill_gap(record).map(Computed::Number);
    }
    if *field == PULSE_MEAN {
        return pulse_mean(record).map(Computed::Sum);
    }
    if *field == TIME_SHARE {
        let split = time_split(tables, product, today);
        let row = split.rows.iter().find(|row| row.id == record.meta.id)?;
        return split.share(row.minutes).map(Computed::Number);
    }
    if *field == WORK_DONE {
        let (done, all) = work_done(tables, record.meta.id);
        return (all > 0).then_some(Computed::Of(done, all));
    }
    if *field == RELEASE_OUTCOME {
        let release = tables.releases.get(record.meta.id)?;
        let (_, words) = outcome_words(tables, release, &|_| "it went out".to_owned())?;
        return Some(Computed::Text(words));
    }
    if *field == CREATED {
        return Some(Computed::At(record.meta.created_at));
    }
    if *field == CHANGED {
        return Some(Computed::At(record.meta.updated_at));
    }
    if let Some(goal) = tables.goals.get(record.meta.id) {
        return goal_value(tables, goal, field, today);
    }
    let scored = score_in(tables, field, &Scorable::record(record.values())).map(Computed::Score);
    scored.or_else(|| super::voice::computed(tables, record, field, today))
}

/// What a business case comes to, in the field that says it.
fn case_value(case: &Described, field: &Field) -> Option<Computed> {
    let flows = Flows::of(case)?;
    if *field == CASE_NPV {
        // In whole units: cents of an estimate say nothing.
        return Some(Computed::Sum((flows.npv(flows.rate)? / 100.0).round() as i64 * 100));
    }
    if *field == CASE_ROI {
        return Some(Computed::Sum((flows.roi()? * 1_000.0).round() as i64 * 10));
    }
    if *field == CASE_IRR {
        return Some(Computed::Text(irr_words(&flows)));
    }
    Some(Computed::Text(periods_words(flows.payback(0.0))))
}

fn day_in(row: &Fields, field: &Field) -> Option<Day> {
    row.get(field.key)?.as_str()?.parse().ok()
}

/// Which stances count in a product: towards its current vision, towards its initiatives, or towards nothing in particular.
fn counts(tables: &Tables, product: Id, row: &Fields) -> bool {
    links_in(row, &STANCE_TOWARDS).into_iter().all(|(table, id)| match table {
        Vision::TABLE => current_vision(tables, product).is_some_and(|vision| vision.meta.id == id),
        Initiative::TABLE => tables.initiatives.get(id).is_some_and(|it| it.product == product),
        _ => false,
    })
}

/// How a stakeholder stands, by the latest stance that counts in a product; of two on one day, the later in the list.
pub fn stance(tables: &Tables, product: Id, stakeholder: &Described) -> Option<&'static Word> {
    let stances = stakeholder.rows(&STANCES).into_iter().filter(|row| counts(tables, product, row));
    let latest = stances.max_by_key(|row| day_in(row, &STANCE_ON))?;
    STANCE_IS.word(latest.get(STANCE_IS.key)?.as_str()?)
}

/// The day a stakeholder was last talked to.
pub fn last_contact(stakeholder: &Described) -> Option<Day> {
    // A row that says nothing but its day was begun and not written.
    let written = stakeholder.rows(&CONTACTED).into_iter().filter(|row| row.len() > 2);
    written.filter_map(|row| day_in(row, &CONTACT_ON)).max()
}

/// Whether a risk or an assumption is about an initiative that is committed, or about an item under one.
pub fn is_under_committed(tables: &Tables, risk: &Described) -> bool {
    let is_firm = |id: Id| {
        let initiative = tables.initiatives.get(id);
        initiative.is_some_and(|it| it.confidence == Confidence::Committed)
    };
    risk.linked(&ABOUT).into_iter().any(|(table, id)| match table {
        Initiative::TABLE => is_firm(id),
        Item::TABLE => tables.items.get(id).and_then(|item| up(tables, item).initiative).is_some_and(is_firm),
        _ => false,
    })
}

/// Whether a record is something that is believed, not tested, and built on in committed work.
pub fn is_untested(tables: &Tables, risk: &Described) -> bool {
    risk.words(&RISK_TYPE) == ASSUMPTION
        && risk.words(&RISK_STATE) == "open"
        && is_under_committed(tables, risk)
}

/// How many assumptions under committed work of a product were never tested.
pub fn untested(tables: &Tables, product: Id) -> usize {
    tables.described_of(&RISKS, product).into_iter().filter(|risk| is_untested(tables, risk)).count()
}

/// Whether days of a record that are due count: it is in a state in which they do.
pub fn is_running(tables: &Tables, kind: &Kind, record: &Described) -> bool {
    let state = match kind.field("state") {
        Some(field) if *field == IMPEDIMENT_STATE => impediment_state(record),
        Some(field) if *field == TRIAGE => triage(tables, record),
        Some(field) if *field == CHECK_STATE => check_state(record),
        Some(field) => record.words(field),
        None => "",
    };
    kind.due_in.is_empty() || kind.due_in.contains(&state)
}

/// Whether an impediment is still there: a day on which it was resolved says so.
pub fn impediment_state(impediment: &Described) -> &'static str {
    if impediment.day(&RESOLVED_ON).is_some() { "resolved" } else { "open" }
}

/// Likelihood × impact, from 1 to 25, where both are known.
pub fn exposure(risk: &Described) -> Option<i64> {
    Some(risk.number(&LIKELIHOOD)? * risk.number(&IMPACT)?)
}
