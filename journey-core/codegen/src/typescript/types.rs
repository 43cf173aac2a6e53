//! `types.ts`: the library's data as interfaces.

use askama::Template;

use super::{TypeScript, is_empty, quoted, union_of_names};
use crate::{
    casing::pascal,
    contract::{Field, Shape, Variant},
    documentation::Subject,
};

/// `types.ts`.
#[derive(Template)]
#[template(path = "types.ts", escape = "none")]
pub struct TypesFile {
    types: Vec<Definition>,
}

struct Definition {
    name: String,
    comment: Option<String>,
    form: Form,
}

enum Form {
    Interface(Vec<Member>),
    Alias(String),
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
        for (name, definition) in &typescript.0.contract.types {
            let is_class = typescript.0.is_handle(name) && !typescript.0.by_hand.data_in_typescript.contains_key(name);
            if is_class || typescript.0.is_opaque(name) {
                continue;
            }
            let about = typescript.comment(&definition.documentation, Subject::of_type(name), &[], "");
            let shown = typescript.named(name);
            match &definition.shape {
                Shape::Names(values) => file.alias(shown, about, union_of_names(values)),
                Shape::Alias(schema) => file.alias(shown, about, typescript.kind(schema, "")),
                Shape::Record(fields) => file.interface(shown, about, fields.iter().map(|field| member(typescript, name, field)).collect()),
                Shape::Union(variants) => {
                    let members = file.variants(typescript, name, variants);
                    file.alias(shown, about, members.join(" | "));
                }
            }
        }
        file
    }

    fn variants(&mut self, typescript: TypeScript<'_>, name: &str, variants: &[Variant]) -> Vec<String> {
        let mut names = Vec::new();
        for variant in typescript.0.shown(name, variants) {
            let about = typescript.comment(&variant.documentation, Subject::of_type(name), &[], "");
            let members = variant.fields.iter().map(|field| match field.name.as_str() {
                "type" => Member { name: "type".into(), optional: false, kind: quoted(&variant.tag), comment: None },
                _ => member(typescript, name, field),
            });
            let shown = typescript.named(name) + &pascal(&variant.tag);
            self.interface(shown.clone(), about, members.collect());
            names.push(shown);
        }
        names
    }

    fn alias(&mut self, name: String, comment: Option<String>, kind: String) {
        self.types.push(Definition { name, comment, form: Form::Alias(kind) });
    }

    fn interface(&mut self, name: String, comment: Option<String>, members: Vec<Member>) {
        self.types.push(Definition { name, comment, form: Form::Interface(members) });
    }
}

fn member(typescript: TypeScript<'_>, owner: &str, field: &Field) -> Member {
    let text = [field.documentation.clone(), default(typescript, field)].join(" ");
    let comment = typescript.comment(&text, Subject::of_field(owner, &field.schema), &[], "  ");
    Member { name: field.name.clone(), optional: field.optional, kind: typescript.kind(&field.schema, ""), comment }
}

/// What a field is when it is left out; that empty is empty need not be said.
fn default(typescript: TypeScript<'_>, field: &Field) -> String {
    let default = field.default.as_ref().map(|value| typescript.expression(&field.schema, value));
    default.filter(|default| !is_empty(default)).map(|default| format!("`{default}` unless given.")).unwrap_or_default()
}
