//! What a chat page of the Vercel AI SDK reads: the parts of its UI-message stream, version 1.

use serde_json::{Value, json};

use super::{Ledger, Reply};

/// The parts of one reply, in order, without the closing `[DONE]`.
///
/// Texts come in deltas of some words: they were checked whole before. Data parts tell what a page needs beside the words: `data-question` how
/// the last message is answered, `data-progress`, `data-coverage` the standing of each item, `data-outcome` how it ended.
pub fn ui_message_parts(reply: &Reply, ledger: Option<&Ledger>, message_id: &str) -> Vec<Value> {
    let mut parts = vec![json!({"type": "start", "messageId": message_id})];
    for message in &reply.messages {
        let id = format!("turn-{}", message.turn);
        parts.push(json!({"type": "text-start", "id": id}));
        parts.extend(deltas(&message.text).map(|delta| json!({"type": "text-delta", "id": id, "delta": delta})));
        parts.push(json!({"type": "text-end", "id": id}));
    }
    if let (None, Some(question)) = (reply.outcome, reply.messages.last()) {
        parts.push(json!({"type": "data-question", "data": {"turn": question.turn, "answer": question.answer, "scale": question.scale}}));
    }
    parts.push(json!({"type": "data-progress", "data": reply.progress}));
    if let Some(ledger) = ledger {
        let items: Vec<Value> =
            ledger.entries.iter().map(|entry| json!({"item": entry.item, "status": entry.status.name(), "asked": entry.asked})).collect();
        parts.push(json!({"type": "data-coverage", "data": items}));
    }
    if let Some(outcome) = reply.outcome {
        parts.push(json!({"type": "data-outcome", "data": {"outcome": outcome}}));
    }
    parts.push(json!({"type": "finish"}));
    parts
}

/// A text in pieces of a few words, with their spaces.
fn deltas(text: &str) -> impl Iterator<Item = &str> {
    const WORDS: usize = 4;
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.match_indices(' ').nth(WORDS - 1).map_or(rest.len(), |(at, space)| at + space.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        interview::{Awaited, ReplyMessage},
        plan::AnswerFormat,
    };

    #[test]
    fn deltas_are_the_text() {
        for text in ["", "one", "What happened when you first made a claim, über all? ", "  two  spaces here and there  "] {
            assert_eq!(deltas(text).collect::<String>(), text);
        }
    }

    #[test]
    fn a_stream_starts_tells_and_finishes() {
        let messages = vec![ReplyMessage { turn: 3, text: "What happened?".into(), answer: AnswerFormat::Open, scale: None }];
        let reply = Reply {
            messages,
            awaits: Awaited::Words,
            outcome: None,
            progress: Default::default(),
            revision: 1,
            tick_at: None,
            failure: None,
        };
        let kinds: Vec<String> =
            ui_message_parts(&reply, None, "m").iter().filter_map(|part| part.get("type")?.as_str().map(str::to_owned)).collect();
        assert_eq!(kinds, ["start", "text-start", "text-delta", "text-end", "data-question", "data-progress", "finish"]);
    }
}
