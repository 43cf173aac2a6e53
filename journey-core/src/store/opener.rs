//! The interviews of a study over a store: begun, or taken up where they stand.

use std::{fmt, sync::Arc};

use async_trait::async_trait;

use super::{InterviewRecord, Session, Store, StoreError, StudyServices};
use crate::{
    error::Error,
    interview::{InterviewHost, InterviewOpener, PlannedInterview, PreparedGuide},
    time::Timestamp,
};

/// Opens the interviews of a study over a store.
#[derive(Clone)]
pub struct SessionOpener {
    store: Arc<dyn Store>,
    guide: Arc<PreparedGuide>,
    services: StudyServices,
    holder: String,
}

impl fmt::Debug for SessionOpener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SessionOpener")
            .field("study", &self.services.study.id)
            .field("holder", &self.holder)
            .finish_non_exhaustive()
    }
}

impl SessionOpener {
    /// Over a store; `holder` names this process.
    ///
    /// # Errors
    /// When the study's guide breaks a rule.
    pub fn new(store: Arc<dyn Store>, services: StudyServices, holder: impl Into<String>) -> Result<Self, Error> {
        let guide = PreparedGuide::new(services.study.guide.clone())?;
        Ok(Self { store, guide, services, holder: holder.into() })
    }

    /// Opens an interview as a session.
    ///
    /// # Errors
    /// When someone else holds it, or the store fails.
    pub async fn session(&self, planned: &PlannedInterview, now: Timestamp) -> Result<Session, Error> {
        let store = Arc::clone(&self.store);
        let known = match store.record(&planned.id).await {
            Ok(record) if planned.resumes => Some(record),
            // A run that was cut short may not have come to its beginning.
            Err(StoreError::NotFound { .. }) | Ok(_) => None,
            Err(error) => return Err(error.into()),
        };
        let session = match known {
            Some(record) if record.guide == self.guide.hash() => {
                Session::resume_with_guide(store, record, Arc::clone(&self.guide), &self.holder, now).await?
            }
            // It goes on under the guide that it began under.
            Some(record) => Session::resume(store, &record.id, &self.holder, now).await?,
            None => {
                self.services.study.admit(&planned.participant)?;
                let record = InterviewRecord {
                    id: planned.id.clone(),
                    study: self.services.study.id.clone(),
                    participant: planned.participant.clone(),
                    guide: String::new(),
                    address: None,
                    created: now,
                };
                Session::begin(store, record, Arc::clone(&self.guide), &self.holder).await?
            }
        };
        session.with_services(self.services.clone())
    }
}

#[async_trait]
impl InterviewOpener for SessionOpener {
    async fn known(&self) -> Result<Vec<String>, Error> {
        let known = self.store.list(&self.services.study.id).await?;
        Ok(known.into_iter().map(|summary| summary.id).collect())
    }

    async fn open(&self, planned: &PlannedInterview, now: Timestamp) -> Result<Box<dyn InterviewHost>, Error> {
        Ok(Box::new(self.session(planned, now).await?))
    }
}
