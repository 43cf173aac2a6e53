//! What is written of the library's own contract.

use crate::{by_hand::ByHand, files::Files, public_names::Names};

/// What looks like a path or a link of Rust.
const RUST: [&str; 4] = ["::", "crate", "Self", "[`"];
/// The declarations of the native module: napi writes them with the documentation of the Rust that they stand for.
const NATIVE: &str = include_str!("../../../../bindings-node/native/index.d.cts");

fn assert_no_rust(path: &str, text: &str) {
    for (number, line) in text.lines().enumerate() {
        let found = RUST.iter().find(|one| line.contains(*one));
        assert!(found.is_none(), "{path}:{}: {}", number + 1, line.trim());
    }
}

#[test]
fn no_link_of_rust_is_in_what_is_written() {
    let files = Files::generate(&journey_core::ffi::contract(), &ByHand::read().unwrap(), &Names::read().unwrap()).unwrap();
    let sources = files.texts().filter(|(path, _)| path.ends_with(".py") || path.ends_with(".ts"));
    assert_eq!(sources.map(|(path, text)| assert_no_rust(path, text)).count(), 6);
    assert_no_rust("native/index.d.cts", NATIVE);
}

#[test]
fn the_same_contract_gives_the_same_files() {
    let written = || {
        let files = Files::generate(&journey_core::ffi::contract(), &ByHand::read().unwrap(), &Names::read().unwrap()).unwrap();
        files.texts().map(|(path, text)| format!("{path}\n{text}")).collect::<String>()
    };
    assert_eq!(written(), written());
}
