//! What a moderator proposes, and the request that asks for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{State, Status};
use crate::{
    llm::{EstimatedTokens, Message, ModelRequest, data_block, prompt_tokens, reply_schema},
    plan::{Guide, Item},
    text::SentenceId,
};

/// How an answer is read.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Asks the interviewer something.
    AsksBack,
    /// Declines to answer.
    Declined,
    /// Speaks of harm or crisis.
    Distress,
    /// Does not know.
    DontKnow,
    /// The item does not apply.
    NotApplicable,
    /// Is about something else.
    OffTopic,
    /// Answers a part.
    Partial,
    /// Answers.
    Substantive,
    /// Wants to end the interview.
    WantsToStop,
}

/// The kind of a probe.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    /// What a word means.
    Clarifying,
    /// What happened.
    Descriptive,
    /// What led to it.
    Explanatory,
    /// One instance.
    Idiographic,
}

/// What the interviewer should do next.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveKind {
    /// The item is done.
    Advance,
    /// Answer the participant's question, then ask again.
    AnswerThenReturn,
    /// Nothing is left to ask.
    Close,
    /// Ask more about the item.
    Probe,
    /// Ask the item in other words.
    Rephrase,
}

/// Sentences that a model claims to answer an item.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct AnswerClaim {
    /// The item's id.
    #[schemars(length(max = 60))]
    pub item: String,
    /// The sentences' ids.
    #[schemars(length(max = 20), inner(length(max = 24)))]
    pub sentences: Vec<String>,
}

/// A stage or touchpoint that an answer names.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Mention {
    /// The stage's id or name.
    #[schemars(length(max = 60))]
    pub stage: String,
    /// The touchpoint's id or name.
    #[schemars(length(max = 60))]
    pub touchpoint: Option<String>,
    /// −2 to 2.
    #[schemars(range(min = -2, max = 2))]
    pub valence: i8,
}

/// A moderator's proposal for one turn.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Move {
    /// How the newest answer reads.
    pub reading: Reading,
    /// Which items it answers.
    #[schemars(length(max = 6))]
    pub answers: Vec<AnswerClaim>,
    /// What it names.
    #[schemars(length(max = 6))]
    pub mentions: Vec<Mention>,
    /// What to do next.
    pub kind: MoveKind,
    /// The kind of probe, for a probe.
    pub probe: Option<ProbeKind>,
    /// The message, for a probe or another wording.
    #[schemars(length(max = 400))]
    pub message: String,
    /// The number of the study's fact that answers the participant, from 1.
    #[schemars(range(min = 1, max = 50))]
    pub fact: Option<u32>,
}

/// A sentence as a moderator sees it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct HeardSentence {
    /// Its id.
    pub id: SentenceId,
    /// Its words.
    pub text: String,
}

/// What a moderator knows at one turn: the typed context of the task `interview.turn`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct TurnContext {
    /// The item in hand.
    pub item: Item,
    /// Probes already used on it.
    pub probes_used: u32,
    /// Probes that it may have.
    pub probes_allowed: u32,
    /// The newest answer.
    pub answer: Vec<HeardSentence>,
    /// What was said about the same item before.
    pub earlier: Vec<String>,
    /// The last questions asked.
    pub asked: Vec<String>,
    /// Items that were not asked yet.
    pub unasked: Vec<String>,
    /// Whether everyone gets the same probes.
    pub standard_probes: bool,
    /// The study's facts.
    pub facts: Vec<String>,
    /// Why the last draft was sent back.
    pub rejected: Vec<String>,
}

const PROMPT: &str = include_str!("../../data/prompts/interview.md");

/// Builds the request for the pending turn. The prefix is the same from turn to turn; only the last message changes.
pub(super) fn request(state: &State, guide: &Guide, number: u64, folded: u32) -> Option<ModelRequest> {
    let item = guide.item(state.current()?)?;
    let entry = state.ledger().entry(&item.id)?;
    let context = TurnContext {
        item: item.clone(),
        probes_used: entry.probes,
        probes_allowed: item.depth.probes(),
        answer: state
            .unread()
            .flat_map(|turn| turn.sentences.iter().map(move |sentence| (turn, sentence)))
            .filter_map(|(turn, sentence)| Some(HeardSentence { id: sentence.id, text: sentence.span.cut(&turn.text)?.to_owned() }))
            .collect(),
        earlier: state
            .turns()
            .iter()
            .filter(|said| said.purpose.is_none() && said.turn.item.as_deref() == Some(&item.id) && said.turn.number < state.unread_from)
            .map(|said| said.turn.text.clone())
            .collect(),
        asked: state.turns().iter().rev().filter(|said| said.purpose.is_some()).take(8).map(|said| said.turn.text.clone()).collect(),
        unasked: state.ledger().entries.iter().filter(|entry| !entry.asked).map(|entry| entry.item.clone()).collect(),
        standard_probes: guide.standard_probes,
        facts: guide.facts.clone(),
        rejected: state.rejected.clone(),
    };
    let mut messages = history(state, guide, folded);
    messages.push(Message::user(situation(&context)));
    Some(ModelRequest {
        task: "interview.turn".into(),
        system: system(guide),
        messages,
        schema: reply_schema::<Move>(),
        max_output_tokens: 500,
        temperature: 0.4,
        seed: number,
        context: serde_json::to_value(&context).unwrap_or_default(),
    })
}

/// How many turns to fold so that the prompt stays within the guide's budget; folds to 60 % so that the prefix lasts.
pub(super) fn fold(state: &State, guide: &Guide) -> u32 {
    let size = |folded: u32| {
        let probe = ModelRequest {
            task: String::new(),
            system: String::new(),
            messages: history(state, guide, folded),
            schema: serde_json::Value::Null,
            max_output_tokens: 0,
            temperature: 0.0,
            seed: 0,
            context: serde_json::Value::Null,
        };
        prompt_tokens(&probe, &EstimatedTokens)
    };
    let mut folded = state.folded;
    if size(folded) <= guide.prompt_tokens {
        return folded;
    }
    let last = state.next_turn().saturating_sub(3);
    while folded < last && size(folded) > guide.prompt_tokens * 6 / 10 {
        folded += 2;
    }
    folded.min(last)
}

fn system(guide: &Guide) -> String {
    let mut text = String::from(PROMPT);
    text.push_str("\nThe guide (id: question)\n");
    for item in &guide.items {
        text.push_str(&format!("- {}: {}\n", item.id, item.text));
    }
    text.push_str("\nThe study's facts\n");
    for (number, fact) in guide.facts.iter().enumerate() {
        text.push_str(&format!("{}. {fact}\n", number + 1));
    }
    text.push_str(&format!("\nAt most {} words a message.\n", guide.max_words));
    text
}

fn history(state: &State, guide: &Guide, folded: u32) -> Vec<Message> {
    let mut messages = vec![Message::user(if folded == 0 {
        "The interview begins.".to_owned()
    } else {
        format!("The interview so far, folded up to turn {folded}.\n{}", summary(state, guide, folded))
    })];
    for said in state.turns().iter().filter(|said| said.turn.number > folded) {
        messages.push(match said.purpose {
            Some(_) => Message::assistant(said.turn.text.clone()),
            None => {
                let lines: Vec<String> = said
                    .turn
                    .sentences
                    .iter()
                    .filter_map(|sentence| Some(format!("[{}] {}", sentence.id, sentence.span.cut(&said.turn.text)?)))
                    .collect();
                Message::user(data_block("participant", &lines.join("\n")))
            }
        });
    }
    messages
}

/// The ledger of the folded turns in words: each item's standing, with the start of its first evidence.
fn summary(state: &State, guide: &Guide, folded: u32) -> String {
    let mut lines = Vec::new();
    for item in &guide.items {
        let Some(entry) = state.ledger().entry(&item.id).filter(|entry| entry.asked) else { continue };
        let first = entry.status.evidence().iter().find(|id| id.turn <= folded);
        let words = first
            .and_then(|id| state.turns().iter().find(|said| said.turn.number == id.turn)?.turn.sentence(*id))
            .map(|text| text.split_whitespace().take(12).collect::<Vec<_>>().join(" "));
        let standing = match &entry.status {
            Status::Answered { .. } => "answered",
            Status::Asked | Status::Unasked | Status::Unreached => continue,
            Status::Declined => "declined",
            Status::DontKnow => "does not know",
            Status::NotApplicable => "does not apply",
            Status::Partial { .. } => "partly answered",
        };
        lines.push(match words {
            Some(words) => format!("{} {standing}: {words} …", item.id),
            None => format!("{} {standing}", item.id),
        });
    }
    data_block("summary", &lines.join("\n"))
}

fn situation(context: &TurnContext) -> String {
    let mut text = format!(
        "Item in hand: {}. Probes used: {} of {}. Items not asked yet: {}.",
        context.item.id,
        context.probes_used,
        context.probes_allowed,
        if context.unasked.is_empty() { "none".to_owned() } else { context.unasked.join(", ") },
    );
    if !context.item.avoid.is_empty() {
        text.push_str(&format!(" Stay away from: {}.", context.item.avoid.join(", ")));
    }
    if !context.rejected.is_empty() {
        text.push_str(&format!(" Your last draft was not shown, because it: {}. Write another.", context.rejected.join("; ")));
    }
    text.push_str(" Your move as JSON.");
    text
}
