// Generated from the library's types by journey-core/codegen; change those instead.

import { runTask } from './drive.js';
import type { Provider } from './provider.js';
import type * as t from './types.js';

/** What every task takes besides its own options. */
export interface TaskOptions {
  /** The model; without one the built-in engine does the work. */
  provider?: Provider;
  /** Cancels. */
  signal?: AbortSignal;
}

/** Options of {@link codeDocument}. */
export interface CodeDocumentOptions extends TaskOptions {
  codebook?: t.Codebook | null;
  question?: string | null;
  retry?: t.RetryPolicy;
  /** `0` unless given. */
  seed?: number;
}

/** Codes one document: each observation cites the customer's sentences. */
export async function codeDocument(document: t.Document, framework: t.Framework, options: CodeDocumentOptions = {}): Promise<t.DocumentCoding> {
  return (await runTask("code_document", { document, framework, codebook: options.codebook, question: options.question, retry: options.retry, seed: options.seed }, options)) as t.DocumentCoding;
}

/** Options of {@link draftPlan}. */
export interface DraftPlanOptions extends TaskOptions {
  template?: string | null;
  framework?: t.Framework | null;
  /** `{ type: "end_to_end" }` unless given. */
  focus?: t.Focus;
  /** `3` unless given. */
  goals?: number;
  language?: string | null;
  retry?: t.RetryPolicy;
  /** `0` unless given. */
  seed?: number;
}

/** Drafts a research plan from a question, over an industry template or a framework of your own; without either, over the stages that the question itself calls for. The language is that of the question unless it is given: de, en, es or fr. */
export async function draftPlan(question: string, options: DraftPlanOptions = {}): Promise<t.ResearchPlan> {
  return (await runTask("draft_plan", { question, template: options.template, framework: options.framework, focus: options.focus, goals: options.goals, language: options.language, retry: options.retry, seed: options.seed }, options)) as t.ResearchPlan;
}

/** Options of {@link judgeInterview}. */
export interface JudgeInterviewOptions extends TaskOptions {
  /** `45` unless given. */
  maxWords?: number;
  retry?: t.RetryPolicy;
  /** `0` unless given. */
  seed?: number;
}

/** Judges the interviewer's turns of one interview by its log. */
export async function judgeInterview(log: t.InterviewEvent[], options: JudgeInterviewOptions = {}): Promise<t.Judgement> {
  return (await runTask("judge_interview", { log, max_words: options.maxWords, retry: options.retry, seed: options.seed }, options)) as t.Judgement;
}
