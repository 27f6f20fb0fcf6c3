//! Acceptance criteria as text: scenarios in Gherkin (cucumber.io/docs/gherkin/reference) are known, and what makes a
//! criterion hard to test is pointed at.

use crate::model::read_point;

/// Something about a criterion that a person may want to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriterionFlaw {
    /// A scenario in which nothing happens.
    NoWhen,
    /// A scenario after which nothing is seen.
    NoThen,
    /// A step that stands before the one it follows from.
    Order,
    /// Two things happen in one scenario.
    TwoWhens,
    /// And or But before there is anything to go on from.
    LooseAnd,
    /// A column of the outline that no row of examples fills.
    NoExample(String),
    /// A word of which nobody can say when it is so.
    Vague(String),
}

impl CriterionFlaw {
    /// As a person reads it.
    pub fn words(&self) -> String {
        match self {
            Self::NoWhen => "No When: what does somebody do?".into(),
            Self::NoThen => "No Then: what is to be seen afterwards?".into(),
            Self::Order => "Given, When, Then: in this order.".into(),
            Self::TwoWhens => "Two Whens are two scenarios.".into(),
            Self::LooseAnd => "And needs a Given, When or Then before it.".into(),
            Self::NoExample(name) => format!("No example gives <{name}>."),
            Self::Vague(word) => format!("“{word}” cannot be tested. By when, how many, compared with what?"),
        }
    }
}

/// Words that leave open when something is so.
const VAGUE: [&str; 22] = [
    "adequate",
    "appropriate",
    "as needed",
    "better",
    "clean",
    "easy",
    "easily",
    "efficient",
    "fast",
    "flexible",
    "friendly",
    "good",
    "intuitive",
    "nice",
    "properly",
    "quick",
    "quickly",
    "reasonable",
    "robust",
    "seamless",
    "simple",
    "user-friendly",
];

/// A keyword of Gherkin that a step begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Given,
    When,
    Then,
    And,
}

fn step(line: &str) -> Option<Word> {
    let word = line.split_whitespace().next()?;
    Some(match word {
        "Given" => Word::Given,
        "When" => Word::When,
        "Then" => Word::Then,
        "And" | "But" | "*" => Word::And,
        _ => return None,
    })
}

fn begins_scenario(line: &str) -> bool {
    ["Scenario:", "Scenario Outline:", "Scenario Template:", "Example:"].iter().any(|it| line.starts_with(it))
}

/// The lines of a script, each with whether it belongs to a doc string: that keeps what stands right of its quotes, and
/// its empty lines.
fn script_lines(text: &str) -> Vec<(&str, bool)> {
    let mut open: Option<(&str, usize)> = None;
    let mut lines = Vec::new();
    for line in text.lines() {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        match open {
            Some((quotes, _)) if bare.starts_with(quotes) => {
                open = None;
                lines.push((bare, true));
            }
            Some((_, margin)) => lines.push((line.get(margin.min(indent)..).unwrap_or(bare), true)),
            None => {
                let quotes = ["\"\"\"", "```"].into_iter().find(|quotes| bare.starts_with(quotes));
                open = quotes.map(|quotes| (quotes, indent));
                if !bare.is_empty() {
                    lines.push((bare, open.is_some()));
                }
            }
        }
    }
    lines
}

/// The steps of a text: one a line, or, where it is one line, wherever a keyword begins.
fn steps(text: &str) -> Vec<String> {
    if text.lines().count() > 1 {
        let lines = script_lines(text).into_iter().filter(|(_, is_doc)| !is_doc);
        return lines.map(|(line, _)| line.to_owned()).collect();
    }
    let mut steps: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let is_first = matches!(word, "Given" | "When" | "Then");
        let is_begun = steps.last().is_some_and(|step| !step.is_empty());
        if is_first && is_begun {
            steps.push(String::new());
        }
        if let Some(step) = steps.last_mut() {
            if !step.is_empty() {
                step.push(' ');
            }
            step.push_str(word);
        }
    }
    steps
}

/// Whether a criterion is written as steps of Gherkin: a sentence that begins with When alone is none.
fn is_gherkin(text: &str) -> bool {
    let mut found = Vec::new();
    for word in steps(text).iter().filter_map(|line| step(line)) {
        if word != Word::And && !found.contains(&word) {
            found.push(word);
        }
    }
    found.len() > 1
}

/// What is hard to test about a criterion.
pub fn lint_criterion(text: &str) -> Vec<CriterionFlaw> {
    let mut found = if is_gherkin(text) { lint_steps(text) } else { Vec::new() };
    let words =
        format!(" {} ", text.to_lowercase().replace([',', '.', ';', ':', '!', '?', '“', '”', '\n'], " "));
    let vague = VAGUE.iter().filter(|word| words.contains(&format!(" {word} ")));
    found.extend(vague.map(|word| CriterionFlaw::Vague((*word).to_owned())));
    found
}

fn lint_steps(text: &str) -> Vec<CriterionFlaw> {
    let lines = steps(text);
    let mut found = Vec::new();
    let mut add = |finding: CriterionFlaw| {
        if !found.contains(&finding) {
            found.push(finding);
        }
    };
    let mut reached: Option<Word> = None;
    let (mut has_when, mut has_then) = (false, false);
    for line in &lines {
        let Some(word) = step(line) else { continue };
        match (word, reached) {
            (Word::And, None) => add(CriterionFlaw::LooseAnd),
            (Word::And, Some(_)) => {}
            (Word::When, _) if has_when => add(CriterionFlaw::TwoWhens),
            (word, Some(before)) if word < before => add(CriterionFlaw::Order),
            _ => {}
        }
        if word != Word::And {
            reached = Some(word);
            has_when |= word == Word::When;
            has_then |= word == Word::Then;
        }
    }
    if !has_when {
        add(CriterionFlaw::NoWhen);
    }
    if !has_then {
        add(CriterionFlaw::NoThen);
    }
    let columns = example_columns(&lines);
    for name in placeholders(&lines) {
        if !columns.contains(&name) {
            add(CriterionFlaw::NoExample(name));
        }
    }
    found
}

/// The names in angle brackets in an outline's steps.
fn placeholders(lines: &[String]) -> Vec<String> {
    let is_outline =
        lines.iter().any(|line| line.starts_with("Scenario Outline") || line.starts_with("Examples"));
    let mut names = Vec::new();
    for line in lines.iter().filter(|line| is_outline && step(line).is_some()) {
        for part in line.split('<').skip(1) {
            if let Some((name, _)) = part.split_once('>')
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// The heads of the columns of an outline's examples.
fn example_columns(lines: &[String]) -> Vec<String> {
    let head =
        lines.iter().skip_while(|line| !line.starts_with("Examples")).find(|line| line.starts_with('|'));
    let cells = head.map(|head| head.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()));
    cells.into_iter().flatten().collect()
}

/// The rows of an outline's examples, each in words: “a 1, b 2”. None of a text that is no outline.
pub fn example_rows(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(|line| line.trim().to_owned()).collect();
    let heads = example_columns(&lines);
    let table = lines.iter().skip_while(|line| !line.starts_with("Examples"));
    let rows = table.filter(|line| line.starts_with('|')).skip(1);
    let row = |line: &String| {
        let cells = line.trim_matches('|').split('|').map(str::trim);
        let pairs = heads.iter().zip(cells).map(|(head, cell)| format!("{head} {cell}"));
        pairs.collect::<Vec<_>>().join(", ")
    };
    rows.map(row).collect()
}

/// Criteria as they are pasted, each with whether its box is ticked: each scenario of Gherkin is one, else each line; the
/// marks of lists are taken off.
pub fn split_criteria(text: &str) -> Vec<(String, bool)> {
    let lines = script_lines(text);
    if lines.len() > 1 && is_script(text, &lines) {
        let mut criteria: Vec<(String, bool)> = Vec::new();
        let mut has_then = false;
        for (line, is_doc) in lines {
            let word = step(line).filter(|_| !is_doc);
            let begins = !is_doc && begins_scenario(line) || has_then && word == Some(Word::Given);
            match criteria.last_mut().filter(|_| !begins) {
                Some((last, _)) => last.extend(["\n", line]),
                None => {
                    criteria.push((line.to_owned(), false));
                    has_then = false;
                }
            }
            has_then |= word == Some(Word::Then);
        }
        // A feature's head is no criterion.
        criteria.retain(|(criterion, _)| criterion.lines().any(|line| step(line).is_some()));
        return criteria;
    }
    bare_lines(text)
}

/// Whether every line of a text belongs to a script in Gherkin.
fn is_script(text: &str, lines: &[(&str, bool)]) -> bool {
    const HEADS: [&str; 5] = ["Feature:", "Background:", "Rule:", "Examples:", "Scenarios:"];
    let mut has_step = false;
    let belongs = |(line, is_doc): &(&str, bool)| {
        // With a star a list begins as well: among steps it is one.
        let is_step = step(line).is_some() && (has_step || !line.starts_with('*'));
        has_step |= is_step;
        *is_doc
            || is_step
            || begins_scenario(line)
            || line.starts_with(['|', '#', '@'])
            || HEADS.iter().any(|head| line.starts_with(head))
    };
    is_gherkin(text) && lines.iter().all(belongs)
}

/// The lines of a text that are not empty, without the marks of lists, each with whether its box is ticked.
pub fn bare_lines(text: &str) -> Vec<(String, bool)> {
    let lines = text.lines().map(read_point).filter(|(line, _)| !line.is_empty());
    lines.map(|(line, is_ticked)| (line.to_owned(), is_ticked)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, findings: &[CriterionFlaw]) {
        assert_eq!(lint_criterion(text), findings, "{text}");
    }

    #[test]
    fn a_whole_scenario_and_a_plain_sentence_are_fine() {
        check(
            "Given a full day\nWhen a job is added\nThen “1 hour too much” is shown\nAnd the day is amber",
            &[],
        );
        check("Given a full day When a job is added Then the day is amber", &[]);
        check("The warning goes away when a job is moved.", &[]);
        check("When I press Save, the form closes.", &[]);
    }

    #[test]
    fn what_a_scenario_lacks_is_said() {
        check("Given a full day\nThen it is amber", &[CriterionFlaw::NoWhen]);
        check("Given a full day\nWhen a job is added", &[CriterionFlaw::NoThen]);
        check("When a job is added\nGiven a full day\nThen it is amber", &[CriterionFlaw::Order]);
        check("And a job\nWhen it is moved\nThen it is gone", &[CriterionFlaw::LooseAnd]);
        check("Given a\nWhen b\nThen c\nWhen d\nThen e", &[CriterionFlaw::TwoWhens]);
    }

    #[test]
    fn an_outline_wants_a_column_for_each_name() {
        let outline = "Scenario Outline: sums\nGiven <a> jobs\nWhen <b> more come\nThen <c> are shown\nExamples:\n| a | b |\n| 1 | 2 |";
        check(outline, &[CriterionFlaw::NoExample("c".into())]);
    }

    #[test]
    fn a_word_that_cannot_be_tested_is_named_and_others_are_not() {
        check("The page loads quickly.", &[CriterionFlaw::Vague("quickly".into())]);
        check("Breakfast is fastened goods.", &[]);
    }

    fn split(text: &str) -> Vec<String> {
        split_criteria(text).into_iter().map(|(criterion, _)| criterion).collect()
    }

    #[test]
    fn pasted_lines_are_criteria_and_pasted_scenarios_stay_whole() {
        assert_eq!(split("- one\n* [ ] two\n\n• three\n– four"), ["one", "two", "three", "four"]);
        assert_eq!(split("It is sorted\nWhen empty, a hint shows\nThen it prints").len(), 3);
        assert_eq!(
            split("-5 °C is accepted\n1. one\n2) two\n3 days"),
            ["-5 °C is accepted", "one", "two", "3 days"]
        );
        let pasted = "Feature: days\n\nScenario: full\n  Given a\n  When b\n  Then c\n\nScenario: empty\n  Given d\n  When e\n  Then f";
        assert_eq!(
            split(pasted),
            ["Scenario: full\nGiven a\nWhen b\nThen c", "Scenario: empty\nGiven d\nWhen e\nThen f"]
        );
        assert_eq!(split("Given a\nWhen b\nThen c\nGiven d\nWhen e\nThen f").len(), 2);
    }

    #[test]
    fn stars_and_doc_strings_belong_to_their_scenario() {
        assert_eq!(split("Given a\n* b\nWhen c\nThen d\n* e"), ["Given a\n* b\nWhen c\nThen d\n* e"]);
        assert_eq!(split("* Given is given\n* When it rains"), ["Given is given", "When it rains"]);
        let pasted = "Scenario: mail\n  Given a rider\n  When it is sent\n  Then it says\n    \"\"\"\n    Dear Ana,\n\n      Given all this\n    \"\"\"\n  And it is kept";
        let kept = "Scenario: mail\nGiven a rider\nWhen it is sent\nThen it says\n\"\"\"\nDear Ana,\n\n  Given all this\n\"\"\"\nAnd it is kept";
        assert_eq!(split(pasted), [kept]);
        check(kept, &[]);
    }

    #[test]
    fn what_was_ticked_comes_ticked() {
        assert_eq!(split_criteria("- [x] one\n[ ] two"), [("one".into(), true), ("two".into(), false)]);
    }
}
