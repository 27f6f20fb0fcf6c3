//! Values that no key press waits for.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::reactive::effect;

/// What is computed once the things it depends on have rested for so long: it goes through much, and is looked at
/// after the change itself.
pub fn at_rest<D: 'static, T: Default + PartialEq + Send + Sync + 'static>(
    rest: Duration,
    depends: impl Fn() -> D + 'static,
    compute: impl Fn(D) -> T + Copy + 'static,
) -> RwSignal<T> {
    let value = RwSignal::new(T::default());
    let round = StoredValue::new(0u64);
    effect(move |_| {
        let on = depends();
        let number = round.try_update_value(|round| {
            *round += 1;
            *round
        });
        let set = move || {
            if round.try_get_value() == number {
                let computed = compute(on);
                // What is the same is not drawn anew: somebody may have the focus in it.
                if value.try_with_untracked(|value| *value != computed) == Some(true) {
                    value.try_set(computed);
                }
            }
        };
        set_timeout(set, rest);
    });
    value
}
