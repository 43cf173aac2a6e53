//! Python: its types, the expressions that read JSON into them, and its literals.

mod expression;
mod functions;
mod literal;
mod types;

pub use functions::{FunctionsFile, TasksFile};
pub use types::TypesFile;

use crate::{
    contract::Shape,
    documentation::{Spelling, Subject, docstring, translated},
    library::Library,
    schema::Schema,
};

// `keyword.kwlist` of Python 3.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
];

/// A name that may stand as an identifier; what Python keeps for itself ends with `_`.
fn identifier(name: &str) -> String {
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// How Python spells what Rust spells otherwise.
pub const SPELLING: Spelling = Spelling { null: "None", yes: "True", no: "False", name: str::to_owned };

/// What Python's files are written from.
#[derive(Clone, Copy, Debug)]
pub struct Python<'a>(pub Library<'a>);

impl Python<'_> {
    /// A text of the library as a docstring whose lines after the first stand under `indent`; `more` is what Python alone says.
    fn docstring(self, text: &str, subject: Subject<'_>, more: &str, indent: &str) -> Option<String> {
        docstring(&format!("{}\n\n{more}", translated(text, self.0, SPELLING, subject)), indent)
    }

    /// The type of a value.
    fn kind(self, schema: &Schema) -> String {
        let all = |kinds: &[Schema], between: &str| kinds.iter().map(|one| self.kind(one)).collect::<Vec<_>>().join(between);
        match schema {
            Schema::Any => "Any".into(),
            Schema::String => "str".into(),
            Schema::Integer => "int".into(),
            Schema::Number => "float".into(),
            Schema::Boolean => "bool".into(),
            Schema::Bytes => "bytes".into(),
            Schema::Names(names) => format!("Literal{}", literal::list(names.iter().map(|name| literal::text(name)))),
            Schema::Reference(name) if self.0.is_opaque(name) => "Any".into(),
            Schema::Reference(name) => name.clone(),
            Schema::List(item) => format!("list[{}]", self.kind(item)),
            Schema::Map(value) => format!("dict[str, {}]", self.kind(value)),
            Schema::Tuple(items) => format!("tuple[{}]", all(items, ", ")),
            Schema::Either(options) => all(options, " | "),
            Schema::Nullable(inner) => format!("{} | None", self.kind(inner)),
        }
    }

    /// The expression that reads a value; none when JSON's own value is it.
    fn reader(self, schema: &Schema) -> Option<String> {
        match schema {
            Schema::Nullable(inner) => self.reader(inner),
            Schema::Reference(name) => self.reader_of_type(name),
            Schema::List(item) => self.reader(item).map(|inner| format!("_list({inner})")),
            Schema::Map(value) => self.reader(value).map(|inner| format!("_mapping({inner})")),
            Schema::Tuple(items) => {
                let inner: Vec<String> = items.iter().map(|item| self.reader(item).unwrap_or_else(|| "None".into())).collect();
                Some(format!("_tuple({})", inner.join(", ")))
            }
            Schema::Bytes => Some("_octets".into()),
            _ => None,
        }
    }

    fn reader_of_type(self, name: &str) -> Option<String> {
        match self.0.shape(name)? {
            Shape::Record(_) => Some(name.to_owned()),
            Shape::Union(_) => Some(format!("_variants({})", literal::text(name))),
            Shape::Names(_) => None,
            Shape::Alias(schema) => self.reader(schema),
        }
    }
}
