//! What answers of a survey say, computed from the raw ones, with how sure that is.
//!
//! Sources: F. Reichheld, “The One Number You Need to Grow”, 2003 (NPS); E. B. Wilson, “Probable Inference, the Law of
//! Succession, and Statistical Inference”, 1927 (the interval of a share); N. Kano and others, “Attractive Quality and
//! Must-Be Quality”, 1984, with the evaluation table and C. Berger's coefficients, 1993; A. Ulwick, 2002 (opportunity).
//! Nothing is said where nobody answered: no zero, and no number that is none.

mod answers;
mod layout;

use crate::model::kind::{Holds, KANO_CLASS};

pub use answers::{Answer, Answers, answers_of, read_answers};
pub use layout::{COLUMN_PARTS, ColumnPart, Scale, SurveyQuestion, columns_of};

/// How far from the mean 95 % of a normal distribution lie, in standard deviations.
const Z_95: f64 = 1.96;

/// A share with the interval in which it lies with 95 %, all from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// What was counted.
    pub share: f64,
    /// Where the interval begins.
    pub low: f64,
    /// Where it ends.
    pub high: f64,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// So many of so many; none of nobody.
    pub fn of(some: usize, all: usize) -> Option<Self> {
        if all == 0 {
            return None;
        }
        let (n, p, zz) = (all as f64, some as f64 / all as f64, Z_95 * Z_95);
        let middle = (p + zz / (2.0 * n)) / (1.0 + zz / n);
        let half = Z_95 * (p * (1.0 - p) / n + zz / (4.0 * n * n)).sqrt() / (1.0 + zz / n);
        Some(Self { share: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0), of: all })
    }
}

/// How many more would recommend it than would not, from −100 to 100.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nps {
    /// The score.
    pub score: f64,
    /// The variance of one answer, of 1, 0 and −1.
    pub variance: f64,
    /// How many answered.
    pub of: usize,
}

impl Nps {
    /// The score of answers from 0 to 10; none of nobody.
    pub fn of(answers: &[u8]) -> Option<Self> {
        let promoters = answers.iter().filter(|it| **it >= 9).count();
        let detractors = answers.iter().filter(|it| **it <= 6).count();
        Self::of_counts(promoters, answers.len() - promoters - detractors, detractors)
    }

    /// The score of so many promoters, passives and detractors; none of nobody.
    pub fn of_counts(promoters: usize, passives: usize, detractors: usize) -> Option<Self> {
        let of = promoters + passives + detractors;
        if of == 0 {
            return None;
        }
        let (for_it, against) = (promoters as f64 / of as f64, detractors as f64 / of as f64);
        let score = for_it - against;
        Some(Self { score: score * 100.0, variance: for_it + against - score * score, of })
    }

    /// By how much the score may be off, with 95 %; none of one answer, which says nothing of others.
    pub fn margin(self) -> Option<f64> {
        (self.of > 1).then(|| Z_95 * self.error() * 100.0)
    }

    fn error(self) -> f64 {
        (self.variance / self.of as f64).sqrt()
    }

    /// Whether the score changed from another for real, with 95 %.
    pub fn is_changed_from(self, before: Self) -> bool {
        let error = (self.error().powi(2) + before.error().powi(2)).sqrt();
        if error == 0.0 {
            // All say the same, then and now: of more than one that is no chance.
            return self.of.min(before.of) > 1 && (self.score - before.score).abs() > 0.5;
        }
        error > 0.0 && ((self.score - before.score) / 100.0 / error).abs() >= Z_95
    }
}

/// Whether a share changed from another for real, with 95 %: two proportions with their pooled share.
pub fn is_share_changed((some, all): (usize, usize), (before, of): (usize, usize)) -> bool {
    if all == 0 || of == 0 {
        return false;
    }
    let pooled = (some + before) as f64 / (all + of) as f64;
    let error = (pooled * (1.0 - pooled) * (1.0 / all as f64 + 1.0 / of as f64)).sqrt();
    error > 0.0 && ((some as f64 / all as f64 - before as f64 / of as f64) / error).abs() >= Z_95
}

/// What a Kano pair says, in the order in which ties are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kano {
    /// Without it they go.
    MustBe,
    /// The better it is, the more they like it.
    OneDimensional,
    /// They do not expect it, and are glad.
    Attractive,
    /// They do not care.
    Indifferent,
    /// They would rather not have it.
    Reverse,
    /// The two answers do not go together.
    Questionable,
}

impl Kano {
    /// All of them, in the order in which ties are settled.
    pub const ALL: [Self; 6] = [
        Self::MustBe,
        Self::OneDimensional,
        Self::Attractive,
        Self::Indifferent,
        Self::Reverse,
        Self::Questionable,
    ];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::MustBe => "Must be there",
            Self::OneDimensional => "The more the better",
            Self::Attractive => "Delights",
            Self::Indifferent => "Does not matter",
            Self::Reverse => "Better without",
            Self::Questionable => "Contradicts itself",
        }
    }

    /// Its key among the words of the field that keeps it; none of what contradicts itself.
    pub fn key(self) -> Option<&'static str> {
        let Holds::Choice(words) = KANO_CLASS.holds else { return None };
        words.get(self as usize).map(|word| word.key)
    }

    /// What an answer says: how one would feel with it, and without it, each from 1 (like) to 5 (dislike).
    pub fn of(with: u8, without: u8) -> Self {
        match (with, without) {
            (1, 1) | (5, 5) => Self::Questionable,
            (1, 5) => Self::OneDimensional,
            (1, _) => Self::Attractive,
            (5, _) | (_, 1) => Self::Reverse,
            (_, 5) => Self::MustBe,
            _ => Self::Indifferent,
        }
    }
}

/// What many Kano pairs say.
#[derive(Clone, Debug, PartialEq)]
pub struct KanoResult {
    /// How many say each, in the order of [`Kano::ALL`].
    pub counts: [usize; 6],
    /// What most say; of a tie the first in the order of [`Kano::ALL`].
    pub most: Kano,
    /// How many more are content with it, and less content without it, from 0 to 1 and from −1 to 0; none where all answers
    /// are reverse or questionable.
    pub better_worse: Option<(f64, f64)>,
}

impl KanoResult {
    /// Counts pairs; none of nobody.
    pub fn of(pairs: &[(u8, u8)]) -> Option<Self> {
        let count =
            |kano: Kano| pairs.iter().filter(|(with, without)| Kano::of(*with, *without) == kano).count();
        Self::of_counts(Kano::ALL.map(count))
    }

    /// The same of how many say each.
    pub fn of_counts(counts: [usize; 6]) -> Option<Self> {
        let [must, one, attractive, indifferent, ..] = counts;
        let top = counts.into_iter().max().filter(|top| *top > 0)?;
        let most = Kano::ALL.into_iter().zip(counts).find(|(_, count)| *count == top)?.0;
        let all = must + one + attractive + indifferent;
        let share = |some: usize| some as f64 / all as f64;
        let better_worse = (all > 0).then(|| (share(attractive + one), -share(one + must)));
        Some(Self { counts, most, better_worse })
    }
}

/// How much something matters and how well it is done, each the share of those who said 4 or 5 of 5, times ten; and how
/// large the opportunity is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeedResult {
    /// How much it matters, from 0 to 10.
    pub importance: f64,
    /// How well it is done, from 0 to 10.
    pub satisfaction: f64,
    /// How many answered.
    pub of: usize,
}

impl NeedResult {
    /// Counts pairs of importance and satisfaction; none of nobody.
    pub fn of(pairs: &[(u8, u8)]) -> Option<Self> {
        let share = |is_high: fn(&(u8, u8)) -> bool| {
            10.0 * pairs.iter().filter(|pair| is_high(pair)).count() as f64 / pairs.len() as f64
        };
        (!pairs.is_empty()).then(|| Self {
            importance: share(|(importance, _)| *importance >= 4),
            satisfaction: share(|(_, satisfaction)| *satisfaction >= 4),
            of: pairs.len(),
        })
    }

    /// Where importance and satisfaction lie with 95 %, each from 0 to 10.
    pub fn ranges(self) -> [(f64, f64); 2] {
        [self.importance, self.satisfaction].map(|tenths| {
            let some = (tenths * self.of as f64 / 10.0).round() as usize;
            Share::of(some, self.of).map_or((0.0, 10.0), |share| (10.0 * share.low, 10.0 * share.high))
        })
    }

    /// How large the opportunity is.
    pub fn score(self) -> f64 {
        opportunity(self.importance, self.satisfaction)
    }
}

/// Importance, and what satisfaction is short of it, both from 0 to 10: from 0 to 20 (Ulwick).
pub fn opportunity(importance: f64, satisfaction: f64) -> f64 {
    importance + (importance - satisfaction).max(0.0)
}

/// The pairs of answers with two numbers.
pub fn pairs(answers: &[Answer]) -> Vec<(u8, u8)> {
    answers.iter().filter_map(|it| Some((*it.numbers.first()?, *it.numbers.get(1)?))).collect()
}

/// The first number of each answer.
pub fn firsts(answers: &[Answer]) -> Vec<u8> {
    answers.iter().filter_map(|it| it.numbers.first().copied()).collect()
}

/// How many of some ratings from 1 to 5 are 4 or 5.
pub fn content(ratings: &[u8]) -> usize {
    ratings.iter().filter(|rating| **rating >= 4).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_published_kano_table() {
        let table = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"];
        for (row, with) in table.iter().zip(1..) {
            for (letter, without) in row.chars().zip(1..) {
                let kano = match letter {
                    'M' => Kano::MustBe,
                    'O' => Kano::OneDimensional,
                    'A' => Kano::Attractive,
                    'I' => Kano::Indifferent,
                    'R' => Kano::Reverse,
                    _ => Kano::Questionable,
                };
                assert_eq!(Kano::of(with, without), kano, "{with} {without}");
            }
        }
    }

    #[test]
    fn published_kano_counts() {
        let result = KanoResult::of_counts([9, 10, 1, 2, 3, 0]).unwrap();
        assert_eq!(result.most, Kano::OneDimensional);
        let (better, worse) = result.better_worse.unwrap();
        assert!((better - 0.5).abs() < 1e-4 && (worse + 0.8636).abs() < 1e-4, "{better} {worse}");
        assert_eq!(
            KanoResult::of_counts([2, 2, 2, 0, 0, 0]).unwrap().most,
            Kano::MustBe,
            "ties: M > O > A > I"
        );
        assert_eq!(KanoResult::of_counts([0, 0, 0, 0, 3, 1]).unwrap().better_worse, None, "never NaN");
        assert_eq!(KanoResult::of(&[]), None);
    }

    #[test]
    fn published_nps_and_csat() {
        let nps = Nps::of(&[10, 9, 10, 3, 7, 8]).unwrap();
        assert!((nps.score - 33.333).abs() < 0.001 && (nps.variance - 5.0 / 9.0).abs() < 1e-9, "{nps:?}");
        let margin = nps.margin().unwrap();
        assert!((margin - 1.96 * (5.0_f64 / 54.0).sqrt() * 100.0).abs() < 1e-9, "{margin}");
        assert_eq!(Nps::of(&[10]).unwrap().margin(), None, "one answer says nothing of others");
        assert_eq!(Nps::of(&[]), None);
        let csat = Share::of(80, 100).unwrap();
        assert!((csat.low - 0.711).abs() < 0.000_5 && (csat.high - 0.867).abs() < 0.000_5, "{csat:?}");
        assert_eq!(Share::of(0, 0), None);
    }

    #[test]
    fn a_change_is_real_or_not() {
        let of = |promoters: usize, detractors: usize, passives: usize| {
            let answers = [vec![10; promoters], vec![0; detractors], vec![7; passives]].concat();
            Nps::of(&answers).unwrap()
        };
        assert!(of(60, 10, 30).is_changed_from(of(40, 30, 30)));
        assert!(!of(6, 1, 3).is_changed_from(of(5, 2, 3)));
        assert!(!of(3, 0, 0).is_changed_from(of(3, 0, 0)), "no error, no change");
        assert!(is_share_changed((90, 100), (70, 100)) && !is_share_changed((8, 10), (7, 10)));
        assert!(!is_share_changed((0, 0), (7, 10)));
    }

    #[test]
    fn published_opportunities() {
        let score = |importance: f64, satisfaction: f64| {
            format!("{}", NeedResult { importance, satisfaction, of: 10 }.score())
        };
        assert_eq!([score(9.0, 3.0), score(9.0, 9.0), score(5.0, 8.0)], ["15", "9", "5"]);
        let asked = NeedResult::of(&[(5, 2), (4, 4), (3, 1), (5, 5)]).unwrap();
        assert_eq!(
            format!("{} {}", asked.importance, asked.satisfaction),
            "7.5 5",
            "the share, not the mean"
        );
        assert_eq!(NeedResult::of(&[]), None);
    }

    #[test]
    fn importance_and_satisfaction_have_the_interval_of_a_share() {
        let pairs: Vec<(u8, u8)> = (0..100).map(|n| (if n < 80 { 5 } else { 1 }, 3)).collect();
        let [(low, high), (none, some)] = NeedResult::of(&pairs).unwrap().ranges();
        assert!((low - 7.11).abs() < 0.005 && (high - 8.67).abs() < 0.005, "as published: {low} {high}");
        assert!(none == 0.0 && some > 0.0, "nobody of a hundred is not nobody at all: {some}");
        assert_eq!(Kano::ALL.map(Kano::key).iter().flatten().count(), 5);
        assert_eq!(Kano::OneDimensional.key(), Some("more"));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_result_is_no_number(text in "(?s).{0,200}", asks in 0usize..4) {
            let asks = ["nps", "csat", "kano", "need"][asks];
            let answers = read_answers(&text, asks, "");
            if let Some(nps) = Nps::of(&firsts(&answers.read)) {
                prop_assert!(nps.score.is_finite() && nps.variance >= 0.0);
            }
            if let Some(need) = NeedResult::of(&pairs(&answers.read)) {
                prop_assert!((0.0..=20.0).contains(&need.score()));
            }
        }
    }
}
