//! What kind of message a whole message is, read by trained readers, one of words and one of how they stand together: a second opinion beside
//! the rules of `signal.rs`.
//!
//! `train_kinds --meaning tests/lists/answers.tsv journey-core/data/signals/weights.bin` trains it on a list that was written for that.

use std::sync::LazyLock;

use super::{encoder::Encoder, folded::Segment, hashed::HashedReader, signal::Signal};

/// The kinds in the order of the weights.
const KINDS: [&str; 10] =
    ["consent", "decline", "distress", "dont_know", "grief", "not_applicable", "question", "stop", "story", "withdraw"];

/// Words of a message that may be read as a whole signal.
const LONGEST_SIGNAL: usize = 45;
/// Words from which the rules may be overruled.
const SHORTEST_STORY: usize = 4;
/// The chance from which a whole message counts as a signal that no rule knows.
const SURE: f32 = 0.5;
/// The chance from which it ends the interview, which nothing brings back.
const CERTAIN: f32 = 0.7;
/// The chance of a story from which the rules were wrong.
const TOLD: f32 = 0.7;
/// The chance from which a message, or a part of a long one, speaks of distress or of a loss.
const TENDER: f32 = 0.4;
/// The chance of a story from which the reader of words is believed without asking the encoder.
const PLAINLY: f32 = 0.95;
/// What the encoder's word counts beside that of the reader of words. It learnt to read in English, and other languages from our lists alone.
const SHARE_IN_ENGLISH: f32 = 0.75;
const SHARE: f32 = 0.5;
/// The chance of distress or a loss from which a part of a long message is read by the encoder, and how many parts are.
const HINTED: f32 = 0.02;
const MOST_PARTS: usize = 24;
/// Words of a part of a long message that is read for itself.
const PART: usize = 14;

const DISTRESS: usize = 2;
const GRIEF: usize = 4;
const STORY: usize = 8;

#[cfg(feature = "meaning")]
static DATA: &[u8] = include_bytes!("../../data/signals/weights.bin");
#[cfg(not(feature = "meaning"))]
static DATA: &[u8] = &[];

static READER: LazyLock<Option<HashedReader>> = LazyLock::new(|| HashedReader::read(DATA, KINDS.len()));

/// The chances of the kinds of a message, in alphabetical order; they sum to one.
#[derive(Clone, Debug)]
pub(super) struct Chances {
    kinds: Vec<f32>,
    /// Those of the parts of a long message.
    parts: Vec<Vec<f32>>,
    /// Whether the message is read for what its words mean, too.
    english: bool,
    /// Whether the encoder is asked.
    encoded: bool,
}

impl Chances {
    /// Reads a message, which is given with its segments.
    pub(super) fn of(message: &str, segments: &[Segment], english: bool, encoded: bool) -> Option<Self> {
        let kinds = if encoded { chances(message, segments, english)? } else { words_alone(segments, english)? };
        let long = segments.iter().map(length).sum::<usize>() > 2 * PART;
        let parts = if long { part_chances(segments, english, encoded) } else { Vec::new() };
        Some(Self { kinds, parts, english, encoded })
    }

    /// Adds to what the rules found in a whole message, or takes it away.
    pub(super) fn correct(&self, all: &[Segment], found: &mut Vec<Signal>) {
        let words: usize = all.iter().map(length).sum();
        if words >= SHORTEST_STORY && self.at(STORY) >= TOLD {
            // To have nothing to add ends nothing.
            found.retain(|signal| *signal == Signal::Exhausted);
        } else if found.is_empty() && words <= LONGEST_SIGNAL {
            let sure = |signal: Signal| if signal == Signal::Stops { CERTAIN } else { SURE };
            found.extend(self.signal().filter(|(signal, chance)| *chance >= sure(*signal)).map(|(signal, _)| signal));
        }
    }

    /// Whether the message, or a part of a long one, speaks of distress or of a loss. `plain` is the message without figures of speech, where it
    /// holds any.
    pub(super) fn tell(&self, signal: Signal, plain: Option<&[Segment]>) -> bool {
        let kind = match signal {
            Signal::Distress => DISTRESS,
            Signal::Grief => GRIEF,
            _ => return false,
        };
        match plain {
            None => self.speaks(kind),
            Some(plain) => Self::of(&joined(plain), plain, self.english, self.encoded).is_some_and(|chances| chances.speaks(kind)),
        }
    }

    fn speaks(&self, kind: usize) -> bool {
        [&self.kinds].into_iter().chain(&self.parts).any(|chances| chances.get(kind).is_some_and(|chance| *chance >= TENDER))
    }

    /// The signal that the whole message most likely is, with its chance; none for a story, distress or grief.
    fn signal(&self) -> Option<(Signal, f32)> {
        let (at, chance) = self.kinds.iter().enumerate().max_by(|left, right| left.1.total_cmp(right.1))?;
        let signal = match KINDS.get(at).copied()? {
            "decline" => Signal::Declines,
            "dont_know" => Signal::DontKnow,
            "not_applicable" => Signal::NotApplicable,
            "question" => Signal::AsksQuestion,
            "stop" => Signal::Stops,
            "withdraw" => Signal::Withdraws,
            _ => return None,
        };
        Some((signal, *chance))
    }

    fn at(&self, kind: usize) -> f32 {
        self.kinds.get(kind).copied().unwrap_or(0.0)
    }
}

/// What both readers make of a text; the encoder is not asked about what is plainly a story.
fn chances(text: &str, segments: &[Segment], english: bool) -> Option<Vec<f32>> {
    let mut kinds = words_alone(segments, english)?;
    let plain = kinds.get(STORY).is_some_and(|chance| *chance >= PLAINLY);
    let read = if plain { None } else { Encoder::shipped().and_then(|encoder| encoder.chances(text)) };
    let share = if english { SHARE_IN_ENGLISH } else { SHARE };
    for (kind, read) in kinds.iter_mut().zip(read.unwrap_or_default()) {
        *kind += share * (read - *kind);
    }
    Some(kinds)
}

/// Parts are read for distress and loss alone: the encoder is asked about the first of those in which words hint at it.
fn part_chances(segments: &[Segment], english: bool, encoded: bool) -> Vec<Vec<f32>> {
    let mut asked = 0;
    let mut read = |part: &[Segment]| {
        let alone = words_alone(part, english)?;
        let hints = [DISTRESS, GRIEF].iter().any(|kind| alone.get(*kind).is_some_and(|chance| *chance >= HINTED));
        if !encoded || !hints || asked == MOST_PARTS {
            return Some(alone);
        }
        asked += 1;
        chances(&joined(part), part, english)
    };
    parts(segments).filter_map(&mut read).collect()
}

fn words_alone(segments: &[Segment], english: bool) -> Option<Vec<f32>> {
    READER.as_ref().map(|reader| reader.chances(segments, english))
}

fn joined(segments: &[Segment]) -> String {
    let marks = segments.iter().flat_map(|segment| [segment.text.as_str(), if segment.asks { "? " } else { ", " }]);
    marks.collect::<String>().trim_end_matches([',', ' ']).to_owned()
}

fn length(segment: &Segment) -> usize {
    segment.text.split(' ').count()
}

/// Runs of neighbouring parts with enough words to be read, each half beyond the one before it.
fn parts(all: &[Segment]) -> impl Iterator<Item = &[Segment]> {
    let reach = move |from: usize, enough: usize| {
        let mut words = 0;
        let after = all.iter().skip(from).position(|segment| {
            words += length(segment);
            words >= enough
        });
        after.map_or(all.len(), |after| from + after + 1)
    };
    let starts = std::iter::successors(Some(0), move |from| Some(reach(*from, PART / 2))).take_while(|from| *from < all.len());
    starts.filter_map(move |from| all.get(from..reach(from, PART)))
}
