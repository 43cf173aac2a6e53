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
export declare class JourneyError extends Error {
    /** A stable name for programs. */
    readonly code: string;
    /** Whether the same call may succeed later. */
    readonly retryable: boolean;
    /** The values that belong to it, such as `field`, `problem` and `fix`. */
    readonly context: Record<string, unknown>;
    constructor(code: string, message: string, options?: JourneyErrorOptions);
}
/** The work was cancelled. */
export declare class CancelledError extends JourneyError {
}
/** A fault of the library; please report it. */
export declare class InternalError extends JourneyError {
}
/** An interview refused an input; nothing has changed. */
export declare class InterviewError extends JourneyError {
}
/** An input breaks a rule; `context` names the field, the problem and the fix. */
export declare class InvalidError extends JourneyError {
}
/** A mail server could not be reached or did not take a message. */
export declare class MailError extends JourneyError {
}
/** A driver handed in what was not asked for. */
export declare class ProtocolError extends JourneyError {
}
/** A store refused or failed. */
export declare class StoreError extends JourneyError {
}
/** A link does not open the door. */
export declare class TokenError extends JourneyError {
}
/** What can go wrong with a model. */
export type LlmErrorKindName = 'auth' | 'budget_exceeded' | 'context_overflow' | 'invalid_reply' | 'rate_limited' | 'refused' | 'transient' | 'truncated';
/** A model could not be asked or did not answer. A provider throws it to say what went wrong. */
export declare class LlmError extends JourneyError {
    /** What went wrong. */
    readonly kind: LlmErrorKindName;
    /** How long the server asks to wait, in milliseconds. */
    readonly retryAfterMs: number | null;
    constructor(kind: LlmErrorKindName, message: string, options?: JourneyErrorOptions & {
        retryAfterMs?: number | null;
    });
}
/** The error that the native module means. */
export declare function failure(error: unknown, cause?: unknown): unknown;
/** An input that breaks a rule of this half. */
export declare function invalid(field: string, problem: string, fix: string): InvalidError;
