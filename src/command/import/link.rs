//! Hanging the rows of a list together: epics, initiatives, goals, releases, what waits for what, and who does it.

use super::field::is_link;
use super::known::own_keys;
use super::note_made;
use super::row::{PlannedDays, Unknown};
use crate::analysis::sprint::span;
use crate::analysis::{Joint, up};
use crate::command::described::sprint::end_past_sprint;
use crate::command::join::join;
use crate::command::record::add_named;
use crate::command::relate::{Relation, relate};
use crate::command::story::person_named;
use crate::command::{CommandError, Destination, Draft, add_item, count};
use crate::format::{Sheet, SheetColumn, split_list};
use crate::model::kind::{SPRINT_FIRST, SPRINT_LAST, SPRINTS};
use crate::model::{
    Goal, Id, Initiative, Item, ItemType, Pace, Person, Product, Record, RecordRef, Release, SortedMap,
    SortedSet, Source,
};
use crate::workspace::{Tables, Tx};

/// An item whose links the file may say.
pub(super) struct Linked {
    /// The item.
    pub id: Id,
    /// What the file calls it.
    pub keys: Vec<String>,
    /// What it is to hang together with, in the words of the file; nothing takes a link out.
    pub links: Vec<(SheetColumn, String)>,
    /// The days of its sprint and its release.
    pub plan: PlannedDays,
}

/// Links items to what the file names: items by key or title, the others by name. Epics, initiatives, goals, releases
/// and people that are not here are made; what is named and is nowhere stays with the item as it came.
///
/// Gives sentences about what was made and what could not be linked.
pub(super) async fn link_all(
    tx: &mut Tx<'_>,
    product: Id,
    (sheet, list): (&Sheet, &str),
    mut all: Vec<Linked>,
    is_ours: bool,
    unknown: &mut Unknown,
    pace: &Pace,
) -> Vec<String> {
    let columns: Vec<(&String, SheetColumn)> = links()
        .filter_map(|link| sheet.columns.iter().find(|(_, column)| *column == link))
        .map(|(name, column)| (name, *column))
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    pace.rest().await;
    let names = Names::of(tx, product, &all, list, is_ours);
    let mut linker =
        Linker { product, names, made: Vec::new(), sprints: Vec::new(), unclear: SortedSet::new() };
    pace.rest().await;
    // What the file says that is so already is no change, and follows what changes above the item.
    for item in &mut all {
        pace.breathe().await;
        item.links.retain(|(column, cell)| !holds(tx.tables(), item.id, *column, cell));
    }
    let mut refused = Vec::new();
    // Column after column: what an item serves follows from what it hangs under.
    for (name, column) in columns {
        for item in &all {
            pace.breathe().await;
            let Some((_, cell)) = item.links.iter().find(|(other, _)| *other == column) else { continue };
            match linker.link(tx, item, column, cell) {
                Ok(true) => {}
                Ok(false) => {
                    unknown.note(column, cell);
                    keep_with(tx, item.id, name, column, cell);
                }
                Err(error) => {
                    let title = tx.get::<Item>(item.id).map(|item| item.title.clone()).unwrap_or_default();
                    refused.push(format!("“{title}” comes in without {} “{cell}”. {error}", column.name()));
                    keep_with(tx, item.id, name, column, cell);
                }
            }
        }
    }
    let made = links().filter_map(|column| {
        let number = linker.made.iter().filter(|made| **made == column).count();
        let words = match column {
            SheetColumn::Delegate if number > 1 => format!("{number} people"),
            SheetColumn::Delegate => "1 person".to_owned(),
            SheetColumn::Parent | SheetColumn::Container => count(number, "epic"),
            _ => count(number, &column.name().to_lowercase()),
        };
        (number > 0).then_some(words)
    });
    refused.extend(linker.end_past_sprints(tx));
    let unclear = linker.unclear.iter().map(|title| {
        format!("“{title}” is the title of several items. What names it stands under the first of them.")
    });
    refused.extend(unclear);
    note_made(made.collect()).into_iter().chain(refused).collect()
}

/// The columns that name other records, in the order they are linked.
fn links() -> impl Iterator<Item = SheetColumn> {
    SheetColumn::ALL.into_iter().filter(|column| is_link(*column))
}

/// Keeps a cell with the item as it came, for it became no link.
fn keep_with(tx: &mut Tx<'_>, id: Id, heading: &str, column: SheetColumn, cell: &str) {
    tx.edit(id, |item: &mut Item| {
        if let Some(source) = &mut item.source {
            source.links.remove(column.name());
            source.fields.insert(heading.to_owned(), cell.to_owned());
        }
    });
}

/// What items of the product, and of the file, are called.
struct Names {
    keys: SortedMap<String, Id>,
    titles: SortedMap<String, Id>,
    epics: SortedMap<String, Id>,
    /// Titles that several items have.
    shared: SortedSet<String>,
}

impl Names {
    fn of(tx: &Tx<'_>, product: Id, all: &[Linked], list: &str, is_ours: bool) -> Self {
        let (mut source_keys, mut shared) = (SortedMap::new(), SortedSet::new());
        let (mut titles, mut epics) = (SortedMap::new(), SortedMap::new());
        let owner = tx.get::<Product>(product);
        let items: Vec<&Item> = tx.tables().items.of(product).collect();
        let own_keys = owner.map(|owner| own_keys(owner, &items)).unwrap_or_default();
        for item in items {
            let id = item.meta.id;
            // A number is what one list calls a row, and another list another.
            let is_of_list = |source: &&Source| source.list.as_ref().is_none_or(|of| of == list);
            let source = item.source.as_ref().filter(is_of_list).and_then(|source| source.key.as_ref());
            source_keys.extend(source.map(|key| (key.to_lowercase(), id)));
            let of_kind = if item.kind == ItemType::Epic { &mut epics } else { &mut titles };
            let title = item.title.to_lowercase();
            if of_kind.contains_key(&title) {
                shared.insert(title);
            } else {
                of_kind.insert(title, id);
            }
        }
        titles.extend(epics.clone());
        // A key can be ours and another tool's: each list means its own first.
        let (mut keys, first) = if is_ours { (source_keys, own_keys) } else { (own_keys, source_keys) };
        keys.extend(first);
        keys.extend(all.iter().flat_map(|item| item.keys.iter().map(|key| (key.clone(), item.id))));
        Self { keys, titles, epics, shared }
    }

    fn find(&self, words: &str) -> Option<Id> {
        let folded = words.trim().trim_start_matches('#').to_lowercase();
        let found = self.keys.get(&folded).or_else(|| self.titles.get(&folded)).copied();
        found.filter(|_| !folded.is_empty())
    }
}

struct Linker {
    product: Id,
    names: Names,
    made: Vec<SheetColumn>,
    /// The sprints that were made.
    sprints: Vec<Id>,
    /// Titles by which one of several items was named.
    unclear: SortedSet<String>,
}

impl Linker {
    /// Links an item to what a cell names, or takes the link out where it names nothing; false where nothing is called
    /// that. What follows from the links there are already is left as it is.
    fn link(
        &mut self,
        tx: &mut Tx<'_>,
        item: &Linked,
        column: SheetColumn,
        cell: &str,
    ) -> Result<bool, CommandError> {
        let id = item.id;
        match column {
            SheetColumn::Parent | SheetColumn::Container => return self.put_under(tx, id, column, cell),
            SheetColumn::Initiative => {
                self.join_named(tx, id, Joint::Initiative, Initiative::TABLE, column, cell).map(drop)?;
            }
            SheetColumn::Goal => self.join_named(tx, id, Joint::Goal, Goal::TABLE, column, cell).map(drop)?,
            SheetColumn::Release => {
                let made = self.join_named(tx, id, Joint::Release, Release::TABLE, column, cell)?;
                if let Some((made, out)) = made.zip(item.plan.out) {
                    tx.edit(made, |release: &mut Release| release.planned = Some(out));
                }
            }
            SheetColumn::Sprint => self.put_in_sprint(tx, item, cell)?,
            SheetColumn::WaitsFor => return self.wait_for(tx, id, cell),
            SheetColumn::Blocks => return self.relate_all(tx, id, Relation::Blocks, cell),
            SheetColumn::Relates => return self.relate_all(tx, id, Relation::RelatesTo, cell),
            SheetColumn::Duplicates => return self.relate_all(tx, id, Relation::DuplicateOf, cell),
            _ => self.delegate(tx, id, cell),
        }
        Ok(true)
    }

    /// Puts an item under the first that is called so of those a cell names, one a line; an epic is made where the words
    /// are a name.
    fn put_under(
        &mut self,
        tx: &mut Tx<'_>,
        id: Id,
        column: SheetColumn,
        cell: &str,
    ) -> Result<bool, CommandError> {
        if !cell.is_empty() && tx.get::<Item>(id).is_some_and(|item| item.kind == ItemType::Epic) {
            return Err(CommandError::EpicUnderItem);
        }
        // What a project is called is the key of no row.
        let find = |words: &str| match column {
            SheetColumn::Container => self.names.epics.get(&words.to_lowercase()).copied(),
            _ => self.names.find(words),
        };
        let is_container =
            |words: &str| column == SheetColumn::Container && words.contains(char::is_alphabetic);
        let mut parent = cell.lines().find_map(find).filter(|parent| *parent != id);
        if let Some(name) =
            cell.lines().find(|words| is_name(words) || is_container(words)).filter(|_| parent.is_none())
        {
            let draft = Draft { title: name.to_owned(), kind: ItemType::Epic, ..Draft::default() };
            let epic = add_item(tx, self.product, draft, Destination::Before(id))?;
            self.names.titles.insert(name.to_lowercase(), epic);
            self.names.epics.insert(name.to_lowercase(), epic);
            self.made.push(SheetColumn::Parent);
            parent = Some(epic);
        }
        let is_shared = |words: &&str| {
            let words = words.trim().to_lowercase();
            self.names.shared.contains(&words) && !self.names.keys.contains_key(&words)
        };
        self.unclear.extend(cell.lines().find(is_shared).map(str::to_owned));
        let is_found = parent.is_some() || cell.is_empty();
        if is_found {
            join(tx, RecordRef::to::<Item>(id), Joint::Epic, parent)?;
        }
        Ok(is_found)
    }

    /// Puts an item into the sprint a cell names, on the day that began, and takes it out of its sprint where it names none.
    fn put_in_sprint(&mut self, tx: &mut Tx<'_>, item: &Linked, cell: &str) -> Result<(), CommandError> {
        // An older Jira writes all it knows of a sprint, and Azure the way to it.
        let name = cell.split_once("name=").map_or(cell, |(_, rest)| rest.split(',').next().unwrap_or(rest));
        let name = name.rsplit('\\').next().unwrap_or(name).trim();
        let is_number = !name.is_empty() && name.bytes().all(|digit| digit.is_ascii_digit());
        let name = if is_number { format!("Sprint {name}") } else { name.to_owned() };
        let name = name.as_str();
        if holds(tx.tables(), item.id, SheetColumn::Sprint, name) {
            return Ok(());
        }
        let (sprint, is_new) = self.record_called(tx, SPRINTS.table, name, SheetColumn::Sprint)?;
        if let Some(sprint) = sprint.filter(|_| is_new) {
            self.sprints.push(sprint);
            let days = [(&SPRINT_FIRST, item.plan.first), (&SPRINT_LAST, item.plan.last)];
            tx.change(SPRINTS.table, sprint, |fields| {
                // Where the list does not say when it is, nobody knows.
                fields.retain(|key, _| days.iter().all(|(field, _)| field.key != key.as_str()));
                let said = days.iter().filter_map(|(field, day)| {
                    Some((field.key.to_owned(), day.as_ref()?.to_string().into()))
                });
                fields.extend(said);
            });
        }
        let on = item.plan.first.filter(|first| *first <= tx.today());
        let at = on.map_or((tx.now(), tx.today()), |on| (on.noon(), on));
        let change = tx.new_id();
        tx.edit(item.id, |item: &mut Item| item.set_sprint(sprint, change, at.0, at.1));
        Ok(())
    }

    /// Sprints that came along and lie behind have run, and are over.
    fn end_past_sprints(&self, tx: &mut Tx<'_>) -> Vec<String> {
        let lies_behind = |tx: &Tx<'_>, sprint: Id| {
            let days = tx.tables().described(&SPRINTS, sprint).and_then(span);
            days.is_some_and(|(first, last)| first <= last && last < tx.today())
        };
        let behind: Vec<Id> =
            self.sprints.iter().copied().filter(|sprint| lies_behind(tx, *sprint)).collect();
        behind.into_iter().filter_map(|sprint| Some(end_past_sprint(tx, sprint).err()?.to_string())).collect()
    }

    /// Relates an item to all that a cell names; whether all of them are known.
    fn relate_all(
        &self,
        tx: &mut Tx<'_>,
        id: Id,
        relation: Relation,
        cell: &str,
    ) -> Result<bool, CommandError> {
        let others = self.items_named(cell);
        for other in others.iter().flatten() {
            relate(tx, id, relation, *other, true)?;
        }
        Ok(others.iter().all(Option::is_some))
    }

    /// The items a cell names, one or several.
    fn items_named(&self, cell: &str) -> Vec<Option<Id>> {
        match self.names.find(cell) {
            Some(other) => vec![Some(other)],
            None => {
                let parts = split_list(cell).into_iter().filter(|part| !part.trim().is_empty());
                parts.map(|part| self.names.find(&part)).collect()
            }
        }
    }

    /// The record of a table that is called so, made where there is none; whether it was made.
    fn record_called(
        &mut self,
        tx: &mut Tx<'_>,
        table: &str,
        name: &str,
        column: SheetColumn,
    ) -> Result<(Option<Id>, bool), CommandError> {
        let folded = name.to_lowercase();
        let is_called = |tables: &Tables, id: Id| {
            tables.any(table).and_then(|it| it.title(id)).is_some_and(|title| title.to_lowercase() == folded)
        };
        if name.is_empty() {
            return Ok((None, false));
        }
        let tables = tx.tables();
        let known =
            tables.any(table).and_then(|it| it.in_order(self.product).find(|id| is_called(tables, *id)));
        if known.is_some() {
            return Ok((known, false));
        }
        self.made.push(column);
        Ok((Some(add_named(tx, table, self.product, name)?), true))
    }

    /// Joins an item to the record a cell names, and gives that where it was made for it.
    fn join_named(
        &mut self,
        tx: &mut Tx<'_>,
        id: Id,
        joint: Joint,
        table: &str,
        column: SheetColumn,
        name: &str,
    ) -> Result<Option<Id>, CommandError> {
        // It may follow by now from what the item was put under.
        if holds(tx.tables(), id, column, name) {
            return Ok(None);
        }
        let (to, is_new) = self.record_called(tx, table, name, column)?;
        join(tx, RecordRef::to::<Item>(id), joint, to)?;
        Ok(to.filter(|_| is_new))
    }

    /// Lets an item wait for those a cell names, one or several, and for no others where all of them are known.
    fn wait_for(&self, tx: &mut Tx<'_>, id: Id, cell: &str) -> Result<bool, CommandError> {
        let others = self.items_named(cell);
        let is_known = others.iter().all(Option::is_some);
        let waits = tx.get::<Item>(id).map(|item| item.blocked_by.clone()).unwrap_or_default();
        for gone in waits.iter().filter(|wait| is_known && !others.contains(&Some(**wait))) {
            relate(tx, id, Relation::WaitsFor, *gone, false)?;
        }
        for other in others.iter().flatten() {
            relate(tx, id, Relation::WaitsFor, *other, true)?;
        }
        Ok(is_known)
    }

    fn delegate(&mut self, tx: &mut Tx<'_>, id: Id, cell: &str) {
        // Tools that know people by their mail write “Name <mail>”.
        let name = cell.split('<').next().unwrap_or_default().trim();
        let is_nobody = ["unassigned", "nobody", "none"].contains(&name.to_lowercase().as_str());
        let count = |tx: &Tx<'_>| tx.tables().people.iter().count();
        let before = count(tx);
        let person = person_named(tx, if is_nobody { "" } else { name });
        if count(tx) > before {
            self.made.push(SheetColumn::Delegate);
        }
        tx.edit(id, |item: &mut Item| item.delegate = person);
    }
}

/// Whether the words name what an item is linked to already, itself or through what stands above it; no words, nothing.
pub(super) fn holds(tables: &Tables, id: Id, column: SheetColumn, words: &str) -> bool {
    let Some(item) = tables.items.get(id) else { return true };
    let up = up(tables, item);
    let is = |table: &str, there: Option<Id>| {
        let title = there.and_then(|there| tables.any(table)?.title(there)).unwrap_or_default();
        title.to_lowercase() == words.to_lowercase()
    };
    match column {
        SheetColumn::Parent | SheetColumn::Container => {
            is(Item::TABLE, up.epic.filter(|epic| *epic != id)) || is(Item::TABLE, item.parent)
        }
        SheetColumn::Initiative => is(Initiative::TABLE, up.initiative),
        SheetColumn::Goal => is(Goal::TABLE, up.goal),
        SheetColumn::Release => is(Release::TABLE, item.release),
        SheetColumn::Sprint => is(SPRINTS.table, item.sprint),
        SheetColumn::Delegate => is(Person::TABLE, item.delegate),
        // What is related to nothing is so by the words of the other.
        SheetColumn::Blocks | SheetColumn::Relates | SheetColumn::Duplicates => words.is_empty(),
        SheetColumn::WaitsFor => {
            let named = split_list(words);
            let is_named = |wait: &Id| {
                let keys = tables
                    .items
                    .get(*wait)
                    .and_then(|wait| Some(own_keys(tables.products.get(wait.product)?, &[wait])));
                keys.is_some_and(|keys| {
                    named.iter().any(|name| keys.contains_key(&name.trim().to_lowercase()))
                })
            };
            named.len() == item.blocked_by.len() && item.blocked_by.iter().all(is_named)
        }
        _ => false,
    }
}

/// Whether words are a name, not a key of something that did not come along: “Checkout”, not “10001” or “APP-7”.
fn is_name(words: &str) -> bool {
    let is_key = !words.contains(char::is_whitespace) && words.ends_with(|it: char| it.is_ascii_digit());
    words.contains(char::is_alphabetic) && !is_key
}
