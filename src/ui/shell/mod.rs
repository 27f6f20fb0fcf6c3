//! The frame of every page: places, head, what must not be overlooked, and what floats.

mod head;
mod overlay;
mod presenter;
mod sidebar;

use leptos::prelude::*;

use super::action::export_everything;
use super::app::{App, SaveState, Trouble, use_app};
use super::component::{Icon, ToastView};
use super::page::{
    Backlog, BoardPage, BulkBar, Delivery, Duties, Facts, FirstSteps, History, Inspector, NotFound, Outcomes,
    PastNotice, Playbooks, Portfolio, Prioritise, Refine, Register, ReportPage, RitualBar, Roadmap, Settings,
    Start, Strategy, Today, Trace, take_dropped,
};
use crate::browser;
use crate::model::Product;
use crate::ui::reactive::{Memo, effect};
use crate::view::{At, Left, Place, Route, Tab};
use head::Head;
use overlay::Overlays;
use presenter::Presenter;
use sidebar::Sidebar;

/// Everything on the screen.
#[component]
pub fn Shell() -> impl IntoView {
    let app = use_app();
    take_dropped(app);
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
    // As of another moment a page is drawn anew: what it computes hangs on the day.
    let seen = Memo::new(move |_| (page.get(), app.past.get()));
    // What is opened takes the place of the panel of history.
    let opened = Memo::new(move |_| app.route.with(|route| route.at().and_then(|at| at.record.clone())));
    effect(move |_| {
        // Said only where it is open: what is drawn beside the page is drawn anew by it.
        if opened.get().is_some() && app.history.with_untracked(Option::is_some) {
            app.history.set(None);
        }
    });
    keep_scroll(app);
    view! {
        <div class="app" data-presenting=move || app.presenting.get().then_some("")>
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
            <div class="over">
                <div class="notice"><Notices /></div>
                <Update />
                <PastNotice />
                <RitualBar />
            </div>
            <main
                class="main"
                id="main"
                tabindex="-1"
                on:scroll=move |_| app.rows.scrolled.set(browser::main_scrolled())
            >
                <Paper page />
                {move || match seen.get().0 {
                    Route::Product(at) => page_of(&at),
                    Route::Portfolio => view! { <Portfolio /> }.into_any(),
                    Route::Settings(tab) => view! { <Settings tab /> }.into_any(),
                    Route::Unknown(address) => view! { <NotFound address /> }.into_any(),
                    Route::Start => ().into_any(),
                }}
            </main>
            // Drawn anew for each record, so that no field goes over from one item to the next.
            {move || match app.history.get() {
                Some(of) => Some(view! { <History of /> }.into_any()),
                None => {
                    app.past.track();
                    open.get().map(|record| view! { <Inspector record /> }.into_any())
                }
            }}
            <BulkBar />
            <Show when=move || app.presenting.get()><Presenter /></Show>
        </div>
        <div class="scrim" data-open=Signal::derive(move || app.drawer.get().then_some("")) on:click=move |_| app.drawer.set(false)></div>
    }
}

/// A page, and every look at it, opens at its top the first time, and later where it was left.
fn keep_scroll(app: App) {
    let seen = Memo::new(move |_| app.route.with(Route::list));
    let left = StoredValue::new(Left::<f64>::default());
    effect(move |before: Option<Route>| {
        let now = seen.get();
        if let Some(before) = before {
            let scrolled = app.rows.scrolled.get_untracked();
            let at = left.try_update_value(|left| left.go(before, scrolled, &now));
            // Scrolling at once lays out at once what has just been drawn.
            if scrolled > 0.0 {
                browser::scroll_main_to(0.0);
            }
            // A record in the address is shown by itself.
            if let Some(at) = at.flatten().filter(|_| untrack(|| app.open_record()).is_none()) {
                browser::after_paint(move || browser::scroll_main_to(at));
            }
        }
        now
    });
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
    let day = move || {
        app.past.track();
        browser::weekday_text()
    };
    view! { <p class="paper" aria-hidden="true"><b>{words}</b><span>{day}</span></p> }
}

fn page_of(at: &At) -> AnyView {
    match (at.place, at.tab) {
        (_, Tab::Kind(kind)) => view! { <Register kind /> }.into_any(),
        (_, Tab::Report) => view! { <ReportPage is_notes=false /> }.into_any(),
        (_, Tab::Notes) => view! { <ReportPage is_notes=true /> }.into_any(),
        (_, Tab::Playbooks) => view! { <Playbooks /> }.into_any(),
        (_, Tab::Facts) => view! { <Facts /> }.into_any(),
        (Place::Guide, _) => view! { <Duties /> }.into_any(),
        (Place::Today, _) => view! { <Today /> }.into_any(),
        (Place::Strategy, Tab::Trace) => view! { <Trace /> }.into_any(),
        (Place::Strategy, _) => view! { <Strategy /> }.into_any(),
        (Place::Roadmap, tab) => view! { <Roadmap tab /> }.into_any(),
        (Place::Delivery, tab) => view! { <Delivery tab /> }.into_any(),
        (Place::Outcomes, _) => view! { <Outcomes /> }.into_any(),
        (Place::Backlog, Tab::Prioritise) => view! { <Prioritise /> }.into_any(),
        (Place::Backlog, Tab::Refine) => view! { <Refine /> }.into_any(),
        (Place::Backlog, Tab::Map) => view! { <BoardPage /> }.into_any(),
        (Place::Backlog | Place::Discovery | Place::Communicate, _) => view! { <Backlog /> }.into_any(),
    }
}

/// A new version, quietly: nothing is lost by going on with this one.
#[component]
fn Update() -> impl IntoView {
    let app = use_app();
    move || {
        app.has_update.get().then(|| {
            view! {
                <section class="notice" data-quiet="" aria-label="New version">
                    <Icon name="download" />
                    <p><strong>"A new version is ready. "</strong>"Reloading keeps what you are writing."</p>
                    <button class="btn" data-kind="edge" on:click=move |_| app.update()>"Reload"</button>
                </section>
            }
        })
    }
}

/// From here on there may be no room for a large import, in per cent.
const ALMOST_FULL: usize = 85;

/// What must not be overlooked, and cannot be dismissed while it holds.
#[component]
fn Notices() -> impl IntoView {
    let app = use_app();
    let failed = move || match app.save.get() {
        SaveState::Failed(reason) => Some(notice(
            "Not saved. ",
            format!(
                "{reason} What you did since is in this page only: save it to a file now, then free some room or close other tabs of this site."
            ),
            vec![export(app)],
        )),
        _ => None,
    };
    let trouble = move || {
        let reload = || {
            view! { <button class="btn" data-kind="edge" on:click=|_| browser::reload()>"Reload"</button> }
                .into_any()
        };
        Some(match app.trouble.get()? {
            Trouble::Newer => notice(
                "This tab is out of date. ",
                "A newer Throughline has written in another tab. This one is for reading only: reload it to go on.".into(),
                vec![reload()],
            ),
            Trouble::Erased => notice(
                "Everything was erased in another tab. ",
                "This tab still shows it, for reading only. What you do not save to a file now is gone with the tab.".into(),
                vec![export(app), reload()],
            ),
            Trouble::Damaged => notice(
                "For reading only. ",
                "A part of what is stored cannot be read. Nothing is written until you have chosen how to go on.".into(),
                vec![export(app), reload()],
            ),
            Trouble::Gone => notice(
                "What was stored here has been removed, and not by Throughline. ",
                "Perhaps this site’s data was cleared. This tab still has all of it: save it to a file, or store it again.".into(),
                vec![
                    export(app),
                    view! { <button class="btn" data-kind="edge" on:click=move |_| app.write_again()>"Store it again"</button> }.into_any(),
                ],
            ),
        })
    };
    let full = move || {
        let percent = app.fullness.get();
        (percent >= ALMOST_FULL).then(|| {
            notice(
                "Almost full. ",
                format!("{percent} % of the room this browser gives is taken. Export everything, then delete what you no longer need."),
                vec![export(app)],
            )
        })
    };
    view! { {trouble} {failed} {full} }
}

fn export(app: App) -> AnyView {
    view! { <button class="btn" data-kind="edge" on:click=move |_| export_everything(app)>"Export everything"</button> }
        .into_any()
}

fn notice(strong: &'static str, words: String, buttons: Vec<AnyView>) -> AnyView {
    view! { <Icon name="warn" /><p><strong>{strong}</strong>{words}</p>{buttons} }.into_any()
}
