//! Every address of the app: one grammar, read and written here alone.

use std::fmt::Write as _;

/// A place of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Everything that may be built, best first.
    Backlog,
}

impl Place {
    /// The places there are, in the order of the navigation.
    pub const ALL: [Self; 1] = [Self::Backlog];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Backlog => "Backlog",
        }
    }

    fn segment(self) -> &'static str {
        match self {
            Self::Backlog => "backlog",
        }
    }
}

/// A page of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsTab {
    /// Backup, import, storage, erase.
    Data,
    /// Theme and density.
    Look,
    /// Version, licence, what this is.
    About,
}

impl SettingsTab {
    /// The pages there are, in order.
    pub const ALL: [Self; 3] = [Self::Data, Self::Look, Self::About];

    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Look => "Look",
            Self::About => "About",
        }
    }

    fn segment(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Look => "look",
            Self::About => "about",
        }
    }
}

/// An address, after the `#` of the page's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// No place yet: the last product's, or the first screen where there is none.
    Start,
    /// A place of a product.
    Product {
        /// The product's key as it stands in the address, in lower case.
        key: String,
        /// The place.
        place: Place,
        /// The key of the record in focus, such as `SPK-12`.
        record: Option<String>,
        /// What the list is searched for.
        search: String,
    },
    /// The settings.
    Settings(SettingsTab),
    /// Nothing this build knows.
    Unknown(String),
}

impl Route {
    /// A place without a record in focus or a search.
    pub fn place(key: &str, place: Place) -> Self {
        Self::Product { key: key.to_lowercase(), place, record: None, search: String::new() }
    }

    /// Reads the part of an address from `#` on.
    pub fn parse(hash: &str) -> Self {
        let unknown = || Self::Unknown(hash.to_owned());
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let segments: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(decode).collect();
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments[..] {
            [] => Self::Start,
            ["settings"] => Self::Settings(SettingsTab::Data),
            ["settings", tab] => SettingsTab::ALL
                .into_iter()
                .find(|it| it.segment() == tab)
                .map_or_else(unknown, Self::Settings),
            [key] => Self::place(key, Place::Backlog),
            [key, place] | [key, place, _] => {
                let Some(place) = Place::ALL.into_iter().find(|it| it.segment() == place) else {
                    return unknown();
                };
                let record = segments.get(2).map(|record| record.to_uppercase());
                Self::Product { key: key.to_lowercase(), place, record, search: search(query) }
            }
            _ => unknown(),
        }
    }

    /// The address, from `#` on.
    pub fn href(&self) -> String {
        match self {
            Self::Start => "#/".into(),
            Self::Settings(tab) => format!("#/settings/{}", tab.segment()),
            Self::Unknown(hash) => hash.clone(),
            Self::Product { key, place, record, search } => {
                let mut href = format!("#/{key}/{}", place.segment());
                if let Some(record) = record {
                    href.push('/');
                    href.push_str(record);
                }
                if !search.is_empty() {
                    href.push_str("?q=");
                    href.push_str(&encode(search));
                }
                href
            }
        }
    }

    /// The page's title, for the tab and for the ear.
    pub fn title(&self, product: Option<&str>) -> String {
        let page = match self {
            Self::Start => None,
            Self::Settings(_) => Some("Settings"),
            Self::Product { place, .. } => Some(place.name()),
            Self::Unknown(_) => Some("Not found"),
        };
        [page, product, Some("Throughline")].into_iter().flatten().collect::<Vec<_>>().join(" - ")
    }

    /// The same place with another record in focus, or none.
    pub fn with_record(&self, record: Option<String>) -> Self {
        match self {
            Self::Product { key, place, search, .. } => {
                Self::Product { key: key.clone(), place: *place, record, search: search.clone() }
            }
            other => other.clone(),
        }
    }

    /// The same place searched for something else.
    pub fn with_search(&self, search: &str) -> Self {
        match self {
            Self::Product { key, place, record, .. } => Self::Product {
                key: key.clone(),
                place: *place,
                record: record.clone(),
                search: search.to_owned(),
            },
            other => other.clone(),
        }
    }
}

fn search(query: &str) -> String {
    query.split('&').find_map(|pair| pair.strip_prefix("q=")).map(decode).unwrap_or_default()
}

/// Percent-encodes what an address does not take.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(byte as char);
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let coded = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_address_survives_being_written(key in "[a-z]{2,5}", record in prop::option::of("[A-Z]{2,5}-[1-9][0-9]{0,4}"), search in ".{0,20}") {
            let route = Route::Product { key: key.clone(), place: Place::Backlog, record, search };
            prop_assume!(key != "all" && key != "settings");
            prop_assert_eq!(Route::parse(&route.href()), route);
        }

        #[test]
        fn no_address_makes_it_panic(hash in "#?/?.{0,40}") {
            let _ = Route::parse(&hash).href();
        }
    }

    #[test]
    fn addresses_people_have_kept_go_on_working() {
        let backlog = Route::place("spk", Place::Backlog);
        assert_eq!(Route::parse("#/spk/backlog"), backlog);
        assert_eq!(Route::parse("#/SPK"), backlog);
        assert_eq!(Route::parse("#/spk/backlog/spk-12"), backlog.with_record(Some("SPK-12".into())));
        assert_eq!(Route::parse("#/spk/backlog?q=two%20words"), backlog.with_search("two words"));
        assert_eq!(Route::parse(""), Route::Start);
        assert_eq!(Route::parse("#/settings"), Route::Settings(SettingsTab::Data));
        assert_eq!(Route::parse("#/settings/look"), Route::Settings(SettingsTab::Look));
        assert_eq!(Route::parse("#/spk/moon"), Route::Unknown("#/spk/moon".into()));
        assert_eq!(backlog.title(Some("Spoke")), "Backlog - Spoke - Throughline");
    }
}
