//! Shortcuts: letters alone on or off, and other keys for each action.

use leptos::prelude::*;

use crate::browser;
use crate::ui::action::{ACTIONS, Action, Group};
use crate::ui::app::{App, use_app};
use crate::ui::component::Keys;
use crate::view::KeyPress;

/// The page.
#[component]
pub fn Keyboard() -> impl IntoView {
    let app = use_app();
    // The action that waits for its new key, by label.
    let waiting = RwSignal::new(None::<&'static str>);
    let refused = RwSignal::new(None::<String>);
    let switch = move |off: bool, name: &'static str| {
        view! {
            <button
                aria-pressed=Signal::derive(move || app.device.with(|device| device.single_keys_off == off).to_string())
                on:click=move |_| app.device.update(|device| device.single_keys_off = off)
            >
                {name}
            </button>
        }
    };
    let groups = Group::ALL
        .map(|group| {
            let rows = ACTIONS.iter().filter(|action| action.group == group).map(|action| row(app, action, waiting, refused));
            view! { <section class="sec"><header><h2>{group.name()}</h2></header><ul class="rows keys-of">{rows.collect_view()}</ul></section> }
        })
        .collect_view();
    view! {
        <div class="stack short">
            <section class="sec">
                <header><h2>"Keyboard"</h2></header>
                <div class="line">
                    <div><b>"Letters and signs alone"</b><p>"Off, only keys with Ctrl and the arrows do something"</p></div>
                    <div class="seg" role="group" aria-label="Letters and signs alone">{switch(false, "On")}{switch(true, "Off")}</div>
                </div>
                <p class="say line">"Change gives an action another key: press it. Backspace takes the key away, Esc leaves it. Kept for this browser alone."</p>
            </section>
            {groups}
        </div>
    }
}

fn row(
    app: App,
    action: &'static Action,
    waiting: RwSignal<Option<&'static str>>,
    refused: RwSignal<Option<String>>,
) -> AnyView {
    let label = action.label;
    let id = format!("key-{}", label.to_lowercase().replace(|it: char| !it.is_ascii_alphanumeric(), "-"));
    let is_waiting = move || waiting.get() == Some(label);
    let is_own = move || {
        app.device.with(|device| [action.key, label].iter().any(|known| device.keys.contains_key(*known)))
    };
    let keys = move || {
        if is_waiting() {
            return view! { <span class="meta">"Press a key"</span> }.into_any();
        }
        let keys =
            action.shortcuts(app).into_iter().map(|keys| view! { <span><Keys shortcut=keys /></span> });
        keys.collect_view().into_any()
    };
    let back_to = format!("#{id}");
    let take = move |event: leptos::ev::KeyboardEvent| {
        if !waiting.with_untracked(|waiting| *waiting == Some(label)) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let press = KeyPress {
            key: event.key(),
            code: event.code(),
            command: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        let chosen = match (press.key.as_str(), press.to_shortcut()) {
            ("Escape", _) => {
                waiting.set(None);
                return refused.set(None);
            }
            ("Backspace", _) => String::new(),
            (_, None) => return,
            (_, Some(Err(reason))) => return refused.set(Some(reason)),
            (_, Some(Ok(chosen))) => chosen,
        };
        let holds = |other: &&Action| {
            let pair = [other.group, action.group];
            // The roadmap's cards and the backlog's items are never there together.
            let is_apart = pair.contains(&Group::Card) && pair.contains(&Group::Item);
            let begins = |keys: &String| *keys == chosen || keys.starts_with(&format!("{chosen} "));
            other.id != action.id
                && !is_apart
                && !chosen.is_empty()
                && untrack(|| other.chosen_keys(app)).iter().any(begins)
        };
        if let Some(other) = ACTIONS.iter().find(holds) {
            return refused.set(Some(format!("{chosen} is for “{}” already. Choose another.", other.label)));
        }
        refused.set(None);
        waiting.set(None);
        app.announce(format!("{label}: {}", if chosen.is_empty() { "no key" } else { chosen.as_str() }));
        app.device.update(|device| {
            device.keys.remove(label);
            device.keys.insert(action.key.to_owned(), chosen);
        });
    };
    let reset = move || {
        is_own().then(|| {
            let back_to = back_to.clone();
            view! {
                <button
                    class="link"
                    aria-label=format!("Reset the key of {label}")
                    on:click=move |_| {
                        app.device.update(|device| device.keys.retain(|known, _| known != label && known != action.key));
                        browser::focus_soon(back_to.clone());
                    }
                >
                    "Reset"
                </button>
            }
        })
    };
    view! {
        <li>
            <span class="t">{label}</span>
            <span class="end">
                {move || is_waiting().then(|| refused.get()).flatten().map(|reason| view! { <span class="why" role="alert">{reason}</span> })}
                <span class="chords">{keys}</span>
                {reset}
                <button
                    class="link"
                    id=id
                    aria-label=format!("Change the key of {label}")
                    on:click=move |_| {
                        refused.set(None);
                        waiting.set(Some(label));
                    }
                    on:keydown=take
                    on:blur=move |_| {
                        if waiting.try_get_untracked().flatten() == Some(label) {
                            waiting.set(None);
                        }
                    }
                >
                    "Change"
                </button>
            </span>
        </li>
    }
    .into_any()
}
