//! Long work in slices: it lets go after every so many steps or milliseconds, and goes on where it was.
//!
//! The work is an `async fn` that takes steps of a [`Pace`]; whoever drives it polls it once a slice, and takes it back by
//! letting it fall. Nothing wakes it: it is awaited under a driver alone.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// What long work is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A file is cut into rows.
    #[default]
    Reading,
    /// Rows are read, and known again.
    Knowing,
    /// Records are made of them.
    Making,
    /// What was made becomes a transaction.
    Closing,
    /// The transaction becomes a text.
    Packing,
    /// It is written to the disk.
    Writing,
}

/// How long work goes on before it lets go, and how far it is.
#[derive(Debug)]
pub struct Pace {
    /// The most steps of a slice.
    most: usize,
    left: Cell<usize>,
    /// How long a slice takes, by a clock.
    length: f64,
    clock: fn() -> f64,
    until: Cell<f64>,
    at: Cell<(Stage, usize, usize)>,
}

impl Pace {
    /// Work that never lets go.
    pub fn whole() -> Self {
        Self::of(usize::MAX)
    }

    /// Slices of at most so many steps.
    pub fn of(most: usize) -> Self {
        Self::timed(most, f64::INFINITY, || 0.0)
    }

    /// Slices of at most so many steps, and hardly longer than `length` by a clock.
    pub fn timed(most: usize, length: f64, clock: fn() -> f64) -> Self {
        let (left, until) = (Cell::new(most), Cell::new(clock() + length));
        Self { most, left, length, clock, until, at: Cell::default() }
    }

    /// Something begins that has so many steps.
    pub fn begin(&self, stage: Stage, of: usize) {
        self.at.set((stage, 0, of));
    }

    /// What it is at, how many steps of that are done, and how many there are.
    pub fn progress(&self) -> (Stage, usize, usize) {
        self.at.get()
    }

    /// One step is done.
    pub async fn step(&self) {
        let (stage, done, of) = self.at.get();
        self.at.set((stage, done + 1, of));
        self.breathe().await;
    }

    /// Lets go where the slice is over; for steps that are none of their own.
    pub async fn breathe(&self) {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        if left == 0 || (self.clock)() >= self.until.get() {
            self.rest().await;
        }
    }

    /// Lets go before something that takes a while at once.
    pub async fn rest(&self) {
        if self.most == usize::MAX {
            return;
        }
        let mut is_rested = false;
        poll_fn(|_| if std::mem::replace(&mut is_rested, true) { Poll::Ready(()) } else { Poll::Pending })
            .await;
        self.left.set(self.most);
        self.until.set((self.clock)() + self.length);
    }
}

/// Does the next slice: what came of all the work, where that was the last.
pub fn next_slice<W: Future + Unpin>(work: &mut W) -> Option<W::Output> {
    match std::pin::Pin::new(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

/// Does work that lets go from beginning to end.
pub fn finish<W: Future>(work: W) -> W::Output {
    let mut work = pin!(work);
    loop {
        if let Some(result) = next_slice(&mut work) {
            return result;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_has_so_many_steps_and_is_no_longer_than_its_time() {
        let slices = |pace: Pace| {
            let mut work = pin!(async {
                pace.begin(Stage::Making, 10);
                for _ in 0..10 {
                    pace.step().await;
                }
            });
            let mut slices = 1;
            while next_slice(&mut work).is_none() {
                slices += 1;
            }
            assert_eq!(pace.progress(), (Stage::Making, 10, 10));
            slices
        };
        assert_eq!(slices(Pace::whole()), 1);
        assert_eq!(slices(Pace::of(1)), 11);
        assert_eq!(slices(Pace::of(4)), 3);
        assert_eq!(slices(Pace::timed(4, 0.0, || 0.0)), 11, "time is over at once");
    }
}
