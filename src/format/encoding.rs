//! Bytes of a file as text, whatever the program that wrote them.

/// What 0x80 to 0x9F mean in Windows-1252; the five unused ones as their Latin-1 control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The text of a file and the name of its encoding: UTF-8 or UTF-16 by its mark or its looks, else Windows-1252.
pub fn decode(bytes: &[u8]) -> (String, &'static str) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return (String::from_utf8_lossy(rest).into_owned(), "UTF-8");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return (utf16(rest, u16::from_le_bytes), "UTF-16");
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return (utf16(rest, u16::from_be_bytes), "UTF-16");
    }
    // Without a mark: text in Latin letters has a zero in every second byte.
    let start = bytes.get(..bytes.len().min(512) / 2 * 2).unwrap_or(bytes);
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    if start.len() >= 4 && zeros(1) > start.len() / 4 {
        return (utf16(bytes, u16::from_le_bytes), "UTF-16");
    }
    if start.len() >= 4 && zeros(0) > start.len() / 4 {
        return (utf16(bytes, u16::from_be_bytes), "UTF-16");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), "UTF-8"),
        Err(_) => by_lines(bytes),
    }
}

/// Line by line, for a file that was put together of two: what is no UTF-8 is Windows-1252.
fn by_lines(bytes: &[u8]) -> (String, &'static str) {
    let mut is_mixed = false;
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => {
                is_mixed |= !line.is_ascii();
                text += line;
            }
            Err(_) => text.extend(line.iter().map(|byte| windows_1252(*byte))),
        }
    }
    (text, if is_mixed { "UTF-8 and Windows-1252" } else { "Windows-1252" })
}

/// The same of bytes that are let go: text in UTF-8 is not there twice.
pub fn decode_bytes(bytes: Vec<u8>) -> (String, &'static str) {
    let is_wide = bytes.starts_with(b"\xFF\xFE") || bytes.iter().take(512).any(|byte| *byte == 0);
    match String::from_utf8(bytes) {
        Ok(mut text) if !is_wide => {
            if text.starts_with('\u{FEFF}') {
                text.remove(0);
            }
            (text, "UTF-8")
        }
        Ok(text) => decode(text.as_bytes()),
        Err(error) => decode(error.as_bytes()),
    }
}

/// What bytes are that no list is made of, in words; none where they may be one.
pub fn no_list(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 8] = [
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a sound or a film"),
        (b"\xD0\xCF\x11\xE0", "a file of an old Excel or Word"),
        (b"\x1F\x8B", "a compressed file"),
        (b"SQLite format 3", "a database"),
    ];
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, words)| *words)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    let own = byte.checked_sub(0x80).and_then(|place| WINDOWS_1252.get(usize::from(place)));
    own.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_encoding_gives_the_same_text() {
        let text = "Title,Größe\n“naïve”,3";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode_bytes([b"\xEF\xBB\xBF", text.as_bytes()].concat()), (text.to_owned(), "UTF-8"));
        assert_eq!(decode(text.as_bytes()), (text.to_owned(), "UTF-8"));
        assert_eq!(decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), (text.to_owned(), "UTF-8"));
        assert_eq!(decode(&[&b"\xFF\xFE"[..], &le].concat()), (text.to_owned(), "UTF-16"));
        assert_eq!(decode(&[&b"\xFE\xFF"[..], &be].concat()), (text.to_owned(), "UTF-16"));
        assert_eq!(decode(&le), (text.to_owned(), "UTF-16"));
        assert_eq!(decode(&be), (text.to_owned(), "UTF-16"));
        let mixed = b"Title\nGr\xC3\xB6\xC3\x9Fe\nGr\xF6\xDFe\n";
        assert_eq!(decode(mixed), ("Title\nGröße\nGröße\n".to_owned(), "UTF-8 and Windows-1252"));
        assert_eq!(decode(b"Title,Gr\xF6\xDFe\n\x93na\xEFve\x94,3"), (text.to_owned(), "Windows-1252"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            prop_assert_eq!(decode(&bytes), decode_bytes(bytes));
        }
    }
}
