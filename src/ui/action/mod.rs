//! The one registry of actions: buttons, menus, palette, shortcuts and the help sheet all read it.

mod everywhere;
mod item;
mod list;
mod mend;
mod record;

pub use everywhere::{
    compose, copy_roadmap_markdown, copy_roadmap_rich, delete_product, explore_sample, export_everything,
    first_action, in_sample, make_goal, make_initiative, make_initiative_in, make_metric, make_release,
    set_lens,
};
pub use item::{
    delete_targets, estimate_at, label_picker, menu_of_items, move_menu, move_to as move_items_to,
    status_menu, step_carried, type_menu,
};

pub use mend::{mend, mend_words};
pub use record::{
    confidence_menu, direction_menu, horizon_menu, move_initiative, record_menu, release_state_menu,
};

use leptos::prelude::*;

use super::app::App;
use super::overlay::Overlay;
use crate::browser;
use crate::command;
use crate::view::{Place, Route, SettingsTab};

/// Under which heading an action stands in the help sheet and in the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Works on every page.
    Everywhere,
    /// Goes somewhere.
    GoTo,
    /// Works in a list.
    List,
    /// Works on the item at the cursor, or on those that are picked.
    Item,
    /// Works on the card of the roadmap that has the focus.
    Card,
}

impl Group {
    /// All groups, in the order of the help sheet.
    pub const ALL: [Self; 5] = [Self::Everywhere, Self::GoTo, Self::List, Self::Item, Self::Card];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::GoTo => "Go to",
            Self::List => "In a list",
            Self::Item => "On an item",
            Self::Card => "On the roadmap",
        }
    }
}

/// Something a person can do.
pub struct Action {
    /// What it is called, with a verb.
    pub label: &'static str,
    /// Further words it is found by.
    pub keywords: &'static str,
    /// The glyph before it.
    pub icon: &'static str,
    /// The shortcuts that run it, the one to show first.
    pub keys: &'static [&'static str],
    /// Its heading.
    pub group: Group,
    /// Whether it can be done now.
    pub when: fn(App) -> bool,
    /// Does it.
    pub run: fn(App),
}

impl Action {
    /// The action with this label.
    pub fn named(label: &str) -> Option<&'static Self> {
        ACTIONS.iter().find(|action| action.label == label)
    }

    /// Does the action with this label.
    pub fn run_named(app: App, label: &str) {
        if let Some(action) = Self::named(label) {
            (action.run)(app);
        }
    }

    /// Whether it only moves the cursor: such actions are done with keys alone, and are no commands.
    pub fn is_motion(&self) -> bool {
        self.icon.is_empty()
    }
}

fn always(_: App) -> bool {
    true
}

/// Whether there is a product to work in.
pub(super) fn has_product(app: App) -> bool {
    app.read(|workspace| workspace.tables().products.iter().next().is_some())
}

/// The place of a product a person is at.
fn in_place(app: App) -> Option<Place> {
    app.product.get_untracked()?;
    app.route.with_untracked(Route::here)
}

fn in_product(app: App) -> bool {
    in_place(app).is_some()
}

/// Whether a card of the roadmap has the focus.
fn on_card(app: App) -> bool {
    in_place(app) == Some(Place::Roadmap) && browser::focused_card().is_some()
}

fn in_backlog(app: App) -> bool {
    in_place(app) == Some(Place::Backlog)
}

fn on_item(app: App) -> bool {
    in_backlog(app) && !app.targets().is_empty()
}

fn can_undo(app: App) -> bool {
    app.read(|workspace| workspace.undo_stack().next_undo().is_some())
}

fn can_redo(app: App) -> bool {
    app.read(|workspace| workspace.undo_stack().next_redo().is_some())
}

/// Every action there is.
pub static ACTIONS: &[Action] = &[
    Action {
        label: "Go, find, do",
        keywords: "command palette menu",
        icon: "search",
        keys: &["Ctrl K"],
        group: Group::Everywhere,
        when: always,
        run: |app| app.overlay.set(Overlay::Palette),
    },
    Action {
        label: "Search this view",
        keywords: "find filter",
        icon: "search",
        keys: &["/"],
        group: Group::Everywhere,
        when: in_backlog,
        run: everywhere::focus_search,
    },
    Action {
        label: "New item",
        keywords: "create add story bug task",
        icon: "plus",
        keys: &["C"],
        group: Group::Everywhere,
        when: has_product,
        run: compose,
    },
    Action {
        label: "Undo",
        keywords: "take back",
        icon: "undo",
        keys: &["Ctrl Z"],
        group: Group::Everywhere,
        when: can_undo,
        run: |app| app.undo(),
    },
    Action {
        label: "Redo",
        keywords: "again",
        icon: "redo",
        keys: &["Ctrl Shift Z", "Ctrl Y"],
        group: Group::Everywhere,
        when: can_redo,
        run: |app| app.redo(),
    },
    Action {
        label: "Switch the lens",
        keywords: "hat pm po both product manager owner",
        icon: "both",
        keys: &["Shift L"],
        group: Group::Everywhere,
        when: |app| app.product.get_untracked().is_some(),
        run: everywhere::switch_lens,
    },
    Action {
        label: "Places",
        keywords: "sidebar navigation fold",
        icon: "side",
        keys: &["["],
        group: Group::Everywhere,
        when: always,
        run: everywhere::toggle_places,
    },
    Action {
        label: "Inspector",
        keywords: "details panel",
        icon: "panel",
        keys: &["]"],
        group: Group::Everywhere,
        when: in_backlog,
        run: everywhere::toggle_inspector,
    },
    Action {
        label: "Write the vision",
        keywords: "edit statement purpose",
        icon: "strategy",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: |app| app.overlay.set(Overlay::Vision { is_new_version: false }),
    },
    Action {
        label: "Add goal",
        keywords: "new objective okr",
        icon: "goal",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: make_goal,
    },
    Action {
        label: "Add initiative",
        keywords: "new roadmap bet",
        icon: "roadmap",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: make_initiative,
    },
    Action {
        label: "Add release",
        keywords: "new version ship",
        icon: "release",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: make_release,
    },
    Action {
        label: "Add metric",
        keywords: "new outcome measure kpi",
        icon: "outcomes",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: make_metric,
    },
    Action {
        label: "Copy the roadmap as Markdown",
        keywords: "share export text",
        icon: "copy",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: copy_roadmap_markdown,
    },
    Action {
        label: "Copy the roadmap as rich text",
        keywords: "share export mail slack",
        icon: "copy",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: copy_roadmap_rich,
    },
    Action {
        label: "Print",
        keywords: "paper pdf",
        icon: "print",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: |_| browser::print(),
    },
    Action {
        label: "Import…",
        keywords: "bring in csv tsv json open restore paste",
        icon: "upload",
        keys: &[],
        group: Group::Everywhere,
        when: always,
        run: |app| app.overlay.set(Overlay::Import),
    },
    Action {
        label: "Export everything",
        keywords: "save backup file json download",
        icon: "download",
        keys: &[],
        group: Group::Everywhere,
        when: has_product,
        run: export_everything,
    },
    Action {
        label: "New product…",
        keywords: "create add",
        icon: "plus",
        keys: &[],
        group: Group::Everywhere,
        when: has_product,
        run: |app| app.overlay.set(Overlay::Product(None)),
    },
    Action {
        label: "Name and key of this product…",
        keywords: "rename",
        icon: "edit",
        keys: &[],
        group: Group::Everywhere,
        when: |app| app.product.get_untracked().is_some(),
        run: |app| app.overlay.set(Overlay::Product(app.product.get_untracked())),
    },
    Action {
        label: "Delete this product…",
        keywords: "remove trash sample",
        icon: "trash",
        keys: &[],
        group: Group::Everywhere,
        when: in_product,
        run: delete_product,
    },
    Action {
        label: "Explore the sample",
        keywords: "spoke example demo",
        icon: "line",
        keys: &[],
        group: Group::Everywhere,
        when: always,
        run: explore_sample,
    },
    Action {
        label: "Shortcuts",
        keywords: "help keyboard keys",
        icon: "help",
        keys: &["?"],
        group: Group::Everywhere,
        when: always,
        run: |app| app.overlay.set(Overlay::Help),
    },
    Action {
        label: "Today",
        keywords: "focus attention home",
        icon: "today",
        keys: &["G T"],
        group: Group::GoTo,
        when: has_product,
        run: |app| everywhere::go_to_place(app, Place::Today),
    },
    Action {
        label: "Strategy",
        keywords: "vision goals okr key results",
        icon: "strategy",
        keys: &["G S"],
        group: Group::GoTo,
        when: has_product,
        run: |app| everywhere::go_to_place(app, Place::Strategy),
    },
    Action {
        label: "Roadmap",
        keywords: "initiatives now next later releases",
        icon: "roadmap",
        keys: &["G R"],
        group: Group::GoTo,
        when: has_product,
        run: |app| everywhere::go_to_place(app, Place::Roadmap),
    },
    Action {
        label: "Backlog",
        keywords: "list items",
        icon: "backlog",
        keys: &["G B"],
        group: Group::GoTo,
        when: has_product,
        run: |app| everywhere::go_to_place(app, Place::Backlog),
    },
    Action {
        label: "Outcomes",
        keywords: "metrics readings",
        icon: "outcomes",
        keys: &["G O"],
        group: Group::GoTo,
        when: has_product,
        run: |app| everywhere::go_to_place(app, Place::Outcomes),
    },
    Action {
        label: "Trace",
        keywords: "line tree vision stories gaps print",
        icon: "line",
        keys: &["Shift T"],
        group: Group::GoTo,
        when: has_product,
        run: everywhere::go_to_trace,
    },
    Action {
        label: "All products",
        keywords: "portfolio several",
        icon: "line",
        keys: &["G A"],
        group: Group::GoTo,
        when: has_product,
        run: |app| app.go(&Route::Portfolio),
    },
    Action {
        label: "Settings",
        keywords: "data backup storage look theme dark light density about erase",
        icon: "sliders",
        keys: &["G ,"],
        group: Group::GoTo,
        when: always,
        run: |app| app.go(&Route::Settings(SettingsTab::Data)),
    },
    Action {
        label: "Next",
        keywords: "",
        icon: "",
        keys: &["J", "ArrowDown"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, 1),
    },
    Action {
        label: "Previous",
        keywords: "",
        icon: "",
        keys: &["K", "ArrowUp"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, -1),
    },
    Action {
        label: "A page down",
        keywords: "",
        icon: "",
        keys: &["PageDown"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, list::page_rows()),
    },
    Action {
        label: "A page up",
        keywords: "",
        icon: "",
        keys: &["PageUp"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, -list::page_rows()),
    },
    Action {
        label: "First",
        keywords: "",
        icon: "",
        keys: &["Home"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, isize::MIN / 2),
    },
    Action {
        label: "Last",
        keywords: "",
        icon: "",
        keys: &["End"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::step(app, isize::MAX / 2),
    },
    Action {
        label: "Open",
        keywords: "inspector details",
        icon: "panel",
        keys: &["Enter", "O"],
        group: Group::List,
        when: on_item,
        run: item::open,
    },
    Action {
        label: "Peek",
        keywords: "inspector preview",
        icon: "",
        keys: &["Space"],
        group: Group::List,
        when: on_item,
        run: item::peek,
    },
    Action {
        label: "Select",
        keywords: "pick check",
        icon: "",
        keys: &["X", "Shift Space"],
        group: Group::List,
        when: in_backlog,
        run: list::toggle,
    },
    Action {
        label: "Select one more below",
        keywords: "",
        icon: "",
        keys: &["Shift ArrowDown"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::extend(app, 1),
    },
    Action {
        label: "Select one more above",
        keywords: "",
        icon: "",
        keys: &["Shift ArrowUp"],
        group: Group::List,
        when: in_backlog,
        run: |app| list::extend(app, -1),
    },
    Action {
        label: "Select all in view",
        keywords: "everything",
        icon: "check",
        keys: &["Ctrl A"],
        group: Group::List,
        when: in_backlog,
        run: list::toggle_all,
    },
    Action {
        label: "Clear the selection",
        keywords: "none",
        icon: "",
        keys: &["Escape"],
        group: Group::List,
        when: always,
        run: list::escape,
    },
    Action {
        label: "All actions",
        keywords: "",
        icon: "",
        keys: &[".", "Shift F10", "ContextMenu"],
        group: Group::List,
        when: on_item,
        run: item::open_menu,
    },
    Action {
        label: "Edit title",
        keywords: "rename",
        icon: "edit",
        keys: &["E", "F2"],
        group: Group::Item,
        when: on_item,
        run: item::edit_title,
    },
    Action {
        label: "Status",
        keywords: "state set done doing ready",
        icon: "s-doing",
        keys: &["S"],
        group: Group::Item,
        when: on_item,
        run: |app| status_menu(app, app.targets(), None),
    },
    Action {
        label: "Type",
        keywords: "epic story bug task chore spike set",
        icon: "story",
        keys: &["T"],
        group: Group::Item,
        when: on_item,
        run: |app| type_menu(app, app.targets(), None),
    },
    Action {
        label: "Labels",
        keywords: "tag add remove",
        icon: "tag",
        keys: &["L"],
        group: Group::Item,
        when: on_item,
        run: |app| label_picker(app, app.targets(), None),
    },
    Action {
        label: "Estimate",
        keywords: "points size",
        icon: "points",
        keys: &["Shift E"],
        group: Group::Item,
        when: on_item,
        run: |app| estimate_at(app, app.targets(), None),
    },
    Action {
        label: "Move to…",
        keywords: "top bottom before position order rank",
        icon: "move",
        keys: &["M"],
        group: Group::Item,
        when: on_item,
        run: |app| move_menu(app, app.targets(), None),
    },
    Action {
        label: "Move up",
        keywords: "order rank",
        icon: "arrow-up",
        keys: &["Ctrl Shift ArrowUp"],
        group: Group::Item,
        when: on_item,
        run: |app| item::move_by(app, -1),
    },
    Action {
        label: "Move down",
        keywords: "order rank",
        icon: "arrow-down",
        keys: &["Ctrl Shift ArrowDown"],
        group: Group::Item,
        when: on_item,
        run: |app| item::move_by(app, 1),
    },
    Action {
        label: "Move to the top",
        keywords: "order rank first",
        icon: "top",
        keys: &["Ctrl Shift Home"],
        group: Group::Item,
        when: on_item,
        run: |app| item::move_to(app, app.targets(), command::Destination::Top),
    },
    Action {
        label: "Move to the bottom",
        keywords: "order rank last",
        icon: "bottom",
        keys: &["Ctrl Shift End"],
        group: Group::Item,
        when: on_item,
        run: |app| item::move_to(app, app.targets(), command::Destination::Bottom),
    },
    Action {
        label: "Pick up, drop",
        keywords: "grab carry drag",
        icon: "",
        keys: &["Shift M"],
        group: Group::Item,
        when: on_item,
        run: item::pick_up,
    },
    Action {
        label: "Duplicate",
        keywords: "copy clone",
        icon: "copy",
        keys: &[],
        group: Group::Item,
        when: on_item,
        run: item::duplicate,
    },
    Action {
        label: "Copy link",
        keywords: "address url permalink",
        icon: "link",
        keys: &[],
        group: Group::Item,
        when: in_product,
        run: item::copy_link,
    },
    Action {
        label: "Delete",
        keywords: "remove trash",
        icon: "trash",
        keys: &["Delete", "Backspace"],
        group: Group::Item,
        when: on_item,
        run: delete_targets,
    },
    Action {
        label: "Move to another column",
        keywords: "now next later horizon",
        icon: "move",
        keys: &["M"],
        group: Group::Card,
        when: on_card,
        run: everywhere::card_menu,
    },
    Action {
        label: "Move the card up",
        keywords: "order rank",
        icon: "arrow-up",
        keys: &["Ctrl Shift ArrowUp"],
        group: Group::Card,
        when: on_card,
        run: |app| everywhere::step_card(app, -1),
    },
    Action {
        label: "Move the card down",
        keywords: "order rank",
        icon: "arrow-down",
        keys: &["Ctrl Shift ArrowDown"],
        group: Group::Card,
        when: on_card,
        run: |app| everywhere::step_card(app, 1),
    },
    Action {
        label: "Move the card a column to the left",
        keywords: "sooner now next horizon",
        icon: "",
        keys: &["Ctrl Shift ArrowLeft"],
        group: Group::Card,
        when: on_card,
        run: |app| everywhere::shift_card(app, -1),
    },
    Action {
        label: "Move the card a column to the right",
        keywords: "later next horizon",
        icon: "",
        keys: &["Ctrl Shift ArrowRight"],
        group: Group::Card,
        when: on_card,
        run: |app| everywhere::shift_card(app, 1),
    },
];
