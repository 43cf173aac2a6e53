//! Time in an interview: what was spent, what is due next.

use super::{InterviewPhase, InterviewState};
use crate::{plan::Guide, time::Timestamp};

/// How long a model may take before the guide goes on without it, in milliseconds.
const MODEL_PATIENCE: u64 = 120_000;
/// The longest pause that counts as time spent on an interview, in milliseconds; longer ones are absence.
pub(super) const LONGEST_PAUSE: u64 = 300_000;

impl InterviewState {
    /// Milliseconds that the participant has spent, pauses beyond five minutes left out.
    pub fn active_milliseconds(&self, now: Timestamp) -> u64 {
        let pause = self.last_heard.map_or(0, |last| now.ms_since(last).min(LONGEST_PAUSE));
        self.active.saturating_add(if self.away { 0 } else { pause })
    }

    /// Milliseconds spent when the model was asked last.
    pub(super) fn time_used(&self) -> u64 {
        self.pending.map_or(self.active, |pending| self.active_milliseconds(pending.since))
    }

    pub(super) fn time_is_up(&self, guide: &Guide, now: Timestamp) -> bool {
        self.active_milliseconds(now) >= guide.max_duration_ms
    }

    pub(super) fn model_is_late(&self, now: Timestamp) -> Option<u64> {
        self.pending.filter(|pending| now.ms_since(pending.since) >= MODEL_PATIENCE).map(|pending| pending.request)
    }

    pub(super) fn is_silent(&self, guide: &Guide, now: Timestamp) -> bool {
        self.last_heard.is_some_and(|last| now.ms_since(last) >= guide.abandon_after_ms)
    }

    /// The number of the reminder that is due, from 1.
    pub(super) fn reminder_due(&self, guide: &Guide, now: Timestamp) -> Option<u32> {
        let silent = now.ms_since(self.last_heard?);
        let due = guide.reminders.iter().filter(|after| silent >= **after).count();
        u32::try_from(due).ok().filter(|due| *due > self.reminded)
    }

    /// The next moment at which time alone changes something.
    pub(super) fn deadline(&self, guide: &Guide) -> Option<Timestamp> {
        if matches!(self.phase, InterviewPhase::Closed | InterviewPhase::Created) {
            return None;
        }
        let heard = self.last_heard?;
        let reminder = guide.reminders.get(self.reminded as usize).copied().unwrap_or(guide.abandon_after_ms);
        let quiet = heard.plus_ms(reminder.min(guide.abandon_after_ms));
        Some(self.pending.map_or(quiet, |pending| quiet.min(pending.since.plus_ms(MODEL_PATIENCE))))
    }
}
