//! Small logs for tests.

use super::{EventLog, EventLogBuilder};
use crate::time::Timestamp;

/// Each text is a case (`case 1`, `case 2` …), each of its letters an event, a second apart.
pub(super) fn letters(cases: &[&str]) -> EventLog {
    let mut builder = EventLogBuilder::default();
    for (number, letters) in (1..).zip(cases) {
        for (second, letter) in (0..).zip(letters.chars()) {
            builder.push(&format!("case {number}"), &letter.to_string(), Timestamp(second * 1_000)).expect("few activities");
        }
    }
    builder.finish()
}
