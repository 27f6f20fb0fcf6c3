//! How work flows: where each item stood on any past day, how long it took, how much is done in a week, and what that
//! says about the weeks to come.
//!
//! Everything is computed anew from the changes of state that items keep. Days are the civil days of those changes.
//! Stories, bugs, chores and spikes count, as they do for initiatives: an epic is its parts, a task is a step.

mod back_test;
mod cumulative;
mod cycle;
mod forecast;
mod history;
mod left;
mod throughput;

pub use back_test::{BackTest, back_test, hit_rate};
pub use cumulative::{Counts, cumulative, mean_in_work};
pub use cycle::{Efficiency, Finished, efficiency, finished, mean, percentile, throughput_by_little};
pub use forecast::{
    ENOUGH_WEEKS, LONGEST_WEEKS, NoForecast, ODDS, SIZE_MOST, Throughput, how_many, weeks_for,
};
pub(super) use history::counts;
pub use history::{Track, done_on, done_states, tracks};
pub use left::{WorkLeft, items_left, left_among, subjects};
pub use throughput::{Week, done_between, monday_of, past_weeks, weeks_done};
