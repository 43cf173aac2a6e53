//! A cache of replies by content: the same question to the same model is paid once, also after a crash.

use std::{
    collections::HashMap,
    fmt::Debug,
    fs::{File, OpenOptions},
    io::{BufRead, BufReader, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{FinishReason, LlmError, LlmProvider, ModelInfo, ModelReply, ModelRequest, TokenUsage, request::short_hash};
use crate::error::Error;

/// Where replies are kept, by the hash of what was asked of whom.
pub trait ReplyStore: Debug + Send + Sync {
    /// The reply of a key.
    fn find(&self, key: &str) -> Option<ModelReply>;

    /// Keeps a reply before anyone sees it.
    ///
    /// # Errors
    /// When it cannot be kept.
    fn keep(&self, key: &str, reply: &ModelReply) -> Result<(), Error>;
}

/// Replies in memory.
#[derive(Debug, Default)]
pub struct MemoryReplies(Mutex<HashMap<String, ModelReply>>);

impl ReplyStore for MemoryReplies {
    fn find(&self, key: &str) -> Option<ModelReply> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: &str, reply: &ModelReply) -> Result<(), Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), reply.clone());
        Ok(())
    }
}

/// Replies in a file, one JSON object a line, appended as they come; a line that a crash cut short is left out when the file is opened.
#[derive(Debug)]
pub struct FileReplies {
    known: MemoryReplies,
    file: Mutex<File>,
}

#[derive(Deserialize, Serialize)]
struct Line {
    key: String,
    reply: ModelReply,
}

impl FileReplies {
    /// Opens or begins a file of replies.
    ///
    /// # Errors
    /// When the file cannot be opened or read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let broken = |error: std::io::Error| Error::invalid(format!("`{}`", path.display()), error, "give a file that can be written");
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(path).map_err(broken)?;
        let known = MemoryReplies::default();
        let mut whole = true;
        for line in BufReader::new(&file).split(b'\n') {
            let line = line.map_err(broken)?;
            match serde_json::from_slice::<Line>(&line) {
                Ok(line) => known.keep(&line.key, &line.reply)?,
                Err(_) => whole = false,
            }
        }
        // What a crash cut short must not swallow the next line.
        if !whole {
            file.write_all(b"\n").map_err(broken)?;
        }
        Ok(Self { known, file: Mutex::new(file) })
    }
}

impl ReplyStore for FileReplies {
    fn find(&self, key: &str) -> Option<ModelReply> {
        self.known.find(key)
    }

    fn keep(&self, key: &str, reply: &ModelReply) -> Result<(), Error> {
        let mut line = serde_json::to_vec(&Line { key: key.to_owned(), reply: reply.clone() })
            .map_err(|error| Error::invalid("reply", error, "report it: replies can be written"))?;
        line.push(b'\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.write_all(&line)
            .and_then(|()| file.sync_data())
            .map_err(|error| Error::invalid("reply", format!("it cannot be kept: {error}"), "make room on the disk"))?;
        self.known.keep(key, reply)
    }
}

/// Answers repeated requests from a reply store.
///
/// A kept reply costs nothing: its usage is zero, so a budget and a report count what was paid in this run.
///
/// ```
/// use journey_core::{builtin::BuiltinProvider, llm::{Cached, MemoryReplies}};
/// let replies = MemoryReplies::default();
/// let provider = Cached::new(&BuiltinProvider, &replies);
/// assert_eq!(provider.hits(), 0);
/// ```
#[derive(Debug)]
pub struct Cached<'a> {
    inner: &'a dyn LlmProvider,
    replies: &'a dyn ReplyStore,
    hits: Mutex<u64>,
}

impl<'a> Cached<'a> {
    /// Wraps a provider.
    pub fn new(inner: &'a dyn LlmProvider, replies: &'a dyn ReplyStore) -> Self {
        Self { inner, replies, hits: Mutex::default() }
    }

    /// How many requests were answered from what was kept.
    pub fn hits(&self) -> u64 {
        *self.hits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl LlmProvider for Cached<'_> {
    fn model(&self) -> ModelInfo {
        self.inner.model()
    }

    async fn complete(&self, request: &ModelRequest) -> Result<ModelReply, LlmError> {
        let key = short_hash(&[&self.inner.model().name, &serde_json::to_string(request).unwrap_or_default()]);
        if let Some(kept) = self.replies.find(&key) {
            *self.hits.lock().unwrap_or_else(PoisonError::into_inner) += 1;
            return Ok(ModelReply { usage: TokenUsage::default(), ..kept });
        }
        let reply = self.inner.complete(request).await?;
        if reply.finish == FinishReason::Stop {
            self.replies
                .keep(&key, &reply)
                .map_err(|error| LlmError::new(super::LlmErrorKind::InvalidReply, format!("the reply came but was lost: {error}")))?;
        }
        Ok(reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cut_short_keeps_every_whole_line() {
        let folder = std::env::temp_dir().join(format!("replies-{}", std::process::id()));
        let reply =
            |text: &str| ModelReply { text: text.into(), finish: FinishReason::Stop, usage: TokenUsage::default(), model: "m".into() };
        let check = || -> Result<(), Error> {
            let store = FileReplies::open(&folder)?;
            store.keep("a", &reply("one"))?;
            store.keep("b", &reply("two"))?;
            drop(store);
            let bytes = std::fs::read(&folder).unwrap_or_default();
            std::fs::write(&folder, &bytes[..bytes.len() - 9]).unwrap_or_default();
            let store = FileReplies::open(&folder)?;
            assert_eq!((store.find("a").map(|kept| kept.text), store.find("b")), (Some("one".into()), None));
            store.keep("c", &reply("three"))?;
            assert_eq!(FileReplies::open(&folder)?.find("c").map(|kept| kept.text), Some("three".into()));
            Ok(())
        };
        let done = check();
        let _ = std::fs::remove_file(&folder);
        assert_eq!(done, Ok(()));
    }
}
