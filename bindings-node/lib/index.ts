/**
 * From a research question to adaptive customer interviews and an evidence-backed customer-journey map.
 *
 * @packageDocumentation
 */
import native from '../native/index.cjs';

export { type AskOptions, Corpus, type CorpusOptions } from './corpus.js';
export * from './event-log.js';
export {
  CancelledError,
  InternalError,
  InterviewError,
  InvalidError,
  JourneyError,
  type JourneyErrorOptions,
  LlmError,
  type LlmErrorKindName,
  MailError,
  ProtocolError,
  StoreError,
  TokenError,
} from './errors.js';
export * from './files.js';
export * from './functions.js';
export { type Answering, type FieldworkOptions, type Maybe } from './fieldwork.js';
export { type AnyInput, type InputOptions, Interview, type InterviewOptions, type Recorder, type Reply, type StepOptions } from './interview.js';
export * from './metered.js';
export { type Answered, type Complete, type CompleteOptions, type Provider } from './provider.js';
export { ModelRequest } from './request.js';
export * from './run.js';
export * from './simulate.js';
export * from './store.js';
export * from './stream.js';
export { Study, type StudyOptions } from './study.js';
export * from './tasks.js';
// The names of classes above are theirs: the data of a reply and of a model's failure has the same shape.
export type * from './types.js';

/** The library's version. */
export const version: string = native.VERSION;
