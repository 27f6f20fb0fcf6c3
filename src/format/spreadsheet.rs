//! Items as a list for a spreadsheet, which Import reads back.

use super::is_formula;
use crate::analysis::up;
use crate::model::kind::{Field, Holds, Kind, SPRINTS, WAIT_ON, WAITS_FOR, is_scoring};
use crate::model::{Goal, Id, Initiative, Item, Person, Record, Release, set_of};
use crate::workspace::{Tables, Values, links_in};

/// The headings of what every item has.
const HEADINGS: [&str; 20] = [
    "Key",
    "Type",
    "Title",
    "Status",
    "Estimate",
    "Labels",
    "Goal",
    "Initiative",
    "Epic",
    "Release",
    "Sprint",
    "Value",
    "Effort",
    "Delegated to",
    "Follow up",
    "Waits for",
    "Blocked",
    "Updated",
    "Source key",
    "Description",
];

/// Whether a name is that of a column every item has.
pub fn is_item_heading(name: &str) -> bool {
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(name.trim()))
}

/// A list as its headings, each with whether numbers stand under it, and its rows.
pub(super) struct Grid {
    /// The headings.
    pub heads: Vec<(String, bool)>,
    /// What stands under them.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// The list in UTF-8 with a mark that Excel reads, lines ending in CR LF. What a spreadsheet would run as a formula is
    /// guarded by an apostrophe, which Import takes off again.
    fn csv(self) -> String {
        let mut text = String::from("\u{FEFF}");
        write_row(self.heads.into_iter().map(|(head, _)| head), true, &mut text);
        for row in self.rows {
            write_row(row.into_iter(), true, &mut text);
        }
        text
    }
}

/// Items as a list; after our own columns those that came with the items from another tool.
pub fn backlog_csv(tables: &Tables, ids: &[Id]) -> String {
    backlog_grid(tables, ids).csv()
}

/// Records of a described kind as such a list: their key, then what is written in each field, under its label. Rows, of
/// which a record can have many, are in the document alone.
pub fn described_csv(tables: &Tables, kind: &Kind, ids: &[Id]) -> String {
    described_grid(tables, kind, ids).csv()
}

pub(super) fn backlog_grid(tables: &Tables, ids: &[Id]) -> Grid {
    let items = || ids.iter().filter_map(|id| tables.items.get(*id));
    let sources = items().filter_map(|item| item.source.as_ref());
    // What nobody was scored by is no column; what follows from others is none either.
    let is_used = |field: &Field| items().any(|item| item.meta.unknown.contains_key(field.key));
    let own = tables.own_fields().of(Item::TABLE).into_iter();
    let own: Vec<&Field> =
        own.filter(|field| field.is_read() && (!is_scoring(field) || is_used(field))).collect();
    let foreign = set_of(sources.flat_map(|source| source.fields.keys()));
    // A column of the file that is called like one of ours is told from it.
    let is_ours =
        |name: &str| is_item_heading(name) || own.iter().any(|field| field.label.eq_ignore_ascii_case(name));
    let shown = |name: &String| if is_ours(name) { format!("{name} (file)") } else { name.clone() };
    let is_number = |heading: &str| ["Estimate", "Value", "Effort"].contains(&heading);
    let mut heads: Vec<(String, bool)> = Vec::new();
    heads.extend(HEADINGS.iter().map(|heading| ((*heading).to_owned(), is_number(heading))));
    heads.extend(own.iter().map(|field| (field.label.to_owned(), field.is_number())));
    heads.extend(foreign.iter().map(|name| (shown(name), false)));
    let mut rows = Vec::new();
    for item in items() {
        let Some(cells) = cells(tables, item) else { continue };
        let mut row = Vec::from(cells);
        let values = Values(&item.meta.unknown);
        row.extend(own.iter().map(|field| field_text(tables, values, field)));
        let kept = |name: &String| item.source.as_ref()?.fields.get(name).cloned();
        row.extend(foreign.iter().map(|name| kept(name).unwrap_or_default()));
        rows.push(row);
    }
    Grid { heads, rows }
}

pub(super) fn described_grid(tables: &Tables, kind: &Kind, ids: &[Id]) -> Grid {
    let is_column = |field: &&Field| {
        **field == WAITS_FOR
            || !matches!(
                field.holds,
                Holds::Rows(_)
                    | Holds::Log(_)
                    | Holds::Computed(_)
                    | Holds::ComputedNumber
                    | Holds::Latest { .. }
            )
    };
    let own = tables.own_fields().of(kind.table);
    let fields: Vec<&Field> = kind.all_fields().into_iter().chain(own).filter(is_column).collect();
    let key = (!kind.letter.is_empty()).then(|| ("Key".to_owned(), false));
    let labels = fields.iter().map(|field| (field.label.to_owned(), field.is_number()));
    let row = |id: &Id| {
        let record = tables.described(kind, *id)?;
        let product = record.product().and_then(|id| tables.products.get(id));
        let number = record.fields().get("number").map(ToString::to_string).unwrap_or_default();
        let own = key.iter().map(|_| {
            product.map(|product| format!("{}-{}{number}", product.key, kind.letter)).unwrap_or_default()
        });
        Some(own.chain(fields.iter().map(|field| field_text(tables, record.values(), field))).collect())
    };
    Grid {
        rows: ids.iter().filter_map(row).collect(),
        heads: key.clone().into_iter().chain(labels).collect(),
    }
}

/// What stands in a field of a record, as a list has it.
pub fn field_text(tables: &Tables, values: Values<'_>, field: &Field) -> String {
    match field.holds {
        Holds::Link(_) | Holds::Links(_) => {
            let linked = values.linked(field).into_iter();
            join_list(linked.filter_map(|(table, id)| tables.any(table)?.title(id).map(str::to_owned)))
        }
        // Days between are in the document alone.
        Holds::Rows(_) if *field == WAITS_FOR => {
            let rows = values.rows(field).into_iter();
            let named = rows.flat_map(|row| links_in(row, &WAIT_ON));
            join_list(named.filter_map(|(table, id)| tables.any(table)?.title(id).map(str::to_owned)))
        }
        Holds::State(_) => {
            let word = values.words(field);
            field.word(word).map_or(word, |word| word.name).to_owned()
        }
        _ => values.value(field).map(|value| field.written(value)).unwrap_or_default(),
    }
}

/// Headings and rows as such a list, to be pasted.
pub fn rows_csv(heads: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    write_row(heads.iter().map(|head| (*head).to_owned()), true, &mut text);
    for row in rows {
        write_row(row.iter().cloned(), true, &mut text);
    }
    text
}

/// What stands under the headings for an item.
fn cells(tables: &Tables, item: &Item) -> Option<[String; 20]> {
    let product = tables.products.get(item.product)?;
    let up = up(tables, item);
    let title = |table: &str, id: Option<Id>| {
        id.and_then(|id| tables.any(table)?.title(id)).unwrap_or_default().to_owned()
    };
    let labels = item.labels.iter().filter_map(|id| tables.labels.get(*id)).map(|label| label.name.clone());
    let waits = item.blocked_by.iter().filter_map(|id| tables.item_key(*id));
    let number = |value: Option<u8>| value.map(|value| value.to_string()).unwrap_or_default();
    let blocked = item.block().map(|block| if block.reason.is_empty() { "yes" } else { &block.reason });
    Some([
        format!("{}-{}", product.key, item.number),
        item.kind.name().to_owned(),
        item.title.clone(),
        product.workflow.state(&item.status).map_or(&item.status, |state| &state.name).clone(),
        item.estimate.map(|estimate| estimate.to_string()).unwrap_or_default(),
        join_list(labels),
        title(Goal::TABLE, up.goal),
        title(Initiative::TABLE, up.initiative),
        title(Item::TABLE, up.epic.filter(|epic| *epic != item.meta.id)),
        title(Release::TABLE, item.release),
        title(SPRINTS.table, item.sprint),
        number(item.value),
        number(item.effort),
        title(Person::TABLE, item.delegate),
        item.follow_up.map(|day| day.to_string()).unwrap_or_default(),
        waits.collect::<Vec<_>>().join(", "),
        blocked.unwrap_or_default().to_owned(),
        item.meta.updated_at.to_rfc3339(),
        item.source.as_ref().and_then(|source| source.key.clone()).unwrap_or_default(),
        item.description.clone(),
    ])
}

/// Texts as one cell; one that would be taken apart on the way back is quoted.
pub fn join_list(texts: impl Iterator<Item = String>) -> String {
    let quoted = |text: String| {
        if text.contains([',', ';']) || text.starts_with(['"', '[']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text
        }
    };
    texts.map(quoted).collect::<Vec<_>>().join(", ")
}

/// The texts of one cell, cut at commas and semicolons that stand in no quotes.
pub fn split_list(cell: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = cell;
    while !rest.is_empty() {
        let (text, after) = quoted_text(rest.trim_start()).unwrap_or_else(|| {
            let (text, after) = rest.split_once([',', ';']).unwrap_or((rest, ""));
            (text.to_owned(), after)
        });
        texts.push(text);
        rest = after;
    }
    texts
}

/// The text in quotes that a list begins with, and what comes after it; none where the quotes do not close before a cut.
fn quoted_text(list: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = list.strip_prefix('"')?;
    loop {
        let (part, after) = rest.split_once('"')?;
        text.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                text.push('"');
                rest = more;
            }
            None => {
                let after = after.trim_start();
                return (after.is_empty() || after.starts_with([',', ';']))
                    .then(|| (text, after.get(1..).unwrap_or_default()));
            }
        }
    }
}

/// Writes cells as a line; guarded, what a spreadsheet would run as a formula.
pub(super) fn write_row(cells: impl Iterator<Item = String>, is_guarded: bool, text: &mut String) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        write_cell(&cell, is_guarded, text);
    }
    text.push_str("\r\n");
}

fn write_cell(cell: &str, is_guarded: bool, text: &mut String) {
    let is_quoted = cell.contains([',', '"', '\n', '\r']) || cell != cell.trim();
    // What looks guarded already is guarded once more.
    let guard = if is_guarded && is_formula(cell.trim_start_matches('\'')) { "'" } else { "" };
    if is_quoted {
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::format::parse_sheet;

    proptest! {
        #[test]
        fn no_guarded_cell_is_a_formula_and_each_comes_back(cell in "['=+@a\",\\n -]{1,12}") {
            let mut text = String::from("Title,Status\r\n");
            write_row([cell.clone(), "x".to_owned()].into_iter(), true, &mut text);
            let written = text.lines().nth(1).unwrap();
            let written = written.strip_prefix('"').unwrap_or(written);
            prop_assert!(!is_formula(written), "{text}");
            let sheet = parse_sheet(&text).unwrap();
            let row = sheet.rows().next().unwrap();
            prop_assert_eq!(row.cells.unwrap().get(0).unwrap_or_default().trim(), cell.trim());
        }
    }
}
