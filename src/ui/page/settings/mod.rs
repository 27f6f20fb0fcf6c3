//! Settings: where the work is and how to keep it, how the app looks, what it is.

mod calendar;
mod data;
mod keyboard;
mod trash;
mod workflow;

use leptos::prelude::*;

use crate::ui::app::use_app;
use crate::view::{Density, SettingsTab, Theme};
use data::Data;
use keyboard::Keyboard;
use trash::Trash;
use workflow::Workflow;

/// The page of a tab.
#[component]
pub fn Settings(tab: SettingsTab) -> impl IntoView {
    view! {
        <div class="page">
            {match tab {
                SettingsTab::Data => view! { <Data /> }.into_any(),
                SettingsTab::Workflow => view! { <Workflow /> }.into_any(),
                SettingsTab::Trash => view! { <Trash /> }.into_any(),
                SettingsTab::Keyboard => view! { <Keyboard /> }.into_any(),
                SettingsTab::Look => view! { <Look /> }.into_any(),
                SettingsTab::About => view! { <About /> }.into_any(),
            }}
        </div>
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
                    "It runs in this browser alone and sends nothing anywhere. The browser keeps its files: from the second time on it opens without a network, and asks the server it came from only whether there is a newer version. Without https, and in some private windows, it is loaded each time."
                </p>
                <p class="say">
                    "The format of its files is open: " <a class="link" href="schema.json">"schema.json"</a>
                    " describes it. The program is free under the MIT or the Apache 2.0 licence, as you choose."
                </p>
            </div>
        </section>
    }
}
