//! What goes out for another tool: who takes what, and in which form.

mod calendar;
mod chosen;
mod outline;
mod script;
mod table;
mod workbook;

pub(super) use calendar::{calendar, date, event};

use super::backlog_csv;
use crate::model::{Day, Id, Instant};
use crate::workspace::Tables;
use chosen::Chosen;
use table::{AZURE, GITLAB, JIRA, LINEAR, TRELLO, TableLayout};

/// A tool, or a form that many tools read.
pub struct Target {
    /// As a person knows it.
    pub name: &'static str,
    /// What is saved.
    pub file: &'static str,
    /// How the file gets in there, and what stays behind.
    pub say: &'static str,
    /// What the file's name ends in.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// Whether it is about the whole product, and no list.
    pub is_whole: bool,
    form: Form,
}

enum Form {
    Workbook,
    List,
    Table(&'static TableLayout),
    Script,
    Outline,
    Calendar,
}

const CSV: &str = "text/csv";

const fn table(name: &'static str, layout: &'static TableLayout, say: &'static str) -> Target {
    Target { name, file: "CSV", say, ending: "csv", media: CSV, is_whole: false, form: Form::Table(layout) }
}

/// Who something goes out for, in the order a person chooses from.
pub static TARGETS: [Target; 10] = [
    Target {
        name: "Excel and other spreadsheets",
        file: "XLSX",
        say: "Of the whole product: a sheet for the items, and one for each kind of record there is. Of a list: its items. Texts stay texts, nothing is run as a formula.",
        ending: "xlsx",
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_whole: false,
        form: Form::Workbook,
    },
    Target {
        name: "Throughline list",
        file: "CSV",
        say: "The items with all columns. Import knows them again, so you can change them in a spreadsheet and bring them back.",
        ending: "csv",
        media: CSV,
        is_whole: false,
        form: Form::List,
    },
    table(
        "Jira",
        &JIRA,
        "An administrator brings it in: Settings, System, External system import, CSV. Map Parent, and the states once; dates are yyyy-MM-dd'T'HH:mm:ssX. Sprints have to be there already.",
    ),
    table(
        "Linear",
        &LINEAR,
        "Linear’s importer on the command line takes it as “Linear (CSV export)”. Types become labels. It reads neither parents nor cycles; they stand in the file all the same.",
    ),
    table(
        "Trello",
        &TRELLO,
        "Trello needs the Power-Up “Import to Trello” for it. States become lists, types become labels; epic, estimate and sprint stand below the description.",
    ),
    Target {
        name: "GitHub",
        file: "script for gh",
        say: "Run it with sh where gh is logged in and in the repository. It makes labels, milestones and issues, epics first, and closes what is over. Run again, it makes nothing twice.",
        ending: "sh",
        media: "text/x-shellscript",
        is_whole: false,
        form: Form::Script,
    },
    table(
        "GitLab",
        &GITLAB,
        "On the list of issues: Actions, Import CSV. Labels and milestones have to be there already, and it cannot be undone: try it with a few first.",
    ),
    table(
        "Azure Boards",
        &AZURE,
        "Boards, Queries, Import work items: up to 1,000 at once. All come in as New, so the state goes along as a tag. Delete the column Iteration Path if your sprints are not there.",
    ),
    Target {
        name: "Markdown",
        file: "checklist",
        say: "One line an item, with state and estimate, under its epic. For notes, wikis and messages.",
        ending: "md",
        media: "text/markdown",
        is_whole: false,
        form: Form::Outline,
    },
    Target {
        name: "Calendar",
        file: "ICS",
        say: "Every day ahead: milestones, releases, launches, sprints, reviews, what is due. Bring it in again later, and its events move instead of standing twice.",
        ending: "ics",
        media: "text/calendar",
        is_whole: true,
        form: Form::Calendar,
    },
];

/// The file for a tool: of these items in their order, else of the whole product.
pub fn export(
    tables: &Tables,
    product: Id,
    list: Option<&[Id]>,
    target: &Target,
    (today, now): (Day, Instant),
) -> Vec<u8> {
    let all: Vec<Id>;
    let ids = match list {
        Some(ids) => ids,
        None => {
            all = tables.items.in_order(product).collect();
            &all
        }
    };
    let Some(chosen) = Chosen::of(tables, product, ids) else { return Vec::new() };
    let text = match target.form {
        Form::Workbook => return workbook::workbook(tables, product, ids, list.is_none()),
        Form::List => backlog_csv(tables, ids),
        Form::Table(layout) => table::csv(&chosen, layout),
        Form::Script => script::script(&chosen),
        Form::Outline => outline::outline(&chosen),
        Form::Calendar => calendar::days_ahead(tables, product, today, now),
    };
    text.into_bytes()
}
