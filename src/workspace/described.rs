//! A record of a described kind: its fields as they came, and what its description says of them.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::any_record::{AnyRecord, Revision};
use super::delta::Fields;
use super::index::IndexKeys;
use super::values::{Values, each_link, forget_links, leave_out_tables, own_contains, own_links, say_tables};
use crate::model::kind::{FEEDBACK, Field, Holds, Kind, Owner, QUOTE};
use crate::model::{Day, Id, Instant, Link, Meta, Rank, clean_line, fold, set_of};

/// A record of a described kind, or of a table this build has no description for, which is kept as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Identity and times.
    pub meta: Meta,
    kind: Option<&'static Kind>,
    fields: Fields,
    noted: Noted,
}

/// What was worked out of a record as it is, and by which state of everything else; a copy knows nothing, for it is made to be
/// changed.
#[derive(Debug, Default)]
struct Noted(AtomicU64);

/// So many bits of a note are the answer.
const ANSWER_BITS: u32 = 8;

impl Clone for Noted {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Noted {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Where the records of the workspace are in order.
pub const EVERYWHERE: Id = Id::FIRST;

/// The field by which a record of the workspace belongs to the sample.
pub const SAMPLE: &str = "sample";

/// What has words and no name is called by the first of them.
fn name_by_words(kind: Option<&'static Kind>, fields: &mut Fields) {
    if kind.is_some_and(|kind| *kind == FEEDBACK) && !fields.contains_key("name") {
        let words = fields.get(QUOTE.key).and_then(Value::as_str).map(first_words).unwrap_or_default();
        fields.insert("name".into(), words.into());
    }
}

/// The way back: such a name is not written, so that it follows the words.
fn leave_out_name(kind: &'static Kind, fields: &mut Fields) {
    if *kind == FEEDBACK
        && let Some(quote) = fields.get(QUOTE.key).and_then(Value::as_str)
        && fields.get("name").and_then(Value::as_str) == Some(first_words(quote).as_str())
    {
        fields.remove("name");
    }
}

/// The beginning of a text, as a name.
pub fn first_words(text: &str) -> String {
    const MOST: usize = 80;
    let line = clean_line(text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
    if line.chars().count() <= MOST {
        return line;
    }
    let cut: String = line.chars().take(MOST).collect();
    // Whole words, where there are some.
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{whole}…")
}

/// Links are a set, and stand in one order: two tabs may have heard of them in different ones.
fn sort_links(kind: Option<&'static Kind>, fields: &mut Fields) {
    for field in kind.into_iter().flat_map(Kind::all_fields) {
        if let (Holds::Links(_), Some(Value::Array(links))) = (field.holds, fields.get_mut(field.key)) {
            let sorted = links.iter().filter_map(Value::as_str).map(str::to_owned);
            *links = set_of(sorted).into_iter().map(Value::from).collect();
        }
    }
}

impl Described {
    /// Reads the fields of a record; what does not fit its description counts as not written.
    pub(super) fn read(kind: Option<&'static Kind>, mut fields: Fields) -> Result<Self, String> {
        if let Some(kind) = kind.filter(|kind| kind.has_short_links()) {
            say_tables(kind, &mut fields);
        }
        sort_links(kind, &mut fields);
        name_by_words(kind, &mut fields);
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let id: Id = text("id")
            .ok_or("missing field `id`")?
            .parse()
            .map_err(|error: crate::model::IdError| error.to_string())?;
        let moment = |key: &str| fields.get(key).and_then(Value::as_i64).map(Instant);
        let mut meta = Meta::new(id, Instant(0));
        // Of a table that is not known nothing is known: neither that it rests in Trash.
        if kind.is_some() {
            meta.created_at = moment("created_at").unwrap_or_default();
            meta.updated_at = moment("updated_at").unwrap_or(meta.created_at);
            meta.deleted_at = moment("deleted_at");
        }
        Ok(Self { meta, kind, fields, noted: Noted::default() })
    }

    /// Reads a record with a type of its own as its description has it.
    pub(super) fn of_built(kind: &'static Kind, fields: Fields) -> Result<Self, String> {
        Self::read(Some(kind), fields)
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.text("name")
    }

    /// Its fields, read as their descriptions say.
    pub fn values(&self) -> Values<'_> {
        Values(&self.fields)
    }

    /// The value of a field.
    pub fn value(&self, field: &Field) -> Option<&Value> {
        self.values().value(field)
    }

    /// The text of a field; empty where nothing is written. Of a state, its first word.
    pub fn words(&self, field: &Field) -> &str {
        self.values().words(field)
    }

    /// The number of a field.
    pub fn number(&self, field: &Field) -> Option<i64> {
        self.values().number(field)
    }

    /// The day of a field.
    pub fn day(&self, field: &Field) -> Option<Day> {
        self.values().day(field)
    }

    /// The rows of a field, in their order.
    pub fn rows(&self, field: &Field) -> Vec<&Fields> {
        self.values().rows(field)
    }

    /// The records a field names.
    pub fn linked(&self, field: &Field) -> Vec<(&str, Id)> {
        self.values().linked(field)
    }

    /// The product it belongs to, where its kind is a product's.
    pub fn product(&self) -> Option<Id> {
        self.kind.filter(|kind| kind.owner == Owner::Product)?;
        self.text("product").parse().ok()
    }

    /// The sample it came with, where it belongs to the workspace: no other product shows it.
    pub fn sample(&self) -> Option<Id> {
        self.text(SAMPLE).parse().ok()
    }

    /// What was noted of it by a state of everything else, if nothing changed since.
    pub fn noted(&self, state: u64) -> Option<u8> {
        let noted = self.noted.0.load(Ordering::Relaxed);
        (noted >> ANSWER_BITS == state + 1).then_some(noted as u8)
    }

    /// Notes an answer that follows from it and from a state of everything else.
    pub fn note(&self, state: u64, answer: u8) {
        self.noted.0.store((state + 1) << ANSWER_BITS | u64::from(answer), Ordering::Relaxed);
    }

    /// Everything in it.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    fn text(&self, key: &str) -> &str {
        self.fields.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn numbers(&self) -> Vec<u32> {
        let number = |value: &Value| u32::try_from(value.as_u64()?).ok();
        let own = self.fields.get("number").and_then(number).unwrap_or(0);
        let former = self.fields.get("former_numbers").and_then(Value::as_array);
        std::iter::once(own).chain(former.into_iter().flatten().filter_map(number)).collect()
    }
}

impl AnyRecord for Described {
    fn meta(&self) -> &Meta {
        &self.meta
    }
    fn values(&self) -> Values<'_> {
        self.values()
    }
    fn name(&self) -> &str {
        self.name()
    }
    fn contains(&self, needle: &str) -> bool {
        fn has(value: &Value, needle: &str) -> bool {
            match value {
                Value::String(text) => fold(text).contains(needle),
                Value::Array(all) => all.iter().any(|value| has(value, needle)),
                Value::Object(row) => row.iter().any(|(key, value)| key != "id" && has(value, needle)),
                _ => false,
            }
        }
        let fields = self.kind.into_iter().flat_map(Kind::each_field).filter(|field| field.is_searched());
        fields.filter_map(|field| self.fields.get(field.key)).any(|value| has(value, needle))
            || own_contains(&self.fields, needle)
    }
    fn owner(&self) -> Option<Id> {
        self.product()
    }
    fn parent(&self) -> Option<Id> {
        None
    }
    fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        if let Some(kind) = self.kind {
            each_link(&self.fields, &kind.all_fields(), &mut |link| links.push(link));
            links.extend(own_links(&self.fields));
        }
        links
    }
    fn keys(&self) -> IndexKeys {
        let (owner, is_live) = (self.product(), self.meta.deleted_at.is_none());
        let scope = match self.kind.map(|kind| kind.owner) {
            Some(Owner::Workspace) => Some(EVERYWHERE),
            _ => owner,
        };
        let rank = self.text("rank").parse::<Rank>().ok();
        IndexKeys {
            id: self.meta.id,
            owner,
            numbers: if self.kind.is_some_and(|kind| !kind.letter.is_empty()) {
                self.numbers()
            } else {
                Vec::new()
            },
            place: scope.filter(|_| is_live).map(|scope| (scope, rank.unwrap_or_else(Rank::first))),
            parent: None,
        }
    }
    fn json(&self) -> Option<String> {
        let Some(kind) = self.kind.filter(|kind| kind.has_short_links()) else {
            return serde_json::to_string(&self.fields).ok();
        };
        let mut fields = self.fields.clone();
        leave_out_tables(kind, &mut fields);
        leave_out_name(kind, &mut fields);
        serde_json::to_string(&fields).ok()
    }
    fn revised(&self, revision: &Revision<'_>) -> Arc<dyn AnyRecord> {
        let mut record = self.clone();
        if record.kind.is_some() {
            let fields = &mut record.fields;
            match *revision {
                Revision::Updated(at) => {
                    record.meta.updated_at = at;
                    fields.insert("updated_at".into(), at.0.into());
                }
                Revision::Trashed(at) => {
                    record.meta.deleted_at = at;
                    fields.remove("deleted_at");
                    fields.extend(at.map(|at| ("deleted_at".into(), at.0.into())));
                }
                Revision::Unlinked(targets) => {
                    for target in targets {
                        forget_links(fields, *target);
                    }
                }
                Revision::Lifted(_) => {}
            }
        }
        Arc::new(record)
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}
