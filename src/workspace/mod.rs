//! The tables of everything: transactions, undo, merge and integrity, without a clock, a browser or a disk.
//!
//! No change of the workspace exists outside of a transaction. A transaction becomes an [`Entry`]; the journal
//! writes it, another tab applies it, undo turns it round.

mod any_record;
mod check;
mod concurrent;
mod delta;
mod described;
mod entry;
mod index;
mod knowledge;
mod known;
mod merge;
mod past;
mod registry;
mod search;
mod slices;
mod stamp;
mod table;
mod transaction;
mod typed;
mod undo;
mod values;

use std::sync::Arc;

pub use check::{Finding, Problem, find_problems, may_unfit, mend_all, stands_under_itself};
pub use concurrent::{Before, Concurrent, Version, concurrent};
pub use delta::{Delta, Fields};
pub use described::{Described, EVERYWHERE, SAMPLE, first_words};
pub use entry::{Entry, RecordChange, Role, checksum};
pub use knowledge::{Knowledge, MERGED};
pub use known::known_table;
pub use merge::StampsOf;
pub use past::Difference;
pub use registry::{HISTORY, Registered, Tables, is_table_name, record_schemas};
pub use search::Search;
pub use stamp::{Stamp, StampError, Stamps, TabId};
pub use table::AnyTable;
pub use transaction::{Context, Tx};
pub use typed::Table;
pub use undo::{UndoOutcome, UndoStack, relink};
pub use values::{Values, leave_out_tables, link_text, links_in, read_link, say_tables};

use crate::model::kind::KINDS;
use crate::model::{
    Goal, Id, Initiative, Instant, Item, Metric, Pace, Record, RecordRef, Release, SortedSet, finish,
};
use transaction::updated_at;

/// The tables of types of their own whose records are called by a key.
const KEYED: [&str; 5] = [Item::TABLE, Initiative::TABLE, Goal::TABLE, Release::TABLE, Metric::TABLE];

/// The tables whose records are opened and searched by a person, items first.
pub fn open_tables() -> Vec<&'static str> {
    KEYED.into_iter().chain(KINDS.into_iter().map(|kind| kind.table)).collect()
}

/// All of a person's work, and what this tab can take back.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    tables: Tables,
    clock: u64,
    undo: UndoStack,
    /// What this tab saw go for good.
    gone: SortedSet<Id>,
    /// The transactions that were made or heard of in this browser.
    known: Knowledge,
}

impl Tables {
    /// The key of an item that is not in Trash: `SPK-12`.
    pub fn item_key(&self, id: Id) -> Option<String> {
        let item = self.items.get(id)?;
        Some(format!("{}-{}", self.products.get(item.product)?.key, item.number))
    }
}

impl Workspace {
    /// A workspace of stored tables; `clock` is the largest seen. Where the list that said so was lost, the rows may have
    /// seen a larger one, and what comes next has to come after it. Where nobody noted what is `known`, the rows show it.
    pub fn from_tables(tables: Tables, clock: u64, known: Option<Knowledge>) -> Self {
        let clock = tables.all().map(AnyTable::clock).fold(clock, u64::max);
        let known = known.unwrap_or_else(|| Knowledge::shown_by(tables.all().flat_map(AnyTable::all_stamps)));
        Self { tables, clock, undo: UndoStack::default(), gone: SortedSet::new(), known }
    }

    /// Everything there is.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The largest logical clock seen.
    pub fn clock(&self) -> u64 {
        self.clock
    }

    /// The transactions that were made or heard of in this browser, those in files aside.
    pub fn known(&self) -> &Knowledge {
        &self.known
    }

    /// What can be taken back and made again.
    pub fn undo_stack(&self) -> &UndoStack {
        &self.undo
    }

    /// Takes over what was read anew from the disk; what can be taken back stays.
    pub fn replace_tables(&mut self, other: Self) {
        self.tables = other.tables;
        self.clock = self.clock.max(other.clock);
        self.known.join(&other.known);
    }

    /// Makes a transaction. Where `change` fails, everything is as before; where it changes nothing, there is no
    /// entry.
    pub fn edit<R, E>(
        &mut self,
        context: &mut Context,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<(R, Option<Arc<Entry>>), E> {
        self.edit_if(context, label, change, |_| Ok(()))
    }

    /// The same, and `fits` has the last word on the finished transaction.
    pub fn edit_if<R, E>(
        &mut self,
        context: &mut Context,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
        fits: impl FnOnce(&Entry) -> Result<(), E>,
    ) -> Result<(R, Option<Arc<Entry>>), E> {
        let change = async |tx: &mut Tx<'_>| change(tx);
        finish(self.transact(context, label.into(), Role::Edit, change, fits, &Pace::whole()))
    }

    /// Mends what does not fit together, the same way in every tab that has the same records; its label says what.
    pub fn mend(&mut self, context: &mut Context) -> Option<Arc<Entry>> {
        let mended = async |tx: &mut Tx<'_>| {
            let sentences = mend_all(tx);
            let more = sentences.len().saturating_sub(1);
            let more = if more == 0 { String::new() } else { format!(" And {more} more of the kind.") };
            tx.set_label(format!("{}{more}", sentences.first().map_or("", |first| first.as_str())));
            Ok::<_, std::convert::Infallible>(())
        };
        let pace = Pace::whole();
        let made = self.transact(context, String::new(), Role::Mend, mended, |_| Ok(()), &pace);
        let Ok(((), entry)) = finish(made);
        entry
    }

    /// Takes out for good what was put into Trash at a moment or before; undo passes it by.
    pub fn purge(&mut self, context: &mut Context, until: Instant) -> Option<Arc<Entry>> {
        let emptied = async |tx: &mut Tx<'_>| {
            let count = tx.empty_trash(until);
            let records = if count == 1 { "record" } else { "records" };
            tx.set_label(format!("{count} {records} left Trash after 30 days"));
            Ok::<_, std::convert::Infallible>(())
        };
        let pace = Pace::whole();
        let made = self.transact(context, String::new(), Role::Mend, emptied, |_| Ok(()), &pace);
        let Ok(((), entry)) = finish(made);
        entry
    }

    /// Runs a transaction to see what it would do, and takes it back.
    pub fn rehearse<R>(&mut self, context: &mut Context, change: impl FnOnce(&mut Tx<'_>) -> R) -> R {
        let mut tx = Tx::begin(&mut self.tables, &self.known, context, String::new());
        let result = change(&mut tx);
        tx.roll_back();
        result
    }

    /// Applies a transaction of the journal or of another tab: what is newer than the tables is written, the rest is
    /// known already. Applying it twice is the same as once.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), String> {
        self.clock = self.clock.max(entry.stamp.clock);
        self.known.note(entry.stamp);
        self.see_stamps(entry);
        entry.changes.iter().try_for_each(|change| self.apply_change(entry, change))
    }

    fn apply_change(&mut self, entry: &Entry, change: &RecordChange) -> Result<(), String> {
        let (name, id) = change.target();
        let table = self.tables.any_mut(name);
        match change {
            RecordChange::Made { record, stamps, .. } => {
                let fields: Fields = serde_json::from_str(record.get()).map_err(|error| error.to_string())?;
                let stamps = stamps.clone().unwrap_or_else(|| Stamps::made(entry.stamp));
                if table.in_life(id, stamps.life()).is_none() {
                    table.put_in_life(&fields, stamps, None)?;
                }
            }
            RecordChange::Born { .. } => {}
            RecordChange::Edited { fields: deltas, adopted, life, .. } => {
                let Some((mut fields, mut stamps)) = table.in_life(id, *life) else { return Ok(()) };
                let written =
                    adopted.as_ref().map_or(StampsOf::At(entry.stamp), |(own, _)| StampsOf::As(own));
                for (field, delta) in deltas {
                    delta.apply(field, table.merge_class(field), &mut fields, &mut stamps, written);
                }
                if let Some((own, _)) = adopted {
                    stamps.join(own);
                }
                let at = adopted.as_ref().map_or(entry.at, |(_, at)| *at).max(updated_at(&fields));
                table.put_in_life(&fields, stamps, Some(at))?;
            }
            RecordChange::Gone { lives, .. } => {
                table.end_lives(id, lives);
                self.gone.insert(id);
            }
        }
        Ok(())
    }

    /// The product an address or a document means by this key, current or former.
    pub fn product_by_key(&self, key: &str) -> Option<Id> {
        let key = key.parse().ok()?;
        let current = self.tables.products.iter().find(|product| product.key == key);
        current
            .or_else(|| self.tables.products.iter().find(|product| product.answers_to(&key)))
            .map(|it| it.meta.id)
    }

    /// The record that an address means in a product, by its key, current or former, or by its id: `SPK-12`, `SPK-I4`.
    pub fn record_by_key(&self, product: Id, key: &str) -> Option<RecordRef> {
        let Some((_, name)) = key.rsplit_once('-') else {
            let id: Id = key.to_ascii_lowercase().parse().ok()?;
            let has = |table: &&str| self.tables.any(table).is_some_and(|kept| kept.has_live(id));
            return open_tables().into_iter().find(has).map(|table| RecordRef { table, id });
        };
        let number = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let letter = name.strip_suffix(number)?;
        let number = number.parse().ok()?;
        open_tables().into_iter().find_map(|table| {
            let kept = self.tables.any(table).filter(|kept| kept.letter().eq_ignore_ascii_case(letter))?;
            let mut holders = kept.holders(product, number).map(|(_, id)| id);
            holders.find(|id| kept.has_live(*id)).map(|id| RecordRef { table, id })
        })
    }

    /// The key a record is called by, for kinds that have one.
    pub fn key_of(&self, record: RecordRef) -> Option<String> {
        open_tables().into_iter().find(|table| *table == record.table)?;
        let table = self.tables.any(record.table)?;
        let product = self.tables.products.get(table.owner(record.id)?)?;
        let number = *table.numbers(record.id).first()?;
        Some(format!("{}-{}{number}", product.key, table.letter()))
    }

    /// How an address means a record that a person can open: by its key, else by its id.
    pub fn address_of(&self, record: RecordRef) -> Option<String> {
        open_tables().into_iter().find(|table| *table == record.table)?;
        self.key_of(record).or_else(|| Some(record.id.to_string().to_ascii_uppercase()))
    }

    fn see_stamps(&mut self, entry: &Entry) {
        for change in &entry.changes {
            let (RecordChange::Made { stamps: Some(stamps), .. }
            | RecordChange::Edited { adopted: Some((stamps, _)), .. }) = change
            else {
                continue;
            };
            self.clock = self.clock.max(stamps.clock());
        }
    }
}
