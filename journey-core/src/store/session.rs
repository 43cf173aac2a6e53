//! An interview over a store: nothing is shown before it is kept.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;

use super::{Append, InterviewRecord, Place, Store};
use crate::{
    error::Error,
    interview::{Event, Input, InputBody, Interview, Outcome, Output, PreparedGuide, Seat},
    plan::Given,
    study::{OutboxBody, OutboxMessage, Outreach, Study, WhenFull, quotas_of, with_answers},
    time::Timestamp,
};

/// How long a session holds an interview after its last input, in milliseconds.
const HOLD: u64 = 60_000;

/// What a study adds to its sessions: quotas, reminders and thanks, webhooks.
#[derive(Clone, Debug)]
pub struct Office {
    /// The study.
    pub study: Arc<Study>,
    /// Writes reminders and thanks; none are written without it or without an address.
    pub outreach: Option<Arc<Outreach>>,
    /// Where a program hears of the end of an interview.
    pub webhook: Option<String>,
}

/// An interview that is kept in a store. An input is accepted when [`Session::handle`] returns: it survives a crash from then on.
#[derive(Debug)]
pub struct Session {
    store: Arc<dyn Store>,
    record: InterviewRecord,
    interview: Interview,
    holder: String,
    office: Option<Office>,
    /// The store may have what memory has not, after a failed append.
    stale: bool,
}

impl Session {
    /// Creates an interview and takes hold of it. `holder` names this process.
    ///
    /// # Errors
    /// When the id is taken or the store fails.
    pub async fn begin(store: Arc<dyn Store>, record: InterviewRecord, prepared: Arc<PreparedGuide>, holder: &str) -> Result<Self, Error> {
        let record = InterviewRecord { guide: prepared.hash().to_owned(), ..record };
        store.keep_guide(prepared.guide()).await?;
        store.create(&record).await?;
        store.hold(&record.id, holder, record.created, record.created.plus(HOLD)).await?;
        let interview = Interview::under(&record.id, prepared).without_log();
        Ok(Self { store, record, interview, holder: holder.to_owned(), office: None, stale: false })
    }

    /// Takes up an interview that any process may have begun.
    ///
    /// # Errors
    /// When someone else holds it, nothing of the id is stored, or the store fails.
    pub async fn resume(store: Arc<dyn Store>, id: &str, holder: &str, now: Timestamp) -> Result<Self, Error> {
        let record = store.record(id).await?;
        let prepared = PreparedGuide::new(store.guide(&record.guide).await?)?;
        Self::resume_under(store, record, prepared, holder, now).await
    }

    /// Takes up an interview under a guide that is ready.
    ///
    /// # Errors
    /// As for [`Self::resume`].
    pub async fn resume_under(
        store: Arc<dyn Store>,
        record: InterviewRecord,
        prepared: Arc<PreparedGuide>,
        holder: &str,
        now: Timestamp,
    ) -> Result<Self, Error> {
        store.hold(&record.id, holder, now, now.plus(HOLD)).await?;
        let log = store.load(&record.id, 0).await?;
        let interview = Interview::replay_under(&record.id, prepared, log)?.without_log();
        Ok(Self { store, record, interview, holder: holder.to_owned(), office: None, stale: false })
    }

    /// Adds quotas, reminders, thanks and webhooks of a study.
    #[must_use]
    pub fn with_office(mut self, office: Office) -> Self {
        self.office = Some(office);
        self
    }

    /// The record.
    pub fn record(&self) -> &InterviewRecord {
        &self.record
    }

    /// The interview.
    pub fn interview(&self) -> &Interview {
        &self.interview
    }

    /// The whole log, from the store.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log(&self) -> Result<Vec<Event>, Error> {
        Ok(self.store.load(&self.record.id, 0).await?)
    }

    /// Takes an input, keeps the events that follow from it, then returns what else to do.
    ///
    /// # Errors
    /// An input that the interview refuses, [`StoreError::Conflict`](super::StoreError) when another process went on with it, or a store that fails;
    /// the input is not accepted then and may be sent again.
    pub async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        if self.stale {
            self.reload().await?;
        }
        let expected_revision = self.interview.state().revision();
        let (mut events, mut outputs) = (Vec::new(), Vec::new());
        for output in self.interview.handle(input, now)? {
            match output {
                Output::Record { event } => events.push(event),
                other => outputs.push(other),
            }
        }
        if events.is_empty() {
            return Ok(outputs);
        }
        let append = Append {
            interview: self.record.id.clone(),
            expected_revision,
            holder: self.holder.clone(),
            erase: outputs.contains(&Output::Erase),
            outbox: self.outbox(&outputs, now)?,
            events,
        };
        // Memory is ahead of the store until the append is done; what fails or is cancelled on the way is read back.
        self.stale = true;
        self.store.append(append).await?;
        self.stale = false;
        if self.office.is_some() && outputs.iter().any(|output| matches!(output, Output::Finished { outcome } if !counts(*outcome))) {
            self.store.give_places_back(&self.record.study, &self.record.id).await?;
        }
        Ok(outputs)
    }

    /// Keeps hold of the interview while the participant thinks.
    ///
    /// # Errors
    /// When someone else has taken it.
    pub async fn renew(&self, now: Timestamp) -> Result<(), Error> {
        Ok(self.store.hold(&self.record.id, &self.holder, now, now.plus(HOLD)).await?)
    }

    /// Lets go, so that another process may take it up at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn close(self) -> Result<(), Error> {
        Ok(self.store.let_go(&self.record.id, &self.holder).await?)
    }

    async fn reload(&mut self) -> Result<(), Error> {
        let log = self.store.load(&self.record.id, 0).await?;
        let prepared = Arc::clone(self.interview.prepared());
        self.interview = Interview::replay_under(&self.record.id, prepared, log)?.without_log();
        self.stale = false;
        Ok(())
    }

    fn outbox(&self, outputs: &[Output], now: Timestamp) -> Result<Vec<OutboxMessage>, Error> {
        let Some(office) = &self.office else { return Ok(Vec::new()) };
        let mail = office.outreach.as_ref().zip(self.record.address.as_ref());
        let mut messages = Vec::new();
        for output in outputs {
            match (output, mail) {
                (Output::Remind { number }, Some((outreach, address))) => {
                    messages.push(outreach.remind(&office.study, &self.record.participant, address, &self.record.id, *number, now)?);
                }
                (Output::Finished { outcome }, _) => {
                    if let Some((outreach, address)) = mail.filter(|_| *outcome == Outcome::Completed && office.study.experience.thank_you)
                    {
                        messages.push(outreach.thank(&office.study, &self.record.participant, address, &self.record.id, now)?);
                    }
                    messages.extend(office.webhook.as_ref().map(|url| self.told(url, *outcome, now)));
                }
                _ => {}
            }
        }
        Ok(messages)
    }

    /// What a program hears of the end of an interview: ids and the outcome, no words.
    fn told(&self, url: &str, outcome: Outcome, now: Timestamp) -> OutboxMessage {
        let json = serde_json::json!({
            "type": "interview.finished",
            "timestamp": now.0,
            "data": { "interview": self.record.id, "study": self.record.study, "participant": self.record.participant.id, "outcome": outcome },
        });
        let id = format!("finished/{}/{}", self.record.id, self.interview.state().revision());
        let body = OutboxBody::Webhook { url: url.to_owned(), json: json.to_string() };
        // A withdrawal must be heard of too, so the message is not tied to the content that is erased.
        OutboxMessage { id, due: now, interview: None, body }
    }
}

/// Whether an interview that ended so counts towards quotas.
fn counts(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Completed | Outcome::OutOfTime)
}

#[async_trait]
impl Seat for Session {
    fn interview(&self) -> &Interview {
        &self.interview
    }

    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        Self::handle(self, input, now).await
    }

    async fn admission(&mut self, answers: BTreeMap<String, Given>) -> Result<InputBody, Error> {
        let Some(office) = &self.office else { return Ok(InputBody::Admitted { quotas: Vec::new(), full: None }) };
        let participant = with_answers(&self.record.participant, &answers);
        let quotas = quotas_of(&office.study.quotas, &participant);
        let strict: Vec<Place> = quotas
            .iter()
            .filter(|quota| quota.when_full == WhenFull::Close)
            .map(|quota| Place { quota: quota.id.clone(), limit: quota.limit })
            .collect();
        let full = self.store.take_places(&office.study.id, &self.record.id, &strict).await?;
        Ok(InputBody::Admitted { quotas: quotas.iter().map(|quota| quota.id.clone()).collect(), full })
    }
}
