//! Lines a person pastes: each becomes an item, what is indented stands under the line above.

use super::item::add_ranked;
use super::{CommandError, Draft};
use crate::format::{indent_of, quoted_cells};
use crate::model::{Category, Id, Item, ItemType, Product, Rank, Record, clean_line, read_point};
use crate::workspace::Tx;

/// More lines than this are a file: Import shows them before they count.
pub const LINES_MOST: usize = 5_000;

/// A line of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineLine {
    /// What it says, without the sign of a list.
    pub title: String,
    /// How many lines stand above it, one in the other.
    pub depth: usize,
    /// Whether the next line stands under it.
    pub has_children: bool,
    /// Whether its box is ticked.
    pub is_done: bool,
}

/// Reads lines; empty ones are left out, and a cell that a spreadsheet put in quotes is one.
pub fn read_outline(text: &str) -> Result<Vec<OutlineLine>, CommandError> {
    let cells = quoted_cells(text).map(|cells| {
        let lines = cells.iter().map(|cell| cell.replace(['\r', '\n'], " "));
        lines.collect::<Vec<_>>().join("\n")
    });
    let text = cells.as_deref().unwrap_or(text);
    let filled = text.lines().filter(|line| !line.trim().is_empty());
    let count = filled.clone().count();
    if count > LINES_MOST {
        return Err(CommandError::ManyLines(count));
    }
    let mut lines: Vec<OutlineLine> = Vec::with_capacity(count);
    let mut indents: Vec<usize> = Vec::new();
    for line in filled {
        let indent = indent_of(line);
        let (title, is_done) = read_point(line);
        let title = clean_line(title);
        if title.is_empty() {
            continue;
        }
        while indents.last().is_some_and(|last| *last >= indent) {
            indents.pop();
        }
        if let Some(above) = lines.last_mut().filter(|above| above.depth < indents.len()) {
            above.has_children = true;
        }
        lines.push(OutlineLine { title, depth: indents.len(), has_children: false, is_done });
        indents.push(indent);
    }
    Ok(lines)
}

/// Makes an item of each line before or after those there are. A line with others under it is an epic, what stands
/// under an epic a story, what stands deeper a task. What is ticked is done.
pub fn paste_outline(
    tx: &mut Tx<'_>,
    product: Id,
    text: &str,
    at_top: bool,
) -> Result<Vec<Id>, CommandError> {
    let lines = read_outline(text)?;
    let items = &tx.tables().items;
    let edge = if at_top { items.in_order(product).next() } else { items.in_order(product).next_back() };
    let edge = edge.and_then(|id| tx.get::<Item>(id)).and_then(Record::place).map(|place| place.rank.clone());
    let ranks = if at_top {
        Rank::spread(None, edge.as_ref(), lines.len())
    } else {
        Rank::spread(edge.as_ref(), None, lines.len())
    };
    let done = tx.get::<Product>(product).and_then(|owner| owner.workflow.first(Category::Done));
    let done = done.map(|state| state.id.clone());
    let mut above: Vec<Id> = Vec::new();
    let mut made = Vec::with_capacity(lines.len());
    for (line, rank) in lines.into_iter().zip(ranks) {
        above.truncate(line.depth);
        let kind = match line.depth {
            0 if line.has_children => ItemType::Epic,
            0 | 1 => ItemType::Story,
            _ => ItemType::Task,
        };
        let status = done.clone().filter(|_| line.is_done);
        let draft =
            Draft { title: line.title, kind, status, parent: above.last().copied(), ..Draft::default() };
        let id = add_ranked(tx, product, draft, rank)?;
        above.push(id);
        made.push(id);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(usize, String, bool)> {
        read_outline(text).unwrap().into_iter().map(|it| (it.depth, it.title, it.has_children)).collect()
    }

    #[test]
    fn indentation_becomes_depth_and_signs_of_lists_go() {
        let lines = read("- Reminders\n  * Send one\n\n\t\t[x] By text\n  2. Stop them\nBooking page\n   ");
        let expected = [
            (0, "Reminders", true),
            (1, "Send one", true),
            (2, "By text", false),
            (1, "Stop them", false),
            (0, "Booking page", false),
        ];
        assert_eq!(lines, expected.map(|(depth, title, has)| (depth, title.to_owned(), has)));
    }

    #[test]
    fn what_only_looks_like_a_sign_stays() {
        assert_eq!(
            read("-5 degrees\n2026. A year\n3D view\n#1 wish"),
            [
                (0, "-5 degrees".into(), false),
                (0, "A year".into(), false),
                (0, "3D view".into(), false),
                (0, "#1 wish".into(), false),
            ]
        );
    }

    #[test]
    fn cells_in_quotes_are_one_line_each_and_what_is_ticked_is_known() {
        let titles = |text: &str| read(text).into_iter().map(|(_, title, _)| title).collect::<Vec<_>>();
        assert_eq!(titles("\"Login\nwith \"\"SSO\"\"\"\nLogout\n"), ["Login with \"SSO\"", "Logout"]);
        assert_eq!(titles("\"To be\" is said\n\"Not\" as well"), ["\"To be\" is said", "\"Not\" as well"]);
        let done = read_outline("- [x] a\n- [ ] b\n[X] c").unwrap();
        assert_eq!(done.iter().map(|line| line.is_done).collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn too_many_lines_are_refused_with_their_number() {
        let error = read_outline(&"line\n".repeat(20_000)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "That is 20000 lines. So many come in through Import, which shows them first."
        );
    }
}
