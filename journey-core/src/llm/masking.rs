//! Masking: personal data does not leave for a model, and comes back where a reply speaks of it.

use std::{collections::BTreeMap, ops::Range};

use super::ModelRequest;

/// Finds personal data in a text: where it stands, in characters and in order, and what stands in for it, such as `NAME`.
pub type Mask = fn(&str) -> Vec<(Range<usize>, &'static str)>;

/// What stands in for personal data in one request: the placeholder and the words.
#[derive(Clone, Debug, Default)]
pub(super) struct Masking(Vec<(String, String)>);

impl Masking {
    /// Masks every message of a request, whoever it is said to come from; instructions hold none of anybody's words.
    pub(super) fn of(request: &mut ModelRequest, mask: Mask) -> Self {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut masking = Self::default();
        for message in &mut request.messages {
            let found = mask(&message.content);
            if found.is_empty() {
                continue;
            }
            let mut text = String::with_capacity(message.content.len());
            let mut rest = message.content.chars();
            let mut at = 0;
            for (span, name) in found {
                text.extend(rest.by_ref().take(span.start - at));
                let words: String = rest.by_ref().take(span.len()).collect();
                at = span.end;
                let fresh = known.len() + 1;
                let placeholder = known.entry(words.clone()).or_insert_with(|| {
                    let placeholder = format!("[{name}_{fresh}]");
                    masking.0.push((placeholder.clone(), words));
                    placeholder
                });
                text.push_str(placeholder);
            }
            text.extend(rest);
            message.content = text.into();
        }
        masking
    }

    /// A text that may hold words that were masked, without them.
    pub(super) fn hide(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (placeholder, words)| text.replace(words, placeholder))
    }

    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// The reply with the words in place of their placeholders, written as JSON writes them.
    pub(super) fn restore(&self, reply: &str) -> Option<String> {
        let mut restored: Option<String> = None;
        for (placeholder, words) in self.0.iter().filter(|(placeholder, _)| reply.contains(placeholder.as_str())) {
            let quoted = serde_json::to_string(words).unwrap_or_default();
            let words = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
            restored = Some(restored.as_deref().unwrap_or(reply).replace(placeholder, words));
        }
        restored
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::{ModelMessage, TaskContext};

    #[test]
    fn what_is_masked_comes_back() {
        let mut request = ModelRequest {
            task: "test".into(),
            system: "".into(),
            messages: vec![ModelMessage::user("I am Ann, as Ann."), ModelMessage::assistant("Hello, Ann.")],
            schema: serde_json::json!({}).into(),
            max_output_tokens: 10,
            temperature: 0.0,
            seed: 0,
            context: TaskContext::none(),
        };
        let names = |text: &str| text.match_indices("Ann").map(|(at, name)| (at..at + name.len(), "NAME")).collect();
        let masking = Masking::of(&mut request, names);
        let sent: Vec<&str> = request.messages.iter().map(|message| &*message.content).collect();
        assert_eq!(sent, ["I am [NAME_1], as [NAME_1].", "Hello, [NAME_1]."]);
        assert_eq!(masking.restore("{\"message\":\"Thank you, [NAME_1].\"}").as_deref(), Some("{\"message\":\"Thank you, Ann.\"}"));
        assert_eq!(
            (masking.count(), masking.restore("{}"), masking.hide("`Ann` is no number")),
            (1, None, "`[NAME_1]` is no number".into())
        );
    }
}
