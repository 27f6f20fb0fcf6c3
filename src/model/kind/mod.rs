//! Kinds of record that are described: a description says what each is called and what its fields hold, and table, document,
//! journal, undo, merge, list, panel, search and files follow from it. A kind with a type of its own can be described as
//! well, for its list.

mod ask;
mod baseline;
mod business_case;
mod coaching;
mod contact;
mod cost;
mod decision;
mod feedback;
mod field;
mod field_error;
mod goal;
mod impediment;
mod initiative;
mod launch;
mod market;
mod meeting;
mod metric;
mod milestone;
mod need;
mod organisation_goal;
mod outcome_check;
mod own;
mod people;
mod promise;
mod release;
mod report;
mod request;
mod risk;
mod ritual;
mod role_check;
mod rows;
mod score;
mod skill;
mod sprint;
mod stage;
mod stakeholder;
mod study;
mod survey;
mod technical_option;
mod term;
mod theme;
mod time;
#[cfg(feature = "trial")]
mod trial;

pub use ask::ASKS;
pub use baseline::{BASELINE_DAYS, BASELINE_FIRST, BASELINE_LAST, BASELINE_NAME, BASELINE_ON, BASELINES};
pub use business_case::{
    BUSINESS_CASES, CASE_FLOWS, CASE_IRR, CASE_NPV, CASE_PAYBACK, CASE_RATE, CASE_ROI, CASE_SCENARIOS,
    CASE_WHAT, CASE_WHY, FLOW_IN, FLOW_OUT, FLOW_PERIOD, SCENARIO_COST, SCENARIO_FIXED, SCENARIO_NAME,
    SCENARIO_PRICE, SCENARIO_VOLUME,
};
pub use coaching::{ONE_ON_ONES, PULSE_ASKS, PULSE_MEAN, PULSE_ON, PULSES, TALK_GOALS, TALKED_ON};
pub use contact::{CONTACTS, HEARD, HEARD_QUOTE, HEARD_WORDS, MADE_AS, MET_ON};
pub use cost::{
    COST_ACTUAL, COST_LEFT, COST_OF, COST_ON, COST_PLANNED, COSTS, OFFER_FOR, OFFER_ONCE, OFFER_YEARLY,
    OFFER_YEARS, OFFERS, SUPPLIERS,
};
pub use decision::{
    CHOICE, CRITERIA, CRITERION_NAME, CRITERION_WEIGHT, DECIDED_ON, DECISION_STATE, DECISIONS,
    OPTION_EFFECTS, OPTION_NAME, OPTIONS, REVIEW_ON, SCORE, SCORES,
};
pub use feedback::{
    ACCOUNT, ALSO_ACCOUNT, ALSO_BY, ALSO_ON, ALSO_SAID, ALSO_SEGMENT, ALSO_SOURCE, ALSO_WORDS, ALSO_WORTH,
    ANSWER_BY, ANSWERED_ON, ARCHIVED, DIFFERS, FEEDBACK, NEEDS_OF, NEW, OWED, PASSAGE, PASSAGE_OF, PASSAGES,
    PUT_AWAY, QUOTE, SAID_BY, SAID_ON, SEGMENT, SORTED, SOURCE, SPEAKS_FOR, THEMES_OF, TO_TELL, TOLD_OF_IT,
    TRIAGE, WORTH,
};
pub use field::{Field, Holds, Word, formula_id, is_own, is_own_link, own_field_id, row_id, rows_of};
pub use field_error::FieldError;
pub use goal::{CLOSED_ON, GOAL_DUE, GOAL_SCORE, GOAL_STATE, GOALS, KEY_RESULTS, SERVED_BY, VISION};
pub use impediment::{BLOCKS, IMPEDED_DAYS, IMPEDED_SINCE, IMPEDIMENT_STATE, IMPEDIMENTS, RESOLVED_ON};
pub use initiative::{
    CONFIDENCE, HANDOVER, HORIZON, INITIATIVE_END, INITIATIVE_GOAL, INITIATIVE_OUTCOME, INITIATIVE_START,
    INITIATIVES, MOVES, OTHER_GOALS, WAIT_LAG, WAIT_ON, WAITS_FOR,
};
pub use launch::{
    LAUNCH_ON, LAUNCH_READY, LAUNCH_RELEASE, LAUNCH_REVIEW, LAUNCH_STATE, LAUNCH_TASKS, LAUNCH_TIER,
    LAUNCHES, TASK_BEFORE, TASK_DONE, TASK_TEXT, TASK_WHO,
};
pub use market::{
    CAPABILITIES, CAPABILITY_WEIGHT, CLAIM, CLAIM_TYPE, CLAIMS, COMPETITORS, GAP, OURS, POINT_BACKED,
    POINT_EVIDENCE, POINT_TYPE, PROOF, PROVEN, RATED, RATED_ON, RATING, RATING_CHANGE, RATINGS, SWOT,
};
pub use meeting::{ACTION_BY, ACTION_DONE, ACTION_ITEM, ACTION_TEXT, ACTIONS, MEETINGS, MET_THE};
pub use metric::{METRIC_EVERY, METRICS};
pub use milestone::{MILESTONE_DROPPED, MILESTONE_FIRM, MILESTONE_ON, MILESTONE_STATE, MILESTONES, REACHED};
pub use need::{
    EVIDENCE, IMPORTANCE, NEEDS, OPPORTUNITIES, OPPORTUNITY_NEED, OPPORTUNITY_SCORE, PERSONAS_OF,
    SATISFACTION, TAKEN,
};
pub use organisation_goal::{FIT, FIT_GOAL, FITS, ORGANISATION_GOALS};
pub use outcome_check::{
    CHECK_BY_HAND, CHECK_EXPECTED, CHECK_FIXED, CHECK_FROM, CHECK_LEAST, CHECK_METRIC, CHECK_ON, CHECK_SEEN,
    CHECK_STATE, CHECK_THEN, CHECK_VERDICT, CHECK_WORDS, OUTCOME_CHECKS,
};
pub use own::{
    FIELDS, GONE_CHOICE, OWN_CHOICE, OWN_CHOICES, OWN_HOLDS, OWN_OF, OWN_UNIT, OwnFields, formula_field,
    is_idle, own_field,
};
pub use people::{PERSONA_SEGMENT, PERSONAS, SEGMENT_HEARD, SEGMENT_WORTH, SEGMENTS};
pub use promise::{
    CAME_ON, PROMISE_KEPT, PROMISE_LATE, PROMISE_ODDS, PROMISE_STATE, PROMISED_FOR, PROMISES, TOLD_ON,
};
pub use release::{
    RELEASE_OUTCOME, RELEASE_PHASE, RELEASE_PLANNED, RELEASE_STATE, RELEASE_STEPS, RELEASED, RELEASES,
    WENT_OUT,
};
pub use report::{
    LINE_FROM, LINE_NOW, LINE_OF, LINE_OUT, LINE_SECTION, LINE_TEXT, LINE_THEN, LINE_TO, REPORT_FIRST,
    REPORT_GIST, REPORT_KEPT, REPORT_LAST, REPORT_LINES, REPORT_RELEASE, REPORT_TO, REPORTS, TO_CUSTOMERS,
};
pub use request::{REQUEST_BY, REQUESTS};
pub use risk::{ASSUMPTION, COMMITTED, EXPOSURE, IMPACT, LIKELIHOOD, RISK_DUE, RISK_STATE, RISK_TYPE, RISKS};
pub use ritual::{
    PUT_OFF, PUT_OFF_UNTIL, PUT_OFF_WHAT, RITUAL, RITUAL_DONE, RITUAL_FINISHED, RITUAL_LATER, RITUAL_LEFT,
    RITUAL_NOTE, RITUAL_ON, RITUAL_RUNS, RITUAL_SKIPPED, RITUAL_STATE, RITUAL_UNTIL, RITUALS,
};
pub use role_check::{ROLE_CHECKS, ROLE_ON, ROLE_QUESTIONS, ROLE_RESULT};
pub use rows::{ROW_ANSWER, ROW_DAY, ROW_GOAL, ROW_SECOND, ROW_SEGMENT, ROW_VALUE, ROW_WORDS, ROWS};
pub use score::{
    CAME_TRUE, EFFORT, FORMULA, FORMULAS, FROZEN, IMPACT_EACH, KANO_CLASS, METHODS, MOSCOW, Method,
    OPPORTUNITY, PERSON_MONTHS, REACH, SCORE_LOG, SCORED, SCORED_BY, SCORED_ON, SCORING, SEEN_IMPACT,
    SEEN_MONTHS, SEEN_REACH, SURENESS, UX_RISK, VALUE, VALUE_EFFORT, WONT, Way, is_scoring,
};
pub use skill::{
    RATED_DAY, RATED_LEVEL, SKILL_GAP, SKILL_LEVEL, SKILL_PLAN, SKILL_RATINGS, SKILL_TARGET, SKILLS,
};
pub use sprint::{
    CAPACITY, CAPACITY_DAYS, CAPACITY_OFF, CAPACITY_WHO, COMMITMENT, FINISHED, GOAL_MET, LOGGED_POINTS,
    PLANNED, RESULT_DONE, RESULT_IS, RESULT_LEFT, RESULTS, RETRO, RETRO_IS, RETRO_ITEM, RETRO_TEXT,
    REVIEW_NOTES, RUNNING, SPRINT_COMMITTED, SPRINT_DONE, SPRINT_FIRST, SPRINT_GOAL, SPRINT_LAST,
    SPRINT_STATE, SPRINT_STEPS, SPRINTS, STEP_ON, STEP_TO, TO_IMPROVE, TO_TRY, VERDICT, WENT_WELL,
};
pub use stage::{STAGE_CRITERIA, STAGE_IS, STAGE_MET, STAGE_ON, STAGE_PART, STAGE_TEXT, STAGES};
pub use stakeholder::{
    CONTACT_HOW, CONTACT_ON, CONTACTED, EVERY, FUNCTION, INTEREST, LAST_CONTACT, NEXT_DUE, NEXT_STEP, POWER,
    STAKEHOLDERS, STANCE, STANCE_IS, STANCE_ON, STANCE_TOWARDS, STANCES,
};
pub use study::{EXPERIMENTS, FINDING, FINDING_OF, FINDINGS, FIXED_ON, MEASURE, STUDIES, THRESHOLD};
pub use survey::{
    ANSWER_COLUMNS, ANSWERS, CSAT, KANO, NEED_SURVEY, NPS, QUESTION, SURVEY_ASKS, SURVEY_RESULT, SURVEY_TO,
    SURVEYS,
};
pub use technical_option::{OPTION_BY, TECHNICAL_OPTIONS};
pub use term::{MEANING, TERMS};
pub use theme::{HEARD as THEME_HEARD, HEARD_LATELY, HEARD_WORTH, NO_THEME, THEME_GOAL, THEME_STATE, THEMES};
pub use time::{
    ACTIVITIES, HAT, SPENT_ACTIVITY, SPENT_MINUTES, SPENT_ON, TIME_ENTRIES, TIME_SHARE, TIME_TARGET, TIMER,
    TIMER_AT,
};
#[cfg(feature = "trial")]
pub use trial::TRIALS;

use serde_json::{Map, Value};

use super::MergeClass;
use field::check_fields;

/// Whose records of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A product's: each has a number there.
    Product,
    /// The workspace's, and the same in all products.
    Workspace,
}

/// The description of a kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its table in the document: never renamed.
    pub table: &'static str,
    /// What one of its records is called in a sentence.
    pub noun: &'static str,
    /// What several are called.
    pub plural: &'static str,
    /// The name of its page.
    pub title: &'static str,
    /// What stands before the number in the keys of its records; empty for what has no keys.
    pub letter: &'static str,
    /// Its glyph.
    pub glyph: &'static str,
    /// Whose its records are.
    pub owner: Owner,
    /// Its own fields in the order of its panel; the first is its name.
    pub fields: &'static [&'static Field],
    /// What it has besides: [`COMMON`], unless it is about nothing.
    pub common: &'static [&'static Field],
    /// The columns its list has until a person chooses.
    pub columns: &'static [&'static Field],
    /// What its list is put together by until a person chooses.
    pub group: Option<&'static Field>,
    /// The states in which days that are due count; in all where none is named.
    pub due_in: &'static [&'static str],
    /// What is said where there is no record yet.
    pub empty: (&'static str, &'static str),
    /// What is asked for when one is made.
    pub ask: &'static str,
}

/// Every kind that is described.
pub static KINDS: [&Kind; 45 + cfg!(feature = "trial") as usize] = [
    &STAKEHOLDERS,
    &DECISIONS,
    &RISKS,
    &ORGANISATION_GOALS,
    &REQUESTS,
    &TECHNICAL_OPTIONS,
    &CONTACTS,
    &TERMS,
    &SPRINTS,
    &IMPEDIMENTS,
    &PROMISES,
    &MILESTONES,
    &BASELINES,
    &ASKS,
    &FEEDBACK,
    &THEMES,
    &NEEDS,
    &OPPORTUNITIES,
    &STUDIES,
    &COMPETITORS,
    &CAPABILITIES,
    &SWOT,
    &CLAIMS,
    &EXPERIMENTS,
    &SURVEYS,
    &PERSONAS,
    &SEGMENTS,
    &OUTCOME_CHECKS,
    &REPORTS,
    &BUSINESS_CASES,
    &COSTS,
    &SUPPLIERS,
    &LAUNCHES,
    &STAGES,
    &MEETINGS,
    &RITUALS,
    &PUT_OFF,
    &ROLE_CHECKS,
    &SKILLS,
    &ACTIVITIES,
    &TIME_ENTRIES,
    &ONE_ON_ONES,
    &PULSES,
    &FORMULAS,
    &FIELDS,
    #[cfg(feature = "trial")]
    &TRIALS,
];

/// Kinds with a type of their own that are described as well, for their lists.
pub static BUILT: [&Kind; 4] = [&GOALS, &INITIATIVES, &RELEASES, &METRICS];

/// The labels of a record.
pub static LABELS: Field = Field::links("labels", "Labels", &["labels"]);
/// What a record is about.
pub static ABOUT: Field = Field::links("about", "About", &[])
    .help("What on the line it has to do with: any item, goal or release.");
/// What more there is to say.
pub static DESCRIPTION: Field = Field::prose("description", "Description");
/// How much of the work that goes out with it, or serves it, is done.
pub static WORK_DONE: Field = Field::new("work", "Work done", Holds::ComputedNumber)
    .help("Stories, bugs, chores and spikes that are accepted, of those that were not dropped.");
/// When it was made.
pub static CREATED: Field = Field::computed("created", "Created");
/// When it last changed.
pub static CHANGED: Field = Field::computed("changed", "Changed");

/// What a kind has besides its own fields.
static COMMON: [&Field; 5] = [&LABELS, &ABOUT, &DESCRIPTION, &CREATED, &CHANGED];
/// What a kind has that is about nothing on the line.
static BARE: [&Field; 2] = [&CREATED, &CHANGED];

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table
    }
}

impl Eq for Kind {}

impl Kind {
    /// The kind with this table whose records have no type of their own.
    pub fn of_table(table: &str) -> Option<&'static Self> {
        KINDS.into_iter().find(|kind| kind.table == table)
    }

    /// The kind with this table whose records have a type of their own.
    pub fn built(table: &str) -> Option<&'static Self> {
        BUILT.into_iter().find(|kind| kind.table == table)
    }

    /// Every kind: each has a list, and comes in by one.
    pub fn all_listed() -> impl Iterator<Item = &'static Self> {
        KINDS.into_iter().chain(BUILT)
    }

    /// Whether its links are stored as the type wrote them that its records have, or had: without the table, where there is
    /// only one.
    pub fn has_short_links(&self) -> bool {
        *self == FEEDBACK || Self::built(self.table).is_some()
    }

    /// The kind with this table, whether its records have a type of their own or not.
    pub fn of_any_table(table: &str) -> Option<&'static Self> {
        Self::of_table(table).or_else(|| Self::built(table))
    }

    /// Every field, its own first.
    pub fn all_fields(&self) -> Vec<&'static Field> {
        self.each_field().collect()
    }

    /// The same, one after the other.
    pub fn each_field(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().chain(self.common).copied()
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.each_field().find(|field| field.key == key)
    }

    /// So many of its records: “1 decision”, “3 decisions”.
    pub fn count(&self, number: usize) -> String {
        format!("{number} {}", if number == 1 { self.noun } else { self.plural })
    }

    /// What its records are called by.
    pub fn name(&self) -> &'static Field {
        self.fields.first().copied().unwrap_or(&DESCRIPTION)
    }

    /// Whether what a file has of one of its records can stand there; a field this kind does not have is kept as it is.
    pub fn check(&self, of: &Map<String, Value>) -> Result<(), FieldError> {
        check_fields(self.fields, of)?;
        check_fields(self.common, of)
    }

    /// How concurrent changes of a field come together.
    pub fn merge_class(&self, key: &str) -> MergeClass {
        match self.field(key).map(|field| field.holds) {
            Some(Holds::Links(_)) => MergeClass::Set,
            Some(Holds::Rows(_) | Holds::Log(_)) => MergeClass::List,
            Some(Holds::Prose) => MergeClass::LongText,
            _ if key == "former_numbers" => MergeClass::Set,
            _ => MergeClass::Scalar,
        }
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::SortedSet;

    #[test]
    fn descriptions_fit_together() {
        let mut tables = SortedSet::new();
        let mut letters = SortedSet::from(["", "V"]);
        for kind in KINDS.into_iter().chain(BUILT) {
            assert!(tables.insert(kind.table), "{} is described twice", kind.table);
            if kind.owner == Owner::Product && !kind.letter.is_empty() {
                assert!(letters.insert(kind.letter), "{} has a letter of another", kind.table);
            } else {
                assert_eq!(kind.letter, "", "{}", kind.table);
            }
            assert_eq!(kind.name().key, "name", "{}", kind.table);
            let mut keys = SortedSet::from(["id", "product", "number", "rank", "created_at", "updated_at"]);
            for field in kind.all_fields() {
                assert!(keys.insert(field.key), "{}.{} is described twice", kind.table, field.key);
            }
            for field in kind.columns.iter().chain(&kind.group) {
                assert_eq!(kind.field(field.key), Some(*field), "{}.{}", kind.table, field.key);
            }
        }
    }
}
