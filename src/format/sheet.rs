//! Lists as tables of text: CSV and TSV of any program, columns known by their headings.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};
use thiserror::Error;

use super::{Column, is_formula};
use crate::model::{Instant, clean_line, clean_text};

/// More columns than any tool exports.
const COLUMNS_MOST: usize = 500;
/// More rows than a browser's storage holds.
const ROWS_MOST: usize = 50_000;

/// Headings are shorter than this, in characters, where none of them is known.
const HEADING_LONGEST: usize = 40;

/// Titles are shorter than this, in characters.
const TITLE_LONGEST: usize = 160;
/// So many rows are looked at to guess what a column means.
const GUESSED_FROM: usize = 200;

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The headings in file order, repeated ones numbered, and what each means.
    pub columns: Vec<(String, Column)>,
    /// Whether the first row of the file is the headings; else the columns are numbered.
    pub has_headings: bool,
    /// The headings of columns that call a row something other rows may name, such as “Issue key” and “Issue id”.
    pub key_columns: Vec<String>,
    /// The first row of the file.
    first: Vec<String>,
    /// The rows under them.
    pub rows: Vec<SheetRow>,
    /// The character between cells, by name.
    pub delimiter: &'static str,
    /// What a person says that a value of a column means here: the id of a state, the name of a type.
    pub meanings: BTreeMap<(Column, String), String>,
    /// When the list was saved, where that is known.
    pub saved_at: Option<Instant>,
}

impl Sheet {
    /// Says what a column means; what only one column can mean is taken from the other.
    pub fn set_column(&mut self, place: usize, column: Column) {
        if !matches!(column, Column::Labels | Column::Other | Column::Ignored) {
            for (_, other) in &mut self.columns {
                if *other == column {
                    *other = Column::Other;
                }
            }
        }
        if let Some((_, own)) = self.columns.get_mut(place) {
            *own = column;
        }
    }

    /// Says whether the first row of the file is headings or a row like the others.
    pub fn set_headings(&mut self, has_headings: bool) {
        if self.has_headings == has_headings {
            return;
        }
        if has_headings {
            self.rows.remove(0);
            self.columns = columns(&self.first);
            self.key_columns = key_columns(&self.columns);
            self.guess();
        } else {
            let first = self.first.clone();
            // The words that make a title are more than one.
            let title = first.iter().position(|cell| cell.contains(char::is_whitespace)).unwrap_or(0);
            let meaning = |place| if place == title { Column::Title } else { Column::Other };
            self.columns =
                (0..first.len()).map(|place| (format!("Column {}", place + 1), meaning(place))).collect();
            self.key_columns.clear();
            self.rows.insert(0, SheetRow { number: 1, cells: Ok(first) });
        }
        self.has_headings = has_headings;
        self.meanings.clear();
    }

    /// Guesses by the values what the headings leave open: which column has the titles, and whether an effort is points.
    fn guess(&mut self) {
        let values = |place: usize| {
            let rows = self.rows.iter().filter_map(|row| row.cells.as_ref().ok()).take(GUESSED_FROM);
            rows.filter_map(move |cells| cells.get(place).map(String::as_str)).filter(|cell| !cell.is_empty())
        };
        let place_of = |column: Column| self.columns.iter().position(|(_, other)| *other == column);
        let is_title = |place: &usize| {
            let (name, column) = &self.columns[*place];
            let (all, short, spaced) = values(*place).fold((0, 0, 0), |(all, short, spaced), cell| {
                let is_short = cell.chars().count() <= TITLE_LONGEST;
                (all + 1, short + usize::from(is_short), spaced + usize::from(cell.contains(' ')))
            });
            let is_named = ["feature", "item", "requirement", "idea", "user story"]
                .contains(&name.to_lowercase().as_str());
            *column == Column::Other && all > 0 && short * 10 >= all * 9 && (is_named || spaced * 2 > all)
        };
        let title = (0..self.columns.len()).find(is_title).filter(|_| !self.has_title());
        let is_points =
            |place: &usize| values(*place).any(|cell| cell.parse::<f64>().is_ok_and(|it| it > 5.0));
        let points =
            place_of(Column::Effort).filter(is_points).filter(|_| place_of(Column::Estimate).is_none());
        for (place, column) in [(title, Column::Title), (points, Column::Estimate)] {
            if let Some(place) = place {
                self.columns[place].1 = column;
            }
        }
    }

    /// What the columns mean, one name a column.
    pub fn mapping(&self) -> Vec<String> {
        self.columns.iter().map(|(_, column)| column.name().to_owned()).collect()
    }

    /// Lets the columns mean what they meant before; of another number of columns nothing is taken.
    pub fn set_mapping(&mut self, names: &[String]) {
        if names.len() == self.columns.len() {
            for ((_, column), name) in self.columns.iter_mut().zip(names) {
                *column = Column::ALL.into_iter().find(|it| it.name() == name).unwrap_or(*column);
            }
        }
    }

    /// By what a list with the same headings is known; none where it has none.
    pub fn headings(&self) -> Option<String> {
        let names = self.columns.iter().map(|(name, _)| name.as_str());
        self.has_headings.then(|| names.collect::<Vec<_>>().join("\t"))
    }

    /// Whether a column gives the titles.
    pub fn has_title(&self) -> bool {
        self.columns.iter().any(|(_, column)| *column == Column::Title)
    }
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the file, the heading being row 1.
    pub number: usize,
    /// As many cells as there are columns, cleaned, or why the row cannot be read.
    pub cells: Result<Vec<String>, String>,
}

/// Why a file is no list; each says where and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SheetError {
    /// Nothing is in it.
    #[error("The file is empty.")]
    Empty,
    /// Headings and nothing under them.
    #[error("There are headings and no row under them.")]
    NoRows,
    /// Past the limits.
    #[error("The list has more than {most} {what}. Cut it into smaller files.")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is read.
        most: usize,
    },
    /// Binary data.
    #[error("The file is not a list of text. Save it as CSV (UTF-8) and try again.")]
    NotText,
}

/// Whether pasted lines are rows of a table, as spreadsheets copy them; lines that are indented are none.
pub fn is_table(text: &str) -> bool {
    let mut reader = reader(text.trim(), b'\t');
    let rows = reader.records().map(|row| row.is_ok_and(|row| row.len() > 1));
    let rows: Vec<bool> = rows.collect();
    rows.len() > 1 && rows.into_iter().all(|is_row| is_row)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

/// Reads a list: finds the delimiter, the headings and what they mean.
pub fn parse_sheet(text: &str) -> Result<Sheet, SheetError> {
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    if text.starts_with("PK\u{3}\u{4}")
        || text.chars().take(2000).filter(|letter| *letter == '\0').count() > 20
    {
        return Err(SheetError::NotText);
    }
    let (delimiter, delimiter_name) = sniff_delimiter(text);
    let mut reader = reader(text, delimiter);
    let mut records = reader.records();
    let heading = records.next().and_then(Result::ok).ok_or(SheetError::Empty)?;
    if heading.len() > COLUMNS_MOST {
        return Err(SheetError::TooLarge { what: "columns", most: COLUMNS_MOST });
    }
    let first: Vec<String> = heading.iter().map(read_cell).collect();
    let columns = columns(&first);
    let mut rows = Vec::new();
    for (place, record) in records.enumerate() {
        if rows.len() >= ROWS_MOST {
            return Err(SheetError::TooLarge { what: "rows", most: ROWS_MOST });
        }
        let cells = match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => continue,
            Ok(record) => read_cells(&record, columns.len()),
            Err(_) => Err("cannot be read".into()),
        };
        rows.push(SheetRow { number: place + 2, cells });
    }
    let has_headings = is_heading(&first);
    if rows.is_empty() && has_headings {
        return Err(SheetError::NoRows);
    }
    let (delimiter, meanings) = (delimiter_name, BTreeMap::new());
    let key_columns = key_columns(&columns);
    let mut sheet =
        Sheet { columns, has_headings: true, key_columns, first, rows, delimiter, meanings, saved_at: None };
    sheet.set_headings(has_headings);
    sheet.guess();
    Ok(sheet)
}

/// Whether a first row reads like headings: two names that are known, or short words without a number among them.
fn is_heading(cells: &[String]) -> bool {
    let known = cells.iter().filter(|cell| Column::recognise(cell) != Column::Other).count();
    let is_name = |cell: &&String| cell.chars().count() <= HEADING_LONGEST && cell.parse::<f64>().is_err();
    let are_names = cells.iter().filter(|cell| !cell.trim().is_empty()).all(|cell| is_name(&cell));
    let is_full = cells.iter().all(|cell| !cell.trim().is_empty());
    known > 1 || are_names && (known == 1 || cells.len() > 1 && is_full)
}

/// The delimiter that cuts the heading into the most cells; a comma where there is nothing to cut.
fn sniff_delimiter(text: &str) -> (u8, &'static str) {
    let mut is_quoted = false;
    let mut counts = [0usize; 4];
    const KNOWN: [(u8, &str); 4] = [(b',', "comma"), (b';', "semicolon"), (b'\t', "tab"), (b'|', "bar")];
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                for (count, (known, _)) in counts.iter_mut().zip(KNOWN) {
                    *count += usize::from(byte == known);
                }
            }
        }
    }
    let best = (0..KNOWN.len()).rev().max_by_key(|place| counts[*place]).unwrap_or(0);
    KNOWN[best]
}

fn columns(heading: &[String]) -> Vec<(String, Column)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut columns: Vec<(String, Column)> = Vec::with_capacity(heading.len());
    for cell in heading {
        let name = clean_line(cell);
        let count = seen.entry(name.to_lowercase()).or_insert(0);
        *count += 1;
        let mut column = Column::recognise(&name);
        // Only labels may come in several columns; of the others the first column counts.
        if column != Column::Labels && columns.iter().any(|(_, other)| *other == column) {
            column = Column::Other;
        }
        columns.push((if *count > 1 { format!("{name} ({count})") } else { name }, column));
    }
    columns
}

fn key_columns(columns: &[(String, Column)]) -> Vec<String> {
    let names = columns.iter().map(|(name, _)| name);
    names.filter(|name| Column::recognise(name) == Column::Key).cloned().collect()
}

fn read_cells(record: &StringRecord, width: usize) -> Result<Vec<String>, String> {
    let surplus = record.iter().skip(width).any(|cell| !cell.trim().is_empty());
    if surplus {
        return Err(format!("has {} cells, the heading has {width}; a quote may be missing", record.len()));
    }
    let mut cells: Vec<String> = record.iter().take(width).map(read_cell).collect();
    cells.resize(width, String::new());
    Ok(cells)
}

/// A cell without the quote that keeps spreadsheets from running it as a formula.
fn read_cell(cell: &str) -> String {
    let guarded = cell.strip_prefix('\'').filter(|_| is_formula(cell.trim_start_matches('\'')));
    clean_text(guarded.unwrap_or(cell))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
        sheet
            .rows
            .iter()
            .filter_map(|row| row.cells.as_ref().ok())
            .map(|row| row.iter().map(String::as_str).collect())
            .collect()
    }

    #[test]
    fn headings_of_other_tools_are_known() {
        let sheet = parse_sheet("Summary;Issue key;Issue Type;Labels;Labels;Sprint\r\nPay;A-1;Bug;x;y;3\r\n")
            .unwrap();
        let meanings: Vec<Column> = sheet.columns.iter().map(|(_, column)| *column).collect();
        use Column::{Key, Labels, Other, Title, Type};
        assert_eq!(meanings, [Title, Key, Type, Labels, Labels, Other]);
        assert_eq!(sheet.columns[4].0, "Labels (2)");
        assert_eq!(sheet.delimiter, "semicolon");
        assert_eq!(cells(&sheet), [["Pay", "A-1", "Bug", "x", "y", "3"]]);
    }

    #[test]
    fn the_second_of_two_equal_meanings_is_kept_as_it_is() {
        let sheet = parse_sheet("Title,Name\na,b").unwrap();
        assert_eq!(sheet.columns[1], ("Name".into(), Column::Other));
    }

    #[test]
    fn a_row_with_too_many_cells_is_named_and_a_short_one_is_filled() {
        let sheet = parse_sheet("Title,Type\nshort\nlong,Bug,x\n\n ,\nfine,Bug\n").unwrap();
        assert_eq!(sheet.rows[0].cells, Ok(vec!["short".into(), String::new()]));
        assert_eq!(sheet.rows[1].number, 3);
        assert_eq!(sheet.rows[1].cells, Err("has 3 cells, the heading has 2; a quote may be missing".into()));
        assert_eq!(sheet.rows.len(), 3);
    }

    #[test]
    fn rows_without_headings_lose_none_and_a_person_may_say_otherwise() {
        let mut sheet = parse_sheet("A-1\tBuy milk\t3\nA-2\tSell milk\t5\n").unwrap();
        assert!(!sheet.has_headings);
        let meant: Vec<Column> = sheet.columns.iter().map(|(_, column)| *column).collect();
        assert_eq!(meant, [Column::Other, Column::Title, Column::Other]);
        assert_eq!(cells(&sheet), [["A-1", "Buy milk", "3"], ["A-2", "Sell milk", "5"]]);
        assert_eq!((sheet.rows[0].number, sheet.rows[1].number), (1, 2));
        sheet.set_headings(true);
        assert_eq!(cells(&sheet), [["A-2", "Sell milk", "5"]]);
        assert_eq!(sheet.columns[1].0, "Buy milk");
        sheet.set_headings(false);
        assert_eq!(cells(&sheet).len(), 2);
        let typed = parse_sheet("A-1\tBuy milk\tStory\t3\nA-2\tSell milk\tBug\t5\n").unwrap();
        assert!(!typed.has_headings, "one word that is a heading elsewhere makes none");
        let lone = parse_sheet("Buy milk").unwrap();
        assert_eq!(cells(&lone), [["Buy milk"]]);
        assert!(parse_sheet("Titel;Art\nKaufen;Fehler\n").unwrap().has_headings);
    }

    #[test]
    fn rows_of_a_spreadsheet_are_a_table_and_an_outline_is_none() {
        assert!(is_table("Title\tStatus\nOne\tReady\n\"Two\nlines\"\tDraft\n"));
        assert!(!is_table("Sheds\n\tPaint them\n\tLock them"));
        assert!(!is_table("\tPaint them\n\tLock them") && !is_table("one\ttwo") && !is_table("one\ntwo"));
    }

    #[test]
    fn what_headings_leave_open_is_guessed_from_the_values() {
        let meant = |text: &str| -> Vec<Column> {
            parse_sheet(text).unwrap().columns.into_iter().map(|(_, column)| column).collect()
        };
        use Column::{Effort, Estimate, Key, Other, Title};
        assert_eq!(meant("ID,Feature,Effort\n1,Login,8\n2,Logout,3\n"), [Key, Title, Estimate]);
        assert_eq!(meant("ID,Wunsch,Effort\n1,Pay by card,5\n2,Pay later,3\n"), [Key, Title, Effort]);
        let mut turned = parse_sheet("ID,Feature\n1,Login\n").unwrap();
        turned.set_headings(false);
        turned.set_headings(true);
        assert_eq!(turned.columns[1].1, Title);
        assert_eq!(meant("ID,Phase,Points,Effort\n1,Now,8,13\n"), [Key, Other, Estimate, Effort]);
    }

    #[test]
    fn what_columns_meant_is_taken_over_for_the_same_headings() {
        let mut first = parse_sheet("ID,Wunsch,Rang\n1,Pay by card,High\n").unwrap();
        first.set_column(2, Column::Value);
        let mut second = parse_sheet("ID,Wunsch,Rang\n2,Pay later,Low\n").unwrap();
        assert_eq!(first.headings(), second.headings());
        second.set_mapping(&first.mapping());
        assert_eq!(second.columns, first.columns);
        let mut other = parse_sheet("ID,Wunsch\n2,Pay later\n").unwrap();
        let before = other.clone();
        other.set_mapping(&first.mapping());
        assert_eq!(other, before);
    }

    #[test]
    fn a_person_says_which_column_has_the_titles() {
        let mut sheet = parse_sheet("Foo,Bar,Summary\n1,2,3").unwrap();
        assert!(sheet.has_title());
        sheet.set_column(1, Column::Title);
        let meant: Vec<Column> = sheet.columns.iter().map(|(_, column)| *column).collect();
        assert_eq!(meant, [Column::Other, Column::Title, Column::Other]);
        sheet.set_column(1, Column::Ignored);
        assert!(!sheet.has_title());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        assert_eq!(parse_sheet("Title,Type\n"), Err(SheetError::NoRows));
        assert_eq!(parse_sheet("Titel;Art\n"), Err(SheetError::NoRows));
        assert_eq!(parse_sheet(" \n"), Err(SheetError::Empty));
        assert_eq!(parse_sheet("PK\u{3}\u{4}..."), Err(SheetError::NotText));
    }

    #[test]
    fn the_guard_against_formulas_comes_off() {
        let sheet = parse_sheet("Title\n'=1+1\n'quoted'\n").unwrap();
        assert_eq!(cells(&sheet), [["=1+1"], ["'quoted'"]]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(Title,Type\n)?.{0,80}") {
            let _ = parse_sheet(&text);
        }
    }
}
