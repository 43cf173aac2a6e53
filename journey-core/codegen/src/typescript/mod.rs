//! TypeScript: its types and names.

mod expression;
mod functions;
mod types;

pub use functions::{FunctionsFile, TasksFile};
pub use types::TypesFile;

use crate::{
    casing::camel,
    documentation::{Spelling, Subject, comment, translated},
    library::Library,
    schema::Schema,
};

// What may not be the name of a parameter in strict code.
const RESERVED: &[&str] = &[
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// A name of the library as an identifier; what JavaScript keeps for itself ends with `_`.
fn identifier(name: &str) -> String {
    if RESERVED.contains(&name) { format!("{name}_") } else { camel(name) }
}

/// A property of an object, in short where the value has the key's name.
fn property(key: &str, value: &str) -> String {
    if key == value { value.to_owned() } else { format!("{key}: {value}") }
}

/// How TypeScript spells what Rust spells otherwise.
pub const SPELLING: Spelling = Spelling { null: "null", yes: "true", no: "false", name: camel };

/// What TypeScript's files are written from.
#[derive(Clone, Copy, Debug)]
pub struct TypeScript<'a>(pub Library<'a>);

impl TypeScript<'_> {
    /// A text of the library as a comment whose lines after the first stand under `indent`.
    fn comment(self, text: &str, subject: Subject<'_>, tags: &[String], indent: &str) -> Option<String> {
        comment(&translated(text, self.0, SPELLING, subject), tags, indent)
    }

    /// The name of a type's data: where a class has the name itself, it is another.
    fn named(self, name: &str) -> String {
        self.0.by_hand.data_in_typescript.get(name).map_or(name, String::as_str).to_owned()
    }

    /// The type of a value; `prefix` stands before names of `types.ts`.
    fn kind(self, schema: &Schema, prefix: &str) -> String {
        let all = |kinds: &[Schema], between: &str| kinds.iter().map(|one| self.kind(one, prefix)).collect::<Vec<_>>().join(between);
        match schema {
            Schema::Any => "unknown".into(),
            Schema::String => "string".into(),
            Schema::Integer | Schema::Number => "number".into(),
            Schema::Boolean => "boolean".into(),
            Schema::Bytes => "Uint8Array".into(),
            Schema::Names(names) => union_of_names(names),
            Schema::Reference(name) if self.0.is_opaque(name) => "unknown".into(),
            Schema::Reference(name) => format!("{prefix}{}", self.named(name)),
            Schema::List(item) => {
                let item = self.kind(item, prefix);
                if item.contains('|') { format!("({item})[]") } else { format!("{item}[]") }
            }
            Schema::Map(value) => format!("Record<string, {}>", self.kind(value, prefix)),
            Schema::Tuple(items) => format!("[{}]", all(items, ", ")),
            Schema::Either(options) => all(options, " | "),
            Schema::Nullable(inner) => format!("{} | null", self.kind(inner, prefix)),
        }
    }
}

/// Whether an expression makes something without content.
fn is_empty(expression: &str) -> bool {
    matches!(expression, "{}" | "[]" | "\"\"")
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn union_of_names(names: &[String]) -> String {
    names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(" | ")
}
