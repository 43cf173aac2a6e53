//! The history as a model reads it, kept ready: each turn is written once and shared between prompts.

use std::sync::Arc;

use super::{ItemStatus, Ledger, Utterance};
use crate::{
    llm::{ModelMessage, TokenCounter, TokenEstimator, data_block},
    plan::Guide,
};

/// Tokens of a message's frame.
const FRAME: u64 = 4;

/// Messages after the fold, with a summary of what was folded before them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct History {
    folded: u32,
    opening: Option<ModelMessage>,
    messages: Vec<ModelMessage>,
    tokens: u64,
}

impl History {
    /// The opening and the messages, oldest first.
    pub(super) fn messages(&self, participant: Option<&str>) -> impl Iterator<Item = ModelMessage> {
        let about = participant.map(|about| format!(" {}", data_block("about_the_participant", about))).unwrap_or_default();
        let opening = match &self.opening {
            Some(opening) if about.is_empty() => opening.clone(),
            Some(opening) => ModelMessage::user(format!("{}{about}", opening.content)),
            None => ModelMessage::user(format!("The interview begins.{about}")),
        };
        std::iter::once(opening).chain(self.messages.iter().cloned())
    }

    pub(super) fn push(&mut self, said: &Utterance) {
        let message = write(said);
        self.tokens += size(&message);
        self.messages.push(message);
    }

    /// Writes everything after the fold anew, as after a correction.
    pub(super) fn rebuild(&mut self, turns: &[Utterance]) {
        self.messages = turns.iter().filter(|said| said.turn.number > self.folded).map(write).collect();
        self.tokens = self.messages.iter().map(size).sum::<u64>() + self.opening.as_ref().map_or(0, size);
    }

    /// Folds the turns up to a number into the summary of a ledger.
    pub(super) fn fold(&mut self, folded: u32, turns: &[Utterance], ledger: &Ledger, guide: &Guide) {
        self.folded = folded;
        let text = format!("The interview so far, folded up to turn {folded}.\n{}", summary(turns, ledger, guide, folded));
        self.opening = Some(ModelMessage::user(text));
        self.rebuild(turns);
    }

    /// How many turns to fold so that the prompt stays within the guide's budget; folds to 60 % so that the prefix lasts.
    pub(super) fn wanted_fold(&self, guide: &Guide) -> u32 {
        if self.tokens <= guide.max_prompt_tokens {
            return self.folded;
        }
        let mut left = self.tokens;
        let mut folded = self.folded;
        // The newest question and answer stay.
        for pair in self.messages.get(..self.messages.len().saturating_sub(2)).unwrap_or_default().chunks_exact(2) {
            if left <= guide.max_prompt_tokens * 6 / 10 {
                break;
            }
            left -= pair.iter().map(size).sum::<u64>();
            folded += 2;
        }
        folded
    }
}

fn size(message: &ModelMessage) -> u64 {
    TokenEstimator.count(&message.content) + FRAME
}

fn write(said: &Utterance) -> ModelMessage {
    if said.purpose.is_some() {
        return ModelMessage::assistant(Arc::clone(&said.turn.text));
    }
    let mut text = String::with_capacity(said.turn.text.len() + 10 * said.turn.sentences.len());
    for (id, words) in said.turn.each_sentence() {
        use std::fmt::Write as _;
        let _ = write!(text, "{}[{id}] {words}", if text.is_empty() { "" } else { "\n" });
    }
    ModelMessage::user(data_block("participant", &text))
}

/// The ledger of the folded turns in words: each item's standing, with the start of its first evidence.
fn summary(turns: &[Utterance], ledger: &Ledger, guide: &Guide, folded: u32) -> String {
    let mut lines = Vec::new();
    for item in &guide.items {
        let Some(entry) = ledger.entry(&item.id).filter(|entry| entry.asked) else { continue };
        let first = entry.status.evidence().iter().find(|id| id.turn <= folded);
        let words = first
            .and_then(|id| turns.get((id.turn as usize).checked_sub(1)?)?.turn.sentence(*id))
            .map(|text| text.split_whitespace().take(12).collect::<Vec<_>>().join(" "));
        let standing = match &entry.status {
            ItemStatus::Answered { .. } => "answered",
            ItemStatus::Asked | ItemStatus::Touched { .. } | ItemStatus::Unasked | ItemStatus::Unreached => continue,
            ItemStatus::Declined => "declined",
            ItemStatus::DontKnow => "does not know",
            ItemStatus::NotApplicable => "does not apply",
            ItemStatus::Partial { .. } => "partly answered",
        };
        lines.push(match words {
            Some(words) => format!("{} {standing}: {words} …", item.id),
            None => format!("{} {standing}", item.id),
        });
    }
    data_block("summary", &lines.join("\n"))
}
