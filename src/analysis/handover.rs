//! What an initiative should say before it is handed over to the backlog.

use crate::model::Initiative;

/// What is asked of an initiative, each with whether it is said.
pub fn handover_list(initiative: &Initiative) -> [(&'static str, bool); 4] {
    [
        ("Serves a goal", initiative.goal.is_some()),
        ("Says what will be different", !initiative.outcome.trim().is_empty()),
        ("Names the number it is to move", initiative.metric.is_some()),
        ("Says more in its description", !initiative.description.trim().is_empty()),
    ]
}
