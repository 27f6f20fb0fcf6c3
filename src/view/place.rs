//! The places of a product and their pages.

use crate::model::kind::{
    ACTIVITIES, ASKS, BASELINES, BUSINESS_CASES, CAPABILITIES, CLAIMS, COMPETITORS, CONTACTS, COSTS,
    DECISIONS, EXPERIMENTS, FEEDBACK, FIELDS, FORMULAS, GOALS, IMPEDIMENTS, INITIATIVES, Kind, LAUNCHES,
    MEETINGS, METRICS, MILESTONES, NEEDS, ONE_ON_ONES, OPPORTUNITIES, ORGANISATION_GOALS, OUTCOME_CHECKS,
    PERSONAS, PROMISES, PULSES, PUT_OFF, RELEASES, REPORTS, REQUESTS, RISKS, RITUALS, ROLE_CHECKS, SEGMENTS,
    SKILLS, SPRINTS, STAGES, STAKEHOLDERS, STUDIES, SUPPLIERS, SURVEYS, SWOT, TECHNICAL_OPTIONS, TERMS,
    THEMES, TIME_ENTRIES,
};
use crate::model::{Goal, Initiative, Lens, Metric, Record, Release};

/// A place of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What to do, and what needs care.
    Today,
    /// Why: the vision and the goals.
    Strategy,
    /// What is known of users and market, and what is only assumed.
    Discovery,
    /// What, roughly when: initiatives and releases.
    Roadmap,
    /// Everything that may be built, best first.
    Backlog,
    /// How the work flows, and when it will be done.
    Delivery,
    /// What came of it: metrics and their readings.
    Outcomes,
    /// Who must know, and what was decided.
    Communicate,
    /// What helps to do the work well.
    Guide,
}

impl Place {
    /// The places there are.
    pub const ALL: [Self; 9] = [
        Self::Today,
        Self::Strategy,
        Self::Discovery,
        Self::Roadmap,
        Self::Backlog,
        Self::Delivery,
        Self::Outcomes,
        Self::Communicate,
        Self::Guide,
    ];

    /// The places in the order of the navigation: what the hat needs first comes first.
    pub fn in_order(lens: Lens) -> [Self; 9] {
        match lens {
            Lens::Po => [
                Self::Today,
                Self::Backlog,
                Self::Delivery,
                Self::Roadmap,
                Self::Discovery,
                Self::Outcomes,
                Self::Communicate,
                Self::Strategy,
                Self::Guide,
            ],
            Lens::Pm => [
                Self::Today,
                Self::Strategy,
                Self::Discovery,
                Self::Roadmap,
                Self::Outcomes,
                Self::Communicate,
                Self::Backlog,
                Self::Delivery,
                Self::Guide,
            ],
            Lens::Both => Self::ALL,
        }
    }

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::Strategy => "Strategy",
            Self::Roadmap => "Roadmap",
            Self::Backlog => "Backlog",
            Self::Delivery => "Delivery",
            Self::Outcomes => "Outcomes",
            Self::Discovery => "Discovery",
            Self::Communicate => "Communicate",
            Self::Guide => "Guide",
        }
    }

    /// Its name in addresses and of its glyph.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Strategy => "strategy",
            Self::Roadmap => "roadmap",
            Self::Backlog => "backlog",
            Self::Delivery => "delivery",
            Self::Outcomes => "outcomes",
            Self::Discovery => "discovery",
            Self::Communicate => "communicate",
            Self::Guide => "guide",
        }
    }

    /// Its pages, the first one first.
    pub fn tabs(self) -> &'static [Tab] {
        static STRATEGY: [Tab; 12] = [
            Tab::First,
            Tab::Kind(&GOALS),
            Tab::Trace,
            Tab::Kind(&ORGANISATION_GOALS),
            Tab::Kind(&OPPORTUNITIES),
            Tab::Kind(&CLAIMS),
            Tab::Kind(&SWOT),
            Tab::Kind(&PERSONAS),
            Tab::Kind(&SEGMENTS),
            Tab::Kind(&BUSINESS_CASES),
            Tab::Kind(&COSTS),
            Tab::Kind(&SUPPLIERS),
        ];
        static DISCOVERY: [Tab; 10] = [
            Tab::Kind(&FEEDBACK),
            Tab::Kind(&THEMES),
            Tab::Kind(&NEEDS),
            Tab::Kind(&STUDIES),
            Tab::Kind(&CAPABILITIES),
            Tab::Kind(&RISKS),
            Tab::Kind(&EXPERIMENTS),
            Tab::Kind(&SURVEYS),
            Tab::Kind(&CONTACTS),
            Tab::Kind(&COMPETITORS),
        ];
        static ROADMAP: [Tab; 10] = [
            Tab::First,
            Tab::Timeline,
            Tab::ByGoal,
            Tab::Kind(&INITIATIVES),
            Tab::Kind(&RELEASES),
            Tab::Kind(&MILESTONES),
            Tab::Dependencies,
            Tab::Changes,
            Tab::Kind(&BASELINES),
            Tab::Kind(&TECHNICAL_OPTIONS),
        ];
        static DELIVERY: [Tab; 9 + cfg!(feature = "trial") as usize] = [
            Tab::Plan,
            Tab::Board,
            Tab::Charts,
            Tab::Forecast,
            Tab::Review,
            Tab::Acceptance,
            Tab::Kind(&SPRINTS),
            Tab::Kind(&IMPEDIMENTS),
            Tab::Kind(&MEETINGS),
            #[cfg(feature = "trial")]
            Tab::Kind(&crate::model::kind::TRIALS),
        ];
        static COMMUNICATE: [Tab; 10] = [
            Tab::Kind(&STAKEHOLDERS),
            Tab::Report,
            Tab::Kind(&DECISIONS),
            Tab::Kind(&LAUNCHES),
            Tab::Notes,
            Tab::Kind(&PROMISES),
            Tab::Kind(&REQUESTS),
            Tab::Kind(&ASKS),
            Tab::Facts,
            Tab::Kind(&REPORTS),
        ];
        static OUTCOMES: [Tab; 4] =
            [Tab::First, Tab::Kind(&OUTCOME_CHECKS), Tab::Kind(&STAGES), Tab::Kind(&METRICS)];
        static GUIDE: [Tab; 13] = [
            Tab::Duties,
            Tab::Kind(&RITUALS),
            Tab::Kind(&ROLE_CHECKS),
            Tab::Kind(&SKILLS),
            Tab::Kind(&ACTIVITIES),
            Tab::Kind(&ONE_ON_ONES),
            Tab::Kind(&PULSES),
            Tab::Playbooks,
            Tab::Kind(&TERMS),
            Tab::Kind(&TIME_ENTRIES),
            Tab::Kind(&PUT_OFF),
            Tab::Kind(&FIELDS),
            Tab::Kind(&FORMULAS),
        ];
        match self {
            Self::Strategy => &STRATEGY,
            Self::Discovery => &DISCOVERY,
            Self::Roadmap => &ROADMAP,
            Self::Backlog => &[Tab::First, Tab::Tree, Tab::Prioritise, Tab::Refine, Tab::Map],
            Self::Delivery => &DELIVERY,
            Self::Communicate => &COMMUNICATE,
            Self::Guide => &GUIDE,
            Self::Outcomes => &OUTCOMES,
            Self::Today => &[Tab::First],
        }
    }

    /// The page it opens with.
    pub fn first_tab(self) -> Tab {
        // A sprint is planned once and worked on every day.
        if self == Self::Delivery {
            return Tab::Board;
        }
        self.tabs().first().copied().unwrap_or_default()
    }

    /// Where the list of a kind is.
    pub fn of_list(kind: &'static Kind) -> (Self, Tab) {
        let tab = Tab::Kind(kind);
        let place = Self::ALL.into_iter().find(|it| it.tabs().contains(&tab));
        (place.unwrap_or(Self::Guide), tab)
    }

    /// Where records of a table are looked at.
    pub fn of_table(table: &str) -> (Self, Tab) {
        Kind::of_table(table).map_or(of_built(table), Self::of_list)
    }
}

/// Where records of a type of their own are looked at.
fn of_built(table: &str) -> (Place, Tab) {
    match table {
        Goal::TABLE => (Place::Strategy, Tab::First),
        Initiative::TABLE => (Place::Roadmap, Tab::First),
        Release::TABLE => Place::of_list(&RELEASES),
        Metric::TABLE => (Place::Outcomes, Tab::First),
        _ => (Place::Backlog, Tab::First),
    }
}

/// A page of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The one a place opens with.
    #[default]
    First,
    /// The whole line with its gaps.
    Trace,
    /// Initiatives in time.
    Timeline,
    /// What waits for what.
    Dependencies,
    /// What became of the plan since a day.
    Changes,
    /// Initiatives under their goals.
    ByGoal,
    /// Items under what they are a part of.
    Tree,
    /// Items in the order of a score, and why.
    Prioritise,
    /// What is not ready, one at a time.
    Refine,
    /// What people do across, releases down.
    Map,
    /// The next sprint, as it is planned.
    Plan,
    /// The work of the sprint in its states.
    Board,
    /// How sprints went, and how work has flowed.
    Charts,
    /// When work will be done.
    Forecast,
    /// What came of a sprint, and what to do better.
    Review,
    /// What waits to be judged.
    Acceptance,
    /// What really happened in a time, for those who must know.
    Report,
    /// What is new in a release, for those who use it.
    Notes,
    /// The product on one page, and why it is so.
    Facts,
    /// What either hat has to do, and how long ago it was done.
    Duties,
    /// How to run what comes back again and again.
    Playbooks,
    /// The list of a described kind.
    Kind(&'static Kind),
    /// First step: a sentence of vision.
    FirstVision,
    /// First step: what one has already, pasted.
    FirstPaste,
    /// First step: five items by value and effort.
    FirstOrder,
}

impl Tab {
    /// Its name on the screen.
    pub fn name(self, place: Place) -> &'static str {
        match (self, place) {
            (Self::First, Place::Strategy) => "Vision and goals",
            (Self::First, Place::Roadmap) => "Now, next, later",
            (Self::First, Place::Backlog) => "List",
            (Self::First, Place::Outcomes) => "Metrics",
            (Self::First, _) => place.name(),
            (Self::Trace, _) => "Trace",
            (Self::Timeline, _) => "Timeline",
            (Self::Dependencies, _) => "Dependencies",
            (Self::Changes, _) => "Changes",
            (Self::ByGoal, _) => "By goal",
            (Self::Tree, _) => "Tree",
            (Self::Prioritise, _) => "Prioritise",
            (Self::Refine, _) => "Refine",
            (Self::Map, _) => "Story map",
            (Self::Plan, _) => "Plan",
            (Self::Board, _) => "Board",
            (Self::Charts, _) => "Charts",
            (Self::Forecast, _) => "Forecast",
            (Self::Review, _) => "Review",
            (Self::Acceptance, _) => "Acceptance",
            (Self::Report, _) => "Report",
            (Self::Notes, _) => "Release notes",
            (Self::Facts, _) => "Facts",
            (Self::Duties, _) => "Duties",
            (Self::Playbooks, _) => "Playbooks",
            (Self::Kind(kind), _) => kind.title,
            (Self::FirstVision | Self::FirstPaste | Self::FirstOrder, _) => "First steps",
        }
    }

    pub(super) fn segment(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Trace => "trace",
            Self::Timeline => "timeline",
            Self::Dependencies => "dependencies",
            Self::Changes => "changes",
            Self::ByGoal => "by-goal",
            Self::Tree => "tree",
            Self::Prioritise => "prioritise",
            Self::Refine => "refine",
            Self::Map => "map",
            Self::Plan => "plan",
            Self::Board => "board",
            Self::Charts => "charts",
            Self::Forecast => "forecast",
            Self::Review => "review",
            Self::Acceptance => "acceptance",
            Self::Report => "report",
            Self::Notes => "notes",
            Self::Facts => "facts",
            Self::Duties => "duties",
            Self::Playbooks => "playbooks",
            Self::Kind(kind) => kind.table,
            Self::FirstVision => "first-vision",
            Self::FirstPaste => "first-list",
            Self::FirstOrder => "first-order",
        }
    }

    /// Whether it stands among the tabs only while it is open: a page beside it leads there.
    pub fn is_beside(self) -> bool {
        matches!(self, Self::Kind(kind) if [&GOALS, &INITIATIVES, &BASELINES, &COMPETITORS, &METRICS, &REPORTS, &TIME_ENTRIES, &PUT_OFF].contains(&kind))
    }

    /// Whether its page is a list that is searched and narrowed where it stands; of a place that is one, all are.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Kind(_) | Self::Plan | Self::Board | Self::Timeline)
    }

    /// The described kind whose list it is.
    pub fn kind(self) -> Option<&'static Kind> {
        match self {
            Self::Kind(kind) => Some(kind),
            Self::Timeline => Some(&INITIATIVES),
            _ => None,
        }
    }

    /// Whether it is one of the first steps, which take the whole screen and are no tabs.
    pub fn is_first_step(self) -> bool {
        Self::FIRST_STEPS.contains(&self)
    }

    /// The first steps, in order.
    pub const FIRST_STEPS: [Self; 3] = [Self::FirstVision, Self::FirstPaste, Self::FirstOrder];
}
