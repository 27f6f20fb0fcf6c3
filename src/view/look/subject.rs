//! What a list is of: items or a described kind, with the fields a person added to them.

use crate::model::kind::{Field, Holds, Kind, OwnFields, SCORING};
use crate::model::{Item, Record};

use super::{Column, Facet, SortBy};

/// What a list is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The described kind; none for items.
    pub kind: Option<&'static Kind>,
    /// The fields it has besides those of its type: what it is scored by, and those a person added.
    pub own: Vec<&'static Field>,
}

impl Subject {
    /// Records of a kind, or items, with those of a person's own fields that are theirs.
    pub fn of(kind: Option<&'static Kind>, own: &OwnFields) -> Self {
        Self { kind, own: own.of(kind.map_or(Item::TABLE, |kind| kind.table)) }
    }

    /// Every field that is described: of items, those a person added.
    pub fn fields(&self) -> Vec<&'static Field> {
        let described = self.kind.map(Kind::all_fields).unwrap_or_default();
        described.into_iter().chain(self.own.iter().copied()).collect()
    }

    /// What its records can be asked for, in the order menus show it.
    pub fn facets(&self) -> Vec<Facet> {
        let built: &[Facet] = if self.kind.is_none() { &Facet::ALL } else { &[] };
        // What is scored in many steps is sorted by, and no group.
        let is_input = |field: &&Field| SCORING.contains(field) && matches!(field.holds, Holds::Scale(..));
        let is_facet = |field: &&Field| field.is_facet() && !(self.own.contains(field) && is_input(field));
        let described = self.fields().into_iter().filter(is_facet).map(Facet::Field);
        built.iter().copied().chain(described).collect()
    }

    /// The facet an address means.
    pub fn facet(&self, segment: &str) -> Option<Facet> {
        self.facets().into_iter().find(|facet| facet.segment() == segment)
    }

    /// The columns it can have, in the order menus show them.
    pub fn columns(&self) -> Vec<Column> {
        let built: &[Column] = if self.kind.is_none() { &Column::ALL } else { &[] };
        let described = self.fields().into_iter().filter(|field| field.key != "name").map(Column::Field);
        built.iter().copied().chain(described).collect()
    }

    /// The column an address means.
    pub fn column(&self, segment: &str) -> Option<Column> {
        self.columns().into_iter().find(|column| column.segment() == segment)
    }

    /// The columns of a list of names; each once, and those that are not known left out.
    pub fn columns_named<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<Column> {
        // Where work is prioritised, rank and range are shown as well.
        let known: Vec<Column> = self.columns().into_iter().chain([Column::Rank, Column::Range]).collect();
        let mut columns = Vec::new();
        for name in names {
            let column = known.iter().copied().find(|column| column.segment() == name);
            columns.extend(column.filter(|column| !columns.contains(column)));
        }
        columns
    }

    /// The columns it has until a person chooses.
    pub fn usual_columns(&self) -> Vec<Column> {
        match self.kind {
            None => Column::USUAL.to_vec(),
            Some(kind) => kind.columns.iter().map(|field| Column::Field(field)).collect(),
        }
    }

    /// What it can be sorted by, in the order menus show it.
    pub fn sorts(&self) -> Vec<SortBy> {
        let built: &[SortBy] = match self.kind {
            None => &SortBy::ALL,
            Some(kind) if !kind.letter.is_empty() => &[SortBy::Key],
            Some(_) => &[],
        };
        let fields = self.fields().into_iter();
        let described =
            fields.filter(|field| !matches!(field.holds, Holds::Rows(_) | Holds::Log(_) | Holds::Prose));
        let described = described.map(SortBy::of_field);
        if self.kind.is_none() {
            built.iter().copied().chain(described).collect()
        } else {
            described.chain(built.iter().copied()).collect()
        }
    }
}
