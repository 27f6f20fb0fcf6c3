//! What a menu offers: few lines to choose one of, or answers to what is typed.

use std::sync::Arc;

use crate::browser::Anchor;

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it says.
    pub label: String,
    /// The glyph before it.
    pub icon: &'static str,
    /// What stands at the right edge: a key, mostly.
    pub hint: String,
    /// Whether it is the current value, for menus of values.
    pub checked: Option<bool>,
    /// Whether it destroys something.
    pub is_danger: bool,
    /// Whether a line stands above it.
    pub starts_group: bool,
    /// What it does.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

impl MenuItem {
    /// A line that does something.
    pub fn new(icon: &'static str, label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon,
            hint: String::new(),
            checked: None,
            is_danger: false,
            starts_group: false,
            run: Arc::new(run),
        }
    }
}

/// A menu that is open.
#[derive(Clone)]
pub struct MenuSpec {
    /// What it is about, for the ear.
    pub label: String,
    /// Where it opens.
    pub anchor: Anchor,
    /// Its lines.
    pub items: Vec<MenuItem>,
}

/// One answer to what was typed.
#[derive(Clone)]
pub struct Choice {
    /// What it says.
    pub label: String,
    /// The glyph before it.
    pub icon: &'static str,
    /// What stands at the right edge.
    pub hint: String,
    /// Whether it holds: of all, of some, of none; no check where there is nothing to hold.
    pub checked: Option<&'static str>,
    /// Whether the picker stays open when it is chosen.
    pub stays: bool,
    /// What it does.
    pub run: Arc<dyn Fn() + Send + Sync>,
}

impl Choice {
    /// A choice with a glyph before it, nothing to hold, and the picker closed after it.
    pub fn new(label: String, icon: &'static str, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self::of(label, icon, Arc::new(run))
    }

    fn of(label: String, icon: &'static str, run: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self { label, icon, hint: String::new(), checked: None, stays: false, run }
    }

    /// A choice that makes something new.
    pub fn to_make(label: String, stays: bool, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { stays, ..Self::of(label, "plus", Arc::new(run)) }
    }

    /// A choice that holds or not, and is taken or left; the picker stays open for others.
    pub fn to_check(label: String, is_on: bool, run: impl Fn() + Send + Sync + 'static) -> Self {
        let checked = Some(if is_on { "true" } else { "false" });
        Self { checked, stays: true, ..Self::of(label, "", Arc::new(run)) }
    }

    /// The same, holding for `number` of `of`.
    pub fn held_by(self, number: usize, of: usize) -> Self {
        let is_mixed = number > 0 && number < of;
        Self { checked: if is_mixed { Some("mixed") } else { self.checked }, ..self }
    }

    /// The same with what stands at the right edge.
    pub fn with_hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }

    /// The same with a tick, where it is what holds now.
    pub fn ticked(self, is_chosen: bool) -> Self {
        Self { checked: is_chosen.then_some("true"), ..self }
    }
}

/// What answers what was typed.
pub type AnswersTo = Arc<dyn Fn(&str) -> Vec<Choice> + Send + Sync>;

/// A picker that is open.
#[derive(Clone)]
pub struct PickerSpec {
    /// What it is about, for the ear.
    pub label: String,
    /// What to type.
    pub placeholder: &'static str,
    /// Where it opens.
    pub anchor: Anchor,
    /// The answers to what was typed; asked again after each change of the work.
    pub answers: AnswersTo,
    /// What is said when nothing answers what was typed.
    pub nothing: &'static str,
    /// Whether lines that are pasted are answered as they are, and the first answer taken at once.
    pub takes_lines: bool,
}

impl PickerSpec {
    /// A picker with a label for the ear, words that say what to type, its place, and the answers to what is typed.
    pub fn new(
        label: impl Into<String>,
        placeholder: &'static str,
        anchor: Anchor,
        answers: impl Fn(&str) -> Vec<Choice> + Send + Sync + 'static,
    ) -> Self {
        Self::of(label.into(), placeholder, anchor, Arc::new(answers))
    }

    // Told by a pointer from here on: what follows is the same code for every picker.
    fn of(label: String, placeholder: &'static str, anchor: Anchor, answers: AnswersTo) -> Self {
        let nothing = "Nothing fits what you typed.";
        Self { label, placeholder, anchor, answers, nothing, takes_lines: false }
    }
}
