//! What is done with items, and what was said of them.

use throughline::command::{self, Destination, ItemChange, NoteChange, NoteList, Relation};
use throughline::model::kind::{FEEDBACK, PERSONAS, SAID_ON, SEGMENT, SEGMENTS, SOURCE, SPEAKS_FOR};
use throughline::model::{Day, Id, Item, ItemType, Label, Person, RecordRef};

use super::pick;
use crate::support::Desk;

/// A day around the one of the desk.
fn day(n: usize) -> Day {
    super::line::day(n).parse().unwrap()
}

impl Desk {
    fn item(&self, n: usize) -> Option<Item> {
        let items = &self.workspace.tables().items;
        pick(&self.items(), n).and_then(|id| items.get(*id)).cloned()
    }

    pub(super) fn item_id(&self, n: usize) -> Option<Id> {
        pick(&self.items(), n).copied()
    }

    pub(super) fn outline(&mut self, word: &str) {
        let product = self.product;
        let text = format!("{word}\n  {word}a\n    {word}b\n");
        self.attempt(|tx| command::paste_outline(tx, product, &text, word.len() == 1));
    }

    pub(super) fn change_item(&mut self, n: usize, how: usize, word: &str) {
        let Some(id) = self.item_id(n) else { return };
        let word = word.to_owned();
        let small = u8::try_from(n % 6).ok().filter(|size| *size > 0);
        let change = match how % 20 {
            0..3 => ItemChange::Title(word),
            3 => ItemChange::Description(word),
            4..7 => {
                let states = self.owner().map(|product| product.workflow.0.clone()).unwrap_or_default();
                let Some(state) = pick(&states, n + how) else { return };
                ItemChange::Status(state.id.clone())
            }
            7 => ItemChange::Kind(ItemType::ALL[n % 6]),
            8 => ItemChange::Estimate(n.to_string().parse().ok().filter(|_| !n.is_multiple_of(3))),
            9 => ItemChange::Value(small),
            10 => ItemChange::Effort(small),
            11 => ItemChange::Block(word),
            12 => ItemChange::Unblock,
            13 | 18 => return self.change_people(id, n, &word),
            14 => ItemChange::Want(word),
            15 => ItemChange::Benefit(word),
            16 => ItemChange::FollowUp((!n.is_multiple_of(3)).then(|| day(n))),
            17 => ItemChange::AddLabel(format!("label {}", n % 3)),
            _ => match self.one::<Label>(n) {
                Some(label) => ItemChange::RemoveLabel(label.meta.id),
                None => return,
            },
        };
        self.edit(|tx| command::change_items(tx, &[id], &change));
    }

    /// For whom an item is and who does it; both may be said by a name that is new.
    fn change_people(&mut self, id: Id, n: usize, word: &str) {
        let product = self.product;
        let known = (self.keyed(PERSONAS.table, n), self.one::<Person>(n));
        self.edit(|tx| {
            let change = match n % 4 {
                0 => ItemChange::Persona(command::described_named(tx, &PERSONAS, product, word)),
                1 => ItemChange::Delegate(command::person_named(tx, word)),
                2 => ItemChange::Persona(known.0.map(|it| it.id)),
                _ => ItemChange::Delegate(known.1.map(|it| it.meta.id)),
            };
            command::change_items(tx, &[id], &change);
        });
    }

    pub(super) fn change_note(&mut self, n: usize, how: usize, word: &str) {
        let Some(item) = self.item(n) else { return };
        let lists = [NoteList::Criteria, NoteList::Checklist, NoteList::Questions, NoteList::Comments];
        let notes: Vec<Id> = match how % 4 {
            0 => item.criteria.iter().map(|note| note.id).collect(),
            1 => item.checklist.iter().map(|note| note.id).collect(),
            2 => item.questions.iter().map(|note| note.id).collect(),
            _ => item.comments.iter().map(|note| note.id).collect(),
        };
        let word = word.to_owned();
        let change = match (pick(&notes, n), how / 4 % 10) {
            (None, _) | (_, 0..5) => NoteChange::Add(word),
            (Some(note), 5) => NoteChange::Text(*note, word),
            (Some(note), 6) => NoteChange::Tick(*note, n.is_multiple_of(2)),
            (Some(note), 7) => NoteChange::Answer(*note, word),
            (Some(note), 8) => NoteChange::Step(*note, if n.is_multiple_of(2) { 1 } else { -1 }),
            (Some(note), _) => NoteChange::Remove(*note),
        };
        self.edit(|tx| command::change_notes(tx, item.meta.id, lists[how % 4], &change));
    }

    /// Ticks a rule of a definition, or goes past it.
    pub(super) fn pass_rule(&mut self, n: usize, how: usize, word: &str) {
        let (Some(id), Some(product)) = (self.item_id(n), self.owner().cloned()) else { return };
        if let Some(rule) = pick(&product.ready.0, how).filter(|_| how.is_multiple_of(2)) {
            self.edit(|tx| command::confirm_rule(tx, id, &rule.id, !n.is_multiple_of(3)));
        } else if let Some(state) = pick(&product.workflow.0, how) {
            self.attempt(|tx| command::enter_anyway(tx, &[id], &state.id, word));
        }
    }

    pub(super) fn relate(&mut self, n: usize, to: usize, how: usize) {
        let (Some(from), Some(to)) = (self.item_id(n), self.item_id(to)) else { return };
        let relation = Relation::ALL[how % Relation::ALL.len()];
        self.attempt(|tx| command::relate(tx, from, relation, to, !how.is_multiple_of(4)));
    }

    pub(super) fn split(&mut self, n: usize) {
        let Some(item) = self.item(n) else { return };
        let some: Vec<Id> = item.criteria.iter().step_by(2).map(|it| it.id).collect();
        self.attempt(|tx| command::split_item(tx, item.meta.id, "part", &some));
    }

    pub(super) fn merge(&mut self, n: usize, to: usize) {
        let (Some(from), Some(into)) = (self.item_id(n), self.item_id(to)) else { return };
        self.attempt(|tx| command::merge_items(tx, into, &[from]));
    }

    pub(super) fn duplicate(&mut self, n: usize) {
        let Some(id) = self.item_id(n) else { return };
        self.attempt(|tx| command::duplicate_items(tx, &[id]));
    }

    pub(super) fn move_item(&mut self, n: usize, to: usize) {
        let (Some(id), Some(anchor)) = (self.item_id(n), self.item_id(to)) else { return };
        self.edit(|tx| command::move_items(tx, &[id], Destination::Before(anchor)));
    }

    pub(super) fn delete_item(&mut self, n: usize) {
        let Some(id) = self.item_id(n) else { return };
        self.edit(|tx| command::delete_items(tx, &[id]));
    }

    /// Writes down what was said of an item, or changes what was.
    pub(super) fn say(&mut self, n: usize, how: usize, word: &str) {
        let Some(item) = self.item_id(n) else { return };
        let word = word.to_owned();
        let Some(said) = self.keyed(FEEDBACK.table, n).filter(|_| !how.is_multiple_of(3)) else {
            self.attempt(|tx| command::say_of(tx, item, &word));
            return;
        };
        let (product, item) = (self.product, RecordRef::to::<Item>(item));
        self.attempt(|tx| match how / 3 % 5 {
            0 => command::rewrite_feedback(tx, said.id, if n.is_multiple_of(5) { "" } else { &word }),
            1 => command::write_field(tx, said, &SOURCE, SOURCE.choices()[n % 9].key),
            2 => command::write_field(tx, said, &SAID_ON, &day(n).to_string()),
            3 => match command::described_named(tx, &SEGMENTS, product, &word) {
                Some(id) => {
                    command::set_link(tx, said, &SEGMENT, RecordRef { table: SEGMENTS.table, id }, true)
                }
                None => Ok(()),
            },
            _ => command::set_link(tx, said, &SPEAKS_FOR, item, !n.is_multiple_of(3)),
        });
    }

    /// Another title or description of an item or of a record on the line.
    pub(super) fn retitle(&mut self, n: usize, how: usize, word: &str) {
        let tables = throughline::workspace::open_tables();
        let Some(record) = self.keyed(tables[how % tables.len()], n) else { return };
        let RecordRef { table, id } = record;
        if (how / 5).is_multiple_of(2) {
            self.attempt(|tx| command::rename(tx, RecordRef { table, id }, word));
        } else {
            self.edit(|tx| command::describe(tx, RecordRef { table, id }, word));
        }
    }
}
