//! The state of the app: the desk, and the signals that tell views what changed at it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::desk::{Desk, Refused};
use super::overlay::Overlay;
use crate::browser::{self, Device};
use crate::command::CommandError;
use crate::model::{Id, Instant, Lens, Product, Record};
use crate::storage::{OpenError, Progress};
use crate::view::{BacklogRow, Place, Route, Selection, row_of};
use crate::workspace::{Entry, Outcome, RecordChange, Tx, Workspace};

/// How long after a write it is read back, in milliseconds: two tabs at the limit lose writes within a second.
const CONFIRM_MS: u64 = 1_200;
/// How long the desk is left alone before the journal is folded, in milliseconds.
const IDLE_MS: u64 = 4_000;
/// Units of the journal folded a second: the browser's own limit of quick commits is 175 kB a minute.
const FOLD_PAUSE_MS: u64 = 250;
/// Fields on which the order of the backlog depends.
const ORDER_FIELDS: [&str; 3] = ["rank", "product", "deleted_at"];

/// What is known of the last change's way to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Written, not yet read back.
    Saving,
    /// Read back at this moment.
    Saved(Instant),
    /// The disk does not take it, and why.
    Failed(String),
}

/// What is said at the foot of the work for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// What happened.
    pub text: String,
    /// Whether it can be taken back.
    pub can_undo: bool,
    /// Tells one toast from the next of the same words.
    pub number: u64,
}

/// The ids of a list; two are equal when they are the same computation's.
#[derive(Clone, Debug)]
pub struct List {
    version: u64,
    /// The ids, in order.
    pub ids: Arc<[Id]>,
}

impl PartialEq for List {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl List {
    /// A list that is equal to no other.
    pub fn new(ids: Vec<Id>) -> Self {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self { version: NEXT.fetch_add(1, Ordering::Relaxed), ids: ids.into() }
    }
}

/// Handles to all of the app's state; copied freely.
#[derive(Clone, Copy)]
pub struct App {
    desk: StoredValue<Desk, LocalStorage>,
    triggers: StoredValue<HashMap<Id, (ArcTrigger, usize)>, LocalStorage>,
    /// Where the person is.
    pub route: RwSignal<Route>,
    /// The product of the place.
    pub product: Memo<Option<Id>>,
    /// Grows when records came, went or moved.
    order: RwSignal<u64>,
    /// Grows with every change.
    content: RwSignal<u64>,
    /// Grows when products or labels changed, which many rows show.
    shared: RwSignal<u64>,
    /// What is known of the last change's way to the disk.
    pub save: RwSignal<SaveState>,
    /// The cursor and what is picked in the backlog.
    pub selection: RwSignal<Selection>,
    /// The backlog, as it is searched.
    pub list: Memo<List>,
    /// What is open over the page.
    pub overlay: RwSignal<Overlay>,
    /// What is said at the foot of the work.
    pub toast: RwSignal<Option<Toast>>,
    /// Read aloud when there is time.
    pub status: RwSignal<String>,
    /// Read aloud at once.
    pub alert: RwSignal<String>,
    /// What was chosen for this browser.
    pub device: RwSignal<Device>,
    /// Whether the places are open on a narrow screen.
    pub drawer: RwSignal<bool>,
    /// The item whose title is edited in the list.
    pub editing: RwSignal<Option<Id>>,
    /// Whether the line for new items is open.
    pub composing: RwSignal<bool>,
    /// Items that are carried, and the place in the list they would drop at.
    pub carried: RwSignal<Option<super::page::Carried>>,
    /// How far the work is scrolled, in CSS pixels.
    pub scrolled: RwSignal<f64>,
    /// The cell of the row at the cursor that has the focus; none for the row itself.
    pub column: RwSignal<Option<usize>>,
    /// When rows carried by the pointer were last dropped, in milliseconds of the page's life.
    pub dropped_at: StoredValue<f64>,
    drafts: StoredValue<BTreeMap<u64, Arc<dyn Fn() + Send + Sync>>>,
    settles: StoredValue<u64>,
}

/// The app's state, anywhere below the root.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Opens the desk and begins to listen to address, other tabs and the page's life.
    pub fn open() -> Result<Self, OpenError> {
        let desk = StoredValue::new_local(Desk::open()?);
        let route = RwSignal::new(Route::parse(&browser::address()));
        let (order, content, shared) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(0));
        let product = Memo::new(move |_| {
            shared.track();
            route.with(|route| match route {
                Route::Product { key, .. } => desk.with_value(|desk| desk.workspace.product_by_key(key)),
                _ => None,
            })
        });
        let search = Memo::new(move |_| {
            route.with(|route| match route {
                Route::Product { search, .. } => search.clone(),
                _ => String::new(),
            })
        });
        let list = Memo::new(move |_| {
            order.track();
            let search = search.with(|search| crate::workspace::Search::parse(search));
            if !search.is_empty() {
                content.track();
            }
            let Some(product) = product.get() else { return List::new(Vec::new()) };
            browser::mark("throughline:list");
            List::new(desk.with_value(|desk| search.run(desk.workspace.tables(), product)))
        });
        let app = Self {
            desk,
            triggers: StoredValue::new_local(HashMap::new()),
            route,
            product,
            order,
            content,
            shared,
            save: RwSignal::new(SaveState::Saved(browser::now())),
            selection: RwSignal::new(Selection::default()),
            list,
            overlay: RwSignal::new(Overlay::None),
            toast: RwSignal::new(None),
            status: RwSignal::new(String::new()),
            alert: RwSignal::new(String::new()),
            device: RwSignal::new(Device::load()),
            drawer: RwSignal::new(false),
            editing: RwSignal::new(None),
            composing: RwSignal::new(false),
            carried: RwSignal::new(None),
            scrolled: RwSignal::new(0.0),
            column: RwSignal::new(None),
            dropped_at: StoredValue::new(0.0),
            drafts: StoredValue::new(BTreeMap::new()),
            settles: StoredValue::new(0),
        };
        app.listen();
        app.follow_address();
        app.settle_later();
        Ok(app)
    }

    fn listen(self) {
        browser::listen("hashchange", move |_| self.follow_address());
        browser::on_other_tab(move |key, text| {
            let heard = self.desk.try_update_value(|desk| desk.hear(&key, &text)).flatten();
            if let Some(entry) = heard {
                self.notify(&entry);
            }
        });
        browser::on_hidden(move || {
            self.save_drafts();
            self.settle();
        });
        Effect::new(move |_| self.device.with(Device::save));
        Effect::new(move |_| {
            let product =
                self.product.get().and_then(|id| self.get::<Product>(id)).map(|product| product.name.clone());
            browser::set_title(&self.route.with(|route| route.title(product.as_deref())));
        });
    }

    /// Reads something of the workspace; nothing is tracked.
    pub fn read<R>(&self, read: impl FnOnce(&Workspace) -> R) -> R {
        self.desk.with_value(|desk| read(&desk.workspace))
    }

    /// Reads something of the desk; nothing is tracked.
    pub fn read_desk<R>(&self, read: impl FnOnce(&Desk) -> R) -> R {
        self.desk.with_value(read)
    }

    /// A record as it is now, unless it has gone; nothing is tracked.
    pub fn get<T: crate::workspace::Registered>(&self, id: Id) -> Option<Arc<T>> {
        self.read(|workspace| T::table(workspace.tables()).get(id).cloned())
    }

    /// A record that goes on being what it is: tracked by its id alone.
    pub fn record<T: crate::workspace::Registered + Send + Sync>(self, id: Id) -> Memo<Option<Arc<T>>> {
        let trigger = self.trigger(id);
        Memo::new(move |_| {
            trigger.track();
            self.get::<T>(id)
        })
    }

    /// The row of an item, tracked by its id and by what rows share.
    pub fn row(self, id: Id) -> Memo<Option<BacklogRow>> {
        let trigger = self.trigger(id);
        Memo::new(move |_| {
            trigger.track();
            self.shared.track();
            self.read(|workspace| row_of(workspace.tables(), id))
        })
    }

    /// Depends on products and labels from here on.
    pub fn track_shared(&self) {
        self.shared.track();
    }

    /// Depends on every change from here on.
    pub fn track_content(&self) {
        self.content.track();
    }

    fn trigger(self, id: Id) -> ArcTrigger {
        on_cleanup(move || {
            self.triggers.try_update_value(|triggers| {
                if let Some((_, users)) = triggers.get_mut(&id) {
                    *users -= 1;
                    if *users == 0 {
                        triggers.remove(&id);
                    }
                }
            });
        });
        let trigger = self.triggers.try_update_value(|triggers| {
            let (trigger, users) = triggers.entry(id).or_insert_with(|| (ArcTrigger::new(), 0));
            *users += 1;
            trigger.clone()
        });
        trigger.unwrap_or_default()
    }

    /// Saves what is being written when the field goes or the page is hidden.
    pub fn keep_draft(self, save: impl Fn() + Clone + Send + Sync + 'static) {
        let number = self.drafts.try_update_value(|drafts| {
            let number = drafts.last_key_value().map_or(0, |(last, _)| last + 1);
            drafts.insert(number, Arc::new(save.clone()));
            number
        });
        on_cleanup(move || {
            self.drafts.try_update_value(|drafts| number.and_then(|number| drafts.remove(&number)));
            save();
        });
    }

    /// Saves everything that is being written.
    pub fn save_drafts(&self) {
        let drafts: Vec<_> = self.drafts.with_value(|drafts| drafts.values().cloned().collect());
        drafts.iter().for_each(|save| save());
    }

    /// Makes a transaction; where it cannot be made, says why and gives nothing.
    pub fn edit<R>(
        &self,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, CommandError>,
    ) -> Option<R> {
        match self.try_edit(label, change) {
            Ok(result) => Some(result),
            Err(reason) => {
                self.say(reason);
                None
            }
        }
    }

    /// The same, with the reason for the caller to show.
    pub fn try_edit<R, E: ToString>(
        &self,
        label: impl Into<String>,
        change: impl FnOnce(&mut Tx<'_>) -> Result<R, E>,
    ) -> Result<R, String> {
        let label = label.into();
        let made = self.desk.try_update_value(|desk| desk.edit(label, change));
        match made {
            Some(Ok((result, entry))) => {
                if let Some(entry) = entry {
                    self.after(&entry);
                }
                Ok(result)
            }
            Some(Err(Refused::Command(error))) => Err(error.to_string()),
            Some(Err(Refused::Room(error))) => Err(error.to_string()),
            None => Err("The page is closing.".into()),
        }
    }

    /// Runs a transaction to see what it would do, and takes it back.
    pub fn rehearse<R>(&self, change: impl FnOnce(&mut Tx<'_>) -> R) -> Option<R> {
        self.desk.try_update_value(|desk| desk.rehearse(change))
    }

    /// Takes back the last transaction.
    pub fn undo(&self) {
        let outcome = self.desk.try_update_value(Desk::undo).flatten();
        self.report("Undid", "Nothing to undo.", outcome);
    }

    /// Makes again what was taken back.
    pub fn redo(&self) {
        let outcome = self.desk.try_update_value(Desk::redo).flatten();
        self.report("Redid", "Nothing to redo.", outcome);
    }

    fn report(&self, verb: &str, nothing: &str, outcome: Option<Outcome>) {
        let Some(outcome) = outcome else { return self.say(nothing) };
        if let Some(entry) = &outcome.entry {
            self.after(entry);
        }
        let left = if outcome.kept.is_empty() {
            String::new()
        } else {
            format!(". Left as it is, for it was changed since: {}", outcome.kept.join(", "))
        };
        self.say(format!("{verb}: {}{left}", outcome.label));
        if let Some((table, id)) = outcome.focus
            && table == crate::model::Item::TABLE
            && self.list.with_untracked(|list| list.ids.contains(&id))
        {
            self.go_to(id);
        }
    }

    fn after(&self, entry: &Entry) {
        self.notify(entry);
        self.save.set(SaveState::Saving);
        self.settle_later();
    }

    /// Tells the signals what a transaction changed.
    fn notify(&self, entry: &Entry) {
        batch(|| {
            let of_order =
                |change: &RecordChange| change.target().0 == "items" && change.touches(&ORDER_FIELDS);
            if entry.changes.iter().any(of_order) {
                self.order.update(|version| *version += 1);
            }
            if entry.changes.iter().any(|change| matches!(change.target().0, "labels" | "products")) {
                self.shared.update(|version| *version += 1);
            }
            self.content.update(|version| *version += 1);
            let triggers: Vec<ArcTrigger> = self.triggers.with_value(|triggers| {
                let targets = entry.changes.iter().map(|change| change.target().1);
                targets.filter_map(|id| triggers.get(&id)).map(|(trigger, _)| trigger.clone()).collect()
            });
            triggers.iter().for_each(ArcTrigger::notify);
        });
    }

    /// Reads back what was written; what was done since the last call has been on disk for a while.
    fn settle(self) {
        let settled = self.desk.try_update_value(Desk::settle);
        match settled {
            Some(Ok(())) => {
                // The time shown is that of the last change, not of this look at the disk.
                if !matches!(self.save.try_get_untracked(), Some(SaveState::Saved(_))) {
                    self.save.set(SaveState::Saved(browser::now()));
                }
            }
            Some(Err(error)) => {
                self.save.set(SaveState::Failed(error.to_string()));
                self.settle_later();
            }
            _ => {}
        }
    }

    fn settle_later(self) {
        let number = self.settles.try_update_value(|number| {
            *number += 1;
            *number
        });
        let is_last = move || self.settles.try_get_value() == number;
        set_timeout(
            move || {
                if is_last() {
                    self.settle();
                }
            },
            Duration::from_millis(CONFIRM_MS),
        );
        set_timeout(
            move || {
                if is_last() {
                    self.fold();
                }
            },
            Duration::from_millis(IDLE_MS),
        );
    }

    /// Folds the journal slice by slice while nothing else is done.
    fn fold(self) {
        let progress = self.desk.try_update_value(Desk::fold).flatten();
        if matches!(progress, Some(Progress::More(_))) {
            set_timeout(move || self.fold(), Duration::from_millis(FOLD_PAUSE_MS));
        }
    }

    /// Says something at the foot of the work, and aloud.
    pub fn say(&self, text: impl Into<String>) {
        self.show_toast(text.into(), false);
    }

    /// Says what was done, with a way back.
    pub fn say_done(&self, text: impl Into<String>) {
        self.show_toast(text.into(), true);
    }

    fn show_toast(&self, text: String, can_undo: bool) {
        let number = self.toast.with_untracked(|toast| toast.as_ref().map_or(0, |toast| toast.number)) + 1;
        self.announce(text.clone());
        self.toast.set(Some(Toast { text, can_undo, number }));
    }

    /// Says something aloud when there is time.
    pub fn announce(&self, text: impl Into<String>) {
        let text = text.into();
        let status = self.status;
        status.set(String::new());
        browser::after_paint(move || drop(status.try_set(text)));
    }

    /// Says something aloud at once.
    pub fn announce_now(&self, text: impl Into<String>) {
        let text = text.into();
        let alert = self.alert;
        alert.set(String::new());
        browser::after_paint(move || drop(alert.try_set(text)));
    }

    /// Goes to a place.
    pub fn go(&self, route: &Route) {
        browser::set_address(&route.href());
    }

    /// Searches the list; the address follows when typing rests.
    pub fn search_for(&self, text: &str) {
        let route = self.route.with_untracked(|route| route.with_search(text));
        self.route.set(route);
        let app = *self;
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
    pub fn replace(&self, route: Route) {
        browser::replace_address(&route.href());
        self.route.set(route);
    }

    /// Puts the cursor on a row and the focus with it.
    pub fn go_to(&self, id: Id) {
        self.selection.update(|selection| selection.cursor = Some(id));
        let column = self.column.get_untracked();
        browser::after_paint(move || {
            browser::focus_row(&format!("row-{id}"), column);
        });
    }

    /// The item in the inspector.
    pub fn open_item(&self) -> Option<Id> {
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
    pub fn inspect(&self, id: Id) {
        let key = self.read(|workspace| row_of(workspace.tables(), id)).map(|row| row.key);
        if key.is_some() {
            let route = self.route.with_untracked(|route| route.with_record(key));
            self.go(&route);
        }
    }

    /// Closes the inspector.
    pub fn close_inspector(&self) {
        let route = self.route.with_untracked(|route| route.with_record(None));
        self.go(&route);
    }

    /// What commands act on: the picked items, else the one at the cursor, else the one in the inspector.
    pub fn targets(&self) -> Vec<Id> {
        let list = self.list.get_untracked();
        let targets = self.selection.with_untracked(|selection| selection.targets(&list.ids));
        if targets.is_empty() { untrack(|| self.open_item()).into_iter().collect() } else { targets }
    }

    /// The lens of the product.
    pub fn lens(&self) -> Lens {
        self.track_shared();
        self.product
            .get()
            .and_then(|id| self.get::<Product>(id))
            .map(|product| product.lens)
            .unwrap_or_default()
    }

    fn follow_address(self) {
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
        if let Route::Product { .. } = route {
            let href = route.with_record(None).with_search("").href();
            self.device.update(|device| device.last_place = href);
        }
        self.drawer.set(false);
        self.overlay.set(Overlay::None);
        let is_same_page = self.route.with_untracked(|old| page_of(old) == page_of(&route));
        self.route.set(route);
        if !is_same_page {
            self.selection.set(Selection::default());
            self.composing.set(false);
            browser::focus_soon("h1");
        }
    }

    fn first_place(&self) -> Option<Route> {
        let last = Route::parse(&self.device.with_untracked(|device| device.last_place.clone()));
        self.read(|workspace| {
            if let Route::Product { key, .. } = &last
                && workspace.product_by_key(key).is_some()
            {
                return Some(last);
            }
            let first = workspace.tables().products.iter().min_by_key(|product| product.meta.created_at)?;
            Some(Route::place(first.key.as_str(), Place::Backlog))
        })
    }

    /// Removes everything from this browser and begins anew.
    pub fn erase(self) {
        let keys = crate::storage::KeyValue::keys(&browser::LocalDisk);
        for key in keys.iter().filter(|key| key.starts_with(crate::storage::PREFIX)) {
            crate::storage::KeyValue::remove(&browser::LocalDisk, key);
        }
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
