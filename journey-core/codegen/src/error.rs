//! What can go wrong.

use std::path::PathBuf;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is not what the library declares.
    #[error("not what the library declares: {}; run `cargo run -p journey-codegen`", .0.join(", "))]
    Stale(Vec<String>),
    /// The contract holds something that has no form in the other languages.
    #[error("{path}: {problem}")]
    Contract {
        /// Where.
        path: String,
        /// What.
        problem: String,
    },
    /// A name that is written by hand is not in the contract.
    #[error("by_hand.json: `{0}` is not in the contract; correct it")]
    Unknown(String),
    /// A file of data cannot be read.
    #[error("{file}: {problem}")]
    Data {
        /// The file.
        file: &'static str,
        /// What.
        problem: serde_json::Error,
    },
    /// A file cannot be read or written.
    #[error("{}: {problem}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What.
        problem: std::io::Error,
    },
    /// A template failed.
    #[error("template: {0}")]
    Template(#[from] askama::Error),
}
