//! Carrying rows to another place: by the pointer, or picked up with a key and moved by the arrows.
//!
//! Nothing is changed while rows are carried: a line shows where they would drop, and the drop is one transaction.

use leptos::ev;
use leptos::prelude::*;

use super::super::super::action::{drop_at, order_is_fixed};
use super::super::super::app::App;
use super::super::super::listen::listen_here;
use crate::browser;
use crate::model::Id;
use crate::view::Lines;

/// How far the pointer moves before it is a drag, in CSS pixels.
const SLACK: f64 = 6.0;
/// How near the edge of the view scrolling begins, and by how much it scrolls at a move.
const EDGE: f64 = 48.0;

/// Items under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The items, in list order.
    pub ids: Vec<Id>,
    /// They would drop before the row at this place; after the last where it is the list's length.
    pub at: usize,
    /// Whether the pointer carries them.
    pub by_pointer: bool,
}

impl Carried {
    /// Drops them where they are.
    pub fn drop_here(&self, app: App) {
        app.carried.set(None);
        drop_at(app, &self.ids, self.at);
    }
}

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
        if !is_mouse || event.shift_key() || browser::is_editing(event) {
            return None;
        }
        let (id, cell) = super::event::row_of_event(event)?;
        let is_check = cell.is_some_and(|cell| cell.get_attribute("data-cell").as_deref() == Some("check"));
        app.dropped_at.set_value(f64::NEG_INFINITY);
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
    listen_here(ev::pointermove, move |event| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let Some(start) = drag.get_value() else { return };
        let is_begun = app.carried.with_untracked(Option::is_some);
        if start.is_begun && !is_begun {
            // Esc has put everything back.
            return drag.set_value(None);
        }
        if !is_begun && (x - start.x).hypot(y - start.y) < SLACK {
            return;
        }
        let list = app.list.get_untracked();
        let top = browser::top_of("#rows").unwrap_or(0.0);
        let at = lines.with_untracked(|lines| lines.row_gap_at(y - top)).min(list.ids.len());
        if is_begun {
            let is_same =
                app.carried.with_untracked(|carried| carried.as_ref().is_some_and(|it| it.at == at));
            if !is_same {
                app.carried.update(|carried| {
                    if let Some(carried) = carried {
                        carried.at = at;
                    }
                });
            }
        } else if let Some(reason) = order_is_fixed(app) {
            drag.set_value(None);
            app.dropped_at.set_value(browser::now_ms());
            app.say(reason);
        } else {
            drag.set_value(Some(DragStart { is_begun: true, ..start }));
            app.carried.set(Some(Carried {
                ids: super::event::targets_of(app, start.id),
                at,
                by_pointer: true,
            }));
        }
        let (head, foot) = (browser::top_of("#main").unwrap_or(0.0) + 68.0, browser::view_height());
        if y < head + EDGE {
            browser::scroll_main(-(head + EDGE - y) / 2.0);
        } else if y > foot - EDGE {
            browser::scroll_main(f64::midpoint(y - foot, EDGE));
        }
    });
    let end = move |is_dropped: bool| {
        if drag.try_update_value(Option::take).flatten().is_none() {
            return;
        }
        if let Some(carried) = app.carried.get_untracked().filter(|carried| carried.by_pointer) {
            app.dropped_at.set_value(browser::now_ms());
            if is_dropped {
                carried.drop_here(app);
            } else {
                app.carried.set(None);
            }
        }
    };
    listen_here(ev::pointerup, move |_| end(true));
    listen_here(ev::pointercancel, move |_| end(false));
}

/// Whether a press has just ended as a drop: then it is no click.
pub fn just_dropped(app: App) -> bool {
    browser::now_ms() - app.dropped_at.get_value() < 300.0
}
