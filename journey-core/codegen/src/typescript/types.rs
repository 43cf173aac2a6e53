//! `types.ts`: the library's data as interfaces.

use askama::Template;

use super::{TypeScript, quoted, union_of_names};
use crate::{
    contract::{Field, Shape, Variant},
    documentation::comment,
    names::pascal,
};

/// `types.ts`.
#[derive(Template)]
#[template(path = "types.ts", escape = "none")]
pub struct TypesFile {
    types: Vec<Definition>,
}

enum Definition {
    Interface { name: String, comment: String, members: Vec<Member> },
    Alias { name: String, comment: String, kind: String },
}

struct Member {
    name: String,
    optional: bool,
    kind: String,
    comment: Option<String>,
}

impl TypesFile {
    /// The file of a contract.
    pub fn of(typescript: TypeScript<'_>) -> Self {
        let mut file = Self { types: Vec::new() };
        for (name, definition) in &typescript.contract.types {
            let is_class = typescript.by_hand.is_handle(name) && !typescript.by_hand.data_in_typescript.contains_key(name);
            if is_class || typescript.by_hand.is_opaque(name) {
                continue;
            }
            let shown = typescript.named(name);
            let about = &definition.documentation;
            match &definition.shape {
                Shape::Names(values) => file.alias(shown, about, union_of_names(values)),
                Shape::Alias(schema) => file.alias(shown, about, typescript.kind(schema, "")),
                Shape::Record(fields) => file.interface(typescript, shown, about, fields, None),
                Shape::Union(variants) => {
                    let members = file.variants(typescript, name, &shown, variants);
                    file.alias(shown, about, members.join(" | "));
                }
            }
        }
        file
    }

    fn variants(&mut self, typescript: TypeScript<'_>, name: &str, shown: &str, variants: &[Variant]) -> Vec<String> {
        let mut members = Vec::new();
        for variant in typescript.by_hand.shown(name, variants) {
            let member = format!("{shown}{}", pascal(&variant.tag));
            self.interface(typescript, member.clone(), &variant.documentation, &variant.fields, Some(&variant.tag));
            members.push(member);
        }
        members
    }

    fn alias(&mut self, name: String, documentation: &str, kind: String) {
        self.types.push(Definition::Alias { name, comment: comment(documentation), kind });
    }

    fn interface(&mut self, typescript: TypeScript<'_>, name: String, documentation: &str, fields: &[Field], tag: Option<&str>) {
        let member = |field: &Field| Member {
            name: field.name.clone(),
            optional: field.optional,
            kind: match tag {
                Some(tag) if field.name == "type" => quoted(tag),
                _ => typescript.kind(&field.schema, ""),
            },
            comment: (!field.documentation.is_empty()).then(|| comment(&field.documentation)),
        };
        let members = fields.iter().map(member).collect();
        self.types.push(Definition::Interface { name, comment: comment(documentation), members });
    }
}
