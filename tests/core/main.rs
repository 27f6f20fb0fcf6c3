//! What holds across rooms: workflows, properties, formats and the layers themselves.

mod support;
mod workspace;
