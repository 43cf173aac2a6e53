//! The library as the packages show it: its contract, and what stands beside it by hand.

use crate::{
    by_hand::ByHand,
    contract::{Contract, Function, Shape, Variant},
    public_names::Names,
    schema::Schema,
};

/// What all files are written from.
#[derive(Clone, Copy, Debug)]
pub struct Library<'a> {
    /// The contract.
    pub contract: &'a Contract,
    /// Where the generated halves fit around what is written by hand.
    pub by_hand: &'a ByHand,
    /// The public names that are written by hand.
    pub names: &'a Names,
}

impl<'a> Library<'a> {
    /// The form of a type.
    pub fn shape(self, name: &str) -> Option<&'a Shape> {
        self.contract.types.get(name).map(|definition| &definition.shape)
    }

    /// Whether a type is a class of handles, not data.
    pub fn is_handle(self, name: &str) -> bool {
        self.names.handles.contains_key(name)
    }

    /// Whether values of a type are any JSON.
    pub fn is_opaque(self, name: &str) -> bool {
        matches!(self.shape(name), Some(Shape::Alias(Schema::Any)))
    }

    /// Whether a function is public under its own name: those that make a handle are members of its class.
    pub fn is_public(self, function: &Function) -> bool {
        !matches!(&function.result, Schema::Reference(name) if self.is_handle(name))
    }

    /// Whether the packages have a function of a name.
    pub fn is_function(self, name: &str) -> bool {
        self.names.functions.contains_key(name)
            || self.contract.functions().any(|function| function.name == name && self.is_public(function))
    }

    /// The variants of a type that the packages hand out.
    pub fn shown(self, name: &str, variants: &'a [Variant]) -> impl Iterator<Item = &'a Variant> {
        let hidden = self.by_hand.hidden_variants.get(name);
        variants.iter().filter(move |variant| !hidden.is_some_and(|tags| tags.contains(&variant.tag)))
    }
}
