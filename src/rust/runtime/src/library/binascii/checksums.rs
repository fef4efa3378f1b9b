//! Cyclic redundancy checks.

const CRC32_TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};

/// The CRC of what `before` is that of, followed by these octets.
pub(crate) fn crc32(before: u32, octets: &[u8]) -> u32 {
    let step = |crc: u32, octet: &u8| CRC32_TABLE[((crc ^ u32::from(*octet)) & 255) as usize] ^ (crc >> 8);
    !octets.iter().fold(!before, step)
}

/// The CRC of 16 bits that BinHex 4 uses.
pub(super) fn crc_hqx(before: u16, octets: &[u8]) -> u16 {
    octets.iter().fold(before, |crc, octet| {
        (0..8).fold(crc ^ u16::from(*octet) << 8, |crc, _| if crc >> 15 == 1 { crc << 1 ^ 0x1021 } else { crc << 1 })
    })
}
