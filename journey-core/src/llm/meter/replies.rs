//! Replies by what was asked: the same question to the same model is paid once, also after a crash.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, ErrorInfo, ErrorKind},
    llm::{ModelReply, ModelRequest, request::short_hash},
    plain::objection,
};

/// The key of a request to a model.
pub(super) fn key(model: &str, request: &ModelRequest) -> String {
    short_hash(&[model, &serde_json::to_string(request).unwrap_or_default()])
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KeptLine {
    key: String,
    reply: ModelReply,
}

#[derive(Debug, Default)]
pub(super) struct KeptReplies {
    replies: HashMap<String, ModelReply>,
    /// The file ends in a whole reply without a line break.
    unended: bool,
}

impl KeptReplies {
    pub(super) fn find(&self, key: &str) -> Option<&ModelReply> {
        self.replies.get(key)
    }

    /// Keeps a reply; the line that keeps it in a file.
    pub(super) fn keep(&mut self, key: String, reply: &ModelReply) -> String {
        let line = serde_json::to_string(&KeptLine { key: key.clone(), reply: reply.clone() }).unwrap_or_default();
        self.replies.insert(key, reply.clone());
        let ended = if std::mem::take(&mut self.unended) { "\n" } else { "" };
        format!("{ended}{line}\n")
    }

    /// Takes up the replies of a file; the length up to which it is valid.
    pub(super) fn read(&mut self, text: &[u8]) -> Result<usize, Error> {
        let (mut found, mut valid, mut unended) = (Vec::new(), 0, false);
        for (number, line) in (1..).zip(text.split_inclusive(|byte| *byte == b'\n')) {
            let ended = line.ends_with(b"\n");
            if !line.trim_ascii().is_empty() {
                match serde_json::from_slice::<KeptLine>(line) {
                    Ok(line) => found.push((line.key, line.reply)),
                    // Only the last line can be one that a crash cut short.
                    Err(_) if !ended => break,
                    Err(error) => return Err(broken(number, &error)),
                }
            }
            valid += line.len();
            unended = !ended;
        }
        self.replies.extend(found);
        self.unended = unended;
        Ok(valid)
    }
}

fn broken(line: usize, error: &serde_json::Error) -> Error {
    let info = ErrorInfo::new(ErrorKind::Invalid, "invalid", objection(&error.to_string()).problem);
    let fix = "take the line out, or give another file".to_owned();
    Error::new(ErrorInfo { field: Some(format!("replies, line {line}")), fix: Some(fix), ..info }.with_detail("line", line))
}
