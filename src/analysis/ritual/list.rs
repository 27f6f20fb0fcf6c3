//! The rituals there are: one table.

use super::{Rhythm, Ritual, RitualStep};
use crate::analysis::sign::{Shows, Sign};
use crate::model::Lens;

const fn step(
    name: &'static str,
    ask: &'static str,
    page: &'static str,
    signs: &'static [Sign],
) -> RitualStep {
    RitualStep { name, ask, page, signs }
}

/// Every ritual, those that come most often first.
#[rustfmt::skip]
pub static ALL: [Ritual; 11] = [
    Ritual { key: "daily", hat: Lens::Both, minutes: 5, rhythm: Rhythm::EachDay, steps: &[
        step("Walk the board", "The oldest first: what moves on today?", "delivery/board", &[]),
        step("Clear the way", "What is stuck, and who frees it?", "delivery/impediments", &[]),
        step("Choose three", "Which three things matter today?", "today", &[Sign::product(Shows::Focus)]),
    ]},
    Ritual { key: "monday", hat: Lens::Both, minutes: 15, rhythm: Rhythm::EachMonday, steps: &[
        step("Look back", "What was done last week, and what was not?", "delivery/charts", &[]),
        step("Choose three", "Which three things matter most this week?", "today", &[Sign::product(Shows::Focus)]),
        step("Mend the line", "Make one missing link.", "strategy/trace", &[Sign::touched("items"), Sign::touched("initiatives"), Sign::touched("releases"), Sign::touched("goals")]),
        step("Weigh the hats", "Which hat did you neglect? Plan one thing for it.", "guide", &[]),
    ]},
    Ritual { key: "refinement", hat: Lens::Po, minutes: 45, rhythm: Rhythm::Each(7), steps: &[
        step("See what is not ready", "What does the radar find?", "backlog/refine", &[]),
        step("Write and size", "Criteria, size, one thing each: until the next sprint is full.", "backlog/refine", &[Sign::item(Shows::Criteria), Sign::item(Shows::Estimated)]),
        step("Put in order", "Does the best stand first? Score what is new.", "backlog/prioritise", &[Sign::rows("items", "scores", "on")]),
    ]},
    Ritual { key: "planning", hat: Lens::Po, minutes: 90, rhythm: Rhythm::SprintBegins, steps: &[
        step("Take up what was agreed", "Which improvements come in?", "delivery/review", &[]),
        step("Write the goal", "Why is this sprint worth it?", "delivery/plan", &[Sign::filled("sprints", "goal")]),
        step("Pull from the top", "What fits, by range and capacity?", "delivery/plan", &[Sign::item(Shows::Pulled)]),
        step("Start", "Commit to it.", "delivery/plan", &[Sign::rows("sprints", "steps", "on")]),
    ]},
    Ritual { key: "review", hat: Lens::Po, minutes: 90, rhythm: Rhythm::SprintEnds, steps: &[
        step("Judge what waits", "Try the criteria; accept it, or send it back.", "delivery/acceptance", &[Sign::item(Shows::Tried), Sign::item(Shows::Done)]),
        step("Look at the charts", "What changed on the way?", "delivery/charts", &[]),
        step("Decide", "Was the goal met? Go on, change or stop?", "delivery/review", &[Sign::filled("sprints", "verdict")]),
        step("Look back", "What went well, and what will we try?", "delivery/review", &[Sign::filled("sprints", "retro")]),
    ]},
    Ritual { key: "discovery", hat: Lens::Both, minutes: 30, rhythm: Rhythm::Each(14), steps: &[
        step("Empty the inbox", "Give each voice a theme, or put it away.", "discovery/feedback", &[Sign::filled("feedback", "themes"), Sign::touched("feedback")]),
        step("Read the themes", "What is heard more than before?", "discovery/themes", &[]),
        step("Test an assumption", "Which one carries most, and is not tested?", "discovery/risks", &[Sign::touched("risks"), Sign::touched("experiments")]),
        step("Make work of one", "Which need becomes a story or an opportunity?", "discovery/needs", &[Sign::touched("needs"), Sign::touched("opportunities"), Sign::filled("feedback", "items")]),
    ]},
    Ritual { key: "update", hat: Lens::Pm, minutes: 30, rhythm: Rhythm::Each(14), steps: &[
        step("See who waits", "Who was not spoken to for longest?", "communicate/stakeholders", &[]),
        step("Write the report", "What is done, what comes, what changed.", "communicate/report", &[Sign::on("reports", "kept_on")]),
        step("Tell them", "Note whom you told, and what they said.", "communicate/stakeholders", &[Sign::rows("stakeholders", "contacts", "on")]),
    ]},
    Ritual { key: "metrics", hat: Lens::Pm, minutes: 30, rhythm: Rhythm::Each(30), steps: &[
        step("Take the readings", "What does each metric say now?", "outcomes", &[Sign::rows("metrics", "readings", "on")]),
        step("Did it work?", "Judge what was shipped: keep, change or stop.", "outcomes/outcome_checks", &[Sign::filled("outcome_checks", "then")]),
        step("Check in on the goals", "How far is each key result?", "strategy", &[Sign::goal(Shows::CheckIn)]),
        step("Decide one thing", "What will you do otherwise?", "communicate/decisions", &[Sign::made("decisions"), Sign::on("decisions", "decided_on")]),
    ]},
    Ritual { key: "quarter", hat: Lens::Pm, minutes: 120, rhythm: Rhythm::Each(91), steps: &[
        step("Close the goals", "Score each, and say what was learned.", "strategy", &[Sign::touched("goals")]),
        step("Set the next", "Two or three goals, each with a key result.", "strategy", &[Sign::made("goals"), Sign::goal(Shows::KeyResult)]),
        step("Choose the bets", "What comes now, next and later?", "roadmap", &[Sign::touched("initiatives")]),
        step("Fit them in", "Which months are too full?", "roadmap/timeline", &[]),
        step("Keep a baseline", "What you compare with later.", "roadmap/baselines", &[Sign::made("baselines")]),
    ]},
    Ritual { key: "launch", hat: Lens::Pm, minutes: 45, rhythm: Rhythm::BeforeLaunch, steps: &[
        step("Walk the tasks", "Who has still to do what?", "communicate/launches", &[Sign::touched("launches")]),
        step("Say what is expected", "Which metric moves, and by how much?", "outcomes/outcome_checks", &[Sign::touched("outcome_checks")]),
        step("Write the notes", "What is new for those who use it?", "communicate/notes", &[Sign::on("reports", "kept_on")]),
        step("Go, or do not go", "It is kept as a decision.", "communicate/launches", &[Sign::made("decisions")]),
    ]},
    Ritual { key: "strategy", hat: Lens::Pm, minutes: 90, rhythm: Rhythm::Each(182), steps: &[
        step("Read the vision", "Does it still hold? Write the next version if not.", "strategy", &[]),
        step("Look at the market", "Who got better, and at what?", "discovery/capabilities", &[Sign::rows("capabilities", "ratings", "on"), Sign::touched("competitors"), Sign::touched("swot")]),
        step("Weigh opportunities", "What else could be built?", "strategy/opportunities", &[Sign::touched("opportunities")]),
        step("Name the stage", "Grow, hold, harvest or retire?", "outcomes/stages", &[Sign::touched("stages")]),
        step("Decide what changes", "It is kept as a decision.", "communicate/decisions", &[Sign::made("decisions"), Sign::on("decisions", "decided_on")]),
    ]},
];
