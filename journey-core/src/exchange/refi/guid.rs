//! Ids in the form that QDA-XML wants, made of what they stand for.

use sha2::{Digest, Sha256};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// The id of a thing of some kind, the same whenever it is written.
pub(super) fn guid(kind: &str, name: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(kind);
    hash.update("\u{0}");
    hash.update(name);
    let mut text = String::with_capacity(36);
    for (at, byte) in hash.finalize().iter().take(16).enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for half in [byte >> 4, byte & 15] {
            text.extend(DIGITS.get(usize::from(half)).map(|digit| char::from(*digit)));
        }
    }
    text
}
