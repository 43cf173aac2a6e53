//! JSON Schema, as far as the library's types use it, read into a few kinds.

use serde::Deserialize;
use serde_json::{Map, Value};

/// The kind of a value.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Value")]
pub enum Schema {
    /// Any JSON.
    Any,
    /// A text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// Octets, in base64 in JSON.
    Bytes,
    /// One of some texts.
    Names(Vec<String>),
    /// A type of the contract.
    Reference(String),
    /// Values of a kind.
    List(Box<Schema>),
    /// Values of a kind by name.
    Map(Box<Schema>),
    /// A fixed number of values.
    Tuple(Vec<Schema>),
    /// A value of one of some kinds.
    Either(Vec<Schema>),
    /// A value or null.
    Nullable(Box<Schema>),
}

/// What of a JSON Schema is read.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Raw {
    pub(crate) description: String,
    pub(crate) default: Option<Value>,
    pub(crate) properties: Map<String, Value>,
    pub(crate) required: Vec<String>,
    pub(crate) one_of: Vec<Value>,
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "type")]
    kind: Option<Kind>,
    #[serde(rename = "const")]
    constant: Option<String>,
    #[serde(rename = "enum")]
    names: Vec<String>,
    any_of: Vec<Value>,
    content_encoding: Option<String>,
    items: Option<Value>,
    prefix_items: Vec<Value>,
    min_items: Option<usize>,
    max_items: Option<usize>,
    additional_properties: Option<Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Kind {
    One(String),
    Several(Vec<String>),
}

impl Raw {
    /// Reads an object; `true` is one that says nothing.
    pub(crate) fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::Bool(true) => Ok(Self::default()),
            other => serde_json::from_value(other).map_err(|error| error.to_string()),
        }
    }

    /// The texts of an enum without data.
    pub(crate) fn names(&self) -> Result<Option<Vec<String>>, String> {
        if let Some(constant) = &self.constant {
            return Ok(Some(vec![constant.clone()]));
        }
        if !self.names.is_empty() {
            return Ok(Some(self.names.clone()));
        }
        let mut found = Vec::new();
        for option in &self.one_of {
            let option = Self::read(option.clone())?;
            if !option.one_of.is_empty() || !option.properties.is_empty() {
                return Ok(None);
            }
            match option.names()? {
                Some(names) => found.extend(names),
                None => return Ok(None),
            }
        }
        Ok((!found.is_empty()).then_some(found))
    }

    fn schema(self) -> Result<Schema, String> {
        if let Some(reference) = &self.reference {
            return Ok(Schema::Reference(reference.rsplit('/').next().unwrap_or_default().to_owned()));
        }
        if self.content_encoding.as_deref() == Some("base64") {
            return Ok(Schema::Bytes);
        }
        if let Some(names) = self.names()? {
            return Ok(Schema::Names(names));
        }
        if !self.any_of.is_empty() {
            return either(self.any_of);
        }
        match &self.kind {
            None => Ok(Schema::Any),
            Some(Kind::One(kind)) => self.of_kind(kind),
            Some(Kind::Several(kinds)) => match kinds.iter().filter(|kind| *kind != "null").collect::<Vec<_>>().as_slice() {
                [kind] => Ok(Schema::Nullable(Box::new(self.of_kind(kind)?))),
                _ => Err(format!("{kinds:?} is more than one type")),
            },
        }
    }

    fn of_kind(&self, kind: &str) -> Result<Schema, String> {
        match kind {
            "string" => Ok(Schema::String),
            "integer" => Ok(Schema::Integer),
            "number" => Ok(Schema::Number),
            "boolean" => Ok(Schema::Boolean),
            "array" => self.sequence(),
            "object" if self.properties.is_empty() => {
                Ok(Schema::Map(Box::new(self.additional_properties.clone().unwrap_or(Value::Bool(true)).try_into()?)))
            }
            "object" => Err("an object with fields has no name; give its type one".into()),
            other => Err(format!("`{other}` has no form in the other languages")),
        }
    }

    fn sequence(&self) -> Result<Schema, String> {
        if !self.prefix_items.is_empty() {
            return Ok(Schema::Tuple(each(self.prefix_items.clone())?));
        }
        let item: Schema = self.items.clone().unwrap_or(Value::Bool(true)).try_into()?;
        Ok(match (self.min_items, self.max_items) {
            (Some(least), Some(most)) if least == most && least > 0 => Schema::Tuple(vec![item; least]),
            _ => Schema::List(Box::new(item)),
        })
    }
}

fn each(values: Vec<Value>) -> Result<Vec<Schema>, String> {
    values.into_iter().map(Schema::try_from).collect()
}

fn either(options: Vec<Value>) -> Result<Schema, String> {
    let is_null = |option: &Value| option.get("type").and_then(Value::as_str) == Some("null");
    let count = options.len();
    let mut rest = each(options.into_iter().filter(|option| !is_null(option)).collect())?;
    let nullable = rest.len() < count;
    let one = if rest.len() == 1 { rest.pop().unwrap_or(Schema::Any) } else { Schema::Either(rest) };
    Ok(if nullable { Schema::Nullable(Box::new(one)) } else { one })
}

impl TryFrom<Value> for Schema {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        Raw::read(value)?.schema()
    }
}

impl Schema {
    /// The kind without null, and whether null was allowed.
    pub fn present(&self) -> (&Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// Whether null stands somewhere in it.
    pub fn tells_null(&self) -> bool {
        match self {
            Self::Nullable(_) => true,
            Self::List(inner) | Self::Map(inner) => inner.tells_null(),
            Self::Tuple(all) | Self::Either(all) => all.iter().any(Self::tells_null),
            _ => false,
        }
    }
}
