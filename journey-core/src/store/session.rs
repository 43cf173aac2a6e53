//! An interview over a store: nothing is shown before it is kept.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;

use super::{AppendRequest, ERASED, InterviewRecord, QuotaSlot, Store};
use crate::{
    error::Error,
    interview::{Input, InputBody, Interview, InterviewEvent, InterviewHost, InterviewOutcome, Output, PreparedGuide},
    plan::StructuredAnswer,
    study::{OutboxBody, OutboxMessage, Outreach, QuotaFullAction, Study, add_screener_answers, matching_quotas},
    time::Timestamp,
};

/// How long a session holds an interview after its last input, in milliseconds.
const HOLD: u64 = 60_000;

/// What a study adds to its sessions: quotas, reminders and thanks, webhooks.
#[derive(Clone, Debug)]
pub struct StudyServices {
    /// The study.
    pub study: Arc<Study>,
    /// Writes reminders and thanks; none are written without it or without an address.
    pub outreach: Option<Arc<Outreach>>,
    /// Where a program hears of the end of an interview.
    pub webhook: Option<String>,
}

/// A study that writes to nobody.
impl From<Study> for StudyServices {
    fn from(study: Study) -> Self {
        Self { study: Arc::new(study), outreach: None, webhook: None }
    }
}

/// An interview that is kept in a store. An input is accepted when [`Session::handle`] returns: it survives a crash from then on.
#[derive(Debug)]
pub struct Session {
    store: Arc<dyn Store>,
    record: InterviewRecord,
    interview: Interview,
    holder: String,
    services: Option<StudyServices>,
    /// The store may have what memory has not, after a failed append.
    stale: bool,
    /// The input whose append failed: it may be stored all the same, and come again without an id.
    unsure: Option<Input>,
}

impl Session {
    /// Creates an interview and takes hold of it. `holder` names this process.
    ///
    /// # Errors
    /// When the id is taken or the store fails.
    pub async fn begin(store: Arc<dyn Store>, record: InterviewRecord, prepared: Arc<PreparedGuide>, holder: &str) -> Result<Self, Error> {
        let record = InterviewRecord { guide: prepared.hash().to_owned(), ..record };
        store.save_guide(prepared.guide()).await?;
        store.create(&record).await?;
        store.acquire_lease(&record.id, holder, record.created, record.created.plus_ms(HOLD)).await?;
        let interview = Interview::with_guide(&record.id, prepared).without_log().about(record.participant.about());
        Ok(Self { store, record, interview, holder: holder.to_owned(), services: None, stale: false, unsure: None })
    }

    /// Takes up an interview that any process may have begun.
    ///
    /// # Errors
    /// When someone else holds it, nothing of the id is stored, or the store fails.
    pub async fn resume(store: Arc<dyn Store>, id: &str, holder: &str, now: Timestamp) -> Result<Self, Error> {
        let record = store.record(id).await?;
        let prepared = PreparedGuide::new(store.guide(&record.guide).await?)?;
        Self::resume_with_guide(store, record, prepared, holder, now).await
    }

    /// Takes up an interview under a guide that is ready.
    ///
    /// # Errors
    /// As for [`Self::resume`].
    pub async fn resume_with_guide(
        store: Arc<dyn Store>,
        record: InterviewRecord,
        prepared: Arc<PreparedGuide>,
        holder: &str,
        now: Timestamp,
    ) -> Result<Self, Error> {
        store.acquire_lease(&record.id, holder, now, now.plus_ms(HOLD)).await?;
        let log = store.load(&record.id, 0).await?;
        let interview = Interview::replay_with_guide(&record.id, prepared, log)?.without_log().about(record.participant.about());
        Ok(Self { store, record, interview, holder: holder.to_owned(), services: None, stale: false, unsure: None })
    }

    /// Adds quotas, reminders, thanks and webhooks of a study, and its rule who may take part.
    ///
    /// # Errors
    /// When the study asks participants to sign in and this one did not.
    pub fn with_services(mut self, services: StudyServices) -> Result<Self, Error> {
        // Nobody is left to admit where consent was withdrawn.
        if self.record.participant.id != ERASED {
            services.study.admit(&self.record.participant)?;
        }
        self.services = Some(services);
        let about = self.about();
        self.interview = self.interview.about(about);
        Ok(self)
    }

    /// The record.
    pub fn record(&self) -> &InterviewRecord {
        &self.record
    }

    /// The interview.
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// Takes an input, keeps the events that follow from it, then returns what else to do.
    ///
    /// # Errors
    /// An input that the interview refuses, [`StoreError::Conflict`](super::StoreError) when another process went on with it, or a store that fails;
    /// the input is not accepted then and may be sent again.
    pub async fn handle(&mut self, mut input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        if self.stale {
            self.reload().await?;
        }
        if input.id.is_empty() {
            let again = self.unsure.as_ref().filter(|known| known.body == input.body).map(|known| known.id.clone());
            input.id = again.unwrap_or_else(|| self.interview.next_input_id());
        }
        self.unsure = Some(input.clone());
        let expected_revision = self.interview.state().revision();
        let (mut events, mut outputs) = (Vec::new(), Vec::new());
        for output in self.interview.handle(input, now)? {
            match output {
                Output::Record { event } => events.push(event),
                other => outputs.push(other),
            }
        }
        if events.is_empty() {
            self.unsure = None;
            return Ok(outputs);
        }
        let append = AppendRequest {
            interview: self.record.id.clone(),
            expected_revision,
            holder: self.holder.clone(),
            erase: outputs.contains(&Output::Erase),
            outbox: self.outbox(&outputs, now)?,
            events,
        };
        // Memory is ahead of the store until the append is done; what fails or is cancelled on the way is read back.
        self.stale = true;
        let erased = append.erase;
        self.store.append(append).await?;
        if erased {
            self.record.erase();
        }
        (self.stale, self.unsure) = (false, None);
        if self.services.is_some() && outputs.iter().any(|output| matches!(output, Output::Finished { outcome } if !counts(*outcome))) {
            self.store.release_quota_slots(&self.record.study, &self.record.id).await?;
        }
        Ok(outputs)
    }

    /// Keeps hold of the interview while the participant thinks.
    ///
    /// # Errors
    /// When someone else has taken it.
    pub async fn renew(&self, now: Timestamp) -> Result<(), Error> {
        Ok(self.store.acquire_lease(&self.record.id, &self.holder, now, now.plus_ms(HOLD)).await?)
    }

    /// Lets go, so that another process may take it up at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn close(self) -> Result<(), Error> {
        Ok(self.store.release(&self.record.id, &self.holder).await?)
    }

    async fn reload(&mut self) -> Result<(), Error> {
        let log = self.store.load(&self.record.id, 0).await?;
        let prepared = Arc::clone(self.interview.prepared());
        self.interview = Interview::replay_with_guide(&self.record.id, prepared, log)?.without_log().about(self.about());
        self.stale = false;
        Ok(())
    }

    /// What the moderator may know of the participant: the segments of the study, and the attributes.
    fn about(&self) -> String {
        let participant = &self.record.participant;
        self.services.as_ref().map_or_else(|| participant.about(), |services| services.study.about(participant))
    }

    fn outbox(&self, outputs: &[Output], now: Timestamp) -> Result<Vec<OutboxMessage>, Error> {
        let Some(services) = &self.services else { return Ok(Vec::new()) };
        let mail = services.outreach.as_ref().zip(self.record.address.as_ref());
        let mut messages = Vec::new();
        for output in outputs {
            match (output, mail) {
                (Output::Remind { number }, Some((outreach, address))) => {
                    messages.push(outreach.remind(&services.study, &self.record.participant, address, &self.record.id, *number, now)?);
                }
                (Output::Finished { outcome }, _) => {
                    if let Some((outreach, address)) =
                        mail.filter(|_| *outcome == InterviewOutcome::Completed && services.study.experience.thank_you)
                    {
                        messages.push(outreach.thank(&services.study, &self.record.participant, address, &self.record.id, now)?);
                    }
                    messages.extend(services.webhook.as_ref().map(|url| self.told(url, *outcome, now)));
                }
                _ => {}
            }
        }
        Ok(messages)
    }

    /// What a program hears of the end of an interview: ids and the outcome, no words; of a withdrawal not even who.
    fn told(&self, url: &str, outcome: InterviewOutcome, now: Timestamp) -> OutboxMessage {
        let participant = (outcome != InterviewOutcome::Withdrawn).then_some(&self.record.participant.id);
        let json = serde_json::json!({
            "type": "interview.finished",
            "timestamp": now.0,
            "data": { "interview": self.record.id, "study": self.record.study, "participant": participant, "outcome": outcome },
        });
        let id = format!("finished/{}/{}", self.record.id, self.interview.state().revision());
        let body = OutboxBody::Webhook { url: url.to_owned(), json: json.to_string() };
        // A withdrawal must be heard of too, so the message is not tied to the content that is erased.
        OutboxMessage { id, due: now, interview: None, body }
    }
}

/// Whether an interview that ended so counts towards quotas.
fn counts(outcome: InterviewOutcome) -> bool {
    matches!(outcome, InterviewOutcome::Completed | InterviewOutcome::OutOfTime)
}

#[async_trait]
impl InterviewHost for Session {
    fn interview(&self) -> &Interview {
        &self.interview
    }

    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        Self::handle(self, input, now).await
    }

    async fn admission(&mut self, answers: BTreeMap<String, StructuredAnswer>) -> Result<InputBody, Error> {
        let Some(services) = &self.services else { return Ok(InputBody::Admitted { quotas: Vec::new(), full: None }) };
        let participant = add_screener_answers(&self.record.participant, &answers);
        let quotas = matching_quotas(&services.study.quotas, &participant);
        let strict: Vec<QuotaSlot> = quotas
            .iter()
            .filter(|quota| quota.when_full == QuotaFullAction::Close)
            .map(|quota| QuotaSlot { quota: quota.id.clone(), limit: quota.limit })
            .collect();
        let full = self.store.reserve_quota_slots(&services.study.id, &self.record.id, &strict).await?;
        Ok(InputBody::Admitted { quotas: quotas.iter().map(|quota| quota.id.clone()).collect(), full })
    }

    async fn log(&mut self) -> Result<Vec<InterviewEvent>, Error> {
        Ok(self.store.load(&self.record.id, 0).await?)
    }

    async fn release(&mut self) -> Result<(), Error> {
        Ok(self.store.release(&self.record.id, &self.holder).await?)
    }
}
