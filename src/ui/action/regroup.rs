//! Dropping items into another group: they get what the group stands for.

use leptos::prelude::*;

use super::super::app::App;
use super::item::name_of;
use super::rules::asks_first;
use crate::analysis::Joint;
use crate::command::{self, CommandError, Destination, ItemChange};
use crate::model::{Id, Item, ItemType, RecordRef};
use crate::view::{Facet, Token, type_glyph};
use crate::workspace::Tx;

/// Puts items into another group: they get what it stands for, and their place in it.
pub fn regroup(app: App, ids: &[Id], group: &str, name: &str, to: Destination) {
    let Some(product) = app.product.get_untracked() else { return };
    let value = group.split_once('/').and_then(|(facet, text)| {
        let facet = Facet::of_segment(facet)?;
        let values = app.read(|workspace| facet.values(workspace.tables(), product));
        Some((facet, values.into_iter().find(|value| value.text == text)?.token))
    });
    let Some((facet, token)) = value.filter(|(facet, _)| !matches!(facet, Facet::Label | Facet::Blocked))
    else {
        return app.say(format!("Items cannot be dropped into “{name}”: change what they have instead."));
    };
    if let (Facet::Status, Token::Word(state)) = (facet, &token)
        && asks_first(app, ids, state)
    {
        return;
    }
    let label = format!("Move {} to {name}", name_of(app, ids));
    let moved = app.edit(label.clone(), |tx| {
        give(tx, ids, facet, &token)?;
        command::move_items(tx, ids, to);
        Ok(())
    });
    if moved.is_some() {
        app.say_done(label);
        if let Some(first) = ids.first() {
            app.go_to(*first);
        }
    }
}

/// Gives items a value of a facet, or takes theirs away.
fn give(tx: &mut Tx<'_>, ids: &[Id], facet: Facet, token: &Token<'_>) -> Result<(), CommandError> {
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
