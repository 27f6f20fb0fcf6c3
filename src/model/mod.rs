//! The records: plain data and the rules of one record, one file a concept.
//!
//! Nothing here knows of tables, storage, time or chance: a clock value, an id or a date comes in as an argument.

mod checksum;
mod fold;
mod goal;
mod id;
mod initiative;
mod item;
pub mod kind;
mod label;
mod measure;
mod meta;
mod metric;
mod note;
mod order;
mod past;
mod people;
mod product;
mod rank;
mod record;
mod release;
mod rule;
mod saved_view;
mod step;
mod text;
mod time;
mod vision;
mod wait;
mod workflow;

pub use checksum::CRC32;
pub use fold::{fold, folded, sort_key};
pub use goal::{CheckIn, Goal, KeyResult};
pub use id::{Id, IdError, Ids};
pub use initiative::{Confidence, Handover, Horizon, Initiative};
pub use item::{Estimate, EstimateError, Item, ItemType, Source, is_in_thousands};
pub use label::Label;
pub use measure::{MINUTES, MeasureError, decimal, format_measure, parse_measure};
pub use meta::Meta;
pub use metric::{Direction, Metric, MetricForm, Reading};
pub use note::{Comment, Criterion, CriterionRun, Note, Question, Step};
pub use order::{in_order_by, in_order_of, map_of, set_of, sorted_names};
pub use past::{Block, Override, SprintChange, StatusChange};
pub use people::Person;
pub use product::{Holiday, KEY_MAX, KeyError, Lens, Product, ProductKey, RESERVED_KEYS};
pub use rank::{Rank, RankError};
pub use record::{Link, MergeClass, Place, Record, RecordRef};
pub use release::{Release, ReleaseState, ReleaseStep};
pub use rule::{Check, Definition, Rule};
pub use saved_view::SavedView;
pub use step::step_among;
pub use text::{capitalised, clean_line, clean_text, has_unwanted};
pub use time::{Day, DayError, Instant};
pub use vision::Vision;
pub use wait::{PLANNED_TABLES, Wait};
pub use workflow::{Category, Entry, State, Workflow};
