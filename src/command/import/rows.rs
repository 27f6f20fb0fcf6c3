//! Bringing in a list of what is kept inside records: readings of metrics, check-ins of key results, answers of surveys.

use super::described::{Keyed, begun, keyed};
use super::{ImportReport, newer_here};
use crate::analysis::survey::{Answer, Answers, Scale, answers_of, read_answers};
use crate::command::described::set_field;
use crate::command::{CommandError, OnConflict, add_reading, check_in};
use crate::format::{Sheet, SheetColumn};
use crate::model::kind::{
    ANSWERS, Field, Kind, ROW_ANSWER, ROW_DAY, ROW_GOAL, ROW_SECOND, ROW_SEGMENT, ROW_VALUE, ROW_WORDS,
    SURVEY_ASKS, SURVEYS,
};
use crate::model::{
    Day, DayError, Goal, Id, Instant, KeyResult, Metric, Pace, PaceStage, Record, RecordRef, SortedMap,
    clean_line, fold, in_order_of, parse_measure,
};
use crate::workspace::Tx;

/// A metric or a survey; of a goal the key result.
type Holder = (Id, Option<Id>);

/// An answer of a row: the number of the row, and its cells.
type AnswerRow = (usize, [String; 4]);

/// The records that rows can name.
struct Holders {
    table: &'static str,
    product: Id,
    /// What a person calls one.
    noun: String,
    named: SortedMap<String, Vec<Holder>>,
}

impl Holders {
    fn of(tx: &Tx<'_>, kind: &Kind, table: &'static str, product: Id) -> Self {
        let mut named: SortedMap<String, Vec<Holder>> = SortedMap::new();
        let mut add = |name: &str, holder| named.entry(fold(name)).or_default().push(holder);
        if let Some(kept) = tx.tables().any(table) {
            let is_here = |id: &Id| kept.has_live(*id) && kept.owner(*id) == Some(product);
            for id in kept.ids().into_iter().filter(is_here) {
                match tx.get::<Goal>(id) {
                    Some(goal) => goal.key_results.iter().for_each(|it| add(&it.name, (id, Some(it.id)))),
                    None => add(kept.title(id).unwrap_or_default(), (id, None)),
                }
            }
        }
        Self { table, product, noun: kind.name().label.to_lowercase(), named }
    }

    /// The one a row names, by its key or its name; key results of one name are told apart by their goal.
    fn find(&self, tx: &Tx<'_>, said: &str, goal: &str) -> Result<Holder, String> {
        let (noun, said) = (&self.noun, clean_line(said));
        let by_key = |table: &str, letter: &str, key: &str| match keyed(
            tx.tables(),
            (table, letter),
            self.product,
            key,
        ) {
            Keyed::Here(id) => Some(id),
            Keyed::Nowhere | Keyed::InTrash => None,
        };
        if said.is_empty() {
            return Err(format!("names no {noun}"));
        }
        if self.table == Metric::TABLE
            && let Some(id) = by_key(Metric::TABLE, Metric::LETTER, &said)
        {
            return Ok((id, None));
        }
        let mut all = self.named.get(&fold(&said)).cloned().unwrap_or_default();
        if !goal.is_empty() {
            let keyed = by_key(Goal::TABLE, Goal::LETTER, goal);
            let is_called = |goal: &str, it: &Goal| fold(&it.name) == fold(goal);
            all.retain(|(id, _)| {
                keyed == Some(*id) || tx.get::<Goal>(*id).is_some_and(|it| is_called(goal, it))
            });
        }
        match all[..] {
            [] => Err(format!("no {noun} here is called “{said}”")),
            [one] => Ok(one),
            _ => Err(match self.table {
                Metric::TABLE => format!("several metrics here are called “{said}”: write its key"),
                Goal::TABLE => format!("several key results here are called “{said}”: write its goal, too"),
                _ => format!("several surveys here are called “{said}”: rename one first"),
            }),
        }
    }
}

/// Writes the rows of a list into the records they name.
///
/// A value is the one of its owner's day, an answer one that reads the same; what is there already is left alone, so a second
/// import adds nothing.
pub(super) async fn import_rows(
    tx: &mut Tx<'_>,
    (kind, table): (&'static Kind, &'static str),
    product: Id,
    sheet: &Sheet,
    on_conflict: OnConflict,
    pace: &Pace,
) -> Result<ImportReport, CommandError> {
    let mut report = begun(sheet);
    let holders = Holders::of(tx, kind, table, product);
    let (days, saved_at) = (sheet.day_order(), sheet.saved_at.unwrap_or(tx.now()));
    let place = |field: &'static Field| {
        sheet.columns.iter().position(|(_, column)| *column == SheetColumn::Field(field))
    };
    let name = place(kind.name());
    let [goal, day, value, answer, second, segment, words] =
        [&ROW_GOAL, &ROW_DAY, &ROW_VALUE, &ROW_ANSWER, &ROW_SECOND, &ROW_SEGMENT, &ROW_WORDS].map(place);
    let mut seen: SortedMap<(Holder, Day), usize> = SortedMap::new();
    let mut answers: SortedMap<Id, Vec<AnswerRow>> = SortedMap::new();
    let mut newer: Vec<String> = Vec::new();
    pace.begin(PaceStage::Making, sheet.len());
    for row in sheet.rows() {
        pace.step().await;
        let number = row.number;
        let read = || {
            let cells = row.cells?;
            let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).unwrap_or_default().trim();
            let holder = holders.find(tx, cell(name), cell(goal))?;
            if table == SURVEYS.table {
                let answer = [answer, second, segment, words].map(|at| clean_line(cell(at)));
                answers.entry(holder.0).or_default().push((number, answer));
                return Ok(());
            }
            let written = cell(value);
            if written.is_empty() {
                return Err("has no value".to_owned());
            }
            if cell(day).is_empty() {
                return Err("has no day".to_owned());
            }
            let on: Day = days.read(cell(day))?.parse().map_err(|it: DayError| it.to_string())?;
            let holder = measured(tx, holder);
            let there = there(tx, holder, written, on).map_err(|it| it.to_string())?;
            if let Some(first) = seen.get(&(holder, on)).filter(|_| !matches!(there, Some((true, _)))) {
                return Err(format!("has another value for {on} than row {first}, which comes in"));
            }
            seen.entry((holder, on)).or_insert(number);
            match there {
                Some((true, _)) => report.same += 1,
                Some((false, at)) if on_conflict.keeps(saved_at < at) => {
                    report.kept.push(holder.0);
                    newer.push(format!("{} on {on}", cell(name)));
                }
                _ => {
                    let day = on.to_string();
                    let noted = match holder {
                        (goal, Some(result)) => check_in(tx, goal, result, written, &day),
                        (metric, None) => add_reading(tx, metric, written, &day),
                    };
                    noted.map_err(|it| it.to_string())?;
                    *(if there.is_some() { &mut report.changed } else { &mut report.new }) += 1;
                }
            }
            Ok(())
        };
        if let Err(reason) = read() {
            report.errors.push((number, reason));
        }
    }
    for (survey, rows) in answers {
        pace.rest().await;
        add_answers(tx, survey, &rows, &mut report)?;
    }
    report.errors = in_order_of(std::mem::take(&mut report.errors), Clone::clone);
    if on_conflict == OnConflict::NewerWins && !newer.is_empty() {
        report.notes.push(newer_here(&newer));
    }
    tx.set_label(format!("Import {}", kind.count(report.new + report.changed)));
    Ok(report)
}

fn result_of<'a>(tx: &'a Tx<'_>, goal: Id, result: Id) -> Option<&'a KeyResult> {
    tx.get::<Goal>(goal)?.key_results.iter().find(|it| it.id == result)
}

/// Where the values of a key result are kept: at the metric that gives them, where one does.
fn measured(tx: &Tx<'_>, holder: Holder) -> Holder {
    let metric = holder.1.and_then(|result| result_of(tx, holder.0, result)?.metric);
    metric.map_or(holder, |metric| (metric, None))
}

/// Whether the value of a day is the one that is written, and since when it is there; none where the day has none.
fn there(
    tx: &Tx<'_>,
    (id, result): Holder,
    written: &str,
    on: Day,
) -> Result<Option<(bool, Instant)>, CommandError> {
    if let Some(it) = result.and_then(|result| result_of(tx, id, result)) {
        let value = parse_measure(written, &it.unit)?;
        return Ok(it.check_ins.iter().find(|it| it.on == on).map(|it| (it.value == value, it.at)));
    }
    let metric = tx.get::<Metric>(id).ok_or(CommandError::Missing(Metric::NOUN))?;
    let (value, counts) = metric.form.read(written, &metric.unit)?;
    let is_same = |counted: &[u32]| counts.is_empty() || counts == counted;
    let known = metric.readings.iter().find(|it| it.on == on);
    Ok(known.map(|it| (it.value == value && is_same(&it.counts), it.at)))
}

/// Writes answers after those of a survey, each as often as the list has it more than the survey.
fn add_answers(
    tx: &mut Tx<'_>,
    id: Id,
    rows: &[AnswerRow],
    report: &mut ImportReport,
) -> Result<(), CommandError> {
    let survey = tx.tables().described(&SURVEYS, id).ok_or(CommandError::Missing(SURVEYS.noun))?;
    let asks = survey.words(&SURVEY_ASKS).to_owned();
    let scale = Scale::of(&asks);
    let (name, text) = (survey.name().to_owned(), survey.words(&ANSWERS).trim_end().to_owned());
    let (first, Answers { read: before, questions, .. }) =
        (text.lines().next().unwrap_or_default(), answers_of(survey));
    // A table that was pasted has a mark of its own between its cells: everything has to read by it as it should.
    let mut marks = ['\t', ';', ','];
    marks.sort_by_key(|mark| !first.contains(*mark));
    for cut in marks.into_iter().filter(|_| questions.len() < 2) {
        let mut known: SortedMap<&Answer, usize> = SortedMap::new();
        for answer in &before {
            *known.entry(answer).or_default() += 1;
        }
        let (mut all, mut lines, mut same) = (before.clone(), text.clone(), 0);
        let mut errors: Vec<(usize, String)> = Vec::new();
        for (number, [first, second, segment, words]) in rows {
            let second = (scale.numbers > 1).then_some(second);
            let cells = [first].into_iter().chain(second).chain([segment]).map(|it| it.replace(cut, " "));
            let cells: Vec<String> = cells.chain([words.clone()]).collect();
            let line = cells.join(&cut.to_string());
            let line = line.trim_end_matches(cut);
            let mut read = read_answers(line, &asks, "");
            let Some(answer) = read.read.pop() else {
                let unread = read.unread.pop().map(|(_, why)| why).filter(|_| !first.is_empty());
                let no_number = || format!("“{first}” is no number from {} to {}", scale.least, scale.most);
                let none = || if first.is_empty() { "has no answer".to_owned() } else { no_number() };
                errors.push((*number, unread.unwrap_or_else(none)));
                continue;
            };
            if let Some(left) = known.get_mut(&answer).filter(|left| **left > 0) {
                *left -= 1;
                same += 1;
                continue;
            }
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(line);
            all.push(answer);
        }
        if read_answers(&lines, &asks, "").read == all {
            report.new += all.len() - before.len();
            report.same += same;
            report.errors.extend(errors);
            if all.len() > before.len() {
                let survey = RecordRef { table: SURVEYS.table, id };
                set_field(tx, survey, &ANSWERS, Some(lines.into()))?;
            }
            return Ok(());
        }
    }
    let reason = format!("“{name}” has answers to other questions: paste this one there");
    report.errors.extend(rows.iter().map(|(number, _)| (*number, reason.clone())));
    Ok(())
}
