//! What a person does: each command is the body of one transaction.

mod import;
mod item;
mod order;
mod product;
mod restore;

pub use import::{ImportReport, import_sheet};
pub use item::{
    Draft, ItemChange, add_criterion, add_item, change_criterion, change_items, delete_items,
    duplicate_items, label_named, move_criterion, remove_criterion,
};
pub use order::{Destination, move_items};
pub use product::{create_product, delete_product, rename_product, set_lens};

pub use restore::{OnConflict, RestoreError, RestoreReport, count, restore};

use thiserror::Error;

use crate::model::{KeyError, ProductKey};

/// Why a command did nothing; each is a sentence for the person.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CommandError {
    /// What it was to change has gone.
    #[error("That {0} is no longer here. It may have been deleted in another tab.")]
    Missing(&'static str),
    /// A name is needed.
    #[error("A {0} needs a name.")]
    NoName(&'static str),
    /// The key is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key is or was another product's.
    #[error("{key} belongs to {owner}. Choose another key.")]
    TakenKey {
        /// The key asked for.
        key: ProductKey,
        /// The product that has or had it.
        owner: String,
    },
}
