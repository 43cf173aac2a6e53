//! What is written of the small contract, as in `expected`. With `JOURNEY_BLESS=1` that is written anew.

use std::{fs, path::Path};

use super::{by_hand, contract, names};
use crate::{error::Error, files::Files};

#[test]
fn the_files_of_a_small_contract() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/expected");
    let files = Files::generate(&contract(), &by_hand(), &names()).unwrap();
    for (path, text) in files.texts() {
        let file = folder.join(Path::new(path).file_name().unwrap());
        if std::env::var_os("JOURNEY_BLESS").is_some() {
            fs::write(&file, text).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap();
        let first = text.lines().zip(committed.lines()).find(|(line, committed)| line != committed);
        assert!(text == committed, "{}: {first:?}; read what JOURNEY_BLESS=1 writes and commit it", file.display());
    }
}

#[test]
fn a_name_by_hand_that_the_contract_lacks_is_told() {
    let mut by_hand = by_hand();
    by_hand.hidden_variants.insert("Route".into(), vec!["lost".into()]);
    assert!(matches!(Files::generate(&contract(), &by_hand, &names()), Err(Error::Unknown(name)) if name == "Route.lost"));
}

#[test]
fn a_stale_file_is_told() {
    let files = Files::generate(&contract(), &by_hand(), &names()).unwrap();
    let error = files.check(Path::new("nowhere")).unwrap_err().to_string();
    assert!(error.contains("NAMES.md") && error.contains("types.py"), "{error}");
}
