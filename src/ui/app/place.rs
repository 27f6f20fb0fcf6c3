//! Where the person is: address, cursor, search, inspector.

use std::time::Duration;

use leptos::prelude::*;

use super::super::overlay::Overlay;
use super::App;
use crate::browser::{self, Device, FocusBefore};
use crate::model::{Id, Lens, Product};
use crate::view::{Place, Route, Selection, row_of};

impl App {
    /// Goes to a place.
    pub fn go(self, route: &Route) {
        browser::set_address(&route.href());
        // At once: what is focused next belongs to the new place.
        self.follow_address();
    }

    /// Searches the list; the address follows when typing rests.
    pub fn search_for(self, text: &str) {
        let route = self.route.with_untracked(|route| route.with_search(text));
        self.route.set(route);
        let app = self;
        let typed = text.to_owned();
        set_timeout(
            move || {
                let is_last = app.route.with_untracked(|route| *route == route.with_search(&typed));
                if is_last {
                    browser::replace_address(&app.route.with_untracked(Route::href));
                }
            },
            Duration::from_millis(400),
        );
    }

    /// Changes the address in place: for what is typed, and for what is not worth a step of Back.
    pub fn replace(self, route: Route) {
        browser::replace_address(&route.href());
        self.route.set(route);
    }

    /// Puts the cursor on a row and the focus with it.
    pub fn go_to(self, id: Id) {
        self.selection.update(|selection| selection.cursor = Some(id));
        let column = self.column.get_untracked();
        let row = format!("row-{id}");
        // At once, so that the next key is not lost; after the next frame where the row is about to come or to move.
        browser::focus_row(&row, column);
        browser::after_paint(move || {
            if browser::body_has_focus() || !browser::is_shown(&row) {
                browser::focus_row(&row, column);
            }
        });
    }

    /// Gives the focus back when what was open has gone: to where it was, else to the row at the cursor.
    pub fn give_focus_back(self, before: FocusBefore) {
        browser::after_paint(move || {
            before.give_back();
            if !browser::body_has_focus() || !self.overlay.with_untracked(Overlay::is_none) {
                return;
            }
            match self.selection.with_untracked(|selection| selection.cursor) {
                Some(cursor) => browser::focus_row(&format!("row-{cursor}"), None),
                None => browser::focus_first("h1"),
            }
        });
    }

    /// The item in the inspector.
    pub fn open_item(self) -> Option<Id> {
        let record = self.route.with(|route| match route {
            Route::Product { record, .. } => record.clone(),
            _ => None,
        })?;
        let product = self.product.get()?;
        self.track_shared();
        let (_, number) = record.rsplit_once('-')?;
        let number = number.parse().ok()?;
        self.read(|workspace| {
            let items = &workspace.tables().items;
            items.numbered(product, number).filter(|id| items.get(*id).is_some())
        })
    }

    /// Opens an item in the inspector.
    pub fn inspect(self, id: Id) {
        let key = self.read(|workspace| row_of(workspace.tables(), id)).map(|row| row.key);
        if key.is_some() {
            let route = self.route.with_untracked(|route| route.with_record(key));
            self.go(&route);
        }
    }

    /// Closes the inspector.
    pub fn close_inspector(self) {
        let route = self.route.with_untracked(|route| route.with_record(None));
        self.go(&route);
    }

    /// What commands act on: the picked items, else the one at the cursor, else the one in the inspector.
    pub fn targets(self) -> Vec<Id> {
        let list = self.list.get_untracked();
        let targets = self.selection.with_untracked(|selection| selection.targets(&list.ids));
        if targets.is_empty() { untrack(|| self.open_item()).into_iter().collect() } else { targets }
    }

    /// The lens of the product.
    pub fn lens(self) -> Lens {
        self.track_shared();
        self.product
            .get()
            .and_then(|id| self.get::<Product>(id))
            .map(|product| product.lens)
            .unwrap_or_default()
    }

    pub(super) fn follow_address(self) {
        let route = Route::parse(&browser::address());
        let route = match route {
            Route::Start => match self.first_place() {
                Some(place) => {
                    browser::replace_address(&place.href());
                    place
                }
                None => Route::Start,
            },
            // A former key leads on to the current one.
            Route::Product { ref key, .. } => {
                let product = self
                    .read(|workspace| workspace.product_by_key(key))
                    .and_then(|id| self.get::<Product>(id));
                let current = product.map(|product| product.key.to_address());
                match (current, route) {
                    (Some(current), Route::Product { key, place, record, search }) if key != current => {
                        let record = record.and_then(|record| {
                            record
                                .rsplit_once('-')
                                .map(|(_, number)| format!("{}-{number}", current.to_uppercase()))
                        });
                        let route = Route::Product { key: current, place, record, search };
                        browser::replace_address(&route.href());
                        route
                    }
                    (_, route) => route,
                }
            }
            other => other,
        };
        let is_known = match &route {
            Route::Product { key, .. } => self.read(|workspace| workspace.product_by_key(key)).is_some(),
            _ => false,
        };
        if is_known {
            let href = route.with_record(None).with_search("").href();
            self.device.update(|device| device.last_place = href);
        }
        if self.route.with_untracked(|here| *here == route) {
            return;
        }
        self.drawer.set(false);
        self.overlay.set(Overlay::None);
        let is_same_page = self.route.with_untracked(|old| page_of(old) == page_of(&route));
        self.route.set(route);
        if !is_same_page {
            self.selection.set(Selection::default());
            self.composing.set(false);
            browser::focus_heading();
        }
    }

    pub(super) fn first_place(self) -> Option<Route> {
        let product = self.get::<Product>(self.home_product()?)?;
        Some(Route::place(product.key.as_str(), Place::Backlog))
    }

    /// The product of the place; elsewhere the one a person came from, else the oldest.
    pub fn home_product(self) -> Option<Id> {
        self.product.get().or_else(|| {
            let last = Route::parse(&self.device.with_untracked(|device| device.last_place.clone()));
            self.read(|workspace| {
                let last = match &last {
                    Route::Product { key, .. } => workspace.product_by_key(key),
                    _ => None,
                };
                let oldest =
                    || workspace.tables().products.iter().min_by_key(|product| product.meta.created_at);
                last.or_else(|| oldest().map(|product| product.meta.id))
            })
        })
    }

    /// Removes everything from this browser and begins anew.
    pub fn erase(self) {
        crate::storage::erase(&browser::LocalDisk);
        Device::forget();
        browser::replace_address("#/");
        browser::reload();
    }
}

/// What makes two addresses the same page: the record in focus and the search do not count.
fn page_of(route: &Route) -> Route {
    match route {
        Route::Settings(_) => Route::Settings(crate::view::SettingsTab::Data),
        other => other.with_record(None).with_search(""),
    }
}
