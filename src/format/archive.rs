//! Archives as other tools pack what they hand out: the lists in a zip, and in a zip within it.
//!
//! Source: PKWARE, “.ZIP File Format Specification” 6.3.10, sections 4.3.12 (central directory) and 4.3.16 (its end).

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use thiserror::Error;

use super::FILE_LARGEST;
use crate::model::CRC32;

/// A file of an archive.
pub type Packed = (String, Vec<u8>);

/// Why an archive cannot be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ArchiveError {
    /// Cut short, encrypted, or packed in a way that is not known here.
    #[error("The archive cannot be unpacked. Unpack it yourself, and bring in the lists in it.")]
    Broken,
    /// More in it than is read.
    #[error("What is packed in it is more than {} MB. Nothing was unpacked.", FILE_LARGEST / 1_000_000)]
    TooLarge,
}

/// More files than an archive of lists has.
const FILES_MOST: usize = 4_000;

/// The files of an archive whose names `is_wanted` takes, and those of the archives in it.
///
/// # Errors
/// Where it cannot be unpacked, or has more in it than is read.
pub fn unpack(bytes: &[u8], is_wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Packed>, ArchiveError> {
    let mut room = FILE_LARGEST;
    let is_archive = |name: &str| name.to_lowercase().ends_with(".zip");
    let all = entries(bytes, &|name| is_wanted(name) || is_archive(name), &mut room)?;
    let (inner, mut files): (Vec<Packed>, Vec<Packed>) =
        all.into_iter().partition(|(name, _)| is_archive(name));
    for (_, inner) in inner {
        files.extend(entries(&inner, is_wanted, &mut room)?);
    }
    Ok(files)
}

/// Whether bytes begin like an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn entries(
    bytes: &[u8],
    is_wanted: &dyn Fn(&str) -> bool,
    room: &mut usize,
) -> Result<Vec<Packed>, ArchiveError> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    let last = bytes.len().saturating_sub(66_000);
    let tail = bytes.get(last..).unwrap_or_default();
    let end = tail.windows(END.len()).rposition(|four| four == END).ok_or(ArchiveError::Broken)? + last;
    let (count, mut at) =
        number(bytes, end + 10, 2).zip(number(bytes, end + 16, 4)).ok_or(ArchiveError::Broken)?;
    if count > FILES_MOST {
        return Err(ArchiveError::TooLarge);
    }
    let mut files = Vec::new();
    for _ in 0..count {
        let read = |from: usize, width: usize| number(bytes, at + from, width).ok_or(ArchiveError::Broken);
        if bytes.get(at..at + ENTRY.len()) != Some(ENTRY) {
            return Err(ArchiveError::Broken);
        }
        let (flags, method) = (read(8, 2)?, read(10, 2)?);
        let (packed, size) = (read(20, 4)?, read(24, 4)?);
        let lengths = [read(28, 2)?, read(30, 2)?, read(32, 2)?];
        let header = read(42, 4)?;
        let name = bytes.get(at + 46..at + 46 + lengths[0]).ok_or(ArchiveError::Broken)?;
        let name = String::from_utf8_lossy(name).into_owned();
        at += 46 + lengths.iter().sum::<usize>();
        if name.ends_with('/') || name.starts_with("__MACOSX") || !is_wanted(&name) {
            continue;
        }
        // What is said of the size may be untrue: no more is unpacked than there is room for.
        if size > *room {
            return Err(ArchiveError::TooLarge);
        }
        let gap =
            number(bytes, header + 26, 2).zip(number(bytes, header + 28, 2)).ok_or(ArchiveError::Broken)?;
        let start = header + 30 + gap.0 + gap.1;
        let data = bytes.get(start..start.saturating_add(packed)).filter(|_| flags & 1 == 0);
        let data = data.ok_or(ArchiveError::Broken)?;
        let file = match method {
            0 => data.to_vec(),
            8 => decompress_to_vec_with_limit(data, *room).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => ArchiveError::TooLarge,
                _ => ArchiveError::Broken,
            })?,
            _ => return Err(ArchiveError::Broken),
        };
        *room = room.checked_sub(file.len()).ok_or(ArchiveError::TooLarge)?;
        files.push((name, file));
    }
    Ok(files)
}

/// A number of so many bytes, the smallest first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(width)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// Deflate level, as in the store.
const LEVEL: u8 = 6;
/// The first day zip can say: files of one content are the same to the byte.
const DAY: u16 = 0x21;

/// An archive of files, deflated.
pub(super) fn pack(files: &[Packed]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let packed = compress_to_vec(bytes, LEVEL);
        let at = all.len() as u32;
        let mut head: Vec<u8> = Vec::new();
        // The version that reads it, no flags, deflate, midnight.
        head.extend([20, 0, 8, 0, DAY].into_iter().flat_map(u16::to_le_bytes));
        let sizes = [CRC32.checksum(bytes), packed.len() as u32, bytes.len() as u32];
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
pub(super) mod tests {
    use miniz_oxide::inflate::decompress_to_vec;

    use super::*;

    /// An archive of files that stand in a test.
    pub fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let files: Vec<Packed> =
            files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        super::pack(&files)
    }

    #[test]
    fn a_file_lies_where_the_directory_says() {
        let files =
            [("a.txt".to_owned(), b"one".to_vec()), ("b/c.txt".to_owned(), "two ".repeat(99).into_bytes())];
        let all = super::pack(&files);
        let number = |at: usize| u32::from_le_bytes(all[at..at + 4].try_into().unwrap()) as usize;
        let mut at = number(all.len() - 6);
        for (name, bytes) in &files {
            assert_eq!(&all[at..at + 4], b"PK\x01\x02");
            let (packed, local) = (number(at + 20), number(at + 42));
            assert_eq!(number(at + 24), bytes.len());
            let body = local + 30 + name.len();
            assert_eq!(&all[local + 30..body], name.as_bytes());
            assert_eq!(decompress_to_vec(&all[body..body + packed]).unwrap(), *bytes);
            at += 46 + name.len();
        }
        assert_eq!(&all[at..at + 4], b"PK\x05\x06");
    }

    #[test]
    fn lists_come_out_of_an_archive_in_an_archive() {
        let inner = pack(&[("Tasks_all.csv", b"Name\nx\n"), ("picture.png", b"\x89PNG")]);
        let outer = pack(&[("Part-1.zip", &inner), ("notes.md", b"hi")]);
        let files = unpack(&outer, &|name| name.contains("csv")).unwrap();
        assert_eq!(files, [("Tasks_all.csv".to_owned(), b"Name\nx\n".to_vec())]);
    }

    #[test]
    fn what_swells_or_is_cut_short_is_refused() {
        let bomb = pack(&[("a.csv", &vec![b'x'; FILE_LARGEST + 1])]);
        assert!(bomb.len() < 100_000);
        assert_eq!(unpack(&bomb, &|_| true), Err(ArchiveError::TooLarge));
        // The sizes it names are lies.
        let mut liar = bomb.clone();
        let place = liar.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap() + 24;
        liar[place..place + 4].copy_from_slice(&9_u32.to_le_bytes());
        assert_eq!(unpack(&liar, &|_| true), Err(ArchiveError::TooLarge));
        let whole = pack(&[("a.csv", b"Name\nx\n")]);
        for end in 0..whole.len() - 2 {
            assert_eq!(unpack(&whole[..end], &|_| true), Err(ArchiveError::Broken), "{end}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(place in 0..140_usize, byte: u8) {
            let mut archive = pack(&[("a.csv", b"Name\nx\n")]);
            let place = place % archive.len();
            archive[place] = byte;
            let _ = unpack(&archive, &|_| true);
        }
    }
}
