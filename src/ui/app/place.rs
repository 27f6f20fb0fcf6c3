//! Where the person is: address, cursor, search, inspector.

use std::time::Duration;

use leptos::prelude::*;

use super::{App, Desk, Overlay};
use crate::analysis::products_in_order;
use crate::browser::{self, FocusBefore};
use crate::model::kind::{Kind, OwnFields};
use crate::model::{Id, Item, Lens, Product, Record, RecordRef};
use crate::ui::reactive::effect;
use crate::view::{Look, Place, Route, Subject, Tab};
use crate::workspace::{Entry, known_table};

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
        if self.route.with_untracked(|here| *here != route) {
            // The way out of the search leads to what fits best.
            self.rows.selection.update(|selection| selection.cursor = None);
        }
        self.route.set(route);
        // What is cleared is cleared for Back, too, wherever one goes next.
        if text.is_empty() {
            return browser::replace_address(&self.route.with_untracked(Route::href));
        }
        let app = self;
        let typed = text.to_owned();
        let before = browser::address();
        set_timeout(
            move || {
                let is_last = app.route.with_untracked(|route| *route == route.with_search(&typed));
                // An address that a person went to since is on its way here: it stands.
                if is_last && browser::address() == before {
                    browser::replace_address(&app.route.with_untracked(Route::href));
                }
            },
            Duration::from_millis(400),
        );
    }

    /// Looks at the list in another way; each is a step of Back.
    pub fn look(self, change: impl FnOnce(&mut Look)) {
        let route = self.route.with_untracked(|route| route.with_look(change));
        browser::set_address(&route.href());
        // At once and without closing what is open: it may be what the look is chosen in.
        self.route.set(route);
    }

    /// Changes the address in place: for what is typed, and for what is not worth a step of Back.
    pub fn replace(self, route: Route) {
        browser::replace_address(&route.href());
        self.route.set(route);
    }

    /// Puts the cursor on a row and the focus with it.
    pub fn go_to(self, id: Id) {
        self.rows.selection.update(|selection| selection.cursor = Some(id));
        let column = self.rows.column.get_untracked();
        let row = format!("row-{id}");
        // At once, so that the next key is not lost; again where the row is about to come or to move.
        browser::focus_row(&row, column);
        browser::focus_when_drawn(move || {
            let is_meant = self.rows.selection.with_untracked(|selection| selection.cursor == Some(id));
            let is_elsewhere = browser::focus_is_in("#rows") && !browser::focus_is_in(&format!("#{row}"));
            if is_meant && (browser::body_has_focus() || is_elsewhere || !browser::is_shown(&row)) {
                browser::focus_row(&row, column);
            }
        });
    }

    /// Goes on to the next cell of the row, for who goes from cell to cell.
    pub fn go_to_next_cell(self) {
        let cursor = self.rows.selection.with_untracked(|selection| selection.cursor);
        if let Some((cursor, column)) = cursor.zip(self.rows.column.get_untracked()) {
            self.rows.column.set(Some(column + 1));
            self.go_to(cursor);
        }
    }

    /// Puts the cursor on a row that was pressed, and leaves the list where it is: a second press is for the same row.
    pub fn stay_at(self, id: Id) {
        self.rows.selection.update(|selection| selection.cursor = Some(id));
        if let Some(row) = browser::by_id(&format!("row-{id}")) {
            browser::focus(&row);
        }
    }

    /// Gives the focus back when what was open has gone: to where it was, else to the row at the cursor.
    pub fn give_focus_back(self, before: FocusBefore) {
        let cursor = move || self.rows.selection.with_untracked(|selection| selection.cursor);
        let then = cursor();
        let soon = before.clone();
        browser::when_drawn(move || soon.give_back());
        browser::after_paint(move || {
            // Who types fast is at another row by now: going back would take the cursor along.
            if cursor() == then {
                before.give_back();
            }
            if !browser::body_has_focus() || !self.overlay.with_untracked(Overlay::is_none) {
                return;
            }
            match cursor() {
                Some(cursor) => browser::focus_row(&format!("row-{cursor}"), None),
                None => browser::focus_first("h1"),
            }
        });
    }

    /// The records a page is narrowed to: those with the gap its address names; none where it names none.
    pub fn lacking(self) -> Option<Vec<Id>> {
        let gap = self.route.with(|route| route.at().and_then(|at| at.gap))?;
        Some(self.overview.with(|overview| overview.lacking(gap).to_vec()))
    }

    /// The record in the inspector.
    pub fn open_record(self) -> Option<RecordRef> {
        let key = self.route.with(|route| route.at().and_then(|at| at.record.clone()))?;
        let product = self.product.get()?;
        // One that goes away closes the inspector.
        self.order.track();
        self.track_shared();
        self.read(|workspace| workspace.record_by_key(product, &key))
    }

    /// Says that another tab has put what is open here into Trash: the panel closes.
    pub(super) fn say_gone(self, entry: &Entry) {
        let at = self.route.with_untracked(|route| route.at().and_then(|at| at.record.clone()));
        let Some(open) = at else { return };
        let title = self.read(|workspace| {
            entry.changes.iter().find_map(|change| {
                let (table, id) = change.target();
                let record = RecordRef { table: known_table(table)?, id };
                let kept = workspace.tables().any(table)?;
                let is_open = !kept.has_live(id) && workspace.address_of(record)? == open;
                kept.title(id).filter(|_| is_open).map(str::to_owned)
            })
        });
        if let Some(title) = title {
            self.say(format!("“{title}” was deleted in another tab. Settings, Trash brings it back."));
        }
    }

    /// The mark of a row whose record is in the inspector.
    pub fn open_mark(self, record: RecordRef) -> Option<&'static str> {
        (self.open_record() == Some(record)).then_some("")
    }

    /// The item in the inspector.
    pub fn open_item(self) -> Option<Id> {
        self.open_record().filter(|record| record.table == Item::TABLE).map(|record| record.id)
    }

    /// The record in the inspector, where it is one of the list's.
    pub fn open_listed(self) -> Option<Id> {
        self.open_record().filter(|record| *record == self.listed(record.id)).map(|record| record.id)
    }

    /// Opens an item in the inspector, at the place a person is.
    pub fn inspect(self, id: Id) {
        self.inspect_record(RecordRef::to::<Item>(id));
    }

    /// Opens a record in the inspector, at the place a person is; outside of a product, at the record's own place.
    pub fn inspect_record(self, record: RecordRef) {
        if self.route.with_untracked(|route| route.at().is_none()) {
            return self.go_to_record(record);
        }
        let key = self.read(|workspace| workspace.address_of(record));
        if record == self.listed(record.id) {
            self.rows.selection.update(|selection| selection.cursor = Some(record.id));
        }
        if key.is_some() {
            let route = self.route.with_untracked(|route| route.with_record(key));
            self.go(&route);
        }
    }

    /// Goes to the place of a record and opens it there.
    pub fn go_to_record(self, record: RecordRef) {
        if let Some(route) = self.route_to(record) {
            self.go(&route);
        }
    }

    /// Whether a tab is what is looked at; not tracked.
    pub fn is_on(self, tab: Tab) -> bool {
        self.route.with_untracked(|route| route.at().is_some_and(|at| at.tab == tab))
    }

    /// The address of a record at its own place.
    pub fn route_to(self, record: RecordRef) -> Option<Route> {
        let owner = self.read(|workspace| workspace.tables().any(record.table)?.owner(record.id));
        // What belongs to the workspace is looked at in whatever product one is in.
        let owner = owner.or_else(|| untrack(|| self.home_product()));
        let product = owner.and_then(|id| self.get::<Product>(id))?;
        let address = self.read(|workspace| workspace.address_of(record))?;
        let (place, tab) = Place::of_table(record.table);
        Some(Route::tab(product.key.as_str(), place, tab).with_record(Some(address)))
    }

    /// Closes the inspector.
    pub fn close_inspector(self) {
        let route = self.route.with_untracked(|route| route.with_record(None));
        self.go(&route);
    }

    /// What commands act on: in the inspector the item there; else the picked items, else the one at the cursor.
    pub fn targets(self) -> Vec<Id> {
        let list = self.list.get_untracked();
        // Who works in the inspector means what stands there.
        if browser::focus_is_in(".insp")
            && let Some(open) = untrack(|| self.open_listed())
        {
            return vec![open];
        }
        let targets = self.rows.selection.with_untracked(|selection| selection.targets(&list.ids));
        // A cursor at something else, such as the work under a bar, does not mean what is open beside it.
        let is_elsewhere =
            || self.rows.selection.with_untracked(|it| it.cursor.is_some_and(|id| !list.ids.contains(&id)));
        if targets.is_empty() && !is_elsewhere() {
            return untrack(|| self.open_listed()).into_iter().collect();
        }
        targets
    }

    /// Brings the row at the cursor into view where it is what commands act on: nobody is to change what he does not see.
    pub fn show_targets(self) {
        let selection = self.rows.selection.get_untracked();
        if !selection.picked.is_empty() || browser::focus_is_in(".insp") {
            return;
        }
        if let Some(row) = selection.cursor.map(|cursor| format!("row-{cursor}"))
            && !browser::is_shown(&row)
        {
            browser::show_row(&row);
        }
    }

    /// The lens of the product a person is in, or came from.
    pub fn lens(self) -> Lens {
        self.track_shared();
        self.home_product()
            .and_then(|id| self.get::<Product>(id))
            .map(|product| product.lens)
            .unwrap_or_default()
    }

    /// What the list of the page is of; nothing is tracked.
    pub fn subject(self) -> Subject {
        self.own.with_untracked(|own| Subject::of(self.kind(), own))
    }

    /// Reads a look at records of a kind, or at items.
    pub fn look_of(self, kind: Option<&'static Kind>, query: &str) -> Look {
        self.own.with_untracked(|own| Look::of_query(&Subject::of(kind, own), query))
    }

    /// Reads the address again when a field it may name was added, renamed or taken away.
    pub(super) fn follow_own_fields(self) {
        effect(move |before: Option<OwnFields>| {
            let own = self.own.get();
            if before.is_some_and(|before| before != own) {
                self.route.update(|route| *route = Route::parse(&route.href(), &own));
            }
            own
        });
    }

    /// Reads an address, with the fields a person added.
    fn parse(self, address: &str) -> Route {
        self.own.with_untracked(|own| Route::parse(address, own))
    }

    /// Goes where the address leads, and where a link does at once: a key that is pressed before the browser tells of a new
    /// address is meant for the new place.
    pub(super) fn follow_links(self) {
        browser::listen("hashchange", move |_| self.follow_address());
        browser::listen("click", move |event| {
            if let Some(address) = browser::followed_link(&event) {
                event.prevent_default();
                browser::set_address(&address);
                self.follow_address();
            }
        });
    }

    pub(super) fn follow_address(self) {
        let route = self.parse(&browser::address());
        let route = match route {
            Route::Start => match self.first_place() {
                Some(place) => {
                    browser::replace_address(&place.href());
                    place
                }
                None => Route::Start,
            },
            // A former key leads on to the current one.
            Route::Product(ref at) => {
                let product = self
                    .read(|workspace| workspace.product_by_key(&at.key))
                    .and_then(|id| self.get::<Product>(id));
                match product.map(|product| product.key.to_address()).filter(|current| *current != at.key) {
                    Some(current) => {
                        let route = route.with(|at| {
                            let number =
                                |key: String| key.rsplit_once('-').map(|(_, number)| number.to_owned());
                            let number = at.record.take().and_then(number);
                            at.record =
                                number.map(|number| format!("{}-{number}", current.to_ascii_uppercase()));
                            at.key = current;
                        });
                        browser::replace_address(&route.href());
                        route
                    }
                    None => route,
                }
            }
            other => other,
        };
        let key = route.at().map(|at| &at.key);
        if key.is_some_and(|key| self.read(|workspace| workspace.product_by_key(key)).is_some()) {
            let href = route.bare().href();
            self.device.update(|device| device.last_place = href);
        }
        if self.route.with_untracked(|here| *here == route) {
            return;
        }
        self.drawer.set(false);
        self.overlay.set(Overlay::None);
        let before = self.route.get_untracked();
        let is_same_page = page_of(&before) == page_of(&route);
        // In another look a person begins anew: a cursor that is out of sight would take keys.
        let look = |route: &Route| route.at().map(|at| (at.look.without_columns(), at.view));
        if !is_same_page {
            self.rows.change_list(before.list(), &route.list());
        } else if look(&before) != look(&route) {
            self.rows.selection.update(|selection| selection.cursor = None);
        }
        self.route.set(route);
        if !is_same_page {
            browser::focus_heading();
        }
    }

    /// Goes on to another product, or to the first screen, when the one of the place has gone.
    pub(super) fn leave_gone_product(self) {
        let is_place = self.route.with_untracked(|route| route.at().is_some());
        if is_place && self.product.get_untracked().is_none() {
            self.go(&Route::Start);
        }
    }

    pub(super) fn first_place(self) -> Option<Route> {
        let product = self.get::<Product>(self.home_product()?)?;
        let last = self.parse(&self.device.with_untracked(|device| device.last_place.clone()));
        let is_last = last.at().is_some_and(|at| at.key == product.key.to_address());
        Some(if is_last { last } else { Route::place(product.key.as_str(), Place::Today) })
    }

    /// All products, in their order.
    pub fn products(self) -> Vec<Product> {
        self.read(|workspace| products_in_order(workspace.tables()).into_iter().cloned().collect())
    }

    /// The product of the place; elsewhere the one a person came from, else the oldest.
    pub fn home_product(self) -> Option<Id> {
        self.product.get().or_else(|| {
            let last = self.parse(&self.device.with_untracked(|device| device.last_place.clone()));
            self.read(|workspace| {
                let last = last.at().and_then(|at| workspace.product_by_key(&at.key));
                let oldest =
                    || workspace.tables().products.iter().min_by_key(|product| product.meta.created_at);
                last.or_else(|| oldest().map(|product| product.meta.id))
            })
        })
    }

    /// Removes everything from this browser and begins anew.
    pub fn erase(self) {
        // Nothing that is being written may come after.
        self.desk.try_update_value(Desk::close);
        browser::tell_erased();
        self.ask_before_leaving.with_value(|ask| ask(false));
        browser::tell("throughline:erase", "");
        leptos::task::spawn_local(async {
            // First the copy: from it the next start would bring back what was made last.
            browser::clear_copy().await;
            crate::storage::erase(&browser::LocalDisk);
            browser::forget_device();
            browser::replace_address("#/");
            browser::reload();
        });
    }
}

/// What makes two addresses the same page: the record in focus and the search do not count.
fn page_of(route: &Route) -> Route {
    match route {
        Route::Settings(_) => Route::Settings(crate::view::SettingsTab::Data),
        other => other.bare(),
    }
}
