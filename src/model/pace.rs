//! Long work in slices: it lets go after every so many steps or milliseconds, and goes on where it was.
//!
//! The work is an `async fn` that takes steps of a [`Pace`]; whoever drives it polls it once a slice, and takes it back by
//! letting it fall. Nothing wakes it: it is awaited under a driver alone.

use std::cell::Cell;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// What long work is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaceStage {
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
    at: Cell<(PaceStage, usize, usize)>,
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
    pub fn begin(&self, stage: PaceStage, of: usize) {
        self.at.set((stage, 0, of));
    }

    /// What it is at, how many steps of that are done, and how many there are.
    pub fn progress(&self) -> (PaceStage, usize, usize) {
        self.at.get()
    }

    /// One step is done.
    pub fn step(&self) -> Breath<'_> {
        let (stage, done, of) = self.at.get();
        self.at.set((stage, done + 1, of));
        self.breathe()
    }

    /// Lets go where the slice is over; for steps that are none of their own.
    pub fn breathe(&self) -> Breath<'_> {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        Breath { pace: self, is_due: left == 0 || (self.clock)() >= self.until.get() }
    }

    /// Lets go before something that takes a while at once.
    pub fn rest(&self) -> Breath<'_> {
        Breath { pace: self, is_due: self.most < usize::MAX }
    }
}

/// The end of a slice, or none. It is one thing for all that is awaited: each place that rests is a few bytes so.
#[must_use = "it is to be awaited"]
#[derive(Debug)]
pub struct Breath<'a> {
    pace: &'a Pace,
    is_due: bool,
}

impl Future for Breath<'_> {
    type Output = ();

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let pace = self.pace;
        if std::mem::replace(&mut self.is_due, false) {
            pace.left.set(0);
            return Poll::Pending;
        }
        if pace.left.get() == 0 {
            pace.left.set(pace.most);
            pace.until.set((pace.clock)() + pace.length);
        }
        Poll::Ready(())
    }
}

/// Does the next slice: what came of all the work, where that was the last.
pub fn next_slice<W: Future + Unpin>(work: &mut W) -> Option<W::Output> {
    match Pin::new(work).poll(&mut Context::from_waker(Waker::noop())) {
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
                pace.begin(PaceStage::Making, 10);
                for _ in 0..10 {
                    pace.step().await;
                }
            });
            let mut slices = 1;
            while next_slice(&mut work).is_none() {
                slices += 1;
            }
            assert_eq!(pace.progress(), (PaceStage::Making, 10, 10));
            slices
        };
        assert_eq!(slices(Pace::whole()), 1);
        assert_eq!(slices(Pace::of(1)), 11);
        assert_eq!(slices(Pace::of(4)), 3);
        assert_eq!(slices(Pace::timed(4, 0.0, || 0.0)), 11, "time is over at once");
    }
}
