//! Drivers: which parts of the journey an outcome goes with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::index::{Felt, Index, felt};
use crate::{
    error::Error,
    journey::{Framework, Place},
    statistics::{Importance, MAX_PREDICTORS, MIN_RESPONDENTS_PER_PREDICTOR, relative_importance},
};

/// A place, with its share of the variance explained in the outcome.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ExperienceDriver {
    /// A touchpoint, or a stage as a whole.
    pub place: Place,
    pub name: String,
    /// Respondents who said how it felt.
    pub base: u64,
    /// Its relative importance: an association, not a cause.
    pub importance: Importance,
}

/// Which places are associated with an outcome.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct DriverAnalysis {
    /// `csat`, `nps` or `ces`.
    pub outcome: String,
    /// Respondents who rated.
    pub base: u64,
    /// R² of the full model, 0 to 1.
    pub r_squared: f64,
    /// The parts, most important first.
    pub drivers: Vec<ExperienceDriver>,
    /// R² of the mean of all of a respondent's valences.
    pub r_squared_of_mean: Option<f64>,
    /// R² of the mean of the strongest and the last valence (peak–end rule: Kahneman et al. 1993).
    pub r_squared_of_peak_end: Option<f64>,
    /// How it was computed, and what was excluded.
    pub method: String,
}

/// A part of the journey, and how respondents felt there.
struct Part {
    place: Place,
    felt: Vec<Felt>,
}

/// Splits the explained variance of an outcome among the stages of the journey, or its touchpoints where respondents are many enough.
///
/// A respondent who told no feeling of a part counts as neutral there. Parts told of by too few are left out, fewest first.
///
/// # Errors
/// When too few respondents rated, or nothing varies: the message says how many are needed.
pub(super) fn drivers(
    index: &Index<'_>,
    framework: &Framework,
    (code, outcome): (u16, &str),
    resamples: usize,
    seed: u64,
) -> Result<DriverAnalysis, Error> {
    let (rated, ratings): (Vec<u32>, Vec<f64>) = index.rated(code).unzip();
    let most = (rated.len() / MIN_RESPONDENTS_PER_PREDICTOR).min(MAX_PREDICTORS);
    if most == 0 {
        return Err(Error::invalid(
            "respondents",
            format!("{} rated {outcome}", rated.len()),
            format!("at least {MIN_RESPONDENTS_PER_PREDICTOR} are needed for one part"),
        ));
    }
    let (mut parts, level) = parts(index, framework, most);
    let left_out = parts.len().saturating_sub(most);
    parts.truncate(most);
    let mut columns = Vec::new();
    // A part that never varies among those who rated tells nothing.
    parts.retain(|part| {
        let column: Vec<f64> = rated.iter().map(|respondent| part.at(*respondent)).collect();
        let varies = column.iter().any(|value| Some(value) != column.first());
        columns.extend(varies.then_some(column));
        varies
    });
    let (explained, found) = relative_importance(&columns, &ratings, resamples, seed)?;
    let mut drivers: Vec<ExperienceDriver> = parts
        .into_iter()
        .zip(found)
        .map(|(Part { place, felt }, importance)| ExperienceDriver {
            name: place.name(framework),
            place,
            base: felt.len() as u64,
            importance,
        })
        .collect();
    drivers.sort_by(|left, right| right.importance.value.total_cmp(&left.importance.value));
    let course = courses(index, framework);
    let summary = |of: fn(&Course) -> f64| {
        let column = rated.iter().map(|respondent| course.get(*respondent as usize).map_or(0.0, of)).collect();
        relative_importance(&[column], &ratings, 0, seed).ok().map(|(explained, _)| explained)
    };
    Ok(DriverAnalysis {
        outcome: outcome.to_owned(),
        base: rated.len() as u64,
        r_squared: explained,
        drivers,
        r_squared_of_mean: summary(Course::mean),
        r_squared_of_peak_end: summary(Course::peak_end),
        method: format!(
            "LMG share of R² over {level}; who told no feeling of a part counts as neutral there; {left_out} parts left out for want of respondents; {resamples} resamples; an association, not a cause"
        ),
    })
}

/// The touchpoints if respondents are many enough for all of them, else the stages; most told first.
fn parts(index: &Index<'_>, framework: &Framework, most: usize) -> (Vec<Part>, &'static str) {
    let part = |place: Place| {
        let felt = felt(index.held_by(&place).iter());
        (!felt.is_empty()).then_some(Part { place, felt })
    };
    let touchpoints = framework.touchpoints.iter().map(|one| Place::new(one.stage.as_str(), Some(&one.id)));
    let touchpoints: Vec<Part> = touchpoints.filter_map(part).collect();
    let (mut parts, level) = if (1..=most).contains(&touchpoints.len()) {
        (touchpoints, "touchpoints")
    } else {
        (
            framework
                .stages
                .iter()
                .map(|stage| Place::whole(stage.id.as_str()))
                .filter(|place| !place.is_whole_journey())
                .filter_map(part)
                .collect(),
            "stages",
        )
    };
    parts.sort_by_key(|part| std::cmp::Reverse(part.felt.len()));
    (parts, level)
}

impl Part {
    /// How a respondent felt here; neutral who told no feeling.
    fn at(&self, respondent: u32) -> f64 {
        let found = self.felt.binary_search_by_key(&respondent, |felt| felt.respondent).ok();
        found.and_then(|at| self.felt.get(at)).map_or(0.0, |felt| felt.mean)
    }
}

/// What a respondent felt in the order of the journey, a mean for each place.
#[derive(Clone, Copy, Default)]
struct Course {
    sum: f64,
    count: u32,
    peak: f64,
    last: f64,
}

impl Course {
    fn feel(&mut self, mean: f64) {
        self.sum += mean;
        self.count += 1;
        if mean.abs() >= self.peak.abs() {
            self.peak = mean;
        }
        self.last = mean;
    }

    fn mean(&self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }

    fn peak_end(&self) -> f64 {
        f64::midpoint(self.peak, self.last)
    }
}

/// The course of every respondent.
fn courses(index: &Index<'_>, framework: &Framework) -> Vec<Course> {
    let mut courses = vec![Course::default(); index.respondents().len()];
    for place in super::step::places(framework, index) {
        for felt in index.at(&place).into_iter().flat_map(|at| at.felt()) {
            courses.get_mut(felt.respondent as usize).into_iter().for_each(|course| course.feel(felt.mean));
        }
    }
    courses
}
