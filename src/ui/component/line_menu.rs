//! A line of a short list that can be moved among the others and taken out: by a menu at its end, or by keys in it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::Icon;
use crate::browser::Anchor;
use crate::ui::app::{MenuItem, use_app};

/// The button at the end of a line, and its menu.
#[component]
pub fn LineMenu(
    /// What the line is, for the ear: “Criterion”.
    label: String,
    /// The id of the button.
    id: String,
    /// Where the line stands, and how many there are; asked when the menu opens.
    #[prop(into)]
    place: Callback<(), (usize, usize)>,
    /// Moves the line by so many places.
    #[prop(into)]
    step: Callback<(isize,)>,
    /// Takes the line out.
    #[prop(into)]
    remove: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let anchor = id.clone();
    let open = move |_| {
        let (place, count) = place.run(());
        let move_by = |icon, words: &str, keys: &str, by: isize| MenuItem {
            hint: keys.into(),
            ..MenuItem::new(icon, words, move || step.run((by,)))
        };
        let up = (place > 0).then(|| move_by("arrow-up", "Move up", "Alt ↑", -1));
        let down = (place + 1 < count).then(|| move_by("arrow-down", "Move down", "Alt ↓", 1));
        let out = MenuItem {
            is_danger: true,
            starts_group: count > 1,
            ..MenuItem::new("x", "Remove", move || remove.run(()))
        };
        app.offer(label.clone(), Anchor::of(&anchor), up.into_iter().chain(down).chain([out]).collect());
    };
    view! {
        <button class="btn" data-kind="icon" id=id aria-label="More" aria-haspopup="menu" on:click=open>
            <Icon name="more" />
        </button>
    }
}

/// Moves a line where the key says so: Alt with an arrow.
pub fn step_by_key(event: &KeyboardEvent, step: impl Fn(isize)) {
    let by = match event.key().as_str() {
        "ArrowUp" if event.alt_key() => -1,
        "ArrowDown" if event.alt_key() => 1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    step(by);
}
