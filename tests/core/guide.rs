//! The guide: which role, by a table of rules; where time goes, and what it refuses; skills, talks and how a team is.

use std::ops::ControlFlow;

use throughline::analysis::advisor::{
    RULES, RoleAnswers, advice, answers_of, ask_again, given, left_open, role_flip, rule_words, weighed,
};
use throughline::analysis::{
    Attention, Computed, Overview, attention, computed, pulse_trend, running_timer, second_person,
    skill_gaps, time_split,
};
use throughline::command::{self, CommandError};
use throughline::model::kind::{
    ACTION_BY, ACTION_DONE, ACTION_TEXT, ACTIVITIES, HAT, Kind, ONE_ON_ONES, PULSE_ASKS, PULSE_ON, PULSES,
    RATED_DAY, RATED_LEVEL, ROLE_CHECKS, ROLE_ON, ROLE_QUESTIONS, ROLE_RESULT, SKILL_PLAN, SKILL_RATINGS,
    SKILL_TARGET, SKILLS, SPENT_MINUTES, SPENT_ON, TALK_GOALS, TIME_ENTRIES, TIME_SHARE, TIME_TARGET,
};
use throughline::model::{Day, Id, RecordRef};
use throughline::workspace::{Described, Tables};

use crate::support::{Desk, contents};

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn keep(desk: &mut Desk, kind: &'static Kind, name: &str) -> RecordRef {
    let product = desk.product;
    let id = desk.edit(|tx| command::add_described(tx, kind.table, product, name).unwrap());
    RecordRef { table: kind.table, id }
}

fn write(desk: &mut Desk, record: RecordRef, field: &'static throughline::model::kind::Field, text: &str) {
    desk.edit(|tx| command::write_field(tx, record, field, text).unwrap());
}

fn record<'a>(desk: &'a Desk, kind: &Kind, id: Id) -> &'a Described {
    tables(desk).described(kind, id).unwrap()
}

/// How many answers each question has.
fn sizes() -> [usize; 11] {
    RULES.map(<[_]>::len)
}

/// The answers with a number, each question being a digit.
fn numbered(mut number: usize) -> RoleAnswers {
    sizes().map(|size| {
        let digit = number % size;
        number /= size;
        Some(digit)
    })
}

#[test]
fn each_answer_has_a_rule_that_says_why_and_what_it_counts() {
    for (field, rules) in ROLE_QUESTIONS.into_iter().zip(RULES) {
        assert_eq!(field.choices().len(), rules.len(), "{}", field.label);
        assert!(rules.iter().all(|rule| !rule.why.is_empty() && !rule_words(rule).is_empty()));
    }
}

/// All 746,496 combinations: what each comes to, and how many answers are between it and another result.
#[test]
fn the_truth_table_of_the_advisor() {
    let sizes = sizes();
    let all: usize = sizes.iter().product();
    let results = ["pm", "po", "one", "two"];
    let table: Vec<usize> = (0..all)
        .map(|number| {
            let answers = numbered(number);
            let sum = weighed(&answers);
            let result = advice(&answers);
            // The rule of the result, said another way.
            let strategy_only = sum.strategy >= sum.delivery * 2;
            let delivery_only = sum.delivery >= sum.strategy * 2;
            assert!(!(strategy_only && delivery_only));
            let expected = match (strategy_only, delivery_only) {
                (true, _) => "pm",
                (_, true) => "po",
                _ if sum.load > 0 && sum.people > 1 => "two",
                _ => "one",
            };
            assert_eq!(result, expected, "{answers:?}");
            results.iter().position(|it| *it == result).unwrap()
        })
        .collect();
    let counts = [0, 1, 2, 3].map(|result| table.iter().filter(|it| **it == result).count());
    assert_eq!(counts, [105_858, 86_130, 327_921, 226_587], "a PM, a PO, both in one person, two people");
    // How many answers have to be others: one step at a time through everything that is one answer away.
    let mut steps = vec![0u8; all];
    let strides: Vec<usize> = (0..sizes.len()).map(|at| sizes[..at].iter().product()).collect();
    let beside = |number: usize, fits: &dyn Fn(usize) -> bool| {
        let found = strides.iter().zip(sizes).try_for_each(|(stride, size)| {
            let digit = number / stride % size;
            let first = number - digit * stride;
            let is_there = (0..size).any(|other| other != digit && fits(first + other * stride));
            if is_there { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        found.is_break()
    };
    for step in 1..=11 {
        let reached: Vec<usize> = (0..all)
            .filter(|number| steps[*number] == 0)
            .filter(|number| match step {
                1 => beside(*number, &|other| table[other] != table[*number]),
                _ => beside(*number, &|other| steps[other] == step - 1),
            })
            .collect();
        reached.iter().for_each(|number| steps[*number] = step);
    }
    let furthest = steps.iter().max().copied().unwrap();
    assert_eq!(furthest, 2);
    for number in (0..all).step_by(37) {
        let answers = numbered(number);
        let flip = role_flip(&answers).unwrap();
        assert_eq!(flip.changes.len(), usize::from(steps[number]), "{answers:?}");
        let mut other = answers;
        for (field, word) in &flip.changes {
            let question = ROLE_QUESTIONS.into_iter().position(|it| it == *field).unwrap();
            other[question] = field.choices().iter().position(|it| it == *word);
        }
        assert_eq!(advice(&other), flip.to);
        assert_ne!(advice(&answers), flip.to);
        assert_eq!(role_flip(&answers), Some(flip), "the same once more");
    }
}

#[test]
fn the_result_is_open_for_as_long_as_an_answer_can_change_it() {
    let sizes = sizes();
    let all: usize = sizes.iter().product();
    let mut known = 0;
    for number in (0..all).step_by(997) {
        for open in [[0, 1], [3, 6], [6, 9], [8, 10], [2, 5]] {
            let mut answers = numbered(number);
            open.iter().for_each(|question| answers[*question] = None);
            let mut results = Vec::new();
            for one in 0..sizes[open[0]] {
                for two in 0..sizes[open[1]] {
                    let mut complete = answers;
                    complete[open[0]] = Some(one);
                    complete[open[1]] = Some(two);
                    results.push(advice(&complete));
                }
            }
            results.sort_unstable();
            results.dedup();
            let expected = if results.len() == 1 { results[0] } else { "open" };
            assert_eq!(advice(&answers), expected, "{answers:?}");
            assert_eq!((left_open(&answers).len(), role_flip(&answers)), (2, None));
            known += usize::from(expected != "open");
        }
    }
    assert!(known > 0);
    assert_eq!(advice(&[None; 11]), "open");
}

#[test]
fn a_role_check_says_its_result_and_asks_again_after_a_year() {
    let mut desk = Desk::new();
    let check = keep(&mut desk, &ROLE_CHECKS, "Spoke");
    let product = desk.product;
    let result = |desk: &Desk| {
        let kept = record(desk, &ROLE_CHECKS, check.id);
        computed(tables(desk), product, kept, &ROLE_RESULT, desk.context.today)
    };
    assert_eq!(result(&desk), Some(Computed::Word("open")));
    let words = [
        "Success in the market",
        "Nobody",
        "Delivery mostly",
        "To hire somebody",
        "Where it is going",
        "Stalls at what",
        "One person",
        "Nobody clearly",
        "Figures of the market",
        "One small",
        "Build the business",
    ];
    for (field, text) in ROLE_QUESTIONS.into_iter().zip(words) {
        write(&mut desk, check, field, text);
    }
    assert_eq!(result(&desk), Some(Computed::Word("pm")));
    let answers = answers_of(record(&desk, &ROLE_CHECKS, check.id));
    assert_eq!(given(&answers).len(), 11);
    assert_eq!(rule_words(&weighed(&answers)), "10 for strategy, 1 for delivery, 1 there for it");
    let today = desk.context.today;
    assert_eq!(record(&desk, &ROLE_CHECKS, check.id).day(&ROLE_ON), Some(today));
    assert_eq!(ask_again(tables(&desk), product, today.plus(365)), None);
    assert_eq!(ask_again(tables(&desk), product, today.plus(366)), Some((check.id, 366)));
    // One that was answered since is asked about in its place.
    let newer = keep(&mut desk, &ROLE_CHECKS, "Spoke again");
    write(&mut desk, newer, &ROLE_ON, "2027-03-01");
    assert_eq!(ask_again(tables(&desk), product, today.plus(366)), None);
}

#[test]
fn the_usual_activities_and_skills_come_once_and_without_targets() {
    let mut desk = Desk::new();
    let product = desk.product;
    keep(&mut desk, &ACTIVITIES, "discovery");
    assert_eq!(desk.edit(|tx| command::add_usual(tx, &ACTIVITIES, product).unwrap()), 10);
    assert_eq!(desk.edit(|tx| command::add_usual(tx, &ACTIVITIES, product).unwrap()), 0);
    assert_eq!(desk.edit(|tx| command::add_usual(tx, &SKILLS, product).unwrap()), 14);
    let hats = |hat: &str| {
        let all = tables(&desk).described_of(&SKILLS, product).into_iter();
        all.filter(|skill| skill.words(&HAT) == hat).count()
    };
    assert_eq!((hats("pm"), hats("po")), (9, 5));
    let all = tables(&desk).described_of(&ACTIVITIES, product);
    assert!(all.iter().all(|it| it.number(&TIME_TARGET).is_none()), "no share of any is published");
}

/// An activity of a hat, with a target.
fn activity(desk: &mut Desk, name: &str, hat: &str, target: &str) -> RecordRef {
    let record = keep(desk, &ACTIVITIES, name);
    write(desk, record, &HAT, hat);
    write(desk, record, &TIME_TARGET, target);
    record
}

fn log(desk: &mut Desk, of: RecordRef, minutes: i64, on: &str) -> Id {
    let product = desk.product;
    desk.context.today = day(on);
    desk.edit(|tx| command::log_time(tx, product, of.id, minutes).unwrap())
}

#[test]
fn time_is_split_by_activity_and_hat_beside_the_split_one_means() {
    let mut desk = Desk::new();
    let discovery = activity(&mut desk, "Discovery", "pm", "60");
    let backlog = activity(&mut desk, "Backlog", "po", "30");
    log(&mut desk, discovery, 600, "2026-10-01");
    log(&mut desk, discovery, 90, "2026-11-10");
    log(&mut desk, backlog, 200, "2026-11-17");
    log(&mut desk, backlog, 70, "2026-11-21");
    let split = time_split(tables(&desk), desk.product, desk.context.today);
    let rows: Vec<(&str, i64)> = split.rows.iter().map(|row| (row.name.as_str(), row.minutes)).collect();
    assert_eq!(rows, [("Backlog", 270), ("Discovery", 90)]);
    // The first of October lies too far back; the rest is of the last two weeks.
    assert_eq!((split.all, split.weeks, split.per_week(split.all)), (360, 2, 180));
    assert_eq!((split.share(270), split.of_hat("pm"), split.targets), (Some(75), 90, Some(90)));
    let kept = record(&desk, &ACTIVITIES, backlog.id);
    let share = computed(tables(&desk), desk.product, kept, &TIME_SHARE, desk.context.today);
    assert_eq!(share, Some(Computed::Number(75)));
    let nothing = time_split(tables(&desk), desk.product, day("2028-01-01"));
    assert_eq!((nothing.all, nothing.share(0)), (0, None));
}

#[test]
fn a_day_has_24_hours() {
    let mut desk = Desk::new();
    let product = desk.product;
    let of = activity(&mut desk, "Discovery", "pm", "50");
    let long = log(&mut desk, of, 1_400, "2026-11-20");
    let before = contents(&desk.workspace);
    let refused = desk.attempt(|tx| {
        let logged = command::log_time(tx, product, of.id, 100);
        assert_eq!(logged, Err(CommandError::DayTooLong("25 h".into(), day("2026-11-20"))));
        logged
    });
    assert!(refused.is_none());
    assert_eq!(contents(&desk.workspace), before);
    let other = log(&mut desk, of, 100, "2026-11-21");
    let other = RecordRef { table: TIME_ENTRIES.table, id: other };
    // The other day is full, and the entry stays where it is; as it is it can be written once more.
    let moved = desk.edit(|tx| command::write_field(tx, other, &SPENT_ON, "2026-11-20"));
    assert_eq!(
        moved.unwrap_err().to_string(),
        "25 h on 2026-11-20: 24 h is the most. Log less, or choose another day."
    );
    let full = RecordRef { table: TIME_ENTRIES.table, id: long };
    write(&mut desk, full, &SPENT_MINUTES, "1440");
    let bad = desk.edit(|tx| command::write_field(tx, full, &SPENT_MINUTES, "1500"));
    assert_eq!(bad.unwrap_err().to_string(), "Minutes is a whole number from 0 to 1440, and not “1500”.");
    // What a file or another browser brought together is said, and nothing is taken out.
    desk.edit(|tx| {
        tx.change(TIME_ENTRIES.table, other.id, |fields| {
            fields.insert("on".into(), "2026-11-20".into());
        });
    });
    let split = time_split(tables(&desk), product, desk.context.today);
    assert_eq!(split.too_long, [(day("2026-11-20"), 1_540)]);
    // Less than there was is on the way to what fits, and more is not.
    write(&mut desk, other, &SPENT_MINUTES, "80");
    assert!(desk.edit(|tx| command::write_field(tx, other, &SPENT_MINUTES, "81")).is_err());
}

#[test]
fn one_timer_runs_and_one_that_was_forgotten_asks() {
    let mut desk = Desk::new();
    let product = desk.product;
    let of = activity(&mut desk, "Backlog", "po", "50");
    assert_eq!(desk.edit(|tx| command::stop_timer(tx, product, None)), Err(CommandError::NoTimer));
    let entry = desk.edit(|tx| command::start_timer(tx, product, of.id).unwrap());
    assert_eq!(running_timer(tables(&desk), product).map(|(it, _)| it.meta.id), Some(entry));
    let second = desk.edit(|tx| command::start_timer(tx, product, of.id));
    assert_eq!(second, Err(CommandError::TimerRuns("Backlog".into())));
    // Nothing counts until it is stopped.
    assert_eq!(time_split(tables(&desk), product, desk.context.today).all, 0);
    desk.context.now.0 += 95 * 60_000;
    assert_eq!(desk.edit(|tx| command::stop_timer(tx, product, None)), Ok(95));
    assert!(running_timer(tables(&desk), product).is_none());
    assert_eq!(record(&desk, &TIME_ENTRIES, entry).number(&SPENT_MINUTES), Some(95));
    desk.edit(|tx| command::start_timer(tx, product, of.id).unwrap());
    desk.context.now.0 += 31 * 3_600_000;
    assert_eq!(desk.edit(|tx| command::stop_timer(tx, product, None)), Err(CommandError::TimerForgotten(31)));
    assert_eq!(desk.edit(|tx| command::stop_timer(tx, product, Some(120))), Ok(120));
    assert_eq!(time_split(tables(&desk), product, desk.context.today).all, 215);
}

fn row(
    desk: &mut Desk,
    of: RecordRef,
    rows: &'static throughline::model::kind::Field,
    values: &[(&throughline::model::kind::Field, serde_json::Value)],
) -> Id {
    desk.edit(|tx| command::add_row(tx, of, &[], rows, None, values).unwrap())
}

#[test]
fn skills_are_in_the_order_of_their_gaps_with_the_next_step() {
    let mut desk = Desk::new();
    let product = desk.product;
    let rated = |desk: &mut Desk, name: &str, levels: &[(&str, i64)], target: &str| {
        let skill = keep(desk, &SKILLS, name);
        for (on, level) in levels {
            row(desk, skill, &SKILL_RATINGS, &[(&RATED_DAY, (*on).into()), (&RATED_LEVEL, (*level).into())]);
        }
        write(desk, skill, &SKILL_TARGET, target);
        skill
    };
    rated(&mut desk, "Roadmapping", &[("2026-01-10", 4)], "5");
    let wide = rated(&mut desk, "Negotiation", &[("2026-11-01", 2), ("2026-02-01", 3)], "4");
    rated(&mut desk, "Facilitation", &[("2026-01-10", 5)], "3");
    rated(&mut desk, "Acceptance", &[], "3");
    let step = |text: &str, by: Option<&str>| {
        let by = by.map(|by| (&ACTION_BY, by.into()));
        [(&ACTION_TEXT, text.into())].into_iter().chain(by).collect::<Vec<_>>()
    };
    row(&mut desk, wide, &SKILL_PLAN, &step("Some day", None));
    row(&mut desk, wide, &SKILL_PLAN, &step("A course", Some("2026-11-30")));
    let done = row(&mut desk, wide, &SKILL_PLAN, &step("Read the book", Some("2026-11-02")));
    let gaps = skill_gaps(tables(&desk), product);
    let said: Vec<(&str, (i64, i64))> = gaps.iter().map(|gap| (gap.name.as_str(), gap.from_to)).collect();
    assert_eq!(said, [("Negotiation", (2, 4)), ("Roadmapping", (4, 5))]);
    assert_eq!(gaps[0].next, Some(("Read the book".into(), Some(day("2026-11-02")))));
    let due = |desk: &Desk| {
        let overview = Overview::of(tables(desk), product);
        let all = attention(tables(desk), product, &overview, desk.context.today).into_iter();
        let due = all.filter_map(|it| match it {
            Attention::Due { name, days, .. } => Some((name, days)),
            _ => None,
        });
        due.collect::<Vec<_>>()
    };
    assert_eq!(due(&desk), [("Read the book".to_owned(), 19)]);
    desk.edit(|tx| {
        command::set_in_row(tx, wide, &[(&SKILL_PLAN, done)], &ACTION_DONE, Some("yes".into())).unwrap();
    });
    assert!(due(&desk).is_empty());
    assert_eq!(
        skill_gaps(tables(&desk), product)[0].next,
        Some(("A course".into(), Some(day("2026-11-30"))))
    );
    // Talks ask for what was agreed in them, too.
    let talk = keep(&mut desk, &ONE_ON_ONES, "Ada");
    write(&mut desk, talk, ONE_ON_ONES.field("due").unwrap(), "2026-11-20");
    row(&mut desk, talk, &TALK_GOALS, &step("Leads the refinement", Some("2026-11-21")));
    assert_eq!(due(&desk), [("Ada".to_owned(), 1), ("Leads the refinement".to_owned(), 0)]);
}

#[test]
fn how_a_team_is_is_a_mean_by_day() {
    let mut desk = Desk::new();
    let product = desk.product;
    let asked = |desk: &mut Desk, on: &str, said: [i64; 4]| {
        let pulse = keep(desk, &PULSES, "Team");
        write(desk, pulse, &PULSE_ON, on);
        for (field, said) in PULSE_ASKS.into_iter().zip(said).filter(|(_, said)| *said > 0) {
            write(desk, pulse, field, &said.to_string());
        }
    };
    asked(&mut desk, "2026-11-14", [4, 3, 4, 4]);
    asked(&mut desk, "2026-11-01", [3, 0, 2, 0]);
    asked(&mut desk, "2026-11-14", [5, 5, 5, 5]);
    asked(&mut desk, "2026-11-20", [0, 0, 0, 0]);
    let trend = pulse_trend(tables(&desk), product);
    assert_eq!(trend, [(day("2026-11-01"), 250), (day("2026-11-14"), 437)]);
}

#[test]
fn signs_for_a_second_person_are_known_or_not() {
    let mut desk = Desk::new();
    let product = desk.product;
    let seen = |desk: &Desk| {
        let signs = second_person(tables(desk), product, desk.context.today);
        signs.iter().map(|sign| (sign.seen, sign.is_there())).collect::<Vec<_>>()
    };
    let none = [(None, false), (None, false), (Some(0), false), (Some(0), false), (Some(0), false)];
    assert_eq!(seen(&desk), none);
    let of = activity(&mut desk, "Backlog", "po", "50");
    for on in ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"] {
        log(&mut desk, of, 600, on);
    }
    desk.add("One");
    assert_eq!(seen(&desk)[..3], [(Some(50), true), (None, false), (Some(1), false)]);
}
