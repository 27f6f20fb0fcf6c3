//! The duties of the two hats: one table with the rule of each.

use super::DutyReach;
use crate::analysis::sign::{Shows, Sign};
use crate::model::{ItemType, Lens};

/// Something that a product manager or a product owner has to do again and again.
#[derive(Debug)]
pub struct Duty {
    /// Its number: 1 is D1.
    pub number: u8,
    /// What it is called.
    pub name: &'static str,
    /// Which hat leads.
    pub hat: Lens,
    /// How far ahead it looks.
    pub reach: DutyReach,
    /// How many days lie between two times; 0 where it has no rhythm of its own.
    pub every: i32,
    /// What counts as doing it.
    pub how: &'static str,
    /// What shows that it was done.
    pub signs: &'static [Sign],
}

const PM: Lens = Lens::Pm;
const PO: Lens = Lens::Po;
const BOTH: Lens = Lens::Both;
const SHORT: DutyReach = DutyReach::Short;
const MEDIUM: DutyReach = DutyReach::Medium;
const LONG: DutyReach = DutyReach::Long;

const fn duty(
    number: u8,
    name: &'static str,
    hat: Lens,
    reach: DutyReach,
    every: i32,
    how: &'static str,
    signs: &'static [Sign],
) -> Duty {
    Duty { number, name, hat, reach, every, how, signs }
}

/// How many duties there are.
pub const DUTY_COUNT: usize = 67;

/// Every duty, in the order of its number.
#[rustfmt::skip]
pub static DUTIES: [Duty; DUTY_COUNT] = [
    duty(1, "Own the vision", BOTH, LONG, 180, "Write the vision, or a new version of it.", &[Sign::touched("visions")]),
    duty(2, "Win buy-in for the vision", PM, MEDIUM, 30, "Note how a stakeholder stands.", &[Sign::rows("stakeholders", "stances", "on")]),
    duty(3, "Set the strategy", BOTH, LONG, 90, "Set a goal with a key result.", &[Sign::made("goals"), Sign::goal(Shows::KeyResult)]),
    duty(4, "Align with the organisation’s goals", BOTH, LONG, 90, "Say how much a goal serves the organisation.", &[Sign::filled("organisation_goals", "fits")]),
    duty(5, "See opportunities, decide what is next", PM, LONG, 30, "Add or weigh an opportunity.", &[Sign::touched("opportunities")]),
    duty(6, "Research the market", BOTH, LONG, 90, "Keep a study and what it found.", &[Sign::filled("studies", "findings"), Sign::on("studies", "to")]),
    duty(7, "Know the competitors", BOTH, LONG, 90, "Rate a competitor, or note a strength or a threat.", &[Sign::rows("capabilities", "ratings", "on"), Sign::touched("competitors"), Sign::touched("swot")]),
    duty(8, "Know needs and pain", BOTH, MEDIUM, 30, "Write down a need, a persona or a segment.", &[Sign::touched("needs"), Sign::touched("personas"), Sign::touched("segments")]),
    duty(9, "See problems before they bite", BOTH, MEDIUM, 0, "Add or judge an assumption or a risk.", &[Sign::touched("risks")]),
    duty(10, "Position and differ", PM, LONG, 90, "Say what makes it different, and prove it.", &[Sign::touched("claims")]),
    duty(11, "Price, help sales", PM, MEDIUM, 90, "Compare prices and volumes in a business case.", &[Sign::filled("business_cases", "scenarios")]),
    duty(12, "Meet customers outside", PM, MEDIUM, 30, "Note a fair, a visit or a call.", &[Sign::on("contacts", "day")]),
    duty(13, "Learn from sales and support", PM, SHORT, 0, "Keep feedback that came through sales or support.", &[Sign::made("feedback").only("source", &["sales", "support"])]),
    duty(14, "Draw the roadmap", PM, LONG, 90, "Add an initiative.", &[Sign::made("initiatives")]),
    duty(15, "Keep the roadmap living", PM, MEDIUM, 0, "Change an initiative, or keep a baseline.", &[Sign::new("initiatives", Shows::Changed), Sign::made("baselines")]),
    duty(16, "Plan dates and releases", PM, MEDIUM, 30, "Plan a release or a milestone.", &[Sign::touched("releases"), Sign::touched("milestones")]),
    duty(17, "Manage dependencies", PM, MEDIUM, 30, "Say what waits for what.", &[Sign::filled("initiatives", "waits_for"), Sign::filled("releases", "waits_for"), Sign::filled("milestones", "waits_for"), Sign::item(Shows::Waits)]),
    duty(18, "Find resources", PM, MEDIUM, 90, "Ask for people, money or tools.", &[Sign::touched("requests")]),
    duty(19, "Keep costs in hand", PM, MEDIUM, 30, "Note a cost, or what a supplier asks.", &[Sign::touched("costs"), Sign::touched("suppliers")]),
    duty(20, "Fit demand to resources", PM, MEDIUM, 90, "Say how much can be done in a month.", &[Sign::product(Shows::Capacity)]),
    duty(21, "Talk technology", PM, MEDIUM, 30, "Add a technical option or a spike.", &[Sign::touched("options"), Sign::item(Shows::MadeAs(&[ItemType::Spike]))]),
    duty(22, "Review the roadmap as owner", PO, MEDIUM, 30, "Ask the product manager about the plan.", &[Sign::touched("asks").only("to", &["pm"])]),
    duty(23, "Hand requirements over", BOTH, SHORT, 30, "Agree an initiative, and hand it over.", &[Sign::touched("initiatives").only("handover", &["agreed", "handed_over"])]),
    duty(24, "Keep the backlog", PO, SHORT, 7, "Add, order or change items.", &[Sign::touched("items")]),
    duty(25, "Prioritise by value", BOTH, MEDIUM, 0, "Score an item or an initiative.", &[Sign::rows("items", "scores", "on"), Sign::rows("initiatives", "scores", "on")]),
    duty(26, "Write epics and stories", PO, SHORT, 0, "Write an epic or a story.", &[Sign::item(Shows::MadeAs(&[ItemType::Epic, ItemType::Story]))]),
    duty(27, "Turn feedback into stories", PO, SHORT, 0, "Link feedback to the item it speaks for.", &[Sign::filled("feedback", "items")]),
    duty(28, "Test and accept", PO, SHORT, 0, "Try a criterion of an item.", &[Sign::item(Shows::Tried)]),
    duty(29, "Set standards", PO, LONG, 90, "Change the states, or what ready and done mean.", &[Sign::product(Shows::Rules)]),
    duty(30, "Plan sprints", PO, SHORT, 14, "Plan a sprint, or pull an item into one.", &[Sign::made("sprints"), Sign::rows("sprints", "steps", "on"), Sign::item(Shows::Pulled)]),
    duty(31, "Hold the meetings", PO, SHORT, 7, "Keep the minutes of a meeting.", &[Sign::on("meetings", "on")]),
    duty(32, "Look back, improve", PO, SHORT, 14, "Write a retrospective.", &[Sign::filled("sprints", "retro"), Sign::on("meetings", "on").only("event", &["retro"])]),
    duty(33, "Say what to work on", PO, SHORT, 7, "Answer a question at an item.", &[Sign::item(Shows::Answered)]),
    duty(34, "Clear the way", BOTH, SHORT, 0, "Note an impediment, or let an item go on.", &[Sign::touched("impediments"), Sign::item(Shows::Freed)]),
    duty(35, "Judge progress, go on or back", BOTH, MEDIUM, 14, "Decide at the end of a sprint how to go on.", &[Sign::filled("sprints", "verdict")]),
    duty(36, "Stay on track", BOTH, MEDIUM, 7, "Check in on a key result, or move an item on.", &[Sign::goal(Shows::CheckIn), Sign::item(Shows::Moved)]),
    duty(37, "Delegate", BOTH, SHORT, 0, "Say who does an item for you.", &[Sign::item(Shows::Delegated)]),
    duty(38, "See strategy in what is delivered", PO, MEDIUM, 0, "Finish an item that serves a goal.", &[Sign::item(Shows::DoneForGoal)]),
    duty(39, "Collect feedback", BOTH, SHORT, 7, "Keep feedback, or a survey.", &[Sign::made("feedback"), Sign::touched("surveys")]),
    duty(40, "Find themes", BOTH, MEDIUM, 0, "Give feedback its theme.", &[Sign::filled("feedback", "themes"), Sign::touched("themes")]),
    duty(41, "Answer, close the loop", PO, SHORT, 0, "Answer somebody, or tell them it is out.", &[Sign::on("feedback", "answered_on"), Sign::on("feedback", "told_on")]),
    duty(42, "Check the direction", BOTH, MEDIUM, 30, "Set up an experiment, or note what came of it.", &[Sign::touched("experiments")]),
    duty(43, "Define metrics", PM, LONG, 90, "Define a metric.", &[Sign::made("metrics")]),
    duty(44, "Watch the metrics", PM, SHORT, 14, "Note a reading of a metric.", &[Sign::rows("metrics", "readings", "on")]),
    duty(45, "Success as manager", PM, MEDIUM, 30, "Read NPS, a conversion or revenue.", &[Sign::rows("metrics", "readings", "on").only("form", &["nps", "conversion", "revenue"])]),
    duty(46, "Success as owner", PO, MEDIUM, 0, "Finish items.", &[Sign::item(Shows::Done)]),
    duty(47, "Decide on data", BOTH, MEDIUM, 30, "Fix what is expected, or say what follows.", &[Sign::on("outcome_checks", "fixed_on"), Sign::filled("outcome_checks", "then")]),
    duty(48, "Keep people aligned", BOTH, SHORT, 14, "Note a contact with a stakeholder.", &[Sign::rows("stakeholders", "contacts", "on")]),
    duty(49, "Report to team and management", PO, SHORT, 14, "Keep a report for either.", &[Sign::on("reports", "kept_on").only("audience", &["team", "management"])]),
    duty(50, "Lead across functions", PM, MEDIUM, 30, "Give functions their tasks in a launch.", &[Sign::filled("launches", "tasks")]),
    duty(51, "Speak to the board", BOTH, MEDIUM, 30, "Work on a business case, or keep a report for management.", &[Sign::filled("business_cases", "flows"), Sign::on("reports", "kept_on").only("audience", &["management"])]),
    duty(52, "Negotiate", PM, MEDIUM, 30, "Weigh the options of a decision, or the offers of a supplier.", &[Sign::filled("decisions", "options"), Sign::filled("suppliers", "offers")]),
    duty(53, "Be the source", PM, MEDIUM, 30, "Explain a term, or keep release notes.", &[Sign::touched("terms"), Sign::on("reports", "kept_on").only("audience", &["customers"])]),
    duty(54, "Be the users’ voice", BOTH, SHORT, 0, "Mark what words speak for, or a risk to the experience.", &[Sign::filled("feedback", "passages"), Sign::filled("items", "ux_risk")]),
    duty(55, "Align the two hats", BOTH, SHORT, 14, "Ask or answer between the hats, or remark on an item.", &[Sign::touched("asks"), Sign::item(Shows::Remarked)]),
    duty(56, "Decide, and look back at it", PM, SHORT, 14, "Decide, or note what came of a decision.", &[Sign::on("decisions", "decided_on"), Sign::filled("decisions", "happened")]),
    duty(57, "Launch", PM, MEDIUM, 30, "Prepare a launch.", &[Sign::touched("launches")]),
    duty(58, "Lead the whole life", PM, LONG, 180, "Say which stage the product is in.", &[Sign::on("stages", "on")]),
    duty(59, "Revive or retire", PM, LONG, 180, "Judge at a stage whether to go on with it.", &[Sign::touched("stages")]),
    duty(60, "Run several products", BOTH, MEDIUM, 14, "Work on another product as well.", &[Sign::product(Shows::Another)]),
    duty(61, "Coach people", BOTH, MEDIUM, 30, "Note a one-to-one, or how the team is.", &[Sign::on("one_on_ones", "on"), Sign::on("pulses", "on")]),
    duty(62, "Know which role you need", BOTH, LONG, 180, "Answer the questions about the role.", &[Sign::on("role_checks", "on")]),
    duty(63, "Know your skills", BOTH, LONG, 90, "Rate a skill.", &[Sign::rows("skills", "ratings", "on")]),
    duty(64, "See where time goes", PM, SHORT, 7, "Log your time.", &[Sign::on("time_entries", "on")]),
    duty(65, "Balance the two hats", BOTH, SHORT, 7, "Finish a ritual, or log your time.", &[Sign::on("rituals", "finished_on"), Sign::on("time_entries", "on")]),
    duty(66, "Look far enough ahead", BOTH, LONG, 30, "Change something in each: now, next and later.", &[Sign::touched("initiatives").only("horizon", &["now"]), Sign::touched("initiatives").only("horizon", &["next"]), Sign::touched("initiatives").only("horizon", &["later"])]),
    duty(67, "Know the difference", BOTH, LONG, 90, "Finish a ritual, or find out which role you need.", &[Sign::on("rituals", "finished_on"), Sign::on("role_checks", "on")]),
];
