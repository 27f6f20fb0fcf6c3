//! A formula of a person's own: names of fields that hold numbers, numbers, + − × ÷ and brackets.

use thiserror::Error;

use crate::model::kind::Field;
use crate::model::{fold, parse_measure};

/// Why a formula cannot be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum FormulaError {
    /// No field is called so, or it holds no number.
    #[error("No field with numbers is called “{0}”.")]
    NoField(String),
    /// A bracket has no other half.
    #[error("A bracket is not closed, or was never opened.")]
    Bracket,
    /// Something is missing between two signs, or at the end.
    #[error(
        "“{0}” is no formula yet: write names of fields with + − × ÷ and brackets, such as Reach × Impact."
    )]
    Unfinished(String),
}

/// A step of a formula, the values first: what it takes stands right before it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Number(f64),
    Input(usize),
    Do(char),
}

/// A formula that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    /// The fields it names, each once.
    pub inputs: Vec<&'static Field>,
    steps: Vec<Step>,
}

/// The sign that turns the value after it round.
const TURN: char = '±';

/// How tightly a sign binds.
fn tightness(sign: char) -> u8 {
    match sign {
        '+' | '-' => 1,
        '*' | '/' => 2,
        TURN => 3,
        _ => 0,
    }
}

fn sign_of(letter: char) -> Option<char> {
    match letter {
        '+' => Some('+'),
        '-' | '−' => Some('-'),
        '*' | '×' | '·' => Some('*'),
        '/' | '÷' => Some('/'),
        '(' => Some('('),
        ')' => Some(')'),
        _ => None,
    }
}

impl Formula {
    /// Reads a formula; `fields` are those it can name.
    pub fn parse(text: &str, fields: &[&'static Field]) -> Result<Self, FormulaError> {
        let mut read = Self { inputs: Vec::new(), steps: Vec::new() };
        let mut signs: Vec<char> = Vec::new();
        // Whether a value may stand next; else a sign has to.
        let mut wants_value = true;
        let unfinished = || FormulaError::Unfinished(text.trim().chars().take(60).collect());
        let mut rest = text.trim();
        while let Some(letter) = rest.chars().next() {
            let times = rest.strip_prefix(['x', 'X']).filter(|after| !wants_value && after.starts_with(' '));
            // As people write it between two names.
            if let Some(after) = times {
                read.bind(&mut signs, '*');
                (rest, wants_value) = (after.trim_start(), true);
                continue;
            }
            let Some(sign) = sign_of(letter) else {
                if !wants_value {
                    return Err(unfinished());
                }
                let (word, after) = word_of(rest, fields);
                rest = after.trim_start();
                let step = read.value(word, fields)?;
                read.steps.push(step);
                wants_value = false;
                continue;
            };
            rest = rest.get(letter.len_utf8()..).unwrap_or_default().trim_start();
            match sign {
                '(' if wants_value => signs.push(sign),
                ')' if !wants_value => loop {
                    match signs.pop() {
                        Some('(') => break,
                        Some(sign) => read.steps.push(Step::Do(sign)),
                        None => return Err(FormulaError::Bracket),
                    }
                },
                // A sign before a value turns it round.
                '-' if wants_value => signs.push(TURN),
                '(' | ')' => return Err(unfinished()),
                _ if wants_value => return Err(unfinished()),
                _ => {
                    read.bind(&mut signs, sign);
                    wants_value = true;
                }
            }
        }
        if wants_value {
            return Err(unfinished());
        }
        while let Some(sign) = signs.pop() {
            if sign == '(' {
                return Err(FormulaError::Bracket);
            }
            read.steps.push(Step::Do(sign));
        }
        Ok(read)
    }

    /// Does what binds as tightly as a sign before it does the sign.
    fn bind(&mut self, signs: &mut Vec<char>, sign: char) {
        while let Some(above) = signs.pop_if(|above| tightness(*above) >= tightness(sign)) {
            self.steps.push(Step::Do(above));
        }
        signs.push(sign);
    }

    fn value(&mut self, word: &str, fields: &[&'static Field]) -> Result<Step, FormulaError> {
        // The tables by which floating point is read as text are 12 kB.
        if let Ok(hundredths) = parse_measure(word, "") {
            return Ok(Step::Number(hundredths as f64 / 100.0));
        }
        let folded = fold(word);
        let is_it = |field: &&&'static Field| field.is_number() && fold(field.label) == folded;
        let Some(field) = fields.iter().find(is_it).copied() else {
            return Err(FormulaError::NoField(word.to_owned()));
        };
        let place = self.inputs.iter().position(|other| *other == field);
        let place = place.unwrap_or_else(|| {
            self.inputs.push(field);
            self.inputs.len() - 1
        });
        Ok(Step::Input(place))
    }

    /// What it comes to with values for its inputs; none where it divides by zero.
    pub fn score(&self, inputs: &[f64]) -> Option<f64> {
        let mut values: Vec<f64> = Vec::new();
        for step in &self.steps {
            let value = match step {
                Step::Number(number) => *number,
                Step::Input(place) => *inputs.get(*place)?,
                Step::Do(TURN) => -values.pop()?,
                Step::Do(sign) => {
                    let (second, first) = (values.pop()?, values.pop()?);
                    match sign {
                        '+' => first + second,
                        '-' => first - second,
                        '*' => first * second,
                        _ => first / second,
                    }
                }
            };
            values.push(value);
        }
        values.pop().filter(|value| value.is_finite())
    }
}

/// The longest name of a field a text begins with, else what stands before the next sign; and what comes after.
fn word_of<'a>(text: &'a str, fields: &[&'static Field]) -> (&'a str, &'a str) {
    let is_here = |label: &&str| {
        let here = text.get(..label.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(label))
            && !text.get(label.len()..).unwrap_or_default().starts_with(char::is_alphanumeric)
    };
    let longest = fields.iter().map(|field| field.label).filter(|label| !label.is_empty()).filter(is_here);
    let end = longest.map(str::len).max();
    let end = end.unwrap_or_else(|| text.find(|letter| sign_of(letter).is_some()).unwrap_or(text.len()));
    let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (word.trim(), rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::kind::{IMPACT_EACH, PERSON_MONTHS, REACH};

    const FIELDS: [&Field; 3] = [&REACH, &IMPACT_EACH, &PERSON_MONTHS];

    fn score(text: &str, inputs: &[f64]) -> Result<Option<f64>, FormulaError> {
        Formula::parse(text, &FIELDS).map(|formula| formula.score(inputs))
    }

    #[test]
    fn signs_bind_as_they_do_at_school() {
        assert_eq!(score("Reach × Impact ÷ Person-months", &[2000.0, 2.0, 4.0]), Ok(Some(1000.0)));
        assert_eq!(score("2 + reach*3", &[4.0]), Ok(Some(14.0)));
        assert_eq!(score("Reach x Impact", &[4.0, 2.0]), Ok(Some(8.0)));
        assert_eq!(score("(2+Reach) * -1.5", &[4.0]).map(|it| it.map(f64::round)), Ok(Some(-9.0)));
        assert_eq!(score("8 - 4 - 2", &[]), Ok(Some(2.0)));
        assert_eq!(score("6 ÷ −3 × 2", &[]), Ok(Some(-4.0)));
        assert_eq!(score("8 ÷ −2 ÷ 2 − −1", &[]), Ok(Some(-1.0)));
        assert_eq!(score("1 ÷ Reach", &[0.0]), Ok(None), "nothing is divided by zero");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert_eq!(score("Severity × 2", &[]), Err(FormulaError::NoField("Severity".into())));
        assert_eq!(score("(Reach", &[]), Err(FormulaError::Bracket));
        assert_eq!(score("Reach)", &[]), Err(FormulaError::Bracket));
        for text in ["", "Reach ×", "× Reach", "Reach ( 2", "()"] {
            assert!(matches!(score(text, &[]), Err(FormulaError::Unfinished(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_or_come_to_no_number(text in "[-+*/()0-9. a-zR]{0,24}", reach in 0.0..9.0f64) {
            if let Ok(Some(score)) = score(&text, &[reach, 1.0, 2.0]) {
                prop_assert!(score.is_finite());
            }
        }
    }
}
