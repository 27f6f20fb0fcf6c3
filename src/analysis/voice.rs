//! What follows from feedback: how far each piece is, how often a theme or a need was heard and what that is worth, where we
//! stand in the market, and whether a claim is true.

use std::collections::{BTreeMap, BTreeSet};

use super::described::Computed;
use super::survey::{KanoResult, NeedResult, Nps, Scale, Share, content, firsts, pairs, read_answers};
use super::{category_of, initiative_items};
use crate::model::kind::{
    ABOUT, ACCOUNT, ALSO_SAID, ANSWER_BY, ANSWERED_ON, ANSWERS, ARCHIVED, CAPABILITIES, CAPABILITY_WEIGHT,
    CLAIMS, CSAT, EVIDENCE, FEEDBACK, Field, GAP, HEARD_LATELY, HEARD_WORTH, IMPORTANCE, KANO, NEEDS_OF, NEW,
    NPS, OPPORTUNITY_SCORE, OURS, OWED, PASSAGE_OF, PASSAGES, PROOF, PROVEN, PUT_AWAY, QUOTE, RATED,
    RATED_ON, RATING, RATINGS, SAID_BY, SAID_ON, SATISFACTION, SEGMENT, SEGMENT_HEARD, SEGMENT_WORTH,
    SEGMENTS, SORTED, SPEAKS_FOR, SURVEY_ASKS, SURVEY_RESULT, THEME_HEARD, THEMES_OF, TO_TELL, TOLD_OF_IT,
    TRIAGE, WORTH,
};
use crate::model::{Category, Day, Id, Initiative, Item, Record, Release, ReleaseState};
use crate::workspace::{Described, Tables, Values};

/// So many days count as lately.
const LATELY: i32 = 30;

/// The pieces of feedback that name a record, as a whole or with a passage.
pub fn voices_of(tables: &Tables, id: Id) -> Vec<&Described> {
    let Some(kept) = tables.any(FEEDBACK.table) else { return Vec::new() };
    kept.naming(id).iter().filter_map(|id| kept.described(*id)).collect()
}

/// How many people said it: whoever said it first, and whoever said it, too.
pub fn people_in(feedback: &Described) -> usize {
    1 + feedback.rows(&ALSO_SAID).len()
}

/// What was said, in full; of a piece that has a name alone, that.
pub fn words_said(feedback: &Described) -> &str {
    match feedback.words(&QUOTE) {
        "" => feedback.name(),
        quote => quote,
    }
}

/// Everything a piece of feedback speaks for, passages among it.
pub fn spoken_for(feedback: &Described) -> Vec<(&str, Id)> {
    let whole =
        [&THEMES_OF, &NEEDS_OF, &SPEAKS_FOR, &ABOUT].into_iter().flat_map(|field| feedback.linked(field));
    let passages = feedback.rows(&PASSAGES);
    whole.chain(passages.into_iter().flat_map(|row| Values(row).linked(&PASSAGE_OF))).collect()
}

/// Whether a person has a thing by now: an item is done and its release, where it has one, went out; all of an initiative's
/// work is done; a release went out.
pub fn is_out(tables: &Tables, table: &str, id: Id) -> bool {
    let went_out =
        |id: Id| tables.releases.get(id).is_none_or(|it: &Release| it.state == ReleaseState::Released);
    match table {
        Item::TABLE => tables.items.get(id).is_some_and(|item| {
            category_of(tables, item) == Category::Done && item.release.is_none_or(went_out)
        }),
        Initiative::TABLE => tables.initiatives.get(id).is_some_and(|initiative| {
            let work = initiative_items(tables, initiative.product, id);
            !work.is_empty() && work.iter().all(|(_, is_done)| *is_done)
        }),
        Release::TABLE => tables.releases.get(id).is_some() && went_out(id),
        _ => false,
    }
}

/// How far a piece of feedback is, by the key of its word.
pub fn triage(tables: &Tables, feedback: &Described) -> &'static str {
    let has_who = [&SAID_BY, &ACCOUNT].into_iter().any(|field| !feedback.words(field).is_empty());
    if !feedback.words(&PUT_AWAY).is_empty() {
        return ARCHIVED;
    }
    if feedback.day(&ANSWER_BY).is_some() && feedback.day(&ANSWERED_ON).is_none() {
        return OWED;
    }
    let speaks_for = spoken_for(feedback);
    let is_told = feedback.day(&TOLD_OF_IT).is_some();
    if has_who
        && !is_told
        && speaks_for.iter().any(|(table, id)| *table == Item::TABLE && is_out(tables, table, *id))
    {
        return TO_TELL;
    }
    if speaks_for.is_empty() { NEW } else { SORTED }
}

/// What one who said it pays in a month, in hundredths: what is written there, else what one of the segment pays.
fn worth_of(tables: &Tables, feedback: &Described) -> i64 {
    let of_segment = || {
        let (_, segment) = feedback.linked(&SEGMENT).first().copied()?;
        tables.described(&SEGMENTS, segment)?.number(&SEGMENT_WORTH)
    };
    feedback.number(&WORTH).or_else(of_segment).unwrap_or(0)
}

/// What those who said some pieces pay in a month, in hundredths; an account counts once, with the most that is written of it.
pub fn worth(tables: &Tables, voices: &[&Described]) -> i64 {
    let mut accounts: BTreeMap<&str, i64> = BTreeMap::new();
    let mut sum = 0;
    for voice in voices {
        let (account, worth) = (voice.words(&ACCOUNT), worth_of(tables, voice));
        if account.is_empty() {
            sum += worth;
        } else {
            let known = accounts.entry(account).or_insert(worth);
            *known = worth.max(*known);
        }
    }
    sum + accounts.values().sum::<i64>()
}

/// How many people said some pieces.
pub fn heard(voices: &[&Described]) -> usize {
    voices.iter().map(|voice| people_in(voice)).sum()
}

/// How many people of each segment said some pieces, the segments in their order, none last; those nobody is of are left out.
pub fn by_segment(tables: &Tables, product: Id, voices: &[&Described]) -> Vec<(Option<Id>, usize)> {
    let segments = tables.described_of(&SEGMENTS, product).into_iter().map(|segment| Some(segment.meta.id));
    let of = |segment: Option<Id>| {
        let is_of = |voice: &&&Described| voice.linked(&SEGMENT).first().map(|(_, id)| *id) == segment;
        (segment, voices.iter().filter(is_of).map(|voice| people_in(voice)).sum::<usize>())
    };
    segments.chain([None]).map(of).filter(|(_, number)| *number > 0).collect()
}

/// How many people said some pieces in each of the last weeks, the oldest first.
pub fn by_week(voices: &[&Described], weeks: usize, today: Day) -> Vec<usize> {
    let mut counts = vec![0; weeks];
    for voice in voices {
        let ago = voice.day(&SAID_ON).map(|on| on.days_until(today).div_euclid(7));
        let place = ago.and_then(|ago| weeks.checked_sub(1 + usize::try_from(ago).ok()?));
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += people_in(voice);
        }
    }
    counts
}

/// Importance and what satisfaction is short of it, from 0 to 20, where both are known (A. Ulwick, “Turn Customer Input into
/// Innovation”, 2002).
pub fn opportunity(importance: i64, satisfaction: i64) -> i64 {
    importance + (importance - satisfaction).max(0)
}

/// How good each competitor is at a capability: the latest rating of each.
pub fn latest_ratings(capability: &Described) -> BTreeMap<Id, i64> {
    let mut latest: BTreeMap<Id, (Option<Day>, i64)> = BTreeMap::new();
    for row in capability.rows(&RATINGS).into_iter().map(Values) {
        let Some(((_, who), rating)) = row.linked(&RATED).first().copied().zip(row.number(&RATING)) else {
            continue;
        };
        let on = row.day(&RATED_ON);
        if latest.get(&who).is_none_or(|(known, _)| *known <= on) {
            latest.insert(who, (on, rating));
        }
    }
    latest.into_iter().map(|(who, (_, rating))| (who, rating)).collect()
}

fn gap(capability: &Described) -> Option<&'static str> {
    let best = latest_ratings(capability).into_values().max()?;
    let ours = capability.number(&OURS)?;
    Some(match ours.cmp(&best) {
        std::cmp::Ordering::Less => "behind",
        std::cmp::Ordering::Equal => "level",
        std::cmp::Ordering::Greater => "ahead",
    })
}

fn proven(tables: &Tables, claim: &Described) -> &'static str {
    let proof = claim.linked(&PROOF);
    if proof.is_empty() {
        "none"
    } else if proof.iter().all(|(table, id)| is_out(tables, table, *id)) {
        "out"
    } else {
        "planned"
    }
}

/// What a computed field of a record of discovery has; nothing where it has nothing, or is a field of another kind.
pub fn computed(tables: &Tables, record: &Described, field: &Field, today: Day) -> Option<Computed> {
    let voices = || voices_of(tables, record.meta.id);
    let number = |number: usize| Some(Computed::Number(number as i64));
    if *field == TRIAGE {
        Some(Computed::Word(triage(tables, record)))
    } else if [&THEME_HEARD, &EVIDENCE, &SEGMENT_HEARD].contains(&field) {
        number(heard(&voices()))
    } else if *field == HEARD_LATELY {
        let is_late =
            |voice: &&Described| voice.day(&SAID_ON).is_some_and(|on| on.days_until(today) < LATELY);
        number(heard(&voices().into_iter().filter(is_late).collect::<Vec<_>>()))
    } else if *field == HEARD_WORTH {
        Some(worth(tables, &voices())).filter(|worth| *worth > 0).map(|worth| Computed::Number(worth / 100))
    } else if *field == OPPORTUNITY_SCORE {
        let known = record.number(&IMPORTANCE).zip(record.number(&SATISFACTION));
        known.map(|(importance, satisfaction)| Computed::Number(opportunity(importance, satisfaction)))
    } else if *field == SURVEY_RESULT {
        survey_result(record).map(Computed::Number)
    } else if *field == GAP {
        gap(record).map(Computed::Word)
    } else if *field == PROVEN {
        Some(Computed::Word(proven(tables, record)))
    } else {
        None
    }
}

/// What a survey came to, as a whole number: the score, the per cent who are content or better with it, or the score of the
/// need.
fn survey_result(survey: &Described) -> Option<i64> {
    let asks = survey.words(&SURVEY_ASKS);
    let answers = read_answers(survey.words(&ANSWERS), Scale::of(asks)).read;
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

/// The claims of a product that nothing proves.
pub fn unproven(tables: &Tables, product: Id) -> Vec<Id> {
    let claims = tables.described_of(&CLAIMS, product).into_iter();
    claims.filter(|claim| proven(tables, claim) == "none").map(|claim| claim.meta.id).collect()
}

/// Words that say nothing of what a text is about.
const COMMON_WORDS: [&str; 60] = [
    "about", "after", "again", "also", "always", "another", "because", "been", "before", "being", "cannot",
    "could", "does", "doing", "don't", "even", "every", "from", "have", "having", "here", "into", "just",
    "know", "like", "make", "many", "more", "most", "much", "must", "need", "never", "nobody", "often",
    "only", "other", "over", "please", "really", "should", "since", "some", "still", "than", "that", "their",
    "them", "then", "there", "these", "they", "this", "very", "want", "what", "when", "which", "with",
    "would",
];

/// The words a text is about, folded: those of four letters and more that are not common.
pub fn words_of(text: &str) -> BTreeSet<String> {
    let folded = crate::model::fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let is_telling = |word: &&str| word.chars().count() >= 4 && !COMMON_WORDS.contains(word);
    words.filter(is_telling).map(str::to_owned).collect()
}
