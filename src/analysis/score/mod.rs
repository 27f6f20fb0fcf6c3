//! What items and initiatives come to by each method, and why this one first.
//!
//! Sources: Intercom, 2018 (RICE); S. Ellis (ICE); D. Leffingwell (WSJF), Scaled Agile; the Agile Business
//! Consortium (`MoSCoW`, as in DSDM); N. Kano and others, 1984; A. Ulwick, 2002. Scores are kept in hundredths where they are kept.

mod formula;
mod hindsight;
mod rank;

pub use formula::{Formula, FormulaError};
pub use hindsight::{Bias, Hindsight, Seen, frozen, hindsight};
pub use rank::{
    RankPlace, RankRange, RankShift, Ranked, Standings, agreement, changes, order, parts, ranked,
};

use crate::model::kind::{
    EFFORT, FORMULA, FORMULAS, Field, Holds, METHODS, MOSCOW, Method, OPPORTUNITY, SURENESS, UX_RISK, VALUE,
    VALUE_EFFORT, WONT, Way, formula_id,
};
use crate::model::{Id, Item, Record, RecordRef, format_measure};
use crate::workspace::{Fields, Tables, Values};

/// What can be scored: an item, or a record with all it has in fields.
#[derive(Clone, Copy, Debug)]
pub struct Scorable<'a> {
    item: Option<&'a Item>,
    values: Values<'a>,
}

impl<'a> Scorable<'a> {
    /// An item.
    pub fn item(item: &'a Item) -> Self {
        Self { item: Some(item), values: Values(&item.meta.unknown) }
    }

    /// A record, whatever its kind.
    pub fn of(tables: &'a Tables, record: RecordRef) -> Option<Self> {
        match tables.items.get_kept(record.id).filter(|_| record.table == Item::TABLE) {
            Some(item) => Some(Self::item(item)),
            None => tables.any(record.table)?.values(record.id).map(Self::record),
        }
    }

    /// A record of any other kind.
    pub fn record(values: Values<'a>) -> Self {
        Self { item: None, values }
    }

    /// What stands in a field that holds numbers, in its unit; a percentage as a share.
    pub fn number(&self, field: &Field) -> Option<f64> {
        let number = self.raw(field)? as f64;
        Some(match field.holds {
            Holds::Measure(_) | Holds::Number { unit: "%", .. } => number / 100.0,
            _ => number,
        })
    }

    /// What is stored in a field that holds a whole number.
    pub fn raw(&self, field: &Field) -> Option<i64> {
        let built = self.item.and_then(|item| match field.key {
            "value" => item.value,
            "effort" => item.effort,
            _ => None,
        });
        built.map(i64::from).or_else(|| self.values.number(field))
    }

    /// The rows in a field.
    pub fn rows(&self, field: &Field) -> Vec<&'a Fields> {
        self.values.rows(field)
    }

    /// The key of the word in a field.
    pub fn word(&self, field: &Field) -> &'a str {
        self.values.words(field)
    }
}

/// A way of scoring: a method, or a formula of a person's own.
#[derive(Clone, Debug, PartialEq)]
pub enum Scorer {
    /// A method.
    Method(&'static Method),
    /// A formula.
    Own(Formula),
}

/// What something comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// So much; more comes first.
    Is(f64),
    /// One of its inputs is not written.
    Missing(&'static Field),
    /// It would be divided by zero.
    ByZero,
}

impl Score {
    /// The number, where there is one.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Is(number) => Some(number),
            _ => None,
        }
    }
}

/// The share of its worth that stays whatever the experience: 1 where no risk is written.
fn unharmed(subject: &Scorable<'_>) -> f64 {
    1.0 - subject.number(&UX_RISK).unwrap_or(0.0)
}

/// The inputs of a method, or the first that is not written.
fn inputs(method: &Method, subject: &Scorable<'_>) -> Result<Vec<f64>, &'static Field> {
    let read = |field: &&'static Field| match method.way {
        Way::Words => {
            let words = field.choices();
            let place = words.iter().position(|word| word.key == subject.word(field));
            place.map(|place| (words.len() - place) as f64).ok_or(*field)
        }
        _ => subject.number(field).ok_or(*field),
    };
    method.inputs.iter().map(read).collect()
}

/// What a method makes of inputs, before the risk to the experience; none where it would divide by zero.
pub fn combine(method: &Method, inputs: &[f64]) -> Option<f64> {
    let (first, last) = inputs.split_at_checked(inputs.len() - method.divides_by())?;
    let by = last.first().copied().unwrap_or(1.0);
    let whole: f64 = match method.way {
        Way::Product | Way::AllMultiplied => first.iter().product(),
        Way::Sum | Way::Words => first.iter().sum(),
        Way::Opportunity => match first {
            [importance, satisfaction] => crate::analysis::survey::opportunity(*importance, *satisfaction),
            _ => return None,
        },
    };
    (by != 0.0).then_some(whole / by)
}

impl Scorer {
    /// The way of scoring that comes to a field: that of a method, or of a formula that can be read.
    pub fn of(tables: &Tables, field: &Field) -> Option<Self> {
        if let Some(method) = Method::of_score(field) {
            return Some(Self::Method(method));
        }
        formula(tables, formula_id(field)?)?.ok().map(Self::Own)
    }

    /// Its inputs, or the first that is not written.
    pub fn read(&self, subject: &Scorable<'_>) -> Result<Vec<f64>, &'static Field> {
        let read = |field: &&'static Field| subject.number(field).ok_or(*field);
        match self {
            Self::Method(method) => inputs(method, subject),
            Self::Own(formula) => formula.inputs.iter().map(read).collect(),
        }
    }

    /// What something comes to.
    pub fn score(&self, subject: &Scorable<'_>) -> Score {
        let inputs = match self.read(subject) {
            Ok(inputs) => inputs,
            Err(field) => return Score::Missing(field),
        };
        let (number, is_words) = match self {
            Self::Method(method) => (combine(method, &inputs), method.way == Way::Words),
            Self::Own(formula) => (formula.score(&inputs), false),
        };
        match number {
            Some(number) if is_words => Score::Is(number),
            Some(number) => Score::Is(number * unharmed(subject)),
            None => Score::ByZero,
        }
    }

    /// How far the score of something may be off, as a share: what confidence is short of 100 %, where it counts; else a fifth.
    pub fn doubt(&self, subject: &Scorable<'_>) -> f64 {
        let inputs = match self {
            Self::Method(method) if method.way == Way::Words => return 0.0,
            Self::Method(method) => method.inputs,
            Self::Own(formula) => formula.inputs.as_slice(),
        };
        if inputs.contains(&&SURENESS) { 1.0 - subject.number(&SURENESS).unwrap_or(1.0) } else { 0.2 }
    }

    /// What it is computed from.
    pub fn inputs(&self) -> Vec<&'static Field> {
        match self {
            Self::Method(method) => method.inputs.to_vec(),
            Self::Own(formula) => formula.inputs.clone(),
        }
    }
}

/// A field by which a value is off the scale of its method, with the scale in words; none where all are on it.
pub fn off_scale(method: &'static Method, subject: &Scorable<'_>) -> Option<(&'static Field, &'static str)> {
    const IMPACTS: [f64; 5] = [3.0, 2.0, 1.0, 0.5, 0.25];
    const SIZES: [f64; 7] = [1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0];
    let is_off = |field: &Field, scale: &[f64]| {
        subject.number(field).is_some_and(|number| !scale.iter().any(|step| (step - number).abs() < 1e-9))
    };
    match method.key {
        "rice" => {
            let impact = method.inputs.get(1).copied()?;
            is_off(impact, &IMPACTS).then_some((impact, "3, 2, 1, 0.5 or 0.25"))
        }
        "wsjf" => {
            let off = method.inputs.iter().copied().find(|field| is_off(field, &SIZES));
            off.map(|field| (field, "1, 2, 3, 5, 8, 13 or 20"))
        }
        _ => None,
    }
}

/// The columns of a batch that hold no 1, though each has to (WSJF); none for other methods, and where nothing is scored.
pub fn without_a_one(method: &'static Method, subjects: &[Scorable<'_>]) -> Vec<&'static Field> {
    if method.way != Way::Sum {
        return Vec::new();
    }
    let lacks = |field: &&'static Field| {
        let written: Vec<f64> = subjects.iter().filter_map(|subject| subject.number(field)).collect();
        !written.is_empty() && !written.iter().any(|number| (number - 1.0).abs() < 1e-9)
    };
    method.inputs.iter().copied().filter(lacks).collect()
}

/// How the effort of a time box is spread: in tenths of a point, musts, shoulds and coulds; what will not be lies outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moscow {
    /// Musts, shoulds, coulds.
    pub tenths: [u64; 3],
    /// How many have a word and no estimate: they do not count.
    pub unestimated: usize,
}

impl Moscow {
    /// The spread of some items.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut moscow = Self::default();
        for item in items {
            let word = Values(&item.meta.unknown).words(&MOSCOW);
            let place = MOSCOW.choices().iter().position(|choice| choice.key == word && word != WONT);
            let Some(sum) = place.and_then(|place| moscow.tenths.get_mut(place)) else { continue };
            match item.estimate {
                Some(estimate) => *sum += u64::from(estimate.tenths()),
                None => moscow.unestimated += 1,
            }
        }
        moscow
    }

    /// The musts and the coulds in per cent of all that is to be done; none of nothing.
    pub fn shares(self) -> Option<(u64, u64)> {
        let [musts, shoulds, coulds] = self.tenths;
        let all = musts + shoulds + coulds;
        // Rounded: 60.4 % is 60.
        let share = |part: u64| (part * 100 + all / 2).checked_div(all);
        share(musts).zip(share(coulds))
    }

    /// Whether so many per cent of musts and of coulds leave room: at most 60, and about 20.
    pub fn is_sound((musts, coulds): (u64, u64)) -> bool {
        musts <= 60 && (15..=25).contains(&coulds)
    }
}

/// Every field of items that a formula can name.
fn nameable(tables: &Tables) -> Vec<&'static Field> {
    // A field that a person called so goes before one that was always there.
    let own = tables.own_fields().of("items").into_iter().rev();
    own.filter(|field| !matches!(field.holds, Holds::ComputedNumber)).chain([&VALUE, &EFFORT]).collect()
}

/// A formula as it is written, read; none where there is none.
pub fn formula(tables: &Tables, id: Id) -> Option<Result<Formula, FormulaError>> {
    let text = tables.described(&FORMULAS, id)?.words(&FORMULA);
    Some(Formula::parse(text, &nameable(tables)))
}

/// Refuses a formula that cannot be read; none at all is none yet.
pub fn check_formula(tables: &Tables, text: &str) -> Result<(), FormulaError> {
    if text.is_empty() { Ok(()) } else { Formula::parse(text, &nameable(tables)).map(drop) }
}

/// The fields that say what items come to: those of the methods, then those of a person's own formulas.
pub fn scores(tables: &Tables) -> Vec<&'static Field> {
    let own = tables.own_fields().of("items").into_iter().filter(|field| formula_id(field).is_some());
    METHODS.iter().map(|method| method.score).chain(own).collect()
}

/// The number in a field that says what something comes to, in hundredths.
pub fn score_in(tables: &Tables, field: &Field, subject: &Scorable<'_>) -> Option<i64> {
    Some(hundredths(Scorer::of(tables, field)?.score(subject).number()?))
}

/// A score as it is kept.
pub fn hundredths(score: f64) -> i64 {
    (score * 100.0).round() as i64
}

/// The quarters of value and effort: much for little, much for much, little for little, little for much.
pub const QUADRANTS: [&str; 4] = ["quick win", "big bet", "fill-in", "money pit"];

/// The quarter in which value and effort stand, cut at the middle of their scale, which counts as high.
fn quadrant(value: f64, effort: f64) -> &'static str {
    let is_high = |field: &Field, number: f64| match field.holds {
        Holds::Scale(least, most) => number >= f64::midpoint(least as f64, most as f64),
        _ => false,
    };
    let [quick_win, big_bet, fill_in, money_pit] = QUADRANTS;
    match (is_high(&VALUE, value), is_high(&EFFORT, effort)) {
        (true, false) => quick_win,
        (true, true) => big_bet,
        (false, false) => fill_in,
        (false, true) => money_pit,
    }
}

/// What a score says by its method, in a word; nothing where the method has none.
fn band(field: &Field, subject: &Scorable<'_>, score: i64) -> &'static str {
    match field {
        it if *it == OPPORTUNITY => match score {
            ..1000 => "served",
            1000..1200 => "neutral",
            1200..=1500 => "solid",
            _ => "major",
        },
        it if *it == VALUE_EFFORT => subject
            .number(&VALUE)
            .zip(subject.number(&EFFORT))
            .map_or("", |(value, effort)| quadrant(value, effort)),
        _ => "",
    }
}

/// A score in words, with what it says by its method: “15 solid”.
pub fn banded(field: &Field, subject: &Scorable<'_>, score: i64) -> String {
    let words = [score_words(score), band(field, subject, score).to_owned()];
    words.join(" ").trim_end().to_owned()
}

/// A score as a person reads it: with what is behind the point only while that says something.
pub fn score_words(hundredths: i64) -> String {
    let whole = if hundredths.abs() >= 10_000 {
        (hundredths as f64 / 100.0).round() as i64 * 100
    } else {
        hundredths
    };
    format_measure(whole, "")
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::model::kind::{IMPACT_EACH, REACH, SATISFACTION};

    fn fields(values: Value) -> Map<String, Value> {
        values.as_object().unwrap().clone()
    }

    fn method(key: &str) -> &'static Method {
        METHODS.iter().find(|method| method.key == key).unwrap()
    }

    fn of(key: &str, values: Value) -> Score {
        let fields = fields(values);
        Scorer::Method(method(key)).score(&Scorable::record(Values(&fields)))
    }

    fn combined(key: &str, inputs: &[f64]) -> f64 {
        combine(method(key), inputs).unwrap()
    }

    #[test]
    fn published_rice() {
        assert!((combined("rice", &[2000.0, 2.0, 0.8, 4.0]) - 800.0).abs() < 1e-9);
        assert!((combined("rice", &[1000.0, 2.0, 0.8, 1.0]) - 1600.0).abs() < 1e-9);
        let table = [
            ([5.0, 3.0, 4.0, 1.0], 60.0),
            ([5.0, 2.0, 5.0, 1.0], 50.0),
            ([4.0, 5.0, 3.0, 2.0], 30.0),
            ([2.0, 4.0, 3.0, 4.0], 6.0),
            ([3.0, 4.0, 2.0, 5.0], 4.8),
        ];
        for (inputs, score) in table {
            assert!((combined("rice", &inputs) - score).abs() < 1e-9, "{inputs:?}");
        }
        let written = json!({ "reach": 2000, "impact": 200, "confidence_percent": 80, "person_months": 400 });
        assert_eq!(of("rice", written.clone()), Score::Is(800.0));
        let mut risky = written;
        risky["ux_risk"] = 25.into();
        assert_eq!(of("rice", risky), Score::Is(600.0), "a quarter of it may be lost");
    }

    #[test]
    fn published_ice_wsjf_and_opportunity() {
        assert!((combined("ice", &[8.0, 7.0, 5.0]) - 280.0).abs() < 1e-9);
        assert!((combined("ice", &[6.0, 9.0, 8.0]) - 432.0).abs() < 1e-9);
        let wsjf = [[13.0, 8.0, 5.0, 8.0], [8.0, 13.0, 1.0, 5.0], [1.0, 1.0, 8.0, 1.0]];
        let scores = wsjf.map(|inputs| combined("wsjf", &inputs));
        assert!(
            scores.iter().zip([3.25, 4.4, 10.0]).all(|(score, is)| (score - is).abs() < 1e-9),
            "{scores:?}"
        );
        for (inputs, is) in [([9.0, 3.0], 15.0), ([9.0, 9.0], 9.0), ([5.0, 8.0], 5.0)] {
            assert!((combined("opportunity", &inputs) - is).abs() < 1e-9, "{inputs:?}");
        }
    }

    #[test]
    fn what_is_not_written_or_zero_is_said_and_never_a_number() {
        assert_eq!(of("rice", json!({})), Score::Missing(&REACH));
        let without = json!({ "reach": 10, "impact": 100, "confidence_percent": 50, "person_months": 0 });
        assert_eq!(of("rice", without), Score::ByZero);
        assert_eq!(of("opportunity", json!({ "importance": 9 })), Score::Missing(&SATISFACTION));
        assert_eq!(of("moscow", json!({ "moscow": "should" })), Score::Is(3.0));
        assert_eq!(of("moscow", json!({ "moscow": "later build" })), Score::Missing(&MOSCOW));
    }

    #[test]
    fn values_off_a_scale_and_columns_without_a_one_are_named() {
        let rice = method("rice");
        let wsjf = method("wsjf");
        let impact = fields(json!({ "impact": 75 }));
        assert_eq!(
            off_scale(rice, &Scorable::record(Values(&impact))).map(|(field, _)| field),
            Some(&IMPACT_EACH)
        );
        let four = fields(json!({ "wsjf_value": 4, "wsjf_size": 1 }));
        let subject = Scorable::record(Values(&four));
        assert_eq!(off_scale(wsjf, &subject).map(|(field, _)| field.key), Some("wsjf_value"));
        let lacking: Vec<&str> = without_a_one(wsjf, &[subject]).into_iter().map(|field| field.key).collect();
        assert_eq!(lacking, ["wsjf_value"], "a column nobody wrote in lacks nothing");
    }

    #[test]
    fn published_moscow() {
        let shares = |tenths: [u64; 3]| Moscow { tenths, unestimated: 0 }.shares().unwrap();
        assert_eq!(shares([600, 200, 200]), (60, 20));
        assert!(Moscow::is_sound(shares([600, 200, 200])), "fine");
        assert!(!Moscow::is_sound(shares([610, 190, 200])), "more than 60 %");
        assert!(!Moscow::is_sound(shares([600, 390, 10])), "1 % of coulds is no room");
        assert!(!Moscow::is_sound(shares([300, 300, 400])), "40 % of coulds are not about 20");
        assert_eq!(Moscow::default().shares(), None);
    }

    #[test]
    fn what_is_on_the_cut_of_value_and_effort_counts_as_high() {
        let found =
            [(3.0, 2.0), (3.0, 3.0), (2.0, 2.0), (2.0, 3.0)].map(|(value, effort)| quadrant(value, effort));
        assert_eq!(found, QUADRANTS);
        let worth = fields(json!({ "value": 5, "effort": 2 }));
        assert_eq!(banded(&VALUE_EFFORT, &Scorable::record(Values(&worth)), 250), "2.5 quick win");
    }

    #[test]
    fn an_opportunity_stands_in_the_band_that_was_published() {
        let none = fields(json!({}));
        let words = |score: i64| banded(&OPPORTUNITY, &Scorable::record(Values(&none)), score);
        let found = [1501, 1500, 1200, 1199, 1000, 999].map(words);
        let bands = ["15.01 major", "15 solid", "12 solid", "11.99 neutral", "10 neutral", "9.99 served"];
        assert_eq!(found, bands);
        assert_eq!(banded(&MOSCOW, &Scorable::record(Values(&none)), 300), "3");
    }
}
