//! Dropping items into another group: they get what the group stands for.

use leptos::prelude::*;

use super::field::set_field;
use super::rules::asks_first;
use super::target::listed_names;
use crate::analysis::{Gate, Joint};
use crate::command::{self, CommandError, Destination, ItemChange};
use crate::model::kind::{Field, Holds};
use crate::model::{Id, Item, ItemType, RecordRef};
use crate::ui::app::App;
use crate::view::{Column, Facet, Filter, Token, type_glyph};
use crate::workspace::{Tx, known_table};

/// Puts items into another group: they get what it stands for, and their place in it, where one is said.
pub fn regroup(app: App, ids: &[Id], group: &str, name: &str, to: Option<Destination>) {
    let value = value_of_group(app, group);
    // A month is no day.
    let is_day = |facet: &Facet| matches!(facet, Facet::Field(field) if field.holds == Holds::Day);
    let is_given = |facet: &Facet| !matches!(facet, Facet::Label | Facet::Blocked) && !is_day(facet);
    let Some((facet, token)) = value.filter(|(facet, _)| is_given(facet)) else {
        return app.say(format!("Items cannot be dropped into “{name}”: change what they have instead."));
    };
    if let (Facet::Status, Token::Word(state)) = (facet, &token)
        && asks_first(app, ids, state)
    {
        return;
    }
    let label = format!("Move {} to {name}", listed_names(app, ids));
    let moved = app.edit(label.clone(), |tx| {
        give(tx, ids, facet, &token)?;
        if let Some(to) = to {
            command::move_items(tx, ids, to);
        }
        Ok(())
    });
    if moved.is_some() {
        app.say_done(label);
        // What is folded away now hands the cursor on.
        if let Some(first) =
            ids.first().filter(|id| app.list.with_untracked(|list| list.place(**id)).is_some())
        {
            app.go_to(*first);
        }
    }
}

/// What a group stands for, by its key: the facet and the value.
pub fn value_of_group(app: App, group: &str) -> Option<(Facet, Token<'static>)> {
    let product = app.product.get_untracked()?;
    group.split_once('/').and_then(|(facet, text)| token_of(app, product, app.subject().facet(facet)?, text))
}

/// The value of a facet that stands so in addresses, with its facet.
fn token_of(app: App, product: Id, facet: Facet, text: &str) -> Option<(Facet, Token<'static>)> {
    let values = app.read(|workspace| facet.values(workspace.tables(), product));
    Some((facet, values.into_iter().find(|value| value.text == text)?.token))
}

/// Empties a cell of items; a state and a type cannot be empty, and counts are not written.
pub fn clear_cell(app: App, column: Column, ids: &[Id]) {
    let facet = match column {
        Column::Goal => Some(Facet::Goal),
        Column::Initiative => Some(Facet::Initiative),
        Column::Epic => Some(Facet::Epic),
        Column::Release => Some(Facet::Release),
        Column::Sprint => Some(Facet::Sprint),
        Column::Estimate => Some(Facet::Estimate),
        Column::Persona => Some(Facet::Persona),
        Column::Delegate => Some(Facet::Delegate),
        Column::Labels | Column::Value | Column::Effort => None,
        Column::Field(field) if field.is_edited() && !matches!(field.holds, Holds::Latest { .. }) => None,
        _ => return app.say(format!("“{}” cannot be emptied here.", column.name())),
    };
    let label = format!("Empty “{}” of {}", column.name(), listed_names(app, ids));
    if let Column::Field(field) = column {
        let records: Vec<RecordRef> = ids.iter().map(|id| app.listed(*id)).collect();
        return set_field(app, &records, field, label, None);
    }
    let emptied = app.edit(label.clone(), |tx| {
        match (facet, column) {
            (Some(facet), _) => give(tx, ids, facet, &Token::None)?,
            (None, Column::Value) => command::change_items(tx, ids, &ItemChange::Value(None)),
            (None, Column::Effort) => command::change_items(tx, ids, &ItemChange::Effort(None)),
            (None, _) => {
                for id in ids {
                    tx.edit(*id, |item: &mut Item| item.labels.clear());
                }
            }
        }
        Ok(())
    });
    if emptied.is_some() {
        app.say_done(label);
    }
}

/// What an item needs to be among what the filters show: of each that asks for one thing alone, that.
pub fn filtered_values(app: App) -> Vec<(Facet, Token<'static>)> {
    let Some(product) = app.product.get_untracked() else { return Vec::new() };
    let look = app.route.with_untracked(|route| route.at().map(|at| at.look.clone())).unwrap_or_default();
    let is_day = |facet: Facet| matches!(facet, Facet::Field(field) if field.holds == Holds::Day);
    let is_given =
        |filter: &&Filter| !filter.is_not && filter.facet != Facet::Blocked && !is_day(filter.facet);
    // What is written on a plan or a board belongs to its sprint.
    let sprint = app.sprint.get_untracked().map(|id| (Facet::Sprint, Token::Record(id)));
    let asked = look.filters.iter().filter(is_given);
    let value = |filter: &Filter| {
        let [text] = filter.values.as_slice() else { return None };
        token_of(app, product, filter.facet, text)
    };
    sprint.into_iter().chain(asked.filter_map(value)).collect()
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

/// Gives items a value of a facet, or takes theirs away.
fn give(tx: &mut Tx<'_>, ids: &[Id], facet: Facet, token: &Token<'_>) -> Result<(), CommandError> {
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
            let kind = ItemType::ALL.into_iter().find(|kind| type_glyph(*kind) == word);
            let change = match facet {
                Facet::Type => ItemChange::Kind(kind.unwrap_or_default()),
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
