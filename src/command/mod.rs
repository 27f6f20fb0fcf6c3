//! What a person does: each command is the body of one transaction.

mod acceptance;
mod combine;
mod described;
mod first;
mod handover;
mod import;
mod item;
mod join;
mod metric;
mod note;
mod order;
mod outline;
mod past;
mod product;
mod promise;
mod record;
mod relate;
mod report;
mod restore;
mod ritual;
mod roadmap;
mod rules;
mod sample;
mod story;
mod strategy;
mod survey;
mod theme;
mod trash;
mod tree;
mod view;

pub use acceptance::{TrialDraft, return_items, try_criterion};
pub use combine::{merge_items, split_item};
pub use described::decision::{choose_option, rename_option, set_fit, set_score};
pub use described::feedback::{
    add_feedback, add_many, add_pieces, differ_feedback, heard_to_feedback, join_feedback, need_of,
    rewrite_feedback, say_of, story_of, tell,
};
pub use described::launch::{action_to_item, do_task};
pub use described::lifecycle::invest_or_retire;
pub use described::outcome_check::expect_of;
pub use described::own_field::add_own_field;
pub use described::plan::{
    add_holiday, plan_between, remove_holiday, set_capacity, set_rest_day, shift, take_baseline, unplan,
    wait_for,
};
pub use described::release::{OpenItems, items_left, next_release, set_release_state};
pub use described::{
    RowPath, add_described, add_row, remove_row, set_field, set_in_row, set_link, write_field, write_in_row,
};
pub use first::{draft_roadmap, order_by_value};
pub use handover::{epic_of, hand_over};
pub use import::{ImportReport, import_in_slices, import_sheet};
pub use item::{Draft, ItemChange, add_item, change_items, delete_items, duplicate_items, label_named};
pub use note::{NoteChange, NoteList, change_notes};
pub use order::{Destination, move_items};
pub use outline::{OutlineLine, paste_outline, read_outline};
pub use past::{restore_past, restore_record};
pub use product::{create_product, delete_product, move_product, rename_product, set_lens};

pub use join::{join, joined, joined_itself, set_parents};
pub use metric::{
    Noted, PastedReadings, add_reading, paste_readings, remove_reading, set_metric_value, set_north_star,
};
pub use promise::promise;
pub use record::{add_named, can_be_named, describe, description, record_named, rename, step_in_order};
pub use relate::{Relation, relate};
pub use report::{ReportChange, ReportSeed, change_report, line_fields};
pub use restore::{
    Conflict, Decisions, OnConflict, RecordKey, RestoreError, RestoreReport, Restoring, Side, can_keep_both,
    count, restore,
};

pub use described::score::{correct_input, order_like};
pub use described::sprint::{act_on, decide, finish_sprint, pull_fitting, put_in_sprint, start_sprint};
pub use described::time::{add_usual, log_time, start_timer, stop_timer};
pub use ritual::{begin_ritual, finish_ritual, leave_ritual, put_off, skip_ritual, toggle_focus};
pub use roadmap::{add_initiative, move_initiative};
pub use rules::{
    RuleChange, Which, WorkflowChange, change_definition, change_workflow, confirm_rule, enter_anyway,
};
pub use sample::create_sample;
pub use story::{described_named, follow_up, person_named, take_story};
pub use strategy::{
    KeyResultDraft, VisionDraft, add_goal, check_in, close_goal, remove_check_in, remove_key_result,
    write_key_result, write_vision,
};
pub use survey::{survey_to_inbox, use_survey};
pub use theme::{give_theme, join_themes, promote, refuse_theme, split_theme, theme_of};
pub use trash::restore_trashed;
pub use tree::{put_under, roots_of, take_out};
pub use view::{add_view, save_view, share_view};

use thiserror::Error;

use crate::analysis::score::FormulaError;
use crate::model::kind::FieldError;
use crate::model::{Day, DayError, EstimateError, KeyError, MeasureError, ProductKey};

/// Why a command did nothing; each is a sentence for the person.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CommandError {
    /// A ritual goes on already.
    #[error("“{0}” goes on: finish it, or leave it, before you start another.")]
    RitualRuns(&'static str),
    /// What it was to change has gone.
    #[error("That {0} is no longer here. It may have been deleted in another tab.")]
    Missing(&'static str),
    /// A name is needed.
    #[error("A {0} needs a name.")]
    NoName(&'static str),
    /// A vision needs its sentence.
    #[error("A vision needs a sentence: what will be so?")]
    NoVision,
    /// A value does not fit its field.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// A formula cannot be read.
    #[error(transparent)]
    Formula(#[from] FormulaError),
    /// A value is no number.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// A number is missing.
    #[error("“{0}” needs a number, such as 41.")]
    NoNumber(&'static str),
    /// A date is no date.
    #[error(transparent)]
    Day(#[from] DayError),
    /// Something that happened is dated in the future.
    #[error("{0} has not come yet. Choose today or an earlier day.")]
    Future(Day),
    /// The bar of an experiment, once it was fixed.
    #[error(
        "It was fixed on {0}: hypothesis, measure and threshold stay as they are. Begin another experiment instead."
    )]
    Fixed(Day),
    /// The bar of an outcome check, once work was committed.
    #[error(
        "What is expected was fixed on {0}, when work was committed: nobody moves the bar after the jump. Make another outcome check instead."
    )]
    FixedCheck(Day),
    /// A report that others have read.
    #[error("It was kept on {0}, and stays as it was read. Open it again to change it.")]
    ReportKept(Day),
    /// A launch that is to be judged without its release.
    #[error("It says of no release that it goes out: choose one first, or its release was deleted.")]
    NoRelease,
    /// A list whose titles or names are not said, and what the column is called that would.
    #[error("No column gives the {0}. Choose “{1}” for the one that does.")]
    NoColumn(&'static str, &'static str),
    /// More lines than a paste is for.
    #[error("That is {0} lines. So many come in through Import, which shows them first.")]
    ManyLines(usize),
    /// No estimate.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// A week without work.
    #[error("One day of the week has to be left for work: without any, nothing would ever end.")]
    NoWorkDay,
    /// Something ends before it begins.
    #[error("The end lies before the start.")]
    EndBeforeStart,
    /// A metric that would drive itself.
    #[error("In the end it would drive itself. Choose another metric.")]
    MetricRing,
    /// A product that is moved beyond the first or the last.
    #[error("There is no place beyond it.")]
    AtTheEnd,
    /// Nothing that was pasted is a reading.
    #[error("No line is a reading: write a day and a value, such as 2026-11-28 11,2.{0}")]
    NoReadings(String),
    /// A key result that cannot move.
    #[error("From and to are the same: then nothing can be reached. Change one of them.")]
    NoWay,
    /// A release over open items.
    #[error("{} of this release {} neither accepted nor dropped.", count(*.0, "item"), if *.0 == 1 { "is" } else { "are" })]
    OpenItems(usize),
    /// An epic under something.
    #[error("An epic has nothing above it but its initiative.")]
    EpicUnderItem,
    /// A ring of parents.
    #[error("It would stand under itself.")]
    Ring,
    /// An item joined with itself.
    #[error("That is the same item.")]
    SameItem,
    /// A ring of waiting; the way round, key by key.
    #[error("They would wait for each other: {0}.")]
    WaitRing(String),
    /// A state's items sent to the state itself.
    #[error("Choose another state for its items.")]
    SameState,
    /// A workflow without a beginning or an end.
    #[error("A workflow needs an open state to begin in, and one that is done.")]
    NoEnds,
    /// Two states of one name.
    #[error("There is a state “{0}” already.")]
    TakenState(String),
    /// Two fields of one name.
    #[error("There is a field “{0}” already. Choose another name.")]
    TakenField(String),
    /// A field that has values is to hold something else.
    #[error("{} {} a value in it already. Make another field instead.", count(*.0, "record"), if *.0 == 1 { "has" } else { "have" })]
    FieldInUse(usize),
    /// Something is put into a sprint that is over.
    #[error("“{0}” is finished: nothing comes into it any more.")]
    SprintOver(String),
    /// A sprint that is not planned is started.
    #[error("“{0}” was started already.")]
    SprintBegun(String),
    /// A sprint that does not run is finished.
    #[error("“{0}” does not run.")]
    SprintIdle(String),
    /// Two sprints at a time.
    #[error("“{0}” still runs. Finish it first.")]
    SprintRuns(String),
    /// A sprint without its days.
    #[error("A sprint needs its first and its last day.")]
    SprintDays,
    /// A sprint of nothing.
    #[error("Nothing is in it yet. Pull items into it first.")]
    SprintEmpty,
    /// A day of more than 24 hours.
    #[error("{0} on {1}: 24 h is the most. Log less, or choose another day.")]
    DayTooLong(String, Day),
    /// A timer beside another.
    #[error("A timer runs on “{0}”. Stop it first.")]
    TimerRuns(String),
    /// A timer that nobody stopped; its hours.
    #[error("The timer has run for {0} h: it was forgotten. Say how long it really was.")]
    TimerForgotten(i64),
    /// No timer to stop.
    #[error("No timer runs.")]
    NoTimer,
    /// It is not known which records a survey asked about.
    #[error(
        "It is not known which {0} it asked about. Link it under About; of several questions, each goes to the {0} of its name."
    )]
    AskedOfNothing(&'static str),
    /// A rule is passed, or work sent back, without a word.
    #[error("Say why: the reason is kept at the item.")]
    NoReason,
    /// The key is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is or was another product's.
    #[error("{key} belongs to {owner}. Choose another key.")]
    TakenKey {
        /// The key asked for.
        key: ProductKey,
        /// The product that has or had it.
        owner: String,
    },
}
