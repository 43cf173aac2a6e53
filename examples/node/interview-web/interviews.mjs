// Interviews over one store that several workers share: a worker holds an interview only while it is at work on it.
import { setTimeout as sleep } from 'node:timers/promises';

import { guideHash, StoreError } from 'journey-core';

import { viewOf } from './view.mjs';

const PATIENCE = 8_000;

/** What happens to the interviews of a study. `provider` is the model; without one the built-in engine moderates. */
export function interviewsOf({ store, study, language, provider, patience = PATIENCE }) {
  const open = new Map(); // interviews in hand: several requests share one, so that to stop need not wait for the model
  const guides = new Map([[guideHash(study.guide), study]]);
  const held = (error) => error instanceof StoreError && error.retryable;

  async function taken(id, wait) {
    for (const until = Date.now() + wait; ; await sleep(50)) {
      try {
        return await store.resume(id, { study, provider });
      } catch (error) {
        if (!held(error) || Date.now() > until) throw error;
      }
    }
  }

  /** Works on an interview and lets go of it when nobody else here does. */
  async function withInterview(id, work, { wait = patience, begin } = {}) {
    while (open.get(id)?.letGo) await open.get(id).letGo;
    const one = open.get(id) ?? { users: 0, interview: begin ? begin() : taken(id, wait) };
    open.set(id, one);
    one.users += 1;
    try {
      return await work(await one.interview);
    } finally {
      one.users -= 1;
      if (one.users === 0) {
        one.letGo = store.release(id).catch(() => {}).finally(() => open.delete(id));
        await one.letGo;
      }
    }
  }

  /** Begins an interview; one that was begun before is left as it is. */
  async function begin(id, participant) {
    try {
      await withInterview(id, (interview) => interview.start(), { begin: () => store.begin(study, id, { participant, provider }) });
    } catch (error) {
      if (error.code !== 'store_exists') throw error;
    }
  }

  const isBegun = (id) =>
    store.record(id).then(
      () => true,
      (error) => (error.code === 'store_not_found' ? false : Promise.reject(error)),
    );

  /** The study with the guide that an interview began under. */
  async function studyFor(id, { guide }) {
    if (!guides.has(guide)) guides.set(guide, study.withGuide(await store.guide(id)));
    return guides.get(guide);
  }

  const seen = async (interview, reply) => viewOf({ state: interview.state, guide: interview.guide, reply: reply ?? (await interview.start()), language });

  /** The interview as it stands, read from its log: whoever looks does not take it from whoever works on it. */
  async function look(id) {
    const record = await store.record(id);
    const [of, log] = await Promise.all([studyFor(id, record), store.log(id)]);
    // Who opened the door with a link is known, also when a withdrawal erased who it was.
    const copy = of.replay(id, log, { participant: { ...record.participant, account: record.participant.account ?? id } });
    if (copy.state.awaits !== 'time') return seen(copy);
    // Somebody is at work on it; or was, until the process ended: then its lease is free, and it goes on here.
    const waiting = viewOf({ state: copy.state, guide: copy.guide, reply: { messages: [] }, language });
    if (open.has(id)) return waiting;
    return withInterview(id, (interview) => seen(interview), { wait: 0 }).catch((error) => (held(error) ? waiting : Promise.reject(error)));
  }

  /** Hands in what a participant did; the same `id` again changes nothing and shows what stands. */
  const act = (interview, input, { id, revision }) => withInterview(interview, async (one) => seen(one, await one.handle(input, { id, revision })));

  /** Waits until nothing is in hand. */
  const settled = () => Promise.allSettled([...open.values()].map((one) => one.letGo ?? one.interview));

  return { begin, isBegun, look, act, settled };
}
