//! Values of the library's types as expressions of TypeScript.

use serde_json::{Map, Value};

use super::TypeScript;
use crate::{
    contract::{Field, LONGEST_DEFAULT, Parameter, Shape},
    schema::Schema,
};

fn object(entries: &[String]) -> String {
    if entries.is_empty() { "{}".into() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A value without a type of its own: a whole number has no fraction.
fn plain(value: &Value) -> String {
    let text = value.to_string();
    if value.is_f64() { text.trim_end_matches(".0").to_owned() } else { text }
}

impl TypeScript<'_> {
    /// The value of a parameter that is left out, unless null or too long to be shown.
    pub(super) fn default(self, parameter: &Parameter) -> Option<String> {
        let expression = self.expression(&parameter.schema, parameter.default.as_ref()?);
        (expression.chars().count() <= LONGEST_DEFAULT).then_some(expression)
    }

    /// The expression that makes a value; fields that have it by themselves are left out.
    pub(super) fn expression(self, schema: &Schema, value: &Value) -> String {
        match (schema.present().0, value) {
            (Schema::Reference(name), value) => self.of_type(name, value),
            (Schema::List(item), Value::Array(items)) => {
                let items: Vec<String> = items.iter().map(|value| self.expression(item, value)).collect();
                format!("[{}]", items.join(", "))
            }
            (Schema::Map(inner), Value::Object(entries)) => {
                let entry = |(key, value): (&String, &Value)| format!("{}: {}", Value::from(key.as_str()), self.expression(inner, value));
                object(&entries.iter().map(entry).collect::<Vec<_>>())
            }
            (_, value) => plain(value),
        }
    }

    fn of_type(self, name: &str, value: &Value) -> String {
        match (self.0.shape(name), value) {
            (Some(Shape::Record(fields)), Value::Object(entries)) => self.made(fields, entries),
            (Some(Shape::Union(variants)), Value::Object(entries)) => {
                let variant = variants.iter().find(|variant| entries.get("type").and_then(Value::as_str) == Some(&variant.tag));
                variant.map_or_else(|| plain(value), |variant| self.made(&variant.fields, entries))
            }
            (Some(Shape::Alias(schema)), value) => self.expression(schema, value),
            (_, value) => plain(value),
        }
    }

    fn made(self, fields: &[Field], entries: &Map<String, Value>) -> String {
        let given = fields.iter().filter_map(|field| {
            let value = entries.get(&field.name).filter(|value| !field.is_default(value))?;
            Some(format!("{}: {}", field.name, self.expression(&field.schema, value)))
        });
        object(&given.collect::<Vec<_>>())
    }
}
