//! Archives as other tools pack what they hand out: the lists in a zip, and in a zip within it.
//!
//! Source: PKWARE, “.ZIP File Format Specification” 6.3.10, sections 4.3.12 (central directory) and 4.3.16 (its end).

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use thiserror::Error;

use super::FILE_LARGEST;

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

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An archive of files, deflated.
    pub fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut archive, mut directory) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            let packed = miniz_oxide::deflate::compress_to_vec(bytes, 6);
            let sizes = [crate::model::CRC32.checksum(bytes), packed.len() as u32, bytes.len() as u32];
            let mut common = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0];
            for size in sizes {
                common.extend(size.to_le_bytes());
            }
            common.extend((name.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend((archive.len() as u32).to_le_bytes());
            directory.extend(name.bytes());
            archive.extend(b"PK\x03\x04");
            archive.extend(&common);
            archive.extend(name.bytes());
            archive.extend(packed);
        }
        let (count, at, size) = (files.len() as u16, archive.len() as u32, directory.len() as u32);
        archive.extend(directory);
        archive.extend(b"PK\x05\x06\0\0\0\0");
        archive.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
        archive.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
        archive.extend([0, 0]);
        archive
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
