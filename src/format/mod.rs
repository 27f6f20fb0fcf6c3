//! Outside shapes: the document, tables of other programs, Markdown.
//!
//! Reading never changes anything: it gives a staged value or an error that names the place and the remedy.

mod answer;
mod archive;
mod cell;
mod column;
mod convert;
mod day;
mod delimited;
mod delivery;
mod document;
mod encoding;
mod export;
mod guess;
mod heading;
mod json;
mod mail;
mod markdown;
mod markup;
mod outline;
mod page;
mod part;
mod reading;
mod redact;
mod refusal;
mod report;
mod roadmap_page;
mod schema;
mod share;
mod sheet;
mod spreadsheet;
mod survey_form;
mod table;
mod workbook;

pub use answer::answers;
pub use archive::{ArchiveError, is_archive, unpack};
pub use cell::{attachment_lines, read_comments, read_steps};
pub use column::SheetColumn;
pub use convert::{TextMarkup, plain_markdown};
pub use day::DayOrder;
pub use delimited::quoted_cells;
pub use delivery::{handout, sprint_calendar, sprint_report, test_plan};
pub use document::{
    DOCUMENT_VERSION, Document, DocumentError, FILE_LARGEST, StagedRecord, is_json, write_document,
    write_in_slices,
};
pub use encoding::{decode, decode_bytes, no_list};
pub use export::{TARGETS, Target, export};
pub use json::read_json;
pub use mail::{Mail, read_mail, split_mails};
pub use markdown::{MarkdownNode, Tag, parse_markdown};
pub use markup::Markup;
pub use outline::indent_of;
pub use page::page_html;
pub use reading::read_readings;
pub use redact::{NotRedacted, words_to_redact};
pub use refusal::SheetError;
pub use report::{
    SCENARIO_HEADS, brief_markdown, facts_markdown, launch_markdown, report_markdown, returns_of,
    scenarios_of,
};
pub use roadmap_page::{Disclosure, RoadmapPage};
pub use schema::document_schema;
pub use share::{RoadmapBy, markdown_html, roadmap_markdown};
pub use sheet::{SharedKeys, Sheet, SheetRow, is_table, parse_sheet, parse_sheet_on, read_sheet};
pub use spreadsheet::{
    backlog_csv, described_csv, field_text, is_item_heading, join_list, rows_csv, split_list,
};
pub use survey_form::survey_form;
pub use table::{CellTable, Cells, is_formula};
pub use workbook::read_workbook;
