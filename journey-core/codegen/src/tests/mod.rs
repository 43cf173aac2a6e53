//! The generator on a small contract with every kind of schema, and on the library's own.

mod declared;
mod documentation;
mod library;
mod small;

use serde_json::Value;

use crate::{by_hand::ByHand, public_names::Names};

fn contract() -> Value {
    serde_json::from_str(include_str!("small.json")).unwrap()
}

fn by_hand() -> ByHand {
    serde_json::from_str(include_str!("by_hand.json")).unwrap()
}

fn names() -> Names {
    serde_json::from_str(include_str!("names.json")).unwrap()
}
