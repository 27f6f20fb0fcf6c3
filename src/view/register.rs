//! The list of a described kind: what stands in its cells, and its rows filtered, sorted and put into groups.

use super::cell::{Cell, ListRow, Token};
use super::look::{Column, Facet, FacetValue, Head, Listing, Look, SortBy};
use super::place::Place;
use super::route::Route;
use super::value::{
    Key, day_key, names, number_key, text_key, value_cell, value_key, value_tokens, word_cell, word_key,
};
use crate::analysis::score::{Scorable, banded};
use crate::analysis::{Computed, computed, is_running};
use crate::model::kind::{Field, Holds, Kind, Method};
use crate::model::{Day, Estimate, Id, SortedSet, format_measure, in_order_by, map_of};
use crate::workspace::{Described, Search, Tables, links_in};

/// The records of a kind, as they are read in a product on a day.
#[derive(Clone, Copy, Debug)]
pub struct Register<'a> {
    /// Everything.
    pub tables: &'a Tables,
    /// The kind.
    pub kind: &'static Kind,
    /// The product a person is in.
    pub product: Id,
    /// The civil date there.
    pub today: Day,
    /// The records it is narrowed to: those that lack a link of the line; none where it is not.
    pub lacking: Option<&'a SortedSet<Id>>,
}

impl<'a> Register<'a> {
    /// A record of the kind.
    pub fn record(&self, id: Id) -> Option<&'a Described> {
        self.tables.described(self.kind, id)
    }

    /// The key of a record; empty where its kind has none.
    fn key_of(&self, record: &Described) -> String {
        let number = record.fields().get("number").and_then(serde_json::Value::as_u64);
        let product = self.tables.products.get(self.product);
        match product.zip(number).filter(|_| !self.kind.letter.is_empty()) {
            Some((product, number)) => format!("{}-{}{number}", product.key, self.kind.letter),
            None => String::new(),
        }
    }

    /// The row of a record, without its cells.
    pub fn row(&self, id: Id) -> Option<ListRow> {
        let record = self.record(id)?;
        let product = self.tables.products.get(record.product().unwrap_or(self.product))?;
        let key = self.key_of(record);
        let address = if key.is_empty() { id.to_string().to_ascii_uppercase() } else { key.clone() };
        let (place, tab) = Place::of_list(self.kind);
        Some(ListRow {
            href: Route::tab(product.key.as_str(), place, tab).with_record(Some(address)).href(),
            key,
            ..ListRow::new(id, record.name().to_owned())
        })
    }

    /// What stands in a cell.
    pub fn cell(&self, record: &Described, field: &Field) -> Cell {
        match field.holds {
            Holds::Due => self.due(record, record.day(field)),
            Holds::Computed(_) | Holds::ComputedNumber | Holds::Latest { .. } => self.computed(record, field),
            _ => value_cell(self.tables, record.values(), field),
        }
    }

    fn computed(&self, record: &Described, field: &Field) -> Cell {
        match computed(self.tables, self.product, record, field, self.today) {
            None => Cell::Text(String::new()),
            Some(Computed::Word(key)) => word_cell(field, key),
            Some(Computed::Number(number)) => Cell::Text(number.to_string()),
            Some(Computed::Of(done, all)) => Cell::Text(format!("{done} of {all}")),
            Some(Computed::Score(score)) => {
                Cell::Text(banded(field, &Scorable::record(record.values()), score))
            }
            Some(Computed::Sum(sum)) => Cell::Text(format_measure(sum, "")),
            Some(Computed::Text(words)) => Cell::Text(words),
            Some(Computed::Points(tenths)) => Cell::Text(Estimate::from_tenths(tenths).to_string()),
            Some(Computed::Since(day, is_late)) => {
                let words = match day.days_until(self.today) {
                    0 => "today".to_owned(),
                    1 => "yesterday".to_owned(),
                    days => format!("{days} days"),
                };
                Cell::Word(if is_late { "clock" } else { "" }, words, is_late)
            }
            Some(Computed::Never) => Cell::Word("clock", "never".to_owned(), true),
            Some(Computed::Day(day)) => Cell::Day(day),
            Some(Computed::At(at)) => Cell::At(at),
        }
    }

    /// A day that is to be met; past it, by how much.
    fn due(&self, record: &Described, day: Option<Day>) -> Cell {
        let Some(day) = day else { return Cell::Text(String::new()) };
        let over = day.days_until(self.today);
        match over {
            _ if over < 0 || !is_running(self.tables, self.kind, record) => Cell::Day(day),
            0 => Cell::Word("clock", "today".to_owned(), true),
            1 => Cell::Word("clock", "1 day over".to_owned(), true),
            _ => Cell::Word("clock", format!("{over} days over"), true),
        }
    }

    /// Each value a record has of a field, or that it has none.
    fn tokens(&self, record: &Described, field: &Field) -> Vec<Token<'static>> {
        let word = |text: &str| vec![Token::Word(text.to_owned().into())];
        match field.holds {
            Holds::Due => match record.day(field).map(|day| self.today.days_until(day)) {
                None => vec![Token::None],
                Some(..=0) if is_running(self.tables, self.kind, record) => word("over"),
                Some(..=7) => word("week"),
                Some(_) => word("later"),
            },
            Holds::Computed(_) | Holds::Latest { .. } => {
                match computed(self.tables, self.product, record, field, self.today) {
                    Some(Computed::Word(key)) => vec![Token::Word(key.into())],
                    Some(Computed::Since(_, true) | Computed::Never) => word("late"),
                    _ => vec![Token::None],
                }
            }
            _ => value_tokens(record.values(), field),
        }
    }

    fn key(&self, record: &Described, by: SortBy) -> Key {
        let field = match by {
            SortBy::Title => return text_key(record.name()),
            SortBy::Key => {
                return number_key(record.fields().get("number").and_then(serde_json::Value::as_i64));
            }
            SortBy::Field(field) => field,
            _ => return None,
        };
        match field.holds {
            Holds::Computed(_) | Holds::ComputedNumber | Holds::Latest { .. } => {
                match computed(self.tables, self.product, record, field, self.today)? {
                    Computed::Word(key) => word_key(field, key),
                    Computed::Number(value) | Computed::Score(value) | Computed::Sum(value) => {
                        number_key(Some(value))
                    }
                    Computed::Of(done, all) => number_key(Some((done * 10_000 / all.max(1)) as i64)),
                    Computed::Text(words) => text_key(&words),
                    Computed::Points(tenths) => number_key(Some(i64::from(tenths))),
                    Computed::Since(on, _) | Computed::Day(on) => day_key(Some(on)),
                    Computed::Never => Some((-1, String::new())),
                    Computed::At(at) => number_key(Some(at.0)),
                }
            }
            // The most comes first by every method, and the first of its words is the most.
            _ if Method::of_score(field).is_some() => {
                value_key(self.tables, record.values(), field).map(|(place, words)| (-place, words))
            }
            _ => value_key(self.tables, record.values(), field),
        }
    }

    /// The rows of a look.
    pub fn list(&self, search: &Search, look: &Look, folded: &SortedSet<String>) -> Listing {
        let kept = self.tables.any(self.kind.table);
        let found = |record: &&Described| {
            let id = record.meta.id;
            let is_asked = search.is_empty()
                || kept.is_some_and(|kept| search.is_in_or_key(kept, id, || self.key_of(record)));
            is_asked && self.lacking.is_none_or(|lacking| lacking.contains(&id))
        };
        let mut records: Vec<&Described> =
            self.tables.described_of(self.kind, self.product).into_iter().filter(found).collect();
        for filter in &look.filters {
            let Facet::Field(field) = filter.facet else { continue };
            let values = filter.facet.values(self.tables, self.product).into_iter();
            let asked: Vec<Token<'_>> =
                values.filter(|it| filter.values.contains(&it.text)).map(|it| it.token).collect();
            records.retain(|record| {
                self.tokens(record, field).iter().any(|token| asked.contains(token)) != filter.is_not
            });
        }
        for sort in look.sort.iter().rev() {
            let keyed = records.into_iter().map(|record| (self.key(record, sort.by), record)).collect();
            let sorted = in_order_by(keyed, |(one, _): &(Key, &Described), (two, _)| match (one, two) {
                // What has no value stands last whichever way.
                (None, _) | (_, None) => one.is_none().cmp(&two.is_none()),
                _ if sort.is_down => two.cmp(one),
                _ => one.cmp(two),
            });
            records = sorted.into_iter().map(|(_, record)| record).collect();
        }
        let ids = |records: &[&Described]| records.iter().map(|record| record.meta.id).collect::<Vec<Id>>();
        let fitting = ids(&records);
        match look.group {
            Some(facet @ Facet::Field(field)) => {
                Listing { fitting, ..self.grouped(&records, facet, field, folded) }
            }
            _ => Listing { ids: fitting.clone(), fitting, ..Listing::default() },
        }
    }

    fn grouped(
        &self,
        records: &[&Described],
        facet: Facet,
        field: &'static Field,
        folded: &SortedSet<String>,
    ) -> Listing {
        let values = facet.values(self.tables, self.product);
        let mut groups: Vec<Vec<Id>> = vec![Vec::new(); values.len() + 1];
        let places = map_of(values.iter().zip(0..).map(|(value, place)| (value.text.clone(), place)));
        for record in records {
            // One with several values stands once, under the first of them.
            let of_token = |token| match token {
                Token::Word(text) => places.get(&*text).copied(),
                Token::Record(id) => places.get(&*id.to_string()).copied(),
                Token::None => places.get("none").copied(),
            };
            let place = self.tokens(record, field).into_iter().filter_map(of_token).min();
            let place = place.unwrap_or(values.len());
            if let Some(group) = groups.get_mut(place) {
                group.push(record.meta.id);
            }
        }
        let mut listing = Listing::default();
        for (place, group) in groups.into_iter().enumerate().filter(|(_, group)| !group.is_empty()) {
            let value: Option<&FacetValue> = values.get(place);
            let text = value.map_or("other", |value| value.text.as_str());
            let key = format!("{}/{}/{text}", self.kind.table, field.key);
            let name = match value {
                None => "Other".to_owned(),
                Some(value) if field.is_number() && value.token != Token::None => {
                    format!("{} {}", field.label, value.name)
                }
                Some(value) => value.name.clone(),
            };
            let is_open = !folded.contains(&key);
            let count = group.len();
            listing.heads.push(Head {
                at: listing.ids.len(),
                key,
                name,
                items: count,
                done: 0,
                all: 0,
                tenths: 0,
                is_open,
            });
            if is_open {
                listing.ids.extend(group);
            }
        }
        listing
    }

    /// The cells of a record under columns.
    pub fn cells(&self, record: &Described, columns: &[Column]) -> Vec<(Column, Cell)> {
        let cell = |column: &Column| match column {
            Column::Field(field) => (*column, self.cell(record, field)),
            _ => (*column, Cell::Text(String::new())),
        };
        columns.iter().map(cell).collect()
    }

    /// What stands in a cell of a row of a record, in words: of a link, the names.
    pub fn row_words(&self, row: &crate::workspace::Fields, field: &Field) -> String {
        match field.holds {
            Holds::Link(_) | Holds::Links(_) => names(self.tables, links_in(row, field)).join(", "),
            _ => row.get(field.key).map(|value| field.written(value)).unwrap_or_default(),
        }
    }
}
