//! Signs: what in the records shows that something was done, and when.
//!
//! A sign is data, so that a list of duties or the steps of a ritual can name many; they are looked for together, by one
//! walk over each table. What rests in Trash shows nothing, and a day that is still to come is a plan and no deed.

mod look;

use super::flow::done_states;
use crate::model::kind::{Field, Kind};
use crate::model::{Day, Goal, Id, Instant, Item, ItemType, Meta, Product, Record, RecordRef, Vision};
use crate::workspace::{Tables, Values};
use look::{Examined, Span, day_before};

/// What in the records shows that something was done.
#[derive(Clone, Copy, Debug)]
pub struct Sign {
    /// The table it shows in; one this build does not have shows nothing.
    pub table: &'static str,
    /// What is looked at.
    pub shows: Shows,
    /// The field that must say one of these words; none for any record.
    pub only: Option<(&'static str, &'static [&'static str])>,
}

/// What is looked at in a record.
#[derive(Clone, Copy, Debug)]
pub enum Shows {
    /// That it was made.
    Made,
    /// That it was made or changed.
    Touched,
    /// That it was changed after it was made.
    Changed,
    /// That something stands in this field, as of its last change.
    Filled(&'static str),
    /// The day in this field.
    On(&'static str),
    /// The rows in the first field, by the day in the second.
    Rows(&'static str, &'static str),
    /// That an item of one of these types was made.
    MadeAs(&'static [ItemType]),
    /// That a criterion of an item was tried.
    Tried,
    /// That an item has criteria, as of its last change.
    Criteria,
    /// That an item has an estimate, as of its last change.
    Estimated,
    /// That an item came to another state.
    Moved,
    /// That an item was done.
    Done,
    /// That an item was done that serves an initiative or a goal.
    DoneForGoal,
    /// That an item that could not go on could again.
    Freed,
    /// That an item waits for others, as of its last change.
    Waits,
    /// That somebody does an item for us, as of its last change.
    Delegated,
    /// That a question at an item was answered.
    Answered,
    /// That something was said at an item.
    Remarked,
    /// That an item came into a sprint.
    Pulled,
    /// That a key result was set.
    KeyResult,
    /// That a key result was checked.
    CheckIn,
    /// That the states or the definitions of the product were changed.
    Rules,
    /// That what matters today was chosen.
    Focus,
    /// That it was said how much can be done in a month.
    Capacity,
    /// That another product was worked on.
    Another,
}

impl Sign {
    /// A sign in any record of a table.
    pub const fn new(table: &'static str, shows: Shows) -> Self {
        Self { table, shows, only: None }
    }

    /// A record was made.
    pub const fn made(table: &'static str) -> Self {
        Self::new(table, Shows::Made)
    }

    /// A record was made or changed.
    pub const fn touched(table: &'static str) -> Self {
        Self::new(table, Shows::Touched)
    }

    /// Something stands in a field.
    pub const fn filled(table: &'static str, field: &'static str) -> Self {
        Self::new(table, Shows::Filled(field))
    }

    /// The day in a field has come.
    pub const fn on(table: &'static str, field: &'static str) -> Self {
        Self::new(table, Shows::On(field))
    }

    /// A row was written, by the day in it.
    pub const fn rows(table: &'static str, rows: &'static str, day: &'static str) -> Self {
        Self::new(table, Shows::Rows(rows, day))
    }

    /// A sign in an item.
    pub const fn item(shows: Shows) -> Self {
        Self::new(Item::TABLE, shows)
    }

    /// A sign in a goal.
    pub const fn goal(shows: Shows) -> Self {
        Self::new(Goal::TABLE, shows)
    }

    /// A sign in the product itself.
    pub const fn product(shows: Shows) -> Self {
        Self::new(Product::TABLE, shows)
    }

    /// Only where a field says one of these words.
    pub const fn only(self, field: &'static str, words: &'static [&'static str]) -> Self {
        Self { only: Some((field, words)), ..self }
    }
}

/// When something was last done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The latest day.
    pub on: Day,
    /// The latest moment that is known of; where only a day is known, no later than the record was written.
    pub at: Instant,
    /// Where the latest shows.
    pub record: RecordRef,
}

/// What was found of a sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// The last time; none where it never was.
    pub last: Option<Done>,
    /// How often in the period.
    pub times: usize,
}

impl Sighting {
    /// What was found of all signs of the same thing.
    pub fn joined(all: Vec<Self>) -> Self {
        let mut whole = Self::default();
        for it in all {
            whole.times += it.times;
            it.last.into_iter().for_each(|done| whole.take(done));
        }
        whole
    }

    fn take(&mut self, done: Done) {
        match &mut self.last {
            Some(last) => {
                let at = last.at.max(done.at);
                if (done.on, done.at) >= (last.on, last.at) {
                    *last = done;
                }
                last.at = at;
            }
            last => *last = Some(done),
        }
    }
}

/// A sign of the table that is walked over.
struct Sought<'a> {
    /// Which of all signs it is.
    place: usize,
    sign: &'a Sign,
    /// What its records must say; the field is looked up once.
    only: Option<(&'static Field, &'static [&'static str])>,
}

/// What was found of each sign in a product until today, counted from a day on.
pub fn seen(tables: &Tables, product: Id, signs: &[Sign], since: Day, today: Day) -> Vec<Sighting> {
    let span = Span { since, from: day_before(since), today };
    let mut found = vec![Sighting::default(); signs.len()];
    let mut walked: Vec<&str> = Vec::new();
    for sign in signs {
        if !walked.contains(&sign.table) {
            walked.push(sign.table);
            walk(tables, product, signs, sign.table, &span, &mut found);
        }
    }
    found
}

/// The same for groups of signs, group by group: one walk over each table for all of them.
pub fn seen_by(
    tables: &Tables,
    product: Id,
    groups: &[&[Sign]],
    since: Day,
    today: Day,
) -> Vec<Vec<Sighting>> {
    let mut all = seen(tables, product, &groups.concat(), since, today).into_iter();
    groups.iter().map(|group| all.by_ref().take(group.len()).collect()).collect()
}

fn walk(
    tables: &Tables,
    product: Id,
    signs: &[Sign],
    table: &'static str,
    span: &Span,
    found: &mut [Sighting],
) {
    let kind = Kind::of_any_table(table);
    let sought: Vec<Sought<'_>> = signs
        .iter()
        .enumerate()
        .filter(|(_, sign)| sign.table == table)
        .map(|(place, sign)| Sought {
            place,
            sign,
            only: sign.only.and_then(|(key, words)| Some((kind?.field(key)?, words))),
        })
        .collect();
    let mut each = |meta: &Meta, hear: &mut dyn FnMut(&Sought<'_>, &mut Examined<'_>)| {
        for it in &sought {
            let Some(seen) = found.get_mut(it.place) else { continue };
            // Nothing in a record is later than its last change, but for a day between two zones.
            let is_old = |last: Done| meta.updated_at <= last.at && meta.updated_at < day_before(last.on);
            if meta.updated_at < span.from && seen.last.is_some_and(is_old) {
                continue;
            }
            hear(it, &mut Examined { span, record: RecordRef { table, id: meta.id }, meta, seen });
        }
    };
    match table {
        Item::TABLE => {
            let done = tables.products.get(product).map(|product| done_states(&product.workflow));
            let done = done.unwrap_or_default();
            // By id and not in order: finding each once more costs as much as looking at it.
            for item in tables.items.iter().filter(|item| item.product == product) {
                each(&item.meta, &mut |it, look| look.item(it.sign.shows, item, tables, &done));
            }
        }
        Goal::TABLE => {
            for goal in tables.goals.of(product) {
                each(&goal.meta, &mut |it, look| look.goal(it.sign.shows, goal));
            }
        }
        Vision::TABLE => {
            for vision in tables.visions.iter().filter(|vision| vision.product == product) {
                each(&vision.meta, &mut |it, look| look.any(it.sign.shows, &vision.meta.unknown));
            }
        }
        Product::TABLE => {
            for kept in tables.products.iter() {
                let is_own = kept.meta.id == product;
                each(&kept.meta, &mut |it, look| look.product(it.sign.shows, kept, is_own));
            }
        }
        _ => {
            for kept in kind.map(|kind| tables.described_of(kind, product)).into_iter().flatten() {
                each(&kept.meta, &mut |it, look| {
                    let words = |(field, words): (&Field, &[&str])| {
                        words.contains(&Values(kept.fields()).words(field))
                    };
                    if it.only.is_none_or(words) {
                        look.any(it.sign.shows, kept.fields());
                    }
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ids, ProductKey, Rank, StatusChange};
    use crate::workspace::{Stamp, Stamps, TabId};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn noon(text: &str) -> Instant {
        day(text).noon()
    }

    const MADE: Sign = Sign::made("items");
    const MOVED: Sign = Sign::item(Shows::Moved);
    const DONE: Sign = Sign::item(Shows::Done);
    const DECIDED: Sign = Sign::on("decisions", "decided_on");
    const ASKED_PM: Sign = Sign::touched("asks").only("to", &["pm"]);
    const ASKED_PO: Sign = Sign::touched("asks").only("to", &["po"]);
    const UNKNOWN: Sign = Sign::on("horoscopes", "on");

    /// A product with an item that was made on the 2nd and done on the 9th of November.
    fn product() -> (Tables, Id, Ids) {
        let mut ids = Ids::seeded(1);
        let mut tables = Tables::default();
        let key: ProductKey = "SPK".parse().unwrap();
        let id = ids.next_id();
        let product = Product::new(id, Instant(0), "Spoke".into(), key, crate::model::Lens::Both);
        put(&mut tables, "products", &serde_json::to_value(product).unwrap());
        let meta = Meta::new(ids.next_id(), noon("2026-11-02"));
        let mut item = Item::new(meta, id, 1, "It".into(), "accepted".into(), Rank::first());
        for (on, from, to) in [("2026-11-02", None, "draft"), ("2026-11-09", Some("draft"), "accepted")] {
            let (from, to) = (from.map(str::to_owned), to.to_owned());
            item.status_log.push(StatusChange { id: ids.next_id(), at: noon(on), on: day(on), from, to });
        }
        put(&mut tables, "items", &serde_json::to_value(item).unwrap());
        (tables, id, ids)
    }

    fn put(tables: &mut Tables, table: &str, record: &serde_json::Value) {
        let stamps = Stamps::made(Stamp { clock: 1, tab: TabId(1) });
        let fields = record.as_object().unwrap();
        tables.any_mut(table).put_fields(fields, stamps).unwrap();
    }

    fn described(tables: &mut Tables, product: Id, id: Id, table: &str, fields: &[(&str, &str)]) {
        let at = noon("2026-11-05").0;
        let mut record = serde_json::json!({
            "id": id.to_string(), "product": product.to_string(), "number": 1, "name": "It", "rank": Rank::first().to_string(),
            "created_at": at, "updated_at": at,
        });
        for (key, value) in fields {
            record[key] = (*value).into();
        }
        put(tables, table, &record);
    }

    fn last(tables: &Tables, product: Id, sign: Sign, today: &str) -> Option<Day> {
        seen(tables, product, &[sign], day(today), day(today))[0].last.map(|done| done.on)
    }

    #[test]
    fn the_latest_time_and_how_often_in_a_period() {
        let (tables, product, _) = product();
        let all = seen(&tables, product, &[MADE, MOVED, DONE, UNKNOWN], day("2026-11-05"), day("2026-11-20"));
        let days: Vec<_> = all.iter().map(|it| it.last.map(|done| done.on)).collect();
        let ninth = Some(day("2026-11-09"));
        assert_eq!(days, [Some(day("2026-11-02")), ninth, ninth, None]);
        assert_eq!(all.iter().map(|it| it.times).collect::<Vec<_>>(), [0, 1, 1, 0]);
        assert_eq!(all[2].last.unwrap().record.table, "items");
    }

    #[test]
    fn what_is_still_to_come_is_no_deed_and_a_clock_set_back_makes_it_today() {
        let (mut tables, product, mut ids) = product();
        assert_eq!(last(&tables, product, DONE, "2026-11-07"), Some(day("2026-11-07")), "set back");
        described(&mut tables, product, ids.next_id(), "decisions", &[("decided_on", "2026-12-01")]);
        assert_eq!(last(&tables, product, DECIDED, "2026-11-20"), None, "meant to be decided");
        assert_eq!(last(&tables, product, DECIDED, "2026-12-02"), Some(day("2026-12-01")));
    }

    #[test]
    fn a_word_that_is_not_written_is_the_first() {
        let (mut tables, product, mut ids) = product();
        described(&mut tables, product, ids.next_id(), "asks", &[]);
        assert!(last(&tables, product, ASKED_PO, "2026-11-20").is_some());
        assert_eq!(last(&tables, product, ASKED_PM, "2026-11-20"), None);
    }

    #[test]
    fn what_rests_in_trash_shows_nothing() {
        let (mut tables, product, mut ids) = product();
        let id = ids.next_id();
        described(&mut tables, product, id, "decisions", &[("decided_on", "2026-11-04")]);
        assert!(last(&tables, product, DECIDED, "2026-11-20").is_some());
        let mut fields = tables.any("decisions").unwrap().fields(id).unwrap();
        fields.insert("deleted_at".into(), 5.into());
        put(&mut tables, "decisions", &fields.into());
        assert_eq!(last(&tables, product, DECIDED, "2026-11-20"), None);
    }

    #[test]
    fn a_step_is_done_since_a_moment_and_a_day_counts_as_it_was_written() {
        let (mut tables, product, mut ids) = product();
        described(&mut tables, product, ids.next_id(), "decisions", &[("decided_on", "2026-11-05")]);
        let since = |tables: &Tables, at| -> Vec<bool> {
            let today = day("2026-11-20");
            let all = seen(tables, product, &[DONE, DECIDED], today, today).into_iter();
            all.map(|it| it.last.is_some_and(|last| last.at >= at)).collect()
        };
        assert_eq!(since(&tables, noon("2026-11-05")), [true, true]);
        assert_eq!(since(&tables, Instant(noon("2026-11-05").0 + 1)), [true, false], "written before");
        assert_eq!(since(&tables, Instant(noon("2026-11-09").0 + 1)), [false, false]);
    }
}
