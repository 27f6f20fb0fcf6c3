//! The sample product: Spoke, the booking tool for bike workshops, with days counted from today.
//!
//! It is a product like any other but for its mark, and goes away, with everything that belongs to it, in one action.

mod sprint;

use std::str::Split;

use serde_json::Value;

use super::described::score::freeze_scores;
use super::strategy::VisionDraft;
use super::{
    CommandError, KeyResultDraft, add_described, add_goal, add_initiative, add_reading, add_row, add_view,
    check_in, create_product, described_named, join, plan_between, say_of, set_field, set_fit, set_link,
    set_north_star, set_score, wait_for, write_field, write_key_result, write_vision,
};
use crate::analysis::{Joint, Weighed, current_vision};
use crate::model::kind::{
    DECISIONS, FEEDBACK, Field, Holds, Kind, PERSONAS, SAID_ON, SCORE_LOG, SCORED_ON, SEGMENT, SEGMENTS,
    SOURCE, SPEAKS_FOR,
};
use crate::model::{
    Block, Confidence, Criterion, Direction, Goal, Horizon, Id, Initiative, Instant, Item, ItemType, Lens,
    Metric, Product, ProductKey, Rank, Record, RecordRef, Release, ReleaseState, SavedView, StatusChange,
    Vision, link_text,
};
use crate::workspace::{SAMPLE, Tx};

/// Everything in it, a record a line, the fields of each in the order [`Reader`] takes them.
const SPOKE: &str = include_str!("spoke.txt");

/// Makes the sample product.
pub fn create_sample(tx: &mut Tx<'_>) -> Result<Id, CommandError> {
    let is_taken = |key: &ProductKey| tx.tables().products.iter().any(|product| product.answers_to(key));
    let key = ProductKey::propose("Spoke", is_taken).ok_or(CommandError::Missing("key"))?;
    let product = create_product(tx, "Spoke", key.as_str(), Lens::Both)?;
    tx.edit(product, |product: &mut Product| product.is_sample = true);
    let mut reader = Reader {
        product,
        goals: Vec::new(),
        metrics: Vec::new(),
        releases: Vec::new(),
        initiative: None,
        epic: None,
        rank: None,
        kept: None,
    };
    for line in SPOKE.lines() {
        let mut parts = line.split('|');
        let kind = parts.next().unwrap_or_default();
        reader.read(tx, kind, &mut parts)?;
    }
    Ok(product)
}

/// What the lines read so far have made; later lines name it by its place.
struct Reader {
    product: Id,
    goals: Vec<Id>,
    metrics: Vec<Id>,
    releases: Vec<Id>,
    initiative: Option<Id>,
    epic: Option<Id>,
    rank: Option<Rank>,
    kept: Option<RecordRef>,
}

/// The next field of a line; none where it is empty.
fn next<'a>(parts: &mut Split<'a, char>) -> Option<&'a str> {
    parts.next().filter(|part| !part.is_empty())
}

fn text(parts: &mut Split<'_, char>) -> String {
    next(parts).unwrap_or_default().to_owned()
}

/// A day given as a number of days from today.
fn day(tx: &Tx<'_>, days: &str) -> String {
    tx.today().plus(days.parse().unwrap_or(0)).to_string()
}

impl Reader {
    /// The record a part of a line names: `I2` an initiative, `G1` a goal, `118` an item, `vision` the current one.
    fn named(&self, tx: &Tx<'_>, name: &str) -> Option<RecordRef> {
        if name == "vision" {
            return current_vision(tx.tables(), self.product).map(|it| RecordRef::to::<Vision>(it.meta.id));
        }
        let number = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let table = match name.strip_suffix(number)? {
            "I" => Initiative::TABLE,
            "G" => Goal::TABLE,
            _ => Item::TABLE,
        };
        let id = tx.tables().any(table)?.numbered(self.product, number.parse().ok()?)?;
        Some(RecordRef { table, id })
    }

    /// What a part writes in a field: `@-14` is a day, a link names a record.
    fn value(&self, tx: &Tx<'_>, field: &Field, written: &str) -> Result<Option<Value>, CommandError> {
        if let Some(days) = written.strip_prefix('@') {
            return Ok(Some(day(tx, days).into()));
        }
        Ok(match field.holds {
            Holds::Link(tables) => {
                let called = tables.iter().find_map(|table| {
                    let own = tx.tables().any(table)?;
                    Some((*table, own.ids().into_iter().find(|id| own.title(*id) == Some(written))?))
                });
                let named = || self.named(tx, written).map(|to| (to.table, to.id));
                called.or_else(named).map(|(table, id)| link_text(table, id).into())
            }
            Holds::Links(tables) => {
                let called = |name: &str| {
                    let found = tables.iter().find_map(|table| {
                        let own = tx.tables().any(table)?;
                        Some((*table, own.ids().into_iter().find(|id| own.title(*id) == Some(name))?))
                    });
                    found.or_else(|| self.named(tx, name).map(|to| (to.table, to.id)))
                };
                let named = written.split(", ").filter_map(called);
                Some(named.map(|(table, id)| Value::from(link_text(table, id))).collect())
            }
            // A line of the sample is one line.
            Holds::Prose => field.read(&written.replace(" / ", "\n"))?,
            _ => field.read(written)?,
        })
    }

    /// What an item was scored by so many days ago: its number, the days, then `field=value` each; and whether work was
    /// committed with it then.
    fn judge(
        &self,
        tx: &mut Tx<'_>,
        parts: &mut Split<'_, char>,
        is_committed: bool,
    ) -> Result<(), CommandError> {
        let Some(record) = self.named(tx, &text(parts)) else { return Ok(()) };
        let on = day(tx, &text(parts));
        let fields = tx.tables().own_fields().of(Item::TABLE);
        for (key, written) in parts.filter_map(|part| part.split_once('=')) {
            if let Some(field) = fields.iter().find(|field| field.key == key) {
                set_field(tx, record, field, field.read(written)?)?;
            }
        }
        if is_committed {
            freeze_scores(tx, record);
        }
        tx.edit(record.id, |item: &mut Item| {
            let rows = item.meta.unknown.get_mut(SCORE_LOG.key).and_then(Value::as_array_mut);
            for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
                row.insert(SCORED_ON.key.into(), on.clone().into());
            }
        });
        Ok(())
    }

    /// A record of a described kind: its table, its name, then `field=value` each.
    fn keep(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let table = text(parts);
        let Some(kind) = Kind::of_table(&table) else { return Ok(()) };
        let id = add_described(tx, kind.table, self.product, &text(parts))?;
        let record = RecordRef { table: kind.table, id };
        for (key, written) in parts.filter_map(|part| part.split_once('=')) {
            if let Some(field) = kind.field(key) {
                let value = self.value(tx, field, written)?;
                set_field(tx, record, field, value)?;
            }
        }
        // What belongs to the workspace goes with the sample, too.
        tx.change(kind.table, id, |fields| {
            fields.insert(SAMPLE.into(), self.product.to_string().into());
        });
        self.kept = Some(record);
        Ok(())
    }

    /// A row of the record before: its field, then `field=value` each.
    fn row(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let key = text(parts);
        let Some(record) = self.kept else { return Ok(()) };
        let Some(field) = Kind::of_table(record.table).and_then(|kind| kind.field(&key)) else {
            return Ok(());
        };
        let Holds::Rows(inner) = field.holds else { return Ok(()) };
        let mut values: Vec<(&Field, Value)> = Vec::new();
        for (key, written) in parts.filter_map(|part| part.split_once('=')) {
            if let Some(inner) = inner.iter().find(|inner| inner.key == key) {
                values.extend(self.value(tx, inner, written)?.map(|value| (*inner, value)));
            }
        }
        add_row(tx, record, &[], field, None, &values)?;
        Ok(())
    }

    /// The days of an initiative, and what it waits for.
    fn plan(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let Some(record) = self.named(tx, &text(parts)) else { return Ok(()) };
        let mut on = || tx.today().plus(next(parts).and_then(|days| days.parse().ok()).unwrap_or(0));
        let (first, last) = (on(), on());
        plan_between(tx, record.id, first, last)?;
        if let Some(before) = next(parts).and_then(|name| self.named(tx, name)) {
            wait_for(tx, record, before, 0)?;
        }
        Ok(())
    }

    /// The scores of an option of the decision before, in the order of its criteria.
    fn score(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let name = text(parts);
        let decision = self.kept.filter(|record| record.table == DECISIONS.table);
        let Some(record) = decision else { return Ok(()) };
        let kept = tx.tables().described(&DECISIONS, record.id).map(Weighed::of).unwrap_or_default();
        let Some(option) = kept.options.iter().find(|option| option.name == name) else { return Ok(()) };
        for ((criterion, ..), score) in kept.criteria.iter().zip(parts) {
            set_score(tx, record, option.id, *criterion, score.parse().ok())?;
        }
        Ok(())
    }

    fn read(&mut self, tx: &mut Tx<'_>, kind: &str, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        match kind {
            "view" => {
                let name = text(parts);
                let id = add_view(tx, Some(self.product), &name, "", text(parts), false)?;
                // They stand in the order they were made in.
                let before = tx.tables().views.iter().count() as i64;
                tx.edit(id, |view: &mut SavedView| view.meta.created_at.0 += before);
            }
            "vision" => {
                let since = tx.today().plus(text(parts).parse().unwrap_or(0));
                let draft = VisionDraft {
                    statement: text(parts),
                    audience: text(parts),
                    need: text(parts),
                    category: text(parts),
                    alternative: text(parts),
                    difference: text(parts),
                    horizon: text(parts),
                };
                let vision = write_vision(tx, self.product, &draft, true)?;
                tx.edit(vision, |vision: &mut Vision| vision.since = since);
            }
            "goal" => self.goals.push(add_goal(tx, self.product, &text(parts))?),
            "result" => self.result(tx, parts)?,
            "metric" => self.metric(tx, parts)?,
            "aim" => self.aim(tx, parts)?,
            "drives" => {
                let (metric, above) = (self.nth(&self.metrics, parts), self.nth(&self.metrics, parts));
                if let Some(id) = metric {
                    tx.edit(id, |metric: &mut Metric| metric.parent = above);
                }
            }
            "star" => set_north_star(tx, self.product, self.nth(&self.metrics, parts)),
            "reads" => {
                let (goal, place) = (self.nth(&self.goals, parts), text(parts).parse::<usize>().unwrap_or(1));
                let metric = self.nth(&self.metrics, parts);
                if let Some(id) = goal {
                    tx.edit(id, |goal: &mut Goal| {
                        if let Some(result) = goal.key_results.get_mut(place.saturating_sub(1)) {
                            result.metric = metric;
                        }
                    });
                }
            }
            "release" => self.release(tx, parts)?,
            "initiative" => self.initiative(tx, parts)?,
            "plan" => self.plan(tx, parts)?,
            "epic" => {
                self.epic = None;
                let number = text(parts);
                let title = text(parts);
                let epic = self.item(tx, &number, ItemType::Epic, "draft", title);
                self.epic = Some(epic);
            }
            "item" => self.story(tx, parts),
            "went" => self.go_through(tx, parts),
            "told" => self.tell(tx, parts),
            "sprint" => self.sprint(tx, parts)?,
            "quote" => self.quote(tx, parts)?,
            "keep" => self.keep(tx, parts)?,
            "row" => self.row(tx, parts)?,
            "score" => self.score(tx, parts)?,
            "judge" => self.judge(tx, parts, false)?,
            "froze" => self.judge(tx, parts, true)?,
            "fit" => {
                let (goal, fit) = (text(parts), text(parts).parse().ok());
                if let (Some(served), Some(goal)) = (self.kept, self.named(tx, &goal)) {
                    set_fit(tx, served.id, goal.id, fit)?;
                }
            }
            "loose" => (self.epic, self.initiative) = (None, None),
            "focus" => {
                let items = &tx.tables().items;
                let numbers = parts.filter_map(|number| number.parse().ok());
                let focus: Vec<Id> =
                    numbers.filter_map(|number| items.any.numbered(self.product, number)).collect();
                tx.edit(self.product, |product: &mut Product| product.focus = focus);
            }
            _ => {}
        }
        Ok(())
    }

    fn result(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let Some(&goal) = self.goals.last() else { return Ok(()) };
        let mut draft = KeyResultDraft { name: text(parts), unit: text(parts), ..KeyResultDraft::default() };
        (draft.baseline, draft.target) = (text(parts), text(parts));
        (draft.start, draft.due) = (day(tx, &text(parts)), day(tx, &text(parts)));
        let key_result = write_key_result(tx, goal, None, &draft)?;
        for (days, value) in values(parts) {
            let on = day(tx, days);
            check_in(tx, goal, key_result, value, &on)?;
        }
        Ok(())
    }

    fn metric(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let metric = add_described(tx, Metric::TABLE, self.product, &text(parts))?;
        let (unit, is_down, target) = (text(parts), next(parts) == Some("down"), text(parts));
        tx.edit(metric, |metric: &mut Metric| {
            metric.unit = unit;
            metric.direction = if is_down { Direction::Down } else { Direction::Up };
        });
        super::set_metric_value(tx, metric, true, &target)?;
        for (days, value) in values(parts) {
            let on = day(tx, days);
            add_reading(tx, metric, value, &on)?;
        }
        self.metrics.push(metric);
        Ok(())
    }

    /// Where a metric began, when it is to be at its target, and how often it is read.
    fn aim(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let Some(metric) = self.nth(&self.metrics, parts) else { return Ok(()) };
        super::set_metric_value(tx, metric, false, &text(parts))?;
        let (due, every) = (tx.today().plus(text(parts).parse().unwrap_or(0)), text(parts).parse().ok());
        tx.edit(metric, |metric: &mut Metric| (metric.due, metric.every) = (Some(due), every));
        Ok(())
    }

    fn release(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let release = add_described(tx, Release::TABLE, self.product, &text(parts))?;
        let state = match next(parts) {
            Some("released") => ReleaseState::Released,
            Some("open") => ReleaseState::Open,
            _ => ReleaseState::Planned,
        };
        let on = tx.today().plus(next(parts).and_then(|days| days.parse().ok()).unwrap_or(0));
        let metric = self.nth(&self.metrics, parts);
        tx.edit(release, |release: &mut Release| {
            release.state = state;
            release.planned = Some(on);
            release.actual = (state == ReleaseState::Released).then_some(on);
            release.metric = metric;
        });
        self.releases.push(release);
        Ok(())
    }

    fn initiative(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let horizon = match next(parts) {
            Some("now") => Horizon::Now,
            Some("next") => Horizon::Next,
            _ => Horizon::Later,
        };
        let confidence = match next(parts) {
            Some("committed") => Confidence::Committed,
            Some("likely") => Confidence::Likely,
            _ => Confidence::Idea,
        };
        let percent = next(parts).and_then(|percent| percent.parse().ok());
        let goal = self.nth(&self.goals, parts);
        let id = add_initiative(tx, self.product, &text(parts), horizon)?;
        let outcome = text(parts);
        let metric = self.nth(&self.metrics, parts);
        tx.edit(id, |it: &mut Initiative| {
            it.confidence = confidence;
            it.confidence_percent = percent;
            it.outcome = outcome;
        });
        let record = RecordRef::to::<Initiative>(id);
        join(tx, record, Joint::Goal, goal)?;
        join(tx, record, Joint::Metric, metric)?;
        (self.initiative, self.epic) = (Some(id), None);
        Ok(())
    }

    /// The record a field names by its place, from 1.
    fn nth(&self, made: &[Id], parts: &mut Split<'_, char>) -> Option<Id> {
        let place: usize = next(parts)?.parse().ok()?;
        made.get(place.checked_sub(1)?).copied()
    }

    fn story(&mut self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) {
        let number = text(parts);
        let kind = next(parts).and_then(ItemType::recognise).unwrap_or_default();
        let status = text(parts);
        let estimate = next(parts).and_then(|points| points.parse().ok());
        let release = self.nth(&self.releases, parts);
        let title = text(parts);
        let item = self.item(tx, &number, kind, &status, title);
        let criteria: Vec<Criterion> = parts
            .map(|line| Criterion {
                id: tx.new_id(),
                text: line.trim_start_matches('+').to_owned(),
                met: line.starts_with('+'),
                runs: Vec::new(),
            })
            .collect();
        tx.edit(item, |item: &mut Item| {
            item.estimate = estimate;
            item.release = release;
            item.criteria = criteria;
        });
    }

    fn numbered(&self, tx: &Tx<'_>, number: &str) -> Option<Id> {
        tx.tables().items.any.numbered(self.product, number.parse().ok()?)
    }

    /// For whom an item is, what they want, and why.
    fn tell(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) {
        let Some(item) = self.numbered(tx, &text(parts)) else { return };
        let persona = described_named(tx, &PERSONAS, self.product, &text(parts));
        let (want, benefit) = (text(parts), text(parts));
        tx.edit(item, |item: &mut Item| {
            item.persona = persona;
            item.want = want;
            item.benefit = benefit;
        });
    }

    /// The way of an item through its states, `doing:-9` each, after the days it was blocked, `-8:-6`, where it was.
    fn go_through(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) {
        let Some(item) = self.numbered(tx, &text(parts)) else { return };
        let blocked = values(parts);
        let mut steps = Vec::new();
        for (status, days) in values(parts) {
            steps.push((status, days.parse().unwrap_or(0), tx.new_id()));
        }
        let blocks: Vec<Block> = blocked.into_iter().map(|(from, until)| block(tx, from, until)).collect();
        let (now, today) = (tx.now(), tx.today());
        tx.edit(item, |item: &mut Item| {
            for (status, days, id) in steps {
                item.set_status(status, id, before(now, days), today.plus(days));
            }
            item.blocked = blocks;
        });
    }

    /// What somebody said: how it reached us, when, from which segment, and the items it speaks for.
    fn quote(&self, tx: &mut Tx<'_>, parts: &mut Split<'_, char>) -> Result<(), CommandError> {
        let source = text(parts);
        let on = tx.today().plus(text(parts).parse().unwrap_or(0));
        let (segment, quote, numbers) = (text(parts), text(parts), text(parts));
        let items: Vec<Id> = numbers.split(' ').filter_map(|number| self.numbered(tx, number)).collect();
        let Some(first) = items.first() else { return Ok(()) };
        let id = say_of(tx, *first, &quote)?;
        let feedback = RecordRef { table: FEEDBACK.table, id };
        write_field(tx, feedback, &SOURCE, &source)?;
        write_field(tx, feedback, &SAID_ON, &on.to_string())?;
        if let Some(id) = described_named(tx, &SEGMENTS, self.product, &segment) {
            set_link(tx, feedback, &SEGMENT, RecordRef { table: SEGMENTS.table, id }, true)?;
        }
        let items = items.iter().skip(1).map(|item| RecordRef::to::<Item>(*item));
        items.into_iter().try_for_each(|item| set_link(tx, feedback, &SPEAKS_FOR, item, true))
    }

    /// Makes an item with a number of its own at the end of the list, under the epic or the initiative.
    fn item(&mut self, tx: &mut Tx<'_>, number: &str, kind: ItemType, status: &str, title: String) -> Id {
        let number = number.parse().unwrap_or(0);
        let rank = Rank::between(self.rank.as_ref(), None);
        self.rank = Some(rank.clone());
        let mut meta = super::product::new_meta(tx);
        let id = meta.id;
        // Numbers grow with time: two a day, the first of them 110 days ago.
        let days = number as i32 / 2 - 110;
        meta.created_at = before(tx.now(), days);
        let (at, on) = (meta.created_at, tx.today().plus(days));
        let made = StatusChange { id: tx.new_id(), at, on, from: None, to: status.to_owned() };
        let mut item = Item::new(meta, self.product, number, title, status.to_owned(), rank);
        item.kind = kind;
        item.parent = self.epic;
        item.initiative = self.initiative.filter(|_| self.epic.is_none());
        item.status_log.push(made);
        tx.insert(item);
        tx.edit(self.product, |product: &mut Product| product.last_item = product.last_item.max(number));
        id
    }
}

/// The moment so many days from another; negative days lie before it.
fn before(now: Instant, days: i32) -> Instant {
    Instant(now.0 + i64::from(days) * 86_400_000)
}

/// A time in which an item could not go on, in days from today.
fn block(tx: &mut Tx<'_>, from: &str, until: &str) -> Block {
    let days: i32 = from.parse().unwrap_or(0);
    let at = before(tx.now(), days);
    let until: Option<i32> = until.parse().ok();
    Block {
        id: tx.new_id(),
        reason: "Waits for the text gateway".into(),
        at,
        on: tx.today().plus(days),
        until: until.map(|days| before(tx.now(), days)),
        until_on: until.map(|days| tx.today().plus(days)),
    }
}

/// Values and the days they were seen on, written `-3:58`: days from today, then the value.
fn values<'a>(parts: &mut Split<'a, char>) -> Vec<(&'a str, &'a str)> {
    next(parts).unwrap_or_default().split(' ').filter_map(|pair| pair.split_once(':')).collect()
}
