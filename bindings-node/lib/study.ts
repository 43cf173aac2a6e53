import { randomUUID } from 'node:crypto';

import native from '../native/index.cjs';
import { call, encode, guarded } from './call.js';
import { runTask } from './drive.js';
import { type Answering, type FieldworkOptions, runStudy } from './fieldwork.js';
import { Interview, type InterviewOptions } from './interview.js';
import type { Provider } from './provider.js';
import type { Run } from './run.js';
import type { Cohort } from './simulate.js';
import type {
  Fieldwork,
  Focus,
  Framework,
  Guide,
  InterviewEvent,
  Participant,
  ParticipantExperience,
  Quota,
  ResearchPlan,
  Segment,
  StudyData,
  StudyReader,
} from './types.js';

/** What a study is made with. */
export interface StudyOptions {
  /** An industry template, see `templateIds`; without it, the stages are those that the question calls for. */
  template?: string;
  /** What part of the journey to look at. */
  focus?: Focus;
  /** The language of the questions: de, en, es or fr; without it, that of the question. */
  language?: string;
  /** The study's id. */
  id?: string;
  /** The settings of the participant's experience. */
  experience?: ParticipantExperience;
}

/** A study: plan, guide, experience, segments, quotas. The guide is made ready once for all its interviews. */
export class Study {
  readonly #data: StudyData;
  readonly #native: import('../native/index.cjs').Guide;

  /** Drafts a plan from a research question with the built-in engine; a study as data is taken as it is, checked. */
  constructor(question: string | StudyData, options: StudyOptions = {}) {
    if (typeof question === 'string') {
      const parameters = encode({ question, template: options.template, focus: options.focus, language: options.language });
      const plan = JSON.parse(guarded(() => native.runBuiltinNow('draft_plan', parameters))) as ResearchPlan;
      this.#data = of(plan, options);
    } else {
      const text = encode(question);
      guarded(() => native.checkType('Study', text));
      this.#data = JSON.parse(text) as StudyData;
    }
    this.#native = guarded(() => new native.Guide(encode(this.#data.guide)));
  }

  /** Drafts a plan with a model and makes a study of it. */
  static async draft(question: string, options: StudyOptions & { provider?: Provider; signal?: AbortSignal } = {}): Promise<Study> {
    const { template, focus, language } = options;
    const plan = await runTask('draft_plan', { question, template, focus, language }, options);
    return new Study(of(plan as ResearchPlan, options));
  }

  /** A study of a plan. */
  static fromPlan(plan: ResearchPlan, options: Pick<StudyOptions, 'id' | 'experience'> = {}): Study {
    return new Study(of(plan, options));
  }

  /** A study from JSON, checked. A `reader` sees it only as its access level allows. */
  static fromJson(text: string, options: { reader?: StudyReader } = {}): Study {
    const study = new Study(JSON.parse(text) as StudyData);
    if (options.reader !== undefined) call('check_study_reader', { study: study.#data, reader: options.reader });
    return study;
  }

  /** The study's id. */
  get id(): string {
    return this.#data.id;
  }

  /** The plan. */
  get plan(): ResearchPlan {
    return structuredClone(this.#data.plan);
  }

  /** The stages and touchpoints that transcripts are coded by. */
  get framework(): Framework {
    return structuredClone(this.#data.plan.framework);
  }

  /** The guide. Change it and pass it to `withGuide`. */
  get guide(): Guide {
    return structuredClone(this.#data.guide);
  }

  /** The settings of the participant's experience. */
  get experience(): ParticipantExperience {
    return structuredClone(this.#data.experience);
  }

  /** The segments. */
  get segments(): Segment[] {
    return structuredClone(this.#data.segments);
  }

  /** The quotas. */
  get quotas(): Quota[] {
    return structuredClone(this.#data.quotas ?? []);
  }

  /** The study as plain values. */
  toJSON(): StudyData {
    return structuredClone(this.#data);
  }

  /** The study as JSON. */
  toJson(): string {
    return encode(this.#data);
  }

  /** The study under another guide, checked. */
  withGuide(guide: Guide): Study {
    return new Study({ ...this.#data, guide });
  }

  /** The study with quotas, checked; interviews over a store keep them. */
  withQuotas(quotas: Quota[]): Study {
    call('check_quotas', { quotas });
    return new Study({ ...this.#data, guide: { ...this.#data.guide, requires_admission: quotas.length > 0 }, quotas });
  }

  /** The study with other segments. */
  withSegments(segments: Segment[]): Study {
    return new Study({ ...this.#data, segments });
  }

  /** The ids of the segments that a participant belongs to. */
  segmentsOf(participant: Participant): string[] {
    return call('matching_segments', { segments: this.#data.segments, participant }) as string[];
  }

  /**
   * A new interview in memory. The moderator knows the segments and attributes of the `participant`, who must be signed in where the study asks for
   * that.
   */
  interview(options: InterviewOptions & { id?: string; participant?: Participant } = {}): Interview {
    const [id, retry, keepLog] = [options.id ?? randomUUID(), encode(options.retry ?? {}), !options.record];
    const about = admitted(this, options.participant);
    return new Interview(guarded(() => this.#native.interview(id, retry, keepLog, about)), options);
  }

  /** An interview from its log, in the same state to the byte. */
  replay(id: string, log: InterviewEvent[], options: InterviewOptions & { participant?: Participant } = {}): Interview {
    const [retry, about] = [encode(options.retry ?? {}), admitted(this, options.participant)];
    return new Interview(guarded(() => this.#native.replay(id, encode(log), retry, !options.record, about)), options);
  }

  /**
   * Interviews respondents: a `Cohort`, or objects or functions that answer a message.
   *
   * With a `store`, a run that was cut short goes on where each interview was; with `replies`, without paying the model again. A failing model is
   * no reason to stop: the guide goes on. A spent budget or a wrong key is: no further interview begins.
   */
  run(respondents: Cohort | Iterable<Answering>, options: FieldworkOptions = {}): Run<Fieldwork> {
    return runStudy(this, respondents, options);
  }

  /** @internal */
  get native(): import('../native/index.cjs').Guide {
    return this.#native;
  }
}

function of(plan: ResearchPlan, options: Pick<StudyOptions, 'id' | 'experience'>): StudyData {
  return call('study_from_plan', { plan, id: options.id ?? 'study', experience: options.experience }) as StudyData;
}

/** @internal What the moderator may know of a participant, who may take part. */
export function admitted(study: Study, participant?: Participant): string {
  if (!participant && !study.experience.sign_in_required) return '';
  return call('admit_participant', { study: study.toJSON(), participant: participant ?? { id: 'visitor' } }) as string;
}
