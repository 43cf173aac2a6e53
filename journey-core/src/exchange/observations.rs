//! Tables of results.

use std::borrow::Cow;

use crate::{escape::csv_cell, journey::Observation, text::SentenceId};

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

/// The observations as CSV, one row a quotation. A text that a spreadsheet would take for a formula gets an apostrophe before it;
/// [`read_codings`](super::read_codings) takes it off again. See [`observations_csv_verbatim`] for texts as they stand.
pub fn observations_csv(observations: &[Observation]) -> String {
    csv_header() + &csv_rows(observations)
}

/// The same with every text as it stands, for programs: a spreadsheet may run what a participant wrote as a formula.
pub fn observations_csv_verbatim(observations: &[Observation]) -> String {
    csv_header() + &rows(observations, |text| Cow::Borrowed(text))
}

/// The first line of the table.
pub(crate) fn csv_header() -> String {
    HEADER.join(",") + "\n"
}

/// The lines of some observations.
pub(crate) fn csv_rows(observations: &[Observation]) -> String {
    rows(observations, csv_cell)
}

fn rows(observations: &[Observation], text: fn(&str) -> Cow<'_, str>) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    for one in observations {
        for quote in &one.evidence {
            // Writing into memory does not fail.
            let _ = table.write_record([
                &*text(&one.id),
                &text(&one.document),
                &text(&one.participant),
                &text(one.place.stage()),
                &text(one.place.touchpoint().unwrap_or_default()),
                &text(one.channel.as_ref().map_or("", |channel| channel.name())),
                one.kind.name(),
                one.emotion.label.name(),
                &one.emotion.valence.to_string(),
                &one.confidence.to_string(),
                &text(&one.coder.name),
                &text(&one.reason),
                &quote.sentences.iter().map(SentenceId::to_string).collect::<Vec<_>>().join(" "),
                &text(&quote.text),
            ]);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}
