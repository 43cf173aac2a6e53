//! The request for a moderator's move: everything that a good interviewer would want to know.

use std::{
    fmt::Write as _,
    sync::{Arc, LazyLock},
};

use super::{
    AnswerSentence, InterviewState, LedgerEntry, MentionedTouchpoint, ModeratorMove, PreparedGuide, TurnContext, UnaskedItem,
    depth::{self, Turns},
};
use crate::{
    llm::{ModelMessage, ModelRequest, ReplySchema, TaskContext, data_block},
    plan::{Guide, InterviewMode, ItemKind},
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<ModeratorMove>);

const PROMPT: &str = include_str!("../../data/prompts/interview.md");
/// How many of the last questions a moderator sees beside the history.
const LAST_ASKED: usize = 8;
/// How many of the items ahead a moderator sees with their words.
const AHEAD: usize = 6;

/// Builds the request for the pending turn. The prefix is the same from turn to turn; only the last message changes.
pub(super) fn request(state: &InterviewState, prepared: &PreparedGuide, participant: Option<&str>, number: u64) -> Option<ModelRequest> {
    let context = context(state, prepared)?;
    let situation = ModelMessage::user(situation(state, prepared.guide(), &context));
    let mut messages: Vec<ModelMessage> = Vec::new();
    for message in state.history.messages(participant).chain([situation]) {
        // Providers refuse two messages of one role in a row.
        match messages.last_mut() {
            Some(last) if last.role == message.role => last.content = format!("{}\n\n{}", last.content, message.content).into(),
            _ => messages.push(message),
        }
    }
    Some(ModelRequest {
        task: "interview.turn".into(),
        system: Arc::clone(&prepared.system),
        messages,
        schema: REPLY.clone(),
        max_output_tokens: 700,
        temperature: 0.4,
        seed: number,
        context: TaskContext::new(context),
    })
}

/// What the moderator knows at the pending turn, for the built-in engine.
pub(super) fn context(state: &InterviewState, prepared: &PreparedGuide) -> Option<TurnContext> {
    let guide = prepared.guide();
    let item = prepared.item(state.current()?)?;
    let entry = state.ledger().entry(&item.id)?;
    let spare = state.spare(guide);
    let asked = state.ledger().entries.iter().filter(|entry| entry.asked).count();
    let late = asked * 2 >= guide.items.len();
    let mut answer = Vec::new();
    let mut named = Vec::new();
    for turn in state.unread() {
        for (sentence, text) in turn.each_sentence() {
            for at in prepared.named(text) {
                let Some(touchpoint) = guide.touchpoints.get(at) else { continue };
                let asked = state.asked_about(prepared.words(at));
                named.push(MentionedTouchpoint { stage: touchpoint.stage.clone(), touchpoint: touchpoint.id.clone(), sentence, asked });
            }
            answer.push(AnswerSentence { id: sentence, text: text.to_owned() });
        }
    }
    let unasked = |entry: &&LedgerEntry| !entry.asked && entry.status.is_open();
    Some(TurnContext {
        probes_used: entry.probes,
        probes_allowed: state.probes_allowed(item, guide),
        information: entry.information,
        suggested_probe: (entry.probes < state.probes_allowed(item, guide))
            .then(|| depth::wish(entry, prepared.wanted, Turns { spare, parts_wait: state.parts_wait(spare), late, why: prepared.why }))
            .flatten(),
        item: item.clone(),
        answer,
        named,
        asked: state.turns().iter().rev().filter(|said| said.words.is_some()).take(LAST_ASKED).map(|said| said.turn.text.clone()).collect(),
        unasked: state
            .ledger()
            .entries
            .iter()
            .filter(unasked)
            .filter_map(|entry| prepared.item(&entry.item))
            .take(AHEAD)
            .map(|item| UnaskedItem { id: item.id.clone(), text: item.text.clone() })
            .collect(),
        mode: guide.mode,
        notes: state.notes.clone(),
        language: guide.language.clone(),
        goals: guide.goals.clone(),
        facts: guide.facts.clone(),
        rejected: state.rejected.clone(),
    })
}

/// What is the same for every interview and every turn under a guide.
pub(super) fn system(guide: &Guide) -> String {
    let mut text = String::new();
    if !guide.question.is_empty() {
        let _ = writeln!(text, "The research question: {}", guide.question);
    }
    if !guide.product.is_empty() {
        let _ = writeln!(text, "What the study is about: {}", guide.product);
    }
    text.push('\n');
    text.push_str(guide.instructions.as_deref().unwrap_or(PROMPT));
    text.push_str("\nThe goals\n");
    for (number, goal) in (1..).zip(&guide.goals) {
        let _ = writeln!(text, "{number}. {goal}");
    }
    text.push_str("\nThe agenda (id: question)\n");
    for item in &guide.items {
        let must = if item.kind == ItemKind::Mandatory { " (must be asked)" } else { "" };
        let goals = item.serves.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
        let serves = if goals.is_empty() { String::new() } else { format!(" [goals {goals}]") };
        let _ = writeln!(text, "- {}: {}{must}{serves}", item.id, item.text);
        if !item.avoid.is_empty() {
            let _ = writeln!(text, "  stay away from: {}", item.avoid.join(", "));
        }
    }
    if !guide.touchpoints.is_empty() {
        text.push_str("\nStages and their touchpoints (ids)\n");
        let mut stages: Vec<&str> = guide.touchpoints.iter().map(|one| one.stage.as_str()).collect();
        stages.dedup();
        for stage in stages {
            let of_stage = guide.touchpoints.iter().filter(|one| one.stage == stage).map(|one| one.id.as_str());
            let _ = writeln!(text, "- {stage}: {}", of_stage.collect::<Vec<_>>().join(", "));
        }
    }
    text.push_str("\nThe study's facts\n");
    for (number, fact) in (1..).zip(&guide.facts) {
        let _ = writeln!(text, "{number}. {fact}");
    }
    if !guide.avoid.is_empty() {
        let _ = writeln!(text, "\nStay away from: {}.", guide.avoid.join(", "));
    }
    let _ = writeln!(
        text,
        "\nWrite every message in the language `{}`, in a {} tone, in at most {} words.",
        guide.language,
        guide.tone.name(),
        guide.max_words
    );
    text
}

/// What changes from turn to turn: the ledger, what is left, the notes, and why a draft came back.
fn situation(state: &InterviewState, guide: &Guide, context: &TurnContext) -> String {
    let mut text = String::from("Where the agenda stands:");
    for entry in &state.ledger().entries {
        let hand = if entry.item == context.item.id { ", in hand" } else { "" };
        let _ = write!(text, " {}: {}{hand}{};", entry.item, standing(entry), probed(entry));
    }
    let lacking = lacking(state, guide);
    if !lacking.is_empty() {
        let _ = write!(text, "\nGoals that still lack an answer: {lacking}.");
    }
    let left = guide.max_turns.saturating_sub(state.asked());
    let must: Vec<&str> =
        state.ledger().entries.iter().filter(|entry| entry.mandatory && !entry.asked).map(|entry| entry.item.as_str()).collect();
    let _ = write!(text, "\nQuestions left: {left}");
    if !must.is_empty() {
        let _ = write!(text, ", {} of them for what must be asked ({})", must.len(), must.join(", "));
    }
    let minutes = guide.max_duration_ms.saturating_sub(state.time_used()) / 60_000;
    let _ = write!(
        text,
        ". Minutes left: {minutes}. Probes left: {} in all, {} on {}.",
        state.probes_left(guide),
        context.probes_allowed.saturating_sub(context.probes_used),
        context.item.id
    );
    if !state.notes.is_empty() {
        let _ = write!(text, "\nYour notes from before: {}", data_block("notes", &state.notes));
    }
    if let Some(draft) = state.drafted.as_deref().filter(|_| !context.rejected.is_empty()) {
        let _ = write!(
            text,
            "\nYour last message was not shown: {}\nWhat to change: {}. Propose a move again.",
            data_block("draft", draft),
            context.rejected.join("; ")
        );
    }
    if guide.mode == InterviewMode::Standard {
        text.push_str("\nThis study asks everyone in the same words: the host words the next question, you read the answer.");
    }
    text.push_str("\nYour move as JSON.");
    text
}

fn standing(entry: &LedgerEntry) -> String {
    let refused = if entry.refused { ", nothing more to be asked" } else { "" };
    format!(
        "{}{refused}",
        if entry.asked || !entry.status.is_open() {
            entry.status.name()
        } else if entry.status.evidence().is_empty() {
            "open"
        } else {
            "open, touched"
        }
    )
}

fn probed(entry: &LedgerEntry) -> String {
    match entry.probes {
        0 => String::new(),
        1 => ", 1 probe".into(),
        number => format!(", {number} probes"),
    }
}

/// The goals that items serve which nobody has answered, with those items.
fn lacking(state: &InterviewState, guide: &Guide) -> String {
    let open = |id: &str| {
        let entry = state.ledger().entry(id);
        entry.is_some_and(|entry| !entry.refused && !entry.status.is_final() && !matches!(entry.status, super::ItemStatus::Answered { .. }))
    };
    let mut lines = Vec::new();
    for number in 1..=u32::try_from(guide.goals.len()).unwrap_or(u32::MAX) {
        let items: Vec<&str> =
            guide.items.iter().filter(|item| item.serves.contains(&number) && open(&item.id)).map(|item| item.id.as_str()).collect();
        if !items.is_empty() {
            lines.push(format!("{number} ({})", items.join(", ")));
        }
    }
    lines.join(", ")
}
