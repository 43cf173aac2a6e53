//! The parts of QDA-XML 1.0 that are read and written; others are passed over.

use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename = "Project")]
pub(super) struct Project {
    #[serde(rename = "@xmlns", default)]
    pub(super) namespace: String,
    #[serde(rename = "@name", default)]
    pub(super) name: String,
    #[serde(rename = "@origin", default)]
    pub(super) origin: String,
    #[serde(rename = "Users", default, skip_serializing_if = "Option::is_none")]
    pub(super) users: Option<Users>,
    #[serde(rename = "CodeBook", default, skip_serializing_if = "Option::is_none")]
    pub(super) code_book: Option<CodeBook>,
    #[serde(rename = "Variables", default, skip_serializing_if = "Option::is_none")]
    pub(super) variables: Option<Variables>,
    #[serde(rename = "Cases", default, skip_serializing_if = "Option::is_none")]
    pub(super) cases: Option<Cases>,
    #[serde(rename = "Sources", default, skip_serializing_if = "Option::is_none")]
    pub(super) sources: Option<Sources>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Users {
    #[serde(rename = "User", default)]
    pub(super) all: Vec<User>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct User {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name", default)]
    pub(super) name: String,
    #[serde(rename = "@id", default)]
    pub(super) id: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename = "CodeBook")]
pub(super) struct CodeBook {
    #[serde(rename = "@xmlns", default, skip_serializing_if = "String::is_empty")]
    pub(super) namespace: String,
    #[serde(rename = "@origin", default, skip_serializing_if = "String::is_empty")]
    pub(super) origin: String,
    #[serde(rename = "Codes", default)]
    pub(super) codes: Codes,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Codes {
    #[serde(rename = "Code", default)]
    pub(super) all: Vec<XmlCode>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct XmlCode {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name")]
    pub(super) name: String,
    #[serde(rename = "@isCodable", default)]
    pub(super) codable: String,
    #[serde(rename = "Description", default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "Code", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) children: Vec<XmlCode>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Variables {
    #[serde(rename = "Variable", default)]
    pub(super) all: Vec<Variable>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Variable {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name")]
    pub(super) name: String,
    #[serde(rename = "@typeOfVariable")]
    pub(super) kind: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Cases {
    #[serde(rename = "Case", default)]
    pub(super) all: Vec<Case>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Case {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name", default)]
    pub(super) name: String,
    #[serde(rename = "VariableValue", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) values: Vec<VariableValue>,
    #[serde(rename = "SourceRef", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<Reference>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct VariableValue {
    #[serde(rename = "VariableRef")]
    pub(super) variable: Reference,
    #[serde(rename = "TextValue", default, skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    #[serde(rename = "IntegerValue", default, skip_serializing_if = "Option::is_none")]
    pub(super) integer: Option<String>,
    #[serde(rename = "FloatValue", default, skip_serializing_if = "Option::is_none")]
    pub(super) float: Option<String>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Reference {
    #[serde(rename = "@targetGUID")]
    pub(super) target: String,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Sources {
    #[serde(rename = "TextSource", default)]
    pub(super) texts: Vec<TextSource>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct TextSource {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name", default)]
    pub(super) name: String,
    #[serde(rename = "@plainTextPath", default, skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<String>,
    #[serde(rename = "Description", default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "PlainTextContent", default, skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<String>,
    #[serde(rename = "PlainTextSelection", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) selections: Vec<Selection>,
    #[serde(rename = "VariableValue", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) values: Vec<VariableValue>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Selection {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@name", default)]
    pub(super) name: String,
    #[serde(rename = "@startPosition")]
    pub(super) start: usize,
    #[serde(rename = "@endPosition")]
    pub(super) end: usize,
    #[serde(rename = "@creatingUser", default, skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
    #[serde(rename = "Description", default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "Coding", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) codings: Vec<Coding>,
}

#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Coding {
    #[serde(rename = "@guid")]
    pub(super) guid: String,
    #[serde(rename = "@creatingUser", default, skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
    #[serde(rename = "CodeRef")]
    pub(super) code: Reference,
}

/// How a source's text is cut into turns: what the library writes into its description.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Layout {
    pub(super) source: Option<crate::journey::DocumentSource>,
    pub(super) language: Option<String>,
    pub(super) simulated: bool,
    pub(super) reached: Vec<String>,
    /// Role, the stage asked about, where the turn's words begin and end in the text.
    pub(super) turns: Vec<(crate::journey::Role, Option<String>, usize, usize)>,
}

/// What the library writes into a selection's description.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Remark {
    pub(super) confidence: f64,
    pub(super) reason: String,
}
