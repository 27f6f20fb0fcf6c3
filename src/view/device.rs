//! What a person chose for this browser alone: it is no part of the work and leaves with no file.
//!
//! Several tabs share one text. A tab reads of it what it knows and writes into it what was changed there.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Reminder, Zoom};
use crate::model::{ByField, Day, SortedMap, SortedSet, by_word, read_by_field};

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark ink on light ground.
    Light,
    /// Light ink on dark ground.
    Dark,
}

by_word!(Theme, System = "system", Light = "light", Dark = "dark");

/// How high rows and controls are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// Rows of 32 pixels.
    #[default]
    Compact,
    /// Rows of 40 pixels.
    Comfortable,
}

by_word!(Density, Compact = "compact", Comfortable = "comfortable");

/// How far back the charts of a place look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// Four weeks.
    Month,
    /// Twelve weeks.
    #[default]
    Quarter,
    /// Twenty-six weeks.
    Half,
    /// As far as anything is known.
    All,
}

by_word!(Period, Month = "month", Quarter = "quarter", Half = "half", All = "all");

impl Period {
    /// All of them, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Half, Self::All];

    /// The words a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "4 weeks",
            Self::Quarter => "12 weeks",
            Self::Half => "26 weeks",
            Self::All => "All",
        }
    }

    /// Its first day, of those from the first known one to today.
    pub fn first_day(self, known: Day, today: Day) -> Day {
        let weeks = match self {
            Self::Month => 4,
            Self::Quarter => 12,
            Self::Half => 26,
            Self::All => return known,
        };
        known.max(today.plus(1 - weeks * 7))
    }
}

/// The choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
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
    pub keys: SortedMap<String, String>,
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
    pub folded: SortedMap<String, SortedSet<String>>,
    /// How far back the charts of Delivery look.
    pub period: Period,
    /// How near the days of the roadmap are looked at.
    pub zoom: Zoom,
    /// The build in which criteria are tried.
    pub build: String,
    /// The weeks that forecasts leave out, by their Monday and the key of the product.
    pub left_out: SortedMap<String, SortedSet<String>>,
    /// The steps of the ritual that goes on that were looked at or passed over, by its run.
    pub ritual_steps: SortedMap<String, SortedSet<String>>,
    /// The columns of the backlog where no view says otherwise, by the key of the product.
    pub columns: SortedMap<String, Vec<String>>,
    /// How wide columns were made, in CSS pixels, by their name in addresses.
    pub widths: SortedMap<String, u32>,
    /// What the columns of lists meant that were brought in, by their headings.
    pub mappings: SortedMap<String, Vec<String>>,
    /// The workspace's logical clock at that moment: changes since are counted from it.
    pub last_export_clock: u64,
}

read_by_field!(Device, needs [], may [theme, density, rail, single_keys_off, keys, last_place, last_export, reminder, is_checklist_away, limit, folded, period, zoom, build, left_out, ritual_steps, columns, widths, mappings, last_export_clock]);

impl Device {
    /// Reads the choices; what cannot be read counts as not chosen, and takes nothing else with it.
    pub fn read(text: &str) -> Self {
        let mut device = Self::default();
        for (name, value) in fields(text) {
            if let Some(choice) = device.blank(&name) {
                // What a later build chose stays as it is here.
                choice.fill(&value.to_string()).ok();
            }
        }
        device
    }

    /// The choices after another tab has written; a person stays where they are.
    pub fn heard(&self, text: &str) -> Self {
        Self { last_place: self.last_place.clone(), ..Self::read(text) }
    }

    /// The stored text with what has changed since `before`, entry by entry. What another tab chose meanwhile stays, and
    /// so does what this build does not know.
    pub fn write_over(&self, before: &Self, stored: &str) -> String {
        let mut kept = fields(stored);
        write_changes(&mut kept, &before.fields(), &self.fields());
        Value::Object(kept).to_string()
    }

    fn fields(&self) -> Map<String, Value> {
        fields(&serde_json::to_string(self).unwrap_or_default())
    }
}

fn fields(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

fn write_changes(kept: &mut Map<String, Value>, before: &Map<String, Value>, now: &Map<String, Value>) {
    for gone in before.keys().filter(|name| !now.contains_key(*name)) {
        kept.remove(gone);
    }
    for (name, value) in now.iter().filter(|(name, value)| before.get(*name) != Some(value)) {
        match (kept.get_mut(name), before.get(name), value) {
            (Some(Value::Object(kept)), Some(Value::Object(before)), Value::Object(now)) => {
                write_changes(kept, before, now);
            }
            _ => drop(kept.insert(name.clone(), value.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn two_tabs_keep_what_each_chose() {
        let stored = Device { last_place: "#/spk".into(), ..Device::default() };
        let (mut one, mut two) = (stored.clone(), stored.clone());
        one.last_export = Some(5);
        one.columns.insert("spk".into(), vec!["labels".into()]);
        one.keys.insert("Undo".into(), "Z".into());
        let text = one.write_over(&stored, "");
        two.last_place = "#/spk/backlog".into();
        two.columns.insert("bike".into(), vec!["effort".into()]);
        let text = two.write_over(&stored, &text);
        let both = Device::read(&text);
        assert_eq!((both.last_export, both.last_place.as_str()), (Some(5), "#/spk/backlog"));
        assert_eq!(both.columns.keys().collect::<Vec<_>>(), ["bike", "spk"]);
        assert_eq!(both.keys, one.keys);
    }

    #[test]
    fn what_another_tab_chose_counts_here_but_for_the_place() {
        let here = Device { last_place: "#/spk".into(), rail: true, ..Device::default() };
        let there = Device { last_place: "#/bike".into(), last_export: Some(5), ..Device::default() };
        let heard = here.heard(&there.write_over(&Device::default(), ""));
        assert_eq!(heard, Device { last_place: "#/spk".into(), ..there });
    }

    #[test]
    fn what_is_taken_away_goes_and_the_rest_stays() {
        let mut stored = Device::default();
        stored.widths.extend([("labels".to_owned(), 90), ("status".to_owned(), 80)]);
        let text = stored.write_over(&Device::default(), "");
        let mut fewer = stored.clone();
        fewer.widths.remove("labels");
        let read = Device::read(&fewer.write_over(&stored, &text));
        assert_eq!(read, fewer);
        let none = Device { widths: SortedMap::new(), ..fewer.clone() };
        assert_eq!(
            Device::read(&none.write_over(&fewer, &text)).widths.len(),
            1,
            "one of them is another tab’s"
        );
    }

    #[test]
    fn one_bad_choice_takes_no_other_with_it() {
        let text = json!({"theme": "sepia", "rail": true, "widths": {"labels": "wide"}, "last_export": 7});
        let read = Device::read(&text.to_string());
        assert_eq!(read, Device { rail: true, last_export: Some(7), ..Device::default() });
        for text in ["", "{", "[]", "null", "7"] {
            assert_eq!(Device::read(text), Device::default());
        }
    }

    #[test]
    fn what_a_later_build_wrote_is_kept() {
        let text = json!({"theme": "sepia", "moods": ["blue"]}).to_string();
        let before = Device::read(&text);
        let now = Device { rail: true, ..before.clone() };
        let kept = fields(&now.write_over(&before, &text));
        assert_eq!(Value::Object(kept), json!({"theme": "sepia", "moods": ["blue"], "rail": true}));
    }
}
