//! Pages that help to do the work well: playbooks, and the words of the method.

mod playbooks;
mod words;

pub use playbooks::Playbooks;
pub use words::MethodWords;
