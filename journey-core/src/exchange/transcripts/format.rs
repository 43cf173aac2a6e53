//! What a file is, by its content.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::slack;
use crate::{
    error::Error,
    text::pattern::{Regex, pattern},
};

/// The formats of files with customers' words.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FileFormat {
    /// A table of text: commas, semicolons, tabs or bars between its fields.
    Csv,
    /// A Word document.
    Docx,
    /// A workbook of Excel or LibreOffice.
    Excel,
    /// JSON in any nesting.
    Json,
    /// A JSON record on each line.
    JsonLines,
    /// A mail with its head, as mail programs save it.
    Mail,
    /// The export of a Slack workspace, zipped or a folder, or a day of one of its channels.
    Slack,
    /// Subtitles in SubRip.
    Srt,
    /// Text, with speakers' names before their words or without.
    Text,
    /// Subtitles in WebVTT, as Teams and Zoom write them.
    Vtt,
    /// An exported WhatsApp chat.
    Whatsapp,
}

impl FileFormat {
    /// Its name in words.
    pub(super) fn name(self) -> String {
        match self {
            Self::Csv => "a table of text".into(),
            Self::Docx => "a Word document".into(),
            Self::Excel => "a workbook".into(),
            Self::Json => "JSON".into(),
            Self::JsonLines => "JSON Lines".into(),
            Self::Mail => "a mail".into(),
            Self::Slack => "a Slack export".into(),
            Self::Srt => "SubRip subtitles".into(),
            Self::Text => "a transcript in plain text".into(),
            Self::Vtt => "WebVTT subtitles".into(),
            Self::Whatsapp => "a WhatsApp chat".into(),
        }
    }
}

static SRT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A\s*\d+\s*\r?\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->"));
/// `[27/11/2026, 10:15:00] Ada: …`, `11/27/26, 10:15 AM - Ada: …`, `27.11.26, 10:15 - Ada: …`
pub(super) static WHATSAPP_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?mi)^[\u{200e}\u{feff}]*\[?(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}),?[\s\u{202f}]+(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u{202f}]?[ap]\.?\s?m\.?)?)(?:\]|[\s\u{202f}]+[-–])[\s\u{202f}]+",
    )
});

/// The archives, workbooks and mails, which their first bytes tell; nothing for other text.
pub(super) fn binary_format(bytes: &[u8]) -> Result<Option<FileFormat>, Error> {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Some(FileFormat::Excel));
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Error::invalid(
            "the file",
            "it is a PDF, whose words have no order that can be trusted",
            "save it as text or as a Word document",
        ));
    }
    if !bytes.starts_with(b"PK") {
        return Ok(super::mail::is_mail(bytes).then_some(FileFormat::Mail));
    }
    if holds(b"word/document.xml") {
        Ok(Some(FileFormat::Docx))
    } else if holds(b"xl/") || holds(b"opendocument.spreadsheet") {
        Ok(Some(FileFormat::Excel))
    } else if holds(slack::PEOPLE.as_bytes()) && holds(slack::CHANNELS.as_bytes()) {
        Ok(Some(FileFormat::Slack))
    } else if holds(b"project.qde") {
        Err(Error::invalid("the file", "it is a REFI-QDA project", "read it with read_qdpx"))
    } else {
        Err(Error::invalid("the file", "it is an archive of another kind", "unpack it, and give the files in it"))
    }
}

/// The format of text.
pub(super) fn text_format(name: &str, text: &str) -> FileFormat {
    let start = text.trim_start();
    if start.starts_with("WEBVTT") {
        return FileFormat::Vtt;
    }
    let list = start.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '[', '"', ']']));
    if start.starts_with('{') || list {
        let first = start.lines().next().unwrap_or_default();
        let line = |line: &str| serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
        let more = start.lines().nth(1).is_some_and(|second| second.trim_start().starts_with('{') && line(second));
        if line(first) && more {
            return FileFormat::JsonLines;
        }
        return FileFormat::Json;
    }
    if SRT.is_match(text) {
        return FileFormat::Srt;
    }
    let head = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(20);
    let dated = head().filter(|line| WHATSAPP_LINE.is_match(line)).count();
    if dated >= 1 && 2 * dated >= head().count() {
        return FileFormat::Whatsapp;
    }
    if super::speech::is_meeting_chat(text) {
        return FileFormat::Text;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "csv" | "tsv" | "tab" => FileFormat::Csv,
        "txt" | "md" if !super::delimited::is_table(text) => FileFormat::Text,
        _ if super::delimited::is_table(text) => FileFormat::Csv,
        _ => FileFormat::Text,
    }
}
