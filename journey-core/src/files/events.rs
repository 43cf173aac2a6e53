//! Event logs in files.

use std::{fs::File, path::Path};

use super::unreadable;
use crate::{
    behaviour::{EventLog, EventPlaces},
    error::Error,
    exchange::{EventOptions, EventReport, read_events, read_events_from},
    journey::Framework,
};

/// What the names of object-centric logs end in: they are read whole.
const WHOLE: [&str; 4] = ["json", "jsonocel", "xmlocel", "xml"];

impl EventLog {
    /// Reads the log of a file: CSV, XES, OCEL 2.0 in JSON or XML, packed with gzip or not. Of a table or XES no more than the log itself is held.
    ///
    /// # Errors
    /// As for [`read_events`], and when the file cannot be read.
    pub fn open(path: impl AsRef<Path>, options: &EventOptions) -> Result<(Self, EventReport), Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if WHOLE.contains(&ending.as_str()) {
            return read_events(&name, &std::fs::read(path).map_err(|error| unreadable(path, error))?, options);
        }
        read_events_from(&name, File::open(path).map_err(|error| unreadable(path, error))?, options)
    }
}

impl EventPlaces {
    /// Reads which touchpoint each activity belongs to from a table with the columns `activity` and `touchpoint`.
    ///
    /// # Errors
    /// When the file cannot be read or has other columns, or names a touchpoint that the framework does not have.
    pub fn open(path: impl AsRef<Path>, framework: &Framework) -> Result<Self, Error> {
        let path = path.as_ref();
        let mut reader = csv::Reader::from_path(path).map_err(|error| unreadable(path, error))?;
        let mut rows: Vec<(String, String)> = Vec::new();
        for row in reader.deserialize() {
            rows.push(row.map_err(|error| {
                Error::invalid(path.display(), error, "give a table with the columns activity and touchpoint, in this order")
            })?);
        }
        Self::mapped(rows.iter().map(|(activity, place)| (activity.as_str(), place.as_str())), framework)
            .map_err(|error| error.within(path.display()))
    }
}
