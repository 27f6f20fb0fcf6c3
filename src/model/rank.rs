//! Ordering keys: texts between any two of which there is always another.
//!
//! A key is a whole number followed by a fraction, both in base 62. The first letter tells the sign and the length
//! of the whole number, so that appending or prepending ten thousand times makes keys of four letters, while
//! inserting makes the fraction longer. After David Greenspan, "Implementing Fractional Indexing" (Observable, 2020).

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The place of a record in its product's order; equal keys are told apart by the records' ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(String);

/// Why a text is no [`Rank`].
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("“{0}” is not an ordering key")]
pub struct RankError(String);

impl Rank {
    /// The key of the first record of an empty list.
    pub fn first() -> Self {
        Self("a0".into())
    }

    /// A key after `low` and before `high`; either end may be open. Where the two are equal or in the wrong order,
    /// the key comes after `low`.
    pub fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        match (low, high) {
            (None, None) => Self::first(),
            (Some(low), None) => Self(low.after()),
            (None, Some(high)) => Self(high.before()),
            (Some(low), Some(high)) if low >= high => Self(low.after()),
            (Some(low), Some(high)) => Self(low.middle(high)),
        }
    }

    /// `count` keys in order, all after `low` and before `high`, as short as may be.
    pub fn spread(low: Option<&Self>, high: Option<&Self>, count: usize) -> Vec<Self> {
        let mut keys = Vec::with_capacity(count);
        match (low, high) {
            (_, None) => {
                for _ in 0..count {
                    keys.push(Self::between(keys.last().or(low), None));
                }
            }
            (None, Some(high)) => {
                for _ in 0..count {
                    keys.push(Self::between(None, Some(keys.last().unwrap_or(high))));
                }
                keys.reverse();
            }
            (Some(_), Some(_)) if count > 0 => {
                let half = count / 2;
                let middle = Self::between(low, high);
                keys.extend(Self::spread(low, Some(&middle), half));
                let rest = Self::spread(Some(&middle), high, count - half - 1);
                keys.push(middle);
                keys.extend(rest);
            }
            _ => {}
        }
        keys
    }

    fn parts(&self) -> (&str, &str) {
        let length = self.0.bytes().next().and_then(whole_length);
        length.and_then(|length| self.0.split_at_checked(length)).unwrap_or((&self.0, ""))
    }

    fn after(&self) -> String {
        let (whole, fraction) = self.parts();
        step(whole, 1).unwrap_or_else(|| format!("{whole}{}", fraction_between(fraction, None)))
    }

    fn before(&self) -> String {
        let (whole, fraction) = self.parts();
        if !fraction.is_empty() {
            return whole.to_owned();
        }
        // The smallest whole number has no number before it: `is_valid` refuses it as a key of its own.
        match step(whole, -1) {
            Some(smaller) if is_valid(&smaller) => smaller,
            Some(smallest) => format!("{smallest}{}", fraction_between("", None)),
            None => format!("{whole}{}", fraction_between("", Some(fraction))),
        }
    }

    fn middle(&self, high: &Self) -> String {
        let (whole, fraction) = self.parts();
        let (high_whole, high_fraction) = high.parts();
        if whole == high_whole {
            return format!("{whole}{}", fraction_between(fraction, Some(high_fraction)));
        }
        match step(whole, 1) {
            Some(next) if next.as_str() < high.0.as_str() => next,
            _ => format!("{whole}{}", fraction_between(fraction, None)),
        }
    }
}

/// How many letters a whole number that starts with `head` has.
fn whole_length(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

fn digit(letter: u8) -> usize {
    DIGITS.iter().position(|&it| it == letter).unwrap_or(0)
}

fn letter(digit: usize) -> char {
    DIGITS.get(digit).map_or('0', |letter| char::from(*letter))
}

/// The whole number one above or below; none past the largest or the smallest.
fn step(whole: &str, by: isize) -> Option<String> {
    let mut letters = whole.as_bytes().to_vec();
    let wrapped = if by > 0 { DIGITS[0] } else { DIGITS[61] };
    let (head, digits) = letters.split_first_mut()?;
    for letter in digits.iter_mut().rev() {
        let next = digit(*letter).checked_add_signed(by).and_then(|next| DIGITS.get(next));
        *letter = *next.unwrap_or(&wrapped);
        if next.is_some() {
            return String::from_utf8(letters).ok();
        }
    }
    // Every digit wrapped: the number gets longer or shorter, or changes its sign.
    *head = match (*head, by > 0) {
        (b'Z', true) => return Some("a0".into()),
        (b'a', false) => return Some("Zz".into()),
        (b'z', true) | (b'A', false) => return None,
        (head, true) => head + 1,
        (head, false) => head - 1,
    };
    let length = whole_length(*head)?;
    letters.resize(length, wrapped);
    String::from_utf8(letters).ok()
}

/// The digits of a number between two fractions; an open end stands for 1. Fractions never end in the zero digit.
fn fraction_between(mut low: &str, mut high: Option<&str>) -> String {
    let mut between = String::new();
    loop {
        if let Some(above) = high {
            let low_digits = low.bytes().chain(std::iter::repeat(DIGITS[0]));
            let common = above.bytes().zip(low_digits).take_while(|(a, b)| a == b).count();
            let (same, above) = above.split_at_checked(common).unwrap_or((above, ""));
            between.push_str(same);
            low = low.get(common..).unwrap_or("");
            high = Some(above);
        }
        let low_digit = low.bytes().next().map_or(0, digit);
        let high_digit = high.and_then(|above| above.bytes().next()).map_or(DIGITS.len(), digit);
        if high_digit - low_digit > 1 {
            between.push(letter(usize::midpoint(low_digit, high_digit)));
            return between;
        }
        if let Some(above) = high.filter(|above| above.len() > 1) {
            between.extend(above.chars().next());
            return between;
        }
        between.push(letter(low_digit));
        low = low.get(1..).unwrap_or("");
        high = None;
    }
}

fn is_valid(text: &str) -> bool {
    let length = text.bytes().next().and_then(whole_length);
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && length.is_some_and(|length| text.len() == length || (text.len() > length && !text.ends_with('0')))
        && text != "A00000000000000000000000000"
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Rank {
    type Err = RankError;

    fn from_str(text: &str) -> Result<Self, RankError> {
        if is_valid(text) { Ok(Self(text.into())) } else { Err(RankError(text.chars().take(40).collect())) }
    }
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Rank {
    fn schema_name() -> Cow<'static, str> {
        "Rank".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Za-z][0-9A-Za-z]+$" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_script_of_insertions_keeps_the_order(places in prop::collection::vec(any::<prop::sample::Index>(), 1..200)) {
            let mut keys: Vec<Rank> = Vec::new();
            for place in places {
                let at = place.index(keys.len() + 1);
                let low = at.checked_sub(1).map(|before| &keys[before]);
                let key = Rank::between(low, keys.get(at));
                prop_assert!(key.to_string().parse::<Rank>().is_ok(), "{key} is not valid");
                keys.insert(at, key);
            }
            prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
        }

        #[test]
        fn spread_keys_stand_in_order_between_their_ends(count in 0usize..300, narrow in 0usize..12) {
            let low = Rank::first();
            let mut high = Rank::between(Some(&low), None);
            for _ in 0..narrow {
                high = Rank::between(Some(&low), Some(&high));
            }
            let keys = Rank::spread(Some(&low), Some(&high), count);
            prop_assert_eq!(keys.len(), count);
            let all: Vec<&Rank> = [&low].into_iter().chain(&keys).chain([&high]).collect();
            prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn ten_thousand_in_a_row_stay_short() {
        let appended = Rank::spread(None, None, 10_000);
        assert!(appended.is_sorted());
        assert!(appended.iter().all(|key| key.0.len() <= 4));
        let prepended = Rank::spread(None, Some(&Rank::first()), 10_000);
        assert!(prepended.is_sorted());
        assert!(prepended.iter().all(|key| key.0.len() <= 4));
    }

    #[test]
    fn always_inserting_at_the_same_place_grows_slowly() {
        let low = Rank::first();
        let mut high = Rank::between(Some(&low), None);
        for _ in 0..1000 {
            high = Rank::between(Some(&low), Some(&high));
        }
        assert!(high.0.len() < 210, "{} letters", high.0.len());
    }

    #[test]
    fn nonsense_is_no_key() {
        for wrong in ["", "a", "a00", "0a", "b1", "a-", "ä1"] {
            assert!(wrong.parse::<Rank>().is_err(), "{wrong}");
        }
    }
}
