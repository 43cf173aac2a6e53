//! Statistics: pure functions of numbers, each with its source and an oracle in its tests.

mod agreement;
mod base_check;
mod bootstrap;
mod contingency;
mod correction;
mod difference;
mod importance;
mod interval;
mod promoters;
mod richness;
mod summary;

pub use agreement::{Kappa, MeasurementLevel, cohens_kappa, krippendorff_alpha};
pub use base_check::{BaseCheck, check_base, possible_bases};
pub use bootstrap::{bootstrap_bands, bootstrap_mean};
pub(crate) use bootstrap::{percentiles, resample};
pub use contingency::{ChiSquare, benjamini_hochberg, chi_square, cohens_h, fisher_exact};
pub use correction::{CorrectedPrevalence, corrected_prevalence};
pub use difference::{Difference, difference_of_means, difference_of_net_promoter_scores, difference_of_shares, paired_difference};
pub use importance::{Importance, MAX_PREDICTORS, MIN_RESPONDENTS_PER_PREDICTOR, relative_importance};
pub use interval::{Interval, clopper_pearson_interval, jeffreys_interval, wilson_interval};
pub use promoters::net_promoter_score;
pub use richness::{Chao1Estimate, Saturation, chao1, saturation};
pub(crate) use summary::{mean, variance};
