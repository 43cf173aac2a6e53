//! Segments: who differs from the rest, after correcting for the number of looks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MIN_SHARE_BASE, Prevalence, Share};
use crate::{
    journey::{Framework, ObservationKind, Place},
    statistics::{Difference, benjamini_hochberg, cohens_h, difference_of_shares, fisher_exact},
};

/// One segment compared with all other respondents.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct SegmentDifference {
    /// A touchpoint, or a stage as a whole.
    pub place: Place,
    pub name: String,
    pub kind: ObservationKind,
    /// The segment's id.
    pub segment: String,
    /// The share within the segment.
    pub inside: Share,
    /// The share among all others.
    pub outside: Share,
    /// Inside minus outside, with Newcombe's interval.
    pub difference: Difference,
    /// Cohen's h: .2 is small, .5 medium, .8 large.
    pub cohens_h: f64,
    /// The two-sided p of Fisher's exact test.
    pub p_value: f64,
    /// The p value adjusted for the false discovery rate over all comparisons in the map.
    pub adjusted_p_value: f64,
    /// Whether the adjusted p value is below .05.
    pub significant: bool,
}

/// Every segment with at least ten eligible respondents beside the rest, at every place and kind; strongest evidence first.
pub(super) fn differences(prevalences: &[Prevalence], framework: &Framework) -> Vec<SegmentDifference> {
    let mut found: Vec<SegmentDifference> = Vec::new();
    for prevalence in prevalences {
        for one in &prevalence.segments {
            let (inside, whole) = (&one.share, &prevalence.share);
            let outside = Share::new(whole.count.saturating_sub(inside.count), whole.base.saturating_sub(inside.base), &whole.rule);
            if inside.base < MIN_SHARE_BASE || outside.base < MIN_SHARE_BASE {
                continue;
            }
            let Some(difference) = difference_of_shares((inside.count, inside.base), (outside.count, outside.base)) else { continue };
            found.push(SegmentDifference {
                place: prevalence.place.clone(),
                name: prevalence.place.name(framework),
                kind: prevalence.kind,
                segment: one.segment.clone(),
                difference,
                cohens_h: cohens_h(inside.value.unwrap_or(0.0), outside.value.unwrap_or(0.0)),
                p_value: fisher_exact([[inside.count, inside.base - inside.count], [outside.count, outside.base - outside.count]]),
                adjusted_p_value: 1.0,
                significant: false,
                inside: inside.clone(),
                outside,
            });
        }
    }
    let adjusted = benjamini_hochberg(&found.iter().map(|one| one.p_value).collect::<Vec<_>>());
    for (one, adjusted) in found.iter_mut().zip(adjusted) {
        one.adjusted_p_value = adjusted;
        one.significant = adjusted < 0.05;
    }
    found.sort_by(|left, right| left.p_value.total_cmp(&right.p_value).then_with(|| left.place.cmp(&right.place)));
    found
}
