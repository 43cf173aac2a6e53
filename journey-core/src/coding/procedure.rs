//! Coding a document: overlapping windows, checks, one merged result.

use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{Arc, LazyLock},
};

use super::{CodingContext, CodingProposal, DocumentCoding, PreparedFramework, RejectedProposal, check::check};
use crate::{
    error::Error,
    journey::{Citations, Coder, CoderKind, Document, Observation, ObservationKind, Place},
    llm::{
        BUILTIN_ENGINE, Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext,
        TokenUsage, ValidatedReply, short_hash,
    },
    text::SentenceId,
};

const INSTRUCTIONS: &str = include_str!("../../data/prompts/coding.md");
static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<CodingProposal>);

/// How many sentences a coder sees at once.
pub const WINDOW_SENTENCES: usize = 80;
/// How many sentences two windows share.
pub const WINDOW_OVERLAP: usize = 8;

/// Codes one document, window by window.
#[derive(Clone, Debug)]
pub struct CodeDocument<'a> {
    document: Cow<'a, Document>,
    framework: Arc<PreparedFramework>,
    windows: std::vec::IntoIter<Completion<CodingProposal>>,
    current: Option<Completion<CodingProposal>>,
    done: Vec<ValidatedReply<CodingProposal>>,
}

impl<'a> CodeDocument<'a> {
    /// Begins to code a document.
    pub fn new(document: &'a Document, framework: &Arc<PreparedFramework>, policy: RetryPolicy, seed: u64) -> Self {
        let windows: Vec<_> =
            windows(document, framework).map(|window| Completion::new(request(window, seed), policy, crate::text::personal_data)).collect();
        Self {
            document: Cow::Borrowed(document),
            framework: Arc::clone(framework),
            windows: windows.into_iter(),
            current: None,
            done: Vec::new(),
        }
    }

    /// The same task with its own copy of the document.
    pub fn into_owned(self) -> CodeDocument<'static> {
        CodeDocument {
            document: Cow::Owned(self.document.into_owned()),
            framework: self.framework,
            windows: self.windows,
            current: self.current,
            done: self.done,
        }
    }

    fn next_window(&mut self) -> Result<Step<DocumentCoding>, Error> {
        self.current = self.windows.next();
        match &mut self.current {
            Some(window) => Ok(match window.step(ProcedureInput::Start)? {
                Step::Ask(requests) => Step::Ask(requests),
                Step::Wait(wait) => Step::Wait(wait),
                Step::Done(_) => return Err(Error::protocol("asks first", "a result")),
            }),
            None => Ok(Step::Done(self.merge())),
        }
    }

    fn merge(&mut self) -> DocumentCoding {
        let mut usage = TokenUsage::default();
        let proposed = self.done.drain(..).map(|window| {
            usage.prompt_tokens += window.usage.prompt_tokens;
            usage.completion_tokens += window.usage.completion_tokens;
            let kind = if window.model == BUILTIN_ENGINE { CoderKind::Builtin } else { CoderKind::Model };
            (window.value, Coder { kind, name: window.model, prompt_hash: window.prompt_hash.to_string() })
        });
        let coding = merge(&self.document, &self.framework, proposed);
        DocumentCoding { usage, ..coding }
    }
}

/// Checks the proposals of all windows and merges what two of them saw.
fn merge(document: &Document, framework: &PreparedFramework, proposed: impl Iterator<Item = (CodingProposal, Coder)>) -> DocumentCoding {
    let mut coding = DocumentCoding {
        document: document.id.clone(),
        observations: Vec::new(),
        rejected: Vec::new(),
        new_touchpoints: Vec::new(),
        usage: TokenUsage::default(),
    };
    let mut cited = Citations::of(document);
    let mut known = Known::default();
    for (proposal, coder) in proposed.flat_map(|(window, coder)| window.observations.into_iter().map(move |one| (one, coder.clone()))) {
        match check(&proposal, &mut cited, framework.framework(), &coder) {
            Ok(accepted) if known.holds(&accepted.observation) => {}
            Ok(mut accepted) => {
                known.add(&accepted.observation);
                accepted.observation.id = format!("{}#{}", document.id, coding.observations.len() + 1);
                coding.new_touchpoints.extend(accepted.new_touchpoint);
                coding.observations.push(accepted.observation);
            }
            Err(reason) => coding.rejected.push(RejectedProposal { document: document.id.clone(), proposal, reason }),
        }
    }
    coding.new_touchpoints.sort();
    coding.new_touchpoints.dedup();
    coding
}

/// What [`CodeDocument`] makes of a document when the built-in engine answers, without writing and reading requests.
pub(crate) fn code_by_rules(
    document: &Document,
    framework: &Arc<PreparedFramework>,
    rules: impl Fn(&CodingContext) -> CodingProposal,
) -> DocumentCoding {
    static CODER: LazyLock<Coder> = LazyLock::new(|| Coder {
        kind: CoderKind::Builtin,
        name: BUILTIN_ENGINE.to_owned(),
        prompt_hash: short_hash(&[INSTRUCTIONS, REPLY.text()]),
    });
    merge(document, framework, windows(document, framework).map(|window| (rules(&window), CODER.clone())))
}

impl Procedure for CodeDocument<'_> {
    type Output = DocumentCoding;

    fn step(&mut self, input: ProcedureInput) -> Result<Step<DocumentCoding>, Error> {
        let Some(window) = &mut self.current else {
            return match input {
                ProcedureInput::Start => self.next_window(),
                other => Err(Error::protocol("waits for its start", other.name())),
            };
        };
        match window.step(input)? {
            Step::Ask(requests) => Ok(Step::Ask(requests)),
            Step::Wait(wait) => Ok(Step::Wait(wait)),
            Step::Done(completed) => {
                self.done.push(completed);
                self.next_window()
            }
        }
    }
}

fn request(context: CodingContext, seed: u64) -> ModelRequest {
    ModelRequest {
        task: "coding.document".into(),
        system: INSTRUCTIONS.into(),
        messages: vec![ModelMessage::user(context.prompt())],
        schema: REPLY.clone(),
        max_output_tokens: 4000,
        temperature: 0.0,
        seed,
        context: TaskContext::new(context),
    }
}

/// Cuts a document into windows that share some sentences, so that nothing falls into a gap.
fn windows(document: &Document, framework: &Arc<PreparedFramework>) -> impl Iterator<Item = CodingContext> {
    let whole = CodingContext::from_document(document, framework);
    let mut begin = (!whole.sentences.is_empty()).then_some(0);
    std::iter::from_fn(move || {
        let rest = whole.sentences.get(begin?..).unwrap_or_default();
        let window = rest.get(..rest.len().min(WINDOW_SENTENCES)).unwrap_or_default();
        begin = begin.filter(|_| rest.len() > WINDOW_SENTENCES).map(|begin| begin + WINDOW_SENTENCES - WINDOW_OVERLAP);
        Some(CodingContext { framework: Arc::clone(&whole.framework), source: whole.source, sentences: window.to_vec() })
    })
}

/// What was observed so far, sentence by sentence. Two observations tell the same thing when their place and kind are the same and they have
/// evidence in common.
#[derive(Default)]
struct Known(HashSet<(Place, ObservationKind, SentenceId)>);

impl Known {
    fn keys(one: &Observation) -> impl Iterator<Item = (Place, ObservationKind, SentenceId)> {
        let ids = one.evidence.iter().flat_map(|quote| &quote.sentences);
        ids.map(|id| (one.place.clone(), one.kind, *id))
    }

    fn holds(&self, one: &Observation) -> bool {
        Self::keys(one).any(|key| self.0.contains(&key))
    }

    fn add(&mut self, one: &Observation) {
        self.0.extend(Self::keys(one));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        builtin,
        journey::{DocumentSource, Framework, Role},
    };

    fn prepared() -> Arc<PreparedFramework> {
        let framework = Framework::template("general").cloned().unwrap_or_else(|_| unreachable!());
        Arc::new(PreparedFramework::new(framework).unwrap_or_else(|_| unreachable!()))
    }

    #[test]
    fn windows_overlap_and_lose_nothing() {
        let mut document = Document::new("d", DocumentSource::Interview, "p");
        let framework = prepared();
        assert_eq!(windows(&document, &framework).count(), 0);
        document.push(Role::Customer, (0..200).map(|number| format!("Sentence number {number} is here. ")).collect::<String>());
        let context = CodingContext::from_document(&document, &framework);
        let cut: Vec<CodingContext> = windows(&document, &framework).collect();
        assert_eq!(cut.iter().map(|window| window.sentences.len()).collect::<Vec<_>>(), [80, 80, 56]);
        for sentence in &context.sentences {
            assert!(cut.iter().any(|window| window.sentences.contains(sentence)));
        }
        assert_eq!(cut[0].sentences[72], cut[1].sentences[0]);
    }

    #[test]
    fn rules_come_to_the_same_with_requests_and_without() {
        let mut document = Document::new("d", DocumentSource::Ticket, "p");
        for number in 0..60 {
            document.push(
                Role::Customer,
                format!("The website was slow {number} times, but support was friendly. I waited weeks for delivery."),
            );
        }
        let framework = prepared();
        let asked = builtin::run(CodeDocument::new(&document, &framework, RetryPolicy::never(), 0)).unwrap_or_else(|_| unreachable!());
        assert!(asked.observations.len() > 80);
        assert_eq!(builtin::code_prepared(&document, &framework), asked);
    }
}
