//! Lists in the order of a score.

use leptos::prelude::*;

use super::everywhere::go_to_tab;
use crate::model::RecordRef;
use crate::model::kind::{Field, INITIATIVES};
use crate::ui::app::App;
use crate::view::{At, Look, Place, Tab, score_field};

/// Puts the list in the order of a score; initiatives, of none, in their own again.
pub fn order_by(app: App, field: Option<&'static Field>) {
    let (kind, first) = (app.kind(), score_field(&Look::default()));
    app.look(|look| {
        if kind.is_some() && (look.by.is_none() || field.is_none()) {
            // Ranks are read over all of them, whatever goal they serve.
            look.group = if field.is_some() { None } else { Look::usual(kind).group };
        }
        look.by = field.filter(|field| kind.is_some() || *field != first);
        look.sort.clear();
        look.columns = None;
    });
}

/// Goes to the list of initiatives in the order of a score.
pub fn prioritise_initiatives(app: App) {
    go_to_tab(app, Place::Roadmap, Tab::Kind(&INITIATIVES));
    if app.route.with_untracked(|route| route.at().and_then(At::by)).is_none() {
        order_by(app, Some(score_field(&Look::default())));
    }
}

/// Goes to where records like one are put in order.
pub fn prioritise(app: App, record: RecordRef) {
    if record.table == INITIATIVES.table {
        prioritise_initiatives(app);
    } else {
        go_to_tab(app, Place::Backlog, Tab::Prioritise);
    }
}
