import type * as t from './types.js';
/** Consensus and dissent within accounts: people who share an attribute, such as their company. */
export declare function accounts(documents: t.Document[], observations: t.Observation[], framework: t.Framework, attribute: string): t.Account[];
/** Adds a code to a codebook. */
export declare function addCode(codebook: t.Codebook, code: t.Code): t.Codebook;
/** Adds a mandatory question to a plan: no completed interview leaves it unasked. */
export declare function addMandatoryQuestion(plan: t.ResearchPlan, text: string, stage?: string | null): t.PlanWithWarnings;
/** Adds discovered touchpoints to a framework and moves observations to them. */
export declare function adoptTouchpoints(discovered: t.Discovered[], framework: t.Framework, observations: t.Observation[]): t.Adopted;
/** An answer as text: claims with their quotations and a table. */
export declare function answerMarkdown(answer: t.Answer): string;
/** Whether a percentage can arise from its stated base. */
export declare function baseCheck(percent: number, decimals: number, base: number): t.BaseCheck;
/** Adjusts p-values of a family for the false discovery rate (Benjamini and Hochberg 1995). */
export declare function benjaminiHochberg(p: number[]): number[];
/** The 95 % percentile bootstrap interval of a mean. */
export declare function bootstrapMean(values: number[], resamples: number, seed: number): t.Interval | null;
/** The eight stages that fit any journey. */
export declare function canonicalStages(): t.Stage[];
/** How many kinds there are in all, seen and unseen, from how often each was seen (Chao 1984). */
export declare function chao1(counts: number[]): t.Chao;
/** Draws a chart as SVG. */
export declare function chartSvg(chart: t.Chart): string;
/** Checks the settings of the participant's experience. */
export declare function checkExperience(experience: t.Experience): boolean;
/** Checks a framework; fails with the first rule that it breaks. */
export declare function checkFramework(framework: t.Framework): boolean;
/** Checks a guide; fails with the first rule that it breaks. */
export declare function checkGuide(guide: t.Guide): boolean;
/** Checks that quotas have ids of their own and take someone. */
export declare function checkQuotas(quotas: t.Quota[]): boolean;
/** Pearson's χ² test of a table of counts. */
export declare function chiSquare(table: number[][]): t.ChiSquare | null;
/** The exact 95 % interval of a share (Clopper and Pearson 1934). */
export declare function clopperPearson(count: number, base: number): t.Interval | null;
/** Codes documents with the built-in engine, on all cores. */
export declare function codeBuiltin(documents: t.Document[], framework: t.Framework, codebook?: t.Codebook | null): t.Coding[];
/** The codebook of a framework: stages with their touchpoints below them. */
export declare function codebookOf(framework: t.Framework): t.Codebook;
/** Agreement of two coders beyond chance, from a square table of counts (Cohen 1960). */
export declare function cohenKappa(table: number[][]): t.Agreement | null;
/** The effect size of a difference between two shares (Cohen 1988). */
export declare function cohensH(left: number, right: number): number;
/** Compares two coders by name: κ and α per code over what either coded. */
export declare function compareCoders(observations: t.Observation[], left: string, right: string): t.CoderComparison;
/** Corrects the share of documents with an experience for the machine's errors, by a sample that people coded. */
export declare function correctedFinding(documents: t.Document[], machine: t.Observation[], people: t.Observation[], sample: string[], stage: string, kind: t.Kind, touchpoint?: string | null): t.Corrected;
/** A prevalence corrected for a coder's errors by a hand-coded sample (prediction-powered inference). */
export declare function correctedPrevalence(coded: [number, number][], uncoded: number[]): t.Corrected;
/** The participant × item coverage matrix of interviews, given by id with their logs. */
export declare function coverage(guide: t.Guide, logs: Record<string, t.Event[]>): t.Coverage;
/** Defines a code, with examples of what belongs and what does not. */
export declare function defineCode(codebook: t.Codebook, id: string, definition: string, include?: string[] | null, exclude?: string[] | null): t.Codebook;
/** The difference of two means with a 95 % interval (Welch). */
export declare function differenceOfMeans(first: number[], second: number[]): t.Difference | null;
/** The difference of two net promoter scores with a 95 % interval; each is promoters, detractors, base. */
export declare function differenceOfPromoters(first: [number, number, number], second: [number, number, number]): t.Difference | null;
/** The difference of two shares with a 95 % interval (Newcombe 1998); each is count and base. */
export declare function differenceOfShares(first: [number, number], second: [number, number]): t.Difference | null;
/** Participants who make it hard: terse, guarded, hostile, elsewhere, injecting, contradictory. */
export declare function difficultPersonas(): t.Persona[];
/** Finds and names touchpoints that the study did not declare. */
export declare function discoverTouchpoints(observations: t.Observation[]): t.Discovered[];
/** Makes a document of turns; each is cut into numbered sentences. */
export declare function document(id: string, source: t.Source, participant: string, turns: t.Words[]): t.Document;
/** The settings of the participant's experience, with ordinary words for what is not given. */
export declare function experience(title: string, researcher: string): t.Experience;
/** Fills the fields of an invitation: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`. */
export declare function fillInvitation(values: Record<string, string>, invitation?: t.Invitation | null): t.Invitation;
/** Fisher's exact test of a 2 × 2 table, two-sided. */
export declare function fisherExact(table: [[number, number], [number, number]]): number;
/** The bases up to `most` from which all of some percentages can arise. */
export declare function fittingBases(percents: number[], decimals: number, most: number): number[];
/** Turns a plan into an interview guide. */
export declare function guideFromPlan(plan: t.ResearchPlan): t.Guide;
/** The version of a guide in provenance: the first 16 hexadecimal digits of its SHA-256. */
export declare function guideHash(guide: t.Guide): string;
/** Sets a guide's language and its scripted lines: `en`, `de`, `fr` or `es`. */
export declare function guideInLanguage(guide: t.Guide, language: string): t.Guide;
/** Makes a guide of items, with ordinary settings. */
export declare function guideOfItems(items: t.Item[]): t.Guide;
/** Each predictor's share of the explained variance (LMG), with bootstrap rank intervals; columns are predictors. */
export declare function importance(columns: number[][], outcome: number[], resamples: number, seed: number): t.Importances;
/** Names the kinds of information that an answer tells: an incident, a feeling, a cause and so on. */
export declare function information(text: string): t.Information[];
/** Writes the invitation of a participant, with a signed link to a page. `secret` has 32 bytes or more; `nonce` makes the link unique. */
export declare function invite(study: t.StudyData, participant: t.Participant, address: string, page: string, secret: string, nonce: string, now: t.Timestamp): t.OutboxMessage;
/** The share of words that two texts have in common, 0 to 1. */
export declare function jaccard(left: string, right: string): number;
/** The 95 % Jeffreys interval of a share. */
export declare function jeffreys(count: number, base: number): t.Interval | null;
/** Computes the journey map: curve, prevalence, satisfaction, priorities, drivers, moments of truth, gaps, channels, segments, themes. */
export declare function journeyMap(documents: t.Document[], observations: t.Observation[], framework: t.Framework, options?: t.MapOptions | null): t.JourneyMap;
/** Krippendorff's α over units, each with its coders' values. */
export declare function krippendorffAlpha(units: number[][], scale: t.Scale): number | null;
/** The same customers over several cycles, told apart by an attribute of their documents. */
export declare function lifecycle(documents: t.Document[], observations: t.Observation[], attribute: string): t.Lifecycle;
/** Finds what is wrong with the questions of a guide. */
export declare function lintGuide(guide: t.Guide): t.LintFinding[];
/** Finds what is wrong with a message of an interviewer: more than one question, leading or closed wording, praise, length. */
export declare function lintMessage(message: string, limits?: t.LintLimits | null): t.LintIssue[];
/** Finds what is wrong with the questions of a plan. */
export declare function lintPlan(plan: t.ResearchPlan): t.LintFinding[];
/** Finds what is wrong with an interview question: leading, double-barrelled, closed, too long. */
export declare function lintQuestion(question: string, limits?: t.LintLimits | null): t.LintIssue[];
/** Reads participants of your own from a preset. */
export declare function loadPreset(json: string): t.Preset;
/** The map in a few sentences. */
export declare function mapDescription(map: t.JourneyMap): string;
/** Writes the map as one self-contained page: picture, table with every value, priorities, evidence. */
export declare function mapHtml(map: t.JourneyMap, segments?: boolean | null): string;
/** Writes the map as Markdown. */
export declare function mapMarkdown(map: t.JourneyMap): string;
/** Writes the map as a Mermaid journey. */
export declare function mapMermaid(map: t.JourneyMap): string;
/** Draws the map as one self-contained SVG. `evidence` names the page that quotations link to; without it there are no links. */
export declare function mapSvg(map: t.JourneyMap, segments?: boolean | null, evidence?: string | null): string;
/** Masks personal data: emails, telephone numbers, addresses, card and account numbers, names after a cue. */
export declare function maskPersonalData(text: string): t.Masked;
/** Merges codes into one and notes it. */
export declare function mergeCodes(codebook: t.Codebook, codes: string[], into: string): t.Codebook;
/** Joins excerpts of the same conversation into one document. */
export declare function mergeExcerpts(documents: t.Document[]): t.Document[];
/** A net promoter score with its adjusted Wald interval. */
export declare function netPromoterScore(promoters: number, detractors: number, base: number): t.NetPromoterScore | null;
/** Writes observations as CSV, one row each, with their quotations. */
export declare function observationsCsv(observations: t.Observation[]): string;
/** The mean difference of pairs with a 95 % interval. */
export declare function pairedDifference(pairs: [number, number][]): t.Difference | null;
/** Reads the tone of a text towards a target, by the trained reader; none when the text says nothing. */
export declare function polarity(text: string, target?: string | null): t.Polarity | null;
/** The ids of the quotas that a participant counts towards. */
export declare function quotasOf(quotas: t.Quota[], participant: t.Participant): string[];
/** The customer's words behind sentence ids; neighbouring sentences are one quotation. What is not the customer's is left out. */
export declare function quote(document: t.Document, sentences: t.SentenceId[]): t.Quotation[];
/** The templates whose own words texts use most, best first. */
export declare function rankTemplates(texts: string[]): string[];
/** Reads what people coded from CSV; rows that fail a check are returned with the reason. */
export declare function readCodings(csv: string, documents: t.Document[], framework: t.Framework, coder: string): t.Codings;
/** Reads a REFI-QDA codebook (`.qdc`). */
export declare function readQdc(xml: string): t.Codebook;
/** Reads a REFI-QDA project (`.qdpx`) of this library or another program. */
export declare function readQdpx(bytes: Uint8Array): t.QdaProject;
/** Reads interviews, tickets, chats or reviews from the text of a CSV table. */
export declare function readTranscriptsCsv(csv: string, columns?: t.TranscriptColumns | null): t.Document[];
/** Reads interviews, tickets, chats or reviews from JSON: documents, or flat records. */
export declare function readTranscriptsJson(json: string, columns?: t.TranscriptColumns | null): t.Document[];
/** What was planted in the insurance cohort of a seed beside what a study of it found. */
export declare function recovered(seed: number, documents: t.Document[], observations: t.Observation[], map: t.JourneyMap): t.Recovered[];
/** Renames a code; its id stays. */
export declare function renameCode(codebook: t.Codebook, id: string, name: string): t.Codebook;
/** Measures the quality of interviews under a guide by their logs: rates of faults, talk ratio, coverage, words per answer. */
export declare function reportCard(guide: t.Guide, logs: t.Event[][]): t.Quality;
/** The customers' sentences nearest to a question. */
export declare function retrieve(question: string, observations: t.Observation[], most?: number | null): t.Voice[];
/** Notes an edited plan as the next version of a plan, with each difference in words; an edit without effect makes no version. */
export declare function revisePlan(plan: t.ResearchPlan, edited: t.ResearchPlan, author: string, at: t.Timestamp): t.ResearchPlan;
/** Whether further interviews still bring new themes (Guest, Namey and Chen 2020); each interview is its themes. */
export declare function saturation(interviews: string[][], baseSize: number, runSize: number, threshold: number): t.Saturation | null;
/** Cuts a text into sentences; offsets are Unicode scalar values. */
export declare function segmentSentences(text: string): t.Span[];
/** The ids of the segments that a participant belongs to. */
export declare function segmentsOf(segments: t.Segment[], participant: t.Participant): string[];
/** Reads the tone of a whole text, −1 to 1, by the VADER lexicon. */
export declare function sentiment(text: string): t.Sentiment;
/** Signs a token with a secret of 32 bytes or more. */
export declare function signToken(secret: string, token: t.Token): string;
/** Signs a webhook's body by the Standard Webhooks scheme; the secret is `whsec_` and base64. */
export declare function signWebhook(secret: string, id: string, body: string, now: t.Timestamp): t.WebhookHeaders;
/** Notices in a participant's message what rules must act on: a refusal, distress, a wish to stop, a question back. */
export declare function signals(message: string, language?: string | null): t.Signal[];
/** The six standard segments, over tenure, value, risk and channels. */
export declare function standardSegments(): t.Segment[];
/** Actions for four teams, each tied to a priority, its evidence and a measure. */
export declare function strategy(map: t.JourneyMap, observations: t.Observation[]): t.Strategy;
/** A strategy as text. */
export declare function strategyMarkdown(strategy: t.Strategy): string;
/** The stages and touchpoints of an industry, by its id. */
export declare function template(id: string): t.Framework;
/** The ids of the industry templates. */
export declare function templateIds(): string[];
/** What a question to the findings is about. */
export declare function topicOf(question: string): t.Topic;
/** The interview's phases as a Mermaid state diagram. */
export declare function transitionDiagram(): string;
/** What about an interview a person should look at: speed, straight-lining, contradiction, pasted text. */
export declare function trustFlags(guide: t.Guide, log: t.Event[]): t.TrustFlag[];
/** The parts of a reply for a chat page of the Vercel AI SDK: its UI-message stream, version 1, without the closing `[DONE]`. */
export declare function uiMessageParts(reply: t.ReplyData, ledger?: t.Ledger | null, messageId?: string | null): unknown[];
/** Moves observations to where a codebook's merges took their codes. */
export declare function updateObservations(codebook: t.Codebook, observations: t.Observation[]): t.Observation[];
/** Checks a token's signature, study, purpose and time, and returns what it says. */
export declare function verifyToken(secret: string, text: string, study: string, purpose: t.TokenPurpose, now: t.Timestamp): t.Token;
/** Whether a webhook's headers were signed with the secret within five minutes. */
export declare function verifyWebhook(secret: string, headers: t.WebhookHeaders, body: string, now: t.Timestamp): boolean;
/** What moved between two waves, in words. */
export declare function waveVerdicts(comparison: t.WaveComparison): string[];
/** The 95 % Wilson interval of a share. */
export declare function wilson(count: number, base: number): t.Interval | null;
/** The participant with what they gave in the screener as attributes. */
export declare function withAnswers(participant: t.Participant, answers: Record<string, t.Given>): t.Participant;
/** The map with the curve of the wave before as a ghost. */
export declare function withGhost(map: t.JourneyMap, comparison: t.WaveComparison): t.JourneyMap;
/** Writes a REFI-QDA codebook (`.qdc`). */
export declare function writeQdc(codebook: t.Codebook): string;
/** Writes a REFI-QDA project (`.qdpx`) for ATLAS.ti, MAXQDA or NVivo. */
export declare function writeQdpx(name: string, documents: t.Document[], observations: t.Observation[], codebook: t.Codebook): Uint8Array;
