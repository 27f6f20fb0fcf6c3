//! The refinement radar: what keeps work from being begun, said by what the data show.
//!
//! Source of the hints: B. Wake, “INVEST in Good Stories”, 2003. Negotiable stays a question for people.

use super::criterion::{CriterionFlaw, lint_criterion};
use super::duplicate::{Likeness, are_settled};
use super::sprint::usual_most;
use super::{category_of, evidence, is_waiting, meets, up};
use crate::model::{Category, Check, Day, Estimate, Id, Item, ItemType, Product, SortedMap, SortedSet};
use crate::workspace::Tables;

/// From so many days on, what nobody touched is stale.
pub const STALE_DAYS: i32 = 90;
/// What stands before the name of a hint among the rules a person says an item meets: it was looked at, and left.
const LEFT: &str = "left:";
/// So many look-alikes of an item are named.
const ALIKE_MOST: usize = 2;

/// What looks like each item: found beforehand, as it means looking at all of them.
pub type Alike = SortedMap<Id, Vec<Likeness>>;

/// Pairs by each of the two.
pub fn alike(pairs: &[Likeness]) -> Alike {
    let mut of_each = Alike::new();
    for pair in pairs {
        for id in [pair.first, pair.second] {
            of_each.entry(id).or_default().push(*pair);
        }
    }
    of_each
}

/// Something to mend before work begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It serves no goal.
    NoGoal,
    /// A story that does not say for whom and why.
    NoStory,
    /// Nobody said that they need it.
    NoEvidence,
    /// It has no estimate.
    NoEstimate,
    /// It is larger than 85 in 100 of what was done: in tenths of a point, it and they.
    TooLarge(u32, u32),
    /// It does not say when it is done.
    NoCriteria,
    /// A criterion says something that cannot be tested, or says it badly.
    Criterion(CriterionFlaw),
    /// Two needs stand in one story: what stands on either side of “and”.
    TwoNeeds(String, String),
    /// So many of its questions are open.
    Questions(usize),
    /// It waits for something that is not done.
    Waits,
    /// Nobody touched it for so many days.
    Stale(i32),
    /// Another one may say the same: which, and how many of how many words are the same.
    Alike(Id, usize, usize),
    /// A rule of the Definition of Ready that a person says.
    Rule(String, String),
    /// One that is read off the item, where nothing above says the same.
    NotMet(String, String),
}

impl Flaw {
    /// By which it is left alone.
    pub fn key(&self) -> String {
        let name = match self {
            Self::NoGoal => "goal",
            Self::NoStory => "story",
            Self::NoEvidence => "evidence",
            Self::NoEstimate => "estimate",
            Self::TooLarge(..) => "large",
            Self::NoCriteria => "criteria",
            Self::Criterion(CriterionFlaw::Vague(word)) => word,
            Self::Criterion(CriterionFlaw::NoWhen) => "no-when",
            Self::Criterion(CriterionFlaw::NoThen) => "no-then",
            Self::Criterion(CriterionFlaw::Order) => "order",
            Self::Criterion(CriterionFlaw::TwoWhens) => "two-whens",
            Self::Criterion(CriterionFlaw::LooseAnd) => "loose-and",
            Self::Criterion(CriterionFlaw::NoExample(name)) => name,
            Self::TwoNeeds(..) => "needs",
            Self::Questions(_) => "questions",
            Self::Waits => "waits",
            Self::Stale(_) => "stale",
            Self::Alike(other, ..) => return [LEFT, &other.to_string()].concat(),
            Self::Rule(id, _) => return id.clone(),
            Self::NotMet(id, _) => id,
        };
        [LEFT, name].concat()
    }
}

/// What the radar knows of a product before it looks at an item.
#[derive(Clone, Copy, Debug)]
pub struct Radar<'a> {
    tables: &'a Tables,
    product: &'a Product,
    usual: Option<u32>,
    alike: &'a Alike,
    today: Day,
}

impl<'a> Radar<'a> {
    /// The radar of a product on a day.
    pub fn of(tables: &'a Tables, product: &'a Product, alike: &'a Alike, today: Day) -> Self {
        Self { tables, product, usual: usual_most(tables, product), alike, today }
    }

    /// Whether an item is one to refine: not begun, not over, and no epic.
    pub fn asks(&self, item: &Item) -> bool {
        item.kind != ItemType::Epic
            && matches!(category_of(self.tables, item), Category::Idea | Category::Open)
    }

    /// What is to be mended, the gravest first; what was left alone is not said again.
    pub fn flaws(&self, item: &Item) -> Vec<Flaw> {
        let is_story = item.kind == ItemType::Story;
        let mut found = Vec::new();
        let mut add = |is_so: bool, flaw: Flaw| found.extend(is_so.then_some(flaw));
        add(is_waiting(self.tables, item), Flaw::Waits);
        let open = item.questions.iter().filter(|question| question.answer.is_empty()).count();
        add(open > 0, Flaw::Questions(open));
        add(up(self.tables, item).goal.is_none(), Flaw::NoGoal);
        add(is_story && (item.persona.is_none() || item.benefit.trim().is_empty()), Flaw::NoStory);
        let size = item.estimate.map(Estimate::tenths);
        add(size.is_none(), Flaw::NoEstimate);
        if let Some((size, usual)) = size.zip(self.usual) {
            add(size > usual, Flaw::TooLarge(size, usual));
        }
        add(is_story && item.criteria.is_empty(), Flaw::NoCriteria);
        add(is_story && evidence(self.tables, item.meta.id) == 0, Flaw::NoEvidence);
        let mut said = SortedSet::new();
        for finding in item.criteria.iter().flat_map(|criterion| lint_criterion(&criterion.text)) {
            add(said.insert(finding.words()), Flaw::Criterion(finding));
        }
        if let Some((one, other)) = two_needs(&item.want) {
            add(is_story, Flaw::TwoNeeds(one, other));
        }
        let since = Day::of(item.meta.updated_at).days_until(self.today);
        add(since >= STALE_DAYS, Flaw::Stale(since));
        for flaw in self.alike_to(item) {
            add(true, flaw);
        }
        for rule in &self.product.ready.0 {
            let (id, text) = (rule.id.clone(), rule.text.clone());
            let flaw = match rule.check {
                Check::Goal | Check::Story | Check::Estimate | Check::Questions | Check::Waiting => continue,
                Check::Criteria | Check::Evidence if is_story => continue,
                Check::ByHand => Flaw::Rule(id, text),
                _ => Flaw::NotMet(id, text),
            };
            add(!meets(self.tables, item, rule), flaw);
        }
        found.retain(|flaw| !item.confirmed.contains(&flaw.key()));
        found
    }

    /// What may say the same as an item, unless it was settled since it was found.
    fn alike_to(&self, item: &Item) -> Vec<Flaw> {
        let pairs = self.alike.get(&item.meta.id).into_iter().flatten();
        let flaw = |pair: &Likeness| {
            let other = self.tables.items.get(pair.other(item.meta.id))?;
            (!are_settled(item, other)).then_some(Flaw::Alike(other.meta.id, pair.same, pair.of))
        };
        pairs.filter_map(flaw).take(ALIKE_MOST).collect()
    }
}

/// The two sides of “and” in what somebody wants, where each has a verb's worth of words.
fn two_needs(want: &str) -> Option<(String, String)> {
    const LEAST: usize = 3;
    let (one, other) = want.split_once(" and ").or_else(|| want.split_once(", and "))?;
    let long = |part: &str| part.split_whitespace().count() >= LEAST;
    (long(one) && long(other)).then(|| (one.trim().to_owned(), other.trim().to_owned()))
}

/// The items to refine among some, in their order.
pub fn to_refine(tables: &Tables, product: &Product, found: &[Id], (alike, today): (&Alike, Day)) -> Vec<Id> {
    let radar = Radar::of(tables, product, alike, today);
    let has_flaws = |id: &&Id| {
        tables.items.get(**id).is_some_and(|item| radar.asks(item) && !radar.flaws(item).is_empty())
    };
    found.iter().filter(has_flaws).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_needs_are_told_from_one() {
        let both = two_needs("a fast warning when a day is full and to move one of the jobs");
        assert_eq!(both.map(|(one, _)| one), Some("a fast warning when a day is full".to_owned()));
        assert_eq!(two_needs("to confirm and cancel"), None, "one thing with two words");
        assert_eq!(two_needs("bread and butter and jam"), None);
        assert_eq!(two_needs(""), None);
    }
}
