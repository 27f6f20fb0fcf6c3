//! What waits for what: one thing of the plan can begin, or come, only when another is over.

use schemars::JsonSchema;
use serde::Serialize;

use super::read::read_by_field;
use super::{Id, Link};

/// Something of the plan that has to be over first: finish to start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wait {
    /// Its own identity.
    pub id: Id,
    /// What has to be over, as described records write a link: `initiatives/0123456789abcdef`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// Working days that lie between; fewer than none where the two may overlap.
    #[serde(default, skip_serializing_if = "is_none")]
    pub lag: i32,
}

read_by_field!(Wait, needs [id], may [on, lag]);

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_none(lag: &i32) -> bool {
    *lag == 0
}

/// The tables whose records can wait, and be waited for.
pub const PLANNED_TABLES: [&str; 3] = ["initiatives", "releases", "milestones"];

impl Wait {
    /// The record that has to be over; none where nothing readable is named.
    pub fn target(&self) -> Option<(&'static str, Id)> {
        let (table, id) = self.on.split_once('/')?;
        let table = PLANNED_TABLES.into_iter().find(|known| *known == table)?;
        Some((table, id.parse().ok()?))
    }

    /// The links of waits, as their records name them.
    pub fn links(waits: &[Self]) -> impl Iterator<Item = Link> {
        let link = |wait: &Self| wait.target().map(|(table, id)| Link { field: "waits_for", table, id });
        waits.iter().filter_map(link)
    }

    /// Takes out those on a record.
    pub fn forget(waits: &mut Vec<Self>, target: Id) {
        waits.retain(|wait| wait.target().is_none_or(|(_, id)| id != target));
    }
}
