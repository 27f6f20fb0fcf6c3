//! Why a file is no list of work.

use thiserror::Error;

use super::SheetColumn;
use crate::model::fold;

/// Why a file is no list; each says where and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SheetError {
    /// Nothing is in it.
    #[error("The file is empty.")]
    Empty,
    /// Headings and nothing under them.
    #[error("There are headings and no row under them.")]
    NoRows,
    /// Past the limits.
    #[error("The list has more than {most} {what}. Cut it into smaller files.")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// How much is read.
        most: usize,
    },
    /// Binary data.
    #[error("The file is not a list of text. Save it as CSV (UTF-8) and try again.")]
    NotText,
    /// What other programs make of bytes.
    #[error(
        "This is {0}, and no list. Save the list as CSV or as an Excel workbook (.xlsx), and bring that in."
    )]
    NoList(&'static str),
    /// A list of something that is done with work.
    #[error("Each row is {0}, and no work to plan. Export the items themselves, and bring those in.")]
    NotWork(&'static str),
}

/// Refuses lists whose rows are known to be no work.
pub(super) fn check_work(columns: &[(String, SheetColumn)]) -> Result<(), SheetError> {
    let has = |names: &[&str]| {
        columns.iter().any(|(name, _)| names.contains(&fold(name).replace([' ', '_', '.'], "").as_str()))
    };
    if has(&["hours", "timespent", "timespentseconds", "duration"])
        && has(&["workdate", "workstarted", "spentdate"])
    {
        return Err(SheetError::NotWork("time that was spent on work"));
    }
    if has(&["invoice", "invoiceno", "invoicenumber", "invoiceid"])
        && has(&["amount", "total", "net", "gross"])
    {
        return Err(SheetError::NotWork("an invoice"));
    }
    Ok(())
}
