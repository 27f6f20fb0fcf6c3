//! Days as a calendar file (RFC 5545): whole days, each known again by what it is of.

use crate::analysis::is_running;
use crate::model::kind::{BUILT, Field, Holds, KINDS, PUT_OFF, RITUALS};
use crate::model::{Day, Id, Instant, Item, Record, capitalised};
use crate::workspace::Tables;

/// A line has so many bytes at most.
const LINE_LONGEST: usize = 75;

/// The file of these events.
pub fn calendar(events: &[String]) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Throughline//EN\r\n{}END:VCALENDAR\r\n",
        events.concat()
    )
}

/// An event of a whole day, or of several by a rule; the same name stands for the same event in every file.
pub fn event(name: &str, made: Instant, day: Day, rule: &str, summary: &str) -> String {
    let stamp: String = made.to_rfc3339().chars().filter(|it| !"-:".contains(*it)).collect();
    let stamp = stamp.split(['.', 'Z']).next().unwrap_or_default();
    let lines = [
        "BEGIN:VEVENT",
        &format!("UID:{name}@throughline"),
        &format!("DTSTAMP:{stamp}Z"),
        &format!("DTSTART;VALUE=DATE:{}", date(day)),
        rule,
        &format!("SUMMARY:{}", escaped(summary)),
        // A day to know of, and no time that is taken.
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ];
    lines.into_iter().filter(|line| !line.is_empty()).map(folded).collect()
}

/// A day as it stands there: `20261121`.
pub fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Every day ahead that stands in a record of the product.
pub(super) fn days_ahead(tables: &Tables, product: Id, today: Day, now: Instant) -> String {
    let mut events = Vec::new();
    // What is put off comes back by itself.
    let kinds = KINDS.into_iter().chain(BUILT).filter(|kind| ![&PUT_OFF, &RITUALS].contains(kind));
    for kind in kinds {
        let is_day = |field: &&&Field| matches!(field.holds, Holds::Day | Holds::Due);
        let fields: Vec<&Field> = kind.fields.iter().filter(is_day).copied().collect();
        for record in tables.described_of(kind, product) {
            for field in &fields {
                // What is done today has its day, too; what is due today is still ahead.
                let first = if field.holds == Holds::Due { today } else { today.plus(1) };
                let counts = field.holds == Holds::Day || is_running(tables, kind, record);
                if let Some(day) = record.day(field).filter(|day| *day >= first && counts) {
                    let what = capitalised(kind.noun);
                    let of = if fields.len() > 1 {
                        format!(" ({})", field.label.to_lowercase())
                    } else {
                        String::new()
                    };
                    let name = format!("{}-{}-{}", kind.table, record.meta.id, field.key);
                    events.push(event(&name, now, day, "", &format!("{what}: {}{of}", record.name())));
                }
            }
        }
    }
    for item in tables.items.of(product) {
        if let Some(day) = item.follow_up.filter(|day| *day >= today) {
            let name = format!("{}-{}-follow_up", Item::TABLE, item.meta.id);
            events.push(event(&name, now, day, "", &format!("Follow up: {}", item.shown_title())));
        }
    }
    calendar(&events)
}

/// A text as a calendar file has it: what separates there is escaped.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace('\r', "").replace('\n', "\\n")
}

/// A line, cut where it is too long; what goes on begins with a space.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE_LONGEST {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_comes_back_from_its_lines(text in "[a-zé😀,;\\\\ \n]{0,200}") {
            let day = Day::new(2026, 12, 24).unwrap();
            let lines = event("a", Instant(0), day, "", &text);
            for line in lines.split("\r\n") {
                prop_assert!(line.len() <= LINE_LONGEST, "{line}");
                prop_assert!(!line.contains('\n'));
            }
            let whole = lines.replace("\r\n ", "");
            let summary = whole.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut read = String::new();
            let mut letters = summary.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' => match letters.next().unwrap() {
                        'n' => read.push('\n'),
                        other => read.push(other),
                    },
                    ',' | ';' => prop_assert!(false, "not escaped: {summary}"),
                    _ => read.push(letter),
                }
            }
            prop_assert_eq!(read, text);
        }
    }
}
