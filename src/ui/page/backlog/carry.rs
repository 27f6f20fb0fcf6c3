//! Carrying rows to another place: by the pointer, or picked up with a key and moved by the arrows.
//!
//! Nothing is changed while rows are carried: a line shows where they would drop, and the drop is one transaction.

use leptos::ev;
use leptos::prelude::*;

use crate::browser;
use crate::model::Id;
use crate::ui::action::{drop_carried, order_is_fixed};
use crate::ui::app::{App, Carried};
use crate::ui::listen::listen_here;
use crate::ui::reactive::Memo;
use crate::view::{LineAt, Lines, Tab};

/// How far the pointer moves before it is a drag, in CSS pixels.
const SLACK: f64 = 6.0;
/// How near the edge of the view scrolling begins, in CSS pixels.
const EDGE: f64 = 48.0;

/// Where the pointer went down on a row.
#[derive(Clone, Copy, Debug)]
pub struct DragStart {
    id: Id,
    x: f64,
    y: f64,
    is_begun: bool,
}

impl DragStart {
    /// The start of a drag; none for touch, which scrolls, for other buttons, and for fields.
    pub fn of(app: App, event: &ev::PointerEvent) -> Option<Self> {
        let is_mouse = event.pointer_type() != "touch" && event.button() == 0;
        // Records of described kinds keep the order they were made in, or are sorted.
        let is_ranked = app.is_on(Tab::Prioritise);
        if !is_mouse || event.shift_key() || browser::is_editing(event) || app.kind().is_some() || is_ranked {
            return None;
        }
        let (id, cell) = super::event::row_of_event(event)?;
        let is_check = cell.is_some_and(|cell| cell.get_attribute("data-cell").as_deref() == Some("check"));
        app.rows.dropped_at.set_value(f64::NEG_INFINITY);
        (!is_check).then(|| Self {
            id,
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
            is_begun: false,
        })
    }
}

/// Follows the pointer from where it went down.
pub fn follow_pointer(app: App, drag: StoredValue<Option<DragStart>>, lines: Memo<Lines>) {
    let pointer = StoredValue::new(0.0);
    let is_scrolling = StoredValue::new(false);
    listen_here(ev::pointermove, move |event| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let Some(start) = drag.get_value() else { return };
        let is_begun = app.rows.carried.with_untracked(Option::is_some);
        if start.is_begun && !is_begun {
            // Esc has put everything back.
            return drag.set_value(None);
        }
        if !is_begun && (x - start.x).hypot(y - start.y) < SLACK {
            return;
        }
        pointer.set_value(y);
        if is_begun {
            aim(app, lines, y);
        } else if let Some(reason) = order_is_fixed(app) {
            drag.set_value(None);
            app.rows.dropped_at.set_value(browser::now_ms());
            return app.say(reason);
        } else {
            drag.set_value(Some(DragStart { is_begun: true, ..start }));
            let ids = super::event::targets_of(app, start.id);
            app.rows.carried.set(Some(Carried::new(app, ids, 0, true)));
            aim(app, lines, y);
        }
        if past_edge(y) != 0.0 && !is_scrolling.get_value() {
            is_scrolling.set_value(true);
            scroll_on(app, lines, pointer, is_scrolling);
        }
    });
    let end = move |is_dropped: bool| {
        if drag.try_update_value(Option::take).flatten().is_none() {
            return;
        }
        if let Some(carried) = app.rows.carried.get_untracked().filter(|carried| carried.by_pointer) {
            app.rows.dropped_at.set_value(browser::now_ms());
            if is_dropped {
                drop_carried(app, &carried);
            } else {
                app.rows.carried.set(None);
            }
        }
    };
    listen_here(ev::pointerup, move |_| end(true));
    listen_here(ev::pointercancel, move |_| end(false));
}

/// Sets where the carried rows would drop: before the row under the pointer, under it, or into a folded group.
fn aim(app: App, lines: Memo<Lines>, y: f64) {
    let list = app.list.get_untracked();
    let below = y - browser::top_of("#rows").unwrap_or(0.0);
    let (at, into) = lines.with_untracked(|lines| (lines.row_gap_at(below), lines.line_into(below)));
    let at = at.min(list.ids.len());
    let Some(carried) = app.rows.carried.get_untracked() else { return };
    // In the tree an epic stands among what stands under nothing.
    let is_top = |place: &usize| list.branches.get(*place).is_none_or(|branch| branch.depth == 0);
    let at = if carried.has_epic { (at..list.ids.len()).find(is_top).unwrap_or(list.ids.len()) } else { at };
    let into = into.filter(|into| match into {
        LineAt::Head(head) => list.heads.get(*head).is_some_and(|head| !head.is_open),
        LineAt::Row(row) => list.branches.get(*row).zip(list.ids.get(*row)).is_some_and(|(branch, id)| {
            let can_hold = branch.is_open.is_some() || app.is_epic(*id);
            can_hold && !carried.has_epic && !carried.ids.contains(id)
        }),
    });
    if (carried.at, carried.into) != (at, into) {
        app.rows.carried.set(Some(Carried { at, into, ..carried }));
    }
}

/// How far a pointer is past the line from which a carried row scrolls the list: up negative, down positive.
fn past_edge(y: f64) -> f64 {
    let head = browser::top_of("#main").unwrap_or(0.0) + 68.0 + EDGE;
    let foot = browser::view_height() - EDGE;
    ((y - head).min(0.0) + (y - foot).max(0.0)).clamp(-EDGE, EDGE)
}

/// Scrolls frame by frame for as long as rows are carried at an edge, also while the pointer rests.
fn scroll_on(app: App, lines: Memo<Lines>, pointer: StoredValue<f64>, is_scrolling: StoredValue<bool>) {
    let Some(y) = pointer.try_get_value() else { return };
    let by = past_edge(y);
    let is_carried =
        app.rows.carried.with_untracked(|carried| carried.as_ref().is_some_and(|carried| carried.by_pointer));
    is_scrolling.set_value(by != 0.0 && is_carried);
    if is_scrolling.get_value() {
        browser::scroll_main(by / 3.0);
        aim(app, lines, y);
        browser::after_paint(move || scroll_on(app, lines, pointer, is_scrolling));
    }
}
