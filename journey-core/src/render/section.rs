//! The findings beyond the picture as tables, for the page and the report alike.

use super::words::{minus, range};
use crate::{analysis::JourneyMap, journey::ObservationKind};

/// The most rows of a section.
const ROWS: usize = 12;

/// A titled table with what must be said of it.
pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) note: String,
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The sections with something in them, in the order of reading.
pub(super) fn sections(map: &JourneyMap) -> Vec<Section> {
    let mut all = vec![
        moments(map),
        gaps(map),
        drivers(map),
        predictions(map),
        differences(map),
        channels(map),
        transitions(map),
        saturation(map),
        coverage(map),
        refusals(map),
    ];
    all.retain(|section| !section.rows.is_empty());
    all
}

fn moments(map: &JourneyMap) -> Section {
    let rows = map.moments_of_truth.iter().take(ROWS).map(|one| {
        let words = one.verbatims.first().map_or_else(String::new, |voice| format!("“{}”", voice.quote.text));
        vec![one.name.clone(), one.decisive.to_string(), one.formula.clone(), words]
    });
    Section {
        title: "Moments of truth",
        note: "Places that at least two respondents name as what decided; score = decisive × intensity × (1 + driver share).".into(),
        columns: vec!["where", "named decisive", "score", "in their words"],
        rows: rows.collect(),
    }
}

fn gaps(map: &JourneyMap) -> Section {
    let rows = map.expectation_gaps.iter().take(ROWS).map(|gap| {
        let pair = gap.pairs.first();
        let words = |text: Option<&String>| text.map_or_else(String::new, |text| format!("“{text}”"));
        vec![
            gap.name.clone(),
            gap.share.to_string(),
            minus(gap.mean_valence),
            gap.dimension.clone().unwrap_or_default(),
            words(pair.map(|pair| &pair.expected.text)),
            words(pair.map(|pair| &pair.actual.text)),
        ]
    });
    Section {
        title: "Expected and found",
        note: "The mean valence tells whether what happened fell short (below zero) or exceeded what was expected.".into(),
        columns: vec!["where", "gap", "mean valence", "quality", "expected", "what happened"],
        rows: rows.collect(),
    }
}

fn drivers(map: &JourneyMap) -> Section {
    let rows = map.drivers.iter().flat_map(|drivers| {
        drivers.drivers.iter().map(move |driver| {
            let one = &driver.importance;
            let ranks = one.rank_interval.map_or_else(String::new, |(low, high)| format!(" ({low}–{high})"));
            vec![
                drivers.outcome.to_uppercase(),
                driver.name.clone(),
                format!("{:.2} of R² {:.2}", one.value, drivers.r_squared),
                format!("{}{ranks}", one.rank),
                format!("{} [{}]", minus(one.slope), range(one.slope_interval)),
                format!("{} of {}", driver.base, drivers.base),
            ]
        })
    });
    let summary = map.drivers.iter().map(|drivers| {
        let of = |value: Option<f64>| value.map_or_else(|| "unknown".into(), |value| format!("{value:.2}"));
        format!(
            "{}: the mean of all feelings explains {}, the mean of peak and end {}. {}.",
            drivers.outcome.to_uppercase(),
            of(drivers.r_squared_of_mean),
            of(drivers.r_squared_of_peak_end),
            drivers.method
        )
    });
    Section {
        title: "What satisfaction goes with",
        note: summary.collect::<Vec<_>>().join(" "),
        columns: vec!["outcome", "part of the journey", "share", "rank (95 %)", "slope", "told by"],
        rows: rows.collect(),
    }
}

fn predictions(map: &JourneyMap) -> Section {
    let rows = map.predictions.iter().map(|one| {
        let what_if = &one.what_if;
        vec![
            one.name.clone(),
            format!("{:.0} points", what_if.reduction * 100.0),
            what_if.outcome.to_uppercase(),
            format!("{} [{}]", minus(what_if.change), range(Some(what_if.interval))),
            format!("{} with, {} without", what_if.base.0, what_if.base.1),
        ]
    });
    Section {
        title: "If a pain were halved",
        note: "Predicted from the difference between respondents with and without the pain: an association, not the effect of mending it."
            .into(),
        columns: vec!["pain", "falls by", "outcome", "predicted change", "base"],
        rows: rows.collect(),
    }
}

fn differences(map: &JourneyMap) -> Section {
    let reliable = map.segment_differences.iter().filter(|one| one.significant).count();
    let segment = |id: &str| map.base.segments.iter().find(|one| one.id == id).map_or(id.to_owned(), |one| one.name.clone());
    let shown = map
        .segment_differences
        .iter()
        .filter(|one| one.kind != ObservationKind::Neutral && one.kind != ObservationKind::Milestone)
        .take(ROWS);
    let rows = shown.map(|one| {
        let difference = &one.difference;
        vec![
            segment(&one.segment),
            format!("{} at {}", one.kind.name(), one.name),
            one.inside.to_string(),
            one.outside.to_string(),
            format!(
                "{:+.0} points [{:+.0} to {:+.0}]",
                difference.value * 100.0,
                difference.interval.low * 100.0,
                difference.interval.high * 100.0
            ),
            format!("{:.3}{}", one.adjusted_p_value, if one.significant { ", reliable" } else { "" }),
        ]
    });
    Section {
        title: "Segments beside the rest",
        note: format!(
            "{reliable} of {} comparisons are reliable: Fisher’s exact test, adjusted for their number by false discovery rate.",
            map.segment_differences.len()
        ),
        columns: vec!["segment", "what", "inside", "outside", "difference", "adjusted p"],
        rows: rows.collect(),
    }
}

fn channels(map: &JourneyMap) -> Section {
    let rows = map.channels.consistency.iter().take(ROWS).map(|one| {
        let means: Vec<String> =
            one.channels.iter().map(|mean| format!("{} {} (n={})", mean.channel, minus(mean.mean), mean.base)).collect();
        let verdict = if one.inconsistent { "differs" } else { "cannot be told from chance" };
        vec![
            one.name.clone(),
            means.join(", "),
            format!("{} [{}]", minus(one.difference.value), range(Some(one.difference.interval))),
            verdict.into(),
        ]
    });
    Section {
        title: "Channels",
        note: format!(
            "Had to give information again: {}. Were passed on to someone else: {}.",
            map.channels.repeated_information, map.channels.hand_offs
        ),
        columns: vec!["where", "channels, best first", "best minus worst", "verdict"],
        rows: rows.collect(),
    }
}

fn transitions(map: &JourneyMap) -> Section {
    let rows = map.channels.transitions.iter().take(ROWS).map(|one| vec![one.from.clone(), one.to.clone(), one.respondents.to_string()]);
    Section {
        title: "From channel to channel",
        note: "Changes of channel within a stage, in the order that customers told them.".into(),
        columns: vec!["from", "to", "respondents"],
        rows: rows.collect(),
    }
}

fn saturation(map: &JourneyMap) -> Section {
    let richness = &map.thematic_saturation.estimated_themes;
    let mut rows = Vec::new();
    if richness.seen > 0 {
        rows.push(vec![
            richness.seen.to_string(),
            format!("at least {:.0}", richness.corrected),
            match &map.thematic_saturation.saturation {
                Some(found) => match found.reached_at {
                    Some(number) => format!(
                        "after {number} respondents a run of {} brought at most {:.0} % new themes",
                        found.run_length,
                        found.threshold * 100.0
                    ),
                    None => "not reached: new themes kept coming".into(),
                },
                None => "too few respondents to tell".into(),
            },
        ]);
    }
    Section {
        title: "Would more respondents tell more?",
        note: "A theme is a kind of experience at a place. Unseen themes by Chao1; saturation after Guest, Namey and Chen (2020).".into(),
        columns: vec!["themes seen", "themes estimated", "saturation"],
        rows,
    }
}

fn coverage(map: &JourneyMap) -> Section {
    let all = &map.coverage;
    let share = |count: u64, of: u64| format!("{count} of {of} ({:.0} %)", 100.0 * count as f64 / of.max(1) as f64);
    let mut rows = vec![
        ("coded", share(all.coded, all.sentences)),
        ("general talk, left out", share(all.general, all.sentences)),
        ("hypothetical, left out", share(all.hypothetical, all.sentences)),
        ("greetings, thanks, questions", share(all.talk, all.sentences)),
        ("not read as anything", share(all.unread, all.sentences)),
        ("felt and without a place", share(all.unplaced, all.felt)),
    ];
    rows.retain(|_| all.sentences > 0);
    Section {
        title: "What was read",
        note: all.warning.clone().unwrap_or_else(|| "Customers' sentences by what became of them.".into()),
        columns: vec!["sentences", "how many"],
        rows: rows.into_iter().map(|(name, count)| vec![name.to_owned(), count]).collect(),
    }
}

fn refusals(map: &JourneyMap) -> Section {
    Section {
        title: "What could not be computed",
        note: "A method that has too little to stand on says so.".into(),
        columns: vec!["what", "why"],
        rows: map.not_computed.iter().map(|one| vec![one.method.clone(), one.reason.clone()]).collect(),
    }
}
