//! What comes of a survey: what was said goes to the inbox, what was measured to the needs and the items it asked about.

use serde_json::Value;

use super::described::feedback::{add_feedback, of};
use super::described::{set_field, set_link};
use super::{CommandError, described_named};
use crate::analysis::survey::{KanoResult, NeedResult, answers_of, pairs};
use crate::analysis::words_said;
use crate::model::kind::{
    ABOUT, FEEDBACK, IMPORTANCE, KANO, KANO_CLASS, NEED_SURVEY, NEEDS, SAID_ON, SATISFACTION, SEGMENT,
    SEGMENTS, SOURCE, SURVEY_TO, SURVEYS,
};
use crate::model::{Day, Id, Item, Record, RecordRef, fold};
use crate::workspace::Tx;

/// Puts what was said in a survey into the inbox, with its segment and its day; what stands there already is left. Gives how
/// many came in.
pub fn survey_to_inbox(tx: &mut Tx<'_>, product: Id, survey: Id) -> Result<usize, CommandError> {
    let kept = tx.tables().described(&SURVEYS, survey).ok_or(CommandError::Missing(SURVEYS.noun))?;
    let on = kept.day(&SURVEY_TO).filter(|on| *on <= tx.today()).unwrap_or_else(|| tx.today());
    let answers = answers_of(kept).read;
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
    let answers = answers_of(kept);
    let about = kept.linked(&ABOUT).into_iter().map(|(table, id)| (table.to_owned(), id)).collect::<Vec<_>>();
    let (mut given, mut noun) = (0, NEEDS.noun);
    for (place, question) in answers.questions.iter().enumerate() {
        let pairs = pairs(&answers.to(place));
        let (table, values) = match question.asks {
            KANO => {
                noun = Item::NOUN;
                let class = KanoResult::of(&pairs).and_then(|it| it.most.key());
                (Item::TABLE, vec![(&KANO_CLASS, class.map(Value::from))])
            }
            NEED_SURVEY => {
                let need = NeedResult::of(&pairs);
                let whole = |number: f64| Some((number.round() as i64).into());
                let values = [
                    (&IMPORTANCE, need.and_then(|it| whole(it.importance))),
                    (&SATISFACTION, need.and_then(|it| whole(it.satisfaction))),
                ];
                (NEEDS.table, values.to_vec())
            }
            _ => continue,
        };
        let asked: Vec<Id> = if answers.only().is_some() {
            about.iter().filter(|(to, _)| to == table).map(|(_, id)| *id).collect()
        } else {
            asked_about(tx, product, table, &question.name).into_iter().collect()
        };
        for id in asked {
            let to = RecordRef { table, id };
            given += usize::from(values.iter().any(|(_, value)| value.is_some()));
            for (field, value) in values.iter().filter(|(_, value)| value.is_some()) {
                set_field(tx, to, field, value.clone())?;
            }
            set_link(tx, RecordRef { table: SURVEYS.table, id: survey }, &ABOUT, to, true)?;
        }
    }
    if given == 0 { Err(CommandError::AskedOfNothing(noun)) } else { Ok(given) }
}

/// What of a table a question is about: what has the longest of the names it begins with.
fn asked_about(tx: &Tx<'_>, product: Id, table: &str, question: &str) -> Option<Id> {
    let asked = fold(question);
    let all = tx.tables().any(table)?;
    let mut longest = (0, None);
    for id in all.in_order(product) {
        let name = fold(all.title(id).unwrap_or_default());
        let rest = asked.strip_prefix(name.as_str()).filter(|_| name.len() > longest.0);
        if rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) {
            longest = (name.len(), Some(id));
        }
    }
    longest.1
}
