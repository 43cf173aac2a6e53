//! What a moderator proposes, and the request that asks for it.

use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    InterviewState, PreparedGuide, SuggestedProbe,
    depth::{self, Turns},
};
use crate::{
    llm::{ModelMessage, ModelRequest, ReplySchema, TaskContext},
    plan::{Guide, GuideItem, InterviewMode},
    text::{SentenceId, Told},
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<ModeratorMove>);

/// How an answer is read.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerAssessment {
    /// Asks the interviewer a question.
    AsksQuestion,
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
    SpecificInstance,
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
    /// Where it took place, if said.
    #[schemars(length(max = 40))]
    pub channel: Option<String>,
    /// −2 to 2.
    #[schemars(range(min = -2, max = 2))]
    pub valence: i8,
}

/// A moderator's proposal for the next turn.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct ModeratorMove {
    /// How the newest answer reads.
    pub assessment: AnswerAssessment,
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
pub struct AnswerSentence {
    /// Its id.
    pub id: SentenceId,
    /// Its words.
    pub text: String,
}

/// A touchpoint that an answer names, as the library found it.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct MentionedTouchpoint {
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id.
    pub touchpoint: String,
    /// The sentence that names it.
    pub sentence: SentenceId,
    /// Whether a question has been about it.
    pub asked: bool,
}

/// An item that was not asked yet.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct UnaskedItem {
    /// Its id.
    pub id: String,
    /// Its question.
    pub text: String,
}

/// What a moderator knows at one turn: the typed context of the task `interview.turn`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct TurnContext {
    /// The item in hand.
    pub item: GuideItem,
    /// Probes already used on it.
    pub probes_used: u32,
    /// Probes that it may have.
    pub probes_allowed: u32,
    /// What was told about it so far, the newest answer included.
    pub information: Told,
    /// The probe that would add most; none when the item is told, or the turns are needed elsewhere.
    pub suggested_probe: Option<SuggestedProbe>,
    /// The newest answer.
    pub answer: Vec<AnswerSentence>,
    /// Touchpoints that the newest answer names.
    pub named: Vec<MentionedTouchpoint>,
    /// The last questions asked.
    pub asked: Vec<Arc<str>>,
    /// Items that were not asked yet.
    pub unasked: Vec<UnaskedItem>,
    /// How freely to follow.
    pub mode: InterviewMode,
    /// The language to write in.
    pub language: String,
    /// What the study must be able to answer.
    pub goals: Vec<String>,
    /// The study's facts.
    pub facts: Vec<String>,
    /// Why the last draft was sent back.
    pub rejected: Vec<String>,
}

const PROMPT: &str = include_str!("../../data/prompts/interview.md");
/// How many of the last questions a moderator sees beside the history.
const LAST_ASKED: usize = 8;
/// How many of the items ahead a moderator sees with their words.
const AHEAD: usize = 6;

/// Builds the request for the pending turn. The prefix is the same from turn to turn; only the last message changes.
pub(super) fn request(state: &InterviewState, prepared: &PreparedGuide, number: u64, spare: u32) -> Option<ModelRequest> {
    let guide = prepared.guide();
    let item = prepared.item(state.current()?)?;
    let entry = state.ledger().entry(&item.id)?;
    let asked = state.ledger().entries.iter().filter(|entry| entry.asked).count();
    let late = asked * 2 >= guide.items.len();
    let mut answer = Vec::new();
    let mut named = Vec::new();
    for turn in state.unread() {
        for sentence in &turn.sentences {
            let Some(text) = sentence.span.cut(&turn.text) else { continue };
            for at in prepared.named(text) {
                let Some(touchpoint) = guide.touchpoints.get(at) else { continue };
                let asked = state.asked_about(prepared.words(at));
                named.push(MentionedTouchpoint {
                    stage: touchpoint.stage.clone(),
                    touchpoint: touchpoint.id.clone(),
                    sentence: sentence.id,
                    asked,
                });
            }
            answer.push(AnswerSentence { id: sentence.id, text: text.to_owned() });
        }
    }
    let context = TurnContext {
        probes_used: entry.probes,
        probes_allowed: item.depth.max_probes(),
        information: entry.information,
        suggested_probe: (entry.probes < item.depth.max_probes())
            .then(|| depth::wish(entry, prepared.wanted, Turns { spare, parts_wait: state.parts_wait(spare), late }))
            .flatten(),
        item: item.clone(),
        answer,
        named,
        asked: state.turns().iter().rev().filter(|said| said.words.is_some()).take(LAST_ASKED).map(|said| said.turn.text.clone()).collect(),
        unasked: state
            .ledger()
            .entries
            .iter()
            .filter(|entry| !entry.asked)
            .filter_map(|entry| prepared.item(&entry.item))
            .take(AHEAD)
            .map(|item| UnaskedItem { id: item.id.clone(), text: item.text.clone() })
            .collect(),
        mode: guide.mode,
        language: guide.language.clone(),
        goals: guide.goals.clone(),
        facts: guide.facts.clone(),
        rejected: state.rejected.clone(),
    };
    let mut messages: Vec<ModelMessage> = state.history.messages().collect();
    messages.push(ModelMessage::user(situation(&context)));
    Some(ModelRequest {
        task: "interview.turn".into(),
        system: Arc::clone(&prepared.system),
        messages,
        schema: REPLY.clone(),
        max_output_tokens: 500,
        temperature: 0.4,
        seed: number,
        context: TaskContext::new(context),
    })
}

pub(super) fn system(guide: &Guide) -> String {
    let mut text = guide.instructions.clone().unwrap_or_else(|| PROMPT.to_owned());
    text.push_str("\nThe goals\n");
    for goal in &guide.goals {
        text.push_str(&format!("- {goal}\n"));
    }
    text.push_str("\nThe guide (id: question)\n");
    for item in &guide.items {
        text.push_str(&format!("- {}: {}\n", item.id, item.text));
    }
    text.push_str("\nThe study's facts\n");
    for (number, fact) in guide.facts.iter().enumerate() {
        text.push_str(&format!("{}. {fact}\n", number + 1));
    }
    if !guide.avoid.is_empty() {
        text.push_str(&format!("\nStay away from: {}.\n", guide.avoid.join(", ")));
    }
    text.push_str(&format!(
        "\nWrite every message in the language `{}`, in a {} tone, in at most {} words.\n",
        guide.language,
        guide.tone.name(),
        guide.max_words
    ));
    text
}

fn situation(context: &TurnContext) -> String {
    let unasked: Vec<&str> = context.unasked.iter().map(|item| item.id.as_str()).collect();
    let mut text = format!(
        "Item in hand: {}. Probes used: {} of {}. Items not asked yet: {}.",
        context.item.id,
        context.probes_used,
        context.probes_allowed,
        if unasked.is_empty() { "none".to_owned() } else { unasked.join(", ") },
    );
    match context.suggested_probe {
        Some(wish) => text.push_str(&format!(" Still untold: {:?}; a {:?} probe may bring it.", wish.missing, wish.kind).to_lowercase()),
        None => text.push_str(" Nothing more is needed on this item: advance."),
    }
    let fresh: Vec<&str> = context.named.iter().filter(|named| !named.asked).map(|named| named.touchpoint.as_str()).collect();
    if !fresh.is_empty() {
        text.push_str(&format!(" Named and not asked about yet: {}.", fresh.join(", ")));
    }
    if !context.item.avoid.is_empty() {
        text.push_str(&format!(" Stay away from: {}.", context.item.avoid.join(", ")));
    }
    if !context.rejected.is_empty() {
        text.push_str(&format!(" Your last draft was not shown, because it: {}. Write another.", context.rejected.join("; ")));
    }
    text.push_str(" Your move as JSON.");
    text
}
