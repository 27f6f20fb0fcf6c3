//! What follows from feedback: how far each piece is, how often a theme or a need was heard and what that is worth, where we
//! stand in the market, and whether a claim is true.

use super::computed::Computed;
use super::survey::{KanoResult, NeedResult, Nps, Share, answers_of, content, firsts, opportunity, pairs};
use super::{category_of, initiative_items};
use crate::model::kind::{
    ABOUT, ACCOUNT, ALSO_ACCOUNT, ALSO_BY, ALSO_ON, ALSO_SAID, ALSO_SEGMENT, ALSO_WORTH, ANSWER_BY,
    ANSWERED_ON, ARCHIVED, CAPABILITIES, CAPABILITY_WEIGHT, CLAIM, CLAIM_TYPE, CLAIMS, COMPETITORS, CSAT,
    EVIDENCE, FEEDBACK, FINDING, FINDING_OF, FINDINGS, Field, GAP, HEARD_LATELY, HEARD_WORTH, IMPORTANCE,
    KANO, NEEDS, NEEDS_OF, NEW, NPS, OPPORTUNITIES, OPPORTUNITY_NEED, OPPORTUNITY_SCORE, OURS, OWED,
    PASSAGE_OF, PASSAGES, POINT_BACKED, POINT_EVIDENCE, PROOF, PROVEN, PUT_AWAY, QUOTE, RATED, RATED_ON,
    RATING, RATING_CHANGE, RATINGS, SAID_BY, SAID_ON, SATISFACTION, SEGMENT, SEGMENT_HEARD, SEGMENT_WORTH,
    SEGMENTS, SORTED, SOURCE, SPEAKS_FOR, STUDIES, SURVEY_RESULT, SWOT, THEME_HEARD, THEMES, THEMES_OF,
    TO_TELL, TOLD_OF_IT, WORTH,
};
use crate::model::{
    Category, Day, Id, Initiative, Item, Record, Release, ReleaseState, SortedMap, SortedSet, in_order_of,
    set_of,
};
use crate::workspace::{AnyTable, Described, Tables, Values};

/// So many days count as lately.
const LATELY: i32 = 30;

/// The pieces of feedback that name a record, as a whole or with a passage.
pub fn voices_of(tables: &Tables, id: Id) -> Vec<&Described> {
    let Some(kept) = tables.any(FEEDBACK.table) else { return Vec::new() };
    kept.naming(id).iter().filter_map(|id| kept.described(*id)).collect()
}

/// What speaks for a record: itself, the work under an initiative, and the themes, needs and opportunities it was made of, or
/// that it answers.
fn behind(tables: &Tables, table: &str, id: Id) -> Vec<Id> {
    let mut of = vec![id];
    if table == Initiative::TABLE {
        of.extend(initiative_items(tables, id).into_iter().map(|(item, _)| item));
    }
    for kind in [&OPPORTUNITIES, &NEEDS, &THEMES] {
        let naming = tables.any(kind.table).map(|kept| kept.naming(id)).unwrap_or_default();
        of.extend(
            naming
                .iter()
                .filter(|from| !(*kind == OPPORTUNITIES && table == NEEDS.table || of.contains(from)))
                .copied()
                .collect::<Vec<_>>(),
        );
    }
    let needs = of.iter().filter_map(|id| tables.described(&OPPORTUNITIES, *id));
    let needs: Vec<Id> = needs.flat_map(|it| it.linked(&OPPORTUNITY_NEED)).map(|(_, need)| need).collect();
    of.extend(needs);
    of
}

/// The pieces of feedback behind a record: those that name it, and those of what it was made of.
pub fn voices_behind<'a>(tables: &'a Tables, table: &str, id: Id) -> Vec<&'a Described> {
    let mut seen = SortedSet::new();
    let all = behind(tables, table, id).into_iter().flat_map(|id| voices_of(tables, id));
    all.filter(|voice| seen.insert(voice.meta.id)).collect()
}

/// What studies found that speaks for a record or for what it was made of: each study, and what it found.
pub fn findings_behind<'a>(tables: &'a Tables, table: &str, id: Id) -> Vec<(&'a Described, &'a str)> {
    let Some(studies) = tables.any(STUDIES.table) else { return Vec::new() };
    let behind = behind(tables, table, id);
    let naming = set_of(behind.iter().flat_map(|id| studies.naming(*id)).copied());
    let rows = naming
        .into_iter()
        .filter_map(|id| studies.described(id))
        .flat_map(|study| study.rows(&FINDINGS).into_iter().map(move |row| (study, Values(row))));
    let speaks = |(_, row): &(&Described, Values<'_>)| {
        row.linked(&FINDING_OF).first().is_some_and(|(_, id)| behind.contains(id))
    };
    rows.filter(speaks).map(|(study, row)| (study, row.words(&FINDING))).collect()
}

/// Somebody who said something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker<'a> {
    /// Who, else for whom; empty where nobody knows.
    pub name: &'a str,
    /// For whom; empty for nobody in particular.
    pub account: &'a str,
    /// Of which segment.
    pub segment: Option<Id>,
    /// What they pay in a month, in hundredths.
    pub worth: Option<i64>,
    /// When it was said.
    pub on: Option<Day>,
}

fn speaker<'a>(of: Values<'a>, [by, account, segment, worth, on]: [&Field; 5]) -> Speaker<'a> {
    let known = of.words(account);
    Speaker {
        name: Some(of.words(by)).filter(|name| !name.is_empty()).unwrap_or(known),
        account: known,
        segment: of.linked(segment).first().map(|(_, id)| *id),
        worth: of.number(worth),
        on: of.day(on),
    }
}

/// Who said it: whoever said it first, and whoever said it, too.
pub fn speakers(feedback: &Described) -> Vec<Speaker<'_>> {
    let first = speaker(feedback.values(), [&SAID_BY, &ACCOUNT, &SEGMENT, &WORTH, &SAID_ON]);
    let also = [&ALSO_BY, &ALSO_ACCOUNT, &ALSO_SEGMENT, &ALSO_WORTH, &ALSO_ON];
    let others = feedback.rows(&ALSO_SAID).into_iter().map(|row| speaker(Values(row), also));
    std::iter::once(first).chain(others).collect()
}

/// Everybody who said some pieces.
fn all_speakers<'a>(voices: &[&'a Described]) -> Vec<Speaker<'a>> {
    voices.iter().flat_map(|voice| speakers(voice)).collect()
}

/// What was said, in full; of a piece that has a name alone, that.
pub fn words_said(feedback: &Described) -> &str {
    match feedback.words(&QUOTE) {
        "" => feedback.name(),
        quote => quote,
    }
}

/// Everything a piece of feedback speaks for, passages among it.
fn spoken_for(feedback: &Described) -> Vec<(&str, Id)> {
    let whole =
        [&THEMES_OF, &NEEDS_OF, &SPEAKS_FOR, &ABOUT].into_iter().flat_map(|field| feedback.linked(field));
    let passages = feedback.rows(&PASSAGES);
    whole.chain(passages.into_iter().flat_map(|row| Values(row).linked(&PASSAGE_OF))).collect()
}

/// What answers a piece of feedback: what it speaks for, and what was made of that, where it is a theme, a need or an
/// opportunity.
fn answers_to<'a>(tables: &'a Tables, feedback: &'a Described) -> Vec<(&'a str, Id)> {
    let mut found = spoken_for(feedback);
    let mut at = 0;
    while let Some((table, id)) = found.get(at).copied() {
        at += 1;
        let kind = [&THEMES, &NEEDS, &OPPORTUNITIES].into_iter().find(|kind| kind.table == table);
        let about = kind.and_then(|kind| tables.described(kind, id)).map(|it| it.linked(&ABOUT));
        for made in about.unwrap_or_default() {
            if !found.contains(&made) {
                found.push(made);
            }
        }
    }
    found
}

/// The items and initiatives that answer a piece of feedback and are out. What was made of its theme is no answer to what was
/// said after it came out.
pub fn out_for<'a>(tables: &'a Tables, feedback: &'a Described) -> Vec<(&'a str, Id)> {
    let (own, said) = (spoken_for(feedback).len(), feedback.day(&SAID_ON));
    let is_answer = |(place, (table, id)): &(usize, (&str, Id))| {
        [Item::TABLE, Initiative::TABLE].contains(table)
            && is_out(tables, table, *id)
            && (*place < own || said.is_none_or(|said| out_on(tables, table, *id) >= Some(said)))
    };
    let all = answers_to(tables, feedback).into_iter().enumerate();
    all.filter(is_answer).map(|(_, answer)| answer).collect()
}

/// Whether a person has a thing by now: an item is done and its release, where it has one, went out; all of an initiative's
/// work is out; a release went out.
fn is_out(tables: &Tables, table: &str, id: Id) -> bool {
    let went_out =
        |id: Id| tables.releases.get(id).is_none_or(|it: &Release| it.state == ReleaseState::Released);
    match table {
        Item::TABLE => tables.items.get(id).is_some_and(|item| {
            category_of(tables, item) == Category::Done && item.release.is_none_or(went_out)
        }),
        Initiative::TABLE => tables.initiatives.get(id).is_some_and(|initiative| {
            let work = initiative_items(tables, initiative.meta.id);
            !work.is_empty() && work.iter().all(|(item, _)| is_out(tables, Item::TABLE, *item))
        }),
        Release::TABLE => tables.releases.get(id).is_some() && went_out(id),
        _ => false,
    }
}

/// The day an item came out: its release went out, else it was done; of an initiative, the last of its work; none where nobody
/// knows.
fn out_on(tables: &Tables, table: &str, id: Id) -> Option<Day> {
    if table == Initiative::TABLE {
        let work = initiative_items(tables, id).into_iter();
        return work.filter_map(|(item, _)| out_on(tables, Item::TABLE, item)).max();
    }
    let item = tables.items.get(id)?;
    let release = item.release.and_then(|id| tables.releases.get(id)).and_then(|release| release.actual);
    release.or(item.status_log.last().map(|change| change.on))
}

/// The states of feedback.
const STATES: [&str; 5] = [NEW, OWED, TO_TELL, SORTED, ARCHIVED];

/// The state of everything but feedback that says how far that is.
fn state_of_work(tables: &Tables) -> u64 {
    let built = [&tables.items.any, &tables.initiatives.any, &tables.releases.any, &tables.products.any];
    let described = [&THEMES, &NEEDS, &OPPORTUNITIES].into_iter().filter_map(|kind| tables.any(kind.table));
    // Each change has a number of its own: the last one says which state they are in together.
    built.into_iter().chain(described).map(AnyTable::changed).max().unwrap_or(0)
}

/// How far a piece of feedback is, where that was asked for since it and the work last changed.
pub fn known_triage(tables: &Tables, feedback: &Described) -> Option<&'static str> {
    STATES.get(usize::from(feedback.noted(state_of_work(tables))?)).copied()
}

/// How far a piece of feedback is, by the key of its word. Who was told of one thing is to be told of the next.
pub fn triage(tables: &Tables, feedback: &Described) -> &'static str {
    known_triage(tables, feedback).unwrap_or_else(|| {
        let state = state_of(tables, feedback);
        let place = STATES.iter().position(|it| *it == state).unwrap_or_default();
        feedback.note(state_of_work(tables), place as u8);
        state
    })
}

fn state_of(tables: &Tables, feedback: &Described) -> &'static str {
    if !feedback.words(&PUT_AWAY).is_empty() {
        return ARCHIVED;
    }
    if feedback.day(&ANSWER_BY).is_some() && feedback.day(&ANSWERED_ON).is_none() {
        return OWED;
    }
    if spoken_for(feedback).is_empty() {
        return NEW;
    }
    let told = feedback.day(&TOLD_OF_IT);
    let is_news = |(table, id): &(&str, Id)| told.is_none_or(|told| out_on(tables, table, *id) > Some(told));
    let is_known = speakers(feedback).iter().any(|it| !it.name.is_empty());
    if is_known && out_for(tables, feedback).iter().any(is_news) { TO_TELL } else { SORTED }
}

/// What those who said some pieces pay in a month, in hundredths: what is written there, else what one of the segment pays.
/// An account counts once, with the most that is written of it.
pub fn worth(tables: &Tables, voices: &[&Described]) -> i64 {
    worth_of(tables, &all_speakers(voices))
}

fn worth_of(tables: &Tables, speakers: &[Speaker<'_>]) -> i64 {
    let mut accounts: SortedMap<&str, i64> = SortedMap::new();
    let mut sum = 0;
    for it in speakers {
        let of_segment = || tables.described(&SEGMENTS, it.segment?)?.number(&SEGMENT_WORTH);
        let worth = it.worth.or_else(of_segment).unwrap_or(0);
        if it.account.is_empty() {
            sum += worth;
        } else {
            let known = accounts.entry(it.account).or_insert(worth);
            *known = worth.max(*known);
        }
    }
    sum + accounts.values().sum::<i64>()
}

/// How many people said some pieces.
pub fn heard(voices: &[&Described]) -> usize {
    voices.iter().map(|voice| 1 + voice.rows(&ALSO_SAID).len()).sum()
}

/// How many people reached us in each way, those of most first; the way, as the key of its word, empty where nobody knows.
pub fn by_source<'a>(voices: &[&'a Described]) -> Vec<(&'a str, Vec<&'a Described>)> {
    let mut ways: SortedMap<&str, Vec<&Described>> = SortedMap::new();
    for voice in voices {
        ways.entry(voice.words(&SOURCE)).or_default().push(voice);
    }
    in_order_of(ways.into_iter().collect(), |(_, voices): &(&str, Vec<&Described>)| -(heard(voices) as i64))
}

/// How many people of each segment said some pieces and what they pay in a month, in hundredths; the segments in their order,
/// none last; those nobody is of are left out.
pub fn by_segment(tables: &Tables, product: Id, voices: &[&Described]) -> Vec<(Option<Id>, usize, i64)> {
    let mut of_each: SortedMap<Option<Id>, Vec<Speaker<'_>>> = SortedMap::new();
    for it in all_speakers(voices) {
        of_each.entry(it.segment).or_default().push(it);
    }
    let segments = tables.described_of(&SEGMENTS, product).into_iter().map(|segment| Some(segment.meta.id));
    let tally = |segment| {
        let speakers = of_each.get(&segment)?;
        Some((segment, speakers.len(), worth_of(tables, speakers)))
    };
    segments.chain([None]).filter_map(tally).collect()
}

/// How many people said some pieces in each of the last weeks, the oldest first.
pub fn by_week(voices: &[&Described], weeks: usize, today: Day) -> Vec<usize> {
    let mut counts = vec![0; weeks];
    for it in all_speakers(voices) {
        let ago = it.on.map(|on| on.days_until(today).div_euclid(7));
        let place = ago.and_then(|ago| weeks.checked_sub(1 + usize::try_from(ago).ok()?));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    counts
}

/// How good a competitor is at a capability, and how good it was when it was looked at before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The latest rating.
    pub now: i64,
    on: Option<Day>,
    /// The latest of an earlier day, and that day; none of the first.
    pub before: Option<(i64, Option<Day>)>,
}

/// How good each competitor is at a capability by its latest rating; what is rated twice on a day was mended.
pub fn latest_ratings(capability: &Described) -> SortedMap<Id, Rated> {
    let mut latest: SortedMap<Id, Rated> = SortedMap::new();
    let rows = capability.rows(&RATINGS).into_iter().map(Values);
    for row in in_order_of(rows.collect(), |row: &Values<'_>| row.day(&RATED_ON)) {
        let Some(((_, who), now)) = row.linked(&RATED).first().copied().zip(row.number(&RATING)) else {
            continue;
        };
        let on = row.day(&RATED_ON);
        let earlier = latest.get(&who).map(|it| if it.on < on { Some((it.now, it.on)) } else { it.before });
        latest.insert(who, Rated { now, on, before: earlier.flatten() });
    }
    latest
}

/// Who got better or worse at a capability since they were looked at before: “Radplan 1 → 3”.
fn rating_change(tables: &Tables, capability: &Described) -> Option<String> {
    let moved = |(who, it): (Id, Rated)| {
        let (before, _) = it.before.filter(|(before, _)| *before != it.now)?;
        Some(format!("{} {before} → {}", tables.described(&COMPETITORS, who)?.name(), it.now))
    };
    let moved: Vec<String> = latest_ratings(capability).into_iter().filter_map(moved).collect();
    (!moved.is_empty()).then(|| moved.join(", "))
}

/// How much speaks for a strength or a weakness: what is written of it, who said it, what studies found, and what it names.
pub fn backed_by(tables: &Tables, point: &Described) -> usize {
    let (id, voices) = (point.meta.id, voices_of(tables, point.meta.id));
    let named = point.linked(&ABOUT).into_iter().filter(|(_, id)| voices.iter().all(|it| it.meta.id != *id));
    let written = usize::from(!point.words(&POINT_EVIDENCE).is_empty());
    written + heard(&voices) + findings_behind(tables, SWOT.table, id).len() + named.count()
}

fn gap(capability: &Described) -> Option<&'static str> {
    let best = latest_ratings(capability).into_values().map(|it| it.now).max()?;
    let ours = capability.number(&OURS)?;
    Some(match ours.cmp(&best) {
        std::cmp::Ordering::Less => "behind",
        std::cmp::Ordering::Equal => "level",
        std::cmp::Ordering::Greater => "ahead",
    })
}

fn proven(tables: &Tables, claim: &Described) -> Option<&'static str> {
    let proof = claim.linked(&PROOF);
    let is_bare = proof.is_empty();
    let needs_none = is_bare && claim.words(&CLAIM_TYPE) != CLAIM;
    (!needs_none).then(|| {
        if is_bare {
            "none"
        } else if proof.iter().all(|(table, id)| is_out(tables, table, *id)) {
            "out"
        } else {
            "planned"
        }
    })
}

/// What a computed field of a record of discovery has; nothing where it has nothing, or is a field of another kind.
pub fn computed(tables: &Tables, record: &Described, field: &Field, today: Day) -> Option<Computed> {
    let voices = || voices_of(tables, record.meta.id);
    let number = |number: usize| Some(Computed::Number(number as i64));
    if *field == EVIDENCE {
        let id = record.meta.id;
        number(heard(&voices()) + findings_behind(tables, NEEDS.table, id).len())
    } else if [&THEME_HEARD, &SEGMENT_HEARD].contains(&field) {
        number(heard(&voices()))
    } else if *field == HEARD_LATELY {
        let is_late = |it: &Speaker<'_>| it.on.is_some_and(|on| on.days_until(today) < LATELY);
        number(all_speakers(&voices()).into_iter().filter(is_late).count())
    } else if *field == HEARD_WORTH {
        Some(worth(tables, &voices())).filter(|worth| *worth > 0).map(|worth| Computed::Number(worth / 100))
    } else if *field == OPPORTUNITY_SCORE {
        let known = record.number(&IMPORTANCE).zip(record.number(&SATISFACTION));
        known.map(|(matters, content)| Computed::Number(opportunity(matters as f64, content as f64) as i64))
    } else if *field == SURVEY_RESULT {
        survey_result(record).map(Computed::Number)
    } else if *field == GAP {
        gap(record).map(Computed::Word)
    } else if *field == PROVEN {
        proven(tables, record).map(Computed::Word)
    } else if *field == RATING_CHANGE {
        rating_change(tables, record).map(Computed::Text)
    } else if *field == POINT_BACKED {
        number(backed_by(tables, record)).filter(|it| *it != Computed::Number(0))
    } else {
        None
    }
}

/// What a survey came to, as a whole number: the score, the per cent who are content or better with it, or the score of the
/// need.
fn survey_result(survey: &Described) -> Option<i64> {
    let answers = answers_of(survey);
    // Several questions have no number that is theirs together.
    let asks = answers.only()?.asks;
    let answers = answers.read;
    let number = match asks {
        NPS => Nps::of(&firsts(&answers))?.score,
        CSAT => Share::of(content(&firsts(&answers)), answers.len())?.share * 100.0,
        KANO => KanoResult::of(&pairs(&answers))?.better_worse?.0 * 100.0,
        _ => NeedResult::of(&pairs(&answers))?.score(),
    };
    Some(number.round() as i64)
}

/// How much of what counts is behind, level and ahead, by weight; what is not rated is not looked at.
pub fn standing(tables: &Tables, product: Id) -> [i64; 3] {
    let mut weights = [0; 3];
    for capability in tables.described_of(&CAPABILITIES, product) {
        let weight = capability.number(&CAPABILITY_WEIGHT).unwrap_or(1);
        let place = match gap(capability) {
            Some("behind") => 0,
            Some("level") => 1,
            Some(_) => 2,
            None => continue,
        };
        if let Some(sum) = weights.get_mut(place) {
            *sum += weight;
        }
    }
    weights
}

/// The claims of a product that nothing proves; what is only a message or a statement needs no proof.
pub fn unproven(tables: &Tables, product: Id) -> Vec<Id> {
    let is_bare = |claim: &&Described| claim.words(&CLAIM_TYPE) == CLAIM && claim.linked(&PROOF).is_empty();
    let claims = tables.described_of(&CLAIMS, product).into_iter();
    claims.filter(is_bare).map(|claim| claim.meta.id).collect()
}
