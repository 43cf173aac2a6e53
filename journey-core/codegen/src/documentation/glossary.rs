//! What a path of Rust is called in the packages.

use super::{Spelling, Subject};
use crate::{
    casing::{pascal, snake},
    contract::Shape,
    library::Library,
};

impl Library<'_> {
    /// The name of what a path leads to; the path's own last word where the packages have no such thing.
    pub(super) fn name(self, path: &str, spelling: Spelling, subject: Subject<'_>) -> String {
        let path = path.rsplit_once('@').map_or(path, |(_, path)| path).trim_end_matches("()").trim_end_matches('!');
        let mut words = path.rsplit("::");
        let last = words.next().unwrap_or_default();
        match words.next() {
            Some("Self") if !subject.owner.is_empty() => self.member(subject.owner, last, spelling),
            Some(owner) if owner.starts_with(char::is_uppercase) => self.member(owner, last, spelling),
            _ if last == "Self" && !subject.owner.is_empty() => subject.owner.to_owned(),
            _ => self.word(last, spelling, subject),
        }
    }

    /// The name of something that stands alone.
    fn word(self, word: &str, spelling: Spelling, subject: Subject<'_>) -> String {
        let is_parameter = subject.parameters.iter().any(|parameter| parameter.name == word);
        match word {
            "None" => spelling.null.to_owned(),
            "true" => spelling.yes.to_owned(),
            "false" => spelling.no.to_owned(),
            _ if self.is_field(subject.owner, word) => word.to_owned(),
            _ if is_parameter || self.is_function(word) => (spelling.name)(word),
            _ => self.names.of_rust(word).unwrap_or(word).to_owned(),
        }
    }

    /// The name of a variant, a value, a method or a field of a type.
    fn member(self, owner: &str, member: &str, spelling: Spelling) -> String {
        let handle = self.names.of_rust(owner).unwrap_or(owner);
        let function = format!("{}_{member}", snake(owner));
        if self.names.has_member(handle, member) {
            format!("{handle}.{}", (spelling.name)(member))
        } else if self.is_function(&function) {
            (spelling.name)(&function)
        } else if owner == "Error" && self.names.has_error(&format!("{member}Error")) {
            format!("{member}Error")
        } else {
            self.part(owner, member).unwrap_or_else(|| member.to_owned())
        }
    }

    /// The name of a part of a type of data.
    fn part(self, owner: &str, member: &str) -> Option<String> {
        match self.shape(owner) {
            Some(Shape::Names(values)) => values.iter().find(|value| pascal(value) == member).map(|value| format!("\"{value}\"")),
            Some(Shape::Record(_)) => self.is_field(owner, member).then(|| format!("{owner}.{member}")),
            Some(Shape::Union(_)) => self.has_variant(owner, member).then(|| format!("{owner}{member}")),
            Some(Shape::Alias(_)) => None,
            // An enum that is flattened into a type has that type's variants: `InputBody` stands in `Input`.
            None => self
                .contract
                .types
                .keys()
                .find(|name| owner.starts_with(*name) && self.has_variant(name, member))
                .map(|name| name.clone() + member),
        }
    }

    fn is_field(self, owner: &str, name: &str) -> bool {
        matches!(self.shape(owner), Some(Shape::Record(fields)) if fields.iter().any(|field| field.name == name))
    }

    fn has_variant(self, name: &str, member: &str) -> bool {
        match self.shape(name) {
            Some(Shape::Union(variants)) => self.shown(name, variants).any(|variant| pascal(&variant.tag) == member),
            _ => false,
        }
    }
}
