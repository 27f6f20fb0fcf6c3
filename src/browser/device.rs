//! What a person chose for this browser alone: it is no part of the work and leaves with no file.

use std::collections::{BTreeMap, BTreeSet};

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::page::set_attribute;
use super::window;
use crate::view::Reminder;

/// Where it is kept; `web/early.js` reads it before anything is painted.
const KEY: &str = "throughline-device";

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

/// How high rows and controls are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// Rows of 32 pixels.
    #[default]
    Compact,
    /// Rows of 40 pixels.
    Comfortable,
}

/// The choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// Light or dark.
    pub theme: Theme,
    /// Row height.
    pub density: Density,
    /// Whether the places are folded to glyphs.
    pub rail: bool,
    /// Whether letters and signs alone are no shortcuts.
    pub single_keys_off: bool,
    /// Shortcuts a person chose, by the label of the action; an empty one stands for none.
    pub keys: BTreeMap<String, String>,
    /// The address a person was at last.
    pub last_place: String,
    /// When everything was last saved to a file, in milliseconds since 1970.
    pub last_export: Option<i64>,
    /// After how long a file is due.
    pub reminder: Reminder,
    /// Whether the list of first steps was put away.
    pub is_checklist_away: bool,
    /// How many UTF-16 units this browser stores for the page, where that was found out.
    pub limit: Option<usize>,
    /// The groups and branches that are folded away, by the key of the product.
    pub folded: BTreeMap<String, BTreeSet<String>>,
    /// The columns of the backlog where no view says otherwise, by the key of the product.
    pub columns: BTreeMap<String, Vec<String>>,
    /// How wide columns were made, in CSS pixels, by their name in addresses.
    pub widths: BTreeMap<String, u32>,
    /// What the columns of lists meant that were brought in, by their headings.
    pub mappings: BTreeMap<String, Vec<String>>,
    /// The workspace's logical clock at that moment: changes since are counted from it.
    pub last_export_clock: u64,
}

impl Device {
    /// Reads the choices; what cannot be read counts as not chosen.
    pub fn load() -> Self {
        LocalStorage::get(KEY).unwrap_or_default()
    }

    /// Keeps the choices and shows them.
    pub fn save(&self) {
        // A full store loses a preference, not work.
        let _ = LocalStorage::set(KEY, self);
        let Some(root) = window().document().and_then(|document| document.document_element()) else { return };
        let set = |name: &str, value: Option<&str>| set_attribute(&root, name, value);
        set(
            "data-theme",
            match self.theme {
                Theme::System => None,
                Theme::Light => Some("light"),
                Theme::Dark => Some("dark"),
            },
        );
        set("data-density", (self.density == Density::Comfortable).then_some("comfortable"));
        set("data-side", self.rail.then_some("rail"));
    }

    /// Forgets the choices.
    pub fn forget() {
        LocalStorage::delete(KEY);
    }
}
