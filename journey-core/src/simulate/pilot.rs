//! Piloting: trying a guide on simulated participants before anybody real is asked.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, SimulatedRespondent, TraitLevel};
use crate::{
    error::Error,
    interview::{
        AnswerAssessment, DataQualityFlag, EventBody, Fieldwork, FieldworkOptions, FieldworkProgress, FieldworkSchedule, InterviewEvent,
        PreparedGuide, Rate, ReportCard, data_quality_flags, run_fieldwork,
    },
    llm::{Driver, RetryPolicy},
    plan::Guide,
    statistics::{Interval, bootstrap_mean},
    study::Participant,
    text::words,
};

/// Resamples of the interval around what was found.
const RESAMPLES: usize = 2_000;
/// A question flat for more than half of those asked falls flat.
const FLAT_WORDS: usize = 8;

/// How much of what participants know the interviews brought out.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct Elicitation {
    /// The mean over participants of insights heard ÷ insights held, 0 to 1.
    pub share: f64,
    /// Its 95 % bootstrap interval, by participant.
    pub interval: Option<Interval>,
    /// Insights heard, over all.
    pub heard: u64,
    /// Insights held, over all.
    pub held: u64,
    /// Participants who hold any.
    pub participants: u64,
}

/// How a question performed.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ItemReport {
    /// The item's id.
    pub item: String,
    /// Its question.
    pub text: String,
    /// Interviews in which it was answered, of those in which it was asked or could be.
    pub answered: Rate,
    /// First answers that were a refusal, a don't-know or fewer than eight words.
    pub uninformative_answers: Rate,
    /// Words of the first answer, on average.
    pub words: f64,
    /// Whether more than half of the first answers were flat.
    pub falls_flat: bool,
}

/// What a pilot found.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct PilotReport {
    /// Interviews held, each with a simulated participant.
    pub interviews: u64,
    /// How many ended how.
    pub outcomes: BTreeMap<String, usize>,
    /// Interviews that could not go on, with the reason.
    pub failed: Vec<String>,
    /// Minutes an interview, at the pace of simulated typing.
    pub minutes: Option<f64>,
    /// Questions an interview.
    pub questions: f64,
    /// The report card over all: counts with their bases.
    pub card: ReportCard,
    /// The measures of the card by name.
    pub measures: BTreeMap<String, Option<f64>>,
    /// How each question fared.
    pub items: Vec<ItemReport>,
    /// How much of what participants hold was heard; none when they hold no insights.
    pub elicited: Option<Elicitation>,
    /// The same by verbosity: `low`, `medium`, `high`.
    pub by_verbosity: BTreeMap<String, Elicitation>,
    /// The same by disclosure.
    pub by_disclosure: BTreeMap<String, Elicitation>,
    /// Interviews with a trust flag, by kind.
    pub trust: BTreeMap<String, u64>,
}

/// Holds `interviews` interviews under a guide, going round the personas, and counts what came of them. The participants are simulated: a pilot
/// tries the instrument, it finds nothing out about customers.
///
/// # Errors
/// When the guide breaks a rule, there is no persona, or the driver was cancelled.
pub async fn run_pilot(
    guide: &Guide,
    personas: &[Persona],
    interviews: usize,
    driver: &Driver<'_>,
    policy: RetryPolicy,
    seed: u64,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<PilotReport, Error> {
    if personas.is_empty() {
        return Err(Error::invalid("personas", "there are none", "give at least one"));
    }
    let prepared = PreparedGuide::new(guide.clone())?;
    let takers: Vec<&Persona> = personas.iter().cycle().take(interviews).collect();
    let participants = takers.iter().enumerate().map(|(number, persona)| Participant { id: number.to_string(), ..persona.participant() });
    let schedule = FieldworkSchedule::of_guide("pilot", prepared.clone(), participants.collect())?;
    let mut respondents: Vec<SimulatedRespondent<'_>> =
        (0..).zip(&takers).map(|(number, persona)| respondent(persona, seed, number)).collect();
    let told = |done: FieldworkProgress| progress(done.done);
    let options = FieldworkOptions { concurrency: AT_ONCE, policy, opener: Some(&prepared), progress: &told };
    let fieldwork = run_fieldwork(schedule, respondents.iter_mut().collect(), driver, options).await?;
    let held: Vec<Held<'_>> = (0..)
        .zip(takers.iter().zip(&respondents))
        .filter_map(|(number, (persona, respondent))| Held::of(number, persona, respondent, guide, &fieldwork))
        .collect();
    Ok(summarise(guide, &held, &fieldwork, seed))
}

/// Interviews of a pilot at once.
const AT_ONCE: usize = 256;

fn respondent(persona: &Persona, seed: u64, number: u64) -> SimulatedRespondent<'_> {
    SimulatedRespondent::new(persona, seed.wrapping_mul(1_000_003).wrapping_add(number))
}

/// What one interview leaves.
struct Held<'a> {
    persona: &'a Persona,
    questions: u32,
    first_answers: Vec<(String, usize, bool)>,
    heard: u64,
    held: u64,
    trust: Vec<DataQualityFlag>,
}

impl<'a> Held<'a> {
    fn of(number: u64, persona: &'a Persona, respondent: &SimulatedRespondent<'_>, guide: &Guide, fieldwork: &Fieldwork) -> Option<Self> {
        let log = fieldwork.logs.get(&format!("pilot-{number}"))?;
        let (heard, held) = respondent.insights();
        let asks = |event: &&InterviewEvent| matches!(&event.body, EventBody::MessageShown { purpose, .. } if purpose.is_question());
        Some(Self {
            persona,
            questions: u32::try_from(log.iter().filter(asks).count()).unwrap_or(u32::MAX),
            first_answers: first_answers(log),
            heard,
            held,
            trust: data_quality_flags(guide, log),
        })
    }
}

/// The first answer to each item: the item, its words, whether it was refused or not known.
fn first_answers(log: &[InterviewEvent]) -> Vec<(String, usize, bool)> {
    let mut answers: Vec<(u32, String, usize, bool)> = Vec::new();
    for event in log {
        match &event.body {
            EventBody::Said { turn, item: Some(item), text } if !answers.iter().any(|(_, known, ..)| known == item) => {
                answers.push((*turn, item.clone(), words(text).len(), false));
            }
            EventBody::AnswerAssessed {
                turn,
                assessment: AnswerAssessment::Declined | AnswerAssessment::DontKnow | AnswerAssessment::NotApplicable,
                ..
            } => {
                answers.iter_mut().filter(|(known, ..)| known == turn).for_each(|answer| answer.3 = true);
            }
            _ => {}
        }
    }
    answers.into_iter().map(|(_, item, words, empty)| (item, words, empty)).collect()
}

fn summarise(guide: &Guide, held: &[Held<'_>], fieldwork: &Fieldwork, seed: u64) -> PilotReport {
    let mut trust: BTreeMap<String, u64> = BTreeMap::new();
    for one in held {
        let mut kinds: Vec<String> = one.trust.iter().map(|flag| name(&flag.kind)).collect();
        kinds.sort();
        kinds.dedup();
        kinds.into_iter().for_each(|kind| *trust.entry(kind).or_default() += 1);
    }
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    fieldwork.outcomes.values().for_each(|outcome| *outcomes.entry(name(outcome)).or_default() += 1);
    let Fieldwork { report_card: card, coverage, failed, .. } = fieldwork;
    let items = guide
        .items
        .iter()
        .filter(|item| item.answer.is_open())
        .map(|item| {
            let first: Vec<_> = held.iter().flat_map(|one| &one.first_answers).filter(|(known, ..)| *known == item.id).collect();
            let flat = first.iter().filter(|(_, words, empty)| *empty || *words < FLAT_WORDS).count() as u64;
            let flat = Rate { count: flat, base: first.len() as u64 };
            ItemReport {
                item: item.id.clone(),
                text: item.text.clone(),
                answered: coverage.answered(&item.id),
                words: first.iter().map(|(_, words, _)| *words as f64).sum::<f64>() / first.len().max(1) as f64,
                falls_flat: flat.share().is_some_and(|share| share > 0.5),
                uninformative_answers: flat,
            }
        })
        .collect();
    let of = |keep: &dyn Fn(&Persona) -> bool| {
        let kept: Vec<&Held<'_>> = held.iter().filter(|one| one.held > 0 && keep(one.persona)).collect();
        elicited(&kept, seed)
    };
    let by = |level: &dyn Fn(&Persona) -> TraitLevel| -> BTreeMap<String, Elicitation> {
        [TraitLevel::Low, TraitLevel::Medium, TraitLevel::High]
            .into_iter()
            .filter_map(|wanted| Some((name(&wanted), of(&|persona: &Persona| level(persona) == wanted)?)))
            .collect()
    };
    PilotReport {
        interviews: held.len() as u64,
        outcomes,
        failed: failed.iter().map(|one| format!("{}: {}", one.id, one.message)).collect(),
        minutes: card.minutes(),
        questions: held.iter().map(|one| f64::from(one.questions)).sum::<f64>() / held.len().max(1) as f64,
        measures: card.measures(),
        card: card.clone(),
        items,
        elicited: of(&|_| true),
        by_verbosity: by(&|persona| persona.traits.verbosity),
        by_disclosure: by(&|persona| persona.traits.disclosure),
        trust,
    }
}

fn elicited(held: &[&Held<'_>], seed: u64) -> Option<Elicitation> {
    // One participant may be interviewed several times; the participant is the unit.
    let mut shares: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for one in held {
        shares.entry(&one.persona.id).or_default().push(one.heard as f64 / one.held as f64);
    }
    let shares: Vec<f64> = shares.into_values().map(|shares| shares.iter().sum::<f64>() / shares.len() as f64).collect();
    (!shares.is_empty()).then(|| Elicitation {
        share: shares.iter().sum::<f64>() / shares.len() as f64,
        interval: bootstrap_mean(&shares, RESAMPLES, seed),
        heard: held.iter().map(|one| one.heard).sum(),
        held: held.iter().map(|one| one.held).sum(),
        participants: shares.len() as u64,
    })
}

fn name<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

impl PilotReport {
    /// The report for people, in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# Pilot with {} simulated interviews\n\nIt tries the instrument; it says nothing about customers.\n\n",
            self.interviews
        );
        out.push_str(&format!("Questions an interview: {:.1}. Minutes: {:.1}.\n\n", self.questions, self.minutes.unwrap_or_default()));
        if let Some(elicited) = &self.elicited {
            out.push_str("## What was found of what participants hold\n\n| who | heard / held | share [95 %] | participants |\n| --- | ---: | ---: | ---: |\n");
            let groups = [("verbosity", &self.by_verbosity), ("disclosure", &self.by_disclosure)];
            let rows = groups.iter().flat_map(|(of, groups)| groups.iter().map(move |(level, one)| (format!("{of} {level}"), one)));
            for (who, one) in std::iter::once(("all".to_owned(), elicited)).chain(rows) {
                let interval = one.interval.map_or_else(String::new, |interval| format!(" [{}]", interval.percent()));
                out.push_str(&format!(
                    "| {who} | {}/{} | {:.1} %{interval} | {} |\n",
                    one.heard,
                    one.held,
                    one.share * 100.0,
                    one.participants
                ));
            }
            out.push('\n');
        }
        out.push_str("## Report card\n\n");
        out.push_str(&self.card.markdown());
        out.push_str("\n## Questions\n\n| question | answered | flat | words | |\n| --- | ---: | ---: | ---: | --- |\n");
        for item in &self.items {
            let mark = if item.falls_flat { "falls flat" } else { "" };
            out.push_str(&format!(
                "| {} | {}/{} | {}/{} | {:.0} | {mark} |\n",
                item.text.replace('|', "\\|"),
                item.answered.count,
                item.answered.base,
                item.uninformative_answers.count,
                item.uninformative_answers.base,
                item.words
            ));
        }
        out
    }
}
