//! What becomes of a moderator's proposal: the model proposes, code disposes.

use std::sync::Arc;

use super::{
    AnswerAssessment, CoverageClaim, EventBody, ItemCoverage, ItemStatus, Mention, MessagePurpose, ModeratorMove, MoveKind, ProbeKind,
    Utterance,
    deciding::Deciding,
    depth::{Turns, wish},
    event::MessageProvenance,
    gates,
};
use crate::{
    error::Error,
    llm::TokenUsage,
    plan::{GuideItem, GuidePhase, InterviewMode, ItemKind, Probes},
    text::{Information, SentenceId, Signal, quotable, word_count},
};

/// How often one item is asked again before the interview moves on.
const MOST_RETURNS: u32 = 2;
/// Who does not know, or is not concerned, in more words than this has told something.
const LONG_REFUSAL: usize = 40;
/// The most characters of a moderator's notes.
const LONGEST_NOTES: usize = 300;
/// How often the interview comes back to something that was mentioned and not asked about.
const MOST_REVISITS: u32 = 3;
/// Mentions kept of one answer.
const MOST_MENTIONS: usize = 6;

/// A message that a proposal would show.
struct Drafted<'a> {
    item: &'a GuideItem,
    purpose: MessagePurpose,
    /// Why it may not be shown.
    faults: Vec<String>,
}

impl<'a> Deciding<'a> {
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
        // The draft is judged before the answer is settled, so that a rejected draft can be written again.
        let faults = self.drafted(proposal).map(|draft| draft.faults).unwrap_or_default();
        let first = self.state.pending.is_some_and(|pending| pending.attempt == 1);
        if !faults.is_empty() && first {
            self.emit(EventBody::DraftRejected { request: number, reasons: faults, draft: proposal.message.clone() })?;
            return self.ask_model();
        }
        self.moved(proposal, model, prompt_hash, usage)
    }

    /// Settles what a proposal says of the newest answer, then makes its move, or a better one.
    pub(super) fn moved(
        &mut self,
        proposal: &ModeratorMove,
        model: &Arc<str>,
        prompt_hash: &Arc<str>,
        usage: TokenUsage,
    ) -> Result<(), Error> {
        let Some(item) = self.item() else { return self.advance() };
        let reading = self.reading(proposal);
        let draft = self.drafted(proposal);
        let sent_back = self.state.rejected.join("; ");
        let turn = self.state.unread().last().map_or(0, |turn| turn.number);
        let mentions = self.known_mentions(&proposal.mentions);
        let notes: String = proposal.notes.chars().take(LONGEST_NOTES).collect();
        self.emit(EventBody::AnswerAssessed {
            turn,
            assessment: reading,
            mentions,
            notes,
            engine: Arc::clone(model),
            prompt_hash: Arc::clone(prompt_hash),
            usage,
        })?;
        self.settle_claims(item, reading, &proposal.covered)?;
        if reading == AnswerAssessment::AsksQuestion || proposal.participant_question_fact.is_some() {
            self.preface = Some(self.answer_to_participant(proposal.participant_question_fact));
        }
        match reading {
            AnswerAssessment::AsksQuestion => return self.ask_where_it_was(item),
            // The item is left alone; another may follow in the moderator's words.
            AnswerAssessment::Declined | AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable
                if !draft.as_ref().is_some_and(|draft| draft.faults.is_empty()) =>
            {
                return self.advance();
            }
            AnswerAssessment::Distress if !self.state.flags.contains(&Signal::Distress) => {
                self.emit(EventBody::Flagged { signal: Signal::Distress })?;
                return self.comfort();
            }
            AnswerAssessment::WantsToStop if self.state.offers_by_model == 0 => {
                return self.script(&self.lines().offer, MessagePurpose::OfferToStop);
            }
            AnswerAssessment::Distress | AnswerAssessment::WantsToStop => return self.advance(),
            AnswerAssessment::Declined
            | AnswerAssessment::DontKnow
            | AnswerAssessment::NotApplicable
            | AnswerAssessment::OffTopic
            | AnswerAssessment::Partial
            | AnswerAssessment::Substantive => {}
        }
        if self.guide().mode == InterviewMode::Standard {
            // Everyone gets the same probes, whatever the moderator thinks of the answer.
            return self.neutral_probe(item);
        }
        let provenance = MessageProvenance {
            engine: Arc::clone(model),
            prompt_hash: Arc::clone(prompt_hash),
            regeneration_reason: (!sent_back.is_empty()).then_some(sent_back),
            ..MessageProvenance::guide()
        };
        match draft {
            Some(draft) if draft.faults.is_empty() => {
                if matches!(draft.purpose, MessagePurpose::Question { .. }) && self.leaves_item()? {
                    return self.screen_out();
                }
                self.say(proposal.message.as_str().into(), draft.purpose, provenance)
            }
            Some(draft) if matches!(draft.purpose, MessagePurpose::Probe { .. }) => {
                self.plain_probe(draft.item, Some(draft.faults.join("; ")))
            }
            _ if reading == AnswerAssessment::OffTopic => self.ask_again(&format!("{} {}", self.lines().off_topic, item.text)),
            _ => self.advance(),
        }
    }

    /// How the newest answer counts: a refusal in many words tells something all the same.
    fn reading(&self, proposal: &ModeratorMove) -> AnswerAssessment {
        let told = self.state.unread().map(|turn| word_count(&turn.text)).sum::<usize>();
        match proposal.assessment {
            AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable if told > LONG_REFUSAL => AnswerAssessment::Partial,
            reading => reading,
        }
    }

    /// What a proposal wants to say, with what is wrong with it; nothing where its move may not be made.
    fn drafted(&self, proposal: &ModeratorMove) -> Option<Drafted<'a>> {
        let told = match self.reading(proposal) {
            AnswerAssessment::Substantive | AnswerAssessment::Partial | AnswerAssessment::OffTopic => true,
            AnswerAssessment::Declined | AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable => proposal.next == MoveKind::AskItem,
            AnswerAssessment::AsksQuestion | AnswerAssessment::Distress | AnswerAssessment::WantsToStop => false,
        };
        if !told || self.guide().mode == InterviewMode::Standard {
            return None;
        }
        let hand = self.item()?;
        let named = || proposal.item.as_deref().and_then(|id| self.prepared.item(id));
        let (item, purpose) = match proposal.next {
            MoveKind::Probe => {
                let item = named().unwrap_or(hand);
                let goes_on = item.id == hand.id && hand.phase != GuidePhase::Screener && self.wants_more();
                if !self.may_probe(item) || !(goes_on || self.may_come_back(item)) {
                    return None;
                }
                let kind = proposal.probe_kind.unwrap_or(ProbeKind::Descriptive);
                (item, MessagePurpose::Probe { item: item.id.clone(), kind })
            }
            MoveKind::Rephrase => {
                let again = self.entry().is_some_and(|entry| entry.times_reasked == 0 && !entry.refused) && self.may_ask_more();
                if !again {
                    return None;
                }
                (hand, MessagePurpose::Rephrase { item: hand.id.clone() })
            }
            MoveKind::AskItem => {
                let item = named()?;
                if !self.may_ask(item) {
                    return None;
                }
                (item, MessagePurpose::Question { item: item.id.clone() })
            }
            MoveKind::Advance | MoveKind::Close => return None,
        };
        let mut faults = gates::check_draft(&proposal.message, item, self.guide(), self.state);
        if matches!(purpose, MessagePurpose::Question { .. }) && !gates::asks_item(&proposal.message, item, self.guide()) {
            faults.push(format!("does not ask what `{}` asks: `{}`", item.id, item.text));
        }
        if let Some(other) = gates::asks_other(&proposal.message, item, self.guide()) {
            faults.push(format!("asks what `{}` asks; ask that item instead", other.id));
        }
        Some(Drafted { item, purpose, faults })
    }

    /// Whether the moderator may word an item itself: an open one of the conversation, neither screener nor rating, while the turns last.
    fn may_ask(&self, item: &GuideItem) -> bool {
        let open = self.state.ledger.entry(&item.id).is_some_and(|entry| !entry.asked && entry.status.is_open());
        let hand = self.item().is_some_and(|hand| hand.phase == GuidePhase::Screener);
        let turn = if item.kind == ItemKind::Mandatory { self.state.asked < self.guide().max_turns } else { self.may_ask_more() };
        let admitted = !self.guide().requires_admission || self.state.admitted;
        open && turn && admitted && !hand && item.answer.is_open() && !matches!(item.phase, GuidePhase::Screener | GuidePhase::Rating)
    }

    /// Whether an earlier item may be come back to.
    fn may_come_back(&self, item: &GuideItem) -> bool {
        self.state.current.as_deref() != Some(item.id.as_str()) && item.answer.is_open() && item.phase != GuidePhase::Screener
    }

    /// The study's fact that answers what the participant asked, or that it will be passed on.
    fn answer_to_participant(&self, fact: Option<u32>) -> String {
        let fact = fact.and_then(|number| self.guide().facts.get((number as usize).checked_sub(1)?));
        fact.unwrap_or(&self.lines().deferred).clone()
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
    fn settle_claims(&mut self, item: &GuideItem, reading: AnswerAssessment, claims: &[ItemCoverage]) -> Result<(), Error> {
        let heard = self.state.unread_sentences();
        for claim in claims.iter().filter(|claim| claim.item != item.id) {
            let Some(entry) = self.state.ledger.entry(&claim.item).filter(|entry| !entry.asked && entry.status.is_open()) else { continue };
            let mut evidence: Vec<SentenceId> = entry.status.evidence().to_vec();
            let cited = evidence.len();
            evidence.extend(claim.sentences.iter().filter_map(|id| id.parse().ok()).filter(|id| heard.binary_search(id).is_ok()));
            if evidence.len() == cited {
                continue;
            }
            let status = match claim.coverage {
                CoverageClaim::Answered => ItemStatus::Answered { evidence },
                // What must be asked is asked.
                CoverageClaim::NotApplicable if !entry.mandatory => ItemStatus::NotApplicable,
                CoverageClaim::NotApplicable | CoverageClaim::Touched => ItemStatus::Touched { evidence },
            };
            self.emit(EventBody::ItemStatusChanged { item: claim.item.clone(), status })?;
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

    /// Asks once more what stood open when the participant asked back.
    fn ask_where_it_was(&mut self, item: &GuideItem) -> Result<(), Error> {
        let goes_on = self.entry().is_none_or(|entry| entry.times_reasked >= MOST_RETURNS || entry.refused || entry.status.is_final());
        if goes_on || !self.may_ask_more() {
            return self.advance();
        }
        let open = self.state.open_question().unwrap_or(&item.text).to_owned();
        self.script(&open, MessagePurpose::Answer { item: item.id.clone() })
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

    /// The built-in engine's probe in place of a draft that the gates did not let through.
    fn plain_probe(&mut self, item: &GuideItem, replaced: Option<String>) -> Result<(), Error> {
        let wanted = self
            .entry()
            .and_then(|entry| wish(entry, self.prepared.wanted, Turns { spare: 1, parts_wait: false, late: true, why: self.prepared.why }));
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
            let heard_here = |said: &&Utterance| said.turn.number == heard.turn && said.purpose.is_none();
            let Some(said) = self.state.turns.iter().find(heard_here).filter(|said| !self.state.protected.contains(&said.turn.number))
            else {
                continue;
            };
            let Some(item) = self.state.item_of(said).and_then(|id| self.prepared.item(id)) else { continue };
            let entry = self.state.ledger.entry(&item.id);
            if entry.is_none_or(|entry| {
                entry.probes >= item.depth.max_probes() || entry.refused || entry.status.is_final() || entry.unproductive_answers > 0
            }) || self.asked_about(touchpoint)
            {
                continue;
            }
            let of_touchpoint = |text: &&str| self.prepared.named(text).iter().any(|at| self.is_touchpoint(*at, touchpoint));
            let named = quotable(&said.turn.text, &self.guide().language).find(of_touchpoint);
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
