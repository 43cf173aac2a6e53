// Generated from the library's types by journey-core/codegen; change those instead.

/** Who may see a study. */
export type AccessLevel = "organisation" | "private" | "team";

/** How the people of one account feel about one place. */
export type Accord = "consensus" | "dissent" | "single";

/** One account. */
export interface Account {
  /** The account. */
  account: string;
  /** People of it who were heard. */
  stakeholders: number;
  /** The places that they spoke of. */
  places: AccountPlace[];
}

/** One place in one account. */
export interface AccountPlace {
  /** Where. */
  place: Place;
  /** Each stakeholder's mean valence, −2 to 2, by participant. */
  stakeholders: Record<string, number>;
  /** Whether they agree. */
  accord: Accord;
}

/** Something to do. */
export interface Action {
  /** What. */
  action: string;
  /** The root cause that it answers. */
  cause: string;
  /** Respondents with this cause among those with the pain, with the base. */
  cause_share: Share;
  /** The rank of the priority that it belongs to. */
  priority: number;
  /** Where. */
  place: Place;
  /** The words behind it. */
  evidence: Voice[];
  /** How to see whether it worked. */
  measure: Measure;
  /** What it takes, from the user. */
  effort?: number | null;
}

/** A framework and observations after touchpoints were adopted. */
export interface Adopted {
  /** The framework with the touchpoints. */
  framework: Framework;
  /** The observations moved to them. */
  observations: Observation[];
}

/** A coefficient of agreement. */
export interface Agreement {
  /** The coefficient: 1 is perfect, 0 is chance. */
  value: number;
  /** The 95 % interval by the asymptotic standard error. */
  interval: Interval;
  /** Units that both coders coded. */
  base: number;
  /** The share of units on which they agree, 0 to 1. */
  observed: number;
}

/** What an assistant could do at a touchpoint. */
export interface AiOpportunity {
  /** Where. */
  place: Place;
  /** The kind of assistant that suits the stage. */
  assistant: string;
  /** Prevalence × severity of the pain, 0 to 2. */
  friction: number;
  /** How far an assistant can answer the causes told, 0 to 1: their mean by respondents. */
  fit: number;
  /** Friction × fit. */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** The words behind it. */
  evidence: Voice[];
}

/** An answer to a question. */
export interface Answer {
  /** The question. */
  question: string;
  /** What it was taken to be about. */
  topic: Topic;
  /** The claims. */
  claims: Claim[];
  /** Claims without support, with the reason; an answer with any says so. */
  removed: RemovedClaim[];
  /** The facts that the claims cite. */
  facts: Fact[];
  /** The numbers as a table. */
  table: FactTable;
  /** The numbers as a chart. */
  chart?: Chart | null;
  /** Who wrote the claims. */
  provenance: Provenance;
}

/** Sentences that a model claims to answer an item. */
export interface AnswerClaim {
  /** The item's id. */
  item: string;
  /** The sentences' ids. */
  sentences: string[];
}

/** By choosing several options. */
export interface AnswerFormatMultiple {
  type: "multiple";
  /** The options. */
  options: Choice[];
  /** The fewest to choose. */
  least: number;
  /** The most to choose. */
  most: number;
}

/** With a whole number. */
export interface AnswerFormatNumber {
  type: "number";
  /** The lowest. */
  low: number;
  /** The highest. */
  high: number;
}

/** In the participant's own words. */
export interface AnswerFormatOpen {
  type: "open";
}

/** By putting all options in order, the first first. */
export interface AnswerFormatRanking {
  type: "ranking";
  /** The options. */
  options: Choice[];
}

/** With a number of an instrument. */
export interface AnswerFormatRating {
  type: "rating";
  /** The instrument. */
  instrument: Instrument;
}

/** By choosing one option. */
export interface AnswerFormatSingle {
  type: "single";
  /** The options. */
  options: Choice[];
}

/** How an item is answered. */
export type AnswerFormat = AnswerFormatMultiple | AnswerFormatNumber | AnswerFormatOpen | AnswerFormatRanking | AnswerFormatRating | AnswerFormatSingle;

/** A fact about a participant. */
export type Attribute = number | string;

/** One bar. */
export interface Bar {
  /** What it stands for. */
  label: string;
  /** Its length in the chart's unit. */
  value: number;
  /** Its 95 % interval. */
  interval?: Interval | null;
  /** The base in words, such as `75/89`. */
  base: string;
}

/** What the base check found. */
export interface BaseCheck {
  /** The percentage as stated. */
  percent: number;
  /** The digits after the point that it is stated with. */
  decimals: number;
  /** The stated base. */
  base: number;
  /** The counts that round to the percentage; empty when none can. */
  counts: number[];
  /** What that means, in words. */
  verdict: string;
}

/** A rule: when an item is done and the condition holds, the action is taken. */
export interface Branch {
  /** The condition. */
  when: Condition;
  /** The action. */
  then: BranchAction;
}

/** Leaves out every core item that is left, then closes. */
export interface BranchActionEnd {
  type: "end";
}

/** Ends the interview: the participant is not one of those looked for. */
export interface BranchActionScreenOut {
  type: "screen_out";
}

/** Leaves an item out. */
export interface BranchActionSkipItem {
  type: "skip_item";
  /** The item's id. */
  item: string;
}

/** Leaves out the core items of a phase. */
export interface BranchActionSkipPhase {
  type: "skip_phase";
  /** The phase. */
  phase: Phase;
}

/** What a branch does. It can never skip a mandatory item. */
export type BranchAction = BranchActionEnd | BranchActionScreenOut | BranchActionSkipItem | BranchActionSkipPhase;

/** What a run may spend; `null` is without limit. */
export interface Budget {
  /** The most tokens, prompts and replies together. */
  tokens?: number | null;
  /** The most requests. */
  requests?: number | null;
  /** The most milliseconds from the first call. */
  milliseconds?: number | null;
  /** The most money, in the currency of the prices. */
  money?: number | null;
  /** The price of a million prompt tokens. `0` unless given. */
  prompt_price?: number;
  /** The price of a million reply tokens. `0` unless given. */
  completion_price?: number;
}

/** One group. */
export interface Cell {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for a whole stage, or for what was said of it in general. */
  touchpoint?: string | null;
  /** The kind. */
  kind: Kind;
  /** The segment's id; `null` for everyone. */
  segment?: string | null;
  /** Respondents with at least one observation among all respondents, or all of the segment. */
  share: Share;
  /** The mean of respondents' mean valence, −2 to 2. */
  mean_valence: number;
  /** Observations. */
  observations: number;
}

/** A mobile or desktop application. */
export interface ChannelApp {
  type: "app";
}

/** A live chat or messenger. */
export interface ChannelChat {
  type: "chat";
}

/** Electronic mail. */
export interface ChannelEmail {
  type: "email";
}

/** A shop, branch, office or visit. */
export interface ChannelInPerson {
  type: "in_person";
}

/** Any other channel. */
export interface ChannelOther {
  type: "other";
  /** Its name. */
  name: string;
}

/** A broker, dealer or other third party. */
export interface ChannelPartner {
  type: "partner";
}

/** A telephone call. */
export interface ChannelPhone {
  type: "phone";
}

/** Paper mail. */
export interface ChannelPost {
  type: "post";
}

/** Social media and reviews. */
export interface ChannelSocial {
  type: "social";
}

/** A website. */
export interface ChannelWebsite {
  type: "website";
}

/** Where a customer and a company meet. */
export type Channel = ChannelApp | ChannelChat | ChannelEmail | ChannelInPerson | ChannelOther | ChannelPartner | ChannelPhone | ChannelPost | ChannelSocial | ChannelWebsite;

/** How many respondents used or named a channel. */
export interface ChannelCount {
  /** The channel's name. */
  channel: string;
  /** Respondents. */
  count: number;
}

/** One channel at one touchpoint. */
export interface ChannelMean {
  /** The channel's name. */
  channel: string;
  /** Respondents. */
  base: number;
  /** The mean of respondents' mean valence, −2 to 2. */
  mean: number;
}

/** What is known of channels. */
export interface Channels {
  /** Changes of channel within a stage, in the order that customers told them, most first. */
  transitions: Transition[];
  /** Who had to give information again, among all respondents with an observation. */
  repetition: Share;
  /** Who was passed on, among the same. */
  hand_offs: Share;
  /** Touchpoints that at least five respondents each met through two channels or more. */
  consistency: Consistency[];
}

/** Chao's estimate of how many themes there are, seen and unseen. */
export interface Chao {
  /** Themes that were seen. */
  seen: number;
  /** The bias-corrected estimate (Chao 1987): a lower bound of all themes. */
  corrected: number;
  /** The classic estimate (Chao 1984); `null` when no theme was told exactly twice. */
  classic?: number | null;
}

/** A chart of bars, drawn by `chartSvg`. */
export interface Chart {
  /** What is shown. */
  title: string;
  /** The lower and the upper end of the scale. */
  scale: [number, number];
  /** Whether values are shares, shown in per cent. */
  percent: boolean;
  /** The bars in order. */
  bars: Bar[];
}

/** Pearson's χ² test of a table. */
export interface ChiSquare {
  /** The statistic. */
  statistic: number;
  /** Degrees of freedom. */
  freedom: number;
  /** The chance of so large a statistic if rows and columns were independent. */
  p: number;
  /** Cramér's V, 0 to 1: the size of the effect. */
  effect: number;
  /** Whether every expected count is at least five, as the approximation needs. */
  sound: boolean;
}

/** An option to choose. */
export interface Choice {
  /** Unique in the item. */
  id: string;
  /** What the participant reads. */
  text: string;
  /** What choosing it means in a screener. `"neutral"` unless given. */
  verdict?: Verdict;
}

/** A claim that passed every check. */
export interface Claim {
  /** Its words; every number in them is one of the facts'. */
  text: string;
  /** The ids of its facts. */
  facts: string[];
  /** The customers' words that show it, cut by the library. */
  evidence: Voice[];
}

/** A code: a stage, or a touchpoint under a stage. */
export interface Code {
  /** Its id: the stage's or the touchpoint's. */
  id: string;
  /** Its name. */
  name: string;
  /** The id of the code that it belongs under; `null` for a stage. */
  parent?: string | null;
  /** What it covers, in a sentence. */
  definition?: string;
  /** Examples of what belongs to it. */
  include?: string[];
  /** Examples of what does not, though it looks so. */
  exclude?: string[];
}

/** How far two coders agree on one code. */
export interface CodeAgreement {
  /** `stage`, `touchpoint` or `kind`. */
  family: string;
  /** The code. */
  code: string;
  /** Sentences to which the first coder gave it. */
  left: number;
  /** Sentences to which the second coder gave it. */
  right: number;
  /** Sentences to which both gave it. */
  both: number;
  /** Cohen's κ of giving it or not, over sentences that both coded. */
  kappa?: Agreement | null;
}

/** A code was added. */
export interface CodeChangeAdded {
  type: "added";
  /** Its id. */
  code: string;
}

/** A code's definition or examples changed. */
export interface CodeChangeDefined {
  type: "defined";
  /** Its id. */
  code: string;
}

/** Codes became one. */
export interface CodeChangeMerged {
  type: "merged";
  /** The ids that went. */
  from: string[];
  /** The id that stays. */
  into: string;
}

/** A code has a new name; its id stays. */
export interface CodeChangeRenamed {
  type: "renamed";
  /** Its id. */
  code: string;
  /** The name before. */
  from: string;
  /** The name after. */
  to: string;
}

/** A recorded change of a codebook. */
export type CodeChange = CodeChangeAdded | CodeChangeDefined | CodeChangeMerged | CodeChangeRenamed;

/** Codes with definitions and hierarchy, and every change since the first version. */
export interface Codebook {
  codes: Code[];
  changes: CodeChange[];
}

/** Who coded, so that codings can be compared. */
export interface Coder {
  /** What kind of coder it is. */
  kind: CoderKind;
  /** The engine's, the model's or the person's name. */
  name: string;
  /** The hash of the prompt or of the rules, first 16 hexadecimal digits of SHA-256. */
  prompt_hash: string;
}

/** How far two coders agree. */
export interface CoderComparison {
  /** The first coder's name. */
  left: string;
  /** The second coder's name. */
  right: string;
  /** Sentences that both coded: the base of everything here. */
  base: number;
  /** Sentences that the first coder alone coded. */
  left_alone: number;
  /** Sentences that the second coder alone coded. */
  right_alone: number;
  /** κ of each family, of the surest code of each coder. */
  kappa: Record<string, Agreement | null>;
  /** Krippendorff's nominal α of each family, and the ordinal α of `valence`. */
  alpha: Record<string, number | null>;
  /** Each code. */
  codes: CodeAgreement[];
}

/** How much a coder made. */
export interface CoderCount {
  /** The coder's name. */
  name: string;
  /** Observations. */
  observations: number;
}

/** What kind of coder made an observation. */
export type CoderKind = "builtin" | "human" | "model";

/** What coding a document yields. */
export interface Coding {
  /** The document's id. */
  document: string;
  /** Observations that passed every check. */
  observations: Observation[];
  /** Proposals that did not, with the reason. */
  rejected: Rejected[];
  /** Touchpoints to consider for the study. */
  new_touchpoints: NewTouchpoint[];
  /** Tokens of all windows. */
  usage: Usage;
}

/** What reading a table of codings yields. */
export interface Codings {
  /** The rows that passed every check. */
  observations: Observation[];
  /** The line of each other row, from 2, with the check that it failed. */
  rejected: [number, string][];
}

/** Every condition holds. */
export interface ConditionAll {
  type: "all";
  /** The conditions. */
  conditions: Condition[];
}

/** At least one condition holds. */
export interface ConditionAny {
  type: "any";
  /** The conditions. */
  conditions: Condition[];
}

/** An option was chosen. */
export interface ConditionChose {
  type: "chose";
  /** The item's id. */
  item: string;
  /** The option's id. */
  option: string;
}

/** The condition does not hold. */
export interface ConditionNot {
  type: "not";
  /** The condition. */
  condition: Condition;
}

/** A number lies in a range, both ends included. */
export interface ConditionNumber {
  type: "number";
  /** The item's id. */
  item: string;
  /** The least value. */
  low?: number | null;
  /** The greatest value. */
  high?: number | null;
}

/** The participant's words on an item hold a phrase, word by word, without regard to case. */
export interface ConditionSaid {
  type: "said";
  /** The item's id. */
  item: string;
  /** The phrase. */
  phrase: string;
}

/** An item stands so. */
export interface ConditionStands {
  type: "stands";
  /** The item's id. */
  item: string;
  /** How. */
  standing: Standing;
}

/** A typed condition over what was answered. Nothing holds of an item that was not answered. */
export type Condition = ConditionAll | ConditionAny | ConditionChose | ConditionNot | ConditionNumber | ConditionSaid | ConditionStands;

/** A touchpoint through several channels. */
export interface Consistency {
  /** Where. */
  place: Place;
  /** The channels, best first. */
  channels: ChannelMean[];
  /** The best channel's mean minus the worst's. */
  difference: Difference;
  /** Whether the interval of the difference leaves out zero. */
  inconsistent: boolean;
}

/** A prevalence corrected for the coder's error. */
export interface Corrected {
  /** The corrected share. */
  value: number;
  /** Its 95 % interval. */
  interval: Interval;
  /** The machine's own share over the units that it alone coded. */
  machine: number;
  /** How far the machine is trusted, 0 to 1: 0 keeps the people's sample alone. */
  trust: number;
  /** Units that people coded. */
  coded: number;
  /** Units that the machine alone coded. */
  uncoded: number;
}

/** Participants × items: what makes answers comparable, and the base of every share. */
export interface Coverage {
  /** The items' ids. */
  items: string[];
  /** The rows. */
  rows: CoverageRow[];
}

/** One participant's row. */
export interface CoverageRow {
  /** The participant's id. */
  participant: string;
  /** How each item stands, in the order of the matrix. */
  statuses: ItemStatus[];
}

/** A point of the emotion curve. */
export interface CurvePoint {
  /** Respondents with a felt experience here. */
  base: number;
  /** The mean of respondents' mean valence, −2 to 2; `null` without data, never zero for want of it. */
  mean?: number | null;
  /** The bootstrap 95 % band by respondent. */
  band?: Interval | null;
  /** Whether the base is under five. */
  hollow: boolean;
}

/** How deeply an item is probed. */
export type Depth = "none" | "light" | "standard" | "deep";

/** A difference with its 95 % interval. */
export interface Difference {
  /** The first minus the second. */
  value: number;
  /** The interval. */
  interval: Interval;
}

/** A touchpoint that was not declared. */
export interface Discovered {
  /** Its id, made of its name. */
  id: string;
  /** Its name: the words that its sentences share and others lack. */
  name: string;
  /** The stage's id. */
  stage: string;
  /** Participants who spoke of it. */
  participants: number;
  /** The ids of its observations. */
  observations: string[];
  /** How alike its sentences are, 0 to 1: the mean cosine with their common direction. */
  cohesion: number;
}

/** Anything a customer said: an interview, a ticket, a chat, a review, an open survey answer. */
export interface Document {
  /** Unique in the corpus. */
  id: string;
  /** What kind of document it is. */
  source: Source;
  /** The participant's id; shared by documents of one person. */
  participant: string;
  /** The segments that the participant belongs to. */
  segments?: string[];
  /** The wave of fieldwork. */
  wave?: string | null;
  /** A BCP 47 language tag, if known. */
  language?: string | null;
  /** Whether the participant was simulated. `false` unless given. */
  simulated?: boolean;
  /** Anything else that was imported. */
  attributes?: Record<string, string>;
  /** Stages that the participant was asked about or reached. */
  stages_reached?: string[];
  /** Ratings by instrument: `nps`, `csat`, `ces`. */
  ratings?: Record<string, number>;
  /** The turns, numbered from 1 without gaps. */
  turns: Turn[];
}

/** What an outcome goes with. */
export interface Drivers {
  /** The outcome: `csat`, `nps`, `ces`. */
  outcome: string;
  /** Respondents with a rating and a feeling. */
  base: number;
  /** R² of all parts together, 0 to 1. */
  explained: number;
  /** The parts, most important first. */
  drivers: ExperienceDriver[];
  /** R² of the mean of everything that a respondent felt. */
  explained_by_mean?: number | null;
  /** R² of the mean of the strongest and the last feeling (peak and end: Kahneman et al. 1993). */
  explained_by_peak_end?: number | null;
  /** How it was computed, and what was left out. */
  method: string;
}

/** An emotion as a coder read it. */
export interface Emotion {
  /** The label that the coder gave. */
  label: EmotionLabel;
  /** −2 (very bad) to 2 (very good). */
  valence: number;
  /** 0 (calm) to 1 (stirred). */
  arousal: number;
  /** 0 to 1. */
  confidence: number;
}

/** How many respondents reported an emotion. */
export interface EmotionCount {
  /** The emotion. */
  emotion: EmotionLabel;
  /** Respondents. */
  count: number;
}

/** The small set of emotions that customers report. */
export type EmotionLabel = "anger" | "anxiety" | "confidence" | "confusion" | "delight" | "disappointment" | "frustration" | "gratitude" | "neutral" | "relief" | "satisfaction" | "surprise" | "trust";

/** The host was asked whether the participant fits the quotas. */
export interface EventAdmissionAsked {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "admission_asked";
}

/** The participant fits. */
export interface EventAdmitted {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "admitted";
  /** The quotas that they count towards. */
  quotas: string[];
}

/** The participant is back. */
export interface EventCameBack {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "came_back";
}

/** The interview is over. */
export interface EventClosed {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "closed";
  /** How. */
  outcome: Outcome;
}

/** The participant agreed. */
export interface EventConsented {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "consented";
  /** The first 16 hexadecimal digits of the SHA-256 of the text that they agreed to. */
  text_hash: string;
  /** The language of that text. */
  language: string;
}

/** An earlier answer was corrected; the words stand beside the old ones. */
export interface EventCorrected {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "corrected";
  /** The turn. */
  turn: number;
  /** The new words. */
  text: string;
}

/** A draft was sent back to the model. */
export interface EventDraftRejected {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "draft_rejected";
  /** The number of the request. */
  request: number;
  /** Why. */
  reasons: string[];
}

/** The content was erased. */
export interface EventErased {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "erased";
}

/** A person should look at this. */
export interface EventFlagged {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "flagged";
  /** What was noticed. */
  signal: Signal;
}

/** The participant gave a number or chose. */
export interface EventGiven {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "given";
  /** The item. */
  item: string;
  /** What was given. */
  given: Given;
}

/** The participant opened the interview. */
export interface EventJoined {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "joined";
}

/** The participant went away. */
export interface EventLeft {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "left";
}

/** An item's standing changed. */
export interface EventLedger {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "ledger";
  /** The item. */
  item: string;
  /** Its status. */
  status: ItemStatus;
}

/** The participant read this. */
export interface EventMessaged {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "messaged";
  /** The interviewer's turn. */
  turn: number;
  /** The words. */
  text: string;
  /** What for. */
  purpose: Purpose;
  /** Whose words. */
  provenance: MessageProvenance;
}

/** The model is asked. */
export interface EventModelAsked {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "model_asked";
  /** The number of the request. */
  request: number;
  /** Turns that are folded into the ledger's summary. */
  folded: number;
}

/** The model could not be asked. */
export interface EventModelFailed {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "model_failed";
  /** The number of the request. */
  request: number;
  /** Why. */
  error: LlmFailure;
}

/** An answer was read. */
export interface EventRead {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "read";
  /** The participant's turn. */
  turn: number;
  /** How it was read. */
  reading: Reading;
  /** What it mentions. */
  mentions: Mention[];
  /** `rules` or the model's name. */
  engine: string;
  /** The hash of the prompt, empty for rules. */
  prompt_hash: string;
  /** Tokens used. */
  usage: Usage;
}

/** A reminder fell due. */
export interface EventReminded {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "reminded";
  /** Its number since the participant's last word, from 1. */
  number: number;
}

/** The participant said something. */
export interface EventSaid {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that brought it about. */
  input: string;
  type: "said";
  /** The participant's turn. */
  turn: number;
  /** The item that it answers. */
  item?: string | null;
  /** The words, exactly. */
  text: string;
}

/** An event of the log. */
export type Event = EventAdmissionAsked | EventAdmitted | EventCameBack | EventClosed | EventConsented | EventCorrected | EventDraftRejected | EventErased | EventFlagged | EventGiven | EventJoined | EventLeft | EventLedger | EventMessaged | EventModelAsked | EventModelFailed | EventRead | EventReminded | EventSaid;

/** What was expected and what happened. */
export interface Expectation {
  /** The words of the expectation. */
  expected: Quotation;
  /** The words of what happened. */
  actual: Quotation;
}

/** Where customers expected something else. */
export interface ExpectationGap {
  /** Where. */
  place: Place;
  /** Who told of a gap, among those eligible. */
  share: Share;
  /** The mean valence of the gaps, −2 to 2, by respondent: below zero fell short, above zero exceeded. */
  mean_valence: number;
  /** The dimension of service quality that the pairs are nearest to (SERVQUAL: Parasuraman, Zeithaml and Berry 1988); `null` without meaning. */
  dimension?: string | null;
  /** Pairs of words: what was expected and what happened, at most five. */
  pairs: Expectation[];
}

/** Settings of the participant's experience. */
export interface Experience {
  /** The title that participants read. */
  title: string;
  /** The welcome. */
  welcome: string;
  /** Who asks. */
  researcher: string;
  /** The closing message. */
  closing: string;
  /** Whether participants may ask to hear of the results. */
  update_opt_in: boolean;
  /** Whether a thank-you message is sent. */
  thank_you: boolean;
  /** Whether participants must sign in. */
  sign_in_required: boolean;
  /** Who may see the study. */
  access: AccessLevel;
}

/** A part of the journey with its share of the explained variance. */
export interface ExperienceDriver {
  /** The part. */
  place: Place;
  /** Respondents who told how it felt. */
  told: number;
  /** Its importance: an association, not a cause. */
  importance: Importance;
}

/** One line of the findings. */
export interface Fact {
  /** `f1`, `f2` and so on. */
  id: string;
  /** What was found, with its numbers and bases. */
  text: string;
  /** The share that it tells, if it tells one. */
  share?: number | null;
  /** The ids of the quotations that show it. */
  quotes?: string[];
}

/** The numbers of an answer. */
export interface FactTable {
  /** The heads of the columns. */
  columns: string[];
  /** The rows. */
  rows: string[][];
}

/** A factor of a priority. */
export interface Factor {
  /** The factor. */
  value: number;
  /** Its 95 % interval, if there is data for one. */
  interval?: Interval | null;
  /** Respondents behind it. */
  base: number;
  /** How it was computed. */
  method: string;
}

/**
 * Which part of a corpus to keep; an empty list keeps all.
 *
 * Segments, waves and sources choose respondents with their bases. Stages, channels, coders and kinds choose observations and leave
 * the bases.
 */
export interface Filter {
  /** Respondents of any of these segments. */
  segments?: string[];
  /** Documents of any of these waves. */
  waves?: string[];
  /** Documents of any of these sources. */
  sources?: Source[];
  /** Observations at any of these stages. */
  stages?: string[];
  /** Observations through any of these channels, by name. */
  channels?: string[];
  /** Observations by any of these coders. */
  coders?: string[];
  /** Observations of any of these kinds. */
  kinds?: Kind[];
}

/** How common one kind of experience is at one place. */
export interface Finding {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for the whole stage. */
  touchpoint?: string | null;
  /** The kind. */
  kind: Kind;
  /** Among everyone eligible. */
  share: Share;
  /** By segment. */
  segments: SegmentShare[];
}

/** Why a reply ended. */
export type Finish = "length" | "refused" | "stop";

/** Several stakeholders of one business customer. */
export interface FocusBusinessToBusiness {
  type: "business_to_business";
}

/** How channels hand over to each other. */
export interface FocusCrossChannel {
  type: "cross_channel";
}

/** Every stage. */
export interface FocusEndToEnd {
  type: "end_to_end";
}

/** The same customer over several cycles. */
export interface FocusLifecycle {
  type: "lifecycle";
}

/** Whether the experience is one across all channels at once. */
export interface FocusOmnichannel {
  type: "omnichannel";
}

/** One stage in depth. */
export interface FocusOneStage {
  type: "one_stage";
  /** The stage's id. */
  stage: string;
}

/** What part of the journey a study looks at. */
export type Focus = FocusBusinessToBusiness | FocusCrossChannel | FocusEndToEnd | FocusLifecycle | FocusOmnichannel | FocusOneStage;

/** The stages and touchpoints that a study maps onto. */
export interface Framework {
  /** A short id, such as `insurance`. */
  id: string;
  /** Its name. */
  name: string;
  /** The stages in order. */
  stages: Stage[];
  /** The touchpoints in the order of the journey. */
  touchpoints?: Touchpoint[];
}

/** A step's curve in the wave before. */
export interface GhostPoint {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id. */
  touchpoint?: string | null;
  /** The point. */
  point: CurvePoint;
}

/** Options by their ids; for a ranking, in order. */
export interface GivenChoices {
  type: "choices";
  /** The ids. */
  options: string[];
}

/** A number. */
export interface GivenNumber {
  type: "number";
  /** The number. */
  value: number;
}

/** What a participant answered with, other than words. */
export type Given = GivenChoices | GivenNumber;

/** What observations are grouped by, besides their kind. */
export type Grouping = "stage" | "stage_segment" | "touchpoint" | "touchpoint_segment";

/** The interview guide with the limits that code enforces. */
export interface Guide {
  /** The version of the plan that it was made from. */
  plan_version: number;
  /** What the participant reads first. */
  welcome: string;
  /** What the participant agrees to. Its hash and language are stored with the consent. */
  consent: string;
  /** What the participant reads last. */
  closing: string;
  /** What the interviewer may say about the study when asked. */
  facts: string[];
  /** What the study must be able to answer. */
  goals?: string[];
  /** The items in order, those of the screener first. */
  items: Item[];
  /** Touchpoints that an answer may name, to follow up those that no question covers. */
  touchpoints?: KnownTouchpoint[];
  /** The most questions that a participant is asked, 1 to 200. */
  max_turns: number;
  /** The longest duration in milliseconds, from joining. */
  max_milliseconds: number;
  /** The silence after which an interview counts as abandoned, in milliseconds. */
  silence_milliseconds: number;
  /** When a silent participant is reminded, in milliseconds after their last word, ascending. */
  reminders?: number[];
  /** The most words of a message, 10 to 200. */
  max_words: number;
  /** How freely the interviewer follows. `"adaptive"` unless given. */
  mode?: Mode;
  /** How the interviewer sounds. `"neutral"` unless given. */
  tone?: Tone;
  /** The language of the interview, a BCP 47 tag. */
  language: string;
  /** The language that findings are written in, a BCP 47 tag. */
  analysis_language: string;
  /** Topics to stay away from, whatever the item. */
  avoid?: string[];
  /** Whether the host must admit a participant after the screener, as when there are quotas. `false` unless given. */
  admission?: boolean;
  /** Instructions for the moderating model in place of those that ship (`data/prompts/interview.md`); their hash is their version. */
  instructions?: string | null;
  /** Scripted lines of one's own; needed for a language that has none here. */
  script?: Script | null;
  /** The tokens that a prompt may take before old turns are folded. */
  prompt_tokens: number;
}

/** The share of the explained variance that goes with one predictor. */
export interface Importance {
  /** The part of R², 0 to 1; all parts sum to R². */
  value: number;
  /** Its bootstrap 95 % interval. */
  interval?: Interval | null;
  /** The rank, from 1. */
  rank: number;
  /** The ranks that it takes in 95 % of resamples. */
  rank_interval?: [number, number] | null;
  /** The slope in a regression on all predictors: the change of the outcome when this one rises by one and the others stay. */
  slope: number;
  /** Its bootstrap 95 % interval. */
  slope_interval?: Interval | null;
}

/** The importance of predictors. */
export interface Importances {
  /** The share of the outcome's variance that they explain together, 0 to 1. */
  r_squared: number;
  /** Each predictor's share, in the order given. */
  predictors: Importance[];
}

/** A kind of information about an experience. */
export type Information = "cause" | "channel" | "consequence" | "expectation" | "feeling" | "incident";

/** The host checked the quotas after the screener. */
export interface InputAdmitted {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "admitted";
  /** The quotas that the participant counts towards; one that is full closes the door. */
  quotas: string[];
  /** The quota that is full, if one is. */
  full?: string | null;
}

/** The participant asked to stop, by a button. */
export interface InputAskedToStop {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "asked_to_stop";
}

/** The participant is back. */
export interface InputCameBack {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "came_back";
}

/** The participant agreed or did not. */
export interface InputConsented {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "consented";
  /** Whether they agreed. */
  agreed: boolean;
}

/** The participant corrected an earlier answer. */
export interface InputCorrected {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "corrected";
  /** The participant's turn to correct. */
  turn: number;
  /** The new words. */
  text: string;
}

/** The participant gave a number or chose, by a widget. */
export interface InputGave {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "gave";
  /** What was given. */
  given: Given;
}

/** The participant opened the interview. */
export interface InputJoined {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "joined";
}

/** The participant went away. */
export interface InputLeft {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "left";
}

/** The model could not be asked. */
export interface InputModelFailed {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "model_failed";
  /** The number of the request. */
  request: number;
  /** Why. */
  error: LlmFailure;
}

/** The model proposed a move. */
export interface InputModelReplied {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "model_replied";
  /** The number of the request. */
  request: number;
  /** The move. */
  proposal: Move;
  /** The model's name. */
  model: string;
  /** The hash of the prompt. */
  prompt_hash: string;
  /** Tokens used. `{ prompt_tokens: 0, completion_tokens: 0 }` unless given. */
  usage?: Usage;
}

/** The participant said something. */
export interface InputSaid {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "said";
  /** The words. */
  text: string;
}

/** The participant skipped the question, by a button. */
export interface InputSkipped {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "skipped";
}

/** Time passed. */
export interface InputTick {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "tick";
}

/** The participant takes the consent back; the content is erased. */
export interface InputWithdrewConsent {
  /** Unique in the interview; a second input of the same id changes nothing. */
  id: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "withdrew_consent";
}

/** Something that happened, with the id that makes it count once. */
export type Input = InputAdmitted | InputAskedToStop | InputCameBack | InputConsented | InputCorrected | InputGave | InputJoined | InputLeft | InputModelFailed | InputModelReplied | InputSaid | InputSkipped | InputTick | InputWithdrewConsent;

/** A rating instrument. */
export type Instrument = "ces" | "csat" | "nps";

/** A 95 % interval. */
export interface Interval {
  /** The lower end. */
  low: number;
  /** The upper end. */
  high: number;
}

/** How far an interview has come. */
export interface InterviewHead {
  /** The interview's id. */
  id: string;
  /** The participant's id. */
  participant: string;
  /** How many events are stored. */
  revision: number;
  /** How it ended, once it has. */
  outcome?: Outcome | null;
}

/** The phase of an interview. */
export type InterviewPhase = "admitting" | "awaiting" | "closed" | "consenting" | "created" | "thinking";

/** What is kept of an interview beside its events. */
export interface InterviewRecord {
  /** Unique in the store. */
  id: string;
  /** The study's id. */
  study: string;
  /** Who takes part. */
  participant: Participant;
  /** The hash of the guide; see `guideHash`. */
  guide: string;
  /** Where reminders and thanks go; an address of the outbox. */
  address?: string | null;
  /** When it was created. */
  created: Timestamp;
}

/** An invitation with fields in braces: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`. */
export interface Invitation {
  /** The subject. */
  subject: string;
  /** The text. */
  body: string;
}

/** One thing to ask. */
export interface Item {
  /** Unique in the guide. */
  id: string;
  /** When it comes. */
  phase: Phase;
  /** The question as scripted. */
  text: string;
  /** Whether it may stay unasked. */
  kind: ItemKind;
  /** How it is answered. */
  answer: AnswerFormat;
  /** How deeply it is probed. */
  depth: Depth;
  /** The id of its stage. */
  stage?: string | null;
  /** Topics to stay away from. */
  avoid?: string[];
  /** What follows from its answer. */
  branches?: Branch[];
}

/** Whether an item may stay unasked. */
export type ItemKind = "core" | "mandatory" | "optional";

/** The sentences answer it. */
export interface ItemStatusAnswered {
  type: "answered";
  /** The sentences. */
  evidence: SentenceId[];
}

/** Asked, without an answer yet. */
export interface ItemStatusAsked {
  type: "asked";
}

/** The participant declined; never probed again. */
export interface ItemStatusDeclined {
  type: "declined";
}

/** The participant does not know. */
export interface ItemStatusDontKnow {
  type: "dont_know";
}

/** It does not apply to the participant. */
export interface ItemStatusNotApplicable {
  type: "not_applicable";
}

/** The sentences answer a part of it. */
export interface ItemStatusPartial {
  type: "partial";
  /** The sentences. */
  evidence: SentenceId[];
}

/** Not asked yet. */
export interface ItemStatusUnasked {
  type: "unasked";
}

/** The interview ended before it. */
export interface ItemStatusUnreached {
  type: "unreached";
}

/** What stands of an item. Asked is not answered. */
export type ItemStatus = ItemStatusAnswered | ItemStatusAsked | ItemStatusDeclined | ItemStatusDontKnow | ItemStatusNotApplicable | ItemStatusPartial | ItemStatusUnasked | ItemStatusUnreached;

/** A journey map, computed from what customers said. */
export interface JourneyMap {
  /** The title. */
  title: string;
  /** The research question. */
  question: string;
  /** The base. */
  base: MapBase;
  /** The stages in order. */
  stages: StageSummary[];
  /** The steps in order. */
  steps: MapStep[];
  /** The curves of the largest segments. */
  segment_curves: SegmentCurve[];
  /** Prevalence by place and kind. */
  findings: Finding[];
  /** Pains by priority. */
  priorities: Priority[];
  /** Satisfaction by instrument. */
  satisfaction: Satisfaction[];
  /** What satisfaction goes with; none where it was refused. */
  drivers: Drivers[];
  /** Moments that customers name as what decided, strongest first. */
  moments: MomentOfTruth[];
  /** Where customers expected something else. */
  gaps: ExpectationGap[];
  /** What would be predicted if the first pains were halved. */
  predictions: Prediction[];
  /** Channels: transitions, repetition, consistency. */
  channels: Channels;
  /** Segments beside the rest, strongest evidence first. */
  differences: SegmentDifference[];
  /** Whether more respondents would tell more. */
  themes: Themes;
  /** The curve of the wave before, a point for each step. */
  ghost?: SegmentCurve | null;
  /** What could not be computed, and why. */
  refusals: Refusal[];
  /** How it was made. */
  provenance: MapProvenance;
}

/** Marks with who gave them. */
export interface Judgement {
  /** The marks; turns that are not the interviewer's are left out. */
  marks: Marks;
  /** Who gave them. */
  provenance: Provenance;
}

/** What kind of experience was observed. */
export type Kind = "delight" | "expectation_gap" | "milestone" | "neutral" | "pain" | "suggestion";

/** A touchpoint as an interviewer knows it. */
export interface KnownTouchpoint {
  /** Its id. */
  id: string;
  /** The id of its stage. */
  stage: string;
  /** Its name and the words that people use for it. */
  names: string[];
}

/** The lines of all items, in the guide's order. */
export type Ledger = LedgerEntry[];

/** An item's line in the ledger. */
export interface LedgerEntry {
  /** The item. */
  item: string;
  /** Whether it must be asked. */
  mandatory: boolean;
  /** Whether it is a part of the core item before it. */
  optional: boolean;
  /** Whether it was asked. */
  asked: boolean;
  /** How often it was probed. */
  probes: number;
  /** How often it was asked again after a question back, an unclear answer or a wrong number. */
  returns: number;
  /** What kinds of information were told about it. */
  told: Told;
  /** Words of the participant about it. */
  words: number;
  /** How many answers about it in a row told nothing new, up to the newest. */
  dry: number;
  /** What stands of it. */
  status: ItemStatus;
}

/** How strong a trait is. */
export type Level = "low" | "medium" | "high";

/** How the same customers felt over several cycles. */
export interface Lifecycle {
  /** For each cycle, in order: its name, respondents and the mean of their mean valence. */
  cycles: [string, number, number][];
  /** From each cycle to the next, among respondents of both: the paired difference; `null` for under two. */
  changes: (Difference | null)[];
}

/** A fault that the lint found in the plan. */
export interface LintFinding {
  /** The id of the question, or `plan`. */
  question: string;
  /** What is wrong, with a suggested wording. */
  issue: LintIssue;
  /** The question as proposed, if it was replaced. */
  proposed?: string | null;
}

/** One broken rule. */
export interface LintIssue {
  /** The rule. */
  rule: LintRule;
  /** The words that break it. */
  excerpt: string;
  /** A wording that keeps it, or what to change. */
  suggestion: string;
}

/** How long a line may be. */
export interface LintLimits {
  /** The most words in a line, 5 to 400. */
  max_words: number;
}

/** A rule that a question or a message breaks. */
export type LintRule = "closed" | "double_barrelled" | "empty" | "hypothetical" | "leading" | "loaded" | "multiple_questions" | "praise" | "too_long";

/** The kind of failure. */
export type LlmErrorKind = "auth" | "budget_exceeded" | "context_overflow" | "invalid_reply" | "rate_limited" | "refused" | "transient" | "truncated";

/** A failed call to a model. */
export interface LlmFailure {
  /** The kind of failure. */
  kind: LlmErrorKind;
  /** What the server or the check said. */
  message: string;
  /** How long the server asks to wait, in milliseconds. */
  retry_after_ms?: number | null;
}

/** What a map stands on. */
export interface MapBase {
  /** Respondents. */
  respondents: number;
  /** Documents. */
  documents: number;
  /** Observations. */
  observations: number;
  /** Documents left out because they are simulated. */
  simulated_left_out: number;
  /** Respondents who are simulated. */
  simulated: number;
  /** Segments by size, largest first. */
  segments: SegmentBase[];
}

/** What to compute a map of. */
export interface MapOptions {
  /** The title. */
  title?: string;
  /** The research question. */
  question?: string;
  /** Whether simulated participants count; without it they are left out. `false` unless given. */
  include_simulated?: boolean;
  /** Resamples of every bootstrap, 200 to 100,000. `2000` unless given. */
  resamples?: number;
  /** The seed of every bootstrap. `0` unless given. */
  seed?: number;
  /** The most quotations of each kind at a step. `8` unless given. */
  quotes?: number;
  /** Names of segments by id. */
  segment_names?: Record<string, string>;
  /** What mending takes, by touchpoint id, from the user. */
  effort?: Record<string, number>;
}

/** How a map was made. */
export interface MapProvenance {
  /** The library's version. */
  version: string;
  /** The coders by name. */
  coders: CoderCount[];
  /** Resamples of every bootstrap. */
  resamples: number;
  /** The seed of every bootstrap. */
  seed: number;
}

/** A step of the journey. */
export interface MapStep {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for what was said of the stage as a whole. */
  touchpoint?: string | null;
  /** The name. */
  name: string;
  /** Respondents who spoke of it. */
  base: number;
  /** The step in a customer's words. */
  title?: Voice | null;
  /** What customers did. */
  actions: Voice[];
  /** Channels by how many respondents named or used them, most first. */
  channels: ChannelCount[];
  /** What was expected against what happened, the clearest pair. */
  expectation?: Expectation | null;
  /** The point of the emotion curve. */
  curve: CurvePoint;
  /** The mean satisfaction, 0 to 10, of those who spoke of it and rated. */
  satisfaction?: Mean | null;
  /** The commonest emotions. */
  emotions: EmotionCount[];
  /** The most telling words. */
  quote?: Voice | null;
  /** How many felt pain here. */
  pain?: Share | null;
  /** Words of pain. */
  pains: Voice[];
  /** How many felt delight here. */
  delight?: Share | null;
  /** Words of delight. */
  gains: Voice[];
  /** What customers suggest. */
  suggestions: Voice[];
  /** The rank and the score of its pain among the priorities. */
  priority?: StepPriority | null;
}

/** A judge's marks. */
export interface Marks {
  /** 1 (questions jump about) to 4 (each follows from what was said). */
  coherence: number;
  /** 1 (a fixed script) to 4 (questions take up what this participant said). */
  adaptiveness: number;
  /** The interviewer's turns that lead. */
  leading: number[];
  /** The interviewer's turns that are unclear. */
  unclear: number[];
  /** Why, in a sentence or two. */
  reason: string;
}

/** A text with its personal data replaced by placeholders. */
export interface Masked {
  /** The text to send on. */
  text: string;
  /** What was masked, in order. */
  findings: PiiFinding[];
}

/** A mean with its base. */
export interface Mean {
  /** The mean. */
  value: number;
  /** Respondents. */
  base: number;
}

/** How the next wave shows whether an action worked. */
export interface Measure {
  /** What to measure besides the share with the pain. */
  what: string;
  /** The share with the pain now. */
  baseline: Share;
  /** The share at which a wave of the same size could tell a fall from chance; `null` when no fall could be told. */
  detectable?: number | null;
  /** What must stay the same. */
  instrument: string;
}

/** Something that a persona remembers. */
export interface Memory {
  /** What it is about, in words that a question may share; may be empty. */
  about?: string;
  /** The words. */
  text: string;
  /** Whether it is told only when probed. `false` unless given. */
  hidden?: boolean;
  /** The study's insights that it carries, by position. */
  insights?: number[];
}

/** A stage or touchpoint that an answer names. */
export interface Mention {
  /** The stage's id or name. */
  stage: string;
  /** The touchpoint's id or name. */
  touchpoint?: string | null;
  /** Where it took place, if said. */
  channel?: string | null;
  /** −2 to 2. */
  valence: number;
}

/** Where a message's words come from. */
export interface MessageProvenance {
  /** `guide` for scripted words, otherwise the model's name. */
  engine: string;
  /** The hash of the prompt, empty for the guide. */
  prompt_hash: string;
  /** Why the model's first draft was sent back, when these words are its second. */
  regenerated?: string | null;
  /** Why a draft was replaced by these scripted words. */
  replaced?: string | null;
  /** What the turn linter finds wrong with words that the researcher wrote; they are asked all the same. */
  faults?: string[];
}

/** Who a message of the prompt is from. */
export type MessageRole = "assistant" | "user";

/** How freely the interviewer follows a participant. */
export type Mode = "adaptive" | "standard" | "strict";

/** A message of the prompt. */
export interface ModelMessage {
  /** Who it is from. */
  role: MessageRole;
  /** Its text, shared between the prompts of an interview. */
  content: string;
}

/** What a model answered. */
export interface ModelReply {
  /** The reply's text. */
  text: string;
  /** Why it ended. */
  finish: Finish;
  /** The tokens. `{ prompt_tokens: 0, completion_tokens: 0 }` unless given. */
  usage?: Usage;
  /** The model's name. */
  model: string;
}

/** A moment that customers themselves name as what decided. */
export interface MomentOfTruth {
  /** Where. */
  place: Place;
  /** Who named it decisive, among those who spoke of it. */
  decisive: Share;
  /** The mean size of respondents' mean valence there, 0 to 2. */
  intensity: number;
  /** The stage's or touchpoint's share of the explained variance of the outcome; `null` where drivers were refused. */
  driver_share?: number | null;
  /** Decisive × intensity × (1 + driver share). */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** Words behind it. */
  voices: Voice[];
}

/** A moderator's proposal for one turn. */
export interface Move {
  /** How the newest answer reads. */
  reading: Reading;
  /** Which items it answers. */
  answers: AnswerClaim[];
  /** What it names. */
  mentions: Mention[];
  /** What to do next. */
  kind: MoveKind;
  /** The kind of probe, for a probe. */
  probe?: ProbeKind | null;
  /** The message, for a probe or another wording. */
  message: string;
  /** The number of the study's fact that answers the participant, from 1. */
  fact?: number | null;
}

/** What the interviewer should do next. */
export type MoveKind = "advance" | "answer_then_return" | "close" | "probe" | "rephrase";

/** A net promoter score with its interval. */
export interface NetPromoterScore {
  /** The score, −100 to 100. */
  score: number;
  /** Its 95 % interval. */
  interval: Interval;
}

/** A touchpoint that customers named and the study does not list. */
export interface NewTouchpoint {
  /** The stage's id. */
  stage: string;
  /** The name as the coder gave it. */
  name: string;
}

/** One experience: where in the journey, of what kind, how it felt, and the words that say so. */
export interface Observation {
  /** Unique in the corpus: document id and number. */
  id: string;
  /** The document. */
  document: string;
  /** The participant. */
  participant: string;
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id, if one was met. */
  touchpoint?: string | null;
  /** The channel, if said or usual for the touchpoint. */
  channel?: Channel | null;
  /** The kind. */
  kind: Kind;
  /** The emotion. */
  emotion: Emotion;
  /** The words that give the cause. */
  cause?: Quotation | null;
  /** The pair of expectation and fact, for a gap. */
  expectation?: Expectation | null;
  /** What it shows besides its feeling. */
  signs?: Sign[];
  /** The customer's words; never empty. */
  evidence: Quotation[];
  /** Who coded it. */
  coder: Coder;
  /** 0 to 1. */
  confidence: number;
  /** Why the coder decided so: a rule's name or a model's short reason. */
  reason: string;
}

/** By email. */
export interface OutboxMessageEmail {
  /** Unique; a message posted twice goes out once. */
  id: string;
  /** When it is due. */
  due: Timestamp;
  /** The interview that it is about. */
  interview?: string | null;
  type: "email";
  /** The address. */
  to: string;
  /** The subject. */
  subject: string;
  /** The text. */
  text: string;
}

/** To an address of a program; see `Webhook`. */
export interface OutboxMessageWebhook {
  /** Unique; a message posted twice goes out once. */
  id: string;
  /** When it is due. */
  due: Timestamp;
  /** The interview that it is about. */
  interview?: string | null;
  type: "webhook";
  /** The address. */
  url: string;
  /** The JSON to deliver. */
  json: string;
}

/** A message to send. A host drains the outbox: `due`, send, `sent`. */
export type OutboxMessage = OutboxMessageEmail | OutboxMessageWebhook;

/** How an interview ended. */
export type Outcome = "abandoned" | "completed" | "declined" | "out_of_time" | "quota_full" | "screened_out" | "stopped" | "withdrawn";

/** Ask for a number or a choice. */
export interface OutputAsk {
  type: "ask";
  /** The interviewer's turn. */
  turn: number;
  /** The words. */
  text: string;
  /** How it is answered. */
  answer: AnswerFormat;
}

/** Erase the content of every stored event of the interview; see `erase`. */
export interface OutputErase {
  type: "erase";
}

/** The interview is over. */
export interface OutputFinished {
  type: "finished";
  /** How it ended. */
  outcome: Outcome;
}

/** Store this event, before anything else is done. */
export interface OutputRecord {
  type: "record";
  /** The event. */
  event: Event;
}

/** Remind the silent participant, outside the interview. */
export interface OutputRemind {
  type: "remind";
  /** Its number since the participant's last word, from 1. */
  number: number;
}

/** Show this to the participant. */
export interface OutputSay {
  type: "say";
  /** The interviewer's turn. */
  turn: number;
  /** The words, checked. */
  text: string;
}

/** Hand in a tick at this moment; a new timer replaces the one before. */
export interface OutputSetTimer {
  type: "set_timer";
  /** When. */
  at: Timestamp;
}

/** What the host does next. */
export type Output = OutputAsk | OutputErase | OutputFinished | OutputRecord | OutputRemind | OutputSay | OutputSetTimer;

/** Someone who takes part. */
export interface Participant {
  /** Unique in the study. */
  id: string;
  /** Facts that segments are made of, such as `tenure_days`. */
  attributes?: Record<string, Attribute>;
  /** How far they have come. `"invited"` unless given. */
  status?: ParticipantStatus;
}

/** How far a participant has come. */
export type ParticipantStatus = "abandoned" | "completed" | "declined" | "invited" | "partial" | "preview" | "simulated" | "started" | "suspicious" | "withdrawn";

/** A synthetic participant. */
export interface Persona {
  /** Unique in its cohort. */
  id: string;
  /** A description. */
  description: string;
  /** The segments. */
  segments: string[];
  /** The traits. */
  traits: Traits;
  /** How they take to being interviewed. `"willing"` unless given. */
  temper?: Temper;
  /** What they say out of temper, instead of every second answer. */
  outbursts?: string[];
  /** The memories. */
  memories: Memory[];
  /** Ratings by instrument. */
  ratings: Record<string, number>;
}

/** A phase of the interview. */
export type Phase = "screener" | "overview" | "experience" | "reflection" | "rating";

/** A stretch of personal data in the original text. */
export interface PiiFinding {
  /** What it is. */
  kind: PiiKind;
  /** Where it stood, in Unicode scalar values of the original text. */
  span: Span;
}

/** What kind of personal data was found. */
export type PiiKind = "account" | "card" | "email" | "iban" | "ip" | "name" | "national_id" | "phone" | "street";

/** A touchpoint, or what was said of a stage as a whole. */
export interface Place {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for the stage in general. */
  touchpoint?: string | null;
  /** The place in words. */
  name: string;
}

/** What one version changed. */
export interface PlanChange {
  /** The version that the change made. */
  version: number;
  /** When. */
  at: Timestamp;
  /** Who. */
  author: string;
  /** Each difference in words. */
  what: string[];
}

/** A question of the plan. */
export interface PlanQuestion {
  /** Unique in the plan. */
  id: string;
  /** The question as asked. */
  text: string;
  /** The id of the stage that it is about; `null` for the whole journey. */
  stage?: string | null;
  /** How it is answered. */
  answer: AnswerFormat;
  /** How deeply it is probed. */
  depth: Depth;
}

/** A plan with what its change brings to mind. */
export interface PlanWithWarnings {
  /** The plan. */
  plan: ResearchPlan;
  /** What to think about, such as more than three mandatory questions. */
  warnings: string[];
}

/** How a text speaks, as chances that sum to one. */
export interface Polarity {
  /** The chance that it speaks ill. */
  negative: number;
  /** The chance that it speaks neither well nor ill. */
  neutral: number;
  /** The chance that it speaks well. */
  positive: number;
  /** The words that told most. */
  words: string;
}

/** A prediction with its place. */
export interface Prediction {
  /** The pain's place. */
  place: Place;
  /** What would be predicted. */
  what_if: WhatIf;
}

/** A preset: a study's insights, its research questions, its guide and its personas. */
export interface Preset {
  /** What the study found. */
  insights: string[];
  /** What it asked. */
  research_questions: string[];
  /** Topics with their subtopics. */
  topics: [string, string[]][];
  /** The participants. */
  personas: Persona[];
}

/** One kind of experience at one place in two waves. */
export interface PrevalenceChange {
  /** Where. */
  place: Place;
  /** The kind. */
  kind: Kind;
  /** The share before. */
  before: Share;
  /** The share after. */
  after: Share;
  /** After minus before, with Newcombe's interval. */
  difference: Difference;
  /** Fisher's p, adjusted by false discovery rate over every place and kind. */
  adjusted_p: number;
  /** Whether the adjusted p is under .05. */
  moved: boolean;
}

/** A pain, ranked. */
export interface Priority {
  /** From 1. */
  rank: number;
  /** The ranks that the pain takes in 95 % of resamples. */
  rank_interval: RankInterval;
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for what was said of the stage as a whole. */
  touchpoint?: string | null;
  /** The place in words. */
  name: string;
  /** Prevalence × severity × impact. */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** How many have it. */
  prevalence: Share;
  /** How bad it is for those who have it, 0 to 2: the mean of respondents' mean negative valence, as a size. */
  severity: Factor;
  /** One plus the difference in satisfaction between those without and with the pain ÷ the scale's width, at least one: an association. */
  impact: Factor;
  /** What mending it takes, from the user. */
  effort?: number | null;
  /** Words behind it. */
  voices: Voice[];
}

/** The kind of a probe. */
export type ProbeKind = "clarifying" | "descriptive" | "explanatory" | "idiographic";

/** Probes by what they look for, several wordings each. Anchored ones hold `{phrase}`, the participant's own words. */
export interface Probes {
  /** What happened. */
  descriptive: string[];
  /** One instance. */
  idiographic: string[];
  /** What a word means. */
  clarifying: string[];
  /** What led to it. */
  explanatory: string[];
  /** What came of it. */
  consequence: string[];
  /** What was expected. */
  expectation: string[];
  /** What it was like. */
  feeling: string[];
}

/** How far an interview has come. */
export interface Progress {
  /** Questions asked. */
  asked: number;
  /** Core and mandatory items that were asked or need not be any more. */
  covered: number;
  /** Core and mandatory items in all. */
  items: number;
}

/** An observation as a coder proposes it: ids instead of words. */
export interface ProposedObservation {
  /** The ids of the customer's sentences that say it. */
  sentences: string[];
  /** The stage's id or name. */
  stage: string;
  /** The touchpoint's id or name. */
  touchpoint?: string | null;
  /** A touchpoint that the study does not list. */
  new_touchpoint?: string | null;
  /** Where it happened, if said. */
  channel?: string | null;
  /** The kind. */
  kind: Kind;
  /** The emotion. */
  emotion: EmotionLabel;
  /** −2 to 2. */
  valence: number;
  /** The id of the sentence that gives the cause. */
  cause?: string | null;
  /** The id of the sentence that says what was expected. */
  expected?: string | null;
  /** The id of the sentence that says what happened. */
  actual?: string | null;
  /** What it shows besides: a decision, a hand-off, information given again. */
  signs?: Sign[];
  /** 0 to 1. */
  confidence: number;
  /** Why, in a few words. */
  reason: string;
}

/** Who or what produced something. */
export interface Provenance {
  /** The engine: `builtin`, a model's name, or `person`. */
  engine: string;
  /** The hash of the prompt, empty for a person. */
  prompt_hash: string;
  /** Tokens used. */
  tokens: number;
}

/** Answers the participant's question and asks the item again. */
export interface PurposeAnswer {
  type: "answer";
  /** The item. */
  item: string;
}

/** Says goodbye. */
export interface PurposeClosing {
  type: "closing";
}

/** Asks for consent. */
export interface PurposeConsent {
  type: "consent";
}

/** Offers to stop. */
export interface PurposeOffer {
  type: "offer";
}

/** Asks more about an item. */
export interface PurposeProbe {
  type: "probe";
  /** The item. */
  item: string;
  /** The kind of probe. */
  kind: ProbeKind;
}

/** Asks an item. */
export interface PurposeQuestion {
  type: "question";
  /** The item. */
  item: string;
}

/** Asks an item in other words. */
export interface PurposeRephrase {
  type: "rephrase";
  /** The item. */
  item: string;
}

/** A safe reply to distress, with an offer to stop. */
export interface PurposeSafety {
  type: "safety";
}

/** Welcomes. */
export interface PurposeWelcome {
  type: "welcome";
}

/** What a message to the participant is for. */
export type Purpose = PurposeAnswer | PurposeClosing | PurposeConsent | PurposeOffer | PurposeProbe | PurposeQuestion | PurposeRephrase | PurposeSafety | PurposeWelcome;

/** A project that was read. */
export interface QdaProject {
  /** Its name. */
  name: string;
  /** The text sources. */
  documents: Document[];
  /** Coded selections of customers' words. */
  observations: Observation[];
  /** The codes: top codes as stages, their children as touchpoints. */
  codebook: Codebook;
  /** Selections that could not be read as observations, by name, with the reason. */
  rejected: [string, string][];
}

/** The quality of interviews, by measure. */
export interface Quality {
  /** The counts with their bases. */
  card: ReportCard;
  /** The measures by name; `null` without a base. */
  measures: Record<string, number | null>;
  /** The same as a table. */
  markdown: string;
}

/** How many participants of a kind a study takes. Rules join with AND (`SegmentRuleAll`) and OR (`SegmentRuleAny`). */
export interface Quota {
  /** Unique in the study. */
  id: string;
  /** Its name. */
  name: string;
  /** Who counts towards it. */
  rule: SegmentRule;
  /** How many it takes. */
  limit: number;
  /** What happens when it is full. `"close"` unless given. */
  when_full?: WhenFull;
}

/** Words cut by the library from a customer's turn. */
export interface Quotation {
  /** The document's id. */
  document: string;
  /** The sentences that the words come from, in order, of one turn. */
  sentences: SentenceId[];
  /** The words, a verbatim part of the turn. */
  text: string;
}

/** A 95 % interval of a rank. */
export interface RankInterval {
  /** The best rank. */
  low: number;
  /** The worst rank. */
  high: number;
}

/** How many of how many. */
export interface Rate {
  /** How many. */
  count: number;
  /** Of how many. */
  base: number;
}

/** One rating in two waves. */
export interface RatingChange {
  /** `csat`, `nps` or `ces`. */
  instrument: string;
  /** The score before. */
  before: number;
  /** The score after. */
  after: number;
  /** After minus before. */
  difference: Difference;
  /** Whether the interval leaves out zero. */
  moved: boolean;
  /** Respondents before and after; for a paired comparison those in both. */
  base: [number, number];
  /** How it was computed. */
  method: string;
}

/** How an answer is read. */
export type Reading = "asks_question" | "declined" | "distress" | "dont_know" | "not_applicable" | "off_topic" | "partial" | "substantive" | "wants_to_stop";

/** One planted finding beside what was found. */
export interface Recovered {
  /** The finding in words. */
  finding: string;
  /** The stage's id. */
  stage: string;
  /** The kind. */
  kind: Kind;
  /** Personas who carry it. */
  planted: number;
  /** Respondents in whom it was found. */
  found: number;
  /** The base. */
  base: number;
  /** The interval of what was found. */
  interval?: Interval | null;
  /** Carriers in whom nothing was found, because they never told it. */
  untold: number;
  /** Carriers who told it in words that were not read as such. */
  unread: number;
  /** Respondents without it in whom it was found. */
  mistaken: number;
}

/** Something that could not be computed, and why. */
export interface Refusal {
  /** What. */
  method: string;
  /** Why, and what it would need. */
  reason: string;
}

/** A proposal that failed a check. */
export interface Rejected {
  /** The document. */
  document: string;
  /** What was proposed. */
  proposal: ProposedObservation;
  /** The check that it failed, in words. */
  reason: string;
}

/** A claim that was taken out. */
export interface RemovedClaim {
  /** What was claimed. */
  text: string;
  /** The check that it failed. */
  reason: string;
}

/** What the participant sees next. */
export interface ReplyData {
  /** The messages, in order; the last one is answered. */
  messages: ReplyMessage[];
  /** How the interview ended, once it has. */
  outcome?: Outcome | null;
  /** How far it has come. */
  progress: Progress;
  /** The revision after it. */
  revision: number;
  /** When to hand in a tick, if nothing happens before. */
  tick_at?: Timestamp | null;
  /** Why the model could not be asked, when the interview went on from the guide. */
  failure?: LlmFailure | null;
}

/** A message to the participant. */
export interface ReplyMessage {
  /** The interviewer's turn. */
  turn: number;
  /** The words, checked. */
  text: string;
  /** How it is answered. */
  answer: AnswerFormat;
}

/** The deterministic measures of one interview, or of many: cards merge in any order. */
export interface ReportCard {
  /** Interviews in which consent was given. */
  interviews: number;
  /** Those that were completed. */
  completed: Rate;
  /** Messages with more than one question, of all that ask. */
  multi_question: Rate;
  /** Closed questions, of all that ask for words. */
  closed: Rate;
  /** Leading or loaded questions, of all that ask for words. */
  leading: Rate;
  /** Questions and probes that repeat an earlier one; standard probes repeat by design and are left out. */
  near_duplicates: Rate;
  /** Probes that take up a word of the answer before. */
  anchored: Rate;
  /** Quotations in messages that the participant did not say. */
  fabricated: Rate;
  /** Further questions about an item after it was declined. */
  pressed: number;
  /** Mandatory items asked, in completed interviews. */
  mandatory: Rate;
  /** Items answered, wholly or in part, of those that could be. */
  coverage: Rate;
  /** Model drafts that were sent back, of all messages that ask. */
  regenerated: Rate;
  /** Model drafts that a scripted line replaced, of all messages that ask. */
  replaced: Rate;
  /** The interviewer's words. */
  interviewer_words: number;
  /** The participants' words. */
  participant_words: number;
  /** Answers in words. */
  answers: number;
  /** Milliseconds from joining to the end, over all. */
  milliseconds: number;
  /** Answers given before the end, over interviews that broke off. */
  answers_before_break_off: number;
  /** Interviews that broke off: stopped, abandoned, out of time. */
  broken_off: number;
  /** Σ n, Σ x, Σ x², Σ w, Σ x·w over answers, with x the number of the answer and w its words. */
  sums: [number, number, number, number, number];
}

/** A research plan: what to find out, from whom, with which questions. */
export interface ResearchPlan {
  /** Counts from 1; each revision adds one. */
  version: number;
  /** The research question. */
  question: string;
  /** What kind of research it is. */
  research_type: ResearchType;
  /** What the study finds out, in prose. */
  description: string;
  /** What it must be able to answer. */
  goals: string[];
  /** Who must be heard. */
  target_participants: string[];
  /** What part of the journey it looks at. */
  focus: Focus;
  /** The stages and touchpoints that it maps onto. */
  framework: Framework;
  /** Questions that every interview tries to cover. */
  core_questions: PlanQuestion[];
  /** Questions that no completed interview leaves unasked. */
  mandatory_questions: PlanQuestion[];
  /** What each version changed. */
  changes: PlanChange[];
  /** Who drafted it. */
  provenance: Provenance;
  /** Proposals that the lint replaced. */
  replaced: LintFinding[];
}

/** What kind of research it is. */
export type ResearchType = "comparative" | "diagnostic" | "evaluative" | "exploratory" | "longitudinal";

/** Exponential back-off with jitter from a seed. */
export interface RetryPolicy {
  /** How often a call is tried in all, at least 1. `4` unless given. */
  attempts?: number;
  /** The first wait in milliseconds; each next one doubles. `500` unless given. */
  base_ms?: number;
  /** The longest wait in milliseconds. `30000` unless given. */
  cap_ms?: number;
  /** The jitter's seed. `0` unless given. */
  seed?: number;
}

/** Who speaks. */
export type Role = "customer" | "interviewer" | "system";

/** A score with its base, interval and method. */
export interface Satisfaction {
  /** `csat`, `nps` or `ces`. */
  instrument: string;
  /** The score: a mean for CSAT and CES, −100 to 100 for NPS. */
  value: number;
  /** The 95 % interval, if the base allows one. */
  interval?: Interval | null;
  /** How many respondents answered. */
  base: number;
  /** How it was computed. */
  method: string;
}

/** Where new themes stopped coming (Guest, Namey and Chen 2020). */
export interface Saturation {
  /** Interviews of the base. */
  base_size: number;
  /** Interviews of a run. */
  run_size: number;
  /** Different themes of the base. */
  base_themes: number;
  /** For each interview from which a whole run follows the base: its number, and the run's new themes ÷ the base's themes. */
  runs: [number, number][];
  /** The first interview after which a run brought at most `threshold` new information. */
  reached?: number | null;
  /** The share of new information that counts as none, such as .05. */
  threshold: number;
}

/** How far two codes lie apart. */
export type Scale = "interval" | "nominal" | "ordinal";

/** Everything that an interviewer says without a model. English, German, French and Spanish ship; others are given as data. */
export interface Script {
  /** A BCP 47 language tag. */
  language: string;
  /** What the participant reads first. */
  welcome: string;
  /** What the participant agrees to. */
  consent: string;
  /** What the participant reads last. */
  closing: string;
  /** What the interviewer may say about the study when asked. */
  facts: string[];
  /** How people agree, in lower case. */
  agrees: string[];
  /** How people refuse, or choose to go on when they are offered to stop. */
  refuses: string[];
  /** Offers to stop. */
  offer: string;
  /** Answers distress. */
  safety: string;
  /** Asks for other words. */
  unclear: string;
  /** Leads back to the question. */
  off_topic: string;
  /** Defers a question that the facts do not answer. */
  deferred: string;
  /** Says goodbye to whoever did not consent. */
  declined: string;
  /** Confirms the erasure. */
  withdrawn: string;
  /** Says goodbye to whoever is not looked for. */
  screened_out: string;
  /** Says goodbye when a quota is full. */
  quota_full: string;
  /** Asks for a number from `{low}` to `{high}` again. */
  number_again: string;
  /** Asks to choose from `{options}` again. */
  choice_again: string;
  /** Precedes a mandatory question that was answered in passing. */
  already: string;
  /** Thanks, before the next question, in a warm tone. */
  thanks: string;
  /** The neutral probes that everyone gets, in order. */
  probes: [string, string, string];
  /** Probes on the participant's own words. */
  anchored: Probes;
  /** Probes without a quotation. */
  plain: Probes;
}

/** A named group of participants. */
export interface Segment {
  /** A short id. */
  id: string;
  /** Its name. */
  name: string;
  /** Who belongs to it. */
  rule: SegmentRule;
}

/** A segment's size. */
export interface SegmentBase {
  /** The segment's id. */
  id: string;
  /** Its name. */
  name: string;
  /** Respondents. */
  respondents: number;
}

/** The emotion curve of one segment, a point for each step. */
export interface SegmentCurve {
  /** The segment's id. */
  segment: string;
  /** Its name. */
  name: string;
  /** The points, in the order of the steps. */
  points: CurvePoint[];
}

/** A segment beside the rest. */
export interface SegmentDifference {
  /** Where; a whole stage has no touchpoint. */
  place: Place;
  /** The kind of experience. */
  kind: Kind;
  /** The segment's id. */
  segment: string;
  /** The share within the segment. */
  inside: Share;
  /** The share among all others. */
  outside: Share;
  /** Inside minus outside, with Newcombe's interval. */
  difference: Difference;
  /** Cohen's h: .2 is small, .5 medium, .8 large. */
  effect: number;
  /** The two-sided p of Fisher's exact test. */
  p: number;
  /** The same, adjusted by false discovery rate over every comparison made here. */
  adjusted_p: number;
  /** Whether the adjusted p is under .05. */
  reliable: boolean;
}

/** Every rule holds. */
export interface SegmentRuleAll {
  type: "all";
  /** The rules. */
  rules: SegmentRule[];
}

/** At least one rule holds. */
export interface SegmentRuleAny {
  type: "any";
  /** The rules. */
  rules: SegmentRule[];
}

/** The rule does not hold. */
export interface SegmentRuleNot {
  type: "not";
  /** The rule. */
  rule: SegmentRule;
}

/** A number lies in a range, both ends included. */
export interface SegmentRuleNumber {
  type: "number";
  /** The attribute. */
  attribute: string;
  /** The least value. */
  min?: number | null;
  /** The greatest value. */
  max?: number | null;
}

/** A word is one of several, without regard to case. */
export interface SegmentRuleText {
  type: "text";
  /** The attribute. */
  attribute: string;
  /** The words. */
  values: string[];
}

/** A rule over a participant's attributes. A missing attribute never satisfies a rule. */
export type SegmentRule = SegmentRuleAll | SegmentRuleAny | SegmentRuleNot | SegmentRuleNumber | SegmentRuleText;

/** A share within one segment. */
export interface SegmentShare {
  /** The segment's id. */
  segment: string;
  /** The share. */
  share: Share;
}

/** A numbered sentence of a turn. */
export interface Sentence {
  /** Its id in the document. */
  id: SentenceId;
  /** Where it stands in the turn's text, in Unicode scalar values. */
  span: Span;
}

export type SentenceId = string;

/** The sentiment of a short text. */
export interface Sentiment {
  /** VADER's compound score, −1 to 1 (Hutto and Gilbert 2014). */
  compound: number;
}

/** A share of respondents with everything that it needs to be read. */
export interface Share {
  /** Respondents with at least one such observation. */
  count: number;
  /** Respondents who could have had one. */
  base: number;
  /** Who counts in the base. */
  rule: string;
  /** Count ÷ base, 0 to 1; `null` without a base. */
  value?: number | null;
  /** The Wilson 95 % interval. */
  interval?: Interval | null;
  /** Whether the base is under ten. */
  small: boolean;
}

/** Something that an experience shows besides its feeling. */
export type Sign = "decisive" | "hand_off" | "repetition";

/** A plain signal in a participant's message. */
export type Signal = "asks_question" | "declines" | "distress" | "dont_know" | "exhausted" | "gibberish" | "injection" | "not_applicable" | "stops" | "withdraws";

/** An interview as it stands. */
export interface Snapshot {
  /** The interview's id. */
  id: string;
  /** Its phase. */
  phase: InterviewPhase;
  /** How many events the log holds. */
  revision: number;
  /** How it ended, once it has. */
  outcome?: Outcome | null;
  /** The item that the last question was about. */
  current?: string | null;
  /** How far it has come. */
  progress: Progress;
  /** What stands of each item. */
  ledger: Ledger;
  /** The turns. */
  turns: SnapshotTurn[];
  /** The numbers and choices by item. */
  given: Record<string, Given>;
  /** What a person should look at. */
  flags: Signal[];
  /** Whether the participant is away. */
  away: boolean;
}

/** A turn as it stands. */
export interface SnapshotTurn {
  /** Its number, from 1. */
  number: number;
  /** The words. */
  text: string;
  /** What the interviewer's message was for; `null` for the participant. */
  purpose?: Purpose | null;
}

/** What kind of document it is. */
export type Source = "chat" | "interview" | "review" | "survey" | "ticket";

/** A half-open range of Unicode scalar values in a text. */
export interface Span {
  /** First scalar value. */
  start: number;
  /** One past the last scalar value. */
  end: number;
}

/** What a run has spent. */
export interface Spent {
  /** Requests sent. */
  requests: number;
  /** Tokens sent and received. */
  usage: Usage;
  /** Money at the budget's prices. */
  money: number;
}

/** A stage of the journey. */
export interface Stage {
  /** A short id, snake_case. */
  id: string;
  /** Its name. */
  name: string;
  /** Other words that people use for it. */
  aliases?: string[];
  /** Its place in the journey, from 0. */
  order: number;
}

/** One whole stage. */
export interface StageSummary {
  /** The stage. */
  stage: Stage;
  /** The stage's point of the emotion curve. */
  curve: CurvePoint;
}

/** How an item may stand, as a condition sees it. */
export type Standing = "answered" | "declined" | "dont_know" | "not_applicable";

/** Where a step's pain stands among the priorities. */
export interface StepPriority {
  /** From 1. */
  rank: number;
  /** Prevalence × severity × impact. */
  score: number;
}

/** What to do, by whom, and how to see whether it worked. */
export interface Strategy {
  /** The teams. */
  teams: TeamPlan[];
  /** Opportunities for assistants, best first. */
  assistants: AiOpportunity[];
  /** What the strategy rests on, in words. */
  basis: string;
}

/** A study: a plan, what participants meet, and who they are. */
export interface StudyData {
  /** Unique on the host. */
  id: string;
  /** The research plan. */
  plan: ResearchPlan;
  /** The interview guide. */
  guide: Guide;
  /** What participants see around the interview. */
  experience: Experience;
  /** The segments, in the order of the report. */
  segments: Segment[];
  /** How many of whom are heard; the host checks them after the screener. */
  quotas?: Quota[];
}

/** Who acts. */
export type Team = "customer_experience" | "digital" | "operations" | "service_design";

/** What one team does. */
export interface TeamPlan {
  /** The team. */
  team: Team;
  /** Its actions by priority. */
  actions: Action[];
}

/** How a persona takes to being interviewed. */
export type Temper = "contradictory" | "hostile" | "injecting" | "off_topic" | "willing";

/** Whether more respondents would tell more. */
export interface Themes {
  /** Themes seen and an estimate of those unseen. */
  richness: Chao;
  /** Where new themes stopped coming, in the order of the documents; `null` under six respondents. */
  saturation?: Saturation | null;
}

/** A moment in milliseconds since the Unix epoch, given by the host. */
export type Timestamp = number;

/** What a token says. */
export interface Token {
  /** Unique, chosen by the host. */
  id: string;
  /** The study that it belongs to. */
  study: string;
  /** The participant for an invitation, the interview for coming back. */
  subject: string;
  /** What it is for. */
  purpose: TokenPurpose;
  /** How often it opens the door. */
  uses: TokenUse;
  /** The first moment at which it no longer does. */
  expires: Timestamp;
}

/** What a token is for. */
export type TokenPurpose = "invite" | "resume";

/** How often a token opens the door. */
export type TokenUse = "multi" | "single";

/** A set of kinds of information. */
export type Told = Information[];

/** How the interviewer sounds. */
export type Tone = "formal" | "neutral" | "warm";

/** What a question to the findings is about. */
export type Topic = "across_channels" | "critical_touchpoints" | "delight" | "differentiate" | "emotion_map" | "expectation_gaps" | "friction" | "moments_of_truth" | "omnichannel" | "outcomes" | "predict" | "prioritise" | "segments" | "strategy" | "summary";

/** A touchpoint of a stage. */
export interface Touchpoint {
  /** A short id, snake_case. */
  id: string;
  /** Its name. */
  name: string;
  /** The id of its stage. */
  stage: string;
  /** Its usual channel. */
  channel?: Channel | null;
  /** Words that point to it. */
  aliases?: string[];
}

/** What a persona is like in an interview. */
export interface Traits {
  /** How much is said at once: a sentence, a memory, more than was asked. */
  verbosity: Level;
  /** How readily hidden memories are told: high unasked, medium at a probe, low only at the second probe. */
  disclosure: Level;
  /** How well memories are kept: low forgets one in twelve. */
  memory: Level;
}

/** Which columns hold what; a field left empty takes the first of its usual names that the table has. */
export interface TranscriptColumns {
  /** The words: a whole transcript with `Speaker:` lines, one turn, or one text. */
  text?: string | null;
  /** What tells documents apart; rows of one document become its turns. */
  document?: string | null;
  /** Who the customer is. */
  participant?: string | null;
  /** Who speaks, when a row is one turn. */
  speaker?: string | null;
  /** The customer's segment. */
  segment?: string | null;
  /** The stage that the row is about. */
  stage?: string | null;
  /** Ratings: instrument and column, such as `nps` and `Score`. */
  ratings?: Record<string, string>;
  /** What kind of documents they are. */
  source?: Source | null;
}

/** A change of channel. */
export interface Transition {
  /** The channel before. */
  from: string;
  /** The channel after. */
  to: string;
  /** Respondents who told it. */
  respondents: number;
}

/** A trust flag with its reason. */
export interface TrustFlag {
  /** What is noticed. */
  kind: TrustKind;
  /** The participant's turn, where there is one. */
  turn?: number | null;
  /** Why, in words and numbers. */
  reason: string;
}

/** What is noticed. */
export type TrustKind = "contradictory_ratings" | "gibberish" | "looks_generated" | "pasted" | "repeated_text" | "too_fast";

/** One speaker's turn. */
export interface Turn {
  /** Its number in the document, from 1. */
  number: number;
  /** Who speaks. */
  role: Role;
  /** The words, exactly. */
  text: string;
  /** When, if known. */
  at?: Timestamp | null;
  /** The id of the guide's item that the turn asks or answers. */
  item?: string | null;
  /** The stage that the turn's question is about. */
  stage?: string | null;
  /** The numbered sentences. */
  sentences: Sentence[];
}

/** Tokens of one call. */
export interface Usage {
  /** Tokens of the prompt. */
  prompt_tokens: number;
  /** Tokens of the reply. */
  completion_tokens: number;
}

/** What choosing an option means at the door. Only items of the screener look at it. */
export type Verdict = "disqualify" | "must" | "neutral" | "qualify";

/** A customer's words with who said them. */
export interface Voice {
  /** The words. */
  quote: Quotation;
  /** The participant's id. */
  participant: string;
  /** The observation that cites them. */
  observation: string;
  /** The BCP 47 tag of their language, if known. */
  language?: string | null;
}

/** Two waves beside each other. */
export interface WaveComparison {
  /** The wave before. */
  before: string;
  /** The wave after. */
  after: string;
  /** Respondents of each. */
  respondents: [number, number];
  /** Respondents of both waves. */
  in_both: number;
  /** What keeps the waves from being the same instrument; empty when nothing does. */
  instrument: string[];
  /** Ratings. */
  ratings: RatingChange[];
  /** Prevalences, strongest evidence first. */
  prevalence: PrevalenceChange[];
  /** The least differences that these bases could tell from none, in words. */
  limits: string[];
  /** The curve before, for the map. */
  ghost: GhostPoint[];
}

/** The headers of a delivery. */
export interface WebhookHeaders {
  /** `webhook-id`: the message's id, the same for every attempt. */
  id: string;
  /** `webhook-timestamp`: seconds since the epoch. */
  timestamp: string;
  /** `webhook-signature`: `v1,` and the signature in base64; several are parted by spaces. */
  signature: string;
}

/** A predicted change of an outcome. */
export interface WhatIf {
  /** The outcome. */
  outcome: string;
  /** By how much the share of respondents with the pain falls, 0 to 1. */
  fall: number;
  /** The predicted change of the outcome's mean. */
  change: number;
  /** Its 95 % interval. */
  interval: Interval;
  /** Respondents with and without the pain who rated. */
  base: [number, number];
  /** What it rests on, in words. */
  note: string;
}

/** What happens to a participant when a quota is full. */
export type WhenFull = "close" | "overflow";

/** A turn before it is cut into sentences. */
export interface Words {
  /** Who speaks. */
  role: Role;
  /** The words. */
  text: string;
}
