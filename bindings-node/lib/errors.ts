/** Options of a {@link JourneyError}. */
export interface JourneyErrorOptions {
  /** Whether the same call may succeed later. */
  retryable?: boolean;
  /** The values that belong to it, such as `field`, `problem` and `fix`. */
  context?: Record<string, unknown>;
  /** What it comes from, such as the error that a provider threw. */
  cause?: unknown;
}

/** An error of the library, with a stable `code` for programs. */
export class JourneyError extends Error {
  /** A stable name for programs. */
  readonly code: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** The values that belong to it, such as `field`, `problem` and `fix`. */
  readonly context: Record<string, unknown>;

  constructor(code: string, message: string, options: JourneyErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.context = options.context ?? {};
  }
}

/** The work was cancelled. */
export class CancelledError extends JourneyError {}
/** A fault of the library; please report it. */
export class InternalError extends JourneyError {}
/** An interview refused an input; nothing has changed. */
export class InterviewError extends JourneyError {}
/** An input breaks a rule; `context` names the field, the problem and the fix. */
export class InvalidError extends JourneyError {}
/** A mail server could not be reached or did not take a message. */
export class MailError extends JourneyError {}
/** A driver handed in what was not asked for. */
export class ProtocolError extends JourneyError {}
/** A store refused or failed. */
export class StoreError extends JourneyError {}
/** A link does not open the door. */
export class TokenError extends JourneyError {}

/** What can go wrong with a model. */
export type LlmErrorKindName =
  | 'auth'
  | 'budget_exceeded'
  | 'context_overflow'
  | 'invalid_reply'
  | 'invalid_request'
  | 'rate_limited'
  | 'refused'
  | 'timed_out'
  | 'transient'
  | 'truncated';

/** A model could not be asked or did not answer. A provider throws it to say what went wrong. */
export class LlmError extends JourneyError {
  /** What went wrong. */
  readonly kind: LlmErrorKindName;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(kind: LlmErrorKindName, message: string, options: JourneyErrorOptions & { retryAfterMs?: number | null } = {}) {
    const retryAfterMs = options.retryAfterMs ?? null;
    super(`llm_${kind}`, message, {
      retryable: kind === 'rate_limited' || kind === 'timed_out' || kind === 'transient',
      context: { kind, retry_after_ms: retryAfterMs },
      ...options,
    });
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

const CLASSES: Record<string, new (code: string, message: string, options?: JourneyErrorOptions) => JourneyError> = {
  cancelled: CancelledError,
  internal: InternalError,
  interview: InterviewError,
  invalid: InvalidError,
  mail: MailError,
  protocol: ProtocolError,
  store: StoreError,
  token: TokenError,
};

interface Failure {
  kind: string;
  code: string;
  message: string;
  retryable: boolean;
  context: Record<string, unknown>;
}

/** The error that the native module means. */
export function failure(error: unknown, cause?: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('{"kind"')) return error;
  const { kind, code, message, retryable, context } = JSON.parse(error.message) as Failure;
  if (kind === 'llm') {
    const retryAfterMs = context['retry_after_ms'] as number | null;
    return new LlmError(context['kind'] as LlmErrorKindName, message, { retryAfterMs, cause });
  }
  return new (CLASSES[kind] ?? JourneyError)(code, message, { retryable, context, cause });
}

/** An input that breaks a rule of this half. */
export function invalid(field: string, problem: string, fix: string): InvalidError {
  return new InvalidError('invalid', `${field}: ${problem}; ${fix}`, { context: { field, problem, fix } });
}
