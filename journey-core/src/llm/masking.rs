//! Masking: personal data does not leave for a model, and comes back where a reply speaks of it.

use std::collections::BTreeMap;

use super::{MessageRole, ModelRequest};
use crate::text::mask_personal_data;

/// What stands in for personal data in one request: the placeholder and the words.
#[derive(Clone, Debug, Default)]
pub(super) struct Masking(Vec<(String, String)>);

impl Masking {
    /// Masks the messages of a request that the host wrote; instructions hold none of anybody's words.
    pub(super) fn of(request: &mut ModelRequest) -> Self {
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        let mut masking = Self::default();
        for message in request.messages.iter_mut().filter(|message| message.role == MessageRole::User && may_hold(&message.content)) {
            let found = mask_personal_data(&message.content);
            if found.findings.is_empty() {
                continue;
            }
            let mut text = String::with_capacity(message.content.len());
            let mut rest = message.content.chars();
            let mut at = 0;
            for one in &found.findings {
                text.extend(rest.by_ref().take(one.span.start - at));
                let words: String = rest.by_ref().take(one.span.end - one.span.start).collect();
                at = one.span.end;
                let fresh = known.len() + 1;
                let placeholder = known.entry(words.clone()).or_insert_with(|| {
                    let placeholder = format!("[{}_{fresh}]", one.kind.name());
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

/// Whether a text may hold personal data at all: most turns do not, and are not searched.
fn may_hold(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5 || text.contains('@') || text.bytes().any(|byte| byte.is_ascii_uppercase())
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
            messages: vec![ModelMessage::user("My name is Ann Lee, write to ann@example.org or ann@example.org.")],
            schema: serde_json::json!({}).into(),
            max_output_tokens: 10,
            temperature: 0.0,
            seed: 0,
            context: TaskContext::none(),
        };
        let masking = Masking::of(&mut request);
        assert_eq!(&*request.messages[0].content, "My name is [NAME_1], write to [EMAIL_2] or [EMAIL_2].");
        assert_eq!(masking.restore("{\"message\":\"Thank you, [NAME_1].\"}").as_deref(), Some("{\"message\":\"Thank you, Ann Lee.\"}"));
        assert_eq!((masking.count(), masking.restore("{}")), (2, None));
    }
}
