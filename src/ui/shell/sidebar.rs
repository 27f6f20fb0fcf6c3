//! The places, the switch between products, and the lens.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::Anchor;
use crate::model::{Id, Lens, Product, SavedView};
use crate::ui::action::view::{found_in, view_menu, view_route, views_of};
use crate::ui::action::{ActionId, delete_product, in_sample, set_lens};
use crate::ui::app::{App, MenuItem, Overlay, at_rest, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;
use crate::view::{Place, Route, SettingsTab};

/// How long work rests before what is in each view is counted.
const COUNT_MS: u64 = 300;

/// The places of a product, and what stands below them.
#[component]
pub fn Sidebar() -> impl IntoView {
    let app = use_app();
    let name = move || {
        app.track_shared();
        let product = app.home_product().and_then(|id| app.get::<Product>(id));
        product.map_or_else(|| "Throughline".to_owned(), |product| product.name.clone())
    };
    let open = at_rest(
        Duration::from_millis(COUNT_MS),
        move || {
            app.track_content();
            app.product.track();
        },
        move |()| untrack(|| app.overview.with(|overview| overview.open_stories)),
    );
    // Drawn anew when the product is another or is called otherwise, and not with every change.
    let shown = Memo::new(move |_| {
        app.track_shared();
        let product = app.get::<Product>(app.home_product()?)?;
        Some((product.key.clone(), product.lens))
    });
    let places = move || {
        let (key, lens) = shown.get()?;
        let links = Place::in_order(lens)
            .into_iter()
            .map(|place| {
                let route = Route::place(key.as_str(), place);
                let is_here = move || app.route.with(|here| here.here() == Some(place)).then_some("page");
                let number = move || {
                    let open = open.get();
                    let is_counted = place == Place::Backlog && open > 0;
                    is_counted.then(|| view! { {open} <span class="aloud">" open"</span> })
                };
                view! {
                    <li>
                        <a
                            href=route.href()
                            aria-current=is_here
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
            <Views />
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

/// The saved views of the product, with how much is in each.
#[component]
fn Views() -> impl IntoView {
    let app = use_app();
    let views =
        Memo::new(move |_| app.product.get().map(|product| views_of(app, product)).unwrap_or_default());
    // Counting waits until work rests: it goes through the backlog once a view.
    let depends = move || {
        app.track_content();
        (views.get(), app.product.get())
    };
    let count = move |(views, product): (Vec<Arc<SavedView>>, Option<Id>)| {
        let found = |view: &Arc<SavedView>| Some((view.meta.id, found_in(app, product?, view).len()));
        views.iter().filter_map(found).collect::<Vec<(Id, usize)>>()
    };
    let counts = at_rest(Duration::from_millis(COUNT_MS), depends, count);
    let link = move |view: Arc<SavedView>| {
        let id = view.meta.id;
        let is_here = move || {
            app.route.with(|route| route.at().is_some_and(|at| at.view == Some(id))).then_some("page")
        };
        let number = move || {
            counts.with(|counts| counts.iter().find(|(view, _)| *view == id).map(|(_, number)| *number))
        };
        let route = view_route(app, &view);
        let href = route.as_ref().map(Route::href);
        // What can be done with a view is done where it is seen.
        let open_menu = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            if let Some(route) = &route {
                app.go(route);
                let at = Anchor::point(f64::from(event.client_x()), f64::from(event.client_y()));
                view_menu(app, Some(at));
            }
        };
        view! {
            <li>
                <a href=href aria-current=is_here on:click=move |_| app.drawer.set(false) on:contextmenu=open_menu>
                    <bdi>{view.name.clone()}</bdi>
                    <span class="n">{number}</span>
                </a>
            </li>
        }
    };
    move || {
        let views = views.get();
        (!views.is_empty()).then(|| {
            view! {
                <h2 id="views">"Saved views"</h2>
                <ul class="places" data-kind="views" aria-labelledby="views">{views.into_iter().map(link).collect_view()}</ul>
            }
        })
    }
}

fn product_menu(app: App) {
    let products = app.products();
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
    for (place, id) in [
        ActionId::NameAndKeyOfThisProduct,
        ActionId::DeleteThisProduct,
        ActionId::NewProduct,
        ActionId::ExploreTheSample,
        ActionId::Import,
    ]
    .into_iter()
    .enumerate()
    {
        if let Some(action) = id.action().filter(|action| (action.when)(app)) {
            let item = MenuItem::new(action.icon, action.label, move || (action.run)(app));
            items.push(MenuItem { starts_group: place == 0 || here.is_none() && place == 2, ..item });
        }
    }
    let anchor = Anchor::of("product-menu");
    app.offer("Products", anchor, items);
}
