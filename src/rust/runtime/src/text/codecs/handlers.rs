//! The error handlers that `codecs` registers by itself.

use super::CodecFailure;
use crate::text::repr::numeric_escape;
use crate::text::str::StrBuilder;

/// What to do with a part that cannot be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handler {
    Strict,
    Ignore,
    Replace,
    BackslashReplace,
    XmlCharacterReference,
    SurrogateEscape,
    SurrogatePass,
    /// A name nobody knows: a LookupError, but only where a part cannot be converted.
    Unknown,
}

impl Handler {
    /// `namereplace` and registered handlers are the caller's to refuse.
    pub fn named(name: &str) -> Handler {
        match name {
            "strict" => Handler::Strict,
            "ignore" => Handler::Ignore,
            "replace" => Handler::Replace,
            "backslashreplace" => Handler::BackslashReplace,
            "xmlcharrefreplace" => Handler::XmlCharacterReference,
            "surrogateescape" => Handler::SurrogateEscape,
            "surrogatepass" => Handler::SurrogatePass,
            _ => Handler::Unknown,
        }
    }
}

/// The reason that stands for an unknown handler; the caller raises LookupError.
pub const UNKNOWN_HANDLER: &str = "\0unknown error handler";

/// How a replacement reaches the output: ASCII text in the target encoding, or raw bytes.
pub enum Replacement {
    Text(String),
    Bytes(Vec<u8>),
}

/// Settles unencodable code points; raises the failure where it cannot.
pub struct EncodeHandler {
    pub handler: Handler,
    /// Writes a surrogate in the target encoding, for `surrogatepass`.
    pub pass: Option<fn(u32) -> Vec<u8>>,
}

pub fn is_surrogate(code: u32) -> bool {
    (0xd800..=0xdfff).contains(&code)
}

impl EncodeHandler {
    /// `codes` are the code points of the failing part, which starts at `failure.start`.
    pub fn settle(&self, codes: &[u32], mut failure: CodecFailure) -> Result<Replacement, CodecFailure> {
        let text = |piece: fn(u32) -> String| Ok(Replacement::Text(codes.iter().map(|&code| piece(code)).collect()));
        match self.handler {
            Handler::Strict => Err(failure),
            Handler::Unknown => Err(CodecFailure { reason: UNKNOWN_HANDLER, ..failure }),
            Handler::Ignore => Ok(Replacement::Text(String::new())),
            Handler::Replace => text(|_| "?".to_owned()),
            Handler::BackslashReplace => text(numeric_escape),
            Handler::XmlCharacterReference => text(|code| format!("&#{code};")),
            Handler::SurrogateEscape => {
                let escaped = |code: &u32| (0xdc80..=0xdcff).contains(code);
                match codes.iter().position(|code| !escaped(code)) {
                    None => Ok(Replacement::Bytes(codes.iter().map(|&code| (code - 0xdc00) as u8).collect())),
                    Some(first) => {
                        failure.start += first;
                        Err(failure)
                    }
                }
            }
            Handler::SurrogatePass => match self.pass {
                Some(pass) if codes.iter().all(|&code| is_surrogate(code)) => {
                    Ok(Replacement::Bytes(codes.iter().flat_map(|&code| pass(code)).collect()))
                }
                _ => Err(failure),
            },
        }
    }
}

/// Reads a surrogate at the start of the bytes and tells how many it took.
pub type ReadSurrogate = fn(&[u8]) -> Option<(u32, usize)>;

/// Settles undecodable bytes.
pub struct DecodeHandler {
    pub handler: Handler,
    /// For `surrogatepass`.
    pub pass: Option<ReadSurrogate>,
}

impl DecodeHandler {
    /// Pushes the replacement for `bytes[failure.start..failure.end]` and returns where to go on.
    pub fn settle(&self, bytes: &[u8], failure: CodecFailure, builder: &mut StrBuilder) -> Result<usize, CodecFailure> {
        let part = &bytes[failure.start..failure.end];
        match self.handler {
            Handler::Strict => return Err(failure),
            Handler::Unknown => return Err(CodecFailure { reason: UNKNOWN_HANDLER, ..failure }),
            Handler::Ignore => {}
            Handler::Replace => builder.push_code(0xfffd),
            Handler::BackslashReplace => {
                part.iter().for_each(|byte| builder.push_text(&format!("\\x{byte:02x}")));
            }
            // it can only write
            Handler::XmlCharacterReference => return Err(failure),
            Handler::SurrogateEscape => {
                let high: Vec<u8> = part.iter().copied().take(4).take_while(|&byte| byte >= 128).collect();
                if high.is_empty() {
                    return Err(failure);
                }
                high.iter().for_each(|&byte| builder.push_code(0xdc00 + byte as u32));
                return Ok(failure.start + high.len());
            }
            Handler::SurrogatePass => {
                let Some((code, taken)) = self.pass.and_then(|pass| pass(&bytes[failure.start..])) else {
                    return Err(failure);
                };
                builder.push_code(code);
                return Ok(failure.start + taken);
            }
        }
        Ok(failure.end)
    }
}
