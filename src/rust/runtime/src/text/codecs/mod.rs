//! Text encodings: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with CPython's error handlers.

pub mod escapes;
pub mod handlers;
mod single_byte;
mod utf16;
mod utf32;
mod utf8;

use super::str::Str;
pub use handlers::{DecodeHandler, EncodeHandler, Handler};

/// The order of the bytes of UTF-16 and UTF-32; `Marked` writes and reads a byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Marked,
    Little,
    Big,
}

/// An encoding that is implemented here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// `utf-8-sig`: a byte order mark is written, and skipped when read.
    Utf8Marked,
    Ascii,
    Latin1,
    Utf16(Order),
    Utf32(Order),
    UnicodeEscape,
    RawUnicodeEscape,
}

/// The part that could not be converted: the arguments of UnicodeEncodeError or UnicodeDecodeError but the object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecFailure {
    pub encoding: &'static str,
    pub start: usize,
    pub end: usize,
    pub reason: &'static str,
}

/// Normalised names and aliases, from CPython's `encodings.aliases`.
const NAMES: &[(&str, Encoding)] = &[
    ("646", Encoding::Ascii),
    ("8859", Encoding::Latin1),
    ("ansi_x3.4_1968", Encoding::Ascii),
    ("ansi_x3.4_1986", Encoding::Ascii),
    ("ansi_x3_4_1968", Encoding::Ascii),
    ("ascii", Encoding::Ascii),
    ("cp367", Encoding::Ascii),
    ("cp65001", Encoding::Utf8),
    ("cp819", Encoding::Latin1),
    ("csascii", Encoding::Ascii),
    ("csisolatin1", Encoding::Latin1),
    ("ibm367", Encoding::Ascii),
    ("ibm819", Encoding::Latin1),
    ("iso646_us", Encoding::Ascii),
    ("iso8859", Encoding::Latin1),
    ("iso8859_1", Encoding::Latin1),
    ("iso_646.irv_1991", Encoding::Ascii),
    ("iso_8859_1", Encoding::Latin1),
    ("iso_8859_1_1987", Encoding::Latin1),
    ("iso_ir_100", Encoding::Latin1),
    ("iso_ir_6", Encoding::Ascii),
    ("l1", Encoding::Latin1),
    ("latin", Encoding::Latin1),
    ("latin1", Encoding::Latin1),
    ("latin_1", Encoding::Latin1),
    ("raw_unicode_escape", Encoding::RawUnicodeEscape),
    ("u16", Encoding::Utf16(Order::Marked)),
    ("u32", Encoding::Utf32(Order::Marked)),
    ("u8", Encoding::Utf8),
    ("unicode_escape", Encoding::UnicodeEscape),
    ("unicodebigunmarked", Encoding::Utf16(Order::Big)),
    ("unicodelittleunmarked", Encoding::Utf16(Order::Little)),
    ("us", Encoding::Ascii),
    ("us_ascii", Encoding::Ascii),
    ("utf", Encoding::Utf8),
    ("utf16", Encoding::Utf16(Order::Marked)),
    ("utf32", Encoding::Utf32(Order::Marked)),
    ("utf8", Encoding::Utf8),
    ("utf8_ucs2", Encoding::Utf8),
    ("utf8_ucs4", Encoding::Utf8),
    ("utf_16", Encoding::Utf16(Order::Marked)),
    ("utf_16_be", Encoding::Utf16(Order::Big)),
    ("utf_16_le", Encoding::Utf16(Order::Little)),
    ("utf_16be", Encoding::Utf16(Order::Big)),
    ("utf_16le", Encoding::Utf16(Order::Little)),
    ("utf_32", Encoding::Utf32(Order::Marked)),
    ("utf_32_be", Encoding::Utf32(Order::Big)),
    ("utf_32_le", Encoding::Utf32(Order::Little)),
    ("utf_32be", Encoding::Utf32(Order::Big)),
    ("utf_32le", Encoding::Utf32(Order::Little)),
    ("utf_8", Encoding::Utf8),
    ("utf_8_sig", Encoding::Utf8Marked),
];

/// Names that CPython knows and this runtime refuses.
#[rustfmt::skip]
const REFUSED: &[&str] = &[
    "037", "1026", "1125", "1140", "1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258",
    "273", "424", "437", "500", "775", "850", "852", "855", "857", "858", "860", "861", "862", "863", "864",
    "865", "866", "869", "932", "936", "949", "950", "ansi", "arabic", "asmo_708", "base64", "base64_codec",
    "base_64", "big5", "big5_hkscs", "big5_tw", "big5hkscs", "bz2", "bz2_codec", "charmap", "chinese",
    "cp037", "cp1006", "cp1026", "cp1051", "cp1125", "cp1140", "cp1250", "cp1251", "cp1252", "cp1253",
    "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp1361", "cp154", "cp273", "cp424", "cp437", "cp500",
    "cp720", "cp737", "cp775", "cp850", "cp852", "cp855", "cp856", "cp857", "cp858", "cp860", "cp861",
    "cp862", "cp863", "cp864", "cp865", "cp866", "cp866u", "cp869", "cp874", "cp875", "cp932", "cp936",
    "cp949", "cp950", "cp_gr", "cp_is", "csHPRoman8", "csbig5", "csibm037", "csibm1026", "csibm273",
    "csibm424", "csibm500", "csibm855", "csibm857", "csibm858", "csibm860", "csibm861", "csibm863",
    "csibm864", "csibm865", "csibm866", "csibm869", "csiso2022jp", "csiso2022kr", "csiso58gb231280",
    "csisolatin2", "csisolatin3", "csisolatin4", "csisolatin5", "csisolatin6", "csisolatinarabic",
    "csisolatincyrillic", "csisolatingreek", "csisolatinhebrew", "cskoi8r", "cspc775baltic",
    "cspc850multilingual", "cspc862latinhebrew", "cspc8codepage437", "cspcp852", "csptcp154", "csshiftjis",
    "cyrillic", "cyrillic_asian", "dbcs", "ebcdic_cp_be", "ebcdic_cp_ca", "ebcdic_cp_ch", "ebcdic_cp_he",
    "ebcdic_cp_nl", "ebcdic_cp_us", "ebcdic_cp_wt", "ecma_114", "ecma_118", "elot_928", "euc_cn",
    "euc_jis2004", "euc_jis_2004", "euc_jisx0213", "euc_jp", "euc_kr", "euccn", "eucgb2312_cn",
    "eucjis2004", "eucjisx0213", "eucjp", "euckr", "gb18030", "gb18030_2000", "gb2312", "gb2312_1980",
    "gb2312_80", "gbk", "greek", "greek8", "hebrew", "hex", "hex_codec", "hkscs", "hp_roman8", "hz",
    "hz_gb", "hz_gb_2312", "hzgb", "ibm037", "ibm039", "ibm1026", "ibm1051", "ibm1125", "ibm1140", "ibm273",
    "ibm424", "ibm437", "ibm500", "ibm775", "ibm850", "ibm852", "ibm855", "ibm857", "ibm858", "ibm860",
    "ibm861", "ibm862", "ibm863", "ibm864", "ibm865", "ibm866", "ibm869", "idna", "iso2022_jp",
    "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext", "iso2022_kr",
    "iso2022jp", "iso2022jp_1", "iso2022jp_2", "iso2022jp_2004", "iso2022jp_3", "iso2022jp_ext",
    "iso2022kr", "iso8859_10", "iso8859_11", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16",
    "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9",
    "iso_2022_jp", "iso_2022_jp_1", "iso_2022_jp_2", "iso_2022_jp_2004", "iso_2022_jp_3", "iso_2022_jp_ext",
    "iso_2022_kr", "iso_8859_10", "iso_8859_10_1992", "iso_8859_11", "iso_8859_11_2001", "iso_8859_13",
    "iso_8859_14", "iso_8859_14_1998", "iso_8859_15", "iso_8859_16", "iso_8859_16_2001", "iso_8859_2",
    "iso_8859_2_1987", "iso_8859_3", "iso_8859_3_1988", "iso_8859_4", "iso_8859_4_1988", "iso_8859_5",
    "iso_8859_5_1988", "iso_8859_6", "iso_8859_6_1987", "iso_8859_7", "iso_8859_7_1987", "iso_8859_8",
    "iso_8859_8_1988", "iso_8859_9", "iso_8859_9_1989", "iso_celtic", "iso_ir_101", "iso_ir_109",
    "iso_ir_110", "iso_ir_126", "iso_ir_127", "iso_ir_138", "iso_ir_144", "iso_ir_148", "iso_ir_157",
    "iso_ir_166", "iso_ir_199", "iso_ir_226", "iso_ir_58", "jisx0213", "johab", "koi8_r", "koi8_t",
    "koi8_u", "korean", "ks_c_5601", "ks_c_5601_1987", "ks_x_1001", "ksc5601", "ksx1001", "kz1048",
    "kz_1048", "l10", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l9", "latin10", "latin2", "latin3",
    "latin4", "latin5", "latin6", "latin7", "latin8", "latin9", "mac_arabic", "mac_centeuro",
    "mac_croatian", "mac_cyrillic", "mac_farsi", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman",
    "mac_romanian", "mac_turkish", "maccentraleurope", "maccyrillic", "macgreek", "maciceland", "macintosh",
    "maclatin2", "macroman", "macturkish", "mbcs", "ms1361", "ms932", "ms936", "ms949", "ms950", "ms_kanji",
    "mskanji", "oem", "palmos", "pt154", "ptcp154", "punycode", "quopri", "quopri_codec",
    "quoted_printable", "quotedprintable", "r8", "rk1048", "roman8", "rot13",
    "rot_13", "ruscii", "s_jis", "s_jis_2004", "s_jisx0213", "shift_jis", "shift_jis_2004",
    "shift_jisx0213", "shiftjis", "shiftjis2004", "shiftjisx0213", "sjis", "sjis_2004", "sjisx0213",
    "strk1048_2002", "thai", "tis620", "tis_620", "tis_620_0", "tis_620_2529_0", "tis_620_2529_1", "u7",
    "u_jis", "uhc", "ujis", "undefined", "unicode_1_1_utf_7", "utf7", "utf_7", "uu",
    "uu_codec", "windows_1250", "windows_1251", "windows_1252", "windows_1253", "windows_1254",
    "windows_1255", "windows_1256", "windows_1257", "windows_1258", "x_mac_japanese", "x_mac_korean",
    "x_mac_simp_chinese", "x_mac_trad_chinese", "zip", "zlib", "zlib_codec",
];

/// What search functions are asked for (`encodings.normalize_encoding`): lower case, everything but letters, digits
/// and dots as one `_`.
pub(crate) fn search_name(name: &str) -> String {
    let mut normal = String::new();
    let mut punctuation = false;
    for char in name.chars() {
        if char.is_ascii_alphanumeric() || char == '.' {
            if punctuation && !normal.is_empty() {
                normal.push('_');
            }
            normal.push(char.to_ascii_lowercase());
            punctuation = false;
        } else {
            punctuation = true;
        }
    }
    normal
}

/// The name by which an encoding stands in the tables: that of its module in `encodings`.
fn normalized(name: &str) -> String {
    search_name(name).replace('.', "_")
}

/// Whether CPython has an encoding of that name that is not implemented here.
pub fn is_refused(name: &str) -> bool {
    REFUSED.binary_search(&normalized(name).as_str()).is_ok()
}

impl Encoding {
    /// The encoding of that name, if it is one of ours.
    pub fn named(name: &str) -> Option<Encoding> {
        let normal = normalized(name);
        NAMES.iter().find(|row| row.0 == normal).map(|row| row.1)
    }

    /// Errors: the first part that the handler did not settle.
    pub fn encode(self, text: &Str, handler: Handler) -> Result<Vec<u8>, CodecFailure> {
        match self {
            Encoding::Utf8 => utf8::encode(text, handler),
            Encoding::Utf8Marked => {
                let mut bytes = utf8::MARK.to_vec();
                bytes.extend(utf8::encode(text, handler)?);
                Ok(bytes)
            }
            Encoding::Ascii => single_byte::encode(text, handler, &single_byte::ASCII),
            Encoding::Latin1 => single_byte::encode(text, handler, &single_byte::LATIN1),
            Encoding::Utf16(order) => utf16::encode(text, handler, order),
            Encoding::Utf32(order) => utf32::encode(text, handler, order),
            Encoding::UnicodeEscape => Ok(escapes::encode(text)),
            Encoding::RawUnicodeEscape => Ok(escapes::encode_raw(text)),
        }
    }

    /// Errors: the first part that the handler did not settle.
    pub fn decode(self, bytes: &[u8], handler: Handler) -> Result<Str, CodecFailure> {
        match self {
            Encoding::Utf8 => utf8::decode(bytes, handler),
            Encoding::Utf8Marked => {
                let rest = bytes.strip_prefix(&utf8::MARK).unwrap_or(bytes);
                utf8::decode(rest, handler)
            }
            Encoding::Ascii => single_byte::decode_ascii(bytes, handler),
            Encoding::Latin1 => Ok(Str::from_code_point_vec(bytes.iter().map(|&byte| byte as u32).collect())),
            Encoding::Utf16(order) => utf16::decode(bytes, handler, order),
            Encoding::Utf32(order) => utf32::decode(bytes, handler, order),
            Encoding::UnicodeEscape => escapes::decode(bytes, handler),
            Encoding::RawUnicodeEscape => escapes::decode_raw(bytes, handler),
        }
    }
}

fn positions(failure: &CodecFailure) -> String {
    format!("in position {}-{}", failure.start, failure.end - 1)
}

impl CodecFailure {
    /// `str()` of the UnicodeEncodeError.
    pub fn encode_message(&self, text: &Str) -> String {
        let what = if self.end == self.start + 1 && self.start < text.len() {
            format!("character '{}' in position {}", super::repr::numeric_escape(text.at(self.start)), self.start)
        } else {
            format!("characters {}", positions(self))
        };
        format!("'{}' codec can't encode {what}: {}", self.encoding, self.reason)
    }

    /// `str()` of the UnicodeDecodeError.
    pub fn decode_message(&self, bytes: &[u8]) -> String {
        let what = match bytes.get(self.start) {
            Some(byte) if self.end == self.start + 1 => format!("byte 0x{byte:02x} in position {}", self.start),
            _ => format!("bytes {}", positions(self)),
        };
        format!("'{}' codec can't decode {what}: {}", self.encoding, self.reason)
    }
}
