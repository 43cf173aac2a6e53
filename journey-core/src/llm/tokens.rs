//! Counting tokens.

use std::fmt::Debug;

use super::ModelRequest;

/// Counts the tokens of a text.
pub trait TokenCounter: Debug + Send + Sync {
    /// The number of tokens.
    fn count(&self, text: &str) -> u64;
}

/// An estimate without a vocabulary: four bytes to a token, the usual figure for English.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenEstimator;

impl TokenCounter for TokenEstimator {
    fn count(&self, text: &str) -> u64 {
        (text.len() as u64).div_ceil(4)
    }
}

/// The tokens of a request's prompt, with four for the frame of each message.
pub fn prompt_tokens(request: &ModelRequest, counter: &dyn TokenCounter) -> u64 {
    let frame = 4;
    counter.count(&request.system) + frame + request.messages.iter().map(|message| counter.count(&message.content) + frame).sum::<u64>()
}

/// Exact counts from a `tokenizer.json`.
#[cfg(feature = "tokenizers")]
#[derive(Debug)]
pub struct FileTokens(tokenizers::Tokenizer);

#[cfg(feature = "tokenizers")]
impl FileTokens {
    /// Loads a tokenizer from the bytes of its `tokenizer.json`.
    ///
    /// # Errors
    /// When the bytes are not a tokenizer.
    pub fn from_json(bytes: &[u8]) -> Result<Self, crate::Error> {
        tokenizers::Tokenizer::from_bytes(bytes)
            .map(Self)
            .map_err(|error| crate::Error::invalid("tokenizer", error, "give the bytes of a `tokenizer.json`"))
    }
}

#[cfg(feature = "tokenizers")]
impl TokenCounter for FileTokens {
    fn count(&self, text: &str) -> u64 {
        self.0.encode(text, false).map_or_else(|_| TokenEstimator.count(text), |encoding| encoding.len() as u64)
    }
}
