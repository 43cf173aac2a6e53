//! Coding a document: overlapping windows, checks, one merged result.

use std::{borrow::Cow, sync::LazyLock};

use super::{Codebook, CodingContext, CodingProposal, DocumentCoding, RejectedProposal, check::check};
use crate::{
    error::Error,
    journey::{Coder, CoderKind, Document, Framework, Observation},
    llm::{
        BUILTIN_ENGINE, Completion, ModelMessage, ModelRequest, Procedure, ProcedureInput, ReplySchema, RetryPolicy, Step, TaskContext,
        TokenUsage, ValidatedReply,
    },
};

static REPLY: LazyLock<ReplySchema> = LazyLock::new(ReplySchema::of::<CodingProposal>);

/// How many sentences a coder sees at once.
pub const WINDOW_SENTENCES: usize = 80;
/// How many sentences two windows share.
pub const WINDOW_OVERLAP: usize = 8;

/// Codes one document, window by window.
#[derive(Clone, Debug)]
pub struct CodeDocument<'a> {
    document: Cow<'a, Document>,
    framework: Cow<'a, Framework>,
    windows: std::vec::IntoIter<Completion<CodingProposal>>,
    current: Option<Completion<CodingProposal>>,
    done: Vec<ValidatedReply<CodingProposal>>,
}

impl<'a> CodeDocument<'a> {
    /// Begins to code a document.
    ///
    /// # Errors
    /// When the framework breaks a rule.
    pub fn new(document: &'a Document, framework: &'a Framework, policy: RetryPolicy, seed: u64) -> Result<Self, Error> {
        framework.check()?;
        Ok(Self::of(CodingContext::from_document(document, framework), document, framework, policy, seed))
    }

    /// Begins to code a document by a codebook: each code's definition and examples are shown to the coder.
    ///
    /// # Errors
    /// When the framework breaks a rule.
    pub fn with_codebook(
        document: &'a Document,
        framework: &'a Framework,
        codebook: &Codebook,
        policy: RetryPolicy,
        seed: u64,
    ) -> Result<Self, Error> {
        framework.check()?;
        Ok(Self::of(CodingContext::from_document(document, framework).with_codebook(codebook), document, framework, policy, seed))
    }

    fn of(context: CodingContext, document: &'a Document, framework: &'a Framework, policy: RetryPolicy, seed: u64) -> Self {
        let windows: Vec<_> = windows(&context, WINDOW_SENTENCES, WINDOW_OVERLAP)
            .into_iter()
            .map(|window| Completion::new(request(&window, seed), policy))
            .collect();
        Self {
            document: Cow::Borrowed(document),
            framework: Cow::Borrowed(framework),
            windows: windows.into_iter(),
            current: None,
            done: Vec::new(),
        }
    }

    /// The same task with its own copy of the document and the framework.
    pub fn into_owned(self) -> CodeDocument<'static> {
        CodeDocument {
            document: Cow::Owned(self.document.into_owned()),
            framework: Cow::Owned(self.framework.into_owned()),
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

    /// Checks every proposal and merges what two windows both saw.
    fn merge(&mut self) -> DocumentCoding {
        let mut coding = DocumentCoding {
            document: self.document.id.clone(),
            observations: Vec::new(),
            rejected: Vec::new(),
            new_touchpoints: Vec::new(),
            usage: TokenUsage::default(),
        };
        for window in self.done.drain(..) {
            coding.usage.prompt_tokens += window.usage.prompt_tokens;
            coding.usage.completion_tokens += window.usage.completion_tokens;
            let kind = if window.model == BUILTIN_ENGINE { CoderKind::Builtin } else { CoderKind::Model };
            let coder = Coder { kind, name: window.model, prompt_hash: window.prompt_hash.to_string() };
            for proposal in window.value.observations {
                match check(&proposal, &self.document, &self.framework, &coder) {
                    Ok(accepted) if coding.observations.iter().any(|known| same(known, &accepted.observation)) => {}
                    Ok(mut accepted) => {
                        accepted.observation.id = format!("{}#{}", self.document.id, coding.observations.len() + 1);
                        coding.new_touchpoints.extend(accepted.new_touchpoint);
                        coding.observations.push(accepted.observation);
                    }
                    Err(reason) => coding.rejected.push(RejectedProposal { document: self.document.id.clone(), proposal, reason }),
                }
            }
        }
        coding.new_touchpoints.sort();
        coding.new_touchpoints.dedup();
        coding
    }
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

fn request(context: &CodingContext, seed: u64) -> ModelRequest {
    ModelRequest {
        task: "coding.document".into(),
        system: include_str!("../../data/prompts/coding.md").into(),
        messages: vec![ModelMessage::user(context.prompt())],
        schema: REPLY.clone(),
        max_output_tokens: 4000,
        temperature: 0.0,
        seed,
        context: TaskContext::new(context.clone()),
    }
}

/// Cuts a context into windows that share some sentences, so that nothing falls into a gap.
fn windows(context: &CodingContext, size: usize, overlap: usize) -> Vec<CodingContext> {
    let mut cut = Vec::new();
    let mut rest = context.sentences.as_slice();
    while !rest.is_empty() {
        let (window, _) = rest.split_at(rest.len().min(size));
        cut.push(CodingContext { sentences: window.to_vec(), ..context.clone() });
        rest = if rest.len() <= size { &[] } else { rest.get(size - overlap..).unwrap_or_default() };
    }
    cut
}

/// Whether two observations tell the same thing: same place and kind, and evidence in common.
fn same(left: &Observation, right: &Observation) -> bool {
    (&left.place, left.kind) == (&right.place, right.kind)
        && left.evidence.iter().flat_map(|quote| &quote.sentences).any(|id| right.evidence.iter().any(|quote| quote.sentences.contains(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::{DocumentSource, Framework, Role};

    #[test]
    fn windows_overlap_and_lose_nothing() {
        let mut document = Document::new("d", DocumentSource::Interview, "p");
        document.push(Role::Customer, (0..200).map(|number| format!("Sentence number {number} is here. ")).collect::<String>());
        let framework = Framework::template("general").cloned().unwrap_or_else(|_| unreachable!());
        let context = CodingContext::from_document(&document, &framework);
        let cut = windows(&context, 80, 8);
        assert_eq!(cut.iter().map(|window| window.sentences.len()).collect::<Vec<_>>(), [80, 80, 56]);
        for sentence in &context.sentences {
            assert!(cut.iter().any(|window| window.sentences.contains(sentence)));
        }
        assert_eq!(cut[0].sentences[72], cut[1].sentences[0]);
        assert!(windows(&CodingContext { sentences: vec![], ..context }, 80, 8).is_empty());
    }
}
