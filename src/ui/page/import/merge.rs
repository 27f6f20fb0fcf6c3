//! What both devices changed, side by side, and what a person decides about it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser;
use crate::command::{Decisions, Side};
use crate::model::capitalised;
use crate::ui::component::Icon;
use crate::view::{Disputed, DisputedRecord, count};

/// What there is to decide.
#[derive(Clone)]
pub struct ToDecide {
    records: Arc<Vec<DisputedRecord>>,
    decisions: RwSignal<Decisions>,
    /// The record that is looked at.
    at: RwSignal<usize>,
}

impl ToDecide {
    /// The first of the records is looked at.
    pub fn new(records: &Arc<Vec<DisputedRecord>>, decisions: RwSignal<Decisions>) -> Self {
        Self { records: Arc::clone(records), decisions, at: RwSignal::new(0) }
    }

    /// What was decided about a record, in a word; empty where not all of it is.
    fn decided(&self, record: &DisputedRecord) -> &'static str {
        self.decisions.with(|decisions| {
            if decisions.keeps_both(&record.record) {
                return "both";
            }
            let side = |field: &Disputed| decisions.side(&record.record, &field.conflict.path);
            let mut sides = record.fields.iter().map(side);
            match (sides.next().flatten(), sides.clone().all(|side| side.is_some())) {
                (None, _) | (_, false) => "",
                (Some(first), _) if sides.any(|side| side != Some(first)) => "some of each",
                (Some(Side::Mine), _) => "mine",
                (Some(Side::Theirs), _) => "theirs",
            }
        })
    }

    fn decide_all(&self, record: &DisputedRecord, side: Side) {
        self.decisions.update(|decisions| {
            record.fields.iter().for_each(|field| decisions.decide(&field.conflict, side));
        });
    }
}

/// The list of what is to decide and the record that is looked at, with what happens without asking below the list.
pub fn both_sides(to_decide: ToDecide, hint: &str, happens: AnyView) -> AnyView {
    let ToDecide { records, decisions, at } = to_decide.clone();
    let number = records.len();
    let of_all = to_decide.clone();
    let all = move |side: Side| {
        let of_all = of_all.clone();
        let name = if side == Side::Mine { "Everything as here" } else { "Everything as in the file" };
        view! {
            <button
                class="btn"
                data-kind="edge"
                on:click=move |_| of_all.records.iter().for_each(|record| of_all.decide_all(record, side))
            >
                {name}
            </button>
        }
    };
    let (of_list, of_head, of_sides) = (to_decide.clone(), to_decide.clone(), to_decide);
    let done = move || {
        let done = of_head.records.iter().filter(|record| !of_head.decided(record).is_empty()).count();
        format!("{number}, {done} done")
    };
    let lines = records
        .iter()
        .enumerate()
        .map(|(place, record)| {
            let (of_list, record) = (of_list.clone(), record.clone());
            let (key, title) = (record.key.clone(), record.title.clone());
            let fields = count(record.fields.len(), "field");
            let mark = move || {
                let word = of_list.decided(&record);
                let (icon, end) = if word.is_empty() { ("s-draft", fields.clone()) } else { ("s-accepted", word.into()) };
                view! { <Icon name=icon /><span class="key">{key.clone()}</span><span class="t">{title.clone()}</span><span class="meta end">{end}</span> }
            };
            view! {
                <li>
                    <button class="pick" aria-current=move || (at.get() == place).then_some("true") on:click=move |_| at.set(place)>
                        {mark}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="lead">
            <h3 class="big">{format!("{} to decide.", count(number, "record"))}</h3>
            <p class="prose">{hint.to_owned()}" What only one of the two changed is taken without asking."</p>
        </section>
        <div class="two" data-flip>
            <div class="stack">
                <section class="sec">
                    <header><h2>"To decide"</h2><span class="n">{done}</span></header>
                    <ul class="rows picks" aria-label="To decide">{lines}</ul>
                    <p class="hint">{all(Side::Mine)}{all(Side::Theirs)}</p>
                </section>
                {happens}
            </div>
            {move || {
                let record = records.get(at.get())?.clone();
                Some(sides(of_sides.clone(), record, decisions))
            }}
        </div>
    }
    .into_any()
}

/// A record, with what both sides have of each field.
fn sides(to_decide: ToDecide, record: DisputedRecord, decisions: RwSignal<Decisions>) -> AnyView {
    let target = record.record.clone();
    let rows = record
        .fields
        .iter()
        .map(|field| {
            let conflict = field.conflict.clone();
            let name = format!("{}-{}", target.1, conflict.path);
            let cell = |side: Side, words: &str| {
                let (of_this, conflict) = (conflict.clone(), conflict.clone());
                let is_taken = move || {
                    decisions.with(|decisions| decisions.side(&of_this.record, &of_this.path) == Some(side))
                };
                let is_shown = is_taken.clone();
                view! {
                    <td>
                        <label class="choice" data-checked=move || is_shown().then_some("")>
                            <input
                                type="radio"
                                class="aloud"
                                name=name.clone()
                                prop:checked=is_taken
                                on:change=move |_| decisions.update(|decisions| decisions.decide(&conflict, side))
                            />
                            <span>{words.to_owned()}</span>
                            <Icon name="check" />
                        </label>
                    </td>
                }
            };
            view! {
                <tr role="radiogroup" aria-label=field.field.clone()>
                    <th scope="row" class="key">{field.field.clone()}</th>
                    <td class="none">{field.base.clone().unwrap_or_else(|| "not known".into())}</td>
                    {cell(Side::Mine, &field.mine)}
                    {cell(Side::Theirs, &field.theirs)}
                </tr>
            }
        })
        .collect_view();
    let (mine_at, theirs_at) = record.changed_at;
    let all = |side: Side, name: &'static str| {
        let (to_decide, record) = (to_decide.clone(), record.clone());
        view! { <button class="btn" data-kind="edge" on:click=move |_| to_decide.decide_all(&record, side)>{name}</button> }
    };
    let both = record.can_keep_both.then(|| {
        let is_both = {
            let target = target.clone();
            move || decisions.with(|decisions| decisions.keeps_both(&target)).to_string()
        };
        let target = target.clone();
        view! {
            <button class="btn" data-kind="edge" aria-pressed=is_both on:click=move |_| decisions.update(|decisions| decisions.keep_both(&target))>"Keep both"</button>
            <span class="meta">{format!("Keep both makes a second {} of what the file has.", record.noun)}</span>
        }
    });
    let at = |side: &'static str, at| match at {
        crate::model::Instant(0) => side.to_owned(),
        at => format!("{side}, {}", browser::day_and_clock_text(at)),
    };
    view! {
        <section class="sec">
            <header><h2>{record.title.clone()}</h2><span class="n">{capitalised(&record.noun)}</span></header>
            <div class="scroll" tabindex="0" role="region" aria-label="Fields that differ">
                <table class="table" data-kind="sides" aria-label="Fields that differ">
                    <thead>
                        <tr><th>"Field"</th><th>"Before"</th><th>{at("Here", mine_at)}</th><th>{at("In the file", theirs_at)}</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="hint">{all(Side::Mine, "All mine")}{all(Side::Theirs, "All theirs")}{both}</p>
        </section>
    }
    .into_any()
}
