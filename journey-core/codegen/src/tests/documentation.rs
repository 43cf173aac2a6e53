//! Names of Rust in the words of Python and TypeScript.

use super::{by_hand, contract, names};
use crate::{
    contract::Contract,
    documentation::{Subject, comment, docstring, translated},
    library::Library,
    python, typescript,
};

/// A text about `Parcel` in Python and in TypeScript.
fn said(text: &str) -> [String; 2] {
    let (contract, by_hand, names) = (Contract::read(&contract()).unwrap(), by_hand(), names());
    let library = Library { contract: &contract, by_hand: &by_hand, names: &names };
    [python::SPELLING, typescript::SPELLING].map(|spelling| translated(text, library, spelling, Subject::of_type("Parcel")))
}

#[test]
fn what_the_packages_have_has_their_name() {
    for (rust, python, typescript) in [
        ("[`weigh_parcel`]", "`weigh_parcel`", "`weighParcel`"),
        ("[`weigh`](crate::parcel::weigh_parcel)", "`weigh_parcel`", "`weighParcel`"),
        ("`crate::parcel::weigh_parcel()`", "`weigh_parcel`", "`weighParcel`"),
        ("[`Depot::take_in`]", "`Depot.take_in`", "`Depot.takeIn`"),
        ("[`Driver::spent`](super::Driver::spent)", "`Metered.spent`", "`Metered.spent`"),
        ("[`Self::filter`]", "`Parcel.filter`", "`Parcel.filter`"),
        ("[`Self`]", "`Parcel`", "`Parcel`"),
        ("[`Route::ByShip`]", "`RouteByShip`", "`RouteByShip`"),
        ("[`Size::VeryLarge`]", "`\"very_large\"`", "`\"very_large\"`"),
        ("[`Error::Lost`](crate::Error::Lost)", "`LostError`", "`LostError`"),
        ("[`struct@Label`]", "`Label`", "`Label`"),
        ("`None`, `true`, `false`", "`None`, `True`, `False`", "`null`, `true`, `false`"),
    ] {
        assert_eq!(said(rust), [python, typescript], "{rust}");
    }
}

#[test]
fn what_they_lack_is_a_plain_word() {
    for (rust, plain) in [
        ("[`Nowhere::found`]", "`found`"),
        ("[`Route::Secret`]", "`Secret`"),
        ("[`inner_depot`]", "`inner_depot`"),
        ("[the depot](crate::parcel::Depot)", "the depot"),
        ("[crate::parcel::Nothing]", "`Nothing`"),
        ("as parcel::Nothing says", "as Nothing says"),
        ("`Vec<crate::parcel::Label>`", "`Vec<Label>`"),
        ("`[DONE]`, [1] and `{name}`", "`[DONE]`, [1] and `{name}`"),
        ("[page](https://example.org)", "[page](https://example.org)"),
        ("One.\n\n[`Label`]: crate::parcel::Label", "One."),
    ] {
        assert_eq!(said(rust), [plain, plain], "{rust}");
    }
}

#[test]
fn examples_of_rust_go_with_their_heading() {
    let text = "One.\n\n# Examples\n\n```no_run\nuse journey_core::ffi;\n```\n\n# Notes\n\n```json\n{}\n```\n\nTwo.";
    assert_eq!(said(text), ["One.\n\n# Notes\n\n```json\n{}\n```\n\nTwo."; 2]);
}

#[test]
fn long_texts_are_wrapped_and_lists_stay() {
    let text = format!("{}\nmore.\n\n- one\n- two", "word ".repeat(26));
    let words = "word ".repeat(26);
    let first = words.trim();
    assert_eq!(docstring(&text, "  ").unwrap(), format!("\"\"\"{first}\n  more.\n\n  - one\n  - two\"\"\""));
    assert_eq!(comment(&text, &[], "  ").unwrap(), format!("/**\n   * {first}\n   * more.\n   *\n   * - one\n   * - two\n   */"));
    assert_eq!(docstring("Says \"no\"", "").unwrap(), "\"\"\"Says \"no\" \"\"\"");
}
