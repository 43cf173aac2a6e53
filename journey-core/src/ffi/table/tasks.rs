//! Work that asks a model.

use std::sync::Arc;

use super::super::{Task, task::declare_tasks};
use crate::{
    coding::{CodeDocument, Codebook, DocumentCoding, PreparedFramework},
    error::Error,
    interview::{InterviewEvent, JudgeInterview, Judgement},
    journey::{Document, Framework},
    llm::RetryPolicy,
    plan::{DraftContext, DraftPlan, Focus, ResearchPlan},
};

pub(super) fn prepared(
    framework: Framework,
    codebook: Option<&Codebook>,
    question: Option<String>,
) -> Result<Arc<PreparedFramework>, Error> {
    let prepared = PreparedFramework::new(framework)?.about(question.unwrap_or_default());
    Ok(Arc::new(match codebook {
        Some(codebook) => prepared.with_codebook(codebook),
        None => prepared,
    }))
}

declare_tasks! {
    /// Codes one document: each observation cites the customer's sentences.
    code_document(
        document: Document, framework: Framework, codebook: Option<Codebook>, question: Option<String>,
        retry: RetryPolicy = RetryPolicy::default(), seed: u64 = 0,
    ) -> DocumentCoding {
        let framework = prepared(framework, codebook.as_ref(), question)?;
        Ok(Task::of(CodeDocument::new(&document, &framework, retry, seed).into_owned(), |coding| coding))
    }
    /// Drafts a research plan from a question, over an industry template or a framework of your own; without either, over the stages that the
    /// question itself calls for. The language is that of the question unless it is given: de, en, es or fr.
    draft_plan(
        question: String, template: Option<String>, framework: Option<Framework>, focus: Focus = Focus::EndToEnd,
        goals: usize = 3, language: Option<String>, retry: RetryPolicy = RetryPolicy::default(), seed: u64 = 0,
    ) -> ResearchPlan {
        let template = template.map(|id| Framework::template(&id).cloned()).transpose()?;
        let drafted = DraftContext::new(question, framework.or(template));
        let language = language.unwrap_or_else(|| drafted.language.clone());
        let context = DraftContext { focus, goal_count: goals, language, ..drafted };
        Ok(Task::of(DraftPlan::new(context, retry, seed)?, |plan| plan))
    }
    /// Judges the interviewer's turns of one interview by its log.
    judge_interview(
        log: Vec<InterviewEvent>, max_words: usize = 45, retry: RetryPolicy = RetryPolicy::default(), seed: u64 = 0,
    ) -> Judgement {
        let procedure = JudgeInterview::new(&log, max_words, retry, seed)?;
        Ok(Task::of(procedure, |judgement| judgement))
    }
}
