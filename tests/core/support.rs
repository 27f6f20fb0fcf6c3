//! A workspace with a hand to work in it: random scripts of commands for properties.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use proptest::prelude::*;
use throughline::analysis::{Joint, trash};
use throughline::command::{self, Destination, Draft, ItemChange, NoteChange, NoteList, Relation};
use throughline::model::{
    Day, Goal, Horizon, Id, Ids, Initiative, Instant, Item, ItemType, Lens, Metric, Product, ProductKey,
    Record, RecordRef, Release,
};
use throughline::workspace::{Context, Entry, Tab, Tx, Workspace};

/// One thing a person may do; numbers pick among what is there.
#[derive(Clone, Debug)]
pub enum Act {
    Add(String),
    Rename(usize, String),
    Describe(usize, String),
    Status(usize, usize),
    Kind(usize),
    Label(usize, String),
    Note(usize, usize, String),
    MoveCriterion(usize),
    Relate(usize, usize, usize),
    Say(usize, String),
    Split(usize),
    Merge(usize, usize),
    Move(usize, usize),
    Delete(usize),
    Block(usize, String),
    Name(usize, String),
    Join(usize, usize),
    TrashOnLine(usize),
    MoveInitiative(usize),
    Restore(usize),
    EmptyTrash,
    Undo,
    Redo,
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let word = "[a-c]{1,3}";
    let n = 0usize..50;
    prop_oneof![
        4 => word.prop_map(Act::Add),
        2 => (n.clone(), word).prop_map(|(n, word)| Act::Rename(n, word)),
        1 => (n.clone(), word).prop_map(|(n, word)| Act::Describe(n, word)),
        2 => (n.clone(), 0usize..7).prop_map(|(n, state)| Act::Status(n, state)),
        1 => n.clone().prop_map(Act::Kind),
        2 => (n.clone(), "[xyz]").prop_map(|(n, label)| Act::Label(n, label)),
        3 => (n.clone(), n.clone(), word).prop_map(|(n, list, word)| Act::Note(n, list, word)),
        2 => (n.clone(), n.clone(), n.clone()).prop_map(|(n, to, how)| Act::Relate(n, to, how)),
        1 => (n.clone(), word).prop_map(|(n, word)| Act::Say(n, word)),
        1 => n.clone().prop_map(Act::Split),
        1 => (n.clone(), n.clone()).prop_map(|(n, to)| Act::Merge(n, to)),
        1 => n.clone().prop_map(Act::MoveCriterion),
        2 => (n.clone(), n.clone()).prop_map(|(n, to)| Act::Move(n, to)),
        1 => n.clone().prop_map(Act::Delete),
        1 => (n.clone(), word).prop_map(|(n, reason)| Act::Block(n, reason)),
        2 => (n.clone(), word).prop_map(|(n, word)| Act::Name(n, word)),
        2 => (n.clone(), n.clone()).prop_map(|(n, to)| Act::Join(n, to)),
        1 => n.clone().prop_map(Act::TrashOnLine),
        1 => n.clone().prop_map(Act::MoveInitiative),
        2 => n.prop_map(Act::Restore),
        1 => Just(Act::EmptyTrash),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

/// The tables of the line, besides items.
const LINE: [&str; 4] = [Goal::TABLE, Initiative::TABLE, Release::TABLE, Metric::TABLE];

/// A workspace with one product, and everything it has written down.
pub struct Desk {
    pub workspace: Workspace,
    pub context: Context,
    pub product: Id,
    pub entries: Vec<Arc<Entry>>,
}

impl Desk {
    pub fn new() -> Self {
        Self::of_tab(Workspace::default(), 1)
    }

    /// A tab that opens a workspace: it has nothing of its own to take back yet.
    pub fn of_tab(mut workspace: Workspace, tab: u32) -> Self {
        workspace.restore_undo(Vec::new(), &BTreeSet::new());
        let today = Day::new(2026, 11, 21).unwrap();
        let ids = Ids::seeded(u64::from(tab));
        let context = Context { now: Instant(1_000), today, tab: Tab(tab), ids };
        let existing = workspace.tables().products.iter().next().map(|product| product.meta.id);
        let mut desk = Self { workspace, context, product: Ids::seeded(0).next_id(), entries: Vec::new() };
        desk.product = existing.unwrap_or_else(|| {
            desk.edit(|tx| command::create_product(tx, "Spoke", "SPK", Lens::Both).unwrap())
        });
        desk
    }

    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Tx<'_>) -> R) -> R {
        self.context.now.0 += 1;
        let result = self.workspace.edit(&mut self.context, "Act", |tx| Ok::<_, Infallible>(change(tx)));
        let (result, entry) = result.unwrap();
        self.entries.extend(entry);
        result
    }

    pub fn items(&self) -> Vec<Id> {
        self.workspace.tables().items.in_order(self.product).collect()
    }

    pub fn add(&mut self, title: &str) -> Id {
        let product = self.product;
        let draft = Draft { title: title.into(), ..Draft::default() };
        self.edit(|tx| command::add_item(tx, product, draft, Destination::Bottom).unwrap())
    }

    pub fn act(&mut self, act: &Act) {
        let items = self.items();
        let pick = |n: &usize| items.get(n % items.len().max(1)).copied();
        let change = |desk: &mut Self, n: &usize, change: ItemChange| {
            if let Some(id) = pick(n) {
                desk.edit(|tx| command::change_items(tx, &[id], &change));
            }
        };
        match act {
            Act::Add(title) => drop(self.add(title)),
            Act::Rename(n, title) => change(self, n, ItemChange::Title(title.clone())),
            Act::Describe(n, text) => change(self, n, ItemChange::Description(text.clone())),
            Act::Status(n, state) => {
                let product: &Product = self.workspace.tables().products.get(self.product).unwrap();
                let state = product.workflow.0[*state].id.clone();
                change(self, n, ItemChange::Status(state));
            }
            Act::Kind(n) => change(self, n, ItemChange::Kind(ItemType::ALL[n % 6])),
            Act::Label(n, label) => change(self, n, ItemChange::AddLabel(label.clone())),
            Act::Note(n, list, text) => {
                if let Some(id) = pick(n) {
                    let lists =
                        [NoteList::Criteria, NoteList::Checklist, NoteList::Questions, NoteList::Comments];
                    let change = NoteChange::Add(text.clone());
                    self.edit(|tx| command::change_notes(tx, id, lists[list % lists.len()], &change));
                }
            }
            Act::Relate(n, to, how) => {
                if let (Some(from), Some(to)) = (pick(n), pick(to)) {
                    let relation = Relation::ALL[how % Relation::ALL.len()];
                    self.edit(|tx| drop(command::relate(tx, from, relation, to, how % 4 != 0)));
                }
            }
            Act::Say(n, quote) => {
                if let Some(id) = pick(n) {
                    self.edit(|tx| command::add_feedback(tx, id, quote).unwrap());
                }
            }
            Act::Split(n) => {
                if let Some(id) = pick(n) {
                    let criteria = &self.workspace.tables().items.get(id).unwrap().criteria;
                    let some: Vec<Id> = criteria.iter().step_by(2).map(|it| it.id).collect();
                    self.edit(|tx| command::split_item(tx, id, "part", &some).unwrap());
                }
            }
            Act::Merge(n, to) => {
                if let (Some(from), Some(into)) = (pick(n), pick(to)) {
                    self.edit(|tx| drop(command::merge_items(tx, into, &[from])));
                }
            }
            Act::MoveCriterion(n) => {
                if let Some(id) = pick(n) {
                    let first =
                        self.workspace.tables().items.get(id).unwrap().criteria.first().map(|it| it.id);
                    if let Some(first) = first {
                        let change = NoteChange::Step(first, 1);
                        self.edit(|tx| command::change_notes(tx, id, NoteList::Criteria, &change));
                    }
                }
            }
            Act::Move(n, to) => {
                if let (Some(id), Some(anchor)) = (pick(n), pick(to)) {
                    self.edit(|tx| command::move_items(tx, &[id], Destination::Before(anchor)));
                }
            }
            Act::Delete(n) => {
                if let Some(id) = pick(n) {
                    self.edit(|tx| command::delete_items(tx, &[id]));
                }
            }
            Act::Block(n, reason) if n % 3 == 0 => change(self, n, ItemChange::Block(reason.clone())),
            Act::Block(n, _) => change(self, n, ItemChange::Unblock),
            Act::Name(n, word) => {
                let product = self.product;
                self.edit(|tx| command::add_named(tx, LINE[n % LINE.len()], product, word).unwrap());
            }
            Act::Join(n, to) => self.join(*n, *to),
            Act::TrashOnLine(n) => {
                if let Some(record) = self.on_line(LINE[n % LINE.len()], *n) {
                    self.edit(|tx| tx.trash(record.table, &[record.id]));
                }
            }
            Act::MoveInitiative(n) => {
                if let Some(record) = self.on_line(Initiative::TABLE, *n) {
                    let horizon = Horizon::ALL[n % 3];
                    self.edit(|tx| command::move_initiative(tx, record.id, horizon, Destination::Top));
                }
            }
            Act::Restore(n) => {
                let lying = trash(&self.workspace);
                let lying: Vec<_> = lying.iter().flat_map(|batch| &batch.records).collect();
                if let Some(record) = lying.get(n % lying.len().max(1)) {
                    let at =
                        self.workspace.tables().any(&record.table).unwrap().deleted_at(record.id).unwrap();
                    let deletions: Vec<_> = self.workspace.undo_stack().deletions(at).cloned().collect();
                    let back = [(record.table.clone(), record.id)];
                    self.edit(|tx| command::restore_trashed(tx, &back, &deletions).unwrap());
                }
            }
            Act::EmptyTrash => drop(self.edit(|tx| tx.empty_trash(tx.now()))),
            // The product itself stays: there is nothing to do without it.
            Act::Undo if self.workspace.undo_stack().past().len() <= 1 => {}
            Act::Undo => drop(self.undo()),
            Act::Redo => drop(self.redo()),
        }
    }

    /// A record of a table, whichever the number falls on.
    fn on_line(&self, table: &'static str, n: usize) -> Option<RecordRef> {
        let ids: Vec<Id> = self.workspace.tables().any(table)?.in_order(self.product).collect();
        ids.get(n % ids.len().max(1)).map(|id| RecordRef { table, id: *id })
    }

    fn join(&mut self, n: usize, to: usize) {
        const JOINTS: [(&str, Joint, &str); 7] = [
            (Item::TABLE, Joint::Initiative, Initiative::TABLE),
            (Item::TABLE, Joint::Goal, Goal::TABLE),
            (Item::TABLE, Joint::Epic, Item::TABLE),
            (Item::TABLE, Joint::Release, Release::TABLE),
            (Initiative::TABLE, Joint::Goal, Goal::TABLE),
            (Initiative::TABLE, Joint::Metric, Metric::TABLE),
            (Release::TABLE, Joint::Metric, Metric::TABLE),
        ];
        let (from, joint, target) = JOINTS[(n + to) % JOINTS.len()];
        if let (Some(from), target) = (self.on_line(from, n), self.on_line(target, to)) {
            // A ring of parents is refused, and that is as good as done.
            let _ = self.edit(|tx| command::join(tx, from, joint, target.map(|it| it.id)));
        }
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

/// Every row of every table, as it would be stored.
pub fn rows(workspace: &Workspace) -> BTreeMap<String, String> {
    let mut rows = BTreeMap::new();
    for table in workspace.tables().all() {
        for id in table.ids() {
            rows.insert(format!("{} {id}", table.name()), table.row_json(id).unwrap());
        }
    }
    rows
}

/// Records in which two states differ, both sides of each; short enough to be read in a failure.
pub fn differences(left: &BTreeMap<String, String>, right: &BTreeMap<String, String>) -> Vec<String> {
    let keys: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    let differing = keys.into_iter().filter(|key| left.get(*key) != right.get(*key));
    differing.map(|key| format!("\n{key}\n  {:?}\n  {:?}", left.get(key), right.get(key))).collect()
}

/// Every record without stamps and without what undo is meant to leave: times and numbers given out.
pub fn contents(workspace: &Workspace) -> BTreeMap<String, String> {
    let mut contents = BTreeMap::new();
    for table in workspace.tables().all() {
        for id in table.ids() {
            let mut fields = table.fields(id).unwrap();
            let given_out = ["last_item", "last_goal", "last_initiative", "last_release", "last_metric"];
            for field in given_out.into_iter().chain(["updated_at"]) {
                fields.remove(field);
            }
            contents.insert(format!("{} {id}", table.name()), serde_json::to_string(&fields).unwrap());
        }
    }
    contents
}

pub fn key(text: &str) -> ProductKey {
    text.parse().unwrap()
}
