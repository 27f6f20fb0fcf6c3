//! Settings: where the work is and how to keep it, how the app looks, what it is.

mod keyboard;
mod trash;

use leptos::prelude::*;

use super::super::action::{export_everything, export_product};
use super::super::app::{App, use_app};
use super::super::component::Icon;
use super::super::overlay::Overlay;
use keyboard::Keyboard;
use trash::Trash;

use crate::browser::{self, Density, Theme};
use crate::model::{Instant, Product};
use crate::view::{SettingsTab, count, in_order_of, megabytes};

/// The page of a tab.
#[component]
pub fn Settings(tab: SettingsTab) -> impl IntoView {
    view! {
        <div class="page">
            {match tab {
                SettingsTab::Data => view! { <Data /> }.into_any(),
                SettingsTab::Trash => view! { <Trash /> }.into_any(),
                SettingsTab::Keyboard => view! { <Keyboard /> }.into_any(),
                SettingsTab::Look => view! { <Look /> }.into_any(),
                SettingsTab::About => view! { <About /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Data() -> impl IntoView {
    let app = use_app();
    let last = move || {
        let at = app.device.with(|device| device.last_export);
        at.map_or_else(
            || "Not saved to a file yet".to_owned(),
            |at| format!("Last saved to a file: {}", browser::day_and_clock_text(Instant(at))),
        )
    };
    let contents = move || {
        app.track_content();
        app.read(|workspace| {
            let tables = workspace.tables();
            let products = count(tables.products.iter().count(), "product");
            format!("{products}, {}", count(tables.items.iter().count(), "item"))
        })
    };
    view! {
        <div class="two">
            <div class="stack">
                <section class="lead">
                    <h2 class="big">"Your work is in this browser, and only here."</h2>
                    <p class="prose">
                        "No server has a copy. If you clear this site’s data or lose this computer, it is gone, unless you have saved a file. Saving one takes a second."
                    </p>
                </section>
                <section class="sec">
                    <header><h2>"Backup"</h2></header>
                    <div class="line">
                        <div><b>{last}</b><p>{contents}</p></div>
                        <button class="btn" data-kind="primary" on:click=move |_| export_everything(app)>
                            <Icon name="download" />
                            "Export everything"
                        </button>
                    </div>
                    {move || {
                        let product = app.home_product().and_then(|id| app.get::<Product>(id))?;
                        let words = format!("{} alone, as a file that Import takes", product.name);
                        Some(view! {
                            <div class="line">
                                <div><b>"One product"</b><p>{words}</p></div>
                                <button class="btn" data-kind="edge" on:click=move |_| export_product(app)>
                                    <Icon name="download" />
                                    "Export this product"
                                </button>
                            </div>
                        })
                    }}
                    <div class="line">
                        <div>
                            <b>"Bring work in"</b>
                            <p>"A file of Throughline, or a list of any tool as CSV or TSV. You see it before it counts."</p>
                        </div>
                        <button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Import)>
                            <Icon name="upload" />
                            "Import…"
                        </button>
                    </div>
                </section>
                <Storage />
                <section class="sec">
                    <header><h2>"What “Saved” promises"</h2></header>
                    <p class="say line">
                        "What is shown as saved survives closing the tab, quitting the browser and a crash of this page. When the browser is killed by force, or the power fails, it needs a moment: after a minute of rest about 10 seconds, in steady work up to 65."
                    </p>
                </section>
                <section class="sec">
                    <header><h2>"Erase"</h2></header>
                    <div class="line">
                        <div>
                            <b>"Remove everything from this browser"</b>
                            <p>"You type a name first. Files you have saved stay yours."</p>
                        </div>
                        <button class="btn" data-kind="danger" on:click=move |_| app.overlay.set(Overlay::Erase)>
                            "Erase everything…"
                        </button>
                    </div>
                </section>
            </div>
            <div class="stack">
                <section class="sec">
                    <header><h2>"History"</h2></header>
                    {move || history(app)}
                </section>
            </div>
        </div>
    }
}

/// How many transactions are listed.
const HISTORY_MOST: usize = 12;

fn history(app: App) -> AnyView {
    app.track_content();
    let lines: Vec<_> = app.read(|workspace| {
        let stack = workspace.undo_stack();
        let all = stack.past().iter().chain(stack.mended());
        let newest = in_order_of(all.cloned().collect(), |entry| -entry.at.0);
        newest.into_iter().take(HISTORY_MOST).map(|entry| (entry.label.clone(), entry.at)).collect()
    });
    if lines.is_empty() {
        return view! { <p class="say line">"Nothing was changed since this page was opened."</p> }
            .into_any();
    }
    let lines = lines
        .into_iter()
        .map(|(label, at)| view! { <li><span class="t">{label}</span><time>{browser::day_and_clock_text(at)}</time></li> })
        .collect_view();
    view! { <ul class="events">{lines}</ul> }.into_any()
}

#[component]
fn Storage() -> impl IntoView {
    let app = use_app();
    let (used, limit) = app.read_desk(|desk| (desk.store.used_units(), desk.store.limit()));
    let words = format!("{} of {} MB", megabytes(used), megabytes(limit));
    let percent = used * 100 / limit.max(1);
    let share = |part: usize| {
        move |element: web_sys::HtmlElement| browser::set_property(&element, "--v", &part.to_string())
    };
    let advice = match percent {
        ..70 => "There is room for years of work.",
        70..85 => "Space is getting short. Export, then delete products and items you no longer need.",
        _ => {
            "Almost full. Export everything now, then delete what you no longer need: a large import may not fit any more."
        }
    };
    let used_bar = NodeRef::<leptos::html::I>::new();
    let free_bar = NodeRef::<leptos::html::I>::new();
    used_bar.on_load(move |bar| share(percent.max(1))(bar));
    free_bar.on_load(move |bar| share(100usize.saturating_sub(percent).max(1))(bar));
    view! {
        <section class="sec">
            <header><h2>"Storage"</h2><span class="n">{words.clone()}</span></header>
            <div class="body">
                <div class="split" role="img" aria-label=format!("{words} used")>
                    <i node_ref=used_bar data-tone="1"></i>
                    <i node_ref=free_bar></i>
                </div>
                <p class="say">{advice}</p>
            </div>
        </section>
    }
}

#[component]
fn Look() -> impl IntoView {
    let app = use_app();
    let theme = move |theme: Theme, name: &'static str| {
        view! {
            <button
                aria-pressed=Signal::derive(move || app.device.with(|device| device.theme == theme).to_string())
                on:click=move |_| app.device.update(|device| device.theme = theme)
            >
                {name}
            </button>
        }
    };
    let density = move |density: Density, name: &'static str| {
        view! {
            <button
                aria-pressed=Signal::derive(move || app.device.with(|device| device.density == density).to_string())
                on:click=move |_| app.device.update(|device| device.density = density)
            >
                {name}
            </button>
        }
    };
    view! {
        <section class="sec short">
            <header><h2>"Look"</h2></header>
            <div class="line">
                <div><b>"Theme"</b><p>"As the system has it, or always the same"</p></div>
                <div class="seg" role="group" aria-label="Theme">
                    {theme(Theme::System, "System")}
                    {theme(Theme::Light, "Light")}
                    {theme(Theme::Dark, "Dark")}
                </div>
            </div>
            <div class="line">
                <div><b>"Density"</b><p>"How high rows and controls are"</p></div>
                <div class="seg" role="group" aria-label="Density">
                    {density(Density::Compact, "Compact")}
                    {density(Density::Comfortable, "Comfortable")}
                </div>
            </div>
            <p class="say line">"These are kept for this browser alone and leave with no file."</p>
        </section>
    }
}

#[component]
fn About() -> impl IntoView {
    view! {
        <section class="sec short">
            <header><h2>"Throughline " {env!("CARGO_PKG_VERSION")}</h2></header>
            <div class="body">
                <p class="say">
                    "A workbench for one person who decides what a product becomes: from the vision to what came of it, on one line."
                </p>
                <p class="say">
                    "It runs in this browser alone. After the page has loaded it asks no server for anything and sends nothing anywhere."
                </p>
                <p class="say">
                    "The format of its files is open: " <a class="link" href="schema.json">"schema.json"</a>
                    " describes it. The program is free under the MIT or the Apache 2.0 licence, as you choose."
                </p>
            </div>
        </section>
    }
}
