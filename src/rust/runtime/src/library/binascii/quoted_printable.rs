//! Quoted-printable data (`binascii_a2b_qp_impl`, `binascii_b2a_qp_impl`).

/// The longest line.
const LINE: usize = 76;

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

pub(super) fn decode(data: &[u8], header: bool) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(data.len());
    let mut place = 0;
    while let Some(&character) = data.get(place) {
        place += 1;
        match character {
            b'_' if header => decoded.push(b' '),
            b'=' => place = decode_escape(data, place, &mut decoded),
            _ => decoded.push(character),
        }
    }
    decoded
}

/// What follows `=`; gives the place behind it.
fn decode_escape(data: &[u8], place: usize, decoded: &mut Vec<u8>) -> usize {
    let Some(&next) = data.get(place) else { return place };
    match next {
        // a line that goes on
        b'\n' | b'\r' => data[place..].iter().position(|&other| other == b'\n').map_or(data.len(), |at| place + at + 1),
        b'=' => {
            decoded.push(b'=');
            place + 1
        }
        _ => {
            let low = data.get(place + 1).copied().and_then(hexadecimal);
            match (hexadecimal(next), low) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    place + 2
                }
                _ => {
                    decoded.push(b'=');
                    place
                }
            }
        }
    }
}

/// What is quoted.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub quote_tabs: bool,
    pub is_text: bool,
    pub header: bool,
}

pub(super) fn encode(data: &[u8], style: Style) -> Vec<u8> {
    let first_line_feed = data.iter().position(|&character| character == b'\n');
    let crlf = first_line_feed.is_some_and(|place| place > 0 && data[place - 1] == b'\r');
    let mut lines = Lines { encoded: Vec::with_capacity(data.len()), length: 0, crlf };
    let mut place = 0;
    while let Some(&character) = data.get(place) {
        let next = data.get(place + 1).copied();
        if is_quoted(character, next, lines.length, style) {
            if lines.length + 3 >= LINE {
                lines.go_on();
            }
            lines.escape(character);
            lines.length += 3;
            place += 1;
        } else if style.is_text && (character == b'\n' || character == b'\r' && next == Some(b'\n')) {
            lines.length = 0;
            // blanks at the end of a line would be lost
            if let Some(blank @ (b' ' | b'\t')) = lines.encoded.last().copied() {
                lines.encoded.pop();
                lines.escape(blank);
            }
            lines.end();
            place += if character == b'\r' { 2 } else { 1 };
        } else {
            if next.is_some_and(|next| next != b'\n') && lines.length + 1 >= LINE {
                lines.go_on();
            }
            lines.length += 1;
            lines.encoded.push(if style.header && character == b' ' { b'_' } else { character });
            place += 1;
        }
    }
    lines.encoded
}

fn is_quoted(character: u8, next: Option<u8>, line: usize, style: Style) -> bool {
    match character {
        127.. | b'=' => true,
        b'_' => style.header,
        b'.' => line == 0 && matches!(next, None | Some(b'\n' | b'\r' | 0)),
        b'\r' | b'\n' => !style.is_text,
        b'\t' | b' ' => next.is_none() || style.quote_tabs,
        _ => character < 33,
    }
}

struct Lines {
    encoded: Vec<u8>,
    /// Of the current line.
    length: usize,
    crlf: bool,
}

impl Lines {
    fn escape(&mut self, character: u8) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let (high, low) = (DIGITS[usize::from(character >> 4)], DIGITS[usize::from(character & 15)]);
        self.encoded.extend([b'=', high, low]);
    }

    fn end(&mut self) {
        if self.crlf {
            self.encoded.push(b'\r');
        }
        self.encoded.push(b'\n');
    }

    /// Ends the line although the text goes on.
    fn go_on(&mut self) {
        self.encoded.push(b'=');
        self.end();
        self.length = 0;
    }
}
