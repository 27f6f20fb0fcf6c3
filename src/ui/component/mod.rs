//! Parts that every page shares, each with the behaviour its role promises.

mod add_field;
mod dialog;
mod draft_field;
mod drop_target;
mod each;
mod empty;
mod goal;
mod icon;
mod line_menu;
mod markdown;
mod menu;
mod picker;
mod split;
mod status;
mod table;
mod text_field;
mod toast;
mod value_field;

pub use add_field::{Add, AddField};
pub use dialog::{Cancel, Dialog, DialogKind, FormDialog};
pub use draft_field::DraftField;
pub use drop_target::drop_target;
pub use each::{each, each_id};
pub use empty::EmptyState;
pub use goal::{GoalMark, GoalShape};
pub use icon::{Icon, Keys};
pub use line_menu::{LineMenu, step_by_key};
pub use markdown::{Letter, Markdown};
pub use menu::{Menu, MenuItem, MenuSpec};
pub use picker::{Choice, Picker, PickerSpec};
pub use split::SplitBar;
pub use status::StatusMark;
pub use table::{TableCell, brief, read_table};
pub use text_field::TextField;
pub use toast::ToastView;
pub use value_field::{SaveValue, ValueField};
