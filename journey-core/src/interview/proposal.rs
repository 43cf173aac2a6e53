//! What becomes of a moderator's proposal: the model proposes, code disposes.

use std::sync::Arc;

use super::{
    AnswerAssessment, AnswerClaim, EventBody, ItemStatus, Mention, MessagePurpose, ModeratorMove, MoveKind, ProbeKind,
    deciding::Deciding,
    depth::{Turns, wish},
    event::MessageProvenance,
    gates,
};
use crate::{
    error::Error,
    llm::TokenUsage,
    plan::{GuideItem, InterviewMode, Probes},
    text::{Information, SentenceId, parts, phrase, word_count},
};

/// How often one item is asked again before the interview moves on.
const MOST_RETURNS: u32 = 2;
/// A refusal that only the model sees counts when the answer is no longer than this.
const SHORT_ANSWER: usize = 12;
/// How often the interview comes back to something that was mentioned and not asked about.
const MOST_REVISITS: u32 = 3;
/// Mentions kept of one answer.
const MOST_MENTIONS: usize = 6;

impl Deciding<'_> {
    pub(super) fn ask_model(&mut self) -> Result<(), Error> {
        let folded = self.state.history.wanted_fold(self.guide());
        self.emit(EventBody::ModelAsked { request: self.state.requests + 1, folded })
    }

    pub(super) fn model_replied(
        &mut self,
        number: u64,
        proposal: &ModeratorMove,
        model: &Arc<str>,
        prompt_hash: &Arc<str>,
        usage: TokenUsage,
    ) -> Result<(), Error> {
        let Some(item) = self.item() else { return self.advance() };
        let short = self.state.unread().map(|turn| word_count(&turn.text)).sum::<usize>() <= SHORT_ANSWER;
        let reading = match proposal.assessment {
            AnswerAssessment::Declined | AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable if !short => {
                AnswerAssessment::Partial
            }
            reading => reading,
        };
        // The draft is judged before the answer is settled, so that a rejected draft can be written again.
        let told = matches!(reading, AnswerAssessment::Substantive | AnswerAssessment::Partial | AnswerAssessment::OffTopic);
        let standard = self.guide().mode == InterviewMode::Standard;
        let drafts = told && !standard && matches!(proposal.kind, MoveKind::Probe | MoveKind::Rephrase);
        let allowed = match proposal.kind {
            MoveKind::Probe => self.may_probe(item) && self.wants_more(),
            MoveKind::Rephrase => self.entry().is_some_and(|entry| entry.times_reasked == 0) && self.may_ask_more(),
            _ => false,
        };
        let faults = if drafts && allowed { self.faults(proposal, item) } else { Vec::new() };
        let first = self.state.pending.is_some_and(|pending| pending.attempt == 1);
        if !faults.is_empty() && first {
            self.emit(EventBody::DraftRejected { request: number, reasons: faults })?;
            return self.ask_model();
        }
        let sent_back = self.state.rejected.join("; ");
        let turn = self.state.unread().last().map_or(0, |turn| turn.number);
        let mentions = self.known_mentions(&proposal.mentions);
        self.emit(EventBody::AnswerAssessed {
            turn,
            assessment: reading,
            mentions,
            engine: Arc::clone(model),
            prompt_hash: Arc::clone(prompt_hash),
            usage,
        })?;
        self.settle_claims(item, reading, &proposal.answers)?;
        match reading {
            AnswerAssessment::AsksQuestion => return self.answer_back(item, proposal.fact),
            AnswerAssessment::Declined | AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable => return self.advance(),
            AnswerAssessment::Distress | AnswerAssessment::WantsToStop if self.state.offers_by_model == 0 => {
                return self.script(&self.lines().offer, MessagePurpose::OfferToStop);
            }
            AnswerAssessment::Distress | AnswerAssessment::WantsToStop => return self.advance(),
            AnswerAssessment::OffTopic | AnswerAssessment::Partial | AnswerAssessment::Substantive => {}
        }
        if standard {
            // Everyone gets the same probes, whatever the moderator thinks of the answer.
            return self.neutral_probe(item);
        }
        let engine = MessageProvenance {
            engine: Arc::clone(model),
            prompt_hash: Arc::clone(prompt_hash),
            regeneration_reason: (!sent_back.is_empty()).then_some(sent_back),
            ..MessageProvenance::guide()
        };
        match proposal.kind {
            MoveKind::Probe if allowed && !faults.is_empty() => self.plain_probe(item, Some(faults.join("; "))),
            MoveKind::Probe if allowed => {
                let kind = proposal.probe.unwrap_or(ProbeKind::Descriptive);
                self.say(proposal.message.as_str().into(), MessagePurpose::Probe { item: item.id.clone(), kind }, engine)
            }
            MoveKind::Rephrase if allowed && faults.is_empty() => {
                self.say(proposal.message.as_str().into(), MessagePurpose::Rephrase { item: item.id.clone() }, engine)
            }
            MoveKind::AnswerThenReturn => self.answer_back(item, proposal.fact),
            _ if reading == AnswerAssessment::OffTopic => self.ask_again(&format!("{} {}", self.lines().off_topic, item.text)),
            _ => self.advance(),
        }
    }

    /// Why a draft may not be shown, the order of probes included.
    fn faults(&self, proposal: &ModeratorMove, item: &GuideItem) -> Vec<String> {
        let mut faults = gates::check_draft(&proposal.message, item, self.guide(), self.state);
        let early = self.entry().is_some_and(|entry| entry.probes == 0 && !entry.information.has(Information::Incident));
        if proposal.probe == Some(ProbeKind::Explanatory) && early {
            faults.push("asks what led to it before what happened is told".into());
        }
        faults
    }

    /// Whether the item in hand can still grow: an answer to a probe that added nothing ends probing.
    fn wants_more(&self) -> bool {
        self.guide().mode != InterviewMode::Adaptive || self.entry().is_some_and(|entry| !entry.is_tired())
    }

    /// Mentions of stages that the guide knows, with a valence on the scale.
    fn known_mentions(&self, mentions: &[Mention]) -> Vec<Mention> {
        let guide = self.guide();
        let stage = |id: &str| {
            guide.touchpoints.iter().any(|one| one.stage == id) || guide.items.iter().any(|one| one.stage.as_deref() == Some(id))
        };
        mentions
            .iter()
            .filter(|mention| mention.valence.abs() <= 2 && stage(&mention.stage))
            .take(MOST_MENTIONS)
            .map(|mention| {
                let known = |id: &String| guide.touchpoints.iter().any(|one| one.id == *id);
                Mention { touchpoint: mention.touchpoint.clone().filter(known), ..mention.clone() }
            })
            .collect()
    }

    /// Records what the newest answer settles: only its own sentences count, and only for items that may still change.
    fn settle_claims(&mut self, item: &GuideItem, reading: AnswerAssessment, claims: &[AnswerClaim]) -> Result<(), Error> {
        let heard = self.state.unread_sentences();
        for claim in claims {
            let known =
                claim.item != item.id && self.state.ledger.entry(&claim.item).is_some_and(|entry| entry.status == ItemStatus::Unasked);
            let evidence: Vec<SentenceId> =
                claim.sentences.iter().filter_map(|id| id.parse().ok()).filter(|id| heard.binary_search(id).is_ok()).collect();
            if known && !evidence.is_empty() {
                self.emit(EventBody::ItemStatusChanged { item: claim.item.clone(), status: ItemStatus::Partial { evidence } })?;
            }
        }
        let mut evidence: Vec<SentenceId> = self.entry().map(|entry| entry.status.evidence().to_vec()).unwrap_or_default();
        evidence.extend(&heard);
        let status = match reading {
            AnswerAssessment::Declined => ItemStatus::Declined,
            AnswerAssessment::DontKnow => ItemStatus::DontKnow,
            AnswerAssessment::NotApplicable => ItemStatus::NotApplicable,
            AnswerAssessment::Substantive if !evidence.is_empty() => ItemStatus::Answered { evidence },
            AnswerAssessment::Partial | AnswerAssessment::OffTopic | AnswerAssessment::Distress | AnswerAssessment::WantsToStop
                if !evidence.is_empty() =>
            {
                ItemStatus::Partial { evidence }
            }
            _ => return Ok(()),
        };
        self.settle(status)
    }

    /// Answers from the study's facts or defers, then asks the item again.
    fn answer_back(&mut self, item: &GuideItem, fact: Option<u32>) -> Result<(), Error> {
        if self.entry().is_none_or(|entry| entry.times_reasked >= MOST_RETURNS || entry.status.is_final()) || !self.may_ask_more() {
            return self.advance();
        }
        let fact = fact.and_then(|number| self.guide().facts.get((number as usize).checked_sub(1)?));
        let answer = fact.unwrap_or(&self.lines().deferred);
        self.script(&format!("{answer} {}", item.text), MessagePurpose::Answer { item: item.id.clone() })
    }

    /// The next of the neutral probes that everyone gets.
    fn neutral_probe(&mut self, item: &GuideItem) -> Result<(), Error> {
        let used = self.entry().map_or(0, |entry| entry.probes as usize);
        let kinds = [ProbeKind::Descriptive, ProbeKind::SpecificInstance, ProbeKind::Explanatory];
        match self.lines().probes.get(used).zip(kinds.get(used)).filter(|_| self.may_probe(item)) {
            Some((text, kind)) => self.script(text, MessagePurpose::Probe { item: item.id.clone(), kind: *kind }),
            None => self.advance(),
        }
    }

    /// A scripted probe in place of a draft: the wording that the gates let through and that asks for what is missing.
    fn plain_probe(&mut self, item: &GuideItem, replaced: Option<String>) -> Result<(), Error> {
        let wanted = self.entry().and_then(|entry| wish(entry, self.prepared.wanted, Turns { spare: 1, parts_wait: false, late: true }));
        let about = wanted.map_or(Information::Incident, |wish| wish.missing);
        let kind = wanted.map_or(ProbeKind::Descriptive, |wish| wish.kind);
        let plain = &self.lines().plain;
        let sound = |text: &&String| gates::check_draft(text, item, self.guide(), self.state).is_empty();
        let Some(text) = wordings(plain, about, kind).iter().chain(&plain.descriptive).find(sound) else { return self.advance() };
        let provenance = MessageProvenance { replacement_reason: replaced, ..MessageProvenance::guide() };
        self.say(text.as_str().into(), MessagePurpose::Probe { item: item.id.clone(), kind }, provenance)
    }

    /// Comes back to the strongest feeling about a touchpoint that no question was about; says whether it did.
    pub(super) fn revisit(&mut self) -> Result<bool, Error> {
        let spare = self.state.spare(self.guide());
        if self.guide().mode != InterviewMode::Adaptive || self.state.revisits >= MOST_REVISITS || spare == 0 || !self.may_ask_more() {
            return Ok(false);
        }
        let mut strong: Vec<_> = self.state.mentions.iter().filter(|heard| heard.mention.valence.abs() == 2).collect();
        strong.sort_by_key(|heard| (heard.mention.valence, heard.turn));
        for heard in strong {
            let Some(touchpoint) = &heard.mention.touchpoint else { continue };
            let Some(said) = self.state.turns.iter().find(|said| said.turn.number == heard.turn && said.purpose.is_none()) else {
                continue;
            };
            let Some(item) = self.state.item_of(said).and_then(|id| self.prepared.item(id)) else { continue };
            let entry = self.state.ledger.entry(&item.id);
            if entry
                .is_none_or(|entry| entry.probes >= item.depth.max_probes() || entry.status.is_final() || entry.unproductive_answers > 0)
                || self.asked_about(touchpoint)
            {
                continue;
            }
            let of_touchpoint = |text: &&str| self.prepared.named(text).iter().any(|at| self.is_touchpoint(*at, touchpoint));
            let named = parts(&said.turn.text).filter(of_touchpoint).find_map(phrase);
            let draft = named.and_then(|named| {
                let frames = self.lines().anchored.descriptive.iter().map(|frame| frame.replace("{phrase}", named));
                frames.into_iter().find(|text| gates::check_draft(text, item, self.guide(), self.state).is_empty())
            });
            if let Some(text) = draft {
                let kind = ProbeKind::Descriptive;
                self.say(text.into(), MessagePurpose::Probe { item: item.id.clone(), kind }, MessageProvenance::guide())?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_touchpoint(&self, at: usize, id: &str) -> bool {
        self.guide().touchpoints.get(at).is_some_and(|touchpoint| touchpoint.id == id)
    }

    fn asked_about(&self, touchpoint: &str) -> bool {
        let at = self.guide().touchpoints.iter().position(|known| known.id == touchpoint);
        at.is_some_and(|at| self.state.asked_about(self.prepared.words(at)))
    }
}

/// The wordings that ask for a kind of information.
pub(crate) fn wordings(probes: &Probes, about: Information, kind: ProbeKind) -> &[String] {
    match about {
        Information::Cause => &probes.explanatory,
        Information::Consequence => &probes.consequence,
        Information::Expectation => &probes.expectation,
        Information::Feeling => &probes.feeling,
        Information::Channel | Information::Incident => match kind {
            ProbeKind::Clarifying => &probes.clarifying,
            ProbeKind::SpecificInstance => &probes.idiographic,
            ProbeKind::Descriptive | ProbeKind::Explanatory => &probes.descriptive,
        },
    }
}
