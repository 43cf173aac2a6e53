import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';

import { invalid, LlmError } from './errors.js';
import { asked, type Answered, type Complete, type CompleteOptions, type Provider } from './provider.js';
import type { ModelRequest } from './request.js';
import type { Budget, ModelReply, Spent } from './types.js';

/** What a metered provider is made with. */
export interface MeteredOptions {
  /** What may be spent. */
  budget?: Partial<Budget>;
  /** A file where replies are kept: the same request is never paid twice, also after a crash. */
  replies?: string;
}

/** A provider within a budget, with replies kept in a file. */
export class Metered {
  /** The model's name. */
  readonly model: string;
  /** What was spent in this run. */
  readonly spent: Spent = { requests: 0, usage: { prompt_tokens: 0, completion_tokens: 0 }, money: 0 };
  /** How many requests were answered from what was kept. */
  hits = 0;
  readonly #complete: Complete;
  readonly #budget: Partial<Budget>;
  readonly #path: string | undefined;
  readonly #kept = new Map<string, ModelReply>();
  readonly #started = Date.now();

  constructor(provider: Provider, options: MeteredOptions = {}) {
    ({ complete: this.#complete, model: this.model } = asked(provider));
    this.#budget = options.budget ?? {};
    this.#path = options.replies;
    if (!this.#path || !existsSync(this.#path)) return;
    for (const line of readFileSync(this.#path, 'utf8').split('\n')) {
      try {
        const { key, reply } = JSON.parse(line) as { key: string; reply: ModelReply };
        this.#kept.set(key, reply);
      } catch {
        // A line that a crash cut short.
      }
    }
  }

  #admit(request: ModelRequest): void {
    const { prompt_tokens, completion_tokens } = this.spent.usage;
    const budget = this.#budget;
    // Four characters a token, as the library estimates.
    const prompt = Math.floor((request.system.length + request.messages.reduce((sum, message) => sum + message.content.length, 0)) / 4);
    const next = (prompt * (budget.prompt_price ?? 0) + request.maxOutputTokens * (budget.completion_price ?? 0)) / 1e6;
    const limits: [string, number | null | undefined, number][] = [
      ['tokens', budget.tokens, prompt_tokens + completion_tokens + prompt + request.maxOutputTokens],
      ['requests', budget.requests, this.spent.requests + 1],
      ['time', budget.milliseconds, Date.now() - this.#started],
      ['money', budget.money, this.spent.money + next],
    ];
    for (const [what, limit, would] of limits) {
      if (limit != null && would > limit) {
        throw new LlmError('budget_exceeded', `llm_budget_exceeded: the next call may break the budget of ${what}`);
      }
    }
  }

  /** Answers from what is kept, or asks within the budget. */
  async complete(request: ModelRequest, options: CompleteOptions = {}): Promise<Answered> {
    const key = this.#path ? createHash('sha256').update(`${this.model}\n${request.toJson()}`).digest('hex') : '';
    const kept = this.#kept.get(key);
    if (kept) {
      this.hits += 1;
      return { ...kept, usage: { prompt_tokens: 0, completion_tokens: 0 } };
    }
    this.#admit(request);
    this.spent.requests += 1;
    const answered = await this.#complete(request, options);
    if (typeof answered !== 'string' && typeof answered?.text !== 'string') {
      throw invalid('provider', `it returned a ${typeof answered}`, "return the reply's text or a ModelReply");
    }
    const given = typeof answered === 'string' ? { text: answered } : answered;
    const reply: ModelReply = { finish: 'stop', model: this.model, usage: { prompt_tokens: 0, completion_tokens: 0 }, ...given };
    const { prompt_tokens = 0, completion_tokens = 0 } = reply.usage ?? {};
    this.spent.usage.prompt_tokens += prompt_tokens;
    this.spent.usage.completion_tokens += completion_tokens;
    this.spent.money += (prompt_tokens * (this.#budget.prompt_price ?? 0) + completion_tokens * (this.#budget.completion_price ?? 0)) / 1e6;
    if (this.#path && reply.finish === 'stop') {
      this.#kept.set(key, reply);
      await appendFile(this.#path, `${JSON.stringify({ key, reply })}\n`);
    }
    return reply;
  }
}
