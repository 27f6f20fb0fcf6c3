//! How good one is at a skill and how far one means to go; how a team is.

use crate::model::kind::{
    ACTION_BY, ACTION_DONE, ACTION_TEXT, HAT, PULSE_ASKS, PULSE_ON, PULSES, RATED_DAY, RATED_LEVEL,
    SKILL_PLAN, SKILL_RATINGS, SKILL_TARGET, SKILLS,
};
use crate::model::{Day, Id, in_order_of};
use crate::workspace::{Described, Tables, Values};

/// How good one is at a skill, by the latest rating.
pub fn skill_level(skill: &Described) -> Option<i64> {
    let rated = skill.rows(&SKILL_RATINGS).into_iter().map(Values);
    let rated = rated.filter_map(|row| Some((row.day(&RATED_DAY)?, row.number(&RATED_LEVEL)?)));
    rated.max_by_key(|(on, _)| *on).map(|(_, level)| level)
}

/// How far the target of a skill is.
pub fn skill_gap(skill: &Described) -> Option<i64> {
    Some((skill.number(&SKILL_TARGET)? - skill_level(skill)?).max(0))
}

/// A skill with a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillGap {
    /// The skill.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Whose it is, in words.
    pub hat: &'static str,
    /// Level and target.
    pub from_to: (i64, i64),
    /// The next step of its plan, and by when.
    pub next: Option<(String, Option<Day>)>,
}

/// The skills with a gap, the widest first.
pub fn skill_gaps(tables: &Tables, product: Id) -> Vec<SkillGap> {
    let gap = |skill: &Described| {
        let (level, target) = (skill_level(skill)?, skill.number(&SKILL_TARGET)?);
        let steps = skill.rows(&SKILL_PLAN).into_iter().map(Values);
        let open = steps.filter(|step| step.words(&ACTION_DONE).is_empty());
        let open = open.map(|step| (step.words(&ACTION_TEXT).to_owned(), step.day(&ACTION_BY))).collect();
        // What has no day comes after what has one.
        let open = in_order_of(open, |(_, by): &(String, Option<Day>)| (by.is_none(), *by));
        (target > level).then(|| SkillGap {
            id: skill.meta.id,
            name: skill.name().to_owned(),
            hat: HAT.word(skill.words(&HAT)).map_or("", |word| word.name),
            from_to: (level, target),
            next: open.into_iter().next(),
        })
    };
    let gaps = tables.described_of(&SKILLS, product).into_iter().filter_map(gap).collect();
    in_order_of(gaps, |it: &SkillGap| it.from_to.0 - it.from_to.1)
}

/// The mean of what a team said, in hundredths.
pub fn pulse_mean(pulse: &Described) -> Option<i64> {
    let said: Vec<i64> = PULSE_ASKS.iter().filter_map(|field| pulse.number(field)).collect();
    (said.iter().sum::<i64>() * 100).checked_div(said.len() as i64)
}

/// How a product's teams were: a day and the mean of all that was said on it, in hundredths, in the order of days.
pub fn pulse_trend(tables: &Tables, product: Id) -> Vec<(Day, i64)> {
    let mut by_day: Vec<(Day, Vec<i64>)> = Vec::new();
    for pulse in tables.described_of(&PULSES, product) {
        let Some((on, mean)) = pulse.day(&PULSE_ON).zip(pulse_mean(pulse)) else { continue };
        match by_day.iter_mut().find(|(day, _)| *day == on) {
            Some((_, means)) => means.push(mean),
            None => by_day.push((on, vec![mean])),
        }
    }
    let mean =
        |(on, means): (Day, Vec<i64>)| Some((on, means.iter().sum::<i64>().checked_div(means.len() as i64)?));
    in_order_of(by_day.into_iter().filter_map(mean).collect(), |(on, _)| *on)
}
