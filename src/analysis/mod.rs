//! What follows from the data: the line a record stands on, the gaps in it, progress. Pure and read-only.

mod attention;
mod gap;
mod line;
mod overview;
mod progress;

pub use attention::{Attention, CHECK_IN_DAYS, attention};
pub use gap::Gap;
pub use line::{Joint, Station, Stop, StopState, Up, current_vision, line_of, up};
pub use overview::{Overview, Tally};
pub use progress::{
    Pace, WHOLE, goal_pace, goal_score, initiative_items, is_behind, key_result_score, share_due,
};
