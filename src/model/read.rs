//! How records and their parts are read: field by field into an empty one, each by its place alone. What serde derives is
//! made anew for each struct and each field, and is ten times the code; with fields that are kept unknown it reads all
//! of them twice.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::blank::Blank;
use super::{Day, Id, Meta};

/// What is read field by field.
pub trait ByField {
    /// What must be there.
    fn needed(&self) -> &'static [&'static str];

    /// The place of a field; none where it is not known.
    fn blank(&mut self, key: &str) -> Option<&mut dyn Blank>;

    /// Identity and times of a record, and what it keeps unknown; a part of one has none.
    fn meta_of(&mut self) -> Option<&mut Meta> {
        None
    }
}

/// What a field of a part is before it was read.
pub trait Empty {
    /// It.
    fn empty() -> Self;
}

impl<T: Default> Empty for T {
    fn empty() -> Self {
        Self::default()
    }
}

impl Empty for Id {
    fn empty() -> Self {
        Self::FIRST
    }
}

impl Empty for Day {
    fn empty() -> Self {
        Self::first()
    }
}

/// Reads a record or a part of one from JSON text into an empty one.
pub fn read_fields<'de, T: ByField, D: Deserializer<'de>>(
    mut empty: T,
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(Reader(&mut empty))?;
    Ok(empty)
}

struct Reader<'a>(&'a mut dyn ByField);

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<(), A::Error> {
        let needed = [self.0.needed(), self.0.meta_of().map_or(&[], |_| &Meta::NEEDED)];
        let needed = || needed.into_iter().flatten().enumerate();
        let mut seen = 0u32;
        while let Some(Text(key)) = from.next_key()? {
            let value: &RawValue = from.next_value()?;
            if let Some((place, _)) = needed().find(|(_, it)| **it == key) {
                seen |= 1 << place;
            }
            let read = match self.0.blank(&key) {
                Some(blank) => blank.fill(value.get()),
                None => self.0.meta_of().map_or(Ok(()), |meta| meta.read(key, value.get())),
            };
            read.map_err(Error::custom)?;
        }
        match needed().find(|(place, _)| seen & (1 << place) == 0) {
            Some((_, field)) => Err(Error::missing_field(field)),
            None => Ok(()),
        }
    }
}

/// A text, as it stands in the file where it can be taken from there.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(text.into()))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(text.to_owned().into()))
            }
        }
        deserializer.deserialize_str(Words)
    }
}

/// Reads a choice by the word it is written as.
pub fn read_word<'de, T: Copy, D: Deserializer<'de>>(
    words: &'static [&'static str],
    choices: &[T],
    deserializer: D,
) -> Result<T, D::Error> {
    let Text(text) = Text::deserialize(deserializer)?;
    let place = words.iter().position(|word| *word == text);
    let choice = place.and_then(|place| choices.get(place));
    choice.copied().ok_or_else(|| Error::unknown_variant(&text, words))
}

/// Has a record read field by field: what it is before anything was read, what it needs, and what it may have; a part of
/// one begins empty. A field that is in neither list does not compile.
macro_rules! read_by_field {
    ($type:ident, needs [$($needed:ident),*], may [$($field:ident $(= $key:literal)?),* $(,)?]) => {
        $crate::model::read_by_field!(
            $type {} {
                use $crate::model::Empty;
                Self { $($needed: Empty::empty(),)* $($field: Empty::empty()),* }
            }, needs [$($needed),*], may [$($field $(= $key)?),*]
        );
    };
    ($type:ident, $empty:expr, needs [$($needed:ident),*], may [$($field:ident $(= $key:literal)?),* $(,)?]) => {
        $crate::model::read_by_field!(
            $type { meta, } $empty, needs [$($needed),*], may [$($field $(= $key)?),*]
        );
    };
    ($type:ident { $($meta:ident,)? } $empty:expr, needs [$($needed:ident),*], may [$($field:ident $(= $key:literal)?),*]) => {
        impl $crate::model::ByField for $type {
            fn needed(&self) -> &'static [&'static str] {
                &[$(stringify!($needed)),*]
            }

            fn blank(&mut self, key: &str) -> Option<&mut dyn $crate::model::Blank> {
                let Self { $($meta: _,)? $($needed,)* $($field),* } = self;
                $(if key == stringify!($needed) {
                    return Some($needed);
                })*
                $(if key == $crate::model::key_of!($field $($key)?) {
                    return Some($field);
                })*
                None
            }

            $(fn meta_of(&mut self) -> Option<&mut $crate::model::Meta> {
                Some(&mut self.$meta)
            })?
        }

        impl $type {
            fn before_reading() -> Self {
                $empty
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::read_fields(Self::before_reading(), deserializer)
            }
        }
    };
}

/// What a field is called in text.
macro_rules! key_of {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Has a choice written as a word, and read from it. One without a word does not compile.
macro_rules! by_word {
    ($type:ident, $($choice:ident = $word:literal),* $(,)?) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(match self {
                    $(Self::$choice => $word),*
                })
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::read_word(&[$($word),*], &[$(Self::$choice),*], deserializer)
            }
        }
    };
}

pub(crate) use {by_word, key_of, read_by_field};
