//! The state of the app: the desk, and the signals that tell views what changed at it.
//!
//! `work` makes transactions and sees them to the disk, `place` knows where the person is, `say` speaks.

mod copy;
mod kept;
mod list;
mod list_state;
mod long;
mod menu;
mod overlay;
mod past;
mod place;
mod rest;
mod row;
mod save;
mod say;
mod under_way;
mod work;

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;
pub use list::{List, register};
pub use list_state::ListState;
pub use long::{in_slices, pace};
pub use menu::{Choice, MenuItem, MenuSpec, PickerSpec};
pub use overlay::{Brought, Confirm, Overlay, Paper};
pub use past::{HistoryOf, Past, moment_text};
pub use rest::{SearchTask, at_rest, search_at_rest};
pub use save::{SaveState, Trouble};
pub use say::Toast;
pub use under_way::{Carried, TimeBox};

use crate::analysis::plan::WhatIf;
use crate::analysis::sprint::{SprintStage, in_view};
use crate::analysis::{Alike, Overview};
use crate::browser::{self, LocalDisk, News, TailCopy};
use crate::command::NoteList;
use crate::model::kind::{Kind, OwnFields};
use crate::model::{Id, Item, Product, Record, RecordRef, SortedMap, map_of, set_of};
use crate::storage::{self, Copy, OpenError, Opening};
use crate::ui::reactive::{Memo, effect};
use crate::view::{self, At, Device, Listing, Ranking, Register, Reporting, Route, Shape, Tab};
use crate::workspace::{Stamp, Workspace};

/// The desk of this tab, at this browser's disk.
pub type Desk = storage::Desk<LocalDisk>;

/// A switch for a listener that is not always to be there.
type Switch = Box<dyn Fn(bool)>;

/// The app, for as long as the page lives; copied freely.
#[derive(Clone, Copy)]
pub struct App(&'static AppState);

impl Deref for App {
    type Target = AppState;
    fn deref(&self) -> &AppState {
        self.0
    }
}

/// All of the app's state.
pub struct AppState {
    desk: StoredValue<Desk, LocalStorage>,
    triggers: StoredValue<HashMap<Id, (ArcTrigger, usize)>, LocalStorage>,
    /// Where the person is.
    pub route: RwSignal<Route>,
    /// The fields a person added to items and kinds.
    pub own: Memo<OwnFields>,
    /// The product of the place.
    pub product: Memo<Option<Id>>,
    /// The sprint a page of Delivery looks at, where a person chose one there.
    pub chosen_sprint: RwSignal<Option<(Tab, Id)>>,
    /// The sprint the page looks at; none outside of Delivery.
    pub sprint: Memo<Option<Id>>,
    /// The report that is looked at.
    pub reporting: RwSignal<Reporting>,
    /// The time box of an event that runs.
    pub time_box: RwSignal<Option<TimeBox>>,
    /// The estimates of the plan in view, added up from the top, in tenths of a point.
    totals: Memo<Arc<SortedMap<Id, u32>>>,
    /// Ranks by a score, where work is prioritised.
    pub ranking: Memo<Arc<Ranking>>,
    /// What looks like which item, as it was last found on Refine.
    pub alike: RwSignal<Arc<Alike>>,
    /// Grows when records came, went or moved.
    order: RwSignal<u64>,
    /// Grows with every change.
    content: RwSignal<u64>,
    /// Grows when products or labels changed, which many rows show.
    shared: RwSignal<u64>,
    /// What is known of the last change's way to the disk.
    pub save: RwSignal<SaveState>,
    /// What keeps this tab from writing.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Whether a new version waits for the page to be loaded anew.
    pub has_update: RwSignal<bool>,
    /// What is kept beside the store.
    pub kept: RwSignal<kept::Kept>,
    /// How much of the browser's room is taken, in per cent, when it was last looked at.
    pub fullness: RwSignal<usize>,
    /// The backlog, as it is searched.
    pub list: Memo<List>,
    /// What is picked, edited and carried in it.
    pub rows: ListState,
    /// The plan that is tried out, where one is.
    pub what_if: RwSignal<Option<WhatIf>>,
    /// What hangs on what in the product, and what is missing; computed only where it is shown.
    pub overview: Memo<Arc<Overview>>,
    /// The moment a person looks back to.
    pub past: RwSignal<Option<Past>>,
    /// What the panel of history is about, while it is open.
    pub history: RwSignal<Option<HistoryOf>>,
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
    /// The choices as this tab last read or wrote them.
    kept_device: StoredValue<Device>,
    /// Whether the page is shown to others, without what is for working on it.
    pub presenting: RwSignal<bool>,
    /// Whether the places are open on a narrow screen.
    pub drawer: RwSignal<bool>,
    /// A list of an item that is being begun in the inspector.
    pub beginning: RwSignal<Option<(Id, NoteList)>>,
    /// The item for which it is being written down what somebody said.
    pub quoting: RwSignal<Option<Id>>,
    /// The row the cursor was at when each of the last transactions was made: Undo leads back there.
    pub cursors: StoredValue<Vec<(Stamp, Id)>>,
    /// What is known of the copy beside the store, on which hangs what “Saved” promises.
    pub copy: RwSignal<Copy>,
    /// The copy, while it does nothing.
    tail: StoredValue<Option<TailCopy>, LocalStorage>,
    drafts: StoredValue<SortedMap<u64, work::FieldDraft>>,
    hear_hidden: StoredValue<Option<Switch>, LocalStorage>,
    ask_before_leaving: StoredValue<Switch, LocalStorage>,
    settles: StoredValue<u64>,
    /// Grows with what is heard of other tabs.
    heard: StoredValue<u64>,
}

/// The app's state, anywhere below the root.
pub fn use_app() -> App {
    expect_context()
}

impl App {
    /// Opens the desk and begins to listen to address, other tabs and the page's life.
    pub fn open(opening: Opening<LocalDisk>, seed: u64) -> Result<Self, OpenError> {
        let desk = StoredValue::new_local(Desk::open(opening, seed, browser::moment(), browser::lineage)?);
        let own = desk.with_value(|desk| desk.seen().tables().own_fields());
        let route = RwSignal::new(Route::parse(&browser::address(), &own));
        let (order, content, shared) = (RwSignal::new(0), RwSignal::new(0), RwSignal::new(0));
        let own = Memo::new(move |_| {
            shared.track();
            desk.with_value(|desk| desk.seen().tables().own_fields())
        });
        let product = Memo::new(move |_| {
            shared.track();
            let key = route.with(|route| route.at().map(|at| at.key.clone()))?;
            desk.with_value(|desk| desk.seen().product_by_key(&key))
        });
        let kept_device = Device::read(&browser::stored_device());
        let device = RwSignal::new(kept_device.clone());
        let asked = Memo::new(move |_| {
            let asked = |at: &At| (at.search.clone(), at.gap, at.look.without_columns(), at.shape());
            route.with(|route| route.at().map(asked).unwrap_or_default())
        });
        let tab = Memo::new(move |_| route.with(|route| route.at().map(|at| at.tab).unwrap_or_default()));
        let chosen_sprint = RwSignal::new(None);
        let sprint = Memo::new(move |_| {
            let stage = match tab.get() {
                Tab::Plan => SprintStage::Plan,
                Tab::Board => SprintStage::Work,
                Tab::Review | Tab::Charts => SprintStage::Review,
                _ => return None,
            };
            content.track();
            let chosen = chosen_sprint.get().filter(|(of, _)| *of == tab.get());
            let (product, chosen) = (product.get()?, chosen.map(|(_, id)| id));
            desk.with_value(|desk| {
                in_view(desk.seen().tables(), product, stage, chosen).map(|sprint| sprint.meta.id)
            })
        });
        let folded = Memo::new(move |_| {
            let key = route.with(|route| route.at().map(|at| at.key.clone()))?;
            device.with(|device| device.folded.get(&key).cloned())
        });
        let overview = Memo::new(move |_| {
            content.track();
            let Some(product) = product.get() else { return Arc::default() };
            Arc::new(desk.with_value(|desk| Overview::of(desk.seen().tables(), product)))
        });
        let alike = RwSignal::new(Arc::default());
        let list = Memo::new(move |before: Option<&List>| {
            order.track();
            let (search, gap, look, shape) = asked.get();
            let search = crate::workspace::Search::parse(&search);
            let tab = tab.get();
            // In its own order a list of records depends on what came, went or moved.
            let is_followed = if look.kind.is_some() {
                look.is_arranged()
            } else {
                !look.is_plain()
                    || matches!(tab, Tab::Plan | Tab::Board | Tab::Prioritise | Tab::Refine | Tab::Map)
            };
            if !search.is_empty() || is_followed {
                content.track();
            }
            if shape == Shape::Tree {
                shared.track();
            }
            let Some(product) = product.get() else { return List::new(Listing::default()) };
            browser::mark("throughline:list");
            let folded = folded.get().unwrap_or_default();
            let lacking = gap.map(|gap| overview.with(|it| set_of(it.lacking(gap).iter().copied())));
            if let Some(kind) = look.kind {
                let is_ranked = look.by.is_some();
                let (listing, ranking) = desk.with_value(|desk| {
                    let register = register(desk.seen().tables(), kind, product);
                    let register = Register { lacking: lacking.as_ref(), ..register };
                    view::ranked_register(&register, &search, look, &folded)
                });
                return if is_ranked { List::ranked(listing, ranking) } else { List::after(before, listing) };
            }
            let mut found = desk.with_value(|desk| search.run(desk.seen().tables(), product));
            if let Some(lacking) = lacking {
                found.retain(|id| lacking.contains(id));
            }
            let sprint = sprint.get();
            let alike = if tab == Tab::Refine { alike.get() } else { Arc::default() };
            let look = (&look, shape, &folded);
            desk.with_value(|desk| {
                list::rows_of(desk.seen().tables(), product, (tab, sprint), found, look, &alike)
            })
        });
        let totals = Memo::new(move |_| {
            content.track();
            let totals = list.with(|list| {
                let sprint = sprint.get()?;
                let read = |desk: &Desk| view::running_totals(desk.seen().tables(), sprint, &list.fitting);
                Some(desk.with_value(read))
            });
            Arc::new(map_of(totals.unwrap_or_default()))
        });
        let ranking = Memo::comparing(move |_| list.with(|list| Arc::clone(&list.ranking)), Arc::ptr_eq);
        // One leak a page: every view holds a pointer instead of thirty handles.
        let app = Self(Box::leak(Box::new(AppState {
            desk,
            triggers: StoredValue::new_local(HashMap::new()),
            route,
            own,
            product,
            chosen_sprint,
            sprint,
            reporting: RwSignal::new(Reporting::default()),
            time_box: RwSignal::new(None),
            totals,
            ranking,
            alike,
            order,
            content,
            shared,
            save: RwSignal::new(SaveState::Saved(browser::now())),
            trouble: RwSignal::new(None),
            has_update: RwSignal::new(false),
            kept: RwSignal::new(kept::Kept::default()),
            fullness: RwSignal::new(0),
            list,
            rows: ListState::new(),
            what_if: RwSignal::new(None),
            overview,
            past: RwSignal::new(None),
            history: RwSignal::new(None),
            overlay: RwSignal::new(Overlay::None),
            toast: RwSignal::new(None),
            status: RwSignal::new(String::new()),
            alert: RwSignal::new(String::new()),
            device,
            kept_device: StoredValue::new(kept_device),
            presenting: RwSignal::new(false),
            drawer: RwSignal::new(false),
            beginning: RwSignal::new(None),
            quoting: RwSignal::new(None),
            cursors: StoredValue::new(Vec::new()),
            copy: RwSignal::new(Copy::Unknown),
            tail: StoredValue::new_local(None),
            drafts: StoredValue::new(SortedMap::new()),
            hear_hidden: StoredValue::new_local(None),
            ask_before_leaving: StoredValue::new_local(Box::new(browser::ask_before_leaving())),
            settles: StoredValue::new(0),
            heard: StoredValue::new(0),
        })));
        app.listen();
        app.follow_own_fields();
        app.follow_address();
        app.settle_later();
        app.measure_room();
        Ok(app)
    }

    fn listen(self) {
        self.follow_links();
        browser::on_other_tab(move |news| match news {
            News::Written(key, text) => {
                if let Some(caught) = self.desk.try_update_value(|desk| desk.hear(&key, &text)) {
                    self.take_in(caught);
                }
            }
            News::Taken => self.catch_up(),
            News::Erased => self.close(Trouble::Erased),
            News::Chosen => self.hear_device(),
        });
        browser::on_woken(move || self.catch_up());
        let leave = move || {
            self.save_drafts();
            self.settle();
        };
        browser::on_left(leave);
        self.hear_hidden.set_value(Some(Box::new(browser::on_hidden(leave))));
        browser::listen("input", move |_| self.guard_drafts());
        effect(move |_| match self.save.get() {
            SaveState::Failed(_) => self.ask_before_leaving.with_value(|ask| ask(true)),
            SaveState::Saved(_) => self.ask_before_leaving.with_value(|ask| ask(false)),
            // What is new is on its way; what was not saved before is not yet, either.
            SaveState::Saving => {}
        });
        effect(move |_| {
            let device = self.device.get();
            browser::show_device(&device);
            self.kept_device.update_value(|kept| {
                browser::keep_device(kept, &device);
                *kept = device;
            });
        });
        effect(move |_| {
            let product =
                self.product.get().and_then(|id| self.get::<Product>(id)).map(|product| product.name.clone());
            browser::set_title(&self.route.with(|route| route.title(product.as_deref())));
        });
    }

    /// Takes over what was chosen in another tab.
    fn hear_device(self) {
        let heard = self.device.with_untracked(|device| device.heard(&browser::stored_device()));
        self.kept_device.set_value(heard.clone());
        if self.device.with_untracked(|device| *device != heard) {
            self.device.set(heard);
        }
    }

    /// Reads something of the workspace; nothing is tracked.
    pub fn read<R>(self, read: impl FnOnce(&Workspace) -> R) -> R {
        self.desk.with_value(|desk| read(desk.seen()))
    }

    /// Reads something of the desk; nothing is tracked.
    pub fn read_desk<R>(self, read: impl FnOnce(&Desk) -> R) -> R {
        self.desk.with_value(read)
    }

    /// A record as it is now, unless it has gone; nothing is tracked.
    pub fn get<T: crate::workspace::Registered>(self, id: Id) -> Option<Arc<T>> {
        self.read(|workspace| T::table(workspace.tables()).share(id))
    }

    /// A record that goes on being what it is: tracked by its id alone.
    pub fn record<T: crate::workspace::Registered + Send + Sync>(self, id: Id) -> Memo<Option<Arc<T>>> {
        self.watch(id, move |workspace| T::table(workspace.tables()).share(id))
    }

    /// Has what reads this be run anew when a record changes.
    pub fn track_record(self, id: Id) {
        self.trigger(id).track();
    }

    /// Something read of the workspace that changes only when one record does.
    pub fn watch<R: PartialEq + Send + Sync + 'static>(
        self,
        id: Id,
        read: impl Fn(&Workspace) -> R + Send + Sync + 'static,
    ) -> Memo<R> {
        let trigger = self.trigger(id);
        Memo::new(move |_| {
            trigger.track();
            self.read(&read)
        })
    }

    /// The described kind whose list the page is; none where it is another page, or a list of items; nothing is tracked.
    pub fn kind(self) -> Option<&'static Kind> {
        self.route.with_untracked(|route| route.at().and_then(|at| at.tab.kind()))
    }

    /// A record of the list in view: an item, or one of the kind whose page it is.
    pub fn listed(self, id: Id) -> RecordRef {
        RecordRef { table: self.kind().map_or(Item::TABLE, |kind| kind.table), id }
    }

    /// Depends on products and labels from here on.
    pub fn track_shared(self) {
        self.shared.track();
    }

    /// Depends on every change from here on.
    pub fn track_content(self) {
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
}
