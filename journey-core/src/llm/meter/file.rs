//! The file of replies on a host that has files.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    path::Path,
};

use super::Meter;
use crate::error::Error;

/// A file of replies, one JSON object a line, appended as they come.
#[derive(Debug)]
pub struct ReplyFile(File);

impl ReplyFile {
    /// Opens or begins a file, and lets a meter take up what it holds. A last line that a crash cut short is cut off.
    ///
    /// # Errors
    /// When the file cannot be opened, read or cut, or a line in the middle is no reply.
    pub fn open(path: impl AsRef<Path>, meter: &mut Meter) -> Result<Self, Error> {
        let path = path.as_ref();
        let unusable = |error: std::io::Error| Error::invalid(format!("`{}`", path.display()), error, "give a file that can be written");
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(path).map_err(unusable)?;
        // Another process may append to the same file: nobody cuts what somebody is writing.
        file.lock().map_err(unusable)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(unusable)?;
        let valid = meter.read(&text)?;
        if valid < text.len() {
            file.set_len(valid as u64).map_err(unusable)?;
        }
        file.unlock().map_err(unusable)?;
        Ok(Self(file))
    }

    /// Appends a line that a meter gave; it is on the disk when the call returns.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, line: &str) -> Result<(), Error> {
        let kept = self.0.lock().and_then(|()| self.write(line));
        let kept = kept.and(self.0.unlock());
        kept.map_err(|error| Error::invalid("replies", format!("a reply cannot be kept: {error}"), "make room on the disk"))
    }

    /// Writes a line whole or not at all.
    fn write(&mut self, line: &str) -> std::io::Result<()> {
        let before = self.0.metadata()?.len();
        let written = self.0.write_all(line.as_bytes()).and_then(|()| self.0.sync_data());
        if written.is_err() {
            self.0.set_len(before)?;
        }
        written
    }
}
