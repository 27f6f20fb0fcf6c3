//! Kinds of missing links, each with the record it is mended at and the words that count it.

use super::{Joint, Station};
use crate::model::{Goal, Initiative, Item, Product, Record, Release};

/// A link of the line that is missing. Each is counted where it is mended: a story whose epic has no initiative is
/// whole itself, the epic is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A product without a vision.
    Vision,
    /// A goal that serves no version of the vision, though there is one.
    GoalVision,
    /// A goal that no initiative and no item serves.
    GoalWork,
    /// An initiative without a goal.
    InitiativeGoal,
    /// An open epic with neither an initiative nor a goal of its own.
    EpicInitiative,
    /// An open story, bug, chore or spike on its own: without an item above it, an initiative or a goal.
    StoryGoal,
    /// An open story, past the idea, that says nothing of when it is accepted.
    StoryCriteria,
    /// Accepted work that went out with no release.
    StoryRelease,
    /// A release that is to move no metric.
    ReleaseMetric,
    /// A release that is out, and whose metric has no reading since.
    ReleaseCheck,
}

impl Gap {
    /// All kinds, in the order of the line.
    pub const ALL: [Self; 10] = [
        Self::Vision,
        Self::GoalVision,
        Self::GoalWork,
        Self::InitiativeGoal,
        Self::EpicInitiative,
        Self::StoryGoal,
        Self::StoryCriteria,
        Self::StoryRelease,
        Self::ReleaseMetric,
        Self::ReleaseCheck,
    ];

    /// Its name in addresses; these stay.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::GoalVision => "goal-vision",
            Self::GoalWork => "goal-work",
            Self::InitiativeGoal => "initiative-goal",
            Self::EpicInitiative => "epic-initiative",
            Self::StoryGoal => "story-goal",
            Self::StoryCriteria => "story-criteria",
            Self::StoryRelease => "story-release",
            Self::ReleaseMetric => "release-metric",
            Self::ReleaseCheck => "release-check",
        }
    }

    /// The table of the records that have it.
    pub fn table(self) -> &'static str {
        match self {
            Self::Vision => Product::TABLE,
            Self::GoalVision | Self::GoalWork => Goal::TABLE,
            Self::InitiativeGoal => Initiative::TABLE,
            Self::EpicInitiative | Self::StoryGoal | Self::StoryCriteria | Self::StoryRelease => Item::TABLE,
            Self::ReleaseMetric | Self::ReleaseCheck => Release::TABLE,
        }
    }

    /// The station of the line it is counted at.
    pub fn station(self) -> Station {
        match self {
            Self::Vision => Station::Vision,
            Self::GoalVision | Self::GoalWork => Station::Goal,
            Self::InitiativeGoal => Station::Initiative,
            Self::EpicInitiative => Station::Epic,
            Self::StoryGoal => Station::Story,
            Self::StoryCriteria => Station::Acceptance,
            Self::StoryRelease | Self::ReleaseMetric => Station::Release,
            Self::ReleaseCheck => Station::Outcome,
        }
    }

    /// The link that mends it, where it is one.
    pub fn joint(self) -> Option<Joint> {
        match self {
            Self::Vision | Self::GoalVision => Some(Joint::Vision),
            Self::InitiativeGoal => Some(Joint::Goal),
            Self::EpicInitiative | Self::StoryGoal => Some(Joint::Initiative),
            Self::StoryCriteria => Some(Joint::Criteria),
            Self::StoryRelease => Some(Joint::Release),
            Self::ReleaseMetric => Some(Joint::Metric),
            Self::GoalWork | Self::ReleaseCheck => None,
        }
    }

    /// What is counted, and what each of it lacks: (“story”, “stories”, “without a goal”).
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Vision => ("product", "products", "without a vision"),
            Self::GoalVision => ("goal", "goals", "without a vision"),
            Self::GoalWork => ("goal", "goals", "without work"),
            Self::InitiativeGoal => ("initiative", "initiatives", "without a goal"),
            Self::EpicInitiative => ("epic", "epics", "without an initiative"),
            Self::StoryGoal => ("story", "stories", "without a goal"),
            Self::StoryCriteria => ("story", "stories", "without acceptance criteria"),
            Self::StoryRelease => ("accepted story", "accepted stories", "without a release"),
            Self::ReleaseMetric => ("release", "releases", "without an outcome metric"),
            Self::ReleaseCheck => ("release", "releases", "without an outcome check"),
        }
    }

    /// What is lacking, for a filter: “without a goal”.
    pub fn lack(self) -> &'static str {
        self.words().2
    }

    /// The count in words: “14 stories without a goal”.
    pub fn sentence(self, count: usize) -> String {
        let (one, many, lack) = self.words();
        format!("{count} {} {lack}", if count == 1 { one } else { many })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_read_well() {
        assert_eq!(Gap::StoryGoal.sentence(14), "14 stories without a goal");
        assert_eq!(Gap::GoalWork.sentence(1), "1 goal without work");
    }
}
