//! A menu that is searched by typing: labels, places to move to. One box and the list it controls.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::Icon;
use crate::browser::{self, FocusBefore};
use crate::ui::app::{Overlay, PickerSpec, use_app};
use crate::ui::reactive::Memo;

/// Draws the open picker and takes its keys.
#[component]
pub fn Picker(spec: PickerSpec) -> impl IntoView {
    let app = use_app();
    let picker = NodeRef::<html::Div>::new();
    let before = StoredValue::new_local(FocusBefore::remember());
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let answers = Arc::clone(&spec.answers);
    // What stays open shows what a choice did, whatever it changed.
    let chosen = RwSignal::new(0usize);
    let choices = Memo::comparing(
        move |_| {
            app.track_content();
            chosen.track();
            typed.with(|typed| answers(typed))
        },
        |_, _| false,
    );
    // What holds now is where one begins.
    let chosen_now = choices.with_untracked(|choices| {
        choices.iter().position(|choice| choice.checked == Some("true") && !choice.stays)
    });
    at.set(chosen_now.unwrap_or(0));
    picker.on_load(move |picker| {
        browser::show_popover(&picker);
        spec.anchor.place(&picker);
        // At once: who types fast must not lose a letter.
        browser::focus_first(".menu input");
    });
    on_cleanup(move || {
        if let Some(before) = before.try_get_value() {
            app.give_focus_back(before);
        }
    });
    let close = move || app.overlay.set(Overlay::None);
    let run = move |place: usize| {
        let Some(choice) = choices.with_untracked(|choices| choices.get(place).cloned()) else { return };
        if !choice.stays {
            close();
        }
        (choice.run)();
        if choice.stays {
            chosen.update(|times| *times += 1);
        }
        if choice.stays && !typed.with_untracked(String::is_empty) && browser::clear_input(".menu input") {
            typed.set(String::new());
            at.set(0);
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = choices.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => run(at.get_untracked()),
            "Escape" if !typed.with_untracked(String::is_empty) && browser::clear_input(".menu input") => {
                typed.set(String::new());
            }
            // What was typed and stands chosen is kept, as in any field one leaves.
            "Tab"
                if !typed.with_untracked(|typed| typed.trim().is_empty())
                    && choices.with_untracked(|it| !it.is_empty()) =>
            {
                run(at.get_untracked());
                close();
                if before.with_value(FocusBefore::go_past).is_none() {
                    app.go_to_next_cell();
                }
            }
            "Escape" | "Tab" => close(),
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let rows = move || {
        choices.with(|choices| {
            choices
                .iter()
                .enumerate()
                .map(|(place, choice)| {
                    let mark = match choice.checked {
                        Some("true") => Some("check"),
                        Some("mixed") => Some("minus"),
                        _ => None,
                    };
                    // A box is for what can be picked besides others; of which one is chosen, a tick says.
                    let is_box = choice.checked.is_some() && choice.stays;
                    let glyph = mark.or(choice.checked.is_none().then_some(choice.icon));
                    let glyph = (glyph.is_some() || !is_box).then(|| view! { <Icon name=glyph.unwrap_or_default() /> });
                    let sign = if is_box {
                        view! { <span class="check" data-on=mark.is_some()>{glyph}</span> }.into_any()
                    } else {
                        glyph.into_any()
                    };
                    let said = match (choice.checked, choice.stays) {
                        (Some("true"), true) => "on all",
                        (Some("true"), false) => "chosen",
                        (Some("mixed"), _) => "on some",
                        _ => "",
                    };
                    view! {
                        <li
                            role="option"
                            id=format!("choice-{place}")
                            aria-selected=Signal::derive(move || (at.get() == place).to_string())
                            data-at=Signal::derive(move || (at.get() == place).then_some(""))
                            on:pointermove=move |_| at.set(place)
                            on:click=move |_| run(place)
                        >
                            {sign}
                            <span class="t">{choice.label.clone()}</span>
                            {(!said.is_empty()).then(|| view! { <span class="aloud">{said}</span> })}
                            {(!choice.hint.is_empty()).then(|| view! { <span class="meta">{choice.hint.clone()}</span> })}
                        </li>
                    }
                })
                .collect_view()
        })
    };
    let label = spec.label.clone();
    view! {
        <div class="catch" on:pointerdown=move |event| { event.prevent_default(); close(); }></div>
        <div node_ref=picker class="menu" role="dialog" aria-label=label popover="manual" on:keydown=on_key>
            <input
                role="combobox"
                aria-expanded="true"
                aria-controls="choices"
                aria-autocomplete="list"
                aria-activedescendant=Signal::derive(move || choices.with(|choices| (!choices.is_empty()).then(|| format!("choice-{}", at.get()))))
                aria-label=spec.label.clone()
                placeholder=spec.placeholder
                autocomplete="off"
                spellcheck="false"
                on:paste=move |event| {
                    let text = browser::pasted_text(&event).unwrap_or_default();
                    if spec.takes_lines && text.trim().lines().count() > 1 {
                        event.prevent_default();
                        typed.set(text);
                        run(0);
                    }
                }
                on:input=move |event| {
                    at.set(0);
                    typed.set(event_target_value(&event));
                    app.announce(crate::view::count(choices.with_untracked(Vec::len), "choice"));
                }
            />
            <ul role="listbox" id="choices" aria-label=spec.label on:mousedown=|event| event.prevent_default()>{rows}</ul>
            <Show when=move || choices.with(Vec::is_empty)><p class="n">{move || if typed.with(|typed| typed.trim().is_empty()) { "Nothing here yet. Type, and press Enter." } else { spec.nothing }}</p></Show>
        </div>
    }
}
