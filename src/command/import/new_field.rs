//! Fields that come with a list: a column nothing here has becomes a field of a person's own.

use std::borrow::Cow;

use crate::command::{CommandError, add_own_field};
use crate::format::{DayOrder, Sheet, SheetColumn, join_list};
use crate::model::{Item, Pace, Record, fold, parse_measure};
use crate::workspace::Tx;

/// A choice has no more than so many values.
const CHOICES_MOST: usize = 12;

/// Adds a field for each column that is to be a new one, and says so; the list that comes back names them, and is the same
/// where there is none.
pub(super) async fn add_new_fields<'a>(
    tx: &mut Tx<'_>,
    sheet: &'a Sheet,
    pace: &Pace,
) -> Result<(Cow<'a, Sheet>, Vec<String>), CommandError> {
    let mut sheet = Cow::Borrowed(sheet);
    let mut notes = Vec::new();
    let table = sheet.kind().map_or(Item::TABLE, |kind| kind.table);
    let all = sheet.kind().map_or("items", |kind| kind.plural);
    for place in 0..sheet.columns.len() {
        let Some((name, SheetColumn::NewField)) = sheet.columns.get(place).cloned() else { continue };
        pace.rest().await;
        let name = if SheetColumn::is_due(&name) { "Due date".to_owned() } else { name };
        let days = sheet.day_order();
        // A list that was brought in before has made it.
        let known = tx.tables().own_fields().of(table);
        if let Some(field) = known.into_iter().find(|field| fold(field.label) == fold(&name)) {
            sheet.to_mut().set_column(place, SheetColumn::Field(field));
            continue;
        }
        let (holds, more) = guess(&sheet.values(place), days);
        let field = add_own_field(tx, table, &name, holds, &more)?;
        let holds = match holds {
            "choice" => format!("one of {more}"),
            "number" => "a number".to_owned(),
            "day" => "a day".to_owned(),
            "yes_no" => "yes or no".to_owned(),
            _ => "text".to_owned(),
        };
        notes.push(format!("“{name}” becomes a field of all {all}. It holds {holds}."));
        sheet.to_mut().set_column(place, SheetColumn::Field(field));
    }
    Ok((sheet, notes))
}

/// What a field holds that has these values, and its choices: days, numbers, yes and no, a few words, or text. One messy
/// cell among five makes no text of days and numbers: it is named, and stays with its row.
fn guess(values: &[&str], days: DayOrder) -> (&'static str, String) {
    let are = |fits: &dyn Fn(&str) -> bool| {
        let fitting = values.iter().filter(|value| fits(value)).count();
        fitting > 0 && fitting * 5 >= values.len() * 4
    };
    if are(&|value| {
        days.day(value).is_some() && (value.len() == 13 || !value.bytes().all(|digit| digit.is_ascii_digit()))
    }) {
        return ("day", String::new());
    }
    if are(&|value| parse_measure(value, "").is_ok()) {
        return ("number", String::new());
    }
    let is_answer = |value: &&str| ["yes", "no"].iter().any(|word| value.eq_ignore_ascii_case(word));
    if !values.is_empty() && values.iter().all(is_answer) {
        return ("yes_no", String::new());
    }
    let mut words: Vec<&str> = Vec::new();
    for value in values {
        if !words.iter().any(|word| word.eq_ignore_ascii_case(value)) {
            words.push(value);
        }
        if words.len() > CHOICES_MOST {
            return ("text", String::new());
        }
    }
    if words.is_empty() || words.len() * 2 > values.len() {
        return ("text", String::new());
    }
    ("choice", join_list(words.into_iter().map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::DayOrder;

    fn guess(values: &[&str]) -> (&'static str, String) {
        super::guess(values, DayOrder::Unknown)
    }

    #[test]
    fn what_a_column_holds_is_read_off_its_values() {
        assert_eq!(guess(&["2026-11-30", "2026-12-01"]).0, "day");
        assert_eq!(guess(&["Nov 30, 2026", "31/12/2026"]).0, "day");
        assert_eq!(guess(&["45292", "45293"]).0, "number");
        assert_eq!(guess(&["1.5", "-2"]).0, "number");
        assert_eq!(guess(&["1", "2", "about 6", "3", "4"]).0, "number");
        assert_eq!(guess(&["1", "about 6"]).0, "text");
        assert_eq!(guess(&["Yes", "no"]).0, "yes_no");
        assert_eq!(guess(&["High", "Low", "high", "Low"]), ("choice", "High, Low".to_owned()));
        assert_eq!(guess(&["a, b", "c", "a, b", "c"]).1, "\"a, b\", c");
        assert_eq!(guess(&["Anna", "Ben"]).0, "text");
        assert_eq!(guess(&[]).0, "text");
    }
}
