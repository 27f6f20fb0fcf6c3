//! How a text lies under its key: with a checksum, and large ones deflated, 15 bits to a UTF-16 unit.
//!
//! Plain: `p`, eight hex digits of the CRC-32 of the text, the text. Packed: `z`, eight hex digits of the CRC-32 of
//! the deflated bytes, their number in hex, a space, the units.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use thiserror::Error;

use crate::model::CRC32;

/// Deflate level: 9 gains 1 % over 6 and takes twice as long, 1 is 20 % larger.
const LEVEL: u8 = 6;
/// No text of ours is larger than this when it is inflated.
const LARGEST: usize = 256 << 20;
/// The first of the 32,768 units that stand for 15 bits: none is a surrogate, a control character or a mark.
const FIRST_UNIT: u32 = 0x3400;

/// Why a stored text is not what was stored.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Damage {
    /// Not the form of a stored text.
    #[error("it has not the form of a stored text")]
    Form,
    /// Cut short or changed.
    #[error("it was cut short or changed: its checksum does not match")]
    Checksum,
    /// Does not inflate.
    #[error("it cannot be unpacked")]
    Packed,
}

/// A text as it is.
pub fn seal_plain(text: &str) -> String {
    format!("p{:08x}{text}", CRC32.checksum(text.as_bytes()))
}

/// A text deflated and packed.
pub fn seal_packed(text: &str) -> String {
    seal_bytes(&compress_to_vec(text.as_bytes(), LEVEL))
}

/// A text that comes in pieces, deflated and packed.
pub struct Packer {
    deflate: Box<CompressorOxide>,
    bytes: Vec<u8>,
}

impl Packer {
    /// An empty text.
    pub fn new() -> Self {
        let flags = create_comp_flags_from_zip_params(LEVEL.into(), 0, 0);
        Self { deflate: Box::new(CompressorOxide::new(flags)), bytes: Vec::new() }
    }

    /// The next piece.
    pub fn push(&mut self, piece: &str) {
        self.deflate(piece.as_bytes(), TDEFLFlush::None);
    }

    /// The same as [`seal_packed`] gives of all pieces.
    pub fn seal(mut self) -> String {
        self.deflate(&[], TDEFLFlush::Finish);
        seal_bytes(&self.bytes)
    }

    fn deflate(&mut self, mut piece: &[u8], flush: TDEFLFlush) {
        let mut out = vec![0; OUT_BYTES];
        loop {
            let (status, read, written) = compress(&mut self.deflate, piece, &mut out, flush);
            self.bytes.extend(out.iter().take(written));
            piece = piece.get(read..).unwrap_or_default();
            let is_done = match flush {
                TDEFLFlush::Finish => status != TDEFLStatus::Okay,
                _ => piece.is_empty() && written < out.len() || status != TDEFLStatus::Okay,
            };
            if is_done {
                return;
            }
        }
    }
}

/// So many bytes are taken from the deflated text at once.
const OUT_BYTES: usize = 4_096;

fn seal_bytes(bytes: &[u8]) -> String {
    format!("z{:08x}{:x} {}", CRC32.checksum(bytes), bytes.len(), pack(bytes))
}

/// The text that was sealed, if it is whole.
pub fn unseal(sealed: &str) -> Result<String, Damage> {
    let (kind, rest) = sealed.split_at_checked(1).ok_or(Damage::Form)?;
    let (sum, body) = rest.split_at_checked(8).ok_or(Damage::Form)?;
    let sum = u32::from_str_radix(sum, 16).map_err(|_| Damage::Form)?;
    match kind {
        "p" if CRC32.checksum(body.as_bytes()) == sum => Ok(body.to_owned()),
        "p" => Err(Damage::Checksum),
        "z" => {
            let (length, units) = body.split_once(' ').ok_or(Damage::Form)?;
            let length = usize::from_str_radix(length, 16).map_err(|_| Damage::Form)?;
            let bytes = unpack(units, length).ok_or(Damage::Checksum)?;
            if CRC32.checksum(&bytes) != sum {
                return Err(Damage::Checksum);
            }
            let text = decompress_to_vec_with_limit(&bytes, LARGEST).map_err(|_| Damage::Packed)?;
            String::from_utf8(text).map_err(|_| Damage::Packed)
        }
        _ => Err(Damage::Form),
    }
}

fn pack(bytes: &[u8]) -> String {
    let mut packed = String::with_capacity((bytes.len() * 8 / 15 + 1) * 3);
    let mut push = |value: u32| packed.extend(char::from_u32(FIRST_UNIT + value));
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits >= 15 {
            bits -= 15;
            push(held >> bits);
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        push(held << (15 - bits));
    }
    packed
}

fn unpack(units: &str, length: usize) -> Option<Vec<u8>> {
    // Each of our units is three bytes of UTF-8.
    let (units, rest) = units.as_bytes().as_chunks::<3>();
    let is_long_enough = rest.is_empty() && units.len() == length.checked_mul(8)?.div_ceil(15);
    if !is_long_enough {
        return None;
    }
    let mut bytes = Vec::with_capacity(length + 1);
    let (mut held, mut bits) = (0u32, 0);
    for [first, second, third] in units {
        let unit = u32::from(first & 0x0f) << 12 | u32::from(second & 0x3f) << 6 | u32::from(third & 0x3f);
        let is_ours = first & 0xf0 == 0xe0;
        let value = unit.checked_sub(FIRST_UNIT).filter(|value| is_ours && *value < 1 << 15)?;
        held = held << 15 | value;
        bits += 15;
        while bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
        held &= (1 << bits) - 1;
    }
    bytes.truncate(length);
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_sealed_comes_out(text in ".{0,300}") {
            prop_assert_eq!(unseal(&seal_plain(&text)), Ok(text.clone()));
            prop_assert_eq!(unseal(&seal_packed(&text)), Ok(text));
        }

        #[test]
        fn pieces_are_sealed_like_the_whole(pieces in prop::collection::vec(".{0,300}", 0..40), often in 1usize..200) {
            let text = pieces.concat().repeat(often);
            let mut packer = Packer::new();
            (0..often).for_each(|_| pieces.iter().for_each(|piece| packer.push(piece)));
            prop_assert_eq!(unseal(&packer.seal()), Ok(text));
        }

        #[test]
        fn bytes_survive_packing(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let packed = pack(&bytes);
            prop_assert!(packed.encode_utf16().count() <= bytes.len() * 8 / 15 + 1);
            prop_assert_eq!(unpack(&packed, bytes.len()), Some(bytes));
        }

        #[test]
        fn any_cut_is_noticed(text in "[a-z ]{20,200}", cut in any::<prop::sample::Index>(), packed in any::<bool>()) {
            let sealed = if packed { seal_packed(&text) } else { seal_plain(&text) };
            let letters: Vec<char> = sealed.chars().collect();
            let shorter: String = letters[..cut.index(letters.len())].iter().collect();
            prop_assert!(unseal(&shorter).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}", head in "[pz][0-9a-f]{8}[0-9a-f]{0,4} ?") {
            let _ = unseal(&text);
            let _ = unseal(&format!("{head}{text}"));
        }
    }
}
