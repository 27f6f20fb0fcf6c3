//! Outside shapes: the document, tables of other programs, Markdown.
//!
//! Reading never changes anything: it gives a staged value or an error that names the place and the remedy.

mod answer;
mod column;
mod day;
mod delimited;
mod delivery;
mod document;
mod encoding;
mod export;
mod guess;
mod heading;
mod mail;
mod markdown;
mod markup;
mod page;
mod reading;
mod redact;
mod report;
mod roadmap_page;
mod schema;
mod share;
mod sheet;
mod spreadsheet;
mod survey_form;

pub use answer::answers;
pub use column::Column;
pub use day::DayOrder;
pub use delivery::{handout, sprint_calendar, sprint_report, test_plan};
pub use document::{
    DOCUMENT_VERSION, Document, DocumentError, FILE_LARGEST, StagedRecord, is_json, write_document,
};
pub use encoding::decode;
pub use export::{TARGETS, Target, export};
pub use mail::{Mail, read_mail};
pub use markdown::{MarkdownNode, Tag, parse_markdown};
pub use markup::Markup;
pub use page::page_html;
pub use reading::read_readings;
pub use redact::{NotRedacted, words_to_redact};
pub use report::{
    SCENARIO_HEADS, brief_markdown, facts_markdown, launch_markdown, report_markdown, returns_of,
    scenarios_of,
};
pub use roadmap_page::{Audience, RoadmapPage};
pub use schema::document_schema;
pub use share::{RoadmapBy, markdown_html, roadmap_markdown};
pub use sheet::{SharedKeys, Sheet, SheetError, SheetRow, is_table, parse_sheet, parse_sheet_on};
pub use spreadsheet::{
    backlog_csv, described_csv, field_text, is_backlog_csv, is_formula, is_item_heading, join_list, rows_csv,
    split_list,
};
pub use survey_form::survey_form;
