//! The columns of the backlog that a person chooses, beside key and title, which are always there.

use super::is_score;
use crate::analysis::acceptance::met;
use crate::analysis::score::{Scorable, banded, score_in};
use crate::analysis::{evidence, is_over, up};
use crate::model::kind::{
    Field, Holds, IMPACT_EACH, OPPORTUNITY, PERSONAS, REACH, RELEASE_OUTCOME, SPRINTS, VALUE_EFFORT,
};
use crate::model::{Id, Item, Record, sorted_names};
use crate::view::cell::Cell;
use crate::view::value::value_cell;
use crate::workspace::{Table, Tables, Values};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The names of its labels.
    Labels,
    /// Its state in the workflow.
    Status,
    /// The goal it serves, by itself or through what stands above it.
    Goal,
    /// The initiative it serves, by itself or through what stands above it.
    Initiative,
    /// The epic it is a part of.
    Epic,
    /// The release it is planned for or went out with.
    Release,
    /// The sprint it is in, or was done in.
    Sprint,
    /// Its estimate in points.
    Estimate,
    /// How much it is worth.
    Value,
    /// How much work it is.
    Effort,
    /// How many of its acceptance criteria are met.
    Criteria,
    /// How many quotes speak for it.
    Evidence,
    /// How many of its questions are open.
    Questions,
    /// For whom it is.
    Persona,
    /// Who does it for us.
    Delegate,
    /// How long it has been in its state, or blocked.
    Age,
    /// When it was made.
    Created,
    /// When it was last changed.
    Changed,
    /// The estimates of a plan added up from the top.
    Total,
    /// Its place by a score.
    Rank,
    /// The places it may have, as far as its score and those of others may be off.
    Range,
    /// A field of a described kind.
    Field(&'static Field),
}

/// The cells of a row, each with its column.
pub type RowCells = Vec<(Column, Cell)>;

impl Column {
    /// All columns, in the order menus show them.
    pub const ALL: [Self; 18] = [
        Self::Labels,
        Self::Status,
        Self::Goal,
        Self::Initiative,
        Self::Epic,
        Self::Release,
        Self::Sprint,
        Self::Estimate,
        Self::Value,
        Self::Effort,
        Self::Criteria,
        Self::Evidence,
        Self::Questions,
        Self::Persona,
        Self::Delegate,
        Self::Age,
        Self::Created,
        Self::Changed,
    ];
    /// Those that are there until a person chooses.
    pub(super) const USUAL: [Self; 4] = [Self::Labels, Self::Status, Self::Goal, Self::Estimate];
    /// The narrowest a column can be made, in CSS pixels.
    pub const NARROWEST: u32 = 56;
    /// The widest a column can be made, in CSS pixels.
    pub const WIDEST: u32 = 480;

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Labels => "Labels",
            Self::Status => "Status",
            Self::Goal => "Goal",
            Self::Initiative => "Initiative",
            Self::Epic => "Epic",
            Self::Release => "Release",
            Self::Sprint => "Sprint",
            Self::Estimate => "Estimate",
            Self::Value => "Value",
            Self::Effort => "Effort",
            Self::Criteria => "Criteria",
            Self::Evidence => "Evidence",
            Self::Questions => "Open questions",
            Self::Persona => "Persona",
            Self::Delegate => "Delegated to",
            Self::Age => "Age",
            Self::Created => "Created",
            Self::Changed => "Changed",
            Self::Total => "Total",
            Self::Rank => "Rank",
            Self::Range => "Range",
            Self::Field(field) => field.label,
        }
    }

    /// Its name in addresses.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Labels => "labels",
            Self::Status => "status",
            Self::Goal => "goal",
            Self::Initiative => "initiative",
            Self::Epic => "epic",
            Self::Release => "release",
            Self::Sprint => "sprint",
            Self::Estimate => "estimate",
            Self::Value => "value",
            Self::Effort => "effort",
            Self::Criteria => "criteria",
            Self::Evidence => "evidence",
            Self::Questions => "questions",
            Self::Persona => "persona",
            Self::Delegate => "delegate",
            Self::Age => "age",
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Total => "total",
            Self::Rank => "rank",
            Self::Range => "range",
            Self::Field(field) => field.key,
        }
    }

    /// How wide it is until a person makes it wider or narrower, in CSS pixels.
    pub fn usual_width(self) -> u32 {
        match self {
            Self::Labels | Self::Initiative | Self::Epic => 176,
            Self::Status | Self::Release | Self::Sprint => 120,
            Self::Goal | Self::Value | Self::Effort | Self::Age | Self::Total => 80,
            Self::Rank => 56,
            Self::Range => 72,
            Self::Persona | Self::Delegate | Self::Questions => 136,
            Self::Estimate | Self::Criteria | Self::Evidence | Self::Created | Self::Changed => 104,
            Self::Field(field) => match field.holds {
                // A score with a word.
                _ if [&OPPORTUNITY, &VALUE_EFFORT].contains(&field) => 120,
                _ if self.leads() => 264,
                // A number for each of several inputs, and what they come to.
                _ if [&REACH, &IMPACT_EACH].contains(&field) || is_score(field) => 72,
                Holds::Scale(..) => 80,
                Holds::Number { .. } | Holds::Measure(_) | Holds::ComputedNumber => 96,
                Holds::Due => 136,
                Holds::Computed([]) | Holds::Line | Holds::Prose | Holds::Link(_) | Holds::Links(_) => 144,
                Holds::Computed(_) | Holds::State(_) | Holds::Choice(_) => 120,
                _ => 104,
            },
        }
    }

    /// Whether it has numbers, which stand at its end.
    pub fn is_number(self) -> bool {
        if let Self::Field(field) = self {
            return field.is_number();
        }
        matches!(
            self,
            Self::Estimate
                | Self::Value
                | Self::Effort
                | Self::Criteria
                | Self::Evidence
                | Self::Questions
                | Self::Age
                | Self::Total
                | Self::Rank
                | Self::Range
        )
    }

    /// Whether its cells are changed where they stand.
    pub fn is_edited(self) -> bool {
        if let Self::Field(field) = self {
            return field.is_edited();
        }
        !matches!(
            self,
            Self::Criteria
                | Self::Evidence
                | Self::Questions
                | Self::Age
                | Self::Created
                | Self::Changed
                | Self::Total
                | Self::Rank
                | Self::Range
        )
    }

    /// Whether its cells say what follows from another record, and lead there.
    pub fn leads(self) -> bool {
        self == Self::Field(&RELEASE_OUTCOME)
    }

    /// Whether its cells are changed in a menu; the others, in a box that is typed in.
    pub fn has_menu(self) -> bool {
        if let Self::Field(field) = self {
            return field.has_menu();
        }
        matches!(self, Self::Status | Self::Value | Self::Effort)
    }

    /// Whether it has words that may be long.
    pub fn is_long(self) -> bool {
        if let Self::Field(field) = self {
            return self.leads()
                || matches!(field.holds, Holds::Line | Holds::Prose | Holds::Link(_) | Holds::Links(_));
        }
        matches!(
            self,
            Self::Labels
                | Self::Initiative
                | Self::Epic
                | Self::Release
                | Self::Sprint
                | Self::Persona
                | Self::Delegate
        )
    }

    /// What stands in it for an item.
    pub fn cell(self, tables: &Tables, item: &Item) -> Cell {
        let number = |number: Option<u8>| Cell::Text(number.map(|it| it.to_string()).unwrap_or_default());
        match self {
            Self::Labels => {
                let labels = item.labels.iter().filter_map(|id| tables.labels.get(*id));
                Cell::Text(sorted_names(labels.map(|label| label.name.clone()).collect()).join(", "))
            }
            Self::Status => Cell::Status,
            Self::Goal => {
                let goal = up(tables, item).goal.and_then(|id| tables.goals.get(id));
                Cell::Goal(goal.map(|goal| (goal.number, goal.name.clone())))
            }
            Self::Initiative => named(&tables.initiatives, up(tables, item).initiative),
            Self::Epic => {
                // An epic is no part of itself.
                let epic = up(tables, item).epic.filter(|epic| *epic != item.meta.id);
                named(&tables.items, epic)
            }
            Self::Release => named(&tables.releases, item.release),
            Self::Sprint => {
                let name =
                    item.sprint.and_then(|id| tables.described(&SPRINTS, id)).map(|it| it.name().to_owned());
                Cell::Text(name.unwrap_or_default())
            }
            Self::Estimate => Cell::Text(item.estimate.map(|it| it.to_string()).unwrap_or_default()),
            Self::Value => number(item.value),
            Self::Effort => number(item.effort),
            Self::Criteria => {
                let (met, all) = met(item);
                Cell::Text(if all == 0 { String::new() } else { format!("{met} of {all}") })
            }
            Self::Evidence => some(evidence(tables, item.meta.id)),
            Self::Questions => {
                some(item.questions.iter().filter(|question| question.answer.is_empty()).count())
            }
            Self::Persona => {
                let persona = item.persona.and_then(|id| tables.described(&PERSONAS, id));
                Cell::Text(persona.map(|it| it.name().to_owned()).unwrap_or_default())
            }
            Self::Delegate => named(&tables.people, item.delegate),
            Self::Age if is_over(tables, item) => Cell::Text(String::new()),
            Self::Age => Cell::Since(item.since(), item.block().is_some()),
            Self::Created => Cell::At(item.meta.created_at),
            Self::Changed => Cell::At(item.meta.updated_at),
            // It hangs on the rows above.
            Self::Total | Self::Rank | Self::Range => Cell::Text(String::new()),
            Self::Field(field) if field.holds == Holds::ComputedNumber => {
                let subject = Scorable::item(item);
                let score = score_in(tables, field, &subject);
                Cell::Text(score.map(|score| banded(field, &subject, score)).unwrap_or_default())
            }
            Self::Field(field) => value_cell(tables, Values(&item.meta.unknown), field),
        }
    }
}

/// A number; none is shown as none.
fn some(number: usize) -> Cell {
    Cell::Text(if number == 0 { String::new() } else { number.to_string() })
}

fn named<T: Record>(table: &Table<T>, id: Option<Id>) -> Cell {
    Cell::Text(id.and_then(|id| table.get(id)).map(|it| it.name().to_owned()).unwrap_or_default())
}
