//! From a voice to evidence, and from evidence to a story: what comes of feedback, and that nothing is lost on the way.

use serde_json::json;
use throughline::analysis::{
    Computed, Corpus, Suggestion, backed_by, by_segment, computed, evidence, findings_behind, heard,
    known_triage, quotes_through, triage, unproven, voices_behind, voices_of, words_said, worth,
};
use throughline::command::{self, CommandError, OnConflict};
use throughline::format::{Document, answers, parse_sheet_on, write_document};
use throughline::model::kind::{
    ABOUT, ACCOUNT, ALSO_SAID, ANSWER_BY, ANSWERS, ARCHIVED, CAPABILITIES, CLAIMS, COMPETITORS, EVIDENCE,
    EXPERIMENTS, FEEDBACK, FINDING, FINDING_OF, FINDINGS, FIXED_ON, Field, IMPORTANCE, KANO_CLASS, Kind,
    NEEDS, NEW, OPPORTUNITIES, OWED, PASSAGES, PERSONAS, PERSONAS_OF, PROOF, PUT_AWAY, QUOTE, RATED,
    RATED_ON, RATING, RATING_CHANGE, RATINGS, SAID_BY, SAID_ON, SATISFACTION, SEGMENT, SEGMENT_WORTH,
    SEGMENTS, SORTED, SPEAKS_FOR, STUDIES, SURVEY_ASKS, SURVEYS, SWOT, TAKEN, THEME_GOAL, THEMES, THRESHOLD,
    TO_TELL, TOLD_OF_IT, WORTH,
};
use throughline::model::{
    Day, Goal, Id, Initiative, Instant, Item, Pace, Product, Record, RecordRef, finish, link_text, next_slice,
};
use throughline::workspace::{Described, find_problems};

use crate::support::{Desk, contents};

fn of(kind: &'static Kind, id: Id) -> RecordRef {
    RecordRef { table: kind.table, id }
}

fn write(desk: &mut Desk, record: RecordRef, field: &Field, text: &str) {
    desk.edit(|tx| command::write_field(tx, record, field, text)).unwrap();
}

fn link(desk: &mut Desk, from: RecordRef, field: &Field, to: RecordRef) {
    desk.edit(|tx| command::set_link(tx, from, field, to, true)).unwrap();
}

fn say(desk: &mut Desk, words: &str) -> Id {
    let product = desk.product;
    desk.edit(|tx| command::add_feedback(tx, product, words)).unwrap()
}

fn voice(desk: &Desk, id: Id) -> &Described {
    desk.workspace.tables().described(&FEEDBACK, id).unwrap()
}

fn state(desk: &Desk, id: Id) -> &'static str {
    triage(desk.workspace.tables(), voice(desk, id))
}

#[test]
fn five_voices_lead_to_a_theme_a_need_a_story_a_release_and_back_to_the_five_people() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids: Vec<Id> = ["Jo", "Kai", "Mira", "Otto", "Tilda"]
        .iter()
        .map(|who| {
            let id = say(&mut desk, &format!("The reminder comes too late for me, says {who}"));
            write(&mut desk, of(&FEEDBACK, id), &SAID_BY, who);
            id
        })
        .collect();
    assert!(ids.iter().all(|id| state(&desk, *id) == NEW));
    let first = desk.workspace.tables().described_of(&FEEDBACK, product)[0].meta.id;
    assert_eq!(first, ids[4], "what came last stands first");

    let offered = suggestions(&desk);
    assert_eq!((offered.len(), offered[0].pieces.len(), offered[0].theme), (1, 5, None), "{offered:?}");
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Reminder too late", &ids)).unwrap();
    assert!(suggestions(&desk).is_empty());
    assert!(ids.iter().all(|id| state(&desk, *id) == SORTED));
    let need = desk.edit(|tx| command::need_of(tx, product, &ids)).unwrap();
    assert_eq!(heard(&voices_of(desk.workspace.tables(), need)), 5);

    let before = contents(&desk.workspace);
    let story = desk.edit(|tx| command::story_of(tx, product, &ids)).unwrap();
    let item = desk.workspace.tables().items.get(story).unwrap();
    assert_eq!(item.want, desk.workspace.tables().described(&NEEDS, need).unwrap().name());
    assert_eq!(item.description.matches("> The reminder comes too late").count(), 5);
    assert_eq!(
        voices_of(desk.workspace.tables(), story).len(),
        5,
        "the way back from the story to who asked"
    );
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before, "undo restores the chain");
    assert!(desk.redo());

    let promoted =
        desk.edit(|tx| command::promote(tx, product, of(&THEMES, theme), Initiative::TABLE)).unwrap();
    assert_eq!(desk.workspace.tables().initiatives.get(promoted.id).unwrap().name, "Reminder too late");

    desk.edit(|tx| {
        let release = command::add_named(tx, "releases", product, "2.6").unwrap();
        let story = RecordRef::to::<Item>(story);
        command::join(tx, story, throughline::analysis::Joint::Release, Some(release)).unwrap();
        command::change_items(tx, &[story.id], &command::ItemChange::Status("accepted".into()));
    });
    assert!(ids.iter().all(|id| state(&desk, *id) == SORTED), "it is done, and not out");
    let release = desk.workspace.tables().releases.iter().next().unwrap().meta.id;
    let out = throughline::model::ReleaseState::Released;
    desk.edit(|tx| command::set_release_state(tx, release, out, command::OpenItems::Refuse)).unwrap();
    assert!(ids.iter().all(|id| state(&desk, *id) == TO_TELL), "now all five are to be told");
    let pieces: Vec<&Described> = ids.iter().map(|id| voice(&desk, *id)).collect();
    let letters = answers(desk.workspace.tables(), &pieces, |day: Day| day.to_string());
    assert_eq!(letters.matches("It is there now:").count(), 5);
    assert!(letters.starts_with("Hello Jo,\n\nyou told us on 2026-11-21: “The reminder"), "{letters}");
    desk.edit(|tx| command::tell(tx, &ids)).unwrap();
    assert!(ids.iter().all(|id| state(&desk, *id) == SORTED));
    // What comes out later is news to those who were told before.
    let later = desk.edit(|tx| {
        let later = command::story_of(tx, product, &ids[..1]).unwrap();
        command::change_items(tx, &[later], &command::ItemChange::Status("accepted".into()));
        later
    });
    desk.edit(|tx| {
        tx.edit(later, |item: &mut Item| {
            item.status_log.last_mut().unwrap().on = "2026-11-22".parse().unwrap();
        });
    });
    assert_eq!(state(&desk, ids[0]), TO_TELL);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

/// Brings an item out: it is done today.
fn bring_out(desk: &mut Desk, item: Id) {
    desk.edit(|tx| command::change_items(tx, &[item], &command::ItemChange::Status("accepted".into())));
}

#[test]
fn who_gave_a_theme_its_words_is_told_once_the_initiative_made_of_it_is_out() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids = ["Too late", "Late again"].map(|words| say(&mut desk, words));
    ids.iter().zip(["Jo", "Kai"]).for_each(|(id, who)| write(&mut desk, of(&FEEDBACK, *id), &SAID_BY, who));
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Reminder too late", &ids[..1])).unwrap();
    let need = desk.edit(|tx| command::need_of(tx, product, &ids[1..])).unwrap();
    let bet = desk.edit(|tx| command::promote(tx, product, of(&THEMES, theme), Initiative::TABLE)).unwrap();
    let chance =
        desk.edit(|tx| command::promote(tx, product, of(&NEEDS, need), OPPORTUNITIES.table)).unwrap();
    let other = desk.edit(|tx| command::promote(tx, product, chance, Initiative::TABLE)).unwrap();
    let work = [bet, other].map(|initiative| {
        let (one, two) = (desk.add("Remind"), desk.add("By text"));
        desk.edit(|tx| {
            for item in [one, two] {
                tx.edit(item, |item: &mut Item| item.initiative = Some(initiative.id));
            }
        });
        [one, two]
    });
    bring_out(&mut desk, work[0][0]);
    assert_eq!(state(&desk, ids[0]), SORTED, "half of it is out");
    bring_out(&mut desk, work[0][1]);
    assert_eq!((state(&desk, ids[0]), state(&desk, ids[1])), (TO_TELL, SORTED));
    work[1].iter().for_each(|item| bring_out(&mut desk, *item));
    assert_eq!(state(&desk, ids[1]), TO_TELL, "by way of its need and the opportunity made of that");
    let letter = answers(desk.workspace.tables(), &[voice(&desk, ids[0])], |day: Day| day.to_string());
    assert!(letter.contains("It is there now:\n\n- Reminder too late\n"), "{letter}");
    desk.edit(|tx| command::tell(tx, &ids)).unwrap();
    assert!(ids.iter().all(|id| state(&desk, *id) == SORTED));
    // What is said of the theme after that is no thanks for it.
    let later = say(&mut desk, "Late even now");
    write(&mut desk, of(&FEEDBACK, later), &SAID_BY, "Mira");
    desk.edit(|tx| command::give_theme(tx, theme, &[later])).unwrap();
    for item in work[0] {
        desk.edit(|tx| {
            tx.edit(item, |item: &mut Item| {
                item.status_log.last_mut().unwrap().on = "2026-11-19".parse().unwrap();
            });
        });
    }
    assert_eq!(state(&desk, later), SORTED);
    assert_eq!(find_problems(desk.workspace.tables()), vec![]);
}

#[test]
fn what_is_made_of_a_need_says_for_whom_and_what_and_undo_takes_all_of_it_back() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids = ["Too late", "Late again"].map(|words| say(&mut desk, words));
    let need = desk.edit(|tx| command::need_of(tx, product, &ids)).unwrap();
    let persona = desk.edit(|tx| command::add_described(tx, PERSONAS.table, product, "Mechanic")).unwrap();
    link(&mut desk, of(&NEEDS, need), &PERSONAS_OF, of(&PERSONAS, persona));
    write(&mut desk, of(&NEEDS, need), &IMPORTANCE, "9");
    write(&mut desk, of(&NEEDS, need), &SATISFACTION, "3");
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Late", &ids)).unwrap();
    let judged = |desk: &Desk, of: RecordRef| {
        let values = desk.workspace.tables().any(of.table).unwrap().values(of.id).unwrap();
        [values.number(&IMPORTANCE), values.number(&SATISFACTION)]
    };
    for to in [Item::TABLE, Initiative::TABLE, OPPORTUNITIES.table] {
        let before = contents(&desk.workspace);
        let made = desk.edit(|tx| command::promote(tx, product, of(&NEEDS, need), to)).unwrap();
        assert_eq!(judged(&desk, made), [Some(9), Some(3)], "{to}");
        if let Some(item) = desk.workspace.tables().items.get(made.id) {
            assert_eq!((item.want.as_str(), item.persona), ("Too late", Some(persona)));
            assert_eq!(item.description.matches("> ").count(), 2, "{}", item.description);
        }
        let back = voices_behind(desk.workspace.tables(), made.table, made.id);
        assert_eq!(heard(&back), 2, "{to}: the way back");
        assert!(desk.undo());
        assert_eq!(contents(&desk.workspace), before, "{to}");
        assert!(desk.redo() && desk.undo());
        let of_theme = desk.edit(|tx| command::promote(tx, product, of(&THEMES, theme), to)).unwrap();
        assert_eq!(judged(&desk, of_theme), [None, None]);
        assert!(desk.undo());
        assert_eq!(contents(&desk.workspace), before, "{to}");
    }
    let chance =
        desk.edit(|tx| command::promote(tx, product, of(&NEEDS, need), OPPORTUNITIES.table)).unwrap();
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::promote(tx, product, chance, Product::TABLE)).unwrap();
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
    desk.edit(|tx| command::need_of(tx, product, &ids[1..])).unwrap();
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn what_speaks_for_an_item_comes_by_its_need_its_theme_and_studies_too() {
    let mut desk = Desk::new();
    let product = desk.product;
    let item = desk.add("Remind");
    let speaks_for = |desk: &Desk| evidence(desk.workspace.tables(), item);
    let study = desk.edit(|tx| command::add_described(tx, STUDIES.table, product, "Why?")).unwrap();
    assert_eq!(speaks_for(&desk), 0);
    let finding =
        [(&FINDING, json!("Six of eight were late")), (&FINDING_OF, json!(link_text(Item::TABLE, item)))];
    desk.edit(|tx| command::add_row(tx, of(&STUDIES, study), &[], &FINDINGS, None, &finding)).unwrap();
    assert_eq!(speaks_for(&desk), 1);
    let ids = ["Too late", "Late again"].map(|words| say(&mut desk, words));
    let need = desk.edit(|tx| command::need_of(tx, product, &ids)).unwrap();
    link(&mut desk, of(&NEEDS, need), &ABOUT, RecordRef::to::<Item>(item));
    link(&mut desk, of(&FEEDBACK, ids[0]), &SPEAKS_FOR, RecordRef::to::<Item>(item));
    assert_eq!(speaks_for(&desk), 3, "who says it of both counts once");
    let tables = desk.workspace.tables();
    assert_eq!(quotes_through(tables, item).iter().map(|it| it.meta.id).collect::<Vec<_>>(), ids[1..]);
    let found = findings_behind(tables, Item::TABLE, item);
    assert_eq!((found[0].0.name(), found[0].1), ("Why?", "Six of eight were late"));
    let of_need = [(&FINDING, json!("Four asked")), (&FINDING_OF, json!(link_text(NEEDS.table, need)))];
    desk.edit(|tx| command::add_row(tx, of(&STUDIES, study), &[], &FINDINGS, None, &of_need)).unwrap();
    assert_eq!(speaks_for(&desk), 4);
    let today = "2026-11-21".parse().unwrap();
    let need = desk.workspace.tables().described(&NEEDS, need).unwrap();
    let counted = computed(desk.workspace.tables(), product, need, &EVIDENCE, today);
    assert_eq!(counted, Some(Computed::Number(3)), "two people and a finding");
}

#[test]
fn a_triage_key_asks_for_the_state_of_one_piece_again_and_work_for_that_of_all() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids: Vec<Id> = (0..40).map(|n| say(&mut desk, &format!("Number {n}"))).collect();
    let unknown = |desk: &Desk| {
        let tables = desk.workspace.tables();
        let asked = ids.iter().filter(|id| known_triage(tables, voice(desk, **id)).is_none()).count();
        // Whatever is known is so.
        for id in &ids {
            let copy = voice(desk, *id).clone();
            assert_eq!(triage(tables, voice(desk, *id)), triage(tables, &copy));
        }
        asked
    };
    assert_eq!(unknown(&desk), 40);
    assert_eq!(unknown(&desk), 0);
    write(&mut desk, of(&FEEDBACK, ids[7]), &PUT_AWAY, "Archived");
    assert_eq!((unknown(&desk), state(&desk, ids[7])), (1, ARCHIVED));
    assert!(desk.undo());
    assert_eq!((unknown(&desk), state(&desk, ids[7])), (1, NEW));
    let item = desk.add("Remind");
    assert_eq!(unknown(&desk), 40, "the work changed");
    write(&mut desk, of(&FEEDBACK, ids[3]), &SAID_BY, "Jo");
    link(&mut desk, of(&FEEDBACK, ids[3]), &SPEAKS_FOR, RecordRef::to::<Item>(item));
    assert_eq!(unknown(&desk), 1);
    bring_out(&mut desk, item);
    assert_eq!((unknown(&desk), state(&desk, ids[3])), (40, TO_TELL));
    let copy = desk.workspace.clone();
    assert!(desk.undo());
    assert_eq!((unknown(&desk), state(&desk, ids[3])), (40, SORTED));
    assert_eq!(triage(copy.tables(), copy.tables().described(&FEEDBACK, ids[3]).unwrap()), TO_TELL);
    assert_eq!(copy.tables().described_of(&FEEDBACK, product).len(), 40);
}

#[test]
fn suggestions_let_go_after_every_piece_and_come_to_the_same() {
    let mut desk = Desk::new();
    let product = desk.product;
    let words = ["order tablet", "order paper", "reminder late", "tablet order late"];
    for n in 0..60 {
        say(&mut desk, &format!("{} number{n}", words[n % 4]));
    }
    let ids: Vec<Id> =
        desk.workspace.tables().described_of(&FEEDBACK, product).iter().map(|it| it.meta.id).collect();
    desk.edit(|tx| command::theme_of(tx, product, "Reminder late", &ids[..4])).unwrap();
    let whole = suggestions(&desk);
    assert!(whole.len() > 1, "{whole:?}");
    let pace = Pace::of(1);
    let mut work = std::pin::pin!(Corpus::of(desk.workspace.tables(), product).suggestions(&pace));
    let mut slices = 1;
    let sliced = loop {
        match next_slice(&mut work) {
            Some(found) => break found,
            None => slices += 1,
        }
    };
    assert_eq!(sliced, whole);
    assert!(slices > 60 + whole.len(), "no slice has more than a piece, or one suggestion: {slices}");
}

#[test]
fn feedback_of_an_older_build_opens_and_is_stored_as_it_was() {
    let mut desk = Desk::new();
    let item = desk.add("Remind");
    let id = desk.edit(|tx| command::say_of(tx, item, "Too late.\nEvery time.")).unwrap();
    let whole = write_document(&desk.workspace, None, "test", Instant(0));
    let mut document: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let kept = &document["data"]["feedback"][0];
    assert_eq!(kept["items"], json!([item]), "links are stored without their table, as ever");
    // A build before this one wrote no name and no rank; this one writes no name that follows from the words.
    let kept = document["data"]["feedback"][0].as_object_mut().unwrap();
    assert!(!kept.contains_key("name"));
    kept.remove("rank");
    document.as_object_mut().unwrap().remove("checksum");
    let mut other = Desk::new();
    let document = Document::parse(&document.to_string()).unwrap();
    other.attempt(|tx| command::restore(tx, &document, &OnConflict::NewerWins.into())).unwrap();
    let opened = voice(&other, id);
    assert_eq!((opened.name(), words_said(opened)), ("Too late.", "Too late.\nEvery time."));
    assert_eq!(opened.linked(&SPEAKS_FOR), [("items", item)]);
    assert_eq!(find_problems(other.workspace.tables()), vec![]);
    write(&mut other, of(&FEEDBACK, id), &QUOTE, "Much too late.");
    assert_eq!(voice(&other, id).name(), "Much too late.", "the name follows");
    other.edit(|tx| command::rename(tx, of(&FEEDBACK, id), "Reminder")).unwrap();
    write(&mut other, of(&FEEDBACK, id), &QUOTE, "");
    assert_eq!(voice(&other, id).name(), "Reminder");
    assert!(other.undo() && other.undo() && other.undo());
    assert_eq!(voice(&other, id).name(), "Too late.");
    assert_eq!(find_items(&other, "other"), [], "how it reached us is not searched, nor when");
    assert_eq!(find_items(&other, "every time"), [item]);
}

fn suggestions(desk: &Desk) -> Vec<Suggestion> {
    finish(Corpus::of(desk.workspace.tables(), desk.product).suggestions(&Pace::whole()))
}

fn find_items(desk: &Desk, typed: &str) -> Vec<Id> {
    throughline::workspace::Search::parse(typed).run(desk.workspace.tables(), desk.product)
}

#[test]
fn a_list_of_feedback_keeps_its_order_and_its_long_words_and_comes_in_once() {
    let mut desk = Desk::new();
    let product = desk.product;
    let long = "The reminder is fine but it comes at six in the morning and then people are on the bike and see it at nine";
    let sheet = parse_sheet_on(&format!("Feedback,Person\n{long},Jo\nShort,Kai\n"), Some(&FEEDBACK)).unwrap();
    let bring = |desk: &mut Desk| {
        desk.edit(|tx| command::import_sheet(tx, product, &sheet, OnConflict::NewerWins)).unwrap()
    };
    let first = bring(&mut desk).new;
    let second = bring(&mut desk);
    let names: Vec<&str> =
        desk.workspace.tables().described_of(&FEEDBACK, product).iter().map(|it| it.name()).collect();
    assert_eq!((first, second.new), (2, 0), "{names:?} {second:?}");
    let all = desk.workspace.tables().described_of(&FEEDBACK, product);
    assert_eq!(all.iter().map(|it| words_said(it)).collect::<Vec<_>>(), [long, "Short"]);
    // The bar of an experiment holds against a list, too.
    let id = desk.edit(|tx| command::add_described(tx, EXPERIMENTS.table, product, "Half answer")).unwrap();
    write(&mut desk, of(&EXPERIMENTS, id), &THRESHOLD, "8 of 20");
    write(&mut desk, of(&EXPERIMENTS, id), &FIXED_ON, "2026-11-20");
    let sheet = parse_sheet_on("Hypothesis,Threshold\nHalf answer,5 of 20\n", Some(&EXPERIMENTS)).unwrap();
    let report = desk.edit(|tx| command::import_sheet(tx, product, &sheet, OnConflict::TakeTheirs)).unwrap();
    assert!(report.cells[0].1.contains("It was fixed on 2026-11-20"), "{:?}", report.cells);
}

#[test]
fn pieces_that_say_the_same_are_joined_with_who_said_them_and_what_they_speak_for() {
    let mut desk = Desk::new();
    let product = desk.product;
    let (kept, gone) = (say(&mut desk, "It is late"), say(&mut desk, "Much too late"));
    write(&mut desk, of(&FEEDBACK, gone), &SAID_BY, "Kai");
    write(&mut desk, of(&FEEDBACK, gone), &ANSWER_BY, "2026-11-10");
    write(&mut desk, of(&FEEDBACK, gone), &ACCOUNT, "Blau");
    write(&mut desk, of(&FEEDBACK, gone), &WORTH, "99");
    write(&mut desk, of(&FEEDBACK, kept), &WORTH, "79");
    let item = desk.add("Remind");
    link(&mut desk, of(&FEEDBACK, gone), &SPEAKS_FOR, RecordRef::to::<Item>(item));
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Late", &[gone])).unwrap();
    let before = contents(&desk.workspace);
    desk.edit(|tx| command::join_feedback(tx, kept, &[kept, gone])).unwrap();
    let row = voice(&desk, kept).rows(&ALSO_SAID)[0].clone();
    assert_eq!((row["text"].as_str(), row["person"].as_str()), (Some("Much too late"), Some("Kai")));
    let voices = voices_of(desk.workspace.tables(), theme);
    assert_eq!((heard(&voices), worth(desk.workspace.tables(), &voices)), (2, 17_800), "both still count");
    assert_eq!(state(&desk, kept), OWED, "an answer that is owed to one of them is still owed");
    assert_eq!(voice(&desk, kept).linked(&SPEAKS_FOR), [("items", item)]);
    assert!(desk.workspace.tables().described(&FEEDBACK, gone).is_none());
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
    assert_eq!(desk.edit(|tx| command::join_feedback(tx, kept, &[kept])), Err(CommandError::SameItem));
}

#[test]
fn what_people_pay_weighs_a_theme_and_an_account_counts_once() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids = ["One", "Two", "Three"].map(|words| say(&mut desk, words));
    for id in &ids[..2] {
        write(&mut desk, of(&FEEDBACK, *id), &ACCOUNT, "Radhaus");
        write(&mut desk, of(&FEEDBACK, *id), &WORTH, "79");
    }
    let segment = desk.edit(|tx| command::described_named(tx, &SEGMENTS, product, "Small")).unwrap();
    write(&mut desk, of(&SEGMENTS, segment), &SEGMENT_WORTH, "20.50");
    link(&mut desk, of(&FEEDBACK, ids[2]), &SEGMENT, of(&SEGMENTS, segment));
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Price", &ids)).unwrap();
    let tables = desk.workspace.tables();
    let voices = voices_of(tables, theme);
    assert_eq!(worth(tables, &voices), 7_900 + 2_050);
    assert_eq!(by_segment(tables, product, &voices), [(Some(segment), 1, 2_050), (None, 2, 7_900)]);
    desk.edit(|tx| tx.trash(SEGMENTS.table, &[segment]));
    let tables = desk.workspace.tables();
    assert_eq!(
        by_segment(tables, product, &voices_of(tables, theme)),
        [(None, 3, 7_900)],
        "a segment deleted while in use"
    );
}

#[test]
fn a_piece_is_offered_beside_another_that_shares_its_words_until_that_is_refused_from_either_side() {
    let mut desk = Desk::new();
    let product = desk.product;
    let [one, two] = ["after", "before"].map(|when| {
        let words = format!("The reminder reaches riders {when} breakfast, and nobody answers it");
        say(&mut desk, &words)
    });
    say(&mut desk, "Invoices are late");
    let alike = |desk: &Desk, id: Id| {
        let corpus = Corpus::beside(desk.workspace.tables(), product, id);
        let found = finish(corpus.alike(id, &Pace::whole()));
        found.into_iter().map(|it| (it.id, it.same, it.of)).collect::<Vec<_>>()
    };
    // “before” and “after” say nothing of what it is about.
    assert_eq!((alike(&desk, one), alike(&desk, two)), (vec![(two, 5, 5)], vec![(one, 5, 5)]));
    desk.edit(|tx| command::differ_feedback(tx, one, two)).unwrap();
    assert_eq!((alike(&desk, one), alike(&desk, two)), (Vec::new(), Vec::new()));
    assert!(desk.undo());
    desk.edit(|tx| command::join_feedback(tx, one, &[two])).unwrap();
    assert_eq!((alike(&desk, one), heard(&[voice(&desk, one)])), (Vec::new(), 2));
}

#[test]
fn ratings_say_what_moved_since_an_earlier_day_and_a_point_what_speaks_for_it() {
    let mut desk = Desk::new();
    let product = desk.product;
    let make = |desk: &mut Desk, kind: &'static Kind, name: &str| {
        of(kind, desk.edit(|tx| command::add_described(tx, kind.table, product, name)).unwrap())
    };
    let rival = make(&mut desk, &COMPETITORS, "Radplan");
    let capability = make(&mut desk, &CAPABILITIES, "The day plan holds");
    let rate = |desk: &mut Desk, rating: i64, on: &str| {
        let who = link_text(rival.table, rival.id);
        let values = [(&RATED, json!(who)), (&RATING, json!(rating)), (&RATED_ON, json!(on))];
        desk.edit(|tx| command::add_row(tx, capability, &[], &RATINGS, None, &values)).unwrap();
    };
    let moved = |desk: &Desk| {
        let tables = desk.workspace.tables();
        let kept = tables.described(&CAPABILITIES, capability.id).unwrap();
        computed(tables, product, kept, &RATING_CHANGE, Day::new(2026, 11, 21).unwrap())
    };
    rate(&mut desk, 1, "2026-05-01");
    assert_eq!(moved(&desk), None, "of one look nothing moved");
    rate(&mut desk, 2, "2026-11-01");
    rate(&mut desk, 3, "2026-11-01");
    // Written late, of a day before: it is no news.
    rate(&mut desk, 0, "2026-04-01");
    assert_eq!(moved(&desk), Some(Computed::Text("Radplan 1 → 3".to_owned())), "the mended one counts");

    let point = make(&mut desk, &SWOT, "No stock of parts");
    let theme = make(&mut desk, &THEMES, "Waiting for parts");
    let voice = say(&mut desk, "We wait for parts");
    link(&mut desk, of(&FEEDBACK, voice), &ABOUT, point);
    link(&mut desk, point, &ABOUT, theme);
    let tables = desk.workspace.tables();
    assert_eq!(backed_by(tables, tables.described(&SWOT, point.id).unwrap()), 2);
}

#[test]
fn a_theme_that_was_refused_is_not_offered_again_and_a_known_one_is_offered_more() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids: Vec<Id> = [
        "Tablet shows another order",
        "The order on the tablet is wrong",
        "Tablet and paper differ in order",
    ]
    .map(|words| say(&mut desk, words))
    .into();
    let offered = suggestions(&desk);
    assert_eq!(
        (offered[0].words.clone(), offered[0].pieces.len()),
        (vec!["order".to_owned(), "tablet".to_owned()], 3)
    );
    desk.edit(|tx| command::refuse_theme(tx, product, "order, tablet")).unwrap();
    assert_eq!(suggestions(&desk), []);
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Tablet order", &ids[..1])).unwrap();
    let offered = suggestions(&desk);
    assert_eq!((offered[0].theme, offered[0].pieces.len()), (Some(theme), 2));
    desk.edit(|tx| command::give_theme(tx, theme, &offered[0].pieces)).unwrap();
    let other = desk.edit(|tx| command::theme_of(tx, product, "Paper", &ids[2..])).unwrap();
    let study = desk.edit(|tx| command::add_described(tx, STUDIES.table, product, "Why?")).unwrap();
    let finding = [(&FINDING_OF, json!(link_text(THEMES.table, other)))];
    desk.edit(|tx| command::add_row(tx, of(&STUDIES, study), &[], &FINDINGS, None, &finding)).unwrap();
    desk.edit(|tx| command::join_themes(tx, theme, &[theme, other])).unwrap();
    let row = desk.workspace.tables().described(&STUDIES, study).unwrap().rows(&FINDINGS)[0].clone();
    assert_eq!(row["of"], link_text(THEMES.table, theme), "a finding that named the other names this one");
    assert_eq!(voices_of(desk.workspace.tables(), theme).len(), 3);
}

#[test]
fn an_answer_that_is_owed_is_asked_for_until_it_is_given() {
    let mut desk = Desk::new();
    let id = say(&mut desk, "When do the hours change?");
    write(&mut desk, of(&FEEDBACK, id), &ANSWER_BY, "2026-11-20");
    assert_eq!(state(&desk, id), OWED);
    desk.edit(|tx| command::tell(tx, &[id])).unwrap();
    assert_eq!(state(&desk, id), NEW);
    assert!(voice(&desk, id).day(&TOLD_OF_IT).is_none(), "an answer does not close the loop");
    let passage = [(&throughline::model::kind::PASSAGE, json!("the hours"))];
    desk.edit(|tx| command::add_row(tx, of(&FEEDBACK, id), &[], &PASSAGES, None, &passage)).unwrap();
    let tomorrow = desk.edit(|tx| command::write_field(tx, of(&FEEDBACK, id), &SAID_ON, "2026-11-22"));
    assert!(matches!(tomorrow, Err(CommandError::Future(_))));
}

#[test]
fn a_survey_puts_what_was_said_into_the_inbox_once() {
    let mut desk = Desk::new();
    let product = desk.product;
    let survey = desk.edit(|tx| command::add_described(tx, SURVEYS.table, product, "NPS")).unwrap();
    write(
        &mut desk,
        of(&SURVEYS, survey),
        &ANSWERS,
        "10;Small;Love it\n3\tLarge\tToo slow\n12;Large;Off\n7;;\n2;Small;Too slow\n",
    );
    let put = |desk: &mut Desk| desk.edit(|tx| command::survey_to_inbox(tx, product, survey)).unwrap();
    assert_eq!(
        (put(&mut desk), put(&mut desk)),
        (3, 0),
        "the same file twice doubles nothing; who says the same counts"
    );
    let all = desk.workspace.tables().described_of(&FEEDBACK, product);
    assert_eq!(all.iter().map(|it| it.name()).collect::<Vec<_>>(), ["Love it", "Too slow", "Too slow"]);
    assert_eq!(desk.workspace.tables().described_of(&SEGMENTS, product).len(), 2);
    assert_eq!(
        desk.edit(|tx| command::survey_to_inbox(tx, product, product)),
        Err(CommandError::Missing("survey"))
    );
}

#[test]
fn what_a_survey_measured_goes_to_the_need_and_the_items_it_asked_about() {
    let mut desk = Desk::new();
    let product = desk.product;
    let survey = |desk: &mut Desk, asks: &str, text: &str| {
        let id = desk.edit(|tx| command::add_described(tx, SURVEYS.table, product, "Autumn")).unwrap();
        write(desk, of(&SURVEYS, id), &SURVEY_ASKS, asks);
        write(desk, of(&SURVEYS, id), &ANSWERS, text);
        id
    };
    let need = desk.edit(|tx| command::add_described(tx, NEEDS.table, product, "Know the day")).unwrap();
    let asked = survey(&mut desk, "Importance and satisfaction", "5;1\n5;2\n4;5\n2;1\n");
    let give = |desk: &mut Desk, id: Id| desk.edit(|tx| command::use_survey(tx, product, id));
    assert_eq!(give(&mut desk, asked), Err(CommandError::AskedOfNothing("need")));
    link(&mut desk, of(&SURVEYS, asked), &ABOUT, of(&NEEDS, need));
    let before = contents(&desk.workspace);
    assert_eq!(give(&mut desk, asked), Ok(1));
    let kept = desk.workspace.tables().described(&NEEDS, need).unwrap();
    assert_eq!((kept.number(&IMPORTANCE), kept.number(&SATISFACTION)), (Some(8), Some(3)));
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);

    let (item, longer) = (desk.add("Reminder"), desk.add("Reminder by text"));
    let table = "Reminder: with;Without;Reminder by text;Without;Photos;Without\n1;5;2;5;3;3\n1;5;2;5;3;3\n";
    let kano = survey(&mut desk, "Kano pairs", table);
    assert_eq!(give(&mut desk, kano), Ok(2), "nothing is called Photos");
    let class = |id| {
        let values = desk.workspace.tables().any(Item::TABLE).unwrap().values(id).unwrap();
        values.words(&KANO_CLASS).to_owned()
    };
    assert_eq!([class(item), class(longer)], ["more", "must"]);
    let about = desk.workspace.tables().described(&SURVEYS, kano).unwrap().linked(&ABOUT);
    assert_eq!(about.len(), 2, "and it says so");
}

#[test]
fn a_survey_that_goes_on_comes_into_the_inbox_once_on_whatever_day() {
    let mut desk = Desk::new();
    let product = desk.product;
    let survey = desk.edit(|tx| command::add_described(tx, SURVEYS.table, product, "NPS")).unwrap();
    write(&mut desk, of(&SURVEYS, survey), &ANSWERS, "10;Small;Love it\n");
    let put = |desk: &mut Desk| desk.edit(|tx| command::survey_to_inbox(tx, product, survey)).unwrap();
    assert_eq!(put(&mut desk), 1);
    desk.context.today = desk.context.today.plus(1);
    assert_eq!(put(&mut desk), 0);
}

#[test]
fn nobody_moves_the_bar_of_an_experiment_after_the_jump() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id =
        desk.edit(|tx| command::add_described(tx, EXPERIMENTS.table, product, "They book again")).unwrap();
    let experiment = of(&EXPERIMENTS, id);
    write(&mut desk, experiment, &THRESHOLD, "8 of 20");
    write(&mut desk, experiment, &FIXED_ON, "2026-11-21");
    let before = contents(&desk.workspace);
    let fixed = desk.edit(|tx| command::write_field(tx, experiment, &THRESHOLD, "5 of 20"));
    assert!(matches!(fixed, Err(CommandError::Fixed(_))));
    assert!(desk.edit(|tx| command::rename(tx, experiment, "They come back")).is_err());
    assert_eq!(contents(&desk.workspace), before);
}

#[test]
fn a_claim_without_proof_stands_out() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id = desk.edit(|tx| command::add_described(tx, CLAIMS.table, product, "Fastest")).unwrap();
    assert_eq!(unproven(desk.workspace.tables(), product), [id]);
    let item = desk.add("Speed");
    link(&mut desk, of(&CLAIMS, id), &PROOF, RecordRef::to::<Item>(item));
    assert_eq!(unproven(desk.workspace.tables(), product), []);
}

#[test]
fn a_mail_of_a_million_letters_and_many_pieces_come_in() {
    let mut desk = Desk::new();
    let product = desk.product;
    let long = "a word ".repeat(150_000);
    let id = say(&mut desk, &long);
    assert!(voice(&desk, id).name().chars().count() <= 81 && words_said(voice(&desk, id)).len() > 1_000_000);
    let many = |desk: &mut Desk, text: &str| desk.edit(|tx| command::add_many(tx, product, text));
    assert_eq!(many(&mut desk, "one\ntwo\n\nthree\n"), Ok(2), "an empty line stands between two pieces");
    assert_eq!(many(&mut desk, "four\nfive\nsix"), Ok(3));
    assert_eq!(many(&mut desk, " \n\n"), Err(CommandError::NoName("feedback")));
    let names: Vec<&str> =
        desk.workspace.tables().described_of(&FEEDBACK, product).iter().take(5).map(|it| it.name()).collect();
    assert_eq!(names, ["four", "five", "six", "one", "three"]);
    let mails = "From: Anna Berg <anna@example.org>\nSubject: Rota\nDate: 3 March 2026\n\nIt is cut off.\n\nFrom: Petra\n\nToo slow.\n";
    assert_eq!(many(&mut desk, mails), Ok(2), "an empty line after the head of a mail parts nothing");
    let all = desk.workspace.tables().described_of(&FEEDBACK, product);
    assert_eq!(
        (all[0].name(), words_said(all[0]), all[0].words(&SAID_BY)),
        ("Rota", "It is cut off.", "Anna Berg")
    );
    assert_eq!(
        (all[0].words(&SAID_ON), all[1].name(), all[1].words(&SAID_BY)),
        ("2026-03-03", "Too slow.", "Petra")
    );
    let marked = say(&mut desk, "<script>alert(1)</script>");
    assert_eq!(voice(&desk, marked).name(), "<script>alert(1)</script>");
}

#[test]
fn a_theme_is_split_and_its_goal_goes_along() {
    let mut desk = Desk::new();
    let product = desk.product;
    let ids = ["Late by a day", "Late at the counter", "Too dear"].map(|words| say(&mut desk, words));
    let theme = desk.edit(|tx| command::theme_of(tx, product, "Late and dear", &ids)).unwrap();
    let goal = desk.edit(|tx| command::add_goal(tx, product, "On time")).unwrap();
    link(&mut desk, of(&THEMES, theme), &THEME_GOAL, RecordRef::to::<Goal>(goal));
    let before = contents(&desk.workspace);
    let price = desk.edit(|tx| command::split_theme(tx, theme, "Price", &ids[2..])).unwrap();
    let tables = desk.workspace.tables();
    assert_eq!((voices_of(tables, theme).len(), voices_of(tables, price).len()), (2, 1));
    assert_eq!(tables.described(&THEMES, price).unwrap().linked(&THEME_GOAL), [("goals", goal)]);
    assert!(desk.undo());
    assert_eq!(contents(&desk.workspace), before);
    let same = desk.edit(|tx| command::split_theme(tx, theme, "late and dear", &ids[2..]));
    assert_eq!(same, Err(CommandError::SameItem));
}

#[test]
fn an_opportunity_becomes_a_product_with_a_key_of_its_own() {
    let mut desk = Desk::new();
    let product = desk.product;
    let id =
        desk.edit(|tx| command::add_described(tx, OPPORTUNITIES.table, product, "Parts by post")).unwrap();
    let made = desk.edit(|tx| command::promote(tx, product, of(&OPPORTUNITIES, id), Product::TABLE)).unwrap();
    let tables = desk.workspace.tables();
    let (old, new) = (tables.products.get(product).unwrap(), tables.products.get(made.id).unwrap());
    assert_eq!(new.name, "Parts by post");
    assert_ne!(new.key, old.key);
    assert_eq!(
        tables.described(&OPPORTUNITIES, id).unwrap().words(OPPORTUNITIES.field("state").unwrap()),
        TAKEN
    );
}

#[test]
fn mails_that_are_dropped_are_a_piece_each() {
    let mut desk = Desk::new();
    let product = desk.product;
    let mails = [
        "From: Anna Berg <anna@example.org>\nSubject: Late\nDate: 3 Nov 2026\n\nFirst.\n\nSecond.",
        " ",
        "A note",
    ];
    let added = desk.edit(|tx| command::add_pieces(tx, product, &mails.map(str::to_owned)));
    assert_eq!(added, Ok(2));
    let pieces = desk.workspace.tables().described_of(&FEEDBACK, product);
    assert_eq!(pieces.iter().map(|it| it.name()).collect::<Vec<_>>(), ["Late", "A note"]);
    assert_eq!(pieces[0].words(&SAID_BY), "Anna Berg");
    assert!(
        pieces[0].words(&QUOTE).ends_with("Second."),
        "a mail is one piece, however many paragraphs it has"
    );
}
