//! A store in memory: for tests, trials and interviews that need not outlive the process.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{AppendRequest, InterviewRecord, InterviewSummary, QuotaSlot, Store, StoreError, check};
use crate::{
    interview::{InterviewEvent, InterviewOutcome},
    plan::Guide,
    study::OutboxMessage,
    time::Timestamp,
};

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    guides: HashMap<String, Guide>,
    interviews: BTreeMap<String, Interview>,
    places: BTreeMap<(String, String), BTreeSet<String>>,
    redeemed: BTreeSet<String>,
    outbox: BTreeMap<String, (OutboxMessage, bool)>,
}

#[derive(Debug)]
struct Interview {
    record: InterviewRecord,
    events: Vec<InterviewEvent>,
    outcome: Option<InterviewOutcome>,
    hold: Option<(String, Timestamp)>,
}

impl MemoryStore {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn interview(&mut self, id: &str) -> Result<&mut Interview, StoreError> {
        self.interviews.get_mut(id).ok_or_else(|| StoreError::missing(id))
    }

    fn post(&mut self, messages: &[OutboxMessage]) {
        for message in messages {
            self.outbox.entry(message.id.clone()).or_insert_with(|| (message.clone(), false));
        }
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn save_guide(&self, guide: &Guide) -> Result<String, StoreError> {
        let hash = guide.hash();
        self.kept().guides.entry(hash.clone()).or_insert_with(|| guide.clone());
        Ok(hash)
    }

    async fn guide(&self, hash: &str) -> Result<Guide, StoreError> {
        self.kept().guides.get(hash).cloned().ok_or_else(|| StoreError::missing(hash))
    }

    async fn create(&self, record: &InterviewRecord) -> Result<(), StoreError> {
        let mut kept = self.kept();
        if kept.interviews.contains_key(&record.id) {
            return Err(StoreError::Exists { interview: record.id.clone() });
        }
        let interview = Interview { record: record.clone(), events: Vec::new(), outcome: None, hold: None };
        kept.interviews.insert(record.id.clone(), interview);
        Ok(())
    }

    async fn record(&self, interview: &str) -> Result<InterviewRecord, StoreError> {
        self.kept().interview(interview).map(|one| one.record.clone())
    }

    async fn list(&self, study: &str) -> Result<Vec<InterviewSummary>, StoreError> {
        let kept = self.kept();
        let of_study = kept.interviews.values().filter(|one| one.record.study == study);
        Ok(of_study
            .map(|one| InterviewSummary {
                id: one.record.id.clone(),
                participant: one.record.participant.id.clone(),
                revision: one.events.len() as u64,
                outcome: one.outcome,
            })
            .collect())
    }

    async fn append(&self, append: AppendRequest) -> Result<u64, StoreError> {
        let mut kept = self.kept();
        let one = kept.interview(&append.interview)?;
        let hold = one.hold.as_ref().map(|(holder, until)| (holder.as_str(), *until));
        check(&append, one.events.len() as u64, hold, append.at())?;
        if append.erase {
            one.events.iter_mut().for_each(InterviewEvent::erase);
            one.record.erase();
        }
        one.outcome = append.outcome().or(one.outcome);
        let revision = append.revision();
        one.events.reserve_exact(append.events.len());
        one.events.extend(append.events);
        if append.erase {
            kept.outbox.retain(|_, (message, _)| message.interview.as_ref() != Some(&append.interview));
        }
        kept.post(&append.outbox);
        Ok(revision)
    }

    async fn load(&self, interview: &str, after: u64) -> Result<Vec<InterviewEvent>, StoreError> {
        self.kept().interview(interview).map(|one| one.events.iter().filter(|event| event.revision > after).cloned().collect())
    }

    async fn acquire_lease(&self, interview: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<(), StoreError> {
        let mut kept = self.kept();
        let one = kept.interview(interview)?;
        if let Some((other, _)) = one.hold.as_ref().filter(|(other, until)| other != holder && *until > now) {
            return Err(StoreError::Locked { interview: interview.to_owned(), holder: other.clone() });
        }
        one.hold = Some((holder.to_owned(), until));
        Ok(())
    }

    async fn release(&self, interview: &str, holder: &str) -> Result<(), StoreError> {
        let mut kept = self.kept();
        if let Ok(one) = kept.interview(interview)
            && one.hold.as_ref().is_some_and(|(other, _)| other == holder)
        {
            one.hold = None;
        }
        Ok(())
    }

    async fn reserve_quota_slots(&self, study: &str, interview: &str, places: &[QuotaSlot]) -> Result<Option<String>, StoreError> {
        let mut kept = self.kept();
        let key = |place: &QuotaSlot| (study.to_owned(), place.quota.clone());
        for place in places {
            let taken = kept.places.get(&key(place));
            let others = taken.map_or(0, |taken| taken.iter().filter(|one| *one != interview).count() as u64);
            if others >= place.limit {
                return Ok(Some(place.quota.clone()));
            }
        }
        for place in places {
            kept.places.entry(key(place)).or_default().insert(interview.to_owned());
        }
        Ok(None)
    }

    async fn release_quota_slots(&self, study: &str, interview: &str) -> Result<(), StoreError> {
        let mut kept = self.kept();
        for taken in kept.places.iter_mut().filter(|((of, _), _)| of == study).map(|(_, taken)| taken) {
            taken.remove(interview);
        }
        Ok(())
    }

    async fn redeem(&self, token: &str) -> Result<bool, StoreError> {
        Ok(self.kept().redeemed.insert(token.to_owned()))
    }

    async fn enqueue_messages(&self, messages: &[OutboxMessage]) -> Result<(), StoreError> {
        self.kept().post(messages);
        Ok(())
    }

    async fn due_messages(&self, now: Timestamp, most: usize) -> Result<Vec<OutboxMessage>, StoreError> {
        let kept = self.kept();
        let mut due: Vec<OutboxMessage> =
            kept.outbox.values().filter(|(message, sent)| !sent && message.due <= now).map(|(message, _)| message.clone()).collect();
        due.sort_by(|left, right| (left.due, &left.id).cmp(&(right.due, &right.id)));
        due.truncate(most);
        Ok(due)
    }

    async fn mark_sent(&self, message: &str) -> Result<(), StoreError> {
        if let Some((_, sent)) = self.kept().outbox.get_mut(message) {
            *sent = true;
        }
        Ok(())
    }

    async fn delete(&self, interview: &str) -> Result<(), StoreError> {
        let mut kept = self.kept();
        kept.interviews.remove(interview);
        kept.places.values_mut().for_each(|taken| {
            taken.remove(interview);
        });
        kept.outbox.retain(|_, (message, _)| message.interview.as_deref() != Some(interview));
        Ok(())
    }
}
