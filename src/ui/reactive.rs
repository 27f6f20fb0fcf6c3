//! Values that are computed from others, and deeds that follow a change.
//!
//! Leptos makes its memo, with all that keeps it up to date, once more for each type one holds, and its effect for each
//! that runs. Here both stand once: a memo holds a pointer to whatever was computed, an effect one to whatever runs.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Effect, Get, GetUntracked, Memo as Kept, RwSignal, Set, Signal, Track};

/// Something computed, whatever its type.
trait Computed: Any + Send + Sync {
    fn is_same(&self, other: &dyn Computed) -> bool;
}

/// Something computed, and how it is told whether it is the same as before.
struct Of<T> {
    value: T,
    is_same: fn(&T, &T) -> bool,
}

impl<T: Send + Sync + 'static> Computed for Of<T> {
    fn is_same(&self, other: &dyn Computed) -> bool {
        typed(other).is_some_and(|other| (self.is_same)(&self.value, other))
    }
}

fn typed<T: 'static>(computed: &dyn Computed) -> Option<&T> {
    let any: &dyn Any = computed;
    any.downcast_ref::<Of<T>>().map(|of| &of.value)
}

#[derive(Clone)]
struct Value(Arc<dyn Computed>);

impl Value {
    fn of<T: Send + Sync + 'static>(value: T, is_same: fn(&T, &T) -> bool) -> Self {
        Self(Arc::new(Of { value, is_same }))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

type Compute = Box<dyn Fn(Option<&Value>) -> Value + Send + Sync>;

fn keep(compute: Compute) -> Kept<Value> {
    Kept::new(compute)
}

/// A value computed from signals: who reads it hears of it only when it has become another.
pub struct Memo<T> {
    kept: Kept<Value>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Send + Sync + 'static> Memo<T> {
    /// What is computed from what it was before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::comparing(compute, T::eq)
    }

    /// The same, where something else says whether it is what it was before.
    pub fn comparing(
        compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        is_same: fn(&T, &T) -> bool,
    ) -> Self {
        let compute = move |before: Option<&Value>| {
            Value::of(compute(before.and_then(|before| typed(&*before.0))), is_same)
        };
        Self { kept: keep(Box::new(compute)), of: PhantomData }
    }

    /// What is computed elsewhere, and what sets it; nothing is set once it is gone.
    pub fn set_later(first: T) -> (Self, impl Fn(T) + Copy + 'static)
    where
        T: PartialEq,
    {
        let last = RwSignal::new(Value::of(first, T::eq));
        let memo = Self { kept: keep(Box::new(move |_| last.get())), of: PhantomData };
        (memo, move |value| drop(last.try_set(Value::of(value, T::eq))))
    }

    /// Hears of it without reading it.
    pub fn track(self) {
        self.kept.track();
    }

    /// Reads it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(Self::value(&self.kept.get()))
    }

    /// Reads it as it is now.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(Self::value(&self.kept.get_untracked()))
    }

    /// It.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// It, as it is now.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    #[expect(clippy::expect_used, reason = "a memo holds what its own function computed")]
    fn value(value: &Value) -> &T {
        typed(&*value.0).expect("a memo of one type")
    }
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}

/// Runs after the page was drawn, and again when something changed that it read; it is given what it gave before.
pub fn effect<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    follow(Box::new(move || before = Some(run(before.take()))));
}

fn follow(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}
