//! Lists as a workbook: a sheet for the items, and one for each kind that has records.

use std::fmt::Write as _;

use super::zip::zip;
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
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

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
    let (mut types, mut names, mut links) = (String::new(), String::new(), String::new());
    let mut files = Vec::new();
    for (place, (name, grid)) in (1..).zip(sheets) {
        let _ = write!(
            types,
            "<Override PartName=\"/xl/worksheets/sheet{place}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>"
        );
        let _ = write!(names, "<sheet name=\"{}\" sheetId=\"{place}\" r:id=\"r{place}\"/>", escaped(name));
        let _ = write!(
            links,
            "<Relationship Id=\"r{place}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"
        );
        files.push((format!("xl/worksheets/sheet{place}.xml"), sheet(grid)));
    }
    let first = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r0\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\">{links}<Relationship Id=\"r0\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        // Two looks of a cell: plain, and bold for headings.
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
            ),
        ),
    ];
    let first = first.into_iter().map(|(name, text)| (name.to_owned(), format!("{HEAD}{text}")));
    zip(&first.chain(files).collect::<Vec<_>>())
}

/// A sheet, its headings bold and always in sight.
fn sheet(grid: &Grid) -> String {
    let mut text = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (place, (head, _)) in grid.heads.iter().enumerate() {
        let cells = grid.rows.iter().filter_map(|row| row.get(place)).chain([head]);
        let width = cells.map(|cell| cell.chars().take(WIDEST).count() + 2).max().unwrap_or(0);
        let place = place + 1;
        let _ = write!(text, "<col min=\"{place}\" max=\"{place}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    text.push_str("</cols><sheetData><row>");
    for (head, _) in &grid.heads {
        write_text(head, " s=\"1\"", &mut text);
    }
    for row in &grid.rows {
        text.push_str("</row><row>");
        for (cell, (_, is_number)) in row.iter().zip(&grid.heads) {
            match number(cell).filter(|_| *is_number) {
                Some(number) => drop(write!(text, "<c><v>{number}</v></c>")),
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
    let _ = write!(text, "<c{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">{cell}</t></is></c>");
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
    let mut escaped = String::with_capacity(text.len());
    let mut length = 0;
    for letter in text.chars() {
        length += letter.len_utf16();
        if length > CELL_LONGEST {
            break;
        }
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(letter),
            '\u{FFFE}' | '\u{FFFF}' => {}
            _ if letter.is_control() => {}
            _ => escaped.push(letter),
        }
    }
    escaped
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
