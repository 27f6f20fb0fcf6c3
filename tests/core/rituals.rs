//! Rituals: when each comes, what ticks its steps, what is kept; and what Today does not ask for.

use throughline::analysis::{
    Overview, Ritual, TimeLeft, asked, attention, ritual_due, ritual_note, ritual_of_day, running_ritual,
    steps_seen, time_left,
};
use throughline::command::{self, CommandError};
use throughline::model::kind::{
    LAUNCH_ON, LAUNCHES, RITUAL_FINISHED, RITUAL_NOTE, RITUAL_STATE, RITUALS, SPRINT_FIRST, SPRINT_LAST,
    SPRINTS,
};
use throughline::model::{Day, Id, Instant, Lens, Product, RecordRef};
use throughline::workspace::{Described, Tables};

use crate::support::Desk;

const MINUTE: i64 = 60_000;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn go_to(desk: &mut Desk, text: &str) {
    desk.context.today = day(text);
    desk.context.now = Instant(day(text).noon().0 + desk.context.now.0 % 1_000);
}

fn pass(desk: &mut Desk, minutes: i64) {
    desk.context.now = Instant(desk.context.now.0 + minutes * MINUTE);
}

fn tables(desk: &Desk) -> &Tables {
    desk.workspace.tables()
}

/// A product that was made on Thursday, the 5th of November.
fn desk() -> Desk {
    let mut desk = Desk::new();
    go_to(&mut desk, "2026-11-05");
    let (product, now) = (desk.product, desk.context.now);
    desk.edit(|tx| tx.edit(product, |product: &mut Product| product.meta.created_at = now));
    desk
}

fn due(desk: &Desk, key: &str) -> Option<String> {
    let due = ritual_due(tables(desk), desk.product, Ritual::of(key).unwrap(), desk.context.today);
    due.map(|day| day.to_string())
}

fn of_day(desk: &Desk, lens: Lens) -> Option<&'static str> {
    ritual_of_day(tables(desk), desk.product, lens, desk.context.today).map(|it| it.key)
}

fn begin(desk: &mut Desk, key: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::begin_ritual(tx, product, key).unwrap())
}

fn finish(desk: &mut Desk, key: &str) {
    let run = begin(desk, key);
    desk.edit(|tx| command::finish_ritual(tx, run, "It went well.").unwrap());
}

fn run(desk: &Desk, id: Id) -> &Described {
    tables(desk).described(&RITUALS, id).unwrap()
}

fn ticks(desk: &Desk, id: Id) -> Vec<bool> {
    let kept = run(desk, id);
    let ritual = running_ritual(tables(desk), desk.product).unwrap().0;
    steps_seen(tables(desk), kept, ritual, desk.context.today).iter().map(Option::is_some).collect()
}

fn described(desk: &mut Desk, table: &str, days: &[(&'static throughline::model::kind::Field, &str)]) -> Id {
    let product = desk.product;
    desk.edit(|tx| {
        let id = command::add_described(tx, table, product, "It").unwrap();
        let table = throughline::model::kind::Kind::of_table(table).unwrap().table;
        for (field, text) in days {
            command::write_field(tx, RecordRef { table, id }, field, text).unwrap();
        }
        id
    })
}

#[test]
fn each_ritual_comes_in_its_rhythm() {
    let mut desk = desk();
    // On its first day a product is asked for nothing.
    assert_eq!(of_day(&desk, Lens::Both), None);
    go_to(&mut desk, "2026-11-06");
    assert_eq!(of_day(&desk, Lens::Both), Some("daily"));
    finish(&mut desk, "daily");
    // Saturday and Sunday are no working days.
    assert_eq!(due(&desk, "daily").as_deref(), Some("2026-11-09"));
    assert_eq!(due(&desk, "monday").as_deref(), Some("2026-11-09"));
    assert_eq!(due(&desk, "refinement").as_deref(), Some("2026-11-13"));
    assert_eq!(due(&desk, "metrics").as_deref(), Some("2026-12-06"));
    assert_eq!(due(&desk, "planning"), None);
    assert_eq!(due(&desk, "review"), None);
    assert_eq!(due(&desk, "launch"), None);
    go_to(&mut desk, "2026-11-09");
    assert_eq!(of_day(&desk, Lens::Both), Some("monday"));
    finish(&mut desk, "monday");
    // What was gone through today stands for the daily one.
    assert_eq!(of_day(&desk, Lens::Both), None);
    assert_eq!(due(&desk, "monday").as_deref(), Some("2026-11-16"));
    // A Monday that was missed is made up for in its week.
    go_to(&mut desk, "2026-11-18");
    assert_eq!(due(&desk, "monday").as_deref(), Some("2026-11-16"));
    // The one that comes most rarely is first, and of another hat it is not offered.
    go_to(&mut desk, "2026-12-07");
    assert_eq!(of_day(&desk, Lens::Pm), Some("metrics"));
    assert_eq!(of_day(&desk, Lens::Po), Some("discovery"));
}

#[test]
fn sprints_and_launches_bring_theirs() {
    let mut desk = desk();
    go_to(&mut desk, "2026-11-09");
    let sprint =
        described(&mut desk, "sprints", &[(&SPRINT_FIRST, "2026-11-10"), (&SPRINT_LAST, "2026-11-20")]);
    assert_eq!(due(&desk, "planning").as_deref(), Some("2026-11-10"));
    go_to(&mut desk, "2026-11-10");
    assert_eq!(of_day(&desk, Lens::Both), Some("planning"));
    let item = desk.add("Answer the phone less");
    desk.edit(|tx| {
        command::put_in_sprint(tx, &[item], Some(sprint)).unwrap();
        command::start_sprint(tx, sprint).unwrap();
    });
    assert_eq!(due(&desk, "planning"), None);
    assert_eq!(due(&desk, "review").as_deref(), Some("2026-11-20"));
    described(&mut desk, LAUNCHES.table, &[(&LAUNCH_ON, "2026-12-01")]);
    assert_eq!(due(&desk, "launch").as_deref(), Some("2026-11-24"));
    go_to(&mut desk, "2026-11-24");
    finish(&mut desk, "launch");
    assert_eq!(due(&desk, "launch"), None);
    assert!(tables(&desk).described(&SPRINTS, sprint).is_some());
}

#[test]
fn one_goes_on_at_a_time_and_can_be_left_taken_up_skipped_and_put_off() {
    let mut desk = desk();
    go_to(&mut desk, "2026-11-09");
    let product = desk.product;
    let monday = begin(&mut desk, "monday");
    let refused = desk.attempt(|tx| command::begin_ritual(tx, product, "daily"));
    assert_eq!(refused, None);
    let words = CommandError::RitualRuns("Monday planning").to_string();
    assert_eq!(words, "“Monday planning” goes on: finish it, or leave it, before you start another.");
    desk.edit(|tx| command::leave_ritual(tx, monday).unwrap());
    assert!(running_ritual(tables(&desk), product).is_none());
    // On the same day it is the same run; on another it is a new one.
    assert_eq!(begin(&mut desk, "monday"), monday);
    desk.edit(|tx| command::leave_ritual(tx, monday).unwrap());
    go_to(&mut desk, "2026-11-16");
    assert_ne!(begin(&mut desk, "monday"), monday);
    let (_, second) = running_ritual(tables(&desk), product).unwrap();
    let second = second.meta.id;
    desk.edit(|tx| command::finish_ritual(tx, second, "  A note.\n").unwrap());
    let kept = run(&desk, second);
    assert_eq!((kept.words(&RITUAL_NOTE), kept.day(&RITUAL_FINISHED)), ("A note.", Some(day("2026-11-16"))));
    assert_eq!(RITUAL_STATE.word(kept.words(&RITUAL_STATE)).unwrap().name, "Finished");
    go_to(&mut desk, "2026-11-17");
    assert_eq!(of_day(&desk, Lens::Both), Some("refinement"));
    desk.edit(|tx| command::skip_ritual(tx, product, "refinement", None).unwrap());
    assert_eq!(of_day(&desk, Lens::Both), Some("daily"));
    desk.edit(|tx| command::skip_ritual(tx, product, "daily", Some(day("2026-11-19"))).unwrap());
    assert_eq!(of_day(&desk, Lens::Both), None);
    assert_eq!(due(&desk, "daily").as_deref(), Some("2026-11-19"));
    desk.edit(|tx| command::skip_ritual(tx, product, "monday", Some(day("2026-11-25"))).unwrap());
    go_to(&mut desk, "2026-11-25");
    assert_eq!(due(&desk, "monday").as_deref(), Some("2026-11-25"));
    go_to(&mut desk, "2026-11-17");
    assert!(desk.undo() && desk.undo());
    assert_eq!(of_day(&desk, Lens::Both), Some("daily"));
}

#[test]
fn steps_are_ticked_by_what_happens_after_the_beginning() {
    let mut desk = desk();
    go_to(&mut desk, "2026-11-09");
    let product = desk.product;
    let item = desk.add("Answer the phone less");
    desk.edit(|tx| command::toggle_focus(tx, product, item));
    pass(&mut desk, 5);
    let monday = begin(&mut desk, "monday");
    assert_eq!(ticks(&desk, monday), [false; 4]);
    pass(&mut desk, 1);
    // Taking one out is no choice.
    desk.edit(|tx| command::toggle_focus(tx, product, item));
    assert_eq!(ticks(&desk, monday), [false; 4]);
    desk.edit(|tx| command::toggle_focus(tx, product, item));
    assert_eq!(ticks(&desk, monday), [false, true, false, false]);
    desk.edit(|tx| command::add_goal(tx, product, "Fewer calls").unwrap());
    assert_eq!(ticks(&desk, monday), [false, true, true, false]);
    let ritual = Ritual::of("monday").unwrap();
    let note = ritual_note(
        tables(&desk),
        run(&desk, monday),
        ritual,
        &[true, false, false, false],
        desk.context.today,
    );
    assert_eq!(
        note,
        "## Monday planning\n\n- [x] Look back\n- [x] Choose three: Answer the phone less\n- [x] Mend the line: Fewer calls\n- [ ] Weigh the hats"
    );
    let left = |now: i64| {
        time_left(run(&desk, monday), ritual, Instant(run(&desk, monday).meta.created_at.0 + now * MINUTE))
    };
    assert_eq!([left(0), left(9), left(40)], [15, 6, -25].map(TimeLeft::Minutes));
    assert_eq!([left(-10), left(7 * 24 * 60)], [TimeLeft::Unknown, TimeLeft::Left]);
}

#[test]
fn every_step_leads_to_a_page_that_is_there_and_asks_something() {
    use throughline::view::Route;
    let desk = desk();
    for ritual in Ritual::all() {
        assert!(!ritual.name().is_empty() && ritual.steps.len() > 2, "{}", ritual.key);
        for step in ritual.steps {
            let route = Route::parse(&format!("#/spk/{}", step.page), &tables(&desk).own_fields());
            let first = route.at().map(|at| Route::place(&at.key, at.place).href());
            let href = route.href();
            let is_there =
                href.ends_with(step.page) || first == Some(href.clone()) && !step.page.contains('/');
            assert!(is_there, "{}: {} is {href}", ritual.key, step.page);
            assert!(step.ask.ends_with(['.', '?']), "{}", step.ask);
        }
    }
}

#[test]
fn what_is_put_off_is_not_asked_for_until_its_day() {
    let mut desk = desk();
    let product = desk.product;
    desk.edit(|tx| command::add_goal(tx, product, "Fewer calls").unwrap());
    let find = |desk: &Desk| {
        let overview = Overview::of(tables(desk), product);
        asked(tables(desk), product, &overview, desk.context.today)
    };
    let (all, away) = find(&desk);
    assert!(all.len() >= 2 && away == 0, "{all:?}");
    let first = all[0].clone();
    desk.edit(|tx| command::put_off(tx, product, &first.key(), "It", Some(day("2026-11-07"))).unwrap());
    let (fewer, away) = find(&desk);
    assert!(!fewer.contains(&first) && (fewer.len(), away) == (all.len() - 1, 1));
    // Said again, the day changes, and it stands once.
    desk.edit(|tx| command::put_off(tx, product, &first.key(), "It", Some(day("2026-11-06"))).unwrap());
    assert_eq!(find(&desk).1, 1);
    go_to(&mut desk, "2026-11-06");
    assert!(find(&desk).0.contains(&first));
    let (rule, _) = first.rule();
    desk.edit(|tx| command::put_off(tx, product, rule, "All of it", None).unwrap());
    go_to(&mut desk, "2026-11-30");
    assert!(find(&desk).0.iter().all(|it| it.rule().0 != rule));
    let overview = Overview::of(tables(&desk), product);
    let whole = attention(tables(&desk), product, &overview, desk.context.today);
    assert!(whole.iter().any(|it| it.rule().0 == rule));
    assert!(whole.iter().all(|it| it.key().starts_with(it.rule().0) && it.rule().1.ends_with('.')));
}
