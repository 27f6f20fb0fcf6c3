//! What a person may do, as random scripts do it: numbers pick among what is there, and what is refused is as good as done.

mod described;
mod feedback;
mod guide;
mod item;
mod line;
mod plan;
mod product;
mod sprint;

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use throughline::analysis::trash;
use throughline::command::{self, Destination, OnConflict};
use throughline::format::{Document, parse_sheet, write_document};
use throughline::model::kind::KINDS;
use throughline::model::{Id, Instant, Product, Record, RecordRef};
use throughline::workspace::{AnyTable, Entry, RecordChange, Registered, Workspace};

use crate::support::Desk;

/// One thing a person may do. Of two numbers the second says how.
#[derive(Clone, Debug)]
pub enum Act {
    Add(String),
    Outline(String),
    Change(usize, usize, String),
    Note(usize, usize, String),
    Rule(usize, usize, String),
    Relate(usize, usize, usize),
    Split(usize),
    Merge(usize, usize),
    Duplicate(usize),
    Move(usize, usize),
    Delete(usize),
    Say(usize, usize, String),
    Name(usize, String),
    Retitle(usize, usize, String),
    Join(usize, usize),
    Trash(usize, usize),
    Vision(usize, String),
    Goal(usize, usize, String),
    Metric(usize, usize),
    Release(usize, usize),
    Initiative(usize, usize, String),
    View(usize, usize, String),
    Workflow(usize, usize, String),
    Definition(usize, usize, String),
    Product(usize, String),
    DeleteProduct(usize),
    Keep(usize, usize, String),
    Own(usize, usize, String),
    Sprint(usize, usize, String),
    Judge(usize, usize, String),
    Plan(usize, usize, String),
    Discover(usize, usize, String),
    Guide(usize, usize, String),
    Export,
    Import(usize, usize),
    List(usize, usize, String),
    Restore(usize),
    BackTo(usize, usize),
    EmptyTrash,
    Undo,
    Redo,
}

pub fn any_act() -> impl Strategy<Value = Act> {
    let word = "[a-c]{1,3}";
    let n = || 0usize..50;
    let how = move || (n(), n(), word);
    prop_oneof![
        8 => word.prop_map(Act::Add),
        1 => word.prop_map(Act::Outline),
        14 => how().prop_map(|(n, how, word)| Act::Change(n, how, word)),
        6 => how().prop_map(|(n, how, word)| Act::Note(n, how, word)),
        2 => how().prop_map(|(n, how, word)| Act::Rule(n, how, word)),
        4 => (n(), n(), n()).prop_map(|(n, to, how)| Act::Relate(n, to, how)),
        2 => n().prop_map(Act::Split),
        2 => (n(), n()).prop_map(|(n, to)| Act::Merge(n, to)),
        1 => n().prop_map(Act::Duplicate),
        4 => (n(), n()).prop_map(|(n, to)| Act::Move(n, to)),
        2 => n().prop_map(Act::Delete),
        3 => how().prop_map(|(n, how, word)| Act::Say(n, how, word)),
        5 => (n(), word).prop_map(|(n, word)| Act::Name(n, word)),
        2 => how().prop_map(|(n, how, word)| Act::Retitle(n, how, word)),
        4 => (n(), n()).prop_map(|(n, to)| Act::Join(n, to)),
        2 => (n(), n()).prop_map(|(n, table)| Act::Trash(n, table)),
        2 => (n(), word).prop_map(|(how, word)| Act::Vision(how, word)),
        4 => how().prop_map(|(n, how, word)| Act::Goal(n, how, word)),
        2 => (n(), n()).prop_map(|(n, how)| Act::Metric(n, how)),
        2 => (n(), n()).prop_map(|(n, how)| Act::Release(n, how)),
        3 => how().prop_map(|(n, how, word)| Act::Initiative(n, how, word)),
        2 => how().prop_map(|(n, how, word)| Act::View(n, how, word)),
        2 => how().prop_map(|(n, how, word)| Act::Workflow(n, how, word)),
        2 => how().prop_map(|(n, how, word)| Act::Definition(n, how, word)),
        2 => (n(), word).prop_map(|(n, word)| Act::Product(n, word)),
        1 => n().prop_map(Act::DeleteProduct),
        12 => how().prop_map(|(n, how, word)| Act::Keep(n, how, word)),
        6 => how().prop_map(|(n, how, word)| Act::Own(n, how, word)),
        8 => how().prop_map(|(n, how, word)| Act::Sprint(n, how, word)),
        4 => how().prop_map(|(n, how, word)| Act::Judge(n, how, word)),
        6 => how().prop_map(|(n, how, word)| Act::Plan(n, how, word)),
        5 => how().prop_map(|(n, how, word)| Act::Discover(n, how, word)),
        5 => how().prop_map(|(n, how, word)| Act::Guide(n, how, word)),
        1 => Just(Act::Export),
        1 => (n(), n()).prop_map(|(n, how)| Act::Import(n, how)),
        2 => how().prop_map(|(n, how, word)| Act::List(n, how, word)),
        4 => n().prop_map(Act::Restore),
        1 => (n(), n()).prop_map(|(n, of)| Act::BackTo(n, of)),
        1 => Just(Act::EmptyTrash),
        5 => Just(Act::Undo),
        3 => Just(Act::Redo),
    ]
}

/// Whichever of a list the number falls on.
fn pick<T>(list: &[T], n: usize) -> Option<&T> {
    list.get(n % list.len().max(1))
}

impl Desk {
    pub fn act(&mut self, act: &Act) {
        self.choose_product();
        match act {
            Act::Add(title) => self.try_add(title),
            Act::Outline(word) => self.outline(word),
            Act::Change(n, how, word) => self.change_item(*n, *how, word),
            Act::Note(n, how, word) => self.change_note(*n, *how, word),
            Act::Rule(n, how, word) => self.pass_rule(*n, *how, word),
            Act::Relate(n, to, how) => self.relate(*n, *to, *how),
            Act::Split(n) => self.split(*n),
            Act::Merge(n, to) => self.merge(*n, *to),
            Act::Duplicate(n) => self.duplicate(*n),
            Act::Move(n, to) => self.move_item(*n, *to),
            Act::Delete(n) => self.delete_item(*n),
            Act::Say(n, how, word) => self.say(*n, *how, word),
            Act::Name(n, word) => self.name(*n, word),
            Act::Retitle(n, how, word) => self.retitle(*n, *how, word),
            Act::Join(n, to) => self.join(*n, *to),
            Act::Trash(n, table) => self.trash(*n, *table),
            Act::Vision(how, word) => self.write_vision(*how, word),
            Act::Goal(n, how, word) => self.change_goal(*n, *how, word),
            Act::Metric(n, how) => self.change_metric(*n, *how),
            Act::Release(n, how) => self.change_release(*n, *how),
            Act::Initiative(n, how, word) => self.change_initiative(*n, *how, word),
            Act::View(n, how, word) => self.change_view(*n, *how, word),
            Act::Workflow(n, how, word) => self.change_workflow(*n, *how, word),
            Act::Definition(n, how, word) => self.change_definition(*n, *how, word),
            Act::Product(n, word) => self.change_product(*n, word),
            Act::DeleteProduct(n) => self.delete_product(*n),
            Act::Keep(n, how, word) => self.keep_described(*n, *how, word),
            Act::Own(n, how, word) => self.keep_own(*n, *how, word),
            Act::Sprint(n, how, word) => self.change_sprint(*n, *how, word),
            Act::Judge(n, how, word) => self.judge(*n, *how, word),
            Act::Plan(n, how, word) => self.change_plan(*n, *how, word),
            Act::Discover(n, how, word) => self.discover(*n, *how, word),
            Act::Guide(n, how, word) => self.guide(*n, *how, word),
            Act::Export => self.export(),
            Act::Import(n, how) => self.import(*n, *how),
            Act::List(n, how, word) => self.import_list(*n, *how, word),
            Act::Restore(n) => self.restore(*n),
            Act::BackTo(n, of) => self.back_to(*n, *of),
            Act::EmptyTrash => {
                self.edit(|tx| tx.empty_trash(tx.now()));
            }
            // The product itself stays: there is nothing to do without it.
            Act::Undo if self.workspace.undo_stack().past().len() <= 1 => {}
            Act::Undo => drop(self.undo()),
            Act::Redo => drop(self.redo()),
        }
    }

    /// Everything, or one record, as it was once; this desk may know only its own part of history.
    fn back_to(&mut self, n: usize, of: usize) {
        let known: Vec<Entry> = self.entries.iter().map(|entry| Entry::clone(entry)).collect();
        let Some(until) = pick(&known, n).map(|entry| entry.stamp) else { return };
        let past = self.workspace.as_of(until, &known);
        let differences = self.workspace.differences(&past);
        if past.tables().products.get(self.product).is_none() {
            return;
        }
        match pick(&differences, of).filter(|_| !of.is_multiple_of(3)) {
            Some(one) => drop(self.attempt(|tx| command::restore_record(tx, one.id, &differences))),
            None => drop(self.attempt(|tx| command::restore_past(tx, &differences))),
        }
    }

    /// The product at hand may have gone, here or in another tab.
    fn choose_product(&mut self) {
        let products = &self.workspace.tables().products;
        if products.get(self.product).is_none()
            && let Some(other) = products.iter().next()
        {
            self.product = other.meta.id;
        }
    }

    /// The record at hand of this kind that the number falls on.
    fn one<T: Registered>(&self, n: usize) -> Option<T> {
        let own = |it: &&T| it.owner().is_none_or(|owner| owner == self.product);
        let all: Vec<&T> = T::table(self.workspace.tables()).iter().filter(own).collect();
        pick(&all, n).map(|it| (*it).clone())
    }

    /// The same for kinds that have a key.
    fn keyed(&self, table: &'static str, n: usize) -> Option<RecordRef> {
        let ids: Vec<_> = self.workspace.tables().any(table)?.in_order(self.product).collect();
        pick(&ids, n).map(|id| RecordRef { table, id: *id })
    }

    /// A record of any kind but a product: what has no list of its own to delete from, another build or a file may delete.
    fn trash(&mut self, n: usize, table: usize) {
        let live = |table: &AnyTable| table.ids().into_iter().filter(|id| table.has_live(*id)).collect();
        let all = self.workspace.tables().all().map(|table| (table.name().to_owned(), live(table)));
        let lists: Vec<(String, Vec<Id>)> =
            all.filter(|(table, ids)| table != Product::TABLE && !Vec::is_empty(ids)).collect();
        if let Some((table, ids)) = pick(&lists, table)
            && let Some(id) = pick(ids, n)
        {
            self.edit(|tx| tx.trash(table, &[*id]));
        }
    }

    fn restore(&mut self, n: usize) {
        let lying = trash(&self.workspace);
        let lying: Vec<_> = lying.iter().flat_map(|batch| &batch.records).collect();
        let Some(record) = pick(&lying, n) else { return };
        let at = self.workspace.tables().any(&record.table).unwrap().deleted_at(record.id).unwrap();
        let deletions: Vec<_> = self.workspace.undo_stack().deletions(at).cloned().collect();
        let back = [(record.table.clone(), record.id)];
        self.attempt(|tx| command::restore_trashed(tx, &back, &deletions));
    }

    /// A file of what is there now, to be brought in later; the last few are kept.
    fn export(&mut self) {
        let file = write_document(&self.workspace, None, "test", Instant(self.context.now.0));
        self.files.push(file);
        let old = self.files.len().saturating_sub(3);
        self.files.drain(..old);
    }

    fn import(&mut self, n: usize, how: usize) {
        let Some(file) = pick(&self.files, n) else { return };
        let document = Document::parse(file).unwrap();
        self.attempt(|tx| command::restore(tx, &document, &CONFLICTS[how % 3].into()));
    }

    fn import_list(&mut self, n: usize, how: usize, word: &str) {
        let (product, key) = (self.product, n % 4);
        let list = format!(
            "Key,Title,Epic,Release,Goal,Owner,Status\nK-{key},{word},{word}a,{word},{word},{word},Doing\n,{word},,,,,\n"
        );
        let sheet = parse_sheet(&list).unwrap();
        self.attempt(|tx| command::import_sheet(tx, product, &sheet, CONFLICTS[how % 3]));
    }

    fn try_add(&mut self, title: &str) {
        let product = self.product;
        let draft = command::Draft { title: title.into(), ..command::Draft::default() };
        self.attempt(|tx| command::add_item(tx, product, draft, Destination::Bottom));
    }

    fn owner(&self) -> Option<&Product> {
        self.workspace.tables().products.get(self.product)
    }
}

const CONFLICTS: [OnConflict; 3] = [OnConflict::NewerWins, OnConflict::KeepMine, OnConflict::TakeTheirs];

/// What no script touches, no property speaks of.
#[test]
fn the_scripts_make_change_and_take_out_records_of_every_table() {
    let seen = RefCell::new(BTreeSet::new());
    let look = |acts: Vec<Act>| {
        let mut desk = Desk::new();
        acts.iter().for_each(|act| desk.act(act));
        for change in desk.entries.iter().flat_map(|entry| &entry.changes) {
            let what = match change {
                RecordChange::Made { .. } | RecordChange::Born { .. } => "made",
                RecordChange::Edited { .. } => "changed",
                RecordChange::Gone { .. } => "taken out",
            };
            seen.borrow_mut().insert((change.target().0.to_owned(), what));
        }
        Ok(())
    };
    let scripts = ProptestConfig::with_cases(240);
    TestRunner::new(scripts).run(&prop::collection::vec(any_act(), 200), look).unwrap();
    let workspace = Workspace::default();
    let built = workspace.tables().all().map(AnyTable::name);
    for table in built.chain(KINDS.into_iter().map(|kind| kind.table)) {
        for what in ["made", "changed", "taken out"] {
            let is_seen = seen.borrow().contains(&(table.to_owned(), what));
            assert!(is_seen, "no record of {table} is {what} by any script");
        }
    }
}
