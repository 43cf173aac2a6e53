//! The files that are generated.

use std::{collections::BTreeMap, fs, path::Path};

use askama::Template;
use serde_json::Value;

use crate::{
    by_hand::ByHand,
    contract::Contract,
    contract_file::contract_file,
    error::Error,
    library::Library,
    names_page::NamesPage,
    public_names::Names,
    python::{self, Python},
    typescript::{self, TypeScript},
};

const PYTHON: &str = "bindings-python/python/journey_core";
const NODE: &str = "bindings-node/lib";

/// Texts by their paths below the repository's root.
#[derive(Debug)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Every file of a contract.
    ///
    /// # Errors
    /// When the contract holds what has no form in the other languages, or a name written by hand is not in it.
    pub fn generate(declared: &Value, by_hand: &ByHand, names: &Names) -> Result<Self, Error> {
        let contract = Contract::read(declared)?;
        by_hand.check(&contract)?;
        let library = Library { contract: &contract, by_hand, names };
        let (python, node) = (Python(library), TypeScript(library));
        Ok(Self(BTreeMap::from([
            (format!("{PYTHON}/types.py"), python::TypesFile::of(python).render()?),
            (format!("{PYTHON}/_functions.py"), python::FunctionsFile::of(python).render()?),
            (format!("{PYTHON}/_tasks.py"), python::TasksFile::of(python).render()?),
            (format!("{NODE}/types.ts"), typescript::TypesFile::of(node).render()?),
            (format!("{NODE}/functions.ts"), typescript::FunctionsFile::of(node).render()?),
            (format!("{NODE}/tasks.ts"), typescript::TasksFile::of(node).render()?),
            ("NAMES.md".into(), NamesPage::of(library).render()?),
            ("tests/conformance/contract.json".into(), contract_file(declared)),
        ])))
    }

    /// Paths and texts.
    #[cfg(test)]
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Writes what differs.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn write(&self, root: &Path) -> Result<(), Error> {
        for path in self.stale(root) {
            if let Some(text) = self.0.get(&path) {
                fs::write(root.join(&path), text).map_err(|problem| Error::File { path: path.into(), problem })?;
            }
        }
        Ok(())
    }

    /// Checks that every file is as it would be written.
    ///
    /// # Errors
    /// Names those that are not.
    pub fn check(&self, root: &Path) -> Result<(), Error> {
        let stale = self.stale(root);
        if stale.is_empty() { Ok(()) } else { Err(Error::Stale(stale)) }
    }

    fn stale(&self, root: &Path) -> Vec<String> {
        let differs = |path: &str, text: &str| fs::read_to_string(root.join(path)).ok().as_deref() != Some(text);
        self.0.iter().filter(|(path, text)| differs(path, text)).map(|(path, _)| path.clone()).collect()
    }
}
