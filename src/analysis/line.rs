//! The line a record stands on, from the vision to the outcome: what it is joined to, and where a link is missing.

use super::above::{Up, up};
use super::initiative_items;
use crate::model::{
    Goal, Id, Initiative, Item, ItemType, Metric, Product, Record, RecordRef, Release, Vision,
    format_measure, set_of,
};
use crate::workspace::Tables;

/// A place on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Station {
    /// What will be so.
    Vision,
    /// What is to be reached on the way.
    Goal,
    /// A bet that serves a goal.
    Initiative,
    /// A large piece of an initiative.
    Epic,
    /// Something a user can do afterwards.
    Story,
    /// What must hold for it to be accepted.
    Acceptance,
    /// What it goes out with.
    Release,
    /// What came of it.
    Outcome,
}

impl Station {
    /// All stations, in order.
    pub const ALL: [Self; 8] = [
        Self::Vision,
        Self::Goal,
        Self::Initiative,
        Self::Epic,
        Self::Story,
        Self::Acceptance,
        Self::Release,
        Self::Outcome,
    ];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vision => "Vision",
            Self::Goal => "Goal",
            Self::Initiative => "Initiative",
            Self::Epic => "Epic",
            Self::Story => "Story",
            Self::Acceptance => "Acceptance",
            Self::Release => "Release",
            Self::Outcome => "Outcome",
        }
    }
}

/// A link that can be made at a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The version of the vision a goal serves; for a product, the first version.
    Vision,
    /// The goal an initiative or an item serves.
    Goal,
    /// The initiative an item serves.
    Initiative,
    /// The epic above an item.
    Epic,
    /// What must hold for an item.
    Criteria,
    /// The release an item goes out with.
    Release,
    /// The sprint an item is in.
    Sprint,
    /// The metric an initiative or a release is to move.
    Metric,
}

/// How a station stands to the record in focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopState {
    /// The record in focus is this station.
    Here,
    /// It is joined.
    Joined,
    /// The link is missing.
    Missing,
    /// There is nothing to link yet.
    Open,
}

/// A station as it is for the record in focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Which.
    pub station: Station,
    /// How it stands.
    pub state: StopState,
    /// The record there, where there is one.
    pub record: Option<RecordRef>,
    /// What is there: a name or a count.
    pub words: String,
    /// Where the missing link is made.
    pub mend: Option<(RecordRef, Joint)>,
}

/// The current version of a product's vision: the one with the highest number.
pub fn current_vision(tables: &Tables, product: Id) -> Option<&Vision> {
    tables.visions.iter().filter(|vision| vision.product == product).max_by_key(|vision| vision.number)
}

/// The line through a record; empty for kinds that do not stand on it.
pub fn line_of(tables: &Tables, focus: RecordRef) -> Vec<Stop> {
    let line = Line { tables, focus };
    match focus.table {
        Item::TABLE => tables.items.get(focus.id).map(|item| line.of_item(item)),
        Initiative::TABLE => {
            tables.initiatives.get(focus.id).map(|initiative| line.of_initiative(initiative))
        }
        Goal::TABLE => tables.goals.get(focus.id).map(|goal| line.of_goal(goal)),
        Release::TABLE => tables.releases.get(focus.id).map(|release| line.of_release(release)),
        _ => None,
    }
    .unwrap_or_default()
}

struct Line<'a> {
    tables: &'a Tables,
    focus: RecordRef,
}

impl Line<'_> {
    fn of_item(&self, item: &Item) -> Vec<Stop> {
        let up = up(self.tables, item);
        let own = self.focus;
        let is_epic = item.kind == ItemType::Epic;
        // Where a story has an epic, what is missing above is missing at the epic.
        let highest = up.epic.map_or(own, RecordRef::to::<Item>);
        let initiative = up.initiative.map(RecordRef::to::<Initiative>);
        let goal = up.goal.map(RecordRef::to::<Goal>);
        let mut stops = vec![
            self.vision(item.product, goal),
            self.linked(Station::Goal, goal, Some((initiative.unwrap_or(highest), Joint::Goal))),
            self.linked(Station::Initiative, initiative, Some((highest, Joint::Initiative))),
        ];
        if is_epic {
            stops.push(self.here(Station::Epic, "This epic"));
            let stories: Vec<&Item> =
                self.tables.items.any.children(own.id).filter_map(|id| self.tables.items.get(id)).collect();
            stops.push(self.many(Station::Story, stories.len(), "story", "stories"));
            let written = stories.iter().filter(|story| !story.criteria.is_empty()).count();
            stops.push(self.of_many(Station::Acceptance, written, stories.len(), "written"));
            stops.push(self.releases_of(&stories));
            stops.push(self.outcome(None, initiative));
        } else {
            let epic = up.epic.map(RecordRef::to::<Item>);
            stops.push(self.linked(Station::Epic, epic, Some((own, Joint::Epic))));
            stops.push(self.here(Station::Story, &format!("This {}", item.kind.name().to_lowercase())));
            let met = item.criteria.iter().filter(|criterion| criterion.met).count();
            if item.criteria.is_empty() {
                stops.push(self.linked(Station::Acceptance, None, Some((own, Joint::Criteria))));
            } else {
                stops.push(self.of_many(Station::Acceptance, met, item.criteria.len(), "met"));
            }
            let release = item.release.map(RecordRef::to::<Release>);
            stops.push(self.linked(Station::Release, release, Some((own, Joint::Release))));
            stops.push(self.outcome(release, initiative));
        }
        stops
    }

    fn of_initiative(&self, initiative: &Initiative) -> Vec<Stop> {
        let goal = initiative.goal.map(RecordRef::to::<Goal>);
        let items = initiative_items(self.tables, self.focus.id);
        let stories: Vec<&Item> = items.iter().filter_map(|(id, _)| self.tables.items.get(*id)).collect();
        let is_own_epic =
            |item: &&Item| item.kind == ItemType::Epic && item.initiative == Some(self.focus.id);
        let epics = self.tables.items.iter().filter(is_own_epic).count();
        let written = stories.iter().filter(|story| !story.criteria.is_empty()).count();
        vec![
            self.vision(initiative.product, goal),
            self.linked(Station::Goal, goal, Some((self.focus, Joint::Goal))),
            self.here(Station::Initiative, "This initiative"),
            self.many(Station::Epic, epics, "epic", "epics"),
            self.many(Station::Story, stories.len(), "story", "stories"),
            self.of_many(Station::Acceptance, written, stories.len(), "written"),
            self.releases_of(&stories),
            self.outcome(None, Some(self.focus)),
        ]
    }

    fn of_goal(&self, goal: &Goal) -> Vec<Stop> {
        let initiatives: Vec<&Initiative> = self
            .tables
            .initiatives
            .of(goal.product)
            .filter(|it| it.goal == Some(self.focus.id) || it.other_goals.contains(&self.focus.id))
            .collect();
        let serves = |item: &&Item| up(self.tables, item).goal == Some(self.focus.id);
        let items = self.tables.items.of(goal.product);
        let items: Vec<&Item> = items.filter(serves).collect();
        let (epics, stories): (Vec<&Item>, Vec<&Item>) = items
            .into_iter()
            .filter(|item| item.kind != ItemType::Task)
            .partition(|item| item.kind == ItemType::Epic);
        let written = stories.iter().filter(|story| !story.criteria.is_empty()).count();
        let metrics = initiatives.iter().filter(|initiative| initiative.metric.is_some()).count();
        vec![
            self.vision(goal.product, Some(self.focus)),
            self.here(Station::Goal, "This goal"),
            self.many(Station::Initiative, initiatives.len(), "initiative", "initiatives"),
            self.many(Station::Epic, epics.len(), "epic", "epics"),
            self.many(Station::Story, stories.len(), "story", "stories"),
            self.of_many(Station::Acceptance, written, stories.len(), "written"),
            self.releases_of(&stories),
            self.many(Station::Outcome, metrics, "metric", "metrics"),
        ]
    }

    fn of_release(&self, release: &Release) -> Vec<Stop> {
        let own = self.focus.id;
        let items: Vec<&Item> = self.tables.items.iter().filter(|item| item.release == Some(own)).collect();
        let ups: Vec<Up> = items.iter().map(|item| up(self.tables, item)).collect();
        let distinct = |part: fn(&Up) -> Option<Id>| set_of(ups.iter().filter_map(part)).len();
        let written = items.iter().filter(|item| !item.criteria.is_empty()).count();
        let vision = current_vision(self.tables, release.product);
        vec![
            self.vision_of(vision.map(|vision| vision.meta.id), RecordRef::to::<Product>(release.product)),
            self.many(Station::Goal, distinct(|up| up.goal), "goal", "goals"),
            self.many(Station::Initiative, distinct(|up| up.initiative), "initiative", "initiatives"),
            self.many(Station::Epic, distinct(|up| up.epic), "epic", "epics"),
            self.many(Station::Story, items.len(), "story", "stories"),
            self.of_many(Station::Acceptance, written, items.len(), "written"),
            self.here(Station::Release, "This release"),
            self.outcome(Some(self.focus), None),
        ]
    }

    fn name(&self, record: RecordRef) -> Option<String> {
        let table = self.tables.any(record.table)?;
        table.has_live(record.id).then(|| table.title(record.id).unwrap_or_default().to_owned())
    }

    fn here(&self, station: Station, words: &str) -> Stop {
        Stop { station, state: StopState::Here, record: Some(self.focus), words: words.into(), mend: None }
    }

    fn linked(&self, station: Station, to: Option<RecordRef>, mend: Option<(RecordRef, Joint)>) -> Stop {
        match to.and_then(|to| Some((to, self.name(to)?))) {
            Some((to, words)) => Stop { station, state: StopState::Joined, record: Some(to), words, mend },
            None => {
                let state = if mend.is_some() { StopState::Missing } else { StopState::Open };
                Stop { station, state, record: None, words: String::new(), mend }
            }
        }
    }

    fn many(&self, station: Station, count: usize, one: &str, many: &str) -> Stop {
        let state = if count == 0 { StopState::Open } else { StopState::Joined };
        let words = match count {
            0 => format!("No {one} yet"),
            1 => format!("1 {one}"),
            _ => format!("{count} {many}"),
        };
        Stop { station, state, record: None, words, mend: None }
    }

    fn of_many(&self, station: Station, part: usize, whole: usize, verb: &str) -> Stop {
        let state = if part == 0 { StopState::Open } else { StopState::Joined };
        let words = if whole == 0 { "Nothing yet".to_owned() } else { format!("{part} of {whole} {verb}") };
        Stop { station, state, record: None, words, mend: None }
    }

    /// The vision of a goal; of none, where there is no goal yet.
    fn vision(&self, product: Id, goal: Option<RecordRef>) -> Stop {
        let Some(current) = current_vision(self.tables, product) else {
            return self.vision_of(None, RecordRef::to::<Product>(product));
        };
        match goal.and_then(|goal| Some((goal, self.tables.goals.get(goal.id)?))) {
            Some((record, goal)) => self.vision_of(goal.vision, record),
            // Without a goal nothing leads there: the goal is what is missing.
            None => Stop {
                station: Station::Vision,
                state: StopState::Open,
                record: None,
                words: current.statement.clone(),
                mend: None,
            },
        }
    }

    fn vision_of(&self, vision: Option<Id>, holder: RecordRef) -> Stop {
        self.linked(Station::Vision, vision.map(RecordRef::to::<Vision>), Some((holder, Joint::Vision)))
    }

    /// The metric of the release, else of the initiative.
    fn outcome(&self, release: Option<RecordRef>, initiative: Option<RecordRef>) -> Stop {
        let of_release = release.and_then(|it| self.tables.releases.get(it.id)).and_then(|it| it.metric);
        let of_initiative =
            initiative.and_then(|it| self.tables.initiatives.get(it.id)).and_then(|it| it.metric);
        let metric = of_release.or(of_initiative).map(RecordRef::to::<Metric>);
        let holder = release.or(initiative).map(|holder| (holder, Joint::Metric));
        let mut stop = self.linked(Station::Outcome, metric, holder);
        if let Some(metric) = stop.record.and_then(|metric| self.tables.metrics.get(metric.id))
            && let Some(reading) = metric.latest()
        {
            stop.words = format!("{}, {}", stop.words, format_measure(reading.value, &metric.unit));
        }
        stop
    }

    fn releases_of(&self, items: &[&Item]) -> Stop {
        let releases = set_of(items.iter().filter_map(|item| item.release));
        let names: Vec<String> =
            releases.into_iter().filter_map(|id| self.name(RecordRef::to::<Release>(id))).collect();
        let state = if names.is_empty() { StopState::Open } else { StopState::Joined };
        let words = if names.is_empty() { "No release yet".to_owned() } else { names.join(", ") };
        Stop { station: Station::Release, state, record: None, words, mend: None }
    }
}
