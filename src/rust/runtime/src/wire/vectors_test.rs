//! Runs the vectors of `tools/generate_wire_vectors.py`.

use super::heads::Writer;
use super::item::Item;
use super::tags;

const VECTORS: &str = include_str!("../../tests/vectors/wire.txt");

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal")).collect()
}

fn lines(kind: &str) -> Vec<(Vec<u8>, &'static str)> {
    let parts = VECTORS.lines().map(|line| line.splitn(3, ' ').collect::<Vec<_>>());
    let of_kind = parts.filter(|fields| fields[0] == kind);
    of_kind.map(|fields| (unhex(fields[1]), fields.get(2).copied().unwrap_or(""))).collect()
}

#[test]
fn messages_of_the_host_come_back_unchanged() {
    let messages = lines("good");
    assert!(messages.len() >= 100);
    for (bytes, _) in messages {
        let item = Item::read(&bytes).unwrap_or_else(|error| panic!("{bytes:02x?}: {}", error.0));
        let mut writer = Writer::new();
        item.write(&mut writer);
        assert_eq!(writer.bytes, bytes);
    }
}

#[test]
fn malformed_messages_are_rejected() {
    let messages = lines("bad");
    assert!(messages.len() >= 20);
    for (bytes, reason) in messages {
        let error = Item::read(&bytes).expect_err(reason);
        assert!(error.0.contains(reason), "{bytes:02x?}: {}, not {reason}", error.0);
    }
}

#[test]
fn every_truncation_and_addition_is_rejected() {
    for (mut bytes, _) in lines("good").into_iter().take(30) {
        for size in 0..bytes.len() {
            assert!(Item::read(&bytes[..size]).is_err(), "{size} bytes of {bytes:02x?}");
        }
        bytes.push(0);
        assert!(Item::read(&bytes).is_err_and(|error| error.0.contains("after the message")));
    }
}

#[test]
fn depth_is_limited_and_needs_no_stack() {
    let nested = |depth: usize| {
        let mut bytes = vec![0x81; depth];
        bytes.push(0xf6);
        Item::read(&bytes).map(|item| {
            let mut writer = Writer::new();
            item.write(&mut writer);
            assert_eq!(writer.bytes, bytes);
        })
    };
    assert!(nested(tags::MAXIMUM_DEPTH).is_ok());
    assert!(nested(tags::MAXIMUM_DEPTH + 2 * tags::MESSAGE_DEPTH).is_err_and(|error| error.0.contains("deep")));
}
