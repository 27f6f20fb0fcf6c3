//! What a screen computes without a browser: addresses, keys, ranking of the palette, windowing, selection, words.

mod backlog;
mod backup;
mod board;
mod cell;
pub mod chart;
mod clipboard;
mod conflict;
mod device;
mod duty;
mod fuzzy;
mod glossary;
mod glyph;
mod list;
mod look;
mod matches;
mod period;
mod place;
mod playbook;
mod priorities;
mod query;
mod register;
mod route;
mod row;
mod shortcut;
mod spark;
mod takeout;
mod timeline;
mod value;
mod window;
mod words;

pub use backlog::row_of;
pub use backup::{Backup, Reminder};
pub use board::{Board, BoardColumn, Lane, board_items, board_list, map_list, plan_list, running_totals};
pub use cell::{Cell, ListRow, Token, Wording};
pub use clipboard::rows_as_text;
pub use conflict::{Disputed, DisputedRecord, changed, disputed};
pub use device::{Density, Device, Period, Theme};
pub use duty::{duty_place, duty_route, served_by};
pub use fuzzy::{FuzzyMatch, best_first, fuzzy_match};
pub use glossary::METHOD_WORDS;
pub use glyph::{goal_shape, record_glyph, status_glyph, table_glyph, type_glyph};
pub use list::{Left, Selection};
pub use look::{
    Branch, Column, Drop, Facet, FacetValue, Filter, Head, Listing, Look, RowCells, Shape, Sort, SortBy,
    Subject, branch_key, can_be_emptied, empty_cell, give, give_filtered, is_score, list, score_field,
};
pub use matches::{ANSWERS_MOST, Matches};
pub use period::{PeriodLength, Reporting};
pub use place::{Place, Tab};
pub use playbook::{PLAYBOOKS, Playbook, PlaybookStep};
pub use priorities::{
    Disagreement, Ranking, disagreements, missing_input, name_of_score, priorities, ranked_register,
    score_columns, to_refine,
};
pub use register::Register;
pub use route::{At, Route, SettingsTab};
pub use row::{RowMarkup, head_markup};
pub use shortcut::{Chord, KeyPress, Shortcut, ShortcutState, matching};
pub use spark::spark_path;
pub use takeout::{TAKEOUTS, Takeout};
pub use timeline::{BarPart, Begin, Tick, Zoom, arrow, span_of};
pub use value::value_cell;
pub use window::{LineAt, Lines, MOUNTED_MOST, stay_in_order};
pub use words::{change_words, count, done_words, file_name, megabytes, points_words, run_words};
