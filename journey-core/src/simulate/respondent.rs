//! A simulated respondent: answers from the memories nearest to the question, hidden ones only when probed.

use async_trait::async_trait;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::{Level, Persona, recall::Recall};
use crate::{
    interview::{Respondent, quotations},
    plan::Instrument,
    text::{segment, words},
};

/// A message this near to an untold memory opens its topic; anything farther is a probe into the last one.
const OPENS: f64 = 0.2;
/// Milliseconds that a word takes to type.
const TYPING: u64 = 300;

/// What a persona says around its memories.
#[derive(Clone, Debug)]
pub(super) struct Manner {
    pub(super) asides: Vec<String>,
    pub(super) forgotten: Vec<String>,
    pub(super) nothing_more: Vec<String>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            asides: Vec::new(),
            forgotten: vec!["I don't remember that.".into()],
            nothing_more: vec!["That's about all I can say on that.".into()],
        }
    }
}

/// Answers an interviewer as a persona would.
#[derive(Debug)]
pub struct SimulatedRespondent<'a> {
    persona: &'a Persona,
    manner: Manner,
    recall: Recall,
    random: ChaCha8Rng,
    told: Vec<bool>,
    /// What a terse persona kept back of the last memory.
    kept_back: Option<String>,
    topic: Option<usize>,
    probes: u32,
    pace: u64,
}

impl<'a> SimulatedRespondent<'a> {
    /// A respondent with a seed for its small choices.
    pub fn new(persona: &'a Persona, seed: u64) -> Self {
        Self::with_manner(persona, Manner::default(), seed)
    }

    pub(super) fn with_manner(persona: &'a Persona, manner: Manner, seed: u64) -> Self {
        Self {
            recall: Recall::new(&persona.memories),
            told: vec![false; persona.memories.len()],
            random: ChaCha8Rng::seed_from_u64(seed),
            persona,
            manner,
            kept_back: None,
            topic: None,
            probes: 0,
            pace: 0,
        }
    }

    /// Which memories were told.
    pub fn told(&self) -> &[bool] {
        &self.told
    }

    fn answer(&mut self, message: &str) -> String {
        // Whoever hears their own words quoted is asked to go on.
        let quoted = quotations(message).next().is_some();
        match self.nearest(message).filter(|(_, nearness)| *nearness >= OPENS && !quoted) {
            Some((memory, _)) => self.open(memory),
            None => self.go_on(message),
        }
    }

    /// The nearest memory that was not told and is not hidden.
    fn nearest(&self, message: &str) -> Option<(usize, f64)> {
        let untold = self.persona.memories.iter().zip(&self.told).enumerate().filter(|(_, (memory, told))| !**told && !memory.hidden);
        untold.map(|(at, _)| (at, self.recall.nearness(message, at))).reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    fn open(&mut self, memory: usize) -> String {
        self.probes = 0;
        self.topic = Some(memory);
        self.kept_back = None;
        if self.persona.traits.memory == Level::Low && self.random.random_range(0..12) == 0 {
            self.mark(memory);
            return self.choose(|manner| &manner.forgotten);
        }
        let text = self.mark(memory);
        match self.persona.traits.verbosity {
            Level::Low => {
                let cut = segment(&text);
                match cut.as_slice() {
                    [first, _, ..] => {
                        let start = first.cut(&text).unwrap_or(&text).to_owned();
                        self.kept_back = Some(text.trim_start().strip_prefix(start.as_str()).unwrap_or_default().trim().to_owned());
                        start
                    }
                    _ => text,
                }
            }
            Level::Medium => text,
            Level::High => {
                let aside = self.choose(|manner| &manner.asides);
                [aside, text].join(" ").trim().to_owned()
            }
        }
    }

    /// A probe: what was kept back, then what was hidden about the topic, then nothing.
    fn go_on(&mut self, message: &str) -> String {
        self.probes += 1;
        if let Some(rest) = self.kept_back.take().filter(|rest| !rest.is_empty()) {
            return rest;
        }
        let ready = self.persona.traits.disclosure > Level::Low || self.probes > 1;
        let about = self.topic.and_then(|topic| self.persona.memories.get(topic)).map(|memory| memory.about.clone());
        let same = |at: usize| match (&about, self.persona.memories.get(at)) {
            (Some(about), Some(memory)) if !about.is_empty() => memory.about == *about,
            (_, memory) => memory.is_some() && self.recall.nearness(message, at) >= OPENS,
        };
        let hidden = (0..self.told.len()).find(|at| self.told.get(*at) == Some(&false) && same(*at));
        match hidden.filter(|_| ready) {
            Some(memory) => self.mark(memory),
            None => self.choose(|manner| &manner.nothing_more),
        }
    }

    fn mark(&mut self, memory: usize) -> String {
        if let Some(told) = self.told.get_mut(memory) {
            *told = true;
        }
        self.persona.memories.get(memory).map(|memory| memory.text.clone()).unwrap_or_default()
    }

    fn choose(&mut self, from: impl Fn(&Manner) -> &Vec<String>) -> String {
        from(&self.manner).choose(&mut self.random).cloned().unwrap_or_default()
    }
}

#[async_trait]
impl Respondent for SimulatedRespondent<'_> {
    async fn say(&mut self, message: &str) -> Option<String> {
        let answer = self.answer(message);
        self.pace = 1000 + TYPING * words(&answer).len() as u64;
        Some(answer)
    }

    async fn consent(&mut self, _: &str) -> Option<String> {
        self.pace = 1500;
        Some("Yes, that's fine.".to_owned())
    }

    async fn rate(&mut self, _: &str, instrument: Instrument) -> Option<i32> {
        self.pace = 1500;
        self.persona.ratings.get(instrument.name()).copied()
    }

    fn pace(&self) -> u64 {
        self.pace
    }
}
