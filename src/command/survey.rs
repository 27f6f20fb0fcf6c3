//! What comes of a survey: what was said goes to the inbox, what was measured to the needs and the items it asked about.

use super::described::feedback::{add_feedback, of};
use super::described::{set_field, set_link};
use super::{CommandError, described_named};
use crate::analysis::survey::{KanoResult, NeedResult, Scale, pairs, read_answers};
use crate::analysis::words_said;
use crate::model::kind::{
    ABOUT, ANSWERS, FEEDBACK, IMPORTANCE, KANO, KANO_CLASS, NEEDS, SAID_ON, SATISFACTION, SEGMENT, SEGMENTS,
    SOURCE, SURVEY_ASKS, SURVEY_TO, SURVEYS,
};
use crate::model::{Day, Id, Item, Record, RecordRef, fold};
use crate::workspace::Tx;

/// Puts what was said in a survey into the inbox, with its segment and its day; what stands there already is left. Gives how
/// many came in.
pub fn survey_to_inbox(tx: &mut Tx<'_>, product: Id, survey: Id) -> Result<usize, CommandError> {
    let kept = tx.tables().described(&SURVEYS, survey).ok_or(CommandError::Missing(SURVEYS.noun))?;
    let on = kept.day(&SURVEY_TO).filter(|on| *on <= tx.today()).unwrap_or_else(|| tx.today());
    let answers = read_answers(kept.words(&ANSWERS), Scale::of(kept.words(&SURVEY_ASKS))).read;
    // What came in from it before, each as often as it was said; of one that is not over, on any day since it was begun.
    let begun = kept.day(&SURVEY_TO).map_or(Day::of(kept.meta.created_at), |_| on);
    let mut there: Vec<String> = Vec::new();
    for it in tx.tables().described_of(&FEEDBACK, product) {
        if it.words(&SOURCE) == "survey" && it.day(&SAID_ON).is_some_and(|day| (begun..=on).contains(&day)) {
            there.push(words_said(it).to_owned());
        }
    }
    let mut added = 0;
    for answer in answers.iter().rev().filter(|answer| !answer.words.is_empty()) {
        if let Some(place) = there.iter().position(|words| *words == answer.words) {
            there.swap_remove(place);
            continue;
        }
        let id = add_feedback(tx, product, &answer.words)?;
        set_field(tx, of(id), &SOURCE, Some("survey".into()))?;
        set_field(tx, of(id), &SAID_ON, Some(on.to_string().into()))?;
        if let Some(segment) = described_named(tx, &SEGMENTS, product, &answer.segment) {
            set_link(tx, of(id), &SEGMENT, RecordRef { table: SEGMENTS.table, id: segment }, true)?;
        }
        added += 1;
    }
    Ok(added)
}

/// Gives what a survey measured to what it asked about: a Kano class to items, importance and satisfaction to needs. Of one
/// question that is what the survey is about, of several what is called as each is. Gives how many have it now.
pub fn use_survey(tx: &mut Tx<'_>, product: Id, survey: Id) -> Result<usize, CommandError> {
    let kept = tx.tables().described(&SURVEYS, survey).ok_or(CommandError::Missing(SURVEYS.noun))?;
    let asks = kept.words(&SURVEY_ASKS);
    let answers = read_answers(kept.words(&ANSWERS), Scale::of(asks));
    let is_kano = asks == KANO;
    let (table, noun) = if is_kano { (Item::TABLE, Item::NOUN) } else { (NEEDS.table, NEEDS.noun) };
    let mut found = Vec::new();
    if answers.questions.is_empty() {
        let about = kept.linked(&ABOUT).into_iter().filter(|(to, _)| *to == table);
        found.extend(about.map(|(_, id)| (id, pairs(&answers.read))));
    }
    let mut names: Vec<(Id, String)> = Vec::new();
    if let Some(all) = tx.tables().any(table) {
        for id in all.in_order(product) {
            names.push((id, fold(all.title(id).unwrap_or_default())));
        }
    }
    for (place, question) in answers.questions.iter().enumerate() {
        found.extend(asked_about(question, &names).map(|id| (id, pairs(&answers.to(place)))));
    }
    let mut given = 0;
    for (id, pairs) in &found {
        let values = if is_kano {
            let class = KanoResult::of(pairs).and_then(|it| it.most.key());
            vec![(&KANO_CLASS, class.map(Into::into))]
        } else {
            let need = NeedResult::of(pairs);
            let whole = |number: f64| Some((number.round() as i64).into());
            vec![
                (&IMPORTANCE, need.and_then(|it| whole(it.importance))),
                (&SATISFACTION, need.and_then(|it| whole(it.satisfaction))),
            ]
        };
        let to = RecordRef { table, id: *id };
        given += usize::from(values.iter().any(|(_, value)| value.is_some()));
        for (field, value) in values.into_iter().filter(|(_, value)| value.is_some()) {
            set_field(tx, to, field, value)?;
        }
        set_link(tx, RecordRef { table: SURVEYS.table, id: survey }, &ABOUT, to, true)?;
    }
    if given == 0 { Err(CommandError::AskedOfNothing(noun)) } else { Ok(given) }
}

/// What a question is about: what has the longest of the names it begins with.
fn asked_about(question: &str, names: &[(Id, String)]) -> Option<Id> {
    let asked = fold(question);
    let mut longest = (0, None);
    for (id, name) in names {
        let rest = asked.strip_prefix(name.as_str()).filter(|_| name.len() > longest.0);
        if rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
            longest = (name.len(), Some(*id));
        }
    }
    longest.1
}
