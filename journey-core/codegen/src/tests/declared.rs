//! What may be left out, and what has no form in the other languages.

use serde_json::json;

use super::contract;
use crate::{
    contract::{Contract, Shape},
    error::Error,
};

#[test]
fn optional_is_what_is_not_required() {
    let contract = Contract::read(&contract()).unwrap();
    let Shape::Record(fields) = &contract.types["Parcel"].shape else { panic!("a record") };
    let optional: Vec<&str> = fields.iter().filter(|field| field.optional).map(|field| field.name.as_str()).collect();
    assert_eq!(optional, ["filter", "route", "labels", "said", "first"]);
    let required: Vec<&str> = contract.operations[0].required().map(|one| one.name.as_str()).collect();
    assert_eq!(required, ["parcels"]);
}

#[test]
fn the_place_of_what_has_no_form_is_told() {
    let mut contract = contract();
    contract["operations"][1]["result"] = json!({"type": ["string", "integer"]});
    let Err(Error::Contract { path, problem }) = Contract::read(&contract) else { panic!("an error") };
    assert_eq!(path, "operations[1].result");
    assert!(problem.contains("more than one type"), "{problem}");
}

#[test]
fn an_enum_without_tags_is_told() {
    let mut contract = contract();
    contract["types"]["Route"] = json!({"oneOf": [{"type": "object", "properties": {"Ship": {"type": "string"}}}]});
    let Err(Error::Contract { path, problem }) = Contract::read(&contract) else { panic!("an error") };
    assert_eq!(path, "types.Route");
    assert!(problem.contains("tag the enum"), "{problem}");
}
