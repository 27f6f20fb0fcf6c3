//! The document: everything as one JSON file, the only way work leaves the browser and comes back.

mod write;

use serde_json::Value;
use thiserror::Error;
pub use write::{write_document, write_in_slices};

use crate::model::kind::Kind;
use crate::model::{CRC32, Id, SortedMap, SortedSet, clean_text, has_unwanted};
use crate::workspace::{Fields, HISTORY, Knowledge, MERGED, Stamps, is_table_name};

/// The version this build writes; it reads every version up to it.
pub const DOCUMENT_VERSION: u64 = 1;
/// Files larger than this are not read at all, in bytes.
pub const FILE_LARGEST: usize = 50_000_000;
const FORMAT: &str = "throughline";
/// Members of `data` that are no tables.
const STAMPS: &str = "stamps";
const VERSIONS: &str = "versions";

/// A document that was read and found to have the form of one.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The records of each table, as they stand in the file.
    pub tables: SortedMap<String, Vec<StagedRecord>>,
    /// When it was exported, as the file says it.
    pub exported_at: String,
    /// The transactions its browser knew; nothing in files of earlier builds.
    pub known: Option<Knowledge>,
    /// The product it is of alone; none where it is of everything.
    pub only: Option<Id>,
    /// Whether somebody wrote in it, as far as can be told: its stamps do not say everything then.
    pub is_altered: bool,
    /// What a person should know before it counts, in sentences.
    pub notes: Vec<String>,
}

/// A record of a document.
#[derive(Clone, Debug)]
pub struct StagedRecord {
    /// Its id.
    pub id: Id,
    /// All of it.
    pub fields: Fields,
    /// When each field was last written; none in a hand-made file.
    pub stamps: Option<Stamps>,
}

/// Why a file is no document; each says where and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DocumentError {
    /// Nothing is in it.
    #[error("The file is empty. Choose the file that “Export everything” saved.")]
    Empty,
    /// More than [`FILE_LARGEST`].
    #[error("The file has {megabytes} MB; 50 MB is the most that is read. Nothing was read.")]
    TooLarge {
        /// Its size.
        megabytes: usize,
    },
    /// It ends too early.
    #[error("The file ends in the middle, at line {line}. It was cut short: save or copy it again.")]
    CutShort {
        /// The last line.
        line: usize,
    },
    /// Nested too deeply.
    #[error(
        "At line {line}, column {column} the file is nested more than 128 levels deep. No export of Throughline is."
    )]
    TooDeep {
        /// Line of the place.
        line: usize,
        /// Column of the place.
        column: usize,
    },
    /// Not JSON.
    #[error(
        "The file is no JSON: line {line}, column {column} cannot be read. Open it in an editor and mend that place, or export it again."
    )]
    NotJson {
        /// Line of the place.
        line: usize,
        /// Column of the place.
        column: usize,
    },
    /// JSON of another program.
    #[error(
        "The file is JSON, but not an export of Throughline: “format” is {found}. For lists of other tools, save them as CSV."
    )]
    NotOurs {
        /// What stands there.
        found: String,
    },
    /// Written by a later build.
    #[error(
        "The file was saved by a newer Throughline (format {found}, this one reads up to {DOCUMENT_VERSION}). Reload this page to get the newer version, then import again."
    )]
    Newer {
        /// The file's version.
        found: u64,
    },
    /// A member has not the form it must have.
    #[error("{place} {problem}. Mend the file there, or export it again.")]
    Form {
        /// Where.
        place: String,
        /// What is wrong.
        problem: String,
    },
}

fn form(place: impl Into<String>, problem: impl Into<String>) -> DocumentError {
    DocumentError::Form { place: place.into(), problem: problem.into() }
}

/// Whether a file is JSON, by its name or by how it begins; a list may begin with a bracket, too.
pub fn is_json(name: &str, text: &str) -> bool {
    let ends_in = |ending: &str| name.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case(ending));
    let begins = |text: &str, first: char, then: &[char]| {
        text.strip_prefix(first).is_some_and(|rest| rest.trim_start().starts_with(then))
    };
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let object = |text: &str| begins(text, '{', &['"', '}']);
    let looks = object(start) || start.strip_prefix('[').is_some_and(|rest| object(rest.trim_start()));
    ends_in("json") || looks && !ends_in("csv") && !ends_in("tsv")
}

impl Document {
    /// Reads a file's text.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        if text.len() > FILE_LARGEST {
            return Err(DocumentError::TooLarge { megabytes: text.len() / 1_000_000 });
        }
        let text = text.trim_start_matches('\u{FEFF}');
        if text.trim().is_empty() {
            return Err(DocumentError::Empty);
        }
        let mut root: Value = serde_json::from_str(text).map_err(|error| json_error(&error))?;
        let found = root.get("format").cloned().unwrap_or(Value::Null);
        if found != FORMAT {
            let found = if found.is_null() { "missing".into() } else { shortened(&found.to_string()) };
            return Err(DocumentError::NotOurs { found });
        }
        let version = root.get("version").and_then(Value::as_u64).filter(|version| *version > 0);
        let version = version.ok_or_else(|| form("“version”", "is not a whole number from 1"))?;
        if version > DOCUMENT_VERSION {
            return Err(DocumentError::Newer { found: version });
        }
        let exported_at = root.get("exported_at").and_then(Value::as_str).unwrap_or_default().to_owned();
        let checksum = root.get("checksum").and_then(Value::as_str).map(str::to_owned);
        let counts = root.get("counts").cloned().unwrap_or(Value::Null);
        let Some(Value::Object(mut data)) = root.get_mut("data").map(Value::take) else {
            return Err(form("“data”", "is missing or no object"));
        };
        // What says nothing that can be read is as good as not there.
        let known = root.get_mut("known").and_then(|known| serde_json::from_value(known.take()).ok());
        let only = root.get("only").and_then(Value::as_str).and_then(|id| id.parse().ok());
        let mut document = Self { exported_at, known, only, ..Self::default() };
        let sum = serde_json::to_string(&data).map_or(0, |text| CRC32.checksum(text.as_bytes()));
        document.is_altered = checksum.as_deref() != Some(&format!("{sum:08x}"));
        if checksum.is_some() && document.is_altered {
            document
                .notes
                .push("The file was changed after it was saved: its checksum does not match.".into());
        }
        let mut stamps = read_stamps(data.remove(STAMPS))?;
        data.remove(VERSIONS);
        let mut cleaned = Cleaned::default();
        for (table, records) in data {
            if !is_table_name(&table) || table == MERGED {
                return Err(bad_name(&table));
            }
            let records =
                read_table(&table, records, stamps.remove(&table).unwrap_or_default(), &mut cleaned)?;
            let counted = counts.get(&table).and_then(Value::as_u64);
            if counted.is_some_and(|counted| counted != records.len() as u64) {
                document.notes.push(format!(
                    "“{table}” has {} records where the file says {}.",
                    records.len(),
                    counted.unwrap_or(0)
                ));
            }
            document.tables.insert(table, records);
        }
        document.notes.extend(cleaned.note());
        Ok(document)
    }

    /// How many records it has.
    pub fn len(&self) -> usize {
        self.tables.values().map(Vec::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn json_error(error: &serde_json::Error) -> DocumentError {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => DocumentError::CutShort { line },
        _ if error.to_string().starts_with("recursion limit") => DocumentError::TooDeep { line, column },
        _ => DocumentError::NotJson { line, column },
    }
}

fn bad_name(table: &str) -> DocumentError {
    let problem = if table == HISTORY || table == MERGED {
        "has a name that Throughline keeps for itself"
    } else {
        "has a name that no list of Throughline has: small letters, digits and “_”, a letter first, 40 at most"
    };
    form(format!("“{}” in “data”", shortened(table)), problem)
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

type TableStamps = SortedMap<Id, Stamps>;

fn read_stamps(value: Option<Value>) -> Result<SortedMap<String, TableStamps>, DocumentError> {
    value.map_or_else(
        || Ok(SortedMap::new()),
        |value| {
            serde_json::from_str(&value.to_string())
                .map_err(|error| form("“stamps” in “data”", format!("cannot be read: {error}")))
        },
    )
}

fn read_table(
    table: &str,
    records: Value,
    mut stamps: TableStamps,
    cleaned: &mut Cleaned,
) -> Result<Vec<StagedRecord>, DocumentError> {
    let Value::Array(records) = records else {
        return Err(form(format!("“{}” in “data”", shortened(table)), "is no list of records"));
    };
    let kind = Kind::of_table(table);
    let mut seen = SortedSet::new();
    let mut staged = Vec::with_capacity(records.len());
    for (place, record) in records.into_iter().enumerate() {
        let here = || format!("Record {} of “{}”", place + 1, shortened(table));
        let Value::Object(mut fields) = record else { return Err(form(here(), "is no object")) };
        let Some(id) = fields.get("id") else { return Err(form(here(), "has no “id”")) };
        let Some(Ok(id)) = id.as_str().map(str::parse::<Id>) else {
            let found = shortened(&id.to_string());
            return Err(form(here(), format!("has the id {found}, which is none")));
        };
        if !seen.insert(id) {
            return Err(form(here(), format!("has the id {id}, which an earlier record has already")));
        }
        for (field, value) in &mut fields {
            cleaned.clean(value, || format!("“{}” of {}", shortened(field), here()));
        }
        if let Some(Err(error)) = kind.map(|kind| kind.check(&fields)) {
            let reason = error.to_string();
            return Err(form(here(), format!("cannot be read: {}", reason.trim_end_matches('.'))));
        }
        staged.push(StagedRecord { id, stamps: stamps.remove(&id), fields });
    }
    Ok(staged)
}

/// Texts from which control and direction characters were taken.
#[derive(Default)]
struct Cleaned {
    count: usize,
    first: Option<String>,
}

impl Cleaned {
    fn clean(&mut self, value: &mut Value, place: impl Fn() -> String) {
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::String(text) if has_unwanted(text) => {
                    *text = clean_text(text);
                    self.count += 1;
                    self.first.get_or_insert_with(&place);
                }
                Value::Array(values) => waiting.extend(values),
                Value::Object(fields) => waiting.extend(fields.values_mut()),
                _ => {}
            }
        }
    }

    fn note(self) -> Option<String> {
        let (count, first) = (self.count, self.first?);
        let texts = if count == 1 { "1 text holds".into() } else { format!("{count} texts hold") };
        Some(format!("{texts} characters nobody can see (first: {first}). They are taken out."))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check_refused(text: &str, sentence: &str) {
        assert_eq!(Document::parse(text).unwrap_err().to_string(), sentence);
    }

    fn with_data(data: &str) -> String {
        format!(r#"{{"format":"throughline","version":1,"data":{data}}}"#)
    }

    #[test]
    fn every_bad_file_gets_a_sentence_that_names_the_place() {
        check_refused("", "The file is empty. Choose the file that “Export everything” saved.");
        check_refused(
            "{\n  \"format\": oops\n}",
            "The file is no JSON: line 2, column 13 cannot be read. Open it in an editor and mend that place, or export it again.",
        );
        check_refused(
            "{\"format\":\"throughline\",\n\"data\":{",
            "The file ends in the middle, at line 2. It was cut short: save or copy it again.",
        );
        check_refused(
            "{\"name\":\"board\",\"cards\":[]}",
            "The file is JSON, but not an export of Throughline: “format” is missing. For lists of other tools, save them as CSV.",
        );
        check_refused(
            r#"{"format":"throughline","version":2,"data":{}}"#,
            "The file was saved by a newer Throughline (format 2, this one reads up to 1). Reload this page to get the newer version, then import again.",
        );
        check_refused(
            &with_data(r#"{"items":{}}"#),
            "“items” in “data” is no list of records. Mend the file there, or export it again.",
        );
        check_refused(
            &with_data(r#"{"items":[{"id":"0000000000000001"},{"id":"0000000000000001"}]}"#),
            "Record 2 of “items” has the id 0000000000000001, which an earlier record has already. Mend the file there, or export it again.",
        );
        check_refused(
            &with_data(r#"{"items":[{"id":7}]}"#),
            "Record 1 of “items” has the id 7, which is none. Mend the file there, or export it again.",
        );
    }

    #[test]
    fn a_list_with_a_name_no_throughline_would_write_is_refused() {
        for name in ["", "ärger", "Items", "my items", "_items", "1items", "a.b"] {
            check_refused(
                &with_data(&format!(r#"{{"{name}":[]}}"#)),
                &format!(
                    "“{name}” in “data” has a name that no list of Throughline has: small letters, digits and “_”, a letter first, 40 at most. Mend the file there, or export it again."
                ),
            );
        }
        let long = "a".repeat(41);
        assert!(matches!(
            Document::parse(&with_data(&format!(r#"{{"{long}":[]}}"#))),
            Err(DocumentError::Form { .. })
        ));
        check_refused(
            &with_data(r#"{"history":[]}"#),
            "“history” in “data” has a name that Throughline keeps for itself. Mend the file there, or export it again.",
        );
    }

    #[test]
    fn a_list_of_a_later_build_is_kept() {
        for name in ["x", "key_results", "maps2", &"a".repeat(40)] {
            let document =
                Document::parse(&with_data(&format!(r#"{{"{name}":[{{"id":"0000000000000001"}}]}}"#)));
            assert_eq!(document.unwrap().tables.get(name).unwrap().len(), 1);
        }
    }

    #[test]
    fn deep_nesting_is_refused_before_it_hurts() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(Document::parse(&deep), Err(DocumentError::TooDeep { .. })));
    }

    #[test]
    fn what_nobody_can_see_is_taken_out_and_said() {
        let text = with_data(r#"{"notes":[{"id":"0000000000000001","title":"a\u0000b\u202ec"}]}"#);
        let document = Document::parse(&text).unwrap();
        assert_eq!(document.tables.get("notes").unwrap()[0].fields["title"], "abc");
        assert_eq!(
            document.notes,
            [
                "1 text holds characters nobody can see (first: “title” of Record 1 of “notes”). They are taken out."
            ]
        );
    }

    proptest! {
        #[test]
        fn no_cut_makes_it_panic(cut in any::<prop::sample::Index>()) {
            let whole = with_data(r#"{"items":[{"id":"0000000000000001","title":"ä"}],"stamps":{}}"#);
            let letters: Vec<char> = whole.chars().collect();
            let part: String = letters[..cut.index(letters.len())].iter().collect();
            prop_assert!(Document::parse(&part).is_err());
        }
    }

    #[test]
    fn a_list_that_begins_with_a_bracket_is_a_list() {
        let lists = [
            ("", "[API] add retry\n[UI] bigger buttons"),
            ("notes.txt", "{name} is wrong in the mail"),
            ("list.csv", "[{\"a\"}] b,c"),
            ("list.TSV", "{\"a\"}\tb"),
        ];
        for (name, text) in lists {
            assert!(!is_json(name, text), "{name}: {text}");
        }
        let json =
            [("", "[ {\"id\": 1}]"), ("", "\u{FEFF} {}"), ("", "{\n \"a\": 1}"), ("cut.JSON", "[API]")];
        for (name, text) in json {
            assert!(is_json(name, text), "{name}: {text}");
        }
    }
}
