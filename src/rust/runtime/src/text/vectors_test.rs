//! Runs the vectors of `tools/generate_vectors.py` through the pure parts of `number` and `text`.

use super::codecs::{Encoding, Handler};
use super::format::{
    complex as complex_format, float as float_format, integer as integer_format, percent, template, text as text_format,
};
use super::str::{Str, StrBuilder};
use super::{bytes_text, case, repr, siphash, str_methods, unicode, units};
use crate::number::complex::Complex;
use crate::number::failure::{Checked, Failure, FailureKind};
use crate::number::integer::Integer;
use crate::number::integer_bytes::ByteOrder;
use crate::number::integer_division::Power;
use crate::number::integer_text::ParseFailure;
use crate::number::{float, float_text};

struct Arguments(Vec<Str>);

impl Arguments {
    fn text(&self, at: usize) -> &Str {
        &self.0[at]
    }

    fn integer(&self, at: usize) -> Integer {
        Integer::parse(self.0[at].to_lossy().as_bytes(), 10).expect("an integer argument")
    }

    fn small(&self, at: usize) -> i64 {
        self.integer(at).to_i64().expect("a small argument")
    }

    fn float(&self, at: usize) -> f64 {
        float_text::parse_hexadecimal(self.0[at].to_lossy().as_bytes()).expect("a float argument")
    }

    fn bytes(&self, at: usize) -> Vec<u8> {
        self.0[at].view().iter().map(|code| code as u8).collect()
    }

    fn complex(&self, at: usize) -> Complex {
        Complex::new(self.float(at), self.float(at + 1))
    }

    /// The bounds at `at` and `at + 1`, clamped to the first argument.
    fn bounds(&self, at: usize) -> (usize, usize) {
        units::clamp_bounds(self.small(at), self.small(at + 1), self.0[0].len())
    }

    fn most(&self, at: usize) -> usize {
        usize::try_from(self.small(at)).unwrap_or(usize::MAX)
    }
}

fn unhex(text: &str) -> Str {
    let bytes: Vec<u8> =
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex")).collect();
    Encoding::Utf8.decode(&bytes, Handler::SurrogatePass).expect("UTF-8")
}

fn shown_int(value: Integer) -> String {
    value.to_decimal().expect("a short integer")
}

fn shown_bool(value: bool) -> String {
    if value {
        "True".into()
    } else {
        "False".into()
    }
}

fn shown(value: Str) -> String {
    String::from_utf8(Encoding::Utf8.encode(&repr::repr(&value), Handler::SurrogatePass).unwrap_or_default())
        .unwrap_or_default()
}

fn list(items: Vec<String>) -> String {
    format!("[{}]", items.join(", "))
}

fn tuple(items: Vec<String>) -> String {
    format!("({})", items.join(", "))
}

fn place(at: Option<usize>) -> String {
    at.map_or("-1".to_owned(), |at| at.to_string())
}

fn texts(items: Vec<Str>) -> String {
    list(items.into_iter().map(shown).collect())
}

fn octets(bytes: &[u8], ranges: Vec<std::ops::Range<usize>>) -> String {
    list(ranges.into_iter().map(|range| repr::repr_bytes(&bytes[range])).collect())
}

fn parse_failure(failure: ParseFailure, text: &Str, base: u32) -> Failure {
    match failure {
        ParseFailure::Invalid => {
            Failure::value(format!("invalid literal for int() with base {base}: {}", repr::repr(text).to_lossy()))
        }
        ParseFailure::Other(failure) => failure,
    }
}

fn integer_operation(name: &str, a: &Arguments) -> Checked<String> {
    let value = || a.integer(0);
    Ok(match name {
        "add" => shown_int(value().add(&a.integer(1))),
        "sub" => shown_int(value().sub(&a.integer(1))),
        "mul" => shown_int(value().mul(&a.integer(1))),
        "floordiv" => shown_int(value().floordiv(&a.integer(1))?),
        "mod" => shown_int(value().modulo(&a.integer(1))?),
        "divmod" => {
            let (quotient, remainder) = value().divmod(&a.integer(1))?;
            tuple(vec![shown_int(quotient), shown_int(remainder)])
        }
        "truediv" => float_text::repr(value().truediv(&a.integer(1))?),
        "and" => shown_int(value().and(&a.integer(1))),
        "or" => shown_int(value().or(&a.integer(1))),
        "xor" => shown_int(value().xor(&a.integer(1))),
        "shl" => shown_int(value().shl(&a.integer(1))?),
        "shr" => shown_int(value().shr(&a.integer(1))?),
        "powmod" => shown_int(value().pow_mod(&a.integer(1), &a.integer(2))?),
        "pow" => match value().pow(&Integer::from(a.small(1).max(0)))? {
            Power::Integer(power) => {
                if power.bit_length() > 14_000 {
                    power.to_decimal()?
                } else {
                    shown_int(power)
                }
            }
            Power::Float => String::new(),
        },
        "hash" => value().hash().to_string(),
        "bits" => tuple(vec![
            value().bit_length().to_string(),
            value().bit_count().to_string(),
            shown_int(value().invert()),
            shown_int(value().neg()),
            shown_int(value().abs()),
        ]),
        "isqrt" => shown_int(value().isqrt()?),
        "gcd" => shown_int(value().gcd(&a.integer(1))),
        "float" => float_text::repr(value().to_f64()?),
        "compare" => {
            let order = value().compare_f64(a.float(1));
            tuple(
                [std::cmp::Ordering::Less, std::cmp::Ordering::Equal, std::cmp::Ordering::Greater]
                    .map(|wanted| shown_bool(order == Some(wanted)))
                    .to_vec(),
            )
        }
        "round" => shown_int(value().round_to_tens(&Integer::from(a.small(1).abs()))?),
        "signed" => repr::repr_bytes(&value().to_bytes(9, ByteOrder::Big, true)?),
        "unsigned" => repr::repr_bytes(&value().to_bytes(9, ByteOrder::Little, false)?),
        "frombytes" => tuple(vec![
            shown_int(Integer::from_bytes(&a.bytes(0), ByteOrder::Big, false)),
            shown_int(Integer::from_bytes(&a.bytes(0), ByteOrder::Little, true)),
        ]),
        "parse" => {
            let base = a.small(1) as u32;
            let invalid = || parse_failure(ParseFailure::Invalid, a.text(0), base);
            let digits = str_methods::to_ascii_digits(a.text(0)).ok_or_else(invalid)?;
            shown_int(Integer::parse(&digits, base).map_err(|failure| parse_failure(failure, a.text(0), base))?)
        }
        "prefixed" => tuple([2, 8, 16].map(|base| shown(value().prefixed(base).into())).to_vec()),
        "format" => {
            if a.text(1).is_empty() {
                shown(shown_int(value()).into())
            } else {
                shown(integer_format::format(&value(), a.text(1), "int")?)
            }
        }
        _ => panic!("unknown operation int.{name}"),
    })
}

fn float_operation(name: &str, a: &Arguments) -> Checked<String> {
    let value = || a.float(0);
    Ok(match name {
        "repr" => shown(float_text::repr(value()).into()),
        "format" => {
            if a.text(1).is_empty() {
                shown(float_text::repr(value()).into())
            } else {
                shown(float_format::format(value(), a.text(1), "float")?)
            }
        }
        "round" => float_text::repr(float::round_to_digits(value(), a.small(1))?),
        "integer" => shown_int(float::round_to_integer(value())?),
        "trunc" => shown_int(float::to_integer(value())?),
        "hash" => float::hash(value()).unwrap_or(0).to_string(),
        "ratio" => {
            let (numerator, denominator) = float::as_integer_ratio(value())?;
            tuple(vec![shown_int(numerator), shown_int(denominator)])
        }
        "hex" => shown(float_text::to_hexadecimal(value()).into()),
        "fromhex" => float_text::repr(float_text::parse_hexadecimal(float_text::to_hexadecimal(value()).as_bytes())?),
        "parse" => {
            let invalid =
                || Failure::value(format!("could not convert string to float: {}", repr::repr(a.text(0)).to_lossy()));
            let digits = str_methods::to_ascii_digits(a.text(0)).ok_or_else(invalid)?;
            float_text::repr(float_text::parse(str_methods::trim_number(&digits)).ok_or_else(invalid)?)
        }
        "divmod" => {
            let (quotient, remainder) = float::divmod(value(), a.float(1))?;
            tuple(vec![float_text::repr(quotient), float_text::repr(remainder)])
        }
        "floordiv" => float_text::repr(float::floordiv(value(), a.float(1))?),
        "mod" => float_text::repr(float::modulo(value(), a.float(1))?),
        "pow" => match float::pow(value(), a.float(1))? {
            float::Power::Float(power) => float_text::repr(power),
            float::Power::Complex => "0.0".to_owned(),
        },
        _ => panic!("unknown operation float.{name}"),
    })
}

fn complex_operation(name: &str, a: &Arguments) -> Checked<String> {
    Ok(match name {
        "repr" => shown(a.complex(0).repr().into()),
        "parse" => {
            let malformed = || Failure::value("complex() arg is a malformed string");
            let digits = str_methods::to_ascii_digits(a.text(0)).ok_or_else(malformed)?;
            let misplaced =
                || Failure::value(format!("could not convert string to complex: {}", repr::repr(a.text(0)).to_lossy()));
            let plain = float_text::without_underscores(&digits).ok_or_else(misplaced)?;
            Complex::parse(str_methods::trim_number(&plain)).ok_or_else(malformed)?.repr()
        }
        "mul" => a.complex(0).mul(a.complex(2)).repr(),
        "div" => a.complex(0).div(a.complex(2))?.repr(),
        "pow" => a.complex(0).pow(Complex::new(a.small(2) as f64, 0.0))?.repr(),
        "format" => {
            if a.text(2).is_empty() {
                shown(a.complex(0).repr().into())
            } else {
                shown(complex_format::format(a.complex(0), a.text(2), "complex")?)
            }
        }
        _ => panic!("unknown operation complex.{name}"),
    })
}

fn percent_operation(name: &str, a: &Arguments) -> Checked<String> {
    let mut format = percent::Format::new(a.text(1).concat(&Str::from(name)).to_code_points());
    format.literal();
    format.starts_directive();
    let flags = format.flags();
    let size = |size| match size {
        percent::Size::Given(value) => Some(value as usize),
        _ => None,
    };
    let width = size(format.width()?).unwrap_or(0);
    let precision = size(format.precision()?);
    let code = char::from_u32(format.conversion()?.0).expect("a conversion");
    let parts = match code {
        'd' | 'x' | 'o' | 'X' => percent::integer(&a.integer(0), code, flags, precision)?,
        _ => percent::float(a.float(0), code, flags, precision),
    };
    Ok(shown(parts.lay_out(flags, width).into()))
}

fn text_operation(name: &str, a: &Arguments) -> Checked<String> {
    let text = a.text(0);
    Ok(match name {
        "format" => {
            if a.text(1).is_empty() {
                shown(text.clone())
            } else {
                shown(text_format::format(text, a.text(1), "str")?)
            }
        }
        "repr" => shown(repr::repr(text)),
        "ascii" => shown(repr::ascii(text)),
        "hash" => text.hash_value().to_string(),
        "lower" => shown(case::lower(text)),
        "upper" => shown(case::upper(text)),
        "title" => shown(case::title(text)),
        "casefold" => shown(case::casefold(text)),
        "swapcase" => shown(case::swapcase(text)),
        "capitalize" => shown(case::capitalize(text)),
        "questions" => {
            let all = |properties| case::all(text, properties);
            let alphanumeric = unicode::ALPHA | unicode::DECIMAL | unicode::DIGIT | unicode::NUMERIC;
            let answers = [
                all(unicode::ALPHA),
                all(alphanumeric),
                all(unicode::DECIMAL),
                all(unicode::DIGIT),
                all(unicode::NUMERIC),
                all(unicode::SPACE),
                case::is_lower(text),
                case::is_upper(text),
                case::is_title(text),
                case::is_printable(text),
                case::is_identifier(text),
            ];
            list(answers.map(shown_bool).to_vec())
        }
        "find" => {
            let (start, end) = a.bounds(2);
            let other = a.text(1);
            tuple(vec![
                place(str_methods::find(text, other, start, end)),
                place(str_methods::rfind(text, other, start, end)),
                str_methods::count(text, other, start, end).to_string(),
                shown_bool(str_methods::starts_with(text, other, start, end)),
                shown_bool(str_methods::ends_with(text, other, start, end)),
            ])
        }
        "replace" => shown(str_methods::replace(text, a.text(1), a.text(2), a.most(3)).unwrap_or_else(|| text.clone())),
        "split" => {
            let separator = if a.text(1).is_empty() { Str::from("a") } else { a.text(1).clone() };
            tuple(vec![
                texts(str_methods::split(text, &separator, a.most(2))),
                texts(str_methods::rsplit(text, &separator, a.most(2))),
            ])
        }
        "splitblank" => tuple(vec![
            texts(str_methods::split_blank(text, a.most(1))),
            texts(str_methods::rsplit_blank(text, a.most(1))),
        ]),
        "splitlines" => {
            tuple(vec![texts(str_methods::split_lines(text, false)), texts(str_methods::split_lines(text, true))])
        }
        "strip" => {
            let strip = |chars, left, right| {
                shown(str_methods::strip(text, chars, left, right).unwrap_or_else(|| text.clone()))
            };
            tuple(vec![
                strip(None, true, true),
                strip(Some(a.text(1)), true, false),
                strip(Some(a.text(1)), false, true),
            ])
        }
        "pad" => {
            let width = a.small(1).max(0) as usize;
            let margin = width.saturating_sub(text.len());
            let (left, right) = units::center_margins(text.len(), width);
            tuple(vec![
                shown(str_methods::padded(text, left, right, 0xe9)),
                shown(str_methods::padded(text, 0, margin, 0x20)),
                shown(str_methods::padded(text, margin, 0, 0x2a)),
                shown(str_methods::zero_fill(text, width).unwrap_or_else(|| text.clone())),
                shown(str_methods::expand_tabs(text, a.small(1)).expect("a short text")),
            ])
        }
        "compare" => tuple(vec![shown_bool(text < a.text(1)), shown_bool(text == a.text(1))]),
        "encode" => {
            let encoding = Encoding::named(&a.text(1).to_lossy()).expect("an encoding");
            match encoding.encode(text, Handler::named(&a.text(2).to_lossy())) {
                Ok(bytes) => repr::repr_bytes(&bytes),
                Err(failure) => return Err(unicode_failure(failure.encode_message(text))),
            }
        }
        _ => panic!("unknown operation str.{name}"),
    })
}

fn unicode_failure(message: String) -> Failure {
    Failure::new(FailureKind::Lookup, message)
}

fn bytes_operation(name: &str, a: &Arguments) -> Checked<String> {
    let bytes = a.bytes(0);
    let shown_bytes = |bytes: Vec<u8>| repr::repr_bytes(&bytes);
    Ok(match name {
        "decode" => {
            let encoding = Encoding::named(&a.text(1).to_lossy()).expect("an encoding");
            match encoding.decode(&bytes, Handler::named(&a.text(2).to_lossy())) {
                Ok(text) => shown(text),
                Err(failure) => return Err(unicode_failure(failure.decode_message(&bytes))),
            }
        }
        "repr" => shown(repr::repr_bytes(&bytes).into()),
        "hash" => siphash::hash_bytes(&bytes).to_string(),
        "cases" => tuple(vec![
            shown_bytes(bytes_text::title(&bytes)),
            shown_bytes(bytes_text::swapcase(&bytes)),
            shown_bytes(bytes_text::capitalize(&bytes)),
            shown_bool(bytes_text::is_title(&bytes)),
            shown_bool(bytes_text::is_lower(&bytes)),
            shown_bool(bytes_text::is_upper(&bytes)),
        ]),
        "hex" => shown(bytes_text::to_hexadecimal(&bytes, Some(b'-'), a.small(1)).into()),
        "fromhex" => shown_bytes(bytes_text::from_hexadecimal(a.text(0))?),
        "split" => tuple(vec![
            octets(&bytes, units::split_blank(&bytes, bytes_text::is_blank, a.most(1))),
            octets(&bytes, units::rsplit_blank(&bytes, bytes_text::is_blank, a.most(1))),
            octets(&bytes, units::split_lines(&bytes, bytes_text::is_line_end, false)),
            repr::repr_bytes(&bytes[units::strip(&bytes, bytes_text::is_blank, true, true)]),
        ]),
        _ => panic!("unknown operation bytes.{name}"),
    })
}

/// `text.format(1, "x", key=3)` with the recursion that `str.format` has.
fn format_template(text: &Str, numbering: &mut template::Numbering, depth: u32) -> Checked<Str> {
    if depth == 0 {
        return Err(Failure::value("Max string recursion exceeded"));
    }
    let mut builder = StrBuilder::new();
    let mut reader = template::Template::new(text);
    while let Some(piece) = reader.next_piece()? {
        builder.push_str(&piece.literal);
        let Some(field) = piece.field else { continue };
        let (first, mut rest) = template::FieldName::new(&field.name)?;
        let number = match (numbering.position(&first)?, &first) {
            (Some(0), _) => Some(1),
            (Some(1), _) => None,
            (Some(position), _) => {
                return Err(Failure::index(format!(
                    "Replacement index {position} out of range for positional args tuple"
                )))
            }
            (None, template::First::Name(name)) if name.equals("key") => Some(3),
            (None, template::First::Name(name)) => {
                return Err(Failure::new(FailureKind::Key, repr::repr(name).to_lossy()))
            }
            (None, _) => None,
        };
        assert!(rest.next_step()?.is_none(), "the vectors have no steps that succeed");
        let value = number.map_or(Str::from("x"), |number: i64| Str::from(number.to_string()));
        let converted = match field.conversion.and_then(char::from_u32) {
            None => None,
            Some('s') => Some(value.clone()),
            Some('r' | 'a') => Some(if number.is_some() { value.clone() } else { repr::repr(&value) }),
            Some(other) => return Err(Failure::value(format!("Unknown conversion specifier {other}"))),
        };
        let spec = if field.nested { format_template(&field.spec, numbering, depth - 1)? } else { field.spec };
        builder.push_str(&match (converted, number) {
            (Some(text), _) if spec.is_empty() => text,
            (Some(text), _) => text_format::format(&text, &spec, "str")?,
            (None, _) if spec.is_empty() => value,
            (None, Some(number)) => integer_format::format(&Integer::from(number), &spec, "int")?,
            (None, None) => text_format::format(&value, &spec, "str")?,
        });
    }
    Ok(builder.finish())
}

fn compute(operation: &str, arguments: &Arguments) -> Checked<String> {
    let (group, name) = operation.split_once('.').expect("group.name");
    match group {
        "int" => integer_operation(name, arguments),
        "float" => float_operation(name, arguments),
        "complex" => complex_operation(name, arguments),
        "percent" => percent_operation(name, arguments),
        "str" => text_operation(name, arguments),
        "bytes" => bytes_operation(name, arguments),
        "template" => Ok(shown(format_template(arguments.text(0), &mut template::Numbering::default(), 2)?)),
        _ => panic!("unknown group {group}"),
    }
}

fn class_name(operation: &str, kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Type => "TypeError",
        FailureKind::Value => "ValueError",
        FailureKind::Overflow | FailureKind::Range => "OverflowError",
        FailureKind::ZeroDivision => "ZeroDivisionError",
        FailureKind::Memory => "MemoryError",
        FailureKind::Index => "IndexError",
        FailureKind::Key => "KeyError",
        FailureKind::Lookup if operation == "str.encode" => "UnicodeEncodeError",
        FailureKind::Lookup => "UnicodeDecodeError",
    }
}

#[test]
fn vectors_agree_with_cpython() {
    let path = std::env::var("FERROTYPE_VECTORS");
    let text = match &path {
        Ok(path) => std::fs::read_to_string(path).expect("the file of vectors"),
        Err(_) => include_str!("../../tests/vectors/pure.txt").to_owned(),
    };
    let (mut checked, mut wrong) = (0, Vec::new());
    let mut listed = std::collections::HashMap::new();
    for line in text.lines() {
        let mut fields: Vec<&str> = line.split('|').collect();
        let expected = unhex(fields.pop().expect("an expected result"));
        let arguments = Arguments(fields[1..].iter().map(|field| unhex(field)).collect());
        let found = match compute(fields[0], &arguments) {
            Ok(text) => text,
            Err(failure) => format!("!{}: {}", class_name(fields[0], failure.kind), failure.message),
        };
        checked += 1;
        if found != expected.to_lossy() {
            let shown: Vec<String> = arguments.0.iter().map(|text| repr::repr(text).to_lossy()).collect();
            let count = listed.entry(fields[0].to_owned()).or_insert(0);
            *count += 1;
            if *count > 4 {
                wrong.push(String::new());
                continue;
            }
            wrong.push(format!(
                "{}({})\n   gives {found}\n  wanted {}",
                fields[0],
                shown.join(", "),
                expected.to_lossy()
            ));
        }
    }
    assert!(checked > 1000, "only {checked} vectors");
    let shown: Vec<&str> = wrong.iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{} of {checked} differ:\n{}", wrong.len(), shown.join("\n"));
}
