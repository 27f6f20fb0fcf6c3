//! Files in one, as zip has them.

use miniz_oxide::deflate::compress_to_vec;

use crate::model::CRC32;

/// Deflate level, as in the store.
const LEVEL: u8 = 6;
/// The first day zip can say: files of one content are the same to the byte.
const DAY: u16 = 0x21;

/// The files by their names, deflated.
pub(super) fn zip(files: &[(String, String)]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let packed = compress_to_vec(text.as_bytes(), LEVEL);
        let at = all.len() as u32;
        let mut head: Vec<u8> = Vec::new();
        // The version that reads it, no flags, deflate, midnight.
        head.extend([20, 0, 8, 0, DAY].into_iter().flat_map(u16::to_le_bytes));
        let sizes = [CRC32.checksum(text.as_bytes()), packed.len() as u32, text.len() as u32];
        head.extend(sizes.into_iter().flat_map(u32::to_le_bytes));
        head.extend([name.len() as u16, 0].into_iter().flat_map(u16::to_le_bytes));
        all.extend(b"PK\x03\x04");
        all.extend(&head);
        all.extend(name.as_bytes());
        all.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(head);
        // No comment, the first disk, nothing about the file.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size, count) = (all.len() as u32, directory.len() as u32, (files.len() as u16).to_le_bytes());
    all.extend(directory);
    all.extend(b"PK\x05\x06\x00\x00\x00\x00");
    all.extend(count);
    all.extend(count);
    all.extend(size.to_le_bytes());
    all.extend(at.to_le_bytes());
    all.extend([0; 2]);
    all
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec;

    use super::*;

    #[test]
    fn a_file_lies_where_the_directory_says() {
        let files = [("a.txt".to_owned(), "one".to_owned()), ("b/c.txt".to_owned(), "two ".repeat(99))];
        let all = zip(&files);
        let number = |at: usize| u32::from_le_bytes(all[at..at + 4].try_into().unwrap()) as usize;
        let mut at = number(all.len() - 6);
        for (name, text) in &files {
            assert_eq!(&all[at..at + 4], b"PK\x01\x02");
            let (packed, local) = (number(at + 20), number(at + 42));
            assert_eq!(number(at + 24), text.len());
            let body = local + 30 + name.len();
            assert_eq!(&all[local + 30..body], name.as_bytes());
            assert_eq!(decompress_to_vec(&all[body..body + packed]).unwrap(), text.as_bytes());
            at += 46 + name.len();
        }
        assert_eq!(&all[at..at + 4], b"PK\x05\x06");
    }
}
