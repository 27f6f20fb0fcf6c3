//! Dropping items into another group: they get what the group stands for.

use leptos::prelude::*;

use super::field::set_field;
use super::rules::asks_first;
use super::target::listed_names;
use crate::command::{self, Destination};
use crate::model::{Id, RecordRef};
use crate::ui::app::App;
use crate::view::{self, Column, Facet, Filter, Token};

/// Puts items into another group: they get what it stands for, and their place in it, where one is said.
pub fn regroup(app: App, ids: &[Id], group: &str, name: &str, to: Option<Destination>) {
    let value = value_of_group(app, group);
    let is_given = |facet: Facet| facet != Facet::Label && facet.is_given();
    let Some((facet, token)) = value.filter(|(facet, _)| is_given(*facet)) else {
        return app.say(format!("Items cannot be dropped into “{name}”: change what they have instead."));
    };
    if let (Facet::Status, Token::Word(state)) = (facet, &token)
        && asks_first(app, ids, state)
    {
        return;
    }
    let label = format!("Move {} to {name}", listed_names(app, ids));
    let moved = app.edit(label.clone(), |tx| {
        view::give(tx, ids, facet, &token)?;
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
    if !view::can_be_emptied(column) {
        return app.say(format!("“{}” cannot be emptied here.", column.name()));
    }
    let label = format!("Empty “{}” of {}", column.name(), listed_names(app, ids));
    if let Column::Field(field) = column {
        let records: Vec<RecordRef> = ids.iter().map(|id| app.listed(*id)).collect();
        return set_field(app, &records, field, label, None);
    }
    if app.edit(label.clone(), |tx| view::empty_cell(tx, ids, column)).is_some() {
        app.say_done(label);
    }
}

/// What an item needs to be among what the filters show: of each that asks for one thing alone, that.
pub fn filtered_values(app: App) -> Vec<(Facet, Token<'static>)> {
    let Some(product) = app.product.get_untracked() else { return Vec::new() };
    let look = app.route.with_untracked(|route| route.at().map(|at| at.look.clone())).unwrap_or_default();
    let is_given = |filter: &&Filter| !filter.is_not && filter.facet.is_given();
    // What is written on a plan or a board belongs to its sprint.
    let sprint = app.sprint.get_untracked().map(|id| (Facet::Sprint, Token::Record(id)));
    let asked = look.filters.iter().filter(is_given);
    let value = |filter: &Filter| {
        let [text] = filter.values.as_slice() else { return None };
        token_of(app, product, filter.facet, text)
    };
    sprint.into_iter().chain(asked.filter_map(value)).collect()
}
