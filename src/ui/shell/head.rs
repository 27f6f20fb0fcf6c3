//! The head of a page: its name and tabs, whether it is saved, undo, search, and the first thing to do there.

use leptos::prelude::*;

use crate::browser::{self, Anchor};
use crate::model::Lens;
use crate::ui::action::{ActionId, make_described, noun_of_list};
use crate::ui::app::{App, MenuItem, SaveState, use_app};
use crate::ui::component::{Icon, Keys};
use crate::ui::reactive::{Memo, effect};
use crate::view::{Place, Route, SettingsTab, Shortcut, Tab, served_by};

/// The head of the page in view.
#[component]
pub fn Head(page: Memo<Route>) -> impl IntoView {
    let app = use_app();
    let name = move || {
        page.with(|page| match page {
            Route::Product(at) => at.place.name(),
            Route::Portfolio => "All products",
            Route::Settings(_) => "Settings",
            _ => "Not found",
        })
    };
    let tabs = move || {
        let tabs: Vec<(Route, &'static str)> = match page.get() {
            Route::Settings(_) => {
                SettingsTab::ALL.into_iter().map(|tab| (Route::Settings(tab), tab.name())).collect()
            }
            Route::Product(at) => {
                let tabs = at.place.tabs().iter().filter(|tab| !tab.is_beside() || **tab == at.tab);
                tabs.map(|tab| (Route::tab(&at.key, at.place, *tab), tab.name(at.place))).collect()
            }
            _ => Vec::new(),
        };
        if tabs.len() < 2 {
            return None;
        }
        let names = tabs.clone();
        let links = tabs
            .into_iter()
            .map(|(route, name)| {
                let current = (route == page.get_untracked()).then_some("page");
                let href = move || app.route.with(|here| here.on_tab_of(&route)).href();
                view! { <a href=href aria-current=current>{name}</a> }
            })
            .collect_view();
        let list = NodeRef::<leptos::html::Div>::new();
        let overflows = RwSignal::new(false);
        let watch = StoredValue::new_local(None);
        list.on_load(move |list| {
            let element = list.clone();
            watch.set_value(Some(browser::watch_width(&list, move |_| {
                overflows.try_set(element.scroll_width() > element.client_width() + 1);
                browser::show_current(&element);
            })));
        });
        let all = StoredValue::new(names);
        // What has no room is one press away.
        let more = move || {
            overflows.get().then(|| {
                let open = move |_| {
                    let items = all.with_value(|all| {
                        let item = |(route, name): &(Route, &'static str)| {
                            let route = route.clone();
                            MenuItem::new("", *name, move || app.go(&app.route.with_untracked(|here| here.on_tab_of(&route))))
                        };
                        all.iter().map(item).collect()
                    });
                    app.offer("Pages", Anchor::of("more-tabs"), items);
                };
                view! { <button class="btn more-tabs" id="more-tabs" data-kind="icon" aria-label="More pages" aria-haspopup="menu" on:click=open><Icon name="more" /></button> }
            })
        };
        Some(
            view! { <div class="tabs" role="navigation" aria-label="Tabs" node_ref=list>{links}</div> {more} },
        )
    };
    let at = Memo::new(move |_| page.with(|page| page.at().map(|at| (at.place, at.tab))));
    let is_product = move || at.get().is_some();
    let is_backlog = move || at.get().is_some_and(|(place, _)| place == Place::Backlog);
    let is_list = move || at.get().is_some_and(|(place, tab)| place == Place::Backlog || tab.is_list());
    let day = move || {
        app.past.track();
        at.get().is_some_and(|(place, _)| place == Place::Today).then(browser::weekday_text)
    };
    let first = move || at.get().map_or(String::new(), |(place, tab)| first_action(place, tab));
    // A place that is still empty has its own first button: this one steps back. On Today nothing is the one thing.
    let kind = move || {
        app.track_content();
        let Some(product) = app.product.get() else { return "edge" };
        let is_filled = app.read(|workspace| {
            let tables = workspace.tables();
            match at.get() {
                Some((_, Tab::Kind(kind))) => tables.has_described(kind, product),
                Some((Place::Backlog, _)) => tables.items.count(product) > 0,
                Some((_, Tab::Plan)) => app.sprint.with(Option::is_some),
                Some((Place::Strategy, _)) => tables.goals.count(product) > 0,
                Some((Place::Roadmap, _)) => tables.initiatives.count(product) > 0,
                Some((Place::Outcomes, _)) => tables.metrics.count(product) > 0,
                _ => false,
            }
        });
        if is_filled { "primary" } else { "edge" }
    };
    let served = move || {
        let (hat, duties) = at.get().and_then(|(place, tab)| served_by(place, tab))?;
        let (glyph, name) = match hat {
            Lens::Pm => ("pm", "PM"),
            Lens::Po => ("po", "PO"),
            Lens::Both => ("both", "PM, PO"),
        };
        let key = page.with(|page| page.at().map(|at| at.key.clone()))?;
        let href = Route::tab(&key, Place::Guide, Tab::Duties).with_search(&duties).href();
        let words = format!("{name} · {}", duties.replace(' ', ", "));
        Some(
            view! { <a class="served" href=href title="Duties this page serves"><Icon name=glyph /> {words}</a> },
        )
    };
    let undo_label = move || {
        app.track_content();
        app.read(|workspace| workspace.undo_stack().next_undo().map(str::to_owned))
    };
    let redo_label = move || {
        app.track_content();
        app.read(|workspace| workspace.undo_stack().next_redo().map(str::to_owned))
    };
    let search = move |_| {
        ActionId::Search.run(app);
    };
    view! {
        <header class="head">
            <button class="btn only-narrow" data-kind="icon" aria-label="Places" on:click=move |_| app.drawer.set(true)>
                <Icon name="side" />
            </button>
            <h1 tabindex="-1">{name}</h1>
            <span class="day">{day}</span>
            {tabs}
            {served}
            <Saved />
            <Show when=is_product>
                <button class="btn only-narrow" data-kind="icon" aria-label="Search" on:click=search>
                    <Icon name="search" />
                </button>
            </Show>
            <button
                class="btn"
                data-kind="icon"
                aria-label="Undo"
                aria-keyshortcuts="Control+z"
                title=Signal::derive(move || undo_label().map(|label| format!("Undo: {label}")))
                disabled=Signal::derive(move || undo_label().is_none())
                on:click=move |_| app.undo()
            >
                <Icon name="undo" />
            </button>
            <button
                class="btn"
                data-kind="icon"
                aria-label="Redo"
                aria-keyshortcuts="Control+Shift+z"
                title=Signal::derive(move || redo_label().map(|label| format!("Redo: {label}")))
                disabled=Signal::derive(move || redo_label().is_none())
                on:click=move |_| app.redo()
            >
                <Icon name="redo" />
            </button>
            <Show when=is_list>
                <SearchBox />
            </Show>
            <Show when=move || is_product() && !is_list()>
                <button class="search only-wide" aria-label="Search" aria-haspopup="dialog" on:click=search>
                    <Icon name="search" />
                    <span>"Search"</span>
                    <kbd aria-hidden="true">"/"</kbd>
                </button>
            </Show>
            <Show when=is_product>
                <button
                    class="btn"
                    id="first-button"
                    data-kind=kind
                    aria-label=first
                    on:click=move |_| run_first(app)
                >
                    <span class="only-narrow">{move || if at.get().is_some_and(|(_, tab)| tab == Tab::Plan) { view! { "Start" }.into_any() } else { view! { <Icon name="plus" /> }.into_any() }}</span>
                    <span class="only-wide">{first}</span>
                    {move || is_backlog().then(|| view! { <span class="only-wide"><Keys shortcut="C" /></span> })}
                </button>
            </Show>
            <Show when=is_list>
                <button
                    class="btn only-wide"
                    data-kind="icon"
                    aria-label="Inspector"
                    aria-pressed=Signal::derive(move || app.open_listed().is_some().to_string())
                    title=format!("Inspector {}", Shortcut::parse("]"))
                    on:click=move |_| {
                        ActionId::Inspector.run(app);
                    }
                >
                    <Icon name="panel" />
                </button>
            </Show>
        </header>
    }
}

#[component]
fn SearchBox() -> impl IntoView {
    let app = use_app();
    let input = NodeRef::<leptos::html::Input>::new();
    let search = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Product(at) => at.search.clone(),
            _ => String::new(),
        })
    });
    // The box follows the address, but never while a person writes in it.
    effect(move |_| {
        let search = search.get();
        if let Some(input) = input.get().filter(|input| !browser::has_focus(input) && input.value() != search)
        {
            input.set_value(&search);
        }
    });
    let leave = move || {
        let first = app.list.with_untracked(|list| list.ids.first().copied());
        let cursor = app.rows.selection.with_untracked(|selection| selection.cursor);
        let stays = cursor.filter(|cursor| app.list.with_untracked(|list| list.ids.contains(cursor)));
        match stays.or(first) {
            Some(row) => app.go_to(row),
            None => browser::focus_first("h1"),
        }
    };
    view! {
        <label class="search">
            <Icon name="search" />
            <input
                node_ref=input
                type="search"
                placeholder="Search"
                aria-label="Search"
                autocomplete="off"
                spellcheck="false"
                on:input=move |event| {
                    app.search_for(&event_target_value(&event));
                    let found = app.list.with_untracked(|list| list.fitting.len());
                    app.announce(crate::view::count(found, noun_of_list(app)));
                }
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Escape" if !event_target_value(&event).is_empty() => {
                            app.search_for("");
                            browser::clear_input(".head .search input");
                        }
                        "Enter" | "ArrowDown" | "Escape" => leave(),
                        _ => return,
                    }
                    event.prevent_default();
                    event.stop_propagation();
                }
            />
            <kbd aria-hidden="true">"/"</kbd>
        </label>
    }
}

#[component]
fn Saved() -> impl IntoView {
    let app = use_app();
    let text = move || match app.save.get() {
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::Saved(at) => format!("Saved {}", browser::clock_text(at)),
        SaveState::Failed(_) => "Not saved".to_owned(),
    };
    view! { <span class="saved push" role="status" aria-label="Save state">{text}</span> }
}

/// The first button of a page: the label of its action, or what makes a record of its kind.
fn first_action(place: Place, tab: Tab) -> String {
    if let Some(kind) = tab.kind() {
        return format!("Add {}", kind.noun);
    }
    first_id(place, tab).action().map_or_else(String::new, |action| action.label.to_owned())
}

fn first_id(place: Place, tab: Tab) -> ActionId {
    match (place, tab) {
        (Place::Strategy, _) => ActionId::AddGoal,
        (Place::Roadmap, _) => ActionId::AddInitiative,
        (Place::Outcomes, _) => ActionId::AddMetric,
        (Place::Delivery, Tab::Plan) => ActionId::StartSprint,
        (Place::Guide, Tab::Duties) => ActionId::WhichHatAmINeglecting,
        _ => ActionId::NewItem,
    }
}

/// Does what the first button of the page says.
fn run_first(app: App) {
    let Some((place, tab)) = app.route.with_untracked(|route| route.at().map(|at| (at.place, at.tab))) else {
        return;
    };
    match tab.kind() {
        Some(kind) => make_described(app, kind),
        None => first_id(place, tab).run(app),
    }
}
