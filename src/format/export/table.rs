//! Tables of other tools: which headings each reads, and what of an item stands under them.

use super::chosen::{Chosen, ChosenItem, ExportOrder, Of, in_parts};
use crate::format::{markdown_html, spreadsheet::write_row};
use crate::model::ItemType;

/// How a tool reads a list.
pub(super) struct TableLayout {
    /// Its headings, and what stands under each.
    columns: &'static [(&'static str, Of)],
    /// Its words for epics, stories, bugs, tasks, chores and spikes.
    types: [&'static str; 6],
    /// Its word for a task that is a part of something smaller than an epic.
    sub_task: &'static str,
    /// What stands between several values of a cell; without it each has a column of its own.
    between: Option<&'static str>,
    /// What has no column there, and stands below the description.
    facts: &'static [(&'static str, Of)],
    /// The order it wants.
    order: ExportOrder,
    /// Whether it takes the apostrophe off again that keeps a text from being a formula. Others would show it.
    is_guarded: bool,
}

const TYPES: [&str; 6] = ["Epic", "Story", "Bug", "Task", "Chore", "Spike"];

/// Jira Cloud, by an administrator's import: a parent is named by its issue id, and stands before its parts.
pub(super) static JIRA: TableLayout = TableLayout {
    columns: &[
        ("Summary", Of::Title),
        ("Issue key", Of::Key),
        ("Issue id", Of::Number),
        ("Parent", Of::ParentNumber),
        ("Issue Type", Of::Type),
        ("Status", Of::State),
        ("Story Points", Of::Points),
        ("Labels", Of::Labels),
        ("Assignee", Of::Delegate),
        ("Sprint", Of::Sprint),
        ("Fix versions", Of::Release),
        ("Created", Of::Created),
        ("Updated", Of::Updated),
        ("Resolved", Of::Over),
        ("Due date", Of::Due),
        ("Description", Of::Body),
        ("Inward issue link (Blocks)", Of::WaitsFor),
        ("Comment", Of::Comments),
    ],
    types: TYPES,
    sub_task: "Sub-task",
    between: None,
    facts: &[],
    order: ExportOrder::Levels,
    is_guarded: false,
};

/// Linear's own export, which its importer reads.
pub(super) static LINEAR: TableLayout = TableLayout {
    columns: &[
        ("Id", Of::Key),
        ("Team", Of::Product),
        ("Title", Of::Title),
        ("Description", Of::Body),
        ("Status", Of::State),
        ("Estimate", Of::WholePoints),
        ("Priority", Of::Always("No priority")),
        ("Project", Of::Always("")),
        ("Creator", Of::Always("")),
        ("Assignee", Of::Delegate),
        ("Labels", Of::LabelsAndType),
        ("Cycle Number", Of::Always("")),
        ("Cycle Name", Of::Sprint),
        ("Cycle Start", Of::SprintFirst),
        ("Cycle End", Of::SprintLast),
        ("Created", Of::Created),
        ("Updated", Of::Updated),
        ("Started", Of::Started),
        ("Completed", Of::Done),
        ("Canceled", Of::Cancelled),
        ("Archived", Of::Always("")),
        ("Due Date", Of::Due),
        ("Parent issue", Of::ParentKey),
        ("Blocked By", Of::WaitsFor),
    ],
    types: TYPES,
    sub_task: TYPES[3],
    between: Some(", "),
    facts: &[],
    order: ExportOrder::List,
    is_guarded: true,
};

/// The Power-Up “Import to Trello” by Blue Cat.
pub(super) static TRELLO: TableLayout = TableLayout {
    columns: &[
        ("Card Name", Of::Title),
        ("Card Description", Of::Description),
        ("Labels", Of::LabelsAndType),
        ("Members", Of::Delegate),
        ("Due Date", Of::Due),
        ("Start Date", Of::SprintFirst),
        ("List Name", Of::State),
        ("Checklist", Of::Steps),
    ],
    types: TYPES,
    sub_task: TYPES[3],
    between: Some(", "),
    facts: &[
        ("Part of", Of::Parent),
        ("Estimate", Of::Points),
        ("Sprint", Of::Sprint),
        ("Release", Of::Release),
        ("Waits for", Of::WaitsFor),
    ],
    order: ExportOrder::List,
    is_guarded: false,
};

/// GitLab: what has no column is an order at the end of the description.
pub(super) static GITLAB: TableLayout = TableLayout {
    columns: &[
        ("title", Of::Title),
        ("description", Of::Orders),
        ("due_date", Of::Due),
        ("milestone", Of::Release),
        ("type", Of::Always("issue")),
    ],
    types: TYPES,
    sub_task: TYPES[3],
    between: Some(", "),
    facts: &[
        ("Part of", Of::Parent),
        ("Status", Of::State),
        ("Sprint", Of::Sprint),
        ("Waits for", Of::WaitsFor),
    ],
    order: ExportOrder::Levels,
    is_guarded: false,
};

/// Azure Boards: the column of the title says how deep an item stands. Its import refuses ids and states of new items.
pub(super) static AZURE: TableLayout = TableLayout {
    columns: &[
        ("Work Item Type", Of::Type),
        ("Title 1", Of::TitleAt(0)),
        ("Title 2", Of::TitleAt(1)),
        ("Title 3", Of::TitleAt(2)),
        ("Story Points", Of::Points),
        ("Tags", Of::LabelsAndState),
        ("Iteration Path", Of::SprintPath),
        ("Description", Of::Html),
    ],
    types: ["Epic", "User Story", "Bug", "Task", "Task", "User Story"],
    sub_task: TYPES[3],
    between: Some("; "),
    facts: &[],
    order: ExportOrder::Tree,
    is_guarded: false,
};

/// The items as a tool reads them.
pub(super) fn csv(chosen: &Chosen<'_>, layout: &TableLayout) -> String {
    let mut widths = vec![1; layout.columns.len()];
    let mut rows = Vec::new();
    for line in chosen.in_order(layout.order) {
        let mut row = Vec::new();
        for ((_, of), width) in layout.columns.iter().zip(&mut widths) {
            let cells = layout.cell(chosen, *of, line);
            *width = cells.len().max(*width);
            row.push(cells);
        }
        rows.push(row);
    }
    let heads = layout.columns.iter().zip(&widths);
    let heads = heads.map(|((head, _), width)| vec![(*head).to_owned(); *width]).collect();
    rows.insert(0, heads);
    let mut text = String::new();
    for mut row in rows {
        for (cells, width) in row.iter_mut().zip(&widths) {
            cells.resize(*width, String::new());
        }
        write_row(row.concat().into_iter(), layout.is_guarded, &mut text);
    }
    text
}

impl TableLayout {
    /// What stands under a heading: a cell, or several.
    fn cell(&self, chosen: &Chosen<'_>, of: Of, line: &ChosenItem<'_>) -> Vec<String> {
        let said = chosen.says(of, line);
        match of {
            Of::Type => vec![self.word(chosen, line).to_owned()],
            Of::Body | Of::Description => vec![self.below(chosen, said, line)],
            Of::Steps => vec![said.join("\n")],
            Of::Html => vec![markdown_html(&self.below(chosen, said, line))],
            Of::Orders => vec![orders(chosen, &self.below(chosen, said, line), line)],
            _ => match self.between {
                Some(between) => vec![said.join(between)],
                None => said,
            },
        }
    }

    /// Its word for the type of an item.
    fn word(&self, chosen: &Chosen<'_>, line: &ChosenItem<'_>) -> &'static str {
        let is_part = chosen.parent(line).is_some_and(|parent| parent.kind != ItemType::Epic);
        let is_sub_task = is_part && line.item.kind == ItemType::Task;
        let place = ItemType::ALL.iter().position(|kind| *kind == line.item.kind);
        match place.and_then(|place| self.types.get(place)) {
            Some(word) if !is_sub_task => word,
            _ => self.sub_task,
        }
    }

    /// The description, and below it what has no column.
    fn below(&self, chosen: &Chosen<'_>, said: Vec<String>, line: &ChosenItem<'_>) -> String {
        in_parts(&[&said.concat(), &chosen.facts(self.facts, line)])
    }
}

/// A description for GitLab: no line of it is an order by chance, and at its end are those that are meant.
fn orders(chosen: &Chosen<'_>, text: &str, line: &ChosenItem<'_>) -> String {
    let mut plain = String::new();
    for line in text.lines() {
        plain.push_str(if line.starts_with('/') { "\\" } else { "" });
        plain.push_str(line);
        plain.push('\n');
    }
    let mut orders = String::new();
    let mut order = |name: &str, words: &str| {
        if !words.is_empty() {
            orders.push_str(&[name, words, "\n"].concat());
        }
    };
    let mut labels = String::new();
    for label in chosen.says(Of::LabelsAndType, line) {
        labels.push_str(&[" ~\"", &label.replace('"', "'"), "\""].concat());
    }
    order("/label", &labels);
    // Who has a name of several words has another one there.
    let who = chosen.says(Of::Delegate, line).concat();
    order("/assign @", if who.contains(char::is_whitespace) { "" } else { &who });
    order("/weight ", &chosen.says(Of::WholePoints, line).concat());
    if chosen.product.workflow.is_over(&line.item.status) {
        orders.push_str("/close");
    }
    in_parts(&[plain.trim_end(), orders.trim_end()])
}
