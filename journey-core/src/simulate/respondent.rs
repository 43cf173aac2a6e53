//! A simulated respondent: answers from the memories nearest to the question, hidden ones only when probed.

use std::{borrow::Cow, collections::BTreeSet};

use async_trait::async_trait;
use rand::{
    RngExt, SeedableRng,
    seq::{IndexedRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;

use super::{
    Attitude, Persona, PersonaMemory, TraitLevel,
    recall::{Cue, Recall, cue},
};
use crate::{
    interview::Respondent,
    plan::{AnswerFormat, StructuredAnswer},
    text::{quotations, split_sentences, words},
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
    pub(super) hints: Vec<String>,
    pub(super) nothing_more: Vec<String>,
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            asides: Vec::new(),
            forgotten: vec!["I don't remember that.".into()],
            hints: [
                "That is a bit of a sore point for me.",
                "Well, there was something, but it's hard to put into words.",
                "Mixed feelings there, honestly.",
            ]
            .map(str::to_owned)
            .to_vec(),
            nothing_more: vec!["That's about all I can say on that.".into()],
        }
    }
}

/// Answers an interviewer as a persona would.
#[derive(Debug)]
pub struct SimulatedRespondent<'a> {
    persona: Cow<'a, Persona>,
    manner: Manner,
    recall: Recall,
    random: ChaCha8Rng,
    told: Vec<bool>,
    /// What a terse persona kept back of the last memory.
    kept_back: Option<String>,
    topic: Option<usize>,
    probes: u32,
    answers: usize,
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
            persona: Cow::Borrowed(persona),
            manner,
            kept_back: None,
            topic: None,
            probes: 0,
            answers: 0,
            pace: 0,
        }
    }

    /// The same respondent, with a persona of its own.
    pub fn into_owned(self) -> SimulatedRespondent<'static> {
        SimulatedRespondent { persona: Cow::Owned(self.persona.into_owned()), ..self }
    }

    /// How many different insights were told, and how many the persona holds.
    pub fn insights(&self) -> (u64, u64) {
        let all: BTreeSet<usize> = self.persona.memories.iter().flat_map(|memory| memory.insights.iter().copied()).collect();
        let told = self.persona.memories.iter().zip(&self.told).filter(|(_, told)| **told);
        let heard: BTreeSet<usize> = told.flat_map(|(memory, _)| memory.insights.iter().copied()).collect();
        (heard.len() as u64, all.len() as u64)
    }

    /// Which memories were told.
    pub fn told(&self) -> &[bool] {
        &self.told
    }

    fn answer(&mut self, message: &str) -> String {
        self.answers += 1;
        if self.persona.attitude != Attitude::Willing
            && self.answers.is_multiple_of(2)
            && let Some(outburst) =
                self.persona.disruptive_replies.get((self.answers / 2 - 1) % self.persona.disruptive_replies.len().max(1))
        {
            return outburst.clone();
        }
        // Whoever hears their own words quoted is asked to go on.
        let quoted = quotations(message).next().is_some();
        let asked = cue(message);
        match self.nearest(&asked).filter(|(_, nearness)| *nearness >= OPENS && !quoted) {
            Some((memory, _)) if self.persona.memories.get(memory).is_some_and(|memory| self.hides(memory)) => self.hint(memory),
            Some((memory, _)) => self.open(memory, message),
            // A question about something else that brings nothing to mind; what is not a question of its own asks for more.
            None if !quoted && !asked.is_empty() && self.persona.memories.iter().all(|memory| memory.about.is_empty()) => {
                self.topic = None;
                self.choose(|manner| &manner.nothing_more)
            }
            None => self.go_on(message),
        }
    }

    /// The nearest memory that was not told. One that belongs to another, told openly, comes to mind only after that.
    fn nearest(&self, asked: &Cue) -> Option<(usize, f64)> {
        let opens = |memory: &PersonaMemory| !self.hides(memory) || memory.about.is_empty();
        let untold = self.persona.memories.iter().zip(&self.told).enumerate().filter(|(_, (memory, told))| !**told && opens(memory));
        untold.map(|(at, _)| (at, self.recall.nearness(asked, at))).reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// Answers with a hint at something that is not told unasked.
    fn hint(&mut self, memory: usize) -> String {
        self.probes = 0;
        self.topic = Some(memory);
        self.kept_back = None;
        self.choose(|manner| &manner.hints)
    }

    /// Whether a memory is told only when asked about it again; who discloses readily keeps nothing back.
    fn hides(&self, memory: &PersonaMemory) -> bool {
        memory.needs_probe && self.persona.traits.disclosure < TraitLevel::High
    }

    fn open(&mut self, memory: usize, message: &str) -> String {
        self.probes = 0;
        self.topic = Some(memory);
        self.kept_back = None;
        if self.persona.traits.recall == TraitLevel::Low && self.random.random_range(0..12) == 0 {
            self.mark(memory);
            return self.choose(|manner| &manner.forgotten);
        }
        let text = self.mark(memory);
        match self.persona.traits.verbosity {
            TraitLevel::Low => {
                let cut = split_sentences(&text);
                match cut.as_slice() {
                    [first, _, ..] => {
                        let start = first.slice(&text).unwrap_or(&text).to_owned();
                        self.kept_back = Some(text.trim_start().strip_prefix(start.as_str()).unwrap_or_default().trim().to_owned());
                        start
                    }
                    _ => text,
                }
            }
            TraitLevel::Medium => text,
            TraitLevel::High => {
                let aside = self.choose(|manner| &manner.asides);
                // Without small talk of their own, they add what else comes to mind.
                let more = match self.nearest(&cue(message)).filter(|(_, nearness)| *nearness >= OPENS && aside.is_empty()) {
                    Some((other, _)) => self.mark(other),
                    None => String::new(),
                };
                [aside, text, more].join(" ").trim().to_owned()
            }
        }
    }

    /// A probe: what was kept back, then what was hidden about the topic, then nothing.
    fn go_on(&mut self, message: &str) -> String {
        self.probes += 1;
        if let Some(rest) = self.kept_back.take().filter(|rest| !rest.is_empty()) {
            return rest;
        }
        let ready = self.persona.traits.disclosure > TraitLevel::Low || self.probes > 1;
        let last = self.topic.and_then(|topic| self.persona.memories.get(topic));
        let found = match last.filter(|last| !last.about.is_empty()) {
            Some(last) => (0..self.told.len()).find(|at| {
                self.told.get(*at) == Some(&false) && self.persona.memories.get(*at).is_some_and(|memory| memory.about == last.about)
            }),
            // What was hinted at comes first.
            None if last.is_some_and(|last| self.hides(last)) && self.topic.is_some_and(|topic| self.told.get(topic) == Some(&false)) => {
                self.topic
            }
            None => self.next_to_mind(message, last),
        };
        let hinted = found.is_some() && found == self.topic;
        match found.filter(|at| ready || self.persona.memories.get(*at).is_some_and(|memory| !memory.needs_probe)) {
            Some(memory) => {
                self.topic = Some(memory);
                self.mark(memory)
            }
            None if hinted => self.choose(|manner| &manner.hints),
            None => self.choose(|manner| &manner.nothing_more),
        }
    }

    /// The untold memory nearest to the words of a probe, or to what was told last when the probe has none of its own.
    fn next_to_mind(&self, message: &str, last: Option<&PersonaMemory>) -> Option<usize> {
        let mut asked = cue(message);
        if asked.is_empty() {
            asked = last.map(|last| cue(&last.text)).unwrap_or_default();
        }
        let untold = (0..self.told.len()).filter(|at| self.told.get(*at) == Some(&false));
        let (at, nearness) =
            untold.map(|at| (at, self.recall.nearness(&asked, at))).reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        (nearness >= OPENS).then_some(at)
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

    async fn answer(&mut self, _: &str, answer: &AnswerFormat) -> Option<StructuredAnswer> {
        self.pace = 1500;
        let mut ids: Vec<String> = answer.options().iter().map(|option| option.id.clone()).collect();
        ids.shuffle(&mut self.random);
        match answer {
            AnswerFormat::Rating { instrument } => {
                self.persona.ratings.get(instrument.name()).map(|value| StructuredAnswer::Number { value: i64::from(*value) })
            }
            AnswerFormat::Number { low, high } => Some(StructuredAnswer::Number { value: self.random.random_range(*low..=*high) }),
            AnswerFormat::MultipleChoice { least, .. } => {
                Some(StructuredAnswer::Choices { options: ids.into_iter().take((*least).max(1) as usize).collect() })
            }
            AnswerFormat::Ranking { .. } => Some(StructuredAnswer::Choices { options: ids }),
            AnswerFormat::SingleChoice { .. } => Some(StructuredAnswer::Choices { options: ids.into_iter().take(1).collect() }),
            AnswerFormat::Open => None,
        }
    }

    fn response_ms(&self) -> u64 {
        self.pace
    }
}
