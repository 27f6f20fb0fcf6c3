//! The states an item of a product passes through.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{by_word, read_by_field};

/// What a state means to every chart and count, whatever the product calls it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A thought, not yet agreed to.
    #[default]
    Idea,
    /// Agreed to, not begun.
    Open,
    /// Being worked on: cycle time runs from the first active state.
    Active,
    /// Made, waiting to be judged.
    Review,
    /// Accepted: cycle time ends.
    Done,
    /// Will not be made.
    Cancelled,
}

by_word!(
    Category,
    Idea = "idea",
    Open = "open",
    Active = "active",
    Review = "review",
    Done = "done",
    Cancelled = "cancelled"
);

/// One state of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Stands in items and addresses; stays when the name changes.
    pub id: String,
    /// As the person reads it.
    pub name: String,
    /// What it means.
    pub category: Category,
    /// So many items may be in it at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// What an item must meet to enter it; what does not asks for a reason.
    #[serde(default, skip_serializing_if = "EntryRule::is_free")]
    pub entry: EntryRule,
}

read_by_field!(State, needs [id, name, category], may [limit, entry]);

/// What an item must meet to enter a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryRule {
    /// Nothing.
    #[default]
    Free,
    /// The Definition of Ready.
    Ready,
    /// The Definition of Done.
    Done,
}

by_word!(EntryRule, Free = "free", Ready = "ready", Done = "done");

impl EntryRule {
    /// All of them, in the order menus show them.
    pub const ALL: [Self; 3] = [Self::Free, Self::Ready, Self::Done];

    /// The words a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "Nothing",
            Self::Ready => "Definition of Ready",
            Self::Done => "Definition of Done",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_free(&self) -> bool {
        *self == Self::Free
    }
}

impl Category {
    /// All categories, in the order work passes through them.
    pub const ALL: [Self; 6] =
        [Self::Idea, Self::Open, Self::Active, Self::Review, Self::Done, Self::Cancelled];

    /// Whether nothing more is done in such a state.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }

    /// The words a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idea => "Idea: not yet agreed to",
            Self::Open => "Open: agreed to, not begun",
            Self::Active => "Active: being worked on",
            Self::Review => "Review: waits to be judged",
            Self::Done => "Done: accepted",
            Self::Cancelled => "Cancelled: will not be made",
        }
    }
}

/// The states of a product, in the order work passes through them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Workflow(pub Vec<State>);

impl Default for Workflow {
    fn default() -> Self {
        let state = |id: &str, name: &str, category| State {
            id: id.into(),
            name: name.into(),
            category,
            limit: None,
            entry: EntryRule::Free,
        };
        Self(vec![
            state("idea", "Idea", Category::Idea),
            state("draft", "Draft", Category::Open),
            state("ready", "Ready", Category::Open),
            state("doing", "Doing", Category::Active),
            state("review", "In review", Category::Review),
            state("accepted", "Accepted", Category::Done),
            state("dropped", "Dropped", Category::Cancelled),
        ])
    }
}

impl Workflow {
    /// The state with this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.0.iter().find(|state| state.id == id)
    }

    /// Whether nothing more is done in this state; a state the product does not have is open.
    pub fn is_over(&self, id: &str) -> bool {
        self.state(id).is_some_and(|state| state.category.is_over())
    }

    /// The state that is called so.
    pub fn named(&self, word: &str) -> Option<&State> {
        let word = word.trim().to_lowercase();
        self.0.iter().find(|state| [&state.name, &state.id].iter().any(|it| it.to_lowercase() == word))
    }

    /// The state an outside word means: by name, else by what other tools call such a state.
    pub fn recognise(&self, word: &str) -> Option<&State> {
        let named = self.named(word);
        let word = word.trim().to_lowercase();
        named.or_else(|| {
            let (category, place) = match word.as_str() {
                "icebox" | "unscheduled" | "later" | "ideas" | "someday" => (Category::Idea, 0),
                "to do" | "todo" | "to-do" | "open" | "opened" | "new" | "backlog" | "product backlog"
                | "unstarted" | "not started" | "planned" | "proposed" | "reopened" | "submitted"
                | "next" | "triage" => (Category::Open, 0),
                "selected for development" | "approved" | "committed" | "sprint backlog" => {
                    (Category::Open, 1)
                }
                "in progress" | "started" | "active" | "in development" | "wip" | "work in progress"
                | "working on it" => (Category::Active, 0),
                "review" | "code review" | "qa" | "testing" | "test" | "in qa" | "in test" | "finished"
                | "delivered" | "resolved" | "verify" | "ready for review" | "ready for test" => {
                    (Category::Review, 0)
                }
                "done" | "closed" | "complete" | "completed" | "shipped" | "released" | "fixed"
                | "deployed" | "live" => (Category::Done, 0),
                "cancelled" | "canceled" | "rejected" | "won't do" | "won’t do" | "won't fix" | "wontfix"
                | "removed" | "duplicate" | "not_planned" | "not planned" | "declined" | "invalid"
                | "cannot reproduce" | "obsolete" | "abandoned" => (Category::Cancelled, 0),
                _ => return None,
            };
            let same: Vec<&State> = self.0.iter().filter(|state| state.category == category).collect();
            same.get(place).or(same.first()).copied()
        })
    }

    /// The first state that means this.
    pub fn first(&self, category: Category) -> Option<&State> {
        self.0.iter().find(|state| state.category == category)
    }

    /// The state of an item that is new and agreed to: the first open one, else the first.
    pub fn first_open(&self) -> &str {
        self.first(Category::Open).or(self.0.first()).map_or("draft", |state| &state.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_recognised(word: &str, id: Option<&str>) {
        let workflow = Workflow::default();
        assert_eq!(workflow.recognise(word).map(|state| state.id.as_str()), id, "{word}");
    }

    #[test]
    fn words_of_other_tools_are_understood() {
        check_recognised("In Review", Some("review"));
        check_recognised("TO DO", Some("draft"));
        check_recognised("Selected for Development", Some("ready"));
        check_recognised("In Progress", Some("doing"));
        check_recognised("Done", Some("accepted"));
        check_recognised("Won't do", Some("dropped"));
        check_recognised("Parking", None);
    }
}
