//! Every address of the app: one grammar, read and written here alone.

use super::look::{Look, Shape, Subject, score_field};
use super::place::{Place, Tab};
use super::query::{decode, encode, query_pairs};
use crate::analysis::Gap;
use crate::model::Id;
use crate::model::kind::{Field, OwnFields};

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsTab {
    /// Backup, import, storage, erase.
    Data,
    /// States and rules of the product.
    Workflow,
    /// What was deleted and can be taken back.
    Trash,
    /// Shortcuts: on, off, other keys.
    Keyboard,
    /// Theme and density.
    Look,
    /// Version, licence, what this is.
    About,
}

impl SettingsTab {
    /// The pages there are, in order.
    pub const ALL: [Self; 6] =
        [Self::Data, Self::Workflow, Self::Trash, Self::Keyboard, Self::Look, Self::About];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Workflow => "Workflow",
            Self::Trash => "Trash",
            Self::Keyboard => "Keyboard",
            Self::Look => "Look",
            Self::About => "About",
        }
    }

    fn segment(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Workflow => "workflow",
            Self::Trash => "trash",
            Self::Keyboard => "keyboard",
            Self::Look => "look",
            Self::About => "about",
        }
    }
}

/// Where a person is in a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The product's key as it stands in the address, in lower case.
    pub key: String,
    /// The place.
    pub place: Place,
    /// The page of the place.
    pub tab: Tab,
    /// The key of the record in focus, such as `SPK-12`.
    pub record: Option<String>,
    /// What the list is searched for.
    pub search: String,
    /// The missing link the list is narrowed to.
    pub gap: Option<Gap>,
    /// How the list is narrowed, sorted and grouped.
    pub look: Look,
    /// The saved view it began as.
    pub view: Option<Id>,
}

impl At {
    /// Whether its rows stand under each other.
    pub fn shape(&self) -> Shape {
        if self.tab == Tab::Tree { Shape::Tree } else { Shape::List }
    }

    /// The score its rows are put in order by: where work is prioritised there always is one, at a kind where it was chosen.
    pub fn by(&self) -> Option<&'static Field> {
        match self.tab {
            Tab::Prioritise => Some(score_field(&self.look)),
            Tab::Kind(_) => self.look.by,
            _ => None,
        }
    }
}

/// An address, after the `#` of the page's own.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_enum_variant, reason = "there are few addresses, and nearly all are of a product")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// No place yet: the last product's, or the first screen where there is none.
    Start,
    /// A place of a product.
    Product(At),
    /// All products.
    Portfolio,
    /// The settings.
    Settings(SettingsTab),
    /// Nothing this build knows.
    Unknown(String),
}

impl Route {
    /// A place without a record in focus or a search.
    pub fn place(key: &str, place: Place) -> Self {
        Self::tab(key, place, place.first_tab())
    }

    /// A page of a place without a record in focus or a search.
    pub fn tab(key: &str, place: Place, tab: Tab) -> Self {
        Self::Product(At {
            key: key.to_lowercase(),
            place,
            tab,
            record: None,
            search: String::new(),
            gap: None,
            look: Look::usual(tab.kind()),
            view: None,
        })
    }

    /// Reads the part of an address from `#` on.
    pub fn parse(hash: &str, own: &OwnFields) -> Self {
        let unknown = || Self::Unknown(hash.to_owned());
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let segments: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments[..] {
            [] => Self::Start,
            ["all", ..] => Self::Portfolio,
            ["settings"] => Self::Settings(SettingsTab::Data),
            ["settings", tab] => SettingsTab::ALL
                .into_iter()
                .find(|it| it.segment() == tab)
                .map_or_else(unknown, Self::Settings),
            [key] => Self::place(key, Place::Backlog),
            [key, place, ..] if segments.len() <= 4 => {
                let Some(place) = Place::ALL.into_iter().find(|it| it.segment() == place) else {
                    return unknown();
                };
                let tab = segments.get(2).and_then(|name| {
                    let steps: &[Tab] = if place == Place::Today { &Tab::FIRST_STEPS } else { &[] };
                    let all = place.tabs().iter().chain(steps).copied();
                    all.filter(|tab| *tab != Tab::First).find(|tab| tab.segment() == *name)
                });
                let record = segments.get(if tab.is_some() { 3 } else { 2 });
                if segments.len() == 4 && tab.is_none() {
                    return unknown();
                }
                let pairs = query_pairs(query);
                let tab = tab.unwrap_or_else(|| place.first_tab());
                let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, it)| it.clone());
                let gap = value("gap").and_then(|gap| Gap::ALL.into_iter().find(|it| it.segment() == gap));
                Self::Product(At {
                    key: key.to_lowercase(),
                    place,
                    tab,
                    record: record.map(|record| record.to_ascii_uppercase()),
                    search: value("q").unwrap_or_default(),
                    gap,
                    look: Look::parse(&Subject::of(tab.kind(), own), &pairs),
                    view: value("view").and_then(|view| view.parse().ok()),
                })
            }
            _ => unknown(),
        }
    }

    /// The address, from `#` on.
    pub fn href(&self) -> String {
        match self {
            Self::Start => "#/".into(),
            Self::Portfolio => "#/all/products".into(),
            Self::Settings(tab) => format!("#/settings/{}", tab.segment()),
            Self::Unknown(hash) => hash.clone(),
            Self::Product(at) => {
                let mut href = format!("#/{}/{}", at.key, at.place.segment());
                for part in [Some(at.tab.segment()), at.record.as_deref()].into_iter().flatten() {
                    if !part.is_empty() {
                        href.push('/');
                        href.push_str(part);
                    }
                }
                let gap = at.gap.map_or("", Gap::segment).to_owned();
                let mut query = vec![("q", at.search.clone()), ("gap", gap)];
                query.extend(at.look.pairs());
                query.push(("view", at.view.map(|view| view.to_string()).unwrap_or_default()));
                let mut sign = '?';
                for (name, value) in query.into_iter().filter(|(_, value)| !value.is_empty()) {
                    href.push(sign);
                    sign = '&';
                    href.push_str(name);
                    href.push('=');
                    href.push_str(&encode(&value));
                }
                href
            }
        }
    }

    /// The page's title, for the tab and for the ear.
    pub fn title(&self, product: Option<&str>) -> String {
        let page = match self {
            Self::Start => None,
            Self::Portfolio => Some("All products"),
            Self::Settings(_) => Some("Settings"),
            Self::Product(at) => Some(at.place.name()),
            Self::Unknown(_) => Some("Not found"),
        };
        [page, product, Some("Throughline")].into_iter().flatten().collect::<Vec<_>>().join(" - ")
    }

    /// Where in a product, if in one.
    pub fn at(&self) -> Option<&At> {
        match self {
            Self::Product(at) => Some(at),
            _ => None,
        }
    }

    /// The place, if one of a product.
    pub fn here(&self) -> Option<Place> {
        self.at().map(|at| at.place)
    }

    /// The same place with something else about it.
    pub fn with(&self, change: impl FnOnce(&mut At)) -> Self {
        let mut route = self.clone();
        if let Self::Product(at) = &mut route {
            change(at);
        }
        route
    }

    /// The same place with another record in focus, or none.
    pub fn with_record(&self, record: Option<String>) -> Self {
        self.with(|at| at.record = record)
    }

    /// The same place searched for something else.
    pub fn with_search(&self, search: &str) -> Self {
        self.with(|at| search.clone_into(&mut at.search))
    }

    /// The same place looked at in another way.
    pub fn with_look(&self, change: impl FnOnce(&mut Look)) -> Self {
        self.with(|at| change(&mut at.look))
    }

    /// Another page as one goes there from here: within a place, what the list is narrowed to goes along.
    pub fn on_tab_of(&self, other: &Self) -> Self {
        match (self.at(), other.at()) {
            (Some(here), Some(there)) if (&here.key, here.place) == (&there.key, there.place) => {
                self.with(|at| {
                    // Another kind is looked at in its own way.
                    if at.tab.kind() != there.tab.kind() {
                        (at.look, at.view) = (there.look.clone(), None);
                    }
                    // There the address names duties, and elsewhere what is searched for.
                    if [at.tab, there.tab].contains(&Tab::Duties) {
                        at.search.clone_from(&there.search);
                    }
                    (at.tab, at.record) = (there.tab, None);
                })
            }
            _ => other.clone(),
        }
    }

    /// The list in view, as it is looked at: without a record in focus and without columns.
    pub fn list(&self) -> Self {
        self.with(|at| (at.record, at.look) = (None, at.look.without_columns()))
    }

    /// The page alone: without a record in focus, a search, a gap or a look of its own.
    pub fn bare(&self) -> Self {
        self.with(|at| {
            (at.record, at.search, at.gap) = (None, String::new(), None);
            (at.look, at.view) = (Look::usual(at.tab.kind()), None);
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::kind::RELEASES;

    proptest! {
        #[test]
        fn an_address_survives_being_written(
            key in "[a-z]{2,5}",
            place in prop::sample::select(&Place::ALL),
            tab in 0usize..3,
            record in prop::option::of("[A-Z]{2,5}-[GIRM]?[1-9][0-9]{0,4}"),
            search in ".{0,20}",
            gap in prop::option::of(prop::sample::select(&Gap::ALL)),
        ) {
            prop_assume!(key != "all" && key != "settings");
            let tab = place.tabs()[tab % place.tabs().len()];
            let look = Look::usual(tab.kind());
            let route = Route::Product(At { key, place, tab, record, search, gap, look, view: None });
            prop_assert_eq!(Route::parse(&route.href(), &OwnFields::default()), route);
        }

        #[test]
        fn no_address_makes_it_panic(hash in "#?/?.{0,40}") {
            let _ = Route::parse(&hash, &OwnFields::default()).href();
        }
    }

    #[test]
    fn addresses_people_have_kept_go_on_working() {
        let backlog = Route::place("spk", Place::Backlog);
        assert_eq!(Route::parse("#/spk/backlog", &OwnFields::default()), backlog);
        assert_eq!(Route::parse("#/SPK", &OwnFields::default()), backlog);
        assert_eq!(
            Route::parse("#/spk/backlog/spk-12", &OwnFields::default()),
            backlog.with_record(Some("SPK-12".into()))
        );
        assert_eq!(
            Route::parse("#/spk/backlog?q=two%20words", &OwnFields::default()),
            backlog.with_search("two words")
        );
        assert_eq!(Route::parse("", &OwnFields::default()), Route::Start);
        assert_eq!(Route::parse("#/settings", &OwnFields::default()), Route::Settings(SettingsTab::Data));
        assert_eq!(
            Route::parse("#/settings/look", &OwnFields::default()),
            Route::Settings(SettingsTab::Look)
        );
        assert_eq!(
            Route::parse("#/spk/roadmap/by-goal", &OwnFields::default()),
            Route::tab("spk", Place::Roadmap, Tab::ByGoal)
        );
        assert_eq!(
            Route::parse("#/spk/today/first-list", &OwnFields::default()),
            Route::tab("spk", Place::Today, Tab::FirstPaste)
        );
        let release =
            Route::tab("spk", Place::Roadmap, Tab::Kind(&RELEASES)).with_record(Some("SPK-R2".into()));
        assert_eq!(Route::parse("#/spk/roadmap/releases/spk-r2", &OwnFields::default()), release);
        assert_eq!(Route::parse("#/all/products", &OwnFields::default()), Route::Portfolio);
        assert_eq!(
            Route::parse("#/spk/backlog?gap=story-goal", &OwnFields::default()).at().unwrap().gap,
            Some(Gap::StoryGoal)
        );
        let look = Route::parse(
            "#/spk/backlog/tree/spk-12?status=!accepted,dropped&group=epic&sort=!estimate",
            &OwnFields::default(),
        );
        assert_eq!(
            look.href(),
            "#/spk/backlog/tree/SPK-12?status=!accepted,dropped&group=epic&sort=!estimate"
        );
        assert_eq!(Route::parse("#/spk/moon", &OwnFields::default()), Route::Unknown("#/spk/moon".into()));
        assert_eq!(backlog.title(Some("Spoke")), "Backlog - Spoke - Throughline");
    }
}
