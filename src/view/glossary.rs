//! The words of the method, each in one plain sentence; a product's own words are terms, and records.

/// The words in the order a person looks for them, with what each means.
pub static METHOD_WORDS: [(&str, &str); 40] = [
    ("Acceptance criteria", "What must be seen to be true before an item is accepted."),
    ("Baseline", "The plan, or a value, as it was on a day, kept to compare with."),
    ("Burndown", "The work left in a sprint at the end of each day, beside an even pace to nothing."),
    (
        "Cost of delay",
        "What it costs to have something later; in WSJF user value + time criticality + risk reduction or opportunity.",
    ),
    ("Critical path", "The chain of work without slack: if any of it is late, the end is late."),
    ("CSAT", "The share of answers that are 4 or 5 of 5."),
    (
        "Cumulative flow",
        "How many items have reached each state by each day; the gap between two lines is the work in between.",
    ),
    ("Cycle time", "Days from the start of work to done, both counted: within one day it is 1."),
    ("Definition of done", "What holds for every item before it counts as done; there is one for a product."),
    (
        "Definition of ready",
        "What a team wants to know before it begins an item: its own agreement, and no part of Scrum.",
    ),
    ("Epic", "An item too large for one sprint, which is split into stories."),
    ("ICE", "Impact × confidence × ease, each from 1 to 10."),
    ("INVEST", "A good story is independent, negotiable, valuable, estimable, small and testable."),
    ("IRR", "The rate at which the NPV is nothing; there can be none, or several."),
    (
        "Kano",
        "Sorts features by how people feel with and without them: must-be, one-dimensional, attractive, indifferent or reverse.",
    ),
    ("Key result", "A number with a start and a target that shows whether an objective is reached."),
    ("Lead time", "Days from the request to the delivery."),
    ("Little’s law", "Work in progress = throughput × cycle time, on average and while the flow is steady."),
    ("Milestone", "A day that something is to be reached by, without work of its own."),
    (
        "Monte Carlo",
        "A forecast that draws from what past periods gave, many times over, and counts how often it is done by a day.",
    ),
    ("MoSCoW", "Must, should, could, won’t this time; by effort, musts take at most 60 % of a time box."),
    ("MVP", "The smallest version from which one learns whether people want it."),
    ("NPS", "The share who answer 9 or 10 less the share who answer 0 to 6, from −100 to 100."),
    ("NPV", "All gains less costs, each divided by (1 + rate) for every period after the first."),
    ("OKR", "An objective, and the key results by which one sees that it is reached."),
    (
        "Opportunity score",
        "Importance + what satisfaction falls short of it; each is 10 × the share who answer 4 or 5 of 5.",
    ),
    ("Parity", "Being as good as competitors at something, and no better."),
    ("Payback", "The time until the gains have covered the costs and stay above them; it may be never."),
    (
        "Percentile",
        "The value that so many per cent lie at or below: of cycle times, 85 % are done within the P85.",
    ),
    ("RICE", "Reach × impact × confidence ÷ effort in person-months."),
    ("ROI", "(Gain − cost) ÷ cost."),
    ("Slack", "How much later something can begin or end without moving what follows."),
    ("Spike", "Work in a fixed time that answers a question, so that something can be estimated or decided."),
    ("Story", "Something a user can do afterwards that has worth for them, small enough for one sprint."),
    ("Story map", "Stories under the activities of a user, with releases as slices across."),
    ("Throughput", "How many items are done in a period; periods with none count, too."),
    ("Velocity", "The points of the items done in a sprint; what is half done counts nothing."),
    ("WIP limit", "How many items may be in a state at a time."),
    ("Work in progress", "Items that were begun and are not done."),
    ("WSJF", "Cost of delay ÷ job size: the highest goes first."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_one_looks_and_say_one_thing() {
        let names: Vec<String> = METHOD_WORDS.iter().map(|(word, _)| word.to_lowercase()).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
        for (word, meaning) in METHOD_WORDS {
            assert!(meaning.ends_with('.') && meaning.len() < 140, "{word}");
        }
    }
}
