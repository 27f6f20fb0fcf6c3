//! The items that go out, how they hang together, and what each says.

use crate::analysis::sprint::span;
use crate::model::kind::{PERSONAS, SPRINTS};
use crate::model::{
    Category, Day, Estimate, Id, Instant, Item, ItemType, Product, Record, SortedMap, StatusChange,
    in_order_of, map_of,
};
use crate::workspace::{Described, Tables};

/// So many items stand over each other at most.
const DEEPEST: usize = 20;

/// Something that an item says.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    /// Always this.
    Always(&'static str),
    Title,
    /// The title, where so many stand above it that go along; the last column has what stands deeper, too.
    TitleAt(usize),
    Key,
    Number,
    /// The key of the product.
    Product,
    Type,
    State,
    Points,
    /// The estimate without its part behind the point.
    WholePoints,
    Labels,
    /// The labels, and the type of what is no story.
    LabelsAndType,
    /// The labels, and the state.
    LabelsAndState,
    Delegate,
    ParentNumber,
    ParentKey,
    /// What stands above it by key and title, whether it goes along or not.
    Parent,
    Sprint,
    SprintFirst,
    SprintLast,
    /// Product and sprint as a path.
    SprintPath,
    Release,
    /// When it is to be there: by its own field for that, else at the end of its sprint, else with its release.
    Due,
    Created,
    Updated,
    /// When work on it began.
    Started,
    /// When it was accepted.
    Done,
    /// When it was dropped.
    Cancelled,
    /// When it came to an end.
    Over,
    WaitsFor,
    Steps,
    /// Day, nobody's name, and words of each comment.
    Comments,
    /// What it is for, and what must hold.
    Description,
    /// The same, and its steps.
    Body,
    /// The same as HTML.
    Html,
    /// The same with what GitLab is to do.
    Orders,
}

/// The order in which items go out.
#[derive(Clone, Copy, Debug)]
pub(super) enum ExportOrder {
    /// As a person has them.
    List,
    /// What others are a part of before these.
    Levels,
    /// Each under what it is a part of.
    Tree,
}

/// The items, in the order they were given.
pub(super) struct Chosen<'a> {
    pub tables: &'a Tables,
    pub product: &'a Product,
    pub lines: Vec<ChosenItem<'a>>,
    places: SortedMap<Id, usize>,
}

/// An item that goes out.
pub(super) struct ChosenItem<'a> {
    pub item: &'a Item,
    /// The places of those above it that go along, from the top, and its own.
    path: Vec<usize>,
}

impl ChosenItem<'_> {
    /// How many stand above it that go along.
    pub fn depth(&self) -> usize {
        self.path.len().saturating_sub(1)
    }
}

impl<'a> Chosen<'a> {
    pub fn of(tables: &'a Tables, product: Id, ids: &[Id]) -> Option<Self> {
        let items: Vec<&Item> = ids.iter().filter_map(|id| tables.items.get(*id)).collect();
        let places = map_of(items.iter().map(|item| item.meta.id).zip(0..));
        let path = |item: &Item| {
            let above = std::iter::successors(Some(item), |item| tables.items.get(item.parent?));
            let mut path: Vec<usize> =
                above.take(DEEPEST).map_while(|item| places.get(&item.meta.id).copied()).collect();
            path.reverse();
            path
        };
        let lines = items.iter().map(|item| ChosenItem { item, path: path(item) }).collect();
        Some(Self { tables, product: tables.products.get(product)?, lines, places })
    }

    /// The lines as they are wanted.
    pub fn in_order(&self, order: ExportOrder) -> Vec<&ChosenItem<'a>> {
        in_order_of(self.lines.iter().collect(), |line| match order {
            ExportOrder::List => Vec::new(),
            ExportOrder::Levels => vec![line.path.len()],
            ExportOrder::Tree => line.path.clone(),
        })
    }

    /// What an item says, one text each where it says several.
    pub fn says(&self, of: Of, line: &ChosenItem<'_>) -> Vec<String> {
        let (tables, item) = (self.tables, line.item);
        let one = |text: Option<String>| text.into_iter().collect();
        let moment = |at: Option<Instant>| one(at.map(to_the_second));
        let sprint = || item.sprint.and_then(|id| tables.described(&SPRINTS, id));
        let release = || item.release.and_then(|id| tables.releases.get(id));
        let days = || sprint().and_then(span);
        let labels = |more: Option<String>| {
            let mut names: Vec<String> = Vec::new();
            for label in item.labels.iter().filter_map(|id| tables.labels.get(*id)) {
                names.push(label.name.clone());
            }
            names.extend(more);
            names
        };
        match of {
            Of::Always(text) => vec![text.to_owned()],
            Of::Title => vec![item.shown_title().into_owned()],
            Of::TitleAt(depth) => {
                one((line.depth().min(2) == depth).then(|| item.shown_title().into_owned()))
            }
            Of::Key => one(tables.item_key(item.meta.id)),
            Of::Number => vec![item.number.to_string()],
            Of::Product => vec![self.product.key.to_string()],
            Of::Type => vec![item.kind.name().to_owned()],
            Of::State => vec![self.state(item)],
            Of::Points => one(item.estimate.map(|points| points.to_string())),
            Of::WholePoints => one(item
                .estimate
                .map(|points| Estimate::from_tenths((points.tenths() + 5) / 10 * 10).to_string())),
            Of::Labels => labels(None),
            Of::LabelsAndType => labels((item.kind != ItemType::Story).then(|| item.kind.name().to_owned())),
            Of::LabelsAndState => labels(Some(self.state(item))),
            Of::Delegate => {
                one(item.delegate.and_then(|id| tables.people.get(id)).map(|person| person.name.clone()))
            }
            Of::ParentNumber => one(self.parent(line).map(|parent| parent.number.to_string())),
            Of::ParentKey => one(self.parent(line).and_then(|parent| tables.item_key(parent.meta.id))),
            Of::Parent => one(item.parent.and_then(|id| {
                let parent = tables.items.get(id)?;
                Some(format!("{} {}", tables.item_key(parent.meta.id)?, parent.shown_title()))
            })),
            Of::Sprint => one(sprint().map(|sprint| sprint.name().to_owned())),
            Of::SprintFirst => one(days().map(|(first, _)| first.to_string())),
            Of::SprintLast => one(days().map(|(_, last)| last.to_string())),
            Of::SprintPath => one(sprint().map(|sprint| format!("{}\\{}", self.product.name, sprint.name()))),
            Of::Release => one(release().map(|release| release.name.clone())),
            Of::Due => {
                let own =
                    tables.own_fields().of(Item::TABLE).into_iter().find(|field| field.label == "Due date");
                let own = own.and_then(|field| item.meta.unknown.get(field.key)?.as_str()?.parse().ok());
                if let Some(day) = own {
                    let day: Day = day;
                    return vec![day.to_string()];
                }
                let day = days().map(|(_, last)| last).or(release().and_then(|release| release.planned));
                one(day
                    .filter(|_| !self.product.workflow.is_over(&item.status))
                    .map(|day: Day| day.to_string()))
            }
            Of::Created => moment(Some(item.meta.created_at)),
            Of::Updated => moment(Some(item.meta.updated_at)),
            Of::Started => {
                let begun = |change: &&StatusChange| self.category(&change.to) == Some(Category::Active);
                moment(item.status_log.iter().find(begun).map(|change| change.at))
            }
            Of::Done => moment(self.ended(item, &[Category::Done])),
            Of::Cancelled => moment(self.ended(item, &[Category::Cancelled])),
            Of::Over => moment(self.ended(item, &[Category::Done, Category::Cancelled])),
            Of::WaitsFor => {
                let along = item.blocked_by.iter().filter(|id| self.places.contains_key(*id));
                along.filter_map(|id| tables.item_key(*id)).collect()
            }
            Of::Steps => item.checklist.iter().map(|step| step.text.clone()).collect(),
            Of::Comments => {
                item.comments.iter().map(|it| format!("{};;{}", to_the_second(it.at), it.text)).collect()
            }
            Of::Description => vec![self.description(item)],
            Of::Body | Of::Html | Of::Orders => vec![self.body(item)],
        }
    }

    /// The name of an item's state.
    pub fn state(&self, item: &Item) -> String {
        self.product.workflow.state(&item.status).map_or(&item.status, |state| &state.name).clone()
    }

    /// What its state means.
    pub fn category(&self, state: &str) -> Option<Category> {
        self.product.workflow.state(state).map(|state| state.category)
    }

    /// When it came to the state it is in, if that means one of these.
    fn ended(&self, item: &Item, means: &[Category]) -> Option<Instant> {
        self.category(&item.status).filter(|category| means.contains(category))?;
        item.status_log.last().map(|change| change.at)
    }

    /// The item above it, if that goes along.
    pub fn parent(&self, line: &ChosenItem<'_>) -> Option<&'a Item> {
        let place = line.path.iter().rev().nth(1)?;
        self.lines.get(*place).map(|line| line.item)
    }

    /// What is written about an item, in Markdown: its story, its description, what must hold.
    fn description(&self, item: &Item) -> String {
        let persona = item.persona.and_then(|id| self.tables.described(&PERSONAS, id));
        let who = persona.map_or("user", Described::name);
        let benefit =
            if item.benefit.is_empty() { String::new() } else { format!(", so that {}", item.benefit) };
        let story = if item.want.is_empty() {
            String::new()
        } else {
            format!("As a {who}, I want {}{benefit}.", item.want)
        };
        let criteria = item.criteria.iter().map(|it| ticked(it.met, &it.text));
        in_parts(&[&story, &item.description, &headed("Acceptance criteria", criteria.collect())])
    }

    /// The same, and its steps.
    pub fn body(&self, item: &Item) -> String {
        let steps = item.checklist.iter().map(|it| ticked(it.done, &it.text));
        in_parts(&[&self.description(item), &headed("Steps", steps.collect())])
    }

    /// What an item says beside its description, in one line: “Estimate: 3 · Sprint: Sprint 14”.
    pub fn facts(&self, facts: &[(&str, Of)], line: &ChosenItem<'_>) -> String {
        let mut text = String::new();
        for (name, of) in facts {
            let said = self.says(*of, line).join(", ");
            if !said.is_empty() {
                text = joined(&[&text, &[name, ": ", &said].concat()], " · ");
            }
        }
        text
    }
}

/// Parts of a text with an empty line between; what is empty is none.
pub(super) fn in_parts(parts: &[&str]) -> String {
    joined(parts, "\n\n")
}

/// The texts there are, with something between them.
pub(super) fn joined(parts: &[&str], between: &str) -> String {
    let mut text = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

fn headed(heading: &str, lines: Vec<String>) -> String {
    if lines.is_empty() { String::new() } else { format!("**{heading}**\n\n{}", lines.join("\n")) }
}

fn ticked(is_done: bool, text: &str) -> String {
    format!("- [{}] {text}", if is_done { "x" } else { " " })
}

/// A moment as `2026-11-21T18:32:00Z`.
fn to_the_second(at: Instant) -> String {
    Instant(at.0.div_euclid(1000) * 1000).to_rfc3339()
}
