// Generated from the library's types by journey-core/codegen; change those instead.

import { call, callBytes } from './call.js';
import type * as t from './types.js';

/** Consensus and dissent within accounts: people who share an attribute, such as their company. */
export function accounts(documents: t.Document[], observations: t.Observation[], framework: t.Framework, attribute: string): t.Account[] {
  return call("accounts", { documents, observations, framework, attribute }) as t.Account[];
}

/** Adds a code to a codebook. */
export function addCode(codebook: t.Codebook, code: t.Code): t.Codebook {
  return call("add_code", { codebook, code }) as t.Codebook;
}

/** Adds a mandatory question to a plan: no completed interview leaves it unasked. */
export function addMandatoryQuestion(plan: t.ResearchPlan, text: string, stage?: string | null): t.PlanWithWarnings {
  return call("add_mandatory_question", { plan, text, stage }) as t.PlanWithWarnings;
}

/** Adds discovered touchpoints to a framework and moves observations to them. */
export function adoptTouchpoints(discovered: t.Discovered[], framework: t.Framework, observations: t.Observation[]): t.Adopted {
  return call("adopt_touchpoints", { discovered, framework, observations }) as t.Adopted;
}

/** An answer as text: claims with their quotations and a table. */
export function answerMarkdown(answer: t.Answer): string {
  return call("answer_markdown", { answer }) as string;
}

/** Whether a percentage can arise from its stated base. */
export function baseCheck(percent: number, decimals: number, base: number): t.BaseCheck {
  return call("base_check", { percent, decimals, base }) as t.BaseCheck;
}

/** Adjusts p-values of a family for the false discovery rate (Benjamini and Hochberg 1995). */
export function benjaminiHochberg(p: number[]): number[] {
  return call("benjamini_hochberg", { p }) as number[];
}

/** The 95 % percentile bootstrap interval of a mean. */
export function bootstrapMean(values: number[], resamples: number, seed: number): t.Interval | null {
  return call("bootstrap_mean", { values, resamples, seed }) as t.Interval | null;
}

/** The eight stages that fit any journey. */
export function canonicalStages(): t.Stage[] {
  return call("canonical_stages", {}) as t.Stage[];
}

/** How many kinds there are in all, seen and unseen, from how often each was seen (Chao 1984). */
export function chao1(counts: number[]): t.Chao {
  return call("chao1", { counts }) as t.Chao;
}

/** Draws a chart as SVG. */
export function chartSvg(chart: t.Chart): string {
  return call("chart_svg", { chart }) as string;
}

/** Checks the settings of the participant's experience. */
export function checkExperience(experience: t.Experience): boolean {
  return call("check_experience", { experience }) as boolean;
}

/** Checks a framework; fails with the first rule that it breaks. */
export function checkFramework(framework: t.Framework): boolean {
  return call("check_framework", { framework }) as boolean;
}

/** Checks a guide; fails with the first rule that it breaks. */
export function checkGuide(guide: t.Guide): boolean {
  return call("check_guide", { guide }) as boolean;
}

/** Checks that quotas have ids of their own and take someone. */
export function checkQuotas(quotas: t.Quota[]): boolean {
  return call("check_quotas", { quotas }) as boolean;
}

/** Pearson's χ² test of a table of counts. */
export function chiSquare(table: number[][]): t.ChiSquare | null {
  return call("chi_square", { table }) as t.ChiSquare | null;
}

/** The exact 95 % interval of a share (Clopper and Pearson 1934). */
export function clopperPearson(count: number, base: number): t.Interval | null {
  return call("clopper_pearson", { count, base }) as t.Interval | null;
}

/** Codes documents with the built-in engine, on all cores. */
export function codeBuiltin(documents: t.Document[], framework: t.Framework, codebook?: t.Codebook | null): t.Coding[] {
  return call("code_builtin", { documents, framework, codebook }) as t.Coding[];
}

/** The codebook of a framework: stages with their touchpoints below them. */
export function codebookOf(framework: t.Framework): t.Codebook {
  return call("codebook_of", { framework }) as t.Codebook;
}

/** Agreement of two coders beyond chance, from a square table of counts (Cohen 1960). */
export function cohenKappa(table: number[][]): t.Agreement | null {
  return call("cohen_kappa", { table }) as t.Agreement | null;
}

/** The effect size of a difference between two shares (Cohen 1988). */
export function cohensH(left: number, right: number): number {
  return call("cohens_h", { left, right }) as number;
}

/** Compares two coders by name: κ and α per code over what either coded. */
export function compareCoders(observations: t.Observation[], left: string, right: string): t.CoderComparison {
  return call("compare_coders", { observations, left, right }) as t.CoderComparison;
}

/** Corrects the share of documents with an experience for the machine's errors, by a sample that people coded. */
export function correctedFinding(documents: t.Document[], machine: t.Observation[], people: t.Observation[], sample: string[], stage: string, kind: t.Kind, touchpoint?: string | null): t.Corrected {
  return call("corrected_finding", { documents, machine, people, sample, stage, touchpoint, kind }) as t.Corrected;
}

/** A prevalence corrected for a coder's errors by a hand-coded sample (prediction-powered inference). */
export function correctedPrevalence(coded: [number, number][], uncoded: number[]): t.Corrected {
  return call("corrected_prevalence", { coded, uncoded }) as t.Corrected;
}

/** The participant × item coverage matrix of interviews, given by id with their logs. */
export function coverage(guide: t.Guide, logs: Record<string, t.Event[]>): t.Coverage {
  return call("coverage", { guide, logs }) as t.Coverage;
}

/** Defines a code, with examples of what belongs and what does not. */
export function defineCode(codebook: t.Codebook, id: string, definition: string, include: string[] = [], exclude: string[] = []): t.Codebook {
  return call("define_code", { codebook, id, definition, include, exclude }) as t.Codebook;
}

/** The difference of two means with a 95 % interval (Welch). */
export function differenceOfMeans(first: number[], second: number[]): t.Difference | null {
  return call("difference_of_means", { first, second }) as t.Difference | null;
}

/** The difference of two net promoter scores with a 95 % interval; each is promoters, detractors, base. */
export function differenceOfPromoters(first: [number, number, number], second: [number, number, number]): t.Difference | null {
  return call("difference_of_promoters", { first, second }) as t.Difference | null;
}

/** The difference of two shares with a 95 % interval (Newcombe 1998); each is count and base. */
export function differenceOfShares(first: [number, number], second: [number, number]): t.Difference | null {
  return call("difference_of_shares", { first, second }) as t.Difference | null;
}

/** Participants who make it hard: terse, guarded, hostile, elsewhere, injecting, contradictory. */
export function difficultPersonas(): t.Persona[] {
  return call("difficult_personas", {}) as t.Persona[];
}

/** Finds and names touchpoints that the study did not declare. */
export function discoverTouchpoints(observations: t.Observation[]): t.Discovered[] {
  return call("discover_touchpoints", { observations }) as t.Discovered[];
}

/** Makes a document of turns; each is cut into numbered sentences. */
export function document(id: string, source: t.Source, participant: string, turns: t.Words[]): t.Document {
  return call("document", { id, source, participant, turns }) as t.Document;
}

/** The settings of the participant's experience, with ordinary words for what is not given. */
export function experience(title: string, researcher: string): t.Experience {
  return call("experience", { title, researcher }) as t.Experience;
}

/**
 * Fills the fields of an invitation: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`.
 *
 * @param invitation - The library's own unless given.
 */
export function fillInvitation(values: Record<string, string>, invitation?: t.Invitation): t.Invitation {
  return call("fill_invitation", { invitation, values }) as t.Invitation;
}

/** Fisher's exact test of a 2 × 2 table, two-sided. */
export function fisherExact(table: [[number, number], [number, number]]): number {
  return call("fisher_exact", { table }) as number;
}

/** The bases up to `most` from which all of some percentages can arise. */
export function fittingBases(percents: number[], decimals: number, most: number): number[] {
  return call("fitting_bases", { percents, decimals, most }) as number[];
}

/** Turns a plan into an interview guide. */
export function guideFromPlan(plan: t.ResearchPlan): t.Guide {
  return call("guide_from_plan", { plan }) as t.Guide;
}

/** The version of a guide in provenance: the first 16 hexadecimal digits of its SHA-256. */
export function guideHash(guide: t.Guide): string {
  return call("guide_hash", { guide }) as string;
}

/** Sets a guide's language and its scripted lines: `en`, `de`, `fr` or `es`. */
export function guideInLanguage(guide: t.Guide, language: string): t.Guide {
  return call("guide_in_language", { guide, language }) as t.Guide;
}

/** Makes a guide of items, with ordinary settings. */
export function guideOfItems(items: t.Item[]): t.Guide {
  return call("guide_of_items", { items }) as t.Guide;
}

/** Each predictor's share of the explained variance (LMG), with bootstrap rank intervals; columns are predictors. */
export function importance(columns: number[][], outcome: number[], resamples: number, seed: number): t.Importances {
  return call("importance", { columns, outcome, resamples, seed }) as t.Importances;
}

/** Names the kinds of information that an answer tells: an incident, a feeling, a cause and so on. */
export function information(text: string): t.Information[] {
  return call("information", { text }) as t.Information[];
}

/** Writes the invitation of a participant, with a signed link to a page. `secret` has 32 bytes or more; `nonce` makes the link unique. */
export function invite(study: t.StudyData, participant: t.Participant, address: string, page: string, secret: string, nonce: string, now: t.Timestamp): t.OutboxMessage {
  return call("invite", { study, participant, address, page, secret, nonce, now }) as t.OutboxMessage;
}

/** The share of words that two texts have in common, 0 to 1. */
export function jaccard(left: string, right: string): number {
  return call("jaccard", { left, right }) as number;
}

/** The 95 % Jeffreys interval of a share. */
export function jeffreys(count: number, base: number): t.Interval | null {
  return call("jeffreys", { count, base }) as t.Interval | null;
}

/** Computes the journey map: curve, prevalence, satisfaction, priorities, drivers, moments of truth, gaps, channels, segments, themes. */
export function journeyMap(documents: t.Document[], observations: t.Observation[], framework: t.Framework, options: t.MapOptions = {}): t.JourneyMap {
  return call("journey_map", { documents, observations, framework, options }) as t.JourneyMap;
}

/** Krippendorff's α over units, each with its coders' values. */
export function krippendorffAlpha(units: number[][], scale: t.Scale): number | null {
  return call("krippendorff_alpha", { units, scale }) as number | null;
}

/** The same customers over several cycles, told apart by an attribute of their documents. */
export function lifecycle(documents: t.Document[], observations: t.Observation[], attribute: string): t.Lifecycle {
  return call("lifecycle", { documents, observations, attribute }) as t.Lifecycle;
}

/** Finds what is wrong with the questions of a guide. */
export function lintGuide(guide: t.Guide): t.LintFinding[] {
  return call("lint_guide", { guide }) as t.LintFinding[];
}

/**
 * Finds what is wrong with a message of an interviewer: more than one question, leading or closed wording, praise, length.
 *
 * @param limits - `{ max_words: 45 }` unless given.
 */
export function lintMessage(message: string, limits: t.LintLimits = { max_words: 45 }): t.LintIssue[] {
  return call("lint_message", { message, limits }) as t.LintIssue[];
}

/** Finds what is wrong with the questions of a plan. */
export function lintPlan(plan: t.ResearchPlan): t.LintFinding[] {
  return call("lint_plan", { plan }) as t.LintFinding[];
}

/**
 * Finds what is wrong with an interview question: leading, double-barrelled, closed, too long.
 *
 * @param limits - `{ max_words: 45 }` unless given.
 */
export function lintQuestion(question: string, limits: t.LintLimits = { max_words: 45 }): t.LintIssue[] {
  return call("lint_question", { question, limits }) as t.LintIssue[];
}

/** Reads participants of your own from a preset. */
export function loadPreset(json: string): t.Preset {
  return call("load_preset", { json }) as t.Preset;
}

/** The map in a few sentences. */
export function mapDescription(map: t.JourneyMap): string {
  return call("map_description", { map }) as string;
}

/**
 * Writes the map as one self-contained page: picture, table with every value, priorities, evidence.
 *
 * @param segments - `false` unless given.
 */
export function mapHtml(map: t.JourneyMap, segments: boolean = false): string {
  return call("map_html", { map, segments }) as string;
}

/** Writes the map as Markdown. */
export function mapMarkdown(map: t.JourneyMap): string {
  return call("map_markdown", { map }) as string;
}

/** Writes the map as a Mermaid journey. */
export function mapMermaid(map: t.JourneyMap): string {
  return call("map_mermaid", { map }) as string;
}

/**
 * Draws the map as one self-contained SVG. `evidence` names the page that quotations link to; without it there are no links.
 *
 * @param segments - `false` unless given.
 */
export function mapSvg(map: t.JourneyMap, segments: boolean = false, evidence?: string | null): string {
  return call("map_svg", { map, segments, evidence }) as string;
}

/** Masks personal data: emails, telephone numbers, addresses, card and account numbers, names after a cue. */
export function maskPersonalData(text: string): t.Masked {
  return call("mask_personal_data", { text }) as t.Masked;
}

/** Merges codes into one and notes it. */
export function mergeCodes(codebook: t.Codebook, codes: string[], into: string): t.Codebook {
  return call("merge_codes", { codebook, codes, into }) as t.Codebook;
}

/** Joins excerpts of the same conversation into one document. */
export function mergeExcerpts(documents: t.Document[]): t.Document[] {
  return call("merge_excerpts", { documents }) as t.Document[];
}

/** A net promoter score with its adjusted Wald interval. */
export function netPromoterScore(promoters: number, detractors: number, base: number): t.NetPromoterScore | null {
  return call("net_promoter_score", { promoters, detractors, base }) as t.NetPromoterScore | null;
}

/** Writes observations as CSV, one row each, with their quotations. */
export function observationsCsv(observations: t.Observation[]): string {
  return call("observations_csv", { observations }) as string;
}

/** The mean difference of pairs with a 95 % interval. */
export function pairedDifference(pairs: [number, number][]): t.Difference | null {
  return call("paired_difference", { pairs }) as t.Difference | null;
}

/** Reads the tone of a text towards a target, by the trained reader; `null` when the text says nothing. */
export function polarity(text: string, target?: string | null): t.Polarity | null {
  return call("polarity", { text, target }) as t.Polarity | null;
}

/** The ids of the quotas that a participant counts towards. */
export function quotasOf(quotas: t.Quota[], participant: t.Participant): string[] {
  return call("quotas_of", { quotas, participant }) as string[];
}

/** The customer's words behind sentence ids; neighbouring sentences are one quotation. What is not the customer's is left out. */
export function quote(document: t.Document, sentences: t.SentenceId[]): t.Quotation[] {
  return call("quote", { document, sentences }) as t.Quotation[];
}

/** The templates whose own words texts use most, best first. */
export function rankTemplates(texts: string[]): string[] {
  return call("rank_templates", { texts }) as string[];
}

/** Reads what people coded from CSV; rows that fail a check are returned with the reason. */
export function readCodings(csv: string, documents: t.Document[], framework: t.Framework, coder: string): t.Codings {
  return call("read_codings", { csv, documents, framework, coder }) as t.Codings;
}

/** Reads a REFI-QDA codebook (`.qdc`). */
export function readQdc(xml: string): t.Codebook {
  return call("read_qdc", { xml }) as t.Codebook;
}

/** Reads a REFI-QDA project (`.qdpx`) of this library or another program. */
export function readQdpx(bytes: Uint8Array): t.QdaProject {
  return call("read_qdpx", { bytes }) as t.QdaProject;
}

/** Reads interviews, tickets, chats or reviews from the text of a CSV table. */
export function readTranscriptsCsv(csv: string, columns: t.TranscriptColumns = {}): t.Document[] {
  return call("read_transcripts_csv", { csv, columns }) as t.Document[];
}

/** Reads interviews, tickets, chats or reviews from JSON: documents, or flat records. */
export function readTranscriptsJson(json: string, columns: t.TranscriptColumns = {}): t.Document[] {
  return call("read_transcripts_json", { json, columns }) as t.Document[];
}

/** What was planted in the insurance cohort of a seed beside what a study of it found. */
export function recovered(seed: number, documents: t.Document[], observations: t.Observation[], map: t.JourneyMap): t.Recovered[] {
  return call("recovered", { seed, documents, observations, map }) as t.Recovered[];
}

/** Renames a code; its id stays. */
export function renameCode(codebook: t.Codebook, id: string, name: string): t.Codebook {
  return call("rename_code", { codebook, id, name }) as t.Codebook;
}

/** Measures the quality of interviews under a guide by their logs: rates of faults, talk ratio, coverage, words per answer. */
export function reportCard(guide: t.Guide, logs: t.Event[][]): t.Quality {
  return call("report_card", { guide, logs }) as t.Quality;
}

/**
 * The customers' sentences nearest to a question.
 *
 * @param most - `8` unless given.
 */
export function retrieve(question: string, observations: t.Observation[], most: number = 8): t.Voice[] {
  return call("retrieve", { question, observations, most }) as t.Voice[];
}

/** Notes an edited plan as the next version of a plan, with each difference in words; an edit without effect makes no version. */
export function revisePlan(plan: t.ResearchPlan, edited: t.ResearchPlan, author: string, at: t.Timestamp): t.ResearchPlan {
  return call("revise_plan", { plan, edited, author, at }) as t.ResearchPlan;
}

/** Whether further interviews still bring new themes (Guest, Namey and Chen 2020); each interview is its themes. */
export function saturation(interviews: string[][], baseSize: number, runSize: number, threshold: number): t.Saturation | null {
  return call("saturation", { interviews, base_size: baseSize, run_size: runSize, threshold }) as t.Saturation | null;
}

/** Cuts a text into sentences; offsets are Unicode scalar values. */
export function segmentSentences(text: string): t.Span[] {
  return call("segment_sentences", { text }) as t.Span[];
}

/** The ids of the segments that a participant belongs to. */
export function segmentsOf(segments: t.Segment[], participant: t.Participant): string[] {
  return call("segments_of", { segments, participant }) as string[];
}

/** Reads the tone of a whole text, −1 to 1, by the VADER lexicon. */
export function sentiment(text: string): t.Sentiment {
  return call("sentiment", { text }) as t.Sentiment;
}

/** Signs a token with a secret of 32 bytes or more. */
export function signToken(secret: string, token: t.Token): string {
  return call("sign_token", { secret, token }) as string;
}

/** Signs a webhook's body by the Standard Webhooks scheme; the secret is `whsec_` and base64. */
export function signWebhook(secret: string, id: string, body: string, now: t.Timestamp): t.WebhookHeaders {
  return call("sign_webhook", { secret, id, body, now }) as t.WebhookHeaders;
}

/**
 * Notices in a participant's message what rules must act on: a refusal, distress, a wish to stop, a question back.
 *
 * @param language - `"en"` unless given.
 */
export function signals(message: string, language: string = "en"): t.Signal[] {
  return call("signals", { message, language }) as t.Signal[];
}

/** The six standard segments, over tenure, value, risk and channels. */
export function standardSegments(): t.Segment[] {
  return call("standard_segments", {}) as t.Segment[];
}

/** Actions for four teams, each tied to a priority, its evidence and a measure. */
export function strategy(map: t.JourneyMap, observations: t.Observation[]): t.Strategy {
  return call("strategy", { map, observations }) as t.Strategy;
}

/** A strategy as text. */
export function strategyMarkdown(strategy: t.Strategy): string {
  return call("strategy_markdown", { strategy }) as string;
}

/** The stages and touchpoints of an industry, by its id. */
export function template(id: string): t.Framework {
  return call("template", { id }) as t.Framework;
}

/** The ids of the industry templates. */
export function templateIds(): string[] {
  return call("template_ids", {}) as string[];
}

/** What a question to the findings is about. */
export function topicOf(question: string): t.Topic {
  return call("topic_of", { question }) as t.Topic;
}

/** The interview's phases as a Mermaid state diagram. */
export function transitionDiagram(): string {
  return call("transition_diagram", {}) as string;
}

/** What about an interview a person should look at: speed, straight-lining, contradiction, pasted text. */
export function trustFlags(guide: t.Guide, log: t.Event[]): t.TrustFlag[] {
  return call("trust_flags", { guide, log }) as t.TrustFlag[];
}

/** The parts of a reply for a chat page of the Vercel AI SDK: its UI-message stream, version 1, without the closing `[DONE]`. */
export function uiMessageParts(reply: t.ReplyData, ledger?: t.Ledger | null, messageId?: string | null): unknown[] {
  return call("ui_message_parts", { reply, ledger, message_id: messageId }) as unknown[];
}

/** Moves observations to where a codebook's merges took their codes. */
export function updateObservations(codebook: t.Codebook, observations: t.Observation[]): t.Observation[] {
  return call("update_observations", { codebook, observations }) as t.Observation[];
}

/** Checks a token's signature, study, purpose and time, and returns what it says. */
export function verifyToken(secret: string, text: string, study: string, purpose: t.TokenPurpose, now: t.Timestamp): t.Token {
  return call("verify_token", { secret, text, study, purpose, now }) as t.Token;
}

/** Whether a webhook's headers were signed with the secret within five minutes. */
export function verifyWebhook(secret: string, headers: t.WebhookHeaders, body: string, now: t.Timestamp): boolean {
  return call("verify_webhook", { secret, headers, body, now }) as boolean;
}

/** What moved between two waves, in words. */
export function waveVerdicts(comparison: t.WaveComparison): string[] {
  return call("wave_verdicts", { comparison }) as string[];
}

/** The 95 % Wilson interval of a share. */
export function wilson(count: number, base: number): t.Interval | null {
  return call("wilson", { count, base }) as t.Interval | null;
}

/** The participant with what they gave in the screener as attributes. */
export function withAnswers(participant: t.Participant, answers: Record<string, t.Given>): t.Participant {
  return call("with_answers", { participant, answers }) as t.Participant;
}

/** The map with the curve of the wave before as a ghost. */
export function withGhost(map: t.JourneyMap, comparison: t.WaveComparison): t.JourneyMap {
  return call("with_ghost", { map, comparison }) as t.JourneyMap;
}

/** Writes a REFI-QDA codebook (`.qdc`). */
export function writeQdc(codebook: t.Codebook): string {
  return call("write_qdc", { codebook }) as string;
}

/** Writes a REFI-QDA project (`.qdpx`) for ATLAS.ti, MAXQDA or NVivo. */
export function writeQdpx(name: string, documents: t.Document[], observations: t.Observation[], codebook: t.Codebook): Uint8Array {
  return callBytes("write_qdpx", { name, documents, observations, codebook }) as Uint8Array;
}
