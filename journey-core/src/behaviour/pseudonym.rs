//! Names that nobody can read, the same for the same person.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::Error;

/// The fewest bytes of a key.
const SHORTEST_KEY: usize = 16;

/// A pseudonym of a person's id: the first 32 hexadecimal digits of its keyed hash (HMAC-SHA-256, RFC 2104).
///
/// With the same key words and events can be joined, by whoever holds it; without it an id cannot be guessed by trying. Keep the key apart from
/// the data, and throw it away when nothing more is to be joined.
///
/// ```
/// use journey_core::behaviour::pseudonym;
/// let key = b"a key of sixteen bytes or more";
/// assert_eq!(pseudonym(key, "anna@example.org")?, pseudonym(key, "anna@example.org")?);
/// assert_ne!(pseudonym(key, "anna@example.org")?, pseudonym(b"another key of sixteen bytes", "anna@example.org")?);
/// assert!(pseudonym(b"short", "anna@example.org").is_err());
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// When the key is shorter than 16 bytes.
pub fn pseudonym(key: &[u8], id: &str) -> Result<String, Error> {
    let hash = Hmac::<Sha256>::new_from_slice(key).ok().filter(|_| key.len() >= SHORTEST_KEY);
    let mut hash = hash.ok_or_else(|| Error::invalid("key", format!("it has {} bytes", key.len()), "give 16 random bytes or more"))?;
    hash.update(id.as_bytes());
    Ok(hash.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}
