//! The answers of a survey, as they are read: a line each, or a table with headings.

use crate::model::{clean_line, set_of};

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
            crate::model::kind::NPS => (1, 0, 10),
            crate::model::kind::CSAT => (1, 1, 5),
            _ => (2, 1, 5),
        };
        Self { numbers, least, most }
    }
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// Which question, from 0.
    pub question: usize,
    /// Its numbers: one, or two.
    pub numbers: Vec<u8>,
    /// The segment that is written beside them; empty for none.
    pub segment: String,
    /// What was said besides; of an answer to several questions, with the first.
    pub words: String,
}

/// The answers that can be read, and of the others the line and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Those that count.
    pub read: Vec<Answer>,
    /// Those that do not: the line, counted from 1, and why.
    pub unread: Vec<(usize, String)>,
    /// What each question is called, where there are several.
    pub questions: Vec<String>,
}

impl Answers {
    /// The answers to one of the questions.
    pub fn to(&self, question: usize) -> Vec<Answer> {
        self.read.iter().filter(|it| it.question == question).cloned().collect()
    }
}

/// The words of the Kano questions, from 1 to 5.
const KANO_WORDS: [&str; 5] = ["like", "expect", "neutral", "live with", "dislike"];

fn number(cell: &str) -> Option<u8> {
    let cell = cell.trim();
    let word = KANO_WORDS.iter().position(|word| word.eq_ignore_ascii_case(cell));
    cell.parse().ok().or(word.map(|at| at as u8 + 1))
}

/// Where the parts of an answer stand in a line.
#[derive(Default)]
struct Layout {
    cut: Option<char>,
    numbers: Vec<usize>,
    segment: usize,
    /// Columns that are no part of it, such as the time it was given.
    left_out: Vec<usize>,
    /// Columns that nobody filled in: the pair of one has no data.
    empty: Vec<usize>,
    questions: Vec<String>,
    /// What is wrong with the headings.
    unread: Vec<String>,
}

/// Words of headings that are no part of an answer.
const NOT_SAID: [&str; 9] = ["timestamp", "time", "date", "submitted", "id", "email", "mail", "name", "ip"];
/// Words of headings of the segment.
const SEGMENTS: [&str; 6] = ["segment", "group", "plan", "role", "type", "size"];

fn cut_of(line: &str) -> char {
    // A tab stands in no words; else what comes first in the line stands right behind its first number.
    if line.contains('\t') {
        return '\t';
    }
    line.chars().find(|letter| ['\t', ';', ','].contains(letter)).unwrap_or(',')
}

fn cells(line: &str, cut: char) -> Vec<&str> {
    line.split(cut).map(|cell| cell.trim().trim_matches('"')).collect()
}

impl Layout {
    /// The numbers first, then the segment, then what was said.
    fn plain(scale: Scale) -> Self {
        let numbers = (0..scale.numbers).collect();
        Self { cut: None, numbers, segment: scale.numbers, ..Self::default() }
    }

    /// By the headings of a table: a column with numbers of the scale is a question, or half of one; the others are known by
    /// their words. None where the first line is an answer.
    fn of_heading(text: &str, scale: Scale) -> Option<Self> {
        let heading = text.lines().next()?;
        let cut = cut_of(heading);
        let names = cells(heading, cut);
        let are_answers = names.iter().any(|cell| number(cell).is_some()) || heading.trim().is_empty();
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
        if are_answers || numbers.is_empty() {
            return None;
        }
        let others = || (0..names.len()).filter(|column| !numbers.contains(column));
        let left_out: Vec<usize> =
            others().filter(|column| has_word(column, &NOT_SAID) || single.contains(column)).collect();
        let name = |column: &usize| names.get(*column).map(|name| clean_line(name)).unwrap_or_default();
        let alone = single.iter().map(|column| format!("“{}” has no column to go with it", name(column)));
        let unread = alone.collect();
        let mut said = others().filter(|column| !left_out.contains(column));
        let segment = said.clone().find(|column| has_word(column, &SEGMENTS)).or_else(|| said.next());
        let questions: Vec<String> = numbers.iter().step_by(scale.numbers).map(name).collect();
        let questions = if questions.len() > 1 { questions } else { Vec::new() };
        let segment = segment.unwrap_or(names.len());
        Some(Self { cut: Some(cut), numbers, segment, left_out, empty, questions, unread })
    }
}

/// How many of the first lines stand once more behind them: a table that was pasted again below, as it was or grown. Without
/// a heading five lines and more are no chance.
fn pasted_again(lines: &[(&str, usize)], has_heading: bool) -> usize {
    let words = |(line, _): &(&str, usize)| line.trim_end().to_owned();
    let heading = lines.first().map(words);
    let next = lines.iter().skip(1).position(|line| Some(words(line)) == heading).map_or(0, |at| at + 1);
    let at = if has_heading { next } else { lines.len() / 2 };
    let (one, other) = lines.split_at(at);
    let is_sure = has_heading || one.len() == other.len() && set_of(one.iter().map(words)).len() > 2;
    let is_again = one.len() <= other.len() && one.iter().map(words).eq(other.iter().take(at).map(words));
    if is_again && is_sure && at > if has_heading { 0 } else { 4 } {
        at + pasted_again(other, has_heading)
    } else {
        0
    }
}

/// Reads answers, one a line. A table says by its headings which columns are questions, the segment and what was said, and
/// can ask several questions at once; without headings a line has the numbers, then the segment, then what was said. A tab, a
/// semicolon or a comma stands between, whichever comes first.
pub fn read_answers(text: &str, scale: Scale) -> Answers {
    let by_heading = Layout::of_heading(text, scale);
    let has_heading = by_heading.is_some();
    let layout = by_heading.unwrap_or_else(|| Layout::plain(scale));
    let unread = layout.unread.into_iter().map(|why| (1, why)).collect();
    let mut answers = Answers { questions: layout.questions, unread, ..Answers::default() };
    let lines: Vec<(&str, usize)> =
        text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).collect();
    let again = pasted_again(&lines, has_heading);
    if let Some((_, at)) = lines.get(again).filter(|_| again > 0) {
        answers.unread.push((*at, "the answers above are pasted here again, and count once".to_owned()));
    }
    for (place, (line, at)) in lines.into_iter().skip(again).enumerate() {
        let cells = cells(line, layout.cut.unwrap_or_else(|| cut_of(line)));
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        let asked: Vec<&str> = layout.numbers.iter().map(|column| cell(*column)).collect();
        let is_heading =
            asked.iter().all(|cell| number(cell).is_none()) && asked.iter().any(|cell| !cell.is_empty());
        if place == 0 && (has_heading || is_heading) {
            continue;
        }
        let is_said = |column: &usize| {
            *column != layout.segment && !layout.numbers.contains(column) && !layout.left_out.contains(column)
        };
        let said: Vec<&str> =
            (0..cells.len()).filter(is_said).map(cell).filter(|it| !it.is_empty()).collect();
        let mut words = clean_line(&said.join(", "));
        let pairs = asked.chunks(scale.numbers).zip(layout.numbers.chunks(scale.numbers));
        let of_each = pairs.map(|(of, columns)| {
            let has_data = !columns.iter().any(|column| layout.empty.contains(column));
            if has_data { read_numbers(of, scale) } else { Ok(Vec::new()) }
        });
        let of_each: Vec<Result<Vec<u8>, String>> = of_each.collect();
        let is_empty = of_each.iter().all(|of| matches!(of, Ok(numbers) if numbers.is_empty()));
        if is_empty {
            answers.unread.push((at, "no answer".to_owned()));
        }
        for (question, numbers) in of_each.into_iter().enumerate() {
            match numbers {
                // One of several questions may be left out.
                Ok(numbers) if numbers.is_empty() => {}
                Ok(numbers) => answers.read.push(Answer {
                    question,
                    numbers,
                    segment: clean_line(cell(layout.segment)),
                    words: std::mem::take(&mut words),
                }),
                Err(why) => answers.unread.push((at, why)),
            }
        }
    }
    answers
}

/// The numbers of one question: all of them, or none where it was not answered.
fn read_numbers(cells: &[&str], scale: Scale) -> Result<Vec<u8>, String> {
    let read: Vec<u8> = cells.iter().filter_map(|cell| number(cell)).collect();
    let is_off = |number: &&u8| !(scale.least..=scale.most).contains(*number);
    if let Some(off) = read.iter().find(is_off) {
        return Err(format!("{off} is off the scale from {} to {}", scale.least, scale.most));
    }
    if !read.is_empty() && read.len() < scale.numbers {
        return Err("half answered: both numbers are needed".to_owned());
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::survey::pairs;

    #[test]
    fn answers_are_read_and_what_cannot_be_is_said() {
        let text = "Score;Segment;Why\n10;Small shops;Fine\n12;Large;\n\n;Large;\n6;;Slow; and late\n";
        let answers = read_answers(text, Scale::of(crate::model::kind::NPS));
        assert_eq!(answers.read.len(), 2);
        assert_eq!(
            (answers.read[0].segment.as_str(), answers.read[1].words.as_str()),
            ("Small shops", "Slow, and late")
        );
        let unread = [(3, "12 is off the scale from 0 to 10".to_owned()), (5, "no answer".to_owned())];
        assert_eq!(answers.unread, unread);
        let kano = read_answers("like,dislike\n2\n1,5,Riders", Scale::of(crate::model::kind::KANO));
        assert_eq!(pairs(&kano.read), [(1, 5), (1, 5)]);
        assert_eq!(kano.unread, [(2, "half answered: both numbers are needed".to_owned())]);
        assert_eq!(read_answers("", Scale::of(crate::model::kind::CSAT)), Answers::default());
    }

    #[test]
    fn an_empty_column_leaves_its_own_pair_without_data_and_no_other() {
        let read = |text: &str| {
            let answers = read_answers(text, Scale::of(crate::model::kind::KANO));
            let of = |question| pairs(&answers.to(question));
            (answers.questions.join("|"), of(0), of(1), answers.unread.len())
        };
        let both = |first, second, unread| ("A|B".to_owned(), first, second, unread);
        assert_eq!(read("A;A without;B;B without\n1;;2;5\n2;;3;4\n"), both(vec![], vec![(2, 5), (3, 4)], 0));
        assert_eq!(read("A;A without;B;B without\n;1;2;5\n;4;3;4\n"), both(vec![], vec![(2, 5), (3, 4)], 0));
        assert_eq!(read("A;A without;B;B without\n1;5;2;\n2;4;3;\n"), both(vec![(1, 5), (2, 4)], vec![], 0));
        assert_eq!(read("A;A without;B;B without\n1;;2;\n2;;3;\n").3, 2, "nothing was answered");
        // An empty column that is no half of a pair, such as for what is said besides.
        let beside = read("Why;A;A without;Why;B;B without\n;1;5;;2;4\n;1;5;;2;4\n");
        assert_eq!(beside, both(vec![(1, 5), (1, 5)], vec![(2, 4), (2, 4)], 0));
        let lost = read_answers("A;A without;B\n1;5;2\n", Scale::of(crate::model::kind::KANO));
        assert_eq!(lost.unread, [(1, "“B” has no column to go with it".to_owned())]);
        assert_eq!(lost.read[0].segment, "");
        let unclear = read_answers("X;A;Y;B;B without\n;1;;2;4\n", Scale::of(crate::model::kind::KANO));
        assert_eq!((pairs(&unclear.read), unclear.unread.len()), (vec![(2, 4)], 1));
    }

    #[test]
    fn the_same_answers_pasted_twice_count_once_and_it_says_so() {
        let nps = Scale::of(crate::model::kind::NPS);
        let table = "Score;Segment\n10;Small\n9;Large\n";
        let twice = read_answers(&[table, "\n", table, "3;Small\n", table].concat(), nps);
        assert_eq!(twice.read.len(), 5, "what came since counts, and so does what is no copy of all above");
        let said = "the answers above are pasted here again, and count once".to_owned();
        assert_eq!(twice.unread.first(), Some(&(5, said.clone())));
        let plain = "10;Small;Fine\n9\n8\n10\n3;Large;Late\n";
        let twice = read_answers(&plain.repeat(2), nps);
        assert_eq!((twice.read.len(), twice.unread), (5, vec![(6, said)]));
        assert_eq!(read_answers(&"10\n".repeat(40), nps).read.len(), 40, "many say the same");
        assert_eq!(read_answers("10\n9\n10\n9\n", nps).read.len(), 4);
    }

    #[test]
    fn a_table_says_by_its_headings_what_was_asked() {
        let text = "Timestamp\tReminder: with\tReminder: without\tPhotos: with\tPhotos: without\tComment\tPlan\n\
            2026-11-02 10:00\tlike\tdislike\tneutral\tneutral\tSoon please\tSmall\n\
            2026-11-02 10:05\t1\t5\t\t\t\tLarge\n\
            2026-11-02 10:09\t\t\t3\t\t\tLarge";
        let answers = read_answers(text, Scale::of(crate::model::kind::KANO));
        assert_eq!(answers.questions, ["Reminder: with", "Photos: with"]);
        assert_eq!((pairs(&answers.to(0)), pairs(&answers.to(1))), (vec![(1, 5), (1, 5)], vec![(3, 3)]));
        let first = &answers.read[0];
        assert_eq!((first.segment.as_str(), first.words.as_str()), ("Small", "Soon please"));
        assert_eq!(answers.read[1].words, "", "said once");
        assert_eq!(answers.unread, [(4, "half answered: both numbers are needed".to_owned())]);
    }
}
