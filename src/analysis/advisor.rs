//! Which role is needed: what each answer of a role check counts, what all of them come to, and what would change it.

use crate::model::kind::{Field, ROLE_CHECKS, ROLE_ON, ROLE_QUESTIONS, Word};
use crate::model::{Day, Id};
use crate::workspace::{Described, Tables};

/// The answers of a role check, each by the place of its word; none where a question is left open.
pub type RoleAnswers = [Option<usize>; ROLE_QUESTIONS.len()];

/// What an answer counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AdviceRule {
    /// For work on the strategy.
    pub strategy: u8,
    /// For work on the delivery.
    pub delivery: u8,
    /// How many people there are for it.
    pub people: u8,
    /// Whether the work is too much for one.
    pub load: u8,
    /// Why.
    pub why: &'static str,
}

const fn rule(strategy: u8, delivery: u8, people: u8, load: u8, why: &'static str) -> AdviceRule {
    AdviceRule { strategy, delivery, people, load, why }
}

/// What each answer counts, in the order of the questions and of their words.
pub static RULES: [&[AdviceRule]; ROLE_QUESTIONS.len()] = [
    &[
        rule(2, 0, 0, 0, "somebody has to know the market"),
        rule(0, 2, 0, 0, "somebody has to see it through"),
        rule(2, 2, 0, 0, "both have to be somebody’s work"),
    ],
    &[
        rule(1, 1, 0, 0, "all of the work is left"),
        rule(1, 0, 0, 0, "strategy gets what is left of the day"),
        rule(0, 1, 1, 0, "strategy has its person"),
        rule(1, 0, 1, 0, "two jobs in one leave strategy for later"),
    ],
    &[
        rule(0, 1, 0, 0, "delivery is nobody’s"),
        rule(1, 0, 0, 0, "strategy is nobody’s"),
        rule(0, 0, 0, 0, "both are somebody’s"),
        rule(1, 1, 0, 0, "what is everybody’s is nobody’s"),
    ],
    &[
        rule(0, 0, 1, 0, "somebody who is there can grow into it"),
        rule(0, 0, 0, 0, "nobody who is there can do it soon"),
        rule(0, 0, 0, 0, "look at who is there first"),
    ],
    &[
        rule(1, 0, 0, 0, "they need to be told why"),
        rule(0, 1, 0, 0, "they need to be told what is next"),
        rule(1, 1, 0, 0, "they need why and what is next"),
        rule(0, 0, 0, 0, "they can go on as they do"),
    ],
    &[
        rule(0, 0, 0, 0, "nothing has to be mended"),
        rule(1, 0, 0, 0, "nobody chooses"),
        rule(0, 1, 0, 0, "nobody clears the way"),
        rule(1, 1, 0, 0, "nobody chooses, and nobody clears the way"),
    ],
    &[
        rule(0, 0, 1, 0, "there is room for one more"),
        rule(0, 0, 2, 0, "there is room for two more"),
        rule(0, 0, 0, 0, "it has to be done by who is there"),
    ],
    &[
        rule(0, 1, 0, 0, "what to build is settled above: it has to be carried out"),
        rule(0, 0, 0, 0, "that works"),
        rule(1, 0, 0, 0, "somebody has to lead"),
    ],
    &[
        rule(1, 0, 0, 0, "somebody has to move them"),
        rule(0, 1, 0, 0, "somebody has to move them"),
        rule(1, 1, 0, 0, "somebody has to move both"),
        rule(1, 0, 0, 0, "somebody has to say what success is"),
    ],
    &[
        rule(0, 0, 0, 0, "one person can know all of it"),
        rule(0, 0, 0, 1, "nobody can know all of it and be there daily"),
        rule(0, 1, 0, 1, "teams need somebody there daily"),
    ],
    &[
        rule(0, 2, 0, 0, "that is what a product owner does"),
        rule(2, 0, 0, 0, "that is what a product manager does"),
        rule(2, 2, 0, 0, "each is the work of one role"),
    ],
];

/// What the answers come to, in words, by the rule of the result.
pub const HOW: &str = "At least twice as much for strategy as for delivery is a product manager, the other way round a product owner. In between both are needed: two people where it is too much for one and two are there, else one person.";

/// How many answers at most are changed to find another result.
const CHANGES_MOST: usize = 3;
/// After how many days a role check is asked for again.
const AGAIN_DAYS: i32 = 365;

/// The answers of a role check.
pub fn answers_of(check: &Described) -> RoleAnswers {
    ROLE_QUESTIONS.map(|field| {
        let answer = check.words(field);
        field.choices().iter().position(|word| word.key == answer)
    })
}

/// The question, the word and the rule of each answer that is given.
pub fn given(answers: &RoleAnswers) -> Vec<(&'static Field, &'static Word, &'static AdviceRule)> {
    let all = ROLE_QUESTIONS.into_iter().zip(RULES).zip(answers);
    let one = |((field, rules), answer): ((&'static Field, &'static [AdviceRule]), &Option<usize>)| {
        let place = (*answer)?;
        Some((field, field.choices().get(place)?, rules.get(place)?))
    };
    all.filter_map(one).collect()
}

/// The questions that are left open.
pub fn left_open(answers: &RoleAnswers) -> Vec<&'static Field> {
    ROLE_QUESTIONS.into_iter().zip(answers).filter(|(_, answer)| answer.is_none()).map(|(it, _)| it).collect()
}

/// All that the answers count.
pub fn weighed(answers: &RoleAnswers) -> AdviceRule {
    let mut sum = AdviceRule::default();
    for (rules, answer) in RULES.iter().zip(answers) {
        if let Some(rule) = answer.and_then(|place| rules.get(place)) {
            sum.strategy += rule.strategy;
            sum.delivery += rule.delivery;
            sum.people += rule.people;
            sum.load += rule.load;
        }
    }
    sum
}

fn result_of(sum: AdviceRule) -> &'static str {
    match sum {
        AdviceRule { strategy, delivery, .. } if strategy >= 2 * delivery => "pm",
        AdviceRule { strategy, delivery, .. } if delivery >= 2 * strategy => "po",
        AdviceRule { people: 2.., load: 1.., .. } => "two",
        _ => "one",
    }
}

/// Whether some answers to the questions that are left, from a place on, come to another result.
fn can_differ(answers: &mut RoleAnswers, from: usize, result: &str) -> bool {
    let Some(place) = (from..answers.len()).find(|place| answers.get(*place) == Some(&None)) else {
        return result_of(weighed(answers)) != result;
    };
    let choices = RULES.get(place).map_or(0, |rules| rules.len());
    let differs = (0..choices).any(|choice| {
        answer(answers, place, Some(choice));
        can_differ(answers, place + 1, result)
    });
    answer(answers, place, None);
    differs
}

fn answer(answers: &mut RoleAnswers, place: usize, choice: Option<usize>) {
    if let Some(of) = answers.get_mut(place) {
        *of = choice;
    }
}

/// What the answers come to, by the key of its word; open for as long as an answer that is left could change it.
pub fn advice(answers: &RoleAnswers) -> &'static str {
    let result = result_of(weighed(&answers.map(|answer| answer.or(Some(0)))));
    if can_differ(&mut answers.clone(), 0, result) { "open" } else { result }
}

/// Fewest other answers, and the result they come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleFlip {
    /// The result, by the key of its word.
    pub to: &'static str,
    /// The questions with their other answers.
    pub changes: Vec<(&'static Field, &'static Word)>,
}

/// Changes so many of the answers from a place on until the result is another; whether there is such a change.
fn change(answers: &mut RoleAnswers, first: usize, left: usize, result: &str) -> bool {
    if left == 0 {
        return result_of(weighed(answers)) != result;
    }
    for place in first..answers.len() {
        let was = answers.get(place).copied().flatten();
        let choices = RULES.get(place).map_or(0, |rules| rules.len());
        for choice in (0..choices).filter(|choice| Some(*choice) != was) {
            answer(answers, place, Some(choice));
            if change(answers, place + 1, left - 1, result) {
                return true;
            }
        }
        answer(answers, place, was);
    }
    false
}

/// The fewest answers that would change the result, and to what; of changes as small, the first in the order of the
/// questions. None while a question is open.
pub fn role_flip(answers: &RoleAnswers) -> Option<RoleFlip> {
    if !left_open(answers).is_empty() {
        return None;
    }
    let result = advice(answers);
    (1..=CHANGES_MOST).find_map(|number| {
        let mut other = *answers;
        if !change(&mut other, 0, number, result) {
            return None;
        }
        let changed = given(&other).into_iter().zip(given(answers)).filter(|(new, old)| new.1 != old.1);
        let changes = changed.map(|((field, word, _), _)| (field, word)).collect();
        Some(RoleFlip { to: result_of(weighed(&other)), changes })
    })
}

/// What a rule counts, in words.
pub fn rule_words(rule: &AdviceRule) -> String {
    let counts = [
        (rule.strategy, " for strategy"),
        (rule.delivery, " for delivery"),
        (rule.people, " there for it"),
        (rule.load, " too much for one"),
    ];
    let said = counts.into_iter().filter(|(number, _)| *number > 0);
    let said: Vec<String> = said.map(|(number, words)| format!("{number}{words}")).collect();
    if said.is_empty() { "counts nothing".to_owned() } else { said.join(", ") }
}

/// The latest role check of those a product sees, and the days since it was answered.
pub fn latest_role_check(tables: &Tables, product: Id, today: Day) -> Option<(&Described, i32)> {
    let all = tables.described_of(&ROLE_CHECKS, product).into_iter();
    let dated = all.filter_map(|check| Some((check.day(&ROLE_ON)?, check)));
    dated.max_by_key(|(on, _)| *on).map(|(on, check)| (check, on.days_until(today)))
}

/// The role check that was answered more than a year ago, where none was since, and the days since then.
pub fn ask_again(tables: &Tables, product: Id, today: Day) -> Option<(Id, i32)> {
    let (check, days) = latest_role_check(tables, product, today)?;
    (days > AGAIN_DAYS).then_some((check.meta.id, days))
}
