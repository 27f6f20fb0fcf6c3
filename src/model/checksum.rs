//! How a text is known to be whole.

use crc::{CRC_32_ISO_HDLC, Crc};

/// The checksum of zip and gzip. One table of 1 kB: faster ways need 16 kB that cannot be compressed.
pub static CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_s_own_example_comes_out() {
        assert_eq!(CRC32.checksum(b"123456789"), 0xcbf4_3926);
    }
}
