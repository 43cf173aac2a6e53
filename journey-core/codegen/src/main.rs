//! Writes the typed halves of the Python and Node packages, the page of names and the contract, from what the library declares.

mod by_hand;
mod casing;
mod contract;
mod contract_file;
mod documentation;
mod error;
mod files;
mod library;
mod names_page;
mod public_names;
mod python;
mod schema;
#[cfg(test)]
mod tests;
mod typescript;

use std::{path::Path, process::ExitCode};

use clap::Parser;

use crate::{by_hand::ByHand, error::Error, files::Files, public_names::Names};

/// Writes the typed halves of the Python and Node packages from the library's contract.
#[derive(Parser)]
struct Arguments {
    /// Writes nothing; fails when a committed file is not what the library declares.
    #[arg(long)]
    check: bool,
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let files = Files::generate(&journey_core::ffi::contract(), &ByHand::read()?, &Names::read()?)?;
    if arguments.check { files.check(&root) } else { files.write(&root) }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("journey-codegen: {error}");
            ExitCode::FAILURE
        }
    }
}
