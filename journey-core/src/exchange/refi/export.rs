//! Writing codebooks, and the XML of both.

use std::collections::BTreeMap;

use super::{
    guid::guid,
    schema::{CodeBook, Codes, XmlCode},
};
use crate::{coding::Codebook, error::Error};

pub(super) fn broken(error: impl std::fmt::Display) -> Error {
    Error::invalid("qda", error, "report it: the project is the library's own")
}

/// Writes a codebook as `.qdc`: stages as codes, touchpoints as their children, definitions as descriptions.
///
/// # Errors
/// When XML refuses a name, such as one with control characters.
pub fn write_qdc(codebook: &Codebook) -> Result<String, Error> {
    let book = CodeBook { namespace: "urn:QDA-XML:codebook:1.0".into(), origin: origin(), codes: Codes { all: codes(codebook) } };
    xml("CodeBook", &book)
}

pub(super) fn origin() -> String {
    format!("journey-core {}", env!("CARGO_PKG_VERSION"))
}

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

fn xml(root: &str, value: &impl serde::Serialize) -> Result<String, Error> {
    Ok(format!("{DECLARATION}{}\n", element(root, value)?))
}

/// One element of XML 1.0, which has no place for control characters.
pub(super) fn element(root: &str, value: &impl serde::Serialize) -> Result<String, Error> {
    let mut body = quick_xml::se::to_string_with_root(root, value).map_err(broken)?;
    body.retain(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'));
    Ok(body)
}

/// The codebook's codes as a tree.
pub(super) fn codes(codebook: &Codebook) -> Vec<XmlCode> {
    let xml_code = |code: &crate::coding::Code, children: Vec<XmlCode>| {
        let mut description = code.definition.clone();
        for (label, examples) in [("Include", &code.inclusion_examples), ("Exclude", &code.exclusion_examples)] {
            if !examples.is_empty() {
                description.push_str(&format!("\n{label}: {}", examples.join(" | ")));
            }
        }
        XmlCode {
            guid: guid("code", &code.id),
            name: code.name.clone(),
            codable: "true".into(),
            description: Some(description).filter(|text| !text.is_empty()),
            children,
        }
    };
    let mut children: BTreeMap<&str, Vec<XmlCode>> = BTreeMap::new();
    for code in codebook.codes() {
        if let Some(parent) = &code.parent {
            children.entry(parent).or_default().push(xml_code(code, Vec::new()));
        }
    }
    let tops = codebook.codes().iter().filter(|code| code.parent.is_none());
    tops.map(|code| xml_code(code, children.remove(code.id.as_str()).unwrap_or_default())).collect()
}
