//! What follows from the data: the line a record stands on, the gaps in it, progress. Pure and read-only.

mod above;
pub mod acceptance;
pub mod advisor;
mod alignment;
mod attention;
mod buy_in;
mod coaching;
mod computed;
mod costs;
mod criterion;
mod described;
mod duplicate;
mod duty;
pub mod flow;
mod gap;
mod goal;
mod handover;
mod launch;
mod lifecycle;
mod line;
mod metric;
mod outcome;
mod outcome_check;
mod overview;
mod own_field;
pub mod plan;
mod portfolio;
mod progress;
mod promise;
mod refine;
mod relation;
mod report;
mod returns;
mod ritual;
mod rule;
pub mod score;
mod second_person;
mod sign;
pub mod sprint;
mod story;
pub mod survey;
mod theme;
mod time;
mod trace;
mod trash;
mod voice;
mod weigh;

pub use above::{Up, up};
pub use alignment::{Alignment, AlignmentRow, FIT_STEPS};
pub use attention::{Attention, CHECK_IN_DAYS, asked, attention};
pub use buy_in::{BuyIn, Next};
pub use coaching::{SkillGap, pulse_mean, pulse_trend, skill_gap, skill_gaps, skill_level};
pub use computed::Computed;
pub use costs::{Offer, Spent, offers, spent_by_initiative, spent_by_month};
pub use criterion::{CriterionFlaw, bare_lines, lint_criterion, split_criteria};
pub use described::{computed, exposure, is_running, is_untested, last_contact, stance, untested};
pub use duplicate::{Likeness, Titles, duplicates, like};
pub use duty::{
    Balance, DUTIES, DUTY_COUNT, Duty, DutyReach, DutyState, HorizonWork, Neglect, STALE_AFTER, Standing,
    ahead, in_need, neglect, tally, weigh_duties,
};
pub use gap::Gap;
pub use goal::goal_state;
pub use handover::handover_list;
pub use launch::{LaunchTask, done_of, lanes_of, readiness, tasks_due, tasks_of};
pub use lifecycle::{
    DeclineSign, Trend, criteria_of, met_words, sign_words, signs_of_decline, stage_after, stage_lanes,
    stage_name, stage_now, trend,
};
pub use line::{Joint, Station, Stop, StopState, current_vision, line_of};
pub use metric::{Drives, Tree, drives, is_real_change, margin, metric_due, metric_pace, metric_tree};
pub use outcome::{Outcome, Verdict, outcome, outcome_words};
pub use outcome_check::{check_state, check_verdict, expected_words, seen_words, shipped_on};
pub use overview::{Overview, Tally};
pub use own_field::records_with;
pub use portfolio::{PortfolioRow, portfolio, products_in_order};
pub use progress::{
    GoalPace, WHOLE, category_of, current_value, even_share, goal_pace, goal_score, initiative_items,
    is_begun, is_behind, is_over, is_served, key_result_score, last_seen, metric_behind, share_come,
    share_due, values_seen, work_done,
};
pub use promise::{KeptBand, kept_by_odds};
pub use refine::{Alike, Flaw, Radar, STALE_DAYS, alike, to_refine};
pub use relation::{
    evidence, is_waiting, named_by, quotes_of, quotes_through, records_about, speaks_for, waits_for,
};
pub use report::{Audience, ReportDraft, ReportLine, ReportOf, release_notes};
pub use returns::{Flows, Margin, irr_words, periods_words};
pub use ritual::{
    Rhythm, Ritual, RitualStep, TimeLeft, ritual_due, ritual_note, ritual_of_day, running_ritual, steps_seen,
    time_left,
};
pub use rule::{Gate, meets};
pub use second_person::{Threshold, second_person};
pub use sign::{Done, Shows, Sighting, Sign, seen, seen_by};
pub use story::{StorySentence, read_story};
pub use theme::{Corpus, Echo, Suggestion};
pub use time::{
    DAY_MINUTES, TIMER_MOST, TimeRow, TimeSplit, minutes_on, minutes_run, minutes_words, read_minutes,
    running_timer, time_split,
};
pub use trace::{Trace, TraceNode};
pub use trash::{Batch, TRASH_DAYS, Trashed, days_left, trash, trash_ends};
pub use voice::{
    Rated, Speaker, backed_by, by_segment, by_source, by_week, findings_behind, heard, known_triage,
    latest_ratings, out_for, speakers, standing, triage, unproven, voices_behind, voices_of, words_said,
    worth,
};
pub use weigh::{Flip, Weighed, WeighedOption};
