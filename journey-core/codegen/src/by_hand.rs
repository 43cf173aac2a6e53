//! What the packages write by hand: the only names that the generator knows, in `by_hand.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    contract::{Contract, Shape},
    error::Error,
};

/// What the packages write by hand, so that the generated halves fit around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByHand {
    #[serde(rename = "about")]
    _about: String,
    /// The data of a type whose name a class of the npm package has.
    pub data_in_typescript: BTreeMap<String, String>,
    /// Variants that no package hands out, by type.
    pub hidden_variants: BTreeMap<String, Vec<String>>,
    /// Classes of `_methods.py` that a data class inherits from.
    pub python_methods: BTreeMap<String, String>,
}

impl ByHand {
    /// Reads the names that this crate carries.
    ///
    /// # Errors
    /// When the file is not of this form.
    pub fn read() -> Result<Self, Error> {
        serde_json::from_str(include_str!("../by_hand.json")).map_err(|problem| Error::Data { file: "by_hand.json", problem })
    }

    /// Checks that every name is in the contract.
    ///
    /// # Errors
    /// Names the first that is not.
    pub fn check(&self, contract: &Contract) -> Result<(), Error> {
        let mut types = self.data_in_typescript.keys().chain(self.python_methods.keys()).chain(self.hidden_variants.keys());
        let unknown = types.find(|name| !contract.types.contains_key(*name)).cloned().or_else(|| self.unknown_variant(contract));
        unknown.map_or(Ok(()), |name| Err(Error::Unknown(name)))
    }

    fn unknown_variant(&self, contract: &Contract) -> Option<String> {
        self.hidden_variants.iter().find_map(|(name, hidden)| {
            let tags: Vec<&String> = match contract.types.get(name).map(|definition| &definition.shape) {
                Some(Shape::Union(variants)) => variants.iter().map(|variant| &variant.tag).collect(),
                _ => Vec::new(),
            };
            hidden.iter().find(|tag| !tags.contains(tag)).map(|tag| format!("{name}.{tag}"))
        })
    }
}
