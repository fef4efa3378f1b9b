use super::decode;

/// What Python's `lzma` packed as the compiler does; every kind of match is in it.
const STREAM: &[u8] = include_bytes!("../../tests/vectors/packed.bin");

fn content() -> Vec<u8> {
    let line = |i: usize| format!("{} {} {}\n", i * i % 1009, &"spam eggs"[..i % 9], i % 37);
    let mut content = (0..20000).map(line).collect::<String>().into_bytes();
    content.extend(0..=255);
    content.resize(content.len() + 70000, 0);
    content
}

#[test]
fn what_was_packed_comes_out() {
    let expected = content();
    let mut found = vec![1; expected.len() + 1];
    // SAFETY: the stream is whole, and there is room for all that comes out of it.
    unsafe { decode(STREAM.as_ptr(), found.as_mut_ptr(), expected.len()) };
    assert_eq!(found.pop(), Some(1), "nothing is written behind the end");
    assert!(found == expected);
}
