//! What holds across rooms: workflows, properties, formats and the layers themselves.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_for_each,
    missing_docs,
    reason = "helpers of tests are tests: they may fail loudly and say little"
)]

mod act;
mod arrange;
mod built;
mod circles;
mod described;
mod desk;
mod devices;
mod discovery;
mod disk;
mod duties;
mod exchange;
mod export;
mod faults;
mod guide;
mod history;
mod kinds;
mod known;
mod layers;
mod lifecycle;
mod line;
mod lists;
mod losses;
mod merge;
mod names;
mod outcomes;
mod own_fields;
mod plan;
mod refine;
mod rituals;
mod rows;
mod rules;
mod scores;
mod slices;
mod sprints;
mod store;
mod support;
mod tabs;
mod tail;
mod tools;
mod trash;
mod workspace;
mod write;
