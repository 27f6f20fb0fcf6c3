//! The pages, one file or folder a place, and the dialogs that belong to the work as a whole.

mod backlog;
mod combine;
mod coverage;
mod dialogs;
mod first_steps;
mod gate;
mod import;
mod inspector;
mod outcomes;
mod portfolio;
mod product_form;
mod recovery;
mod roadmap;
mod settings;
mod start;
mod strategy;
mod today;
mod trace;
mod values;

pub use backlog::{Backlog, BulkBar, Carried};
pub use combine::{Duplicates, MergeForm, SplitForm};
use coverage::gap_chip;
pub use dialogs::{ConfirmDialog, EraseDialog, NotFound, ProductDialog};
pub use first_steps::FirstSteps;
pub use gate::GateForm;
pub use import::ImportSheet;
pub use inspector::{CheckInForm, HandOverForm, Inspector, KeyResultForm, note_segment};
pub use outcomes::Outcomes;
pub use portfolio::Portfolio;
pub use recovery::{Obstacle, Recovery};
pub use roadmap::Roadmap;
pub use settings::Settings;
pub use start::Start;
pub use strategy::{Strategy, VisionChanges, VisionForm};
pub use today::Today;
pub use trace::Trace;
