//! What follows from a record of a described kind: how a stakeholder stands, when he was last talked to, how large a risk
//! is.

use super::score::{Subject, score_in};
use super::sprint::{SprintResult, came_to, sprint_state};
use super::voice::triage;
use super::{current_vision, up};
use crate::model::kind::{
    ABOUT, ASSUMPTION, CHANGED, COMMITTED, CONTACT_ON, CONTACTED, CREATED, EVERY, EXPOSURE, FINISHED, Field,
    IMPACT, IMPEDED_DAYS, IMPEDED_SINCE, IMPEDIMENT_STATE, Kind, LAST_CONTACT, LIKELIHOOD, RESOLVED_ON,
    RISK_STATE, RISK_TYPE, RISKS, RUNNING, SPRINT_COMMITTED, SPRINT_DONE, SPRINT_STATE, STANCE, STANCE_IS,
    STANCE_ON, STANCE_TOWARDS, STANCES, TRIAGE, Word,
};
use crate::model::{Confidence, Day, Id, Initiative, Instant, Item, Record, Vision};
use crate::workspace::{Described, Fields, Tables, links_in};

/// The value of a computed field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Computed {
    /// One of the field's words, by its key.
    Word(&'static str),
    /// A number.
    Number(i64),
    /// Points, in tenths.
    Points(u32),
    /// A score, in hundredths.
    Score(i64),
    /// A day in the past, and whether it lies too far back.
    Since(Day, bool),
    /// It never happened, and should have.
    Never,
    /// A moment.
    At(Instant),
}

/// What a computed field of a record has, seen from a product.
pub fn computed(
    tables: &Tables,
    product: Id,
    record: &Described,
    field: &Field,
    today: Day,
) -> Option<Computed> {
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
    if *field == CREATED {
        return Some(Computed::At(record.meta.created_at));
    }
    if *field == CHANGED {
        return Some(Computed::At(record.meta.updated_at));
    }
    let scored = score_in(tables, field, &Subject::record(record.values())).map(Computed::Score);
    scored.or_else(|| super::voice::computed(tables, record, field, today))
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
