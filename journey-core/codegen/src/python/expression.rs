//! Values of the library's types as expressions of Python.

use serde_json::{Map, Value};

use super::{Python, identifier, literal};
use crate::{
    casing::pascal,
    contract::{Field, Shape},
    schema::Schema,
};

impl Python<'_> {
    /// The expression that makes a value; fields that have it by themselves are left out.
    pub(super) fn expression(self, schema: &Schema, value: &Value) -> String {
        match (schema.present().0, value) {
            (Schema::Reference(name), value) => self.of_type(name, value),
            (Schema::List(item), Value::Array(items)) => literal::list(items.iter().map(|value| self.expression(item, value))),
            (Schema::Map(inner), Value::Object(entries)) => {
                literal::dictionary(entries.iter().map(|(key, value)| (literal::text(key), self.expression(inner, value))))
            }
            (_, value) => literal::json(value),
        }
    }

    fn of_type(self, name: &str, value: &Value) -> String {
        match (self.0.shape(name), value) {
            (Some(Shape::Record(fields)), Value::Object(entries)) => self.made(name, fields, entries),
            (Some(Shape::Union(variants)), Value::Object(entries)) => {
                let variant = variants.iter().find(|variant| entries.get("type").and_then(Value::as_str) == Some(&variant.tag));
                variant.map_or_else(
                    || literal::json(value),
                    |variant| self.made(&(name.to_owned() + &pascal(&variant.tag)), &variant.fields, entries),
                )
            }
            (Some(Shape::Alias(schema)), value) => self.expression(schema, value),
            (_, value) => literal::json(value),
        }
    }

    fn made(self, class: &str, fields: &[Field], entries: &Map<String, Value>) -> String {
        let given = fields.iter().filter(|field| field.name != "type");
        let arguments = given.filter_map(|field| {
            let value = entries.get(&field.name).filter(|value| !field.is_default(value))?;
            Some(format!("{}={}", identifier(&field.name), self.expression(&field.schema, value)))
        });
        format!("{class}({})", arguments.collect::<Vec<_>>().join(", "))
    }
}
