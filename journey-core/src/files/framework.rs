//! A framework in a file.

use std::{fs, path::Path};

use super::unreadable;
use crate::{error::Error, journey::Framework};

impl Framework {
    /// Reads a framework from a JSON file, such as the `framework.json` of a result that somebody edited: names, merges, order.
    ///
    /// # Errors
    /// When the file cannot be read, is no framework, or breaks a rule of one; the error names the place.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
        let framework: Self = serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(&text)).map_err(|error| {
            Error::invalid(
                path.display(),
                format!("it is no framework: {error}"),
                "give stages and touchpoints as framework.json of a result has them",
            )
        })?;
        framework.check().map_err(|error| error.within(path.display()))?;
        Ok(framework)
    }
}
