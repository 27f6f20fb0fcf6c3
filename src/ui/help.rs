//! The sheet of shortcuts, written by the registry of actions.

use leptos::prelude::*;

use super::action::{ACTIONS, Action, Group};
use super::app::{Overlay, use_app};
use super::component::{Dialog, DialogKind, Icon, Keys};
use crate::view::fuzzy_match;

/// Keys of writing, which no action has: fields know them themselves.
const WRITING: [(&str, &str); 6] = [
    ("Save and close", "Ctrl Enter"),
    ("Save, next line", "Enter"),
    ("Next field", "Tab"),
    ("Put back", "Escape"),
    ("Lines or rows you copied, as items", "Ctrl V"),
    ("Rows, for a spreadsheet or a message", "Ctrl C"),
];

/// Keys of cards on the board, which no action has either.
const BOARD: [(&str, &str); 2] =
    [("Card beside it", "ArrowRight"), ("Into the column beside it", "Ctrl Shift ArrowRight")];

/// Keys of bars on the timeline.
const TIMELINE: [(&str, &str); 9] = [
    ("Work under it", "W"),
    ("Later", "ArrowRight"),
    ("Earlier", "ArrowLeft"),
    ("End later", "Shift ArrowRight"),
    ("Start later", "Ctrl Shift ArrowRight"),
    ("Later by a day", "Ctrl ArrowRight"),
    ("Nearer", "+"),
    ("All of it", "0"),
    ("Today", "T"),
];

/// The shortcuts.
#[component]
pub fn Help() -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let is_asked = move |label: &str| {
        typed.with(|typed| fuzzy_match(typed, label).is_some_and(|it| it.rank < 3 || typed.is_empty()))
    };
    let section = move |heading: &'static str, rows: Vec<(&'static str, Vec<String>)>| {
        let rows: Vec<_> = rows.into_iter().filter(|(label, _)| is_asked(label)).collect();
        (!rows.is_empty()).then(|| {
            let lines = rows
                .into_iter()
                .map(|(label, keys)| {
                    let keys = keys
                        .into_iter()
                        .enumerate()
                        .map(|(place, keys)| {
                            let or = (place > 0).then(|| view! { <i>"or"</i> });
                            view! { {or} <Keys shortcut=keys /> }
                        })
                        .collect_view();
                    view! { <li><span>{label}</span><span class="end">{keys}</span></li> }
                })
                .collect_view();
            view! { <section><h3>{heading}</h3><ul>{lines}</ul></section> }
        })
    };
    let groups = move || {
        let of_group = |group: Group| {
            let of_group = ACTIONS.iter().filter(|action: &&Action| action.group == group);
            let rows = of_group.map(|action| (action.label, action.shortcuts(app)));
            rows.filter(|(_, keys)| !keys.is_empty()).collect::<Vec<_>>()
        };
        Group::ALL.into_iter().map(|group| section(group.name(), of_group(group))).collect_view()
    };
    let fixed = move |heading: &'static str, rows: &'static [(&'static str, &'static str)]| {
        section(heading, rows.iter().map(|(label, keys)| (*label, vec![(*keys).to_owned()])).collect())
    };
    view! {
        <Dialog label="Shortcuts" kind=DialogKind::Dialog>
            <header>
                <h2>"Shortcuts"</h2>
                <label class="search push">
                    <Icon name="search" />
                    <input
                        type="search"
                        placeholder="Find one"
                        aria-label="Find a shortcut"
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                <button class="btn" data-kind="icon" aria-label="Close" on:click=move |_| app.overlay.set(Overlay::None)>
                    <Icon name="x" />
                </button>
            </header>
            <div class="shortcuts" tabindex="0" role="region" aria-label="All shortcuts">
                {groups}
                {move || fixed("On the board", &BOARD)}
                {move || fixed("On the timeline", &TIMELINE)}
                {move || fixed("Writing", &WRITING)}
            </div>
        </Dialog>
    }
}
