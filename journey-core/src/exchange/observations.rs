//! Tables of results.

use crate::{journey::Observation, text::SentenceId};

const HEADER: [&str; 14] = [
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

/// The observations as CSV, one row a quotation.
pub fn observations_csv(observations: &[Observation]) -> String {
    csv_header() + &csv_rows(observations)
}

/// The first line of the table.
pub(crate) fn csv_header() -> String {
    HEADER.join(",") + "\n"
}

/// The lines of some observations.
pub(crate) fn csv_rows(observations: &[Observation]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    for one in observations {
        for quote in &one.evidence {
            // Writing into memory does not fail.
            let _ = table.write_record([
                one.id.as_str(),
                &one.document,
                &one.participant,
                one.place.stage(),
                one.place.touchpoint().unwrap_or_default(),
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
