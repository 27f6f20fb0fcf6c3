//! The rooms and their arrows: nothing above is ever imported from below.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top down; a room may use those after it.
const ROOMS: [&str; 9] =
    ["ui", "browser", "storage", "view", "command", "format", "analysis", "workspace", "model"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let paths = paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    paths.filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn arrows_point_down() {
    for (place, room) in ROOMS.iter().enumerate() {
        for path in sources(&root().join("src").join(room)) {
            let text = fs::read_to_string(&path).unwrap();
            for above in &ROOMS[..place] {
                let arrow = format!("crate::{above}");
                assert!(!text.contains(&arrow), "{} of room {room} uses {arrow}", path.display());
            }
        }
    }
}

#[test]
fn only_one_room_speaks_to_the_browser() {
    for path in sources(&root().join("src")) {
        let is_allowed =
            path.components().any(|part| part.as_os_str() == "browser" || part.as_os_str() == "ui");
        let text = fs::read_to_string(&path).unwrap();
        for name in ["web_sys", "js_sys", "gloo_storage", "leptos"] {
            let is_used = text.contains(&format!("{name}::"));
            assert!(is_allowed || !is_used, "{} uses {name}", path.display());
        }
    }
}

#[test]
fn keys_of_input_methods_are_told_apart_in_one_place() {
    for path in sources(&root().join("src/ui")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("is_composing"), "{}: such keys do not come here", path.display());
    }
}

#[test]
fn every_file_says_what_is_in_it() {
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} has no header", path.display());
        let lines = text.lines().count();
        assert!(lines <= 520, "{} has {lines} lines: is this one room, or several?", path.display());
    }
}

#[test]
fn raw_colours_stand_in_the_tokens_alone() {
    for path in sources(&root().join("style")) {
        if path.ends_with("tokens.css") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for colour in ["rgb(", "rgba(", "hsl(", "oklch("] {
            // Mixing a token with transparency names a colour space and no colour.
            let text = text.replace("color-mix(in oklch", "");
            assert!(!text.contains(colour), "{} has {colour}", path.display());
        }
        let has_hex = text.split('#').skip(1).any(|rest| {
            let hex: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
            matches!(hex.len(), 3 | 6 | 8) && rest[hex.len()..].starts_with([';', ' ', ')', ','])
        });
        assert!(!has_hex, "{} has a hex colour", path.display());
    }
}

/// Rows alone are, and their markup is made by a type that lets no text of a person's through as it is.
#[test]
fn no_markup_is_written_as_text() {
    for path in sources(&root().join("src")) {
        if path.ends_with("backlog/row.rs") || path.ends_with("browser/row.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for name in ["inner_html", "insert_adjacent_html", "outer_html"] {
            assert!(!text.contains(name), "{} uses {name}", path.display());
        }
    }
}

/// A Chromium that is told to end loses what such a page has lately stored: see `browser::on_hidden`.
#[test]
fn nothing_hears_of_the_end_of_the_page_but_the_switch() {
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let is_switch = path.ends_with("browser/listen.rs");
        for name in ["\"visibilitychange\"", "\"pagehide\"", "\"beforeunload\"", "\"unload\""] {
            assert!(is_switch || !text.contains(name), "{} listens to {name}", path.display());
        }
    }
}
