//! Codebooks, comparison of coders, discovery.

use super::tasks::prepared;
use crate::{
    builtin,
    coding::{self, Code, Codebook, CoderComparison, DiscoveredTouchpoint, DocumentCoding, RecognisedFramework},
    ffi::operation::declare_operations,
    journey::{Document, Framework, Observation},
};

/// A framework and observations after touchpoints were adopted.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct Adopted {
    /// The framework with the touchpoints.
    framework: Framework,
    /// The observations moved to them.
    observations: Vec<Observation>,
}

declare_operations! {
    /// Adds a code to a codebook.
    add_code(codebook: Codebook, code: Code) -> Codebook {
        let mut codebook = codebook;
        codebook.add(code)?;
        Ok(codebook)
    }
    /// Adds discovered touchpoints to a framework and moves observations to them.
    adopt_touchpoints(discovered: Vec<DiscoveredTouchpoint>, framework: Framework, observations: Vec<Observation>) -> Adopted {
        let (mut framework, mut observations) = (framework, observations);
        coding::adopt_touchpoints(&discovered, &mut framework, &mut observations);
        Ok(Adopted { framework, observations })
    }
    /// Codes documents with the built-in engine, on all cores.
    code_builtin(documents: Vec<Document>, framework: Framework, codebook: Option<Codebook>) -> Vec<DocumentCoding> {
        let framework = prepared(framework, codebook.as_ref(), None)?;
        let code = |document: &Document| Ok(builtin::code_prepared(document, &framework));
        #[cfg(feature = "rayon")]
        return {
            use rayon::prelude::*;
            documents.par_iter().map(code).collect()
        };
        #[cfg(not(feature = "rayon"))]
        documents.iter().map(code).collect()
    }
    /// The codebook of a framework: stages with their touchpoints below them.
    codebook_from_framework(framework: Framework) -> Codebook {
        Ok(Codebook::from_framework(&framework))
    }
    /// Compares two coders by name: κ and α per code over what either coded.
    compare_coders(observations: Vec<Observation>, left: String, right: String) -> CoderComparison {
        Ok(coding::compare_coders(&observations, &left, &right))
    }
    /// Defines a code, with examples of what belongs and what does not.
    define_code(
        codebook: Codebook, id: String, definition: String, inclusion_examples: Vec<String> = Vec::new(),
        exclusion_examples: Vec<String> = Vec::new(),
    ) -> Codebook {
        let mut codebook = codebook;
        let include: Vec<&str> = inclusion_examples.iter().map(String::as_str).collect();
        let exclude: Vec<&str> = exclusion_examples.iter().map(String::as_str).collect();
        codebook.define(&id, &definition, &include, &exclude)?;
        Ok(codebook)
    }
    /// The stages and touchpoints that customers' own words tell, where no framework is known; to be edited by who knows the journey.
    discover_framework(documents: Vec<Document>, name: String) -> Framework {
        coding::discover_framework(&documents.iter().collect::<Vec<_>>(), &name)
    }
    /// Finds and names touchpoints that the study did not declare.
    discover_touchpoints(observations: Vec<Observation>) -> Vec<DiscoveredTouchpoint> {
        Ok(coding::discover_touchpoints(&observations))
    }
    /// Merges codes into one and notes it.
    merge_codes(codebook: Codebook, codes: Vec<String>, into: String) -> Codebook {
        let mut codebook = codebook;
        let from: Vec<&str> = codes.iter().map(String::as_str).collect();
        codebook.merge(&from, &into)?;
        Ok(codebook)
    }
    /// The framework that documents are read by when nobody names one: an industry that is sure, else what customers themselves speak of.
    recognise_framework(documents: Vec<Document>) -> RecognisedFramework {
        Ok(coding::recognise_framework(&documents))
    }
    /// Renames a code; its id stays.
    rename_code(codebook: Codebook, id: String, name: String) -> Codebook {
        let mut codebook = codebook;
        codebook.rename(&id, &name)?;
        Ok(codebook)
    }
    /// Moves observations to where a codebook's merges took their codes.
    migrate_observations(codebook: Codebook, observations: Vec<Observation>) -> Vec<Observation> {
        let mut observations = observations;
        codebook.migrate(&mut observations);
        Ok(observations)
    }
}
