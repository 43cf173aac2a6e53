import native, { type Corpus } from '../native/index.cjs';
import { encode, guarded, guardedAsync } from './call.js';
import { failure } from './errors.js';
import { ask, asked, sleep, stopped, type Provider } from './provider.js';
import { ModelRequest } from './request.js';

/** Runs a task to its end: step, ask the provider, feed back. JavaScript owns the loop. With a corpus the task is one of its own. */
export async function runTask(
  name: string,
  parameters: Record<string, unknown>,
  options: { provider?: Provider; signal?: AbortSignal },
  corpus?: Corpus,
): Promise<unknown> {
  const text = encode(parameters);
  const { provider, signal } = options;
  stopped(signal);
  if (!provider) {
    return JSON.parse(corpus ? guarded(() => corpus.call(name, text)) : await guardedAsync(() => native.runBuiltin(name, text)));
  }
  const { complete, model } = asked(provider);
  const task = guarded(() => (corpus ? corpus.task(name, text) : new native.Task(name, text)));
  let step = guarded(() => task.start());
  let thrown: unknown;
  for (;;) {
    if (typeof step === 'string') return JSON.parse(step);
    if (typeof step === 'number') {
      await sleep(step, signal);
      step = guarded(() => task.elapsed());
      continue;
    }
    const answers = await Promise.all(step.map((request) => ask(complete, model, new ModelRequest(request, () => request), signal)));
    thrown = answers.find((answer) => answer.thrown !== undefined)?.thrown ?? thrown;
    try {
      step = task.replied(answers.map((answer) => answer.json));
    } catch (error) {
      throw failure(error, thrown);
    }
  }
}
