//! A workspace with a hand to work in it, and what two of them can be compared by.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::{Debug, Display};
use std::rc::Rc;
use std::sync::Arc;

use throughline::command::{self, Destination, Draft};
use throughline::model::kind::KINDS;
use throughline::model::{Day, Id, Ids, Instant, Lens, ProductKey, SortedSet};
use throughline::workspace::{Context, Entry, MERGED, RecordChange, TabId, Tx, Workspace};

pub use crate::act::{Act, any_act};

/// A workspace with one product, and everything it has written down.
pub struct Desk {
    pub workspace: Workspace,
    pub context: Context,
    pub product: Id,
    pub entries: Vec<Arc<Entry>>,
    /// Documents that were exported, to be brought in again.
    pub files: Vec<String>,
}

impl Desk {
    pub fn new() -> Self {
        Self::of_tab(Workspace::default(), 1)
    }

    /// A tab that opens a workspace: it has nothing of its own to take back yet.
    pub fn of_tab(mut workspace: Workspace, tab: u32) -> Self {
        workspace.restore_undo(Vec::new(), &SortedSet::new());
        let today = Day::new(2026, 11, 21).unwrap();
        let ids = Ids::seeded(u64::from(tab));
        let context = Context { now: Instant(1_000), today, tab: TabId(tab), ids };
        let existing = workspace.tables().products.iter().next().map(|product| product.meta.id);
        let product = Ids::seeded(0).next_id();
        let mut desk = Self { workspace, context, product, entries: Vec::new(), files: Vec::new() };
        desk.product = existing.unwrap_or_else(|| {
            desk.edit(|tx| command::create_product(tx, "Spoke", "SPK", Lens::Both).unwrap())
        });
        desk
    }

    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Tx<'_>) -> R) -> R {
        self.attempt(|tx| Ok::<_, Infallible>(change(tx))).unwrap()
    }

    /// What may be refused, and then has changed nothing.
    pub fn attempt<R, E>(&mut self, change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>) -> Option<R> {
        self.context.now.0 += 1;
        let (result, entry) = self.workspace.edit(&mut self.context, "Act", change).ok()?;
        self.entries.extend(entry);
        Some(result)
    }

    pub fn items(&self) -> Vec<Id> {
        self.workspace.tables().items.in_order(self.product).collect()
    }

    pub fn add(&mut self, title: &str) -> Id {
        let product = self.product;
        let draft = Draft { title: title.into(), ..Draft::default() };
        self.edit(|tx| command::add_item(tx, product, draft, Destination::Bottom).unwrap())
    }

    pub fn undo(&mut self) -> bool {
        self.context.now.0 += 1;
        let outcome = self.workspace.undo(&mut self.context);
        let is_done = outcome.is_some();
        self.entries.extend(outcome.and_then(|outcome| outcome.entry));
        is_done
    }

    pub fn redo(&mut self) -> bool {
        self.context.now.0 += 1;
        let outcome = self.workspace.redo(&mut self.context);
        let is_done = outcome.is_some();
        self.entries.extend(outcome.and_then(|outcome| outcome.entry));
        is_done
    }
}

/// Rows as they would be stored, by table and id. They are shared: of long scripts the state after each transaction is kept.
pub type Rows = BTreeMap<Rc<str>, Rc<str>>;

/// What a row is called among others.
pub fn row_key(table: &str, id: Id) -> Rc<str> {
    format!("{table} {id}").into()
}

/// Every row of every table.
pub fn rows(workspace: &Workspace) -> Rows {
    let mut rows = Rows::new();
    for table in workspace.tables().all() {
        for id in table.ids() {
            rows.insert(row_key(table.name(), id), table.row_json(id).unwrap().into());
        }
    }
    rows
}

/// The rows after a transaction, of those before it.
pub fn rows_after(before: &Rows, entry: &Entry, workspace: &Workspace) -> Rows {
    let mut rows = before.clone();
    for (table, id) in entry.changes.iter().map(RecordChange::target) {
        let key = row_key(table, id);
        match workspace.tables().any(table).and_then(|table| table.row_json(id)) {
            Some(row) => drop(rows.insert(key, row.into())),
            None => drop(rows.remove(&key)),
        }
    }
    rows
}

/// Records in which two states differ, both sides of each; short enough to be read in a failure.
pub fn differences<K: Ord + Display, V: PartialEq + Debug>(
    left: &BTreeMap<K, V>,
    right: &BTreeMap<K, V>,
) -> Vec<String> {
    let keys: BTreeSet<&K> = left.keys().chain(right.keys()).collect();
    let differing = keys.into_iter().filter(|key| left.get(*key) != right.get(*key));
    differing.map(|key| format!("\n{key}\n  {:?}\n  {:?}", left.get(key), right.get(key))).collect()
}

/// Every record without stamps and without what undo is meant to leave: times and numbers given out.
pub fn contents(workspace: &Workspace) -> BTreeMap<String, String> {
    let mut contents = BTreeMap::new();
    for table in workspace.tables().all() {
        for id in table.ids() {
            let mut fields = table.fields(id).unwrap();
            let given_out =
                ["last_item", "last_goal", "last_initiative", "last_release", "last_metric", "last_vision"];
            for field in given_out.into_iter().chain(["updated_at"]) {
                fields.remove(field);
            }
            for kind in KINDS {
                fields.remove(&format!("last_{}", kind.table));
            }
            contents.insert(format!("{} {id}", table.name()), serde_json::to_string(&fields).unwrap());
        }
    }
    contents
}

/// The same of what two devices have in common: what one knows from files is its own.
pub fn shared(workspace: &Workspace) -> BTreeMap<String, String> {
    let mut shared = contents(workspace);
    shared.retain(|key, _| !key.starts_with(MERGED));
    shared
}

pub fn key(text: &str) -> ProductKey {
    text.parse().unwrap()
}
