//! Simulated respondents.

use std::sync::{Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::Respondent as _,
    simulate::{Cohort as CoreCohort, Persona, SimulatedRespondent, insurance_cohort},
};
use napi_derive::napi;

use crate::{
    failure::Result,
    interview::{format_of, json},
    work::guarded,
};

/// A cohort of simulated customers.
#[napi]
pub struct Cohort {
    inner: CoreCohort,
}

#[napi]
impl Cohort {
    /// The 89 insurance customers of the seed study.
    #[napi(factory)]
    pub fn insurance(seed: f64) -> Result<Self> {
        Ok(Self { inner: guarded(|| Ok(insurance_cohort(seed as u64)))? })
    }

    #[napi]
    pub fn personas(&self) -> String {
        json(&self.inner.personas)
    }

    #[napi]
    pub fn segment_names(&self) -> String {
        json(&self.inner.segments)
    }

    #[napi(getter)]
    pub fn size(&self) -> u32 {
        u32::try_from(self.inner.personas.len()).unwrap_or(u32::MAX)
    }

    /// The personas as participants of a study, as JSON.
    #[napi]
    pub fn participants(&self) -> String {
        json(&self.inner.personas.iter().map(Persona::participant).collect::<Vec<_>>())
    }

    /// The respondent of a persona, by position.
    #[napi]
    pub fn respondent(&self, number: u32) -> Result<Respondent> {
        guarded(|| {
            let persona = self.inner.personas.get(number as usize).ok_or_else(|| {
                Error::invalid("number", format!("{number} is not in the cohort"), format!("give less than {}", self.inner.personas.len()))
            })?;
            Ok(Respondent { inner: Mutex::new(self.inner.respondent(persona).into_owned()) })
        })
    }
}

/// Someone simulated who answers.
#[napi]
pub struct Respondent {
    inner: Mutex<SimulatedRespondent<'static>>,
}

#[napi]
impl Respondent {
    #[napi(constructor)]
    pub fn new(persona: String, seed: f64) -> Result<Self> {
        guarded(|| {
            let persona: Persona = validated("persona", &persona)?;
            Ok(Self { inner: Mutex::new(SimulatedRespondent::new(&persona, seed as u64).into_owned()) })
        })
    }

    #[napi]
    pub fn say(&self, message: String) -> Result<Option<String>> {
        guarded(|| Ok(block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).say(&message))))
    }

    #[napi]
    pub fn consent(&self, message: String) -> Result<Option<String>> {
        guarded(|| Ok(block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).consent(&message))))
    }

    /// A number or a choice as JSON; none to skip.
    #[napi]
    pub fn answer(&self, message: String, answer: Option<String>) -> Result<Option<String>> {
        guarded(|| {
            let format = format_of(answer.as_deref())?;
            let given = block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).answer(&message, &format));
            Ok(given.map(|given| json(&given)))
        })
    }

    /// Milliseconds that the last answer took.
    #[napi]
    pub fn response_ms(&self) -> f64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).response_ms() as f64
    }
}
