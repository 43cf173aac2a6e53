//! Subtitles: WebVTT, SubRip, and the segments of Whisper.

use std::sync::LazyLock;

use super::speech::Utterance;
use crate::{
    text::pattern::{Regex, pattern},
    time::Timestamp,
};

static TIMING: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->"));
/// `<v Ada Lovelace>` of Teams.
static VOICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"<v(?:\.[\w.]+)?\s+([^>]+)>"));
static TAGS: LazyLock<Regex> = LazyLock::new(|| pattern(r"</?[a-z][^<>]*>|<\d[\d:.]*>"));
/// `Ada Lovelace: …` of Zoom.
static NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A\s*([\p{L}][\p{L}\p{M}\p{N} .,'’()_-]{0,60}?)\s*:\s+"));

/// What is said in subtitles, the cues of one speaker that follow each other as one utterance; nothing where there are no cues.
pub(super) fn cues(text: &str) -> Vec<Utterance> {
    let mut said: Vec<Utterance> = Vec::new();
    let mut at: Option<Timestamp> = None;
    for line in text.lines().map(str::trim) {
        if let Some(found) = TIMING.captures(line) {
            let number = |at: usize| found.get(at).and_then(|number| number.as_str().parse::<i64>().ok()).unwrap_or(0);
            let fraction = found.get(4).map_or(0, |digits| format!("{:0<3}", digits.as_str()).parse::<i64>().unwrap_or(0));
            at = Some(Timestamp(((number(1) * 60 + number(2)) * 60 + number(3)) * 1000 + fraction));
        } else if line.is_empty() {
            at = None;
        } else if let Some(at) = at {
            let voice = VOICE.captures(line).and_then(|found| Some(found.get(1)?.as_str().trim().to_owned()));
            let plain = TAGS.replace_all(line, "");
            let named = NAMED.captures(&plain).filter(|_| voice.is_none());
            let rest = named.as_ref().and_then(|found| plain.get(found.get(0)?.end()..)).unwrap_or(&plain).trim().to_owned();
            let speaker = voice.or_else(|| named.and_then(|found| Some(found.get(1)?.as_str().to_owned())));
            add(&mut said, speaker, rest, at);
        }
    }
    said
}

/// Adds words, to the utterance before where the same speaker goes on.
fn add(said: &mut Vec<Utterance>, speaker: Option<String>, text: String, at: Timestamp) {
    if text.is_empty() {
        return;
    }
    match said.last_mut().filter(|last| speaker.is_none() || last.speaker == speaker) {
        Some(last) => {
            last.text.push(' ');
            last.text.push_str(&text);
        }
        None => said.push(Utterance { speaker, text, at: Some(at) }),
    }
}

/// What is said in the segments that Whisper and its kin write: `{"segments": [{"start": 0.0, "text": "…", "speaker": "…"}]}`.
pub(super) fn segments(value: &serde_json::Value) -> Option<Vec<Utterance>> {
    let segments = value.get("segments").and_then(serde_json::Value::as_array)?;
    let mut said = Vec::new();
    for segment in segments {
        let text = segment.get("text")?.as_str()?.trim().to_owned();
        let start = segment.get("start").and_then(serde_json::Value::as_f64).unwrap_or(0.0);
        let speaker = segment.get("speaker").and_then(|speaker| speaker.as_str()).map(str::to_owned);
        add(&mut said, speaker, text, Timestamp((start * 1000.0) as i64));
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_become_utterances() {
        let teams = "WEBVTT\n\n1/0-0\n00:00:01.500 --> 00:00:03.000\n<v Ada>How was it?</v>\n\n00:00:03.000 --> 00:00:05.000\n<v Ben>Slow.</v>\n\n00:00:05.000 --> 00:00:06.000\n<v Ben>Very slow.</v>\n";
        let zoom = "WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\nAda: How was it?\n\n2\n00:00:03.000 --> 00:00:05.000\nBen: Slow.\n\n3\n00:00:05.000 --> 00:00:06.000\nVery slow.\n";
        let srt = "1\n00:00:01,500 --> 00:00:03,000\nAda: How was it?\n\n2\n00:00:03,000 --> 00:00:05,000\nBen: Slow.\nVery slow.\n";
        for text in [teams, zoom, srt] {
            let said: Vec<_> = cues(text).into_iter().map(|one| (one.speaker.unwrap_or_default(), one.text, one.at)).collect();
            assert_eq!(
                said,
                [
                    ("Ada".to_owned(), "How was it?".to_owned(), Some(Timestamp(1500))),
                    ("Ben".to_owned(), "Slow. Very slow.".to_owned(), Some(Timestamp(3000)))
                ],
                "{text}"
            );
        }
    }
}
