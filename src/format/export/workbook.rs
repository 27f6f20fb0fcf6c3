//! Lists as a workbook: a sheet for the items, and one for each kind that has records.

use crate::format::Markup;
use crate::format::archive::pack;
use crate::format::spreadsheet::{Grid, backlog_grid, described_grid};
use crate::model::Id;
use crate::model::kind::{BUILT, KINDS, Kind};
use crate::workspace::Tables;

/// A sheet's name has so many characters at most.
const NAME_LONGEST: usize = 31;
/// A cell has so many units of UTF-16 at most.
const CELL_LONGEST: usize = 32_767;
/// A column is so many characters wide at most.
const WIDEST: usize = 60;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const LINKS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
const LINK: &str = "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PARTS: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>";
const PART: &str = "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.";
const BOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>";
const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>";
/// Two looks of a cell: plain, and bold for headings.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

/// The items; of a whole product the records of every kind after them.
pub(super) fn workbook(tables: &Tables, product: Id, ids: &[Id], is_whole: bool) -> Vec<u8> {
    let mut sheets = vec![("Items".to_owned(), backlog_grid(tables, ids))];
    for kind in KINDS.into_iter().chain(BUILT).filter(|_| is_whole) {
        let records = tables.described_of(kind, product);
        let ids: Vec<Id> = records.iter().map(|record| record.meta.id).collect();
        if !ids.is_empty() {
            let name = sheet_name(kind, &sheets);
            sheets.push((name, described_grid(tables, kind, &ids)));
        }
    }
    write(&sheets)
}

/// What the sheet of a kind is called, and no other.
fn sheet_name(kind: &Kind, others: &[(String, Grid)]) -> String {
    let letter = |letter: char| if "[]:*?/\\'".contains(letter) { ' ' } else { letter };
    let name: String = kind.title.chars().map(letter).take(NAME_LONGEST - 3).collect();
    let name = name.trim().to_owned();
    let is_taken = |name: &String| others.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}

fn write(sheets: &[(String, Grid)]) -> Vec<u8> {
    let (mut parts, mut links, mut names) = (PARTS.to_owned(), LINKS.to_owned(), BOOK.to_owned());
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut part = |name: &str, what: &str, text: &str| {
        parts.push_str(&["<Override PartName=\"/", name, PART, what, "+xml\"/>"].concat());
        files.push((name.to_owned(), [HEAD, text].concat().into_bytes()));
    };
    let link = |id: &str, what: &str, name: &str| {
        ["<Relationship Id=\"r", id, LINK, what, "\" Target=\"", name, "\"/>"].concat()
    };
    for (place, (name, grid)) in (1..).zip(sheets) {
        let id: &str = &place.to_string();
        let file = ["worksheets/sheet", id, ".xml"].concat();
        part(&["xl/", &file].concat(), "worksheet", &sheet(grid));
        links.push_str(&link(id, "worksheet", &file));
        let name = escaped(name);
        names.push_str(&["<sheet name=\"", &name, "\" sheetId=\"", id, "\" r:id=\"r", id, "\"/>"].concat());
    }
    links.push_str(&link("0", "styles", "styles.xml"));
    names.push_str("</sheets></workbook>");
    part("xl/workbook.xml", "sheet.main", &names);
    part("xl/styles.xml", "styles", STYLES);
    let root = link("0", "officeDocument", "xl/workbook.xml");
    for (name, head, text, end) in [
        ("xl/_rels/workbook.xml.rels", "", links.as_str(), "</Relationships>"),
        ("_rels/.rels", LINKS, root.as_str(), "</Relationships>"),
        ("[Content_Types].xml", "", parts.as_str(), "</Types>"),
    ] {
        files.push((name.to_owned(), [HEAD, head, text, end].concat().into_bytes()));
    }
    pack(&files)
}

/// A sheet, its headings bold and always in sight.
fn sheet(grid: &Grid) -> String {
    let mut text = SHEET.to_owned();
    for (place, (head, _)) in (0..).zip(&grid.heads) {
        let mut widest = head.chars().count();
        for cell in grid.rows.iter().filter_map(|row| row.get(place)) {
            widest = cell.chars().take(WIDEST).count().max(widest);
        }
        let (column, width) = (&(place + 1).to_string(), &(widest + 2).to_string());
        text.push_str(
            &["<col min=\"", column, "\" max=\"", column, "\" width=\"", width, "\" customWidth=\"1\"/>"]
                .concat(),
        );
    }
    text.push_str("</cols><sheetData><row>");
    for (head, _) in &grid.heads {
        write_text(head, " s=\"1\"", &mut text);
    }
    for row in &grid.rows {
        text.push_str("</row><row>");
        for (cell, (_, is_number)) in row.iter().zip(&grid.heads) {
            match number(cell).filter(|_| *is_number) {
                Some(number) => text.push_str(&["<c><v>", &number, "</v></c>"].concat()),
                None if cell.is_empty() => text.push_str("<c/>"),
                None => write_text(cell, "", &mut text),
            }
        }
    }
    text.push_str("</row></sheetData></worksheet>");
    text
}

fn write_text(cell: &str, style: &str, text: &mut String) {
    let cell = escaped(cell);
    text.push_str(
        &["<c", style, " t=\"inlineStr\"><is><t xml:space=\"preserve\">", &cell, "</t></is></c>"].concat(),
    );
}

/// The number a cell begins with, where nothing but its unit comes after it.
fn number(cell: &str) -> Option<String> {
    let written = cell.split(' ').next()?.replace('−', "-");
    let (whole, part) = written.split_once('.').unwrap_or((&written, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(whole.trim_start_matches('-')) && digits(part)).then_some(written)
}

/// A text as XML has it: without what it cannot say, and no longer than a cell may be.
fn escaped(text: &str) -> String {
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= CELL_LONGEST
    };
    let is_said = |letter: &char| {
        let is_control = letter.is_control() && !['\n', '\t'].contains(letter);
        !is_control && !['\u{FFFE}', '\u{FFFF}'].contains(letter)
    };
    let said: String = text.chars().take_while(fits).filter(is_said).collect();
    let mut markup = Markup::default();
    markup.text(&said);
    markup.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_with_its_unit_or_without() {
        for (cell, read) in [
            ("3", Some("3")),
            ("0.5", Some("0.5")),
            ("−2.25", Some("-2.25")),
            ("85 %", Some("85")),
            ("3 days", Some("3")),
            ("", None),
            ("1:24", None),
            ("2.10.1", None),
            ("x3", None),
        ] {
            assert_eq!(number(cell).as_deref(), read, "{cell}");
        }
    }

    #[test]
    fn a_text_is_what_xml_and_a_cell_can_hold() {
        assert_eq!(escaped("<a & \"b\">\u{7}\u{FFFF}\n"), "&lt;a &amp; &quot;b&quot;&gt;\n");
        assert_eq!(escaped(&"😀".repeat(20_000)).encode_utf16().count(), CELL_LONGEST - 1);
    }

    #[test]
    fn every_kind_has_a_sheet_of_its_own_name() {
        let mut sheets = Vec::new();
        for kind in KINDS.into_iter().chain(BUILT).chain([KINDS[0]]) {
            let name = sheet_name(kind, &sheets);
            assert!(name.chars().count() <= NAME_LONGEST && !name.contains([':', '/', '\'']), "{name}");
            assert!(sheets.iter().all(|(other, _): &(String, Grid)| *other != name), "{name}");
            sheets.push((name, Grid { heads: Vec::new(), rows: Vec::new() }));
        }
    }
}
