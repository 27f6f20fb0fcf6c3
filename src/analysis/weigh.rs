//! Weighing the options of a decision by its criteria.

use serde_json::Value;

use crate::model::Id;
use crate::model::kind::{
    CRITERIA, CRITERION_NAME, CRITERION_WEIGHT, OPTION_NAME, OPTIONS, SCORE, SCORES, row_id, rows_of,
};
use crate::workspace::{Described, Fields};

/// The most a weight can be.
const HEAVIEST: i64 = 9;
/// The best score.
const BEST: i64 = 5;

/// The options of a decision with their scores. A criterion without a weight counts once; a score that is missing, nothing.
///
/// Source: weighted sum model (Fishburn, “Additive utilities with incomplete product set”, 1967): Σ weight × score.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// Each criterion: its id, its name, its weight where one is written.
    pub criteria: Vec<(Id, String, Option<i64>)>,
    /// Each option.
    pub options: Vec<WeighedOption>,
}

/// An option and how it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeighedOption {
    /// The option.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Its score by each criterion, in their order.
    pub scores: Vec<Option<i64>>,
}

/// The weight at which another option comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The criterion.
    pub criterion: String,
    /// The last weight with which the first option stays first.
    pub weight: i64,
    /// Whether it stays so for that weight and less; else for that and more.
    pub is_or_less: bool,
}

fn text(row: &Fields, key: &str) -> String {
    row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

impl Weighed {
    /// The options and criteria of a decision.
    pub fn of(decision: &Described) -> Self {
        let criterion = |row: &Fields| {
            let weight = row.get(CRITERION_WEIGHT.key).and_then(Value::as_i64);
            Some((row_id(row)?, text(row, CRITERION_NAME.key), weight))
        };
        let criteria: Vec<_> = decision.rows(&CRITERIA).into_iter().filter_map(criterion).collect();
        let option = |row: &Fields| {
            let score = |id: Id| {
                let of = rows_of(row, &SCORES).into_iter().find(|score| row_id(score) == Some(id));
                of.and_then(|score| score.get(SCORE.key)).and_then(Value::as_i64)
            };
            let scores = criteria.iter().map(|(id, ..)| score(*id)).collect();
            Some(WeighedOption { id: row_id(row)?, name: text(row, OPTION_NAME.key), scores })
        };
        let options = decision.rows(&OPTIONS).into_iter().filter_map(option).collect();
        Self { criteria, options }
    }

    fn weights(&self) -> Vec<i64> {
        self.criteria.iter().map(|(_, _, weight)| weight.unwrap_or(1)).collect()
    }

    fn sum(option: &WeighedOption, weights: &[i64]) -> i64 {
        option.scores.iter().zip(weights).map(|(score, weight)| score.unwrap_or(0) * weight).sum()
    }

    /// What each option comes to, in their order.
    pub fn sums(&self) -> Vec<i64> {
        let weights = self.weights();
        self.options.iter().map(|option| Self::sum(option, &weights)).collect()
    }

    /// The most an option could come to.
    pub fn most(&self) -> i64 {
        self.weights().iter().sum::<i64>() * BEST
    }

    /// The option that comes first alone.
    pub fn first(&self) -> Option<&WeighedOption> {
        self.leader(&self.weights())
    }

    fn leader(&self, weights: &[i64]) -> Option<&WeighedOption> {
        let sums: Vec<i64> = self.options.iter().map(|option| Self::sum(option, weights)).collect();
        let best = sums.iter().max().copied().filter(|best| *best > 0)?;
        let mut first = self.options.iter().zip(&sums).filter(|(_, sum)| **sum == best);
        let leader = first.next()?.0;
        first.next().is_none().then_some(leader)
    }

    /// The smallest change of one weight that takes the first place from the first option; none where no weight does.
    pub fn flip(&self) -> Option<Flip> {
        let leader = self.first()?.id;
        let weights = self.weights();
        let stays = |place: usize, weight: i64| {
            let mut changed = weights.clone();
            if let Some(of) = changed.get_mut(place) {
                *of = weight;
            }
            self.leader(&changed).is_some_and(|first| first.id == leader)
        };
        let mut found: Vec<(i64, Flip)> = Vec::new();
        for (place, ((_, name, _), now)) in self.criteria.iter().zip(&weights).enumerate() {
            let flip = |weight: i64, is_or_less: bool| Flip { criterion: name.clone(), weight, is_or_less };
            if let Some(up) = (now + 1..=HEAVIEST).find(|weight| !stays(place, *weight)) {
                found.push((up - now, flip(up - 1, true)));
            }
            if let Some(down) = (1..*now).rev().find(|weight| !stays(place, *weight)) {
                found.push((now - down, flip(down + 1, false)));
            }
        }
        // Of two as small, the one that grows: more of something is what people come to ask for.
        found.into_iter().min_by_key(|(change, flip)| (*change, !flip.is_or_less)).map(|(_, flip)| flip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ids;

    fn weighed(weights: &[i64], options: &[(&str, &[i64])]) -> Weighed {
        let mut ids = Ids::seeded(4);
        let criteria =
            weights.iter().enumerate().map(|(n, weight)| (ids.next_id(), format!("C{n}"), Some(*weight)));
        let criteria = criteria.collect();
        let option = |(name, scores): &(&str, &[i64])| WeighedOption {
            id: ids.next_id(),
            name: (*name).to_owned(),
            scores: scores.iter().map(|score| Some(*score)).collect(),
        };
        Weighed { criteria, options: options.iter().map(option).collect() }
    }

    #[test]
    fn the_sum_of_weights_times_scores_decides() {
        let reminder = weighed(
            &[3, 2, 2, 1],
            &[("Text", &[5, 2, 4, 5]), ("E-mail", &[2, 5, 5, 1]), ("Both", &[5, 2, 2, 5])],
        );
        assert_eq!(reminder.sums(), [32, 27, 28]);
        assert_eq!(reminder.most(), 40);
        assert_eq!(reminder.first().map(|option| option.name.as_str()), Some("Text"));
        // With cost at 3 Text has 34 and E-mail 32; at 4 it is 36 and 37.
        let flip = Flip { criterion: "C1".into(), weight: 3, is_or_less: true };
        assert_eq!(reminder.flip(), Some(flip));
    }

    #[test]
    fn a_tie_has_no_first_and_nothing_to_flip() {
        let tie = weighed(&[1], &[("A", &[3]), ("B", &[3])]);
        assert_eq!((tie.first(), tie.flip()), (None, None));
        assert_eq!(weighed(&[1], &[]).first(), None);
        assert_eq!(weighed(&[2], &[("A", &[3]), ("B", &[1])]).flip(), None);
    }
}
