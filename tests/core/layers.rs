//! The rooms and their arrows: nothing above is ever imported from below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// From the top down; a room may use those after it.
const ROOMS: [&str; 9] =
    ["ui", "browser", "storage", "view", "command", "format", "analysis", "workspace", "model"];

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let paths = paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    paths.filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names a file takes from the root of the crate: after `crate::`, or after as many `super::` as lead there. A module
/// inside of the file needs one more.
fn taken_from_root(text: &str, depth: usize) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (at, word) in text.match_indices("crate::").chain(text.match_indices("super::")) {
        let line = text[..at].lines().next_back().unwrap_or_default();
        let is_comment = line.trim_start().starts_with("//") && !text[..at].ends_with('\n');
        if is_comment || line.ends_with("super::") {
            continue;
        }
        let rest = text[at..].trim_start_matches("super::");
        let up = (text.len() - at - rest.len()) / word.len();
        if word == "crate::" {
            names.extend(heads(&rest[word.len()..]));
        } else if up >= depth {
            names.extend(heads(rest));
        }
    }
    names
}

/// The first names of what follows: of a path one, of a group each of its paths'.
fn heads(rest: &str) -> Vec<&str> {
    let head = |path: &str| {
        let end = path.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
        end.unwrap_or(path.len())
    };
    let Some(group) = rest.strip_prefix('{') else { return vec![&rest[..head(rest)]] };
    let (mut names, mut depth, mut is_start) = (Vec::new(), 1, true);
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => is_start = true,
            _ if is_start && !letter.is_whitespace() => {
                names.push(&group[at..at + head(&group[at..])]);
                is_start = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

#[test]
fn arrows_point_down() {
    for (place, room) in ROOMS.iter().enumerate() {
        let folder = root().join("src").join(room);
        for path in sources(&folder) {
            let text = fs::read_to_string(&path).unwrap();
            let inside = path.strip_prefix(&folder).unwrap();
            let depth = inside.components().count() + usize::from(!inside.ends_with("mod.rs"));
            for name in taken_from_root(&text, depth) {
                assert!(!ROOMS[..place].contains(&name), "{} of room {room} uses {name}", path.display());
            }
        }
    }
}

#[test]
fn an_arrow_is_seen_however_it_is_written() {
    let seen = |text, depth| taken_from_root(text, depth).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("use crate::ui::app;\nlet it = crate::view::it();", 2), ["ui", "view"]);
    assert_eq!(
        seen("use crate::{\n    model::{Id, ui2},\n    ui, view,\n};\nuse std::fs;", 1),
        ["model", "ui", "view"]
    );
    assert_eq!(seen("    use super::super::super::{a::b, c};\n    use super::d;", 3), ["a", "c"]);
    assert_eq!(seen("use super::super::near;\n// crate::said", 3), Vec::<&str>::new());
}

#[test]
fn a_path_that_leaves_its_folder_names_its_room() {
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("super::super::"), "{}: say crate:: from the second step on", path.display());
    }
}

/// The type that a line makes and others can use; a shorter way to one of the same name is none.
fn made_type(line: &str) -> Option<&str> {
    let open = line.strip_prefix("pub")?;
    let rest =
        open.strip_prefix('(').map_or(open, |scope| scope.split_once(')').map_or("", |(_, rest)| rest));
    let (form, rest) = rest.trim_start().split_once(' ')?;
    let name = rest.split(|letter: char| !letter.is_alphanumeric()).next()?;
    let is_made = ["struct", "enum", "trait", "type", "union"].contains(&form);
    (is_made && !rest.contains(&format!("::{name}<"))).then_some(name)
}

#[test]
fn a_name_means_one_type() {
    let mut homes = BTreeMap::<String, PathBuf>::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for name in text.lines().filter_map(made_type) {
            let other = homes.insert(name.to_owned(), path.clone());
            assert_eq!(other, None, "{name} is in {} already", path.display());
        }
    }
    assert!(homes.len() > 400, "{} types", homes.len());
    assert_eq!(made_type("pub(in crate::ui) struct Row<'a> {"), Some("Row"));
    assert_eq!(made_type("pub type Desk = storage::Desk<LocalDisk>;"), None);
    assert_eq!(made_type("    Row(Row),"), None);
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
