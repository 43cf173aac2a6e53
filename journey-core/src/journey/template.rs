//! Industry templates: frameworks that ship as data.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use super::Framework;
use crate::error::Error;

/// Reads a data file that is compiled into the library.
#[expect(clippy::expect_used, reason = "the data is part of the source; a test reads every file")]
pub(crate) fn embedded<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("embedded data parses")
}

impl Framework {
    /// The industry templates in alphabetical order: banking, B2B, general, healthcare, housing, insurance, retail, SaaS, telecom, travel.
    pub fn templates() -> &'static [Self] {
        static TEMPLATES: LazyLock<Vec<Framework>> = LazyLock::new(|| {
            [
                include_str!("../../data/templates/b2b.json"),
                include_str!("../../data/templates/banking.json"),
                include_str!("../../data/templates/general.json"),
                include_str!("../../data/templates/healthcare.json"),
                include_str!("../../data/templates/housing.json"),
                include_str!("../../data/templates/insurance.json"),
                include_str!("../../data/templates/retail.json"),
                include_str!("../../data/templates/saas.json"),
                include_str!("../../data/templates/telecom.json"),
                include_str!("../../data/templates/travel.json"),
            ]
            .map(embedded)
            .into()
        });
        &TEMPLATES
    }

    /// The template that fits any industry.
    #[expect(clippy::expect_used, reason = "the data is part of the source; a test reads every file")]
    pub fn general() -> &'static Self {
        Self::templates().iter().find(|template| template.id == "general").expect("it ships")
    }

    /// The template of an id, such as `insurance`.
    ///
    /// # Errors
    /// When there is none; the error names those that there are.
    pub fn template(id: &str) -> Result<&'static Self, Error> {
        let known = || Self::templates().iter().map(|template| template.id.as_str()).collect::<Vec<_>>().join(", ");
        let found = Self::templates().iter().find(|template| template.id == id);
        found.ok_or_else(|| Error::invalid("template", format!("`{id}` is not known"), format!("use one of {}", known())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_sound() {
        assert_eq!(super::super::canonical_stages().len(), 8);
        for template in Framework::templates() {
            assert_eq!(template.check(), Ok(()), "{}", template.id);
            assert!(!template.touchpoints.is_empty(), "{}", template.id);
        }
        assert!(!Framework::general().stages.is_empty());
        let insurance = Framework::template("insurance").map(|framework| framework.find_stage("Shopping").map(|stage| stage.id.as_str()));
        assert_eq!(insurance, Ok(Some("awareness")));
    }
}
