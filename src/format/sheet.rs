//! Lists as tables of text: CSV and TSV of any program, columns known by their headings.

use std::sync::Arc;

use super::delimited::{first_rows, read_table};
use super::heading::{
    DELIMITERS, HEADING_LOWEST, columns, find_heading, guess_kind, is_backlog, key_columns, name_otherwise,
    numbered, sniff_delimiter,
};
use super::outline::{of_checklist, unfold};
use super::refusal::{SheetError, check_work};
use super::{CellTable, Cells, DayOrder, SheetColumn, TextMarkup};
use crate::model::kind::{Field, Kind, OwnFields, PERSON_MONTHS, REACH};
use crate::model::{Instant, Item, Pace, Record, SortedMap, finish, fold};

/// More columns than any tool exports.
const COLUMNS_MOST: usize = 500;
/// More rows than a browser's storage holds.
const ROWS_MOST: usize = 50_000;
/// More lines, empty ones too, than a list of so many rows has.
const LINES_MOST: usize = 4 * ROWS_MOST;

/// What becomes of rows that share a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SharedKeys {
    /// Each is an item of its own.
    #[default]
    KeepEach,
    /// The last is the item, and the others are left out.
    TakeLast,
}

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The kind its rows are of; none where they are items.
    kind: Option<&'static Kind>,
    /// The fields a person added.
    own: OwnFields,
    /// The headings in file order, repeated ones numbered, and what each means.
    pub columns: Vec<(String, SheetColumn)>,
    /// The row of the file that is the headings, from 1; none where the columns are numbered.
    pub(super) heading: Option<usize>,
    /// The headings of columns that call a row something other rows may name, such as “Issue key” and “Issue id”.
    pub key_columns: Vec<String>,
    /// The rows of the file, shared by all that it is taken to mean.
    pub(super) table: Arc<CellTable>,
    /// How many of them only say how to read the others.
    start: usize,
    /// The character between cells, by name.
    pub delimiter: &'static str,
    /// What a person says that a value of a column means here: the id of a state, the name of a type.
    pub meanings: SortedMap<(SheetColumn, String), String>,
    /// When the list was saved, where that is known.
    pub saved_at: Option<Instant>,
    /// What the list is called: keys without letters are its own.
    pub list: String,
    /// Whether a person said which list it is.
    pub is_list_said: bool,
    /// What becomes of rows that share a key.
    pub shared_keys: SharedKeys,
    /// In which order a person says that days are written.
    pub day_order_said: Option<DayOrder>,
    /// In what its texts are written.
    pub markup: TextMarkup,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow<'a> {
    /// Its number in the file, from 1.
    pub number: usize,
    /// At most as many cells as there are columns, or why the row cannot be read.
    pub cells: Result<Cells<'a>, String>,
}

impl Sheet {
    /// A list of a table whose cells are said to stand between `delimiter`s; its first `start` rows only say how to read
    /// the others.
    pub fn of_table(
        table: CellTable,
        start: usize,
        delimiter: &'static str,
        page: Option<&'static Kind>,
    ) -> Result<Self, SheetError> {
        let table = unfold(table, start);
        let kind = guess_kind(&table, start, page);
        let mut sheet = Self {
            kind,
            own: OwnFields::default(),
            columns: Vec::new(),
            heading: None,
            key_columns: Vec::new(),
            table: Arc::new(table),
            start,
            delimiter,
            meanings: SortedMap::new(),
            saved_at: None,
            list: String::new(),
            is_list_said: false,
            shared_keys: SharedKeys::default(),
            day_order_said: None,
            markup: TextMarkup::default(),
        };
        sheet.set_kind(kind);
        if sheet.columns.len() > COLUMNS_MOST {
            return Err(SheetError::TooLarge { what: "columns", most: COLUMNS_MOST });
        }
        let rows = sheet.len();
        if rows > ROWS_MOST || sheet.table.len() == LINES_MOST {
            return Err(SheetError::TooLarge { what: "rows", most: ROWS_MOST });
        }
        if rows == 0 {
            return Err(SheetError::NoRows);
        }
        if sheet.kind.is_none() {
            check_work(&sheet.columns)?;
        }
        Ok(sheet)
    }

    /// Says what a column means; what only one column can mean is taken from the other.
    pub fn set_column(&mut self, place: usize, column: SheetColumn) {
        if !column.is_many() {
            for (_, other) in &mut self.columns {
                if *other == column {
                    *other = SheetColumn::rest(self.kind);
                }
            }
        }
        if let Some((_, own)) = self.columns.get_mut(place) {
            *own = column;
        }
    }

    /// The kind its rows are of; none where they are items.
    pub fn kind(&self) -> Option<&'static Kind> {
        self.kind
    }

    /// Says what its rows are, and reads the headings anew.
    pub fn set_kind(&mut self, kind: Option<&'static Kind>) {
        self.kind = kind;
        self.set_heading(find_heading(&self.table, self.start, kind).map(|place| place + 1));
    }

    /// The row of the file that is the headings, from 1.
    pub fn heading(&self) -> Option<usize> {
        self.heading
    }

    /// Says which row of the file is the headings; those before it are left out. With none, all are rows.
    pub fn set_heading(&mut self, heading: Option<usize>) {
        self.heading = heading;
        self.meanings.clear();
        let table = Arc::clone(&self.table);
        match heading.and_then(|row| table.row(row.checked_sub(1)?)) {
            Some(cells) => {
                self.columns = columns(cells, self.kind);
                self.key_columns = key_columns(&self.columns);
                self.find_own();
                if self.kind.is_none() {
                    self.guess();
                }
                let is_jira = ["Issue key", "Issue Type"]
                    .iter()
                    .all(|name| self.columns.iter().any(|it| it.0 == *name));
                self.markup = if is_jira { TextMarkup::Jira } else { TextMarkup::Markdown };
            }
            None => {
                let width = table.rows().skip(self.start).map(Cells::len).max().unwrap_or(0);
                // The words that make a title are more than one; a record of a kind is called by its first.
                let first = table.rows().skip(self.start).find(|cells| !cells.is_blank());
                let first = first.filter(|_| self.kind.is_none());
                let spaced = first.and_then(|cells| cells.iter().position(|cell| cell.trim().contains(' ')));
                let title = spaced.unwrap_or(0);
                let meaning =
                    |place| if place == title { self.name_column() } else { SheetColumn::rest(self.kind) };
                self.columns = (0..width).map(|place| (numbered(place), meaning(place))).collect();
                self.key_columns.clear();
            }
        }
    }

    /// The first rows that have something, by their number: one of them may be the headings.
    pub fn first_rows(&self) -> impl Iterator<Item = (usize, Cells<'_>)> {
        let rows = self.table.rows().enumerate().take(HEADING_LOWEST).skip(self.start);
        rows.filter(|(_, cells)| !cells.is_blank()).map(|(place, cells)| (place + 1, cells))
    }

    /// How many rows under the headings have something.
    pub fn len(&self) -> usize {
        self.table.full_from(self.first())
    }

    /// How many bytes its cells take.
    pub fn bytes(&self) -> usize {
        self.table.bytes()
    }

    /// Whether there is nothing under the headings.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// In how many rows under the headings a column has something.
    pub fn filled(&self, column: usize) -> usize {
        self.table.filled_from(self.first(), column)
    }

    /// The place of the first row under the headings.
    fn first(&self) -> usize {
        self.heading.unwrap_or(self.start)
    }

    /// The rows under the headings that have something.
    pub fn rows(&self) -> impl Iterator<Item = SheetRow<'_>> {
        let rows = self.table.rows().enumerate().skip(self.first());
        rows.filter(|(_, cells)| !cells.is_blank()).map(|(place, cells)| {
            let width = self.columns.len();
            let (own, surplus) = cells.split_at(width);
            let cells = if surplus.is_blank() {
                Ok(own)
            } else {
                Err(format!("has {} cells, the heading has {width}; a quote may be missing", cells.len()))
            };
            SheetRow { number: place + 1, cells }
        })
    }

    /// What a person should know of how the list was read, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let before = self.first_rows().filter(|(number, _)| self.heading.is_some_and(|row| *number < row));
        let quotes = self.table.open_quotes.iter().map(|(row, cell)| {
            format!("Row {row}: a quote opens in cell {cell} and does not close. It is read as a letter, and the rows after it stay rows.")
        });
        let before =
            before.map(|(number, _)| format!("Row {number} stands before the headings and is left out."));
        before.chain(quotes).collect()
    }

    /// Takes the name of its file for what the list is called, without the days and numbers that differ from one export to
    /// the next.
    pub fn set_name(&mut self, file: &str) {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
        let words = stem.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        self.list = words.collect::<Vec<_>>().join(" ");
    }

    /// What the columns mean, one name a column.
    pub fn mapping(&self) -> Vec<String> {
        self.columns.iter().map(|(_, column)| column.name().to_owned()).collect()
    }

    /// Lets the columns mean what they meant before; of another number of columns nothing is taken.
    pub fn set_mapping(&mut self, names: &[String]) {
        if names.len() == self.columns.len() {
            let all = self.meanings_of_columns();
            for ((_, column), name) in self.columns.iter_mut().zip(names) {
                // A field that was new then is one of a person's own now.
                let is_meant = |it: &&SheetColumn| it.name() == name && **it != SheetColumn::NewField;
                *column = all.iter().find(is_meant).copied().unwrap_or(*column);
            }
        }
    }

    /// Says which fields a person added, and finds the columns that are called so.
    pub fn set_own(&mut self, own: OwnFields) {
        self.own = own;
        self.find_own();
    }

    fn own(&self) -> Vec<&'static Field> {
        let own = self.own.of(self.kind.map_or(Item::TABLE, |kind| kind.table));
        // What an item is linked to is found by columns of their own.
        own.into_iter().filter(|field| self.kind.is_some() || !field.is_link()).collect()
    }

    fn find_own(&mut self) {
        let own = self.own();
        let kind = self.kind;
        // What is known by the name of another program alone gives way to a field a person called so.
        for (name, column) in &mut self.columns {
            let is_ours = !SheetColumn::recognise(name, kind).is_rest();
            if !is_ours && kind.is_some_and(|kind| SheetColumn::by_other_name(name, kind) == Some(*column)) {
                *column = SheetColumn::rest(kind);
            }
        }
        for (name, column) in self.columns.iter_mut().filter(|(_, column)| column.is_rest()) {
            // What a person called so goes before what things are scored by. “Effort (person-months)” and “Reach (users)” say it in their brackets, or before them.
            let (before, inside) = name.split_once('(').unwrap_or((name, ""));
            let (before, inside) = (before.trim(), inside.trim_end_matches(')').trim());
            let mut said = [name, inside, before].into_iter().map(fold).filter(|said| !said.is_empty());
            let named = said.find_map(|said| own.iter().rfind(|field| fold(field.label) == said));
            *column = named.map_or(*column, |field| SheetColumn::Field(field));
        }
        // Where reach is a column, effort is what it is divided by.
        let has = |columns: &[(String, SheetColumn)], field| {
            columns.iter().any(|(_, it)| *it == SheetColumn::Field(field))
        };
        if kind.is_none()
            && !is_backlog(&self.columns)
            && has(&self.columns, &REACH)
            && !has(&self.columns, &PERSON_MONTHS)
        {
            let is_effort = |(name, column): &&mut (String, SheetColumn)| {
                matches!(column, SheetColumn::Effort | SheetColumn::Estimate)
                    && fold(name).starts_with("effort")
            };
            if let Some((_, column)) = self.columns.iter_mut().find(is_effort) {
                *column = SheetColumn::Field(&PERSON_MONTHS);
            }
        }
        if let Some(kind) = kind {
            name_otherwise(&mut self.columns, kind);
        }
    }

    /// Everything a column can mean, in the order a person chooses from.
    pub fn meanings_of_columns(&self) -> Vec<SheetColumn> {
        let (rest, known): (Vec<SheetColumn>, Vec<SheetColumn>) =
            SheetColumn::all(self.kind).into_iter().partition(|column| column.is_rest());
        known.into_iter().chain(self.own().into_iter().map(SheetColumn::Field)).chain(rest).collect()
    }

    /// What stands in a column, without empty cells.
    pub fn values(&self, place: usize) -> Vec<&str> {
        let cells = self.rows().filter_map(|row| row.cells.ok()?.get(place).map(str::trim));
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// By what a list of the same with the same headings is known; none where it has none.
    pub fn headings(&self) -> Option<String> {
        let names = self.kind.map(|kind| kind.table).into_iter();
        let names = names.chain(self.columns.iter().map(|(name, _)| name.as_str()));
        self.heading.map(|_| names.collect::<Vec<_>>().join("\t"))
    }

    /// What the column means that gives the titles or names.
    pub fn name_column(&self) -> SheetColumn {
        self.kind.map_or(SheetColumn::Title, |kind| SheetColumn::Field(kind.name()))
    }

    /// Whether a column gives the titles or names.
    pub fn has_title(&self) -> bool {
        let name = self.name_column();
        self.columns.iter().any(|(_, column)| *column == name)
    }
}

/// Whether pasted lines are rows of a table, as spreadsheets copy them; lines that are indented are none.
pub fn is_table(text: &str) -> bool {
    let table = first_rows(text.trim(), '\t', LINES_MOST);
    table.len() > 1 && table.rows().all(|row| row.len() > 1)
}

/// Reads a list: finds the delimiter, what its rows are, the headings and what they mean.
pub fn parse_sheet(text: &str) -> Result<Sheet, SheetError> {
    parse_sheet_on(text, None)
}

/// Reads a list that is brought to the page of a kind: its rows are of that, unless the headings say otherwise.
pub fn parse_sheet_on(text: &str, page: Option<&'static Kind>) -> Result<Sheet, SheetError> {
    finish(read_sheet(text.to_owned(), page, &Pace::whole()))
}

/// The same in slices; the text is let go as soon as it is cut.
pub async fn read_sheet(text: String, page: Option<&'static Kind>, pace: &Pace) -> Result<Sheet, SheetError> {
    let cut = text.trim_start_matches('\u{FEFF}');
    if cut.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    if cut.starts_with("PK\u{3}\u{4}") || cut.chars().take(2000).filter(|letter| *letter == '\0').count() > 20
    {
        return Err(SheetError::NotText);
    }
    if let Some(table) = of_checklist(cut) {
        return Sheet::of_table(table, 0, "Markdown", page);
    }
    // Excel is told the delimiter by a line of its own.
    let said = cut.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    let said = DELIMITERS.into_iter().find(|(delimiter, _)| Some(*delimiter) == said);
    let start = usize::from(said.is_some());
    let (delimiter, delimiter_name) = said.unwrap_or_else(|| sniff_delimiter(cut));
    let table = read_table(cut, delimiter, LINES_MOST, pace).await;
    drop(text);
    Sheet::of_table(table, start, delimiter_name, page)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
        let rows = sheet.rows().filter_map(|row| row.cells.ok());
        rows.map(|row| row.iter().collect()).collect()
    }

    #[test]
    fn headings_of_other_tools_are_known() {
        let sheet = parse_sheet("Summary;Issue key;Issue Type;Labels;Labels;Sprint\r\nPay;A-1;Bug;x;y;3\r\n")
            .unwrap();
        let meanings: Vec<SheetColumn> = sheet.columns.iter().map(|(_, column)| *column).collect();
        use SheetColumn::{Key, Labels, Sprint, Title, Type};
        assert_eq!(meanings, [Title, Key, Type, Labels, Labels, Sprint]);
        assert_eq!(sheet.columns[4].0, "Labels (2)");
        assert_eq!(sheet.delimiter, "semicolon");
        assert_eq!(cells(&sheet), [["Pay", "A-1", "Bug", "x", "y", "3"]]);
    }

    #[test]
    fn the_second_of_two_equal_meanings_is_kept_as_it_is() {
        let sheet = parse_sheet("Title,Name\na,b").unwrap();
        assert_eq!(sheet.columns[1], ("Name".into(), SheetColumn::Other));
    }

    #[test]
    fn a_row_with_too_many_cells_is_named_and_a_short_one_is_filled() {
        let sheet = parse_sheet("Title,Type\nshort\nlong,Bug,x\n\n ,\nfine,Bug\n").unwrap();
        let rows: Vec<SheetRow<'_>> = sheet.rows().collect();
        assert_eq!(rows[0].cells.as_ref().unwrap().iter().collect::<Vec<_>>(), ["short"]);
        assert_eq!(rows[1].number, 3);
        assert_eq!(rows[1].cells, Err("has 3 cells, the heading has 2; a quote may be missing".into()));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn rows_without_headings_lose_none_and_a_person_may_say_otherwise() {
        let mut sheet = parse_sheet("A-1\tBuy milk\t3\nA-2\tSell milk\t5\n").unwrap();
        assert_eq!(sheet.heading(), None);
        let meant: Vec<SheetColumn> = sheet.columns.iter().map(|(_, column)| *column).collect();
        assert_eq!(meant, [SheetColumn::Other, SheetColumn::Title, SheetColumn::Other]);
        assert_eq!(cells(&sheet), [["A-1", "Buy milk", "3"], ["A-2", "Sell milk", "5"]]);
        assert_eq!(sheet.rows().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
        sheet.set_heading(Some(1));
        assert_eq!(cells(&sheet), [["A-2", "Sell milk", "5"]]);
        assert_eq!(sheet.columns[1].0, "Buy milk");
        sheet.set_heading(None);
        assert_eq!(cells(&sheet).len(), 2);
        let typed = parse_sheet("A-1\tBuy milk\tStory\t3\nA-2\tSell milk\tBug\t5\n").unwrap();
        assert!(typed.heading().is_none(), "one word that is a heading elsewhere makes none");
        let lone = parse_sheet("Buy milk").unwrap();
        assert_eq!(cells(&lone), [["Buy milk"]]);
        assert!(parse_sheet("Titel;Art\nKaufen;Fehler\n").unwrap().heading().is_some());
    }

    #[test]
    fn rows_of_a_spreadsheet_are_a_table_and_an_outline_is_none() {
        assert!(is_table("Title\tStatus\nOne\tReady\n\"Two\nlines\"\tDraft\n"));
        assert!(!is_table("Sheds\n\tPaint them\n\tLock them"));
        assert!(!is_table("\tPaint them\n\tLock them") && !is_table("one\ttwo") && !is_table("one\ntwo"));
    }

    #[test]
    fn what_columns_meant_is_taken_over_for_the_same_headings() {
        let mut first = parse_sheet("ID,Wunsch,Rang\n1,Pay by card,High\n").unwrap();
        first.set_column(2, SheetColumn::Value);
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
        sheet.set_column(1, SheetColumn::Title);
        let meant: Vec<SheetColumn> = sheet.columns.iter().map(|(_, column)| *column).collect();
        assert_eq!(meant, [SheetColumn::Other, SheetColumn::Title, SheetColumn::Other]);
        sheet.set_column(1, SheetColumn::Ignored);
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

    #[test]
    fn a_quote_that_does_not_close_is_named() {
        let sheet = parse_sheet("ID,Title,Description\n1,Alpha,ok\n2,Beta,\"open\n3,Gamma,x\n").unwrap();
        assert_eq!(cells(&sheet), [["1", "Alpha", "ok"], ["2", "Beta", "\"open"], ["3", "Gamma", "x"]]);
        assert_eq!(
            sheet.notes(),
            [
                "Row 3: a quote opens in cell 3 and does not close. It is read as a letter, and the rows after it stay rows."
            ]
        );
    }

    #[test]
    fn a_list_is_called_like_its_file() {
        let mut sheet = parse_sheet("Title\nx\n").unwrap();
        sheet.set_name("Tasks_2026-11-28 (1).csv");
        assert_eq!(sheet.list, "tasks");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(Title,Type\n)?.{0,80}") {
            let _ = parse_sheet(&text);
        }
    }
}
