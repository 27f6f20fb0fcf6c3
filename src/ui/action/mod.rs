//! The one registry of actions: buttons, menus, palette, shortcuts and the help sheet all read it.

pub mod column;
pub mod column_menu;
mod combine;
mod copy;
mod everywhere;
mod feedback;
mod field;
mod gather;
mod item;
mod lifecycle;
mod list;
pub mod look;
mod mend;
mod menu;
mod order;
mod own_field;
mod plan;
mod priority;
mod record;
mod registry;
mod regroup;
mod release;
pub mod ritual;
mod rules;
mod sprint;
mod target;
mod time;
mod tree;
pub mod view;
mod write;

pub use column::columns_of;
pub use combine::{differ, merge_now, split_into};
pub use copy::{NO_COPY, copy_text, on_copy};
pub use everywhere::{
    compose, copy_rich, copy_roadmap_markdown, copy_roadmap_rich, delete_product, explore_sample,
    export_everything, export_product, go_to_step, go_to_tab, in_sample, make_described, make_initiative_in,
    present, save_file, say_saved, set_lens,
};
pub use feedback::{
    add_pasted, add_pieces, archive, copy_answers, differ_feedback, join_alike, make_need, make_story,
    mark_passage, pick_to_tell, promote, share_feedback, split_theme, tell,
};
pub use field::{add_row_of, change_field, record_of_link, set_field, set_row_field};
pub use gather::gather_items;
pub use item::{
    delete_targets, estimate_at, label_picker, menu_of_items, set_weight, status_menu, type_menu, weight_menu,
};

pub use lifecycle::{invest_or_retire, move_product};
pub use list::{noun as noun_of_list, toggle_all as select_all};
pub use look::{clear_filters, order_is_fixed};
pub use mend::{add_here, link_items, mend, mend_words};
pub use menu::{item_menu, move_picker};
pub use order::{drop_carried, move_to, step_carried};
pub use own_field::{lost_with, new_formula};
pub use plan::{FOUR_WEEKS, compare_menu, move_days, move_to_fit, plan_from, take_baseline, work_day};
pub use priority::{order_by, prioritise};
pub use record::{move_initiative, record_menu};

pub use regroup::{clear_cell, filtered_values, regroup, value_of_group};
pub use rules::{move_anyway, move_to_state, set_status, state_name};
pub use sprint::{
    accept, decide, finish_sprint, plan_sprint, promise_day, pull_fitting, return_items, sprint_menu,
    sprint_name,
};
pub use target::{name_of, out_of_view};
pub use time::add_usual;
pub use write::{
    delegate_picker, follow_up, link_item, persona_picker, quote_picker, relation_menu, set_relation,
    set_speaks_for,
};

use leptos::prelude::*;

pub use registry::{ACTIONS, ActionId};

use super::app::App;
use crate::browser;
use crate::model::Id;
use crate::view::{Device, Place, Route, Shape, Shortcut, Tab};

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
    /// Works on feedback, themes and needs.
    Discovery,
    /// Works on the card of the roadmap that has the focus.
    Card,
}

impl Group {
    /// All groups, in the order of the help sheet.
    pub const ALL: [Self; 6] =
        [Self::Everywhere, Self::GoTo, Self::List, Self::Item, Self::Discovery, Self::Card];

    /// Its heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::GoTo => "Go to",
            Self::List => "In a list",
            Self::Item => "On an item",
            Self::Discovery => "In the inbox",
            Self::Card => "On the roadmap",
        }
    }
}

impl Group {
    /// Whether its actions belong to the place a person is at.
    pub fn is_at_home(self, app: App) -> bool {
        match self {
            Self::Card => in_place(app) == Some(Place::Roadmap) && app.kind().is_none(),
            Self::Item => in_place(app) != Some(Place::Roadmap) || app.kind().is_some(),
            Self::Everywhere | Self::GoTo | Self::List | Self::Discovery => true,
        }
    }
}

/// Something a person can do.
pub struct Action {
    /// What it is known by.
    pub id: ActionId,
    /// The same where it is stored.
    pub key: &'static str,
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

impl ActionId {
    /// The action.
    pub fn action(self) -> Option<&'static Action> {
        ACTIONS.get(self as usize)
    }

    /// Does it.
    pub fn run(self, app: App) {
        if let Some(action) = self.action() {
            (action.run)(app);
        }
    }
}

impl Action {
    /// The actions of a group that can be done now.
    pub fn possible(app: App, group: Group) -> impl Iterator<Item = &'static Self> {
        ACTIONS.iter().filter(move |action| action.group == group && (action.when)(app))
    }

    /// The shortcuts that run it in this browser, the one to show first: those a person chose, else its own.
    pub fn shortcuts(&self, app: App) -> Vec<String> {
        let mut keys = self.chosen_keys(app);
        let is_off = app.device.with(|device| device.single_keys_off);
        keys.retain(|keys| !(is_off && Shortcut::parse(keys).is_single_key()));
        keys
    }

    /// The same, whether or not letters alone are switched off.
    pub fn chosen_keys(&self, app: App) -> Vec<String> {
        // Builds before ids kept them by the label.
        let chosen = |device: &Device| device.keys.get(self.key).or(device.keys.get(self.label)).cloned();
        match app.device.with(chosen) {
            Some(chosen) if chosen.is_empty() => Vec::new(),
            Some(chosen) => vec![chosen],
            None => self.keys.iter().map(|keys| (*keys).to_owned()).collect(),
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
    app.read(|workspace| workspace.tables().has_product())
}

/// The product that stands over the places: that of the place, and in the settings the one they were opened from.
pub(super) fn product_named(app: App) -> Option<Id> {
    let is_settings = app.route.with_untracked(|route| matches!(route, Route::Settings(_)));
    app.product.get_untracked().or_else(|| untrack(|| app.home_product()).filter(|_| is_settings))
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

/// Whether the page is the board.
fn in_board(app: App) -> bool {
    in_product(app)
        && app
            .route
            .with_untracked(|route| route.at().is_some_and(|at| matches!(at.tab, Tab::Board | Tab::Map)))
}

/// Whether the page is a list of items: the backlog, a plan, the board.
pub fn in_items(app: App) -> bool {
    let is_plan = || app.is_on(Tab::Plan);
    in_backlog(app) || in_board(app) || in_product(app) && is_plan()
}

/// Whether there is an item that stands in a row.
fn on_item_row(app: App) -> bool {
    on_item(app) && !in_board(app)
}

/// Whether the page is a list: the backlog, or that of a described kind.
fn in_list(app: App) -> bool {
    in_items(app) || in_product(app) && app.kind().is_some()
}

/// Whether there is a row to act on, whatever it is of.
fn on_row(app: App) -> bool {
    in_list(app) && !app.targets().is_empty()
}

/// Whether items can be put together in groups: in the tree they stand under each other already.
fn can_group(app: App) -> bool {
    in_list(app) && app.route.with_untracked(|route| route.at().is_some_and(|at| at.shape() == Shape::List))
}

/// Whether something folds: groups, or the tree.
fn can_fold(app: App) -> bool {
    in_list(app)
        && app.list.with_untracked(|list| {
            !list.heads.is_empty() || list.branches.iter().any(|branch| branch.is_open.is_some())
        })
}

/// Whether an item of the tree can be put under another.
fn on_branch(app: App) -> bool {
    on_item(app) && app.list.with_untracked(|list| !list.branches.is_empty())
}

fn is_narrowed(app: App) -> bool {
    in_list(app)
        && app.route.with_untracked(|route| {
            route
                .at()
                .is_some_and(|at| !at.look.filters.is_empty() || !at.search.is_empty() || at.gap.is_some())
        })
}

fn on_item(app: App) -> bool {
    in_items(app) && !app.targets().is_empty()
}

fn can_undo(app: App) -> bool {
    app.read(|workspace| workspace.undo_stack().next_undo().is_some())
}

fn can_redo(app: App) -> bool {
    app.read(|workspace| workspace.undo_stack().next_redo().is_some())
}
