//! The frame of every page: places, head, what must not be overlooked, and what floats.

use leptos::prelude::*;

use super::action::{Action, delete_product, export_everything, first_action, in_sample, set_lens};
use super::app::{App, SaveState, use_app};
use super::component::{Icon, Keys, MenuItem, MenuSpec, ToastView};
use super::overlay::{Overlay, Overlays};
use super::page::{
    Backlog, BulkBar, FirstSteps, Inspector, NotFound, Outcomes, Portfolio, Roadmap, Settings, Start,
    Strategy, Today, Trace,
};
use crate::browser::{self, Anchor};
use crate::model::{Lens, Product};
use crate::view::{At, Place, Route, SettingsTab, Shortcut, Tab};

/// Everything on the screen.
#[component]
pub fn Shell() -> impl IntoView {
    let app = use_app();
    let is_start = Memo::new(move |_| app.route.with(|route| *route == Route::Start));
    let step = Memo::new(move |_| {
        app.product.get()?;
        app.route.with(|route| route.at().map(|at| at.tab).filter(|tab| tab.is_first_step()))
    });
    view! {
        {move || {
            match (is_start.get(), step.get()) {
                (true, _) => view! { <Start /> }.into_any(),
                (_, Some(step)) => view! { <FirstSteps step /> }.into_any(),
                _ => view! { <Frame /> }.into_any(),
            }
        }}
        <ToastView />
        <Overlays />
        <div class="aloud" role="status" aria-label="Announcements">{app.status}</div>
        <div class="aloud" role="alert">{app.alert}</div>
    }
}

#[component]
fn Frame() -> impl IntoView {
    let app = use_app();
    let open = Memo::new(move |_| app.open_record());
    let page = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Product(_) if app.product.get().is_none() => Route::Unknown(route.href()),
            other => other.bare(),
        })
    });
    view! {
        <div class="app">
            <a
                class="skip"
                href="#main"
                on:click=|event| {
                    event.prevent_default();
                    browser::focus_first("h1");
                }
            >
                "Skip to content"
            </a>
            <Sidebar />
            <Head page />
            <div class="notice">
                <Notices />
            </div>
            <main
                class="main"
                id="main"
                tabindex="-1"
                on:scroll=move |_| app.scrolled.set(browser::main_scrolled())
            >
                <Paper page />
                {move || match page.get() {
                    Route::Product(at) => page_of(&at),
                    Route::Portfolio => view! { <Portfolio /> }.into_any(),
                    Route::Settings(tab) => view! { <Settings tab /> }.into_any(),
                    Route::Unknown(address) => view! { <NotFound address /> }.into_any(),
                    Route::Start => ().into_any(),
                }}
            </main>
            // Keyed, so that no field goes over from one item to the next.
            <For each=move || open.get() key=|record| *record children=|record| view! { <Inspector record /> } />
            <BulkBar />
        </div>
        <div class="scrim" data-open=Signal::derive(move || app.drawer.get().then_some("")) on:click=move |_| app.drawer.set(false)></div>
    }
}

/// The head of a printed page; on the screen the head of the frame says it.
#[component]
fn Paper(page: Memo<Route>) -> impl IntoView {
    let app = use_app();
    let words = move || {
        let name =
            app.product.get().and_then(|id| app.get::<Product>(id)).map(|product| product.name.clone());
        let place = page.with(|page| page.here().map(Place::name));
        Some(format!("{}, {}", name?, place?.to_lowercase()))
    };
    view! { <p class="paper" aria-hidden="true"><b>{words}</b><span>{browser::weekday_text()}</span></p> }
}

fn page_of(at: &At) -> AnyView {
    match (at.place, at.tab) {
        (Place::Today, _) => view! { <Today /> }.into_any(),
        (Place::Strategy, Tab::Trace) => view! { <Trace /> }.into_any(),
        (Place::Strategy, _) => view! { <Strategy /> }.into_any(),
        (Place::Roadmap, tab) => view! { <Roadmap tab /> }.into_any(),
        (Place::Outcomes, _) => view! { <Outcomes /> }.into_any(),
        (Place::Backlog, _) => view! { <Backlog /> }.into_any(),
    }
}

#[component]
fn Sidebar() -> impl IntoView {
    let app = use_app();
    let name = move || {
        app.track_shared();
        let product = app.home_product().and_then(|id| app.get::<Product>(id));
        product.map_or_else(|| "Throughline".to_owned(), |product| product.name.clone())
    };
    let places = move || {
        app.track_shared();
        let product = app.get::<Product>(app.home_product()?)?;
        let links = Place::in_order(product.lens)
            .into_iter()
            .map(|place| {
                let route = Route::place(product.key.as_str(), place);
                let is_here = move || app.route.with(|here| here.here() == Some(place)).then_some("page");
                let id = product.meta.id;
                let number = move || {
                    app.track_content();
                    let is_counted = place == Place::Backlog;
                    let number = app.read(|workspace| workspace.tables().items.count(id));
                    (is_counted && number > 0).then_some(number)
                };
                view! {
                    <li>
                        <a
                            href=route.href()
                            aria-current=is_here
                            aria-label=place.name()
                            title=place.name()
                            on:click=move |_| app.drawer.set(false)
                        >
                            <Icon name=place.segment() />
                            {place.name()}
                            <span class="n">{number}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        Some(view! { <ul class="places">{links}</ul> })
    };
    let lens = move |lens: Lens, icon: &'static str, name: &'static str, only_rail: bool| {
        view! {
            <button
                aria-pressed=Signal::derive(move || (app.lens() == lens).to_string())
                aria-label=name
                title=name
                on:click=move |_| set_lens(app, lens)
            >
                <span class=if only_rail { "only-rail" } else { "" }>
                    <Icon name=icon />
                </span>
                {name}
            </button>
        }
    };
    let is_settings = move || app.route.with(|route| matches!(route, Route::Settings(_))).then_some("page");
    view! {
        <nav class="side" aria-label="Places" data-open=Signal::derive(move || app.drawer.get().then_some(""))>
            <button
                class="product"
                id="product-menu"
                aria-haspopup="menu"
                aria-label=Signal::derive(move || format!("Product: {}", name()))
                on:click=move |_| product_menu(app)
            >
                <Icon name="line" />
                {name}
                <Icon name="updown" />
            </button>
            {move || {
                in_sample(app).then(|| {
                    view! {
                        <p class="sample">
                            "Sample"
                            <button class="link" on:click=move |_| delete_product(app)>"Delete all sample data"</button>
                        </p>
                    }
                })
            }}
            {places}
            <footer>
                <ul class="places">
                    <li>
                        <a href=Route::Settings(SettingsTab::Data).href() aria-current=is_settings title="Settings">
                            <Icon name="sliders" />
                            "Settings"
                        </a>
                    </li>
                    <li>
                        <button on:click=move |_| app.overlay.set(Overlay::Help) title="Shortcuts">
                            <Icon name="help" />
                            "Shortcuts"
                            <span class="n" aria-hidden="true">"?"</span>
                        </button>
                    </li>
                </ul>
                <div class="seg" role="group" aria-label="Lens" hidden=Signal::derive(move || app.product.get().is_none())>
                    {lens(Lens::Pm, "pm", "PM", false)}
                    {lens(Lens::Po, "po", "PO", false)}
                    {lens(Lens::Both, "both", "Both", true)}
                </div>
            </footer>
        </nav>
    }
}

fn product_menu(app: App) {
    let mut products: Vec<Product> = Vec::new();
    for product in app.read(|workspace| workspace.tables().products.iter().cloned().collect::<Vec<_>>()) {
        let place = products.partition_point(|other| other.meta.created_at <= product.meta.created_at);
        products.insert(place, product);
    }
    let here = app.product.get_untracked();
    let entries = products.iter().map(|product| {
        let place = app.route.with_untracked(Route::here).unwrap_or(Place::Today);
        let route = Route::place(product.key.as_str(), place);
        MenuItem {
            hint: product.key.to_string(),
            checked: Some(here == Some(product.meta.id)),
            ..MenuItem::new("line", product.name.clone(), move || app.go(&route))
        }
    });
    let mut items: Vec<MenuItem> = entries.collect();
    if items.len() > 1 {
        items.push(MenuItem::new("line", "All products", move || app.go(&Route::Portfolio)));
    }
    for (place, label) in [
        "Name and key of this product…",
        "Delete this product…",
        "New product…",
        "Explore the sample",
        "Import…",
    ]
    .into_iter()
    .enumerate()
    {
        if let Some(action) = Action::named(label).filter(|action| (action.when)(app)) {
            let item = MenuItem::new(action.icon, action.label, move || (action.run)(app));
            items.push(MenuItem { starts_group: place == 0 || here.is_none() && place == 2, ..item });
        }
    }
    let anchor = Anchor::of("product-menu");
    app.overlay.set(Overlay::Menu(MenuSpec { label: "Products".into(), anchor, items }));
}

#[component]
fn Head(page: Memo<Route>) -> impl IntoView {
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
                let tabs = at.place.tabs().iter();
                tabs.map(|tab| (Route::tab(&at.key, at.place, *tab), tab.name(at.place))).collect()
            }
            _ => Vec::new(),
        };
        if tabs.len() < 2 {
            return None;
        }
        let links = tabs
            .into_iter()
            .map(|(route, name)| {
                let current = (route == page.get_untracked()).then_some("page");
                view! { <a href=route.href() aria-current=current>{name}</a> }
            })
            .collect_view();
        Some(view! { <div class="tabs" role="navigation" aria-label="Tabs">{links}</div> })
    };
    let at = Memo::new(move |_| page.with(|page| page.at().map(|at| (at.place, at.tab))));
    let is_product = move || at.get().is_some();
    let is_backlog = move || at.get().is_some_and(|(place, _)| place == Place::Backlog);
    let day = move || at.get().is_some_and(|(place, _)| place == Place::Today).then(browser::weekday_text);
    let first = move || at.get().map_or("", |(place, tab)| first_action(place, tab));
    // A place that is still empty has its own first button: this one steps back. On Today nothing is the one thing.
    let kind = move || {
        app.track_content();
        let Some(product) = app.product.get() else { return "edge" };
        let is_filled = app.read(|workspace| {
            let tables = workspace.tables();
            match at.get() {
                Some((Place::Backlog, _)) => tables.items.count(product) > 0,
                Some((Place::Strategy, _)) => tables.goals.count(product) > 0,
                Some((Place::Roadmap, Tab::Releases)) => tables.releases.count(product) > 0,
                Some((Place::Roadmap, _)) => tables.initiatives.count(product) > 0,
                Some((Place::Outcomes, _)) => tables.metrics.count(product) > 0,
                _ => false,
            }
        });
        if is_filled { "primary" } else { "edge" }
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
        Action::run_named(app, "Search");
    };
    view! {
        <header class="head">
            <button class="btn only-narrow" data-kind="icon" aria-label="Places" on:click=move |_| app.drawer.set(true)>
                <Icon name="side" />
            </button>
            <h1 tabindex="-1">{name}</h1>
            <span class="day">{day}</span>
            {tabs}
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
            <Show when=is_backlog>
                <SearchBox />
            </Show>
            <Show when=move || is_product() && !is_backlog()>
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
                    on:click=move |_| Action::run_named(app, first())
                >
                    <span class="only-narrow"><Icon name="plus" /></span>
                    <span class="only-wide">{first}</span>
                    {move || is_backlog().then(|| view! { <span class="only-wide"><Keys shortcut="C" /></span> })}
                </button>
            </Show>
            <Show when=is_backlog>
                <button
                    class="btn only-wide"
                    data-kind="icon"
                    aria-label="Inspector"
                    aria-pressed=Signal::derive(move || app.open_item().is_some().to_string())
                    title=format!("Inspector {}", Shortcut::parse("]"))
                    on:click=move |_| {
                        Action::run_named(app, "Inspector");
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
    Effect::new(move |_| {
        let search = search.get();
        if let Some(input) = input.get().filter(|input| !browser::has_focus(input) && input.value() != search)
        {
            input.set_value(&search);
        }
    });
    let leave = move || {
        let first = app.list.with_untracked(|list| list.ids.first().copied());
        let cursor = app.selection.with_untracked(|selection| selection.cursor);
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
                    let found = app.list.with_untracked(|list| list.ids.len());
                    app.announce(crate::view::count(found, "item"));
                }
                on:keydown=move |event| {
                    match event.key().as_str() {
                        "Enter" | "ArrowDown" if !event.is_composing() => leave(),
                        "Escape" if !event_target_value(&event).is_empty() => {
                            app.search_for("");
                            browser::clear_input(".head .search input");
                        }
                        "Escape" => leave(),
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

/// What must not be overlooked, and cannot be dismissed while it holds.
#[component]
fn Notices() -> impl IntoView {
    let app = use_app();
    let damage = app.read_desk(|desk| desk.damage.clone());
    let damaged = (!damage.is_empty()).then(|| {
        let lines = damage.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <Icon name="warn" />
            <p>
                <strong>"A part of what is stored here cannot be read. "</strong>
                "Nothing was deleted, and everything else is here. Save a copy of what is stored, exactly as it is, before you go on."
            </p>
            <button class="btn" data-kind="edge" on:click=move |_| browser::download_raw()>"Download raw data"</button>
            <details><summary>"What exactly"</summary><ul>{lines}</ul></details>
        }
    });
    let failed = move || match app.save.get() {
        SaveState::Failed(reason) => Some(view! {
            <Icon name="warn" />
            <p>
                <strong>"Not saved. "</strong>
                {reason}
                " What you did since is in this page only: save it to a file now, then free some room or close other tabs of this site."
            </p>
            <button class="btn" data-kind="edge" on:click=move |_| export_everything(app)>"Export everything"</button>
        }),
        _ => None,
    };
    view! { {damaged} {failed} }
}
