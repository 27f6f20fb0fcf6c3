//! Which row of a list is its headings, what cuts its cells, and what its columns are called.

use super::delimited::first_rows;
use super::{CellTable, Cells, SheetColumn};
use crate::model::clean_line;
use crate::model::kind::{Kind, ROWS};

/// So many rows are looked at for the headings and for the character between cells.
pub(super) const HEADING_LOWEST: usize = 20;
/// Headings are shorter than this, in characters, where none of them is known.
const HEADING_LONGEST: usize = 40;
/// The characters between cells, by name.
pub(super) const DELIMITERS: [(char, &str); 4] =
    [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "bar")];

fn known(cells: Cells<'_>, kind: Option<&Kind>) -> usize {
    cells.iter().filter(|cell| !SheetColumn::recognise(cell, kind).is_rest()).count()
}

/// Which kind the rows of a list are of, by how many of its headings answer to the fields of each: another than the kind
/// of the page, or than items, has to be ahead by two, and by the most of the headings.
pub(super) fn guess_kind(
    table: &CellTable,
    start: usize,
    page: Option<&'static Kind>,
) -> Option<&'static Kind> {
    let heading = find_heading(table, start, None).unwrap_or(start);
    let Some(cells) = table.row(heading) else { return page };
    // What begins with the name of a kind, and has nothing that it has not, is our own list of it.
    let is_own = |kind: &&Kind| {
        let first =
            cells.iter().find(|cell| !SheetColumn::recognise(cell, Some(kind)).is_rest() && *cell != "Key");
        let is_name = |cell: &&str| {
            *cell == kind.name().label && SheetColumn::recognise(cell, None) != SheetColumn::Title
        };
        first.as_ref().is_some_and(is_name) && known(cells, Some(kind)) == cells.len()
    };
    if let Some(kind) = Kind::all_listed().find(is_own) {
        return Some(kind);
    }
    let names = |kind: Option<&Kind>| {
        let name = kind.map_or(SheetColumn::Title, |kind| SheetColumn::Field(kind.name()));
        cells.iter().any(|cell| SheetColumn::recognise(cell, kind) == name)
    };
    // What is kept inside records names them, and gives way to records: of equals the last is taken.
    let all = || ROWS.into_iter().filter(|kind| names(Some(kind))).chain(Kind::all_listed());
    let here = known(cells, page);
    let answers = all().map(|kind| (known(cells, Some(kind)), kind));
    let ahead = answers.filter(|(known, _)| *known >= here + 2 && known * 2 > cells.len());
    if let Some((_, kind)) = ahead.max_by_key(|(known, _)| *known) {
        return Some(kind);
    }
    match page {
        // What is of items reads like items on the page of a kind, too.
        Some(_) if known(cells, None) >= here + 2 && names(None) => None,
        // Items have titles: what says no title, and the name of a kind, is a list of that.
        None if !names(None) => {
            let named = all().filter(|kind| known(cells, Some(kind)) > 2 && names(Some(kind)));
            named.max_by_key(|kind| known(cells, Some(kind)))
        }
        _ => page,
    }
}

/// The place of the headings: the first row with two names that are known, wider than all before it; else the first row of
/// all, or the one after a title and an empty line, where it reads like headings.
pub(super) fn find_heading(table: &CellTable, start: usize, kind: Option<&Kind>) -> Option<usize> {
    let rows =
        || table.rows().enumerate().take(HEADING_LOWEST).skip(start).filter(|(_, cells)| !cells.is_blank());
    let mut widest = 0;
    for (place, cells) in rows() {
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        if known(cells, kind) > 1 && filled > widest {
            return Some(place);
        }
        widest = filled.max(widest);
    }
    let (first, cells) = rows().next()?;
    if is_heading(cells, kind) {
        return Some(first);
    }
    let is_title = cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
    let (second, cells) = rows().nth(1)?;
    (is_title && second > first + 1 && known(cells, kind) > 0 && is_heading(cells, kind)).then_some(second)
}

/// Whether a first row reads like headings: a name that is known, or, of items, several short words, without a number among
/// them. Short words are what most kinds of records are called by.
fn is_heading(cells: Cells<'_>, kind: Option<&Kind>) -> bool {
    let known = known(cells, kind);
    let is_number = |cell: &str| {
        cell.contains(|letter: char| letter.is_ascii_digit())
            && cell.chars().all(|letter| letter.is_ascii_digit() || ".,-+ ".contains(letter))
    };
    let is_name = |cell: &str| cell.chars().count() <= HEADING_LONGEST && !is_number(cell);
    let are_names = cells.iter().filter(|cell| !cell.trim().is_empty()).all(is_name);
    let is_full = cells.iter().all(|cell| !cell.trim().is_empty());
    known > 1 || are_names && (known == 1 || kind.is_none() && cells.len() > 1 && is_full)
}

/// The delimiter that cuts out headings that are known, else the most cells; a comma where there is nothing to cut.
pub(super) fn sniff_delimiter(text: &str) -> (char, &'static str) {
    let score = |(delimiter, _): &(char, &str)| {
        let table = first_rows(text, *delimiter, HEADING_LOWEST);
        let first =
            find_heading(&table, 0, None).or_else(|| table.rows().position(|cells| !cells.is_blank()));
        first.and_then(|place| table.row(place)).map(|cells| (known(cells, None).min(2), cells.len()))
    };
    DELIMITERS.into_iter().rev().max_by_key(score).unwrap_or((',', "comma"))
}

/// What a column without a heading is called.
pub(super) fn numbered(place: usize) -> String {
    format!("Column {}", place + 1)
}

pub(super) fn columns(heading: Cells<'_>, kind: Option<&Kind>) -> Vec<(String, SheetColumn)> {
    let mut columns: Vec<(String, SheetColumn)> = Vec::with_capacity(heading.len());
    for (place, cell) in heading.iter().enumerate() {
        let name = clean_line(cell);
        let mut column = SheetColumn::recognise(&name, kind);
        if !column.is_many() && columns.iter().any(|(_, other)| *other == column) {
            column = SheetColumn::rest(kind);
        }
        let name = if name.is_empty() { numbered(place) } else { name };
        let is_taken = |name: &str| {
            let name = name.to_lowercase();
            columns.iter().any(|(other, _)| other.to_lowercase() == name)
        };
        let repeated = (2..).map(|count| format!("{name} ({count})"));
        let name = std::iter::once(name.clone()).chain(repeated).find(|name| !is_taken(name)).unwrap_or(name);
        columns.push((name, column));
    }
    if kind.is_none() {
        settle_items(&mut columns);
    }
    columns
}

/// What columns of items mean only beside others: a state goes before the place an item lies in, and what has a state of its
/// own is a step.
fn settle_items(columns: &mut [(String, SheetColumn)]) {
    let is_state = |name: &str| ["status", "state", "current state"].contains(&name.to_lowercase().as_str());
    let said = columns.iter().position(|(name, column)| is_state(name) && *column == SheetColumn::Other);
    let place = columns.iter().position(|(_, column)| *column == SheetColumn::Status);
    if let (Some(said), Some(place)) = (said, place) {
        for (at, column) in [(place, SheetColumn::Other), (said, SheetColumn::Status)] {
            if let Some((_, own)) = columns.get_mut(at) {
                *own = column;
            }
        }
    }
    if columns.iter().any(|(_, column)| *column == SheetColumn::Ticks) {
        let is_step = |name: &str| name.to_lowercase().split(" (").next() == Some("task");
        for (_, column) in columns.iter_mut().filter(|(name, _)| is_step(name)) {
            *column = SheetColumn::Checklist;
        }
    }
}

/// Finds by the names of other programs what is called like nothing here, as far as no other column has it.
pub(super) fn name_otherwise(columns: &mut [(String, SheetColumn)], kind: &Kind) {
    for place in 0..columns.len() {
        let Some((name, column)) = columns.get(place) else { continue };
        let meant = SheetColumn::by_other_name(name, kind).filter(|_| column.is_rest());
        let meant = meant.filter(|meant| columns.iter().all(|(_, other)| other != meant));
        if let Some((meant, (_, column))) = meant.zip(columns.get_mut(place)) {
            *column = meant;
        }
    }
}

pub(super) fn key_columns(columns: &[(String, SheetColumn)]) -> Vec<String> {
    let names = columns.iter().map(|(name, _)| name);
    names.filter(|name| SheetColumn::recognise(name, None) == SheetColumn::Key).cloned().collect()
}

/// Whether the headings are those of a backlog that went out of here: no other tool has all of them.
pub(super) fn is_backlog(columns: &[(String, SheetColumn)]) -> bool {
    let has = |heading: &str| columns.iter().any(|(name, _)| name == heading);
    ["Key", "Goal", "Initiative", "Epic", "Release"].into_iter().all(has)
}

#[cfg(test)]
mod tests {
    use crate::format::parse_sheet;

    #[test]
    fn headings_stand_where_they_stand() {
        let check = |text: &str, heading: Option<usize>, first: &[&str]| {
            let sheet = parse_sheet(text).unwrap();
            let cells: Vec<&str> = sheet.rows().next().unwrap().cells.unwrap().iter().collect();
            assert_eq!((sheet.heading(), cells.as_slice()), (heading, first), "{text}");
        };
        check("sep=;\nTitle;Status\nAlpha, Beta;Done\n", Some(2), &["Alpha, Beta", "Done"]);
        check("Exported 2026-01-01\n\nTitle,Status\nAlpha,Done", Some(3), &["Alpha", "Done"]);
        check("Backlog,,\nBy,Ada,\n,,\nID,Title,Status\n1,Alpha,Done\n", Some(4), &["1", "Alpha", "Done"]);
        check("Project,Spoke\nID,Title,Status\n1,Alpha,Done\n", Some(2), &["1", "Alpha", "Done"]);
        check("Buy milk\nCall Bob, Ann\n", None, &["Buy milk"]);
        check("\u{FEFF}\"Title\",\"Title\",\n\"a \"\"b\"\"\",c,d\n", Some(1), &["a \"b\"", "c", "d"]);
        let sheet = parse_sheet("Exported 2026-01-01\n\nTitle,Status\nAlpha,Done").unwrap();
        assert_eq!(sheet.notes(), ["Row 1 stands before the headings and is left out."]);
    }

    #[test]
    fn columns_have_a_name_each() {
        let sheet = parse_sheet("Title,A,a,A (2),,\nx,1,2,3,4,5\n").unwrap();
        let names: Vec<&str> = sheet.columns.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Title", "A", "a (2)", "A (2) (2)", "Column 5", "Column 6"]);
    }
}
