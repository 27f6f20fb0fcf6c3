//! Communicate: what is written for others, beside the lists of who they are and what was decided.

mod facts;
mod paper;
mod report;

pub use facts::Facts;
pub use paper::{PaperSheet, SavePage};
pub use report::ReportPage;
