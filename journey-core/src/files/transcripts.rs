//! Transcripts in files.

use std::{
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
};

use super::unreadable;
use crate::{
    error::Error,
    exchange::{ReadOptions, ReadReport, TranscriptTable, slack},
};

/// The size in bytes from which a table is read without being held as bytes as well.
const LARGE: u64 = 16 << 20;

impl TranscriptTable {
    /// Reads files, and every file in folders but hidden ones, as [`read_any`](crate::exchange::read_any) reads one.
    ///
    /// # Errors
    /// When a file cannot be read, with the file, the place and what mends it.
    pub fn open(paths: &[impl AsRef<Path>], options: &ReadOptions) -> Result<(Self, Vec<ReadReport>), Error> {
        let mut files: Vec<PathBuf> = Vec::new();
        for path in paths {
            list(path.as_ref(), &mut files)?;
        }
        let mut read: Vec<(Self, ReadReport)> = Vec::new();
        for file in &files {
            let name = file.display().to_string();
            if file.is_dir() {
                read.push(Self::read_slack(&name, &slack_files(file)?, options)?);
                continue;
            }
            let opened = File::open(file).map_err(|error| unreadable(file, error))?;
            let large = opened.metadata().is_ok_and(|known| known.len() > LARGE);
            let streamed = if large { Self::read_stream(&name, BufReader::new(opened), options)? } else { None };
            read.push(match streamed {
                Some(streamed) => streamed,
                None => Self::read(&name, &fs::read(file).map_err(|error| unreadable(file, error))?, options)?,
            });
        }
        let (mut tables, reports): (Vec<Self>, Vec<ReadReport>) = read.into_iter().unzip();
        match (tables.len(), tables.pop()) {
            (1, Some(one)) => Ok((one, reports)),
            (_, Some(last)) => {
                tables.push(last);
                Ok((Self::joined(tables)?, reports))
            }
            (_, None) => {
                let named: Vec<String> = paths.iter().map(|path| path.as_ref().display().to_string()).collect();
                Err(Error::invalid(named.join(", "), "there are no files in it", "name a file, or a folder that holds some"))
            }
        }
    }
}

/// The files of an unpacked Slack export.
fn slack_files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    list_within(folder, &mut files)?;
    let read = |file: &PathBuf| Ok((file.display().to_string(), fs::read(file).map_err(|error| unreadable(file, error))?));
    files.iter().map(read).collect()
}

/// The files of a path in the order of their names; a Slack export is one.
fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    if !path.is_dir() || [slack::PEOPLE, slack::CHANNELS].iter().all(|name| path.join(name).is_file()) {
        files.push(path.to_owned());
        return Ok(());
    }
    list_within(path, files)
}

fn list_within(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(|error| unreadable(path, error))?;
    let mut inner: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    inner.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    inner.sort();
    inner.iter().try_for_each(|path| list(path, files))
}
