// Generated from the library's types by journey-core/codegen; change those instead.

import { call, callBytes } from './call.js';
import type * as t from './types.js';

/** Adds a code to a codebook. */
export function addCode(codebook: t.Codebook, code: t.Code): t.Codebook {
  return call("add_code", { codebook, code }) as t.Codebook;
}

/** Adds a mandatory question to a plan: no completed interview leaves it unasked. */
export function addMandatoryQuestion(plan: t.ResearchPlan, text: string, stage?: string | null): t.PlanWithWarnings {
  return call("add_mandatory_question", { plan, text, stage }) as t.PlanWithWarnings;
}

/** The participant with what they gave in the screener as attributes. */
export function addScreenerAnswers(participant: t.Participant, answers: Record<string, t.StructuredAnswer>): t.Participant {
  return call("add_screener_answers", { participant, answers }) as t.Participant;
}

/** Checks that a participant may begin an interview of a study (signed in where the study asks for that) and tells what its moderator may know. */
export function admitParticipant(study: t.StudyData, participant: t.Participant): string {
  return call("admit_participant", { study, participant }) as string;
}

/** Adds discovered touchpoints to a framework and moves observations to them. */
export function adoptTouchpoints(discovered: t.DiscoveredTouchpoint[], framework: t.Framework, observations: t.Observation[]): t.Adopted {
  return call("adopt_touchpoints", { discovered, framework, observations }) as t.Adopted;
}

/** An answer as text: claims with their quotations and a table. */
export function answerMarkdown(answer: t.Answer): string {
  return call("answer_markdown", { answer }) as string;
}

/** Writes what a log shows as Markdown: paths, funnel, deviations, said and done, and churn. */
export function behaviourMarkdown(report: t.BehaviourReport): string {
  return call("behaviour_markdown", { report }) as string;
}

/** Adjusts p-values of a family for the false discovery rate (Benjamini and Hochberg 1995). */
export function benjaminiHochberg(p: number[]): number[] {
  return call("benjamini_hochberg", { p }) as number[];
}

/** The 95 % percentile bootstrap interval of a mean. */
export function bootstrapMean(values: number[], resamples: number, seed: number): t.Interval | null {
  return call("bootstrap_mean", { values, resamples, seed }) as t.Interval | null;
}

/**
 * Draws predicted against observed risks as SVG.
 *
 * @param options - `{ title: "Predicted and observed risk", counted: "customers" }` unless given.
 */
export function calibrationSvg(points: t.CalibrationPoint[], options: t.CalibrationOptions = { title: "Predicted and observed risk", counted: "customers" }): string {
  return call("calibration_svg", { points, options }) as string;
}

/** The eight stages that fit any journey. */
export function canonicalStages(): t.Stage[] {
  return call("canonical_stages", {}) as t.Stage[];
}

/** How many kinds there are in all, seen and unseen, from how often each was seen (Chao 1984). */
export function chao1(counts: number[]): t.Chao1Estimate {
  return call("chao1", { counts }) as t.Chao1Estimate;
}

/** Draws a chart as SVG. */
export function chartSvg(chart: t.Chart): string {
  return call("chart_svg", { chart }) as string;
}

/** Whether a percentage can arise from its stated base. */
export function checkBase(percent: number, decimals: number, base: number): t.BaseCheck {
  return call("check_base", { percent, decimals, base }) as t.BaseCheck;
}

/** Checks the settings of the participant's experience. */
export function checkExperience(experience: t.ParticipantExperience): boolean {
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

/** Checks that someone may see a study, by its access level. */
export function checkStudyReader(study: t.StudyData, reader: t.StudyReader): boolean {
  return call("check_study_reader", { study, reader }) as boolean;
}

/** Pearson's χ² test of a table of counts. */
export function chiSquare(table: number[][]): t.ChiSquare | null {
  return call("chi_square", { table }) as t.ChiSquare | null;
}

/** The exact 95 % interval of a share (Clopper and Pearson 1934). */
export function clopperPearsonInterval(count: number, base: number): t.Interval | null {
  return call("clopper_pearson_interval", { count, base }) as t.Interval | null;
}

/** Codes documents with the built-in engine, on all cores. */
export function codeBuiltin(documents: t.Document[], framework: t.Framework, codebook?: t.Codebook | null): t.DocumentCoding[] {
  return call("code_builtin", { documents, framework, codebook }) as t.DocumentCoding[];
}

/** The codebook of a framework: stages with their touchpoints below them. */
export function codebookFromFramework(framework: t.Framework): t.Codebook {
  return call("codebook_from_framework", { framework }) as t.Codebook;
}

/** The effect size of a difference between two shares (Cohen 1988). */
export function cohensH(left: number, right: number): number {
  return call("cohens_h", { left, right }) as number;
}

/** Agreement of two coders beyond chance, from a square table of counts (Cohen 1960). */
export function cohensKappa(table: number[][]): t.Kappa | null {
  return call("cohens_kappa", { table }) as t.Kappa | null;
}

/** Compares two coders by name: κ and α per code over what either coded. */
export function compareCoders(observations: t.Observation[], left: string, right: string): t.CoderComparison {
  return call("compare_coders", { observations, left, right }) as t.CoderComparison;
}

/** What was planted in the insurance cohort of a seed beside what a study of it found. */
export function compareWithGroundTruth(seed: number, documents: t.Document[], observations: t.Observation[], map: t.JourneyMap): t.RecoveryResult[] {
  return call("compare_with_ground_truth", { seed, documents, observations, map }) as t.RecoveryResult[];
}

/** Corrects the share of documents with an experience for the machine's errors, by a sample that people coded. */
export function correctForCoderError(documents: t.Document[], machine: t.Observation[], people: t.Observation[], sample: string[], place: t.Place, kind: t.ObservationKind): t.CorrectedPrevalence {
  return call("correct_for_coder_error", { documents, machine, people, sample, place, kind }) as t.CorrectedPrevalence;
}

/** A prevalence corrected for a coder's errors by a hand-coded sample (prediction-powered inference). */
export function correctedPrevalence(coded: [number, number][], uncoded: number[]): t.CorrectedPrevalence {
  return call("corrected_prevalence", { coded, uncoded }) as t.CorrectedPrevalence;
}

/** The participant × item coverage matrix of interviews, given by id with their logs. */
export function coverage(guide: t.Guide, logs: Record<string, t.InterviewEvent[]>): t.CoverageMatrix {
  return call("coverage", { guide, logs }) as t.CoverageMatrix;
}

/** What about an interview a person should look at: speed, straight-lining, contradiction, pasted text. */
export function dataQualityFlags(guide: t.Guide, log: t.InterviewEvent[]): t.DataQualityFlag[] {
  return call("data_quality_flags", { guide, log }) as t.DataQualityFlag[];
}

/** Defines a code, with examples of what belongs and what does not. */
export function defineCode(codebook: t.Codebook, id: string, definition: string, inclusionExamples: string[] = [], exclusionExamples: string[] = []): t.Codebook {
  return call("define_code", { codebook, id, definition, inclusion_examples: inclusionExamples, exclusion_examples: exclusionExamples }) as t.Codebook;
}

/**
 * Names the kinds of information that an answer tells: an incident, a feeling, a cause and so on.
 *
 * @param language - `"en"` unless given.
 */
export function detectInformation(text: string, language: string = "en"): t.Information[] {
  return call("detect_information", { text, language }) as t.Information[];
}

/**
 * Notices in a participant's message what rules must act on: a refusal, distress, a wish to stop, a question back.
 *
 * @param language - `"en"` unless given.
 */
export function detectSignals(message: string, language: string = "en"): t.Signal[] {
  return call("detect_signals", { message, language }) as t.Signal[];
}

/** The difference of two means with a 95 % interval (Welch). */
export function differenceOfMeans(first: number[], second: number[]): t.Difference | null {
  return call("difference_of_means", { first, second }) as t.Difference | null;
}

/** The difference of two net promoter scores with a 95 % interval; each is promoters, detractors, base. */
export function differenceOfNetPromoterScores(first: [number, number, number], second: [number, number, number]): t.Difference | null {
  return call("difference_of_net_promoter_scores", { first, second }) as t.Difference | null;
}

/** The difference of two shares with a 95 % interval (Newcombe 1998); each is count and base. */
export function differenceOfShares(first: [number, number], second: [number, number]): t.Difference | null {
  return call("difference_of_shares", { first, second }) as t.Difference | null;
}

/** Participants who make it hard: terse, guarded, hostile, elsewhere, injecting instructions, contradictory. */
export function difficultPersonas(): t.Persona[] {
  return call("difficult_personas", {}) as t.Persona[];
}

/** The stages and touchpoints that customers' own words tell, where no framework is known; to be edited by who knows the journey. */
export function discoverFramework(documents: t.Document[], name: string): t.Framework {
  return call("discover_framework", { documents, name }) as t.Framework;
}

/** Finds and names touchpoints that the study did not declare. */
export function discoverTouchpoints(observations: t.Observation[]): t.DiscoveredTouchpoint[] {
  return call("discover_touchpoints", { observations }) as t.DiscoveredTouchpoint[];
}

/** Makes a document of turns; each is cut into numbered sentences. */
export function document(id: string, source: t.DocumentSource, participant: string, turns: t.Words[]): t.Document {
  return call("document", { id, source, participant, turns }) as t.Document;
}

/** Draws what a model foretold of customers that it was not fitted to against what came, as SVG. */
export function evaluationSvg(evaluation: t.ChurnEvaluation): string {
  return call("evaluation_svg", { evaluation }) as string;
}

/** The settings of the participant's experience, with ordinary words for what is not given. */
export function experience(title: string, researcher: string): t.ParticipantExperience {
  return call("experience", { title, researcher }) as t.ParticipantExperience;
}

/** The failure that a model's response is: its status, none where no response came, what the server said, and the milliseconds that it asks to wait where its headers tell. */
export function failureOfResponse(words: string, status?: number | null, retryAfterMs?: number | null): t.LlmFailure {
  return call("failure_of_response", { status, words, retry_after_ms: retryAfterMs }) as t.LlmFailure;
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

/** The framework that fits a question: the template of the industry that it names without doubt, else stages of its own words. */
export function fittingFramework(question: string): t.Framework {
  return call("fitting_framework", { question }) as t.Framework;
}

/** Writes what customers did as a Mermaid flowchart; transitions of a smaller share of cases are left out. */
export function flowMermaid(graph: t.DirectlyFollowsGraph, leastShare?: number | null): string {
  return call("flow_mermaid", { graph, least_share: leastShare }) as string;
}

/**
 * Draws what customers did as a flow from activity to activity, as SVG.
 *
 * @param options - `{ title: "What customers did" }` unless given.
 */
export function flowSvg(graph: t.DirectlyFollowsGraph, options: t.FlowOptions = { title: "What customers did" }): string {
  return call("flow_svg", { graph, options }) as string;
}

/** Draws a funnel as SVG. */
export function funnelSvg(funnel: t.FunnelResult): string {
  return call("funnel_svg", { funnel }) as string;
}

/** Makes a guide of items, with ordinary settings. */
export function guideFromItems(items: t.GuideItem[]): t.Guide {
  return call("guide_from_items", { items }) as t.Guide;
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

/** Writes the invitation of a participant, with a signed link to a page. `secret` has 32 bytes or more; `nonce` makes the link unique. */
export function invite(study: t.StudyData, participant: t.Participant, address: string, page: string, secret: string, nonce: string, now: t.Timestamp): t.OutboxMessage {
  return call("invite", { study, participant, address, page, secret, nonce, now }) as t.OutboxMessage;
}

/** The share of words that two texts have in common, 0 to 1. */
export function jaccard(left: string, right: string): number {
  return call("jaccard", { left, right }) as number;
}

/** The 95 % Jeffreys interval of a share. */
export function jeffreysInterval(count: number, base: number): t.Interval | null {
  return call("jeffreys_interval", { count, base }) as t.Interval | null;
}

/** Krippendorff's α over units, each with its coders' values. */
export function krippendorffAlpha(units: number[][], scale: t.MeasurementLevel): number | null {
  return call("krippendorff_alpha", { units, scale }) as number | null;
}

/** Finds what is wrong with the questions of a guide. */
export function lintGuide(guide: t.Guide): t.LintFinding[] {
  return call("lint_guide", { guide }) as t.LintFinding[];
}

/**
 * Finds what is wrong with a message of an interviewer: more than one question, leading or closed wording, praise, length.
 *
 * @param language - `"en"` unless given.
 * @param limits - `{ max_words: 45 }` unless given.
 */
export function lintMessage(message: string, language: string = "en", limits: t.LintLimits = { max_words: 45 }): t.LintIssue[] {
  return call("lint_message", { message, language, limits }) as t.LintIssue[];
}

/** Finds what is wrong with the questions of a plan. */
export function lintPlan(plan: t.ResearchPlan): t.LintFinding[] {
  return call("lint_plan", { plan }) as t.LintFinding[];
}

/**
 * Finds what is wrong with an interview question: leading, double-barrelled, closed, too long.
 *
 * @param language - `"en"` unless given.
 * @param limits - `{ max_words: 45 }` unless given.
 */
export function lintQuestion(question: string, language: string = "en", limits: t.LintLimits = { max_words: 45 }): t.LintIssue[] {
  return call("lint_question", { question, language, limits }) as t.LintIssue[];
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

/** Writes the map as JSON, the same bytes for the same map. */
export function mapJson(map: t.JourneyMap): string {
  return call("map_json", { map }) as string;
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
export function maskPersonalData(text: string): t.MaskedText {
  return call("mask_personal_data", { text }) as t.MaskedText;
}

/** The ids of the quotas that a participant counts towards. */
export function matchingQuotas(quotas: t.Quota[], participant: t.Participant): string[] {
  return call("matching_quotas", { quotas, participant }) as string[];
}

/** The ids of the segments that a participant belongs to. */
export function matchingSegments(segments: t.Segment[], participant: t.Participant): string[] {
  return call("matching_segments", { segments, participant }) as string[];
}

/** Merges codes into one and notes it. */
export function mergeCodes(codebook: t.Codebook, codes: string[], into: string): t.Codebook {
  return call("merge_codes", { codebook, codes, into }) as t.Codebook;
}

/** Joins excerpts of the same conversation into one document. */
export function mergeExcerpts(documents: t.Document[]): t.Document[] {
  return call("merge_excerpts", { documents }) as t.Document[];
}

/** Moves observations to where a codebook's merges took their codes. */
export function migrateObservations(codebook: t.Codebook, observations: t.Observation[]): t.Observation[] {
  return call("migrate_observations", { codebook, observations }) as t.Observation[];
}

/** A net promoter score with its adjusted Wald interval. */
export function netPromoterScore(promoters: number, detractors: number, base: number): t.NetPromoterScore | null {
  return call("net_promoter_score", { promoters, detractors, base }) as t.NetPromoterScore | null;
}

/** Writes observations as CSV, one row each, with their quotations. */
export function observationsCsv(observations: t.Observation[]): string {
  return call("observations_csv", { observations }) as string;
}

/** The same with every text as it stands: a spreadsheet may take one for a formula. */
export function observationsCsvVerbatim(observations: t.Observation[]): string {
  return call("observations_csv_verbatim", { observations }) as string;
}

/** The mean difference of pairs with a 95 % interval. */
export function pairedDifference(pairs: [number, number][]): t.Difference | null {
  return call("paired_difference", { pairs }) as t.Difference | null;
}

/** The interview's phases as a Mermaid state diagram. */
export function phaseDiagram(): string {
  return call("phase_diagram", {}) as string;
}

/** Reads the tone of a text towards a target, by the trained reader; `null` when the text says nothing. */
export function polarity(text: string, target?: string | null): t.Polarity | null {
  return call("polarity", { text, target }) as t.Polarity | null;
}

/** The bases up to `most` from which all of some percentages can arise. */
export function possibleBases(percents: number[], decimals: number, most: number): number[] {
  return call("possible_bases", { percents, decimals, most }) as number[];
}

/** What a question to the findings is about. */
export function questionTopic(question: string): t.QuestionTopic {
  return call("question_topic", { question }) as t.QuestionTopic;
}

/** The customer's words behind sentence ids; neighbouring sentences are one quotation. What is not the customer's is left out. */
export function quote(document: t.Document, sentences: t.SentenceId[]): t.Quotation[] {
  return call("quote", { document, sentences }) as t.Quotation[];
}

/** Reads a file of customers' words, whatever it is: CSV, Excel, JSON, Zendesk, Intercom, Freshdesk, Qualtrics, Slack, mail, WebVTT, SRT, Whisper, Word, text, WhatsApp. */
export function readAny(name: string, bytes: Uint8Array, options: t.ReadOptions = {}): t.ReadDocuments {
  return call("read_any", { name, bytes, options }) as t.ReadDocuments;
}

/** Reads what people coded from CSV; rows that fail a check are returned with the reason. */
export function readCodings(csv: string, documents: t.Document[], framework: t.Framework, coder: string): t.ImportedCodings {
  return call("read_codings", { csv, documents, framework, coder }) as t.ImportedCodings;
}

/** Reads participants of your own from a preset. */
export function readPreset(json: string): t.StudyPreset {
  return call("read_preset", { json }) as t.StudyPreset;
}

/** Reads a REFI-QDA codebook (`.qdc`). */
export function readQdc(xml: string): t.Codebook {
  return call("read_qdc", { xml }) as t.Codebook;
}

/** Reads a REFI-QDA project (`.qdpx`) of this library or another program. */
export function readQdpx(bytes: Uint8Array): t.QdaProject {
  return call("read_qdpx", { bytes }) as t.QdaProject;
}

/** The framework that documents are read by when nobody names one: an industry that is sure, else what customers themselves speak of. */
export function recogniseFramework(documents: t.Document[]): t.RecognisedFramework {
  return call("recognise_framework", { documents }) as t.RecognisedFramework;
}

/** Three mandatory questions that suit most studies, in the plan's language. */
export function recommendedMandatoryQuestions(plan: t.ResearchPlan): string[] {
  return call("recommended_mandatory_questions", { plan }) as string[];
}

/** The parameter, of those that were sent, that a failure says the server does not take. */
export function refusedParameter(failure: t.LlmFailure, sent: string[]): string | null {
  return call("refused_parameter", { failure, sent }) as string | null;
}

/** Each predictor's share of the explained variance (LMG), with bootstrap rank intervals; columns are predictors. */
export function relativeImportance(columns: number[][], outcome: number[], resamples: number, seed: number): t.Importances {
  return call("relative_importance", { columns, outcome, resamples, seed }) as t.Importances;
}

/** Renames a code; its id stays. */
export function renameCode(codebook: t.Codebook, id: string, name: string): t.Codebook {
  return call("rename_code", { codebook, id, name }) as t.Codebook;
}

/** Measures the quality of interviews under a guide by their logs: rates of faults, talk ratio, coverage, words per answer. */
export function reportCard(guide: t.Guide, logs: t.InterviewEvent[][]): t.Quality {
  return call("report_card", { guide, logs }) as t.Quality;
}

/** The questions that every report answers, the summary first. */
export function reportQuestions(): string[] {
  return call("report_questions", {}) as string[];
}

/** Notes an edited plan as the next version of a plan, with each difference in words; an edit without effect makes no version. */
export function revisePlan(plan: t.ResearchPlan, edited: t.ResearchPlan, author: string, at: t.Timestamp): t.ResearchPlan {
  return call("revise_plan", { plan, edited, author, at }) as t.ResearchPlan;
}

/** Whether further interviews still bring new themes (Guest, Namey and Chen 2020); each interview is its themes. */
export function saturation(interviews: string[][], baseSize: number, runLength: number, threshold: number): t.Saturation | null {
  return call("saturation", { interviews, base_size: baseSize, run_length: runLength, threshold }) as t.Saturation | null;
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

/** Cuts a text into sentences; offsets are Unicode scalar values. */
export function splitSentences(text: string): t.Span[] {
  return call("split_sentences", { text }) as t.Span[];
}

/** The six standard segments, over tenure, value, risk and channels. */
export function standardSegments(): t.Segment[] {
  return call("standard_segments", {}) as t.Segment[];
}

/** Draws how long the customers of a log stay, by segment, as SVG. */
export function stayingSvg(staying: t.Staying): string {
  return call("staying_svg", { staying }) as string;
}

/** A strategy as text. */
export function strategyMarkdown(strategy: t.Strategy): string {
  return call("strategy_markdown", { strategy }) as string;
}

/**
 * Draws how many customers stay how long, by group, as SVG.
 *
 * @param options - `{ title: "How long customers stay", unit: "months" }` unless given.
 */
export function survivalSvg(curves: t.SurvivalCurve[], options: t.SurvivalOptions = { title: "How long customers stay", unit: "months" }): string {
  return call("survival_svg", { curves, options }) as string;
}

/** The stages and touchpoints of an industry, by its id. */
export function template(id: string): t.Framework {
  return call("template", { id }) as t.Framework;
}

/** The ids of the industry templates. */
export function templateIds(): string[] {
  return call("template_ids", {}) as string[];
}

/** Whether a model thinks before it replies: it takes no temperature, and its thoughts count towards the limit of the reply. */
export function thinksFirst(model: string): boolean {
  return call("thinks_first", { model }) as boolean;
}

/** The parts of a reply for a chat page of the Vercel AI SDK: its UI-message stream, version 1, without the closing `[DONE]`. */
export function uiMessageParts(reply: t.ReplyData, ledger?: t.Ledger | null, messageId?: string | null): unknown[] {
  return call("ui_message_parts", { reply, ledger, message_id: messageId }) as unknown[];
}

/** Draws the ten ways that most customers took as SVG. */
export function variantsSvg(variants: t.Variants): string {
  return call("variants_svg", { variants }) as string;
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
export function waveConclusions(comparison: t.WaveComparison): string[] {
  return call("wave_conclusions", { comparison }) as string[];
}

/** The 95 % Wilson interval of a share. */
export function wilsonInterval(count: number, base: number): t.Interval | null {
  return call("wilson_interval", { count, base }) as t.Interval | null;
}

/** The map with the curve of the wave before behind its own. */
export function withBaseline(map: t.JourneyMap, comparison: t.WaveComparison): t.JourneyMap {
  return call("with_baseline", { map, comparison }) as t.JourneyMap;
}

/** Writes a REFI-QDA codebook (`.qdc`). */
export function writeQdc(codebook: t.Codebook): string {
  return call("write_qdc", { codebook }) as string;
}

/** Writes a REFI-QDA project (`.qdpx`) for ATLAS.ti, MAXQDA or NVivo. */
export function writeQdpx(name: string, documents: t.Document[], observations: t.Observation[], codebook: t.Codebook): Uint8Array {
  return callBytes("write_qdpx", { name, documents, observations, codebook }) as Uint8Array;
}
