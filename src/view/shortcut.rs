//! Keys: how a shortcut is written, shown and recognised.

use std::fmt;

/// One key held with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: String,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    /// Shift; of signs that need it on some keyboards it does not count.
    pub shift: bool,
}

/// A chord, or two one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortcut(Vec<Chord>);

/// A key press, as the browser tells it.
#[derive(Clone, Debug, Default)]
pub struct KeyPress {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// `KeyboardEvent.code`.
    pub code: String,
    /// Ctrl, or Cmd on a Mac.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt or `AltGr`.
    pub alt: bool,
}

/// What was pressed just before, for shortcuts of two chords.
#[derive(Clone, Debug, Default)]
pub struct ShortcutState {
    first: Option<(Chord, f64)>,
}

/// Two chords belong together when they are no more than this apart, in milliseconds.
const SEQUENCE_MS: f64 = 1000.0;

impl Shortcut {
    /// Reads `Ctrl Shift ArrowUp`, `Shift M`, `G B`: modifiers stand before their key.
    pub fn parse(text: &str) -> Self {
        let mut chords = Vec::new();
        let (mut command, mut shift) = (false, false);
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "Ctrl" => command = true,
                "Shift" => shift = true,
                key => {
                    let key = match key {
                        "Space" => " ".to_owned(),
                        key if key.chars().count() == 1 => key.to_lowercase(),
                        key => key.to_owned(),
                    };
                    chords.push(Chord {
                        key,
                        command: std::mem::take(&mut command),
                        shift: std::mem::take(&mut shift),
                    });
                }
            }
        }
        Self(chords)
    }

    /// Whether it is a letter or sign alone, which a person can switch off.
    pub fn is_single_key(&self) -> bool {
        self.0.iter().all(|chord| !chord.command && chord.key.chars().count() == 1)
    }

    /// The chords, as a person reads them; on a Mac with its signs.
    pub fn parts(&self, is_mac: bool) -> Vec<String> {
        self.0.iter().map(|chord| chord.shown(is_mac)).collect()
    }

    /// As `aria-keyshortcuts` wants it; that has no way to say two chords.
    pub fn to_aria(&self) -> Option<String> {
        let [chord] = self.0.as_slice() else { return None };
        let command = if chord.command { "Control+" } else { "" };
        let shift = if chord.shift { "Shift+" } else { "" };
        let key = if chord.key == " " { "Space" } else { &chord.key };
        Some(format!("{command}{shift}{key}"))
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts(false).join(" then "))
    }
}

impl Chord {
    fn shown(&self, is_mac: bool) -> String {
        let key = match self.key.as_str() {
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            " " => "Space".to_owned(),
            "Escape" => "Esc".to_owned(),
            "Delete" => "Del".to_owned(),
            "ContextMenu" => "Menu".to_owned(),
            "PageUp" => "Page ↑".to_owned(),
            "PageDown" => "Page ↓".to_owned(),
            key if key.chars().count() == 1 => capital(key),
            key => key.to_owned(),
        };
        let command = match (self.command, is_mac) {
            (true, true) => "⌘ ",
            (true, false) => "Ctrl ",
            _ => "",
        };
        let shift = if self.shift { "Shift " } else { "" };
        format!("{command}{shift}{key}")
    }

    fn is_pressed(&self, press: &KeyPress) -> bool {
        let key = press.typed();
        let is_sign = key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric) && key != " ";
        self.key == key
            && self.command == press.command
            && (is_sign || self.shift == press.shift)
            && (is_sign || !press.alt)
    }
}

/// The letter on a key as it stands there. A capital is found by its small letter, among those that keyboards have: the standard
/// library's own table of capitals is 5 kB.
fn capital(key: &str) -> String {
    let is_capital = |letter: &char| !key.starts_with(*letter) && letter.to_lowercase().eq(key.chars());
    ('A'..='\u{58f}').find(is_capital).map_or_else(|| key.to_owned(), String::from)
}

/// What the browser keeps for itself, wherever it is pressed.
const OF_BROWSERS: [&str; 8] =
    ["Ctrl T", "Ctrl W", "Ctrl N", "Ctrl R", "Ctrl L", "Ctrl Shift T", "Ctrl Shift N", "F5"];

impl KeyPress {
    /// The press as a shortcut is written, or why it cannot be one. None while only Shift or Ctrl is down.
    pub fn to_shortcut(&self) -> Option<Result<String, String>> {
        let key = self.typed();
        if matches!(key.as_str(), "Shift" | "Control" | "Meta" | "Alt" | "AltGraph" | "CapsLock" | "Dead") {
            return None;
        }
        let key = match key.as_str() {
            " " => "Space".to_owned(),
            key if key.chars().count() == 1 => capital(key),
            key => key.to_owned(),
        };
        let is_sign = key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric);
        let command = if self.command { "Ctrl " } else { "" };
        let shift = if self.shift && !is_sign { "Shift " } else { "" };
        let text = format!("{command}{shift}{key}");
        if OF_BROWSERS.contains(&text.as_str()) {
            return Some(Err(format!("The browser keeps {text} for itself. Choose another.")));
        }
        if matches!(key.as_str(), "Tab" | "Enter" | "Escape") {
            return Some(Err(format!("{key} is needed to get about. Choose another.")));
        }
        Some(Ok(text))
    }

    /// The key in lower case; for letters of other alphabets the one in its place on a Latin keyboard.
    fn typed(&self) -> String {
        let is_latin = self.key.is_ascii();
        if self.key.chars().count() == 1 && !is_latin {
            let letter = self.code.strip_prefix("Key").or_else(|| self.code.strip_prefix("Digit"));
            if let Some(letter) = letter {
                return letter.to_lowercase();
            }
        }
        if self.key.chars().count() == 1 { self.key.to_lowercase() } else { self.key.clone() }
    }
}

/// Which of these shortcuts a key press completes: the first that fits, for the same keys mean one thing here and another
/// there. A press that may begin one of two chords is kept in `state`.
pub fn matching<'a, T: Copy>(
    state: &mut ShortcutState,
    press: &KeyPress,
    at: f64,
    shortcuts: impl Iterator<Item = (&'a Shortcut, T)>,
    fits: impl Fn(T) -> bool,
) -> Option<T> {
    let begun = state.first.take().filter(|(_, pressed)| at - pressed <= SEQUENCE_MS).map(|(chord, _)| chord);
    let mut single = None;
    for (shortcut, value) in shortcuts {
        match shortcut.0.as_slice() {
            [first, second] if second.is_pressed(press) && begun.as_ref() == Some(first) && fits(value) => {
                return Some(value);
            }
            [first, _] if first.is_pressed(press) && begun.is_none() => {
                state.first = Some((first.clone(), at));
            }
            [only] if only.is_pressed(press) && single.is_none() && fits(value) => single = Some(value),
            _ => {}
        }
    }
    if state.first.is_some() || begun.is_some() { None } else { single }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> KeyPress {
        KeyPress { key: key.into(), ..KeyPress::default() }
    }

    fn check(presses: &[(KeyPress, f64)], expected: Option<&str>) {
        let known: Vec<(Shortcut, &str)> =
            ["Ctrl K", "C", "G B", "B", "?", "Shift M", "M", "Ctrl Shift ArrowUp", "["]
                .into_iter()
                .map(|text| (Shortcut::parse(text), text))
                .collect();
        let mut state = ShortcutState::default();
        let mut found = None;
        for (press, at) in presses {
            found = matching(
                &mut state,
                press,
                *at,
                known.iter().map(|(shortcut, text)| (shortcut, *text)),
                |_| true,
            );
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn a_letter_is_named_by_its_capital() {
        for letter in ('!'..='~').chain("åäöøæçñéőžłþλωїђя".chars()) {
            let key = letter.to_string();
            assert_eq!(capital(&key), key.to_uppercase(), "{key}");
            assert_eq!(capital(&key.to_uppercase()), key.to_uppercase(), "{key}");
        }
        assert_eq!(["ß", "€", "あ", "µ"].map(capital), ["ß", "€", "あ", "µ"]);
    }

    #[test]
    fn chords_are_recognised() {
        check(&[(KeyPress { command: true, ..press("k") }, 0.0)], Some("Ctrl K"));
        check(&[(press("k"), 0.0)], None);
        check(&[(press("c"), 0.0)], Some("C"));
        check(&[(KeyPress { shift: true, ..press("M") }, 0.0)], Some("Shift M"));
        check(
            &[(KeyPress { shift: true, command: true, ..press("ArrowUp") }, 0.0)],
            Some("Ctrl Shift ArrowUp"),
        );
    }

    #[test]
    fn a_sign_counts_however_the_keyboard_makes_it() {
        check(&[(KeyPress { shift: true, ..press("?") }, 0.0)], Some("?"));
        check(&[(KeyPress { alt: true, ..press("[") }, 0.0)], Some("["));
    }

    #[test]
    fn letters_of_other_alphabets_count_by_their_place() {
        check(&[(KeyPress { code: "KeyC".into(), ..press("с") }, 0.0)], Some("C"));
    }

    #[test]
    fn two_chords_belong_together_for_a_second() {
        check(&[(press("g"), 0.0), (press("b"), 900.0)], Some("G B"));
        check(&[(press("g"), 0.0), (press("b"), 1100.0)], Some("B"));
        check(&[(press("g"), 0.0), (press("c"), 100.0)], None);
    }

    #[test]
    fn a_press_is_written_as_a_shortcut() {
        let written = |press: KeyPress| press.to_shortcut();
        assert_eq!(
            written(KeyPress { shift: true, command: true, ..press("k") }),
            Some(Ok("Ctrl Shift K".into()))
        );
        assert_eq!(written(KeyPress { shift: true, ..press("?") }), Some(Ok("?".into())));
        assert_eq!(written(press(" ")), Some(Ok("Space".into())));
        assert_eq!(written(press("Shift")), None);
        assert!(matches!(written(KeyPress { command: true, ..press("t") }), Some(Err(_))));
        assert!(matches!(written(press("Tab")), Some(Err(_))));
    }

    #[test]
    fn a_shortcut_is_shown_as_it_is_pressed() {
        assert_eq!(Shortcut::parse("G B").to_string(), "G then B");
        assert_eq!(Shortcut::parse("Ctrl Shift ArrowUp").to_string(), "Ctrl Shift ↑");
        assert_eq!(Shortcut::parse("Ctrl K").parts(true), ["⌘ K"]);
        assert_eq!(Shortcut::parse("Ctrl K").to_aria().as_deref(), Some("Control+k"));
    }
}
