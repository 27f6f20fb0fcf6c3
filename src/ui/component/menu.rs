//! A menu: choose one of few for one thing.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::browser::{self, FocusBefore};
use crate::ui::app::{MenuSpec, Overlay, use_app};

/// Whether a key asks for the menu of what has the focus.
pub fn asks_for_menu(event: &leptos::ev::KeyboardEvent) -> bool {
    matches!(event.key().as_str(), "." | "ContextMenu") || (event.key() == "F10" && event.shift_key())
}

/// Letters typed within this time of each other are one word, in milliseconds.
const TYPING_MS: f64 = 800.0;

/// Draws the open menu and takes its keys.
#[component]
pub fn Menu(spec: MenuSpec) -> impl IntoView {
    let app = use_app();
    let menu = NodeRef::<html::Ul>::new();
    let before = StoredValue::new_local(FocusBefore::remember());
    let count = spec.items.len();
    let labels: Vec<String> = spec.items.iter().map(|item| item.label.to_lowercase()).collect();
    // What was typed on the cell it belongs to begins the word.
    let begun = app.rows.typed_first.try_update_value(std::mem::take).unwrap_or_default();
    let meant = labels.iter().position(|label| !begun.is_empty() && label.starts_with(&begun));
    let now_chosen = || spec.items.iter().position(|item| item.checked == Some(true));
    let start = meant.or_else(now_chosen).unwrap_or(0);
    let at = RwSignal::new(start);
    let lost = StoredValue::new(false);
    let focus_at = move |place: usize| {
        lost.set_value(false);
        at.set(place);
        browser::focus_first(&format!("[role=menu] [data-place=\"{place}\"]"));
    };
    menu.on_load(move |menu| {
        browser::show_popover(&menu);
        spec.anchor.place(&menu);
        focus_at(start);
    });
    on_cleanup(move || {
        if let Some(before) = before.try_get_value() {
            app.give_focus_back(before);
        }
    });
    let close = move || app.overlay.set(Overlay::None);
    let runs: Vec<_> = spec.items.iter().map(|item| Arc::clone(&item.run)).collect();
    let choose = StoredValue::new(runs);
    let run = move |place: usize| {
        let run = choose.with_value(|runs| runs.get(place).cloned());
        close();
        if let Some(run) = run {
            run();
        }
    };
    let begun_at = if begun.is_empty() { f64::NEG_INFINITY } else { browser::now_ms() };
    let typed = StoredValue::new((begun, begun_at));
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let place = at.get_untracked();
        let key = event.key();
        let now = browser::now_ms();
        let is_going_on = typed.with_value(|(_, last)| now - last < TYPING_MS);
        match key.as_str() {
            "ArrowDown" => focus_at((place + 1) % count),
            "ArrowUp" => focus_at((place + count - 1) % count),
            "Home" => focus_at(0),
            "End" => focus_at(count - 1),
            // Who has just typed what no line begins with does not mean the first one.
            "Enter" if lost.get_value() => app.announce("Choose a line first"),
            "Enter" => run(place),
            " " if !is_going_on => run(place),
            "Escape" | "Tab" => close(),
            _ if key.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() => {
                // A digit takes the line it stands at, letters go to the line that starts with them.
                let is_number = |label: &String| label.split([',', ' ']).next() == Some(key.as_str());
                match key.parse::<usize>() {
                    // A line that is a number is meant by it.
                    Ok(_) if labels.iter().any(is_number) => {
                        run(labels.iter().position(is_number).unwrap_or(0));
                    }
                    Ok(number) if (1..=count.min(9)).contains(&number) => run(number - 1),
                    _ => {
                        let before = typed.with_value(|(before, _)| before.clone());
                        let word = if is_going_on { before } else { String::new() } + &key.to_lowercase();
                        // A letter alone goes on to the next line; a word that goes on may stay.
                        let first = usize::from(word.chars().count() == 1);
                        let next = (first..=count).map(|step| (place + step) % count);
                        let found = next
                            .into_iter()
                            .find(|place| labels.get(*place).is_some_and(|label| label.starts_with(&word)));
                        match found {
                            Some(found) => focus_at(found),
                            None => {
                                lost.set_value(true);
                                app.announce(format!("Nothing here begins with “{word}”"));
                            }
                        }
                        typed.set_value((word, now));
                    }
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let items = spec
        .items
        .into_iter()
        .enumerate()
        .map(|(place, item)| {
            let role = if item.checked.is_some() { "menuitemradio" } else { "menuitem" };
            let checked = item.checked.map(|checked| checked.to_string());
            let is_state = item.icon.starts_with("s-");
            let glyph = if is_state {
                view! { <span class="status" data-s=item.icon><Icon name=item.icon /></span> }.into_any()
            } else {
                view! { <Icon name=item.icon /> }.into_any()
            };
            view! {
                {item.starts_group.then(|| view! { <li role="separator"></li> })}
                <li
                    role=role
                    tabindex="-1"
                    data-place=place
                    data-kind=item.is_danger.then_some("danger")
                    aria-checked=checked
                    on:click=move |_| run(place)
                    on:pointermove=move |_| {
                        if at.get_untracked() != place {
                            focus_at(place);
                        }
                    }
                >
                    {glyph}
                    {item.label}
                    {(item.checked == Some(true)).then(|| view! { <span class="now"><Icon name="check" /></span> })}
                    {(!item.hint.is_empty()).then(|| view! { <kbd>{item.hint}</kbd> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="catch" on:pointerdown=move |event| { event.prevent_default(); close(); }></div>
        <section aria-label="Menu">
        <ul
            node_ref=menu
            class="menu"
            role="menu"
            aria-label=spec.label
            popover="manual"
            on:keydown=on_key
            on:contextmenu=|event| event.prevent_default()
        >
            {items}
        </ul>
        </section>
    }
}
