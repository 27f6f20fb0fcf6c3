//! Themes: given, joined, and made into the work that answers them.

use serde_json::Value;

use super::CommandError;
use super::described::feedback::{of, persona_of, story};
use super::described::{make, set_field, set_link};
use super::{add_initiative, create_product, described_named};
use crate::analysis::voices_of;
use crate::model::kind::{
    ABOUT, IMPORTANCE, KINDS, Kind, NEEDS, NO_THEME, OPPORTUNITIES, OPPORTUNITY_NEED, SATISFACTION, TAKEN,
    THEME_GOAL, THEME_STATE, THEMES, THEMES_OF,
};
use crate::model::{Horizon, Id, Initiative, Item, Lens, Product, ProductKey, Record, RecordRef, link_text};
use crate::workspace::Tx;

fn theme(id: Id) -> RecordRef {
    RecordRef { table: THEMES.table, id }
}

/// Gives pieces of feedback a theme.
pub fn give_theme(tx: &mut Tx<'_>, id: Id, pieces: &[Id]) -> Result<(), CommandError> {
    pieces.iter().try_for_each(|piece| set_link(tx, of(*piece), &THEMES_OF, theme(id), true))
}

/// Makes a theme of words that pieces share, or gives them one there is of that name.
pub fn theme_of(tx: &mut Tx<'_>, product: Id, name: &str, pieces: &[Id]) -> Result<Id, CommandError> {
    let id = described_named(tx, &THEMES, product, name).ok_or(CommandError::NoName(THEMES.noun))?;
    set_field(tx, theme(id), &THEME_STATE, Some("open".into()))?;
    give_theme(tx, id, pieces)?;
    Ok(id)
}

/// Splits a theme: some of its pieces get another one, which serves the same goal.
pub fn split_theme(tx: &mut Tx<'_>, from: Id, name: &str, pieces: &[Id]) -> Result<Id, CommandError> {
    let kept = tx.tables().described(&THEMES, from).ok_or(CommandError::Missing(THEMES.noun))?;
    let product = kept.product().ok_or(CommandError::Missing(THEMES.noun))?;
    let goal = kept.value(&THEME_GOAL).cloned();
    let to = described_named(tx, &THEMES, product, name).ok_or(CommandError::NoName(THEMES.noun))?;
    if to == from {
        return Err(CommandError::SameItem);
    }
    give_theme(tx, to, pieces)?;
    // One that is there already serves its own.
    let has_goal = tx.tables().described(&THEMES, to).is_some_and(|it| it.value(&THEME_GOAL).is_some());
    if goal.is_some() && !has_goal {
        set_field(tx, theme(to), &THEME_GOAL, goal)?;
    }
    pieces.iter().try_for_each(|piece| set_link(tx, of(*piece), &THEMES_OF, theme(from), false))?;
    Ok(to)
}

/// Notes that words are no theme, so that they are not offered again.
pub fn refuse_theme(tx: &mut Tx<'_>, product: Id, words: &str) -> Result<(), CommandError> {
    let id = make(tx, &THEMES, product, words)?;
    set_field(tx, theme(id), &THEME_STATE, Some(NO_THEME.into()))
}

/// Puts one record in the place of another wherever a record of a described kind names it.
fn put_in_place(tx: &mut Tx<'_>, table: &str, of: Id, into: Id) {
    fn replace(value: &mut Value, names: &[[String; 2]]) {
        match value {
            Value::String(text) => {
                if let Some([_, new]) = names.iter().find(|[old, _]| old == text) {
                    text.clone_from(new);
                }
            }
            Value::Array(all) => {
                for value in all.iter_mut() {
                    replace(value, names);
                }
                let mut seen: Vec<Value> = Vec::new();
                all.retain(|value| {
                    let is_new = value.is_object() || !seen.contains(value);
                    seen.extend(is_new.then(|| value.clone()));
                    is_new
                });
            }
            Value::Object(row) => row.values_mut().for_each(|value| replace(value, names)),
            _ => {}
        }
    }
    // Links stand with their table, or without it where there can be only one.
    let names = [[link_text(table, of), link_text(table, into)], [of.to_string(), into.to_string()]];
    for kind in KINDS {
        let naming = tx.tables().any(kind.table).map(|kept| kept.naming(of).to_vec()).unwrap_or_default();
        for id in naming {
            tx.change(kind.table, id, |fields| fields.values_mut().for_each(|value| replace(value, &names)));
        }
    }
}

/// Joins themes: what named one of the others names this one, which serves the goal of the first that has one, and the others
/// go to Trash.
pub fn join_themes(tx: &mut Tx<'_>, into: Id, others: &[Id]) -> Result<(), CommandError> {
    let others: Vec<Id> = others.iter().copied().filter(|id| *id != into).collect();
    if others.is_empty() {
        return Err(CommandError::SameItem);
    }
    for other in &others {
        let goal_of = |id: Id| tx.tables().described(&THEMES, id)?.value(&THEME_GOAL).cloned();
        let goal = goal_of(*other).filter(|_| goal_of(into).is_none());
        if goal.is_some() {
            set_field(tx, theme(into), &THEME_GOAL, goal)?;
        }
        put_in_place(tx, THEMES.table, *other, into);
    }
    tx.trash(THEMES.table, &others);
    Ok(())
}

/// Makes an initiative, an opportunity, a story or a product of a theme, a need or an opportunity. It serves the goal of the theme and
/// is what the record is about, with how much that matters; what people said of the record speaks for a story, which is for
/// those who have the need.
pub fn promote(tx: &mut Tx<'_>, product: Id, from: RecordRef, to: &str) -> Result<RecordRef, CommandError> {
    let kind = Kind::of_table(from.table).ok_or(CommandError::Missing("record"))?;
    let kept = tx.tables().described(kind, from.id).ok_or(CommandError::Missing(kind.noun))?;
    let name = kept.name().to_owned();
    let goal = kept.linked(&THEME_GOAL).first().map(|(_, id)| *id);
    let persona = persona_of(kept);
    let judged = [&IMPORTANCE, &SATISFACTION].map(|field| (field, kept.value(field).cloned()));
    let voices: Vec<Id> = voices_of(tx.tables(), from.id).iter().map(|voice| voice.meta.id).collect();
    let made = match to {
        Initiative::TABLE => {
            let id = add_initiative(tx, product, &name, Horizon::Later)?;
            tx.edit(id, |it: &mut Initiative| it.goal = goal);
            RecordRef::to::<Initiative>(id)
        }
        Item::TABLE => RecordRef::to::<Item>(story(tx, product, name, (persona, goal), &voices)?),
        Product::TABLE => {
            let products = &tx.tables().products;
            let key = ProductKey::propose(&name, |key| products.iter().any(|it| it.answers_to(key)));
            let key = key.map(|key| key.to_string()).unwrap_or_default();
            RecordRef::to::<Product>(create_product(tx, &name, &key, Lens::default())?)
        }
        _ => {
            let id = make(tx, &OPPORTUNITIES, product, &name)?;
            let record = RecordRef { table: OPPORTUNITIES.table, id };
            if *kind == NEEDS {
                set_link(tx, record, &OPPORTUNITY_NEED, from, true)?;
            }
            record
        }
    };
    // A product is no part of the line of another.
    if made.table != Product::TABLE {
        for (field, value) in judged.into_iter().filter(|(_, value)| value.is_some()) {
            set_field(tx, made, field, value)?;
        }
        set_link(tx, from, &ABOUT, made, true)?;
    }
    if *kind == THEMES {
        set_field(tx, from, &THEME_STATE, Some("planned".into()))?;
    } else if *kind == OPPORTUNITIES {
        let state = kind.field("state");
        state.map_or(Ok(()), |state| set_field(tx, from, state, Some(TAKEN.into())))?;
    }
    Ok(made)
}
