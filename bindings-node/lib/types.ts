// Generated from the library's types by journey-core/codegen; change those instead.

/** Who may see a study. */
export type AccessLevel = "organisation" | "private" | "team";

/** The stakeholders of one business customer, place by place. */
export interface Account {
  /** The value of the grouping attribute, such as the company's name. */
  account: string;
  /** Number of its stakeholders in the data. */
  stakeholders: number;
  /** The places they mentioned. */
  places: AccountPlace[];
}

/** What the stakeholders of one account said about one place. */
export interface AccountPlace {
  place: Place;
  name: string;
  /** Each stakeholder's mean valence, −2 to 2, by participant. */
  stakeholders: Record<string, number>;
  agreement: StakeholderAgreement;
}

/** Cases that ended with an activity and reached no goal. */
export interface ActivityDropOff {
  activity: string;
  /** Of the cases in which the activity happened: how risky this place is. */
  of_cases_there: CaseShare;
  /** Of the cases that reached no goal: how much of the loss this place is. */
  of_drop_offs: CaseShare;
}

/** Two activities. */
export interface ActivityPair {
  from: string;
  to: string;
}

/** How often an activity came again. */
export interface ActivityRework {
  activity: string;
  events: number;
  /** Cases in which it came again, of those in which it came. */
  repeated: CaseShare;
  /** Events beyond the first in their case. */
  extra_events: number;
  /** How often it came right after itself. */
  self_loops: number;
  /** Cases in which it did, of those in which it came. */
  self_looped: CaseShare;
}

/** A framework and observations after touchpoints were adopted. */
export interface Adopted {
  /** The framework with the touchpoints. */
  framework: Framework;
  /** The observations moved to them. */
  observations: Observation[];
}

/** One group of observations. */
export interface AggregateRow {
  /** The touchpoint, or the stage; by touchpoint, a place without one is what was said of the stage in general. */
  place: Place;
  kind: ObservationKind;
  /** The segment's id; `null` for everyone. */
  segment?: string | null;
  /** Respondents with at least one observation among those who could have had one, the same as the map's prevalence. */
  share: Share;
  /** The mean of respondents' mean valence, −2 to 2. */
  mean_valence: number;
  observations: number;
}

/** What an AI assistant could do at a touchpoint. */
export interface AiOpportunity {
  place: Place;
  name: string;
  /** The kind of assistant that suits the stage. */
  assistant: string;
  /** Prevalence × severity of the pain, 0 to 2. */
  friction: number;
  /** How well an assistant could address the reported causes, 0 to 1: the mean over respondents. */
  fit: number;
  /** Friction × fit. */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** The words behind it. */
  evidence: Verbatim[];
}

/** An answer to a question. */
export interface Answer {
  question: string;
  /** What the question was understood to be about. */
  topic: QuestionTopic;
  claims: Claim[];
  /** Claims that were removed for lack of support. */
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

/** How an answer is read. */
export type AnswerAssessment = "asks_question" | "declined" | "distress" | "dont_know" | "not_applicable" | "off_topic" | "partial" | "substantive" | "wants_to_stop";

/** By choosing several options. */
export interface AnswerFormatMultipleChoice {
  type: "multiple_choice";
  /** The options. */
  options: AnswerOption[];
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

/** By ranking all options, top-ranked first. */
export interface AnswerFormatRanking {
  type: "ranking";
  /** The options. */
  options: AnswerOption[];
}

/** With a number of an instrument. */
export interface AnswerFormatRating {
  type: "rating";
  /** The instrument. */
  instrument: RatingInstrument;
}

/** By choosing one option. */
export interface AnswerFormatSingleChoice {
  type: "single_choice";
  /** The options. */
  options: AnswerOption[];
}

/** How an item is answered. */
export type AnswerFormat = AnswerFormatMultipleChoice | AnswerFormatNumber | AnswerFormatOpen | AnswerFormatRanking | AnswerFormatRating | AnswerFormatSingleChoice;

/** An answer option. */
export interface AnswerOption {
  /** Unique in the item. */
  id: string;
  /** What the participant reads. */
  text: string;
  /** What choosing it means in a screener. `"neutral"` unless given. */
  verdict?: ScreenerVerdict;
}

/** How an item may stand, as a condition sees it. */
export type AnswerStatus = "answered" | "declined" | "dont_know" | "not_applicable";

/** How a persona behaves as an interviewee. */
export type Attitude = "contradictory" | "hostile" | "prompt_injection" | "off_topic" | "willing";

/** A fact about a participant. */
export type Attribute = number | string;

/** What is awaited next. */
export type Awaited = "consent" | "words" | "answer" | "time" | "nothing";

export interface Bar {
  label: string;
  /** The bar's length, in the chart's unit. */
  value: number;
  /** Its 95 % interval. */
  interval?: Interval | null;
  /** The base as text, such as `75/89`. */
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

/** Periods that share a baseline. */
export interface BaselinePiece {
  /** The first period. */
  first: number;
  /** The last period. */
  last: number;
  /** Rows in these periods. */
  customer_periods: number;
  /** Customers who left in them. */
  events: number;
  /** The log-odds of leaving in one such period for a customer whose covariates are at their means. */
  log_odds: number;
}

/** A step's curve in the wave before. */
export interface BaselinePoint {
  place: Place;
  point: CurvePoint;
}

/** What a behaviour report is made of. */
export interface BehaviourOptions {
  /** Which touchpoint each activity belongs to; `null` goes by the framework's names alone. */
  places?: EventPlaces | null;
  /** What counts as leaving, and how it is modelled; `null` leaves churn out. */
  churn?: ChurnOptions | null;
}

/** What customers did, what the same people said, and who left. */
export interface BehaviourReport {
  /** What the log shows, whole and by segment, with the funnel and the deviations of the framework's order. */
  discovery: JourneyDiscovery;
  /** Which touchpoint each activity belongs to. */
  places: EventPlaces;
  /** Activities that belong to none, by name. */
  unplaced: string[];
  /** `null` where nothing was said by the same people. */
  said_and_done?: SaidAndDone | null;
  /** `null` where it was not said what counts as leaving. */
  churn?: ChurnStudy | null;
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

/** Ends the interview: the participant does not belong to the target group. */
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
  phase: GuidePhase;
}

/** What a branch does. It can never skip a mandatory item. */
export type BranchAction = BranchActionEnd | BranchActionScreenOut | BranchActionSkipItem | BranchActionSkipPhase;

/** The Brier score at one time. */
export interface BrierScore {
  /** The time. */
  time: number;
  /** The mean squared difference between predicted survival and whether the customer stayed, 0 at best. */
  score: number;
  /** Its 95 % interval by the customers' spread, weights taken as known. */
  interval: Interval;
  /** The score when everyone is given the Kaplan–Meier share of the training data. */
  kaplan_meier: number;
  /** The share of that score which the prediction saves: 0 is no better, 1 is perfect, below 0 is worse; `null` when that score is 0. */
  skill?: number | null;
}

/** Brier scores of predicted survival. */
export interface BrierScores {
  /** The score at each time, in the order given. */
  scores: BrierScore[];
  /** The mean of the scores over time by trapezoids from the first time to the last; `null` for a single time. */
  integrated?: IntegratedBrierScore | null;
  /** Customers tested. */
  base: number;
  /** Customers tested who left. */
  events: number;
}

/** What a run may spend; `null` means no limit. */
export interface Budget {
  /** The most tokens, prompts and replies together. */
  max_tokens?: number | null;
  /** The most requests. */
  max_requests?: number | null;
  /** The most milliseconds from the first call. */
  max_milliseconds?: number | null;
  /** The most money, in the currency of the prices. */
  max_cost?: number | null;
  /** The price of a million prompt tokens. `0` unless given. */
  prompt_price_per_million?: number;
  /** The price of a million reply tokens. `0` unless given. */
  completion_price_per_million?: number;
}

/** Predicted against observed risks at a horizon. */
export interface Calibration {
  /** The horizon, in the unit of the durations. */
  horizon: number;
  /** All customers together. */
  overall: CalibrationGroup;
  /** Customers grouped by predicted risk, the lowest first. */
  groups: CalibrationGroup[];
  /** The expected calibration error: the mean of |predicted − observed| over the groups with an observed risk, weighted by their customers. Chance alone makes it larger than 0, the more so the smaller the groups. */
  expected_calibration_error: number;
  /** The customers of those groups. */
  expected_calibration_error_base: number;
}

/** One group of customers. */
export interface CalibrationGroup {
  /** Customers. */
  base: number;
  /** Customers seen leaving by the horizon. */
  events: number;
  /** The mean predicted risk, 0 to 1. */
  predicted: number;
  /** The observed risk, one less the Kaplan–Meier share at the horizon; `null` when the group was not followed so long. */
  observed?: number | null;
  /** The 95 % interval of the observed risk on the log(−log) scale; where it is 0 or 1, Wilson's of those whose fate at the horizon is known. */
  interval?: Interval | null;
}

/** How a calibration is drawn. */
export interface CalibrationOptions {
  title: string;
  /** What the points count, in the plural: `customers`, or `predictions` where each customer is foretold several times. */
  counted: string;
  /** How far predictions are off, 0 to 1: the expected calibration error or another index; `null` computes the former from the points. */
  index?: number | null;
}

/** A group of customers with about the same predicted risk. */
export interface CalibrationPoint {
  /** Customers of the group. */
  base: number;
  /** Their mean predicted risk, 0 to 1. */
  predicted: number;
  /** The observed risk, 0 to 1. */
  observed: number;
  /** The 95 % interval of the observed risk. */
  interval?: Interval | null;
}

/** How many of some cases, with the base and the interval. */
export interface CaseShare {
  /** The cases that are meant. */
  cases: number;
  /** The cases that could have been. */
  base: number;
  /** Cases ÷ base, 0 to 1; `null` if the base is 0. */
  value?: number | null;
  /** The Wilson 95 % interval (Wilson 1927); `null` if the base is 0. */
  interval?: Interval | null;
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

/** Where customers and the company interact. */
export type Channel = ChannelApp | ChannelChat | ChannelEmail | ChannelInPerson | ChannelOther | ChannelPartner | ChannelPhone | ChannelPost | ChannelSocial | ChannelWebsite;

/** How customers move between channels, and whether the channels match. */
export interface ChannelAnalysis {
  /** Channel changes within a stage, most frequent first. */
  transitions: ChannelTransition[];
  /** Respondents who had to repeat information, among all with an observation. */
  repeated_information: Share;
  /** Respondents who were handed off, among all with an observation. */
  hand_offs: Share;
  /** Touchpoints where at least two channels have five respondents or more each. */
  consistency: ChannelConsistency[];
}

/** How the experience of one touchpoint differs between channels. */
export interface ChannelConsistency {
  place: Place;
  name: string;
  /** The channels, best first. */
  channels: ChannelMean[];
  /** The best channel's mean minus the worst's. */
  difference: Difference;
  /** Whether the interval of the difference excludes zero. */
  inconsistent: boolean;
}

/** How many respondents used or named a channel. */
export interface ChannelCount {
  /** The channel's name. */
  channel: string;
  /** Respondents. */
  count: number;
}

/** The mean valence of one channel at one touchpoint. */
export interface ChannelMean {
  channel: string;
  base: number;
  /** The mean of respondents' mean valence, −2 to 2. */
  mean: number;
}

/** A change of channel. */
export interface ChannelTransition {
  /** The channel before. */
  from: string;
  /** The channel after. */
  to: string;
  /** Number of respondents who described it. */
  respondents: number;
}

/** Chao's estimate of how many themes there are, seen and unseen. */
export interface Chao1Estimate {
  /** Themes that were seen. */
  seen: number;
  /** The bias-corrected estimate (Chao 1987): a lower bound of all themes. */
  corrected: number;
  /** The classic estimate (Chao 1984); `null` when no theme was told exactly twice. */
  classic?: number | null;
}

/** A bar chart, drawn by `chartSvg`. */
export interface Chart {
  title: string;
  /** The lower and upper ends of the axis. */
  scale: [number, number];
  /** Whether values are shares, to be shown as percentages. */
  percent: boolean;
  bars: Bar[];
}

/** Pearson's χ² test of a table. */
export interface ChiSquare {
  /** The statistic. */
  statistic: number;
  /** Degrees of freedom. */
  degrees_of_freedom: number;
  /** The p value. */
  p: number;
  /** Cramér's V, 0 to 1: the size of the effect. */
  cramers_v: number;
  /** Whether every expected count is at least five, as the approximation requires. */
  approximation_valid: boolean;
}

/**
 * How well leaving within the horizon is foretold.
 *
 * Every `horizon` periods each customer who is there is foretold once (a landmark: van Houwelingen 2007), by a model that was fitted
 * to the other four fifths of the customers.
 */
export interface ChurnEvaluation {
  /** Foretold risks: each customer several times, so that intervals are somewhat too narrow. */
  predictions: number;
  /** How far ahead, in periods. */
  horizon: number;
  /** Harrell's C: .5 is chance. */
  harrell?: Concordance | null;
  /** Uno's C. */
  uno?: Concordance | null;
  /** Brier scores by period, beside those of telling everyone the same. */
  brier?: BrierScores | null;
  /** Foretold against observed. */
  calibration?: Calibration | null;
}

/** Something happened. */
export interface ChurnExperienceDid {
  type: "did";
  /** The activity. */
  activity: string;
}

/** Something happened more than once. */
export interface ChurnExperienceRepeated {
  type: "repeated";
  /** The activity. */
  activity: string;
}

/** They belong to a segment. */
export interface ChurnExperienceSegment {
  type: "segment";
  /** The segment. */
  segment: string;
}

/** They told of it. */
export interface ChurnExperienceTold {
  type: "told";
  /** Where. */
  place: Place;
  /** What kind of experience it was. */
  kind: ObservationKind;
}

/** Something that happened to a customer, or that they told. */
export type ChurnExperience = ChurnExperienceDid | ChurnExperienceRepeated | ChurnExperienceSegment | ChurnExperienceTold;

/** How churn is told and modelled. */
export interface ChurnOptions {
  /** What counts as leaving. `{ type: "absence", days: 90 }` unless given. */
  outcome?: ChurnOutcome;
  /** The length of a period in days, above 0 to 3,660. `30` unless given. */
  period_days?: number;
  /** How many periods ahead risks are told, 1 to 120. `3` unless given. */
  horizon?: number;
  /** What may go with leaving; empty chooses among what was done and told, as many as those who left allow. */
  experiences?: ChurnExperience[];
  /** For how many periods an experience counts; `null` for ever after. */
  memory?: number | null;
  /** Until when customers were observed; `null` for the last event of the log. */
  until?: Timestamp | null;
  /** How many of the customers who are still there are listed, those most at risk first. `100` unless given. */
  customers?: number;
}

/** No event for so long; the customer left after the last event before. Nobody can be told to have left, or to be there, in so long a time before the end of the log: it ends that much earlier. */
export interface ChurnOutcomeAbsence {
  type: "absence";
  /** In days, above 0 to 36,600. */
  days: number;
}

/** The first of some events; each is a way of leaving of its own. */
export interface ChurnOutcomeEvents {
  type: "events";
  /** Their activities. */
  activities: string[];
}

/** What counts as leaving. */
export type ChurnOutcome = ChurnOutcomeAbsence | ChurnOutcomeEvents;

/** Who left, when, what went with it, how well that foretells, and who may be next. */
export interface ChurnStudy {
  /** Customers observed. */
  customers: number;
  /** Customers who left. */
  left: number;
  /** Customers who left and came back later; they count as having left. */
  came_back: number;
  /** Until when they were observed. */
  until: Timestamp;
  /** How many periods ahead risks are told. */
  horizon: number;
  /** How many stay how long, all together and by segment. */
  staying: Staying;
  /** How many had each experience of the model, and how many of them left. */
  experiences: ExperienceCount[];
  /** What goes with leaving. */
  model?: HazardModel | null;
  /** Why there is no model. */
  no_model?: string | null;
  /** How well the model foretells, told of customers that it was not fitted to. */
  evaluation?: ChurnEvaluation | null;
  /** Customers who are still there, those most at risk first. */
  at_risk: CustomerRisk[];
  /** What was told without a time and could not be used. */
  untimed: number;
  /** How it was computed. */
  method: string;
}

/** A claim that passed every check. */
export interface Claim {
  /** Its text; every number in it comes from its facts. */
  text: string;
  /** The ids of its facts. */
  facts: string[];
  /** The customers' words that show it, cut by the library. */
  evidence: Verbatim[];
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
  /** Examples of what it covers. */
  inclusion_examples?: string[];
  /** Look-alikes that it does not cover. */
  exclusion_examples?: string[];
}

/** How far two coders agree on one code. */
export interface CodeAgreement {
  /** `stage`, `touchpoint` or `kind`. */
  code_type: string;
  /** The code. */
  code: string;
  /** Sentences to which the first coder assigned it. */
  left: number;
  /** Sentences to which the second coder gave it. */
  right: number;
  /** Sentences to which both gave it. */
  both: number;
  /** Cohen's κ of giving it or not, over sentences that both coded. */
  kappa?: Kappa | null;
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
  /** Sentences that both coded. */
  base: number;
  /** Sentences that only the first coder coded. */
  left_alone: number;
  /** Sentences that only the second coder coded. */
  right_alone: number;
  /** Cohen's κ per code type, using each coder's most confident code for a sentence. */
  kappa: Record<string, Kappa | null>;
  /** Krippendorff's nominal α of each family, and the ordinal α of `valence`. */
  alpha: Record<string, number | null>;
  /** Each code. */
  codes: CodeAgreement[];
}

/** How many observations a coder made. */
export interface CoderCount {
  /** The coder's name. */
  name: string;
  observations: number;
}

/** What kind of coder made an observation. */
export type CoderKind = "builtin" | "human" | "model";

/** The share of pairs whose predicted risks stand in the order in which they left. */
export interface Concordance {
  /** The share, weighted for Uno's C: 1 is perfect, .5 is chance. */
  value: number;
  /** The standard error: infinitesimal jackknife over customers, as in R's survival package, weights taken as known. */
  standard_error: number;
  /** The 95 % interval, value ± 1.96 standard errors, kept within 0 and 1. */
  interval: Interval;
  /** Pairs of which the higher risk left first. */
  concordant: number;
  /** Pairs of which the lower risk left first. */
  discordant: number;
  /** Pairs with the same risk; each counts one half. */
  tied: number;
  /** Customers. */
  base: number;
  /** Customers who left. */
  events: number;
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
export interface ConditionNumberInRange {
  type: "number_in_range";
  /** The item's id. */
  item: string;
  /** The least value. */
  low?: number | null;
  /** The greatest value. */
  high?: number | null;
}

/** The participant's words on an item hold a phrase, word by word, without regard to case. */
export interface ConditionContainsPhrase {
  type: "contains_phrase";
  /** The item's id. */
  item: string;
  /** The phrase. */
  phrase: string;
}

/** An item has this status. */
export interface ConditionStatusIs {
  type: "status_is";
  /** The item's id. */
  item: string;
  /** How. */
  standing: AnswerStatus;
}

/** A condition on earlier answers; always false for an item that was not answered. */
export type Condition = ConditionAll | ConditionAny | ConditionChose | ConditionNot | ConditionNumberInRange | ConditionContainsPhrase | ConditionStatusIs;

/** How the journeys of a log fit the planned one. */
export interface Conformance {
  /** The mean of the cases' fitness. */
  fitness: MeanFitness;
  /** Cases without any deviation, of all with events. */
  fitting: CaseShare;
  /** Those of the most cases first, then in the order of the kinds of `Deviation`, of the plan's steps, and of the activities' names. */
  deviations: DeviationCount[];
  /** Planned activities that the log does not know: never done, or misspelt. */
  unknown_activities: string[];
}

/**
 * Which part of a corpus to keep; an empty list keeps everything.
 *
 * Segments, waves, sources and `simulated` choose respondents with their bases. Stages, channels, coders and kinds choose
 * observations and leave the bases.
 */
export interface CorpusFilter {
  /** Respondents of any of these segments. */
  segments?: string[];
  /** Documents of any of these waves. */
  waves?: string[];
  /** Documents of any of these sources. */
  sources?: DocumentSource[];
  /** Only simulated participants, or only real ones. */
  simulated?: boolean | null;
  /** Observations at any of these stages. */
  stages?: string[];
  /** Observations through any of these channels, by name. */
  channels?: string[];
  /** Observations by any of these coders. */
  coders?: string[];
  /** Observations of any of these kinds. */
  kinds?: ObservationKind[];
}

/** A prevalence corrected for the coder's error. */
export interface CorrectedPrevalence {
  /** The corrected share. */
  value: number;
  /** Its 95 % interval. */
  interval: Interval;
  /** The machine's own share over the units that it alone coded. */
  machine: number;
  /** The weight given to the machine's codes, 0 to 1 (λ in PPI++): 0 uses the human sample alone. */
  machine_weight: number;
  /** Units that people coded. */
  coded: number;
  /** Units that the machine alone coded. */
  uncoded: number;
}

/** How far some sentences settle an item. */
export type CoverageClaim = "answered" | "not_applicable" | "touched";

/** Participants × items: which questions each participant answered, and the base of every share. */
export interface CoverageMatrix {
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

/** How many have left by one cause. */
export interface CumulativeIncidence {
  /** The code of the cause, from 1. */
  cause: number;
  /** Customers at the start. */
  base: number;
  /** Customers who left by this cause. */
  events: number;
  /** One step for each duration at which any customer left, in rising order. */
  steps: IncidenceStep[];
}

/** A point of the emotion curve. */
export interface CurvePoint {
  /** Respondents who felt something here. */
  base: number;
  /** The mean of respondents' mean valence, −2 to 2; `null` without data, never 0. */
  mean?: number | null;
  /** The bootstrap 95 % band by respondent. */
  band?: Interval | null;
  /** Whether the base is below `MIN_CURVE_BASE`. */
  low_base: boolean;
}

/** The risk of a customer who is still there. */
export interface CustomerRisk {
  /** The case's id. */
  customer: string;
  /** Whole periods that they stayed. */
  periods: number;
  /** The risk of leaving within the horizon from the end of the last of them on, 0 to 1, if nothing else happens. */
  risk: number;
  /** Its 95 % interval: of the model, not of the customer's luck. */
  interval?: Interval | null;
  /** Whether the horizon reaches beyond every stay that was observed. */
  extrapolated: boolean;
  /** What raises or lowers it most, strongest first; only what is told apart from chance. */
  reasons: RiskReason[];
}

/** How customers felt in one cycle. */
export interface Cycle {
  name: string;
  /** Respondents who told a feeling. */
  respondents: number;
  /** The mean of respondents' mean valence, −2 to 2. */
  mean: number;
}

/** How the same customers' experience changed over several cycles. */
export interface CycleComparison {
  /** In order. */
  cycles: Cycle[];
  /** From each cycle to the next, among respondents of both: the paired difference; `null` for under two. */
  changes: (Difference | null)[];
}

/** What is noticed, with its reason. */
export interface DataQualityFlag {
  /** What is noticed. */
  kind: DataQualityKind;
  /** The participant's turn, where there is one. */
  turn?: number | null;
  /** Why, in words and numbers. */
  reason: string;
}

/** What is noticed. */
export type DataQualityKind = "contradictory_ratings" | "gibberish" | "looks_generated" | "pasted" | "repeated_text" | "speeding";

/** A required step never came. */
export interface DeviationMissing {
  type: "missing";
  step: string;
}

/** A step came, but not where the plan has it. */
export interface DeviationOutOfOrder {
  type: "out_of_order";
  step: string;
}

/** A step came again that may come once. */
export interface DeviationRepeated {
  type: "repeated";
  step: string;
}

/** An activity came that belongs to no step. */
export interface DeviationUnplanned {
  type: "unplanned";
  activity: string;
}

/** How a case leaves the plan. */
export type Deviation = DeviationMissing | DeviationOutOfOrder | DeviationRepeated | DeviationUnplanned;

/** How often a deviation occurs. */
export interface DeviationCount {
  deviation: Deviation;
  /** Events that deviate so; for a missing step, cases. */
  count: number;
  /** Of all cases with events. */
  cases: CaseShare;
  /** The ids of up to three such cases, the first by id. */
  examples: string[];
}

/** A difference with its 95 % interval. */
export interface Difference {
  /** The first minus the second. */
  value: number;
  /** The interval. */
  interval: Interval;
}

/** What customers did, and what came right after it. */
export interface DirectlyFollowsGraph {
  /** Cases with at least one event: the base of every share. */
  cases: number;
  events: number;
  /** The activities, those with the most events first, then by name. */
  nodes: GraphNode[];
  /** Those passed most often first, then by name. */
  edges: GraphEdge[];
  /** What cases began with, the most frequent first, then by name. */
  starts: GraphTerminal[];
  /** What cases ended with, the most frequent first, then by name. */
  ends: GraphTerminal[];
}

/** A touchpoint that the study did not declare, found in the data. */
export interface DiscoveredTouchpoint {
  /** Its id, made of its name. */
  id: string;
  /** Its name: the word, or the two words, by which most customers name it. */
  name: string;
  /** The stage's id. */
  stage: string;
  /** The other words that name it. */
  aliases: string[];
  /** Number of participants who mentioned it. */
  participants: number;
  /** The ids of its observations. */
  observations: string[];
}

/** What the customers of some cases did. */
export interface Discovery {
  /** Cases with at least one event: the base of what follows where none other is named. */
  cases: number;
  /** Cases without any event, which count nowhere else. */
  empty_cases: number;
  events: number;
  /** The first event of all. */
  from?: Timestamp | null;
  /** The last event of all. */
  to?: Timestamp | null;
  graph: DirectlyFollowsGraph;
  variants: Variants;
  /** How long cases took. */
  throughput?: Durations | null;
  between: TimeBetween[];
  funnels: FunnelResult[];
  rework: Rework;
  handoffs: Handoffs;
  /** `null` without goals. */
  drop_off?: DropOff | null;
  /** `null` without a plan. */
  conformance?: Conformance | null;
}

/** What to discover beside what every log has. */
export interface DiscoveryOptions {
  /** How many variants to list; all if not given. `100` unless given. */
  variants?: number | null;
  /** Times between activities. */
  between?: ActivityPair[];
  funnels?: Funnel[];
  /** The activities that count as reaching the goal; with some, drop-off is discovered. */
  goals?: string[];
  /** With a plan, conformance is discovered. */
  planned?: PlannedJourney | null;
  /** Whether to repeat it all for each segment. `false` unless given. */
  by_segment?: boolean;
  /** Whether to repeat it all for each period, and which. */
  by_period?: Period | null;
}

/** Anything a customer said: an interview, a ticket, a chat, a review, an open survey answer. */
export interface Document {
  /** Unique in the corpus. */
  id: string;
  /** What kind of document it is. */
  source: DocumentSource;
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

/** The result of coding a document. */
export interface DocumentCoding {
  /** The document's id. */
  document: string;
  /** Observations that passed every check. */
  observations: Observation[];
  /** Proposals that failed a check, with the reason. */
  rejected: RejectedProposal[];
  /** Touchpoints to consider for the study. */
  new_touchpoints: NewTouchpoint[];
  /** Tokens of all windows. */
  usage: TokenUsage;
}

/** What kind of document it is. */
export type DocumentSource = "chat" | "interview" | "review" | "survey" | "ticket";

/** Which places are associated with an outcome. */
export interface DriverAnalysis {
  /** `csat`, `nps` or `ces`. */
  outcome: string;
  /** Respondents who rated. */
  base: number;
  /** R² of the full model, 0 to 1. */
  r_squared: number;
  /** The parts, most important first. */
  drivers: ExperienceDriver[];
  /** R² of the mean of all of a respondent's valences. */
  r_squared_of_mean?: number | null;
  /** R² of the mean of the strongest and the last valence (peak–end rule: Kahneman et al. 1993). */
  r_squared_of_peak_end?: number | null;
  /** How it was computed, and what was excluded. */
  method: string;
}

/** Where journeys ended without any of the goals. */
export interface DropOff {
  /** The activities that count as reaching the goal. */
  goals: string[];
  /** Cases that reached none of them, of all with events. */
  cases: CaseShare;
  /** The activities that those cases ended with, the most frequent first, then by name. */
  activities: ActivityDropOff[];
}

/**
 * Durations in milliseconds.
 *
 * Quantiles are interpolated linearly between the two nearest values: the one of a share q among n sorted values lies at the place
 * (n − 1) · q, counted from 0 (numpy's default; type 7 of Hyndman and Fan 1996).
 */
export interface Durations {
  /** How many durations. */
  n: number;
  mean_ms: number;
  /** The 95 % interval of the mean by the normal approximation: mean ± 1.96 · s ÷ √n; `null` under two durations. It takes the durations as independent, so it is too narrow where a few cases give many of them. */
  mean_interval_ms?: Interval | null;
  median_ms: number;
  /** Nine of ten are at most this long. */
  p90_ms: number;
  minimum_ms: number;
  maximum_ms: number;
}

/** An emotion as a coder read it. */
export interface Emotion {
  /** The label that the coder gave. */
  label: EmotionLabel;
  /** −2 (very bad) to 2 (very good). */
  valence: number;
  /** 0 (calm) to 1 (agitated). */
  arousal: number;
  /** 0 to 1. */
  confidence: number;
}

/** How many respondents reported an emotion. */
export interface EmotionCount {
  emotion: EmotionLabel;
  count: number;
}

/** The small set of emotions that customers report. */
export type EmotionLabel = "anger" | "anxiety" | "confidence" | "confusion" | "delight" | "disappointment" | "distrust" | "embarrassment" | "frustration" | "gratitude" | "grief" | "neutral" | "relief" | "satisfaction" | "surprise" | "trust";

/** Columns by their names in the file; an empty field uses the first common name found there. */
export interface EventColumns {
  /** Whose journey it is: a customer, an order, a claim. */
  case?: string | null;
  /** What happened. */
  activity?: string | null;
  /** When it happened, or began. */
  time?: string | null;
  /** When it ended; it tells the time of events whose `time` is empty. */
  end?: string | null;
  /** The channel that it went through. */
  channel?: string | null;
  /** The segment of the case; its last value stands. In an object-centric log an attribute of the case's object. */
  segment?: string | null;
  /** The step of the activity's lifecycle, such as `start` or `complete`. */
  lifecycle?: string | null;
}

/** How a log is written as a table. */
export interface EventCsvOptions {
  /** The mark between fields, one ASCII character. `","` unless given. */
  delimiter?: string;
  /** Whether cells that begin with `=`, `+`, `-`, `@`, a tab or a return get an apostrophe before them, so that no spreadsheet runs them. `read_events` leaves it out again. `true` unless given. */
  guarded?: boolean;
}

/** The formats of event logs. */
export type EventFormat = "csv" | "frame" | "ocel_json" | "ocel_tables" | "ocel_xml" | "xes";

/** What a file may at most hold, so that no file can fill the memory. */
export interface EventLimits {
  /** Bytes once unpacked. `68719476736` unless given. */
  bytes?: number;
  /** How many times larger than packed, once more than 16 MiB are unpacked. `400` unless given. */
  ratio?: number;
  /** Elements of XML within each other; JSON has a limit of 128 of its own. `64` unless given. */
  depth?: number;
  /** Bytes of a row of a table, or of a tag or a text of XML. `1048576` unless given. */
  attribute?: number;
  /** Bytes of an object-centric log, which is held whole before its cases are made. `1073741824` unless given. */
  object_bytes?: number;
  /** Events. `4294967295` unless given. */
  events?: number;
}

/** How an event log is read; an empty field is guessed from the file. */
export interface EventOptions {
  /** Which columns of a table, or attributes of an XES log, hold what. */
  columns?: EventColumns;
  /** Whether `03/04/2026` is the third of April rather than the fourth of March. */
  day_first?: boolean | null;
  /** The zone of times that name none: a name such as `Europe/Berlin` or an offset such as `+02:00`; else UTC. */
  time_zone?: string | null;
  /** The mark between fields of a table. */
  delimiter?: string | null;
  /** The encoding by its name on the web, such as `windows-1252`. */
  encoding?: string | null;
  /** The type of objects whose journeys are the cases of an object-centric log, such as `order`. */
  object_type?: string | null;
  /** Which steps of an activity's lifecycle count as events. `{ type: "complete" }` unless given. */
  transitions?: EventTransitions;
  /** Whether an apostrophe before `=`, `+`, `-`, `@`, a tab or a return at a cell's start is part of the cell. Else it is taken as the guard that `write_events_csv` sets against spreadsheets, and is left out. `false` unless given. */
  keep_apostrophes?: boolean;
  /** What a file may at most hold. */
  limits?: EventLimits;
}

/** The touchpoint or stage that each activity of a log belongs to. */
export interface EventPlaces {
  /** By activity. */
  places: Record<string, Place>;
}

/** How an event log was read; printed, it says so a line each. */
export interface EventReport {
  /** The file's name. */
  file: string;
  /** What it was recognised as. */
  format: EventFormat;
  /** What was guessed, and why: the encoding, the columns, times, lifecycles. */
  guesses: ReadGuess[];
  /** The rows of a table, or the events of another log, that were read; each is an event or is counted in `skipped`. In an object-centric log an event counts once for each of its objects of the type that makes a case, or once when it has none. */
  rows: number;
  /** The events of the log. */
  events: number;
  /** What was left out, by reason. */
  skipped: SkippedRows[];
}

/** `complete` where any event has it, else all. */
export interface EventTransitionsComplete {
  type: "complete";
}

/** All: an activity that starts and completes is two events. */
export interface EventTransitionsAll {
  type: "all";
}

/** Those that are named, in capitals or not. */
export interface EventTransitionsOnly {
  type: "only";
  names: string[];
}

/** Which steps of an activity's lifecycle count as events; events without one always do. */
export type EventTransitions = EventTransitionsComplete | EventTransitionsAll | EventTransitionsOnly;

export interface Expectation {
  /** The words of the expectation. */
  expected: Quotation;
  /** The words of what happened. */
  actual: Quotation;
}

/** Where customers expected something different. */
export interface ExpectationGap {
  place: Place;
  name: string;
  /** Who told of a gap, among those who could have. */
  share: Share;
  /** The mean valence of the gaps, −2 to 2, by respondent: negative fell short of expectations, positive exceeded them. */
  mean_valence: number;
  /** The dimension of service quality that the pairs come nearest to (SERVQUAL: Parasuraman, Zeithaml and Berry 1988); `null` where none is near. */
  dimension?: string | null;
  /** Pairs of words: what was expected and what happened, the clearest first. */
  pairs: Expectation[];
}

/** How many had an experience, and how many of them left. */
export interface ExperienceCount {
  experience: string;
  /** Of the customers who had it while they were observed, those who left later. */
  left: CaseShare;
}

/** A place, with its share of the variance explained in the outcome. */
export interface ExperienceDriver {
  /** A touchpoint, or a stage as a whole. */
  place: Place;
  name: string;
  /** Respondents who said how it felt. */
  base: number;
  /** Its relative importance: an association, not a cause. */
  importance: Importance;
}

/** One statement about the results, with its numbers and bases. */
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

/** The numbers of an answer, as a table. */
export interface FactTable {
  /** Column headings. */
  columns: string[];
  rows: string[][];
}

/** An interview that could not go on. */
export interface FailedInterview {
  /** The interview's id. */
  id: string;
  /** The stable name of the error. */
  code: string;
  /** What went wrong, in words. */
  message: string;
  /** Whether the interview may go on later. */
  retryable: boolean;
}

/** What became of the interviews of a study. */
export interface Fieldwork {
  /** The transcripts of those who took part, in the order of the respondents. Who declined, was not looked for or took the consent back is not among them. */
  documents: Document[];
  /** How each interview ended. */
  outcomes: Record<string, InterviewOutcome>;
  /** Interviews that could not go on. Kept in a store, they can be resumed. */
  failed: FailedInterview[];
  /** Interviews that were not begun, because the run was stopped. */
  not_begun: string[];
  /** The code of the error that stopped the run, if one did: a spent budget, a wrong key. */
  stopped?: string | null;
  /** How well the interviews were held. */
  report_card: ReportCard;
  /** Which participant answered which item. */
  coverage: CoverageMatrix;
  /** The logs by interview. */
  logs: Record<string, InterviewEvent[]>;
  /** What the model cost; nothing for the built-in engine. */
  spent: Spent;
}

/** The formats of files with customers' words. */
export type FileFormat = "csv" | "docx" | "excel" | "json" | "json_lines" | "mail" | "slack" | "srt" | "text" | "vtt" | "whatsapp";

/** Why a reply ended. */
export type FinishReason = "length" | "refused" | "stop";

/** How a flow is drawn. */
export interface FlowOptions {
  title: string;
  /** The least share of the cases that took a transition for it to be drawn, 0 to 1; `null` chooses a round one that leaves about 25 transitions. */
  least_share?: number | null;
}

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
export interface FocusSingleStage {
  type: "single_stage";
  /** The stage's id. */
  stage: string;
}

/** What part of the journey a study looks at. */
export type Focus = FocusBusinessToBusiness | FocusCrossChannel | FocusEndToEnd | FocusLifecycle | FocusOmnichannel | FocusSingleStage;

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

/** A chain of steps to look for, in order. */
export interface Funnel {
  name: string;
  /** Two to 64. */
  steps: FunnelStep[];
  /** The most milliseconds from the first step to the last one passed. */
  within_ms?: number | null;
}

/** Cases that passed a step and not the next one. */
export interface FunnelDropOff {
  /** Of those that passed the step. */
  cases: CaseShare;
  /** Those whose journey ended with the step, of those who dropped off. */
  ended: CaseShare;
  /** The three most frequent activities right after the step, of those who dropped off; ties by name. */
  next: FunnelNext[];
}

/** What came right after the last step that a case passed. */
export interface FunnelNext {
  activity: string;
  cases: CaseShare;
}

/** Who passed the steps of a funnel. */
export interface FunnelResult {
  name: string;
  /** Cases with at least one event. */
  cases: number;
  within_ms?: number | null;
  steps: FunnelStepResult[];
}

/** A step of a funnel: one of its activities. */
export interface FunnelStep {
  name: string;
  /** Any of them passes the step; at least one. */
  activities: string[];
  /** The most milliseconds since the step before; not for the first step. */
  within_ms?: number | null;
}

/** Who passed a step of a funnel, after all steps before it. */
export interface FunnelStepResult {
  name: string;
  activities: string[];
  within_ms?: number | null;
  /** Cases that passed it. */
  cases: number;
  /** Of those that passed the first step. */
  of_first: CaseShare;
  /** Of those that passed the step before; for the first step, of all cases. */
  of_previous: CaseShare;
  /** The time from the step before, of the cases that passed it; `null` for the first step, and where nobody passed. */
  since_previous?: Durations | null;
  /** Those who passed it and not the next step; `null` for the last step. */
  drop_off?: FunnelDropOff | null;
}

/** An activity that came right after another. */
export interface GraphEdge {
  from: string;
  to: string;
  /** How often. */
  count: number;
  /** Cases in which it did so at least once. */
  cases: CaseShare;
  /** From the one event to the next. */
  between: Durations;
}

/** An activity of a graph. */
export interface GraphNode {
  activity: string;
  events: number;
  /** Cases in which it happened. */
  cases: CaseShare;
}

/** An activity that cases began or ended with. */
export interface GraphTerminal {
  activity: string;
  cases: CaseShare;
}

/** What observations are grouped by, besides their kind. */
export type Grouping = "stage" | "stage_segment" | "touchpoint" | "touchpoint_segment";

/** The interview guide with the limits that code enforces. */
export interface Guide {
  /** The version of the plan that it was made from. */
  plan_version: number;
  /** The research question, for the moderator. */
  question?: string;
  /** What the study is about: the product, the service, whose customers are asked; for the moderator. */
  product?: string;
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
  items: GuideItem[];
  /** Touchpoints that an answer may name, to follow up those that no question covers. */
  touchpoints?: GuideTouchpoint[];
  /** The most questions that a participant is asked, 1 to 200. */
  max_turns: number;
  /** The longest duration in milliseconds, from joining. */
  max_duration_ms: number;
  /** The silence after which an interview counts as abandoned, in milliseconds. */
  abandon_after_ms: number;
  /** When a silent participant is reminded, in milliseconds after their last word, ascending. */
  reminders?: number[];
  /** The most words of a message, 10 to 200. */
  max_words: number;
  /** How freely the interviewer follows. `"adaptive"` unless given. */
  mode?: InterviewMode;
  /** How the interviewer sounds. `"neutral"` unless given. */
  tone?: Tone;
  /** The language of the interview, a BCP 47 tag. */
  language: string;
  /** The language that findings are written in, a BCP 47 tag. */
  analysis_language: string;
  /** Topics to stay away from, whatever the item. */
  avoid?: string[];
  /** Whether the host must admit a participant after the screener, as when there are quotas. `false` unless given. */
  requires_admission?: boolean;
  /** Instructions for the moderating model in place of those that ship (`data/prompts/interview.md`); their hash is their version. */
  instructions?: string | null;
  /** Scripted lines of one's own; needed for a language that has none here. */
  script?: Script | null;
  /** The tokens that a prompt may take before old turns are folded. */
  max_prompt_tokens: number;
}

/** One thing to ask. */
export interface GuideItem {
  /** Unique in the guide. */
  id: string;
  /** When it comes. */
  phase: GuidePhase;
  /** The question as scripted. */
  text: string;
  /** Whether it may stay unasked. */
  kind: ItemKind;
  /** How it is answered. */
  answer: AnswerFormat;
  /** How deeply it is probed. */
  depth: ProbingDepth;
  /** The id of its stage. */
  stage?: string | null;
  /** Topics to stay away from. */
  avoid?: string[];
  /** The numbers of the goals that it serves, from 1; none for all of them. */
  serves?: number[];
  /** What follows from its answer. */
  branches?: Branch[];
}

/** A phase of the interview. */
export type GuidePhase = "screener" | "overview" | "experience" | "reflection" | "rating";

/** A touchpoint as an interviewer knows it. */
export interface GuideTouchpoint {
  /** Its id. */
  id: string;
  /** The id of its stage. */
  stage: string;
  /** Its name and the words that people use for it. */
  names: string[];
}

/** A hand-off between two channels. */
export interface Handoff {
  from: string;
  to: string;
  count: number;
  /** Cases with it, of those with at least two events that name their channel. */
  cases: CaseShare;
}

/** Where journeys went from one channel to another, from an event to the next. */
export interface Handoffs {
  /** Cases with any hand-off, of those with at least two events that name their channel: only those could have one. */
  cases: CaseShare;
  /** Hand-offs in all. */
  count: number;
  events: number;
  /** Events that name no channel: from and to these no hand-off is seen. */
  events_without_channel: number;
  /** The most frequent first, then by name. */
  handoffs: Handoff[];
}

/** What one covariate does to the risk of leaving in a period, the others staying. */
export interface HazardEffect {
  /** The covariate. */
  name: string;
  /** Its place among the covariates given, from 0. */
  place: number;
  /** Its mean over all rows. */
  mean: number;
  /** The change of the log-odds when it rises by one. */
  coefficient: number;
  /** The standard error, by the inverse of the penalised observed information. */
  standard_error: number;
  /** The 95 % interval of the coefficient. */
  interval: Interval;
  /** The factor by which the odds of leaving in a period change when it rises by one: an odds ratio of the discrete hazard. It is near the ratio of the hazards only while few leave in a period. */
  odds_ratio: number;
  /** Its 95 % interval. */
  odds_ratio_interval: Interval;
  /** The probability of so large a coefficient if there were no effect (Wald), 0 to 1. */
  p_value: number;
}

/** A fitted hazard model: log-odds of leaving in a period = the baseline's + Σ coefficient · (covariate − its mean). */
export interface HazardModel {
  /** Customers. */
  customers: number;
  /** Rows: customers times the periods in which each was there. */
  customer_periods: number;
  /** Customers who left (by the cause). */
  events: number;
  /** The baseline, in rising order of periods. */
  baseline: BaselinePiece[];
  /** The effects, in the order of the covariates. */
  effects: HazardEffect[];
  /** Covariates that do not vary and were left out. */
  left_out: string[];
  /** The number of covariates given, with those left out. */
  covariates: number;
  /** Whether the covariates together tell more than the baseline alone. */
  likelihood_ratio: LikelihoodRatio;
  /** The covariances of the baseline's log-odds and then the coefficients. */
  covariance: number[][];
  /** How it was fitted. */
  options: HazardOptions;
  /** Whether Newton's method converged. */
  converged: boolean;
}

/** How a hazard model is fitted. */
export interface HazardOptions {
  /** The code of the only cause that counts; who leaves by another counts as staying in that period and is no longer there after. `null` for leaving by any cause. */
  cause?: number | null;
  /** The ridge penalty on the standardised covariates, from 0 up; above about 1, intervals are biased toward no effect. */
  ridge: number;
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

/** What reading a table of codings yields. */
export interface ImportedCodings {
  /** The rows that passed every check. */
  observations: Observation[];
  /** The line of each other row, from 2, with the check that it failed. */
  rejected: [number, string][];
}

/** One duration of a cumulative incidence. */
export interface IncidenceStep {
  /** The duration, in the unit of the input. */
  time: number;
  /** Customers who are there just before it. */
  at_risk: number;
  /** Customers who leave by this cause at it. */
  events: number;
  /** The share who have left by this cause, 0 to 1. */
  incidence: number;
  /** The 95 % interval; `null` where the share is 0 or 1. */
  interval?: Interval | null;
}

/** A kind of information about an experience. */
export type Information = "cause" | "channel" | "consequence" | "expectation" | "feeling" | "incident";

/** A set of kinds of information. */
export type InformationCoverage = Information[];

/** The host checked the quotas after the screener. */
export interface InputAdmitted {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
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
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "asked_to_stop";
}

/** The participant is back. */
export interface InputRejoined {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "rejoined";
}

/** The participant agreed or did not. */
export interface InputConsented {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "consented";
  /** Whether they agreed. */
  agreed: boolean;
}

/** The participant corrected an earlier answer. */
export interface InputCorrected {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "corrected";
  /** The participant's turn to correct. */
  turn: number;
  /** The new words. */
  text: string;
}

/** The participant gave a number or chose, by a widget. */
export interface InputAnswered {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "answered";
  /** What was given. */
  answer: StructuredAnswer;
}

/** The participant opened the interview. */
export interface InputJoined {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "joined";
}

/** The participant went away. */
export interface InputLeft {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "left";
}

/** The model could not be asked. */
export interface InputModelFailed {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
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
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "model_replied";
  /** The number of the request. */
  request: number;
  /** The move. */
  proposal: ModeratorMove;
  /** The model's name. */
  model: string;
  /** The hash of the prompt. */
  prompt_hash: string;
  /** Tokens used. `{ prompt_tokens: 0, completion_tokens: 0 }` unless given. */
  usage?: TokenUsage;
}

/** The participant said something. */
export interface InputSaid {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "said";
  /** The words. */
  text: string;
}

/** The participant skipped the question, by a button. */
export interface InputSkipped {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "skipped";
}

/** Time has passed. */
export interface InputTick {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "tick";
}

/** The participant takes the consent back; the content is erased. */
export interface InputWithdrewConsent {
  /** Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives it one. */
  id?: string;
  /** The revision that the sender has seen; another one is refused. */
  expected_revision?: number | null;
  type: "withdrew_consent";
}

/** Something that happened, with an id so that it is applied only once. */
export type Input = InputAdmitted | InputAskedToStop | InputRejoined | InputConsented | InputCorrected | InputAnswered | InputJoined | InputLeft | InputModelFailed | InputModelReplied | InputSaid | InputSkipped | InputTick | InputWithdrewConsent;

/** The Brier score over a span of time. */
export interface IntegratedBrierScore {
  /** The first time. */
  from: number;
  /** The last time. */
  to: number;
  /** The mean score over the span. */
  score: number;
  /** Its 95 % interval, as `BrierScore.interval`. */
  interval: Interval;
  /** The score when everyone is given the Kaplan–Meier share of the training data. */
  kaplan_meier: number;
  /** As `BrierScore.skill`. */
  skill?: number | null;
}

/** A 95 % interval. */
export interface Interval {
  /** The lower end. */
  low: number;
  /** The upper end. */
  high: number;
}

/** The host was asked whether the participant fits the quotas. */
export interface InterviewEventAdmissionAsked {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "admission_asked";
}

/** The participant passed the quota check. */
export interface InterviewEventAdmitted {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "admitted";
  /** The quotas that they count towards. */
  quotas: string[];
}

/** The participant returned. */
export interface InterviewEventRejoined {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "rejoined";
}

/** The interview ended. */
export interface InterviewEventClosed {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "closed";
  /** How. */
  outcome: InterviewOutcome;
}

/** The participant agreed. */
export interface InterviewEventConsented {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "consented";
  /** The first 16 hexadecimal digits of the SHA-256 of the text that they agreed to. */
  text_hash: string;
  /** The language of that text. */
  language: string;
}

/** An earlier answer was corrected; the words stand beside the old ones. */
export interface InterviewEventCorrected {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "corrected";
  /** The turn. */
  turn: number;
  /** The new words. */
  text: string;
}

/** A draft was sent back to the model. */
export interface InterviewEventDraftRejected {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "draft_rejected";
  /** The number of the request. */
  request: number;
  /** Why. */
  reasons: string[];
  /** The draft, which nobody saw but the model. */
  draft: string;
}

/** The content was erased. */
export interface InterviewEventErased {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "erased";
}

/** Something needs a person's attention. */
export interface InterviewEventFlagged {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "flagged";
  /** What was noticed. */
  signal: Signal;
}

/** The participant gave a number or chose. */
export interface InterviewEventAnswered {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "answered";
  /** The item. */
  item: string;
  /** What was given. */
  answer: StructuredAnswer;
}

/** The participant opened the interview. */
export interface InterviewEventJoined {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "joined";
}

/** The participant left. */
export interface InterviewEventLeft {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "left";
}

/** An item's status changed. */
export interface InterviewEventItemStatusChanged {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "item_status_changed";
  /** The item. */
  item: string;
  /** Its status. */
  status: ItemStatus;
}

/** A message was shown to the participant. */
export interface InterviewEventMessageShown {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "message_shown";
  /** The interviewer's turn. */
  turn: number;
  /** The words. */
  text: string;
  /** What for. */
  purpose: MessagePurpose;
  /** Whose words. */
  provenance: MessageProvenance;
}

/** The model is asked. */
export interface InterviewEventModelAsked {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "model_asked";
  /** The number of the request. */
  request: number;
  /** Turns that are folded into the ledger's summary. */
  folded: number;
}

/** The model could not be asked. */
export interface InterviewEventModelFailed {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "model_failed";
  /** The number of the request. */
  request: number;
  /** Why. */
  error: LlmFailure;
}

/** An answer was assessed. */
export interface InterviewEventAnswerAssessed {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "answer_assessed";
  /** The participant's turn. */
  turn: number;
  /** How it was read. */
  assessment: AnswerAssessment;
  /** What it mentions. */
  mentions: Mention[];
  /** What the moderator notes for itself. */
  notes: string;
  /** `rules` or the model's name. */
  engine: string;
  /** The hash of the prompt, empty for rules. */
  prompt_hash: string;
  /** Tokens used. */
  usage: TokenUsage;
}

/** A reminder fell due. */
export interface InterviewEventReminded {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "reminded";
  /** Its number since the participant's last word, from 1. */
  number: number;
}

/** The participant said something. */
export interface InterviewEventSaid {
  /** Its number in the log, from 1. */
  revision: number;
  /** When it happened. */
  at: Timestamp;
  /** The input that caused it. */
  input: string;
  type: "said";
  /** The participant's turn. */
  turn: number;
  /** The item that it answers. */
  item?: string | null;
  /** The words, exactly. */
  text: string;
}

/** An entry in the interview's event log. */
export type InterviewEvent = InterviewEventAdmissionAsked | InterviewEventAdmitted | InterviewEventRejoined | InterviewEventClosed | InterviewEventConsented | InterviewEventCorrected | InterviewEventDraftRejected | InterviewEventErased | InterviewEventFlagged | InterviewEventAnswered | InterviewEventJoined | InterviewEventLeft | InterviewEventItemStatusChanged | InterviewEventMessageShown | InterviewEventModelAsked | InterviewEventModelFailed | InterviewEventAnswerAssessed | InterviewEventReminded | InterviewEventSaid;

/** How closely the interviewer follows the script. */
export type InterviewMode = "adaptive" | "standard" | "strict";

/** How an interview ended. */
export type InterviewOutcome = "abandoned" | "completed" | "declined" | "out_of_time" | "quota_full" | "screened_out" | "stopped" | "withdrawn";

/** The phase of an interview. */
export type InterviewPhase = "admitting" | "awaiting" | "closed" | "consenting" | "created" | "awaiting_model";

/** How far an interview has come. */
export interface InterviewProgress {
  /** Questions asked. */
  asked: number;
  /** Core and mandatory items that were asked or need not be any more. */
  covered: number;
  /** Core and mandatory items in all. */
  items: number;
}

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

/** How far a stored interview has progressed. */
export interface InterviewSummary {
  /** The interview's id. */
  id: string;
  /** The participant's id. */
  participant: string;
  /** How many events are stored. */
  revision: number;
  /** How it ended, once it has. */
  outcome?: InterviewOutcome | null;
}

/** An invitation with fields in braces: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`. */
export interface Invitation {
  /** The subject. */
  subject: string;
  /** The text. */
  body: string;
}

/** Sentences that a moderator claims to settle an item. */
export interface ItemCoverage {
  /** The item's id. */
  item: string;
  /** How far. */
  coverage: CoverageClaim;
  /** The ids of the sentences that show it. */
  sentences: string[];
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

/** Spoken of in passing, which is neither asked nor answered. */
export interface ItemStatusTouched {
  type: "touched";
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

/** How far an item has been covered. Asked is not answered. */
export type ItemStatus = ItemStatusAnswered | ItemStatusAsked | ItemStatusDeclined | ItemStatusDontKnow | ItemStatusNotApplicable | ItemStatusPartial | ItemStatusTouched | ItemStatusUnasked | ItemStatusUnreached;

/** What customers did. */
export interface JourneyDiscovery {
  /** Of all cases. */
  whole: Discovery;
  /** By segment, by name; cases without one come last. */
  segments: SegmentDiscovery[];
  /** By the period of the cases' first event, the earliest first; only those in which a case began. */
  periods: PeriodDiscovery[];
}

/** A journey map, computed from what customers said. */
export interface JourneyMap {
  title: string;
  /** The research question. */
  question: string;
  /** The data behind the map. */
  base: MapBase;
  /** The stages in order. */
  stages: StageSummary[];
  /** The steps in order. */
  steps: MapStep[];
  /** The curves of the largest segments. */
  segment_curves: SegmentCurve[];
  /** Prevalence by place and kind. */
  prevalence: Prevalence[];
  /** Pains by priority. */
  priorities: Priority[];
  /** Satisfaction by instrument. */
  satisfaction: SatisfactionScore[];
  /** What satisfaction goes with, by instrument. */
  drivers: DriverAnalysis[];
  /** Moments that customers call decisive, strongest first. */
  moments_of_truth: MomentOfTruth[];
  /** Where customers expected something different. */
  expectation_gaps: ExpectationGap[];
  /** The predicted effect of halving each of the top pains. */
  predictions: WhatIfPrediction[];
  /** Channels: transitions, repetition, consistency. */
  channels: ChannelAnalysis;
  /** Each segment compared with all other respondents, strongest evidence first. */
  segment_differences: SegmentDifference[];
  /** Whether more respondents would bring new themes. */
  thematic_saturation: ThematicSaturation;
  /** The previous wave's curve, a point for each step. */
  baseline?: SegmentCurve | null;
  /** How much of what was said stands in the numbers. `{ sentences: 0, coded: 0, general: 0, hypothetical: 0, talk: 0, unread: 0, felt: 0, unplaced: 0 }` unless given. */
  coverage?: ReadingCoverage;
  /** What was not computed, and why. */
  not_computed: NotComputed[];
  /** How it was made. */
  provenance: MapProvenance;
}

/** The scores that a judge gave. */
export interface JudgeScores {
  /** 1 (questions jump about) to 4 (each follows from what was said). */
  coherence: number;
  /** 1 (a fixed script) to 4 (questions take up what this participant said). */
  adaptiveness: number;
  /** The interviewer's turns that lead. */
  leading: number[];
  /** The interviewer's turns that are unclear. */
  unclear: number[];
  /** The participant's turns that opened a lead which no later question takes up. */
  dropped: number[];
  /** The interviewer's turns that press on after a refusal, distress or grief. */
  pressing: number[];
  /** Why, in a sentence or two. */
  reason: string;
}

/** Marks with who gave them. */
export interface Judgement {
  /** The marks; turns that are not the interviewer's are left out. */
  marks: JudgeScores;
  /** Who gave them. */
  provenance: Provenance;
}

/** A survival curve: the share of customers who are still there after each duration. */
export interface KaplanMeier {
  /** Customers at the start. */
  base: number;
  /** Customers who left. */
  events: number;
  /** One step for each different duration, in rising order. */
  steps: SurvivalStep[];
}

/** A coefficient of agreement. */
export interface Kappa {
  /** The coefficient: 1 is perfect, 0 is chance. */
  value: number;
  /** The 95 % interval by the asymptotic standard error. */
  interval: Interval;
  /** Units that both coders coded. */
  base: number;
  /** The share of units on which they agree, 0 to 1. */
  observed: number;
}

/** The lines of all items, in the guide's order. */
export type Ledger = LedgerEntry[];

/** An item's line in the ledger. */
export interface LedgerEntry {
  /** The item. */
  item: string;
  /** Whether it must be asked. */
  mandatory: boolean;
  /** Whether it is a sub-question of the core item before it. */
  optional: boolean;
  /** Whether it was asked. */
  asked: boolean;
  /** How often it was probed. */
  probes: number;
  /** Times it was asked again after a counter-question, an unclear answer or an invalid number. */
  times_reasked: number;
  /** The kinds of information given about it. */
  information: InformationCoverage;
  /** Words of the participant about it. */
  words: number;
  /** Whether the participant declined to say anything, or anything more, about it: it is never asked about again. `false` unless given. */
  refused?: boolean;
  /** Consecutive latest answers about it that added no new information. */
  unproductive_answers: number;
  /** What stands of it. */
  status: ItemStatus;
}

/** A likelihood-ratio test (Wilks 1938). */
export interface LikelihoodRatio {
  /** Twice the gain in log-likelihood. */
  chi_square: number;
  /** The number of effects. */
  degrees: number;
  /** The probability of so large a gain if no covariate had an effect, 0 to 1. */
  p_value: number;
  /** The log-likelihood with the covariates, without the penalty. */
  log_likelihood: number;
  /** The log-likelihood of the baseline alone. */
  baseline_log_likelihood: number;
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
export type LintRule = "asks_nothing" | "closed" | "double_barrelled" | "double_negative" | "empty" | "hypothetical" | "jargon" | "leading" | "loaded" | "multiple_questions" | "personal_data" | "praise" | "pressure" | "self_talk" | "social_pressure" | "stance" | "too_long" | "unnamed_feeling" | "unsaid";

/** The kind of failure. */
export type LlmErrorKind = "auth" | "budget_exceeded" | "context_overflow" | "invalid_reply" | "invalid_request" | "rate_limited" | "refused" | "timed_out" | "transient" | "truncated";

/** A failed call to a model, as it stands in a log. */
export interface LlmFailure {
  /** The kind of failure. */
  kind: LlmErrorKind;
  /** What the server or the check said. */
  message: string;
  /** How long the server asks to wait, in milliseconds. */
  retry_after_ms?: number | null;
}

/** Which cases to select; what is not given selects all. */
export interface LogFilter {
  /** Only cases of this segment. */
  segment?: string | null;
  /** Only cases whose first event came at this moment or later. */
  from?: Timestamp | null;
  /** Only cases whose first event came before this moment. */
  to?: Timestamp | null;
}

/** A log-rank test. */
export interface LogRank {
  /** The test statistic. */
  chi_square: number;
  /** Groups less one. */
  degrees: number;
  /** The probability of so large a statistic if all groups stay alike, 0 to 1. */
  p_value: number;
  /** The groups in the order given. */
  groups: LogRankGroup[];
}

/** One group of a log-rank test. */
export interface LogRankGroup {
  /** Customers of the group. */
  base: number;
  /** Customers who left. */
  events: number;
  /** Customers who would have left if all groups stayed alike. */
  expected: number;
}

/** One activity, another, and the first again, right after each other. */
export interface LoopOfTwo {
  first: string;
  second: string;
  /** How often; loops may share events, so that a, b, a, b has one from a and one from b. */
  count: number;
  /** Cases in which it came, of those in which the first activity came. */
  cases: CaseShare;
}

/** The data behind a map. */
export interface MapBase {
  respondents: number;
  documents: number;
  observations: number;
  /** Documents excluded because their participants are simulated. */
  simulated_excluded: number;
  /** Respondents who are simulated. */
  simulated: number;
  /** Segments by size, largest first. */
  segments: SegmentBase[];
}

/** What to compute a map with. */
export interface MapOptions {
  /** When empty, the framework's name says whose journey it is. */
  title?: string;
  /** The research question. */
  question?: string;
  /** Whether to include simulated participants; when absent, only where nobody else took part. */
  include_simulated?: boolean | null;
  /** Resamples of every bootstrap but the drivers', 200 to 100,000. `2000` unless given. */
  resamples?: number;
  /** Resamples of the drivers' bootstrap, each of which fits every subset of the parts, 200 to 100,000. `200` unless given. */
  driver_resamples?: number;
  /** The seed of every bootstrap. `0` unless given. */
  seed?: number;
  /** The most quotations of each kind per step. `8` unless given. */
  max_quotes?: number;
  /** Names of segments by id. */
  segment_names?: Record<string, string>;
  /** The effort to fix each touchpoint, by touchpoint id, as estimated by the user. */
  effort?: Record<string, number>;
}

/** How a map was made. */
export interface MapProvenance {
  /** The library's version. */
  version: string;
  /** The coders by name. */
  coders: CoderCount[];
  /** Resamples of every bootstrap but the drivers'. */
  resamples: number;
  /** Resamples of the drivers' bootstrap. */
  driver_resamples: number;
  /** The seed of every bootstrap. */
  seed: number;
}

/** A step of the journey: a touchpoint, or a stage as a whole. */
export interface MapStep {
  /** A touchpoint; without one, what was said of the stage in general. */
  place: Place;
  name: string;
  /** Respondents who mentioned it. */
  base: number;
  /** A headline in a customer's words. */
  headline?: Verbatim | null;
  /** What customers did. */
  actions: Verbatim[];
  /** Channels by how many respondents named them, most first. */
  channels: ChannelCount[];
  /** The touchpoint's usual channel, which the framework names whether anybody did or not. */
  usual_channel?: Channel | null;
  /** The clearest pair of what was expected and what happened. */
  expectation?: Expectation | null;
  /** The point of the emotion curve. */
  curve: CurvePoint;
  /** The mean satisfaction, 0 to 10, of those who felt something here and rated. */
  satisfaction?: Mean | null;
  /** The most frequent emotions. */
  emotions: EmotionCount[];
  /** The most telling words. */
  quote?: Verbatim | null;
  /** Respondents who reported pain here. */
  pain_share?: Share | null;
  /** Verbatims about pain. */
  pains: Verbatim[];
  /** Respondents who reported delight here. */
  delight_share?: Share | null;
  /** Verbatims about delight. */
  delights: Verbatim[];
  /** What customers need. */
  needs?: Verbatim[];
  /** What customers suggest. */
  suggestions: Verbatim[];
  /** The rank and the score of its pain among the priorities. */
  priority?: StepPriority | null;
}

/** Something that an experience shows besides its feeling. */
export type Marker = "decisive" | "hand_off" | "repeated_information";

/** A text with its personal data replaced by placeholders. */
export interface MaskedText {
  /** The text to send on. */
  text: string;
  /** What was masked, in order. */
  findings: PiiMatch[];
}

/** A mean with its base. */
export interface Mean {
  value: number;
  /** Respondents. */
  base: number;
}

/** A mean over cases. */
export interface MeanFitness {
  /** Cases with events. */
  n: number;
  /** 0 to 1; `null` without cases. */
  value?: number | null;
  /** The 95 % interval by the normal approximation, mean ± 1.96 · s ÷ √n, cut to 0 to 1; `null` under two cases. */
  interval?: Interval | null;
}

/** The level of measurement of the codes, which sets the distance between them. */
export type MeasurementLevel = "interval" | "nominal" | "ordinal";

/** The duration after which half are gone. */
export interface MedianSurvival {
  /** The first duration after which half or fewer are there; `null` when more than half always are. */
  median?: number | null;
  /** The lower end of its 95 % interval; `null` when the curve's lower band stays above one half. */
  low?: number | null;
  /** The upper end; `null` when the curve's upper band stays above one half: the data set no upper limit. */
  high?: number | null;
  /** Customers at the start. */
  base: number;
  /** Customers who left. */
  events: number;
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
  regeneration_reason?: string | null;
  /** Why a draft was replaced by these scripted words. */
  replacement_reason?: string | null;
  /** What the turn linter finds wrong with words that the researcher wrote; they are asked all the same. */
  lint_warnings?: string[];
}

/** Answers the participant's question and asks the item again. */
export interface MessagePurposeAnswer {
  type: "answer";
  /** The item. */
  item: string;
}

/** Says goodbye. */
export interface MessagePurposeClosing {
  type: "closing";
}

/** Asks whether to erase what was said, before it is done. */
export interface MessagePurposeConfirmWithdrawal {
  type: "confirm_withdrawal";
}

/** Asks for consent. */
export interface MessagePurposeConsent {
  type: "consent";
}

/** Meets a bereavement or an illness with one kind sentence, and leaves the choice to go on to the participant. */
export interface MessagePurposeKindness {
  type: "kindness";
}

/** Offers to stop. */
export interface MessagePurposeOfferToStop {
  type: "offer_to_stop";
}

/** Asks more about an item. */
export interface MessagePurposeProbe {
  type: "probe";
  /** The item. */
  item: string;
  /** The kind of probe. */
  kind: ProbeKind;
}

/** Asks an item. */
export interface MessagePurposeQuestion {
  type: "question";
  /** The item. */
  item: string;
}

/** Asks an item in other words. */
export interface MessagePurposeRephrase {
  type: "rephrase";
  /** The item. */
  item: string;
}

/** A safe reply to distress, with an offer to stop. */
export interface MessagePurposeSafety {
  type: "safety";
}

/** Welcomes. */
export interface MessagePurposeWelcome {
  type: "welcome";
}

/** What a message to the participant is for. */
export type MessagePurpose = MessagePurposeAnswer | MessagePurposeClosing | MessagePurposeConfirmWithdrawal | MessagePurposeConsent | MessagePurposeKindness | MessagePurposeOfferToStop | MessagePurposeProbe | MessagePurposeQuestion | MessagePurposeRephrase | MessagePurposeSafety | MessagePurposeWelcome;

/** Who a message of the prompt is from. */
export type MessageRole = "assistant" | "user";

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
  finish: FinishReason;
  /** The tokens. `{ prompt_tokens: 0, completion_tokens: 0 }` unless given. */
  usage?: TokenUsage;
  /** The model's name. */
  model: string;
}

/** A moderator's proposal for the next turn. */
export interface ModeratorMove {
  /** How the newest answer reads. */
  assessment: AnswerAssessment;
  /** What the newest answer settles beside the item in hand, or of it. */
  covered: ItemCoverage[];
  /** What it names. */
  mentions: Mention[];
  /** When the participant asked something: the number of the study's fact that answers it, 0 when none does. Null when nothing was asked. */
  participant_question_fact?: number | null;
  /** What to remember for later turns: open threads, contradictions, what to come back to. Only the moderator reads it. */
  notes: string;
  /** What to do next. */
  next: MoveKind;
  /** The item that the message asks, for `ask_item`; an earlier item to come back to, for `probe`; null for the item in hand. */
  item?: string | null;
  /** The kind of probe, for `probe`; null otherwise. */
  probe_kind?: ProbeKind | null;
  /** The message, for `ask_item`, `probe` and `rephrase`; empty otherwise. */
  message: string;
}

/** A moment that customers themselves call decisive. */
export interface MomentOfTruth {
  place: Place;
  name: string;
  /** Respondents who called it decisive, among those who mentioned it. */
  decisive: Share;
  /** The mean absolute value of respondents' mean valence there, 0 to 2. */
  intensity: number;
  /** The stage's or touchpoint's share of the explained variance of the outcome; `null` where drivers were not computed. */
  driver_share?: number | null;
  /** Decisive × intensity × (1 + driver share). */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** Customers' words as evidence. */
  verbatims: Verbatim[];
}

/** What the interviewer should do next. */
export type MoveKind = "advance" | "ask_item" | "close" | "probe" | "rephrase";

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

/** A result that was not computed, and why. */
export interface NotComputed {
  /** The method's name. */
  method: string;
  /** Why not, and what it would need. */
  reason: string;
}

/** One experience: where in the journey, of what kind, how it felt, and the words that say so. */
export interface Observation {
  /** Unique in the corpus: document id and number. */
  id: string;
  /** The document. */
  document: string;
  /** The participant. */
  participant: string;
  /** Where in the journey. */
  place: Place;
  /** The channel, if said or usual for the touchpoint. */
  channel?: Channel | null;
  /** The kind. */
  kind: ObservationKind;
  /** The emotion. */
  emotion: Emotion;
  /** The words that give the cause. */
  cause?: Quotation | null;
  /** The pair of expectation and fact, for a gap. */
  expectation?: Expectation | null;
  /** What it shows besides its feeling. */
  markers?: Marker[];
  /** The customer's words; never empty. */
  evidence: Quotation[];
  /** Who coded it. */
  coder: Coder;
  /** 0 to 1. */
  confidence: number;
  /** Why the coder decided so: a rule's name or a model's short reason. */
  reason: string;
}

/** What kind of experience was observed. */
export type ObservationKind = "delight" | "expectation_gap" | "milestone" | "need" | "neutral" | "pain" | "suggestion";

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

/** A message to send. A host drains the outbox: `due_messages`, send, `mark_sent`. */
export type OutboxMessage = OutboxMessageEmail | OutboxMessageWebhook;

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
  outcome: InterviewOutcome;
}

/** Store this event, before anything else is done. */
export interface OutputRecord {
  type: "record";
  /** The event. */
  event: InterviewEvent;
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
  /** What they are signed in as; `null` for a visitor. */
  account?: string | null;
}

/** Settings of the participant's experience. */
export interface ParticipantExperience {
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
  /** How long an interview takes as a rule, in minutes, 1 to 180: what an invitation says. The guide's time limit is longer. `15` unless given. */
  expected_minutes?: number;
}

/** How far a participant has progressed. */
export type ParticipantStatus = "abandoned" | "completed" | "declined" | "invited" | "partial" | "preview" | "simulated" | "started" | "suspicious" | "withdrawn";

/** How many people, and some of their ids, first by name. */
export interface People {
  count: number;
  /** At most 100 ids; each opens onto the person's words and events. */
  ids: string[];
}

/** A period of the calendar in UTC. */
export type Period = "month" | "quarter" | "year";

/** What the customers did whose journeys began in a period. */
export interface PeriodDiscovery {
  /** `2024-03`, `2024-Q1` or `2024`, in UTC. */
  period: string;
  discovery: Discovery;
}

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
  attitude?: Attitude;
  /** What they say in a difficult mood, instead of every second answer. */
  disruptive_replies?: string[];
  /** The memories. */
  memories: PersonaMemory[];
  /** Ratings by instrument. */
  ratings: Record<string, number>;
}

/** Something that a persona remembers. */
export interface PersonaMemory {
  /** What it is about, in words that a question may share; may be empty. */
  about?: string;
  /** The words. */
  text: string;
  /** Whether it is told only when probed. `false` unless given. */
  needs_probe?: boolean;
  /** The study's insights that it carries, by position. */
  insights?: number[];
}

/** What kind of personal data was found. */
export type PiiKind = "account" | "card" | "email" | "iban" | "ip" | "name" | "national_id" | "phone" | "street";

/** A stretch of personal data in the original text. */
export interface PiiMatch {
  /** What it is. */
  kind: PiiKind;
  /** Where it stood, in Unicode scalar values of the original text. */
  span: Span;
}

/** A touchpoint of a stage, or a stage as a whole. */
export interface Place {
  /** The stage's id. */
  stage: string;
  /** The touchpoint's id; `null` for the stage as a whole. */
  touchpoint?: string | null;
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
  depth: ProbingDepth;
  /** The numbers of the goals that it serves, from 1; none for all of them. */
  serves?: number[];
}

/** A plan with what its change brings to mind. */
export interface PlanWithWarnings {
  /** The plan. */
  plan: ResearchPlan;
  /** What to think about, such as more than three mandatory questions. */
  warnings: string[];
}

/** An interview that is to be held. */
export interface PlannedInterview {
  /** Its place among the respondents, from 0. */
  number: number;
  /** The interview's id. */
  id: string;
  /** Who takes part. */
  participant: Participant;
  /** Whether it was begun before: it is taken up where it stands. */
  resumes: boolean;
  /** When it begins in a time of its own, which passes only by what answers take; `null` in the host's time. */
  begins_at?: Timestamp | null;
}

/** The journey as it was planned. */
export interface PlannedJourney {
  /** In order; 1 to 256. */
  steps: PlannedStep[];
}

/** A step of a planned journey. */
export interface PlannedStep {
  /** Each step has a name of its own. */
  name: string;
  /** Any of them is the step; at least one, and none that belongs to another step. */
  activities: string[];
  /** Whether a journey without it deviates. */
  required: boolean;
  /** Whether it may come several times, with no other step between. */
  repeats: boolean;
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

/** How common one kind of experience is at one place. */
export interface Prevalence {
  /** A touchpoint, or a stage as a whole. */
  place: Place;
  kind: ObservationKind;
  /** Among everyone who could have had the experience. */
  share: Share;
  /** The same within each segment. */
  segments: SegmentShare[];
}

/** One kind of experience at one place in two waves. */
export interface PrevalenceChange {
  /** A touchpoint, or a stage as a whole. */
  place: Place;
  name: string;
  kind: ObservationKind;
  /** The share before. */
  before: Share;
  /** The share after. */
  after: Share;
  /** After minus before, with Newcombe's interval. */
  difference: Difference;
  /** Fisher's p, adjusted by false discovery rate over every place and kind. */
  adjusted_p_value: number;
  /** Whether the adjusted p value is below .05. */
  significant: boolean;
}

/** A pain point, ranked. */
export interface Priority {
  /** From 1. */
  rank: number;
  /** The range of ranks in 95 % of bootstrap resamples. */
  rank_interval: RankInterval;
  /** A touchpoint; without one, what was said of the stage in general. */
  place: Place;
  name: string;
  /** Prevalence × severity × impact. */
  score: number;
  /** The formula with its numbers. */
  formula: string;
  /** How many respondents have it. */
  prevalence: Share;
  /** How bad it is for those who have it, 0 to 2: the mean of respondents' mean negative valence, without its sign. */
  severity: PriorityFactor;
  /** One plus the difference in satisfaction between those without and with the pain ÷ the scale's width, at least one: an association. */
  impact: PriorityFactor;
  /** The effort to fix it, as estimated by the user. */
  effort?: number | null;
  /** Customers' words as evidence. */
  verbatims: Verbatim[];
}

/** One factor of a priority score, with its interval. */
export interface PriorityFactor {
  value: number;
  /** Its 95 % interval, if there is data for one. */
  interval?: Interval | null;
  /** Number of respondents behind it. */
  base: number;
  /** How it was computed. */
  method: string;
}

/** The kind of a probe. */
export type ProbeKind = "clarifying" | "descriptive" | "explanatory" | "specific_instance";

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

/** How deeply an item is probed. */
export type ProbingDepth = "none" | "light" | "standard" | "deep";

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
  kind: ObservationKind;
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
  markers?: Marker[];
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
  /** How many pieces of personal data were masked before the request left. `0` unless given. */
  masked?: number;
}

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

/** What a question to the findings is about. */
export type QuestionTopic = "moments_of_truth" | "accounts" | "across_channels" | "churn" | "critical_touchpoints" | "delight" | "differentiation" | "emotion_map" | "expectation_gaps" | "friction" | "omnichannel" | "outcomes" | "priorities" | "root_causes" | "satisfaction" | "segments" | "strategy" | "summary" | "unanswerable" | "waves" | "what_if" | "words";

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
  when_full?: QuotaFullAction;
}

/** What happens to a participant when a quota is full. */
export type QuotaFullAction = "close" | "overflow";

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

/** A count and its base. */
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
  /** Whether the interval excludes zero. */
  significant: boolean;
  /** Respondents before and after; for a paired comparison those in both. */
  base: [number, number];
  /** How it was computed. */
  method: string;
}

/** A rating instrument. */
export type RatingInstrument = "ces" | "csat" | "nps";

/** The numbers that a rating may be, with what its ends mean. */
export interface RatingScale {
  /** The lowest. */
  low: number;
  /** The highest. */
  high: number;
  /** What the lowest means. */
  low_label: string;
  /** What the highest means. */
  high_label: string;
}

/** Documents that were read, and how. */
export interface ReadDocuments {
  /** The documents. */
  documents: Document[];
  /** What was guessed on what grounds, and what was left out. */
  report: ReadReport;
}

/** Something that was guessed. */
export interface ReadGuess {
  /** What it is about, such as `column of text`. */
  what: string;
  /** What was chosen. */
  choice: string;
  /** On what grounds. */
  grounds: string;
}

/** How a file is read; an empty field is guessed from the file. */
export interface ReadOptions {
  /** Which columns hold what. */
  columns?: TranscriptColumns;
  /** What the file is. */
  format?: FileFormat | null;
  /** Its encoding by its name on the web, such as `windows-1252`. */
  encoding?: string | null;
  /** The mark between fields of a table. */
  delimiter?: string | null;
  /** The sheet of a workbook; else the one with most rows. */
  sheet?: string | null;
  /** Speakers who are customers. */
  customers?: string[];
  /** Speakers who are the company's or the researcher's: never the customer. */
  staff?: string[];
  /** Whether `03/04/2026` is the third of April rather than the fourth of March. */
  day_first?: boolean | null;
  /** The lowest and highest number of an instrument's scale in the file: `csat` and 1, 5. */
  scales?: Record<string, [number, number]>;
  /** Makes a wave of each period, by the documents' times. */
  waves?: Period | null;
}

/** How a file was read; printed, it says so a line each. */
export interface ReadReport {
  /** The file's name. */
  file: string;
  /** What it was recognised as. */
  format: FileFormat;
  /** What was guessed, and why: the encoding, the columns, who speaks, scales, times. */
  guesses: ReadGuess[];
  /** What was left out, by reason. */
  skipped: SkippedCells[];
}

/** How much of what customers said stands in the numbers, and what became of the rest. */
export interface ReadingCoverage {
  /** Customers' sentences; zero where only codes were given. */
  sentences: number;
  /** Sentences that an observation stands on. */
  coded: number;
  /** Sentences about people or the world in general, left out. */
  general: number;
  /** Sentences about what might be, left out. */
  hypothetical: number;
  /** Greetings, thanks and questions, left out. */
  talk: number;
  /** Sentences that may tell something and were not coded: without feeling or a place, or in a language that was not read. */
  unread: number;
  /** Observations that tell a pain or a delight. */
  felt: number;
  /** Those of them that no stage could be found for; they stand in the lane of the whole journey. */
  unplaced: number;
  /** What a reader of the map should know of it first. */
  warning?: string | null;
}

/** A framework that fits documents, and why. */
export interface RecognisedFramework {
  /** The stages and touchpoints. */
  framework: Framework;
  /** On what grounds, in words. */
  grounds: string;
}

/** One ground-truth finding compared with what the map found. */
export interface RecoveryResult {
  /** The finding in words. */
  finding: string;
  /** The stage's id. */
  stage: string;
  /** The kind. */
  kind: ObservationKind;
  /** Personas who carry it. */
  planted: number;
  /** Respondents in whom it was found. */
  found: number;
  /** The base. */
  base: number;
  /** The interval of what was found. */
  interval?: Interval | null;
  /** Personas with the finding who never mentioned it. */
  undisclosed: number;
  /** Personas who mentioned it in words that the coder did not recognise. */
  uncoded: number;
  /** Respondents in whom it was found though they do not have it. */
  false_positives: number;
}

/** A proposal that failed a check. */
export interface RejectedProposal {
  /** The document. */
  document: string;
  /** What was proposed. */
  proposal: ProposedObservation;
  /** Why it was rejected. */
  reason: string;
}

/** A claim that failed a check and was removed. */
export interface RemovedClaim {
  text: string;
  /** The check that it failed. */
  reason: string;
}

/** What the participant sees next. */
export interface ReplyData {
  /** The messages, in order; the last one is answered. */
  messages: ReplyMessage[];
  /** What is awaited next. */
  awaits: Awaited;
  /** How the interview ended, once it has. */
  outcome?: InterviewOutcome | null;
  /** How far it has come. */
  progress: InterviewProgress;
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
  /** The numbers of a rating, with what its ends mean in the interview's language. */
  scale?: RatingScale | null;
}

/** Quality measures of one interview or of many; instances merge in any order. */
export interface ReportCard {
  /** Interviews in which consent was given. */
  interviews: number;
  /** Those that were completed. */
  completed: Rate;
  /** Messages with more than one question, of all that ask. */
  multi_question: Rate;
  /** Closed questions, of all that ask for words. */
  closed_questions: Rate;
  /** Leading or loaded questions, of all that ask for words. */
  leading: Rate;
  /** Questions and probes that repeat an earlier one; standard probes repeat by design and are left out. */
  near_duplicates: Rate;
  /** Probes that take up a word of the answer before. */
  anchored: Rate;
  /** Quotations in messages that the participant did not say. */
  fabricated: Rate;
  /** Further questions about an item after the participant declined it. */
  probes_after_refusal: number;
  /** Mandatory items asked, in completed interviews. */
  mandatory: Rate;
  /** Core items never asked and not told unasked, in interviews that came to an end, of those that could apply. `{ count: 0, base: 0 }` unless given. */
  core_unasked?: Rate;
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
  /** The language of its questions, a BCP 47 tag. `"en"` unless given. */
  language?: string;
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
  max_attempts?: number;
  /** The first wait in milliseconds; each next one doubles. `500` unless given. */
  initial_wait_ms?: number;
  /** The longest wait in milliseconds. `30000` unless given. */
  max_wait_ms?: number;
  /** The jitter's seed. `0` unless given. */
  seed?: number;
  /** Whether personal data is masked before a request leaves for a model; replies get it back. Off for a model of one's own house. `true` unless given. */
  masks_personal_data?: boolean;
}

/** What happened again within a case. */
export interface Rework {
  /** Cases in which any activity came again, of all with events. */
  cases: CaseShare;
  /** Events beyond the first of their activity in their case. */
  extra_events: number;
  /** Those that came again in any case, the most extra events first, then by name. */
  activities: ActivityRework[];
  /** Loops of two activities, the most frequent first, then by name. */
  loops: LoopOfTwo[];
}

/** An experience that a customer's risk goes with. */
export interface RiskReason {
  experience: string;
  /** Whether the customer had it. */
  had: boolean;
  /** By how many percentage points the risk is higher (or lower, below 0) than it would be the other way round. */
  points: number;
  /** Its 95 % interval. */
  interval: Interval;
}

/** Who speaks. */
export type Role = "customer" | "interviewer" | "system";

/**
 * What people told of each touchpoint beside what the same people did there.
 *
 * A person of a corpus and a case of a log are the same when their ids are equal; ids may be pseudonyms (see `pseudonym`).
 */
export interface SaidAndDone {
  /** People of whom both words and events are known: the base of everything else. */
  both: number;
  /** People of whom only words are known. */
  only_said: number;
  /** People of whom only events are known. */
  only_done: number;
  /** Events of those people that belong to no place. */
  unplaced_events: number;
  /** The activities of the log that belong to no place, by name. */
  unplaced_activities: string[];
  /** The places of which events are known, in the order of the journey. */
  places: SaidAndDoneAt[];
  /** How it was counted. */
  method: string;
}

/** One place, told and done. */
export interface SaidAndDoneAt {
  place: Place;
  name: string;
  /** Told of it and did it. */
  told_and_done: People;
  /** Told of it, and no event shows that they did it. */
  only_told: People;
  /** Did it, and never told of it. */
  only_done: People;
  /** Neither. */
  neither: People;
  /** Of those who did it, how many told of it. */
  told_of_doers: CaseShare;
  /** Of those who told of it, how many did it. */
  did_of_tellers: CaseShare;
  /** How far telling and doing agree beyond chance; `null` where everyone, or nobody, told or did. */
  agreement?: Kappa | null;
  /** Of those who did it, how many told of a pain there. */
  hurt: CaseShare;
  /** Of those who did it, how many came back there more often than half of them. */
  repeated: CaseShare;
  /** Of those who came back, how many told of no pain there, nor of the stage in general. */
  silent: CaseShare;
  /** Those who came back and told of no pain. */
  silent_people: People;
  /** From the last time that they did it before telling to the telling, of those who did and then told, where the telling has a time. */
  recall?: Durations | null;
}

/** A score with its base, interval and method. */
export interface SatisfactionScore {
  /** `csat`, `nps` or `ces`. */
  instrument: string;
  /** A mean for CSAT and CES, −100 to 100 for NPS. */
  value: number;
  /** The 95 % interval, if the base allows one. */
  interval?: Interval | null;
  /** Respondents who rated. */
  base: number;
  /** How it was computed. */
  method: string;
}

/** When new themes stopped appearing (Guest, Namey and Chen 2020). */
export interface Saturation {
  /** Interviews of the base. */
  base_size: number;
  /** Interviews of a run. */
  run_length: number;
  /** Different themes of the base. */
  base_themes: number;
  /** For each interview that ends a run after the base, up to the one that saturates: its number, and the run's new themes ÷ the base's themes. */
  runs: [number, number][];
  /** The first interview after which a run brought at most `threshold` new information. */
  reached_at?: number | null;
  /** The share of new information that counts as none, such as .05. */
  threshold: number;
}

/** What the lowest and the highest number of each instrument mean, as its buttons say it. */
export interface ScaleEnds {
  /** Of effort. */
  ces: [string, string];
  /** Of satisfaction. */
  csat: [string, string];
  /** Of likelihood to recommend. */
  nps: [string, string];
}

/** What choosing an option means for eligibility. Only screener items use it. */
export type ScreenerVerdict = "disqualify" | "required" | "neutral" | "qualify";

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
  agreement_phrases: string[];
  /** How people refuse, or choose to go on when they are offered to stop. */
  refusal_phrases: string[];
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
  /** Says that a reply to the consent was neither yes nor no, and that it is not kept. */
  consent_unclear: string;
  /** Asks whether to erase what was said. */
  confirm_withdrawal: string;
  /** Says that nothing was erased. */
  kept: string;
  /** Meets a bereavement or an illness, and asks whether to go on with it. */
  kindness: string;
  /** Says that the interviewer goes on to something else. */
  moving_on: string;
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
  /** What the ends of a rating mean. */
  scale_ends: ScaleEnds;
  /** Asks to choose from `{options}` again. */
  choice_again: string;
  /** Introduces a mandatory question that was already answered in passing. */
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

/** The number of respondents in a segment. */
export interface SegmentBase {
  /** The segment's id. */
  id: string;
  /** Its name. */
  name: string;
  /** Respondents. */
  respondents: number;
}

/** The emotion curve of one segment, with a point for each step. */
export interface SegmentCurve {
  /** The segment's id. */
  segment: string;
  /** Its name. */
  name: string;
  /** The points, in the order of the steps. */
  points: CurvePoint[];
}

/** One segment compared with all other respondents. */
export interface SegmentDifference {
  /** A touchpoint, or a stage as a whole. */
  place: Place;
  name: string;
  kind: ObservationKind;
  /** The segment's id. */
  segment: string;
  /** The share within the segment. */
  inside: Share;
  /** The share among all others. */
  outside: Share;
  /** Inside minus outside, with Newcombe's interval. */
  difference: Difference;
  /** Cohen's h: .2 is small, .5 medium, .8 large. */
  cohens_h: number;
  /** The two-sided p of Fisher's exact test. */
  p_value: number;
  /** The p value adjusted for the false discovery rate over all comparisons in the map. */
  adjusted_p_value: number;
  /** Whether the adjusted p value is below .05. */
  significant: boolean;
}

/** What the customers of a segment did. */
export interface SegmentDiscovery {
  /** `null` for the cases without a segment. */
  segment?: string | null;
  discovery: Discovery;
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
  share: Share;
}

/** The curve of one segment. */
export interface SegmentStaying {
  segment: string;
  curve: KaplanMeier;
  median_days: MedianSurvival;
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

/** A share of respondents with its base, interval and eligibility rule. */
export interface Share {
  /** Respondents with at least one such observation. */
  count: number;
  /** Respondents who could have had one. */
  base: number;
  /** Who counts towards the base. */
  rule: string;
  /** Count ÷ base, 0 to 1; `null` if the base is 0. */
  value?: number | null;
  /** The Wilson 95 % interval. */
  interval?: Interval | null;
  /** Whether the base is under ten. */
  low_base: boolean;
}

/** A plain signal in a participant's message. */
export type Signal = "asks_question" | "declines" | "distress" | "dont_know" | "exhausted" | "gibberish" | "grief" | "injection" | "not_applicable" | "stops" | "withdraws";

/** Why a row is no event of the log. */
export type SkipReason = "wrong_field_count" | "missing_case" | "missing_activity" | "missing_time" | "unreadable_time" | "other_transition" | "no_object";

/** Cells that were left out for one reason. */
export interface SkippedCells {
  /** Which cells, and why. */
  reason: string;
  /** How many. */
  count: number;
  /** The first of their rows, from 1. */
  rows: number[];
  /** What the first of them holds. */
  example: string;
}

/** Rows that were left out for one reason. */
export interface SkippedRows {
  /** Why. */
  reason: SkipReason;
  /** How many. */
  count: number;
  /** The first of their lines in a table, from 1 with the header; in other formats their numbers among the events, from 1. */
  lines: number[];
  /** What the first of them holds. */
  example: string;
}

/** An interview as it stands. */
export interface Snapshot {
  /** The interview's id. */
  id: string;
  /** Its phase. */
  phase: InterviewPhase;
  /** What is awaited next. */
  awaits: Awaited;
  /** How many events the log holds. */
  revision: number;
  /** How it ended, once it has. */
  outcome?: InterviewOutcome | null;
  /** The item that the last question was about. */
  current?: string | null;
  /** How far it has come. */
  progress: InterviewProgress;
  /** What stands of each item. */
  ledger: Ledger;
  /** The turns. */
  turns: SnapshotTurn[];
  /** The numbers and choices by item. */
  given: Record<string, StructuredAnswer>;
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
  purpose?: MessagePurpose | null;
}

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
  usage: TokenUsage;
  /** Money at the budget's prices. */
  cost: number;
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

export interface StageSummary {
  stage: Stage;
  /** The stage's point of the emotion curve. */
  curve: CurvePoint;
}

/** How far the stakeholders of one account agree about one place. */
export type StakeholderAgreement = "consensus" | "dissent" | "single";

/** Curves of staying, in days since the first event. */
export interface Staying {
  /** Of everyone. */
  all: KaplanMeier;
  median_days: MedianSurvival;
  /** By segment, by name; empty where the log names none. */
  segments: SegmentStaying[];
  /** Whether segments differ. */
  log_rank?: LogRank | null;
  /** The share who left in each way, where there are several. */
  ways: WayOfLeaving[];
}

/** The rank and score of a step's pain. */
export interface StepPriority {
  /** From 1. */
  rank: number;
  /** Prevalence × severity × impact. */
  score: number;
}

/** Recommended actions by team, with how to measure their success. */
export interface Strategy {
  /** The teams. */
  teams: TeamPlan[];
  /** Opportunities for assistants, best first. */
  ai_opportunities: AiOpportunity[];
  /** What the strategy rests on, in words. */
  basis: string;
}

/** A recommended action. */
export interface StrategyAction {
  /** What. */
  action: string;
  /** The root cause that it addresses. */
  cause: string;
  /** Respondents with this cause among those with the pain, with the base. */
  cause_share: Share;
  /** The rank of the priority that it belongs to. */
  priority: number;
  place: Place;
  name: string;
  /** The words behind it. */
  evidence: Verbatim[];
  /** How to see whether it worked. */
  measure: SuccessMeasure;
  /** The effort it takes, as estimated by the user. */
  effort?: number | null;
}

/** Options by their ids; for a ranking, in order. */
export interface StructuredAnswerChoices {
  type: "choices";
  /** The ids. */
  options: string[];
}

/** A number. */
export interface StructuredAnswerNumber {
  type: "number";
  /** The number. */
  value: number;
}

/** An answer other than free text. */
export type StructuredAnswer = StructuredAnswerChoices | StructuredAnswerNumber;

/** A study: its research plan, interview guide, participant settings, segments and quotas. */
export interface StudyData {
  /** Unique on the host. */
  id: string;
  /** The research plan. */
  plan: ResearchPlan;
  /** The interview guide. */
  guide: Guide;
  /** What participants see around the interview. */
  experience: ParticipantExperience;
  /** The segments, in the order of the report. */
  segments: Segment[];
  /** How many participants of each group are wanted; the host checks them after the screener. */
  quotas?: Quota[];
}

/** A preset: a study's insights, its research questions, its guide and its personas. */
export interface StudyPreset {
  /** What the study found. */
  insights: string[];
  /** What it asked. */
  research_questions: string[];
  /** Topics with their subtopics. */
  topics: [string, string[]][];
  /** The participants. */
  personas: Persona[];
}

/** How whoever wants to see a study relates to its owner. */
export type StudyReader = "colleague" | "outsider" | "owner" | "team_member";

/** How the next wave will show whether an action worked. */
export interface SuccessMeasure {
  /** What to measure besides the share with the pain. */
  what: string;
  /** The share with the pain now. */
  baseline: Share;
  /** The highest share that a wave of the same size could distinguish from the baseline; `null` if no reduction could be detected. */
  detectable?: number | null;
  /** What must stay the same. */
  keep_unchanged: string;
}

/** The survival curve of a group. */
export interface SurvivalCurve {
  name: string;
  /** One for each different duration, in rising order. */
  steps: SurvivalStep[];
}

/** How survival curves are drawn. */
export interface SurvivalOptions {
  title: string;
  /** The unit of time in words, such as `months`. */
  unit: string;
  /** The p value of a log-rank test of the groups, 0 to 1. */
  log_rank_p?: number | null;
}

/** One duration of a survival curve. */
export interface SurvivalStep {
  /** The duration, in the unit of the input. */
  time: number;
  /** Customers who are there just before it. */
  at_risk: number;
  /** Customers who leave at it. */
  events: number;
  /** Customers last seen at it, still there. */
  censored: number;
  /** The share still there after it, 0 to 1. */
  survival: number;
  /** The 95 % interval; `null` where the share is 0 or 1, whose variance Greenwood's formula does not tell. */
  interval?: Interval | null;
}

/** The team responsible. */
export type Team = "customer_experience" | "digital" | "operations" | "service_design";

/** The actions of one team. */
export interface TeamPlan {
  /** The team. */
  team: Team;
  /** Its actions by priority. */
  actions: StrategyAction[];
}

/** Whether more respondents would bring new themes. */
export interface ThematicSaturation {
  /** Number of themes found, and an estimate including those not yet found. */
  estimated_themes: Chao1Estimate;
  /** Where new themes stopped coming, in the order in which respondents were first heard, those of unknown time last and by their ids; `null` under six respondents. */
  saturation?: Saturation | null;
}

/** The time from one activity to another. */
export interface TimeBetween {
  from: string;
  to: string;
  /** Cases in which `to` came after `from`, of the cases with `from`. */
  cases: CaseShare;
  /** From the first `from` of a case to the first `to` after it; `null` if no case has both in this order. */
  durations?: Durations | null;
}

/** A moment in milliseconds since the Unix epoch, given by the host. */
export type Timestamp = number;

/** The claims of a signed link. */
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

/** Tokens of one call. */
export interface TokenUsage {
  /** Tokens of the prompt. */
  prompt_tokens: number;
  /** Tokens of the reply. */
  completion_tokens: number;
}

/** How many times a token can be used. */
export type TokenUse = "multi" | "single";

/** How the interviewer sounds. */
export type Tone = "formal" | "neutral" | "warm";

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

/** How strong a trait is. */
export type TraitLevel = "low" | "medium" | "high";

/** What a persona is like in an interview. */
export interface Traits {
  /** How much is said at once: a sentence, a memory, more than was asked. */
  verbosity: TraitLevel;
  /** How readily hidden memories are told: high unasked, medium at a probe, low only at the second probe. */
  disclosure: TraitLevel;
  /** How well memories are retained: low forgets one in twelve. */
  recall: TraitLevel;
}

/** Which columns hold what; an empty field uses the first common name found in the table, and words are found by what the columns hold. */
export interface TranscriptColumns {
  /** The words: a whole transcript with `Speaker:` lines, one turn, or one text. */
  text?: string | null;
  /** What tells documents apart; rows of one document become its turns. */
  document?: string | null;
  /** Who the customer is. */
  participant?: string | null;
  /** Who speaks, when each row is one turn. */
  speaker?: string | null;
  /** When it was said. */
  time?: string | null;
  /** The customer's segment. */
  segment?: string | null;
  /** The wave of fieldwork. */
  wave?: string | null;
  /** The language of the words, as a tag such as `de`. */
  language?: string | null;
  /** The stage that the row is about. */
  stage?: string | null;
  /** Ratings: instrument and column, such as `nps` and `Score`. */
  ratings?: Record<string, string>;
  /** What kind of documents they are. */
  source?: DocumentSource | null;
}

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

/** One way, and who took it. */
export interface Variant {
  /** What happened, in order. */
  activities: string[];
  cases: CaseShare;
  /** From the first event to the last. */
  throughput: Durations;
}

/** The ways that the cases of a log took, from their first event to their last. */
export interface Variants {
  /** Cases with at least one event: the base of every share. */
  cases: number;
  /** How many variants there are in all. */
  count: number;
  /** The most frequent first; of the same count, in the order of their activities' names. */
  most_frequent: Variant[];
  /** How many variants are not listed. */
  others: number;
  /** The cases that took one of those. */
  other_cases: CaseShare;
}

/** A customer's own words, with their source. */
export interface Verbatim {
  quote: Quotation;
  /** The participant's id. */
  participant: string;
  /** The id of the observation that cites them. */
  observation: string;
  /** The BCP 47 tag of their language, if known. */
  language?: string | null;
}

export interface WaveComparison {
  /** The wave before. */
  before: string;
  /** The wave after. */
  after: string;
  /** Respondents of each. */
  respondents: [number, number];
  /** Number of respondents in both waves. */
  respondents_in_both: number;
  /** Differences in what the two waves asked; empty if the questions are the same. */
  instrument_changes: string[];
  ratings: RatingChange[];
  /** Prevalences, strongest evidence first. */
  prevalence: PrevalenceChange[];
  /** The smallest differences that bases of this size could detect, as text. */
  detectable_differences: string[];
  /** The earlier wave's curve, to be drawn behind the map's own. */
  baseline: BaselinePoint[];
}

/** How many left in one way, the others being other ways (competing risks). */
export interface WayOfLeaving {
  activity: string;
  incidence: CumulativeIncidence;
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

/** The predicted change in an outcome if a pain became less common. */
export interface WhatIf {
  /** `csat`, `nps` or `ces`. */
  outcome: string;
  /** By how much the pain's prevalence falls, 0 to 1. */
  reduction: number;
  /** The predicted change of the outcome's mean. */
  change: number;
  /** Its 95 % interval. */
  interval: Interval;
  /** Respondents with and without the pain who rated. */
  base: [number, number];
  /** The assumptions behind the prediction. */
  note: string;
}

/** What reducing the pain at one place would change. */
export interface WhatIfPrediction {
  place: Place;
  name: string;
  /** What would be predicted. */
  what_if: WhatIf;
}

/** A turn before it is cut into sentences. */
export interface Words {
  /** Who speaks. */
  role: Role;
  /** The words. */
  text: string;
}
