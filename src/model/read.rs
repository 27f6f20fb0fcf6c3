//! How records are read: field by field into an empty one. What serde derives keeps each field apart until the end, and is
//! four times the code; with fields that are kept unknown it reads all of them twice.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Meta;

/// What is read field by field.
pub trait ByField: Sized {
    /// What must be there.
    const NEEDED: &'static [&'static str];

    /// One in which nothing stands yet.
    fn empty() -> Self;

    /// Its identity and times.
    fn meta_of(&mut self) -> &mut Meta;

    /// Reads the value of a key; whether there is such a field.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: &str, from: &mut A) -> Result<bool, A::Error>;
}

/// Reads a record.
pub fn read_record<'de, T: ByField, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Reader(PhantomData))
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: ByField> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<T, A::Error> {
        let mut record = T::empty();
        let mut seen = 0;
        while let Some(Key(key)) = from.next_key()? {
            note(T::NEEDED, &key, &mut seen);
            if !record.read(&key, &mut from)? {
                record.meta_of().read(key, &mut from)?;
            }
        }
        match lacking(T::NEEDED, seen) {
            Some(field) => Err(Error::missing_field(field)),
            None => Ok(record),
        }
    }
}

/// What every record needs, behind what its kind does.
const ALWAYS: [&str; 3] = ["id", "created_at", "updated_at"];

fn note(needed: &[&'static str], key: &str, seen: &mut u32) {
    if let Some(place) = needed.iter().chain(&ALWAYS).position(|it| *it == key) {
        *seen |= 1 << place;
    }
}

fn lacking(needed: &[&'static str], seen: u32) -> Option<&'static str> {
    let mut all = needed.iter().chain(&ALWAYS).enumerate();
    all.find(|(place, _)| seen & (1 << place) == 0).map(|(_, field)| *field)
}

/// The name of a field, as it stands in the text where it can be taken from there.
struct Key<'de>(std::borrow::Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a field")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(text.into()))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(text.to_owned().into()))
            }
        }
        deserializer.deserialize_str(Name)
    }
}

/// Has a record read field by field: what it is before anything was read, what it needs, and what it may have. A field that
/// is in neither list does not compile.
macro_rules! read_by_field {
    ($type:ident, $empty:expr, needs [$($needed:ident),*], may [$($field:ident $(= $key:literal)?),* $(,)?]) => {
        impl $crate::model::ByField for $type {
            const NEEDED: &'static [&'static str] = &[$(stringify!($needed)),*];

            fn empty() -> Self {
                $empty
            }

            fn meta_of(&mut self) -> &mut $crate::model::Meta {
                &mut self.meta
            }

            fn read<'de, A: serde::de::MapAccess<'de>>(&mut self, key: &str, from: &mut A) -> Result<bool, A::Error> {
                let Self { meta: _, $($needed,)* $($field),* } = self;
                $(if key == stringify!($needed) {
                    *$needed = from.next_value()?;
                    return Ok(true);
                })*
                $(if key == $crate::model::read::key_of!($field $($key)?) {
                    *$field = from.next_value()?;
                    return Ok(true);
                })*
                Ok(false)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::model::read_record(deserializer)
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

pub(crate) use {key_of, read_by_field};
