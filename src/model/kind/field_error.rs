//! Why a value cannot stand in a field.

use thiserror::Error;

/// Why a text or a value cannot stand in a field.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FieldError {
    /// Not one of the words.
    #[error("{label}: “{written}” is none of {known}.")]
    NoWord {
        /// The field.
        label: &'static str,
        /// What was written.
        written: String,
        /// What could be.
        known: String,
    },
    /// No number, or one outside of its range.
    #[error("{label} is a whole number from {least} to {most}, and not “{written}”.")]
    NoNumber {
        /// The field.
        label: &'static str,
        /// What was written.
        written: String,
        /// The least it can be.
        least: i64,
        /// The most it can be.
        most: i64,
    },
    /// No sum, no date.
    #[error("{label}: {reason}")]
    Unread {
        /// The field.
        label: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A link to nothing that it can name.
    #[error("{label} names a record{}, and not “{written}”.", if known.is_empty() { String::new() } else { format!(" of {known}") })]
    NoRecord {
        /// The field.
        label: &'static str,
        /// What was written.
        written: String,
        /// The tables it can name records of; empty where all.
        known: String,
    },
    /// A value of another form than the field's.
    #[error("{label} has another form than it must have.")]
    Form {
        /// The field.
        label: &'static str,
    },
}
