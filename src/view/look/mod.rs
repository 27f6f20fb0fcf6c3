//! How the backlog is looked at: narrowed, sorted, grouped. One grammar for addresses and saved views.

mod arrange;
mod column;
mod facet;
mod give;
mod listing;
mod sort;
mod subject;

pub use arrange::Drop;
pub use column::{Column, RowCells};
pub(super) use facet::Places;
pub use facet::{Facet, FacetValue};
pub use give::{can_be_emptied, empty_cell, give, give_filtered};
pub use listing::{Branch, Head, Listing, Shape, branch_key, list};
pub use subject::Subject;

use super::query::{encode, query_pairs};
use crate::model::Id;
use crate::model::kind::{Field, Holds, Kind, METHODS, Method, VALUE_EFFORT, formula_id};
use crate::workspace::Tables;

/// What an item must have, or must not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What is asked for.
    pub facet: Facet,
    /// Whether it must have none of the values.
    pub is_not: bool,
    /// The values, as they stand in addresses; an item needs one of them.
    pub values: Vec<String>,
}

/// What a list can be sorted by, besides the order a person gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// Its number: the order in which items were made.
    Key,
    /// Its title.
    Title,
    /// What it has in a column.
    Column(Column),
    /// What it is worth for the work it is.
    ValueForEffort,
    /// What it has of a facet.
    Facet(Facet),
    /// A field of a described kind.
    Field(&'static Field),
}

impl SortBy {
    /// Everything to sort by, in the order menus show it.
    pub const ALL: [Self; 20] = [
        Self::Title,
        Self::Key,
        Self::Column(Column::Status),
        Self::Column(Column::Estimate),
        Self::Column(Column::Value),
        Self::Column(Column::Effort),
        Self::ValueForEffort,
        Self::Column(Column::Age),
        Self::Column(Column::Created),
        Self::Column(Column::Changed),
        Self::Facet(Facet::Type),
        Self::Facet(Facet::Blocked),
        Self::Facet(Facet::Goal),
        Self::Facet(Facet::Initiative),
        Self::Facet(Facet::Epic),
        Self::Facet(Facet::Release),
        Self::Facet(Facet::Sprint),
        Self::Facet(Facet::Label),
        Self::Facet(Facet::Persona),
        Self::Facet(Facet::Delegate),
    ];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::Title => "Title",
            Self::ValueForEffort => "Value for effort",
            Self::Column(column) => column.name(),
            Self::Facet(facet) => facet.name(),
            Self::Field(field) => field.label,
        }
    }

    /// What a field is sorted by: a name is a title, whatever the kind.
    pub fn of_field(field: &'static Field) -> Self {
        if field.key == "name" { Self::Title } else { Self::Field(field) }
    }

    fn segment(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Title => "title",
            Self::ValueForEffort => "value-for-effort",
            Self::Column(column) => column.segment(),
            Self::Facet(facet) => facet.segment(),
            Self::Field(field) => field.key,
        }
    }

    /// Whether the largest comes first unless one asks for the other way.
    pub fn is_down_first(self) -> bool {
        match self {
            Self::Field(field) => {
                matches!(field.holds, Holds::Scale(..) | Holds::Measure(_) | Holds::ComputedNumber)
                    || Method::of_score(field).is_some()
            }
            Self::Column(column) => {
                matches!(column, Column::Value | Column::Age | Column::Created | Column::Changed)
            }
            _ => self == Self::ValueForEffort,
        }
    }
}

impl Column {
    /// What its head sorts by; none where it does not sort.
    pub fn sort(self) -> Option<SortBy> {
        Some(match self {
            Self::Status
            | Self::Estimate
            | Self::Value
            | Self::Effort
            | Self::Age
            | Self::Created
            | Self::Changed => SortBy::Column(self),
            Self::Field(field) if matches!(field.holds, Holds::Rows(_) | Holds::Log(_) | Holds::Prose) => {
                return None;
            }
            Self::Field(field) => SortBy::Field(field),
            _ => return Facet::of_column(self).map(SortBy::Facet),
        })
    }
}

/// A key a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What by.
    pub by: SortBy,
    /// Whether the largest comes first.
    pub is_down: bool,
}

/// How a list is looked at; the plain look has everything in its own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The described kind it is a look at; none for items.
    pub kind: Option<&'static Kind>,
    /// What items must have; each facet stands once.
    pub filters: Vec<Filter>,
    /// The keys it is sorted by, the first one first; none: the order a person gave it.
    pub sort: Vec<Sort>,
    /// What items are put together by.
    pub group: Option<Facet>,
    /// The columns beside key and title; none: as the person has them elsewhere.
    pub columns: Option<Vec<Column>>,
    /// What it is put in order by where work is prioritised; none: RICE.
    pub by: Option<&'static Field>,
}

/// Whether a field says what things come to, so that they can be put in order by it.
pub fn is_score(field: &Field) -> bool {
    Method::of_score(field).is_some() || formula_id(field).is_some()
}

/// Parts of a value list in addresses.
const AND: char = ',';
/// What stands before a value list that must not be, and before a key that sorts the largest first.
const NOT: char = '!';

impl Look {
    /// The look at a kind until a person chooses; none for items.
    pub fn usual(kind: Option<&'static Kind>) -> Self {
        let group = kind.and_then(|kind| kind.group).map(Facet::Field);
        Self { kind, group, ..Self::default() }
    }

    /// Reads the pairs of an address; what is not known is left out.
    pub fn parse(subject: &Subject, pairs: &[(String, String)]) -> Self {
        let mut look = Self::usual(subject.kind);
        let keys = subject.sorts();
        for (name, value) in pairs {
            if let Some(facet) = subject.facet(name) {
                let (is_not, values) = match value.strip_prefix(NOT) {
                    Some(values) => (true, values),
                    None => (false, value.as_str()),
                };
                let values: Vec<String> =
                    values.split(AND).filter(|text| !text.is_empty()).map(str::to_owned).collect();
                if look.filter(facet).is_none() && !values.is_empty() {
                    look.filters.push(Filter { facet, is_not, values });
                }
            } else if name == "sort" {
                for key in value.split(AND) {
                    let (is_down, key) = match key.strip_prefix(NOT) {
                        Some(key) => (true, key),
                        None => (false, key),
                    };
                    let by = keys.iter().copied().find(|by| by.segment() == key);
                    if let Some(by) = by.filter(|by| look.sorted_by(*by).is_none()) {
                        look.sort.push(Sort { by, is_down });
                    }
                }
            } else if name == "group" {
                look.group = subject.facet(value);
            } else if name == "by" {
                let fields = subject.fields().into_iter();
                look.by = fields.filter(|field| is_score(field)).find(|field| field.key == value);
            } else if name == "columns" {
                look.columns = Some(subject.columns_named(value.split(AND)));
            }
        }
        look
    }

    /// The pairs of an address.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let sign = |is_on: bool| if is_on { NOT.to_string() } else { String::new() };
        let and = AND.to_string();
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        for filter in &self.filters {
            pairs.push((filter.facet.segment(), sign(filter.is_not) + &filter.values.join(&and)));
        }
        if self.group != Self::usual(self.kind).group {
            pairs.push(("group", self.group.map_or("none", Facet::segment).to_owned()));
        }
        if !self.sort.is_empty() {
            let keys: Vec<String> =
                self.sort.iter().map(|sort| sign(sort.is_down) + sort.by.segment()).collect();
            pairs.push(("sort", keys.join(&and)));
        }
        pairs.extend(self.by.map(|field| ("by", field.key.to_owned())));
        if let Some(columns) = &self.columns {
            let names: Vec<&str> = columns.iter().map(|column| column.segment()).collect();
            pairs.push(("columns", names.join(&and)));
        }
        pairs
    }

    /// The same, whatever columns it has.
    pub fn without_columns(&self) -> Self {
        Self { columns: None, ..self.clone() }
    }

    /// Whether it shows the same, in whatever order its filters and their values were chosen.
    pub fn shows_like(&self, other: &Self) -> bool {
        let holds =
            |one: &Filter, other: &Filter| one.values.iter().all(|value| other.values.contains(value));
        let is_same = |one: &Filter, other: &Filter| {
            one.is_not == other.is_not && holds(one, other) && holds(other, one)
        };
        let has = |filter: &Filter| other.filter(filter.facet).is_some_and(|other| is_same(filter, other));
        let rest =
            |look: &Self| (look.sort.clone(), look.by, look.group, look.columns.clone(), look.filters.len());
        rest(self) == rest(other) && self.filters.iter().all(has)
    }

    /// The look as it stands in an address, and in a saved view.
    pub fn to_query(&self) -> String {
        let pairs: Vec<String> =
            self.pairs().into_iter().map(|(name, value)| format!("{name}={}", encode(&value))).collect();
        pairs.join("&")
    }

    /// Reads such a text.
    pub fn of_query(subject: &Subject, query: &str) -> Self {
        Self::parse(subject, &query_pairs(query))
    }

    /// Whether everything is there in its own order.
    pub fn is_plain(&self) -> bool {
        *self == Self::usual(self.kind)
    }

    /// Whether rows are filtered, sorted, put into groups or in the order of a score.
    pub fn is_arranged(&self) -> bool {
        !self.filters.is_empty() || !self.sort.is_empty() || self.group.is_some() || self.by.is_some()
    }

    /// The filter of a facet.
    pub fn filter(&self, facet: Facet) -> Option<&Filter> {
        self.filters.iter().find(|filter| filter.facet == facet)
    }

    /// How it is sorted by something, if it is.
    pub fn sorted_by(&self, by: SortBy) -> Option<Sort> {
        self.sort.iter().copied().find(|sort| sort.by == by)
    }

    /// Asks for a value of a facet, or no longer.
    pub fn toggle(&mut self, facet: Facet, value: &str) {
        match self.filters.iter_mut().find(|filter| filter.facet == facet) {
            Some(filter) => match filter.values.iter().position(|other| other == value) {
                Some(place) => {
                    filter.values.remove(place);
                    self.filters.retain(|filter| !filter.values.is_empty());
                }
                None => filter.values.push(value.to_owned()),
            },
            None => self.filters.push(Filter { facet, is_not: false, values: vec![value.to_owned()] }),
        }
    }

    /// Turns a filter round: from one of the values to none of them, or back.
    pub fn turn(&mut self, facet: Facet) {
        for filter in self.filters.iter_mut().filter(|filter| filter.facet == facet) {
            filter.is_not = !filter.is_not;
        }
    }

    /// Asks for nothing of a facet any more.
    pub fn drop_filter(&mut self, facet: Facet) {
        self.filters.retain(|filter| filter.facet != facet);
    }

    /// Sorts by something first: the usual way, then the other way, then no longer. Alone, or before the other keys.
    pub fn step_sort(&mut self, by: SortBy, is_alone: bool) {
        let next = match self.sorted_by(by) {
            None => Some(by.is_down_first()),
            Some(sort) if sort.is_down == by.is_down_first() => Some(!sort.is_down),
            Some(_) => None,
        };
        let place = self.sort.iter().position(|sort| sort.by == by);
        if is_alone {
            self.sort.clear();
        }
        match (next, place.filter(|_| !is_alone)) {
            (Some(is_down), Some(place)) => {
                if let Some(sort) = self.sort.get_mut(place) {
                    sort.is_down = is_down;
                }
            }
            (Some(is_down), None) => self.sort.push(Sort { by, is_down }),
            (None, Some(place)) => drop(self.sort.remove(place)),
            (None, None) => {}
        }
    }
}

impl Filter {
    /// The names of its values in the order of menus, the first few of them; one that has gone is said to be.
    pub fn words(&self, tables: &Tables, product: Id) -> String {
        const NAMED_MOST: usize = 3;
        let values = self.facet.values(tables, product).into_iter();
        let mut names: Vec<String> =
            values.filter(|value| self.values.contains(&value.text)).map(|value| value.name).collect();
        let gone = self.values.len().saturating_sub(names.len());
        if gone > 0 {
            names.push(if gone == 1 {
                "one that is gone".to_owned()
            } else {
                format!("{gone} that are gone")
            });
        }
        if names.len() > NAMED_MOST {
            let more = names.split_off(NAMED_MOST).len();
            names.push(format!("{more} more"));
        }
        names.join(", ")
    }
}

/// What a look puts work in order by.
pub fn score_field(look: &Look) -> &'static Field {
    look.by.unwrap_or(METHODS.first().map_or(&VALUE_EFFORT, |method| method.score))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn looks() -> impl Strategy<Value = Look> {
        let filter = (
            prop::sample::select(&Facet::ALL),
            any::<bool>(),
            prop::collection::vec("[a-z0-9.-]{1,8}", 1..4),
        );
        let sort = (prop::sample::select(&SortBy::ALL), any::<bool>());
        let group = prop::option::of(prop::sample::select(&Facet::ALL));
        let columns = prop::option::of(prop::sample::subsequence(&Column::ALL, 0..Column::ALL.len()));
        (prop::collection::vec(filter, 0..4), prop::collection::vec(sort, 0..3), group, columns).prop_map(
            |(filters, sorts, group, columns)| {
                let mut look = Look { group, columns, ..Look::default() };
                for (facet, is_not, values) in filters {
                    if look.filter(facet).is_none() {
                        look.filters.push(Filter { facet, is_not, values });
                    }
                }
                for (by, is_down) in sorts {
                    if look.sorted_by(by).is_none() {
                        look.sort.push(Sort { by, is_down });
                    }
                }
                look
            },
        )
    }

    proptest! {
        #[test]
        fn a_look_survives_its_address(look in looks()) {
            let pairs: Vec<(String, String)> =
                look.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            prop_assert_eq!(Look::parse(&Subject::default(), &pairs), look.clone());
            prop_assert_eq!(Look::of_query(&Subject::default(), &look.to_query()), look);
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        assert!(
            Look::parse(
                &Subject::default(),
                &pairs(&[("moon", "full"), ("sort", "moon,!"), ("group", "moon"), ("status", ",")])
            )
            .is_plain()
        );
        let look = Look::parse(
            &Subject::default(),
            &pairs(&[("status", "!done,ready"), ("status", "idea"), ("sort", "!estimate,title,estimate")]),
        );
        assert_eq!(
            look.filters,
            [Filter { facet: Facet::Status, is_not: true, values: vec!["done".into(), "ready".into()] }]
        );
        assert_eq!(
            look.sort,
            [
                Sort { by: SortBy::Column(Column::Estimate), is_down: true },
                Sort { by: SortBy::Title, is_down: false }
            ]
        );
    }

    #[test]
    fn a_value_is_asked_for_and_no_longer() {
        let mut look = Look::default();
        look.toggle(Facet::Status, "ready");
        look.toggle(Facet::Status, "doing");
        look.turn(Facet::Status);
        look.toggle(Facet::Status, "ready");
        assert_eq!(
            look.filters,
            [Filter { facet: Facet::Status, is_not: true, values: vec!["doing".into()] }]
        );
        look.toggle(Facet::Status, "doing");
        assert!(look.is_plain());
    }

    #[test]
    fn a_sort_goes_one_way_then_the_other_then_away() {
        let mut look = Look::default();
        look.step_sort(SortBy::Column(Column::Estimate), true);
        assert_eq!(look.sort, [Sort { by: SortBy::Column(Column::Estimate), is_down: false }]);
        look.step_sort(SortBy::Column(Column::Value), false);
        look.step_sort(SortBy::Column(Column::Estimate), false);
        assert_eq!(
            look.sort,
            [
                Sort { by: SortBy::Column(Column::Estimate), is_down: true },
                Sort { by: SortBy::Column(Column::Value), is_down: true }
            ]
        );
        look.step_sort(SortBy::Column(Column::Estimate), false);
        look.step_sort(SortBy::Column(Column::Value), true);
        look.step_sort(SortBy::Column(Column::Value), true);
        assert!(look.is_plain());
    }
}
