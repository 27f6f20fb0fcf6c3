//! What an item can be asked for: its state, its goal, its epic. Filters and groups read the same answers.

use super::Column;
use crate::analysis::up;
use crate::model::kind::{Field, Holds, PERSONAS, SPRINTS, is_own};
use crate::model::{
    Goal, Id, Initiative, Item, ItemType, Label, Person, Record, Release, SortedMap, format_measure,
    in_order_by, in_order_of, map_of, set_of, sorted_names,
};
use crate::view::cell::Token;
use crate::view::glyph::{status_glyph, table_glyph, type_glyph};
use crate::view::value::value_tokens;
use crate::workspace::{AnyTable, Described, Tables, Values};

/// Something an item has, or has several of, or has none of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Its state in the workflow.
    Status,
    /// Whether it waits for something.
    Blocked,
    /// What kind of work it is.
    Type,
    /// The goal it serves, by itself or through what stands above it.
    Goal,
    /// The initiative it serves, by itself or through what stands above it.
    Initiative,
    /// The epic it is a part of.
    Epic,
    /// The release it is planned for or went out with.
    Release,
    /// The sprint it is in, or was done in.
    Sprint,
    /// Its labels.
    Label,
    /// Its estimate in points.
    Estimate,
    /// For whom it is.
    Persona,
    /// Who does it for us.
    Delegate,
    /// A field of a described kind.
    Field(&'static Field),
}

/// How the absence of a value stands in addresses.
const NONE: &str = "none";

/// A value a person can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value.
    pub token: Token<'static>,
    /// As it stands in addresses.
    pub text: String,
    /// As a person reads it.
    pub name: String,
    /// The glyph before it; none for some.
    pub glyph: &'static str,
}

impl Facet {
    /// All facets, in the order menus show them.
    pub const ALL: [Self; 12] = [
        Self::Status,
        Self::Type,
        Self::Goal,
        Self::Initiative,
        Self::Epic,
        Self::Release,
        Self::Sprint,
        Self::Label,
        Self::Estimate,
        Self::Persona,
        Self::Delegate,
        Self::Blocked,
    ];

    /// The column that shows it; none where no column does.
    fn column(self) -> Option<Column> {
        Some(match self {
            Self::Status => Column::Status,
            Self::Goal => Column::Goal,
            Self::Initiative => Column::Initiative,
            Self::Epic => Column::Epic,
            Self::Release => Column::Release,
            Self::Sprint => Column::Sprint,
            Self::Label => Column::Labels,
            Self::Estimate => Column::Estimate,
            Self::Persona => Column::Persona,
            Self::Delegate => Column::Delegate,
            Self::Field(field) => Column::Field(field),
            Self::Blocked | Self::Type => return None,
        })
    }

    /// The facet whose value stands in a column.
    pub(super) fn of_column(column: Column) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.column() == Some(column))
    }

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocked => "Blocked",
            Self::Type => "Type",
            Self::Label => "Label",
            _ => self.column().map_or("", Column::name),
        }
    }

    /// Its name in addresses.
    pub fn segment(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Type => "type",
            Self::Label => "label",
            _ => self.column().map_or("", Column::segment),
        }
    }

    /// Its glyph in menus.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Status => "s-ready",
            Self::Blocked => "s-blocked",
            Self::Type | Self::Epic => "epic",
            Self::Goal => table_glyph(Goal::TABLE),
            Self::Initiative => table_glyph(Initiative::TABLE),
            Self::Release => table_glyph(Release::TABLE),
            Self::Sprint => SPRINTS.glyph,
            Self::Label => table_glyph(Label::TABLE),
            Self::Estimate => "points",
            Self::Persona => table_glyph(PERSONAS.table),
            Self::Delegate => table_glyph(Person::TABLE),
            Self::Field(field) => match field.holds {
                Holds::Link([table]) | Holds::Links([table]) => table_glyph(table),
                Holds::Link(_) | Holds::Links(_) => "link",
                Holds::Choice(_) | Holds::State(_) | Holds::Computed(_) | Holds::Latest { .. } => "s-ready",
                _ => "points",
            },
        }
    }

    /// Hears each value an item has, or that it has none.
    pub fn each<'a>(self, tables: &Tables, item: &'a Item, mut hear: impl FnMut(Token<'a>)) {
        let record = |id: Option<Id>| id.map_or(Token::None, Token::Record);
        match self {
            Self::Status => hear(Token::Word(item.status.as_str().into())),
            Self::Blocked => hear(Token::Word(if item.block().is_some() { "yes" } else { "no" }.into())),
            Self::Type => hear(Token::Word(type_glyph(item.kind).into())),
            Self::Goal => hear(record(up(tables, item).goal)),
            Self::Initiative => hear(record(up(tables, item).initiative)),
            Self::Epic => hear(record(up(tables, item).epic)),
            Self::Release => hear(record(item.release)),
            Self::Sprint => hear(record(item.sprint)),
            Self::Label if item.labels.is_empty() => hear(Token::None),
            Self::Label => item.labels.iter().for_each(|label| hear(Token::Record(*label))),
            Self::Persona => hear(record(item.persona)),
            Self::Delegate => hear(record(item.delegate)),
            Self::Estimate => {
                hear(item.estimate.map_or(Token::None, |points| Token::Word(points.to_string().into())));
            }
            Self::Field(field) => {
                value_tokens(Values(&item.meta.unknown), field).into_iter().for_each(hear);
            }
        }
    }

    /// Records as values, in the order of their names.
    fn by_name<'a>(self, records: impl Iterator<Item = (Id, &'a str)>) -> Vec<FacetValue> {
        let value = |(id, name): (Id, &str)| FacetValue {
            token: Token::Record(id),
            text: id.to_string(),
            name: name.to_owned(),
            glyph: self.glyph(),
        };
        let values: Vec<FacetValue> = records.map(value).collect();
        let names = sorted_names(values.iter().map(|value| value.name.clone()).collect());
        let place = |value: &FacetValue| names.iter().position(|name| *name == value.name);
        in_order_of(values, |value| place(value).unwrap_or(0) as i64)
    }

    /// The values a product's items can have, in the order of menus and groups.
    pub fn values(self, tables: &Tables, product: Id) -> Vec<FacetValue> {
        let Some(owner) = tables.products.get(product) else { return Vec::new() };
        let word = |text: &str, name: &str, glyph| FacetValue {
            token: Token::Word(text.to_owned().into()),
            text: text.to_owned(),
            name: name.to_owned(),
            glyph,
        };
        let record = |id: Id, text: String, name: String, glyph| FacetValue {
            token: Token::Record(id),
            text,
            name,
            glyph,
        };
        let mut values: Vec<FacetValue> = match self {
            Self::Status => {
                let states = owner.workflow.0.iter();
                states.map(|state| word(&state.id, &state.name, status_glyph(owner, &state.id))).collect()
            }
            Self::Blocked => vec![word("yes", "Yes", "s-blocked"), word("no", "No", "")],
            Self::Type => {
                let types = ItemType::ALL.into_iter();
                types.map(|kind| word(type_glyph(kind), kind.name(), type_glyph(kind))).collect()
            }
            Self::Goal => {
                let goals = tables.goals.of(product);
                let value = |goal: &Goal| {
                    record(goal.meta.id, format!("G{}", goal.number), goal.name.clone(), self.glyph())
                };
                goals.map(value).collect()
            }
            Self::Initiative => {
                let all = tables.initiatives.of(product);
                let value = |it: &Initiative| {
                    record(it.meta.id, format!("I{}", it.number), it.name.clone(), self.glyph())
                };
                all.map(value).collect()
            }
            Self::Epic => {
                let items = tables.items.of(product);
                let value = |it: &Item| {
                    record(it.meta.id, it.number.to_string(), it.shown_title().into_owned(), self.glyph())
                };
                items.filter(|item| item.kind == ItemType::Epic).map(value).collect()
            }
            Self::Release => {
                let all = tables.releases.of(product);
                let value = |it: &Release| {
                    record(it.meta.id, format!("R{}", it.number), it.name.clone(), self.glyph())
                };
                all.map(value).collect()
            }
            Self::Sprint => {
                let value = |it: &Described| {
                    let number = it.fields().get("number").map(ToString::to_string).unwrap_or_default();
                    record(it.meta.id, format!("S{number}"), it.name().to_owned(), self.glyph())
                };
                tables.described_of(&SPRINTS, product).into_iter().map(value).collect()
            }
            Self::Label => self.by_name(tables.labels.iter().map(|it| (it.meta.id, it.name.as_str()))),
            Self::Persona => {
                let here = tables.described_of(&PERSONAS, product).into_iter();
                self.by_name(here.map(|it| (it.meta.id, it.name())))
            }
            Self::Delegate => self.by_name(tables.people.iter().map(|it| (it.meta.id, it.name.as_str()))),
            Self::Estimate => {
                let items = tables.items.of(product);
                let points = set_of(items.filter_map(|item| item.estimate));
                points.iter().map(|points| word(&points.to_string(), &points.to_string(), "")).collect()
            }
            Self::Field(field) => match field.holds {
                Holds::Scale(least, most) => {
                    (least..=most).rev().map(|step| word(&step.to_string(), &step.to_string(), "")).collect()
                }
                Holds::Link([]) | Holds::Links([]) => linked_in_use(tables, product, field),
                // What a person put in order stays in it.
                Holds::Link([table]) | Holds::Links([table])
                    if tables.any(table).is_some_and(|table| table.count(product) > 0) =>
                {
                    let table = tables.any(table).into_iter();
                    let all = table.flat_map(|table| table.in_order(product).map(|id| (id, table.title(id))));
                    let value = |(id, title): (Id, Option<&str>)| {
                        record(id, id.to_string(), title.unwrap_or_default().to_owned(), self.glyph())
                    };
                    all.map(value).collect()
                }
                Holds::Link(linked) | Holds::Links(linked) => {
                    let linked = linked.iter().filter_map(|table| tables.any(table));
                    let records = linked.flat_map(|table| {
                        let is_here = |id: &Id| table.owner(*id).is_none_or(|owner| owner == product);
                        let live = table.ids().into_iter().filter(|id| table.has_live(*id));
                        live.filter(is_here).map(|id| (id, table.title(id).unwrap_or_default()))
                    });
                    self.by_name(records)
                }
                _ if is_open(field) => values_in_use(tables, product, field),
                _ => {
                    let words = field.choices().iter();
                    words.map(|choice| word(choice.key, choice.name, choice.glyph)).collect()
                }
            },
        };
        let is_always_there = match self {
            Self::Status | Self::Blocked | Self::Type => true,
            Self::Field(field) => matches!(field.holds, Holds::State(_)),
            _ => false,
        };
        if !is_always_there {
            let name = match self {
                Self::Delegate => "Nobody".to_owned(),
                _ => format!("No {}", self.name().to_lowercase()),
            };
            values.push(FacetValue { token: Token::None, text: NONE.into(), name, glyph: "" });
        }
        values
    }
}

/// Whether a field of a person's own has any value, and not one of some.
fn is_open(field: &Field) -> bool {
    is_own(field.key) && matches!(field.holds, Holds::Line | Holds::Measure(_) | Holds::Day)
}

/// What the records of a product have in a field of a person's own, each once.
fn in_use(tables: &Tables, product: Id, field: &'static Field) -> Vec<Token<'static>> {
    let own = tables.own_fields();
    let table = own.0.iter().find(|(_, own)| *own == field).and_then(|(table, _)| tables.any(table));
    let is_here = |table: &AnyTable, id: &Id| table.owner(*id).is_none_or(|owner| owner == product);
    let records = table.into_iter().flat_map(|table| {
        let ids = table.ids().into_iter().filter(|id| is_here(table, id));
        ids.filter_map(|id| table.values(id)).flat_map(|values| value_tokens(values, field))
    });
    set_of(records.filter(|token| *token != Token::None)).into_iter().collect()
}

/// The values a field of any value has, in their order.
fn values_in_use(tables: &Tables, product: Id, field: &'static Field) -> Vec<FacetValue> {
    let texts = in_use(tables, product, field).into_iter().filter_map(|token| match token {
        Token::Word(text) => Some(text.into_owned()),
        _ => None,
    });
    let number = |text: &String| text.parse::<i64>().unwrap_or_default();
    let texts = match field.holds {
        Holds::Measure(_) => in_order_of(texts.collect(), number),
        _ => sorted_names(texts.collect()),
    };
    let value = |text: String| FacetValue {
        name: match field.holds {
            Holds::Measure(unit) => format_measure(number(&text), unit),
            _ => text.clone(),
        },
        token: Token::Word(text.clone().into()),
        text,
        glyph: "",
    };
    texts.into_iter().map(value).collect()
}

/// The records a field that can name any names.
fn linked_in_use(tables: &Tables, product: Id, field: &'static Field) -> Vec<FacetValue> {
    let named = |token: Token<'static>| match token {
        Token::Record(id) => {
            let table = tables.all().find(|table| table.has_live(id))?;
            Some((id, table.title(id)?))
        }
        _ => None,
    };
    Facet::Field(field).by_name(in_use(tables, product, field).into_iter().filter_map(named))
}

/// The values of a facet in their order, and where an item's stand among them.
pub struct Places<'a> {
    tables: &'a Tables,
    facet: Facet,
    /// The values a person can choose.
    pub values: Vec<FacetValue>,
    records: SortedMap<Id, usize>,
}

impl<'a> Places<'a> {
    /// The values a product has.
    pub fn of(tables: &'a Tables, product: Id, facet: Facet) -> Self {
        let values = facet.values(tables, product);
        let record = |(place, value): (usize, &FacetValue)| match value.token {
            Token::Record(id) => Some((id, place)),
            _ => None,
        };
        let records = map_of(values.iter().enumerate().filter_map(record));
        Self { tables, facet, values, records }
    }

    /// The places of an item's values; of one that is not known, the place after all others.
    pub fn of_item(&self, item: &Item) -> Vec<usize> {
        let mut found = Vec::with_capacity(1);
        self.facet.each(self.tables, item, |token| {
            let place = match token {
                Token::Record(id) => self.records.get(&id).copied(),
                word => self.values.iter().position(|value| value.token == word),
            };
            found.push(place.unwrap_or(self.values.len()));
        });
        if found.len() > 1 { in_order_by(found, Ord::cmp) } else { found }
    }
}
