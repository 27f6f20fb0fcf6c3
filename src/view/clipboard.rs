//! Rows as text, for the clipboard.

use super::Column;
use crate::format::is_formula;

/// Rows as a spreadsheet takes them, under the names of their columns and with tabs between; one row alone as it is
/// named in a text: “SPK-12 Pay by card”. Each row is its key, its title and the words of the columns.
pub fn rows_as_text(columns: &[Column], rows: Vec<Vec<String>>) -> String {
    if let [row] = rows.as_slice() {
        let named = row.iter().take(2).map(String::as_str).filter(|cell| !cell.is_empty());
        return named.collect::<Vec<_>>().join(" ");
    }
    let names = ["Key", "Title"].into_iter().chain(columns.iter().map(|column| column.name()));
    let mut text = names.collect::<Vec<_>>().join("\t");
    for row in rows {
        text.push('\n');
        for (place, cell) in row.iter().enumerate() {
            text.push_str(if place > 0 { "\t" } else { "" });
            let cell = cell.replace(['\t', '\n'], " ");
            if cell.starts_with('"') {
                // A spreadsheet takes a quote at the beginning for one around the cell.
                text.extend(["\"", &cell.replace('"', "\"\""), "\""]);
            } else {
                text.extend([if is_formula(&cell) { "'" } else { "" }, &cell]);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn several_rows_are_a_table_and_one_is_named() {
        let one = row(&["SPK-1", "Pay by card", "5"]);
        assert_eq!(rows_as_text(&[Column::Estimate], vec![one.clone()]), "SPK-1 Pay by card");
        let two = row(&["SPK-2", "=SUM(A1)", ""]);
        let three = row(&["SPK-3", "\"Pay\" now", "1"]);
        let expected =
            "Key\tTitle\tEstimate\nSPK-1\tPay by card\t5\nSPK-2\t'=SUM(A1)\t\nSPK-3\t\"\"\"Pay\"\" now\"\t1";
        assert_eq!(rows_as_text(&[Column::Estimate], vec![one, two, three]), expected);
    }
}
