//! Tables of results.

use crate::{analysis::JourneyMap, journey::Observation, text::SentenceId};

/// The observations as CSV, one row a quotation.
pub fn observations_csv(observations: &[Observation]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = [
        "observation",
        "document",
        "participant",
        "stage",
        "touchpoint",
        "channel",
        "kind",
        "emotion",
        "valence",
        "confidence",
        "coder",
        "reason",
        "sentences",
        "quote",
    ];
    // Writing into memory does not fail.
    let _ = table.write_record(header);
    for one in observations {
        for quote in &one.evidence {
            let _ = table.write_record([
                one.id.as_str(),
                &one.document,
                &one.participant,
                &one.stage,
                one.touchpoint.as_deref().unwrap_or_default(),
                one.channel.as_ref().map_or("", |channel| channel.name()),
                one.kind.name(),
                one.emotion.label.name(),
                &one.emotion.valence.to_string(),
                &one.confidence.to_string(),
                &one.coder.name,
                &one.reason,
                &quote.sentences.iter().map(SentenceId::to_string).collect::<Vec<_>>().join(" "),
                &quote.text,
            ]);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The priorities as CSV, one row a pain.
pub fn priorities_csv(map: &JourneyMap) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let _ = table.write_record(["rank", "place", "stage", "touchpoint", "score", "count", "base", "low", "high", "severity", "impact"]);
    for one in &map.priorities {
        let interval = one.prevalence.interval;
        let _ = table.write_record([
            &one.rank.to_string(),
            &one.name,
            &one.stage,
            one.touchpoint.as_deref().unwrap_or_default(),
            &format!("{:.4}", one.score),
            &one.prevalence.count.to_string(),
            &one.prevalence.base.to_string(),
            &interval.map_or_else(String::new, |interval| format!("{:.4}", interval.low)),
            &interval.map_or_else(String::new, |interval| format!("{:.4}", interval.high)),
            &format!("{:.4}", one.severity.value),
            &format!("{:.4}", one.impact.value),
        ]);
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}
