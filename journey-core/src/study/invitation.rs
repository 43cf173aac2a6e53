//! Invitation texts.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// An invitation with fields in braces: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Invitation {
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
}

impl Default for Invitation {
    fn default() -> Self {
        Self {
            subject: "{title}: your experience in your own words".into(),
            body: "Hello {name},\n\n{researcher} would like to hear about your experience. The conversation takes about {minutes} minutes, and you can skip any question or stop at any time.\n\nBegin here: {link}\n".into(),
        }
    }
}

const FIELDS: [&str; 5] = ["link", "minutes", "name", "researcher", "title"];

impl Invitation {
    /// Fills the fields.
    ///
    /// # Errors
    /// When a field is unknown or without a value, or the link is missing from the body.
    pub fn fill(&self, values: &BTreeMap<String, String>) -> Result<Self, Error> {
        if !self.body.contains("{link}") {
            return Err(Error::invalid("invitation.body", "it has no `{link}`", "add `{link}` where the address goes"));
        }
        let fill = |text: &str| -> Result<String, Error> {
            let mut filled = String::with_capacity(text.len());
            let mut rest = text;
            while let Some((before, after)) = rest.split_once('{') {
                let Some((name, tail)) = after.split_once('}') else {
                    return Err(Error::invalid("invitation", "a `{` is not closed", "close it with `}`"));
                };
                if !FIELDS.contains(&name) {
                    return Err(Error::invalid(
                        "invitation",
                        format!("`{{{name}}}` is not a field"),
                        format!("use one of {}", FIELDS.join(", ")),
                    ));
                }
                let value = values.get(name).ok_or_else(|| Error::invalid(format!("invitation.{name}"), "it has no value", "give one"))?;
                filled.push_str(before);
                filled.push_str(value);
                rest = tail;
            }
            filled.push_str(rest);
            Ok(filled)
        };
        Ok(Self { subject: fill(&self.subject)?, body: fill(&self.body)? })
    }
}
