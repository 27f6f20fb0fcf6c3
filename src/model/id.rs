//! Identifiers of records and of the elements inside them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// Crockford's base 32 in lower case: no letter that is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 16;

/// An 80-bit random identifier, written as 16 letters and digits.
///
/// Among a million records the odds that two devices ever draw the same one are below 1 in 10¹².
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u128);

/// Why a text is no [`Id`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not an identifier (16 of the letters and digits 0-9 a-z without i, l, o, u)")]
pub struct IdError(String);

impl Id {
    /// Before every other, for ranges; no record has it.
    pub(crate) const FIRST: Self = Self(0);
}

/// A source of identifiers, seeded by the caller; of two that were one, one is to be let go.
#[derive(Clone, Debug)]
pub struct Ids(fastrand::Rng);

impl Ids {
    /// Starts a source; the same seed gives the same identifiers.
    pub fn seeded(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Draws the next identifier.
    pub fn next_id(&mut self) -> Id {
        Id(self.0.u128(0..1 << 80))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..LENGTH).rev() {
            let digit = (self.0 >> (place * 5)) & 31;
            let letter = ALPHABET.get(digit as usize).copied().unwrap_or_default();
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.chars().take(40).collect());
        if text.len() != LENGTH {
            return Err(wrong());
        }
        let mut value = 0u128;
        for byte in text.bytes() {
            let digit = ALPHABET.iter().position(|&letter| letter == byte).ok_or_else(wrong)?;
            value = value << 5 | digit as u128;
        }
        Ok(Self(value))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{16}$" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_id_survives_being_written(value in 0u128..1 << 80) {
            let id = Id(value);
            prop_assert_eq!(id.to_string().parse::<Id>(), Ok(id));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,24}") {
            let _ = text.parse::<Id>();
        }
    }

    #[test]
    fn written_order_is_the_order_of_values() {
        let mut ids: Vec<Id> = (0..100).scan(Ids::seeded(7), |source, _| Some(source.next_id())).collect();
        ids.sort();
        let written: Vec<String> = ids.iter().map(Id::to_string).collect();
        assert!(written.is_sorted());
    }
}
