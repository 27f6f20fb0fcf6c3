//! The answers of a survey, as they are read: a line each, or a table with headings.

use super::layout::{Scale, SurveyQuestion, are_headings, cells, cut_of, first_line, layout, number};
use crate::model::kind::{ANSWER_COLUMNS, ANSWERS, SURVEY_ASKS};
use crate::model::{clean_line, set_of};
use crate::workspace::Described;

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
    /// What was asked.
    pub questions: Vec<SurveyQuestion>,
}

impl Answers {
    /// The answers to one of the questions.
    pub fn to(&self, question: usize) -> Vec<Answer> {
        self.read.iter().filter(|it| it.question == question).cloned().collect()
    }

    /// The question, where only one is asked.
    pub fn only(&self) -> Option<&SurveyQuestion> {
        self.questions.first().filter(|_| self.questions.len() == 1)
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

/// The answers of a survey.
pub fn answers_of(survey: &Described) -> Answers {
    read_answers(survey.words(&ANSWERS), survey.words(&SURVEY_ASKS), survey.words(&ANSWER_COLUMNS))
}

/// Reads answers, one a line. A table says by its headings which columns are questions, the segment and what was said, and
/// can ask several questions at once; without headings a line has the numbers, then the segment, then what was said. What a
/// person said of the columns counts before that. A tab, a semicolon or a comma stands between, whichever comes first.
pub fn read_answers(text: &str, asks: &str, columns: &str) -> Answers {
    let layout = layout(text, asks, columns);
    let has_heading = layout.cut.is_some() && first_line(text).is_some_and(|(names, _)| are_headings(&names));
    let unread = layout.unread.iter().map(|why| (1, why.clone())).collect();
    let mut answers = Answers { questions: layout.questions.clone(), unread, ..Answers::default() };
    let lines: Vec<(&str, usize)> =
        text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).collect();
    let again = pasted_again(&lines, has_heading);
    if let Some((_, at)) = lines.get(again).filter(|_| again > 0) {
        answers.unread.push((*at, "the answers above are pasted here again, and count once".to_owned()));
    }
    for (place, (line, at)) in lines.into_iter().skip(again).enumerate() {
        let cells = cells(line, layout.cut.unwrap_or_else(|| cut_of(line)));
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        let mut asked = layout.questions.iter().flat_map(|it| &it.columns).map(|column| cell(*column));
        let is_heading =
            asked.clone().all(|cell| number(cell).is_none()) && asked.any(|cell| !cell.is_empty());
        if place == 0 && (has_heading || is_heading) {
            continue;
        }
        let is_said = |column: &usize| {
            *column != layout.segment && !layout.is_asked(*column) && !layout.left_out.contains(column)
        };
        let said: Vec<&str> =
            (0..cells.len()).filter(is_said).map(cell).filter(|it| !it.is_empty()).collect();
        let mut words = clean_line(&said.join(", "));
        let of_each = layout.questions.iter().map(|it| {
            let of: Vec<&str> = it.columns.iter().map(|column| cell(*column)).collect();
            let has_data = !it.columns.iter().any(|column| layout.empty.contains(column));
            if has_data { read_numbers(&of, Scale::of(it.asks)) } else { Ok(Vec::new()) }
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
    use crate::analysis::survey::{firsts, pairs};
    use crate::model::kind::{CSAT, KANO, NEED_SURVEY, NPS};

    fn names(answers: &Answers) -> String {
        answers.questions.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn answers_are_read_and_what_cannot_be_is_said() {
        let text = "Score;Segment;Why\n10;Small shops;Fine\n12;Large;\n\n;Large;\n6;;Slow; and late\n";
        let answers = read_answers(text, NPS, "");
        assert_eq!(answers.read.len(), 2);
        assert_eq!(
            (answers.read[0].segment.as_str(), answers.read[1].words.as_str()),
            ("Small shops", "Slow, and late")
        );
        let unread = [(3, "12 is off the scale from 0 to 10".to_owned()), (5, "no answer".to_owned())];
        assert_eq!(answers.unread, unread);
        let kano = read_answers("like,dislike\n2\n1,5,Riders", KANO, "");
        assert_eq!(pairs(&kano.read), [(1, 5), (1, 5)]);
        assert_eq!(kano.unread, [(2, "half answered: both numbers are needed".to_owned())]);
        assert!(read_answers("", CSAT, "").read.is_empty());
    }

    #[test]
    fn an_empty_column_leaves_its_own_pair_without_data_and_no_other() {
        let read = |text: &str| {
            let answers = read_answers(text, KANO, "");
            let of = |question| pairs(&answers.to(question));
            (names(&answers), of(0), of(1), answers.unread.len())
        };
        let both = |first, second, unread| ("A|B".to_owned(), first, second, unread);
        assert_eq!(read("A;A without;B;B without\n1;;2;5\n2;;3;4\n"), both(vec![], vec![(2, 5), (3, 4)], 0));
        assert_eq!(read("A;A without;B;B without\n;1;2;5\n;4;3;4\n"), both(vec![], vec![(2, 5), (3, 4)], 0));
        assert_eq!(read("A;A without;B;B without\n1;5;2;\n2;4;3;\n"), both(vec![(1, 5), (2, 4)], vec![], 0));
        assert_eq!(read("A;A without;B;B without\n1;;2;\n2;;3;\n").3, 2, "nothing was answered");
        // An empty column that is no half of a pair, such as for what is said besides.
        let beside = read("Why;A;A without;Why;B;B without\n;1;5;;2;4\n;1;5;;2;4\n");
        assert_eq!(beside, both(vec![(1, 5), (1, 5)], vec![(2, 4), (2, 4)], 0));
        let lost = read_answers("A;A without;B\n1;5;2\n", KANO, "");
        assert_eq!(lost.unread, [(1, "“B” has no column to go with it".to_owned())]);
        assert_eq!(lost.read[0].segment, "");
        let unclear = read_answers("X;A;Y;B;B without\n;1;;2;4\n", KANO, "");
        assert_eq!((pairs(&unclear.read), unclear.unread.len()), (vec![(2, 4)], 1));
    }

    #[test]
    fn the_same_answers_pasted_twice_count_once_and_it_says_so() {
        let nps = NPS;
        let table = "Score;Segment\n10;Small\n9;Large\n";
        let twice = read_answers(&[table, "\n", table, "3;Small\n", table].concat(), nps, "");
        assert_eq!(twice.read.len(), 5, "what came since counts, and so does what is no copy of all above");
        let said = "the answers above are pasted here again, and count once".to_owned();
        assert_eq!(twice.unread.first(), Some(&(5, said.clone())));
        let plain = "10;Small;Fine\n9\n8\n10\n3;Large;Late\n";
        let twice = read_answers(&plain.repeat(2), nps, "");
        assert_eq!((twice.read.len(), twice.unread), (5, vec![(6, said)]));
        assert_eq!(read_answers(&"10\n".repeat(40), nps, "").read.len(), 40, "many say the same");
        assert_eq!(read_answers("10\n9\n10\n9\n", nps, "").read.len(), 4);
    }

    #[test]
    fn a_table_says_by_its_headings_what_was_asked() {
        let text = "Timestamp\tReminder: with\tReminder: without\tPhotos: with\tPhotos: without\tComment\tPlan\n\
            2026-11-02 10:00\tlike\tdislike\tneutral\tneutral\tSoon please\tSmall\n\
            2026-11-02 10:05\t1\t5\t\t\t\tLarge\n\
            2026-11-02 10:09\t\t\t3\t\t\tLarge";
        let answers = read_answers(text, KANO, "");
        assert_eq!(names(&answers), "Reminder: with|Photos: with");
        assert_eq!((pairs(&answers.to(0)), pairs(&answers.to(1))), (vec![(1, 5), (1, 5)], vec![(3, 3)]));
        let first = &answers.read[0];
        assert_eq!((first.segment.as_str(), first.words.as_str()), ("Small", "Soon please"));
        assert_eq!(answers.read[1].words, "", "said once");
        assert_eq!(answers.unread, [(4, "half answered: both numbers are needed".to_owned())]);
    }

    #[test]
    fn columns_are_what_a_person_says_of_them() {
        let text = "Sent,Recommend,Content,Plan,Matters,Reminder,Done well,No reminder,Why\n\
            3,9,4,Small,5,1,2,5,\"Calm, mostly\"\n\
            4,10,5,Large,4,like,3,dislike,\n";
        let by_hand = "left;nps;csat;segment;importance;with;satisfaction;without;said";
        let answers = read_answers(text, NPS, by_hand);
        assert_eq!(names(&answers), "Recommend|Content|Matters|Reminder");
        let asked: Vec<&str> = answers.questions.iter().map(|it| it.asks).collect();
        assert_eq!(asked, [NPS, CSAT, NEED_SURVEY, KANO]);
        assert_eq!(firsts(&answers.to(0)), [9, 10]);
        assert_eq!(
            (pairs(&answers.to(2)), pairs(&answers.to(3))),
            (vec![(5, 2), (4, 3)], vec![(1, 5), (1, 5)])
        );
        let first = &answers.read[0];
        assert_eq!((first.segment.as_str(), first.words.as_str()), ("Small", "Calm, mostly"));
        // Half a pair is said, and counts as nothing.
        let half = read_answers(text, NPS, "left;nps;left;segment;left;with;left;left;said");
        assert_eq!(half.only().map(|it| it.asks), Some(NPS));
        assert_eq!(half.unread, [(1, "“Reminder” has no column to go with it".to_owned())]);
        // Of another number of columns nothing was said.
        assert_eq!(read_answers("9;Small;Fine", NPS, by_hand), read_answers("9;Small;Fine", NPS, ""));
        // Without headings the first line is an answer.
        let plain = read_answers("Small;9\nLarge;3\n", NPS, "segment;nps");
        assert_eq!((firsts(&plain.read), plain.read[0].segment.as_str()), (vec![9, 3], "Small"));
    }
}
