//! What is open over the page: at most one thing at a time.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;

use super::App;
use super::menu::{Choice, MenuItem, MenuSpec, PickerSpec};
use crate::browser::Anchor;
use crate::model::{Id, Instant};

/// What is open.
#[derive(Clone)]
pub enum Overlay {
    /// Nothing.
    None,
    /// Go, find, do.
    Palette,
    /// The shortcuts.
    Help,
    /// What can be done with the items at the cursor, at a place.
    ItemMenu(Anchor),
    /// Where the items at the cursor can be moved to.
    Move,
    /// A menu.
    Menu(MenuSpec),
    /// A menu searched by typing.
    Picker(PickerSpec),
    /// Bringing work in: what was pasted or dropped on the page, else what is chosen there.
    Import(Vec<Brought>),
    /// Saving work for another tool.
    Export,
    /// Making a product, or changing the name and key of one.
    Product(Option<Id>),
    /// Writing the vision: the current version, or the next one.
    Vision {
        /// Whether it becomes the next version.
        is_new_version: bool,
    },
    /// The versions of the vision.
    VisionChanges,
    /// Writing a key result of a goal, a new one where none is named.
    KeyResult(Id, Option<Id>),
    /// Writing down a value of a goal's key result.
    CheckIn(Id, Id),
    /// What came of a run of a ritual.
    FinishRitual(Id),
    /// What stands against moving items to a state.
    Gate(Vec<Id>, String),
    /// Handing an initiative over to the backlog.
    HandOver(Id),
    /// Splitting an item in two.
    Split(Id),
    /// Merging items.
    Merge {
        /// The items.
        ids: Vec<Id>,
        /// Whether they were found among the duplicates, where a person goes on.
        is_found: bool,
    },
    /// The items that may say the same.
    Duplicates,
    /// Saving the roadmap for others.
    ShareRoadmap,
    /// Pasting many pieces of feedback.
    PasteFeedback,
    /// Pasting many readings of a metric.
    PasteReadings(Id),
    /// Something to hand out, as it lies on paper.
    Paper(Paper),
    /// Saving that as a page for others.
    SavePage(Paper),
    /// What differs between the past that is looked at and the present.
    Comparison,
    /// Removing everything.
    Erase,
    /// A question before something large.
    Confirm(Confirm),
}

/// A text in Markdown that is handed out, and what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// What it is called.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What is to come in.
#[derive(Clone)]
pub struct Brought {
    /// The name of the file, or what stands for it.
    pub name: String,
    /// What is in it, until somebody takes that.
    pub bytes: Arc<Mutex<Vec<u8>>>,
    /// When it was written, where that is known.
    pub saved_at: Option<Instant>,
}

impl Brought {
    /// What pasted rows are called in place of a file's name.
    pub const PASTED: &str = "Pasted rows";

    /// Rows that were pasted.
    pub fn pasted(text: &str) -> Self {
        Self::of(Self::PASTED.to_owned(), text.as_bytes().to_vec(), None)
    }

    /// A file that was read.
    pub fn of(name: String, bytes: Vec<u8>, saved_at: Option<Instant>) -> Self {
        Self { name, bytes: Arc::new(Mutex::new(bytes)), saved_at }
    }

    /// What is in it, once: a large file is not to be there twice.
    pub fn take_bytes(&self) -> Vec<u8> {
        self.bytes.lock().map(|mut bytes| std::mem::take(&mut *bytes)).unwrap_or_default()
    }
}

/// A question before something large.
#[derive(Clone)]
pub struct Confirm {
    /// The question.
    pub title: String,
    /// What will happen, and how to take it back.
    pub text: String,
    /// Other ways to go on, each with what its button says.
    pub others: Vec<(String, Arc<dyn Fn() + Send + Sync>)>,
    /// The verb.
    pub button: &'static str,
    /// Does it.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

impl Overlay {
    /// Whether nothing is open.
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether it is a menu, which is about the row at the cursor where one has the focus.
    pub fn is_menu(&self) -> bool {
        matches!(self, Self::Menu(_) | Self::Picker(_) | Self::ItemMenu(_) | Self::Move)
    }
}

impl App {
    /// Opens a menu: what it is about, for the ear, where it opens, and its lines.
    pub fn offer(self, label: impl Into<String>, anchor: Anchor, items: Vec<MenuItem>) {
        self.overlay.set(Overlay::Menu(MenuSpec { label: label.into(), anchor, items }));
    }

    /// Opens a picker, as [`PickerSpec::new`] makes it.
    pub fn ask(
        self,
        label: impl Into<String>,
        placeholder: &'static str,
        anchor: Anchor,
        answers: impl Fn(&str) -> Vec<Choice> + Send + Sync + 'static,
    ) {
        self.overlay.set(Overlay::Picker(PickerSpec::new(label, placeholder, anchor, answers)));
    }
}
