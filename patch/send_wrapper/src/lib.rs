//! What Leptos asks of send_wrapper: a value that may only be used in the thread it comes from. A page has one thread, so
//! nothing is asked here each time it is used.

#[cfg(not(all(target_family = "wasm", not(target_feature = "atomics"))))]
compile_error!("where there are several threads, use send_wrapper itself");

use std::ops::{Deref, DerefMut};

/// A value of this thread, as one that every thread may have.
#[derive(Clone, Debug)]
pub struct SendWrapper<T>(T);

// Safety: there is no other thread.
unsafe impl<T> Send for SendWrapper<T> {}
unsafe impl<T> Sync for SendWrapper<T> {}

impl<T> SendWrapper<T> {
    /// Wraps a value.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// Whether this is the thread the value comes from.
    pub fn valid(&self) -> bool {
        true
    }

    /// The value.
    pub fn take(self) -> T {
        self.0
    }
}

impl<T> Deref for SendWrapper<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for SendWrapper<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

#[cfg(feature = "futures")]
mod futures {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures_core::Stream;

    use super::SendWrapper;

    // Safety: nothing moves the value out of a wrapper that is pinned.
    fn inner<T>(wrapper: Pin<&mut SendWrapper<T>>) -> Pin<&mut T> {
        unsafe { wrapper.map_unchecked_mut(|wrapper| &mut wrapper.0) }
    }

    impl<F: Future> Future for SendWrapper<F> {
        type Output = F::Output;

        fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
            inner(self).poll(context)
        }
    }

    impl<S: Stream> Stream for SendWrapper<S> {
        type Item = S::Item;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<S::Item>> {
            inner(self).poll_next(context)
        }
    }
}
