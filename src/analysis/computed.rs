//! What a computed field can have.

use crate::model::{Day, Instant};

/// The value of a computed field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Computed {
    /// One of the field's words, by its key.
    Word(&'static str),
    /// A number.
    Number(i64),
    /// How much is done, of how much.
    Of(usize, usize),
    /// Points, in tenths.
    Points(u32),
    /// A score, in hundredths.
    Score(i64),
    /// A sum or a measure, in hundredths.
    Sum(i64),
    /// Words.
    Text(String),
    /// A day in the past, and whether it lies too far back.
    Since(Day, bool),
    /// It never happened, and should have.
    Never,
    /// A day.
    Day(Day),
    /// A moment.
    At(Instant),
}
