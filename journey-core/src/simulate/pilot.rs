//! Piloting: trying a guide on simulated participants before anybody real is asked.

use std::{collections::BTreeMap, sync::Mutex};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, SimulatedRespondent, TraitLevel};
use crate::{
    error::Error,
    interview::{
        AnswerAssessment, CoverageMatrix, DataQualityFlag, EventBody, Fieldwork, Interview, InterviewEvent, InterviewHost, PreparedGuide,
        Rate, ReportCard, data_quality_flags,
    },
    llm::{Driver, RetryPolicy},
    plan::Guide,
    statistics::{Interval, bootstrap_mean},
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

/// What one interview leaves.
struct Held {
    number: usize,
    persona: usize,
    card: ReportCard,
    questions: u32,
    first_answers: Vec<(String, usize, bool)>,
    heard: u64,
    held: u64,
    trust: Vec<DataQualityFlag>,
    state: crate::interview::InterviewState,
}

/// Holds `interviews` interviews under a guide, going round the personas, and counts what came of them. The participants are simulated: a pilot
/// tries the instrument, it finds nothing out about customers.
///
/// # Errors
/// When the guide breaks a rule or there is no persona.
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
    let held: Mutex<Vec<Held>> = Mutex::default();
    let seats = (0..interviews).map(|number| {
        let persona = number % personas.len();
        #[expect(clippy::indexing_slicing, reason = "the remainder is within the list")]
        let respondent = SimulatedRespondent::new(&personas[persona], seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        (Numbered { number, persona, interview: Interview::with_guide(format!("pilot-{number}"), prepared.clone()) }, respondent)
    });
    let report = Fieldwork::new(driver, policy)
        .run(seats, &|done, seat: Numbered, respondent| {
            progress(done.ended + done.failed);
            held.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(harvest(guide, &seat, &respondent));
        })
        .await;
    let mut held = held.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    held.sort_by_key(|one| one.number);
    Ok(summarise(guide, personas, &held, report.outcomes, report.failed, seed))
}

/// An interview with its number and its persona's.
struct Numbered {
    number: usize,
    persona: usize,
    interview: Interview,
}

#[async_trait::async_trait]
impl InterviewHost for Numbered {
    fn interview(&self) -> &Interview {
        &self.interview
    }

    async fn handle(
        &mut self,
        input: crate::interview::Input,
        now: crate::time::Timestamp,
    ) -> Result<Vec<crate::interview::Output>, Error> {
        self.interview.handle(input, now)
    }
}

fn harvest(guide: &Guide, seat: &Numbered, respondent: &SimulatedRespondent<'_>) -> Held {
    let log = seat.interview.log();
    let (heard, all) = respondent.insights();
    Held {
        number: seat.number,
        persona: seat.persona,
        card: ReportCard::from_log(guide, log),
        questions: seat.interview.state().asked(),
        first_answers: first_answers(log),
        heard,
        held: all,
        trust: data_quality_flags(guide, log),
        state: seat.interview.state().clone(),
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

fn summarise(
    guide: &Guide,
    personas: &[Persona],
    held: &[Held],
    outcomes: BTreeMap<String, usize>,
    failed: Vec<(String, Error)>,
    seed: u64,
) -> PilotReport {
    let mut card = ReportCard::default();
    let mut coverage = CoverageMatrix::new(guide);
    let mut trust: BTreeMap<String, u64> = BTreeMap::new();
    for one in held {
        card.merge(&one.card);
        coverage.push(format!("{}", one.number), &one.state);
        let mut kinds: Vec<String> = one.trust.iter().map(|flag| name(&flag.kind)).collect();
        kinds.sort();
        kinds.dedup();
        kinds.into_iter().for_each(|kind| *trust.entry(kind).or_default() += 1);
    }
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
        let kept: Vec<&Held> = held.iter().filter(|one| one.held > 0 && personas.get(one.persona).is_some_and(keep)).collect();
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
        failed: failed.into_iter().map(|(id, error)| format!("{id}: {error}")).collect(),
        minutes: card.minutes(),
        questions: held.iter().map(|one| f64::from(one.questions)).sum::<f64>() / held.len().max(1) as f64,
        measures: card.measures(),
        card,
        items,
        elicited: of(&|_| true),
        by_verbosity: by(&|persona| persona.traits.verbosity),
        by_disclosure: by(&|persona| persona.traits.disclosure),
        trust,
    }
}

fn elicited(held: &[&Held], seed: u64) -> Option<Elicitation> {
    // One participant may be interviewed several times; the participant is the unit.
    let mut shares: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for one in held {
        shares.entry(one.persona).or_default().push(one.heard as f64 / one.held as f64);
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
