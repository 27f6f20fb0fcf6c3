//! The pages, one file or folder a place, and the dialogs that belong to the work as a whole.

mod backlog;
mod dialogs;
mod import;
mod product_form;
mod settings;
mod start;

pub use backlog::{Backlog, BulkBar, Carried, Inspector};
pub use dialogs::{CannotOpen, ConfirmDialog, EraseDialog, NotFound, ProductDialog};
pub use import::ImportSheet;
pub use settings::Settings;
pub use start::Start;
