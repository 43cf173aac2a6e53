import { type LanguageModel } from 'ai';
import type { Provider } from './provider.js';
/** Options of {@link aiSdk}. */
export interface AiSdkOptions {
    /** Whether the model is held to the reply's JSON Schema; replies are validated here either way. */
    structured?: boolean;
}
/** A model of the Vercel AI SDK as a provider. */
export declare function aiSdk(model: LanguageModel, options?: AiSdkOptions): Provider;
