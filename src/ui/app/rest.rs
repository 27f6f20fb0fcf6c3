//! Values that no key press waits for.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::{App, in_slices};
use crate::ui::reactive::{Memo, effect};

/// What is computed once the things it depends on have rested for so long: it goes through much, and is looked at
/// after the change itself.
pub fn at_rest<D: 'static, T: Default + PartialEq + Send + Sync + 'static>(
    rest: Duration,
    depends: impl Fn() -> D + 'static,
    compute: impl Fn(D) -> T + Copy + 'static,
) -> Memo<T> {
    // What is the same is not drawn anew: somebody may have the focus in it.
    let (value, set) = Memo::set_later(T::default());
    let ask = move || -> Answer {
        let on = depends();
        Box::new(move || set(compute(on)))
    };
    answer_at_rest(rest, Box::new(ask));
    value
}

/// A search that tells what it found itself.
pub type SearchTask = Pin<Box<dyn Future<Output = ()>>>;

/// Searches slice by slice once the work and what it depends on have rested for so long; a search that was begun is let fall
/// when something changes.
pub fn search_at_rest(
    app: App,
    rest: Duration,
    depends: impl Fn() + 'static,
    search: Rc<dyn Fn() -> Option<SearchTask>>,
) {
    let round = StoredValue::new(0u32);
    let ask = move || -> Answer {
        app.track_content();
        depends();
        let search = Rc::clone(&search);
        Box::new(move || {
            round.update_value(|round| *round += 1);
            let number = round.get_value();
            if let Some(search) = search() {
                leptos::task::spawn_local(async move {
                    in_slices(search, || round.try_get_value() == Some(number)).await;
                });
            }
        })
    };
    answer_at_rest(rest, Box::new(ask));
}

/// Computes, once what it depends on is known.
type Answer = Box<dyn FnOnce()>;

/// Has the last answer given once nothing it depends on changed for so long, whatever is computed.
fn answer_at_rest(rest: Duration, ask: Box<dyn Fn() -> Answer>) {
    let round = StoredValue::new(0u64);
    effect(move |_| {
        let answer = ask();
        let number = round.try_update_value(|round| {
            *round += 1;
            *round
        });
        let answer_if_last = move || {
            if round.try_get_value() == number {
                answer();
            }
        };
        set_timeout(answer_if_last, rest);
    });
}
