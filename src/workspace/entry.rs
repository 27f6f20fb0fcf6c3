//! A transaction once made: what the journal writes, other tabs read and undo turns round.

use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::value::RawValue;

use super::delta::{Delta, Fields};
use super::registry::Tables;
use super::stamp::{Stamp, Stamps};
use super::table::AnyTable;
use crate::model::kind::Kind;
use crate::model::{CRC32, Id, Instant, MergeClass, SortedMap, read_by_field};

/// Why a transaction was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A person did something.
    #[default]
    Edit,
    /// It took back the transaction with this stamp.
    Undo(Stamp),
    /// It made the transaction with this stamp again.
    Redo(Stamp),
    /// The page kept house: it mended what did not fit together after tabs had changed the same, or emptied Trash of
    /// what had lain there long enough; undo passes it by.
    Mend,
    /// So many were joined, to take less room: it has the stamp and the time of the last; undo passes it by, too.
    Joined(usize),
}

/// A transaction: its label, when and by whom it was made, and everything it changed.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Its identity and its place in the order of all transactions.
    pub stamp: Stamp,
    /// When it was made.
    pub at: Instant,
    /// What a person did, as Undo and History say it.
    pub label: String,
    /// Why it was made.
    #[serde(skip_serializing_if = "Role::is_edit")]
    pub role: Role,
    /// The records it touched.
    pub changes: Vec<RecordChange>,
}

read_by_field!(Entry, needs [stamp, at, label, changes], may [role]);

/// The change of one record.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordChange {
    /// It came.
    Made {
        /// Its table.
        table: String,
        /// Its id.
        id: Id,
        /// All of it.
        record: Box<RawValue>,
        /// Its stamps, where they are not the transaction's: an import keeps those of the file.
        #[serde(skip_serializing_if = "Option::is_none")]
        stamps: Option<Stamps>,
    },
    /// It came, and only its checksum is kept: history does not hold twice what the tables hold.
    Born {
        /// Its table.
        table: String,
        /// Its id.
        id: Id,
        /// [`checksum`] of it as it was made.
        sum: u32,
    },
    /// Fields changed. Earlier builds read it as “edited”, and would take out an element of which only fields are written.
    #[serde(rename = "changed")]
    Edited {
        /// Its table.
        table: String,
        /// Its id.
        id: Id,
        /// The changed fields.
        fields: SortedMap<String, Delta>,
        /// Its stamps and the time of its last change, where they are not the transaction's.
        #[serde(skip_serializing_if = "Option::is_none")]
        adopted: Option<(Stamps, Instant)>,
        /// The life of the record that it is of; see [`Stamps::life`].
        #[serde(skip_serializing_if = "Option::is_none")]
        life: Option<Stamp>,
    },
    /// It went, and not into Trash.
    Gone {
        /// Its table.
        table: String,
        /// Its id.
        id: Id,
        /// All of it.
        record: Box<RawValue>,
        /// The lives that ended besides the first; one begun elsewhere meanwhile goes on.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        lives: Vec<Stamp>,
    },
}

/// What may stand in the change of a record, whichever it is.
#[derive(Default)]
struct Parts {
    table: Option<String>,
    id: Option<Id>,
    record: Option<Box<RawValue>>,
    stamps: Option<Stamps>,
    sum: Option<u32>,
    fields: Option<SortedMap<String, Delta>>,
    adopted: Option<(Stamps, Instant)>,
    life: Option<Stamp>,
    lives: Vec<Stamp>,
}

read_by_field!(Parts, needs [table, id], may [record, stamps, sum, fields, adopted, life, lives]);

impl<'de> Deserialize<'de> for RecordChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = SortedMap::<String, Parts>::deserialize(deserializer)?;
        let change = written.into_iter().next().and_then(|(word, parts)| Self::of(&word, parts));
        change.ok_or_else(|| de::Error::custom("a change of a record that lacks something"))
    }
}

impl Role {
    fn is_edit(&self) -> bool {
        *self == Self::Edit
    }

    /// Whether several were joined.
    pub fn is_joined(self) -> bool {
        matches!(self, Self::Joined(_))
    }
}

impl RecordChange {
    fn of(word: &str, parts: Parts) -> Option<Self> {
        let Parts { table, id, record, stamps, sum, fields, adopted, life, lives } = parts;
        let (table, id) = (table?, id?);
        match word {
            "made" => Some(Self::Made { table, id, record: record?, stamps }),
            "born" => Some(Self::Born { table, id, sum: sum? }),
            "changed" | "edited" => Some(Self::Edited { table, id, fields: fields?, adopted, life }),
            "gone" => Some(Self::Gone { table, id, record: record?, lives }),
            _ => None,
        }
    }

    /// Table and id of the record.
    pub fn target(&self) -> (&str, Id) {
        match self {
            Self::Made { table, id, .. }
            | Self::Born { table, id, .. }
            | Self::Edited { table, id, .. }
            | Self::Gone { table, id, .. } => (table, *id),
        }
    }

    /// [`checksum`] of the record as it was made, for one that came.
    pub fn made_sum(&self, tables: &Tables) -> Option<u32> {
        match self {
            Self::Made { table, record, .. } => {
                let fields = serde_json::from_str(record.get()).ok()?;
                // Tables of described kinds are begun with their first record.
                let described = || Kind::of_table(table).map(|kind| AnyTable::named(kind.table));
                match tables.any(table) {
                    Some(table) => Some(checksum(table, &fields)),
                    None => Some(checksum(&described()?, &fields)),
                }
            }
            Self::Born { sum, .. } => Some(*sum),
            _ => None,
        }
    }

    /// The same without what the tables hold anyway, where there is some of that.
    pub(super) fn thin(&self, tables: &Tables) -> Option<Self> {
        let (table, id) = self.target();
        self.made_sum(tables).map(|sum| Self::Born { table: table.to_owned(), id, sum })
    }

    /// Whether the record came, went, or changed one of these fields: what a list of such records depends on.
    pub fn touches(&self, fields: &[&str]) -> bool {
        match self {
            Self::Edited { fields: changed, .. } => fields.iter().any(|field| changed.contains_key(*field)),
            _ => true,
        }
    }
}

impl Entry {
    /// The same without what the tables hold anyway.
    pub fn into_thin(mut self, tables: &Tables) -> Self {
        for change in &mut self.changes {
            if let Some(thin) = change.thin(tables) {
                *change = thin;
            }
        }
        self
    }

    /// The same with other changes.
    pub fn with(&self, changes: Vec<RecordChange>) -> Self {
        Self { stamp: self.stamp, at: self.at, label: self.label.clone(), role: self.role, changes }
    }
}

/// A checksum of a record's content, without what undo leaves alone: the time of its last change, and counters.
pub fn checksum(table: &AnyTable, fields: &Fields) -> u32 {
    let is_content = |field: &str| field != "updated_at" && table.merge_class(field) != MergeClass::Counter;
    let mut content = fields.clone();
    content.retain(|field, _| is_content(field));
    serde_json::to_string(&content).map_or(0, |text| CRC32.checksum(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_change_is_read_as_it_was_written() {
        let record = r#"{"id":"0000000000000001","name":"Ada"}"#;
        let head = r#""table":"people","id":"0000000000000001""#;
        let fields = r#""fields":{"a":{"old":null,"new":3},"b":{"added":["x"],"removed":[]},"c":{"elements":[{"id":"x","new":{"id":"x"}},{"id":"y","fields":{"text":{"new":"b"}},"of":"3.0000000a"}],"order":{"old":["y"],"new":["x","y"]}},"d":{}}"#;
        let stamps = r#"{"":"1.0000000a","name":"2.0000000a"}"#;
        for change in [
            format!(r#"{{"made":{{{head},"record":{record}}}}}"#),
            format!(r#"{{"made":{{{head},"record":{record},"stamps":{stamps}}}}}"#),
            format!(r#"{{"born":{{{head},"sum":7}}}}"#),
            format!(r#"{{"changed":{{{head},{fields}}}}}"#),
            format!(r#"{{"changed":{{{head},{fields},"adopted":[{stamps},9],"life":"4.0000000a"}}}}"#),
            format!(r#"{{"gone":{{{head},"record":{record},"lives":["4.0000000a"]}}}}"#),
        ] {
            for role in ["", r#""role":{"undo":"2.0000000a"},"#] {
                let text =
                    format!(r#"{{"stamp":"5.0000000a","at":9,"label":"Do",{role}"changes":[{change}]}}"#);
                let entry: Entry = serde_json::from_str(&text).unwrap();
                assert_eq!(serde_json::to_string(&entry).unwrap(), text);
            }
        }
        let earlier = format!(r#"{{"edited":{{{head},{fields}}}}}"#);
        assert!(matches!(serde_json::from_str(&earlier), Ok(RecordChange::Edited { .. })));
        for lacking in
            [r#"{"made":{"table":"people"}}"#, r#"{"born":{"table":"people","id":"0000000000000001"}}"#, "{}"]
        {
            assert!(serde_json::from_str::<RecordChange>(lacking).is_err(), "{lacking}");
        }
    }
}
