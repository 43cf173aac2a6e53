//! Reading and writing files. Everything else takes values and gives them back; only with the feature `files` does the library open a path.

mod behaviour;
mod coding;
mod events;
mod folder;
mod framework;
mod picture;
mod transcripts;

use std::{fmt::Display, path::Path};

pub use coding::CodedFile;
pub use folder::{ResultFolder, Results};

use crate::error::Error;

fn unreadable(path: &Path, error: impl Display) -> Error {
    Error::invalid(path.display(), format!("it cannot be read: {error}"), "name a file that exists and may be read")
}

fn unwritable(path: &Path, error: impl Display) -> Error {
    Error::invalid(path.display(), format!("it cannot be written: {error}"), "name a place with room that may be written to")
}
