//! The lines of the table's body, kept in step with the list by as few changes of the page as there can be.
//!
//! Leptos' own keyed list puts every line in again where one goes from the end to the start; each is then laid out anew.

use std::collections::HashMap;

use leptos::html;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::{OwnedView, OwnedViewState};
use leptos::tachys::view::any_view::AnyViewState;

use crate::model::Id;
use crate::ui::reactive::{Memo, effect};
use crate::view::{LineAt, Lines, stay_in_order};

/// A line of the table's body: a row, the head of a group, or the room that lines not mounted take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyLine {
    /// The row of an item.
    Row(Id),
    /// Its words alone, while the list flies by.
    Sketch(Id),
    /// The head with this place among the heads.
    Head(usize),
    /// The room of the lines from one to another; its place tells it from the other.
    Gap { place: usize, from: usize, to: usize },
}

/// The lines that are mounted, and where each row stands: its place among the rows, and its line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mounted {
    /// The lines, from the first to the last.
    pub lines: Vec<BodyLine>,
    /// Where each row stands.
    pub places: HashMap<Id, (usize, usize)>,
}

impl Mounted {
    /// The lines in view, and the row that must stay: the one that has the focus. While the list flies by, rows that were
    /// not there `before` are sketches.
    pub fn of(
        list: &[Id],
        all: &Lines,
        in_view: std::ops::Range<usize>,
        stays: Option<usize>,
        before: Option<&Self>,
    ) -> Self {
        let focused = stays.and_then(|row| list.get(row)).copied();
        let is_whole = |id: &Id| {
            before.is_none_or(|before| Some(*id) == focused || before.lines.contains(&BodyLine::Row(*id)))
        };
        let stays = stays.map(|row| all.line_of_row(row));
        let before = stays.filter(|stays| *stays < in_view.start);
        let after = stays.filter(|stays| *stays >= in_view.end);
        let mut mounted = Self::default();
        let mut next = 0;
        for line in before.into_iter().chain(in_view).chain(after) {
            mounted.add_gap(next, line);
            match all.line(line) {
                LineAt::Row(row) => {
                    if let Some(id) = list.get(row) {
                        mounted.lines.push(if is_whole(id) {
                            BodyLine::Row(*id)
                        } else {
                            BodyLine::Sketch(*id)
                        });
                        mounted.places.insert(*id, (row, line));
                    }
                }
                LineAt::Head(head) => mounted.lines.push(BodyLine::Head(head)),
            }
            next = line + 1;
        }
        mounted.add_gap(next, all.len());
        mounted
    }

    fn add_gap(&mut self, from: usize, to: usize) {
        if to > from {
            self.lines.push(BodyLine::Gap { place: self.lines.len(), from, to });
        }
    }
}

/// A line that stands in the page.
struct Shown {
    line: BodyLine,
    view: OwnedViewState<AnyViewState>,
}

/// Keeps the lines of a table's body as they are to be; the row that `holds` names moves last, for it has the focus.
pub fn keep_lines(
    body: NodeRef<html::Tbody>,
    mounted: Memo<Mounted>,
    holds: impl Fn() -> Option<Id> + 'static,
    draw: impl Fn(BodyLine) -> AnyView + 'static,
) {
    let owner = Owner::current().unwrap_or_default();
    let show = move |line: BodyLine| {
        let owner = owner.child();
        let view = owner.with(|| draw(line));
        Shown { line, view: OwnedView::new_with_owner(view, owner).build() }
    };
    // Not the effect's own value: that is dropped some time after the list has gone, and lines would still listen.
    let shown = StoredValue::new_local(Vec::new());
    effect(move |_| {
        let Some(body) = body.get() else { return };
        let before = shown.try_update_value(std::mem::take).unwrap_or_default();
        shown.set_value(mounted.with(|mounted| redraw(&body, before, &mounted.lines, holds(), &show)));
    });
}

fn redraw(
    body: &web_sys::Element,
    shown: Vec<Shown>,
    lines: &[BodyLine],
    dearest: Option<Id>,
    show: &impl Fn(BodyLine) -> Shown,
) -> Vec<Shown> {
    let places: HashMap<BodyLine, usize> =
        shown.iter().zip(0..).map(|(it, place)| (it.line, place)).collect();
    let before: Vec<Option<usize>> = lines.iter().map(|line| places.get(line).copied()).collect();
    let dearest = dearest.and_then(|id| lines.iter().position(|line| *line == BodyLine::Row(id)));
    let stays = stay_in_order(&before, dearest);
    let mut shown: Vec<Option<Shown>> = shown.into_iter().map(Some).collect();
    let kept: Vec<Option<Shown>> = before.into_iter().map(|place| shown.get_mut(place?)?.take()).collect();
    shown.into_iter().flatten().for_each(|mut gone| gone.view.unmount());
    // From the last up: each goes before the one that is to follow it.
    let mut after: Vec<Shown> = Vec::with_capacity(lines.len());
    for ((line, known), stays) in lines.iter().zip(kept).zip(stays).rev() {
        let is_there = known.is_some() && stays;
        let mut line = known.unwrap_or_else(|| show(*line));
        let is_placed =
            is_there || after.last().is_some_and(|next| next.view.insert_before_this(&mut line.view));
        if !is_placed {
            line.view.mount(body, None);
        }
        after.push(line);
    }
    after.reverse();
    after
}
