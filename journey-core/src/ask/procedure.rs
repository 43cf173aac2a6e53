//! Answering a question: facts by code, words by an engine, checks by code.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Answer, AnswerProposal, AskContext, Claim, Fact, NumberedQuote, QuestionTopic, RemovedClaim,
    check::check,
    fact::Findings,
    finding::{findings, place_name},
    narrow::{named_places, narrowed},
    retrieve::nearest,
    spoken::spoken,
};
use crate::{
    analysis::{Corpus, JourneyMap, SampledObservation, Verbatim},
    error::Error,
    llm::{Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext, data_block},
    plan::Provenance,
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<AnswerProposal>);

/// How many quotations an answer may choose from.
const QUOTES: usize = 16;

/// The question that asks for a summary of everything.
pub fn summary_question(map: &JourneyMap) -> String {
    format!("In short: {}", map.question)
}

/// Answers a question from a map and the corpus behind it.
///
/// ```
/// use journey_core::{Corpus, Document, Framework, analysis::MapOptions, ask::AskFindings, builtin, journey::{DocumentSource, Role}, llm::RetryPolicy};
/// let framework = Framework::template("insurance")?;
/// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
/// ticket.push(Role::Customer, "I waited three weeks for an update on my claim.");
/// let corpus = Corpus::code(&[ticket], &framework)?;
/// let map = corpus.map(&framework, &MapOptions::new("Tickets", "Where does it hurt?"))?;
/// let answer = builtin::run(AskFindings::new(&map, &corpus, "Where is the most friction?", RetryPolicy::never(), 0)?)?;
/// assert_eq!(answer.claims[1].evidence[0].quote.text, "I waited three weeks for an update on my claim.");
/// assert!(answer.removed.is_empty());
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Debug)]
pub struct AskFindings {
    context: AskContext,
    found: Findings,
    voices: Vec<Verbatim>,
    completion: Completion<AnswerProposal>,
}

impl AskFindings {
    /// Begins to answer a question.
    ///
    /// # Errors
    /// When the question is empty.
    pub fn new(map: &JourneyMap, corpus: &Corpus, question: &str, policy: RetryPolicy, seed: u64) -> Result<Self, Error> {
        let question = question.trim();
        if question.is_empty() {
            return Err(Error::invalid("question", "it is empty", "ask something"));
        }
        let topic = QuestionTopic::from_question(question);
        let mut found = Findings::default();
        let part = narrowed(map, corpus, question, topic);
        let (map, corpus) = part.as_ref().map_or((map, corpus), |part| (&part.map, &part.corpus));
        if let Some(part) = &part {
            found.add(part.note.clone(), None, &[]);
        }
        let places = named_places(map, question);
        findings(map, topic, &places, &mut found);
        spoken(map, corpus, topic, question, &places, &mut found);
        let near = nearest(question, corpus, QUOTES, map.base.simulated > 0);
        let mut voices: Vec<Verbatim> = found.voices.iter().map(|(_, voice)| voice.clone()).collect();
        voices.extend(near);
        let mut seen = std::collections::BTreeSet::new();
        voices.retain(|voice| seen.insert(voice.quote.clone()));
        voices.truncate(QUOTES);
        let quotes = numbered(&voices, map, corpus);
        let mut facts = found.facts.clone();
        for fact in &mut facts {
            let own = found.voices.iter().filter(|(id, _)| *id == fact.id);
            let places = own.filter_map(|(_, voice)| voices.iter().position(|known| known.quote == voice.quote));
            fact.quotes = places.map(|at| format!("q{}", at + 1)).collect();
        }
        let background = background(map, topic, &facts);
        let context = AskContext { question: question.to_owned(), study: study(map), topic, facts, background, quotes };
        let completion = Completion::new(request(&context, seed), policy, crate::text::personal_data);
        Ok(Self { context, found, voices, completion })
    }

    /// What the writer sees.
    pub fn context(&self) -> &AskContext {
        &self.context
    }
}

impl Procedure for AskFindings {
    type Output = Answer;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<Answer>, Error> {
        let completed = match self.completion.step(input)? {
            Step::Ask(requests) => return Ok(Step::Ask(requests)),
            Step::Wait(wait) => return Ok(Step::Wait(wait)),
            Step::Done(completed) => completed,
        };
        let (mut claims, mut removed) = (Vec::new(), Vec::new());
        for proposed in completed.value.claims {
            match check(&proposed, &self.context) {
                Ok(()) => {
                    let voice =
                        |id: &String| self.context.quotes.iter().position(|quote| quote.id == *id).and_then(|at| self.voices.get(at));
                    let evidence = proposed.quotes.iter().filter_map(voice).cloned().collect();
                    claims.push(Claim { text: proposed.text, facts: proposed.facts, evidence });
                }
                Err(reason) => removed.push(RemovedClaim { text: proposed.text, reason }),
            }
        }
        Ok(Step::Done(Answer {
            question: self.context.question.clone(),
            topic: self.context.topic,
            removed,
            facts: cited(&self.context, &claims),
            claims,
            table: self.found.table.clone(),
            chart: self.found.chart.clone(),
            provenance: Provenance {
                engine: completed.model,
                prompt_hash: completed.prompt_hash.to_string(),
                tokens: completed.usage.prompt_tokens + completed.usage.completion_tokens,
                masked: completed.masked,
            },
        }))
    }
}

/// The study in a line: what it asks, and how many it heard.
fn study(map: &JourneyMap) -> String {
    let base = &map.base;
    let simulated = if base.simulated > 0 { format!(", {} of them simulated", base.simulated) } else { String::new() };
    format!("“{}”; {} respondents{simulated} in {} documents", map.question, base.respondents, base.documents)
}

/// The words with their ids, and where they belong, what they tell and whose they are.
fn numbered(voices: &[Verbatim], map: &JourneyMap, corpus: &Corpus) -> Vec<NumberedQuote> {
    let cited: HashMap<&str, SampledObservation<'_>> = corpus.all_sampled(true).map(|one| (one.id(), one)).collect();
    let mut customers: Vec<&str> = Vec::new();
    let mut quotes = Vec::with_capacity(voices.len());
    for (number, voice) in (1..).zip(voices) {
        let known = customers.iter().position(|known| *known == voice.participant);
        let customer = 1 + known.unwrap_or_else(|| {
            customers.push(&voice.participant);
            customers.len() - 1
        });
        let told = cited.get(voice.observation.as_str());
        let place = told.and_then(|one| one.place()).map(|place| place_name(map, place).to_owned());
        let kind = told.map(|one| one.kind().name().to_owned());
        let about: Vec<String> = place.into_iter().chain(kind).chain([format!("customer {customer}")]).collect();
        quotes.push(NumberedQuote { id: format!("q{number}"), text: voice.quote.text.clone(), about: about.join(", ") });
    }
    quotes
}

/// The topics that bear on most questions.
const BACKGROUND: [QuestionTopic; 5] =
    [QuestionTopic::Friction, QuestionTopic::Delight, QuestionTopic::Segments, QuestionTopic::Outcomes, QuestionTopic::MomentsOfTruth];
/// How many facts of each of them are shown.
const OF_EACH: usize = 5;

fn background(map: &JourneyMap, topic: QuestionTopic, known: &[Fact]) -> Vec<Fact> {
    let others = BACKGROUND.into_iter().filter(|other| *other != topic);
    let of = |other: QuestionTopic| {
        let mut found = Findings::default();
        findings(map, other, &[], &mut found);
        found.facts.into_iter().take(OF_EACH)
    };
    let facts = others.flat_map(of);
    let further = facts.filter(|fact| known.iter().all(|known| known.text != fact.text));
    (1..).zip(further).map(|(number, fact)| Fact { id: format!("b{number}"), quotes: Vec::new(), ..fact }).collect()
}

/// The facts of the topic, and those of the background that a claim cites.
fn cited(context: &AskContext, claims: &[Claim]) -> Vec<Fact> {
    let used = |fact: &&Fact| claims.iter().any(|claim| claim.facts.contains(&fact.id));
    context.facts.iter().chain(context.background.iter().filter(used)).cloned().collect()
}

fn request(context: &AskContext, seed: u64) -> ModelRequest {
    let shown = |fact: &Fact| if fact.quotes.is_empty() { String::new() } else { format!(" (shown by {})", fact.quotes.join(", ")) };
    let facts: Vec<String> = context.facts.iter().map(|fact| format!("[{}] {}{}", fact.id, fact.text, shown(fact))).collect();
    let quotes: Vec<String> = context.quotes.iter().map(|quote| format!("[{}] ({}) {}", quote.id, quote.about, quote.text)).collect();
    let background: Vec<String> = context.background.iter().map(|fact| format!("[{}] {}", fact.id, fact.text)).collect();
    let background = if background.is_empty() { String::new() } else { format!("Facts on other topics\n{}\n\n", background.join("\n")) };
    let quotes = data_block("quote", &quotes.join("\n"));
    let prompt = format!("Study: {}\nQuestion: {}\n\nFacts\n{}\n\n{background}{quotes}", context.study, context.question, facts.join("\n"));
    ModelRequest {
        task: "ask.answer".into(),
        system: include_str!("../../data/prompts/ask.md").into(),
        messages: vec![ModelMessage::user(prompt)],
        schema: REPLY.clone(),
        max_output_tokens: 1600,
        temperature: 0.0,
        seed,
        context: TaskContext::new(context.clone()),
    }
}
