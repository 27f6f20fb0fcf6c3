//! Letters as one searches and sorts them: whatever their case, their marks and how they are composed.

/// Small letters that are not ASCII, by what they are written as without marks. Others stand for themselves.
const PLAIN: [(&str, &str); 26] = [
    ("àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęěẹẻẽếềểễệ", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįıǐỉị", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏőǒơọỏốồổỗộớờởỡợ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšșſ", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųǔưụủứừửữự", "u"),
    ("ŵ", "w"),
    ("ýÿŷỳỵỷỹ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
    ("’‘", "'"),
    ("“”„", "\""),
    ("\u{a0}\u{202f}", " "),
];

/// The letters one searches for to find this one: none for a mark that is put on another letter.
pub fn folded(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().flat_map(|small| {
        let plain = PLAIN.iter().find(|(marked, _)| !small.is_ascii() && marked.contains(small));
        let is_mark = matches!(small, '\u{300}'..='\u{36f}');
        let itself = (plain.is_none() && !is_mark).then_some(small);
        plain.map_or("", |(_, plain)| plain).chars().chain(itself)
    })
}

/// A text as one searches for it: “Café” and “cafe” are one.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(folded).collect()
}

/// Whether `needle`, already folded, stands in `text`, whatever case and marks `text` has.
pub fn contains_folded(text: &str, needle: &str) -> bool {
    if needle.is_empty() {
        return true;
    }
    if text.is_ascii() {
        let needle = needle.as_bytes();
        return text.as_bytes().windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle));
    }
    fold(text).contains(needle)
}

/// What a text is sorted by: folded, and its numbers by what they count, so that 2 comes before 10.
pub fn sort_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len() + 4);
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (words, number) = rest.split_at(start);
        let end = number.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(number.len());
        let (digits, after) = number.split_at(end);
        let digits = digits.trim_start_matches('0');
        key.push_str(words);
        // A longer number is a larger one.
        key.extend([&format!("{:02}", digits.len()), digits]);
        rest = after;
    }
    key + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_marks_hide_no_word() {
        for (text, typed) in [
            ("Reminder the Day before", "day b"),
            ("Über die Straße", "über"),
            ("Über die Straße", "uber die strasse"),
            ("Café", "cafe\u{301}"),
            ("Cafe\u{301}", "café"),
            ("Cafe\u{301}", "cafe"),
            ("İstanbul", "istanbul"),
            ("Ŝaŭmo ĉe Łódź", "saumo ce lodz"),
            ("Đường Việt", "duong viet"),
            ("the rider’s day", "rider's"),
            ("Œuvre", "oeuvre"),
            ("ΑΘΗΝΑ", "αθηνα"),
            ("東京タワー", "京タ"),
            ("", ""),
        ] {
            assert!(contains_folded(text, &fold(typed)), "{typed} in {text}");
        }
        assert!(!contains_folded("Reminder", "remainder"));
        assert!(!contains_folded("Straße", "strasze"));
    }

    #[test]
    fn numbers_and_marked_letters_stand_where_one_looks_for_them() {
        let mut names = ["Zebra", "Item 10", "Ärger", "item 2", "Apfel", "Item 2b", "Item 007", "Öl", "Item"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Apfel", "Ärger", "Item", "item 2", "Item 2b", "Item 007", "Item 10", "Öl", "Zebra"]
        );
    }

    proptest! {
        #[test]
        fn numbers_are_sorted_as_numbers(one in 0u64..100_000, other in 0u64..100_000) {
            let key = |number: u64| sort_key(&format!("Item {number} of it"));
            prop_assert_eq!(key(one).cmp(&key(other)), one.cmp(&other));
        }

        #[test]
        fn what_is_folded_stays_as_it_is(text in ".{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
            prop_assert!(contains_folded(&text, &fold(&text)));
        }
    }
}
