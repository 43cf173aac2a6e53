//! `types.py`: the library's data as dataclasses.

use std::collections::BTreeSet;

use askama::Template;
use serde_json::Value;

use super::{Python, identifier, literal};
use crate::{
    casing::pascal,
    contract::{Field, Shape, Variant},
    documentation::Subject,
};

/// `types.py`.
#[derive(Template)]
#[template(path = "types.py", escape = "none")]
pub struct TypesFile {
    mixins: Vec<String>,
    exported: BTreeSet<String>,
    bodies: Vec<Body>,
    aliases: Vec<Alias>,
    tables: Vec<Table>,
}

enum Body {
    Names { name: String, values: Vec<String>, documentation: Option<String> },
    Class(Class),
}

struct Class {
    name: String,
    base: String,
    documentation: Option<String>,
    fields: Vec<Line>,
}

/// What a class is made of.
struct Source<'a> {
    /// The type that it is, or is a variant of.
    owner: &'a str,
    name: &'a str,
    documentation: &'a str,
    fields: &'a [Field],
    tag: Option<&'a str>,
}

/// A field of a class.
struct Line {
    name: String,
    kind: String,
    default: Option<String>,
    documentation: Option<String>,
}

/// Another name for a type. It is made when the module is read, after the classes.
struct Alias {
    name: String,
    kind: String,
    documentation: Option<String>,
}

/// What is noted of a type once all classes exist.
enum Table {
    Fields { name: String, readers: String },
    Union { name: String, members: String },
}

impl TypesFile {
    /// The file of a contract.
    pub fn of(python: Python<'_>) -> Self {
        let mixins: BTreeSet<&String> = python.0.by_hand.python_methods.values().collect();
        let mut file = Self {
            mixins: mixins.into_iter().cloned().collect(),
            exported: BTreeSet::new(),
            bodies: Vec::new(),
            aliases: Vec::new(),
            tables: Vec::new(),
        };
        for (name, definition) in &python.0.contract.types {
            if python.0.is_handle(name) || python.0.is_opaque(name) {
                continue;
            }
            file.exported.insert(name.clone());
            let documentation = &definition.documentation;
            match &definition.shape {
                Shape::Names(values) => file.bodies.push(Body::Names {
                    name: name.clone(),
                    values: values.iter().map(|value| literal::text(value)).collect(),
                    documentation: python.docstring(documentation, Subject::of_type(name), "", ""),
                }),
                Shape::Record(fields) => file.class(python, Source { owner: name, name, documentation, fields, tag: None }),
                Shape::Union(variants) => file.union(python, name, documentation, variants),
                Shape::Alias(schema) => file.alias(python, name, python.kind(schema), documentation),
            }
        }
        file
    }

    fn alias(&mut self, python: Python<'_>, name: &str, kind: String, documentation: &str) {
        let documentation = python.docstring(documentation, Subject::of_type(name), "", "");
        self.aliases.push(Alias { name: name.to_owned(), kind, documentation });
    }

    fn union(&mut self, python: Python<'_>, name: &str, documentation: &str, variants: &[Variant]) {
        let mut members = Vec::new();
        for variant in python.0.shown(name, variants) {
            let member = format!("{name}{}", pascal(&variant.tag));
            let Variant { tag, documentation, fields } = variant;
            self.class(python, Source { owner: name, name: &member, documentation, fields, tag: Some(tag.as_str()) });
            self.exported.insert(member.clone());
            members.push((literal::text(tag), member));
        }
        let kinds: Vec<&str> = members.iter().map(|(_, member)| member.as_str()).collect();
        self.alias(python, name, format!("Union[{}]", kinds.join(", ")), documentation);
        self.tables.push(Table::Union { name: literal::text(name), members: literal::dictionary(members) });
    }

    fn class(&mut self, python: Python<'_>, source: Source<'_>) {
        let Source { owner, name, documentation, fields, tag } = source;
        let base = python.0.by_hand.python_methods.get(name).map_or_else(|| "Record".into(), |mixin| format!("{mixin}, Record"));
        let documentation = python.docstring(documentation, Subject::of_type(owner), "", "    ");
        let lines = fields.iter().map(|field| match tag {
            Some(tag) if field.name == "type" => tag_line(tag),
            _ => line(python, owner, field),
        });
        self.bodies.push(Body::Class(Class { name: name.to_owned(), base, documentation, fields: lines.collect() }));
        let readers = fields.iter().filter_map(|field| Some((literal::text(&identifier(&field.name)), python.reader(&field.schema)?)));
        self.tables.push(Table::Fields { name: name.to_owned(), readers: literal::dictionary(readers) });
    }
}

fn tag_line(tag: &str) -> Line {
    let tag = literal::text(tag);
    Line { name: "type".into(), kind: format!("Literal[{tag}]"), default: Some(tag), documentation: None }
}

fn line(python: Python<'_>, owner: &str, field: &Field) -> Line {
    let documentation = python.docstring(&field.documentation, Subject::of_field(owner, &field.schema), "", "    ");
    let default = field.optional.then(|| default(python, field));
    Line { name: identifier(&field.name), kind: python.kind(&field.schema), default, documentation }
}

/// The expression of a field's value when it is left out. What can change is made anew for each object.
fn default(python: Python<'_>, field: &Field) -> String {
    let value = field.default.as_ref().unwrap_or(&Value::Null);
    let expression = python.expression(&field.schema, value);
    match expression.as_str() {
        "[]" => "field(default_factory=list)".into(),
        "{}" => "field(default_factory=dict)".into(),
        _ if value.is_array() || value.is_object() => format!("field(default_factory=lambda: {expression})"),
        _ => expression,
    }
}
