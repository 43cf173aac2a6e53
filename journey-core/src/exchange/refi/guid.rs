//! Ids in the form that QDA-XML wants, made of what they stand for.

use sha2::{Digest, Sha256};

/// The id of a thing of some kind, the same whenever it is written.
pub(super) fn guid(kind: &str, name: &str) -> String {
    let hash = Sha256::digest(format!("{kind}\u{0}{name}"));
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}
