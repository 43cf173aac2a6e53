//! A study from its question to its transcripts, without a model.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::{BuiltinProvider, draft_plan};
use crate::{
    error::Error,
    interview::{Fieldwork, FieldworkOptions},
    llm::{Driver, RetryPolicy, Spent, VirtualClock},
    simulate::Cohort,
    study::{ParticipantExperience, Study},
};

/// The id of a study that is given none.
const STUDY: &str = "study";

impl Study {
    /// Drafts a plan from a research question and makes a study of it: over an industry template, or with `None` over the stages that the question
    /// itself calls for.
    ///
    /// ```
    /// use journey_core::Study;
    /// let study = Study::draft("Where do claims hurt?", "insurance")?;
    /// assert_eq!(study.framework().id, "insurance");
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the question is too short or the template unknown.
    pub fn draft<'a>(question: &str, template: impl Into<Option<&'a str>>) -> Result<Self, Error> {
        Self::new(STUDY, draft_plan(question, template)?, ParticipantExperience::default())
    }

    /// Interviews a cohort with the built-in engine. The same study and cohort give the same fieldwork to the byte; with a model, see
    /// [`Study::run_with`].
    ///
    /// ```
    /// use journey_core::{Corpus, Study, simulate::insurance_cohort};
    /// let study = Study::draft("Where do claims hurt?", "insurance")?;
    /// let documents = study.run(&insurance_cohort(7))?.documents;
    /// let corpus = Corpus::code(&documents, study.framework())?;
    /// assert_eq!(corpus.document_count(), 89);
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the guide breaks a rule, or two personas share an id.
    pub fn run(&self, cohort: &Cohort) -> Result<Fieldwork, Error> {
        let clock = VirtualClock::default();
        let driver = Driver::new(&BuiltinProvider, &clock);
        let options = FieldworkOptions { concurrency: 1, policy: RetryPolicy::never(), ..FieldworkOptions::default() };
        let fieldwork = finished(self.run_with(cohort.respondents(), &driver, options))?;
        Ok(Fieldwork { spent: Spent::default(), ..fieldwork })
    }
}

/// Polls a future that waits for nothing outside itself until it is done.
fn finished<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
