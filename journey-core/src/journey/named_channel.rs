//! The channel that a text names.

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

use super::Channel;
use crate::{text::language::language, work::look};

/// The words of each channel; of those that a text names the first counts.
static CHANNELS: LazyLock<(Vec<Channel>, RegexSet)> = LazyLock::new(|| {
    let words = language("en").into_iter().flat_map(|english| english.group("channel"));
    let (channels, sources): (Vec<Channel>, Vec<String>) =
        words.map(|(name, sources)| (Channel::from_name(&name.replace('_', " ")), format!(r"\b(?:{})\b", sources.join("|")))).unzip();
    (channels, set(&sources))
});

#[expect(clippy::expect_used, reason = "the words are part of the source; the first test that touches them reads them all")]
fn set(sources: &[String]) -> RegexSet {
    RegexSetBuilder::new(sources).case_insensitive(true).unicode(false).build().expect("constant patterns compile")
}

/// The channel that a text names.
pub(crate) fn named_channel(text: &str) -> Option<Channel> {
    let (channels, words) = &*CHANNELS;
    look(text.len());
    words.matches(text).iter().next().and_then(|first| channels.get(first).cloned())
}
