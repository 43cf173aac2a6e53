//! The checks that turn a proposal into an observation.

use super::{NewTouchpoint, ProposedObservation};
use crate::{
    journey::{Channel, Citations, Coder, Emotion, Expectation, Framework, Observation, ObservationKind, Place, Quotation, Role},
    text::SentenceId,
};

/// A proposal that passed: an observation without its id, and a touchpoint to consider.
pub(super) struct Accepted {
    pub(super) observation: Observation,
    pub(super) new_touchpoint: Option<NewTouchpoint>,
}

/// The observation of a proposal that passes every check, without its id; the error says which check it failed.
pub(crate) fn accept(
    proposal: &ProposedObservation,
    cited: &mut Citations<'_>,
    framework: &Framework,
    coder: &Coder,
) -> Result<Observation, String> {
    check(proposal, cited, framework, coder).map(|accepted| accepted.observation)
}

/// Checks a proposal against the document and the study; the error says which check it failed.
pub(super) fn check(
    proposal: &ProposedObservation,
    cited: &mut Citations<'_>,
    framework: &Framework,
    coder: &Coder,
) -> Result<Accepted, String> {
    let mut ids = Vec::with_capacity(proposal.sentences.len());
    for text in &proposal.sentences {
        ids.push(customer_sentence(text, cited)?);
    }
    let evidence = cited.quote(&ids);
    if evidence.is_empty() {
        return Err("no evidence: no sentence is cited".into());
    }
    let touchpoint = proposal.touchpoint.as_deref().and_then(|name| framework.find_touchpoint(name));
    if let (Some(name), None) = (&proposal.touchpoint, touchpoint) {
        return Err(format!("`{name}` is not a touchpoint of the study; propose it as a new touchpoint"));
    }
    let stage = framework.find_stage(&proposal.stage).ok_or_else(|| format!("`{}` is not a stage of the study", proposal.stage))?;
    if let Some(touchpoint) = touchpoint
        && touchpoint.stage != stage.id
    {
        return Err(format!("touchpoint `{}` belongs to stage `{}`, not to `{}`", touchpoint.id, touchpoint.stage, stage.id));
    }
    sign(proposal.kind, proposal.valence)?;
    if !(0.0..=1.0).contains(&proposal.confidence) {
        return Err(format!("confidence {} is not between 0 and 1", proposal.confidence));
    }
    let mut quote = |id: &Option<String>| -> Result<Option<Quotation>, String> {
        let Some(id) = id else { return Ok(None) };
        let id = customer_sentence(id, cited)?;
        Ok(cited.quote(&[id]).into_iter().next())
    };
    let expectation = match (quote(&proposal.expected)?, quote(&proposal.actual)?) {
        (Some(expected), Some(actual)) => Some(Expectation { expected, actual }),
        _ => None,
    };
    let cause = quote(&proposal.cause)?;
    let new_touchpoint = proposal
        .new_touchpoint
        .as_deref()
        .map(str::trim)
        .filter(|name| touchpoint.is_none() && !name.is_empty() && framework.find_touchpoint(name).is_none())
        .map(|name| NewTouchpoint { stage: stage.id.clone(), name: name.to_owned() });
    let mut signs = proposal.markers.clone();
    signs.sort_unstable();
    signs.dedup();
    let document = cited.document();
    let observation = Observation {
        id: String::new(),
        document: document.id.clone(),
        participant: document.participant.clone(),
        place: Place::new(stage.id.as_str(), touchpoint.map(|touchpoint| touchpoint.id.as_str())),
        channel: proposal.channel.as_deref().map(Channel::from_name),
        kind: proposal.kind,
        emotion: Emotion {
            label: proposal.emotion,
            valence: proposal.valence,
            arousal: proposal.emotion.arousal(),
            confidence: proposal.confidence,
        },
        cause,
        expectation,
        markers: signs,
        evidence,
        coder: coder.clone(),
        confidence: proposal.confidence,
        reason: proposal.reason.clone(),
    };
    Ok(Accepted { observation, new_touchpoint })
}

fn customer_sentence(text: &str, cited: &mut Citations<'_>) -> Result<SentenceId, String> {
    let id: SentenceId = text.parse().map_err(|_| format!("`{text}` is not a sentence id"))?;
    match cited.find(id) {
        Some((turn, _)) if turn.role == Role::Customer => Ok(id),
        Some(_) => Err(format!("sentence `{id}` is not the customer's")),
        None => Err(format!("sentence `{id}` does not exist")),
    }
}

fn sign(kind: ObservationKind, valence: i8) -> Result<(), String> {
    let agrees = match kind {
        ObservationKind::Delight => valence > 0,
        ObservationKind::Pain => valence < 0,
        ObservationKind::Neutral | ObservationKind::Milestone => (-1..=1).contains(&valence),
        ObservationKind::ExpectationGap | ObservationKind::Need | ObservationKind::Suggestion => (-2..=2).contains(&valence),
    };
    if agrees && (-2..=2).contains(&valence) {
        return Ok(());
    }
    Err(format!("valence {valence} does not agree with {}", kind.name()))
}
