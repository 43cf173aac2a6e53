//! The rules of the interview, checked on an interview that was held.

use journey_core::{
    interview::{AnswerAssessment, EventBody, Interview, InterviewEvent, InterviewOutcome, ItemStatus, MessagePurpose, NEAR_DUPLICATE},
    plan::{Guide, InterviewMode, ItemKind},
    text::{LintLimits, Signal, holds_quotation, jaccard, lint_draft, quotations},
};

use crate::Held;

/// A broken rule: its number in the design, and what broke it.
pub type Violation = (u8, String);

/// The rules that an interview breaks; empty when it keeps its promises.
pub fn violations(held: &Held) -> Vec<Violation> {
    let interview = &held.interview;
    let (guide, state, log) = (interview.guide(), interview.state(), interview.log());
    let mut found = Vec::new();
    let mut broken = |rule: u8, what: String| found.push((rule, what));
    if state.outcome() == Some(InterviewOutcome::Completed) {
        for item in guide.items.iter().filter(|item| item.kind == ItemKind::Mandatory) {
            if !state.ledger().entry(&item.id).is_some_and(|entry| entry.asked) {
                broken(1, format!("completed with {} unasked", item.id));
            }
        }
    }
    if held.outcome.is_none() {
        broken(4, "it does not end".into());
    }
    if state.asked() > guide.max_turns {
        broken(4, format!("{} questions of {}", state.asked(), guide.max_turns));
    }
    for item in &guide.items {
        let probes = probes_of(log, &item.id);
        // An adaptive interview may give an item one of the probes that others left over.
        let borrowed = usize::from(guide.mode == InterviewMode::Adaptive && item.depth.max_probes() > 0);
        if probes > item.depth.max_probes() as usize + borrowed {
            broken(4, format!("{} probes on {}", probes, item.id));
        }
    }
    check_messages(held, &mut broken);
    check_refusals(log, &mut broken);
    check_distress(log, &mut broken);
    check_answers(log, &mut broken);
    // 5: every word sent is kept, unless it was withdrawn.
    if state.outcome() != Some(InterviewOutcome::Withdrawn) {
        let kept: Vec<&str> = state.turns().iter().filter(|said| said.purpose.is_none()).map(|said| said.turn.text.as_ref()).collect();
        let corrected = log.iter().any(|event| matches!(event.body, EventBody::Corrected { .. }));
        for sent in held.said.iter().filter(|_| !corrected) {
            if !kept.contains(&sent.as_str()) {
                broken(5, format!("`{sent}` was lost"));
            }
        }
        for text in &kept {
            if !held.said.iter().any(|sent| sent == text) && !corrected {
                broken(5, format!("`{text}` was invented"));
            }
        }
    } else if serde_json::to_string(log).is_ok_and(|text| held.said.iter().any(|sent| sent.len() > 20 && text.contains(sent.as_str()))) {
        broken(2, "withdrawn words are still in the log".into());
    }
    // 6: the log is the interview.
    match Interview::replay(interview.id(), guide.clone(), log.to_vec()) {
        Err(error) => broken(6, error.to_string()),
        Ok(again) => {
            if again.state() != state || again.pending() != interview.pending() {
                broken(6, "the replayed state differs".into());
            }
        }
    }
    let stored: Vec<u64> = held.stored.iter().map(|event| event.revision).collect();
    if stored != (1..=log.len() as u64).collect::<Vec<_>>() {
        broken(6, "revisions have a gap".into());
    }
    if guide.hash() != held.guide {
        broken(7, "the guide has changed".into());
    }
    found
}

fn probes_of(log: &[InterviewEvent], wanted: &str) -> usize {
    log.iter()
        .filter(
            |event| matches!(&event.body, EventBody::MessageShown { purpose: MessagePurpose::Probe { item, .. }, .. } if item == wanted),
        )
        .count()
}

/// 3 and 4: what participants read.
fn check_messages(held: &Held, broken: &mut impl FnMut(u8, String)) {
    let (guide, log) = (held.interview.guide(), held.interview.log());
    let mut heard: Vec<&str> = Vec::new();
    let mut asked: Vec<&str> = Vec::new();
    let withdrawn = held.interview.state().outcome() == Some(InterviewOutcome::Withdrawn);
    for event in log.iter().filter(|_| !withdrawn) {
        match &event.body {
            EventBody::Said { text, .. } => heard.push(text),
            EventBody::MessageShown { text, purpose, provenance, .. } => {
                let own = asked_alone(guide, text);
                if provenance.engine.as_ref() != "guide" {
                    let said = heard.iter().copied();
                    if let Some(issue) = lint_draft(own, said, &guide.language, LintLimits { max_words: guide.max_words }).first() {
                        broken(3, format!("{:?}: {text}", issue.rule));
                    }
                    if !purpose.is_question() || matches!(purpose, MessagePurpose::Answer { .. }) {
                        broken(3, format!("a model wrote {purpose:?}"));
                    }
                    if text.contains("://") || text.contains(['<', '>', '{', '}']) {
                        broken(7, format!("markup in `{text}`"));
                    }
                }
                for quoted in quotations(text).filter(|_| provenance.engine.as_ref() != "guide") {
                    if !heard.iter().any(|said| holds_quotation(said, quoted)) {
                        broken(3, format!("`{quoted}` was not said"));
                    }
                }
                if matches!(purpose, MessagePurpose::Question { .. } | MessagePurpose::Probe { .. })
                    && guide.mode == InterviewMode::Adaptive
                {
                    if let Some(other) = asked.iter().find(|other| jaccard(own, other) >= NEAR_DUPLICATE) {
                        broken(4, format!("`{own}` repeats `{other}`"));
                    }
                    asked.push(own);
                }
            }
            _ => {}
        }
    }
}

/// 2: nothing more about a declined item, nothing after the end, one closing message after a stop.
fn check_refusals(log: &[InterviewEvent], broken: &mut impl FnMut(u8, String)) {
    let mut declined: Vec<&str> = Vec::new();
    let mut settled: Vec<&str> = Vec::new();
    let mut closed = false;
    let mut current: Option<&str> = None;
    for event in log {
        if let EventBody::MessageShown { purpose, .. } = &event.body {
            current = purpose.item().or(current);
        }
        match &event.body {
            EventBody::ItemStatusChanged { item, status: ItemStatus::Declined } => {
                declined.push(item);
                settled.push(item);
            }
            EventBody::ItemStatusChanged { item, status } if settled.contains(&item.as_str()) => {
                broken(2, format!("{item} went from declined to {status:?}"));
            }
            EventBody::MessageShown {
                purpose: MessagePurpose::Probe { item, .. } | MessagePurpose::Rephrase { item } | MessagePurpose::Answer { item },
                ..
            } if declined.contains(&item.as_str()) => broken(2, format!("{item} was pressed after a refusal")),
            EventBody::AnswerAssessed { assessment: AnswerAssessment::Declined, .. } => {
                declined.extend(current);
            }
            EventBody::MessageShown { .. } if closed => broken(2, "a message after the end".into()),
            EventBody::Closed { .. } => closed = true,
            _ => {}
        }
    }
}

/// 9: after distress comes the safe line, or the end, and no question.
fn check_distress(log: &[InterviewEvent], broken: &mut impl FnMut(u8, String)) {
    let distressed: Vec<&str> = log
        .iter()
        .filter(|event| matches!(event.body, EventBody::Flagged { signal: Signal::Distress }))
        .map(|event| event.input.as_ref())
        .collect();
    for event in log.iter().filter(|event| distressed.contains(&event.input.as_ref())) {
        if let EventBody::MessageShown { purpose, .. } = &event.body
            && purpose.is_question()
        {
            broken(9, format!("{purpose:?} after distress"));
        }
    }
}

/// 8: a question back is answered or deferred, then the item is asked again. 7: nothing is answered by words that were not said.
fn check_answers(log: &[InterviewEvent], broken: &mut impl FnMut(u8, String)) {
    let said: Vec<u32> = log
        .iter()
        .filter_map(|event| match &event.body {
            EventBody::Said { turn, .. } => Some(*turn),
            _ => None,
        })
        .collect();
    for event in log {
        match &event.body {
            EventBody::ItemStatusChanged { status, .. } => {
                for id in status.evidence() {
                    if !said.contains(&id.turn) {
                        broken(7, format!("{id} is no participant's sentence"));
                    }
                }
            }
            EventBody::MessageShown { text, purpose: MessagePurpose::Answer { item }, provenance, .. }
                if provenance.engine.as_ref() != "guide" =>
            {
                broken(8, format!("a model answered about {item}: {text}"));
            }
            _ => {}
        }
    }
}

/// A question without what stands in front of it: the study's fact that answers the participant's own question, or that it is passed on.
pub fn asked_alone<'a>(guide: &Guide, text: &'a str) -> &'a str {
    let answers = guide.facts.iter().chain([&guide.script().deferred]);
    answers.filter_map(|answer| text.strip_prefix(answer.as_str())).next().unwrap_or(text).trim()
}
