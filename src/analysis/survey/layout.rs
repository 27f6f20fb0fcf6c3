//! What each column of the answers of a survey is: as a person says, else as its heading and its numbers show.

use crate::model::clean_line;
use crate::model::kind::{ANSWER_COLUMNS, ANSWERS, CSAT, KANO, NEED_SURVEY, NPS, SURVEY_ASKS};
use crate::workspace::Described;

/// What a survey asks for: how many numbers an answer has, and from where to where each goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// How many numbers.
    pub numbers: usize,
    /// The least.
    pub least: u8,
    /// The most.
    pub most: u8,
}

impl Scale {
    /// The scale of a kind of survey, by the key of its word.
    pub fn of(asks: &str) -> Self {
        let (numbers, least, most) = match asks {
            NPS => (1, 0, 10),
            CSAT => (1, 1, 5),
            _ => (2, 1, 5),
        };
        Self { numbers, least, most }
    }
}

/// One question of a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyQuestion {
    /// As the heading of its first column calls it; empty without headings.
    pub name: String,
    /// What kind of question it is, by the key of its word.
    pub asks: &'static str,
    pub(super) columns: Vec<usize>,
}

/// What a column of answers can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPart {
    /// As it stands in the record: never renamed.
    pub key: &'static str,
    /// As a person reads it.
    pub name: &'static str,
    /// The kind of question it answers, and which of its numbers it has.
    asks: Option<(&'static str, usize)>,
}

const fn part(key: &'static str, name: &'static str, asks: Option<(&'static str, usize)>) -> ColumnPart {
    ColumnPart { key, name, asks }
}

const LEFT_OUT: ColumnPart = part("left", "Left out", None);
const SEGMENT: ColumnPart = part("segment", "Segment", None);
const SAID: ColumnPart = part("said", "What they say", None);

/// Everything a column can be.
pub static COLUMN_PARTS: [ColumnPart; 9] = [
    part("nps", "Recommendation (NPS)", Some((NPS, 0))),
    part("csat", "Satisfaction (CSAT)", Some((CSAT, 0))),
    part("with", "Kano: with it", Some((KANO, 0))),
    part("without", "Kano: without it", Some((KANO, 1))),
    part("importance", "Need: importance", Some((NEED_SURVEY, 0))),
    part("satisfaction", "Need: satisfaction", Some((NEED_SURVEY, 1))),
    SEGMENT,
    SAID,
    LEFT_OUT,
];

/// The words of the Kano questions, from 1 to 5.
const KANO_WORDS: [&str; 5] = ["like", "expect", "neutral", "live with", "dislike"];

pub(super) fn number(cell: &str) -> Option<u8> {
    let cell = cell.trim();
    let word = KANO_WORDS.iter().position(|word| word.eq_ignore_ascii_case(cell));
    cell.parse().ok().or(word.map(|at| at as u8 + 1))
}

/// Where the parts of an answer stand in a line.
#[derive(Default)]
pub(super) struct AnswerLayout {
    pub(super) cut: Option<char>,
    pub(super) questions: Vec<SurveyQuestion>,
    pub(super) segment: usize,
    /// Columns that are no part of it, such as the time it was given.
    pub(super) left_out: Vec<usize>,
    /// Columns that nobody filled in: the pair of one has no data.
    pub(super) empty: Vec<usize>,
    /// What is wrong with the headings.
    pub(super) unread: Vec<String>,
}

/// Words of headings that are no part of an answer.
const NOT_SAID: [&str; 9] = ["timestamp", "time", "date", "submitted", "id", "email", "mail", "name", "ip"];
/// Words of headings of the segment.
const SEGMENTS: [&str; 6] = ["segment", "group", "plan", "role", "type", "size"];

pub(super) fn cut_of(line: &str) -> char {
    // A tab stands in no words; else what comes first in the line stands right behind its first number.
    if line.contains('\t') {
        return '\t';
    }
    line.chars().find(|letter| ['\t', ';', ','].contains(letter)).unwrap_or(',')
}

/// The cells of a line: what stands between quotes is one.
pub(super) fn cells(line: &str, cut: char) -> Vec<&str> {
    let (mut is_quoted, mut before) = (false, cut);
    let ends = |letter: char| {
        is_quoted ^= letter == '"' && (is_quoted || before == cut);
        before = letter;
        letter == cut && !is_quoted
    };
    line.split(ends).map(|cell| cell.trim().trim_matches('"')).collect()
}

/// The first line of answers, as cells, and what stands between them.
pub(super) fn first_line(text: &str) -> Option<(Vec<&str>, char)> {
    let line = text.lines().next().filter(|line| !line.trim().is_empty())?;
    let cut = cut_of(line);
    Some((cells(line, cut), cut))
}

pub(super) fn are_headings(cells: &[&str]) -> bool {
    cells.iter().all(|cell| number(cell).is_none())
}

/// What a column is called by the first line, else by its place.
fn column_name(first: &[&str], column: usize) -> String {
    let name = first.get(column).filter(|_| are_headings(first)).map(|name| clean_line(name));
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("Column {}", column + 1))
}

/// What a person said of so many columns.
fn said_parts(columns: &str, of: usize) -> Option<Vec<ColumnPart>> {
    let known = |key: &str| COLUMN_PARTS.into_iter().find(|part| part.key == key).unwrap_or(LEFT_OUT);
    let parts: Vec<ColumnPart> = columns.split(';').map(known).collect();
    (!columns.is_empty() && parts.len() == of).then_some(parts)
}

impl AnswerLayout {
    /// The numbers first, then the segment, then what was said.
    fn plain(asks: &'static str) -> Self {
        let numbers = Scale::of(asks).numbers;
        let question = SurveyQuestion { name: String::new(), asks, columns: (0..numbers).collect() };
        Self { questions: vec![question], segment: numbers, ..Self::default() }
    }

    /// As a person said of each column; none where there are not as many.
    fn by_hand(text: &str, columns: &str) -> Option<Self> {
        let (names, cut) = first_line(text)?;
        let parts = said_parts(columns, names.len())?;
        let mut layout = Self { cut: Some(cut), segment: names.len(), ..Self::default() };
        // The half of a pair goes to the first that still lacks it.
        for half in 0..2 {
            for (column, part) in parts.iter().enumerate() {
                let Some((asks, _)) = part.asks.filter(|(_, place)| *place == half) else { continue };
                if half == 0 {
                    let name = column_name(&names, column);
                    layout.questions.push(SurveyQuestion { name, asks, columns: vec![column] });
                    continue;
                }
                let lacks = |it: &&mut SurveyQuestion| it.asks == asks && it.columns.len() == 1;
                match layout.questions.iter_mut().find(lacks) {
                    Some(question) => question.columns.push(column),
                    None => layout.leave_alone(column, &column_name(&names, column)),
                }
            }
        }
        let is_whole = |it: &SurveyQuestion| it.columns.len() == Scale::of(it.asks).numbers;
        let (whole, halves): (Vec<SurveyQuestion>, Vec<SurveyQuestion>) =
            layout.questions.drain(..).partition(is_whole);
        layout.questions = whole;
        for half in halves {
            half.columns.iter().for_each(|column| layout.leave_alone(*column, &half.name));
        }
        for (column, part) in parts.iter().enumerate() {
            if *part == SEGMENT && layout.segment == names.len() {
                layout.segment = column;
            } else if part.asks.is_none() && *part != SAID {
                layout.left_out.push(column);
            }
        }
        Some(layout)
    }

    /// Leaves a column out that is half of a pair, and says so.
    fn leave_alone(&mut self, column: usize, name: &str) {
        self.left_out.push(column);
        self.unread.push(format!("“{name}” has no column to go with it"));
    }

    pub(super) fn is_asked(&self, column: usize) -> bool {
        self.questions.iter().any(|it| it.columns.contains(&column))
    }

    /// What a column is.
    fn part(&self, column: usize) -> ColumnPart {
        let place = |it: &SurveyQuestion| Some((it.asks, it.columns.iter().position(|at| *at == column)?));
        let asks = self.questions.iter().find_map(place);
        let asked = COLUMN_PARTS.into_iter().find(|part| asks.is_some() && part.asks == asks);
        asked.unwrap_or(match column {
            _ if column == self.segment => SEGMENT,
            _ if self.left_out.contains(&column) => LEFT_OUT,
            _ => SAID,
        })
    }

    /// By the headings of a table: a column with numbers of the scale is a question, or half of one; the others are known by
    /// their words. None where the first line is an answer.
    fn of_heading(text: &str, asks: &'static str) -> Option<Self> {
        let scale = Scale::of(asks);
        let (names, cut) = first_line(text)?;
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| cells(line, cut)).collect();
        // How many of its cells are numbers of the scale, and how many there are.
        let filled = |column: &usize| {
            let cells = rows.iter().filter_map(|row| row.get(*column)).filter(|cell| !cell.is_empty());
            cells.fold((0, 0), |(on, all), cell| {
                let is_on = number(cell).is_some_and(|number| (scale.least..=scale.most).contains(&number));
                (on + usize::from(is_on), all + 1)
            })
        };
        let has_word = |column: &usize, known: &[&str]| {
            let name = names.get(*column).map(|name| name.to_lowercase()).unwrap_or_default();
            name.split(|letter: char| !letter.is_alphanumeric()).any(|word| known.contains(&word))
        };
        let (mut numbers, mut empty, mut single) = (Vec::new(), Vec::new(), Vec::new());
        // An empty column before those that are being paired.
        let mut before = None;
        for column in (0..names.len()).filter(|column| !has_word(column, &NOT_SAID)) {
            let is_half = numbers.len() % scale.numbers > 0;
            match filled(&column) {
                (on, all) if on * 2 > all => numbers.push(column),
                (_, 0) if !has_word(&column, &SEGMENTS) => {
                    empty.push(column);
                    match before.take() {
                        // Either could be the half that is missing.
                        Some((place, _)) if is_half => single.extend(numbers.drain(place..)),
                        _ if is_half => numbers.push(column),
                        _ => before = Some((numbers.len(), column)),
                    }
                }
                _ => {}
            }
        }
        if numbers.len() % scale.numbers > 0 {
            match before {
                Some((place, column)) => numbers.insert(place, column),
                None => single.extend(numbers.pop()),
            }
        }
        if !are_headings(&names) || numbers.is_empty() {
            return None;
        }
        let others = || (0..names.len()).filter(|column| !numbers.contains(column));
        let left_out: Vec<usize> =
            others().filter(|column| has_word(column, &NOT_SAID) || single.contains(column)).collect();
        let name = |column: &usize| column_name(&names, *column);
        let alone = single.iter().map(|column| format!("“{}” has no column to go with it", name(column)));
        let unread = alone.collect();
        let mut said = others().filter(|column| !left_out.contains(column));
        let segment = said.clone().find(|column| has_word(column, &SEGMENTS)).or_else(|| said.next());
        let question = |columns: &[usize]| SurveyQuestion {
            name: columns.first().map(name).unwrap_or_default(),
            asks,
            columns: columns.to_vec(),
        };
        let questions = numbers.chunks(scale.numbers).map(question).collect();
        let segment = segment.unwrap_or(names.len());
        Some(Self { cut: Some(cut), questions, segment, left_out, empty, unread })
    }
}

/// The columns of the answers of a survey: what each is called, and what it is read as; none where they have only one.
pub fn columns_of(survey: &Described) -> Vec<(String, ColumnPart)> {
    let text = survey.words(&ANSWERS);
    let Some((names, _)) = first_line(text).filter(|(names, _)| names.len() > 1) else { return Vec::new() };
    let columns = survey.words(&ANSWER_COLUMNS);
    let layout = layout(text, survey.words(&SURVEY_ASKS), columns);
    let read_as = || (0..names.len()).map(|column| layout.part(column)).collect();
    let parts = said_parts(columns, names.len()).unwrap_or_else(read_as);
    parts.into_iter().enumerate().map(|(column, part)| (column_name(&names, column), part)).collect()
}

pub(super) fn layout(text: &str, asks: &str, columns: &str) -> AnswerLayout {
    let asks = [NPS, CSAT, KANO].into_iter().find(|it| *it == asks).unwrap_or(NEED_SURVEY);
    let by_hand = AnswerLayout::by_hand(text, columns);
    by_hand.or_else(|| AnswerLayout::of_heading(text, asks)).unwrap_or_else(|| AnswerLayout::plain(asks))
}
