//! Statistics.

use std::collections::BTreeSet;

use crate::{
    ffi::operation::declare_operations,
    statistics::{
        self, BaseCheck, Chao1Estimate, ChiSquare, CorrectedPrevalence, Difference, Importance, Interval, Kappa, MeasurementLevel,
        Saturation,
    },
};

/// A net promoter score with its interval.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct NetPromoterScore {
    /// The score, −100 to 100.
    score: f64,
    /// Its 95 % interval.
    interval: Interval,
}

/// The importance of predictors.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct Importances {
    /// The share of the outcome's variance that they explain together, 0 to 1.
    r_squared: f64,
    /// Each predictor's share, in the order given.
    predictors: Vec<Importance>,
}

declare_operations! {
    /// Whether a percentage can arise from its stated base.
    check_base(percent: f64, decimals: u32, base: u64) -> BaseCheck {
        Ok(statistics::check_base(percent, decimals, base))
    }
    /// Adjusts p-values of a family for the false discovery rate (Benjamini and Hochberg 1995).
    benjamini_hochberg(p: Vec<f64>) -> Vec<f64> {
        Ok(statistics::benjamini_hochberg(&p))
    }
    /// The 95 % percentile bootstrap interval of a mean.
    bootstrap_mean(values: Vec<f64>, resamples: usize, seed: u64) -> Option<Interval> {
        Ok(statistics::bootstrap_mean(&values, resamples, seed))
    }
    /// How many kinds there are in all, seen and unseen, from how often each was seen (Chao 1984).
    chao1(counts: Vec<u64>) -> Chao1Estimate {
        Ok(statistics::chao1(&counts))
    }
    /// Pearson's χ² test of a table of counts.
    chi_square(table: Vec<Vec<u64>>) -> Option<ChiSquare> {
        Ok(statistics::chi_square(&table))
    }
    /// The exact 95 % interval of a share (Clopper and Pearson 1934).
    clopper_pearson_interval(count: u64, base: u64) -> Option<Interval> {
        Ok(statistics::clopper_pearson_interval(count, base))
    }
    /// Agreement of two coders beyond chance, from a square table of counts (Cohen 1960).
    cohens_kappa(table: Vec<Vec<u64>>) -> Option<Kappa> {
        Ok(statistics::cohens_kappa(&table))
    }
    /// The effect size of a difference between two shares (Cohen 1988).
    cohens_h(left: f64, right: f64) -> f64 {
        Ok(statistics::cohens_h(left, right))
    }
    /// A prevalence corrected for a coder's errors by a hand-coded sample (prediction-powered inference).
    corrected_prevalence(coded: Vec<(f64, f64)>, uncoded: Vec<f64>) -> CorrectedPrevalence {
        statistics::corrected_prevalence(&coded, &uncoded)
    }
    /// The difference of two means with a 95 % interval (Welch).
    difference_of_means(first: Vec<f64>, second: Vec<f64>) -> Option<Difference> {
        Ok(statistics::difference_of_means(&first, &second))
    }
    /// The difference of two net promoter scores with a 95 % interval; each is promoters, detractors, base.
    difference_of_net_promoter_scores(first: (u64, u64, u64), second: (u64, u64, u64)) -> Option<Difference> {
        Ok(statistics::difference_of_net_promoter_scores(first, second))
    }
    /// The difference of two shares with a 95 % interval (Newcombe 1998); each is count and base.
    difference_of_shares(first: (u64, u64), second: (u64, u64)) -> Option<Difference> {
        Ok(statistics::difference_of_shares(first, second))
    }
    /// Fisher's exact test of a 2 × 2 table, two-sided.
    fisher_exact(table: [[u64; 2]; 2]) -> f64 {
        Ok(statistics::fisher_exact(table))
    }
    /// The bases up to `most` from which all of some percentages can arise.
    possible_bases(percents: Vec<f64>, decimals: u32, most: u64) -> Vec<u64> {
        Ok(statistics::possible_bases(&percents, decimals, most))
    }
    /// Each predictor's share of the explained variance (LMG), with bootstrap rank intervals; columns are predictors.
    relative_importance(columns: Vec<Vec<f64>>, outcome: Vec<f64>, resamples: usize, seed: u64) -> Importances {
        let (r_squared, predictors) = statistics::relative_importance(&columns, &outcome, resamples, seed)?;
        Ok(Importances { r_squared, predictors })
    }
    /// The 95 % Jeffreys interval of a share.
    jeffreys_interval(count: u64, base: u64) -> Option<Interval> {
        Ok(statistics::jeffreys_interval(count, base))
    }
    /// Krippendorff's α over units, each with its coders' values.
    krippendorff_alpha(units: Vec<Vec<f64>>, scale: MeasurementLevel) -> Option<f64> {
        Ok(statistics::krippendorff_alpha(&units, scale))
    }
    /// A net promoter score with its adjusted Wald interval.
    net_promoter_score(promoters: u64, detractors: u64, base: u64) -> Option<NetPromoterScore> {
        Ok(statistics::net_promoter_score(promoters, detractors, base).map(|(score, interval)| NetPromoterScore { score, interval }))
    }
    /// The mean difference of pairs with a 95 % interval.
    paired_difference(pairs: Vec<(f64, f64)>) -> Option<Difference> {
        Ok(statistics::paired_difference(&pairs))
    }
    /// Whether further interviews still bring new themes (Guest, Namey and Chen 2020); each interview is its themes.
    saturation(interviews: Vec<BTreeSet<String>>, base_size: usize, run_length: usize, threshold: f64) -> Option<Saturation> {
        Ok(statistics::saturation(interviews, base_size, run_length, threshold))
    }
    /// The 95 % Wilson interval of a share.
    wilson_interval(count: u64, base: u64) -> Option<Interval> {
        Ok(statistics::wilson_interval(count, base))
    }
}
