//! Cohorts: many personas from one phrase bank, with what was planted kept apart from what they say.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use rand::{
    RngExt, SeedableRng,
    seq::{IndexedRandom, SliceRandom},
};
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attitude, Persona, PersonaMemory, SimulatedRespondent, TraitLevel, Traits, respondent::Manner};
use crate::{
    journey::{ObservationKind, embedded},
    study::Participant,
    text::split_sentences,
};

/// A finding that was planted.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct GroundTruth {
    /// The finding in words.
    pub finding: String,
    /// The stage's id.
    pub stage: String,
    /// The touchpoint's id.
    pub touchpoint: String,
    /// The kind.
    pub kind: ObservationKind,
    /// The personas who carry it.
    pub personas: Vec<String>,
}

/// The mean valence that was planted at a stage.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct GroundTruthStage {
    /// The stage's id.
    pub stage: String,
    /// The mean over personas of the mean valence of their memories of the stage, −2 to 2.
    pub valence: f64,
}

/// Personas with what was planted in them.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The personas.
    pub personas: Vec<Persona>,
    /// Segments: id, name.
    pub segments: Vec<(String, String)>,
    /// The planted findings.
    pub ground_truth: Vec<GroundTruth>,
    /// The planted valence of each stage.
    pub stages: Vec<GroundTruthStage>,
    /// What the phrase bank assumes.
    pub assumption: String,
    manner: Manner,
    seed: u64,
    /// The first sentence of every phrase that tells a planted experience, by stage.
    phrases: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Bank {
    assumption: String,
    segments: Vec<BankSegment>,
    ratings: BTreeMap<String, BTreeMap<i32, usize>>,
    experiences: Vec<Experience>,
    otherwise: Vec<Otherwise>,
    asides: Vec<String>,
    nothing_more: Vec<String>,
    forgotten: Vec<String>,
}

#[derive(Deserialize)]
struct BankSegment {
    id: String,
    name: String,
    count: usize,
}

#[derive(Deserialize)]
struct Experience {
    finding: String,
    stage: String,
    touchpoint: String,
    kind: ObservationKind,
    count: usize,
    about: String,
    told: Vec<Phrase>,
    more: Vec<Phrase>,
    decisive: Vec<Phrase>,
}

#[derive(Deserialize)]
struct Otherwise {
    stage: String,
    about: String,
    told: Vec<Phrase>,
}

#[derive(Deserialize)]
struct Phrase {
    text: String,
    valence: i8,
}

/// What the question about the whole journey brings to mind.
const DECISIVE: &str = "across the whole journey, the single moment that mattered most in what was decided";

static INSURANCE: LazyLock<Bank> = LazyLock::new(|| embedded(include_str!("../../data/personas/insurance.json")));

/// The 89 insurance customers of the seed study.
///
/// ```
/// let cohort = journey_core::simulate::insurance_cohort(7);
/// assert_eq!(cohort.personas.len(), 89);
/// assert_eq!(cohort.ground_truth[1].personas.len(), 75);
/// ```
pub fn insurance_cohort(seed: u64) -> Cohort {
    Cohort::of(&INSURANCE, seed)
}

impl Cohort {
    /// A respondent for one of the cohort's personas.
    pub fn respondent<'a>(&self, persona: &'a Persona) -> SimulatedRespondent<'a> {
        let number = self.personas.iter().position(|one| one.id == persona.id).unwrap_or_default() as u64;
        SimulatedRespondent::with_manner(persona, self.manner.clone(), self.seed.wrapping_mul(1_000_003).wrapping_add(number))
    }

    /// The personas as participants of a study, each with the respondent who answers.
    pub fn respondents(&self) -> impl Iterator<Item = (Participant, SimulatedRespondent<'_>)> {
        self.personas.iter().map(|persona| (persona.participant(), self.respondent(persona)))
    }

    fn of(bank: &Bank, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let size: usize = bank.segments.iter().map(|segment| segment.count).sum();
        let carriers: Vec<BTreeSet<usize>> = bank
            .experiences
            .iter()
            .map(|experience| {
                let mut order: Vec<usize> = (0..size).collect();
                order.shuffle(&mut random);
                order.into_iter().take(experience.count).collect()
            })
            .collect();
        let segment_of = bank.segments.iter().flat_map(|segment| std::iter::repeat_n(segment.id.as_str(), segment.count));
        let mut felt: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        let mut personas: Vec<Persona> = segment_of
            .enumerate()
            .map(|(number, segment)| {
                let level = |random: &mut ChaCha8Rng| match random.random_range(0..10) {
                    0..3 => TraitLevel::Low,
                    3..7 => TraitLevel::Medium,
                    _ => TraitLevel::High,
                };
                let traits = Traits { verbosity: level(&mut random), disclosure: level(&mut random), recall: level(&mut random) };
                let mut memories = Vec::new();
                let mut decisive = Vec::new();
                for (experience, carriers) in bank.experiences.iter().zip(&carriers) {
                    let planted = carriers.contains(&number);
                    let valences = if planted {
                        decisive.extend(&experience.decisive);
                        experience.remember(&mut memories, &mut random)
                    } else {
                        bank.otherwise(&experience.stage)
                            .map(|otherwise| otherwise.remember(&mut memories, &mut random))
                            .unwrap_or_default()
                    };
                    if !valences.is_empty() {
                        felt.entry(&experience.stage).or_default().push(valences.iter().sum::<f64>() / valences.len() as f64);
                    }
                }
                if let Some(phrase) = decisive.choose(&mut random) {
                    memories.push(PersonaMemory {
                        about: DECISIVE.into(),
                        text: phrase.text.clone(),
                        needs_probe: false,
                        insights: Vec::new(),
                    });
                }
                Persona {
                    id: format!("sim-{:03}", number + 1),
                    description: format!("An invented insurance customer of the segment {segment}."),
                    segments: vec![segment.to_owned()],
                    traits,
                    attitude: Attitude::Willing,
                    disruptive_replies: Vec::new(),
                    memories,
                    ratings: BTreeMap::new(),
                }
            })
            .collect();
        rate(&mut personas, bank, &carriers, &mut random);
        let ids = |who: &BTreeSet<usize>| who.iter().filter_map(|at| personas.get(*at)).map(|persona| persona.id.clone()).collect();
        let planted = bank
            .experiences
            .iter()
            .zip(&carriers)
            .map(|(experience, who)| GroundTruth {
                finding: experience.finding.clone(),
                stage: experience.stage.clone(),
                touchpoint: experience.touchpoint.clone(),
                kind: experience.kind,
                personas: ids(who),
            })
            .collect();
        let stages = felt
            .into_iter()
            .map(|(stage, felt)| GroundTruthStage { stage: stage.to_owned(), valence: felt.iter().sum::<f64>() / felt.len() as f64 })
            .collect();
        Self {
            ground_truth: planted,
            stages,
            personas,
            segments: bank.segments.iter().map(|segment| (segment.id.clone(), segment.name.clone())).collect(),
            assumption: bank.assumption.clone(),
            manner: Manner {
                asides: bank.asides.clone(),
                forgotten: bank.forgotten.clone(),
                nothing_more: bank.nothing_more.clone(),
                ..Manner::default()
            },
            seed,
            phrases: bank.experiences.iter().map(|experience| (experience.stage.clone(), experience.openings())).collect(),
        }
    }

    /// The openings of the phrases that tell what was planted at a stage.
    pub(super) fn phrases(&self, stage: &str) -> &[String] {
        self.phrases.get(stage).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Bank {
    fn otherwise(&self, stage: &str) -> Option<&Otherwise> {
        self.otherwise.iter().find(|otherwise| otherwise.stage == stage)
    }
}

impl Experience {
    fn openings(&self) -> Vec<String> {
        let first = |phrase: &Phrase| {
            split_sentences(&phrase.text).first().and_then(|span| span.slice(&phrase.text)).unwrap_or_default().trim().to_owned()
        };
        self.told.iter().chain(&self.more).map(first).collect()
    }

    /// Adds a memory that is told and one that is hidden; returns their valences.
    fn remember(&self, memories: &mut Vec<PersonaMemory>, random: &mut ChaCha8Rng) -> Vec<f64> {
        let mut valences = Vec::new();
        for (phrases, hidden) in [(&self.told, false), (&self.more, true)] {
            if let Some(phrase) = phrases.choose(random) {
                memories.push(PersonaMemory {
                    about: self.about.clone(),
                    text: phrase.text.clone(),
                    needs_probe: hidden,
                    insights: Vec::new(),
                });
                valences.push(f64::from(phrase.valence));
            }
        }
        valences
    }
}

impl Otherwise {
    fn remember(&self, memories: &mut Vec<PersonaMemory>, random: &mut ChaCha8Rng) -> Vec<f64> {
        let Some(phrase) = self.told.choose(random) else { return Vec::new() };
        memories.push(PersonaMemory { about: self.about.clone(), text: phrase.text.clone(), needs_probe: false, insights: Vec::new() });
        vec![f64::from(phrase.valence)]
    }
}

/// Hands out the bank's ratings: the better a journey was, the higher, with some chance in it.
fn rate(personas: &mut [Persona], bank: &Bank, carriers: &[BTreeSet<usize>], random: &mut ChaCha8Rng) {
    for (instrument, counts) in &bank.ratings {
        let values = counts.iter().flat_map(|(value, count)| std::iter::repeat_n(*value, *count));
        let mut order: Vec<(f64, usize)> = (0..personas.len())
            .map(|at| {
                let journey: f64 = bank
                    .experiences
                    .iter()
                    .zip(carriers)
                    .filter(|(_, who)| who.contains(&at))
                    .map(|(experience, _)| if experience.kind == ObservationKind::Delight { 1.0 } else { -1.0 })
                    .sum();
                (journey + random.random_range(-2.0..2.0), at)
            })
            .collect();
        order.sort_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)));
        for ((_, at), value) in order.into_iter().zip(values) {
            if let Some(persona) = personas.get_mut(at) {
                persona.ratings.insert(instrument.clone(), value);
            }
        }
    }
}
