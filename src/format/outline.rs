//! Lists that say by their shape what is above an item: a column a level, a number of the level, rows that head others.

use super::CellTable;
use super::heading::find_heading;
use super::table::put;
use crate::model::{fold, read_point};

/// A row of cells that are moved about.
type Row = Vec<String>;

/// Gives a list that says by its shape what is above an item a column that says it.
pub(super) fn unfold(table: CellTable, start: usize) -> CellTable {
    let Some(heading) = find_heading(&table, start, None) else { return table };
    let names =
        table.row(heading).map(|cells| cells.iter().map(|name| fold(name).replace(' ', "")).collect());
    let names: Vec<String> = names.unwrap_or_default();
    let place = |name: &str| names.iter().position(|other| other == name);
    let levels: Vec<usize> = (1..10).map_while(|level| place(&format!("title{level}"))).collect();
    let rows = || table.rows().map(|row| row.iter().map(str::to_owned).collect()).collect::<Vec<Row>>();
    let rows = if levels.len() > 1 {
        unfold_levels(rows(), heading, &levels, place("id"))
    } else if let (Some(kind), Some(title), Some(level)) = (place("type"), place("content"), place("indent"))
    {
        unfold_indents(rows(), heading, [kind, title, level])
    } else {
        return table;
    };
    let mut unfolded = CellTable::of_texts(&rows);
    unfolded.open_quotes = table.open_quotes;
    unfolded
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// The lists of a text in Markdown as a list: headings and what has others under it are epics, what is ticked is done. None
/// where the text is something else.
pub(super) fn of_checklist(text: &str) -> Option<CellTable> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let is_heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let is_point = |line: &str| {
        let line = line.trim_start();
        ["- ", "* ", "+ ", "1. "].iter().any(|sign| line.starts_with(sign))
    };
    let (points, others) = lines().fold((0, 0), |(points, others), line| match () {
        () if is_point(line) => (points + 1, others),
        () if is_heading(line) => (points, others),
        () => (points, others + 1),
    });
    if points < 2 || others > points || !lines().next().is_some_and(|line| is_point(line) || is_heading(line))
    {
        return None;
    }
    let mut table =
        vec![["ID", "Type", "Title", "Status category", "Parent", "Description"].map(str::to_owned).to_vec()];
    // The way to a line, each part with how far it is indented.
    let mut way: Vec<(usize, String)> = Vec::new();
    for line in lines() {
        let indent = if is_heading(line) {
            line.len() - line.trim_start_matches('#').len()
        } else {
            8 + indent_of(line)
        };
        if !is_point(line) && !is_heading(line) {
            // What is indented under a point says more about it.
            if let Some(last) = table.last_mut().filter(|row| row.len() > 5) {
                let more = format!("{}\n{}", cell(last, 5), line.trim());
                put(last, 5, more.trim().to_owned());
            }
            continue;
        }
        let (title, is_done) = read_point(line);
        let title = title.to_owned();
        while way.last().is_some_and(|(last, _)| *last >= indent) {
            way.pop();
        }
        let path = |way: &[(usize, String)]| {
            way.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>().join(" / ")
        };
        let parent = path(&way);
        if way.len() == 1 {
            let above = table.iter_mut().rfind(|row| cell(row, 0) == parent);
            if let Some(row) = above {
                put(row, 1, "Epic".to_owned());
            }
        }
        let kind = if way.len() > 1 { "Task" } else { "Story" };
        way.push((indent, title.clone()));
        let done = if is_done { "Done" } else { "" };
        let row = [path(&way), kind.to_owned(), title, done.to_owned(), parent, String::new()];
        table.push(row.to_vec());
    }
    Some(CellTable::of_texts(&table))
}

/// How many spaces a line begins with; a tab stands for four.
pub fn indent_of(line: &str) -> usize {
    line.chars().take_while(|it| it.is_whitespace()).map(|it| if it == '\t' { 4 } else { 1 }).sum()
}

fn cell(row: &[String], place: usize) -> &str {
    row.get(place).map_or("", |cell| cell.trim())
}

/// What is above a row at a level: the last before it at the one above.
struct Above(Vec<String>);

impl Above {
    fn enter(&mut self, level: usize, name: &str) -> String {
        self.0.truncate(level);
        let above = self.0.last().cloned().unwrap_or_default();
        self.0.resize(level, above.clone());
        self.0.push(name.to_owned());
        above
    }
}

/// “Title 1, Title 2, Title 3” of Azure: the title stands in the column of its level.
fn unfold_levels(mut table: Vec<Row>, heading: usize, levels: &[usize], key: Option<usize>) -> Vec<Row> {
    let [first, second, ..] = levels[..] else { return table };
    let mut above = Above(Vec::new());
    for (number, row) in table.iter_mut().enumerate().skip(heading) {
        if number == heading {
            put(row, first, "Title".to_owned());
            put(row, second, "Parent".to_owned());
            continue;
        }
        if is_blank(row) {
            continue;
        }
        let level = levels.iter().position(|level| !cell(row, *level).is_empty()).unwrap_or(0);
        let title = levels.get(level).map(|level| cell(row, *level).to_owned()).unwrap_or_default();
        let name = key.map(|key| cell(row, key).to_owned()).filter(|key| !key.is_empty());
        let parent = above.enter(level, &name.unwrap_or_else(|| title.clone()));
        for level in levels {
            put(row, *level, String::new());
        }
        put(row, first, title);
        put(row, second, parent);
    }
    table
}

/// Todoist: tasks with a number of their level, sections that head them, and notes under them.
fn unfold_indents(rows: Vec<Row>, heading: usize, [kind, title, indent]: [usize; 3]) -> Vec<Row> {
    let mut above = Above(Vec::new());
    let mut section = String::new();
    let width = rows.get(heading).map_or(0, Vec::len);
    let [parent, label, comments] = [width, width + 1, width + 2];
    let mut table: Vec<Row> = Vec::with_capacity(rows.len());
    for (number, mut row) in rows.into_iter().enumerate() {
        if number == heading {
            for (place, name) in [(parent, "Parent"), (label, "Labels"), (comments, "Comments")] {
                put(&mut row, place, name.to_owned());
            }
        }
        let (of, name) = (cell(&row, kind).to_lowercase(), cell(&row, title).to_owned());
        match of.as_str() {
            _ if number <= heading => {}
            "section" => {
                section = name;
                row = Vec::new();
            }
            "note" => {
                if let Some(last) = table.last_mut() {
                    let known = cell(last, comments);
                    let all = if known.is_empty() { name } else { format!("{known}\n\n{name}") };
                    put(last, comments, all);
                }
                continue;
            }
            _ if is_blank(&row) => {}
            _ => {
                let level = cell(&row, indent).parse().unwrap_or(1_usize).clamp(1, 9);
                let over = above.enter(level - 1, &name);
                put(&mut row, parent, over);
                put(&mut row, label, section.clone());
                put(&mut row, indent, String::new());
            }
        }
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &CellTable) -> Vec<Row> {
        table.rows().map(|row| row.iter().map(str::to_owned).collect()).collect()
    }

    fn unfolded(text: &str) -> Vec<Vec<String>> {
        rows(&unfold(crate::format::delimited::first_rows(text, ',', 99), 0))
    }

    #[test]
    fn titles_of_azure_stand_under_the_one_before_at_the_level_above() {
        let table = unfolded(
            "ID,Work Item Type,Title 1,Title 2,Title 3,State\n1,Epic,A,,,New\n2,Issue,,B,,New\n3,Task,,,C,New\n4,Issue,,D,,New\n5,Epic,E,,,New\n",
        );
        let read: Vec<[&str; 2]> = table.iter().skip(1).map(|row| [cell(row, 2), cell(row, 3)]).collect();
        assert_eq!(read, [["A", ""], ["B", "1"], ["C", "2"], ["D", "1"], ["E", ""]]);
        assert_eq!(&table[0][2..5], ["Title", "Parent", "Title 3"]);
    }

    #[test]
    fn lists_in_markdown_are_lists() {
        let table =
            rows(&of_checklist("# Shop\n\n- [x] Pay\n  - [ ] by card\n    It rings.\n- [ ] Look\n").unwrap());
        assert_eq!(
            table[1..],
            [
                ["Shop", "Epic", "Shop", "", "", ""],
                ["Shop / Pay", "Story", "Pay", "Done", "Shop", ""],
                ["Shop / Pay / by card", "Task", "by card", "", "Shop / Pay", "It rings."],
                ["Shop / Look", "Story", "Look", "", "Shop", ""],
            ]
        );
        assert_eq!(of_checklist("Title,Status\n- a,b\n- c,d\n"), None);
        assert_eq!(of_checklist("# Notes\nThey said much.\nAnd more.\n- a\n"), None);
    }

    #[test]
    fn tasks_of_todoist_have_their_section_and_their_notes() {
        let table = unfolded(
            "TYPE,CONTENT,PRIORITY,INDENT\nsection,Home,,\ntask,Wash,4,1\ntask,Dry,4,2\nnote,On the line,,\n,,,\nsection,Work,,\ntask,Call,1,1\n",
        );
        let read: Vec<[&str; 4]> = table
            .iter()
            .filter(|row| cell(row, 0) == "task")
            .map(|row| [cell(row, 1), cell(row, 4), cell(row, 5), cell(row, 6)])
            .collect();
        assert_eq!(
            read,
            [["Wash", "", "Home", ""], ["Dry", "Wash", "Home", "On the line"], ["Call", "", "Work", ""]]
        );
    }
}
