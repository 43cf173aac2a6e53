//! Where inputs go: straight into the machine, or through a store that keeps what it records.

use std::collections::BTreeMap;

use async_trait::async_trait;

use super::{Input, InputBody, Interview, InterviewEvent, Output};
use crate::{error::Error, plan::StructuredAnswer, time::Timestamp};

/// An interview in the hands of somebody who keeps it.
#[async_trait]
pub trait InterviewHost: Send {
    /// The interview.
    fn interview(&self) -> &Interview;

    /// Takes an input; see [`Interview::handle`].
    ///
    /// # Errors
    /// An input that the interview refuses, or what the store could not keep.
    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error>;

    /// Checks the quotas for what was given in the screener; without any, everyone is admitted.
    ///
    /// # Errors
    /// When the quotas cannot be checked.
    async fn admission(&mut self, answers: BTreeMap<String, StructuredAnswer>) -> Result<InputBody, Error> {
        drop(answers);
        Ok(InputBody::Admitted { quotas: Vec::new(), full: None })
    }

    /// The whole log.
    ///
    /// # Errors
    /// When the store cannot be read.
    async fn log(&mut self) -> Result<Vec<InterviewEvent>, Error> {
        Ok(self.interview().log().to_vec())
    }

    /// Lets go of the interview, so that another process may take it up at once.
    ///
    /// # Errors
    /// When the store cannot be written.
    async fn release(&mut self) -> Result<(), Error> {
        Ok(())
    }
}

#[async_trait]
impl InterviewHost for Interview {
    fn interview(&self) -> &Interview {
        self
    }

    async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
        Self::handle(self, input, now)
    }
}

macro_rules! host_behind {
    ($pointer:ty) => {
        #[async_trait]
        impl<H: InterviewHost + ?Sized> InterviewHost for $pointer {
            fn interview(&self) -> &Interview {
                (**self).interview()
            }

            async fn handle(&mut self, input: Input, now: Timestamp) -> Result<Vec<Output>, Error> {
                (**self).handle(input, now).await
            }

            async fn admission(&mut self, answers: BTreeMap<String, StructuredAnswer>) -> Result<InputBody, Error> {
                (**self).admission(answers).await
            }

            async fn log(&mut self) -> Result<Vec<InterviewEvent>, Error> {
                (**self).log().await
            }

            async fn release(&mut self) -> Result<(), Error> {
                (**self).release().await
            }
        }
    };
}

host_behind!(&mut H);
host_behind!(Box<H>);
