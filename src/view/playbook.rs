//! Playbooks: how to run discovery, a launch, a quarter and a sprint, step by step, each with where it is done.

use super::place::{Place, Tab};
use crate::model::kind::{
    DECISIONS, EXPERIMENTS, FEEDBACK, LAUNCHES, NEEDS, OPPORTUNITIES, OUTCOME_CHECKS, RISKS, STAKEHOLDERS,
    STUDIES,
};

/// A step of a playbook.
#[derive(Clone, Copy, Debug)]
pub struct PlaybookStep {
    /// What to do, in one sentence.
    pub words: &'static str,
    /// The place it is done in.
    pub place: Place,
    /// Its page there.
    pub tab: Tab,
}

/// How something is done well that comes back again and again.
#[derive(Clone, Copy, Debug)]
pub struct Playbook {
    /// What is done.
    pub name: &'static str,
    /// When, and what comes of it.
    pub gist: &'static str,
    /// Its steps, in order.
    pub steps: &'static [PlaybookStep],
}

const fn step(words: &'static str, place: Place, tab: Tab) -> PlaybookStep {
    PlaybookStep { words, place, tab }
}

/// The playbooks.
pub static PLAYBOOKS: [Playbook; 4] = [
    Playbook {
        name: "Discovery",
        gist: "Every week: know what to build next, and why, before anybody builds it.",
        steps: &[
            step(
                "Sort the inbox, so that every piece of feedback has a theme or an answer.",
                Place::Discovery,
                Tab::Kind(&FEEDBACK),
            ),
            step(
                "Write the need behind the strongest theme, in the words of those who have it.",
                Place::Discovery,
                Tab::Kind(&NEEDS),
            ),
            step(
                "Ask five people about it, and keep what you found with its date.",
                Place::Discovery,
                Tab::Kind(&STUDIES),
            ),
            step(
                "List what would have to be true, and put the riskiest assumption first.",
                Place::Discovery,
                Tab::Kind(&RISKS),
            ),
            step(
                "Fix hypothesis, measure and threshold, and only then run the test.",
                Place::Discovery,
                Tab::Kind(&EXPERIMENTS),
            ),
            step(
                "Weigh the opportunity against the others, and bet on it or let it go.",
                Place::Strategy,
                Tab::Kind(&OPPORTUNITIES),
            ),
        ],
    },
    Playbook {
        name: "Launch",
        gist: "From a planned release to knowing whether it worked.",
        steps: &[
            step(
                "Say which metric the release is to move, and by how much.",
                Place::Outcomes,
                Tab::Kind(&OUTCOME_CHECKS),
            ),
            step(
                "Make the launch, choose its tier and its day, and give each task to somebody.",
                Place::Communicate,
                Tab::Kind(&LAUNCHES),
            ),
            step(
                "Look who must hear of it, and who could stop it.",
                Place::Communicate,
                Tab::Kind(&STAKEHOLDERS),
            ),
            step(
                "Judge what waits for acceptance, so that nothing open goes out.",
                Place::Delivery,
                Tab::Acceptance,
            ),
            step(
                "Decide go or no-go with all functions, two days before.",
                Place::Communicate,
                Tab::Kind(&LAUNCHES),
            ),
            step("Write the release notes, and tell those who asked for it.", Place::Communicate, Tab::Notes),
            step(
                "Look at the metric four weeks later, and keep, change or stop.",
                Place::Outcomes,
                Tab::Kind(&OUTCOME_CHECKS),
            ),
        ],
    },
    Playbook {
        name: "Quarter",
        gist: "In the last two weeks of a quarter: close the old one, choose few things for the next.",
        steps: &[
            step("Check in on every key result, and close the goals that end.", Place::Strategy, Tab::First),
            step("Say of everything shipped whether it worked.", Place::Outcomes, Tab::Kind(&OUTCOME_CHECKS)),
            step(
                "Look whether the vision still holds, and what serves nothing.",
                Place::Strategy,
                Tab::Trace,
            ),
            step(
                "Order initiatives and big items by one method, and write down why you differ from it.",
                Place::Backlog,
                Tab::Prioritise,
            ),
            step(
                "Move few initiatives to Now, and fit them to what can be done.",
                Place::Roadmap,
                Tab::Timeline,
            ),
            step(
                "Write down what you decided, what you expect, and when to look again.",
                Place::Communicate,
                Tab::Kind(&DECISIONS),
            ),
            step(
                "Tell team and management the same plan, each in their words.",
                Place::Communicate,
                Tab::Report,
            ),
        ],
    },
    Playbook {
        name: "Sprint",
        gist: "Two weeks from ready items to accepted ones.",
        steps: &[
            step(
                "Refine until the top of the backlog is ready for two sprints.",
                Place::Backlog,
                Tab::Refine,
            ),
            step(
                "Write one sprint goal, and pull in what serves it and fits the velocity.",
                Place::Delivery,
                Tab::Plan,
            ),
            step(
                "Every day, look at the board from the right: what can be finished first?",
                Place::Delivery,
                Tab::Board,
            ),
            step("Judge what is in review on the day it gets there.", Place::Delivery, Tab::Acceptance),
            step(
                "Watch the burndown, and take something out rather than late.",
                Place::Delivery,
                Tab::Charts,
            ),
            step(
                "Show what works, ask what is missing, and agree on one thing to try next.",
                Place::Delivery,
                Tab::Review,
            ),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_leads_to_a_page_there_is() {
        for playbook in &PLAYBOOKS {
            assert!((5..=7).contains(&playbook.steps.len()), "{}", playbook.name);
            for step in playbook.steps {
                assert!(step.place.tabs().contains(&step.tab), "{}", step.words);
                assert!(step.words.ends_with(['.', '?']), "{}", step.words);
            }
        }
    }
}
