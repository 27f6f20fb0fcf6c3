//! What is done with records of described kinds: any field of any of them.

use serde_json::Value;
use throughline::command;
use throughline::model::kind::{Field, Holds, KINDS, Kind, OWN_HOLDS, OWN_OF, is_scoring};
use throughline::model::{Id, RecordRef};
use throughline::workspace::known_table;

use super::line::day;
use super::pick;
use crate::support::Desk;

/// A text that fits a field, for fields that are written.
fn text_for(field: &Field, n: usize, word: &str) -> Option<String> {
    Some(match field.holds {
        Holds::Line | Holds::Prose => word.to_owned(),
        Holds::Number { least, .. } => (least + n as i64).to_string(),
        Holds::Scale(least, most) => (least + n as i64 % (most - least + 1)).to_string(),
        Holds::Measure(_) => format!("{n}.5"),
        Holds::Day | Holds::Due => day(n),
        Holds::Choice(words) | Holds::State(words) => words[n % words.len()].name.to_owned(),
        Holds::Link(_)
        | Holds::Links(_)
        | Holds::Rows(_)
        | Holds::Log(_)
        | Holds::Computed(_)
        | Holds::ComputedNumber
        | Holds::Latest { .. } => {
            return None;
        }
    })
}

impl Desk {
    fn described(&self, kind: &'static Kind, n: usize) -> Option<RecordRef> {
        let ids: Vec<Id> =
            self.workspace.tables().described_of(kind, self.product).iter().map(|it| it.meta.id).collect();
        pick(&ids, n).map(|id| RecordRef { table: kind.table, id: *id })
    }

    fn linkable(&self, tables: &[&'static str], n: usize) -> Option<RecordRef> {
        let all: Vec<&'static str> =
            if tables.is_empty() { throughline::workspace::open_tables() } else { tables.to_vec() };
        let table = *pick(&all, n)?;
        let kept = self.workspace.tables().any(table)?;
        let ids: Vec<Id> = kept.ids().into_iter().filter(|id| kept.has_live(*id)).collect();
        pick(&ids, n).map(|id| RecordRef { table, id: *id })
    }

    pub(super) fn keep_described(&mut self, n: usize, how: usize, word: &str) {
        let (kind, product) = (KINDS[n % KINDS.len()], self.product);
        let record = self.described(kind, how).filter(|_| !how.is_multiple_of(6));
        let Some(record) = record else {
            self.attempt(|tx| command::add_described(tx, kind.table, product, word));
            return;
        };
        let fields = kind.all_fields();
        let field = fields[(n / KINDS.len() + how) % fields.len()];
        match field.holds {
            Holds::Link(tables) | Holds::Links(tables) => {
                if let Some(to) = self.linkable(tables, n) {
                    let is_on = !n.is_multiple_of(4);
                    self.attempt(|tx| command::set_link(tx, record, field, to, is_on));
                }
            }
            Holds::Rows(inner) => self.keep_row(record, field, inner, n, how, word),
            Holds::Latest { word, .. } => {
                let said = word.choices()[n % word.choices().len()].key;
                self.attempt(|tx| command::set_field(tx, record, field, Some(said.into())));
            }
            _ => {
                if let Some(text) = text_for(field, n, word) {
                    let text = if n.is_multiple_of(7) { String::new() } else { text };
                    self.attempt(|tx| command::write_field(tx, record, field, &text));
                }
            }
        }
    }

    /// Adds a field of a person's own, or writes in one that is there.
    pub(super) fn keep_own(&mut self, n: usize, how: usize, word: &str) {
        // Half of what is written is a score, half in a field of a person’s own.
        let mut own = self.workspace.tables().own_fields().0;
        own.retain(|(_, field)| is_scoring(field) == how.is_multiple_of(2));
        let Some((table, field)) = pick(&own, n).copied().filter(|_| !how.is_multiple_of(5)) else {
            let table = OWN_OF.choices()[n % OWN_OF.choices().len()].key;
            let holds = OWN_HOLDS.choices()[how / 5 % OWN_HOLDS.choices().len()].key;
            self.attempt(|tx| command::add_own_field(tx, table, word, holds, "a, b").map(drop));
            return;
        };
        let Some(kept) = self.workspace.tables().any(table) else { return };
        let ids: Vec<Id> = kept.ids().into_iter().filter(|id| kept.has_live(*id)).collect();
        let Some(table) = known_table(table) else { return };
        let Some(record) = pick(&ids, how).map(|id| RecordRef { table, id: *id }) else { return };
        match field.holds {
            Holds::Link(tables) => {
                if let Some(to) = self.linkable(tables, n) {
                    self.attempt(|tx| command::set_link(tx, record, field, to, !n.is_multiple_of(4)));
                }
            }
            Holds::Choice([]) => {}
            _ => {
                let text = text_for(field, n, word).filter(|_| !n.is_multiple_of(7)).unwrap_or_default();
                self.attempt(|tx| command::write_field(tx, record, field, &text));
            }
        }
    }

    fn keep_row(
        &mut self,
        record: RecordRef,
        field: &'static Field,
        inner: &'static [&'static Field],
        n: usize,
        how: usize,
        word: &str,
    ) {
        let kept = self.workspace.tables().any(record.table).and_then(|table| table.described(record.id));
        let ids: Vec<Id> =
            kept.into_iter().flat_map(|it| it.rows(field)).map(|row| id_of(row.get("id"))).collect();
        let row = pick(&ids, n).copied().filter(|_| !how.is_multiple_of(3));
        let Some(row) = row else {
            self.attempt(|tx| command::add_row(tx, record, &[], field, None, &[]));
            return;
        };
        if n.is_multiple_of(5) {
            self.attempt(|tx| command::remove_row(tx, record, field, row));
            return;
        }
        let inner = inner[how % inner.len()];
        if let Some(text) = text_for(inner, n, word) {
            self.attempt(|tx| command::write_in_row(tx, record, &[(field, row)], inner, &text));
        } else if let Holds::Link(tables) = inner.holds
            && let Some(to) = self.linkable(tables, n)
        {
            let link = throughline::model::link_text(to.table, to.id);
            self.attempt(|tx| command::set_in_row(tx, record, &[(field, row)], inner, Some(link.into())));
        }
    }
}

fn id_of(value: Option<&Value>) -> Id {
    value.and_then(Value::as_str).unwrap().parse().unwrap()
}
