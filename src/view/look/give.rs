//! What an item gets where it is dropped into a group, begun among what filters show, or has a cell emptied.

use super::{Column, Facet};
use crate::analysis::{Gate, Joint};
use crate::command::{self, CommandError, ItemChange};
use crate::model::kind::{Field, Holds};
use crate::model::{Id, Item, ItemType, RecordRef};
use crate::view::cell::Token;
use crate::view::glyph::type_glyph;
use crate::workspace::{Tx, known_table};

impl Facet {
    /// Whether an item can be given a value of it: a month is no day, and what blocks an item is more than a word.
    pub fn is_given(self) -> bool {
        self != Self::Blocked && !matches!(self, Self::Field(field) if field.holds == Holds::Day)
    }
}

/// Gives items a value of a facet, or takes theirs away.
pub fn give(tx: &mut Tx<'_>, ids: &[Id], facet: Facet, token: &Token<'_>) -> Result<(), CommandError> {
    if let Facet::Field(field) = facet {
        return give_own(tx, ids, field, token);
    }
    let record = match token {
        Token::Record(id) => Some(*id),
        _ => None,
    };
    let word = match token {
        Token::Word(word) => word.as_ref(),
        _ => "",
    };
    let joint = match facet {
        Facet::Goal => Joint::Goal,
        Facet::Initiative => Joint::Initiative,
        Facet::Epic => Joint::Epic,
        Facet::Release => Joint::Release,
        Facet::Sprint => Joint::Sprint,
        _ => {
            let is_meant = |kind: &ItemType| type_glyph(*kind) == word;
            let change = match facet {
                Facet::Type => ItemChange::Kind(ItemType::ALL.into_iter().find(is_meant).unwrap_or_default()),
                Facet::Estimate => ItemChange::Estimate(word.parse().ok()),
                Facet::Persona => ItemChange::Persona(record),
                Facet::Delegate => ItemChange::Delegate(record),
                _ => ItemChange::Status(word.to_owned()),
            };
            command::change_items(tx, ids, &change);
            return Ok(());
        }
    };
    ids.iter().try_for_each(|id| command::join(tx, RecordRef::to::<Item>(*id), joint, record))
}

/// Gives items a value of a field a person added, or takes theirs away.
fn give_own(
    tx: &mut Tx<'_>,
    ids: &[Id],
    field: &'static Field,
    token: &Token<'_>,
) -> Result<(), CommandError> {
    let mut items = ids.iter().map(|id| RecordRef::to::<Item>(*id));
    match token {
        Token::None => items.try_for_each(|item| command::set_field(tx, item, field, None)),
        Token::Record(to) => {
            let table =
                tx.tables().all().find(|table| table.has_live(*to)).and_then(|it| known_table(it.name()));
            let Some(table) = table else { return Ok(()) };
            let to = RecordRef { table, id: *to };
            items.try_for_each(|item| command::set_link(tx, item, field, to, true))
        }
        Token::Word(word) => {
            items.try_for_each(|item| command::set_field(tx, item, field, field.of_token(word)))
        }
    }
}

/// Gives a new item what the filters ask for, as far as nothing stands against it.
pub fn give_filtered(tx: &mut Tx<'_>, id: Id, given: &[(Facet, Token<'_>)]) -> Result<(), CommandError> {
    for (facet, token) in given {
        match (facet, token) {
            (Facet::Label, Token::Record(label)) => {
                tx.edit(id, |item: &mut Item| item.labels.extend([*label]));
            }
            (Facet::Status, Token::Word(state)) if !Gate::before(tx.tables(), &[id], state).is_open() => {}
            (Facet::Label, _) | (_, Token::None) => {}
            _ => give(tx, &[id], *facet, token)?,
        }
    }
    Ok(())
}

/// Whether a cell of the backlog can be emptied: a state and a type cannot, and counts are not written.
pub fn can_be_emptied(column: Column) -> bool {
    match column {
        Column::Field(field) => field.is_edited() && !matches!(field.holds, Holds::Latest { .. }),
        Column::Labels | Column::Value | Column::Effort => true,
        _ => emptied(column).is_some(),
    }
}

/// The facet of which a column shows the value, and can show none.
fn emptied(column: Column) -> Option<Facet> {
    Facet::of_column(column).filter(|facet| ![Facet::Status, Facet::Label].contains(facet))
}

/// Empties a cell of items.
pub fn empty_cell(tx: &mut Tx<'_>, ids: &[Id], column: Column) -> Result<(), CommandError> {
    match (emptied(column), column) {
        (Some(facet), _) => give(tx, ids, facet, &Token::None)?,
        (None, Column::Value) => command::change_items(tx, ids, &ItemChange::Value(None)),
        (None, Column::Effort) => command::change_items(tx, ids, &ItemChange::Effort(None)),
        (None, Column::Labels) => {
            for id in ids {
                tx.edit(*id, |item: &mut Item| item.labels.clear());
            }
        }
        (None, _) => {}
    }
    Ok(())
}
