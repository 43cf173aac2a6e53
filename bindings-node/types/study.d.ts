import { Interview, type InterviewOptions } from './interview.js';
import type { Provider } from './provider.js';
import type { Event, Experience, Focus, Guide, Participant, Quota, ResearchPlan, Segment, StudyData } from './types.js';
/** What a study is made with. */
export interface StudyOptions {
    /** An industry template, see `templateIds`; `general` otherwise. */
    template?: string;
    /** What part of the journey to look at. */
    focus?: Focus;
    /** The study's id. */
    id?: string;
    /** The settings of the participant's experience. */
    experience?: Experience;
}
/** A study: plan, guide, experience, segments, quotas. The guide is made ready once for all its interviews. */
export declare class Study {
    #private;
    /** Drafts a plan from a research question with the built-in engine; a study as data is taken as it is, checked. */
    constructor(question: string | StudyData, options?: StudyOptions);
    /** Drafts a plan with a model and makes a study of it. */
    static draft(question: string, options?: StudyOptions & {
        provider?: Provider;
        signal?: AbortSignal;
    }): Promise<Study>;
    /** A study of a plan. */
    static ofPlan(plan: ResearchPlan, options?: Pick<StudyOptions, 'id' | 'experience'>): Study;
    /** A study from JSON, checked. */
    static fromJson(text: string): Study;
    /** The study's id. */
    get id(): string;
    /** The plan. */
    get plan(): ResearchPlan;
    /** The guide. Change it and pass it to `withGuide`. */
    get guide(): Guide;
    /** The settings of the participant's experience. */
    get experience(): Experience;
    /** The segments. */
    get segments(): Segment[];
    /** The quotas. */
    get quotas(): Quota[];
    /** The study as plain values. */
    toJSON(): StudyData;
    /** The study as JSON. */
    toJson(): string;
    /** The study under another guide, checked. */
    withGuide(guide: Guide): Study;
    /** The study with quotas, checked; interviews over a store keep them. */
    withQuotas(quotas: Quota[]): Study;
    /** The study with other segments. */
    withSegments(segments: Segment[]): Study;
    /** The ids of the segments that a participant belongs to. */
    segmentsOf(participant: Participant): string[];
    /** A new interview in memory. */
    interview(options?: InterviewOptions & {
        id?: string;
    }): Interview;
    /** An interview from its log, in the same state to the byte. */
    replay(id: string, log: Event[], options?: InterviewOptions): Interview;
    /** @internal */
    get native(): import('../native/index.cjs').Guide;
}
