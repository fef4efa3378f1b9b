//! Requests as a host sends them, answered natively. A program without translated modules: builtins are enough.

use super::heads::Writer;
use super::item::Item;
use super::library;
use super::tags;
use crate::program::Program;

static PROGRAM: Program = Program { modules: &[], native: &[&crate::library::re::MODULE], withheld: &[], entry: "re" };

/// A request: the operation, its encoded arguments, no keywords, no changes.
fn request(operation: &str, arguments: &[&dyn Fn(&mut Writer)]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.array(4);
    writer.utf8(operation);
    writer.array(arguments.len());
    arguments.iter().for_each(|write| write(&mut writer));
    writer.array(0);
    writer.array(0);
    writer.bytes
}

fn named(name: &'static str) -> impl Fn(&mut Writer) {
    move |writer| {
        writer.tag(tags::NAMED);
        writer.utf8(name);
    }
}

fn answer(operation: &str, arguments: &[&dyn Fn(&mut Writer)]) -> Vec<u8> {
    let bytes = library::answer(&PROGRAM, &request(operation, arguments));
    assert!(Item::read(&bytes).is_ok(), "{bytes:02x?}");
    bytes
}

/// A list of 1 and 2, shared.
fn numbers(writer: &mut Writer) {
    writer.tag(tags::SHARED);
    writer.bytes.extend([0x82, 1, 2]);
}

#[test]
fn calls_return_values() {
    assert_eq!(answer("call", &[&named("builtins.len"), &numbers]), [0x83, 0, 2, 0x80]);
    // the argument itself comes back: a reference to number 0, and nothing changed
    let same = answer("call", &[&named("builtins.max"), &numbers, &numbers]);
    assert_eq!(same, [0x83, 0, 0xd8, 29, 0, 0x80]);
}

#[test]
fn changes_of_arguments_are_sent_back() {
    let sorted = answer("callmethod", &[&numbers, &|writer| writer.utf8("reverse")]);
    assert_eq!(sorted, [0x83, 0, 0xf6, 0x81, 0x82, 0, 0x82, 2, 1]);
}

#[test]
fn exceptions_carry_class_arguments_and_text() {
    let raised = answer("call", &[&named("builtins.int"), &|writer| writer.utf8("x")]);
    assert_eq!(raised[..2], [0x83, 1]);
    let text = String::from_utf8_lossy(&raised);
    assert!(text.contains("builtins:ValueError") && text.contains("invalid literal for int()"), "{text}");
}

#[test]
fn what_cannot_be_done_is_refused() {
    for (operation, name) in [("call", "builtins.nothing"), ("invent", "builtins.len")] {
        assert_eq!(answer(operation, &[&named(name)])[..2], [0x83, 2]);
    }
    assert_eq!(library::answer(&PROGRAM, &[0xff])[..2], [0x83, 2]);
}

#[test]
fn objects_of_the_module_go_by_handle() {
    let iterator = answer("iter", &[&numbers]);
    let text = String::from_utf8_lossy(&iterator);
    assert!(text.contains("builtins:list_iterator") && text.contains("__next__"), "{text}");
}

#[test]
fn bound_methods_can_be_called_by_handle() {
    let method = answer("getattr", &[&named("builtins.ValueError"), &|writer| writer.utf8("mro")]);
    let text = String::from_utf8_lossy(&method);
    assert!(text.contains("__call__") && !text.contains("__iter__"), "{text}");
}
