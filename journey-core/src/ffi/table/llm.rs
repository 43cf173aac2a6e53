//! What adapters of providers need.

use crate::{
    ffi::operation::declare_operations,
    llm::{self, LlmFailure},
};

declare_operations! {
    /// The failure that a model's response is: its status, none where no response came, what the server said, and the milliseconds that it asks to
    /// wait where its headers tell.
    failure_of_response(status: Option<u16>, words: String, retry_after_ms: Option<u64>) -> LlmFailure {
        Ok(llm::failure_of_response(status, &words, retry_after_ms).into())
    }
    /// The parameter, of those that were sent, that a failure says the server does not take.
    refused_parameter(failure: LlmFailure, sent: Vec<String>) -> Option<String> {
        let sent: Vec<&str> = sent.iter().map(String::as_str).collect();
        Ok(llm::refused_parameter(&failure.into(), &sent).map(str::to_owned))
    }
    /// Whether a model thinks before it replies: it takes no temperature, and its thoughts count towards the limit of the reply.
    thinks_first(model: String) -> bool {
        Ok(llm::thinks_first(&model))
    }
}
