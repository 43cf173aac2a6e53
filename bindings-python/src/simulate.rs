//! Simulated respondents.

use std::sync::{Mutex, PoisonError};

use futures_executor::block_on;
use journey_core::{
    Error,
    ffi::validated,
    interview::Respondent as _,
    simulate::{Cohort as CoreCohort, Persona, SimulatedRespondent, insurance_cohort},
};
use pyo3::prelude::*;

use crate::{failure::Result, interview::format_of, work::brief};

/// A cohort of simulated customers.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Cohort {
    inner: CoreCohort,
}

#[pymethods]
impl Cohort {
    /// The 89 insurance customers of the seed study.
    #[staticmethod]
    fn insurance(py: Python<'_>, seed: u64) -> Result<Self> {
        Ok(Self { inner: brief(py, || Ok(insurance_cohort(seed)))? })
    }

    fn personas(&self, py: Python<'_>) -> Result<String> {
        brief(py, || Ok(serde_json::to_string(&self.inner.personas).unwrap_or_default()))
    }

    fn segment_names(&self) -> Vec<(String, String)> {
        self.inner.segments.clone()
    }

    fn __len__(&self) -> usize {
        self.inner.personas.len()
    }

    /// The personas as participants of a study, as JSON.
    fn participants(&self, py: Python<'_>) -> Result<String> {
        brief(py, || {
            let participants: Vec<_> = self.inner.personas.iter().map(Persona::participant).collect();
            Ok(serde_json::to_string(&participants).unwrap_or_default())
        })
    }

    /// The respondent of a persona, by position.
    fn respondent(&self, py: Python<'_>, number: usize) -> Result<Respondent> {
        brief(py, || {
            let persona = self.inner.personas.get(number).ok_or_else(|| {
                Error::invalid("number", format!("{number} is not in the cohort"), format!("give less than {}", self.inner.personas.len()))
            })?;
            Ok(Respondent { inner: Mutex::new(self.inner.respondent(persona).into_owned()) })
        })
    }
}

/// Someone simulated who answers.
#[pyclass(frozen, module = "journey_core._journey")]
pub(crate) struct Respondent {
    inner: Mutex<SimulatedRespondent<'static>>,
}

#[pymethods]
impl Respondent {
    #[new]
    fn new(py: Python<'_>, persona: &str, seed: u64) -> Result<Self> {
        brief(py, || {
            let persona: Persona = validated("persona", persona)?;
            Ok(Self { inner: Mutex::new(SimulatedRespondent::new(&persona, seed).into_owned()) })
        })
    }

    fn say(&self, py: Python<'_>, message: &str) -> Result<Option<String>> {
        brief(py, || Ok(block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).say(message))))
    }

    fn consent(&self, py: Python<'_>, message: &str) -> Result<Option<String>> {
        brief(py, || Ok(block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).consent(message))))
    }

    /// A number or a choice as JSON; none to skip.
    fn answer(&self, py: Python<'_>, message: &str, answer: Option<&str>) -> Result<Option<String>> {
        brief(py, || {
            let format = format_of(answer)?;
            let given = block_on(self.inner.lock().unwrap_or_else(PoisonError::into_inner).answer(message, &format));
            Ok(given.map(|given| serde_json::to_string(&given).unwrap_or_default()))
        })
    }

    /// Milliseconds that the last answer took.
    fn response_ms(&self) -> u64 {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner).response_ms()
    }
}
