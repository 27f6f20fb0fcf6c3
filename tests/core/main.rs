//! What holds across rooms: workflows, properties, formats and the layers themselves.

mod exchange;
mod layers;
mod store;
mod support;
mod workspace;
