//! Workbooks of Excel as lists: the first sheet that has rows.
//!
//! Source: ECMA-376, “Office Open XML File Formats”, part 1, section 18.3 (worksheets) and 18.4 (shared strings).

use super::CellTable;
use super::archive::{ArchiveError, unpack};
use super::convert::unescaped;
use super::table::put;
use crate::model::in_order_of;

/// The cells of the first sheet that has rows; none where the archive is no workbook.
///
/// # Errors
/// Where it cannot be unpacked.
pub fn read_workbook(bytes: &[u8]) -> Result<Option<CellTable>, ArchiveError> {
    let is_part = |name: &str| name == "xl/sharedStrings.xml" || name.starts_with("xl/worksheets/sheet");
    let parts = unpack(bytes, &is_part)?;
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let shared = parts.iter().find(|(name, _)| name.ends_with("Strings.xml")).map(|(_, bytes)| text(bytes));
    let shared: Vec<String> =
        elements(shared.as_deref().unwrap_or_default(), "si").map(|(_, inside)| words(inside)).collect();
    let sheets: Vec<&(String, Vec<u8>)> = parts.iter().filter(|(name, _)| name.contains("/sheet")).collect();
    let sheets = in_order_of(sheets, |(name, _)| (name.len(), name.clone()));
    if sheets.is_empty() {
        return Ok(None);
    }
    let tables = sheets.into_iter().map(|(_, bytes)| rows(&text(bytes), &shared));
    let rows = tables.into_iter().find(|rows| !rows.is_empty()).unwrap_or_default();
    Ok(Some(CellTable::of_texts(&rows)))
}

fn rows(sheet: &str, shared: &[String]) -> Vec<Vec<String>> {
    let row = |inside: &str| {
        let mut cells: Vec<String> = Vec::new();
        for (head, inside) in elements(inside, "c") {
            let place = attribute(head, "r").and_then(place_of).unwrap_or(cells.len());
            // No sheet has more columns than this.
            if place >= 16_384 {
                continue;
            }
            let value = elements(inside, "v").next().map_or("", |(_, value)| value);
            let cell = match attribute(head, "t") {
                Some("s") => {
                    value.parse().ok().and_then(|at: usize| shared.get(at)).cloned().unwrap_or_default()
                }
                Some("inlineStr") => words(inside),
                Some("b") => (if value == "1" { "yes" } else { "no" }).to_owned(),
                _ => unescaped(value),
            };
            put(&mut cells, place, cell);
        }
        cells
    };
    elements(sheet, "row").map(|(_, inside)| row(inside)).collect()
}

/// The column a cell is in, by its name: “AB12” is the 28th, from 0.
fn place_of(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    letters
        .map(|letter| usize::from(letter - b'A') + 1)
        .try_fold(0_usize, |place, letter| place.checked_mul(26)?.checked_add(letter))?
        .checked_sub(1)
}

/// The words of all texts in an element; how they are read aloud is none of them.
fn words(inside: &str) -> String {
    elements(inside, "t").map(|(_, text)| unescaped(text)).collect()
}

/// The elements of a name, as what stands in their tag and between that and its end; none lies within another.
fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let mut rest = xml;
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    std::iter::from_fn(move || {
        loop {
            let (_, after) = rest.split_once(open.as_str())?;
            rest = after;
            if !after.starts_with([' ', '>', '/', '\n', '\r', '\t']) {
                continue;
            }
            let (head, after) = after.split_once('>')?;
            if let Some(head) = head.strip_suffix('/') {
                rest = after;
                return Some((head, ""));
            }
            let (inside, after) = after.split_once(close.as_str())?;
            rest = after;
            return Some((head, inside));
        }
    })
}

fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split_whitespace().find_map(|it| it.strip_prefix(name)?.strip_prefix("=\"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::archive::tests::pack;

    #[test]
    fn the_first_sheet_with_rows_is_the_list() {
        let sheet = concat!(
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Due</t></is></c></row>",
            "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"/><c r=\"C2\" s=\"1\"><v>45292</v></c></row></sheetData></worksheet>",
        );
        let shared = "<sst><si><t>Task Name</t></si><si><r><t xml:space=\"preserve\">Pay </t></r><r><t>&amp; go</t></r></si></sst>";
        let bytes = pack(&[
            ("xl/sharedStrings.xml", shared.as_bytes()),
            ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData/></worksheet>"),
            ("xl/worksheets/sheet2.xml", sheet.as_bytes()),
        ]);
        let table = read_workbook(&bytes).unwrap().unwrap();
        let rows: Vec<Vec<&str>> = table.rows().map(|row| row.iter().collect()).collect();
        assert_eq!(rows, [["Task Name", "", "Due"], ["Pay & go", "", "45292"]]);
        assert_eq!(read_workbook(&pack(&[("a.csv", b"x")])), Ok(None));
    }

    proptest::proptest! {
        #[test]
        fn no_sheet_makes_it_panic(xml in "[<>/ctrv =\"A-Z0-9s]{0,80}") {
            let _ = rows(&xml, &[]);
        }
    }
}
