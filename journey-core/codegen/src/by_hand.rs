//! What the packages write by hand: the only names that the generator knows, in `by_hand.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    contract::{Contract, Shape, Variant},
    error::Error,
};

/// What the packages write by hand, so that the generated halves fit around it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ByHand {
    #[serde(rename = "about")]
    _about: String,
    /// Types whose values are any JSON.
    pub opaque: Vec<String>,
    /// Types that are classes of handles, not data.
    pub handles: Vec<String>,
    /// The data of a type whose name a class of the npm package has.
    pub data_in_typescript: BTreeMap<String, String>,
    /// Variants that no package hands out, by type.
    pub hidden_variants: BTreeMap<String, Vec<String>>,
    /// Functions that classes call and that are not public.
    pub inner_functions: Vec<String>,
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
        let types = self.opaque.iter().chain(&self.handles).chain(self.data_in_typescript.keys()).chain(self.python_methods.keys());
        let unknown_type = types.chain(self.hidden_variants.keys()).find(|name| !contract.types.contains_key(*name));
        let unknown_function = self.inner_functions.iter().find(|name| contract.functions().all(|one| &one.name != *name));
        let unknown = unknown_type.or(unknown_function).cloned().or_else(|| self.unknown_variant(contract));
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

    /// Whether values of a type are any JSON.
    pub fn is_opaque(&self, name: &str) -> bool {
        self.opaque.iter().any(|one| one == name)
    }

    /// Whether a type is a class of handles.
    pub fn is_handle(&self, name: &str) -> bool {
        self.handles.iter().any(|one| one == name)
    }

    /// The variants of a type that the packages hand out.
    pub fn shown<'a>(&'a self, name: &'a str, variants: &'a [Variant]) -> impl Iterator<Item = &'a Variant> {
        let hidden = self.hidden_variants.get(name);
        variants.iter().filter(move |variant| !hidden.is_some_and(|tags| tags.contains(&variant.tag)))
    }

    /// Whether a function is public.
    pub fn is_public(&self, function: &str) -> bool {
        !self.inner_functions.iter().any(|one| one == function)
    }
}
